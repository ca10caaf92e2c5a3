//! `saidby export`: reviewed claims for other programs.

use std::io::Write;
use std::path::{Component, Path, PathBuf};

use super::arguments::{Common, Export};
use super::folder::Folder;
use super::subjects::{Named, Subject};
use super::{Outcome, output, subjects};
use crate::article::{Article, Format as ArticleFormat};
use crate::disk::inputs::{self, shown};
use crate::extract::{Extraction, Options, extract};
use crate::interchange::brat::Text;
use crate::interchange::{Companion, ExportEntry, Format, Stream, Which, csv, gold};
use crate::review::Session;
use crate::text::visible::{Breaks, visible};

/// An article with what is to be said of it.
enum Source {
    /// What a person made of it.
    Review { subject: Subject, session: Box<Session> },
    /// What the engine says of it.
    Suggestions { path: PathBuf, article: Box<Article>, found: Extraction },
}

impl Source {
    fn article_path(&self) -> &Path {
        match self {
            Self::Review { subject, .. } => &subject.article,
            Self::Suggestions { path, .. } => path,
        }
    }

    fn annotator(&self) -> &str {
        match self {
            Self::Review { subject, .. } => &subject.annotator,
            Self::Suggestions { .. } => "",
        }
    }

    fn entry<'a>(&'a self, path: &'a str, which: Which) -> ExportEntry<'a> {
        match self {
            Self::Review { subject, session } => {
                ExportEntry::of_review(path, session.article(), session, &subject.annotator, which)
            }
            Self::Suggestions { article, found, .. } => ExportEntry::of_extraction(path, article, found),
        }
    }
}

/// Runs the command.
pub fn run(arguments: &Export, common: &Common) -> anyhow::Result<Outcome> {
    let mut trouble = false;
    let mut found = Vec::new();
    for named in subjects::named(&arguments.paths, common) {
        match named {
            Ok(named) => found.push(named),
            Err(message) => {
                output::complain(&message);
                trouble = true;
            }
        }
    }
    let format = arguments.format;
    let tables = matches!(format, Format::Csv | Format::Tsv);
    if arguments.bom && !tables {
        output::complain(&format!("--bom is for csv and tsv; {} needs no byte-order mark", format.name()));
        return Ok(Outcome::Usage);
    }
    if format == Format::Claimreview && (arguments.nothing_here || arguments.done_mark) {
        output::complain("claimreview holds checked claims only; use another format with --nothing-here or --done-mark");
        return Ok(Outcome::Usage);
    }
    // A line of JSON is a whole review: what was rejected is part of it.
    let whole = format == Format::Jsonl;
    let which = Which {
        decided: arguments.decided,
        rejected: arguments.rejected || (whole && !arguments.no_rejected),
        nothing_here: arguments.nothing_here || whole,
        done: arguments.done_mark || whole,
    };
    if arguments.output.is_none() && format.is_one_document() && found.len() > 1 {
        output::complain(&format!(
            "a {} file holds one review of one article, and you named {}; use --output DIR to write one file each{}",
            format.name(),
            found.len(),
            if common.annotator.is_none() { ", or --annotator NAME to choose one annotator" } else { "" }
        ));
        return Ok(Outcome::Usage);
    }
    let options = if arguments.suggestions { Some(arguments.choice.options(None)?) } else { None };
    let mut folder = arguments.output.as_deref().map(|folder| Folder::new(folder, arguments.force, &found, common));
    let mut out = output::data();
    // What other programs read is written as it is; on a terminal nothing may obey it.
    let on_terminal = output::on_terminal();
    let mut shown_later = Vec::new();
    let data: &mut dyn Write = if on_terminal { &mut shown_later } else { &mut out };
    // A folder's files are written one by one; otherwise all articles go into the one stream.
    let mut stream = match folder {
        None => {
            if arguments.bom {
                data.write_all(csv::MARK.as_bytes())?;
            }
            Some(Stream::begin(format, data, Text::File)?)
        }
        Some(_) => None,
    };
    for found in found {
        let source = match source(found, options.as_ref(), common) {
            Ok(source) => source,
            Err(message) => {
                output::complain(&message);
                trouble = true;
                continue;
            }
        };
        tell_what_is_missing(&source, arguments.decided);
        let path = source.article_path().to_string_lossy();
        let entry = source.entry(&path, which);
        match (&mut stream, &mut folder) {
            (Some(stream), _) => {
                if format == Format::Brat && entry.article.origin.format != ArticleFormat::Text {
                    let remark = "offsets refer to the extracted text, which --output DIR writes next to the annotations";
                    output::complain(&format!("{}: {remark}", shown(source.article_path())));
                }
                stream.put(&entry)?;
            }
            (None, Some(folder)) => match write(folder, format, &source, &entry, arguments.bom) {
                Ok(target) if common.verbose => output::complain(&format!("{}: {}", shown(&target), output::claims(entry.len()))),
                Ok(_) => {}
                Err(message) => {
                    output::complain(&message);
                    trouble = true;
                }
            },
            (None, None) => {}
        }
    }
    if let Some(stream) = stream {
        stream.end()?;
    }
    out.write_all(visible(&String::from_utf8_lossy(&shown_later), Breaks::Keep).as_bytes())?;
    out.flush()?;
    Ok(Outcome::of(trouble))
}

