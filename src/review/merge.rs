//! Two people's reviews of one article, made from the same start, become one: decision by decision.
//!
//! What one side alone changed is taken. What both changed alike is taken once. Where both changed the
//! same thing differently, ours stands and a [`Conflict`] says so; nothing is lost silently.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cast::{Entry, Member, add_alias};
use super::check::{Evidence, FactCheck, Inquiry};
use super::claim::{Correction, ReviewedClaim};
use super::decision::{LogEntry, Stamp};
use super::edit::Part;
use super::record::Record;
use crate::claim::{ClaimId, OutletId, SpeakerId};

/// What came of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// Both sides' work; ours where they contradict each other.
    pub record: Record,
    /// Where they contradict each other.
    pub conflicts: Vec<Conflict>,
}

/// Something that both sides changed differently.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// The decision of a claim, or a field of its correction.
    Decision(ClaimId),
    /// The note of a claim.
    Note(ClaimId),
    /// The state of a claim's fact-check, or when it was said.
    Check(ClaimId),
    /// The name of a speaker, or whom it was merged into.
    Speaker(SpeakerId),
    /// The name of an outlet, or what it was merged into.
    Outlet(OutletId),
}

/// Merges what `ours` and `theirs` made of `base`.
pub fn merge(base: &Record, ours: &Record, theirs: &Record) -> Merged {
    let mut conflicts = Vec::new();
    let index = |record: &Record| -> BTreeMap<ClaimId, Arc<ReviewedClaim>> {
        record.claims.iter().map(|claim| (claim.id.clone(), Arc::clone(claim))).collect()
    };
    let (in_base, in_ours, in_theirs) = (index(base), index(ours), index(theirs));
    let ids: BTreeSet<&ClaimId> = in_ours.keys().chain(in_theirs.keys()).collect();
    let mut claims = Vec::new();
    for id in ids {
        let claim = match (in_base.get(id), in_ours.get(id), in_theirs.get(id)) {
            (base, Some(ours), Some(theirs)) => Some(both(base.map(|base| &**base), ours, theirs, &mut conflicts)),
            // Taken away by the other side: gone, unless this side changed it.
            (Some(base), Some(one), None) | (Some(base), None, Some(one)) => (base != one).then(|| Arc::clone(one)),
            (None, one, other) => one.or(other).cloned(),
            (Some(_), None, None) => None,
        };
        claims.extend(claim);
    }
    claims.sort_by_cached_key(|claim| {
        let spans = claim.stored_spans(Part::Content);
        (spans.first().map(|span| span.start), spans.last().map(|span| span.end), claim.id.clone())
    });
    let (mut speakers_named, mut outlets_named) = (BTreeSet::new(), BTreeSet::new());
    for claim in &claims {
        super::offer::named_by(claim, &mut speakers_named, &mut outlets_named);
    }
    let speakers = cast([&base.speakers, &ours.speakers, &theirs.speakers], &speakers_named, |id| {
        conflicts.push(Conflict::Speaker(id.clone()));
    });
    let outlets = cast([&base.outlets, &ours.outlets, &theirs.outlets], &outlets_named, |id| {
        conflicts.push(Conflict::Outlet(id.clone()));
    });
    conflicts.sort();
    let adjudicates = if ours.adjudicates.is_empty() { theirs.adjudicates.clone() } else { ours.adjudicates.clone() };
    let nothing_here = super::nothing::merged(&base.nothing_here, &ours.nothing_here, &theirs.nothing_here);
    let done = super::done::merged(base.done.as_ref(), ours.done.as_ref(), theirs.done.as_ref());
    Merged { record: Record { adjudicates, speakers, outlets, claims, nothing_here, done }, conflicts }
}

/// The value of one field. `Err`: both changed it, differently.
pub(super) fn field<T: PartialEq + Clone>(base: Option<&T>, ours: &T, theirs: &T) -> Result<T, T> {
    if ours == theirs || base == Some(theirs) {
        Ok(ours.clone())
    } else if base == Some(ours) {
        Ok(theirs.clone())
    } else {
        Err(ours.clone())
    }
}

/// The value of a field that may be empty: where neither side began with one, what one side lacks the other has.
pub(super) fn filled<T: PartialEq + Clone>(
    base: Option<&Option<T>>,
    ours: &Option<T>,
    theirs: &Option<T>,
) -> Result<Option<T>, Option<T>> {
    match (base.and_then(Option::as_ref), ours, theirs) {
        (None, Some(one), None) | (None, None, Some(one)) => Ok(Some(one.clone())),
        _ => field(base, ours, theirs),
    }
}

/// The value that stands, agreed or not.
pub(super) fn either<T>(value: Result<T, T>) -> T {
    let (Ok(value) | Err(value)) = value;
    value
}

/// What is in both lists and what either side added; what one side took away stays away.
fn listed<T: PartialEq + Clone>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    let kept = ours.iter().filter(|item| theirs.contains(item) || !base.contains(item));
    let added = theirs.iter().filter(|item| !ours.contains(item) && !base.contains(item));
    kept.chain(added).cloned().collect()
}

