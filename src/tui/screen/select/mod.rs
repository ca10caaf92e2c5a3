//! Selecting text in the article: for a new claim, for a part of the claim in hand, for one more span.

use std::sync::Arc;

use super::labels::{Labels, Typed, anew, reached};
use super::passage::Passage;
use crate::article::Article;
use crate::claim::Parts;
use crate::review::ReadMark;
use crate::text::motion::{Motion, Object, Reach, Selection, Way};
use crate::text::{Span, span};
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Input, Reply, Use};

/// A selection that is being made.
#[derive(Clone, Debug)]
pub struct Select {
    passage: Passage,
    selection: Selection,
    /// Whether an object was selected: another one is then taken in addition.
    by_object: bool,
    /// What it becomes when it is accepted.
    purpose: Use,
    /// Whether the parts of a new claim are gone through.
    in_pass: bool,
    /// Whether nothing is proposed here: what is taken then is nothing.
    empty: bool,
    /// The letters on the words, while they are shown.
    labels: Option<Labels>,
    /// Whether a letter has said where the selection begins.
    begun: bool,
    /// Claims that the engine found too uncertain to suggest, each with a number.
    weak: Vec<Parts<Vec<Span>>>,
}

impl Select {
    /// A selection that covers `span` at first; the character there, where it is empty.
    pub fn new(article: Arc<Article>, span: Span, purpose: Use) -> Self {
        let passage = Passage::around(article, span.start);
        let reader = passage.reader();
        let selection = if span.is_empty() { Selection::at(&reader, span.start) } else { Selection::over(&reader, span) };
        Self {
            passage,
            selection,
            by_object: false,
            purpose,
            in_pass: false,
            empty: false,
            labels: None,
            begun: false,
            weak: Vec::new(),
        }
    }

    /// The same as a step of a pass through the parts of a new claim; `empty`: nothing is proposed for this one.
    #[must_use]
    pub fn in_pass(self, empty: bool) -> Self {
        Self { in_pass: true, empty, ..self }
    }

    /// What is selected.
    pub fn span(&self) -> Span {
        self.selection.span(&self.passage.reader())
    }

    /// The character under the cursor.
    pub fn cursor(&self) -> Span {
        self.passage.reader().cluster(self.selection.head)
    }

    /// Moves the cursor to the byte at `offset`.
    pub fn go_to(&mut self, offset: usize) {
        self.passage.follow(offset);
        self.selection.head = self.passage.reader().placed(offset);
    }

    /// Whether it is made in this article.
    pub fn is_of(&self, article: &Arc<Article>) -> bool {
        self.passage.is_of(article)
    }

    /// Selects nothing but the character at `offset`.
    pub fn put(&mut self, offset: usize) {
        self.go_to(offset);
        self.selection.anchor = self.selection.head;
        self.by_object = false;
    }

    /// Lets the selection reach to the words at `found`, and take them in.
    pub fn reach(&mut self, found: Span) {
        let last = found.end.saturating_sub(1).max(found.start);
        self.go_to(if found.end > self.selection.anchor { last } else { found.start });
        self.by_object = false;
    }

