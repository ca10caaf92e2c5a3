//! The list of claims: its rows, the current claim, the marked ones, sorting and filters.

mod short_names;
mod signs;
mod view;

pub use crate::tui::sort::Sort;
pub use short_names::Name;
pub use signs::{Sign, decided, glyph};
pub use view::{ClaimList, decision, in_words, view, words};

use std::collections::BTreeSet;

use crate::analysis::{Worth, worth};
use crate::claim::{ClaimId, Part};
use crate::extract::Scope;
use crate::review::{Repeats, ReviewedClaim, Session};
use crate::text::motion::Way;
use crate::tui::filter::{Filter, passes};
use crate::tui::screen::rules::RuleSigns;

/// The list of claims.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The current claim.
    pub hand: Option<ClaimId>,
    /// Indices into the session's claims, filtered and sorted.
    pub rows: Vec<usize>,
    /// Row of the current claim; where it was, when the filter hides it.
    pub at: usize,
    /// Rows scrolled out at the top.
    pub top: usize,
    /// The marked claims.
    pub marked: BTreeSet<ClaimId>,
    /// All of these hold for what is shown.
    pub filters: Vec<Filter>,
    /// The order.
    pub sort: Sort,
    /// Whether faint suggestions are shown too, or only statements worth a reviewer's time.
    pub scope: Scope,
    /// How many suggestions the scope hides.
    pub hidden: usize,
    /// Which claims say the same.
    pub repeats: Repeats,
    /// Which claims break the house's rules.
    pub signs: RuleSigns,
    /// What the desk always rejects.
    pub folded: Option<Box<Folded>>,
}

/// Claims of kinds that the desk always rejects: not shown until the reviewer asks for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folded {
    /// The claims.
    pub claims: BTreeSet<ClaimId>,
    /// Why, in words.
    pub why: Vec<String>,
    /// Whether they are shown after all.
    pub open: bool,
}

impl State {
    /// Brings the rows in step with the session.
    pub fn refresh(&mut self, session: &Session) {
        let claims = session.claims();
        let text = &session.article().text;
        let is_faint = |claim: &ReviewedClaim| self.is_faint(text, claim);
        let (mut rows, mut hidden) = (Vec::new(), 0);
        for (index, claim) in
            claims.iter().enumerate().filter(|(_, claim)| passes(&self.filters, session, claim) && !self.hides(&claim.id))
        {
            if is_faint(claim) {
                hidden += 1;
            } else {
                rows.push(index);
            }
        }
        (self.rows, self.hidden) = (rows, hidden);
        match self.sort {
            Sort::Text | Sort::Worth => {}
            Sort::Undecided => self.rows.sort_by_key(|index| claims.get(*index).is_some_and(|claim| claim.decision.is_decided())),
            Sort::Speaker => self.rows.sort_by_cached_key(|index| {
                let name =
                    claims.get(*index).and_then(|claim| session.speaker_of(claim)).map(|speaker| speaker.name.to_lowercase());
                (name.is_none(), name)
            }),
            Sort::Certainty => self.rows.sort_by_key(|index| {
                let score = claims.get(*index).and_then(|claim| claim.suggestion.as_ref()).map_or(1.0, |claim| claim.score);
                (score.clamp(0.0, 1.0) * 1e6) as u32
            }),
        }
        if self.sort == Sort::Worth {
            self.rows.sort_by_cached_key(|index| {
                let score = claims.get(*index).map_or(0.0, |claim| worth_of(session, claim).score);
                std::cmp::Reverse((score * 1e6) as u32)
            });
        }
        if !self.marked.is_empty() {
            self.marked.retain(|id| session.position(id).is_some());
        }
        self.place(session);
    }

    /// Whether the scope hides a claim. What a person touched is shown in any scope.
    fn is_faint(&self, text: &str, claim: &ReviewedClaim) -> bool {
        let suggestion = claim.suggestion.as_ref().filter(|_| self.scope != Scope::All && !claim.is_touched());
        suggestion.is_some_and(|suggestion| !self.scope.shows(text, suggestion))
    }

    /// Whether a claim is none of those that the list shows without filters.
    pub fn leaves_out(&self, session: &Session, claim: &ReviewedClaim) -> bool {
        self.hides(&claim.id) || self.is_faint(&session.article().text, claim)
    }

    /// Whether a claim is folded away.
    fn hides(&self, claim: &ClaimId) -> bool {
        self.folded.as_ref().is_some_and(|folded| !folded.open && folded.claims.contains(claim))
    }

    fn place(&mut self, session: &Session) {
        let row = self.hand.as_ref().and_then(|id| session.position(id)).and_then(|index| self.row_of(index));
        self.at = row.unwrap_or(self.at).min(self.rows.len().saturating_sub(1));
    }

    fn row_of(&self, index: usize) -> Option<usize> {
        match self.sort {
            Sort::Text => self.rows.binary_search(&index).ok(),
            _ => self.rows.iter().position(|row| *row == index),
        }
    }

    /// Whether the filters let a claim be seen.
    pub fn shows(&self, claim: &ClaimId, session: &Session) -> bool {
        session.position(claim).and_then(|index| self.row_of(index)).is_some()
    }

    /// Whether the row of a claim is among those on a screen that has `height` lines for the list.
    pub fn has_on_screen(&self, claim: &ClaimId, height: u16, session: &Session) -> bool {
        let row = session.position(claim).and_then(|index| self.row_of(index));
        let lines = usize::from(height.saturating_sub(self.head(height)));
        row.is_some_and(|row| (self.top..self.top + lines).contains(&row))
    }

