//! What the rules report.

use super::level::Level;
use crate::claim::{ClaimId, Speaker, SpeakerId};
use crate::review::ReviewedClaim;
use crate::text::Span;

/// What a finding rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Basis {
    /// On a reviewer's decisions.
    Review,
    /// On a suggestion of the engine, with its score.
    Engine(f32),
    /// On the text alone.
    Text,
}

impl std::fmt::Display for Basis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Review => f.write_str("review"),
            Self::Engine(score) => write!(f, "engine {score:.2}"),
            Self::Text => f.write_str("text"),
        }
    }
}

/// Another passage that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The article that it is in, by its index among those of a folder; `None`: the same.
    pub article: Option<usize>,
    /// Where.
    pub span: Span,
    /// What it is.
    pub message: String,
}

/// Something that a rule reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// What is wrong, and what to do.
    pub message: String,
    /// Where.
    pub span: Span,
    /// The claim that it is about.
    pub claim: Option<ClaimId>,
    /// The speaker that it is about.
    pub speaker: Option<SpeakerId>,
    /// What it rests on.
    pub basis: Basis,
    /// Other passages that it is about.
    pub related: Vec<Related>,
    /// Who cites whom: in each chain every outlet cites the next one. Of `sourcing.circular` alone.
    pub chains: Vec<Vec<String>>,
    /// Why a reviewer allows it; `None`: nobody does.
    pub allowed: Option<String>,
}

impl Finding {
    /// Says which claim and speaker it is about.
    pub fn of(&mut self, claim: &ReviewedClaim, speaker: Option<&Speaker>) -> &mut Self {
        self.claim = Some(claim.id.clone());
        self.speaker = speaker.map(|speaker| speaker.id.clone());
        self
    }

    /// Says which outlets cite each other.
    pub fn citing(&mut self, chains: Vec<Vec<String>>) -> &mut Self {
        self.chains = chains;
        self
    }

    /// Adds another passage of the same article.
    pub fn beside(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.related.push(Related { article: None, span, message: message.into() });
        self
    }
}
