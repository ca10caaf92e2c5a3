//! Runs the rules over a session, and again after each decision.

mod changes;
mod ledger;
#[cfg(test)]
mod tests;
mod voices;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Once};

use self::changes::{Known, by_outlets, number_of_outlets, replaced};
use self::ledger::{Ledger, Origin};
use self::voices::{Heard, People, Voices};
use super::allowances::InForce;
use super::finding::Finding;
use super::house::House;
use super::index::Index;
use super::level::Level;
use super::rule::{Findings, MARKS, Picked, Rule, Voice, marks_of};
use super::rules::RULES;
use super::spoken;
use super::view::{Unreviewed, View, reach};
use crate::analysis::worth;
use crate::claim::{ClaimId, Outlet, Part, SpeakerId};
use crate::review::{Allowance, ListState, NothingHere, ReviewedClaim, Session};
use crate::text::Span;

/// What the rules found in one session, in one go.
pub fn lint(session: &Session, house: &House, unreviewed: Unreviewed) -> Vec<Finding> {
    let mut linter = Linter::new(Arc::new(house.clone()), unreviewed);
    linter.run(session).iter().map(|finding| (**finding).clone()).collect()
}

/// Runs the rules over a session and remembers what they found, so that the next run looks only at what changed.
#[derive(Clone, Debug)]
pub struct Linter {
    house: Arc<House>,
    unreviewed: Unreviewed,
    index: Option<Arc<Index>>,
    /// All claims, in the order of the text.
    claims: Vec<Known>,
    /// How many of them count.
    counted: usize,
    /// The longest [`reach`] of a claim so far.
    reach: usize,
    voices: Voices,
    outlets: Vec<Outlet>,
    /// Their state then.
    outlets_state: Option<ListState>,
    nothing_here: Vec<NothingHere>,
    allowances: Vec<Allowance>,
    in_force: InForce,
    /// Places of the text with findings, by rule.
    places: HashMap<(usize, usize), Origin>,
    /// The findings about the article and about allowances, by rule.
    articles: HashMap<usize, Origin>,
    ledger: Ledger,
    work: Work,
}

/// What a run looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Claims that the rules were asked about.
    pub claims: usize,
    /// Claims of the speakers that the rules were asked about.
    pub of_speakers: usize,
    /// Places of the text.
    pub places: usize,
    /// Claims that rules about the article picked.
    pub picked: usize,
}

/// Sets of rules are bits of a `u32`, and marks of claims [`MARKS`] bits for each rule of a `u64`.
const _: () = assert!(RULES.len() <= u32::BITS as usize && RULES.len() * MARKS <= u64::BITS as usize);

/// A rule that runs.
#[derive(Clone, Copy)]
struct Running {
    /// Its place among all.
    at: usize,
    rule: &'static dyn Rule,
    level: Level,
}

impl Running {
    fn findings(&self) -> Findings {
        Findings::new(self.rule.about().id, self.level)
    }

    fn bit(&self) -> u32 {
        1 << self.at
    }
}

/// What one run has to look at.
#[derive(Debug, Default)]
struct Due {
    /// Places of claims in the list.
    claims: BTreeSet<usize>,
    speakers: BTreeSet<SpeakerId>,
    passages: Vec<Span>,
    /// Everything: nothing was looked at before.
    all: bool,
    /// Rules about the article, as bits.
    articles: u32,
}

static LOAD: Once = Once::new();

/// Loads what the first decision would wait for: a pattern, and the weights that say what is worth checking.
fn load() {
    spoken::load();
    let _ = worth("The weir leaks.");
}

impl Linter {
    /// For a house.
    pub fn new(house: Arc<House>, unreviewed: Unreviewed) -> Self {
        Self {
            house,
            unreviewed,
            index: None,
            claims: Vec::new(),
            counted: 0,
            reach: 0,
            voices: Voices::default(),
            outlets: Vec::new(),
            outlets_state: None,
            nothing_here: Vec::new(),
            allowances: Vec::new(),
            in_force: InForce::default(),
            places: HashMap::new(),
            articles: HashMap::new(),
            ledger: Ledger::default(),
            work: Work::default(),
        }
    }

