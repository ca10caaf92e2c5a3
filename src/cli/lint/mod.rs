//! `saidby lint`: the rules of a house for attribution.

mod explain;
mod github;
mod json;
mod located;
mod sarif;
mod text;

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use self::located::{Located, Passage, Places};
use super::arguments::{Common, Lint, LintFormat};
use super::subjects::Named;
use super::table::Look;
use super::{Outcome, output, subjects};
use crate::article::Article;
use crate::extract::Options;
use crate::lint::{Config, Configs, FailOn, Finding, Folder, House, Index, Linter, RULES, View, about, nearest};
use crate::review::Session;
use crate::text::Span;

/// An article whose rules have run.
struct Checked {
    path: Arc<str>,
    session: Session,
    index: Arc<Index>,
    house: Arc<House>,
    fail_on: FailOn,
    found: Vec<Finding>,
}

/// What the command found.
#[derive(Default)]
struct Found {
    located: Vec<Located>,
    articles: usize,
    /// Whether an input failed.
    trouble: bool,
    /// The rules of the first article: one log describes one set of rules.
    house: Option<Arc<House>>,
}

/// Runs the command.
pub fn run(arguments: &Lint, common: &Common) -> anyhow::Result<Outcome> {
    if let Some(unknown) = arguments.select.iter().chain(&arguments.ignore).find_map(|name| unknown(name)) {
        output::complain(&unknown);
        return Ok(Outcome::Usage);
    }
    if let Some(id) = &arguments.explain {
        return explain::rule(id);
    }
    let configs = arguments.config.as_deref().map_or_else(|| Ok(Configs::new()), Configs::fixed);
    let mut rules = match configs {
        Ok(configs) => Rules { configs, arguments, houses: HashMap::new() },
        Err(error) => {
            output::complain(&error.to_string());
            return Ok(Outcome::Usage);
        }
    };
    if arguments.rules {
        let here = arguments.paths.first().map_or(Path::new("article.txt"), PathBuf::as_path);
        return match rules.of(here) {
            Ok((house, _)) => explain::list(&house),
            Err(error) => {
                output::complain(&error);
                Ok(Outcome::Usage)
            }
        };
    }
    if arguments.paths.is_empty() {
        output::complain("no path given; name an article, a sidecar or a folder");
        return Ok(Outcome::Usage);
    }
    let found = match check(arguments, common, &mut rules)? {
        Ok(found) => found,
        Err(message) => {
            output::complain(&message);
            return Ok(Outcome::Usage);
        }
    };
    let located = &found.located;
    let mut out = output::data();
    let look = Look { columns: output::columns(), colours: output::colours() };
    match arguments.format {
        _ if arguments.statistics => text::statistics(&mut out, look, located, found.articles)?,
        LintFormat::Table => text::table(&mut out, look, located)?,
        LintFormat::Concise => text::concise(&mut out, located)?,
        LintFormat::Json => json::array(&mut out, located)?,
        LintFormat::Jsonl => json::lines(&mut out, located)?,
        LintFormat::Sarif => sarif::write(&mut out, located, &found.house.clone().unwrap_or_default())?,
        LintFormat::Github => github::write(&mut out, located)?,
    }
    out.flush()?;
    Ok(Outcome::of(found.trouble || located.iter().any(|located| located.fails)))
}

/// The rules for each article: those of its configuration, with what the command line says of them.
struct Rules<'a> {
    configs: Configs,
    arguments: &'a Lint,
    /// By the article's folder and configuration: most articles share one.
    houses: HashMap<PathBuf, (Arc<House>, FailOn)>,
}

impl Rules<'_> {
    /// The rules for an article; a message where its configuration is wrong.
    fn of(&mut self, article: &Path) -> Result<(Arc<House>, FailOn), String> {
        let config: Arc<Config> = self.configs.of(article).map_err(|error| error.to_string())?;
        let key = if config.has_paths() { article } else { article.parent().unwrap_or(Path::new("")) };
        if let Some(known) = self.houses.get(key) {
            return Ok(known.clone());
        }
        let mut house = config.house_for(article);
        house.select(&self.arguments.select);
        house.ignore(&self.arguments.ignore);
        let fail_on = self.arguments.fail_on.map(FailOn::from).or(config.fail_on).unwrap_or_default();
        let rules = (Arc::new(house), fail_on);
        self.houses.insert(key.to_owned(), rules.clone());
        Ok(rules)
    }
}

/// The message about a name that is neither a rule nor a group.
fn unknown(name: &str) -> Option<String> {
    if RULES.iter().any(|rule| rule.about().is_named(name)) {
        return None;
    }
    let rules = RULES.iter().map(|rule| rule.about());
    let names = rules.flat_map(|about| [about.id, about.group()]);
    let near = nearest(name, names).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Some(format!("no rule or group `{name}`{near} (saidby lint --rules lists them)"))
}

