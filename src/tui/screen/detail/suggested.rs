//! What the engine had where a person changed it.

use super::spans_of;
use crate::claim::Part;
use crate::review::{ReviewedClaim, Session};
use crate::tui::theme::Meaning;

/// The engine's value of a field as a remark behind the corrected one.
pub fn was(suggested: Option<String>) -> Option<(String, Meaning)> {
    suggested.map(|value| (format!("  was: {value}"), Meaning::Quiet))
}

/// Whom the engine had as the speaker, where a person changed it.
pub fn speaker(session: &Session, claim: &ReviewedClaim) -> Option<String> {
    let suggested = claim.suggestion.as_ref()?.speaker.as_ref();
    (!claim.correction.speaker.is_keep() && suggested != claim.speaker())
        .then(|| suggested.and_then(|id| session.speaker(id)).map_or_else(|| "nobody".to_owned(), |speaker| speaker.name.clone()))
}

/// The engine's words of a part, where a person changed its spans and the article still has the words.
pub fn part(session: &Session, claim: &ReviewedClaim, part: Part) -> Option<String> {
    let suggestion = claim.suggestion.as_ref().filter(|_| !claim.anchor.is_lost())?;
    let suggested = &suggestion.parts[part];
    (claim.correction.parts[part].as_ref()? != suggested).then(|| {
        let words = spans_of(session, suggested);
        if words.is_empty() { "nothing".to_owned() } else { format!("“{words}”") }
    })
}

/// The engine's outlets, where a person changed them.
pub fn outlets(session: &Session, claim: &ReviewedClaim) -> Option<String> {
    let (corrected, suggested) = (claim.correction.via.as_ref()?, &claim.suggestion.as_ref()?.via);
    (corrected != suggested).then(|| {
        let names: Vec<&str> = suggested.iter().filter_map(|id| session.outlet(id)).map(|outlet| outlet.name.as_str()).collect();
        if names.is_empty() { "no outlet".to_owned() } else { names.join(" ← ") }
    })
}

/// The engine's directness and class, where they are others now.
pub fn kind(session: &Session, claim: &ReviewedClaim) -> Option<String> {
    let suggestion = claim.suggestion.as_ref()?;
    let directness = (session.directness(claim) != suggestion.directness).then(|| suggestion.directness.to_string());
    let class = (session.class(claim) != suggestion.class).then(|| suggestion.class.to_string());
    let words: Vec<String> = directness.into_iter().chain(class).collect();
    (!words.is_empty()).then(|| words.join(" · "))
}
