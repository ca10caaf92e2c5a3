//! Which configuration holds for an article: the nearest one upwards, else the user's.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::config::{Config, ConfigError, FILE};
use crate::disk::folders;

/// The configurations that were found so far, by the folder of the article.
#[derive(Debug, Default)]
pub struct Configs {
    fixed: Option<Arc<Config>>,
    found: HashMap<PathBuf, Arc<Config>>,
    users: Option<PathBuf>,
}

impl Configs {
    /// Looks for configurations, upwards from each article, and then in the user's settings.
    pub fn new() -> Self {
        Self { users: folders::settings().map(|folder| folder.join("lint.ron")), ..Self::default() }
    }

    /// Uses the configuration in the file at `path` for all articles.
    ///
    /// # Errors
    /// It cannot be read, or is not there.
    pub fn fixed(path: &Path) -> Result<Self, ConfigError> {
        let missing = || ConfigError::Read { path: path.to_owned(), source: std::io::ErrorKind::NotFound.into() };
        let config = Config::read(path)?.ok_or_else(missing)?;
        Ok(Self { fixed: Some(Arc::new(config)), ..Self::default() })
    }

    /// The configuration for an article.
    ///
    /// # Errors
    /// The nearest one cannot be read.
    pub fn of(&mut self, article: &Path) -> Result<Arc<Config>, ConfigError> {
        if let Some(fixed) = &self.fixed {
            return Ok(Arc::clone(fixed));
        }
        let folder = article.parent().unwrap_or(Path::new(""));
        if let Some(known) = self.found.get(folder) {
            return Ok(Arc::clone(known));
        }
        let config = Arc::new(self.look(folder)?);
        self.found.insert(folder.to_owned(), Arc::clone(&config));
        Ok(config)
    }

    fn look(&self, folder: &Path) -> Result<Config, ConfigError> {
        // What is above `../desk` is not the current folder.
        let leaves = folder.components().any(|part| part == Component::ParentDir);
        let real = leaves.then(|| folder.canonicalize().ok()).flatten();
        let folder = real.as_deref().unwrap_or(folder);
        for above in folder.ancestors() {
            if let Some(config) = Config::read(&above.join(FILE))? {
                return Ok(config);
            }
        }
        // A relative path ends at the current folder; its parents are above that.
        if folder.is_relative()
            && let Ok(current) = std::env::current_dir()
        {
            for above in current.join(folder).ancestors().skip(1) {
                if let Some(config) = Config::read(&above.join(FILE))? {
                    return Ok(config);
                }
            }
        }
        match &self.users {
            Some(path) => Ok(Config::read(path)?.unwrap_or_default()),
            None => Ok(Config::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Level;

    #[test]
    fn the_nearest_configuration_upwards_holds() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("news/city");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(root.path().join(FILE), "(rules: { \"anonymous.bare\": (level: Off) })").unwrap();
        std::fs::write(deep.join(FILE), "(rules: { \"anonymous.bare\": (level: Suggestion) })").unwrap();
        let mut configs = Configs::new();
        let mut level = |path: PathBuf| configs.of(&path).unwrap().house.setting("anonymous.bare").level;
        assert_eq!(level(root.path().join("news/a.txt")), Level::Off);
        assert_eq!(level(deep.join("a.txt")), Level::Suggestion);
        std::fs::write(root.path().join("news").join(FILE), "(house: \"nobody\")").unwrap();
        assert!(configs.of(&root.path().join("news/b/c.txt")).is_err());
        assert!(Configs::fixed(&root.path().join("gone.ron")).is_err());
    }
}
