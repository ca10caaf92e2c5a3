//! What `check` finds wrong with a sidecar that can be read; each finding says what to do.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::schema::{ClaimEntry, LogLine, Sidecar, SpanEntry};
use super::{SidecarError, convert, load};
use crate::article::Article;
use crate::disk::{Complaint, clock};
use crate::review::{Decision, is_date};

/// How much of a text is shown in a finding.
const SHOWN: usize = 40;

/// All that is wrong with the sidecar `text`, in the order of the file. `article` is what it belongs to.
pub fn lint(path: &Path, text: &str, article: &Article) -> Vec<Complaint> {
    match load::parse(path, text) {
        Ok(sidecar) => lint_parsed(path, text, sidecar, article),
        Err(SidecarError::Content(complaint)) => vec![*complaint],
        Err(SidecarError::Read { .. }) => Vec::new(),
    }
}

/// The same for a sidecar that is parsed already.
pub fn lint_parsed(path: &Path, text: &str, sidecar: Sidecar, article: &Article) -> Vec<Complaint> {
    let unchanged = sidecar.article.bytes == article.text.len()
        && sidecar.article.blake3.eq_ignore_ascii_case(&convert::hash_of(&article.text));
    let mut lint = Lint { text, places: OnceCell::new(), unchanged, found: Vec::new() };
    if sidecar.version == 0 {
        lint.say_of_file("", "version:", "there is no version 0 of sidecars; write `version: 1,`".to_owned());
    }
    lint.cast(&sidecar);
    for claim in &sidecar.claims {
        lint.names(claim, &sidecar);
        lint.decision(claim);
        lint.check(claim);
        lint.score(claim);
    }
    lint.done(&sidecar, article);
    lint.nothing_here(&sidecar, article);
    lint.allowances(&sidecar, article);
    lint.conflicts(&sidecar);
    lint.spans(sidecar, article);
    let mut found = lint.found;
    found.sort_by_key(|(offset, _)| *offset);
    found.into_iter().map(|(offset, message)| Complaint::at_offset(path, text, offset, message)).collect()
}

/// Where each entry is: the offset of its `id: "..."`.
fn places(text: &str) -> BTreeMap<String, usize> {
    text.match_indices("id: \"")
        .filter_map(|(at, start)| {
            let rest = text.get(at + start.len()..)?;
            Some((rest.get(..rest.find('"')?)?.to_owned(), at))
        })
        .collect()
}

struct Lint<'a> {
    text: &'a str,
    /// Made for the first finding.
    places: OnceCell<BTreeMap<String, usize>>,
    /// Whether the article has the text that the sidecar was written for.
    unchanged: bool,
    found: Vec<(usize, String)>,
}

