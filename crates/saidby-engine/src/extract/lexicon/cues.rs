//! The class of a cue: whether its words speak of an utterance, a text, an attitude or a perception.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::inflection::{noun_forms, verb_forms};
use crate::claim::CueClass;

/// Verbs and nouns of writing, and what a text does ("the survey shows").
const DOCUMENT: &[&str] = &[
    "blog",
    "circulate",
    "demonstrate",
    "document",
    "email",
    "enshrine",
    "illustrate",
    "indicate",
    "list",
    "post",
    "print",
    "publish",
    "rank",
    "read",
    "retweet",
    "show",
    "sign",
    "title",
    "tweet",
    "write",
];
const DOCUMENT_NOUNS: &[&str] = &["article", "column", "footage", "letter", "memo", "petition", "quote", "study", "survey"];

/// Verbs of belief, wish, judgement and feeling that need no utterance.
const ATTITUDE: &[&str] = &[
    "abhor",
    "accept",
    "admire",
    "agree",
    "aim",
    "anticipate",
    "appreciate",
    "approve",
    "assume",
    "back",
    "balk",
    "believe",
    "care",
    "choose",
    "concern",
    "consider",
    "contemplate",
    "decide",
    "deem",
    "desire",
    "despise",
    "determine",
    "disagree",
    "disapprove",
    "dislike",
    "distrust",
    "doubt",
    "embrace",
    "enjoy",
    "envision",
    "estimate",
    "expect",
    "favor",
    "favour",
    "fear",
    "feel",
    "foresee",
    "guess",
    "hate",
    "hesitate",
    "hope",
    "imagine",
    "intend",
    "judge",
    "know",
    "like",
    "loathe",
    "love",
    "mistrust",
    "need",
    "oppose",
    "perceive",
    "plan",
    "prefer",
    "presume",
    "reckon",
    "refuse",
    "regard",
    "regret",
    "relish",
    "resent",
    "resist",
    "respect",
    "revere",
    "seek",
    "side",
    "struggle",
    "support",
    "suppose",
    "surmise",
    "suspect",
    "think",
    "tolerate",
    "trust",
    "try",
    "understand",
    "view",
    "vote",
    "want",
    "wish",
    "wonder",
    "worry",
];
const ATTITUDE_NOUNS: &[&str] = &[
    "ambition",
    "aim",
    "intention",
    "mind",
    "opponent",
    "preference",
    "question",
    "strategy",
    "supporter",
    "theory",
    "anger",
    "anxiety",
    "approval",
    "assumption",
    "backing",
    "belief",
    "concern",
    "confidence",
    "consensus",
    "decision",
    "desire",
    "disagreement",
    "doubt",
    "endorsement",
    "enthusiasm",
    "expectation",
    "faith",
    "fear",
    "frustration",
    "goal",
    "hope",
    "hostility",
    "idea",
    "notion",
    "opinion",
    "opposition",
    "outrage",
    "plan",
    "refusal",
    "resistance",
    "sense",
    "sentiment",
    "stance",
    "support",
    "suspicion",
    "thought",
    "view",
    "worry",
];
const ATTITUDE_WORDS: &[&str] = &[
    "against",
    "aware",
    "dismayed",
    "disappointed",
    "excited",
    "frustrated",
    "impressed",
    "inclined",
    "interested",
    "outraged",
    "prepared",
    "ready",
    "shocked",
    "stunned",
    "adamant",
    "afraid",
    "angry",
    "confident",
    "convinced",
    "eager",
    "glad",
    "happy",
    "hopeful",
    "keen",
    "optimistic",
    "pessimistic",
    "pleased",
    "proud",
    "reluctant",
    "sceptical",
    "skeptical",
    "sure",
    "unhappy",
    "surprised",
    "suspicious",
    "tempted",
    "thrilled",
    "uncertain",
    "uneasy",
    "unhappy",
    "unsure",
    "upset",
    "wary",
    "willing",
    "worried",
];

/// Verbs of seeing, hearing and finding out.
const PERCEPTION: &[&str] = &[
    "appear",
    "detect",
    "discover",
    "experience",
    "find",
    "hear",
    "learn",
    "look",
    "notice",
    "observe",
    "overhear",
    "realise",
    "realize",
    "recognise",
    "recognize",
    "recall",
    "remember",
    "see",
    "seem",
    "sense",
    "spot",
    "watch",
    "witness",
];

static CLASSES: LazyLock<HashMap<String, CueClass>> = LazyLock::new(|| {
    let mut classes = HashMap::new();
    // Later lists win: a noun's class over a verb of the same form would be wrong more often.
    for (class, verbs, nouns) in [
        (CueClass::Document, DOCUMENT, DOCUMENT_NOUNS),
        (CueClass::Attitude, ATTITUDE, ATTITUDE_NOUNS),
        (CueClass::Perception, PERCEPTION, &[][..]),
    ] {
        for noun in nouns {
            noun_forms(noun, |form, _| {
                classes.insert(form.to_owned(), class);
            });
        }
        for verb in verbs {
            verb_forms(verb, |form, _| {
                classes.insert(form.to_owned(), class);
            });
        }
    }
    for word in ATTITUDE_WORDS {
        classes.insert((*word).to_owned(), CueClass::Attitude);
    }
    classes
});

/// Words that stand in a cue and say nothing of its class.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "did" | "do" | "does" | "not" | "n't" | "to" | "was" | "were" | "is" | "are" | "been" | "be" | "has" | "have" | "had"
    )
}

/// What the words of a cue say of how the content was uttered, whoever the source is.
///
/// The first word that is listed decides; a word of speech before it ("said he believed") decides too.
/// Where the source turns out to be a document ("according to the report"), the class is the caller's
/// to change to [`CueClass::Document`].
pub fn cue_class<'w>(words: impl IntoIterator<Item = &'w str>) -> CueClass {
    for word in words {
        let lower = word.to_lowercase();
        if is_filler(&lower) {
            continue;
        }
        if let Some(class) = CLASSES.get(lower.as_str()) {
            return *class;
        }
        if SPEECH_FIRST.contains(&lower.as_str()) {
            return CueClass::Speech;
        }
    }
    CueClass::Speech
}

/// Words of speech that are followed by another listed word within their cue ("expressed hope").
const SPEECH_FIRST: &[&str] = &[
    "according",
    "announced",
    "announces",
    "asked",
    "declared",
    "expressed",
    "expresses",
    "expressing",
    "said",
    "says",
    "saying",
    "stated",
    "told",
    "tells",
    "voiced",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn class(cue: &str) -> CueClass {
        cue_class(cue.split(' '))
    }

    #[test]
    fn classes_follow_the_listed_word() {
        assert_eq!(class("said"), CueClass::Speech);
        assert_eq!(class("according to"), CueClass::Speech);
        assert_eq!(class("has not yet denied"), CueClass::Speech);
        assert_eq!(class("did not believe"), CueClass::Attitude);
        assert_eq!(class("were hoping"), CueClass::Attitude);
        assert_eq!(class("is Reluctant"), CueClass::Attitude);
        assert_eq!(class("wrote"), CueClass::Document);
        assert_eq!(class("shows"), CueClass::Document);
        assert_eq!(class("heard"), CueClass::Perception);
        assert_eq!(class("expressed hope"), CueClass::Speech);
        assert_eq!(class(":"), CueClass::Speech);
    }
}
