//! Theme files.
//!
//! ```ron
//! (
//!     name: "mine",
//!     doc: "One sentence about it",
//!     inherits: "dark",
//!     palette: { "ink": "#d4d4d8" },
//!     styles: { Content: (fg: "ink", add: [Underlined]), Cue: (bg: "blue", remove: [Bold]) },
//! )
//! ```
//!
//! A colour is `#rrggbb`, a name of the palette, one of the terminal's sixteen (`red`, `light-red`, `gray`,
//! `dark-gray` ...), or `none`. A child's palette recolours what it inherits.

use std::collections::BTreeMap;
use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::{Meaning, Theme};

/// The embedded themes: file name and RON.
pub const EMBEDDED: &[(&str, &str)] = &[
    ("monochrome.ron", include_str!("../../../themes/monochrome.ron")),
    ("dark.ron", include_str!("../../../themes/dark.ron")),
    ("light.ron", include_str!("../../../themes/light.ron")),
    ("high-contrast-dark.ron", include_str!("../../../themes/high-contrast-dark.ron")),
    ("high-contrast-light.ron", include_str!("../../../themes/high-contrast-light.ron")),
    ("okabe-ito.ron", include_str!("../../../themes/okabe-ito.ron")),
    ("sixteen.ron", include_str!("../../../themes/sixteen.ron")),
    ("sixteen-light.ron", include_str!("../../../themes/sixteen-light.ron")),
    ("lamplight.ron", include_str!("../../../themes/lamplight.ron")),
];

/// What is wrong with a theme file; the program goes on without it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ThemeError {
    /// It is not RON of the right shape.
    #[error("theme {file}, line {line}, column {column}: {what}")]
    Syntax {
        /// The file's name.
        file: String,
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// In words.
        what: String,
    },
    /// It names a colour that does not exist.
    #[error(
        "theme {file}: {meaning:?} has the colour `{colour}`, which is neither #rrggbb, nor in its palette, nor a terminal colour"
    )]
    Colour {
        /// The file's name.
        file: String,
        /// Whose colour.
        meaning: Meaning,
        /// As written.
        colour: String,
    },
    /// It inherits from a theme that does not exist, or from itself.
    #[error("theme {file} inherits from `{parent}`, which does not exist or inherits from it")]
    Parent {
        /// The file's name.
        file: String,
        /// As written.
        parent: String,
    },
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    doc: String,
    #[serde(default)]
    inherits: Option<String>,
    #[serde(default)]
    dark: Option<bool>,
    /// Older themes have it; brackets took the spaces between words.
    #[serde(default, rename = "brackets")]
    _brackets: Option<bool>,
    #[serde(default)]
    palette: BTreeMap<String, String>,
    #[serde(default)]
    styles: BTreeMap<Meaning, Look>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Look {
    fg: Option<String>,
    bg: Option<String>,
    add: Vec<Attribute>,
    remove: Vec<Attribute>,
}

#[derive(Clone, Copy, Deserialize)]
enum Attribute {
    Bold,
    Dim,
    Italic,
    Underlined,
    Reversed,
    Struck,
}

impl Attribute {
    const fn modifier(self) -> Modifier {
        match self {
            Self::Bold => Modifier::BOLD,
            Self::Dim => Modifier::DIM,
            Self::Italic => Modifier::ITALIC,
            Self::Underlined => Modifier::UNDERLINED,
            Self::Reversed => Modifier::REVERSED,
            Self::Struck => Modifier::CROSSED_OUT,
        }
    }
}

fn parse(file: &str, text: &str) -> Result<File, ThemeError> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|error| ThemeError::Syntax {
        file: file.to_owned(),
        line: error.span.start.line,
        column: error.span.start.col,
        what: error.code.to_string(),
    })
}

/// A theme's file.
struct Source {
    /// The file's name.
    file: String,
    content: File,
    /// Whether it is the reviewer's own.
    own: bool,
}

/// Every theme that can be read, by name, and what is wrong with the others. An own theme that cannot be used
/// takes no embedded one with it, neither that of its name nor those that inherit from that.
pub(super) fn load(own: &[(String, String)]) -> (Vec<Theme>, Vec<ThemeError>) {
    let mut errors = Vec::new();
    let mut sources = BTreeMap::new();
    let embedded = EMBEDDED.iter().map(|(name, text)| (*name, *text, false));
    let own = own.iter().map(|(name, text)| (name.as_str(), text.as_str(), true));
    for (file, text, own) in embedded.chain(own) {
        match parse(file, text) {
            Ok(content) => {
                sources.insert(content.name.clone(), Source { file: file.to_owned(), content, own });
            }
            Err(error) => errors.push(error),
        }
    }
    loop {
        let resolved: Vec<(&String, Result<Theme, ThemeError>)> =
            sources.keys().map(|name| (name, resolve(name, &sources))).collect();
        let broken = resolved.iter().find_map(|(name, theme)| Some(((*name).clone(), theme.as_ref().err()?.clone())));
        let Some((name, error)) = broken else {
            return (resolved.into_iter().filter_map(|(_, theme)| theme.ok()).collect(), errors);
        };
        let at_fault = culprit(&name, &sources).unwrap_or(name);
        errors.push(resolve(&at_fault, &sources).err().unwrap_or(error));
        sources.remove(&at_fault);
        let in_place = EMBEDDED.iter().filter_map(|(file, text)| Some((file, parse(file, text).ok()?)));
        if let Some((file, content)) = in_place.into_iter().find(|(_, content)| content.name == at_fault) {
            sources.insert(at_fault, Source { file: (*file).to_owned(), content, own: false });
        }
    }
}

