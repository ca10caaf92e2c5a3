//! Finding a stored claim again in an article that may have changed.
//!
//! A claim is found when all its spans stand, word for word and at the same distances, at one place of
//! the text whose surroundings resemble the stored ones enough, and clearly more than any other place.
//! Nothing is guessed: where the surroundings are too poor or a second place is as good, the claim is
//! ambiguous; where its words are gone, it is an orphan. The idea of quote, prefix and suffix is that of
//! the W3C Web Annotation Data Model (TextQuoteSelector).

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::claim::{Anchor, Kept, KeptWords, ReviewedClaim};
use super::edit::Part;
use crate::text::Span;

/// How many characters before and after its content are stored with a claim.
pub const CONTEXT: usize = 32;
/// Characters of context that must agree for a claim of [`LONG`] characters and more.
const MINIMUM_LONG: usize = 16;
/// The same for a shorter claim, whose words may well stand elsewhere; [`EDGE`] of them on either side.
const MINIMUM_SHORT: usize = 32;
/// Characters, over all its spans, from which a claim is long.
const LONG: usize = 48;
/// By how many characters of context the best place must surpass the next.
const MARGIN: usize = 12;
/// What the start or end of the text counts as, in characters of context.
const EDGE: usize = 8;
/// Bytes of a content's beginning that are searched for; the rest is compared.
const NEEDLE: usize = 48;

/// A claim as it was stored: its spans with the words that stood there.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The claim; its spans refer to the article as it was.
    pub claim: ReviewedClaim,
    /// The words of its spans, and those around its content.
    pub words: Kept,
}

/// Up to [`CONTEXT`] characters before and after the content.
pub fn context(text: &str, content: &[Span]) -> (String, String) {
    let (Some(first), Some(last)) = (content.first(), content.last()) else {
        return Default::default();
    };
    let before = text.get(..first.start).unwrap_or_default();
    let after = text.get(last.end..).unwrap_or_default();
    let start = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
    let prefix = before.get(start..).unwrap_or_default().to_owned();
    (prefix, after.chars().take(CONTEXT).collect())
}

/// Finds every claim in `text`. `unchanged`: the text is the one that the claims were stored with.
pub fn anchor(text: &str, stored: Vec<Stored>, unchanged: bool) -> Vec<ReviewedClaim> {
    let mut places: Vec<Option<Found>> = Vec::with_capacity(stored.len());
    let mut searched = Vec::new();
    for (index, stored) in stored.iter().enumerate() {
        let view = View::of(stored);
        if unchanged && view.stands_at(text, 0) && view.surrounded(text) {
            places.push(Some(Found::At(0)));
        } else {
            places.push(None);
            searched.push(index);
        }
    }
    for (index, found) in searched.iter().zip(search(text, searched.iter().filter_map(|index| stored.get(*index)))) {
        if let Some(slot) = places.get_mut(*index) {
            *slot = Some(found);
        }
    }
    stored.into_iter().zip(places).map(|(stored, found)| settled(text, stored, found.unwrap_or(Found::Nowhere))).collect()
}

/// Where a claim was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// This many bytes further on.
    At(isize),
    /// Its words are there, but not for certain these.
    Unsure,
    /// Its words are not there.
    Nowhere,
}

/// The spans in force of a stored claim, with their words.
struct View<'a> {
    spans: Vec<(Span, &'a str)>,
    content_start: usize,
    content_end: usize,
    needle: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    characters: usize,
}

impl<'a> View<'a> {
    fn of(stored: &'a Stored) -> Self {
        let mut spans = Vec::new();
        for part in Part::ALL {
            let words = part_words(stored, part);
            let places = stored.claim.stored_spans(part);
            spans.extend(places.iter().copied().zip(words.iter().map(String::as_str)));
        }
        let content = stored.claim.stored_spans(Part::Content);
        let needle = part_words(stored, Part::Content).first().map_or("", |first| cut(first, NEEDLE));
        Self {
            content_start: content.first().map_or(0, |span| span.start),
            content_end: content.last().map_or(0, |span| span.end),
            needle,
            prefix: &stored.words.prefix,
            suffix: &stored.words.suffix,
            characters: spans.iter().map(|(_, words)| words.chars().count()).sum(),
            spans,
        }
    }

    /// Whether all words stand `shift` bytes further on.
    fn stands_at(&self, text: &str, shift: isize) -> bool {
        !self.needle.is_empty()
            && self.spans.iter().all(|(span, words)| shifted(*span, shift).is_some_and(|span| span.slice(text) == Some(words)))
    }

    /// Characters of context that agree there, before and after. Where a side reached the text's end, that
    /// it does again counts as [`EDGE`] more.
    fn agreement(&self, text: &str, shift: isize) -> Option<Agreement> {
        let before = text.get(..self.content_start.checked_add_signed(shift)?)?;
        let after = text.get(self.content_end.checked_add_signed(shift)?..)?;
        let prefix = self.prefix.chars().rev().zip(before.chars().rev()).take_while(|(a, b)| a == b).count();
        let suffix = self.suffix.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
        let at_start = before == self.prefix && prefix < CONTEXT;
        let at_end = after == self.suffix && suffix < CONTEXT;
        Some(Agreement { before: prefix + if at_start { EDGE } else { 0 }, after: suffix + if at_end { EDGE } else { 0 } })
    }

    /// Whether the text around the content is, there, all that was stored.
    fn surrounded(&self, text: &str) -> bool {
        let before = text.get(..self.content_start).is_some_and(|before| before.ends_with(self.prefix));
        before && text.get(self.content_end..).is_some_and(|after| after.starts_with(self.suffix))
    }

