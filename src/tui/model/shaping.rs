//! Changing where a claim's words are: selecting in the article, moving the ends of spans, adding,
//! splitting and joining claims.

use super::deciding::{Judgement, Stale};
use super::sight::quoted;
use super::{Layer, Model};
use crate::claim::{ClaimId, Part};
use crate::review::{Decision, Edit, EditError, OutletChoice, Proposal, around};
use crate::text::{Span, span};
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Then, Use};
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::frame::Tab;
use crate::tui::screen::question::Question;
use crate::tui::screen::select::Select;
use crate::tui::screen::spans::Spans;

impl Model {
    /// Begins to select: at the match where the last move led to one, else at the claim in hand, else on top of the
    /// screen.
    pub(super) fn open_select(&mut self) {
        let article = self.desk.session.article();
        if article.text.is_empty() {
            self.tell(Tone::Plain, "there is nothing to select".to_owned());
            return;
        }
        let pane = &self.panes.article;
        let hand = self.hand().and_then(|id| self.desk.session.claim(id));
        let content = hand.and_then(|claim| claim.spans(Part::Content).first()).map(|span| Span::new(span.start, span.start));
        let shown = pane.shown();
        let found = pane.search.as_ref().filter(|_| self.at_match).and_then(|search| search.current()).map(|found| found.span);
        // Where the article is not drawn yet it is brought to the front at the claim.
        let hidden = self.frame().article.is_empty();
        let caret = self.caret().map(|caret| Span::new(caret.start, caret.start));
        // A match that the caret has left is no longer what is meant.
        let found = found.filter(|found| caret.is_none_or(|caret| caret.start == found.start));
        let start = found.or(caret).or(content).filter(|span| hidden || shown.contains(span.start));
        let start = start.unwrap_or(Span::new(shown.start, shown.start));
        if hidden {
            self.panes.article.follow(start, start);
        }
        let select = Select::new(std::sync::Arc::clone(article), start, Use::Claim);
        self.layers.push(Layer::Select(Box::new(select)));
    }

    /// Begins to move the ends of the spans of the claim in hand.
    pub(super) fn open_spans(&mut self) {
        let Some(claim) = self.claim_in_hand().and_then(|id| self.desk.session.claim(id)).cloned() else {
            self.tell_no_claim();
            return;
        };
        if claim.anchor.is_lost() {
            let key = self.look.keymap.shown(crate::tui::command::Command::Select);
            self.tell(Tone::Warning, format!("the claim is unanchored; select its words again with {key}"));
            return;
        }
        let article = std::sync::Arc::clone(self.desk.session.article());
        let spans = Spans::new(article, &claim, self.panes.article.span);
        if let Some(span) = spans.span() {
            self.panes.article.follow(span, span);
        }
        self.layers.push(Layer::Spans(Box::new(spans)));
    }

    /// Lets a cursor in the article go some lines down or up.
    pub(super) fn cursor_line(&mut self, by: isize) {
        if let Some(Layer::Select(select)) = self.layers.last_mut() {
            let to = self.panes.article.beside(select.cursor().start, by);
            select.go_to(to);
            let cursor = select.cursor();
            self.panes.article.follow(cursor, cursor);
        }
    }

    /// Looks for one more span of the part that is being edited.
    pub(super) fn select_span(&mut self, from: Span) {
        if let Some(Layer::Spans(spans)) = self.layers.last() {
            let select = spans.selection(from);
            self.layers.push(Layer::Select(Box::new(select)));
        }
    }

    /// Does with the selected words what was asked; asks first where they stand far from the claim.
    pub(super) fn selected(&mut self, purpose: Use, span: Span, effects: &mut Vec<Effect>) {
        if self.is_proposed(purpose, span) {
            self.next_step();
            return;
        }
        match self.strays(purpose, span) {
            Some(text) => {
                // The selection stays open under the question.
                self.select_again_at(span);
                let yes = Answer::SelectedAnyway(purpose, span);
                self.layers.push(Layer::Question(Question { text, yes, elsewhere: false }));
            }
            None => self.use_selected(purpose, span, effects),
        }
    }

