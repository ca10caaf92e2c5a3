//! What terminals answer: the forms of replies, and how much of one has to be seen before it cannot be typing.
//!
//! A reply is `ESC` and one of: `[ … letter` (DA1, DA2, DECRPM, the keyboard's flags, sizes, states), `] … end` (colours,
//! titles, the clipboard), `P … end` (XTVERSION, DA3, settings, terminfo), `_ … end` (pictures). An end is `BEL` or
//! `ESC \`. Here a reply is written without its ESC.

use crate::tui::theme::Rgb;

/// A title report may be so long.
const LONGEST_TITLE: usize = 256;
/// What iTerm2 puts before its version, where others have parameters.
const ITERM: &[u8] = b"ITERM2 ";

/// What letters are that followed an ESC which was passed on as a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No part of a reply.
    Typed,
    /// The next letter decides.
    Open,
    /// The beginning of a reply.
    Reply,
    /// A whole control sequence.
    Whole,
}

/// Judges letters that came apart from their ESC; `together` says that they came in one go, which no typing does.
pub fn judge(letters: &[u8], together: bool) -> Verdict {
    match letters.split_first() {
        None => Verdict::Open,
        Some((b']', rest)) => operating(rest, together),
        Some((b'P', rest)) => device(rest, together),
        Some((b'_', rest)) => match rest {
            [] | [b'G'] => Verdict::Open,
            [b'G', keys @ ..] if keys.contains(&b'=') || together => Verdict::Reply,
            [b'G', key] if key.is_ascii_alphabetic() => Verdict::Open,
            _ => Verdict::Typed,
        },
        Some((b'[', rest)) => control(rest, together),
        // iTerm2 answers `ESC [ ITERM2 3.5n`; its `ESC [ I` has been taken for the focus.
        Some((b'I', rest)) => match rest {
            _ if ITERM.get(1..) == Some(rest) => Verdict::Reply,
            _ if ITERM.get(1..).is_some_and(|name| name.starts_with(rest)) => Verdict::Open,
            _ => Verdict::Typed,
        },
        Some(_) => Verdict::Typed,
    }
}

/// After `]`: a number and `;`, or a title after `l` or `L`.
fn operating(rest: &[u8], together: bool) -> Verdict {
    match rest {
        [] => Verdict::Open,
        [b'l' | b'L', title @ ..] if title.len() < LONGEST_TITLE => Verdict::Open,
        [digits @ .., last] if digits.iter().all(u8::is_ascii_digit) && digits.len() < 5 => match last {
            b';' if !digits.is_empty() => Verdict::Reply,
            b'0'..=b'9' if together && !digits.is_empty() => Verdict::Reply,
            b'0'..=b'9' => Verdict::Open,
            _ => Verdict::Typed,
        },
        _ => Verdict::Typed,
    }
}

/// After `P`: parameters, and a letter that says what follows.
fn device(rest: &[u8], together: bool) -> Verdict {
    let parameter = |byte: &u8| matches!(byte, 0x20..=0x3f);
    match rest {
        [] => Verdict::Open,
        [first @ .., last] if first.iter().all(parameter) && first.len() < 12 => match last {
            0x20..=0x3f if together && !first.is_empty() => Verdict::Reply,
            0x20..=0x3f => Verdict::Open,
            _ if !first.is_empty() && names_string(*last) => Verdict::Reply,
            _ => Verdict::Typed,
        },
        _ => Verdict::Typed,
    }
}

/// The letters that terminals put before what `ESC P` tells: versions and units, settings, terminfo, sums of pages.
pub fn names_string(letter: u8) -> bool {
    matches!(letter, b'|' | b'r' | b't' | b'u' | b'~' | b's' | b'{' | b'q')
}

/// After `[`: parameters, and a letter.
fn control(rest: &[u8], together: bool) -> Verdict {
    match rest {
        [] | [b'?' | b'>' | b'=' | b'<'] => Verdict::Open,
        ITERM => Verdict::Reply,
        _ if ITERM.starts_with(rest) => Verdict::Open,
        [parameters @ .., last] if parameters.iter().all(|byte| matches!(byte, 0x20..=0x3f)) && parameters.len() < 64 => {
            let telling = parameters.iter().any(|byte| matches!(byte, b';' | b'$'));
            match last {
                b';' | b'$' if !parameters.is_empty() => Verdict::Reply,
                b'0'..=b'9' if matches!(parameters.first(), Some(b'?' | b'>' | b'=' | b'<')) => Verdict::Reply,
                b'0'..=b'9' if telling => Verdict::Reply,
                b'0'..=b'9' => Verdict::Open,
                0x20..=0x3f => Verdict::Typed,
                _ if parameters.is_empty() && together && matches!(last, b'A'..=b'D' | b'F' | b'H') => Verdict::Whole,
                b'~' | b'n' | b'R' | b't' | b'c' if !parameters.is_empty() && (together || telling || *last == b'~') => {
                    Verdict::Whole
                }
                _ => Verdict::Typed,
            }
        }
        _ => Verdict::Typed,
    }
}

/// Whether `ESC [` with these parameters and this letter is a reply that some terminal sends.
pub fn is_reply(parameters: &[u8], last: u8) -> bool {
    match parameters.first() {
        None => false,
        // DA1, states, the keyboard's flags, modes, places, sizes of pictures, titles, saved modes.
        Some(b'?') => matches!(last, b'c' | b'n' | b'u' | b'y' | b'R' | b'S' | b't' | b'x' | b'W' | b'm'),
        // DA2, the keyboard's resources, versions, pointers.
        Some(b'>') => matches!(last, b'c' | b'm' | b'q' | b't' | b'n' | b'u' | b'p' | b'f' | b'k'),
        Some(b'=') => matches!(last, b'c' | b'u' | b'S'),
        Some(b'<') => matches!(last, b'M' | b'm' | b'u'),
        // States, places, sizes of the window, modes, parameters of the terminal, keys of Windows.
        Some(_) => matches!(last, b'n' | b'R' | b't' | b'y' | b'x' | b'c' | b'_' | b'w' | b'~' | b'M' | b'q'),
    }
}

/// Whether the letter may be the next of a control string that holds these letters; where it may not, somebody typed it.
pub fn goes_on(kind: u8, letters: &[u8], next: u8) -> bool {
    match (kind, letters) {
        (b']', digits) if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) => next.is_ascii_digit() || next == b';',
        (b']', rest) if colour_follows(rest) => next.is_ascii_hexdigit() || b"/;:rgb".contains(&next),
        (b'P', rest) if rest.iter().all(|byte| matches!(byte, 0x20..=0x3f)) => matches!(next, 0x20..=0x3f) || names_string(next),
        (b'P', rest) if rest.starts_with(b"!|") => next.is_ascii_hexdigit(),
        (b'P', rest) if rest.starts_with(b"1+r") || rest.starts_with(b"0+r") => {
            next.is_ascii_hexdigit() || matches!(next, b'=' | b';')
        }
        _ => true,
    }
}

fn colour_follows(letters: &[u8]) -> bool {
    let value = letters.iter().position(|byte| *byte == b':');
    value.is_some_and(|at| letters.get(..at).is_some_and(|head| head.ends_with(b";rgb") || head.ends_with(b";rgba")))
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
