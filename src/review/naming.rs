//! Ids for what a person adds.

use super::decision::Stamp;
use crate::claim::ClaimId;
use crate::text::Span;

/// A name as the letters of an id: lower case, accents kept as letters, everything else a hyphen.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !matches!(c, '\'' | '’' | '.') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let end = slug.trim_end_matches('-').len();
    slug.truncate(end);
    if slug.is_empty() { "unnamed".to_owned() } else { slug }
}

/// The id of a claim that a person added: over its words, who added it and when.
pub(super) fn added_claim(
    text: &str,
    content: &[Span],
    cue: &[Span],
    stamp: &Stamp,
    taken: impl Fn(&ClaimId) -> bool,
) -> ClaimId {
    for occurrence in 0u64.. {
        let mut hasher = blake3::Hasher::new();
        for part in [content, cue] {
            for span in part {
                hasher.update(span.slice(text).unwrap_or_default().as_bytes());
                hasher.update(&[0x1f]);
            }
            hasher.update(&[0x1e]);
        }
        hasher.update(&occurrence.to_le_bytes());
        hasher.update(stamp.by.as_bytes());
        hasher.update(&[0x1e]);
        hasher.update(stamp.at.as_bytes());
        let hash = hasher.finalize();
        let id = ClaimId(format!("{}{}", ClaimId::PREFIX, &hash.to_hex()[..8]));
        if !taken(&id) {
            return id;
        }
    }
    ClaimId(ClaimId::PREFIX.to_owned())
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn names_become_letters_and_hyphens() {
        assert_eq!(slug("Jen Psaki"), "jen-psaki");
        assert_eq!(slug("  The U.S. — (State) Dept. "), "the-us-state-dept");
        assert_eq!(slug("Zoë O’Hara"), "zoë-ohara");
        assert_eq!(slug("«…»"), "unnamed");
    }
}
