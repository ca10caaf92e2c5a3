//! One claim of two people: what becomes of both their words on it.

use std::sync::Arc;

use crate::claim::Parts;
use crate::review::state::answered::{is_answered, is_chosen_apart};
use crate::review::state::check::{Evidence, FactCheck, Inquiry};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::corrected::CorrectedField;
use crate::review::state::correction::{Correction, KeptWords};
use crate::review::state::decision::{Decision, LogEntry, Stamp};
use crate::review::state::log::{agreed, contains, joined, knows, missing_in, share_a_step};
use crate::review::state::rival::{Field, Rival, Side, contested, take, take_verdict};
use crate::review::state::said::{Said, later as later_stamp};
use crate::review::state::settled::{Settlement, union};
use crate::review::state::spoken::affirmed;
use crate::review::state::three_way::Before;

/// A claim that both sides have.
///
/// `undone`: what our side has saved and taken back since.
pub(in crate::review) fn both(
    before: &Before<'_, ReviewedClaim>,
    undone: &Undone,
    ours: &Arc<ReviewedClaim>,
    theirs: &Arc<ReviewedClaim>,
) -> Arc<ReviewedClaim> {
    let known = |claim: &ReviewedClaim| before.states().any(|state| state == claim);
    if ours == theirs || known(theirs) {
        return Arc::clone(ours);
    }
    let (our_side, their_side) = (Side::of(ours), Side::of(theirs));
    if before.is_common() && known(ours) && knows(&their_side, &our_side) {
        return Arc::clone(theirs);
    }
    let Verdicts { mut mine, mut other, base, is_theirs } = verdicts(before, &undone.steps, &our_side, &their_side);
    let choices = choices(before, undone, &our_side, &their_side);
    let answered = |field| whose_answer(field, &choices, &our_side, &their_side);
    remarks(before, [&our_side, &their_side], [&mut mine, &mut other]);
    for field in [Field::Note, Field::Check] {
        if let Some(side) = answered(field) {
            take(field, side, &mut mine);
            take(field, side, &mut other);
        }
    }
    // As long as nobody has settled it, neither side may seem to know of the other.
    let known_to = |side: &Side| -> Vec<Settlement> {
        let known = |one: &&Settlement| !one.between.field().differs(&mine, &other) || side.settled.contains(one);
        choices.iter().filter(known).cloned().collect()
    };
    let (our_choices, their_choices) = (known_to(&our_side), known_to(&their_side));
    (mine.settled, other.settled) = (our_choices.into(), their_choices.into());
    let mut claim = (**ours).clone();
    claim.flag = before.part(|claim| &claim.flag).filled(&ours.flag, &theirs.flag).unwrap_or(true);
    claim.cut = before.part(|claim| &claim.cut).filled(&ours.cut, &theirs.cut).unwrap_or(true);
    // Somebody found again there what is lost here.
    let is_found_there = ours.anchor.is_lost() && !theirs.anchor.is_lost() && mine.kept == their_side.kept;
    let suggestion = before.part(|claim| &claim.suggestion).field(&ours.suggestion, &theirs.suggestion);
    claim.suggestion = if is_found_there { theirs.suggestion.clone() } else { suggestion.unwrap_or_else(|ours| ours) };
    if is_found_there || (mine.kept == their_side.kept && mine.kept != our_side.kept) {
        claim.anchor = theirs.anchor;
        claim.kept.clone_from(&theirs.kept);
    }
    let open = Open { before, ours, theirs, mine: &mine, is_theirs, choices: &choices, undone: &undone.choices };
    claim.rival = open.rival(other, base);
    claim.say(mine);
    Arc::new(claim)
}

/// What our side had in the file and took back since.
#[derive(Clone, Debug, Default)]
pub(in crate::review) struct Undone {
    /// Steps of the log.
    pub(in crate::review) steps: Vec<LogEntry>,
    /// Choices between two words.
    pub(in crate::review) choices: Vec<Settlement>,
}

