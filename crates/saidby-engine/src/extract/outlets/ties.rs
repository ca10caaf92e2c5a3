//! How a claim came through an outlet, by the words around its name.

use std::ops::Range;

use crate::extract::Document;
use crate::extract::names::lexicon::with_lower;
use crate::text::{QuoteState, Shape};

/// How a claim is tied to an outlet, outermost first: "Reuters reported, citing what he told Interfax".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TieKind {
    /// "according to a Herald report", "the Herald reported": the outlet vouches for the whole sentence.
    Reported,
    /// "citing the Herald".
    Cited,
    /// "told the Herald", "in an interview with the Herald", "wrote in the Herald": where it was said.
    Told,
}

/// A tie and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// How.
    pub kind: TieKind,
    /// From the first word of the tie to the end of the outlet's name (or of the verb behind it).
    pub words: Range<usize>,
    /// The word that ties: told, according.
    pub anchor: usize,
}

/// Words that may stand between a tie and an outlet's name.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "its"
            | "another"
            | "this"
            | "that"
            | "earlier"
            | "recent"
            | "new"
            | "local"
            | "state"
            | "national"
            | "daily"
            | "weekly"
            | "british"
            | "german"
            | "french"
            | "russian"
            | "american"
            | "u.s."
            | "us"
            | "israeli"
            | "indian"
            | "chinese"
            | "japanese"
            | "italian"
            | "spanish"
            | "state-run"
            | "state-owned"
            | "privately-owned"
            | "independent"
            | "news"
            | "newspaper"
            | "newspapers"
            | "magazine"
            | "agency"
            | "site"
            | "website"
            | "outlet"
            | "broadcaster"
            | "network"
            | "channel"
            | "station"
            | "radio"
            | "tv"
            | "television"
            | "wire"
            | "tabloid"
            | "paper"
            | "publication"
            | "sister"
            | "reports"
            | "report"
            | "journalists"
            | "reporters"
            | "reporter"
            | "both"
            | "exclusive"
            | "joint"
            | "2015"
            | "morning"
            | "evening"
            | "sunday"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "host"
            | "anchor"
            | "from"
            | "at"
            | "with"
            | "by"
            | "on"
            | "in"
            | "of"
            | "for"
            | "to"
    )
}

/// Nouns that make what precedes them a piece of news.
pub(super) fn is_piece(word: &str) -> bool {
    matches!(
        word,
        "report"
            | "reports"
            | "reporting"
            | "story"
            | "stories"
            | "article"
            | "articles"
            | "investigation"
            | "analysis"
            | "interview"
            | "interviews"
            | "poll"
            | "polls"
            | "survey"
            | "editorial"
            | "editorials"
            | "column"
            | "op-ed"
            | "piece"
            | "broadcast"
            | "profile"
            | "review"
            | "account"
            | "count"
            | "tally"
            | "estimate"
            | "exclusive"
            | "podcast"
            | "documentary"
            | "website"
            | "reporter"
            | "reporters"
            | "correspondent"
            | "journalist"
            | "columnist"
            | "host"
            | "anchor"
            | "editor"
            | "newspaper"
            | "magazine"
            | "newsroom"
            | "affiliate"
            | "contributor"
            | "commentator"
            | "exit"
            | "show"
            | "program"
            | "programme"
            | "radio"
            | "photographer"
            | "town"
            | "debate"
            | "headline"
            | "blog"
            | "blogger"
            | "bureau"
    )
}

/// Verbs that outlets do.
fn is_outlet_verb(word: &str) -> bool {
    matches!(
        word,
        "reported"
            | "reports"
            | "reporting"
            | "wrote"
            | "writes"
            | "quoted"
            | "quotes"
            | "noted"
            | "notes"
            | "revealed"
            | "reveals"
            | "published"
            | "broke"
            | "cited"
            | "cites"
            | "obtained"
            | "learned"
            | "aired"
            | "broadcast"
            | "says"
            | "said"
            | "found"
            | "added"
            | "described"
            | "called"
            | "confirmed"
            | "detailed"
            | "disclosed"
            | "observed"
            | "explained"
            | "pointed"
            | "claimed"
            | "claims"
            | "asked"
            | "uncovered"
            | "estimated"
            | "projected"
            | "declared"
            | "endorsed"
            | "argued"
            | "suggested"
            | "opined"
            | "editorialized"
    )
}

