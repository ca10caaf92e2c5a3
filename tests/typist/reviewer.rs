//! The reviewer: what to press next, and the pressing.

use std::sync::Arc;
use std::time::Duration;

use saidby::article::Article;
use saidby::claim::ClaimId;
use saidby::extract::{EngineKind, Extraction};
use saidby::review::{Decision, Part, ReviewedClaim, Session};
use saidby::text::Span;
use saidby::tui::command::Command;
use saidby::tui::key::KeyPress;
use saidby::tui::keymap::Found;
use saidby::tui::message::{Message, Moment};
use saidby::tui::model::{Layer, Model};

use super::plan;
use super::score::{pairs, same_name};
use super::truth::Truth;
use saidby::tui::look::Look;
use saidby::tui::workspace::OpenArticle;

/// The screen that the reviewer sits at.
const SCREEN: (u16, u16) = (140, 40);

/// A reviewer who knows the truth.
#[derive(Clone)]
pub struct Reviewer<'t> {
    model: Model,
    truth: &'t [Truth],
    /// The truth that each suggestion is meant to be.
    partners: Vec<(ClaimId, usize)>,
    keys: usize,
    clock: Duration,
    trace: bool,
}

/// Whether nothing is open that was begun: the closing sheet opens by itself after the last claim.
fn is_settled(model: &Model) -> bool {
    model.layers.iter().all(|layer| matches!(layer, Layer::Closing(_)))
}

/// A row of keys.
type Keys = Vec<KeyPress>;

impl<'t> Reviewer<'t> {
    /// A reviewer before an article, with the engine's suggestions or without any.
    pub fn new(article: Article, found: Option<Extraction>, truth: &'t [Truth], trace: bool) -> Self {
        let text = Arc::clone(&article.text);
        let mut session = Session::new(Arc::new(article));
        session.offer(found.unwrap_or_default());
        let contents: Vec<Vec<Span>> = session.claims().iter().map(|claim| claim.spans(Part::Content).to_vec()).collect();
        let wanted: Vec<Vec<Span>> = truth.iter().map(|claim| claim.content.clone()).collect();
        let partners = pairs(&text, &wanted, &contents);
        let partners = partners.into_iter().map(|(truth, claim)| (session.claims()[claim].id.clone(), truth)).collect();
        let mut desk = OpenArticle::new(session, "article.txt", "sb");
        desk.read_by = EngineKind::Deep;
        let model = Model::new(desk, Look::default(), SCREEN);
        Self { model, truth, partners, keys: 0, clock: Duration::ZERO, trace }
    }

    /// Makes the review the truth; how many keys that took.
    pub fn run(mut self) -> usize {
        loop {
            let next = self.model.desk.session.next_undecided(None).cloned();
            let start = next.as_ref().and_then(|id| self.model.desk.session.claim(id)).map(|claim| begin(claim));
            let missing = (0..self.truth.len()).find(|index| !self.partners.iter().any(|(_, truth)| truth == index));
            match (missing, next) {
                // What is missing is added on the way.
                (Some(missing), _) if start.is_none_or(|start| self.truth[missing].content[0].start < start) => self.add(missing),
                (_, Some(next)) => self.judge(next),
                (Some(missing), None) => self.add(missing),
                (None, None) => break,
            }
        }
        self.verify();
        self.keys
    }

    fn say(&self, before: usize, what: &str) {
        if self.trace {
            println!("{:3} {what}", self.keys - before);
        }
    }

    /// The keys of a command where the reviewer is.
    fn of(model: &Model, command: Command) -> Keys {
        let keys = model.look.keymap.keys(command);
        let here = |row: &&Keys| model.look.keymap.find(model.context(), row) == Found::Command(command);
        keys.iter()
            .filter(here)
            .min_by_key(|row| row.len())
            .cloned()
            .unwrap_or_else(|| panic!("{command} has no key in {:?}", model.context()))
    }

