//! Classifies a line by its form alone: credit, byline, date, publisher notice.
//!
//! Only forms, never names of people or papers. A line that holds a claim and is taken for a notice is a
//! claim lost, so every rule asks for a short line and an unmistakable beginning or end.

mod credits;
mod dates;
mod header;
mod line;
mod recorders;

use std::sync::LazyLock;

use super::BlockKind;
use super::words::{BYLINE_STARTS, CAPTION_STARTS, LINK_LABELS, NOTICE_STARTS, WHOLE_LINES};
use crate::text::WordList;
use credits::is_caption;
use dates::is_date;
use line::{Line, is_contact, is_name_word, starts_upper};

pub(super) use dates::{date, is_date_word, is_month};
pub(super) use header::{Header, header, name_of};
pub(super) use recorders::{is_recorders_line, is_turn};

/// Words beyond which a block is running text whatever it begins with.
const LONGEST_NOTICE: usize = 40;

/// The kind that a block shows by its form, or `None`: running text.
pub(super) fn kind(block: &str) -> Option<BlockKind> {
    let opens = opens_as_a_form(block);
    if is_caption(block, opens) {
        return Some(BlockKind::Caption);
    }
    if block.len() > 400
        || !(opens || block.len() <= 120 && block.bytes().any(|byte| byte.is_ascii_digit()) || is_credit_line(block))
    {
        return None;
    }
    let line = Line::new(block);
    if is_byline(&line) || is_date(&line) {
        return Some(BlockKind::Byline);
    }
    is_notice(&line).then_some(BlockKind::Boilerplate)
}

/// Whether the first word is one that a form begins with, or there is none: a glance that spares nearly
/// all running text the comparison with every form.
fn opens_as_a_form(block: &str) -> bool {
    static FIRST: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let lists = [&WHOLE_LINES, &LINK_LABELS, &NOTICE_STARTS, &BYLINE_STARTS, &CAPTION_STARTS];
        let listed = lists.into_iter().flat_map(WordList::entries).map(|form| first_word(form));
        let mut words: Vec<&str> = listed.chain(["by", "find", "follow", "in", "like", "this"]).collect();
        words.sort_unstable();
        words.dedup();
        words
    });
    let word = first_word(block);
    let mut lower = [0u8; 16];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return false;
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    word.is_empty() || block.starts_with('©') || FIRST.binary_search_by(|first| first.as_bytes().cmp(lower)).is_ok()
}

/// The first run of ASCII letters, if nothing but signs stands before it; "" else.
fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    if end == 0 && !text.is_empty() { "0" } else { text.get(..end).unwrap_or("0") }
}

fn is_credit_line(block: &str) -> bool {
    let block = block.trim_end_matches('.');
    ["report", "story", "article"].iter().any(|thing| block.ends_with(thing)) && block.contains(" contributed to this ")
}

fn is_notice(line: &Line<'_>) -> bool {
    if line.words.is_empty() {
        // A rule of dashes or stars: nothing to read.
        return true;
    }
    if line.words.len() > LONGEST_NOTICE {
        return false;
    }
    let bare = line.lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    if WHOLE_LINES.contains(bare) || line.starts(NOTICE_STARTS.entries()) {
        return true;
    }
    if let Some((label, rest)) = line.lower.split_once(':') {
        // "Watch: 'I saw it,' says ..." is still a link; a line that a quotation opens is not.
        let rest_opens = rest.trim_start().starts_with(['“', '"']);
        if LINK_LABELS.contains(label.trim_end()) && line.words.len() <= 30 && !rest_opens {
            return true;
        }
    }
    let network = [" on twitter", " on facebook", " on instagram", " on x:", " on x at", " on linkedin", " on tiktok"];
    line.starts(&["follow", "find", "like"])
        && line.words.len() <= 20
        && (network.iter().any(|name| line.lower.contains(name)) || line.words.get(1).is_some_and(|word| word.starts_with('@')))
}

fn is_byline(line: &Line<'_>) -> bool {
    let count = line.words.len();
    if !(2..=30).contains(&count) {
        return false;
    }
    let sentence = line.text.ends_with(['.', '!', '?', '”', '"', ':']);
    if line.starts(BYLINE_STARTS.entries()) {
        // "Published by the university, the study found ..." is no byline.
        let after = BYLINE_STARTS.entries().iter().find_map(|start| line.lower.strip_prefix(start)).unwrap_or_default();
        let at = line.text.len().saturating_sub(after.len());
        let names = line.text.get(at..).unwrap_or_default().trim_start_matches([':', ' ']);
        return names.split_whitespace().all(is_name_word) || (count <= 8 && !sentence && starts_upper(names));
    }
    if is_credit_line(line.text) {
        return !line.text.contains(['“', '"']);
    }
    let Some(names) = line.lower.starts_with("by ").then(|| line.words.get(1..).unwrap_or_default()) else {
        return false;
    };
    if sentence || count > 16 {
        return false;
    }
    let desk = ["staff", "correspondent", "reporter", "reporters", "desk", "bureau", "agencies", "agency", "editor", "writer"];
    let is_desk = |word: &&str| desk.contains(&word.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()));
    if count <= 7 && names.iter().any(is_desk) {
        return true;
    }
    // Two capitalised words that are no days or months, before any other word.
    let run = names.iter().take_while(|word| starts_upper(word) && !is_date_word(word)).count();
    let lone = count == 2 && run == 1 && names.first().is_some_and(|name| name.len() > 2);
    (run >= 2 && names.iter().all(|word| is_name_word(word) || is_date_word(word) || is_contact(word))) || lone
}

