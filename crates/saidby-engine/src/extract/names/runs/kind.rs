//! What a run without a title names: a person, an organisation, a place, people.

use crate::extract::Document;
use crate::extract::lexicon::Lexicon;
use crate::extract::names::lexicon::{Kinds, kinds, phrase};
use crate::extract::names::{Mention, MentionKind, is_initial, is_suffix, organisation, person};
use crate::text::{Shape, WordRange};

pub(super) fn phrase_kind(kind: Kinds) -> MentionKind {
    if kind.any(Kinds::ACTOR) {
        MentionKind::Organisation
    } else if kind.any(Kinds::DEMONYM) {
        MentionKind::Group
    } else {
        MentionKind::Place
    }
}

pub(super) fn single_kind(word: &str, kind: Kinds) -> MentionKind {
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
fn is_team(document: &Document<'_>, words: WordRange) -> bool {
    let last = document.word(words.end - 1);
    let before = words.start.checked_sub(1).map_or("", |at| document.word(at));
    let head = kinds(document.word(words.start));
    let known = phrase(words.iter().map(|at| document.word(at))).is_some_and(|(_, kind)| kind.any(Kinds::PLACE));
    let place = head.any(Kinds::PLACE) || known;
    // "the radio's Jordan Davies": a place that is a first name as well is a person's, but for a common noun behind it.
    let noun = || last.strip_suffix('s').is_some_and(|one| !Lexicon::shared().get(one).senses.is_empty());
    let article = matches!(before, "the" | "The") || matches!(before, "'s" | "’s") && (!head.any(Kinds::FIRST) || noun());
    article && place && words.len() >= 2 && last.ends_with('s') && last.len() > 4 && !is_people(last) && !last.ends_with("ss")
}

/// "Republicans", "Armenians": people by party or nation.
pub(super) fn is_people(word: &str) -> bool {
    word.strip_suffix('s')
        .is_some_and(|one| kinds(word).any(Kinds::DEMONYM.with(Kinds::GROUP)) || one.len() > 4 && kinds(one).any(Kinds::DEMONYM))
}

/// A run without title as one name.
pub(super) fn name(document: &Document<'_>, sentence: WordRange, words: WordRange, first: bool) -> Mention {
    let head = kinds(document.word(words.start));
    let last = document.word(words.end - 1);
    let length = words.len();
    let mut mention = Mention::bare(words, MentionKind::Unknown);
    let upper = document.scan.words.get(words.start).is_some_and(|word| word.shape == Shape::Upper);
    if length == 1 {
        mention.kind = single_kind(last, head);
        let known = head.any(Kinds::PLACE.with(Kinds::ACTOR).with(Kinds::DEMONYM));
        // "ISA said": letters in capitals where the sentence is not, and no label ("ISA:").
        let letters = || {
            let lower = |at: usize| document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower);
            last.len() <= 4 && document.word(words.end) != ":" && sentence.iter().filter(|at| lower(*at)).count() > 2
        };
        if mention.kind == MentionKind::Unknown
            && upper
            && (2..=7).contains(&last.len())
            && (!head.any(Kinds::FIRST) || letters())
        {
            mention.kind = MentionKind::Organisation;
        }
        mention.weak = first && !known;
        // "Clinton said": a first name that mostly is a surname tells no gender.
        if head.any(Kinds::FIRST) && !head.any(Kinds::SURNAME) {
            mention.gender = head.gender();
        }
    } else if organisation::is_name(document, words) && !(head.any(Kinds::FIRST) && length == 2 && person_like_surname(last)) {
        mention.kind = MentionKind::Organisation;
    } else if kinds(last).any(Kinds::THING) && !(length == 2 && head.any(Kinds::FIRST) && !kinds(last).any(Kinds::ORGANISATION)) {
        mention.kind = MentionKind::Unknown;
    } else if words.iter().all(|at| kinds(document.word(at)).any(Kinds::DEMONYM)) {
        mention.kind = MentionKind::Group;
    } else if is_team(document, words) {
        mention.kind = MentionKind::Organisation;
    } else if is_people(last) && head.any(Kinds::PLACE.with(Kinds::DEMONYM)) {
        mention.kind = MentionKind::Group;
    } else if is_person(document, words) {
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
fn is_person(document: &Document<'_>, words: WordRange) -> bool {
    if words.len() > 6 {
        return false;
    }
    let head = kinds(document.word(words.start));
    let initial = is_initial(document.word(words.start)) && words.len() <= 4;
    let middle = (words.start + 1..words.end - 1).any(|index| is_initial(document.word(index)));
    let joined = words.iter().any(|index| matches!(document.word(index), "of" | "for" | "and" | "&" | "on"));
    let suffix = is_suffix(document.word(words.end - 1));
    // "Marieke van der Laan".
    let particle =
        (words.start + 1..words.end - 1).any(|index| matches!(document.word(index), "van" | "von" | "der" | "den" | "bin"));
    !joined && (head.any(Kinds::FIRST) || initial || middle || suffix || particle)
}
