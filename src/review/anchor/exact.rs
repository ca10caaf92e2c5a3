//! The places where the very words of a claim stand.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{EDGE, LONG, MARGIN, MINIMUM_LONG, MINIMUM_SHORT, MOST_PLACES, NEEDLE, shifted};
use crate::claim::Part;
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::correction::Kept;
use crate::text::{CONTEXT, Span};

/// Where a claim was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::review) enum Found {
    /// This many bytes further on.
    At(isize),
    /// Here: each span in force in its order. Only spaces and marks between them have changed.
    Spread(Vec<Span>),
    /// Its words are there, but not for certain these.
    Unsure,
    /// Its words are not there.
    Nowhere,
}

/// A place where all words of a claim stand.
#[derive(Clone, Debug)]
pub(in crate::review) struct Place {
    /// By how many bytes the beginning of the content has moved.
    pub(in crate::review) shift: isize,
    /// How much of the surroundings agrees there.
    pub(in crate::review) agreement: Agreement,
    /// The spans in force, where not all have moved by as much.
    spread: Option<Vec<Span>>,
}

impl Place {
    fn found(&self) -> Found {
        self.spread.clone().map_or(Found::At(self.shift), Found::Spread)
    }
}

/// The spans in force of a claim as they were stored, with their words.
pub(in crate::review) struct View<'a> {
    pub(in crate::review) spans: Vec<(Part, Span, &'a str)>,
    pub(in crate::review) content_start: usize,
    pub(in crate::review) content_end: usize,
    pub(in crate::review) prefix: &'a str,
    pub(in crate::review) suffix: &'a str,
    needle: &'a str,
    characters: usize,
}

