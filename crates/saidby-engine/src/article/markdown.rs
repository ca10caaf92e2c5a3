//! Markdown (CommonMark) becomes text and blocks.

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::builder::Builder;
use super::{BlockKind, Extracted, Metadata, classify};

/// The text, blocks and front matter of `source`.
pub(super) fn read(source: &str) -> Extracted {
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(source, options) {
        reader.event(event);
    }
    reader.end();
    let Reader { builder, mut metadata, .. } = reader;
    let Builder { text, mut blocks, struck, .. } = builder;
    if let Some(first) = blocks.iter().find(|block| block.kind == BlockKind::Headline)
        && metadata.title.is_none()
    {
        metadata.title = first.span.slice(&text).map(str::to_owned);
    }
    classify::by_form(&text, &mut blocks, &mut metadata);
    Extracted { text, blocks, metadata, struck }
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    metadata: Metadata,
    /// Lists and quotations around the place at hand, innermost last.
    around: Vec<BlockKind>,
    heading: Option<BlockKind>,
    front_matter: bool,
    code: bool,
    pictures: usize,
    /// The block at hand shows nothing but pictures so far.
    only_pictures: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.finish(tag),
            Event::Text(text) if self.front_matter => self.front_matter(&text),
            Event::Text(text) if self.code => {
                for line in text.lines() {
                    self.builder.inline(line);
                    self.builder.line_break();
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if self.pictures == 0 && !text.trim().is_empty() {
                    self.only_pictures = false;
                }
                self.builder.inline(&text);
            }
            Event::SoftBreak => self.builder.inline(" "),
            Event::HardBreak => self.builder.line_break(),
            Event::Rule => self.end(),
            Event::Html(_) => self.end(),
            Event::InlineHtml(tag) => match tag.to_ascii_lowercase().as_str() {
                "<del>" | "<s>" | "<strike>" => self.builder.strike(),
                "</del>" | "</s>" | "</strike>" => self.builder.unstrike(),
                "<br>" | "<br/>" | "<br />" => self.builder.line_break(),
                _ => {}
            },
            _ => {}
        }
    }

    fn end(&mut self) {
        let kind = match self.heading {
            Some(kind) => kind,
            None if self.only_pictures => BlockKind::Caption,
            None => self.around.last().copied().unwrap_or(BlockKind::Paragraph),
        };
        self.builder.end(kind);
        self.only_pictures = false;
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::TableHead | Tag::TableRow => self.end(),
            Tag::TableCell if self.builder.has_text() => self.builder.inline(" | "),
            Tag::Heading { level, .. } => {
                self.end();
                let first = self.builder.blocks.iter().all(|block| block.kind != BlockKind::Headline);
                let top = level == pulldown_cmark::HeadingLevel::H1 && first;
                self.heading = Some(if top { BlockKind::Headline } else { BlockKind::Heading });
            }
            Tag::BlockQuote(_) => {
                self.end();
                self.around.push(BlockKind::Quotation);
            }
            Tag::Item | Tag::FootnoteDefinition(_) => {
                self.end();
                self.around.push(BlockKind::ListItem);
            }
            Tag::CodeBlock(_) => {
                self.end();
                self.code = true;
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => self.front_matter = true,
            Tag::Strikethrough => self.builder.strike(),
            Tag::Image { .. } => {
                self.only_pictures = self.pictures > 0 || !self.builder.has_text();
                self.pictures += 1;
            }
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::TableHead | TagEnd::TableRow => self.end(),
            TagEnd::Heading(_) => {
                self.end();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.end();
                self.around.pop();
            }
            TagEnd::CodeBlock => {
                self.end();
                self.code = false;
            }
            TagEnd::Strikethrough => self.builder.unstrike(),
            TagEnd::MetadataBlock(_) => self.front_matter = false,
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            _ => {}
        }
    }

    fn front_matter(&mut self, source: &str) {
        for (key, value) in source.lines().filter_map(|line| line.split_once(':')) {
            let value = value.trim().trim_matches(['"', '\'']);
            let field = match key.trim().to_ascii_lowercase().as_str() {
                "title" | "headline" => &mut self.metadata.title,
                "author" | "authors" | "byline" => &mut self.metadata.byline,
                "date" | "published" => &mut self.metadata.date,
                "publisher" | "outlet" | "source" | "site" => &mut self.metadata.publisher,
                _ => continue,
            };
            if !value.is_empty() {
                *field = Some(value.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn struck_words_are_known() {
        let source = "# Bill\n\nThe bill was ~~four~~ nine *or ~~so~~ ~~many~~ million*.\n\n~~Nobody checked it.~~\n\nIt was <del>not</del> paid.\n";
        let Extracted { text, struck, .. } = read(source);
        let words: Vec<&str> = struck.iter().map(|span| span.slice(&text).unwrap()).collect();
        assert_eq!(words, ["four", "so many", "Nobody checked it.", "not"]);
    }

    #[test]
    fn blocks_and_front_matter() {
        let source = "---\ntitle: \"Bridge shut\"\nauthor: Jo Orr\npublisher: Marsh Herald\n---\n# Bridge *shut*\n\n\
            ![The bridge. Cy Dell/Fenland Images](b.png)\n\nThe **mayor** said\nit [fell](x).  \nTwice.\n\n## Next\n\n\
            > “No,” she said.\n\n- one\n- two <b>b</b>\n\n<div>raw</div>\n\n| a | b |\n|---|---|\n| c | d |\n";
        let Extracted { text, blocks, metadata, struck } = read(source);
        assert!(struck.is_empty());
        let shown: Vec<(BlockKind, &str)> = blocks.iter().map(|block| (block.kind, block.span.slice(&text).unwrap())).collect();
        use BlockKind::*;
        assert_eq!(
            shown,
            [
                (Headline, "Bridge shut"),
                (Caption, "The bridge. Cy Dell/Fenland Images"),
                (Paragraph, "The mayor said it fell.\nTwice."),
                (Heading, "Next"),
                (Quotation, "“No,” she said."),
                (ListItem, "one"),
                (ListItem, "two b"),
                (Paragraph, "a | b"),
                (Paragraph, "c | d"),
            ]
        );
        assert_eq!(metadata.title.as_deref(), Some("Bridge shut"));
        assert_eq!(metadata.byline.as_deref(), Some("Jo Orr"));
        assert_eq!(metadata.publisher.as_deref(), Some("Marsh Herald"));
        assert!(text.starts_with("Bridge shut\n\nThe bridge."));
    }
}
