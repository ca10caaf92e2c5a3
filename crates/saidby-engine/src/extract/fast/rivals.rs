//! Which candidates stand: the likeliest first, none inside another's content.

use std::ops::Range;

use super::candidate::{Candidate, Frame, Voice};
use super::tagging::Tag;
use super::view::View;
use crate::extract::{Document, outlets};
use crate::text::WordRange;

/// Candidates below this are dropped; the value that served best on annotated news (`training/fast`).
pub const THRESHOLD: f32 = 0.3;
/// How likely an enclosing claim must be, as a share of the enclosed one's confidence, to win.
const OUTER: f32 = 0.6;
/// How likely a person's claim must be to stand in place of the outlet's around it.
const RELAYED: f32 = 0.6;
/// How many paragraphs a quotation may go on for.
const PARAGRAPHS: usize = 40;

/// Calls `keep` with every candidate that stands, in the order of their cues, and with the words (of
/// the whole scan) of quotations that belong to it too. None that is less likely than `least` stands.
pub fn settle(
    view: &View<'_>,
    paragraph: usize,
    least: f32,
    candidates: &mut [Candidate],
    mut keep: impl FnMut(&Candidate, &[WordRange]),
) {
    candidates.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.head.cmp(&b.head)));
    let relayed = relayed_claims(view, least, candidates);
    let mut around = vec![0.0_f32; view.tokens.len()];
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.confidence < least || relayed.contains(&index) {
            continue;
        }
        for at in candidate.contents().flat_map(|range| range.clone()) {
            if let Some(most) = around.get_mut(at) {
                *most = most.max(candidate.confidence);
            }
        }
    }
    let mut taken = vec![false; view.tokens.len()];
    let mut heads = vec![false; view.tokens.len()];
    let mut standing: Vec<usize> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.confidence < least {
            break;
        }
        let cue_taken = taken.get(candidate.head).copied().unwrap_or(true) || heads.get(candidate.head).copied().unwrap_or(true);
        let total: usize = candidate.contents().map(|range| range.len()).sum();
        let covered =
            candidate.contents().flat_map(|range| taken.get(range.clone()).unwrap_or_default()).filter(|taken| **taken).count();
        let over = candidate.contents().flat_map(|range| heads.get(range.clone()).unwrap_or_default()).any(|head| *head);
        if relayed.contains(&index) {
            continue;
        }
        // Of two claims one inside the other, readers mark the outer.
        let inner = around.get(candidate.head).is_some_and(|outer| *outer > candidate.confidence * OUTER);
        if inner || cue_taken || covered * 2 > total || over {
            continue;
        }
        for at in candidate.contents().flat_map(|range| range.clone()) {
            if let Some(slot) = taken.get_mut(at) {
                *slot = true;
            }
        }
        if let Some(head) = heads.get_mut(candidate.head) {
            *head = true;
        }
        standing.push(index);
    }
    standing.sort_by_key(|index| candidates[*index].head);
    let loose = loose_quotations(view, &taken);
    for (place, index) in standing.iter().enumerate() {
        let candidate = &candidates[*index];
        let until = standing.get(place + 1).map_or(usize::MAX, |next| candidates[*next].head);
        let mut more: Vec<WordRange> = Vec::new();
        if candidate.frame == Frame::NextParagraph {
            more = onward(view.document, paragraph);
            if more.is_empty() {
                continue;
            }
        } else if view.token(candidate.content[0].start).quoted || view.token(candidate.content[0].end.saturating_sub(1)).quoted {
            let from = loose.partition_point(|range| range.start <= candidate.head);
            let to = loose.partition_point(|range| range.start < until).max(from);
            let own = loose.get(from..to).unwrap_or_default();
            more.extend(own.iter().map(|range| view.in_scan(range)));
        }
        let end =
            more.iter().map(|range| range.end).chain(candidate.contents().map(|range| view.base + range.end)).max().unwrap_or(0);
        if end == view.base + view.tokens.len() && candidate.frame != Frame::Label {
            continued(view, paragraph, &mut more);
        }
        keep(candidate, &more);
    }
}

