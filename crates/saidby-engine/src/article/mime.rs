//! Mail (.eml) and saved pages in one file (MHTML): a head, and parts in a body (RFC 5322, 2045 to 2047, 2557).
//!
//! The page of a saved page is read as a page; of a mail its plain text, else its page. What the head says (subject,
//! sender, date) is what the article says of itself where it says nothing.

use encoding_rs::Encoding;
use memchr::memmem;

use super::decode;
use super::error::ArticleError;
use super::{Extracted, Format, classify, form, html, txt};

/// Parts in parts beyond this depth are made to break readers.
const DEEPEST: usize = 8;
/// Bytes of a head; a text without an empty line is none.
const LONGEST_HEAD: usize = 64 * 1024;
/// Words that the plain text of a mail must have to be read instead of its page.
const PLAIN: usize = 20;

/// Whether the bytes begin with a head that says MIME.
pub(super) fn is_mime(bytes: &[u8]) -> bool {
    let (head, _) = divided(bytes);
    if head.len() >= LONGEST_HEAD {
        return false;
    }
    let head = head.to_ascii_lowercase();
    let line = |name: &[u8]| head.starts_with(name) || memmem::find(&head, &[b"\n", name].concat()).is_some();
    line(b"mime-version:") && line(b"content-type:")
}

/// The text, blocks and metadata of a mail or saved page.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, ArticleError> {
    let mut found = Found::default();
    let top = Part::of(bytes);
    gather(&top, 0, &mut found);
    let is_page = top.kind.starts_with("multipart/related") || found.plain.as_ref().is_none_or(|text| words(text) < PLAIN);
    let mut read = match (found.html, found.plain) {
        (Some(page), plain) if is_page || plain.is_none() => html::read(&page, &[])?,
        (_, Some(plain)) => {
            let subject = top.header("subject").unwrap_or_default();
            let text = if subject.is_empty() { plain } else { format!("{subject}\n\n{plain}") };
            let (blocks, metadata) = classify::plain(&text, txt::paragraphs(&text, &[]), &[]);
            Extracted { text, blocks, metadata, struck: Vec::new() }
        }
        _ => return Err(ArticleError::NoText),
    };
    let metadata = &mut read.metadata;
    let fill = |value: &mut Option<String>, name: &str| {
        if value.is_none() {
            *value = top.header(name).filter(|value| !value.is_empty());
        }
    };
    fill(&mut metadata.title, "subject");
    fill(&mut metadata.date, "date");
    if metadata.byline.is_none() {
        // A browser signs its own files.
        metadata.byline =
            top.header("from").map(|from| form::name_of(&from)).filter(|name| !name.is_empty() && !name.contains("Saved by"));
    }
    Ok(read)
}

#[derive(Default)]
struct Found {
    html: Option<String>,
    plain: Option<String>,
}

/// A part: its head, and its body still encoded.
struct Part<'a> {
    headers: Vec<(String, String)>,
    /// The type in lower case, without its parameters.
    kind: String,
    body: &'a [u8],
}

/// Head and body, divided by the first empty line.
fn divided(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = |mark: &[u8]| memmem::find(bytes, mark).map(|at| (at, at + mark.len()));
    let found = [end(b"\r\n\r\n"), end(b"\n\n")].into_iter().flatten().min();
    let (at, after) = found.unwrap_or((bytes.len(), bytes.len()));
    (bytes.get(..at).unwrap_or_default(), bytes.get(after..).unwrap_or_default())
}

