//! Which key does what: the table's defaults, patched by the reviewer's own RON file.
//!
//! ```ron
//! // keymap.ron: a command's name and all its keys; what is not named keeps its keys.
//! {
//!     "confirm": ["y", "ctrl-y"],
//!     "copy": [],
//! }
//! ```

use std::collections::BTreeMap;

use crossterm::event::{KeyCode, KeyModifiers};

use super::command::{Command, Context, TABLE};
use super::key::KeyPress;

/// What a row of presses means so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A command.
    Command(Command),
    /// The beginning of one.
    Prefix,
    /// Nothing.
    Nothing,
}

/// Keys and their commands.
#[derive(Clone, Debug, PartialEq)]
pub struct Keymap {
    /// Keys of each command, in the order of the table; each is one press or several in a row.
    keys: Vec<Vec<Vec<KeyPress>>>,
    /// Whether the terminal has no arrows to show, so that they are named.
    plain: bool,
}

/// What is wrong with a keymap file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum KeymapError {
    /// It is not RON of the right shape.
    #[error("line {line}, column {column}: {what}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// In words.
        what: String,
    },
    /// A name or key that does not exist.
    #[error("{0}")]
    Name(String),
    /// A terminal sends the same bytes for this key and another one.
    #[error("many terminals send the same code for `{key}` and {other}; choose another key for {command}")]
    Indistinct {
        /// As it is written.
        key: String,
        /// What it would be taken for.
        other: &'static str,
        /// The command that was to have it.
        command: Command,
    },
    /// A key does two things in one place.
    #[error("`{key}` is both {first} and {second}; give one of them another key")]
    Clash {
        /// As it is written.
        key: String,
        /// The command that comes first in the table.
        first: Command,
        /// The other one.
        second: Command,
    },
}

/// The keymaps that come with the program, as patches over the table's defaults.
pub const PRESETS: &[(&str, &str)] =
    &[("vim", "{}"), ("arrows", include_str!("keymap/arrows.ron")), ("slate", include_str!("keymap/slate.ron"))];

/// The key as which another one reaches a program: as old as the control codes of ASCII.
fn indistinct(key: KeyPress) -> Option<&'static str> {
    match key.code {
        _ if !key.modifiers.contains(KeyModifiers::CONTROL) => None,
        KeyCode::Char('i' | 'I') => Some("Tab"),
        KeyCode::Char('m' | 'M') => Some("Enter"),
        KeyCode::Char('[') => Some("Esc"),
        KeyCode::Char('h' | 'H') => Some("Backspace"),
        _ => None,
    }
}

impl Default for Keymap {
    fn default() -> Self {
        // A test holds that every default can be read.
        let read = |keys: &[&str]| keys.iter().filter_map(|key| presses(key).ok()).collect();
        Self { keys: TABLE.iter().map(|entry| read(entry.keys)).collect(), plain: false }
    }
}

fn presses(written: &str) -> Result<Vec<KeyPress>, KeymapError> {
    let row: Result<Vec<KeyPress>, _> = written.split_whitespace().map(str::parse).collect();
    match row {
        Ok(row) if !row.is_empty() => Ok(row),
        Ok(_) => Err(KeymapError::Name("an empty key".to_owned())),
        Err(error) => Err(KeymapError::Name(error.to_string())),
    }
}

impl Keymap {
    /// Where the commands of a context work, and the key that leads there; `None` where they are of no use by name.
    pub fn whereabouts(&self, context: Context) -> Option<String> {
        let (place, way) = context.place()?;
        let key = way.map(|way| self.shown(way)).filter(|key| !key.is_empty());
        Some(key.map_or_else(|| place.to_owned(), |key| format!("{place} ({key})")))
    }

    /// The keymap of this name that comes with the program.
    ///
    /// # Errors
    ///
    /// There is none of that name.
    pub fn preset(name: &str) -> Result<Self, KeymapError> {
        let names = || PRESETS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let unknown = || KeymapError::Name(format!("unknown keymap `{name}`; available: {}", names()));
        let (_, ron) = PRESETS.iter().find(|(known, _)| *known == name).ok_or_else(unknown)?;
        Self::patched(ron)
    }

    /// The defaults with the changes of `ron`, a map from command names to keys.
    ///
    /// # Errors
    ///
    /// It is no such map, a name or key does not exist, or a key would do two things.
    pub fn patched(ron: &str) -> Result<Self, KeymapError> {
        Self::default().with(ron)
    }

    /// These keys with the changes of `ron`.
    ///
    /// # Errors
    ///
    /// As [`Self::patched`].
    pub fn with(self, ron: &str) -> Result<Self, KeymapError> {
        let patch: BTreeMap<String, Vec<String>> = ron::from_str(ron).map_err(|error| KeymapError::Syntax {
            line: error.span.start.line,
            column: error.span.start.col,
            what: error.code.to_string(),
        })?;
        let mut keymap = self;
        for (name, keys) in &patch {
            let command: Command = name.parse().map_err(|error| KeymapError::Name(format!("{error}")))?;
            let rows: Vec<Vec<KeyPress>> = keys.iter().map(|key| presses(key)).collect::<Result<_, _>>()?;
            for press in rows.iter().flatten() {
                if let Some(other) = indistinct(*press) {
                    return Err(KeymapError::Indistinct { key: press.to_string(), other, command });
                }
            }
            if let Some(place) = keymap.keys.get_mut(command as usize) {
                *place = rows;
            }
        }
        keymap.clash().map_or(Ok(keymap), Err)
    }

