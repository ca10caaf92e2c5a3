//! Texts that look the same: letters composed or not, other spaces, line ends, marks of quotation and dashes, words that
//! were broken, characters that nobody sees.
//!
//! A claim whose words are not in the text letter for letter is looked for once more in what the text looks like; what is
//! found is where the text has it.

use super::exact::{Found, View, fold};
use super::{Stored, verdicts};
use crate::claim::Part;
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::correction::Kept;
use crate::text::letters::{is_combining, is_unseen};
use crate::text::{Span, without_mark};

/// What a text looks like, and where each of its characters is from.
#[derive(Default)]
struct Look {
    text: String,
    /// For each character: its first byte in `text`, and its place in the original.
    places: Vec<(usize, Span)>,
}

impl Look {
    fn of(original: &str) -> Self {
        let mut look = Self { text: String::with_capacity(original.len()), places: Vec::new() };
        let mut characters = original.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let place = Span::new(at, at + c.len_utf8());
            if is_combining(c) {
                if let Some((_, last)) = look.places.last_mut() {
                    last.end = place.end;
                }
                continue;
            }
            let blank = look.text.ends_with(' ');
            if is_unseen(c) || (c.is_whitespace() && blank) {
                continue;
            }
            // A hyphen within a word, and the line's end behind it.
            if matches!(c, '-' | '‐' | '¬') && look.text.ends_with(char::is_alphanumeric) {
                let rest = original.get(place.end..).unwrap_or_default();
                let tail = rest.trim_start();
                let gap = rest.len() - tail.len();
                let line = rest.get(..gap).is_some_and(|gap| gap.contains('\n'));
                if tail.starts_with(char::is_alphanumeric) && (gap == 0 || line) {
                    while characters.next_if(|(at, _)| *at < place.end + gap).is_some() {}
                    continue;
                }
            }
            match c {
                'ﬀ' => look.push("ff", place),
                'ﬁ' => look.push("fi", place),
                'ﬂ' => look.push("fl", place),
                'ﬃ' => look.push("ffi", place),
                'ﬄ' => look.push("ffl", place),
                '…' => look.push("...", place),
                _ => {
                    let small = c.to_lowercase().next().unwrap_or(c);
                    let plain = without_mark(small);
                    // A capital's mark goes as well as a small letter's, and it stays a capital.
                    let letter = match plain == small {
                        true => fold(c),
                        false if small == c => plain,
                        false => plain.to_ascii_uppercase(),
                    };
                    look.push(letter.encode_utf8(&mut [0; 4]), place);
                }
            }
        }
        look
    }

    fn push(&mut self, characters: &str, place: Span) {
        for (at, _) in characters.char_indices() {
            self.places.push((self.text.len() + at, place));
        }
        self.text.push_str(characters);
    }

    /// The place in the original of a span of the look.
    fn original(&self, span: Span) -> Option<Span> {
        let first = self.places.partition_point(|(at, _)| *at < span.start);
        let end = self.places.partition_point(|(at, _)| *at < span.end);
        let (first, last) = (self.places.get(first)?, self.places.get(end.checked_sub(1)?)?);
        Some(Span::new(first.1.start, last.1.end.max(first.1.start)))
    }
}

fn look(text: &str) -> String {
    Look::of(text).text
}

/// Where each of `stored` is in `text` by its looks: its spans in force in the order of the parts.
pub(super) fn search(text: &str, stored: &[&Stored]) -> Vec<Option<Vec<Span>>> {
    let seen = Look::of(text);
    let looks: Vec<(ReviewedClaim, Kept)> = stored.iter().map(|stored| as_it_looks(stored)).collect();
    let views: Vec<View<'_>> = looks.iter().map(|(claim, words)| View::of(claim, words)).collect();
    let found = verdicts(&seen.text, &views, &vec![None; views.len()]);
    let spans = |(view, found): (&View<'_>, Found)| {
        let places: Vec<Span> = match found {
            Found::At(shift) => view.places(shift)?,
            Found::Spread(spans) => spans,
            Found::Unsure | Found::Nowhere => return None,
        };
        places.into_iter().map(|span| seen.original(span)).collect::<Option<Vec<Span>>>()
    };
    views.iter().zip(found).map(spans).collect()
}

/// A claim in the looks of its words. The text that it was stored with is not there: its spans get the places that they
/// have if what is between them looks as long as it was.
fn as_it_looks(stored: &Stored) -> (ReviewedClaim, Kept) {
    let (mut claim, mut words) = (stored.claim.clone(), stored.words.clone());
    let view = View::of(&stored.claim, &stored.words);
    let mut order: Vec<usize> = (0..view.spans.len()).collect();
    order.sort_by_key(|index| view.spans.get(*index).map(|(_, span, _)| *span));
    let mut places = vec![Span::default(); view.spans.len()];
    // The span before, as it was and as it looks.
    let mut last: Option<(Span, Span, &str)> = None;
    for index in order {
        let Some((_, span, words)) = view.spans.get(index).copied() else { continue };
        let start = match last {
            None => span.start,
            Some((old, new, words)) if span.start < old.end => {
                new.start + words.get(..span.start - old.start).map_or(span.start - old.start, |words| look(words).len())
            }
            Some((old, new, _)) => {
                let gap = view.known(old.end, span.start).map(|gap| look(gap).len());
                new.end + gap.unwrap_or(span.start - old.end)
            }
        };
        let new = Span::new(start, start + look(words).len());
        if let Some(place) = places.get_mut(index) {
            *place = new;
        }
        if last.is_none_or(|(old, ..)| span.end >= old.end) {
            last = Some((span, new, words));
        }
    }
    drop(view);
    let mut places = places.into_iter();
    for part in Part::ALL {
        let spans = match (&mut claim.correction.parts[part], claim.suggestion.as_mut()) {
            (Some(spans), _) => spans,
            (None, Some(suggestion)) => &mut suggestion.parts[part],
            (None, None) => continue,
        };
        spans.iter_mut().zip(&mut places).for_each(|(span, place)| *span = place);
    }
    for kept in [&mut words.suggestion, &mut words.correction] {
        kept.iter_mut().flat_map(|(_, words)| words).for_each(|words| *words = look(words));
    }
    words.prefix = look(&words.prefix);
    words.suffix = look(&words.suffix);
    (claim, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_the_same_have_the_same_look() {
        let one = "“Café”, Zoë said — a well-known wait…";
        for other in [
            "\"Cafe\u{301}\", Zoe\u{308} said – a well-known wait...",
            "“Ca\u{ad}fé”,\u{a0}Zoë\n  said\u{200b} — a well-\nknown wait…",
        ] {
            assert_eq!(look(one), look(other));
        }
        assert_ne!(look("it is safe"), look("It is safe"));
        assert_ne!(look("a man eating shark"), look("a man-eating shark"));
    }

    #[test]
    fn places_are_those_of_the_original() {
        let text = "Ve\u{301}ra\u{ad} said: the eﬃcient con-\ntractor";
        let look = Look::of(text);
        let place = |words: &str| {
            let start = look.text.find(words).unwrap();
            look.original(Span::new(start, start + words.len())).and_then(|span| span.slice(text)).unwrap()
        };
        assert_eq!([place("Vera"), place("efficient"), place("contractor")], ["Ve\u{301}ra", "eﬃcient", "con-\ntractor"]);
    }
}
