//! Two people's reviews of one article become one: decision by decision.
//!
//! The logs of a claim tell descent. Whose log has all of the other's decided with knowledge of it, and is believed;
//! where neither has, two people decided apart from each other, and if they contradict each other ours is shown,
//! theirs is kept next to it as a [`Rival`](crate::review::state::rival::Rival), and a [`Conflict`] says so. Undecided against
//! decided is not a contradiction. What one side alone changed is taken, what both changed alike is taken once.
//!
//! Two kinds of start are told apart. Three files of a version control have a real common ancestor: what is missing on
//! one side was taken away there. A file that changed under an open session has none: theirs may have begun with
//! anything, so that nothing of ours is given up because it is missing in theirs, and where no log tells which of two
//! words is the newer one, the person is asked.

mod claims;
mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::claim::{ClaimId, Outlet, OutletId, Part, Speaker, SpeakerId};
use crate::review::state::cast::{Entry, Member, NameChoice, RivalName, add_alias};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::decision::LogEntry;
use crate::review::state::log;
use crate::review::state::named;
use crate::review::state::rare::Rare;
use crate::review::state::record::Record;
use crate::review::state::rival::{Conflict, Side};
use crate::review::state::settled::{self, Settlement};
use crate::review::state::three_way::{Before, either};

/// What came of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// Both sides' work; ours where they contradict each other, with theirs next to it.
    pub record: Record,
    /// Where they contradict each other, sorted.
    pub conflicts: Vec<Conflict>,
}

/// Merges what `ours` and `theirs` made of `base`, which both began with.
pub fn merge(base: &Record, ours: &Record, theirs: &Record) -> Merged {
    merged(&[base], &Undone::default(), true, ours, theirs)
}

/// The states of a file that a session has seen: what somebody else may have begun with.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The file as it was opened, and each time that somebody else had written it, oldest first.
    theirs: Vec<Record>,
    /// The file as it is now, as far as is known.
    now: Record,
    /// Our side, when it was last saved or brought together with a file: whatever it had then and has no more was taken
    /// back here. What others wrote and we never took over is not.
    ours: Record,
    /// What was in the file and was taken back here, claim by claim.
    undone: Undone,
    /// How often `now` has changed.
    changes: u64,
}

/// What our side had in the file and took back since.
#[derive(Clone, Debug, Default)]
struct Undone {
    claims: BTreeMap<ClaimId, claims::Undone>,
    speakers: BTreeMap<SpeakerId, Vec<NameChoice<Speaker>>>,
    outlets: BTreeMap<OutletId, Vec<NameChoice<Outlet>>>,
}

/// Adds to `undone` the choices that `old` has and `new` has no more.
fn missing_choices<M: Member>(undone: &mut BTreeMap<M::Id, Vec<NameChoice<M>>>, old: &[Entry<M>], new: &[Entry<M>]) {
    for old in old.iter().filter(|entry| !entry.settled.is_empty()) {
        let new = new.iter().find(|entry| entry.member.id() == old.member.id());
        let gone = old.settled.iter().filter(|one| !new.is_some_and(|new| new.settled.contains(one)));
        let gone: Vec<NameChoice<M>> = gone.cloned().collect();
        if !gone.is_empty() {
            let known = undone.entry(old.member.id().clone()).or_default();
            *known = named::union(known, &gone);
        }
    }
}

/// So many states are remembered, besides the first.
const REMEMBERED: usize = 16;

impl Seen {
    /// A file that was opened.
    pub fn opened(record: Record) -> Self {
        Self { theirs: vec![record.clone()], now: record.clone(), ours: record, undone: Undone::default(), changes: 0 }
    }

    /// The session has saved `record`.
    pub fn saved(&mut self, record: Record) {
        self.note_undone(&record);
        self.ours = record.clone();
        self.is_now(record);
    }

    /// Writes down what our side had and has no more.
    fn note_undone(&mut self, record: &Record) {
        let now: BTreeMap<&ClaimId, &Arc<ReviewedClaim>> = record.claims.iter().map(|claim| (&claim.id, claim)).collect();
        for old in self.ours.claims.iter().filter(|claim| !claim.log.is_empty() || !claim.settled.is_empty()) {
            let new = now.get(&old.id);
            if new.is_some_and(|new| Arc::ptr_eq(old, new)) {
                continue;
            }
            let steps = log::missing_in(&old.log, new.map_or(&[], |new| &new.log));
            let choices = old.settled.iter().filter(|one| !new.is_some_and(|new| new.settled.contains(one)));
            let choices: Vec<Settlement> = choices.cloned().collect();
            if !steps.is_empty() || !choices.is_empty() {
                let known = self.undone.claims.entry(old.id.clone()).or_default();
                let fresh: Vec<LogEntry> = steps.into_iter().filter(|step| !known.steps.contains(step)).cloned().collect();
                known.steps.extend(fresh);
                known.choices = settled::union(&known.choices, &choices);
            }
        }
        missing_choices(&mut self.undone.speakers, &self.ours.speakers, &record.speakers);
        missing_choices(&mut self.undone.outlets, &self.ours.outlets, &record.outlets);
    }