/// Words of a source that relays what others said.
const RELAYS: &[&str] = &["report", "reports", "media", "newspaper", "newspapers", "news", "agency", "journal"];

/// Claims of an outlet around a person's ("X said that …, according to a Herald report"): by the words
/// of this program they are one claim, the person's, and the outlet is what it came through.
fn relayed_claims(view: &View<'_>, least: f32, candidates: &[Candidate]) -> Vec<usize> {
    let relays = |outer: &Candidate| {
        let source = outer.source.clone().unwrap_or_default();
        outer.voice == Voice::According
            && (source.clone().any(|at| RELAYS.iter().any(|word| view.is(at, word)))
                || outlets::any_in(view.document, view.in_scan(&source)))
    };
    let within = |outer: &Candidate, inner: &Candidate| {
        let (whole, part) = (&outer.content[0], &inner.content[0]);
        inner.confidence >= RELAYED
            && inner.voice == Voice::Finite
            && inner.frame.is_speech()
            && whole.contains(&inner.head)
            && part.start >= whole.start
            && part.end <= whole.end
            && part.len() * 2 >= whole.len()
    };
    let outer = candidates.iter().enumerate().filter(|(_, outer)| outer.confidence >= least && relays(outer)).take(64);
    outer.filter(|(_, outer)| candidates.iter().any(|inner| within(outer, inner))).map(|(index, _)| index).collect()
}

/// Quotations that begin a sentence and belong to no content yet.
fn loose_quotations(view: &View<'_>, taken: &[bool]) -> Vec<Range<usize>> {
    view.quotations
        .iter()
        .filter(|quotation| !quotation.nested)
        .map(|quotation| view.words_of(quotation))
        .filter(|words| {
            let free = !taken.get(words.start).copied().unwrap_or(true);
            let opens = words.start == 0 || matches!(view.tag(words.start - 1), Tag::Stop | Tag::Quote);
            free && opens && words.len() > 3
        })
        .collect()
}

/// The words (of the whole scan) that a paragraph ending in a colon introduces.
pub fn onward(document: &Document<'_>, paragraph: usize) -> Vec<WordRange> {
    let scan = &document.scan;
    let next = (paragraph + 1..scan.paragraphs.len().min(paragraph + 4))
        .find(|index| scan.paragraphs.get(*index).is_some_and(|paragraph| paragraph.first_word < paragraph.end_word));
    let Some((index, next)) = next.and_then(|index| Some((index, scan.paragraphs.get(index)?))) else {
        return Vec::new();
    };
    if !document.article.blocks.get(index).is_some_and(|block| block.kind.holds_claims()) {
        return Vec::new();
    }
    let at = scan.quotations.partition_point(|quotation| quotation.first_word < next.first_word);
    match scan.quotations.get(at).filter(|quotation| quotation.first_word == next.first_word) {
        Some(quotation) => {
            let mut all = vec![quotation.words()];
            if !quotation.closed {
                taken_up(document, index, &mut all);
            }
            all
        }
        None => vec![next.words()],
    }
}

/// Adds the paragraphs that take up a quotation which this one left open.
fn continued(view: &View<'_>, paragraph: usize, more: &mut Vec<WordRange>) {
    if view.quotations.last().is_some_and(|last| !last.closed) {
        taken_up(view.document, paragraph, more);
    }
}

fn taken_up(document: &Document<'_>, paragraph: usize, more: &mut Vec<WordRange>) {
    let scan = &document.scan;
    let after = scan.paragraphs.iter().skip(paragraph + 1).filter(|paragraph| paragraph.first_word < paragraph.end_word);
    for next in after.take(PARAGRAPHS) {
        let at = scan.quotations.partition_point(|quotation| quotation.first_word < next.first_word);
        let Some(quotation) =
            scan.quotations.get(at).filter(|quotation| quotation.continues && quotation.first_word == next.first_word)
        else {
            return;
        };
        more.push(quotation.words());
        if quotation.closed {
            return;
        }
    }
}
