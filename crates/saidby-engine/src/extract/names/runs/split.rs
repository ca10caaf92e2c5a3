//! Cuts one run of capitals into titles and names.

use super::is_first;
use super::kind::{is_people, name, phrase_kind, single_kind};
use crate::extract::Document;
use crate::extract::lexicon::{Lexicon, Senses};
use crate::extract::names::lexicon::{Kinds, kinds, phrase};
use crate::extract::names::{Mention, MentionKind, is_capital, is_initial, organisation, person, phrases};
use crate::text::{Shape, WordRange};

/// Cuts one run into titles and names.
pub(super) fn split(document: &Document<'_>, sentence: WordRange, run: WordRange, found: &mut Vec<Mention>) {
    // "“Speaker Ana Diaz Joins Growing List of Critics”": a title in which the verb has a capital as well.
    if let Some(verb) = capital_verb(document, run) {
        split(document, sentence, WordRange::new(run.start, verb), found);
        split(document, sentence, WordRange::new(verb + 1, run.end), found);
        return;
    }
    let first = is_first(document, sentence, run.start);
    let mut at = run.start;
    // A fixed phrase first: "White House", "New York", "Bank of England".
    while at < run.end {
        let rest = WordRange::new(at, run.end);
        if let Some((length, kind)) = phrase(rest.iter().map(|index| document.word(index))) {
            let end = at + length;
            let kind = phrase_kind(kind);
            let goes_on = end < run.end;
            if !goes_on {
                found.push(Mention::bare(WordRange::new(at, end), kind));
                return;
            }
            if organisation::is_name(document, rest) && person::title_end(document, rest).is_none() {
                found.push(Mention::bare(rest, MentionKind::Organisation));
                return;
            }
            if let Some(name) = person::titled(document, sentence, rest) {
                found.push(Mention::bare(WordRange::new(at, end), kind));
                found.push(name);
                return;
            }
            found.push(Mention::bare(WordRange::new(at, end), kind));
            at = end;
            continue;
        }
        if let Some(name) = person::titled(document, sentence, rest) {
            let inside = name.title.map(|title| WordRange::new(title.start.max(run.start), title.end));
            push_inside(document, inside, found);
            found.push(name);
            return;
        }
        if is_office(document, rest) {
            push_inside(document, Some(rest), found);
            return;
        }
        // "Russia Today", "Republican Ana Diaz": a nation or party before a name.
        let kind = kinds(document.word(at));
        let next = kinds(document.word(at + 1));
        let person_follows = next.any(Kinds::FIRST) && at + 2 < run.end;
        // "the former director of the F.B.I. James Coyle".
        if person_follows && at > 0 && is_acronym(document.word(at)) && matches!(document.word(at - 1), "the" | "The") {
            found.push(Mention::bare(WordRange::one(at), MentionKind::Organisation));
            at += 1;
            continue;
        }
        if rest.len() > 2
            && person_follows
            && !kind.any(Kinds::FIRST)
            && kind.any(Kinds::DEMONYM.with(Kinds::PLACE).with(Kinds::ACTOR).with(Kinds::TITLE).with(Kinds::STARTER))
        {
            if kind.any(Kinds::PLACE.with(Kinds::ACTOR)) {
                found.push(Mention::bare(WordRange::one(at), single_kind(document.word(at), kind)));
            }
            at += 1;
            continue;
        }
        // "super PAC", "the PAC Ferries First": a kind of committee, and no name.
        if matches!(document.word(at), "PAC" | "PACs")
            || document.word(at + 1) == "PAC" && document.word(at) == "Super" && rest.len() <= 2
        {
            at += 1 + usize::from(document.word(at) == "Super");
            continue;
        }
        // "13 Hours": a title of a number and a common word.
        let counted = at > 0 && document.scan.words.get(at - 1).is_some_and(|word| word.shape == Shape::Number);
        if rest.len() == 1 && counted && kind == Kinds::default() && is_plain_word(document, at) {
            return;
        }
        // "Co-anchor Norah Reed", "the Reed-backed Ferries for Tarn": what describes the name.
        if rest.len() > 2 && is_compound(document.word(at)) {
            at += 1;
            continue;
        }
        // "Republicans Diaz and Reed": what they are.
        if rest.len() > 1 && is_people(document.word(at)) && !next.any(Kinds::ORGANISATION.with(Kinds::FUNCTION)) {
            let alone = document.scan.words.get(at + 1).is_some_and(is_capital) && rest.len() <= 3;
            if alone {
                at += 1;
                continue;
            }
        }
        // "Said Ana Diaz, who came late": the verb, though it is a name as well.
        let says = || Lexicon::shared().lemma(Lexicon::shared().get(document.word(at)).verb) == "say";
        if first && at == run.start && person_follows && says() {
            at += 1;
            continue;
        }
        // "the Council on Harbour Relations Alia Salem": a name that no list knows behind an organisation's head.
        if let Some(start) = behind_organisation(document, rest) {
            found.push(Mention::bare(WordRange::new(at, start), MentionKind::Organisation));
            let mut name = name(document, sentence, WordRange::new(start, run.end), false);
            if name.title.is_none() {
                name.title = phrases::office(document, sentence, at).map(|office| WordRange::new(office, start));
                name.kind = MentionKind::Person;
            }
            found.push(name);
            return;
        }
        // "Vermonter Ana Diaz", "Grand Wizard of … Ana Diaz": a person's name at the end of a long run.
        if let Some(start) = last_person(document, rest) {
            if organisation::is_name(document, WordRange::new(at, start)) {
                found.push(Mention::bare(WordRange::new(at, start), MentionKind::Organisation));
            }
            at = start;
            continue;
        }
        // "Mispronouncing Dora Lind", "Pan-liberal Ed Crewe": a sentence's first word before a first name.
        if first
            && at == run.start
            && person_follows
            && rest.len() > 2
            && !kind.any(Kinds::FIRST.with(Kinds::ORGANISATION))
            && is_plain_word(document, at)
        {
            at += 1;
            continue;
        }
        // "Poor Mexico".
        let place = rest.len() == 2 && next.any(Kinds::COUNTRY.with(Kinds::STATE)) && !next.any(Kinds::FIRST);
        if first && at == run.start && place && kind == Kinds::default() && is_plain_word(document, at) {
            at += 1;
            continue;
        }
        found.push(name(document, sentence, rest, first && at == run.start));
        return;
    }
}

