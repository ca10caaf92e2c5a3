//! Links claims to outlets by the words around their names.

use super::words::{Says, says};
use crate::extract::Document;
use crate::extract::names;
use crate::extract::names::lexicon::with_lower;
use crate::text::{QuoteState, Shape, WordRange};

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
    pub words: WordRange,
    /// The word that ties: told, according.
    pub anchor: usize,
    /// Whether the word that ties says so of news alone: reported, according, an interview with.
    pub firm: bool,
    /// Whether only the place of the name says so: "on CNN" at the edge of a clause.
    pub edge: bool,
    /// Whether it vouches only for what follows: "..., with the Herald reporting".
    pub ahead: bool,
}

/// How far a tie may stand before the name, in words.
const REACH: usize = 14;

/// The words before `start` in its sentence, nearest first.
pub(super) fn before<'d, 'a>(document: &'d Document<'a>, start: usize) -> impl Iterator<Item = (usize, &'a str)> + use<'d, 'a> {
    let sentence = document.scan.words.get(start).map(|word| word.sentence);
    let first = start.saturating_sub(REACH);
    (first..start)
        .rev()
        .take_while(move |index| document.scan.words.get(*index).map(|word| word.sentence) == sentence)
        .map(move |index| (index, document.word(index)))
}

/// Whether the word at `at` is printed with a capital.
#[inline]
pub(super) fn capital(document: &Document<'_>, at: usize) -> bool {
    document.scan.words.get(at).is_some_and(names::is_capital)
}

/// Whether the word at `at` is a possessive ending.
#[inline]
pub(super) fn possessive(document: &Document<'_>, at: usize) -> bool {
    matches!(document.word(at), "'s" | "’s" | "'" | "’")
}

#[inline]
fn mark(document: &Document<'_>, at: usize) -> bool {
    document.scan.words.get(at).is_some_and(|word| word.quote == QuoteState::Mark)
}

/// The tie that leads to the outlet's name at `words`, if any; `titled` names stand in quotation marks of their own.
pub fn tie(document: &Document<'_>, words: WordRange, titled: bool) -> Option<Tie> {
    if !titled && document.scan.words.get(words.start).is_some_and(|word| word.quote == QuoteState::Inside) {
        return None;
    }
    tie_before(document, words).or_else(|| tie_after(document, words))
}

/// The index before the name, its article and the mark that opens a title.
fn lead(document: &Document<'_>, words: WordRange) -> usize {
    let mut at = words.start;
    while at > 0 && (mark(document, at - 1) || matches!(document.word(at - 1), "the" | "The" | "a" | "an" | "A" | "An")) {
        at -= 1;
    }
    at
}

/// Whether the name at `words` stands further on in a list that a tie may open: "told CNN, Slate and Tarn Radio".
/// "According to CNN, Slate has" is none.
fn in_list(document: &Document<'_>, words: WordRange) -> bool {
    let before = lead(document, words).checked_sub(1).map_or("", |at| document.word(at));
    let after = document.word(words.end);
    matches!(before, "and" | "or" | "/" | "-" | "&") || before == "," && matches!(after, "," | "and" | "or" | "&")
}

/// What a word before the name ties, if it does; `preposition` stands between them.
fn anchor(word: &str, preposition: &str) -> Option<(TieKind, bool)> {
    let kind = says(word);
    if kind.any(Says::TELL) {
        return Some((TieKind::Told, false));
    }
    if kind.any(Says::ACCORDING) {
        return (preposition == "to").then_some((TieKind::Reported, true));
    }
    if kind.any(Says::CITE) && !matches!(preposition, "by" | "in") {
        return Some((TieKind::Cited, true));
    }
    if preposition.is_empty() {
        return matches!(word, "interviewed" | "joined").then_some((TieKind::Told, false));
    }
    let reported = kind.any(Says::REPORT) && !matches!(preposition, "to" | "with" | "for");
    if reported && (!kind.any(Says::WRITE.with(Says::INTERVIEW)) || matches!(preposition, "by" | "from")) {
        return Some((TieKind::Reported, preposition == "by" || matches!(word, "report" | "reports" | "poll" | "survey")));
    }
    if kind.any(Says::INTERVIEW) {
        return Some((TieKind::Told, word.starts_with("interview") || word.starts_with("episode")));
    }
    if kind.any(Says::WRITE) && matches!(preposition, "in" | "for" | "on" | "at" | "to") {
        return Some((TieKind::Told, preposition == "in"));
    }
    if kind.any(Says::APPEAR) && matches!(preposition, "on" | "to" | "with" | "in" | "for" | "at") {
        return Some((TieKind::Told, preposition == "on"));
    }
    (kind.any(Says::SAY) && matches!(preposition, "on" | "to" | "in" | "via")).then_some((TieKind::Told, preposition == "on"))
}

