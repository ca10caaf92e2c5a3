//! The speakers and outlets of a review, with their renames and merges.
//!
//! An entry that was merged into another stays, and says into which: the claims that name it follow
//! without being touched, its id is never given out again, and the merge can be taken back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::claim::{Outlet, OutletId, OutletRole, Speaker, SpeakerId, SpeakerKind};
use crate::review::state::decision::Stamp;
use crate::review::state::three_way::{Before, either};
use crate::text::Span;

/// What speakers and outlets have in common.
pub trait Member: Clone + PartialEq {
    /// How it is named in a file.
    type Id: Clone + Ord + std::fmt::Debug;
    /// Its id.
    fn id(&self) -> &Self::Id;
    /// Gives it another id.
    fn set_id(&mut self, id: Self::Id);
    /// Its name.
    fn name(&self) -> &str;
    /// Its name, as it is stored.
    fn name_ref(&self) -> &String;
    /// Its name, to be changed.
    fn name_mut(&mut self) -> &mut String;
    /// Other forms of the name.
    fn aliases(&self) -> &[String];
    /// Other forms of the name, as they are stored.
    fn aliases_ref(&self) -> &Vec<String>;
    /// Other forms of the name, to be changed.
    fn aliases_mut(&mut self) -> &mut Vec<String>;
    /// Every place that names it.
    fn mentions(&self) -> &[Span];
    /// Every place that names it, as they are stored.
    fn mentions_ref(&self) -> &Vec<Span>;
    /// Every place that names it, to be changed.
    fn mentions_mut(&mut self) -> &mut Vec<Span>;
    /// What an id starts with.
    const PREFIX: &'static str;
    /// An id with these letters.
    fn make_id(id: String) -> Self::Id;
    /// A member that a person named.
    fn named(id: Self::Id, name: String) -> Self;
    /// Takes from `other`, which becomes one with it, what it does not know itself.
    fn fill_from(&mut self, other: &Self);
    /// Becomes the same kind of thing as `other`, which it was taken for.
    fn resemble(&mut self, other: &Self);
    /// Takes over what `theirs` changed, names and mentions apart; false where the two contradict each other, and this
    /// one's stays.
    fn take_over(&mut self, before: &Before<'_, Self>, theirs: &Self) -> bool;
    /// The same as a file has it: without what the engine is asked again.
    #[must_use]
    fn as_saved(&self) -> Self {
        self.clone()
    }
    /// What a person can say of it, names and merges apart.
    type Described: Clone + PartialEq + std::fmt::Debug;
    /// What it is, its name apart.
    fn described(&self) -> Self::Described;
    /// Makes it what somebody else says that it is.
    fn describe(&mut self, described: Self::Described);
    /// A description in words.
    fn told(described: &Self::Described) -> String;
}

/// What a person can say of a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerDescribed {
    /// What it is.
    pub kind: SpeakerKind,
    /// Office or trade.
    pub role: Option<String>,
    /// The organisation that it belongs to or speaks for.
    pub affiliation: Option<String>,
    /// Whether the article leaves it unnamed.
    pub anonymous: bool,
    /// Why.
    pub unnamed_because: Option<String>,
}

macro_rules! member {
    ($type:ident, $id:ident, {$($own:item)*}) => {
        impl Member for $type {
            type Id = $id;
            const PREFIX: &'static str = $id::PREFIX;
            fn id(&self) -> &$id {
                &self.id
            }
            fn set_id(&mut self, id: $id) {
                self.id = id;
            }
            fn name(&self) -> &str {
                &self.name
            }
            fn name_ref(&self) -> &String {
                &self.name
            }
            fn name_mut(&mut self) -> &mut String {
                &mut self.name
            }
            fn aliases(&self) -> &[String] {
                &self.aliases
            }
            fn aliases_ref(&self) -> &Vec<String> {
                &self.aliases
            }
            fn aliases_mut(&mut self) -> &mut Vec<String> {
                &mut self.aliases
            }
            fn mentions(&self) -> &[Span] {
                &self.mentions
            }
            fn mentions_ref(&self) -> &Vec<Span> {
                &self.mentions
            }
            fn mentions_mut(&mut self) -> &mut Vec<Span> {
                &mut self.mentions
            }
            fn make_id(id: String) -> $id {
                $id::new(id)
            }
            $($own)*
        }
    };
}

