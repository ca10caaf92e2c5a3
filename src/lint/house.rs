//! The rules of a house: which run, at which level, with which options.

use std::collections::BTreeMap;

use super::level::Level;
use crate::claim::SpeakerKind;

/// The level and the options of one rule. A rule reads the options that it has; the others are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Its level.
    pub level: Level,
    /// How many sentences away something may be.
    pub within: usize,
    /// The kinds of speakers that it is about.
    pub kinds: Vec<SpeakerKind>,
    /// Its list of words.
    pub words: Vec<String>,
    /// Names that it leaves alone.
    pub known: Vec<String>,
    /// How many words or claims there must be.
    pub min: usize,
    /// Whether it also reports what can only be asked.
    pub ask: bool,
}

impl Setting {
    /// A rule without options at `level`.
    pub fn at(level: Level) -> Self {
        Self { level, ..Self::default() }
    }
}

/// The rules of a house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    settings: BTreeMap<&'static str, Setting>,
}

/// What a rule that nobody knows is set to.
static NOTHING: Setting =
    Setting { level: Level::Off, within: 0, kinds: Vec::new(), words: Vec::new(), known: Vec::new(), min: 0, ask: false };

impl House {
    /// A house with these settings.
    pub fn new(settings: BTreeMap<&'static str, Setting>) -> Self {
        Self { settings }
    }

    /// The settings of a rule.
    pub fn setting(&self, rule: &str) -> &Setting {
        self.settings.get(rule).unwrap_or(&NOTHING)
    }

    /// The settings of a rule, to be changed.
    pub fn setting_mut(&mut self, rule: &str) -> Option<&mut Setting> {
        self.settings.get_mut(rule)
    }
}
