//! The quotations of an article: which words a claim gives as somebody's own, and what the paper did to them
//! openly ("...", "[the president]", "(sic)").

use std::sync::Arc;

use super::tokens::{Token, word_at};
use crate::article::{Article, BlockKind};
use crate::claim::{ClaimId, Directness, Part};
use crate::review::{Decision, ReviewedClaim, Session};
use crate::text::{QuoteStyle, Scan, Span, single_line};

/// Words that a quotation outside any claim must have; shorter ones are names and irony.
const WORDS: usize = 3;
/// Bytes that an insertion in brackets may have.
const INSERTION: usize = 80;

/// What is between two passages of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// The paper interrupted: "…," she said, "…".
    Joint,
    /// Words left out, and told so.
    Ellipsis,
    /// Words put in or replaced, and told so.
    Insertion,
}

/// Words in a row as the paper gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// What is before it; of the first nothing.
    pub before: Option<Gap>,
    pub tokens: Vec<Token>,
    /// The words folded, as they are compared.
    pub folded: Vec<Box<str>>,
}

/// One quotation of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    /// The claim that it belongs to.
    pub claim: Option<ClaimId>,
    /// Its pieces in the article, without quotation marks.
    pub spans: Vec<Span>,
    pub stretches: Vec<Stretch>,
}

/// Every quotation of the article in the order of the text: those of direct and mixed claims, and those
/// that no claim covers. Rejected claims have none.
pub(super) fn quotations(session: &Session) -> Vec<Quoted> {
    let article = session.article();
    let blocks: Vec<_> = article.blocks.iter().filter(|block| block.kind.holds_claims()).collect();
    let scan = Scan::of(&article.text, blocks.iter().map(|block| block.span));
    let mut inner: Vec<Span> = Vec::new();
    for quotation in scan.quotations.iter().filter(|quotation| !quotation.nested) {
        let mark = |word: u32| scan.words.get(word as usize).map_or(Span::default(), |word| word.span());
        let end = if quotation.closed { mark(quotation.end_word.saturating_sub(1)).start } else { quotation.span.end };
        let long_enough = quotation.style != QuoteStyle::Single || quotation.closed;
        inner.extend(Some(Span::new(mark(quotation.first_word).end, end)).filter(|span| long_enough && !span.is_empty()));
    }
    let set_apart: Vec<Span> = blocks.iter().filter(|block| block.kind == BlockKind::Quotation).map(|block| block.span).collect();
    let mut found = Vec::new();
    let mut covered: Vec<Span> = Vec::new();
    for claim in session.claims().iter().filter(|claim| claim.decision != Decision::Rejected) {
        covered.extend_from_slice(claim.spans(Part::Content));
        of_claim(session, claim, &inner, &set_apart, &mut found);
    }
    covered.sort_unstable();
    // Contents may nest: how far any of those that begin earlier reaches.
    let mut reach = 0;
    let reaches: Vec<usize> = covered
        .iter()
        .map(|span| {
            reach = reach.max(span.end);
            reach
        })
        .collect();
    for span in inner {
        let before = covered.partition_point(|other| other.start < span.end);
        let is_covered = before.checked_sub(1).and_then(|at| reaches.get(at)).is_some_and(|reach| *reach > span.start);
        if !is_covered {
            let quoted = quoted(&article.text, None, vec![span]);
            found.extend(quoted.filter(|quoted| quoted.words() >= WORDS));
        }
    }
    found.sort_by_key(|quoted| quoted.spans.first().map_or(0, |span| span.start));
    found
}

fn of_claim(session: &Session, claim: &Arc<ReviewedClaim>, inner: &[Span], set_apart: &[Span], found: &mut Vec<Quoted>) {
    let content = claim.spans(Part::Content);
    let text = &session.article().text;
    let mut pieces: Vec<Span> = content.iter().flat_map(|span| shared(*span, inner)).collect();
    let directness = session.directness(claim);
    if pieces.is_empty() {
        // Set apart as a block, or direct by the reviewer's word: all of it is quoted.
        let all = content.iter().all(|span| set_apart.iter().any(|block| block.overlaps(*span)));
        if content.is_empty() || !(all || directness == Directness::Direct) {
            return;
        }
        pieces = content.to_vec();
    }
    if directness == Directness::Mixed {
        // Paraphrase lies between: each piece stands for itself.
        found.extend(pieces.into_iter().filter_map(|piece| quoted(text, Some(claim.id.clone()), vec![piece])));
    } else {
        found.extend(quoted(text, Some(claim.id.clone()), pieces));
    }
}

/// What `span` has in common with each of `inner`, which are sorted and disjoint.
fn shared(span: Span, inner: &[Span]) -> impl Iterator<Item = Span> + '_ {
    let first = inner.partition_point(|other| other.end <= span.start);
    inner
        .get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(move |other| other.start < span.end)
        .map(move |other| Span::new(other.start.max(span.start), other.end.min(span.end)))
        .filter(|shared| !shared.is_empty())
}

impl Quoted {
    /// How many words it has.
    pub fn words(&self) -> usize {
        self.stretches.iter().map(|stretch| stretch.tokens.len()).sum()
    }
}

/// Takes a quotation apart; `None` where no word is in it.
fn quoted(text: &str, claim: Option<ClaimId>, spans: Vec<Span>) -> Option<Quoted> {
    let mut reader = Reader { text, stretches: Vec::new(), gap: None };
    for (index, span) in spans.iter().enumerate() {
        if index > 0 {
            reader.interrupt(Gap::Joint);
        }
        reader.read(*span);
    }
    let spans = spans.into_iter().map(|span| span.trimmed(text)).collect();
    (!reader.stretches.is_empty()).then_some(Quoted { claim, spans, stretches: reader.stretches })
}

