//! How many colours a terminal has.

use ratatui::style::Color;

/// A colour as the terminal answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Whether dark letters read better on it: by relative luminance (WCAG 2.2), at the point where black
    /// and white letters have the same contrast.
    pub fn is_light(self) -> bool {
        self.luminance() > 0.179
    }

    /// The relative luminance of WCAG 2.2, from 0 for black to 1 for white.
    fn luminance(self) -> f32 {
        let linear = |part: u8| {
            let part = f32::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The contrast ratio of two colours by WCAG 2.2: 1 to 21, and 4.5 for text that can be read.
    pub fn contrast(self, other: Self) -> f32 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }
}

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None, or none wanted (`NO_COLOR`).
    None,
    /// The sixteen with names.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits.
    #[default]
    True,
}

impl Depth {
    /// What the environment says: `NO_COLOR` (no-color.org), `COLORTERM` and `TERM`.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        if variable("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            return Self::None;
        }
        let term = variable("TERM").unwrap_or_default();
        match variable("COLORTERM").as_deref() {
            Some("truecolor" | "24bit") => Self::True,
            _ if term == "dumb" || term.starts_with("vt") => Self::None,
            _ if term.contains("direct") || term.contains("kitty") || term.contains("alacritty") || term.contains("ghostty") => {
                Self::True
            }
            _ if term.contains("256") => Self::Indexed,
            _ => Self::Sixteen,
        }
    }

    /// The nearest colour that the terminal has; `None` where it has no colours.
    pub fn reduce(self, colour: Color) -> Option<Color> {
        match (self, colour) {
            (Self::None, _) => None,
            (Self::True, colour) => Some(colour),
            (Self::Indexed, Color::Rgb(r, g, b)) => Some(Color::Indexed(indexed(r, g, b))),
            (Self::Sixteen, Color::Rgb(r, g, b)) => Some(sixteen(r, g, b)),
            (_, colour) => Some(colour),
        }
    }
}

/// The nearest entry of xterm's cube or grey ramp.
fn indexed(r: u8, g: u8, b: u8) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |part: u8| (0..6u8).min_by_key(|i| STEPS[usize::from(*i)].abs_diff(part)).unwrap_or(0);
    let (cr, cg, cb) = (step(r), step(g), step(b));
    let cube = [cr, cg, cb].map(|i| STEPS[usize::from(i)]);
    let mean = (u16::from(r) + u16::from(g) + u16::from(b)) / 3;
    let grey = ((mean.saturating_sub(3)) / 10).min(23) as u8;
    let ramp = [8 + 10 * grey; 3];
    let far = |candidate: [u8; 3]| candidate.iter().zip([r, g, b]).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum::<u32>();
    if far(ramp) < far(cube) { 232 + grey } else { 16 + 36 * cr + 6 * cg + cb }
}

fn sixteen(r: u8, g: u8, b: u8) -> Color {
    let (high, low) = (r.max(g).max(b), r.min(g).min(b));
    if high - low < 40 {
        return match high {
            0..=64 => Color::Black,
            65..=140 => Color::DarkGray,
            141..=215 => Color::Gray,
            _ => Color::White,
        };
    }
    let on = |part: u8| u16::from(part) * 2 > u16::from(high) + u16::from(low) / 2;
    match (on(r), on(g), on(b), high > 170) {
        (true, false, false, false) => Color::Red,
        (true, false, false, true) => Color::LightRed,
        (false, true, false, false) => Color::Green,
        (false, true, false, true) => Color::LightGreen,
        (true, true, false, false) => Color::Yellow,
        (true, true, false, true) => Color::LightYellow,
        (false, false, true, false) => Color::Blue,
        (false, false, true, true) => Color::LightBlue,
        (true, false, true, false) => Color::Magenta,
        (true, false, true, true) => Color::LightMagenta,
        (false, true, true, false) => Color::Cyan,
        (false, true, true, true) => Color::LightCyan,
        _ => Color::Gray,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_tells_the_depth() {
        let of = |pairs: &[(&str, &str)]| {
            Depth::of_environment(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[("NO_COLOR", "1"), ("COLORTERM", "truecolor")]), Depth::None);
        assert_eq!(of(&[("NO_COLOR", ""), ("COLORTERM", "truecolor")]), Depth::True);
        assert_eq!(of(&[("TERM", "xterm-256color")]), Depth::Indexed);
        assert_eq!(of(&[("TERM", "linux")]), Depth::Sixteen);
        assert_eq!(of(&[("TERM", "dumb")]), Depth::None);
    }

    #[test]
    fn colours_are_reduced_to_the_nearest() {
        assert_eq!(Depth::Indexed.reduce(Color::Rgb(255, 0, 0)), Some(Color::Indexed(196)));
        assert_eq!(Depth::Indexed.reduce(Color::Rgb(128, 128, 128)), Some(Color::Indexed(244)));
        assert_eq!(Depth::Sixteen.reduce(Color::Rgb(250, 80, 70)), Some(Color::LightRed));
        assert_eq!(Depth::None.reduce(Color::Red), None);
    }

    #[test]
    fn light_grounds_are_told_from_dark_ones() {
        assert!(Rgb(0xfd, 0xf6, 0xe3).is_light());
        assert!(!Rgb(0x00, 0x2b, 0x36).is_light());
        assert!(!Rgb(0x1e, 0x1e, 0x1e).is_light());
    }
}
