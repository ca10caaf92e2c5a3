//! What every export writes: the rows of a review, and how their words are spelt in a file.

pub(in crate::interchange) mod cells;
pub(in crate::interchange) mod checks;
pub(in crate::interchange) mod details;
pub(in crate::interchange) mod escaped;
mod links;
pub(in crate::interchange) mod marks;
pub(in crate::interchange) mod rows;
pub(in crate::interchange) mod sent;
pub(in crate::interchange) mod tokens;

pub(in crate::interchange) use links::is_web_address;
