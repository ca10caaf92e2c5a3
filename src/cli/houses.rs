//! The house rules of articles, for commands that count findings beside other things.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::output;
use crate::lint::{Configs, Counts, House};

/// The rules that hold for each article.
#[derive(Debug)]
pub struct Houses {
    configs: Configs,
    /// By the article's folder: most articles share one.
    known: HashMap<PathBuf, Arc<House>>,
    /// Folders whose configuration cannot be read.
    broken: HashSet<PathBuf>,
    /// What was said of them.
    said: HashSet<String>,
}

impl Houses {
    /// Looks for configurations, upwards from each article, and then in the user's settings.
    pub fn new() -> Self {
        Self { configs: Configs::new(), known: HashMap::new(), broken: HashSet::new(), said: HashSet::new() }
    }

    /// The rules for an article; `None` where its configuration cannot be read: everything else is counted without it.
    ///
    /// # Errors
    /// The first time that there is something to say of a broken configuration: a message for the person.
    pub fn of(&mut self, article: &Path) -> Result<Option<Arc<House>>, String> {
        let folder = article.parent().unwrap_or(Path::new(""));
        if self.broken.contains(folder) {
            return Ok(None);
        }
        if let Some(known) = self.known.get(folder) {
            return Ok(Some(Arc::clone(known)));
        }
        match self.configs.of(article) {
            Ok(config) => {
                let house = Arc::new(config.house_for(article));
                // What holds for some paths only is worked out for each article.
                if !config.has_paths() {
                    self.known.insert(folder.to_owned(), Arc::clone(&house));
                }
                Ok(Some(house))
            }
            Err(error) => {
                self.broken.insert(folder.to_owned());
                let message = error.to_string();
                if !self.said.insert(message.clone()) {
                    return Ok(None);
                }
                Err(format!("{message}; house rules are left out for the articles below it"))
            }
        }
    }

    /// The same; complains of a broken configuration.
    pub fn or_complain(&mut self, article: &Path) -> Option<Arc<House>> {
        self.of(article).unwrap_or_else(|message| {
            output::complain(&message);
            None
        })
    }
}

/// How many findings there are, with their names, as tables show them.
pub fn rows(rules: Counts) -> [(&'static str, usize); 5] {
    let Counts { errors, warnings, suggestions, allowed } = rules;
    [
        ("house rules", rules.total()),
        ("  errors", errors),
        ("  warnings", warnings),
        ("  suggestions", suggestions),
        ("  allowed", allowed),
    ]
}

/// The same as JSON.
pub fn object(rules: Counts) -> Value {
    let named = |(name, count): (&str, usize)| (name.to_owned(), count.into());
    Value::Object(rules.named().into_iter().map(named).collect())
}