pub(super) fn tie_before(document: &Document<'_>, words: WordRange) -> Option<Tie> {
    let made = |kind, anchor: usize, firm| {
        Some(Tie { kind, words: WordRange::new(anchor, words.end), anchor, firm, edge: false, ahead: false })
    };
    let mut crossed = 0;
    let mut preposition = "";
    let mut list = in_list(document, words);
    for (index, word) in before(document, words.start) {
        let shape = document.scan.words.get(index).map(|word| word.shape);
        let lower = shape == Some(Shape::Lower)
            || index == 0
            || document.scan.words[index - 1].sentence != document.scan.words[index].sentence
            || mark(document, index - 1);
        if lower && let Some((kind, firm)) = with_lower(word, |word| anchor(word, preposition)) {
            let say = says(word).any(Says::SAY) && !says(word).any(Says::INTERVIEW.with(Says::WRITE));
            // "said on CNN" is a place; nothing else may stand between.
            let far = if kind == TieKind::Told || preposition == "by" { 3 } else { 1 };
            if say && crossed > 1 || crossed > far {
                return None;
            }
            return made(kind, index, firm && crossed == 0);
        }
        let kind = says(word);
        if shape == Some(Shape::Lower) && kind.any(Says::PREPOSITION) {
            preposition = word;
        }
        if list {
            // What stands before the name in the list: other names, commas, "and".
            if capital(document, index)
                || mark(document, index)
                || matches!(word, "," | "and" | "or" | "/" | "-" | "&" | "the")
                || possessive(document, index)
            {
                continue;
            }
            list = false;
        }
        let passes = kind.any(Says::FILLER)
            || possessive(document, index)
            || matches!(word, "and" | "/" | "-" | "&" | "through" | "via")
            || mark(document, index)
                && matches!(document.scan.words.get(index + 1).map(|word| word.quote), Some(QuoteState::Inside))
            || shape == Some(Shape::Number);
        // One or two words that are no filler may stand between: "told a panel of", "told colleagues at".
        if !passes {
            crossed += 1;
        }
        // "a breakfast hosted by the Herald" did not come through it.
        let hosted = matches!(word, "hosted" | "sponsored" | "moderated" | "led" | "owned" | "founded" | "produced" | "run");
        if shape == Some(Shape::Punctuation) && !passes || crossed > 3 || hosted {
            break;
        }
    }
    at_edge(document, words)
}

/// "on CNN", "in the Herald", "during CNN's debate" right before or after what was said.
fn at_edge(document: &Document<'_>, words: WordRange) -> Option<Tie> {
    let mut at = lead(document, words);
    // The channel of a programme, and the day: "On CNN's", "On Tuesday's".
    let mut channel = at;
    while channel > 0
        && at - channel < 5
        && (possessive(document, channel - 1)
            || capital(document, channel - 1)
            || matches!(document.word(channel - 1), "channel" | "network" | "radio"))
    {
        channel -= 1;
    }
    if channel < at && (possessive(document, at - 1) || matches!(document.word(channel), "On" | "In")) {
        at = if matches!(document.word(channel), "On" | "In") { channel + 1 } else { channel };
    }
    let place = at.checked_sub(1)?;
    let word = document.word(place);
    let closed = words.end + usize::from(mark(document, words.end));
    let next = document.word(closed);
    let owned = possessive(document, closed);
    let piece = says(next).any(Says::PIECE);
    // "From the Herald:" before what it printed.
    if word == "From" && next == ":" {
        return Some(Tie {
            kind: TieKind::Reported,
            words: WordRange::new(place, words.end),
            anchor: place,
            firm: true,
            edge: false,
            ahead: false,
        });
    }
    let on_air = matches!(word, "on" | "On") && (owned || piece || ends_clause(document, closed) || ends_inside(document, words));
    let in_print =
        matches!(word, "in" | "In") && (piece || owned || (next == "," && word == "In") || ends_inside(document, words));
    let event = (words.end..words.end + 6).any(|at| says(document.word(at)).any(Says::EVENT)) && owned;
    let during = matches!(word, "during" | "During") && event;
    // "in the Herald article" is a piece, "in a Herald interview" an occasion.
    let occasion = !piece
        || piece_after(document, words).is_none_or(|at| {
            says(document.word(at)).any(Says::INTERVIEW.with(Says::EVENT))
                || matches!(document.word(at), "column" | "op-ed" | "editorial")
        });
    let kind = if in_print && !occasion { TieKind::Reported } else { TieKind::Told };
    (on_air || in_print || during).then_some(Tie {
        kind,
        words: WordRange::new(place, words.end),
        anchor: place,
        firm: false,
        edge: true,
        ahead: false,
    })
}

/// Whether the last words of a title are its comma or full stop: “Morning Call,” said.
fn ends_inside(document: &Document<'_>, words: WordRange) -> bool {
    matches!(document.word(words.end), "," | ".") && mark(document, words.end + 1)
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
            | "''"
            | "and"
            | "last"
            | "this"
            | "earlier"
            | "to"
            | "in"
            | "on"
            | "with"
    ) || crate::extract::names::lexicon::kinds(document.word(at)).any(crate::extract::names::lexicon::Kinds::CALENDAR)
}

