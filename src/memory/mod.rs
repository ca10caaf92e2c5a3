//! The desk memory: what the reviews of a folder know, for the next article.
//!
//! People with their offices, claims that were checked before, and kinds of claims that are always rejected. All of
//! it is read from the sidecars of the folder, so git and several reviewers share it by sharing these; a cache in the
//! state folder spares reading what has not changed. It shows and folds away; it decides nothing.

mod alike;
pub mod folder;
mod habits;
mod page;
mod words;

pub use alike::Alike;
pub use habits::{Habit, HabitKind, Tally};
pub use page::{Checked, KnownPerson, Page};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::claim::{ClaimId, Part, Speaker};
use crate::review::{Decision, ReviewedClaim, Session};
use crate::text::single_line;
use alike::Index;
use habits::{Habits, Traits};

/// Bytes of a claim's content that are compared; longer ones differ before that.
const LONGEST: usize = 4_000;

/// What the reviews of a folder know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    people: Vec<(KnownPerson, String)>,
    /// By name and alias in small letters: the people who go by it.
    by_name: BTreeMap<String, Vec<usize>>,
    checked: Vec<(Checked, String)>,
    index: Index,
    habits: Habits,
}

/// A person whom another article of the desk knows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Acquaintance<'m> {
    /// The person.
    pub person: &'m KnownPerson,
    /// The article.
    pub article: &'m str,
}

/// A claim that was checked in another article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precedent<'m> {
    /// The claim and its record.
    pub checked: &'m Checked,
    /// The article.
    pub article: &'m str,
    /// What both have in common.
    pub alike: Alike,
}

/// Claims of an article that are folded away, by what the desk always rejects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folded {
    /// The claims.
    pub claims: BTreeSet<ClaimId>,
    /// Why, with how many claims each; the most frequent first.
    pub why: Vec<(Habit, usize)>,
}

impl Memory {
    /// What these pages know together.
    pub fn of(pages: impl IntoIterator<Item = Page>) -> Self {
        let mut memory = Self::default();
        let mut by_whole: HashMap<String, usize> = HashMap::new();
        for page in pages {
            for person in page.people {
                memory.meet(&mut by_whole, person, &page.article);
            }
            for checked in page.checked {
                memory.index.add(&checked.words);
                memory.checked.push((checked, page.article.clone()));
            }
            memory.habits.add(&page.habits, &page.file);
        }
        memory.habits.settle();
        for (at, (person, _)) in memory.people.iter().enumerate() {
            for name in person.forms() {
                let known = memory.by_name.entry(name.to_lowercase()).or_default();
                if !known.contains(&at) {
                    known.push(at);
                }
            }
        }
        memory
    }

    /// Adds a person; of several articles that know the same name the last word on an office counts.
    /// `by_whole`: where each is, by the whole name in small letters.
    fn meet(&mut self, by_whole: &mut HashMap<String, usize>, person: KnownPerson, article: &str) {
        let at = *by_whole.entry(person.name.to_lowercase()).or_insert(self.people.len());
        match self.people.get_mut(at) {
            None => self.people.push((person, article.to_owned())),
            Some((known, from)) => {
                let newer = person.rank() > known.rank() && (person.role.is_some() || person.affiliation.is_some());
                let (mut kept, other) = if newer { (person, known.clone()) } else { (known.clone(), person) };
                if newer {
                    *from = article.to_owned();
                }
                for alias in other.aliases {
                    if !kept.aliases.contains(&alias) {
                        kept.aliases.push(alias);
                    }
                }
                *known = kept;
            }
        }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.checked.is_empty() && self.habits.is_empty()
    }

