//! The edit that says where to find a claim whose words changed with the article.

use std::sync::Arc;

use crate::claim::ClaimId;
use crate::claim::Part;
use crate::review::edits::Draft;
use crate::review::session::history::Change;
use crate::review::state::claim::{ReviewedClaim, WORDS_APART};
use crate::review::state::correction::{Anchor, Kept};
use crate::review::state::decision::LogEntry;
use crate::review::state::outcome::EditError;
use crate::review::state::spans;
use crate::review::state::spans::same_words;
use crate::text::Span;

impl Draft<'_> {
    /// Gives a claim whose words are not certain any more the spans where a person sees it now. The decision and
    /// what was corrected stay; the spans in force are replaced, in the suggestion or in the correction.
    pub(in crate::review) fn reanchor(&mut self, id: &ClaimId, parts: &[(Part, Vec<Span>)]) -> Result<(), EditError> {
        let text = &self.session.article().text;
        let claim = self.claim(id)?;
        if !claim.anchor.is_lost() && !claim.asks_decider(text) {
            return Err(EditError::NotLost(id.clone()));
        }
        let of = |part: Part| parts.iter().find(|(own, _)| *own == part).map_or(&[][..], |(_, spans)| spans);
        let mut fitted = Vec::with_capacity(Part::ALL.len());
        for part in Part::ALL {
            fitted.push((part, spans::fit(text, part, of(part))?));
        }
        self.replace(std::slice::from_ref(id), |_, claim, stamp| {
            let was = if claim.anchor.is_lost() {
                words_of(claim)
            } else {
                claim.log.last().map(|entry| entry.was.clone()).unwrap_or_default()
            };
            let kept = claim.kept.take().unwrap_or_default();
            let mut still = Kept::default();
            for (part, new) in &fitted {
                place(claim, *part, new, &kept, &mut still);
            }
            claim.anchor = Anchor::Exact;
            claim.cut = false;
            claim.kept = (still != Kept::default()).then(|| Box::new(still));
            if let Some(suggestion) = &mut claim.suggestion {
                // They served the eye in another text.
                suggestion.reason.antecedent = None;
                suggestion.reason.via_spans.clear();
            }
            claim.log.push(LogEntry { was, ..LogEntry::new(claim.decision, claim.decision, stamp.clone()) });
        })?;
        self.withdraw_doubles(id);
        self.say("re-anchored here".to_owned());
        Ok(())
    }

    /// Says that the passage of claims was cut from the article: decision, words and log stay, and the log says who said
    /// so; where they are is not asked again, unless they come back.
    pub(in crate::review) fn cut(&mut self, id: &ClaimId) -> Result<(), EditError> {
        if !self.claim(id)?.anchor.is_lost() {
            return Err(EditError::NotLost(id.clone()));
        }
        self.replace(std::slice::from_ref(id), |_, claim, stamp| {
            if !std::mem::replace(&mut claim.cut, true) {
                let was = words_of(claim);
                claim.log.push(LogEntry { was, ..LogEntry::new(claim.decision, claim.decision, stamp.clone()) });
            }
        })?;
        self.say("passage cut".to_owned());
        Ok(())
    }

    /// Takes away the suggestions that nobody touched over the words where the claim `id` was found again: the
    /// engine proposed them while the claim was not found.
    pub(in crate::review) fn withdraw_doubles(&mut self, id: &ClaimId) {
        let found = self.step.changes.iter().find_map(|change| match change {
            Change::Claim { id: changed, after: Some(after), .. } if changed == id => Some(Arc::clone(after)),
            _ => None,
        });
        let Some(found) = found else { return };
        let words = (found.spans(Part::Content), found.spans(Part::Cue));
        let untouched = self.session.claims().iter().filter(|claim| claim.id != *id && !claim.is_touched());
        let doubles = untouched.filter(|claim| same_words(words, (claim.spans(Part::Content), claim.spans(Part::Cue))));
        let changes = doubles.map(|claim| Change::Claim { id: claim.id.clone(), before: Some(Arc::clone(claim)), after: None });
        self.step.changes.extend(changes);
    }
}

/// Puts the spans of a part in force; the words of a suggestion that is corrected stay kept.
fn place(claim: &mut ReviewedClaim, part: Part, new: &[Span], kept: &Kept, still: &mut Kept) {
    let suggested = claim.suggestion.as_mut().map(|claim| &mut claim.parts[part]);
    match (&mut claim.correction.parts[part], suggested) {
        (Some(spans), _) => {
            *spans = new.to_vec();
            still.suggestion[part].clone_from(&kept.suggestion[part]);
        }
        (None, Some(spans)) => *spans = new.to_vec(),
        (None, None) => {}
    }
}

/// The words of the content as they were; never empty.
fn words_of(claim: &ReviewedClaim) -> String {
    let kept = claim.kept.as_ref();
    let words = kept.map(|kept| {
        let corrected = claim.correction.parts.content.is_some();
        if corrected { &kept.correction.content } else { &kept.suggestion.content }
    });
    let words = words.map(|words| words.join(WORDS_APART)).unwrap_or_default();
    if words.is_empty() { "?".to_owned() } else { words }
}
