//! The history of a claim in one place: what the engine said, what each reviewer said, and when.

use super::{Words, labelled, spans_of};
use crate::claim::{OutletId, SpeakerId};
use crate::review::{Between, CheckState, Correction, Decision, LogEntry, ReviewedClaim, Session, Settlement, Side};
use crate::tui::screen::claims::in_words;
use crate::tui::theme::Meaning;

/// Characters of the words of a part.
const WORDS: usize = 80;

/// A step of the history.
struct Entry {
    /// When (RFC 3339); empty: before everything.
    at: String,
    text: String,
    meaning: Meaning,
}

/// Whether there is more to tell than that the engine proposed it.
pub fn has_history(claim: &ReviewedClaim) -> bool {
    !claim.log.is_empty() || claim.decided.is_some() || claim.rival.is_some() || !claim.settled.is_empty()
}

/// The engine's proposal, then every decision with what was corrected, its reviewer and time; what others say otherwise
/// is among them.
pub fn history(session: &Session, claim: &ReviewedClaim) -> Vec<Words> {
    let mut entries: Vec<Entry> = engine(session, claim).into_iter().collect();
    let mut own = logged(&claim.log, claim.suggestion.is_none());
    // What was corrected belongs to the decision in force.
    let changed = changes(session, &claim.correction, claim);
    match (own.last_mut(), &claim.decided) {
        (Some(last), _) => with_changes(last, &changed),
        (None, Some(stamp)) => {
            let mut entry = decided(claim.decision, &stamp.by, &stamp.at);
            with_changes(&mut entry, &changed);
            own.push(entry);
        }
        (None, None) => {}
    }
    entries.extend(own);
    entries.extend(claim.settled.iter().map(chosen));
    for side in claim.rival.iter().flat_map(|rival| rival.sides()) {
        entries.extend(others(session, claim, side));
    }
    entries.sort_by(|a, b| a.at.cmp(&b.at));
    let label = |index: usize| if index == 0 { "History" } else { "" };
    entries.into_iter().enumerate().map(|(index, entry)| labelled(label(index), entry.text, entry.meaning)).collect()
}

/// What the engine proposed: who, through what, how sure.
fn engine(session: &Session, claim: &ReviewedClaim) -> Option<Entry> {
    let suggestion = claim.suggestion.as_ref()?;
    let speaker = name(session, suggestion.speaker.as_ref());
    let via = if suggestion.via.is_empty() { String::new() } else { format!(", via {}", outlets(session, &suggestion.via)) };
    let sure = (suggestion.score.clamp(0.0, 1.0) * 100.0).round();
    let text = format!("saidby: said by {speaker}{via}, {} ({sure}%)", suggestion.directness);
    Some(Entry { at: String::new(), text, meaning: Meaning::Quiet })
}

/// The steps of a log.
fn logged(log: &[LogEntry], added: bool) -> Vec<Entry> {
    let mut entries = Vec::new();
    for entry in log {
        let (by, at) = (&entry.stamp.by, &entry.stamp.at);
        entries.push(match (entry.was.is_empty(), added && entries.is_empty()) {
            (false, _) => step(by, at, &format!("re-anchored; it was: {}", entry.was), Meaning::Quiet),
            (_, true) => step(by, at, "added", Meaning::Corrected),
            _ => decided(entry.to, by, at),
        });
        if let Some(last) = entries.last_mut().filter(|_| !entry.reading.is_empty()) {
            with_changes(last, &[format!("took the reading: {}", entry.reading)]);
        }
    }
    // Corrections of one person, one after the other, are one word on the claim: the last.
    let again = |(one, next): (&LogEntry, &LogEntry)| {
        one.to == next.to && one.stamp.by == next.stamp.by && one.was.is_empty() && next.was.is_empty()
    };
    let doubled = log.iter().zip(log.iter().skip(1)).map(again).chain([false]);
    let doubled: Vec<bool> = doubled.enumerate().map(|(at, doubled)| doubled && !(added && at == 0)).collect();
    let mut doubled = doubled.into_iter();
    entries.retain(|_| !doubled.next().unwrap_or(false));
    entries
}

