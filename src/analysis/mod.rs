//! Figures over claims: pure, and without knowledge of files and formats.

pub mod engine;
pub mod statistics;

pub use engine::{Engine, Share};
pub use statistics::Statistics;
