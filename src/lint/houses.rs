//! Houses whose handbooks are public, as tables of levels.

use super::level::Level::{self, Error, Warning};

/// A house that a configuration can follow.
#[derive(Clone, Copy, Debug)]
pub struct NamedHouse {
    /// Its name in the configuration.
    pub name: &'static str,
    /// Whose rules these are.
    pub title: &'static str,
    /// Levels that differ from the defaults.
    pub levels: &'static [(&'static str, Level)],
}

/// The houses, by name.
pub const HOUSES: &[NamedHouse] = &[
    NamedHouse {
        name: "ap",
        title: "The Associated Press: News Values and Principles",
        levels: &[
            ("anonymous.no-comment", Warning),
            ("anonymous.no-reason", Error),
            ("anonymous.opinion", Error),
            ("attribution.far", Warning),
            ("attribution.missing", Warning),
            ("quotation.differs", Error),
        ],
    },
    NamedHouse {
        name: "bbc",
        title: "BBC: Editorial Guidelines, section 3 (Accuracy)",
        levels: &[("speaker.no-role", Warning), ("sourcing.single", Warning)],
    },
    NamedHouse {
        name: "reuters",
        title: "Reuters: Handbook of Journalism, The Essentials of Reuters Sourcing",
        levels: &[
            ("anonymous.plural", Error),
            ("anonymous.opinion", Error),
            ("sourcing.single", Warning),
            ("attribution.far", Warning),
            ("attribution.missing", Warning),
        ],
    },
];

impl NamedHouse {
    /// The house of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        HOUSES.iter().find(|house| house.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::super::rules::about;
    use super::*;

    #[test]
    fn houses_name_rules_that_exist() {
        for house in HOUSES {
            assert!(house.levels.iter().all(|(rule, _)| about(rule).is_some()), "{}", house.name);
        }
        assert!(NamedHouse::named("reuters").is_some() && NamedHouse::named("Reuters!").is_none());
    }
}
