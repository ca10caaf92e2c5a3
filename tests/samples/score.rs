//! How well extracted claims match a reader's: paired one to one by the words of their contents.

use std::fmt;

use saidby::text::Span;

/// A claim as it is compared, by the engine or by a reader.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What is attributed.
    pub content: Vec<Span>,
    /// The mention that it is attributed to.
    pub source: Vec<Span>,
    /// Who that is; empty when nobody.
    pub speaker: String,
    /// The outlets that it came through.
    pub via: Vec<String>,
}

/// Counts over any number of articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Claims of the reader.
    pub wanted: usize,
    /// Claims of the engine.
    pub found: usize,
    /// Pairs whose contents share most of their words.
    pub matched: usize,
    /// Of these: the sources share a word, or both have none.
    pub source: usize,
    /// Of these: the speakers bear the same name.
    pub speaker: usize,
    /// Of these: the same outlets in the same order.
    pub via: usize,
}

impl Score {
    /// Claims of the engine that are right with their source, as a share of all it found.
    pub fn precision(&self) -> f64 {
        share(self.source, self.found)
    }

    /// Claims of the reader that were found with their source, as a share of all there are.
    pub fn recall(&self) -> f64 {
        share(self.source, self.wanted)
    }

    /// The harmonic mean of the two.
    pub fn f1(&self) -> f64 {
        share(2 * self.source, self.found + self.wanted)
    }
}

impl std::ops::AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.wanted += other.wanted;
        self.found += other.found;
        self.matched += other.matched;
        self.source += other.source;
        self.speaker += other.speaker;
        self.via += other.via;
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "wanted {:3}  found {:3}  content matched {:3}  with source {:3}  precision {:5.1}  recall {:5.1}  F1 {:5.1}  speaker {:5.1}  via {:5.1}",
            self.wanted,
            self.found,
            self.matched,
            self.source,
            100.0 * self.precision(),
            100.0 * self.recall(),
            100.0 * self.f1(),
            100.0 * share(self.speaker, self.matched),
            100.0 * share(self.via, self.matched),
        )
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of claims are small")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Compares the engine's claims with the reader's.
pub fn score(text: &str, wanted: &[Compared], found: &[Compared]) -> Score {
    let contents = |claims: &[Compared]| claims.iter().map(|claim| claim.content.clone()).collect::<Vec<_>>();
    let pairs = pairs(text, &contents(wanted), &contents(found));
    let count =
        |right: &dyn Fn(&Compared, &Compared) -> bool| pairs.iter().filter(|(w, f)| right(&wanted[*w], &found[*f])).count();
    Score {
        wanted: wanted.len(),
        found: found.len(),
        matched: pairs.len(),
        source: count(&|w, f| (w.source.is_empty() && f.source.is_empty()) || shared(text, &w.source, &f.source) > 0),
        speaker: count(&|w, f| same_name(&w.speaker, &f.speaker)),
        via: count(&|w, f| w.via.len() == f.via.len() && w.via.iter().zip(&f.via).all(|(a, b)| same_name(a, b))),
    }
}

/// Pairs of indices whose contents share most of their letters (F1 of a half and more), the best first.
pub fn pairs(text: &str, wanted: &[Vec<Span>], found: &[Vec<Span>]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (w, want) in wanted.iter().enumerate() {
        for (f, find) in found.iter().enumerate() {
            let f1 = share(2 * shared(text, want, find), letters(text, want) + letters(text, find));
            if f1 >= 0.5 {
                candidates.push((f1, w, f));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, w, f) in candidates {
        if !pairs.iter().any(|(a, b)| *a == w || *b == f) {
            pairs.push((w, f));
        }
    }
    pairs
}

fn letters(text: &str, spans: &[Span]) -> usize {
    spans.iter().map(|span| text[span.range()].chars().filter(|c| c.is_alphanumeric()).count()).sum()
}

fn shared(text: &str, a: &[Span], b: &[Span]) -> usize {
    let cross = a.iter().flat_map(|a| b.iter().map(move |b| (a.start.max(b.start), a.end.min(b.end))));
    cross.filter(|(start, end)| start < end).map(|(start, end)| letters(text, &[Span::new(start, end)])).sum()
}

/// Whether two names are the same but for an article, a form of address or capitals.
pub fn same_name(a: &str, b: &str) -> bool {
    let bare = |name: &str| {
        let words = name.split_whitespace().map(|word| word.trim_end_matches(['.', ',']).to_lowercase().replace('’', "'"));
        let small = |word: &String| ["the", "a", "an", "its", "mr", "ms", "mrs", "dr", "president"].contains(&word.as_str());
        words.skip_while(small).collect::<Vec<_>>()
    };
    bare(a) == bare(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_share_most_letters_and_none_stands_twice() {
        let text = "abcdefghij klmnopqrst";
        let span = |start, end| vec![Span::new(start, end)];
        let wanted = [span(0, 10), span(11, 21)];
        let found = [span(0, 6), span(0, 9), span(18, 21)];
        assert_eq!(pairs(text, &wanted, &found), [(0, 1)]);
    }

    #[test]
    fn names_are_the_same_without_their_small_words() {
        assert!(same_name("the White House", "White House"));
        assert!(same_name("Dr. Ana Diaz", "Ana Diaz"));
        assert!(!same_name("Ana Diaz", "Diaz"));
    }

    #[test]
    fn a_wrong_source_costs_precision_and_recall() {
        let text = "Ana said no. Bo said yes.";
        let claim =
            |source, content| Compared { content: vec![content], source: vec![source], speaker: String::new(), via: Vec::new() };
        let wanted = [claim(Span::new(0, 3), Span::new(9, 11)), claim(Span::new(13, 15), Span::new(21, 24))];
        let found = [claim(Span::new(0, 3), Span::new(9, 11)), claim(Span::new(0, 3), Span::new(21, 24))];
        let score = score(text, &wanted, &found);
        assert_eq!((score.matched, score.source, score.precision(), score.recall()), (2, 1, 0.5, 0.5));
    }
}
