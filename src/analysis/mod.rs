//! Figures over claims: pure, and without knowledge of files and formats.

pub mod statistics;

pub use statistics::Statistics;