/// The same in an order that does not depend on which side is which: what was there, then what came.
fn gathered<T: PartialEq + Clone>(base: &[T], ours: &[T], theirs: &[T], line: fn(&T) -> String) -> Vec<T> {
    let (mut kept, mut added): (Vec<T>, Vec<T>) = listed(base, ours, theirs).into_iter().partition(|item| base.contains(item));
    kept.sort_by_key(|item| base.iter().position(|other| other == item));
    added.sort_by_cached_key(line);
    kept.extend(added);
    kept
}

/// A claim that both sides have.
fn both(
    base: Option<&ReviewedClaim>,
    ours: &Arc<ReviewedClaim>,
    theirs: &Arc<ReviewedClaim>,
    conflicts: &mut Vec<Conflict>,
) -> Arc<ReviewedClaim> {
    if ours == theirs || base == Some(&**theirs) {
        return Arc::clone(ours);
    }
    if base == Some(&**ours) {
        return Arc::clone(theirs);
    }
    let mut claim = (**ours).clone();
    match field(base.map(|base| &base.note), &ours.note, &theirs.note) {
        Ok(note) => claim.note = note,
        Err(_) => conflicts.push(Conflict::Note(claim.id.clone())),
    }
    match check(base.map(|base| &*base.check), &ours.check, &theirs.check) {
        Ok(check) => claim.check = check.into(),
        Err(check) => {
            claim.check = check.into();
            conflicts.push(Conflict::Check(claim.id.clone()));
        }
    }
    claim.flag = field(base.map(|base| &base.flag), &ours.flag, &theirs.flag).unwrap_or(true);
    claim.suggestion = field(base.map(|base| &base.suggestion), &ours.suggestion, &theirs.suggestion).unwrap_or_else(|ours| ours);
    if !verdict(base, theirs, &mut claim) {
        conflicts.push(Conflict::Decision(claim.id.clone()));
    }
    Arc::new(claim)
}

/// What both sides recorded of a fact-check: the evidence and inquiries of both. `Err`: they contradict each
/// other, and ours stands.
fn check(base: Option<&FactCheck>, ours: &FactCheck, theirs: &FactCheck) -> Result<FactCheck, FactCheck> {
    let nothing = FactCheck::default();
    let base = base.unwrap_or(&nothing);
    let state = field(Some(&base.state), &ours.state, &theirs.state);
    let stated = field(Some(&base.stated), &ours.stated, &theirs.stated);
    let agreed = state.is_ok() && stated.is_ok();
    let merged = FactCheck {
        state: either(state),
        evidence: gathered(&base.evidence, &ours.evidence, &theirs.evidence, Evidence::line),
        asked: gathered(&base.asked, &ours.asked, &theirs.asked, Inquiry::line),
        stated: either(stated),
    };
    if agreed { Ok(merged) } else { Err(merged) }
}

/// Brings their verdict (decision, correction and log) into `claim`, which is ours. `false`: it contradicts ours.
fn verdict(base: Option<&ReviewedClaim>, theirs: &ReviewedClaim, claim: &mut ReviewedClaim) -> bool {
    fn parts(claim: &ReviewedClaim) -> impl PartialEq + '_ {
        (claim.decision, &claim.decided, &claim.from, &claim.correction, &claim.log)
    }
    if parts(claim) == parts(theirs) || base.is_some_and(|base| parts(base) == parts(theirs)) {
        return true;
    }
    let take_theirs = base.is_some_and(|base| parts(base) == parts(claim));
    let correction =
        if take_theirs { Some((*theirs.correction).clone()) } else { corrections(base, &claim.correction, &theirs.correction) };
    let Some(correction) = correction.filter(|_| take_theirs || claim.decision == theirs.decision) else {
        return false;
    };
    claim.correction = correction.into();
    if take_theirs {
        (claim.decision, claim.decided, claim.log) = (theirs.decision, theirs.decided.clone(), theirs.log.clone());
        claim.from.clone_from(&theirs.from);
    } else {
        let key = |stamp: &Stamp| (stamp.at.clone(), stamp.by.clone());
        claim.decided = [claim.decided.take(), theirs.decided.clone()].into_iter().flatten().max_by_key(key);
        // Both took the same decision: it comes from whomever either took it from.
        claim.from.extend(theirs.from.iter().cloned());
        claim.from.sort();
        claim.from.dedup();
        claim.log = logs(base.map_or(&[], |base| &base.log), &claim.log, &theirs.log);
    }
    claim.anchor = if take_theirs { theirs.anchor } else { claim.anchor };
    if take_theirs {
        claim.kept.clone_from(&theirs.kept);
    }
    true
}

/// Both corrections, field by field; `None` when both changed a field differently.
fn corrections(base: Option<&ReviewedClaim>, ours: &Correction, theirs: &Correction) -> Option<Correction> {
    let nothing = Correction::default();
    let base = base.map_or(&nothing, |base| &base.correction);
    Some(Correction {
        content: field(Some(&base.content), &ours.content, &theirs.content).ok()?,
        cue: field(Some(&base.cue), &ours.cue, &theirs.cue).ok()?,
        source: field(Some(&base.source), &ours.source, &theirs.source).ok()?,
        speaker: field(Some(&base.speaker), &ours.speaker, &theirs.speaker).ok()?,
        via: field(Some(&base.via), &ours.via, &theirs.via).ok()?,
        directness: field(Some(&base.directness), &ours.directness, &theirs.directness).ok()?,
    })
}

