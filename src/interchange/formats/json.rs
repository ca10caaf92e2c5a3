//! JSON for other programs: one object an article, out and in.
//!
//! Offsets are code points of the file on disk; of a Markdown or HTML file, code points of the extracted text,
//! which `text` then holds. A review brings along the words of its spans, so that they can be checked when they
//! come back. Control, bidi and invisible characters are escaped.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::article::{FileOffsets, Format};
use crate::claim::{ClaimId, CueClass, Directness, OutletId, OutletRole, Parts, SpeakerId, SpeakerKind};
use crate::extract::readings::Reading;
use crate::interchange::export::checks;
use crate::interchange::export::details::{Details, Person, Through, rounded};
use crate::interchange::export::escaped;
use crate::interchange::export::rows::{ExportEntry, ExportRow};
use crate::interchange::import::parsed::{JsonFile, ParsedArticle, ParsedClaim, ParsedFile, ParsedSpan, Problem, in_words};
use crate::interchange::words::{self, Word};
use crate::review::Done;
use crate::review::cast::Member as _;
use crate::review::{Decision, FactCheck, Stamp};
use crate::text::{Span, Unit};

#[derive(Serialize)]
struct Object<'a> {
    schema: u32,
    path: &'a str,
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standfirst: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    claims: Vec<Claim<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<usize>,
    speakers: Vec<Speaker<'a>>,
    outlets: Vec<Outlet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nothing_here: Vec<Read<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<DoneOut<'a>>,
}

/// A passage that was read and holds no claim.
#[derive(Serialize)]
struct Read<'a> {
    span: [usize; 2],
    words: String,
    by: &'a str,
    at: &'a str,
}

/// The mark that the article is done.
#[derive(Serialize)]
struct DoneOut<'a> {
    by: &'a str,
    at: &'a str,
    blake3: &'a str,
    engine: &'a str,
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
    speaker_id: Option<&'a str>,
    via: Vec<&'a str>,
    score: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker_score: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    check_worthiness: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    readings: Option<Vec<ReadingOut<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    flag: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<Checked<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Words>,
}

/// The record of a fact-check.
#[derive(Serialize)]
struct Checked<'a>(#[serde(serialize_with = "checks::serialize")] &'a FactCheck);

/// The words of each span, in the file's own line ends.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Words {
    content: Vec<String>,
    cue: Vec<String>,
    source: Vec<String>,
}

/// Another way to read a claim.
#[derive(Serialize)]
struct ReadingOut<'a> {
    change: &'static str,
    content: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
    speaker: Option<&'a str>,
    via: Vec<&'a str>,
    score: f32,
    reason: &'a str,
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
    id: &'a str,
    name: &'a str,
    role: Option<&'a str>,
    kind: &'static str,
    anonymous: bool,
    mentions: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct Outlet<'a> {
    id: &'a str,
    name: &'a str,
    role: &'static str,
    mentions: Vec<[usize; 2]>,
}

