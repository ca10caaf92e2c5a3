//! What stayed as it was between two texts of an article: there a claim is where it was, whatever else resembles it.
//!
//! Lines that occur once in both texts and come in the same order are the fixed points (the idea of the patience diff);
//! what is equal next to them belongs to them, and between two of them so does what both texts begin and end with.

use std::collections::HashMap;

use crate::text::Span;

/// A passage of the old text that is in the new one, word for word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    old: Span,
    shift: isize,
}

/// What two texts have in common, in the order of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::review) struct Unchanged {
    stretches: Vec<Stretch>,
}

impl Unchanged {
    /// What stayed of `old` in `new`. Linear in both, but for the order of their lines.
    pub(in crate::review) fn between(old: &str, new: &str) -> Self {
        let mut unchanged = Self::default();
        let (old_lines, new_lines) = (lines(old), lines(new));
        let mut at = (0, 0);
        for (before, now) in fixed_points(old, &old_lines, new, &new_lines) {
            let (Some(a), Some(b)) = (old_lines.get(before), new_lines.get(now)) else { continue };
            unchanged.add_between((old, Span::new(at.0, a.start)), (new, Span::new(at.1, b.start)));
            unchanged.push(*a, b.start);
            at = (a.end, b.end);
        }
        unchanged.add_between((old, Span::new(at.0, old.len())), (new, Span::new(at.1, new.len())));
        unchanged
    }

    /// By how many bytes `span` of the old text has moved; `None`: not all of it stayed as it was.
    pub(in crate::review) fn shift(&self, span: Span) -> Option<isize> {
        let at = self.stretches.partition_point(|stretch| stretch.old.start <= span.start).checked_sub(1)?;
        let stretch = self.stretches.get(at)?;
        (span.end <= stretch.old.end).then_some(stretch.shift)
    }

    fn push(&mut self, old: Span, new_start: usize) {
        if old.is_empty() {
            return;
        }
        let shift = new_start as isize - old.start as isize;
        match self.stretches.last_mut() {
            Some(last) if last.shift == shift && last.old.end == old.start => last.old.end = old.end,
            _ => self.stretches.push(Stretch { old, shift }),
        }
    }

    /// What both gaps begin and end with.
    fn add_between(&mut self, (old, gap): (&str, Span), (new, other): (&str, Span)) {
        let (Some(a), Some(b)) = (gap.slice(old), other.slice(new)) else { return };
        let head = common(a.chars(), b.chars());
        self.push(Span::new(gap.start, gap.start + head), other.start);
        let (a, b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
        let tail = common(a.chars().rev(), b.chars().rev());
        self.push(Span::new(gap.end - tail, gap.end), other.end - tail);
    }
}

/// Bytes that both begin with.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// The lines of a text, each with its end.
fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    let line = |line: &str| {
        let span = Span::new(at, at + line.len());
        at = span.end;
        span
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Lines, by their numbers, that occur once in both texts, as many as come in the same order.
fn fixed_points(old: &str, old_lines: &[Span], new: &str, new_lines: &[Span]) -> Vec<(usize, usize)> {
    let mut found: HashMap<&str, [(usize, usize); 2]> = HashMap::new();
    for (side, (text, spans)) in [(old, old_lines), (new, new_lines)].into_iter().enumerate() {
        for (number, line) in spans.iter().enumerate().filter_map(|(number, span)| Some((number, span.slice(text)?))) {
            if line.contains(char::is_alphanumeric) {
                let (count, place) = &mut found.entry(line).or_default()[side];
                (*count, *place) = (*count + 1, number);
            }
        }
    }
    let once = found.into_values().filter(|[old, new]| (old.0, new.0) == (1, 1));
    let mut pairs: Vec<(usize, usize)> = once.map(|[old, new]| (old.1, new.1)).collect();
    pairs.sort_unstable();
    in_order(&pairs)
}

/// The longest part of `pairs`, which are sorted by their first, in which the second goes up as well.
fn in_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair with the lowest end, and what comes before each pair.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (_, new)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs.get(*end).is_some_and(|(_, other)| other < new));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(index) = next {
        chain.extend(pairs.get(index).copied());
        next = before.get(index).copied().flatten();
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Where the words of the old text are in the new one.
    fn moved<'a>(old: &str, new: &'a str, words: &str) -> Option<&'a str> {
        let start = old.find(words).unwrap();
        let shift = Unchanged::between(old, new).shift(Span::new(start, start + words.len()))?;
        let at = start.checked_add_signed(shift)?;
        new.get(at..at + words.len())
    }

    #[test]
    fn what_stayed_is_found_and_what_changed_is_not() {
        let old = "One line.\nThe dam holds, said Ana. It rained.\nA line again.\nThe end.\n";
        let new = "New first.\nOne line.\nThe dam holds, said Ana. It snowed.\nThe end.\n";
        assert_eq!(moved(old, new, "One line."), Some("One line."));
        assert_eq!(moved(old, new, "The dam holds, said Ana."), Some("The dam holds, said Ana."));
        assert_eq!(moved(old, new, "It rained."), None);
        assert_eq!(moved(old, new, "A line again."), None);
        assert_eq!(moved(old, new, "The end."), Some("The end."));
        assert_eq!(moved(old, "", "The end."), None);
    }

    #[test]
    fn of_two_equal_lines_the_one_in_its_place_is_meant() {
        let old = "A.\n“It leaks.”\nB.\n“It leaks.”\nC.\n";
        let new = "A.\n“It leaks.”\nB, too.\n“It leaks.”\nC.\n";
        let unchanged = Unchanged::between(old, new);
        let first = old.find('“').unwrap();
        assert_eq!(unchanged.shift(Span::new(first, first + 15)), Some(0));
        let second = old.rfind('“').unwrap();
        assert_eq!(unchanged.shift(Span::new(second, second + 15)), Some(5));
    }

    proptest! {
        #[test]
        fn nothing_is_said_to_have_stayed_that_is_not_there(old in "[ab\né]{0,40}", new in "[ab\né]{0,40}") {
            let unchanged = Unchanged::between(&old, &new);
            let mut last = 0;
            for stretch in &unchanged.stretches {
                let there = stretch.old.start.checked_add_signed(stretch.shift).unwrap();
                prop_assert_eq!(stretch.old.slice(&old).unwrap(), &new[there..there + stretch.old.len()]);
                prop_assert!(there >= last);
                last = there + stretch.old.len();
            }
            prop_assert_eq!(Unchanged::between(&old, &old).shift(Span::new(0, old.len())), (!old.is_empty()).then_some(0));
        }
    }
}
