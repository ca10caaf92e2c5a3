//! Entities of HTML that were left in a text: `&quot;`, `&#8220;`, `&amp;rsquo;`.

use std::borrow::Cow;

use super::Edit;
use crate::text::Span;

const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("bdquo", "„"),
    ("emsp", " "),
    ("ensp", " "),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lsaquo", "‘"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("rsaquo", "’"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("shy", ""),
    ("thinsp", " "),
    ("zwj", ""),
    ("zwnj", ""),
];

/// Characters of the longest reference, `&#x0002014;` and the like.
const LONGEST: usize = 12;

/// The edit for the `&` at `at`, where a reference begins that ends before `end`.
pub(super) fn edit(text: &str, at: usize, end: usize) -> Option<Edit> {
    let (length, mut with) = reference(text.get(at..end)?)?;
    let mut stop = at + length;
    // Encoded twice: `&amp;quot;`.
    if with == "&"
        && let Some(rest) = text.get(stop..end)
        && let Some((length, inner)) = reference(&format!("&{}", rest.get(..first_bytes(rest)).unwrap_or_default()))
    {
        stop += length - 1;
        with = inner;
    }
    Some((Span::new(at, stop), with))
}

fn first_bytes(text: &str) -> usize {
    text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at)
}

/// The reference that `text` begins with: its length and the character that it stands for.
fn reference(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let body = text.strip_prefix('&')?;
    let length = body.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let body = body.get(..length)?;
    let with = match body.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse(), |digits| u32::from_str_radix(digits, 16)).ok()?;
            Cow::Owned(char::from_u32(windows(code)).filter(|c| !c.is_control())?.to_string())
        }
        None => {
            let at = NAMED.binary_search_by_key(&body, |(name, _)| name).ok()?;
            Cow::Borrowed(NAMED.get(at)?.1)
        }
    };
    Some((length + 2, with))
}

/// Numbers 128 to 159 are those of Windows-1252, as browsers read them.
const fn windows(code: u32) -> u32 {
    match code {
        130 => 0x201a,
        132 => 0x201e,
        133 => 0x2026,
        139 => 0x2018,
        145 => 0x2018,
        146 => 0x2019,
        147 => 0x201c,
        148 => 0x201d,
        150 => 0x2013,
        151 => 0x2014,
        155 => 0x2019,
        _ => code,
    }
}
