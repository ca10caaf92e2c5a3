//! What an edit changes: checked first, then gathered as a step that can be taken back.

mod adopt;
mod allow;
pub mod casting;
mod done;
pub(super) mod naming;
mod nothing;
mod reading;
mod reanchor;
mod reshape;
pub(super) mod rules;
mod settle;

use std::sync::Arc;

use crate::claim::{ClaimId, Outlet, OutletId, Part, Speaker, SpeakerId};
use crate::review::session::Session;
use crate::review::session::history::{Change, Step};
use crate::review::state::cast::Entry;
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::correction::Override;
use crate::review::state::decision::{Decision, Stamp};
use crate::review::state::edit::{Edit, OutletChoice, SpeakerChoice};
use crate::review::state::forms;
use crate::review::state::outcome::{Applied, EditError, How};

impl Session {
    /// Makes a change. On an error nothing has changed.
    ///
    /// # Errors
    ///
    /// An id that is not there, spans that do not fit the text, an empty name: see [`EditError`].
    pub fn apply(&mut self, edit: Edit, stamp: &Stamp) -> Result<Applied, EditError> {
        let step = step_of(self, edit, stamp)?;
        let applied = step.applied(How::Done);
        if applied.changed {
            self.take_step(step);
        }
        Ok(applied)
    }

    /// Whether `edit` would be made, and change anything.
    pub fn would_change(&self, edit: Edit, stamp: &Stamp) -> bool {
        step_of(self, edit, stamp).is_ok_and(|step| step.applied(How::Done).changed)
    }
}

