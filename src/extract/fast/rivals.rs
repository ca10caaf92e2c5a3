//! Which candidates stand: the likeliest first, none inside another's content.

use std::ops::Range;

use super::candidate::Candidate;
use super::tagging::Tag;
use super::view::View;

/// Candidates below this are dropped; the value that served best on annotated news.
const THRESHOLD: f32 = 0.38;
/// How many paragraphs a quotation may go on for.
const PARAGRAPHS: usize = 40;

/// Calls `keep` with every candidate that stands, in the order of their cues, and with the words (of
/// the whole scan) of quotations that belong to it too.
pub fn settle(view: &View<'_>, paragraph: usize, candidates: &mut [Candidate], mut keep: impl FnMut(&Candidate, &[Range<usize>])) {
    candidates.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.head.cmp(&b.head)));
    let mut taken = vec![false; view.tokens.len()];
    let mut heads = vec![false; view.tokens.len()];
    let mut standing: Vec<usize> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.confidence < THRESHOLD {
            break;
        }
        let cue_taken = taken.get(candidate.head).copied().unwrap_or(true) || heads.get(candidate.head).copied().unwrap_or(true);
        let total: usize = candidate.contents().map(|range| range.len()).sum();
        let covered = candidate.contents().flat_map(|range| taken.get(range.clone()).unwrap_or_default()).filter(|taken| **taken).count();
        let over = candidate.contents().flat_map(|range| heads.get(range.clone()).unwrap_or_default()).any(|head| *head);
        if cue_taken || covered * 2 > total || over {
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
        let mut more: Vec<Range<usize>> = Vec::new();
        if view.token(candidate.content[0].start).quoted || view.token(candidate.content[0].end.saturating_sub(1)).quoted {
            more.extend(
                loose
                    .iter()
                    .filter(|range| range.start > candidate.head && range.start < until)
                    .map(|range| view.base + range.start..view.base + range.end),
            );
        }
        let end = more.iter().map(|range| range.end).chain(candidate.contents().map(|range| view.base + range.end)).max().unwrap_or(0);
        if end == view.base + view.tokens.len() {
            continued(view, paragraph, &mut more);
        }
        keep(candidate, &more);
    }
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

/// Adds the paragraphs that take up a quotation which this one left open.
fn continued(view: &View<'_>, paragraph: usize, more: &mut Vec<Range<usize>>) {
    let scan = &view.document.scan;
    let Some(last) = view.quotations.last() else {
        return;
    };
    if last.closed {
        return;
    }
    let after = scan.paragraphs.iter().skip(paragraph + 1).filter(|paragraph| paragraph.first_word < paragraph.end_word);
    for next in after.take(PARAGRAPHS) {
        let at = scan.quotations.partition_point(|quotation| quotation.first_word < next.first_word);
        let Some(quotation) = scan.quotations.get(at).filter(|quotation| quotation.continues && quotation.first_word == next.first_word) else {
            return;
        };
        more.push(quotation.first_word as usize..quotation.end_word as usize);
        if quotation.closed {
            return;
        }
    }
}
