//! How the list of claims is drawn: decision, speaker, first words, directness, in columns.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use ratatui::layout::Rect;

use super::short_names::{Name, short};
use super::signs::{Sign, decided, glyph, written};
use super::{Sort, State};
use crate::claim::{Directness, Part};
use crate::extract::Scope;
use crate::review::{Decision, ReviewedClaim, Session};
use crate::text::{Span, visible};
use crate::tui::command::Command;
use crate::tui::keymap::Keymap;
use crate::tui::screen::paint::Canvas;
use crate::tui::screen::versions;
use crate::tui::theme::Meaning;
use crate::tui::workspace::{EngineState, OpenArticle};

/// Repeats of a claim are counted up to here.
const REPEATS_COUNTED: usize = 100;

/// The first words of a claim's content, on one line: as many as a screen may hold.
pub fn words(session: &Session, claim: &ReviewedClaim) -> String {
    Content::of(session, claim).words(WIDEST)
}

/// No screen is wider, in columns.
const WIDEST: usize = 300;

/// A claim's content where it is written.
enum Content<'a> {
    /// In the article.
    Spans(&'a str, &'a [Span]),
    /// In the sidecar: the article has other words now.
    Kept(&'a str),
}

impl<'a> Content<'a> {
    fn of(session: &'a Session, claim: &'a ReviewedClaim) -> Self {
        if claim.anchor.is_lost()
            && let Some(kept) = &claim.kept
            && let Some(content) = kept.correction.content.first().or(kept.suggestion.content.first())
        {
            return Self::Kept(content);
        }
        Self::Spans(&session.article().text, claim.stored_spans(Part::Content))
    }

    /// The first words, so many that they fill `columns`.
    fn words(&self, columns: usize) -> String {
        let (text, spans) = match self {
            Self::Kept(content) => return (*content).to_owned(),
            Self::Spans(text, spans) => (text, spans),
        };
        let (mut words, mut width) = (String::new(), 0);
        for span in *spans {
            let mut apart = if words.is_empty() { "" } else { " … " };
            for word in span.slice(text).unwrap_or_default().split_whitespace() {
                if width > columns {
                    return words;
                }
                let word = word.char_indices().nth(WIDEST).map_or(word, |(end, _)| word.get(..end).unwrap_or(word));
                words.push_str(apart);
                words.push_str(word);
                width += visible::width(apart) + visible::width(word);
                apart = " ";
            }
        }
        words
    }
}

impl Hash for Content<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Kept(content) => content.hash(state),
            Self::Spans(text, spans) => {
                // The places too: only the first words of a long one are looked at.
                spans.hash(state);
                for span in *spans {
                    let long = Span::new(span.start, span.end.min(span.start + 4 * WIDEST));
                    text.as_bytes().get(long.range()).hash(state);
                }
            }
        }
    }
}

/// What the list shows.
#[derive(Clone, Copy, Debug)]
pub struct ClaimList<'a> {
    /// Its rows, and which of them is current.
    pub state: &'a State,
    /// The article and its review.
    pub open: &'a OpenArticle,
    /// The keys that an empty list names.
    pub keymap: &'a Keymap,
    /// Whether the list has the focus.
    pub focused: bool,
}

/// Draws the list.
pub fn view(list: &ClaimList<'_>, canvas: &mut Canvas<'_>, area: Rect) {
    let state = list.state;
    let session = &list.open.session;
    let head = state.head(area.height);
    if head > 0 {
        draw_head(list, canvas, Rect { height: 1, ..area });
    }
    let area = Rect { y: area.y + head, height: area.height - head, ..area };
    if state.rows.is_empty() {
        empty(list, canvas, area);
        return;
    }
    // The column at the right edge is for the scroll mark, where there is room.
    let edge = area;
    let area = Rect { width: area.width - u16::from(area.width > 40), ..area };
    if area.width < edge.width {
        scroll_mark(list, canvas, edge);
    }
    let names = names(list);
    let speaker_width = speaker_width(list, area.width);
    for (line, index) in state.rows.iter().skip(state.top).take(usize::from(area.height)).enumerate() {
        let Some(claim) = session.claims().get(*index) else {
            continue;
        };
        let row = Rect { y: area.y + line as u16, height: 1, ..area };
        let said = state.repeats.count(session, *index, REPEATS_COUNTED);
        let line = Row::new(list, claim, said, &names, speaker_width);
        if !canvas.recall(row, &line) {
            line.draw(canvas, row);
        }
    }
}

/// Where the rows on the screen lie among all, at the right edge; bright where the list has the focus.
fn scroll_mark(list: &ClaimList<'_>, canvas: &mut Canvas<'_>, area: Rect) {
    let (total, height) = (list.state.rows.len(), usize::from(area.height));
    if total <= height || height < 3 {
        return;
    }
    let size = (height * height / total).clamp(1, height);
    let top = (height - size) * list.state.top / (total - height);
    let style = canvas.style(Meaning::Text).patch(canvas.style(if list.focused { Meaning::Focus } else { Meaning::Quiet }));
    for y in top.min(height - size)..top.min(height - size) + size {
        canvas.cell(area.right() - 1, area.y + y as u16, "▐", 1, style);
    }
}

