//! A possible attribution, before rivals and confidence decide.

use std::ops::Range;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $words:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$each])* $variant,)* }

        impl $name {
            /// All of them, in order of their numbers.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// Its name in the weights' table.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant),)* }
            }

            /// It in words, to follow the quoted cue.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }
        }
    };
}

named! {
    /// The position of the content relative to its cue.
    Frame {
        /// `…, X said.`
        Before = "after the statement",
        /// `…, X said, …`
        Medial = "inside the statement",
        /// `…, as X said`
        As = "after “as”",
        /// `X said, "…"`
        Quote = "before a quotation",
        /// `X said: …`
        Colon = "before a colon",
        /// `X said that …`
        That = "before “that” and a statement",
        /// `X said taxes rose`
        Clause = "before a statement",
        /// `X asked whether …`
        Question = "before a question",
        /// `X vowed to …`
        Infinitive = "before “to” and a verb",
        /// `X told Y that …`
        ToldThat = "before a listener, “that” and a statement",
        /// `X told Y taxes rose`
        ToldClause = "before a listener and a statement",
        /// `X told Y, "…"`
        ToldQuote = "before a listener and a quotation",
        /// `X asked Y to …`
        ObjectInfinitive = "before a person asked to do something",
        /// `X accused Y of …`, `X described Y as …`
        ObjectAs = "before a person described or accused",
        /// `X backs the plan`
        Object = "before what it is about",
        /// `X spoke about …`
        About = "with “about”",
        /// `X called for …`
        For = "with “for”",
        /// `X warned of …`
        Of = "with “of”",
        /// `X called on …`
        On = "with “on”",
        /// `X spoke against …`
        Against = "with “against”",
        /// `X agreed with …`
        With = "with “with”",
        /// `X referred to …`
        To = "with “to”",
        /// `X scoffed at …`
        At = "with “at”",
        /// Other prepositions.
        In = "with a preposition",
        /// `is expected to …`
        Subject = "about the subject of the sentence",
        /// `… reportedly …`
        Evidential = "inside the sentence it qualifies",
        /// `Minister: …`
        Label = "a name and a colon before the statement",
        /// `X went on:` and the next paragraph
        NextParagraph = "before a quoted paragraph",
        /// A cue, and the next sentence is a quotation.
        NextQuote = "before a sentence in quotation marks",
    }
}

named! {
    /// How the cue and its source are tied.
    Voice {
        /// Subject and finite verb.
        Finite = "with its subject",
        /// Verb, then subject.
        Inverted = "before its subject",
        /// Subject shared with an earlier verb.
        Shared = "sharing an earlier subject",
        /// "to say".
        Infinite = "as an infinitive",
        /// "saying".
        Gerund = "as a participle",
        /// "was told".
        Passive = "in the passive",
        /// "X's claim".
        NounOf = "as a noun with its owner",
        /// "issued a warning".
        NounVerb = "as the object of a verb",
        /// A noun alone.
        NounBare = "as a noun",
        /// "is confident".
        Adjective = "as an adjective",
        /// "according to".
        According = "naming its source",
        /// No verb at all.
        Bare = "by itself",
    }
}

impl Frame {
    /// The frame in which `preposition` leads to the content ("a warning about ..."), where it is one of those that do.
    pub fn of_preposition(preposition: &str) -> Option<Self> {
        Some(match preposition {
            "about" => Self::About,
            "for" => Self::For,
            "of" => Self::Of,
            "on" => Self::On,
            "against" => Self::Against,
            "with" => Self::With,
            "to" => Self::To,
            "at" => Self::At,
            _ => return None,
        })
    }

    /// Whether a second verb may share its source ("said that … and added that …").
    pub const fn is_speech(self) -> bool {
        matches!(
            self,
            Self::That
                | Self::Clause
                | Self::Question
                | Self::Infinitive
                | Self::Quote
                | Self::Before
                | Self::ToldThat
                | Self::ToldClause
                | Self::ToldQuote
        )
    }
}

/// What the mention of a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mention {
    /// There is none.
    None,
    /// "she".
    Pronoun,
    /// "who".
    Relative,
    /// A name.
    Name,
    /// A description.
    Phrase,
}

impl Mention {
    /// All of them, in order of their numbers.
    pub const ALL: &'static [Mention] = &[Self::None, Self::Pronoun, Self::Relative, Self::Name, Self::Phrase];
}

/// A possible attribution. Ranges are words of the paragraph.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// One or two passages of content.
    pub content: [Range<usize>; 2],
    /// The cue.
    pub cue: Range<usize>,
    /// The word that carries the cue.
    pub head: usize,
    /// The source.
    pub source: Option<Range<usize>>,
    /// Where the content is.
    pub frame: Frame,
    /// How the source is tied.
    pub voice: Voice,
    /// The cue's lemma, an index of the lexicon.
    pub lemma: u16,
    /// What the source is.
    pub mention: Mention,
    /// How likely it is right; filled in last.
    pub confidence: f32,
}

impl Candidate {
    /// The passages of content that are not empty.
    pub fn contents(&self) -> impl Iterator<Item = &Range<usize>> {
        self.content.iter().filter(|range| !range.is_empty())
    }
}
