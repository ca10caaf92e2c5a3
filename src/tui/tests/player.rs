//! Keys in, frames out: a model with a clock, drawn after every key.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::fixture::model;
use crate::review::Session;
use crate::tui::draw;
use crate::tui::draw::frames::Frames;
use crate::tui::key::KeyPress;
use crate::tui::look::Look;
use crate::tui::message::{Effect, Message, Moment};
use crate::tui::model::Model;
use crate::tui::workspace::OpenArticle;

/// A model and a clock that goes on a second with every key.
pub struct Player {
    /// The model.
    pub model: Model,
    /// All effects so far.
    pub effects: Vec<Effect>,
    /// Milliseconds since the start.
    pub clock: u64,
    frames: Frames,
    /// What a terminal shows that was told the changes of every frame.
    terminal: Buffer,
}

impl Player {
    /// A player at the beginning.
    pub fn new(width: u16, height: u16) -> Self {
        Self::of(model(width, height))
    }

    /// A player over another session.
    pub fn over(session: Session, width: u16, height: u16) -> Self {
        let model = Model::new(OpenArticle::new(session, "other.txt", "mw"), Look::default(), (width, height));
        Self::of(model)
    }

    /// A player of this model.
    pub fn of(model: Model) -> Self {
        Self { model, effects: Vec::new(), clock: 0, frames: Frames::default(), terminal: Buffer::default() }
    }

    /// Now.
    pub fn moment(&self) -> Moment {
        Moment { since_start: Duration::from_millis(self.clock), unix: 1_790_000_000 + self.clock as i64 / 1000 }
    }

    /// Sends a message after `milliseconds`.
    pub fn send(&mut self, message: Message, milliseconds: u64) {
        self.clock += milliseconds;
        let now = self.moment();
        let effects = self.model.update(message, now);
        // What the runtime does in a thread is done at once.
        if effects.contains(&Effect::Survey) {
            let survey = crate::analysis::survey(self.model.desk.session.article());
            self.effects.extend(self.model.update(Message::Surveyed(survey), now));
        }
        let effects: Vec<Effect> = effects.into_iter().chain(self.model.run_rules()).collect();
        for linted in effects.iter().filter_map(|effect| if let Effect::Lint(linted) = effect { Some(linted) } else { None }) {
            let mut linted = linted.clone();
            linted.0.run(&self.model.desk.session);
            self.effects.extend(self.model.update(Message::Linted(linted), now));
        }
        self.effects.extend(effects);
        self.draw();
    }

    /// Draws a frame upon the last, tells a terminal what changed, and looks whether that is all of it.
    fn draw(&mut self) {
        if self.frames.begins(&self.model) {
            let (width, height) = self.model.size();
            self.terminal = Buffer::empty(Rect::new(0, 0, width, height));
        }
        let terminal = &mut self.terminal;
        let told = self.frames.draw(&self.model, |changes| {
            for (x, y, cell) in changes {
                terminal[(x, y)] = cell.clone();
                for covered in 1..crate::text::visible::width(cell.symbol()) as u16 {
                    terminal[(x + covered, y)].reset();
                }
            }
            Ok::<_, std::convert::Infallible>(())
        });
        told.unwrap();
        let anew = draw::draw(&self.model);
        for y in anew.area.top()..anew.area.bottom() {
            let mut x = anew.area.left();
            while x < anew.area.right() {
                let (is, ought) = (&self.terminal[(x, y)], &anew[(x, y)]);
                assert_eq!((is.symbol(), is.style()), (ought.symbol(), ought.style()), "column {x}, row {y}\n{}", self.screen());
                x += crate::text::visible::width(ought.symbol()).max(1) as u16;
            }
        }
    }

    /// Presses keys, separated by spaces, a second apart.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let key: KeyPress = key.parse().unwrap();
            self.send(Message::Key(key), 1000);
        }
        self
    }

    /// The screen as text, one line a row, trailing spaces dropped.
    pub fn screen(&self) -> String {
        let buffer = draw::draw(&self.model);
        let mut lines = Vec::new();
        for y in buffer.area.top()..buffer.area.bottom() {
            let mut line = String::new();
            let mut skip = 0;
            for x in buffer.area.left()..buffer.area.right() {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    line.push_str(symbol);
                    skip = crate::text::visible::width(symbol).max(1);
                }
                skip -= 1;
            }
            lines.push(line.trim_end().to_owned());
        }
        lines.join("\n")
    }

    /// The styles of the screen: a letter for each cell, and what the letters stand for.
    pub fn styles(&self) -> String {
        let buffer = draw::draw(&self.model);
        let mut seen: Vec<ratatui::style::Style> = Vec::new();
        let mut lines = Vec::new();
        for y in buffer.area.top()..buffer.area.bottom() {
            let line = (buffer.area.left()..buffer.area.right()).map(|x| {
                let style = buffer[(x, y)].style();
                let at = seen.iter().position(|other| *other == style).unwrap_or_else(|| {
                    seen.push(style);
                    seen.len() - 1
                });
                match at {
                    0 => '.',
                    1..=26 => (b'a' + at as u8 - 1) as char,
                    _ => (b'A' + (at as u8 - 27) % 26) as char,
                }
            });
            lines.push(line.collect::<String>().trim_end_matches('.').to_owned());
        }
        for (at, style) in seen.iter().enumerate() {
            let letter = if at == 0 {
                '.'
            } else if at < 27 {
                (b'a' + at as u8 - 1) as char
            } else {
                (b'A' + (at as u8 - 27) % 26) as char
            };
            let colour = |colour: Option<ratatui::style::Color>| colour.map_or("-".to_owned(), |colour| colour.to_string());
            lines.push(format!("{letter}: {} on {} {:?}", colour(style.fg), colour(style.bg), style.add_modifier));
        }
        lines.join("\n")
    }
}
