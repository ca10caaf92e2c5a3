//! Titles before a person's name, and appositions after it.

use super::lexicon::{Kinds, kinds, phrase, with_lower};
use super::phrases::organisation_nouns;
use super::{Gender, Mention, MentionKind, phrases};
use crate::extract::Document;
use crate::extract::lexicon::{Lexicon, Senses};
use crate::text::{Shape, WordRange};

/// Where the title that begins `run` ends and the name starts, if the run has both.
pub(super) fn title_end(document: &Document<'_>, run: WordRange) -> Option<usize> {
    let mut last = None;
    let mut at = run.start;
    while at + 1 < run.end {
        let kind = kinds(document.word(at));
        // "Ana Bishop Diaz": a first name before it makes it a surname.
        let before = kinds(document.word(at.max(1) - 1));
        let named = at > run.start && before.any(Kinds::FIRST) && !before.any(Kinds::STATE) && !kind.any(Kinds::ANY_HONORIFIC);
        // "Dean Diaz": a trade that is a first name too, before a surname alone.
        let named = named
            || at == run.start
                && run.len() == 2
                && kind.any(Kinds::FIRST)
                && !kind.any(Kinds::ANY_HONORIFIC)
                && !opens_title(document, at);
        // "Secretary-Treasurer".
        let pair = document
            .word(at)
            .split_once('-')
            .is_some_and(|(one, other)| kinds(one).any(Kinds::TITLE) && (kinds(other).any(Kinds::TITLE) || is_in_chief(other)));
        if pair || kind.any(Kinds::TITLE.with(Kinds::ANY_HONORIFIC)) && !named {
            let mut end = at + 1;
            if matches!(document.word(end), "of" | "for") {
                end = after_of(document, run, end)?;
            }
            last = Some(end);
            at = end;
            continue;
        }
        at += 1;
    }
    let end = last?;
    let name = end..run.end;
    if name.is_empty() || name.len() > 6 {
        return None;
    }
    // "Head of Platform Solutions for Ascom", "Office of the Inspector General": no name at all.
    let small = document
        .scan
        .words
        .get(name.start)
        .is_some_and(|word| word.shape == Shape::Lower && !is_particle(word.text(document.text())));
    if small || name.len() == 1 && document.word(name.start) == "General" {
        return None;
    }
    // "Attorney General's Office", "Justice Department", "General Motors": no person.
    let tail = kinds(document.word(run.end - 1));
    let first = kinds(document.word(name.start));
    let no_person = tail.any(Kinds::ORGANISATION.with(Kinds::THING)) && !first.any(Kinds::FIRST)
        || phrase((end - 1..run.end).map(|index| document.word(index))).is_some()
        || (name.len() == 1
            && tail.any(Kinds::PLACE.with(Kinds::ACTOR))
            && !tail.any(Kinds::FIRST)
            && !kinds(document.word(end - 1)).any(Kinds::ANY_HONORIFIC));
    (!no_person).then_some(end)
}

/// "van", "al-Assad": small, and a part of names.
fn is_particle(word: &str) -> bool {
    kinds(word).any(Kinds::PARTICLE) || word.contains('-') || word.contains(['\'', '’'])
}

/// "Editor-in-Chief", "Commander-In-Chief" behind the first word.
fn is_in_chief(rest: &str) -> bool {
    rest.eq_ignore_ascii_case("in-chief") || rest.eq_ignore_ascii_case("at-large")
}

/// Whether an article or a title word stands before.
fn opens_title(document: &Document<'_>, at: usize) -> bool {
    at > 0 && kinds(document.word(at - 1)).any(Kinds::OPENER.with(Kinds::MODIFIER).with(Kinds::FIELD))
}

/// "Secretary of State John Kerry": the name begins at the first name after the office.
fn after_of(document: &Document<'_>, run: WordRange, of: usize) -> Option<usize> {
    let start = of + 1 + usize::from(document.word(of + 1) == "the");
    let mut at = start + 1;
    while at < run.end {
        // "Eva-Marie" is as good as "Eva".
        let first = document.word(at).split('-').next().unwrap_or_default();
        if kinds(first).any(Kinds::FIRST) && at + 1 < run.end {
            return Some(at);
        }
        at += 1;
    }
    // "CEO of the Tenants Council Ana Diaz": the name begins behind the organisation's head.
    if let Some(head) =
        (start..run.end.saturating_sub(1)).rev().find(|index| kinds(document.word(*index)).any(Kinds::ORGANISATION))
    {
        return Some(head + 1);
    }
    // "Commissioner for Human Rights": a noun at the end of the office is nobody's surname.
    let noun = |word: &str| {
        let one = with_lower(word, |word| word.strip_suffix('s').unwrap_or(word).to_owned());
        Lexicon::shared().get(&one).usual.any(Senses::NOUN)
    };
    if document.word(of) == "for" && run.end == start + 2 && noun(document.word(start + 1)) {
        return None;
    }
    // An unknown first name: two words after a one-word office.
    (run.end >= start + 2
        && run.end - (start + 1) >= 1
        && !document.word(start + 1).is_empty()
        && !matches!(document.word(start + 1), "of" | "for" | "and" | "&"))
    .then_some(start + 1)
}

