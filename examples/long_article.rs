//! Writes a news article of any length, made by the benches' generator, to look at or to measure:
//! `cargo run --release --example long_article -- 10000000 long.txt [10000]`. With a third number, a
//! sidecar with so many decided claims next to it.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "an example")]

#[path = "../benches/long_article/mod.rs"]
mod long_article;

use std::path::PathBuf;
use std::sync::Arc;

use saidby::article::Article;
use saidby::extract::EngineKind;
use saidby::sidecar::{self, Placement};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let bytes = arguments.next().and_then(|number| number.parse().ok()).expect("how many bytes");
    let path = PathBuf::from(arguments.next().expect("where to"));
    let text = long_article::text(bytes);
    std::fs::write(&path, &text).unwrap();
    let Some(claims) = arguments.next().and_then(|number| number.parse().ok()) else {
        return;
    };
    let article = Arc::new(Article::from_text(&text));
    let session = long_article::session(Arc::clone(&article), claims);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let saved = sidecar::text_of(&session.record(), &article, &name, EngineKind::Deep.version());
    std::fs::write(sidecar::sidecar_path(&path, &Placement::default()), saved).unwrap();
}
