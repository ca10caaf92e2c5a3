//! What the program remembers between two starts: the place in each article, whether the guide was seen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::atomic::{self, WriteError};
use super::{folders, ron_file};

/// A half-written file of this age is nobody's any more.
const LEFT_BEHIND: Duration = Duration::from_secs(600);

/// How many articles' places are kept.
const MOST_PLACES: usize = 500;

/// What the program remembers. A file that cannot be read is as one that is not there: nothing in it is
/// worth an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Whether the guide for beginners was seen to its end.
    pub guide_seen: bool,
    /// The theme that was taken last on the screen; the settings come first. `None`: the terminal's ground decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The current claim, by reviewer and article: blake3 of the reviewer's name and the article's path.
    pub places: BTreeMap<String, Place>,
    /// The transcripts that an article was compared with last, by article: blake3 of its text.
    pub transcripts: BTreeMap<String, Used>,
}

/// Transcripts that an article was compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Used {
    /// Their files, as the reviewer named them.
    pub files: Vec<String>,
    /// When (RFC 3339).
    pub at: String,
}

/// Where a reviewer left an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Id of the claim that was current.
    pub claim: String,
    /// When (RFC 3339).
    pub at: String,
}

impl State {
    /// The file of the state; `None` without a home folder.
    pub fn path() -> Option<PathBuf> {
        Some(folders::state()?.join("state.ron"))
    }

    /// Reads the state; empty when there is none or it cannot be read.
    pub fn read(path: &Path) -> Self {
        ron_file::read(path).ok().flatten().unwrap_or_default()
    }

    /// Remembers where an article was left; the oldest places are forgotten.
    pub fn leave(&mut self, article: &str, claim: &str, at: &str) {
        self.places.insert(article.to_owned(), Place { claim: claim.to_owned(), at: at.to_owned() });
        while self.places.len() > MOST_PLACES {
            let Some(oldest) = self.places.iter().min_by(|a, b| a.1.at.cmp(&b.1.at)).map(|(key, _)| key.clone()) else {
                break;
            };
            self.places.remove(&oldest);
        }
    }

    /// Remembers what an article was compared with; the oldest are forgotten.
    pub fn compared(&mut self, article: &str, files: &[String], at: &str) {
        self.transcripts.insert(article.to_owned(), Used { files: files.to_vec(), at: at.to_owned() });
        while self.transcripts.len() > MOST_PLACES {
            let Some(oldest) = self.transcripts.iter().min_by(|a, b| a.1.at.cmp(&b.1.at)).map(|(key, _)| key.clone()) else {
                break;
            };
            self.transcripts.remove(&oldest);
        }
    }

    /// Writes the state; its folder is created.
    ///
    /// # Errors
    ///
    /// See [`WriteError`].
    pub fn write(&self, path: &Path) -> Result<(), WriteError> {
        let pretty = ron::ser::PrettyConfig::new().new_line("\n");
        let text = ron_file::options().to_string_pretty(self, pretty).unwrap_or_default();
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|source| WriteError::new(folder, "create the folder", source))?;
        }
        // No lock is taken for it: what another program is just writing must stay.
        atomic::sweep(path, LEFT_BEHIND);
        atomic::write(path, format!("{text}\n").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_and_the_oldest_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/state.ron");
        let mut state = State::read(&path);
        for number in 0..MOST_PLACES + 2 {
            state.leave(&format!("h{number}"), "c-1", &format!("2026-11-22T18:{:02}:{:02}Z", number / 60, number % 60));
        }
        state.compared("h9", &["speech.txt".to_owned()], "2026-11-22T18:00:00Z");
        state.guide_seen = true;
        state.theme = Some("lamplight".into());
        state.write(&path).unwrap();
        let back = State::read(&path);
        assert_eq!(back, state);
        assert!(back.places.len() == MOST_PLACES && !back.places.contains_key("h1") && back.places.contains_key("h2"));
        std::fs::write(&path, "nonsense").unwrap();
        assert_eq!(State::read(&path), State::default());
    }
}