/// Writes one object without a line feed.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let offsets = FileOffsets::new(entry.article);
    let place = |span: &Span| {
        let range = offsets.to_file(*span);
        [range.start, range.end]
    };
    let places = |spans: &[Span]| spans.iter().map(place).collect::<Vec<_>>();
    let slices = |spans: &[Span]| entry.file_slices(spans);
    let object = Object {
        schema: saidby_records::SCHEMA,
        path: entry.path,
        title: entry.article.metadata.title.as_deref(),
        standfirst: entry.article.metadata.standfirst.as_deref(),
        byline: entry.article.metadata.byline.as_deref(),
        date: entry.article.metadata.date.as_deref(),
        publisher: entry.article.metadata.publisher.as_deref(),
        annotator: entry.annotator,
        text: (entry.article.origin.format != Format::Text).then_some(&*entry.article.text),
        claims: entry
            .claims
            .iter()
            .map(|row| Claim {
                check_worthiness: row.found.map(|(found, claim)| rounded(found.check_worthiness(&entry.article.text, claim))),
                readings: entry.readings.map(|all| readings_of(row, all, entry, &places)),
                ..claim_of(row, entry.reasons, &places, &slices)
            })
            .collect(),
        hidden: entry.hidden,
        speakers: entry
            .speakers
            .iter()
            .map(|speaker| Speaker {
                id: speaker.id.as_str(),
                name: &speaker.name,
                role: speaker.role.as_deref(),
                kind: speaker.kind.word(),
                anonymous: speaker.anonymous,
                mentions: places(&speaker.mentions),
            })
            .collect(),
        outlets: entry
            .outlets
            .iter()
            .map(|outlet| Outlet {
                id: outlet.id.as_str(),
                name: &outlet.name,
                role: outlet.role.word(),
                mentions: places(&outlet.mentions),
            })
            .collect(),
        nothing_here: entry
            .nothing_here
            .iter()
            .map(|read| Read {
                span: place(&read.span),
                words: slices(&[read.span]).pop().unwrap_or_default(),
                by: &read.stamp.by,
                at: &read.stamp.at,
            })
            .collect(),
        done: entry.done.map(|done| DoneOut {
            by: &done.stamp.by,
            at: &done.stamp.at,
            blake3: &done.blake3,
            engine: &done.engine,
        }),
    };
    escaped::write(out, &object)
}

/// Writes any value in the same spelling, with a line feed.
///
/// # Errors
/// Those of `out`.
pub fn write_value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    escaped::write(out, value)?;
    out.write_all(b"\n")
}

fn readings_of<'a>(
    row: &ExportRow<'a>,
    all: &'a HashMap<ClaimId, Vec<Reading>>,
    entry: &ExportEntry<'a>,
    places: &dyn Fn(&[Span]) -> Vec<[usize; 2]>,
) -> Vec<ReadingOut<'a>> {
    let outlet = |id: &OutletId| entry.outlets.iter().find(|outlet| outlet.id == *id).map(|outlet| outlet.name.as_str());
    let readings = all.get(&ClaimId::new(row.id)).map_or(&[][..], Vec::as_slice);
    let reading = |reading: &'a Reading| ReadingOut {
        change: reading.change.name(),
        content: places(&reading.parts.content),
        cue: places(&reading.parts.cue),
        source: places(&reading.parts.source),
        speaker: reading.speaker.as_ref().map(|speaker| speaker.name.as_str()),
        via: reading.via.iter().filter_map(outlet).collect(),
        score: rounded(reading.score),
        reason: &reading.reason,
    };
    readings.iter().map(reading).collect()
}

fn claim_of<'a>(
    row: &ExportRow<'a>,
    reasons: bool,
    places: &dyn Fn(&[Span]) -> Vec<[usize; 2]>,
    slices: &dyn Fn(&[Span]) -> Vec<String>,
) -> Claim<'a> {
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
        kind: row.directness.word(),
        class: row.class.word(),
        content: places(row.parts.content),
        cue: places(row.parts.cue),
        source: places(row.parts.source),
        speaker: row.speaker.map(|speaker| speaker.name.as_str()),
        speaker_id: row.speaker.map(|speaker| speaker.id.as_str()),
        via: row.via.iter().map(|outlet| outlet.name.as_str()).collect(),
        score: row.score.map(rounded),
        speaker_score: row.reason.filter(|_| row.opinion.is_none()).and_then(|reason| reason.speaker_score).map(rounded),
        check_worthiness: None,
        reason,
        readings: None,
        decision: row.opinion.map(|opinion| opinion.decision.word()),
        by: decided.map(|opinion| opinion.by),
        at: decided.map(|opinion| opinion.at),
        note: row.opinion.map_or("", |opinion| opinion.note),
        flag: row.opinion.is_some_and(|opinion| opinion.flag),
        check: row.opinion.map(|opinion| Checked(opinion.check)).filter(|check| !check.0.is_empty()),
        words: row.opinion.map(|_| Words {
            content: slices(row.parts.content),
            cue: slices(row.parts.cue),
            source: slices(row.parts.source),
        }),
    }
}

