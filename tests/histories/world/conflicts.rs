//! Conflicts, and how people settle them.

use super::*;

impl World {
    pub(super) fn settle(&mut self, who: usize) {
        let conflicts = self.people[who].session.conflicts();
        if conflicts.is_empty() {
            return;
        }
        let conflict = self.one_of(&conflicts);
        let whose = self.one_of(&[Whose::Ours, Whose::Theirs]);
        if self.settle_one(who, conflict, whose) {
            self.write(who);
            // Where folders are synchronised, the next one has it soon.
            if self.below(2) == 0 {
                let next = (who + 1) % self.people.len();
                self.replace_by(next, self.people[who].file.clone());
            }
        }
    }

    /// Two people have the same conflict before their eyes, and each settles it the other way; then they find each
    /// other's files, and a third one both.
    pub(super) fn settle_oppositely(&mut self, who: usize) {
        let other = (who + 1) % self.people.len();
        self.write(who);
        self.replace_by(other, self.people[who].file.clone());
        let own = self.people[who].session.conflicts();
        let common: Vec<Conflict> =
            self.people[other].session.conflicts().into_iter().filter(|conflict| own.contains(conflict)).collect();
        if common.is_empty() {
            return;
        }
        let conflict = self.one_of(&common);
        let first = self.one_of(&[Whose::Ours, Whose::Theirs]);
        let before = shown(&self.people[who].session.record(), &conflict);
        if !self.settle_one(who, conflict.clone(), first) {
            return;
        }
        let chosen = shown(&self.people[who].session.record(), &conflict)[0].clone();
        let theirs = shown(&self.people[other].session.record(), &conflict);
        if before.len() < 2 || theirs.len() < 2 {
            return;
        }
        let second = if theirs[0] == chosen { Whose::Theirs } else { Whose::Ours };
        if !self.settle_one(other, conflict.clone(), second) {
            return;
        }
        self.figures.opposite += 1;
        self.figures.opposite_remarks += u64::from(matches!(conflict, Conflict::Claim(_, Field::Note | Field::Check)));
        self.figures.opposite_names += u64::from(matches!(conflict, Conflict::Speaker(_)));
        self.write(who);
        self.write(other);
        let files = [self.people[who].file.clone(), self.people[other].file.clone()];
        let mut meetings = vec![(who, 1), (other, 0)];
        if self.people.len() > 2 {
            let third = 3 - who - other;
            meetings.extend([(third, 0), (third, 1)]);
        }
        while !meetings.is_empty() {
            let at = self.below(meetings.len());
            let (reader, file) = meetings.remove(at);
            self.replace_by(reader, files[file].clone());
        }
    }

    /// Settles one conflict; whether that changed anything.
    pub(super) fn settle_one(&mut self, who: usize, conflict: Conflict, whose: Whose) -> bool {
        let at = self.now();
        let before = self.people[who].session.record();
        let person = &mut self.people[who];
        let stamp = Stamp { by: person.name.to_owned(), at: at.clone() };
        let Ok(applied) = person.session.apply(Edit::Settle(vec![conflict.clone()], whose), &stamp) else { return false };
        if !applied.changed {
            return false;
        }
        self.told.push(format!("{}: {conflict:?} settled, {whose:?}, at {at}", person.name));
        self.figures.settled += 1;
        let words = person.words.clone();
        person.done.push((words, at));
        person.undone.clear();
        self.answer(who, &applied.claims, &before);
        self.answer_choices(who, &before);
        let after = shown(&self.people[who].session.record(), &conflict);
        // Whoever leaves a claim undecided says nothing that a decision contradicts.
        let is_word = |value: &&String| !matches!(conflict, Conflict::Claim(_, Field::Decision)) || *value != "Unreviewed";
        if let Some(value) = after.first().filter(is_word) {
            let word = (value.clone(), self.told_at());
            self.people[who].words.chosen.insert(conflict.clone(), word);
        }
        if let Conflict::Claim(_, Field::Note | Field::Check) | Conflict::Speaker(_) = &conflict {
            let shown = shown(&before, &conflict);
            let between = [shown[0].clone(), shown[1].clone()];
            let at = self.told_at();
            let mut known = self.people[who].known.clone();
            known[who].clone_from(&at);
            self.choices.push(Choice { about: conflict, between, at, known });
        }
        true
    }

    /// Whether what was settled, and came with a file, is asked about again: unless somebody said one of the two words
    /// again, or settled the same otherwise, after it or apart from it.
    pub(super) fn asks_again(&mut self, who: usize, theirs: &Record) -> Option<String> {
        for choice in &self.choices {
            let came = settled_at(theirs, &choice.about).contains(&choice.at);
            let again = |other: &Choice| {
                let same = other.about == choice.about && other.at != choice.at;
                same && other.between.iter().any(|word| choice.between.contains(word))
            };
            let said_anew = |(of, person): (usize, &Person)| {
                let words = &person.words;
                let at = match &choice.about {
                    Conflict::Claim(id, Field::Note) => words.notes.get(id).map(|(_, at)| at),
                    Conflict::Claim(id, _) => words.checks.get(id).map(|(_, at)| at),
                    Conflict::Speaker(id) => words.names.get(id).map(|(_, at)| at),
                    Conflict::Outlet(_) => None,
                };
                at.is_some_and(|at| *at > choice.known[of])
            };
            if !came
                || self.taken_back.contains(&choice.at)
                || self.choices.iter().any(again)
                || self.people.iter().enumerate().any(said_anew)
            {
                continue;
            }
            let record = self.people[who].session.record();
            // An answer that was taken back where it was given is still known here: that is asked.
            if settled_at(&record, &choice.about).iter().any(|at| self.taken_back.contains(at)) {
                continue;
            }
            let shown = shown(&record, &choice.about);
            if choice.between.iter().all(|word| shown.contains(word)) {
                return Some(format!("{:?} is asked again: {shown:?}", choice.about));
            }
            let of_name = matches!(choice.about, Conflict::Speaker(_));
            let count = if of_name { &mut self.figures.named_once } else { &mut self.figures.asked_once };
            *count += 1;
        }
        None
    }
}
