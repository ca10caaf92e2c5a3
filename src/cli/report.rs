//! `saidby report`: an article with its claims marked and what was found out about each, for readers.

use std::io::Write;
use std::path::PathBuf;

use super::arguments::{Common, Report, ReportFormat};
use super::charts::{Bar, Chart};
use super::folder::Folder;
use super::houses::Houses;
use super::subjects::{self, Named, Subject};
use super::{Outcome, output, stats};
use crate::analysis::Statistics;
use crate::disk::inputs::shown;
use crate::interchange::report::{self, Figure, ReportFigures, html, markdown};
use crate::lint::{Counts, House, Unreviewed, lint};
use crate::review::Session;

/// Runs the command.
pub fn run(arguments: &Report, common: &Common) -> anyhow::Result<Outcome> {
    let named = subjects::named(&arguments.paths, common);
    let several = named.iter().filter(|named| named.is_ok()).count() > 1;
    if several && arguments.output.is_none() && arguments.format == ReportFormat::Html {
        output::complain("more than one report to write; use --output DIR, or --annotator NAME to choose one review");
        return Ok(Outcome::Usage);
    }
    let mut folder = arguments
        .output
        .as_deref()
        .map(|folder| Folder::new(folder, arguments.force, named.iter().filter_map(|named| named.as_ref().ok()), common));
    let mut out = output::data();
    let mut trouble = false;
    let mut houses = Houses::new();
    for named in named {
        match named.and_then(|named| open(named, arguments, common)) {
            Ok((subject, session)) => {
                let text = text(&subject, &session, houses.or_complain(&subject.article).as_deref(), arguments);
                let Some(folder) = &mut folder else {
                    out.write_all(text.as_bytes())?;
                    continue;
                };
                let ending = match arguments.format {
                    ReportFormat::Md => "md",
                    ReportFormat::Html => "html",
                };
                let target = subject.file_in(folder.root, ending);
                match folder.put(vec![(target.clone(), text.into_bytes())]) {
                    Ok(()) if common.verbose => output::complain(&format!("{}: written", shown(&target))),
                    Ok(()) => {}
                    Err(message) => {
                        output::complain(&message);
                        trouble = true;
                    }
                }
            }
            Err(message) => {
                output::complain(&message);
                trouble = true;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::of(trouble))
}

fn open(named: Named, arguments: &Report, common: &Common) -> Result<(Subject, Session), String> {
    match named {
        Named::Subject(subject) => subjects::open(&subject).map(|session| (subject, session)),
        Named::Bare(article) if arguments.suggestions => {
            let options = arguments.choice.options(None).map_err(|error| format!("{error:#}"))?;
            let session = subjects::suggested(&article, &options)?;
            Ok((Subject { sidecar: PathBuf::new(), article, annotator: String::new(), all: std::sync::Arc::default() }, session))
        }
        Named::Bare(article) => {
            Err(format!("{}; review the article first, or use --suggestions", subjects::without(&article, common)))
        }
    }
}

fn text(subject: &Subject, session: &Session, house: Option<&House>, arguments: &Report) -> String {
    let name = subject.article.file_name().unwrap_or_default().to_string_lossy();
    let report = report::Report {
        session,
        name: &name,
        annotator: &subject.annotator,
        decided: arguments.decided,
        figures: figures(session, house, arguments),
    };
    match arguments.format {
        ReportFormat::Md => markdown(&report),
        ReportFormat::Html => html(&report),
    }
}

/// The findings of the house's rules by level; nothing where there are none. As in `saidby lint`, claims that nobody
/// reviewed count only if that was asked for.
fn findings(session: &Session, house: &House, arguments: &Report) -> Option<ReportFigures> {
    let counts: Counts = lint(session, house, Unreviewed::of(arguments.suggestions && !arguments.decided)).iter().collect();
    let rows = counts.named().into_iter().filter(|(_, count)| *count > 0);
    let row = |(name, count): (&str, usize)| Figure { name: name.to_owned(), value: count.to_string(), share: None };
    (counts.total() > 0).then(|| ReportFigures { title: "House rules".to_owned(), rows: rows.map(row).collect() })
}

/// The charts of `saidby stats` that tell readers something.
fn figures(session: &Session, house: Option<&House>, arguments: &Report) -> Vec<ReportFigures> {
    let sum = Statistics::of(session);
    let figures = |chart: Chart| {
        let length = |bar: &Bar| bar.parts.iter().sum::<usize>();
        let full = if chart.full > 0 { chart.full } else { chart.bars.iter().map(length).max().unwrap_or(0) };
        let row = |bar: &Bar| Figure {
            name: bar.name.clone(),
            value: bar.value.trim().to_owned(),
            share: (full > 0).then(|| length(bar) as f64 / full as f64),
        };
        ReportFigures { title: chart.title, rows: chart.bars.iter().map(row).collect() }
    };
    // Who the speakers and outlets are is in the report already; here is how much of it is theirs.
    let speakers = Chart { title: "Share of words by speaker".to_owned(), ..stats::speakers(&sum) };
    let charts = [speakers, stats::voices(&sum), stats::directness(&sum)].map(figures);
    charts.into_iter().chain(house.and_then(|house| findings(session, house, arguments))).collect()
}
