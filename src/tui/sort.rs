//! In which order the claims are listed.

/// The order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// As in the text.
    #[default]
    Text,
    /// Undecided ones first.
    Undecided,
    /// By speaker.
    Speaker,
    /// The engine's least certain first.
    Certainty,
    /// Most worth checking first.
    Worth,
}

impl Sort {
    /// All of them, the usual one first.
    pub const ALL: [Self; 5] = [Self::Text, Self::Undecided, Self::Speaker, Self::Certainty, Self::Worth];

    /// The order in a few words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Text => "as in the text",
            Self::Undecided => "undecided first",
            Self::Speaker => "by speaker",
            Self::Certainty => "least certain first",
            Self::Worth => "worth checking first",
        }
    }

    /// What it is good for.
    pub const fn doc(self) -> &'static str {
        match self {
            Self::Text => "from the first word to the last",
            Self::Undecided => "what is left to do",
            Self::Speaker => "what each one said, together",
            Self::Certainty => "where the engine is most likely wrong",
            Self::Worth => "figures, comparisons and causes; the detail says why",
        }
    }
}
