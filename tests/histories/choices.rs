//! What somebody chose between two words that no log tells of, and what is shown of such words.

use saidby::review::{Conflict, Field, Record, ReviewedSpeaker, Side};

use super::words::{fields, sides};

/// Somebody's choice between two remarks, two states of the fact-check or two names.
pub struct Choice {
    pub about: Conflict,
    pub between: [String; 2],
    pub at: String,
    /// Of each person the time of the last word that whoever chose may have had before their eyes.
    pub known: [String; 3],
}

/// What a side says of a field.
fn value(field: Field, side: &Side) -> String {
    match field {
        Field::Note => side.note.to_string(),
        Field::Check => format!("{:?}", side.check.state),
        Field::Decision => format!("{:?}", side.decision),
        _ => fields(&side.correction).remove(field.word()).unwrap_or_default(),
    }
}

/// What is shown of it: ours, then what others say.
pub fn shown(record: &Record, about: &Conflict) -> Vec<String> {
    match about {
        Conflict::Claim(id, field) => {
            let claim = record.claims.iter().find(|claim| claim.id == *id);
            claim.map(|claim| sides(claim).iter().map(|side| value(*field, side)).collect()).unwrap_or_default()
        }
        Conflict::Speaker(id) => {
            let entry = record.speakers.iter().find(|entry| entry.member.id == *id);
            let names = |entry: &ReviewedSpeaker| {
                std::iter::once(&entry.member.name).chain(entry.rivals.iter().map(|rival| &rival.name)).cloned().collect()
            };
            entry.map(names).unwrap_or_default()
        }
        Conflict::Outlet(_) => Vec::new(),
    }
}

/// When somebody chose, as a file has it.
pub fn settled_at(record: &Record, about: &Conflict) -> Vec<String> {
    match about {
        Conflict::Claim(id, _) => {
            let claim = record.claims.iter().find(|claim| claim.id == *id);
            claim.map(|claim| claim.settled.iter().map(|one| one.stamp.at.clone()).collect()).unwrap_or_default()
        }
        Conflict::Speaker(id) => {
            let entry = record.speakers.iter().find(|entry| entry.member.id == *id);
            entry.map(|entry| entry.settled.iter().map(|one| one.stamp.at.clone()).collect()).unwrap_or_default()
        }
        Conflict::Outlet(_) => Vec::new(),
    }
}
