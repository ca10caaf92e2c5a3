//! Figures over reviews. Pure: no file, no format.

pub mod statistics;

pub use statistics::{Share, Statistics};