/// The choices of both sides between two words, but for those that were taken back.
fn choices(before: &Before<'_, ReviewedClaim>, undone: &Undone, ours: &Side, theirs: &Side) -> Vec<Settlement> {
    let listed = before.part(|claim| &*claim.settled).listed(&ours.settled, &theirs.settled);
    let holds = |one: &Settlement| ours.settled.contains(one) || !undone.choices.contains(one);
    union(&listed.into_iter().filter(holds).collect::<Vec<_>>(), &[])
}

/// The side whose word on `field` was chosen by somebody who had the other's before their eyes.
fn whose_answer<'a>(field: Field, choices: &[Settlement], ours: &'a Side, theirs: &'a Side) -> Option<&'a Side> {
    // A word that was chosen as well, by somebody who did not know of the other choice, is asked about.
    let is_answered = |side: &Side, other: &Side| is_answered(side, field, choices) && !is_chosen_apart(side, field, other);
    match (is_answered(ours, theirs), is_answered(theirs, ours)) {
        (true, false) => Some(theirs),
        (false, true) => Some(ours),
        _ => None,
    }
}

/// The decisions, corrections and logs of both.
struct Verdicts {
    /// As it is from now on.
    mine: Side,
    /// As theirs would have it; the same where nothing contradicts.
    other: Side,
    /// What both began with, as far as it is known.
    base: Side,
    /// Whether it is theirs, who knew of ours.
    is_theirs: bool,
}

impl Verdicts {
    fn agreed(mine: Side, base: Side) -> Self {
        Self { other: mine.clone(), mine, base, is_theirs: false }
    }
}

fn verdicts(before: &Before<'_, ReviewedClaim>, undone: &[LogEntry], ours: &Side, theirs: &Side) -> Verdicts {
    let start = ancestor(before, ours, theirs);
    let base = start.clone().unwrap_or_default();
    let value = |side: &Side| (side.decision, side.correction.clone(), side.from.to_vec());
    if value(ours) == value(theirs) {
        let decided = later(ours, theirs).decided.clone();
        return Verdicts::agreed(Side { decided, log: agreed(&ours.log, &theirs.log).into(), ..ours.clone() }, base);
    }
    let is_known = |side: &Side| before.states().map(Side::of).any(|state| same_verdict(&state, side));
    if is_known(theirs) {
        return Verdicts::agreed(ours.clone(), base);
    }
    // Whoever goes on from a step that was taken back meanwhile does not know what holds since.
    let they_know = knows(theirs, ours) && !is_taken_back(before, undone, ours, theirs);
    let we_know = knows(ours, theirs) && !(before.is_common() && is_taken_back(before, &[], theirs, ours));
    match (they_know, we_know) {
        // With a common start, logs that say the same leave it to the values who changed something.
        (true, true) if before.is_common() && is_known(ours) => return Verdicts::agreed(theirs.clone(), base),
        (true, false) => return Verdicts { is_theirs: true, ..Verdicts::agreed(theirs.clone(), base) },
        // An older word of the person who has the last word here: it may be the one that they came back to.
        (false, true) if ours.decision.is_decided() && theirs.decision.is_decided() && same_person(ours, theirs) => {}
        (false, true) => return Verdicts::agreed(ours.clone(), base),
        _ => {}
    }
    // Undecided against decided is not a contradiction. Whoever took that very word back knows of it, if nothing else that
    // somebody said since holds: they may have begun afresh themselves.
    let is_past = |side: &Side, other: &Side| {
        let is_known = |stamp: &Stamp| side.log.iter().any(|entry| entry.stamp == *stamp);
        let since = missing_in(&other.log, &side.log);
        let is_withdrawn = |(at, step): (usize, &&LogEntry)| {
            since.iter().skip(at).any(|later| !later.to.is_decided() && later.stamp.by == step.stamp.by)
        };
        other.decided.as_deref().is_some_and(is_known) && since.iter().enumerate().all(is_withdrawn)
    };
    match (ours.decision.is_decided(), theirs.decision.is_decided()) {
        (false, true) if !before.is_common() && is_past(ours, theirs) => {
            return Verdicts::agreed(Side { log: joined(&theirs.log, &ours.log).into(), ..ours.clone() }, base);
        }
        (false, true) => {
            return Verdicts::agreed(Side { log: joined(&ours.log, &theirs.log).into(), ..theirs.clone() }, base);
        }
        (true, false) => {
            return Verdicts::agreed(Side { log: joined(&theirs.log, &ours.log).into(), ..ours.clone() }, base);
        }
        _ => {}
    }
    if ours.decision != theirs.decision {
        return Verdicts { mine: ours.clone(), other: theirs.clone(), base, is_theirs: false };
    }
    let start = start.as_ref();
    let said = |side| start.map(|start| said_since(start, side)).unwrap_or_default();
    let (by_us, by_them) = (said(ours), said(theirs));
    let mut mine = ours.clone();
    (mine.correction, mine.kept) = ours_first(start, (ours, &by_us), (theirs, &by_them));
    // Both took the same decision: it comes from whomever either took it from.
    mine.from.extend(theirs.from.iter().cloned());
    mine.from.sort();
    mine.from.dedup();
    let mut other = mine.clone();
    (other.correction, other.kept) = ours_first(start, (theirs, &by_them), (ours, &by_us));
    if mine.correction == other.correction {
        mine.log = agreed(&ours.log, &theirs.log).into();
        mine.decided.clone_from(&later(ours, theirs).decided);
        other = mine.clone();
    } else {
        // As long as nobody has settled it, neither log may say that its side knew of the other.
        other.log.clone_from(&theirs.log);
        other.decided.clone_from(&theirs.decided);
    }
    Verdicts { mine, other, base, is_theirs: false }
}

