//! News organisations in the text: from the list, by the patterns of their names, and by what stands
//! around them ("told the ... newspaper").

mod context;
mod forms;
mod lexicon;
pub(super) mod ties;
pub(super) mod words;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::Document;
use super::names::lexicon::{Kinds, WordMap, kinds, with_lower};
use super::names::{self, Mention};
use crate::claim::OutletRole;
use crate::text::{QuoteState, Shape};
use lexicon::Trust;
use ties::{Tie, capital, piece_after, possessive};
use words::{Says, says};

/// Index of an outlet in [`Outlets::list`].
pub type OutletIndex = usize;

/// One place that names an outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletMention {
    /// The words of its name, without article.
    pub words: Range<usize>,
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
    pub because: Option<Range<usize>>,
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
    /// Whether it stands in quotation marks of its own, as programmes do.
    titled: bool,
}

impl Hit {
    fn new(document: &Document<'_>, words: Range<usize>, titled: bool) -> Self {
        Self { name: document.printed(&words), words, titled }
    }
}

/// Names that begin with the same word; more of them are not looked for again.
const MOST_SHORTS: usize = 24;

/// How a name may be written further on.
struct Short {
    /// The words behind the first, as printed.
    rest: Vec<String>,
    /// The outlet that it names.
    name: String,
    /// Only behind "the".
    article: bool,
    /// Only where a tie or a piece says that it is an outlet.
    evidence: bool,
}

