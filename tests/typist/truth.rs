//! What a review is to come to.

use saidby::article::{Article, FileOffsets};
use saidby::text::Span;
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
                list.iter().map(|(start, end)| offsets.to_span(*start..*end).trimmed(&article.text)).collect();
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