/// A verb of the third person behind a first name and a surname, with more capitals behind it.
fn capital_verb(document: &Document<'_>, run: WordRange) -> Option<usize> {
    let first = (run.start..run.end).find(|at| kinds(document.word(*at)).any(Kinds::FIRST))?;
    let verb = |at: usize| {
        let word = document.word(at);
        let lexeme = Lexicon::shared().get(word);
        lexeme.senses.any(Senses::THIRD) && kinds(word) == Kinds::default()
    };
    (first + 2..run.end.saturating_sub(1)).find(|at| verb(*at))
}

/// Where a first name and a surname begin that stand behind the name of an organisation with "of", "on" or "for".
fn behind_organisation(document: &Document<'_>, run: WordRange) -> Option<usize> {
    let start = run.end.checked_sub(2).filter(|start| *start > run.start + 2)?;
    let open = |at: usize| {
        let word = document.word(at);
        kinds(word) == Kinds::default() && Lexicon::shared().get(word).senses.is_empty() && word.len() > 2
            || kinds(word).any(Kinds::FIRST)
    };
    // "Alia Salem", "Ana Lincoln": towns are surnames too.
    let town = |at: usize| {
        let kind = kinds(document.word(at));
        kind.any(Kinds::CITY.with(Kinds::CAPITAL)) && !kind.any(Kinds::COUNTRY.with(Kinds::STATE))
    };
    let linked = (run.start + 1..start - 1).any(|at| matches!(document.word(at), "of" | "on" | "for"));
    let name =
        || open(start) && (open(start + 1) || town(start + 1)) && phrase((start..run.end).map(|at| document.word(at))).is_none();
    let heads = |at: usize| kinds(document.word(at)).any(Kinds::ORGANISATION);
    // "University of Vell Arlen Amra Jafri": the surname is on its own elsewhere.
    let alone = || heads(run.start) && is_alone_elsewhere(document, run, document.word(run.end - 1));
    // The whole article is looked through last.
    (linked && name() && (heads(start - 1) || alone())).then_some(start)
}

/// Whether `word` is a name of its own somewhere outside `run`: no capital right before or behind it.
fn is_alone_elsewhere(document: &Document<'_>, run: WordRange, word: &str) -> bool {
    let capital = |at: usize| document.scan.words.get(at).is_some_and(is_capital);
    let before = |at: usize| at.checked_sub(1).is_some_and(|before| capital(before) && document.word(before) != word);
    (0..document.scan.words.len()).any(|at| !run.contains(at) && document.word(at) == word && !before(at) && !capital(at + 1))
}