#[derive(Deserialize)]
struct ObjectIn<'a> {
    path: Option<String>,
    text: Option<String>,
    #[serde(borrow)]
    claims: Vec<&'a RawValue>,
    #[serde(default)]
    speakers: Vec<SpeakerIn>,
    #[serde(default)]
    outlets: Vec<OutletIn>,
    #[serde(default)]
    nothing_here: Vec<ReadIn>,
    #[serde(default)]
    done: Option<DoneIn>,
}

#[derive(Deserialize)]
struct ReadIn {
    span: [usize; 2],
    #[serde(default)]
    words: Option<String>,
    #[serde(default)]
    by: String,
    #[serde(default)]
    at: String,
}

#[derive(Deserialize)]
struct DoneIn {
    by: String,
    at: String,
    blake3: String,
    #[serde(default)]
    engine: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ClaimIn {
    id: String,
    #[serde(deserialize_with = "words::read")]
    kind: Option<Directness>,
    #[serde(deserialize_with = "words::read")]
    class: Option<CueClass>,
    content: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
    speaker: Option<String>,
    speaker_id: Option<String>,
    via: Vec<String>,
    score: Option<f32>,
    #[serde(deserialize_with = "words::read")]
    decision: Option<Decision>,
    by: String,
    at: String,
    note: String,
    flag: bool,
    #[serde(deserialize_with = "checks::deserialize")]
    check: FactCheck,
    words: Words,
}

#[derive(Clone, Deserialize)]
struct SpeakerIn {
    #[serde(default)]
    id: Option<String>,
    name: String,
    role: Option<String>,
    #[serde(default, deserialize_with = "words::read")]
    kind: Option<SpeakerKind>,
    #[serde(default)]
    anonymous: bool,
    #[serde(default)]
    mentions: Vec<[usize; 2]>,
}

#[derive(Deserialize)]
struct OutletIn {
    name: String,
    #[serde(default, deserialize_with = "words::read")]
    role: Option<OutletRole>,
    #[serde(default)]
    mentions: Vec<[usize; 2]>,
}

/// Reads one object a line.
pub fn read(text: &str) -> ParsedFile {
    let file = JsonFile::new(text);
    let mut reading = ParsedFile::default();
    for (number, line) in file.each_line() {
        match serde_json::from_str::<ObjectIn<'_>>(line) {
            Ok(object) => document(&file, number, object, &mut reading),
            Err(error) => reading.leave_out(number, in_words(&error)),
        }
    }
    reading
}

fn document<'t>(file: &JsonFile<'t>, line: usize, object: ObjectIn<'t>, reading: &mut ParsedFile) {
    let marks = |at: &[[usize; 2]]| at.iter().map(|[start, end]| ParsedSpan::at(*start, *end)).collect::<Vec<_>>();
    let mut claims = Vec::new();
    for raw in &object.claims {
        match file.piece::<ClaimIn>(raw) {
            Ok((line, claim)) => claims.push(draft(line, claim, &object.speakers)),
            Err(Problem { line, reason }) => reading.leave_out(line, reason),
        }
    }
    let speaker = |given: &SpeakerIn| {
        let mut speaker = crate::claim::Speaker::named(SpeakerId::new(""), given.name.clone());
        speaker.role.clone_from(&given.role);
        speaker.anonymous = given.anonymous;
        speaker.kind = given.kind.unwrap_or(speaker.kind);
        speaker
    };
    let outlet = |given: &OutletIn| {
        let mut outlet = crate::claim::Outlet::named(OutletId::new(""), given.name.clone());
        outlet.role = given.role.unwrap_or(outlet.role);
        outlet
    };
    reading.documents.push(ParsedArticle {
        line,
        article: object.path,
        text: object.text,
        unit: Unit::CodePoint,
        claims,
        speakers: object.speakers.iter().map(|given| (speaker(given), marks(&given.mentions))).collect(),
        outlets: object.outlets.iter().map(|given| (outlet(given), marks(&given.mentions))).collect(),
        nothing_here: object
            .nothing_here
            .into_iter()
            .map(|read| {
                let [start, end] = read.span;
                let mark = ParsedSpan { at: Some(start..end), words: read.words, context: None };
                (mark, Stamp { by: read.by, at: read.at })
            })
            .collect(),
        done: object.done.map(|done| Done {
            stamp: Stamp { by: done.by, at: done.at },
            blake3: done.blake3,
            engine: done.engine,
        }),
        ..ParsedArticle::default()
    });
}

