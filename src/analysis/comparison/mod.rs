//! The quotations of an article looked up in speeches, transcripts and press releases: are they there,
//! word for word, and where?
//!
//! Case, punctuation, kinds of quotation marks, dashes and apostrophes, "(sic)" and the sounds of hesitation
//! are passed over. An ellipsis and words in brackets are gaps that the paper declared; "…," she said, "…" is
//! one that it does not hide. Whatever else differs is reported word by word.
//!
//! A transcript that says who speaks is read so: the turns of the claim's speaker come first, and words that are in
//! somebody else's turn alone are reported as theirs, never as quoted exactly. The numbers and times of captions (SRT,
//! WebVTT) are no words.
//!
//! Words are sought by an index of every three in a row, each place is then aligned with the quotation
//! (Smith and Waterman 1981), and similarity is Dice's (1945): twice the words that are the same, of all words
//! of both sides. Time is linear in the transcript for its index and next to independent of it for a quotation;
//! memory is linear in the transcript.

mod alignment;
mod captions;
mod difference;
mod labels;
mod quoted;
mod search;
mod tokens;
mod transcript;
mod turns;

pub use difference::{Difference, DifferenceKind};
pub use transcript::Transcript;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::claim::{ClaimId, Speaker, SpeakerId};
use crate::review::{Evidence, EvidenceKind, Session, Stance};
use crate::text::{Span, WordRange};

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

/// Words up to which a quotation found in a transcript proves little: "absolutely right", "a mistake" are anybody's.
pub const FEW_WORDS: usize = 3;

/// What became of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// It is there as quoted, openly made gaps aside.
    Exact,
    /// It is there with other words.
    Changed,
    /// It is put together from several places.
    Stitched,
    /// It is there, but in somebody else's turn.
    OtherSpeaker,
    /// It is not there.
    NotFound,
}

impl Verdict {
    /// In a word or two.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Changed => "changed",
            Self::Stitched => "stitched",
            Self::OtherSpeaker => "other speaker",
            Self::NotFound => "not found",
        }
    }
}

/// Where a quotation, or a part of it, is in a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotePlace {
    /// Bytes of the transcript's text.
    pub span: Span,
    /// The line of its text, from 1.
    pub line: usize,
    /// Who is speaking, where the transcript has labels.
    pub speaker: Option<String>,
    /// When, where the transcript is of captions.
    pub time: Option<String>,
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
    /// How many words it has.
    pub length: usize,
}

/// Looks up every quotation of the article under review: those of direct and mixed claims and those without a
/// claim, in the order of the text. Of several transcripts the best counts.
pub fn compare(session: &Session, transcripts: &[Transcript]) -> Vec<Comparison> {
    let article = session.article();
    let quotations = quoted::quotations(session);
    let mut own_turns: HashMap<(SpeakerId, usize), Option<Transcript>> = HashMap::new();
    let mut found = Vec::with_capacity(quotations.len());
    for quoted in &quotations {
        let claim = quoted.claim.as_ref().and_then(|id| session.claim(id));
        let speaker = claim.and_then(|claim| session.speaker_of(claim));
        if let Some(speaker) = speaker {
            for (index, transcript) in transcripts.iter().enumerate() {
                own_turns.entry((speaker.id.clone(), index)).or_insert_with(|| transcript.turns_of(speaker));
            }
        }
        let looked_up = transcripts.iter().enumerate().map(|(index, transcript)| {
            let own = speaker.and_then(|speaker| own_turns.get(&(speaker.id.clone(), index))?.as_ref());
            (index, look_up(quoted, &article.text, transcript, speaker, own))
        });
        let mut best: Option<(usize, Looked<'_>)> = None;
        for (index, looked) in looked_up {
            let key = |looked: &Looked<'_>| (rank(looked.verdict), looked.found.score);
            if best.as_ref().is_none_or(|(_, best)| key(&looked) > key(best)) {
                best = Some((index, looked));
            }
        }
        let (verdict, score) = best.as_ref().map_or((Verdict::NotFound, 0.0), |(_, looked)| (looked.verdict, looked.found.score));
        let best = best.as_ref().filter(|_| verdict != Verdict::NotFound);
        found.push(Comparison {
            claim: quoted.claim.clone(),
            spans: quoted.spans.clone(),
            words: quoted::shown(article, &quoted.spans),
            verdict,
            score,
            transcript: best.map(|(index, ..)| *index),
            places: best.map(|(_, looked)| places(&looked.found, &looked.of)).unwrap_or_default(),
            differences: best
                .map(|(_, looked)| difference::differences(quoted, &article.text, &looked.found, &looked.of))
                .unwrap_or_default(),
            length: quoted.words(),
        });
    }
    found
}

/// What was found in one transcript, or in those turns of it that are the speaker's.
struct Looked<'a> {
    verdict: Verdict,
    found: search::Found,
    of: Cow<'a, Transcript>,
}

