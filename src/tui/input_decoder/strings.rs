//! Control strings: replies with a text of their own.

use std::time::Duration;

use super::replies::{self, Verdict};
use super::state::{State, Text};
use super::{BEL, Decoder, ESC, KEPT, REPLY_LASTS, keys};
use crate::tui::key::KeyPress;
use crate::tui::message::Message;

impl Decoder {
    pub(super) fn text(&mut self, mut text: Text, byte: u8, together: bool, now: Duration, heard: &mut Vec<Message>) {
        text.together &= together;
        if text.sure && !together && now.saturating_sub(text.begun) > REPLY_LASTS {
            return self.ground(byte, false, now, heard);
        }
        let inside = text.is_inside_letter(byte);
        if text.ending > 0 {
            match byte {
                b'\\' => return self.end_text(&text, heard),
                ESC => {
                    text.ending = 2;
                    self.state = State::Text(text);
                    return;
                }
                // Somebody pressed a key while the rest of the end was on its way.
                0x20..=0x7e if text.sure && !together && !matches!(byte, b'[' | b'O' | b']' | b'P' | b'_') => {
                    self.say_key(KeyPress::letter(char::from(byte)), now, heard);
                    self.state = State::Text(text);
                    return;
                }
                0x00..=0x1f | 0x7f if text.sure => {
                    self.say_key(keys::control(byte), now, heard);
                    self.state = State::Text(text);
                    return;
                }
                _ => text.ending -= 1,
            }
            if text.sure {
                self.interrupted = Some(State::Text(text));
            } else {
                self.not_text(text, now, heard);
            }
            return self.escape(byte, now, heard);
        }
        match byte {
            BEL if !text.letters.is_empty() => self.end_text(&text, heard),
            b'n' if text.kind == b'I' && text.sure => self.end_text(&text, heard),
            0x9c if !inside => self.end_text(&text, heard),
            ESC if !text.letters.is_empty() => {
                text.ending = 1;
                self.state = State::Text(text);
            }
            0x00..=0x1f | 0x7f if text.sure => {
                self.say_key(keys::control(byte), now, heard);
                self.state = State::Text(text);
            }
            0x00..=0x1f | 0x7f => {
                self.not_text(text, now, heard);
                self.ground(byte, false, now, heard);
            }
            _ if text.sure => {
                if !replies::goes_on(text.kind, &text.letters, byte) {
                    self.say_key(KeyPress::letter(char::from(byte)), now, heard);
                } else if text.letters.len() < KEPT {
                    text.letters.push(byte);
                }
                self.state = State::Text(text);
            }
            _ => self.loose_text(text, byte, now, heard),
        }
    }

    /// A letter of what may be a reply.
    fn loose_text(&mut self, mut text: Text, byte: u8, now: Duration, heard: &mut Vec<Message>) {
        text.letters.push(byte);
        if byte.is_ascii() {
            text.held.push(KeyPress::letter(char::from(byte)));
        }
        match text.judge() {
            Verdict::Typed => self.not_text(text, now, heard),
            Verdict::Open => self.state = State::Text(text),
            Verdict::Reply | Verdict::Whole => {
                text.held.clear();
                text.sure = true;
                self.state = State::Text(text);
            }
        }
    }

    /// A reply is whole: only one to our own question says something.
    pub(super) fn end_text(&mut self, text: &Text, heard: &mut Vec<Message>) {
        self.passed = None;
        self.interrupted = None;
        if text.kind == b']' && text.letters.starts_with(b"11;") {
            self.asked = false;
            let colour = std::str::from_utf8(&text.letters).ok().and_then(replies::colour);
            heard.extend(colour.map(Message::Ground));
        }
    }

    /// What was held was no reply: keys that somebody may have pressed are passed on.
    pub(super) fn not_text(&mut self, text: Text, now: Duration, heard: &mut Vec<Message>) {
        if text.sure {
            return;
        }
        for press in text.held {
            self.say_key(press, now, heard);
        }
        if text.ending > 0 {
            self.pass_escape(now, heard);
        } else {
            self.passed = Some((text.kind, now));
        }
    }
}
