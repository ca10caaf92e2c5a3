//! Questions about a review that change nothing.

pub mod alike;
pub mod proposal;
pub mod readings;
pub mod repeats;
pub mod unnamed;
