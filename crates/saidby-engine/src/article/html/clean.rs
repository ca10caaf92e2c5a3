//! Takes out of a page what is not its article, before the article is searched for.
//!
//! Class names are evidence only: bodies carry names like "paywall" or "content-sidebar". So most
//! containers go only when they hold little running prose, and none goes that holds the headline.

use dom_query::{Document, NodeId, NodeRef};

use super::data::{PageData, words_of};
use super::dom::{has_token, hides, holds, names, printed, prose_words};
use crate::article::words::DOUBTFUL_CLASSES;

/// Words of running prose that a container of a doubtful name may hold and still go.
const PROSE: usize = 60;

/// Windows that ask for consent: often longer than the article under them.
const CONSENT: &[&str] = &["cookie", "cookies", "consent", "onetrust", "gdpr", "didomi", "truste", "sp-message"];

/// Containers that are never the article, however much prose they hold.
const NEVER: &[&str] =
    &["modal", "popup", "donate", "donation", "support-us", "disqus", "outbrain", "taboola", "newsletter-signup"];

/// Containers that the style sheet hides.
const HIDDEN: &[&str] = &["hidden", "hide", "is-hidden", "visually-hidden", "sr-only", "screen-reader-text", "visuallyhidden"];

/// Elements of formats for phones that are no text.
const FOREIGN: &[&str] =
    &["amp-sidebar", "amp-user-notification", "amp-consent", "amp-ad", "amp-list", "amp-analytics", "dialog"];

/// Classes of embedded posts, which are quotations of the article.
const POSTS: &[&str] = &["twitter-tweet", "instagram-media", "tiktok-embed", "bluesky-embed", "fb-post", "reddit-card"];

/// Takes out of `page` what is not its article. `headline` is the one that readers see.
pub(super) fn clean(page: &Document, data: &PageData, headline: Option<&str>) {
    let title = headline_node(page, headline);
    keep_posts(page);
    remove_containers(page, title.as_ref());
    remove_hover_cards(page);
    keep_one_article(page, data, title.as_ref());
    for heading in page.select("h2[class], h3[class], h4[class], h5[class], h6[class], h2[id], h3[id], h4[id]").nodes() {
        // A reader view drops headings for the words in their names ("subheader").
        heading.remove_attrs(&["class", "id"]);
    }
}

/// The element of the headline: the `h1`, else the `h2`, with its words.
pub(super) fn headline_node<'a>(page: &'a Document, headline: Option<&str>) -> Option<NodeRef<'a>> {
    let wanted = words_of(headline?);
    ["h1", "h2"].iter().find_map(|name| page.select(name).nodes().iter().find(|node| words_of(&printed(node)) == wanted).copied())
}

/// The element that holds the article: the innermost `article` or `main` around the headline.
pub(super) fn region(page: &Document, headline: Option<&str>) -> Option<NodeId> {
    let title = headline_node(page, headline)?;
    title.ancestors_it(None).find(|above| above.has_name("article") || above.has_name("main")).map(|above| above.id)
}

fn remove_containers(page: &Document, title: Option<&NodeRef>) {
    let body = page.select_single("body");
    let Some(body) = body.nodes().first() else { return };
    let all = body.text().trim().len().max(1);
    let holding: Vec<NodeId> = title.map(|title| title.ancestors_it(None).map(|above| above.id).collect()).unwrap_or_default();
    let mut gone: Vec<NodeRef> = Vec::new();
    let mut steps: Vec<NodeRef> = body.children_it(true).collect();
    while let Some(node) = steps.pop() {
        if !node.is_element() {
            continue;
        }
        let part = !holding.contains(&node.id) && title.is_none_or(|title| title.id != node.id);
        let consent = || title.is_some() && !is_page(&node) && has_token(&names(&node), CONSENT);
        if part && (goes(&node, all) || consent()) {
            gone.push(node);
        } else {
            steps.extend(node.children_it(true));
        }
    }
    for node in gone {
        node.remove_from_parent();
    }
}

