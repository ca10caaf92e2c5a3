//! `saidby import`: claims of other programs, taken into the sidecars of their articles.

use std::path::{Component, Path, PathBuf};

use super::arguments::{Common, Import, KeepOrTake};
use super::{Outcome, output};
use crate::article::{Article, Format as ArticleFormat};
use crate::disk::inputs::{self, shown};
use crate::disk::lock::Lock;
use crate::disk::{atomic, clock, who};
use crate::extract::EngineKind;
use crate::interchange::{Format, Imported, ParsedArticle, ParsedFile, Problem, csv, import_claims};
use crate::review::intake::{Intake, OnDecided, take_in};
use crate::review::{Allowance, Done, NothingHere, Record, Stamp};
use crate::sidecar::{self, Placement, path as places, restored, sidecar_path};
use crate::text::single_line;
use crate::text::visible::fit;

/// Endings of files with other programs' claims that may follow an article's name, longest first.
const ENDINGS: &[&str] =
    &[".prodigy.jsonl", ".doccano.jsonl", ".label-studio.json", ".citron.json", ".gold.json", ".cas.json", ".claims.tsv"];
/// Endings of articles, the likeliest first.
const ARTICLES: &[&str] = &[".txt", ".md", ".html", ".htm"];

/// Runs the command.
pub fn run(arguments: &Import, common: &Common) -> anyhow::Result<Outcome> {
    if !arguments.format.is_read() {
        output::complain(&format!("{} is export-only: it does not contain text positions", arguments.format.name()));
        return Ok(Outcome::Usage);
    }
    if arguments.article.is_some() && arguments.files.len() > 1 && arguments.format.is_one_document() {
        output::complain(
            "--article names one article, but there are several files with one article each; import them one by one",
        );
        return Ok(Outcome::Usage);
    }
    let by = who::annotator(common.annotator.as_deref(), None);
    let importer = Importer {
        arguments,
        placement: Placement { annotator: common.annotator.clone(), folder: common.sidecar_dir.clone() },
        stamp: Stamp { by, at: clock::now() },
    };
    let mut trouble = false;
    for file in &arguments.files {
        match importer.file(file) {
            Ok(sound) => trouble |= !sound,
            Err(message) => {
                output::complain(&message);
                trouble = true;
            }
        }
    }
    Ok(Outcome::of(trouble))
}

struct Importer<'a> {
    arguments: &'a Import,
    placement: Placement,
    stamp: Stamp,
}

