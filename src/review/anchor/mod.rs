//! Finding a stored claim again in an article that may have changed.
//!
//! A claim is found when all its spans are at one place of the text, word for word and
//! at the same distances, whose surroundings resemble the stored ones enough, and clearly more than any other place,
//! those included where nearly the same words are. Nothing is guessed: where the surroundings are too
//! poor or a second place is as good, the claim is ambiguous; where its words are gone, it is an orphan.
//! For both, [`candidates`] proposes places, best first, and a person decides. The idea of quote, prefix and
//! suffix is that of the W3C Web Annotation Data Model (TextQuoteSelector).

mod align;
pub mod allowance;
mod edges;
mod exact;
mod look;
mod near;
pub mod nothing;
mod unchanged;

use std::collections::HashMap;

use crate::claim::{Claim, Part, Parts};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::correction::{Anchor, Correction, Kept, KeptWords};
use crate::review::state::rival::Side;
use crate::text::{CONTEXT, Span, context};
use exact::{Found, View};
use unchanged::Unchanged;

/// Characters of context that must agree for a claim of [`LONG`] characters and more.
const MINIMUM_LONG: usize = 16;
/// The same for a shorter claim, whose words may well be elsewhere; [`EDGE`] of them on either side.
const MINIMUM_SHORT: usize = 32;
/// Characters, over all its spans, from which a claim is long.
const LONG: usize = 48;
/// By how many characters of context the best place must surpass the next.
const MARGIN: usize = 12;
/// What the start or end of the text counts as, in characters of context.
const EDGE: usize = 8;
/// Bytes of a content's beginning that are searched for; the rest is compared.
const NEEDLE: usize = 48;
/// Places with the very words of a claim of which no more are compared: of so many none stands out.
const MOST_PLACES: usize = 1024;

/// The share of the words in a candidate's score; the rest is that of the surroundings.
const WORDS_SHARE: f32 = 0.7;
/// The score below which a place is not proposed.
pub const MINIMUM_SCORE: f32 = 0.5;
/// The likeness of words from which another place is taken for a rival of the one where a claim was found: it may be
/// the place itself, where somebody changed the words, and the other a copy.
const RIVAL_WORDS: f32 = 0.5;
/// The likeness of surroundings that makes such a place a rival.
const RIVAL_CONTEXT: f32 = 0.3;
/// The likeness of what is before or after it from which a place is a rival, whatever is there: its words
/// may have been replaced, or torn apart.
const RIVAL_SIDE: f32 = 0.8;
/// How many places are proposed at most.
pub const MOST_CANDIDATES: usize = 5;

/// A claim as it was stored: its spans with the words that were there.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The claim; its spans refer to the article as it was.
    pub claim: ReviewedClaim,
    /// The words of its spans, and those around its content.
    pub words: Kept,
    /// How it was lost already in the text that it was stored with; `None`: it was not.
    pub lost: Option<Anchor>,
}

impl Stored {
    /// A claim, whose spans lie in `text`, with their words: as a sidecar stores it.
    pub fn of(claim: &ReviewedClaim, text: &str) -> Self {
        let nothing = Kept::default();
        let kept = claim.kept.as_deref().unwrap_or(&nothing);
        let lost = claim.anchor.is_lost().then_some(claim.anchor);
        let (prefix, suffix) = match lost {
            Some(_) => (kept.prefix.clone(), kept.suffix.clone()),
            None => context(text, claim.spans(Part::Content)),
        };
        let words = |claim: &Claim| Parts::from_fn(|part| words_of(text, &claim.parts[part], &kept.suggestion[part]));
        let suggestion = claim.suggestion.as_ref().map(words);
        let correction = corrected_words(text, &claim.correction, &kept.correction);
        let words = Kept { suggestion: suggestion.unwrap_or_default(), correction, prefix, suffix };
        let mut claim = ReviewedClaim { anchor: Anchor::Exact, kept: None, ..claim.clone() };
        if let Some(rival) = &mut claim.rival {
            for side in rival.all_mut() {
                side.kept = corrected_words(text, &side.correction, &side.kept);
            }
        }
        Self { claim, words, lost }
    }
}

fn corrected_words(text: &str, correction: &Correction, kept: &KeptWords) -> KeptWords {
    Parts::from_fn(|part| words_of(text, correction.parts[part].as_deref().unwrap_or_default(), &kept[part]))
}

/// The words of each span: the kept ones where there are any, else those of the text.
fn words_of(text: &str, spans: &[Span], kept: &[String]) -> Vec<String> {
    let here = |span: &Span| span.slice(text).unwrap_or_default().to_owned();
    spans.iter().enumerate().map(|(at, span)| kept.get(at).cloned().unwrap_or_else(|| here(span))).collect()
}

