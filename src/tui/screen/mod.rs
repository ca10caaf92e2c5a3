//! The things on the screen, one folder each: its state, what a key does to it, how it is drawn.
//!
//! A view changes nothing. It takes what it shows, never the whole model.

pub mod agreed;
pub mod article;
pub mod cast;
pub mod check;
pub mod claims;
pub mod closing;
pub mod comparison;
pub mod coverage;
pub mod detail;
pub mod field;
pub mod frame;
pub mod labels;
pub mod left_out;
pub mod note;
pub mod pager;
pub mod paint;
pub mod passage;
pub mod picker;
pub mod prompt;
pub mod question;
pub mod row_cache;
pub mod row_list;
pub mod rules;
pub mod select;
pub mod sides;
pub mod spans;
pub mod versions;
pub mod walk;