    /// What comes of commands and letters, and the keys that they take.
    fn after(&self, model: &Model, presses: &[Press]) -> (Model, Keys) {
        let (mut model, mut keys) = (model.clone(), Keys::new());
        let mut clock = self.clock;
        let mut type_key = |model: &mut Model, key: KeyPress| {
            clock += Duration::from_secs(1);
            model.update(Message::Key(key), Moment { since_start: clock, unix: 1_790_000_000 });
            keys.push(key);
        };
        for press in presses {
            let row = match press {
                Press::Command(command) => {
                    // A question about words in another paragraph is answered first; the reviewer means them.
                    if matches!(model.layers.last(), Some(Layer::Question(_))) && !matches!(command, Command::Yes | Command::No) {
                        for key in Self::of(&model, Command::Yes) {
                            type_key(&mut model, key);
                        }
                    }
                    Self::of(&model, *command)
                }
                Press::Key(key) => vec![*key],
            };
            for key in row {
                type_key(&mut model, key);
            }
        }
        // The last key may have been asked about as well.
        if matches!(model.layers.last(), Some(Layer::Question(_))) {
            for key in Self::of(&model, Command::Yes) {
                type_key(&mut model, key);
            }
        }
        (model, keys)
    }

    fn press(&mut self, presses: &[Press]) {
        let (model, keys) = self.after(&self.model, presses);
        self.keys += keys.len();
        self.clock += Duration::from_secs(keys.len() as u64);
        self.model = model;
    }

    /// The cheapest of several rows after which `good` holds.
    fn cheapest(&self, rows: impl IntoIterator<Item = Vec<Press>>, good: impl Fn(&Model) -> bool) -> Option<Vec<Press>> {
        let mut best: Option<(usize, Vec<Press>)> = None;
        for row in rows {
            // A command takes a key at least.
            if best.as_ref().is_some_and(|(keys, _)| row.len() >= *keys) {
                continue;
            }
            let (model, keys) = self.after(&self.model, &row);
            if good(&model) && best.as_ref().is_none_or(|(least, _)| keys.len() < *least) {
                best = Some((keys.len(), row));
            }
        }
        best.map(|(_, row)| row)
    }

    fn claim(&self, id: &ClaimId) -> Arc<ReviewedClaim> {
        Arc::clone(self.model.desk.session.claim(id).expect("the claim is there"))
    }

    /// Decides on a suggestion.
    fn judge(&mut self, id: ClaimId) {
        let before = self.keys;
        if self.model.hand() != Some(&id) {
            self.press(&[Press::Command(Command::Next)]);
        }
        assert_eq!(self.model.hand(), Some(&id), "the next undecided claim is in hand");
        let partner = self.partners.iter().find(|(claim, _)| *claim == id).map(|(_, truth)| *truth);
        let Some(partner) = partner else {
            self.press(&[Press::Command(Command::Reject)]);
            self.say(before, "rejected");
            return;
        };
        let truth = &self.truth[partner];
        self.correct(&id, truth, true);
        self.say(before, &format!("{:?}", words(&self.model, truth)));
    }

    /// Makes the claim in hand the truth, from the reading that needs the fewest keys; with `go_on` it is confirmed, and
    /// the next one taken.
    fn correct(&mut self, id: &ClaimId, truth: &Truth, go_on: bool) {
        let ways = self.readings(id, truth).into_iter().map(|turns| {
            let mut other = self.clone();
            other.press(&vec![Press::Command(Command::NextReading); turns]);
            other.amend(id, truth, go_on);
            (turns, other)
        });
        // Of equally cheap ways the one without readings.
        if let Some((turns, cheapest)) = ways.min_by_key(|(turns, other)| (other.keys, *turns)) {
            *self = cheapest;
            if self.trace && turns > 0 {
                println!("    reading {turns}");
            }
        }
    }