    /// Somebody else has left the file so; what it holds was taken in already.
    pub fn left(&mut self, record: Record) {
        self.is_now(record);
    }

    fn is_now(&mut self, record: Record) {
        self.now = record;
        self.changes += 1;
    }

    /// How often what is known of the file has changed: the same number, the same file.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// The file as it is now, as far as is known.
    pub fn now(&self) -> &Record {
        &self.now
    }

    /// All states, to be brought to another text of the article.
    pub fn states_mut(&mut self) -> impl Iterator<Item = &mut Record> {
        self.changes += 1;
        self.theirs.iter_mut().chain([&mut self.now, &mut self.ours])
    }

    /// Brings `theirs`, which somebody else wrote in place of the file, together with `ours`. The file is known from
    /// then on.
    pub fn take_in(&mut self, ours: &Record, theirs: Record) -> Merged {
        self.note_undone(ours);
        let states: Vec<&Record> = self.theirs.iter().chain([&self.now]).collect();
        let merged = merged(&states, &self.undone, false, ours, &theirs);
        if self.theirs.len() > REMEMBERED {
            self.theirs.remove(1);
        }
        self.theirs.push(theirs.clone());
        self.ours = merged.record.clone();
        self.is_now(theirs);
        merged
    }
}

/// What is known of every value before.
struct States<'a, K, V> {
    by_id: Vec<BTreeMap<K, &'a V>>,
    is_common: bool,
}

impl<'a, K: Ord, V> States<'a, K, V> {
    fn of(&self, id: &K) -> Before<'a, V> {
        if self.is_common {
            Before::Common(self.by_id.first().and_then(|state| state.get(id).copied()))
        } else {
            Before::Seen(self.by_id.iter().filter_map(|state| state.get(id).copied()).collect())
        }
    }
}

fn merged(states: &[&Record], undone: &Undone, is_common: bool, ours: &Record, theirs: &Record) -> Merged {
    fn index(record: &Record) -> BTreeMap<ClaimId, &Arc<ReviewedClaim>> {
        record.claims.iter().map(|claim| (claim.id.clone(), claim)).collect()
    }
    let by_id = states.iter().map(|state| index(state).into_iter().map(|(id, claim)| (id, &**claim)).collect()).collect();
    let before = States { by_id, is_common };
    let (in_ours, in_theirs) = (index(ours), index(theirs));
    let ids: BTreeSet<&ClaimId> = in_ours.keys().chain(in_theirs.keys()).collect();
    let nothing = claims::Undone::default();
    let mut claims = Vec::new();
    for id in ids {
        let before = before.of(id);
        claims.extend(match (in_ours.get(id), in_theirs.get(id)) {
            (Some(ours), Some(theirs)) => Some(claims::both(&before, undone.claims.get(id).unwrap_or(&nothing), ours, theirs)),
            (Some(ours), None) => stays(&before, ours, is_common).then(|| Arc::clone(ours)),
            (None, Some(theirs)) => stays(&before, theirs, true).then(|| Arc::clone(theirs)),
            (None, None) => None,
        });
    }
    claims.sort_by_cached_key(|claim| {
        let spans = claim.stored_spans(Part::Content);
        (spans.first().map(|span| span.start), spans.last().map(|span| span.end), claim.id.clone())
    });
    let (mut speakers_named, mut outlets_named) = (BTreeSet::new(), BTreeSet::new());
    for claim in &claims {
        claim.add_names(&mut speakers_named, &mut outlets_named);
    }
    let speakers = cast(
        states.iter().map(|state| &state.speakers),
        is_common,
        [&ours.speakers, &theirs.speakers],
        &speakers_named,
        &undone.speakers,
    );
    let outlets = cast(
        states.iter().map(|state| &state.outlets),
        is_common,
        [&ours.outlets, &theirs.outlets],
        &outlets_named,
        &undone.outlets,
    );
    let (read, done): (Vec<_>, Vec<_>) = states.iter().map(|state| (&state.nothing_here, &state.done)).unzip();
    let (read, done) = if is_common {
        (Before::Common(read.first().copied()), Before::Common(done.first().copied()))
    } else {
        (Before::Seen(read), Before::Seen(done))
    };
    let nothing_here = whole::nothing_here(&read, &ours.nothing_here, &theirs.nothing_here);
    let allowed: Vec<_> = states.iter().map(|state| &state.allowances).collect();
    let allowed = if is_common { Before::Common(allowed.first().copied()) } else { Before::Seen(allowed) };
    let allowances = whole::allowances(&allowed, &ours.allowances, &theirs.allowances);
    let done = whole::done(&done, &ours.done, &theirs.done);
    let adjudicates = if ours.adjudicates.is_empty() { theirs.adjudicates.clone() } else { ours.adjudicates.clone() };
    let record = Record { adjudicates, speakers, outlets, claims, nothing_here, allowances, done };
    let conflicts = record.conflicts();
    Merged { record, conflicts }
}

