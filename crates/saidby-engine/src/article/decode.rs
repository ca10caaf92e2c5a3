//! Bytes become text: encoding, byte order mark, line ends.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memchr;

use super::error::{ArticleError, MAX_BYTES};
use super::macintosh;
use super::{DroppedPositions, Format};

/// Decoded text and how it was stored.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decoded {
    /// LF is the only line end, no BOM at the start.
    pub text: String,
    /// The WHATWG name.
    pub encoding: &'static str,
    /// Without a mark or declaration, and not valid UTF-8.
    pub guessed: bool,
    /// How many invalid sequences became U+FFFD.
    pub invalid: usize,
    /// Where code points of the file were dropped.
    pub dropped: DroppedPositions,
}

/// Bytes that are looked at for zeros, controls and declarations.
const HEAD: usize = 64 * 1024;

/// Decodes `bytes`. A BOM decides, then (in a page) the declared charset, then valid UTF-8, then a guess.
pub(super) fn decode(bytes: &[u8], format: Format) -> Result<Decoded, ArticleError> {
    if bytes.len() > MAX_BYTES {
        return Err(ArticleError::TooLarge { bytes: bytes.len() as u64 });
    }
    if let Some(decoded) = utf32(bytes) {
        return Ok(decoded);
    }
    let (encoding, guessed, mark) = encoding_of(bytes, format)?;
    let body = bytes.get(mark..).unwrap_or_default();
    let (text, invalid) = to_text(body, encoding);
    let mut dropped = DroppedPositions::default();
    if mark > 0 {
        dropped.before.push(0);
    }
    let text = unify_line_ends(text, &mut dropped.before);
    Ok(Decoded { text, encoding: encoding.name(), guessed, invalid, dropped })
}

/// Text in UTF-32 with its mark, which the web has no use for and some programs write all the same. Its first four
/// bytes in the one order are UTF-16's mark and a zero, with which no text begins.
fn utf32(bytes: &[u8]) -> Option<Decoded> {
    let big = bytes.starts_with(&[0, 0, 0xfe, 0xff]);
    if !big && !bytes.starts_with(&[0xff, 0xfe, 0, 0]) || !bytes.len().is_multiple_of(4) {
        return None;
    }
    let mut invalid = 0;
    let number = |word: &[u8]| {
        let word: [u8; 4] = word.try_into().unwrap_or_default();
        if big { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) }
    };
    let text: String = bytes
        .chunks_exact(4)
        .skip(1)
        .map(|word| {
            char::from_u32(number(word)).unwrap_or_else(|| {
                invalid += 1;
                '\u{fffd}'
            })
        })
        .collect();
    let mut dropped = DroppedPositions { before: vec![0] };
    let text = unify_line_ends(text, &mut dropped.before);
    Some(Decoded { text, encoding: if big { "UTF-32BE" } else { "UTF-32LE" }, guessed: false, invalid, dropped })
}

/// The same for text that is decoded already.
pub(super) fn decoded(text: &str) -> Result<Decoded, ArticleError> {
    if text.len() > MAX_BYTES {
        return Err(ArticleError::TooLarge { bytes: text.len() as u64 });
    }
    let mut dropped = DroppedPositions::default();
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    if body.len() < text.len() {
        dropped.before.push(0);
    }
    let text = unify_line_ends(body.to_owned(), &mut dropped.before);
    Ok(Decoded { text, encoding: UTF_8.name(), guessed: false, invalid: 0, dropped })
}