/// Whether `side` has undone a step that `other` still has: one of the common start, or of `undone`. A step in a file that
/// was seen may be somebody else's, whose word is open or was never taken over.
fn is_taken_back(before: &Before<'_, ReviewedClaim>, undone: &[LogEntry], side: &Side, other: &Side) -> bool {
    let common = before.states().filter(|_| before.is_common()).map(|state| state.log.as_slice());
    let logs = common.chain([undone]);
    logs.flat_map(|log| missing_in(log, &side.log)).any(|step| share_a_step(&other.log, std::slice::from_ref(step)))
}

fn same_verdict(a: &Side, b: &Side) -> bool {
    (a.decision, &a.decided, &a.from, &a.correction, &a.log) == (b.decision, &b.decided, &b.from, &b.correction, &b.log)
}

fn same_person(a: &Side, b: &Side) -> bool {
    matches!((&a.decided, &b.decided), (Some(a), Some(b)) if a.by == b.by)
}

/// The side with the later word.
fn later<'a>(ours: &'a Side, theirs: &'a Side) -> &'a Side {
    let at = |side: &Side| side.decided.as_ref().map(|stamp| (stamp.at.clone(), stamp.by.clone()));
    if at(theirs) > at(ours) { theirs } else { ours }
}

/// The newest state that both logs go on from. Where the logs have nothing in common that is what the engine
/// proposed; `None`: they have, and the state is not known.
fn ancestor(before: &Before<'_, ReviewedClaim>, ours: &Side, theirs: &Side) -> Option<Side> {
    // A state of ours alone that our side saw in the file last is none for whoever did not know of it.
    let is_start = |state: &Side| {
        contains(&ours.log, &state.log)
            && contains(&theirs.log, &state.log)
            && (before.is_common() || state.log.len() < ours.log.len())
    };
    let known = before.states().map(Side::of).find(is_start);
    known.filter(|start| !start.log.is_empty() || before.is_common()).or_else(|| {
        let apart = !share_a_step(&ours.log, &theirs.log);
        apart.then(Side::default)
    })
}