/// The step that `edit` is in `session`; without changes when all is as asked already.
fn step_of(session: &Session, edit: Edit, stamp: &Stamp) -> Result<Step, EditError> {
    let mut draft = Draft { session, stamp, step: Step::default() };
    match edit {
        Edit::Confirm(ids) => draft.confirm(&ids)?,
        Edit::Reject(ids) => {
            draft.each(&ids, |_, claim, stamp| rules::reject(claim, stamp))?;
            draft.say(count(&ids, "rejected"));
        }
        Edit::Undecide(ids) => {
            draft.each(&ids, |_, claim, stamp| rules::undecide(claim, stamp))?;
            draft.say(count(&ids, "undecided"));
        }
        Edit::SetSpeaker(ids, choice) => draft.set_speaker(&ids, choice)?,
        Edit::SetVia(ids, choices) => draft.set_via(&ids, choices)?,
        Edit::SetSpans(id, part, new) => draft.set_parts(&id, &[(part, new)])?,
        Edit::SetParts(id, parts) => draft.set_parts(&id, &parts)?,
        Edit::Read { claim, reading, confirm } => draft.read_as(&claim, &reading, confirm)?,
        Edit::SplitClaim(id, at) => draft.split(&id, at)?,
        Edit::JoinClaims(ids) => draft.join(&ids)?,
        Edit::SetDirectness(ids, directness) => {
            draft.correct(&ids, |session, claim| {
                // Saying what the spans say anyway is not a correction.
                claim.correction.directness = directness.filter(|wanted| *wanted != session.directness_of_spans(claim));
            })?;
            let word = directness.map_or("follows the spans".to_owned(), |directness| directness.to_string());
            draft.say(format!("directness{}: {word}", of(&ids)));
        }
        Edit::SetClass(ids, class) => {
            draft.correct(&ids, |session, claim| {
                claim.correction.class = class.filter(|wanted| *wanted != session.class_of_cue(claim));
            })?;
            let word = class.map_or("follows the cue", |class| class.as_str());
            draft.say(format!("class{}: {word}", of(&ids)));
        }
        Edit::SetNote(id, note) => {
            let said = if note.trim().is_empty() { "note removed" } else { "note written" };
            draft.each(&[id], |_, claim, _| claim.note = note.trim().to_owned().into())?;
            draft.say(said.to_owned());
        }
        Edit::SetFlag(ids, flag) => {
            draft.each(&ids, |_, claim, _| claim.flag = flag)?;
            draft.say(count(&ids, if flag { "flagged" } else { "unflagged" }));
        }
        Edit::SetCheck(ids, check) => {
            draft.each(&ids, |_, claim, _| claim.check = check.clone().into())?;
            let state = check.state.map_or("record", |state| state.word());
            let said = if check.is_empty() { "fact-check removed".to_owned() } else { format!("fact-check: {state}") };
            draft.say(format!("{said}{}", of(&ids)));
        }
        Edit::Adopt(adoptions) => draft.adopt(adoptions)?,
        Edit::AddEvidence(found) => {
            let mut ids: Vec<ClaimId> = found.iter().map(|(id, _)| id.clone()).collect();
            ids.dedup();
            draft.each(&ids, |_, claim, _| {
                for (_, evidence) in found.iter().filter(|(id, _)| *id == claim.id) {
                    if !claim.check.evidence.contains(evidence) {
                        claim.check.evidence.push(evidence.clone());
                    }
                }
            })?;
            draft.say(format!("evidence{}", of(&ids)));
        }
        Edit::AddClaim { parts, speaker } => draft.add_claim(&parts, speaker)?,
        Edit::RemoveClaim(id) => {
            let before = draft.claim(&id)?;
            if before.suggestion.is_some() {
                return Err(EditError::NotAdded(id));
            }
            draft.step.changes.push(Change::Claim { id, before: Some(before), after: None });
            draft.say("added claim removed".to_owned());
        }
        Edit::RenameSpeaker(id, name) => draft.rename::<Speaker>(&id, &name)?,
        Edit::MergeSpeakers(from, into) => draft.merge::<Speaker>(&from, &into)?,
        Edit::DescribeSpeaker(id, description) => draft.describe(&id, description)?,
        Edit::SplitSpeaker(id, alias, claims) => draft.split_off::<Speaker>(&id, &alias, &claims)?,
        Edit::RenameOutlet(id, name) => draft.rename::<Outlet>(&id, &name)?,
        Edit::MergeOutlets(from, into) => draft.merge::<Outlet>(&from, &into)?,
        Edit::SetOutletRole(id, role) => draft.set_outlet_role(&id, role)?,
        Edit::SplitOutlet(id, alias, claims) => draft.split_off::<Outlet>(&id, &alias, &claims)?,
        Edit::Settle(conflicts, whose) => draft.settle(&conflicts, whose)?,
        Edit::Cut(id) => draft.cut(&id)?,
        Edit::Reanchor(id, parts) => draft.reanchor(&id, &parts)?,
        Edit::SetNothingHere(stretches, mark) => draft.set_nothing_here(&stretches, mark)?,
        Edit::SetAllowance(what, reason) => draft.set_allowance(what, reason.as_deref())?,
        Edit::SetDone(engine) => draft.set_done(engine),
    }
    Ok(draft.step)
}

fn count(ids: &[ClaimId], what: &str) -> String {
    if ids.len() == 1 { what.to_owned() } else { format!("{} claims {what}", ids.len()) }
}

fn of(ids: &[ClaimId]) -> String {
    if ids.len() == 1 { String::new() } else { format!(" of {} claims", ids.len()) }
}

/// A name with single spaces, or the error that it is none.
pub(in crate::review) fn tidy(name: &str) -> Result<String, EditError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().any(char::is_alphanumeric) { Ok(name) } else { Err(EditError::EmptyName) }
}

pub(in crate::review) struct Draft<'s> {
    pub(in crate::review) session: &'s Session,
    pub(in crate::review) stamp: &'s Stamp,
    pub(in crate::review) step: Step,
}

