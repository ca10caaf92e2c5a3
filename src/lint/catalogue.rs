//! The settings of all rules: the defaults, those of a named house, and the choice on the command line.

use super::house::House;
use super::houses::NamedHouse;
use super::level::Level;
use super::rules::RULES;

impl Default for House {
    fn default() -> Self {
        Self::new(RULES.iter().map(|rule| (rule.about().id, rule.setting())).collect())
    }
}

impl House {
    /// Takes over the levels of a named house.
    pub fn follow(&mut self, house: &NamedHouse) {
        for (rule, level) in house.levels {
            if let Some(setting) = self.setting_mut(rule) {
                setting.level = *level;
            }
        }
    }

    /// Turns every rule off that none of `selected` names, and turns those on that one of them names. A name is a rule
    /// or a group.
    pub fn select(&mut self, selected: &[String]) {
        if selected.is_empty() {
            return;
        }
        for rule in RULES {
            let about = rule.about();
            let Some(setting) = self.setting_mut(about.id) else { continue };
            if !selected.iter().any(|name| about.is_named(name)) {
                setting.level = Level::Off;
            } else if setting.level == Level::Off && selected.iter().any(|name| name == about.id) {
                setting.level = about.level.max(Level::Warning);
            }
        }
    }

    /// Turns every rule off that one of `ignored` names.
    pub fn ignore(&mut self, ignored: &[String]) {
        for rule in RULES.iter().map(|rule| rule.about()).filter(|about| ignored.iter().any(|name| about.is_named(name))) {
            if let Some(setting) = self.setting_mut(rule.id) {
                setting.level = Level::Off;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::house::Setting;
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn rules_are_selected_and_ignored_by_name_or_group() {
        let mut house = House::default();
        house.select(&names(&["anonymous", "sourcing.single"]));
        house.ignore(&names(&["anonymous.plural"]));
        assert_eq!(house.setting("anonymous.bare").level, Level::Error);
        assert_eq!(house.setting("anonymous.plural").level, Level::Off);
        assert_eq!(house.setting("attribution.missing").level, Level::Off);
        assert_ne!(house.setting("sourcing.single").level, Level::Off);
        assert_eq!(house.setting("no.such"), &Setting::default());
    }

    #[test]
    fn a_rule_selected_by_its_name_runs_even_if_the_house_has_it_off() {
        let mut house = House::default();
        house.ignore(&names(&["speaker.no-role"]));
        house.select(&names(&["speaker.no-role"]));
        assert_eq!(house.setting("speaker.no-role").level, Level::Warning);
    }
}