/// The names of the rows on the screen, each once.
fn names<'a>(list: &ClaimList<'a>) -> Vec<Name<'a>> {
    let session = &list.open.session;
    let rows = list.state.rows.iter().skip(list.state.top).take(60).filter_map(|index| session.claims().get(*index));
    let mut names: Vec<Name<'a>> =
        rows.filter_map(|claim| session.speaker_of(claim)).map(|speaker| Name::of(speaker, session)).collect();
    names.sort_unstable_by_key(|name| name.full);
    names.dedup();
    names
}

/// What is filtered, how much of it is left, and how it is sorted.
fn draw_head(list: &ClaimList<'_>, canvas: &mut Canvas<'_>, area: Rect) {
    let state = list.state;
    let session = &list.open.session;
    let ground = canvas.style(Meaning::Text);
    let (warning, quiet) = (ground.patch(canvas.style(Meaning::Warning)), ground.patch(canvas.style(Meaning::Quiet)));
    let mut x = area.x + 1.min(area.width);
    let mut tail = String::new();
    if !state.filters.is_empty() {
        tail = format!("{} of {}", state.rows.len(), session.claims().len());
    }
    let mut also = |text: String| {
        let apart = if tail.is_empty() { "" } else { " · " };
        tail = format!("{tail}{apart}{text}");
    };
    if state.scope != Scope::All {
        let key = list.keymap.shown(Command::Scope);
        also(format!("statements only, {} hidden ({key})", state.hidden));
    }
    if state.sort != Sort::Text {
        also(state.sort.label().to_owned());
    }
    if let Some(folded) = &state.folded {
        let apart = if tail.is_empty() { "" } else { " · " };
        let key = list.keymap.shown(Command::Unfold);
        let (count, why) = (folded.claims.len(), folded.why.join("; "));
        let what = if folded.open { "shown again" } else { "folded" };
        tail = format!("{tail}{apart}{count} {what} ({key}): always rejected: {why}");
    }
    let room = |x: u16| area.right().saturating_sub(x + 1);
    // The count is worth more than the end of a long row of filters, these more than the words of the order.
    let kept = (visible::width(&tail) as u16 + 1).min((room(x) / 2).max(10)).min(room(x));
    if !state.filters.is_empty() {
        let labels: Vec<String> = state.filters.iter().map(|filter| filter.label(session)).collect();
        x += canvas.put(x, area.y, room(x) - kept, &labels.join(" + "), warning) + 1;
    }
    canvas.put(x, area.y, room(x), &tail, quiet);
}

fn empty(list: &ClaimList<'_>, canvas: &mut Canvas<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let quiet = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Quiet));
    let text = match list.open.engine {
        EngineState::Working(_) => "looking for claims",
        EngineState::Done if list.state.filters.is_empty() => "no claims were found in this article",
        EngineState::Done => "no claim passes the filter",
    };
    let (x, width) = (area.x + 1.min(area.width), area.width.saturating_sub(1));
    canvas.put(x, area.y, width, text, quiet);
    if !list.state.filters.is_empty() && area.height > 1 {
        let key = |command| list.keymap.shown(command);
        let way = format!("{} removes the last filter, {} changes them", key(Command::Close), key(Command::Filter));
        canvas.put(x, area.y + 1, width, &way, quiet);
    }
}

/// Columns for the speakers' names: as the names on the screen need, within limits.
fn speaker_width(list: &ClaimList<'_>, width: u16) -> u16 {
    let state = list.state;
    let session = &list.open.session;
    let most = (width * 3 / 10).max(14).min(width / 3).clamp(6, 24);
    let rows = state.rows.iter().skip(state.top).take(60).filter_map(|index| session.claims().get(*index));
    let longest =
        rows.filter_map(|claim| session.speaker_of(claim)).map(|speaker| visible::width(&speaker.name)).max().unwrap_or(0);
    (longest as u16).clamp(6, most)
}

/// All that a row shows.
#[derive(Hash)]
struct Row<'a> {
    /// How the current row lies under its words; nothing for the others.
    in_hand: Option<Meaning>,
    decision: Decision,
    sign: Sign,
    mark: &'static str,
    /// What was written about it.
    written: Sign,
    /// Whether it breaks a rule of the house; no column for it where no claim does.
    rule: Option<Sign>,
    speaker: Cow<'a, str>,
    speaker_width: u16,
    /// How often the article says it.
    said: usize,
    content: Content<'a>,
    quoted: Quoted<'a>,
}

