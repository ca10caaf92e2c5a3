//! The configuration of a house: `saidby.lint.ron`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use thiserror::Error;

use super::glob;
use super::house::{House, Setting};
use super::houses::{HOUSES, NamedHouse};
use super::level::{FailOn, Level};
use super::nearest::nearest;
use super::rules::{RULES, about};
use crate::claim::SpeakerKind;
use crate::disk::file::shown;
use crate::disk::{Complaint, file, ron_file};

/// The name of the file.
pub const FILE: &str = "saidby.lint.ron";

/// Why a configuration was not used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("{}: {source}", shown(path))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It does not say what it should.
    #[error("{0}")]
    Content(Box<Complaint>),
}

/// A configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The rules where no path says otherwise.
    pub house: House,
    /// From which level on findings are a failure.
    pub fail_on: Option<FailOn>,
    /// The folder that the patterns of paths are relative to.
    folder: PathBuf,
    /// Rules for some paths: later ones win.
    paths: Vec<(String, BTreeMap<String, Entry>)>,
}

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    house: Option<String>,
    fail_on: Option<FailOn>,
    #[serde(deserialize_with = "each_once")]
    rules: BTreeMap<String, Entry>,
    paths: Vec<ForPaths>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ForPaths {
    glob: String,
    #[serde(deserialize_with = "each_once")]
    rules: BTreeMap<String, Entry>,
}

/// Reads rules with their settings. A rule that is there twice is a mistake: only one of the two could hold.
fn each_once<'de, D: Deserializer<'de>>(given: D) -> Result<BTreeMap<String, Entry>, D::Error> {
    struct Rules;
    impl<'de> Visitor<'de> for Rules {
        type Value = BTreeMap<String, Entry>;

        fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            out.write_str("rules with their settings")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut rules = BTreeMap::new();
            while let Some(rule) = map.next_key::<String>()? {
                if rules.contains_key(&rule) {
                    return Err(A::Error::custom(format!("the rule `{rule}` is set twice; write all its options in one place")));
                }
                rules.insert(rule, map.next_value()?);
            }
            Ok(rules)
        }
    }
    given.deserialize_map(Rules)
}

/// What is set of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Entry {
    level: Option<Level>,
    within: Option<usize>,
    kinds: Option<Vec<SpeakerKind>>,
    words: Option<Vec<String>>,
    more: Option<Vec<String>>,
    known: Option<Vec<String>>,
    known_file: Option<String>,
    min: Option<usize>,
    ask: Option<bool>,
}

impl Entry {
    /// The options that are set, by name.
    fn named(&self) -> Vec<&'static str> {
        let set = [
            ("within", self.within.is_some()),
            ("kinds", self.kinds.is_some()),
            ("words", self.words.is_some()),
            ("more", self.more.is_some()),
            ("known", self.known.is_some()),
            ("known_file", self.known_file.is_some()),
            ("min", self.min.is_some()),
            ("ask", self.ask.is_some()),
        ];
        set.into_iter().filter(|(_, set)| *set).map(|(name, _)| name).collect()
    }

    fn apply(&self, setting: &mut Setting) {
        let lower = |words: &[String]| words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
        setting.level = self.level.unwrap_or(setting.level);
        setting.within = self.within.unwrap_or(setting.within);
        setting.min = self.min.unwrap_or(setting.min);
        setting.ask = self.ask.unwrap_or(setting.ask);
        if let Some(kinds) = &self.kinds {
            setting.kinds.clone_from(kinds);
        }
        if let Some(words) = &self.words {
            setting.words = lower(words);
        }
        setting.words.extend(lower(self.more.as_deref().unwrap_or_default()));
        setting.known.extend(self.known.iter().flatten().cloned());
    }
}

