//! How each meaning looks: RON files that inherit from each other, and the terminal's abilities.
//!
//! Every theme inherits, at the end, from `monochrome`, which tells all meanings apart by underline, bold,
//! italic and reverse; the others only add colour.

mod depth;
mod file;

pub use depth::{Depth, Rgb};
pub use file::{EMBEDDED, ThemeError};

use ratatui::style::{Color, Style};
use serde::{Deserialize, Serialize};

/// What a passage of the screen means; a theme gives each a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Meaning {
    /// The article's running text, and the ground of everything.
    Text,
    /// Words that matter less: captions, notices, counts.
    Quiet,
    /// The article's headline.
    Headline,
    /// A heading inside it.
    Heading,
    /// The name of the program and the article in the header.
    Title,
    /// Lines between panes.
    Border,
    /// The same around what has the focus.
    Focus,
    /// The name of a tab.
    Tab,
    /// The name of the tab in front.
    ActiveTab,
    /// The current row of a list with the focus.
    Row,
    /// The current row of a list without the focus.
    QuietRow,
    /// Content of a claim.
    Content,
    /// Cue of a claim.
    Cue,
    /// Source of a claim.
    Source,
    /// Mention of an outlet.
    Outlet,
    /// Content of the current claim.
    HandContent,
    /// Cue of the current claim.
    HandCue,
    /// Source of the current claim.
    HandSource,
    /// Words that tie the outlets to the current claim.
    HandOutlet,
    /// The mention that the source of the current claim was resolved by.
    Antecedent,
    /// Content that several claims share.
    Overlap,
    /// The span that h and l have reached.
    Here,
    /// The mark next to the lines of the current claim.
    Gutter,
    /// Text that is being selected.
    Selection,
    /// The character under the cursor, or at the end that moves.
    Cursor,
    /// A match of the search.
    Found,
    /// A claim that nobody decided on.
    Unreviewed,
    /// A confirmed claim.
    Confirmed,
    /// A corrected claim.
    Corrected,
    /// A rejected claim.
    Rejected,
    /// A flag, a mark.
    Flag,
    /// A speaker's name in lists and details.
    Speaker,
    /// A key in footer and help.
    Key,
    /// What the key does.
    Label,
    /// A message in the status line.
    Status,
    /// A warning.
    Warning,
    /// Something went wrong.
    Trouble,
    /// The part of the progress bar that is done.
    Done,
    /// The part that is not.
    Undone,
    /// A box above the rest.
    Popup,
    /// What is being typed.
    Typed,
    /// Letters of a row that match what is typed.
    Hit,
}

impl Meaning {
    /// How many there are.
    const COUNT: usize = Self::Hit as usize + 1;
}

/// A theme, ready for drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Its name, as `--theme` takes it.
    pub name: String,
    /// One sentence about it.
    pub doc: String,
    /// Whether it is made for a dark ground.
    pub dark: bool,
    /// By meaning: the style of every cell is looked up here in every frame.
    styles: [Style; Meaning::COUNT],
}

impl Theme {
    /// The style of a meaning; the ground where the theme has none.
    pub fn style(&self, meaning: Meaning) -> Style {
        self.styles.get(meaning as usize).copied().unwrap_or_default()
    }

    fn set(&mut self, meaning: Meaning, style: Style) {
        if let Some(place) = self.styles.get_mut(meaning as usize) {
            *place = style;
        }
    }

    /// The same theme for a terminal with fewer colours.
    #[must_use]
    pub fn at(mut self, depth: Depth) -> Self {
        for style in &mut self.styles {
            style.fg = style.fg.and_then(|colour| depth.reduce(colour));
            style.bg = style.bg.and_then(|colour| depth.reduce(colour));
            style.underline_color = None;
        }
        self
    }

    /// The same theme for a terminal with this ground: where the theme leaves the ground to the terminal and
    /// is made for another one, it brings its own.
    #[must_use]
    pub fn on(mut self, ground: Option<Rgb>) -> Self {
        let dark = ground.is_none_or(|ground| !ground.is_light());
        let (ink, paper) = self.ground();
        let text = self.style(Meaning::Text);
        if dark != self.dark && text.bg.is_none() && text.fg.is_none() {
            self.set(Meaning::Text, text.fg(ink).bg(paper));
        }
        self
    }

    /// The colours of the ground, for pictures; the terminal's own where the theme leaves them.
    pub fn ground(&self) -> (Color, Color) {
        let text = self.style(Meaning::Text);
        let own = |colour: Option<Color>| colour.filter(|colour| *colour != Color::Reset);
        let (ink, paper) = if self.dark {
            (Color::Rgb(0xd4, 0xd4, 0xd8), Color::Rgb(0x18, 0x1a, 0x20))
        } else {
            (Color::Rgb(0x1f, 0x23, 0x2b), Color::Rgb(0xfa, 0xfa, 0xf7))
        };
        (own(text.fg).unwrap_or(ink), own(text.bg).unwrap_or(paper))
    }
}