impl Importer<'_> {
    /// Takes in one file. `false`: something of it was left out, and told.
    fn file(&self, file: &Path) -> Result<bool, String> {
        let bytes = inputs::bytes(file).map_err(|error| error.to_string())?;
        let text = if matches!(self.arguments.format, Format::Csv | Format::Tsv) {
            // Spreadsheets save in many encodings, as articles are found in.
            let (text, told) = csv::decoded(&bytes).map_err(|error| format!("{}: {error}", shown(file)))?;
            if let Some(told) = told {
                output::complain(&format!("{}: {told}", shown(file)));
            }
            text
        } else {
            String::from_utf8(bytes).map_err(|error| {
                let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                format!("{}:{line}: invalid UTF-8; save the file as UTF-8", shown(file))
            })?
        };
        let beside = if self.arguments.format == Format::Brat { Some(self.text_beside(file)?) } else { None };
        let Some(ParsedFile { documents, problems }) = self.arguments.format.read(&text, beside.as_deref()) else {
            return Err(format!("{}: this format is export-only", shown(file)));
        };
        let mut sound = problems.is_empty();
        tell(file, &problems);
        let mut articles: Vec<Option<&str>> = documents.iter().map(|document| document.article.as_deref()).collect();
        articles.dedup();
        let count = if documents.iter().any(|document| document.annotator.is_none()) { documents.len() } else { articles.len() };
        if self.arguments.article.is_some() && count > 1 {
            return Err(format!(
                "{}: contains {count} articles, but --article names one; import it without --article",
                shown(file)
            ));
        }
        for document in documents {
            sound &= self.document(file, &document)?;
        }
        Ok(sound)
    }

    /// The text that brat's annotations lie beside, else the article's own file.
    fn text_beside(&self, file: &Path) -> Result<String, String> {
        let text = file.with_extension("txt");
        let article = match &self.arguments.article {
            _ if text.is_file() => text,
            Some(article) => article.clone(),
            None => self.article_of(file, None)?,
        };
        // Of Markdown and HTML the text is what was read from it; of a text the file as it is.
        let article = restored::article(&article, &self.placement).map_err(|error| error.to_string())?;
        Ok(article.file_text().into_owned())
    }

    fn article_of(&self, file: &Path, named: Option<&str>) -> Result<PathBuf, String> {
        article_of(file, named, self.placement.annotator.as_deref(), self.arguments.format.shares_name_with_text())
    }

    fn document(&self, file: &Path, document: &ParsedArticle) -> Result<bool, String> {
        let path = match &self.arguments.article {
            Some(path) => path.clone(),
            None => self.article_of(file, document.article.as_deref())?,
        };
        let mut parts = restored::by_others(&path, &self.placement, None);
        parts.extend(document.restored.iter().cloned());
        parts.sort();
        parts.dedup();
        let article = inputs::article_with(&path, &parts).map_err(|error| error.to_string())?;
        let placement = match (&document.annotator, &self.placement.annotator) {
            (Some(name), None) if !name.is_empty() => Placement { annotator: Some(name.clone()), ..self.placement.clone() },
            _ => self.placement.clone(),
        };
        let target = sidecar_path(&path, &placement);
        // Nobody else writes it between reading and writing.
        let lock = match self.arguments.dry_run {
            true => None,
            false => {
                if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", shown(folder)))?;
                }
                let lock = Lock::take(&target, &self.stamp.by);
                Some(lock.map_err(|error| format!("{}: {error}; nothing was imported", shown(&target)))?)
            }
        };
        let loaded = sidecar::load(&target, &article).map_err(|error| error.to_string())?;
        if let Some(version) = loaded.as_ref().and_then(|loaded| loaded.newer) {
            return Err(format!("{}: sidecar version {version} needs a newer saidby; left unchanged", shown(&target)));
        }
        let arrived = import_claims(&article, document, self.arguments.format.name(), &self.stamp);
        let Imported { claims, speakers, outlets, nothing_here, allowances, done, problems, remarks } = arrived;
        tell(file, &problems);
        for remark in &remarks {
            output::complain(&format!("{}: {remark}", shown(file)));
        }
        let before = loaded.as_ref().map_or_else(Record::default, |loaded| loaded.record.clone());
        let on_decided = match self.arguments.on_decided {
            KeepOrTake::Keep => OnDecided::Keep,
            KeepOrTake::Take => OnDecided::Take,
            KeepOrTake::Conflict => OnDecided::Conflict,
        };
        let mut intake = take_in(&article, &before, speakers, outlets, claims, on_decided, &self.stamp);
        let marked = mark_read(&mut intake.record, nothing_here, done) | allow(&mut intake.record, allowances);
        tell_contradictions(&target, &article, &intake, on_decided);
        let engine = match &loaded {
            Some(loaded) if !intake.suggestions => loaded.engine.clone(),
            // Suggestions are shown as they are only while no newer engine speaks.
            _ if intake.suggestions => EngineKind::Deep.version().to_owned(),
            _ => "import".to_owned(),
        };
        let changed = intake.added + intake.updated > 0 || marked;
        if lock.is_some() && changed {
            write(&target, &path, &article, &intake, &engine)?;
        }
        let summary = summary(&intake, problems.len(), self.arguments.dry_run, on_decided);
        output::complain(&format!("{}: {summary}", shown(&target)));
        drop(lock);
        Ok(problems.is_empty())
    }
}

fn write(target: &Path, article_path: &Path, article: &Article, intake: &Intake, engine: &str) -> Result<(), String> {
    let name = article_path.file_name().unwrap_or_default().to_string_lossy();
    let text = sidecar::text_of(&intake.record, article, &name, engine);
    atomic::write(target, text.as_bytes()).map_err(|error| error.to_string())
}

