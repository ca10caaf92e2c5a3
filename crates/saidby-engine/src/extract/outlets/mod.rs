//! News organisations in the text: from the list, by the patterns of their names, and by what stands
//! around them ("told the ... newspaper").

mod context;
mod lexicon;
pub(super) mod ties;

use std::collections::HashMap;
use std::ops::Range;

use super::Document;
use super::names::lexicon::{Kinds, kinds, with_lower};
use super::names::{self, Mention, MentionKind};
use crate::article::BlockKind;
use crate::claim::OutletRole;

/// Index of an outlet in [`Outlets::list`].
pub type OutletIndex = usize;

/// One place that names an outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletMention {
    /// The words of its name, without article.
    pub words: Range<usize>,
    /// Which one.
    pub outlet: OutletIndex,
}

/// A news organisation of the article.
#[derive(Clone, Debug)]
pub struct FoundOutlet {
    /// Its full name.
    pub name: String,
    /// The part it plays.
    pub role: OutletRole,
    /// Other forms in the article.
    pub aliases: Vec<String>,
    /// Where it is named.
    pub places: Vec<Range<usize>>,
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
    words: Range<usize>,
    name: String,
}

impl Outlets {
    /// Finds the outlets of `document`; `mentions` are its names.
    pub fn of(document: &Document<'_>, mentions: &[Mention]) -> Self {
        let mut hits = listed(document);
        patterned(document, mentions, &mut hits);
        hits.sort_by_key(|hit| (hit.words.start, std::cmp::Reverse(hit.words.end)));
        let mut end = 0;
        hits.retain(|hit| {
            let free = hit.words.start >= end;
            if free {
                end = hit.words.end;
            }
            free
        });
        let mut outlets = Self::default();
        let mut short_forms: HashMap<String, OutletIndex> = HashMap::new();
        for hit in &hits {
            let index = outlets.enter(document, &hit.name, hit.words.clone());
            if hit.words.len() > 1 {
                short_forms.insert(with_lower(document.word(hit.words.end - 1), str::to_owned), index);
            }
        }
        outlets.enter_short_forms(document, &hits, &short_forms);
        outlets.enter_publisher(document);
        outlets.mentions.sort_by_key(|mention| mention.words.start);
        for outlet in &mut outlets.list {
            outlet.places.sort_by_key(|place| place.start);
        }
        outlets
    }

    /// Indices of the mentions that begin in `words`.
    pub fn mentions_in(&self, words: &Range<usize>) -> Range<usize> {
        let first = self.mentions.partition_point(|mention| mention.words.start < words.start);
        let end = first + self.mentions[first..].partition_point(|mention| mention.words.start < words.end);
        first..end
    }

    fn enter(&mut self, document: &Document<'_>, name: &str, words: Range<usize>) -> OutletIndex {
        let printed = document.printed(&words);
        let key = name.to_lowercase();
        let index = *self.by_name.entry(key).or_insert_with(|| {
            self.list.push(FoundOutlet {
                name: String::new(),
                role: OutletRole::Credit,
                aliases: Vec::new(),
                places: Vec::new(),
            });
            self.list.len() - 1
        });
        let outlet = &mut self.list[index];
        // "BBC" alone stays "BBC"; once "BBC News" is printed, that is the name.
        let display = if is_opening(&printed, name) { printed.clone() } else { name.to_owned() };
        if outlet.name.is_empty() {
            outlet.name = display;
        } else if outlet.name != name && display.len() > outlet.name.len() {
            let old = std::mem::replace(&mut outlet.name, display);
            outlet.aliases.push(old);
        }
        if printed != outlet.name && outlet.aliases.len() < 8 && !outlet.aliases.contains(&printed) {
            outlet.aliases.push(printed);
        }
        let name = outlet.name.clone();
        outlet.aliases.retain(|alias| *alias != name);
        outlet.role = outlet.role.min(context::role(document, &words));
        outlet.places.push(words.clone());
        self.mentions.push(OutletMention { words, outlet: index });
        index
    }