    fn id(&self, session: &Session, row: usize) -> Option<ClaimId> {
        session.claims().get(*self.rows.get(row)?).map(|claim| claim.id.clone())
    }

    /// Makes a claim the current one.
    pub fn take(&mut self, claim: ClaimId, session: &Session) {
        self.hand = Some(claim);
        self.place(session);
    }

    /// Takes the first claim of all in hand.
    pub fn first(&mut self, session: &Session) {
        self.hand = self.id(session, 0);
        self.at = 0;
    }

    /// So many rows on; false where that changes nothing.
    pub fn step(&mut self, by: isize, session: &Session) -> bool {
        let last = self.rows.len().saturating_sub(1);
        let row = self.at.saturating_add_signed(by).min(last);
        let id = self.id(session, row);
        let changed = id.is_some() && id != self.hand;
        if changed {
            self.hand = id;
            self.at = row;
        }
        changed
    }

    /// The current claim where it is shown, else the one that stands nearest.
    pub fn nearest(&self, session: &Session) -> Option<ClaimId> {
        self.id(session, self.at)
    }

    /// The claim on a line of the list, which has `height` lines.
    pub fn row_at(&self, line: usize, height: u16, session: &Session) -> Option<ClaimId> {
        self.id(session, self.top + line.checked_sub(usize::from(self.head(height)))?)
    }

    /// The next undecided claim after the last of `from` in the rows, round the end; none of `from` itself.
    pub fn next_undecided(&self, session: &Session, from: &[ClaimId], way: Way) -> Option<ClaimId> {
        self.next_that(session, from, way, |claim| !claim.decision.is_decided())
    }

    /// The same for the next claim that is as `wanted`.
    pub fn next_that(
        &self,
        session: &Session,
        from: &[ClaimId],
        way: Way,
        wanted: impl Fn(&ReviewedClaim) -> bool,
    ) -> Option<ClaimId> {
        let count = self.rows.len();
        let last = from.last().and_then(|id| session.position(id)).and_then(|index| self.row_of(index));
        // Where the current claim is hidden by the filter, its place counts as before the row that is there.
        let (start, hidden) = last.map_or((self.at, true), |row| (row, false));
        (0..count)
            .map(|step| {
                let forward = way == Way::Forward;
                let step = if hidden && forward { step } else { step + 1 };
                if forward { (start + step) % count } else { (start + 2 * count - step) % count }
            })
            .filter_map(|row| session.claims().get(*self.rows.get(row)?))
            .find(|claim| wanted(claim) && !from.contains(&claim.id))
            .map(|claim| claim.id.clone())
    }

    /// Marks a claim, or takes its mark off.
    pub fn mark(&mut self, claim: ClaimId) {
        if !self.marked.remove(&claim) {
            self.marked.insert(claim);
        }
    }

    /// Takes the marks of these claims off.
    pub fn unmark(&mut self, claims: &[ClaimId]) {
        for claim in claims {
            self.marked.remove(claim);
        }
    }

    /// Marks all of `claims`, or takes the marks off where all have them.
    pub fn mark_all(&mut self, claims: Vec<ClaimId>) {
        if claims.iter().all(|claim| self.marked.contains(claim)) {
            for claim in &claims {
                self.marked.remove(claim);
            }
        } else {
            self.marked.extend(claims);
        }
    }

    /// Another order.
    pub fn set_sort(&mut self, sort: Sort, session: &Session) {
        self.sort = sort;
        self.refresh(session);
    }

    /// Shows the statements alone, or faint suggestions too.
    pub fn turn_scope(&mut self, session: &Session) {
        self.scope = if self.scope == Scope::All { Scope::Default } else { Scope::All };
        self.refresh(session);
    }

    /// Lines over the rows, of `height` in all: what is filtered and how it is sorted, unless all is as it is
    /// at first.
    pub fn head(&self, height: u16) -> u16 {
        let as_at_first = self.filters.is_empty() && self.sort == Sort::Text && self.folded.is_none() && self.scope == Scope::All;
        u16::from(height >= 3 && !as_at_first)
    }

    /// Scrolls so that the current claim is seen, with a row of context.
    pub fn settle(&mut self, height: u16) {
        let height = height - self.head(height);
        self.top = scrolled(self.top, self.at, self.rows.len(), usize::from(height));
    }
}

/// How much a claim is worth checking: as the engine scored it, where nobody changed its words.
pub fn worth_of(session: &Session, claim: &ReviewedClaim) -> Worth {
    let text = &session.article().text;
    let pieces: Vec<&str> = claim.stored_spans(Part::Content).iter().filter_map(|span| span.slice(text)).collect();
    let by_words = worth(&pieces.join(" "));
    Worth { score: session.check_worthiness(claim).unwrap_or(by_words.score), ..by_words }
}

/// The top row of a list of `count` rows on `height` lines, so that row `at` is seen with context.
pub fn scrolled(top: usize, at: usize, count: usize, height: usize) -> usize {
    if height == 0 {
        return at;
    }
    let context = (height.saturating_sub(1) / 2).min(2);
    let lowest = at.saturating_sub(context);
    let highest = (at + context + 1).saturating_sub(height);
    top.clamp(highest.min(lowest), lowest).min(count.saturating_sub(height))
}
