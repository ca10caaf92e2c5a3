//! From what a file says to claims of the article: read, grouped, and placed.

pub(in crate::interchange) mod alignment;
pub(in crate::interchange) mod grouping;
pub(in crate::interchange) mod incoming;
pub(in crate::interchange) mod normal;
pub mod place;
pub mod reading;
