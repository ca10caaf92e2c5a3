//! The formats, one a file: how each is written and read.

pub mod brat;
pub mod cas_json;
pub mod citron;
pub mod claimreview;
pub mod conll;
pub mod csv;
pub mod doccano;
pub mod gold;
pub mod json;
pub mod label_studio;
pub mod markdown;
pub mod prodigy;
pub mod w3c;
pub mod webanno;
