//! A news article of any length, in sentences of our own: made again the same way on every machine, as
//! dense in claims, names and outlets as news is. Beside it, a review of its first claims.
#![allow(dead_code, reason = "benches and examples use different parts of it")]

use saidby::claim::Parts;
use std::sync::Arc;

use saidby::article::Article;
use saidby::review::{Edit, Session, SpeakerChoice, Stamp};
use saidby::text::Span;

const FIRST: &[&str] = &[
    "Ana", "Bodil", "Carl", "Dilan", "Edda", "Farid", "Grete", "Hugo", "Ines", "Joost", "Kaya", "Lev", "Mira", "Nils", "Oda",
    "Pavel", "Rosa", "Sami", "Tove", "Ugo", "Vera", "Wim", "Yara", "Zeno",
];
const LAST: &[&str] = &[
    "Abel",
    "Brandt",
    "Castel",
    "Dorn",
    "Ekman",
    "Falk",
    "Grieg",
    "Holm",
    "Ilves",
    "Jansma",
    "Kessler",
    "Lund",
    "Moreau",
    "Nygard",
    "Olander",
    "Prat",
    "Quist",
    "Rask",
    "Soler",
    "Tamm",
    "Urban",
    "Vidal",
    "Weiss",
    "Zander",
    "Okafor",
    "Lindqvist",
    "Marchetti",
    "Petrov",
    "Sandoval",
    "Whitlock",
];
const OFFICES: &[&str] = &[
    "harbour master",
    "mayor",
    "union secretary",
    "city engineer",
    "professor of hydrology",
    "head of the school board",
    "fire chief",
    "spokesman for the ferry company",
    "opposition leader",
    "chief surgeon",
];
const OUTLETS: &[&str] = &["Reuters", "The Associated Press", "the Financial Times", "Bloomberg", "Axios", "CNN", "the BBC"];
const TOPICS: &[&str] = &[
    "the bridge will open before the rains",
    "nobody had read the report in full",
    "ferry fares would rise by four percent",
    "the old dam holds 31 million litres",
    "no jobs would be lost this winter",
    "the vote was the closest in forty years",
    "the clinic had run out of beds twice",
    "prices at the market fell more than anyone expected",
    "the plan was “late, dear and wrong”",
    "every school would keep its kitchen",
    "the storm caused the blackout",
    "two of the three pumps had failed",
];
const QUOTES: &[&str] = &[
    "We are ready",
    "It was the longest night of my life",
    "Nobody asked us",
    "This is not what people voted for",
    "The water came up to the second step",
    "We will count every ballot again",
    "I have never seen such a queue",
    "There is no money left for it",
];
const PLAIN: &[&str] = &[
    "The square was full by noon.",
    "Rain fell for the rest of the afternoon.",
    "The council meets again on Thursday.",
    "Work on the eastern pier began four years ago and cost 12 million crowns.",
    "A second train left an hour late.",
    "The market hall stayed closed for most of the week, and the stalls along the river did little business.",
    "Turnout was 61 percent, slightly more than four years ago.",
    "None of the windows had been repaired.",
];

/// Numbers that look drawn by chance and are the same every time (Knuth's MMIX generator).
struct Draw(u64);

impl Draw {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % count
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// An article of at least so many bytes.
pub fn text(bytes: usize) -> String {
    let mut draw = Draw(7);
    let mut text = String::with_capacity(bytes + 1024);
    text.push_str("A Long Day on the River\n\nBy the staff of the Harbour Gazette\n\n");
    while text.len() < bytes {
        paragraph(&mut draw, &mut text);
    }
    text
}

fn paragraph(draw: &mut Draw, text: &mut String) {
    let (first, last) = (draw.of(FIRST), draw.of(LAST));
    let office = draw.of(OFFICES);
    let (topic, other, plain) = (draw.of(TOPICS), draw.of(TOPICS), draw.of(PLAIN));
    let quote = draw.of(QUOTES);
    let outlet = draw.of(OUTLETS);
    let opening = match draw.below(5) {
        0 => format!("{first} {last}, the {office}, said that {topic}. {plain} “{quote},” {last} said."),
        1 => format!("{plain} “{quote},” said {first} {last}, the {office}. {} According to {last}, {topic}.", draw.of(PLAIN)),
        2 => format!("{first} {last} told {outlet} that {topic}. {plain} {}", draw.of(PLAIN)),
        3 => format!("{plain} {} The {office}, {first} {last}, warned that {topic}, {outlet} reported.", draw.of(PLAIN)),
        _ => format!("{plain} {} {}", draw.of(PLAIN), draw.of(PLAIN)),
    };
    text.push_str(&opening);
    if draw.below(4) == 0 {
        text.push_str(&format!(" Officials said {other}."));
    }
    for _ in 0..draw.below(4) {
        text.push(' ');
        text.push_str(draw.of(PLAIN));
    }
    text.push_str("\n\n");
}

/// A review of the first `count` statements of `article` after "said": every one a decided claim of its own.
///
/// # Panics
///
/// When the article has fewer of them.
pub fn session(article: Arc<Article>, count: usize) -> Session {
    let mut session = Session::new(Arc::clone(&article));
    let stamp = Stamp { by: "sb".to_owned(), at: "2026-11-22T18:00:00Z".to_owned() };
    let text = &article.text;
    let words = text.match_indices(" said ").map(|(at, _)| at);
    let stated = words.filter(|at| text[at + " said ".len()..].starts_with(|c: char| c.is_lowercase()));
    let mut added = 0;
    for at in stated.take(count) {
        let start = at + " said ".len();
        let end = start + text[start..].find('.').expect("a sentence ends");
        let before = text[..at].rfind(['\n', '.']).map_or(0, |end| end + 1);
        let before = before + usize::from(text[before..].starts_with(' '));
        let name: String = text[before..at].split(',').next().unwrap_or_default().to_owned();
        let edit = Edit::AddClaim {
            parts: Parts {
                content: vec![Span::new(start, end)],
                cue: vec![Span::new(at + 1, at + 5)],
                source: vec![Span::new(before, before + name.len())],
            },
            speaker: SpeakerChoice::New(name),
        };
        session.apply(edit, &stamp).expect("the spans fit the text");
        added += 1;
    }
    assert_eq!(added, count, "the article is too short for {count} claims");
    session
}