member!(Speaker, SpeakerId, {
    fn named(id: SpeakerId, name: String) -> Self {
        Speaker {
            id,
            name,
            kind: Default::default(),
            role: None,
            affiliation: None,
            aliases: Vec::new(),
            anonymous: false,
            unnamed_because: None,
            mentions: Vec::new(),
        }
    }

    fn fill_from(&mut self, other: &Self) {
        if self.role.is_none() {
            self.role.clone_from(&other.role);
        }
        if self.affiliation.is_none() {
            self.affiliation.clone_from(&other.affiliation);
        }
        if self.anonymous && self.unnamed_because.is_none() {
            self.unnamed_because.clone_from(&other.unnamed_because);
        }
    }

    fn resemble(&mut self, other: &Self) {
        self.kind = other.kind;
    }

    fn take_over(&mut self, before: &Before<'_, Self>, theirs: &Self) -> bool {
        let kind = before.part(|speaker| &speaker.kind).field(&self.kind, &theirs.kind);
        let role = before.part(|speaker| &speaker.role).filled(&self.role, &theirs.role);
        let affiliation = before.part(|speaker| &speaker.affiliation).filled(&self.affiliation, &theirs.affiliation);
        let anonymous = before.part(|speaker| &speaker.anonymous).field(&self.anonymous, &theirs.anonymous);
        let why = before.part(|speaker| &speaker.unnamed_because).filled(&self.unnamed_because, &theirs.unnamed_because);
        let agreed = kind.is_ok() && role.is_ok() && affiliation.is_ok() && anonymous.is_ok() && why.is_ok();
        self.kind = either(kind);
        self.role = either(role);
        self.affiliation = either(affiliation);
        self.anonymous = either(anonymous);
        self.unnamed_because = either(why).filter(|_| self.anonymous);
        agreed
    }

    type Described = SpeakerDescribed;

    fn described(&self) -> SpeakerDescribed {
        let (role, affiliation) = (self.role.clone(), self.affiliation.clone());
        let (anonymous, unnamed_because) = (self.anonymous, self.unnamed_because.clone());
        SpeakerDescribed { kind: self.kind, role, affiliation, anonymous, unnamed_because }
    }

    fn describe(&mut self, described: SpeakerDescribed) {
        self.kind = described.kind;
        self.role = described.role;
        self.affiliation = described.affiliation;
        self.anonymous = described.anonymous;
        self.unnamed_because = described.unnamed_because;
    }

    fn told(described: &SpeakerDescribed) -> String {
        let SpeakerDescribed { kind, role, affiliation, anonymous, unnamed_because } = described.clone();
        let kind = kind.to_string();
        let parts = [Some(kind), role, affiliation, anonymous.then(|| "unnamed".to_owned()), unnamed_because];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
});

member!(Outlet, OutletId, {
    fn named(id: OutletId, name: String) -> Self {
        Outlet { id, name, role: Default::default(), aliases: Vec::new(), mentions: Vec::new(), because: None }
    }

    fn fill_from(&mut self, other: &Self) {
        self.role = self.role.min(other.role);
    }

    fn resemble(&mut self, other: &Self) {
        self.role = other.role;
    }

    fn take_over(&mut self, before: &Before<'_, Self>, theirs: &Self) -> bool {
        let role = before.part(|outlet| &outlet.role).field(&self.role, &theirs.role);
        let agreed = role.is_ok();
        self.role = either(role);
        agreed
    }

    fn as_saved(&self) -> Self {
        Self { because: None, ..self.clone() }
    }

    type Described = OutletRole;

    fn described(&self) -> OutletRole {
        self.role
    }

    fn describe(&mut self, described: OutletRole) {
        self.role = described;
    }

    fn told(described: &OutletRole) -> String {
        described.to_string()
    }
});

/// A speaker or an outlet, and what a person made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<M: Member> {
    /// As given.
    pub member: M,
    /// Whether a person added, renamed or merged it: the engine no longer changes or withdraws it.
    pub by_hand: bool,
    /// Which other entry it became one with.
    pub merged_into: Option<M::Id>,
    /// What others named it, made it one with or say that it is, where nobody has settled which it is. Each comes up
    /// once the one before it is settled.
    pub rivals: Vec<RivalName<M>>,
    /// Every choice between two names, merges or descriptions of it, oldest first.
    pub settled: Vec<NameChoice<M>>,
}

