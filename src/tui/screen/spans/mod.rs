//! Moving the ends of content, cue and source of the claim in hand: shown as it will be, kept at the end.

use std::sync::Arc;

use super::labels::{Labels, Typed, anew, reached};
use super::passage::Passage;
use super::select::{Select, shortened};
use crate::article::Article;
use crate::claim::{ClaimId, Part};
use crate::review::{EditError, ReviewedClaim, around, new_overlap};
use crate::text::motion::{Bound, Step, Way};
use crate::text::{Span, span};
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Input, Reply, Then, Use};
use crate::tui::theme::Meaning;

/// The spans of one part, as they were and as they will be.
#[derive(Clone, Debug, PartialEq)]
struct Stretches {
    before: Vec<Span>,
    now: Vec<Span>,
}

/// All parts as they were at one time, and what was in hand then.
#[derive(Clone, Debug)]
struct Stage {
    parts: [Stretches; 3],
    part: usize,
    at: usize,
    bound: Bound,
}

/// The spans of a claim while they are edited.
#[derive(Clone, Debug)]
pub struct Spans {
    claim: ClaimId,
    article: Arc<Article>,
    passage: Passage,
    /// In the order of [`Part::ALL`].
    parts: [Stretches; 3],
    /// The part in hand, as an index into `parts`.
    part: usize,
    /// The span in hand.
    at: usize,
    /// The end in hand.
    bound: Bound,
    /// What each change began with, the newest last; and what was undone of it.
    done: Vec<Stage>,
    undone: Vec<Stage>,
    /// The letters on the words, while they are shown.
    labels: Option<Labels>,
    /// Whether the next label is a further span of the part.
    adds: bool,
}

impl Spans {
    /// The spans of `claim`; `here`, where it is one of them, is in hand first.
    pub fn new(article: Arc<Article>, claim: &ReviewedClaim, here: Option<Span>) -> Self {
        let parts = Part::ALL.map(|part| {
            let spans = claim.spans(part).to_vec();
            Stretches { before: spans.clone(), now: spans }
        });
        let find = |span: Span| {
            let place = |stretches: &Stretches| stretches.now.iter().position(|other| *other == span);
            parts.iter().enumerate().find_map(|(part, stretches)| Some((part, place(stretches)?)))
        };
        let (part, at) = here.and_then(find).unwrap_or((0, 0));
        let first = parts.iter().find_map(|stretches| stretches.now.first()).copied().unwrap_or_default();
        let passage = Passage::around(Arc::clone(&article), first.start);
        Self {
            claim: claim.id.clone(),
            article,
            passage,
            parts,
            part,
            at,
            bound: Bound::End,
            done: Vec::new(),
            undone: Vec::new(),
            labels: None,
            adds: false,
        }
    }

    fn stage(&self) -> Stage {
        Stage { parts: self.parts.clone(), part: self.part, at: self.at, bound: self.bound }
    }

    /// Remembers a change that began with `before`; nothing where nothing has changed.
    fn remember(&mut self, before: Stage) {
        if before.parts != self.parts {
            self.done.push(before);
            self.undone.clear();
        }
    }

    /// Goes back to before the last change, or on to the last one that was undone; says so where there is none.
    fn retrace(&mut self, command: Command) -> Reply {
        let undoes = command == Command::Undo;
        let now = self.stage();
        let (from, to) = if undoes { (&mut self.done, &mut self.undone) } else { (&mut self.undone, &mut self.done) };
        let Some(stage) = from.pop() else {
            let what = if undoes { "undo" } else { "redo" };
            return Reply::Show(Answer::Tell(format!("nothing to {what} in these spans")));
        };
        to.push(now);
        Stage { parts: self.parts, part: self.part, at: self.at, bound: self.bound } = stage;
        self.cursor().map_or(Reply::Stay, |cursor| Reply::Show(Answer::Follow(cursor)))
    }

    /// How many changes can be undone.
    pub fn changes(&self) -> usize {
        self.done.len()
    }