    /// Does it after the reader has said yes.
    pub(super) fn selected_anyway(&mut self, purpose: Use, span: Span, effects: &mut Vec<Effect>) {
        if matches!(self.layers.last(), Some(Layer::Select(_))) {
            self.layers.pop();
        }
        self.use_selected(purpose, span, effects);
    }

    /// Says that more than the cursor is selected now, and what the same key does with it.
    pub(super) fn tell_widened(&mut self, command: Command) {
        let Some(Layer::Select(select)) = self.layers.last() else {
            return;
        };
        let cursor = select.cursor();
        let words = quoted(select.span().slice(&self.desk.session.article().text).unwrap_or_default());
        let (key, label) = (self.look.keymap.shown(command), command.entry().label);
        self.panes.article.follow(cursor, cursor);
        self.tell(Tone::Plain, format!("only the cursor was selected; now {words}; {key} again: {label}"));
    }

    pub(super) fn select_again_at(&mut self, span: Span) {
        let article = std::sync::Arc::clone(self.desk.session.article());
        self.layers.push(Layer::Select(Box::new(Select::new(article, span, Use::Claim))));
    }

    /// What to ask before words become part of the current claim: they stand in another paragraph, or the claim is out
    /// of view. Content may go on in the next paragraph, and an outlet may be named anywhere.
    fn strays(&self, purpose: Use, span: Span) -> Option<String> {
        let (part, reach) = match purpose {
            Use::Claim | Use::Span => return None,
            Use::Cue => ("the cue", 0),
            Use::Source => ("the source", 0),
            Use::Content => ("the content", 0),
            Use::MoreContent => ("a part of the content", 1),
            Use::Outlet => ("an outlet", usize::MAX),
        };
        let session = &self.desk.session;
        let id = self.claim_in_hand()?;
        let claim = session.claim(id)?;
        let own = Part::ALL.into_iter().flat_map(|part| claim.spans(part)).copied().reduce(Span::cover)?;
        let blocks = &session.article().blocks;
        let first = blocks.partition_point(|block| block.span.end <= own.start).saturating_sub(reach);
        let end = blocks.partition_point(|block| block.span.start < own.end).saturating_add(reach).min(blocks.len());
        let near = blocks.get(first..end)?.iter().any(|block| block.span.overlaps(span) || block.span.contains(span.start));
        if near && self.is_seen(id) {
            return None;
        }
        let words = quoted(span.slice(&session.article().text).unwrap_or_default());
        let claim = self.in_words(id).unwrap_or_default();
        let why = if near { "is out of view" } else { "is in another paragraph" };
        Some(format!("The current claim {why}: {claim}. Make {words} {part} of it?"))
    }

    /// Does with the selected words what was asked. What is refused stays selected.
    fn use_selected(&mut self, purpose: Use, span: Span, effects: &mut Vec<Effect>) {
        let taken = match purpose {
            Use::Claim => self.add_claim(span, effects),
            Use::Content => self.set_content(vec![span], effects),
            Use::MoreContent => {
                let mut spans = self.spans_in_hand(Part::Content);
                spans.push(span);
                span::normalise(&mut spans);
                self.set_content(spans, effects)
            }
            Use::Cue => self.set_beside(Part::Cue, span, effects),
            Use::Source => self.set_beside(Part::Source, span, effects),
            Use::Outlet => self.add_outlet(span, effects),
            Use::Span => {
                if let Some(Layer::Spans(spans)) = self.layers.last_mut() {
                    spans.add(span);
                }
                true
            }
        };
        if !taken {
            self.select_again_at(span);
        } else if self.passes(purpose) {
            self.next_step();
        }
    }

    fn spans_in_hand(&self, part: Part) -> Vec<Span> {
        let claim = self.claim_in_hand().and_then(|id| self.desk.session.claim(id));
        claim.map(|claim| claim.spans(part).to_vec()).unwrap_or_default()
    }

    /// Sets the content of the claim in hand; it goes around the claim's own cue and source.
    fn set_content(&mut self, spans: Vec<Span>, effects: &mut Vec<Effect>) -> bool {
        let own: Vec<Span> = [Part::Cue, Part::Source].into_iter().flat_map(|part| self.spans_in_hand(part)).collect();
        let content = around(&self.desk.session.article().text, &spans, &own);
        let cut = content != spans;
        self.set_parts(vec![(Part::Content, content)], if cut { ", around its cue and source" } else { "" }, effects)
    }