    /// Corrects what is wrong in the claim as it is shown.
    fn amend(&mut self, id: &ClaimId, truth: &Truth, go_on: bool) {
        self.speaker(id, truth);
        self.outlets(id, truth);
        let decided = self.spans(id, truth, go_on);
        if (go_on && !decided) || self.model.reading_in_view().is_some() {
            self.press(&[Press::Command(Command::Confirm)]);
        }
    }

    /// How many parts of the claim in view are not as in truth.
    fn wrong(model: &Model, id: &ClaimId, truth: &Truth) -> usize {
        let session = model.session_in_view();
        let Some(claim) = session.claim(id) else { return usize::MAX };
        let parts = Part::ALL.into_iter().filter(|part| claim.spans(*part) != wanted(truth, *part)).count();
        let speaker = truth.speaker.as_ref().is_some_and(|name| !is_speaker(session, claim, name));
        let via = truth.via.as_ref().is_some_and(|wanted| !has_outlets(session, claim, wanted));
        parts + usize::from(speaker) + usize::from(via)
    }

    /// The readings worth correcting, by how often the key is pressed for them: none, and those that are nearer to the
    /// truth than the claim as it is.
    fn readings(&self, id: &ClaimId, truth: &Truth) -> Vec<usize> {
        let now = Self::wrong(&self.model, id, truth);
        let mut nearer: Vec<(usize, usize)> = Vec::new();
        let (mut model, mut turns) = (self.model.clone(), 0);
        if now == 0 {
            return vec![0];
        }
        loop {
            turns += 1;
            model = self.after(&model, &[Press::Command(Command::NextReading)]).0;
            if model.reading_in_view().is_none() {
                break;
            }
            nearer.push((Self::wrong(&model, id, truth), turns));
        }
        nearer.retain(|(wrong, _)| *wrong < now);
        nearer.sort_unstable();
        nearer.truncate(3);
        std::iter::once(0).chain(nearer.into_iter().map(|(_, turns)| turns)).collect()
    }

    /// Adds a claim that the engine has not found.
    fn add(&mut self, missing: usize) {
        let before = self.keys;
        let truth = &self.truth[missing];
        let text = Arc::clone(&self.model.desk.session.article().text);
        let accepted = selections(self.model.desk.session.article(), truth);
        let known: Vec<ClaimId> = self.model.desk.session.claims().iter().map(|claim| claim.id.clone()).collect();
        let mut rows: Vec<Vec<Press>> = Vec::new();
        let missed = Opening { keys: vec![Press::Command(Command::NextGap)], searched: false };
        for opening in self.openings(truth.content[0]).into_iter().chain([missed]) {
            let (model, _) = self.after(&self.model, &opening.keys);
            let Some(layer @ Layer::Select(_)) = model.layers.last() else { continue };
            let good = |span: Span| accepted.contains(&span.trimmed(&text));
            if let Some(row) = plan::select(layer, truth.content[0], &good) {
                rows.push(opening.with(row, Command::AddClaim));
            }
            // With nothing but the cursor selected, the key selects the sentence first.
            let (then, _) = self.after(&model, &[Press::Command(Command::AddClaim)]);
            if matches!(then.layers.last(), Some(Layer::Select(_))) {
                rows.push(opening.with(vec![Command::AddClaim], Command::AddClaim));
            }
        }
        let added = |model: &Model| {
            let claims = model.desk.session.claims();
            claims.iter().find(|claim| !known.contains(&claim.id)).map(|claim| claim.id.clone())
        };
        let right = |model: &Model| {
            let claim = added(model).and_then(|id| model.desk.session.claim(&id).cloned());
            claim.is_some_and(|claim| {
                let first = claim.spans(Part::Content).first().copied().unwrap_or_default();
                accepted.contains(&first.trimmed(&text)) || claim.spans(Part::Content) == truth.content
            })
        };
        let good = self.cheapest(rows.iter().cloned(), right);
        let row = good.or_else(|| self.cheapest(rows, |model| added(model).is_some())).expect("every stretch can be selected");
        self.press(&row);
        let id = added(&self.model).expect("it was added");
        self.partners.push((id.clone(), missing));
        self.correct(&id, truth, false);
        self.say(before, &format!("added {:?}", words(&self.model, truth)));
    }

