//! The bytes of the terminal as messages: keys, pastes, the mouse; and its replies to questions, which are never keys.
//!
//! Terminals answer questions (ours for the colour of the background, or one that the program before us asked) on the
//! same line on which keys come. A reply may come late, in pieces, and with keys between. [`Decoder`] holds back what may
//! be the beginning of one until that is settled: by its form (`replies`), by letters that come faster than anybody
//! types, or by silence, after which they are keys.

mod control;
mod keys;
mod replies;
mod state;
mod strings;

use std::time::Duration;

use crossterm::event::KeyCode;

use super::key::KeyPress;
use super::message::Message;
use keys::Sequence;
use replies::Verdict;
use state::{Control, State, Text};

/// The question for the colour of the background.
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// An Esc waits so long for what may follow it.
const ESC_WAITS: Duration = Duration::from_millis(30);
/// The same while an answer is outstanding.
const ESC_WAITS_FOR_ANSWER: Duration = Duration::from_millis(120);
/// How long one letter is held back that may begin the rest of a reply.
const LETTER_WAITS: Duration = Duration::from_millis(150);
/// How long a beginning that may still be keys is held back.
const HELD: Duration = Duration::from_millis(400);
/// For so long after an Esc was passed on, what came with it may follow.
const REMEMBERED: Duration = Duration::from_secs(3);
/// Bytes that come within this time of each other were not typed one by one.
const TOGETHER: Duration = Duration::from_millis(8);
/// A reply without an end is over after so long a silence.
const REPLY_ENDS: Duration = Duration::from_secs(3);
/// And after this time, unless its bytes still come together.
const REPLY_LASTS: Duration = Duration::from_secs(10);
/// A paste without an end is over after so long a silence.
const PASTE_ENDS: Duration = Duration::from_millis(1500);
/// What comes so soon after a paste is the rest of one that held its own end: nobody presses a key so fast.
const AFTER_PASTE: Duration = Duration::from_millis(30);
/// So many letters of a reply are kept; the rest of a longer one is passed over.
const KEPT: usize = 512;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Turns the terminal's bytes into messages.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// A reply that something came into the middle of.
    interrupted: Option<State>,
    /// When the last byte came.
    since: Duration,
    /// What was passed on as a key and may have begun a reply: its letter (ESC itself, where it was alone), and when.
    passed: Option<(u8, Duration)>,
    /// Whether our answer is outstanding.
    asked: bool,
    /// When the last paste ended, or the last key that belongs to it came.
    pasted: Option<Duration>,
}

impl Decoder {
    /// Says that the question was sent: an answer may come at any time.
    pub fn asked(&mut self) {
        self.asked = true;
    }

    /// Whether the answer is still outstanding.
    pub fn is_waiting(&self) -> bool {
        self.asked
    }

    /// How long to wait for the next byte before [`Self::silence`] is to be called; `None`: for ever.
    pub fn patience(&self, now: Duration) -> Option<Duration> {
        let limit = match &self.state {
            State::Ground => return None,
            State::Escape if self.asked => ESC_WAITS_FOR_ANSWER,
            State::Escape => ESC_WAITS,
            State::Text(text) if text.sure => REPLY_ENDS,
            State::Text(text) if text.held.len() == 1 && !text.escaped => LETTER_WAITS,
            State::Control(control) if control.held.len() == 1 => LETTER_WAITS,
            State::Control(control) if control.held.is_empty() && !control.parameters.is_empty() => REPLY_ENDS,
            State::Text(_) | State::Control(_) | State::SingleShift | State::OldMouse(_) | State::Letter { .. } => HELD,
            State::Paste(_) => PASTE_ENDS,
        };
        Some((self.since + limit).saturating_sub(now))
    }

    /// Takes bytes of the terminal; what they mean comes out, as far as that is settled.
    pub fn bytes(&mut self, bytes: &[u8], now: Duration) -> Vec<Message> {
        let mut heard = if self.patience(now) == Some(Duration::ZERO) { self.silence(now) } else { Vec::new() };
        for byte in bytes {
            let apart = now.saturating_sub(self.since);
            self.since = now;
            self.byte(*byte, apart, now, &mut heard);
        }
        heard
    }

