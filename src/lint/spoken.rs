//! Whether the text around a quotation says whose words it holds.

use std::sync::LazyLock;

use regex::Regex;

use super::index::{Index, Quoted};
use crate::article::BlockKind;
use crate::text::Span;

/// Words by which a text says that someone says or writes something, or that a text holds it. The pattern is constant,
/// and a test reads it; English words need no letters beyond ASCII, with which it takes 30 ms to compile.
static REPORTS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(PATTERN).ok());

const PATTERN: &str = r"(?ix-u)\b(?:
    s(?:aid|ays?|aying) | t(?:old|ells?|elling) | ask(?:s|ed|ing)? | w(?:rote|rites?|riting|ritten) | add(?:s|ed|ing) | according
    | tweet\w* | post(?:s|ed|ing) | stat(?:es?|ed|ing|ements?) | call(?:s|ed|ing)? | continu\w+ | repl(?:y|ies|ied|ying) | respon\w+
    | expla\w+ | insist\w* | argu\w+ | not(?:es?|ed|ing) | declar\w+ | announc\w+ | warn\w* | claim\w* | jok\w+ | quip\w* | recall\w*
    | reads? | reading | shout\w* | chant\w* | slogans? | mottos? | signs? | headline\w* | titled? | quot\w+ | phrases? | words? | answer\w*
    | questions? | message\w* | letters? | remark\w* | comment\w* | put\ it | conclu\w+ | sing\w* | sang | song | lyrics? | speech\w* | spoke
    | speak\w* | went\ on | goes\ on | ask | line | lines | quote | thought | thinks? | report\w* | testif\w+ | agree\w* | admit\w* | promis\w+
    | denie[sd] | urg\w+ | predict\w* | emphasi[sz]\w+ | acknowledg\w+ | concede\w* | observ\w+ | cite[sd]? | mention\w* | describ\w+ | yell\w*
    | scream\w* | whisper\w* | mutter\w* | interrupt\w* | began | begins? | started | caption\w* | text | essay | book | poem | banner | email\w*
    | e-mail\w* | memo | ad | ads | advert\w* | narrat\w+ | exclaim\w* | boast\w* | complain\w* | suggest\w* | stress\w* | point\w*\ out
    | transcript | interview\w* | echo\w* | repeat\w* | say | like:? | so: | as\ follows | laugh\w* | lament\w* | vow\w* | order\w* | advis\w+
    | confess\w* | reveal\w* | recount\w* | remember\w* | fir(?:es|ed)\ back | shot\ back | demand\w* | wonder\w* | applaud\w* | prais\w+ | critici[sz]\w+
)\b";

/// Compiles the pattern: otherwise the first decision that needs it waits for that.
pub fn load() {
    LazyLock::force(&REPORTS);
}

/// Whether a text holds a word by which someone is said to say something, or ends with a colon.
fn reports(text: &str) -> bool {
    text.trim_end().ends_with(':') || REPORTS.as_ref().is_none_or(|pattern| pattern.is_match(text))
}

/// Whether a quotation is a whole utterance amid prose, and nothing near it says whose: no word of saying and no other
/// quotation in its paragraph or those next to it, and no name behind a dash or in brackets.
pub fn is_orphan(index: &Index, quoted: Span) -> bool {
    let text = &*index.article.text;
    is_utterance(quoted.slice(text).unwrap_or_default()) && !is_attributed(index, text, quoted)
}

fn is_attributed(index: &Index, text: &str, quoted: Span) -> bool {
    let block = index.article.blocks.get(index.article.block_index(quoted.start));
    let Some(block) = block.filter(|block| block.kind == BlockKind::Paragraph && block.span.encloses(quoted)) else {
        return true;
    };
    let after = text.get(quoted.end..).unwrap_or_default().trim_start();
    if after.starts_with(['―', '—', '–', '-', '~', '[', '(']) {
        return true;
    }
    // A paragraph of its own is a turn of a dialogue, a part of a speech or an item of a list.
    let alone = !outside(index, text, block.span).iter().any(|part| part.contains(char::is_alphabetic));
    let at = index.article.block_index(quoted.start);
    let near = at.saturating_sub(1)..(at + 2).min(index.article.blocks.len());
    let blocks = index.article.blocks.get(near).unwrap_or_default();
    alone
        || blocks.iter().any(|near| {
            let parts = outside(index, text, near.span);
            let others = quotations_in(index, near.span).any(|other| other.span != quoted && other.words.len() > 2);
            others || parts.iter().any(|part| reports(part))
        })
}

fn quotations_in(index: &Index, block: Span) -> impl Iterator<Item = &Quoted> {
    let quotations = index.quotations();
    let first = quotations.partition_point(|quoted| quoted.span.end <= block.start);
    quotations.get(first..).unwrap_or_default().iter().take_while(move |quoted| quoted.span.start < block.end)
}

/// The parts of a paragraph outside its quotations.
fn outside<'t>(index: &Index, text: &'t str, block: Span) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut from = block.start;
    for quoted in quotations_in(index, block) {
        parts.extend(text.get(from..quoted.span.start.max(from)));
        from = quoted.span.end.max(from);
    }
    parts.extend(text.get(from.min(block.end)..block.end));
    parts
}

/// Whether a quotation, marks included, holds a whole utterance: it begins with a capital letter and ends as a sentence.
fn is_utterance(quoted: &str) -> bool {
    let marks = |c: char| matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | '«' | '»' | '`' | '„' | '＂') || c.is_whitespace();
    let inside = quoted.trim_matches(marks);
    let closed = quoted.chars().next_back().is_some_and(marks);
    let begins = inside.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    closed && begins && inside.ends_with(['.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::Article;

    fn orphans(text: &str) -> usize {
        let index = Index::new(&Arc::new(Article::from_text(text)));
        index.quotations().iter().filter(|quoted| is_orphan(&index, quoted.span)).count()
    }

    #[test]
    fn words_of_saying_nearby_attribute_a_quotation() {
        assert!(REPORTS.is_some());
        let frame = |middle: &str| {
            format!(
                "A headline here\n\nIt rained on the coast all of the morning.\n\n{middle}\n\nThe board meets in May, in the old town hall."
            )
        };
        assert_eq!(orphans(&frame("“We will not sell a single ferry.” The board was silent.")), 1);
        for attributed in [
            "“We will not sell a single ferry.” That was what Ek said.",
            "Ek wrote to the board. “We will not sell a single ferry.”",
            "“We will not sell a single ferry.” — Bo Ek",
            "They are “not for sale at any price”, as it were.",
        ] {
            assert_eq!(orphans(&frame(attributed)), 0, "{attributed}");
        }
        assert_eq!(
            orphans(
                "A headline here\n\nIt rained, and Ek had this to say:\n\n“We will not sell a single ferry.” The board was silent."
            ),
            0
        );
    }
}
