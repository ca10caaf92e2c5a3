//! Lines by which a file names its own headline, writers and date.

/// What a line at the head of a file names itself: "Headline: ...", "By: ...", "URL: ...".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::article) enum Header {
    /// The headline.
    Title,
    /// A standfirst.
    Subtitle,
    /// The writers.
    Byline,
    /// When it was published.
    Date,
    /// Who published it.
    Publisher,
    /// An address, a section, a contact: not part of the article.
    Other,
}

/// The header that a line is, and where its value begins in the line (bytes).
pub(in crate::article) fn header(line: &str) -> Option<(Header, usize)> {
    let (label, rest) = line.split_once(':')?;
    if label.len() > 24 || rest.is_empty() {
        return None;
    }
    let label = label.trim_matches(|c: char| c == '*' || c.is_whitespace()).to_ascii_lowercase();
    let header = match label.as_str() {
        "headline" | "title" | "subject" => Header::Title,
        "subtitle" | "subhead" | "subheadline" | "standfirst" | "dek" => Header::Subtitle,
        "by" | "byline" | "author" | "authors" | "writer" => Header::Byline,
        "date" | "published" | "publication date" | "posted" | "updated" => Header::Date,
        "publisher" | "publication" | "outlet" => Header::Publisher,
        "url"
        | "link"
        | "section"
        | "category"
        | "contact"
        | "media contact"
        | "press contact"
        | "contacts"
        | "from"
        | "to"
        | "cc"
        | "bcc"
        | "reply-to"
        | "sent"
        | "phone"
        | "telephone"
        | "tel"
        | "mobile"
        | "fax"
        | "email"
        | "e-mail"
        | "website"
        | "web"
        | "media enquiries"
        | "press enquiries"
        | "for immediate release"
        | "for release"
        | "tags"
        | "keywords"
        | "embargo"
        | "embargoed until" => Header::Other,
        _ => return None,
    };
    let value = rest.trim_start_matches(|c: char| c == '*' || c.is_whitespace());
    // The sender of a mail, with the address.
    let header = if label == "from" && value.contains('@') && value.contains(' ') { Header::Byline } else { header };
    (!value.is_empty()).then(|| (header, line.len() - value.len()))
}

/// The name in an address: "Ana Diaz <ana@port.example>", "Ana Diaz (Tarn Herald)"; the address where it has none.
pub(in crate::article) fn name_of(from: &str) -> String {
    let name = from.split(['<', '(']).next().unwrap_or_default().trim().trim_matches('"').trim();
    if name.is_empty() { from.trim_matches(['<', '>']).to_owned() } else { name.to_owned() }
}
