//! Answers as JSON, one line each. `docs/json.md` and `docs/record.schema.json` describe them.

use std::collections::BTreeMap;

use saidby_engine::article::Format;
use saidby_engine::claim::{Claim, Outlet, Speaker};
use saidby_engine::extract::EngineKind;
use saidby_engine::text::{Span, Unit, UnitIndex};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::SCHEMA;
use crate::escaped::{self, Spacing};
use crate::language::Language;
use crate::processor::{Answer, Processor, Reading, Warning};
use crate::record::Failure;

#[derive(Serialize)]
struct Object<'a> {
    schema: u32,
    id: &'a RawValue,
    n: u64,
    ok: bool,
    version: &'static str,
    run: &'a str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    kept: &'a BTreeMap<String, Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Failure>,
    #[serde(flatten)]
    read: Option<Read<'a>>,
}

#[derive(Serialize)]
struct Read<'a> {
    engine: Option<&'static str>,
    model: Option<&'a str>,
    blake3: String,
    lang: Option<Language>,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<&'static str>,
    warnings: &'a [Warning],
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    date: Option<&'a str>,
    offsets: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    /// What of the text is struck through.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    struck: Vec<[usize; 2]>,
    claims: Vec<ClaimOut<'a>>,
    hidden: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    speakers: Option<Vec<SpeakerOut<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlets: Option<Vec<OutletOut<'a>>>,
}

#[derive(Serialize)]
struct ClaimOut<'a> {
    id: &'a str,
    kind: &'static str,
    class: &'static str,
    content: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
    speaker: Option<&'a str>,
    speaker_id: Option<&'a str>,
    via: Vec<&'a str>,
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Words<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    content: Vec<&'a str>,
    cue: Vec<&'a str>,
    source: Vec<&'a str>,
}

/// A speaker as JSON has it, in answers and in exports.
#[derive(Debug, Serialize)]
pub struct SpeakerOut<'a> {
    id: &'a str,
    name: &'a str,
    role: Option<&'a str>,
    kind: &'static str,
    anonymous: bool,
    mentions: Vec<[usize; 2]>,
}

impl<'a> SpeakerOut<'a> {
    /// A speaker whose mentions are at `mentions`, in the unit of the output.
    pub fn of(speaker: &'a Speaker, mentions: Vec<[usize; 2]>) -> Self {
        Self {
            id: speaker.id.as_str(),
            name: &speaker.name,
            role: speaker.role.as_deref(),
            kind: speaker.kind.as_str(),
            anonymous: speaker.anonymous,
            mentions,
        }
    }
}

/// An outlet as JSON has it, in answers and in exports.
#[derive(Debug, Serialize)]
pub struct OutletOut<'a> {
    id: &'a str,
    name: &'a str,
    role: &'static str,
    mentions: Vec<[usize; 2]>,
}

impl<'a> OutletOut<'a> {
    /// An outlet whose mentions are at `mentions`, in the unit of the output.
    pub fn of(outlet: &'a Outlet, mentions: Vec<[usize; 2]>) -> Self {
        Self { id: outlet.id.as_str(), name: &outlet.name, role: outlet.role.as_str(), mentions }
    }
}

impl Processor {
    /// The answer as one line of JSON, without the line feed.
    pub fn json(&self, answer: &Answer) -> Vec<u8> {
        let read = answer.result.as_ref().ok().map(|reading| self.read_out(reading));
        let object = Object {
            schema: SCHEMA,
            id: &answer.id,
            n: answer.n,
            ok: answer.result.is_ok(),
            version: env!("CARGO_PKG_VERSION"),
            run: self.run(),
            kept: &answer.kept,
            error: answer.result.as_ref().err(),
            read,
        };
        escaped::bytes(&object, Spacing::Compact)
    }

    fn read_out<'a>(&'a self, reading: &'a Reading) -> Read<'a> {
        let settings = self.settings();
        let places = Places::new(reading, settings.offsets);
        let article = &reading.article;
        let about = &article.metadata;
        let found = &reading.found;
        let all = |spans: &[Span]| places.all(spans);
        let speaker = |speaker: &'a Speaker| SpeakerOut::of(speaker, all(&speaker.mentions));
        let outlet = |outlet: &'a Outlet| OutletOut::of(outlet, all(&outlet.mentions));
        Read {
            engine: reading.engine.map(EngineKind::name),
            model: reading.engine.filter(|engine| *engine == EngineKind::Deep).and(self.model()),
            blake3: reading.digest.to_hex().to_string(),
            lang: reading.language,
            skipped: reading.skipped.then_some("language"),
            warnings: &reading.warnings,
            title: about.title.as_deref(),
            publisher: about.publisher.as_deref(),
            date: about.date.as_deref(),
            offsets: unit_word(settings.offsets),
            text: (article.origin.format != Format::Text).then_some(&*article.text),
            struck: all(&article.origin.struck),
            claims: found.claims.iter().map(|claim| claim_out(claim, reading, settings.words, &places)).collect(),
            hidden: found.hidden,
            speakers: (!settings.lean).then(|| found.speakers.iter().map(speaker).collect()),
            outlets: (!settings.lean).then(|| found.outlets.iter().map(outlet).collect()),
        }
    }
}

