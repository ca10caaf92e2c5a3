//! Kinds of claims that a desk always rejects: counted over its reviews, never guessed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::claim::CueClass;

/// A habit holds from so many articles on.
const ARTICLES: usize = 2;
/// Words of cue and content together that are a kind of their own ("declined to comment").
const PHRASE: usize = 5;

/// What claims can have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HabitKind {
    /// Cue and content together, where they are few words: "declined to comment".
    Phrase,
    /// The words of the source: "police sources".
    Source,
    /// The speaker.
    Speaker,
    /// The words of the cue: "hopes".
    Cue,
    /// The class of the cue.
    Class,
}

impl HabitKind {
    /// How many claims of the kind must have been rejected, and none kept. The wider the kind the more.
    const fn least(self) -> usize {
        match self {
            Self::Phrase | Self::Source | Self::Speaker => 3,
            Self::Cue => 4,
            Self::Class => 8,
        }
    }
}

/// A kind of claim that the desk always rejects.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Habit {
    /// What the claims have in common.
    pub kind: HabitKind,
    /// The words, the name or the class.
    pub key: String,
    /// How many the desk has rejected.
    pub rejected: usize,
}

impl Habit {
    /// In words: `“declined to comment” (7 of 7 rejected)`.
    pub fn words(&self) -> String {
        let (key, count) = (&self.key, self.rejected);
        let what = match self.kind {
            HabitKind::Phrase => format!("“{key}”"),
            HabitKind::Source => format!("source “{key}”"),
            HabitKind::Speaker => format!("speaker {key}"),
            HabitKind::Cue => format!("cue “{key}”"),
            HabitKind::Class => format!("class {key}"),
        };
        format!("{what}, {count} of {count} rejected")
    }
}

/// What one claim shows of such kinds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits(Vec<(HabitKind, String)>);

impl Traits {
    /// Those of a claim with these words.
    pub fn new(cue: &str, source: &str, speaker: &str, content: &str, class: CueClass) -> Self {
        let cue = key(cue);
        let mut all = Vec::new();
        let phrase = key(&format!("{cue} {content}"));
        if !cue.is_empty() && phrase.split(' ').count() <= PHRASE {
            all.push((HabitKind::Phrase, phrase));
        }
        all.push((HabitKind::Source, key(source)));
        all.push((HabitKind::Speaker, speaker.trim().to_owned()));
        all.push((HabitKind::Cue, cue));
        // Speech is what the desk is there for: no habit is so wide.
        if class != CueClass::Speech {
            all.push((HabitKind::Class, class.as_str().to_owned()));
        }
        // A pronoun is everybody.
        let of_name = |kind: &HabitKind| matches!(kind, HabitKind::Source | HabitKind::Speaker);
        all.retain(|(kind, key)| !key.is_empty() && (!of_name(kind) || !PRONOUNS.contains(&key.to_lowercase().as_str())));
        Self(all)
    }
}

const PRONOUNS: &[&str] = &["he", "she", "they", "it", "we", "i", "you", "who", "this", "that"];

/// Words in small letters, their marks dropped.
fn key(words: &str) -> String {
    let words = words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How often claims of a kind were rejected and kept in one review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Each kind with its key, and how many claims of it were rejected and how many kept.
    pub kinds: Vec<(HabitKind, String, usize, usize)>,
}

impl Tally {
    /// Of the claims of one review: what each shows, and whether it was rejected.
    pub fn of(claims: impl IntoIterator<Item = (Traits, bool)>) -> Self {
        let mut counts: BTreeMap<(HabitKind, String), (usize, usize)> = BTreeMap::new();
        for (traits, rejected) in claims {
            for kind in traits.0 {
                let (away, kept) = counts.entry(kind).or_default();
                *(if rejected { away } else { kept }) += 1;
            }
        }
        Self { kinds: counts.into_iter().map(|((kind, key), (away, kept))| (kind, key, away, kept)).collect() }
    }
}

/// The counts of all reviews; what is always rejected once they are settled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Habits {
    counts: BTreeMap<(HabitKind, String), Count>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Count {
    rejected: usize,
    kept: usize,
    /// The articles in which claims of it were rejected.
    articles: BTreeSet<String>,
}

impl Habits {
    /// Adds what one review of the article in `file` tells.
    pub fn add(&mut self, tally: &Tally, file: &str) {
        for (kind, key, rejected, kept) in &tally.kinds {
            let count = self.counts.entry((*kind, key.clone())).or_default();
            count.rejected += rejected;
            count.kept += kept;
            if *rejected > 0 {
                count.articles.insert(file.to_owned());
            }
        }
    }

    /// Keeps only what is always rejected: all reviews were added.
    pub fn settle(&mut self) {
        self.counts.retain(|(kind, _), count| count.is_habit(*kind));
    }

    /// Whether nothing is always rejected, once that is settled.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The habit that a claim is subject to, the narrowest.
    pub fn of(&self, traits: &Traits) -> Option<Habit> {
        traits.0.iter().find_map(|kind| {
            let count = self.counts.get(kind)?;
            Some(Habit { kind: kind.0, key: kind.1.clone(), rejected: count.rejected })
        })
    }
}

impl Count {
    fn is_habit(&self, kind: HabitKind) -> bool {
        self.kept == 0 && self.rejected >= kind.least() && self.articles.len() >= ARTICLES
    }
}