/// The other name, merge or description of a speaker or outlet that two people see differently.
#[derive(Clone, Debug, PartialEq)]
pub struct RivalName<M: Member> {
    /// Theirs.
    pub name: String,
    /// What theirs became one with.
    pub merged_into: Option<M::Id>,
    /// What they say it is, where that contradicts ours.
    pub described: Option<M::Described>,
    /// The same as older files have it: in words alone, which cannot be taken over.
    pub words: String,
    /// The choices of which they knew.
    pub settled: Vec<NameChoice<M>>,
}

/// What somebody says of a speaker or outlet.
#[derive(Clone, Debug, PartialEq)]
pub struct Naming<M: Member> {
    /// Its name.
    pub name: String,
    /// Which other entry it became one with.
    pub merged_into: Option<M::Id>,
    /// What it is; `None` where the choice was not about that.
    pub described: Option<M::Described>,
}

/// Somebody's choice between two of them that contradicted each other.
///
/// It names both, and not the one that was chosen: that is what the entry says from then on, whatever becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct NameChoice<M: Member> {
    /// Who chose, and when.
    pub stamp: Stamp,
    /// What they had before their eyes.
    pub between: Vec<Naming<M>>,
}

/// A speaker under review.
pub type ReviewedSpeaker = Entry<Speaker>;
/// An outlet under review.
pub type ReviewedOutlet = Entry<Outlet>;

impl<M: Member> Entry<M> {
    /// As the engine proposes it.
    pub fn proposed(member: M) -> Self {
        Self { member, by_hand: false, merged_into: None, rivals: Vec::new(), settled: Vec::new() }
    }

    /// As a person added it.
    pub fn added(member: M) -> Self {
        Self { by_hand: true, ..Self::proposed(member) }
    }

    /// Whether a person said anything of it.
    pub fn is_decided(&self) -> bool {
        self.by_hand || self.merged_into.is_some() || !self.rivals.is_empty() || !self.settled.is_empty()
    }
}

/// A state of a list: two are the same only if nothing changed in between, in whichever copy of the list.
#[derive(Clone, Debug, Default)]
pub struct ListState(Arc<u8>);

