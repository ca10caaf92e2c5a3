//! Findings with their places in files.

use std::sync::Arc;

use crate::article::{Article, FileOffsets, Format};
use crate::lint::{Finding, fingerprint};
use crate::text::lines::Position;
use crate::text::{LineIndex, Span, UnitRange, single_line};

/// A passage of an article's file.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The file.
    pub path: Arc<str>,
    /// Where it begins and ends by line and column. `None` in formats whose text is extracted: the file has other lines.
    pub lines: Option<(Position, Position)>,
    /// Its code points, of the file or of the extracted text.
    pub chars: UnitRange,
    /// Its words on one line.
    pub words: String,
}

/// A finding with its places.
#[derive(Clone, Debug)]
pub struct Located {
    /// The finding.
    pub finding: Finding,
    /// Where it is.
    pub at: Passage,
    /// Other places that it is about, each with what it is.
    pub related: Vec<(Passage, String)>,
    /// Whether it makes the command fail.
    pub fails: bool,
    /// Its name across versions of the article.
    pub fingerprint: String,
}

/// An article whose findings get places.
pub struct Places<'a> {
    path: Arc<str>,
    article: &'a Article,
    lines: LineIndex,
    offsets: FileOffsets<'a>,
}

impl<'a> Places<'a> {
    /// For an article and the name of its file.
    pub fn new(path: &Arc<str>, article: &'a Article) -> Self {
        Self { path: Arc::clone(path), article, lines: LineIndex::new(&article.text), offsets: FileOffsets::new(article) }
    }

    /// A passage of the article.
    pub fn passage(&self, span: Span) -> Passage {
        let text = &self.article.text;
        let by_line = self.article.origin.format == Format::Text;
        Passage {
            path: Arc::clone(&self.path),
            lines: by_line.then(|| (self.lines.position(text, span.start), self.lines.position(text, span.end))),
            chars: self.offsets.to_file(span),
            words: single_line(span.slice(text).unwrap_or_default()),
        }
    }

    /// A finding of the article. `elsewhere` gives the passages in other articles.
    pub fn locate(&self, finding: Finding, elsewhere: &dyn Fn(usize, Span) -> Option<Passage>) -> Located {
        let related = finding.related.iter().filter_map(|related| {
            let passage = match related.article {
                Some(article) => elsewhere(article, related.span)?,
                None => self.passage(related.span),
            };
            Some((passage, related.message.clone()))
        });
        Located {
            related: related.collect(),
            at: self.passage(finding.span),
            fails: false,
            fingerprint: fingerprint(finding.rule, &self.article.text, finding.span),
            finding,
        }
    }
}

impl Passage {
    /// The file with line and column, as compilers print it.
    pub fn place(&self) -> String {
        match &self.lines {
            Some((start, _)) => format!("{}:{}:{}", self.path, start.line, start.column),
            None => self.path.to_string(),
        }
    }
}
