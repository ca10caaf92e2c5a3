//! Which words may be meant instead: other bounds of the content, and the attribution inside or outside this one.

use super::{Change, Reader, Reading};
use crate::claim::{Claim, Directness};
use crate::extract::fast::FastFinder;
use crate::extract::lexicon::lists::CLAUSE_BREAKS;
use crate::extract::{Attribution, Extraction};
use crate::text::{QuoteState, Span, WordRange, span};

/// The rules' own view of a claim counts from this confidence on.
const LEAST: f32 = 0.03;
/// Words of a sentence that are looked through for the ends of clauses.
const REACH: usize = 160;

impl Reader<'_, '_> {
    /// The claims around and inside this one, and what the rules make of its cue.
    pub(super) fn attributions(&mut self, found: &Extraction, claim: &Claim, all: &mut Vec<Reading>) {
        let inside = |inner: &Claim, outer: &Claim| {
            !inner.parts.cue.is_empty()
                && inner.parts.cue.iter().all(|cue| outer.parts.content.iter().any(|span| span.encloses(*cue)))
        };
        let near = found.claims.iter().filter(|other| other.id != claim.id);
        for other in near.filter(|other| inside(claim, other) || inside(other, claim)).take(2) {
            let outer = inside(claim, other);
            let word = if outer { "around" } else { "inside" };
            let reason = format!("the attribution {word} this one: “{}”", self.printed(&other.parts.cue));
            let mut reading = self.same(found, other, Change::Attribution, 0.08);
            if outer {
                reading.parts.content.clone_from(&claim.parts.content);
            }
            all.push(Reading { reason, ..reading });
        }
        for other in self.rules_view(claim) {
            let same_cue = claim.parts.cue.iter().any(|one| other.parts.cue.iter().any(|other| one.overlaps(*other)));
            let sure = other.confidence;
            if same_cue && other.parts.source == claim.parts.source {
                let reason = format!("content as the rules read it: {}", other.found_by);
                let mut reading = self.same(found, claim, Change::Content, 0.16 + 0.15 * sure);
                reading.parts.content = other.parts.content;
                all.push(Reading { reason, ..reading });
                continue;
            }
            let (change, score) = if same_cue { (Change::Speaker, 0.1 + 0.12 * sure) } else { (Change::Attribution, 0.1 * sure) };
            let speaker = self.speaker_at(found, &other.parts.source);
            let reason = match &speaker {
                Some(speaker) => format!("{}, {}", speaker.name, other.found_by),
                None => format!("nobody named, {}", other.found_by),
            };
            let reading = Reading { speaker, reason, parts: other.parts, ..self.same(found, claim, change, score) };
            let with_own_content = same_cue && reading.parts.content != claim.parts.content;
            if with_own_content {
                let mut own = reading.clone();
                own.parts.content.clone_from(&claim.parts.content);
                all.push(Reading { score: score * 0.8, ..reading });
                all.push(own);
            } else {
                all.push(reading);
            }
        }
    }

    /// What the rules find around the claim's cue, or where it has none around its content.
    fn rules_view(&self, claim: &Claim) -> Vec<Attribution> {
        let Some(place) = claim.parts.cue.first().or(claim.parts.content.first()) else { return Vec::new() };
        let paragraph = self.document.scan.paragraph_of(self.document.scan.words_in(*place).start);
        let mut found = FastFinder::new().proposals(self.document, paragraph, LEAST);
        found.retain(|other| {
            let touches = |spans: &[Span]| spans.iter().any(|one| other.parts.content.iter().any(|span| span.overlaps(*one)));
            touches(&claim.parts.content)
                || claim.parts.cue.iter().any(|one| other.parts.cue.iter().any(|other| one.overlaps(*other)))
        });
        found.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
        found.truncate(6);
        found
    }