    /// What is selected, for the line above the footer; and whether a word is cut.
    pub fn caption(&self) -> String {
        let (reader, span) = (self.passage.reader(), self.span());
        let words = span.slice(reader.text()).unwrap_or_default();
        if self.labels.is_some() {
            let then = match (self.begun, self.weak.is_empty()) {
                (true, _) => "a letter ends it there, a capital starts it again",
                (false, true) => "a letter says where it begins",
                (false, false) => "a letter says where it begins, a number adds an uncertain claim",
            };
            return format!("{then}: {}", shortened(words, 60));
        }
        if span == self.cursor() && !self.by_object {
            return format!("the cursor: {}", shortened(words, 60));
        }
        // A quotation mark or a dash on its own is not a word.
        let count = words.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        let cut = match (span::cuts_word(reader.text(), span.start), span::cuts_word(reader.text(), span.end)) {
            (false, false) => "",
            (true, false) => " (begins inside a word)",
            (false, true) => " (ends inside a word)",
            (true, true) => " (begins and ends inside words)",
        };
        format!("{count} {} selected{cut}: {}", if count == 1 { "word" } else { "words" }, shortened(words, 60))
    }

    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        let command = match input {
            Input::Command(command) => command,
            Input::Typed(key) => return key.typed().map_or(Reply::Stay, |letter| self.labelled(letter)),
            Input::Pasted(_) => return Reply::Stay,
        };
        if let Some(reply) = self.on_labels(command) {
            return reply;
        }
        self.passage.follow(self.selection.head);
        let reader = self.passage.reader();
        if let Some(motion) = motion(command) {
            self.selection = self.selection.moved(&reader, motion);
            self.by_object = false;
            return Reply::Show(Answer::Follow(self.cursor()));
        }
        if let Some((object, reach)) = object(command) {
            let from = if self.by_object { self.selection } else { Selection::at(&reader, self.selection.head) };
            if reader.object(from.span(&reader), object, reach, self.by_object).is_none() {
                let in_quotation = || reader.object(from.span(&reader), Object::Quotation, Reach::Around, false).is_some();
                let again = self.by_object && (object != Object::Quotation || in_quotation());
                return Reply::Show(Answer::Tell(missing(object, again).to_owned()));
            }
            self.selection = from.with(&reader, object, reach, self.by_object);
            self.by_object = true;
            return Reply::Show(Answer::Follow(self.cursor()));
        }
        if self.in_pass && command == Command::AddClaim {
            return Reply::Take(Answer::PassEnded);
        }
        if self.empty && command == Command::SelectTake && !self.by_object && self.span() == self.cursor() {
            return Reply::Take(Answer::PassOn);
        }
        if let Some(widened) = self.widened(command) {
            self.selection = widened;
            self.by_object = true;
            return Reply::Show(Answer::Widened(command));
        }
        let purpose = match command {
            Command::Close | Command::Interrupt => return Reply::Close,
            Command::LineDown => return Reply::Show(Answer::CursorLine(1)),
            Command::LineUp => return Reply::Show(Answer::CursorLine(-1)),
            Command::SelectAnew => {
                self.selection.anchor = self.selection.head;
                return Reply::Stay;
            }
            Command::OtherEnd => {
                self.selection = self.selection.flipped();
                return Reply::Show(Answer::Follow(self.cursor()));
            }
            Command::NextGap if self.purpose == Use::Claim => return Reply::Show(Answer::Gap(self.span().end)),
            Command::Help => return Reply::Show(Answer::Run(Command::Help)),
            Command::Search => return Reply::Show(Answer::Run(Command::Search)),
            Command::ReachNextMatch => return Reply::Show(Answer::ReachMatch(Way::Forward)),
            Command::ReachPreviousMatch => return Reply::Show(Answer::ReachMatch(Way::Back)),
            Command::SplitClaim if self.purpose == Use::Claim => return Reply::Take(Answer::Split(self.division())),
            Command::GapNothing if self.purpose == Use::Claim => {
                return Reply::Take(Answer::NothingHere(self.span(), ReadMark::Set));
            }
            Command::SelectTake if self.purpose == Use::Claim => return Reply::Take(Answer::AddInParts(self.span())),
            Command::SelectTake => self.purpose,
            // While a span is looked for, nothing else can come of it.
            _ if self.purpose == Use::Span => return Reply::Stay,
            Command::AddClaim => Use::Claim,
            Command::SelectContent => Use::Content,
            Command::SelectMore => Use::MoreContent,
            Command::SelectCue => Use::Cue,
            Command::SelectSource => Use::Source,
            Command::SelectOutlet => Use::Outlet,
            _ => return Reply::Stay,
        };
        Reply::Take(Answer::Selected(purpose, self.span()))
    }
}

