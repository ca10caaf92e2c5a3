//! Another reading of a claim is taken: all that it changes at once.

use crate::claim::ClaimId;
use crate::claim::Part;
use crate::review::edits::adopt::taken;
use crate::review::edits::{Draft, rules};
use crate::review::session::history::Change;
use crate::review::state::cast::Entry;
use crate::review::state::correction::Override;
use crate::review::state::edit::ReadAs;
use crate::review::state::outcome::EditError;
use crate::review::state::spans;

impl Draft<'_> {
    /// Corrects a claim to another reading of it; with `confirm`, says that it is right so.
    pub(in crate::review) fn read_as(&mut self, id: &ClaimId, reading: &ReadAs, confirm: bool) -> Result<(), EditError> {
        let before = self.claim(id)?;
        if before.anchor.is_lost() {
            return Err(EditError::Lost(id.clone()));
        }
        let text = &self.session.article().text;
        let mut parts = reading.parts.clone();
        for (part, spans) in parts.iter_mut() {
            *spans = spans::fit(text, part, spans)?;
        }
        let was = Part::ALL.map(|part| before.spans(part));
        if let Some(part) = spans::new_overlap(was, Part::ALL.map(|part| parts[part].as_slice())) {
            return Err(EditError::Overlap(part));
        }
        if let Some(unknown) = reading.via.iter().find(|id| self.session.outlet(id).is_none()) {
            return Err(EditError::UnknownOutlet(unknown.clone()));
        }
        let mut newcomers = Vec::new();
        let speaker = reading
            .speaker
            .as_ref()
            .map(|speaker| taken(&self.session.speakers, &mut newcomers, &Entry::proposed(speaker.clone())));
        // Newcomers come first: a claim must never name somebody who is not there.
        self.step.changes.extend(newcomers.into_iter().map(|(before, after)| Change::Speaker {
            id: after.member.id.clone(),
            before: before.map(Box::new),
            after: Some(Box::new(after)),
        }));
        self.each(std::slice::from_ref(id), |session, claim, stamp| {
            let before = claim.clone();
            claim.correction.parts = parts.clone().map(Some);
            claim.correction.speaker = Override::to(speaker.clone());
            claim.correction.via = Some(reading.via.clone());
            crate::review::edits::drop_equal(session, claim);
            rules::settle(claim, &before, stamp);
            if confirm {
                rules::confirm(claim, stamp);
            }
            if claim.log != before.log
                && let Some(entry) = claim.log.last_mut()
            {
                entry.reading.clone_from(&reading.what);
            }
        })?;
        self.say(format!("reading accepted: {}", reading.what));
        Ok(())
    }
}