/// A place where a claim whose words are not certain any more may be now.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The spans of content, cue and source there; empty where nothing like them is.
    pub parts: Vec<(Part, Vec<Span>)>,
    /// How well words and surroundings match, 0 to 1; 1 only for the very words in the very surroundings.
    pub score: f32,
}

impl Candidate {
    /// The spans of a part.
    pub fn spans(&self, part: Part) -> &[Span] {
        self.parts.iter().find(|(own, _)| *own == part).map_or(&[], |(_, spans)| spans.as_slice())
    }
}

/// Whether the article still has the text that something was stored with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSince {
    /// It has, to the byte: every place is where it was.
    Unchanged,
    /// It has another one, or nobody knows.
    Changed,
}

impl TextSince {
    /// By whether the two texts are the same.
    pub const fn of(is_same: bool) -> Self {
        if is_same { Self::Unchanged } else { Self::Changed }
    }
}

/// Finds every claim in `text`, which is, or is not, the one that the claims were stored with.
pub fn anchor(text: &str, stored: Vec<Stored>, since: TextSince) -> Vec<ReviewedClaim> {
    anchor_with(text, stored, since, &Unchanged::default())
}

/// Finds every claim in `text`, where the text `before` is available in which they were: what did not change between the
/// two is where it was, whatever resembles it elsewhere.
pub fn anchor_again(before: &str, text: &str, stored: Vec<Stored>) -> Vec<ReviewedClaim> {
    anchor_with(text, stored, TextSince::of(before == text), &Unchanged::between(before, text))
}

fn anchor_with(text: &str, stored: Vec<Stored>, since: TextSince, stays: &Unchanged) -> Vec<ReviewedClaim> {
    let mut places: Vec<Option<Found>> = Vec::with_capacity(stored.len());
    let mut searched = Vec::new();
    for (index, stored) in stored.iter().enumerate() {
        let view = View::of(&stored.claim, &stored.words);
        places.push(match stored.lost {
            // What was not certain in this very text has not become so.
            Some(Anchor::Ambiguous) if since == TextSince::Unchanged => Some(Found::Unsure),
            Some(_) if since == TextSince::Unchanged => Some(Found::Nowhere),
            _ if since == TextSince::Unchanged && view.stands_at(text, 0) && view.is_surrounded(text, 0) => Some(Found::At(0)),
            _ => {
                searched.push(index);
                None
            }
        });
    }
    let searched_claims = || searched.iter().filter_map(|index| stored.get(*index));
    let views: Vec<View<'_>> = searched_claims().map(|stored| View::of(&stored.claim, &stored.words)).collect();
    // A claim that was lost in the text before was nowhere in it.
    let shifts = searched_claims().zip(&views).map(|(stored, view)| {
        let all = view.spans.iter().map(|(_, span, _)| *span).reduce(Span::cover).filter(|_| stored.lost.is_none());
        all.and_then(|all| stays.shift(all)).filter(|shift| view.stands_at(text, *shift))
    });
    let shifts: Vec<Option<isize>> = shifts.collect();
    let found = verdicts(text, &views, &shifts);
    drop(views);
    for (index, found) in searched.iter().zip(found) {
        if let Some(slot) = places.get_mut(*index) {
            *slot = Some(found);
        }
    }
    let mut seen = by_looks(text, &stored, &places, since);
    let found = stored.into_iter().zip(places).enumerate();
    let settle = |(index, (stored, found)): (usize, (Stored, Option<Found>))| match seen.remove(&index) {
        Some(spans) => spread(text, stored.claim, stored.words, spans),
        None => settled(text, stored, found.unwrap_or(Found::Nowhere)),
    };
    found.map(settle).collect()
}

/// Where the claims are by their looks that are not in a changed text letter for letter.
fn by_looks(text: &str, stored: &[Stored], places: &[Option<Found>], since: TextSince) -> HashMap<usize, Vec<Span>> {
    let lost = |place: &Option<Found>| matches!(place, None | Some(Found::Nowhere | Found::Unsure));
    if since == TextSince::Unchanged || !places.iter().any(lost) {
        return HashMap::new();
    }
    let all: Vec<&Stored> = stored.iter().collect();
    let seen = look::search(text, &all).into_iter().enumerate();
    seen.filter(|(index, _)| places.get(*index).is_some_and(lost)).filter_map(|(index, spans)| Some((index, spans?))).collect()
}

/// Leaves every claim where it is said to be in `text`, or keeps its words where they are not there.
pub fn in_place(text: &str, stored: Vec<Stored>) -> Vec<ReviewedClaim> {
    let place = |stored: &Stored| match stored.lost {
        Some(Anchor::Ambiguous) => Found::Unsure,
        None if View::of(&stored.claim, &stored.words).stands_at(text, 0) => Found::At(0),
        _ => Found::Nowhere,
    };
    let settle = |stored: Stored| {
        let found = place(&stored);
        settled(text, stored, found)
    };
    stored.into_iter().map(settle).collect()
}

