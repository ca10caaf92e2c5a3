//! What a person said last of each claim, kept apart from the program.

use std::collections::BTreeMap;

use saidby::claim::{ClaimId, SpeakerId};
use saidby::review::{CheckState, Conflict, Correction, Decision, ReviewedClaim, Side};

/// The fields of a correction, as text: whether two are the same is all that counts.
pub type Fields = BTreeMap<&'static str, String>;

/// A person's word on a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// When it was said: no two words are said at the same time.
    pub at: String,
    pub decision: Decision,
    /// What the person said of the fields, and when.
    pub fields: BTreeMap<&'static str, (String, String)>,
}

impl Word {
    /// The name under which a field's word is known to be answered.
    pub fn of_field(at: &str, field: &str) -> String {
        format!("{at} {field}")
    }
}

/// All that a person has said and not taken back.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub decisions: BTreeMap<ClaimId, Word>,
    /// The remark, and when it was written.
    pub notes: BTreeMap<ClaimId, (String, String)>,
    pub checks: BTreeMap<ClaimId, (CheckState, String)>,
    pub evidence: BTreeMap<ClaimId, Vec<String>>,
    pub names: BTreeMap<SpeakerId, (String, String)>,
    /// What was chosen where two people contradicted each other, and when.
    pub chosen: BTreeMap<Conflict, (String, String)>,
}

pub fn fields(correction: &Correction) -> Fields {
    BTreeMap::from([
        ("content", format!("{:?}", correction.parts.content)),
        ("speaker", format!("{:?}", correction.speaker)),
        ("via", format!("{:?}", correction.via)),
        ("directness", format!("{:?}", correction.directness)),
    ])
}

/// What `person` has said of a claim after a change of theirs; `None`: nothing that counts.
pub fn word(before: &ReviewedClaim, after: &ReviewedClaim, last: Option<&Word>, at: &str) -> Option<Word> {
    let (was, is) = (fields(&before.correction), fields(&after.correction));
    if !after.decision.is_decided() {
        return None;
    }
    let at = at.to_owned();
    let said = |fields: Fields| fields.into_iter().map(|(name, value)| (name, (value, at.clone())));
    let changed: Fields = is.iter().filter(|(name, value)| was[*name] != **value).map(|(n, v)| (*n, v.clone())).collect();
    let said = match after.decision {
        Decision::Rejected => BTreeMap::new(),
        // Nothing changed: all of it is right as it is.
        _ if changed.is_empty() => said(is).collect(),
        _ => {
            let own = last.map(|last| last.fields.clone()).unwrap_or_default();
            own.into_iter().filter(|(name, (value, _))| is[name] == *value).chain(said(changed)).collect()
        }
    };
    Some(Word { at, decision: after.decision, fields: said })
}

/// Every word on a claim that is shown: ours, and those of open conflicts.
pub fn sides(claim: &ReviewedClaim) -> Vec<Side> {
    let others = claim.rival.iter().flat_map(|rival| rival.sides().cloned());
    std::iter::once(Side::of(claim)).chain(others).collect()
}

/// Whether the decision of `word` is among `sides`.
pub fn is_decided_so(word: &Word, sides: &[Side]) -> bool {
    sides.iter().any(|side| side.decision == word.decision)
}

/// Whether one of `sides` decides as `word` does and knows of it: another one who decides alike keeps nobody else's word.
pub fn is_held(word: &Word, sides: &[Side]) -> bool {
    sides.iter().any(|side| side.decision == word.decision && was_seen(&word.at, std::slice::from_ref(side)))
}

/// Whether what was said of a field is among `sides`.
pub fn is_field_shown(name: &str, value: &str, sides: &[Side]) -> bool {
    sides.iter().any(|side| fields(&side.correction)[name] == *value)
}

/// Whether the one who made `sides` had what was said `at` before their eyes.
pub fn was_seen(at: &str, sides: &[Side]) -> bool {
    let of_side = |side: &Side| {
        side.log.iter().any(|entry| entry.stamp.at == at) || side.decided.as_ref().is_some_and(|stamp| stamp.at == at)
    };
    sides.iter().any(of_side)
}
