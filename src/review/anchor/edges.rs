//! Whether a content still begins and ends where its quotation or sentence does.
//!
//! The same words may be there and say less than before: a sentence that ended with them goes on now. Such a claim has
//! changed, and a place that is proposed for changed words reaches as far as the words do now.

use super::exact::{View, fold};
use crate::text::Span;

/// Bytes in which the end of a quotation or sentence is looked for.
const REACH: usize = 300;

/// What is next to a content, spaces left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// The end of the line.
    End,
    Word,
    /// A mark, folded.
    Mark(char),
}

impl Beside {
    fn of(characters: impl Iterator<Item = char>) -> Self {
        match characters.map(|c| if c == '\n' { c } else { fold(c) }).find(|c| *c != ' ') {
            None | Some('\n') => Self::End,
            Some(c) if c.is_alphanumeric() => Self::Word,
            Some(c) => Self::Mark(c),
        }
    }

    fn is_quote(self) -> bool {
        matches!(self, Self::Mark('"' | '\''))
    }

    fn ends_a_sentence(self) -> bool {
        matches!(self, Self::Mark('.' | '!' | '?' | '…'))
    }

    fn goes_on(self) -> bool {
        matches!(self, Self::Mark(',' | ';' | ':' | '-' | '('))
    }
}

/// Whether the words at `content` are only a part of what is said there now, where they were all of it.
pub(in crate::review) fn is_cut_off(view: &View<'_>, text: &str, content: Span) -> bool {
    let Some((_, words)) = ends(view) else { return false };
    let own_end = Beside::of(words.chars().rev());
    let was = Beside::of(view.suffix.chars());
    let is = Beside::of(text.get(content.end..).unwrap_or_default().chars());
    let goes_on = !own_end.is_quote()
        && !own_end.ends_a_sentence()
        && match was {
            Beside::Word => false,
            Beside::End => is == Beside::Word,
            Beside::Mark(_) if was.is_quote() || was.ends_a_sentence() => is == Beside::Word || is.goes_on(),
            Beside::Mark(_) => is == Beside::Word,
        };
    goes_on || begins_later(view, text, content)
}

/// Whether the quotation that the content began with begins before it now.
fn begins_later(view: &View<'_>, text: &str, content: Span) -> bool {
    let was = Beside::of(view.prefix.chars().rev());
    let is = Beside::of(text.get(..content.start).unwrap_or_default().chars().rev());
    was.is_quote() && !is.is_quote()
}

/// The words of the first and the last span of the content.
fn ends<'a>(view: &View<'a>) -> Option<(&'a str, &'a str)> {
    let mut contents = view.spans.iter().filter(|(part, ..)| *part == crate::claim::Part::Content);
    let (.., first) = contents.next()?;
    Some((first, contents.next_back().map_or(first, |(.., last)| last)))
}

/// `spans` of a content whose words changed, stretched to where its quotation or its sentence ends now, if it reached
/// so far before.
pub(in crate::review) fn stretched(view: &View<'_>, text: &str, spans: &mut [Span]) {
    let Some((_, words)) = ends(view) else { return };
    let Some(last) = spans.last_mut() else { return };
    let own_end = Beside::of(words.chars().rev());
    // A comma or a full stop belongs to the quotation that it ends.
    let closes = |c: &char| matches!(c, ',' | '.' | ';' | '!' | '?' | '…');
    let after = match Beside::of(view.suffix.chars()) {
        Beside::Mark(_) if Beside::of(view.suffix.chars().skip_while(closes)).is_quote() => Beside::Mark('"'),
        after => after,
    };
    let line = text.get(last.end..).unwrap_or_default().split('\n').next().unwrap_or_default();
    let line = line.char_indices().take_while(|(at, _)| *at < REACH);
    let wanted_own = own_end.is_quote() || own_end.ends_a_sentence();
    let is_quote = if wanted_own { own_end.is_quote() } else { after.is_quote() };
    if !is_quote && !own_end.ends_a_sentence() && !after.ends_a_sentence() {
        return;
    }
    let is_there = Beside::of(last.slice(text).unwrap_or_default().chars().rev());
    if wanted_own && is_there == own_end {
        return;
    }
    let stop = line.into_iter().find(|(_, c)| {
        let mark = Beside::Mark(fold(*c));
        if is_quote { mark.is_quote() && !is_apostrophe(*c, text) } else { mark.ends_a_sentence() }
    });
    if let Some((at, c)) = stop {
        let end = last.end + at + if wanted_own { c.len_utf8() } else { 0 };
        let mut stretched = Span::new(last.start, end).trimmed(text);
        if !wanted_own {
            let words = stretched.slice(text).unwrap_or_default();
            stretched.end = stretched.start + words.trim_end_matches(|c| closes(&c)).len();
        }
        *last = stretched;
    }
}

/// A single mark is an apostrophe more often than the end of a quotation.
fn is_apostrophe(c: char, text: &str) -> bool {
    fold(c) == '\'' && !text.contains('‘')
}

#[cfg(test)]
mod tests {
    use crate::review::tests::{anchored_words, proposed_words};

    const WAS: &str =
        "The river rose.\nThe mayor spoke: “[We will repair the old bridge],” {said} <Ana Diaz> on the quay.\nNobody left.\n";
    const BARE: &str =
        "The river rose on Monday night.\n<Ana Diaz> {said} that [the old bridge will be open in the spring].\nNobody left.\n";

    #[test]
    fn a_quotation_or_sentence_that_goes_on_is_a_question() {
        for (text, from, to) in [
            (WAS, "bridge,”", "bridge when there is money,”"),
            (WAS, "bridge,”", "bridge – one day,”"),
            (WAS, "“We will", "“Some day We will"),
            (BARE, "the spring.", "the spring if the money comes."),
            (BARE, "the spring.", "the spring, or so they hope."),
        ] {
            let how = anchored_words(text, from, to);
            assert!(how == "Ambiguous " || how == "Orphan ", "{from} -> {to}: {how}");
        }
        for (text, from, to) in [
            (WAS, "bridge,” said Ana Diaz on the quay", "bridge,” said Ana Diaz in the rain"),
            (BARE, "spring.\nNobody", "spring!\nSomebody"),
            (BARE, "night", "evening"),
        ] {
            assert!(anchored_words(text, from, to).ends_with(if text == WAS { "bridge" } else { "spring" }), "{from} -> {to}");
        }
    }

    #[test]
    fn the_place_of_changed_words_reaches_to_the_end_of_their_quotation() {
        let now = proposed_words(WAS, "repair the old bridge,”", "repair the old bridges when the money is there,”");
        assert_eq!(now, "We will repair the old bridges when the money is there");
        let now = proposed_words(BARE, "open in the spring.", "open in the summer of next year, at the latest.");
        assert_eq!(now, "the old bridge will be open in the summer of next year, at the latest");
    }
}