/// Whether somebody on this side, after `start`, said of everything that it is right, and so of each field: of what
/// was decided then, or of what the engine proposed.
fn is_endorsed(start: &Side, side: &Side) -> bool {
    let own = missing_in(&side.log, &start.log);
    let as_decided = start.decision.is_decided() && side.correction == start.correction && !own.is_empty();
    // The log does not tell a correction from a confirmation of one; after somebody else, or after a rejection, it may
    // have been either.
    let after_another = |step: &LogEntry| {
        let before = side.log.iter().take_while(|other| *other != step).last();
        before.is_some_and(|before| before.to == Decision::Rejected || before.stamp.by != step.stamp.by)
    };
    let of_all = |step: &&LogEntry| match step.to {
        Decision::Confirmed => true,
        Decision::Corrected => after_another(step),
        // They began afresh.
        Decision::Unreviewed => true,
        Decision::Rejected => false,
    };
    as_decided || own.iter().any(of_all)
}

/// What somebody on this side said of after `start`, the fields whose values do not show it among it.
fn said_since(start: &Side, side: &Side) -> Vec<CorrectedField> {
    if is_endorsed(start, side) {
        return vec![CorrectedField::All];
    }
    missing_in(&side.log, &start.log).into_iter().flat_map(|step| step.again.iter().copied()).collect()
}

/// Both corrections field by field; that of `first` where they contradict each other, or where it is not known what
/// both began with. Each side comes with what it is known to have said of fields that are as they were.
fn ours_first(
    start: Option<&Side>,
    (first, by_first): (&Side, &[CorrectedField]),
    (second, by_second): (&Side, &[CorrectedField]),
) -> (Correction, KeptWords) {
    fn one<T: PartialEq + Clone>(
        field: CorrectedField,
        base: Option<&T>,
        first: (&T, &[CorrectedField]),
        second: (&T, &[CorrectedField]),
    ) -> T {
        let speaks = |(value, by): (&T, &[CorrectedField])| {
            base != Some(value) || by.contains(&field) || by.contains(&CorrectedField::All)
        };
        let taken = if speaks(second) && !speaks(first) { second.0 } else { first.0 };
        taken.clone()
    }
    let a = start.map(|start| &start.correction);
    let (b, c) = (&first.correction, &second.correction);
    use CorrectedField::{Class, Directness, Speaker, Via};
    // The words go with the spans that are taken.
    let with_words = |part| {
        let (ours, theirs) = (&b.parts[part], &c.parts[part]);
        let taken = one(CorrectedField::of_part(part), a.map(|a| &a.parts[part]), (ours, by_first), (theirs, by_second));
        let words = if taken == *ours { &first.kept[part] } else { &second.kept[part] };
        (taken, words.clone())
    };
    let (parts, words) = Parts::from_fn(with_words).unzip();
    let correction = Correction {
        parts,
        speaker: one(Speaker, a.map(|a| &a.speaker), (&b.speaker, by_first), (&c.speaker, by_second)),
        via: one(Via, a.map(|a| &a.via), (&b.via, by_first), (&c.via, by_second)),
        directness: one(Directness, a.map(|a| &a.directness), (&b.directness, by_first), (&c.directness, by_second)),
        class: one(Class, a.map(|a| &a.class), (&b.class, by_first), (&c.class, by_second)),
    };
    (correction, words)
}

/// A word that the log does not tell of, and when somebody said or chose it last.
type Spoken<T> = (T, Option<Stamp>);