impl<'a> Part<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let (head, body) = divided(bytes);
        let head = String::from_utf8_lossy(head);
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in head.lines() {
            // A line that begins with a blank goes on with the one before.
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        let kind = headers.iter().find(|(name, _)| name == "content-type").map_or("text/plain", |(_, value)| value.as_str());
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        Self { kind, headers, body }
    }

    fn raw(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A value of the head, its encoded words decoded.
    fn header(&self, name: &str) -> Option<String> {
        self.raw(name).map(|value| encoded_words(value).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A parameter of the type: `boundary`, `charset`.
    fn parameter(&self, name: &str) -> Option<String> {
        let value = self.raw("content-type")?;
        value.split(';').skip(1).find_map(|parameter| {
            let (key, value) = parameter.split_once('=')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
        })
    }

    /// The body as bytes.
    fn decoded(&self) -> Vec<u8> {
        match self.raw("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "quoted-printable" => quoted_printable(self.body, false),
            "base64" => base64(self.body),
            _ => self.body.to_vec(),
        }
    }

    /// The body as text: by the declared charset, else as any file is.
    fn text(&self, format: Format) -> Option<String> {
        let bytes = self.decoded();
        if let Some(encoding) = self.parameter("charset").and_then(|label| Encoding::for_label(label.as_bytes())) {
            let (text, _, _) = encoding.decode(&bytes);
            return Some(text.replace("\r\n", "\n").replace('\r', "\n"));
        }
        decode::decode(&bytes, format).ok().map(|decoded| decoded.text)
    }

    /// The parts of a body of several.
    fn parts(&self) -> Vec<Part<'a>> {
        let Some(boundary) = self.parameter("boundary").filter(|boundary| !boundary.is_empty()) else { return Vec::new() };
        let mark = format!("--{boundary}");
        let mut starts = Vec::new();
        for at in memmem::find_iter(self.body, mark.as_bytes()) {
            let begins_line = at == 0 || self.body.get(at - 1) == Some(&b'\n');
            // "--mark1" is another boundary than "--mark".
            let is_whole = self.body.get(at + mark.len()).is_none_or(|byte| matches!(byte, b'-' | b'\r' | b'\n' | b' ' | b'\t'));
            if begins_line && is_whole {
                starts.push((at, at + mark.len()));
            }
        }
        let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([self.body.len()]);
        let pieces = starts.iter().zip(ends).filter_map(|((_, start), end)| {
            let piece = self.body.get(*start..end)?;
            // "--boundary--" ends the body.
            if piece.starts_with(b"--") {
                return None;
            }
            let line = piece.iter().position(|byte| *byte == b'\n')? + 1;
            piece.get(line..)
        });
        pieces.map(Part::of).collect()
    }
}

fn gather(part: &Part<'_>, depth: usize, found: &mut Found) {
    if depth > DEEPEST {
        return;
    }
    if part.kind.starts_with("multipart/") {
        part.parts().iter().for_each(|part| gather(part, depth + 1, found));
        return;
    }
    let attached = part.raw("content-disposition").is_some_and(|value| value.to_ascii_lowercase().starts_with("attachment"));
    if attached {
        return;
    }
    match part.kind.as_str() {
        "text/html" | "application/xhtml+xml" if found.html.is_none() => found.html = part.text(Format::Html),
        "text/plain" if found.plain.is_none() => found.plain = part.text(Format::Text),
        _ => {}
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// `=E2=80=9C` and soft line breaks; `underscores`: as encoded words have blanks.
fn quoted_printable(bytes: &[u8], underscores: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'=' => {
                if let Some(soft) = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")) {
                    rest = soft;
                    continue;
                }
                let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
                match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    Some(byte) => {
                        out.push(byte);
                        rest = after.get(2..).unwrap_or_default();
                    }
                    None => out.push(b'='),
                }
            }
            b'_' if underscores => out.push(b' '),
            other => out.push(*other),
        }
    }
    out
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let mut out = Vec::with_capacity(bytes.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0);
    for six in bytes.iter().filter_map(|byte| value(*byte)) {
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

/// "=?utf-8?Q?caf=C3=A9?=" in a value of the head.
fn encoded_words(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    let mut last_was_encoded = false;
    while let Some(start) = rest.find("=?") {
        let (before, word) = rest.split_at(start);
        let mut fields = word.get(2..).unwrap_or_default().splitn(4, '?');
        let (charset, how, text) = (fields.next(), fields.next(), fields.next());
        let decoded = charset.zip(how).zip(text).and_then(|((charset, how), text)| {
            let bytes = match how {
                "Q" | "q" => quoted_printable(text.as_bytes(), true),
                "B" | "b" => base64(text.as_bytes()),
                _ => return None,
            };
            let encoding = Encoding::for_label(charset.split('*').next()?.as_bytes())?;
            let length = 2 + charset.len() + 1 + how.len() + 1 + text.len() + 2;
            Some((encoding.decode(&bytes).0.into_owned(), length))
        });
        // White space between two encoded words is none.
        if !(last_was_encoded && before.trim().is_empty()) {
            out.push_str(before);
        }
        match decoded {
            Some((text, length)) => {
                out.push_str(&text);
                rest = word.get(length..).unwrap_or_default();
                last_was_encoded = true;
            }
            None => {
                out.push_str("=?");
                rest = word.get(2..).unwrap_or_default();
                last_was_encoded = false;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Format};

    #[test]
    fn a_saved_page_is_read_as_a_page() {
        let file = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://sound.example/wall\r\nSubject: Wall row\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----X--1\"\r\n\r\n\r\n------X--1\r\nContent-Type: text/html\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><head><meta charset=3D\"utf-8\"><title>Wall row</title></head><body><article><h1>Wall row</h1>\
            <p>=E2=80=9CThe wall is sa=\r\nfe,=E2=80=9D said Ida Green, who looks after it, on Monday in the town hall.</p></article></body></html>\r\n\
            ------X--1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------X--1--\r\n";
        assert_eq!(Format::of_bytes(file.as_bytes()), Format::Mime);
        let article = Article::read(file.as_bytes(), Format::Mime).unwrap();
        assert!(article.text.contains("“The wall is safe,” said Ida Green"), "{}", article.text);
        assert_eq!(article.metadata.title.as_deref(), Some("Wall row"));
        assert!(article.metadata.byline.is_none() && !article.text.contains("=E2"));
        assert_eq!(article.origin.format, Format::Html);
    }

    #[test]
    fn a_mail_is_its_subject_and_its_text() {
        let file = "From: =?utf-8?Q?Zo=C3=AB_Br?= =?utf-8?B?b250w6s=?= <zoe@port.example>\nTo: desk@paper.example\nSubject: Ferry\n stops\n\
            Date: Mon, 2 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\
            Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\n\
            QW5hIERpYXogc2FpZCBvbiBNb25kYXkgdGhhdCB0aGUgaHVsbCBvZiB0aGUgZmVycnkgd2FzIGNy\nYWNrZWQuIE5vYm9keSBhdCB0aGUgY2Fm6SBrbmV3LCBzaGUgYWRkZWQsIGFuZCBub2JvZHkgYXNr\nZWQu\n\
            --b\nContent-Type: text/html\n\n<p>Other words altogether, of the page.</p>\n--b--\n";
        let article = Article::read(file.as_bytes(), Format::Mime).unwrap();
        assert!(article.text.starts_with("Ferry stops\n\nAna Diaz said on Monday"), "{}", article.text);
        assert!(article.text.contains("café knew") && !article.text.contains("Other words"));
        assert_eq!(article.metadata.byline.as_deref(), Some("Zoë Brontë"));
        assert_eq!(article.metadata.date.as_deref(), Some("Mon, 2 Nov 2026 10:00:00 +0000"));
    }

    #[test]
    fn what_only_looks_like_mail_is_text() {
        assert_eq!(Format::of_bytes(b"From: the editor\nSubject: x\n\nHello"), Format::Text);
        for broken in [
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n",
            "MIME-Version: 1.0\nContent-Type: image/png\n\nx",
        ] {
            assert!(Article::read(broken.as_bytes(), Format::Mime).is_err());
        }
    }
}
