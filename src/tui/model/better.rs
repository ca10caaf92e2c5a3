//! The better reading of the current claim: it waits until the reader moves on or asks for it.
//!
//! The words under the reader's eyes are not exchanged. But what the screen says of them is what the first key
//! decides: where something better waits, that key shows it, and the next one decides.

use std::sync::Arc;

use super::Model;
use super::sight::quoted;
use crate::claim::{Claim, ClaimId, Part};
use crate::extract::Extraction;
use crate::review::{ReviewedClaim, Session};
use crate::text::span;
use crate::tui::command::Command;
use crate::tui::message::{Found, Tone};
use crate::tui::screen::claims;

/// What was found while the claim in view was kept as it was.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// That claim.
    pub(super) id: ClaimId,
    /// The findings that are to be offered again once the reader has left it.
    pub(super) found: Vec<Found>,
    /// Whether the reader was told that nothing better stands for it.
    told: bool,
}

impl Kept {
    pub(super) const fn new(id: ClaimId, found: Vec<Found>) -> Self {
        Self { id, found, told: false }
    }
}

/// What better suggestions have in place of a claim.
enum Better<'a> {
    /// The same.
    Same,
    /// Another reading of the same words.
    Reading(&'a Claim, &'a Extraction),
    /// Nothing there.
    Nothing,
}

/// What `found` has in place of `claim`.
fn better<'a>(session: &Session, claim: &ReviewedClaim, found: &'a Extraction) -> Better<'a> {
    let content = claim.spans(Part::Content);
    let shared = |other: &Claim| span::shared_len(&other.parts.content, content);
    let same_id = found.claims.iter().find(|other| other.id == claim.id);
    let other = same_id.or_else(|| found.claims.iter().filter(|other| shared(other) > 0).max_by_key(|other| shared(other)));
    let Some(other) = other else {
        return Better::Nothing;
    };
    let same_words = other.parts.iter().all(|(part, spans)| claim.spans(part) == spans.as_slice());
    let same_name = session.speaker_of(claim).map(|speaker| speaker.name.as_str()) == name_of(other, found);
    if same_words && same_name { Better::Same } else { Better::Reading(other, found) }
}

fn name_of<'a>(claim: &Claim, found: &'a Extraction) -> Option<&'a str> {
    let id = claim.speaker.as_ref()?;
    found.speakers.iter().find(|speaker| speaker.id == *id).map(|speaker| speaker.name.as_str())
}

impl Model {
    /// What waits in place of the claim that is kept.
    fn waiting(&self) -> Option<Better<'_>> {
        let kept = self.offers.kept.as_ref()?;
        let claim = self.desk.session.claim(&kept.id)?;
        let start = claim.stored_spans(Part::Content).first().map_or(0, |span| span.start);
        let found = kept.found.iter().rev().find(|found| found.place.contains(start))?;
        Some(better(&self.desk.session, claim, &found.extraction))
    }

    /// The better reading of the current claim in words, and the key that shows it; `None` where none waits.
    pub fn better_in_words(&self) -> Option<String> {
        let key = self.look.keymap.shown(Command::Confirm);
        match self.waiting()? {
            Better::Same => None,
            Better::Nothing => Some("the better suggestions have no claim here".to_owned()),
            Better::Reading(claim, found) => {
                let text = &self.desk.session.article().text;
                let words: Vec<&str> = claim.parts.content.iter().filter_map(|span| span.slice(text)).collect();
                let name = name_of(claim, found).unwrap_or("no speaker");
                Some(format!("a better reading waits, {key} shows it: {name}, {}", quoted(&words.join(" … "))))
            }
        }
    }

    /// Whether one of `claims` waited for a better reading, which is shown now instead of what `command` does.
    pub(super) fn shows_better(&mut self, claims: &[ClaimId], command: Command) -> bool {
        let Some(id) = self.offers.kept.as_ref().map(|kept| kept.id.clone()).filter(|id| claims.contains(id)) else {
            return false;
        };
        let key = self.look.keymap.shown(command);
        let label = command.entry().label;
        match self.waiting() {
            None | Some(Better::Same) => return false,
            // Both say that nothing is there.
            Some(Better::Nothing) if command == Command::Reject => return false,
            Some(Better::Nothing) => {
                let Some(kept) = self.offers.kept.as_mut().filter(|kept| !kept.told) else {
                    return false;
                };
                kept.told = true;
                self.tell(Tone::Warning, format!("the better suggestions have no claim here; {key} again: {label}"));
            }
            Some(Better::Reading(..)) => {
                let gone = self.desk.session.claim(&id).cloned();
                for found in self.offers.kept.take().map(|kept| kept.found).unwrap_or_default() {
                    self.offer(found, None);
                }
                if let Some(next) = gone.and_then(|gone| self.in_place_of(&gone).or_else(|| self.successor(&gone))) {
                    self.take(next);
                }
                self.times.changed = Some(self.times.now.since_start);
                let words = self.hand().and_then(|id| self.in_words(id)).unwrap_or_default();
                self.tell(Tone::Warning, format!("the better reading: {words}; {key} again: {label}"));
            }
        }
        true
    }

    /// The claim that has most of the words of one that is gone, or that claim itself.
    pub(super) fn in_place_of(&self, gone: &ReviewedClaim) -> Option<ClaimId> {
        let session = &self.desk.session;
        if session.claim(&gone.id).is_some() {
            return Some(gone.id.clone());
        }
        let shared = |claim: &ReviewedClaim| span::shared_len(claim.spans(Part::Content), gone.spans(Part::Content));
        let best = session.claims().iter().max_by_key(|claim| shared(claim))?;
        (shared(best) > 0).then(|| best.id.clone())
    }

    /// The marked claims, before others may take their place.
    pub(super) fn marked_claims(&self) -> Vec<Arc<ReviewedClaim>> {
        self.panes.claims.marked.iter().filter_map(|id| self.desk.session.claim(id).cloned()).collect()
    }

    /// Gives the marks of claims that are gone to those in their place. How many have no such claim.
    pub(super) fn move_marks(&mut self, marked: &[Arc<ReviewedClaim>]) -> usize {
        let gone = marked.iter().filter(|claim| self.desk.session.claim(&claim.id).is_none());
        let heirs: Vec<Option<ClaimId>> = gone.map(|claim| self.in_place_of(claim)).collect();
        let lost = heirs.iter().filter(|heir| heir.is_none()).count();
        self.panes.claims.marked.extend(heirs.into_iter().flatten());
        lost
    }

    /// A claim in the list's words, for messages.
    pub(super) fn claim_words(&self, claim: &ReviewedClaim) -> String {
        quoted(&claims::words(&self.desk.session, claim))
    }
}
