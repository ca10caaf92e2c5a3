//! Places to come back to: the claims that were current before far moves.

use super::Model;
use crate::claim::ClaimId;
use crate::text::motion::Way;
use crate::tui::command::Command;
use crate::tui::message::Tone;

/// Places beyond this many are forgotten, the oldest first.
const MOST: usize = 100;

/// Where the reviewer was.
#[derive(Clone, Debug, Default)]
pub(super) struct Jumps {
    places: Vec<ClaimId>,
    /// How many of them lie behind; the rest lies ahead.
    at: usize,
}

impl Jumps {
    /// Remembers a place that is left by a far move.
    pub(super) fn leave(&mut self, place: ClaimId) {
        self.places.truncate(self.at);
        self.places.retain(|other| *other != place);
        self.places.push(place);
        if self.places.len() > MOST {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }
}

impl Model {
    /// Remembers the current claim before a command that goes far.
    pub(super) fn before_jump(&mut self, command: Command) {
        let far = matches!(
            command,
            Command::First
                | Command::Last
                | Command::Next
                | Command::Previous
                | Command::Open
                | Command::Search
                | Command::NextGap
                | Command::Coverage
                | Command::HouseRules
        );
        if far {
            self.leave_here();
        }
    }

    /// Remembers the current claim.
    pub(super) fn leave_here(&mut self) {
        if let Some(hand) = self.hand().cloned() {
            self.jumps.leave(hand);
        }
    }

    /// Back to where the last far move began, or forward again.
    pub(super) fn jump_along(&mut self, way: Way) {
        let hand = self.hand().cloned();
        let back = way == Way::Back;
        // At the end of the list: the present place is where forward leads again.
        if back
            && self.jumps.at == self.jumps.places.len()
            && let Some(hand) = hand.filter(|hand| self.jumps.places.last() != Some(hand))
        {
            self.jumps.places.push(hand);
        }
        let next = if back { self.jumps.at.checked_sub(1) } else { Some(self.jumps.at + 1) };
        let place = next.and_then(|at| Some((at, self.jumps.places.get(at)?.clone())));
        match place {
            Some((at, claim)) => {
                self.jumps.at = at;
                if self.desk.session.claim(&claim).is_some() {
                    self.take(claim);
                }
            }
            None => self.tell(Tone::Plain, if back { "no earlier position" } else { "no later position" }.to_owned()),
        }
    }
}
