//! The word lists of this folder; `words.tsv` has the words.

crate::word_lists! {
    "words.tsv":
    /// A whole line that is one of these is a button or a rubric.
    pub(in crate::article) WHOLE_LINES = "whole_line";
    /// Rubrics that a colon follows, with a link's words after it.
    pub(in crate::article) LINK_LABELS = "link_label";
    /// Beginnings of calls and notices.
    pub(in crate::article) NOTICE_STARTS = "notice_start";
    /// Beginnings of bylines.
    pub(in crate::article) BYLINE_STARTS = "byline_start";
    /// Beginnings of captions.
    pub(in crate::article) CAPTION_STARTS = "caption_start";
    /// Beginnings of credits.
    pub(in crate::article) CREDIT_STARTS = "credit_start";
    /// Picture agencies and the words that stand for a picture; the right side of "Jane Roe/…".
    pub(in crate::article) AGENCY_ENDS = "agency_end";
    /// Verbs that name who spoke, after or before the name.
    pub(in crate::article) DASH_VERBS = "dash_verb";
    /// Words that a speaker's description begins with.
    pub(in crate::article) DESCRIPTION_STARTS = "description_start";
    /// First halves that keep their hyphen when a line ends behind it.
    pub(in crate::article) HYPHENED_HALVES = "hyphened_half";
    /// Words of a date line beside days, months and numbers.
    pub(in crate::article) DATE_WORDS = "date_word";
    /// Small words inside names.
    pub(in crate::article) SMALL_WORDS = "small_word";
    /// Words of notices that publishers put under or between the paragraphs of a page.
    pub(in crate::article) PAGE_NOTICES = "page_notice";
    /// Labels and buttons, whole blocks in lower case.
    pub(in crate::article) PAGE_LABELS = "page_label";
    /// Words of a byline beside names and dates.
    pub(in crate::article) BYLINE_WORDS = "byline_word";
    /// Containers that go when they hold little running prose.
    pub(in crate::article) DOUBTFUL_CLASSES = "doubtful_class";
    /// Words by which a caption reports what somebody said.
    pub(in crate::article) CAPTION_VERBS = "caption_verb";
    /// Lines over lists of other articles.
    pub(in crate::article) MORE_STORIES = "more_stories";
    /// Classes inside a headline's element that are no part of it: what is over it, and what only screen readers say.
    pub(in crate::article) BESIDE_HEADLINE = "beside_headline";
    /// Last words, or first ones, of names of news organisations.
    pub(in crate::article) MASTHEADS = "masthead";
    /// Headings over sections of a site, whole.
    pub(in crate::article) PAGE_SECTIONS = "page_section";
    /// Words after which a sentence goes on.
    pub(in crate::article) HANGING_WORDS = "hanging_word";
}
