//! Converts imported data into claims.

use super::alignment;
use super::found::LocatedClaim;
use super::locate;
use super::parsed::{ParsedArticle, ParsedClaim, Problem};
use super::units::CountedText;
use crate::article::Article;
use crate::claim::{ClaimId, Outlet, OutletId, Speaker, SpeakerId};
use crate::interchange::export::details::{Details, Person};
use crate::review::cast::Member as _;
use crate::review::intake::Incoming;
use crate::review::{Allowance, Allowed, Done, NothingHere};
use crate::review::{Decision, Override, Stamp};
use crate::text::single_line;

/// What of a document has arrived.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The claims.
    pub claims: Vec<Incoming>,
    /// Speakers that the file lists, with their mentions.
    pub speakers: Vec<Speaker>,
    /// The same of outlets.
    pub outlets: Vec<Outlet>,
    /// Passages that were read and hold no claim.
    pub nothing_here: Vec<NothingHere>,
    /// House rules that may be broken in one place.
    pub allowances: Vec<Allowance>,
    /// The mark that the article is done, if it was said of this text.
    pub done: Option<Done>,
    /// What is left out, and why.
    pub problems: Vec<Problem>,
    /// What the person ought to know though nothing is left out.
    pub remarks: Vec<String>,
}

/// Finds the claims of `document` in `article`. `from`: the format's name. `stamp` signs what a person decided
/// where the format does not say who and when.
pub fn import_claims(article: &Article, document: &ParsedArticle, from: &str, stamp: &Stamp) -> Imported {
    let aligned = (!document.tokens.is_empty()).then(|| alignment::aligned(article, document));
    let document = aligned.as_ref().unwrap_or(document);
    let placement = locate::locate(article, document);
    let mut arrived = Imported::default();
    let mut by_words = 0;
    for (draft, placed) in document.claims.iter().zip(placement.claims) {
        let claim = placed.map_err(|why| Problem { line: draft.line, reason: why.to_string() }).and_then(|placed| {
            by_words += usize::from(placed.by_words);
            if document.cells && !draft.parts.cue.is_empty() && placed.parts.cue.is_none() {
                let reason = "the words of the cue occur several times nearby; the claim was imported without a cue".to_owned();
                arrived.problems.push(Problem { line: draft.line, reason });
            }
            incoming(draft, placed, from, stamp)
        });
        match claim {
            Ok(claim) => arrived.claims.push(claim),
            Err(problem) => arrived.problems.push(problem),
        }
    }
    let speakers = document.speakers.iter().zip(placement.speaker_mentions);
    let speakers = speakers.filter(|((speaker, _), _)| !speaker.name.trim().is_empty());
    arrived.speakers = speakers.map(|((speaker, _), mentions)| Speaker { mentions, ..speaker.clone() }).collect();
    let outlets = document.outlets.iter().zip(placement.outlet_mentions);
    let outlets = outlets.filter(|((outlet, _), _)| !outlet.name.trim().is_empty());
    arrived.outlets = outlets.map(|((outlet, _), mentions)| Outlet { mentions, ..outlet.clone() }).collect();
    for ((mark, by), place) in document.nothing_here.iter().zip(placement.nothing_here) {
        let stamp = if by.by.is_empty() || time(&by.at).is_none() { stamp } else { by };
        match place {
            Some(span) => arrived.nothing_here.push(NothingHere::new(&article.text, span, stamp)),
            None => {
                let words = mark.words.as_deref().map_or(String::new(), |words| format!(" “{}”", single_line(words)));
                let reason = format!("the passage{words} marked as holding no claim is not at its place in the article");
                arrived.problems.push(Problem { line: document.line, reason });
            }
        }
    }
    for (given, place) in document.allowances.iter().zip(placement.allowances) {
        let stamp = if given.stamp.by.is_empty() || time(&given.stamp.at).is_none() { stamp } else { &given.stamp };
        let rule = &given.rule;
        match place {
            Some(span) if !given.reason.trim().is_empty() => {
                let claim = given.claim.clone().map(ClaimId::new);
                let what = Allowed { span, rule: rule.clone(), claim };
                arrived.allowances.push(Allowance::new(&article.text, what, &single_line(&given.reason), stamp));
            }
            Some(_) => {
                let reason = format!("the allowance of {rule} has no reason; it was left out");
                arrived.problems.push(Problem { line: document.line, reason });
            }
            None => {
                let reason = format!("the words for which {rule} is allowed are not at their place in the article");
                arrived.problems.push(Problem { line: document.line, reason });
            }
        }
    }
    arrived.done = document.done.clone().filter(|done| done.holds_for(&article.text));
    // What is told of an outlet with a claim is known of it wherever it is listed.
    for through in document.claims.iter().flat_map(|draft| &draft.details.via) {
        let name = through.name.trim();
        if let Some(role) = through.role
            && !name.is_empty()
            && !arrived.outlets.iter().any(|outlet| outlet.name == name)
        {
            arrived.outlets.push(Outlet { role, ..Outlet::named(OutletId::new(""), name.to_owned()) });
        }
    }
    arrived.remarks.extend(document.remarks.iter().cloned());
    if let Some(counted) = placement.counted.filter(|counted| {
        let usual = matches!(counted.text, CountedText::Own | CountedText::File);
        counted.unit != document.unit || !usual
    }) {
        arrived.remarks.push(format!("the offsets count {}", counted.words()));
    }
    if placement.unchecked > 0 {
        arrived.remarks.push(match placement.unchecked {
            1 => "1 span has no text in the file; it was placed by its offsets alone".to_owned(),
            count => format!("{count} spans have no text in the file; they were placed by their offsets alone"),
        });
    }
    if by_words > 0 {
        arrived.remarks.push(match by_words {
            1 => "1 claim was found by its words instead of its offsets".to_owned(),
            count => format!("{count} claims were found by their words instead of their offsets"),
        });
    }
    arrived
}

