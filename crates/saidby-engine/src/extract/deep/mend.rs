//! Rules after the network: what a reader never doubts, whatever the scores say.
//!
//! A quotation has one speaker, and the cue of its own sentence has the first claim. A content ends where
//! another source begins to speak. A paragraph that is one quotation without a cue goes on with the
//! statement before it.

use super::carriers;
use super::decode::Candidate;
use crate::text::{Paragraph, Quotation, QuoteState, Scan, WordRange};

/// Candidates below this neither take words from others nor lose any: they are hardly ever shown.
const SURE: f64 = 0.3;
/// Words of a quotation that has to have one speaker; shorter ones are often titles and single words.
const FEWEST_WORDS: usize = 3;
/// Conjunctions after which the reporter goes on, where the statement came before its cue.
const REPORTER_GOES_ON: [&str; 5] = ["as", "although", "though", "while", "with"];
/// How sure a paragraph without a cue goes on with the statement before it, as a share of that one's confidence.
const GOES_ON: f64 = 0.85;
/// Words of a paragraph that goes on; shorter ones are subheadings.
const GOES_ON_WORDS: usize = 8;
/// Nothing goes on from a statement that is less sure.
const SURE_STATEMENT: f64 = 0.6;

/// Mends the candidates of a window, in the order of their cues.
pub(super) fn mend(text: &str, scan: &Scan, found: &mut Vec<Candidate>) {
    join_frames(text, scan, found);
    give_quotations_one_speaker(scan, found);
    end_at_the_next_source(scan, found);
    end_before_who(text, scan, found);
    for candidate in found.iter_mut() {
        end_before_the_reporter(text, scan, candidate);
        carriers::part(text, scan, candidate);
    }
    found.retain(|candidate| !candidate.content.is_empty());
    go_on(scan, found);
}

/// "According to A, the bridge, which is old, was closed, says B": one statement, A's.
fn join_frames(text: &str, scan: &Scan, found: &mut Vec<Candidate>) {
    let mut at = 0;
    while at + 1 < found.len() {
        if frames(text, scan, &found[at], &found[at + 1]) {
            let other = found.remove(at + 1);
            if let (Some(first), Some(last)) = (found[at].content.first(), other.content.last()) {
                found[at].content = (*first..=*last).collect();
                found[at].confidence = found[at].confidence.max(other.confidence);
            }
        }
        at += 1;
    }
}

/// Whether `one` is "according to" before a statement of which `other`, with its cue behind, has the rest.
fn frames(text: &str, scan: &Scan, one: &Candidate, other: &Candidate) -> bool {
    let word = |at: usize| scan.words[at].text(text);
    let [Some(cue), Some(source), Some(from), Some(to)] =
        [one.cue.first(), one.source.last(), one.content.first(), one.content.last()]
    else {
        return false;
    };
    let [Some(rest), Some(end), Some(behind)] = [other.content.first(), other.content.last(), other.cue.first()] else {
        return false;
    };
    word(*cue).eq_ignore_ascii_case("according")
        && sentence(scan, *cue) == sentence(scan, *behind)
        && cue < source
        && source < from
        && to < rest
        && end < behind
        && other.confidence >= SURE
}

/// "They were upset by Bo Lund, who has called it “a joke”": the quoted words are his alone.
fn end_before_who(text: &str, scan: &Scan, found: &mut [Candidate]) {
    for at in 0..found.len() {
        let inside = |word: &usize| found[at].content.binary_search(word).is_ok();
        let quoted = |candidate: &Candidate| -> Vec<usize> {
            candidate.content.iter().copied().filter(|word| scan.words[*word].quote == QuoteState::Inside).collect()
        };
        let own = quoted(&found[at]);
        let who =
            found.iter().enumerate().filter(|(place, other)| *place != at && other.confidence >= SURE).find_map(|(_, other)| {
                let [source] = other.source[..] else { return None };
                let relative = scan.words[source].text(text).eq_ignore_ascii_case("who");
                let comma = source.checked_sub(1).filter(|comma| scan.words[*comma].text(text) == ",")?;
                let theirs = quoted(other);
                let all = !theirs.is_empty() && own.iter().all(|word| theirs.binary_search(word).is_ok());
                (relative && all && inside(&source) && other.cue.iter().all(inside)).then_some(comma)
            });
        if let Some(end) = who {
            found[at].content.retain(|word| *word < end);
        }
    }
}

