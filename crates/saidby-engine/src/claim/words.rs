//! How the values of the claim types are spelt: one word each, in every format and on the screen.

use super::{CueClass, Directness, OutletRole, SpeakerKind};

/// Gives an enum its words: `ALL`, `as_str`, `from_word` and `Display`.
#[macro_export]
macro_rules! enum_words {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word, in lower case.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// The value of a word, in upper or lower case.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str().eq_ignore_ascii_case(word.trim()))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

enum_words!(Directness { Direct = "direct", Mixed = "mixed", Indirect = "indirect" });
enum_words!(CueClass { Speech = "speech", Document = "document", Attitude = "attitude", Perception = "perception" });
enum_words!(SpeakerKind { Person = "person", Organisation = "organisation", Group = "group", Document = "document" });
enum_words!(OutletRole { Cited = "cited", Mentioned = "mentioned", Publisher = "publisher", Credit = "credit" });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back_in_either_case() {
        for value in Directness::ALL {
            assert_eq!(Directness::from_word(&value.to_string().to_uppercase()), Some(*value));
        }
        assert_eq!(CueClass::from_word(" Attitude "), Some(CueClass::Attitude));
        assert_eq!(SpeakerKind::from_word("crowd"), None);
        assert_eq!(OutletRole::ALL.len(), 4);
    }
}
