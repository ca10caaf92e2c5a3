//! What was said on one occasion: an interview, a broadcast, an article. The text names the outlet once
//! ("told Harbour Radio") and then goes on with the same speaker, until a new occasion begins.

use std::collections::HashMap;
use std::ops::Range;

use super::entities::EntityId;
use super::nested::is_say;
use super::places::Places;
use super::speakers::Speakers;
use super::via::{Link, OutletSource};
use crate::article::BlockKind;
use crate::claim::SpeakerKind;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::extract::outlets::Outlets;
use crate::extract::outlets::ties::{Tie, TieKind};
use crate::extract::outlets::words::{Says, says};
use crate::extract::{Attribution, Document};
use crate::text::{QuoteState, Sentence, Shape, Span};

/// Paragraphs without a word of the speaker after which an occasion is over.
const SILENCE: usize = 8;
/// Sentences after which what is not quoted no longer belongs to it.
const INDIRECT: u32 = 5;
/// Paragraphs that an outlet's own report goes on for with its unnamed sources.
const REPORT: usize = 2;
/// Paragraphs before its own that an occasion may cover.
const AHEAD: usize = 2;
/// Paragraphs of the body that an article opens with; they sum up what comes.
const OPENING: usize = 2;
/// Words between a tie and the cue of the claim that it ties.
const NEAR: usize = 12;
/// Words between the end of a content and the tie that follows it.
const RIGHT_BEFORE: usize = 8;
/// Words on either side of a cue that tell of its occasion: sentences without an end have no more to say.
const AROUND: usize = 60;
/// Links of one claim.
const MOST: usize = 8;

/// An attribution by the place of its cue.
#[derive(Clone, Copy, Debug)]
struct Place {
    sentence: u32,
    word: usize,
    paragraph: usize,
    index: usize,
}

