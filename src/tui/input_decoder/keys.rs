//! Keys, the mouse and the ends of pastes, as xterm and its kin write them.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::tui::key::KeyPress;

/// What a control sequence stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence {
    /// A key was pressed.
    Pressed(KeyPress),
    /// A key is held down.
    Repeated(KeyPress),
    /// The left button of the mouse, at this column and row.
    Clicked(u16, u16),
    /// The wheel of the mouse, over this column and row: so many lines down.
    Turned(u16, u16, i16),
    /// Something that it knows and does not act on: a released key, a moved mouse, the focus.
    Ignored,
    /// Pasted text follows.
    PasteBegins,
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> KeyPress {
    KeyPress::from(crossterm::event::KeyEvent::new(code, modifiers))
}

/// The key of a control character or of `DEL`.
pub fn control(byte: u8) -> KeyPress {
    let letter = |base: u8, first: u8| KeyCode::Char(char::from(byte - first + base));
    match byte {
        b'\r' => KeyPress::plain(KeyCode::Enter),
        b'\t' => KeyPress::plain(KeyCode::Tab),
        0x7f => KeyPress::plain(KeyCode::Backspace),
        0x01..=0x1a => key(letter(b'a', 0x01), KeyModifiers::CONTROL),
        0x1c..=0x1f => key(letter(b'4', 0x1c), KeyModifiers::CONTROL),
        0x1b => KeyPress::plain(KeyCode::Esc),
        _ => key(KeyCode::Char(' '), KeyModifiers::CONTROL),
    }
}

/// The same key with Alt.
pub fn with_alt(mut press: KeyPress) -> KeyPress {
    press.modifiers.insert(KeyModifiers::ALT);
    press
}

/// The key that ends `ESC O`.
pub fn single_shift(last: u8) -> Option<KeyPress> {
    named(last).map(KeyPress::plain)
}

/// The keys that xterm names by a letter.
fn named(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

/// The keys that are named by a number before `~`.
fn numbered(number: u32) -> Option<KeyCode> {
    let function = |number: u32| u8::try_from(number).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(number - 10),
        17..=21 => function(number - 11),
        23..=26 => function(number - 12),
        28..=29 => function(number - 15),
        31..=34 => function(number - 17),
        _ => None,
    }
}

/// What `ESC [` with these parameters and this last byte stands for; `None` where it is nothing that a person does.
pub fn control_sequence(parameters: &[u8], last: u8) -> Option<Sequence> {
    let parameters = std::str::from_utf8(parameters).ok()?;
    if let Some(parameters) = parameters.strip_prefix('<') {
        return mouse(parameters, last, 0);
    }
    if let (Some(rest), b'A'..=b'E') = (parameters.strip_prefix('['), last) {
        // The console of Linux.
        return rest.is_empty().then(|| Sequence::Pressed(KeyPress::plain(KeyCode::F(last - b'A' + 1))));
    }
    if !parameters.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':')) {
        return None;
    }
    let mut fields = parameters.split(';');
    let first = fields.next().unwrap_or_default();
    let (modifiers, kind) = modifiers(fields.next().unwrap_or_default());
    let code = match last {
        b'~' => match first.parse().ok()? {
            200 => return Some(Sequence::PasteBegins),
            201 => return Some(Sequence::Ignored),
            number => numbered(number)?,
        },
        b'u' => return unicode(first, modifiers, kind),
        b'M' if !parameters.is_empty() => return mouse(parameters, last, 32),
        b'Z' => KeyCode::BackTab,
        b'I' | b'O' if parameters.is_empty() => return Some(Sequence::Ignored),
        // `ESC [ 5 ; 2 R` is where the cursor is, `ESC [ 1 ; 2 R` may be that or Shift-F3: no key of this program.
        b'R' => return None,
        _ => named(last).filter(|_| matches!(first, "" | "1"))?,
    };
    Some(pressed(key(code, modifiers), kind))
}

