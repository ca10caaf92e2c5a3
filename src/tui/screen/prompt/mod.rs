//! One line to type: a search, a new name.

use ratatui::layout::Rect;

use super::check::Entry;
use super::field::Field;
use super::paint::Canvas;
use crate::claim::{OutletId, SpeakerId};
use crate::review::Description;
use crate::tui::command::Command;
use crate::tui::model::{Answer, Input, Reply};
use crate::tui::theme::Meaning;

/// What the line is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Words to search; shown as they are typed.
    Search,
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
    Check(Entry),
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
                    Asked::Search => Answer::Search(text),
                    Asked::RenameSpeaker(id) => Answer::RenameSpeaker(id.clone(), text),
                    Asked::RenameOutlet(id) => Answer::RenameOutlet(id.clone(), text),
                    Asked::Role(id) => Answer::Describe(id.clone(), Description::Role(text)),
                    Asked::Affiliation(id) => Answer::Describe(id.clone(), Description::Affiliation(text)),
                    Asked::Unnamed(id) => Answer::Describe(id.clone(), Description::Unnamed(text)),
                    Asked::Check(entry) => Answer::CheckLine(*entry, text),
                });
            }
            Input::Command(Command::Close | Command::Interrupt) => {
                return match self.asked {
                    Asked::Search => Reply::Take(Answer::SearchGivenUp),
                    _ => Reply::Close,
                };
            }
            Input::Command(_) => return Reply::Stay,
            Input::Typed(key) => {
                self.field.key(key);
            }
            Input::Pasted(text) => self.field.paste(&text),
        }
        match self.asked {
            Asked::Search => Reply::Show(Answer::Search(self.field.text().to_owned())),
            _ => Reply::Stay,
        }
    }
}

/// Draws the prompt over the last line.
pub fn view(prompt: &Prompt, canvas: &mut Canvas<'_>, whole: Rect) {
    let Some(y) = whole.bottom().checked_sub(1) else {
        return;
    };
    let area = Rect { y, height: 1, ..whole };
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    canvas.clear(area, ground);
    let label = match prompt.asked {
        Asked::Search => " / ",
        Asked::Check(entry) => entry.label(),
        Asked::RenameSpeaker(_) | Asked::RenameOutlet(_) => " New name: ",
        Asked::Role(_) => " Office or trade: ",
        Asked::Affiliation(_) => " Belongs to, or speaks for: ",
        Asked::Unnamed(_) => " Unnamed, because (in the article’s words): ",
    };
    let used = canvas.put(area.x, area.y, area.width, label, ground.patch(canvas.style(Meaning::Key)));
    prompt.field.view(canvas, Rect { x: area.x + used, width: area.width - used, ..area });
}
