//! Claims.

use super::sides::{by_and_at, correction_entry, log_line, said_entry, settled_line, side_entry, side_of};
use super::spans::{span_of, spans_of, split};
use crate::claim::{Claim, ClaimId, OutletId, Part, Parts, Reason, SpeakerId};
use crate::review::anchor::Stored;
use crate::review::{Anchor, Kept, KeptWords, ReviewedClaim, Rival, Side};
use crate::sidecar::schema::{ClaimEntry, ConflictEntry, LostAnchor, ReasonEntry, SideEntry, SuggestionEntry};
use crate::text::context;

pub(super) fn claim_entry(text: &str, claim: &ReviewedClaim) -> ClaimEntry {
    let nothing = Kept::default();
    let kept = claim.kept.as_deref().unwrap_or(&nothing);
    let (prefix, suffix) = if claim.anchor.is_lost() {
        (kept.prefix.clone(), kept.suffix.clone())
    } else {
        context(text, claim.spans(Part::Content))
    };
    let Side { decision, decided, from, correction, kept: words, note, check, said, log, settled } = Side::of(claim);
    let (by, at) = by_and_at(decided);
    ClaimEntry {
        id: claim.id.to_string(),
        decision,
        by,
        at,
        from: from.into_value(),
        suggestion: claim.suggestion.as_ref().map(|claim| Box::new(suggestion_entry(text, claim, &kept.suggestion))),
        correction: correction_entry(text, &correction, &words),
        anchor: match claim.anchor {
            Anchor::Ambiguous => Some(LostAnchor::Ambiguous),
            Anchor::Orphan => Some(LostAnchor::Orphan),
            Anchor::Exact | Anchor::Moved => None,
        },
        cut: claim.cut,
        prefix,
        suffix,
        note: note.into_value(),
        flag: claim.flag,
        check,
        said: said_entry(&said),
        log: log.iter().map(log_line).collect(),
        settled: settled.iter().map(settled_line).collect(),
        conflict: claim
            .rival
            .as_ref()
            .map(|rival| ConflictEntry {
                theirs: side_entry(text, &rival.theirs),
                base: side_entry(text, &rival.base),
                others: rival.others.iter().map(|side| side_entry(text, side)).collect(),
            })
            .map(Box::new),
    }
}

pub(super) fn suggestion_entry(text: &str, claim: &Claim, kept: &KeptWords) -> SuggestionEntry {
    let reason = &claim.reason;
    let Parts { content, cue, source } = Parts::from_fn(|part| spans_of(text, &claim.parts[part], &kept[part]));
    SuggestionEntry {
        content,
        cue,
        source,
        speaker: claim.speaker.as_ref().map(|id| id.to_string()),
        via: claim.via.iter().map(|id| id.to_string()).collect(),
        directness: claim.directness,
        class: claim.class,
        score: if claim.score.is_finite() { claim.score } else { 0.0 },
        reason: ReasonEntry {
            found_by: reason.found_by.to_string(),
            speaker: reason.speaker.clone(),
            antecedent: reason.antecedent.and_then(|span| spans_of(text, &[span], &[]).pop()),
            via: reason.via.clone(),
            via_spans: spans_of(text, &reason.via_spans, &[]),
        },
    }
}

pub(super) fn stored_claim(entry: ClaimEntry) -> Stored {
    let mut words = Kept { prefix: entry.prefix, suffix: entry.suffix, ..Kept::default() };
    let id = ClaimId::new(entry.id);
    let suggestion = entry.suggestion.map(|suggestion| {
        let entries = Parts { content: suggestion.content, cue: suggestion.cue, source: suggestion.source };
        let parts;
        (parts, words.suggestion) = entries.map(split).unzip();
        let reason = suggestion.reason;
        Claim {
            id: id.clone(),
            parts,
            directness: suggestion.directness,
            class: suggestion.class,
            speaker: suggestion.speaker.map(SpeakerId::new),
            via: suggestion.via.into_iter().map(OutletId::new).collect(),
            score: suggestion.score,
            reason: Reason {
                found_by: reason.found_by.into(),
                speaker: reason.speaker,
                // Asked of the engine again with every reading.
                speaker_score: None,
                antecedent: reason.antecedent.as_ref().map(span_of),
                via: reason.via,
                via_spans: reason.via_spans.iter().map(span_of).collect(),
            },
        }
    });
    let side = SideEntry {
        decision: entry.decision,
        by: entry.by,
        at: entry.at,
        from: entry.from,
        correction: entry.correction,
        note: entry.note,
        check: entry.check,
        said: entry.said,
        log: entry.log,
        settled: entry.settled,
    };
    let Side { decision, decided, from, correction, kept, note, check, said, log, settled } = side_of(side);
    words.correction = kept;
    let claim = ReviewedClaim {
        id,
        suggestion,
        correction: correction.into(),
        decision,
        decided,
        from,
        note,
        flag: entry.flag,
        check: check.into(),
        said,
        log,
        settled,
        anchor: Anchor::default(),
        cut: entry.cut,
        kept: None,
        rival: entry.conflict.map(|conflict| {
            let others = conflict.others.into_iter().map(side_of).collect();
            Box::new(Rival { theirs: side_of(conflict.theirs), base: side_of(conflict.base), others })
        }),
    };
    let lost = entry.anchor.map(|lost| match lost {
        LostAnchor::Ambiguous => Anchor::Ambiguous,
        LostAnchor::Orphan => Anchor::Orphan,
    });
    Stored { claim, words, lost }
}
