//! The closing sheet: what is still open in a review, before somebody signs the article.
//!
//! Every item names the claim, speaker, outlet or passage that it is about. Nothing is decided here, and an
//! empty sheet does not say that the article is right.

mod gather;
mod note;

pub use note::note;

use crate::analysis::comparison::Comparison;
use crate::analysis::coverage::Coverage;
use crate::claim::{ClaimId, OutletId, SpeakerId};
use crate::review::{Repeats, Session};
use crate::text::Span;

/// What an item is about, in the order of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Claims that nobody has decided on.
    Undecided,
    /// Two people contradict each other.
    Conflicts,
    /// Claims whose words were not found again.
    Lost,
    /// Claims flagged for a second look.
    Flagged,
    /// Somebody was asked, and the answer is awaited.
    Awaited,
    /// Passages without a claim.
    Missed,
    /// Sources that the article does not name.
    Unnamed,
    /// Claims that came through a single outlet.
    OneOutlet,
    /// Claims that are most worth checking and have no evidence.
    Unchecked,
    /// Quotations that differ from the transcript.
    Differs,
    /// What breaks the house's rules, and nobody allowed.
    Rules,
}

impl Topic {
    /// All of them, in the order of the sheet.
    pub const ALL: [Self; 11] = [
        Self::Undecided,
        Self::Conflicts,
        Self::Lost,
        Self::Flagged,
        Self::Awaited,
        Self::Missed,
        Self::Unnamed,
        Self::OneOutlet,
        Self::Unchecked,
        Self::Differs,
        Self::Rules,
    ];

    /// Its heading.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Undecided => "Undecided claims",
            Self::Conflicts => "Open conflicts",
            Self::Lost => "Claims not found again in the text",
            Self::Flagged => "Flagged for a second look",
            Self::Awaited => "Answers still awaited",
            Self::Missed => "Passages without a claim",
            Self::Unnamed => "Unnamed sources",
            Self::OneOutlet => "Rest on one outlet",
            Self::Unchecked => "Worth checking, no evidence",
            Self::Differs => "Quotations unlike the transcript",
            Self::Rules => "Breaks house rules",
        }
    }

    /// The same as part of a list: "conflicts".
    pub const fn short(self) -> &'static str {
        match self {
            Self::Undecided => "undecided claims",
            Self::Conflicts => "conflicts",
            Self::Lost => "lost claims",
            Self::Flagged => "flags",
            Self::Awaited => "awaited answers",
            Self::Missed => "passages without a claim",
            Self::Unnamed => "unnamed sources",
            Self::OneOutlet => "claims that rest on one outlet",
            Self::Unchecked => "unchecked claims worth checking",
            Self::Differs => "quotations unlike the transcript",
            Self::Rules => "broken house rules",
        }
    }
}

/// What an item leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A claim.
    Claim(ClaimId),
    /// A speaker.
    Speaker(SpeakerId),
    /// An outlet.
    Outlet(OutletId),
    /// Words of the article.
    Passage(Span),
}

/// Something that is still open.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is about.
    pub topic: Topic,
    /// What it leads to.
    pub subject: Subject,
    /// The words of the article to look at.
    pub place: Option<Span>,
    /// The number of its claim, from 1.
    pub number: Option<usize>,
    /// What it is: a name, words of the article.
    pub title: String,
    /// What there is to say of it: the reason that the article gives, who says otherwise.
    pub remark: String,
}

/// How many items a topic has, and what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many; the sheet may list fewer.
    Known(usize),
    /// It was not looked at: the article is still being read, or there is no transcript.
    Unknown,
}

/// All that is still open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClosingSheet {
    /// The items, by topic.
    pub items: Vec<Item>,
    counts: Vec<(Topic, Count)>,
}

/// What a sheet is made from besides the review.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// Which claims say the same.
    pub repeats: &'a Repeats,
    /// What no claim covers; `None` while the article is being read.
    pub coverage: Option<&'a Coverage>,
    /// What breaks the house's rules; `None` where they did not run.
    pub rules: Option<&'a [Item]>,
    /// The quotations next to a transcript; `None` where there was none.
    pub compared: Option<&'a [Comparison]>,
}

/// Items of a topic that are listed; the rest is counted.
pub const MOST: usize = 100;

impl ClosingSheet {
    /// What is open in `session`.
    pub fn of(session: &Session, sources: Sources<'_>) -> Self {
        let mut sheet = Self::default();
        for (topic, found) in gather::gather(session, sources) {
            let count = found.as_ref().map_or(Count::Unknown, |(count, _)| Count::Known(*count));
            sheet.counts.push((topic, count));
            sheet.items.extend(found.into_iter().flat_map(|(_, items)| items).take(MOST));
        }
        sheet
    }

    /// How many items a topic has.
    pub fn count(&self, topic: Topic) -> Count {
        self.counts.iter().find(|(other, _)| *other == topic).map_or(Count::Unknown, |(_, count)| *count)
    }

    /// The topics that have nothing open.
    pub fn closed(&self) -> impl Iterator<Item = Topic> {
        self.counts.iter().filter(|(_, count)| *count == Count::Known(0)).map(|(topic, _)| *topic)
    }

    /// The topics that were not looked at.
    pub fn unknown(&self) -> impl Iterator<Item = Topic> {
        self.counts.iter().filter(|(_, count)| *count == Count::Unknown).map(|(topic, _)| *topic)
    }

    /// The items of a topic that are listed.
    pub fn of_topic(&self, topic: Topic) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.topic == topic)
    }
}

#[cfg(test)]
mod tests;
