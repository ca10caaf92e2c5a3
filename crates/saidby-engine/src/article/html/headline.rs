//! The headline of a page: the heading that the page's own data supports, or that data without the site's name.

use dom_query::{Document, NodeRef};

use super::super::words::{BESIDE_HEADLINE, MASTHEADS, PAGE_SECTIONS};
use super::data::{PageData, words_of};
use super::dom::{folded, has_token, hides, is_inside, names, printed};

/// Elements inside a headline that are not part of it, by name.
const BESIDE: &[&str] = &["time", "button", "svg", "form", "select", "small"];

/// Signs between a headline and the name of its site that no headline has.
const BARS: &[&str] = &[" | ", " » ", " « ", " :: ", " • ", " · ", " > ", " // ", " ‹ ", " › ", " ⋆ ", " ~ "];
/// Signs that headlines have as well.
const DASHES: &[&str] = &[" – ", " — ", " - "];

/// Takes what is not part of a headline out of the headings of `page`: it goes right before them.
pub(super) fn set_apart(page: &Document) {
    for heading in page.select("h1").nodes() {
        let whole = letters(heading);
        let beside: Vec<NodeRef> = heading.descendants_it().filter(is_beside).collect();
        for part in beside {
            // What is left has to be the headline: a heading that is all label is one.
            let own = letters(&part);
            if is_inside_of(&part, heading) && own > 0 && 2 * own < letters(heading) && 3 * own < 2 * whole {
                part.rename("p");
                heading.insert_before(&part.id);
            }
        }
    }
}

fn is_inside_of(node: &NodeRef, above: &NodeRef) -> bool {
    node.ancestors_it(None).any(|other| other.id == above.id)
}

fn letters(node: &NodeRef) -> usize {
    node.text().chars().filter(|c| c.is_alphanumeric()).count()
}

fn is_beside(node: &NodeRef) -> bool {
    node.is_element()
        && (BESIDE.iter().any(|name| node.has_name(name))
            || is_invisible(node)
            || has_token(&names(node), BESIDE_HEADLINE.entries()))
}

/// Whether a page says of an element itself that nobody sees it.
fn is_invisible(node: &NodeRef) -> bool {
    node.has_attr("hidden") || node.attr("style").is_some_and(|style| hides(&style))
}

/// A wording of the headline in the page's data, taken apart.
struct Wording {
    /// Without the names of site and section.
    title: String,
    words: Vec<String>,
    /// Those names, as words.
    others: Vec<Vec<String>>,
    /// Whether it was cut for its length.
    is_cut: bool,
}

/// The headline that readers see.
pub(super) fn headline(page: &Document, data: &PageData) -> Option<String> {
    let sites: Vec<Vec<String>> = data.sites.iter().map(|site| words_of(site)).filter(|site| !site.is_empty()).collect();
    let wordings: Vec<Wording> = data.titles.iter().filter_map(|title| Wording::of(title, &sites)).collect();
    let is_other = |words: &[String]| {
        is_site(words, &sites)
            || wordings.iter().any(|wording| wording.others.iter().any(|other| other == words))
            || PAGE_SECTIONS.contains(&words.join(" "))
    };
    let shown = |selector: &str| -> Vec<String> {
        let found = page.select(selector);
        let texts =
            found.nodes().iter().filter(|node| !is_inside(node, &["nav", "aside", "footer", "dialog"]) && !is_hidden(node));
        let mut texts: Vec<String> = texts.filter_map(|node| folded(&printed(node))).collect();
        texts.dedup();
        texts.retain(|text| text.len() <= 400 && !is_other(&words_of(text)));
        texts
    };
    let first = shown("h1");
    if let Some(text) = supported(&first, &wordings, 1, 2) {
        return Some(text);
    }
    // Sites whose own name is the first heading set the headline in the second.
    if let Some(text) =
        supported(&shown("h2, [itemprop=headline], .headline, .entry-title, .post-title, .article-title"), &wordings, 4, 5)
    {
        return Some(text);
    }
    // A title made for search engines may share no word with the headline.
    if let [only] = first.as_slice()
        && (words_of(only).len() >= 3 || wordings.is_empty() || shares(only, &wordings))
    {
        return Some(only.clone());
    }
    let whole = wordings.iter().find(|wording| !wording.is_cut).or(wordings.first());
    // Several second headings are sections, or articles of their own.
    let second = || shown("h2").into_iter().next().filter(|_| page.select("h2").length() == 1);
    let title = whole.map(|wording| wording.title.clone()).or_else(|| first.first().cloned()).or_else(second);
    title.or_else(|| data.titles.first().cloned())
}