    /// Sets cue or source of the claim in hand; where it lies inside the content, this goes around it.
    fn set_beside(&mut self, part: Part, span: Span, effects: &mut Vec<Effect>) -> bool {
        let content = self.spans_in_hand(Part::Content);
        let left = around(&self.desk.session.article().text, &content, &[span]);
        let mut parts = vec![(part, vec![span])];
        let cut = left != content;
        if cut {
            parts.push((Part::Content, left));
        }
        self.set_parts(parts, if cut { ": the content goes around it" } else { "" }, effects)
    }

    /// Sets parts of the claim in hand; false where that was refused.
    fn set_parts(&mut self, parts: Vec<(Part, Vec<Span>)>, remark: &str, effects: &mut Vec<Effect>) -> bool {
        let Some(id) = self.claim_in_hand().cloned() else {
            self.tell_no_claim();
            return false;
        };
        let Some(applied) = self.apply(Edit::SetParts(id, parts), effects) else {
            return false;
        };
        self.report(&applied);
        self.status.text.push_str(remark);
        true
    }

    /// Adds the claim that the engine makes of these words; false where it was refused.
    pub(super) fn add_claim(&mut self, span: Span, effects: &mut Vec<Effect>) -> bool {
        let Proposal { parts, speaker, left_out } = self.proposed(span);
        let around = parts.content.len() > 1
            || !left_out.is_empty()
            || parts.content.first().is_some_and(|content| !content.encloses(span));
        self.add_proposed(Edit::AddClaim { parts, speaker }, around, &left_out, effects)
    }

    /// Adds a claim; false where it was refused.
    pub(super) fn add_proposed(&mut self, edit: Edit, around: bool, left_out: &[Span], effects: &mut Vec<Effect>) -> bool {
        let applied = match self.perform(edit) {
            Ok(applied) => applied,
            Err(EditError::SameClaim(id)) => {
                self.is_there_already(id);
                return true;
            }
            Err(error) => {
                self.tell(Tone::Warning, error.to_string());
                return false;
            }
        };
        self.changed(Stale::Spans, effects);
        let Some(id) = applied.claims.last().cloned() else {
            return true;
        };
        let text = self.added_in_words(&id, around, left_out);
        self.show_keeping_focus(Tab::Claims);
        self.take(id);
        self.tell(Tone::Plain, text);
        true
    }

    /// Deletes a claim that was added by mistake; nobody else may have worked on it.
    pub(super) fn delete_claim(&mut self, effects: &mut Vec<Effect>) {
        let Some(id) = self.begin_current(Command::DeleteClaim) else {
            return;
        };
        let Some(claim) = self.desk.session.claim(&id).cloned() else {
            return;
        };
        let reject = self.look.keymap.shown(Command::Reject);
        let other = claim.log.iter().map(|entry| &entry.stamp.by).find(|by| **by != self.desk.annotator).cloned();
        if claim.suggestion.is_some() {
            self.tell(Tone::Plain, format!("suggestions of the engine cannot be deleted; {reject} rejects it"));
            return;
        }
        if let Some(other) = other {
            self.tell(Tone::Warning, format!("{other} has worked on this claim, so it cannot be deleted; {reject} rejects it"));
            return;
        }
        let words = self.in_words(&id).unwrap_or_default();
        if let Some(applied) = self.apply(Edit::RemoveClaim(id), effects) {
            match self.successor(&claim) {
                Some(next) => self.take(next),
                None => self.panes.claims.hand = None,
            }
            self.report(&applied);
            if self.desk.read_only.is_none() {
                let undo = self.look.keymap.shown(Command::Undo);
                self.tell(Tone::Plain, format!("deleted: {words}; {undo} brings it back"));
            }
        }
    }

    /// Takes the claim in hand that was to be added once more.
    fn is_there_already(&mut self, id: ClaimId) {
        let number = self.desk.session.position(&id).map_or(0, |at| at + 1);
        let rejected = self.desk.session.claim(&id).is_some_and(|claim| claim.decision == Decision::Rejected);
        let key = self.look.keymap.shown(crate::tui::command::Command::Undecide);
        let more = if rejected { format!(", rejected; {key} takes that back") } else { String::new() };
        self.show_keeping_focus(Tab::Claims);
        self.take(id);
        self.tell(Tone::Warning, format!("these words are claim {number} already{more}"));
    }

