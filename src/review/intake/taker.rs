//! One claim after the other: sought in the review, added, or compared with what is there.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::names::List;
use super::{Contradicted, Incoming, Intake, OnDecided};
use crate::article::Article;
use crate::claim::{Claim, ClaimId, Directness, Outlet, OutletId, Part, Parts, Reason, Speaker};
use crate::review::edits::naming;
use crate::review::state::cast::Member;
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::correction::{Correction, Override};
use crate::review::state::decision::{Decision, LogEntry, Stamp};
use crate::review::state::directness::directness_of;
use crate::review::state::rare::Rare;
use crate::review::state::record::Record;
use crate::review::state::rival::{Rival, Side, contested};
use crate::text::Span;

type Words = (Vec<Span>, Vec<Span>);

pub(super) struct Taker<'a> {
    article: &'a Article,
    stamp: &'a Stamp,
    on_decided: OnDecided,
    speakers: List<Speaker>,
    outlets: List<Outlet>,
    by_id: HashMap<ClaimId, usize>,
    by_words: HashMap<Words, Vec<usize>>,
    /// The claims here that something of this document was taken for: two of its claims are never one.
    met: HashSet<usize>,
    claims: Vec<Arc<ReviewedClaim>>,
    intake: Intake,
}

impl<'a> Taker<'a> {
    /// With the claims and names that the review has.
    pub(super) fn new(article: &'a Article, record: &Record, on_decided: OnDecided, stamp: &'a Stamp) -> Self {
        let mut taker = Self {
            article,
            stamp,
            on_decided,
            speakers: List::of(&record.speakers),
            outlets: List::of(&record.outlets),
            by_id: HashMap::new(),
            by_words: HashMap::new(),
            met: HashSet::new(),
            claims: record.claims.clone(),
            intake: Intake::default(),
        };
        for (at, claim) in record.claims.iter().enumerate() {
            taker.remember(at, claim);
        }
        taker
    }

    /// Lists speakers and outlets that are known with more than their names.
    pub(super) fn list(&mut self, speakers: &[Speaker], outlets: &[Outlet]) {
        for speaker in speakers {
            self.speakers.id_of(speaker, false);
        }
        for outlet in outlets {
            self.outlets.id_of(outlet, false);
        }
    }

    /// The review with everything in it; what it holds beside claims and names is as in `record`.
    pub(super) fn finish(self, record: &Record) -> Intake {
        let Self { speakers, outlets, mut claims, mut intake, .. } = self;
        claims.sort_by_cached_key(|claim| {
            let spans = claim.stored_spans(Part::Content);
            (spans.first().map(|span| span.start), spans.last().map(|span| span.end), claim.id.clone())
        });
        intake.record = Record { speakers: speakers.finish(), outlets: outlets.finish(), claims, ..record.clone() };
        intake
    }

    fn remember(&mut self, at: usize, claim: &ReviewedClaim) {
        self.by_id.insert(claim.id.clone(), at);
        if !claim.anchor.is_lost() {
            let words = (claim.spans(Part::Content).to_vec(), claim.spans(Part::Cue).to_vec());
            self.by_words.entry(words).or_default().push(at);
        }
    }

    /// The claim here that is the same: of this name with some of the same words, or of the same words.
    fn same(&self, incoming: &Incoming) -> Option<usize> {
        let by_name = incoming.id.as_ref().and_then(|id| self.by_id.get(id)).copied().filter(|at| {
            self.claims.get(*at).is_some_and(|claim| {
                let content = claim.stored_spans(Part::Content);
                content.iter().any(|here| incoming.content().iter().any(|there| here.overlaps(*there)))
            })
        });
        let by_words = || match &incoming.parts.cue {
            Some(cue) => {
                let alike = self.by_words.get(&(incoming.content().to_vec(), cue.clone()))?;
                alike.iter().copied().find(|at| !self.met.contains(at))
            }
            None => {
                let mut alike = self.claims.iter().enumerate().filter(|(at, _)| !self.met.contains(at));
                alike.find(|(_, claim)| claim.spans(Part::Content) == incoming.content()).map(|(at, _)| at)
            }
        };
        by_name.or_else(by_words)
    }

    pub(super) fn take(&mut self, incoming: Incoming) {
        match self.same(&incoming) {
            Some(at) => {
                self.met.insert(at);
                self.update(at, incoming);
            }
            None => {
                self.met.insert(self.claims.len());
                self.add(incoming);
            }
        }
    }

    fn stamp_of(&self, incoming: &Incoming) -> Stamp {
        incoming.decided.clone().unwrap_or_else(|| self.stamp.clone())
    }