impl Select {
    /// Puts letters on the words around the cursor: the first one says where the selection begins.
    pub fn label(&mut self) {
        let span = self.span();
        self.begun = false;
        self.labels = Some(Labels::around(self.passage.reader().text(), &[span.start, span.end]));
    }

    /// Offers claims that the engine found too uncertain to suggest, each by a number at its content: those nearest to the cursor.
    pub fn offer(&mut self, weak: &[&Parts<Vec<Span>>]) {
        let here = self.cursor().start;
        let start = |parts: &Parts<Vec<Span>>| parts.content.first().map_or(0, |span| span.start);
        let mut near: Vec<&Parts<Vec<Span>>> = weak.to_vec();
        near.sort_by_key(|parts| start(parts).abs_diff(here));
        near.truncate(9);
        near.sort_by_key(|parts| start(parts));
        self.weak = near.into_iter().cloned().collect();
        let starts: Vec<usize> = self.weak.iter().map(start).collect();
        if let Some(labels) = self.labels.as_mut().filter(|_| !self.begun) {
            labels.number(&starts);
        }
    }

    /// The claims that have a number, while no letter was pressed.
    pub fn offered(&self) -> &[Parts<Vec<Span>>] {
        if self.labels.is_some() && !self.begun { &self.weak } else { &[] }
    }

    /// The letters on the words, while they are shown.
    pub const fn labels(&self) -> Option<&Labels> {
        self.labels.as_ref()
    }

    /// What a command does to the letters; `None`: what it does without them.
    fn on_labels(&mut self, command: Command) -> Option<Reply> {
        match (command, self.labels.as_mut()) {
            (Command::Labels, None) => self.label(),
            (Command::Labels, Some(_)) => self.labels = None,
            (Command::Close, Some(labels)) => {
                let was_typed = labels.forget();
                self.labels = self.labels.take().filter(|_| was_typed);
            }
            (Command::LabelsUndo, Some(_)) => self.label(),
            (Command::LabelsKeepOn, Some(_)) if !self.begun => {
                return Some(Reply::Show(Answer::Tell("a letter says where it begins, another where it ends".to_owned())));
            }
            (Command::NextPart, Some(_)) if self.begun && self.purpose == Use::Claim => {
                return Some(Reply::Take(Answer::AddAndLetter(self.span())));
            }
            (Command::LabelsKeepOn, Some(_)) => return Some(Reply::Take(Answer::Selected(self.purpose, self.span()))),
            (Command::Interrupt, Some(_)) | (_, None) => return None,
            _ => {}
        }
        Some(Reply::Stay)
    }

    /// Takes a letter of a label.
    fn labelled(&mut self, letter: char) -> Reply {
        let number = letter.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
        if let Some(parts) = number.and_then(|number| self.offered().get(number)) {
            return Reply::Take(Answer::AddOffered(Box::new(parts.clone())));
        }
        let Some(labels) = &mut self.labels else { return Reply::Stay };
        match labels.take(letter) {
            Typed::Unknown => Reply::Show(Answer::Tell(format!("no word has the label “{letter}”"))),
            Typed::First => Reply::Stay,
            Typed::Word(word, begins) => {
                self.passage.follow(word.start);
                let reader = self.passage.reader();
                let text = reader.text();
                let begins = begins || !self.begun;
                let span = if begins { anew(text, word) } else { reached(text, self.selection.span(&reader), word, false) };
                let labels = begins.then(|| Labels::after(text, word.start));
                self.selection = Selection::over(&reader, span);
                self.by_object = true;
                if labels.is_some() {
                    self.labels = labels;
                }
                self.begun = true;
                Reply::Show(Answer::Follow(self.cursor()))
            }
        }
    }

