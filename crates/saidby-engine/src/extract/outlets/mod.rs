//! News organisations in the text: from the list, by the patterns of their names, and by what stands
//! around them ("told the ... newspaper").

mod context;
mod forms;
mod lexicon;
mod listed;
mod repeated;
pub(super) mod ties;
pub(super) mod words;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::Document;
use super::names::Mention;
use crate::article::BlockKind;
use crate::claim::OutletRole;
use crate::text::{QuoteState, WordRange};
pub(super) use lexicon::any_in;
use ties::{Tie, possessive};
use words::{Says, says};

/// Index of an outlet in [`Outlets::list`].
pub type OutletIndex = usize;

/// One place that names an outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletMention {
    /// The words of its name, without article.
    pub words: WordRange,
    /// Which one.
    pub outlet: OutletIndex,
    /// Whether it is cited here.
    pub cited: bool,
    /// What ties it to what is said around it.
    pub tie: Option<Tie>,
    /// Whether it is the channel of a programme that is named right behind it.
    pub channel: bool,
}

/// A news organisation of the article.
#[derive(Clone, Debug)]
pub struct FoundOutlet {
    /// Its full name.
    pub name: String,
    /// The part it plays.
    pub role: OutletRole,
    /// The words that decided the part.
    pub because: Option<WordRange>,
    /// Other forms in the article.
    pub aliases: Vec<String>,
    /// Where it is named.
    pub places: Vec<WordRange>,
}

impl FoundOutlet {
    /// What the article calls it where it says the most: its full name if that is there, or else the longest form
    /// ("AP", "Courier.com"). Without a place that names it, the full name.
    pub fn fullest_form(&self, document: &Document<'_>) -> String {
        let plain = |name: &str| name.strip_prefix("The ").unwrap_or(name).to_lowercase();
        let forms: Vec<String> = self.places.iter().map(|words| document.printed(*words)).collect();
        if forms.iter().any(|form| plain(form) == plain(&self.name)) {
            return self.name.clone();
        }
        let longest = forms.into_iter().rev().max_by_key(|form| form.chars().count());
        longest.unwrap_or_else(|| self.name.clone())
    }
}

/// All outlets of an article.
#[derive(Debug, Default)]
pub struct Outlets {
    /// The outlets in the order of first mention.
    pub list: Vec<FoundOutlet>,
    /// Their mentions in order.
    pub mentions: Vec<OutletMention>,
    by_name: HashMap<String, OutletIndex>,
}

/// A form found at a place, before it is known which outlets the article names.
struct Hit {
    words: WordRange,
    name: String,
    /// Whether it stands in quotation marks of its own, as programmes do.
    titled: bool,
}

impl Hit {
    fn new(document: &Document<'_>, words: WordRange, titled: bool) -> Self {
        Self { name: document.printed(words), words, titled }
    }
}

impl Outlets {
    /// Finds the outlets of `document`; `mentions` are its names.
    pub fn of(document: &Document<'_>, mentions: &[Mention]) -> Self {
        let mut hits = listed::find(document);
        forms::find(document, mentions, &mut hits);
        settle(&mut hits);
        repeated::lengthen(document, &mut hits);
        let publisher = document.article.metadata.publisher.as_deref().map(str::trim).filter(|name| !name.is_empty());
        repeated::find(document, publisher, &mut hits);
        settle(&mut hits);
        // "Sign up to our newsletter: the Tarn Post says it best" is no part of the article; whose it is, is told there.
        let notice = |hit: &Hit| document.block_of(hit.words.start).is_some_and(|block| block.kind == BlockKind::Boilerplate);
        hits.retain(|hit| {
            let own = publisher.is_some_and(|name| name.contains(&*document.printed(hit.words)));
            own || !notice(hit) || context::role(document, hit.words, None, hit.titled).0 == OutletRole::Publisher
        });
        let mut outlets = Self::default();
        for (index, hit) in hits.iter().enumerate() {
            let channel = hits.get(index + 1).is_some_and(|next| is_channel_of(document, hit, next));
            outlets.enter(document, hit, channel);
        }
        outlets.enter_publisher(publisher);
        for outlet in &mut outlets.list {
            outlet.places.sort_by_key(|place| place.start);
        }
        outlets
    }

    /// Takes note that an outlet itself says something: it is cited.
    pub fn speaks(&mut self, outlet: OutletIndex, because: WordRange) {
        if let Some(outlet) = self.list.get_mut(outlet)
            && outlet.role == OutletRole::Mentioned
        {
            outlet.role = OutletRole::Cited;
            outlet.because = Some(because);
        }
    }

    /// Outlets that are cited only by where their name is ("on CNN") and that no claim of `used` came through are
    /// mentioned: nothing came by them.
    pub fn settle_roles(&mut self, used: &BTreeSet<OutletIndex>) {
        let mut firm = vec![false; self.list.len()];
        for mention in &self.mentions {
            firm[mention.outlet] |= mention.cited && mention.tie.as_ref().is_none_or(|tie| !tie.edge);
        }
        let by_edge = self.mentions.iter().filter(|mention| mention.cited && !mention.channel).map(|mention| mention.outlet);
        for outlet in by_edge.filter(|outlet| !firm[*outlet] && !used.contains(outlet)) {
            self.list[outlet].role = OutletRole::Mentioned;
            self.list[outlet].because = None;
        }
    }

