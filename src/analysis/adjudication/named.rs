//! What the reviews call a speaker or outlet, where they contradict each other: a question for the adjudicator, like
//! every other conflict.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::resolve::ids::slug;
use crate::review::cast::{Member, RivalName};
use crate::review::{Conflict, Entry, Session};

/// What one annotator says of a speaker or outlet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    annotator: String,
    /// The name, where it is not the one in the article.
    name: Option<String>,
    /// What it is, where that is not what the engine found.
    described: Option<String>,
}

/// What the annotators say of everybody whom they named or described, by the conflict that it would be.
pub(super) type AllSaid = BTreeMap<Conflict, Vec<Said>>;

/// The entry of one annotator, and what of it is the annotator's.
struct Word<'a, M: Member> {
    entry: &'a Entry<M>,
    name: Option<&'a str>,
    described: Option<M::Described>,
}

impl<M: Member> Word<'_, M> {
    fn says_nothing(&self) -> bool {
        self.name.is_none() && self.described.is_none()
    }
}

/// What an annotator made of an entry that `proposed` is the engine's, as far as a review still has that.
fn word<'a, M: Member>(entry: &'a Entry<M>, proposed: Option<&Entry<M>>) -> Word<'a, M> {
    let name = entry.member.name();
    // The id was made of the name that the engine gave.
    let made_of_it = || M::make_id(format!("{}{}", M::PREFIX, slug(name))) == *entry.member.id();
    let is_engines = proposed.map_or_else(made_of_it, |proposed| proposed.member.name() == name);
    let described = proposed.map(|_| entry.member.described());
    let described = described.filter(|described| proposed.is_some_and(|other| other.member.described() != *described));
    Word { entry, name: (!is_engines).then_some(name), described }
}

/// Puts what the annotators contradict each other in next to what `cast` has of it, unless somebody chose already.
/// `cast` is the adjudication's own; `reviews` has the entries of each annotator. What each says goes to `said`.
pub(super) fn contest<M: Member>(
    cast: &mut [Entry<M>],
    reviews: &[(String, Vec<Entry<M>>)],
    conflict: fn(M::Id) -> Conflict,
    said: &mut AllSaid,
) {
    for own in cast {
        let id = own.member.id().clone();
        let of_each: Vec<(&String, &Entry<M>)> = reviews
            .iter()
            .filter_map(|(name, entries)| Some((name, entries.iter().find(|entry| *entry.member.id() == id)?)))
            .filter(|(_, entry)| entry.merged_into.is_none())
            .collect();
        let proposed = of_each.iter().map(|(_, entry)| *entry).find(|entry| !entry.by_hand);
        let words: Vec<(&String, Word<'_, M>)> = of_each
            .iter()
            .filter(|(_, entry)| entry.by_hand)
            .map(|(name, entry)| (*name, word(entry, proposed)))
            .filter(|(_, word)| !word.says_nothing())
            .collect();
        let key = conflict(id);
        let before = said.remove(&key);
        if !words.is_empty() {
            said.insert(key, words.iter().map(|(annotator, word)| told(annotator, word)).collect());
        }
        withdraw(own, before.as_deref().unwrap_or_default(), &words);
        beside(own, &words);
    }
}

fn told<M: Member>(annotator: &str, word: &Word<'_, M>) -> Said {
    Said { annotator: annotator.to_owned(), name: word.name.map(str::to_owned), described: word.described.as_ref().map(M::told) }
}

/// A name that nobody gives any more is not in question.
fn withdraw<M: Member>(own: &mut Entry<M>, before: &[Said], words: &[(&String, Word<'_, M>)]) {
    own.rivals.retain(|rival| {
        let was_given = before.iter().any(|said| said.name.as_deref() == Some(&rival.name));
        !was_given || words.iter().any(|(_, word)| word.name == Some(&rival.name))
    });
}

fn beside<M: Member>(own: &mut Entry<M>, words: &[(&String, Word<'_, M>)]) {
    let names: BTreeSet<&str> = words.iter().filter_map(|(_, word)| word.name).collect();
    let mut kinds: Vec<&M::Described> = Vec::new();
    for described in words.iter().filter_map(|(_, word)| word.described.as_ref()) {
        if !kinds.contains(&described) {
            kinds.push(described);
        }
    }
    if names.len() < 2 && kinds.len() < 2 {
        return;
    }
    let Some((_, first)) = words.first() else { return };
    // Nobody has said anything here yet: the first annotator's word is shown, with the others' next to it.
    let is_fresh = !own.by_hand && own.rivals.is_empty() && own.settled.is_empty();
    if is_fresh {
        own.member = first.entry.member.clone();
        own.by_hand = true;
    }
    // A word of the adjudicator's own is not a side of theirs.
    let is_a_side = names.len() < 2 || names.contains(own.member.name()) || first.entry.member.name() == own.member.name();
    if !is_fresh && !is_a_side && own.rivals.is_empty() {
        return;
    }
    let name = own.member.name().to_owned();
    let others = words.iter().filter(|(_, word)| word.name.is_some() || word.described.is_some()).map(|(_, word)| RivalName {
        name: word.name.filter(|_| names.len() > 1).unwrap_or(&name).to_owned(),
        merged_into: own.merged_into.clone(),
        described: word.described.clone().filter(|_| kinds.len() > 1),
        words: String::new(),
        settled: Vec::new(),
    });
    own.put_beside(others.collect::<Vec<_>>());
}

/// Who gave the name or description that is shown, and who the one next to it, as far as it is known.
pub(super) fn who(all: &AllSaid, session: &Session, conflict: &Conflict) -> [Option<String>; 2] {
    match conflict {
        Conflict::Claim(..) => [None, None],
        Conflict::Speaker(id) => session.speaker_entry(id).map(|entry| of_entry(all, entry, conflict)).unwrap_or_default(),
        Conflict::Outlet(id) => session.outlet_entry(id).map(|entry| of_entry(all, entry, conflict)).unwrap_or_default(),
    }
}

fn of_entry<M: Member>(all: &AllSaid, entry: &Entry<M>, conflict: &Conflict) -> [Option<String>; 2] {
    let Some(rival) = entry.rivals.first() else { return [None, None] };
    let said = all.get(conflict).map_or(&[][..], Vec::as_slice);
    let by_name = rival.name != entry.member.name();
    let people = |name: &str, described: Option<String>| {
        let is_it = |said: &&Said| if by_name { said.name.as_deref() == Some(name) } else { said.described == described };
        let names: Vec<&str> = said.iter().filter(is_it).map(|said| said.annotator.as_str()).collect();
        (!names.is_empty()).then(|| names.join(" and "))
    };
    let sides = [
        people(entry.member.name(), Some(M::told(&entry.member.described()))),
        people(&rival.name, rival.described.as_ref().map(M::told)),
    ];
    // One name without the other would look as if the other were the reader's own.
    if sides.iter().all(Option::is_some) { sides } else { [None, None] }
}