/// Where the very words are, unless nearly the same ones are elsewhere in surroundings as good. `stays`: by how many
/// bytes each has moved, where that is certain.
fn verdicts(text: &str, views: &[View<'_>], stays: &[Option<isize>]) -> Vec<Found> {
    let places = exact::search(text, views);
    let mut found: Vec<Found> = views.iter().zip(&places).map(|(view, places)| view.judge(places.clone())).collect();
    let mut has_rival = vec![false; views.len()];
    let near = near::search(text, views, near::Strength::Rival);
    for (((view, found), has_rival), shifts) in views.iter().zip(&mut found).zip(&mut has_rival).zip(near) {
        let shift = match found {
            Found::At(shift) => *shift,
            Found::Spread(spans) => spans.first().map_or(0, |first| first.start as isize - view.content_start as isize),
            Found::Unsure | Found::Nowhere => continue,
        };
        let apart = |there: Option<Span>| there.zip(view.content_at(shift)).is_none_or(|(there, here)| !there.overlaps(here));
        let nearly_these_words = |at| {
            // The beginning tells: the rest of a content in several pieces may be shared with a copy of the first.
            let begins = |place: &align::Place| place.begins().zip(view.begins_at(shift)).is_none_or(|(a, b)| !a.overlaps(b));
            let place = align::place(text, view, at).filter(begins);
            place.is_some_and(|place| place.words >= RIVAL_WORDS && place.context >= RIVAL_CONTEXT)
        };
        let far = |at: isize| (at - shift).unsigned_abs() > 2 * CONTEXT && apart(view.content_at(at));
        let in_its_place = |at| far(at) && align::better_side(text, view, at) >= RIVAL_SIDE;
        if shifts.into_iter().any(|at| nearly_these_words(at) || in_its_place(at)) {
            *found = Found::Unsure;
            *has_rival = true;
        }
    }
    for (found, stays) in found.iter_mut().zip(stays) {
        if let Some(shift) = stays {
            *found = Found::At(*shift);
        }
    }
    settle_by_neighbours(text, views, &places, &has_rival, &mut found);
    for (view, found) in views.iter().zip(&mut found) {
        let content = match found {
            Found::At(shift) => view.content_at(*shift),
            Found::Spread(spans) => view.content_of(spans),
            Found::Unsure | Found::Nowhere => None,
        };
        if content.is_some_and(|content| edges::is_cut_off(view, text, content)) {
            *found = Found::Unsure;
        }
    }
    found
}

/// A claim whose very words are in one place only, and nothing like them elsewhere, is there if it has moved like the
/// claim before it or the one after it; the first has the text's beginning before it. Where something resembles it, both
/// have to have moved alike, and its surroundings have to be the same.
fn settle_by_neighbours(text: &str, views: &[View<'_>], places: &[Vec<exact::Place>], has_rival: &[bool], found: &mut [Found]) {
    let mut order: Vec<usize> = (0..views.len()).collect();
    order.sort_by_key(|index| views.get(*index).map(|view| (view.content_start, view.content_end)));
    let certain = |found: &[Found], index: usize| match found.get(index) {
        Some(Found::At(shift)) => Some(*shift),
        _ => None,
    };
    let before = found.to_vec();
    for (at, index) in order.iter().copied().enumerate() {
        let (Some(view), Some(places)) = (views.get(index), places.get(index)) else { continue };
        if before.get(index) != Some(&Found::Unsure) {
            continue;
        }
        let earlier = order.iter().take(at).rev().find_map(|other| certain(&before, *other));
        let later = order.iter().skip(at + 1).find_map(|other| certain(&before, *other));
        let is_alone = places.len() == 1 && has_rival.get(index) == Some(&false);
        let is_there = |shift: &isize| {
            let between = earlier.is_some() && earlier == later && view.is_surrounded(text, *shift);
            view.stands_at(text, *shift) && (is_alone || between)
        };
        if let Some(shift) = [Some(earlier.unwrap_or(0)), later].into_iter().flatten().find(is_there)
            && let Some(slot) = found.get_mut(index)
        {
            *slot = Found::At(shift);
        }
    }
}

/// Where each of `claims` may be in `text`, best first: for those whose words are not certain any more.
pub fn candidates(text: &str, claims: &[&ReviewedClaim]) -> Vec<Vec<Candidate>> {
    let nothing = Kept::default();
    let views: Vec<View<'_>> = claims.iter().map(|claim| View::of(claim, claim.kept.as_deref().unwrap_or(&nothing))).collect();
    let exact = exact::search(text, &views);
    let near = near::search(text, &views, near::Strength::Candidate);
    let proposed = |((view, exact), near): ((&View<'_>, Vec<exact::Place>), Vec<isize>)| {
        let mut exact = exact;
        exact.sort_by_key(|place| std::cmp::Reverse(place.agreement.total()));
        let shifts = exact.into_iter().take(2 * MOST_CANDIDATES).map(|place| place.shift).chain(near);
        let mut places: Vec<align::Place> = shifts.filter_map(|shift| align::place(text, view, shift)).collect();
        places.iter_mut().for_each(|place| place.stretch(text, view));
        places.sort_by(|a, b| b.score().total_cmp(&a.score()));
        let mut kept: Vec<align::Place> = Vec::new();
        for place in places.into_iter().filter(|place| place.score() >= MINIMUM_SCORE) {
            let known = |other: &align::Place| other.content.zip(place.content).is_some_and(|(a, b)| a.overlaps(b));
            if kept.len() < MOST_CANDIDATES && !kept.iter().any(known) {
                kept.push(place);
            }
        }
        kept.into_iter().map(align::Place::candidate).collect()
    };
    views.iter().zip(exact).zip(near).map(proposed).collect()
}

fn shifted(span: Span, shift: isize) -> Option<Span> {
    Some(Span::new(span.start.checked_add_signed(shift)?, span.end.checked_add_signed(shift)?))
}

/// The claim with its spans at the place where it was found, and with its words kept where it was not.
fn settled(text: &str, stored: Stored, found: Found) -> ReviewedClaim {
    let Stored { mut claim, words, .. } = stored;
    // What was cut and is there again is where it is.
    let was_cut = std::mem::take(&mut claim.cut);
    let shift = match found {
        Found::At(shift) => shift,
        Found::Spread(spans) => return spread(text, claim, words, spans),
        Found::Unsure | Found::Nowhere => {
            claim.anchor = if found == Found::Unsure { Anchor::Ambiguous } else { Anchor::Orphan };
            claim.cut = was_cut;
            claim.kept = Some(Box::new(words));
            return claim;
        }
    };
    claim.anchor = if shift == 0 { Anchor::Exact } else { Anchor::Moved };
    let mut kept = Kept::default();
    if let Some(suggestion) = &mut claim.suggestion {
        for (part, words) in words.suggestion {
            kept.suggestion[part] = moved(text, &mut suggestion.parts[part], words, shift);
        }
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
        for span in claim.correction.parts.iter_mut().filter_map(|(_, spans)| spans.as_mut()).flatten() {
            *span = shifted(*span, shift).unwrap_or(*span);
        }
    }
    if let Some(rival) = &mut claim.rival {
        for side in rival.all_mut() {
            move_side(text, side, shift);
        }
    }
    claim.kept = (kept != Kept::default()).then(|| Box::new(kept));
    claim
}

/// The claim with each of its spans in force at a place of its own. What is not there as it was (a
/// suggestion next to a correction, another person's spans) keeps its words.
fn spread(text: &str, mut claim: ReviewedClaim, words: Kept, spans: Vec<Span>) -> ReviewedClaim {
    let old = claim.stored_spans(Part::Content).first().map_or(0, |span| span.start);
    let shift = spans.first().map_or(0, |span| span.start as isize - old as isize);
    let mut kept = Kept::default();
    let mut new = spans.into_iter();
    let correction = &mut claim.correction;
    let mut suggestion = claim.suggestion.as_mut();
    for part in Part::ALL {
        let suggested = suggestion.as_deref_mut().map(|claim| &mut claim.parts[part]);
        match (&mut correction.parts[part], suggested) {
            (Some(spans), suggested) => {
                spans.iter_mut().zip(&mut new).for_each(|(span, new)| *span = new);
                if let Some(suggested) = suggested {
                    kept.suggestion[part] = moved(text, suggested, words.suggestion[part].clone(), shift);
                }
            }
            (None, Some(spans)) => spans.iter_mut().zip(&mut new).for_each(|(span, new)| *span = new),
            (None, None) => {}
        }
    }
    if let Some(suggestion) = &mut claim.suggestion {
        suggestion.reason.antecedent = None;
        suggestion.reason.via_spans.clear();
    }
    if let Some(rival) = &mut claim.rival {
        for side in rival.all_mut() {
            move_side(text, side, shift);
        }
    }
    claim.anchor = Anchor::Moved;
    claim.kept = (kept != Kept::default()).then(|| Box::new(kept));
    claim
}

/// Moves what another person made of a claim along with it; words that are not there are kept.
fn move_side(text: &str, side: &mut Side, shift: isize) {
    for (part, kept) in side.kept.iter_mut() {
        *kept = match &mut side.correction.parts[part] {
            Some(spans) => moved(text, spans, std::mem::take(kept), shift),
            None => Vec::new(),
        };
    }
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