pub(super) fn tie_after(document: &Document<'_>, words: WordRange) -> Option<Tie> {
    let sentence = document.scan.words.get(words.start).map(|word| word.sentence);
    let same = |at: usize| document.scan.words.get(at).map(|word| word.sentence) == sentence;
    let reported = |first: usize, anchor: usize, firm| {
        let mut before = lead(document, words);
        before = before.saturating_sub(1);
        // "with the Herald reporting", "after the Herald revealed": what stands before it is not its.
        let ahead =
            matches!(document.word(before), "with" | "after" | "before" | "when" | "since" | "because" | "that" | "until");
        Some(Tie { kind: TieKind::Reported, words: WordRange::new(first, anchor + 1), anchor, firm, edge: false, ahead })
    };
    // "an editor at the Herald argued": the name is not what the verb speaks of.
    let mut front = lead(document, words);
    while front > 0
        && same(front - 1)
        && (possessive(document, front - 1) || capital(document, front - 1) || mark(document, front - 1))
        && words.start - front < 6
    {
        front -= 1;
    }
    let before_name = front.checked_sub(1).map_or("", |at| document.word(at));
    let governed = says(before_name).any(Says::PREPOSITION) || before_name == "than";
    let mut at = words.end;
    while matches!(document.word(at), "," | ".") && mark(document, at + 1) || mark(document, at) {
        at += 1;
    }
    // "the Herald (HD)", "the Herald, a local paper,": skipped to its verb.
    let mut relative = false;
    if document.word(at) == "("
        && let Some(close) = (at..at + 8).find(|index| document.word(*index) == ")")
    {
        at = close + 1;
    }
    if document.word(at) == "," {
        if matches!(document.word(at + 1), "which" | "who") {
            at += 2;
            relative = true;
        } else if matches!(document.word(at + 1), "a" | "an" | "the")
            && let Some(close) = (at + 2..at + 14).find(|index| document.word(*index) == "," || !same(*index))
            && same(close)
        {
            at = close + 1;
        }
    }
    // "CNN's Ana Diaz reported", "CNN reporter Ana Diaz wrote".
    let mut person = false;
    let owned = at;
    let mut start = at;
    if possessive(document, at) {
        start += 1;
    }
    while same(start)
        && start < at + 5
        && document.scan.words.get(start).is_some_and(|word| word.shape == Shape::Lower)
        && (says(document.word(start)).any(Says::STAFF) || says(document.word(start + 1)).any(Says::STAFF))
    {
        start += 1;
    }
    let mut end = start;
    while end < start + 4 && same(end) && capital(document, end) {
        end += 1;
    }
    if end > start || start > owned + 1 {
        person = true;
        at = end;
    }
    for _ in 0..4 {
        let word = document.word(at);
        if says(word).any(Says::BETWEEN) || word.ends_with("ly") && word.len() > 4 {
            at += 1;
        } else {
            break;
        }
    }
    if same(at) && document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower) {
        let word = document.word(at);
        let kind = says(word);
        let objectless = matches!(word, "spoke" | "talked") && !matches!(document.word(at + 1), "with" | "to");
        // A relative clause may say anything; only reporting is a tie there.
        let counts = if person || relative { kind.any(Says::NEWS_VERB) } else { kind.any(Says::VERB) };
        // "CNN report", "CNN quotes" as nouns are pieces.
        let noun = matches!(word, "report" | "reports" | "quotes" | "broadcast" | "headlined")
            && !person
            && matches!(document.word(at + 1), "on" | "of" | "about" | "from" | "says" | "said" | "in" | "by");
        if counts && !objectless && !noun && (!governed || relative || before_name == "with" && word == "reporting") {
            return reported(words.start, at, kind.any(Says::NEWS_VERB));
        }
    }
    // ", reported CNN", "reports CNN", "reports the CNN's Ana Diaz".
    let first = lead(document, words);
    let verb = first.checked_sub(1)?;
    let word = document.word(verb);
    let closes = verb > 0 && (mark(document, verb - 1) || document.word(verb - 1) == ",");
    if same(verb)
        && (matches!(word, "reported" | "reports" | "noted" | "notes")
            || closes && says(word).any(Says::NEWS_VERB.with(Says::SAY)))
    {
        return Some(Tie {
            kind: TieKind::Reported,
            words: WordRange::new(verb, words.end),
            anchor: verb,
            firm: says(word).any(Says::NEWS_VERB),
            edge: false,
            ahead: false,
        });
    }
    None
}

/// Whether the name makes what follows a piece of its own: "a CNN poll", "CNN/Veld survey", "the Herald's story".
pub fn piece_after(document: &Document<'_>, words: WordRange) -> Option<usize> {
    let first = words.end + usize::from(possessive(document, words.end));
    for at in first..first + 5 {
        let word = document.word(at);
        let kind = says(word);
        let lower = document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower);
        if lower && kind.any(Says::PIECE) && !says(document.word(at + 1)).any(Says::STAFF) {
            return Some(at);
        }
        // "a CNN/Rock the Boat survey": two who asked together.
        let slash = |at: usize| matches!(document.word(at), "/" | "-" | "–");
        let joined = slash(at) || (first..at).any(slash) && (capital(document, at) || word == "the");
        if !(kind.any(Says::PIECE_WORD) || joined) {
            return None;
        }
    }
    None
}
