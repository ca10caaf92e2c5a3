//! Search, filters and coverage.

use std::sync::Arc;

use super::{Layer, Model};
use crate::analysis::{self, Survey};
use crate::claim::{CueClass, Directness, Part};
use crate::review::{CheckState, Decision, Edit, ReadMark, Session};
use crate::text::motion::Way;
use crate::text::{Span, counted};
use crate::tui::command::Command;
use crate::tui::filter::Filter;
use crate::tui::layer::{ScrollPosition, Use};
use crate::tui::message::{Effect, Tone};
use crate::tui::query::Query;
use crate::tui::screen::article::Matches;
use crate::tui::screen::coverage::CoverageList;
use crate::tui::screen::frame::{Front, Tab};
use crate::tui::screen::picker::{Picker, Purpose, Row, Value};
use crate::tui::screen::prompt::{Asked, Prompt};
use crate::tui::screen::select::Select;

impl Model {
    pub(super) fn open_search(&mut self) {
        self.before_search = Some(self.panes.article.anchor());
        self.layers.push(Layer::Prompt(Prompt::new(Asked::Search { regex: false }, "")));
    }

    /// The selection for which a search is typed, or that is being made.
    fn selection(&mut self) -> Option<&mut Select> {
        self.layers.iter_mut().rev().find_map(|layer| if let Layer::Select(select) = layer { Some(&mut **select) } else { None })
    }

    /// Shows what `query` finds, while it is typed: from a selection on only words of the article.
    pub(super) fn search(&mut self, query: &Query) {
        let from = self.selection().map(|select| ScrollPosition(select.cursor().end));
        let in_words = from.is_some();
        let (text, found) = self.panes.article.find(query, &self.desk.session, from.or(self.before_search), in_words);
        self.tell(if found { Tone::Plain } else { Tone::Warning }, text);
    }

    /// Searches `query` from now on; an empty one is the last again.
    pub(super) fn searched(&mut self, query: Query) {
        let query = if query.text.is_empty() { self.last_query.clone().unwrap_or(query) } else { query };
        self.search(&query);
        if !query.text.is_empty() {
            self.last_query = Some(query.clone());
        }
        if self.selection().is_some() {
            self.reach_found();
            return;
        }
        if self.search_names(query) {
            return;
        }
        // Where only one pane fits, what was found is worth more than the list.
        if self.panes.article.search.is_some() && self.frame().article.is_empty() {
            self.panes.front = Front::Article;
        }
        self.take_found();
    }

    /// Lets the selection reach to the match that was found.
    fn reach_found(&mut self) {
        let found = self.panes.article.search.as_ref().and_then(|search| search.current()).map(|found| found.span);
        if let Some(found) = found
            && let Some(select) = self.selection()
        {
            select.reach(found);
            let cursor = select.cursor();
            self.panes.article.follow(cursor, cursor);
        }
    }

    /// Lets the selection reach to the next match of the search, or to the previous one.
    pub(super) fn reach_match(&mut self, way: Way) {
        match self.panes.article.next_match(way, Matches::InWords) {
            Some(told) => {
                self.reach_found();
                self.tell(Tone::Plain, told);
            }
            None => {
                let key = self.look.keymap.shown(Command::Search);
                self.tell(Tone::Plain, format!("no search yet: {key} searches, and the selection extends to the match"));
            }
        }
    }

    /// Gives the search up: the article goes back to where it began.
    pub(super) fn give_search_up(&mut self) {
        self.panes.article.search = None;
        self.names_query = None;
        if let Some(anchor) = self.before_search.take() {
            self.panes.article.back_to(anchor);
        }
    }