    /// What was added: its cue, source and speaker, and how the selected words were divided.
    pub(super) fn added_in_words(&self, id: &ClaimId, around: bool, left_out: &[Span]) -> String {
        let session = &self.desk.session;
        let text = &session.article().text;
        let claim = session.claim(id);
        let in_quotes = |spans: &[Span]| spans.first().and_then(|span| span.slice(text)).map(quoted);
        let words = |part: Part| match claim.and_then(|claim| in_quotes(claim.spans(part))) {
            Some(words) => format!("{} {words}", part.as_str()),
            None => format!("no {}", part.as_str()),
        };
        let speaker = claim.and_then(|claim| session.speaker_of(claim)).map_or("no speaker", |speaker| speaker.name.as_str());
        let mut told = format!("claim added: {}, {}, {speaker}", words(Part::Cue), words(Part::Source));
        if around {
            told.push_str("; the content goes around them");
        }
        if let Some(words) = in_quotes(left_out) {
            told.push_str(&format!(", without {words}"));
        }
        told
    }

    /// The outlet named at `span` is the furthest that the claim in hand came through.
    fn add_outlet(&mut self, span: Span, effects: &mut Vec<Effect>) -> bool {
        let session = &self.desk.session;
        let Some(claim) = self.claim_in_hand().and_then(|id| session.claim(id)) else {
            self.tell_no_claim();
            return false;
        };
        let known = session.outlets().find(|outlet| outlet.mentions.iter().any(|mention| mention.overlaps(span)));
        let choice = match known {
            Some(outlet) => OutletChoice::Existing(outlet.id.clone()),
            None => OutletChoice::New(span.slice(&session.article().text).unwrap_or_default().to_owned()),
        };
        let mut via: Vec<OutletChoice> =
            session.via_of(claim).iter().map(|outlet| OutletChoice::Existing(outlet.id.clone())).collect();
        if !via.contains(&choice) {
            via.push(choice);
        }
        let id = claim.id.clone();
        self.set_outlets(vec![id], via, effects);
        true
    }

    /// Keeps the spans as they were edited.
    pub(super) fn keep_spans(&mut self, claim: ClaimId, parts: Vec<(Part, Vec<Span>)>, then: Then, effects: &mut Vec<Effect>) {
        if parts.is_empty() {
            self.tell(Tone::Plain, "spans unchanged".to_owned());
        } else {
            self.name(Edit::SetParts(claim.clone(), parts), effects);
        }
        if then == Then::Confirm {
            self.decide_on(vec![claim], Judgement::Confirm, effects);
        }
    }

    /// Splits the claim in hand before the byte at `offset`.
    pub(super) fn split(&mut self, offset: usize, effects: &mut Vec<Effect>) {
        let Some(id) = self.claim_in_hand().cloned() else {
            self.tell_no_claim();
            return;
        };
        match self.apply(Edit::SplitClaim(id, offset), effects) {
            Some(applied) => self.report(&applied),
            None => self.select_again_at(Span::new(offset, offset)),
        }
    }

    /// Joins the marked claims, or the claim in hand with the one after it.
    pub(super) fn join(&mut self, effects: &mut Vec<Effect>) {
        let Some(mut claims) = self.begin(Command::JoinClaims) else {
            return;
        };
        if let [only] = claims.as_slice() {
            let session = &self.desk.session;
            let after = session.position(only).and_then(|at| session.claims().get(at + 1)).map(|claim| claim.id.clone());
            if let Some(after) = after.as_ref().filter(|after| !self.sure && !self.is_seen(after)) {
                let next = self.in_words(after).unwrap_or_default();
                self.ask_before(Command::JoinClaims, format!("The next claim is out of view: {next}. Join the two?"));
                return;
            }
            claims.extend(after);
        }
        let first = claims.first().cloned();
        if let Some(applied) = self.apply(Edit::JoinClaims(claims), effects) {
            self.refresh(Stale::Spans);
            if let Some(first) = first {
                self.take(first);
            }
            self.tell(Tone::Plain, applied.message());
        }
    }
}
