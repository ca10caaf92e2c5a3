//! Theme, colours, glyphs and keys.

use super::glyphs::Glyphs;
use super::keymap::Keymap;
use super::theme::{Depth, Rgb, Theme, Themes};

/// How everything looks, and which key does what.
#[derive(Clone, Debug)]
pub struct Look {
    /// The themes at hand.
    pub themes: Themes,
    /// The one in use.
    pub theme: Theme,
    /// The terminal's colours.
    pub depth: Depth,
    /// The terminal's ground, once it told.
    pub ground: Option<Rgb>,
    /// The theme that the reviewer chose; without one the terminal's ground decides.
    pub chosen: Option<String>,
    /// The keys.
    pub keymap: Keymap,
    /// The signs that the terminal can show.
    pub glyphs: Glyphs,
}

impl Default for Look {
    fn default() -> Self {
        let themes = Themes::embedded();
        let theme = themes.choose(None, None, Depth::True);
        Self {
            themes,
            theme,
            depth: Depth::True,
            ground: None,
            chosen: None,
            keymap: Keymap::default(),
            glyphs: Glyphs::default(),
        }
    }
}
