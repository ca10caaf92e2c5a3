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
mod by_form;
mod candidate;
mod clean;
mod data;
mod dom;
mod pictures;
mod select;

use std::collections::HashMap;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use self::blocks::Draft;
pub use self::candidate::WhyLeftOut;
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
    let drafts = if is_sane(&page) { article(page, &data, headline.as_deref()).0 } else { blocks::collect(&page, None) };
    if drafts.is_empty() {
        return Err(ArticleError::NoText);
    }
    let standfirst = standfirst(&drafts, &data.descriptions);
    let mut metadata = Metadata { title: headline, standfirst, byline: data.byline, date: data.date, publisher: data.publisher };
    let (text, mut blocks) = written(&drafts, metadata.title.as_deref());
    classify::by_form(&text, &mut blocks, &mut metadata);
    Ok((text, blocks, metadata))
}

/// The sentence or two under the headline: those that the page shows as such, or what it says of itself, unless that is
/// only how its text begins.
fn standfirst(drafts: &[Draft], descriptions: &[String]) -> Option<String> {
    let words = |text: &str| text.split_whitespace().count();
    let shown = drafts.iter().take(6).find(|draft| draft.place == blocks::Place::Standfirst);
    if let Some(shown) = shown {
        return Some(shown.text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    let opens = |text: &str| {
        let few: Vec<&str> = text.split_whitespace().take(6).collect();
        let begins = |draft: &Draft| draft.text.split_whitespace().take(few.len()).eq(few.iter().copied());
        // A paragraph that says the same and no more is the standfirst itself.
        drafts.iter().any(|draft| begins(draft) && words(&draft.text) > words(text))
    };
    let whole = |text: &&String| words(text) >= 5 && !text.ends_with('…') && !text.ends_with("...");
    descriptions.iter().filter(whole).find(|text| !opens(text)).cloned()
}

/// A part of a page that is not in its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its words.
    pub text: String,
    /// Why.
    pub why: WhyLeftOut,
}

/// What of the page `source` is not in its article, in the order of the page.
pub(super) fn left_out(source: &str) -> Result<Vec<LeftOut>, ArticleError> {
    let page = Document::from(source);
    let all = blocks::collect(&page, None);
    let data = PageData::of(&page);
    let headline = data::headline(&page, &data);
    if !is_sane(&page) {
        return Ok(Vec::new());
    }
    let (kept, dropped) = article(page, &data, headline.as_deref());
    if kept.is_empty() {
        return Err(ArticleError::NoText);
    }
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut taken: HashMap<String, usize> = HashMap::new();
    for text in kept.iter().map(|draft| folded(&draft.text)).chain(headline.as_deref().map(folded)) {
        *taken.entry(text).or_default() += 1;
    }
    let mut whys: HashMap<String, Vec<WhyLeftOut>> = HashMap::new();
    for left in &dropped {
        whys.entry(folded(&left.text)).or_default().push(left.why);
    }
    let mut found = Vec::new();
    for draft in all {
        let text = folded(&draft.text);
        if let Some(count) = taken.get_mut(&text).filter(|count| **count > 0) {
            *count -= 1;
            continue;
        }
        let why = whys.get_mut(&text).and_then(|whys| if whys.is_empty() { None } else { Some(whys.remove(0)) });
        found.push(LeftOut { text: draft.text, why: why.unwrap_or(WhyLeftOut::Container) });
    }
    Ok(found)
}

/// The blocks of the article on `page`, and those of the cleaned page that are not among them.
fn article(page: Document, data: &PageData, headline: Option<&str>) -> (Vec<Draft>, Vec<LeftOut>) {
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
    let (selected, dropped): (Vec<_>, Vec<_>) =
        select::select(whole.clone(), &kept, data, headline).into_iter().partition(|block| block.kept);
    let selected: Vec<Draft> = selected.into_iter().map(|block| block.draft).collect();
    let dropped: Vec<LeftOut> = dropped.into_iter().map(|block| LeftOut { text: block.draft.text, why: block.why }).collect();
    let found: usize = selected.iter().map(Draft::words).sum();
    let words = |texts: &[String]| texts.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
    // The page shows the beginning only; its data has the text.
    for texts in [&data.body, &scripted] {
        if words(texts) >= 80 && 5 * found < 2 * words(texts) {
            return (texts.iter().map(|text| Draft::of_data(text)).collect(), dropped);
        }
    }
    if selected.is_empty() { (whole, Vec::new()) } else { (selected, dropped) }
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
