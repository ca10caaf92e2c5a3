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

pub(super) fn written(session: &Session) -> String {
    super::text_of(&session.record(), session.article(), "dam.txt", ENGINE)
}

pub(super) fn read(text: &str, article: &Article) -> Record {
    let loaded = super::load_text(Path::new("dam.txt.claims.ron"), text.to_owned(), article).unwrap();
    assert!(loaded.is_current(ENGINE));
    loaded.record
}
