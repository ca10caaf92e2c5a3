//! Captions (SubRip .srt, WebVTT .vtt): the words of a recording with their times. Read as what was said, turn by turn.

use super::txt;
use super::{Block, BlockKind, Extracted, Metadata};
use crate::text::Span;

/// A pause from which on another paragraph begins, in milliseconds.
const PAUSE: u64 = 3_000;
/// Bytes from which on a paragraph ends with its sentence.
const LONG: usize = 400;

/// The text, blocks and metadata of captions.
pub(super) fn read(source: &str) -> Extracted {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut speaker = String::new();
    let mut last_end = None;
    let mut cues = cues(source);
    unroll(&mut cues);
    for cue in cues {
        for (who, words) in voices(&cue.lines.join("\n")) {
            let pause = last_end.is_some_and(|end: u64| cue.start >= end + PAUSE);
            let other = who.as_ref().is_some_and(|who| *who != speaker);
            let labelled = words.split_once(':').is_some_and(|(name, _)| is_label(name));
            let turn = words.starts_with(['-', '–', '—']) || words.starts_with(">>");
            let full = paragraphs.last().is_some_and(|text| text.len() >= LONG && text.ends_with(['.', '!', '?', '”', '"']));
            if let Some(who) = who {
                speaker = who;
            }
            let words = words.trim_start_matches(['-', '–', '—', '>', ' ']).trim();
            if words.is_empty() {
                continue;
            }
            match paragraphs.last_mut() {
                Some(open) if !(pause || other || labelled || turn || full) => {
                    open.push(' ');
                    open.push_str(words);
                }
                _ if speaker.is_empty() => paragraphs.push(words.to_owned()),
                _ => paragraphs.push(format!("{speaker}: {words}")),
            }
        }
        last_end = Some(cue.end);
    }
    let text = paragraphs.join("\n\n");
    let blocks: Vec<Span> = txt::paragraphs(&text, &[]);
    let blocks = blocks.into_iter().map(|span| Block { span, kind: BlockKind::Paragraph }).collect();
    Extracted { text, blocks, metadata: Metadata::default(), struck: Vec::new() }
}

struct Cue<'a> {
    start: u64,
    end: u64,
    lines: Vec<&'a str>,
}

fn cues(source: &str) -> Vec<Cue<'_>> {
    let mut found: Vec<Cue<'_>> = Vec::new();
    let mut open = false;
    for line in source.lines() {
        // A line of blanks is padding, an empty one ends the caption.
        let padding = line.starts_with(' ');
        let line = line.trim();
        if let Some((start, end)) = times(line) {
            found.push(Cue { start, end, lines: Vec::new() });
            open = true;
        } else if line.is_empty() {
            open &= padding;
        } else if let Some(cue) = found.last_mut().filter(|_| open) {
            cue.lines.push(line);
        }
    }
    found
}

/// Takes the lines out that a caption shows again from the one before it: captions made by machines roll, and each of
/// their lines comes two or three times.
fn unroll(cues: &mut [Cue<'_>]) {
    let plain = |line: &str| voices(line).into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" ");
    let mut last = String::new();
    let mut again: Vec<Vec<bool>> = Vec::with_capacity(cues.len());
    let mut rolls = 0;
    for cue in cues.iter() {
        let mut known = Vec::with_capacity(cue.lines.len());
        for line in &cue.lines {
            let words = plain(line);
            known.push(!words.is_empty() && words == last);
            last = words;
        }
        rolls += usize::from(known.first() == Some(&true));
        again.push(known);
    }
    // Somebody may say the same twice: only where most captions begin so do they roll.
    if rolls < 2 || rolls * 2 < cues.len().saturating_sub(1) {
        return;
    }
    for (cue, again) in cues.iter_mut().zip(again) {
        let mut again = again.into_iter();
        cue.lines.retain(|_| !again.next().unwrap_or(false));
    }
}

/// The times of a caption in milliseconds: "00:00:01,000 --> 00:00:04,000".
fn times(line: &str) -> Option<(u64, u64)> {
    let (from, to) = line.split_once("-->")?;
    Some((time(from.trim())?, time(to.split_whitespace().next()?)?))
}

fn time(word: &str) -> Option<u64> {
    let (clock, thousandths) = word.split_once(['.', ',']).unwrap_or((word, "0"));
    let mut seconds = 0u64;
    for part in clock.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.parse().ok()?)?;
    }
    clock.contains(':').then_some(seconds.checked_mul(1000)?.checked_add(thousandths.parse().ok()?)?)
}