    /// Whether the surroundings are enough to tell that it is the same place.
    fn is_enough(&self, agreement: Agreement) -> bool {
        if self.characters >= LONG {
            agreement.total() >= MINIMUM_LONG
        } else {
            agreement.total() >= MINIMUM_SHORT && agreement.before.min(agreement.after) >= EDGE
        }
    }

    /// The verdict over all places where the words stand.
    fn judge(&self, mut places: Vec<(isize, Agreement)>) -> Found {
        places.sort_by_key(|(_, agreement)| std::cmp::Reverse(agreement.total()));
        match places.as_slice() {
            [] => Found::Nowhere,
            [(shift, only)] if self.is_enough(*only) => Found::At(*shift),
            [(shift, best), (_, next), ..] if self.is_enough(*best) && best.total() - next.total() >= MARGIN => Found::At(*shift),
            _ => Found::Unsure,
        }
    }
}

/// Characters of context that agree, on either side of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Agreement {
    before: usize,
    after: usize,
}

impl Agreement {
    const fn total(self) -> usize {
        self.before + self.after
    }
}

/// The words of a part in force.
fn part_words(stored: &Stored, part: Part) -> &[String] {
    let correction = &stored.claim.correction;
    let corrected = match part {
        Part::Content => correction.content.is_some(),
        Part::Cue => correction.cue.is_some(),
        Part::Source => correction.source.is_some(),
    };
    words_of(if corrected { &stored.words.correction } else { &stored.words.suggestion }, part)
}

fn words_of(words: &KeptWords, part: Part) -> &[String] {
    match part {
        Part::Content => &words.content,
        Part::Cue => &words.cue,
        Part::Source => &words.source,
    }
}

/// The beginning of `words`, at most `bytes` long.
fn cut(words: &str, bytes: usize) -> &str {
    let mut end = bytes.min(words.len());
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    words.get(..end).unwrap_or_default()
}

fn shifted(span: Span, shift: isize) -> Option<Span> {
    Some(Span::new(span.start.checked_add_signed(shift)?, span.end.checked_add_signed(shift)?))
}

/// Looks for all claims in one pass over the text.
fn search<'a>(text: &str, stored: impl Iterator<Item = &'a Stored>) -> Vec<Found> {
    let views: Vec<_> = stored.map(View::of).collect();
    let mut needles: Vec<&str> = Vec::new();
    let mut claims_of: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (index, view) in views.iter().enumerate().filter(|(_, view)| !view.needle.is_empty()) {
        let needle = *known.entry(view.needle).or_insert_with(|| {
            needles.push(view.needle);
            claims_of.push(Vec::new());
            needles.len() - 1
        });
        if let Some(list) = claims_of.get_mut(needle) {
            list.push(index);
        }
    }
    let mut places: Vec<Vec<(isize, Agreement)>> = vec![Vec::new(); views.len()];
    if !needles.is_empty()
        && let Ok(finder) = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&needles)
    {
        for hit in finder.find_overlapping_iter(text) {
            for index in claims_of.get(hit.pattern().as_usize()).into_iter().flatten() {
                if let (Some(view), Some(list)) = (views.get(*index), places.get_mut(*index)) {
                    let shift = hit.start() as isize - view.content_start as isize;
                    if view.stands_at(text, shift)
                        && let Some(agreement) = view.agreement(text, shift)
                    {
                        list.push((shift, agreement));
                    }
                }
            }
        }
    }
    views.iter().zip(places).map(|(view, places)| view.judge(places)).collect()
}

/// The claim with its spans at the place where it was found, and with its words kept where it was not.
fn settled(text: &str, stored: Stored, found: Found) -> ReviewedClaim {
    let Stored { mut claim, words } = stored;
    let Found::At(shift) = found else {
        claim.anchor = if found == Found::Unsure { Anchor::Ambiguous } else { Anchor::Orphan };
        claim.kept = Some(Box::new(words));
        return claim;
    };
    claim.anchor = if shift == 0 { Anchor::Exact } else { Anchor::Moved };
    let mut kept = Kept::default();
    if let Some(suggestion) = &mut claim.suggestion {
        kept.suggestion.content = moved(text, &mut suggestion.content, words.suggestion.content, shift);
        kept.suggestion.cue = moved(text, &mut suggestion.cue, words.suggestion.cue, shift);
        kept.suggestion.source = moved(text, &mut suggestion.source, words.suggestion.source, shift);
        // The reason's places serve the eye alone: they move along, or go.
        let reason = &mut suggestion.reason;
        reason.antecedent = reason.antecedent.and_then(|span| shifted(span, shift)).filter(|span| span.slice(text).is_some());
        if shift != 0 {
            let spans = std::mem::take(&mut reason.via_spans);
            reason.via_spans = spans.into_iter().filter_map(|span| shifted(span, shift)).collect();
        }
        reason.via_spans.retain(|span| span.slice(text).is_some());
    }
    // The parts in force stand there: that is what the place was judged by.
    if !claim.correction.is_empty() {
        let correction = &mut *claim.correction;
        for spans in [&mut correction.content, &mut correction.cue, &mut correction.source].into_iter().flatten() {
            for span in spans {
                *span = shifted(*span, shift).unwrap_or(*span);
            }
        }
    }
    claim.kept = (kept != Kept::default()).then(|| Box::new(kept));
    claim
}

/// Moves the spans of a part when the text bears all of them out there; otherwise returns their words,
/// which have to be kept.
fn moved(text: &str, spans: &mut [Span], words: Vec<String>, shift: isize) -> Vec<String> {
    let stands = spans.len() == words.len()
        && spans.iter().zip(&words).all(|(span, words)| shifted(*span, shift).and_then(|span| span.slice(text)) == Some(words));
    if !stands {
        return words;
    }
    for span in spans {
        *span = shifted(*span, shift).unwrap_or(*span);
    }
    Vec::new()
}