    /// "the Post" after "The Port Vell Post".
    fn enter_short_forms(&mut self, document: &Document<'_>, hits: &[Hit], short_forms: &HashMap<String, OutletIndex>) {
        if short_forms.is_empty() {
            return;
        }
        let first = hits.first().map_or(0, |hit| hit.words.start);
        let mut next_hit = 0;
        for at in first..document.scan.words.len() {
            while hits.get(next_hit).is_some_and(|hit| hit.words.end <= at) {
                next_hit += 1;
            }
            if hits.get(next_hit).is_some_and(|hit| hit.words.contains(&at))
                || !matches!(document.word(at.wrapping_sub(1)), "the" | "The")
            {
                continue;
            }
            let Some(word) = document.scan.words.get(at).filter(|word| names::is_capital(word)) else {
                continue;
            };
            let Some(index) = with_lower(word.text(document.text()), |lower| short_forms.get(lower).copied()) else {
                continue;
            };
            let goes_on = document.scan.words.get(at + 1).is_some_and(names::is_capital)
                && !kinds(document.word(at + 1)).any(Kinds::CALENDAR);
            // "the News" is an outlet only where something is said of news; "the Times" always.
            if !goes_on
                && !matches!(
                    document.word(at),
                    "News" | "Magazine" | "Radio" | "Television" | "TV" | "Agency" | "Press" | "Today"
                )
            {
                let name = self.list[index].name.clone();
                let words = at..at + 1;
                let outlet = &mut self.list[index];
                let printed = document.word(at).to_owned();
                if printed != name && outlet.aliases.len() < 8 && !outlet.aliases.contains(&printed) {
                    outlet.aliases.push(printed);
                }
                outlet.role = outlet.role.min(context::role(document, &words));
                outlet.places.push(words.clone());
                self.mentions.push(OutletMention { words, outlet: index });
            }
        }
    }

    /// The publisher that the page names of itself.
    fn enter_publisher(&mut self, document: &Document<'_>) {
        let Some(publisher) = document.article.metadata.publisher.as_deref().map(str::trim).filter(|name| !name.is_empty())
        else {
            return;
        };
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
                aliases: Vec::new(),
                places: Vec::new(),
            }),
        }
    }
}

/// Whether `printed` is how `name` begins, in whole words ("BBC" of "BBC News").
fn is_opening(printed: &str, name: &str) -> bool {
    let same_family = name.split(' ').next() == printed.split(' ').next();
    same_family
        && !printed.eq_ignore_ascii_case(name)
        && name.split(' ').count() <= 2
        && !matches!(name.split(' ').next(), Some("The" | "New" | "USA"))
}

/// Forms of the list.
fn listed(document: &Document<'_>) -> Vec<Hit> {
    let lexicon = lexicon::shared();
    let mut hits = Vec::new();
    let mut at = 0;
    while let Some(word) = document.scan.words.get(at) {
        let text = word.text(document.text());
        // "i newspaper", "dpa", "openDemocracy" begin small and are rare: capitals only, for speed.
        if !names::is_capital(word) && !text.starts_with(|c: char| c.is_ascii_digit()) {
            at += 1;
            continue;
        }
        let found = lexicon.find(text, |index| document.word(at + index));
        let Some((length, form)) = found else {
            at += 1;
            continue;
        };
        let words = at..at + length;
        let goes_on = form.ambiguous && document.scan.words.get(at + length).is_some_and(names::is_capital);
        let named_on = at > 0
            && form.ambiguous
            && document
                .scan
                .words
                .get(at - 1)
                .is_some_and(|before| names::is_capital(before) && !matches!(document.word(at - 1), "The"));
        let counts = if form.ambiguous {
            !goes_on && !named_on && context::speaks_of_news(document, &words)
        } else {
            !is_person(document, &words)
        };
        if counts {
            hits.push(Hit { words, name: lexicon.names[form.outlet].to_owned() });
            at += length;
        } else {
            at += 1;
        }
    }
    hits
}

/// Whether `words` hold the name of a listed outlet, or a word that only newspapers bear.
pub(super) fn any_in(document: &Document<'_>, words: Range<usize>) -> bool {
    let names_one = |at: usize| {
        let Some(word) = document.scan.words.get(at).filter(|word| names::is_capital(word)) else {
            return false;
        };
        let text = word.text(document.text());
        let listed = || lexicon::shared().find(text, |index| document.word(at + index));
        is_paper(text) || listed().is_some_and(|(length, form)| length > 1 || !form.ambiguous)
    };
    words.into_iter().any(names_one)
}

