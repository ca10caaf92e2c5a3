//! Runs of capitalised words, and how one falls apart into names.

use std::ops::Range;

use super::lexicon::{Kinds, kinds, phrase};
use super::{Mention, MentionKind, is_capital, is_initial, is_particle, is_suffix, organisation, person};
use crate::extract::Document;
use crate::extract::lexicon::Lexicon;
use crate::text::{QuoteState, Shape};

/// A run never grows beyond this many words; lists in capitals are no names.
const LONGEST: usize = 16;

/// Appends the names of one sentence.
pub(super) fn find(document: &Document<'_>, sentence: Range<usize>, found: &mut Vec<Mention>) {
    let mut at = sentence.start;
    while at < sentence.end {
        if !starts(document, &sentence, at) {
            at += 1;
            continue;
        }
        let end = extend(document, &sentence, at);
        split(document, &sentence, at..end, found);
        at = end.max(at + 1);
    }
}

/// Whether the word at `at` is the first of its sentence or quotation.
pub(super) fn is_first(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> bool {
    if at == sentence.start {
        return true;
    }
    let words = &document.scan.words;
    match words.get(at - 1) {
        Some(before) if before.quote == QuoteState::Mark && before.shape == Shape::Punctuation => true,
        Some(before) if before.shape == Shape::Punctuation => {
            matches!(document.word(at - 1), ":" | "•" | "-" | "–" | "*" | "(" | "[" | "—" | "--" | "...")
        }
        _ => false,
    }
}

fn starts(document: &Document<'_>, sentence: &Range<usize>, at: usize) -> bool {
    let Some(word) = document.scan.words.get(at) else {
        return false;
    };
    if !is_capital(word) {
        // "al-Assad", "von der Leyen" at the start of a name.
        return word.shape == Shape::Lower
            && word.end - word.start > 3
            && document.word(at).as_bytes().starts_with(b"al-")
            && at > sentence.start;
    }
    let text = document.word(at);
    // "(R-Ohio)", "D-Md.".
    if text.len() > 3 && matches!(&text.as_bytes()[..2], b"R-" | b"D-" | b"I-") {
        return false;
    }
    let kind = kinds(text);
    if kind.any(Kinds::PRONOUN) && text != "US" || text == "I" {
        return false;
    }
    let next_capital = at + 1 < sentence.end && document.scan.words.get(at + 1).is_some_and(is_capital);
    if !next_capital && is_compound(text) {
        return false;
    }
    if kind.any(Kinds::CALENDAR) {
        return kind.any(Kinds::FIRST) && next_capital && !kinds(document.word(at + 1)).any(Kinds::CALENDAR);
    }
    if kind.any(Kinds::STARTER) {
        let name = kind.any(Kinds::FIRST.with(Kinds::ACTOR)) && next_capital || opens_phrase(document, at, sentence.end);
        // "Instead, Will called": inside a sentence a first name is a name.
        let inside = !is_first(document, sentence, at) && !is_function(text);
        return name || (inside && (next_capital || kind.any(Kinds::FIRST)));
    }
    true
}

/// Whether a phrase of the lists begins here ("New York", "Black Lives Matter").
fn opens_phrase(document: &Document<'_>, at: usize, end: usize) -> bool {
    phrase((at..end).map(|index| document.word(index))).is_some()
}

/// Small words that titles of works capitalise and names never begin with.
fn is_function(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && kinds(word).any(Kinds::FUNCTION)
}

fn extend(document: &Document<'_>, sentence: &Range<usize>, start: usize) -> usize {
    let words = &document.scan.words;
    let limit = sentence.end.min(start + LONGEST);
    let capital = |index: usize| {
        index < limit
            && words.get(index).is_some_and(is_capital)
            && (!kinds(document.word(index)).any(Kinds::CALENDAR.with(Kinds::PRONOUN))
                || is_month_surname(document, start, index))
            && !is_function(document.word(index))
    };
    let mut at = start + 1;
    loop {
        if capital(at) {
            // A mark, a gap or a quotation between them would have been a word of its own.
            at += 1;
            continue;
        }
        let text = document.word(at);
        if at >= limit {
            return at;
        }
        if text == "," && at + 1 < limit && is_suffix(document.word(at + 1)) {
            at += 2;
            continue;
        }
        if let Some(next) = behind_nickname(document, start, at, limit) {
            at = next;
            continue;
        }
        // "No. 10", "Tarn plc".
        let numbered = matches!(document.word(at - 1), "No." | "No" | "Nos.")
            && words.get(at).is_some_and(|word| word.shape == Shape::Number);
        if numbered || text == "plc" {
            at += 1;
            continue;
        }
        if text == "&" && capital(at + 1) {
            at += 2;
            continue;
        }
        if text.starts_with("al-") || text.starts_with("el-") {
            at += 1;
            continue;
        }
        if is_particle(text) {
            let mut after = at + 1;
            while after < limit && is_particle(document.word(after)) {
                after += 1;
            }
            if capital(after) && !matches!(text, "e" | "y" | "al" | "ten" | "den") {
                at = after + 1;
                continue;
            }
        }
        if let Some(next) = organisation::joins(document, start..at, limit) {
            at = next;
            continue;
        }
        return at;
    }
}

/// "Orla May", "Ms. May": a month behind a first name or an honorific is a surname.
fn is_month_surname(document: &Document<'_>, start: usize, at: usize) -> bool {
    let before = kinds(document.word(at - 1));
    let number = document.scan.words.get(at + 1).is_some_and(|word| word.shape == Shape::Number);
    kinds(document.word(at)).any(Kinds::CALENDAR)
        && at > start
        && !number
        && (before.any(Kinds::ANY_HONORIFIC)
            || before.any(Kinds::FIRST) && !before.any(Kinds::CALENDAR)
            || is_aged(document, start, at))
        && matches!(document.word(at), "May" | "March" | "April" | "June" | "July" | "August" | "Easter" | "Christmas" | "Friday")
}

/// "Yin Lwin May, 60,": an age behind a month.
fn is_aged(document: &Document<'_>, start: usize, at: usize) -> bool {
    let age = document.word(at + 2).parse::<u32>().is_ok_and(|age| (1..=120).contains(&age));
    at >= start + 2 && document.word(at + 1) == "," && age && matches!(document.word(at + 3), "," | "." | ")")
}

/// "May said": the surnames alone that are months, once the article names a person so.
pub(super) fn find_months(document: &Document<'_>, found: &mut Vec<Mention>) {
    let month = |mention: &&Mention| {
        mention.kind == MentionKind::Person && kinds(document.word(mention.words.end - 1)).any(Kinds::CALENDAR)
    };
    let mut surnames: Vec<&str> = found.iter().filter(month).map(|mention| document.word(mention.words.end - 1)).collect();
    surnames.sort_unstable();
    surnames.dedup();
    if surnames.is_empty() {
        return;
    }
    let mut covered = found.iter().map(|mention| mention.words.clone()).collect::<Vec<_>>().into_iter().peekable();
    let mut alone = Vec::new();
    for at in 1..document.scan.words.len() {
        while covered.next_if(|words| words.end <= at).is_some() {}
        let named = covered.peek().is_some_and(|words| words.contains(&at));
        let number = |at: usize| document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Number);
        let date = kinds(document.word(at - 1)).any(Kinds::FUNCTION.with(Kinds::OPENER))
            || matches!(
                document.word(at - 1),
                "last" | "next" | "until" | "early" | "late" | "mid" | "through" | "between" | "during"
            );
        if !named && !date && !number(at - 1) && !number(at + 1) && surnames.contains(&document.word(at)) {
            alone.push(Mention::bare(at..at + 1, MentionKind::Person));
        }
    }
    found.extend(alone);
    found.sort_by_key(|mention| (mention.words.start, mention.words.end));
}

