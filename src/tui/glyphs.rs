//! ASCII fallbacks for characters that a terminal may not be able to show.
//!
//! Every sign is replaced by one of the same width after the screen is drawn, so that nothing moves and no
//! view needs to know.

use ratatui::buffer::Buffer;

use crate::text::visible;

/// The signs that a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// All of Unicode.
    #[default]
    Unicode,
    /// The printable signs of ASCII.
    Ascii,
}

impl Glyphs {
    /// What the locale says, as POSIX ranks its variables: `LC_ALL`, `LC_CTYPE`, `LANG`. Where none is set, the
    /// terminal is taken for one of today.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
        let unicode = locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        if unicode { Self::Unicode } else { Self::Ascii }
    }

    /// Brings every cell of a drawn screen within reach of the terminal.
    pub fn apply(self, buffer: &mut Buffer) {
        if self == Self::Unicode {
            return;
        }
        let area = buffer.area;
        for y in area.top()..area.bottom() {
            let mut x = area.left();
            while x < area.right() {
                let Some(cell) = buffer.cell_mut((x, y)) else { break };
                let width = visible::width(cell.symbol()).max(1);
                if !cell.symbol().is_ascii() {
                    let sign = ascii(cell.symbol());
                    cell.set_char(sign);
                    // A wide sign becomes two.
                    for next in x + 1..(x + width as u16).min(area.right()) {
                        if let Some(cell) = buffer.cell_mut((next, y)) {
                            cell.set_char(sign);
                        }
                    }
                }
                x += width as u16;
            }
        }
    }
}

/// Signs and what stands for them. Letters stand for their kin with accents.
const TABLE: &[(&str, char)] = &[
    ("─━═–—‐‑‒―−", '-'),
    ("│▌", '|'),
    ("┃▐█", '#'),
    ("╭╮╰╯┌┐└┘├┤┬┴┼", '+'),
    ("░", '.'),
    ("▸›→⇒▹", '>'),
    ("▾", 'v'),
    ("‹←", '<'),
    ("↑", '^'),
    ("↓", 'v'),
    // A cut word must not read as another word.
    ("…", '~'),
    ("○", 'o'),
    // Not the sign of an added claim.
    ("●", '@'),
    ("◆", '='),
    // Letters of what they stand for: an error, a warning, a suggestion.
    ("▲", 'E'),
    ("△", 'W'),
    ("▫", 's'),
    ("✗×", 'x'),
    // Letters of what they stand for: a verdict or the done mark, evidence, a note.
    ("✓", 'v'),
    ("§", 'e'),
    ("✎", 'n'),
    ("•", '*'),
    ("·", '.'),
    ("“”„‟«»″", '"'),
    ("‘’‚‛′", '\''),
    ("\u{a0}\u{2002}\u{2003}\u{2009}\u{202f}\u{3000}", ' '),
    ("ÀÁÂÃÄÅĀĂĄÆ", 'A'),
    ("àáâãäåāăąæ", 'a'),
    ("ÇĆĈĊČ", 'C'),
    ("çćĉċč", 'c'),
    ("ĎĐÐ", 'D'),
    ("ďđð", 'd'),
    ("ÈÉÊËĒĔĖĘĚ", 'E'),
    ("èéêëēĕėęě", 'e'),
    ("ĜĞĠĢ", 'G'),
    ("ĝğġģ", 'g'),
    ("ÌÍÎÏĨĪĬĮİ", 'I'),
    ("ìíîïĩīĭįı", 'i'),
    ("ĹĻĽŁ", 'L'),
    ("ĺļľł", 'l'),
    ("ÑŃŅŇ", 'N'),
    ("ñńņň", 'n'),
    ("ÒÓÔÕÖØŌŎŐŒ", 'O'),
    ("òóôõöøōŏőœ", 'o'),
    ("ŔŖŘ", 'R'),
    ("ŕŗř", 'r'),
    ("ŚŜŞŠȘ", 'S'),
    ("śŝşšșß", 's'),
    ("ŢŤŦȚ", 'T'),
    ("ţťŧț", 't'),
    ("ÙÚÛÜŨŪŬŮŰŲ", 'U'),
    ("ùúûüũūŭůűų", 'u'),
    ("ÝŶŸ", 'Y'),
    ("ýÿŷ", 'y'),
    ("ŹŻŽ", 'Z'),
    ("źżž", 'z'),
];

/// The sign of ASCII that stands for a cluster; a question mark where none does.
fn ascii(cluster: &str) -> char {
    let Some(first) = cluster.chars().next() else { return ' ' };
    match first {
        ' '..='~' => first,
        // The pictures of control characters: see `text::visible`.
        '\u{2400}'..='\u{2421}' => '^',
        _ => TABLE.iter().find(|(signs, _)| signs.contains(first)).map_or('?', |(_, sign)| *sign),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn of(set: &[(&str, &str)]) -> Glyphs {
        Glyphs::of_environment(|name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_locale_decides() {
        assert_eq!(of(&[]), Glyphs::Unicode);
        assert_eq!(of(&[("LANG", "C")]), Glyphs::Ascii);
        assert_eq!(of(&[("LANG", "en_US.UTF-8")]), Glyphs::Unicode);
        assert_eq!(of(&[("LANG", "C.utf8")]), Glyphs::Unicode);
        assert_eq!(of(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "C")]), Glyphs::Ascii);
        assert_eq!(of(&[("LANG", "de_DE.ISO-8859-1"), ("LC_ALL", "")]), Glyphs::Ascii);
        assert_eq!(of(&[("LANG", "POSIX"), ("LC_CTYPE", "fr_FR.UTF-8")]), Glyphs::Unicode);
    }

    #[test]
    fn every_sign_keeps_its_place() {
        let text = "╭─ “Café” 漢 x … ␛[ ☃";
        let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 1));
        buffer.set_string(0, 0, text, Style::default());
        Glyphs::Ascii.apply(&mut buffer);
        let line: String = (0..24).map(|x| buffer[(x, 0)].symbol().to_owned()).collect();
        assert_eq!(line.trim_end(), "+- \"Cafe\" ?? x ~ ^[ ?");
    }

    #[test]
    fn no_sign_stands_twice_and_each_is_one_column_wide() {
        let mut seen = String::new();
        for sign in TABLE.iter().flat_map(|(signs, _)| signs.chars()) {
            assert!(!seen.contains(sign), "{sign}");
            assert!(sign == '\u{3000}' || visible::width(&sign.to_string()) <= 1, "{sign}");
            seen.push(sign);
        }
    }
}