fn pressed(press: KeyPress, kind: u8) -> Sequence {
    match kind {
        2 => Sequence::Repeated(press),
        3 => Sequence::Ignored,
        _ => Sequence::Pressed(press),
    }
}

/// Modifiers and the kind of press: `5`, or `5:2`; one more than the bits that are set.
fn modifiers(field: &str) -> (KeyModifiers, u8) {
    let (mask, kind) = field.split_once(':').unwrap_or((field, "1"));
    let mask = mask.parse::<u8>().unwrap_or(1).saturating_sub(1);
    let mut modifiers = KeyModifiers::empty();
    for (bit, modifier) in [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)] {
        modifiers.set(modifier, mask & bit != 0);
    }
    (modifiers, kind.parse().unwrap_or(1))
}

/// A key of the kitty protocol, by its code point.
fn unicode(field: &str, mut modifiers: KeyModifiers, kind: u8) -> Option<Sequence> {
    let mut points = field.split(':').map(|point| point.parse::<u32>().ok());
    let point = points.next()??;
    let shifted = points.next().flatten().and_then(char::from_u32);
    let code = match point {
        0x1b => KeyCode::Esc,
        0x0d | 57_414 => KeyCode::Enter,
        0x09 if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        0x09 => KeyCode::Tab,
        0x7f => KeyCode::Backspace,
        57_399..=57_408 => KeyCode::Char(char::from_digit(point - 57_399, 10)?),
        57_409..=57_413 => KeyCode::Char(char::from(*b"./*-+".get(usize::try_from(point - 57_409).ok()?)?)),
        57_415 => KeyCode::Char('='),
        57_416 => KeyCode::Char(','),
        57_417 => KeyCode::Left,
        57_418 => KeyCode::Right,
        57_419 => KeyCode::Up,
        57_420 => KeyCode::Down,
        57_421 => KeyCode::PageUp,
        57_422 => KeyCode::PageDown,
        57_423 => KeyCode::Home,
        57_424 => KeyCode::End,
        57_425 => KeyCode::Insert,
        57_426 => KeyCode::Delete,
        57_376..=57_398 => KeyCode::F(u8::try_from(point - 57_376 + 13).ok()?),
        // Shift alone, the volume, and the like.
        57_344..=63_743 => return Some(Sequence::Ignored),
        _ => KeyCode::Char(char::from_u32(point)?),
    };
    let code = match shifted {
        Some(letter) if modifiers.contains(KeyModifiers::SHIFT) => {
            modifiers.remove(KeyModifiers::SHIFT);
            KeyCode::Char(letter)
        }
        _ => code,
    };
    Some(pressed(key(code, modifiers), kind))
}

/// A report of the mouse: button, column, row; `more` is what the form adds to the button.
fn mouse(parameters: &str, last: u8, more: u16) -> Option<Sequence> {
    if !matches!(last, b'M' | b'm') {
        return None;
    }
    let mut fields = parameters.split(';').map(|field| field.parse::<u16>().ok());
    let (button, column, row) = (fields.next()??, fields.next()??, fields.next()??);
    Some(button_pressed(button.checked_sub(more)?, column, row, last == b'm'))
}

/// The oldest report of the mouse: three bytes after `ESC [ M`.
pub fn old_mouse(bytes: [u8; 3]) -> Sequence {
    let [button, column, row] = bytes.map(|byte| u16::from(byte.saturating_sub(32)));
    button_pressed(button, column, row, false)
}

fn button_pressed(button: u16, column: u16, row: u16, released: bool) -> Sequence {
    let (column, row) = (column.saturating_sub(1), row.saturating_sub(1));
    match (button & 0b1110_0011, released) {
        (0, false) => Sequence::Clicked(column, row),
        (64, false) => Sequence::Turned(column, row, -3),
        (65, false) => Sequence::Turned(column, row, 3),
        _ => Sequence::Ignored,
    }
}