/// The encoding, whether it was guessed, and how many bytes its mark takes.
fn encoding_of(bytes: &[u8], format: Format) -> Result<(&'static Encoding, bool, usize), ArticleError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok((encoding, false, length));
    }
    if let Some(looks_like) = known_binary(bytes) {
        return Err(ArticleError::Binary { looks_like });
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return Ok((encoding, true, 0));
    }
    let valid = std::str::from_utf8(bytes).is_ok();
    if is_binary(bytes, valid) {
        return Err(ArticleError::Binary { looks_like: "binary data" });
    }
    if format == Format::Html
        && let Some(encoding) = declared(bytes)
        && !(valid && encoding == WINDOWS_1252)
        // A page that says UTF-8 and holds none is of another encoding.
        && (encoding != UTF_8 || valid || mostly_utf8(bytes))
    {
        return Ok((encoding, false, 0));
    }
    if valid || mostly_utf8(bytes) {
        return Ok((UTF_8, false, 0));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // A guess needs some thousand words, not all of a large file.
    detector.feed(bytes.get(..bytes.len().min(16 * HEAD)).unwrap_or_default(), true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // The detector knows what browsers meet, and they do not meet this one.
    let guess = if guess.is_single_byte() && macintosh::is_likely(bytes) { MACINTOSH } else { guess };
    Ok((guess, true, 0))
}

/// Files that people drop by mistake, by their first bytes.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"{\\rtf", "a rich text (RTF) document"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x1f\x8b", "a compressed file"),
        (b"BZh", "a compressed file"),
        (b"\xfd7zXZ", "a compressed file"),
        (b"\x28\xb5\x2f\xfd", "a compressed file"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3\0", "a database"),
        (b"wOFF", "a font"),
        (b"wOF2", "a font"),
    ];
    KNOWN.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, name)| *name)
}

/// UTF-16 without a mark: nearly every other byte of Latin text is zero, always on the same side.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let pairs = head.len() / 2;
    if pairs < 2 || memchr(0, head).is_none() {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    let most = |many: usize, few: usize| many * 10 >= pairs * 7 && few * 50 <= pairs;
    if most(low_first, high_first) {
        Some(UTF_16LE)
    } else if most(high_first, low_first) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether there are more control characters than a text can hold by accident.
fn is_binary(bytes: &[u8], valid: bool) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    // Without a branch, so that many bytes are looked at at once.
    let control = |byte: u8| (byte < 9) | ((byte > 0xd) & (byte < 0x20) & (byte != 0x1b));
    let odd: usize = head.chunks(255).map(|few| usize::from(few.iter().map(|byte| u8::from(control(*byte))).sum::<u8>())).sum();
    if odd == 0 {
        return false;
    }
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    // Valid UTF-8 with a few stray controls is a text with stray controls.
    odd * if valid { 8 } else { 64 } > head.len() || (!valid && zeros * 256 > head.len())
}

/// Text with a few broken sequences (a file cut in the middle, some pasted bytes) stays UTF-8: in no other
/// encoding do letters beyond ASCII form valid sequences more often than not.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut multibyte, mut broken) = (0usize, 0usize);
    for chunk in bytes.get(..bytes.len().min(16 * HEAD)).unwrap_or_default().utf8_chunks() {
        multibyte += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    multibyte > 0 && broken <= multibyte
}

/// The charset that a page declares in its first kilobytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut head = bytes.get(..bytes.len().min(4096)).unwrap_or_default().to_ascii_lowercase();
    // What is in a comment is not a declaration.
    while let Some(start) = memchr::memmem::find(&head, b"<!--") {
        let end = memchr::memmem::find(head.get(start..)?, b"-->").map_or(head.len(), |end| start + end + 3);
        head.drain(start..end);
    }
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(head.get(at..)?, b"charset") {
        let inside = head.get(..at + found)?;
        at += found + b"charset".len();
        // Only what a `meta` element says: a script that names a charset declares none.
        let tag = memchr::memrchr(b'<', inside).and_then(|open| inside.get(open + 1..)).unwrap_or_default();
        if !tag.starts_with(b"meta") || memchr(b'>', tag).is_some() {
            continue;
        }
        let rest = head.get(at..)?.trim_ascii_start();
        let Some(rest) = rest.strip_prefix(b"=") else {
            continue;
        };
        let rest = rest.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let label: Vec<u8> =
            rest.iter().copied().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':')).collect();
        if let Some(encoding) = Encoding::for_label(&label) {
            // The standard: a page that says UTF-16 in ASCII bytes is UTF-8.
            return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
        }
    }
    None
}