pub(super) fn before<'a>(document: &Document<'a>, start: usize) -> impl Iterator<Item = (usize, &'a str)> {
    let sentence = document.scan.words.get(start).map(|word| word.sentence);
    let words: Vec<(usize, &'a str)> = (0..start)
        .rev()
        .take(9)
        .take_while(|index| document.scan.words.get(*index).map(|word| word.sentence) == sentence)
        .map(|index| (index, document.word(index)))
        .collect();
    words.into_iter()
}

/// The tie that leads to the outlet's name at `words`, if any.
pub fn tie(document: &Document<'_>, words: &Range<usize>) -> Option<Tie> {
    if document.scan.words.get(words.start).is_some_and(|word| word.quote == QuoteState::Inside) {
        return None;
    }
    tie_before(document, words).or_else(|| tie_after(document, words))
}

pub(super) fn tie_before(document: &Document<'_>, words: &Range<usize>) -> Option<Tie> {
    let made = |kind, anchor: usize| Some(Tie { kind, words: anchor..words.end, anchor });
    let mut crossed = 0;
    let mut preposition = "";
    for (index, word) in before(document, words.start) {
        let Some(found) = with_lower(word, |word| match word {
            "told" | "tells" | "telling" | "tell" => Some(TieKind::Told),
            "according" => Some(TieKind::Reported),
            "citing" | "cited" | "quoting" | "cites" => Some(TieKind::Cited),
            "interview" | "interviews" | "interviewed" | "statement" | "statements" | "email" | "e-mail" | "emailed"
            | "appearance" | "appearing" | "appeared" | "speaking" | "spoke" | "talking" | "talked" | "remarks" | "comments"
            | "comment" | "conversation" | "confirmed" | "letter" | "wrote" | "writing" | "writes" | "column" | "op-ed"
            | "essay" | "editorial" | "article" | "piece" | "post" | "said" | "says" | "saying" | "phoned" | "calling"
            | "called" | "joined" | "debate" | "forum" | "town" | "sit-down" | "briefing" | "acknowledged" | "admitted"
            | "argued" | "explained" | "insisted" | "added" => (!preposition.is_empty()).then_some(TieKind::Told),
            "reported" | "report" | "reports" | "reporting" | "obtained" | "seen" | "reviewed" | "viewed" | "published"
            | "broadcast" | "aired" | "quoted" | "revealed" | "compiled" | "conducted" | "poll" | "polls" | "survey"
            | "investigation" | "analysis" | "story" | "stories" | "account" | "accounts" | "leaked" | "released"
            | "commissioned" | "sponsored" | "provided" | "estimates" | "projections" | "disclosed" | "uncovered"
            | "documented" | "described" | "noted" | "cited by" => (!preposition.is_empty()).then_some(TieKind::Reported),
            _ => None,
        }) else {
            let lower_preposition =
                matches!(word, "to" | "with" | "by" | "in" | "on" | "from" | "for" | "via" | "at" | "of" | "through");
            if lower_preposition {
                preposition = word;
            }
            let shape = document.scan.words.get(index).map(|word| word.shape);
            let passes = with_lower(word, is_filler)
                || matches!(
                    word,
                    "and"
                        | "’s"
                        | "'s"
                        | "via"
                        | "through"
                        | "Tuesday"
                        | "Wednesday"
                        | "Monday"
                        | "Thursday"
                        | "Friday"
                        | "Saturday"
                        | "Sunday"
                )
                || matches!(shape, Some(Shape::Number));
            // One or two words that are no filler may stand between: "told a panel of", "told colleagues at".
            if !passes {
                crossed += 1;
            }
            let stops = matches!(shape, Some(Shape::Punctuation)) && !matches!(word, "/" | "-" | "&" | "’" | "'") || crossed > 2;
            if stops {
                return None;
            }
            continue;
        };
        // "said on CNN" is a place; "said by" is none. "said to CNN".
        let kind = found;
        let say = with_lower(word, |word| {
            matches!(
                word,
                "said"
                    | "says"
                    | "saying"
                    | "called"
                    | "calling"
                    | "acknowledged"
                    | "admitted"
                    | "argued"
                    | "explained"
                    | "insisted"
                    | "added"
                    | "confirmed"
            )
        });
        if say && (crossed > 1 || !matches!(preposition, "on" | "to" | "in" | "via")) {
            return None;
        }
        if kind == TieKind::Reported
            && !with_lower(word, |word| word == "according")
            && matches!(preposition, "to" | "with" | "for")
        {
            return None;
        }
        if crossed > 1 && kind != TieKind::Told {
            return None;
        }
        return made(kind, index);
    }
    // "on CNN", "in the Herald" right before or after what was said, at the sentence's edge.
    let mut at = words.start;
    while at > 0 && with_lower(document.word(at - 1), |word| matches!(word, "the" | "a" | "an")) {
        at -= 1;
    }
    let place = at.checked_sub(1)?;
    let word = document.word(place);
    let owned = matches!(document.word(words.end), "'s" | "’s");
    let on_air = matches!(word, "on" | "On") && (owned || is_piece(document.word(words.end)) || ends_clause(document, words.end));
    let in_print = matches!(word, "in" | "In")
        && (is_piece(document.word(words.end)) || owned || (document.word(words.end) == "," && word == "In"));
    (on_air || in_print).then_some(Tie { kind: TieKind::Told, words: place..words.end, anchor: place })
}

fn ends_clause(document: &Document<'_>, at: usize) -> bool {
    matches!(
        document.word(at),
        "." | ","
            | ""
            | ";"
            | "that"
            | "—"
            | "--"
            | "”"
            | "\""
            | "and"
            | "Sunday"
            | "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "last"
            | "this"
            | "earlier"
    )
}

fn tie_after(document: &Document<'_>, words: &Range<usize>) -> Option<Tie> {
    // "the Herald first reported", "CNN has reported", "Herald (which ...)": adverbs and auxiliaries between.
    let mut at = words.end;
    for _ in 0..3 {
        let word = document.word(at);
        if matches!(
            word,
            "first"
                | "also"
                | "has"
                | "had"
                | "have"
                | "later"
                | "then"
                | "recently"
                | "previously"
                | "now"
                | "newspaper"
                | "magazine"
                | "itself"
                | "exclusively"
                | "separately"
        ) || word.ends_with("ly")
        {
            at += 1;
        } else {
            break;
        }
    }
    let sentence = document.scan.words.get(words.start).map(|word| word.sentence);
    let same = document.scan.words.get(at).map(|word| word.sentence) == sentence;
    if same && is_outlet_verb(document.word(at)) {
        return Some(Tie { kind: TieKind::Reported, words: words.start..at + 1, anchor: at });
    }
    // ", reported CNN", "reports CNN".
    if words.start > 0 {
        let mut at = words.start - 1;
        if matches!(document.word(at), "the" | "The") && at > 0 {
            at -= 1;
        }
        if matches!(document.word(at), "reported" | "reports" | "wrote" | "writes" | "noted" | "notes") {
            return Some(Tie { kind: TieKind::Reported, words: at..words.end, anchor: at });
        }
    }
    None
}
