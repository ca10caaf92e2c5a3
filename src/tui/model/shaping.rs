//! Changing where a claim's words are: selecting in the article, moving the ends of spans, adding,
//! splitting and joining claims.

use super::{Layer, Model};
use crate::claim::ClaimId;
use crate::review::{Edit, OutletChoice, Part, proposal};
use crate::text::{Span, span};
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::select::{Select, Use};
use crate::tui::screen::spans::Spans;

impl Model {
    /// Begins to select: at the span or match that is shown, else at the claim in hand, else on top of the screen.
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
        let found = pane.search.as_ref().and_then(|search| search.current()).map(|found| found.span);
        let start = found.or(content).filter(|span| shown.contains(span.start)).unwrap_or(Span::new(shown.start, shown.start));
        let select = Select::new(std::sync::Arc::clone(article), start, Use::Claim);
        self.layers.push(Layer::Select(Box::new(select)));
    }

    /// Begins to move the ends of the spans of the claim in hand.
    pub(super) fn open_spans(&mut self) {
        let Some(claim) = self.hand().and_then(|id| self.desk.session.claim(id)) else {
            self.tell(Tone::Plain, "no claim is in hand".to_owned());
            return;
        };
        if claim.anchor.is_lost() {
            let key = self.look.keymap.shown(crate::tui::command::Command::Select);
            self.tell(Tone::Warning, format!("its words are not certain any more: select them anew with {key}"));
            return;
        }
        let article = std::sync::Arc::clone(self.desk.session.article());
        let spans = Spans::new(article, claim, self.panes.article.span);
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

    /// Does with the selected words what was asked.
    pub(super) fn selected(&mut self, purpose: Use, span: Span, effects: &mut Vec<Effect>) {
        match purpose {
            Use::Claim => self.add_claim(span, effects),
            Use::Content => self.set_part(Part::Content, vec![span], effects),
            Use::MoreContent => {
                let mut spans = self.spans_in_hand(Part::Content);
                spans.push(span);
                span::normalise(&mut spans);
                self.set_part(Part::Content, spans, effects);
            }
            Use::Cue => self.set_part(Part::Cue, vec![span], effects),
            Use::Source => self.set_part(Part::Source, vec![span], effects),
            Use::Outlet => self.add_outlet(span, effects),
            Use::Span => {
                if let Some(Layer::Spans(spans)) = self.layers.last_mut() {
                    spans.add(span);
                }
            }
        }
    }

    fn spans_in_hand(&self, part: Part) -> Vec<Span> {
        self.hand().and_then(|id| self.desk.session.claim(id)).map(|claim| claim.spans(part).to_vec()).unwrap_or_default()
    }

    fn add_claim(&mut self, span: Span, effects: &mut Vec<Effect>) {
        let proposal = proposal(&self.desk.session, span);
        let (content, cue, source) = (proposal.content, proposal.cue, proposal.source);
        let edit = Edit::AddClaim { content, cue, source, speaker: proposal.speaker };
        let Some(applied) = self.apply(edit, effects) else {
            return;
        };
        let Some(id) = applied.claims.last().cloned() else {
            return;
        };
        let session = &self.desk.session;
        let claim = session.claim(&id);
        let words = |part: Part| {
            let first = claim.and_then(|claim| claim.spans(part).first()).and_then(|span| span.slice(&session.article().text));
            first.map(|words| format!("“{words}”")).unwrap_or_else(|| format!("no {}", part.word()))
        };
        let speaker = claim.and_then(|claim| session.speaker_of(claim)).map_or("nobody", |speaker| speaker.name.as_str());
        let text = format!("claim added: {}, {}, {speaker}", words(Part::Cue), words(Part::Source));
        self.show(super::Tab::Claims);
        self.take(id);
        self.tell(Tone::Plain, text);
    }

    fn set_part(&mut self, part: Part, spans: Vec<Span>, effects: &mut Vec<Effect>) {
        let Some(id) = self.hand().cloned() else {
            self.tell(Tone::Plain, "no claim is in hand".to_owned());
            return;
        };
        self.name(Edit::SetSpans(id, part, spans), effects);
    }

    /// The outlet named at `span` is the furthest that the claim in hand came through.
    fn add_outlet(&mut self, span: Span, effects: &mut Vec<Effect>) {
        let session = &self.desk.session;
        let Some(claim) = self.hand().and_then(|id| session.claim(id)) else {
            self.tell(Tone::Plain, "no claim is in hand".to_owned());
            return;
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
    }

    /// Keeps the spans as they were edited.
    pub(super) fn keep_spans(&mut self, claim: ClaimId, parts: Vec<(Part, Vec<Span>)>, go_on: bool, effects: &mut Vec<Effect>) {
        if parts.is_empty() {
            self.tell(Tone::Plain, "the spans are as they were".to_owned());
        } else {
            self.name(Edit::SetParts(claim.clone(), parts), effects);
        }
        if go_on {
            self.decide_on(vec![claim], true, effects);
        }
    }

    /// Splits the claim in hand before the byte at `offset`.
    pub(super) fn split(&mut self, offset: usize, effects: &mut Vec<Effect>) {
        let Some(id) = self.hand().cloned() else {
            self.tell(Tone::Plain, "no claim is in hand".to_owned());
            return;
        };
        self.name(Edit::SplitClaim(id, offset), effects);
    }

    /// Joins the marked claims, or the claim in hand with the one after it.
    pub(super) fn join(&mut self, effects: &mut Vec<Effect>) {
        let mut claims = self.targets();
        if let [only] = claims.as_slice() {
            let session = &self.desk.session;
            let after = session.position(only).and_then(|at| session.claims().get(at + 1));
            claims.extend(after.map(|claim| claim.id.clone()));
        }
        let first = claims.first().cloned();
        if let Some(applied) = self.apply(Edit::JoinClaims(claims), effects) {
            self.panes.claims.marked.clear();
            self.refresh(true);
            if let Some(first) = first {
                self.take(first);
            }
            self.tell(Tone::Plain, applied.message());
        }
    }
}
