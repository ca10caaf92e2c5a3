//! Adversarial texts are read in linear time.

use std::time::{Duration, Instant};

use saidby::article::{Article, Block, BlockKind};
use saidby::extract::{Document, FastFinder, Options, SpanFinder, extract};
use saidby::text::{Scan, Span};

/// How often two times are taken before a difference counts as one; other programs run at the same time.
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

fn whole(article: &Article, options: &Options) {
    std::hint::black_box(extract(article, options));
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

/// Texts that lead the resolver astray: names without end, one name again and again, pronouns, outlets, datelines.
fn odd_articles(bytes: usize) -> Vec<(&'static str, String)> {
    let repeated = |piece: &str| piece.repeat(bytes / piece.len());
    let numbered = |line: fn(usize) -> String| {
        let mut text = String::new();
        for number in 0.. {
            text.push_str(&line(number));
            if text.len() >= bytes {
                break;
            }
        }
        text
    };
    vec![
        ("one claim again", repeated("“No,” said Ana Diaz.\n\n")),
        ("pronouns", repeated("She said that he said that they told her no.\n\n")),
        ("new names", numbered(|n| format!("“No {n},” said Ana D{}z.\n\n", "aeiou".repeat(n % 7 + 1)))),
        (
            "new names of two words",
            numbered(|n| format!("Jo{} Reuel told the Herald{} that it was late.\n\n", "ab".repeat(n % 90), "cd".repeat(n % 70))),
        ),
        ("outlets", repeated("The Port Vell Herald reported that Radio Skerry said that the Courier said no.\n\n")),
        ("accord", repeated("according to Ana, according to Tom, ")),
        ("names in a row", repeated("Ana Diaz Tom Reuel Jo Orr ")),
        ("quotation marks", repeated("\"")),
        ("marks of other peoples", repeated("「『a』‹b› ´c´ ")),
        ("entities", repeated("&quot;a&amp;quot; ")),
        ("broken words", repeated("wall con-\ntractor ")),
        ("dialogue with dashes", repeated("— No, said Ana. ")),
        ("empty quotations", repeated("“” said ")),
        ("nested marks", repeated("“‘a’ said ” she said ")),
        ("headings", repeated("PORT VELL (AP) — No.\n\n")),
        ("initials", repeated("J. R. R. ")),
        ("abbreviations", repeated("U.S. Dr. Mr. St. ")),
        ("short lines", repeated("a\n\n")),
    ]
}

#[test]
fn a_whole_extraction_is_linear_on_the_worst_articles() {
    let options = Options::fast();
    for ((name, small), (_, large)) in odd_articles(15_000).into_iter().zip(odd_articles(120_000)) {
        let (small, large) = (Article::from_text(&small), Article::from_text(&large));
        assert!(is_within(24, || whole(&small, &options), || whole(&large, &options)), "{name}");
    }
}

#[test]
fn the_transformer_is_linear_too() {
    let options = Options::default();
    for piece in ["\"", "“a ‘b ” ", "said, ", "w"] {
        let article = |bytes: usize| Article::from_text(&piece.repeat(bytes / piece.len()));
        let (small, large) = (article(1_000), article(8_000));
        assert!(is_within(24, || whole(&small, &options), || whole(&large, &options)), "{piece:?}");
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
