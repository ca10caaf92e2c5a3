//! Through which outlets a claim came, nearest to this article first.

use std::ops::Range;

use super::entities::EntityId;
use super::places::Places;
use super::source::{self, Form};
use super::speakers::Speakers;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::extract::outlets::ties::{Tie, TieKind, tie};
use crate::extract::outlets::{OutletIndex, Outlets};
use crate::extract::{Attribution, Document};
use crate::text::Span;

/// What ties one claim to one outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Which outlet.
    pub outlet: OutletIndex,
    /// Outermost first.
    pub kind: TieKind,
    /// The words that say so.
    pub words: Range<usize>,
}

/// A source that is a news organisation or a piece of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutletSource {
    /// "CBS News", "a CBS News report": the outlet itself speaks.
    Itself(OutletIndex),
    /// "a CBS News poll": a document of its own, published by it.
    Piece(OutletIndex),
}

/// The outlet that speaks in the source at `words`, if one does.
pub fn outlet_source(
    document: &Document<'_>,
    speakers: &Speakers<'_, '_>,
    outlets: &Outlets,
    words: &Range<usize>,
) -> Option<OutletSource> {
    let named = outlets.mentions_in(words).next()?;
    let outlet = outlets.mentions.get(named)?;
    match source::form(document, &speakers.entities, words.clone()) {
        Form::Named(mentions) => {
            let first = speakers.entities.mentions.get(*mentions.first()?)?;
            let overlap = first.words.start < outlet.words.end && outlet.words.start < first.words.end;
            overlap.then_some(OutletSource::Itself(outlet.outlet))
        }
        Form::Described(description) => {
            let head = document.word(description.head);
            // The outlet must stand before the head ("a CBS News report"), or own it ("a report by CBS News").
            let owns = outlet.words.end <= description.head && description.words.contains(&outlet.words.start);
            let by = description.head < outlet.words.start
                && (description.head + 1..outlet.words.start).all(|at| {
                    with_lower(document.word(at), |word| {
                        matches!(word, "by" | "in" | "from" | "of" | "the" | "at" | "on" | "published" | "released" | "conducted")
                    })
                });
            let inside = outlet.words.contains(&description.head);
            if inside {
                return Some(OutletSource::Itself(outlet.outlet));
            }
            if !(owns || by) {
                return None;
            }
            with_lower(head, |head| match head {
                "report" | "reports" | "reporting" | "story" | "stories" | "article" | "articles" | "investigation"
                | "analysis" | "interview" | "editorial" | "account" | "coverage" | "newspaper" | "magazine" | "website"
                | "broadcast" | "piece" | "blog" | "count" | "tally" | "program" | "programme" | "documentary" | "network"
                | "site" | "exclusive" => Some(OutletSource::Itself(outlet.outlet)),
                "poll" | "polls" | "survey" | "surveys" | "study" | "polling" | "projection" | "forecast" | "estimate"
                | "average" => Some(OutletSource::Piece(outlet.outlet)),
                _ => None,
            })
        }
        Form::Pronoun(_) | Form::Nothing => None,
    }
}

/// All ties of the article's outlet mentions, in order; at most one a mention.
pub fn ties(document: &Document<'_>, outlets: &Outlets) -> Vec<(usize, Tie)> {
    outlets
        .mentions
        .iter()
        .enumerate()
        .filter_map(|(index, mention)| tie(document, &mention.words).map(|tie| (index, tie)))
        .collect()
}

