//! The reviewer: what to press next, and the pressing.

use std::sync::Arc;
use std::time::Duration;

use saidby::analysis::Survey;
use saidby::article::Article;
use saidby::claim::{ClaimId, Parts};
use saidby::extract::{EngineKind, Extraction};
use saidby::review::{Decision, Part, ReviewedClaim, Session};
use saidby::text::Span;
use saidby::tui::command::Command;
use saidby::tui::key::KeyPress;
use saidby::tui::keymap::Found;
use saidby::tui::message::{Effect, Message, Moment};
use saidby::tui::model::{Layer, Model};

use super::letters::{self, Step};
use super::plan;
use super::score::{pairs, same_name};
use super::tally::{Purpose, Tally};
use super::truth::{Standard, Truth};
use saidby::tui::look::Look;
use saidby::tui::workspace::OpenArticle;

/// The screen that the reviewer sits at.
const SCREEN: (u16, u16) = (140, 40);

/// A reviewer who knows the truth.
#[derive(Clone)]
pub struct Reviewer<'t> {
    pub(super) model: Model,
    truth: &'t [Truth],
    /// The truth that each suggestion is meant to be.
    partners: Vec<(ClaimId, usize)>,
    pub(super) standard: Standard,
    keys: Tally,
    clock: Duration,
    trace: bool,
    /// What the engine found too uncertain to suggest.
    survey: Survey,
}

/// Whether nothing is open that was begun: the closing sheet opens by itself after the last claim.
pub(super) fn is_settled(model: &Model) -> bool {
    model.layers.iter().all(|layer| matches!(layer, Layer::Closing(_)))
}

/// A row of keys.
type Keys = Vec<KeyPress>;

impl<'t> Reviewer<'t> {
    /// A reviewer before an article, with the engine's suggestions or without any.
    pub fn new(
        article: Article,
        found: Option<Extraction>,
        survey: Survey,
        truth: &'t [Truth],
        standard: Standard,
        trace: bool,
    ) -> Self {
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
        Self { model, truth, partners, standard, keys: Tally::default(), clock: Duration::ZERO, trace, survey }
    }

