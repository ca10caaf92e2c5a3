//! `saidby lint`: the rules of a house for attribution.

mod allow_all;
mod explain;
mod github;
mod json;
mod located;
mod sarif;
mod statistics;
mod stream;
mod text;

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use self::allow_all::{Home, Review};
use self::located::{Located, Passage, Places};
use super::arguments::{Common, Lint, LintFormat};
use super::subjects::{Subject, Target};
use super::table::Look;
use super::{Outcome, output, subjects};
use crate::article::Article;
use crate::extract::Options;
use crate::lint::{
    Across, Cited, Config, Configs, FailOn, Finding, House, InForce, Index, Linter, Merged, RULES, Unreviewed, View, about,
    in_force, keep_outcomes, nearest,
};
use crate::review::Session;
use crate::text::Span;

/// An article whose rules have run.
struct Checked {
    path: Arc<str>,
    home: Home,
    /// Its reviews, at least one.
    sessions: Vec<Session>,
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
    /// Claims that do not count because nobody reviewed them.
    unreviewed: usize,
    /// Whether an input failed.
    trouble: bool,
    /// Where the reviews of the articles are, by their paths.
    homes: BTreeMap<String, Home>,
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
    if arguments.statistics && matches!(arguments.format, Some(LintFormat::Sarif | LintFormat::Github)) {
        output::complain("--statistics is written as a table or as JSON; use --format table, json or jsonl");
        return Ok(Outcome::Usage);
    }
    if arguments.stream.from.is_some() {
        return match rules.of(Path::new("-")) {
            Ok((house, _)) => stream::run(arguments, house, arguments.fail_on.map(FailOn::from)),
            Err(error) => {
                output::complain(&error);
                Ok(Outcome::Usage)
            }
        };
    }
    let found = match check(arguments, common, &mut rules)? {
        Ok(found) => found,
        Err(message) => {
            output::complain(&message);
            return Ok(Outcome::Usage);
        }
    };
    if let Some(reason) = arguments.allow_all.as_deref().map(str::trim) {
        if reason.is_empty() {
            output::complain("--allow-all needs a reason");
            return Ok(Outcome::Usage);
        }
        let sound = allow_all::run(&found.located, &found.homes, reason, common);
        return Ok(Outcome::of(found.trouble || !sound));
    }
    // For people, what is allowed is settled.
    let format = arguments.format.unwrap_or(LintFormat::Table);
    let is_for_people = matches!(format, LintFormat::Table | LintFormat::Concise) && !arguments.allowed;
    let open: Vec<Located>;
    let located = if is_for_people && !arguments.statistics {
        open = found.located.iter().filter(|located| located.finding.allowed.is_none()).cloned().collect();
        &open
    } else {
        &found.located
    };
    let mut out = output::data();
    let look = Look { columns: output::columns(), colours: output::colours() };
    match format {
        LintFormat::Json | LintFormat::Jsonl if arguments.statistics => {
            statistics::write_json(&mut out, located, format == LintFormat::Json)?;
        }
        _ if arguments.statistics => text::statistics(&mut out, look, located, found.articles)?,
        LintFormat::Table => {
            text::table(&mut out, look, located)?;
            if found.articles > 0 {
                text::summary(&mut out, &found.located, found.articles, found.unreviewed)?;
            }
        }
        LintFormat::Concise => text::concise(&mut out, located)?,
        LintFormat::Json => json::array(&mut out, located)?,
        LintFormat::Jsonl => json::lines(&mut out, located)?,
        LintFormat::Sarif => sarif::write(&mut out, located, &found.house.clone().unwrap_or_default())?,
        LintFormat::Github => github::write(&mut out, located)?,
    }
    out.flush()?;
    Ok(Outcome::of(found.trouble || found.located.iter().any(|located| located.fails)))
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
    let batch = rayon::current_num_threads() * 4;
    let mut together = Together::default();
    let mut targets = subjects::by_article(subjects::named(&arguments.paths, common)).into_iter();
    loop {
        let mut batch_of_rules = Vec::new();
        for target in targets.by_ref().take(batch) {
            let with_rules = match target {
                Ok(target) => match rules.of(target.article()) {
                    Ok(rules) => Ok((target, rules)),
                    Err(message) => return Ok(Err(message)),
                },
                Err(message) => Err(message),
            };
            batch_of_rules.push(with_rules);
        }
        if batch_of_rules.is_empty() {
            break;
        }
        let one = |target: Result<(Target, (Arc<House>, FailOn)), String>| {
            target.and_then(|(target, rules)| checked(target, options.as_ref(), arguments.allow_all.is_some(), common, rules))
        };
        let results: Vec<Result<Checked, String>> = batch_of_rules.into_par_iter().map(one).collect();
        for result in results {
            together.add(result, Unreviewed::of(options.is_some()));
        }
    }
    Ok(Ok(together.end()))
}