    /// The people whom the desk knows, with the article that says so.
    pub fn people(&self) -> impl Iterator<Item = Acquaintance<'_>> {
        self.people.iter().map(|(person, article)| Acquaintance { person, article })
    }

    /// What the desk knows of a speaker: a person of the same name, or the only one who goes by it.
    pub fn person(&self, speaker: &Speaker) -> Option<Acquaintance<'_>> {
        if speaker.anonymous {
            return None;
        }
        let named = |name: &str| self.by_name.get(&name.to_lowercase()).map(Vec::as_slice).unwrap_or_default();
        let by_name = named(&speaker.name);
        let whole = |at: &&usize| self.people.get(**at).is_some_and(|(person, _)| same_name(&person.name, &speaker.name));
        let only = |people: &[usize]| if let [only] = people { Some(*only) } else { None };
        let long = speaker.aliases.iter().filter(|alias| alias.contains(' ')).find_map(|alias| only(named(alias)));
        let at = by_name.iter().find(whole).copied().or_else(|| only(by_name)).or(long)?;
        let (person, article) = self.people.get(at)?;
        (person.kind == speaker.kind).then_some(Acquaintance { person, article })
    }

    /// The office that the desk knows of a speaker, where the article gives none.
    pub fn office(&self, speaker: &Speaker) -> Option<Acquaintance<'_>> {
        let unknown = speaker.role.is_none() && speaker.affiliation.is_none();
        self.person(speaker).filter(|known| unknown && (known.person.role.is_some() || known.person.affiliation.is_some()))
    }

    /// Claims with these words that were checked before, the last check first.
    pub fn precedents(&self, words: &str) -> Vec<Precedent<'_>> {
        let found = self.index.find(words);
        let mut found: Vec<Precedent<'_>> = found
            .into_iter()
            .filter_map(|(at, alike)| {
                let (checked, article) = self.checked.get(at)?;
                Some(Precedent { checked, article, alike })
            })
            .collect();
        found.sort_by(|a, b| b.checked.at.cmp(&a.checked.at).then(a.article.cmp(b.article)));
        found
    }

    /// The same for a claim of `session`; one with a record of its own has no need of them.
    pub fn precedents_of(&self, session: &Session, claim: &ReviewedClaim) -> Vec<Precedent<'_>> {
        if self.checked.is_empty() { Vec::new() } else { self.precedents(&words_of(session, claim)) }
    }

    /// The undecided claims of `session` that are of a kind which the desk always rejects.
    pub fn folded(&self, session: &Session) -> Folded {
        let mut folded = Folded::default();
        if self.habits.is_empty() {
            return folded;
        }
        let mut why: BTreeMap<Habit, usize> = BTreeMap::new();
        for claim in session.claims().iter().filter(|claim| claim.decision == Decision::Unreviewed && !claim.is_touched()) {
            if let Some(habit) = self.habits.of(&traits_of(session, claim)) {
                folded.claims.insert(claim.id.clone());
                *why.entry(habit).or_default() += 1;
            }
        }
        folded.why = why.into_iter().collect();
        folded.why.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        folded
    }
}

fn same_name(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// The words of a claim's content on one line.
fn words_of(session: &Session, claim: &ReviewedClaim) -> String {
    spans_of(session, claim, Part::Content)
}

fn spans_of(session: &Session, claim: &ReviewedClaim, part: Part) -> String {
    let text = &session.article().text;
    let mut words = String::new();
    for span in claim.spans(part) {
        if words.len() > LONGEST {
            break;
        }
        let piece = span.slice(text).unwrap_or_default();
        let end = piece.char_indices().nth(LONGEST).map_or(piece.len(), |(end, _)| end);
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&single_line(piece.get(..end).unwrap_or(piece)));
    }
    words
}

/// What a claim of `session` shows of the habits that it may be subject to.
fn traits_of(session: &Session, claim: &ReviewedClaim) -> Traits {
    let speaker = session.speaker_of(claim).map(|speaker| speaker.name.clone()).unwrap_or_default();
    Traits::new(
        &spans_of(session, claim, Part::Cue),
        &spans_of(session, claim, Part::Source),
        &speaker,
        &words_of(session, claim),
        session.class(claim),
    )
}

#[cfg(test)]
mod tests;
