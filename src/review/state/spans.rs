//! Spans that a person sets: checked, snapped to whole graphemes, sorted, and none in two parts at once.

use crate::claim::Part;
use crate::review::state::outcome::EditError;
use crate::text::{Span, grapheme, span};

/// `spans` of `part` made fit for `text`: inside it, whole graphemes, no white space at the ends, sorted
/// and joined where they touch or only spaces of one line lie between them.
pub(in crate::review) fn fit(text: &str, part: Part, spans: &[Span]) -> Result<Vec<Span>, EditError> {
    let mut fitted = Vec::with_capacity(spans.len());
    for span in spans {
        if span.slice(text).is_none() {
            return Err(EditError::SpanOutside { part, span: *span, length: text.len() });
        }
        fitted.push(grapheme::snap(text, *span).trimmed(text));
    }
    span::normalise(&mut fitted);
    fitted.dedup_by(|next, kept| {
        let blank = |between: &str| between.chars().all(|c| c.is_whitespace() && c != '\n');
        let joined = Span::new(kept.end, next.start).slice(text).is_some_and(blank);
        if joined {
            kept.end = next.end;
        }
        joined
    });
    if part == Part::Content && fitted.is_empty() {
        return Err(EditError::EmptyContent);
    }
    Ok(fitted)
}

/// `content` without the words of `cuts`; what only joins the two, a comma or a dash, goes with them.
/// The same content where nothing of it is cut.
pub fn around(text: &str, content: &[Span], cuts: &[Span]) -> Vec<Span> {
    let mut pieces = content.to_vec();
    for cut in cuts {
        let mut left = Vec::with_capacity(pieces.len() + 1);
        for piece in pieces {
            if !piece.overlaps(*cut) {
                left.push(piece);
                continue;
            }
            left.push(trimmed(text, Span::new(piece.start, cut.start), false, true));
            left.push(trimmed(text, Span::new(cut.end.min(piece.end), piece.end), true, false));
        }
        left.retain(|piece| piece.slice(text).is_some_and(|words| words.contains(char::is_alphanumeric)));
        pieces = left;
    }
    pieces
}

/// Where content is divided that is to be divided before the byte at `at`: closing marks, with a full stop or comma
/// before them, stay with the words in front of them, and opening ones with those behind.
pub(in crate::review) fn division(text: &str, at: usize) -> usize {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else {
        return at;
    };
    let mark =
        |c: char| matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '(' | ')' | '[' | ']');
    let stop = |c: char| mark(c) || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…');
    let closes = before.ends_with(|c: char| !c.is_whitespace());
    let closing = after.len() - after.trim_start_matches(stop).len();
    let next = after.get(closing..).and_then(|rest| rest.chars().next());
    if closing > 0 && closes && !next.is_some_and(char::is_alphanumeric) {
        return at + closing;
    }
    let bare = before.trim_end_matches(mark);
    let opens = bare.is_empty() || bare.ends_with(|c: char| c.is_whitespace() || matches!(c, '—' | '–'));
    if opens && after.starts_with(|c: char| !c.is_whitespace()) { bare.len() } else { at }
}

/// A piece without spaces, commas and dashes at the sides where it was cut.
fn trimmed(text: &str, piece: Span, at_start: bool, at_end: bool) -> Span {
    let joins = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—' | '-');
    let words = piece.slice(text).unwrap_or_default();
    let start = if at_start { words.len() - words.trim_start_matches(joins).len() } else { 0 };
    let end = if at_end { words.trim_end_matches(joins).len() } else { words.len() };
    Span::new(piece.start + start.min(end), piece.start + end)
}

/// Spans without the signs and spaces at their ends: from the first to the last letter or digit of each.
pub(in crate::review) fn without_signs(text: &str, spans: &[Span]) -> Vec<Span> {
    let sign = |c: char| !c.is_alphanumeric();
    let bare = spans.iter().map(|span| {
        let words = span.slice(text).unwrap_or_default();
        let start = words.len() - words.trim_start_matches(sign).len();
        Span::new(span.start + start, span.start + words.trim_end_matches(sign).len().max(start))
    });
    bare.collect()
}

