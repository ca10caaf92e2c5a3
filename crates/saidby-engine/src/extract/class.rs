//! The class of a claim: an utterance, a document, an attitude or a perception.
//!
//! The cue alone does not tell: "found" is what a study does, what a court does and what a hiker does. So the
//! source and the content decide along with it.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::Document;
use super::lexicon::cue_class;
use super::lexicon::inflection::verb_forms;
use super::names::lexicon::with_lower;
use crate::claim::{CueClass, Directness, SpeakerKind};
use crate::text::{QuoteState, Span};

/// What a claim's source turned out to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SourceKind {
    /// The kind of the speaker, where there is one.
    pub speaker: Option<SpeakerKind>,
    /// Whether it is a news organisation itself: a body that speaks.
    pub outlet: bool,
    /// Whether it is a piece of a news organisation ("an Axios report").
    pub piece: bool,
}

/// Texts, data and pictures: as a source they make a claim a document's.
static DOCUMENTS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "ad advertisement affidavit agreement analysis article assessment audit average banner bill book briefing \
     brochure budget bulletin bylaw census chart clause clip code commercial complaint constitution contract data \
     database deal deed directive document dossier editorial essay estimate evidence figure file filing film \
     footage forecast graph guideline headline image index indictment inscription journal law lawsuit leaflet \
     letter list log manifesto manual map memo memoir memorandum model notice number ordinance pamphlet paper \
     paperwork passage petition photo photograph picture placard plaque platform poll poster profile projection \
     proposal provision questionnaire reading receipt record recording regulation report research resolution result \
     review rule score screenshot script section sign statistic statute study submission suit summary survey table \
     test text ticket transcript treaty trial video warrant website"
        .split_ascii_whitespace()
        .collect()
});

/// Utterances that are written down: what they say, their speaker says.
static UTTERANCES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "address announcement comment email interview message post remark reply speech statement testimony tweet"
        .split_ascii_whitespace()
        .collect()
});

/// Verbs that lead to a document's findings and, said of a body, to its verdict.
static FINDINGS: LazyLock<HashSet<String>> =
    LazyLock::new(|| forms(&["find", "conclude", "determine", "discover", "estimate", "detect", "judge", "rank", "rate"]));
/// Verbs of memory and notice that introduce quoted words.
static SPOKEN_MEMORY: LazyLock<HashSet<String>> =
    LazyLock::new(|| forms(&["observe", "recall", "remember", "realise", "realize", "notice"]));
/// Verbs of sight that judge when their object is seen "as" something.
static SEE: LazyLock<HashSet<String>> = LazyLock::new(|| forms(&["see"]));
/// Consent is an attitude, unless it is to a clause.
static AGREE: LazyLock<HashSet<String>> = LazyLock::new(|| forms(&["agree", "disagree"]));

fn forms(verbs: &[&str]) -> HashSet<String> {
    let mut all = HashSet::new();
    for verb in verbs {
        verb_forms(verb, |form, _| {
            all.insert(form.to_owned());
        });
    }
    all
}

/// Words of a statement that are quoted make it an utterance.
const QUOTED_WORDS: usize = 3;

/// The class of the claim with these spans.
pub(super) fn of(
    document: &Document<'_>,
    [cue, source, content]: [&[Span]; 3],
    directness: Directness,
    kind: SourceKind,
) -> CueClass {
    let words = |spans: &[Span]| -> Vec<String> {
        let inside = spans.iter().flat_map(|span| document.scan.words_in(*span));
        inside.map(|at| document.word(at).to_lowercase()).collect()
    };
    let cue = words(cue);
    let class = cue_class(cue.iter().map(String::as_str));
    let head = head(&words(source));
    let is = |list: &HashSet<&str>| head.as_deref().is_some_and(|head| list.contains(head));
    let utterance = is(&UTTERANCES);
    let speaks = kind.outlet || utterance || matches!(kind.speaker, Some(SpeakerKind::Person | SpeakerKind::Organisation));
    let document_speaks =
        !utterance && (kind.piece || is(&DOCUMENTS) || kind.speaker == Some(SpeakerKind::Document) && !kind.outlet);
    let verb = |forms: &HashSet<String>| cue.iter().any(|word| forms.contains(word));
    let quoted = || {
        let inside = content.iter().flat_map(|span| document.scan.words_in(*span));
        let quoted = inside
            .filter(|at| document.scan.words.get(*at).is_some_and(|word| word.is_lexical() && word.quote == QuoteState::Inside));
        quoted.count()
    };
    let mut content_words = content.iter().flat_map(|span| document.scan.words_in(*span)).map(|at| document.word(at));
    let lower_is = |printed: &str, word: &str| with_lower(printed, |lower| lower == word);
    match class {
        _ if document_speaks && !matches!(class, CueClass::Attitude) => CueClass::Document,
        // Posts and letters are utterances of those who write them.
        CueClass::Document if words(source) == ["it"] => CueClass::Document,
        CueClass::Document if speaks || source.is_empty() => CueClass::Speech,
        CueClass::Perception if verb(&FINDINGS) && (kind.outlet || kind.speaker == Some(SpeakerKind::Organisation)) => {
            CueClass::Speech
        }
        CueClass::Perception
            if verb(&SEE) && (content_words.any(|word| lower_is(word, "as")) || cue.iter().any(|word| word == "as")) =>
        {
            CueClass::Attitude
        }
        CueClass::Attitude if verb(&AGREE) && content_words.next().is_some_and(|word| lower_is(word, "that")) => CueClass::Speech,
        CueClass::Perception if verb(&SPOKEN_MEMORY) && directness != Directness::Indirect => CueClass::Speech,
        CueClass::Attitude | CueClass::Perception if directness == Directness::Direct && quoted() >= QUOTED_WORDS => {
            CueClass::Speech
        }
        class => class,
    }
}

