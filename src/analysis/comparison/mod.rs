//! The quotations of an article looked up in speeches, transcripts and press releases: do they stand there,
//! word for word, and where?
//!
//! Case, punctuation, kinds of quotation marks, dashes and apostrophes, "(sic)" and the sounds of hesitation
//! are passed over. An ellipsis and words in brackets are gaps that the paper declared; "…," she said, "…" is
//! one that it does not hide. Whatever else differs is told word by word.
//!
//! Words are sought by an index of every three in a row, each place is then aligned with the quotation
//! (Smith and Waterman 1981), and similarity is Dice's (1945): twice the words that are the same, of all words
//! of both sides. Time is linear in the transcript for its index and next to independent of it for a quotation;
//! memory is linear in the transcript.

mod alignment;
mod difference;
mod quoted;
mod search;
mod tokens;
mod transcript;

pub use difference::{Difference, DifferenceKind};
pub use transcript::Transcript;

use crate::claim::ClaimId;
use crate::review::{Evidence, EvidenceKind, Session, Stance};
use crate::text::Span;

/// From this similarity on a quotation counts as found: three words of five are there.
pub const FOUND: f64 = 0.6;
/// From this similarity on a changed quotation still bears its claim out in part; below, the transcript
/// contradicts it.
pub const MOSTLY: f64 = 0.8;
/// Words that each place of a stitched quotation must have.
pub const STITCH_WORDS: usize = 3;
/// Share of its words that the places of a stitched quotation must cover.
pub const STITCH_COVER: f64 = 0.9;
/// Words that may be skipped without a sign within a sentence; more make it stitched. A figure of speech, a
/// slip, a title.
pub const SKIPPED_WORDS: usize = 8;
/// Words that may be skipped where the paper interrupts, or between two sentences; more make it stitched.
pub const JOINT_WORDS: usize = 3;
/// Words that an ellipsis may stand for, of the same speaker's turn; more make it stitched.
pub const ELLIPSIS_WORDS: usize = 60;
/// Words that a bracketed insertion may stand for.
pub const INSERTION_WORDS: usize = 8;

/// What became of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// It stands there as quoted, openly made gaps aside.
    Exact,
    /// It stands there with other words.
    Changed,
    /// It is put together from several places.
    Stitched,
    /// It does not stand there.
    NotFound,
}

impl Verdict {
    /// In a word or two.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Changed => "changed",
            Self::Stitched => "stitched",
            Self::NotFound => "not found",
        }
    }
}

/// Where a quotation, or a part of it, stands in a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotePlace {
    /// Bytes of the transcript's text.
    pub span: Span,
    /// The line of its text, from 1.
    pub line: usize,
    /// Who is speaking, where the transcript has labels.
    pub speaker: Option<String>,
}

/// A quotation and what was found of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The claim that it belongs to; `None` where no claim covers it.
    pub claim: Option<ClaimId>,
    /// Its pieces in the article, without quotation marks.
    pub spans: Vec<Span>,
    /// Its words as the article has them, one line.
    pub words: String,
    /// What became of it.
    pub verdict: Verdict,
    /// Similarity of quotation and transcript, 0 to 1.
    pub score: f64,
    /// The transcript that has it, by its index; `None` where none has.
    pub transcript: Option<usize>,
    /// Where; several where it was stitched.
    pub places: Vec<QuotePlace>,
    /// What differs, from the first word to the last; one part where nothing does.
    pub differences: Vec<Difference>,
}

/// Looks up every quotation of the article under review: those of direct and mixed claims and those without a
/// claim, in the order of the text. Of several transcripts the best counts.
pub fn compare(session: &Session, transcripts: &[Transcript]) -> Vec<Comparison> {
    let article = session.article();
    let quotations = quoted::quotations(session);
    let one = |quoted: &quoted::Quoted| {
        let found = transcripts.iter().map(|transcript| search::look_up(quoted, &article.text, transcript)).enumerate();
        let better = |best: (usize, search::Found), next: (usize, search::Found)| {
            let key = |found: &search::Found| (found.verdict == Verdict::Exact, found.score);
            if key(&next.1) > key(&best.1) { next } else { best }
        };
        let best = found.reduce(better);
        let (verdict, score) = best.as_ref().map_or((Verdict::NotFound, 0.0), |(_, found)| (found.verdict, found.score));
        let best = best.filter(|_| verdict != Verdict::NotFound);
        let best = best.as_ref().and_then(|(index, found)| Some((*index, transcripts.get(*index)?, found)));
        Comparison {
            claim: quoted.claim.clone(),
            spans: quoted.spans.clone(),
            words: quoted::shown(article, &quoted.spans),
            verdict,
            score,
            transcript: best.map(|(index, ..)| index),
            places: best.map(|(_, transcript, found)| places(found, transcript)).unwrap_or_default(),
            differences: best
                .map(|(_, transcript, found)| difference::differences(quoted, &article.text, found, transcript))
                .unwrap_or_default(),
        }
    };
    quotations.iter().map(one).collect()
}

/// A place for all parts that follow on one another, else one a part.
fn places(found: &search::Found, transcript: &Transcript) -> Vec<QuotePlace> {
    let parts = found.parts.iter().filter(|part| !part.is_missing()).map(|part| part.at.clone());
    let ranges: Vec<_> = if found.verdict == Verdict::Stitched {
        parts.collect()
    } else {
        parts.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).into_iter().collect()
    };
    let place = |range: std::ops::Range<usize>| {
        let span = transcript.span(range.clone());
        QuotePlace { span, line: transcript.line(span.start), speaker: transcript.speaker(range.start) }
    };
    ranges.into_iter().map(place).collect()
}

impl Comparison {
    /// Where in the transcript, as a locator of evidence has it: "line 12 (ANA DIAZ), line 40".
    pub fn locator(&self) -> String {
        let place = |place: &QuotePlace| match &place.speaker {
            Some(speaker) => format!("line {} ({speaker})", place.line),
            None => format!("line {}", place.line),
        };
        let mut places: Vec<String> = self.places.iter().map(place).collect();
        // Two places may share a line.
        places.dedup();
        places.join(", ")
    }

    /// What it is evidence of, with the name of its transcript; `None` for a quotation that was not found.
    pub fn evidence(&self, transcripts: &[String]) -> Option<Evidence> {
        let link = transcripts.get(self.transcript?)?.clone();
        let stance = match self.verdict {
            Verdict::Exact => Stance::Supports,
            Verdict::Changed if self.score < MOSTLY => Stance::Contradicts,
            Verdict::Changed | Verdict::Stitched => Stance::Partly,
            Verdict::NotFound => return None,
        };
        Some(Evidence {
            link,
            locator: self.locator(),
            kind: Some(EvidenceKind::Primary),
            stance: Some(stance),
            ..Evidence::default()
        })
    }
}

#[cfg(test)]
mod tests;
