//! Collects the text of a marked-up file block by block.

use super::{Block, BlockKind};
use crate::text::Span;

/// Text under construction: white space folded as a browser does, blocks parted by an empty line.
#[derive(Clone, Debug, Default)]
pub(super) struct Builder {
    /// What was collected.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Where the block at hand began; `None` between blocks.
    start: Option<usize>,
    /// White space was read that is written only before more text.
    gap: bool,
    /// What of the text is struck through, in order.
    pub struck: Vec<Span>,
    /// How many elements around strike their words through.
    striking: usize,
    /// Where the struck words at hand began.
    struck_from: Option<usize>,
}

impl Builder {
    /// Appends running text.
    pub fn inline(&mut self, text: &str) {
        for (index, part) in text.split([' ', '\t', '\n', '\r', '\x0c']).enumerate() {
            self.gap |= index > 0;
            if !part.is_empty() {
                self.word(part);
            }
        }
    }

    fn word(&mut self, word: &str) {
        if self.start.is_none() {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.start = Some(self.text.len());
        } else if self.gap && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        self.gap = false;
        if self.striking > 0 && self.struck_from.is_none() {
            self.struck_from = Some(self.text.len());
        }
        self.text.push_str(word);
    }

    /// What follows is struck through, until as many [`Self::unstrike`] as there were of these.
    pub fn strike(&mut self) {
        self.striking += 1;
    }

    /// Ends what [`Self::strike`] began.
    pub fn unstrike(&mut self) {
        self.striking = self.striking.saturating_sub(1);
        if self.striking == 0 {
            self.end_struck();
        }
    }

    fn end_struck(&mut self) {
        if let Some(from) = self.struck_from.take() {
            let span = Span::new(from, self.text.len().max(from)).trimmed(&self.text);
            match self.struck.last_mut() {
                // "~~four~~ ~~or five~~": nothing but a blank between two of them.
                Some(last) if self.text.get(last.end..span.start).is_some_and(|between| between == " ") => last.end = span.end,
                _ if span.is_empty() => {}
                _ => self.struck.push(span),
            }
        }
    }

    /// Appends `text` with no white space before it, nor after it before the next words.
    pub fn attach(&mut self, text: &str) {
        if self.start.is_some() {
            self.gap = false;
            self.text.push_str(text);
        }
    }

    /// Begins a new line within the block.
    pub fn line_break(&mut self) {
        if self.start.is_some() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.gap = false;
    }

    /// Whether the block at hand has text.
    pub fn has_text(&self) -> bool {
        self.start.is_some()
    }

    /// Ends the block at hand; without text there is none.
    pub fn end(&mut self, kind: BlockKind) {
        self.gap = false;
        self.end_struck();
        let Some(start) = self.start.take() else {
            return;
        };
        let span = Span::new(start, self.text.len()).trimmed(&self.text);
        self.text.truncate(span.end.max(start));
        if span.is_empty() {
            // Nothing but no-break spaces: take the separator back too.
            self.text.truncate(self.blocks.last().map_or(0, |block| block.span.end));
        } else {
            self.blocks.push(Block { span, kind });
        }
    }
}