/// Which of two transcripts tells more: the words of the right person before anybody else's.
const fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Exact => 3,
        Verdict::Changed | Verdict::Stitched => 2,
        Verdict::OtherSpeaker => 1,
        Verdict::NotFound => 0,
    }
}

/// Looks a quotation up where its speaker speaks, then anywhere. `own`: the speaker's turns, where there are any.
fn look_up<'a>(
    quoted: &quoted::Quoted,
    text: &str,
    transcript: &'a Transcript,
    speaker: Option<&Speaker>,
    own: Option<&'a Transcript>,
) -> Looked<'a> {
    let anywhere = |verdict: Option<Verdict>| {
        let found = search::look_up(quoted, text, transcript);
        let verdict = match found.verdict {
            Verdict::NotFound => Verdict::NotFound,
            told => verdict.unwrap_or(told),
        };
        Looked { verdict, found, of: Cow::Borrowed(transcript) }
    };
    // Without labels, or without a speaker, it is anybody's word.
    if speaker.is_none() || !transcript.has_turns() {
        return anywhere(None);
    }
    let Some(own) = own else { return anywhere(Some(Verdict::OtherSpeaker)) };
    let found = search::look_up(quoted, text, own);
    let theirs = Looked { verdict: found.verdict, found, of: Cow::Borrowed(own) };
    if theirs.verdict == Verdict::Exact {
        return theirs;
    }
    let elsewhere = anywhere(Some(Verdict::OtherSpeaker));
    // What is found in the speaker's own turns only is nobody else's word.
    let foreign =
        |part: &search::Part| !part.is_missing() && !speaker.is_some_and(|speaker| transcript.is_said_by(part.at.start, speaker));
    if !elsewhere.found.parts.iter().any(foreign) {
        return theirs;
    }
    let is_exact = elsewhere.found.verdict == Verdict::Exact;
    let better = theirs.verdict == Verdict::NotFound || (is_exact && theirs.found.score < MOSTLY);
    if better && elsewhere.verdict != Verdict::NotFound { elsewhere } else { theirs }
}

/// A place for all parts that follow on one another, else one a part.
fn places(found: &search::Found, transcript: &Transcript) -> Vec<QuotePlace> {
    let parts = found.parts.iter().filter(|part| !part.is_missing()).map(|part| part.at);
    let ranges: Vec<_> = if found.verdict == Verdict::Stitched {
        parts.collect()
    } else {
        parts.reduce(|a, b| WordRange::new(a.start.min(b.start), a.end.max(b.end))).into_iter().collect()
    };
    let place = |range: WordRange| {
        let span = transcript.span(range);
        let (speaker, time) = (transcript.speaker(range.start), transcript.time(range.start));
        QuotePlace { span, line: transcript.line(span.start), speaker, time }
    };
    ranges.into_iter().map(place).collect()
}

impl Comparison {
    /// In whose turns the words of an [`Verdict::OtherSpeaker`] are: the labels of others than `speaker`, and whether
    /// some of the words are in turns of `speaker`.
    pub fn others<'c>(&'c self, speaker: Option<&Speaker>) -> (Vec<&'c str>, bool) {
        let own = |label: &str| speaker.is_some_and(|speaker| turns::is_of(label, speaker));
        let (mut others, mut partly) = (Vec::new(), false);
        for label in self.places.iter().filter_map(|place| place.speaker.as_deref()) {
            partly |= own(label);
            if !own(label) && !others.contains(&label) {
                others.push(label);
            }
        }
        (others, partly)
    }

    /// Whether it is so short that finding it proves little.
    pub const fn is_short(&self) -> bool {
        self.length <= FEW_WORDS
    }

    /// Where in the transcript, as a locator of evidence has it: "line 12 (ANA DIAZ), line 40".
    pub fn locator(&self) -> String {
        let place = |place: &QuotePlace| {
            let at = place.time.clone().unwrap_or_else(|| format!("line {}", place.line));
            match &place.speaker {
                Some(speaker) => format!("{at} ({speaker})"),
                None => at,
            }
        };
        let mut places: Vec<String> = self.places.iter().map(place).collect();
        // Two places may share a line.
        places.dedup();
        places.join(", ")
    }

    /// What it is evidence of, with the name of its transcript; `None` for a quotation that was not found.
    pub fn evidence(&self, transcripts: &[String]) -> Option<Evidence> {
        let link = transcripts.get(self.transcript?)?.clone();
        if self.is_short() {
            return None;
        }
        let stance = match self.verdict {
            Verdict::Exact => Stance::Supports,
            Verdict::Changed if self.score < MOSTLY => Stance::Contradicts,
            Verdict::Changed | Verdict::Stitched => Stance::Partly,
            // What somebody else said bears nobody out; a word or two are anybody's.
            Verdict::OtherSpeaker | Verdict::NotFound => return None,
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
