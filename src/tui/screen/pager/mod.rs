//! Text to read above the rest: the help, a claim's detail.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{Canvas, centred, popup_inside};
use crate::text::{Span, visible};
use crate::tui::command::{Command, Context, TABLE};
use crate::tui::keymap::Keymap;
use crate::tui::layer::{Answer, Input, Reply};
use crate::tui::layout::wrap;
use crate::tui::theme::Meaning;

/// A line with what its parts mean.
pub type Words = Vec<(String, Meaning)>;

/// Text to read, and how far it is scrolled.
#[derive(Clone, Debug, PartialEq)]
pub struct Pager {
    /// The heading.
    pub heading: String,
    /// The lines, wrapped when they are drawn.
    pub lines: Vec<Words>,
    /// How many are scrolled out at the top.
    pub top: usize,
    /// Whether it is next to the article, whose words it is about.
    pub beside: bool,
    /// The line that was searched for last and found, and what was searched.
    found: Option<usize>,
    query: String,
}

impl Pager {
    /// These lines, from the first one on.
    pub fn new(heading: impl Into<String>, lines: Vec<Words>) -> Self {
        Self { heading: heading.into(), lines, top: 0, beside: false, found: None, query: String::new() }
    }

    /// The same, next to the article.
    #[must_use]
    pub fn beside(self) -> Self {
        Self { beside: true, ..self }
    }

    /// Goes to the next line that holds what is searched, round the end; false where none does.
    pub fn search(&mut self, query: &str) -> bool {
        self.query = query.to_lowercase();
        let holds =
            |words: &Words| words.iter().map(|(text, _)| text.as_str()).collect::<String>().to_lowercase().contains(&self.query);
        let count = self.lines.len();
        let from = self.found.map_or(self.top, |found| found + 1);
        self.found = (0..count).map(|step| (from + step) % count).find(|at| self.lines.get(*at).is_some_and(holds));
        self.top = self.found.unwrap_or(self.top);
        self.found.is_some()
    }

    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        let last = self.lines.len().saturating_sub(1);
        match input {
            Input::Command(Command::PagerDown) => self.top = (self.top + 1).min(last),
            Input::Command(Command::PagerUp) => self.top = self.top.saturating_sub(1),
            Input::Command(Command::PagerPageDown) => self.top = (self.top + 10).min(last),
            Input::Command(Command::PagerPageUp) => self.top = self.top.saturating_sub(10),
            Input::Command(Command::PagerTop) => self.top = 0,
            Input::Command(Command::PagerBottom) => self.top = last,
            Input::Command(Command::PagerSearch) => return Reply::Show(Answer::AskText),
            Input::Command(Command::PagerSearchNext) if !self.query.is_empty() => {
                self.search(&self.query.clone());
            }
            Input::Command(Command::PagerClose | Command::Close | Command::Interrupt) => return Reply::Close,
            _ => {}
        }
        Reply::Stay
    }
}

/// Columns of the keys in the help: the longest row of them by default, and two spaces.
const KEYS: usize = 21;

/// The signs of the list of claims, and what they say.
const SIGNS: &[(&str, &str)] = &[
    ("○", "undecided"),
    ("●", "confirmed"),
    ("◆", "corrected"),
    ("+", "added by a reviewer"),
    ("✗", "rejected"),
    ("*", "marked"),
    ("?", "unanchored: its words changed with the article"),
    ("!", "flagged for a second look"),
    ("✓", "its fact-check has a verdict"),
    ("§", "its fact-check has evidence, or someone was asked"),
    ("✎", "it has a note"),
    ("▲", "breaks a house rule: error"),
    ("△", "breaks a house rule: warning"),
    ("×2", "repeated this often in the article"),
    ("“", "fully quoted (direct)"),
    ("~", "partly quoted (mixed)"),
];

/// How the parts of the current claim look in the article, and what they are.
const LOOKS: &[(Meaning, &str, &str)] = &[
    (Meaning::HandContent, "content", "what was said"),
    (Meaning::HandCue, "cue", "the words that attribute it: said, according to"),
    (Meaning::HandSource, "source", "the words for the speaker"),
    (Meaning::HandOutlet, "outlet", "the words that name the outlet it came through"),
    (Meaning::Content, "content", "of another claim"),
];

