//! Text that was encoded twice: UTF-8 that somebody read as Windows-1252 and saved again, so that “ is now "â€œ".
//!
//! Nothing is repaired unless it is asked for: it is named, and [`repaired`] gives the text as it was meant.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// Runs that must be broken for a text to be called so, and their share (of ten) of all that could be.
const RUNS: (usize, usize) = (2, 8);

/// Whether `text` was encoded twice: nearly all of its letters beyond ASCII are pieces of UTF-8.
pub(super) fn is_encoded_twice(text: &str) -> bool {
    let (mut broken, mut sound) = (0, 0);
    for run in runs(text) {
        if mended(run).is_some() { broken += 1 } else { sound += 1 }
    }
    broken >= RUNS.0 && broken * 10 >= (broken + sound) * RUNS.1
}

/// The text as it was meant: each run of letters beyond ASCII that is UTF-8 read as Windows-1252 is read as UTF-8.
/// What is no such run stays.
pub fn repaired(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut at = 0;
    for run in runs(text) {
        let Some(mended) = mended(run) else { continue };
        let start = run.as_ptr() as usize - text.as_ptr() as usize;
        out.push_str(text.get(at..start).unwrap_or_default());
        out.push_str(&mended);
        at = start + run.len();
    }
    if at == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(out)
}

/// The passages of characters beyond ASCII.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        // Nearly all of an English text is ASCII: that is passed over eight bytes at a time.
        at += bytes.get(at..)?.as_chunks::<8>().0.iter().take_while(|eight| eight.is_ascii()).count() * 8;
        let start = at + bytes.get(at..)?.iter().position(|byte| !byte.is_ascii())?;
        let rest = bytes.get(start..)?;
        at = start + rest.iter().position(u8::is_ascii).unwrap_or(rest.len());
        text.get(start..at)
    })
}

/// What a run was before it was read as Windows-1252; `None` where it was not.
fn mended(run: &str) -> Option<String> {
    // Only these are Windows-1252 for a byte that UTF-8 begins with.
    if !run.starts_with(|c| matches!(c, '\u{c2}'..='\u{f4}')) {
        return None;
    }
    let bytes = as_windows_1252(run)?;
    let text = std::str::from_utf8(&bytes).ok()?;
    // One byte is not UTF-8 beyond ASCII; controls were never written.
    (text.chars().count() < run.chars().count() && !text.contains(char::is_control)).then(|| text.to_owned())
}

/// The bytes of Windows-1252, with the five that it leaves undefined as the control characters of their numbers.
fn as_windows_1252(run: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(run.len());
    for c in run.chars() {
        match u8::try_from(u32::from(c)) {
            Ok(byte) => bytes.push(byte),
            Err(_) => {
                let mut letter = [0; 4];
                let (encoded, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut letter));
                match encoded.as_ref() {
                    [byte] if !unmappable => bytes.push(*byte),
                    _ => return None,
                }
            }
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twice(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn text_that_was_encoded_twice_is_named_and_repaired() {
        for text in ["“We never closed it,” said Zoë Brontë.", "L’été — déjà à Chloé, « non »", "Łódź „tak” – Šárka Nováčková"]
        {
            let broken = twice(text);
            assert!(is_encoded_twice(&broken), "{broken}");
            assert_eq!(repaired(&broken), text);
        }
    }

    #[test]
    fn sound_text_stays_as_it_is() {
        for text in [
            "“We never closed it,” said Zoë Brontë of Århus. Größe, naïve, São Tomé, 40 °C, £5, ½",
            "ÃO NAÇÃO, São João",
            "plain",
            "The file began with Ã© where é belongs, and “nobody” knew why: naïve, café, Zoë, Brontë, Møller.",
            "日本語のテキスト、「はい」",
        ] {
            assert!(!is_encoded_twice(text), "{text}");
        }
        assert_eq!(repaired("São João, naïve “x”"), "São João, naïve “x”");
    }
}
