//! Ids: the same article and engine give the same ids on every machine.

use std::collections::HashMap;

use crate::claim::{ClaimId, OutletId, SpeakerId};
use crate::text::Span;

/// Hands out ids and counts what it has seen.
#[derive(Debug, Default)]
pub struct Ids {
    occurrences: HashMap<[u8; 32], u32>,
    claims: HashMap<String, ()>,
    slugs: HashMap<String, u32>,
    first: u32,
}

/// The words of a claim occur less often than this in one chapter.
const PER_CHAPTER: u32 = 1 << 20;

impl Ids {
    /// The ids of one chapter: occurrences are counted from a number of its own, so that the same words
    /// have the same id whichever chapter is read first.
    pub fn of_chapter(number: u32) -> Self {
        Self { first: number.wrapping_mul(PER_CHAPTER), ..Self::default() }
    }

    /// The id of the next claim with these words.
    pub fn claim(&mut self, text: &str, content: &[Span], cue: &[Span]) -> ClaimId {
        let mut hasher = blake3::Hasher::new();
        for spans in [content, cue] {
            for span in spans {
                hasher.update(span.slice(text).unwrap_or_default().as_bytes());
                hasher.update(b"\x1f");
            }
            hasher.update(b"\x1e");
        }
        let words = *hasher.finalize().as_bytes();
        let occurrence = self.occurrences.entry(words).or_insert(self.first);
        loop {
            let mut hasher = blake3::Hasher::new();
            hasher.update(&words);
            hasher.update(&occurrence.to_le_bytes());
            *occurrence += 1;
            let hash = hasher.finalize();
            let id = format!("{}{}", ClaimId::PREFIX, &hash.to_hex()[..8]);
            // Two different claims that share 8 digits: the later one counts on.
            if self.claims.insert(id.clone(), ()).is_none() {
                return ClaimId::new(id);
            }
        }
    }

    /// The id of a speaker by its first name in the article.
    pub fn speaker(&mut self, name: &str) -> SpeakerId {
        SpeakerId::new(self.unique(SpeakerId::PREFIX, name))
    }

    /// The id of an outlet by its first name in the article.
    pub fn outlet(&mut self, name: &str) -> OutletId {
        OutletId::new(self.unique(OutletId::PREFIX, name))
    }

    fn unique(&mut self, prefix: &str, name: &str) -> String {
        let base = format!("{prefix}{}", slug(name));
        let mut id = base.clone();
        loop {
            let seen = self.slugs.entry(id.clone()).or_insert(0);
            *seen += 1;
            if *seen == 1 {
                return id;
            }
            let next = self.slugs.get(&base).copied().unwrap_or(1);
            id = format!("{base}-{next}");
        }
    }
}

/// Lower-case letters and digits, joined by hyphens; at most 48 bytes.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if slug.len() >= 48 {
            break;
        }
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !matches!(c, '\'' | '’' | '.') && !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "unnamed".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_twice_get_two_ids_and_the_same_ones_again() {
        let text = "yes said yes said";
        let spans = |start| ([Span::new(start, start + 3)], [Span::new(start + 4, start + 8)]);
        let run = || {
            let mut ids = Ids::default();
            [0, 9].map(|start| {
                let (content, cue) = spans(start);
                ids.claim(text, &content, &cue)
            })
        };
        let [first, second] = run();
        assert_ne!(first, second);
        assert_eq!([first.clone(), second], run());
        assert_eq!(first.as_str().len(), 10);
    }

    #[test]
    fn slugs_are_unique() {
        let mut ids = Ids::default();
        assert_eq!(ids.speaker("Ana M. O’Diaz").as_str(), "s-ana-m-odiaz");
        assert_eq!(ids.speaker("Ana M. O'Diaz").as_str(), "s-ana-m-odiaz-2");
        assert_eq!(ids.speaker("Ana M ODiaz").as_str(), "s-ana-m-odiaz-3");
        assert_eq!(ids.outlet("??").as_str(), "o-unnamed");
    }
}