/// The signs and the looks of a review.
fn legend() -> Vec<Words> {
    let row = |word: &str, meaning, says: &str| {
        let pad = " ".repeat(KEYS.saturating_sub(visible::width(word)));
        vec![(word.to_owned(), meaning), (pad, Meaning::Popup), (says.to_owned(), Meaning::Text)]
    };
    let mut lines = vec![vec![("Symbols of the list and the margin".to_owned(), Meaning::ActiveTab)]];
    lines.extend(SIGNS.iter().map(|(sign, says)| row(sign, Meaning::Flag, says)));
    lines.push(Vec::new());
    lines.push(vec![("In the article".to_owned(), Meaning::ActiveTab)]);
    lines.extend(LOOKS.iter().map(|(meaning, word, says)| row(word, *meaning, says)));
    lines
}

/// The help: the signs, and every key of the table, by context. It opens where the keys of the `shown` context begin;
/// at the top for the claims of a review.
pub fn help(keymap: &Keymap, shown: Context) -> Pager {
    let mut top = 0;
    let mut contexts: Vec<Context> = TABLE.iter().filter_map(|entry| entry.contexts.first().copied()).collect();
    contexts.sort_unstable();
    contexts.dedup();
    let mut lines = legend();
    for context in contexts {
        lines.push(Vec::new());
        if context == shown && !matches!(shown, Context::Review | Context::Claims | Context::Article) {
            top = lines.len();
        }
        lines.push(vec![(context.title().to_owned(), Meaning::ActiveTab)]);
        for entry in TABLE.iter().filter(|entry| entry.contexts.first() == Some(&context)) {
            let keys: Vec<String> = keymap.keys(entry.command).iter().map(|row| keymap.row(row)).collect();
            let keys = keys.join(" ");
            let pad = KEYS.saturating_sub(visible::width(&keys)).max(2);
            lines.push(vec![(keys, Meaning::Key), (" ".repeat(pad), Meaning::Popup), (entry.doc.to_owned(), Meaning::Text)]);
        }
    }
    Pager { top, ..Pager::new("Keys", lines) }
}

/// Writes lines into an area, wrapped; a wrapped line goes on below the last part of its first one.
pub fn paragraphs(canvas: &mut Canvas<'_>, area: Rect, lines: &[Words], ground: Style) {
    let mut y = area.y;
    for words in lines {
        if y >= area.bottom() {
            return;
        }
        y += line(canvas, Rect { y, height: area.bottom() - y, ..area }, words, ground).max(1);
    }
}

/// Columns before a last part that begins below.
const INDENT: u16 = 2;

/// Whether the last part of a line finds too little room next to the `used` columns before it, and begins again below.
fn begins_below(last: &str, used: u16, width: u16) -> bool {
    let room = width.saturating_sub(used);
    room < 16 && used > 0 && visible::width(last) > usize::from(room)
}

/// Writes one line, its last part wrapped in the columns where it begins; returns the rows it took.
pub fn line(canvas: &mut Canvas<'_>, area: Rect, words: &Words, ground: Style) -> u16 {
    let Some(((last, meaning), before)) = words.split_last() else {
        return 0;
    };
    let mut x = area.x;
    for (text, meaning) in before {
        let style = ground.patch(canvas.style(*meaning));
        x += canvas.put(x, area.y, area.right().saturating_sub(x), text, style);
    }
    let mut y = area.y;
    if begins_below(last, x - area.x, area.width) {
        x = area.x + INDENT.min(area.width);
        y += 1;
    }
    let style = ground.patch(canvas.style(*meaning));
    let width = area.right().saturating_sub(x);
    for wrapped in wrap(last, 0, width) {
        if y >= area.bottom() {
            break;
        }
        let text = wrapped.span.slice(last).unwrap_or_default().trim_end();
        canvas.put(x, y, width, text, style);
        y += 1;
    }
    y - area.y
}

