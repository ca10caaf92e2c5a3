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
mod headline;
mod left_out;
mod pictures;
mod select;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use self::blocks::Draft;
pub use self::candidate::WhyLeftOut;
use self::data::PageData;
use self::left_out::Dropped;
pub use self::left_out::LeftOut;
use super::builder::Builder;
use super::error::ArticleError;
use super::{BlockKind, Extracted, Metadata, classify};

/// Elements nested deeper than this are only found in pages made to break readers.
const DEEPEST: usize = 400;
/// Elements beyond which the search for the article would take seconds.
const MOST_ELEMENTS: usize = 200_000;

/// The text, blocks and metadata of the page `source`, with the parts in `restored` brought in.
pub(super) fn read(source: &str, restored: &[String]) -> Result<Extracted, ArticleError> {
    let page = Document::from(source);
    headline::set_apart(&page);
    let data = PageData::of(&page);
    let headline = headline::headline(&page, &data);
    let sane = is_sane(&page);
    // The page is taken apart to find its article: what it had is looked at first.
    let all = if sane && !restored.is_empty() { blocks::collect_everything(&page) } else { Vec::new() };
    let (drafts, dropped) =
        if sane { article(page, &data, headline.as_deref()) } else { (blocks::collect(&page, None), Vec::new()) };
    if drafts.is_empty() {
        return Err(ArticleError::NoText);
    }
    let standfirst = standfirst(&drafts, &data.descriptions);
    let mut metadata = Metadata { title: headline, standfirst, byline: data.byline, date: data.date, publisher: data.publisher };
    let title = metadata.title.as_deref();
    let same = |draft: &Draft| title.is_some_and(|title| data::words_of(&draft.text) == data::words_of(title));
    let headline = drafts.iter().take(5).position(same);
    let (drafts, brought) = match restored {
        [] => (drafts, Vec::new()),
        restored => {
            let parts = left_out::parts(all, &drafts, &dropped, title);
            left_out::bring_in(drafts, parts, restored)
        }
    };
    let headline = headline.and_then(|nth| (0..drafts.len()).filter(|at| !brought.contains(at)).nth(nth));
    let Builder { text, mut blocks, struck, .. } = written(&drafts, title, headline);
    let as_written: Vec<BlockKind> = blocks.iter().map(|block| block.kind).collect();
    classify::by_form(&text, &mut blocks, &mut metadata);
    // Whoever brought a part in wants it read, whatever its form.
    let before = usize::from(headline.is_none() && metadata.title.is_some());
    for at in brought.iter().map(|at| at + before) {
        if let (Some(block), Some(kind)) = (blocks.get_mut(at), as_written.get(at)) {
            block.kind = if kind.holds_claims() { *kind } else { BlockKind::Paragraph };
        }
    }
    Ok(Extracted { text, blocks, metadata, struck })
}

/// What of the page `source` its reader leaves out of the article, in the order of the page.
pub(super) fn left_out(source: &str, restored: &[String]) -> Result<Vec<LeftOut>, ArticleError> {
    let page = Document::from(source);
    headline::set_apart(&page);
    let all = blocks::collect_everything(&page);
    let data = PageData::of(&page);
    let headline = headline::headline(&page, &data);
    if !is_sane(&page) {
        return Ok(Vec::new());
    }
    let (kept, dropped) = article(page, &data, headline.as_deref());
    if kept.is_empty() {
        return Err(ArticleError::NoText);
    }
    Ok(left_out::parts(all, &kept, &dropped, headline.as_deref())
        .into_iter()
        .filter_map(|part| part.left_out(restored))
        .collect())
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

/// The blocks of the article on `page`, and those of the cleaned page that are not among them.
fn article(page: Document, data: &PageData, headline: Option<&str>) -> (Vec<Draft>, Vec<Dropped>) {
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
    let dropped: Vec<Dropped> = dropped.into_iter().map(|block| Dropped { text: block.draft.text, why: block.why }).collect();
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
fn written(drafts: &[Draft], title: Option<&str>, headline: Option<usize>) -> Builder {
    let mut builder = Builder::default();
    if let Some(title) = title.filter(|_| headline.is_none()) {
        builder.inline(title);
        builder.end(BlockKind::Headline);
    }
    for (index, draft) in drafts.iter().enumerate() {
        let mut at = 0;
        let line = |builder: &mut Builder, text: &str| {
            for (number, text) in text.split('\n').enumerate() {
                if number > 0 {
                    builder.line_break();
                }
                builder.inline(text);
            }
        };
        for struck in &draft.struck {
            line(&mut builder, draft.text.get(at..struck.start).unwrap_or_default());
            builder.strike();
            line(&mut builder, struck.slice(&draft.text).unwrap_or_default());
            builder.unstrike();
            at = struck.end;
        }
        line(&mut builder, draft.text.get(at..).unwrap_or_default());
        builder.end(if headline == Some(index) { BlockKind::Headline } else { draft.kind });
    }
    builder
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
