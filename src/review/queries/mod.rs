//! Questions about a review that change nothing.

pub mod alike;
pub mod proposal;
pub mod repeats;
pub mod unnamed;
