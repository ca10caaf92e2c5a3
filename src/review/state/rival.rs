//! The words of several people on one claim, side by side.

use crate::claim::{ClaimId, OutletId, Part, SpeakerId};
use crate::review::state::check::FactCheck;
use crate::review::state::corrected::CorrectedField;
use crate::review::state::correction::{Correction, KeptWords};
use crate::review::state::decision::{Decision, LogEntry, Stamp};
use crate::review::state::rare::Rare;
use crate::review::state::said::{Said, later};
use crate::review::state::settled::Settlement;

/// What one person made of a claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// The decision.
    pub decision: Decision,
    /// Who decided, and when; `None` while undecided.
    pub decided: Option<Box<Stamp>>,
    /// Whose version it was taken from, in an adjudication.
    pub from: Rare<Vec<String>>,
    /// What differs from the suggestion.
    pub correction: Correction,
    /// The words of the correction's spans where the article does not bear them out.
    pub kept: KeptWords,
    /// The remark.
    pub note: Rare<String>,
    /// The record of the fact-check.
    pub check: FactCheck,
    /// Who wrote the remark and set the state of the fact-check, and when.
    pub said: Rare<Said>,
    /// Every decision so far, oldest first.
    pub log: Rare<Vec<LogEntry>>,
    /// Every choice between two remarks or states of the fact-check, oldest first.
    pub settled: Rare<Vec<Settlement>>,
}

impl Side {
    /// Who says so of `field`, and when; older files do not record that of a note or a fact-check.
    pub fn stamp_of(&self, field: Field) -> Option<&Stamp> {
        match field {
            Field::Note => self.said.note.as_ref(),
            Field::Check => later(self.said.state.as_ref(), self.said.stated.as_ref()),
            _ => self.decided.as_deref().or_else(|| self.log.last().map(|entry| &entry.stamp)),
        }
    }
}

/// The other side of a contradiction that nobody has settled yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rival {
    /// The claim as theirs would have it.
    pub theirs: Side,
    /// What both began with.
    pub base: Side,
    /// The claim as still others would have it: each comes up once the one before it is settled.
    pub others: Vec<Side>,
}

impl Rival {
    /// The rival that these sides are, in their order; `None` where there is none.
    pub(in crate::review) fn of(sides: Vec<Side>, base: Side) -> Option<Self> {
        let mut sides = sides.into_iter();
        Some(Self { theirs: sides.next()?, base, others: sides.collect() })
    }

    /// Everybody's word in it, and what they began with, to be changed.
    pub(in crate::review) fn all_mut(&mut self) -> impl Iterator<Item = &mut Side> {
        [&mut self.theirs, &mut self.base].into_iter().chain(&mut self.others)
    }

    /// Everybody else's word.
    pub fn sides(&self) -> impl Iterator<Item = &Side> {
        std::iter::once(&self.theirs).chain(&self.others)
    }
}

/// A field of a claim that can be contradicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The decision, with all that was corrected: where two decisions differ, their corrections belong to them.
    Decision,
    /// The content's spans.
    Content,
    /// The cue's spans.
    Cue,
    /// The source's spans.
    Source,
    /// Who said it.
    Speaker,
    /// The outlets.
    Via,
    /// The directness.
    Directness,
    /// The class.
    Class,
    /// The note.
    Note,
    /// The record of the fact-check.
    Check,
}

impl Field {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::Decision,
        Self::Content,
        Self::Cue,
        Self::Source,
        Self::Speaker,
        Self::Via,
        Self::Directness,
        Self::Class,
        Self::Note,
        Self::Check,
    ];

    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Content => Part::Content.as_str(),
            Self::Cue => Part::Cue.as_str(),
            Self::Source => Part::Source.as_str(),
            Self::Speaker => "speaker",
            Self::Via => "via",
            Self::Directness => "directness",
            Self::Class => "class",
            Self::Note => "note",
            Self::Check => "fact-check",
        }
    }

    /// The field of a correction that it is.
    pub(in crate::review) const fn corrected(self) -> Option<CorrectedField> {
        Some(match self {
            Self::Content => CorrectedField::Content,
            Self::Cue => CorrectedField::Cue,
            Self::Source => CorrectedField::Source,
            Self::Speaker => CorrectedField::Speaker,
            Self::Via => CorrectedField::Via,
            Self::Directness => CorrectedField::Directness,
            Self::Class => CorrectedField::Class,
            Self::Decision | Self::Note | Self::Check => return None,
        })
    }

    /// Whether two sides differ in it. The decision: in its kind.
    pub(in crate::review) fn differs(self, ours: &Side, theirs: &Side) -> bool {
        if let Some(field) = self.corrected() {
            return field.differs(&ours.correction, &theirs.correction);
        }
        match self {
            Self::Note => ours.note != theirs.note,
            Self::Check => (ours.check.state, &ours.check.stated) != (theirs.check.state, &theirs.check.stated),
            _ => ours.decision != theirs.decision,
        }
    }
}

