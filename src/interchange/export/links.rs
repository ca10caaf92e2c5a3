//! Links in an export.

/// A web address that a reader may follow; files and everything else stay words.
pub(in crate::interchange) fn is_web_address(link: &str) -> bool {
    ["https://", "http://"].iter().any(|start| link.len() > start.len() && link.starts_with(start))
        && !link.contains(|c: char| c.is_whitespace() || c.is_control())
}
