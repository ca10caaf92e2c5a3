//! Draws the lines of the article that are on the screen.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Search, State};
use crate::article::BlockKind;
use crate::claim::Part;
use crate::review::{Decision, Session};
use crate::text::Span;
use crate::text::span::overlapping;
use crate::text::visible::{Shown, pieces};
use crate::tui::layout::{Line, width_at};
use crate::tui::screen::claims::{Sign, decided};
use crate::tui::screen::frame::Frame;
use crate::tui::screen::labels::Labels;
use crate::tui::screen::paint::Canvas;
use crate::tui::theme::Meaning;

/// What the article's pane shows.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The lines on the screen, with what is always marked in them.
    pub state: &'a State,
    /// The review.
    pub session: &'a Session,
    /// What is highlighted.
    pub highlight: Highlight,
    /// What is selected.
    pub work: Work,
    /// The letters on the words.
    pub labels: Option<&'a Labels>,
    /// Whether the article has the focus.
    pub focused: bool,
}

/// Draws the article's pane.
pub fn view(page: &Page<'_>, canvas: &mut Canvas<'_>, frame: &Frame) {
    let state = page.state;
    if frame.article.is_empty() {
        return;
    }
    for (line, y) in state.lines.iter().zip(frame.text.top()..frame.text.bottom()) {
        let area = Rect { y, height: 1, ..frame.text };
        let row = Row::new(page, line);
        if !canvas.recall(area, &row) {
            row.draw(canvas, area);
        }
        gutter(page, canvas, frame, y, line);
    }
    scroll_mark(page, canvas, frame);
}

/// What is highlighted: the parts of the current claim, or the mentions of the current name.
#[derive(Clone, Debug, Default)]
pub struct Highlight {
    /// The claim's index in the session.
    pub index: Option<usize>,
    /// The spans and what each stands for; later ones lie above earlier ones.
    pub parts: Vec<(Span, Meaning)>,
    /// The span that was stepped to.
    pub here: Option<Span>,
}

impl Highlight {
    fn covers(&self, line: Span) -> bool {
        self.parts.iter().any(|(span, meaning)| span.overlaps(line) && *meaning != Meaning::Antecedent)
    }
}

/// What is selected, and where the cursor stands.
#[derive(Clone, Copy, Debug, Default, Hash)]
pub struct Work {
    /// The selected words.
    pub selection: Option<Span>,
    /// The character under the cursor.
    pub cursor: Option<Span>,
}

/// One line and all that is to be shown in it.
#[derive(Hash)]
struct Row<'a> {
    /// The words of the line.
    text: &'a str,
    span: Span,
    base: Meaning,
    /// Quiet marks, content first so that cue and source lie above it.
    quiet: Vec<(Span, Meaning)>,
    contents: Vec<Span>,
    hand: Vec<(Span, Meaning)>,
    found: Vec<Span>,
    here: Option<Span>,
    current: Option<Span>,
    work: Work,
    labels: Vec<(usize, [Option<char>; 2])>,
}

