//! Speakers with their claims, kept in step with the review.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::ledger::Origin;
use crate::claim::{ClaimId, Part, Speaker, SpeakerId};
use crate::lint::rule::Marked;
use crate::review::{ListState, ReviewedClaim, Session};

/// Speakers with their claims that count.
#[derive(Clone, Debug, Default)]
pub struct Voices {
    /// The speakers as the last run saw them.
    people: HashMap<SpeakerId, Speaker>,
    /// Their state then.
    state: Option<ListState>,
    /// Whose claims those of a speaker are: its own, or those of the one that it was merged into.
    roots: HashMap<SpeakerId, SpeakerId>,
    voices: BTreeMap<SpeakerId, Known>,
}

/// A speaker's claims.
#[derive(Clone, Debug, Default)]
struct Known {
    /// In the order of the text.
    claims: Vec<Marked>,
    /// What the rules know of the speaker alone; `None`: they are to be asked.
    known: Option<u32>,
    origin: Origin,
    /// The claims that its findings are about.
    reported: BTreeSet<ClaimId>,
}

/// A speaker with its claims.
#[derive(Debug)]
pub struct Heard<'s, 'v> {
    /// The speaker; `None`: gone, or one with another.
    pub speaker: Option<&'s Speaker>,
    /// Its claims in the order of the text.
    pub claims: &'v [Marked],
    /// What the rules know of the speaker alone; `None`: they are to be asked.
    pub known: &'v mut Option<u32>,
    /// Where its findings come from.
    pub origin: &'v mut Origin,
    /// The claims that its findings are about.
    pub reported: &'v mut BTreeSet<ClaimId>,
}

/// What changed about speakers.
#[derive(Debug, Default)]
pub struct People {
    /// Whether anything did.
    pub any: bool,
    /// Speakers who are new, gone or described otherwise.
    pub changed: BTreeSet<SpeakerId>,
    /// Where the changed ones are and were first mentioned.
    pub first_mentions: Vec<usize>,
}

impl Voices {
    /// Finds out which speakers changed.
    pub fn see_people(&mut self, session: &Session) -> People {
        let mut people = People::default();
        if self.state.as_ref().is_some_and(|state| state.is_same(session.speakers_state())) {
            return people;
        }
        self.state = Some(session.speakers_state().clone());
        let mut seen = 0;
        for speaker in session.speakers() {
            match self.people.get(&speaker.id) {
                Some(known) if known == speaker => seen += 1,
                known => {
                    seen += usize::from(known.is_some());
                    let mentions = known.iter().copied().chain([speaker]).filter_map(|one| one.mentions.first());
                    people.first_mentions.extend(mentions.map(|mention| mention.start));
                    people.changed.insert(speaker.id.clone());
                    people.any = true;
                }
            }
        }
        if seen < self.people.len() {
            let here: BTreeSet<&SpeakerId> = session.speakers().map(|speaker| &speaker.id).collect();
            for (id, speaker) in self.people.iter().filter(|(id, _)| !here.contains(id)) {
                people.changed.insert(id.clone());
                people.first_mentions.extend(speaker.mentions.first().map(|mention| mention.start));
            }
            people.any = true;
        }
        for id in &people.changed {
            if let Some(voice) = self.voices.get_mut(id) {
                voice.known = None;
            }
            match session.speaker(id).filter(|speaker| speaker.id == *id) {
                Some(speaker) => self.people.insert(id.clone(), speaker.clone()),
                None => self.people.remove(id),
            };
        }
        people
    }

