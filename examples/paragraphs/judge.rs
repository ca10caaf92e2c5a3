//! Compares what the engine found in a made-up article with what is said in it.

use super::made::Statement;
use saidby::article::Article;
use saidby::claim::{Claim, Directness};
use saidby::extract::Extraction;
use saidby::text::Span;

/// What is wrong, a line for each fault; empty where every quotation is its speaker's alone.
pub fn faults(article: &Article, found: &Extraction, statements: &[Statement]) -> Vec<String> {
    let text = &article.text;
    let mut faults = Vec::new();
    let words = |spans: &[Span]| -> Vec<usize> {
        let inside = |span: &Span| {
            let letters = text[span.start..span.end].char_indices().filter(|(_, letter)| letter.is_alphanumeric());
            letters.map(|(at, _)| span.start + at).collect::<Vec<_>>()
        };
        spans.iter().flat_map(inside).collect()
    };
    let mut claimed = vec![0; statements.len()];
    for claim in &found.claims {
        let mine = words(&claim.parts.content);
        let touched: Vec<usize> = (0..statements.len())
            .filter(|at| statements[*at].direct)
            .filter(|at| {
                statements[*at].content.iter().any(|(start, end)| mine.iter().any(|letter| (*start..*end).contains(letter)))
            })
            .collect();
        for at in &touched {
            claimed[*at] += 1;
        }
        if touched.len() > 1 {
            faults.push(format!("words of several people in one claim: {}", shown(article, claim)));
        } else if let [at] = touched[..] {
            let statement = &statements[at];
            let all: Vec<Span> = statement.content.iter().map(|(start, end)| Span::new(*start, *end)).collect();
            if mine != words(&all) {
                faults.push(format!("other words than those of {}: {}", statement.source, shown(article, claim)));
            }
            let source = claim.parts.source.first().and_then(|span| span.slice(text)).unwrap_or_default();
            if !source.to_lowercase().ends_with(&statement.source.to_lowercase()) {
                faults.push(format!("not said by {}: {}", statement.source, shown(article, claim)));
            }
        } else if claim.directness != Directness::Indirect {
            faults.push(format!("nobody says this: {}", shown(article, claim)));
        }
    }
    for (statement, count) in statements.iter().zip(claimed).filter(|(statement, _)| statement.direct) {
        if count != 1 {
            faults.push(format!("{count} claims hold the words of {}", statement.source));
        }
    }
    faults
}

fn shown(article: &Article, claim: &Claim) -> String {
    let words = |spans: &[Span]| spans.iter().filter_map(|span| span.slice(&article.text)).collect::<Vec<_>>().join(" … ");
    format!("{} | {} | {} ({:.2})", words(&claim.parts.source), words(&claim.parts.cue), words(&claim.parts.content), claim.score)
}
