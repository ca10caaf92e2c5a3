//! A line of text that is being typed.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::layout::Rect;

use super::paint::Canvas;
use crate::text::grapheme;
use crate::text::visible;
use crate::tui::key::KeyPress;
use crate::tui::theme::Meaning;

/// A line of text and the place in it where letters go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// Byte offset, between two grapheme clusters.
    cursor: usize,
}

impl Field {
    /// A field that holds `text`, with the cursor at its end.
    pub fn with(text: &str) -> Self {
        let mut field = Self::default();
        field.paste(text);
        field
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes a key; false where the key does nothing to the text.
    pub fn key(&mut self, key: KeyPress) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::Char(letter) if !control && !alt => self.insert(letter.encode_utf8(&mut [0; 4])),
            KeyCode::Char('w') if control => self.erase(self.word_before()),
            KeyCode::Backspace if alt => self.erase(self.word_before()),
            KeyCode::Char('u') if control => self.erase(0),
            KeyCode::Char('h') if control => self.erase(grapheme::previous(&self.text, self.cursor)),
            KeyCode::Backspace => self.erase(grapheme::previous(&self.text, self.cursor)),
            KeyCode::Delete => {
                let next = grapheme::next(&self.text, self.cursor);
                self.text.replace_range(self.cursor..next, "");
            }
            KeyCode::Left => self.cursor = grapheme::previous(&self.text, self.cursor),
            KeyCode::Right => self.cursor = grapheme::next(&self.text, self.cursor),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.text.len(),
            KeyCode::Char('a') if control => self.cursor = 0,
            KeyCode::Char('e') if control => self.cursor = self.text.len(),
            _ => return false,
        }
        true
    }

    /// Takes pasted text: line breaks and tabs become spaces.
    pub fn paste(&mut self, text: &str) {
        let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.insert(&line);
    }

    fn insert(&mut self, text: &str) {
        self.text.insert_str(self.cursor, text);
        self.cursor += text.len();
        // A combining mark may have joined what was before it.
        if !grapheme::is_boundary(&self.text, self.cursor) {
            self.cursor = grapheme::next(&self.text, self.cursor);
        }
    }

    fn erase(&mut self, from: usize) {
        self.text.replace_range(from..self.cursor, "");
        self.cursor = from;
    }

    fn word_before(&self) -> usize {
        let before = self.text.get(..self.cursor).unwrap_or_default().trim_end();
        before.rfind(char::is_whitespace).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))
    }

    /// Draws the field with a cursor, scrolled so that the cursor is seen.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect) {
        if area.is_empty() {
            return;
        }
        let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
        let style = ground.patch(canvas.style(Meaning::Typed));
        let room = usize::from(area.width).saturating_sub(1);
        let mut from = 0;
        while visible::width(self.text.get(from..self.cursor).unwrap_or_default()) > room && from < self.cursor {
            from = grapheme::next(&self.text, from);
        }
        let before = self.text.get(from..self.cursor).unwrap_or_default();
        let x = area.x + canvas.put(area.x, area.y, area.width, before, style);
        let next = grapheme::next(&self.text, self.cursor);
        let under = self.text.get(self.cursor..next).filter(|under| !under.is_empty()).unwrap_or(" ");
        let cursor = style.add_modifier(ratatui::style::Modifier::REVERSED);
        let x = x + canvas.put(x, area.y, area.right().saturating_sub(x), under, cursor);
        let after = self.text.get(next..).unwrap_or_default();
        canvas.put(x, area.y, area.right().saturating_sub(x), after, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> Field {
        let mut field = Field::default();
        for key in keys.split(' ') {
            assert!(field.key(key.parse().unwrap()), "{key}");
        }
        field
    }

    #[test]
    fn letters_are_typed_and_erased_by_cluster_and_word() {
        assert_eq!(typed("A n a space D i z left left backspace é").text(), "Ana éiz");
        assert_eq!(typed("A n a space D i ctrl-w").text(), "Ana ");
        assert_eq!(typed("A n a ctrl-u b").text(), "b");
        assert_eq!(typed("e \u{301} backspace").text(), "");
        assert_eq!(typed("a b home del").text(), "b");
    }

    #[test]
    fn a_paste_stays_on_one_line() {
        let mut field = Field::with("x");
        field.paste("a\nb\u{1b}c");
        assert_eq!(field.text(), "xa b c");
    }
}