    fn speaker(&mut self, id: &ClaimId, truth: &Truth) {
        let Some(wanted) = &truth.speaker else { return };
        let good = |model: &Model| {
            let session = model.session_in_view();
            is_settled(model) && session.claim(id).is_some_and(|claim| is_speaker(session, claim, wanted))
        };
        if good(&self.model) {
            return;
        }
        let open = Press::Command(Command::SetSpeaker);
        let take = Press::Command(Command::PickerTake);
        let mut rows = vec![vec![Press::Command(Command::Repeat)]];
        for down in 0..4 {
            let steps = std::iter::repeat_n(Press::Command(Command::PickerDown), down);
            rows.push([open].into_iter().chain(steps).chain([take]).collect());
        }
        let name = if wanted.is_empty() { "nobody" } else { wanted.as_str() };
        for typed in queries(name) {
            rows.push([open].into_iter().chain(typed).chain([take]).collect());
        }
        rows.push([open].into_iter().chain(typed(wanted)).chain([Press::Command(Command::PickerTakeTyped)]).collect());
        let row = self.cheapest(rows, good).unwrap_or_else(|| panic!("{wanted:?} can be chosen"));
        self.press(&row);
    }

    fn outlets(&mut self, id: &ClaimId, truth: &Truth) {
        let Some(wanted) = &truth.via else { return };
        let right = |model: &Model| {
            let session = model.session_in_view();
            session.claim(id).is_some_and(|claim| has_outlets(session, claim, wanted))
        };
        let good = |model: &Model| is_settled(model) && right(model);
        if good(&self.model) {
            return;
        }
        let open = vec![Press::Command(Command::SetOutlets)];
        let mut rows = vec![vec![Press::Command(Command::Repeat)]];
        // What is set and wrong is taken off first; then each is sought by its letters.
        let mut row = open;
        let (model, _) = self.after(&self.model, &row);
        if let Some(Layer::Picker(picker)) = model.layers.last() {
            let mut marked: Vec<usize> = picker
                .found
                .iter()
                .enumerate()
                .filter(|(_, found)| picker.marked.contains(&found.row))
                .map(|(at, _)| at)
                .collect();
            marked.sort_unstable();
            let mut at = picker.at;
            for index in marked {
                let move_to = if index < at { Command::PickerUp } else { Command::PickerDown };
                row.extend(std::iter::repeat_n(Press::Command(move_to), index.abs_diff(at)));
                row.push(Press::Command(Command::PickerMark));
                at = index + 1;
            }
        }
        if wanted.is_empty() {
            row.push(Press::Command(Command::PickerTake));
        }
        for (index, name) in wanted.iter().enumerate() {
            let end = if index + 1 == wanted.len() { Command::PickerTake } else { Command::PickerMark };
            let found = queries(name).into_iter().find(|typed| {
                let (model, _) = self.after(&self.model, &row.iter().chain(typed).copied().collect::<Vec<_>>());
                let Some(Layer::Picker(picker)) = model.layers.last() else { return false };
                let first = picker.found.get(picker.at).map(|found| (&found.row.label, &found.row.hint));
                first.is_some_and(|(label, hint)| same_name(label, name) || hint.split(", ").any(|alias| same_name(alias, name)))
            });
            let (typed, end) = match found {
                Some(typed) => (typed, end),
                None => (self::typed(name), if end == Command::PickerTake { Command::PickerTakeTyped } else { end }),
            };
            row.extend(typed);
            row.push(Press::Command(end));
        }
        rows.push(row);
        let row = self.cheapest(rows, good).unwrap_or_else(|| panic!("{wanted:?} can be set"));
        self.press(&row);
    }