/// Whether a claim that one side alone has stays: unless the other side had it as it is, and took it away. What the
/// engine proposed and somebody decided on nobody can take away: that other side never had it. `can_be_taken_away`:
/// whether its missing there says anything.
fn stays(before: &Before<'_, ReviewedClaim>, claim: &ReviewedClaim, can_be_taken_away: bool) -> bool {
    let only_withdrawn = claim.suggestion.is_some() && claim.is_touched();
    let was_there = before.states().any(|state| state == claim);
    !was_there || only_withdrawn || (!can_be_taken_away && claim.is_touched())
}

/// What a merge brought in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CameIn {
    /// Claims whose decision, or what was corrected with it, is another one now, in the order of the text.
    pub decided: Vec<ClaimId>,
    /// How many other changes there are: notes, flags, names, marks.
    pub others: usize,
}

/// What a merge brought in: how `after` differs from `before`.
pub fn came_in(before: &Record, after: &Record) -> CameIn {
    let old: BTreeMap<&ClaimId, &ReviewedClaim> = before.claims.iter().map(|claim| (&claim.id, &**claim)).collect();
    let mut came_in = CameIn::default();
    for claim in &after.claims {
        // Who said the same is nothing new.
        let of = |claim: &ReviewedClaim| Side { said: Rare::default(), ..Side::of(claim) };
        let was = old.get(&claim.id).map(|claim| of(claim));
        let is = of(claim);
        if was.as_ref() == Some(&is) || (was.is_none() && !claim.is_touched()) {
            continue;
        }
        let decided = was.as_ref().is_none_or(|was| (was.decision, &was.correction) != (is.decision, &is.correction));
        if decided && is.decision.is_decided() {
            came_in.decided.push(claim.id.clone());
        } else {
            came_in.others += 1;
        }
    }
    if before.speakers != after.speakers
        || before.outlets != after.outlets
        || before.nothing_here != after.nothing_here
        || before.allowances != after.allowances
    {
        came_in.others += 1;
    }
    came_in
}

