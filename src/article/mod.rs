//! Articles: bytes from a file or standard input become an [`Article`] with text, blocks and metadata.
//!
//! ```text
//! bytes -> decode (encoding, BOM, line ends) -> txt | markdown | html -> Article
//! ```
//!
//! The text of an article is fixed once it is read; every span of the program refers to it.

use std::sync::Arc;

use crate::text::Span;

/// One text under review.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The decoded text: BOM dropped, CR LF and CR turned into LF, nothing else changed (for HTML and
    /// Markdown: the text extracted from them).
    pub text: Arc<str>,
    /// The paragraphs in order: disjoint, none of them blank.
    pub blocks: Vec<Block>,
    /// What the article says of itself.
    pub metadata: Metadata,
    /// How it was stored.
    pub origin: Origin,
}

/// A paragraph of an article and the part it plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its place in the text, without white space at either end.
    pub span: Span,
    /// Its part.
    pub kind: BlockKind,
}

/// The part that a block plays in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The headline.
    Headline,
    /// A heading inside the article.
    Heading,
    /// Running text.
    Paragraph,
    /// A block quotation.
    Quotation,
    /// A list item.
    ListItem,
    /// The words under a photograph or video, with its credit.
    Caption,
    /// Who wrote it, and when or where.
    Byline,
    /// Words of the publisher that are no news: notices, links to other articles, calls to subscribe.
    Boilerplate,
}

impl BlockKind {
    /// Whether claims are looked for in it.
    pub const fn holds_claims(self) -> bool {
        matches!(self, Self::Headline | Self::Paragraph | Self::Quotation | Self::ListItem | Self::Caption)
    }
}

/// What an article says of itself; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// The writers, as printed.
    pub byline: Option<String>,
    /// The date, as printed or as the page's metadata gives it.
    pub date: Option<String>,
    /// The news organisation that published it.
    pub publisher: Option<String>,
}

/// How an article was stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The kind of file.
    pub format: Format,
    /// The name of its encoding, as the WHATWG Encoding Standard spells it.
    pub encoding: &'static str,
    /// Whether the encoding was guessed from the bytes, without a mark or a declaration.
    pub encoding_guessed: bool,
    /// Bytes that were not valid in the encoding, each replaced by U+FFFD.
    pub invalid_sequences: usize,
    /// Where the text differs from the file on disk.
    pub dropped: DroppedPositions,
}

/// The kinds of file that hold articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// Markdown (CommonMark).
    Markdown,
    /// A web page as saved from a browser.
    Html,
}

/// The code points of the file that are not in the text: a BOM at its start, a CR before each LF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DroppedPositions {
    /// Byte offsets into the text before which one code point of the file was dropped, ascending.
    pub before: Vec<usize>,
}