impl Config {
    /// Reads the file at `path`; `None` when there is none.
    ///
    /// # Errors
    /// See [`ConfigError`].
    pub fn read(path: &Path) -> Result<Option<Self>, ConfigError> {
        let bytes = file::read(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
        bytes.map(|bytes| Self::parse(path, &String::from_utf8_lossy(&bytes))).transpose()
    }

    /// Reads the text of the file at `path`. Lists of names are read from the files next to it.
    ///
    /// # Errors
    /// See [`ConfigError`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, ConfigError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut written: Written =
            ron_file::options().from_str(text).map_err(|error| ConfigError::Content(Box::new(of_ron(path, text, &error))))?;
        let place = Text { path, text };
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let rules = std::iter::once(&mut written.rules).chain(written.paths.iter_mut().map(|paths| &mut paths.rules));
        for rules in rules {
            for (rule, entry) in rules.iter_mut() {
                place.check(rule, entry)?;
                place.read_names(rule, entry, &folder)?;
            }
        }
        let mut house = House::default();
        if let Some(name) = &written.house {
            house.follow(NamedHouse::named(name).ok_or_else(|| place.unknown_house(name))?);
        }
        apply(&mut house, &written.rules);
        let paths = written.paths.into_iter().map(|paths| (paths.glob, paths.rules)).collect();
        Ok(Self { house, fail_on: written.fail_on, folder, paths })
    }

    /// Whether some paths have rules of their own.
    pub fn has_paths(&self) -> bool {
        !self.paths.is_empty()
    }

    /// The rules for an article.
    pub fn house_for(&self, article: &Path) -> House {
        let mut house = self.house.clone();
        if self.paths.is_empty() {
            return house;
        }
        let below = self.below(article);
        for (_, rules) in self.paths.iter().filter(|(pattern, _)| glob::matches(pattern, &below)) {
            apply(&mut house, rules);
        }
        house
    }

    /// The path of an article from the folder of the configuration. It may be given from any other folder.
    fn below(&self, article: &Path) -> PathBuf {
        let real = |folder: &Path| if folder.as_os_str().is_empty() { Path::new(".") } else { folder }.canonicalize().ok();
        let by_disk = || {
            let (home, here) = real(&self.folder).zip(real(article.parent()?))?;
            Some(here.strip_prefix(home).ok()?.join(article.file_name()?))
        };
        let as_written = article.strip_prefix(&self.folder).ok().map(Path::to_owned);
        as_written.or_else(by_disk).unwrap_or_else(|| article.to_owned())
    }
}

fn apply(house: &mut House, rules: &BTreeMap<String, Entry>) {
    for (rule, entry) in rules {
        if let Some(setting) = house.setting_mut(rule) {
            entry.apply(setting);
        }
    }
}

/// What `ron` found wrong, with the name that was probably meant.
fn of_ron(path: &Path, text: &str, error: &ron::error::SpannedError) -> Complaint {
    let mut complaint = Complaint::of_ron(path, text, error);
    // "anonymous.bare": Off
    if let ron::Error::ExpectedDifferentStructName { found, .. } = &error.code {
        complaint.message = match crate::lint::Level::ALL.iter().any(|level| format!("{level:?}") == *found) {
            true => format!("write the level in parentheses: (level: {found})"),
            false => format!("`{found}` is not a rule's settings; expected for example (level: Warning)"),
        };
    }
    match &error.code {
        ron::Error::ExpectedNamedStructLike(_) => {
            "expected `(`; a configuration is written as (rules: { … })".clone_into(&mut complaint.message)
        }
        ron::Error::ExpectedIdentifier => {
            "expected a name without quotation marks, such as `level: Warning` or `glob: \"news/**\"`"
                .clone_into(&mut complaint.message);
        }
        ron::Error::ExpectedString => "expected text in quotation marks".clone_into(&mut complaint.message),
        ron::Error::TrailingCharacters => "unexpected text behind the closing `)`".clone_into(&mut complaint.message),
        _ => {}
    }
    let near = match &error.code {
        ron::Error::NoSuchStructField { expected, found, .. } | ron::Error::NoSuchEnumVariant { expected, found, .. } => {
            nearest(found, expected.iter().copied())
        }
        _ => None,
    };
    if let Some(near) = near {
        complaint.message = format!("{}; did you mean `{near}`?", complaint.message);
    }
    complaint
}

