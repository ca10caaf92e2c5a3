//! Titles before a person's name, and appositions after it.

use std::ops::Range;

use super::lexicon::{Kinds, kinds, phrase};
use super::{Gender, Mention, MentionKind, is_capital};
use crate::extract::Document;
use crate::extract::lexicon::{Lexicon, Senses};
use crate::text::{QuoteState, Shape};

/// How many words a title may reach back from the name.
const TITLE_REACH: usize = 12;
/// How many words an apposition may hold.
const APPOSITION_REACH: usize = 26;

/// Where the title that begins `run` ends and the name starts, if the run has both.
pub(super) fn title_end(document: &Document<'_>, run: &Range<usize>) -> Option<usize> {
    let mut last = None;
    let mut at = run.start;
    while at + 1 < run.end {
        let kind = kinds(document.word(at));
        // "Ana Bishop Diaz": a first name before it makes it a surname.
        let named = at > run.start && kinds(document.word(at - 1)).any(Kinds::FIRST) && !kind.any(Kinds::ANY_HONORIFIC);
        if kind.any(Kinds::TITLE.with(Kinds::ANY_HONORIFIC)) && !named {
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

/// "Secretary of State John Kerry": the name begins at the first name after the office.
fn after_of(document: &Document<'_>, run: &Range<usize>, of: usize) -> Option<usize> {
    let start = of + 1 + usize::from(document.word(of + 1) == "the");
    let mut at = start + 1;
    while at < run.end {
        let kind = kinds(document.word(at));
        if kind.any(Kinds::FIRST) && at + 1 < run.end {
            return Some(at);
        }
        at += 1;
    }
    // An unknown first name: two words after a one-word office.
    (run.end >= start + 2
        && run.end - (start + 1) >= 1
        && !document.word(start + 1).is_empty()
        && !matches!(document.word(start + 1), "of" | "for" | "and" | "&"))
    .then_some(start + 1)
}

/// The person at the end of a run that begins with a title.
pub(super) fn titled(document: &Document<'_>, sentence: &Range<usize>, run: &Range<usize>) -> Option<Mention> {
    let end = title_end(document, run)?;
    let gender = (run.start..end)
        .map(|index| kinds(document.word(index)).gender())
        .find(|gender| *gender != Gender::Unknown)
        .unwrap_or_else(|| kinds(document.word(end)).gender());
    let mut mention = Mention {
        words: end..run.end,
        kind: MentionKind::Person,
        title: Some(run.start..end),
        apposition: None,
        gender,
        weak: false,
    };
    complete(document, sentence, &mut mention);
    Some(mention)
}

/// Adds what stands around a name: a lower-case title before it, an apposition or age after it.
pub(super) fn complete(document: &Document<'_>, sentence: &Range<usize>, mention: &mut Mention) {
    let begin = mention.title.as_ref().map_or(mention.words.start, |title| title.start);
    if let Some(start) = title_before(document, sentence, begin) {
        let known = mention.title.as_ref().map_or(mention.words.start, |title| title.end);
        mention.title = Some(start..known);
        mention.kind = MentionKind::Person;
        mention.weak = false;
        if mention.gender == Gender::Unknown {
            mention.gender = gender_of_title(document, start..known);
        }
    }
    mention.apposition = apposition(document, sentence, mention.words.end);
    if let Some(apposition) = mention.apposition.clone() {
        let human = apposition.clone().take(12).any(|index| kinds(document.word(index)).any(Kinds::HUMAN));
        let age = document.scan.words.get(apposition.start).is_some_and(|word| word.shape == Shape::Number);
        if mention.kind == MentionKind::Unknown && (human || age) && mention.words.len() <= 4 {
            mention.kind = MentionKind::Person;
        }
        if mention.kind == MentionKind::Person && mention.gender == Gender::Unknown {
            mention.gender = gender_of_title(document, apposition);
        }
    }
    if mention.kind == MentionKind::Person && mention.gender == Gender::Unknown && mention.words.len() > 1 {
        mention.gender = kinds(document.word(mention.words.start)).gender();
    }
}

/// The gender that words of role and kin tell.
pub(super) fn gender_of_title(document: &Document<'_>, words: Range<usize>) -> Gender {
    for index in words.take(8) {
        let gender = super::lexicon::with_lower(document.word(index), |word| match word {
            "spokesman" | "chairman" | "congressman" | "businessman" | "councilman" | "alderman" | "king" | "prince"
            | "father" | "son" | "husband" | "brother" | "uncle" | "grandfather" | "actor" | "mr" | "mr." | "man" | "nephew"
            | "widower" | "statesman" => Gender::Male,
            "spokeswoman" | "chairwoman" | "congresswoman" | "businesswoman" | "councilwoman" | "queen" | "princess"
            | "mother" | "daughter" | "wife" | "sister" | "aunt" | "grandmother" | "actress" | "mrs." | "ms." | "woman"
            | "niece" | "widow" => Gender::Female,
            _ => Gender::Unknown,
        });
        if gender != Gender::Unknown {
            return gender;
        }
    }
    Gender::Unknown
}

/// The first word of a lower-case title that ends right before `name` ("Kremlin spokesperson", "law professor").
fn title_before(document: &Document<'_>, sentence: &Range<usize>, name: usize) -> Option<usize> {
    if name <= sentence.start {
        return None;
    }
    let words = &document.scan.words;
    let head = name - 1;
    // "her running mate, Mike Pence" is an apposition before the name; "mate Mike Pence" a title.
    let head_word = words.get(head)?;
    if head_word.shape != Shape::Lower
        || !kinds(document.word(head)).any(Kinds::HUMAN)
        || document.word(head).ends_with("s") && document.word(head) != "boss"
    {
        return None;
    }
    let mut start = head;
    while start > sentence.start && head - start < TITLE_REACH {
        let before = words.get(start - 1)?;
        let text = document.word(start - 1);
        let adjective =
            before.shape == Shape::Lower && (kinds(text).any(Kinds::MODIFIER.with(Kinds::TITLE)) || is_modifier_shape(text));
        let capital = is_capital(before)
            && !kinds(text).any(Kinds::PRONOUN.with(Kinds::CALENDAR))
            && !(start - 1 == sentence.start
                && kinds(text).any(Kinds::STARTER)
                && !kinds(text).any(Kinds::MODIFIER.with(Kinds::ACTOR)));
        if !(adjective || capital) || before.quote == QuoteState::Mark {
            break;
        }
        start -= 1;
    }
    Some(start)
}

/// Lower-case words that stand in titles and in no other list: nouns of a field, compound adjectives.
fn is_modifier_shape(word: &str) -> bool {
    (word.contains('-') && word.len() > 4)
        || matches!(
            word,
            "running"
                | "vice"
                | "human"
                | "rights"
                | "law"
                | "school"
                | "university"
                | "campaign"
                | "government"
                | "party"
                | "union"
                | "climate"
                | "data"
                | "team"
                | "company"
                | "hospital"
                | "prison"
                | "store"
                | "talk"
                | "show"
                | "oil"
                | "bank"
                | "church"
                | "community"
                | "high"
                | "court"
                | "department"
                | "agency"
                | "council"
                | "army"
                | "navy"
                | "health"
                | "care"
                | "food"
                | "sports"
                | "football"
                | "cricket"
                | "rugby"
                | "soccer"
                | "basketball"
                | "baseball"
                | "tennis"
                | "pop"
                | "rock"
                | "country"
                | "jazz"
                | "film"
                | "stage"
                | "television"
                | "radio"
                | "magazine"
                | "newspaper"
                | "tech"
                | "software"
        )
}

/// The words between the comma after a name and the next comma or sentence end, when they describe it.
fn apposition(document: &Document<'_>, sentence: &Range<usize>, after: usize) -> Option<Range<usize>> {
    if document.word(after) != "," {
        return None;
    }
    let words = &document.scan.words;
    let start = after + 1;
    let first = document.word(start);
    let number = words.get(start).is_some_and(|word| word.shape == Shape::Number);
    let kind = kinds(first);
    let opens = number
        || matches!(
            first,
            "a" | "an" | "the" | "one" | "his" | "her" | "their" | "its" | "who" | "former" | "president" | "then"
        )
        || kind.any(Kinds::TITLE.with(Kinds::MODIFIER)) && words.get(start).is_some_and(|word| word.shape == Shape::Lower);
    if !opens || start >= sentence.end {
        return None;
    }
    let mut end = start;
    let mut relative = false;
    while end < sentence.end && end - start < APPOSITION_REACH {
        let word = words.get(end)?;
        // "in Lowtown, the mayor said": a clause of its own, no apposition.
        let senses = Lexicon::shared().get(document.word(end));
        relative |= senses.senses.any(Senses::RELATIVE);
        let finite = Senses::PAST.and(Senses::THIRD).and(Senses::MODAL).and(Senses::BE).and(Senses::HAVE).and(Senses::DO);
        if !relative
            && word.shape == Shape::Lower
            && (senses.usual.any(finite) || senses.senses.any(Senses::MODAL.and(Senses::BE).and(Senses::HAVE)))
        {
            return None;
        }
        if word.shape == Shape::Punctuation && !matches!(document.word(end), "-" | "/" | "&" | "'" | "’") {
            break;
        }
        end += 1;
    }
    let closed = end >= sentence.end || matches!(document.word(end), "," | "." | "—" | "--" | ";" | ")" | "?" | "!" | ":");
    (closed && end > start).then_some(start..end)
}
