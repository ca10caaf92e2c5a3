//! The caret in the article: motions as in vim and helix, counts before them, `f` and `t` with their letter.
//!
//! It is there while the article has the focus. A claim that it enters becomes the current one; one that it leaves
//! stays current until it enters another.

use std::sync::Arc;

use crossterm::event::KeyCode;

use super::{Layer, Model};
use crate::claim::ClaimId;
use crate::review::ReviewedClaim;
use crate::text::Span;
use crate::text::motion::Way;
use crate::tui::command::{Command, Context, TABLE};
use crate::tui::key::KeyPress;
use crate::tui::layer::{Input, Use};
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::article::reach;
use crate::tui::screen::frame::Front;
use crate::tui::screen::select::Select;
use crate::tui::screen::spans::Spans;

/// No motion is made more often at once.
const MOST: usize = 1000;

/// Where the caret is, and what was pressed before a motion.
#[derive(Clone, Debug, Default)]
pub(super) struct Caret {
    /// A selection of nothing but the cursor; `None` until the article had the focus.
    place: Option<Box<Select>>,
    /// The count that was typed; 0: none.
    count: usize,
    /// The command that waits for a letter, and how often it is to be found.
    seeks: Option<(Command, usize)>,
}

impl Model {
    /// The character under the caret, while it is seen.
    pub fn caret(&self) -> Option<Span> {
        let is_there = self.panes.front == Front::Article && !self.layers.iter().any(Layer::is_in_article);
        self.caret.place.as_ref().filter(|_| is_there && self.desk.adjudication.is_none()).map(|place| place.cursor())
    }

    /// Puts the caret at the byte at `offset`.
    pub(super) fn put_caret(&mut self, offset: usize) {
        let article = self.desk.session.article();
        match self.caret.place.as_mut().filter(|place| place.is_of(article)) {
            Some(place) => place.put(offset),
            None => {
                let select = Select::new(Arc::clone(article), Span::new(offset, offset), Use::Claim);
                self.caret.place = Some(Box::new(select));
            }
        }
    }

    /// The caret follows a claim that became the current one, while the article has the focus.
    pub(super) fn caret_to_hand(&mut self) {
        if self.panes.front == Front::Article
            && let Some(start) = self.start_of_hand()
        {
            self.put_caret(start);
        }
    }

    fn start_of_hand(&self) -> Option<usize> {
        let claim = self.hand().and_then(|id| self.desk.session.claim(id))?;
        claim.spans(crate::claim::Part::Content).first().map(|span| span.start)
    }

    /// A caret that is not on the screen comes into it: to the current claim, else to the first line.
    pub(super) fn caret_into_view(&mut self) {
        let shown = self.panes.article.shown();
        let article = self.desk.session.article();
        let place = self.caret.place.as_ref().filter(|place| place.is_of(article)).map(|place| place.cursor().start);
        if shown.is_empty() {
            // A pane that comes to the front is laid out afterwards.
            let start = self.start_of_hand().or(place).unwrap_or_default();
            self.put_caret(start);
        } else if !place.is_some_and(|place| shown.contains(place)) {
            let hand = self.start_of_hand().filter(|start| shown.contains(*start));
            self.put_caret(hand.unwrap_or(shown.start));
        }
    }

    /// Digits before a motion, and the letter after a command that seeks one: whether `key` was one of these.
    pub(super) fn is_for_caret(&mut self, key: KeyPress) -> bool {
        let context = self.context();
        if !matches!(context, Context::Article | Context::Select | Context::Spans) || !self.pending.is_empty() {
            // The focus has moved: the letter is no longer waited for.
            self.caret.seeks = None;
            return false;
        }
        if let Some((command, times)) = self.caret.seeks.take() {
            self.tell(Tone::Plain, String::new());
            if let Some(letter) = key.typed() {
                self.seek(letter, command, times);
            }
            return true;
        }
        let KeyCode::Char(digit @ '0'..='9') = key.code else {
            return false;
        };
        let bound = |command: Command| self.look.keymap.keys(command).iter().any(|keys| keys.as_slice() == [key]);
        let here = |contexts: &[Context]| contexts.contains(&context);
        let count = self.caret.count;
        let means = TABLE.iter().any(|entry| here(entry.contexts) && bound(entry.command));
        if !key.modifiers.is_empty() || (means && count == 0) || (digit == '0' && count == 0) {
            return false;
        }
        self.caret.count = (count * 10 + digit.to_digit(10).unwrap_or_default() as usize).min(MOST);
        self.tell(Tone::Plain, format!("{} times", self.caret.count));
        true
    }

