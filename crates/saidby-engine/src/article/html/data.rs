//! What a page says of itself, for search engines and social networks: JSON-LD, Open Graph and other
//! `meta` elements, microdata.

use std::collections::HashMap;

use dom_query::{Document, NodeRef};
use serde_json::Value;

use super::dom::{folded, has_token};
use crate::article::form;

/// The page's own data; empty where the page says nothing.
#[derive(Debug, Default)]
pub(super) struct PageData {
    /// Every wording of the headline that the page gives, the most reliable first.
    pub titles: Vec<String>,
    /// The writers, separated by commas.
    pub byline: Option<String>,
    /// When it was published, as the page writes it.
    pub date: Option<String>,
    /// The name of the site or its publisher.
    pub publisher: Option<String>,
    /// Every name of the site that the page gives, its address among them.
    pub sites: Vec<String>,
    /// The summaries that the page gives.
    pub descriptions: Vec<String>,
    /// The whole text, as some pages have it for search engines: its paragraphs.
    pub body: Vec<String>,
    /// Whether the page is a live blog: posts one below the other.
    pub live: bool,
}

const TITLES: &[&str] = &["og:title", "twitter:title", "parsely-title", "dc.title", "dc:title", "sailthru.title", "title"];
const AUTHORS: &[&str] =
    &["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dc:creator", "dcterms.creator", "byl"];
const DATES: &[&str] = &[
    "article:published_time",
    "datepublished",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "og:pubdate",
    "cxenseparse:recs:publishtime",
    "date",
];
const DESCRIPTIONS: &[&str] = &["description", "og:description", "twitter:description", "sailthru.description", "dc.description"];

impl PageData {
    /// Everything that `page` says of itself.
    pub fn of(page: &Document) -> Self {
        let metas = metas(page);
        let meta = |names: &[&str]| names.iter().find_map(|name| metas.get(*name).cloned());
        let linked = articles(page);
        let object = linked.first();
        let text = |key: &str| object.and_then(|object| string(object.get(key)?));
        let mut data = Self { live: linked.iter().any(|object| has_type(object, "LiveBlogPosting")), ..Self::default() };

        data.titles.extend(text("headline").or_else(|| text("name")));
        data.titles.extend(TITLES.iter().filter_map(|name| metas.get(*name).cloned()));
        data.titles.extend(folded(&page.select_single("head title").text()));
        data.titles = data.titles.iter().map(|title| unescaped(title)).collect();
        data.titles.dedup();

        let authors = object.map(|object| people(object.get("author").or_else(|| object.get("creator")))).unwrap_or_default();
        data.byline = byline(&authors.join(", "))
            .or_else(|| meta(AUTHORS).as_deref().and_then(byline))
            .or_else(|| printed_byline(page).as_deref().and_then(byline));
        data.date = text("datePublished").or_else(|| meta(DATES)).or_else(|| text("dateCreated")).or_else(|| printed_date(page));
        data.publisher = metas
            .get("og:site_name")
            .cloned()
            .or_else(|| object.and_then(|object| people(object.get("publisher")).into_iter().next()))
            .or_else(|| meta(&["dc.publisher", "application-name"]));
        data.sites = sites(page, &metas, object);
        data.descriptions.extend(["description", "alternativeHeadline"].iter().filter_map(|key| text(key)));
        data.descriptions.extend(DESCRIPTIONS.iter().filter_map(|name| metas.get(*name).cloned()));
        data.body = object.and_then(|object| object.get("articleBody")?.as_str().map(paragraphs)).unwrap_or_default();
        data
    }
}

