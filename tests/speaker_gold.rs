//! Speakers and outlets against answers that people marked: 80 sources and 60 claims of a corpus, kept as
//! offsets and names. The corpus is found by SAIDBY_CORPUS (a folder of .txt with .gold.json) or next to the
//! repository; without it only the gold files are read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

use saidby::claim::Parts;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use saidby::article::{Article, Format};
use saidby::extract::{Attribution, Document, Extraction, resolve};
use saidby::text::Span;

fn rows(file: &str) -> Vec<Vec<&str>> {
    file.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect()
}

fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("SAIDBY_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/polnear/dev");
    named.into_iter().chain([beside]).find(|folder| folder.is_dir())
}

/// An article with its people's attributions resolved.
struct Resolved {
    starts: Vec<usize>,
    extraction: Extraction,
}

impl Resolved {
    fn read(folder: &Path, name: &str) -> Self {
        let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).expect("the article");
        let gold = std::fs::read_to_string(folder.join(format!("{name}.gold.json"))).expect("its gold");
        let gold: serde_json::Value = serde_json::from_str(&gold).expect("JSON");
        let article = Article::read(text.as_bytes(), Format::Text).expect("an article");
        let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        starts.push(text.len());
        let spans = |value: &serde_json::Value| -> Vec<Span> {
            let pairs = value.as_array().expect("spans").iter();
            pairs
                .map(|pair| {
                    Span::new(starts[pair[0].as_u64().expect("start") as usize], starts[pair[1].as_u64().expect("end") as usize])
                })
                .collect()
        };
        let attributions = gold["attributions"].as_array().expect("attributions").iter();
        let attributions = attributions.map(|one| Attribution {
            parts: Parts { content: spans(&one["content"]), cue: spans(&one["cue"]), source: spans(&one["source"]) },
            confidence: 1.0,
            check_worthiness: None,
            found_by: String::new(),
        });
        let extraction = resolve(&Document::new(&article), attributions.collect());
        Self { starts, extraction }
    }

    fn at(&self, code_point: &str) -> usize {
        code_point.parse::<usize>().ok().and_then(|index| self.starts.get(index).copied()).unwrap_or(usize::MAX)
    }
}

fn words(name: &str) -> Vec<String> {
    let name = name.to_lowercase().replace("’s", "").replace("'s", "");
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// One name's words contain the other's.
fn same_name(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let within = |short: &[String], long: &[String]| !short.is_empty() && short.iter().all(|word| long.contains(word));
    within(&one, &other) || within(&other, &one)
}

#[test]
fn sources_lead_to_the_right_speaker() {
    let gold = rows(include_str!("gold/speakers.tsv"));
    assert_eq!(gold.len(), 80);
    assert!(gold.iter().all(|row| row.len() == 5 && row[1].parse::<usize>().is_ok() && !row[4].is_empty()));
    let Some(folder) = corpus() else {
        println!("the corpus is absent: only the gold file was read");
        return;
    };
    let mut articles: BTreeMap<&str, Resolved> = BTreeMap::new();
    let mut by_form: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in &gold {
        let article = articles.entry(row[0]).or_insert_with(|| Resolved::read(&folder, row[0]));
        let source = (article.at(row[1]), article.at(row[2]));
        let claim =
            article.extraction.claims.iter().find(|claim| claim.parts.source.iter().any(|span| (span.start, span.end) == source));
        let speaker = claim.and_then(|claim| claim.speaker.as_ref());
        let name = speaker
            .and_then(|id| article.extraction.speakers.iter().find(|speaker| speaker.id == *id))
            .map_or("", |speaker| speaker.name.as_str());
        let right = row[4].split('|').any(|answer| same_name(answer, name));
        let (count, of) = by_form.entry(row[3]).or_default();
        *of += 1;
        *count += usize::from(right);
        if !right {
            println!("{} {}-{} ({}): {name:?} for {}", row[0], row[1], row[2], row[3], row[4]);
        }
    }
    let right: usize = by_form.values().map(|(count, _)| count).sum();
    println!("right speakers: {right} of 80 {by_form:?}");
    assert!(right * 100 >= 80 * 85, "{right} of 80 speakers");
}

#[test]
fn claims_come_through_the_right_outlets() {
    let gold = rows(include_str!("gold/outlets.tsv"));
    assert_eq!(gold.len(), 60);
    assert!(gold.iter().all(|row| row.len() == 5 && row[1].parse::<usize>().is_ok() && !row[4].is_empty()));
    let Some(folder) = corpus() else {
        println!("the corpus is absent: only the gold file was read");
        return;
    };
    let mut articles: BTreeMap<&str, Resolved> = BTreeMap::new();
    let (mut hits, mut wrong, mut missed) = (0, 0, 0);
    for row in &gold {
        let article = articles.entry(row[0]).or_insert_with(|| Resolved::read(&folder, row[0]));
        let (end, cue) = (article.at(row[2]), article.at(row[3]));
        // One claim a statement may have moved the content's start; its end and the cue tell which it is.
        let same = |claim: &&saidby::claim::Claim| claim.parts.content.last().is_some_and(|span| span.end == end);
        let exact =
            |claim: &&saidby::claim::Claim| cue == usize::MAX || claim.parts.cue.first().is_some_and(|span| span.start == cue);
        let claims = &article.extraction.claims;
        let claim = claims.iter().filter(same).find(exact).or_else(|| claims.iter().find(same));
        let outlet = |id: &saidby::claim::OutletId| {
            article.extraction.outlets.iter().find(|outlet| outlet.id == *id).map(|outlet| outlet.name.clone())
        };
        let via: Vec<String> = claim.map(|claim| claim.via.iter().filter_map(outlet).collect()).unwrap_or_default();
        let tolerant = row[4].ends_with('?');
        let expected: Vec<&str> =
            row[4].trim_end_matches('?').trim().split(',').filter(|name| !matches!(*name, "" | "-")).collect();
        let found = expected.iter().filter(|name| via.iter().any(|outlet| same_name(name, outlet))).count();
        let extra = via.iter().filter(|outlet| !expected.iter().any(|name| same_name(name, outlet))).count();
        hits += found;
        missed += expected.len() - found;
        wrong += if tolerant { 0 } else { extra };
        if found < expected.len() || extra > 0 && !tolerant {
            println!("{} {}: {via:?} for {}", row[0], row[1], row[4]);
        }
    }
    println!("outlets: precision {}/{}, recall {}/{}", hits, hits + wrong, hits, hits + missed);
    assert!(
        hits * 100 >= (hits + wrong) * 80 && hits * 100 >= (hits + missed) * 80,
        "{hits} right, {wrong} wrong, {missed} missed"
    );
}
