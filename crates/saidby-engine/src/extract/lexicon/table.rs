//! Tables by word: one multiplication for every eight letters, and no copy of the word.

use std::collections::HashMap;

const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
const TURN: u64 = 0xff51_afd7_ed55_8ccd;
/// The highest bit of every byte.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// The lowest bit of every byte.
const ONES: u64 = 0x0101_0101_0101_0101;

/// Eight bytes with their ASCII capitals in lower case.
#[inline]
const fn lower(bytes: u64) -> u64 {
    // A byte below 0x80 reaches its highest bit from `A` on with the first sum, from behind `Z` on with the second.
    let low = bytes & !HIGH;
    let from_a = low + ONES * (0x80 - b'A' as u64);
    let behind_z = low + ONES * (0x80 - b'Z' as u64 - 1);
    let capital = from_a & !behind_z & !bytes & HIGH;
    bytes | (capital >> 2)
}

#[inline]
fn mix(hash: u64, eight: u64) -> u64 {
    let hash = (hash ^ eight).wrapping_mul(SPREAD);
    hash ^ (hash >> 32)
}

#[inline]
fn eight(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes)
}

#[inline]
fn four(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes).into()
}

/// A number for the letters of `word` without regard to ASCII case; never 0. Other letters count as they are.
#[inline]
pub(crate) fn key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let length = bytes.len();
    let mut hash = mix(TURN, length as u64);
    // The last step overlaps with the one before it, so that no letter needs a step of its own.
    if length >= 8 {
        let mut at = 0;
        while at + 8 < length {
            hash = mix(hash, lower(eight(bytes, at)));
            at += 8;
        }
        hash = mix(hash, lower(eight(bytes, length - 8)));
    } else if length >= 4 {
        hash = mix(hash, lower(four(bytes, 0) | four(bytes, length - 4) << 32));
    } else if let ([first, ..], Some(middle), [.., last]) = (bytes, bytes.get(length / 2), bytes) {
        hash = mix(hash, lower(u64::from(*first) | u64::from(*middle) << 8 | u64::from(*last) << 16));
    }
    hash.wrapping_mul(TURN) | 1
}

/// A number for two words in this order, by their keys.
#[inline]
pub(crate) fn pair(first: u64, second: u64) -> u64 {
    mix(mix(SPREAD, first), second).wrapping_mul(TURN) | 1
}

/// Values by the [`key`] of a word; what is not in it has the default.
///
/// Keys and values are apart: most words of a text are in few of the tables, and a look that fails reads keys alone.
#[derive(Debug)]
pub(crate) struct Table<V> {
    /// 0 where there is none.
    keys: Vec<u64>,
    values: Vec<V>,
    mask: usize,
}

impl<V: Copy + Default> Table<V> {
    /// The table of `entries`.
    pub fn of(entries: &HashMap<u64, V>) -> Self {
        let size = (entries.len() * 2 + 1).next_power_of_two();
        let mut table = Self { keys: vec![0; size], values: vec![V::default(); size], mask: size - 1 };
        for (key, value) in entries {
            let mut at = table.first(*key);
            while table.keys[at] != 0 {
                at = (at + 1) & table.mask;
            }
            table.keys[at] = *key;
            table.values[at] = *value;
        }
        table
    }

    #[inline]
    const fn first(&self, key: u64) -> usize {
        (key >> 32) as usize & self.mask
    }

    /// The value of a word's key.
    #[inline]
    pub fn get(&self, key: u64) -> V {
        let mut at = self.first(key);
        loop {
            match self.keys.get(at) {
                Some(found) if *found == key => return self.values.get(at).copied().unwrap_or_default(),
                Some(0) | None => return V::default(),
                _ => at = (at + 1) & self.mask,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn only_the_case_of_ascii_letters_is_the_same() {
        for word in ["I", "An", "the", "Port", "Ferry", "Harbour", "Harbours", "Ferrymaster's", "Überschrift@[`{", "A-Z_a-z~0189"]
        {
            assert_eq!(key(word), key(&word.to_ascii_lowercase()), "{word}");
            assert_eq!(key(word), key(&word.to_ascii_uppercase()), "{word}");
        }
        let different =
            ["", "a", "aa", "aaa", "aba", "abc", "acb", "@", "`", "[", "{", "É", "é", "abcdefgh", "abcdefghabcdefgh", "bbcdefgh"];
        let keys: HashSet<u64> = different.iter().map(|word| key(word)).collect();
        assert_eq!(keys.len(), different.len());
        assert!(!keys.contains(&0));
    }

    #[test]
    fn every_word_is_found_and_no_other() {
        let words: Vec<String> = (0..5000).map(|number| format!("w{number}x{}", "y".repeat(number % 20))).collect();
        let entries: HashMap<u64, u32> = words.iter().zip(1..).map(|(word, value)| (key(word), value)).collect();
        assert_eq!(entries.len(), words.len());
        let table = Table::of(&entries);
        for (word, value) in words.iter().zip(1..) {
            assert_eq!(table.get(key(word)), value);
            assert_eq!(table.get(key(&format!("{word}z"))), 0);
        }
        assert_eq!(Table::<u32>::of(&HashMap::new()).get(key("w")), 0);
    }
}
