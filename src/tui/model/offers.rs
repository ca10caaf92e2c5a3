//! What the engine found, on its way to the screen.
//!
//! Suggestions that nobody touched are replaced by better ones, but never under the reader's eyes: the claim in view
//! keeps its words and its row until the reader moves on, and one line says what changed.

use std::time::Duration;

use super::better::Kept;
use super::deciding::Stale;
use super::{Layer, Model};
use crate::claim::{ClaimId, Part};
use crate::review::ReviewedClaim;
use crate::text::Span;
use crate::tui::command::Command;
use crate::tui::message::{Found, Tone};
use crate::tui::workspace::EngineState;

/// So long after the first suggestions a decision waits for the better ones that are on their way.
const AWAITED: Duration = Duration::from_secs(5);

/// How the answer to a decision begins that has to wait.
const WAITS: &str = "ignored:";

/// The suggestions that are still to be replaced.
#[derive(Clone, Debug, Default)]
pub(super) struct Offers {
    /// What the engine found while something was open.
    arrived: Vec<Found>,
    /// The claim in view that is kept as it was, and what was found meanwhile.
    pub(super) kept: Option<Kept>,
    /// The bytes for which nothing better will come.
    settled: Vec<Span>,
    /// When the first suggestions came.
    first: Option<Duration>,
    /// Marks whose claims are gone, and that no other claim got.
    lost_marks: usize,
}

impl Model {
    /// Takes in what the engine found; the current claim stays the current one.
    ///
    /// While something is open it waits: a list or a selection must not lose the claim it is about. The guide is about
    /// no claim, and what it covers is live.
    pub(super) fn extracted(&mut self, found: Found) {
        // A reading must not lose the claim that it is of.
        if self.readings.is_none() && self.layers.iter().all(|layer| matches!(layer, Layer::Guide)) {
            self.take_in(found);
        } else {
            // What was found in the same place before is out of date.
            self.offers.arrived.retain(|earlier| !found.place.encloses(earlier.place));
            self.offers.arrived.push(found);
        }
    }

    /// Takes in what waited, and what the reader has made room for.
    pub(super) fn take_in_what_waited(&mut self) {
        if !self.layers.is_empty() || self.readings.is_some() {
            return;
        }
        let before = self.looks();
        for found in std::mem::take(&mut self.offers.arrived) {
            self.take_in(found);
        }
        let hand = self.hand().cloned();
        if let Some(kept) = self.offers.kept.take_if(|kept| hand.as_ref() != Some(&kept.id)) {
            for found in kept.found {
                self.offer(found, hand.as_ref());
            }
        }
        self.notice_change(&before);
    }

    /// Whether a better suggestion for this claim is due at any moment: a decision waits for it.
    pub(super) fn is_awaited(&mut self, id: &ClaimId, command: Command) -> bool {
        let now = self.times.now.since_start;
        let awaited = matches!(self.desk.engine, EngineState::Working(_))
            && self.offers.first.is_some_and(|first| now.saturating_sub(first) < AWAITED)
            && self.desk.session.claim(id).is_some_and(|claim| {
                let settled = |span: &Span| self.offers.settled.iter().any(|place| place.overlaps(*span));
                !claim.is_touched() && !claim.spans(Part::Content).iter().any(settled)
            });
        if awaited {
            let key = self.look.keymap.shown(command);
            let text = format!("{WAITS} a better suggestion for this claim is due in a moment; then {key} again");
            self.tell(Tone::Warning, text);
        }
        awaited
    }

    fn take_in(&mut self, found: Found) {
        let row = self.panes.claims.at.saturating_sub(self.panes.claims.top);
        let gone = self.hand().and_then(|id| self.desk.session.claim(id)).cloned();
        // Nobody reads behind the guide.
        let reads = self.layers.is_empty().then(|| self.hand().filter(|id| self.is_seen(id)).cloned()).flatten();
        let before = self.suggestions(found.place);
        self.offers.first = self.offers.first.or(Some(self.times.now.since_start));
        self.offers.settled.extend(found.settled.iter().copied());
        self.desk.read_by = found.engine;
        if found.done {
            self.desk.engine = EngineState::Done;
        }
        let place = found.place;
        // What was found there before is out of date, also for the claim that the reader has left.
        if let Some(kept) = &mut self.offers.kept {
            kept.found.retain(|earlier| !place.encloses(earlier.place));
        }
        let withheld = reads.filter(|id| self.holds(place, id)).map(|id| (id, found.clone()));
        self.offer(found, withheld.as_ref().map(|(id, _)| id));
        if let Some((id, found)) = withheld {
            self.withhold(id, found);
        }
        match gone {
            Some(hand) if self.desk.session.claim(&hand.id).is_some() => {}
            Some(hand) => {
                self.panes.claims.hand = None;
                if let Some(successor) = self.successor(&hand) {
                    self.panes.claims.take(successor, &self.desk.session);
                }
            }
            None => {
                let first = self.desk.session.next_undecided(None).cloned();
                match first.or_else(|| self.desk.session.claims().first().map(|claim| claim.id.clone())) {
                    Some(first) => self.take(first),
                    None => self.panes.claims.hand = None,
                }
            }
        }
        // The row in view stays where it is in the list.
        self.panes.claims.top = self.panes.claims.at.saturating_sub(row);
        self.begin_at_first();
        self.tell_better(&before, place);
    }

