//! Adjudication: one of several people's versions of a claim is taken over as it is.
//!
//! The decision is the adjudicator's, and the log says so; whose version it was is kept in
//! [`ReviewedClaim::from`](crate::review::ReviewedClaim::from).

use crate::claim::Part;
use crate::claim::{OutletId, Parts};
use crate::review::edits::Draft;
use crate::review::edits::rules;
use crate::review::session::history::Change;
use crate::review::state::cast::{Cast, Entry, Member, ReviewedOutlet, ReviewedSpeaker};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::correction::{Anchor, Correction, Kept, Override};
use crate::review::state::decision::Stamp;
use crate::review::state::outcome::EditError;
use crate::review::state::rare::Rare;
use crate::review::state::spans;
use crate::review::state::version::{Adopted, Adoption, Made};
use crate::text::Span;

impl Draft<'_> {
    /// Takes over each version.
    pub(in crate::review) fn adopt(&mut self, adoptions: Vec<Adoption>) -> Result<(), EditError> {
        let mut newcomers = Newcomers { speakers: Vec::new(), outlets: Vec::new() };
        let count = adoptions.len();
        let names = adoptions.first().map(|adoption| adoption.from.join(", ")).unwrap_or_default();
        for adoption in adoptions {
            let ids = std::slice::from_ref(&adoption.claim);
            let correction = match &adoption.version {
                Adopted::Rejected => None,
                Adopted::Marked(made) => Some((self.correction(made, &mut newcomers)?, made)),
            };
            self.replace(ids, |session, claim, stamp| {
                let before = claim.clone();
                match &correction {
                    None => reject(claim, stamp),
                    Some((correction, made)) => {
                        claim.correction = correction.clone().into();
                        stand(claim);
                        crate::review::edits::drop_equal(session, claim);
                        keep_remarks(claim, made);
                        rules::confirm(claim, stamp);
                    }
                }
                claim.sign(&before, stamp);
                claim.from = adoption.from.clone().into();
                if *claim != before && claim.log == before.log {
                    rules::renew(claim, stamp);
                }
            })?;
        }
        let changes = newcomers.speakers.into_iter().map(|(before, after)| Change::Speaker {
            id: after.member.id.clone(),
            before: before.map(Box::new),
            after: Some(Box::new(after)),
        });
        let outlets = newcomers.outlets.into_iter().map(|(before, after)| Change::Outlet {
            id: after.member.id.clone(),
            before: before.map(Box::new),
            after: Some(Box::new(after)),
        });
        let changes: Vec<Change> = changes.chain(outlets).collect();
        // They come first: a claim must never name somebody who is not there.
        self.step.changes.splice(0..0, changes);
        self.say(match count {
            1 => format!("accepted from {names}"),
            count => format!("{count} claims accepted as all have them"),
        });
        Ok(())
    }

    /// A version as the correction of a claim here; whom it names is found or added.
    fn correction(&self, made: &Made, newcomers: &mut Newcomers) -> Result<Correction, EditError> {
        let text = &self.session.article().text;
        let fit = |part, given: &[Span]| spans::fit(text, part, given);
        let speaker = made.speaker.as_ref().map(|wanted| taken(&self.session.speakers, &mut newcomers.speakers, wanted));
        let mut via: Vec<OutletId> = Vec::new();
        for wanted in &made.via {
            let id = taken(&self.session.outlets, &mut newcomers.outlets, wanted);
            if !via.contains(&id) {
                via.push(id);
            }
        }
        Ok(Correction {
            parts: Parts {
                content: Some(fit(Part::Content, &made.parts.content)?),
                cue: Some(fit(Part::Cue, &made.parts.cue)?),
                source: Some(fit(Part::Source, &made.parts.source)?),
            },
            speaker: Override::to(speaker),
            via: Some(via),
            directness: made.directness,
            class: made.class,
        })
    }
}

/// Entries that are added or replaced: as they were, as they become.
struct Newcomers {
    speakers: Vec<(Option<ReviewedSpeaker>, ReviewedSpeaker)>,
    outlets: Vec<(Option<ReviewedOutlet>, ReviewedOutlet)>,
}

/// The id under which `wanted`, an entry of another review, goes here: by its id, by its name, or as somebody new.
/// What a person made of an entry there is taken over, unless a person made something of it here.
pub(super) fn taken<M: Member>(cast: &Cast<M>, added: &mut Vec<(Option<Entry<M>>, Entry<M>)>, wanted: &Entry<M>) -> M::Id {
    let (id, name) = (wanted.member.id(), wanted.member.name());
    let same_name = |other: &M| other.name().to_lowercase() == name.to_lowercase();
    if let Some((_, known)) = added.iter().find(|(_, known)| known.member.id() == id || same_name(&known.member)) {
        return known.member.id().clone();
    }
    if let Some(here) = cast.resolve(id) {
        let free = cast.by_name(name).is_none_or(|other| other.id() == here.member.id());
        if wanted.by_hand && !here.by_hand && here.member.id() == id && here.member != wanted.member && free {
            let after = Entry::added(wanted.member.clone());
            added.push((Some(here.clone()), after));
        }
        return here.member.id().clone();
    }
    if let Some(known) = cast.by_name(name) {
        return known.id().clone();
    }
    let fresh = cast.newcomer(name, |id| added.iter().any(|(_, other)| other.member.id() == id));
    // The id that it has there is as good, and tells that it is the same one.
    let member = if cast.is_given(id) { fresh.member } else { wanted.member.clone() };
    let id = member.id().clone();
    added.push((None, Entry::added(member)));
    id
}

/// A claim that takes a version over is where the version has it.
fn stand(claim: &mut ReviewedClaim) {
    if claim.anchor.is_lost() {
        claim.anchor = Anchor::Exact;
        claim.cut = false;
    }
    claim.kept = claim.kept.take().map(|kept| Box::new(Kept { suggestion: kept.suggestion, ..Kept::default() }));
}

fn keep_remarks(claim: &mut ReviewedClaim, made: &Made) {
    if claim.note.is_empty() {
        claim.note = made.note.clone().into();
    }
    if claim.check.is_empty() {
        claim.check = made.check.clone().into();
    }
}

fn reject(claim: &mut ReviewedClaim, stamp: &Stamp) {
    if claim.suggestion.is_some() {
        claim.correction = Rare::default();
    }
    rules::reject(claim, stamp);
}