/// The names of the site, and the words of its address ("fenland-news.example" is "fenland news").
fn sites(page: &Document, metas: &HashMap<String, String>, object: Option<&Value>) -> Vec<String> {
    let named = [
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "dc.publisher",
        "twitter:site",
        "twitter:app:name:iphone",
    ];
    let mut found: Vec<String> = named.iter().filter_map(|name| metas.get(*name).cloned()).collect();
    found.extend(people(object.and_then(|object| object.get("publisher"))));
    let canonical = page.select(r#"link[rel="canonical"]"#);
    let address = canonical.nodes().first().and_then(|node| node.attr("href")).map(|href| href.to_string());
    for address in metas.get("og:url").cloned().into_iter().chain(address) {
        let host = address.split("://").nth(1).unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
        let host = host.trim_start_matches("www.");
        found.push(host.to_owned());
        found.push(host.split('.').next().unwrap_or_default().replace(['-', '_'], " "));
    }
    found
}

/// A text whose character references were escaped once more than they should be ("&amp;rsquo;").
fn unescaped(text: &str) -> String {
    let refers = text.split('&').skip(1).any(|rest| {
        let name: usize = rest.find(';').unwrap_or(0);
        (2..=8).contains(&name) && rest.bytes().take(name).all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
    });
    if !refers {
        return text.to_owned();
    }
    folded(&Document::from(text.replace('<', "&lt;").as_str()).text()).unwrap_or_else(|| text.to_owned())
}

/// The `meta` elements by name in lower case, the first of each.
fn metas(page: &Document) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for node in page.select("meta[content]").nodes() {
        let Some(value) = node.attr("content").and_then(|value| folded(&value)) else { continue };
        for key in ["property", "name", "itemprop"] {
            if let Some(name) = node.attr(key) {
                found.entry(name.trim().to_ascii_lowercase()).or_insert_with(|| value.clone());
            }
        }
    }
    found
}

/// The objects in the page's JSON-LD that describe an article, in order.
fn articles(page: &Document) -> Vec<Value> {
    let mut found = Vec::new();
    for script in page.select(r#"script[type="application/ld+json"]"#).nodes() {
        let text = script.text();
        let text = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
        let text = text.trim_end().trim_end_matches("-->").trim_end_matches("]]>").trim_end_matches("//");
        // Raw line breaks inside strings are a frequent mistake of content systems.
        let parsed = serde_json::from_str(text).or_else(|_| serde_json::from_str(&text.replace(|c: char| c.is_control(), " ")));
        if let Ok(value) = parsed {
            gather(value, 0, &mut found);
        }
    }
    found
}

/// The articles among `value`, a list, an object with `@graph`, or an article itself.
fn gather(value: Value, depth: usize, found: &mut Vec<Value>) {
    match value {
        Value::Array(values) if depth < 5 => values.into_iter().for_each(|value| gather(value, depth + 1, found)),
        Value::Object(mut object) => {
            let inner = object.remove("@graph").or_else(|| {
                let main = object.get("mainEntity").is_some_and(is_article);
                main.then(|| object.remove("mainEntity")).flatten()
            });
            let value = Value::Object(object);
            if is_article(&value) {
                found.push(value);
            }
            if let Some(inner) = inner.filter(|_| depth < 5) {
                gather(inner, depth + 1, found);
            }
        }
        _ => {}
    }
}

fn is_article(value: &Value) -> bool {
    has_type(value, "Article") || has_type(value, "Posting") || has_type(value, "Report")
}

/// Whether one of the types of `value` ends in `end`.
fn has_type(value: &Value, end: &str) -> bool {
    match value.get("@type") {
        Some(Value::String(name)) => name.ends_with(end),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(|name| name.ends_with(end)),
        _ => false,
    }
}

/// A string of JSON-LD, character references resolved; `None` where nothing is left.
fn string(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Array(values) => return values.iter().find_map(string),
        _ => return None,
    };
    if text.contains('&') || text.contains('<') { folded(&Document::from(text.as_str()).text()) } else { folded(text) }
}