    /// Where a claim is split: before the cursor; behind it where it is the last letter of a word that the selection ends
    /// with, so that the words that are shown as selected are one of the two parts.
    fn division(&self) -> usize {
        let (reader, cursor) = (self.passage.reader(), self.cursor());
        let cuts = span::cuts_word(reader.text(), cursor.start);
        let ends = self.selection.head > self.selection.anchor && !span::cuts_word(reader.text(), cursor.end);
        if cuts && ends { cursor.end } else { cursor.start }
    }

    /// Where nothing but the cursor is selected, a command for words means those around it: a sentence for a claim or its
    /// content, a word for the rest. They are selected first, and taken with the next press.
    fn widened(&self, command: Command) -> Option<Selection> {
        let object = match command {
            Command::AddClaim | Command::SelectContent | Command::SelectMore | Command::GapNothing => Object::Sentence,
            Command::SelectTake if matches!(self.purpose, Use::Claim | Use::Content | Use::MoreContent) => Object::Sentence,
            Command::SelectTake | Command::SelectCue | Command::SelectSource | Command::SelectOutlet => Object::Word,
            _ => return None,
        };
        if self.by_object || self.span() != self.cursor() {
            return None;
        }
        let reader = self.passage.reader();
        let widened = Selection::at(&reader, self.selection.head).with(&reader, object, Reach::Inner, false);
        // A word may be one character.
        (widened.span(&reader) != self.span()).then_some(widened)
    }
}

/// The motion of a command.
fn motion(command: Command) -> Option<Motion> {
    Some(match command {
        Command::CharBack => Motion::Left,
        Command::CharForward => Motion::Right,
        Command::WordBack => Motion::WordBack,
        Command::WordForward => Motion::WordForward,
        Command::WordEnd => Motion::WordEnd,
        Command::SentenceBack => Motion::SentenceBack,
        Command::SentenceForward => Motion::SentenceForward,
        Command::QuotationBack => Motion::QuotationBack,
        Command::QuotationForward => Motion::QuotationForward,
        Command::ParagraphBack => Motion::ParagraphBack,
        Command::ParagraphForward => Motion::ParagraphForward,
        Command::ParagraphStart => Motion::ParagraphStart,
        Command::ParagraphEnd => Motion::ParagraphEnd,
        _ => return None,
    })
}

/// The text object of a command.
fn object(command: Command) -> Option<(Object, Reach)> {
    Some(match command {
        Command::ObjectWord => (Object::Word, Reach::Inner),
        Command::ObjectSentence => (Object::Sentence, Reach::Inner),
        Command::ObjectQuotation => (Object::Quotation, Reach::Inner),
        Command::ObjectMarks => (Object::Quotation, Reach::Around),
        Command::ObjectParagraph => (Object::Paragraph, Reach::Inner),
        _ => return None,
    })
}

/// What to say where there is no such object; `again`: none beyond the one that is selected.
const fn missing(object: Object, again: bool) -> &'static str {
    match (object, again) {
        (Object::Quotation, false) => "there is no quotation here",
        (Object::Quotation, true) => "there is no quotation around this one",
        (Object::Word, false) => "there is no word here",
        (Object::Word, true) => "there is no word after this one",
        (Object::Sentence, false) => "there is no sentence here",
        (Object::Sentence, true) => "there is no sentence after this one",
        (Object::Paragraph, false) => "there is no paragraph here",
        (Object::Paragraph, true) => "there is no paragraph after this one",
    }
}

/// The beginning and the end of `words` on one line, in at most about `most` characters.
pub fn shortened(words: &str, most: usize) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let whole = words.join(" ");
    if whole.chars().count() <= most {
        return whole;
    }
    let first: String = whole.chars().take(most / 2).collect();
    let length = whole.chars().count();
    let last: String = whole.chars().skip(length - most / 2).collect();
    format!("{} … {}", first.trim_end(), last.trim_start())
}

#[cfg(test)]
mod tests;