/// A unit as it is written and as the command line spells it.
pub const fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::CodePoint => "codepoints",
        Unit::Utf16 => "utf16",
        Unit::Byte => "bytes",
    }
}

fn claim_out<'a>(claim: &'a Claim, reading: &'a Reading, words: bool, places: &Places<'_>) -> ClaimOut<'a> {
    let found = &reading.found;
    let speaker = found.speakers.iter().find(|speaker| Some(&speaker.id) == claim.speaker.as_ref());
    let name = |id| found.outlets.iter().find(|outlet| &outlet.id == id).map(|outlet| outlet.name.as_str());
    let slices =
        |spans: &[Span]| spans.iter().map(|span| span.slice(&reading.article.text).unwrap_or_default()).collect::<Vec<_>>();
    ClaimOut {
        id: claim.id.as_str(),
        kind: claim.directness.as_str(),
        class: claim.class.as_str(),
        content: places.all(&claim.parts.content),
        cue: places.all(&claim.parts.cue),
        source: places.all(&claim.parts.source),
        speaker: speaker.map(|speaker| speaker.name.as_str()),
        speaker_id: speaker.map(|speaker| speaker.id.as_str()),
        via: claim.via.iter().filter_map(name).collect(),
        score: rounded(claim.score),
        words: words.then(|| Words {
            content: slices(&claim.parts.content),
            cue: slices(&claim.parts.cue),
            source: slices(&claim.parts.source),
        }),
    }
}

/// The values that come back as they were given, as one JSON object; `None` where there are none.
pub(crate) fn kept(answer: &Answer) -> Option<String> {
    if answer.kept.is_empty() {
        return None;
    }
    String::from_utf8(escaped::bytes(&answer.kept, Spacing::Compact)).ok()
}

/// A score with four digits after the point.
pub(crate) fn rounded(score: f32) -> f64 {
    (f64::from(score) * 10_000.0).round() / 10_000.0
}

/// Offsets of the text as it was given. (In the article's text the byte-order mark and the CR of CR LF are missing.)
#[derive(Debug)]
pub(crate) struct Places<'a> {
    index: UnitIndex<'a>,
    dropped: &'a [usize],
    /// What the byte-order mark counts beyond 1.
    mark: usize,
}

impl<'a> Places<'a> {
    pub(crate) fn new(reading: &'a Reading, unit: Unit) -> Self {
        let article = &reading.article;
        // Of a page, offsets count in the text that was extracted from it.
        let plain = article.origin.format == Format::Text;
        let mark = if plain && reading.mark && unit == Unit::Byte { 2 } else { 0 };
        Self { index: UnitIndex::new(&article.text, unit), dropped: &article.origin.dropped.before, mark }
    }

    /// First and last position of a span. What was dropped inside it counts; what was dropped before or after does not
    /// belong to it.
    pub(crate) fn of(&self, span: Span) -> [usize; 2] {
        let range = self.index.of_span(span);
        let start = range.start + self.dropped.partition_point(|before| *before <= span.start) + self.mark;
        let end = range.end + self.dropped.partition_point(|before| *before < span.end) + self.mark;
        [start, end.max(start)]
    }

    pub(crate) fn all(&self, spans: &[Span]) -> Vec<[usize; 2]> {
        spans.iter().map(|span| self.of(*span)).collect()
    }
}

#[cfg(test)]
mod tests {
    use saidby_engine::extract::Options;
    use saidby_engine::text::visible;
    use serde_json::Value;

    use super::*;
    use crate::processor::Settings;

    fn value(settings: Settings, line: &str) -> Value {
        let processor = Processor::new(Settings { options: Options::fast(), ..settings });
        serde_json::from_slice(&processor.json(&processor.answer(3, line.as_bytes()))).unwrap()
    }

    const TEXT: &str = "\u{feff}Ferry 👩 stops\r\n\r\n“We are closed,”\r\nAna Diaz said on Monday of the port.\r\rDiaz told the Port Vell Herald that it would open in May.\r\n";

