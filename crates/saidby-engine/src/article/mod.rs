//! Articles: bytes from a file or standard input become an [`Article`] with text, blocks and metadata.
//!
//! ```text
//! bytes -> decode (encoding, BOM, line ends) -> txt | markdown | html -> Article
//! ```
//!
//! The text of an article is fixed once it is read; every span of the program refers to it.

mod builder;
mod captions;
mod classify;
mod decode;
mod error;
pub(crate) mod fair;
mod form;
mod html;
mod macintosh;
mod markdown;
mod mime;
mod origin;
mod pages;
mod twice;
mod txt;
mod words;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

pub use error::{ArticleError, MAX_BYTES};
pub use fair::{Changes, FairCopy};
pub use html::{LeftOut, WhyLeftOut};
pub use origin::FileOffsets;
pub use twice::repaired;

use crate::text::{Scan, Span};

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

/// What the reader of a format makes of a file.
#[derive(Clone, Debug, PartialEq)]
struct Extracted {
    text: String,
    blocks: Vec<Block>,
    metadata: Metadata,
    struck: Vec<Span>,
}

impl Article {
    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// There is no text in them, they are no text, or they are more than [`MAX_BYTES`].
    pub fn read(bytes: &[u8], format: Format) -> Result<Self, ArticleError> {
        Self::read_with(bytes, format, &[])
    }

    /// The same with the parts of a web page that somebody brought in, by their ids (see [`LeftOut`]). Ids that the page
    /// does not have, and all ids for other formats, change nothing.
    ///
    /// # Errors
    /// Those of [`Article::read`].
    pub fn read_with(bytes: &[u8], format: Format, restored: &[String]) -> Result<Self, ArticleError> {
        if format == Format::Mime {
            return Self::of_mime(bytes);
        }
        Self::of_decoded(decode::decode(bytes, format)?, format, restored)
    }

    /// Reads text that is decoded already, such as a value of a JSON record. Nothing is guessed: a charset that a page
    /// declares does not count, and neither do control characters.
    ///
    /// # Errors
    /// There is no text in it, or it has more than [`MAX_BYTES`].
    pub fn read_text(text: &str, format: Format) -> Result<Self, ArticleError> {
        if format == Format::Mime {
            return Self::of_mime(text.as_bytes());
        }
        Self::of_decoded(decode::decoded(text)?, format, &[])
    }

    fn of_decoded(decoded: decode::Decoded, format: Format, restored: &[String]) -> Result<Self, ArticleError> {
        let mut origin = Origin {
            format: if matches!(format, Format::Captions | Format::Mime) { Format::Html } else { format },
            encoding: decoded.encoding,
            encoding_guessed: decoded.guessed,
            invalid_sequences: decoded.invalid,
            encoded_twice: twice::is_encoded_twice(&decoded.text),
            dropped: DroppedPositions::default(),
            restored: if format == Format::Html { restored.to_vec() } else { Vec::new() },
            captions: format == Format::Captions,
            struck: Vec::new(),
            page_lines: Vec::new(),
        };
        if decoded.text.trim().is_empty() {
            return Err(ArticleError::Empty);
        }
        let Extracted { text, blocks, metadata, struck } = match format {
            Format::Text => {
                origin.dropped = decoded.dropped;
                let lines = pages::lines(&decoded.text);
                let (blocks, metadata) = classify::plain(&decoded.text, txt::paragraphs(&decoded.text, &lines), &lines);
                origin.page_lines = lines;
                Extracted { text: decoded.text, blocks, metadata, struck: Vec::new() }
            }
            Format::Markdown => markdown::read(&decoded.text),
            Format::Captions => captions::read(&decoded.text),
            Format::Html | Format::Mime => html::read(&decoded.text, &origin.restored)?,
        };
        if blocks.is_empty() {
            return Err(ArticleError::Empty);
        }
        origin.struck = struck;
        let metadata = metadata.bare();
        Ok(Self { text: text.into(), blocks, metadata, origin })
    }

    /// A mail or a saved page: its text is extracted, as that of a page is.
    fn of_mime(bytes: &[u8]) -> Result<Self, ArticleError> {
        if bytes.len() > MAX_BYTES {
            return Err(ArticleError::TooLarge { bytes: bytes.len() as u64 });
        }
        let Extracted { text, blocks, metadata, struck } = mime::read(bytes)?;
        if blocks.is_empty() {
            return Err(ArticleError::Empty);
        }
        let origin = Origin {
            format: Format::Html,
            encoding: "UTF-8",
            encoded_twice: twice::is_encoded_twice(&text),
            struck,
            ..Origin::default()
        };
        Ok(Self { text: text.into(), blocks, metadata, origin })
    }

    /// What of a web page its reader leaves out of the article, and why; the parts in `restored` are marked as brought in.
    /// Of other formats nothing is listed.
    ///
    /// # Errors
    /// Those of [`Article::read`].
    pub fn left_out(bytes: &[u8], format: Format, restored: &[String]) -> Result<Vec<LeftOut>, ArticleError> {
        match format {
            Format::Html => html::left_out(&decode::decode(bytes, format)?.text, restored),
            _ => Ok(Vec::new()),
        }
    }

    /// The indices of the blocks that share a byte with `span`; where there are none, the empty range at the first
    /// block behind it.
    pub fn blocks_touching(&self, span: Span) -> Range<usize> {
        let first = self.blocks.partition_point(|block| block.span.end <= span.start);
        first..self.blocks.partition_point(|block| block.span.start < span.end).max(first)
    }

    /// The index of the block that holds the byte at `offset`, or of the first one behind it.
    pub fn block_index(&self, offset: usize) -> usize {
        self.blocks.partition_point(|block| block.span.end <= offset)
    }