/// Decoded text and how many invalid sequences it had; surrogates without a partner among them.
fn to_text(bytes: &[u8], encoding: &'static Encoding) -> (String, usize) {
    if encoding == UTF_8 {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return (text.to_owned(), 0);
        }
        let invalid = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
        return (String::from_utf8_lossy(bytes).into_owned(), invalid);
    }
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let invalid = if broken { text.matches('\u{fffd}').count() } else { 0 };
    (text.into_owned(), invalid)
}

/// CR LF and CR become LF; `dropped` takes the offset of every LF that lost its CR.
fn unify_line_ends(text: String, dropped: &mut Vec<usize>) -> String {
    let Some(first) = memchr(b'\r', text.as_bytes()) else {
        return text;
    };
    let mut unified = String::with_capacity(text.len());
    unified.push_str(text.get(..first).unwrap_or_default());
    let mut rest = text.get(first..).unwrap_or_default();
    while let Some(after) = rest.strip_prefix('\r') {
        rest = match after.strip_prefix('\n') {
            Some(after) => {
                dropped.push(unified.len());
                after
            }
            None => after,
        };
        unified.push('\n');
        let next = memchr(b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let (line, tail) = rest.split_at(next);
        unified.push_str(line);
        rest = tail;
    }
    unified
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str, bool) {
        let decoded = decode(bytes, Format::Text).unwrap();
        (decoded.text, decoded.encoding, decoded.guessed)
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn utf32_with_its_mark() {
        let text = "Café “a”\r\nb";
        let little: Vec<u8> = [0xfeff].into_iter().chain(text.chars().map(u32::from)).flat_map(u32::to_le_bytes).collect();
        let big: Vec<u8> = [0xfeff].into_iter().chain(text.chars().map(u32::from)).flat_map(u32::to_be_bytes).collect();
        assert_eq!(read(&little), ("Café “a”\nb".into(), "UTF-32LE", false));
        assert_eq!(read(&big), ("Café “a”\nb".into(), "UTF-32BE", false));
    }

    #[test]
    fn only_an_element_declares_a_charset() {
        let page = |head: &str| [head.as_bytes(), b"<p>Ren\xe9e"].concat();
        for (head, encoding) in [
            ("<script>var x = 'charset=koi8-r';</script><title>A</title>", "windows-1252"),
            ("<!-- <meta charset=koi8-r> --><title>A</title>", "windows-1252"),
            ("<meta http-equiv=content-type content='text/html; charset=koi8-r'>", "KOI8-R"),
            ("<META CHARSET=\"koi8-r\">", "KOI8-R"),
        ] {
            assert_eq!(decode(&page(head), Format::Html).unwrap().encoding, encoding, "{head}");
        }
    }

    #[test]
    fn utf8_with_and_without_mark() {
        assert_eq!(read("Café".as_bytes()), ("Café".into(), "UTF-8", false));
        let decoded = decode("\u{feff}Café".as_bytes(), Format::Text).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.dropped.before), ("Café", vec![0]));
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let text = "The mayor said: “no”.\nThen he left 👩.";
        for little in [true, false] {
            let name = if little { "UTF-16LE" } else { "UTF-16BE" };
            assert_eq!(read(&utf16(text, little)), (text.into(), name, true));
            assert_eq!(read(&utf16(&format!("\u{feff}{text}"), little)), (text.into(), name, false));
        }
    }

    #[test]
    fn a_lone_surrogate_and_an_odd_byte_are_counted() {
        let mut bytes = utf16("\u{feff}ab", true);
        bytes.extend([0x00, 0xd8, b'c', 0, b'd']);
        let decoded = decode(&bytes, Format::Text).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.invalid), ("ab\u{fffd}c\u{fffd}", 2));
    }

    #[test]
    fn windows_1252_is_guessed_and_says_so() {
        let bytes = b"The mayor\x92s caf\xe9 was \x93closed\x94, she said \x97 for good. The r\xe9sum\xe9 was lost.";
        let (text, encoding, guessed) = read(bytes);
        assert_eq!(text, "The mayor’s café was “closed”, she said — for good. The résumé was lost.");
        assert_eq!((encoding, guessed), ("windows-1252", true));
    }

    #[test]
    fn mac_roman_is_guessed_and_says_so() {
        let bytes = b"The mayor\xd5s caf\x8e was \xd2closed\xd3, she said \xd1 for good. The r\x8esum\x8e was lost.";
        let (text, encoding, guessed) = read(bytes);
        assert_eq!(text, "The mayor’s café was “closed”, she said — for good. The résumé was lost.");
        assert_eq!((encoding, guessed), ("macintosh", true));
    }

    #[test]
    fn one_broken_byte_does_not_turn_utf8_into_mojibake() {
        let mut bytes = "“Œuvre” – naïve café, ".repeat(20).into_bytes();
        bytes.push(0xe2);
        let decoded = decode(&bytes, Format::Text).unwrap();
        assert_eq!((decoded.encoding, decoded.invalid), ("UTF-8", 1));
        assert!(decoded.text.ends_with("café, \u{fffd}"));
    }

    #[test]
    fn a_page_is_read_as_it_declares() {
        let page = b"<html><head><meta charset=\"iso-8859-2\"></head><body>\xb3\xf3d\xbc</body></html>";
        assert!(decode(page, Format::Html).unwrap().text.contains("łódź"));
        let lies = "<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>“é”".as_bytes();
        assert!(decode(lies, Format::Html).unwrap().text.contains("“é”"));
    }

    #[test]
    fn some_foreign_bytes_do_not_change_the_encoding() {
        let text = "“It’s a café,” said Renée Müller. “Not a pub.” Her brother agreed. ";
        for (before, bytes) in [(20, &b"\xe9"[..]), (40, b"\x93no\x94"), (text.len() * 2, b"\xff"), (text.len() * 2, b"\xe2\x80")]
        {
            let mut mixed = text.repeat(2).into_bytes();
            let at = (before..).find(|at| std::str::from_utf8(&mixed[..*at]).is_ok()).unwrap();
            mixed.splice(at..at, bytes.iter().copied());
            let decoded = decode(&mixed, Format::Text).unwrap();
            assert_eq!(decoded.encoding, "UTF-8", "{bytes:?}");
            assert!(decoded.invalid > 0 && decoded.text.contains("“Not a pub.”"));
        }
    }

    #[test]
    fn a_declaration_counts_only_outside_comments_and_only_if_it_can_be_true() {
        let page = b"<!doctype html><!-- <meta charset=\"shift_jis\"> --><meta charset=\"windows-1252\"><p>\x93Caf\xe9\x94</p>";
        assert!(decode(page, Format::Html).unwrap().text.contains("“Café”"));
        let lies = b"<meta charset=\"utf-8\"><p>\x93We never closed the caf\xe9,\x94 said Ren\xe9e M\xfcller, the mayor\x92s deputy.</p>";
        let decoded = decode(lies, Format::Html).unwrap();
        assert!(decoded.text.contains("“We never closed the café,”") && decoded.guessed, "{}", decoded.text);
    }

    #[test]
    fn every_line_end_becomes_lf() {
        let decoded = decode(b"a\r\nb\rc\n\r\n\r\r\nd\r", Format::Text).unwrap();
        assert_eq!(decoded.text, "a\nb\nc\n\n\n\nd\n");
        assert_eq!(decoded.dropped.before, [1, 6, 8]);
    }

    #[test]
    fn binary_is_refused_and_stray_controls_are_not() {
        let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&noise[..], b"%PDF-1.7 text", b"\0\0\0\0", b"\x89PNG\r\n\x1a\n"] {
            assert!(matches!(decode(bytes, Format::Text), Err(ArticleError::Binary { .. })));
        }
        assert_eq!(read(b"The cat\0 sat on the mat. \x1b[31mRed\x1b[0m").0, "The cat\0 sat on the mat. \x1b[31mRed\x1b[0m");
    }
}
