//! The word lists of this folder; `words.tsv` has the words.

saidby_engine::word_lists! {
    "words.tsv":
    /// Words that say little.
    pub(in crate::memory) LIGHT_WORDS = "light_word";
    /// Words that turn a statement round.
    pub(in crate::memory) NEGATIONS = "negation";
}
