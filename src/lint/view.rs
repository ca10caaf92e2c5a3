//! The article under review as the rules see it.

use std::sync::Arc;

use super::finding::Basis;
use super::house::{House, Setting};
use super::index::Index;
use crate::claim::{Part, Speaker};
use crate::review::{Decision, ReviewedClaim, Session};
use crate::text::{Span, single_line};

/// What the rules do with claims that no person has reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreviewed {
    /// They are left out.
    Skip,
    /// They count as the reviewed ones do.
    Check,
}

impl Unreviewed {
    /// Whether suggestions were asked for, as an option has it.
    pub const fn of(asked: bool) -> Self {
        if asked { Self::Check } else { Self::Skip }
    }
}

/// The article under review as the rules see it.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The review.
    pub session: &'a Session,
    /// What the text holds.
    pub index: &'a Index,
    /// The rules of the house.
    pub house: &'a House,
    /// Whether unreviewed claims count.
    pub unreviewed: Unreviewed,
    /// At least the longest `reach` of its claims.
    pub reach: usize,
}

/// How far the parts of a claim are from the place where its content begins.
pub fn reach(claim: &ReviewedClaim) -> usize {
    let start = start(claim);
    let spans = [Part::Content, Part::Cue, Part::Source].into_iter().flat_map(|part| claim.stored_spans(part));
    spans.map(|span| start.abs_diff(span.start).max(start.abs_diff(span.end))).max().unwrap_or(0)
}

/// Where the content of a claim begins; the claims of a session are in this order.
fn start(claim: &ReviewedClaim) -> usize {
    claim.stored_spans(Part::Content).first().map_or(0, |content| content.start)
}

impl<'a> View<'a> {
    /// A session whose claims nobody looked at before.
    pub fn new(session: &'a Session, index: &'a Index, house: &'a House, unreviewed: Unreviewed) -> Self {
        let reach = session.claims().iter().map(|claim| reach(claim)).max().unwrap_or(0);
        Self { session, index, house, unreviewed, reach }
    }

    /// The text of the article.
    pub fn text(&self) -> &'a str {
        &self.index.article.text
    }

    /// Whether a claim counts: it is in the article, not rejected, and reviewed unless [`View::unreviewed`] says otherwise.
    pub fn counts(&self, claim: &ReviewedClaim) -> bool {
        let decided = match claim.decision {
            Decision::Rejected => return false,
            Decision::Unreviewed => self.unreviewed == Unreviewed::Check,
            Decision::Confirmed | Decision::Corrected => true,
        };
        decided && !claim.anchor.is_lost()
    }

    /// The claims that count, in the order of the text.
    pub fn claims(&self) -> impl Iterator<Item = &'a Arc<ReviewedClaim>> {
        let view = *self;
        self.session.claims().iter().filter(move |claim| view.counts(claim))
    }

    /// The claims that have words of `span` in their content, rejected ones included.
    pub fn claims_over(&self, span: Span) -> impl Iterator<Item = &'a Arc<ReviewedClaim>> {
        let near = self.within_reach(span).map(|(_, claim)| claim);
        near.filter(move |claim| claim.spans(Part::Content).iter().any(|content| content.overlaps(span)))
    }

    /// The claims that have a part in `span`, rejected ones included, with their places in the session.
    pub fn claims_at(&self, span: Span) -> impl Iterator<Item = (usize, &'a Arc<ReviewedClaim>)> {
        let parts = [Part::Content, Part::Cue, Part::Source];
        let is_in = move |claim: &ReviewedClaim| parts.iter().any(|part| claim.spans(*part).iter().any(|it| it.overlaps(span)));
        self.within_reach(span).filter(move |(_, claim)| is_in(claim))
    }

    /// The claims that may have a part in `span`, with their places in the session.
    fn within_reach(&self, span: Span) -> impl Iterator<Item = (usize, &'a Arc<ReviewedClaim>)> {
        let claims = self.session.claims();
        let from = claims.partition_point(|claim| start(claim) + self.reach < span.start);
        let to = claims.partition_point(|claim| start(claim) < span.end + self.reach).max(from);
        (from..).zip(claims.get(from..to).unwrap_or_default())
    }

    /// The speakers who are first mentioned within `span`.
    pub fn introduced_within(&self, span: Span) -> impl Iterator<Item = &'a Speaker> {
        let session = self.session;
        let first = |at: usize| session.speaker_at(at).and_then(|speaker| speaker.mentions.first());
        let start = move |at: usize| first(at).map_or(usize::MAX, |mention| mention.start);
        let (mut from, mut to) = (0, session.speaker_count());
        while from < to {
            let middle = (from + to) / 2;
            if start(middle) < span.start { from = middle + 1 } else { to = middle }
        }
        let here = (from..session.speaker_count()).take_while(move |at| start(*at) < span.end);
        here.filter_map(move |at| session.speaker_at(at))
    }

    /// What a finding about this claim rests on.
    pub fn basis(&self, claim: &ReviewedClaim) -> Basis {
        match &claim.suggestion {
            Some(suggestion) if claim.decision == Decision::Unreviewed => Basis::Engine(suggestion.score),
            _ => Basis::Review,
        }
    }

    /// Who said the claim.
    pub fn speaker(&self, claim: &ReviewedClaim) -> Option<&'a Speaker> {
        self.session.speaker(claim.speaker()?)
    }

    /// From the first byte of a part to the last; `None` where it is empty.
    pub fn hull(&self, claim: &ReviewedClaim, part: Part) -> Option<Span> {
        claim.spans(part).iter().copied().reduce(Span::cover).filter(|span| !span.is_empty())
    }

    /// Where a finding about the source of a claim is shown: at the source, else at the cue, else at the content.
    pub fn place_of_source(&self, claim: &ReviewedClaim) -> Span {
        let parts = [Part::Source, Part::Cue, Part::Content];
        parts.into_iter().find_map(|part| claim.spans(part).first().copied().filter(|span| !span.is_empty())).unwrap_or_default()
    }

    /// The words of a part on one line.
    pub fn words(&self, claim: &ReviewedClaim, part: Part) -> String {
        let parts: Vec<&str> = claim.spans(part).iter().filter_map(|span| span.slice(self.text())).collect();
        single_line(&parts.join(" … "))
    }

    /// The words of a part on one line, cut after some 60 characters.
    pub fn excerpt(&self, span: Span) -> String {
        const LONGEST: usize = 60;
        let line = single_line(span.slice(self.text()).unwrap_or_default());
        if line.chars().count() <= LONGEST {
            return line;
        }
        let cut: String = line.chars().take(LONGEST).collect();
        let whole = cut.rfind(' ').and_then(|at| cut.get(..at)).unwrap_or(&cut);
        format!("{whole}…")
    }

    /// The settings of a rule.
    pub fn setting(&self, rule: &str) -> &'a Setting {
        self.house.setting(rule)
    }
}
