//! A claim under review: the engine's suggestion and, beside it, what a person made of it.

use crate::claim::{Claim, ClaimId, CueClass, Directness, OutletId, SpeakerId};
use crate::review::state::check::FactCheck;
use crate::review::state::conflict::Rival;
use crate::review::state::decision::{Decision, LogEntry, Stamp};
use crate::review::state::rare::Rare;
use crate::text::Span;

/// What is written between the words of two spans.
pub(in crate::review) const WORDS_APART: &str = " … ";

/// A claim under review.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewedClaim {
    /// Its name.
    pub id: ClaimId,
    /// What the engine proposed, unchanged; `None` when a person added the claim.
    pub suggestion: Option<Claim>,
    /// What a person changed: only what differs from the suggestion.
    pub correction: Rare<Correction>,
    /// The decision in force.
    pub decision: Decision,
    /// Who decided, and when; `None` while unreviewed.
    pub decided: Option<Box<Stamp>>,
    /// In an adjudication: whose version was taken as it is; empty where the decision is nobody else's.
    pub from: Rare<Vec<String>>,
    /// A remark; empty when there is none.
    pub note: Rare<String>,
    /// Whether it is flagged for a second look.
    pub flag: bool,
    /// The record of its fact-check.
    pub check: Rare<FactCheck>,
    /// Every decision so far, oldest first.
    pub log: Rare<Vec<LogEntry>>,
    /// Whether its spans still stand where they stood.
    pub anchor: Anchor,
    /// Whether a person said that its passage was cut from the article: nothing is asked about its place any more.
    pub cut: bool,
    /// The words that its spans stood for, kept while the article does not have them in those places.
    pub kept: Option<Box<Kept>>,
    /// What somebody else made of it, where the two contradict each other and nobody has settled it.
    pub rival: Option<Box<Rival>>,
}

/// The words of a claim as they were stored, beside spans that the article at hand no longer bears out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The words of the suggestion's spans.
    pub suggestion: KeptWords,
    /// The words of the correction's spans.
    pub correction: KeptWords,
    /// The characters before the content.
    pub prefix: String,
    /// The characters after it.
    pub suffix: String,
}

/// The words of each span, part by part; an empty list where the article bears the spans out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptWords {
    /// Of the content.
    pub content: Vec<String>,
    /// Of the cue.
    pub cue: Vec<String>,
    /// Of the source.
    pub source: Vec<String>,
}

/// What a person changed of a claim. `None`: as the suggestion has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// The content's spans.
    pub content: Option<Vec<Span>>,
    /// The cue's spans.
    pub cue: Option<Vec<Span>>,
    /// The source's spans.
    pub source: Option<Vec<Span>>,
    /// The speaker; `Some(None)` says that there is none.
    pub speaker: Option<Option<SpeakerId>>,
    /// The outlets, nearest to the article first.
    pub via: Option<Vec<OutletId>>,
    /// The directness, where the reviewer overrides what the spans say.
    pub directness: Option<Directness>,
    /// The class, where the reviewer overrides what the cue says.
    pub class: Option<CueClass>,
}

impl Correction {
    /// Whether nothing differs from the suggestion.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How a claim's spans were found again in the article at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Same words at the same place.
    #[default]
    Exact,
    /// Same words at another place.
    Moved,
    /// The words stand in several places, or changed a little: a hand is needed.
    Ambiguous,
    /// The words are gone: a hand is needed.
    Orphan,
}

impl Anchor {
    /// Whether a hand is needed: the spans must not be shown as if they stood.
    pub const fn is_lost(self) -> bool {
        matches!(self, Self::Ambiguous | Self::Orphan)
    }
}

impl ReviewedClaim {
    /// As the engine proposes it.
    pub fn proposed(claim: Claim) -> Self {
        Self {
            id: claim.id.clone(),
            suggestion: Some(claim),
            correction: Rare::default(),
            decision: Decision::Unreviewed,
            decided: None,
            from: Rare::default(),
            note: Rare::default(),
            flag: false,
            check: Rare::default(),
            log: Rare::default(),
            anchor: Anchor::Exact,
            cut: false,
            kept: None,
            rival: None,
        }
    }

    /// Whether a person has to say where it is in the article: its words were not found for certain, and nobody said
    /// that they were cut.
    pub const fn needs_place(&self) -> bool {
        self.anchor.is_lost() && !self.cut
    }

    /// Whether its words in `text` are others than those that were decided on, and nobody but somebody else has said that
    /// this is the same claim: whoever decided on it has to look again.
    pub fn asks_decider(&self, text: &str) -> bool {
        let (Some(decided), Some(last)) = (&self.decided, self.log.last()) else { return false };
        if last.was.is_empty() || last.stamp.by == decided.by || self.anchor.is_lost() || self.cut {
            return false;
        }
        let words: Vec<&str> = self.spans(crate::review::Part::Content).iter().filter_map(|span| span.slice(text)).collect();
        words.join(WORDS_APART) != last.was
    }

    /// Whether a person left anything on it: a decision, now or earlier, a change, a note, a flag.
    pub fn is_touched(&self) -> bool {
        self.decision.is_decided()
            || self.suggestion.is_none()
            || self.flag
            || !self.check.is_empty()
            || !self.note.is_empty()
            || !self.log.is_empty()
            || !self.correction.is_empty()
            || self.rival.is_some()
    }

    /// Whether a person added it, and it still counts.
    pub fn is_added(&self) -> bool {
        self.suggestion.is_none() && matches!(self.decision, Decision::Confirmed | Decision::Corrected)
    }

    /// The words of `part` as they were stored, while they are not found again for certain; none else.
    pub fn kept_words(&self, part: crate::review::Part) -> &[String] {
        use crate::review::Part;
        let Some(kept) = self.kept.as_ref().filter(|_| self.anchor.is_lost()) else {
            return &[];
        };
        let correction = &self.correction;
        match part {
            Part::Content if correction.content.is_some() => &kept.correction.content,
            Part::Content => &kept.suggestion.content,
            Part::Cue if correction.cue.is_some() => &kept.correction.cue,
            Part::Cue => &kept.suggestion.cue,
            Part::Source if correction.source.is_some() => &kept.correction.source,
            Part::Source => &kept.suggestion.source,
        }
    }

    /// The spans of `part` in force; none while they were not found again for certain.
    pub fn spans(&self, part: crate::review::Part) -> &[Span] {
        if self.anchor.is_lost() { &[] } else { self.stored_spans(part) }
    }

    /// The spans of `part` as they were stored, whether or not the article still bears them out.
    pub fn stored_spans(&self, part: crate::review::Part) -> &[Span] {
        use crate::review::Part;
        let (corrected, suggested) = match part {
            Part::Content => (&self.correction.content, self.suggestion.as_ref().map(|claim| &claim.content)),
            Part::Cue => (&self.correction.cue, self.suggestion.as_ref().map(|claim| &claim.cue)),
            Part::Source => (&self.correction.source, self.suggestion.as_ref().map(|claim| &claim.source)),
        };
        corrected.as_ref().or(suggested).map_or(&[], Vec::as_slice)
    }

    /// The speaker in force.
    pub fn speaker(&self) -> Option<&SpeakerId> {
        match &self.correction.speaker {
            Some(speaker) => speaker.as_ref(),
            None => self.suggestion.as_ref()?.speaker.as_ref(),
        }
    }

    /// The outlets in force, nearest to the article first.
    pub fn via(&self) -> &[OutletId] {
        let suggested = self.suggestion.as_ref().map(|claim| &claim.via);
        self.correction.via.as_ref().or(suggested).map_or(&[], Vec::as_slice)
    }
}