    /// Indices of the mentions that begin in `words`.
    pub fn mentions_in(&self, words: WordRange) -> Range<usize> {
        let first = self.mentions.partition_point(|mention| mention.words.start < words.start);
        let end = first + self.mentions[first..].partition_point(|mention| mention.words.start < words.end);
        first..end
    }

    fn enter(&mut self, document: &Document<'_>, hit: &Hit, channel: bool) {
        let printed = document.printed(hit.words);
        let key = hit.name.to_lowercase();
        let index = *self.by_name.entry(key).or_insert_with(|| {
            self.list.push(FoundOutlet {
                name: String::new(),
                role: OutletRole::Credit,
                because: None,
                aliases: Vec::new(),
                places: Vec::new(),
            });
            self.list.len() - 1
        });
        let outlet = &mut self.list[index];
        // "BBC" alone stays "BBC"; once "BBC News" is printed, that is the name.
        let display = if is_opening(&printed, &hit.name) { printed.clone() } else { hit.name.clone() };
        if outlet.name.is_empty() {
            outlet.name = display;
        } else if outlet.name != hit.name && display.len() > outlet.name.len() {
            let old = std::mem::replace(&mut outlet.name, display);
            outlet.aliases.push(old);
        }
        if printed != outlet.name && outlet.aliases.len() < 8 && !outlet.aliases.contains(&printed) {
            outlet.aliases.push(printed);
        }
        let name = outlet.name.clone();
        outlet.aliases.retain(|alias| *alias != name);
        let tie = ties::tie(document, hit.words, hit.titled);
        let (role, because) = context::role(document, hit.words, tie.as_ref(), hit.titled);
        if role < outlet.role || outlet.places.is_empty() {
            outlet.role = role;
            outlet.because = because;
        }
        outlet.places.push(hit.words);
        let cited = role == OutletRole::Cited;
        self.mentions.push(OutletMention { words: hit.words, outlet: index, cited, tie: tie.filter(|_| cited), channel });
    }

    /// The publisher that the page names of itself.
    fn enter_publisher(&mut self, publisher: Option<&str>) {
        let Some(publisher) = publisher else { return };
        let plain = publisher.strip_prefix("The ").unwrap_or(publisher);
        let known = self.list.iter().position(|outlet| {
            outlet.name.strip_prefix("The ").unwrap_or(&outlet.name).eq_ignore_ascii_case(plain)
                || outlet.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(plain))
        });
        match known {
            Some(index) => self.list[index].role = self.list[index].role.min(OutletRole::Publisher),
            None => self.list.push(FoundOutlet {
                name: publisher.to_owned(),
                role: OutletRole::Publisher,
                because: None,
                aliases: Vec::new(),
                places: Vec::new(),
            }),
        }
    }
}

/// The one name of an outlet over many articles: the list's for any of its forms ("AP", "Associated Press"), and for
/// others the name without its article.
pub fn full_name(name: &str) -> &str {
    let plain = name.strip_prefix("The ").unwrap_or(name);
    let lexicon = lexicon::shared();
    let words: Vec<&str> = plain.split(' ').collect();
    let found = words.first().and_then(|first| lexicon.find(first, |index| words.get(index).copied().unwrap_or_default()));
    match found {
        Some((length, form)) if length == words.len() => lexicon.names[form.outlet],
        _ => plain,
    }
}

/// In the order of the text, and of those that overlap the first, the longest of them.
fn settle(hits: &mut Vec<Hit>) {
    hits.sort_by_key(|hit| (hit.words.start, std::cmp::Reverse(hit.words.end)));
    let mut end = 0;
    hits.retain(|hit| {
        let free = hit.words.start >= end;
        if free {
            end = hit.words.end;
        }
        free
    });
}

/// Whether `printed` is how `name` begins, in whole words ("BBC" of "BBC News").
fn is_opening(printed: &str, name: &str) -> bool {
    let begins = name.strip_prefix(printed).is_some_and(|rest| rest.starts_with(' '));
    begins && name.split(' ').count() <= 2 && !matches!(name.split(' ').next(), Some("The" | "New" | "USA"))
}

/// "CNN's “State of ...”", "CBS Face the ...": the channel right before its programme.
fn is_channel_of(document: &Document<'_>, channel: &Hit, programme: &Hit) -> bool {
    let between = channel.words.end..programme.words.start;
    let owned = programme.titled || says(document.word(programme.words.end - 1)).any(Says::PROGRAMME) || between.len() <= 1;
    owned
        && channel.name != programme.name
        && between.len() <= 3
        && between.clone().all(|at| {
            possessive(document, at)
                || document.scan.words.get(at).is_some_and(|word| word.quote == QuoteState::Mark)
                || document.word(at) == "The"
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_has_one_name_over_many_articles() {
        for (name, full) in [
            ("AP", "The Associated Press"),
            ("Associated Press", "The Associated Press"),
            ("The Associated Press", "The Associated Press"),
            ("NBC", "NBC News"),
            ("NBC News", "NBC News"),
            ("The Tarn Herald", "Tarn Herald"),
            ("Tarn Herald", "Tarn Herald"),
            ("BBC Radio Tarn", "BBC Radio Tarn"),
        ] {
            assert_eq!(full_name(name), full);
        }
    }
}
