//! A question that is answered with yes or no.

use ratatui::layout::Rect;

use super::pager::paragraphs;
use super::paint::{Canvas, centred};
use crate::tui::command::Command;
use crate::tui::model::{Answer, Input, Reply};
use crate::tui::theme::Meaning;

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The question, in a sentence or two.
    pub text: String,
    /// What yes stands for.
    pub yes: Answer,
}

impl Question {
    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        match input {
            Input::Command(Command::Yes) => Reply::Take(self.yes.clone()),
            Input::Command(Command::No | Command::Close | Command::Interrupt) => Reply::Close,
            _ => Reply::Stay,
        }
    }
}

/// Draws the question in the middle of `whole`.
pub fn view(question: &Question, canvas: &mut Canvas<'_>, whole: Rect) {
    let inside = canvas.popup(centred(whole, 64, 8), "Question");
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let lines = [
        vec![(question.text.clone(), Meaning::Text)],
        Vec::new(),
        vec![
            ("y".to_owned(), Meaning::Key),
            (" yes   ".to_owned(), Meaning::Label),
            ("n".to_owned(), Meaning::Key),
            (" no".to_owned(), Meaning::Label),
        ],
    ];
    paragraphs(canvas, inside, &lines, ground);
}