fn draft(line: usize, claim: ClaimIn, speakers: &[SpeakerIn]) -> ParsedClaim {
    let speaker = claim.speaker.as_deref().and_then(Person::named).map(|person| {
        // Two speakers of an article may have one name (a man and the group around him); their ids differ.
        let of_id = speakers.iter().find(|listed| listed.id.is_some() && listed.id == claim.speaker_id);
        let of_name = speakers.iter().find(|listed| listed.name == person.name);
        let listed = of_id.filter(|listed| listed.name == person.name).or(of_name);
        listed.map_or(person.clone(), |listed| Person {
            role: listed.role.clone(),
            kind: listed.kind,
            anonymous: listed.anonymous,
            ..person
        })
    });
    let mut draft = ParsedClaim {
        line,
        machine: claim.score.is_some(),
        details: Details {
            id: claim.id,
            kind: claim.kind,
            class: claim.class,
            speaker,
            via: claim.via.iter().filter_map(|name| Through::named(name)).collect(),
            score: claim.score,
            decision: claim.decision,
            by: claim.by,
            at: claim.at,
            note: claim.note,
            flag: claim.flag,
            check: claim.check,
        },
        ..ParsedClaim::default()
    };
    let places = Parts { content: claim.content, cue: claim.cue, source: claim.source };
    let words = Parts { content: claim.words.content, cue: claim.words.cue, source: claim.words.source };
    draft.set_marks(places, words);
    draft
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
        write(&mut out, &ExportEntry::of_extraction("a b.txt", &article, &found)).unwrap();
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
            json.starts_with(
                "{\"schema\": 1, \"path\": \"a b.txt\", \"title\": \"Ferry 👩 to stop\", \"claims\": [{\"id\": \"c-"
            ),
            "{json}"
        );
    }

    #[test]
    fn readings_are_written_on_request_and_what_is_worth_checking_always() {
        let text = "Eva Lund met Ana Diaz on Monday. She said that 40 percent of ferries were late, although it was calm.";
        let article = Article::read(text.as_bytes(), Format::Text).unwrap();
        let found = extract(&article, &Options::fast());
        let readings = crate::extract::readings::all_readings(&article, &found);
        let json = |readings| {
            let mut out = Vec::new();
            write(&mut out, &ExportEntry::of_extraction("a.txt", &article, &found).with_readings(readings)).unwrap();
            serde_json::from_slice::<serde_json::Value>(&out).unwrap()["claims"][0].clone()
        };
        let none = HashMap::new();
        let plain = json(&none);
        assert!(plain.get("readings").is_none());
        assert!(plain["check_worthiness"].as_f64().unwrap() > 0.5, "{plain}");
        let claim = json(&readings);
        let listed = claim["readings"].as_array().unwrap();
        assert_eq!(listed.len(), readings[&found.claims[0].id].len());
        let at = text.find("that 40").unwrap();
        let short = serde_json::json!([[at, at + "that 40 percent of ferries were late".len()]]);
        let shorter = listed.iter().find(|reading| reading["content"] == short).expect("the clause");
        assert_eq!(shorter["change"], "content");
        assert!(listed.iter().any(|reading| reading["change"] == "speaker" && reading["content"] == claim["content"]));
    }

    #[test]
    fn reasons_are_written_on_request() {
        let article =
            Article::read("Ferry stops\n\nAna Diaz left on Monday.\n\n“We are closed,” she said.\n".as_bytes(), Format::Text)
                .unwrap();
        let found = extract(&article, &Options::fast());
        let json = |reasons| {
            let mut out = Vec::new();
            write(&mut out, &ExportEntry::of_extraction("a.txt", &article, &found).with_reasons(reasons)).unwrap();
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
