//! How nearly the words of a claim stand at a place, and where exactly each of its spans then lies.
//!
//! Words are aligned by the least cost of changing the old ones into some passage of the text near the place
//! (Sellers 1980, The theory and computation of evolutionary distances), counted in characters; two words that
//! share most of their letters cost the letters in which they differ (Levenshtein).

use super::exact::{View, fold};
use super::{Candidate, WORDS_SHARE};
use crate::claim::Part;
use crate::text::Span;

/// Words beyond which only the beginning and the end of a span are aligned, this many of each.
const ENDS: usize = 64;
/// Bytes around the expected place in which a span is sought, besides a quarter of its length.
const AROUND: usize = 40;
/// The same at most.
const FAR: usize = 400;
/// Bytes from which one side of the surroundings tells a place.
const TELLING: usize = 16;
/// What a character that came in costs beside one that went: a claim that grew is rather found whole than in part.
const ADDED: f32 = 0.5;
/// The likeness from which a span of cue or source is taken to be there.
const THERE: f32 = 0.6;
/// The same for a passage of content.
const CONTENT_THERE: f32 = 0.4;

/// A word or a mark of a text.
#[derive(Clone, Copy, Debug)]
pub(in crate::review) struct Token {
    /// Of its folded letters in lower case.
    pub(in crate::review) hash: u64,
    /// Where it is.
    pub(in crate::review) span: Span,
    /// Whether it consists of letters and digits.
    pub(in crate::review) is_word: bool,
}

/// The words and marks of a text, without the spaces.
pub(in crate::review) fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, c)| !c.is_whitespace())?;
        let is_word = first.is_alphanumeric();
        let mut hash = mixed(0xcbf2_9ce4_8422_2325, first);
        let mut end = start + first.len_utf8();
        while is_word && let Some((at, c)) = rest.next_if(|(_, c)| c.is_alphanumeric()) {
            hash = mixed(hash, c);
            end = at + c.len_utf8();
        }
        Some(Token { hash, span: Span::new(start, end), is_word })
    })
}

/// FNV-1a over the folded character.
fn mixed(hash: u64, c: char) -> u64 {
    let c = fold(c);
    let lower = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
    (hash ^ u64::from(lower as u32)).wrapping_mul(0x0100_0000_01b3)
}

/// A claim's spans at a place, and how well they match.
#[derive(Clone, Debug)]
pub(in crate::review) struct Place {
    parts: Vec<(Part, Vec<Span>)>,
    /// From where to where its content reaches.
    pub(in crate::review) content: Option<Span>,
    /// Likeness of the words, 0 to 1.
    pub(in crate::review) words: f32,
    /// Likeness of the surroundings, 0 to 1.
    pub(in crate::review) context: f32,
}

impl Place {
    /// Both together.
    pub(in crate::review) fn score(&self) -> f32 {
        WORDS_SHARE * self.words + (1.0 - WORDS_SHARE) * self.context
    }

    /// Its first passage of content.
    pub(in crate::review) fn begins(&self) -> Option<Span> {
        self.parts.first().and_then(|(_, spans)| spans.first().copied())
    }

    /// Lets its content reach to where the quotation or the sentence ends, if it did before.
    pub(in crate::review) fn stretch(&mut self, text: &str, view: &View<'_>) {
        if let Some((_, spans)) = self.parts.first_mut() {
            super::edges::stretched(view, text, spans);
            self.content = spans.first().zip(spans.last()).map(|(first, last)| first.cover(*last));
        }
    }

    /// For a person to look at.
    pub(in crate::review) fn candidate(self) -> Candidate {
        Candidate { score: self.score(), parts: self.parts }
    }
}

