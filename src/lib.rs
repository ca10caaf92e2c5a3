//! saidby finds who said what in a news article, in which words and through which outlet, and lets a
//! fact-checker confirm or correct it in a terminal.
//!
//! The modules form layers; each uses only those below it:
//!
//! | layer | holds |
//! |---|---|
//! | `cli`, `tui` | the command line and the screen |
//! | [`memory`] | what the reviews of a folder know |
//! | [`lint`] | the rules of a house for attribution |
//! | `sidecar`, `disk` | the RON file next to the article; files, locks, folders, clock |
//! | `interchange`, `analysis` | other formats; figures over claims (neither knows a file) |
//! | [`review`] | a session of decisions with undo |
//! | [`extract`] | the engine, in the crate `saidby-engine` |
//! | [`claim`], [`article`], [`text`] | claims, articles, text, in the same crate |

pub mod analysis;
pub mod cli;
pub mod disk;
pub mod interchange;
pub mod lint;
pub mod memory;
pub mod review;
pub mod sidecar;
pub mod tui;

pub use saidby_engine::{article, claim, extract, text};