/// The noun that a description is about: the last word of its first noun phrase, in the singular.
fn head(source: &[String]) -> Option<String> {
    const ENDS: &str =
        ", ( — – that which who of by from in on at for with to released published about obtained conducted issued";
    let end = source.iter().skip(1).position(|word| ENDS.split(' ').any(|end| end == word)).map_or(source.len(), |at| at + 1);
    let last = source[..end].iter().rev().find(|word| word.chars().any(char::is_alphabetic) && *word != "'s")?;
    let plural = last.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let plural = plural.or_else(|| last.strip_suffix('s').filter(|stem| !stem.ends_with('s')).map(str::to_owned));
    let known = |word: &str| DOCUMENTS.contains(word) || UTTERANCES.contains(word);
    Some(plural.filter(|singular| known(singular)).unwrap_or_else(|| last.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    /// The class of "SOURCE|CUE|CONTENT" in this order.
    fn class(parts: &str, kind: SourceKind) -> CueClass {
        let text = parts.replace('|', " ");
        let article = Article::from_text(&text);
        let document = Document::new(&article);
        let mut at = 0;
        let spans: Vec<Vec<Span>> = parts
            .split('|')
            .map(|part| {
                let span = Span::new(at, at + part.len());
                at += part.len() + 1;
                if part.is_empty() { Vec::new() } else { vec![span] }
            })
            .collect();
        let directness =
            if spans[2][0].slice(&text).unwrap().starts_with('“') { Directness::Direct } else { Directness::Indirect };
        of(&document, [&spans[1], &spans[0], &spans[2]], directness, kind)
    }

    fn of_a(speaker: SpeakerKind) -> SourceKind {
        SourceKind { speaker: Some(speaker), ..SourceKind::default() }
    }

    #[test]
    fn texts_and_data_are_documents() {
        let none = SourceKind::default();
        for parts in [
            "The study that the council paid for|found|that two wells were dry",
            "Figures from the port|show|that fewer boats came in",
            "a pink leaflet|warned of|icy roads",
            "The footage|showed|the gate falling",
            "the bylaws of the club|according to|members pay twice",
        ] {
            assert_eq!(class(parts, none), CueClass::Document, "{parts}");
        }
        let piece = SourceKind { piece: true, ..none };
        assert_eq!(class("a Herald investigation|found|that two wells were dry", piece), CueClass::Document);
    }

    #[test]
    fn people_and_bodies_speak_in_any_medium() {
        for (parts, kind) in [
            ("Ana Diaz|tweeted|that the ferry was late", of_a(SpeakerKind::Person)),
            ("Her statement|read|“The ferry will sail on Monday.”", of_a(SpeakerKind::Document)),
            ("The Herald|reported|that two wells were dry", SourceKind { outlet: true, ..of_a(SpeakerKind::Organisation) }),
            ("The court|found|that the sale was void", of_a(SpeakerKind::Organisation)),
            ("Bo Lund|recalled|“He rang the bell at noon.”", of_a(SpeakerKind::Person)),
            ("Bo Lund|thought|“This will be a long night.”", of_a(SpeakerKind::Person)),
        ] {
            assert_eq!(class(parts, kind), CueClass::Speech, "{parts}");
        }
    }

    #[test]
    fn attitudes_and_perceptions_stay() {
        let person = of_a(SpeakerKind::Person);
        assert_eq!(class("Bo Lund|wants|a second ferry", person), CueClass::Attitude);
        assert_eq!(class("Bo Lund|saw|the plan as a mistake", person), CueClass::Attitude);
        assert_eq!(class("Bo Lund|saw|that the gate was open", person), CueClass::Perception);
        assert_eq!(class("Bo Lund|agreed|to mend the gate", person), CueClass::Attitude);
        assert_eq!(class("Bo Lund|agreed|that the gate was old", person), CueClass::Speech);
        assert_eq!(class("Bo Lund|saw … as|the plan", person), CueClass::Attitude);
        assert_eq!(class("Bo Lund|found|that the well was dry", person), CueClass::Perception);
    }
}