    /// Takes the news that nothing came within the patience.
    pub fn silence(&mut self, now: Duration) -> Vec<Message> {
        let mut heard = Vec::new();
        match std::mem::take(&mut self.state) {
            State::Ground | State::OldMouse(_) | State::Letter { .. } => {}
            State::Escape => self.pass_escape(now, &mut heard),
            State::SingleShift => self.say_key(keys::with_alt(KeyPress::letter('O')), now, &mut heard),
            State::Control(control) => self.not_control(control, now, &mut heard),
            State::Text(text) => self.not_text(text, now, &mut heard),
            State::Paste(bytes) => self.end_paste(&bytes, now, &mut heard),
        }
        self.settle();
        heard
    }

    /// Back to the reply that something came into the middle of, or to the ground.
    fn settle(&mut self) {
        if self.state == State::Ground
            && let Some(state) = self.interrupted.take()
        {
            self.state = state;
        }
    }

    /// Takes a byte that came so long after the one before.
    fn byte(&mut self, byte: u8, apart: Duration, now: Duration, heard: &mut Vec<Message>) {
        let together = apart <= TOGETHER;
        match std::mem::take(&mut self.state) {
            State::Ground => self.ground(byte, false, now, heard),
            State::Letter { bytes, alt } => self.letter(bytes, alt, byte, now, heard),
            // Alt and a key come in one read; Esc and then a key do not. Replies may be cut there.
            State::Escape if apart.is_zero() || matches!(byte, b'[' | b']' | b'P' | b'_') || (together && byte == b'O') => {
                self.escape(byte, now, heard);
            }
            State::Escape => {
                self.pass_escape(now, heard);
                self.ground(byte, false, now, heard);
            }
            State::SingleShift => match keys::single_shift(byte) {
                Some(press) => self.say_key(press, now, heard),
                None => {
                    self.say_key(keys::with_alt(KeyPress::letter('O')), now, heard);
                    self.ground(byte, false, now, heard);
                }
            },
            State::Control(control) => self.control(control, byte, together, now, heard),
            State::OldMouse(mut bytes) => {
                bytes.push(byte);
                match <[u8; 3]>::try_from(bytes.as_slice()) {
                    Ok(bytes) => self.say(keys::old_mouse(bytes), now, heard),
                    Err(_) => self.state = State::OldMouse(bytes),
                }
            }
            State::Text(text) => self.text(text, byte, together, now, heard),
            State::Paste(mut bytes) => {
                bytes.push(byte);
                match bytes.strip_suffix(PASTE_END) {
                    Some(text) => self.end_paste(text, now, heard),
                    None => self.state = State::Paste(bytes),
                }
            }
        }
        self.settle();
    }

    /// A byte that belongs to nothing before it.
    fn ground(&mut self, byte: u8, alt: bool, now: Duration, heard: &mut Vec<Message>) {
        let press = |press| if alt { keys::with_alt(press) } else { press };
        match byte {
            ESC => self.state = State::Escape,
            0x00..=0x1f | 0x7f => self.say_key(press(keys::control(byte)), now, heard),
            0x20..=0x7e if alt => self.say_key(press(KeyPress::letter(char::from(byte))), now, heard),
            0x20..=0x7e => self.plain(byte, now, heard),
            // The control characters of eight bits stand for ESC and a letter.
            0x8f | 0x90 | 0x98 | 0x9b | 0x9d..=0x9f => self.escape(byte - 0x40, now, heard),
            0xc2..=0xf4 => self.state = State::Letter { bytes: vec![byte], alt },
            _ => {}
        }
    }

