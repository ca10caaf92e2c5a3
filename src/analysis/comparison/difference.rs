//! What differs between a quotation and its place, in words for people.

use super::alignment::Step;
use super::quoted::{Gap, Quoted};
use super::search::Found;
use super::tokens::Token;
use super::transcript::Transcript;
use crate::text::{Span, single_line};

/// How words of a [`Difference`] are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DifferenceKind {
    /// They stand in both.
    Same,
    /// The transcript has them, the quotation has not.
    Removed,
    /// The quotation has them, the transcript has not.
    Added,
    /// The words of the quotation go on elsewhere in the transcript; there are no words here.
    Gap,
}

/// Some words and how they are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// How.
    pub kind: DifferenceKind,
    /// The words, one line; empty for a gap.
    pub words: String,
}

impl Difference {
    /// The words between signs that tell how they are meant without colour: `[-removed-]`, `{+added+}`.
    pub fn signed(&self) -> String {
        match self.kind {
            DifferenceKind::Same => self.words.clone(),
            DifferenceKind::Removed => format!("[-{}-]", self.words),
            DifferenceKind::Added => format!("{{+{}+}}", self.words),
            DifferenceKind::Gap => "…".to_owned(),
        }
    }
}

/// The differences from the first word of the quotation to the last.
pub(super) fn differences(quoted: &Quoted, text: &str, found: &Found, transcript: &Transcript) -> Vec<Difference> {
    let tokens: Vec<Token> = quoted.stretches.iter().flat_map(|stretch| stretch.tokens.iter().copied()).collect();
    let there = &transcript.article.text;
    let mut differences: Vec<Difference> = Vec::new();
    for (number, part) in found.parts.iter().enumerate() {
        if number > 0 && (part.joined_silently || part.before.is_some_and(|gap| gap != Gap::Insertion)) {
            differences.push(Difference { kind: DifferenceKind::Gap, words: String::new() });
        }
        let (mut own, mut other) = (part.quoted.start, part.at.start);
        let mut steps = part.steps.iter().peekable();
        while let Some(first) = steps.peek() {
            let same = **first == Step::Same;
            let (own_start, other_start) = (own, other);
            while let Some(step) = steps.next_if(|step| (**step == Step::Same) == same) {
                own += usize::from(*step != Step::Removed);
                other += usize::from(*step != Step::Added);
            }
            let own_words = || words(text, tokens.get(own_start..own));
            if same {
                differences.push(Difference { kind: DifferenceKind::Same, words: own_words() });
                continue;
            }
            let removed = words(there, transcript.tokens.get(other_start..other));
            for (kind, words) in [(DifferenceKind::Removed, removed), (DifferenceKind::Added, own_words())] {
                differences.extend((!words.is_empty()).then_some(Difference { kind, words }));
            }
        }
    }
    differences
}

/// The text from the first of the words to the last, single spaces.
fn words(text: &str, tokens: Option<&[Token]>) -> String {
    let span = match tokens {
        Some([first, .., last]) => first.span.cover(last.span),
        Some([only]) => only.span,
        _ => Span::default(),
    };
    single_line(span.slice(text).unwrap_or_default())
}
