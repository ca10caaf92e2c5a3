//! The words under a picture, and the credit that ends them.

use super::line::{is_name_word, starts_upper};
use crate::article::words::{AGENCY_ENDS, CAPTION_STARTS, CREDIT_STARTS};

/// Words beyond which a block with a credit at its end is still running text.
const LONGEST_CAPTION: usize = 100;

/// Whether a block is the words under a picture: it begins as such, or ends in a credit.
pub(super) fn is_caption(block: &str, opens: bool) -> bool {
    if opens {
        let head = block.get(..floor(block, 80)).unwrap_or(block).to_lowercase();
        if CAPTION_STARTS.entries().iter().any(|start| head.starts_with(start)) {
            return true;
        }
        let shown = [" photo", " image", " picture", " frame grab", " video grab"];
        let points = head.starts_with("in this ") || head.starts_with("this ");
        if points && shown.iter().any(|word| head.contains(word)) && head.contains(" taken ") {
            return true;
        }
    }
    credit(block).is_some() && block.split_whitespace().take(LONGEST_CAPTION + 1).count() <= LONGEST_CAPTION
}

fn floor(text: &str, at: usize) -> usize {
    crate::text::grapheme::floor(text, at)
}

/// The credit that ends a block or is all of it: "Jane Roe/Getty Images", "(AP Photo/Jane Roe)", "Photo: Jane Roe".
pub(in crate::article) fn credit(block: &str) -> Option<&str> {
    let block = block.trim_end();
    if block.ends_with([')', ']']) {
        let open = block.rfind(['(', '['])?;
        let inside = block.get(open + 1..block.len() - 1)?;
        let before = block.get(..open)?.trim_end();
        let closed = before.is_empty() || before.ends_with(['.', '!', '?', '”', '"']);
        let acronym = inside.len() <= 8 && inside.chars().all(|c| c.is_uppercase() || c == '/') || inside == "Reuters";
        // Square brackets hold sources and remarks of the editor.
        let round = block.ends_with(')');
        let credited = has_photo_word(inside) || (round && (is_slashed(inside) || (closed && acronym)));
        return (credited && inside.split_whitespace().count() <= 14).then_some(inside);
    }
    if block.ends_with(['.', '!', '?', ':', ',', ';', '"', '”']) {
        return None;
    }
    let window = floor(block, block.len().saturating_sub(140));
    let tail = block.get(window..)?;
    // The credit begins after the last end of a sentence, or is the whole block.
    let cut = [". ", "! ", "? ", ".” ", ".\" ", "” ", ") ", ".\n", " | "]
        .iter()
        .filter_map(|end| tail.rfind(end).map(|at| at + end.len()))
        .max();
    let start = match cut {
        Some(at) => window + at,
        None if window == 0 => 0,
        None => return None,
    };
    let candidate = block.get(start..)?.trim();
    let count = candidate.split_whitespace().count();
    let credited = has_photo_word(candidate) || is_slashed(candidate) || (start > 0 && ends_as_agency(candidate));
    (credited && (1..=12).contains(&count)).then_some(candidate)
}

fn has_photo_word(text: &str) -> bool {
    let lower = text.to_lowercase();
    CREDIT_STARTS.entries().iter().any(|start| lower.starts_with(start))
}

/// "Jane Roe/Getty Images", "AFP / Jane Roe": names on both sides of a slash and nothing else.
fn is_slashed(text: &str) -> bool {
    let Some((left, right)) = text.split_once('/') else {
        return false;
    };
    let named = |side: &str| {
        let letters = side.chars().any(char::is_alphabetic) && !side.contains(|c: char| c.is_ascii_digit());
        letters && side.split([' ', '/']).filter(|word| !word.is_empty()).all(is_name_word) && starts_upper(side)
    };
    let known = |side: &str| {
        let last = side.split([' ', '/']).rfind(|word| !word.is_empty()).unwrap_or_default().to_lowercase();
        let first = side.split_whitespace().next().unwrap_or_default();
        AGENCY_ENDS.contains(&last) || (first.len() >= 2 && first.len() <= 5 && first.chars().all(char::is_uppercase))
    };
    let people = left.split_whitespace().count() >= 2 || right.split_whitespace().count() >= 2;
    named(left) && named(right) && (known(left) || known(right) || people) && text.split_whitespace().count() <= 10
}

/// "Getty Images", "Jane Roe for The Marsh Herald via AP": all names, the last an agency's.
fn ends_as_agency(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    AGENCY_ENDS.contains(&last) && text.split_whitespace().all(|word| is_name_word(word) || word == "via") && starts_upper(text)
}
