//! The article's pane: where it is scrolled to, what is marked in it, what is searched.

mod marks;
mod search;
mod view;

pub use marks::{Mark, Marks};
pub use search::{Match, Matches, Search, Seen};
pub use view::{Highlight, Page, Work, view};

use std::sync::{Arc, OnceLock};

use super::frame::Frame;
use super::rules::RuleSigns;
use crate::claim::{ClaimId, Part};
use crate::review::{ReviewedClaim, Session};
use crate::text::motion::Way;
use crate::text::{Bare, Span};
use crate::tui::layer::ScrollPosition;
use crate::tui::layout::{Layout, Line, Place, width_at};
use crate::tui::query::Query;

/// Where the article is to go when it is laid out next.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Wish {
    /// Show all of the first span if possible, the second for certain.
    Show(Span, Span),
    /// So many lines down.
    Scroll(isize),
    /// This byte on top.
    Top(usize),
}

/// The article's pane.
#[derive(Clone, Debug)]
pub struct State {
    layout: Layout,
    /// First byte of the top line; stays where it is when the width changes.
    top: usize,
    wishes: Vec<Wish>,
    /// The lines on the screen.
    pub lines: Vec<Line>,
    /// What is marked in the text.
    pub marks: Marks,
    /// Where the house's rules are broken.
    pub signs: RuleSigns,
    /// The text as it is seen, for searches; `None` where it is as it stands. Made with the first search.
    bare: OnceLock<Option<Arc<Bare>>>,
    /// The search that stands.
    pub search: Option<Search>,
    /// The span of the current claim that was reached by stepping through its spans.
    pub span: Option<Span>,
}

impl State {
    /// The pane of this text, from its beginning.
    pub fn new(text: Arc<str>) -> Self {
        Self {
            layout: Layout::new(text, 80),
            top: 0,
            wishes: Vec::new(),
            lines: Vec::new(),
            marks: Marks::default(),
            signs: RuleSigns::default(),
            bare: OnceLock::new(),
            search: None,
            span: None,
        }
    }

    /// The article's text.
    pub fn text(&self) -> &str {
        self.layout.text()
    }

    /// Brings the marks in step with the session.
    pub fn refresh(&mut self, session: &Session) {
        // The old ones go first: of a long article both would be many.
        self.marks = Marks::default();
        self.marks = Marks::of(session);
    }

    /// Shows `all` with context above and below, where it fits; `first` for certain.
    pub fn follow(&mut self, all: Span, first: Span) {
        self.wishes = vec![Wish::Show(all, first)];
    }

    /// Goes so many lines down.
    pub fn scroll(&mut self, by: isize) {
        self.wishes.push(Wish::Scroll(by));
    }

    /// The place to come back to.
    pub fn anchor(&self) -> ScrollPosition {
        ScrollPosition(self.top)
    }

    /// Goes back to such a place.
    pub fn back_to(&mut self, anchor: ScrollPosition) {
        self.wishes = vec![Wish::Top(anchor.0)];
    }

