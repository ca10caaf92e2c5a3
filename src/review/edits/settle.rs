//! Edits that settle where two people contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::ClaimId;
use crate::review::edits::Draft;
use crate::review::session::history::Change;
use crate::review::state::cast::{Cast, Entry, Member, add_alias};
use crate::review::state::contrast::contrast;
use crate::review::state::decision::Stamp;
use crate::review::state::outcome::EditError;
use crate::review::state::rival::{Conflict, Field, Whose};

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
        let told = self.chosen(conflicts, whose);
        for (id, fields) in fields {
            self.replace(std::slice::from_ref(id), |_, claim, stamp| {
                for field in &fields {
                    claim.settle_field(*field, whose, stamp);
                }
            })?;
        }
        self.say(told);
        Ok(())
    }

    /// What was chosen, in the words of the sides as the screen shows them; of several conflicts what is the same in all.
    fn chosen(&self, conflicts: &[Conflict], whose: Whose) -> String {
        let (record, text) = (self.session.record(), &self.session.article().text);
        let told = conflicts.iter().filter_map(|conflict| contrast(&record, text, conflict));
        let told: BTreeSet<String> = told.map(|words| words.chosen(&self.stamp.by, whose)).collect();
        let mut told = told.into_iter();
        let word = match (told.next(), told.next()) {
            (Some(only), None) => only,
            _ if matches!(whose, Whose::Ours | Whose::Mine) => "kept the first version".to_owned(),
            _ => "took the second version".to_owned(),
        };
        if conflicts.len() == 1 { word } else { format!("{word} in {} conflicts", conflicts.len()) }
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
