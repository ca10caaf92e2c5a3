//! Merges new suggestions of the engine into an existing review.
//!
//! A new extraction replaces the suggestions that nobody touched. What a person left anything on stays
//! as it is, suggestion included, and keeps its place; a suggestion for the same words under another id
//! is not shown next to it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::claim::Part;
use crate::claim::{Claim, ClaimId, Outlet, Speaker};
use crate::extract::Extraction;
use crate::review::session::Session;
use crate::review::state::cast::{Cast, Entry, Member, add_alias};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::spans::{end, length, same_words, shared, start};
use crate::text::Span;

impl Session {
    /// Takes in what the engine found. No edit: nothing to undo, and [`Self::revision`] stays.
    pub fn offer(&mut self, found: Extraction) {
        self.offer_all(found, None);
    }

    fn offer_all(&mut self, found: Extraction, keep: Option<&ClaimId>) {
        self.score(&found);
        let kept = self.kept(&found, keep);
        let known = Known::of(&kept);
        let mut claims: Vec<Arc<ReviewedClaim>> =
            found.claims.into_iter().filter(|claim| !known.covers(claim)).map(|c| Arc::new(ReviewedClaim::proposed(c))).collect();
        drop(known);
        self.cast_of(&kept, found.speakers, found.outlets);
        // The kept ones first: of two claims with one id the first stays.
        claims.splice(0..0, kept);
        self.fill(claims);
    }

    /// Keeps how much the finder holds claims worth checking. Where it has no view the words alone tell, at any time.
    fn score(&mut self, found: &Extraction) {
        let viewed = found.claims.iter().filter(|claim| found.views.contains_key(&claim.id));
        let text = Arc::clone(&self.article().text);
        self.check_worthiness.extend(viewed.map(|claim| (claim.id.clone(), found.check_worthiness(&text, claim))));
    }

    /// The claims that an offer leaves as they are: those that a person touched, and `keep`, which takes over the
    /// speaker that it lacks.
    fn kept(&self, found: &Extraction, keep: Option<&ClaimId>) -> Vec<Arc<ReviewedClaim>> {
        if self.touched_claims() == 0 && keep.is_none() {
            return Vec::new();
        }
        let kept = self.claims().iter().filter(|claim| claim.is_touched() || Some(&claim.id) == keep);
        kept.map(|claim| if claim.is_touched() { Arc::clone(claim) } else { completed(claim, found) }).collect()
    }

    /// The same for a chapter of a long article, the bytes at `place`: suggestions elsewhere stay as they are,
    /// and the work grows with the chapter, not with the article.
    pub fn offer_in(&mut self, place: Span, found: Extraction) {
        self.offer_beside(place, found, None);
    }

    /// The same, with the suggestion `keep` left as it is although nobody touched it: somebody is reading it. Without a
    /// speaker it takes over that of the suggestion that would have replaced it.
    pub fn offer_beside(&mut self, place: Span, found: Extraction, keep: Option<&ClaimId>) {
        if place.start == 0 && place.end >= self.article().text.len() {
            self.offer_all(found, keep);
            return;
        }
        self.score(&found);
        let kept = self.kept(&found, keep);
        let known = Known::of(&kept);
        let fresh = found.claims.into_iter().filter(|claim| !known.covers(claim));
        let mut fresh: Vec<Arc<ReviewedClaim>> = fresh.map(|claim| Arc::new(ReviewedClaim::proposed(claim))).collect();
        drop(known);
        let speakers = widened(found.speakers, &self.speakers, place);
        let outlets = widened(found.outlets, &self.outlets, place);
        self.cast_of(&kept, speakers, outlets);
        // First, since of two claims with one id the first stays.
        fresh.splice(0..0, kept.into_iter().filter(|claim| !claim.is_touched()));
        self.refill(place, fresh);
    }

