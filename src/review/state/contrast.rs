//! A conflict in words: what ours, theirs and the common start say, who and when.

use crate::claim::Part;
use crate::claim::{OutletId, Parts, SpeakerId};
use crate::review::state::cast::{Entry, Member, RivalName};
use crate::review::state::check::FactCheck;
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::correction::Correction;
use crate::review::state::decision::Stamp;
use crate::review::state::record::Record;
use crate::review::state::rival::{Conflict, Field, Side, Whose};
use crate::text::Span;

/// The name that two people began with, which no file holds.
const NOT_RECORDED: &str = "not recorded";

/// A conflict in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// What it is about: the words of a claim, the name of a speaker or outlet.
    pub about: String,
    /// The field in which the two differ.
    pub field: &'static str,
    /// What ours says.
    pub ours: Cell,
    /// What theirs says.
    pub theirs: Cell,
    /// What both began with; empty where nobody had said anything.
    pub base: String,
}

/// One side in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its value.
    pub value: String,
    /// Who said so last, and when.
    pub stamp: Option<Stamp>,
    /// Whose word it is where no time is known with it.
    pub by: Option<String>,
}

impl Cell {
    /// Who and when, in a few words; empty where it is not known.
    pub fn who(&self) -> String {
        self.stamp.as_ref().map(|stamp| format!("{}, {}", stamp.by, stamp.at)).unwrap_or_default()
    }
}

impl Contrast {
    /// Who says what ours says, and what theirs says, as far as it is known.
    pub fn people(&self) -> [Option<&str>; 2] {
        [&self.ours, &self.theirs].map(|cell| cell.stamp.as_ref().map(|stamp| stamp.by.as_str()).or(cell.by.as_deref()))
    }

    /// The same with the names of those whose words these are, where they are known from elsewhere.
    #[must_use]
    pub fn said_by(mut self, [ours, theirs]: [Option<String>; 2]) -> Self {
        self.ours.by = ours.or(self.ours.by);
        self.theirs.by = theirs.or(self.theirs.by);
        self
    }

    /// What the two sides are called for `by`, theirs second wherever the file has it: with the names of two other
    /// people; where it is not recorded who said what, by which one is in force.
    pub fn labels(&self, by: &str) -> [String; 2] {
        match self.people() {
            [Some(ours), Some(theirs)] if ours != by && theirs != by => [ours, theirs].map(str::to_owned),
            [None, None] => ["current", "other"].map(str::to_owned),
            _ => ["ours", "theirs"].map(str::to_owned),
        }
    }

    /// Whether the word of `by` is the one that the file holds next to the other.
    pub fn is_other_way(&self, by: &str) -> bool {
        let [ours, theirs] = self.people();
        Whose::Mine.of(by, ours, theirs) == Whose::Theirs
    }

    /// The side that `by` chooses so, in the words of [`Self::labels`]: "ours", "km’s version", "the other version". With
    /// it whether it is the one that is shown first.
    fn side(&self, by: &str, whose: Whose) -> (bool, String) {
        let [ours, theirs] = self.people();
        let is_first = (whose.of(by, ours, theirs) == Whose::Ours) != self.is_other_way(by);
        let [first, second] = self.labels(by);
        let label = if is_first { first } else { second };
        let words = match label.as_str() {
            "ours" | "theirs" => label,
            "current" | "other" => format!("the {label} version"),
            name => format!("{name}’s version"),
        };
        (is_first || words.ends_with("’s version"), words)
    }

    /// What `by` did who chose this side: "kept ours", "took theirs", "kept km’s version".
    pub fn chosen(&self, by: &str, whose: Whose) -> String {
        let (is_kept, side) = self.side(by, whose);
        format!("{} {side}", if is_kept { "kept" } else { "took" })
    }

    /// What `by` is about to do: "Keep ours", "Accept theirs", "Keep km’s version".
    pub fn choosing(&self, by: &str, whose: Whose) -> String {
        let (is_kept, side) = self.side(by, whose);
        format!("{} {side}", if is_kept { "Keep" } else { "Accept" })
    }
}

/// `conflict` of `record`, whose spans lie in `text`, in words. `None` where nothing is contested (any more).
pub fn contrast(record: &Record, text: &str, conflict: &Conflict) -> Option<Contrast> {
    match conflict {
        Conflict::Claim(id, field) => {
            let claim = record.claims.iter().find(|claim| claim.id == *id)?;
            of_claim(record, text, claim, *field)
        }
        Conflict::Speaker(id) => of_entry(&record.speakers, "speaker", id),
        Conflict::Outlet(id) => of_entry(&record.outlets, "outlet", id),
    }
}

