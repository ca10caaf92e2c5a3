//! What an undo took back, by its content: what was there, and what is there again.

use super::Model;
use crate::claim::{OutletId, Part, SpeakerId};
use crate::review::{Applied, NothingHere, ReviewedClaim};
use crate::text::{Span, single_line};

/// Characters of the words that are shown.
const WORDS: usize = 40;

impl Model {
    /// What an undo of one claim changed, in words: "speaker back to Jen Psaki"; `before`: the claim before the undo.
    pub(super) fn taken_back(&self, before: &ReviewedClaim, after: &ReviewedClaim) -> String {
        let mut told = Vec::new();
        if before.speaker() != after.speaker() {
            told.push(format!("speaker back to {}", self.speaker_name(after.speaker())));
        }
        if before.via() != after.via() {
            told.push(format!("outlets back to {}", self.outlet_names(after.via())));
        }
        for part in Part::ALL {
            let (was, is) = (before.stored_spans(part), after.stored_spans(part));
            if was != is {
                let words = self.words_at(is);
                told.push(if words.is_empty() {
                    format!("{} empty again", part.as_str())
                } else {
                    format!("{} back to “{words}”", part.as_str())
                });
            }
        }
        if before.note != after.note {
            told.push(match (before.note.is_empty(), after.note.is_empty()) {
                (_, true) => format!("the note “{}” is gone", shortened(&before.note)),
                _ => format!("the note says “{}” again", shortened(&after.note)),
            });
        }
        let gone = before.check.evidence.iter().filter(|evidence| !after.check.evidence.contains(evidence));
        told.extend(gone.map(|evidence| format!("evidence gone: {}", shortened(&evidence.line()))));
        let again = after.check.evidence.iter().filter(|evidence| !before.check.evidence.contains(evidence));
        told.extend(again.map(|evidence| format!("evidence back: {}", shortened(&evidence.line()))));
        if before.check.state != after.check.state {
            told.push(format!("verdict back to {}", after.check.state.map_or("none", |state| state.word())));
        }
        told.join("; ")
    }

    /// Which passages an undo took back, or brought back, as read.
    pub(super) fn read_again_in_words(&self, before: &[NothingHere], after: &[NothingHere]) -> Option<String> {
        let missing = |from: &[NothingHere], of: &[NothingHere]| {
            from.iter().find(|one| !of.iter().any(|other| other.span == one.span)).map(|one| shortened(&one.words))
        };
        let gone = missing(before, after).map(|words| format!("“{words}” is unread again"));
        gone.or_else(|| missing(after, before).map(|words| format!("“{words}” is read again")))
    }

    fn speaker_name(&self, id: Option<&SpeakerId>) -> String {
        id.and_then(|id| self.desk.session.speaker(id)).map_or("nobody".to_owned(), |speaker| speaker.name.clone())
    }

    fn outlet_names(&self, via: &[OutletId]) -> String {
        let names: Vec<&str> =
            via.iter().filter_map(|id| self.desk.session.outlet(id)).map(|outlet| outlet.name.as_str()).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(" ← ") }
    }

    fn words_at(&self, spans: &[Span]) -> String {
        let text = &self.desk.session.article().text;
        let words: Vec<String> = spans.iter().filter_map(|span| span.slice(text)).map(single_line).collect();
        shortened(&words.join(" … "))
    }

    /// The words for the status line behind what an undo told; empty where that says it all.
    pub(super) fn content_of_undo(&self, applied: &Applied, before: Option<&ReviewedClaim>) -> String {
        let ([id], Some(before)) = (applied.claims.as_slice(), before) else {
            return String::new();
        };
        self.desk.session.claim(id).map(|after| self.taken_back(before, after)).unwrap_or_default()
    }
}

fn shortened(words: &str) -> String {
    let words = single_line(words);
    match words.char_indices().nth(WORDS) {
        None => words,
        Some((end, _)) => format!("{} …", words.get(..end).unwrap_or(&words).trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use crate::tui::tests::Player;

    #[test]
    fn undo_tells_what_it_took_back() {
        let mut player = Player::new(140, 40);
        player.keys("s r e u e l enter u");
        assert!(player.screen().contains("speaker back to Ilse Brandt"), "{}", player.screen());
        player.keys("i l o o k esc u");
        assert!(player.screen().contains("the note “look” is gone"), "{}", player.screen());
        player.keys("e w enter u");
        assert!(player.screen().contains("back to “that the harbour tunnel"), "{}", player.screen());
    }
}
