//! Text of old Macintoshes, which no mark or declaration names: how it is distinguished from windows-1252.

/// How far a look at the bytes reaches.
const LOOK: usize = 1024 * 1024;

/// Whether text that is not UTF-8 makes more sense in Mac Roman than in windows-1252.
///
/// Only what says something is counted: the marks of quotations, dashes and apostrophes where they have a reason to be, and
/// small letters with accents between other small letters.
pub(super) fn is_likely(bytes: &[u8]) -> bool {
    let (mut macintosh, mut windows) = (0usize, 0usize);
    let bytes = bytes.get(..bytes.len().min(LOOK)).unwrap_or_default();
    for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| **byte >= 0x80) {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied();
        let after = bytes.get(at + 1).copied();
        macintosh += usize::from(fits(*byte, before, after, &MACINTOSH));
        windows += usize::from(fits(*byte, before, after, &WINDOWS));
    }
    macintosh > windows
}

/// Which bytes are what in an encoding.
struct Marks {
    opens: [u8; 2],
    closes: [u8; 2],
    apostrophe: u8,
    dashes: [u8; 2],
    ellipsis: u8,
    /// Small letters with accents, by first and last byte.
    letters: &'static [(u8, u8)],
    /// Large letters with accents.
    capitals: &'static [(u8, u8)],
}

const MACINTOSH: Marks = Marks {
    opens: [0xd2, 0xd4],
    closes: [0xd3, 0xd5],
    apostrophe: 0xd5,
    dashes: [0xd0, 0xd1],
    ellipsis: 0xc9,
    letters: &[(0x87, 0x9f), (0xa7, 0xa7), (0xbe, 0xbf), (0xcf, 0xcf), (0xd8, 0xd8)],
    capitals: &[(0x80, 0x86), (0xae, 0xaf), (0xcb, 0xce), (0xe5, 0xef), (0xf1, 0xf4)],
};

const WINDOWS: Marks = Marks {
    opens: [0x93, 0x91],
    closes: [0x94, 0x92],
    apostrophe: 0x92,
    dashes: [0x96, 0x97],
    ellipsis: 0x85,
    letters: &[(0x9a, 0x9a), (0x9c, 0x9c), (0x9e, 0x9e), (0xdf, 0xf6), (0xf8, 0xff)],
    capitals: &[(0x8a, 0x8a), (0x8c, 0x8c), (0x8e, 0x8e), (0x9f, 0x9f), (0xc0, 0xd6), (0xd8, 0xde)],
};

/// Whether `byte` has a reason to be where it is.
fn fits(byte: u8, before: Option<u8>, after: Option<u8>, marks: &Marks) -> bool {
    let small = |near: Option<u8>| near.is_some_and(|near| near.is_ascii_lowercase());
    let letter = |near: Option<u8>| near.is_some_and(|near| near.is_ascii_alphabetic());
    let free = |near: Option<u8>| near.is_none_or(|near| near.is_ascii_whitespace() || near == b'(');
    let shut = |near: Option<u8>| near.is_none_or(|near| near.is_ascii_whitespace() || near.is_ascii_punctuation());
    let is_in = |ranges: &[(u8, u8)]| ranges.iter().any(|(first, last)| (*first..=*last).contains(&byte));
    // A letter may have another one with an accent next to it.
    let near_letter = letter(before) || letter(after);
    let opens = marks.opens.contains(&byte) && free(before) && after.is_some_and(|after| after.is_ascii_alphanumeric());
    let closes = marks.closes.contains(&byte)
        && before.is_some_and(|before| before.is_ascii_alphanumeric() || before.is_ascii_punctuation())
        && shut(after);
    opens
        || closes
        || byte == marks.apostrophe && letter(before) && small(after)
        || marks.dashes.contains(&byte) && (free(before) && free(after) || letter(before) && letter(after))
        || byte == marks.ellipsis && letter(before) && shut(after)
        || is_in(marks.letters) && near_letter
        || is_in(marks.capitals) && free(before) && small(after)
}

#[cfg(test)]
mod tests {
    use super::is_likely;
    use encoding_rs::{MACINTOSH, WINDOWS_1252};

    #[test]
    fn what_was_written_on_a_macintosh_is_told_from_what_was_not() {
        for text in [
            "“We never closed it,” said Renée Müller, the mayor’s deputy. “It’s a café — not a pub.”",
            "The mayor’s office didn’t answer.",
            "It was naïve to think so, Zoë Brontë wrote… nobody came.",
            "Élodie Ångström of Østby said ‘no’ – twice.",
        ] {
            for (encoding, likely) in [(MACINTOSH, true), (WINDOWS_1252, false)] {
                let bytes: Vec<u8> = text
                    .chars()
                    .flat_map(|c| {
                        if c.is_ascii() {
                            return vec![c as u8];
                        }
                        (0x80..=0xff_u8)
                            .find(|byte| encoding.decode_without_bom_handling(&[*byte]).0.starts_with(c))
                            .into_iter()
                            .collect()
                    })
                    .collect();
                assert_eq!(is_likely(&bytes), likely, "{}: {text}", encoding.name());
            }
        }
        assert!(!is_likely(b"It cost \xa35 at 20\xb0C, \xa7 4."));
    }
}