    /// The values that the incoming claim has and the one here does not.
    fn differences(&mut self, here: Option<&ReviewedClaim>, incoming: &Incoming) -> Correction {
        let by_hand = incoming.decision.is_decided();
        let differing = |part: Part| {
            let given = incoming.parts[part].clone();
            given.filter(|given| here.is_none_or(|here| here.spans(part) != given.as_slice()))
        };
        let speaker = incoming.speaker.as_ref().map(|who| self.speakers.id_of(who, by_hand));
        let named = |name: &String| Outlet::named(OutletId::new(""), name.clone());
        let via: Option<Vec<OutletId>> =
            incoming.via.as_ref().map(|via| via.iter().map(|name| self.outlets.id_of(&named(name), by_hand)).collect());
        let said = self.said(here, incoming.content());
        Correction {
            parts: Parts::from_fn(differing),
            speaker: match here {
                Some(here) => speaker.unless(&here.speaker().map(|id| self.speakers.resolve(id))),
                None => speaker,
            },
            via: via.filter(|via| here.is_none_or(|here| self.resolved_via(here.via()) != *via)),
            directness: incoming.directness.filter(|directness| *directness != said),
            class: None,
        }
    }

    /// What the spans of a content say of its directness, as a session has it.
    fn said(&self, here: Option<&ReviewedClaim>, content: &[Span]) -> Directness {
        match here.and_then(|here| here.suggestion.as_ref()).filter(|suggestion| suggestion.parts.content == content) {
            Some(suggestion) => suggestion.directness,
            None => directness_of(self.article, content),
        }
    }

    fn resolved_via(&self, ids: &[OutletId]) -> Vec<OutletId> {
        let mut via = Vec::new();
        for id in ids {
            let id = self.outlets.resolve(id);
            if !via.contains(&id) {
                via.push(id);
            }
        }
        via
    }

    fn update(&mut self, at: usize, mut incoming: Incoming) {
        let Some(before) = self.claims.get(at).cloned() else { return };
        let mut claim = (*before).clone();
        let mut contradicts = false;
        if incoming.decision.is_decided() {
            let rejected = incoming.decision == Decision::Rejected;
            let differences = if rejected { Correction::default() } else { self.differences(Some(&before), &incoming) };
            let here = before.correction.directness.unwrap_or_else(|| self.said(Some(&before), before.spans(Part::Content)));
            let differs = !(Correction { directness: None, ..differences.clone() }).is_empty()
                || incoming.directness.is_some_and(|directness| directness != here);
            if before.decision.is_decided() || before.anchor.is_lost() {
                contradicts = differs || rejected != (before.decision == Decision::Rejected);
                // Whoever signed what is here has not seen what came of it elsewhere.
                if contradicts && incoming.decided.as_ref() == before.decided.as_deref() {
                    incoming.decided = None;
                }
                if contradicts {
                    let taken = self.decided(&before, differences, rejected, &incoming);
                    self.contradict(&before, taken, &incoming, &mut claim);
                }
            } else {
                claim = self.decided(&before, differences, rejected, &incoming);
            }
        }
        let replaces = contradicts && self.on_decided == OnDecided::Take && !before.anchor.is_lost();
        if claim.note.is_empty() || (replaces && !incoming.note.is_empty()) {
            claim.note = incoming.note.into();
        }
        if claim.check.is_empty() || (replaces && !incoming.check.is_empty()) {
            claim.check = incoming.check.into();
        }
        claim.flag |= incoming.flag;
        if claim == *before {
            self.intake.known += usize::from(!contradicts);
        } else {
            self.intake.updated += 1;
            if let Some(slot) = self.claims.get_mut(at) {
                *slot = Arc::new(claim);
            }
        }
    }

    /// The claim here with the decision that comes in.
    fn decided(&self, before: &ReviewedClaim, given: Correction, rejected: bool, incoming: &Incoming) -> ReviewedClaim {
        let mut claim = before.clone();
        // What was corrected here and is the same there is no difference, and stays.
        let was = (*before.correction).clone();
        if !rejected || before.suggestion.is_none() {
            let correction = Correction {
                parts: given.parts.zip(was.parts).map(|(given, was)| given.or(was)),
                speaker: given.speaker.or(was.speaker),
                via: given.via.or(was.via),
                directness: given.directness.or(was.directness),
                class: was.class,
            };
            claim.correction = match &before.suggestion {
                Some(suggestion) => beside(correction, suggestion),
                None => correction,
            }
            .into();
        }
        let decision = match (rejected, &before.suggestion) {
            (true, _) => Decision::Rejected,
            (false, Some(_)) if claim.correction.is_empty() => Decision::Confirmed,
            _ => Decision::Corrected,
        };
        let stamp = self.stamp_of(incoming);
        claim.log.push(LogEntry::new(claim.decision, decision, stamp.clone()));
        claim.decision = decision;
        claim.decided = Some(Box::new(stamp));
        claim
    }

