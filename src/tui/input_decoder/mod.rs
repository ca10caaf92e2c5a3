//! Answers of the terminal to our own questions, and pastes, told apart from keys.
//!
//! The program asks for the colour of the ground (OSC 11). The answer, `ESC ] 11;rgb:1e1e/1e1e/2e2e ESC \`,
//! may come late or in pieces, and the terminal library reports it as keys: Alt-], then letters, among them
//! an `a`. A piece that ends after its ESC comes as the key Esc, then plain letters; a bracketed paste cut
//! there likewise. [`Decoder`] holds back what may be the beginning of such a thing until that is settled.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::key::KeyPress;
use super::message::Message;
use super::theme::Rgb;

/// The question for the colour of the ground.
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// An Esc waits so long for what may follow it.
const ESC_WAITS: Duration = Duration::from_millis(30);
/// The same while an answer is outstanding.
const ESC_WAITS_FOR_ANSWER: Duration = Duration::from_millis(120);
/// How long a beginning that may still be keys is held back.
const HELD: Duration = Duration::from_millis(400);
/// A bracket so soon after an Esc may belong to it, though the Esc was passed on.
const ESC_REMEMBERED: Duration = Duration::from_secs(3);
/// A paste without a visible end is over after so long a silence.
const PASTE_ENDS: Duration = Duration::from_millis(100);
/// What comes so soon after a paste is the rest of one that held its own end: nobody presses a key so fast.
const AFTER_PASTE: Duration = Duration::from_millis(30);
/// Letters of the longest answer.
const LONGEST_ANSWER: usize = 48;

#[derive(Clone, Debug, PartialEq)]
enum State {
    /// Nothing held.
    Idle,
    /// A bare Esc.
    Escape,
    /// After `ESC ]`, or a bare `]` that may have lost its Esc: the letters since.
    Answer(Answer),
    /// After a bare Esc and `[`: the letters since.
    Sequence { letters: String, held: Vec<KeyEvent> },
    /// Inside a paste whose beginning came as keys.
    Paste(String),
}

/// What may be the beginning of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
struct Answer {
    letters: String,
    /// Keys to pass on where it is none.
    held: Vec<KeyEvent>,
    /// Whether the last key was an Esc, which may begin its end.
    escape: bool,
    /// Whether it began with a `]` alone.
    bare: bool,
}

/// Turns the terminal library's events into messages.
#[derive(Debug)]
pub struct Decoder {
    state: State,
    /// When the state was entered or last fed.
    since: Duration,
    /// When an Esc was passed on.
    escaped: Option<Duration>,
    /// Whether an answer is outstanding.
    asked: bool,
    /// When the last paste ended, or the last key that belongs to it came.
    pasted: Option<Duration>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self { state: State::Idle, since: Duration::ZERO, escaped: None, asked: false, pasted: None }
    }
}

fn plain(event: &KeyEvent) -> Option<char> {
    match event.code {
        KeyCode::Char(letter) if (event.modifiers - KeyModifiers::SHIFT).is_empty() => Some(letter),
        _ => None,
    }
}

fn is_alt(event: &KeyEvent, letter: char) -> bool {
    event.code == KeyCode::Char(letter) && event.modifiers == KeyModifiers::ALT
}

/// Whether `letters` is the beginning of an answer about a colour.
fn may_be_answer(letters: &str) -> bool {
    const HEAD: &str = "11;rgb";
    if letters.len() <= HEAD.len() {
        return HEAD.starts_with(letters);
    }
    let rest = letters.strip_prefix(HEAD).map(|rest| rest.strip_prefix('a').unwrap_or(rest));
    let Some(rest) = rest else {
        return false;
    };
    match rest.strip_prefix(':') {
        Some(parts) => letters.len() < LONGEST_ANSWER && parts.chars().all(|c| c.is_ascii_hexdigit() || c == '/'),
        None => rest.is_empty(),
    }
}

