//! Other ways to read a claim, best first: for a reviewer who sees that the suggestion is not quite right.
//!
//! A reading is whole: it names the content, cue, source, speaker and outlets that the claim would then have.
//! Nothing is read ahead of time; a [`Reader`] answers for one claim in the time that its paragraph takes.

mod spans;
mod speakers;

use std::collections::HashMap;

use super::resolve::ids::Ids;
use super::resolve::speakers::Speakers;
use super::{Document, Extraction, chapters};
use crate::article::Article;
use crate::claim::{Claim, ClaimId, OutletId, OutletRole, Parts, Speaker};
use crate::text::{Span, WordRange};

/// What a reading changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Who said it.
    Speaker,
    /// Which words were said.
    Content,
    /// Which of two attributions, one inside the other, is meant.
    Attribution,
    /// Through which outlet it came.
    Outlet,
}

impl Change {
    /// As in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Content => "content",
            Self::Attribution => "attribution",
            Self::Outlet => "outlet",
        }
    }
}

/// Another way to read a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What it changes.
    pub change: Change,
    /// The spans of each part.
    pub parts: Parts<Vec<Span>>,
    /// Who that is: one of the extraction's speakers, or one that no claim has yet.
    pub speaker: Option<Speaker>,
    /// The outlets, nearest to this article first.
    pub via: Vec<OutletId>,
    /// Why it may be meant, for a person.
    pub reason: String,
    /// How it compares with the other readings, 0 to 1. Set by hand after a look at the development articles; an order,
    /// not a probability.
    pub score: f32,
}

/// Reads claims of one article, or of one chapter of a long one, in other ways.
///
/// Making one costs as much as finding the names of the text; asking it for a claim costs as much as a paragraph and a look at every other claim.
pub struct Reader<'d, 'a> {
    document: &'d Document<'a>,
    speakers: Speakers<'d, 'a>,
}

impl<'d, 'a> Reader<'d, 'a> {
    /// A reader of `document`.
    pub fn new(document: &'d Document<'a>) -> Self {
        Self { document, speakers: Speakers::new(document) }
    }

    /// The next-best readings of `claim`, one of the claims in `found`, best first, at most [`MOST`].
    ///
    /// None of them is the claim as it is, and no two are the same.
    pub fn readings(&mut self, found: &Extraction, claim: &Claim) -> Vec<Reading> {
        let mut all = Vec::new();
        self.attributions(found, claim, &mut all);
        self.contents(found, claim, &mut all);
        self.other_speakers(found, claim, &mut all);
        self.outlets(found, claim, &mut all);
        all.sort_by(|one, other| other.score.total_cmp(&one.score));
        let mut kept: Vec<Reading> = Vec::new();
        for reading in all {
            let own = reading.parts.content == claim.parts.content
                && reading.parts.source == claim.parts.source
                && reading.speaker.as_ref().map(|speaker| &speaker.id) == claim.speaker.as_ref()
                && reading.via == claim.via;
            let same = |known: &Reading| {
                known.parts.content == reading.parts.content
                    && known.parts.source == reading.parts.source
                    && known.speaker.as_ref().map(|speaker| &speaker.id) == reading.speaker.as_ref().map(|speaker| &speaker.id)
                    && known.via == reading.via
            };
            if !own && !reading.parts.content.is_empty() && !kept.iter().any(same) {
                kept.push(reading);
            }
        }
        kept.truncate(MOST);
        kept
    }

    /// The claim as it is, as a reading to change.
    fn same(&self, found: &Extraction, claim: &Claim, change: Change, score: f32) -> Reading {
        Reading {
            change,
            parts: claim.parts.clone(),
            speaker: found.speakers.iter().find(|speaker| Some(&speaker.id) == claim.speaker.as_ref()).cloned(),
            via: claim.via.clone(),
            reason: String::new(),
            score,
        }
    }

    /// With and without an outlet.
    fn outlets(&self, found: &Extraction, claim: &Claim, all: &mut Vec<Reading>) {
        if !claim.via.is_empty() {
            let reason = "without an outlet".to_owned();
            all.push(Reading { via: Vec::new(), reason, ..self.same(found, claim, Change::Outlet, 0.1) });
        }
        let Some(place) = claim.parts.cue.first().or(claim.parts.content.first()) else { return };
        let here = self.sentence_at(place.start);
        let spoken = |outlet: &&crate::claim::Outlet| outlet.role <= OutletRole::Mentioned && !claim.via.contains(&outlet.id);
        let mut near: Vec<(usize, &crate::claim::Outlet)> = Vec::new();
        for outlet in found.outlets.iter().filter(spoken) {
            let back = outlet.mentions.iter().filter_map(|span| here.checked_sub(self.sentence_at(span.start))).min();
            near.extend(back.filter(|back| *back <= OUTLET_REACH).map(|back| (back, outlet)));
        }
        near.sort_by_key(|(back, outlet)| (*back, outlet.role));
        for (back, outlet) in near.into_iter().take(2) {
            let mut via = claim.via.clone();
            via.insert(0, outlet.id.clone());
            let reason = format!("through {}, named {}", outlet.name, sentences_back(back));
            let score = if back == 0 { 0.09 } else { 0.05 };
            all.push(Reading { via, reason, ..self.same(found, claim, Change::Outlet, score) });
        }
    }

