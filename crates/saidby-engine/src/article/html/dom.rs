//! Questions about elements that several steps of reading a page ask.

use dom_query::NodeRef;

/// Characters that a browser does not show: soft hyphens, zero-width spaces and joins of words.
pub(super) const INVISIBLE: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];

/// White space folded; `None` where nothing is left.
pub(super) fn folded(text: &str) -> Option<String> {
    let seen = |word: &str| word.replace(INVISIBLE, "");
    let text = text.split_whitespace().map(seen).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// Whether a class or id, taken apart at hyphens, underscores and changes of case, holds one of `words`,
/// each a word or several joined by hyphens: "related-links" and "relatedLinks" hold "related".
pub(super) fn has_token(class: &str, words: &[&str]) -> bool {
    if class.is_empty() {
        return false;
    }
    class.split_whitespace().any(|name| {
        let parts = parts(name);
        words.iter().any(|word| {
            let wanted: Vec<&str> = word.split('-').collect();
            parts.windows(wanted.len()).any(|window| window.iter().zip(&wanted).all(|(part, word)| part == word))
        })
    })
}

/// The parts of a class name in lower case.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && lower) {
            parts.push(String::new());
        }
        lower = c.is_lowercase();
        if let Some(part) = parts.last_mut().filter(|_| c.is_alphanumeric()) {
            part.extend(c.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Class and id of an element, as one list of names.
pub(super) fn names(node: &NodeRef) -> String {
    let class = node.class().unwrap_or_default();
    let id = node.id_attr().unwrap_or_default();
    if id.is_empty() { class.to_string() } else { format!("{class} {id}") }
}

/// Whether a style sheet hides its element.
pub(super) fn hides(style: &str) -> bool {
    let style = style.to_ascii_lowercase().replace(' ', "");
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether `node` lies inside an element of one of these names.
pub(super) fn is_inside(node: &NodeRef, elements: &[&str]) -> bool {
    node.ancestors_it(None).any(|above| elements.iter().any(|name| above.has_name(name)))
}

/// Whether `above` is `node` or holds it.
pub(super) fn holds(above: &NodeRef, node: &NodeRef) -> bool {
    above.id == node.id || node.ancestors_it(None).any(|other| other.id == above.id)
}

/// The text of an element, its pieces set apart by spaces.
pub(super) fn spaced_text(node: &NodeRef) -> String {
    let mut text = String::new();
    for inner in node.descendants_it().filter(|inner| inner.is_text()) {
        if !is_inside(&inner, &["script", "style", "template"]) {
            text.push_str(&inner.text());
            text.push(' ');
        }
    }
    text
}

/// The text of a heading as it is read: its pieces set apart where words meet, and not beside a mark or an apostrophe.
pub(super) fn printed(node: &NodeRef) -> String {
    let mut text = String::new();
    for inner in node.descendants_it() {
        if inner.has_name("br") {
            text.push(' ');
        }
        if !inner.is_text() || is_inside(&inner, &["script", "style", "template"]) {
            continue;
        }
        let piece = inner.text();
        let meets = text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | ':' | ';' | '!' | '?' | '”' | ')'));
        if meets && piece.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '‘' | '(')) {
            text.push(' ');
        }
        text.push_str(&piece);
    }
    text
}

/// The words of running prose in an element: those of paragraphs of twelve words and more that are not links.
pub(super) fn prose_words(node: &NodeRef) -> usize {
    let mut words = 0;
    let own = ["p", "li", "blockquote", "dd"].iter().any(|name| node.has_name(name));
    for inner in node.descendants_it().chain(own.then_some(*node)) {
        if !["p", "li", "blockquote", "dd"].iter().any(|name| inner.has_name(name)) {
            continue;
        }
        let text = inner.text();
        let count = text.split_whitespace().count();
        if count >= 12 && 2 * linked_bytes(&inner) < text.trim().len() {
            words += count;
        }
    }
    words
}

/// The bytes of text inside links.
pub(super) fn linked_bytes(node: &NodeRef) -> usize {
    node.find(&["a"]).iter().map(|link| link.text().trim().len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_part_by_part() {
        for (class, word, expected) in [
            ("related-links", "related", true),
            ("relatedLinks wide", "related", true),
            ("c-recirc__list", "recirc", true),
            ("unrelated", "related", false),
            ("read-more", "read-more", true),
            ("spread more", "read-more", false),
            ("readMoreBox", "read-more", true),
        ] {
            assert_eq!(has_token(class, &[word]), expected, "{class} {word}");
        }
    }
}