/// The colour of an answer: `11;rgb:hhhh/hhhh/hhhh`, one to four digits a part, or `rgba` (XParseColor).
pub fn colour(letters: &str) -> Option<Rgb> {
    let parts = letters.strip_prefix("11;rgb")?;
    let parts = parts.strip_prefix('a').unwrap_or(parts).strip_prefix(':')?;
    let mut parts = parts.split('/').map(|part| {
        let value = u32::from_str_radix(part, 16).ok().filter(|_| (1..=4).contains(&part.len()))?;
        let most = (1u32 << (4 * part.len())) - 1;
        u8::try_from(value * 255 / most).ok()
    });
    Some(Rgb(parts.next()??, parts.next()??, parts.next()??))
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

    /// How long to wait for the next event before [`Self::silence`] is to be told; `None`: for ever.
    pub fn patience(&self, now: Duration) -> Option<Duration> {
        let limit = match &self.state {
            State::Idle => return None,
            State::Escape if self.asked => ESC_WAITS_FOR_ANSWER,
            State::Escape => ESC_WAITS,
            // Nobody types this far by chance: it waits for its end.
            State::Answer(answer) if answer.letters.len() > 2 => return None,
            // Nor `ESC ]`, which no key sends, while an answer is expected.
            State::Answer(answer) if self.asked && !answer.bare => return None,
            State::Answer(_) | State::Sequence { .. } => HELD,
            State::Paste(_) => PASTE_ENDS,
        };
        Some((self.since + limit).saturating_sub(now))
    }

    /// Takes an event; what it means comes out, if that is settled.
    pub fn event(&mut self, event: Event, now: Duration) -> Vec<Message> {
        let mut heard = if self.patience(now) == Some(Duration::ZERO) { self.silence(now) } else { Vec::new() };
        match event {
            Event::Key(_) if self.pasted.is_some_and(|then| now.saturating_sub(then) < AFTER_PASTE) => self.pasted = Some(now),
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key, now, &mut heard),
            Event::Key(_) => {}
            Event::Paste(text) => {
                self.give_up(now, &mut heard);
                self.pasted = Some(now);
                heard.push(Message::Paste(text));
            }
            Event::Resize(width, height) => heard.push(Message::Resize(width, height)),
            Event::Mouse(mouse) => heard.extend(match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Some(Message::Click(mouse.column, mouse.row)),
                MouseEventKind::ScrollDown => Some(Message::Wheel(mouse.column, mouse.row, 3)),
                MouseEventKind::ScrollUp => Some(Message::Wheel(mouse.column, mouse.row, -3)),
                _ => None,
            }),
            Event::FocusGained | Event::FocusLost => {}
        }
        heard
    }

    /// Takes the news that nothing came within the patience.
    pub fn silence(&mut self, now: Duration) -> Vec<Message> {
        let mut heard = Vec::new();
        self.give_up(now, &mut heard);
        heard
    }

    fn become_state(&mut self, state: State, now: Duration) {
        self.state = state;
        self.since = now;
    }

    /// What is held was no sequence: keys that a person may have pressed are passed on.
    fn give_up(&mut self, now: Duration, heard: &mut Vec<Message>) {
        match std::mem::replace(&mut self.state, State::Idle) {
            State::Idle => {}
            State::Escape => self.pass_escape(now, heard),
            State::Answer(Answer { held, .. }) | State::Sequence { held, .. } => heard.extend(held.into_iter().map(message)),
            State::Paste(text) => heard.push(Message::Paste(without_end(text))),
        }
    }

    fn pass_escape(&mut self, now: Duration, heard: &mut Vec<Message>) {
        self.escaped = Some(now);
        heard.push(Message::Key(KeyPress::plain(KeyCode::Esc)));
    }

    fn key(&mut self, key: KeyEvent, now: Duration, heard: &mut Vec<Message>) {
        match std::mem::replace(&mut self.state, State::Idle) {
            State::Idle => self.first(key, now, heard),
            State::Escape => match plain(&key) {
                Some(']') => self.become_state(State::Answer(Answer::default()), now),
                Some('[') => self.become_state(State::Sequence { letters: String::new(), held: Vec::new() }, now),
                _ => {
                    self.pass_escape(now, heard);
                    self.first(key, now, heard);
                }
            },
            State::Answer(answer) => self.answer(answer, key, now, heard),
            State::Sequence { letters, held } => self.sequence(letters, held, key, now, heard),
            State::Paste(text) => self.pasted(text, key, now, heard),
        }
    }

    fn first(&mut self, key: KeyEvent, now: Duration, heard: &mut Vec<Message>) {
        let after_escape = self.escaped.is_some_and(|then| now.saturating_sub(then) < ESC_REMEMBERED);
        if key.code == KeyCode::Esc && key.modifiers.is_empty() {
            self.become_state(State::Escape, now);
        } else if is_alt(&key, ']') {
            self.become_state(State::Answer(Answer::default()), now);
        } else if after_escape && plain(&key) == Some(']') && self.asked {
            self.become_state(State::Answer(Answer { held: vec![key], bare: true, ..Answer::default() }), now);
        } else if after_escape && plain(&key) == Some('[') {
            self.become_state(State::Sequence { letters: String::new(), held: vec![key] }, now);
        } else {
            heard.push(message(key));
        }
    }

    fn answer(&mut self, mut answer: Answer, key: KeyEvent, now: Duration, heard: &mut Vec<Message>) {
        let bell = key.code == KeyCode::Char('g') && key.modifiers == KeyModifiers::CONTROL;
        if bell || is_alt(&key, '\\') || (answer.escape && plain(&key) == Some('\\')) {
            self.asked = false;
            self.escaped = None;
            heard.extend(colour(&answer.letters).map(Message::Ground));
            return;
        }
        if key.code == KeyCode::Esc && !answer.escape {
            answer.held.push(key);
            answer.escape = true;
            self.become_state(State::Answer(answer), now);
            return;
        }
        if let Some(letter) = plain(&key).filter(|_| !answer.escape) {
            answer.letters.push(letter);
            if may_be_answer(&answer.letters) {
                answer.held.push(key);
                // From here on it is nothing that a person types.
                if answer.letters.len() > 2 {
                    answer.held.clear();
                }
                self.become_state(State::Answer(answer), now);
                return;
            }
        }
        heard.extend(answer.held.into_iter().map(message));
        self.first(key, now, heard);
    }

    fn sequence(&mut self, mut letters: String, mut held: Vec<KeyEvent>, key: KeyEvent, now: Duration, heard: &mut Vec<Message>) {
        let Some(letter) = plain(&key) else {
            heard.extend(held.into_iter().map(message));
            self.first(key, now, heard);
            return;
        };
        letters.push(letter);
        // A bracket that came after a passed Esc is only a sequence as the beginning or end of a paste.
        let paste = "200~".starts_with(&letters) || "201~".starts_with(&letters);
        if !held.is_empty() && !paste {
            held.push(key);
            heard.extend(held.into_iter().map(message));
            return;
        }
        match letter {
            '0'..='9' | ';' if letters.len() < 12 => {
                if !held.is_empty() {
                    held.push(key);
                }
                self.become_state(State::Sequence { letters, held }, now);
            }
            '~' if letters == "200~" => self.become_state(State::Paste(String::new()), now),
            _ => heard.extend(cut_key(&letters).map(|code| Message::Key(KeyPress::plain(code)))),
        }
    }

    fn pasted(&mut self, mut text: String, key: KeyEvent, now: Duration, heard: &mut Vec<Message>) {
        match (key.code, key.modifiers.contains(KeyModifiers::CONTROL)) {
            (KeyCode::Char('j'), true) | (KeyCode::Enter, _) => text.push('\n'),
            (KeyCode::Char(letter), false) => text.push(letter),
            (KeyCode::Tab, _) => text.push('\t'),
            (KeyCode::Esc, _) => text.push('\u{1b}'),
            _ => {}
        }
        if text.ends_with("\u{1b}[201~") {
            self.pasted = Some(now);
            heard.push(Message::Paste(without_end(text)));
        } else {
            self.become_state(State::Paste(text), now);
        }
    }
}

