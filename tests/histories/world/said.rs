//! What people say, and what others answer to it.

use super::*;

impl World {
    /// What others chose, and was before the eyes of `who`, and is shown there no more.
    pub(super) fn answer_choices(&mut self, who: usize, before: &Record) {
        let after = self.people[who].session.record();
        let spoken = self.people.iter().flat_map(Person::all_words);
        for (about, (value, at)) in spoken.flat_map(|words| &words.chosen) {
            if shown(before, about).contains(value) && !shown(&after, about).contains(value) {
                self.answered.insert(Word::of_field(at, "choice"));
            }
        }
    }

    /// What a person says with an edit.
    pub(super) fn said(&mut self, who: usize, edit: &Edit, applied: &Applied, before: &Record, at: &str) {
        let person = &mut self.people[who];
        for id in &applied.claims {
            let (was, is) = (claim(before, id).clone(), person.session.claim(id).unwrap().clone());
            let words = &mut person.words;
            match edit {
                Edit::SetNote(_, note) => {
                    words.notes.insert(id.clone(), (note.clone(), at.to_owned()));
                }
                Edit::SetCheck(_, check) => {
                    words.checks.insert(id.clone(), (check.state.unwrap(), at.to_owned()));
                }
                Edit::AddEvidence(all) => {
                    words.evidence.entry(id.clone()).or_default().extend(all.iter().map(|(_, one)| one.link.clone()));
                }
                _ => match word(&was, &is, words.decisions.get(id), at) {
                    Some(word) => drop(words.decisions.insert(id.clone(), word)),
                    None => drop(words.decisions.remove(id)),
                },
            }
        }
        // Whoever says something again no longer holds to what they chose before.
        let remark = |field: &Field| matches!(field, Field::Note | Field::Check);
        let is_anew = |about: &Conflict| match (about, edit) {
            (Conflict::Claim(id, Field::Note), Edit::SetNote(of, _)) => id == of,
            (Conflict::Claim(id, Field::Check), Edit::SetCheck(of, _)) => of.contains(id),
            (Conflict::Speaker(id), Edit::RenameSpeaker(of, _)) => id == of,
            (Conflict::Claim(_, field), Edit::SetNote(..) | Edit::SetCheck(..) | Edit::AddEvidence(..)) if !remark(field) => {
                false
            }
            (Conflict::Claim(id, field), _) => !remark(field) && applied.claims.contains(id),
            _ => false,
        };
        person.words.chosen.retain(|about, _| !is_anew(about));
        if let Edit::RenameSpeaker(id, name) = edit {
            person.words.names.insert(id.clone(), (name.clone(), at.to_owned()));
        }
    }

    /// Words of others that were before the eyes of `who` and are shown there no more.
    pub(super) fn answer(&mut self, who: usize, ids: &[ClaimId], before: &Record) {
        for id in ids {
            let Some(after) = self.people[who].session.claim(id) else { continue };
            let (was, is) = (sides(claim(before, id)), sides(after));
            // What undo and redo bring back was answered too.
            let spoken = self.people.iter().flat_map(Person::all_words);
            for words in spoken {
                if let Some(word) = words.decisions.get(id) {
                    if was_seen(&word.at, &was) && !is_held(word, &is) {
                        self.answered.insert(word.at.clone());
                    }
                    for (name, (value, at)) in &word.fields {
                        // What is in force is changed by whoever knows of the word, also where an older one is open next to it.
                        let is_changed = |was: &[Side], is: &[Side]| {
                            was_seen(at, was) && is_field_shown(name, value, was) && !is_field_shown(name, value, is)
                        };
                        let is_gone = was_seen(at, &was) && !is_field_shown(name, value, &is);
                        if is_gone || is_changed(&was[..1], &is[..1]) {
                            self.answered.insert(Word::of_field(at, name));
                        }
                    }
                }
                if let Some((note, at)) = words.notes.get(id)
                    && was.iter().any(|side| *side.note == *note)
                    && !is.iter().any(|side| *side.note == *note)
                {
                    self.answered.insert(at.clone());
                }
                if let Some((state, at)) = words.checks.get(id)
                    && was.iter().any(|side| side.check.state == Some(*state))
                    && !is.iter().any(|side| side.check.state == Some(*state))
                {
                    self.answered.insert(at.clone());
                }
            }
        }
    }

    pub(super) fn undo(&mut self, who: usize) {
        let person = &mut self.people[who];
        if person.session.undo().is_none() {
            return;
        }
        let (words, at) = person.done.pop().unwrap();
        self.taken_back.insert(at.clone());
        self.told.push(format!("{}: undo of {at}", person.name));
        person.undone.push((std::mem::replace(&mut person.words, words), at));
        self.figures.undone += 1;
    }

    pub(super) fn redo(&mut self, who: usize) {
        let person = &mut self.people[who];
        if person.session.redo().is_none() {
            return;
        }
        let (words, at) = person.undone.pop().unwrap();
        self.taken_back.remove(&at);
        self.told.push(format!("{}: redo of {at}", person.name));
        person.done.push((std::mem::replace(&mut person.words, words), at));
    }

    /// The time of the last word that was said.
    pub(super) fn told_at(&self) -> String {
        format!("2026-11-22T{:02}:{:02}:{:02}Z", self.clock / 3600, self.clock / 60 % 60, self.clock % 60)
    }
}