/// Something that two people made differently of the same start.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// A field of a claim.
    Claim(ClaimId, Field),
    /// The name of a speaker, or whom it was merged into.
    Speaker(SpeakerId),
    /// The name of an outlet, or what it was merged into.
    Outlet(OutletId),
}

/// Whose version counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// What this session, or this branch, has.
    Ours,
    /// What the other has.
    Theirs,
    /// What the person has who settles it, wherever that is kept; where neither word is theirs, the one in force.
    Mine,
    /// The other one than that.
    Others,
}

impl Whose {
    /// Where `by`'s word and the other one are, of two words by these people. Neither, or both, may be theirs.
    #[must_use]
    pub fn of(self, by: &str, ours: Option<&str>, theirs: Option<&str>) -> Self {
        let is_other_way = theirs == Some(by) && ours != Some(by);
        match (self, is_other_way) {
            (Self::Ours, _) | (Self::Mine, false) | (Self::Others, true) => Self::Ours,
            (Self::Theirs, _) | (Self::Others, false) | (Self::Mine, true) => Self::Theirs,
        }
    }
}

/// The fields in which `ours` and `theirs` contradict each other, in the order in which they are shown.
pub fn contested(ours: &Side, theirs: &Side) -> Vec<Field> {
    let decisions = ours.decision != theirs.decision;
    let in_decision = |field: &Field| decisions && !matches!(field, Field::Decision | Field::Note | Field::Check);
    Field::ALL.into_iter().filter(|field| field.differs(ours, theirs) && !in_decision(field)).collect()
}

/// Copies what `from` says of `field` to `to`; the log stays.
pub(in crate::review) fn take(field: Field, from: &Side, to: &mut Side) {
    match field {
        Field::Decision => {
            to.decision = from.decision;
            to.decided.clone_from(&from.decided);
            to.from.clone_from(&from.from);
            to.correction = from.correction.clone();
            to.kept = from.kept.clone();
        }
        Field::Content => {
            to.correction.parts.content.clone_from(&from.correction.parts.content);
            to.kept.content.clone_from(&from.kept.content);
        }
        Field::Cue => {
            to.correction.parts.cue.clone_from(&from.correction.parts.cue);
            to.kept.cue.clone_from(&from.kept.cue);
        }
        Field::Source => {
            to.correction.parts.source.clone_from(&from.correction.parts.source);
            to.kept.source.clone_from(&from.kept.source);
        }
        Field::Speaker => to.correction.speaker.clone_from(&from.correction.speaker),
        Field::Via => to.correction.via.clone_from(&from.correction.via),
        Field::Directness => to.correction.directness = from.correction.directness,
        Field::Class => to.correction.class = from.correction.class,
        Field::Note => {
            to.note.clone_from(&from.note);
            to.said = Said { note: from.said.note.clone(), ..(*to.said).clone() }.into();
        }
        // Evidence and inquiries of both are kept together, whoever is right.
        Field::Check => {
            to.check.state = from.check.state;
            to.check.stated.clone_from(&from.check.stated);
            let Said { note: _, state, stated } = (*from.said).clone();
            to.said = Said { note: to.said.note.clone(), state, stated }.into();
        }
    }
}

/// Takes the decision, all that was corrected and the log of `from`.
pub(in crate::review) fn take_verdict(from: &Side, to: &mut Side) {
    take(Field::Decision, from, to);
    to.log.clone_from(&from.log);
}
