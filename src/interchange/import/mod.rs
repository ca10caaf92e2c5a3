//! From what a file says to claims of the article: read, grouped, and placed.

pub(in crate::interchange) mod alignment;
pub mod found;
pub(in crate::interchange) mod grouping;
pub(in crate::interchange) mod incoming;
mod moved;
pub(in crate::interchange) mod normal;
pub mod place;
mod quotation;
pub mod reading;
pub mod units;
