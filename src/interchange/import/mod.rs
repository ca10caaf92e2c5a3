//! From what a file says to claims of the article: read, grouped, and placed.

pub(in crate::interchange) mod alignment;
pub(in crate::interchange) mod claims;
pub mod found;
pub(in crate::interchange) mod grouping;
pub mod locate;
pub(in crate::interchange) mod marks;
mod moved;
pub(in crate::interchange) mod normal;
pub mod parsed;
mod quotation;
pub(in crate::interchange) mod returned;
pub mod units;
