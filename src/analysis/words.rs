//! The word lists of this folder; `words.tsv` has the words.

saidby_engine::word_lists! {
    "words.tsv":
    /// Words that show a figure.
    pub(in crate::analysis) FIGURE_SIGNS = "figure_sign";
    /// Words that show a comparison.
    pub(in crate::analysis) COMPARISON_SIGNS = "comparison_sign";
    /// Words that show a superlative.
    pub(in crate::analysis) SUPERLATIVE_SIGNS = "superlative_sign";
    /// Words that show a cause.
    pub(in crate::analysis) CAUSE_SIGNS = "cause_sign";
    /// Words that show an act.
    pub(in crate::analysis) ACT_SIGNS = "act_sign";
    /// Words that show a wish or forecast.
    pub(in crate::analysis) WISH_OR_FORECAST_SIGNS = "wish_or_forecast_sign";
    /// Words that show a question.
    pub(in crate::analysis) QUESTION_SIGNS = "question_sign";
    /// Words before a name, and words of an office, that a label may have in place of a name or next to it.
    pub(in crate::analysis) LABEL_WORDS = "label_word";
}
