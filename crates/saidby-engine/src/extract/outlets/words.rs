//! Words that tell an outlet by what is around a name, from a data file next to the lexicon.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::extract::lexicon::table::Table;
use crate::extract::names::lexicon::lower_key;
use crate::text::word_list::{entries, rows};

/// What a word says about a name near it, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Says(u32);

macro_rules! says {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $word:literal;)*) => {
        impl Says {
            $($(#[$doc])* pub const $name: Says = Says(1 << $bit);)*

            fn of(kind: &str) -> Option<Self> {
                match kind {
                    $($word => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

says! {
    /// "told" X.
    TELL = 0, "tell";
    /// An interview with X, an episode of X.
    INTERVIEW = 1, "interview";
    /// Appeared on X.
    APPEAR = 2, "appear";
    /// Said on X.
    SAY = 3, "say";
    /// Wrote in X.
    WRITE = 4, "write";
    /// According to X.
    ACCORDING = 5, "according";
    /// Citing X.
    CITE = 6, "cite";
    /// Reported by X, a report in X.
    REPORT = 7, "report";
    /// X reported.
    VERB = 8, "outletverb";
    /// A verb that only news people do.
    NEWS_VERB = 9, "newsverb";
    /// An X poll.
    PIECE = 10, "piece";
    /// May stand between a name and its piece.
    PIECE_WORD = 11, "pieceword";
    /// An X reporter.
    STAFF = 12, "staff";
    /// The X newspaper.
    MEDIA = 13, "media";
    /// A news outlet only behind a word such as "news".
    NEWS_MEDIA = 14, "newsmedia";
    /// News, radio: makes an agency or a site one of news.
    NEWSY = 15, "newsy";
    /// May stand between a tie and the name.
    FILLER = 16, "filler";
    /// To, with, by.
    PREPOSITION = 17, "preposition";
    /// May stand between a name and its verb.
    BETWEEN = 18, "between";
    /// The last word of a paper's name.
    PAPER = 19, "paper";
    /// The last word of a paper's name and of others.
    WEAK_PAPER = 20, "weakpaper";
    /// The last word of a broadcast's name.
    PROGRAMME = 21, "programme";
    /// The first word of a station's name.
    STATION = 22, "station";
    /// The last word of a name that is not an outlet.
    BODY = 23, "body";
    /// A broadcast event of an outlet.
    EVENT = 24, "event";
    /// Another occasion to speak.
    OCCASION = 25, "occasion";
    /// Another audience.
    AUDIENCE = 26, "audience";
    /// Said at another time.
    OTHER_TIME = 27, "othertime";
    /// A last word that never stands for the whole name.
    NO_SHORT = 28, "noshort";
    /// Speaks of science.
    SCHOLARLY = 29, "scholarly";
}

impl Says {
    /// Whether it is any of `other`.
    #[inline]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    #[inline]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

static WORDS: LazyLock<Table<Says>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (kind, list) in rows(include_str!("../lexicon/outlet_words.tsv")) {
        let Some(says) = Says::of(kind) else { continue };
        for word in entries(list) {
            let known: &mut Says = words.entry(lower_key(word)).or_default();
            *known = known.with(says);
        }
    }
    Table::of(&words)
});

/// What `word` says.
#[inline]
pub fn says(word: &str) -> Says {
    WORDS.get(lower_key(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_known() {
        for line in include_str!("../lexicon/outlet_words.tsv").lines().filter(|line| !line.starts_with('#')) {
            let kind = line.split('\t').next().unwrap_or_default();
            assert!(Says::of(kind).is_some(), "{kind}");
            assert_eq!(line, line.to_lowercase(), "the list is lower case");
        }
        assert!(says("Told").any(Says::TELL) && says("Herald").any(Says::PAPER));
        assert!(!says("ferry").any(Says::VERB.with(Says::BODY)));
    }
}