    /// Makes the claim current whose words, speaker, outlet or note the search has found: what is decided next is what
    /// is looked at.
    pub(super) fn take_found(&mut self) {
        let Some(found) = self.panes.article.search.as_ref().and_then(|search| search.current()).cloned() else {
            return;
        };
        let before = if self.panes.front == Front::Article { self.caret_offset() } else { None };
        let claim = found.claim.map(|(claim, _)| claim).or_else(|| self.claim_entered(before, found.span));
        if let Some(claim) = claim
            && self.desk.session.claim(&claim).is_some()
        {
            self.panes.claims.take(claim, &self.desk.session);
            self.panes.article.follow(found.span, found.span);
        }
        if self.panes.front == Front::Article {
            self.put_caret(found.span.start);
        }
        self.at_match = true;
    }

    pub(super) fn open_filter(&mut self) {
        let standing = self.panes.claims.filters.clone();
        let mut rows = filter_rows(&self.desk.session, &standing, &self.desk.annotator);
        if !standing.is_empty() {
            let hint = "remove all filters".to_owned();
            rows.insert(0, Row { label: "every claim".to_owned(), hint, value: Value::EveryClaim });
        }
        let mut picker = Picker::new(Purpose::Filter, "Show only", rows);
        let stands = |row: &&Row| matches!(&row.value, Value::Filter(filter) if standing.contains(filter));
        picker.marked = picker.rows.iter().filter(stands).cloned().collect();
        self.layers.push(Layer::Picker(picker));
    }

    /// Shows only the claims for which all of `filters` hold.
    pub(super) fn filter(&mut self, filters: Vec<Filter>) {
        self.panes.claims.filters = filters;
        self.panes.claims.refresh(&self.desk.session);
        let shown = self.panes.claims.rows.len();
        let total = self.desk.session.claims().len();
        self.show(Tab::Claims);
        if let Some(first) = self.panes.claims.nearest(&self.desk.session) {
            self.take(first);
        }
        let drop = self.look.keymap.shown(Command::Close);
        let text = match self.panes.claims.filters.len() {
            0 => "every claim is shown".to_owned(),
            1 => format!("{shown} of {} shown; {drop} shows all", counted(total, "claim")),
            _ => format!("{shown} of {} shown; {drop} removes the last filter", counted(total, "claim")),
        };
        self.tell(Tone::Plain, text);
    }

    /// Drops the filter that was set last.
    pub(super) fn drop_filter(&mut self) {
        let mut filters = std::mem::take(&mut self.panes.claims.filters);
        filters.pop();
        self.filter(filters);
    }

    /// Selects the next quotation that no claim covers: after the current claim.
    pub(super) fn next_gap(&mut self) {
        let hand = self.hand().and_then(|id| self.desk.session.claim(id));
        let after = hand.and_then(|claim| claim.spans(Part::Content).last()).map_or(0, |span| span.end);
        self.select_gap(after);
    }

    /// Selects the next such quotation from the byte at `from` on.
    pub(super) fn select_gap(&mut self, from: usize) {
        let Some(gap) = analysis::next_gap(&self.desk.session, from) else {
            self.tell(Tone::Plain, "every quotation has a claim or is dismissed".to_owned());
            return;
        };
        self.select_stretch(gap);
        let (next, nothing) = (self.look.keymap.shown(Command::NextGap), self.look.keymap.shown(Command::GapNothing));
        self.tell(Tone::Plain, format!("no claim covers this quotation; {nothing} dismisses it, {next} goes to the next"));
    }

    /// Selects `stretch` in the article, for a new claim.
    pub(super) fn select_stretch(&mut self, stretch: Span) {
        let article = Arc::clone(self.desk.session.article());
        let select = Select::new(article, stretch, Use::Claim);
        match self.layers.last_mut() {
            Some(Layer::Select(open)) => **open = select,
            _ => self.layers.push(Layer::Select(Box::new(select))),
        }
        self.panes.article.follow(stretch, stretch);
    }

    pub(super) fn open_coverage(&mut self, effects: &mut Vec<Effect>) {
        if self.survey.is_none() {
            effects.push(Effect::Survey);
        }
        let mut coverage = CoverageList::new(self.panes.article.anchor());
        coverage.refresh(self.survey.as_ref(), &self.desk.session);
        // The nearest one below what is on the screen first.
        coverage.near(self.panes.article.shown().start);
        let here = coverage.span();
        self.layers.push(Layer::Coverage(Box::new(coverage)));
        if let Some(here) = here {
            self.panes.article.follow(here, here);
        }
    }

