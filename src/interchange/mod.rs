//! Formats of other programs, one a file, in and out. They take bytes and the types of the layers below; no
//! file is opened here.

pub mod csv;
pub mod json;
pub mod report;
mod rows;

pub use rows::{Entry, Opinion};
