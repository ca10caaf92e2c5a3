//! Lists of words and phrases, which are data files next to the code that uses them.
//!
//! A line of a file is a row: the name of a list, a tab, and entries. Rows of one name make one list. Entries are separated
//! by spaces or, in a row that has a semicolon, by semicolons alone, so that they may have several words and spaces at their
//! ends. A line that begins with `#` is a comment.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// The rows of a data file: name and entries.
pub fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// The entries of a row.
pub fn entries(row: &'static str) -> impl Iterator<Item = &'static str> {
    let separator = if row.contains(';') { ';' } else { ' ' };
    row.split(separator).filter(|entry| !entry.is_empty())
}

/// One list of a data file, read when it is first used. [`word_lists!`](crate::word_lists) declares those of a file.
#[derive(Debug)]
pub struct WordList {
    file: &'static str,
    name: &'static str,
    read: OnceLock<Read>,
}

#[derive(Debug)]
struct Read {
    in_order: Vec<&'static str>,
    all: HashSet<&'static str, BuildHasherDefault<WordHasher>>,
}

impl WordList {
    /// The list `name` of the data file with the text `file`; empty where the file does not have it.
    pub const fn new(file: &'static str, name: &'static str) -> Self {
        Self { file, name, read: OnceLock::new() }
    }

    fn read(&self) -> &Read {
        self.read.get_or_init(|| {
            let own = rows(self.file).filter(|(name, _)| *name == self.name);
            let in_order: Vec<_> = own.flat_map(|(_, row)| entries(row)).collect();
            Read { all: in_order.iter().copied().collect(), in_order }
        })
    }

    /// Whether `word` is on it, letter by letter: lists have the case of what is looked up.
    #[inline]
    pub fn contains(&self, word: &str) -> bool {
        self.read().all.contains(word)
    }

    /// The entries in the order of the file.
    pub fn entries(&self) -> &[&'static str] {
        &self.read().in_order
    }
}

/// Declares the lists of a data file: `word_lists! { "words.tsv": /// Titles. pub TITLES = "title"; }`. A test of the
/// module checks that the file has each of them and no other.
#[macro_export]
macro_rules! word_lists {
    ($file:literal: $($(#[$doc:meta])* $visible:vis $name:ident = $list:literal;)+) => {
        const WORD_FILE: &str = include_str!($file);
        $($(#[$doc])* $visible static $name: $crate::text::WordList = $crate::text::WordList::new(WORD_FILE, $list);)+

        #[cfg(test)]
        mod word_lists {
            #[test]
            fn the_file_has_these_lists_and_no_other() {
                let declared = [$($list),+];
                for name in declared {
                    assert!(!$crate::text::WordList::new(super::WORD_FILE, name).entries().is_empty(), "no list {name}");
                }
                for (name, _) in $crate::text::word_list::rows(super::WORD_FILE) {
                    assert!(declared.contains(&name), "the list {name} is not used");
                }
            }
        }
    };
}

/// A hash for short words: multiply and rotate, eight bytes a step. It hashes the program's own lists and the words of one
/// article, so collisions on purpose would only slow down the article that has them.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            self.write_u64(u64::from_le_bytes(*eight));
        }
        if !rest.is_empty() {
            let last = rest.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
            self.write_u64(last);
        }
    }

    #[inline]
    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# a comment\ntitle\tDr Mr\nphrase\tspoke to;sat down with\ntitle\tMx\n";

    #[test]
    fn rows_of_one_name_make_a_list() {
        let titles = WordList::new(FILE, "title");
        assert_eq!(titles.entries(), ["Dr", "Mr", "Mx"]);
        assert!(titles.contains("Mx") && !titles.contains("mx") && !titles.contains("spoke"));
        assert_eq!(WordList::new(FILE, "phrase").entries(), ["spoke to", "sat down with"]);
        assert!(WordList::new(FILE, "comment").entries().is_empty());
    }
}
