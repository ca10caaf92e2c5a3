//! Merges the sidecars of two people, file by file, without the article: as git asks for it.
//!
//! A sidecar holds the words of all its spans. Laid out at their places they make a text with gaps in which all
//! that the merge looks at can be read; the words of claims that do not fit there travel along as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::convert::{claims_of, frame_in, record_of_words};
use super::emit::emit;
use super::load::{parse, spans_of};
use super::schema::{AllowanceEntry, ClaimEntry, CorrectionEntry, LostAnchor, Sidecar, SpanEntry, VERSION};
use super::{SidecarError, load};
use crate::disk::Complaint;
use crate::review::contrast::{Contrast, contrast};
use crate::review::merge::merge;

/// No article is larger: the reader refuses it.
const LARGEST: usize = 256 * 1024 * 1024;

/// What came of merging three sidecars.
#[derive(Clone, Debug)]
pub struct MergedFile {
    /// The merged sidecar; where the two contradict each other it has ours and, next to it, theirs.
    pub text: String,
    /// Every contradiction in words.
    pub conflicts: Vec<Contrast>,
}

/// Merges `ours` and `theirs`, which both began with `base`; an empty base is none. Each with the path under which
/// it is complained of.
///
/// # Errors
///
/// A side that is not a sidecar, or one of a newer version: with line, column and the line itself.
pub fn merge_texts(base: (&Path, &str), ours: (&Path, &str), theirs: (&Path, &str)) -> Result<MergedFile, SidecarError> {
    let mut ours = read(ours)?;
    let mut theirs = read(theirs)?;
    let mut base = if base.1.trim().is_empty() { None } else { Some(read(base)?) };
    // Of two articles the one that somebody changed since is the later one.
    let start = base.as_ref().unwrap_or(&ours);
    let mut later = if ours.article == start.article { &theirs.article } else { &ours.article }.clone();
    let none = Vec::new();
    let before = base.as_ref().map_or(&none, |base| &base.article.restored);
    // Where each brought in something of the page, the merged text is neither's: the claims are found again in it.
    later.restored = restored_in(before, &ours.article.restored, &theirs.article.restored);
    let engine = if ours.engine == start.engine { &theirs.engine } else { &ours.engine }.clone();
    let chosen = if later == ours.article { ours.clone() } else { theirs.clone() };
    for other in [Some(&mut ours), Some(&mut theirs), base.as_mut()].into_iter().flatten() {
        if other.article.blake3 != chosen.article.blake3 {
            take_places(&chosen, other);
        }
    }
    let lost = lost_in(&chosen, [&theirs, &ours]);
    let text = patchwork([Some(&chosen), Some(&ours), Some(&theirs), base.as_ref()].into_iter().flatten());
    let base = base.map(|base| record_of_words(base, &text)).unwrap_or_default();
    let (ours, theirs) = (record_of_words(ours, &text), record_of_words(theirs, &text));
    let merged = merge(&base, &ours, &theirs);
    let conflicts = merged.conflicts.iter().filter_map(|conflict| contrast(&merged.record, &text, conflict)).collect();
    let sidecar = frame_in(&merged.record, &text, later, &engine);
    let claims = claims_of(&merged.record, &text).map(|mut claim| {
        // What does not fit the patchwork is sought in the article itself when it is opened.
        claim.anchor = lost.get(&claim.id).copied();
        claim
    });
    Ok(MergedFile { text: emit(sidecar, claims), conflicts })
}

/// The parts of a page that are in the merged text: what both have, what one brought in, not what one took out.
fn restored_in(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    let all: BTreeSet<&String> = ours.iter().chain(theirs).collect();
    let stays = |part: &&String| {
        let both = ours.contains(part) && theirs.contains(part);
        both || !base.contains(part)
    };
    all.into_iter().filter(stays).cloned().collect()
}

fn read((path, text): (&Path, &str)) -> Result<Sidecar, SidecarError> {
    let version = load::version_of(path, text)?;
    if version > VERSION {
        let at = text.find("version").unwrap_or_default();
        let message = format!("version {version} needs a newer saidby; nothing was merged");
        return Err(SidecarError::Content(Box::new(Complaint::at_offset(path, text, at, message))));
    }
    parse(path, text)
}

/// The claims whose words are lost. Where a file of the current text has the words, somebody found them again: the
/// other file's mark is an older word.
fn lost_in(chosen: &Sidecar, files: [&Sidecar; 2]) -> BTreeMap<String, LostAnchor> {
    let of_text = files.into_iter().filter(|file| file.article.blake3 == chosen.article.blake3);
    let claims = of_text.flat_map(|file| &file.claims).filter(|claim| claim.anchor.is_none());
    let found: BTreeSet<&str> = claims.map(|claim| claim.id.as_str()).collect();
    let claims = files.into_iter().flat_map(|file| &file.claims).filter(|claim| !found.contains(claim.id.as_str()));
    claims.filter_map(|claim| Some((claim.id.clone(), claim.anchor?))).collect()
}

