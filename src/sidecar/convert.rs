//! From the file's types to those of a review, and back.

use super::schema::*;
use crate::article::{Article, Format};
use crate::claim::{Claim, ClaimId, Outlet, OutletId, OutletRole, Part, Parts, Reason, Speaker, SpeakerId};
use crate::review::anchor::{self, Stored, TextSince, allowance, nothing};
use crate::review::{
    Allowance, Allowed, Anchor, Between, Correction, Done, Entry, Kept, KeptWords, LogEntry, Member, NothingHere, Override,
    Record, ReviewedClaim, ReviewedOutlet, ReviewedSpeaker, Rival, RivalName, Settlement, Side, SpeakerDescribed, Stamp,
};
use crate::text::{Span, context};

/// blake3 of a text, hexadecimal.
pub fn hash_of(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// What the review of `article` holds, in the words of the file, but for its claims: see [`claims_of`].
pub(super) fn frame_of(record: &Record, article: &Article, file: &str, engine: &str) -> Sidecar {
    let text = &*article.text;
    let metadata = &article.metadata;
    // A text says it itself; for a page it is in data that the text does not have.
    let of_page = |value: &Option<String>| value.clone().filter(|_| article.origin.format == Format::Html).unwrap_or_default();
    let article = ArticleRef {
        file: file.to_owned(),
        bytes: text.len(),
        blake3: hash_of(text),
        title: metadata.title.clone().unwrap_or_default(),
        standfirst: of_page(&metadata.standfirst),
        byline: of_page(&metadata.byline),
        date: of_page(&metadata.date),
        publisher: of_page(&metadata.publisher),
    };
    frame_in(record, text, article, engine)
}

/// The oldest version that has all that `record` holds: whoever has an older program can read it as long as possible.
fn version_for(record: &Record) -> u32 {
    let mentioned = record.outlets.iter().any(|entry| entry.member.role == OutletRole::Mentioned);
    let several = record.claims.iter().any(|claim| claim.rival.as_ref().is_some_and(|rival| !rival.others.is_empty()));
    let cut = record.claims.iter().any(|claim| claim.cut);
    let chosen = record.claims.iter().any(|claim| {
        let rival = claim.rival.iter().flat_map(|rival| rival.sides().chain([&rival.base]));
        !claim.settled.is_empty() || rival.into_iter().any(|side| !side.settled.is_empty())
    });
    let classed = record.claims.iter().any(|claim| {
        let rival = claim.rival.as_ref();
        claim.correction.class.is_some()
            || rival.is_some_and(|rival| rival.theirs.correction.class.is_some() || rival.base.correction.class.is_some())
    });
    let allowed = !record.allowances.is_empty();
    let described = record.speakers.iter().any(|entry| is_of_two(&entry.rivals))
        || record.outlets.iter().any(|entry| is_of_two(&entry.rivals));
    if mentioned || several || cut || chosen || classed || allowed || described { 2 } else { 1 }
}

/// Whether version 1 has no place for what others say of a speaker or outlet.
fn is_of_two<M: Member>(rivals: &[RivalName<M>]) -> bool {
    rivals.len() > 1 || rivals.iter().any(|rival| rival.described.is_some())
}

/// The same for the text that the record's spans lie in, which `article` names.
pub(super) fn frame_in(record: &Record, text: &str, article: ArticleRef, engine: &str) -> Sidecar {
    let has_page = article.of_page().iter().any(|(_, value)| !value.is_empty());
    Sidecar {
        version: if has_page { 2 } else { version_for(record) },
        article,
        engine: engine.to_owned(),
        adjudicates: record.adjudicates.clone(),
        done: record.done.as_ref().map(done_entry),
        speakers: record.speakers.iter().map(|entry| speaker_entry(text, entry)).collect(),
        outlets: record.outlets.iter().map(|entry| outlet_entry(text, entry)).collect(),
        claims: Vec::new(),
        nothing_here: record.nothing_here.iter().map(nothing_here_entry).collect(),
        allow: record.allowances.iter().map(allowance_entry).collect(),
    }
}

/// The claims of a review as they are written, one by one.
pub(super) fn claims_of(record: &Record, text: &str) -> impl ExactSizeIterator<Item = ClaimEntry> {
    record.claims.iter().map(|claim| claim_entry(text, claim))
}

fn done_entry(done: &Done) -> DoneEntry {
    let Stamp { by, at } = done.stamp.clone();
    DoneEntry { by, at, blake3: done.blake3.clone(), engine: done.engine.clone() }
}

fn nothing_here_entry(stretch: &NothingHere) -> NothingHereEntry {
    let Stamp { by, at } = stretch.stamp.clone();
    let span = SpanEntry { at: stretch.span.range(), text: stretch.words.clone() };
    NothingHereEntry { span, by, at, prefix: stretch.prefix.clone(), suffix: stretch.suffix.clone() }
}

fn allowance_entry(allowance: &Allowance) -> AllowanceEntry {
    let Stamp { by, at } = allowance.stamp.clone();
    AllowanceEntry {
        rule: allowance.what.rule.clone(),
        claim: allowance.what.claim.as_ref().map(|id| id.to_string()),
        span: SpanEntry { at: allowance.what.span.range(), text: allowance.words.clone() },
        reason: allowance.reason.clone(),
        by,
        at,
        prefix: allowance.prefix.clone(),
        suffix: allowance.suffix.clone(),
    }
}

fn speaker_entry(text: &str, entry: &ReviewedSpeaker) -> SpeakerEntry {
    let speaker = &entry.member;
    SpeakerEntry {
        id: speaker.id.to_string(),
        name: speaker.name.clone(),
        kind: speaker.kind,
        role: speaker.role.clone(),
        affiliation: speaker.affiliation.clone(),
        aliases: speaker.aliases.clone(),
        anonymous: speaker.anonymous,
        unnamed_because: speaker.unnamed_because.clone(),
        mentions: spans_of(text, &speaker.mentions, &[]),
        by_hand: entry.by_hand,
        merged_into: entry.merged_into.as_ref().map(|id| id.to_string()),
        conflict: name_conflict(&entry.rivals, speaker_description),
    }
}

fn outlet_entry(text: &str, entry: &ReviewedOutlet) -> OutletEntry {
    let outlet = &entry.member;
    OutletEntry {
        id: outlet.id.to_string(),
        name: outlet.name.clone(),
        role: outlet.role,
        aliases: outlet.aliases.clone(),
        mentions: spans_of(text, &outlet.mentions, &[]),
        by_hand: entry.by_hand,
        merged_into: entry.merged_into.as_ref().map(|id| id.to_string()),
        conflict: name_conflict(&entry.rivals, |role| *role),
    }
}

/// What others say of a speaker or outlet: the first with the rest in it.
fn name_conflict<M: Member, D>(rivals: &[RivalName<M>], described: fn(&M::Described) -> D) -> Option<NameConflict<D>>
where
    M::Id: ToString,
{
    let mut all = rivals.iter().map(|rival| NameConflict {
        name: rival.name.clone(),
        merged_into: rival.merged_into.as_ref().map(ToString::to_string),
        description: rival.words.clone(),
        described: rival.described.as_ref().map(described),
        others: Vec::new(),
    });
    let first = all.next()?;
    Some(NameConflict { others: all.collect(), ..first })
}

fn rival_names<M: Member, D>(mut conflict: NameConflict<D>, described: fn(D) -> M::Described) -> Vec<RivalName<M>> {
    let others = std::mem::take(&mut conflict.others);
    let first = RivalName {
        name: conflict.name,
        merged_into: conflict.merged_into.map(M::make_id),
        described: conflict.described.map(described),
        words: conflict.description,
    };
    std::iter::once(first).chain(others.into_iter().flat_map(|other| rival_names(other, described))).collect()
}

fn speaker_description(described: &SpeakerDescribed) -> SpeakerDescription {
    let SpeakerDescribed { kind, role, affiliation, anonymous, unnamed_because } = described.clone();
    SpeakerDescription { kind, role, affiliation, anonymous, unnamed_because }
}

fn speaker_described(entry: SpeakerDescription) -> SpeakerDescribed {
    let SpeakerDescription { kind, role, affiliation, anonymous, unnamed_because } = entry;
    SpeakerDescribed { kind, role, affiliation, anonymous, unnamed_because }
}

/// Spans with their words: the kept ones where there are any, else those of the article.
fn spans_of(text: &str, spans: &[Span], kept: &[String]) -> Vec<SpanEntry> {
    let words = |index: usize, span: &Span| match kept.get(index) {
        Some(words) => words.clone(),
        None => span.slice(text).unwrap_or_default().to_owned(),
    };
    spans.iter().enumerate().map(|(index, span)| SpanEntry { at: span.range(), text: words(index, span) }).collect()
}

fn claim_entry(text: &str, claim: &ReviewedClaim) -> ClaimEntry {
    let nothing = Kept::default();
    let kept = claim.kept.as_deref().unwrap_or(&nothing);
    let (prefix, suffix) = if claim.anchor.is_lost() {
        (kept.prefix.clone(), kept.suffix.clone())
    } else {
        context(text, claim.spans(Part::Content))
    };
    let Side { decision, decided, from, correction, kept: words, note, check, log, settled } = Side::of(claim);
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

fn by_and_at(stamp: Option<Box<Stamp>>) -> (String, String) {
    stamp.map(|stamp| (stamp.by, stamp.at)).unwrap_or_default()
}

fn side_entry(text: &str, side: &Side) -> SideEntry {
    let (by, at) = by_and_at(side.decided.clone());
    SideEntry {
        decision: side.decision,
        by,
        at,
        from: side.from.to_vec(),
        correction: correction_entry(text, &side.correction, &side.kept),
        note: side.note.to_string(),
        check: side.check.clone(),
        log: side.log.iter().map(log_line).collect(),
        settled: side.settled.iter().map(settled_line).collect(),
    }
}

fn correction_entry(text: &str, correction: &Correction, kept: &KeptWords) -> CorrectionEntry {
    let corrected = |part| correction.parts[part].as_ref().map(|spans| spans_of(text, spans, &kept[part]));
    let Parts { content, cue, source } = Parts::from_fn(corrected);
    CorrectionEntry {
        content,
        cue,
        source,
        speaker: match &correction.speaker {
            Override::Keep => None,
            Override::Nobody => Some(None),
            Override::Set(id) => Some(Some(id.to_string())),
        },
        via: correction.via.as_ref().map(|via| via.iter().map(|id| id.to_string()).collect()),
        directness: correction.directness,
        class: correction.class,
    }
}

fn log_line(entry: &LogEntry) -> LogLine {
    LogLine { from: entry.from, to: entry.to, by: entry.stamp.by.clone(), at: entry.stamp.at.clone(), was: entry.was.clone() }
}

fn settled_line(settlement: &Settlement) -> SettledLine {
    let Stamp { by, at } = settlement.stamp.clone();
    let (notes, checks) = match &settlement.between {
        Between::Notes(notes) => (notes.clone(), Vec::new()),
        Between::Checks(checks) => {
            let entry = |(state, stated): &(_, String)| CheckedEntry { state: *state, stated: stated.clone() };
            (Vec::new(), checks.iter().map(entry).collect())
        }
    };
    SettledLine { by, at, notes, checks }
}

fn settlement(line: SettledLine) -> Settlement {
    let between = if line.checks.is_empty() {
        Between::Notes(line.notes)
    } else {
        Between::Checks(line.checks.into_iter().map(|entry| (entry.state, entry.stated)).collect())
    };
    Settlement { stamp: Stamp { by: line.by, at: line.at }, between }
}

fn suggestion_entry(text: &str, claim: &Claim, kept: &KeptWords) -> SuggestionEntry {
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

/// The review that a file holds, its claims found again in `article`. Whether the text is the same one
/// comes with it.
pub(super) fn record_of(sidecar: Sidecar, article: &Article) -> (Record, bool) {
    let text = &*article.text;
    let unchanged = sidecar.article.bytes == text.len() && sidecar.article.blake3.eq_ignore_ascii_case(&hash_of(text));
    (record_in(sidecar, text, TextSince::of(unchanged)), unchanged)
}

/// The review that a file holds, its claims found again in `text`, which is, or is not, the one that the
/// file was written for.
pub(super) fn record_in(sidecar: Sidecar, text: &str, since: TextSince) -> Record {
    let stored = sidecar.claims.into_iter().map(stored_claim).collect();
    let mut speakers: Vec<_> = sidecar.speakers.into_iter().map(|entry| reviewed_speaker(text, entry)).collect();
    let mut outlets: Vec<_> = sidecar.outlets.into_iter().map(|entry| reviewed_outlet(text, entry)).collect();
    speakers.sort_by(|a, b| a.member.id.cmp(&b.member.id));
    outlets.sort_by(|a, b| a.member.id.cmp(&b.member.id));
    let claims = anchor::anchor(text, stored, since).into_iter().map(std::sync::Arc::new).collect();
    let stretches = sidecar.nothing_here.into_iter().map(nothing_here).collect();
    let nothing_here = nothing::anchored(text, stretches, since);
    let allowances = allowance::anchored(text, sidecar.allow.into_iter().map(allowed).collect(), since);
    let done = sidecar.done.map(done).filter(|done| done.holds_for(text));
    Record { adjudicates: sidecar.adjudicates, speakers, outlets, claims, nothing_here, allowances, done }
}

/// The same for a text of which only the words of spans are known: nothing is sought, a claim is where it is
/// said to be, or its words are kept.
pub(super) fn record_of_words(mut sidecar: Sidecar, text: &str) -> Record {
    let claims = std::mem::take(&mut sidecar.claims).into_iter().map(stored_claim).collect();
    let mark = sidecar.done.take().map(done);
    let claims = anchor::in_place(text, claims).into_iter().map(std::sync::Arc::new).collect();
    Record { claims, done: mark, ..record_in(sidecar, text, TextSince::Unchanged) }
}

pub(super) fn done(entry: DoneEntry) -> Done {
    Done { stamp: Stamp { by: entry.by, at: entry.at }, blake3: entry.blake3, engine: entry.engine }
}

fn nothing_here(entry: NothingHereEntry) -> NothingHere {
    NothingHere {
        span: span_of(&entry.span),
        words: entry.span.text,
        stamp: Stamp { by: entry.by, at: entry.at },
        prefix: entry.prefix,
        suffix: entry.suffix,
        anchor: Default::default(),
    }
}

fn allowed(entry: AllowanceEntry) -> Allowance {
    Allowance {
        what: Allowed { span: span_of(&entry.span), rule: entry.rule, claim: entry.claim.map(ClaimId::new) },
        words: entry.span.text,
        reason: entry.reason,
        stamp: Stamp { by: entry.by, at: entry.at },
        prefix: entry.prefix,
        suffix: entry.suffix,
        anchor: Anchor::default(),
    }
}

fn span_of(entry: &SpanEntry) -> Span {
    Span::new(entry.at.start, entry.at.end)
}

/// Mentions that are still where they were.
fn mentions(text: &str, entries: Vec<SpanEntry>) -> Vec<Span> {
    entries.iter().filter(|entry| text.get(entry.at.clone()) == Some(&entry.text)).map(span_of).collect()
}

fn reviewed_speaker(text: &str, entry: SpeakerEntry) -> ReviewedSpeaker {
    Entry {
        member: Speaker {
            id: SpeakerId::new(entry.id),
            name: entry.name,
            kind: entry.kind,
            role: entry.role,
            affiliation: entry.affiliation,
            aliases: entry.aliases,
            anonymous: entry.anonymous,
            unnamed_because: entry.unnamed_because,
            mentions: mentions(text, entry.mentions),
        },
        by_hand: entry.by_hand,
        merged_into: entry.merged_into.map(SpeakerId::new),
        rivals: entry.conflict.map(|conflict| rival_names(conflict, speaker_described)).unwrap_or_default(),
    }
}

fn reviewed_outlet(text: &str, entry: OutletEntry) -> ReviewedOutlet {
    Entry {
        member: Outlet {
            id: OutletId::new(entry.id),
            name: entry.name,
            role: entry.role,
            aliases: entry.aliases,
            mentions: mentions(text, entry.mentions),
            because: None,
        },
        by_hand: entry.by_hand,
        merged_into: entry.merged_into.map(OutletId::new),
        rivals: entry.conflict.map(|conflict| rival_names(conflict, |role| role)).unwrap_or_default(),
    }
}

/// Splits places from words.
fn split(entries: Vec<SpanEntry>) -> (Vec<Span>, Vec<String>) {
    entries.into_iter().map(|entry| (span_of(&entry), entry.text)).unzip()
}

fn split_some(entries: Option<Vec<SpanEntry>>) -> (Option<Vec<Span>>, Vec<String>) {
    match entries.map(split) {
        Some((spans, words)) => (Some(spans), words),
        None => (None, Vec::new()),
    }
}

fn stored_claim(entry: ClaimEntry) -> Stored {
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
                // Asked of the engine anew with every reading.
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
        log: entry.log,
        settled: entry.settled,
    };
    let Side { decision, decided, from, correction, kept, note, check, log, settled } = side_of(side);
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

/// What one person made of a claim; the words of all its spans are kept.
fn side_of(entry: SideEntry) -> Side {
    let correction = entry.correction;
    let entries = Parts { content: correction.content, cue: correction.cue, source: correction.source };
    let (parts, kept) = entries.map(split_some).unzip();
    let stamp = |by, at| Stamp { by, at };
    let log = entry.log.into_iter().map(|line| LogEntry {
        from: line.from,
        to: line.to,
        stamp: stamp(line.by, line.at),
        was: line.was,
    });
    Side {
        decision: entry.decision,
        decided: entry.decision.is_decided().then(|| Box::new(stamp(entry.by, entry.at))),
        correction: Correction {
            parts,
            speaker: correction.speaker.map_or(Override::Keep, |speaker| Override::to(speaker.map(SpeakerId::new))),
            via: correction.via.map(|via| via.into_iter().map(OutletId::new).collect()),
            directness: correction.directness,
            class: correction.class,
        },
        kept,
        from: entry.from.into(),
        note: entry.note.into(),
        check: entry.check,
        log: log.collect::<Vec<_>>().into(),
        settled: entry.settled.into_iter().map(settlement).collect::<Vec<_>>().into(),
    }
}
