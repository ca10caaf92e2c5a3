//! From the file's types to those of a review, and back.

mod claims;
mod marks;
mod names;
mod sides;
mod spans;

use super::schema::{ArticleRef, ClaimEntry, Sidecar};
use crate::article::{Article, Format};
use crate::claim::OutletRole;
use crate::review::anchor::{self, TextSince, allowance, nothing};
use crate::review::{Entry, LogEntry, Member, Record};
use claims::{claim_entry, stored_claim};
use marks::{allowance_entry, allowed, done_entry, nothing_here, nothing_here_entry};
use names::{outlet_entry, reviewed_outlet, reviewed_speaker, speaker_entry};

pub(super) use marks::done;

/// blake3 of a text, hexadecimal.
pub fn hash_of(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// What the review of `article` holds, in the words of the file, but for its claims: see [`claims_of`].
pub(super) fn frame_of(record: &Record, article: &Article, file: &str, engine: &str) -> Sidecar {
    let text = &*article.text;
    let metadata = &article.metadata;
    // A text says it itself; for a page it is in data that the text does not have.
    let of_page = |value: &Option<String>| value.clone().filter(|_| article.origin.format == Format::Html).unwrap_or_default();
    let article = ArticleRef {
        file: file.to_owned(),
        bytes: text.len(),
        blake3: hash_of(text),
        title: metadata.title.clone().unwrap_or_default(),
        standfirst: of_page(&metadata.standfirst),
        byline: of_page(&metadata.byline),
        date: of_page(&metadata.date),
        publisher: of_page(&metadata.publisher),
        restored: article.origin.restored.clone(),
    };
    frame_in(record, text, article, engine)
}

/// The oldest version that has all that `record` holds: whoever has an older program can read it as long as possible.
fn version_for(record: &Record) -> u32 {
    let mentioned = record.outlets.iter().any(|entry| entry.member.role == OutletRole::Mentioned);
    let several = record.claims.iter().any(|claim| claim.rival.as_ref().is_some_and(|rival| !rival.others.is_empty()));
    let cut = record.claims.iter().any(|claim| claim.cut);
    let chosen = record.claims.iter().any(|claim| {
        let rival = claim.rival.iter().flat_map(|rival| rival.sides().chain([&rival.base]));
        !claim.settled.is_empty() || rival.into_iter().any(|side| !side.settled.is_empty())
    });
    let is_new = |entry: &LogEntry| !entry.reading.is_empty() || !entry.again.is_empty();
    let logged = record.claims.iter().any(|claim| {
        let others = claim.rival.iter().flat_map(|rival| rival.sides().chain([&rival.base]));
        others.map(|side| &side.log).chain([&claim.log]).any(|log| log.iter().any(is_new))
    });
    let classed = record.claims.iter().any(|claim| {
        let rival = claim.rival.as_ref();
        claim.correction.class.is_some()
            || rival.is_some_and(|rival| rival.theirs.correction.class.is_some() || rival.base.correction.class.is_some())
    });
    let signed = record.claims.iter().any(|claim| {
        let others = claim.rival.iter().flat_map(|rival| rival.sides().chain([&rival.base]));
        others.map(|side| &side.said).chain([&claim.said]).any(|said| !said.is_empty())
    });
    let allowed = !record.allowances.is_empty();
    let described = record.speakers.iter().any(has_new) || record.outlets.iter().any(has_new);
    if mentioned || several || cut || chosen || logged || classed || signed || allowed || described { 2 } else { 1 }
}

/// Whether version 1 has no place for what others say of a speaker or outlet, or for who chose between them.
fn has_new<M: Member>(entry: &Entry<M>) -> bool {
    let rivals = &entry.rivals;
    rivals.len() > 1
        || !entry.settled.is_empty()
        || rivals.iter().any(|rival| rival.described.is_some() || !rival.settled.is_empty())
}

/// The same for the text that the record's spans lie in, which `article` names.
pub(super) fn frame_in(record: &Record, text: &str, article: ArticleRef, engine: &str) -> Sidecar {
    let has_page = !article.restored.is_empty() || article.of_page().iter().any(|(_, value)| !value.is_empty());
    Sidecar {
        version: if has_page { 2 } else { version_for(record) },
        article,
        engine: engine.to_owned(),
        adjudicates: record.adjudicates.clone(),
        done: record.done.as_ref().map(done_entry),
        speakers: record.speakers.iter().map(|entry| speaker_entry(text, entry)).collect(),
        outlets: record.outlets.iter().map(|entry| outlet_entry(text, entry)).collect(),
        claims: Vec::new(),
        nothing_here: record.nothing_here.iter().map(nothing_here_entry).collect(),
        allow: record.allowances.iter().map(allowance_entry).collect(),
    }
}

/// The claims of a review as they are written, one by one.
pub(super) fn claims_of(record: &Record, text: &str) -> impl ExactSizeIterator<Item = ClaimEntry> {
    record.claims.iter().map(|claim| claim_entry(text, claim))
}

/// The review that a file holds, its claims found again in `article`. Whether the text is the same one
/// comes with it.
pub(super) fn record_of(sidecar: Sidecar, article: &Article) -> (Record, bool) {
    let text = &*article.text;
    let unchanged = sidecar.article.bytes == text.len() && sidecar.article.blake3.eq_ignore_ascii_case(&hash_of(text));
    (record_in(sidecar, text, TextSince::of(unchanged)), unchanged)
}

/// The review that a file holds, its claims found again in `text`, which is, or is not, the one that the
/// file was written for.
pub(super) fn record_in(sidecar: Sidecar, text: &str, since: TextSince) -> Record {
    let stored = sidecar.claims.into_iter().map(stored_claim).collect();
    let mut speakers: Vec<_> = sidecar.speakers.into_iter().map(|entry| reviewed_speaker(text, entry)).collect();
    let mut outlets: Vec<_> = sidecar.outlets.into_iter().map(|entry| reviewed_outlet(text, entry)).collect();
    speakers.sort_by(|a, b| a.member.id.cmp(&b.member.id));
    outlets.sort_by(|a, b| a.member.id.cmp(&b.member.id));
    let claims = anchor::anchor(text, stored, since).into_iter().map(std::sync::Arc::new).collect();
    let stretches = sidecar.nothing_here.into_iter().map(nothing_here).collect();
    let nothing_here = nothing::anchored(text, stretches, since);
    let allowances = allowance::anchored(text, sidecar.allow.into_iter().map(allowed).collect(), since);
    let done = sidecar.done.map(done).filter(|done| done.holds_for(text));
    Record { adjudicates: sidecar.adjudicates, speakers, outlets, claims, nothing_here, allowances, done }
}

/// The same for a text of which only the words of spans are known: nothing is sought, a claim is where it is
/// said to be, or its words are kept.
pub(super) fn record_of_words(mut sidecar: Sidecar, text: &str) -> Record {
    let claims = std::mem::take(&mut sidecar.claims).into_iter().map(stored_claim).collect();
    let mark = sidecar.done.take().map(done);
    let claims = anchor::in_place(text, claims).into_iter().map(std::sync::Arc::new).collect();
    Record { claims, done: mark, ..record_in(sidecar, text, TextSince::Unchanged) }
}
