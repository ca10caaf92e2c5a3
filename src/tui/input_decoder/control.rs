//! Control sequences: keys, the mouse, and replies that end in a letter.

use std::time::Duration;

use super::replies::{self, Verdict};
use super::state::{Control, State};
use super::{Decoder, ESC, KEPT, keys};
use crate::tui::key::KeyPress;
use crate::tui::message::Message;

impl Decoder {
    pub(super) fn control(&mut self, mut control: Control, byte: u8, together: bool, now: Duration, heard: &mut Vec<Message>) {
        control.together &= together;
        match byte {
            ESC if control.held.is_empty() && !control.parameters.is_empty() => {
                self.interrupted = Some(State::Control(control));
                self.state = State::Escape;
            }
            ESC | 0x80.. => {
                self.not_control(control, now, heard);
                self.ground(byte, false, now, heard);
            }
            // A control character acts at once, wherever it comes.
            0x00..=0x1f | 0x7f => {
                self.say_key(keys::control(byte), now, heard);
                self.state = State::Control(control);
            }
            _ if !control.held.is_empty() => self.loose_control(control, byte, now, heard),
            0x20..=0x3f => {
                if control.parameters.len() < KEPT {
                    control.parameters.push(byte);
                }
                self.state = State::Control(control);
            }
            b'M' if control.parameters.is_empty() => self.state = State::OldMouse(Vec::new()),
            // The console of Linux begins its function keys so.
            b'[' if control.parameters.is_empty() && together => {
                control.parameters.push(byte);
                self.state = State::Control(control);
            }
            _ => self.end_control(control, byte, together, now, heard),
        }
    }

    /// A letter of a control sequence that came without its ESC.
    fn loose_control(&mut self, mut control: Control, byte: u8, now: Duration, heard: &mut Vec<Message>) {
        let mut written = vec![b'['];
        written.extend(&control.parameters);
        written.push(byte);
        match replies::judge(&written, control.together) {
            Verdict::Whole => self.end_control(Control { held: Vec::new(), ..control }, byte, true, now, heard),
            Verdict::Typed => {
                self.not_control(control, now, heard);
                self.say_key(KeyPress::letter(char::from(byte)), now, heard);
            }
            verdict => {
                control.parameters.push(byte);
                control.held.push(KeyPress::letter(char::from(byte)));
                if verdict == Verdict::Reply {
                    control.held.clear();
                }
                self.state = State::Control(control);
            }
        }
    }

    /// The letter that ends a control sequence.
    fn end_control(&mut self, control: Control, last: u8, together: bool, now: Duration, heard: &mut Vec<Message>) {
        if let Some(sequence) = keys::control_sequence(&control.parameters, last) {
            // iTerm2 begins the name of its version as the news of the focus begins.
            if last == b'I' {
                self.passed = Some((b'I', now));
            }
            self.say(sequence, now, heard);
        } else if replies::is_reply(&control.parameters, last) {
            self.passed = None;
            self.interrupted = None;
        } else if !control.parameters.is_empty() && !together {
            // No reply ends so, and it came alone: somebody typed it meanwhile.
            self.say_key(KeyPress::letter(char::from(last)), now, heard);
            self.state = State::Control(control);
        } else {
            self.passed = Some((b'[', now));
        }
    }

    /// What was held was no control sequence.
    pub(super) fn not_control(&mut self, control: Control, now: Duration, heard: &mut Vec<Message>) {
        if control.held.is_empty() && control.parameters.is_empty() {
            self.say_key(keys::with_alt(KeyPress::letter('[')), now, heard);
        }
        for press in control.held {
            self.say_key(press, now, heard);
        }
        self.passed = Some((b'[', now));
    }
}