/// A remark, or a part of the fact-check, as ours and as theirs would have it: the same, unless the two contradict each
/// other. The same words that somebody says or chooses again are not the ones that are known already.
fn spoken<T: PartialEq + Clone + Default>(before: &[Spoken<T>], is_common: bool, ours: Spoken<T>, theirs: Spoken<T>) -> (T, T) {
    let merged = if is_common {
        // What was written again in the words of the common start is as it was.
        Before::Common(before.first().map(|(word, _)| word)).filled(&ours.0, &theirs.0)
    } else if ours.0 == theirs.0 {
        Ok(ours.0.clone())
    } else {
        let merged = Before::Seen(before.iter().collect()).filled(&ours, &theirs);
        merged.map(|(word, _)| word).map_err(|(word, _)| word)
    };
    match merged {
        Ok(word) => (word.clone(), word),
        Err(ours) => (ours, theirs.0),
    }
}

/// The remark and the records of the fact-check, as ours and as theirs would have them: the evidence and the inquiries of
/// both, and one state.
fn remarks(before: &Before<'_, ReviewedClaim>, [ours, theirs]: [&Side; 2], [mine, other]: [&mut Side; 2]) {
    let states: Vec<Side> = before.states().map(Side::of).collect();
    let is_common = before.is_common();
    let note = |side: &Side| (side.note.to_string(), affirmed(side, Field::Note, side.said.note.as_ref()));
    let state = |side: &Side| (side.check.state, affirmed(side, Field::Check, side.said.state.as_ref()));
    let stated = |side: &Side| (side.check.stated.clone(), affirmed(side, Field::Check, side.said.stated.as_ref()));
    let (our_note, their_note) = spoken(&states.iter().map(note).collect::<Vec<_>>(), is_common, note(ours), note(theirs));
    let (our_state, their_state) = spoken(&states.iter().map(state).collect::<Vec<_>>(), is_common, state(ours), state(theirs));
    let (our_date, their_date) = spoken(&states.iter().map(stated).collect::<Vec<_>>(), is_common, stated(ours), stated(theirs));
    let (evidence, asked) = (before.part(|claim| &claim.check.evidence), before.part(|claim| &claim.check.asked));
    let evidence = evidence.gathered(&ours.check.evidence, &theirs.check.evidence, Evidence::line);
    let asked = asked.gathered(&ours.check.asked, &theirs.check.asked, Inquiry::line);
    for (side, note, state, stated) in [(mine, our_note, our_state, our_date), (other, their_note, their_state, their_date)] {
        let said = Said {
            note: who_said(&note, [&*ours.note, &*theirs.note], [&ours.said.note, &theirs.said.note]),
            state: who_said(&state, [&ours.check.state, &theirs.check.state], [&ours.said.state, &theirs.said.state]),
            stated: who_said(&stated, [&ours.check.stated, &theirs.check.stated], [&ours.said.stated, &theirs.said.stated]),
        };
        side.note = note.into();
        side.check = FactCheck { state, evidence: evidence.clone(), asked: asked.clone(), stated };
        side.said = said.into();
    }
}

/// Who said `word`, which is ours or theirs; where both said it, who did last.
fn who_said<T: PartialEq>(word: &T, [ours, theirs]: [&T; 2], [by_us, by_them]: [&Option<Stamp>; 2]) -> Option<Stamp> {
    match (word == ours, word == theirs) {
        (true, true) => later_stamp(by_us.as_ref(), by_them.as_ref()).cloned(),
        (true, false) => by_us.clone(),
        _ => by_them.clone(),
    }
}

/// What is open on a claim after a merge: what was open before on either side, and what came with it.
struct Open<'a> {
    before: &'a Before<'a, ReviewedClaim>,
    ours: &'a ReviewedClaim,
    theirs: &'a ReviewedClaim,
    /// The claim as it is now.
    mine: &'a Side,
    /// Whether that is theirs, who knew of ours.
    is_theirs: bool,
    /// Every choice of either side that nobody has taken back.
    choices: &'a [Settlement],
    /// Choices that our side has saved and taken back since.
    undone: &'a [Settlement],
}

