//! Ids for what a person adds, and what a new name names.

use crate::article::{Article, Block, BlockKind, Metadata, Origin};
use crate::claim::{ClaimId, Parts, SpeakerKind};
use crate::extract::{Attribution, Document, resolve};
use crate::review::state::decision::Stamp;
use crate::text::Span;

/// The id of a claim that a person added: over its words, who added it and when.
pub(in crate::review) fn added_claim(
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
        let id = ClaimId::new(format!("{}{}", ClaimId::PREFIX, &hash.to_hex()[..8]));
        if !taken(&id) {
            return id;
        }
    }
    ClaimId::new(ClaimId::PREFIX.to_owned())
}

/// What a new name names, and whether it only describes somebody unnamed, by the engine's rules for names:
/// "Acme Holdings" is an organisation, "senior officials" an unnamed group.
pub(in crate::review) fn kind_of(name: &str) -> (SpeakerKind, bool) {
    // The name where the rules look for one: in front of a verb of saying, and not at the start of the sentence,
    // whose capital tells nothing.
    let lead = "On Monday, ";
    let text = format!("{lead}{name} said that it rained.");
    let source = Span::new(lead.len(), lead.len() + name.len());
    let cue = Span::new(source.end + 1, source.end + 5);
    let content = Span::new(cue.end + 1, text.len() - 1);
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
    let metadata = Metadata::default();
    let article = Article { text: text.into(), blocks: vec![block], metadata, origin: Origin::default() };
    let attribution = Attribution {
        parts: Parts { content: vec![content], cue: vec![cue], source: vec![source] },
        confidence: 1.0,
        check_worthiness: None,
        found_by: String::new(),
    };
    let found = resolve(&Document::new(&article), vec![attribution]);
    let speaker = found.claims.first().and_then(|claim| claim.speaker.as_ref());
    let speaker = speaker.and_then(|id| found.speakers.iter().find(|speaker| speaker.id == *id));
    speaker.map_or((SpeakerKind::Person, false), |speaker| (speaker.kind, speaker.anonymous))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_name_is_known_by_its_form() {
        use SpeakerKind::{Document, Group, Organisation, Person};
        for (name, kind) in [
            ("Ana Diaz", (Person, false)),
            ("Tom", (Person, false)),
            ("Dr. Ilse Brandt", (Person, false)),
            ("Acme Holdings Inc.", (Organisation, false)),
            ("the Ministry of Health", (Organisation, false)),
            ("University of Port Vell", (Organisation, false)),
            ("senior officials", (Group, true)),
            ("a spokesman", (Person, true)),
            ("the report", (Document, false)),
            ("", (Person, false)),
            ("☃", (Person, false)),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }
}