fn of_entry<M: Member>(entries: &[Entry<M>], field: &'static str, id: &M::Id) -> Option<Contrast> {
    let entry = entries.iter().find(|entry| entry.member.id() == id)?;
    let rival = entry.rivals.first()?;
    let into = |id: &Option<M::Id>| {
        let other = entries.iter().find(|entry| Some(entry.member.id()) == id.as_ref());
        other.map(|other| other.member.name().to_owned())
    };
    let words = |name: &RivalName<M>| {
        let mut words = name.name.clone();
        if let Some(other) = into(&name.merged_into) {
            words.push_str(&format!(", the same as {other}"));
        }
        let described = name.described.as_ref().map_or_else(|| name.words.clone(), |described| M::told(described));
        if !described.is_empty() {
            words.push_str(&format!("; {described}"));
        }
        words
    };
    let is_contested = rival.described.is_some() || !rival.words.is_empty();
    let own = RivalName {
        name: entry.member.name().to_owned(),
        merged_into: entry.merged_into.clone(),
        described: is_contested.then(|| entry.member.described()),
        words: String::new(),
        settled: Vec::new(),
    };
    let cell = |name: &RivalName<M>| Cell { value: words(name), ..Cell::default() };
    Some(Contrast { about: own.name.clone(), field, ours: cell(&own), theirs: cell(rival), base: NOT_RECORDED.to_owned() })
}

fn of_claim(record: &Record, text: &str, claim: &ReviewedClaim, field: Field) -> Option<Contrast> {
    let rival = claim.rival.as_ref()?;
    let ours = Side::of(claim);
    let telling = Telling { record, text, claim };
    let cell = |side: &Side| Cell { value: telling.value(side, field), stamp: side.stamp_of(field).cloned(), by: None };
    let base =
        if rival.base == Side::default() && field != Field::Decision { String::new() } else { telling.value(&rival.base, field) };
    let about = telling.words(&ours, Part::Content);
    Some(Contrast { about, field: field.word(), ours: cell(&ours), theirs: cell(&rival.theirs), base })
}

struct Telling<'a> {
    record: &'a Record,
    text: &'a str,
    claim: &'a ReviewedClaim,
}

impl Telling<'_> {
    fn value(&self, side: &Side, field: Field) -> String {
        match field {
            Field::Decision => self.decision(side),
            Field::Content => self.words(side, Part::Content),
            Field::Cue => self.words(side, Part::Cue),
            Field::Source => self.words(side, Part::Source),
            Field::Speaker => self.speaker(side),
            Field::Via => self.via(side),
            Field::Directness => {
                side.correction.directness.map_or_else(|| "following the spans".to_owned(), |word| word.to_string())
            }
            Field::Class => side.correction.class.map_or_else(|| "following the cue".to_owned(), |class| class.to_string()),
            Field::Note => side.note.to_string(),
            Field::Check => check(&side.check),
        }
    }

    /// The decision, and what was corrected with it.
    fn decision(&self, side: &Side) -> String {
        let word = side.decision.shown();
        let Correction { parts: Parts { content, cue, source }, speaker, via, directness, class } = &side.correction;
        let changed = [
            (content.is_some(), Field::Content),
            (cue.is_some(), Field::Cue),
            (source.is_some(), Field::Source),
            (!speaker.is_keep(), Field::Speaker),
            (via.is_some(), Field::Via),
            (directness.is_some(), Field::Directness),
            (class.is_some(), Field::Class),
        ];
        let changed = changed.into_iter().filter(|(changed, _)| *changed && side.decision.is_decided());
        let parts: Vec<String> = changed.map(|(_, field)| format!("{}: {}", field.word(), self.value(side, field))).collect();
        if parts.is_empty() { word.to_owned() } else { format!("{word}; {}", parts.join("; ")) }
    }

    /// The words of a part as a side has it.
    fn words(&self, side: &Side, part: Part) -> String {
        let suggestion = self.claim.suggestion.as_ref();
        let suggested = suggestion.map(|claim| &claim.parts[part]);
        let suggested_kept = self.claim.kept.as_ref().map(|kept| &kept.suggestion[part]);
        let (spans, kept): (&[Span], &[String]) = match &side.correction.parts[part] {
            Some(spans) => (spans, &side.kept[part]),
            None => (suggested.map_or(&[], Vec::as_slice), suggested_kept.map_or(&[], Vec::as_slice)),
        };
        let word = |(index, span): (usize, &Span)| match kept.get(index) {
            Some(words) => words.clone(),
            None => span.slice(self.text).unwrap_or_default().to_owned(),
        };
        let words: Vec<String> = spans.iter().enumerate().map(word).collect();
        if words.is_empty() { "none".to_owned() } else { words.join(" … ") }
    }

    fn speaker(&self, side: &Side) -> String {
        let suggested = || self.claim.suggestion.as_ref().and_then(|claim| claim.speaker.clone());
        let id: Option<SpeakerId> = side.correction.speaker.clone().over(suggested);
        let name = id.map(|id| self.record.speaker(&id).map_or_else(|| id.to_string(), |speaker| speaker.name.clone()));
        name.unwrap_or_else(|| "nobody".to_owned())
    }

    fn via(&self, side: &Side) -> String {
        let suggested = self.claim.suggestion.as_ref().map(|claim| &claim.via);
        let ids: &[OutletId] = side.correction.via.as_ref().or(suggested).map_or(&[], Vec::as_slice);
        let name = |id: &OutletId| self.record.outlet(id).map_or_else(|| id.to_string(), |outlet| outlet.name.clone());
        if ids.is_empty() { "none".to_owned() } else { ids.iter().map(name).collect::<Vec<_>>().join(" ← ") }
    }
}

/// The state of a fact-check and when the statement was made; the rest of two records is kept together anyway.
fn check(check: &FactCheck) -> String {
    let state = check.state.map_or("no state", |state| state.word());
    if check.stated.is_empty() { state.to_owned() } else { format!("{state}, said on {}", check.stated) }
}