fn sides_of(claim: &ReviewedClaim) -> impl Iterator<Item = &Side> {
    claim.rival.iter().flat_map(|rival| rival.sides())
}

impl Open<'_> {
    /// Every other word on the claim that nobody has settled, `fresh` among them.
    fn rival(&self, fresh: Side, base: Side) -> Option<Box<Rival>> {
        let mut sides: Vec<Side> = Vec::new();
        let mut add = |mut side: Side| {
            for field in [Field::Note, Field::Check] {
                let is_answered =
                    |side: &Side, other| is_answered(side, field, self.choices) && !is_chosen_apart(side, field, other);
                // Who said nothing contradicts nobody.
                let says_nothing = match field {
                    Field::Note => side.note.is_empty(),
                    _ => side.check.state.is_none() && side.check.stated.is_empty(),
                };
                let is_filled = says_nothing && !self.before.is_common();
                let is_settled = is_answered(&side, self.mine) && !is_answered(self.mine, &side);
                if is_filled || is_settled || self.is_answered_beside(&side, field) {
                    take(field, self.mine, &mut side);
                }
            }
            let again = |other: &Side| (same_verdict(other, &side), &other.note, &other.check) == (true, &side.note, &side.check);
            match sides.iter_mut().find(|other| again(other)) {
                Some(known) => known.renew_remarks(&side),
                None if contested(self.mine, &side).is_empty() => {}
                None => sides.push(side),
            }
        };
        for side in sides_of(self.ours).filter(|side| !self.is_settled(side, self.theirs)) {
            // Who has it in the log had it before their eyes: they have settled it.
            let is_known = self.is_theirs || knows(&Side::of(self.theirs), side);
            add(if is_known { self.answered(side) } else { side.clone() });
        }
        add(fresh);
        for side in sides_of(self.theirs).filter(|side| !self.is_settled(side, self.ours)) {
            add(if sides_of(self.ours).any(|own| own == side) { side.clone() } else { self.answered(side) });
        }
        // Of one person's words that follow each other the last one is open.
        let old = |side: &Side, other: &Side| knows(other, side) && !knows(side, other);
        let last = |side: &&Side| !sides.iter().any(|other| old(side, other));
        let mut open: Vec<Side> = sides.iter().filter(last).cloned().collect();
        for side in sides.iter().filter(|side| !last(side)) {
            // Their remark may still be open.
            let mut rest = side.clone();
            take_verdict(self.mine, &mut rest);
            if !contested(self.mine, &rest).is_empty() {
                open.push(rest);
            }
        }
        let base = self.ours.rival.as_ref().map_or(base, |rival| rival.base.clone());
        Rival::of(open, base).map(Box::new)
    }

    /// Whether one of the other words that are open was chosen by somebody who had the word of `side` before their eyes.
    fn is_answered_beside(&self, side: &Side, field: Field) -> bool {
        sides_of(self.ours).chain(sides_of(self.theirs)).any(|other| {
            let holds = |one: &&Settlement| one.between.has(other) && !self.undone.contains(one);
            let choices: Vec<Settlement> = other.settled.iter().filter(holds).cloned().collect();
            is_answered(side, field, &choices) && !is_chosen_apart(side, field, other)
        })
    }

    /// Whether the one who has not got `side` any more had it: it was settled there.
    fn is_settled(&self, side: &Side, elsewhere: &ReviewedClaim) -> bool {
        let ours = std::ptr::eq(elsewhere, self.ours);
        let had = self.before.states().any(|state| sides_of(state).any(|other| other == side));
        (ours || self.before.is_common()) && had && !sides_of(elsewhere).any(|other| other == side)
    }

    /// A word that may have been answered by whoever decided last.
    fn answered(&self, side: &Side) -> Side {
        let mut side = side.clone();
        if knows(self.mine, &side) {
            take_verdict(self.mine, &mut side);
        }
        side
    }
}
