//! Passages without a claim and the done mark, as files have them.

use super::parsed::{ParsedArticle, ParsedSpan};
use crate::interchange::export::marks::{DONE, Marks, NOTHING_HERE, Passage, Signed};
use crate::text::UnitRange;

/// What a label that is no part of a claim says of its span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::interchange) enum Mark {
    /// Somebody read it, and it holds no claim.
    NothingHere,
    /// The article is done.
    Done,
}

impl Mark {
    /// The mark that a label stands for, in any spelling: `nothing here`, `NOTHING_HERE`, `NothingHere`.
    pub fn of(label: &str) -> Option<Self> {
        let letters =
            |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
        let label = letters(label);
        [(NOTHING_HERE, Self::NothingHere), (DONE, Self::Done)]
            .into_iter()
            .find_map(|(word, mark)| (letters(word) == label).then_some(mark))
    }
}

impl Marks {
    /// Puts them into `document`, in a format whose annotators do not see them.
    pub fn put(self, document: &mut ParsedArticle) {
        let passage = |Passage { span: [start, end], words, signed }: Passage| {
            (ParsedSpan { at: Some(UnitRange::new(start, end)), words, context: None }, signed.stamp())
        };
        document.nothing_here.extend(self.nothing_here.into_iter().map(passage));
        document.done = self.done.map(|done| done.mark());
    }

    /// Puts them into `document`, in a format that shows passages as spans: those that are there now, `seen`, count. One
    /// that was not moved is still the word of whoever signed it, any other of whom the file names beside it.
    pub fn put_seen(mut self, seen: impl IntoIterator<Item = (ParsedSpan, Signed)>, document: &mut ParsedArticle) {
        let sent = std::mem::take(&mut self.nothing_here);
        self.put(document);
        document.nothing_here.extend(seen.into_iter().map(|(mark, signed)| {
            let same = sent.iter().find(|passage| mark.at.as_ref().is_some_and(|at| [at.start, at.end] == passage.span));
            let stamp = same.map_or(signed, |passage| passage.signed.clone()).stamp();
            (mark, stamp)
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_the_spellings_of_all_formats() {
        for label in ["nothing here", "NOTHING_HERE", "NothingHere", "Nothing here", "nothing-here"] {
            assert_eq!(Mark::of(label), Some(Mark::NothingHere), "{label}");
        }
        assert_eq!(Mark::of("Done"), Some(Mark::Done));
        assert_eq!(Mark::of("content"), None);
    }
}
