//! Finding claims again whose words changed with the article.

use std::sync::Arc;

use super::{Layer, Model};
use crate::claim::{ClaimId, Part};
use crate::review::Edit;
use crate::text::Span;
use crate::tui::layer::Use;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::select::Select;
use crate::tui::screen::walk::Walk;

impl Model {
    /// Walks through the claims that need a hand, the current one first.
    pub(super) fn open_walk(&mut self, effects: &mut Vec<Effect>) {
        self.go_on_in_new_text(effects);
        match Walk::of(&self.desk, self.hand()) {
            Some(walk) => {
                self.layers.push(Layer::Walk(walk));
                self.show_place();
            }
            None => self.tell(Tone::Plain, "every claim is anchored, or its passage is known to be cut".to_owned()),
        }
    }

    /// Lets the article show the place that is proposed.
    fn show_place(&mut self) {
        if let Some(Layer::Walk(walk)) = self.layers.last()
            && let Some(span) = walk.shown()
        {
            self.panes.article.follow(span, span);
        }
    }

    /// The claim is there; the next one that needs a hand comes.
    pub(super) fn reanchor(&mut self, claim: ClaimId, parts: Vec<(Part, Vec<Span>)>, effects: &mut Vec<Effect>) {
        self.answered(Edit::Reanchor(claim.clone(), parts), claim, effects);
    }

    /// The claim's passage was cut; the next one that needs a hand comes.
    pub(super) fn passage_cut(&mut self, claim: ClaimId, effects: &mut Vec<Effect>) {
        self.answered(Edit::Cut(claim.clone()), claim, effects);
    }

    fn answered(&mut self, edit: Edit, claim: ClaimId, effects: &mut Vec<Effect>) {
        let Some(applied) = self.apply(edit, effects) else {
            return;
        };
        let mut told = applied.message();
        self.panes.claims.take(claim.clone(), &self.desk.session);
        if let Some(Layer::Walk(walk)) = self.layers.last_mut()
            && !walk.found(&claim)
        {
            self.layers.pop();
            self.times.closed = Some(self.times.now.since_start);
            self.take(claim);
            told.push_str("; no other claim is unanchored");
        }
        self.show_place();
        self.tell(Tone::Plain, told);
    }

    /// Selects the words of a claim by hand, from the proposed place on.
    pub(super) fn select_again(&mut self, claim: ClaimId, from: Option<Span>) {
        self.panes.claims.take(claim, &self.desk.session);
        let shown = self.panes.article.shown();
        let start = from.unwrap_or(Span::new(shown.start, shown.start));
        let article = Arc::clone(self.desk.session.article());
        if article.text.is_empty() {
            return;
        }
        self.layers.push(Layer::Select(Box::new(Select::new(article, start, Use::Content))));
        self.panes.article.follow(start, start);
    }
}