impl<'a> View<'a> {
    pub(in crate::review) fn of(claim: &'a ReviewedClaim, kept: &'a Kept) -> Self {
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
    pub(in crate::review) fn content_at(&self, shift: isize) -> Option<Span> {
        shifted(Span::new(self.content_start, self.content_end), shift)
    }

    /// Where the first passage of its content would be.
    pub(in crate::review) fn begins_at(&self, shift: isize) -> Option<Span> {
        self.spans.first().and_then(|(_, span, _)| shifted(*span, shift))
    }

    /// The places of all spans, `shift` bytes further on.
    pub(in crate::review) fn places(&self, shift: isize) -> Option<Vec<Span>> {
        self.spans.iter().map(|(_, span, _)| shifted(*span, shift)).collect()
    }

    /// Whether all words are `shift` bytes further on.
    pub(in crate::review) fn stands_at(&self, text: &str, shift: isize) -> bool {
        !self.needle.is_empty()
            && self.spans.iter().all(|(_, span, words)| shifted(*span, shift).is_some_and(|span| span.slice(text) == Some(words)))
    }

    /// The place `shift` bytes further on, if all words are there.
    fn place(&self, text: &str, shift: isize) -> Option<Place> {
        let content = self.content_at(shift)?;
        if self.stands_at(text, shift) {
            let mut places = self.spans.iter().filter_map(|(_, span, _)| shifted(*span, shift));
            if self.spans.iter().any(|(_, span, _)| places.next().is_some_and(|place| self.cuts_a_word(text, *span, place))) {
                return None;
            }
            return Some(Place { shift, agreement: self.agreement(text, content)?, spread: None });
        }
        let spread = self.spread_at(text, shift)?;
        if self.spans.iter().zip(&spread).any(|((_, span, _), place)| self.cuts_a_word(text, *span, *place)) {
            return None;
        }
        let content = self.content_of(&spread)?;
        Some(Place { shift, agreement: self.agreement(text, content)?, spread: Some(spread) })
    }

    /// Where all words are if the content begins `shift` bytes further on and between the spans there are the
    /// same words as before, with other spaces and marks.
    fn spread_at(&self, text: &str, shift: isize) -> Option<Vec<Span>> {
        let mut order: Vec<usize> = (0..self.spans.len()).collect();
        order.sort_by_key(|index| self.spans.get(*index).map(|(_, span, _)| *span));
        let first = order.iter().position(|index| *index == 0)?;
        let (_, span, words) = self.spans.first()?;
        let start = span.start.checked_add_signed(shift)?;
        let begin = Span::new(start, start + words.len());
        let mut places = vec![Span::default(); self.spans.len()];
        *places.first_mut()? = begin;
        let (before, after) = order.split_at(first);
        let (mut old, mut new) = (*span, begin);
        for index in after.iter().skip(1) {
            let (_, span, words) = self.spans.get(*index)?;
            let start = if span.start < old.end {
                new.start + (span.start - old.start)
            } else {
                after_gap(text, new.end, self.known(old.end, span.start), span.start - old.end, words)?
            };
            (old, new) = (*span, Span::new(start, start + words.len()));
            *places.get_mut(*index)? = new;
        }
        let (mut old, mut new) = (*span, begin);
        for index in before.iter().rev() {
            let (_, span, words) = self.spans.get(*index)?;
            let end = if span.end > old.start {
                new.start.checked_sub(old.start - span.start)? + words.len()
            } else {
                before_gap(text, new.start, self.known(span.end, old.start), old.start - span.end, words)?
            };
            (old, new) = (*span, Span::new(end.checked_sub(words.len())?, end));
            *places.get_mut(*index)? = new;
        }
        let stand = self.spans.iter().zip(&places).all(|((_, _, words), place)| place.slice(text) == Some(words));
        stand.then_some(places)
    }

    /// Whether the words, which were at `span`, would begin or end within a word at `place`, and did not before: "he"
    /// is not found in "the".
    fn cuts_a_word(&self, text: &str, span: Span, place: Span) -> bool {
        let within = |before: Option<char>, after: Option<char>| before.zip(after).is_some_and(|(a, b)| both_of_a_word(a, b));
        let words = place.slice(text).unwrap_or_default();
        let (first, last) = (words.chars().next(), words.chars().next_back());
        let begins = within(text.get(..place.start).and_then(|before| before.chars().next_back()), first);
        let ends = within(last, text.get(place.end..).and_then(|after| after.chars().next()));
        (begins && !within(self.was_before(span.start), first)) || (ends && !within(last, self.was_after(span.end)))
    }

    /// The character before a byte of the article as it was, where it is known from the surroundings.
    fn was_before(&self, at: usize) -> Option<char> {
        let known = [self.content_start.saturating_sub(self.prefix.len()), self.content_end].map(|from| self.known(from, at));
        known.into_iter().flatten().find_map(|before| before.chars().next_back())
    }

    /// The character after a byte of the article as it was, where it is known from the surroundings.
    fn was_after(&self, at: usize) -> Option<char> {
        let known = [self.content_start, self.content_end + self.suffix.len()].map(|to| self.known(at, to));
        known.into_iter().flatten().find_map(|after| after.chars().next())
    }

    /// What was between two bytes of the article as it was, where that is known from the surroundings.
    pub(in crate::review) fn known(&self, start: usize, end: usize) -> Option<&'a str> {
        let first = self.content_start.checked_sub(self.prefix.len())?;
        let before = start.checked_sub(first).zip(end.checked_sub(first)).and_then(|(start, end)| self.prefix.get(start..end));
        let after = start.checked_sub(self.content_end).zip(end.checked_sub(self.content_end));
        before.or_else(|| after.and_then(|(start, end)| self.suffix.get(start..end)))
    }

    /// Characters of context that agree around `content`, before and after; marks of quotation, dashes and white space are
    /// all the same for that. Where a side reached the text's end, that it does again counts as [`EDGE`] more.
    fn agreement(&self, text: &str, content: Span) -> Option<Agreement> {
        let before = text.get(..content.start)?;
        let after = text.get(content.end..)?;
        let prefix = alike(folded(self.prefix.chars().rev()), folded(before.chars().rev()));
        let suffix = alike(folded(self.suffix.chars()), folded(after.chars()));
        let at_start = before == self.prefix && prefix < CONTEXT;
        let at_end = after == self.suffix && suffix < CONTEXT;
        Some(Agreement { before: prefix + if at_start { EDGE } else { 0 }, after: suffix + if at_end { EDGE } else { 0 } })
    }

    /// From where to where the content reaches, where each span has a place of its own.
    pub(in crate::review) fn content_of(&self, places: &[Span]) -> Option<Span> {
        let contents = self.spans.iter().zip(places).filter(|((part, ..), _)| *part == Part::Content);
        contents.map(|(_, span)| *span).reduce(Span::cover)
    }

    /// Whether the text around the content is, `shift` bytes further on, all that was stored.
    pub(in crate::review) fn is_surrounded(&self, text: &str, shift: isize) -> bool {
        let Some(content) = self.content_at(shift) else { return false };
        let before = text.get(..content.start).is_some_and(|before| before.ends_with(self.prefix));
        before && text.get(content.end..).is_some_and(|after| after.starts_with(self.suffix))
    }

