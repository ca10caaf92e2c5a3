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
    ("lamplight.ron", include_str!("../../../themes/lamplight.ron")),
];

/// What is wrong with a theme file; the program goes on without it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ThemeError {
    /// It is no RON of the right shape.
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
    #[serde(default)]
    brackets: Option<bool>,
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

/// Every theme that can be read, by name, and what is wrong with the others.
pub(super) fn load(own: &[(String, String)]) -> (Vec<Theme>, Vec<ThemeError>) {
    let mut errors = Vec::new();
    let mut files: BTreeMap<String, (String, File)> = BTreeMap::new();
    let own = own.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    for (name, text) in EMBEDDED.iter().copied().chain(own) {
        match parse(name, text) {
            Ok(file) => {
                files.insert(file.name.clone(), (name.to_owned(), file));
            }
            Err(error) => errors.push(error),
        }
    }
    let mut themes = Vec::new();
    for name in files.keys() {
        match resolve(name, &files) {
            Ok(theme) => themes.push(theme),
            Err(error) => errors.push(error),
        }
    }
    (themes, errors)
}

/// Walks from the theme to its oldest ancestor, then lays the files over each other.
fn resolve(name: &str, files: &BTreeMap<String, (String, File)>) -> Result<Theme, ThemeError> {
    let mut line: Vec<&(String, File)> = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(wanted) = next.take() {
        let found = files.get(&wanted).filter(|(_, file)| !line.iter().any(|(_, seen)| seen.name == file.name));
        let Some(found) = found else {
            let file = line.last().map(|(file, _)| file.clone()).unwrap_or_default();
            return Err(ThemeError::Parent { file, parent: wanted });
        };
        next.clone_from(&found.1.inherits);
        line.push(found);
    }
    let mut palette: BTreeMap<&str, &str> = BTreeMap::new();
    for (_, file) in line.iter().rev() {
        palette.extend(file.palette.iter().map(|(name, colour)| (name.as_str(), colour.as_str())));
    }
    let mut theme = Theme { name: name.to_owned(), doc: String::new(), dark: true, brackets: false, styles: BTreeMap::new() };
    for (file_name, file) in line.iter().rev() {
        theme.doc.clone_from(&file.doc);
        theme.dark = file.dark.unwrap_or(theme.dark);
        theme.brackets = file.brackets.unwrap_or(theme.brackets);
        for (meaning, look) in &file.styles {
            let style = theme.styles.entry(*meaning).or_default();
            *style = lay(*style, look, &palette).map_err(|colour| ThemeError::Colour {
                file: file_name.clone(),
                meaning: *meaning,
                colour,
            })?;
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
}