    /// What the last run found, in the order of the text.
    pub fn findings(&self) -> &[Arc<Finding>] {
        self.ledger.findings()
    }

    /// The rules that it runs.
    pub fn house(&self) -> &Arc<House> {
        &self.house
    }

    /// The text of the article as the last run read it.
    pub fn index(&self) -> Option<&Arc<Index>> {
        self.index.as_ref()
    }

    /// What the last run looked at.
    pub fn work(&self) -> Work {
        self.work
    }

    /// Whether it has run over this article: then only changes are looked at.
    pub fn knows(&self, session: &Session) -> bool {
        self.index.as_ref().is_some_and(|index| Arc::ptr_eq(&index.article, session.article()))
    }

    /// Runs the rules.
    pub fn run(&mut self, session: &Session) -> &[Arc<Finding>] {
        self.run_with(session, None)
    }

    /// The same; `read`: the text of the session's article, where it was read already.
    pub fn run_with(&mut self, session: &Session, read: Option<Arc<Index>>) -> &[Arc<Finding>] {
        let known = self.index.clone().filter(|_| self.knows(session));
        let is_first = known.is_none();
        if is_first {
            LOAD.call_once(load);
            *self = Self::new(Arc::clone(&self.house), self.unreviewed);
        }
        let index = known.or(read).unwrap_or_else(|| Arc::new(Index::new(session.article())));
        let house = Arc::clone(&self.house);
        let (fresh, gone) = replaced(&mut self.claims, session.claims());
        let farthest = fresh.iter().filter_map(|at| self.claims.get(*at)).map(|known| reach(&known.claim)).max();
        self.reach = self.reach.max(farthest.unwrap_or(0));
        let view = View { session, index: &index, house: &house, unreviewed: self.unreviewed, reach: self.reach };
        let running: Vec<Running> = RULES
            .iter()
            .enumerate()
            .map(|(at, rule)| Running { at, rule: *rule, level: house.setting(rule.about().id).level })
            .filter(|running| running.level != Level::Off)
            .collect();
        self.work = Work::default();
        let mut due = Due::default();
        if is_first {
            (due.all, due.articles) = (true, u32::MAX);
        }
        self.see_changes(&view, &running, (fresh, gone), &mut due);
        self.look(&view, &running, due);
        self.look_at_allowances(&view, &running);
        self.index = Some(index);
        self.ledger.findings()
    }