impl Lint<'_> {
    /// A finding at `needle` after the entry `id`, or at the entry itself.
    fn say(&mut self, id: &str, needle: &str, message: String) {
        let entry = self.places.get_or_init(|| places(self.text)).get(id).copied().unwrap_or_default();
        let after = self.text.get(entry..).unwrap_or_default();
        let offset = if needle.is_empty() { None } else { after.find(needle) };
        self.found.push((entry + offset.unwrap_or_default(), message));
    }

    /// Merges of speakers and outlets.
    fn cast(&mut self, sidecar: &Sidecar) {
        let speakers = sidecar.speakers.iter().map(|entry| (entry.id.as_str(), entry.merged_into.as_deref()));
        self.merges(&speakers.collect(), "speaker");
        let outlets = sidecar.outlets.iter().map(|entry| (entry.id.as_str(), entry.merged_into.as_deref()));
        self.merges(&outlets.collect(), "outlet");
        for speaker in &sidecar.speakers {
            let id = &speaker.id;
            if speaker.unnamed_because.is_some() && !speaker.anonymous {
                let message =
                    format!("speaker {id} is named, but says why it is not: add `anonymous: true,` or take the reason out");
                self.say(id, "unnamed_because:", message);
            }
        }
        let speakers = sidecar.speakers.iter().map(|entry| (&entry.id, &entry.name, &entry.aliases, entry.merged_into.is_some()));
        let outlets = sidecar.outlets.iter().map(|entry| (&entry.id, &entry.name, &entry.aliases, entry.merged_into.is_some()));
        for (id, name, aliases, merged) in speakers.chain(outlets) {
            if name.trim().is_empty() {
                self.say(id, "name:", format!("{id} has no name: give it one"));
            }
            if !merged && aliases.contains(name) {
                self.say(
                    id,
                    "aliases:",
                    format!("{id} has its own name among the other forms of it: take {} out there", shown(name)),
                );
            }
        }
    }

    fn merges(&mut self, entries: &BTreeMap<&str, Option<&str>>, what: &str) {
        for (id, into) in entries {
            let Some(into) = into else { continue };
            let needle = format!("merged_into: \"{into}\"");
            if !entries.contains_key(into) {
                let message = format!("{what} {id} is merged into {into}, which is not in the list; add it or remove the line");
                self.say(id, &needle, message);
                continue;
            }
            let mut seen = BTreeSet::from([*id]);
            let mut at = Some(*into);
            while let Some(next) = at {
                if !seen.insert(next) {
                    self.say(id, &needle, format!("circular merge at {what} {id}; remove one merged_into line"));
                    break;
                }
                at = entries.get(next).copied().flatten();
            }
        }
    }

    /// Speakers and outlets that a claim names.
    fn names(&mut self, claim: &ClaimEntry, sidecar: &Sidecar) {
        let suggestion = claim.suggestion.as_ref();
        let corrected = claim.correction.speaker.clone().flatten();
        let speakers = suggestion.and_then(|s| s.speaker.as_ref()).into_iter().chain(&corrected);
        for id in speakers.filter(|id| !sidecar.speakers.iter().any(|entry| entry.id == **id)) {
            let message =
                format!("claim {} names the speaker {id}, who is not in the list; add the speaker or name another", claim.id);
            self.say(&claim.id, &format!("\"{id}\""), message);
        }
        let via = suggestion.map_or(&[][..], |s| &s.via).iter().chain(claim.correction.via.iter().flatten());
        for id in via.filter(|id| !sidecar.outlets.iter().any(|entry| entry.id == **id)) {
            let message = format!("claim {} names the outlet {id}, which is not in the list; add it or remove it", claim.id);
            self.say(&claim.id, &format!("\"{id}\""), message);
        }
    }

    /// How sure the engine was.
    fn score(&mut self, claim: &ClaimEntry) {
        let Some(suggestion) = claim.suggestion.as_ref().filter(|suggestion| !(0.0..=1.0).contains(&suggestion.score)) else {
            return;
        };
        let message = format!("claim {} has the invalid score {}; expected a number from 0 to 1", claim.id, suggestion.score);
        self.say(&claim.id, "score:", message);
    }

    /// The record of its fact-check.
    fn check(&mut self, claim: &ClaimEntry) {
        let id = &claim.id;
        for evidence in &claim.check.evidence {
            if evidence.link.trim().is_empty() {
                self.say(id, "evidence:", format!("evidence without a link in claim {id}; add its address or file"));
            }
        }
        for inquiry in claim.check.asked.iter().filter(|inquiry| inquiry.whom.trim().is_empty()) {
            let message = format!("a question about claim {id} ({}) without a name; add who was asked", shown(&inquiry.at));
            self.say(id, "asked:", message);
        }
        let dates = claim.check.evidence.iter().map(|evidence| ("evidence:", &evidence.date));
        let dates = dates.chain(claim.check.asked.iter().map(|inquiry| ("asked:", &inquiry.at)));
        for (needle, date) in dates.filter(|(_, date)| !date.is_empty() && !is_date(date)) {
            let message = format!("invalid date {} in the fact-check of claim {id}; expected e.g. 2026-11-22", shown(date));
            self.say(id, needle, message);
        }
    }

    /// The decision, its stamp and its log.
    fn decision(&mut self, claim: &ClaimEntry) {
        let id = &claim.id;
        let corrected = claim.correction != Default::default();
        if claim.decision.is_decided() {
            if claim.by.is_empty() {
                self.say(id, "decision:", format!("claim {id} is decided without a name; add a line `by: \"...\",`"));
            }
            if !clock::is_time(&claim.at) {
                let needle = if claim.at.is_empty() { "decision:" } else { "at: \"" };
                let message = format!("claim {id} has the invalid time {:?}; expected e.g. 2026-11-22T18:00:00Z", claim.at);
                self.say(id, needle, message);
            }
        } else if claim.suggestion.is_some() && corrected {
            self.say(
                id,
                "correction:",
                format!("claim {id} is changed but undecided; add `decision: Corrected,` or remove the correction"),
            );
        }
        match claim.decision {
            Decision::Confirmed if claim.suggestion.is_none() => {
                self.say(
                    id,
                    "decision:",
                    format!("claim {id} was added by a person; its decision must be Corrected, not Confirmed"),
                );
            }
            Decision::Confirmed if corrected => {
                self.say(id, "decision:", format!("claim {id} is changed; its decision must be Corrected, not Confirmed"));
            }
            Decision::Corrected if !corrected => {
                self.say(id, "decision:", format!("claim {id} has an empty correction; its decision must be Confirmed"));
            }
            _ => {}
        }
        if let Some(last) = claim.log.last()
            && last.to != claim.decision
        {
            let message = format!(
                "the log of claim {id} ends with {:?}, but its decision is {:?}; make them agree",
                last.to, claim.decision
            );
            self.say(id, "log:", message);
        }
        if let Some(LogLine { from, at, .. }) =
            claim.log.iter().zip(claim.log.iter().skip(1)).find(|(before, after)| before.to != after.from).map(|(_, after)| after)
        {
            self.say(
                id,
                "log:",
                format!("the log of claim {id} has a gap before {at}: no entry leads to {from:?}; put its lines in order"),
            );
        }
    }

    /// A finding at `needle`, which is in the file's own fields.
    fn say_of_file(&mut self, field: &str, needle: &str, message: String) {
        let from = self.text.find(field).unwrap_or_default();
        let after = self.text.get(from..).unwrap_or_default();
        self.found.push((from + after.find(needle).unwrap_or_default(), message));
    }

    /// The mark that the article is done.
    fn done(&mut self, sidecar: &Sidecar, article: &Article) {
        let Some(done) = &sidecar.done else {
            return;
        };
        let field = "\n    done: ";
        if done.by.is_empty() {
            self.say_of_file(field, "by: ", "the done mark has no name; add who set it".to_owned());
        }
        if !clock::is_time(&done.at) {
            let message = format!("the done mark has the invalid time {:?}; expected e.g. 2026-11-22T18:00:00Z", done.at);
            self.say_of_file(field, "at: ", message);
        }
        if !convert::done(done.clone()).holds_for(&article.text) {
            let message = "the article has changed since it was marked done; open it, check the changes and mark it again";
            self.say_of_file(field, "blake3: ", message.to_owned());
        }
    }

    /// Stretches that were read and hold no claim.
    fn nothing_here(&mut self, sidecar: &Sidecar, article: &Article) {
        for stretch in &sidecar.nothing_here {
            let at = format!("at: {}..{}", stretch.span.at.start, stretch.span.at.end);
            let field = "\n    nothing_here: [";
            if stretch.span.text.trim().is_empty() {
                self.say_of_file(field, &at, "a dismissed passage has no words; remove it".to_owned());
            }
            if stretch.by.is_empty() {
                self.say_of_file(field, &at, "a dismissed passage has no name; add who read it".to_owned());
            }
            if !clock::is_time(&stretch.at) {
                let message =
                    format!("a dismissed passage has the invalid time {:?}; expected e.g. 2026-11-22T18:00:00Z", stretch.at);
                self.say_of_file(field, &at, message);
            }
            if self.unchanged && article.text.get(stretch.span.at.clone()) != Some(&stretch.span.text) {
                let message = format!(
                    "the dismissed passage {} is not at this position in the article; correct its position or words",
                    shown(&stretch.span.text)
                );
                self.say_of_file(field, &at, message);
            }
        }
    }

    /// Rules that may be broken in one place.
    fn allowances(&mut self, sidecar: &Sidecar, article: &Article) {
        for allowance in &sidecar.allow {
            let at = format!("at: {}..{}", allowance.span.at.start, allowance.span.at.end);
            let field = "\n    allow: [";
            let rule = shown(&allowance.rule);
            if allowance.reason.trim().is_empty() {
                self.say_of_file(field, &at, format!("{rule} is allowed without a reason; add one"));
            }
            if allowance.by.is_empty() {
                self.say_of_file(field, &at, format!("{rule} is allowed without a name; add who allowed it"));
            }
            if !clock::is_time(&allowance.at) {
                let message =
                    format!("{rule} is allowed at the invalid time {:?}; expected e.g. 2026-11-22T18:00:00Z", allowance.at);
                self.say_of_file(field, &at, message);
            }
            if self.unchanged && article.text.get(allowance.span.at.clone()) != Some(&allowance.span.text) {
                let message = format!(
                    "{}, for which {rule} is allowed, is not at this position in the article; correct its position or words",
                    shown(&allowance.span.text)
                );
                self.say_of_file(field, &at, message);
            }
        }
    }

    /// Contradictions that a merge left and nobody has settled.
    fn conflicts(&mut self, sidecar: &Sidecar) {
        let claims = sidecar.claims.iter().filter(|claim| claim.conflict.is_some()).map(|claim| (&claim.id, "claim"));
        let speakers = sidecar.speakers.iter().filter(|entry| entry.conflict.is_some()).map(|entry| (&entry.id, "speaker"));
        let outlets = sidecar.outlets.iter().filter(|entry| entry.conflict.is_some()).map(|entry| (&entry.id, "outlet"));
        for (id, what) in claims.chain(speakers).chain(outlets) {
            self.say(id, "conflict:", format!("unresolved conflict on {what} {id}; open the article and resolve it"));
        }
    }

    /// Spans against the article.
    fn spans(&mut self, sidecar: Sidecar, article: &Article) {
        let broken: Vec<(String, SpanEntry)> = sidecar
            .claims
            .iter()
            .flat_map(|claim| load::spans_of(claim).map(move |span| (&claim.id, span)))
            .chain(sidecar.speakers.iter().flat_map(|entry| entry.mentions.iter().map(move |span| (&entry.id, span))))
            .chain(sidecar.outlets.iter().flat_map(|entry| entry.mentions.iter().map(move |span| (&entry.id, span))))
            .filter(|(_, span)| article.text.get(span.at.clone()) != Some(&span.text))
            .map(|(id, span)| (id.clone(), span.clone()))
            .collect();
        for claim in &sidecar.claims {
            let content = claim.correction.content.as_ref().or(claim.suggestion.as_ref().map(|s| &s.content));
            if content.is_none_or(Vec::is_empty) {
                let message = format!("claim {} has no content; add it or remove the claim", claim.id);
                self.say(&claim.id, "", message);
            }
        }
        // Most sidecars need no more: all words are there, and nothing has to be searched.
        if self.unchanged && broken.is_empty() && sidecar.claims.iter().all(|claim| is_in_place(claim, &article.text)) {
            return;
        }
        let reviewed_for = sidecar.article.clone();
        let (record, unchanged) = convert::record_of(sidecar, article);
        if !unchanged {
            let lost = record.claims.iter().filter(|claim| claim.anchor.is_lost()).count();
            let all = record.claims.len();
            let what = match (lost, all) {
                (0, 0) => "open it to note that for its new text".to_owned(),
                (0, 1) => "its claim was re-anchored; open it to save where it is now".to_owned(),
                (0, all) => format!("all {all} claims were re-anchored; open it to save where they are now"),
                (lost, all) => {
                    let found = all - lost;
                    format!("{found} of {all} claims were re-anchored, {lost} unanchored; open it and re-anchor those")
                }
            };
            let message = format!("{} has changed: {what}", reviewed_for.file);
            let at = self.text.find("blake3:").unwrap_or_default();
            self.found.push((at, message));
        }
        let lost: BTreeSet<&str> =
            record.claims.iter().filter(|claim| claim.anchor.is_lost()).map(|claim| claim.id.as_str()).collect();
        // A hand has moved these: the suggestion's words lie beside the correction, and need not be there.
        let moved: BTreeSet<&str> = record
            .claims
            .iter()
            .filter(|claim| claim.kept.is_some() && !claim.anchor.is_lost())
            .map(|claim| claim.id.as_str())
            .collect();
        let mut told = BTreeSet::new();
        for (id, span) in broken.iter().filter(|(id, _)| unchanged && !moved.contains(id.as_str())) {
            let at = format!("{}..{}", span.at.start, span.at.end);
            let there = article.text.get(span.at.clone()).map_or("nothing".to_owned(), shown);
            let what_to_do =
                if lost.contains(id.as_str()) { "open it and select the content again" } else { "correct its position or words" };
            let message = format!("{id}: the article has {there} at {at}, not {}; {what_to_do}", shown(&span.text));
            self.say(id, &format!("at: {at}"), message);
            told.insert(id.as_str());
        }
        for id in lost.difference(&told) {
            let message = format!("claim {id} is not anchored in the article; open it and select the content again");
            self.say(id, "", message);
        }
    }
}

/// Whether a claim, all of whose spans hold their words, is for certain where it says: its surroundings are there, too.
pub(super) fn is_in_place(claim: &ClaimEntry, text: &str) -> bool {
    let content = claim.correction.content.as_ref().or(claim.suggestion.as_ref().map(|suggestion| &suggestion.content));
    let Some((first, last)) = content.and_then(|content| content.first().zip(content.last())) else { return false };
    claim.anchor.is_none()
        && !first.text.is_empty()
        && text.get(..first.at.start).is_some_and(|before| before.ends_with(&claim.prefix))
        && text.get(last.at.end..).is_some_and(|after| after.starts_with(&claim.suffix))
}

/// A few words of a text, in quotation marks, with nothing in it that a terminal would obey.
fn shown(text: &str) -> String {
    let mut few: String = text.chars().take(SHOWN).collect();
    if few.len() < text.len() {
        few.push('…');
    }
    let mut out = String::new();
    super::string::push_string(&mut out, &few);
    out
}
