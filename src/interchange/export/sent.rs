//! What goes out with labelled spans so that it can be told, when they come back, what was changed: each claim with
//! the places of its spans, and the speakers and outlets with theirs.

use serde::{Deserialize, Serialize};

use super::details::{Details, Person};
use super::rows::{ExportEntry, ExportRow};
use crate::claim::{OutletRole, Parts};
use crate::interchange::words;
use crate::text::Span;

/// A half-open passage in the unit of the file.
pub(in crate::interchange) type Place = [usize; 2];

/// A claim as it went out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::interchange) struct Sent {
    #[serde(flatten)]
    pub details: Details,
    /// The places of its spans; all three empty in files of older versions.
    #[serde(flatten, with = "places")]
    pub parts: Parts<Vec<Place>>,
    /// Where the speaker's name is shown, when the source does not hold it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_at: Option<Place>,
    /// Where each outlet is shown, in the order of `via`; `null` where the text does not name it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub via_at: Vec<Option<Place>>,
}

/// The parts of a claim in the file: a key for each, left out where it has no spans.
mod places {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Place;
    use crate::claim::Parts;

    #[derive(Serialize, Deserialize)]
    #[serde(default)]
    #[derive(Default)]
    struct Keys {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        content: Vec<Place>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        cue: Vec<Place>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        source: Vec<Place>,
    }

    pub fn serialize<S: Serializer>(parts: &Parts<Vec<Place>>, target: S) -> Result<S::Ok, S::Error> {
        let Parts { content, cue, source } = parts.clone();
        Keys { content, cue, source }.serialize(target)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<Parts<Vec<Place>>, D::Error> {
        let Keys { content, cue, source } = Keys::deserialize(source)?;
        Ok(Parts { content, cue, source })
    }
}

impl Sent {
    /// A claim that is written; `place` counts as the file does.
    pub fn of(entry: &ExportEntry<'_>, row: &ExportRow<'_>, place: &dyn Fn(Span) -> Place) -> Self {
        let places = |spans: &[Span]| spans.iter().map(|span| place(*span)).collect();
        let shown = Shown::of(entry, row);
        Self {
            details: Details::of(row),
            parts: row.parts.as_ref().map(|spans| places(spans)),
            name_at: shown.name.map(place),
            via_at: shown.via.iter().map(|span| span.map(place)).collect(),
        }
    }

    /// The same for a format that shows nothing but the claim's own spans.
    pub fn bare(entry: &ExportEntry<'_>, row: &ExportRow<'_>, place: &dyn Fn(Span) -> Place) -> Self {
        Self { name_at: None, via_at: Vec::new(), ..Self::of(entry, row, place) }
    }

    /// The same without the places of its spans: nothing is compared with it.
    pub fn placeless(self) -> Self {
        Self { parts: Parts::default(), ..self }
    }

    /// Whether it says where its spans stood.
    pub fn has_places(&self) -> bool {
        !self.parts.content.is_empty()
    }
}

/// The spans that show an annotator who speaks, and through whom, next to the spans of the claim itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::interchange) struct Shown {
    /// The speaker's name, where the source is another form of it ("she") or there is none.
    pub name: Option<Span>,
    /// Each outlet, in the order of `via`.
    pub via: Vec<Option<Span>>,
}

impl Shown {
    pub fn of(entry: &ExportEntry<'_>, row: &ExportRow<'_>) -> Self {
        let text = &*entry.article.text;
        let holds = |span: &Span, name: &str| span.slice(text).is_some_and(|words| words.contains(name));
        let at = row.parts.content.first().map_or(0, |span| span.start);
        let nearest = |mentions: &mut dyn Iterator<Item = Span>| mentions.min_by_key(|mention| mention.start.abs_diff(at));
        let name = row.speaker.filter(|speaker| !row.parts.source.iter().any(|span| holds(span, &speaker.name)));
        let name = name
            .and_then(|speaker| nearest(&mut speaker.mentions.iter().copied().filter(|mention| holds(mention, &speaker.name))));
        Self { name, via: row.via.iter().map(|outlet| nearest(&mut outlet.mentions.iter().copied())).collect() }
    }

    /// Every span of it.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.name.into_iter().chain(self.via.iter().copied().flatten())
    }
}

/// The speakers and outlets of an article, with their places.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::interchange) struct Cast {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<ListedPerson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outlets: Vec<ListedOutlet>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::interchange) struct ListedPerson {
    #[serde(flatten)]
    pub person: Person,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Place>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::interchange) struct ListedOutlet {
    pub name: String,
    #[serde(serialize_with = "words::out", deserialize_with = "words::read", skip_serializing_if = "Option::is_none")]
    pub role: Option<OutletRole>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Place>,
}

impl Cast {
    pub fn of(entry: &ExportEntry<'_>, place: &dyn Fn(Span) -> Place) -> Self {
        let places = |spans: &[Span]| spans.iter().map(|span| place(*span)).collect();
        let speakers = entry.speakers.iter();
        let outlets = entry.outlets.iter();
        Self {
            speakers: speakers
                .map(|speaker| ListedPerson { person: Person::of(speaker), mentions: places(&speaker.mentions) })
                .collect(),
            outlets: outlets
                .map(|outlet| ListedOutlet {
                    name: outlet.name.clone(),
                    role: Some(outlet.role),
                    mentions: places(&outlet.mentions),
                })
                .collect(),
        }
    }
}