impl<'a> Row<'a> {
    fn new(page: &Page<'a>, line: &Line) -> Self {
        let Page { state, session, highlight: hand, work, .. } = page;
        let claims = session.claims();
        let mut quiet: Vec<(Span, Meaning)> = state.marks.outlets(line.span).map(|span| (span, Meaning::Outlet)).collect();
        let mut over = Vec::new();
        let mut contents = Vec::new();
        for mark in state.marks.within(line.span) {
            let rejected = claims.get(mark.claim()).is_some_and(|claim| claim.decision == Decision::Rejected);
            if mark.part == Part::Content && (!rejected || Some(mark.claim()) == hand.index) {
                contents.push(mark.span());
            }
            if rejected || Some(mark.claim()) == hand.index {
                continue;
            }
            match mark.part {
                Part::Content => quiet.insert(0, (mark.span(), Meaning::Content)),
                Part::Cue => over.push((mark.span(), Meaning::Cue)),
                Part::Source => over.push((mark.span(), Meaning::Source)),
            }
        }
        quiet.extend(over);
        let struck = overlapping(&session.article().origin.struck, line.span);
        quiet.extend(struck.iter().map(|span| (*span, Meaning::Rejected)));
        let pages = overlapping(&session.article().origin.page_lines, line.span);
        quiet.extend(pages.iter().map(|span| (*span, Meaning::Quiet)));
        let found = state.search.as_ref().map(|search| search.within(line.span).map(|found| found.span).collect());
        let current = state.search.as_ref().and_then(Search::current).map(|found| found.span);
        let here = |span: Option<Span>| span.filter(|span| span.overlaps(line.span));
        Self {
            text: line.span.slice(state.text()).unwrap_or_default(),
            span: line.span,
            base: base(session, line.span.start),
            quiet,
            contents,
            hand: hand.parts.iter().filter(|(span, _)| span.overlaps(line.span)).copied().collect(),
            found: found.unwrap_or_default(),
            here: here(hand.here),
            current: here(current),
            work: Work { selection: here(work.selection), cursor: here(work.cursor) },
            labels: page.labels.map(|labels| labels.within(line.span).collect()).unwrap_or_default(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let columns = usize::from(area.width);
        // Blanks that hang over the end of the line carry no marks.
        let end = self.span.start + self.text.trim_end().len();
        let mut at = 0;
        // A style holds up to the next edge of a span: most letters have that of the letter before.
        let (mut style, mut edge) = (Style::default(), self.span.start);
        let mut labels = self.labels.iter().peekable();
        let (mut letters, mut sign) = ([None; 2], [0; 4]);
        for piece in pieces(self.text, self.span.start).take_while(|piece| piece.span.start < end) {
            let width = width_at(&piece, at, columns);
            if width == 0 || at + width > columns {
                continue;
            }
            if piece.span.start >= edge {
                (style, edge) = (self.style(canvas, piece.span.start), self.edge_after(piece.span.start));
            }
            if let Some((_, label)) = labels.next_if(|(start, _)| *start == piece.span.start) {
                letters = *label;
            }
            if let [Some(letter), rest] = letters {
                let style = style.patch(canvas.style(Meaning::Key)).add_modifier(Modifier::REVERSED | Modifier::BOLD);
                let letter = Shown::Plain(letter.encode_utf8(&mut sign));
                canvas.piece(area.x + at as u16, area.y, letter, 1, width as u16, style);
                (letters, at) = ([rest, None], at + width);
                continue;
            }
            canvas.piece(area.x + at as u16, area.y, piece.shown, piece.width as u16, width as u16, style);
            at += width;
        }
    }

    fn style(&self, canvas: &Canvas<'_>, offset: usize) -> Style {
        let mut style = canvas.style(Meaning::Text).patch(canvas.style(self.base));
        let mut in_hand = self.hand.iter().filter(|(span, _)| span.contains(offset)).peekable();
        if in_hand.peek().is_some() {
            for (_, meaning) in in_hand {
                style = style.patch(canvas.style(*meaning));
            }
        } else {
            for (_, meaning) in self.quiet.iter().filter(|(span, _)| span.contains(offset)) {
                style = style.patch(canvas.style(*meaning));
            }
        }
        if self.contents.iter().filter(|span| span.contains(offset)).count() > 1 {
            style = style.patch(canvas.style(Meaning::Overlap));
        }
        if self.here.is_some_and(|span| span.contains(offset)) {
            style = style.patch(canvas.style(Meaning::Here));
        }
        if self.found.iter().any(|span| span.contains(offset)) {
            style = style.patch(canvas.style(Meaning::Found));
            // The match in hand stands out from the others.
            if !self.current.is_some_and(|span| span.contains(offset)) {
                style = style.remove_modifier(ratatui::style::Modifier::REVERSED);
            }
        }
        if self.work.selection.is_some_and(|span| span.contains(offset)) {
            style = style.patch(canvas.style(Meaning::Selection));
        }
        if self.work.cursor.is_some_and(|span| span.contains(offset)) {
            style = style.patch(canvas.style(Meaning::Cursor));
        }
        style
    }

    /// The next place after `offset` where a span begins or ends.
    fn edge_after(&self, offset: usize) -> usize {
        let marked = self.hand.iter().chain(&self.quiet).map(|(span, _)| span);
        let single = [self.here, self.current, self.work.selection, self.work.cursor];
        let spans = marked.chain(&self.contents).chain(&self.found).chain(single.iter().flatten());
        spans.flat_map(|span| [span.start, span.end]).filter(|edge| *edge > offset).min().unwrap_or(usize::MAX)
    }
}

/// What the paragraph at `offset` is.
fn base(session: &Session, offset: usize) -> Meaning {
    let article = session.article();
    match article.blocks.get(article.block_index(offset)).filter(|block| block.span.start <= offset).map(|block| block.kind) {
        Some(BlockKind::Headline) => Meaning::Headline,
        Some(BlockKind::Heading) => Meaning::Heading,
        Some(BlockKind::Caption | BlockKind::Byline | BlockKind::Boilerplate) => Meaning::Quiet,
        _ => Meaning::Text,
    }
}

/// Beside a line: what was decided about the claim that begins in it, and a bar along the claim in hand.
fn gutter(page: &Page<'_>, canvas: &mut Canvas<'_>, frame: &Frame, y: u16, line: &Line) {
    if frame.text.x < frame.article.x + 2 {
        return;
    }
    let ground = canvas.style(Meaning::Text);
    // A blank before the text where the margin has room for it.
    let bar = frame.text.x - if frame.text.x >= frame.article.x + 3 { 2 } else { 1 };
    if let Some((sign, meaning)) = decided_in(page, line) {
        // A sign that is struck through reads as another one.
        let style = ground.patch(canvas.style(meaning)).remove_modifier(ratatui::style::Modifier::CROSSED_OUT);
        canvas.cell(bar - 1, y, sign, 1, style);
    }
    if page.highlight.covers(line.span) {
        canvas.cell(bar, y, "▌", 1, ground.patch(canvas.style(Meaning::Gutter)));
    }
    if let Some((sign, meaning)) = page.state.signs.within(line.span) {
        // Outside the others where the margin has room, else in place of the bar.
        let x = if frame.text.x - frame.article.x > 3 { bar - 2 } else { bar };
        canvas.cell(x, y, sign, 1, ground.patch(canvas.style(meaning)));
    }
}

/// The sign of the claim that begins in a line; of several that of the claim in hand, else of one that is open.
fn decided_in(page: &Page<'_>, line: &Line) -> Option<Sign> {
    let claims = page.session.claims();
    let begins =
        page.state.marks.within(line.span).filter(|mark| mark.part == Part::Content && line.span.contains(mark.span().start));
    let here = begins
        .filter_map(|mark| claims.get(mark.claim()).map(|claim| (mark, claim)))
        .filter(|(mark, claim)| claim.spans(Part::Content).first().is_some_and(|first| first.start == mark.span().start));
    let (_, claim) = here.min_by_key(|(mark, claim)| (Some(mark.claim()) != page.highlight.index, claim.decision as u8))?;
    Some(decided(claim))
}

/// How far the article is scrolled, at its right edge; bright where it has the focus.
fn scroll_mark(page: &Page<'_>, canvas: &mut Canvas<'_>, frame: &Frame) {
    let area = frame.article;
    let state = page.state;
    let (total, shown) = (state.text().len(), state.shown());
    if area.width < 12 || area.height < 3 || shown.len() >= total {
        return;
    }
    let height = usize::from(area.height);
    let size = (height * shown.len() / total).clamp(1, height);
    let room = total - shown.len();
    let top = ((height - size) * shown.start.min(room)).checked_div(room).unwrap_or(0);
    let style = canvas.style(Meaning::Text).patch(canvas.style(if page.focused { Meaning::Focus } else { Meaning::Quiet }));
    for y in top..top + size {
        // On the line between the panes where there is one.
        let (x, sign) = if frame.divider.width == 1 { (frame.divider.x, "┃") } else { (area.right() - 1, "▐") };
        canvas.cell(x, area.y + y as u16, sign, 1, style);
    }
}
