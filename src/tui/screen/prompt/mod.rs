//! One line to type: a search, a new name.

use ratatui::layout::Rect;

use super::field::Field;
use super::frame::Frame;
use super::paint::Canvas;
use crate::claim::{OutletId, SpeakerId};
use crate::review::{Allowed, Description, Edit};
use crate::text::visible;
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Input, RecordLine, Reply};
use crate::tui::layout::wrap;
use crate::tui::query::Query;
use crate::tui::theme::Meaning;

/// What the line is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// What to search; shown as it is typed.
    Search {
        /// Whether it is a regular expression.
        regex: bool,
    },
    /// A speaker's new name.
    RenameSpeaker(SpeakerId),
    /// An outlet's new name.
    RenameOutlet(OutletId),
    /// A speaker's office or trade.
    Role(SpeakerId),
    /// The organisation that a speaker belongs to.
    Affiliation(SpeakerId),
    /// Why the article leaves a speaker unnamed.
    Unnamed(SpeakerId),
    /// A line of a fact-check's record.
    Check(RecordLine),
    /// Why a finding is allowed.
    Allow(Allowed),
    /// What to search in the text that is open.
    Text,
    /// The folder or file to save to.
    Place,
}

/// A line that is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// What it is for.
    pub asked: Asked,
    /// The line so far.
    pub field: Field,
}

impl Prompt {
    /// A prompt that holds `text` already.
    pub fn new(asked: Asked, text: &str) -> Self {
        Self { asked, field: Field::with(text) }
    }

    /// Takes a key or command.
    pub fn update(&mut self, input: Input) -> Reply {
        match input {
            Input::Command(Command::PromptTake) => {
                let text = self.field.text().trim().to_owned();
                return Reply::Take(match &self.asked {
                    Asked::Search { .. } if self.query().compile().is_err() => return Reply::Show(Answer::Search(self.query())),
                    Asked::Search { .. } => Answer::Searched(self.query()),
                    Asked::RenameSpeaker(id) => Answer::Edit(Edit::RenameSpeaker(id.clone(), text)),
                    Asked::RenameOutlet(id) => Answer::Edit(Edit::RenameOutlet(id.clone(), text)),
                    Asked::Text => Answer::SearchText(text),
                    Asked::Place => Answer::SaveElsewhere(text),
                    Asked::Role(id) => Answer::Edit(Edit::DescribeSpeaker(id.clone(), Description::Role(text))),
                    Asked::Affiliation(id) => Answer::Edit(Edit::DescribeSpeaker(id.clone(), Description::Affiliation(text))),
                    Asked::Unnamed(id) => Answer::Edit(Edit::DescribeSpeaker(id.clone(), Description::Unnamed(text))),
                    Asked::Check(entry) => Answer::CheckLine(*entry, text),
                    Asked::Allow(what) => Answer::AllowWith(what.clone(), text),
                });
            }
            Input::Command(Command::Close | Command::Interrupt) => {
                return match self.asked {
                    Asked::Search { .. } => Reply::Take(Answer::SearchGivenUp),
                    _ => Reply::Close,
                };
            }
            Input::Command(Command::SearchRegex) => match &mut self.asked {
                Asked::Search { regex } => *regex = !*regex,
                _ => return Reply::Stay,
            },
            Input::Command(_) => return Reply::Stay,
            Input::Typed(key) => {
                self.field.key(key);
            }
            Input::Pasted(text) => self.field.paste(&text),
        }
        match self.asked {
            Asked::Search { .. } => Reply::Show(Answer::Search(self.query())),
            _ => Reply::Stay,
        }
    }

    /// Whether it asks what to search.
    pub const fn is_search(&self) -> bool {
        matches!(self.asked, Asked::Search { .. })
    }

    fn query(&self) -> Query {
        Query { text: self.field.text().to_owned(), regex: matches!(self.asked, Asked::Search { regex: true }) }
    }
}

/// Lines that the rest of the screen keeps, however long the words above a prompt are.
const KEPT: u16 = 6;

/// Says above the prompt what its line is made of, wrapped, where there is room.
fn format_above(format: &str, canvas: &mut Canvas<'_>, prompt: Rect, whole: Rect) {
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let lines = if format.is_empty() { Vec::new() } else { wrap(format, 0, whole.width.saturating_sub(2)) };
    let height = lines.len() as u16;
    if height == 0 || whole.height < height + KEPT {
        return;
    }
    let area = Rect { y: prompt.y - height, height, ..prompt };
    canvas.clear(area, ground);
    let quiet = ground.patch(canvas.style(Meaning::Quiet));
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        let text = line.span.slice(format).unwrap_or_default().trim_end();
        canvas.put(area.x + 1, y, area.width.saturating_sub(1), text, quiet);
    }
}

/// Draws the prompt over the last line; `status` is what the status line says.
pub fn view(prompt: &Prompt, status: &str, canvas: &mut Canvas<'_>, frame: &Frame) {
    let whole = frame.whole;
    let Some(y) = whole.bottom().checked_sub(1) else {
        return;
    };
    let area = Rect { y, height: 1, ..whole };
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    canvas.clear(area, ground);
    let label = match &prompt.asked {
        Asked::Search { regex: false } => " / ",
        Asked::Search { regex: true } => " /regex/ ",
        Asked::Text => " / ",
        Asked::Place => " Save to folder or file: ",
        Asked::Check(entry) => entry.label(),
        Asked::Allow(_) => " Allowed, because: ",
        Asked::RenameSpeaker(_) | Asked::RenameOutlet(_) => " New name: ",
        Asked::Role(_) => " Office or trade: ",
        Asked::Affiliation(_) => " Belongs to, or speaks for: ",
        Asked::Unnamed(_) => " Unnamed, because: ",
    };
    let format = match &prompt.asked {
        Asked::Check(entry) => entry.format(),
        Asked::Allow(_) => "e.g. the editor knows the name; it is kept in the sidecar, with your name",
        Asked::Unnamed(_) => "the reason in the article’s words",
        _ => "",
    };
    format_above(format, canvas, area, whole);
    // What is typed has at least half of the line.
    let used = canvas.put(area.x, area.y, area.width / 2, label, ground.patch(canvas.style(Meaning::Key)));
    let mut room = area.width - used;
    // Where the prompt hides the line that tells, it tells at its own end.
    let told = if frame.footer.height < 2 { status } else { "" };
    let wanted = (visible::width(told) as u16).min(room * 2 / 3);
    if wanted > 0 && matches!(prompt.asked, Asked::Search { .. }) {
        room -= wanted + 1;
        let style = ground.patch(canvas.style(Meaning::Status));
        canvas.put(area.right() - wanted, area.y, wanted, told, style);
    }
    prompt.field.view(canvas, Rect { x: area.x + used, width: room, ..area });
}