    /// Finds out what changed since the last run, besides the claims that are fresh and gone.
    fn see_changes(&mut self, view: &View<'_>, running: &[Running], claims: (Vec<usize>, Vec<Known>), due: &mut Due) {
        let session = view.session;
        let mut people = self.voices.see_people(session);
        if due.all {
            people = People::default();
        }
        if people.any {
            due.articles = u32::MAX;
        }
        let outlets = session.outlets_state();
        if !self.outlets_state.as_ref().is_some_and(|state| state.is_same(outlets)) {
            self.outlets_state = Some(outlets.clone());
            if !session.outlets().eq(self.outlets.iter()) {
                due.articles = u32::MAX;
                self.outlets = session.outlets().cloned().collect();
            }
        }
        if session.nothing_here() != self.nothing_here {
            let passages = session.nothing_here().iter().chain(&self.nothing_here);
            due.passages.extend(passages.map(|passage| passage.span));
            self.nothing_here = session.nothing_here().to_vec();
        }
        let before = self.counted;
        let (fresh, gone) = claims;
        let mut left: HashMap<ClaimId, (Arc<ReviewedClaim>, Option<SpeakerId>)> = HashMap::new();
        for known in gone {
            let speaker = self.forget(&known, due);
            left.insert(known.claim.id.clone(), (known.claim, speaker));
        }
        for at in fresh {
            let Some(known) = self.claims.get_mut(at) else { continue };
            known.counts = view.counts(&known.claim);
            due.claims.insert(at);
            if !known.counts {
                continue;
            }
            self.counted += 1;
            let Some(speaker) = self.voices.join(session, &known.claim) else { continue };
            // Of a claim that was only decided, its speaker's findings say nothing new, unless they are about it.
            match left.get(&known.claim.id) {
                Some((old, Some(who)))
                    if *who == speaker && says_the_same(old, &known.claim) && !self.voices.reports(who, &old.id) =>
                {
                    left.remove(&known.claim.id);
                }
                _ => due.speakers.extend([speaker]),
            }
        }
        due.speakers.extend(left.into_values().filter_map(|(_, speaker)| speaker));
        // Speakers who changed, and those whose claims go to another one now.
        let (followed, speakers) = self.voices.follow(session, &people);
        due.speakers.extend(speakers);
        for near in people.first_mentions.iter().map(|place| around(view.index, *place)) {
            for (at, claim) in view.claims_at(near) {
                due.claims.insert(at);
                due.speakers.extend(session.speaker_of(claim).map(|speaker| speaker.id.clone()));
            }
        }
        let of_changed = people.changed.iter().flat_map(|speaker| self.voices.claims(speaker));
        due.claims.extend(of_changed.chain(&followed).filter_map(|claim| session.position(&claim.id)));
        if before != self.counted {
            due.articles |= running.iter().filter(|running| running.rule.counts_all()).fold(0, |all, rule| all | rule.bit());
        }
    }

    /// Takes a claim that is gone, or has another value now, out of everything. Returns whose it was.
    fn forget(&mut self, known: &Known, due: &mut Due) -> Option<SpeakerId> {
        self.ledger.take_out(known.origin);
        due.articles |= known.picked;
        due.passages.extend(known.claim.spans(Part::Content));
        if !known.counts {
            return None;
        }
        self.counted -= 1;
        self.voices.leave(&known.claim)
    }

    /// Asks the rules about what is due.
    fn look(&mut self, view: &View<'_>, running: &[Running], mut due: Due) {
        for at in std::mem::take(&mut due.claims) {
            let Some(known) = self.claims.get_mut(at) else { continue };
            self.ledger.take_out(std::mem::take(&mut known.origin));
            due.articles |= std::mem::take(&mut known.picked);
            due.passages.extend(known.claim.spans(Part::Content));
            if !known.counts {
                continue;
            }
            self.work.claims += 1;
            let found = ask(running, |rule, findings| rule.claim(view, &known.claim, findings));
            known.origin = self.ledger.put(found);
            known.outlets = number_of_outlets(&known.claim);
            known.picked = running.iter().filter(|r| r.rule.picks(view, &known.claim)).fold(0, |all, r| all | r.bit());
            due.articles |= known.picked;
            let marks = |running: &Running| u64::from(running.rule.marks(view, &known.claim)) << (running.at * MARKS);
            known.marks = running.iter().map(marks).fold(0, |all, marks| all | marks);
            self.voices.mark(&known.claim, known.marks);
        }
        for id in &due.speakers {
            let Some(Heard { speaker, claims, known, origin, reported }) = self.voices.heard(view.session, id) else { continue };
            self.ledger.take_out(std::mem::take(origin));
            reported.clear();
            if let Some(speaker) = speaker.filter(|_| !claims.is_empty()) {
                self.work.of_speakers += claims.len();
                let asked = || running.iter().filter(|r| r.rule.is_known(view, speaker)).fold(0, |all, r| all | r.bit());
                let known = *known.get_or_insert_with(asked);
                let mut found = Vec::new();
                for running in running {
                    let mut findings = running.findings();
                    running.rule.speaker(view, &Voice::new(speaker, claims, known, running.at), &mut findings);
                    found.extend(findings.into_list());
                }
                reported.extend(found.iter().filter_map(|finding| finding.claim.clone()));
                *origin = self.ledger.put(found);
            }
        }
        if due.all {
            due.passages = vec![Span::new(0, view.text().len())];
        }
        self.look_at_places(view, running, &due.passages);
        for running in running {
            if due.articles & running.bit() == 0 {
                continue;
            }
            self.ledger.take_out(self.articles.remove(&running.at).unwrap_or_default());
            let picked = || self.claims.iter().filter(|known| known.picked & running.bit() != 0);
            let marks = picked().map(|known| marks_of(known.marks, running.at)).collect();
            let by_outlets = if running.rule.looks_at_outlets() { by_outlets(&self.claims, running.bit()) } else { Vec::new() };
            let picked = Picked { claims: picked().map(|known| &known.claim).collect(), marks, by_outlets, of: self.counted };
            self.work.picked += picked.claims.len();
            let mut findings = running.findings();
            running.rule.article(view, &picked, &mut findings);
            self.articles.insert(running.at, self.ledger.put(findings.into_list()));
        }
    }

