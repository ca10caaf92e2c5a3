//! The reviewer on the screen. The only part that knows ratatui and crossterm.
//!
//! ```text
//! terminal -> input -> Message -> Model::update -> Vec<Effect> -> runtime -> files, engine
//!                                      |
//!                           screen::draw(&Model) -> Buffer -> terminal
//! ```

pub mod command;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod message;
pub mod model;
pub mod screen;
pub mod theme;

#[cfg(test)]
mod tests;
