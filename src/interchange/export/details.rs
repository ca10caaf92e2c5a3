//! Claim metadata for formats that support it.

use serde::{Deserialize, Serialize};

use super::checks;
use super::rows::ExportRow;
use crate::claim::{CueClass, Directness, Outlet, OutletRole, Speaker, SpeakerKind};
use crate::interchange::words;
use crate::review::{Decision, FactCheck};

/// What is known of a claim besides its words. As JSON, what is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// Its name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// How much of it is in quotation marks.
    #[serde(serialize_with = "words::out", deserialize_with = "words::read", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Directness>,
    /// What its cue says of how it was uttered.
    #[serde(serialize_with = "words::out", deserialize_with = "words::read", skip_serializing_if = "Option::is_none")]
    pub class: Option<CueClass>,
    /// Who said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Person>,
    /// The outlets that it came through, nearest to the article first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<Through>,
    /// How sure the engine was, 0 to 1; `None` where a person added it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f32>,
    /// The decision; `None` where the format does not say.
    #[serde(serialize_with = "words::out", deserialize_with = "words::read", skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Who decided; empty while unreviewed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When (RFC 3339); empty while unreviewed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// A remark.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Flagged for a second look.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub flag: bool,
    /// The record of its fact-check.
    #[serde(with = "checks", skip_serializing_if = "FactCheck::is_empty")]
    pub check: FactCheck,
}

/// Who said something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// The name, or the description of an unnamed one.
    pub name: String,
    /// Office or trade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What it is; `None` where the format does not say.
    #[serde(serialize_with = "words::out", deserialize_with = "words::read", skip_serializing_if = "Option::is_none")]
    pub kind: Option<SpeakerKind>,
    /// Whether the article leaves it unnamed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub anonymous: bool,
}

impl Person {
    /// Someone of whom the name alone is known; `None` for a blank one.
    pub(in crate::interchange) fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        (!name.is_empty()).then(|| Self { name: name.to_owned(), ..Self::default() })
    }

    pub(in crate::interchange) fn of(speaker: &Speaker) -> Self {
        Self { name: speaker.name.clone(), role: speaker.role.clone(), kind: Some(speaker.kind), anonymous: speaker.anonymous }
    }
}

/// An outlet that a claim came through. As JSON it is its name alone where it is cited, as nearly all are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ThroughJson", into = "ThroughJson")]
pub struct Through {
    /// Its name.
    pub name: String,
    /// The part that it plays; `None` where the format does not say.
    pub role: Option<OutletRole>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum ThroughJson {
    Name(String),
    Full {
        name: String,
        #[serde(default, serialize_with = "words::out", deserialize_with = "words::read")]
        role: Option<OutletRole>,
    },
}

impl From<ThroughJson> for Through {
    fn from(json: ThroughJson) -> Self {
        match json {
            ThroughJson::Name(name) => Self { name, role: None },
            ThroughJson::Full { name, role } => Self { name, role },
        }
    }
}

impl From<Through> for ThroughJson {
    fn from(through: Through) -> Self {
        match through.role {
            None | Some(OutletRole::Cited) => Self::Name(through.name),
            role => Self::Full { name: through.name, role },
        }
    }
}

impl Through {
    /// One of which the name alone is known; `None` for a blank one.
    pub(in crate::interchange) fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        (!name.is_empty()).then(|| Self { name: name.to_owned(), role: None })
    }

    pub(in crate::interchange) fn of(outlet: &Outlet) -> Self {
        Self { name: outlet.name.clone(), role: Some(outlet.role) }
    }
}

impl Details {
    /// Of a claim that is written.
    pub(in crate::interchange) fn of(row: &ExportRow<'_>) -> Self {
        let opinion = row.opinion;
        Self {
            id: row.id.to_owned(),
            kind: Some(row.directness),
            class: Some(row.class),
            speaker: row.speaker.map(Person::of),
            via: row.via.iter().map(|outlet| Through::of(outlet)).collect(),
            score: row.score.map(rounded),
            decision: Some(opinion.map_or(Decision::Unreviewed, |opinion| opinion.decision)),
            by: opinion.map_or("", |opinion| opinion.by).to_owned(),
            at: opinion.map_or("", |opinion| opinion.at).to_owned(),
            note: opinion.map_or("", |opinion| opinion.note).to_owned(),
            flag: opinion.is_some_and(|opinion| opinion.flag),
            check: opinion.map_or_else(FactCheck::default, |opinion| opinion.check.clone()),
        }
    }
}

/// A score with the three digits that are worth writing.
pub(in crate::interchange) fn rounded(score: f32) -> f32 {
    (score * 1000.0).round() / 1000.0
}