/// A paragraph that is one closed quotation, and that no cue asks for, is said by who spoke before it.
fn go_on(scan: &Scan, found: &mut Vec<Candidate>) {
    let mut more = Vec::new();
    for (at, candidate) in found.iter().enumerate() {
        let (Some(cue), Some(last)) = (candidate.cue.last().copied(), candidate.content.last().copied()) else { continue };
        let paragraph = scan.paragraph_of(cue);
        let words = |paragraph: usize| scan.paragraphs.get(paragraph).map(Paragraph::words).unwrap_or_default();
        let own = words(paragraph);
        let next = (paragraph + 1..scan.paragraphs.len()).map(words).find(|words| !words.is_empty()).unwrap_or_default();
        let latest = found.get(at + 1).is_none_or(|other| other.cue.first().is_none_or(|word| *word >= own.end));
        let at_the_end =
            own.end.checked_sub(1).is_some_and(|end| [cue, last].iter().any(|word| sentence(scan, *word) == sentence(scan, end)));
        let speaks = candidate.confidence >= SURE_STATEMENT && !candidate.source.is_empty();
        if !latest || !at_the_end || !speaks || !is_one_quotation(scan, next) {
            continue;
        }
        if found.iter().any(|other| other.content.iter().any(|word| next.contains(*word))) {
            continue;
        }
        let mut goes_on = candidate.clone();
        (goes_on.cue, goes_on.content) = (Vec::new(), next.iter().collect());
        goes_on.confidence *= GOES_ON;
        more.push(goes_on);
    }
    found.extend(more);
}

/// Whether the words are a closed quotation from the first to the last.
fn is_one_quotation(scan: &Scan, words: WordRange) -> bool {
    let at = scan.quotations.partition_point(|quotation| (quotation.first_word as usize) < words.start);
    let whole = scan
        .quotations
        .get(at)
        .is_some_and(|quotation| quotation.closed && !quotation.continues && !quotation.nested && quotation.words() == words);
    whole && words.len() > GOES_ON_WORDS + 2
}

fn sentence(scan: &Scan, word: usize) -> Option<u32> {
    scan.words.get(word).map(|word| word.sentence)
}

/// Words outside of `range`; both ascend.
fn without(words: &mut Vec<usize>, range: WordRange) {
    words.retain(|word| !range.contains(*word));
}

/// How far a cue is from a quotation; cues of the quotation's own sentences come before all others.
fn distance(scan: &Scan, candidate: &Candidate, quotation: &Quotation) -> Option<(bool, usize)> {
    let words = quotation.words();
    let (first, last) = (*candidate.cue.first()?, *candidate.cue.last()?);
    let own = [words.start, words.end.saturating_sub(1)].map(|word| sentence(scan, word));
    let elsewhere = !own.contains(&sentence(scan, first)) && !own.contains(&sentence(scan, last));
    let apart = if first >= words.end { first - words.end } else { words.start.saturating_sub(last) };
    Some((elsewhere, apart))
}

/// Each closed quotation stays with one cue where cues of different sentences ask for it.
fn give_quotations_one_speaker(scan: &Scan, found: &mut [Candidate]) {
    let Some((low, high)) = reach(found) else { return };
    let from = scan.quotations.partition_point(|quotation| (quotation.end_word as usize) <= low);
    for quotation in scan.quotations[from..].iter().take_while(|quotation| (quotation.first_word as usize) < high) {
        let words = quotation.words();
        if !quotation.closed || quotation.nested || words.len() < FEWEST_WORDS + 2 {
            continue;
        }
        let asks = |candidate: &Candidate| {
            let outside = candidate.cue.first().is_some_and(|cue| !words.contains(*cue));
            outside && candidate.confidence >= SURE && candidate.content.iter().any(|word| words.contains(*word))
        };
        let mut asking: Vec<usize> = (0..found.len()).filter(|at| asks(&found[*at])).collect();
        if asking.len() < 2 {
            continue;
        }
        asking.sort_by_key(|at| distance(scan, &found[*at], quotation));
        let owner = found[asking[0]].cue.first().and_then(|word| sentence(scan, *word));
        for other in &asking[1..] {
            if found[*other].cue.first().and_then(|word| sentence(scan, *word)) != owner {
                without(&mut found[*other].content, words);
            }
        }
    }
}

/// The words from the first to behind the last content.
fn reach(found: &[Candidate]) -> Option<(usize, usize)> {
    let first = found.iter().filter_map(|candidate| candidate.content.first()).min()?;
    let last = found.iter().filter_map(|candidate| candidate.content.last()).max()?;
    Some((*first, *last + 1))
}

/// A content that runs over a sentence in which another source speaks ends before that sentence.
fn end_at_the_next_source(scan: &Scan, found: &mut [Candidate]) {
    for at in 0..found.len() {
        let Some(own) = found[at].cue.first().and_then(|word| sentence(scan, *word)) else { continue };
        let crossed = found.iter().skip(at + 1).filter(|other| other.confidence >= SURE).filter_map(|other| {
            let (source, cue) = (*other.source.first()?, *other.cue.first()?);
            let speaks = [source, cue]
                .iter()
                .all(|word| found[at].content.binary_search(word).is_ok() && scan.words[*word].quote == QuoteState::Outside);
            (speaks && sentence(scan, cue)? > own).then_some(sentence(scan, source.min(cue))?)
        });
        if let Some(next) = crossed.min() {
            let end = scan.sentences.get(next as usize).map_or(usize::MAX, |sentence| sentence.first_word as usize);
            found[at].content.retain(|word| *word < end);
        }
    }
}