/// How much of a claim's content is quoted: of one that was made by hand the text tells, which takes a while.
struct Quoted<'a>(&'a Session, &'a ReviewedClaim);

impl Hash for Quoted<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Together with the content, which the row has besides.
        let Self(_, claim) = self;
        let suggested = claim.suggestion.as_ref().map(|suggestion| suggestion.directness);
        (claim.correction.directness, suggested, claim.anchor.is_lost()).hash(state);
    }
}

impl<'a> Row<'a> {
    fn new(list: &ClaimList<'a>, claim: &'a ReviewedClaim, said: usize, names: &[Name<'a>], speaker_width: u16) -> Self {
        let session = &list.open.session;
        let ground = if list.focused { Meaning::Row } else { Meaning::QuietRow };
        let mark = if list.state.marked.contains(&claim.id) {
            "*"
        } else if claim.needs_place() || claim.asks_decider(&session.article().text) {
            "?"
        } else if claim.flag {
            "!"
        } else if list.open.adjudication.as_ref().is_some_and(|between| between.is_waiting(claim)) {
            versions::DIFFERS
        } else {
            " "
        };
        Self {
            in_hand: (list.state.hand.as_ref() == Some(&claim.id)).then_some(ground),
            decision: claim.decision,
            sign: decided(claim),
            mark,
            written: written(claim),
            rule: list.state.signs.has_claims().then(|| list.state.signs.of_claim(&claim.id).unwrap_or((" ", Meaning::Quiet))),
            speaker: session
                .speaker_of(claim)
                .map_or(Cow::Borrowed("—"), |speaker| short(Name::of(speaker, session), names, usize::from(speaker_width))),
            speaker_width,
            said,
            content: Content::of(session, claim),
            quoted: Quoted(session, claim),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let mut ground = canvas.style(Meaning::Text);
        if let Some(meaning) = self.in_hand {
            ground = ground.patch(canvas.style(meaning));
            canvas.wash(area, ground);
        }
        let end = area.right();
        let mut x = area.x;
        let sign = if self.in_hand.is_some() { "▸" } else { " " };
        x += canvas.put(x, area.y, end.saturating_sub(x), sign, ground.patch(canvas.style(Meaning::Key)));
        let signs = [Some(self.sign), Some((self.mark, Meaning::Flag)), self.rule, Some(self.written)];
        for (sign, meaning) in signs.into_iter().flatten() {
            let style = ground.patch(canvas.style(meaning)).remove_modifier(ratatui::style::Modifier::CROSSED_OUT);
            x += canvas.put(x, area.y, end.saturating_sub(x), sign, style);
        }
        let rejected = self.decision == Decision::Rejected;
        let style = ground.patch(canvas.style(if rejected { Meaning::Quiet } else { Meaning::Speaker }));
        canvas.put(x, area.y, self.speaker_width.min(end.saturating_sub(x)), &self.speaker, style);
        x += self.speaker_width + 1;
        // What the directness takes at the right: a word where there is room, else a letter.
        let directness = self.quoted.0.directness(self.quoted.1);
        let (tail, tail_width) = if area.width >= 64 { (directness.as_str(), 8) } else { (letter(directness), 1) };
        // How often the article says it, where it does so more than once.
        if self.said > 1 {
            let often = if self.said < REPEATS_COUNTED { format!("×{} ", self.said) } else { format!("×{}+ ", self.said - 1) };
            x += canvas.put(x, area.y, end.saturating_sub(x), &often, ground.patch(canvas.style(Meaning::Flag)));
        }
        let room = end.saturating_sub(x);
        let show_tail = room > tail_width + 8;
        let room = if show_tail { room - tail_width - 1 } else { room };
        let style = if rejected { ground.patch(canvas.style(Meaning::Rejected)) } else { ground };
        let words = self.content.words(usize::from(room) + THAT.len());
        canvas.put(x, area.y, room, without_that(&words), style);
        if show_tail {
            canvas.put(end - tail_width, area.y, tail_width, tail, ground.patch(canvas.style(Meaning::Quiet)));
        }
    }
}

/// The word that begins half of all indirect speech, and tells nothing.
const THAT: &str = "that ";

/// `words` without a leading "that".
fn without_that(words: &str) -> &str {
    words.strip_prefix(THAT).filter(|rest| !rest.trim().is_empty()).unwrap_or(words)
}

const fn letter(directness: Directness) -> &'static str {
    match directness {
        Directness::Direct => "“",
        Directness::Mixed => "~",
        Directness::Indirect => " ",
    }
}

/// What was decided about a claim, as a sign and a word.
pub fn decision(claim: &ReviewedClaim) -> String {
    let word = if claim.is_added() { "added" } else { claim.decision.shown() };
    format!("{} {word}", decided(claim).0)
}

/// A decision as a sign and a word.
pub fn in_words(decision: Decision) -> String {
    format!("{} {}", glyph(decision).0, decision.shown())
}
