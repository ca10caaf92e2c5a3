//! Whether a word is lost.

use super::*;

impl World {
    /// Whether everybody's last word is where they would look for it.
    pub fn check(&self) -> Result<(), String> {
        if let Some(lost) = &self.lost {
            return Err(lost.clone());
        }
        for person in &self.people {
            self.check_of(person).map_err(|lost| format!("{}: {lost}", person.name))?;
        }
        Ok(())
    }

    pub(super) fn check_of(&self, person: &Person) -> Result<(), String> {
        let sides_of = |id: &ClaimId| person.session.claim(id).map(|claim| sides(claim)).unwrap_or_default();
        for (id, word) in &person.words.decisions {
            let is_lost = |(name, (value, at)): (&&str, &(String, String))| {
                !is_field_shown(name, value, &sides_of(id)) && !self.answered.contains(&Word::of_field(at, name))
            };
            let is_there = is_decided_so(word, &sides_of(id)) && !word.fields.iter().any(is_lost);
            if !is_there && !self.answered.contains(&word.at) {
                return Err(format!("the word on {id} is lost: {word:?}, there is {:?}", person.session.claim(id)));
            }
        }
        for (id, (note, at)) in &person.words.notes {
            if !sides_of(id).iter().any(|side| *side.note == *note) && !self.answered.contains(at) {
                return Err(format!("the note on {id} is lost: {note}"));
            }
        }
        for (id, (state, at)) in &person.words.checks {
            if !sides_of(id).iter().any(|side| side.check.state == Some(*state)) && !self.answered.contains(at) {
                return Err(format!("the check of {id} is lost: {state:?}"));
            }
        }
        for (id, links) in &person.words.evidence {
            let there: Vec<String> =
                sides_of(id).iter().flat_map(|side| side.check.evidence.clone()).map(|one| one.link).collect();
            if let Some(link) = links.iter().find(|link| !there.contains(link)) {
                return Err(format!("the evidence on {id} is lost: {link}"));
            }
        }
        for (id, (name, _)) in &person.words.names {
            let entry = person.session.speaker_entry(id).ok_or("the speaker is gone")?;
            let contested = entry.rivals.iter().any(|rival| rival.name == *name);
            if entry.member.name != *name && !entry.member.aliases.contains(name) && !contested {
                return Err(format!("the name of {id} is lost: {name}, there is {entry:?}"));
            }
        }
        let record = person.session.record();
        for (about, (value, at)) in &person.words.chosen {
            if !shown(&record, about).contains(value) && !self.answered.contains(&Word::of_field(at, "choice")) {
                return Err(format!("what was chosen of {about:?} is lost: {value}, there is {:?}", shown(&record, about)));
            }
        }
        // What is counted as open is open.
        let contested = person.session.claims().iter().filter(|claim| claim.rival.is_some());
        if let Some(empty) = contested.clone().find(|claim| claim.contested().is_empty()) {
            return Err(format!("{} is said to be contested, and nothing is", empty.id));
        }
        Ok(())
    }
}