    /// Brings the spans in order; whether the claim was confirmed with the same keys.
    fn spans(&mut self, id: &ClaimId, truth: &Truth, go_on: bool) -> bool {
        let claim = Arc::clone(self.model.session_in_view().claim(id).expect("the claim is there"));
        let wrong: Vec<Part> = Part::ALL.into_iter().filter(|part| claim.spans(*part) != wanted(truth, *part)).collect();
        if wrong.is_empty() {
            return false;
        }
        // Each wrong part is moved by its ends with the others, or selected anew.
        let anew: Vec<Option<Vec<Press>>> = wrong.iter().map(|part| self.selected(*part, wanted(truth, *part))).collect();
        let mut best: Option<(usize, Vec<Press>, bool)> = None;
        for choice in 0..1usize << wrong.len() {
            let mut row: Vec<Press> = Vec::new();
            let mut moved: Vec<Part> = Vec::new();
            let mut possible = true;
            for (index, part) in wrong.iter().enumerate() {
                if choice >> index & 1 == 1 {
                    match &anew[index] {
                        Some(keys) => row.extend(keys),
                        None => possible = false,
                    }
                } else {
                    moved.push(*part);
                }
            }
            if !moved.is_empty() {
                match self.moved(&claim, truth, &moved, go_on) {
                    Some(keys) => row.extend(keys),
                    None => possible = false,
                }
            }
            let ends_it = go_on && !moved.is_empty();
            if !possible || best.as_ref().is_some_and(|(least, ..)| row.len() >= *least) {
                continue;
            }
            let (model, keys) = self.after(&self.model, &row);
            let right = is_settled(&model)
                && model
                    .desk
                    .session
                    .claim(id)
                    .is_some_and(|claim| Part::ALL.iter().all(|part| claim.spans(*part) == wanted(truth, *part)));
            let keys = keys.len() + usize::from(go_on && !ends_it);
            if right && best.as_ref().is_none_or(|(least, ..)| keys < *least) {
                best = Some((keys, row, ends_it));
            }
        }
        let (_, row, ended) = best.unwrap_or_else(|| panic!("the spans of {:?} can be corrected", words(&self.model, truth)));
        self.press(&row);
        ended
    }

    /// The keys that select one part anew.
    fn selected(&self, part: Part, wanted: &[Span]) -> Option<Vec<Press>> {
        let [target] = wanted else { return None };
        let command = match part {
            Part::Content => Command::SelectContent,
            Part::Cue => Command::SelectCue,
            Part::Source => Command::SelectSource,
        };
        // The mention that was offered with the speaker.
        let offered = vec![Press::Command(Command::TakeSource)];
        let (model, _) = self.after(&self.model, &offered);
        let taken = model.hand().and_then(|id| model.desk.session.claim(id));
        if part == Part::Source && taken.is_some_and(|claim| claim.spans(part) == wanted) {
            return Some(offered);
        }
        let row = |opening: Opening| {
            let (model, _) = self.after(&self.model, &opening.keys);
            let row = plan::select(model.layers.last()?, *target, &|span| span == *target)?;
            Some(opening.with(row, command))
        };
        self.openings(*target).into_iter().filter_map(row).min_by_key(Vec::len)
    }

    /// The ways to begin a selection for `target`: where the claim in hand is, or at words that are searched.
    fn openings(&self, target: Span) -> Vec<Opening> {
        let select = Press::Command(Command::Select);
        let mut openings = vec![Opening { keys: vec![select], searched: false }];
        let words: Vec<char> =
            target.slice(&self.model.desk.session.article().text).unwrap_or_default().chars().take(14).collect();
        let found = (2..=words.len()).map(|count| {
            let letters: String = words.iter().take(count).collect();
            let mut keys = vec![Press::Command(Command::Search)];
            keys.extend(typed(&letters));
            keys.extend([Press::Command(Command::PromptTake), select]);
            Opening { keys, searched: true }
        });
        let begins = |opening: &Opening| {
            let (model, _) = self.after(&self.model, &opening.keys);
            matches!(model.layers.last(), Some(Layer::Select(select)) if select.span().start == target.start)
        };
        openings.extend(found.into_iter().find(begins));
        openings
    }