fn without_end(mut text: String) -> String {
    if let Some(at) = text.rfind('\u{1b}') {
        text.truncate(at);
    }
    text
}

fn message(key: KeyEvent) -> Message {
    if key.kind == KeyEventKind::Repeat { Message::Repeat(key.into()) } else { Message::Key(key.into()) }
}

/// The key of a sequence that lost its ESC to another read.
fn cut_key(letters: &str) -> Option<KeyCode> {
    Some(match letters {
        "A" => KeyCode::Up,
        "B" => KeyCode::Down,
        "C" => KeyCode::Right,
        "D" => KeyCode::Left,
        "H" => KeyCode::Home,
        "F" => KeyCode::End,
        "3~" => KeyCode::Delete,
        "5~" => KeyCode::PageUp,
        "6~" => KeyCode::PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads bytes as crossterm's parser does, for the few sequences that matter here: an ESC at the end of
    /// a read is the key Esc, ESC before a letter is Alt, `ESC [` waits for its end over reads, a bracketed
    /// paste is one event, and a sequence that it does not know is dropped.
    #[derive(Default)]
    struct Reader {
        buffer: Vec<u8>,
    }

    impl Reader {
        fn read(&mut self, bytes: &[u8]) -> Vec<Event> {
            let mut events = Vec::new();
            for (index, byte) in bytes.iter().enumerate() {
                self.buffer.push(*byte);
                let more = index + 1 < bytes.len();
                let key = |code, modifiers| Some(Event::Key(KeyEvent::new(code, modifiers)));
                let event = match self.buffer.as_slice() {
                    [0x1b] if more => continue,
                    [0x1b] => key(KeyCode::Esc, KeyModifiers::NONE),
                    [0x1b, b'['] => continue,
                    [0x1b, b'[', rest @ ..] => {
                        if self.buffer.starts_with(b"\x1b[200~") {
                            if !self.buffer.ends_with(b"\x1b[201~") {
                                continue;
                            }
                            let inner = &self.buffer[6..self.buffer.len() - 6];
                            Some(Event::Paste(String::from_utf8(inner.to_vec()).unwrap()))
                        } else if rest.last().is_some_and(|last| (0x40..=0x7e).contains(last)) {
                            None
                        } else {
                            continue;
                        }
                    }
                    [0x1b, letter] => key(KeyCode::Char(*letter as char), KeyModifiers::ALT),
                    [0x07] => key(KeyCode::Char('g'), KeyModifiers::CONTROL),
                    [b'\r'] => key(KeyCode::Enter, KeyModifiers::NONE),
                    [letter] => key(KeyCode::Char(*letter as char), KeyModifiers::NONE),
                    _ => None,
                };
                self.buffer.clear();
                events.extend(event);
            }
            events
        }
    }

    /// What is heard of two reads with a gap of so many milliseconds.
    fn heard(first: &[u8], gap: u64, second: &[u8]) -> Vec<Message> {
        let mut decoder = Decoder::default();
        decoder.asked();
        let mut reader = Reader::default();
        let mut heard = Vec::new();
        let mut now = Duration::from_millis(500);
        for (bytes, after) in [(first, gap), (second, 1000)] {
            for event in reader.read(bytes) {
                heard.extend(decoder.event(event, now));
            }
            let next = now + Duration::from_millis(after);
            while let Some(patience) = decoder.patience(now) {
                if now + patience > next {
                    break;
                }
                now += patience;
                heard.extend(decoder.silence(now));
            }
            now = next;
        }
        heard
    }

    const GAPS: [u64; 4] = [0, 20, 60, 900];

    #[test]
    fn an_answer_cut_anywhere_is_one_colour_and_no_command() {
        for answer in ["\x1b]11;rgb:1e1e/aaaa/2e2e\x1b\\", "\x1b]11;rgb:1e/aa/2e\x07", "\x1b]11;rgba:1e1e/aaaa/2e2e/ffff\x1b\\"] {
            let bytes = answer.as_bytes();
            for cut in 0..=bytes.len() {
                for gap in GAPS {
                    let mut heard = heard(&bytes[..cut], gap, &bytes[cut..]);
                    // A lone ESC that nothing followed for long is the key Esc; it closes, and decides nothing.
                    heard.retain(|message| !matches!(message, Message::Key(key) if key.code == KeyCode::Esc));
                    assert_eq!(heard, [Message::Ground(Rgb(0x1e, 0xaa, 0x2e))], "cut at {cut}, gap {gap}: {answer:?}");
                }
            }
        }
    }

    #[test]
    fn a_paste_cut_anywhere_is_a_paste_and_no_command() {
        let bytes = b"\x1b[200~ax qj1\x1b[201~";
        for cut in 0..=bytes.len() {
            for gap in GAPS {
                let mut heard = heard(&bytes[..cut], gap, &bytes[cut..]);
                heard.retain(|message| !matches!(message, Message::Key(key) if key.code == KeyCode::Esc));
                assert_eq!(heard, [Message::Paste("ax qj1".to_owned())], "cut at {cut}, gap {gap}");
            }
        }
    }

    #[test]
    fn a_paste_that_holds_its_own_end_says_no_more() {
        for after in ["aax q", "\x1b[201~a", "ax\x1b[201~", "\x1b[200~y\x1b[201~x"] {
            let bytes = format!("\x1b[200~text\x1b[201~{after}");
            let heard = heard(bytes.as_bytes(), 100, b"j");
            let (pastes, keys): (Vec<_>, Vec<_>) = heard.into_iter().partition(|heard| matches!(heard, Message::Paste(_)));
            assert_eq!(pastes[0], Message::Paste("text".to_owned()), "{after:?}");
            assert_eq!(keys, [Message::Key(KeyPress::letter('j'))], "{after:?}");
        }
    }

    #[test]
    fn keys_go_through_and_esc_comes_after_a_short_wait() {
        let keys = |bytes: &[u8]| heard(bytes, 0, b"");
        assert_eq!(keys(b"a"), [Message::Key(KeyPress::letter('a'))]);
        assert_eq!(keys(b"\x1b"), [Message::Key(KeyPress::plain(KeyCode::Esc))]);
        let esc_then = heard(b"\x1b", 10, b"j");
        assert_eq!(esc_then, [Message::Key(KeyPress::plain(KeyCode::Esc)), Message::Key(KeyPress::letter('j'))]);
        // The queue's keys work after an Esc, a moment later.
        let esc_then = heard(b"\x1b", 200, b"]");
        assert_eq!(esc_then, [Message::Key(KeyPress::plain(KeyCode::Esc)), Message::Key(KeyPress::letter(']'))]);
        let esc_then = heard(b"\x1b", 200, b"[j");
        let expected = [KeyPress::plain(KeyCode::Esc), KeyPress::letter('['), KeyPress::letter('j')].map(Message::Key);
        assert_eq!(esc_then, expected);
        // An arrow that lost its ESC to another read.
        assert_eq!(heard(b"\x1b", 5, b"[A"), [Message::Key(KeyPress::plain(KeyCode::Up))]);
    }

    #[test]
    fn colours_are_read_with_one_to_four_digits() {
        assert_eq!(colour("11;rgb:f/0/8"), Some(Rgb(255, 0, 136)));
        assert_eq!(colour("11;rgb:ffff/0000/8080"), Some(Rgb(255, 0, 128)));
        assert_eq!(colour("11;rgb:ff/00"), None);
        assert_eq!(colour("10;rgb:ff/00/00"), None);
        assert_eq!(colour("11;rgb:fffff/00/00"), None);
    }
}
