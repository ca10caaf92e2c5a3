//! A claim under review: the engine's suggestion and, next to it, what a person made of it.

use std::collections::BTreeSet;

use crate::claim::{Claim, ClaimId, OutletId, Part, SpeakerId};
use crate::review::state::check::FactCheck;
use crate::review::state::correction::{Anchor, Correction, Kept};
use crate::review::state::decision::{Decision, LogEntry, Stamp};
use crate::review::state::rare::Rare;
use crate::review::state::rival::Rival;
use crate::review::state::said::Said;
use crate::review::state::settled::Settlement;
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
    /// Who wrote the remark and set the state of the fact-check, and when.
    pub said: Rare<Said>,
    /// Every decision so far, oldest first.
    pub log: Rare<Vec<LogEntry>>,
    /// Every choice between two remarks or states of the fact-check that contradicted each other, oldest first.
    pub settled: Rare<Vec<Settlement>>,
    /// Whether its spans are still where they were.
    pub anchor: Anchor,
    /// Whether a person said that its passage was cut from the article: nothing is asked about its place any more.
    pub cut: bool,
    /// The words that its spans stood for, kept while the article does not have them in those places.
    pub kept: Option<Box<Kept>>,
    /// What somebody else made of it, where the two contradict each other and nobody has settled it.
    pub rival: Option<Box<Rival>>,
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
            said: Rare::default(),
            log: Rare::default(),
            settled: Rare::default(),
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
        let words: Vec<&str> = self.spans(Part::Content).iter().filter_map(|span| span.slice(text)).collect();
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
            || !self.settled.is_empty()
            || !self.correction.is_empty()
            || self.rival.is_some()
    }

    /// Whether a person added it, and it still counts.
    pub fn is_added(&self) -> bool {
        self.suggestion.is_none() && matches!(self.decision, Decision::Confirmed | Decision::Corrected)
    }

    /// The words of `part` as they were stored, while they are not found again for certain; none else.
    pub fn kept_words(&self, part: Part) -> &[String] {
        let Some(kept) = self.kept.as_ref().filter(|_| self.anchor.is_lost()) else {
            return &[];
        };
        let corrected = self.correction.parts[part].is_some();
        if corrected { &kept.correction[part] } else { &kept.suggestion[part] }
    }

    /// The spans of `part` in force; none while they were not found again for certain.
    pub fn spans(&self, part: Part) -> &[Span] {
        if self.anchor.is_lost() { &[] } else { self.stored_spans(part) }
    }

    /// The spans of `part` as they were stored, whether or not the article still bears them out.
    pub fn stored_spans(&self, part: Part) -> &[Span] {
        let suggested = self.suggestion.as_ref().map(|claim| &claim.parts[part]);
        self.correction.parts[part].as_ref().or(suggested).map_or(&[], Vec::as_slice)
    }

    /// The speaker in force.
    pub fn speaker(&self) -> Option<&SpeakerId> {
        self.correction.speaker.as_ref().over(|| self.suggestion.as_ref()?.speaker.as_ref())
    }

    /// The outlets in force, nearest to the article first.
    pub fn via(&self) -> &[OutletId] {
        let suggested = self.suggestion.as_ref().map(|claim| &claim.via);
        self.correction.via.as_ref().or(suggested).map_or(&[], Vec::as_slice)
    }

    /// Adds whom and what it names to these ids.
    pub(in crate::review) fn add_names(&self, speakers: &mut BTreeSet<SpeakerId>, outlets: &mut BTreeSet<OutletId>) {
        if let Some(suggestion) = &self.suggestion {
            speakers.extend(suggestion.speaker.clone());
            outlets.extend(suggestion.via.iter().cloned());
        }
        speakers.extend(self.correction.speaker.clone().named());
        outlets.extend(self.correction.via.iter().flatten().cloned());
    }
}
