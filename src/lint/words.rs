//! Words for people without a name, and how they are described.

use crate::lint::lists::{
    AFTER_AUDIENCE, AUDIENCES, CONFIDENTIAL, COUNTS, DESCRIBERS, FUNCTION_WORDS, INTRODUCERS, OWNERS, SAYING,
};

/// The words of a mention in lower case, without punctuation.
pub fn words(mention: &str) -> Vec<String> {
    let apart = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.'));
    let bare = mention.split(apart).map(|word| word.trim_matches(['\'', '’', '.', '-']).to_lowercase());
    bare.filter(|word| !word.is_empty()).collect()
}

/// Whether the mention is one of the bare nouns with nothing but an article or a number before it.
pub fn is_bare(mention: &str, bare: &[String]) -> bool {
    let words = words(mention);
    let Some((last, rest)) = words.split_last() else { return false };
    bare.iter().any(|noun| noun.eq_ignore_ascii_case(last)) && rest.iter().all(|word| COUNTS.contains(word))
}

/// Whether words behind "told" begin with an audience ("the harbour board's workers that …").
pub fn begins_with_audience(after: &str) -> bool {
    // What comes behind a comma, a quotation mark or a preposition is something else.
    let object = after.split([',', '“', '"', '(', ':']).next().unwrap_or_default();
    let ends = |word: &String| AFTER_AUDIENCE.contains(word);
    let object: Vec<String> = words(object).into_iter().take(6).take_while(|word| !ends(word)).collect();
    object.iter().any(|word| AUDIENCES.contains(word))
}

/// Whether a sentence speaks of somebody known already by this noun in the singular: "the official", "the port official".
pub fn is_mentioned_in(sentence: &str, noun: &str) -> bool {
    let words = words(sentence);
    let definite = |word: &String| matches!(word.as_str(), "the" | "this" | "that" | "these" | "those" | "both" | "all");
    let places = words.iter().enumerate().filter(|(_, word)| singular(word) == noun);
    places.into_iter().any(|(at, _)| words.get(at.saturating_sub(3)..at).unwrap_or_default().iter().any(definite))
}

/// Whether a text says somewhere, with the same noun, what kind of people these are: "port officials" for "officials".
pub fn is_described_in(text: &str, mention: &str) -> bool {
    let Some(noun) = head(mention).map(|noun| singular(&noun)) else { return false };
    // Same bytes, so that a place in one is a place in the other.
    let lower = text.to_ascii_lowercase();
    lower.match_indices(noun.as_str()).any(|(at, _)| {
        let earlier = text.get(..at).unwrap_or_default();
        let word = earlier.split_whitespace().next_back().unwrap_or_default();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let ends = earlier.ends_with(' ') && !word.ends_with(['.', ',', ';', ':', '”', '"', '?', '!']);
        let rest = lower.get(at + noun.len()..).unwrap_or_default();
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        let apart = !rest.starts_with(char::is_alphanumeric);
        apart
            && (ends && !bare.is_empty() && !COUNTS.contains(&bare) && !FUNCTION_WORDS.contains(&bare)
                || is_described_after(rest))
    })
}

/// Whether the text right behind a mention goes on to describe the person.
pub fn is_described_after(after: &str) -> bool {
    let after = after.trim_start();
    let after = after.strip_prefix(',').map_or(after, str::trim_start);
    let mut words = after.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let (word, next) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    // "A source said to be close to the board", "sources cited by the Wire".
    let by = matches!((word.as_str(), next.as_str()), ("said", "to" | "by") | ("cited" | "quoted" | "described", "by" | "as"));
    by || DESCRIBERS.contains(&word)
}

/// Whether plural "sources" are publications: they report, or some of them claim or suggest something.
pub fn are_publications(mention: &str, cue: &str) -> bool {
    let (mention, cue) = (words(mention), words(cue));
    let some = mention.first().is_some_and(|first| matches!(first.as_str(), "some" | "many" | "numerous" | "various" | "other"));
    let is = |verbs: &[&str]| cue.iter().any(|word| verbs.contains(&word.as_str()));
    let reports = is(&["report", "reported", "reports", "reporting"]);
    mention.last().is_some_and(|noun| is_plural(noun)) && (reports || some && is(&["claim", "claimed", "suggest", "suggested"]))
}