/// Where a first name and a surname begin that end a run too long for one name.
fn last_person(document: &Document<'_>, run: WordRange) -> Option<usize> {
    /// Words that a person's name seldom exceeds.
    const LONGEST: usize = 4;
    let joined = || run.iter().any(|at| document.scan.words.get(at).is_none_or(|word| !is_capital(word)));
    let first = |at: usize| kinds(document.word(at)).any(Kinds::FIRST);
    if run.len() <= LONGEST || first(run.start) || joined() {
        return None;
    }
    let start = run.end - 2;
    let place = Kinds::ORGANISATION.with(Kinds::THING).with(Kinds::PLACE);
    (first(start) && !first(start - 1) && !is_initial(document.word(start - 1)) && !kinds(document.word(run.end - 1)).any(place))
        .then_some(start)
}

/// Letters with full stops, as of an authority: "F.B.I.".
fn is_acronym(word: &str) -> bool {
    word.len() >= 4
        && word.bytes().step_by(2).all(|byte| byte.is_ascii_uppercase())
        && word.bytes().skip(1).step_by(2).all(|byte| byte == b'.')
}

/// A word that no list of names holds and that is a common word, or begins in capitals and goes on in small letters.
fn is_plain_word(document: &Document<'_>, at: usize) -> bool {
    let word = document.word(at);
    let known = |word: &str| !Lexicon::shared().get(word).senses.is_empty();
    // "Celebrities Julianne Reed".
    let trade = ["ers", "ies", "ists", "ors"].iter().any(|ending| word.len() > 6 && word.ends_with(ending));
    let plural = trade
        || word.len() > 4
            && (word.strip_suffix("ies").is_some_and(|one| known(&format!("{one}y")))
                || word.strip_suffix('s').is_some_and(known));
    let tail = word.split_once('-').is_some_and(|(_, tail)| tail.starts_with(char::is_lowercase));
    tail || word.ends_with("ing") || known(word) || plural
}

/// "American-born", "Pan-liberal": an adjective whose second part is in small letters.
pub(super) fn is_compound(word: &str) -> bool {
    word.split_once('-').is_some_and(|(_, tail)| {
        let known = !Lexicon::shared().get(tail).senses.is_empty() || kinds(tail).any(Kinds::HUMAN);
        tail.starts_with(char::is_lowercase) && known && tail.len() > 2
    })
}

/// "the Prime Minister", "President of Port Vell": an office without its holder is a description.
fn is_office(document: &Document<'_>, run: WordRange) -> bool {
    let of = run.iter().find(|index| matches!(document.word(*index), "of" | "for"));
    let office = run.start..of.unwrap_or(run.end);
    let word = |index: usize| kinds(document.word(index));
    !office.is_empty()
        && word(office.end - 1).any(Kinds::TITLE)
        && !(run.len() == 1 && word(run.start).any(Kinds::FIRST.with(Kinds::DEMONYM)))
        && office.clone().all(|index| {
            word(index).any(
                Kinds::TITLE
                    .with(Kinds::MODIFIER)
                    .with(Kinds::DEMONYM)
                    .with(Kinds::PLACE)
                    .with(Kinds::ACTOR)
                    .with(Kinds::ORGANISATION),
            )
        })
        && !(office.len() > 1 && word(office.start).any(Kinds::FIRST))
        && !organisation::is_name(document, run)
}

/// Names inside a title ("White House Press Secretary"): the organisation that it belongs to.
fn push_inside(document: &Document<'_>, title: Option<WordRange>, found: &mut Vec<Mention>) {
    let Some(title) = title else {
        return;
    };
    let mut at = title.start;
    while at < title.end {
        if let Some((length, kind)) = phrase((at..title.end).map(|index| document.word(index))) {
            found.push(Mention::bare(WordRange::new(at, at + length), phrase_kind(kind)));
            at += length;
            continue;
        }
        let kind = kinds(document.word(at));
        if kind.any(Kinds::COUNTRY.with(Kinds::STATE).with(Kinds::CITY).with(Kinds::CAPITAL).with(Kinds::ACTOR))
            && document.scan.words.get(at).is_some_and(is_capital)
        {
            found.push(Mention::bare(WordRange::one(at), single_kind(document.word(at), kind)));
        }
        at += 1;
    }
}