/// The names in a value that is a name, a thing with a name, or a list of such.
fn people(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(values)) => values.iter().flat_map(|value| people(Some(value))).collect(),
        Some(Value::Object(object)) => people(object.get("name")),
        Some(value) => string(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The paragraphs of a text that JSON-LD holds: its lines, or the text of the elements in it.
fn paragraphs(text: &str) -> Vec<String> {
    if text.contains("</p>") || text.contains("<br") {
        let marked = text.replace("</p>", "\n").replace("<br", "\n<br");
        return Document::from(marked.as_str()).text().lines().filter_map(folded).collect();
    }
    let plain =
        if text.contains('&') { Document::from(text.replace('<', "&lt;").as_str()).text().to_string() } else { text.to_owned() };
    plain.lines().filter_map(folded).collect()
}

/// The paragraphs that a script of the page holds as data, where `opening`, the first paragraph that the page
/// shows, is one of them: pages that put most of their text in when they are shown.
pub(super) fn scripted(page: &Document, opening: &str) -> Vec<String> {
    let opening = words_of(opening);
    for script in page.select(r#"script[type="application/json"]"#).nodes() {
        let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) else { continue };
        let mut texts = Vec::new();
        gather_texts(&value, 0, &mut texts);
        let texts: Vec<String> = texts.iter().flat_map(|text| paragraphs(text)).collect();
        if texts.iter().any(|text| words_of(text) == opening) {
            return texts;
        }
    }
    Vec::new()
}

/// The strings of running text in `value`, in order.
fn gather_texts<'a>(value: &'a Value, depth: usize, texts: &mut Vec<&'a str>) {
    match value {
        Value::Array(values) if depth < 40 => values.iter().for_each(|value| gather_texts(value, depth + 1, texts)),
        Value::Object(object) if depth < 40 => {
            for (key, value) in object {
                match value.as_str().filter(|text| text.len() >= 40 && text.contains(' ')) {
                    Some(text) if matches!(key.as_str(), "value" | "text" | "content" | "html") => texts.push(text),
                    _ => gather_texts(value, depth + 1, texts),
                }
            }
        }
        _ => {}
    }
}