    /// Makes what was changed since there were `changes` one change.
    pub fn as_one_change(&mut self, changes: usize) {
        self.done.truncate(changes + 1);
    }

    /// Whether a command moves an end, and may be counted.
    pub fn moves_end(command: Command) -> bool {
        shift(command).is_some()
    }

    fn stretches(&self) -> &[Span] {
        self.parts.get(self.part).map_or(&[], |stretches| &stretches.now)
    }

    /// The part in hand.
    pub fn part(&self) -> Part {
        Part::ALL.get(self.part).copied().unwrap_or(Part::Content)
    }

    /// The spans of a part as they will be.
    pub fn spans_of(&self, part: Part) -> &[Span] {
        Part::ALL
            .iter()
            .position(|other| *other == part)
            .and_then(|at| self.parts.get(at))
            .map_or(&[], |stretches| &stretches.now)
    }

    /// The span in hand; `None` where the part has none.
    pub fn span(&self) -> Option<Span> {
        self.stretches().get(self.at).copied()
    }

    /// The character at the end in hand.
    pub fn cursor(&self) -> Option<Span> {
        let span = self.span()?;
        let reader = self.passage.reader();
        Some(match self.bound {
            Bound::Start => reader.cluster(span.start),
            Bound::End => reader.cluster(span.end.saturating_sub(1).max(span.start)),
        })
    }

    /// All spans as they will be, with what they mean.
    pub fn preview(&self) -> Vec<(Span, Meaning)> {
        let meanings = [Meaning::HandContent, Meaning::HandCue, Meaning::HandSource];
        let parts = self.parts.iter().zip(meanings);
        parts.flat_map(|(stretches, meaning)| stretches.now.iter().map(move |span| (*span, meaning))).collect()
    }

    /// What is in hand, for the line above the footer.
    pub fn caption(&self) -> String {
        let part = self.part().as_str();
        let Some(span) = self.span() else {
            return format!("no {part}: + selects one");
        };
        let end = if self.bound == Bound::Start { "start" } else { "end" };
        let count = self.stretches().len();
        let which = if count > 1 { format!(" {} of {count}", self.at + 1) } else { String::new() };
        let words = span.slice(&self.article.text).unwrap_or_default();
        if self.labels.is_some() {
            let then = if self.adds {
                "the next letter adds a span"
            } else {
                "a letter ends or extends it, a capital begins it, again: the next mark"
            };
            return format!("{part}{which}: {then}: {}", shortened(words, 40));
        }
        match self.overlap() {
            Some(other) => format!("{part}{which}: the content shares words with its {other}"),
            None => format!("{part}{which}, moving {end}: {}", shortened(words, 70)),
        }
    }

    /// The part that the content has run into.
    fn overlap(&self) -> Option<Part> {
        let [content, cue, source] = &self.parts;
        let before = [&content.before, &cue.before, &source.before].map(Vec::as_slice);
        new_overlap(before, [&content.now, &cue.now, &source.now].map(Vec::as_slice))
    }

