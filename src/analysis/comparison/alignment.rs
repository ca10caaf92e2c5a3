//! The best place for a row of words inside a longer one (Smith and Waterman 1981, with the whole of the
//! first row to be placed), and what differs there.

use crate::text::WordRange;

/// What equal words add.
const EQUAL: i32 = 2;
/// What a word costs that was replaced, left out or put in.
const CHANGE: i32 = -1;

/// How words of the quotation and of the transcript stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The same word.
    Same,
    /// A word for another.
    Replaced,
    /// A word of the transcript that the quotation lacks.
    Removed,
    /// A word of the quotation that the transcript lacks.
    Added,
}

/// Where a row of words fits best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alignment {
    /// The words of the transcript, as indices into what was searched.
    pub range: WordRange,
    /// From the first word to the last.
    pub steps: Vec<Step>,
    /// How many are the same.
    pub same: usize,
}

const FROM_DIAGONAL: u8 = 0;
const FROM_ABOVE: u8 = 1;
const FROM_LEFT: u8 = 2;

/// Places all of `quoted` somewhere in `window`. Takes `quoted.len() * window.len()` bytes.
pub(super) fn align(quoted: &[u32], window: &[u32]) -> Alignment {
    let columns = window.len() + 1;
    let mut ways = vec![FROM_ABOVE; (quoted.len() + 1) * columns];
    let mut above = vec![0i32; columns];
    let mut row = vec![0i32; columns];
    for (i, word) in quoted.iter().enumerate() {
        let base = (i + 1) * columns;
        row[0] = above[0] + CHANGE;
        for (j, other) in window.iter().enumerate() {
            let equal = word == other && *word != u32::MAX;
            let (mut best, mut way) = (above[j] + if equal { EQUAL } else { CHANGE }, FROM_DIAGONAL);
            if above[j + 1] + CHANGE > best {
                (best, way) = (above[j + 1] + CHANGE, FROM_ABOVE);
            }
            // Words before the first one of the quotation cost nothing: they are not skipped, it begins there.
            if row[j] + CHANGE > best {
                (best, way) = (row[j] + CHANGE, FROM_LEFT);
            }
            row[j + 1] = best;
            ways[base + j + 1] = way;
        }
        std::mem::swap(&mut above, &mut row);
    }
    let mut end = 0;
    for (at, score) in above.iter().enumerate() {
        if *score > above[end] {
            end = at;
        }
    }
    let (mut i, mut j, mut steps, mut same) = (quoted.len(), end, Vec::new(), 0);
    while i > 0 {
        match ways[i * columns + j] {
            FROM_DIAGONAL if j > 0 => {
                (i, j) = (i - 1, j - 1);
                let equal = quoted[i] == window[j] && quoted[i] != u32::MAX;
                same += usize::from(equal);
                steps.push(if equal { Step::Same } else { Step::Replaced });
            }
            FROM_LEFT if j > 0 => {
                j -= 1;
                steps.push(Step::Removed);
            }
            _ => {
                i -= 1;
                steps.push(Step::Added);
            }
        }
    }
    steps.reverse();
    Alignment { range: WordRange::new(j, end), steps, same }
}

impl Alignment {
    /// Twice the words that are the same, of all words of both sides (Dice 1945): 1 for no difference.
    pub fn similarity(&self) -> f64 {
        let quoted = self.steps.iter().filter(|step| **step != Step::Removed).count();
        similarity(self.same, quoted, self.range.len())
    }
}

/// Twice `same`, of the words of both sides; 0 of nothing.
pub(super) fn similarity(same: usize, quoted: usize, found: usize) -> f64 {
    if quoted + found == 0 { 0.0 } else { 2.0 * same as f64 / (quoted + found) as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(quoted: &str, window: &str) -> (String, [usize; 2]) {
        let ids = |text: &str| text.bytes().map(u32::from).collect::<Vec<_>>();
        let found = align(&ids(quoted), &ids(window));
        let sign = |step: &Step| match step {
            Step::Same => '=',
            Step::Replaced => 'x',
            Step::Removed => '-',
            Step::Added => '+',
        };
        (found.steps.iter().map(sign).collect(), [found.range.start, found.range.end])
    }

    #[test]
    fn the_best_place_is_found_and_what_differs_there() {
        assert_eq!(shown("cde", "abcdefg"), ("===".into(), [2, 5]));
        assert_eq!(shown("cXe", "abcdefg"), ("=x=".into(), [2, 5]));
        assert_eq!(shown("Xde", "abcdefg"), ("x==".into(), [2, 5]));
        assert_eq!(shown("cdX", "abcdefg"), ("==+".into(), [2, 4]));
        assert_eq!(shown("cdXef", "abcdefg"), ("==+==".into(), [2, 6]));
        assert_eq!(shown("cdfg", "abcdefg"), ("==-==".into(), [2, 7]));
        assert_eq!(shown("XY", ""), ("++".into(), [0, 0]));
        assert_eq!(shown("", "ab"), (String::new(), [0, 0]));
    }
}
