//! Why an article leaves somebody unnamed, where it says so near a mention.

use std::sync::LazyLock;

use regex::Regex;

use crate::claim::Part;
use crate::claim::SpeakerId;
use crate::review::session::Session;
use crate::text::{Scan, Span};

/// Longest reason that is proposed, in characters.
const LONGEST: usize = 160;

/// Words that say that a name is held back.
const HELD_BACK: &str = r"(?ix)
    \b ( anonymity | anonymous(?:ly)? | unnamed
    | (?: not | \w+n['’]t | declin\w+ | refus\w+ ) \s+ (?: want\w* \s+ )? (?: to \s+ )? (?: be \s+ )? (?: named | identified | quoted \s+ by \s+ name )
    | (?: not | \w+n['’]t ) \s+ authori[sz]ed | without \s+ authori[sz]ation | off \s+ the \s+ record
    | ask\w* \s+ not \s+ to | request\w* \s+ not \s+ to | fear\w* \s+ (?: of \s+ )? (?: reprisal | retaliat | retribut | losing | repercussion ) ) \b";

/// Words with which a reason begins.
const REASON: &str =
    r"(?i)\b(?:because|since|as (?:he|she|they) |citing|out of fear|for fear|fearing|in order to|due to|owing to|so as not to)";

/// Words that say how the name was held back, where no reason follows.
const CONDITION: &str = r"(?i)\b(?:on (?:the )?condition of anonymity|(?:who |and )?(?:asked|requested|wanted|wished|declined|refused|preferred|insisted) (?:on |not |to )[^,;.]*)";

/// The patterns; they are constant, and a test reads them.
static PATTERNS: LazyLock<Option<[Regex; 3]>> =
    LazyLock::new(|| Some([Regex::new(HELD_BACK).ok()?, Regex::new(REASON).ok()?, Regex::new(CONDITION).ok()?]));

/// The reason that the article gives in a sentence about the speaker, or in the one after it: "because he was
/// not authorised to speak". `None` where it gives none.
pub fn unnamed_because(session: &Session, id: &SpeakerId) -> Option<String> {
    let speaker = session.speaker(id)?;
    let sources = session.claims_of_speaker(id).flat_map(|claim| claim.spans(Part::Source).to_vec());
    let mut places: Vec<Span> = speaker.mentions.iter().copied().chain(sources).collect();
    places.sort_unstable();
    places.dedup();
    let article = session.article();
    places.into_iter().find_map(|place| {
        let block = article.blocks.iter().find(|block| block.span.overlaps(place))?.span;
        let scan = Scan::of(&article.text, [block]);
        let here = scan.sentences.iter().position(|sentence| scan.sentence_span(sentence).end > place.start)?;
        let near = scan.sentences.get(here..(here + 2).min(scan.sentences.len()))?;
        near.iter().find_map(|sentence| scan.sentence_span(sentence).slice(&article.text).and_then(reason_in))
    })
}

/// Where a text says that a name is held back.
pub fn held_back_in(text: &str) -> impl Iterator<Item = usize> {
    PATTERNS.as_ref().into_iter().flat_map(|[held_back, ..]| held_back.find_iter(text)).map(|found| found.start())
}

/// The reason that one sentence gives.
pub fn reason_in(sentence: &str) -> Option<String> {
    let [held_back, reason, condition] = PATTERNS.as_ref()?;
    let held = held_back.find(sentence)?;
    // The reason may be before or around the words that hold the name back.
    let found = reason.find_iter(sentence).map(|found| found.start()).min_by_key(|start| start.abs_diff(held.start()));
    let start = found.or_else(|| condition.find(sentence).map(|found| found.start())).unwrap_or(held.start());
    let rest = sentence.get(start..)?;
    Some(tidied(rest.get(..end_of_clause(rest, held.end().saturating_sub(start)))?)).filter(|text| !text.is_empty())
}

/// Where the clause that begins `text` ends: at a comma, semicolon or quotation mark behind the byte at `least`.
fn end_of_clause(text: &str, least: usize) -> usize {
    let ends = |(at, sign): (usize, char)| {
        let ends = matches!(sign, ',' | ';' | ':' | '"' | '“' | '”' | '—' | '–' | '(' | ')');
        (ends && at >= least).then_some(at)
    };
    text.char_indices().find_map(ends).unwrap_or(text.len())
}

fn tidied(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    line.chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::tests::session;

    #[test]
    fn the_clause_that_gives_the_reason_is_taken() {
        assert!(PATTERNS.is_some());
        for (sentence, reason) in [
            (
                "The sluice will stay shut, said an engineer who was not named because she was not authorised to speak to reporters.",
                "because she was not authorised to speak to reporters",
            ),
            (
                "“It leaks,” said one worker, who spoke on condition of anonymity because he feared for his job, and left.",
                "because he feared for his job",
            ),
            ("Two clerks spoke on the condition of anonymity, “for now”.", "on the condition of anonymity"),
            ("A guard, who asked not to be named, saw the flood.", "who asked not to be named"),
            (
                "Citing fear of reprisals, the clerk asked to remain anonymous.",
                "Citing fear of reprisals, the clerk asked to remain anonymous",
            ),
            ("The sluice will go, according to an engineer who wasn’t authorised to speak.", "wasn’t authorised to speak"),
            ("The pump, he said, broke because it was old.", ""),
        ] {
            assert_eq!(reason_in(sentence).unwrap_or_default(), reason, "{sentence}");
        }
    }

    #[test]
    fn it_is_looked_for_near_the_mentions_only() {
        let near =
            session("[It leaks], {said} <a guard>. He was not authorised to talk about it.\n[All is well], {said} <Bo>.\n");
        let speaker = |name: &str| SpeakerId::new(format!("s-{name}"));
        assert_eq!(unnamed_because(&near, &speaker("a-guard")).as_deref(), Some("not authorised to talk about it"));
        assert_eq!(unnamed_because(&near, &speaker("bo")), None);
    }
}