/// The themes at hand, the reviewer's own first where names are the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Themes {
    list: Vec<Theme>,
}

impl Themes {
    /// The embedded themes.
    pub fn embedded() -> Self {
        Self::with_own(&[]).0
    }

    /// The embedded themes and those of `own`, pairs of file name and RON; broken ones are left out and told.
    pub fn with_own(own: &[(String, String)]) -> (Self, Vec<ThemeError>) {
        let (list, errors) = file::load(own);
        (Self { list }, errors)
    }

    /// All of them, in the order of their names.
    pub fn all(&self) -> &[Theme] {
        &self.list
    }

    /// The theme of this name.
    pub fn named(&self, name: &str) -> Option<&Theme> {
        self.list.iter().find(|theme| theme.name == name)
    }

    /// The theme for this choice: by name, else by the ground of the terminal; monochrome where colour is unwanted.
    pub fn choose(&self, wanted: Option<&str>, ground: Option<Rgb>, depth: Depth) -> Theme {
        let by_ground = match (depth, ground) {
            (Depth::None, _) => "monochrome",
            (Depth::Sixteen, Some(ground)) if ground.is_light() => "sixteen-light",
            (Depth::Sixteen, _) => "sixteen",
            (_, Some(ground)) if ground.is_light() => "light",
            _ => "dark",
        };
        let found = wanted.and_then(|name| self.named(name)).or_else(|| self.named(by_ground)).or_else(|| self.list.first());
        let theme = found.cloned().unwrap_or_else(Theme::bare);
        // Without colours there is no ground to bring.
        let own = ["monochrome", "sixteen", "sixteen-light"].contains(&theme.name.as_str());
        if own { theme.at(depth) } else { theme.on(ground).at(depth) }
    }
}

