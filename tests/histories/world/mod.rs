//! People, their sessions and their files, and what happens to them.

mod check;
mod conflicts;
mod files;
mod said;

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
    /// Steps after which three people's words on one thing were open side by side.
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
}

fn claim<'a>(record: &'a Record, id: &ClaimId) -> &'a ReviewedClaim {
    record.claims.iter().find(|claim| claim.id == *id).unwrap()
}