    #[test]
    fn offsets_slice_the_text_as_it_was_given() {
        let line = serde_json::json!({"id": "a", "text": TEXT}).to_string();
        let points: Vec<char> = TEXT.chars().collect();
        let units: Vec<u16> = TEXT.encode_utf16().collect();
        let slice = |unit: Unit, at: &Value| {
            let (start, end) = (at[0].as_u64().unwrap() as usize, at[1].as_u64().unwrap() as usize);
            match unit {
                Unit::CodePoint => points[start..end].iter().collect(),
                Unit::Utf16 => String::from_utf16(&units[start..end]).unwrap(),
                Unit::Byte => TEXT[start..end].to_owned(),
            }
        };
        for unit in Unit::ALL {
            let answer = value(Settings { offsets: unit, words: true, ..Settings::default() }, &line);
            assert_eq!(answer["offsets"], unit_word(unit));
            let claims = answer["claims"].as_array().unwrap();
            assert!(claims.len() >= 2, "{answer}");
            for claim in claims {
                for part in ["content", "cue", "source"] {
                    let here: Vec<String> = claim[part].as_array().unwrap().iter().map(|at| slice(unit, at)).collect();
                    let words: Vec<&str> = claim["words"][part].as_array().unwrap().iter().map(|w| w.as_str().unwrap()).collect();
                    let unified: Vec<String> = here.iter().map(|w| w.replace("\r\n", "\n").replace('\r', "\n")).collect();
                    assert_eq!(unified, words, "{unit:?} {part}");
                }
            }
            let mention = &answer["speakers"][0]["mentions"][0];
            assert_eq!(slice(unit, mention), "Ana Diaz");
        }
    }

    #[test]
    fn forms_and_failures() {
        let line = serde_json::json!({"id": {"a": "\u{202e}"}, "text": TEXT, "url": "u\tv"}).to_string();
        let whole = value(Settings::default(), &line);
        assert_eq!((whole["schema"].as_u64(), whole["n"].as_u64(), whole["ok"].as_bool()), (Some(1), Some(3), Some(true)));
        assert_eq!((whole["engine"].as_str(), whole["model"].as_str(), whole["lang"].as_str()), (Some("fast"), None, Some("en")));
        assert_eq!(whole["id"]["a"], "\u{202e}");
        // A quotation that stands alone has no speaker.
        let named = |claim: &&Value| claim["speaker_id"].is_string();
        let claim = whole["claims"].as_array().unwrap().iter().find(named).unwrap();
        let speaker = whole["speakers"].as_array().unwrap().iter().find(|speaker| speaker["id"] == claim["speaker_id"]);
        assert_eq!(speaker.unwrap()["name"], claim["speaker"]);
        let mut settings = Settings { lean: true, ..Settings::default() };
        settings.fields.keep = vec!["url".into()];
        let lean = value(settings, &line);
        assert!(lean.get("speakers").is_none() && lean["claims"] == whole["claims"]);
        assert_eq!(lean["kept"]["url"], "u\tv");
        let failed = value(Settings::default(), "{\"id\": 9}");
        assert_eq!((failed["ok"].as_bool(), failed["id"].as_u64()), (Some(false), Some(9)));
        assert_eq!(failed["error"]["code"], "no_text_field");
        assert!(failed.get("claims").is_none());
    }

    #[test]
    fn what_is_struck_through_is_named() {
        let text = "# Bridge row\n\nIda Fenn said it was ~~safe~~ shut. ~~Bo Lind agreed.~~\n";
        let line = serde_json::json!({"text": text, "format": "markdown"}).to_string();
        let answer = value(Settings::default(), &line);
        let extracted: Vec<char> = answer["text"].as_str().unwrap().chars().collect();
        let struck = answer["struck"].as_array().unwrap().iter();
        let words = struck.map(|span| extracted[span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize].iter());
        assert_eq!(words.map(Iterator::collect).collect::<Vec<String>>(), ["safe", "Bo Lind agreed."]);
        assert!(value(Settings::default(), &serde_json::json!({"text": TEXT}).to_string()).get("struck").is_none());
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_written_raw() {
        let processor = Processor::new(Settings { options: Options::fast(), ..Settings::default() });
        let line = "{\"id\":\t\"\u{202e}x\u{9b}\",\"text\": \"“No,” Ana\u{200b}Diaz said.\", \"title\": \"\u{1f469}\\u001b[2J\"}";
        let json = String::from_utf8(processor.json(&processor.answer(0, line.as_bytes()))).unwrap();
        assert!(json.contains(r#""id":"\u202ex\u009b""#) && json.contains(r"\u001b[2J"), "{json}");
        assert!(json.chars().all(|c| visible::mark(c).is_none()), "{json}");
    }
}