impl Theme {
    /// A theme without any style, for the case that there is none.
    fn bare() -> Self {
        Self { name: "bare".to_owned(), doc: String::new(), dark: true, styles: [Style::new(); Meaning::COUNT] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Modifier;

    /// The colours of a style over a ground, where both are known.
    fn colours(style: Style, ink: Color, paper: Color) -> Option<(Rgb, Rgb)> {
        let known = |colour: Option<Color>, other: Color| match colour.filter(|colour| *colour != Color::Reset).unwrap_or(other) {
            Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
            _ => None,
        };
        Some((known(style.fg, ink)?, known(style.bg, paper)?))
    }

    #[test]
    fn every_style_of_every_theme_has_the_contrast_of_legible_text() {
        const ENOUGH: f32 = 4.5;
        use Meaning::*;
        // What is written on the rows of lists, and in boxes.
        let on_rows = [Speaker, Quiet, Unreviewed, Confirmed, Corrected, Rejected, Flag, Key, Hit, Trouble, Warning];
        let in_boxes = [
            Quiet, Key, Label, Speaker, Outlet, Typed, Hit, Flag, Content, Cue, Source, Focus, Title, ActiveTab, Confirmed,
            Corrected, Rejected, Warning, Trouble, HandOutlet, Status,
        ];
        let (mut seen, mut weak) = (0, Vec::new());
        for theme in Themes::embedded().all() {
            let (ink, paper) = theme.ground();
            let mut check = |what: String, style: Style| {
                let Some((letters, ground)) = colours(style, ink, paper) else { return };
                seen += 1;
                if letters.contrast(ground) < ENOUGH {
                    weak.push(format!("{}: {what}: {:.2}", theme.name, letters.contrast(ground)));
                }
            };
            let text = theme.style(Text);
            for (index, style) in theme.styles.iter().enumerate() {
                check(format!("style {index}"), text.patch(*style));
            }
            for (under, over) in [(Row, &on_rows[..]), (QuietRow, &on_rows), (Popup, &in_boxes)] {
                for meaning in over {
                    let style = text.patch(theme.style(under)).patch(theme.style(*meaning));
                    check(format!("{meaning:?} on {under:?}"), style);
                }
            }
        }
        assert!(seen > 400, "only {seen} pairs of colours seen");
        assert!(weak.is_empty(), "{}", weak.join("\n"));
    }

    /// The sixteen colours as two terminals paint them: xterm, and the hardware that most others follow.
    fn painted(colour: Color) -> Option<[Rgb; 2]> {
        let rgb = |hex: u32| Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8);
        let (xterm, vga) = match colour {
            Color::Red => (0xcd_0000, 0xaa_0000),
            Color::Green => (0x00_cd00, 0x00_aa00),
            Color::Yellow => (0xcd_cd00, 0xaa_5500),
            Color::Blue => (0x00_00ee, 0x00_00aa),
            Color::Magenta => (0xcd_00cd, 0xaa_00aa),
            Color::Cyan => (0x00_cdcd, 0x00_aaaa),
            Color::Gray => (0xe5_e5e5, 0xaa_aaaa),
            Color::DarkGray => (0x7f_7f7f, 0x55_5555),
            Color::LightRed => (0xff_0000, 0xff_5555),
            Color::LightGreen => (0x00_ff00, 0x55_ff55),
            Color::LightYellow => (0xff_ff00, 0xff_ff55),
            Color::LightBlue => (0x5c_5cff, 0x55_55ff),
            Color::LightMagenta => (0xff_00ff, 0xff_55ff),
            Color::LightCyan => (0x00_ffff, 0x55_ffff),
            Color::White => (0xff_ffff, 0xff_ffff),
            Color::Black => (0x00_0000, 0x00_0000),
            _ => return None,
        };
        Some([rgb(xterm), rgb(vga)])
    }

    #[test]
    fn the_sixteen_colours_are_legible_on_the_ground_that_they_are_for() {
        let themes = Themes::embedded();
        let mut weak = Vec::new();
        for (name, ground) in [("sixteen", Rgb(0, 0, 0)), ("sixteen-light", Rgb(0xff, 0xff, 0xff))] {
            let theme = themes.named(name).unwrap();
            for (index, style) in theme.styles.iter().enumerate() {
                let Some(letters) = style.fg.and_then(painted) else { continue };
                let under = style.bg.and_then(painted).unwrap_or([ground; 2]);
                for (letter, under) in letters.into_iter().zip(under) {
                    if letter.contrast(under) < 4.5 {
                        weak.push(format!("{name}: style {index}: {:?} {:.2}", style.fg, letter.contrast(under)));
                    }
                }
            }
        }
        assert!(weak.is_empty(), "{}", weak.join("\n"));
        assert_eq!(themes.choose(None, Some(Rgb(0xff, 0xff, 0xff)), Depth::Sixteen).name, "sixteen-light");
        assert_eq!(themes.choose(None, Some(Rgb(0, 0, 0)), Depth::Sixteen).name, "sixteen");
    }

    #[test]
    fn every_embedded_theme_can_be_read_and_has_a_name_of_its_own() {
        let (themes, errors) = Themes::with_own(&[]);
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(themes.all().len(), EMBEDDED.len());
        let mut names: Vec<&str> = themes.all().iter().map(|theme| theme.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), EMBEDDED.len(), "{names:?}");
        let table = include_str!("../../../docs/configuration.md");
        for name in names {
            assert!(table.contains(&format!("`{name}`")), "{name} has no row in docs/configuration.md");
        }
    }

    #[test]
    fn every_meaning_of_a_claim_is_readable_without_colour() {
        let parts = [
            Meaning::Text,
            Meaning::Content,
            Meaning::Cue,
            Meaning::Source,
            Meaning::Outlet,
            Meaning::HandContent,
            Meaning::HandCue,
            Meaning::HandSource,
            Meaning::HandOutlet,
            Meaning::Overlap,
            Meaning::Antecedent,
            Meaning::Selection,
            Meaning::Found,
            Meaning::Here,
            Meaning::Cursor,
        ];
        for theme in Themes::embedded().all() {
            let plain = theme.clone().at(Depth::None);
            for (index, part) in parts.iter().enumerate() {
                assert_eq!(plain.style(*part).fg, None);
                for other in &parts[index + 1..] {
                    let (a, b) = (plain.style(*part).add_modifier, plain.style(*other).add_modifier);
                    assert_ne!(a, b, "{}: {part:?} and {other:?} look alike without colour", theme.name);
                }
            }
            assert!(plain.style(Meaning::HandContent).add_modifier.contains(Modifier::UNDERLINED), "{}", theme.name);
            assert!(plain.style(Meaning::Row).add_modifier.contains(Modifier::REVERSED) || theme.name != "monochrome");
        }
    }

    #[test]
    fn the_ground_of_the_terminal_chooses_between_dark_and_light() {
        let themes = Themes::embedded();
        assert_eq!(themes.choose(None, None, Depth::True).name, "dark");
        assert_eq!(themes.choose(None, Some(Rgb(0xff, 0xff, 0xee)), Depth::True).name, "light");
        assert_eq!(themes.choose(Some("okabe-ito"), Some(Rgb(0, 0, 0)), Depth::True).name, "okabe-ito");
        assert_eq!(themes.choose(None, None, Depth::None).name, "monochrome");
        assert_eq!(themes.choose(Some("no-such"), None, Depth::True).name, "dark");
    }
}
