//! Nothing that comes in makes the program panic, break a promise of its own, or take time without end: the
//! targets of the fuzzer with texts of chance, and what was found so far.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

#[path = "../fuzz/targets.rs"]
mod targets;

use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use saidby::article::{Article, ArticleError, Format};
use saidby::extract::{Options, extract};
use saidby::sidecar;

/// Pieces of what each target reads, so that chance comes deep into it.
const TEXT: &[&str] = &[
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    " said",
    " told",
    " according to ",
    "Ana Diaz",
    "Dr. ",
    "U.S.",
    "the ",
    "She ",
    ", ",
    ". ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "–",
    "…",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{202e}",
    "\0",
    "\u{1b}[2J",
    "e\u{301}",
    "👩‍👩‍👧",
    "漢字",
    "ا",
    "The Herald",
    "Photo: ",
    " that ",
    " who ",
    "(",
    ")",
    "[",
    "]",
    "1,000",
    "said",
    ":",
    ";",
    "BOSTON (AP) — ",
    "http://a.b/c",
    "# ",
    "> ",
    "- ",
    "* ",
    "```",
    "---\n",
    "title: x\n",
    "|a|b|\n|-|-|\n",
    "![a](b)",
    "<b>",
    "&amp;",
    "[^1]: ",
];
const HTML: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "<br>",
    "<h1>",
    "<article>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<svg>",
    "<math>",
    "<template>",
    "<select>",
    "<time datetime=\"x\">",
    "<meta property=\"og:title\" content=\"",
    "\">",
    "<title>",
    "</title>",
    "<figure>",
    "<figcaption>",
    "class=\"ad\"",
    "&#x1b;",
    "&#0;",
    "&nbsp;",
    "&lt;",
    "<",
    ">",
    "\"",
    "=",
    "She said no. ",
    "<script type=\"application/ld+json\">",
    "{\"@type\":\"NewsArticle\",\"headline\":\"",
    "\"}",
    "<base href=\"x\">",
    "<frameset>",
    "<plaintext>",
    "\0",
    "<!DOCTYPE html>",
];
const RON: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "'",
    "\\",
    "\n",
    "version: ",
    "1",
    "2",
    "article: ",
    "file: \"a\"",
    "bytes: ",
    "blake3: \"\"",
    "engine: \"0\"",
    "speakers: ",
    "outlets: ",
    "claims: ",
    "id: \"c-1\"",
    "id: \"s-a\"",
    "decision: Confirmed",
    "suggestion: ",
    "content: ",
    "at: ",
    "0..5",
    "9..3",
    "31..40",
    "18446744073709551615..0",
    "text: \"\"",
    "score: ",
    "inf",
    "NaN",
    "-0.0",
    "1e400",
    "correction: ",
    "speaker: ",
    "None",
    "Some(",
    "via: ",
    "log: ",
    "r#\"",
    "\"#",
    "/*",
    "*/",
    "//",
    "#![enable(unwrap_newtypes)]",
    "\\u{1b}",
    "\\u{d800}",
    "kind: Person",
    "name: \"x\"",
    "role: Cited",
    "merged_into: \"s-a\"",
    "inherits: \"dark\"",
    "palette: ",
    "styles: ",
    "Content: ",
    "fg: \"red\"",
    "\"confirm\": [\"y\"]",
    "theme: ",
    "<<<<<<< a\n",
    "=======\n",
];