    /// The bytes that are on the screen.
    pub fn shown(&self) -> Span {
        match (self.lines.first(), self.lines.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// Lays out the lines of the screen, after going where it is wished.
    pub fn settle(&mut self, frame: &Frame) {
        let height = usize::from(frame.text.height);
        if height == 0 || frame.text.width == 0 {
            self.lines.clear();
            return;
        }
        self.layout.resize(frame.text.width);
        let mut top = self.layout.place_of(self.top);
        for wish in std::mem::take(&mut self.wishes) {
            top = match wish {
                Wish::Top(offset) => self.layout.place_of(offset),
                Wish::Scroll(by) if by < 0 => self.layout.up(top, by.unsigned_abs()),
                Wish::Scroll(by) => self.far_down(top, by.unsigned_abs(), height),
                Wish::Show(all, first) => self.shows(top, all, first, height),
            };
        }
        // No screen of spaces beyond the end.
        let last = self.layout.last();
        top = top.min(self.layout.up(last, height - 1));
        self.top = self.layout.line(top).map_or(0, |line| line.span.start);
        self.lines = self.layout.window(top, height);
    }

    /// Lines down, without laying out everything on the way to the end.
    fn far_down(&mut self, top: Place, by: usize, height: usize) -> Place {
        if by > 100_000 {
            let last = self.layout.last();
            return self.layout.up(last, height - 1);
        }
        self.layout.down(top, by)
    }

    fn shows(&mut self, top: Place, all: Span, first: Span, height: usize) -> Place {
        let context = (height / 5).min(4);
        let from = self.layout.place_of(all.start);
        let to = self.layout.place_of(all.end.saturating_sub(1).max(all.start));
        let upper = if top == Place::default() { top } else { self.layout.down(top, context) };
        let lower = self.layout.down(top, height.saturating_sub(1 + context));
        let at_end = self.layout.down(top, height - 1) == self.layout.last();
        if upper <= from && (to <= lower || at_end) {
            return top;
        }
        let room = self.layout.down(from, height.saturating_sub(1 + 2 * context));
        let start = if to <= room { from } else { self.layout.place_of(first.start) };
        self.layout.up(start, (height / 3).max(context.min(height.saturating_sub(1))).min(height.saturating_sub(1)))
    }

    /// Collects what `query` finds, and goes to the first match from the screen on, or from where the search
    /// began. What to tell, and whether there is a match. A pattern that cannot be read changes nothing. `in_words`:
    /// matches in speakers, outlets and notes are passed over.
    pub fn find(&mut self, query: &Query, session: &Session, from: Option<ScrollPosition>, in_words: bool) -> (String, bool) {
        if query.text.is_empty() {
            self.search = None;
            return (String::new(), true);
        }
        let pattern = match query.compile() {
            Ok(pattern) => pattern,
            Err(error) => return (error.to_string(), false),
        };
        let from = from.unwrap_or_else(|| self.anchor()).0;
        let bare = self.bare.get_or_init(|| Bare::of(self.layout.text()).map(Arc::new));
        self.search = Search::of(query, &pattern, session, bare.as_deref(), from);
        if in_words {
            self.search = self.search.take().and_then(Search::in_words);
        }
        match &self.search {
            Some(_) => (self.go_to_match(), true),
            None => (format!("{} is not in the article, its speakers, outlets or notes", query.text), false),
        }
    }

    fn go_to_match(&mut self) -> String {
        let Some((search, found)) = self.search.as_ref().and_then(|search| Some((search, search.current()?))) else {
            return String::new();
        };
        let (span, told) = (found.span, search.caption());
        self.follow(span, span);
        told
    }

    /// Goes to the next or previous of these matches; `None` while there is no search.
    pub fn next_match(&mut self, way: Way, among: Matches) -> Option<String> {
        let search = self.search.as_mut()?;
        search.step(way);
        // Round at most: a search may have found nothing but speakers.
        let mut left = search.matches.len();
        while among == Matches::InWords && left > 0 && search.current().is_some_and(|found| found.claim.is_some()) {
            search.step(way);
            left -= 1;
        }
        Some(self.go_to_match())
    }

    /// The byte that is shown at this column and row.
    pub fn offset_at(&self, frame: &Frame, x: u16, y: u16) -> Option<usize> {
        let line = self.lines.get(usize::from(y.checked_sub(frame.text.y)?))?;
        let column = usize::from(x.saturating_sub(frame.text.x));
        let mut at = 0;
        for piece in crate::text::visible::pieces(line.span.slice(self.text())?, line.span.start) {
            at += width_at(&piece, at, usize::from(frame.text.width));
            if at > column {
                return Some(piece.span.start);
            }
        }
        Some(line.span.end.saturating_sub(1))
    }

    /// The byte `by` lines further down, below the byte at `offset`; as far as the text goes.
    pub fn beside(&mut self, offset: usize, by: isize) -> usize {
        let from = self.layout.place_of(offset);
        let Some(line) = self.layout.line(from) else {
            return offset;
        };
        let column = self.column_of(&line, offset);
        let mut to = from;
        loop {
            let before = to;
            to = if by < 0 { self.layout.up(to, by.unsigned_abs()) } else { self.layout.down(to, by.unsigned_abs()) };
            let Some(line) = self.layout.line(to) else {
                return offset;
            };
            // Blank lines are not a place for a cursor.
            let blank = line.span.slice(self.text()).is_none_or(|words| words.trim().is_empty());
            if !blank {
                return self.at_column(&line, column);
            }
            if to == before {
                return offset;
            }
        }
    }

    fn column_of(&self, line: &Line, offset: usize) -> usize {
        let before = Span::new(line.span.start, offset.min(line.span.end));
        crate::text::visible::width(before.slice(self.text()).unwrap_or_default())
    }

    fn at_column(&self, line: &Line, column: usize) -> usize {
        let span = line.span.trimmed(self.text());
        let mut at = 0;
        let mut last = span.start;
        for piece in crate::text::visible::pieces(span.slice(self.text()).unwrap_or_default(), span.start) {
            last = piece.span.start;
            at += piece.width;
            if at > column {
                break;
            }
        }
        last
    }

    /// The innermost claim with these words: of several whose content has them the shortest, and before it one inside it
    /// whose cue or source has them. Only claims for which `counts` holds.
    pub fn claim_at(&self, words: Span, session: &Session, counts: impl Fn(&ReviewedClaim) -> bool) -> Option<ClaimId> {
        let claims = session.claims();
        let of = |mark: &Mark| claims.get(mark.claim()).map(|claim| (mark.part, &**claim)).filter(|(_, claim)| counts(claim));
        let here: Vec<(Part, &ReviewedClaim)> = self.marks.within(words).filter_map(of).collect();
        let innermost = |content: bool, around: Option<Span>| {
            let parts = here.iter().filter(|(part, _)| (*part == Part::Content) == content).map(|(_, claim)| *claim);
            let inside = |claim: &&ReviewedClaim| around.is_none_or(|all| all != reach(claim) && all.encloses(reach(claim)));
            parts.filter(inside).min_by_key(|claim| reach(claim).len())
        };
        let found = match innermost(true, None) {
            Some(content) => innermost(false, Some(reach(content))).unwrap_or(content),
            None => innermost(false, None)?,
        };
        Some(found.id.clone())
    }
}

/// How far the content of a claim reaches, gaps included.
pub fn reach(claim: &ReviewedClaim) -> Span {
    claim.spans(Part::Content).iter().copied().reduce(Span::cover).unwrap_or_default()
}