fn summary(intake: &Intake, left_out: usize, dry_run: bool, on_decided: OnDecided) -> String {
    let mut parts = vec![format!("{} added", output::claims(intake.added))];
    let mut say = |count: usize, what: &str| {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    };
    say(intake.updated, "updated");
    say(intake.known, "already known");
    let what = match on_decided {
        OnDecided::Keep => "kept (reviewed differently here)",
        OnDecided::Take => "replaced (were reviewed differently here)",
        OnDecided::Conflict => "in conflict (reviewed differently here)",
    };
    say(intake.contradicted.len(), what);
    say(left_out, "skipped or incomplete");
    let list = parts.join(", ");
    if dry_run { format!("dry run, nothing written: {list}") } else { list }
}

/// Adds passages without a claim and the done mark to a record. `true`: something was new.
fn mark_read(record: &mut Record, passages: Vec<NothingHere>, done: Option<Done>) -> bool {
    let mut all = record.nothing_here.to_vec();
    let known = |all: &[NothingHere], new: &NothingHere| all.iter().any(|old| (old.span, &old.words) == (new.span, &new.words));
    for passage in passages {
        if !known(&all, &passage) {
            all.push(passage);
        }
    }
    let mut changed = all.len() > record.nothing_here.len();
    if changed {
        all.sort_by_key(|passage| passage.span);
        record.nothing_here = all.into();
    }
    if record.done.is_none() && done.is_some() {
        record.done = done;
        changed = true;
    }
    changed
}

/// Adds allowances to a record. What is allowed there already keeps its reason. `true`: something was new.
fn allow(record: &mut Record, allowances: Vec<Allowance>) -> bool {
    let mut all = record.allowances.to_vec();
    for allowance in allowances {
        if !all.iter().any(|old| (&old.what, &old.words) == (&allowance.what, &allowance.words)) {
            all.push(allowance);
        }
    }
    let changed = all.len() > record.allowances.len();
    if changed {
        all.sort_by(|a, b| a.what.cmp(&b.what));
        record.allowances = all.into();
    }
    changed
}

/// Each claim that is decided here and came in otherwise: what differs, and whose word it is.
fn tell_contradictions(target: &Path, article: &Article, intake: &Intake, on_decided: OnDecided) {
    for contradicted in &intake.contradicted {
        let claim = intake.record.claims.iter().find(|claim| claim.id == contradicted.id);
        let words = claim.and_then(|claim| claim.stored_spans(crate::claim::Part::Content).first()?.slice(&article.text));
        let words = single_line(words.unwrap_or_default());
        let words = fit(&words, 40);
        // A quotation has its own marks.
        let words = if words.starts_with(['“', '"', '‘', '«', '„']) { words } else { format!("“{words}”") };
        let fields = contradicted.fields.iter().map(|field| field.word()).collect::<Vec<_>>().join(", ");
        let name = |name: &str| if name.is_empty() { "somebody".to_owned() } else { name.to_owned() };
        let (here, there) = (name(&contradicted.here), name(&contradicted.there));
        let done = match on_decided {
            OnDecided::Keep => "kept as reviewed here",
            OnDecided::Take => "replaced",
            OnDecided::Conflict => "both versions kept as a conflict",
        };
        output::complain(&format!("{}: {words}: different {fields} ({here} here, {there} in the file); {done}", shown(target)));
    }
}

fn tell(file: &Path, problems: &[Problem]) {
    for Problem { line, reason } in problems {
        output::complain(&format!("{}:{line}: {reason}", shown(file)));
    }
}

