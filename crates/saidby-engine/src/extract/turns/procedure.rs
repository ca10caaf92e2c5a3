//! What a record says beside its speakers: who rose, what was voted, laughter, sounds, the time.

use crate::article::{Block, BlockKind};
use crate::text::{Scan, Shape, WordRange};

/// Beginnings of lines in which the house acts and nobody speaks.
const PROCEDURE: &[&str] = &[
    "Amendment agreed",
    "Amendment made",
    "Amendment proposed",
    "Bill read",
    "Debate adjourned",
    "Hon. Members",
    "House adjourned",
    "Motion agreed",
    "Motion made",
    "Order for Second Reading",
    "Ordered,",
    "Question accordingly",
    "Question again proposed",
    "Question agreed",
    "Question proposed",
    "Question put",
    "Several hon. Members",
    "Sitting adjourned",
    "Sitting suspended",
    "The Clerk",
    "The Committee divided",
    "The House divided",
    "The House having divided",
    "The House proceeded",
    "The assistant bill clerk",
    "The assistant legislative clerk",
    "The bill clerk",
    "The clerk",
    "The legislative clerk",
    "The motion was agreed",
    "The senior assistant",
    "The yeas and nays",
    "There being no objection",
    "Thereupon",
    "Whereupon",
];

/// What is said of the house in brackets within a speech.
const ASIDES: &[&str] =
    &["applause", "cheers", "cheering", "crosstalk", "hon", "inaudible", "interjection", "interruption", "laughter", "pause"];

/// Words that such a remark may have.
const ASIDE_WORDS: usize = 6;

/// Words of a line beside the text: the time, the number of a column.
const MARK_WORDS: usize = 4;

/// Whether a paragraph says what the house did.
pub(super) fn is_procedure(line: &str) -> bool {
    let line = line.trim();
    const ENDS: &[&str] = &["rose", "interjecting", "interjected"];
    let bare = line.trim_end_matches(['—', '–', '-', '…', '.', ' ']);
    let rose = bare.len() < line.len() && ENDS.iter().any(|end| bare.ends_with(end));
    let short = line.split_whitespace().nth(12).is_none();
    // "The clerk told us" is a sentence of a speech, as long ones are.
    let told = [" told ", " said ", " says "].iter().any(|verb| line.contains(verb));
    rose && short || !told && line.len() <= 200 && PROCEDURE.iter().any(|start| line.starts_with(start))
}

/// Names of what captions hear and nobody says.
const EFFECTS: &[&str] = &[
    "ambience",
    "applause",
    "cheering",
    "fx",
    "laughter",
    "music",
    "noise",
    "sfx",
    "sound",
    "sound effect",
    "sound effects",
    "sounds",
];

/// Whether a label names a sound, or the house as a whole: "SFX", "MUSIC", "[applause]", "Hon. Members".
pub(super) fn is_effect(name: &str) -> bool {
    let name = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    EFFECTS.binary_search(&name.as_str()).is_ok() || name.ends_with("hon. members") || name.ends_with("honourable members")
}

/// Whether a paragraph says that somebody else presides now.
pub(super) fn changes_chair(line: &str) -> bool {
    ["assumed the Chair", "assumed the chair", "in the Chair", "took the Chair", "resumed the Chair"]
        .iter()
        .any(|part| line.contains(part))
}

/// Whether a block is a mark beside the text: a time, the head of a page.
pub(super) fn is_mark(block: &Block, text: &str) -> bool {
    let words = block.span.slice(text).unwrap_or_default().split_whitespace().count();
    match block.kind {
        BlockKind::Byline => words <= MARK_WORDS,
        BlockKind::Boilerplate => true,
        _ => false,
    }
}

/// `words` without remarks of the record in brackets: "[Laughter.]".
pub(super) fn without_asides(text: &str, scan: &Scan, words: WordRange) -> Vec<WordRange> {
    let word = |at: usize| scan.words.get(at).map_or("", |word| word.text(text));
    let mut parts = Vec::new();
    let mut start = words.start;
    let mut at = words.start;
    while at < words.end {
        let close = match word(at) {
            "[" => "]",
            "(" => ")",
            _ => {
                at += 1;
                continue;
            }
        };
        let end = (at + 1..words.end.min(at + 2 * ASIDE_WORDS)).find(|end| word(*end) == close);
        let first = word(at + 1).to_lowercase();
        match end.filter(|_| ASIDES.binary_search(&first.as_str()).is_ok()) {
            Some(end) => {
                push(&mut parts, scan, WordRange::new(start, at));
                start = end + 1;
                at = start;
            }
            None => at += 1,
        }
    }
    push(&mut parts, scan, WordRange::new(start, words.end));
    parts
}

/// Adds a stretch that has words.
fn push(parts: &mut Vec<WordRange>, scan: &Scan, stretch: WordRange) {
    let words = scan.words.get(stretch.range()).unwrap_or_default();
    if words.iter().any(|word| word.shape != Shape::Punctuation) {
        parts.push(stretch);
    }
}
