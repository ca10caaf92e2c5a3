//! Deciding between several people's versions of a claim.

use super::deciding::Stale;
use super::{Layer, Model};
use crate::analysis::adjudication::Renewal;
use crate::claim::ClaimId;
use crate::review::{Adoption, Edit};
use crate::text::motion::Way;
use crate::tui::command::Command;
use crate::tui::message::{Effect, ReviewVersions, Tone};
use crate::tui::screen::agreed::Agreed;

/// The version that a command takes, counted from 0.
pub(super) const fn version_of(command: Command) -> Option<usize> {
    Some(match command {
        Command::TakeVersion1 => 0,
        Command::TakeVersion2 => 1,
        Command::TakeVersion3 => 2,
        Command::TakeVersion4 => 3,
        Command::TakeVersion5 => 4,
        Command::TakeVersion6 => 5,
        Command::TakeVersion7 => 6,
        Command::TakeVersion8 => 7,
        Command::TakeVersion9 => 8,
        _ => return None,
    })
}

/// The command that takes the version at `index`.
const fn version_command(index: usize) -> Command {
    match index {
        0 => Command::TakeVersion1,
        1 => Command::TakeVersion2,
        2 => Command::TakeVersion3,
        3 => Command::TakeVersion4,
        4 => Command::TakeVersion5,
        5 => Command::TakeVersion6,
        6 => Command::TakeVersion7,
        7 => Command::TakeVersion8,
        _ => Command::TakeVersion9,
    }
}

impl Model {
    /// The claim to begin with: the first on which versions differ, else the first undecided one.
    pub(super) fn first_to_decide(&self) -> Option<ClaimId> {
        let session = &self.desk.session;
        let waiting = self.desk.adjudication.as_ref().and_then(|adjudication| {
            session.claims().iter().find(|claim| adjudication.is_waiting(claim)).map(|claim| claim.id.clone())
        });
        waiting.or_else(|| session.next_undecided(None).cloned())
    }

    /// The next claim to decide on, round the end: between versions one on which they differ, while there is one.
    pub(super) fn next_to_decide(&self, from: &[ClaimId], way: Way) -> Option<ClaimId> {
        let (claims, session) = (&self.panes.claims, &self.desk.session);
        let waiting = self
            .desk
            .adjudication
            .as_ref()
            .and_then(|adjudication| claims.next_that(session, from, way, |claim| adjudication.is_waiting(claim)));
        waiting.or_else(|| claims.next_undecided(session, from, way))
    }

    /// Takes the version at `index` of the current claim, or of the marked ones, and goes on.
    pub(super) fn take_version(&mut self, index: usize, effects: &mut Vec<Effect>) {
        if self.is_doubled() {
            return;
        }
        let Some(targets) = self.begin(version_command(index)) else {
            return;
        };
        let Some(adjudication) = &self.desk.adjudication else {
            return;
        };
        let taken: Vec<Adoption> = targets.iter().filter_map(|claim| adjudication.take(claim, index)).collect();
        if taken.is_empty() {
            let text = match adjudication.annotators.get(index) {
                Some(name) => format!("{name} has not decided on this claim"),
                None => format!("there is no version {}", index + 1),
            };
            self.tell(Tone::Warning, text);
            return;
        }
        let next = self.next_to_decide(&targets, Way::Forward);
        let Some(applied) = self.apply(Edit::Adopt(taken), effects) else {
            return;
        };
        self.panes.claims.marked.clear();
        self.report(&applied);
        match next {
            Some(next) => self.take(next),
            None => self.all_decided(),
        }
    }

    /// Shows what all agree on, before it is taken.
    pub(super) fn open_agreed(&mut self) {
        let Some(adjudication) = &self.desk.adjudication else {
            return;
        };
        let agreed = adjudication.agreed(&self.desk.session);
        if agreed.is_empty() {
            self.tell(Tone::Plain, "no claims left on which all agree".to_owned());
            return;
        }
        let agreed = Agreed::new(&self.desk.session, &adjudication.annotators, agreed);
        self.layers.push(Layer::Agreed(Box::new(agreed)));
    }