/// The first of the headings of which most words are in a wording: `part` of `whole`.
fn supported(shown: &[String], wordings: &[Wording], part: usize, whole: usize) -> Option<String> {
    let mut best: Option<(&String, usize)> = None;
    for text in shown {
        let words = words_of(text);
        let same = wordings.iter().map(|wording| words.iter().filter(|word| wording.words.contains(word)).count());
        let same = same.max().unwrap_or(0);
        let longer = best.is_none_or(|(_, before)| same > before);
        if same > 0 && whole * same >= part * words.len() && longer {
            best = Some((text, same));
        }
    }
    best.map(|(text, _)| text.clone())
}

fn shares(text: &str, wordings: &[Wording]) -> bool {
    let words = words_of(text);
    wordings.iter().any(|wording| wording.words.iter().any(|word| word.len() >= 4 && words.contains(word)))
}

fn is_hidden(node: &NodeRef) -> bool {
    let is = |node: &NodeRef| {
        is_invisible(node) || has_token(&names(node), &["visuallyhidden", "visually-hidden", "sr-only", "screen-reader-text"])
    };
    is(node) || node.ancestors_it(Some(2)).any(|above| is(&above))
}

/// Whether words are the name of the site, or its address.
fn is_site(words: &[String], sites: &[Vec<String>]) -> bool {
    let joined = words.concat();
    let bare = |site: &[String]| site.concat().trim_start_matches("the").trim_start_matches("www").to_owned();
    !words.is_empty() && sites.iter().any(|site| site == words || !joined.is_empty() && bare(site) == bare(words))
}

impl Wording {
    fn of(title: &str, sites: &[Vec<String>]) -> Option<Self> {
        let mut others = Vec::new();
        let title = without_site(title, sites, &mut others);
        let words = words_of(&title);
        let is_cut = title.ends_with('…') || title.ends_with("...");
        let names_site = is_site(&words, sites) || PAGE_SECTIONS.contains(&words.join(" "));
        // "Fenland News" alone is the name of whoever put it there.
        let names_paper = words.len() <= 3 && words.last().is_some_and(|last| MASTHEADS.contains(last));
        (!words.is_empty() && !names_site && !names_paper).then_some(Self { title, words, others, is_cut })
    }
}

/// `title` without the site's name and those of sections, which go to `others`.
fn without_site(title: &str, sites: &[Vec<String>], others: &mut Vec<Vec<String>>) -> String {
    // "Fenland News: Bridge shut".
    if let Some((head, tail)) = title.split_once(": ")
        && is_site(&words_of(head), sites)
        && words_of(tail).len() >= 2
    {
        others.push(words_of(head));
        return without_site(tail, sites, others);
    }
    for (bars, hard) in [(BARS, true), (DASHES, false)] {
        let last = bars.iter().filter_map(|sign| title.rfind(sign).map(|at| (at, sign.len()))).max();
        if let Some((at, length)) = last {
            let (head, tail) = (title.get(..at).unwrap_or_default(), title.get(at + length..).unwrap_or_default());
            if is_other_name(tail, head, hard, sites) {
                others.push(words_of(tail));
                return without_site(head, sites, others);
            }
        }
        let first = bars.iter().filter_map(|sign| title.find(sign).map(|at| (at, sign.len()))).min();
        if let Some((at, length)) = first {
            let (head, tail) = (title.get(..at).unwrap_or_default(), title.get(at + length..).unwrap_or_default());
            let (head_words, tail_words) = (words_of(head), words_of(tail));
            // "Opinion | Walls are no answer", "Fenland News | Bridge shut".
            let rubric = hard && head_words.len() <= 3 && tail_words.len() > head_words.len() + 1;
            if is_site(&head_words, sites) || rubric && (is_paper(head) || head_words.len() == 1) {
                others.push(head_words);
                return without_site(tail, sites, others);
            }
        }
    }
    title.trim().to_owned()
}