/// An occasion that goes on.
#[derive(Clone, Debug)]
struct Active {
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

/// Links every attribution with the outlets that it came through, nearest to the article first.
pub(super) fn links(
    document: &Document<'_>,
    places: &Places,
    outlets: &Outlets,
    attributions: &[Attribution],
    who: &[Option<EntityId>],
    found: &[Option<OutletSource>],
    speakers: &mut Speakers<'_, '_>,
) -> Vec<Vec<Link>> {
    let by_sentence = anchors(document, places, attributions);
    let mut links: Vec<Vec<Link>> = vec![Vec::new(); attributions.len()];
    let mut occasions: Vec<(Place, EntityId, Link)> = Vec::new();
    for mention in outlets.mentions.iter().filter(|mention| !mention.channel) {
        let Some(tie) = &mention.tie else { continue };
        let Some(sentence) = document.scan.words.get(tie.anchor).map(|word| word.sentence) else { continue };
        let first = by_sentence.partition_point(|place| place.sentence < sentence);
        let here = &by_sentence[first..];
        let end = here.iter().take(24).take_while(|place| place.sentence == sentence).count();
        let link = Link { outlet: mention.outlet, kind: tie.kind, words: tie.words.clone(), back: 0 };
        let linked = link_sentence(document, attributions, who, found, &here[..end], tie, &link, &mut links);
        if tie.kind == TieKind::Told && !linked {
            let speaker = speaker_of(document, speakers, tie);
            let paragraph = document.scan.paragraph_of(tie.anchor);
            if let Some(speaker) = speaker {
                occasions.push((Place { sentence, word: tie.anchor, paragraph, index: usize::MAX }, speaker, link));
            }
        }
    }
    for links in &mut links {
        links.sort_by_key(|link| (link.kind, link.words.start));
        unique(links);
    }
    let own: Vec<bool> = links.iter().map(|links| !links.is_empty()).collect();
    occasions.sort_by_key(|(place, _, _)| place.word);
    go_on(document, attributions, who, found, &by_sentence, &occasions, speakers, &mut links);
    look_ahead(document, attributions, who, &by_sentence, &occasions, &own, &mut links);
    transcript(document, &by_sentence, &occasions, &own, &mut links);
    inherit(document, attributions, found, &mut links);
    quoted_by(document, attributions, found, &by_sentence, &mut links);
    links
}

/// "It quoted two critics, with Reed saying that": what the others say in the sentence came through the outlet.
fn quoted_by(
    document: &Document<'_>,
    attributions: &[Attribution],
    found: &[Option<OutletSource>],
    by_sentence: &[Place],
    links: &mut [Vec<Link>],
) {
    let quotes = |place: &Place| {
        let mut cue = attributions[place.index].cue.iter().flat_map(|span| document.scan.words_in(*span));
        cue.any(|at| matches!(document.word(at), "quoted" | "quotes" | "cited" | "cites" | "interviewed"))
    };
    for (at, place) in by_sentence.iter().enumerate() {
        let Some(OutletSource::Itself(outlet)) = found[place.index] else { continue };
        if !quotes(place) {
            continue;
        }
        let words = document.scan.words_in(whole(&attributions[place.index]).unwrap_or_default());
        let link = Link { outlet, kind: TieKind::Reported, words, back: 0 };
        for next in by_sentence[at + 1..].iter().take(8).take_while(|next| next.sentence == place.sentence) {
            if links[next.index].is_empty() && found[next.index].is_none() {
                links[next.index].push(link.clone());
            }
        }
    }
}

/// Every outlet once, the outermost way it came.
fn unique(links: &mut Vec<Link>) {
    let mut seen = Vec::new();
    links.retain(|link| {
        let new = !seen.contains(&link.outlet);
        seen.push(link.outlet);
        new
    });
    links.truncate(MOST);
}

/// Links the attributions of the tie's sentence; whether there was one to link.
#[allow(clippy::too_many_arguments, reason = "what is known of a sentence")]
fn link_sentence(
    document: &Document<'_>,
    attributions: &[Attribution],
    who: &[Option<EntityId>],
    found: &[Option<OutletSource>],
    here: &[Place],
    tie: &Tie,
    link: &Link,
    links: &mut [Vec<Link>],
) -> bool {
    let at = document.scan.words.get(tie.anchor).map_or(0, |word| word.start as usize);
    let name = document.scan.words.get(tie.words.end.saturating_sub(1)).map_or(0, |word| word.start as usize);
    let outside = |place: &&Place| !attributions[place.index].content.iter().any(|span| span.contains(at));
    if tie.kind != TieKind::Told {
        // Where the outlet has a claim of its own in the sentence, the others are not its.
        let speaks = |place: &&Place| match found[place.index] {
            Some(OutletSource::Itself(outlet) | OutletSource::Piece(outlet)) => outlet == link.outlet,
            None => attributions[place.index].source.iter().any(|span| span.contains(name)),
        };
        let own = here.iter().find(speaks);
        for place in here.iter().filter(|place| !tie.ahead || place.word >= tie.words.start) {
            let inside = |own: &Place| {
                let content = &attributions[own.index].content;
                attributions[place.index].cue.iter().all(|cue| content.iter().any(|span| span.encloses(*cue)))
            };
            if own.is_none_or(|own| own.index == place.index || tie.kind == TieKind::Reported && inside(own))
                || tie.kind == TieKind::Cited
            {
                links[place.index].push(link.clone());
            }
        }
        return !here.is_empty();
    }
    // The claim whose cue stands nearest, and what the same speaker says in the sentence.
    let own = |place: &&Place| !matches!(found[place.index], Some(OutletSource::Itself(_)));
    // "On the show, the long-serving mayor of the town said": what opens the sentence reaches its verb.
    let opens = document
        .scan
        .sentences
        .get(document.scan.words[tie.anchor].sentence as usize)
        .is_some_and(|sentence| tie.words.start <= sentence.first_word as usize + 4);
    let near = here.iter().filter(outside).filter(own).filter(|place| opens || place.word.abs_diff(tie.anchor) <= NEAR);
    // "..., sources who had seen it told the Herald": no claim of its own, what stands right before it is meant.
    let right_before = || {
        here.iter().filter(outside).filter(own).find(|place| {
            attributions[place.index].content.last().is_some_and(|span| {
                let end = document.scan.words_in(*span).end;
                end <= tie.anchor && tie.anchor - end <= RIGHT_BEFORE
            })
        })
    };
    let Some(nearest) = near.min_by_key(|place| place.word.abs_diff(tie.anchor)).or_else(right_before) else { return false };
    let speaker = who.get(nearest.index).copied().flatten();
    for place in here.iter().filter(outside).filter(own) {
        let same = speaker.is_some() && who[place.index] == speaker && is_statement(document, &attributions[place.index]);
        if place.index == nearest.index || same {
            links[place.index].push(link.clone());
        }
    }
    true
}

/// Who spoke there, where the sentence has no claim: "Diaz, a doctor, then appeared on Harbour Radio."
fn speaker_of(document: &Document<'_>, speakers: &mut Speakers<'_, '_>, tie: &Tie) -> Option<EntityId> {
    let sentence = document.scan.sentences.get(document.scan.words.get(tie.anchor)?.sentence as usize)?;
    let whole = sentence.first_word as usize..sentence.end_word as usize;
    let person = |speakers: &Speakers<'_, '_>, index: usize| {
        let entity = speakers.entities.of[index];
        (speakers.entities.list[entity].kind == SpeakerKind::Person).then_some(entity)
    };
    let before = whole.start..tie.words.start.min(tie.anchor);
    let named = speakers.entities.mentions_in(&before).rev().take(8).find_map(|index| person(speakers, index));
    let pronoun = before.clone().rev().take(20).find(|at| {
        matches!(document.word(*at), "he" | "He" | "she" | "She")
            && document.scan.words.get(*at).is_some_and(|word| word.quote == QuoteState::Outside)
    });
    if named.is_some() {
        return named;
    }
    if let Some(at) = pronoun {
        return speakers.resolve(at..at + 1, None).map(|resolution| resolution.entity);
    }
    let after = tie.words.end.max(tie.anchor)..whole.end;
    speakers.entities.mentions_in(&after).take(3).find_map(|index| person(speakers, index))
}

/// Carries every occasion on with its speaker.
#[allow(clippy::too_many_arguments, reason = "what is known of an article")]
fn go_on(
    document: &Document<'_>,
    attributions: &[Attribution],
    who: &[Option<EntityId>],
    found: &[Option<OutletSource>],
    by_sentence: &[Place],
    occasions: &[(Place, EntityId, Link)],
    speakers: &Speakers<'_, '_>,
    links: &mut [Vec<Link>],
) {
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
            let words = document.scan.words_in(attributions[index].source.first().copied().unwrap_or_default());
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
        match other_occasion(document, attributions, place, &here, going) {
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

/// Whether something is stated and not only named: words in quotation marks, or what a verb of saying carries.
/// "praised the plan" tells what somebody did and not what was said on an occasion.
fn is_statement(document: &Document<'_>, attribution: &Attribution) -> bool {
    let mut cue = attribution.cue.iter().flat_map(|span| document.scan.words_in(*span)).map(|at| document.word(at));
    cue.any(|word| is_say(word) || says(word).any(Says::SAY.with(Says::ACCORDING))) || is_quotation(document, attribution)
}

/// "said", "argues", "arguing".
fn is_saying(word: &str) -> bool {
    let stem = word.strip_suffix("ing");
    is_say(word)
        || says(word).any(Says::SAY.with(Says::ACCORDING))
        || stem.is_some_and(|stem| [format!("{stem}ed"), format!("{stem}es"), format!("{stem}s")].iter().any(|verb| is_say(verb)))
}

/// "said", "added": a verb that tells nothing but that it was said.
fn is_plainly_said(document: &Document<'_>, attribution: &Attribution) -> bool {
    let mut cue = attribution.cue.iter().flat_map(|span| document.scan.words_in(*span)).map(|at| document.word(at));
    cue.any(|word| {
        matches!(
            word,
            "said"
                | "says"
                | "told"
                | "added"
                | "adds"
                | "noted"
                | "notes"
                | "explained"
                | "recalled"
                | "continued"
                | "acknowledged"
        )
    })
}

/// Whether all of it stands in quotation marks.
fn is_all_quoted(document: &Document<'_>, attribution: &Attribution) -> bool {
    let mut words = attribution
        .content
        .iter()
        .flat_map(|span| document.scan.words_in(*span))
        .filter(|at| document.scan.words.get(*at).is_some_and(|word| word.shape != Shape::Punctuation));
    words.all(|at| is_quoted(document, at))
}

/// Whether any of it stands in quotation marks.
fn is_quotation(document: &Document<'_>, attribution: &Attribution) -> bool {
    attribution.content.iter().flat_map(|span| document.scan.words_in(*span)).any(|at| is_quoted(document, at))
}

fn is_quoted(document: &Document<'_>, at: usize) -> bool {
    document.scan.words.get(at).is_some_and(|word| word.quote != QuoteState::Outside)
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

fn begin(document: &Document<'_>, place: &Place, links: Vec<Link>, silence: usize) -> Active {
    let day = document
        .scan
        .sentences
        .get(place.sentence as usize)
        .and_then(|sentence| around(place, sentence).find_map(|at| day(document, at)));
    Active { links, sentence: place.sentence, paragraph: place.paragraph, last: place.sentence, silence, day }
}

/// The words of the sentence that are near the cue.
fn around(place: &Place, sentence: &Sentence) -> Range<usize> {
    let first = (sentence.first_word as usize).max(place.word.saturating_sub(AROUND));
    first..(sentence.end_word as usize).min(place.word + AROUND)
}

/// The day of the week at `at`, outside quotations.
fn day(document: &Document<'_>, at: usize) -> Option<String> {
    let word = document.scan.words.get(at)?;
    let text = document.word(at);
    let is_day = text.ends_with("day") && kinds(text).any(Kinds::CALENDAR);
    (is_day && word.quote == QuoteState::Outside).then(|| text.to_lowercase())
}

/// Whether a claim belongs to another occasion than the one that goes on.
enum Other {
    /// It belongs to it.
    No,
    /// This claim alone does not.
    Once,
    /// A new occasion begins.
    New,
}

fn other_occasion(
    document: &Document<'_>,
    attributions: &[Attribution],
    place: &Place,
    whole: &Range<usize>,
    going: &Active,
) -> Other {
    let Some(sentence) = document.scan.sentences.get(place.sentence as usize) else { return Other::No };
    let content = &attributions[place.index].content;
    let words = around(place, sentence);
    // What is written was not said in an interview.
    let written = |at: usize| matches!(document.word(at), "wrote" | "writes" | "writing" | "posted");
    if whole.clone().any(written)
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
        let own = going.links.iter().any(|link| link.words.contains(&at));
        if kind.any(Says::OCCASION) && !own && !is_same(document, at) && is_place_of_speech(document, at) {
            return Other::New;
        }
        if kind.any(Says::AUDIENCE)
            && at > 0
            && (at.saturating_sub(5)..at).any(|before| says(document.word(before)).any(Says::TELL))
        {
            return Other::New;
        }
        once |= kind.any(Says::OTHER_TIME) && at.abs_diff(place.word) <= 4 && whole.contains(&at);
    }
    if once { Other::Once } else { Other::No }
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
    (at.saturating_sub(5)..at).any(|before| {
        with_lower(document.word(before), |word| {
            matches!(
                word,
                "in" | "on"
                    | "at"
                    | "during"
                    | "via"
                    | "through"
                    | "by"
                    | "to"
                    | "from"
                    | "issued"
                    | "released"
                    | "sent"
                    | "posted"
            )
        })
    })
}

/// An occasion covers what its speaker says right before it is named, and in the article's opening.
fn look_ahead(
    document: &Document<'_>,
    attributions: &[Attribution],
    who: &[Option<EntityId>],
    by_sentence: &[Place],
    occasions: &[(Place, EntityId, Link)],
    own: &[bool],
    links: &mut [Vec<Link>],
) {
    let mut firsts: HashMap<EntityId, (Place, Vec<Link>)> = HashMap::new();
    let claimed =
        by_sentence.iter().filter(|place| own[place.index] && links[place.index].iter().any(|link| link.kind == TieKind::Told));
    for (place, speaker, found) in claimed
        .filter_map(|place| who[place.index].map(|speaker| (*place, speaker, links[place.index].clone())))
        .chain(occasions.iter().map(|(place, speaker, link)| (*place, *speaker, vec![link.clone()])))
    {
        let known = firsts.entry(speaker).or_insert_with(|| (place, found.clone()));
        if place.word < known.0.word {
            *known = (place, found);
        }
    }
    let mut count: HashMap<Option<EntityId>, usize> = HashMap::new();
    for place in by_sentence.iter().filter(|place| own[place.index]) {
        *count.entry(who[place.index]).or_default() += 1;
    }
    for (_, speaker, _) in occasions {
        *count.entry(Some(*speaker)).or_default() += 1;
    }
    // An interview that is the only occasion of its speaker is what the whole article draws on.
    let only = |_: Place, speaker: Option<EntityId>| count.get(&speaker) == Some(&1);
    let opening = body(document).take(OPENING).last().unwrap_or(0);
    for place in by_sentence {
        let Some((first, found)) = who[place.index].and_then(|speaker| firsts.get(&speaker)) else { continue };
        if !links[place.index].is_empty()
            || place.word >= first.word
            || document.post_of(place.word) != document.post_of(first.word)
        {
            continue;
        }
        let at = document.scan.words.get(first.word).map_or(0, |word| word.start as usize);
        if attributions[place.index].content.iter().any(|span| span.contains(at)) {
            continue;
        }
        let headline = document
            .article
            .blocks
            .get(place.paragraph)
            .is_some_and(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Heading));
        let said = attributions[place.index]
            .cue
            .iter()
            .flat_map(|span| document.scan.words_in(*span))
            .any(|at| is_saying(document.word(at)));
        let near = place.paragraph <= opening && (said || place.paragraph + AHEAD >= first.paragraph)
            || place.paragraph + AHEAD >= first.paragraph && is_interview(document, found);
        let near = near
            || is_interview(document, found)
                && only(*first, who[place.index])
                && (is_quotation(document, &attributions[place.index]) || is_plainly_said(document, &attributions[place.index]));
        let going = begin(document, first, found.clone(), 0);
        let here = document.scan.words_in(whole(&attributions[place.index]).unwrap_or_default());
        let other = other_occasion(document, attributions, place, &here, &going);
        if headline
            || !said && !is_all_quoted(document, &attributions[place.index])
            || !near && place.paragraph != first.paragraph
            || !matches!(other, Other::No)
        {
            continue;
        }
        let back = i64::from(place.sentence) - i64::from(first.sentence);
        links[place.index] = found.iter().map(|link| Link { back, ..link.clone() }).collect();
    }
}

fn is_interview(document: &Document<'_>, links: &[Link]) -> bool {
    links
        .iter()
        .any(|link| with_lower(document.word(link.words.start), |word| word.starts_with("interview") || word == "sit-down"))
}

/// The paragraphs of the body, in order.
fn body<'d>(document: &'d Document<'_>) -> impl Iterator<Item = usize> + 'd {
    let blocks = document.article.blocks.iter().enumerate();
    blocks.filter(|(_, block)| block.kind == BlockKind::Paragraph).map(|(index, _)| index)
}

/// A transcript belongs to the occasion that is named last before it.
fn transcript(
    document: &Document<'_>,
    by_sentence: &[Place],
    occasions: &[(Place, EntityId, Link)],
    own: &[bool],
    links: &mut [Vec<Link>],
) {
    let (Some(first), Some(last)) = (document.turns.first(), document.turns.last()) else { return };
    let before = by_sentence.partition_point(|place| place.paragraph < first.paragraph);
    let claimed = by_sentence[..before]
        .iter()
        .rev()
        .find(|place| own[place.index] && links[place.index].iter().any(|link| link.kind == TieKind::Told));
    let silent = occasions.iter().rev().find(|(place, _, _)| place.paragraph < first.paragraph);
    let found = match (claimed, silent) {
        (Some(place), Some((at, _, _))) if place.word > at.word => (place.sentence, links[place.index].clone()),
        (_, Some((at, _, link))) => (at.sentence, vec![link.clone()]),
        (Some(place), None) => (place.sentence, links[place.index].clone()),
        (None, None) => return,
    };
    for place in &by_sentence[before..] {
        if place.paragraph > last.paragraph + 1 {
            break;
        }
        let back = i64::from(place.sentence) - i64::from(found.0);
        let inner = std::mem::take(&mut links[place.index]);
        links[place.index] = found
            .1
            .iter()
            .map(|link| Link { back, ..link.clone() })
            .chain(inner.into_iter().filter(|_| own[place.index]))
            .collect();
        unique(&mut links[place.index]);
    }
}

/// A statement inside another came the other's way, too.
fn inherit(document: &Document<'_>, attributions: &[Attribution], found: &[Option<OutletSource>], links: &mut [Vec<Link>]) {
    // Attributions are sorted by content: what encloses one begins before it, and not far.
    for inner in 0..attributions.len() {
        let spans = || attributions[inner].cue.iter().chain(&attributions[inner].source);
        // ", with the Herald reporting that": beside the statement, not inside it.
        let beside = matches!(found[inner], Some(OutletSource::Itself(_)))
            && attributions[inner].source.first().is_some_and(|source| {
                let at = document.scan.words_in(*source).start;
                at > 0 && document.word(at - 1) == "with"
            });
        if attributions[inner].cue.is_empty() || beside {
            continue;
        }
        let first = inner.saturating_sub(24);
        let outer = (first..(inner + 3).min(attributions.len())).rev().find(|outer| {
            *outer != inner
                && !links[*outer].is_empty()
                && attributions[*outer].content.iter().any(|content| spans().all(|span| content.encloses(*span)))
        });
        if let Some(outer) = outer {
            let mut all = links[outer].clone();
            all.append(&mut links[inner]);
            unique(&mut all);
            links[inner] = all;
        }
    }
}

fn whole(attribution: &Attribution) -> Option<Span> {
    attribution.cue.iter().chain(&attribution.source).copied().reduce(Span::cover)
}

/// The attributions by sentence and word of their cue (or source, or content).
fn anchors(document: &Document<'_>, places: &Places, attributions: &[Attribution]) -> Vec<Place> {
    let mut anchors: Vec<Place> = attributions
        .iter()
        .enumerate()
        .filter_map(|(index, attribution)| {
            let span = attribution.cue.first().or(attribution.source.first()).or(attribution.content.first())?;
            let word = places.words_in(&document.scan, *span).start;
            let sentence = document.scan.words.get(word)?.sentence;
            let paragraph = document.scan.sentences.get(sentence as usize)?.paragraph as usize;
            Some(Place { sentence, word, paragraph, index })
        })
        .collect();
    anchors.sort_unstable_by_key(|place| (place.sentence, place.word, place.index));
    anchors
}
