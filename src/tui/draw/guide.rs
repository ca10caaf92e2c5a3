//! The guide of the first start: what the reviewer needs for the first claim, no more.

use ratatui::layout::Rect;

use crate::tui::command::Command;
use crate::tui::model::Model;
use crate::tui::screen::pager::{Words, paragraphs};
use crate::tui::screen::paint::{Canvas, centred};
use crate::tui::theme::Meaning;

/// Draws the guide in the middle of `whole`.
pub fn view(model: &Model, canvas: &mut Canvas<'_>, whole: Rect) {
    let key = |command: Command| model.look.keymap.shown(command);
    let row = |command: Command, text: &str| -> Words {
        let key = key(command);
        let pad = " ".repeat(7usize.saturating_sub(key.chars().count()).max(1));
        vec![(key, Meaning::Key), (pad, Meaning::Popup), (text.to_owned(), Meaning::Text)]
    };
    let speaker = format!("Someone else said it: type part of the name, {}", key(Command::PickerTake));
    let lines = [
        vec![("saidby has already found the claims in this article. Check them one by one:".to_owned(), Meaning::Text)],
        Vec::new(),
        row(Command::Confirm, "Right: confirm, go to the next"),
        row(Command::Reject, "Not a claim: reject"),
        row(Command::SetSpeaker, &speaker),
        row(Command::SetOutlets, "Change the outlets"),
        row(Command::Undo, "Undo"),
        row(Command::Help, "Every key"),
        Vec::new(),
        vec![("Every decision is saved at once, in a file next to the article.".to_owned(), Meaning::Quiet)],
        row(Command::Close, "begin"),
    ];
    let inside = canvas.popup(centred(whole, 72.min(whole.width), 14.min(whole.height)), "saidby");
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    paragraphs(canvas, inside, &lines, ground);
}