/// What was found so far.
#[derive(Default)]
struct Together {
    found: Found,
    across: Across,
    /// The articles with their paths, for findings about several of them.
    articles: Vec<Known>,
}

/// What is kept of an article for findings about several.
struct Known {
    path: Arc<str>,
    article: Arc<Article>,
    fail_on: FailOn,
    allowances: InForce,
}

impl Together {
    fn add(&mut self, result: Result<Checked, String>, unreviewed: Unreviewed) {
        let Checked { path, home, sessions, index, house, fail_on, found } = match result {
            Ok(checked) => checked,
            Err(message) => {
                output::complain(&message);
                self.found.trouble = true;
                return;
            }
        };
        let views: Vec<View<'_>> = sessions.iter().map(|session| View::new(session, &index, &house, unreviewed)).collect();
        self.across.add(Cited::of(&views).called(&path));
        let places = Places::new(&path, &index.article);
        self.found.located.extend(found.into_iter().map(|finding| failing(places.locate(finding, &|_, _| None), fail_on)));
        let article = Arc::clone(&index.article);
        self.articles.push(Known {
            path: Arc::clone(&path),
            article,
            fail_on,
            allowances: sessions.iter().flat_map(in_force).collect(),
        });
        self.found.homes.insert(path.to_string(), home);
        self.found.articles += 1;
        let of_session = |session: &Session| session.progress().total.saturating_sub(session.progress().decided);
        self.found.unreviewed += if unreviewed == Unreviewed::Check { 0 } else { sessions.iter().map(of_session).sum() };
        self.found.house.get_or_insert(house);
    }

    /// Adds what the articles together give cause for.
    fn end(self) -> Found {
        let Self { mut found, across, articles } = self;
        let elsewhere = |article: usize, span: Span| -> Option<Passage> {
            let known = articles.get(article)?;
            Some(Places::new(&known.path, &known.article).passage(span))
        };
        for (article, mut finding) in across.findings() {
            let Some(Known { path, article, fail_on, allowances }) = articles.get(article) else { continue };
            allowances.mark(&mut finding);
            let finding = failing(Places::new(path, article).locate(finding, &elsewhere), *fail_on);
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

/// Reads one article with its review, or with the engine's suggestions, and runs the rules. `keeps_own`: what each
/// review gives cause for is asked for.
fn checked(
    target: Target,
    options: Option<&Options>,
    keeps_own: bool,
    common: &Common,
    (house, fail_on): (Arc<House>, FailOn),
) -> Result<Checked, String> {
    let path = target.article().to_owned();
    let mut reviews: Vec<(Option<PathBuf>, Session)> = match (target, options) {
        (Target::Reviewed(subjects), _) => {
            let open = |subject: &Subject| Ok((Some(subject.sidecar.clone()), subjects::open(subject)?));
            subjects.iter().map(open).collect::<Result<_, String>>()?
        }
        (Target::Bare(path), Some(options)) => vec![(None, subjects::suggested(&path, options)?)],
        (Target::Bare(path), None) => {
            let what_to_do = "review it first, or use --suggestions";
            return Err(format!("{}; {what_to_do}", subjects::without(&path, common)));
        }
    };
    if let Some(options) = options {
        reviews.iter_mut().for_each(|(_, session)| subjects::suggest(session, options));
    }
    keep_outcomes(&mut reviews, |(_, session)| session);
    let (mut found, mut index) = (Merged::default(), None);
    let (mut homes, mut sessions) = (Vec::new(), Vec::new());
    for (sidecar, session) in reviews {
        let mut linter = Linter::new(Arc::clone(&house), Unreviewed::of(options.is_some()));
        linter.run(&session).iter().for_each(|finding| found.add(finding));
        let own = if keeps_own { linter.findings().to_vec() } else { Vec::new() };
        index = index.or_else(|| linter.index().cloned());
        homes.push(Review { sidecar, found: own });
        sessions.push(session);
    }
    let index = index.ok_or("internal error: the rules did not run")?;
    let home = Home { article: path.clone(), reviews: homes };
    Ok(Checked { path: shown(&path).into(), home, sessions, index, house, fail_on, found: found.into_list() })
}

/// A path as other programs read it back: without a leading `./`.
fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "-".to_owned();
    }
    path.strip_prefix(".").unwrap_or(path).to_string_lossy().into_owned()
}
