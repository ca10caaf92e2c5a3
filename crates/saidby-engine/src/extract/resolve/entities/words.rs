//! The words of names: capitals, cores, and one name inside another.

use super::super::forms::{folded, known_alias};
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::lexicon::{Lexicon, Senses};
use crate::extract::names::lexicon::{Kinds, kinds};
use crate::extract::names::{self, Mention, MentionKind};
use crate::text::Shape;

pub(super) fn speaker_kind(kind: MentionKind) -> SpeakerKind {
    match kind {
        MentionKind::Person | MentionKind::Unknown => SpeakerKind::Person,
        MentionKind::Organisation | MentionKind::Place => SpeakerKind::Organisation,
        MentionKind::Group => SpeakerKind::Group,
    }
}

/// "u.n. security council" as "united nations security council".
pub(super) fn spelled_out(key: String) -> String {
    match key.split_once(' ').and_then(|(first, rest)| Some((known_alias(first)?, rest))) {
        Some((full, rest)) => format!("{full} {rest}"),
        None => key,
    }
}

pub(super) fn is_kin(document: &Document<'_>, mention: &Mention) -> bool {
    let kin = |word: &str| {
        matches!(
            word,
            "father" | "mother" | "son" | "daughter" | "brother" | "sister" | "husband" | "wife" | "uncle" | "aunt" | "cousin"
        )
    };
    [&mention.title, &mention.before, &mention.apposition]
        .into_iter()
        .flatten()
        .any(|words| words.iter().take(6).any(|at| kin(document.word(at))))
}

pub(super) fn is_possessive(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’")
}

pub(super) fn is_upper(document: &Document<'_>, at: usize) -> bool {
    document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Upper)
}

/// Whether the longer name ends with the words of the shorter one.
pub(super) fn ends_with_words(long: &str, short: &str) -> bool {
    let long = folded(long);
    long.len() > short.len() && long.ends_with(short) && long[..long.len() - short.len()].ends_with(' ')
}

/// Whether the longer form is the name and a common word behind it: "Ana Diaz Puts", "Ana Diaz".
pub(super) fn runs_on(long: &str, short: &str) -> bool {
    long.strip_prefix(short).and_then(|rest| rest.strip_prefix(' ')).is_some_and(|rest| {
        let one = rest.strip_suffix('s').unwrap_or(rest);
        let verb = Senses::FINITE.and(Senses::BASE).and(Senses::GERUND);
        [rest, one].iter().any(|word| Lexicon::shared().get(word).senses.any(verb)) && !kinds(rest).any(Kinds::FIRST)
    })
}

/// Whether one of the names goes on where the other ends.
pub(super) fn begins_with_words(one: &str, other: &str) -> bool {
    let one = folded(one);
    let (long, short) = if one.len() > other.len() { (one.as_str(), other) } else { (other, one.as_str()) };
    long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
}

/// One past the last word of the name proper: "Jr." and its comma are no surname.
pub(super) fn core_end(document: &Document<'_>, mention: &Mention) -> usize {
    let mut end = mention.words.end;
    while end > mention.words.start + 1 && (names::is_suffix(document.word(end - 1)) || document.word(end - 1) == ",") {
        end -= 1;
    }
    end
}

pub(super) fn core_length(document: &Document<'_>, mention: &Mention) -> usize {
    core_end(document, mention) - mention.words.start
}