impl ListState {
    /// Whether nothing changed between the two.
    pub fn is_same(&self, other: &Self) -> bool {
        // Whoever keeps a state keeps its address from being given out again.
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// All speakers, or all outlets, of an article.
#[derive(Clone, Debug)]
pub(in crate::review) struct Cast<M: Member> {
    entries: BTreeMap<M::Id, Entry<M>>,
    /// Those that stand on their own, by first mention; the unmentioned last.
    order: Vec<M::Id>,
    /// Those that became one with another, by the one that remains.
    followers: BTreeMap<M::Id, Vec<M::Id>>,
    /// Every name and other form of a name of those that stand on their own.
    forms: BTreeSet<String>,
    /// Every id ever given out here, with its first name.
    given: BTreeMap<M::Id, String>,
    state: ListState,
}

impl<M: Member> Cast<M> {
    pub(in crate::review) fn new(entries: impl IntoIterator<Item = Entry<M>>) -> Self {
        let mut cast = Self {
            entries: BTreeMap::new(),
            order: Vec::new(),
            followers: BTreeMap::new(),
            forms: BTreeSet::new(),
            given: BTreeMap::new(),
            state: ListState::default(),
        };
        cast.replace(entries);
        cast
    }

    /// Replaces all entries; ids given out before stay taken.
    pub(in crate::review) fn replace(&mut self, entries: impl IntoIterator<Item = Entry<M>>) {
        self.entries = entries.into_iter().map(|entry| (entry.member.id().clone(), entry)).collect();
        for (id, entry) in &self.entries {
            self.given.entry(id.clone()).or_insert_with(|| entry.member.name().to_owned());
        }
        self.reorder();
    }

    fn reorder(&mut self) {
        self.state = ListState::default();
        let first = |entry: &Entry<M>| entry.member.mentions().first().map_or(usize::MAX, |span| span.start);
        let mut order: Vec<_> =
            self.entries.values().filter(|e| e.merged_into.is_none()).map(|e| (first(e), e.member.id().clone())).collect();
        order.sort();
        self.order = order.into_iter().map(|(_, id)| id).collect();
        let mut followers: BTreeMap<M::Id, Vec<M::Id>> = BTreeMap::new();
        for (id, _) in self.entries.iter().filter(|(_, entry)| entry.merged_into.is_some()) {
            if let Some(root) = self.resolve(id).map(|entry| entry.member.id()).filter(|root| *root != id) {
                followers.entry(root.clone()).or_default().push(id.clone());
            }
        }
        self.followers = followers;
        let forms = self.members().flat_map(|member| std::iter::once(member.name_ref()).chain(member.aliases())).cloned();
        self.forms = forms.collect();
    }

    /// Its state: another one after every change.
    pub(in crate::review) fn state(&self) -> &ListState {
        &self.state
    }

    /// Whether one that stands on its own is called so, by its name or another form of it.
    pub(in crate::review) fn is_form(&self, name: &str) -> bool {
        self.forms.contains(name)
    }

    /// All entries by id, merged ones included.
    pub(in crate::review) fn entries(&self) -> impl Iterator<Item = &Entry<M>> {
        self.entries.values()
    }

    pub(in crate::review) fn entry(&self, id: &M::Id) -> Option<&Entry<M>> {
        self.entries.get(id)
    }

    /// Sets or removes an entry.
    pub(in crate::review) fn put(&mut self, id: &M::Id, entry: Option<Entry<M>>) {
        match entry {
            Some(entry) => {
                self.given.entry(id.clone()).or_insert_with(|| entry.member.name().to_owned());
                self.entries.insert(id.clone(), entry);
            }
            None => {
                self.entries.remove(id);
            }
        }
        self.reorder();
    }

    /// The entry that `id` stands for now: itself, or what it was merged into.
    pub(in crate::review) fn resolve(&self, id: &M::Id) -> Option<&Entry<M>> {
        let mut entry = self.entries.get(id)?;
        // A file edited by hand may hold a ring.
        for _ in 0..self.entries.len() {
            match entry.merged_into.as_ref().and_then(|into| self.entries.get(into)) {
                Some(next) => entry = next,
                None => break,
            }
        }
        Some(entry)
    }

    /// Whether both ids stand for the same member now.
    pub(in crate::review) fn same(&self, a: &M::Id, b: &M::Id) -> bool {
        a == b
            || match (self.resolve(a), self.resolve(b)) {
                (Some(a), Some(b)) => a.member.id() == b.member.id(),
                _ => false,
            }
    }

    /// Whether an id is taken, or was.
    pub(in crate::review) fn is_given(&self, id: &M::Id) -> bool {
        self.given.contains_key(id)
    }

    /// Those that stand on their own, by first mention.
    pub(in crate::review) fn members(&self) -> impl Iterator<Item = &M> {
        self.order.iter().filter_map(|id| self.entries.get(id)).map(|entry| &entry.member)
    }

    /// How many stand on their own.
    pub(in crate::review) fn count(&self) -> usize {
        self.order.len()
    }

    /// The one at `index` of those that stand on their own.
    pub(in crate::review) fn member_at(&self, index: usize) -> Option<&M> {
        self.entries.get(self.order.get(index)?).map(|entry| &entry.member)
    }

    /// The ids that stand for the same as `id`, itself included.
    pub(in crate::review) fn ids_of<'a>(&'a self, id: &'a M::Id) -> impl Iterator<Item = &'a M::Id> {
        let root = self.resolve(id).map(|entry| entry.member.id());
        root.into_iter().chain(root.and_then(|root| self.followers.get(root)).into_iter().flatten())
    }

    /// The one that goes by `name`, in any case of letters.
    pub(in crate::review) fn by_name(&self, name: &str) -> Option<&M> {
        let wanted = name.to_lowercase();
        self.members().find(|member| member.name().to_lowercase() == wanted)
    }

    /// A new entry under `name`, with an id that nobody had.
    pub(in crate::review) fn newcomer(&self, name: &str, taken: impl Fn(&M::Id) -> bool) -> Entry<M> {
        let slug = crate::extract::resolve::ids::slug(name);
        let mut id = M::make_id(format!("{}{slug}", M::PREFIX));
        let mut number = 2;
        while taken(&id) || self.entries.contains_key(&id) || self.given.get(&id).is_some_and(|first| first != name) {
            id = M::make_id(format!("{}{slug}-{number}", M::PREFIX));
            number += 1;
        }
        Entry::added(M::named(id, name.to_owned()))
    }
}

/// Adds `name` to the other forms of a member's name, once.
pub(in crate::review) fn add_alias<M: Member>(member: &mut M, name: &str) {
    if member.name() != name && !member.aliases().iter().any(|alias| alias == name) {
        member.aliases_mut().push(name.to_owned());
    }
}
