//! Lines that are a date.

use super::line::Line;
use crate::article::words::DATE_WORDS;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub(in crate::article) fn is_month(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    const LONG: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "sept",
        "october",
        "november",
        "december",
    ];
    MONTHS.contains(&word.as_str()) || LONG.contains(&word.as_str())
}

pub(in crate::article) fn is_date_word(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    word.is_empty()
        || word.starts_with(|c: char| c.is_ascii_digit())
        || is_month(&word)
        || DATE_WORDS.contains(word.as_str())
        || (DAYS.iter().any(|day| word.starts_with(day)) && (word.len() <= 4 || word.ends_with("day")))
}

pub(super) fn is_date(line: &Line<'_>) -> bool {
    let count = line.words.len();
    let numeric = |word: &&str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        digits >= 4
            && word
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-' | b'.' | b':' | b',' | b'T' | b'Z' | b'+'))
    };
    let clearly = || {
        line.words.iter().any(|word| is_month(word)) && line.words.iter().any(|word| word.contains(|c: char| c.is_ascii_digit()))
            || line.words.iter().any(|word| numeric(word) && word.trim_end_matches(['.', ',']).contains(['/', '-', '.']))
    };
    // Running text mostly fails at its first word: the rest is not looked at.
    (1..=14).contains(&count) && !line.text.contains("-->") && line.words.iter().all(|word| is_date_word(word)) && clearly()
}

/// The date that a date line prints, without "Published" and the like.
pub(in crate::article) fn date(block: &str) -> Option<&str> {
    let line = Line::new(block);
    if block.len() > 200 || !is_date(&line) {
        return None;
    }
    let label = |word: &&str| {
        let word = word.trim_end_matches(':').to_lowercase();
        matches!(
            word.as_str(),
            "published" | "posted" | "updated" | "last" | "first" | "modified" | "edited" | "date" | "on" | "at"
        )
    };
    let first = line.words.iter().find(|word| !label(word))?;
    let at = first.as_ptr() as usize - block.as_ptr() as usize;
    block.get(at..).map(str::trim_end)
}
