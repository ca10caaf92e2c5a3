//! The reviewer on the screen. The only part that knows ratatui and crossterm.
//!
//! ```text
//! terminal -> input -> Message -> Model::update -> Vec<Effect> -> runtime -> files, engine
//!                                      |
//!                           draw::draw(&Model) -> Buffer -> terminal
//! ```

pub mod command;
pub mod draw;
pub mod filter;
pub mod glyphs;
pub mod input_decoder;
pub mod key;
pub mod keymap;
pub mod layer;
pub mod layout;
pub mod look;
pub mod message;
pub mod model;
pub mod picture;
pub mod query;
pub mod runtime;
pub mod screen;
pub mod sort;
pub mod theme;
pub mod workspace;

pub use runtime::{ArticleStore, Ended, Opened, Outcome, Request, RunError, Salvage, Saving, Show, Work, run, show};

#[cfg(test)]
mod tests;