    fn look_at_places(&mut self, view: &View<'_>, running: &[Running], passages: &[Span]) {
        for running in running {
            let places: BTreeSet<usize> = passages.iter().flat_map(|passage| running.rule.places(view.index, *passage)).collect();
            self.work.places += places.len();
            for place in places {
                self.ledger.take_out(self.places.remove(&(running.at, place)).unwrap_or_default());
                let mut findings = running.findings();
                running.rule.place(view, place, &mut findings);
                let origin = self.ledger.put(findings.into_list());
                if origin != Origin::default() {
                    self.places.insert((running.at, place), origin);
                }
            }
        }
    }

    /// Notes which findings are allowed, and asks the rules about the allowances.
    fn look_at_allowances(&mut self, view: &View<'_>, running: &[Running]) {
        let after = |at: usize| RULES.len() + at;
        for running in running {
            self.ledger.take_out(self.articles.remove(&after(running.at)).unwrap_or_default());
        }
        // An allowance is also for those findings whose claim it does not know.
        if view.session.allowances() != self.allowances || !self.allowances.is_empty() {
            self.allowances = view.session.allowances().to_vec();
            self.in_force = InForce::of(view.session);
            self.ledger.mark_all(&self.in_force);
        }
        self.ledger.settle(&self.in_force);
        if self.allowances.is_empty() {
            return;
        }
        for running in running {
            let mut findings = running.findings();
            running.rule.after(view, self.ledger.findings(), &mut findings);
            self.articles.insert(after(running.at), self.ledger.put(findings.into_list()));
        }
        self.ledger.settle(&self.in_force);
    }
}

/// Whether two states of a claim differ in nothing that findings about its speaker rest on, but for how sure it is.
fn says_the_same(one: &ReviewedClaim, other: &ReviewedClaim) -> bool {
    let parts = [Part::Content, Part::Cue, Part::Source];
    one.speaker() == other.speaker()
        && one.via() == other.via()
        && parts.iter().all(|part| one.spans(*part) == other.spans(*part))
}

/// What all rules find when they are asked this.
fn ask(running: &[Running], question: impl Fn(&dyn Rule, &mut Findings)) -> Vec<Finding> {
    let mut found = Vec::new();
    for running in running {
        let mut findings = running.findings();
        question(running.rule, &mut findings);
        found.extend(findings.into_list());
    }
    found
}

/// The paragraph of a place, those before it that may look forward to it, and the next one.
fn around(index: &Index, place: usize) -> Span {
    const BEFORE: usize = 4;
    let blocks = &index.article.blocks;
    let at = index.article.block_index(place);
    let first = blocks.get(at.saturating_sub(BEFORE)).map_or(0, |block| block.span.start);
    // Headings and captions may lie between two sentences.
    let sentence = index.sentence_span(index.sentence_at(place).saturating_sub(BEFORE)).map_or(first, |span| span.start);
    let first = first.min(sentence);
    let last = blocks.get(at + 1).map_or(index.article.text.len(), |block| block.span.end);
    Span::new(first, last.max(first))
}