/// Whether the end of a title names its site or a section, and not what it is about.
fn is_other_name(tail: &str, head: &str, hard: bool, sites: &[Vec<String>]) -> bool {
    let (head_words, words) = (words_of(head), words_of(tail));
    if words.is_empty() || head_words.is_empty() {
        return words.is_empty();
    }
    if is_site(&words, sites) {
        return true;
    }
    // "Fenland News | Bridge shut": the head is the name.
    if is_site(&head_words, sites) || hard && is_paper(head) && !is_paper(tail) && words.len() > head_words.len() {
        return false;
    }
    let address = !tail.trim().contains(' ') && tail.trim().contains('.') && !tail.trim().ends_with('.');
    let name = tail.split_whitespace().all(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        !word.starts_with(char::is_lowercase) || matches!(word, "a" | "and" | "for" | "in" | "of" | "on" | "the")
    });
    let short = words.len() <= 4 && head_words.len() > 2 * words.len();
    address || name && (is_paper(tail) && head_words.len() >= 2 || short || hard && words.len() < head_words.len().max(3))
}

/// Whether words name a news organisation by one of their ends.
fn is_paper(name: &str) -> bool {
    let words = words_of(name);
    let known = |word: Option<&String>| word.is_some_and(|word| MASTHEADS.contains(word));
    (2..=9).contains(&words.len()) && (known(words.last()) || known(words.get(words.len().saturating_sub(2))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_is_the_one_that_readers_see() {
        let of = |page: &str| {
            let page = Document::from(page);
            set_apart(&page);
            headline(&page, &PageData::of(&page))
        };
        let head = r#"<meta property="og:site_name" content="Ashby Gazette"><meta property="og:title" content="Ashby night bus: how it was lost, what we know">"#;
        assert_eq!(
            of(&format!(
                "<html><head>{head}</head><body><h1>Ashby Gazette</h1><h1>How Ashby lost its night bus</h1></body></html>"
            ))
            .as_deref(),
            Some("How Ashby lost its night bus")
        );
        assert_eq!(
            of("<html><head><title>Night bus to stop in March | Ashby Gazette</title></head><body></body></html>").as_deref(),
            Some("Night bus to stop in March")
        );
        assert_eq!(of("<html><head><title>Note</title></head><body></body></html>").as_deref(), Some("Note"));
    }

    /// The headline of a page with this head and this top, over three paragraphs.
    fn of(head: &str, top: &str) -> String {
        let prose = "<p>The board of the harbour met on Monday and heard that the wall would cost four million.</p>".repeat(3);
        let page = Document::from(format!("<html><head>{head}</head><body>{top}{prose}</body></html>").as_str());
        set_apart(&page);
        headline(&page, &PageData::of(&page)).unwrap_or_default()
    }

    #[test]
    fn names_of_sites_and_sections_are_no_part_of_it() {
        for title in [
            "Wall to be rebuilt in spring - Fenland News",
            "Wall to be rebuilt in spring - The Fenland and Marsh Weekly Gazette",
            "Wall to be rebuilt in spring | Local News | Fenland News",
            "Wall to be rebuilt in spring | News, Sports, Jobs - Fenland News",
            "Wall to be rebuilt in spring · Fenland News",
            "Wall to be rebuilt in spring &gt; Fenland News &gt; News",
            "Wall to be rebuilt in spring // Fenland News",
            "Wall to be rebuilt in spring « Fenland News",
            "Wall to be rebuilt in spring - fenland.example",
            "Fenland News | Wall to be rebuilt in spring",
            "Fenland News » Wall to be rebuilt in spring",
            "Opinion | Wall to be rebuilt in spring - Fenland News",
        ] {
            assert_eq!(of(&format!("<title>{title}</title>"), ""), "Wall to be rebuilt in spring", "{title}");
        }
        let named = r#"<meta property="og:site_name" content="The Quay"><meta property="og:url" content="https://www.the-quay.example/a/1">"#;
        for title in ["The Quay: Wall to be rebuilt", "Wall to be rebuilt – The Quay", "Wall to be rebuilt | the-quay.example"]
        {
            assert_eq!(of(&format!("<title>{title}</title>{named}"), ""), "Wall to be rebuilt", "{title}");
        }
        let og = r#"<meta property="og:title" content="The Quay">"#;
        assert_eq!(of(&format!("<title>Wall to be rebuilt</title>{og}{named}"), ""), "Wall to be rebuilt");
        for own in ["Wall rebuilt - again", "Fenn – the man – and the wall", "Wall: a question of time"] {
            assert_eq!(of(&format!("<title>{own}</title>"), ""), own);
        }
    }

    #[test]
    fn headings_of_sites_and_sections_are_none() {
        let title = "<title>Wall to be rebuilt in spring | Fenland News</title>";
        for top in [
            "<h1>Fenland News</h1><h2>Wall to be rebuilt in spring</h2>",
            "<h1>Local News</h1><h2 class=\"headline\">Wall to be rebuilt in spring</h2>",
            "<h1>News</h1>",
            "<h1 class=\"sr-only\">Fenland News article</h1><h1>Wall to be rebuilt in spring</h1>",
            "<h1>Get our briefing</h1><h1>Wall to be rebuilt in spring</h1>",
        ] {
            assert_eq!(of(title, top), "Wall to be rebuilt in spring", "{top}");
        }
        // What search engines are told may be another sentence.
        assert_eq!(of(title, "<h1>Fenland News</h1><article><h1>A stone a day</h1></article>"), "A stone a day");
        assert_eq!(of("<title>Fenland News</title>", "<h1>A stone a day</h1>"), "A stone a day");
        assert_eq!(of("<title>Fenland News</title>", "<h2>A stone a day</h2>"), "A stone a day");
    }

    #[test]
    fn what_stands_beside_it_in_its_element_is_no_part_of_it() {
        let title = "<title>Wall to be rebuilt in spring</title>";
        for top in [
            "<h1><span class=\"kicker\">Politics</span> <span>Wall to be rebuilt in spring</span></h1>",
            "<h1>Wall to be rebuilt in spring <button>Share</button><span class=\"visually-hidden\">opens a window</span></h1>",
            "<h1>Wall to be rebuilt in spring<time>4 March 2024</time></h1>",
            "<h1>Wall to be<br>rebuilt in spring</h1>",
            "<h1><span>Wall to be</span><span>rebuilt in spring</span></h1>",
        ] {
            assert_eq!(of(title, top), "Wall to be rebuilt in spring", "{top}");
        }
        assert_eq!(of("<title>x</title>", "<h1>Why “<em>Quay</em>” is Fenn<em>’s</em> film</h1>"), "Why “Quay” is Fenn’s film");
    }

    #[test]
    fn references_that_were_escaped_once_too_often() {
        assert_eq!(of("<title>Fenn &amp;amp; Sons&amp;#8217; wall</title>", ""), "Fenn & Sons’ wall");
        let data =
            r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Fenn&#8217;s wall &amp; quay"}</script>"#;
        assert_eq!(of(data, ""), "Fenn’s wall & quay");
    }
}