/// The person at the end of a run that begins with a title.
pub(super) fn titled(document: &Document<'_>, sentence: WordRange, run: WordRange) -> Option<Mention> {
    let end = title_end(document, run)?;
    let gender = (run.start..end)
        .map(|index| kinds(document.word(index)).gender())
        .find(|gender| *gender != Gender::Unknown)
        .unwrap_or_else(|| if run.end - end > 1 { kinds(document.word(end)).gender() } else { Gender::Unknown });
    let mut mention = Mention {
        words: WordRange::new(end, run.end),
        kind: MentionKind::Person,
        title: Some(WordRange::new(run.start, end)),
        apposition: None,
        before: None,
        age: None,
        gender,
        weak: false,
    };
    complete(document, sentence, &mut mention);
    Some(mention)
}

/// Adds what stands around a name: a title in small letters before it, appositions before and after it, an age.
pub(super) fn complete(document: &Document<'_>, sentence: WordRange, mention: &mut Mention) {
    let begin = mention.title.as_ref().map_or(mention.words.start, |title| title.start);
    if let Some(start) = phrases::title(document, sentence, begin, mention.title.is_some()) {
        let known = mention.title.as_ref().map_or(mention.words.start, |title| title.end);
        mention.title = Some(WordRange::new(start, known));
        mention.kind = MentionKind::Person;
        mention.weak = false;
        if mention.gender == Gender::Unknown {
            mention.gender = gender_of_title(document, WordRange::new(start, known));
        }
    }
    let begin = mention.title.as_ref().map_or(mention.words.start, |title| title.start);
    mention.before = phrases::before(document, sentence, begin, mention.words.end);
    let behind = phrases::behind(document, sentence, mention.words.end);
    mention.age = behind.age;
    mention.apposition = behind.phrase;
    // "Acme Fasteners, Inc.", "Tarn plc".
    let comma = usize::from(document.word(mention.words.end) == ",");
    let company = matches!(
        document.word(mention.words.end + comma),
        "Inc." | "Inc" | "Ltd." | "Ltd" | "LLC" | "plc" | "PLC" | "Corp." | "Corp" | "GmbH" | "Bros."
    );
    if company && mention.title.is_none() {
        mention.kind = MentionKind::Organisation;
        mention.weak = false;
        return;
    }
    let body = organisation_nouns(document, mention.words).iter().any(Option::is_some);
    if mention.kind == MentionKind::Unknown && body {
        mention.kind = MentionKind::Organisation;
        mention.weak = false;
        return;
    }
    let said = mention.before.is_some() || mention.apposition.is_some() || mention.age.is_some();
    // "The firm's chief executive, Laurence Wills": an office makes a person of any name.
    let office = || {
        let phrases = [&mention.apposition, &mention.before];
        let is_office = |at: usize| kinds(document.word(at)).any(Kinds::TITLE) && !document.word(at).ends_with('s');
        phrases.into_iter().flatten().any(|words| words.iter().any(is_office))
    };
    let named = mention.kind == MentionKind::Unknown && said && mention.words.len() <= 4;
    if named && (mention.words.len() == 2 && office() || !super::is_thing(document, mention.words)) {
        mention.kind = MentionKind::Person;
    }
    if mention.kind != MentionKind::Person {
        return;
    }
    for phrase in [mention.apposition, mention.before].into_iter().flatten() {
        if mention.gender == Gender::Unknown {
            mention.gender = gender_of_title(document, phrase);
        }
    }
    if mention.gender == Gender::Unknown && mention.words.len() > 1 {
        mention.gender = kinds(document.word(mention.words.start)).gender();
    }
}

/// The gender that words of role and kin tell.
pub(super) fn gender_of_title(document: &Document<'_>, words: WordRange) -> Gender {
    let mut gender = Gender::Unknown;
    for index in words.iter().take(10) {
        let word = document.word(index);
        match kinds(word) {
            // "Mr Pell's widow": what stands before the possessive is somebody else.
            _ if matches!(word, "'s" | "’s" | "'" | "’") => gender = Gender::Unknown,
            kind if kind.any(Kinds::HE_NOUN.with(Kinds::HONORIFIC_M)) => gender = Gender::Male,
            kind if kind.any(Kinds::SHE_NOUN.with(Kinds::HONORIFIC_F)) => gender = Gender::Female,
            _ if matches!(word, "of" | "for" | "to" | "in" | "at" | "who" | "and") => break,
            _ => {}
        }
    }
    gender
}