/// Gives the spans of `other` the places that the same words have in `chosen`: an article that somebody changed
/// moves everything, and nobody has decided anything by that.
fn take_places(chosen: &Sidecar, other: &mut Sidecar) {
    let known: BTreeMap<&str, &ClaimEntry> = chosen.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    for claim in &mut other.claims {
        let Some(known) = known.get(claim.id.as_str()) else { continue };
        if let (Some(to), Some(from)) = (&mut claim.suggestion, &known.suggestion) {
            place(&mut to.content, &from.content);
            place(&mut to.cue, &from.cue);
            place(&mut to.source, &from.source);
            to.reason.antecedent.clone_from(&from.reason.antecedent);
            to.reason.via_spans.clone_from(&from.reason.via_spans);
        }
        let CorrectionEntry { content, cue, source, .. } = &mut claim.correction;
        for (to, from) in [(content, &known.correction.content), (cue, &known.correction.cue), (source, &known.correction.source)]
        {
            if let (Some(to), Some(from)) = (to, from) {
                place(to, from);
            }
        }
        claim.prefix.clone_from(&known.prefix);
        claim.suffix.clone_from(&known.suffix);
    }
    for entry in &mut other.speakers {
        if let Some(known) = chosen.speakers.iter().find(|known| known.id == entry.id) {
            place(&mut entry.mentions, &known.mentions);
        }
    }
    for entry in &mut other.outlets {
        if let Some(known) = chosen.outlets.iter().find(|known| known.id == entry.id) {
            place(&mut entry.mentions, &known.mentions);
        }
    }
    for allowance in &mut other.allow {
        let is_same = |known: &&AllowanceEntry| {
            (&known.rule, &known.claim, &known.span.text) == (&allowance.rule, &allowance.claim, &allowance.span.text)
        };
        // Words that are allowed in two places say nothing of which is which.
        let mut same = chosen.allow.iter().filter(is_same);
        if let (Some(known), None) = (same.next(), same.next()) {
            allowance.span.clone_from(&known.span);
            allowance.prefix.clone_from(&known.prefix);
            allowance.suffix.clone_from(&known.suffix);
        }
    }
}

fn place(to: &mut [SpanEntry], from: &[SpanEntry]) {
    if to.len() == from.len() && to.iter().zip(from).all(|(to, from)| to.text == from.text) {
        to.clone_from_slice(from);
    }
}

/// The words of all spans at their places, spaces between them; where two contradict each other the first counts.
fn patchwork<'a>(files: impl Iterator<Item = &'a Sidecar>) -> String {
    let mut patches = Patches::default();
    for file in files {
        let mentions = file.speakers.iter().map(|e| &e.mentions).chain(file.outlets.iter().map(|e| &e.mentions)).flatten();
        for span in mentions {
            patches.put(span.at.start, &span.text);
        }
        for stretch in &file.nothing_here {
            patches.put(stretch.span.at.start.saturating_sub(stretch.prefix.len()), &stretch.prefix);
            patches.put(stretch.span.at.start, &stretch.span.text);
            patches.put(stretch.span.at.end, &stretch.suffix);
        }
        for allowance in &file.allow {
            patches.put(allowance.span.at.start.saturating_sub(allowance.prefix.len()), &allowance.prefix);
            patches.put(allowance.span.at.start, &allowance.span.text);
            patches.put(allowance.span.at.end, &allowance.suffix);
        }
        for claim in file.claims.iter().filter(|claim| claim.anchor.is_none()) {
            for span in spans_of(claim) {
                patches.put(span.at.start, &span.text);
            }
            let content = claim.correction.content.as_ref().or(claim.suggestion.as_ref().map(|suggestion| &suggestion.content));
            if let Some((first, last)) = content.and_then(|spans| Some((spans.first()?, spans.last()?))) {
                patches.put(first.at.start.saturating_sub(claim.prefix.len()), &claim.prefix);
                patches.put(last.at.end, &claim.suffix);
            }
        }
    }
    String::from_utf8(patches.bytes).unwrap_or_default()
}

#[derive(Default)]
struct Patches {
    bytes: Vec<u8>,
    /// Which bytes are known.
    known: Vec<bool>,
}

impl Patches {
    /// Writes words at a place, unless something else is known to be there.
    fn put(&mut self, at: usize, words: &str) {
        let Some(end) = at.checked_add(words.len()).filter(|end| *end <= LARGEST) else { return };
        if self.bytes.len() < end {
            self.bytes.resize(end, b' ');
            self.known.resize(end, false);
        }
        let (Some(bytes), Some(known)) = (self.bytes.get_mut(at..end), self.known.get_mut(at..end)) else { return };
        let fits = bytes.iter().zip(known.iter()).zip(words.bytes()).all(|((there, known), byte)| !known || *there == byte);
        if fits {
            bytes.copy_from_slice(words.as_bytes());
            known.fill(true);
        }
    }
}
