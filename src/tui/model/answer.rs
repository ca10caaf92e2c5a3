//! Carries out the answers of layers.

use super::{Layer, Model};
use crate::tui::layer::{Answer, ThemeUse};
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::prompt::{Asked, Prompt};

impl Model {
    pub(super) fn answer(&mut self, answer: Answer, effects: &mut Vec<Effect>) {
        match answer {
            Answer::Speaker(claims, choice) => {
                self.set_speaker(claims, choice, effects);
                self.end_pass();
            }
            Answer::Outlets(claims, choices) => self.set_outlets(claims, choices, effects),
            Answer::Edit(edit) => self.recast(edit, effects),
            Answer::SplitOff(hand, alias) => self.split_off(hand, alias, effects),
            Answer::SplitWith(hand, alias, claims) => self.split_with(hand, alias, claims, effects),
            Answer::ApplyToAll(given, claims) => self.apply_to_all(given, claims, effects),
            Answer::Theme(name, how) => self.set_theme(&name, how, effects),
            Answer::Run(command) => self.run(command, effects),
            Answer::Anyway(command) => self.run_anyway(command, effects),
            Answer::SelectedAnyway(purpose, span) => self.selected_anyway(purpose, span, effects),
            Answer::Widened(command) => self.tell_widened(command),
            Answer::ReachMatch(way) => self.reach_match(way),
            Answer::Chosen(command) => self.run_chosen(command, effects),
            Answer::GoTo(number) => self.go_to(number),
            Answer::Filter(filters) => self.filter(filters),
            Answer::Sort(sort) => self.sort(sort),
            Answer::Note(claim, text) => self.note(claim, text, effects),
            Answer::Editor(claim, text) => effects.push(Effect::Edit(claim, text)),
            Answer::Search(query) => self.search(&query),
            Answer::Searched(query) => self.searched(query),
            Answer::SearchGivenUp => self.give_search_up(),
            Answer::Quit => effects.push(Effect::Quit),
            Answer::SaveElsewhere(place) => self.save_elsewhere(place, effects),
            Answer::TakeIn(record) => self.take_in_rescued(*record, effects),
            Answer::Follow(span) => self.panes.article.follow(span, span),
            Answer::CursorLine(by) => self.cursor_line(by),
            Answer::Selected(purpose, span) => self.selected(purpose, span, effects),
            Answer::AddInParts(span) => self.add_in_parts(span, effects),
            Answer::AddOffered(parts) => self.add_offered(*parts, effects),
            Answer::AddAndLetter(span) => self.add_and_letter(span, effects),
            Answer::PassOn => self.next_step(),
            Answer::PassEnded => self.end_pass(),
            Answer::SelectSpan(from) => self.select_span(from),
            Answer::Split(offset) => self.split(offset, effects),
            Answer::Spans { claim, parts, then } => self.keep_spans(claim, parts, then, effects),
            Answer::Gap(from) => self.select_gap(from),
            Answer::SelectStretch(stretch) => self.select_stretch(stretch),
            Answer::NothingHere(stretch, mark) => self.nothing_here(stretch, mark, effects),
            Answer::Preview(subject, place) => self.preview(&subject, place),
            Answer::GoToItem(left, item) => self.go_to_item(left, item, effects),
            Answer::CopySheet => self.copy_sheet(effects),
            Answer::LeaveSheet(left, command) => self.leave_sheet(left, command, effects),
            Answer::ClosingClosed(left, place, claim) => self.closing_closed(left, place, claim),
            Answer::CoverageClosed(anchor) => self.panes.article.back_to(anchor),
            Answer::BringIn(part) => self.ask_for_part(part, effects),
            Answer::RuleText(finding) => self.show_rule(&finding),
            Answer::Allow(finding) => self.allow(&finding, effects),
            Answer::AllowWith(what, reason) => self.allow_with(what, reason, effects),
            Answer::GoToFindingOf(claim, span) => self.go_to_broken(claim, span),
            Answer::Check(claims, record) => self.set_check(claims, record, effects),
            Answer::AskCheck(entry, line) => self.layers.push(Layer::Prompt(Prompt::new(Asked::Check(entry), &line))),
            Answer::AskText => self.layers.push(Layer::Prompt(Prompt::new(Asked::Text, ""))),
            Answer::SearchText(text) => {
                if let Some(Layer::Pager(pager)) = self.layers.last_mut()
                    && !text.is_empty()
                    && !pager.search(&text)
                {
                    self.tell(Tone::Plain, format!("“{text}” is not found"));
                }
            }
            Answer::CheckLine(entry, line) => self.check_line(entry, &line, effects),
            Answer::Agreed(agreed) => self.take_agreed(agreed, effects),
            Answer::Article(index) => effects.push(Effect::OpenArticle(index)),
            Answer::SettleAll(conflicts, whose) => self.ask_to_settle(conflicts, whose),
            Answer::Settle(conflicts, whose) => self.settle_conflicts(conflicts, whose, effects),
            Answer::Hand(claim) => self.take(claim),
            Answer::Reanchor(claim, parts) => self.reanchor(claim, parts, effects),
            Answer::Cut(claim) => self.passage_cut(claim, effects),
            Answer::SelectAgain(claim, from) => self.select_again(claim, from),
            Answer::Compare(files) => self.compare(files, effects),
            Answer::GoToFinding(claim, span) => self.go_to_finding(claim, span),
            Answer::Evidence(evidence) => self.write_evidence(evidence, effects),
            Answer::AskEvidence(evidence) => self.ask_evidence(evidence),
            Answer::Tell(text) => self.tell(Tone::Plain, text),
            Answer::TellWithKey(text, command) => {
                let text = text.replace("{}", &self.look.keymap.shown(command));
                self.tell(Tone::Plain, text);
            }
        }
    }

    fn set_theme(&mut self, name: &str, how: ThemeUse, effects: &mut Vec<Effect>) {
        self.look.theme = self.look.themes.choose(Some(name), self.look.ground, self.look.depth);
        if how == ThemeUse::Choose {
            self.look.chosen = Some(name.to_owned());
            effects.push(Effect::KeepTheme(name.to_owned()));
        }
    }
}

/// Other forms of a name in a row.
pub(super) fn aliases(names: &[String]) -> String {
    names.join(", ")
}