/// Whether an element is not the article; `all` is how many bytes of text the page has.
fn goes(node: &NodeRef, all: usize) -> bool {
    let name = node.node_name().unwrap_or_default();
    if FOREIGN.contains(&&*name) {
        return true;
    }
    let dialog = node.attr("role").is_some_and(|role| &*role == "dialog")
        || node.attr("aria-modal").is_some_and(|modal| &*modal == "true");
    let class = names(node);
    let invisible = node.has_attr("hidden")
        || node.attr("style").is_some_and(|style| hides(&style))
        || class.split_whitespace().any(|name| HIDDEN.contains(&name));
    let small = |share: usize| node.text().trim().len() * share < all;
    if dialog || invisible && small(4) {
        return true;
    }
    if class.is_empty()
        || matches!(&*name, "html" | "body" | "main" | "p" | "h1" | "h2" | "h3" | "a" | "em" | "strong" | "b" | "i")
    {
        // A paragraph of an advertisement is short; one of an article is not.
        return &*name == "p" && has_token(&class, DOUBTFUL_CLASSES.entries()) && node.text().split_whitespace().count() < 12;
    }
    if (has_token(&class, NEVER) || has_token(&class, CONSENT)) && small(2) {
        return true;
    }
    // Names for what a page is as a whole: "no-ads", "has-sidebar", "with-comments".
    let whole = has_token(&class, &["no", "has", "with", "content", "body", "story", "entry"]) && !small(3);
    !whole && has_token(&class, DOUBTFUL_CLASSES.entries()) && prose_words(node) < PROSE
}

/// Whether an element is the page as a whole.
fn is_page(node: &NodeRef) -> bool {
    ["html", "body", "main", "article"].iter().any(|name| node.has_name(name))
}

/// Embedded posts lose the names of the elements that hold nothing else: a reader view drops them for these.
fn keep_posts(page: &Document) {
    for post in page.select("blockquote[class]").nodes() {
        if !POSTS.iter().any(|class| post.has_class(class)) {
            continue;
        }
        let length = |node: &NodeRef| super::dom::spaced_text(node).split_whitespace().map(str::len).sum::<usize>();
        let own = length(post);
        // Collected first: the walk may not go on while the tree is changed.
        let around: Vec<NodeRef> =
            post.ancestors_it(Some(4)).take_while(|above| above.is_element() && length(above) <= own + 40).collect();
        for above in around {
            let renamed = above.has_name("aside") || above.node_name().is_some_and(|name| name.starts_with("amp-"));
            above.remove_attrs(&["class", "id"]);
            if renamed {
                above.rename("div");
            }
        }
        post.remove_attrs(&["class", "id"]);
    }
}

/// A card that opens over a name repeats the name: an element inside a paragraph that begins with the
/// words of the link before it.
fn remove_hover_cards(page: &Document) {
    for link in page.select("p a").nodes() {
        let Some(card) = link.next_element_sibling().filter(|card| card.has_name("span") || card.has_name("div")) else {
            continue;
        };
        let (name, text) = (link.text(), card.text());
        let (name, text) = (name.trim(), text.trim());
        if name.len() >= 3 && text.len() > name.len() && text.starts_with(name) {
            card.remove_from_parent();
        }
    }
}

/// Of several articles on a page, the one with the headline. Without a headline in any of them, as in a
/// live blog, they are sections of one.
fn keep_one_article(page: &Document, data: &PageData, title: Option<&NodeRef>) {
    let found = page.select("article");
    let long: Vec<&NodeRef> = found.nodes().iter().filter(|article| article.text().trim().len() >= 400).collect();
    let own = title.and_then(|title| {
        let around = found.nodes().iter().filter(|article| holds(article, title) && prose_words(article) >= 12);
        around.min_by_key(|article| article.text().len())
    });
    match own.filter(|_| !data.live) {
        Some(own) => {
            for other in &long {
                if !holds(other, own) && !holds(own, other) {
                    other.remove_from_parent();
                }
            }
        }
        None => {
            let apart = found.nodes().iter().filter(|article| prose_words(article) >= 12).count();
            if apart > 1 {
                for article in found.nodes() {
                    article.rename("section");
                }
            }
        }
    }
}
