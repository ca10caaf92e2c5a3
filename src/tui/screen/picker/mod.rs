//! A list to choose from, narrowed by what is typed.

mod view;

pub use view::view;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::claims::Filter;
use super::field::Field;
use crate::claim::{ClaimId, OutletId, SpeakerId};
use crate::review::{OutletChoice, SpeakerChoice};
use crate::tui::command::Command;
use crate::tui::model::{Answer, Input, Reply};

/// What is being chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Who said these claims.
    Speaker(Vec<ClaimId>),
    /// What these claims came through.
    Outlets(Vec<ClaimId>),
    /// The speaker that this one becomes.
    MergeSpeaker(SpeakerId),
    /// The outlet that this one becomes.
    MergeOutlet(OutletId),
    /// A theme; the one named is taken again when the choice is given up.
    Theme(String),
    /// A command, or a claim by its number.
    Palette,
    /// Which claims are shown.
    Filter,
    /// An article of the queue.
    Queue,
    /// Transcripts of the article.
    Transcripts,
}

/// What a row stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A speaker of the list, a new one, or nobody.
    Speaker(SpeakerChoice),
    /// An outlet of the list or a new one.
    Outlet(OutletChoice),
    /// A theme's name.
    Theme(String),
    /// A command.
    Command(Command),
    /// A claim by its number, counted from 1.
    Claim(usize),
    /// A filter.
    Filter(Filter),
    /// An article by its index in the queue.
    Article(usize),
    /// A file.
    File(String),
}

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
    /// The row in hand.
    pub at: usize,
    /// Rows marked so far, in the order of marking.
    pub marked: Vec<Row>,
    /// Whether marks were set or taken off: they count then, even where none is left.
    touched: bool,
}

impl Picker {
    /// A picker that shows all rows.
    pub fn new(purpose: Purpose, heading: impl Into<String>, rows: Vec<Row>) -> Self {
        let mut picker = Self {
            purpose,
            heading: heading.into(),
            field: Field::default(),
            rows,
            found: Vec::new(),
            at: 0,
            marked: Vec::new(),
            touched: false,
        };
        picker.narrow();
        picker
    }

    /// Puts the row in hand where `value` stands.
    #[must_use]
    pub fn on(mut self, value: &Value) -> Self {
        self.at = self.found.iter().position(|found| found.row.value == *value).unwrap_or(0);
        self
    }

    /// Whether several rows can be taken.
    pub fn takes_several(&self) -> bool {
        matches!(self.purpose, Purpose::Outlets(_) | Purpose::Filter | Purpose::Transcripts)
    }

    /// Whether what is typed can be taken as it is.
    pub fn takes_new(&self) -> bool {
        matches!(self.purpose, Purpose::Speaker(_) | Purpose::Outlets(_))
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
            Purpose::Palette => typed.parse().ok().filter(|number| *number > 0).map(Value::Claim),
            _ => None,
        }
    }

    fn narrow(&mut self) {
        let query = self.field.text().trim();
        self.at = 0;
        if query.is_empty() {
            self.found = self.rows.iter().map(|row| Found { row: row.clone(), hits: Vec::new() }).collect();
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
                pattern.score(Utf32Str::new(&row.hint, &mut letters), &mut matcher).map(|score| score / 4)
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
        if let Some(value) = self.typed_value() {
            let label = match &value {
                Value::Claim(number) => format!("claim {number}"),
                Value::File(path) => format!("file: {path}"),
                _ => format!("new: {query}"),
            };
            let row = Row { label, hint: String::new(), value };
            let number = matches!(row.value, Value::Claim(_));
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
                if let Some(found) = self.found.get(self.at) {
                    let row = found.row.clone();
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
                    }
                }
            }
            Input::Command(Command::PickerMark) => self.step(1),
            Input::Command(Command::Close | Command::Interrupt) => {
                return match &self.purpose {
                    Purpose::Theme(before) => Reply::Take(Answer::Theme(before.clone(), false)),
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
            (Purpose::Theme(_), Some(Found { row: Row { value: Value::Theme(name), .. }, .. })) => {
                Reply::Show(Answer::Theme(name.clone(), false))
            }
            _ => Reply::Stay,
        }
    }

    fn step(&mut self, by: isize) {
        if !self.found.is_empty() {
            self.at = (self.at as isize + by).rem_euclid(self.found.len() as isize) as usize;
        }
    }

    fn take(&self) -> Reply {
        let mut values: Vec<Value> = self.marked.iter().map(|row| row.value.clone()).collect();
        let in_hand = self.found.get(self.at).map(|found| found.row.value.clone());
        // With marks, the row in hand counts only where something was typed to reach it.
        let typed = !self.field.text().trim().is_empty();
        if typed || values.is_empty() && !self.touched {
            values.extend(in_hand.filter(|value| !self.marked.iter().any(|row| row.value == *value)));
        }
        self.answer(values)
    }

    fn answer(&self, values: Vec<Value>) -> Reply {
        let Some(first) = values.first().cloned() else {
            return match &self.purpose {
                Purpose::Outlets(claims) if self.touched => Reply::Take(Answer::Outlets(claims.clone(), Vec::new())),
                _ => Reply::Stay,
            };
        };
        let answer = match (&self.purpose, first) {
            (Purpose::Speaker(claims), Value::Speaker(choice)) => Answer::Speaker(claims.clone(), choice),
            (Purpose::Outlets(claims), _) => {
                let outlets = values.into_iter().filter_map(|value| match value {
                    Value::Outlet(choice) => Some(choice),
                    _ => None,
                });
                Answer::Outlets(claims.clone(), outlets.collect())
            }
            (Purpose::MergeSpeaker(from), Value::Speaker(SpeakerChoice::Existing(into))) => {
                Answer::MergeSpeakers(from.clone(), into)
            }
            (Purpose::MergeOutlet(from), Value::Outlet(OutletChoice::Existing(into))) => Answer::MergeOutlets(from.clone(), into),
            (Purpose::Theme(_), Value::Theme(name)) => Answer::Theme(name, true),
            (Purpose::Transcripts, _) => {
                let files = values.into_iter().filter_map(|value| match value {
                    Value::File(path) => Some(path),
                    _ => None,
                });
                Answer::Compare(files.collect())
            }
            (Purpose::Queue, Value::Article(index)) => Answer::Article(index),
            (Purpose::Palette, Value::Command(command)) => Answer::Run(command),
            (Purpose::Palette, Value::Claim(number)) => Answer::GoTo(number),
            (Purpose::Filter, _) => {
                let filters = values.into_iter().filter_map(|value| match value {
                    Value::Filter(filter) => Some(filter),
                    _ => None,
                });
                Answer::Filter(filters.collect())
            }
            _ => return Reply::Close,
        };
        Reply::Take(answer)
    }
}
