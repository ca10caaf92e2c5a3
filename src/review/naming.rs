//! Ids for what a person adds.

use super::decision::Stamp;
use crate::claim::ClaimId;
use crate::text::Span;

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
