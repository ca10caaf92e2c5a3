//! Blocks that are left out by their form: notices, labels, bylines, boxes about the writer.

use super::blocks::{Draft, Place};
use super::candidate::{Candidate, first_prose};
use super::data::{PageData, words_of};
use crate::article::words::{BYLINE_WORDS, PAGE_LABELS, PAGE_NOTICES};
use crate::article::{BlockKind, form};

/// Notices, labels, bylines, boxes about the writer.
pub(super) fn drop_by_form(blocks: &mut [Candidate], data: &PageData, title: Option<usize>) {
    let prose: usize = blocks.iter().filter(|block| block.kept && block.draft.is_prose()).count();
    let first = first_prose(blocks);
    let mut names = data.byline.as_deref().map(words_of).unwrap_or_default();
    let writers = names.clone();
    names.extend(data.publisher.as_deref().map(words_of).unwrap_or_default());
    // The times over the posts of a live blog: they say where each begins.
    let posts = blocks.iter().filter(|block| is_clock(&block.draft.text)).count() >= POSTS;
    let mut seen = 0;
    for (at, block) in blocks.iter_mut().enumerate() {
        if !block.kept || block.draft.place == Place::Title {
            continue;
        }
        let draft = &block.draft;
        let running = matches!(draft.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading);
        let opens = first.is_some_and(|first| at < first) && title.is_none_or(|title| at > title);
        seen += usize::from(draft.is_prose());
        let tail = 3 * seen >= 2 * prose;
        let own_form = form::kind(&draft.text);
        let label = opens
            && draft.kind != BlockKind::Heading
            && draft.words() <= 6
            && !draft.ends()
            && draft.place != Place::Standfirst
            && !draft.text.contains(['“', '”', '"', '„', '«']);
        let post = is_byline_line(&draft.text, &names) && (data.live || is_time(&draft.text));
        let byline = own_form == Some(BlockKind::Byline) || running && (post || opens && is_byline_line(&draft.text, &names));
        let notice = own_form == Some(BlockKind::Boilerplate) || is_notice(draft);
        if posts && is_clock(&draft.text) {
            continue;
        }
        if running && (byline || label || notice || tail && is_about_writer(draft, &writers)) {
            block.kept = false;
        }
    }
}

/// Whether a block is a notice of the publisher, a label or a button. What holds quotation marks is text.
fn is_notice(draft: &Draft) -> bool {
    let count = draft.words();
    if count > 70 || draft.text.contains(['“', '"', '„', '«']) {
        return false;
    }
    let lower = draft.text.to_lowercase().replace('’', "'");
    if count > 6 {
        return PAGE_NOTICES.entries().iter().any(|part| lower.contains(part));
    }
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = bare.split_whitespace().collect();
    let number = |at: usize| words.get(at).is_some_and(|word| word.chars().all(|c| c.is_ascii_digit()));
    let counter = match words.as_slice() {
        [_, "of", _] => number(0) && number(2),
        [_, _, "of", _] => number(1) && number(3),
        [_, "min" | "mins" | "minutes" | "minute"] | [_, "min" | "mins" | "minute" | "minutes", "read"] => number(0),
        _ => false,
    };
    counter
        || PAGE_LABELS.contains(bare)
        || ["article continues below", "page continues below", "story continues below"].iter().any(|label| bare.contains(label))
}

/// Whether a line between headline and text holds nothing but the writers' names, "By", dates and times.
fn is_byline_line(text: &str, names: &[String]) -> bool {
    let words = words_of(text);
    if words.is_empty() || words.len() > 16 {
        return words.is_empty();
    }
    let known = |word: &String| names.contains(word) || BYLINE_WORDS.contains(word) || form::is_date_word(word);
    let year = |word: &String| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let dated = words.iter().any(|word| form::is_month(word)) && words.iter().any(year);
    words.iter().all(known) || dated && words.len() <= 14 && !text.ends_with(['.', '!', '?', '”', '"'])
}

/// Times over posts that make a live blog.
const POSTS: usize = 3;

/// Whether a line is nothing but a time of day: "9.15am", "10:40 GMT".
fn is_clock(text: &str) -> bool {
    let text = text.trim();
    let hour = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let (Some(rest), 1..=2) = (text.get(hour..), hour) else { return false };
    let minutes = rest.starts_with([':', '.']) && rest.get(1..3).is_some_and(|two| two.bytes().all(|byte| byte.is_ascii_digit()));
    let half = rest.get(if minutes { 3 } else { 0 }..).unwrap_or_default().trim().to_lowercase();
    let words = half.split_whitespace().count();
    let known = ["am", "pm", "a.m.", "p.m.", "gmt", "bst", "utc", "cet", "cest", "edt", "est", "et", "pt", "ist", "aest"];
    (minutes || words > 0) && words <= 2 && half.split_whitespace().all(|word| known.contains(&word))
}

/// The hour of a post: "2h ago / 9:10 AM".
fn is_time(text: &str) -> bool {
    let words = words_of(text);
    words.len() <= 8
        && words.iter().any(|word| matches!(word.as_str(), "ago" | "am" | "pm"))
        && words.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// "Kari Dahl is a reporter for ...", "Kari may be reached at ...".
fn is_about_writer(draft: &Draft, names: &[String]) -> bool {
    let words = words_of(&draft.text);
    if draft.place == Place::Author {
        return true;
    }
    let named = words.first().is_some_and(|word| names.contains(word));
    let lower = format!(" {} ", words.join(" "));
    let address =
        draft.text.split_whitespace().any(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@').contains('@'));
    const TRADE: &[&str] =
        &[" reporter ", " editor ", " writer ", " correspondent ", " columnist ", " journalist ", " covers ", " freelance "];
    const CONTACT: &[&str] = &[" be reached ", " follow ", " followed at ", " email ", " contact "];
    named
        && (lower.contains(" is a ") || lower.contains(" is an ") || lower.contains(" is the "))
        && TRADE.iter().any(|word| lower.contains(word))
        || named && words.len() <= 30 && CONTACT.iter().any(|word| lower.contains(word))
        || words == names
        || address && words.len() <= 45 && CONTACT.iter().any(|word| lower.contains(word)) && !draft.text.contains(['“', '"'])
}
