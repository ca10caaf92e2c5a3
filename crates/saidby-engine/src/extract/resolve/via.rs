//! Through which outlets a claim came, nearest to this article first.

use super::source::{self, Form};
use super::speakers::Speakers;
use crate::extract::lexicon::lists::OUTLET_NOUNS;
use crate::extract::names;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::extract::outlets::ties::{TieKind, piece_after};
use crate::extract::outlets::words::{Says, says};
use crate::extract::outlets::{OutletIndex, Outlets};
use crate::extract::{Attribution, Document};
use crate::text::{QuoteState, Span, WordRange};

/// Words after which "the newspaper" no longer points at an outlet.
const FAR: usize = 600;

/// What ties one claim to one outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Which outlet.
    pub outlet: OutletIndex,
    /// Outermost first.
    pub kind: TieKind,
    /// The words that say so.
    pub words: WordRange,
    /// How many sentences before the claim they stand; 0 in its own, negative behind it.
    pub back: i64,
}

/// A source that is a news organisation or a piece of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutletSource {
    /// "CBS News", "a CBS News report": the outlet itself speaks.
    Itself(OutletIndex),
    /// "a CBS News poll": a document of its own, published by it.
    Piece(OutletIndex),
}

impl OutletSource {
    /// Which outlet.
    pub const fn outlet(self) -> OutletIndex {
        match self {
            Self::Itself(outlet) | Self::Piece(outlet) => outlet,
        }
    }
}

/// The outlet that speaks in the source at `words`, if one does.
pub fn outlet_source(
    document: &Document<'_>,
    speakers: &Speakers<'_, '_>,
    outlets: &Outlets,
    words: WordRange,
) -> Option<OutletSource> {
    let named = outlets.mentions_in(words).next()?;
    let outlet = outlets.mentions.get(named)?;
    let article = with_lower(document.word(words.start), |word| word == "the");
    if outlet.words.end == words.end && outlet.words.start == words.start + usize::from(article) {
        return Some(OutletSource::Itself(outlet.outlet));
    }
    match source::form(document, &speakers.entities, words) {
        Form::Named(mentions) => {
            let first = speakers.entities.mentions.get(*mentions.first()?)?;
            let overlap = first.words.start < outlet.words.end && outlet.words.start < first.words.end;
            overlap.then_some(OutletSource::Itself(outlet.outlet))
        }
        Form::Described(description) => {
            let head = document.word(description.head);
            // The outlet must stand before the head ("a CBS News report"), or own it ("a report by CBS News").
            let owns = outlet.words.end <= description.head && description.words.contains(outlet.words.start);
            let by = description.head < outlet.words.start
                && (description.head + 1..outlet.words.start).all(|at| {
                    with_lower(document.word(at), |word| {
                        matches!(word, "by" | "in" | "from" | "of" | "the" | "at" | "on" | "published" | "released" | "conducted")
                    })
                });
            let inside = outlet.words.contains(description.head);
            if inside {
                return Some(OutletSource::Itself(outlet.outlet));
            }
            if !(owns || by) {
                return None;
            }
            with_lower(head, |head| match head {
                "report" | "reports" | "reporting" | "story" | "stories" | "article" | "articles" | "investigation"
                | "analysis" | "interview" | "editorial" | "account" | "coverage" | "newspaper" | "magazine" | "website"
                | "broadcast" | "piece" | "blog" | "count" | "tally" | "program" | "programme" | "documentary" | "network"
                | "site" | "exclusive" => Some(OutletSource::Itself(outlet.outlet)),
                "poll" | "polls" | "survey" | "surveys" | "study" | "polling" | "projection" | "forecast" | "estimate"
                | "average" => Some(OutletSource::Piece(outlet.outlet)),
                _ => None,
            })
        }
        Form::Pronoun(_) | Form::Nothing => None,
    }
}

/// "Reuters was not able to verify": the outlet speaks of its own work, which is no claim.
pub fn is_own_work(document: &Document<'_>, attribution: &Attribution) -> bool {
    let Some(cue) = attribution.parts.cue.first() else {
        return false;
    };
    let words = document.scan.words_in(*cue);
    let around = words.start.saturating_sub(4)..words.end + 4;
    let text: Vec<String> = around.map(|at| document.word(at).to_lowercase()).collect();
    let has = |wanted: &[&str]| text.iter().any(|word| wanted.contains(&word.as_str()));
    let refused = has(&["not", "n't", "n’t", "unable", "cannot", "never", "could", "independently"]);
    let work = has(&["verify", "confirm", "authenticate", "corroborate", "reach", "determine", "ascertain", "review"]);
    let asked = has(&["contacted", "approached", "reached", "emailed", "requested", "sought"])
        || text.windows(3).any(|words| words[0] == "asked" && words[1] == "for" && words[2] == "comment");
    refused && work || asked
}

/// "the Herald, which first reported the story": that it did is no statement.
pub fn is_bare_story(document: &Document<'_>, attribution: &Attribution) -> bool {
    let mut words = attribution.parts.content.iter().flat_map(|span| document.scan.words_in(*span)).peekable();
    words.peek().is_some()
        && words.all(|at| {
            with_lower(document.word(at), |word| {
                matches!(word, "the" | "this" | "that" | "it" | "story" | "news" | "allegations" | "development" | "details")
            })
        })
}

