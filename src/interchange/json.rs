//! JSON for other programs: one object an article.
//!
//! Offsets are code points of the file on disk; of a Markdown or HTML file, code points of the extracted text,
//! which `text` then holds. Control, bidi and invisible characters are escaped.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use super::rows::{self, Entry, Row};
use crate::article::{FileOffsets, Format};
use crate::claim::{CueClass, OutletRole};
use crate::text::{Span, visible};

#[derive(Serialize)]
struct Object<'a> {
    path: &'a str,
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    claims: Vec<Claim<'a>>,
    speakers: Vec<Speaker<'a>>,
    outlets: Vec<Outlet<'a>>,
}

#[derive(Serialize)]
struct Claim<'a> {
    id: &'a str,
    kind: &'static str,
    class: &'static str,
    content: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
    speaker: Option<&'a str>,
    via: Vec<&'a str>,
    score: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
}

/// Why the engine proposes a claim.
#[derive(Serialize)]
struct Reason<'a> {
    found_by: &'a str,
    speaker: Option<&'a str>,
    antecedent: Option<[usize; 2]>,
    via: Option<&'a str>,
    via_spans: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct Speaker<'a> {
    name: &'a str,
    role: Option<&'a str>,
    kind: &'static str,
    anonymous: bool,
    mentions: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct Outlet<'a> {
    name: &'a str,
    role: &'static str,
    mentions: Vec<[usize; 2]>,
}

fn class(class: CueClass) -> &'static str {
    match class {
        CueClass::Speech => "speech",
        CueClass::Document => "document",
        CueClass::Attitude => "attitude",
        CueClass::Perception => "perception",
    }
}

fn role(role: OutletRole) -> &'static str {
    match role {
        OutletRole::Cited => "cited",
        OutletRole::Publisher => "publisher",
        OutletRole::Credit => "credit",
    }
}

/// Writes one object without a line feed.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &Entry<'_>) -> io::Result<()> {
    let offsets = FileOffsets::new(entry.article);
    let place = |span: &Span| {
        let range = offsets.to_file(*span);
        [range.start, range.end]
    };
    let places = |spans: &[Span]| spans.iter().map(place).collect::<Vec<_>>();
    let object = Object {
        path: entry.path,
        title: entry.article.metadata.title.as_deref(),
        annotator: entry.annotator,
        text: (entry.article.origin.format != Format::Text).then_some(&*entry.article.text),
        claims: entry.claims.iter().map(|row| claim_of(row, entry.reasons, &places)).collect(),
        speakers: entry
            .speakers
            .iter()
            .map(|speaker| Speaker {
                name: &speaker.name,
                role: speaker.role.as_deref(),
                kind: rows::kind(speaker.kind),
                anonymous: speaker.anonymous,
                mentions: places(&speaker.mentions),
            })
            .collect(),
        outlets: entry
            .outlets
            .iter()
            .map(|outlet| Outlet { name: &outlet.name, role: role(outlet.role), mentions: places(&outlet.mentions) })
            .collect(),
    };
    object.serialize(&mut serde_json::Serializer::with_formatter(out, Escaped))?;
    Ok(())
}

/// Writes any value in the same spelling, with a line feed.
///
/// # Errors
/// Those of `out`.
pub fn write_value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Escaped))?;
    out.write_all(b"\n")
}

fn claim_of<'a>(row: &Row<'a>, reasons: bool, places: &dyn Fn(&[Span]) -> Vec<[usize; 2]>) -> Claim<'a> {
    let reason = row.reason.filter(|_| reasons).map(|reason| Reason {
        found_by: &reason.found_by,
        speaker: reason.speaker.as_deref(),
        antecedent: reason.antecedent.and_then(|span| places(&[span]).first().copied()),
        via: reason.via.as_deref(),
        via_spans: places(&reason.via_spans),
    });
    let decided = row.opinion.filter(|opinion| opinion.decision.is_decided());
    Claim {
        id: row.id,
        kind: rows::directness(row.directness),
        class: class(row.class),
        content: places(row.content),
        cue: places(row.cue),
        source: places(row.source),
        speaker: row.speaker.map(|speaker| speaker.name.as_str()),
        via: row.via.clone(),
        score: row.score.map(|score| (score * 1000.0).round() / 1000.0),
        reason,
        decision: row.opinion.map(|opinion| rows::decision(opinion.decision)),
        by: decided.map(|opinion| opinion.by),
        at: decided.map(|opinion| opinion.at),
    }
}

