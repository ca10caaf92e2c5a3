//! What is said of somebody before the name: a title, or a phrase up to a comma.

use super::words::{is_determiner, is_finite, is_lower, is_mark, is_preposition, is_punctuation, is_relative, joins};
use super::{ASIDE, CORE, human, is_human};
use crate::extract::Document;
use crate::extract::lexicon::{Lexicon, Senses};
use crate::extract::names::is_capital;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::text::WordRange;

/// Words that a title may reach back from the name.
const TITLE: usize = 14;

/// The phrase before a comma before the name: "the port's director, Ana Diaz".
pub(in crate::extract::names) fn before(
    document: &Document<'_>,
    sentence: WordRange,
    begin: usize,
    name_end: usize,
) -> Option<WordRange> {
    let comma = begin.checked_sub(1).filter(|comma| *comma > sentence.start && document.word(*comma) == ",")?;
    // "The head of the institute (HI), Ana Diaz".
    let close = comma - 1;
    let bracket = (sentence.start.max(comma.saturating_sub(ASIDE))..close).find(|at| document.word(*at) == "(");
    let comma = match bracket {
        Some(open) if document.word(close) == ")" => open,
        _ => comma,
    };
    let mut first = comma;
    while first > sentence.start && comma - first < CORE + 4 {
        let at = first - 1;
        if is_mark(document, at)
            || is_punctuation(document, at) && !joins(document.word(at))
            || is_finite(document, at)
            || is_relative(document, at)
            || is_lower(document, at) && matches!(document.word(at), "and" | "but" | "while" | "because" | "if" | "although")
        {
            break;
        }
        first = at;
    }
    // "The man who kidnapped the child, Tom Reed,": what the clause is about is not him.
    let who = |at: usize| matches!(document.word(at), "who" | "whom" | "which");
    let clause = first > sentence.start + 1 && (who(first - 1) || is_finite(document, first - 1) && who(first - 2));
    if clause {
        return None;
    }
    // "Ana Diaz, the sheriff and hard-liner, Reed began": those words are hers.
    let capital = |at: usize| document.scan.words.get(at).is_some_and(is_capital);
    let hers = first >= sentence.start + 3
        && document.word(first - 1) == ","
        && capital(first - 2)
        && kinds(document.word(first - 3)).any(Kinds::FIRST)
        && !kinds(document.word(first - 2)).any(Kinds::PLACE.with(Kinds::CALENDAR))
        && is_determiner(document, first);
    if hers {
        return None;
    }
    let spoken_of = !is_finite(document, name_end);
    for start in first..comma {
        let capital = document.scan.words.get(start).is_some_and(is_capital);
        let opens = start == first || is_determiner(document, start) || capital && !is_preposition(document, start);
        // "misstated the year Tarn Bank's founder": a verb and its object.
        let object = !is_determiner(document, start)
            && is_lower(document, start)
            && document.word(start).ends_with("ed")
            && is_determiner(document, start + 1);
        // "the year Tarn Bank's founder, Ana Diaz, began": a time and its clause.
        let noun = document.word(start + usize::from(is_determiner(document, start)));
        let time = Lexicon::shared().get(noun).senses.any(Senses::TIME);
        if object || time {
            continue;
        }
        let governed = start > first && is_preposition(document, start - 1);
        let inside = start > first && !governed && !is_determiner(document, start);
        if !opens || governed && !spoken_of || inside || is_preposition(document, start) {
            continue;
        }
        if with_lower(document.word(start), |word| kinds(word).any(Kinds::STARTER)) && !is_determiner(document, start) && !capital
        {
            continue;
        }
        if human(document, start, comma).is_some_and(|phrase| phrase.end == comma) {
            return Some(WordRange::new(start, comma));
        }
    }
    None
}

