//! Speakers and outlets of a review, found by name; new ones get an id.

use std::collections::{BTreeMap, HashMap};

use crate::extract::resolve::ids::slug;
use crate::review::state::cast::{Entry, Member};

/// Speakers or outlets, to be found by name.
pub(super) struct List<M: Member> {
    entries: BTreeMap<M::Id, Entry<M>>,
    by_name: HashMap<String, M::Id>,
}

impl<M: Member> List<M>
where
    M::Id: std::hash::Hash,
{
    pub(super) fn of(entries: &[Entry<M>]) -> Self {
        let entries: BTreeMap<M::Id, Entry<M>> = entries.iter().map(|entry| (entry.member.id().clone(), entry.clone())).collect();
        let mut by_name = HashMap::new();
        for (id, entry) in &entries {
            by_name.entry(entry.member.name().to_lowercase()).or_insert_with(|| id.clone());
        }
        Self { entries, by_name }
    }

    /// The id itself, or that of what it was merged into.
    pub(super) fn resolve(&self, id: &M::Id) -> M::Id {
        let mut at = id;
        // A file edited by hand may hold a ring.
        for _ in 0..self.entries.len() {
            match self.entries.get(at).and_then(|entry| entry.merged_into.as_ref()) {
                Some(next) => at = next,
                None => break,
            }
        }
        at.clone()
    }

    /// The id of the one with this name; a new one is listed.
    pub(super) fn id_of(&mut self, member: &M, by_hand: bool) -> M::Id {
        let name = member.name().to_lowercase();
        if let Some(id) = self.by_name.get(&name).map(|id| self.resolve(id)) {
            return id;
        }
        let slug = slug(member.name());
        let mut id = M::make_id(format!("{}{slug}", M::PREFIX));
        let mut number = 2;
        while self.entries.contains_key(&id) {
            id = M::make_id(format!("{}{slug}-{number}", M::PREFIX));
            number += 1;
        }
        let mut member = member.clone();
        member.set_id(id.clone());
        self.by_name.insert(name, id.clone());
        self.entries.insert(id.clone(), Entry { by_hand, ..Entry::proposed(member) });
        id
    }

    pub(super) fn finish(self) -> Vec<Entry<M>> {
        self.entries.into_values().collect()
    }
}
