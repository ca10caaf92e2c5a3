//! How much a finding weighs.

use serde::{Deserialize, Serialize};

/// How much a finding weighs, lightest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// The rule does not run.
    #[default]
    Off,
    /// Worth a look.
    Suggestion,
    /// Probably wrong.
    Warning,
    /// Wrong by the rule.
    Error,
}

saidby_engine::enum_words!(Level { Off = "off", Suggestion = "suggestion", Warning = "warning", Error = "error" });

impl Level {
    /// One level lighter; a suggestion stays one.
    pub const fn lighter(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Suggestion => Self::Suggestion,
            Self::Off => Self::Off,
        }
    }
}

/// From which level on findings are a failure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailOn {
    /// Errors only.
    #[default]
    Error,
    /// Warnings and errors.
    Warning,
    /// Any finding.
    Suggestion,
    /// No finding.
    Never,
}

impl FailOn {
    /// Whether a finding of this level is a failure.
    pub fn fails(self, level: Level) -> bool {
        match self {
            Self::Error => level >= Level::Error,
            Self::Warning => level >= Level::Warning,
            Self::Suggestion => level >= Level::Suggestion,
            Self::Never => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_ordered_and_named() {
        assert!(Level::Off < Level::Suggestion && Level::Suggestion < Level::Warning && Level::Warning < Level::Error);
        assert_eq!(Level::ALL.iter().map(|level| Level::from_word(level.as_str())).collect::<Vec<_>>().len(), 4);
        assert_eq!((Level::Error.lighter(), Level::Suggestion.lighter()), (Level::Warning, Level::Suggestion));
    }
}