/// The writers that the page prints where it marks them as such.
fn printed_byline(page: &Document) -> Option<String> {
    let marked = |selector: &str| -> Option<String> {
        let names: Vec<String> = page.select(selector).nodes().iter().take(3).filter_map(|node| folded(&node.text())).collect();
        let mut names = names;
        names.dedup();
        (!names.is_empty()).then(|| names.join(", "))
    };
    marked(r#"article [rel="author"], main [rel="author"]"#)
        .or_else(|| marked(r#"[itemprop="author"] [itemprop="name"]"#))
        .or_else(|| marked(r#"[itemprop="author"]"#))
        .or_else(|| marked(r#"[rel="author"]"#))
        .or_else(|| {
            let nodes = page.select("[class]");
            let node = nodes.nodes().iter().find(|node| is_byline_element(node))?;
            // The links in it are the names, where there are links.
            let links: Vec<String> = node.find(&["a"]).iter().filter_map(|link| folded(&link.text())).collect();
            if links.is_empty() { folded(&super::dom::spaced_text(node)) } else { Some(links.join(", ")) }
        })
}

fn is_byline_element(node: &NodeRef) -> bool {
    let class = node.class().unwrap_or_default();
    has_token(&class, &["byline", "author", "writer"])
        && !has_token(&class, &["bio", "box", "card", "more"])
        && node.text().len() <= 200
}

/// The date that the page prints in its header.
fn printed_date(page: &Document) -> Option<String> {
    let of = |selector: &str| -> Option<String> {
        let found = page.select(selector);
        let node = found.nodes().first()?;
        let value = node.attr("datetime").or_else(|| node.attr("content")).unwrap_or_else(|| node.text());
        folded(&value)
    };
    of(r#"[itemprop="datePublished"]"#)
        .or_else(|| of("article time[datetime]"))
        .or_else(|| of("main time[datetime]"))
        .or_else(|| of("time[datetime]"))
        .or_else(|| of("time[pubdate]"))
}

/// The names in a byline: without "By", dates, buttons, addresses; `None` where no name is left.
pub(super) fn byline(text: &str) -> Option<String> {
    let mut names = folded(text)?;
    if names.contains("://") || names.starts_with('@') {
        return None;
    }
    for start in ["By ", "by ", "BY ", "Written by ", "Author: "] {
        if let Some(rest) = names.strip_prefix(start) {
            names = rest.to_owned();
            break;
        }
    }
    let ends = ["Published", "Updated", "Posted", "Link Copied", "|", "•", "·", " on January", " on February"];
    let cut = ends.iter().filter_map(|end| names.find(end)).chain(date_start(&names)).min().unwrap_or(names.len());
    let head = names.get(..cut).unwrap_or(&names);
    // A mail address ends the names; the word before it may be part of them.
    let words: Vec<&str> = head.split(' ').take_while(|word| !word.contains('@')).collect();
    let names = words.join(" ");
    let names =
        names.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-' | '–' | '—' | ':' | '/')).to_owned();
    let lower = names.to_lowercase();
    (names.chars().any(char::is_alphabetic) && lower != "by" && form::date(&names).is_none()).then_some(names)
}

/// Where a date begins in `text`: "Mar 4, 2024", "5 March 2024", "2024-03-05".
fn date_start(text: &str) -> Option<usize> {
    let words: Vec<&str> = text.split(' ').collect();
    let mut at = 0;
    for (index, word) in words.iter().enumerate() {
        let digits = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let is_start = form::is_month(word) && digits(words.get(index + 1))
            || digits(Some(word)) && words.get(index + 1).is_some_and(|next| form::is_month(next))
            || digits(Some(word)) && word.contains(['-', '/', ':'])
            // "2 hours ago", "23 min ago"
            || digits(Some(word)) && words.get(index + 2).is_some_and(|word| word.trim_end_matches(['.', ',']) == "ago");
        if is_start {
            return Some(at);
        }
        at += word.len() + 1;
    }
    None
}

/// The words of a headline in lower case, without punctuation.
pub(super) fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(head: &str) -> PageData {
        PageData::of(&Document::from(format!("<html><head>{head}</head><body></body></html>").as_str()))
    }

    #[test]
    fn json_ld_in_every_shape() {
        for shape in [
            r#"{"@type":"NewsArticle","headline":"Frost","datePublished":"2024-04-22","author":[{"name":"Rui Salter"},{"name":"Tess Omari"}],"publisher":{"name":"Vale Observer"}}"#,
            r#"[{"@type":"WebSite"},{"@type":["Article","NewsArticle"],"headline":"Frost","datePublished":"2024-04-22","author":["Rui Salter","Tess Omari"],"publisher":{"name":"Vale Observer"}}]"#,
            r#"{"@graph":[{"@type":"Person"},{"@type":"ReportageNewsArticle","headline":"Frost","datePublished":"2024-04-22","author":{"name":["Rui Salter","Tess Omari"]},"publisher":[{"name":"Vale Observer"}]}]}"#,
            r#"{"@type":"WebPage","mainEntity":{"@type":"BlogPosting","name":"Frost","datePublished":"2024-04-22","author":[{"name":"Rui Salter"},{"name":"Tess Omari"}],"publisher":{"name":"Vale Observer"}}}"#,
        ] {
            let data = data(&format!(r#"<script type="application/ld+json">{shape}</script>"#));
            assert_eq!(data.titles, ["Frost"], "{shape}");
            assert_eq!(data.byline.as_deref(), Some("Rui Salter, Tess Omari"), "{shape}");
            assert_eq!(data.date.as_deref(), Some("2024-04-22"), "{shape}");
            assert_eq!(data.publisher.as_deref(), Some("Vale Observer"), "{shape}");
        }
    }

    #[test]
    fn bylines_without_what_runs_into_them() {
        for (text, names) in [
            ("By Len Oduya", Some("Len Oduya")),
            ("Len Oduya Published: Mar 4, 2024 9:41 a.m. Link Copied", Some("Len Oduya")),
            ("Len Oduya Mar 4, 2024", Some("Len Oduya")),
            ("Len Oduya | Ashby Gazette", Some("Len Oduya")),
            ("Len Oduya len@gazette.example", Some("Len Oduya")),
            (", Len Oduya", Some("Len Oduya")),
            ("Len Oduya 2 hours ago", Some("Len Oduya")),
            ("–", None),
            ("By", None),
            ("March 4, 2024", None),
            ("https://gazette.example/len", None),
        ] {
            assert_eq!(byline(text).as_deref(), names, "{text}");
        }
    }
}
