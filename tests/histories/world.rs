//! People, their sessions and their files, and what happens to them.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use saidby::article::Article;
use saidby::claim::{Claim, ClaimId, CueClass, Directness, Outlet, OutletId, Parts, Reason, Speaker, SpeakerId, SpeakerKind};
use saidby::extract::Extraction;
use saidby::review::merge::Seen;
use saidby::review::{
    Applied, CheckState, Conflict, Edit, Evidence, FactCheck, Field, OutletChoice, Part, Record, ReviewedClaim, Session, Side,
    SpeakerChoice, Stamp, Whose,
};
use saidby::sidecar;
use saidby::text::Span;

use super::choices::{Choice, settled_at, shown};
use super::words::{Word, Words, is_decided_so, is_field_shown, is_held, sides, was_seen, word};

const ARTICLE: &str = "The weir holds, said Ines Corr on Friday.

The gates were painted twice, Otto Lund told the Fen Gazette.

Nobody asked the anglers, according to Mira Quay.
";
const NAMES: [&str; 3] = ["ann", "ben", "cat"];

/// What happened in a life, or in many.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub words: u64,
    pub undone: u64,
    pub saved: u64,
    pub replaced: u64,
    pub conflicts: u64,
    pub settled: u64,
    pub reopened: u64,
    pub killed: u64,
    pub killed_in_conflict: u64,
    /// Files that brought a choice between two remarks or fact-checks, and nobody was asked again.
    pub asked_once: u64,
    /// The same of two names.
    pub named_once: u64,
    /// Conflicts that two people settled in opposite ways, and those of them that are about a name, a note or a check.
    pub opposite: u64,
    pub opposite_remarks: u64,
    pub opposite_names: u64,
    /// Steps after which three people's words on one thing were open beside each other.
    pub three_open: u64,
}

impl Figures {
    pub fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.undone += other.undone;
        self.saved += other.saved;
        self.replaced += other.replaced;
        self.conflicts += other.conflicts;
        self.settled += other.settled;
        self.reopened += other.reopened;
        self.killed += other.killed;
        self.killed_in_conflict += other.killed_in_conflict;
        self.asked_once += other.asked_once;
        self.named_once += other.named_once;
        self.opposite += other.opposite;
        self.opposite_remarks += other.opposite_remarks;
        self.opposite_names += other.opposite_names;
        self.three_open += other.three_open;
    }
}

/// A time for each person; empty for none.
type Known = [String; NAMES.len()];

/// The later time of each.
fn later(a: &Known, b: &Known) -> Known {
    std::array::from_fn(|at| a[at].clone().max(b[at].clone()))
}

struct Person {
    name: &'static str,
    session: Session,
    seen: Seen,
    /// The sidecar as it is on disk.
    file: String,
    words: Words,
    /// The words that the session last wrote.
    written: Words,
    /// Of each person the time of the last word that this one may have had before their eyes.
    known: Known,
    /// The words before each step that undo takes back, and after each that redo brings again.
    done: Vec<(Words, String)>,
    undone: Vec<(Words, String)>,
}

impl Person {
    /// What the person says, and what undo, redo and the end of the program may bring back.
    fn all_words(&self) -> impl Iterator<Item = &Words> {
        self.done.iter().chain(&self.undone).map(|(words, _)| words).chain([&self.words, &self.written])
    }
}

pub struct World {
    article: Arc<Article>,
    people: Vec<Person>,
    /// Every state that any file had.
    copies: Vec<String>,
    /// Whose words may be in such a state, and how late ones.
    known_in: HashMap<String, Known>,
    /// Words, by their time, that somebody else decided against who had them before their eyes.
    answered: BTreeSet<String>,
    /// Conflicts about a remark, a fact-check or a name that somebody settled.
    choices: Vec<Choice>,
    /// Words, by their time, that were taken back.
    taken_back: BTreeSet<String>,
    clock: u32,
    state: u64,
    length: usize,
    told: Vec<String>,
    figures: Figures,
    lost: Option<String>,
    /// Whether everybody works on the same claim and the same names, so that they contradict each other.
    is_quarrel: bool,
    /// Whether everybody corrects the same fields of one claim, there and back.
    is_tug: bool,
}

