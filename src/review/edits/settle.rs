//! Edits that settle where two people contradict each other.

use std::collections::BTreeMap;

use crate::claim::ClaimId;
use crate::review::edits::Draft;
use crate::review::session::history::Change;
use crate::review::state::cast::{Cast, Entry, Member, add_alias};
use crate::review::state::decision::Stamp;
use crate::review::state::outcome::EditError;
use crate::review::state::rival::{Conflict, Field, Side, Whose};

impl Draft<'_> {
    /// Lets one side's word stand on each of `conflicts`; what is settled already is passed over.
    pub(in crate::review) fn settle(&mut self, conflicts: &[Conflict], whose: Whose) -> Result<(), EditError> {
        let mut fields: BTreeMap<&ClaimId, Vec<Field>> = BTreeMap::new();
        for conflict in conflicts {
            match conflict {
                Conflict::Claim(id, field) => fields.entry(id).or_default().push(*field),
                Conflict::Speaker(id) => {
                    let entry = self.session.speaker_entry(id).ok_or_else(|| EditError::UnknownSpeaker(id.clone()))?;
                    if let Some(after) = settled(&self.session.speakers, entry, whose, self.stamp) {
                        let (before, after) = (Some(Box::new(entry.clone())), Some(Box::new(after)));
                        self.step.changes.push(Change::Speaker { id: id.clone(), before, after });
                    }
                }
                Conflict::Outlet(id) => {
                    let entry = self.session.outlet_entry(id).ok_or_else(|| EditError::UnknownOutlet(id.clone()))?;
                    if let Some(after) = settled(&self.session.outlets, entry, whose, self.stamp) {
                        let (before, after) = (Some(Box::new(entry.clone())), Some(Box::new(after)));
                        self.step.changes.push(Change::Outlet { id: id.clone(), before, after });
                    }
                }
            }
        }
        let named = self.kept_by_name(conflicts, whose);
        for (id, fields) in fields {
            self.replace(std::slice::from_ref(id), |_, claim, stamp| {
                for field in &fields {
                    claim.settle_field(*field, whose, stamp);
                }
            })?;
        }
        let word = if matches!(whose, Whose::Ours | Whose::Mine) { "kept ours" } else { "took theirs" };
        self.say(match conflicts.len() {
            1 => named.unwrap_or_else(|| word.to_owned()),
            count => format!("{word} in {count} conflicts"),
        });
        Ok(())
    }

    /// "kept km's version": of one conflict between two other people.
    fn kept_by_name(&self, conflicts: &[Conflict], whose: Whose) -> Option<String> {
        let [Conflict::Claim(id, field)] = conflicts else { return None };
        let claim = self.session.claim(id)?;
        let ours = Side::of(claim);
        let [ours, theirs] = [&ours, &claim.rival.as_ref()?.theirs].map(|side| Some(side.stamp_of(*field)?.by.clone()));
        let (ours, theirs) = (ours?, theirs?);
        if ours == self.stamp.by || theirs == self.stamp.by {
            return None;
        }
        let is_ours = whose.of(&self.stamp.by, Some(&ours), Some(&theirs)) == Whose::Ours;
        Some(format!("kept {}’s version", if is_ours { ours } else { theirs }))
    }
}

/// An entry with one side's name, merge and description; `None` where nothing is contested. Theirs would close a ring of
/// merges: it stays on its own.
fn settled<M: Member>(cast: &Cast<M>, entry: &Entry<M>, whose: Whose, stamp: &Stamp) -> Option<Entry<M>> {
    let mut after = entry.clone();
    if after.rivals.is_empty() {
        return None;
    }
    let rival = after.rivals.remove(0);
    if matches!(whose, Whose::Theirs | Whose::Others) {
        let old = std::mem::replace(after.member.name_mut(), rival.name.clone());
        after.member.aliases_mut().retain(|alias| *alias != rival.name);
        add_alias(&mut after.member, &old);
        let ring = rival.merged_into.as_ref().is_some_and(|into| cast.same(into, entry.member.id()));
        after.merged_into = rival.merged_into.clone().filter(|_| !ring);
        if let Some(described) = &rival.described {
            after.member.describe(described.clone());
        }
        after.by_hand = true;
    }
    after.choose(entry, &rival, stamp);
    after.drop_settled();
    Some(after)
}