    /// Until the reader has done something the first open claim is the current one: nothing open lies behind it.
    fn begin_at_first(&mut self) {
        if !self.started
            && let Some(first) = self.first_to_decide()
            && self.hand() != Some(&first)
        {
            self.take(first);
        }
    }

    /// Goes on at a claim where an earlier run ended.
    pub fn resume(&mut self, place: ClaimId) {
        self.started = true;
        self.take(place);
        self.settle();
    }

    /// Whether the claim is in that place and nobody has touched it: only such ones are replaced.
    fn holds(&self, place: Span, id: &ClaimId) -> bool {
        self.desk.session.claim(id).is_some_and(|claim| {
            !claim.is_touched() && claim.stored_spans(Part::Content).first().is_none_or(|span| place.contains(span.start))
        })
    }

    fn withhold(&mut self, id: ClaimId, found: Found) {
        let mut others = match self.offers.kept.take() {
            Some(kept) if kept.id == id => kept.found,
            _ => Vec::new(),
        };
        others.retain(|earlier| !found.place.encloses(earlier.place));
        others.push(found);
        self.offers.kept = Some(Kept::new(id, others));
    }

    pub(super) fn offer(&mut self, found: Found, keep: Option<&ClaimId>) {
        let marked = self.marked_claims();
        self.desk.session.offer_beside(found.place, found.extraction, keep);
        self.refresh(Stale::Spans);
        self.offers.lost_marks += self.move_marks(&marked);
    }

    /// The suggestions in a place that nobody touched.
    fn suggestions(&self, place: Span) -> Vec<std::sync::Arc<ReviewedClaim>> {
        let claims = self.desk.session.claims().iter();
        let here =
            |claim: &ReviewedClaim| claim.stored_spans(Part::Content).first().is_some_and(|span| place.contains(span.start));
        claims.filter(|claim| !claim.is_touched() && here(claim)).cloned().collect()
    }

    /// Says what better suggestions changed, where there were others before; something that is wrong is not written over.
    fn tell_better(&mut self, before: &[std::sync::Arc<ReviewedClaim>], place: Span) {
        let after = self.suggestions(place);
        let session = &self.desk.session;
        let new = after.iter().filter(|claim| !before.iter().any(|other| other.id == claim.id)).count();
        let gone = before.iter().filter(|claim| session.claim(&claim.id).is_none()).count();
        let same = |claim: &ReviewedClaim| before.iter().any(|other| other.id == claim.id && **other != *claim);
        let changed = after.iter().filter(|claim| same(claim)).count();
        if before.is_empty() || new + gone + changed == 0 || self.status.tone == Tone::Trouble {
            return;
        }
        let counts = [(new, "new"), (gone, "gone"), (changed, "changed")];
        let counts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        let mut text = format!("better suggestions: {}", counts.join(", "));
        match std::mem::take(&mut self.offers.lost_marks) {
            0 => {}
            1 => text.push_str("; 1 marked claim is gone"),
            lost => text.push_str(&format!("; {lost} marked claims are gone")),
        }
        // What is said of the claim in view comes first: the rest may be cut.
        if let Some(waits) = self.better_in_words() {
            self.tell(Tone::Warning, format!("{waits}; {text}"));
            return;
        }
        let earlier = self.status.text.split("; better suggestions:").next().unwrap_or_default();
        let tone = self.status.tone;
        // What was waited for is there.
        if earlier.is_empty() || earlier.starts_with("better suggestions:") || earlier.starts_with(WAITS) {
            self.tell(Tone::Plain, text);
        } else {
            let text = format!("{earlier}; {text}");
            self.tell(tone, text);
        }
    }

    /// The claim that stands for one that is gone: with the same cue, else the nearest in the text.
    pub(super) fn successor(&self, gone: &ReviewedClaim) -> Option<ClaimId> {
        let start = |claim: &ReviewedClaim| claim.spans(Part::Content).first().map_or(0, |span| span.start);
        let at = start(gone);
        let same_cue = |claim: &ReviewedClaim| {
            gone.spans(Part::Cue).iter().any(|cue| claim.spans(Part::Cue).iter().any(|other| other.overlaps(*cue)))
        };
        let claims = self.desk.session.claims();
        let nearest = claims.iter().min_by_key(|claim| (!same_cue(claim), start(claim).abs_diff(at)));
        nearest.map(|claim| claim.id.clone())
    }
}