    /// The index of the sentence at a byte.
    fn sentence_at(&self, at: usize) -> usize {
        let word = self.document.scan.words_in(Span::new(at, at + 1)).start;
        self.document.scan.words.get(word).map_or(0, |word| word.sentence as usize)
    }

    /// The words that `spans` cover, from the first to the last.
    fn words_of(&self, spans: &[Span]) -> WordRange {
        let scan = &self.document.scan;
        match (spans.first(), spans.last()) {
            (Some(first), Some(last)) => scan.words_in(first.cover(*last)),
            _ => WordRange::new(0, 0),
        }
    }
}

/// Readings of one claim.
pub const MOST: usize = 8;
/// Sentences before a claim in which an outlet may be named that it came through.
const OUTLET_REACH: usize = 12;

fn sentences_back(back: usize) -> String {
    match back {
        0 => "in the same sentence".to_owned(),
        1 => "one sentence back".to_owned(),
        back => format!("{back} sentences back"),
    }
}

/// The next-best readings of the claim `id` of `found`, best first; none for a claim that is not there.
///
/// To ask for several claims of one article, make a [`Reader`] once.
///
/// ```
/// use saidby_engine::article::Article;
/// use saidby_engine::extract::readings::{Change, readings};
/// use saidby_engine::extract::{Options, extract};
///
/// let article = Article::from_text(
///     "Ana Diaz met Eva Lund at the harbour on Monday. She said that the ferry would sail, although a storm was near.",
/// );
/// let found = extract(&article, &Options::fast());
/// let claim = &found.claims[0];
/// let others = readings(&article, &found, &claim.id);
/// assert!(others.iter().any(|reading| {
///     reading.change == Change::Speaker && reading.speaker.as_ref().is_some_and(|speaker| speaker.name == "Eva Lund")
/// }));
/// assert!(others.iter().any(|reading| {
///     let words = |span: &saidby_engine::text::Span| span.slice(&article.text).unwrap().to_owned();
///     reading.parts.content.iter().map(words).collect::<Vec<_>>() == ["that the ferry would sail"]
/// }));
/// ```
pub fn readings(article: &Article, found: &Extraction, id: &ClaimId) -> Vec<Reading> {
    let Some(claim) = found.claims.iter().find(|claim| claim.id == *id) else { return Vec::new() };
    let Some(place) = claim.parts.content.first() else { return Vec::new() };
    let chapter = chapters(article).into_iter().find(|chapter| chapter.span.contains(place.start));
    let Some(chapter) = chapter else { return Vec::new() };
    let part = chapter.article(article);
    let document = chapter.document(&part);
    let mut reader = Reader::new(&document);
    match copied(&document, found) {
        Some(found) => {
            let claim = found.claims.iter().find(|claim| claim.id == *id);
            claim.map_or_else(Vec::new, |claim| original(&document, reader.readings(&found, claim)))
        }
        None => reader.readings(found, claim),
    }
}

/// `found` with its places in the fair copy, where the document is one.
fn copied(document: &Document<'_>, found: &Extraction) -> Option<Extraction> {
    (!document.changes.is_empty()).then(|| {
        let mut found = found.clone();
        found.relocate(|span| document.changes.copied(span));
        found
    })
}

/// `readings` of a fair copy with their places in the text.
fn original(document: &Document<'_>, mut readings: Vec<Reading>) -> Vec<Reading> {
    let turn = |spans: &mut Vec<Span>| spans.iter_mut().for_each(|span| *span = document.changes.original(*span));
    for reading in &mut readings {
        reading.parts.iter_mut().for_each(|(_, spans)| turn(spans));
        if let Some(speaker) = &mut reading.speaker {
            turn(&mut speaker.mentions);
        }
    }
    readings
}

/// The next-best readings of every claim of `found`.
pub fn all_readings(article: &Article, found: &Extraction) -> HashMap<ClaimId, Vec<Reading>> {
    let mut all = HashMap::with_capacity(found.claims.len());
    for chapter in chapters(article) {
        let part = chapter.article(article);
        let document = chapter.document(&part);
        let mut reader = Reader::new(&document);
        let copy = copied(&document, found);
        let read = copy.as_ref().unwrap_or(found);
        for (claim, copied) in found.claims.iter().zip(&read.claims) {
            if claim.parts.content.first().is_some_and(|span| chapter.span.contains(span.start)) {
                all.insert(claim.id.clone(), original(&document, reader.readings(read, copied)));
            }
        }
    }
    all
}

/// The speaker as the extraction has it, or a new one with an id that nobody has.
fn known_or_new(found: &Extraction, new: Speaker) -> Speaker {
    let same = |speaker: &&Speaker| {
        speaker.name == new.name || speaker.mentions.first().is_some_and(|first| new.mentions.first() == Some(first))
    };
    if let Some(known) = found.speakers.iter().find(same) {
        return known.clone();
    }
    let mut ids = Ids::default();
    let mut id = ids.speaker(&new.name);
    while found.speakers.iter().any(|speaker| speaker.id == id) {
        id = ids.speaker(&new.name);
    }
    Speaker { id, ..new }
}

#[cfg(test)]
mod tests;