/// The own theme because of which the theme `name` cannot be used: the oldest of its own ancestors that cannot be
/// used itself, else the youngest.
fn culprit(name: &str, sources: &BTreeMap<String, Source>) -> Option<String> {
    let (line, _) = ancestors(name, sources);
    let own: Vec<&str> = line.iter().filter(|source| source.own).map(|source| source.content.name.as_str()).collect();
    let broken = own.iter().rev().find(|name| resolve(name, sources).is_err());
    broken.or(own.first()).map(|name| (*name).to_owned())
}

/// The theme and its ancestors, youngest first; and the parent that could not be found, or is among them already.
fn ancestors<'a>(name: &str, sources: &'a BTreeMap<String, Source>) -> (Vec<&'a Source>, Option<String>) {
    let mut line: Vec<&Source> = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(wanted) = next.take() {
        let known = line.iter().any(|seen| seen.content.name == wanted);
        let Some(source) = sources.get(&wanted).filter(|_| !known) else {
            return (line, Some(wanted));
        };
        next.clone_from(&source.content.inherits);
        line.push(source);
    }
    (line, None)
}

/// Lays a theme over its ancestors.
fn resolve(name: &str, sources: &BTreeMap<String, Source>) -> Result<Theme, ThemeError> {
    let (line, missing) = ancestors(name, sources);
    if let Some(parent) = missing {
        let file = line.last().map(|source| source.file.clone()).unwrap_or_default();
        return Err(ThemeError::Parent { file, parent });
    }
    let mut palette: BTreeMap<&str, &str> = BTreeMap::new();
    for source in line.iter().rev() {
        palette.extend(source.content.palette.iter().map(|(name, colour)| (name.as_str(), colour.as_str())));
    }
    let mut theme = Theme { name: name.to_owned(), ..Theme::bare() };
    for Source { file: file_name, content: file, .. } in line.iter().copied().rev() {
        theme.doc.clone_from(&file.doc);
        theme.dark = file.dark.unwrap_or(theme.dark);
        for (meaning, look) in &file.styles {
            let style = lay(theme.style(*meaning), look, &palette).map_err(|colour| ThemeError::Colour {
                file: file_name.clone(),
                meaning: *meaning,
                colour,
            })?;
            theme.set(*meaning, style);
        }
    }
    Ok(theme)
}

fn lay(mut style: Style, look: &Look, palette: &BTreeMap<&str, &str>) -> Result<Style, String> {
    let colour = |name: &str| -> Result<Option<Color>, String> {
        let name = palette.get(name).copied().unwrap_or(name);
        if name == "none" {
            return Ok(None);
        }
        Color::from_str(name).map(Some).map_err(|_| name.to_owned())
    };
    if let Some(name) = &look.fg {
        style.fg = colour(name)?;
    }
    if let Some(name) = &look.bg {
        style.bg = colour(name)?;
    }
    for attribute in &look.remove {
        style.add_modifier.remove(attribute.modifier());
    }
    for attribute in &look.add {
        style.add_modifier.insert(attribute.modifier());
    }
    Ok(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> (Vec<Theme>, Vec<ThemeError>) {
        load(&[("mine.ron".to_owned(), text.to_owned())])
    }

    #[test]
    fn a_child_recolours_what_it_inherits() {
        let (themes, errors) = own(
            r##"(name: "mine", inherits: "dark", palette: {"cue": "#010203"}, styles: {Source: (fg: "red", remove: [Italic])})"##,
        );
        assert!(errors.is_empty(), "{errors:?}");
        let mine = themes.iter().find(|theme| theme.name == "mine").unwrap();
        assert_eq!(mine.style(Meaning::HandCue).fg, Some(Color::Rgb(1, 2, 3)));
        assert_eq!(mine.style(Meaning::Source).fg, Some(Color::Red));
        assert!(!mine.style(Meaning::Source).add_modifier.contains(Modifier::ITALIC));
    }

    #[test]
    fn broken_files_are_told_and_left_out() {
        let told = |text: &str| own(text).1.first().unwrap().to_string();
        assert!(told("(name: \"mine\",\n  styles { })").starts_with("theme mine.ron, line 2, column"));
        assert!(told(r#"(name: "mine", styles: {Content: (fg: "octarine")})"#).contains("`octarine`"));
        assert!(told(r#"(name: "mine", inherits: "mine")"#).contains("inherits from `mine`"));
        assert!(told(r#"(name: "mine", styles: {Contents: ()})"#).starts_with("theme mine.ron, line 1"));
        assert_eq!(own("(").0.len(), EMBEDDED.len());
    }

    #[test]
    fn an_own_theme_that_cannot_be_used_takes_no_embedded_one_with_it() {
        let embedded = load(&[]).0;
        for broken in [
            r#"(name: "light", inherits: "dark", styles: {Content: (fg: "octarine")})"#,
            r#"(name: "dark", inherits: "light")"#,
            r#"(name: "dark", inherits: "dark")"#,
            r#"(name: "dark", inherits: "nobody")"#,
            r#"(name: "light", inherits: "dark", palette: {"content": "octarine"})"#,
        ] {
            let (themes, errors) = own(broken);
            assert_eq!(themes, embedded, "{broken}");
            assert_eq!(errors.len(), 1, "{broken}: {errors:?}");
        }
        // And a sound child of a broken one stays out of it.
        let child = ("child.ron".to_owned(), r#"(name: "child", inherits: "dark")"#.to_owned());
        let (themes, errors) = load(&[("mine.ron".to_owned(), r#"(name: "dark", inherits: "nobody")"#.to_owned()), child]);
        assert_eq!((themes.len(), errors.len()), (embedded.len() + 1, 1), "{errors:?}");
    }
}
