//! Keys and commands: to the topmost layer, or to what is under it.

use std::time::Duration;

use super::{Layer, Model, Status, adjudicating};
use crate::tui::command::Command;
use crate::tui::key::KeyPress;
use crate::tui::keymap::Found;
use crate::tui::layer::{Input, Reply};
use crate::tui::message::{Effect, Tone};

/// `a` within this time after a layer closed, or after another `a`, is ignored: a doubled key.
pub(super) const DOUBLED: Duration = Duration::from_millis(150);
/// What a doubled key is answered with.
const HELD: &str = "held key ignored";

impl Model {
    pub(super) fn key(&mut self, key: KeyPress, effects: &mut Vec<Effect>) {
        if self.is_stray(key) || self.is_too_soon_for_window(key) {
            return;
        }
        if self.layers.last().is_none_or(Layer::clears_status) {
            self.status = Status::default();
        }
        if self.is_for_caret(key) {
            return;
        }
        self.pending.push(key);
        match self.look.keymap.find(self.context(), &self.pending) {
            Found::Command(command) => {
                self.pending.clear();
                self.command(command, effects);
            }
            Found::Prefix => {}
            Found::Nothing => {
                let typed = std::mem::take(&mut self.pending);
                if self.layers.last().is_some_and(|layer| layer.takes_text() || layer.is_labelled()) {
                    for key in typed {
                        self.layer_hears(Input::Typed(key), effects);
                    }
                } else {
                    self.unknown(&typed);
                }
            }
        }
    }

    fn unknown(&mut self, typed: &[KeyPress]) {
        let help = self.look.keymap.shown(Command::Help);
        let keys = self.look.keymap.row(typed);
        // Not everything that is open can show the keys itself.
        let first = self.look.keymap.keys(Command::Help).first().map_or(&[][..], Vec::as_slice);
        let has_help = matches!(self.look.keymap.find(self.context(), first), Found::Command(Command::Help));
        let more = if has_help { format!("; {help} shows every key") } else { String::new() };
        self.tell(Tone::Plain, format!("{keys} does nothing here{more}"));
        self.forget_count();
        self.expects_field_of(typed);
    }

    /// A key that is held down moves and types, but confirms nothing.
    pub(super) fn repeat(&mut self, key: KeyPress, effects: &mut Vec<Effect>) {
        let found = self.look.keymap.find(self.context(), &[key]);
        let marks = matches!(
            found,
            Found::Command(
                Command::SettleOurs
                    | Command::SettleTheirs
                    | Command::Done
                    | Command::GapAdd
                    | Command::GapNothing
                    | Command::RuleAllow
            )
        );
        if self.is_stray(key) {
            return;
        }
        if marks || matches!(found, Found::Command(command) if adjudicating::goes_on(command)) {
            self.times.confirmed = Some(self.times.now.since_start);
            self.tell(Tone::Plain, HELD.to_owned());
            return;
        }
        self.key(key, effects);
    }

    /// A paste goes into a text field, or nowhere.
    pub(super) fn paste(&mut self, text: String, effects: &mut Vec<Effect>) {
        self.pending.clear();
        if self.layers.last().is_some_and(Layer::takes_text) {
            self.layer_hears(Input::Pasted(text), effects);
        } else {
            self.tell(Tone::Plain, "nothing to paste into: no field is open".to_owned());
        }
    }

    /// Does what a command says: the topmost layer first.
    pub(super) fn command(&mut self, command: Command, effects: &mut Vec<Effect>) {
        match command {
            Command::Suspend => effects.push(Effect::Suspend),
            Command::Redraw => effects.push(Effect::Redraw),
            _ if self.moves(command, effects) => {}
            _ if !self.layers.is_empty() => {
                self.layer_hears(Input::Command(command), effects);
                self.expects_field(command);
            }
            _ => self.run(command, effects),
        }
    }

    pub(super) fn layer_hears(&mut self, input: Input, effects: &mut Vec<Effect>) {
        let Some(layer) = self.layers.last_mut() else {
            return;
        };
        let guide = matches!(layer, Layer::Guide);
        let checks = matches!(layer, Layer::Check(_) | Layer::Spans(_));
        let back = if let Layer::Sides(sides) = layer { sides.back().cloned() } else { None };
        let reply = layer.update(input);
        if matches!(reply, Reply::Close | Reply::Take(_)) {
            self.layers.pop();
            self.times.closed = Some(self.times.now.since_start);
            // Where the conflicts came up by themselves the reader goes on at the claim that was current then.
            if let Some(back) = back.filter(|id| self.desk.session.claim(id).is_some()) {
                self.take(back);
            }
            if guide {
                effects.push(Effect::GuideRead);
            }
        }
        // What closes with a key of its own: keys that come at once were meant for it.
        if checks && matches!(reply, Reply::Take(_)) {
            self.drop_hasty();
        }
        let goes_on = self.layers.iter().any(|layer| matches!(layer, Layer::Select(_) | Layer::Picker(_)));
        if reply == Reply::Close && !goes_on {
            self.end_pass();
        }
        match reply {
            Reply::Take(answer) | Reply::Show(answer) => self.answer(answer, effects),
            Reply::Stay | Reply::Close => {}
        }
    }

    /// Whether a confirming key is a doubled one: too soon after a layer closed or after the last.
    pub(super) fn is_doubled(&mut self) -> bool {
        let now = self.times.now.since_start;
        let recent = |then: Option<Duration>| then.is_some_and(|then| now.saturating_sub(then) < DOUBLED);
        let doubled = recent(self.times.closed) || recent(self.times.confirmed);
        self.times.confirmed = Some(now);
        if doubled {
            self.tell(Tone::Plain, HELD.to_owned());
        }
        doubled
    }
}
