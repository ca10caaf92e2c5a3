//! Reads a sidecar: the version first, then the schema of that version, then whether ids are sound.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use super::error::SidecarError;
use super::schema::{ClaimEntry, Sidecar, SpanEntry, VERSION, VersionOnly};
use super::{pieces, plain};
use crate::article::Article;
use crate::disk::{Complaint, file, ron_file};
use crate::review::{Done, Record};

/// A sidecar that was read for an article.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The review, its claims found again in the article as it is now.
    pub record: Record,
    /// The engine that proposed the claims.
    pub engine: String,
    /// Whether the article's text is the one that the sidecar was written for.
    pub unchanged: bool,
    /// The mark that the article is done, where it was set on another text than it has now: it holds no more.
    pub lapsed: Option<Done>,
    /// The parts of a web page that it says were brought in.
    pub restored: Vec<String>,
    /// The version of a file that a newer program wrote: it may be looked at, not written.
    pub newer: Option<u32>,
    /// The file as it was read.
    pub text: String,
}

impl Loaded {
    /// Whether the claims can be shown without extracting again.
    pub fn is_current(&self, engine: &str) -> bool {
        self.unchanged && self.engine == engine
    }
}

/// A sidecar that was read, before it is held against an article.
#[derive(Debug)]
pub struct Unanchored {
    /// `None`: a newer program wrote what this one cannot read.
    sidecar: Option<Sidecar>,
    newer: Option<u32>,
    text: String,
}

/// Reads the sidecar at `path` and finds its claims in `article`. `None` when there is no file.
///
/// # Errors
///
/// A file that cannot be read, or is not a sidecar: with line, column and the line itself.
pub fn load(path: &Path, article: &Article) -> Result<Option<Loaded>, SidecarError> {
    Ok(read(path)?.map(|unanchored| unanchored.anchored(article)))
}

/// Reads the sidecar at `path`, which needs no article: both can be read at the same time.
///
/// # Errors
///
/// As [`load`].
pub fn read(path: &Path) -> Result<Option<Unanchored>, SidecarError> {
    let bytes = match file::read(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(None),
        Err(source) => return Err(SidecarError::Read { path: path.to_owned(), source }),
    };
    read_text(path, decode(path, bytes)?).map(Some)
}

/// As [`load`], from the file's text.
///
/// # Errors
///
/// As [`load`].
pub fn load_text(path: &Path, text: String, article: &Article) -> Result<Loaded, SidecarError> {
    Ok(read_text(path, text)?.anchored(article))
}

fn read_text(path: &Path, text: String) -> Result<Unanchored, SidecarError> {
    let version = version_of(path, &text)?;
    if version > VERSION {
        // What still reads as a version that is known is shown; of anything else the article alone.
        return Ok(Unanchored { sidecar: parse(path, &text).ok(), newer: Some(version), text });
    }
    Ok(Unanchored { sidecar: Some(parse(path, &text)?), newer: None, text })
}

impl Unanchored {
    /// The review that it holds, its claims found again in `article`.
    pub fn anchored(self, article: &Article) -> Loaded {
        let Self { sidecar, newer, text } = self;
        let Some(sidecar) = sidecar else {
            let (record, engine) = (Record::default(), String::new());
            return Loaded { record, engine, unchanged: false, lapsed: None, restored: Vec::new(), newer, text };
        };
        let (engine, restored) = (sidecar.engine.clone(), sidecar.article.restored.clone());
        let marked = sidecar.done.clone().map(super::convert::done);
        let (record, unchanged) = super::convert::record_of(sidecar, article);
        let lapsed = marked.filter(|_| record.done.is_none());
        Loaded { record, engine, unchanged, lapsed, restored, newer, text }
    }
}

/// The text of a file's bytes.
pub(super) fn decode(path: &Path, bytes: Vec<u8>) -> Result<String, SidecarError> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes());
        let message = "invalid UTF-8".to_owned();
        SidecarError::Content(Box::new(Complaint::at_offset(path, &text, valid, message)))
    })
}

fn content(complaint: Complaint) -> SidecarError {
    SidecarError::Content(Box::new(complaint))
}