/// Links every attribution with the outlets that its sentences name as its way here.
pub fn links(
    document: &Document<'_>,
    places: &Places,
    outlets: &Outlets,
    attributions: &[Attribution],
    speakers: &[Option<EntityId>],
) -> Vec<Vec<Link>> {
    let mut links: Vec<Vec<Link>> = vec![Vec::new(); attributions.len()];
    let by_sentence = anchors(document, places, attributions);
    for (mention, tie) in ties(document, outlets) {
        let Some(sentence) = document.scan.words.get(tie.anchor).map(|word| word.sentence) else {
            continue;
        };
        let outlet = outlets.mentions[mention].outlet;
        let first = by_sentence.partition_point(|(at, _, _)| *at < sentence);
        let here: Vec<&(u32, usize, usize)> =
            by_sentence[first..].iter().take_while(|(at, _, _)| *at == sentence).take(24).collect();
        let link = Link { outlet, kind: tie.kind, words: tie.words.clone() };
        match tie.kind {
            TieKind::Reported | TieKind::Cited => {
                for (_, _, index) in &here {
                    push(&mut links[*index], &link);
                }
            }
            TieKind::Told => {
                // The claim whose cue stands nearest, and what the same speaker says in the sentence.
                let nearest = here.iter().min_by_key(|(_, cue, _)| cue.abs_diff(tie.anchor));
                let Some((_, _, nearest)) = nearest else {
                    continue;
                };
                let speaker = speakers.get(*nearest).copied().flatten();
                for (_, _, index) in &here {
                    if index == nearest || speaker.is_some() && speakers[*index] == speaker {
                        push(&mut links[*index], &link);
                    }
                }
            }
        }
    }
    for links in &mut links {
        links.sort_by_key(|link| (link.kind, link.words.start));
        let mut seen = Vec::new();
        links.retain(|link| {
            let new = !seen.contains(&link.outlet);
            seen.push(link.outlet);
            new
        });
    }
    links
}

fn push(links: &mut Vec<Link>, link: &Link) {
    if links.len() < 8 {
        links.push(link.clone());
    }
}

/// Sentence, word and index of each attribution's cue (or source, or content), sorted.
fn anchors(document: &Document<'_>, places: &Places, attributions: &[Attribution]) -> Vec<(u32, usize, usize)> {
    let mut anchors: Vec<(u32, usize, usize)> = attributions
        .iter()
        .enumerate()
        .filter_map(|(index, attribution)| {
            let span = attribution.cue.first().or(attribution.source.first()).or(attribution.content.first())?;
            let word = places.words_in(&document.scan, *span).start;
            document.scan.words.get(word).map(|at| (at.sentence, word, index))
        })
        .collect();
    anchors.sort_unstable();
    anchors
}

/// "Reuters was not able to verify": the outlet speaks of its own work, which is no claim.
pub fn is_own_work(document: &Document<'_>, attribution: &Attribution) -> bool {
    let Some(cue) = attribution.cue.first() else {
        return false;
    };
    let words = document.scan.words_in(*cue);
    let around = words.start.saturating_sub(4)..words.end + 4;
    let text: Vec<String> = around.map(|at| document.word(at).to_lowercase()).collect();
    let has = |wanted: &[&str]| text.iter().any(|word| wanted.contains(&word.as_str()));
    let refused = has(&["not", "n't", "n’t", "unable", "cannot", "never", "could", "independently"]);
    let work = has(&["verify", "confirm", "authenticate", "corroborate", "reach", "determine", "ascertain", "review"]);
    let asked = has(&["contacted", "approached", "reached", "emailed", "requested", "sought"])
        || text.windows(3).any(|words| words[0] == "asked" && words[1] == "for" && words[2] == "comment");
    refused && work || asked
}

/// Words of a link as printed.
pub fn printed(document: &Document<'_>, link: &Link) -> String {
    document.printed(&link.words)
}

/// Span of a link.
pub fn span(document: &Document<'_>, link: &Link) -> Span {
    document.scan.span_of(link.words.clone())
}

/// "the newspaper", "the network": the outlet named last, at most a few paragraphs back.
pub fn pointed_at(document: &Document<'_>, outlets: &Outlets, words: &Range<usize>) -> Option<OutletIndex> {
    let head = document.word(words.end.checked_sub(1)?);
    let definite = with_lower(document.word(words.start), |word| matches!(word, "the" | "that" | "this"));
    let paper = with_lower(head, |word| {
        matches!(
            word,
            "newspaper"
                | "paper"
                | "magazine"
                | "outlet"
                | "broadcaster"
                | "network"
                | "site"
                | "website"
                | "agency"
                | "tabloid"
                | "channel"
                | "publication"
                | "station"
        )
    });
    if !definite || !paper || words.len() > 4 || kinds(head).any(Kinds::TITLE) {
        return None;
    }
    let before = outlets.mentions.partition_point(|mention| mention.words.start < words.start);
    let last = outlets.mentions.get(before.checked_sub(1)?)?;
    let back = document.scan.paragraph_of(words.start) - document.scan.paragraph_of(last.words.start);
    (back <= 6).then_some(last.outlet)
}