    /// Makes a motion of the caret, of an open selection, or of the end of a span that is edited, as often as was typed before it. Whether `command` is one.
    pub(super) fn moves(&mut self, command: Command, effects: &mut Vec<Effect>) -> bool {
        let count = std::mem::take(&mut self.caret.count);
        let times = count.clamp(1, MOST);
        if let Some(Layer::Spans(spans)) = self.layers.last()
            && Spans::moves_end(command)
        {
            let changes = spans.changes();
            for _ in 0..times {
                self.layer_hears(Input::Command(command), effects);
            }
            if let Some(Layer::Spans(spans)) = self.layers.last_mut() {
                spans.as_one_change(changes);
            }
            return true;
        }
        let in_selection = matches!(self.layers.last(), Some(Layer::Select(_)));
        if !in_selection && self.context() != Context::Article {
            return false;
        }
        match command {
            Command::FindLetter | Command::TillLetter => {
                self.caret.seeks = Some((command, times));
                self.tell(Tone::Plain, format!("{}: which letter?", command.entry().label));
            }
            Command::Last if count > 0 && !in_selection => self.caret_at_paragraph(count),
            _ if !command.is_motion() => return false,
            _ if in_selection => {
                for _ in 0..times {
                    self.layer_hears(Input::Command(command), effects);
                }
            }
            _ => self.move_caret(command, times),
        }
        true
    }

    fn move_caret(&mut self, command: Command, times: usize) {
        self.caret_into_view();
        let began = self.caret_offset();
        for _ in 0..times {
            let Some(place) = self.caret.place.as_mut() else {
                return;
            };
            let before = place.cursor();
            match command {
                Command::LineDown | Command::LineUp => {
                    let to = self.panes.article.beside(before.start, if command == Command::LineDown { 1 } else { -1 });
                    place.put(to);
                }
                _ => {
                    place.update(Input::Command(command));
                    let to = place.cursor().start;
                    place.put(to);
                }
            }
            if place.cursor() == before {
                break;
            }
        }
        self.caret_arrives(began);
    }

    /// What was typed before a key that means nothing.
    pub(super) fn forget_count(&mut self) {
        self.caret.count = 0;
    }

    /// To the paragraph of this number, counted from 1.
    fn caret_at_paragraph(&mut self, number: usize) {
        let blocks = &self.desk.session.article().blocks;
        if let Some(block) = blocks.get(number - 1).or_else(|| blocks.last()) {
            let (before, start) = (self.caret_offset(), block.span.start);
            self.put_caret(start);
            self.caret_arrives(before);
        }
    }

    /// To the beginning of the text, or to its end.
    pub(super) fn caret_to_end(&mut self, way: Way) {
        let length = self.desk.session.article().text.trim_end().len();
        let before = self.caret_offset();
        self.put_caret(if way == Way::Forward { length.saturating_sub(1) } else { 0 });
        self.caret_arrives(before);
    }

    /// So many lines down or up with the article.
    pub(super) fn caret_scroll(&mut self, by: isize) {
        self.caret_into_view();
        let before = self.caret_offset();
        if let Some(place) = self.caret.place.as_mut() {
            let to = self.panes.article.beside(place.cursor().start, by);
            place.put(to);
            self.at_match = false;
            self.panes.article.scroll(by);
            let cursor = place.cursor();
            self.enter_claim(before, cursor.start);
        }
    }