fn span(words: &str) -> Span {
    let start = ARTICLE.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn found() -> Extraction {
    let mut found = Extraction::default();
    let rows = [
        ("The weir holds", "said", "Ines Corr", None),
        ("The gates were painted twice", "told", "Otto Lund", Some("Fen Gazette")),
        ("Nobody asked the anglers", "according to", "Mira Quay", None),
    ];
    for (number, (content, cue, source, outlet)) in rows.into_iter().enumerate() {
        let speaker = SpeakerId::new(format!("s-{number}"));
        found.speakers.push(Speaker {
            id: speaker.clone(),
            name: source.to_owned(),
            kind: SpeakerKind::Person,
            role: None,
            affiliation: None,
            aliases: Vec::new(),
            anonymous: false,
            unnamed_because: None,
            mentions: vec![span(source)],
        });
        let via: Vec<OutletId> = outlet.map(|_| OutletId::new("o-0")).into_iter().collect();
        if let Some(name) = outlet {
            let mentions = vec![span(name)];
            let id = OutletId::new("o-0");
            found.outlets.push(Outlet {
                id,
                name: name.to_owned(),
                role: Default::default(),
                aliases: Vec::new(),
                mentions,
                because: None,
            });
        }
        found.claims.push(Claim {
            id: ClaimId::new(format!("c-{number}")),
            parts: Parts { content: vec![span(content)], cue: vec![span(cue)], source: vec![span(source)] },
            directness: Directness::Indirect,
            class: CueClass::Speech,
            speaker: Some(speaker),
            via,
            score: 0.9,
            reason: Reason::default(),
        });
    }
    found
}

impl World {
    pub fn new(seed: u64) -> Self {
        let article = Arc::new(Article::from_text(ARTICLE));
        let mut world = Self {
            article: Arc::clone(&article),
            people: Vec::new(),
            copies: Vec::new(),
            known_in: HashMap::new(),
            answered: BTreeSet::new(),
            choices: Vec::new(),
            taken_back: BTreeSet::new(),
            clock: 0,
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d,
            length: 0,
            told: Vec::new(),
            figures: Figures::default(),
            lost: None,
            is_quarrel: seed.is_multiple_of(3),
            is_tug: seed % 6 == 1,
        };
        let count = 2 + world.below(2);
        world.length = 8 + world.below(24);
        for name in NAMES.into_iter().take(count) {
            let mut session = Session::new(Arc::clone(&article));
            session.offer(found());
            let seen = Seen::opened(session.record());
            let (words, written, known, done, undone) = Default::default();
            world.people.push(Person { name, session, seen, file: String::new(), words, written, known, done, undone });
        }
        world
    }

    pub fn length(&self) -> usize {
        self.length
    }

    pub fn told(&self) -> &[String] {
        &self.told
    }

    pub fn figures(&self) -> Figures {
        self.figures.clone()
    }

    /// A number below `limit` (xorshift64*).
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        ((self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize) % limit
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    fn now(&mut self) -> String {
        self.clock += 1;
        format!("2026-11-22T{:02}:{:02}:{:02}Z", self.clock / 3600, self.clock / 60 % 60, self.clock % 60)
    }

    pub fn step(&mut self) {
        let who = self.below(self.people.len());
        if !self.people[who].session.conflicts().is_empty() && self.below(3) == 0 {
            self.settle(who);
            return;
        }
        if !self.people[who].session.conflicts().is_empty() && self.below(8) == 0 {
            self.kill(who);
            return;
        }
        if !self.people[who].session.conflicts().is_empty() && self.below(6) == 0 {
            self.settle_oppositely(who);
            return;
        }
        let kind = if self.is_quarrel || self.is_tug {
            [0, 0, 0, 0, 18, 20, 22, 28, 28, 28, 34, 38][self.below(12)]
        } else {
            self.below(41)
        };
        match kind {
            0..=17 => self.decide(who),
            18 | 19 => self.undo(who),
            20 | 21 => self.redo(who),
            22..=27 => self.save(who),
            28..=33 => self.replace(who),
            34..=37 => self.settle(who),
            38 | 39 => self.reopen(who),
            _ => self.kill(who),
        }
    }

    fn edit(&mut self, who: usize) -> Edit {
        let ids: Vec<ClaimId> = self.people[who].session.claims().iter().map(|claim| claim.id.clone()).collect();
        let id = if self.is_quarrel || self.is_tug { ids[0].clone() } else { self.one_of(&ids) };
        let kind = match (self.is_quarrel, self.is_tug) {
            (true, _) => [0, 4, 7, 11, 13, 15][self.below(6)],
            (_, true) => [0, 6, 7, 7, 7, 9, 9, 10, 10][self.below(9)],
            _ => self.below(16),
        };
        match kind {
            0..=3 => Edit::Confirm(vec![id]),
            4 | 5 => Edit::Reject(vec![id]),
            6 => Edit::Undecide(vec![id]),
            7 | 8 => {
                let to = self.one_of(&["s-0", "s-1", "s-2"]);
                Edit::SetSpeaker(vec![id], SpeakerChoice::Existing(SpeakerId::new(to)))
            }
            9 => {
                let via: &[OutletChoice] = if self.below(2) == 0 { &[] } else { &[OutletChoice::Existing(OutletId::new("o-0"))] };
                Edit::SetVia(vec![id], via.to_vec())
            }
            10 => {
                let of_one = ["The weir holds", "weir holds", "holds"];
                let words =
                    self.one_of(if self.is_tug { &of_one } else { &["weir holds", "gates were painted", "asked the anglers"] });
                Edit::SetSpans(id, Part::Content, vec![span(words)])
            }
            11 | 12 => {
                let note = self.one_of(&["really?", "ask again", "seen the minutes"]);
                Edit::SetNote(id, note.to_owned())
            }
            13 => {
                let claim = self.people[who].session.claim(&id).unwrap();
                let mut check: FactCheck = (*claim.check).clone();
                check.state = Some(self.one_of(&[CheckState::Verified, CheckState::Wrong, CheckState::Asked]));
                Edit::SetCheck(vec![id], check)
            }
            14 => {
                let link = self.one_of(&["minutes.pdf", "https://fen.example/gates", "call with Quay"]);
                Edit::AddEvidence(vec![(id, Evidence { link: link.to_owned(), ..Evidence::default() })])
            }
            _ => {
                let speaker = if self.is_quarrel { "s-0" } else { self.one_of(&["s-0", "s-1"]) };
                let name = self.one_of(&["I. Corr", "Ines Lund", "O. Lund"]);
                Edit::RenameSpeaker(SpeakerId::new(speaker), name.to_owned())
            }
        }
    }

    fn decide(&mut self, who: usize) {
        let (edit, at) = (self.edit(who), self.now());
        let before = self.people[who].session.record();
        let person = &mut self.people[who];
        let stamp = Stamp { by: person.name.to_owned(), at: at.clone() };
        let Ok(applied) = person.session.apply(edit.clone(), &stamp) else { return };
        if !applied.changed {
            return;
        }
        self.told.push(format!("{}: {edit:?} at {at}", person.name));
        self.figures.words += 1;
        let words = person.words.clone();
        person.done.push((words, at.clone()));
        person.undone.clear();
        self.said(who, &edit, &applied, &before, &at);
        self.answer(who, &applied.claims, &before);
        self.answer_choices(who, &before);
    }

    /// What others chose, and was before the eyes of `who`, and is shown there no more.
    fn answer_choices(&mut self, who: usize, before: &Record) {
        let after = self.people[who].session.record();
        let spoken = self.people.iter().flat_map(Person::all_words);
        for (about, (value, at)) in spoken.flat_map(|words| &words.chosen) {
            if shown(before, about).contains(value) && !shown(&after, about).contains(value) {
                self.answered.insert(Word::of_field(at, "choice"));
            }
        }
    }

    /// What a person says with an edit.
    fn said(&mut self, who: usize, edit: &Edit, applied: &Applied, before: &Record, at: &str) {
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
        // Whoever says something anew no longer holds to what they chose before.
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
    fn answer(&mut self, who: usize, ids: &[ClaimId], before: &Record) {
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
                        // What is in force is changed by whoever knows of the word, also where an older one is open beside it.
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

    fn undo(&mut self, who: usize) {
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

    fn redo(&mut self, who: usize) {
        let person = &mut self.people[who];
        if person.session.redo().is_none() {
            return;
        }
        let (words, at) = person.undone.pop().unwrap();
        self.taken_back.remove(&at);
        self.told.push(format!("{}: redo of {at}", person.name));
        person.done.push((std::mem::replace(&mut person.words, words), at));
    }

    fn write(&mut self, who: usize) {
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

    fn save(&mut self, who: usize) {
        self.told.push(format!("{}: saved", self.people[who].name));
        self.write(who);
    }

    fn read(&self, text: &str) -> Record {
        sidecar::load_text(Path::new("weir.txt.claims.ron"), text.to_owned(), &self.article).unwrap().record
    }

    /// Somebody's file, as it is or was, is put in the place of the file of `who`, who has it open.
    fn replace(&mut self, who: usize) {
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

    fn replace_by(&mut self, who: usize, text: String) {
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
    fn both_are_in(&self, ours: &Record, theirs: &Record, merged: &Record) -> Result<(), String> {
        for record in [ours, theirs] {
            for old in &record.claims {
                // A suggestion that nobody touched may be withdrawn.
                let new = merged.claims.iter().find(|claim| claim.id == old.id).map(|claim| sides(claim)).unwrap_or_default();
                for side in sides(old).iter().filter(|side| side.decision.is_decided()) {
                    let at = side.decided.as_ref().map(|stamp| stamp.at.clone()).unwrap_or_default();
                    let same = new.iter().any(|other| other.decision == side.decision);
                    let fields = super::words::fields(&side.correction);
                    let said = fields.iter().filter(|(_, value)| *value != "None");
                    let all: Vec<_> = new.iter().map(|side| super::words::fields(&side.correction)).collect();
                    let shown = same && said.into_iter().all(|(name, value)| all.iter().any(|fields| fields[name] == *value));
                    if !shown && !was_seen(&at, &new) && !self.answered.contains(&at) && !self.taken_back.contains(&at) {
                        return Err(format!("a merge lost the word of {at} on {}", old.id));
                    }
                }
            }
        }
        Ok(())
    }

    fn settle(&mut self, who: usize) {
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
    fn settle_oppositely(&mut self, who: usize) {
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
    fn settle_one(&mut self, who: usize, conflict: Conflict, whose: Whose) -> bool {
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

    /// The time of the last word that was said.
    fn told_at(&self) -> String {
        format!("2026-11-22T{:02}:{:02}:{:02}Z", self.clock / 3600, self.clock / 60 % 60, self.clock % 60)
    }

    /// Whether what was settled, and came with a file, is asked about again: unless somebody said one of the two words
    /// anew, or settled the same otherwise, after it or apart from it.
    fn asks_again(&mut self, who: usize, theirs: &Record) -> Option<String> {
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

    /// Closes the review, with both sides of what is open in the file, and opens it again.
    fn reopen(&mut self, who: usize) {
        self.told.push(format!("{}: closed and opened again", self.people[who].name));
        self.write(who);
        self.open(who);
        self.figures.reopened += 1;
    }

    fn open(&mut self, who: usize) {
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
    fn kill(&mut self, who: usize) {
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

    fn check_of(&self, person: &Person) -> Result<(), String> {
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

fn claim<'a>(record: &'a Record, id: &ClaimId) -> &'a ReviewedClaim {
    record.claims.iter().find(|claim| claim.id == *id).unwrap()
}