/// The review of a subject, or the engine's word on an article without one.
fn source(found: Named, options: Option<&Options>, common: &Common) -> Result<Source, String> {
    match (found, options) {
        (Named::Subject(subject), _) => {
            let session = Box::new(subjects::open(&subject)?);
            Ok(Source::Review { subject, session })
        }
        (Named::Bare(path), Some(options)) => {
            let article = Box::new(inputs::article(&path).map_err(|error| error.to_string())?);
            let found = extract(&article, options);
            Ok(Source::Suggestions { path, article, found })
        }
        (Named::Bare(path), None) => {
            let what_to_do = "review it first, or use --suggestions";
            Err(format!("{}; {what_to_do}", subjects::without(&path, common)))
        }
    }
}

fn tell_what_is_missing(source: &Source, decided: bool) {
    let Source::Review { subject, session } = source else { return };
    let wanted = |decided_on: bool| decided_on || !decided;
    let lost = session.claims().iter().filter(|claim| claim.anchor.is_lost() && wanted(claim.decision.is_decided())).count();
    if lost > 0 {
        let path = shown(&subject.sidecar);
        output::complain(&format!("{path}: skipped {}; the text is no longer in the article", output::claims(lost)));
    }
}

/// Writes all files of one article into the folder, or none where one of them may not be replaced.
fn write(
    folder: &mut Folder<'_>,
    format: Format,
    source: &Source,
    entry: &ExportEntry<'_>,
    bom: bool,
) -> Result<PathBuf, String> {
    let base = base(folder.root, source.article_path(), source.annotator(), format);
    let with = |ending: &str| {
        let mut name = base.file_name().unwrap_or_default().to_owned();
        name.push(ending);
        base.with_file_name(name)
    };
    let target = with(format.ending());
    let mut bytes = if bom { csv::MARK.as_bytes().to_vec() } else { Vec::new() };
    format.write(&mut bytes, std::slice::from_ref(entry), Text::Collapsed).map_err(|error| error.to_string())?;
    let mut files = vec![(target.clone(), bytes)];
    for companion in format.companions(entry) {
        files.push(match companion {
            Companion::Each(ending, text) => (with(ending), text.into_bytes()),
            Companion::Once(name, text) => (base.with_file_name(name), text.as_bytes().to_vec()),
        });
    }
    folder.put(files)?;
    Ok(target)
}

/// The files of an article without their ending: in the folder, with relative folders mirrored.
fn base(root: &Path, article: &Path, annotator: &str, format: Format) -> PathBuf {
    let mut target = root.to_owned();
    if let Some(parent) = article.parent().filter(|parent| parent.is_relative()) {
        target.extend(parent.components().filter(|part| matches!(part, Component::Normal(_))));
    }
    let mut name = article.file_name().unwrap_or_default().to_owned();
    if format.shares_name_with_text()
        && let Some(plain) = name.to_str().map(gold::name_of)
    {
        name = plain.into();
    }
    if !annotator.is_empty() {
        name.push(".");
        name.push(annotator);
    }
    target.join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_mirror_the_articles_and_stay_in_the_folder() {
        let base = |article: &str, annotator, format| base(Path::new("out"), Path::new(article), annotator, format);
        assert_eq!(base("a/s.txt", "mw", Format::Jsonl), Path::new("out/a/s.txt.mw"));
        assert_eq!(base("../../s.txt", "", Format::Jsonl), Path::new("out/s.txt"));
        assert_eq!(base("/x/s.txt", "", Format::Csv), Path::new("out/s.txt"));
        assert_eq!(base("a/s.txt", "mw", Format::Brat), Path::new("out/a/s.mw"));
        assert_eq!(base("s.md", "", Format::Gold), Path::new("out/s.md"));
    }
}
