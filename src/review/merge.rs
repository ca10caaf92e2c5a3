//! Two people's reviews of one article, made from the same start, become one: decision by decision.
//!
//! What one side alone changed is taken. What both changed alike is taken once. Where both changed the
//! same thing differently, ours stands, theirs is kept beside it as a [`Rival`], and a
//! [`Conflict`] says so; nothing is lost silently.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cast::{Entry, Member, add_alias};
use super::check::{Evidence, FactCheck, Inquiry};
use super::claim::{Correction, KeptWords, ReviewedClaim};
use super::conflict::{self, Conflict, Rival, RivalName, Side};
use super::edit::Part;
use super::record::Record;
use crate::claim::ClaimId;

/// What came of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// Both sides' work; ours where they contradict each other, with theirs beside it.
    pub record: Record,
    /// Where they contradict each other, sorted.
    pub conflicts: Vec<Conflict>,
}

/// Merges what `ours` and `theirs` made of `base`.
pub fn merge(base: &Record, ours: &Record, theirs: &Record) -> Merged {
    let index = |record: &Record| -> BTreeMap<ClaimId, Arc<ReviewedClaim>> {
        record.claims.iter().map(|claim| (claim.id.clone(), Arc::clone(claim))).collect()
    };
    let (in_base, in_ours, in_theirs) = (index(base), index(ours), index(theirs));
    let ids: BTreeSet<&ClaimId> = in_ours.keys().chain(in_theirs.keys()).collect();
    let mut claims = Vec::new();
    for id in ids {
        let claim = match (in_base.get(id), in_ours.get(id), in_theirs.get(id)) {
            (base, Some(ours), Some(theirs)) => Some(both(base.map(|base| &**base), ours, theirs)),
            // Taken away by the other side: gone, unless this side changed it. What the engine proposed and
            // somebody decided on nobody can take away: that other side never had it.
            (Some(base), Some(one), None) | (Some(base), None, Some(one)) => {
                let only_withdrawn = base.suggestion.is_some() && base.is_touched();
                (base != one || only_withdrawn).then(|| Arc::clone(one))
            }
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
    let speakers = cast([&base.speakers, &ours.speakers, &theirs.speakers], &speakers_named);
    let outlets = cast([&base.outlets, &ours.outlets, &theirs.outlets], &outlets_named);
    let nothing_here = super::nothing::merged(&base.nothing_here, &ours.nothing_here, &theirs.nothing_here);
    let done = super::done::merged(base.done.as_ref(), ours.done.as_ref(), theirs.done.as_ref());
    let adjudicates = if ours.adjudicates.is_empty() { theirs.adjudicates.clone() } else { ours.adjudicates.clone() };
    let record = Record { adjudicates, speakers, outlets, claims, nothing_here, done };
    let conflicts = record.conflicts();
    Merged { record, conflicts }
}

/// What a merge brought in, in words: "2 decisions by km came in". `None`: nothing.
pub fn came_in(before: &Record, after: &Record) -> Option<String> {
    let old: BTreeMap<&ClaimId, &ReviewedClaim> = before.claims.iter().map(|claim| (&claim.id, &**claim)).collect();
    let (mut decisions, mut others) = (0, 0);
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for claim in &after.claims {
        let was = old.get(&claim.id).map(|claim| Side::of(claim));
        let is = Side::of(claim);
        if was.as_ref() == Some(&is) || (was.is_none() && !claim.is_touched()) {
            continue;
        }
        let decided = was.as_ref().is_none_or(|was| (was.decision, &was.correction) != (is.decision, &is.correction));
        if decided && is.decision.is_decided() {
            decisions += 1;
            names.extend(claim.decided.as_ref().map(|stamp| stamp.by.as_str()));
        } else {
            others += 1;
        }
    }
    if before.speakers != after.speakers || before.outlets != after.outlets || before.nothing_here != after.nothing_here {
        others += 1;
    }
    let by = names.into_iter().collect::<Vec<_>>().join(" and ");
    let by = if by.is_empty() { String::new() } else { format!(" by {by}") };
    match (decisions, others) {
        (0, 0) => None,
        (0, 1) => Some("1 other change came in".to_owned()),
        (0, others) => Some(format!("{others} other changes came in")),
        (1, _) => Some(format!("1 decision{by} came in")),
        (decisions, _) => Some(format!("{decisions} decisions{by} came in")),
    }
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

/// The same in an order that does not depend on which side is which: what was there, then what came. What one
/// side wrote down twice stands once.
fn gathered<T: PartialEq + Clone>(base: &[T], ours: &[T], theirs: &[T], line: fn(&T) -> String) -> Vec<T> {
    let (mut kept, mut added): (Vec<T>, Vec<T>) = listed(base, ours, theirs).into_iter().partition(|item| base.contains(item));
    kept.sort_by_key(|item| base.iter().position(|other| other == item));
    added.sort_by_cached_key(line);
    kept.extend(added);
    let mut once: Vec<T> = Vec::with_capacity(kept.len());
    for item in kept {
        if !once.contains(&item) {
            once.push(item);
        }
    }
    once
}

/// A claim that both sides have.
fn both(base: Option<&ReviewedClaim>, ours: &Arc<ReviewedClaim>, theirs: &Arc<ReviewedClaim>) -> Arc<ReviewedClaim> {
    if ours == theirs || base == Some(&**theirs) && !is_taken_back(base, theirs) {
        return Arc::clone(ours);
    }
    if base == Some(&**ours) && !is_taken_back(base, theirs) {
        return Arc::clone(theirs);
    }
    // Whoever has no common start began with what the engine proposed.
    let start = base.map(Side::of).unwrap_or_default();
    let mut claim = (**ours).clone();
    let (mut mine, mut other) = verdicts(&start, &Side::of(ours), &Side::of(theirs));
    (mine.note, other.note) = pair(&start.note, &ours.note, &theirs.note);
    (mine.check, other.check) = checks(&start.check, &ours.check, &theirs.check);
    claim.flag = field(Some(&base.is_some_and(|base| base.flag)), &ours.flag, &theirs.flag).unwrap_or(true);
    claim.suggestion = field(base.map(|base| &base.suggestion), &ours.suggestion, &theirs.suggestion).unwrap_or_else(|ours| ours);
    if mine.kept == Side::of(theirs).kept && mine.kept != Side::of(ours).kept {
        claim.anchor = theirs.anchor;
        claim.kept.clone_from(&theirs.kept);
    }
    let contested = conflict::contested(&mine, &other);
    let rival = (!contested.is_empty()).then(|| Box::new(Rival { theirs: other, base: start }));
    // What stood open before stays open, unless one side has settled it.
    let before = base.and_then(|base| base.rival.clone());
    claim.rival = rival.or_else(|| field(Some(&before), &ours.rival, &theirs.rival).unwrap_or_else(|ours| ours));
    claim.decision = mine.decision;
    claim.decided = mine.decided;
    claim.from = mine.from;
    claim.correction = mine.correction.into();
    claim.note = mine.note;
    claim.check = mine.check.into();
    claim.log = mine.log;
    Arc::new(claim)
}

/// Whether theirs is undecided without a word about it: an older state of the file, or somebody's undo. Ours is
/// not given up for that without asking.
fn is_taken_back(base: Option<&ReviewedClaim>, theirs: &ReviewedClaim) -> bool {
    base.is_some_and(|base| base.log.len() > theirs.log.len() && base.log.starts_with(&theirs.log))
}

/// The decisions, corrections and logs of both: as ours, and as theirs would have it.
fn verdicts(base: &Side, ours: &Side, theirs: &Side) -> (Side, Side) {
    fn parts(side: &Side) -> impl PartialEq + '_ {
        (side.decision, &side.decided, &side.from, &side.correction, &side.log)
    }
    let older = base.log.len() > theirs.log.len() && base.log.starts_with(&theirs.log);
    if parts(ours) == parts(theirs) || parts(base) == parts(theirs) {
        return (ours.clone(), ours.clone());
    }
    if parts(base) == parts(ours) && !older {
        return (theirs.clone(), theirs.clone());
    }
    if ours.decision != theirs.decision {
        return (ours.clone(), theirs.clone());
    }
    let mut mine = ours.clone();
    (mine.correction, mine.kept) = ours_first(base, ours, theirs);
    // Both took the same decision: it comes from whomever either took it from.
    mine.from.extend(theirs.from.iter().cloned());
    mine.from.sort();
    mine.from.dedup();
    mine.log = conflict::logs(&base.log, &ours.log, &theirs.log).into();
    let mut other = mine.clone();
    (other.correction, other.kept) = ours_first(base, theirs, ours);
    if mine.correction == other.correction {
        mine.decided = conflict::later(&ours.decided, &theirs.decided);
    }
    other.decided.clone_from(&theirs.decided);
    (mine, other)
}

/// Both corrections field by field; that of `first` where they contradict each other.
fn ours_first(base: &Side, first: &Side, second: &Side) -> (Correction, KeptWords) {
    fn one<T: PartialEq + Clone>(base: &T, first: &T, second: &T) -> T {
        field(Some(base), first, second).unwrap_or_else(|first| first)
    }
    /// The words go with the spans that are taken.
    fn with_words<T: PartialEq + Clone>(base: &T, first: (&T, &[String]), second: (&T, &[String])) -> (T, Vec<String>) {
        let taken = one(base, first.0, second.0);
        let words = if taken == *first.0 { first.1 } else { second.1 };
        (taken, words.to_vec())
    }
    let (a, b, c) = (&base.correction, &first.correction, &second.correction);
    let (content, content_words) = with_words(&a.content, (&b.content, &first.kept.content), (&c.content, &second.kept.content));
    let (cue, cue_words) = with_words(&a.cue, (&b.cue, &first.kept.cue), (&c.cue, &second.kept.cue));
    let (source, source_words) = with_words(&a.source, (&b.source, &first.kept.source), (&c.source, &second.kept.source));
    let correction = Correction {
        content,
        cue,
        source,
        speaker: one(&a.speaker, &b.speaker, &c.speaker),
        via: one(&a.via, &b.via, &c.via),
        directness: one(&a.directness, &b.directness, &c.directness),
        class: one(&a.class, &b.class, &c.class),
    };
    (correction, KeptWords { content: content_words, cue: cue_words, source: source_words })
}

/// A field as ours and as theirs would have it: the same value, unless both changed it.
fn pair<T: PartialEq + Clone>(base: &T, ours: &T, theirs: &T) -> (T, T) {
    match field(Some(base), ours, theirs) {
        Ok(value) => (value.clone(), value),
        Err(ours) => (ours, theirs.clone()),
    }
}

/// The records of the fact-check: the evidence and the inquiries of both, and one state.
fn checks(base: &FactCheck, ours: &FactCheck, theirs: &FactCheck) -> (FactCheck, FactCheck) {
    let (state, other_state) = pair(&base.state, &ours.state, &theirs.state);
    let (stated, other_stated) = pair(&base.stated, &ours.stated, &theirs.stated);
    let mine = FactCheck {
        state,
        evidence: gathered(&base.evidence, &ours.evidence, &theirs.evidence, Evidence::line),
        asked: gathered(&base.asked, &ours.asked, &theirs.asked, Inquiry::line),
        stated,
    };
    let other = FactCheck { state: other_state, stated: other_stated, ..mine.clone() };
    (mine, other)
}

/// Speakers or outlets of both sides. `named`: those that a claim names, and that must not go.
fn cast<M: Member>([base, ours, theirs]: [&Vec<Entry<M>>; 3], named: &BTreeSet<M::Id>) -> Vec<Entry<M>> {
    let index = |entries: &[Entry<M>]| -> BTreeMap<M::Id, Entry<M>> {
        entries.iter().map(|entry| (entry.member.id().clone(), entry.clone())).collect()
    };
    let (in_base, in_ours, in_theirs) = (index(base), index(ours), index(theirs));
    let ids: BTreeSet<&M::Id> = in_base.keys().chain(in_ours.keys()).chain(in_theirs.keys()).collect();
    let mut merged = BTreeMap::new();
    for id in ids {
        let entry = match (in_base.get(id), in_ours.get(id), in_theirs.get(id)) {
            (base, Some(ours), Some(theirs)) => Some(one_entry(base, ours, theirs)),
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
        if is_ring(&merged, &id)
            && let Some(entry) = merged.get_mut(&id)
        {
            let merged_into = entry.merged_into.take();
            entry.rival = Some(RivalName { name: entry.member.name().to_owned(), merged_into, description: String::new() });
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

/// One entry of both sides.
fn one_entry<M: Member>(base: Option<&Entry<M>>, ours: &Entry<M>, theirs: &Entry<M>) -> Entry<M> {
    if ours == theirs || base == Some(theirs) {
        return ours.clone();
    }
    if base == Some(ours) {
        return theirs.clone();
    }
    let mut entry = ours.clone();
    let base_member = base.map(|base| &base.member);
    let base_name = base_member.map(|member| member.name().to_owned());
    let (our_name, their_name) = (ours.member.name().to_owned(), theirs.member.name().to_owned());
    let named = field(base_name.as_ref(), &our_name, &their_name);
    let into = field(base.map(|base| &base.merged_into), &ours.merged_into, &theirs.merged_into);
    let described = entry.member.take_over(base_member, &theirs.member);
    let agreed = named.is_ok() && into.is_ok() && described;
    let before = base.and_then(|base| base.rival.clone());
    entry.rival = if agreed {
        field(Some(&before), &ours.rival, &theirs.rival).unwrap_or_else(|ours| ours)
    } else {
        let description = if described { String::new() } else { theirs.member.told() };
        Some(RivalName { name: their_name.clone(), merged_into: theirs.merged_into.clone(), description })
    };
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
    entry
}
