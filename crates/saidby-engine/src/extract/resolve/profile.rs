//! What stands around a name says who it is: role and affiliation out of titles and appositions.

use crate::extract::Document;
use crate::extract::lexicon::lists::ROLE_OPENERS;
use crate::extract::names;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::text::WordRange;

/// The words of role in a title or apposition, lower case; short forms written out.
pub(super) fn role_heads(document: &Document<'_>, words: WordRange) -> Vec<String> {
    let mut heads = Vec::new();
    for index in words.iter().take(14) {
        let word = document.word(index);
        // "a brother of the former president" is no president.
        if matches!(word, "who" | "whose" | "which" | "where" | "said" | "to")
            || !heads.is_empty() && matches!(word, "of" | "for" | "to" | "in" | "at" | "under" | "and")
        {
            break;
        }
        if kinds(word).any(Kinds::HUMAN) {
            with_lower(word, |word| {
                let plain = match word {
                    "sen." | "sen" => "senator",
                    "rep." | "rep" => "representative",
                    "gov." | "gov" => "governor",
                    "gen." | "gen" => "general",
                    "lt." => "lieutenant",
                    "sgt." => "sergeant",
                    "capt." => "captain",
                    "col." => "colonel",
                    "ceo" => "executive",
                    "premier" => "minister",
                    other => other,
                };
                heads.push(plain.to_owned());
                match plain {
                    "senator" | "representative" | "congressman" | "congresswoman" | "mp" => heads.push("lawmaker".to_owned()),
                    "attorney" => heads.push("lawyer".to_owned()),
                    _ => {}
                }
            });
        }
    }
    heads
}

/// The words of place and people in a title or apposition, lower case.
pub(super) fn place_words(document: &Document<'_>, words: WordRange) -> impl Iterator<Item = String> {
    let place = Kinds::STATE.with(Kinds::COUNTRY).with(Kinds::CITY).with(Kinds::CAPITAL).with(Kinds::DEMONYM);
    let words = words.iter().map(|at| document.word(at)).filter(move |word| kinds(word).any(place));
    words.map(|word| with_lower(word, str::to_owned))
}

/// What one place of the text says of who somebody is, and how much that tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RoleText {
    /// The words, without article.
    pub text: String,
    /// Higher tells more.
    pub worth: f32,
}

/// The words at `words` as a role: without articles and the closing possessive; honorifics alone are none.
/// `needs_head`: only where one of them means a human being.
pub(super) fn role_text(document: &Document<'_>, words: WordRange, needs_head: bool) -> Option<RoleText> {
    let (mut start, mut end) = (words.start, words.end);
    // "the former secretary, who was declared the winner": the clause tells what happened, and no office.
    if let Some(who) = (start + 1..end).find(|at| matches!(document.word(*at), "who" | "whose" | "whom" | "which")) {
        end = who;
    }
    let open = |word: &str| with_lower(word, |word| ROLE_OPENERS.contains(word));
    while start < end && open(document.word(start)) && document.word(start + 1) != "of" {
        start += 1;
    }
    // "one of the stars of the play" is whole.
    if document.word(start) == "of" && start > 0 && with_lower(document.word(start - 1), |word| word == "one") {
        start -= 1;
    }
    let loose =
        |word: &str| matches!(word, "," | "of" | "for" | "at" | "in" | "and" | "with") || kinds(word).any(Kinds::ANY_HONORIFIC);
    // "his father" is whole, "the Rev." is not.
    let kin = |end: usize| {
        let owner = |word: &str| matches!(word, "his" | "her" | "their" | "'s" | "’s" | "'" | "’");
        end > start + 1 && with_lower(document.word(end - 2), owner) && document.word(end - 1).starts_with(char::is_lowercase)
    };
    while end > start && loose(document.word(end - 1)) && !kin(end) {
        end -= 1;
    }
    let says = !needs_head || (start..end).any(|at| names::is_human(document.word(at)));
    // "Ana Diaz, Tom Reed and Kim Lowe": the next of a list.
    let name = !(start..end).any(|at| kinds(document.word(at)).any(Kinds::HUMAN.with(Kinds::ANY_HONORIFIC)))
        && (2..=4).contains(&(end - start.min(end)))
        && kinds(document.word(start)).any(Kinds::FIRST)
        && (start..end).all(|at| document.scan.words.get(at).is_some_and(names::is_capital));
    if start >= end || !says || name {
        return None;
    }
    Some(RoleText {
        text: singular(document.printed(WordRange::new(start, end))),
        worth: worth(document, WordRange::new(start, end)),
    })
}

