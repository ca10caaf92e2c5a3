//! The class of a cue: whether its words speak of an utterance, a text, an attitude or a perception.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::inflection::{noun_forms, verb_forms};
use crate::claim::CueClass;
use crate::extract::lexicon::lists::{
    ATTITUDE_NOUNS, ATTITUDE_VERBS, ATTITUDE_WORDS, CUE_FILLERS, DOCUMENT_NOUNS, DOCUMENT_VERBS, PERCEPTION_VERBS, SPEECH_FIRST,
};

static CLASSES: LazyLock<HashMap<String, CueClass>> = LazyLock::new(|| {
    let mut classes = HashMap::new();
    // Later lists win: a noun's class over a verb of the same form would be wrong more often.
    for (class, verbs, nouns) in [
        (CueClass::Document, DOCUMENT_VERBS.entries(), DOCUMENT_NOUNS.entries()),
        (CueClass::Attitude, ATTITUDE_VERBS.entries(), ATTITUDE_NOUNS.entries()),
        (CueClass::Perception, PERCEPTION_VERBS.entries(), &[][..]),
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
    for word in ATTITUDE_WORDS.entries() {
        classes.insert((*word).to_owned(), CueClass::Attitude);
    }
    classes
});

/// Words that are in a cue and say nothing of its class.
fn is_filler(word: &str) -> bool {
    CUE_FILLERS.contains(word)
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
        if SPEECH_FIRST.contains(&lower) {
            return CueClass::Speech;
        }
    }
    CueClass::Speech
}

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