/// A voice's name as it is spoken: "Falk, Runa (Ferries)" is Runa Falk.
fn spoken(name: &str) -> String {
    let name = name.trim();
    let bare = name.split(" (").next().unwrap_or(name);
    let words = |part: &str| part.split_whitespace().count();
    match bare.split_once(", ") {
        Some((last, first)) if !first.contains(',') && (1..=3).contains(&words(last)) && (1..=3).contains(&words(first)) => {
            format!("{first} {last}")
        }
        _ => name.to_owned(),
    }
}

/// The words of a caption without tags, in pieces by who speaks (`<v Name>`).
fn voices(words: &str) -> Vec<(Option<String>, String)> {
    let mut pieces: Vec<(Option<String>, String)> = vec![(None, String::new())];
    let mut rest = words;
    while let Some(open) = rest.find('<') {
        let Some(close) = rest.get(open..).and_then(|tag| tag.find('>')).map(|close| open + close) else { break };
        let inner = rest.get(open + 1..close).unwrap_or_default();
        if let Some((_, words)) = pieces.last_mut() {
            words.push_str(rest.get(..open).unwrap_or_default());
        }
        let voice = inner.strip_prefix("v ").or_else(|| inner.strip_prefix("v.").and_then(|rest| Some(rest.split_once(' ')?.1)));
        if let Some(name) = voice {
            pieces.push((Some(spoken(name)), String::new()));
        }
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    if let Some((_, words)) = pieces.last_mut() {
        words.push_str(rest);
    }
    let plain = |words: String| {
        let words = words.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    pieces.into_iter().map(|(who, words)| (who, plain(words))).filter(|(_, words)| !words.is_empty()).collect()
}

/// Whether what stands before a colon names a speaker: a few words, each with a capital.
fn is_label(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (1..=4).contains(&words) && name.len() <= 40 && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Format};

    #[test]
    fn lines_of_rolling_captions_are_said_once() {
        let vtt = "WEBVTT\nKind: captions\nLanguage: en\n\n00:00.000 --> 00:02.000 align:start\n \nthe bridge<00:00:00.430><c> will</c>\n\n\
            00:02.000 --> 00:02.010\nthe bridge will\n \n\n00:02.010 --> 00:04.000\nthe bridge will\npay<00:00:03.000><c> for itself</c>\n\n\
            00:04.000 --> 00:04.010\npay for itself\n \n\n00:04.010 --> 00:06.000\npay for itself\nin ten winters\n";
        let article = Article::read(vtt.as_bytes(), Format::Captions).unwrap();
        assert_eq!(&*article.text, "the bridge will pay for itself in ten winters");
        let srt = "1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:02,000 --> 00:00:03,000\nNo.\n\n3\n00:00:03,000 --> 00:00:04,000\nNever.\n\n\
            4\n00:00:04,000 --> 00:00:05,000\nNot here.\n";
        assert_eq!(&*Article::read(srt.as_bytes(), Format::Captions).unwrap().text, "No. No. Never. Not here.");
    }

    #[test]
    fn captions_are_what_was_said() {
        let srt = "1\r\n00:00:01,000 --> 00:00:04,000\r\nThe bridge will pay for\r\n<i>itself</i>\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,500\r\nwithin ten winters.\r\n\r\n\
            3\r\n00:01:06,500 --> 00:01:09,000\r\nNobody has read the bill.\r\n";
        let article = Article::read(srt.as_bytes(), Format::Captions).unwrap();
        assert_eq!(&*article.text, "The bridge will pay for itself within ten winters.\n\nNobody has read the bill.");
        let vtt = "WEBVTT\n\nNOTE never read aloud\n\n00:01.000 --> 00:04.000 align:start\n<v Ida Green>The bridge will pay\n\n\
            00:04.000 --> 00:05.000\n<v Ida Green>for itself &amp; more.</v>\n\n00:05.000 --> 00:09.000\n<v.loud Tor Vik>Nobody has read the bill.\n";
        let article = Article::read(vtt.as_bytes(), Format::Captions).unwrap();
        assert_eq!(&*article.text, "Ida Green: The bridge will pay for itself & more.\n\nTor Vik: Nobody has read the bill.");
        assert_eq!(Format::named(std::path::Path::new("a.SRT")), Some(Format::Captions));
        assert_eq!(Format::of_path(std::path::Path::new("a.srt")), None, "a folder's captions are no articles");
        assert!(Article::read(b"WEBVTT\n\n", Format::Captions).is_err());
    }
}
