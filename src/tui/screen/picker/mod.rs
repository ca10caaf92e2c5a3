//! A list to choose from, narrowed by what is typed.

mod palette;
mod view;

pub use palette::Listed;
pub use view::view;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::field::Field;
use crate::claim::ClaimId;
use crate::review::{OutletChoice, SpeakerChoice};
use crate::text::Bare;
use crate::tui::command::Command;
use crate::tui::filter::Filter;
use crate::tui::layer::{Answer, Given, Input, NameRef, Reply, ThemeUse};

/// What is being chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Who said these claims.
    Speaker(Vec<ClaimId>),
    /// What these claims came through.
    Outlets(Vec<ClaimId>),
    /// A name: the one that another becomes, or the one that is split off.
    Name,
    /// The claims that are handed over with a form of a name.
    Split(NameRef, String),
    /// The claims that get what another one has.
    ApplyToAll(Given),
    /// A theme; the one named is taken again when the choice is given up.
    Theme(String),
    /// A command, or a claim by its number.
    Palette,
    /// Which claims are shown.
    Filter,
    /// In which order.
    Sort,
    /// An article of the queue.
    Queue,
    /// Transcripts of the article.
    Transcripts,
}

/// What a row stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The answer that is given when it is chosen.
    Answer(Answer),
    /// A speaker of the list, a new one, or nobody.
    Speaker(SpeakerChoice),
    /// An outlet of the list or a new one; one of several.
    Outlet(OutletChoice),
    /// A claim that is changed, or not; one of several.
    Claim(ClaimId),
    /// A filter; one of several.
    Filter(Filter),
    /// No filter.
    EveryClaim,
    /// A file; one of several.
    File(String),
}

/// Between why a row is listed and what is known of it.
pub const WHY: &str = " · ";

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What is matched.
    pub label: String,
    /// Quiet words after it.
    pub hint: String,
    /// What it stands for.
    pub value: Value,
}

/// A row that matches, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The row.
    pub row: Row,
    /// Which characters of the label matched.
    pub hits: Vec<u32>,
}

/// The open picker.
#[derive(Clone, Debug)]
pub struct Picker {
    /// What is being chosen.
    pub purpose: Purpose,
    /// The heading.
    pub heading: String,
    /// What is typed.
    pub field: Field,
    /// All rows, in the order for an empty query.
    pub rows: Vec<Row>,
    /// Those that match, best first.
    pub found: Vec<Found>,
    /// The current row.
    pub at: usize,
    /// Rows marked so far, in the order of marking.
    pub marked: Vec<Row>,
    /// Whether marks were set or taken off: they count then, even where none is left.
    touched: bool,
    /// The palette's commands; empty in every other list.
    commands: Vec<Listed>,
    /// Whether a row was gone to with a key since something was typed.
    stepped: bool,
}

fn command_row(listed: &Listed) -> Row {
    Row { label: listed.label(), hint: listed.hint.clone(), value: Value::Answer(Answer::Chosen(listed.command)) }
}

/// The rows with their words as they are seen: without soft hyphens and the like, which nobody types.
fn as_seen(mut rows: Vec<Row>) -> Vec<Row> {
    for words in rows.iter_mut().flat_map(|row| [&mut row.label, &mut row.hint]) {
        if let Some(bare) = Bare::of(words) {
            *words = bare.text;
        }
    }
    rows
}

impl Picker {
    /// A picker that shows all rows.
    pub fn new(purpose: Purpose, heading: impl Into<String>, rows: Vec<Row>) -> Self {
        let mut picker = Self {
            purpose,
            heading: heading.into(),
            field: Field::default(),
            rows: as_seen(rows),
            found: Vec::new(),
            at: 0,
            marked: Vec::new(),
            touched: false,
            commands: Vec::new(),
            stepped: false,
        };
        picker.narrow();
        picker
    }

