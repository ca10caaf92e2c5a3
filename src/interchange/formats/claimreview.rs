//! schema.org ClaimReview (JSON-LD): the claims whose check has come to an end, for search engines and archives.
//!
//! Out only: a claim review does not say which words of which article it is about. The address of the published
//! review is nowhere known here; whoever publishes it adds `url`. It is made to be published: notes stay here, and
//! speaker and outlets are named only where somebody decided that the attribution is right.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::claim::SpeakerKind;
use crate::interchange::export::rows::{ExportEntry, ExportRow};
use crate::interchange::export::{escaped, is_web_address};
use crate::review::{CheckState, is_date};
use crate::text::single_line;

/// Writes a review for each checked claim, with commas between; `first` is false once one was written before.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>, first: &mut bool) -> io::Result<()> {
    for row in &entry.claims {
        let Some(review) = review(entry, row) else { continue };
        out.write_all(if std::mem::take(first) { b"\n" } else { b",\n" })?;
        escaped::write(out, &review)?;
    }
    Ok(())
}

/// What a state says as a rating: in words, and from 1 (false) to 5 (true). `None`: the check is not at its end.
const fn rating(state: CheckState) -> Option<(&'static str, Option<u8>)> {
    match state {
        CheckState::Verified => Some(("True", Some(5))),
        CheckState::Wrong => Some(("False", Some(1))),
        CheckState::Unverifiable => Some(("Unverifiable", None)),
        CheckState::ToCheck | CheckState::Asked | CheckState::Opinion => None,
    }
}

fn review(entry: &ExportEntry<'_>, row: &ExportRow<'_>) -> Option<Value> {
    let opinion = row.opinion?;
    let (name, value) = rating(opinion.check.state?)?;
    let mut review = Map::new();
    let mut set = |name: &str, value: Value| review.insert(name.to_owned(), value);
    set("@context", "https://schema.org".into());
    set("@type", "ClaimReview".into());
    if let Some(date) = opinion.at.get(..10).filter(|date| is_date(date)) {
        set("datePublished", date.into());
    }
    if !opinion.by.is_empty() {
        set("author", json!({"@type": "Person", "name": opinion.by}));
    }
    set("claimReviewed", words(entry, row).into());
    let mut rating = json!({"@type": "Rating", "alternateName": name, "name": name});
    if let (Some(value), Some(rating)) = (value, rating.as_object_mut()) {
        rating.extend([
            ("ratingValue".to_owned(), value.into()),
            ("bestRating".to_owned(), 5.into()),
            ("worstRating".to_owned(), 1.into()),
        ]);
    }
    set("reviewRating", rating);
    let links: Vec<&str> =
        opinion.check.evidence.iter().map(|evidence| evidence.link.as_str()).filter(|link| is_web_address(link)).collect();
    if !links.is_empty() {
        set("citation", links.into());
    }
    set("itemReviewed", claim(entry, row, &opinion.check.stated));
    Some(Value::Object(review))
}

fn claim(entry: &ExportEntry<'_>, row: &ExportRow<'_>, stated: &str) -> Value {
    let mut claim = Map::new();
    claim.insert("@type".to_owned(), "Claim".into());
    let decided = row.opinion.is_some_and(|opinion| opinion.decision.is_decided());
    if let Some(speaker) = row.speaker.filter(|_| decided) {
        let kind = if speaker.kind == SpeakerKind::Person { "Person" } else { "Organization" };
        let mut author = json!({"@type": kind, "name": speaker.name});
        if let (Some(role), "Person", Some(author)) = (&speaker.role, kind, author.as_object_mut()) {
            author.insert("jobTitle".to_owned(), role.clone().into());
        }
        claim.insert("author".to_owned(), author);
    }
    // In a person's words (about Easter) it is not a date that others can read.
    if is_year(stated) || is_date(stated) {
        claim.insert("datePublished".to_owned(), stated.into());
    }
    let outlet = |name: &str| json!({"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": name}});
    let mut via = row.via.iter().filter(|_| decided).map(|outlet| outlet.name.as_str());
    // The outlet farthest from this article had it first.
    if let Some(origin) = via.next_back() {
        claim.insert("firstAppearance".to_owned(), outlet(origin));
    }
    let mut article = json!({"@type": "NewsArticle"});
    if let Some(article) = article.as_object_mut() {
        let metadata = &entry.article.metadata;
        article.extend(metadata.title.clone().map(|title| ("headline".to_owned(), Value::from(title))));
        let publisher = |name: String| ("publisher".to_owned(), json!({"@type": "Organization", "name": name}));
        article.extend(metadata.publisher.clone().map(publisher));
    }
    let appearance: Vec<Value> = std::iter::once(article).chain(via.map(outlet)).collect();
    claim.insert("appearance".to_owned(), appearance.into());
    Value::Object(claim)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The content as one line.
fn words(entry: &ExportEntry<'_>, row: &ExportRow<'_>) -> String {
    let slices = row.parts.content.iter().filter_map(|span| span.slice(&entry.article.text));
    let pieces: Vec<String> = slices.map(single_line).collect();
    pieces.join(" … ")
}