/// The part, cue or source, that shares more words with the content `now` than it did `before`; both in the
/// order of [`Part::ALL`]. No words are what is said and who says it at once.
pub fn new_overlap(before: [&[Span]; 3], now: [&[Span]; 3]) -> Option<Part> {
    let more = |part: usize| shared(now[0], now[part]) > shared(before[0], before[part]);
    if more(1) {
        Some(Part::Cue)
    } else if more(2) {
        Some(Part::Source)
    } else {
        None
    }
}

/// Whether a suggestion, given as content and cue, is over the words of a claim that a person knows: it holds
/// nearly all of them and not much else. One of the two that was said by way of the other is a claim of its own.
pub(in crate::review) fn same_words(known: (&[Span], &[Span]), suggested: (&[Span], &[Span])) -> bool {
    let (common, own, longer) = (shared(known.0, suggested.0), length(known.0), length(known.0).max(length(suggested.0)));
    // A cue that shares some words with the content is another reading of the same words; one that is all in the content
    // of a claim with a cue of its own is another claim.
    let inside =
        |cue: &[Span], outer: (&[Span], &[Span])| !cue.is_empty() && !outer.1.is_empty() && shared(outer.0, cue) == length(cue);
    let nested = inside(suggested.1, known) || inside(known.1, suggested);
    let covered = common + shared(known.0, suggested.1);
    covered * 10 >= own * 8 && common * 2 > longer && !nested
}

pub(in crate::review) fn start(spans: &[Span]) -> usize {
    spans.first().map_or(0, |span| span.start)
}

pub(in crate::review) fn end(spans: &[Span]) -> usize {
    spans.last().map_or(0, |span| span.end)
}

pub(in crate::review) fn length(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.len()).sum()
}

