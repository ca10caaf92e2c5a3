//! What layers answer, saving and leaving.

use std::collections::BTreeSet;

use super::{Answer, Layer, Model, Tab};
use crate::claim::{ClaimId, SpeakerId};
use crate::review::{Edit, SpeakerChoice};
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::claims::Filter;
use crate::tui::screen::picker::{Row, Value};
use crate::tui::screen::prompt::{Asked, Prompt};
use crate::tui::screen::question::Question;

impl Model {
    pub(super) fn answer(&mut self, answer: Answer, effects: &mut Vec<Effect>) {
        match answer {
            Answer::Speaker(claims, choice) => self.set_speaker(claims, choice, effects),
            Answer::Outlets(claims, choices) => self.set_outlets(claims, choices, effects),
            Answer::MergeSpeakers(from, into) => self.recast(Edit::MergeSpeakers(from, into), effects),
            Answer::MergeOutlets(from, into) => self.recast(Edit::MergeOutlets(from, into), effects),
            Answer::RenameSpeaker(id, name) => self.recast(Edit::RenameSpeaker(id, name), effects),
            Answer::RenameOutlet(id, name) => self.recast(Edit::RenameOutlet(id, name), effects),
            Answer::Describe(id, description) => self.recast(Edit::DescribeSpeaker(id, description), effects),
            Answer::SplitOff(hand, alias) => self.split_off(hand, alias, effects),
            Answer::SplitWith(hand, alias, claims) => self.split_with(hand, alias, claims, effects),
            Answer::ApplyToAll(given, claims) => self.apply_to_all(given, claims, effects),
            Answer::Theme(name, taken) => self.set_theme(&name, taken, effects),
            Answer::Run(command) => self.run(command, effects),
            Answer::GoTo(number) => self.go_to(number),
            Answer::Filter(filters) => self.filter(filters),
            Answer::Note(claim, text) => self.note(claim, text, effects),
            Answer::Editor(claim, text) => effects.push(Effect::Edit(claim, text)),
            Answer::Search(words) => self.search(&words),
            Answer::SearchGivenUp => {
                self.panes.article.search = None;
                if let Some(anchor) = self.before_search.take() {
                    self.panes.article.back_to(anchor);
                }
            }
            Answer::Quit => effects.push(Effect::Quit),
            Answer::Follow(span) => self.panes.article.follow(span, span),
            Answer::CursorLine(by) => self.cursor_line(by),
            Answer::Selected(purpose, span) => self.selected(purpose, span, effects),
            Answer::SelectSpan(from) => self.select_span(from),
            Answer::Split(offset) => self.split(offset, effects),
            Answer::Spans { claim, parts, go_on } => self.keep_spans(claim, parts, go_on, effects),
            Answer::Gap(from) => self.select_gap(from),
            Answer::Check(claims, record) => self.set_check(claims, record, effects),
            Answer::KeepCheck(claims, record) => self.set_check(claims, record, effects),
            Answer::AskCheck(entry, line) => self.layers.push(Layer::Prompt(Prompt::new(Asked::Check(entry), &line))),
            Answer::CheckLine(entry, line) => self.check_line(entry, &line, effects),
            Answer::Agreed(agreed) => self.take_agreed(agreed, effects),
            Answer::Article(index) => effects.push(Effect::OpenArticle(index)),
            Answer::Compare(files) => self.compare(files, effects),
            Answer::GoToFinding(claim, span) => self.go_to_finding(claim, span),
            Answer::Evidence(evidence) => self.write_evidence(evidence, effects),
            Answer::AskEvidence(evidence) => self.ask_evidence(evidence),
            Answer::Tell(text) => self.tell(Tone::Plain, text),
        }
    }