    /// A letter, which may be the rest of a reply whose ESC was passed on.
    fn plain(&mut self, byte: u8, now: Duration, heard: &mut Vec<Message>) {
        let press = KeyPress::letter(char::from(byte));
        let passed = self.passed.filter(|(_, then)| now.saturating_sub(*then) < REMEMBERED);
        let control = |parameters| State::Control(Control { parameters, held: vec![press], together: true });
        self.state = match passed.map(|(kind, _)| kind) {
            Some(ESC) if byte == b'[' => control(Vec::new()),
            Some(ESC) if matches!(byte, b']' | b'P' | b'_') => State::Text(Text::begin(byte, press, false, now)),
            Some(b'[') if replies::judge(&[b'[', byte], true) != Verdict::Typed => control(vec![byte]),
            Some(kind) if kind != ESC && kind != b'[' && replies::judge(&[kind, byte], true) != Verdict::Typed => {
                let escaped = kind == b'I' && passed.is_some_and(|(_, then)| then == now);
                let text = Text { letters: vec![byte], ..Text::begin(kind, press, escaped, now) };
                State::Text(Text { sure: escaped, ..text })
            }
            _ => return self.say_key(press, now, heard),
        };
    }

    fn letter(&mut self, mut bytes: Vec<u8>, alt: bool, byte: u8, now: Duration, heard: &mut Vec<Message>) {
        if !(0x80..0xc0).contains(&byte) {
            // It was cut off.
            return self.ground(byte, false, now, heard);
        }
        bytes.push(byte);
        match std::str::from_utf8(&bytes) {
            Ok(text) => match text.chars().next() {
                Some(sign @ '\u{80}'..='\u{9f}') => {
                    self.escape(u8::try_from(u32::from(sign)).unwrap_or_default().saturating_sub(0x40), now, heard);
                }
                Some(letter) => {
                    let press = KeyPress::letter(letter);
                    self.say_key(if alt { keys::with_alt(press) } else { press }, now, heard);
                }
                None => {}
            },
            Err(error) if error.error_len().is_none() => self.state = State::Letter { bytes, alt },
            Err(_) => {}
        }
    }

    /// The byte after ESC.
    fn escape(&mut self, byte: u8, now: Duration, heard: &mut Vec<Message>) {
        match byte {
            b'[' => self.state = State::Control(Control { together: true, ..Control::default() }),
            b'O' => self.state = State::SingleShift,
            b']' | b'P' | b'_' | b'^' | b'X' => {
                let press = keys::with_alt(KeyPress::letter(char::from(byte)));
                self.state = State::Text(Text::begin(byte, press, true, now));
            }
            ESC => {
                self.pass_escape(now, heard);
                self.state = State::Escape;
            }
            _ => self.ground(byte, true, now, heard),
        }
    }

    fn pass_escape(&mut self, now: Duration, heard: &mut Vec<Message>) {
        self.say_key(KeyPress::plain(KeyCode::Esc), now, heard);
        self.passed = Some((ESC, now));
    }

    fn end_paste(&mut self, bytes: &[u8], now: Duration, heard: &mut Vec<Message>) {
        let end = bytes.iter().rposition(|byte| *byte == ESC).filter(|at| {
            // The beginning of an end that did not come.
            bytes.get(*at..).is_some_and(|rest| PASTE_END.starts_with(rest))
        });
        let text = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
        heard.push(Message::Paste(String::from_utf8_lossy(text).into_owned()));
        self.pasted = Some(now);
    }

    fn say(&mut self, sequence: Sequence, now: Duration, heard: &mut Vec<Message>) {
        match sequence {
            Sequence::Pressed(press) => self.say_key(press, now, heard),
            Sequence::Repeated(press) => heard.push(Message::Repeat(press)),
            Sequence::Clicked(column, row) => heard.push(Message::Click(column, row)),
            Sequence::Turned(column, row, lines) => heard.push(Message::Wheel(column, row, lines)),
            Sequence::Ignored => {}
            Sequence::PasteBegins => self.state = State::Paste(Vec::new()),
        }
    }

    fn say_key(&mut self, press: KeyPress, now: Duration, heard: &mut Vec<Message>) {
        if self.pasted.is_some_and(|then| now.saturating_sub(then) < AFTER_PASTE) {
            self.pasted = Some(now);
        } else {
            heard.push(Message::Key(press));
        }
    }
}

#[cfg(test)]
mod tests;
