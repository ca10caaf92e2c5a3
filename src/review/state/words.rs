//! The word lists of this folder; `words.tsv` has the words.

saidby_engine::word_lists! {
    "words.tsv":
    /// Words that name no one by themselves.
    pub(in crate::review) HOLLOW_WORDS = "hollow_word";
    /// Words without which two contents can still be the same.
    pub(in crate::review) LIGHT_WORDS = "light_word";
    /// Words that turn the meaning round.
    pub(in crate::review) TURNING_WORDS = "turning_word";
}