    /// The keys that bring `parts` in order by moving ends, adding and dropping spans.
    fn moved(&self, claim: &ReviewedClaim, truth: &Truth, parts: &[Part], go_on: bool) -> Option<Vec<Press>> {
        let mut row = vec![Press::Command(Command::EditSpans)];
        let mut at = 0;
        for part in parts {
            let index = Part::ALL.iter().position(|other| other == part)?;
            let forward = (index + Part::ALL.len() - at) % Part::ALL.len();
            if forward == 2 {
                row.push(Press::Command(Command::PreviousPart));
            } else {
                row.extend(std::iter::repeat_n(Press::Command(Command::NextPart), forward));
            }
            at = index;
            self.one_part(&mut row, claim.spans(*part), wanted(truth, *part))?;
        }
        row.push(Press::Command(if go_on { Command::SpansKeepOn } else { Command::SpansKeep }));
        Some(row)
    }

    fn one_part(&self, row: &mut Vec<Press>, now: &[Span], wanted: &[Span]) -> Option<()> {
        let free: Vec<Span> = wanted.iter().filter(|span| !now.iter().any(|other| other.overlaps(**span))).copied().collect();
        let mut kept: Vec<Span> = now.to_vec();
        let mut at = 0;
        // What is not wanted goes first, but for a last one that would leave the part empty.
        while let Some(index) = kept.iter().position(|span| !wanted.iter().any(|other| other.overlaps(*span))) {
            if kept.len() == 1 && !wanted.is_empty() {
                break;
            }
            go(row, &mut at, index, kept.len());
            row.push(Press::Command(Command::SpansDrop));
            kept.remove(index);
            at = at.min(kept.len().saturating_sub(1));
        }
        let mut free = free.into_iter();
        for index in 0..kept.len() {
            let span = kept[index];
            let target = wanted.iter().find(|other| other.overlaps(span)).copied().or_else(|| free.next())?;
            if target == span {
                continue;
            }
            go(row, &mut at, index, kept.len());
            let (model, _) = self.after(&self.model, row);
            row.extend(plan::ends(model.layers.last()?, target)?.into_iter().map(Press::Command));
            // The other end may be in hand now; the next span begins as this one ends.
            kept[index] = target;
        }
        for target in free
            .chain(wanted.iter().filter(|span| !kept.contains(span) && kept.iter().any(|other| other.overlaps(**span))).copied())
        {
            row.push(Press::Command(Command::SpansAdd));
            let (model, _) = self.after(&self.model, row);
            let more = plan::select(model.layers.last()?, target, &|span| span == target)?;
            row.extend(more.into_iter().chain([Command::SelectTake]).map(Press::Command));
        }
        Some(())
    }

    /// The review is the truth, and nothing else.
    fn verify(&self) {
        let session = &self.model.desk.session;
        for (id, index) in &self.partners {
            let (claim, truth) = (self.claim(id), &self.truth[*index]);
            for part in Part::ALL {
                assert_eq!(claim.spans(part), wanted(truth, part), "{:?}", words(&self.model, truth));
            }
            assert!(
                truth.speaker.as_ref().is_none_or(|name| is_speaker(session, &claim, name)),
                "{:?}",
                words(&self.model, truth)
            );
        }
        let standing = session.claims().iter().filter(|claim| claim.decision != Decision::Rejected).count();
        assert_eq!((standing, self.partners.len()), (self.truth.len(), self.truth.len()));
        assert_eq!(session.progress().decided, session.progress().total, "everything is decided");
    }
}

