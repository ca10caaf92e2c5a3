//! Live blogs: posts under their times, newest or oldest first. Each is read alone: no pronoun and no interview goes
//! on from one to the next.

use crate::article::{Block, BlockKind};
use crate::text::Scan;

/// Posts that make a live blog.
const FEWEST: usize = 3;

/// The first word of each post in the order of the text; none where the article is not a live blog.
pub(super) fn posts(text: &str, scan: &Scan, blocks: &[Block]) -> Vec<usize> {
    let begins = |block: &Block| {
        !matches!(block.kind, BlockKind::Headline | BlockKind::Caption) && block.span.slice(text).is_some_and(begins_with_time)
    };
    let starts: Vec<usize> = blocks.iter().enumerate().filter(|(_, block)| begins(block)).map(|(index, _)| index).collect();
    if starts.len() < FEWEST {
        return Vec::new();
    }
    starts.into_iter().filter_map(|index| scan.paragraphs.get(index)).map(|paragraph| paragraph.first_word as usize).collect()
}

/// Whether a post begins here, with a time of day: "10.45am", "14:32 BST", "9:05 p.m. ET –".
fn begins_with_time(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digits = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let hour = digits(0);
    if !(1..=2).contains(&hour) {
        return false;
    }
    let mut at = hour;
    let minutes = matches!(bytes.get(at), Some(b':' | b'.' | b'h')) && digits(at + 1) == 2;
    at += if minutes { 3 } else { 0 };
    let rest = &line[at..];
    let half = ["am", "pm", "a.m.", "p.m.", "AM", "PM"];
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    let named = half.iter().find(|half| rest[blank..].starts_with(**half)).map(|half| blank + half.len());
    if !minutes && named.is_none() {
        return false;
    }
    at += named.unwrap_or(0);
    let rest = line[at..].trim_start_matches(' ');
    let zone = ["GMT", "BST", "UTC", "CET", "CEST", "EDT", "EST", "ET", "PT", "IST", "AEST"];
    let zone = zone.iter().find(|zone| rest.starts_with(**zone)).map_or(0, |zone| line.len() - rest.len() + zone.len() - at);
    at += zone;
    // "10:30 trains were late" is a sentence: a sign or a new line, or a capital behind a zone or half of the day.
    let rest = &line[at..];
    let plain = rest.trim_start_matches(' ');
    let sign = plain.is_empty() || plain.starts_with(['-', '–', '—', ':', '|', '\n', '•']);
    let capital = rest.starts_with([' ', '\n']) && plain.starts_with(char::is_uppercase);
    sign || capital && (named.is_some() || zone > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_posts_are_known_by_their_form() {
        for line in ["10.45am", "14:32 BST", "9:05 p.m. ET – Ferry sails", "08:15 - Ferry sails", "3pm\nFerry sails"] {
            assert!(begins_with_time(line), "{line}");
        }
        for line in ["10:30 trains were late", "10 people came", "3.5 percent", "2024 was late", "Ferry"] {
            assert!(!begins_with_time(line), "{line}");
        }
    }
}