fn incoming(draft: &ParsedClaim, placed: LocatedClaim, from: &str, stamp: &Stamp) -> Result<Incoming, Problem> {
    let Details { id, kind, class, speaker, via, score, decision, by, at, note, flag, check } = draft.details.clone();
    let speaker = speaker.filter(|speaker| !speaker.name.trim().is_empty());
    let via = each_once(via.into_iter().map(|outlet| outlet.name).collect());
    // A format that tells the decision tells the rest as well: no speaker and no outlets there are none at all.
    let tells_all = decision.is_some();
    // A person's annotation is decided; a machine's waits for one.
    let decision = decision.unwrap_or(if draft.machine { Decision::Unreviewed } else { Decision::Corrected });
    let score = if draft.machine && !tells_all { Some(score.unwrap_or(0.5)) } else { score };
    let decided = if decision.is_decided() {
        let by = if by.is_empty() { stamp.by.clone() } else { by };
        let at = if at.is_empty() { stamp.at.clone() } else { time(&at).ok_or_else(|| no_time(draft.line, &at))? };
        Some(Stamp { by, at })
    } else {
        None
    };
    Ok(Incoming {
        id: (!id.is_empty()).then_some(ClaimId::new(id)),
        parts: placed.parts,
        directness: kind,
        class: class.unwrap_or_default(),
        speaker: match speaker {
            Some(speaker) => Override::Set(speaker_of(speaker)),
            None if tells_all => Override::Nobody,
            None => Override::Keep,
        },
        via: Some(via).filter(|via| !via.is_empty() || tells_all),
        decision,
        decided,
        score,
        note,
        flag,
        check,
        found_by: format!("imported from {from}"),
    })
}

/// The names without blank ones, each where it is first.
fn each_once(names: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(names.len());
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        if !kept.iter().any(|known| known == name) {
            kept.push(name.to_owned());
        }
    }
    kept
}

fn speaker_of(person: Person) -> Speaker {
    let mut speaker = Speaker::named(SpeakerId::new(""), person.name);
    speaker.role = person.role;
    speaker.anonymous = person.anonymous;
    speaker.kind = person.kind.unwrap_or(speaker.kind);
    speaker
}

fn no_time(line: usize, at: &str) -> Problem {
    Problem { line, reason: format!("invalid time {at:?}; expected e.g. 2026-11-22T18:00:00Z") }
}

/// A time as sidecars have it: RFC 3339, UTC, whole seconds.
fn time(given: &str) -> Option<String> {
    let time: jiff::Timestamp = given.parse().ok()?;
    Some(jiff::Timestamp::from_second(time.as_second()).ok()?.to_string())
}