    /// Takes what all agree on, as one change.
    pub(super) fn take_agreed(&mut self, agreed: Vec<Adoption>, effects: &mut Vec<Effect>) {
        if let Some(applied) = self.apply(Edit::Adopt(agreed), effects) {
            self.report(&applied);
            let decided = self.hand_is_decided();
            if let Some(next) = self.first_to_decide().filter(|_| decided) {
                self.take(next);
            }
        }
    }

    /// The reviews that are decided between are others now. What was decided here stays; what the reviews say of the
    /// claims, and what they brought in since, is shown from now on.
    pub(super) fn reviews_changed(&mut self, reviews: ReviewVersions, effects: &mut Vec<Effect>) {
        if !self.layers.iter().all(Layer::bears_a_merge) {
            self.reviews = Some(reviews);
            return;
        }
        let row = |model: &Self| model.hand().and_then(|id| model.desk.adjudication.as_ref()?.row(id).cloned());
        let (hand, before) = (self.hand().cloned(), row(self));
        let Some(adjudication) = &mut self.desk.adjudication else { return };
        let renewal = adjudication.renew(&mut self.desk.session, &reviews.versions);
        let mut parts = reviews.trouble;
        if !renewal.is_nothing() {
            self.changed(Stale::Spans, effects);
            if self.hand().is_none_or(|id| self.desk.session.claim(id).is_none()) {
                match self.first_to_decide() {
                    Some(first) => self.take(first),
                    None => self.panes.claims.first(&self.desk.session),
                }
            }
            if self.hand() != hand.as_ref() || row(self) != before {
                // The next key was meant for what was there.
                self.times.changed = Some(self.times.now.since_start);
            }
            parts.extend(self.renewal_in_words(&renewal));
            self.renew_conflicts();
        }
        if !parts.is_empty() {
            self.tell(Tone::Warning, parts.join("; "));
        }
    }

    /// What came in: `km changed claim 3 (Psaki, “speak for themselves”), decided before; n goes there`.
    fn renewal_in_words(&self, renewal: &Renewal) -> Vec<String> {
        let mut parts = Vec::new();
        match renewal.came.as_slice() {
            [] => {}
            [only] => parts.push(format!("a review by {only} came in")),
            several => parts.push(format!("reviews by {} came in", several.join(" and "))),
        }
        for (name, claims) in &renewal.changed {
            parts.push(match claims.as_slice() {
                [] => format!("{name} took claims back"),
                [only] => format!("{name} changed {}", self.numbered(only)),
                several => format!("{name} changed {} claims", several.len()),
            });
        }
        let next = self.look.keymap.shown(Command::Next);
        match renewal.overtaken.as_slice() {
            [] => {}
            [only] if renewal.changed.values().map(Vec::len).sum::<usize>() == 1 => {
                let _ = only;
                parts.push(format!("your decision on it stays; {next} goes there"));
            }
            [only] => parts.push(format!("your decision on {} stays; {next} goes there", self.numbered(only))),
            several => parts.push(format!("your decisions on {} of them stay; {next} goes to each", several.len())),
        }
        if !renewal.named.is_empty() {
            let key = self.look.keymap.shown(Command::Conflicts);
            parts.push(match renewal.named.len() {
                1 => format!("a name is in question; {key} shows it"),
                count => format!("{count} names are in question; {key} shows them"),
            });
        }
        if renewal.lost > 0 {
            parts.push(match renewal.lost {
                1 => "1 earlier step can no longer be undone".to_owned(),
                lost => format!("{lost} earlier steps can no longer be undone"),
            });
        }
        parts
    }

    /// Runs a command that only an adjudication has.
    pub(super) fn adjudicate(&mut self, command: Command, effects: &mut Vec<Effect>) {
        if self.desk.adjudication.is_none() {
            self.tell(Tone::Plain, format!("{command} only works in an adjudication"));
        } else if let Some(index) = version_of(command) {
            self.take_version(index, effects);
        } else {
            self.open_agreed();
        }
    }
}

/// Whether a command takes a decision and goes on: held down, or doubled, it must not take another.
pub(super) const fn goes_on(command: Command) -> bool {
    matches!(command, Command::Confirm | Command::Reject) || version_of(command).is_some()
}
