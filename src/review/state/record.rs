//! All that is saved of a review, as data: what a session hands to a sidecar and is restored from.

use std::sync::Arc;

use crate::claim::SpeakerId;
use crate::review::state::allowance::Allowance;
use crate::review::state::cast::{Entry, Member, ReviewedOutlet, ReviewedSpeaker, RivalName};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::done::Done;
use crate::review::state::nothing::NothingHere;
use crate::review::state::rival::Conflict;

/// All that is saved of a review. Cloning is cheap: the claims are shared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Of an adjudication: whose reviews it decides between. Empty for a review of somebody's own.
    pub adjudicates: Vec<String>,
    /// By id, merged ones included.
    pub speakers: Vec<ReviewedSpeaker>,
    /// By id, merged ones included.
    pub outlets: Vec<ReviewedOutlet>,
    /// In the order of the text.
    pub claims: Vec<Arc<ReviewedClaim>>,
    /// Passages that were read and hold no claim, in the order of the text.
    pub nothing_here: Arc<[NothingHere]>,
    /// Rules that may be broken in one place, in the order of the text.
    pub allowances: Arc<[Allowance]>,
    /// The mark that the article is done.
    pub done: Option<Done>,
}

/// What a session held at one moment: the review, and which revision of the session it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The session's revision then.
    pub revision: u64,
    /// The review.
    pub record: Record,
}

impl Record {
    /// Whether both hold the same words, whichever side of an open conflict is in force in either. Two sessions that each
    /// put their own side first would else write over each other's file for ever.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let rest = |record: &Self| Self { claims: Vec::new(), speakers: Vec::new(), outlets: Vec::new(), ..record.clone() };
        let claims = || self.claims.iter().zip(&other.claims).all(|(a, b)| a.says_the_same(b));
        self.claims.len() == other.claims.len()
            && claims()
            && say_the_same(&self.speakers, &other.speakers)
            && say_the_same(&self.outlets, &other.outlets)
            && rest(self) == rest(other)
    }

    /// Whether a person left anything in it; a record without is not worth a file.
    pub fn has_decisions(&self) -> bool {
        self.claims.iter().any(|claim| claim.is_touched())
            || self.speakers.iter().any(|entry| entry.by_hand)
            || self.outlets.iter().any(|entry| entry.by_hand)
            || !self.nothing_here.is_empty()
            || !self.allowances.is_empty()
            || self.done.is_some()
    }

    /// Where two people contradict each other and nobody has settled it, sorted.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let claims = self.claims.iter();
        let of_claims =
            claims.flat_map(|claim| claim.contested().into_iter().map(|field| Conflict::Claim(claim.id.clone(), field)));
        let mut all: Vec<Conflict> = of_claims.collect();
        let speakers = self.speakers.iter().filter(|entry| !entry.rivals.is_empty());
        all.extend(speakers.map(|entry| Conflict::Speaker(entry.member.id.clone())));
        let outlets = self.outlets.iter().filter(|entry| !entry.rivals.is_empty());
        all.extend(outlets.map(|entry| Conflict::Outlet(entry.member.id.clone())));
        all.sort();
        all
    }

    /// The speaker that `id` stands for: itself, or what it was merged into.
    pub fn speaker(&self, id: &SpeakerId) -> Option<&crate::claim::Speaker> {
        resolve(&self.speakers, id)
    }

    /// The outlet that `id` stands for: itself, or what it was merged into.
    pub fn outlet(&self, id: &crate::claim::OutletId) -> Option<&crate::claim::Outlet> {
        resolve(&self.outlets, id)
    }
}

/// The same of speakers, or of outlets.
fn say_the_same<M: Member>(ours: &[Entry<M>], theirs: &[Entry<M>]) -> bool {
    let words = |entry: &Entry<M>| {
        let is_described = entry.rivals.iter().any(|rival| rival.described.is_some());
        let own = RivalName {
            name: entry.member.name().to_owned(),
            merged_into: entry.merged_into.clone(),
            described: is_described.then(|| entry.member.described()),
            words: String::new(),
            settled: entry.settled.clone(),
        };
        let mut words = vec![own];
        words.extend(entry.rivals.iter().cloned());
        words
    };
    let same = |a: &Entry<M>, b: &Entry<M>| {
        let all = |entry: &Entry<M>| Entry { member: entry.member.as_saved(), ..entry.clone() };
        a == b
            || all(a) == all(b)
            || (a.member.id() == b.member.id() && !a.rivals.is_empty() && in_any_order(&words(a), &words(b)))
    };
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(a, b))
}

/// Whether both lists hold the same, in whatever order.
pub(in crate::review) fn in_any_order<T: PartialEq>(ours: &[T], theirs: &[T]) -> bool {
    let mut left: Vec<&T> = theirs.iter().collect();
    let found = ours.iter().all(|one| left.iter().position(|other| *other == one).map(|at| left.remove(at)).is_some());
    found && left.is_empty()
}

fn find<'a, M: Member>(entries: &'a [Entry<M>], id: &M::Id) -> Option<&'a Entry<M>> {
    let at = entries.binary_search_by(|entry| entry.member.id().cmp(id)).ok()?;
    entries.get(at)
}

fn resolve<'a, M: Member>(entries: &'a [Entry<M>], id: &M::Id) -> Option<&'a M> {
    let mut entry = find(entries, id)?;
    for _ in 0..entries.len() {
        match entry.merged_into.as_ref().and_then(|into| find(entries, into)) {
            Some(next) => entry = next,
            None => break,
        }
    }
    Some(&entry.member)
}
