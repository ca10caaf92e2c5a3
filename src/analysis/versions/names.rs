//! Matches speakers and outlets across reviews of the same article.
//!
//! Two are the same when they have the same id (it is made of the first name in the article), the same name,
//! or when the name of one is another form of the other's name, and of nobody else's in that review.

use std::collections::BTreeMap;

use super::Version;
use crate::claim::{OutletId, SpeakerId};
use crate::text::single_line;

/// Numbers for members of several reviews: the same number is the same one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Same<Id: Ord> {
    numbers: BTreeMap<(usize, Id), usize>,
}

impl<Id: Ord + Clone> Same<Id> {
    /// The number of the member with this id in a review.
    pub(super) fn of(&self, version: usize, id: &Id) -> usize {
        self.numbers.get(&(version, id.clone())).copied().unwrap_or(usize::MAX)
    }
}

/// A speaker or an outlet of one review.
struct Member<Id> {
    version: usize,
    id: Id,
    name: String,
    aliases: Vec<String>,
}

/// The speakers of all reviews.
pub(super) fn speakers(versions: &[Version]) -> Same<SpeakerId> {
    let mut members = Vec::new();
    for (version, review) in versions.iter().enumerate() {
        for speaker in review.session.speakers() {
            members.push(member(version, speaker.id.clone(), &speaker.name, &speaker.aliases));
        }
    }
    same(&members)
}

/// The outlets of all reviews.
pub(super) fn outlets(versions: &[Version]) -> Same<OutletId> {
    let mut members = Vec::new();
    for (version, review) in versions.iter().enumerate() {
        for outlet in review.session.outlets() {
            members.push(member(version, outlet.id.clone(), &outlet.name, &outlet.aliases));
        }
    }
    same(&members)
}

fn member<Id>(version: usize, id: Id, name: &str, aliases: &[String]) -> Member<Id> {
    Member { version, id, name: folded(name), aliases: aliases.iter().map(|alias| folded(alias)).collect() }
}

/// A name as it is compared: small letters, single spaces.
fn folded(name: &str) -> String {
    single_line(name).to_lowercase()
}

fn same<Id: Ord + Clone>(members: &[Member<Id>]) -> Same<Id> {
    let mut set_of: Vec<usize> = (0..members.len()).collect();
    let mut join = |a: usize, b: usize| {
        if let (Some(keep), Some(gone)) = (set_of.get(a).copied(), set_of.get(b).copied()) {
            set_of.iter_mut().filter(|set| **set == gone).for_each(|set| *set = keep);
        }
    };
    let mut by_id: BTreeMap<&Id, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_alias: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        join(*by_id.entry(&member.id).or_insert(at), at);
        by_name.entry(&member.name).or_default().push(at);
        for alias in &member.aliases {
            by_alias.entry((member.version, alias)).or_default().push(at);
        }
    }
    for named in by_name.values() {
        for pair in named.windows(2) {
            if let [a, b] = pair {
                join(*a, *b);
            }
        }
    }
    for ((version, alias), known) in &by_alias {
        // Two who share a form of their names are not told apart by it.
        let [only] = known.as_slice() else {
            continue;
        };
        let named = by_name.get(alias).into_iter().flatten();
        for at in named.filter(|at| members.get(**at).is_some_and(|member| member.version != *version)) {
            join(*only, *at);
        }
    }
    let numbers = members.iter().zip(set_of).map(|(member, set)| ((member.version, member.id.clone()), set)).collect();
    Same { numbers }
}