/// The writers that a byline prints.
pub(super) fn writers(block: &str) -> Option<&str> {
    let line = Line::new(block);
    if !is_byline(&line) || line.lower.contains(" contributed to this ") {
        return None;
    }
    let start = BYLINE_STARTS.entries().iter().chain(&["by"]).find(|start| line.lower.starts_with(**start))?;
    let names = line.text.get(start.len()..)?.trim_start_matches([':', ' ', '\u{a0}']);
    let names = names.split(['|', '•', '·']).next()?.trim_end_matches([',', ' ', ')', ';']);
    (!names.is_empty()).then_some(names)
}

/// The publisher that a notice names: "This article is owned by X.", "© 2024 X. All rights reserved."
pub(super) fn publisher(block: &str) -> Option<&str> {
    let line = Line::new(block);
    if line.words.len() > LONGEST_NOTICE || line.text.len() != line.lower.len() && !line.text.starts_with('©') {
        return None;
    }
    let after = |start: &str| line.lower.starts_with(start).then(|| line.text.get(start.len()..)).flatten();
    let rest = after("this article is owned by")
        .or_else(|| after("this story is owned by"))
        .or_else(|| after("copyright ©"))
        .or_else(|| after("copyright (c)"))
        .or_else(|| after("copyright"))
        .or_else(|| after("©"))?;
    let rest = rest.trim_start_matches(|c: char| !c.is_alphabetic()).trim_start_matches("by ");
    let end = [". ", ", All", ", all", " All rights", " all rights", " – ", " - ", " | ", "; "]
        .iter()
        .filter_map(|stop| rest.find(stop))
        .min()
        .unwrap_or(rest.len());
    let name = rest.get(..end)?.trim_end_matches(['.', ' ', ',']);
    (starts_upper(name) && name.split_whitespace().count() <= 8).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::credits::credit;
    use super::*;

    #[test]
    fn captions_end_in_a_credit() {
        for (block, expected) in [
            ("The bridge on Monday. Cy Dell/Fenland Images", "Cy Dell/Fenland Images"),
            ("The bridge on Monday. Photograph: Cy Dell/The Marsh Herald", "Photograph: Cy Dell/The Marsh Herald"),
            ("The bridge on Monday, after the flood (AP Photo/Cy Dell)", "AP Photo/Cy Dell"),
            ("The bridge on Monday. (AFP)", "AFP"),
            ("The bridge “on Monday.” Getty Images", "Getty Images"),
            ("(Photo by Cy Dell for the Marsh Herald)", "Photo by Cy Dell for the Marsh Herald"),
        ] {
            assert_eq!((kind(block), credit(block)), (Some(BlockKind::Caption), Some(expected)), "{block}");
        }
    }

    #[test]
    fn bylines_and_dates() {
        for block in [
            "By Jo Orr",
            "BY JO ORR AND LI WEN",
            "By Jo Orr, Health Editor | May 5, 2021",
            "By our Foreign Staff",
            "Written by: Jo Orr",
            "(Reporting by Jo Orr in Marsh; Editing by Li Wen)",
            "Li Wen contributed to this report.",
            "Updated: 3:45 p.m. ET, May 5, 2021",
            "2021-05-12",
            "Tuesday 4 October 2022 10:15",
        ] {
            assert_eq!(kind(block), Some(BlockKind::Byline), "{block}");
        }
        assert_eq!(writers("By Jo Orr, Health Editor | May 5, 2021"), Some("Jo Orr, Health Editor"));
        assert_eq!(date("Published on 12 May 2021 "), Some("12 May 2021"));
    }

    #[test]
    fn notices_of_the_publisher() {
        for block in [
            "This article is owned by Marsh Herald.",
            "WATCH: Mayor calls it 'a mess' - from Fen News",
            "Read more",
            "READ MORE »",
            "Related: Ferry fares go up",
            "[Also read: Ferry fares go up]",
            "Sign up for our newsletter.",
            "Follow Jo Orr on Twitter: @jo",
            "© 2024 Marsh Herald. All rights reserved.",
            "Advertisement",
            "* * *",
        ] {
            assert_eq!(kind(block), Some(BlockKind::Boilerplate), "{block}");
        }
        assert_eq!(publisher("© 2024 Marsh Herald. All rights reserved."), Some("Marsh Herald"));
        assert_eq!(publisher("Copyright 2024 by The Fen Press Ltd"), Some("The Fen Press Ltd"));
        assert_eq!(publisher("This article is owned by Latin Quarter News."), Some("Latin Quarter News"));
    }

    #[test]
    fn running_text_is_left_alone() {
        for block in [
            "By Monday the water had gone",
            "By most accounts, Mayor Fenn lied.",
            "Published by the university, the study found no harm",
            "Share prices fell, the bank said.",
            "“Watch: it will fall,” she said.",
            "She works 24/7",
            "The union, known as the Fen Workers (FW), said no.",
            "He praised the Fen Rail Agency (FRA)",
            "Watch out, she warned the crowd.",
            "Live and let live, he said.",
            "Follow the money, the judge told the court.",
            "More: he wants it all, said his brother, and he wants it now, and he would not stop before the whole of the town \
             had been sold to him at half of its price, and then to his sons.",
        ] {
            assert_eq!(kind(block), None, "{block}");
        }
    }
}