struct Reader<'t> {
    text: &'t str,
    stretches: Vec<Stretch>,
    gap: Option<Gap>,
}

impl Reader<'_> {
    /// Notes a gap before the next word; the one that allows most stays.
    fn interrupt(&mut self, gap: Gap) {
        if self.stretches.is_empty() {
            return;
        }
        self.gap = match (self.gap, gap) {
            (Some(Gap::Ellipsis), _) | (_, Gap::Ellipsis) => Some(Gap::Ellipsis),
            (Some(Gap::Insertion), _) | (_, Gap::Insertion) => Some(Gap::Insertion),
            _ => Some(Gap::Joint),
        };
    }

    fn push(&mut self, span: Span, folded: &str) {
        let token = Token { span };
        match self.stretches.last_mut().filter(|_| self.gap.is_none()) {
            Some(stretch) => {
                stretch.tokens.push(token);
                stretch.folded.push(folded.into());
            }
            None => {
                self.stretches.push(Stretch { before: self.gap, tokens: vec![token], folded: vec![folded.into()] });
                self.gap = None;
            }
        }
    }

    /// Takes back a word that turned out to be altered ("walk[ed]").
    fn pull(&mut self) {
        if let Some(stretch) = self.stretches.last_mut() {
            stretch.tokens.pop();
            stretch.folded.pop();
            if stretch.tokens.is_empty() {
                self.gap = stretch.before;
                self.stretches.pop();
            }
        }
    }

    fn read(&mut self, span: Span) {
        let (mut at, mut folded) = (span.start, String::new());
        while at < span.end {
            let Some(rest) = self.text.get(at..span.end) else { return };
            let Some(c) = rest.chars().next() else { return };
            if let Some(length) = ellipsis(rest) {
                self.interrupt(Gap::Ellipsis);
                at += length;
            } else if let Some(inside) = bracketed(rest) {
                at = self.bracket(at, inside, span.end);
            } else {
                let end = word_at(self.text, at, &mut folded).min(span.end);
                if end > at && !folded.is_empty() {
                    self.push(Span::new(at, end), &folded);
                }
                at = if end > at { end } else { at + c.len_utf8() };
            }
        }
    }

    /// Takes a bracket that begins at `at` and holds `inside`; returns where to go on.
    fn bracket(&mut self, at: usize, inside: &str, limit: usize) -> usize {
        let end = at + inside.len() + 2;
        let inner = inside.trim();
        if ellipsis(inner).is_some_and(|length| length == inner.len()) {
            self.interrupt(Gap::Ellipsis);
        } else if inner.eq_ignore_ascii_case("sic") {
        } else {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
            let glued_before = letter(self.text.get(..at).and_then(|text| text.chars().next_back()));
            let glued_after = letter(self.text.get(end..limit).and_then(|text| text.chars().next()));
            if glued_after && !glued_before && inner.chars().count() == 1 {
                // "[T]he": the bracket tells a changed capital.
                let mut rest = String::new();
                let stop = word_at(self.text, end, &mut rest).min(limit);
                let word: String = inner.chars().flat_map(char::to_lowercase).chain(rest.chars()).collect();
                self.push(Span::new(at, stop), &word);
                return stop;
            }
            if glued_before {
                self.pull();
            }
            self.interrupt(Gap::Insertion);
            if glued_after {
                let mut rest = String::new();
                return word_at(self.text, end, &mut rest).min(limit);
            }
        }
        end
    }
}

/// The bytes of an ellipsis at the start: "...", "…", ". . .".
fn ellipsis(text: &str) -> Option<usize> {
    if text.starts_with('…') {
        return Some('…'.len_utf8());
    }
    let (mut dots, mut end) = (0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '.' => {
                dots += 1;
                end = at + 1;
            }
            ' ' | '\u{a0}' if dots > 0 => {}
            _ => break,
        }
    }
    (dots >= 3).then_some(end)
}

/// What is in a bracket at the start: square, or a round one with "sic".
fn bracketed(text: &str) -> Option<&str> {
    let square = text.starts_with('[');
    if !square && !text.starts_with('(') {
        return None;
    }
    let close = text.find(if square { ']' } else { ')' }).filter(|close| *close <= INSERTION)?;
    let inside = text.get(1..close)?;
    (square || inside.trim().eq_ignore_ascii_case("sic")).then_some(inside)
}

/// The words of passages, for messages: single spaces.
pub(super) fn shown(article: &Article, spans: &[Span]) -> String {
    let pieces = spans.iter().filter_map(|span| span.slice(&article.text));
    pieces.map(single_line).collect::<Vec<_>>().join(" … ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The passages of a quotation with what is before each.
    fn parts(text: &str) -> Vec<String> {
        let quoted = quoted(text, None, vec![Span::new(0, text.len())]).map(|quoted| quoted.stretches).unwrap_or_default();
        let sign = |gap| match gap {
            None => "",
            Some(Gap::Joint) => "+ ",
            Some(Gap::Ellipsis) => "… ",
            Some(Gap::Insertion) => "[] ",
        };
        quoted.iter().map(|stretch| format!("{}{}", sign(stretch.before), stretch.folded.join(" "))).collect()
    }

    #[test]
    fn what_the_paper_did_openly_is_a_gap() {
        assert_eq!(parts("We won ... and [the mayor] lost (sic) it."), ["we won", "… and", "[] lost it"]);
        assert_eq!(parts("…[T]he hull [...] is […] cracked . . ."), ["the hull", "… is", "… cracked"]);
        assert_eq!(parts("He walk[ed] home [sic] . . . . late"), ["he", "[] home", "… late"]);
        assert_eq!(parts("[He] left"), ["left"]);
        assert_eq!(parts("[...]"), Vec::<String>::new());
    }
}