    /// Brings speakers and outlets in step with what was found; those that `kept` or the history name stay.
    fn cast_of(&mut self, kept: &[Arc<ReviewedClaim>], found_speakers: Vec<Speaker>, found_outlets: Vec<Outlet>) {
        let (mut speakers, mut outlets) = (BTreeSet::new(), BTreeSet::new());
        for claim in kept.iter().map(|claim| &**claim).chain(self.history.claims()) {
            claim.add_names(&mut speakers, &mut outlets);
        }
        speakers.extend(self.history.speakers().cloned());
        outlets.extend(self.history.outlets().cloned());
        // What undo took away must not come back through the offer's back door: only entries that exist now are kept.
        let entries = joined(found_speakers, &self.speakers, |id| speakers.contains(id));
        self.speakers.replace(entries);
        let entries = joined(found_outlets, &self.outlets, |id| outlets.contains(id));
        self.outlets.replace(entries);
    }
}

/// What was found in the chapter at `place`, and what is in the others.
fn widened<M: Member>(found: Vec<M>, old: &Cast<M>, place: Span) -> Vec<M> {
    let mut all: BTreeMap<M::Id, M> = found.into_iter().map(|member| (member.id().clone(), member)).collect();
    for entry in old.entries() {
        let elsewhere = entry.member.mentions().iter().filter(|mention| !place.overlaps(**mention));
        match all.get_mut(entry.member.id()) {
            Some(member) => {
                let mentions = member.mentions_mut();
                mentions.extend(elsewhere);
                mentions.sort_unstable();
                member.fill_from(&entry.member);
                for alias in entry.member.aliases() {
                    add_alias(member, alias);
                }
            }
            None if entry.by_hand || entry.merged_into.is_some() => {}
            None => {
                let elsewhere: Vec<Span> = elsewhere.copied().collect();
                // One that is named nowhere cannot be told to be of this chapter.
                if !elsewhere.is_empty() || entry.member.mentions().is_empty() {
                    let mut member = entry.member.clone();
                    *member.mentions_mut() = elsewhere;
                    all.insert(member.id().clone(), member);
                }
            }
        }
    }
    all.into_values().collect()
}

/// Every speaker and outlet that a claim names, in its suggestion or its correction.
/// The places that a person has decided about, by the first words of cue and content.
struct Known<'a> {
    by_cue: HashMap<Span, Vec<&'a [Span]>>,
    by_content: HashMap<usize, Vec<&'a [Span]>>,
    /// Content and cue of each, by where the content begins, and how far those up to it reach.
    in_order: Vec<(&'a [Span], &'a [Span])>,
    reach: Vec<usize>,
}

impl<'a> Known<'a> {
    fn of(claims: &'a [Arc<ReviewedClaim>]) -> Self {
        let mut known = Self { by_cue: HashMap::new(), by_content: HashMap::new(), in_order: Vec::new(), reach: Vec::new() };
        for claim in claims.iter().filter(|claim| !claim.anchor.is_lost()) {
            known.add(claim.spans(Part::Cue), claim.spans(Part::Content));
            if let Some(suggestion) = &claim.suggestion
                && claim.kept.is_none()
            {
                known.add(&suggestion.parts.cue, &suggestion.parts.content);
            }
        }
        known.in_order.sort_by_key(|(content, _)| start(content));
        let reach = known.in_order.iter().scan(0, |far, (content, _)| {
            *far = end(content).max(*far);
            Some(*far)
        });
        known.reach = reach.collect();
        known
    }

    fn add(&mut self, cue: &'a [Span], content: &'a [Span]) {
        self.in_order.push((content, cue));
        if let Some(first) = cue.first() {
            self.by_cue.entry(*first).or_default().push(content);
        }
        if let Some(first) = content.first() {
            self.by_content.entry(first.start).or_default().push(content);
        }
    }

    /// Whether a person has decided about these words: the same cue with some of the same content, a content
    /// that begins at the same place and shares most of it, or one that is the same but for its edges.
    fn covers(&self, claim: &Claim) -> bool {
        let same_cue = claim.parts.cue.first().and_then(|cue| self.by_cue.get(cue));
        let same_start = claim.parts.content.first().and_then(|first| self.by_content.get(&first.start));
        same_cue.into_iter().flatten().any(|known| shared(known, &claim.parts.content) > 0)
            || same_start.into_iter().flatten().any(|known| {
                let longer = length(known).max(length(&claim.parts.content));
                shared(known, &claim.parts.content) * 2 > longer
            })
            || self.near(&claim.parts.content).any(|known| same_words(known, (&claim.parts.content, &claim.parts.cue)))
    }

