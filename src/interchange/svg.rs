//! What pictures drawn as SVG share.

/// The attributes that make `text`, printed `size` high, fit into `room`: none where it is sure to be shorter, whatever
/// sans-serif font is there.
pub fn fitted(text: &str, size: f64, room: f64) -> String {
    let wide: f64 = text.chars().map(share).sum::<f64>() * size;
    if wide <= room { String::new() } else { format!(" textLength=\"{room:.0}\" lengthAdjust=\"spacingAndGlyphs\"") }
}

/// How wide a character is as a share of the size of its font; rather too wide than too narrow.
fn share(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | '(' | ')' | '['
        | ']' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '←' | '…' => 1.0,
        c if c.is_uppercase() => 0.76,
        c if c.is_ascii() => 0.64,
        c if c.is_alphabetic() && (c as u32) < 0x1100 => 0.68,
        _ => 1.05,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_squeezed_into_their_room_and_short_ones_stay() {
        assert_eq!(fitted("Ana Diaz", 13.0, 182.0), "");
        assert_eq!(fitted("illicit little jilt trial", 13.0, 182.0), "");
        let squeezed = " textLength=\"182\" lengthAdjust=\"spacingAndGlyphs\"";
        for name in ["person familiar with the m…", "World Meteorological Orga…", "東京電力ホールディングス株式会社"]
        {
            assert_eq!(fitted(name, 13.0, 182.0), squeezed, "{name}");
        }
    }
}
