//! Tests of the sidecar.

mod errors;
mod git;
mod lint;
mod round_trip;
mod size;

use std::path::Path;

use crate::article::Article;
use crate::review::{Record, Session};

pub(super) const ENGINE: &str = "0.1.0";

/// The sidecar's text, which must be one that is read quickly.
pub(super) fn written(session: &Session) -> String {
    let text = super::text_of(&session.record(), session.article(), "dam.txt", ENGINE);
    let quick: Option<super::schema::Sidecar> = super::plain::parse(&text);
    assert!(quick.is_some(), "what is written is read the quick way: {text}");
    text
}

pub(super) fn read(text: &str, article: &Article) -> Record {
    let loaded = super::load_text(Path::new("dam.txt.claims.ron"), text.to_owned(), article).unwrap();
    assert!(loaded.is_current(ENGINE));
    loaded.record
}
