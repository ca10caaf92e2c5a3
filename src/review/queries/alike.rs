//! Finds similar claims for bulk decisions: those of other mentions of the same source.

use crate::claim::ClaimId;
use crate::claim::Part;
use crate::review::queries::proposal::is_pronoun;
use crate::review::session::Session;
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::decision::Decision;
use crate::review::state::forms::names_somebody;

/// The words of a claim's source, on one line and in lower case; `None` for pronouns, which mean someone else at every
/// position, for an article alone, and without a source.
pub fn source_words(session: &Session, claim: &ReviewedClaim) -> Option<String> {
    let text = &session.article().text;
    let words: Vec<&str> =
        claim.spans(Part::Source).iter().filter_map(|span| span.slice(text)).flat_map(str::split_whitespace).collect();
    let words = words.join(" ").to_lowercase();
    (names_somebody(&words) && !is_pronoun(&words)).then_some(words)
}

/// Whether two claims have the same source, word for word.
pub fn same_source(session: &Session, one: &ClaimId, other: &ClaimId) -> bool {
    let words = |id| session.claim(id).and_then(|claim| source_words(session, claim));
    words(one).is_some_and(|ours| words(other) == Some(ours))
}

/// The other claims whose source has the same words as that of claim `id`, or for which the engine suggested
/// the same speaker; in the order of the text, rejected ones left out.
pub fn alike(session: &Session, id: &ClaimId) -> Vec<ClaimId> {
    let Some(claim) = session.claim(id) else {
        return Vec::new();
    };
    let words = source_words(session, claim);
    let suggested = |claim: &ReviewedClaim| {
        let speaker = claim.suggestion.as_ref()?.speaker.as_ref()?;
        session.speaker(speaker).map(|speaker| speaker.id.clone())
    };
    let speaker = suggested(claim);
    let others = session.claims().iter().filter(|other| other.id != *id && other.decision != Decision::Rejected);
    let same = others.filter(|other| {
        words.is_some() && source_words(session, other) == words || speaker.is_some() && suggested(other) == speaker
    });
    same.map(|claim| claim.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::tests::{id, session, stamp};
    use crate::review::{Edit, SpeakerChoice};

    #[test]
    fn the_same_words_or_the_same_suggestion_make_claims_alike() {
        let mut session = session(
            "[It leaks], {said} <the spokesman>.\n[It holds], {said} <The  spokesman>.\n[Rain], {said} <he>.\n[Snow], {said} <he>.\n\
             [Hail], {said} <Bo>.\n[Fog], {said} <the spokesman>.\n",
        );
        assert_eq!(alike(&session, &id(0)), [id(1), id(5)]);
        assert_eq!(alike(&session, &id(4)), []);
        // Pronouns are not words, but here the engine took both for the same.
        assert_eq!(alike(&session, &id(2)), [id(3)]);
        let apply = |session: &mut Session, edit| session.apply(edit, &stamp("mw")).unwrap();
        apply(&mut session, Edit::Reject(vec![id(5)]));
        assert_eq!(alike(&session, &id(0)), [id(1)]);
        // What a person set does not make two claims alike.
        apply(&mut session, Edit::SetSpeaker(vec![id(2), id(4)], SpeakerChoice::New("Cy".into())));
        assert_eq!(alike(&session, &id(4)), []);
    }
}