/// The claim some `shift` bytes further on; `None` where nothing like its content is.
pub(in crate::review) fn place(text: &str, view: &View<'_>, shift: isize) -> Option<Place> {
    let mut parts: Vec<(Part, Vec<Span>)> = Part::ALL.iter().map(|part| (*part, Vec::new())).collect();
    let (mut alike, mut total) = (0.0, 0);
    // Where the spans before went, the next ones are expected.
    let mut shift = shift;
    for (index, (part, span, words)) in view.spans.iter().enumerate() {
        let length = words.chars().count();
        total += length;
        let expected = span.start.saturating_add_signed(shift);
        let Some((found, likeness)) = locate(text, words, expected) else { continue };
        let needed = if *part == Part::Content { CONTENT_THERE } else { THERE };
        let inside = *part != Part::Content && parts.iter().flat_map(|(_, spans)| spans).any(|other| other.overlaps(found));
        if likeness < needed || (inside && likeness < 1.0) {
            continue;
        }
        alike += likeness * length as f32;
        if index == 0 {
            shift = found.start as isize - span.start as isize;
        }
        if let Some((_, spans)) = parts.iter_mut().find(|(own, _)| own == part) {
            spans.push(found);
        }
    }
    for (_, spans) in &mut parts {
        crate::text::span::normalise(spans);
    }
    let content = parts.first().and_then(|(_, spans)| Some(spans.first()?.cover(*spans.last()?)))?;
    let context = around(text, view, content);
    Some(Place { parts, content: Some(content), words: alike / total.max(1) as f32, context })
}

/// Likeness of the better side of the surroundings of what is `shift` bytes further on, whatever that is: of a
/// place whose words were replaced, or which somebody tore apart. A side that is too short tells nothing.
pub(in crate::review) fn better_side(text: &str, view: &View<'_>, shift: isize) -> f32 {
    let Some(content) = view.content_at(shift) else { return 0.0 };
    let (before, after) = sides(text, view, content);
    let telling = |words: &str, likeness: f32| if words.trim().len() >= TELLING { likeness } else { 0.0 };
    telling(view.prefix, before).max(telling(view.suffix, after))
}

/// Likeness of what is around `content` with what was around it.
fn around(text: &str, view: &View<'_>, content: Span) -> f32 {
    let (before, after) = sides(text, view, content);
    (before + after) / 2.0
}

/// The same before it and after it.
fn sides(text: &str, view: &View<'_>, content: Span) -> (f32, f32) {
    let reach = |words: &str| words.len() + words.len() / 2;
    let before = window(text, content.start.saturating_sub(reach(view.prefix)), content.start);
    let after = window(text, content.end, content.end + reach(view.suffix));
    let likeness = |words: &str, window: Span, at: usize| match (words.trim(), window.slice(text)) {
        ("", Some(there)) => f32::from(u8::from(there.trim().is_empty())),
        (words, Some(there)) => best(words, there, at.saturating_sub(window.start)).map_or(0.0, |(_, likeness)| likeness),
        _ => 0.0,
    };
    let prefix = likeness(view.prefix, before, content.start.saturating_sub(view.prefix.len()));
    let suffix = likeness(view.suffix, after, content.end);
    (prefix, suffix)
}