    /// Whether the surroundings are enough to tell that it is the same place.
    fn is_enough(&self, agreement: Agreement) -> bool {
        if self.characters >= LONG {
            agreement.total() >= MINIMUM_LONG
        } else {
            agreement.total() >= MINIMUM_SHORT && agreement.before.min(agreement.after) >= EDGE
        }
    }

    /// The verdict over all places where the words are.
    pub(in crate::review) fn judge(&self, mut places: Vec<Place>) -> Found {
        places.sort_by_key(|place| std::cmp::Reverse(place.agreement.total()));
        match places.as_slice() {
            [] => Found::Nowhere,
            _ if places.len() >= MOST_PLACES => Found::Unsure,
            [only] if self.is_enough(only.agreement) => only.found(),
            // As many words do not occur twice by chance, nor do fewer with surroundings in common: either may be a copy.
            [best, next, ..]
                if self.is_enough(best.agreement)
                    && best.agreement.total() - next.agreement.total() >= MARGIN
                    && next.agreement.total() < EDGE
                    && self.characters < LONG =>
            {
                best.found()
            }
            _ => Found::Unsure,
        }
    }
}

/// Characters of context that agree, on either side of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::review) struct Agreement {
    before: usize,
    after: usize,
}

impl Agreement {
    pub(in crate::review) const fn total(self) -> usize {
        self.before + self.after
    }
}

/// Bytes of spaces and marks between two spans that may be others where what was there is not known.
const GAP: usize = 8;

/// Where `words` begin after the byte `from`, with a gap like the one before them; `length` is its old one in bytes.
fn after_gap(text: &str, from: usize, gap: Option<&str>, length: usize, words: &str) -> Option<usize> {
    let rest = text.get(from..)?;
    let mut at = from;
    if let Some(gap) = gap {
        let mut wanted = folded(gap.chars()).peekable();
        let mut blank = false;
        for c in rest.chars() {
            let c_folded = fold(c);
            if blank && c_folded == ' ' {
                at += c.len_utf8();
                continue;
            }
            if wanted.peek().is_none() {
                break;
            }
            if wanted.next() != Some(c_folded) {
                return None;
            }
            blank = c_folded == ' ';
            at += c.len_utf8();
        }
        return (wanted.next().is_none() && text.get(at..)?.starts_with(words)).then_some(at);
    }
    if length > GAP {
        return None;
    }
    for c in rest.chars() {
        if text.get(at..)?.starts_with(words) {
            return Some(at);
        }
        if c.is_alphanumeric() || at - from > GAP {
            return None;
        }
        at += c.len_utf8();
    }
    None
}

/// Where `words` end before the byte `to`, with a gap like the one after them.
fn before_gap(text: &str, to: usize, gap: Option<&str>, length: usize, words: &str) -> Option<usize> {
    let rest = text.get(..to)?;
    let mut at = to;
    if let Some(gap) = gap {
        let mut wanted = folded(gap.chars().rev()).peekable();
        let mut blank = false;
        for c in rest.chars().rev() {
            let c_folded = fold(c);
            if blank && c_folded == ' ' {
                at -= c.len_utf8();
                continue;
            }
            if wanted.peek().is_none() {
                break;
            }
            if wanted.next() != Some(c_folded) {
                return None;
            }
            blank = c_folded == ' ';
            at -= c.len_utf8();
        }
        return (wanted.next().is_none() && text.get(..at)?.ends_with(words)).then_some(at);
    }
    if length > GAP {
        return None;
    }
    for c in rest.chars().rev() {
        if text.get(..at)?.ends_with(words) {
            return Some(at);
        }
        if c.is_alphanumeric() || to - at > GAP {
            return None;
        }
        at -= c.len_utf8();
    }
    None
}

/// Whether two characters that are side by side belong to one word.
fn both_of_a_word(before: char, after: char) -> bool {
    before.is_alphanumeric() && after.is_alphanumeric()
}

fn alike(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

/// A character for comparing surroundings: one mark of quotation, one apostrophe, one dash, one blank.
pub(in crate::review) const fn fold(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' => '"',
        '‘' | '’' | '‚' | '‛' | '`' | '´' => '\'',
        '‐'..='―' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// The characters of a text, folded, of several spaces one.
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
    let corrected = claim.correction.parts[part].is_some();
    if corrected { &kept.correction[part] } else { &kept.suggestion[part] }
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
pub(in crate::review) fn search(text: &str, views: &[View<'_>]) -> Vec<Vec<Place>> {
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
                    list.extend(view.place(text, shift));
                }
            }
        }
    }
    places
}