    /// The palette of these commands.
    pub fn palette(heading: impl Into<String>, commands: Vec<Listed>) -> Self {
        let rows = commands.iter().filter(|listed| listed.is_here()).map(command_row).collect();
        Self { commands, ..Self::new(Purpose::Palette, heading, rows) }
    }

    /// A picker of what is changed, each row ticked or not; what is ticked at the end is.
    pub fn ticked(purpose: Purpose, heading: impl Into<String>, rows: Vec<(Row, bool)>) -> Self {
        let marked = rows.iter().filter(|(_, ticked)| *ticked).map(|(row, _)| row.clone()).collect();
        let mut picker = Self::new(purpose, heading, rows.into_iter().map(|(row, _)| row).collect());
        picker.marked = marked;
        picker.touched = true;
        picker
    }

    /// Puts the current row where `value` stands.
    #[must_use]
    pub fn on(mut self, value: &Value) -> Self {
        self.at = self.found.iter().position(|found| found.row.value == *value).unwrap_or(0);
        self
    }

    /// Takes newer rows of the same things; the current row stays.
    pub fn renew(&mut self, rows: Vec<Row>) {
        let hand = self.found.get(self.at).map(|found| found.row.value.clone());
        self.rows = as_seen(rows);
        self.narrow();
        let again = hand.and_then(|hand| self.found.iter().position(|found| found.row.value == hand));
        self.at = again.unwrap_or(self.at);
    }

    /// Whether several rows can be taken.
    pub fn takes_several(&self) -> bool {
        matches!(self.purpose, Purpose::Outlets(_) | Purpose::Filter | Purpose::Transcripts) || self.ticks()
    }

    /// Whether rows are ticked, in no order of their own.
    pub fn ticks(&self) -> bool {
        matches!(self.purpose, Purpose::Split(..) | Purpose::ApplyToAll(_))
    }

    /// Whether what is typed can be taken as a new name.
    pub fn takes_new(&self) -> bool {
        matches!(self.purpose, Purpose::Speaker(_) | Purpose::Outlets(_))
    }

    /// Whether the order of the marked rows can be changed.
    pub fn orders(&self) -> bool {
        matches!(self.purpose, Purpose::Outlets(_))
    }

    /// Whether a row is selected: in the palette only once something was typed or a row was gone to, so that Enter by
    /// itself runs no command.
    fn has_selected(&self) -> bool {
        self.purpose != Purpose::Palette || self.stepped || !self.field.text().trim().is_empty()
    }

    fn typed_value(&self) -> Option<Value> {
        let typed = self.field.text().trim();
        if typed.is_empty() {
            return None;
        }
        match self.purpose {
            Purpose::Speaker(_) => Some(Value::Speaker(SpeakerChoice::New(typed.to_owned()))),
            Purpose::Outlets(_) => Some(Value::Outlet(OutletChoice::New(typed.to_owned()))),
            Purpose::Transcripts => Some(Value::File(typed.to_owned())),
            Purpose::Palette => typed.parse().ok().filter(|number| *number > 0).map(|number| Value::Answer(Answer::GoTo(number))),
            _ => None,
        }
    }