    /// Two people decided otherwise: what becomes of `claim` is for whoever takes it in to say.
    fn contradict(&mut self, before: &ReviewedClaim, taken: ReviewedClaim, incoming: &Incoming, claim: &mut ReviewedClaim) {
        let fields = contested(&Side::of(before), &Side::of(&taken));
        self.intake.contradicted.push(Contradicted {
            id: before.id.clone(),
            fields: fields.clone(),
            here: before.decided.as_ref().map_or(String::new(), |stamp| stamp.by.clone()),
            there: self.stamp_of(incoming).by,
        });
        // A claim whose words are not found again has no place to compare.
        if before.anchor.is_lost() || fields.is_empty() {
            return;
        }
        match self.on_decided {
            OnDecided::Keep => {}
            OnDecided::Take => *claim = taken,
            OnDecided::Conflict => {
                let theirs = Side::of(&taken);
                let known =
                    before.rival.as_ref().is_some_and(|rival| rival.sides().any(|side| contested(side, &theirs).is_empty()));
                if !known {
                    let mut sides: Vec<Side> = before.rival.iter().flat_map(|rival| rival.sides().cloned()).collect();
                    let base = before.rival.as_ref().map_or_else(Side::default, |rival| rival.base.clone());
                    sides.push(theirs);
                    claim.rival = Rival::of(sides, base).map(Box::new);
                }
            }
        }
    }

    fn add(&mut self, incoming: Incoming) {
        let stamp = self.stamp_of(&incoming);
        let decided = incoming.decision.is_decided();
        let all = self.differences(None, &incoming);
        let free = |id: &ClaimId| !self.by_id.contains_key(id);
        let wanted = incoming.id.clone().filter(|id| is_claim_id(id.as_str()) && free(id));
        let parts = incoming.parts.map(Option::unwrap_or_default);
        let id = wanted.unwrap_or_else(|| {
            naming::added_claim(&self.article.text, &parts.content, &parts.cue, &stamp, |id| self.by_id.contains_key(id))
        });
        // What a machine proposed is a suggestion, confirmed or not; anything else is a person's own.
        let suggested = incoming.score.filter(|_| incoming.decision != Decision::Corrected);
        let (suggestion, correction, decision) = match suggested {
            Some(score) => {
                let suggestion = Claim {
                    id: id.clone(),
                    directness: incoming.directness.unwrap_or_else(|| directness_of(self.article, &parts.content)),
                    parts,
                    class: incoming.class,
                    speaker: all.speaker.named(),
                    via: all.via.unwrap_or_default(),
                    score: if score.is_finite() { score.clamp(0.0, 1.0) } else { 0.0 },
                    reason: Reason { found_by: incoming.found_by.into(), ..Reason::default() },
                };
                (Some(suggestion), Correction::default(), incoming.decision)
            }
            None => {
                let correction = Correction {
                    parts: parts.map(Some),
                    speaker: Override::to(all.speaker.named()),
                    via: Some(all.via.unwrap_or_default()),
                    directness: all.directness,
                    class: None,
                };
                let decision = if incoming.decision == Decision::Confirmed { Decision::Corrected } else { incoming.decision };
                (None, correction, decision)
            }
        };
        let claim = ReviewedClaim {
            id: id.clone(),
            suggestion,
            correction: correction.into(),
            decision,
            decided: decided.then(|| Box::new(stamp.clone())),
            from: Rare::default(),
            note: incoming.note.into(),
            flag: incoming.flag,
            check: incoming.check.into(),
            said: Rare::default(),
            log: decided.then_some(LogEntry::new(Decision::Unreviewed, decision, stamp)).into_iter().collect::<Vec<_>>().into(),
            settled: Rare::default(),
            anchor: Default::default(),
            cut: false,
            kept: None,
            rival: None,
        };
        self.intake.added += 1;
        self.intake.suggestions |= !claim.is_touched();
        self.remember(self.claims.len(), &claim);
        self.claims.push(Arc::new(claim));
    }
}

/// Of a correction only what differs from the suggestion.
fn beside(correction: Correction, suggestion: &Claim) -> Correction {
    Correction {
        parts: correction.parts.zip(suggestion.parts.as_ref()).map(|(own, theirs)| own.filter(|spans| spans != theirs)),
        speaker: correction.speaker.unless(&suggestion.speaker),
        via: correction.via.filter(|via| *via != suggestion.via),
        directness: correction.directness,
        class: correction.class,
    }
}

/// Whether an id is of the kind that this program gives.
fn is_claim_id(id: &str) -> bool {
    let digits = id.strip_prefix(ClaimId::PREFIX);
    digits.is_some_and(|digits| digits.len() == 8 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')))
}
