//! A question that is answered with yes or no.

use ratatui::layout::Rect;

use super::pager::{Words, paragraphs, rows as rows_of};
use super::paint::{Canvas, centred};
use crate::tui::command::Command;
use crate::tui::keymap::Keymap;
use crate::tui::layer::{Answer, Input, Reply};
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

/// Answers with their keys, in a row: `y yes   n no`.
pub fn answers(keymap: &Keymap, answers: &[(Command, &str)]) -> Words {
    let mut row = Words::new();
    for (command, label) in answers {
        let apart = if row.is_empty() { "" } else { "   " };
        row.push((format!("{apart}{}", keymap.shown(*command)), Meaning::Key));
        row.push((format!(" {label}"), Meaning::Label));
    }
    row
}

/// Draws the question in the middle of `whole`.
pub fn view(question: &Question, keymap: &Keymap, canvas: &mut Canvas<'_>, whole: Rect) {
    let mut ways = vec![(Command::Yes, "yes"), (Command::No, "no")];
    if question.elsewhere {
        ways.push((Command::SaveElsewhere, "save elsewhere"));
    }
    let lines = [vec![(question.text.clone(), Meaning::Text)], Vec::new(), answers(keymap, &ways)];
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    // No taller than what it asks.
    let width = 64.min(whole.width);
    let rows: usize = lines.iter().map(|words| rows_of(words, width.saturating_sub(4))).sum();
    let inside = canvas.popup(centred(whole, width, (rows as u16).saturating_add(2)), "Question");
    paragraphs(canvas, inside, &lines, ground);
}

#[cfg(test)]
mod tests {
    use crate::tui::keymap::Keymap;
    use crate::tui::message::Message;
    use crate::tui::tests::Player;

    /// A player who is asked on leaving, with these keys.
    fn asked(keys: &str, quit: &str) -> Player {
        let mut player = Player::new(100, 30);
        player.model.look.keymap = Keymap::patched(keys).unwrap();
        player.keys("a");
        player.send(Message::NotSaved("no space left (os error 28)".to_owned()), 10);
        player.keys(quit);
        player
    }

    #[test]
    fn the_question_on_leaving_names_the_keys_that_work() {
        let screen = asked("{}", "q").screen();
        assert!(screen.contains("y yes   n no   P save elsewhere"), "{screen}");
        assert!(screen.contains("no space left.") && !screen.contains("os error"), "{screen}");
        let keys = r#"{ "yes": ["j"], "no": ["f4"], "save-elsewhere": ["ctrl-p"], "quit": ["ctrl-q"] }"#;
        let mut player = asked(keys, "ctrl-q");
        assert!(player.screen().contains("j yes   F4 no   Ctrl-p save elsewhere"), "{}", player.screen());
        player.keys("ctrl-p");
        let screen = player.screen();
        assert!(!screen.contains("Quit without them") && screen.contains("Save to folder or file:"), "{screen}");
        assert!(!screen.contains("a confirm"), "{screen}");
    }
}
