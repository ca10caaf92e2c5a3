//! A web page as saved from a browser becomes text and blocks, without its navigation.
//!
//! The article is found as browsers' reader views find it (Readability); a page where that fails is
//! read whole, less what is plainly no text.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::builder::Builder;
use super::error::ArticleError;
use super::{Block, BlockKind, Metadata, classify};
use crate::text::Span;

/// Elements nested deeper than this are only found in pages made to break readers.
const DEEPEST: usize = 400;
/// Elements beyond which the search for the article would take seconds.
const MOST_ELEMENTS: usize = 200_000;

/// The text, blocks and metadata of the page `source`.
pub(super) fn read(source: &str) -> Result<(String, Vec<Block>, Metadata), ArticleError> {
    let page = Document::from(source);
    let mut metadata = Metadata::default();
    let mut builder = Builder::default();
    if is_sane(&page) {
        remove_paid(&page);
        let date = time_of(&page);
        let whole = collect(&page);
        let config = Config { keep_classes: true, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
        if let Ok(mut reader) = Readability::with_document(page, None, Some(config)) {
            let page_metadata = reader.get_article_metadata(reader.parse_json_ld());
            metadata = Metadata {
                title: filled(Some(page_metadata.title.to_string())),
                byline: filled(page_metadata.byline.map(|text| text.to_string())),
                date: filled(page_metadata.published_time.map(|text| text.to_string())).or(date),
                publisher: filled(page_metadata.site_name.map(|text| text.to_string())),
            };
            if let Ok(article) = reader.parse() {
                metadata.title = metadata.title.or(filled(Some(article.title)));
                metadata.byline = metadata.byline.or(filled(article.byline));
                builder = collect(&Document::from(article.content.to_string()));
            }
        }
        put_lead_captions(metadata.title.as_deref(), &whole, &mut builder);
        // Too little was kept of a page that has more: the reader view took the wrong part.
        if builder.text.len() < 400 && whole.text.len() > 4 * builder.text.len() {
            builder = whole;
        }
    } else {
        metadata.title = filled(Some(page.select_single("title").text().to_string()));
        builder = collect(&page);
    }
    if builder.blocks.is_empty() {
        return Err(ArticleError::NoText);
    }
    if let Some(byline) = &mut metadata.byline
        && let Some(names) = byline.get(..3).filter(|start| start.eq_ignore_ascii_case("by ")).and(byline.get(3..))
    {
        *byline = names.trim().to_owned();
    }
    let Builder { mut text, mut blocks, .. } = builder;
    if let Some(title) = &metadata.title {
        put_headline(title, &mut text, &mut blocks);
    }
    classify::by_form(&text, &mut blocks, &mut metadata);
    Ok((text, blocks, metadata))
}

/// White space folded; `None` where nothing is left.
fn filled(text: Option<String>) -> Option<String> {
    let text = text?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The headline is the first block: the one that says so already, or one put before the text.
fn put_headline(title: &str, text: &mut String, blocks: &mut Vec<Block>) {
    let same = |block: &Block| block.span.slice(text).is_some_and(|words| words.split_whitespace().eq(title.split_whitespace()));
    if let Some(block) = blocks.iter().take(5).position(same).and_then(|index| blocks.get_mut(index)) {
        block.kind = BlockKind::Headline;
        return;
    }
    let shift = title.len() + 2;
    for block in blocks.iter_mut() {
        block.span = Span::new(block.span.start + shift, block.span.end + shift);
    }
    text.insert_str(0, &format!("{title}\n\n"));
    blocks.insert(0, Block { span: Span::new(0, title.len()), kind: BlockKind::Headline });
}

/// The words under the picture that opens an article often stand outside of what a reader view keeps:
/// captions of the whole page between the headline and the first block that was kept go before that block.
fn put_lead_captions(title: Option<&str>, whole: &Builder, kept: &mut Builder) {
    let words = |builder: &Builder, block: &Block| block.span.slice(&builder.text).unwrap_or_default().to_owned();
    let opens = |text: &str| whole.blocks.iter().position(|block| words(whole, block) == text);
    let first = kept.blocks.iter().find(|block| block.kind == BlockKind::Paragraph).map(|block| words(kept, block));
    let (Some(headline), Some(first)) = (title.and_then(opens), first.and_then(|text| opens(&text))) else { return };
    let between = whole.blocks.get(headline..first).unwrap_or_default();
    let captions = between.iter().filter(|block| block.kind == BlockKind::Caption).map(|block| words(whole, block));
    let missing: Vec<String> = captions.filter(|caption| !kept.text.contains(caption.as_str())).collect();
    if missing.is_empty() {
        return;
    }
    let mut with = Builder::default();
    for caption in missing {
        with.inline(&caption);
        with.end(BlockKind::Caption);
    }
    for block in &kept.blocks {
        let text = words(kept, block);
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                with.line_break();
            }
            with.inline(line);
        }
        with.end(block.kind);
    }
    *kept = with;
}

