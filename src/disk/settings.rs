//! The user's settings: `settings.ron`. Read once; never written.

use std::path::Path;

use serde::Deserialize;

use super::folders;
use super::ron_file::{self, RonFileError};

/// What a user may set. A field left out has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Name of the theme; by default chosen from the terminal's background.
    pub theme: Option<String>,
    /// Name of a keymap preset over the default keys.
    pub keymap: Option<String>,
    /// Name or initials that decisions are signed with.
    pub annotator: Option<String>,
    /// Whether each annotator has a sidecar of their own.
    pub own_sidecar: bool,
    /// Whether the mouse is on from the start.
    pub mouse: bool,
    /// Whether what other reviews of the folder know is shown; by default it is.
    pub desk_memory: Option<bool>,
    /// `fast` or `deep`; by default the program's choice.
    pub engine: Option<String>,
}

/// The settings, and what was wrong with the file: then they are the defaults.
pub fn read() -> (Settings, Option<RonFileError>) {
    match folders::settings() {
        Some(folder) => read_from(&folder.join("settings.ron")),
        None => Default::default(),
    }
}

/// As [`read`], from the file at `path`.
pub fn read_from(path: &Path) -> (Settings, Option<RonFileError>) {
    match ron_file::read(path) {
        Ok(settings) => (settings.unwrap_or_default(), None),
        Err(error) => (Settings::default(), Some(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_file_gives_the_defaults_and_the_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        assert_eq!(read_from(&path).0, Settings::default());
        std::fs::write(&path, "(\n    theme: \"dark\",\n    own_sidecar: true,\n)\n").unwrap();
        let (settings, error) = read_from(&path);
        assert!(error.is_none() && settings.own_sidecar && settings.theme.as_deref() == Some("dark"));
        std::fs::write(&path, "(\n    theme: \"dark\",\n    mose: true,\n)\n").unwrap();
        let (settings, error) = read_from(&path);
        let told = error.unwrap().to_string();
        assert_eq!(settings, Settings::default());
        assert!(told.contains("settings.ron:3:5: ") && told.contains("mose: true"), "{told}");
    }
}