/// Speakers or outlets of both sides. `named`: those that a claim names, and that must not go.
fn cast<'a, M: Member + 'a>(
    states: impl Iterator<Item = &'a Vec<Entry<M>>>,
    is_common: bool,
    [ours, theirs]: [&'a Vec<Entry<M>>; 2],
    named: &BTreeSet<M::Id>,
    undone: &BTreeMap<M::Id, Vec<NameChoice<M>>>,
) -> Vec<Entry<M>> {
    fn index<M: Member>(entries: &[Entry<M>]) -> BTreeMap<M::Id, &Entry<M>> {
        entries.iter().map(|entry| (entry.member.id().clone(), entry)).collect()
    }
    let before = States { by_id: states.map(|state| index(state)).collect(), is_common };
    let (in_ours, in_theirs) = (index(ours), index(theirs));
    let known = before.by_id.iter().flat_map(BTreeMap::keys);
    let ids: BTreeSet<M::Id> = known.chain(in_ours.keys()).chain(in_theirs.keys()).cloned().collect();
    let mut merged = BTreeMap::new();
    for id in ids {
        let before = before.of(&id);
        let entry = match (in_ours.get(&id), in_theirs.get(&id)) {
            (Some(ours), Some(theirs)) => Some(one_entry(&before, undone.get(&id).map_or(&[], Vec::as_slice), ours, theirs)),
            (Some(one), None) | (None, Some(one)) => {
                let was_there = before.states().any(|state| state == *one);
                let is_ours_alone = !is_common && one.is_decided() && in_ours.contains_key(&id);
                (!was_there || named.contains(&id) || is_ours_alone).then(|| (*one).clone())
            }
            (None, None) => before.states().next().filter(|_| named.contains(&id)).cloned(),
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
            let name = entry.member.name().to_owned();
            let settled = entry.settled.clone();
            entry.rivals.insert(0, RivalName { name, merged_into, described: None, words: String::new(), settled });
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

/// One entry of both sides. `undone`: choices that our side has saved and taken back since.
fn one_entry<M: Member>(before: &Before<'_, Entry<M>>, undone: &[NameChoice<M>], ours: &Entry<M>, theirs: &Entry<M>) -> Entry<M> {
    let known = |entry: &Entry<M>| before.states().any(|state| state == entry);
    if ours == theirs || known(theirs) {
        return ours.clone();
    }
    if before.is_common() && known(ours) {
        return theirs.clone();
    }
    // What the engine says of an entry is nobody's word.
    match (ours.is_decided(), theirs.is_decided()) {
        (_, false) if !before.is_common() => return ours.clone(),
        (false, true) if !before.is_common() => return theirs.clone(),
        _ => {}
    }
    let given = [ours.member.name().to_owned(), theirs.member.name().to_owned()];
    let choices = before.part(|entry| &entry.settled).listed(&ours.settled, &theirs.settled);
    let holds = |one: &NameChoice<M>| ours.settled.contains(one) || !undone.contains(one);
    let choices: Vec<NameChoice<M>> = named::union(&choices.into_iter().filter(holds).collect::<Vec<_>>(), &[]);
    // Who has a word that was before the eyes of somebody who chose is not asked again: what was chosen is on the
    // other side.
    let (mut ours, mut theirs) = (ours.clone(), theirs.clone());
    let (here, there) = (named::answers(&ours, &choices), named::answers(&theirs, &choices));
    let apart = [ours.is_chosen_apart_from(&theirs), theirs.is_chosen_apart_from(&ours)];
    let is_answered = match (here.is_empty(), there.is_empty()) {
        // Whose word was chosen as well, by somebody who did not know of the other choice, is asked.
        (false, true) if apart[0] => false,
        (true, false) if apart[1] => false,
        (true, false) => {
            theirs.take_chosen(&ours, &there);
            true
        }
        (false, true) => {
            ours.take_chosen(&theirs, &here);
            true
        }
        _ => false,
    };
    let (ours, theirs) = (&ours, &theirs);
    let mut entry = ours.clone();
    // A word that somebody chose since is not the old one, although it was there before.
    let since = if before.is_common() { Default::default() } else { theirs.chosen_since(ours) };
    let unknown = |is_new: bool| if is_new { Before::Seen(Vec::new()) } else { before.clone() };
    let names = unknown(since.name);
    let names = names.part(|entry| entry.member.name_ref());
    let (our_name, their_name) = (ours.member.name().to_owned(), theirs.member.name().to_owned());
    let named = names.field(&our_name, &their_name);
    let into = unknown(since.merged_into);
    let into = into.part(|entry| &entry.merged_into).filled(&ours.merged_into, &theirs.merged_into);
    let members = unknown(since.described);
    let members = members.part(|entry| &entry.member);
    let is_described = entry.member.take_over(&members, &theirs.member);
    // What is open already, on either side; then what came with it.
    entry.rivals = before.part(|entry| &entry.rivals).listed(&ours.rivals, &theirs.rivals);
    let is_open = named.is_err() || into.is_err() || !is_described;
    // As long as nobody has settled it, neither side may seem to know of the other.
    let known_to = |side: &Entry<M>| -> Vec<NameChoice<M>> {
        choices.iter().filter(|one| !is_open || side.settled.contains(one)).cloned().collect()
    };
    entry.settled = known_to(ours);
    if is_open {
        let described = (!is_described).then(|| {
            // What ours alone says of it is in theirs too.
            let mut other = theirs.member.clone();
            other.take_over(&members, &ours.member);
            other.described()
        });
        let (name, merged_into) = (their_name, theirs.merged_into.clone());
        entry.rivals.push(RivalName { name, merged_into, described, words: String::new(), settled: known_to(theirs) });
    }
    let chosen = either(named);
    *entry.member.name_mut() = chosen.clone();
    let mut aliases = before.part(|entry| entry.member.aliases_ref()).listed(ours.member.aliases(), theirs.member.aliases());
    aliases.retain(|alias| *alias != chosen);
    *entry.member.aliases_mut() = aliases;
    // A name that one side gave is not lost where the other side's is shown.
    let is_new = |given: &&String| is_answered || !before.states().any(|state| state.member.name() == *given);
    for given in given.iter().filter(is_new) {
        add_alias(&mut entry.member, given);
    }
    entry.member.aliases_mut().sort();
    let mut mentions = before.part(|entry| entry.member.mentions_ref()).listed(ours.member.mentions(), theirs.member.mentions());
    mentions.sort_unstable();
    *entry.member.mentions_mut() = mentions;
    entry.by_hand |= theirs.by_hand;
    entry.merged_into = either(into);
    entry.answer_rivals(&choices);
    entry.drop_settled();
    entry
}
