//! Files: written, put in the place of others, opened again.

use super::*;

impl World {
    pub(super) fn write(&mut self, who: usize) {
        let now = self.told_at();
        let person = &mut self.people[who];
        person.known[who] = now;
        let record = person.session.record();
        person.file = sidecar::text_of(&record, &self.article, "weir.txt", "0");
        person.seen.saved(record);
        person.written = person.words.clone();
        self.copies.push(person.file.clone());
        self.known_in.insert(person.file.clone(), person.known.clone());
        self.figures.saved += 1;
    }

    pub(super) fn save(&mut self, who: usize) {
        self.told.push(format!("{}: saved", self.people[who].name));
        self.write(who);
    }

    pub(super) fn read(&self, text: &str) -> Record {
        sidecar::load_text(Path::new("weir.txt.claims.ron"), text.to_owned(), &self.article).unwrap().record
    }

    /// Somebody's file, as it is or was, is put in the place of the file of `who`, who has it open.
    pub(super) fn replace(&mut self, who: usize) {
        let others: Vec<String> = self
            .people
            .iter()
            .enumerate()
            .filter(|(at, one)| *at != who && !one.file.is_empty())
            .map(|(_, one)| one.file.clone())
            .collect();
        let text = match self.below(4) {
            0 if !self.copies.is_empty() => {
                let at = self.below(self.copies.len());
                self.copies[at].clone()
            }
            _ if !others.is_empty() => self.one_of(&others),
            _ => return,
        };
        self.replace_by(who, text);
    }

    pub(super) fn replace_by(&mut self, who: usize, text: String) {
        if text == self.people[who].file {
            return;
        }
        self.told.push(format!("{}: the file is replaced by\n{text}", self.people[who].name));
        self.figures.replaced += 1;
        let mut theirs = self.read(&text);
        let person = &mut self.people[who];
        person.file = text;
        let before = person.session.record();
        person.known = later(&person.known, &self.known_in[&person.file]);
        let on_disk = theirs.clone();
        theirs.claims.retain(|claim| claim.is_touched() || person.session.claim(&claim.id).is_some());
        let merged = person.seen.take_in(&before, theirs.clone());
        person.seen.left(on_disk);
        person.session.adopt(merged.record.clone());
        if let Err(why) = self.both_are_in(&before, &theirs, &merged.record) {
            self.lost = Some(why);
        }
        if let Some(again) = self.asks_again(who, &theirs) {
            self.lost = Some(again);
        }
        self.figures.conflicts += u64::from(!merged.conflicts.is_empty());
        self.figures.three_open += u64::from(merged.conflicts.iter().any(|about| {
            let mut all = shown(&merged.record, about);
            all.sort();
            all.dedup();
            all.len() > 2
        }));
        // An open conflict is written as well, both sides of it.
        self.write(who);
    }

    /// Whether every word of either side is in what came of them.
    pub(super) fn both_are_in(&self, ours: &Record, theirs: &Record, merged: &Record) -> Result<(), String> {
        for record in [ours, theirs] {
            for old in &record.claims {
                // A suggestion that nobody touched may be withdrawn.
                let new = merged.claims.iter().find(|claim| claim.id == old.id).map(|claim| sides(claim)).unwrap_or_default();
                for side in sides(old).iter().filter(|side| side.decision.is_decided()) {
                    let at = side.decided.as_ref().map(|stamp| stamp.at.clone()).unwrap_or_default();
                    let same = new.iter().any(|other| other.decision == side.decision);
                    let fields = super::super::words::fields(&side.correction);
                    let said = fields.iter().filter(|(_, value)| *value != "None");
                    let all: Vec<_> = new.iter().map(|side| super::super::words::fields(&side.correction)).collect();
                    let shown = same && said.into_iter().all(|(name, value)| all.iter().any(|fields| fields[name] == *value));
                    if !shown && !was_seen(&at, &new) && !self.answered.contains(&at) && !self.taken_back.contains(&at) {
                        return Err(format!("a merge lost the word of {at} on {}", old.id));
                    }
                }
            }
        }
        Ok(())
    }

    /// Closes the review, with both sides of what is open in the file, and opens it again.
    pub(super) fn reopen(&mut self, who: usize) {
        self.told.push(format!("{}: closed and opened again", self.people[who].name));
        self.write(who);
        self.open(who);
        self.figures.reopened += 1;
    }

    pub(super) fn open(&mut self, who: usize) {
        let file = &self.people[who].file;
        let record = if file.is_empty() { Record::default() } else { self.read(file) };
        let mut session = Session::restore(Arc::clone(&self.article), record);
        session.offer(found());
        let person = &mut self.people[who];
        person.seen = Seen::opened(session.record());
        person.session = session;
        person.done.clear();
        person.undone.clear();
    }

    /// The program is killed: before the last words were due on disk, which are gone then, or after it.
    pub(super) fn kill(&mut self, who: usize) {
        let in_time = self.below(2) == 0;
        if in_time {
            self.write(who);
        }
        let open = self.people[who].session.conflicts().len() as u64;
        self.told.push(format!("{}: killed{}", self.people[who].name, if in_time { "" } else { " before the last save" }));
        let person = &mut self.people[who];
        person.words = person.written.clone();
        self.open(who);
        self.figures.killed += 1;
        self.figures.killed_in_conflict += u64::from(open > 0);
    }
}