/// A conflict about a note or a fact-check that somebody resolved.
fn chosen(choice: &Settlement) -> Entry {
    let what = match &choice.between {
        Between::Notes(notes) => {
            let notes: Vec<String> = notes.iter().map(|note| format!("“{}”", shortened(note))).collect();
            format!("resolved a conflict of notes: {}", notes.join(" or "))
        }
        Between::Checks(checks) => {
            let word = |(state, stated): &(Option<CheckState>, String)| {
                let state = state.map_or("no state", CheckState::word);
                if stated.is_empty() { state.to_owned() } else { format!("{state}, said on {stated}") }
            };
            format!("resolved a conflict of fact-checks: {}", checks.iter().map(word).collect::<Vec<_>>().join(" or "))
        }
    };
    step(&choice.stamp.by, &choice.stamp.at, &what, Meaning::Quiet)
}

fn decided(decision: Decision, by: &str, at: &str) -> Entry {
    let (what, meaning) = match decision {
        Decision::Unreviewed => ("cleared the decision".to_owned(), Meaning::Quiet),
        Decision::Confirmed => (in_words(decision), Meaning::Confirmed),
        Decision::Corrected => (in_words(decision), Meaning::Corrected),
        // Struck through, words are hard to read.
        Decision::Rejected => (in_words(decision), Meaning::Quiet),
    };
    step(by, at, &what, meaning)
}

fn step(by: &str, at: &str, what: &str, meaning: Meaning) -> Entry {
    Entry { at: at.to_owned(), text: format!("{} {by}: {what}", minute(at)), meaning }
}

fn with_changes(entry: &mut Entry, changed: &[String]) {
    if !changed.is_empty() {
        entry.text = format!("{} · {}", entry.text, changed.join(" · "));
    }
}

/// What somebody else says otherwise: the steps of their log that ours does not have, and what they corrected.
fn others(session: &Session, claim: &ReviewedClaim, side: &Side) -> Vec<Entry> {
    let theirs: Vec<LogEntry> = side.log.iter().filter(|entry| !claim.log.contains(entry)).cloned().collect();
    let mut entries = logged(&theirs, false);
    if entries.is_empty()
        && let Some(stamp) = &side.decided
    {
        entries.push(decided(side.decision, &stamp.by, &stamp.at));
    }
    let mut changed = changes(session, &side.correction, claim);
    if side.note != claim.note && !side.note.is_empty() {
        changed.push(format!("note “{}”", shortened(&side.note)));
    }
    if side.check != *claim.check
        && let Some(state) = side.check.state
    {
        changed.push(format!("fact-check: {}", state.word()));
    }
    if let Some(last) = entries.last_mut() {
        with_changes(last, &changed);
        last.text.push_str(" (open conflict)");
        last.meaning = Meaning::Trouble;
    }
    entries
}

/// What a correction changes of the suggestion, field by field.
fn changes(session: &Session, correction: &Correction, claim: &ReviewedClaim) -> Vec<String> {
    let Some(suggestion) = &claim.suggestion else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    if !correction.speaker.is_keep() {
        let (now, was) = (name(session, correction.speaker.as_ref().named()), name(session, suggestion.speaker.as_ref()));
        if now != was {
            changes.push(format!("speaker {now}, was {was}"));
        }
    }
    if let Some(via) = &correction.via {
        changes.push(format!("via {}, was {}", outlets(session, via), outlets(session, &suggestion.via)));
    }
    for (part, spans) in correction.parts.iter() {
        if let Some(spans) = spans {
            let words = spans_of(session, spans);
            changes.push(if words.is_empty() {
                format!("no {}", part.as_str())
            } else {
                format!("{} “{}”", part.as_str(), shortened(&words))
            });
        }
    }
    changes.extend(correction.directness.map(|directness| format!("directness {directness}")));
    changes.extend(correction.class.map(|class| format!("class {class}")));
    changes
}

fn name<'s>(session: &'s Session, speaker: Option<&SpeakerId>) -> &'s str {
    speaker.and_then(|id| session.speaker(id)).map_or("nobody", |speaker| &speaker.name)
}

fn outlets(session: &Session, via: &[OutletId]) -> String {
    let names: Vec<&str> = via.iter().filter_map(|id| session.outlet(id)).map(|outlet| outlet.name.as_str()).collect();
    if names.is_empty() { "no outlet".to_owned() } else { names.join(" ← ") }
}

