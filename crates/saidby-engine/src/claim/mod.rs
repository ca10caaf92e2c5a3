//! Core types: claims, speakers, outlets and their ids.
//!
//! Pure data. A claim is what the field calls an attribution relation (Pareti 2015): a content, the cue
//! that attributes it and the source it is attributed to.

mod parts;
mod words;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::Span;

pub use parts::{Part, Parts};

/// A claim as the engine proposes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its name, the same on every machine.
    pub id: ClaimId,
    /// The spans of each part, sorted and disjoint: at least one of content, perhaps none of cue and source.
    pub parts: Parts<Vec<Span>>,
    /// How much of the content is inside quotation marks.
    pub directness: Directness,
    /// What the cue says of how the content was uttered.
    pub class: CueClass,
    /// Who the source is.
    pub speaker: Option<SpeakerId>,
    /// The outlets it came through, nearest to this article first.
    pub via: Vec<OutletId>,
    /// How likely a careful reader would mark this claim so, 0 to 1.
    pub score: f32,
    /// Why the engine proposes it.
    pub reason: Reason,
}

/// Why the engine proposes a claim, in parts that a person can check.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reason {
    /// What found the spans: a construction of the rules or the model's words ("cue 'said' after a quotation").
    /// Claims that were found in the same way share it.
    pub found_by: Arc<str>,
    /// How the source led to the speaker ("She: last woman named, Ana Diaz, one sentence back").
    pub speaker: Option<String>,
    /// How sure the speaker is, 0 to 1, by the way that led there: set by hand, an order and no probability.
    pub speaker_score: Option<f32>,
    /// The mention that the source was resolved by, where that is another place of the text.
    pub antecedent: Option<Span>,
    /// What tied each outlet to the claim ("according to an Axios report").
    pub via: Option<String>,
    /// The words that tie the outlets to the claim.
    pub via_spans: Vec<Span>,
}

/// A person, organisation, group or document that claims are attributed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Its name, the same on every machine.
    pub id: SpeakerId,
    /// The fullest name in the article ("Jen Psaki"), or the description of an unnamed one ("senior officials").
    pub name: String,
    /// What it is.
    pub kind: SpeakerKind,
    /// Office or trade, with the organisation where the article gives it ("White House Press Secretary").
    pub role: Option<String>,
    /// The organisation it belongs to or speaks for.
    pub affiliation: Option<String>,
    /// Other forms of the name in the article ("Psaki").
    pub aliases: Vec<String>,
    /// Whether the article leaves it unnamed.
    pub anonymous: bool,
    /// Why it does, in the article's words ("because they were not authorised to speak"); a person says so.
    pub unnamed_because: Option<String>,
    /// Every place that names it, pronouns excluded, in order.
    pub mentions: Vec<Span>,
}

/// What a speaker is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SpeakerKind {
    /// One human being.
    #[default]
    Person,
    /// A company, authority, country or office.
    Organisation,
    /// People without an organisation ("critics", "residents").
    Group,
    /// A report, law, poll, letter.
    Document,
}

/// A news organisation in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Its name, the same on every machine.
    pub id: OutletId,
    /// Its full name ("The Associated Press").
    pub name: String,
    /// The part it plays; the weightiest where it plays several.
    pub role: OutletRole,
    /// Other forms of the name in the article ("AP").
    pub aliases: Vec<String>,
    /// Every place that names it, in order.
    pub mentions: Vec<Span>,
    /// The words that decided its part ("told the Herald"), where the engine read them.
    pub because: Option<Span>,
}

impl Outlet {
    /// Whether the article calls it `name`, in full or otherwise.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.iter().any(|alias| alias == name)
    }
}

/// The part that an outlet plays in an article, weightiest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum OutletRole {
    /// Words or facts of the text came through it.
    #[default]
    Cited,
    /// It published this article.
    Publisher,
    /// Named in the text, but never as the way that anything came by.
    Mentioned,
    /// It is credited for a photograph, a video or a related piece.
    Credit,
}

/// How much of a content is inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Directness {
    /// All of it.
    Direct,
    /// Some of it.
    Mixed,
    /// None of it.
    Indirect,
}

/// What a cue says of how the content was uttered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CueClass {
    /// Said, told, asked, according to a person.
    #[default]
    Speech,
    /// Wrote, the report shows, according to a document.
    Document,
    /// Believes, wants, opposes, hopes.
    Attitude,
    /// Saw, heard, learned, found.
    Perception,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident, $prefix:literal;)*) => {$(
        $(#[$doc])*
        ///
        /// A long review names its claims and speakers many times over: a copy shares the letters of the first.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// What every id of this kind starts with.
            pub const PREFIX: &'static str = $prefix;

            /// The id that is written so.
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            /// As it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::new(String::deserialize(deserializer)?))
            }
        }
    )*};
}

ids! {
    /// Names a claim: `c-` and 8 hexadecimal digits of blake3 over content, cue and occurrence.
    ClaimId, "c-";
    /// Names a speaker: `s-` and a slug of its first name in the article.
    SpeakerId, "s-";
    /// Names an outlet: `o-` and a slug of its first name in the article.
    OutletId, "o-";
}