/// "Sens. Ana Diaz and Tom Reed": each is one.
fn singular(role: String) -> String {
    for (many, one) in [("Sens.", "Sen."), ("Reps.", "Rep."), ("Govs.", "Gov.")] {
        if role.split(' ').any(|word| word == many) {
            return role.replace(many, one);
        }
    }
    role
}

/// How much a role tells: content words, an organisation named, an office rather than kin or an abbreviation.
fn worth(document: &Document<'_>, words: WordRange) -> f32 {
    let small = Kinds::FUNCTION.with(Kinds::OPENER).with(Kinds::ANY_HONORIFIC);
    let content = words
        .iter()
        .filter(|at| !kinds(document.word(*at)).any(small) && document.scan.words.get(*at).is_some_and(|word| word.is_lexical()));
    let (mut count, mut named) = (0.0_f32, false);
    for at in content {
        count += if document.word(at).ends_with('.') { 0.5 } else { 1.0 };
        named |= at > words.start
            && document.scan.words.get(at).is_some_and(names::is_capital)
            && !kinds(document.word(at)).any(Kinds::TITLE);
    }
    let kin = kinds(document.word(words.end - 1)).any(Kinds::HE_NOUN.with(Kinds::SHE_NOUN))
        && !kinds(document.word(words.end - 1)).any(Kinds::POINTER);
    // An office tells more than any description: "Secretary General" and not "diplomat from the south".
    let head = words.iter().take_while(|at| !matches!(document.word(*at), "of" | "for" | "in" | "at" | "who" | ","));
    let (mut office, mut post) = (false, false);
    for at in head {
        // "a leading advocate for": a cause and no office.
        if with_lower(document.word(at), |word| matches!(word, "advocate" | "critic" | "supporter" | "champion")) {
            return 0.5 + count.min(3.0);
        }
        office |= kinds(document.word(at)).any(Kinds::TITLE);
        post |= kinds(document.word(at)).any(Kinds::OFFICE_POINTER);
    }
    let most = if office { 5.0 } else { 3.0 };
    let rank = if office { 3.0 } else { 0.0 } + if post { 1.5 } else { 0.0 };
    rank + count.min(most) + if named { 1.0 } else { 0.0 } - if kin && words.len() < 3 { 0.5 } else { 0.0 }
}

/// The organisation or country in a title ("White House Press Secretary") or apposition ("a clerk at Acme").
pub(super) fn affiliation(document: &Document<'_>, words: WordRange) -> Option<String> {
    let capital = |at: usize| document.scan.words.get(at).is_some_and(names::is_capital);
    let human = |at: usize| kinds(document.word(at)).any(Kinds::HUMAN.with(Kinds::ANY_HONORIFIC));
    // Behind "at", "of", "for": the run of capitals.
    let behind = words.iter().take(14).find(|at| {
        matches!(document.word(*at), "at" | "of" | "for" | "with") && {
            let next = at + 1 + usize::from(document.word(at + 1) == "the");
            next < words.end && capital(next)
        }
    });
    if let Some(at) = behind {
        let start = at + 1 + usize::from(document.word(at + 1) == "the");
        let joins = |at: usize| matches!(document.word(at), "of" | "for" | "&" | "and" | "the") && capital(at + 1);
        let end = (start..words.end).find(|at| !capital(*at) && !joins(*at)).unwrap_or(words.end);
        return (end > start).then(|| document.printed(WordRange::new(start, end)));
    }
    // Before the office: capitals that are neither modifiers nor a nation's adjective.
    let start = words.start + usize::from(matches!(document.word(words.start), "the" | "The" | "former" | "Former"));
    let plain = |at: usize| capital(at) && !human(at) && !kinds(document.word(at)).any(Kinds::MODIFIER.with(Kinds::DEMONYM));
    let end = (start..words.end).find(|at| !plain(*at)).unwrap_or(words.end);
    // "White House" holds a word that is a modifier elsewhere.
    let end = lexicon_phrase(document, WordRange::new(start, words.end)).map_or(end, |length| end.max(start + length));
    (end > start && end < words.end).then(|| document.printed(WordRange::new(start, end)))
}

fn lexicon_phrase(document: &Document<'_>, words: WordRange) -> Option<usize> {
    names::lexicon::phrase(words.iter().map(|at| document.word(at))).map(|(length, _)| length)
}
