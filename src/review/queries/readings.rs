//! The engine's next-best readings of a claim as it is now, corrections included.

use crate::claim::{Claim, ClaimId, Part, Parts, Reason};
use crate::extract::readings::{Change, readings};
use crate::extract::{Extraction, chapters};
use crate::review::session::Session;
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::decision::Decision;
use crate::review::state::edit::ReadAs;

/// Another way to read a claim, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherReading {
    /// The reading.
    pub reading: ReadAs,
    /// Why it may be meant ("Ana Diaz, named one sentence back").
    pub reason: String,
}

/// The next-best readings of the claim `id`, best first.
///
/// Reads the chapter around the claim again with the rules: some milliseconds.
pub fn other_readings(session: &Session, id: &ClaimId) -> Vec<OtherReading> {
    let article = session.article();
    let Some(at) = session.claim(id).and_then(|claim| claim.spans(Part::Content).first().map(|span| span.start)) else {
        return Vec::new();
    };
    let Some(chapter) = chapters(article).into_iter().find(|chapter| chapter.span.contains(at)) else { return Vec::new() };
    let near = |claim: &&std::sync::Arc<ReviewedClaim>| {
        let begins = claim.spans(Part::Content).first();
        begins.is_some_and(|span| chapter.span.contains(span.start)) && (claim.decision != Decision::Rejected || claim.id == *id)
    };
    let found = Extraction {
        claims: session.claims().iter().filter(near).map(|claim| in_force(session, claim)).collect(),
        speakers: session.speakers().cloned().collect(),
        outlets: session.outlets().cloned().collect(),
        ..Extraction::default()
    };
    let known = session.claim(id).and_then(|claim| session.speaker_of(claim)).map(|speaker| &speaker.id);
    let others = readings(article, &found, id).into_iter().map(|reading| {
        let speaker = reading.speaker.as_ref().filter(|speaker| Some(&speaker.id) != known);
        let what = match (speaker, reading.change) {
            (Some(speaker), _) => format!("speaker {}", speaker.name),
            (None, Change::Speaker) => "source".to_owned(),
            (None, change) => change.name().to_owned(),
        };
        let reading_as = ReadAs { what, parts: reading.parts, speaker: reading.speaker, via: reading.via };
        OtherReading { reading: reading_as, reason: reading.reason }
    });
    others.collect()
}

/// A claim as it is now, in the engine's form.
fn in_force(session: &Session, claim: &ReviewedClaim) -> Claim {
    let suggestion = claim.suggestion.as_ref();
    Claim {
        id: claim.id.clone(),
        parts: Parts::from_fn(|part| claim.spans(part).to_vec()),
        directness: session.directness(claim),
        class: session.class(claim),
        speaker: session.speaker_of(claim).map(|speaker| speaker.id.clone()),
        via: session.via_of(claim).iter().map(|outlet| outlet.id.clone()).collect(),
        score: suggestion.map_or(1.0, |suggestion| suggestion.score),
        reason: suggestion.map_or_else(Reason::default, |suggestion| suggestion.reason.clone()),
    }
}
