//! What a person made of a claim: decision, correction, notes and log.

use super::spans::{spans_of, split_some};
use crate::claim::{OutletId, Parts, SpeakerId};
use crate::review::{Between, Correction, KeptWords, LogEntry, Override, Said, Settlement, Side, Stamp};
use crate::sidecar::schema::{CheckedEntry, CorrectionEntry, LogLine, SaidEntry, SettledLine, SideEntry, StampEntry};

pub(super) fn by_and_at(stamp: Option<Box<Stamp>>) -> (String, String) {
    stamp.map(|stamp| (stamp.by, stamp.at)).unwrap_or_default()
}

pub(super) fn side_entry(text: &str, side: &Side) -> SideEntry {
    let (by, at) = by_and_at(side.decided.clone());
    SideEntry {
        decision: side.decision,
        by,
        at,
        from: side.from.to_vec(),
        correction: correction_entry(text, &side.correction, &side.kept),
        note: side.note.to_string(),
        check: side.check.clone(),
        said: said_entry(&side.said),
        log: side.log.iter().map(log_line).collect(),
        settled: side.settled.iter().map(settled_line).collect(),
    }
}

pub(super) fn said_entry(said: &Said) -> SaidEntry {
    let entry = |stamp: &Option<Stamp>| stamp.clone().map(|Stamp { by, at }| StampEntry { by, at });
    SaidEntry { note: entry(&said.note), state: entry(&said.state), stated: entry(&said.stated) }
}

fn said_of(entry: SaidEntry) -> Said {
    let stamp = |entry: Option<StampEntry>| entry.map(|StampEntry { by, at }| Stamp { by, at });
    Said { note: stamp(entry.note), state: stamp(entry.state), stated: stamp(entry.stated) }
}

pub(super) fn correction_entry(text: &str, correction: &Correction, kept: &KeptWords) -> CorrectionEntry {
    let corrected = |part| correction.parts[part].as_ref().map(|spans| spans_of(text, spans, &kept[part]));
    let Parts { content, cue, source } = Parts::from_fn(corrected);
    CorrectionEntry {
        content,
        cue,
        source,
        speaker: match &correction.speaker {
            Override::Keep => None,
            Override::Nobody => Some(None),
            Override::Set(id) => Some(Some(id.to_string())),
        },
        via: correction.via.as_ref().map(|via| via.iter().map(|id| id.to_string()).collect()),
        directness: correction.directness,
        class: correction.class,
    }
}

pub(super) fn log_line(entry: &LogEntry) -> LogLine {
    LogLine {
        from: entry.from,
        to: entry.to,
        by: entry.stamp.by.clone(),
        at: entry.stamp.at.clone(),
        was: entry.was.clone(),
        reading: entry.reading.clone(),
        again: entry.again.clone(),
    }
}

pub(super) fn settled_line(settlement: &Settlement) -> SettledLine {
    let Stamp { by, at } = settlement.stamp.clone();
    let (notes, checks) = match &settlement.between {
        Between::Notes(notes) => (notes.clone(), Vec::new()),
        Between::Checks(checks) => {
            let entry = |(state, stated): &(_, String)| CheckedEntry { state: *state, stated: stated.clone() };
            (Vec::new(), checks.iter().map(entry).collect())
        }
    };
    SettledLine { by, at, notes, checks }
}

pub(super) fn settlement(line: SettledLine) -> Settlement {
    let between = if line.checks.is_empty() {
        Between::Notes(line.notes)
    } else {
        Between::Checks(line.checks.into_iter().map(|entry| (entry.state, entry.stated)).collect())
    };
    Settlement { stamp: Stamp { by: line.by, at: line.at }, between }
}

/// What one person made of a claim; the words of all its spans are kept.
pub(super) fn side_of(entry: SideEntry) -> Side {
    let correction = entry.correction;
    let entries = Parts { content: correction.content, cue: correction.cue, source: correction.source };
    let (parts, kept) = entries.map(split_some).unzip();
    let stamp = |by, at| Stamp { by, at };
    let log = entry.log.into_iter().map(|line| LogEntry {
        from: line.from,
        to: line.to,
        stamp: stamp(line.by, line.at),
        was: line.was,
        reading: line.reading,
        again: line.again,
    });
    Side {
        decision: entry.decision,
        decided: entry.decision.is_decided().then(|| Box::new(stamp(entry.by, entry.at))),
        correction: Correction {
            parts,
            speaker: correction.speaker.map_or(Override::Keep, |speaker| Override::to(speaker.map(SpeakerId::new))),
            via: correction.via.map(|via| via.into_iter().map(OutletId::new).collect()),
            directness: correction.directness,
            class: correction.class,
        },
        kept,
        from: entry.from.into(),
        note: entry.note.into(),
        check: entry.check,
        said: said_of(entry.said).into(),
        log: log.collect::<Vec<_>>().into(),
        settled: entry.settled.into_iter().map(settlement).collect::<Vec<_>>().into(),
    }
}
