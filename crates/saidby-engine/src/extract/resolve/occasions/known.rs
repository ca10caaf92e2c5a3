//! What is known of an article's attributions when their occasions are looked for.

use super::super::entities::EntityId;
use super::super::nested::is_say;
use super::super::places::Places;
use super::super::via::{Link, OutletSource};
use crate::extract::outlets::words::{Says, says};
use crate::extract::{Attribution, Document};
use crate::text::{QuoteState, Shape, Span};

/// Links of one claim.
const MOST: usize = 8;

/// An attribution by the place of its cue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub sentence: u32,
    pub word: usize,
    pub paragraph: usize,
    pub index: usize,
}

/// The attributions of an article, each with its speaker and, where an outlet speaks, the outlet.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub document: &'a Document<'a>,
    pub attributions: &'a [Attribution],
    pub who: &'a [Option<EntityId>],
    pub found: &'a [Option<OutletSource>],
    /// Their cues in the order of the text.
    pub by_sentence: &'a [Place],
}

/// The attributions by sentence and word of their cue (or source, or content).
pub(super) fn anchors(document: &Document<'_>, places: &Places, attributions: &[Attribution]) -> Vec<Place> {
    let mut anchors: Vec<Place> = attributions
        .iter()
        .enumerate()
        .filter_map(|(index, attribution)| {
            let span =
                attribution.parts.cue.first().or(attribution.parts.source.first()).or(attribution.parts.content.first())?;
            let word = places.words_in(&document.scan, *span).start;
            let sentence = document.scan.words.get(word)?.sentence;
            let paragraph = document.scan.sentences.get(sentence as usize)?.paragraph as usize;
            Some(Place { sentence, word, paragraph, index })
        })
        .collect();
    anchors.sort_unstable_by_key(|place| (place.sentence, place.word, place.index));
    anchors
}

pub(super) fn whole(attribution: &Attribution) -> Option<Span> {
    attribution.parts.cue.iter().chain(&attribution.parts.source).copied().reduce(Span::cover)
}

/// Whether something is stated and not only named: words in quotation marks, or what a verb of saying carries.
/// "praised the plan" tells what somebody did and not what was said on an occasion.
pub(super) fn is_statement(document: &Document<'_>, attribution: &Attribution) -> bool {
    let mut cue = attribution.parts.cue.iter().flat_map(|span| document.scan.words_in(*span)).map(|at| document.word(at));
    cue.any(|word| is_say(word) || says(word).any(Says::SAY.with(Says::ACCORDING))) || is_quotation(document, attribution)
}

/// "said", "argues", "arguing".
pub(super) fn is_saying(word: &str) -> bool {
    let stem = word.strip_suffix("ing");
    is_say(word)
        || says(word).any(Says::SAY.with(Says::ACCORDING))
        || stem.is_some_and(|stem| [format!("{stem}ed"), format!("{stem}es"), format!("{stem}s")].iter().any(|verb| is_say(verb)))
}

/// "said", "added": a verb that tells nothing but that it was said.
pub(super) fn is_plainly_said(document: &Document<'_>, attribution: &Attribution) -> bool {
    let mut cue = attribution.parts.cue.iter().flat_map(|span| document.scan.words_in(*span)).map(|at| document.word(at));
    cue.any(|word| {
        matches!(
            word,
            "said"
                | "says"
                | "told"
                | "added"
                | "adds"
                | "noted"
                | "notes"
                | "explained"
                | "recalled"
                | "continued"
                | "acknowledged"
        )
    })
}

/// Whether all of it is in quotation marks.
pub(super) fn is_all_quoted(document: &Document<'_>, attribution: &Attribution) -> bool {
    let mut words = attribution
        .parts
        .content
        .iter()
        .flat_map(|span| document.scan.words_in(*span))
        .filter(|at| document.scan.words.get(*at).is_some_and(|word| word.shape != Shape::Punctuation));
    words.all(|at| is_quoted(document, at))
}

/// Whether any of it is in quotation marks.
pub(super) fn is_quotation(document: &Document<'_>, attribution: &Attribution) -> bool {
    attribution.parts.content.iter().flat_map(|span| document.scan.words_in(*span)).any(|at| is_quoted(document, at))
}

fn is_quoted(document: &Document<'_>, at: usize) -> bool {
    document.scan.words.get(at).is_some_and(|word| word.quote != QuoteState::Outside)
}

/// Every outlet once, the outermost way it came.
pub(super) fn unique(links: &mut Vec<Link>) {
    let mut seen = Vec::new();
    links.retain(|link| {
        let new = !seen.contains(&link.outlet);
        seen.push(link.outlet);
        new
    });
    links.truncate(MOST);
}