fn shortened(words: &str) -> String {
    let words = words.trim_matches(['"', '“', '”', '„', '«', '»', ' ']);
    match words.char_indices().nth(WORDS) {
        None => words.to_owned(),
        Some((end, _)) => format!("{} …", words.get(..end).unwrap_or(words).trim_end()),
    }
}

/// A time as people write it, to the minute: `2026-11-27 09:24 UTC`.
fn minute(at: &str) -> String {
    match (at.get(..10), at.get(10..11), at.get(11..16), at.ends_with('Z')) {
        (Some(day), Some("T"), Some(time), true) => format!("{day} {time} UTC"),
        _ => at.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::merge::merge;
    use crate::review::tests::{id, session, stamp};
    use crate::review::{Edit, SpeakerChoice, Stamp, Whose};

    fn told(session: &Session) -> Vec<String> {
        let claim = session.claim(&id(0)).unwrap();
        let lines = history(session, claim);
        lines.iter().map(|words| words.iter().map(|(text, _)| text.as_str()).collect::<String>().trim().to_owned()).collect()
    }

    #[test]
    fn the_engine_then_every_word_of_a_reviewer_with_its_time() {
        let mut session = session("<Ana Diaz> {told} ‹Radio Skerry› that [the pool was closed].\n<Bo Lund> {said} [so].\n");
        assert!(!has_history(session.claim(&id(0)).unwrap()));
        session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
        let later = Stamp { by: "cv".into(), at: "2026-11-23T09:05:00Z".into() };
        session.apply(Edit::SetSpeaker(vec![id(0)], SpeakerChoice::New("Cora Vik".into())), &later).unwrap();
        session.apply(Edit::SetVia(vec![id(0)], Vec::new()), &later).unwrap();
        assert_eq!(
            told(&session),
            [
                "History    saidby: said by Ana Diaz, via Radio Skerry, indirect (90%)",
                "2026-11-22 18:00 UTC mw: ● confirmed",
                "2026-11-23 09:05 UTC cv: ◆ corrected · speaker Cora Vik, was Ana Diaz · via no outlet, was Radio Skerry",
            ]
        );
        session.apply(Edit::Undecide(vec![id(0)]), &later).unwrap();
        assert!(told(&session).last().unwrap().ends_with("cv: cleared the decision"));
    }

    #[test]
    fn a_conflict_of_notes_that_was_resolved_is_part_of_it() {
        const POOL: &str = "<Ana Diaz> {said} [the pool was closed].\n";
        let noted = |note: &str| {
            let mut session = session(POOL);
            session.apply(Edit::SetNote(id(0), note.into()), &stamp("mw")).unwrap();
            session.record()
        };
        let mut session = session(POOL);
        session.adopt(merge(&session.record(), &noted("ask her"), &noted("seen")).record);
        let by = Stamp { by: "cv".into(), at: "2026-11-23T09:05:00Z".into() };
        session.apply(Edit::Settle(session.conflicts(), Whose::Theirs), &by).unwrap();
        assert!(has_history(session.claim(&id(0)).unwrap()));
        assert_eq!(told(&session)[1..], ["2026-11-23 09:05 UTC cv: resolved a conflict of notes: “ask her” or “seen”"]);
    }

    #[test]
    fn what_somebody_else_says_otherwise_stands_there_with_its_time() {
        const POOL: &str = "<Ana Diaz> {said} [the pool was closed].\n<Bo Lund> {said} [so].\n";
        let base = session(POOL).record();
        let after = |edit: Edit, by: &str, at: &str| {
            let mut session = session(POOL);
            session.apply(edit, &Stamp { by: by.into(), at: at.into() }).unwrap();
            session.record()
        };
        let ours = after(Edit::Confirm(vec![id(0)]), "mw", "2026-11-22T18:00:00Z");
        let theirs = after(Edit::SetSpeaker(vec![id(0)], SpeakerChoice::Nobody), "carol", "2026-11-22T17:30:00Z");
        let mut session = session(POOL);
        session.adopt(merge(&base, &ours, &theirs).record);
        assert_eq!(
            told(&session)[1..],
            [
                "2026-11-22 17:30 UTC carol: ◆ corrected · speaker nobody, was Ana Diaz (open conflict)",
                "2026-11-22 18:00 UTC mw: ● confirmed",
            ]
        );
    }
}
