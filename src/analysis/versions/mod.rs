//! Several people's reviews of one article, side by side: which claims are the same, and where they differ.
//!
//! What counts: a claim that an annotator confirmed, corrected or added is marked; one that was rejected, or
//! that is not there, is not marked; one that nobody has decided on yet, or whose words were not found again,
//! says nothing, and is left out of every comparison.

mod matching;
mod names;

pub use matching::{Group, SAME};

use crate::claim::{OutletId, Part, SpeakerId};
use crate::review::{Decision, Field, ReviewedClaim, Session};
use crate::text::{Scan, Span, single_line};

/// One annotator's review of an article.
#[derive(Clone, Debug)]
pub struct Version {
    /// Whose it is.
    pub annotator: String,
    /// The review.
    pub session: Session,
}

/// The fields of a claim in which reviews are compared: those that are measured, without notes and fact-checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VersionField {
    /// The words that are attributed.
    Content,
    /// The words that attribute.
    Cue,
    /// The mention that they are attributed to.
    Source,
    /// Who said it.
    Speaker,
    /// The outlets that it came through.
    Via,
    /// Direct, mixed or indirect.
    Directness,
    /// Confirmed, corrected, or no claim.
    Decision,
}

impl VersionField {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] =
        [Self::Content, Self::Cue, Self::Source, Self::Speaker, Self::Via, Self::Directness, Self::Decision];

    /// The field of a claim that it is.
    pub const fn field(self) -> Field {
        match self {
            Self::Content => Field::Content,
            Self::Cue => Field::Cue,
            Self::Source => Field::Source,
            Self::Speaker => Field::Speaker,
            Self::Via => Field::Via,
            Self::Directness => Field::Directness,
            Self::Decision => Field::Decision,
        }
    }

    /// Its name.
    pub const fn word(self) -> &'static str {
        self.field().word()
    }

    /// The spans that it is; `None` for a field with one value a claim.
    pub const fn part(self) -> Option<Part> {
        match self {
            Self::Content => Some(Part::Content),
            Self::Cue => Some(Part::Cue),
            Self::Source => Some(Part::Source),
            _ => None,
        }
    }
}

/// How an annotator stands to a claim.
#[derive(Clone, Copy, Debug)]
pub enum Stand<'a> {
    /// It is one, and so.
    Marked(&'a ReviewedClaim),
    /// It was proposed, and is none.
    Rejected(&'a ReviewedClaim),
    /// There is none in this review.
    Absent,
    /// Nothing is decided, or its words are not certain any more.
    Open(&'a ReviewedClaim),
}

impl<'a> Stand<'a> {
    /// The claim, where it is marked.
    pub const fn marked(self) -> Option<&'a ReviewedClaim> {
        match self {
            Self::Marked(claim) => Some(claim),
            _ => None,
        }
    }

    /// The claim as it is in this review, decided or not.
    pub const fn claim(self) -> Option<&'a ReviewedClaim> {
        match self {
            Self::Marked(claim) | Self::Rejected(claim) | Self::Open(claim) => Some(claim),
            Self::Absent => None,
        }
    }

    /// Whether it says nothing yet.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open(_))
    }

    /// In a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Marked(claim) => match (claim.decision, claim.suggestion.is_some()) {
                (Decision::Confirmed, _) => "confirmed",
                (_, true) => "corrected",
                (_, false) => "added",
            },
            Self::Rejected(_) => "rejected",
            Self::Absent => "not marked",
            Self::Open(_) => "undecided",
        }
    }
}

/// The reviews of one article with what they have in common.
#[derive(Debug)]
pub struct VersionComparison<'a> {
    versions: &'a [Version],
    groups: Vec<Group>,
    speakers: names::Same<SpeakerId>,
    outlets: names::Same<OutletId>,
}

impl<'a> VersionComparison<'a> {
    /// Compares reviews of the same article.
    pub fn of(versions: &'a [Version]) -> Self {
        let scan = versions.first().map(|version| words_of(&version.session)).unwrap_or_default();
        Self {
            versions,
            groups: matching::groups(versions, &scan),
            speakers: names::speakers(versions),
            outlets: names::outlets(versions),
        }
    }