    /// Two commands that share a key where both would hear it.
    fn clash(&self) -> Option<KeymapError> {
        let mut seen: Vec<(Context, &[KeyPress], Command)> = Vec::new();
        for entry in TABLE {
            for row in self.keys(entry.command) {
                for context in entry.contexts {
                    let other =
                        seen.iter().find(|(place, keys, _)| place == context && (keys.starts_with(row) || row.starts_with(keys)));
                    if let Some((_, _, first)) = other {
                        return Some(KeymapError::Clash { key: written(row), first: *first, second: entry.command });
                    }
                    seen.push((*context, row, entry.command));
                }
            }
        }
        None
    }

    /// All keys of a command.
    pub fn keys(&self, command: Command) -> &[Vec<KeyPress>] {
        self.keys.get(command as usize).map_or(&[], Vec::as_slice)
    }

    /// The first key of a command as the screen shows it; empty where it has none.
    pub fn shown(&self, command: Command) -> String {
        self.keys(command).first().map(|row| self.row(row)).unwrap_or_default()
    }

    /// The same keys for a terminal without arrows: `Down` instead of a sign that reads as a letter.
    #[must_use]
    pub fn in_words(mut self) -> Self {
        self.plain = true;
        self
    }

    /// A row of presses of this keymap as the screen shows it.
    pub fn row(&self, row: &[KeyPress]) -> String {
        let signs = shown(row);
        if !self.plain {
            return signs;
        }
        let words = [('↑', "Up"), ('↓', "Down"), ('←', "Left"), ('→', "Right")];
        words.iter().fold(signs, |text, (sign, word)| text.replace(*sign, word))
    }

    /// What `row`, the presses so far, means in `context`.
    pub fn find(&self, context: Context, row: &[KeyPress]) -> Found {
        for place in context.chain() {
            let mut prefix = false;
            for entry in TABLE.iter().filter(|entry| entry.contexts.contains(place)) {
                for keys in self.keys(entry.command) {
                    if keys == row {
                        return Found::Command(entry.command);
                    }
                    prefix |= keys.starts_with(row);
                }
            }
            if prefix {
                return Found::Prefix;
            }
        }
        Found::Nothing
    }
}

fn written(row: &[KeyPress]) -> String {
    row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// A row of presses as the screen shows it.
pub fn shown(row: &[KeyPress]) -> String {
    let names: Vec<String> = row.iter().map(|key| super::key::shown(*key)).collect();
    let apart = if names.iter().all(|name| name.chars().count() == 1) { "" } else { " " };
    names.join(apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_key_can_be_read_and_none_clashes() {
        let keymap = Keymap::default();
        for entry in TABLE {
            assert_eq!(keymap.keys(entry.command).len(), entry.keys.len(), "{}", entry.name);
        }
        assert_eq!(keymap.clash(), None);
    }

    #[test]
    fn every_preset_can_be_read_and_none_clashes() {
        for (name, _) in PRESETS {
            assert_eq!(Keymap::preset(name).map(|keymap| keymap.clash()), Ok(None), "{name}");
        }
        assert!(Keymap::preset("emacs").unwrap_err().to_string().contains("vim, arrows, slate"));
        let own = Keymap::preset("arrows").unwrap().with(r#"{ "quit": ["f10"], "palette": [] }"#).unwrap();
        assert_eq!(own.shown(Command::Quit), "F10");
        assert_eq!(own.shown(Command::Confirm), "F2");
    }

    #[test]
    fn keys_that_terminals_confuse_are_refused() {
        for (key, other) in
            [("ctrl-i", "Tab"), ("ctrl-m", "Enter"), ("ctrl-[", "Esc"), ("ctrl-h", "Backspace"), ("g ctrl-alt-i", "Tab")]
        {
            let told = Keymap::patched(&format!("{{ \"jump-forward\": [\"{key}\"] }}")).unwrap_err().to_string();
            assert!(told.contains(other) && told.contains("jump-forward"), "{told}");
        }
    }

    #[test]
    fn a_patch_replaces_the_keys_of_what_it_names() {
        let keymap = Keymap::patched(r#"{ "confirm": ["y", "ctrl-y"], "copy": [], "reject": ["~ ~"] }"#).unwrap();
        let find = |keys: &str| keymap.find(Context::Claims, &presses(keys).unwrap());
        assert_eq!(find("y"), Found::Command(Command::Confirm));
        assert_eq!(find("a"), Found::Nothing);
        assert_eq!(find("~"), Found::Prefix);
        assert_eq!(find("~ ~"), Found::Command(Command::Reject));
        assert_eq!(find("s"), Found::Command(Command::SetSpeaker));
    }

    #[test]
    fn mistakes_are_named() {
        let error = |ron: &str| Keymap::patched(ron).unwrap_err().to_string();
        assert!(error("{\n  \"confirm\" [\"y\"] }").starts_with("line 2, column"));
        assert!(error(r#"{ "conform": ["y"] }"#).contains("unknown command `conform`"));
        assert!(error(r#"{ "confirm": ["hyper-y"] }"#).contains("unknown key `hyper-y`"));
        assert_eq!(error(r#"{ "confirm": ["x"] }"#), "`x` is both confirm and reject; give one of them another key");
    }
}