/// "Ana Reuters": a first name right before a listed word makes it a surname.
fn is_person(document: &Document<'_>, words: &Range<usize>) -> bool {
    words.len() == 1
        && words.start > 0
        && kinds(document.word(words.start - 1)).any(Kinds::FIRST)
        && document.scan.words.get(words.start - 1).is_some_and(names::is_capital)
        && document.scan.words.get(words.start).is_some_and(|word| word.shape == crate::text::Shape::Capitalised)
}

/// Names that look like an outlet's, or that the text calls a newspaper.
fn patterned(document: &Document<'_>, mentions: &[Mention], hits: &mut Vec<Hit>) {
    for mention in mentions {
        let words = mention.words.clone();
        let last = document.word(words.end - 1);
        let called = context::is_called_outlet(document, &words);
        let fits = match mention.kind {
            MentionKind::Person | MentionKind::Group => called && mention.title.is_none() && words.len() > 1,
            MentionKind::Place => false,
            _ if words.len() > 6 || words.clone().any(|at| matches!(document.word(at), "of" | "for")) => {
                called && words.len() <= 6
            }
            _ if words.len() > 1 && (is_paper(last) || matches!(document.word(words.start), "Daily" | "Sunday" | "Evening")) => {
                !ends_sentence_of_names(document, &words)
            }
            _ if words.len() > 1 && is_weak_paper(last) => called || context::speaks_of_news(document, &words),
            _ => called,
        };
        if fits
            && !matches!(
                document.article.blocks.get(document.scan.paragraph_of(words.start)).map(|block| block.kind),
                Some(BlockKind::Headline)
            )
        {
            hits.push(Hit { name: document.printed(&words), words });
        }
    }
}

/// Last words that only newspapers have.
fn is_paper(word: &str) -> bool {
    matches!(
        word,
        "Times"
            | "Herald"
            | "Tribune"
            | "Gazette"
            | "Chronicle"
            | "Telegraph"
            | "Examiner"
            | "Courier"
            | "Inquirer"
            | "Enquirer"
            | "Sentinel"
            | "Advertiser"
            | "Courant"
            | "Dispatch"
            | "Newspaper"
            | "Newspapers"
            | "Argus"
            | "Picayune"
            | "Intelligencer"
            | "Daily"
            | "Weekly"
            | "Herald-Tribune"
            | "Post-Dispatch"
            | "Star-Tribune"
            | "Post-Gazette"
            | "Sun-Times"
            | "Morning News"
            | "Evening News"
    )
}

/// Last words that newspapers share with others.
fn is_weak_paper(word: &str) -> bool {
    matches!(
        word,
        "Post"
            | "News"
            | "Journal"
            | "Star"
            | "Press"
            | "Mail"
            | "Express"
            | "Globe"
            | "Register"
            | "Record"
            | "Review"
            | "Reporter"
            | "Radio"
            | "TV"
            | "Television"
            | "Magazine"
            | "Standard"
            | "Monitor"
            | "Citizen"
            | "Ledger"
            | "Republic"
            | "Vanguard"
            | "Today"
            | "Sun"
            | "World"
            | "Echo"
            | "Mirror"
            | "Observer"
            | "Guardian"
            | "Bulletin"
            | "Bee"
            | "Insider"
            | "Online"
            | "Broadcasting"
            | "Channel"
            | "Wire"
            | "Independent"
            | "Mercury"
            | "Leader"
            | "Nation"
            | "Eagle"
            | "Patriot"
            | "Beacon"
            | "Banner"
            | "Outlook"
    )
}

/// "Hard Times": capitals without "the" and without anything that speaks of news.
fn ends_sentence_of_names(document: &Document<'_>, words: &Range<usize>) -> bool {
    let the = words.start > 0 && matches!(document.word(words.start - 1), "the" | "The");
    !the && !context::speaks_of_news(document, words)
        && words.len() == 2
        && !kinds(document.word(words.start)).any(Kinds::PLACE)
        && !matches!(document.word(words.start), "Daily" | "Sunday" | "Evening")
}
