//! The reviewer on the screen. The only part that knows ratatui and crossterm.
//!
//! ```text
//! terminal -> background/input -> Message -> Model::update -> Vec<Effect> -> runtime -> files, engine
//!                                              |
//!                                   screen::draw(&Model) -> Buffer -> terminal
//! ```

pub mod command;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod theme;