/// Something that is pressed.
#[derive(Clone, Copy, Debug)]
enum Press {
    /// A command, by whatever key it has.
    Command(Command),
    /// A letter that is typed.
    Key(KeyPress),
}

/// The beginning of a selection.
struct Opening {
    keys: Vec<Press>,
    /// Whether a search stands then, which is to be closed again.
    searched: bool,
}

impl Opening {
    /// All keys of the selection, with what it becomes.
    fn with(&self, row: Vec<Command>, end: Command) -> Vec<Press> {
        let close = self.searched.then_some(Command::Close);
        let rest = row.into_iter().chain([end]).chain(close).map(Press::Command);
        self.keys.iter().copied().chain(rest).collect()
    }
}

fn go(row: &mut Vec<Press>, at: &mut usize, to: usize, count: usize) {
    let steps = (to + count - *at) % count.max(1);
    row.extend(std::iter::repeat_n(Press::Command(Command::SpansNext), steps));
    *at = to;
}

fn begin(claim: &ReviewedClaim) -> usize {
    claim.spans(Part::Content).first().map_or(0, |span| span.start)
}

fn wanted(truth: &Truth, part: Part) -> &[Span] {
    match part {
        Part::Content => &truth.content,
        Part::Cue => &truth.cue,
        Part::Source => &truth.source,
    }
}

fn words(model: &Model, truth: &Truth) -> String {
    let text = &model.desk.session.article().text;
    truth.content.iter().filter_map(|span| span.slice(text)).collect::<Vec<_>>().join(" … ")
}

fn named(name: &str, aliases: &[String], wanted: &str) -> bool {
    same_name(name, wanted) || aliases.iter().any(|alias| same_name(alias, wanted))
}

fn has_outlets(session: &Session, claim: &ReviewedClaim, wanted: &[String]) -> bool {
    let via = session.via_of(claim);
    via.len() == wanted.len() && via.iter().zip(wanted).all(|(outlet, name)| named(&outlet.name, &outlet.aliases, name))
}

fn is_speaker(session: &Session, claim: &ReviewedClaim, wanted: &str) -> bool {
    match session.speaker_of(claim) {
        Some(speaker) => !wanted.is_empty() && named(&speaker.name, &speaker.aliases, wanted),
        None => wanted.is_empty(),
    }
}

fn typed(text: &str) -> Vec<Press> {
    text.chars().map(|letter| Press::Key(KeyPress::letter(letter))).collect()
}

/// What may be typed to find a name: the beginnings of it and of its words, the shortest first.
fn queries(name: &str) -> Vec<Vec<Press>> {
    let lower = name.to_lowercase();
    let mut texts: Vec<String> = Vec::new();
    for start in std::iter::once(lower.as_str()).chain(lower.split_whitespace()) {
        let letters: Vec<char> = start.chars().collect();
        texts.extend((1..=letters.len().min(12)).map(|count| letters[..count].iter().collect()));
    }
    texts.sort_by_key(String::len);
    texts.dedup();
    texts.into_iter().map(|text| typed(&text)).collect()
}

/// What may be selected to add the claim: the first stretch of its content, with or without its quotation marks.
fn selections(article: &Article, truth: &Truth) -> Vec<Span> {
    let first = truth.content[0];
    let mut accepted = vec![first];
    let marks = ['“', '”', '"', '‘', '’', '\''];
    let words = first.slice(&article.text).unwrap_or_default();
    let inner = words.trim_matches(marks).trim_end_matches([',', '.']).trim_matches(marks);
    let inner = words.find(inner).map(|at| Span::new(first.start + at, first.start + at + inner.len()));
    accepted.extend(inner);
    let bare = words.trim_matches(marks);
    accepted.extend(words.find(bare).map(|at| Span::new(first.start + at, first.start + at + bare.len())));
    accepted.retain(|span| !span.is_empty());
    accepted
}