/// Classes of what is paid for, wherever it stands in an article.
const PAID: &[&str] = &["ad", "ads", "advert", "advertisement", "advertising", "sponsored"];

/// The longest text, in bytes, that is taken for an advertisement: a page may be marked as a whole ("no-ads").
const LONGEST_PAID: usize = 600;

/// Takes out what is paid for; a reader view keeps it where it stands among the paragraphs.
fn remove_paid(page: &Document) {
    for node in page.select("div[class], section[class], p[class]").nodes() {
        if has_part(&node.class().unwrap_or_default(), PAID) && node.text().len() <= LONGEST_PAID {
            node.remove_from_parent();
        }
    }
}

fn time_of(page: &Document) -> Option<String> {
    filled(page.select_single("time[datetime]").attr("datetime").map(|date| date.to_string()))
}

/// Whether the page can be searched without harm: neither too deep nor too large.
fn is_sane(page: &Document) -> bool {
    let mut stack = vec![(page.root(), 0)];
    let mut elements = 0;
    while let Some((node, depth)) = stack.pop() {
        elements += usize::from(node.is_element());
        if depth > DEEPEST || elements > MOST_ELEMENTS {
            return false;
        }
        stack.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    true
}

/// What an element does to the text inside it.
enum Role {
    /// Nothing of it is text.
    Skipped,
    /// Runs on in the line.
    Inline,
    /// Begins and ends a block, of a kind of its own or that of what is around it.
    Block(Option<BlockKind>),
    /// A line break.
    Break,
    /// A cell of a table.
    Cell,
}

fn role(name: &str, class: &str) -> Role {
    match name {
        "script" | "style" | "noscript" | "template" | "head" | "svg" | "math" | "nav" | "aside" | "footer" | "form"
        | "button" | "iframe" | "select" | "option" | "textarea" | "input" | "object" | "canvas" | "audio" | "video"
        | "dialog" | "menu" => Role::Skipped,
        "h1" => Role::Block(Some(BlockKind::Heading)),
        "h2" | "h3" | "h4" | "h5" | "h6" => Role::Block(Some(BlockKind::Heading)),
        "figcaption" | "caption" => Role::Block(Some(BlockKind::Caption)),
        "blockquote" => Role::Block(Some(BlockKind::Quotation)),
        "li" | "dd" | "dt" => Role::Block(Some(BlockKind::ListItem)),
        "p" | "div" | "span" if is_caption_class(class) => Role::Block(Some(BlockKind::Caption)),
        "p" | "div" | "section" | "article" | "main" | "header" | "ul" | "ol" | "dl" | "figure" | "table" | "tr" | "pre"
        | "hr" | "address" | "details" | "summary" | "body" | "html" | "center" | "hgroup" | "tbody" | "thead" => {
            Role::Block(None)
        }
        "td" | "th" => Role::Cell,
        "br" => Role::Break,
        _ => Role::Inline,
    }
}

fn is_caption_class(class: &str) -> bool {
    has_part(class, &["caption"])
}

/// Whether a class, taken apart at hyphens and the like, holds one of these words.
fn has_part(class: &str, words: &[&str]) -> bool {
    class.split(|c: char| !c.is_alphanumeric()).any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave,
}

/// The blocks of a page. A stack of its own, not the program's: a page may nest as deep as it likes.
fn collect(page: &Document) -> Builder {
    let mut builder = Builder::default();
    let mut kinds = vec![BlockKind::Paragraph];
    let mut steps = vec![Step::Enter(page.root())];
    let mut breaks = 0;
    while let Some(step) = steps.pop() {
        let kind = kinds.last().copied().unwrap_or(BlockKind::Paragraph);
        let node = match step {
            Step::Enter(node) => node,
            Step::Leave => {
                builder.end(kind);
                kinds.pop();
                continue;
            }
        };
        if node.is_text() {
            let text = node.text();
            if !text.trim().is_empty() {
                breaks = 0;
            }
            builder.inline(&text);
            continue;
        }
        if !node.is_element() && !node.is_document() && !node.is_fragment() {
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        match role(&name, &node.class().unwrap_or_default()) {
            Role::Skipped => continue,
            Role::Inline => {}
            Role::Break => {
                breaks += 1;
                if breaks > 1 { builder.end(kind) } else { builder.line_break() }
            }
            Role::Cell => builder.inline(if builder.has_text() { " | " } else { " " }),
            Role::Block(own) => {
                builder.end(kind);
                breaks = 0;
                kinds.push(own.unwrap_or(kind));
                steps.push(Step::Leave);
            }
        }
        steps.extend(node.children_it(true).map(Step::Enter));
    }
    builder.end(BlockKind::Paragraph);
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Bridge shut after flood | Marsh Herald</title>
        <meta property="og:title" content="Bridge shut after flood"><meta property="og:site_name" content="Marsh Herald">
        <meta name="author" content="Jo Orr"><meta property="article:published_time" content="2021-05-12T10:00:00Z">
        <style>p { color: red }</style></head><body>
        <nav><a href="/">Home</a> <a href="/s">Sport</a></nav>
        <article><h1>Bridge shut after flood</h1>
        <figure><img src="b.jpg"><figcaption>The bridge on Monday. Cy Dell/Fenland Images</figcaption></figure>
        <p>The mayor of Little Marsh, Ida Fenn, said on Monday that the old bridge would be shut until the summer, and that
        nobody should cross it before then.</p>
        <p>&ldquo;It is <b>not</b> safe,&rdquo; she told&nbsp;the council, which had asked, twice, for a report of the engineers.</p>
        <h2>What happens next</h2>
        <blockquote><p>We will build a new one, said the engineer, and it will be wider, and higher, and stand for longer.</p></blockquote>
        <ul><li>The bridge is shut, for all carts, until June of the year.</li><li>The ferry, which is free, runs at night.</li></ul>
        <p>The council, which meets again in June, will hear, and then vote on, the plans of the engineers, the clerk said.</p>
        </article><footer>© 2021 Marsh Herald</footer><script>alert("no")</script></body></html>"#;

    fn shown(page: &str) -> Vec<(BlockKind, String)> {
        let (text, blocks, _) = read(page).unwrap();
        blocks.iter().map(|block| (block.kind, block.span.slice(&text).unwrap().to_owned())).collect()
    }

    #[test]
    fn the_article_without_its_surroundings() {
        use BlockKind::*;
        let blocks = shown(PAGE);
        let kinds: Vec<BlockKind> = blocks.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(
            kinds,
            [Headline, Caption, Paragraph, Paragraph, Heading, Quotation, ListItem, ListItem, Paragraph],
            "{blocks:#?}"
        );
        assert_eq!(blocks[0].1, "Bridge shut after flood");
        assert!(blocks[3].1.starts_with("“It is not safe,” she told\u{a0}the council"));
        let all: String = blocks.into_iter().map(|(_, text)| text).collect();
        assert!(!all.contains("Sport") && !all.contains("alert") && !all.contains("color"));
    }

    #[test]
    fn the_lead_picture_is_kept_and_what_is_paid_for_is_not() {
        let body = PAGE.split_once("</figure>").unwrap();
        let page = format!(
            "{}</figure><div class=\"body no-ads\">{}",
            body.0,
            body.1
                .replace("</article>", "</div></article>")
                .replace("<h2>", "<div class=\"ad-slot\"><p>Doctors say: buy this.</p></div><h2>")
        );
        let blocks = shown(&page);
        assert_eq!(blocks[1], (BlockKind::Caption, "The bridge on Monday. Cy Dell/Fenland Images".to_owned()), "{blocks:#?}");
        assert_eq!(blocks.iter().filter(|(kind, _)| *kind == BlockKind::Caption).count(), 1);
        assert!(!blocks.iter().any(|(_, text)| text.contains("Doctors")), "{blocks:#?}");
        assert!(blocks.iter().any(|(_, text)| text.contains("wider, and higher")));
    }

    #[test]
    fn metadata_of_the_page() {
        let (_, _, metadata) = read(PAGE).unwrap();
        assert_eq!(metadata.title.as_deref(), Some("Bridge shut after flood"));
        assert_eq!(metadata.byline.as_deref(), Some("Jo Orr"));
        assert_eq!(metadata.date.as_deref(), Some("2021-05-12T10:00:00Z"));
        assert_eq!(metadata.publisher.as_deref(), Some("Marsh Herald"));
    }

    #[test]
    fn a_page_that_is_no_article_still_gives_its_text() {
        let blocks = shown("<title>Note</title><p>Short<br>note.<br><br>She said no.");
        assert_eq!(blocks.len(), 3);
        assert_eq!(blocks[1].1, "Short\nnote.");
        assert_eq!(read("<script>x</script>").unwrap_err(), ArticleError::NoText);
    }

    #[test]
    fn a_page_made_to_break_readers() {
        let deep = format!("{}<p>She said no.", "<div>".repeat(50_000));
        assert_eq!(shown(&deep).len(), 1);
    }
}
