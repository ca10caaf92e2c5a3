//! A key as keymaps, help and tests write it: `a`, `ctrl-r`, `alt-enter`, `shift-tab`, `space`.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// One press of a key, with control and alt; shift is part of the letter itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Hash)]
pub struct KeyPress {
    /// The key.
    pub code: KeyCode,
    /// Control and alt; shift only where the key has no letter.
    pub modifiers: KeyModifiers,
}

/// A key whose name nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown key `{0}`; examples: a, G, space, ctrl-r, alt-enter, shift-tab, pgdn, f1")]
pub struct UnknownKey(pub String);

impl KeyPress {
    /// The key without control or alt.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, modifiers: KeyModifiers::NONE }
    }

    /// A letter, digit or sign.
    pub const fn letter(letter: char) -> Self {
        Self::plain(KeyCode::Char(letter))
    }

    /// The letter that it types into a text field, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(letter) if self.modifiers.is_empty() => Some(letter),
            _ => None,
        }
    }
}

impl From<KeyEvent> for KeyPress {
    fn from(event: KeyEvent) -> Self {
        let mut modifiers = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let mut code = event.code;
        match code {
            // Terminals differ in whether they report shift next to a capital.
            KeyCode::Char(letter) => {
                modifiers.remove(KeyModifiers::SHIFT);
                if event.modifiers.contains(KeyModifiers::SHIFT) && letter.is_ascii_lowercase() {
                    code = KeyCode::Char(letter.to_ascii_uppercase());
                }
            }
            KeyCode::BackTab => {
                code = KeyCode::Tab;
                modifiers.insert(KeyModifiers::SHIFT);
            }
            _ => {}
        }
        Self { code, modifiers }
    }
}

/// Names of keys that have no letter.
const NAMES: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
];

impl FromStr for KeyPress {
    type Err = UnknownKey;

    fn from_str(written: &str) -> Result<Self, UnknownKey> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = written;
        loop {
            let (modifier, after) = match rest.split_once('-') {
                Some(("ctrl", after)) if !after.is_empty() => (KeyModifiers::CONTROL, after),
                Some(("alt", after)) if !after.is_empty() => (KeyModifiers::ALT, after),
                Some(("shift", after)) if !after.is_empty() => (KeyModifiers::SHIFT, after),
                _ => break,
            };
            modifiers.insert(modifier);
            rest = after;
        }
        let unknown = || UnknownKey(written.to_owned());
        let mut letters = rest.chars();
        let code = match (letters.next(), letters.next()) {
            (Some(letter), None) => KeyCode::Char(letter),
            _ => match NAMES.iter().find(|(name, _)| *name == rest) {
                Some((_, code)) => *code,
                None => rest
                    .strip_prefix('f')
                    .and_then(|number| number.parse().ok())
                    .filter(|number| (1..=24).contains(number))
                    .map(KeyCode::F)
                    .ok_or_else(unknown)?,
            },
        };
        if matches!(code, KeyCode::Char(_)) && modifiers.contains(KeyModifiers::SHIFT) {
            return Err(unknown());
        }
        Ok(Self { code, modifiers })
    }
}

impl fmt::Display for KeyPress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, name) in [(KeyModifiers::CONTROL, "ctrl-"), (KeyModifiers::ALT, "alt-"), (KeyModifiers::SHIFT, "shift-")] {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(letter) => write!(f, "{letter}"),
            KeyCode::F(number) => write!(f, "f{number}"),
            other => write!(f, "{}", format!("{other:?}").to_lowercase()),
        }
    }
}

/// The key as the footer and the help show it, shorter than in a file: `^r`, `⏎`, `Esc`.
pub fn shown(key: KeyPress) -> String {
    let name = match key.code {
        KeyCode::Char(' ') => "Space".to_owned(),
        KeyCode::Char(letter) => letter.to_string(),
        KeyCode::PageUp => "PgUp".to_owned(),
        KeyCode::PageDown => "PgDn".to_owned(),
        KeyCode::Up => "↑".to_owned(),
        KeyCode::Down => "↓".to_owned(),
        KeyCode::Left => "←".to_owned(),
        KeyCode::Right => "→".to_owned(),
        _ => {
            let plain = KeyPress::plain(key.code).to_string();
            let mut letters = plain.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
    };
    let mut text = String::new();
    for (modifier, prefix) in [(KeyModifiers::CONTROL, "Ctrl-"), (KeyModifiers::ALT, "Alt-"), (KeyModifiers::SHIFT, "Shift-")] {
        if key.modifiers.contains(modifier) {
            text.push_str(prefix);
        }
    }
    text + &name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for written in ["a", "G", "-", "ctrl-r", "alt-enter", "shift-tab", "space", "pgdn", "f12", "ctrl--", "[", "?"] {
            assert_eq!(written.parse::<KeyPress>().unwrap().to_string(), written);
        }
        for wrong in ["", "hyper-a", "f0", "f99", "enterr", "shift-a"] {
            assert!(wrong.parse::<KeyPress>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_capital_is_the_same_key_with_and_without_reported_shift() {
        let bare = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::NONE);
        let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(KeyPress::from(bare), KeyPress::from(shifted));
        assert_eq!(KeyPress::from(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)), "shift-tab".parse().unwrap());
    }
}