    /// The reviews.
    pub fn versions(&self) -> &'a [Version] {
        self.versions
    }

    /// Claims that are the same, in the order of the text.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// How the annotator at `version` stands to a claim.
    pub fn stand(&self, group: &Group, version: usize) -> Stand<'a> {
        let claims = self.versions.get(version).map(|version| version.session.claims()).unwrap_or_default();
        let claim = group.members.get(version).copied().flatten().and_then(|index| claims.get(index));
        match claim.map(|claim| &**claim) {
            None => Stand::Absent,
            Some(claim) if claim.anchor.is_lost() || !claim.decision.is_decided() => Stand::Open(claim),
            Some(claim) if claim.decision == Decision::Rejected => Stand::Rejected(claim),
            Some(claim) => Stand::Marked(claim),
        }
    }

    /// Whether somebody decided on a claim.
    pub fn is_decided(&self, group: &Group) -> bool {
        (0..self.versions.len()).any(|version| matches!(self.stand(group, version), Stand::Marked(_) | Stand::Rejected(_)))
    }

    /// What the annotators say differently of a claim; those who have not decided are not asked.
    ///
    /// Decisions differ where one marks it and another does not; that one confirmed what another corrected is
    /// said by the fields.
    pub fn differences(&self, group: &Group) -> Vec<VersionField> {
        let stands: Vec<(usize, Stand<'_>)> =
            (0..self.versions.len()).map(|at| (at, self.stand(group, at))).filter(|(_, stand)| !stand.is_open()).collect();
        let marked: Vec<(usize, &ReviewedClaim)> = stands.iter().filter_map(|(at, stand)| Some((*at, stand.marked()?))).collect();
        let differs = |field: &VersionField| match field {
            VersionField::Decision => !marked.is_empty() && marked.len() < stands.len(),
            field => {
                let mut values = marked.iter().map(|(at, claim)| self.value(*at, claim, *field));
                let first = values.next();
                values.any(|value| Some(value) != first)
            }
        };
        VersionField::ALL.into_iter().filter(differs).collect()
    }

    /// What the claim of the annotator at `version` has in a field, so that the same is equal in all reviews
    /// of the article.
    pub fn value(&self, version: usize, claim: &ReviewedClaim, field: VersionField) -> FieldValue {
        let Some(of) = self.versions.get(version).map(|version| &version.session) else {
            return FieldValue::Nothing;
        };
        match field {
            VersionField::Content => FieldValue::Spans(solid(of, claim.spans(Part::Content))),
            VersionField::Cue => FieldValue::Spans(solid(of, claim.spans(Part::Cue))),
            VersionField::Source => FieldValue::Spans(solid(of, claim.spans(Part::Source))),
            VersionField::Speaker => match of.speaker_of(claim) {
                Some(speaker) => FieldValue::Who(vec![self.speakers.of(version, &speaker.id)]),
                None => FieldValue::Nothing,
            },
            VersionField::Via => {
                FieldValue::Who(of.via_of(claim).iter().map(|outlet| self.outlets.of(version, &outlet.id)).collect())
            }
            VersionField::Directness => FieldValue::Word(of.directness(claim).as_str()),
            VersionField::Decision => FieldValue::Word(claim.decision.shown()),
        }
    }

    /// The same in words, on one line.
    pub fn words(&self, version: usize, claim: &ReviewedClaim, field: VersionField) -> String {
        let Some(of) = self.versions.get(version).map(|version| &version.session) else {
            return String::new();
        };
        words_in(of, claim, field)
    }
}

/// What a claim has in a field, in words on one line; "none" where it has nothing.
pub fn words_in(session: &Session, claim: &ReviewedClaim, field: VersionField) -> String {
    let none = || "none".to_owned();
    let text = &session.article().text;
    let spans = |part| {
        let words: Vec<String> = claim.spans(part).iter().filter_map(|span| span.slice(text)).map(single_line).collect();
        if words.is_empty() { none() } else { words.join(" … ") }
    };
    match field {
        VersionField::Content => spans(Part::Content),
        VersionField::Cue => spans(Part::Cue),
        VersionField::Source => spans(Part::Source),
        VersionField::Speaker => session.speaker_of(claim).map_or("nobody".to_owned(), |speaker| single_line(&speaker.name)),
        VersionField::Via => {
            let names: Vec<String> = session.via_of(claim).iter().map(|outlet| single_line(&outlet.name)).collect();
            if names.is_empty() { none() } else { names.join(" <- ") }
        }
        VersionField::Directness => session.directness(claim).as_str().to_owned(),
        VersionField::Decision => claim.decision.shown().to_owned(),
    }
}

/// A value that can be compared between the reviews of one article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldValue {
    /// Nobody, nothing.
    Nothing,
    /// Passages of the text, white space aside.
    Spans(Vec<Span>),
    /// Speakers or outlets: numbers that mean the same one in every review of the article.
    Who(Vec<usize>),
    /// A word of a fixed list: how direct it is, what was decided.
    Word(&'static str),
}

/// The words of an article; which of them a span holds.
pub(super) fn words_of(session: &Session) -> Scan {
    let article = session.article();
    article.scan()
}

/// `spans` cut at white space and joined where they touch: equal when they cover the same characters.
fn solid(session: &Session, spans: &[Span]) -> Vec<Span> {
    let text = &session.article().text;
    let mut pieces = Vec::new();
    for span in spans {
        let Some(inside) = span.slice(text) else {
            continue;
        };
        let mut at = span.start;
        for piece in inside.split_inclusive(char::is_whitespace) {
            pieces.push(Span::new(at, at + piece.trim_end().len()));
            at += piece.len();
        }
    }
    crate::text::span::normalise(&mut pieces);
    pieces
}

/// The lexical words that `spans` touch, as indices into the scan, sorted.
pub(super) fn lexical(scan: &Scan, spans: &[Span]) -> Vec<usize> {
    let mut words: Vec<usize> = spans
        .iter()
        .flat_map(|span| scan.words_in(*span))
        .filter(|index| scan.words.get(*index).is_some_and(|word| word.is_lexical()))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// How many of `a` are in `b`; both sorted.
pub(super) fn shared(a: &[usize], b: &[usize]) -> usize {
    a.iter().filter(|word| b.binary_search(word).is_ok()).count()
}

#[cfg(test)]
pub(super) mod tests;