/// Compact JSON with an escape for everything that a terminal obeys or does not show.
struct Escaped;

impl Formatter for Escaped {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut written = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| visible::mark(*c).is_some()) {
            out.write_all(fragment.get(written..at).unwrap_or_default().as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            written = at + c.len_utf8();
        }
        out.write_all(fragment.get(written..).unwrap_or_default().as_bytes())
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::extract::{Options, extract};

    fn json_of(bytes: &[u8], format: Format) -> (String, serde_json::Value) {
        let article = Article::read(bytes, format).unwrap();
        let found = extract(&article, &Options::fast());
        let mut out = Vec::new();
        write(&mut out, &Entry::of_extraction("a b.txt", &article, &found)).unwrap();
        let json = String::from_utf8(out).unwrap();
        let value = serde_json::from_str(&json).unwrap();
        (json, value)
    }

    #[test]
    fn offsets_are_code_points_of_the_file() {
        let file = "\u{feff}Ferry 👩 to stop\r\n\r\n“We are closed,” Ana Diaz said on Monday.\r\n";
        let (json, value) = json_of(file.as_bytes(), Format::Text);
        let points: Vec<char> = file.chars().collect();
        let slice = |range: &serde_json::Value| -> String {
            let at = |index: usize| range[index].as_u64().unwrap() as usize;
            points[at(0)..at(1)].iter().collect()
        };
        let claim = &value["claims"][0];
        assert_eq!(slice(&claim["cue"][0]), "said");
        assert!(slice(&claim["source"][0]).ends_with("Ana Diaz"));
        assert!(slice(&claim["content"][0]).contains("We are closed"));
        assert_eq!(claim["speaker"], "Ana Diaz");
        assert_eq!(claim["kind"], "direct");
        assert!(claim.get("decision").is_none() && value.get("text").is_none());
        assert!(
            json.starts_with("{\"path\": \"a b.txt\", \"title\": \"Ferry 👩 to stop\", \"claims\": [{\"id\": \"c-"),
            "{json}"
        );
    }

    #[test]
    fn reasons_are_written_on_request() {
        let article =
            Article::read("Ferry stops\n\nAna Diaz left on Monday.\n\n“We are closed,” she said.\n".as_bytes(), Format::Text)
                .unwrap();
        let found = extract(&article, &Options::fast());
        let json = |reasons| {
            let mut out = Vec::new();
            write(&mut out, &Entry::of_extraction("a.txt", &article, &found).with_reasons(reasons)).unwrap();
            serde_json::from_slice::<serde_json::Value>(&out).unwrap()
        };
        assert!(json(false)["claims"][0].get("reason").is_none());
        let reason = &json(true)["claims"][0]["reason"];
        assert!(reason["found_by"].as_str().unwrap().contains("said"), "{reason}");
        assert_eq!(reason["antecedent"], serde_json::json!([13, 21]), "{reason}");
        assert!(reason["speaker"].as_str().unwrap().contains("Ana Diaz"), "{reason}");
    }

    #[test]
    fn markdown_holds_the_text_that_its_offsets_count_in() {
        let (_, value) = json_of("# Ferry\n\n“We are *closed*,” Ana Diaz said.\n".as_bytes(), Format::Markdown);
        let text: Vec<char> = value["text"].as_str().unwrap().chars().collect();
        let cue = &value["claims"][0]["cue"][0];
        let cue: String = text[cue[0].as_u64().unwrap() as usize..cue[1].as_u64().unwrap() as usize].iter().collect();
        assert_eq!(cue, "said");
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_written_raw() {
        let (json, value) = json_of("Bad \u{202e}news\u{1b}[31m\u{9b}\u{e0041}\n\nAna Diaz said no.".as_bytes(), Format::Text);
        assert!(json.contains(r"Bad \u202enews\u001b[31m\u009b\udb40\udc41"), "{json}");
        assert_eq!(value["title"], "Bad \u{202e}news\u{1b}[31m\u{9b}\u{e0041}");
    }
}
