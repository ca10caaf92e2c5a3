//! How much a claim is worth checking, and why: the engine's score, and signs that people can see in the words.
//!
//! The score is learned (`extract::checkworthy`). The signs, which explain it, are those on which journalists and
//! ClaimBuster (Hassan et al. 2017, "Toward automated fact-checking") agree: figures, comparisons, superlatives,
//! causes; what is wished, feared or foretold cannot be checked. A sorting aid, not a verdict.

use crate::analysis::words::{
    ACT_SIGNS, CAUSE_SIGNS, COMPARISON_SIGNS, FIGURE_SIGNS, QUESTION_SIGNS, SUPERLATIVE_SIGNS, WISH_OR_FORECAST_SIGNS,
};
use crate::extract::checkworthy::check_worthiness;
use crate::text::WordList;

/// A score and what speaks for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worth {
    /// How likely people call it a factual statement worth checking, 0 to 1.
    pub score: f32,
    /// Every sign with the words that showed it, weightiest first ("figure: 4,000").
    pub reasons: Vec<String>,
}

/// A kind of sign: its name, its weight for the first word and for each further one, its words.
struct Sign {
    name: &'static str,
    weight: f32,
    more: f32,
    words: &'static WordList,
}

static SIGNS: &[Sign] = &[
    Sign { name: "figure", weight: 0.30, more: 0.08, words: &FIGURE_SIGNS },
    Sign { name: "comparison", weight: 0.18, more: 0.05, words: &COMPARISON_SIGNS },
    Sign { name: "superlative", weight: 0.15, more: 0.04, words: &SUPERLATIVE_SIGNS },
    Sign { name: "cause", weight: 0.15, more: 0.04, words: &CAUSE_SIGNS },
    Sign { name: "act", weight: 0.10, more: 0.02, words: &ACT_SIGNS },
    Sign { name: "wish or forecast", weight: -0.22, more: -0.04, words: &WISH_OR_FORECAST_SIGNS },
    Sign { name: "question", weight: -0.20, more: 0.0, words: &QUESTION_SIGNS },
];

/// Contents shorter than this (in words) say little that can be checked.
const SHORT: usize = 4;

/// How much `content`, the words of a claim, is worth checking.
pub fn worth(content: &str) -> Worth {
    let words: Vec<String> = content
        .split(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '/'))
        .flat_map(|word| {
            let question = word.contains('?').then(|| "?".to_owned());
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '$' | '£' | '€')).to_lowercase();
            [Some(bare), question]
        })
        .flatten()
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<(f32, String)> = Vec::new();
    for sign in SIGNS {
        let mut shown: Vec<&str> = Vec::new();
        for word in &words {
            let figure = sign.name == "figure" && word.contains(|c: char| c.is_ascii_digit());
            if (figure || sign.words.contains(word)) && !shown.contains(&word.as_str()) {
                shown.push(word);
            }
        }
        if let Some(rest) = shown.len().checked_sub(1) {
            let weight = sign.weight + sign.more * rest.min(3) as f32;
            found.push((weight, format!("{}: {}", sign.name, shown.join(", "))));
        }
    }
    if words.len() < SHORT {
        found.push((-0.1, "short".to_owned()));
    }
    found.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    Worth { score: check_worthiness(content), reasons: found.into_iter().map(|(_, reason)| reason).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_comparisons_outweigh_wishes() {
        let figure = worth("the bridge cost 90 million crowns, more than any other");
        let plain = worth("the bridge stands at the mouth of the river");
        let wish = worth("the bridge should stay open, I hope");
        assert!(figure.score > plain.score && plain.score > wish.score, "{figure:?} {plain:?} {wish:?}");
        assert_eq!(figure.reasons.first().map(String::as_str), Some("figure: 90, million"));
        assert_eq!(wish.reasons, ["wish or forecast: should, hope"]);
    }

    #[test]
    fn a_score_stays_within_its_bounds() {
        for content in ["", "?", "1 2 3 4 5 6 all every most more than because killed never", "will? would? may? might?"] {
            let worth = worth(content);
            assert!((0.0..=1.0).contains(&worth.score), "{content}: {worth:?}");
        }
    }
}
