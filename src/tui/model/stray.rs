//! Words that are typed for a field which did not open.
//!
//! Whoever presses the key of a field types on without looking. Where the field was refused, or the key means nothing
//! there, the letters behind it would be commands: they are dropped until the reader pauses or closes.

use std::time::Duration;

use super::{Layer, Model};
use crate::tui::command::{Command, TABLE};
use crate::tui::key::KeyPress;
use crate::tui::keymap::Found;
use crate::tui::message::Tone;

/// Without a key for so long the reader has seen that the field did not open.
const PAUSE: Duration = Duration::from_millis(500);

/// Keys that are dropped.
#[derive(Clone, Debug)]
pub(super) struct Stray {
    /// When the last of them came.
    last: Duration,
    /// How long nothing has to be pressed.
    pause: Duration,
    /// Why the field did not open.
    why: String,
}

impl Model {
    /// After a command: where it was to open a field and did not, what is typed next is dropped.
    pub(super) fn expects_field(&mut self, command: Command) {
        if command.opens_field() && !self.layers.last().is_some_and(Layer::is_for_typing) {
            self.drop_typing();
        }
    }

    /// After keys that mean nothing here: the same, where they would open a field elsewhere.
    pub(super) fn expects_field_of(&mut self, typed: &[KeyPress]) {
        let opens = |command: Command| command.opens_field() && self.look.keymap.keys(command).iter().any(|keys| keys == typed);
        if TABLE.iter().any(|entry| opens(entry.command)) {
            self.drop_typing();
        }
    }

    fn drop_typing(&mut self) {
        self.stray = Some(Stray { last: self.times.now.since_start, pause: PAUSE, why: self.status.text.clone() });
    }

    /// Drops what follows too quickly to be meant for what is seen now.
    pub(super) fn drop_hasty(&mut self) {
        self.stray = Some(Stray { last: self.times.now.since_start, pause: super::keys::DOUBLED, why: String::new() });
    }

    /// Whether this key belongs to words that are dropped.
    pub(super) fn is_stray(&mut self, key: KeyPress) -> bool {
        let now = self.times.now.since_start;
        let Some(stray) = self.stray.clone() else {
            return false;
        };
        if now.saturating_sub(stray.last) >= stray.pause {
            self.stray = None;
            return false;
        }
        self.pending.clear();
        let why = stray.why.clone();
        match self.look.keymap.find(self.context(), &[key]) {
            Found::Command(Command::Close | Command::Interrupt) => {
                self.stray = None;
                self.tell(Tone::Plain, why);
            }
            Found::Command(Command::Suspend | Command::Redraw) => return false,
            _ => {
                self.stray = Some(Stray { last: now, pause: stray.pause, why: why.clone() });
                let close = self.look.keymap.shown(Command::Close);
                let text = format!("keys ignored until you pause or press {close}");
                self.tell(Tone::Warning, if why.is_empty() { text } else { format!("{text}: {why}") });
            }
        }
        true
    }
}