    /// One more span for the part in hand.
    pub fn add(&mut self, span: Span) {
        let before = self.stage();
        self.put(span, None);
        self.remember(before);
    }

    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        let command = match input {
            Input::Command(command) => command,
            Input::Typed(key) => return key.typed().map_or(Reply::Stay, |letter| self.labelled(letter)),
            Input::Pasted(_) => return Reply::Stay,
        };
        if matches!(command, Command::Undo | Command::Redo) {
            return self.retrace(command);
        }
        let before = self.stage();
        let reply = self.obey(command);
        self.remember(before);
        reply
    }

    fn obey(&mut self, command: Command) -> Reply {
        let (other, here) = (self.bound.other(), self.bound);
        match command {
            Command::Close | Command::Labels if self.labels.is_some() => {
                let labels = self.labels.as_mut();
                if command == Command::Labels || labels.is_none_or(|labels| !labels.forget()) {
                    self.labels = None;
                }
                return Reply::Stay;
            }
            Command::Labels => self.label(),
            Command::LabelsUndo => return self.retrace(Command::Undo),
            Command::SpansAdd if self.labels.is_some() => {
                self.adds = true;
                return Reply::Show(Answer::Tell(format!("the next letter adds a span to the {}", self.part().as_str())));
            }
            Command::LabelsKeepOn => return self.keep(Then::Confirm),
            Command::Close | Command::Interrupt => return Reply::Close,
            Command::SpansKeep => return self.keep(Then::Stay),
            Command::SpansKeepOn => return self.keep(Then::Confirm),
            Command::Help => return Reply::Show(Answer::Run(Command::Help)),
            Command::OtherEnd => self.bound = other,
            Command::NextPart => self.turn_part(1),
            Command::PreviousPart => self.turn_part(2),
            Command::SpansNext => self.turn_span(1),
            Command::SpansPrevious => self.turn_span(self.stretches().len().saturating_sub(1)),
            Command::SpansDrop => return self.drop_span(),
            Command::SpansAdd => return Reply::Show(Answer::SelectSpan(self.place_for_more())),
            _ => match shift(command) {
                Some((turned, step, way)) => self.shift(if turned { other } else { here }, step, way),
                None => return Reply::Stay,
            },
        }
        self.cursor().map_or(Reply::Stay, |cursor| Reply::Show(Answer::Follow(cursor)))
    }

    /// The selection in which another span is looked for.
    pub fn selection(&self, from: Span) -> Select {
        Select::new(Arc::clone(&self.article), from, Use::Span)
    }

    /// Behind the span in hand, else behind the content.
    fn place_for_more(&self) -> Span {
        let last = self.parts.iter().find_map(|stretches| stretches.now.last()).copied();
        let end = self.span().or(last).unwrap_or_default().end;
        Span::new(end, end)
    }

    fn turn_part(&mut self, by: usize) {
        self.part = (self.part + by) % self.parts.len();
        self.at = 0;
        self.bound = Bound::End;
        self.adds = false;
        if self.labels.is_some() {
            self.label();
        }
    }

    /// Puts letters on the words around the current part.
    pub fn label(&mut self) {
        let part = self.parts.get(self.part).map_or(&[][..], |stretches| &stretches.now);
        let spans = if part.is_empty() {
            self.parts.iter().flat_map(|stretches| &stretches.now).collect()
        } else {
            part.iter().collect::<Vec<_>>()
        };
        let near: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
        self.labels = Some(Labels::around(&self.article.text, &near));
    }

    /// The letters on the words, while they are shown.
    pub const fn labels(&self) -> Option<&Labels> {
        self.labels.as_ref()
    }

    /// Takes a letter of a label.
    fn labelled(&mut self, letter: char) -> Reply {
        let Some(labels) = &mut self.labels else { return Reply::Stay };
        match labels.take(letter) {
            Typed::Unknown => Reply::Show(Answer::Tell(format!("no word has the label “{letter}”"))),
            Typed::First => Reply::Stay,
            Typed::Word(word, begins) => {
                let before = self.stage();
                self.reach(word, begins);
                self.remember(before);
                self.cursor().map_or(Reply::Stay, |cursor| Reply::Show(Answer::Follow(cursor)))
            }
        }
    }

    /// Lets the nearest span of the part begin or end at a word; the content goes around cue and source.
    fn reach(&mut self, word: Span, begins: bool) {
        let text = Arc::clone(&self.article.text);
        let apart = |span: &Span| span.start.saturating_sub(word.end) + word.start.saturating_sub(span.end);
        let nearest = self.stretches().iter().enumerate().min_by_key(|(_, span)| apart(span)).map(|(at, span)| (at, *span));
        match nearest.filter(|_| !std::mem::take(&mut self.adds)) {
            Some((at, span)) => self.put(reached(&text, span, word, begins), Some(at)),
            None => self.put(anew(&text, word), None),
        }
        self.bound = if begins || self.span().is_some_and(|span| span.start >= word.start) { Bound::Start } else { Bound::End };
        let [content, cue, source] = &mut self.parts;
        let beside: Vec<Span> = cue.now.iter().chain(&source.now).copied().collect();
        if new_overlap(
            [&content.before, &cue.before, &source.before].map(Vec::as_slice),
            [&content.now, &cue.now, &source.now].map(Vec::as_slice),
        )
        .is_some()
        {
            content.now = around(&text, &content.now, &beside);
        }
        let spans = self.stretches();
        self.at = spans.iter().position(|span| span.overlaps(word)).unwrap_or_else(|| self.at.min(spans.len().saturating_sub(1)));
    }

    fn turn_span(&mut self, by: usize) {
        let count = self.stretches().len();
        if count > 0 {
            self.at = (self.at + by) % count;
        }
    }

    fn shift(&mut self, bound: Bound, step: Step, way: Way) {
        let Some(span) = self.span() else {
            return;
        };
        self.passage.follow(if bound == Bound::Start { span.start } else { span.end });
        let moved = self.passage.reader().with_bound_moved(span, bound, step, way);
        self.put(moved, Some(self.at));
    }

    /// Puts a span in the place of another, or beside the others; those that it reaches become one with it.
    fn put(&mut self, span: Span, in_place_of: Option<usize>) {
        let Some(stretches) = self.parts.get_mut(self.part) else {
            return;
        };
        match in_place_of.and_then(|at| stretches.now.get_mut(at)) {
            Some(slot) => *slot = span,
            None => stretches.now.push(span),
        }
        span::normalise(&mut stretches.now);
        self.at = stretches.now.iter().position(|other| other.encloses(span)).unwrap_or(0);
    }

    fn drop_span(&mut self) -> Reply {
        let content = self.part() == Part::Content;
        let Some(stretches) = self.parts.get_mut(self.part).filter(|stretches| self.at < stretches.now.len()) else {
            return Reply::Stay;
        };
        if content && stretches.now.len() == 1 {
            return Reply::Show(Answer::TellWithKey("a claim needs content; {} rejects it", Command::Reject));
        }
        stretches.now.remove(self.at);
        self.at = self.at.min(stretches.now.len().saturating_sub(1));
        self.cursor().map_or(Reply::Stay, |cursor| Reply::Show(Answer::Follow(cursor)))
    }

    fn keep(&self, then: Then) -> Reply {
        // What cannot be kept stays open to be mended.
        if let Some(part) = self.overlap() {
            return Reply::Show(Answer::Tell(EditError::Overlap(part).to_string()));
        }
        let parts = Part::ALL.into_iter().zip(&self.parts).filter(|(_, stretches)| stretches.now != stretches.before);
        let parts = parts.map(|(part, stretches)| (part, stretches.now.clone())).collect();
        Reply::Take(Answer::Spans { claim: self.claim.clone(), parts, then })
    }
}

/// Whether a command moves the end that is not in hand, how far, and which way.
fn shift(command: Command) -> Option<(bool, Step, Way)> {
    use Command as C;
    Some(match command {
        C::CharBack => (false, Step::Character, Way::Back),
        C::CharForward => (false, Step::Character, Way::Forward),
        C::WordBack => (false, Step::Word, Way::Back),
        C::WordForward => (false, Step::Word, Way::Forward),
        C::SentenceBack => (false, Step::Sentence, Way::Back),
        C::SentenceForward => (false, Step::Sentence, Way::Forward),
        C::QuotationBack => (false, Step::Quotation, Way::Back),
        C::QuotationForward => (false, Step::Quotation, Way::Forward),
        C::OtherCharBack => (true, Step::Character, Way::Back),
        C::OtherCharForward => (true, Step::Character, Way::Forward),
        C::OtherWordBack => (true, Step::Word, Way::Back),
        C::OtherWordForward => (true, Step::Word, Way::Forward),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