    /// The article shows where the caret is now, after it was at `before`; a claim there is the current one.
    fn caret_arrives(&mut self, before: Option<usize>) {
        let Some(cursor) = self.caret.place.as_ref().map(|place| place.cursor()) else {
            return;
        };
        self.at_match = false;
        self.panes.article.follow(cursor, cursor);
        self.enter_claim(before, cursor.start);
    }

    fn enter_claim(&mut self, before: Option<usize>, offset: usize) {
        let claim = self.claim_entered(before, Span::new(offset, offset + 1));
        if let Some(claim) = claim.filter(|claim| self.hand() != Some(claim)) {
            self.panes.claims.take(claim, &self.desk.session);
            self.panes.article.span = None;
            self.at_match = false;
        }
    }

    /// The claim of the list that is current at `words`, where the caret was at `before`: the innermost one there. The
    /// current claim stays so while the caret is inside it and enters no other one in it.
    pub(super) fn claim_entered(&self, before: Option<usize>, words: Span) -> Option<ClaimId> {
        let (session, article) = (&self.desk.session, &self.panes.article);
        let shown = |claim: &ReviewedClaim| self.panes.claims.shows(&claim.id, session);
        let innermost = article.claim_at(words, session, shown)?;
        let Some(current) = self.hand().and_then(|id| session.claim(id)).filter(|current| shown(current)) else {
            return Some(innermost);
        };
        let has = |id: &ClaimId, at: Span| article.claim_at(at, session, |claim| claim.id == *id).is_some();
        let was_there = before.is_some_and(|before| has(&innermost, Span::new(before, before + 1)));
        let is_inside = session.claim(&innermost).is_some_and(|claim| {
            let (inner, outer) = (reach(claim), reach(current));
            inner != outer && outer.encloses(inner)
        });
        let stays = has(&current.id, words) && (was_there || !is_inside);
        Some(if stays { current.id.clone() } else { innermost })
    }

    /// Where the caret is, seen or not.
    pub(super) fn caret_offset(&self) -> Option<usize> {
        self.caret.place.as_ref().map(|place| place.cursor().start)
    }

    /// To the next `letter` of the paragraph, or right before it.
    fn seek(&mut self, letter: char, command: Command, times: usize) {
        let in_selection = matches!(self.layers.last(), Some(Layer::Select(_)));
        if !in_selection {
            self.caret_into_view();
        }
        let cursor = match self.layers.last() {
            Some(Layer::Select(select)) => Some(select.cursor()),
            _ => self.caret.place.as_ref().map(|place| place.cursor()),
        };
        let Some(cursor) = cursor else { return };
        match sought(&self.desk.session.article().text, self.paragraph_end(cursor.start), cursor, letter, times) {
            Some((before, at)) => {
                let to = if command == Command::TillLetter { before } else { at };
                match self.layers.last_mut() {
                    Some(Layer::Select(select)) => {
                        select.go_to(to);
                        let cursor = select.cursor();
                        self.panes.article.follow(cursor, cursor);
                    }
                    _ => {
                        self.put_caret(to);
                        self.caret_arrives(Some(cursor.start));
                    }
                }
            }
            None => self.tell(Tone::Plain, format!("no “{letter}” in the rest of this paragraph")),
        }
    }

    fn paragraph_end(&self, offset: usize) -> usize {
        let article = self.desk.session.article();
        article.blocks.get(article.block_index(offset)).map_or(article.text.len(), |block| block.span.end)
    }
}

/// The `times`-th `letter` behind the cursor and before `end`, and the character before it.
fn sought(text: &str, end: usize, cursor: Span, letter: char, times: usize) -> Option<(usize, usize)> {
    let rest = text.get(cursor.end..end.max(cursor.end))?;
    let (at, _) = rest.char_indices().filter(|(_, other)| *other == letter).nth(times.saturating_sub(1))?;
    let at = cursor.end + at;
    let before = text.get(..at)?.char_indices().next_back().map_or(at, |(before, _)| before);
    Some((before, at))
}
