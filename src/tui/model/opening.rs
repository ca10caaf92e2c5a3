//! What each command of the review does, and the layers that it opens.

use super::deciding::Judgement;
use super::trail::Retrace;
use super::{Layer, Model, Status, adjudicating};
use crate::claim::ClaimId;
use crate::extract::Scope;
use crate::review::{OutletChoice, SpeakerChoice};
use crate::text::motion::Way;
use crate::tui::command::Command;
use crate::tui::filter::Filter;
use crate::tui::layer::{Answer, NameRef, ThemeUse};
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::detail::Length;
use crate::tui::screen::frame::{Front, Tab};
use crate::tui::screen::note::Note;
use crate::tui::screen::pager;
use crate::tui::screen::picker::{Listed, Picker, Purpose, Row, Value};
use crate::tui::screen::{detail, versions};
use crate::tui::sort::Sort;

impl Model {
    /// Runs a command while no layer is open.
    pub(super) fn run(&mut self, command: Command, effects: &mut Vec<Effect>) {
        if self.meets_reading(command, effects) {
            return;
        }
        self.before_jump(command);
        self.run_now(command, effects);
        self.expects_field(command);
    }

    fn run_now(&mut self, command: Command, effects: &mut Vec<Effect>) {
        match command {
            Command::ConfirmParagraph => self.confirm_paragraph(effects),
            Command::Confirm => self.decide(Judgement::Confirm, effects),
            Command::Reject => self.decide(Judgement::Reject, effects),
            Command::Undecide => self.undecide(effects),
            Command::Undo => self.retrace_step(Retrace::Undo, effects),
            Command::Redo => self.retrace_step(Retrace::Redo, effects),
            Command::NextReading => self.turn_reading(Way::Forward),
            Command::PreviousReading => self.turn_reading(Way::Back),
            Command::Directness => self.turn_directness(effects),
            Command::Class => self.turn_class(effects),
            Command::Occasion => self.turn_occasion(effects),
            Command::Recall => self.recall(effects),
            Command::Unfold => self.unfold(),
            Command::Repeat => self.repeat_last(effects),
            Command::TakeSource => self.take_source(effects),
            Command::Flag => self.flag(effects),
            Command::DeleteClaim => self.delete_claim(effects),
            Command::Scope => self.turn_scope(),
            Command::Mark => self.mark(),
            Command::MarkAll => self.mark_shown(),
            Command::UnmarkAll => self.unmark_all(),
            Command::ApplyToAll => self.open_apply_to_all(),
            Command::SplitOff => self.open_split(effects),
            Command::Kind => self.turn_kind(effects),
            Command::Named => self.set_named(effects),
            Command::JoinClaims => self.join(effects),
            Command::JumpBack => self.jump_along(Way::Back),
            Command::JumpForward => self.jump_along(Way::Forward),
            Command::NextGap => self.next_gap(),
            Command::Down => self.step(1),
            Command::Up => self.step(-1),
            Command::First => self.jump(Way::Back),
            Command::Last => self.jump(Way::Forward),
            Command::PageDown => self.page(Way::Forward),
            Command::PageUp => self.page(Way::Back),
            Command::NextSpan => self.span(1),
            Command::PreviousSpan => self.span(-1),
            Command::Next => self.next(Way::Forward),
            Command::Previous => self.next(Way::Back),
            Command::NextPane | Command::PreviousPane => self.turn_front(),
            Command::ShowClaims => self.show(Tab::Claims),
            Command::ShowSpeakers => self.show(Tab::Speakers),
            Command::ShowOutlets => self.show(Tab::Outlets),
            Command::ArticleOnly => {
                self.panes.article_only = !self.panes.article_only;
                // The claims are stepped through there too; the caret is a key away.
                let claims = self.panes.tab == Tab::Claims;
                self.panes.front = if self.panes.article_only && !claims { Front::Article } else { Front::Review };
            }
            Command::NextArticle => self.article(1, effects),
            Command::PreviousArticle => self.article(-1, effects),
            Command::NextUndone => self.next_undone(effects),
            Command::Done => self.turn_done(effects),
            Command::AddByLabels => self.add_by_labels(effects),
            Command::Coverage => self.open_coverage(effects),
            Command::HouseRules => self.open_rules(effects),
            Command::LeftOut => effects.push(Effect::LeftOut),
            Command::ClosingSheet => self.open_closing(effects),
            Command::Copy => self.copy(effects),
            Command::FindAgain => self.open_walk(effects),
            Command::ReadAgain => self.read_again(effects),
            Command::Compare => self.open_comparison(effects),
            Command::Mouse => self.turn_mouse(effects),
            Command::Save => self.save(effects),
            Command::SaveElsewhere => self.open_place(),
            Command::Quit => self.quit(effects),
            Command::Close => self.close(),
            Command::Interrupt => self.interrupt(),
            command if command == Command::TakeAgreed || adjudicating::version_of(command).is_some() => {
                self.adjudicate(command, effects);
            }
            _ => self.open(command),
        }
    }