/// The text of a configuration, for messages with places.
struct Text<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Text<'_> {
    fn at(&self, offset: usize, message: String) -> ConfigError {
        ConfigError::Content(Box::new(Complaint::at_offset(self.path, self.text, offset, message)))
    }

    /// The byte where `words` occur outside comments, from `from` on.
    fn find(&self, words: &str, from: usize) -> usize {
        let mut offset = 0;
        for line in self.text.split_inclusive('\n') {
            let code = line.split("//").next().unwrap_or(line);
            let start = from.saturating_sub(offset).min(code.len());
            if let Some(at) = code.get(start..).and_then(|code| code.find(words)) {
                return offset + start + at;
            }
            offset += line.len();
        }
        from
    }

    fn rule_at(&self, rule: &str) -> usize {
        self.find(&format!("\"{rule}\""), 0)
    }

    /// Whether the rule exists and has the options that are set.
    fn check(&self, rule: &str, entry: &Entry) -> Result<(), ConfigError> {
        let Some(about) = about(rule) else {
            let near = nearest(rule, RULES.iter().map(|rule| rule.about().id));
            let near = near.map_or("`saidby lint --rules` lists the rules".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(self.at(self.rule_at(rule), format!("unknown rule `{rule}`; {near}")));
        };
        let has = |name: &&str| about.options.iter().any(|option| option.name == *name);
        match entry.named().into_iter().find(|name| !has(name)) {
            None => Ok(()),
            Some(name) => {
                let options: Vec<String> = about.options.iter().map(|option| format!("`{}`", option.name)).collect();
                let options =
                    if options.is_empty() { "it has none".to_owned() } else { format!("it has {}", options.join(", ")) };
                let message = format!("the rule `{rule}` has no option `{name}`; {options}");
                Err(self.at(self.find(&format!("{name}:"), self.rule_at(rule)), message))
            }
        }
    }

    /// Adds the names of `known_file` to `known`.
    fn read_names(&self, rule: &str, entry: &mut Entry, folder: &Path) -> Result<(), ConfigError> {
        let Some(name) = &entry.known_file else { return Ok(()) };
        let wrong =
            |what: &str| self.at(self.find("known_file:", self.rule_at(rule)), format!("{}: {what}", shown(Path::new(name))));
        let bytes = file::read(&folder.join(name)).map_err(|error| wrong(&error.to_string()))?;
        let bytes = bytes.ok_or_else(|| wrong("no such file; the name is relative to this configuration"))?;
        let text = String::from_utf8(bytes).map_err(|_| wrong("not UTF-8"))?;
        let names = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        entry.known.get_or_insert_default().extend(names.map(str::to_owned));
        Ok(())
    }

    fn unknown_house(&self, name: &str) -> ConfigError {
        let houses = HOUSES.iter().map(|house| house.name);
        let known: Vec<String> = houses.clone().map(|house| format!("`{house}`")).collect();
        let near = nearest(name, houses).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let message = format!("unknown house `{name}`; expected one of {}{near}", known.join(", "));
        self.at(self.find(&format!("\"{name}\""), self.find("house:", 0)), message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Config {
        Config::parse(Path::new("desk/saidby.lint.ron"), text).unwrap()
    }

    fn wrong(text: &str) -> String {
        Config::parse(Path::new("desk/saidby.lint.ron"), text).unwrap_err().to_string()
    }

    #[test]
    fn a_house_is_followed_and_its_rules_may_be_changed() {
        let config = parsed(
            "(\n    house: \"reuters\",\n    fail_on: Warning,\n    rules: {\n        \"speaker.no-role\": (level: Warning, known: [\"Bo Ek\"]),\n        \
             \"anonymous.bare\": (more: [\"Well-wisher\"]),\n        \"anonymous.no-reason\": (kinds: [Person, Group], within: 2),\n    },\n    \
             paths: [(glob: \"opinion/**\", rules: { \"anonymous.opinion\": (level: Off) })],\n)\n",
        );
        assert_eq!(config.fail_on, Some(FailOn::Warning));
        assert_eq!(config.house.setting("anonymous.plural").level, Level::Error, "as Reuters has it");
        assert_eq!(config.house.setting("speaker.no-role").known, ["Bo Ek"]);
        let bare = &config.house.setting("anonymous.bare").words;
        assert!(bare.contains(&"well-wisher".to_owned()) && bare.contains(&"source".to_owned()));
        assert_eq!(config.house_for(Path::new("desk/opinion/a.txt")).setting("anonymous.opinion").level, Level::Off);
        assert_eq!(config.house_for(Path::new("desk/news/a.txt")).setting("anonymous.opinion").level, Level::Error);
        assert_eq!(parsed("()"), Config { folder: "desk".into(), ..Config::default() });
    }

    #[test]
    fn what_is_wrong_is_reported_with_its_place_and_the_nearest_name() {
        for (text, expected) in [
            (
                "(\n    rules: { \"anonymus.bare\": (level: Off) },\n)",
                "saidby.lint.ron:2:14: unknown rule `anonymus.bare`; did you mean `anonymous.bare`?",
            ),
            ("(rules: { \"x.y\": () })", "saidby.lint.ron:1:11: unknown rule `x.y`; `saidby lint --rules` lists the rules"),
            (
                "(rules: {\n    \"anonymous.bare\": (level: Off),\n    \"sourcing.single\": (within: 3),\n})",
                "saidby.lint.ron:3:25: the rule `sourcing.single` has no option `within`; it has `min`",
            ),
            ("(rules: {\n    \"anonymous.bare\": (levle: Off),\n})", "saidby.lint.ron:2:24: unknown field `levle`"),
            ("(rules: { \"anonymous.bare\": Off })", "write the level in parentheses: (level: Off)"),
            ("(rules: { \"anonymous.bare\": No })", "`No` is not a rule's settings; expected for example (level: Warning)"),
            (
                "(\n    house: \"retuers\",\n)",
                "saidby.lint.ron:2:12: unknown house `retuers`; expected one of `ap`, `bbc`, `reuters`; did you mean `reuters`?",
            ),
            ("(rules: { \"speaker.no-role\": (known_file: \"gone.txt\") })", "saidby.lint.ron:1:31: gone.txt: no such file"),
            (
                "(\n    rules: {\n        \"anonymous.bare\": (level: Off),\n        \"anonymous.bare\": (more: [\"insiders\"]),\n    },\n)",
                "saidby.lint.ron:4:25: the rule `anonymous.bare` is set twice",
            ),
            (
                "(rules: {\n    \"anonymous.bare\": (level: \"off\"),\n})",
                "saidby.lint.ron:2:31: expected a name without quotation marks",
            ),
            (
                "(paths: [(\"news/**\", {})])",
                "expected a name without quotation marks, such as `level: Warning` or `glob: \"news/**\"`",
            ),
            ("(house: ap)", "saidby.lint.ron:1:9: expected text in quotation marks"),
            ("", "saidby.lint.ron:1:1: expected `(`; a configuration is written as (rules: { … })"),
            ("()\nrules", "unexpected text behind the closing `)`"),
            ("(fail_on: Eror)", "did you mean `Error`?"),
            ("(rules: {", "saidby.lint.ron:1:"),
        ] {
            let message = wrong(text);
            assert!(message.contains(expected), "{message}\n{expected}");
        }
    }

    #[test]
    fn names_are_read_from_a_file_next_to_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("known.txt"), "# heads of state\nBo Ek\n\n  Ana Diaz \n").unwrap();
        let path = folder.path().join(FILE);
        std::fs::write(&path, "(rules: { \"speaker.no-role\": (known_file: \"known.txt\") })").unwrap();
        assert_eq!(Config::read(&path).unwrap().unwrap().house.setting("speaker.no-role").known, ["Bo Ek", "Ana Diaz"]);
        assert!(Config::read(&folder.path().join("other.ron")).unwrap().is_none());
    }

    #[test]
    fn every_option_of_a_rule_can_be_set_and_every_other_is_refused() {
        let values = [
            ("within", "1"),
            ("kinds", "[Person]"),
            ("words", "[]"),
            ("more", "[]"),
            ("known", "[]"),
            ("min", "1"),
            ("ask", "true"),
        ];
        for about in RULES.iter().map(|rule| rule.about()) {
            for (name, value) in values {
                let text = format!("(rules: {{ \"{}\": ({name}: {value}) }})", about.id);
                let has = about.options.iter().any(|option| option.name == name);
                assert_eq!(Config::parse(Path::new("x.ron"), &text).is_ok(), has, "{text}");
            }
        }
    }
}
