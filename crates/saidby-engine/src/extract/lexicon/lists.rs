//! Word lists of single rules; `lists.tsv` has the words.

crate::word_lists! {
    "lists.tsv":
    /// Verbs and nouns of writing, and what a text does ("the survey shows").
    pub(in crate::extract) DOCUMENT_VERBS = "document_verb";
    /// Nouns of writing.
    pub(in crate::extract) DOCUMENT_NOUNS = "document_noun";
    /// Verbs of belief, wish, judgement and feeling that need no utterance.
    pub(in crate::extract) ATTITUDE_VERBS = "attitude_verb";
    /// Nouns of belief, wish, judgement and feeling.
    pub(in crate::extract) ATTITUDE_NOUNS = "attitude_noun";
    /// Adjectives and prepositions of belief, wish, judgement and feeling.
    pub(in crate::extract) ATTITUDE_WORDS = "attitude_word";
    /// Verbs of seeing, hearing and finding out.
    pub(in crate::extract) PERCEPTION_VERBS = "perception_verb";
    /// Words of speech that are followed by another listed word within their cue ("expressed hope").
    pub(in crate::extract) SPEECH_FIRST = "speech_first";
    /// Verbs of more than one syllable that double their last consonant, beside all short ones.
    pub(in crate::extract) DOUBLING = "doubling";
    /// Short-looking verbs that do not double it.
    pub(in crate::extract) NOT_DOUBLING = "not_doubling";
    /// Closing words of a letter, before the name.
    pub(in crate::extract) LETTER_CLOSINGS = "letter_closing";
    /// Small words inside the name that a letter is signed with.
    pub(in crate::extract) SIGNER_PARTICLES = "signer_particle";
    /// Heads that are first in the names of banks, stations, clubs and universities.
    pub(in crate::extract) OPENING_HEADS = "opening_head";
    /// Words with which a clause begins that somebody says.
    pub(in crate::extract) CLAUSE_OPENERS = "clause_opener";
    /// Titles that parliaments set before a member's name.
    pub(in crate::extract) FORMAL_TITLES = "formal_title";
    /// Titles that begin a speaker's label with a full stop.
    pub(in crate::extract) LABEL_TITLES = "label_title";
    /// Words of a cue that do not tell its class.
    pub(in crate::extract) CUE_FILLERS = "cue_filler";
    /// Words after a name that an interview was given to.
    pub(in crate::extract) AFTER_INTERVIEWER = "after_interviewer";
    /// Words and marks that end the clause before them.
    pub(in crate::extract) CLAUSE_BREAKS = "clause_break";
    /// Nouns after a name that make it an organisation.
    pub(in crate::extract) BODY_NOUNS = "body_noun";
    /// Verbs of an enclosed statement.
    pub(in crate::extract) ENCLOSED_VERBS = "enclosed_verb";
    /// Words between a subject and its verb.
    pub(in crate::extract) BETWEEN_SUBJECT_AND_VERB = "between_subject_and_verb";
    /// Words before the place or medium of an utterance.
    pub(in crate::extract) BEFORE_PLACE = "before_place";
    /// Verbs right before the name of who spoke.
    pub(in crate::extract) INVERTED_VERBS = "inverted_verb";
    /// Prepositions before a name that is not a subject.
    pub(in crate::extract) PREPOSITIONS = "preposition";
    /// Words before a role that are not part of it.
    pub(in crate::extract) ROLE_OPENERS = "role_opener";
    /// Auxiliaries after a pronoun.
    pub(in crate::extract) AUXILIARIES = "auxiliary";
    /// Words that end the core of a noun phrase.
    pub(in crate::extract) CORE_ENDS = "core_end";
    /// Words after a name that is the head of its phrase.
    pub(in crate::extract) AFTER_HEAD = "after_head";
    /// Articles and other determiners.
    pub(in crate::extract) DETERMINERS = "determiner";
    /// Words before a source that are not part of it.
    pub(in crate::extract) LEAD_INS = "lead_in";
    /// Nouns for an outlet.
    pub(in crate::extract) OUTLET_NOUNS = "outlet_noun";
}