    /// Opens the layer of a command.
    fn open(&mut self, command: Command) {
        match command {
            Command::SetSpeaker => self.open_speakers(),
            Command::SetOutlets => self.open_outlets(),
            Command::Note => self.open_note(),
            Command::Select => self.open_select(),
            Command::FactCheck => self.open_check(),
            Command::Queue => self.open_queue(),
            Command::Conflicts => self.open_conflicts(None),
            Command::EditSpans => self.open_spans(),
            Command::Labels => self.open_labels(),
            Command::Search => self.open_search(),
            Command::Filter => self.open_filter(),
            Command::Sort => self.open_sort(),
            Command::Theme => self.open_themes(),
            Command::Palette => self.open_palette(),
            Command::Help => self.layers.push(Layer::Pager(pager::help(&self.look.keymap, self.context()))),
            Command::Open => self.open_row(),
            Command::Merge => self.open_merge(),
            Command::Rename => self.open_rename(),
            Command::Role => self.open_role(),
            Command::Affiliation => self.open_affiliation(),
            Command::Unnamed => self.open_unnamed(),
            other => self.tell(Tone::Plain, format!("{other} does nothing here")),
        }
    }

    fn open_speakers(&mut self) {
        if let Some(targets) = self.begin(Command::SetSpeaker) {
            self.ask_speaker(targets);
        }
    }

    /// Asks who said these claims.
    pub(super) fn ask_speaker(&mut self, targets: Vec<ClaimId>) {
        let heading = match targets.len() {
            1 => "Who said it?".to_owned(),
            count => match self.out_of_view(&targets).as_str() {
                "" => format!("Who said these {count} claims?"),
                unseen => format!("Who said these {count}?{unseen}"),
            },
        };
        let mut rows = self.speaker_rows(targets.first(), self.pass.is_some());
        rows.push(Row {
            label: "nobody".to_owned(),
            hint: "unattributed: the article does not say who".to_owned(),
            value: Value::Speaker(SpeakerChoice::Nobody),
        });
        let first = targets.first().cloned();
        self.layers.push(Layer::Picker(Picker::new(Purpose::Speaker(targets), heading, rows)));
        if let Some(first) = first {
            self.show_beside(&first);
        }
    }

