//! Turns a reader's marks into a review, with the edits that the reader would make in the program.

use std::sync::Arc;

use saidby::article::Article;
use saidby::claim::{ClaimId, Parts};
use saidby::extract::Extraction;
use saidby::review::{Edit, OutletChoice, Part, ReviewedClaim, Session, SpeakerChoice, Stamp};

use crate::marks::Mark;
use crate::score;

/// A review of `article` in which every mark is a claim and every other suggestion was rejected.
pub fn review(article: Article, found: Extraction, marks: &[Mark]) -> Session {
    let text = Arc::clone(&article.text);
    let mut session = Session::new(Arc::new(article));
    session.offer(found);
    let suggestions: Vec<Arc<ReviewedClaim>> = session.claims().to_vec();
    let contents: Vec<_> = suggestions.iter().map(|claim| claim.spans(Part::Content).to_vec()).collect();
    let marked: Vec<_> = marks.iter().map(|mark| mark.content.clone()).collect();
    let pairs = score::pairs(&text, &marked, &contents);
    for (index, mark) in marks.iter().enumerate() {
        let partner = pairs.iter().find(|(mark, _)| *mark == index).and_then(|(_, claim)| suggestions.get(*claim));
        let id = match partner {
            Some(claim) => correct(&mut session, claim, mark),
            None => add(&mut session, mark),
        };
        set_via(&mut session, &id, mark);
        apply(&mut session, Edit::Confirm(vec![id]));
    }
    let spurious: Vec<ClaimId> = session.claims().iter().filter(|c| !c.decision.is_decided()).map(|c| c.id.clone()).collect();
    if !spurious.is_empty() {
        apply(&mut session, Edit::Reject(spurious));
    }
    session
}

fn apply(session: &mut Session, edit: Edit) -> Vec<ClaimId> {
    let stamp = Stamp { by: "sb".to_owned(), at: "2026-11-22T18:00:00Z".to_owned() };
    session.apply(edit, &stamp).expect("the marks fit the text").claims
}

/// Gives a suggestion the mark's spans and speaker where it has others.
fn correct(session: &mut Session, claim: &ReviewedClaim, mark: &Mark) -> ClaimId {
    let id = claim.id.clone();
    let parts = [(Part::Content, &mark.content), (Part::Cue, &mark.cue), (Part::Source, &mark.source)];
    if parts.iter().any(|(part, wanted)| claim.spans(*part) != wanted.as_slice()) {
        // All at once: a new content may take words from the old cue.
        let parts = parts.map(|(part, wanted)| (part, wanted.clone())).to_vec();
        apply(session, Edit::SetParts(id.clone(), parts));
    }
    let right = match session.speaker_of(claim) {
        Some(speaker) => {
            let names = std::iter::once(&speaker.name).chain(&speaker.aliases);
            names.into_iter().any(|name| score::same_name(name, &mark.speaker))
        }
        None => mark.speaker.is_empty(),
    };
    if !right {
        let choice = choose(session, mark);
        apply(session, Edit::SetSpeaker(vec![id.clone()], choice));
    }
    id
}

fn add(session: &mut Session, mark: &Mark) -> ClaimId {
    let speaker = choose(session, mark);
    let (content, cue, source) = (mark.content.clone(), mark.cue.clone(), mark.source.clone());
    apply(session, Edit::AddClaim { parts: Parts { content, cue, source }, speaker }).remove(0)
}

fn choose(session: &Session, mark: &Mark) -> SpeakerChoice {
    if mark.speaker.is_empty() {
        return SpeakerChoice::Nobody;
    }
    let known = session
        .speakers()
        .find(|speaker| std::iter::once(&speaker.name).chain(&speaker.aliases).any(|name| score::same_name(name, &mark.speaker)));
    known.map_or_else(|| SpeakerChoice::New(mark.speaker.clone()), |speaker| SpeakerChoice::Existing(speaker.id.clone()))
}

fn set_via(session: &mut Session, id: &ClaimId, mark: &Mark) {
    let claim = Arc::clone(session.claim(id).expect("the claim is there"));
    let via = session.via_of(&claim);
    if via.len() == mark.via.len() && via.iter().zip(&mark.via).all(|(outlet, name)| score::same_name(&outlet.name, name)) {
        return;
    }
    let choices = mark.via.iter().map(|name| {
        let known = session
            .outlets()
            .find(|outlet| std::iter::once(&outlet.name).chain(&outlet.aliases).any(|known| score::same_name(known, name)));
        known.map_or_else(|| OutletChoice::New(name.clone()), |outlet| OutletChoice::Existing(outlet.id.clone()))
    });
    let choices = choices.collect();
    apply(session, Edit::SetVia(vec![id.clone()], choices));
}