impl Draft<'_> {
    pub(in crate::review) fn say(&mut self, what: String) {
        self.step.what = what;
    }

    pub(in crate::review) fn claim(&self, id: &ClaimId) -> Result<Arc<ReviewedClaim>, EditError> {
        self.session.claim(id).cloned().ok_or_else(|| EditError::UnknownClaim(id.clone()))
    }

    /// Changes every claim once by hand: what comes of it is no longer somebody else's version.
    pub(in crate::review) fn each(
        &mut self,
        ids: &[ClaimId],
        mut change: impl FnMut(&Session, &mut ReviewedClaim, &Stamp),
    ) -> Result<(), EditError> {
        self.replace(ids, |session, claim, stamp| {
            let before = claim.clone();
            change(session, claim, stamp);
            claim.sign(&before, stamp);
            if (claim.decision, &claim.correction) != (before.decision, &before.correction) {
                claim.from.clear();
            }
        })
    }

    /// Changes every claim once; those that end up as they were are left out.
    pub(in crate::review) fn replace(
        &mut self,
        ids: &[ClaimId],
        mut change: impl FnMut(&Session, &mut ReviewedClaim, &Stamp),
    ) -> Result<(), EditError> {
        let mut seen = std::collections::HashSet::with_capacity(ids.len());
        for id in ids {
            let before = self.claim(id)?;
            if !seen.insert(id) {
                continue;
            }
            let mut after = (*before).clone();
            change(self.session, &mut after, self.stamp);
            after.keep_in_step(&before, self.stamp);
            if after != *before {
                let (before, after) = (Some(before), Some(Arc::new(after)));
                self.step.changes.push(Change::Claim { id: id.clone(), before, after });
            }
        }
        Ok(())
    }

    /// Changes the correction of every claim and draws the consequence for its decision.
    pub(in crate::review) fn correct(
        &mut self,
        ids: &[ClaimId],
        mut change: impl FnMut(&Session, &mut ReviewedClaim),
    ) -> Result<(), EditError> {
        self.each(ids, |session, claim, stamp| {
            let before = claim.clone();
            change(session, claim);
            drop_equal(session, claim);
            rules::settle(claim, &before, stamp);
        })
    }

    fn confirm(&mut self, ids: &[ClaimId]) -> Result<(), EditError> {
        if let Some(lost) = ids.iter().find(|id| self.session.claim(id).is_some_and(|claim| claim.anchor.is_lost())) {
            return Err(EditError::Lost(lost.clone()));
        }
        self.each(ids, |session, claim, stamp| {
            let asks = claim.asks_decider(&session.article().text);
            let decided = claim.log.len();
            rules::confirm(claim, stamp);
            if asks && claim.log.len() == decided {
                // Said of the new words now.
                rules::renew(claim, stamp);
            }
        })?;
        let corrected = match (self.step.changes.as_slice(), ids) {
            ([Change::Claim { after: Some(claim), .. }], _) => claim.decision == Decision::Corrected,
            // One's own correction says already that the claim is right as it is now.
            ([], [only]) => self.session.claim(only).is_some_and(|claim| claim.decision == Decision::Corrected),
            _ => false,
        };
        self.say(if corrected { "kept as corrected".to_owned() } else { count(ids, "confirmed") });
        Ok(())
    }

    fn set_speaker(&mut self, ids: &[ClaimId], choice: SpeakerChoice) -> Result<(), EditError> {
        let (id, name) = self.speaker(choice)?;
        self.correct(ids, |_, claim| claim.correction.speaker = Override::to(id.clone()))?;
        self.say(format!("speaker{}: {}", of(ids), name.as_deref().unwrap_or("nobody")));
        Ok(())
    }

    /// The id and name of a choice; a new speaker is added.
    pub(in crate::review) fn speaker(&mut self, choice: SpeakerChoice) -> Result<(Option<SpeakerId>, Option<String>), EditError> {
        let member = match choice {
            SpeakerChoice::Nobody => return Ok((None, None)),
            SpeakerChoice::Existing(id) => self.session.speaker(&id).cloned().ok_or(EditError::UnknownSpeaker(id))?,
            SpeakerChoice::New(name) => {
                let name = tidy(&name)?;
                match self.session.speakers.by_name(&name) {
                    Some(known) => known.clone(),
                    None => {
                        let mut entry = self.session.speakers.newcomer(&name, |_| false);
                        (entry.member.kind, entry.member.anonymous) = naming::kind_of(&name);
                        let taken = self.session.speakers().flat_map(|speaker| speaker.mentions.iter().copied());
                        entry.member.mentions = forms::places(&self.session.article().text, &name, taken);
                        let member = entry.member.clone();
                        let after = Some(Box::new(entry));
                        self.step.changes.push(Change::Speaker { id: member.id.clone(), before: None, after });
                        member
                    }
                }
            }
        };
        Ok((Some(member.id), Some(member.name)))
    }

    fn set_via(&mut self, ids: &[ClaimId], choices: Vec<OutletChoice>) -> Result<(), EditError> {
        let mut via: Vec<Outlet> = Vec::new();
        let mut added: Vec<Entry<Outlet>> = Vec::new();
        for choice in choices {
            let member = match choice {
                OutletChoice::Existing(id) => self.session.outlet(&id).cloned().ok_or(EditError::UnknownOutlet(id))?,
                OutletChoice::New(name) => {
                    let name = tidy(&name)?;
                    let listed =
                        added.iter().map(|entry| &entry.member).find(|other| other.name.to_lowercase() == name.to_lowercase());
                    match self.session.outlets.by_name(&name).or(listed) {
                        Some(known) => known.clone(),
                        None => {
                            let taken = |id: &OutletId| added.iter().any(|entry| entry.member.id == *id);
                            let mut entry = self.session.outlets.newcomer(&name, taken);
                            let taken = self.session.outlets().flat_map(|outlet| outlet.mentions.iter().copied());
                            entry.member.mentions = forms::places(&self.session.article().text, &name, taken);
                            added.push(entry.clone());
                            entry.member
                        }
                    }
                }
            };
            if !via.iter().any(|other| other.id == member.id) {
                via.push(member);
            }
        }
        for entry in added {
            let id = entry.member.id.clone();
            self.step.changes.push(Change::Outlet { id, before: None, after: Some(Box::new(entry)) });
        }
        let chain: Vec<OutletId> = via.iter().map(|outlet| outlet.id.clone()).collect();
        self.correct(ids, |_, claim| claim.correction.via = Some(chain.clone()))?;
        let names: Vec<_> = via.iter().map(|outlet| outlet.name.as_str()).collect();
        let names = if names.is_empty() { "no outlet".to_owned() } else { names.join(", ") };
        self.say(match ids.len() {
            1 => format!("through {names}"),
            count => format!("{count} claims through {names}"),
        });
        Ok(())
    }
}

