//! Edits of where a claim's words are: its spans, new claims, splitting and joining.

use std::sync::Arc;

use crate::claim::Part;
use crate::claim::{ClaimId, OutletId, Parts, SpeakerId};
use crate::review::edits::Draft;
use crate::review::edits::naming;
use crate::review::edits::rules;
use crate::review::session::history::Change;
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::correction::{Anchor, Correction, Kept, Override};
use crate::review::state::decision::{Decision, LogEntry};
use crate::review::state::edit::SpeakerChoice;
use crate::review::state::outcome::EditError;
use crate::review::state::rare::Rare;
use crate::review::state::spans;
use crate::text::Span;

impl Draft<'_> {
    /// Replaces the spans of each of `parts`.
    pub(in crate::review) fn set_parts(&mut self, id: &ClaimId, parts: &[(Part, Vec<Span>)]) -> Result<(), EditError> {
        let text = &self.session.article().text;
        let mut fitted = Vec::with_capacity(parts.len());
        for (part, new) in parts {
            fitted.push((*part, spans::fit(text, *part, new)?));
        }
        let found_again = fitted.iter().any(|(part, _)| *part == Part::Content);
        let was_lost = self.claim(id)?.anchor.is_lost();
        if was_lost && !found_again {
            return Err(EditError::Lost(id.clone()));
        }
        let claim = self.claim(id)?;
        let before = Part::ALL.map(|part| claim.spans(part));
        let now = Part::ALL.map(|part| {
            let new = fitted.iter().rev().find(|(changed, _)| *changed == part);
            new.map_or(claim.spans(part), |(_, spans)| spans.as_slice())
        });
        if let Some(part) = spans::new_overlap(before, now) {
            return Err(EditError::Overlap(part));
        }
        self.correct(std::slice::from_ref(id), |_, claim| {
            if claim.anchor.is_lost() {
                // A hand has found the claim again; what is not set with it waits to be set again.
                claim.anchor = Anchor::Exact;
                claim.cut = false;
                claim.correction.parts.cue = Some(Vec::new());
                claim.correction.parts.source = Some(Vec::new());
                claim.kept = claim.kept.take().map(|kept| Box::new(Kept { suggestion: kept.suggestion, ..Kept::default() }));
            }
            for (part, new) in &fitted {
                claim.correction.parts[*part] = Some(new.clone());
            }
        })?;
        if was_lost {
            self.withdraw_doubles(id);
        }
        let names: Vec<_> = parts.iter().map(|(part, _)| part.as_str()).collect();
        self.say(format!("{} set", names.join(" and ")));
        Ok(())
    }

    /// Adds a claim with these words.
    pub(in crate::review) fn add_claim(&mut self, parts: &Parts<Vec<Span>>, speaker: SpeakerChoice) -> Result<(), EditError> {
        let text = &self.session.article().text;
        let content = spans::fit(text, Part::Content, &parts.content)?;
        let cue = spans::fit(text, Part::Cue, &parts.cue)?;
        let source = spans::fit(text, Part::Source, &parts.source)?;
        if let Some(part) = spans::new_overlap([&[]; 3], [&content, &cue, &source]) {
            return Err(EditError::Overlap(part));
        }
        // Of two claims with the same content, cue or source lie elsewhere.
        let apart = |one: &[Span], other: &[Span]| {
            !one.is_empty() && !other.is_empty() && !one.iter().any(|span| other.iter().any(|other| other.overlaps(*span)))
        };
        // A full stop or a quotation mark more makes no other claim.
        let wanted = spans::without_signs(text, &content);
        let same = |claim: &&Arc<ReviewedClaim>| {
            let near = claim.spans(Part::Content).first().is_some_and(|first| content.iter().any(|span| span.overlaps(*first)));
            near && spans::without_signs(text, claim.spans(Part::Content)) == wanted
                && !apart(claim.spans(Part::Cue), &cue)
                && !apart(claim.spans(Part::Source), &source)
        };
        if let Some(claim) = self.session.claims().iter().find(same) {
            return Err(EditError::SameClaim(claim.id.clone()));
        }
        let (speaker, _) = self.speaker(speaker)?;
        self.add(Correction {
            parts: Parts { content: Some(content), cue: Some(cue), source: Some(source) },
            speaker: Override::to(speaker),
            via: Some(Vec::new()),
            directness: None,
            class: None,
        });
        self.say("claim added".to_owned());
        Ok(())
    }

    /// Adds a claim that is all correction.
    fn add(&mut self, correction: Correction) {
        let spans = |part: &Option<Vec<Span>>| part.clone().unwrap_or_default();
        let (content, cue) = (spans(&correction.parts.content), spans(&correction.parts.cue));
        let text = &self.session.article().text;
        let id = naming::added_claim(text, &content, &cue, self.stamp, |id| self.session.is_given(id));
        let claim = ReviewedClaim {
            id: id.clone(),
            suggestion: None,
            correction: correction.into(),
            decision: Decision::Corrected,
            decided: Some(Box::new(self.stamp.clone())),
            from: Rare::default(),
            note: Rare::default(),
            flag: false,
            check: Default::default(),
            said: Rare::default(),
            log: vec![LogEntry::new(Decision::Unreviewed, Decision::Corrected, self.stamp.clone())].into(),
            settled: Rare::default(),
            anchor: Anchor::Exact,
            cut: false,
            kept: None,
            rival: None,
        };
        self.step.changes.push(Change::Claim { id, before: None, after: Some(Arc::new(claim)) });
    }

    /// Gives the content from byte `at` on to a new claim; signs stay with the words that they belong to.
    pub(in crate::review) fn split(&mut self, id: &ClaimId, at: usize) -> Result<(), EditError> {
        let claim = self.claim(id)?;
        if claim.anchor.is_lost() {
            return Err(EditError::Lost(id.clone()));
        }
        let text = &self.session.article().text;
        let at = spans::division(text, at);
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for span in claim.spans(Part::Content) {
            let cut = at.clamp(span.start, span.end);
            before.push(Span::new(span.start, cut));
            after.push(Span::new(cut, span.end));
        }
        let fit = |spans: &mut Vec<Span>| {
            spans.retain(|span| !span.is_empty());
            spans::fit(text, Part::Content, spans)
        };
        let (Ok(before), Ok(after)) = (fit(&mut before), fit(&mut after)) else {
            return Err(EditError::NothingToSplit);
        };
        let rest = Correction {
            parts: Parts {
                content: Some(after),
                cue: Some(claim.spans(Part::Cue).to_vec()),
                source: Some(claim.spans(Part::Source).to_vec()),
            },
            speaker: Override::to(claim.speaker().cloned()),
            via: Some(claim.via().to_vec()),
            directness: None,
            class: None,
        };
        self.correct(std::slice::from_ref(id), |_, claim| claim.correction.parts.content = Some(before.clone()))?;
        self.add(rest);
        self.say("claim split in two".to_owned());
        Ok(())
    }

    /// Gives the content of all `ids` to the first of them in the text.
    pub(in crate::review) fn join(&mut self, ids: &[ClaimId]) -> Result<(), EditError> {
        let mut claims = Vec::with_capacity(ids.len());
        for id in ids {
            let claim = self.claim(id)?;
            if claim.anchor.is_lost() {
                return Err(EditError::Lost(id.clone()));
            }
            claims.push(claim);
        }
        claims.sort_by_key(|claim| self.session.position(&claim.id));
        claims.dedup_by(|next, kept| next.id == kept.id);
        let [first, rest @ ..] = claims.as_slice() else {
            return Err(EditError::NothingToJoin);
        };
        if rest.is_empty() {
            return Err(EditError::NothingToJoin);
        }
        let content: Vec<Span> = claims.iter().flat_map(|claim| claim.spans(Part::Content)).copied().collect();
        let content = spans::fit(&self.session.article().text, Part::Content, &content)?;
        // What the first one lacks, the others may have.
        let borrowed = |part| claims.iter().map(|claim| claim.spans(part)).find(|spans| !spans.is_empty()).map(<[Span]>::to_vec);
        let (cue, source) = (borrowed(Part::Cue), borrowed(Part::Source));
        let (speaker, via, said) = self.joined_under(first, rest);
        self.correct(std::slice::from_ref(&first.id), |_, claim| {
            claim.correction.parts.content = Some(content.clone());
            if let (true, Some(cue)) = (claim.spans(Part::Cue).is_empty(), &cue) {
                claim.correction.parts.cue = Some(cue.clone());
            }
            if let (true, Some(source)) = (claim.spans(Part::Source).is_empty(), &source) {
                claim.correction.parts.source = Some(source.clone());
            }
            if let (None, Some(speaker)) = (claim.speaker(), &speaker) {
                claim.correction.speaker = Override::Set(speaker.clone());
            }
            if let (true, Some(via)) = (claim.via().is_empty(), &via) {
                claim.correction.via = Some(via.clone());
            }
        })?;
        for claim in rest {
            if claim.suggestion.is_none() {
                let (id, before) = (claim.id.clone(), Some(Arc::clone(claim)));
                self.step.changes.push(Change::Claim { id, before, after: None });
            } else {
                self.each(std::slice::from_ref(&claim.id), |_, claim, stamp| rules::reject(claim, stamp))?;
            }
        }
        self.say(format!("{} claims joined{said}", claims.len()));
        Ok(())
    }

    /// Speaker and outlets that the first of joined claims is to have, and what becomes of other speakers, in words.
    /// It keeps its own; a speaker that it lacks is taken where the others agree, outlets only from claims of the
    /// same speaker.
    fn joined_under(
        &self,
        first: &ReviewedClaim,
        rest: &[Arc<ReviewedClaim>],
    ) -> (Option<SpeakerId>, Option<Vec<OutletId>>, String) {
        let speaker_of =
            |claim: &ReviewedClaim| self.session.speaker_of(claim).map(|speaker| (&speaker.id, speaker.name.as_str()));
        let mut others: Vec<(&SpeakerId, &str)> = Vec::new();
        for (id, name) in rest.iter().filter_map(|claim| speaker_of(claim)) {
            if !others.iter().any(|(other, _)| *other == id) {
                others.push((id, name));
            }
        }
        let kept = speaker_of(first).or(match others.as_slice() {
            [only] => Some(*only),
            _ => None,
        });
        let of_kept =
            |claim: &&Arc<ReviewedClaim>| speaker_of(claim).is_none_or(|(id, _)| kept.is_some_and(|(kept, _)| kept == id));
        let mut ways = rest.iter().filter(of_kept).map(|claim| claim.via()).filter(|via| !via.is_empty());
        let way = ways.next();
        let via = way.filter(|way| ways.all(|other| other == *way)).map(<[OutletId]>::to_vec);
        let given_up: Vec<&str> =
            others.iter().filter(|(id, _)| kept.is_none_or(|(kept, _)| kept != *id)).map(|(_, name)| *name).collect();
        let said = match (given_up.is_empty(), kept) {
            (true, _) => String::new(),
            (false, kept) => {
                format!(" under {} ({} given up)", kept.map_or("nobody", |(_, name)| name), given_up.join(", "))
            }
        };
        (kept.map(|(id, _)| id.clone()), via, said)
    }
}