/// Where the words right before a name that say who it is begin: "Kremlin spokesperson", "Hillary Clinton's campaign
/// manager"; `begin` is the name's first word or that of its title in capitals.
pub(in crate::extract::names) fn title(
    document: &Document<'_>,
    sentence: WordRange,
    begin: usize,
    titled: bool,
) -> Option<usize> {
    let head = begin.checked_sub(1).filter(|head| *head >= sentence.start)?;
    let one = |word: &str| !word.ends_with('s') || matches!(word, "boss" | "actress" | "hostess" | "waitress");
    let trade = is_lower(document, head) && kinds(document.word(head)).any(Kinds::HUMAN) && one(document.word(head));
    if !titled && !trade {
        return None;
    }
    let mut start = if titled { begin } else { head };
    let mut listed = start;
    let floor = sentence.start.max(begin.saturating_sub(TITLE));
    while start > floor {
        let at = start - 1;
        let text = document.word(at);
        if is_mark(document, at) {
            break;
        }
        if is_punctuation(document, at) || joins(text) {
            // "TARNMOUTH, S.C. - Sen. Diaz": a dash between blanks joins nothing.
            let apart = document
                .scan
                .words
                .get(at)
                .zip(document.scan.words.get(at + 1))
                .is_some_and(|(dash, next)| dash.end != next.start);
            if matches!(text, "-" | "–" | "—" | "--") && apart {
                break;
            }
            // The owner stands before a possessive.
            let owned = joins(text) && at > floor && !is_punctuation(document, at - 1);
            if !owned || matches!(text, "'" | "’") && !document.word(at - 1).ends_with('s') {
                break;
            }
            let owner = at - 1;
            if kinds(document.word(owner)).any(Kinds::PRONOUN) {
                break;
            }
            let known = is_noun_like(document, owner, sentence) || document.scan.words.get(owner).is_some_and(is_capital);
            listed = if known && listed == start { owner } else { listed };
            start = owner;
            continue;
        }
        if with_lower(text, |text| matches!(text, "his" | "her" | "their" | "its" | "my" | "our" | "whose")) {
            return Some(if titled { start } else { at });
        }
        let kind = kinds(text);
        if is_lower(document, at) && at > floor && links(document, at, start) {
            listed = if listed == start { at - 1 } else { listed };
            start = at - 1;
            continue;
        }
        if is_lower(document, at) {
            let joined = text == "and"
                && at > floor
                && is_lower(document, at + 1)
                && is_lower(document, at - 1)
                && is_human(document.word(at - 1));
            if kind.any(Kinds::MODIFIER.with(Kinds::TITLE).with(Kinds::FIELD))
                && !is_finite(document, at)
                && !is_preposition(document, at)
                || text.contains('-') && text.len() > 4
            {
                listed = if listed == start { at } else { listed };
            } else if !joined && (titled || !is_noun_like(document, at, sentence)) {
                break;
            }
            start = at;
            continue;
        }
        let opens = at == sentence.start || is_mark(document, at - 1) || is_punctuation(document, at - 1);
        let starter = opens && kind.any(Kinds::STARTER) && !kind.any(Kinds::MODIFIER.with(Kinds::ACTOR).with(Kinds::PHRASE));
        let other = starter || kind.any(Kinds::PRONOUN.with(Kinds::CALENDAR)) || is_preposition(document, at);
        let capital = document.scan.words.get(at).is_some_and(is_capital) && !other;
        if !capital {
            break;
        }
        listed = if listed == start { at } else { listed };
        start = at;
    }
    // Nouns that no list knows belong to the title when the phrase begins where a phrase can begin.
    let says = |at: usize| Lexicon::shared().lemma(Lexicon::shared().get(document.word(at)).verb) == "say";
    let opened = start == sentence.start
        || is_determiner(document, start - 1)
        || is_mark(document, start - 1)
        || matches!(document.word(start - 1), "the" | "The" | "," | "“" | "as" | "by" | "from")
        // "lead author and Tarn Institute geologist Ana Diaz".
        || document.word(start - 1) == "and" && start > floor + 1 && is_human(document.word(start - 2))
        || says(start - 1);
    let start = if opened { start } else { listed };
    (start < begin || titled).then_some(start)
}

/// "University of Vell", "Parks and Wildlife Secretary": a small word inside a title.
fn links(document: &Document<'_>, at: usize, next: usize) -> bool {
    let capital = |index: usize| document.scan.words.get(index).is_some_and(is_capital);
    if !capital(at - 1) || !capital(next) {
        return false;
    }
    let field = Kinds::MODIFIER.with(Kinds::FIELD).with(Kinds::ORGANISATION).with(Kinds::TITLE);
    let common = Lexicon::shared().get(document.word(at - 1)).usual.any(Senses::NOUN);
    match document.word(at) {
        "of" => !kinds(document.word(at - 1)).any(Kinds::CALENDAR),
        "for" => kinds(document.word(at - 1)).any(Kinds::ORGANISATION),
        // "the Harbour Caucus and Sen. Ana Diaz": two who speak.
        "and" | "&" => {
            let actor = kinds(document.word(at - 1)).any(Kinds::ACTOR);
            (kinds(document.word(at - 1)).any(field) || common) && !actor && !document.word(next).ends_with('.')
        }
        _ => false,
    }
}

/// A noun or adjective in lower case that could not be a verb before a name.
fn is_noun_like(document: &Document<'_>, at: usize, sentence: WordRange) -> bool {
    if at < sentence.start || !is_lower(document, at) {
        return false;
    }
    let word = document.word(at);
    let lexeme = Lexicon::shared().get(word);
    let shaped =
        word.len() > 2 && !word.ends_with("ed") && !word.ends_with("ing") && !word.ends_with("ly") && !word.ends_with('s');
    shaped && (lexeme.senses.is_empty() || lexeme.usual.any(Senses::NOUN.and(Senses::ADJECTIVE)))
}

/// Where "director of the northern chapter of the" begins, which ends before the organisation at `begin`: an office
/// told by its body, with the name behind both.
pub(in crate::extract::names) fn office(document: &Document<'_>, sentence: WordRange, begin: usize) -> Option<usize> {
    let floor = sentence.start.max(begin.saturating_sub(TITLE));
    let belongs = |at: &usize| {
        let pronoun = kinds(document.word(*at)).any(Kinds::PRONOUN);
        !is_punctuation(document, *at) && !is_mark(document, *at) && !is_finite(document, *at) && !pronoun
    };
    let start = (floor..begin).rev().take_while(belongs).last()?;
    let linked = matches!(document.word(begin - 1 - usize::from(document.word(begin - 1) == "the")), "of" | "at" | "for");
    let head = (start..begin).find(|at| is_preposition(document, *at))?.checked_sub(1)?;
    (linked && head >= start && is_human(document.word(head))).then_some(start)
}
