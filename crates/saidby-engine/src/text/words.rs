//! The word lists of this folder; `words.tsv` has the words.

crate::word_lists! {
    "words.tsv":
    /// Abbreviations that keep their period when they start with a capital.
    pub(super) ABBREVIATIONS = "abbreviation";
    /// Words that follow an abbreviation only at the start of a new sentence.
    pub(super) SENTENCE_STARTERS = "sentence_starter";
    /// Abbreviations that are before a name, and so never end a sentence.
    pub(super) SHORT_TITLES = "short_title";
    /// Nouns that are told apart by a letter, which is not an initial then ("vitamin C.", "Block D.").
    pub(super) LETTERED_NOUNS = "lettered_noun";
    /// Verbs that carry a quoted question on: “Is it?” Ana Diaz asked.
    pub(super) VERBS_AFTER_QUOTES = "verb_after_quote";
    /// Words that are written without their beginning, behind an apostrophe; sorted.
    pub(super) ELISIONS = "elision";
}
