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
    /// Whether decisions can be saved elsewhere instead.
    pub elsewhere: bool,
}

impl Question {
    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        match input {
            Input::Command(Command::Yes) => Reply::Take(self.yes.clone()),
            Input::Command(Command::SaveElsewhere) if self.elsewhere => Reply::Take(Answer::Run(Command::SaveElsewhere)),
            Input::Command(Command::No | Command::Close | Command::Interrupt) => Reply::Close,
            _ => Reply::Stay,
        }
    }
}

/// Draws the question in the middle of `whole`.
pub fn view(question: &Question, canvas: &mut Canvas<'_>, whole: Rect) {
    let inside = canvas.popup(centred(whole, 64, 10), "Question");
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let mut answers = vec![
        ("y".to_owned(), Meaning::Key),
        (" yes   ".to_owned(), Meaning::Label),
        ("n".to_owned(), Meaning::Key),
        (" no".to_owned(), Meaning::Label),
    ];
    if question.elsewhere {
        answers.push(("   W".to_owned(), Meaning::Key));
        answers.push((" save elsewhere".to_owned(), Meaning::Label));
    }
    let lines = [vec![(question.text.clone(), Meaning::Text)], Vec::new(), answers];
    paragraphs(canvas, inside, &lines, ground);
}