/// The version that `text` says it has.
pub(super) fn version_of(path: &Path, text: &str) -> Result<u32, SidecarError> {
    let text = without_bom(text);
    // As this program writes it: no need to read the file twice.
    for (version, begin) in [(1, "(\n    version: 1,\n"), (2, "(\n    version: 2,\n")] {
        if text.starts_with(begin) {
            return Ok(version);
        }
    }
    if text.trim().is_empty() {
        return Err(content(Complaint::at_offset(path, text, 0, "empty file; a sidecar has at least a version".to_owned())));
    }
    ron_file::options()
        .from_str::<VersionOnly>(text)
        .map(|only| only.version)
        .map_err(|error| content(Complaint::of_ron(path, text, &error)))
}

fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Reads `text` as a sidecar and checks that no id occurs twice and every span ends after
/// it begins.
///
/// # Errors
///
/// See [`SidecarError`].
pub fn parse(path: &Path, text: &str) -> Result<Sidecar, SidecarError> {
    let text = without_bom(text);
    let whole = || ron_file::options().from_str(text).map_err(|error| content(Complaint::of_ron(path, text, &error)));
    let quick = pieces::parse(text).or_else(|| plain::parse(text));
    let sidecar: Sidecar = quick.map_or_else(whole, Ok)?;
    let ids = [
        ("speaker", sidecar.speakers.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>()),
        ("outlet", sidecar.outlets.iter().map(|entry| entry.id.as_str()).collect()),
        ("claim", sidecar.claims.iter().map(|entry| entry.id.as_str()).collect()),
    ];
    for (what, ids) in ids {
        let mut seen = BTreeSet::new();
        for id in ids {
            if id.is_empty() {
                let at = text.find("id: \"\"").unwrap_or_default();
                return Err(content(Complaint::at_offset(path, text, at, format!("a {what} without an id"))));
            }
            if !seen.insert(id) {
                let message = format!("duplicate {what} id {id}; remove one");
                return Err(content(Complaint::at_offset(path, text, second(text, id), message)));
            }
        }
    }
    let mentions =
        sidecar.speakers.iter().map(|entry| &entry.mentions).chain(sidecar.outlets.iter().map(|entry| &entry.mentions));
    let read = sidecar.nothing_here.iter().map(|stretch| &stretch.span);
    let allowed = sidecar.allow.iter().map(|allowance| &allowance.span);
    let spans = sidecar.claims.iter().flat_map(spans_of).chain(mentions.flatten()).chain(read).chain(allowed);
    let inverted = spans.into_iter().find(|span| span.at.start > span.at.end);
    if let Some(SpanEntry { at: Range { start, end }, .. }) = inverted {
        let at = text.find(&format!("{start}..{end}")).unwrap_or_default();
        let message = format!("a span that ends ({end}) before it begins ({start})");
        return Err(content(Complaint::at_offset(path, text, at, message)));
    }
    Ok(sidecar)
}

/// Where an id is given for the second time.
fn second(text: &str, id: &str) -> usize {
    let wanted = format!("id: \"{id}\"");
    text.match_indices(&wanted).nth(1).map_or(0, |(at, _)| at)
}

/// Every span of a claim.
pub(super) fn spans_of(claim: &ClaimEntry) -> impl Iterator<Item = &SpanEntry> {
    let suggestion = claim.suggestion.iter().flat_map(|suggestion| {
        let reason = &suggestion.reason;
        suggestion
            .content
            .iter()
            .chain(&suggestion.cue)
            .chain(&suggestion.source)
            .chain(&reason.antecedent)
            .chain(&reason.via_spans)
    });
    let sides = claim.conflict.iter().flat_map(|conflict| {
        let others = conflict.others.iter().map(|side| &side.correction);
        [&conflict.theirs.correction, &conflict.base.correction].into_iter().chain(others)
    });
    let corrections = [&claim.correction].into_iter().chain(sides);
    let corrected = corrections.flat_map(|part| [&part.content, &part.cue, &part.source]).flatten().flatten();
    suggestion.chain(corrected)
}
