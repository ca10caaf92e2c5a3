//! What the decoder holds back until it is settled what it is.

use std::time::Duration;

use super::replies::{self, Verdict};
use crate::tui::key::KeyPress;

/// Where in a key, reply or paste the bytes are.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum State {
    /// Nothing held.
    #[default]
    Ground,
    /// Part of a letter outside ASCII, and whether Alt was held.
    Letter { bytes: Vec<u8>, alt: bool },
    /// After ESC.
    Escape,
    /// After `ESC O`.
    SingleShift,
    /// After `ESC [`.
    Control(Control),
    /// The three bytes of the oldest report of the mouse.
    OldMouse(Vec<u8>),
    /// After `ESC ]`, `ESC P` and the like.
    Text(Text),
    /// Inside a paste.
    Paste(Vec<u8>),
}

/// A control sequence.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Control {
    pub(super) parameters: Vec<u8>,
    /// The keys to pass on where it is none: it came without its ESC.
    pub(super) held: Vec<KeyPress>,
    /// Whether all of it came in one go.
    pub(super) together: bool,
}

/// A control string: a reply, or what may become one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Text {
    /// The letter that began it.
    pub(super) kind: u8,
    pub(super) letters: Vec<u8>,
    /// The keys to pass on where it is none; empty once it is sure.
    pub(super) held: Vec<KeyPress>,
    pub(super) sure: bool,
    /// Whether it came with its ESC.
    pub(super) escaped: bool,
    /// Whether all of it came in one go.
    pub(super) together: bool,
    /// How many ESC came last: the first may begin its end.
    pub(super) ending: u8,
    /// Bytes that the current letter still needs: a byte of a letter is not an end.
    pub(super) inside: u8,
    pub(super) begun: Duration,
}

impl Text {
    pub(super) fn begin(kind: u8, held: KeyPress, escaped: bool, now: Duration) -> Self {
        Self {
            kind,
            letters: Vec::new(),
            held: vec![held],
            sure: false,
            escaped,
            together: true,
            ending: 0,
            inside: 0,
            begun: now,
        }
    }

    /// Whether it cannot be typing: by its form, or because letters came with the ESC in one go.
    pub(super) fn judge(&self) -> Verdict {
        let quick = self.escaped && self.together;
        let mut written = vec![self.kind];
        written.extend(&self.letters);
        match (replies::judge(&written, self.together), self.letters.as_slice()) {
            (Verdict::Open, [first, ..]) if quick && !matches!(first, b' ') => Verdict::Reply,
            (Verdict::Open, letters) if self.together && letters.len() > 4 => Verdict::Reply,
            // No terminal answers in these forms, but they are control strings all the same.
            (Verdict::Typed, letters) if quick && matches!(self.kind, b'^' | b'X' | b'_') => {
                if letters.len() > 2 {
                    Verdict::Reply
                } else {
                    Verdict::Open
                }
            }
            (verdict, _) => verdict,
        }
    }

    /// Counts a byte of a letter outside ASCII; whether the byte is inside one.
    pub(super) fn is_inside_letter(&mut self, byte: u8) -> bool {
        let inside = self.inside > 0 && (0x80..0xc0).contains(&byte);
        self.inside = match byte {
            0xc2..=0xdf => 1,
            0xe0..=0xef => 2,
            0xf0..=0xf4 => 3,
            _ if inside => self.inside - 1,
            _ => 0,
        };
        inside
    }
}