/// The noun that a mention turns on: the last word before "of", "who", "familiar" and the like.
pub fn head(mention: &str) -> Option<String> {
    let words = words(mention);
    let end = words.iter().skip(1).position(|word| DESCRIBERS.contains(word)).map_or(words.len(), |at| at + 1);
    words.get(..end)?.last().cloned()
}

/// Whether a cue has a verb by which a source speaks to a reporter.
pub fn says(cue: &str) -> bool {
    words(cue).iter().any(|word| SAYING.contains(word))
}

/// Whether a mention is of people whom reporters talk to in confidence, not of a public ("critics", "voters").
pub fn is_confidential(mention: &str) -> bool {
    let Some(head) = head(mention).filter(|head| CONFIDENTIAL.contains(head)) else { return false };
    // Anybody is a person: a source is one who is "familiar with the talks".
    !matches!(head.as_str(), "person" | "people") || words(mention).last() != Some(&head)
}

/// Whether a mention introduces someone: it begins with "a", "one", "several" and the like, or is a plural without an article.
pub fn is_indefinite(mention: &str) -> bool {
    let words = words(mention);
    let Some(first) = words.first() else { return false };
    let plural = head(mention).is_some_and(|head| is_plural(&head));
    !is_owned(mention) && (INTRODUCERS.contains(first) || plural)
}

/// Whether a mention is of somebody in particular ("the official", "his aides", "the mayor's adviser").
pub fn is_owned(mention: &str) -> bool {
    let words = words(mention);
    let end = words.iter().skip(1).position(|word| DESCRIBERS.contains(word)).map_or(words.len(), |at| at + 1);
    let before = words.get(..end).unwrap_or_default();
    let possessive = |word: &String| word.ends_with("'s") || word.ends_with("’s") || word.ends_with("s'") || word.ends_with("s’");
    before.iter().any(possessive) || before.first().is_some_and(|first| OWNERS.contains(first))
}

/// Whether a noun is plural, by its ending.
pub fn is_plural(noun: &str) -> bool {
    noun == "people" || noun.ends_with('s') && !noun.ends_with("ss") && !noun.ends_with("us")
}

/// The singular of a regular noun.
pub fn singular(noun: &str) -> String {
    match noun {
        "people" => "person".to_owned(),
        _ if is_plural(noun) => noun.strip_suffix('s').unwrap_or(noun).to_owned(),
        _ => noun.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_mention_has_no_description() {
        let bare = ["source".to_owned(), "sources".to_owned(), "officials".to_owned()];
        for mention in ["a source", "Sources", "two senior officials", "“Several sources”"] {
            assert!(is_bare(mention, &bare), "{mention}");
        }
        for mention in ["a harbour source", "port officials", "a source close to the talks", "the mayor", ""] {
            assert!(!is_bare(mention, &bare), "{mention}");
        }
        assert!(is_described_after(", who has seen the plans,") && is_described_after(" familiar with it"));
        assert!(!is_described_after(" said on Monday") && !is_described_after(""));
    }

    #[test]
    fn a_description_before_counts() {
        assert!(is_described_in("Two sources close to the talks said so. Later, ", "sources"));
        assert!(is_described_in("Union sources said so. Later, ", "sources"));
        assert!(!is_described_in("He told the sources of the river. Open-source code, resources. ", "officials"));
        assert!(!is_described_in("According to sources, it rained. ", "a source"));
    }

    #[test]
    fn mentions_that_introduce_someone() {
        for mention in ["a port official", "Two people familiar with the talks", "Union sources", "several aides to the mayor"] {
            assert!(is_indefinite(mention) && !is_owned(mention), "{mention}");
        }
        for mention in ["the official", "his aides", "the mayor’s former adviser", "Obama's strategist", "port official"] {
            assert!(!is_indefinite(mention), "{mention}");
        }
    }

    #[test]
    fn heads_of_mentions() {
        assert_eq!(head("two people familiar with the plans").as_deref(), Some("people"));
        assert_eq!(head("a senior port official").as_deref(), Some("official"));
        assert!(is_confidential("an aide to the mayor") && !is_confidential("critics of the mayor"));
        assert!(is_confidential("a person close to the mayor") && !is_confidential("another person"));
        assert!(says("according to") && !says("tweeted"));
        assert_eq!(
            (singular("people"), singular("sources"), singular("boss")),
            ("person".into(), "source".into(), "boss".into())
        );
    }
}