/// Writes parts one after the other as running text, wrapped; returns the rows it took.
pub fn running(canvas: &mut Canvas<'_>, area: Rect, words: &Words, ground: Style) -> u16 {
    let whole: String = words.iter().map(|(text, _)| text.as_str()).collect();
    let mut y = area.y;
    for wrapped in wrap(&whole, 0, area.width) {
        if y >= area.bottom() {
            break;
        }
        // The blank at which the line was broken takes no room.
        let shown = wrapped.span.slice(&whole).unwrap_or_default().trim_end();
        let shown = Span::new(wrapped.span.start, wrapped.span.start + shown.len());
        let (mut x, mut start) = (area.x, 0);
        for (text, meaning) in words {
            let own = Span::new(start, start + text.len());
            start = own.end;
            let part = Span::new(own.start.max(shown.start), own.end.min(shown.end));
            let part = part.slice(&whole).filter(|_| own.overlaps(shown)).unwrap_or_default();
            x += canvas.put(x, y, area.right().saturating_sub(x), part, ground.patch(canvas.style(*meaning)));
        }
        y += 1;
    }
    y - area.y
}

/// The rows that `line` takes in `width` columns.
pub fn rows(words: &Words, width: u16) -> usize {
    let Some(((last, _), before)) = words.split_last() else {
        return 1;
    };
    let used = before.iter().map(|(text, _)| visible::width(text)).sum::<usize>().min(usize::from(width)) as u16;
    if begins_below(last, used, width) {
        return 1 + wrap(last, 0, width - INDENT.min(width)).len();
    }
    wrap(last, 0, width - used).len().max(1)
}

/// Where the pager is over `whole`.
fn area(pager: &Pager, whole: Rect) -> Rect {
    let width = 92.min(whole.width.saturating_sub(2).max(1));
    // A long text is never shown whole: only so much of it is measured as a screen may hold.
    let lines = pager.lines.iter().take(usize::from(whole.height));
    let rows = lines.map(|words| rows(words, width.saturating_sub(4))).sum::<usize>().min(usize::from(whole.height)) as u16;
    // A low screen has no row to spare for a margin.
    let margin = if whole.height > 14 { 2 } else { 0 };
    centred(whole, width, rows.saturating_add(2).min(whole.height.saturating_sub(margin)))
}

impl Pager {
    /// How many lines from `top` on fit into `area`.
    fn fitting(&self, top: usize, inside: Rect) -> usize {
        let mut left = usize::from(inside.height);
        let fits = |words: &&Words| {
            let rows = rows(words, inside.width);
            let fits = rows <= left;
            left = left.saturating_sub(rows);
            fits
        };
        self.lines.iter().skip(top).take_while(fits).count()
    }

    /// Scrolls back to where the last screenful begins, over `whole`.
    pub fn settle(&mut self, whole: Rect) {
        let inside = popup_inside(area(self, whole));
        self.top = self.top.min(self.lines.len().saturating_sub(1));
        while self.top > 0 && self.top - 1 + self.fitting(self.top - 1, inside) == self.lines.len() {
            self.top -= 1;
        }
    }
}

/// Draws the pager over most of `whole`.
pub fn view(pager: &Pager, canvas: &mut Canvas<'_>, whole: Rect) {
    let area = area(pager, whole);
    let inside = canvas.popup(area, &pager.heading);
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let top = pager.top.min(pager.lines.len().saturating_sub(1));
    let mut lines =
        pager.lines.get(top..).unwrap_or_default().iter().take(usize::from(inside.height)).cloned().collect::<Vec<_>>();
    if let Some(found) = pager.found.and_then(|found| found.checked_sub(top)).and_then(|at| lines.get_mut(at)) {
        found.iter_mut().for_each(|(_, meaning)| *meaning = Meaning::Found);
    }
    paragraphs(canvas, inside, &lines, ground);
    let shown = pager.fitting(top, inside);
    if shown < pager.lines.len() && area.width > 30 && area.height > 2 {
        let mark = format!(" {}–{} of {} ", top + 1, top + shown.max(1), pager.lines.len());
        let width = visible::width(&mark) as u16;
        canvas.put(area.right() - width - 2, area.bottom() - 1, width, &mark, ground.patch(canvas.style(Meaning::Quiet)));
    }
}
