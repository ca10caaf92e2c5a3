//! Texts that nobody writes cost no more, for their size, than the rules' bounds allow.

use std::time::{Duration, Instant};

use super::FastFinder;
use crate::article::{Article, Block, BlockKind};
use crate::extract::{Document, SpanFinder};
use crate::text::{Scan, Span};

/// How often two times are taken before a difference counts as one; other programs run beside the tests.
const TRIES: usize = 40;

/// Whether `large` takes less than `times` as long as `small`, by the least times of several tries.
fn is_within(times: u32, mut small: impl FnMut(), mut large: impl FnMut()) -> bool {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let mut least = (Duration::MAX, Duration::MAX);
    (0..TRIES).any(|_| {
        least = (least.0.min(time(&mut small)), least.1.min(time(&mut large)));
        least.1 < least.0 * times
    })
}

/// One paragraph of `piece` again and again.
fn paragraph(piece: &str, bytes: usize) -> Article {
    let text = piece.repeat(bytes / piece.len());
    let block = Block { span: Span::new(0, text.trim_end().len()), kind: BlockKind::Paragraph };
    Article { text: text.as_str().into(), blocks: vec![block], ..Article::from_text("") }
}

fn find(article: &Article) {
    let document = Document::new(article);
    std::hint::black_box(FastFinder::new().find(&document, 0..1));
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
    for piece in ODD {
        let (small, large) = (paragraph(piece, 8_000), paragraph(piece, 64_000));
        // Eight times the text: 64 times the time would be quadratic.
        assert!(is_within(24, || find(&small), || find(&large)), "{piece:?}");
    }
}

#[test]
fn apostrophes_are_read_once() {
    let text = |piece: &str| piece.repeat(60_000 / piece.len());
    let scan = |text: &str| {
        std::hint::black_box(Scan::of_lines(text));
    };
    let plain = text("a ba ");
    for piece in ["'a ", "'a s' ", "‘a ", "\"'as\" "] {
        let odd = text(piece);
        // Reading on from each of them again would cost some hundred times as much.
        assert!(is_within(12, || scan(&plain), || scan(&odd)), "{piece:?}");
    }
}
