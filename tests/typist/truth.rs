//! What a review is to come to.

use std::collections::BTreeSet;

use saidby::article::{Article, FileOffsets};
use saidby::claim::Part;
use saidby::text::{Span, UnitRange};
use serde::Deserialize;

/// A claim as it is in truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    /// What is attributed.
    pub content: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// The mention that it is attributed to.
    pub source: Vec<Span>,
    /// Who that is; empty: nobody; `None`: it does not matter.
    pub speaker: Option<String>,
    /// The outlets, nearest to the article first; `None`: they do not matter.
    pub via: Option<Vec<String>>,
}

/// When a part of a claim is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standard {
    /// Its spans are those of the truth, to the character.
    #[default]
    Exact,
    /// It has the words of the truth; a sign or a quotation mark at an edge does not matter.
    Words,
    /// The content shares most of its letters with that of the truth (F1 of a half or more); cue and source share a
    /// letter with theirs, or both are empty.
    Match,
}

impl Standard {
    /// Every standard, the strictest first.
    pub const ALL: [Self; 3] = [Self::Exact, Self::Words, Self::Match];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact spans",
            Self::Words => "same words",
            Self::Match => "matching words",
        }
    }

    /// Whether `spans` may stand for `wanted`, which are those of `part`.
    pub fn accepts(self, text: &str, part: Part, spans: &[Span], wanted: &[Span]) -> bool {
        let letters = |spans: &[Span]| -> BTreeSet<usize> {
            let inside = spans.iter().filter_map(|span| Some((span.start, span.slice(text)?)));
            inside
                .flat_map(|(start, words)| {
                    words.char_indices().filter(|(_, letter)| letter.is_alphanumeric()).map(move |(at, _)| start + at)
                })
                .collect()
        };
        if spans == wanted {
            return true;
        }
        let (mine, theirs) = (letters(spans), letters(wanted));
        match self {
            Self::Exact => false,
            Self::Words => mine == theirs && !(mine.is_empty() && spans.is_empty() != wanted.is_empty()),
            Self::Match if spans.is_empty() || wanted.is_empty() => false,
            // A colon is a cue too, and has no letters.
            Self::Match if theirs.is_empty() => spans.iter().any(|span| wanted.iter().any(|other| other.overlaps(*span))),
            Self::Match => {
                let shared = mine.intersection(&theirs).count();
                if part == Part::Content { 4 * shared >= mine.len() + theirs.len() } else { shared > 0 }
            }
        }
    }
}

#[derive(Deserialize)]
struct Gold {
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    content: Vec<(usize, usize)>,
    #[serde(default)]
    cue: Vec<(usize, usize)>,
    #[serde(default)]
    source: Vec<(usize, usize)>,
    speaker: Option<String>,
    via: Option<Vec<String>>,
}

/// Reads the truth of `article` from JSON: `{"attributions": [{"content": [[start, end]], "cue": ..., "source":
/// ..., "speaker": "...", "via": [...]}]}`, in code points of the file; `speaker` and `via` may be missing. Claims
/// without content or with the very content of an earlier one are left out.
///
/// # Errors
///
/// It is no such JSON.
pub fn gold(article: &Article, json: &str) -> Result<Vec<Truth>, String> {
    let gold: Gold = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let offsets = FileOffsets::new(article);
    let mut truth: Vec<Truth> = Vec::new();
    for attribution in gold.attributions {
        let spans = |list: &[(usize, usize)]| -> Vec<Span> {
            let mut spans: Vec<Span> =
                list.iter().map(|(start, end)| offsets.to_span(UnitRange::new(*start, *end)).trimmed(&article.text)).collect();
            spans.retain(|span| !span.is_empty());
            saidby::text::span::normalise(&mut spans);
            spans
        };
        let claim = Truth {
            content: spans(&attribution.content),
            cue: spans(&attribution.cue),
            source: spans(&attribution.source),
            speaker: attribution.speaker,
            via: attribution.via,
        };
        if !claim.content.is_empty() && !truth.iter().any(|other| other.content == claim.content) {
            truth.push(claim);
        }
    }
    Ok(truth)
}
