//! Fact-checks in JSON: their values are words in lower case, as all others are.
//!
//! Files of earlier versions spell them as the sidecar does (`ToCheck`, `Primary`); these are read, too.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::review::{CheckState, Evidence, EvidenceKind, FactCheck, Inquiry, Stance};

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Check {
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<Piece>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    asked: Vec<Inquiry>,
    #[serde(skip_serializing_if = "String::is_empty")]
    stated: String,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Piece {
    link: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    locator: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stance: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    date: String,
}

const STATES: [(&str, CheckState); 6] = [
    ("to_check", CheckState::ToCheck),
    ("asked", CheckState::Asked),
    ("verified", CheckState::Verified),
    ("wrong", CheckState::Wrong),
    ("unverifiable", CheckState::Unverifiable),
    ("opinion", CheckState::Opinion),
];
const KINDS: [(&str, EvidenceKind); 2] = [("primary", EvidenceKind::Primary), ("secondary", EvidenceKind::Secondary)];
const STANCES: [(&str, Stance); 3] =
    [("supports", Stance::Supports), ("contradicts", Stance::Contradicts), ("partly", Stance::Partly)];

fn word<T: Copy + PartialEq>(value: T, words: &[(&str, T)]) -> Option<String> {
    words.iter().find(|(_, known)| *known == value).map(|(word, _)| (*word).to_owned())
}

/// The value of a word, with or without capitals and underscores.
fn value<T: Copy, E: serde::de::Error>(given: Option<&str>, words: &[(&str, T)], what: &str) -> Result<Option<T>, E> {
    let Some(given) = given else { return Ok(None) };
    let plain = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let found = words.iter().find(|(word, _)| plain(word) == plain(given)).map(|(_, value)| *value);
    let known = || words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
    found.map(Some).ok_or_else(|| E::custom(format!("invalid {what} {given:?}; expected one of {}", known())))
}

/// Writes a check.
pub(in crate::interchange) fn serialize<S: Serializer>(check: &FactCheck, to: S) -> Result<S::Ok, S::Error> {
    let piece = |evidence: &Evidence| Piece {
        link: evidence.link.clone(),
        locator: evidence.locator.clone(),
        kind: evidence.kind.and_then(|kind| word(kind, &KINDS)),
        stance: evidence.stance.and_then(|stance| word(stance, &STANCES)),
        date: evidence.date.clone(),
    };
    let check = Check {
        state: check.state.and_then(|state| word(state, &STATES)),
        evidence: check.evidence.iter().map(piece).collect(),
        asked: check.asked.clone(),
        stated: check.stated.clone(),
    };
    check.serialize(to)
}

/// Reads a check.
pub(in crate::interchange) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<FactCheck, D::Error> {
    let check = Check::deserialize(from)?;
    let evidence = |piece: Piece| {
        Ok(Evidence {
            kind: value(piece.kind.as_deref(), &KINDS, "kind of evidence")?,
            stance: value(piece.stance.as_deref(), &STANCES, "stance of evidence")?,
            link: piece.link,
            locator: piece.locator,
            date: piece.date,
        })
    };
    Ok(FactCheck {
        state: value(check.state.as_deref(), &STATES, "state of a fact-check")?,
        evidence: check.evidence.into_iter().map(evidence).collect::<Result<_, _>>()?,
        asked: check.asked,
        stated: check.stated,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Claim {
        #[serde(with = "super")]
        check: FactCheck,
    }

    #[test]
    fn every_value_is_written_in_lower_case_and_old_ones_are_read() {
        for state in CheckState::ALL {
            for (_, kind) in KINDS {
                for (_, stance) in STANCES {
                    let evidence = Evidence { link: "x".into(), kind: Some(kind), stance: Some(stance), ..Evidence::default() };
                    let claim =
                        Claim { check: FactCheck { state: Some(state), evidence: vec![evidence], ..FactCheck::default() } };
                    let json = serde_json::to_string(&claim).unwrap();
                    assert_eq!(json, json.to_lowercase());
                    assert_eq!(serde_json::from_str::<Claim>(&json).unwrap(), claim);
                    // As the derived code of earlier versions wrote them.
                    let old = format!("{{\"check\":{}}}", serde_json::to_string(&claim.check).unwrap());
                    assert_ne!(old, json);
                    assert_eq!(serde_json::from_str::<Claim>(&old).unwrap(), claim);
                }
            }
        }
        let wrong = serde_json::from_str::<Claim>("{\"check\": {\"state\": \"right\"}}").unwrap_err().to_string();
        assert!(wrong.contains("invalid state of a fact-check \"right\"; expected one of to_check, asked,"), "{wrong}");
    }
}