/// `Dominic “Digger” Malloy`: where the name goes on behind the nickname that begins at `at`.
fn behind_nickname(document: &Document<'_>, start: usize, at: usize, limit: usize) -> Option<usize> {
    let words = &document.scan.words;
    let mark =
        |index: usize| words.get(index).is_some_and(|word| word.quote == QuoteState::Mark && word.shape == Shape::Punctuation);
    let capital = |index: usize| words.get(index).is_some_and(is_capital);
    let close = (at + 2..=at + 3).find(|index| mark(*index))?;
    let first = kinds(document.word(at - 1)).any(Kinds::FIRST) || at - start == 1;
    let name = (at + 1..close).all(capital) && close + 1 < limit && capital(close + 1);
    (first && mark(at) && name && !kinds(document.word(close + 1)).any(Kinds::PRONOUN)).then_some(close + 2)
}

/// Cuts one run into titles and names.
fn split(document: &Document<'_>, sentence: &Range<usize>, run: Range<usize>, found: &mut Vec<Mention>) {
    let first = is_first(document, sentence, run.start);
    let mut at = run.start;
    // A fixed phrase first: "White House", "New York", "Bank of England".
    while at < run.end {
        let rest = at..run.end;
        if let Some((length, kind)) = phrase(rest.clone().map(|index| document.word(index))) {
            let end = at + length;
            let kind = phrase_kind(kind);
            let goes_on = end < run.end;
            if !goes_on {
                found.push(Mention::bare(at..end, kind));
                return;
            }
            if organisation::is_name(document, &rest) && person::title_end(document, &rest).is_none() {
                found.push(Mention::bare(rest, MentionKind::Organisation));
                return;
            }
            if let Some(name) = person::titled(document, sentence, &rest) {
                found.push(Mention::bare(at..end, kind));
                found.push(name);
                return;
            }
            found.push(Mention::bare(at..end, kind));
            at = end;
            continue;
        }
        if let Some(name) = person::titled(document, sentence, &rest) {
            let inside = name.title.clone().map(|title| title.start.max(run.start)..title.end);
            push_inside(document, inside, found);
            found.push(name);
            return;
        }
        if is_office(document, &rest) {
            push_inside(document, Some(rest), found);
            return;
        }
        // "Russia Today", "Republican Ana Diaz": a nation or party before a name.
        let kind = kinds(document.word(at));
        let next = kinds(document.word(at + 1));
        let person_follows = next.any(Kinds::FIRST) && at + 2 < run.end;
        // "the former director of the F.B.I. James Coyle".
        if person_follows && at > 0 && is_acronym(document.word(at)) && matches!(document.word(at - 1), "the" | "The") {
            found.push(Mention::bare(at..at + 1, MentionKind::Organisation));
            at += 1;
            continue;
        }
        if rest.len() > 2
            && person_follows
            && !kind.any(Kinds::FIRST)
            && kind.any(Kinds::DEMONYM.with(Kinds::PLACE).with(Kinds::ACTOR).with(Kinds::TITLE).with(Kinds::STARTER))
        {
            if kind.any(Kinds::PLACE.with(Kinds::ACTOR)) {
                found.push(Mention::bare(at..at + 1, single_kind(document.word(at), kind)));
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
        let verb = Lexicon::shared().lemma(Lexicon::shared().get(document.word(at)).verb) == "say";
        if first && at == run.start && verb && person_follows {
            at += 1;
            continue;
        }
        // "the Council on Harbour Relations Alia Salem": a name that no list knows behind an organisation's head.
        if let Some(start) = behind_organisation(document, &rest) {
            found.push(Mention::bare(at..start, MentionKind::Organisation));
            at = start;
            continue;
        }
        // "Vermonter Ana Diaz", "Grand Wizard of … Ana Diaz": a person's name at the end of a long run.
        if let Some(start) = last_person(document, &rest) {
            if organisation::is_name(document, &(at..start)) {
                found.push(Mention::bare(at..start, MentionKind::Organisation));
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

/// Where a first name and a surname begin that stand behind the name of an organisation with "of", "on" or "for".
fn behind_organisation(document: &Document<'_>, run: &Range<usize>) -> Option<usize> {
    let start = run.end.checked_sub(2).filter(|start| *start > run.start + 2)?;
    let open = |at: usize| {
        let word = document.word(at);
        kinds(word) == Kinds::default() && Lexicon::shared().get(word).senses.is_empty() && word.len() > 2
            || kinds(word).any(Kinds::FIRST)
    };
    let linked = (run.start + 1..start - 1).any(|at| matches!(document.word(at), "of" | "on" | "for"));
    (linked && kinds(document.word(start - 1)).any(Kinds::ORGANISATION) && open(start) && open(start + 1)).then_some(start)
}

/// Where a first name and a surname begin that end a run too long for one name.
fn last_person(document: &Document<'_>, run: &Range<usize>) -> Option<usize> {
    /// Words that a person's name seldom exceeds.
    const LONGEST: usize = 4;
    let joined = run.clone().any(|at| document.scan.words.get(at).is_none_or(|word| !is_capital(word)));
    let first = |at: usize| kinds(document.word(at)).any(Kinds::FIRST);
    if run.len() <= LONGEST || joined || first(run.start) {
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
fn is_compound(word: &str) -> bool {
    word.split_once('-').is_some_and(|(_, tail)| {
        let known = !Lexicon::shared().get(tail).senses.is_empty() || kinds(tail).any(Kinds::HUMAN);
        tail.starts_with(char::is_lowercase) && known && tail.len() > 2
    })
}

/// "the Prime Minister", "President of Port Vell": an office without its holder is a description.
fn is_office(document: &Document<'_>, run: &Range<usize>) -> bool {
    let of = run.clone().find(|index| matches!(document.word(*index), "of" | "for"));
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
fn push_inside(document: &Document<'_>, title: Option<Range<usize>>, found: &mut Vec<Mention>) {
    let Some(title) = title else {
        return;
    };
    let mut at = title.start;
    while at < title.end {
        if let Some((length, kind)) = phrase((at..title.end).map(|index| document.word(index))) {
            found.push(Mention::bare(at..at + length, phrase_kind(kind)));
            at += length;
            continue;
        }
        let kind = kinds(document.word(at));
        if kind.any(Kinds::COUNTRY.with(Kinds::STATE).with(Kinds::CITY).with(Kinds::CAPITAL).with(Kinds::ACTOR))
            && document.scan.words.get(at).is_some_and(is_capital)
        {
            found.push(Mention::bare(at..at + 1, single_kind(document.word(at), kind)));
        }
        at += 1;
    }
}

fn phrase_kind(kind: Kinds) -> MentionKind {
    if kind.any(Kinds::ACTOR) {
        MentionKind::Organisation
    } else if kind.any(Kinds::DEMONYM) {
        MentionKind::Group
    } else {
        MentionKind::Place
    }
}

fn single_kind(word: &str, kind: Kinds) -> MentionKind {
    if kind.any(Kinds::ACTOR) {
        MentionKind::Organisation
    } else if kind.any(Kinds::PLACE) {
        MentionKind::Place
    } else if kind.any(Kinds::DEMONYM) || is_people(word) {
        MentionKind::Group
    } else {
        MentionKind::Unknown
    }
}

/// "the Port Vell Otters", "the league's Charlotte Otters": a place and a plural behind an article.
fn is_team(document: &Document<'_>, words: &Range<usize>) -> bool {
    let last = document.word(words.end - 1);
    let article = words.start.checked_sub(1).is_some_and(|at| matches!(document.word(at), "the" | "The" | "'s" | "’s"));
    let place =
        kinds(document.word(words.start)).any(Kinds::PLACE) || phrase(words.clone().map(|at| document.word(at))).is_some();
    article && place && words.len() >= 2 && last.ends_with('s') && last.len() > 4 && !is_people(last) && !last.ends_with("ss")
}

/// "Republicans", "Armenians": people by party or nation.
fn is_people(word: &str) -> bool {
    word.strip_suffix('s')
        .is_some_and(|one| kinds(word).any(Kinds::DEMONYM.with(Kinds::GROUP)) || one.len() > 4 && kinds(one).any(Kinds::DEMONYM))
}

/// A run without title as one name.
fn name(document: &Document<'_>, sentence: &Range<usize>, words: Range<usize>, first: bool) -> Mention {
    let head = kinds(document.word(words.start));
    let last = document.word(words.end - 1);
    let length = words.len();
    let mut mention = Mention::bare(words.clone(), MentionKind::Unknown);
    let upper = document.scan.words.get(words.start).is_some_and(|word| word.shape == Shape::Upper);
    if length == 1 {
        mention.kind = single_kind(last, head);
        let known = head.any(Kinds::PLACE.with(Kinds::ACTOR).with(Kinds::DEMONYM));
        // "ISA said": letters in capitals where the sentence is not, and no label ("ISA:").
        let letters = || {
            let lower = |at: usize| document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower);
            last.len() <= 4 && document.word(words.end) != ":" && sentence.clone().filter(|at| lower(*at)).count() > 2
        };
        if mention.kind == MentionKind::Unknown
            && upper
            && (2..=7).contains(&last.len())
            && (!head.any(Kinds::FIRST) || letters())
        {
            mention.kind = MentionKind::Organisation;
        }
        mention.weak = first && !known;
        if head.any(Kinds::FIRST) {
            mention.gender = head.gender();
        }
    } else if organisation::is_name(document, &words) && !(head.any(Kinds::FIRST) && length == 2 && person_like_surname(last)) {
        mention.kind = MentionKind::Organisation;
    } else if kinds(last).any(Kinds::THING) && !(length == 2 && head.any(Kinds::FIRST) && !kinds(last).any(Kinds::ORGANISATION)) {
        mention.kind = MentionKind::Unknown;
    } else if words.clone().all(|at| kinds(document.word(at)).any(Kinds::DEMONYM)) {
        mention.kind = MentionKind::Group;
    } else if is_team(document, &words) {
        mention.kind = MentionKind::Organisation;
    } else if is_people(last) && head.any(Kinds::PLACE.with(Kinds::DEMONYM)) {
        mention.kind = MentionKind::Group;
    } else if is_person(document, &words) {
        mention.kind = MentionKind::Person;
        mention.gender = head.gender();
    } else if is_people(last) {
        mention.kind = MentionKind::Group;
    }
    if matches!(mention.kind, MentionKind::Person | MentionKind::Unknown) {
        person::complete(document, sentence, &mut mention);
    }
    mention
}

/// Heads of organisations that are surnames as well ("Ana Banks", "Kim Church").
fn person_like_surname(word: &str) -> bool {
    kinds(word).any(Kinds::SURNAME)
}

/// First name and surname, with initials and particles between.
fn is_person(document: &Document<'_>, words: &Range<usize>) -> bool {
    if words.len() > 6 {
        return false;
    }
    let head = kinds(document.word(words.start));
    let initial = is_initial(document.word(words.start)) && words.len() <= 4;
    let middle = (words.start + 1..words.end - 1).any(|index| is_initial(document.word(index)));
    let joined = words.clone().any(|index| matches!(document.word(index), "of" | "for" | "and" | "&" | "on"));
    let suffix = is_suffix(document.word(words.end - 1));
    // "Marieke van der Laan".
    let particle =
        (words.start + 1..words.end - 1).any(|index| matches!(document.word(index), "van" | "von" | "der" | "den" | "bin"));
    !joined && (head.any(Kinds::FIRST) || initial || middle || suffix || particle)
}