    /// Its words and sentences, each block as a paragraph.
    pub fn scan(&self) -> Scan {
        Scan::of(&self.text, self.blocks.iter().map(|block| block.span))
    }

    /// blake3 of its text, in hexadecimal: the same text has the same digest.
    pub fn digest(&self) -> String {
        blake3::hash(self.text.as_bytes()).to_hex().to_string()
    }

    /// An article of plain text that is at hand already; without text it has no blocks.
    pub fn from_text(text: &str) -> Self {
        Self::read(text.as_bytes(), Format::Text).unwrap_or_else(|_| Self {
            text: "".into(),
            blocks: Vec::new(),
            metadata: Metadata::default(),
            origin: Origin { encoding: "UTF-8", ..Origin::default() },
        })
    }
}

impl Format {
    /// The format that a file's name tells: .txt, .md, .html and .htm, in any case; `None` for others.
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "md" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }

    /// The same for a file that somebody names: mail, saved pages and captions are read too, which in a folder are
    /// taken for something else than articles.
    pub fn named(path: &Path) -> Option<Self> {
        Self::of_path(path).or_else(|| match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "mhtml" | "mht" | "eml" => Some(Self::Mime),
            "srt" | "vtt" => Some(Self::Captions),
            _ => None,
        })
    }

    /// The format of bytes without a name: a page begins with a doctype or a tag of one.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        let begins = |tag: &[u8]| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
        if begins(b"<!doctype html") || begins(b"<html") {
            Self::Html
        } else if mime::is_mime(start) {
            Self::Mime
        } else {
            Self::Text
        }
    }
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
    /// A row of a table, its cells separated by "|".
    Table,
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
    /// The sentence or two below it that say what it is about.
    pub standfirst: Option<String>,
    /// The writers, as printed.
    pub byline: Option<String>,
    /// The date, as printed or as the page's metadata gives it.
    pub date: Option<String>,
    /// The news organisation that published it.
    pub publisher: Option<String>,
}

impl Metadata {
    /// The same without soft hyphens and other characters inside words that nobody sees.
    fn bare(mut self) -> Self {
        for field in [&mut self.title, &mut self.standfirst, &mut self.byline, &mut self.date, &mut self.publisher] {
            if let Some(words) = field.as_deref().and_then(crate::text::Bare::of) {
                *field = Some(words.text);
            }
        }
        self
    }
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
    /// Whether it seems to have been encoded twice ("â€œ" for “): see [`repaired`].
    pub encoded_twice: bool,
    /// Where the text differs from the file on disk.
    pub dropped: DroppedPositions,
    /// The parts of a web page that somebody asked to be brought in, by their ids.
    pub restored: Vec<String>,
    /// The words that the file strikes through, in order: nobody says them any more, and no claim is looked for there.
    pub struck: Vec<Span>,
    /// Heads, feet and numbers of pages: no part of the sentences that they stand in, in order.
    pub page_lines: Vec<Span>,
    /// Whether it was read from captions, in which a name and a colon always say who speaks.
    pub captions: bool,
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
    /// A mail, or a page saved as one file (MHTML); read as a page.
    Mime,
    /// Captions of a recording (SubRip, WebVTT); their text is extracted, as a page's is.
    Captions,
}

/// The code points of the file that are not in the text: a BOM at its start, a CR before each LF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DroppedPositions {
    /// Byte offsets into the text before which one code point of the file was dropped, ascending.
    pub before: Vec<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_an_error_of_its_own() {
        for (bytes, format) in [(&b""[..], Format::Text), (b" \r\n", Format::Text), (b"\xef\xbb\xbf", Format::Markdown)] {
            assert_eq!(Article::read(bytes, format).unwrap_err(), ArticleError::Empty);
        }
        assert_eq!(Article::from_text("").blocks, []);
    }

    #[test]
    fn blocks_are_disjoint_trimmed_and_not_blank() {
        let text = "Head line\r\n\r\n  First, she said. \u{3000}\n\t\n\u{200b}\nLast\u{1b}[0m.".repeat(50);
        let article = Article::from_text(&text);
        let mut end = 0;
        for block in &article.blocks {
            assert!(block.span.start >= end && !block.span.is_empty());
            assert_eq!(block.span.trimmed(&article.text), block.span);
            end = block.span.end;
        }
        assert!(article.blocks.len() >= 150 && article.text.contains("\u{1b}[0m"));
    }

    #[test]
    fn blocks_are_found_by_a_span() {
        let article = Article::from_text("Head line\n\nOne.\n\nTwo.\n\nThree.");
        let spans: Vec<Span> = article.blocks.iter().map(|block| block.span).collect();
        assert_eq!(article.blocks_touching(Span::new(spans[1].start + 1, spans[2].start + 1)), 1..3);
        assert_eq!(article.blocks_touching(Span::new(spans[1].end, spans[2].start)), 2..2, "between two blocks");
        assert_eq!(article.block_index(spans[2].start), 2);
        assert_eq!(article.block_index(article.text.len()), 4);
        assert_eq!(article.scan().paragraphs.len(), 4);
        assert_eq!(article.digest(), Article::from_text(&article.text).digest());
    }

    #[test]
    fn formats_by_name_and_by_bytes() {
        assert_eq!(Format::of_path(Path::new("a/b.TXT")), Some(Format::Text));
        assert_eq!(Format::of_path(Path::new("b.htm")), Some(Format::Html));
        assert_eq!(Format::of_path(Path::new("b.claims.ron")), None);
        assert_eq!(Format::of_bytes(b"\n<!DOCTYPE HTML><p>x"), Format::Html);
        assert_eq!(Format::of_bytes(b"She said"), Format::Text);
    }
}
