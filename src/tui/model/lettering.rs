//! Letters on the words of the article: the ends of parts, and new claims, by one or two keys a word; and claims that the
//! engine found too uncertain to suggest, by a number.

use std::sync::Arc;

use super::deciding::Judgement;
use super::{Layer, Model};
use crate::analysis::coverage::weak_claims;
use crate::claim::{Part, Parts};
use crate::review::{Decision, Edit, Proposal, ReviewedClaim, around, proposal, proposal_of};
use crate::text::Span;
use crate::tui::command::Command;
use crate::tui::layer::Input;
use crate::tui::message::{Effect, Tone};

impl Model {
    /// Puts letters on the words around the current claim, to move the ends of its parts.
    pub(super) fn open_labels(&mut self) {
        self.open_spans();
        if let Some(Layer::Spans(spans)) = self.layers.last_mut() {
            spans.label();
        }
    }

    /// Begins to select a new claim by the letters on the words.
    pub(super) fn add_by_labels(&mut self, effects: &mut Vec<Effect>) {
        self.open_select();
        if let Some(Layer::Select(select)) = self.layers.last_mut() {
            select.label();
        }
        if self.survey.is_none() {
            effects.push(Effect::Survey);
        }
        self.offer_weak();
    }

    /// Offers what the engine found too uncertain to suggest, where a new claim is begun by letters.
    pub(super) fn offer_weak(&mut self) {
        let Some(survey) = &self.survey else { return };
        let found = weak_claims(survey, &self.desk.session);
        if let Some(Layer::Select(select)) = self.layers.last_mut().filter(|layer| layer.is_labelled()) {
            select.offer(&found);
        }
    }

    /// Adds a claim that the engine found too uncertain to suggest.
    pub(super) fn add_offered(&mut self, parts: Parts<Vec<Span>>, effects: &mut Vec<Effect>) {
        let Proposal { parts, speaker, .. } = proposal_of(&self.desk.session, parts);
        self.add_proposed(Edit::AddClaim { parts, speaker }, false, &[], effects);
    }

    /// Adds the claim of these words, and looks for its cue by letters.
    pub(super) fn add_and_letter(&mut self, span: Span, effects: &mut Vec<Effect>) {
        let before = self.desk.session.claims().len();
        if !self.add_claim(span, effects) {
            self.select_again_at(span);
        } else if self.desk.session.claims().len() > before {
            self.open_labels();
            self.layer_hears(Input::Command(Command::NextPart), effects);
        }
    }

    /// The claim that the engine makes of selected words: what it found there and did not suggest, else what the rules make of them.
    pub(super) fn proposed(&self, span: Span) -> Proposal {
        let session = &self.desk.session;
        let text = &session.article().text;
        let found = self.survey.as_ref().map(|survey| weak_claims(survey, session)).unwrap_or_default();
        let shared = |parts: &Parts<Vec<Span>>| -> usize {
            let inside = |one: &Span| one.end.min(span.end).saturating_sub(one.start.max(span.start));
            parts.content.iter().map(inside).sum()
        };
        let length = |parts: &Parts<Vec<Span>>| parts.content.iter().map(|one| one.len()).sum::<usize>();
        // Most of the words are the same.
        let alike = found.into_iter().filter(|parts| 8 * shared(parts) >= 3 * (length(parts) + span.len()));
        match alike.max_by_key(|parts| shared(parts)).filter(|parts| !parts.cue.is_empty()) {
            Some(parts) => {
                let own: Vec<Span> = parts.cue.iter().chain(&parts.source).copied().collect();
                let content = around(text, &[span], &own);
                let content = if content.is_empty() { vec![span] } else { content };
                let beside = |spans: &[Span]| {
                    spans.iter().filter(|one| !content.iter().any(|part| part.overlaps(**one))).copied().collect()
                };
                let parts = Parts { cue: beside(&parts.cue), source: beside(&parts.source), content };
                proposal_of(session, parts)
            }
            None => proposal(session, span),
        }
    }

    /// Confirms the current claim and every other undecided one of its paragraph.
    pub(super) fn confirm_paragraph(&mut self, effects: &mut Vec<Effect>) {
        if self.is_doubled() {
            return;
        }
        let Some(current) = self.begin_current(Command::ConfirmParagraph) else { return };
        let session = &self.desk.session;
        let article = session.article();
        let block = |claim: &ReviewedClaim| claim.spans(Part::Content).first().map(|span| article.block_index(span.start));
        let here = session.claim(&current).and_then(|claim| block(claim));
        let undecided =
            |claim: &&Arc<ReviewedClaim>| claim.decision == Decision::Unreviewed && self.panes.claims.shows(&claim.id, session);
        let mut targets = vec![current.clone()];
        let others = session.claims().iter().filter(undecided).filter(|claim| block(claim) == here && claim.id != current);
        targets.extend(others.map(|claim| claim.id.clone()));
        if let Some(hidden) = targets.iter().find(|id| !self.is_seen(id)) {
            let words = self.in_words(hidden).unwrap_or_default();
            self.tell(Tone::Plain, format!("not all of the paragraph is in view: {words}; scroll, or confirm one by one"));
            return;
        }
        if !self.shows_better(&targets, Command::ConfirmParagraph) {
            self.decide_on(targets, Judgement::Confirm, effects);
        }
    }
}