/// "It quoted the barrister Ana Diaz and Bo Reed, who runs the port": whom an outlet quotes is not what it says.
pub fn is_roll(document: &Document<'_>, attribution: &Attribution) -> bool {
    let quotes = |word: &str| matches!(word, "quoted" | "quotes" | "cited" | "cites" | "interviewed" | "interviews");
    let mut cue = attribution.parts.cue.iter().flat_map(|span| document.scan.words_in(*span));
    let only = cue.next().is_some_and(|at| with_lower(document.word(at), quotes)) && cue.next().is_none();
    let mut words = attribution.parts.content.iter().flat_map(|span| document.scan.words_in(*span));
    let clause = |word: &str| matches!(word, "as" | "that" | "saying" | "to" | "about" | "said" | "is" | "was" | "were" | "are");
    let quoted = |at: usize| document.scan.words.get(at).is_none_or(|word| word.quote != QuoteState::Outside);
    let named =
        attribution.parts.content.iter().flat_map(|span| document.scan.words_in(*span)).any(|at| {
            kinds(document.word(at)).any(Kinds::FIRST) && document.scan.words.get(at + 1).is_some_and(names::is_capital)
        });
    only && named && !words.any(|at| quoted(at) || with_lower(document.word(at), clause))
}

/// Whether a pronoun may stand for an outlet.
pub fn is_it(word: &str) -> bool {
    matches!(word, "it" | "It")
}

/// Words of a link as printed, with their distance where they stand in another sentence.
pub fn printed(document: &Document<'_>, link: &Link) -> String {
    let words = document.printed(link.words);
    let sentences = |count: u64| if count == 1 { "one sentence".to_owned() } else { format!("{count} sentences") };
    match link.back {
        0 => format!("“{words}”"),
        back if back > 0 => format!("“{words}”, {} back", sentences(back.unsigned_abs())),
        ahead => format!("“{words}”, {} ahead", sentences(ahead.unsigned_abs())),
    }
}

/// Span of a link.
pub fn span(document: &Document<'_>, link: &Link) -> Span {
    document.scan.span_of(link.words)
}

/// "the study", "the report" after "a Herald survey": the piece of the outlet named last, a few paragraphs back.
pub fn piece_pointed_at(document: &Document<'_>, outlets: &Outlets, words: WordRange) -> Option<OutletSource> {
    let head = words.end.checked_sub(1)?;
    let definite = words.len() == 2 && with_lower(document.word(words.start), |word| matches!(word, "the" | "that" | "this"));
    let counted = |word: &str| with_lower(word, |word| matches!(word, "poll" | "survey" | "study" | "analysis"));
    let told = |word: &str| with_lower(word, |word| matches!(word, "report" | "story" | "article" | "investigation"));
    let noun = document.word(head);
    if !definite || !(counted(noun) || told(noun)) {
        return None;
    }
    let before = outlets.mentions.partition_point(|mention| mention.words.start < words.start);
    let last = outlets.mentions[..before].iter().rev().take(6).find(|mention| piece_after(document, mention.words).is_some())?;
    let piece = piece_after(document, last.words)?;
    let near = words.start - last.words.start <= FAR
        && document.scan.paragraph_of(words.start) - document.scan.paragraph_of(last.words.start) <= 2;
    if !near {
        return None;
    }
    let same = |word: &str| counted(noun) && counted(word) || told(noun) && told(word);
    // Another document between them is the nearer one.
    let other = (piece + 1..words.start).any(|at| {
        same(document.word(at))
            && with_lower(document.word(at.saturating_sub(1)), |word| !matches!(word, "the" | "that" | "this"))
    });
    if other || !same(document.word(piece)) {
        return None;
    }
    Some(if counted(noun) { OutletSource::Piece(last.outlet) } else { OutletSource::Itself(last.outlet) })
}

/// "the newspaper", "the network": the outlet named last, at most a few paragraphs back.
pub fn pointed_at(document: &Document<'_>, outlets: &Outlets, words: WordRange) -> Option<OutletIndex> {
    let head = document.word(words.end.checked_sub(1)?);
    let definite = with_lower(document.word(words.start), |word| matches!(word, "the" | "that" | "this"));
    let paper = with_lower(head, |word| OUTLET_NOUNS.contains(word));
    if !definite || !paper || words.len() > 4 || kinds(head).any(Kinds::TITLE) {
        return None;
    }
    // "the white paper", "the regional agency" are described by other words than an outlet's.
    let between = words.start + 1..words.end - 1;
    if between.clone().any(|at| !says(document.word(at)).any(Says::FILLER.with(Says::NEWSY))) {
        return None;
    }
    let before = outlets.mentions.partition_point(|mention| mention.words.start < words.start);
    let last = outlets.mentions.get(before.checked_sub(1)?)?;
    if words.start - last.words.start > FAR {
        return None;
    }
    // "TarnLink, the bus agency," or "the Tarn Space Agency" between them is what it points at.
    let called = |at: usize| document.word(at).eq_ignore_ascii_case(head) && at > last.words.end + 1;
    if (last.words.start.saturating_sub(40)..words.start).any(called) && (last.words.end..words.start).any(called)
        || (last.words.start.saturating_sub(30)..last.words.start).any(|at| {
            document.word(at) == head && !says(document.word(at.saturating_sub(1))).any(Says::NEWSY) && at + 3 < last.words.start
        })
    {
        return None;
    }
    let back = document.scan.paragraph_of(words.start) - document.scan.paragraph_of(last.words.start);
    (back <= 6).then_some(last.outlet)
}