    fn open_outlets(&mut self) {
        let Some(targets) = self.begin(Command::SetOutlets) else {
            return;
        };
        let session = &self.desk.session;
        let heading = match targets.len() {
            1 => "Through which outlets?".to_owned(),
            count => match self.out_of_view(&targets).as_str() {
                "" => format!("Outlets of these {count} claims"),
                unseen => format!("Outlets of these {count}{unseen}"),
            },
        };
        let mut picker = Picker::new(Purpose::Outlets(targets.clone()), heading, self.outlet_rows());
        // What is set already is marked: Tab takes it off, and Enter alone keeps it.
        if let [only] = targets.as_slice()
            && let Some(claim) = session.claim(only)
        {
            let via: Vec<Value> =
                session.via_of(claim).iter().map(|outlet| Value::Outlet(OutletChoice::Existing(outlet.id.clone()))).collect();
            picker.marked = via.iter().filter_map(|value| picker.rows.iter().find(|row| row.value == *value)).cloned().collect();
            // The first of them is at hand, to be taken off or moved.
            if let Some(first) = via.first() {
                picker = picker.on(first);
            }
        }
        self.layers.push(Layer::Picker(picker));
        if let Some(first) = targets.first() {
            self.show_beside(first);
        }
    }

    fn open_note(&mut self) {
        let Some(claim) = self.begin_current(Command::Note).and_then(|id| self.desk.session.claim(&id).cloned()) else {
            return;
        };
        let note = Note::new(claim.id.clone(), &claim.note);
        self.layers.push(Layer::Note(Box::new(note)));
        self.show_beside(&claim.id);
    }

    fn open_themes(&mut self) {
        let rows = self.look.themes.all().iter().map(|theme| Row {
            label: theme.name.clone(),
            hint: theme.doc.clone(),
            value: Value::Answer(Answer::Theme(theme.name.clone(), ThemeUse::Choose)),
        });
        let now = self.look.theme.name.clone();
        let picker = Picker::new(Purpose::Theme(now.clone()), "Theme", rows.collect());
        self.layers.push(Layer::Picker(picker.on(&Value::Answer(Answer::Theme(now, ThemeUse::Choose)))));
    }

    fn open_palette(&mut self) {
        let commands = Listed::all(&self.look.keymap, self.context());
        self.layers.push(Layer::Picker(Picker::palette("Commands, or a claim's number", commands)));
    }

    /// Runs a command that was chosen by its name. It is not taken for a doubled key; where it does not work, the
    /// status line says where it does.
    pub(super) fn run_chosen(&mut self, command: Command, effects: &mut Vec<Effect>) {
        let chain = self.context().chain();
        let contexts = command.entry().contexts;
        if !contexts.iter().any(|place| chain.contains(place)) {
            let places: Vec<String> = contexts.iter().filter_map(|place| self.look.keymap.whereabouts(*place)).collect();
            self.tell(Tone::Warning, format!("{command} works {}", places.join(" or ")));
            self.expects_field(command);
            return;
        }
        let closed = self.times.closed.take();
        self.times.confirmed = None;
        self.command(command, effects);
        self.times.closed = closed;
    }

    /// Runs a command to which the reader has said yes.
    pub(super) fn run_anyway(&mut self, command: Command, effects: &mut Vec<Effect>) {
        self.sure = true;
        self.run_chosen(command, effects);
        self.sure = false;
    }

    fn open_row(&mut self) {
        match (self.panes.front, self.panes.tab) {
            (Front::Review, Tab::Outlets) if self.turn_fold() => {}
            (Front::Review, Tab::Speakers | Tab::Outlets) => match self.cast_in_hand() {
                Some(NameRef::Speaker(id)) => self.filter(vec![Filter::Speaker(id)]),
                Some(NameRef::Outlet(id)) => self.filter(vec![Filter::Outlet(id)]),
                None => {}
            },
            _ => {
                if let Some(claim) = self.hand().and_then(|id| self.desk.session.claim(id)) {
                    let mut lines = detail::lines(&self.desk.session, claim, Length::Whole);
                    if let Some(memory) = &self.memory {
                        let known = detail::Known { memory, keymap: &self.look.keymap };
                        lines.extend(known.claim(&self.desk.session, claim));
                    }
                    lines.extend(detail::repeated(&self.desk.session, &self.panes.claims.repeats, claim));
                    if let Some(adjudication) = &self.desk.adjudication
                        && let Some(row) = adjudication.row(&claim.id)
                    {
                        lines.extend(versions::lines(adjudication, row));
                    }
                    let id = claim.id.clone();
                    let pager = pager::Pager::new("Claim", lines);
                    // Several people's versions need the whole width.
                    let pager = if self.desk.adjudication.is_none() { pager.beside() } else { pager };
                    self.layers.push(Layer::Pager(pager));
                    self.show_beside(&id);
                }
            }
        }
    }

