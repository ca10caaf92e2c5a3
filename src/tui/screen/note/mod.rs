//! The note on a claim, as it is written.

use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui_textarea::{CursorMove, DataCursor, TextArea, WrapMode};

use super::paint::{Canvas, centred};
use crate::claim::ClaimId;
use crate::text::visible::{self, Breaks, visible};
use crate::tui::command::Command;
use crate::tui::key::KeyPress;
use crate::tui::keymap::Keymap;
use crate::tui::layer::{Answer, Input, Reply};
use crate::tui::theme::Meaning;

/// A note that is being written.
#[derive(Clone, Debug)]
pub struct Note {
    claim: ClaimId,
    area: TextArea<'static>,
}

impl Note {
    /// The note of `claim`, ready for more.
    pub fn new(claim: ClaimId, text: &str) -> Self {
        let mut area = TextArea::new(text.lines().map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::Word);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { claim, area }
    }

    /// What is written.
    pub fn text(&self) -> String {
        self.area.lines().join("\n").trim_end().to_owned()
    }

    /// The field as it is drawn: what must not reach a terminal as it is becomes marks, as everywhere.
    fn shown(&self) -> TextArea<'static> {
        let lines = self.area.lines();
        let marked = |text: &str| visible(text, Breaks::Keep).into_owned();
        let mut shown = TextArea::new(lines.iter().map(|line| marked(line)).collect());
        shown.set_wrap_mode(WrapMode::Word);
        let DataCursor(row, column) = self.area.cursor();
        let before: String = lines.get(row).map(|line| line.chars().take(column).collect()).unwrap_or_default();
        let short = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        shown.move_cursor(CursorMove::Jump(short(row), short(marked(&before).chars().count())));
        shown
    }

    /// Takes a key or command. Esc keeps what is written.
    pub fn update(&mut self, input: Input) -> Reply {
        match input {
            Input::Command(Command::Close) => return Reply::Take(Answer::Note(self.claim.clone(), self.text())),
            Input::Command(Command::NoteEditor) => return Reply::Take(Answer::Editor(self.claim.clone(), self.text())),
            Input::Command(Command::NoteDrop | Command::Interrupt) => return Reply::Close,
            Input::Command(_) => {}
            Input::Typed(key) => {
                self.area.input(event(key));
            }
            Input::Pasted(text) => {
                self.area.insert_str(text.replace("\r\n", "\n").replace('\r', "\n"));
            }
        }
        Reply::Stay
    }
}

fn event(key: KeyPress) -> crossterm::event::KeyEvent {
    crossterm::event::KeyEvent::new(key.code, key.modifiers)
}

/// Draws the note in the lower half of `whole`.
pub fn view(note: &Note, keymap: &Keymap, canvas: &mut Canvas<'_>, whole: Rect) {
    let area = centred(whole, whole.width.saturating_sub(2).clamp(1, 72), 10);
    let inside = canvas.popup(area, "Note");
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let hint = format!(" {} keeps it · {} editor ", keymap.shown(Command::Close), keymap.shown(Command::NoteEditor));
    let wide = visible::width(&hint) as u16;
    if area.width > wide + 8 && area.height > 2 {
        canvas.put(area.right() - wide - 2, area.bottom() - 1, wide, &hint, ground.patch(canvas.style(Meaning::Quiet)));
    }
    if inside.is_empty() {
        return;
    }
    let mut shown = note.shown();
    shown.set_style(ground);
    shown.set_cursor_line_style(ground);
    shown.set_cursor_style(ground.add_modifier(Modifier::REVERSED));
    ratatui::widgets::Widget::render(&shown, inside.intersection(canvas.buffer.area), canvas.buffer);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_holds_marks_and_the_note_stays_as_it_is() {
        let text = "first\nx\u{202e}y\u{e0041}\u{1b}[2J end";
        let mut note = Note::new(ClaimId::new("c-1"), text);
        assert_eq!(note.shown().lines(), ["first", "x<U+202E>y<U+E0041>␛[2J end"]);
        note.update(Input::Typed(KeyPress::letter('!')));
        assert_eq!(note.text(), format!("{text}!"));
        assert_eq!(note.shown().cursor(), DataCursor(1, "x<U+202E>y<U+E0041>␛[2J end!".chars().count()));
    }
}
