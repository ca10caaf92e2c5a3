//! A block of a page, and why it is or is not part of the article.

use super::blocks::Draft;

/// A block of the whole page and what was decided of it.
pub(super) struct Candidate {
    pub draft: Draft,
    pub kept: bool,
    /// Why it is not kept, if it is not.
    pub why: WhyLeftOut,
}

/// Why a part of a page is not in the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhyLeftOut {
    /// It is not where the article is: navigation, sidebars, comments.
    #[default]
    Outside,
    /// Its container is named for something else (related, newsletter, advertisement), or hidden.
    Container,
    /// It is printed before the headline.
    BeforeHeadline,
    /// It is a list of links.
    Links,
    /// It is under a line like "More stories".
    Stories,
    /// By its form it is a notice, a label, a byline or a box about the writer.
    Form,
    /// It repeats another block.
    Twin,
    /// It is the caption or credit of a picture, and nobody speaks in it.
    Caption,
    /// It comes after the end of the text.
    Tail,
}

impl WhyLeftOut {
    /// In a few words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Outside => "outside of the article (navigation, sidebar, comments)",
            Self::Container => "in a part of the page named for something else (related, newsletter, advertisement), or hidden",
            Self::BeforeHeadline => "before the headline",
            Self::Links => "a list of links",
            Self::Stories => "in a list of other stories",
            Self::Form => "a notice, a label, a byline or a box about the writer",
            Self::Twin => "repeats another part",
            Self::Caption => "the caption or credit of a picture, without a statement",
            Self::Tail => "after the end of the text",
        }
    }
}

/// The first of the kept blocks that is running text.
pub(super) fn first_prose(blocks: &[Candidate]) -> Option<usize> {
    blocks.iter().position(|block| block.kept && block.draft.is_prose())
}

/// The last of them.
pub(super) fn last_prose(blocks: &[Candidate]) -> Option<usize> {
    blocks.iter().rposition(|block| block.kept && block.draft.is_prose())
}