/// The article that a file is about: the one that it names, seen from here or from next to the file, else the
/// one that its own name tells (`speech.txt.mw.jsonl`, `speech.ann`). In the name of a file of `annotator` that
/// name comes last: `speech.mw.ann` is of `speech.txt`, also where the text that went out with it, `speech.mw.txt`, is
/// still next to it.
fn article_of(file: &Path, named: Option<&str>, annotator: Option<&str>, has_text_beside: bool) -> Result<PathBuf, String> {
    let beside = file.parent().unwrap_or(Path::new(""));
    if let Some(named) = named.filter(|named| !named.is_empty() && *named != "-") {
        let path = Path::new(named);
        // A file from elsewhere does not say where on this machine something is written.
        if !path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            let why = "which is outside this folder; use --article PATH";
            return Err(format!("{}: refers to {named}, {why}", shown(file)));
        }
        let name = path.file_name().map(|name| beside.join(name));
        let found = [Some(path.to_owned()), Some(beside.join(path)), name].into_iter().flatten().find(|path| path.is_file());
        match found {
            Some(found) if ArticleFormat::of_path(&found).is_some() => return Ok(found),
            Some(_) => {
                let why = "which is not an article (.txt, .md, .html, .htm); use --article PATH";
                return Err(format!("{}: refers to {named}, {why}", shown(file)));
            }
            None => {}
        }
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let mut stem =
        ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).or_else(|| name.rsplit_once('.').map(|(stem, _)| stem));
    let own = annotator.map(|name| format!(".{}", places::reduced(name)));
    let mut shorter = stem.zip(own).and_then(|(stem, own)| stem.strip_suffix(own.as_str()));
    while let Some(candidate) = shorter.or(stem) {
        let as_it_is = ARTICLES.iter().any(|ending| candidate.ends_with(ending)).then(|| candidate.to_owned());
        let with_ending = ARTICLES.iter().map(|ending| format!("{candidate}{ending}"));
        for name in as_it_is.into_iter().chain(with_ending) {
            // The text next to an export is a copy that went out with it: the desk's own article comes first.
            let mut paths = [beside.join(&name), PathBuf::from(&name)];
            if has_text_beside {
                paths.reverse();
            }
            for path in paths {
                // The file itself may be called so: a.md of the format Markdown.
                if path.is_file() && path != file {
                    return Ok(path);
                }
            }
        }
        if shorter.take().is_none() {
            stem = candidate.rsplit_once('.').map(|(stem, _)| stem);
        }
    }
    let named = named.map_or(String::new(), |named| format!(" ({named} not found)"));
    Err(format!("{}: cannot tell which article this belongs to{named}; use --article PATH", shown(file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_by_what_the_file_says_or_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["a.txt", "b.md", "c.d.txt"] {
            std::fs::write(at(name), "x").unwrap();
        }
        let found = |file: &str, named: Option<&str>| article_of(&at(file), named, None, false).ok();
        assert_eq!(found("x.jsonl", Some("elsewhere/a.txt")), Some(at("a.txt")));
        assert_eq!(found("a.txt.mw.jsonl", None), Some(at("a.txt")));
        assert_eq!(found("b.md.citron.json", None), Some(at("b.md")));
        assert_eq!(found("c.d.ann", None), Some(at("c.d.txt")));
        assert_eq!(found("a.mw.gold.json", None), Some(at("a.txt")));
        assert!(article_of(&at("z.ann"), Some("no.txt"), None, false).unwrap_err().contains("no.txt not found"));
    }

    #[test]
    fn a_file_leads_to_articles_in_reach_only() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("in")).unwrap();
        for name in ["a.txt", "in/keys.conf", "in/b.html"] {
            std::fs::write(at(name), "x").unwrap();
        }
        let found = |named: &str| article_of(&at("in/x.jsonl"), Some(named), None, false);
        assert_eq!(found("./b.html"), Ok(at("in/./b.html")));
        let absolute = at("a.txt").to_string_lossy().into_owned();
        for named in ["../a.txt", "b.html/../../a.txt", &absolute] {
            let told = found(named).unwrap_err();
            assert!(told.contains("outside this folder") && told.contains("--article"), "{told}");
        }
        let told = found("keys.conf").unwrap_err();
        assert!(told.contains("is not an article") && told.contains("--article"), "{told}");
    }

    #[test]
    fn the_annotators_own_file_is_about_the_article_without_the_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["a.txt", "a.sb.txt", "b.sb.txt"] {
            std::fs::write(at(name), "x").unwrap();
        }
        let found = |file: &str, annotator| article_of(&at(file), None, annotator, false).ok();
        assert_eq!(found("a.sb.ann", Some("sb")), Some(at("a.txt")));
        assert_eq!(found("a.sb.gold.json", Some("sb")), Some(at("a.txt")));
        assert_eq!(found("a.sb.ann", None), Some(at("a.sb.txt")));
        assert_eq!(found("b.sb.ann", Some("sb")), Some(at("b.sb.txt")));
    }
}
