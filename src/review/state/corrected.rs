//! Which fields of a claim a step of its log was about, where the claim as it is afterwards does not tell.

use serde::{Deserialize, Serialize};

use crate::claim::Part;
use crate::review::state::correction::Correction;

/// A field that somebody corrected, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CorrectedField {
    /// Every field: a choice between two versions of the claim.
    All,
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
}

impl CorrectedField {
    /// The single fields.
    const FIELDS: [Self; 7] = [Self::Content, Self::Cue, Self::Source, Self::Speaker, Self::Via, Self::Directness, Self::Class];

    /// The field of a part.
    pub const fn of_part(part: Part) -> Self {
        match part {
            Part::Content => Self::Content,
            Part::Cue => Self::Cue,
            Part::Source => Self::Source,
        }
    }

    fn is_corrected(self, was: &Correction) -> bool {
        match self {
            Self::All => !was.is_empty(),
            Self::Content => was.parts.content.is_some(),
            Self::Cue => was.parts.cue.is_some(),
            Self::Source => was.parts.source.is_some(),
            Self::Speaker => !was.speaker.is_keep(),
            Self::Via => was.via.is_some(),
            Self::Directness => was.directness.is_some(),
            Self::Class => was.class.is_some(),
        }
    }

    /// Whether two corrections differ in it.
    pub(in crate::review) fn differs(self, a: &Correction, b: &Correction) -> bool {
        match self {
            Self::All => a != b,
            Self::Content => a.parts.content != b.parts.content,
            Self::Cue => a.parts.cue != b.parts.cue,
            Self::Source => a.parts.source != b.parts.source,
            Self::Speaker => a.speaker != b.speaker,
            Self::Via => a.via != b.via,
            Self::Directness => a.directness != b.directness,
            Self::Class => a.class != b.class,
        }
    }

    /// The fields that were corrected in `was` and are otherwise in `is`. Only such a step can lead back to what a field
    /// was before, where two versions side by side do not show that somebody said anything of it.
    pub(in crate::review) fn again(was: &Correction, is: &Correction) -> Vec<Self> {
        Self::FIELDS.into_iter().filter(|field| field.is_corrected(was) && field.differs(was, is)).collect()
    }
}