    /// Lets claims go to those whose they are now. Returns these claims, and the speakers that are to be looked at.
    pub fn follow(&mut self, session: &Session, people: &People) -> (Vec<Arc<ReviewedClaim>>, BTreeSet<SpeakerId>) {
        let (mut followed, mut due) = (Vec::new(), people.changed.clone());
        if !people.any {
            return (followed, due);
        }
        let other = |(id, old): (&SpeakerId, &SpeakerId)| {
            let new = root(session, id);
            (new != *old).then(|| (id.clone(), old.clone(), new))
        };
        let moved: Vec<(SpeakerId, SpeakerId, SpeakerId)> = self.roots.iter().filter_map(other).collect();
        for (id, old, new) in moved {
            let claims = self.voices.get_mut(&old).map(|voice| {
                let all = std::mem::take(&mut voice.claims).into_iter();
                let (leaving, staying): (Vec<_>, _) = all.partition(|(claim, _)| claim.speaker() == Some(&id));
                voice.claims = staying;
                leaving
            });
            let voice = self.voices.entry(new.clone()).or_default();
            for claim in claims.into_iter().flatten() {
                followed.push(Arc::clone(&claim.0));
                voice.claims.push(claim);
            }
            voice.claims.sort_by(|(one, _), (other, _)| order(one).cmp(&order(other)));
            due.extend([old, new.clone()]);
            self.roots.insert(id, new);
        }
        (followed, due)
    }

    /// Adds a claim that counts; returns whose it is.
    pub fn join(&mut self, session: &Session, claim: &Arc<ReviewedClaim>) -> Option<SpeakerId> {
        let id = claim.speaker()?;
        let root = self.roots.entry(id.clone()).or_insert_with(|| root(session, id)).clone();
        let voice = self.voices.entry(root.clone()).or_default();
        let at = voice.claims.partition_point(|(other, _)| order(other) < order(claim));
        voice.claims.insert(at, (Arc::clone(claim), 0));
        Some(root)
    }

    /// Takes a claim out; returns whose it was.
    pub fn leave(&mut self, claim: &Arc<ReviewedClaim>) -> Option<SpeakerId> {
        let root = self.roots.get(claim.speaker()?)?.clone();
        let voice = self.voices.get_mut(&root)?;
        let at = voice.claims.partition_point(|(other, _)| order(other) < order(claim));
        if voice.claims.get(at).is_some_and(|(other, _)| Arc::ptr_eq(other, claim)) {
            voice.claims.remove(at);
        }
        Some(root)
    }

    /// Keeps what the rules want to know of a claim that counts.
    pub fn mark(&mut self, claim: &Arc<ReviewedClaim>, marks: u64) {
        let root = claim.speaker().and_then(|id| self.roots.get(id));
        let Some(voice) = root.and_then(|root| self.voices.get_mut(root)) else { return };
        let at = voice.claims.partition_point(|(other, _)| order(other) < order(claim));
        if let Some((_, known)) = voice.claims.get_mut(at).filter(|(other, _)| Arc::ptr_eq(other, claim)) {
            *known = marks;
        }
    }

    /// Whether the findings about a speaker rest on the state of this claim.
    pub fn reports(&self, id: &SpeakerId, claim: &ClaimId) -> bool {
        self.voices.get(id).is_some_and(|voice| voice.reported.contains(claim))
    }

    /// The claims of a speaker.
    pub fn claims(&self, id: &SpeakerId) -> impl Iterator<Item = &Arc<ReviewedClaim>> {
        self.voices.get(id).into_iter().flat_map(|voice| voice.claims.iter().map(|(claim, _)| claim))
    }

    /// A speaker with its claims; `None` where it never had any.
    pub fn heard<'s>(&mut self, session: &'s Session, id: &SpeakerId) -> Option<Heard<'s, '_>> {
        let voice = self.voices.get_mut(id)?;
        let speaker = session.speaker(id).filter(|speaker| speaker.id == *id);
        let Known { claims, known, origin, reported } = voice;
        Some(Heard { speaker, claims, known, origin, reported })
    }
}

/// Where a claim is in the text: by its content, then by its id, as in the session.
fn order(claim: &ReviewedClaim) -> (usize, usize, &ClaimId) {
    let spans = claim.stored_spans(Part::Content);
    let start = spans.first().map_or(0, |span| span.start);
    (start, spans.last().map_or(start, |span| span.end), &claim.id)
}

/// Whose claims the claims of a speaker are. A speaker that is gone keeps its own: it may come back.
fn root(session: &Session, id: &SpeakerId) -> SpeakerId {
    session.speaker(id).map_or_else(|| id.clone(), |speaker| speaker.id.clone())
}
