//! JSON in: what a file of this format says.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::claim::{CueClass, Directness, OutletId, OutletRole, Parts, SpeakerId, SpeakerKind};
use crate::interchange::export::checks;
use crate::interchange::export::details::{Details, Person, Through};
use crate::interchange::export::marks::{DoneMark, Marks, Passage};
use crate::interchange::import::parsed::{
    JsonFile, ParsedAllowance, ParsedArticle, ParsedClaim, ParsedFile, ParsedSpan, Problem, in_words,
};
use crate::interchange::words::{self};
use crate::review::cast::Member as _;
use crate::review::{Decision, FactCheck, Stamp};
use crate::text::{Unit, UnitRange};

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
    /// The parts of the page that a reviewer brought in.
    #[serde(default)]
    restored: Vec<String>,
    #[serde(default)]
    allowances: Vec<AllowanceIn>,
    #[serde(default)]
    nothing_here: Vec<Passage>,
    #[serde(default)]
    done: Option<DoneMark>,
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
struct AllowanceIn {
    rule: String,
    #[serde(default)]
    claim: Option<String>,
    #[serde(default)]
    reason: String,
    #[serde(flatten)]
    at: ReadIn,
}

impl ReadIn {
    /// Its place, and whose word it is.
    fn placed(self) -> (ParsedSpan, Stamp) {
        let [start, end] = self.span;
        (
            ParsedSpan { at: Some(UnitRange::new(start, end)), words: self.words, context: None },
            Stamp { by: self.by, at: self.at },
        )
    }
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
    words: Parts<Vec<String>>,
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
    let mut document = ParsedArticle {
        line,
        article: object.path,
        text: object.text,
        unit: Unit::CodePoint,
        claims,
        speakers: object.speakers.iter().map(|given| (speaker(given), marks(&given.mentions))).collect(),
        outlets: object.outlets.iter().map(|given| (outlet(given), marks(&given.mentions))).collect(),
        restored: object.restored,
        allowances: object
            .allowances
            .into_iter()
            .map(|given| {
                let (mark, stamp) = given.at.placed();
                ParsedAllowance { mark, stamp, rule: given.rule, claim: given.claim, reason: given.reason }
            })
            .collect(),
        ..ParsedArticle::default()
    };
    Marks { nothing_here: object.nothing_here, done: object.done }.put(&mut document);
    reading.documents.push(document);
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
