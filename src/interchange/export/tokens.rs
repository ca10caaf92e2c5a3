//! Words and sentences for formats that count in tokens.
//!
//! The words are those of the scan, cut further where a span begins or ends inside one, so that every span is a
//! run of whole tokens. What the scan does not take for a word (an invisible character by itself) is a token too:
//! no span is lost for standing on one.

use std::collections::BTreeSet;
use std::ops::Range;

use super::marks::done_at;
use super::rows::ExportEntry;
use super::sent::Shown;
use crate::text::Span;

/// The tokens of an article, cut at the ends of its claims' spans.
pub(in crate::interchange) struct Tokens {
    /// In order; none holds white space at an end.
    pub tokens: Vec<Span>,
    /// Runs of tokens, in order; every token is in one.
    pub sentences: Vec<Range<usize>>,
}

impl Tokens {
    pub fn of(entry: &ExportEntry<'_>) -> Self {
        let cuts: BTreeSet<usize> = entry
            .claims
            .iter()
            .flat_map(|row| {
                let shown: Vec<Span> = Shown::of(entry, row).spans().collect();
                [row.parts.content, row.parts.cue, row.parts.source].into_iter().flatten().copied().chain(shown)
            })
            .chain(entry.nothing_here.iter().map(|read| read.span))
            .chain(done_at(entry).filter(|_| entry.done.is_some()))
            .flat_map(|span| [span.start, span.end])
            .collect();
        let text = &*entry.article.text;
        let scan = entry.article.scan();
        let mut tokens = Vec::with_capacity(scan.words.len() + cuts.len());
        let mut starts: BTreeSet<usize> = BTreeSet::new();
        let mut at = 0;
        for sentence in &scan.sentences {
            let words = scan.words.get(sentence.words().range()).unwrap_or_default();
            // What stands between two sentences begins the next, unless it stands on the last one's line.
            let first = words.first().map_or(at, |word| word.start as usize);
            let gap = Span::new(at, first);
            let own_line = gap.slice(text).is_some_and(|gap| gap.contains('\n'));
            if own_line {
                starts.insert(tokens.len());
            }
            push(text, gap, &cuts, &mut tokens);
            if !own_line {
                starts.insert(tokens.len());
            }
            at = first;
            for word in words {
                push(text, Span::new(at, word.start as usize), &cuts, &mut tokens);
                push(text, word.span(), &cuts, &mut tokens);
                at = word.end as usize;
            }
        }
        push(text, Span::new(at, text.len()), &cuts, &mut tokens);
        starts.insert(0);
        let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
        let sentences =
            starts.iter().copied().zip(ends).filter(|(start, end)| start < end).map(|(start, end)| start..end).collect();
        Self { tokens, sentences }
    }

    /// The tokens that `span` touches.
    pub fn within(&self, span: Span) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.end <= span.start);
        let last = self.tokens.partition_point(|token| token.start < span.end);
        first..last.max(first)
    }
}

/// Adds what of `span` is no white space, cut at white space and at `cuts`.
fn push(text: &str, span: Span, cuts: &BTreeSet<usize>, tokens: &mut Vec<Span>) {
    let Some(words) = span.slice(text) else { return };
    let mut begin = None;
    let mut close = |begin: &mut Option<usize>, end: usize| {
        if let Some(start) = begin.take() {
            tokens.push(Span::new(start, end));
        }
    };
    for (offset, c) in words.char_indices() {
        let at = span.start + offset;
        if c.is_whitespace() {
            close(&mut begin, at);
            continue;
        }
        if cuts.contains(&at) {
            close(&mut begin, at);
        }
        begin.get_or_insert(at);
    }
    close(&mut begin, span.end);
}
