//! What one sidecar adds to the memory.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::habits::{Tally, Traits};
use crate::claim::SpeakerKind;
use crate::review::{Decision, FactCheck};
use crate::sidecar::schema::{ClaimEntry, Sidecar, SpanEntry, SpeakerEntry};
use crate::text::single_line;

/// A person, organisation or group whom a reviewer has met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KnownPerson {
    /// The name.
    pub name: String,
    /// What it is.
    pub kind: SpeakerKind,
    /// Office or trade.
    pub role: Option<String>,
    /// The organisation that it belongs to or speaks for.
    pub affiliation: Option<String>,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// Whether a reviewer wrote or merged it.
    pub by_hand: bool,
    /// When a claim of it was last decided (RFC 3339).
    pub at: String,
}

impl KnownPerson {
    /// The name and its other forms.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// Office and organisation in words; empty where neither is known.
    pub fn office(&self) -> String {
        match (&self.role, &self.affiliation) {
            (Some(role), Some(of)) if !role.contains(of.as_str()) => format!("{role}, {of}"),
            (Some(role), _) => role.clone(),
            (None, of) => of.clone().unwrap_or_default(),
        }
    }

    /// What weighs more is larger: a reviewer's word, then the later one.
    pub(super) fn rank(&self) -> (bool, &str) {
        (self.by_hand && (self.role.is_some() || self.affiliation.is_some()), &self.at)
    }
}

/// A claim with a record of its fact-check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Checked {
    /// Its content.
    pub words: String,
    /// Who said it; empty where nobody is named.
    pub speaker: String,
    /// The record.
    pub check: FactCheck,
    /// Who decided on it.
    pub by: String,
    /// When (RFC 3339); empty where nobody has.
    pub at: String,
}

/// What one review adds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Page {
    /// The article's headline, else its file.
    pub article: String,
    /// The article's file.
    pub file: String,
    /// The named speakers with a claim that was kept, and those that a reviewer described.
    pub people: Vec<KnownPerson>,
    /// The claims with a record.
    pub checked: Vec<Checked>,
    /// What was rejected and kept, by kinds.
    pub habits: Tally,
}

impl Page {
    /// What `sidecar` adds.
    pub fn of(sidecar: &Sidecar) -> Self {
        let article = Some(&sidecar.article.title).filter(|title| !title.trim().is_empty()).unwrap_or(&sidecar.article.file);
        let mut decided: BTreeMap<&str, &str> = BTreeMap::new();
        for claim in sidecar.claims.iter().filter(|claim| is_kept(claim)) {
            if let Some(speaker) = speaker_of(sidecar, claim) {
                let last = decided.entry(speaker.id.as_str()).or_default();
                *last = (*last).max(claim.at.as_str());
            }
        }
        let people = sidecar.speakers.iter().filter(|speaker| speaker.merged_into.is_none() && !speaker.anonymous);
        let people = people.filter(|speaker| speaker.by_hand || decided.contains_key(speaker.id.as_str()));
        let people = people.map(|speaker| KnownPerson {
            name: speaker.name.clone(),
            kind: speaker.kind,
            role: speaker.role.clone(),
            affiliation: speaker.affiliation.clone(),
            aliases: speaker.aliases.clone(),
            by_hand: speaker.by_hand,
            at: decided.get(speaker.id.as_str()).map_or_else(String::new, |at| (*at).to_owned()),
        });
        let checked = sidecar.claims.iter().filter(|claim| claim.check.state.is_some() || !claim.check.evidence.is_empty());
        let checked = checked.map(|claim| Checked {
            words: words(content_of(claim)),
            speaker: speaker_of(sidecar, claim).map(|speaker| speaker.name.clone()).unwrap_or_default(),
            check: claim.check.clone(),
            by: claim.by.clone(),
            at: claim.at.clone(),
        });
        let judged = sidecar.claims.iter().filter(|claim| claim.decision.is_decided() && claim.suggestion.is_some());
        let judged = judged.map(|claim| (traits_of(sidecar, claim), claim.decision == Decision::Rejected));
        Self {
            article: single_line(article),
            file: sidecar.article.file.clone(),
            people: people.collect(),
            checked: checked.filter(|checked| !checked.words.is_empty()).collect(),
            habits: Tally::of(judged),
        }
    }
}

fn is_kept(claim: &ClaimEntry) -> bool {
    matches!(claim.decision, Decision::Confirmed | Decision::Corrected)
}

fn words(spans: &[SpanEntry]) -> String {
    spans.iter().map(|span| single_line(&span.text)).collect::<Vec<_>>().join(" ")
}

fn content_of(claim: &ClaimEntry) -> &[SpanEntry] {
    let suggested = claim.suggestion.as_ref().map(|suggestion| &suggestion.content);
    claim.correction.content.as_ref().or(suggested).map(Vec::as_slice).unwrap_or_default()
}

/// Who said a claim, by the name that it has now.
fn speaker_of<'s>(sidecar: &'s Sidecar, claim: &'s ClaimEntry) -> Option<&'s SpeakerEntry> {
    let suggested = || claim.suggestion.as_ref().and_then(|suggestion| suggestion.speaker.as_ref());
    let id = match &claim.correction.speaker {
        Some(speaker) => speaker.as_ref(),
        None => suggested(),
    }?;
    let find = |id: &str| sidecar.speakers.iter().find(|speaker| speaker.id == id);
    let mut speaker = find(id)?;
    // A file edited by hand may hold a ring.
    for _ in 0..sidecar.speakers.len() {
        match speaker.merged_into.as_deref().and_then(find) {
            Some(into) => speaker = into,
            None => break,
        }
    }
    Some(speaker)
}

/// What the engine's suggestion showed: a habit is about what it suggests, not about what was made of that.
fn traits_of(sidecar: &Sidecar, claim: &ClaimEntry) -> Traits {
    let Some(suggestion) = &claim.suggestion else { return Traits::default() };
    let speaker = suggestion.speaker.as_ref().and_then(|id| sidecar.speakers.iter().find(|speaker| speaker.id == *id));
    Traits::new(
        &words(&suggestion.cue),
        &words(&suggestion.source),
        speaker.map_or("", |speaker| &speaker.name),
        &words(&suggestion.content),
        suggestion.class,
    )
}