/// Bytes that both lists share.
pub(in crate::review) fn shared(a: &[Span], b: &[Span]) -> usize {
    a.iter().flat_map(|a| b.iter().map(move |b| a.end.min(b.end).saturating_sub(a.start.max(b.start)))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graphemes_are_never_cut() {
        let text = "a👩‍🚀b e\u{301}";
        let woman = text.find('👩').unwrap();
        let rocket = text.find('🚀').unwrap();
        assert_eq!(fit(text, Part::Cue, &[Span::new(rocket, rocket + 4)]), Ok(vec![Span::new(woman, rocket + 4)]));
        let e = text.find('e').unwrap();
        assert_eq!(fit(text, Part::Cue, &[Span::new(e, e + 1)]), Ok(vec![Span::new(e, text.len())]));
        // Two halves of one character are one span; CJK has no spaces between words.
        assert_eq!(
            fit(text, Part::Cue, &[Span::new(woman, woman + 4), Span::new(rocket, rocket + 4)]),
            Ok(vec![Span::new(woman, rocket + 4)])
        );
        let text = "漢字かな、です";
        assert_eq!(fit(text, Part::Cue, &[Span::new(0, 3), Span::new(6, 9)]), Ok(vec![Span::new(0, 3), Span::new(6, 9)]));
        assert_eq!(around(text, &[Span::new(0, text.len())], &[Span::new(3, 6)]), [Span::new(0, 3), Span::new(6, text.len())]);
    }

    #[test]
    fn spans_are_checked_trimmed_and_joined() {
        let text = "one two é\nthree";
        assert_eq!(fit(text, Part::Content, &[Span::new(4, 8), Span::new(0, 4)]), Ok(vec![Span::new(0, 7)]));
        assert_eq!(fit(text, Part::Content, &[Span::new(8, 10), Span::new(0, 3)]), Ok(vec![Span::new(0, 3), Span::new(8, 10)]));
        // Paragraphs stay apart.
        assert_eq!(
            fit(text, Part::Content, &[Span::new(8, 10), Span::new(11, 16)]),
            Ok(vec![Span::new(8, 10), Span::new(11, 16)])
        );
        assert!(matches!(fit(text, Part::Source, &[Span::new(0, 99)]), Err(EditError::SpanOutside { .. })));
        assert!(matches!(fit(text, Part::Source, &[Span::new(0, 9)]), Err(EditError::SpanOutside { .. })));
        assert_eq!(fit(text, Part::Content, &[Span::new(3, 4)]), Err(EditError::EmptyContent));
        assert_eq!(fit(text, Part::Source, &[]), Ok(vec![]));
    }

    /// The content `[...]` without the cuts `{...}` inside it.
    fn cut(marked: &str) -> String {
        let mut text = String::new();
        let (mut content, mut cuts, mut open) = (Vec::new(), Vec::new(), [0, 0]);
        for c in marked.chars() {
            match c {
                '[' => open[0] = text.len(),
                '{' => open[1] = text.len(),
                ']' => content.push(Span::new(open[0], text.len())),
                '}' => cuts.push(Span::new(open[1], text.len())),
                c => text.push(c),
            }
        }
        let words: Vec<&str> = around(&text, &content, &cuts).iter().filter_map(|span| span.slice(&text)).collect();
        words.join(" | ")
    }

    #[test]
    fn content_goes_around_what_is_no_content() {
        assert_eq!(cut("[“We won,” {Brandt} {said}, “and soon.”] Then"), "“We won,” | “and soon.”");
        assert_eq!(cut("[The dam holds, {Brandt} {said} – and will.]"), "The dam holds | and will.");
        assert_eq!(cut("[{Brandt said} that it holds.]"), "that it holds.");
        assert_eq!(cut("[It holds], {Brandt said}"), "It holds");
        assert_eq!(cut("[{said}]"), "");
    }

    #[test]
    fn signs_at_the_ends_do_not_count() {
        let text = "“It leaks.” He left...";
        let bare: Vec<&str> = without_signs(text, &[Span::new(0, 15), Span::new(16, 23), Span::new(12, 15)])
            .iter()
            .map(|s| s.slice(text).unwrap())
            .collect();
        assert_eq!(bare, ["It leaks", "He left", ""]);
    }

    #[test]
    fn marks_stay_with_the_words_that_they_close_or_open() {
        for (divided, wanted) in [
            ("were 'watching it closely|' and had", "were 'watching it closely'| and had"),
            ("were “watching it closely|,” and had", "were “watching it closely,”| and had"),
            ("were \"watching it|\", and had", "were \"watching it\",| and had"),
            ("were \"watching it,|\" and had", "were \"watching it,\"| and had"),
            ("were „watching it|“ and had", "were „watching it“| and had"),
            ("were (watching it|) and had", "were (watching it)| and had"),
            ("It leaks|. It holds", "It leaks.| It holds"),
            ("It leaks|", "It leaks|"),
            ("were '|watching it' and", "were |'watching it' and"),
            ("and “|it leaks”", "and |“it leaks”"),
            ("and |“it leaks”", "and |“it leaks”"),
            ("it isn|'t so", "it isn|'t so"),
            ("by 3|.5 metres", "by 3|.5 metres"),
            ("it holds |and it", "it holds |and it"),
            ("the pilots|’ boats", "the pilots’| boats"),
        ] {
            let at = divided.find('|').unwrap();
            let text = divided.replace('|', "");
            let (before, after) = text.split_at(division(&text, at));
            assert_eq!(format!("{before}|{after}"), wanted);
        }
        assert_eq!((division("é", 1), division("é", 9), division("", 0)), (1, 9, 0));
    }

    #[test]
    fn only_what_is_shared_anew_is_an_overlap() {
        let at = |start, end| vec![Span::new(start, end)];
        let (content, cue, source) = (at(0, 10), at(8, 12), at(20, 24));
        let before = [content.as_slice(), &cue, &source];
        assert_eq!(new_overlap(before, before), None);
        assert_eq!(new_overlap(before, [&at(0, 9), &cue, &source]), None);
        assert_eq!(new_overlap(before, [&at(0, 11), &cue, &source]), Some(Part::Cue));
        assert_eq!(new_overlap(before, [&content, &[], &at(4, 6)]), Some(Part::Source));
    }
}
