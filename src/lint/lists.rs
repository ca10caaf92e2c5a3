//! The word lists of the rules; `words.tsv` has the words.

saidby_engine::word_lists! {
    "words.tsv":
    /// Words that say how many or how high, and describe nobody.
    pub(in crate::lint) COUNTS = "count";
    /// Words that make a mention somebody's in particular.
    pub(in crate::lint) OWNERS = "owner";
    /// Words that begin a mention of someone new.
    pub(in crate::lint) INTRODUCERS = "introducer";
    /// Nouns for people whom reporters talk to in confidence.
    pub(in crate::lint) CONFIDENTIAL = "confidential";
    /// Verbs by which a source speaks to a reporter.
    pub(in crate::lint) SAYING = "saying";
    /// Words after which a description of the person follows ("a person **familiar** with the talks").
    pub(in crate::lint) DESCRIBERS = "describer";
    /// People who are spoken to in public, or in a meeting: whoever speaks to them is not a reporter's source.
    pub(in crate::lint) AUDIENCES = "audience";
    /// Words before a noun that are not part of its description.
    pub(in crate::lint) FUNCTION_WORDS = "function";
    /// Words that say nothing of a matter.
    pub(in crate::lint) UNTELLING = "untelling";
    /// Words of a mention that name no organisation.
    pub(in crate::lint) NAMELESS = "nameless";
    /// Words of judgement.
    pub(in crate::lint) JUDGEMENTS = "judgement";
    /// Words by which someone else is reported to pass judgement.
    pub(in crate::lint) CALLING = "calling";
    /// Words after a comma that begin a description of the person before it.
    pub(in crate::lint) DESCRIPTION_OPENERS = "description_opener";
    /// Words after which no audience is named.
    pub(in crate::lint) AFTER_AUDIENCE = "after_audience";
}
