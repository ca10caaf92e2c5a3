//! How far annotators of a corpus agree: reads FOLDER/ANNOTATOR/NAME.txt and NAME.gold.json, makes a review of
//! each, and prints the figures of `saidby agree`.
//!
//! A gold file holds `{"attributions": [{"content": [[s, e], ...], "cue": [...], "source": [...]}]}` in code
//! points; the words of the source stand for the speaker.

use saidby::claim::Parts;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use saidby::analysis::agreement::{Reviews, agreement};
use saidby::analysis::versions::Version;
use saidby::article::{Article, Format};
use saidby::review::{Edit, Session, SpeakerChoice, Stamp};
use saidby::text::{CodePoints, Span};
use serde_json::Value;

fn main() -> anyhow::Result<()> {
    let folder = std::env::args().nth(1).context("name a folder with a folder for each annotator")?;
    let mut reviews: BTreeMap<String, Reviews> = BTreeMap::new();
    for of_one in entries(Path::new(&folder))? {
        let annotator = of_one.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for gold in entries(&of_one)?.into_iter().filter(|path| path.to_string_lossy().ends_with(".gold.json")) {
            let name = gold.file_name().unwrap_or_default().to_string_lossy().replace(".gold.json", ".txt");
            let session = review(&of_one.join(&name), &gold, &annotator).with_context(|| gold.display().to_string())?;
            let article = reviews.entry(name.clone()).or_insert(Reviews { article: name, versions: Vec::new() });
            article.versions.push(Version { annotator: annotator.clone(), session });
        }
    }
    let result = agreement(&reviews.into_values().collect::<Vec<_>>());
    println!("{} articles, {} claims, {}", result.articles, result.claims, result.annotators.join(", "));
    for field in &result.fields {
        println!("{:<10} {:?} alpha {:?}", field.field.word(), field.all, field.alpha);
    }
    Ok(())
}

/// What is in a folder, sorted.
fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let listed = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = listed.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

/// A review that has every attribution of a gold file as a claim added by hand.
fn review(article: &Path, gold: &Path, annotator: &str) -> anyhow::Result<Session> {
    let article = Article::read(&fs::read(article)?, Format::Text)?;
    let gold: Value = serde_json::from_slice(&fs::read(gold)?)?;
    let text = Arc::clone(&article.text);
    let points = CodePoints::new(&text);
    let byte = |point: Option<&Value>| Some(points.to_byte(&text, usize::try_from(point?.as_u64()?).ok()?));
    let spans = |attribution: &Value, part: &str| -> Vec<Span> {
        let listed = attribution.get(part).and_then(Value::as_array).into_iter().flatten();
        listed.filter_map(|span| Some(Span::new(byte(span.get(0))?, byte(span.get(1))?))).collect()
    };
    let mut session = Session::new(Arc::new(article));
    let stamp = Stamp { by: annotator.to_owned(), at: "1970-01-01T00:00:00Z".to_owned() };
    for attribution in gold.get("attributions").and_then(Value::as_array).context("it has no attributions")? {
        let [content, cue, source] = ["content", "cue", "source"].map(|part| spans(attribution, part));
        let name: Vec<&str> = source.iter().filter_map(|span| span.slice(&text)).collect();
        let speaker = if name.is_empty() { SpeakerChoice::Nobody } else { SpeakerChoice::New(name.join(" ")) };
        if let Err(error) = session.apply(Edit::AddClaim { parts: Parts { content, cue, source }, speaker }, &stamp) {
            eprintln!("{}: left out: {error}", gold.get("doc").and_then(Value::as_str).unwrap_or_default());
        }
    }
    Ok(session)
}