    /// Those whose content may share words with this one.
    fn near(&self, content: &[Span]) -> impl Iterator<Item = (&'a [Span], &'a [Span])> {
        let to = self.in_order.partition_point(|(known, _)| start(known) < end(content));
        let from = self.reach.partition_point(|reach| *reach <= start(content)).min(to);
        self.in_order.get(from..to).unwrap_or_default().iter().copied()
    }
}

/// The suggestion that somebody is reading; without a speaker it takes over that of the better one for its words.
fn completed(claim: &Arc<ReviewedClaim>, found: &Extraction) -> Arc<ReviewedClaim> {
    let Some(own) = claim.suggestion.as_ref().filter(|own| own.speaker.is_none()) else {
        return Arc::clone(claim);
    };
    let same = found.claims.iter().filter(|other| other.speaker.is_some());
    let same = same.filter(|other| same_words((&own.parts.content, &own.parts.cue), (&other.parts.content, &other.parts.cue)));
    let Some(better) = same.max_by_key(|other| shared(&own.parts.content, &other.parts.content)) else {
        return Arc::clone(claim);
    };
    let mut filled = own.clone();
    filled.speaker.clone_from(&better.speaker);
    if filled.parts.source.is_empty()
        && shared(&own.parts.content, &better.parts.source) == 0
        && shared(&own.parts.cue, &better.parts.source) == 0
    {
        filled.parts.source.clone_from(&better.parts.source);
        filled.reason.speaker.clone_from(&better.reason.speaker);
        filled.reason.antecedent = better.reason.antecedent;
    }
    if filled.via.is_empty() {
        filled.via.clone_from(&better.via);
        filled.reason.via.clone_from(&better.reason.via);
        filled.reason.via_spans.clone_from(&better.reason.via_spans);
    }
    Arc::new(ReviewedClaim { suggestion: Some(filled), ..(**claim).clone() })
}

/// All entries of `found`, and those of `old` that must stay. What a person made of an entry stays as it
/// is, but for the places that name it; and the places that a person gave to somebody whom the engine does
/// not know are nobody else's.
fn joined<M: Member>(found: Vec<M>, old: &Cast<M>, must_stay: impl Fn(&M::Id) -> bool) -> Vec<Entry<M>> {
    let mut entries: BTreeMap<M::Id, Entry<M>> =
        found.into_iter().map(|member| (member.id().clone(), Entry::proposed(member))).collect();
    let mut moved_on: Vec<(M::Id, Vec<Span>)> = Vec::new();
    let by_hand = old.entries().filter(|entry| entry.by_hand && entry.merged_into.is_none());
    let unknown = by_hand.filter(|entry| !entries.contains_key(entry.member.id()));
    let given: BTreeSet<Span> = unknown.flat_map(|entry| entry.member.mentions().iter().copied()).collect();
    if !given.is_empty() {
        for entry in entries.values_mut() {
            entry.member.mentions_mut().retain(|span| !given.contains(span));
        }
    }
    for entry in old.entries() {
        let id = entry.member.id();
        let fresh = entries.get(id).map(|fresh| fresh.member.mentions().to_vec());
        if !(entry.by_hand || entry.merged_into.is_some() || (must_stay(id) && fresh.is_none())) {
            continue;
        }
        let mut entry = entry.clone();
        if let Some(fresh) = fresh {
            entry.member.mentions_mut().clone_from(&fresh);
            if let Some(into) = entry.merged_into.as_ref().and_then(|_| old.resolve(id)) {
                moved_on.push((into.member.id().clone(), fresh));
            }
        }
        entries.insert(id.clone(), entry);
    }
    for (into, mentions) in moved_on {
        if let Some(entry) = entries.get_mut(&into) {
            let all = entry.member.mentions_mut();
            all.extend(mentions);
            all.sort_unstable();
            all.dedup();
        }
    }
    entries.into_values().collect()
}
