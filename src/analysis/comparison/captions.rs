//! Captions of a video (SubRip, WebVTT): what of them nobody says.

use crate::text::Span;
use crate::text::span::overlapping;

/// What captions have besides the words: numbers, times, tags; and who speaks, where a tag says so.
#[derive(Default)]
pub(super) struct Captions {
    /// Passages without a word of the speech, in order.
    pub(super) skipped: Vec<Span>,
    /// The time of each caption, in order.
    pub(super) times: Vec<Span>,
    /// The names in WebVTT's `<v Name>`, in order.
    pub(super) names: Vec<Span>,
}

impl Captions {
    /// Nothing where no line is the times of a caption.
    pub(super) fn of(text: &str) -> Self {
        let mut found = Self::default();
        if !text.contains("-->") {
            return found;
        }
        let mut start = 0;
        let mut lines: Vec<Span> = Vec::new();
        for line in text.split_inclusive('\n') {
            lines.push(Span::new(start, start + line.len()));
            start += line.len();
        }
        let line = |at: usize| lines.get(at).and_then(|span| span.slice(text)).unwrap_or_default().trim();
        let mut in_note = false;
        for (at, span) in lines.iter().enumerate() {
            let words = line(at);
            let is_times = times_of(words).is_some();
            // A caption's number or name stands alone above its times.
            let is_number = times_of(line(at + 1)).is_some() && !words.is_empty() && (at == 0 || line(at - 1).is_empty());
            let head = ["WEBVTT", "NOTE", "STYLE", "REGION"].iter().any(|head| words.starts_with(head));
            in_note = if words.is_empty() { false } else { in_note || (head && (at == 0 || line(at - 1).is_empty())) };
            if is_times {
                in_note = false;
                found.times.extend(times_of(words).map(|length| Span::new(span.start, span.start + length)));
            }
            if is_times || is_number || in_note {
                found.skipped.push(*span);
                continue;
            }
            let mut rest = span.start;
            while let Some((open, close)) = tag(text, rest, span.end) {
                let inner = text.get(open + 1..close).unwrap_or_default();
                let voice =
                    inner.strip_prefix("v ").or_else(|| inner.strip_prefix("v.").and_then(|rest| Some(rest.split_once(' ')?.1)));
                match voice {
                    Some(name) => {
                        let start = close - name.len();
                        found.skipped.push(Span::new(open, start));
                        found.names.push(Span::new(start, close));
                        found.skipped.push(Span::new(close, close + 1));
                    }
                    None => found.skipped.push(Span::new(open, close + 1)),
                }
                rest = close + 1;
            }
        }
        found.leave_out_rolled(text, &lines);
        // Without the times of a caption an arrow is an arrow.
        if found.times.is_empty() { Self::default() } else { found }
    }
}

impl Captions {
    /// Leaves out the lines that a caption shows again from the one before it, where most captions do: those made by
    /// machines roll.
    fn leave_out_rolled(&mut self, text: &str, lines: &[Span]) {
        let (mut last, mut at, mut rolled, mut rolls, mut first) = (String::new(), 0, Vec::new(), 0, false);
        for line in lines {
            let mut words = String::new();
            let mut from = line.start;
            while self.skipped.get(at).is_some_and(|span| span.end <= line.end) {
                words.push_str(self.skipped.get(at).and_then(|span| text.get(from..span.start)).unwrap_or_default());
                from = self.skipped.get(at).map_or(from, |span| span.end);
                at += 1;
            }
            first |= from == line.end;
            words.push_str(text.get(from..line.end).unwrap_or_default());
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if words.is_empty() {
                continue;
            }
            if words == last {
                rolls += usize::from(first);
                rolled.push(*line);
            }
            (last, first) = (words, false);
        }
        if rolls < 2 || rolls * 2 < self.times.len().saturating_sub(1) {
            return;
        }
        self.skipped.retain(|span| !overlapping(&rolled, *span).iter().any(|line| line.encloses(*span)));
        self.skipped.extend(rolled);
        self.skipped.sort_unstable();
    }
}

/// The next tag between two places: where it opens and closes.
fn tag(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let open = from + text.get(from..to)?.find('<')?;
    let close = open + text.get(open..to)?.find('>')?;
    Some((open, close))
}

/// The bytes of the first time in the times of a caption ("00:00:04,000 --> 00:00:06,500").
fn times_of(line: &str) -> Option<usize> {
    let (from, to) = line.split_once("-->")?;
    let is_time = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        word.contains(':') && digits >= 3 && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b','))
    };
    let first = from.trim();
    (is_time(first) && to.split_whitespace().next().is_some_and(is_time)).then_some(first.len())
}