/// Runs the rules over all articles. The inner error: a configuration is wrong.
fn check(arguments: &Lint, common: &Common, rules: &mut Rules<'_>) -> anyhow::Result<Result<Found, String>> {
    let options = if arguments.suggestions { Some(arguments.choice.options(None)?) } else { None };
    let named = subjects::named(&arguments.paths, common);
    let batch = rayon::current_num_threads() * 4;
    let mut together = Together::default();
    let mut named = named.into_iter();
    loop {
        let mut batch_of_rules = Vec::new();
        for named in named.by_ref().take(batch) {
            let with_rules = match named {
                Ok(named) => match rules.of(article_of(&named)) {
                    Ok(rules) => Ok((named, rules)),
                    Err(message) => return Ok(Err(message)),
                },
                Err(message) => Err(message),
            };
            batch_of_rules.push(with_rules);
        }
        if batch_of_rules.is_empty() {
            break;
        }
        let one = |named: Result<(Named, (Arc<House>, FailOn)), String>| {
            named.and_then(|(named, rules)| checked(named, options.as_ref(), common, rules))
        };
        let results: Vec<Result<Checked, String>> = batch_of_rules.into_par_iter().map(one).collect();
        for result in results {
            together.add(result, options.is_some());
        }
    }
    Ok(Ok(together.end()))
}

fn article_of(named: &Named) -> &Path {
    match named {
        Named::Subject(subject) => &subject.article,
        Named::Bare(path) => path,
    }
}

/// What was found so far.
#[derive(Default)]
struct Together {
    found: Found,
    folder: Folder,
    /// The articles with their paths, for findings about several of them.
    articles: Vec<(Arc<str>, Arc<Article>, FailOn)>,
}

impl Together {
    fn add(&mut self, result: Result<Checked, String>, suggestions: bool) {
        let Checked { path, session, index, house, fail_on, found } = match result {
            Ok(checked) => checked,
            Err(message) => {
                output::complain(&message);
                self.found.trouble = true;
                return;
            }
        };
        self.folder.add(&View { session: &session, index: &index, house: &house, suggestions });
        let places = Places::new(&path, session.article());
        self.found.located.extend(found.into_iter().map(|finding| failing(places.locate(finding, &|_, _| None), fail_on)));
        self.articles.push((path, Arc::clone(session.article()), fail_on));
        self.found.articles += 1;
        self.found.house.get_or_insert(house);
    }

    /// Adds what the articles together give cause for.
    fn end(self) -> Found {
        let Self { mut found, folder, articles } = self;
        let elsewhere = |article: usize, span: Span| -> Option<Passage> {
            let (path, article, _) = articles.get(article)?;
            Some(Places::new(path, article).passage(span))
        };
        for (article, finding) in folder.findings() {
            let Some((path, text, fail_on)) = articles.get(article) else { continue };
            let finding = failing(Places::new(path, text).locate(finding, &elsewhere), *fail_on);
            // With the others of its article, behind those that come earlier in the text.
            let is_here = |other: &Located| other.at.path == *path;
            let is_later = |other: &Located| is_here(other) && other.at.chars.start > finding.at.chars.start;
            let at = found.located.iter().position(is_later);
            let at = at.or_else(|| found.located.iter().rposition(is_here).map(|last| last + 1));
            found.located.insert(at.unwrap_or(found.located.len()), finding);
        }
        found
    }
}

fn failing(mut located: Located, fail_on: FailOn) -> Located {
    located.fails = located.finding.allowed.is_none() && fail_on.fails(located.finding.level);
    located
}

/// Reads one article with its review, or with the engine's suggestions, and runs the rules.
fn checked(
    named: Named,
    options: Option<&Options>,
    common: &Common,
    (house, fail_on): (Arc<House>, FailOn),
) -> Result<Checked, String> {
    let (path, session): (PathBuf, Session) = match (named, options) {
        (Named::Subject(subject), _) => {
            let session = subjects::open(&subject)?;
            (subject.article, session)
        }
        (Named::Bare(path), Some(options)) => {
            let session = subjects::suggested(&path, options)?;
            (path, session)
        }
        (Named::Bare(path), None) => {
            let what_to_do = "review it first, or use --suggestions";
            return Err(format!("{}; {what_to_do}", subjects::without(&path, common)));
        }
    };
    let mut linter = Linter::new(Arc::clone(&house), options.is_some());
    let found = linter.run(&session).to_vec();
    let index = linter.index().cloned().ok_or("internal error: the rules did not run")?;
    Ok(Checked { path: shown(&path).into(), session, index, house, fail_on, found })
}

/// A path as other programs read it back: without a leading `./`.
fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "-".to_owned();
    }
    path.strip_prefix(".").unwrap_or(path).to_string_lossy().into_owned()
}