/// Drops from the correction what equals the suggestion; ids that became one are equal.
pub(in crate::review) fn drop_equal(session: &Session, claim: &mut ReviewedClaim) {
    let Some(suggestion) = &claim.suggestion else {
        return;
    };
    let correction = &mut claim.correction;
    // While the article does not bear the suggested spans out, equal offsets mean nothing.
    let kept = claim.kept.as_ref().map(|kept| &kept.suggestion);
    for part in Part::ALL {
        let borne_out = kept.is_none_or(|words| words[part].is_empty());
        if borne_out && correction.parts[part].as_ref() == Some(&suggestion.parts[part]) {
            correction.parts[part] = None;
        }
    }
    let same_speaker = match (&correction.speaker, &suggestion.speaker) {
        (Override::Set(new), Some(old)) => session.speakers.same(new, old),
        (Override::Nobody, None) => true,
        _ => false,
    };
    if same_speaker {
        correction.speaker = Override::Keep;
    }
    let same_via = correction.via.as_ref().is_some_and(|new| {
        new.len() == suggestion.via.len() && new.iter().zip(&suggestion.via).all(|(a, b)| session.outlets.same(a, b))
    });
    if same_via {
        correction.via = None;
    }
    if claim.correction.directness == Some(session.directness_of_spans(claim)) {
        claim.correction.directness = None;
    }
    if claim.correction.class == Some(session.class_of_cue(claim)) {
        claim.correction.class = None;
    }
}
