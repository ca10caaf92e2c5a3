//! A session goes on in another text of its article, as if it had been closed and opened again there: every claim is
//! found again or asks for a hand. Undo and redo go along, for what they bring back is found again too.

use std::collections::HashMap;
use std::sync::Arc;

use crate::article::Article;
use crate::review::anchor::{self, Stored, TextSince, allowance, nothing};
use crate::review::session::Session;
use crate::review::session::history::Change;
use crate::review::state::allowance::Allowance;
use crate::review::state::cast::{Entry, Member};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::done::Done;
use crate::review::state::nothing::NothingHere;
use crate::review::state::record::Record;

/// What becomes of everything that refers to the old text.
struct Rereading {
    from: Arc<str>,
    to: Arc<str>,
    claims: HashMap<*const ReviewedClaim, Arc<ReviewedClaim>>,
}

impl Rereading {
    /// Finds all of `claims` again; the same value is looked for once.
    fn new(from: &Arc<str>, to: &Arc<str>, claims: &[Arc<ReviewedClaim>]) -> Self {
        let mut places: HashMap<*const ReviewedClaim, usize> = HashMap::with_capacity(claims.len());
        let mut stored = Vec::with_capacity(claims.len());
        for claim in claims {
            places.entry(Arc::as_ptr(claim)).or_insert_with(|| {
                stored.push(Stored::of(claim, from));
                stored.len() - 1
            });
        }
        let found: Vec<Arc<ReviewedClaim>> = anchor::anchor_again(from, to, stored).into_iter().map(Arc::new).collect();
        let claims = places.into_iter().filter_map(|(old, at)| Some((old, Arc::clone(found.get(at)?)))).collect();
        Self { from: Arc::clone(from), to: Arc::clone(to), claims }
    }

    fn claim(&self, claim: &Arc<ReviewedClaim>) -> Arc<ReviewedClaim> {
        self.claims.get(&Arc::as_ptr(claim)).unwrap_or(claim).clone()
    }

    /// The places that name somebody, where the same words still are; the engine finds the others.
    fn entry<M: Member>(&self, entry: &mut Entry<M>) {
        entry.member.mentions_mut().retain(|span| span.slice(&self.from) == span.slice(&self.to));
    }

    fn nothing_here(&self, stretches: &Arc<[NothingHere]>) -> Arc<[NothingHere]> {
        if stretches.is_empty() {
            Arc::clone(stretches)
        } else {
            nothing::anchored(&self.to, stretches.to_vec(), TextSince::Changed)
        }
    }

    fn allowances(&self, all: &Arc<[Allowance]>) -> Arc<[Allowance]> {
        if all.is_empty() { Arc::clone(all) } else { allowance::anchored(&self.to, all.to_vec(), TextSince::Changed) }
    }

    fn done(&self, done: Option<Done>) -> Option<Done> {
        done.filter(|done| done.holds_for(&self.to))
    }

    fn record(&self, record: &mut Record) {
        for claim in &mut record.claims {
            *claim = self.claim(claim);
        }
        record.speakers.iter_mut().for_each(|entry| self.entry(entry));
        record.outlets.iter_mut().for_each(|entry| self.entry(entry));
        record.nothing_here = self.nothing_here(&record.nothing_here);
        record.allowances = self.allowances(&record.allowances);
        record.done = self.done(record.done.take());
    }

    fn change(&self, change: &mut Change) {
        match change {
            Change::Claim { before, after, .. } => {
                for claim in [before, after].into_iter().flatten() {
                    *claim = self.claim(claim);
                }
            }
            Change::Speaker { before, after, .. } => [before, after].into_iter().flatten().for_each(|entry| self.entry(entry)),
            Change::Outlet { before, after, .. } => [before, after].into_iter().flatten().for_each(|entry| self.entry(entry)),
            Change::NothingHere { before, after } => {
                (*before, *after) = (self.nothing_here(before), self.nothing_here(after));
            }
            Change::Allowances { before, after } => {
                (*before, *after) = (self.allowances(before), self.allowances(after));
            }
            Change::Done { before, after } => (*before, *after) = (self.done(before.take()), self.done(after.take())),
        }
    }
}

impl Session {
    /// Goes on in `article`, another text of the same article. `others`: records about the old text, which become
    /// records about the new one. Nothing is decided, and [`Self::revision`] stays: what is saved is found again as
    /// well when it is opened.
    pub fn read_again<'a>(&mut self, article: Arc<Article>, others: impl IntoIterator<Item = &'a mut Record>) {
        let mut others: Vec<&mut Record> = others.into_iter().collect();
        let mut all: Vec<Arc<ReviewedClaim>> = self.claims().to_vec();
        all.extend(others.iter().flat_map(|record| record.claims.iter().cloned()));
        all.extend(self.history.shared_claims().cloned());
        let rereading = Rereading::new(&self.article().text, &article.text, &all);
        let mut record = self.record();
        rereading.record(&mut record);
        others.iter_mut().for_each(|record| rereading.record(record));
        self.history.changes_mut().for_each(|change| rereading.change(change));
        self.replace_article(article, record);
    }
}