    /// Makes the review the truth; how many keys that took.
    pub fn run(mut self) -> Tally {
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
            println!("{:3} {what}", self.keys.total() - before);
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
    pub(super) fn after(&self, model: &Model, presses: &[Press]) -> (Model, Keys) {
        let (mut model, mut keys) = (model.clone(), Keys::new());
        let mut clock = self.clock;
        let mut type_key = |model: &mut Model, key: KeyPress| {
            clock += Duration::from_secs(1);
            let now = Moment { since_start: clock, unix: 1_790_000_000 };
            let effects = model.update(Message::Key(key), now);
            if effects.contains(&Effect::Survey) {
                model.update(Message::Surveyed(self.survey.clone()), now);
            }
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

    pub(super) fn press(&mut self, purpose: Purpose, presses: &[Press]) {
        let (model, keys) = self.after(&self.model, presses);
        self.keys.add(purpose, keys.len());
        self.clock += Duration::from_secs(keys.len() as u64);
        self.model = model;
    }

    /// Presses keys that have different purposes.
    pub(super) fn press_each(&mut self, strokes: &[Stroke]) {
        for row in strokes.chunk_by(|one, next| one.0 == next.0) {
            self.press(row[0].0, &presses(row));
        }
    }

    /// Whether the standard accepts the claim's spans of a part.
    pub(super) fn accepts(&self, claim: &ReviewedClaim, part: Part, truth: &Truth) -> bool {
        let text = &self.model.desk.session.article().text;
        self.standard.accepts(text, part, claim.spans(part), wanted(truth, part))
    }

    /// The cheapest of several rows after which `good` holds.
    pub(super) fn cheapest(
        &self,
        rows: impl IntoIterator<Item = Vec<Press>>,
        good: impl Fn(&Model) -> bool,
    ) -> Option<Vec<Press>> {
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
        let before = self.keys.total();
        if self.model.hand() != Some(&id) {
            self.press(Purpose::Move, &[Press::Command(Command::Next)]);
        }
        assert_eq!(self.model.hand(), Some(&id), "the next undecided claim is in hand");
        let partner = self.partners.iter().find(|(claim, _)| *claim == id).map(|(_, truth)| *truth);
        let Some(partner) = partner else {
            self.press(Purpose::Reject, &[Press::Command(Command::Reject)]);
            self.say(before, "rejected");
            return;
        };
        let truth = &self.truth[partner];
        if self.confirms_paragraph(&id) {
            self.say(before, "confirmed a paragraph");
            return;
        }
        self.correct(&id, truth, true);
        self.say(before, &format!("{:?}", words(&self.model, truth)));
    }

    /// Confirms all undecided claims of a paragraph at once, where it has several and all are right.
    fn confirms_paragraph(&mut self, id: &ClaimId) -> bool {
        let (model, keys) = self.after(&self.model, &[Press::Command(Command::ConfirmParagraph)]);
        let (before, after) = (&self.model.desk.session, &model.desk.session);
        let is_new = |claim: &&Arc<ReviewedClaim>| {
            let was = before.claim(&claim.id).is_some_and(|was| was.decision == Decision::Unreviewed);
            was && claim.decision != Decision::Unreviewed
        };
        let confirmed: Vec<&Arc<ReviewedClaim>> = after.claims().iter().filter(is_new).collect();
        let right = |claim: &&Arc<ReviewedClaim>| {
            let partner = self.partners.iter().find(|(other, _)| *other == claim.id);
            partner.is_some_and(|(other, truth)| self.wrong(&self.model, other, &self.truth[*truth]) == 0)
        };
        let all = confirmed.len() > 1 && confirmed.iter().any(|claim| claim.id == *id) && confirmed.iter().all(right);
        if all {
            self.keys.add(Purpose::Accept, keys.len());
            self.clock += Duration::from_secs(keys.len() as u64);
            self.model = model;
        }
        all
    }

    /// Makes the claim in hand the truth, from the reading that needs the fewest keys; with `go_on` it is confirmed, and
    /// the next one taken.
    fn correct(&mut self, id: &ClaimId, truth: &Truth, go_on: bool) {
        let ways = self.readings(id, truth).into_iter().map(|turns| {
            let mut other = self.clone();
            other.press(Purpose::Readings, &vec![Press::Command(Command::NextReading); turns]);
            other.amend(id, truth, go_on);
            (turns, other)
        });
        // Of equally cheap ways the one without readings.
        if let Some((turns, cheapest)) = ways.min_by_key(|(turns, other)| (other.keys.total(), *turns)) {
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
            self.press(Purpose::Accept, &[Press::Command(Command::Confirm)]);
        }
    }

    /// Whether a claim has the speaker and the outlets of the truth.
    pub(super) fn is_named(&self, claim: &ReviewedClaim, truth: &Truth) -> bool {
        let session = &self.model.desk.session;
        truth.speaker.as_ref().is_none_or(|name| is_speaker(session, claim, name))
            && truth.via.as_ref().is_none_or(|wanted| has_outlets(session, claim, wanted))
    }

    /// How many parts of the claim in view are not as in truth.
    fn wrong(&self, model: &Model, id: &ClaimId, truth: &Truth) -> usize {
        let session = model.session_in_view();
        let Some(claim) = session.claim(id) else { return usize::MAX };
        let parts = Part::ALL.into_iter().filter(|part| !self.accepts(claim, *part, truth)).count();
        let speaker = truth.speaker.as_ref().is_some_and(|name| !is_speaker(session, claim, name));
        let via = truth.via.as_ref().is_some_and(|wanted| !has_outlets(session, claim, wanted));
        parts + usize::from(speaker) + usize::from(via)
    }

    /// The readings worth correcting, by how often the key is pressed for them: none, and those that are nearer to the
    /// truth than the claim as it is.
    fn readings(&self, id: &ClaimId, truth: &Truth) -> Vec<usize> {
        let now = self.wrong(&self.model, id, truth);
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
            nearer.push((self.wrong(&model, id, truth), turns));
        }
        nearer.retain(|(wrong, _)| *wrong < now);
        nearer.sort_unstable();
        nearer.truncate(3);
        std::iter::once(0).chain(nearer.into_iter().map(|(_, turns)| turns)).collect()
    }

    /// Adds a claim that the engine has not found.
    fn add(&mut self, missing: usize) {
        let before = self.keys.total();
        let truth = &self.truth[missing];
        let text = Arc::clone(&self.model.desk.session.article().text);
        let accepted = selections(self.model.desk.session.article(), truth);
        let known: Vec<ClaimId> = self.model.desk.session.claims().iter().map(|claim| claim.id.clone()).collect();
        let mut rows: Vec<Vec<Press>> = Vec::new();
        let good = |span: Span| accepted.contains(&span.trimmed(&text));
        let selected =
            |model: &Model| if let Some(Layer::Select(select)) = model.layers.last() { select.span() } else { Span::default() };
        // By the letters on its first and last words.
        let (model, _) = self.after(&self.model, &[Press::Command(Command::AddByLabels)]);
        if let Some(layer @ Layer::Select(_)) = model.layers.last() {
            let spans = |layer: &Layer| if let Layer::Select(select) = layer { vec![select.span()] } else { Vec::new() };
            let good = |spans: &[Span]| spans.iter().copied().any(good);
            if let Some(steps) = letters::by_letters(&text, layer, &truth.content[..1], &spans, &good) {
                let open = std::iter::once(Press::Command(Command::AddByLabels));
                rows.push(open.chain(steps.into_iter().map(pressed)).chain([Press::Command(Command::LabelsKeepOn)]).collect());
            }
        }
        // What the engine found too uncertain to suggest, by its number, where that is nearly the claim.
        if let Some(Layer::Select(select)) = model.layers.last() {
            let accepts =
                |parts: &Parts<Vec<Span>>| Standard::Match.accepts(&text, Part::Content, &parts.content, &truth.content);
            let numbers = ('1'..='9').zip(select.offered()).filter(|(_, parts)| accepts(parts));
            rows.extend(
                numbers.map(|(number, _)| vec![Press::Command(Command::AddByLabels), Press::Key(KeyPress::letter(number))]),
            );
        }
        let missed = Press::Command(Command::NextGap);
        if good(selected(&self.after(&self.model, &[missed]).0)) {
            rows.push(vec![missed, Press::Command(Command::AddClaim)]);
        }
        // Where no letters lead there, by the motions.
        let openings = if rows.is_empty() { self.openings(truth.content[0]) } else { Vec::new() };
        for opening in openings {
            let (model, _) = self.after(&self.model, &opening.keys);
            let Some(layer @ Layer::Select(_)) = model.layers.last() else { continue };
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
        // The cheapest with what is to be corrected then; by letters the cue may be looked for at once.
        let mut best: Option<Self> = None;
        for row in rows {
            let letters = row.last().is_some_and(|last| matches!(last, Press::Command(Command::LabelsKeepOn)));
            let mut ends = vec![row.clone()];
            if letters {
                let mut other = row;
                other.pop();
                other.push(Press::Command(Command::NextPart));
                ends.push(other);
            }
            for row in ends {
                let mut other = self.clone();
                other.press(Purpose::Add, &row);
                let Some(id) = added(&other.model) else { continue };
                other.partners.push((id.clone(), missing));
                if matches!(other.model.layers.last(), Some(Layer::Spans(_))) {
                    if !other.finish_by_letters(&id, truth) {
                        continue;
                    }
                } else {
                    other.correct(&id, truth, false);
                }
                if best.as_ref().is_none_or(|best| other.keys.total() < best.keys.total()) {
                    best = Some(other);
                }
            }
        }
        *self = best.expect("every stretch can be selected");
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
        self.press(Purpose::Speaker, &row);
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
        self.press(Purpose::Outlets, &row);
    }

    /// The review is the truth, and nothing else.
    fn verify(&self) {
        let session = &self.model.desk.session;
        for (id, index) in &self.partners {
            let (claim, truth) = (self.claim(id), &self.truth[*index]);
            for part in Part::ALL {
                assert!(self.accepts(&claim, part, truth), "{part:?} of {:?}", words(&self.model, truth));
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
pub(super) enum Press {
    /// A command, by whatever key it has.
    Command(Command),
    /// A letter that is typed.
    Key(KeyPress),
}

/// Something that is pressed, and what for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke(pub Purpose, pub Press);

pub(super) fn presses(row: &[Stroke]) -> Vec<Press> {
    row.iter().map(|stroke| stroke.1).collect()
}

pub(super) const fn pressed(step: Step) -> Press {
    match step {
        Step::Letter(letter) => Press::Key(KeyPress::letter(letter)),
        Step::Command(command) => Press::Command(command),
    }
}

pub(super) const fn of_part(part: Part) -> Purpose {
    match part {
        Part::Content => Purpose::Content,
        Part::Cue => Purpose::Cue,
        Part::Source => Purpose::Source,
    }
}

fn begin(claim: &ReviewedClaim) -> usize {
    claim.spans(Part::Content).first().map_or(0, |span| span.start)
}

pub(super) fn wanted(truth: &Truth, part: Part) -> &[Span] {
    match part {
        Part::Content => &truth.content,
        Part::Cue => &truth.cue,
        Part::Source => &truth.source,
    }
}

pub(super) fn words(model: &Model, truth: &Truth) -> String {
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

pub(super) fn typed(text: &str) -> Vec<Press> {
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