    fn set_theme(&mut self, name: &str, taken: bool, effects: &mut Vec<Effect>) {
        self.look.theme = self.look.themes.choose(Some(name), self.look.ground, self.look.depth);
        if taken {
            self.look.chosen = Some(name.to_owned());
            effects.push(Effect::KeepTheme(name.to_owned()));
        }
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
        let text = if self.panes.claims.filters.is_empty() {
            "every claim is shown".to_owned()
        } else {
            format!("{shown} of {total} claims shown; Esc shows all")
        };
        self.tell(Tone::Plain, text);
    }

    fn search(&mut self, words: &str) {
        let told = self.panes.article.find(words, &self.desk.session, self.before_search);
        let tone = if told.1 { Tone::Plain } else { Tone::Warning };
        self.tell(tone, told.0);
    }

    /// All speakers; the neighbours of `claim` first, then by first mention.
    pub(super) fn speaker_rows(&self, claim: Option<&ClaimId>) -> Vec<Row> {
        let session = &self.desk.session;
        let mut order: Vec<SpeakerId> = Vec::new();
        if let Some(at) = claim.and_then(|id| session.position(id)) {
            let claims = session.claims();
            let before = claims.get(at.saturating_sub(4)..at).unwrap_or_default().iter().rev();
            let after = claims.get(at + 1..(at + 4).min(claims.len())).unwrap_or_default().iter();
            let now = claims.get(at);
            order.extend(before.chain(after).filter_map(|claim| session.speaker_of(claim)).map(|speaker| speaker.id.clone()));
            // The present speaker is the one that is to be replaced: last.
            if let Some(now) = now.and_then(|claim| session.speaker_of(claim)) {
                order.retain(|id| *id != now.id);
            }
        }
        let mut seen: BTreeSet<SpeakerId> = BTreeSet::new();
        let rest = session.speakers().map(|speaker| speaker.id.clone());
        let order = order.into_iter().chain(rest).filter(|id| seen.insert(id.clone()));
        order
            .filter_map(|id| session.speaker(&id).cloned())
            .map(|speaker| Row {
                hint: speaker.role.clone().unwrap_or_else(|| aliases(&speaker.aliases)),
                label: speaker.name,
                value: Value::Speaker(SpeakerChoice::Existing(speaker.id)),
            })
            .collect()
    }

    pub(super) fn saved(&mut self, revision: u64, effects: &mut Vec<Effect>) {
        self.desk.saved = self.desk.saved.max(revision);
        self.desk.failed = None;
        if self.leaving && !self.desk.is_unsaved() {
            effects.push(Effect::Quit);
        }
    }

    pub(super) fn not_saved(&mut self, why: String) {
        self.tell(Tone::Trouble, format!("not saved: {why}"));
        self.desk.failed = Some(why);
        if self.leaving {
            self.leaving = false;
            self.ask_to_leave();
        }
    }

    fn ask_to_leave(&mut self) {
        let why = self.desk.failed.clone().or(self.desk.read_only.clone()).unwrap_or_default();
        let text = format!("The last decisions are not saved: {why}. Quit without them?");
        self.layers.push(Layer::Question(Question { text, yes: Answer::Quit }));
    }

    pub(super) fn save(&mut self, effects: &mut Vec<Effect>) {
        if let Some(why) = &self.desk.read_only {
            let text = format!("not saved: {why}");
            self.tell(Tone::Warning, text);
        } else if self.desk.is_unsaved() {
            effects.push(Effect::Save(self.desk.session.revision(), self.desk.session.record()));
            self.tell(Tone::Plain, "saving".to_owned());
        } else {
            self.tell(Tone::Plain, "everything is saved".to_owned());
        }
    }

    pub(super) fn quit(&mut self, effects: &mut Vec<Effect>) {
        if self.desk.is_lost_on_leaving() || (self.desk.is_unsaved() && self.desk.failed.is_some()) {
            self.ask_to_leave();
        } else if !self.desk.is_unsaved() {
            effects.push(Effect::Quit);
        } else {
            self.leaving = true;
            self.tell(Tone::Plain, "saving, then leaving".to_owned());
        }
    }
}

/// Other forms of a name in a row.
pub(super) fn aliases(names: &[String]) -> String {
    names.join(", ")
}