    /// What is known of a row and can be sought too: not why it is listed.
    fn known<'r>(&self, row: &'r Row) -> &'r str {
        match (&self.purpose, row.hint.split_once(WHY)) {
            (Purpose::Speaker(_), Some((_, known))) => known,
            (Purpose::Speaker(_), None) => "",
            _ => &row.hint,
        }
    }

    fn narrow(&mut self) {
        let query = self.field.text().trim().to_owned();
        let query = query.as_str();
        self.at = 0;
        self.stepped = false;
        if query.is_empty() {
            self.found = self.rows.iter().map(|row| Found { row: row.clone(), hits: Vec::new() }).collect();
            return;
        }
        if self.purpose == Purpose::Palette {
            self.found = palette::ranked(&self.commands, query)
                .into_iter()
                .map(|hit| Found { row: command_row(hit.listed), hits: hit.hits })
                .collect();
            self.append_typed(query);
            return;
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut letters = Vec::new();
        let mut scored: Vec<(u32, Found)> = Vec::new();
        for row in &self.rows {
            let mut hits = Vec::new();
            let label = Utf32Str::new(&row.label, &mut letters);
            let score = pattern.indices(label, &mut matcher, &mut hits);
            let score = score.or_else(|| {
                // The hint may hold a form of the name, or what the command does.
                hits.clear();
                pattern.score(Utf32Str::new(self.known(row), &mut letters), &mut matcher).map(|score| score / 4)
            });
            if let Some(score) = score {
                hits.sort_unstable();
                hits.dedup();
                scored.push((score, Found { row: row.clone(), hits }));
            }
        }
        // Stable: of equal rows the one that comes first without a query stays first.
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        self.found = scored.into_iter().map(|(_, found)| found).collect();
        self.append_typed(query);
    }

    /// What is typed as a row of its own: a claim's number comes first, a new name last.
    fn append_typed(&mut self, query: &str) {
        if let Some(value) = self.typed_value() {
            let label = match &value {
                Value::Answer(Answer::GoTo(number)) => format!("claim {number}"),
                Value::File(path) => format!("file: {path}"),
                _ => format!("new: {query}"),
            };
            let row = Row { label, hint: String::new(), value };
            let number = matches!(row.value, Value::Answer(Answer::GoTo(_)));
            let found = Found { row, hits: Vec::new() };
            if number { self.found.insert(0, found) } else { self.found.push(found) }
        }
    }

    /// Takes a key or command.
    pub fn update(&mut self, input: Input) -> Reply {
        match input {
            Input::Command(Command::PickerDown) => self.step(1),
            Input::Command(Command::PickerUp) => self.step(-1),
            Input::Command(Command::PickerTake) => return self.take(),
            Input::Command(Command::PickerTakeTyped) => {
                return match self.typed_value() {
                    Some(value) => self.answer(vec![value]),
                    None => self.take(),
                };
            }
            Input::Command(Command::PickerMark) if self.takes_several() => {
                if let Some(found) = self.found.get(self.at).filter(|found| found.row.value != Value::EveryClaim) {
                    let row = found.row.clone();
                    let value = row.value.clone();
                    match self.marked.iter().position(|marked| marked.value == row.value) {
                        Some(at) => drop(self.marked.remove(at)),
                        None => self.marked.push(row),
                    }
                    self.touched = true;
                    if self.field.text().is_empty() {
                        self.at = (self.at + 1).min(self.found.len().saturating_sub(1));
                    } else {
                        self.field = Field::default();
                        self.narrow();
                        self.at = self.found.iter().position(|found| found.row.value == value).unwrap_or(0);
                    }
                }
            }
            Input::Command(Command::PickerMark) => self.step(1),
            Input::Command(Command::PickerNearer) => return self.shift(-1),
            Input::Command(Command::PickerFurther) => return self.shift(1),
            Input::Command(Command::Close | Command::Interrupt) => {
                return match &self.purpose {
                    Purpose::Theme(before) => Reply::Take(Answer::Theme(before.clone(), ThemeUse::Preview)),
                    _ => Reply::Close,
                };
            }
            Input::Typed(key) => {
                if self.field.key(key) {
                    self.narrow();
                }
            }
            Input::Pasted(text) => {
                self.field.paste(&text);
                self.narrow();
            }
            Input::Command(_) => {}
        }
        match (&self.purpose, self.found.get(self.at)) {
            (Purpose::Theme(_), Some(Found { row: Row { value: Value::Answer(Answer::Theme(name, _)), .. }, .. })) => {
                Reply::Show(Answer::Theme(name.clone(), ThemeUse::Preview))
            }
            _ => Reply::Stay,
        }
    }

    fn step(&mut self, by: isize) {
        if !self.has_selected() {
            self.at = if by > 0 { 0 } else { self.found.len().saturating_sub(1) };
        } else if !self.found.is_empty() {
            self.at = (self.at as isize + by).rem_euclid(self.found.len() as isize) as usize;
        }
        self.stepped = true;
    }

    /// Moves the current row to another place among the marked ones.
    fn shift(&mut self, by: isize) -> Reply {
        if !self.orders() {
            return Reply::Stay;
        }
        let row = self.found.get(self.at).map(|found| found.row.clone());
        let place = row.as_ref().and_then(|row| self.marked.iter().position(|marked| marked.value == row.value));
        let Some(place) = place else {
            let name = row.map_or_else(String::new, |row| row.label);
            return Reply::Show(Answer::Tell(format!("{name} is not in the chain yet; mark it first")));
        };
        match place.checked_add_signed(by).filter(|to| *to < self.marked.len()) {
            Some(to) => {
                self.marked.swap(place, to);
                self.touched = true;
                Reply::Show(Answer::Tell(String::new()))
            }
            None if by < 0 => Reply::Show(Answer::Tell("already the nearest outlet".to_owned())),
            None => Reply::Show(Answer::Tell("already the furthest outlet".to_owned())),
        }
    }

    fn take(&self) -> Reply {
        if !self.has_selected() {
            return Reply::Close;
        }
        if self.found.get(self.at).is_some_and(|found| found.row.value == Value::EveryClaim) {
            return Reply::Take(Answer::Filter(Vec::new()));
        }
        self.answer(self.chosen().into_iter().map(|row| row.value.clone()).collect())
    }

    /// The rows that are taken as things stand: the marked ones, and the current one where it counts.
    fn chosen(&self) -> Vec<&Row> {
        let mut chosen: Vec<&Row> = self.marked.iter().collect();
        // With marks, the current row counts only where something was typed to reach it; ticks alone count.
        let typed = !self.field.text().trim().is_empty();
        if !self.ticks() && (typed || chosen.is_empty() && !self.touched) {
            let in_hand = self.found.get(self.at).map(|found| &found.row);
            chosen.extend(in_hand.filter(|row| !self.marked.iter().any(|marked| marked.value == row.value)));
        }
        chosen
    }

    fn answer(&self, values: Vec<Value>) -> Reply {
        // To take all marks off says something too, but not where a file is asked for.
        let none_counts = self.touched && self.purpose != Purpose::Transcripts;
        if values.is_empty() && !(self.takes_several() && none_counts) {
            return Reply::Stay;
        }
        if self.takes_several() {
            return Reply::Take(self.several(values));
        }
        let Some(first) = values.into_iter().next() else {
            return Reply::Stay;
        };
        let answer = match (&self.purpose, first) {
            (_, Value::Answer(answer)) => answer,
            (Purpose::Speaker(claims), Value::Speaker(choice)) => Answer::Speaker(claims.clone(), choice),
            _ => return Reply::Close,
        };
        Reply::Take(answer)
    }

    /// The answer of all marked rows, in their order.
    fn several(&self, values: Vec<Value>) -> Answer {
        let (mut outlets, mut filters, mut claims, mut files) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for value in values {
            match value {
                Value::Outlet(choice) => outlets.push(choice),
                Value::Filter(filter) => filters.push(filter),
                Value::Claim(claim) => claims.push(claim),
                Value::File(path) => files.push(path),
                _ => {}
            }
        }
        match &self.purpose {
            Purpose::Outlets(of) => Answer::Outlets(of.clone(), outlets),
            Purpose::Split(hand, alias) => Answer::SplitWith(hand.clone(), alias.clone(), claims),
            Purpose::ApplyToAll(given) => Answer::ApplyToAll(given.clone(), claims),
            Purpose::Transcripts => Answer::Compare(files),
            _ => Answer::Filter(filters),
        }
    }
}
