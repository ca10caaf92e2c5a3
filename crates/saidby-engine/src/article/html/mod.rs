//! A web page as saved from a browser becomes text and blocks, without its navigation.
//!
//! ```text
//! page --data--> what it says of itself; --clean--> without what is not its article
//!      --Readability, blocks--> what a reader view keeps --select--> the article
//! ```
//!
//! A browser's reader view (Readability) finds where the article is. What it keeps is compared with all
//! blocks of the page: links, labels and boxes go, and what it lost between its blocks comes back.

mod blocks;
mod clean;
mod data;
mod dom;
mod select;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use self::blocks::Draft;
use self::data::PageData;
use super::builder::Builder;
use super::error::ArticleError;
use super::{Block, BlockKind, Metadata, classify};

/// Elements nested deeper than this are only found in pages made to break readers.
const DEEPEST: usize = 400;
/// Elements beyond which the search for the article would take seconds.
const MOST_ELEMENTS: usize = 200_000;

/// The text, blocks and metadata of the page `source`.
pub(super) fn read(source: &str) -> Result<(String, Vec<Block>, Metadata), ArticleError> {
    let page = Document::from(source);
    let data = PageData::of(&page);
    let headline = data::headline(&page, &data);
    let drafts = if is_sane(&page) { article(page, &data, headline.as_deref()) } else { blocks::collect(&page, None) };
    if drafts.is_empty() {
        return Err(ArticleError::NoText);
    }
    let mut metadata = Metadata { title: headline, byline: data.byline, date: data.date, publisher: data.publisher };
    let (text, mut blocks) = written(&drafts, metadata.title.as_deref());
    classify::by_form(&text, &mut blocks, &mut metadata);
    Ok((text, blocks, metadata))
}

/// The blocks of the article on `page`.
fn article(page: Document, data: &PageData, headline: Option<&str>) -> Vec<Draft> {
    clean::clean(&page, data, headline);
    let whole = blocks::collect(&page, clean::region(&page, headline));
    let opening = whole.iter().find(|draft| draft.is_prose()).map(|draft| draft.text.clone());
    let scripted = match &opening {
        Some(opening) if whole.iter().filter(|draft| draft.is_prose()).map(Draft::words).sum::<usize>() < 150 => {
            data::scripted(&page, opening)
        }
        _ => Vec::new(),
    };
    // A short article is not searched for with fewer rules because it is short.
    let letters: usize = whole.iter().filter(|draft| draft.is_prose()).map(|draft| draft.text.len()).sum();
    let config = Config {
        keep_classes: true,
        max_elements_to_parse: MOST_ELEMENTS,
        char_threshold: (letters * 3 / 5).clamp(40, 500),
        ..Config::default()
    };
    let reader = Readability::with_document(page, None, Some(config)).ok();
    let kept = reader
        .and_then(|mut reader| reader.parse().ok())
        .map(|found| blocks::collect(&Document::from(found.content.to_string()), None));
    let kept = kept.unwrap_or_default();
    let length = |drafts: &[Draft]| drafts.iter().map(|draft| draft.text.len()).sum::<usize>();
    // Too little was kept of a page that has more: the reader view took the wrong part.
    let kept = if length(&kept) < 400 && letters > 4 * length(&kept) { whole.clone() } else { kept };
    let selected = select::select(whole.clone(), &kept, data, headline);
    let found: usize = selected.iter().map(Draft::words).sum();
    let words = |texts: &[String]| texts.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
    // The page shows the beginning only; its data has the text.
    for texts in [&data.body, &scripted] {
        if words(texts) >= 80 && 5 * found < 2 * words(texts) {
            return texts.iter().map(|text| Draft::of_data(text)).collect();
        }
    }
    if selected.is_empty() { whole } else { selected }
}

/// Text and blocks of an article, the headline first: the block that has it already, or one put before.
fn written(drafts: &[Draft], title: Option<&str>) -> (String, Vec<Block>) {
    let mut builder = Builder::default();
    let same = |draft: &Draft| title.is_some_and(|title| draft.text.split_whitespace().eq(title.split_whitespace()));
    let headline = drafts.iter().take(5).position(same);
    if let Some(title) = title.filter(|_| headline.is_none()) {
        builder.inline(title);
        builder.end(BlockKind::Headline);
    }
    for (index, draft) in drafts.iter().enumerate() {
        for (line, text) in draft.text.split('\n').enumerate() {
            if line > 0 {
                builder.line_break();
            }
            builder.inline(text);
        }
        builder.end(if headline == Some(index) { BlockKind::Headline } else { draft.kind });
    }
    (builder.text, builder.blocks)
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

#[cfg(test)]
mod tests;