    /// Esc with no layer open: the search is closed, the focus leaves the article, the filter is dropped, one at a time;
    /// else nothing. Marks stay.
    fn close(&mut self) {
        let names = self.names_query.take();
        if self.panes.article.search.take().is_some() || names.is_some() {
            self.tell(Tone::Plain, "search closed".to_owned());
        } else if self.panes.front == Front::Article {
            self.turn_front();
        } else if !self.panes.claims.filters.is_empty() {
            self.drop_filter();
        } else if self.leaving {
            self.leaving = false;
        }
    }

    fn interrupt(&mut self) {
        let before = self.status.clone();
        self.close();
        if self.status == before || self.status == Status::default() {
            let quit = self.look.keymap.shown(Command::Quit);
            self.tell(Tone::Plain, format!("press {quit} to quit"));
        }
    }

    /// The mouse is reported from the start.
    pub fn mouse_on(&mut self) {
        self.mouse = true;
    }

    fn turn_mouse(&mut self, effects: &mut Vec<Effect>) {
        self.mouse = !self.mouse;
        effects.push(Effect::Mouse(self.mouse));
        let text = if self.mouse { "mouse on: it selects and scrolls" } else { "mouse off" };
        self.tell(Tone::Plain, text.to_owned());
    }

    /// Shows the statements alone, or faint suggestions too; the current claim stays one that is shown.
    fn turn_scope(&mut self) {
        self.panes.claims.turn_scope(&self.desk.session);
        self.show(Tab::Claims);
        let hand = self.hand().cloned();
        if let Some(near) = self.panes.claims.nearest(&self.desk.session).filter(|near| Some(near) != hand.as_ref()) {
            self.take(near);
        }
        let key = self.look.keymap.shown(Command::Scope);
        let text = match (self.panes.claims.scope, self.panes.claims.hidden) {
            (Scope::All, _) => "faint suggestions are shown too".to_owned(),
            (_, 0) => "every suggestion is a statement; none is hidden".to_owned(),
            (_, 1) => format!("statements only: 1 faint suggestion is hidden; {key} shows it"),
            (_, hidden) => format!("statements only: {hidden} faint suggestions are hidden; {key} shows them"),
        };
        self.tell(Tone::Plain, text);
    }

    fn open_sort(&mut self) {
        let rows = Sort::ALL.iter().map(|sort| Row {
            label: sort.label().to_owned(),
            hint: sort.doc().to_owned(),
            value: Value::Answer(Answer::Sort(*sort)),
        });
        let picker = Picker::new(Purpose::Sort, "Sort the claims", rows.collect());
        let now = self.panes.claims.sort;
        self.layers.push(Layer::Picker(picker.on(&Value::Answer(Answer::Sort(now)))));
    }

    /// Lists the claims in this order.
    pub(super) fn sort(&mut self, sort: Sort) {
        self.panes.claims.set_sort(sort, &self.desk.session);
        self.tell(Tone::Plain, format!("claims {}", sort.label()));
    }

    fn copy(&mut self, effects: &mut Vec<Effect>) {
        if let Some(claim) = self.claim_in_hand().and_then(|id| self.desk.session.claim(id)) {
            effects.push(Effect::Copy(detail::quotation(&self.desk.session, claim)));
            self.tell(Tone::Plain, "copied: quotation, speaker, outlets".to_owned());
        } else {
            self.tell_no_claim();
        }
    }
}
