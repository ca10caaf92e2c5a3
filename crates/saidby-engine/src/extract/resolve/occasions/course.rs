//! How an occasion goes on with its speaker, and where another one begins.

use std::collections::HashMap;

use super::super::entities::EntityId;
use super::super::speakers::Speakers;
use super::super::via::{Link, OutletSource};
use super::known::{Known, Place, is_quotation, is_statement, whole};
use crate::extract::lexicon::lists::BEFORE_PLACE;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::extract::outlets::ties::TieKind;
use crate::extract::outlets::words::{Says, says};
use crate::extract::{Attribution, Document};
use crate::text::{QuoteState, Sentence, Shape, WordRange};

/// Paragraphs without a word of the speaker after which an occasion is over.
const SILENCE: usize = 8;
/// Sentences after which what is not quoted no longer belongs to it.
const INDIRECT: u32 = 5;
/// Paragraphs that an outlet's own report goes on for with its unnamed sources.
const REPORT: usize = 2;
/// Words on either side of a cue that tell of its occasion: sentences without an end have no more to say.
const AROUND: usize = 60;

/// An occasion that goes on.
#[derive(Clone, Debug)]
pub(super) struct Active {
    links: Vec<Link>,
    /// Sentence of the words that name it.
    sentence: u32,
    /// Paragraph and sentence of the last claim that belongs to it.
    paragraph: usize,
    last: u32,
    /// Paragraphs that it may be silent for.
    silence: usize,
    /// The day that the text gives.
    day: Option<String>,
}

/// Carries every occasion on with its speaker.
pub(super) fn go_on(
    known: &Known<'_>,
    occasions: &[(Place, EntityId, Link)],
    speakers: &Speakers<'_, '_>,
    links: &mut [Vec<Link>],
) {
    let Known { document, attributions, who, found, by_sentence } = *known;
    let mut active: HashMap<EntityId, Active> = HashMap::new();
    let mut report: Option<Active> = None;
    let mut next = 0;
    let mut post = 0;
    for place in by_sentence {
        let here = document.post_of(place.word);
        if here != post {
            // Each post of a live blog is an occasion of its own.
            active.clear();
            report = None;
            post = here;
        }
        while let Some((at, speaker, link)) = occasions.get(next).filter(|(at, _, _)| at.word <= place.word) {
            active.insert(*speaker, begin(document, at, vec![link.clone()], SILENCE));
            next += 1;
        }
        let index = place.index;
        let Some(speaker) = who[index] else { continue };
        if let Some(OutletSource::Itself(outlet)) = found[index] {
            let words = document.scan.words_in(attributions[index].parts.source.first().copied().unwrap_or_default());
            report = Some(begin(document, place, vec![Link { outlet, kind: TieKind::Reported, words, back: 0 }], REPORT));
            continue;
        }
        let here = document.scan.words_in(whole(&attributions[index]).unwrap_or_default());
        if links[index].iter().any(|link| link.kind == TieKind::Told) {
            // "told the Herald's weekly video series" right after "told Dockside Hour": the same occasion, described.
            if let Some(going) = active.get(&speaker)
                && place.paragraph <= going.paragraph + 3
                && links[index].iter().all(|link| is_described_programme(document, link))
            {
                links[index] = going
                    .links
                    .iter()
                    .map(|link| Link { back: i64::from(place.sentence) - i64::from(going.sentence), ..link.clone() })
                    .collect();
            }
            active.insert(speaker, begin(document, place, links[index].clone(), SILENCE));
            continue;
        }
        if !links[index].is_empty() {
            report = Some(begin(document, place, links[index].clone(), REPORT));
            continue;
        }
        let hidden = speakers.entities.list[speaker].anonymous && is_unnamed_source(&speakers.entities.list[speaker].name);
        let going = match active.get_mut(&speaker) {
            Some(going) => Some(going),
            None if hidden => report.as_mut(),
            None => None,
        };
        let Some(going) = going else {
            if !hidden {
                report = None;
            }
            continue;
        };
        match other_occasion(document, attributions, place, here, going) {
            // What the speaker does or thinks keeps the occasion going and did not come through it.
            Other::No if !is_statement(document, &attributions[index]) => {
                if place.paragraph <= going.paragraph + going.silence {
                    going.paragraph = place.paragraph;
                }
            }
            Other::No
                if place.paragraph <= going.paragraph + going.silence
                    && (is_quotation(document, &attributions[index]) || place.sentence <= going.last + INDIRECT) =>
            {
                going.paragraph = place.paragraph;
                going.last = place.sentence;
                links[index] = going
                    .links
                    .iter()
                    .map(|link| Link { back: i64::from(place.sentence) - i64::from(going.sentence), ..link.clone() })
                    .collect();
            }
            Other::Once => {}
            Other::No if place.paragraph <= going.paragraph + going.silence => {}
            _ => {
                active.remove(&speaker);
                if hidden {
                    report = None;
                }
            }
        }
    }
}