    /// The engine's survey of the article on the desk.
    pub(super) fn surveyed(&mut self, survey: Survey) {
        self.survey = Some(survey);
        self.offer_weak();
        let from = self.panes.article.shown().start;
        self.refresh_coverage();
        self.refresh_closing();
        if let Some(Layer::Coverage(coverage)) = self.layers.last_mut() {
            coverage.near(from);
            if let Some(here) = coverage.span() {
                self.panes.article.follow(here, here);
            }
        }
    }

    /// Brings the open list of what no claim covers in step.
    pub(super) fn refresh_coverage(&mut self) {
        for layer in &mut self.layers {
            if let Layer::Coverage(coverage) = layer {
                coverage.refresh(self.survey.as_ref(), &self.desk.session);
            }
        }
    }

    /// Says of a passage that it was read and holds no claim, or takes that back; then the next one is current.
    pub(super) fn nothing_here(&mut self, stretch: Span, mark: ReadMark, effects: &mut Vec<Effect>) {
        let in_list = matches!(self.layers.last(), Some(Layer::Coverage(_)));
        let was_next = !in_list && analysis::next_gap(&self.desk.session, stretch.start) == Some(stretch);
        let Some(applied) = self.apply(Edit::SetNothingHere(vec![stretch], mark), effects) else {
            return;
        };
        self.refresh_coverage();
        let undo = self.look.keymap.shown(Command::Undo);
        let mut text = format!("{}; {undo} undoes it", applied.message());
        if let Some(why) = &self.desk.read_only {
            text = format!("{text} (not saved: {why})");
        }
        if was_next {
            self.select_gap(stretch.end);
            text = format!("{text}. {}", self.status.text);
        } else if let Some(Layer::Coverage(coverage)) = self.layers.last()
            && let Some(here) = coverage.span()
        {
            self.panes.article.follow(here, here);
        }
        self.tell(Tone::Plain, text);
    }
}

/// Every filter that keeps a claim, with how many it keeps; and those that stand, whatever they keep.
fn filter_rows(session: &Session, standing: &[Filter], annotator: &str) -> Vec<Row> {
    let decisions = [Decision::Unreviewed, Decision::Confirmed, Decision::Corrected, Decision::Rejected].map(Filter::Decision);
    let directness = [Directness::Direct, Directness::Mixed, Directness::Indirect].map(Filter::Directness);
    let classes = [CueClass::Speech, CueClass::Document, CueClass::Attitude, CueClass::Perception].map(Filter::Class);
    let marks = [
        Filter::Added,
        Filter::Flagged,
        Filter::Noted,
        Filter::Unattributed,
        Filter::Unnamed,
        Filter::Lost,
        Filter::FoundAgain,
        Filter::Contested,
        Filter::Uncertain,
        Filter::By(annotator.to_owned(), true),
        Filter::By(annotator.to_owned(), false),
    ];
    let speakers = session.speakers().map(|speaker| Filter::Speaker(speaker.id.clone()));
    let outlets = session.outlets().map(|outlet| Filter::Outlet(outlet.id.clone()));
    let counted = |filter: Filter| {
        let count = match &filter {
            Filter::Speaker(id) => session.count_of_speaker(id),
            Filter::Outlet(id) => session.count_of_outlet(id),
            other => session.claims().iter().filter(|claim| other.holds(session, claim)).count(),
        };
        let hint = counted(count, "claim");
        (count > 0 || standing.contains(&filter)).then(|| Row {
            label: filter.label(session),
            hint,
            value: Value::Filter(filter),
        })
    };
    let checks = CheckState::ALL.map(Filter::Check);
    let general = decisions.into_iter().chain(marks).chain(checks).chain(directness).chain(classes);
    general.chain(speakers).chain(outlets).filter_map(counted).collect()
}