impl Outlets {
    /// Finds the outlets of `document`; `mentions` are its names.
    pub fn of(document: &Document<'_>, mentions: &[Mention]) -> Self {
        let mut hits = listed(document);
        forms::find(document, mentions, &mut hits);
        settle(&mut hits);
        shortened(document, &mut hits);
        let publisher = document.article.metadata.publisher.as_deref().map(str::trim).filter(|name| !name.is_empty());
        again(document, publisher, &mut hits);
        settle(&mut hits);
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
    pub fn speaks(&mut self, outlet: OutletIndex, because: Range<usize>) {
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
    pub fn mentions_in(&self, words: &Range<usize>) -> Range<usize> {
        let first = self.mentions.partition_point(|mention| mention.words.start < words.start);
        let end = first + self.mentions[first..].partition_point(|mention| mention.words.start < words.end);
        first..end
    }

    fn enter(&mut self, document: &Document<'_>, hit: &Hit, channel: bool) {
        let printed = document.printed(&hit.words);
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
        let tie = ties::tie(document, &hit.words, hit.titled);
        let (role, because) = context::role(document, &hit.words, tie.as_ref(), hit.titled);
        if role < outlet.role || outlet.places.is_empty() {
            outlet.role = role;
            outlet.because = because;
        }
        outlet.places.push(hit.words.clone());
        let cited = role == OutletRole::Cited;
        self.mentions.push(OutletMention { words: hit.words.clone(), outlet: index, cited, tie: tie.filter(|_| cited), channel });
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

/// "the Times" after "the Port Vell Times" is that one, and not another that is known by the one word.
fn shortened(document: &Document<'_>, hits: &mut [Hit]) {
    let mut longer: HashMap<String, String> = HashMap::new();
    for hit in hits {
        if hit.words.len() > 1 {
            let last = document.word(hit.words.end - 1);
            if says(last).any(Says::PAPER.with(Says::WEAK_PAPER)) {
                longer.insert(last.to_lowercase(), hit.name.clone());
            }
        } else if hit.words.start > 0
            && matches!(document.word(hit.words.start - 1), "the" | "The")
            && let Some(name) = longer.get(&document.word(hit.words.start).to_lowercase())
        {
            hit.name.clone_from(name);
        }
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

/// Whether a capital before the name makes it a part of a longer one ("New York City" for The City).
fn named_on(document: &Document<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let same = document.scan.words[before].sentence == document.scan.words[at].sentence;
    let first = before == 0 || document.scan.words[before - 1].sentence != document.scan.words[before].sentence;
    let starter = first && kinds(document.word(before)).any(Kinds::STARTER);
    same && (capital(document, before) && !matches!(document.word(before), "The") && !starter
        || matches!(document.word(before), "&" | "of")
        || document.scan.words[before].shape == Shape::Number)
}

/// Whether a capital behind the name makes it a part of a longer one ("The Island Post" for The Island).
fn names_on(document: &Document<'_>, end: usize) -> bool {
    let same =
        document.scan.words.get(end).map(|word| word.sentence) == document.scan.words.get(end - 1).map(|word| word.sentence);
    same && (capital(document, end) && !kinds(document.word(end)).any(Kinds::CALENDAR)
        || document.word(end) == "of" && capital(document, end + 1)
        || document.word(end) == "on" && document.word(end + 1) == "Sunday" && document.word(end - 1) == "Mail"
        || document.scan.words.get(end).is_some_and(|word| word.shape == Shape::Number)
            && !matches!(document.word(end - 1), "News"))
}

/// Forms of the list.
fn listed(document: &Document<'_>) -> Vec<Hit> {
    let lexicon = lexicon::shared();
    let mut hits = Vec::new();
    let mut at = 0;
    while let Some(word) = document.scan.words.get(at) {
        let text = word.text(document.text());
        if !names::is_capital(word) && !text.starts_with(|c: char| c.is_ascii_digit()) {
            if word.shape == Shape::Lower
                && let Some(outlet) = lexicon.small(text)
                && is_small_name(document, at)
            {
                hits.push(Hit { words: at..at + 1, name: lexicon.names[outlet].to_owned(), titled: false });
            }
            at += 1;
            continue;
        }
        let found = lexicon.find(text, |index| document.word(at + index));
        let Some((length, form)) = found else {
            at += 1;
            continue;
        };
        // "Gawker.com" is Gawker.
        let length = if length == 1 { forms::address_end(document, at).map_or(length, |end| end - at) } else { length };
        let words = at..at + length;
        let name = lexicon.names[form.outlet];
        let titled = at > 0 && opens_title(document, at);
        let counts = match form.trust {
            Trust::Sure => !is_person(document, &words) && !context::goes_on(document, words.end),
            trust => is_treated_as_outlet(document, &words, name, trust, titled),
        };
        if counts {
            hits.push(Hit { words, name: name.to_owned(), titled });
            at += length;
        } else {
            at += 1;
        }
    }
    hits
}

/// Whether a mark right before the word at `at` opens a title of its own.
fn opens_title(document: &Document<'_>, at: usize) -> bool {
    let the = usize::from(matches!(document.word(at - 1), "The"));
    let Some(mark) = at.checked_sub(1 + the) else { return false };
    let is_mark = |index: usize| document.scan.words.get(index).is_some_and(|word| word.quote == QuoteState::Mark);
    is_mark(mark)
        && (at + 1..at + 8).any(is_mark)
        && document.scan.words.get(at).is_some_and(|word| word.quote == QuoteState::Inside)
}

/// "told dpa", "with the i reporting": names that begin small need a tie, the shortest an article as well.
fn is_small_name(document: &Document<'_>, at: usize) -> bool {
    let the = at > 0 && matches!(document.word(at - 1), "the" | "The");
    let words = at..at + 1;
    (the || document.word(at).len() > 1)
        && (ties::tie(document, &words, false).is_some_and(|tie| tie.firm || says(document.word(tie.anchor)).any(Says::TELL))
            || context::is_called_outlet(document, &words))
}

/// Whether the text treats an ordinary word as the name of an outlet.
fn is_treated_as_outlet(document: &Document<'_>, words: &Range<usize>, name: &str, trust: Trust, titled: bool) -> bool {
    if names_on(document, words.end) || named_on(document, words.start) {
        return false;
    }
    if context::is_called_outlet(document, words) {
        return true;
    }
    let before = words.start.checked_sub(1).map_or("", |at| document.word(at));
    let first = |at: usize| at == 0 || document.scan.words[at - 1].sentence != document.scan.words[at].sentence;
    let the = matches!(before, "the" | "The");
    let printed_the = before == "The" && !first(words.start - 1);
    let tie = ties::tie(document, words, titled);
    let firm = tie.as_ref().is_some_and(|tie| tie.firm || says(document.word(tie.anchor)).any(Says::TELL));
    if name.starts_with("The ") {
        return match trust {
            Trust::Printed => printed_the && (tie.is_some() || piece_after(document, words).is_some()),
            _ => {
                the && (firm
                    || tie.is_some()
                        && (printed_the
                            || says(name.rsplit(' ').next().unwrap_or_default()).any(Says::PAPER.with(Says::WEAK_PAPER)))
                    || printed_the && piece_after(document, words).is_some())
            }
        };
    }
    // "Time", "People", "Slate": without article, and at the head of a sentence only with a verb of news.
    let article = the
        || with_lower(before, |before| matches!(before, "a" | "an" | "this" | "that" | "his" | "her" | "their" | "no" | "some"));
    let piece = piece_after(document, words).is_some();
    if article {
        return piece
            && !first(words.start)
            && before != "The"
            && document.scan.words.get(words.start).is_some_and(|word| word.shape == Shape::Upper);
    }
    let single_person = is_person(document, words);
    if first(words.start) && !titled {
        return tie.is_some_and(|tie| tie.firm && tie.anchor >= words.end) && !single_person;
    }
    !single_person
        && (firm
            || titled && tie.is_some()
            || tie.is_some_and(|tie| {
                says(document.word(tie.anchor)).any(Says::TELL.with(Says::REPORT).with(Says::INTERVIEW).with(Says::WRITE))
            }))
}

/// Whether the name of a listed outlet ends right before the word at `end`.
fn listed_ends_at(document: &Document<'_>, end: usize) -> bool {
    (1..=4).filter_map(|length| end.checked_sub(length).map(|start| (start, length))).any(|(start, length)| {
        capital(document, start)
            && lexicon::shared()
                .find(document.word(start), |index| document.word(start + index))
                .is_some_and(|(found, form)| found == length && (form.trust == Trust::Sure || document.word(start) == "Fox"))
    })
}

/// Whether `words` hold the name of a listed outlet, or a word that only newspapers bear.
pub(super) fn any_in(document: &Document<'_>, words: Range<usize>) -> bool {
    let names_one = |at: usize| {
        let Some(word) = document.scan.words.get(at).filter(|word| names::is_capital(word)) else {
            return false;
        };
        let text = word.text(document.text());
        let listed = || lexicon::shared().find(text, |index| document.word(at + index));
        says(text).any(Says::PAPER) || listed().is_some_and(|(length, form)| length > 1 || form.trust == Trust::Sure)
    };
    words.into_iter().any(names_one)
}

/// "Ana Reuters": a first name right before a listed word makes it a surname.
fn is_person(document: &Document<'_>, words: &Range<usize>) -> bool {
    words.len() == 1
        && words.start > 0
        && kinds(document.word(words.start - 1)).any(Kinds::FIRST.with(Kinds::ANY_HONORIFIC))
        && capital(document, words.start - 1)
        && document.scan.words.get(words.start).is_some_and(|word| word.shape == Shape::Capitalised)
}

/// The names that were found, and what they are shortened to, wherever else they stand.
fn again(document: &Document<'_>, publisher: Option<&str>, hits: &mut Vec<Hit>) {
    let mut known: WordMap<Vec<Short>> = WordMap::default();
    let mut add = |words: Vec<&str>, name: &str, article: bool, evidence: bool| {
        let Some((first, rest)) = words.split_first() else { return };
        let shorts = known.entry((*first).to_owned()).or_default();
        if shorts.len() < MOST_SHORTS && !shorts.iter().any(|short| short.name == name && short.rest == rest) {
            shorts.push(Short {
                rest: rest.iter().map(|word| (*word).to_owned()).collect(),
                name: name.to_owned(),
                article,
                evidence,
            });
        }
    };
    for hit in hits.iter() {
        let printed: Vec<&str> = hit.words.clone().map(|at| document.word(at)).collect();
        shorten(&printed, &hit.name, &mut add);
    }
    if let Some(publisher) = publisher {
        let words: Vec<&str> = publisher.strip_prefix("The ").unwrap_or(publisher).split_whitespace().collect();
        if words.len() > 1 {
            shorten(&words, publisher, &mut add);
        }
    }
    if known.is_empty() {
        return;
    }
    for hit in hits.iter().filter(|hit| hit.words.len() > 2) {
        let initials: String =
            hit.words.clone().filter(|at| capital(document, *at)).filter_map(|at| document.word(at).chars().next()).collect();
        let short = Short { rest: Vec::new(), name: hit.name.clone(), article: false, evidence: true };
        let shorts = known.entry(initials).or_default();
        if shorts.len() < MOST_SHORTS {
            shorts.push(short);
        }
    }
    for shorts in known.values_mut() {
        shorts.sort_by_key(|short| std::cmp::Reverse(short.rest.len()));
    }
    let mut found = Vec::new();
    let mut next_hit = 0;
    for at in 0..document.scan.words.len() {
        if !capital(document, at) {
            continue;
        }
        while hits.get(next_hit).is_some_and(|hit| hit.words.end <= at) {
            next_hit += 1;
        }
        if hits.get(next_hit).is_some_and(|hit| hit.words.contains(&at)) {
            continue;
        }
        let Some(shorts) = known.get(document.word(at)) else { continue };
        let the = at > 0 && matches!(document.word(at - 1), "the" | "The");
        let fits = |short: &&Short| {
            let end = at + 1 + short.rest.len();
            let words = at..end;
            short.rest.iter().enumerate().all(|(index, word)| document.word(at + 1 + index) == word)
                && (!short.article || the)
                && !(short.article && names_on(document, end))
                && !(short.rest.is_empty() && (names_on(document, end) || named_on(document, at)))
                && !context::goes_on(document, end)
                && (!short.evidence
                    || ties::tie(document, &words, false).is_some()
                    || piece_after(document, &words).is_some()
                    || context::is_called_outlet(document, &words))
        };
        if let Some(short) = shorts.iter().find(fits) {
            found.push(Hit {
                words: at..at + 1 + short.rest.len(),
                name: short.name.clone(),
                titled: at > 0 && opens_title(document, at),
            });
        }
    }
    hits.append(&mut found);
}

/// The forms that stand for a name further on: itself, "the Post", "the Globe" for The Globe and Mail, its initials.
fn shorten<'w>(printed: &[&'w str], name: &str, add: &mut impl FnMut(Vec<&'w str>, &str, bool, bool)) {
    let (Some(first), Some(last)) = (printed.first(), printed.last()) else { return };
    if printed.len() == 1 {
        // An ordinary word needs its evidence every time.
        let ordinary = !lexicon::shared().find(first, |_| "").is_some_and(|(_, form)| form.trust == Trust::Sure);
        add(printed.to_vec(), name, ordinary && name.starts_with("The "), ordinary);
        return;
    }
    add(printed.to_vec(), name, false, false);
    let paper = |word: &str| says(word).any(Says::PAPER.with(Says::WEAK_PAPER)) && !says(word).any(Says::NO_SHORT);
    if paper(last) {
        add(vec![last], name, true, false);
    }
    if printed.len() > 2 && paper(first) {
        add(vec![first], name, true, false);
    }
    if says(last).any(Says::MEDIA)
        && printed.len() == 2
        && !kinds(first).any(Kinds::PLACE.with(Kinds::DEMONYM).with(Kinds::FIRST))
    {
        add(vec![first], name, false, true);
    }
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