    /// Other bounds of the content. The scores are how often each kind was right of wrong claims of the development
    /// articles, for direct, mixed and indirect ones.
    pub(super) fn contents(&self, found: &Extraction, claim: &Claim, all: &mut Vec<Reading>) {
        let scan = &self.document.scan;
        let mut add = |mut content: Vec<Span>, reason: &str, scores: [f32; 3]| {
            let [direct, mixed, indirect] = scores;
            let score = match claim.directness {
                Directness::Direct => direct,
                Directness::Mixed => mixed,
                Directness::Indirect => indirect,
            };
            span::normalise(&mut content);
            let reason = reason.to_owned();
            let mut reading = self.same(found, claim, Change::Content, score);
            reading.parts.content = content;
            all.push(Reading { reason, ..reading });
        };
        let (Some(first), Some(last)) = (claim.parts.content.first().copied(), claim.parts.content.last().copied()) else {
            return;
        };
        let but_last = &claim.parts.content[..claim.parts.content.len() - 1];
        let with_last = |end: Span| but_last.iter().copied().chain([end]).collect::<Vec<_>>();
        // The quotations that the content touches.
        let touched = scan.quotations.iter().filter(|one| !one.nested);
        let quoted: Vec<Span> =
            touched.map(|one| one.span).filter(|one| claim.parts.content.iter().any(|span| span.overlaps(*one))).collect();
        if !quoted.is_empty() {
            add(quoted.clone(), "only what stands in quotation marks", [0.2, 0.13, 0.1]);
            let whole: Vec<Span> = claim.parts.content.iter().chain(&quoted).copied().collect();
            add(joined(whole), "the whole of what stands in quotation marks", [0.1; 3]);
        }
        let words = scan.words_in(last);
        let ends = self.clause_ends(words);
        if let Some(end) = ends.last() {
            add(with_last(self.cut(last, *end)), "to the end of the clause", [0.05, 0.03, 0.15]);
        }
        if let Some(end) = ends.first().filter(|_| ends.len() > 1) {
            add(with_last(self.cut(last, *end)), "to the end of the first clause", [0.04, 0.03, 0.11]);
        }
        let (sentence, end) = self.sentence_of(words.end.saturating_sub(1));
        if end > words.end {
            let further = self.clause_ends(WordRange::new(words.end, end)).first().copied();
            if let Some(further) = further {
                add(with_last(self.grown(last, further)), "on to the end of the next clause", [0.02, 0.02, 0.03]);
            }
            add(with_last(self.grown(last, end)), "on to the end of the sentence", [0.03, 0.2, 0.18]);
        }
        let begin = scan.words_in(first).start;
        let cue = self.words_of(&claim.parts.cue);
        if begin > sentence && self.sentence_of(begin).0 == sentence {
            let from = if cue.is_empty() || cue.start > begin { sentence } else { cue.end };
            if from < begin {
                let start = scan.words.get(from).map_or(first.start, |word| word.start as usize);
                let grown = std::iter::once(Span::new(start, first.end)).chain(claim.parts.content[1..].iter().copied());
                add(grown.collect(), "from the beginning", [0.03, 0.22, 0.06]);
            }
        }
        if claim.parts.content.len() > 1 {
            add(vec![first], "only the first part", [0.03, 0.06, 0.11]);
            add(but_last.to_vec(), "without the last part", [0.03; 3]);
            add(vec![last], "only the last part", [0.04, 0.17, 0.15]);
        } else if !cue.is_empty() {
            // "…, said Diaz, …": the other side of the cue.
            let source = self.words_of(&claim.parts.source);
            let frame =
                if source.is_empty() { cue } else { WordRange::new(cue.start.min(source.start), cue.end.max(source.end)) };
            let (from, to) = self.sentence_of(cue.start);
            let other = if words.end <= frame.start { WordRange::new(frame.end, to) } else { WordRange::new(from, frame.start) };
            let other = self.trimmed(other);
            if other.len() > 2 {
                let side = scan.span_of(other);
                add(vec![first.min(side), first.max(side)], "with what stands on the other side of the cue", [0.02, 0.02, 0.04]);
            }
        }
        // A comma or full stop, and the word that leads to the clause.
        let bare = self.trimmed(words);
        if bare.end < words.end {
            add(
                with_last(scan.span_of(WordRange::new(scan.words_in(last).start, bare.end))),
                "without the sign at its end",
                [0.05, 0.05, 0.2],
            );
        }
        if matches!(self.document.word(begin), "that" | "to" | "about" | "of" | "for" | "on") && scan.words_in(first).len() > 1 {
            let start = scan.words.get(begin + 1).map_or(first.start, |word| word.start as usize);
            let shorter = std::iter::once(Span::new(start, first.end)).chain(claim.parts.content[1..].iter().copied());
            add(shorter.collect(), "without the word that leads to it", [0.02, 0.02, 0.07]);
        }
    }

    /// The words and sentence bounds around a word.
    fn sentence_of(&self, word: usize) -> (usize, usize) {
        let scan = &self.document.scan;
        let sentence = scan.words.get(word).and_then(|word| scan.sentences.get(word.sentence as usize));
        sentence.map_or((word, word), |sentence| {
            let mut end = sentence.end_word as usize;
            while end > word + 1 && matches!(self.document.word(end - 1), "." | ";") {
                end -= 1;
            }
            (sentence.first_word as usize, end)
        })
    }

    /// Where clauses end inside `words`: before a comma, semicolon, dash or a word that opens another one.
    fn clause_ends(&self, words: WordRange) -> Vec<usize> {
        let opens = |at: usize| self.document.word(at) == ";" || CLAUSE_BREAKS.contains(self.document.word(at));
        let outside = |at: usize| self.document.scan.words.get(at).is_some_and(|word| word.quote == QuoteState::Outside);
        let mut ends: Vec<usize> = Vec::new();
        for at in words.iter().skip(2).take(REACH).filter(|at| *at + 1 < words.end && opens(*at) && outside(*at)) {
            if ends.last() != Some(&(at - 1)) && ends.last() != Some(&at) {
                ends.push(at);
            }
        }
        ends
    }

    /// `words` without signs at either end.
    fn trimmed(&self, mut words: WordRange) -> WordRange {
        let sign = |at: usize| {
            let word = self.document.scan.words.get(at);
            word.is_none_or(|word| !word.is_lexical() && word.quote != QuoteState::Mark)
        };
        while !words.is_empty() && sign(words.start) {
            words.start += 1;
        }
        while !words.is_empty() && sign(words.end - 1) {
            words.end -= 1;
        }
        words
    }

    /// `span` up to the word `end`.
    fn cut(&self, span: Span, end: usize) -> Span {
        let last = end.checked_sub(1).and_then(|last| self.document.scan.words.get(last));
        Span::new(span.start, last.map_or(span.end, |word| word.end as usize))
    }

    /// `span` on to the word `end`.
    fn grown(&self, span: Span, end: usize) -> Span {
        self.cut(span, end).cover(span)
    }

    fn printed(&self, spans: &[Span]) -> String {
        self.document.printed(self.words_of(spans))
    }
}

/// The spans with those that touch one another as one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => all.push(span),
        }
    }
    all
}
