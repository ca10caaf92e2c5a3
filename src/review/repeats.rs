//! Claims that say the same thing, so that one check ticks all of them.

use std::collections::BTreeSet;

use super::claim::ReviewedClaim;
use super::decision::Decision;
use super::edit::Part;
use super::session::Session;
use crate::claim::ClaimId;

/// Words without which two contents can still be the same.
const LIGHT: &[&str] = &["that", "the", "a", "an", "of", "to", "in", "on", "at", "and", "it", "is", "was", "were", "are", "be"];

/// The weighty words of a content, in lower case.
fn words(session: &Session, claim: &ReviewedClaim) -> BTreeSet<String> {
    let text = &session.article().text;
    let pieces = claim.spans(Part::Content).iter().filter_map(|span| span.slice(text));
    let words = pieces.flat_map(|piece| piece.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '%'));
    let words = words.map(|word| word.trim_matches('.').to_lowercase());
    words.filter(|word| !word.is_empty() && !LIGHT.contains(&word.as_str())).collect()
}

/// The other claims of the article that say what claim `id` says: at least four of five weighty words are
/// shared, and the numbers are the same. Rejected ones are left out.
pub fn repeats(session: &Session, id: &ClaimId) -> Vec<ClaimId> {
    let Some(claim) = session.claim(id) else {
        return Vec::new();
    };
    let wanted = words(session, claim);
    if wanted.len() < 3 {
        return Vec::new();
    }
    let numbers = |words: &BTreeSet<String>| -> BTreeSet<String> {
        words.iter().filter(|word| word.contains(|c: char| c.is_ascii_digit())).cloned().collect()
    };
    let own = numbers(&wanted);
    let others = session.claims().iter().filter(|other| other.id != *id && other.decision != Decision::Rejected);
    let same = others.filter(|other| {
        let words = words(session, other);
        let shared = wanted.intersection(&words).count();
        let all = wanted.union(&words).count();
        shared * 5 >= all * 4 && numbers(&words) == own
    });
    same.map(|claim| claim.id.clone()).collect()
}
