//! Texts that nobody writes cost no more, for their size, than the rules' bounds allow.

use std::time::{Duration, Instant};

use super::FastFinder;
use crate::article::{Article, Block, BlockKind};
use crate::extract::{Document, SpanFinder};
use crate::text::Span;

/// How long it takes to read one paragraph of `piece` again and again up to `bytes`: the best of some tries.
fn time(piece: &str, bytes: usize) -> Duration {
    let text = piece.repeat(bytes / piece.len());
    let block = Block { span: Span::new(0, text.trim_end().len()), kind: BlockKind::Paragraph };
    let article = Article { text: text.as_str().into(), blocks: vec![block], ..Article::from_text("") };
    let once = || {
        let start = Instant::now();
        let document = Document::new(&article);
        std::hint::black_box(FastFinder::new().find(&document, 0..1));
        start.elapsed()
    };
    (0..4).map(|_| once()).min().unwrap_or_default()
}

const ODD: &[&str] = &[
    "'a ",
    "'as' ",
    "‘a ",
    "as’ 'a ",
    "\"a\" ",
    "“a ",
    "“a ‘b ” ",
    "said, ",
    "Ana ",
    "he said he said that ",
    "according to Ana, ",
    "according to ",
    "the claim that ",
    "\"a,\" he said, ",
    "(((",
    "Ana said: ",
    "who said who said ",
];

#[test]
fn time_grows_with_the_text_and_no_faster() {
    FastFinder::new();
    for piece in ODD {
        let small = time(piece, 8_000);
        let large = time(piece, 64_000);
        // Eight times the text: 64 times the time would be quadratic. The rest is room for a busy machine.
        assert!(large < small * 32, "{piece:?}: {small:?}, then {large:?}");
    }
}

#[test]
fn apostrophes_are_read_once() {
    FastFinder::new();
    let scan = |piece: &str| {
        let text = piece.repeat(120_000 / piece.len());
        let once = || {
            let start = Instant::now();
            std::hint::black_box(crate::text::Scan::of_lines(&text));
            start.elapsed()
        };
        (0..4).map(|_| once()).min().unwrap_or_default()
    };
    let plain = scan("a ba ");
    for piece in ["'a ", "'a s' ", "‘a ", "\"'as\" "] {
        let odd = scan(piece);
        // Reading on from each of them again cost some hundred times as much.
        assert!(odd < plain * 25, "{piece:?}: {odd:?} beside {plain:?}");
    }
}
