//! A name for a finding that survives changes elsewhere in the article.

use crate::text::{Span, single_line};

/// Characters of context that count on either side.
const CONTEXT: usize = 40;

/// The fingerprint of a finding: of its rule, its words and the words around them, not of the line.
pub fn fingerprint(rule: &str, text: &str, span: Span) -> String {
    let words = single_line(span.slice(text).unwrap_or_default());
    let before: String = text.get(..span.start).unwrap_or_default().chars().rev().take(CONTEXT).collect();
    let after: String = text.get(span.end..).unwrap_or_default().chars().take(CONTEXT).collect();
    let mut hasher = blake3::Hasher::new();
    for part in [rule, &words, &single_line(&before), &single_line(&after)] {
        hasher.update(part.as_bytes());
        hasher.update(b"\0");
    }
    let hex = hasher.finalize().to_hex();
    hex.get(..16).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_survives_changes_far_away_and_knows_its_rule() {
        let sentence = "The harbour master and all of the crew of the ferry heard that a source said so on the quay last night.";
        let at = |text: &str| {
            let start = text.find("a source").unwrap();
            Span::new(start, start + "a source".len())
        };
        let later = format!("A new first line.\n\n{sentence}");
        assert_eq!(fingerprint("a.b", sentence, at(sentence)), fingerprint("a.b", &later, at(&later)));
        assert_ne!(fingerprint("a.b", sentence, at(sentence)), fingerprint("a.c", sentence, at(sentence)));
        let other = sentence.replace("said so", "denied it");
        assert_ne!(fingerprint("a.b", sentence, at(sentence)), fingerprint("a.b", &other, at(&other)));
    }
}
