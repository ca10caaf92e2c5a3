//! Speakers and outlets.

use super::spans::{mentions, spans_of};
use crate::claim::{Outlet, OutletId, Speaker, SpeakerId};
use crate::review::{Entry, Member, NameChoice, Naming, ReviewedOutlet, ReviewedSpeaker, RivalName, SpeakerDescribed, Stamp};
use crate::sidecar::schema::{NameChoiceLine, NameConflict, NamingEntry, OutletEntry, SpeakerDescription, SpeakerEntry};

pub(super) fn speaker_entry(text: &str, entry: &ReviewedSpeaker) -> SpeakerEntry {
    let speaker = &entry.member;
    SpeakerEntry {
        id: speaker.id.to_string(),
        name: speaker.name.clone(),
        kind: speaker.kind,
        role: speaker.role.clone(),
        affiliation: speaker.affiliation.clone(),
        aliases: speaker.aliases.clone(),
        anonymous: speaker.anonymous,
        unnamed_because: speaker.unnamed_because.clone(),
        mentions: spans_of(text, &speaker.mentions, &[]),
        by_hand: entry.by_hand,
        merged_into: entry.merged_into.as_ref().map(|id| id.to_string()),
        conflict: name_conflict(&entry.rivals, speaker_description),
        settled: entry.settled.iter().map(|one| name_choice_line(one, speaker_description)).collect(),
    }
}

pub(super) fn outlet_entry(text: &str, entry: &ReviewedOutlet) -> OutletEntry {
    let outlet = &entry.member;
    OutletEntry {
        id: outlet.id.to_string(),
        name: outlet.name.clone(),
        role: outlet.role,
        aliases: outlet.aliases.clone(),
        mentions: spans_of(text, &outlet.mentions, &[]),
        by_hand: entry.by_hand,
        merged_into: entry.merged_into.as_ref().map(|id| id.to_string()),
        conflict: name_conflict(&entry.rivals, |role| *role),
        settled: entry.settled.iter().map(|one| name_choice_line(one, |role| *role)).collect(),
    }
}

/// What others say of a speaker or outlet: the first with the rest in it.
pub(super) fn name_conflict<M: Member, D>(rivals: &[RivalName<M>], described: fn(&M::Described) -> D) -> Option<NameConflict<D>>
where
    M::Id: ToString,
{
    let mut all = rivals.iter().map(|rival| NameConflict {
        name: rival.name.clone(),
        merged_into: rival.merged_into.as_ref().map(ToString::to_string),
        description: rival.words.clone(),
        described: rival.described.as_ref().map(described),
        settled: rival.settled.iter().map(|one| name_choice_line(one, described)).collect(),
        others: Vec::new(),
    });
    let first = all.next()?;
    Some(NameConflict { others: all.collect(), ..first })
}

pub(super) fn rival_names<M: Member, D>(mut conflict: NameConflict<D>, described: fn(D) -> M::Described) -> Vec<RivalName<M>> {
    let others = std::mem::take(&mut conflict.others);
    let first = RivalName {
        name: conflict.name,
        merged_into: conflict.merged_into.map(M::make_id),
        described: conflict.described.map(described),
        words: conflict.description,
        settled: conflict.settled.into_iter().map(|line| name_choice(line, described)).collect(),
    };
    std::iter::once(first).chain(others.into_iter().flat_map(|other| rival_names(other, described))).collect()
}

fn name_choice_line<M: Member, D>(choice: &NameChoice<M>, described: fn(&M::Described) -> D) -> NameChoiceLine<D>
where
    M::Id: ToString,
{
    let Stamp { by, at } = choice.stamp.clone();
    let entry = |word: &Naming<M>| NamingEntry {
        name: word.name.clone(),
        merged_into: word.merged_into.as_ref().map(ToString::to_string),
        described: word.described.as_ref().map(described),
    };
    NameChoiceLine { by, at, between: choice.between.iter().map(entry).collect() }
}

fn name_choice<M: Member, D>(line: NameChoiceLine<D>, described: fn(D) -> M::Described) -> NameChoice<M> {
    let word = |entry: NamingEntry<D>| Naming {
        name: entry.name,
        merged_into: entry.merged_into.map(M::make_id),
        described: entry.described.map(described),
    };
    NameChoice { stamp: Stamp { by: line.by, at: line.at }, between: line.between.into_iter().map(word).collect() }
}

pub(super) fn speaker_description(described: &SpeakerDescribed) -> SpeakerDescription {
    let SpeakerDescribed { kind, role, affiliation, anonymous, unnamed_because } = described.clone();
    SpeakerDescription { kind, role, affiliation, anonymous, unnamed_because }
}

pub(super) fn speaker_described(entry: SpeakerDescription) -> SpeakerDescribed {
    let SpeakerDescription { kind, role, affiliation, anonymous, unnamed_because } = entry;
    SpeakerDescribed { kind, role, affiliation, anonymous, unnamed_because }
}

pub(super) fn reviewed_speaker(text: &str, entry: SpeakerEntry) -> ReviewedSpeaker {
    Entry {
        member: Speaker {
            id: SpeakerId::new(entry.id),
            name: entry.name,
            kind: entry.kind,
            role: entry.role,
            affiliation: entry.affiliation,
            aliases: entry.aliases,
            anonymous: entry.anonymous,
            unnamed_because: entry.unnamed_because,
            mentions: mentions(text, entry.mentions),
        },
        by_hand: entry.by_hand,
        merged_into: entry.merged_into.map(SpeakerId::new),
        rivals: entry.conflict.map(|conflict| rival_names(conflict, speaker_described)).unwrap_or_default(),
        settled: entry.settled.into_iter().map(|line| name_choice(line, speaker_described)).collect(),
    }
}

pub(super) fn reviewed_outlet(text: &str, entry: OutletEntry) -> ReviewedOutlet {
    Entry {
        member: Outlet {
            id: OutletId::new(entry.id),
            name: entry.name,
            role: entry.role,
            aliases: entry.aliases,
            mentions: mentions(text, entry.mentions),
            because: None,
        },
        by_hand: entry.by_hand,
        merged_into: entry.merged_into.map(OutletId::new),
        rivals: entry.conflict.map(|conflict| rival_names(conflict, |role| role)).unwrap_or_default(),
        settled: entry.settled.into_iter().map(|line| name_choice(line, |role| role)).collect(),
    }
}