/// What both logs begin with, then what each added, by time.
fn logs(base: &[LogEntry], ours: &[LogEntry], theirs: &[LogEntry]) -> Vec<LogEntry> {
    let common = base.iter().zip(ours).zip(theirs).take_while(|((base, ours), theirs)| base == ours && base == theirs).count();
    let mut added: Vec<LogEntry> = ours.iter().skip(common).chain(theirs.iter().skip(common)).cloned().collect();
    added.sort_by(|a, b| (&a.stamp.at, &a.stamp.by).cmp(&(&b.stamp.at, &b.stamp.by)));
    base.iter().take(common).cloned().chain(added).collect()
}

/// Speakers or outlets of both sides. `named`: those that a claim names, and that must not go.
fn cast<M: Member>(
    [base, ours, theirs]: [&Vec<Entry<M>>; 3],
    named: &BTreeSet<M::Id>,
    mut conflict: impl FnMut(&M::Id),
) -> Vec<Entry<M>> {
    let index = |entries: &[Entry<M>]| -> BTreeMap<M::Id, Entry<M>> {
        entries.iter().map(|entry| (entry.member.id().clone(), entry.clone())).collect()
    };
    let (in_base, in_ours, in_theirs) = (index(base), index(ours), index(theirs));
    let ids: BTreeSet<&M::Id> = in_base.keys().chain(in_ours.keys()).chain(in_theirs.keys()).collect();
    let mut merged = BTreeMap::new();
    for id in ids {
        let entry = match (in_base.get(id), in_ours.get(id), in_theirs.get(id)) {
            (base, Some(ours), Some(theirs)) => {
                let (entry, agreed) = one_entry(base, ours, theirs);
                if !agreed {
                    conflict(id);
                }
                Some(entry)
            }
            (Some(base), Some(one), None) | (Some(base), None, Some(one)) => {
                (base != one || named.contains(id)).then(|| one.clone())
            }
            (Some(base), None, None) => named.contains(id).then(|| base.clone()),
            (None, one, other) => one.or(other).cloned(),
        };
        if let Some(entry) = entry {
            merged.insert(id.clone(), entry);
        }
    }
    // Both merged into each other: the ring is cut, and someone has to say which way it goes.
    let ids: Vec<M::Id> = merged.keys().cloned().collect();
    for id in ids {
        if is_ring(&merged, &id) {
            conflict(&id);
            if let Some(entry) = merged.get_mut(&id) {
                entry.merged_into = None;
            }
        }
    }
    merged.into_values().collect()
}

fn is_ring<M: Member>(entries: &BTreeMap<M::Id, Entry<M>>, start: &M::Id) -> bool {
    let mut at = start;
    for _ in 0..entries.len() {
        match entries.get(at).and_then(|entry| entry.merged_into.as_ref()) {
            Some(next) if next == start => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

/// One entry of both sides, and whether they agree.
fn one_entry<M: Member>(base: Option<&Entry<M>>, ours: &Entry<M>, theirs: &Entry<M>) -> (Entry<M>, bool) {
    if ours == theirs || base == Some(theirs) {
        return (ours.clone(), true);
    }
    if base == Some(ours) {
        return (theirs.clone(), true);
    }
    let mut entry = ours.clone();
    let base_member = base.map(|base| &base.member);
    let base_name = base_member.map(|member| member.name().to_owned());
    let (our_name, their_name) = (ours.member.name().to_owned(), theirs.member.name().to_owned());
    let named = field(base_name.as_ref(), &our_name, &their_name);
    let into = field(base.map(|base| &base.merged_into), &ours.merged_into, &theirs.merged_into);
    let described = entry.member.take_over(base_member, &theirs.member);
    let agreed = named.is_ok() && into.is_ok() && described;
    let chosen = either(named);
    *entry.member.name_mut() = chosen.clone();
    let base_aliases = base_member.map_or(&[][..], |member| member.aliases());
    let mut aliases = listed(base_aliases, ours.member.aliases(), theirs.member.aliases());
    aliases.retain(|alias| *alias != chosen);
    *entry.member.aliases_mut() = aliases;
    // A name that one side gave is not lost where the other side's stands.
    for given in [our_name, their_name].iter().filter(|given| base_name.as_ref() != Some(given)) {
        add_alias(&mut entry.member, given);
    }
    entry.member.aliases_mut().sort();
    let base_mentions = base_member.map_or(&[][..], |member| member.mentions());
    let mut mentions = listed(base_mentions, ours.member.mentions(), theirs.member.mentions());
    mentions.sort_unstable();
    *entry.member.mentions_mut() = mentions;
    entry.by_hand |= theirs.by_hand;
    entry.merged_into = either(into);
    (entry, agreed)
}
