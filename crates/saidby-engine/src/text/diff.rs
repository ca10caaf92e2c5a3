//! Two texts compared word by word: what stayed, what went, what came.
//!
//! The longest run of equal words is sought by Myers' algorithm (An O(ND) Difference Algorithm, 1986), as the
//! crate `similar` has it.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::Span;

/// What became of a passage of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// It is in both texts.
    Same,
    /// It is in the old text alone.
    Gone,
    /// It is in the new text alone.
    New,
}

/// A passage of both texts, or of one of them; the other span is then empty and tells where it would stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub change: Change,
    /// Where it is in the old text, in bytes.
    pub old: Span,
    /// Where it is in the new text, in bytes.
    pub new: Span,
}

/// How `old` became `new`, word by word, in the order of both texts. The old spans of all pieces cover `old`
/// without a gap, the new ones `new`. White space and marks are words of their own.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let (before, after): (Vec<&str>, Vec<&str>) = (old.split_word_bounds().collect(), new.split_word_bounds().collect());
    let mut pieces = Vec::new();
    // The operations come in the order of both texts and leave nothing out.
    let (mut at_old, mut at_new) = (0, 0);
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let (gone, came) = (length(&before, op.old_range()), length(&after, op.new_range()));
        let mut put = |change, gone, came| {
            pieces.push(Piece { change, old: Span::new(at_old, at_old + gone), new: Span::new(at_new, at_new + came) });
            (at_old, at_new) = (at_old + gone, at_new + came);
        };
        match op.tag() {
            DiffTag::Equal => put(Change::Same, gone, came),
            DiffTag::Delete => put(Change::Gone, gone, 0),
            DiffTag::Insert => put(Change::New, 0, came),
            DiffTag::Replace => {
                put(Change::Gone, gone, 0);
                put(Change::New, 0, came);
            }
        }
    }
    pieces
}

/// The share of both texts' words, by their length in bytes, that is in both: 1 for equal texts, 0 for texts
/// without a common word.
pub fn likeness(old: &str, new: &str) -> f32 {
    let total = old.len() + new.len();
    if total == 0 {
        return 1.0;
    }
    let same: usize = words(old, new).iter().filter(|piece| piece.change == Change::Same).map(|piece| piece.old.len()).sum();
    (2 * same) as f32 / total as f32
}

/// Bytes of the words in `range`.
fn length(words: &[&str], range: Range<usize>) -> usize {
    words.get(range).unwrap_or_default().iter().map(|word| word.len()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Both texts in one: `-gone-` and `+new+`.
    fn shown(old: &str, new: &str) -> String {
        let piece = |piece: Piece| match piece.change {
            Change::Same => piece.old.slice(old).unwrap().to_owned(),
            Change::Gone => format!("-{}-", piece.old.slice(old).unwrap()),
            Change::New => format!("+{}+", piece.new.slice(new).unwrap()),
        };
        words(old, new).into_iter().map(piece).collect()
    }

    #[test]
    fn words_are_compared_whole() {
        assert_eq!(shown("the dam holds", "the dam held"), "the dam -holds-+held+");
        assert_eq!(shown("It leaks", "It often leaks"), "It +often +leaks");
        assert_eq!(shown("“It leaks,”", "\"It leaks,\""), "-“-+\"+It leaks,-”-+\"+");
        assert_eq!(shown("", "new"), "+new+");
        assert_eq!(shown("gone", ""), "-gone-");
        assert_eq!(shown("", ""), "");
    }

    #[test]
    fn likeness_is_a_share() {
        assert_eq!(likeness("the dam", "the dam"), 1.0);
        assert_eq!(likeness("dam", "law"), 0.0);
        assert!((0.6..0.9).contains(&likeness("the old dam holds", "the new dam holds")));
    }

    proptest! {
        #[test]
        fn both_texts_are_covered_without_a_gap(old in "[ab “é,\n]{0,40}", new in "[ab “é,\n]{0,40}") {
            let (mut a, mut b) = (String::new(), String::new());
            for piece in words(&old, &new) {
                prop_assert_eq!((piece.old.start, piece.new.start), (a.len(), b.len()));
                prop_assert_eq!(piece.old.is_empty(), piece.change == Change::New);
                prop_assert_eq!(piece.new.is_empty(), piece.change == Change::Gone);
                if piece.change == Change::Same {
                    prop_assert_eq!(piece.old.slice(&old), piece.new.slice(&new));
                }
                a.push_str(piece.old.slice(&old).unwrap());
                b.push_str(piece.new.slice(&new).unwrap());
            }
            prop_assert_eq!((a, b), (old, new));
        }
    }
}