/// The passage of text between two bytes, widened to whole words.
fn window(text: &str, start: usize, end: usize) -> Span {
    let (mut start, mut end) = (start.min(text.len()), end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// Where words like `words` stand near the byte `expected`, and how like they are.
fn locate(text: &str, words: &str, expected: usize) -> Option<(Span, f32)> {
    let around = (AROUND + words.len() / 4).min(FAR);
    let count = tokens(words).count();
    if count <= 2 * ENDS {
        return within(text, words, expected, around);
    }
    // Of a long span the two ends say where it lies, and stand for what is between them.
    let head_end = tokens(words).nth(ENDS - 1).map_or(words.len(), |token| token.span.end);
    let tail_start = tokens(words).nth(count - ENDS).map_or(0, |token| token.span.start);
    let (head, head_likeness) = within(text, words.get(..head_end)?, expected, around)?;
    let tail_expected = (head.start + tail_start).min(text.len());
    let (tail, tail_likeness) = within(text, words.get(tail_start..)?, tail_expected, around)?;
    let whole = Span::new(head.start, tail.end);
    let longer = whole.len().max(words.len()).max(1);
    let ratio = whole.len().min(words.len()) as f32 / longer as f32;
    Some((whole, ratio * (head_likeness + tail_likeness) / 2.0))
}

fn within(text: &str, words: &str, expected: usize, around: usize) -> Option<(Span, f32)> {
    let mut window = window(text, expected.saturating_sub(around), expected + words.len() + around);
    // No half word at the ends.
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    while is_letter(text.get(..window.start)?.chars().next_back()) && is_letter(text.get(window.start..)?.chars().next()) {
        window.start -= text.get(..window.start)?.chars().next_back()?.len_utf8();
    }
    while is_letter(text.get(window.end..)?.chars().next()) && is_letter(text.get(..window.end)?.chars().next_back()) {
        window.end += text.get(window.end..)?.chars().next()?.len_utf8();
    }
    let (span, likeness) = best(words, window.slice(text)?, expected.saturating_sub(window.start))?;
    Some((Span::new(window.start + span.start, window.start + span.end), likeness))
}

/// A state of the alignment: what it cost so far, and at which token of the text it began.
#[derive(Clone, Copy)]
struct State {
    cost: f32,
    start: usize,
}

/// The passage of `text` that is most like `words`, near byte `expected` of it where two are as good.
fn best(words: &str, text: &str, expected: usize) -> Option<(Span, f32)> {
    let old: Vec<Token> = tokens(words).collect();
    let new: Vec<Token> = tokens(text).collect();
    if old.is_empty() || new.is_empty() {
        return None;
    }
    let weight = |token: &Token, of: &str| token.span.slice(of).map_or(1, |word| word.chars().count()) as f32;
    let total: f32 = old.iter().map(|token| weight(token, words)).sum();
    // Column 0: nothing of the text is used yet; it may begin anywhere for free.
    let mut row: Vec<State> = (0..=new.len()).map(|start| State { cost: 0.0, start }).collect();
    for a in &old {
        let gone = weight(a, words);
        let mut diagonal = row[0];
        row[0].cost += gone;
        for (column, b) in new.iter().enumerate() {
            let above = row[column + 1];
            let left = row[column];
            let swap = State { cost: diagonal.cost + changed(a, words, b, text), start: diagonal.start };
            let drop = State { cost: above.cost + gone, start: above.start };
            let add = State { cost: left.cost + ADDED * weight(b, text), start: left.start };
            let cheapest = [swap, drop, add].into_iter().min_by(|a, b| a.cost.total_cmp(&b.cost)).unwrap_or(swap);
            diagonal = above;
            row[column + 1] = cheapest;
        }
    }
    let start_of = |state: &State| new.get(state.start).map_or(text.len(), |token| token.span.start);
    let (end, state) = row.iter().enumerate().skip(1).filter(|(end, state)| state.start < *end).min_by(|(_, a), (_, b)| {
        let distance = |state: &State| start_of(state).abs_diff(expected);
        a.cost.total_cmp(&b.cost).then_with(|| distance(a).cmp(&distance(b)))
    })?;
    let span = Span::new(start_of(state), new.get(end - 1)?.span.end);
    Some((span, (1.0 - state.cost / total).max(0.0)))
}

/// What it costs to write the word `b` for the word `a`, in characters.
fn changed(a: &Token, old: &str, b: &Token, new: &str) -> f32 {
    if a.hash == b.hash {
        return 0.0;
    }
    let (Some(a_word), Some(b_word)) = (a.span.slice(old), b.span.slice(new)) else {
        return 1.0;
    };
    let (long, short) = (a_word.chars().count().max(b_word.chars().count()), a_word.chars().count().min(b_word.chars().count()));
    if !(a.is_word && b.is_word) || long > 2 * short || long > 40 {
        return long as f32;
    }
    let distance = levenshtein(a_word, b_word);
    if 2 * distance > long { long as f32 } else { distance as f32 }
}

/// Letters to be changed, added or dropped to make `b` of `a`; case does not count.
fn levenshtein(a: &str, b: &str) -> usize {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let b: Vec<char> = b.chars().map(lower).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (line, a) in a.chars().map(lower).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, b) in b.iter().enumerate() {
            let cost = diagonal + usize::from(a != *b);
            diagonal = row[column + 1];
            row[column + 1] = cost.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}
