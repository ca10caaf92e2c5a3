//! Every word is looked at twice, in windows that are cut at different places: what stood at the edge of one stands
//! inside the other. The scores of both looks are averaged, as an ensemble of one network.

use std::collections::VecDeque;
use std::ops::Range;

use super::encoder::WIDTH;
use super::windows::{Section, Window};

/// The hidden states of neighbouring words, as one window shows them.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// The words of the document.
    pub words: Range<usize>,
    /// A row for each.
    pub hidden: Vec<f32>,
}

impl Look {
    /// The states of those of `words` that were seen.
    pub fn of(&self, words: &Range<usize>) -> &[f32] {
        let row = |word: usize| (word.clamp(self.words.start, self.words.end) - self.words.start) * WIDTH;
        self.hidden.get(row(words.start)..row(words.end)).unwrap_or_default()
    }
}

/// The second look at a section's own words. It is taken where it is asked for, front to back, and forgotten behind that.
#[derive(Debug)]
pub(super) struct SecondLook {
    windows: Vec<(Window, Range<usize>)>,
    next: usize,
    taken: VecDeque<Look>,
}

impl SecondLook {
    /// Plans the second look at `section`.
    pub fn plan(section: &Section) -> Self {
        let words = |window: &Window| {
            let mut units = section.scored(window);
            let first = units.next().unwrap_or_default();
            first.start..units.last().unwrap_or_else(|| first.clone()).end
        };
        let windows = section.other_windows().into_iter().map(|window| (words(&window), window));
        Self { windows: windows.map(|(words, window)| (window, words)).collect(), next: 0, taken: VecDeque::new() }
    }

    /// The look at those of `words` that are the section's own. `words` must not begin before those of the call before;
    /// `read` looks at all of a window.
    pub fn at(&mut self, words: &Range<usize>, mut read: impl FnMut(&Window) -> Look) -> Look {
        while self.taken.front().is_some_and(|look| look.words.end <= words.start) {
            self.taken.pop_front();
        }
        while let Some((window, scored)) = self.windows.get(self.next).filter(|(_, scored)| scored.start < words.end) {
            if scored.end > words.start {
                let hidden = read(window).of(scored).to_vec();
                self.taken.push_back(Look { words: scored.clone(), hidden });
            }
            self.next += 1;
        }
        let mut here = Look { words: words.start..words.start, hidden: Vec::new() };
        for look in &self.taken {
            here.hidden.extend_from_slice(look.of(words));
            here.words.end = here.words.end.max(look.words.end.min(words.end));
        }
        here
    }
}

/// The mean of two looks' scores for the same words; what the second did not see counts as the first has it.
pub(super) fn averaged<const N: usize>(mut first: Vec<[f32; N]>, second: &[[f32; N]]) -> Vec<[f32; N]> {
    for (one, other) in first.iter_mut().zip(second) {
        for (score, more) in one.iter_mut().zip(other) {
            *score = (*score + more) * 0.5;
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_averaged_where_both_saw_the_word() {
        assert_eq!(averaged(vec![[1.0, 4.0], [2.0, 0.0]], &[[3.0, 0.0]]), [[2.0, 2.0], [2.0, 0.0]]);
    }

    #[test]
    fn a_look_gives_the_words_that_it_saw() {
        let look = Look { words: 4..6, hidden: [vec![1.0; WIDTH], vec![2.0; WIDTH]].concat() };
        assert_eq!(look.of(&(5..6)), vec![2.0; WIDTH]);
        assert_eq!(look.of(&(0..5)), vec![1.0; WIDTH]);
        assert!(look.of(&(6..9)).is_empty() && look.of(&(0..2)).is_empty());
    }
}
