//! The places where the very words of a claim stand.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{CONTEXT, EDGE, LONG, MARGIN, MINIMUM_LONG, MINIMUM_SHORT, MOST_PLACES, NEEDLE, shifted};
use crate::review::claim::{Kept, KeptWords, ReviewedClaim};
use crate::review::edit::Part;
use crate::text::Span;

/// Where a claim was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This many bytes further on.
    At(isize),
    /// Its words are there, but not for certain these.
    Unsure,
    /// Its words are not there.
    Nowhere,
}

/// A place: how many bytes further on, and how much of the surroundings agrees there.
pub(super) type Place = (isize, Agreement);

/// The spans in force of a claim as they were stored, with their words.
pub(super) struct View<'a> {
    pub(super) spans: Vec<(Part, Span, &'a str)>,
    pub(super) content_start: usize,
    pub(super) content_end: usize,
    pub(super) prefix: &'a str,
    pub(super) suffix: &'a str,
    needle: &'a str,
    characters: usize,
}

impl<'a> View<'a> {
    pub(super) fn of(claim: &'a ReviewedClaim, kept: &'a Kept) -> Self {
        let mut spans = Vec::new();
        for part in Part::ALL {
            let words = part_words(claim, kept, part);
            let places = claim.stored_spans(part);
            spans.extend(places.iter().zip(words).map(|(span, words)| (part, *span, words.as_str())));
        }
        let content = claim.stored_spans(Part::Content);
        let needle = part_words(claim, kept, Part::Content).first().map_or("", |first| cut(first, NEEDLE));
        Self {
            content_start: content.first().map_or(0, |span| span.start),
            content_end: content.last().map_or(0, |span| span.end),
            needle,
            prefix: &kept.prefix,
            suffix: &kept.suffix,
            characters: spans.iter().map(|(_, _, words)| words.chars().count()).sum(),
            spans,
        }
    }

    /// From where to where the content would reach.
    pub(super) fn content_at(&self, shift: isize) -> Option<Span> {
        shifted(Span::new(self.content_start, self.content_end), shift)
    }

    /// Whether all words stand `shift` bytes further on.
    pub(super) fn stands_at(&self, text: &str, shift: isize) -> bool {
        !self.needle.is_empty()
            && self.spans.iter().all(|(_, span, words)| shifted(*span, shift).is_some_and(|span| span.slice(text) == Some(words)))
    }

    /// Characters of context that agree there, before and after; marks of quotation, dashes and white space are
    /// all the same for that. Where a side reached the text's end, that it does again counts as [`EDGE`] more.
    fn agreement(&self, text: &str, shift: isize) -> Option<Agreement> {
        let before = text.get(..self.content_start.checked_add_signed(shift)?)?;
        let after = text.get(self.content_end.checked_add_signed(shift)?..)?;
        let prefix = alike(folded(self.prefix.chars().rev()), folded(before.chars().rev()));
        let suffix = alike(folded(self.suffix.chars()), folded(after.chars()));
        let at_start = before == self.prefix && prefix < CONTEXT;
        let at_end = after == self.suffix && suffix < CONTEXT;
        Some(Agreement { before: prefix + if at_start { EDGE } else { 0 }, after: suffix + if at_end { EDGE } else { 0 } })
    }

    /// Whether the text around the content is, there, all that was stored.
    pub(super) fn surrounded(&self, text: &str) -> bool {
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
    pub(super) fn judge(&self, mut places: Vec<Place>) -> Found {
        places.sort_by_key(|(_, agreement)| std::cmp::Reverse(agreement.total()));
        match places.as_slice() {
            [] => Found::Nowhere,
            _ if places.len() >= MOST_PLACES => Found::Unsure,
            [(shift, only)] if self.is_enough(*only) => Found::At(*shift),
            [(shift, best), (_, next), ..] if self.is_enough(*best) && best.total() - next.total() >= MARGIN => Found::At(*shift),
            _ => Found::Unsure,
        }
    }
}

/// Characters of context that agree, on either side of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Agreement {
    before: usize,
    after: usize,
}

impl Agreement {
    pub(super) const fn total(self) -> usize {
        self.before + self.after
    }
}

fn alike(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

/// A character for comparing surroundings: one mark of quotation, one apostrophe, one dash, one blank.
pub(super) const fn fold(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' => '"',
        '‘' | '’' | '‚' | '‛' | '`' | '´' => '\'',
        '‐'..='―' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// The characters of a text, folded, of several blanks one.
fn folded(characters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut blank = false;
    characters.map(fold).filter(move |c| {
        let doubled = blank && *c == ' ';
        blank = *c == ' ';
        !doubled
    })
}

/// The words of a part in force.
fn part_words<'a>(claim: &ReviewedClaim, kept: &'a Kept, part: Part) -> &'a [String] {
    let correction = &claim.correction;
    let corrected = match part {
        Part::Content => correction.content.is_some(),
        Part::Cue => correction.cue.is_some(),
        Part::Source => correction.source.is_some(),
    };
    words_of(if corrected { &kept.correction } else { &kept.suggestion }, part)
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

/// Looks for the words of all claims in one pass over the text; at most [`MOST_PLACES`] of each.
pub(super) fn search(text: &str, views: &[View<'_>]) -> Vec<Vec<Place>> {
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
    let mut places: Vec<Vec<Place>> = vec![Vec::new(); views.len()];
    if !needles.is_empty()
        && let Ok(finder) = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&needles)
    {
        for hit in finder.find_overlapping_iter(text) {
            let Some(list) = claims_of.get_mut(hit.pattern().as_usize()) else { continue };
            // Of whoever has enough, no more is compared: the search stays linear.
            list.retain(|index| places.get(*index).is_some_and(|places| places.len() < MOST_PLACES));
            for index in list.iter() {
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
    places
}