fn fragments(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    let word = prop_oneof![8 => proptest::sample::select(words).prop_map(str::to_owned), 1 => "\\PC{0,3}", 1 => any::<char>().prop_map(String::from)];
    proptest::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

/// A sidecar of the program itself, a passage of it replaced.
fn damaged() -> impl Strategy<Value = String> {
    let whole = sound();
    (0..whole.len(), 0usize..40, fragments(RON)).prop_map(move |(at, length, piece)| {
        let (mut from, mut to) = (at, (at + length).min(whole.len()));
        while !whole.is_char_boundary(from) {
            from -= 1;
        }
        while !whole.is_char_boundary(to) {
            to += 1;
        }
        format!("{}{}{}", &whole[..from], piece.get(..piece.len().min(30)).unwrap_or(""), &whole[to..])
    })
}

fn sound() -> String {
    let article = std::sync::Arc::new(Article::from_text(targets::ARTICLE));
    let mut session = saidby::review::Session::new(std::sync::Arc::clone(&article));
    session.offer(extract(&article, &Options::fast()));
    sidecar::text_of(&session.record(), &article, "a.txt", "0")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn bytes_become_articles(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in fragments(TEXT), page in fragments(HTML)) {
        targets::article(&bytes);
        targets::article(text.as_bytes());
        targets::article(page.as_bytes());
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        targets::article(&wide);
    }

    #[test]
    fn articles_become_claims(text in fragments(TEXT)) {
        targets::claims(text.as_bytes());
    }

    #[test]
    fn sidecars_become_reviews(text in fragments(RON), damaged in damaged()) {
        targets::sidecar(text.as_bytes());
        targets::sidecar(damaged.as_bytes());
    }

    #[test]
    fn settings_are_read_or_refused(text in fragments(RON)) {
        targets::settings(text.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn keys_leave_a_sound_review(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
        targets::keys(&bytes);
    }

    #[test]
    fn articles_become_claims_by_the_transformer_too(text in fragments(TEXT)) {
        targets::claims_deep(text.as_bytes());
    }
}

/// Runs `work` on a stack no larger than a thread in the background has; far from any time without end.
fn bounded(what: &str, work: impl FnOnce() + Send + 'static) {
    let begun = Instant::now();
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap_or_else(|_| panic!("{what} failed"));
    assert!(begun.elapsed() < Duration::from_secs(60), "{what} took {:?}", begun.elapsed());
}

#[test]
fn nesting_without_end() {
    let many = 100_000;
    for open in ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<blockquote>", "<svg><g>", "<p><a>", "<template>", "<font>"] {
        bounded(open, move || targets::article(format!("{}She said no.", open.repeat(many / 4)).as_bytes()));
    }
    for open in ["> ", "- ", "* a\n ", "[", "![", "*", "_", "`", "<a>", "(", "|", "~", "[^a]"] {
        bounded(open, move || targets::article(format!("{}She said no.", open.repeat(many)).as_bytes()));
    }
    for open in ["(", "[", "{", "Some(", "(claims: [", "{\"a\": ", "/*"] {
        bounded(open, move || {
            targets::sidecar(format!("(version: 1, claims: {}", open.repeat(many)).as_bytes());
            targets::settings(open.repeat(many).as_bytes());
        });
    }
    bounded("marks in marks", move || {
        targets::claims(format!("{}no{} she said.", "“‘".repeat(many), "’”".repeat(many)).as_bytes());
    });
}

#[test]
fn texts_that_nobody_writes() {
    let word = "w".repeat(64 * 1024);
    let marks = "\"".repeat(1_000_000);
    let curly = "“".repeat(300_000);
    let turned = "”".repeat(300_000);
    let heap = format!("e{}", "\u{301}".repeat(100_000));
    let joined = "👩\u{200d}".repeat(50_000);
    let lines = "\n".repeat(1_000_000) + "She said no.";
    let zeros = "She said no. ".repeat(500) + &"\0".repeat(200);
    for (what, text) in [
        ("a word of 64 KB", format!("“{word},” {word} said {word}.")),
        ("a million quotation marks", marks),
        ("marks that open", curly),
        ("marks that close", turned),
        ("a heap of accents", heap),
        ("a chain of joiners", joined),
        ("a million line ends", lines),
        ("zeros", zeros),
    ] {
        bounded(what, move || targets::claims(text.as_bytes()));
    }
}

#[test]
fn half_a_character_is_counted_and_not_believed() {
    let mut bytes = vec![0xff, 0xfe];
    for unit in "She said: ".encode_utf16().chain([0xd800, 0x20, 0xdc00, 0xdc00, 0xd800]).chain("no.".encode_utf16()) {
        bytes.extend(unit.to_le_bytes());
    }
    let article = Article::read(&bytes, Format::Text).unwrap();
    assert_eq!((article.text.as_ref(), article.origin.invalid_sequences), ("She said: \u{fffd} \u{fffd}\u{fffd}\u{fffd}no.", 4));
    assert!(matches!(Article::read(&[0; 5000], Format::Text), Err(ArticleError::Binary { .. })));
}

#[test]
fn a_sidecar_that_says_nonsense_is_an_error_with_its_place() {
    let whole = sound();
    for (from, to) in
        [("version: 1", "version: 99999999999"), ("score: ", "score: \"x\" + "), ("at: ", "at: 99999999999999999999..")]
    {
        let broken = whole.replacen(from, to, 1);
        assert_ne!(broken, whole, "{from} is not in it");
        let article = Article::from_text(targets::ARTICLE);
        let error = sidecar::load_text(Path::new("a.txt.claims.ron"), broken, &article).unwrap_err().to_string();
        assert!(error.starts_with("a.txt.claims.ron:"), "{error}");
    }
}