pub(super) fn begin(document: &Document<'_>, place: &Place, links: Vec<Link>, silence: usize) -> Active {
    let day = document
        .scan
        .sentences
        .get(place.sentence as usize)
        .and_then(|sentence| around(place, sentence).iter().find_map(|at| day(document, at)));
    Active { links, sentence: place.sentence, paragraph: place.paragraph, last: place.sentence, silence, day }
}

/// Whether a claim belongs to another occasion than the one that goes on.
pub(super) enum Other {
    /// It belongs to it.
    No,
    /// This claim alone does not.
    Once,
    /// A new occasion begins.
    New,
}

pub(super) fn other_occasion(
    document: &Document<'_>,
    attributions: &[Attribution],
    place: &Place,
    whole: WordRange,
    going: &Active,
) -> Other {
    let Some(sentence) = document.scan.sentences.get(place.sentence as usize) else { return Other::No };
    let content = &attributions[place.index].parts.content;
    let words = around(place, sentence);
    // What is written was not said in an interview.
    let written = |at: usize| matches!(document.word(at), "wrote" | "writes" | "writing" | "posted");
    if whole.iter().any(written)
        && going.links.iter().any(|link| link.kind == TieKind::Told && !says(document.word(link.words.start)).any(Says::WRITE))
    {
        return Other::New;
    }
    let mut once = false;
    for at in words {
        let Some(word) = document.scan.words.get(at) else { break };
        let start = word.start as usize;
        if word.quote != QuoteState::Outside || content.iter().any(|span| span.contains(start)) {
            continue;
        }
        let text = document.word(at);
        let kind = says(text);
        if let Some(day) = day(document, at)
            && going.day.as_ref().is_some_and(|known| *known != day)
            && at.abs_diff(place.word) <= 6
        {
            return Other::New;
        }
        let own = going.links.iter().any(|link| link.words.contains(at));
        if kind.any(Says::OCCASION) && !own && !is_same(document, at) && is_place_of_speech(document, at) {
            return Other::New;
        }
        if kind.any(Says::AUDIENCE)
            && at > 0
            && (at.saturating_sub(5)..at).any(|before| says(document.word(before)).any(Says::TELL))
        {
            return Other::New;
        }
        once |= kind.any(Says::OTHER_TIME) && at.abs_diff(place.word) <= 4 && whole.contains(at);
    }
    if once { Other::Once } else { Other::No }
}

/// The words of the sentence that are near the cue.
fn around(place: &Place, sentence: &Sentence) -> WordRange {
    let first = (sentence.first_word as usize).max(place.word.saturating_sub(AROUND));
    WordRange::new(first, (sentence.end_word as usize).min(place.word + AROUND))
}

/// The day of the week at `at`, outside quotations.
fn day(document: &Document<'_>, at: usize) -> Option<String> {
    let word = document.scan.words.get(at)?;
    let text = document.word(at);
    let is_day = text.ends_with("day") && kinds(text).any(Kinds::CALENDAR);
    (is_day && word.quote == QuoteState::Outside).then(|| text.to_lowercase())
}

/// "the interview", "during the programme": the occasion that goes on.
fn is_same(document: &Document<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| document.word(before));
    with_lower(document.word(at), |word| matches!(word, "interview" | "appearance" | "segment" | "conversation"))
        && matches!(before, "the" | "that" | "same" | "this" | "his" | "her" | "The")
}

/// "in a statement", "on Twitter", "tweeted", "at a rally": where something is said, not what it is about.
fn is_place_of_speech(document: &Document<'_>, at: usize) -> bool {
    if matches!(document.word(at), "tweeted" | "testified" | "tweeting") {
        return true;
    }
    (at.saturating_sub(5)..at).any(|before| with_lower(document.word(before), |word| BEFORE_PLACE.contains(word)))
}

/// Whether a link names an outlet only to describe one of its programmes: "the Herald's weekly series".
fn is_described_programme(document: &Document<'_>, link: &Link) -> bool {
    matches!(document.word(link.words.end), "'s" | "’s")
        && (link.words.end + 1..link.words.end + 6)
            .take_while(|at| document.scan.words.get(*at).is_some_and(|word| word.shape == Shape::Lower))
            .any(|at| matches!(document.word(at), "series" | "show" | "program" | "programme" | "podcast" | "newsletter"))
}

/// "another source", "two officials with knowledge of it": who speaks to reporters without a name.
fn is_unnamed_source(name: &str) -> bool {
    name.split_whitespace().any(|word| {
        with_lower(word, |word| {
            matches!(
                word,
                "source" | "sources" | "insider" | "insiders" | "official" | "officials" | "aide" | "aides" | "person" | "people"
            )
        })
    })
}