/// "The toll rose to 90, doctors said, as cooks scrubbed the kitchen": what follows is the reporter's.
fn end_before_the_reporter(text: &str, scan: &Scan, candidate: &mut Candidate) {
    let Some(cue) = candidate.cue.first().copied() else { return };
    let behind = candidate.cue.iter().chain(&candidate.source).max().copied().unwrap_or(cue) + 1;
    let begins_before = candidate.content.first().is_some_and(|word| *word < cue);
    let at = candidate.content.partition_point(|word| *word < behind);
    let Some(next) = candidate.content.get(at).copied().filter(|_| begins_before) else { return };
    let same_sentence = sentence(scan, next) == sentence(scan, cue);
    let outside = candidate.content.iter().all(|word| scan.words[*word].quote == QuoteState::Outside);
    let word = scan.words[next].text(text).to_lowercase();
    let comma = next > 0 && scan.words[next - 1].text(text) == ",";
    if same_sentence && outside && comma && REPORTER_GOES_ON.contains(&word.as_str()) {
        candidate.content.truncate(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A candidate with the words of `text` that the parts name, each from its first to its last word.
    fn candidate(text: &str, scan: &Scan, [source, cue, content]: [&str; 3]) -> Candidate {
        let words = |part: &str| -> Vec<usize> {
            let at = text.find(part).unwrap();
            let range = scan.words_in(crate::text::Span::new(at, at + part.len()));
            if part.is_empty() { Vec::new() } else { range.iter().collect() }
        };
        Candidate::made(words(cue), words(source), words(content), 0.9)
    }

    /// Sources and contents after mending.
    fn mended(text: &str, parts: &[[&str; 3]]) -> Vec<[String; 2]> {
        let scan = Scan::of_lines(text);
        let mut found: Vec<Candidate> = parts.iter().map(|parts| candidate(text, &scan, *parts)).collect();
        mend(text, &scan, &mut found);
        let join = |words: &[usize]| {
            let spans = super::super::decode::spans(&scan, words);
            spans.iter().map(|span| span.slice(text).unwrap()).collect::<Vec<_>>().join(" … ")
        };
        found.iter().map(|one| [join(&one.source), join(&one.content)]).collect()
    }

    fn rows(rows: &[[&str; 2]]) -> Vec<[String; 2]> {
        rows.iter().map(|row| row.map(str::to_owned)).collect()
    }

    #[test]
    fn a_quotation_stays_with_the_cue_of_its_sentence() {
        let text = "“It is not so,” said Bo Moor. “It was a mistake,” Ravi Anand told us.";
        let both = "“It is not so,” said Bo Moor. “It was a mistake,”";
        assert_eq!(
            mended(text, &[["Bo Moor", "said", "“It is not so,”"], ["Ravi Anand", "told", both]])[1],
            ["Ravi Anand".to_owned(), "said Bo Moor. “It was a mistake,”".to_owned()]
        );
    }

    #[test]
    fn a_content_ends_before_the_next_source_speaks() {
        let text = "Tennant said: The fee is small. Nora Whitlock said the fee was a tax.";
        let parts = [
            ["Tennant", "said:", "The fee is small. Nora Whitlock said the fee was a tax"],
            ["Nora Whitlock", "said the", "the fee was a tax"],
        ];
        assert_eq!(mended(text, &parts)[0], ["Tennant".to_owned(), "The fee is small.".to_owned()]);
    }

    #[test]
    fn the_reporter_goes_on_after_the_cue() {
        let text = "Forty were ill, doctors said, as cooks scrubbed the floor.";
        let scan = Scan::of_lines(text);
        let mut one = candidate(text, &scan, ["doctors", "said", "Forty were ill"]);
        one.content.extend(scan.words_in(crate::text::Span::new(31, 57)));
        end_before_the_reporter(text, &scan, &mut one);
        assert_eq!(one.content, [0, 1, 2]);
    }

    #[test]
    fn two_frames_are_one_statement() {
        let text = "According to inspectors, the bridge, which is old, was closed in May, says a bulletin.";
        let parts = [["inspectors", "According to", "the bridge"], ["a bulletin", "says", "was closed in May"]];
        assert_eq!(mended(text, &parts), rows(&[["inspectors", "the bridge, which is old, was closed in May"]]));
    }

    #[test]
    fn words_after_who_are_theirs() {
        let text = "Villagers were upset with the mayor, who has called the fear “wildly exaggerated”.";
        let parts = [
            ["Villagers", "were upset with", "the mayor, who has called the fear “wildly exaggerated”"],
            ["who", "has called", "the fear “wildly exaggerated”"],
        ];
        assert_eq!(mended(text, &parts), rows(&[["Villagers", "the mayor"], ["who", "the fear “wildly exaggerated”"]]));
    }

    #[test]
    fn a_paragraph_that_is_a_quotation_goes_on() {
        let text = "Ana Diaz said that the roof was gone.\n\n“You can see the sky from the kitchen.”\n\nShe left.";
        let parts = [["Ana Diaz", "said", "that the roof was gone"]];
        assert_eq!(mended(text, &parts)[1], ["Ana Diaz".to_owned(), "“You can see the sky from the kitchen.”".to_owned()]);
        let text = "Ana Diaz said that the roof was gone. Rain fell.\n\n“You can see the sky from the kitchen.”";
        assert_eq!(mended(text, &parts).len(), 1);
    }
}
