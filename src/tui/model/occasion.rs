//! An occasion on which somebody spoke, and the outlet that it came through: given to all that the same speaker says
//! on it, or taken off all of it, with one key.

use super::Model;
use crate::claim::{ClaimId, OutletId};
use crate::review::{Decision, Edit, OutletChoice, ReviewedClaim};
use crate::text::{Span, counted};
use crate::tui::command::Command;
use crate::tui::message::{Effect, Tone};

/// What the key does.
#[derive(Clone, Debug, PartialEq)]
struct Occasion {
    /// The claims that change.
    claims: Vec<ClaimId>,
    /// Their outlets from then on.
    via: Vec<OutletId>,
    /// The outlet that is given or taken off.
    outlet: OutletId,
    /// Whether it is given.
    gives: bool,
}

/// The words that name the occasion, where the engine's outlets still hold.
fn named_by(claim: &ReviewedClaim) -> &[Span] {
    let suggestion = claim.suggestion.as_ref().filter(|suggestion| suggestion.via == claim.via());
    suggestion.map_or(&[], |suggestion| &suggestion.reason.via_spans)
}

/// Whether two claims with outlets came through the same occasion.
fn same_occasion(a: &ReviewedClaim, b: &ReviewedClaim) -> bool {
    let (named, other) = (named_by(a), named_by(b));
    a.via() == b.via() && (named.is_empty() || other.is_empty() || named == other)
}

/// The claims of one speaker in the order of the text, and which of them is current.
struct Said<'s> {
    claims: Vec<&'s ReviewedClaim>,
    at: usize,
}

impl Said<'_> {
    fn current(&self) -> Option<&ReviewedClaim> {
        self.claims.get(self.at).copied()
    }

    /// The occasion that the key is about.
    fn occasion(&self) -> Option<Occasion> {
        let current = self.current()?;
        if !current.via().is_empty() { self.taken_off(current) } else { self.given().or_else(|| self.given_again(current)) }
    }

    /// What follows the claim at `at` without a break, and what is before it, as long as `belongs` holds.
    fn around(&self, at: usize, belongs: impl Fn(&ReviewedClaim) -> bool) -> Vec<ClaimId> {
        let before = self.claims.get(..at).unwrap_or_default().iter().rev().take_while(|claim| belongs(claim));
        let mut ids: Vec<ClaimId> = before.map(|claim| claim.id.clone()).collect();
        ids.reverse();
        let after = self.claims.get(at..).unwrap_or_default().iter().take_while(|claim| belongs(claim));
        ids.extend(after.map(|claim| claim.id.clone()));
        ids
    }

    /// All that came through the current claim's occasion loses its outlet.
    fn taken_off(&self, current: &ReviewedClaim) -> Option<Occasion> {
        let (outlet, rest) = current.via().split_last()?;
        let claims = self.around(self.at, |claim| same_occasion(claim, current));
        Some(Occasion { claims, via: rest.to_vec(), outlet: outlet.clone(), gives: false })
    }

    /// What follows the last occasion before the current claim, up to the next, gets its outlet.
    fn given(&self) -> Option<Occasion> {
        let before = self.claims.get(..self.at)?.iter().rposition(|claim| !claim.via().is_empty())?;
        let from = self.claims.get(before)?;
        let after = self.claims.get(before + 1..)?.iter().take_while(|claim| claim.via().is_empty());
        let claims = after.map(|claim| claim.id.clone()).collect();
        Some(Occasion { claims, via: from.via().to_vec(), outlet: from.via().last()?.clone(), gives: true })
    }

    /// An occasion of the engine's that was taken off comes back.
    fn given_again(&self, current: &ReviewedClaim) -> Option<Occasion> {
        let via = suggested(current);
        let outlet = via.last()?.clone();
        let claims = self.around(self.at, |claim| claim.via().is_empty() && suggested(claim) == via);
        Some(Occasion { claims, via: via.to_vec(), outlet, gives: true })
    }
}

fn suggested(claim: &ReviewedClaim) -> &[OutletId] {
    claim.suggestion.as_ref().map_or(&[], |suggestion| suggestion.via.as_slice())
}

impl Model {
    /// Gives the outlet of an occasion to all of it, or takes it off all of it; one undo takes that back.
    pub(super) fn turn_occasion(&mut self, effects: &mut Vec<Effect>) {
        let Some(id) = self.begin_current(Command::Occasion) else {
            return;
        };
        let session = &self.desk.session;
        let Some(speaker) = session.claim(&id).and_then(|claim| session.speaker_of(claim)) else {
            self.tell(Tone::Plain, "this claim has no speaker; an occasion belongs to one speaker".to_owned());
            return;
        };
        let own = session.claims_of_speaker(&speaker.id).map(|claim| &**claim);
        let claims: Vec<&ReviewedClaim> = own.filter(|claim| claim.decision != Decision::Rejected || claim.id == id).collect();
        let at = claims.iter().position(|claim| claim.id == id).unwrap_or_default();
        let name = speaker.name.clone();
        let Some(occasion) = (Said { claims, at }).occasion() else {
            let key = self.look.keymap.shown(Command::SetOutlets);
            let text = format!("{name} speaks through no outlet before this claim; {key} sets one");
            self.tell(Tone::Plain, text);
            return;
        };
        let outlet = session.outlet(&occasion.outlet).map(|outlet| outlet.name.clone()).unwrap_or_default();
        let count = occasion.claims.len();
        let unseen = occasion.claims.iter().filter(|id| !self.is_seen(id)).count();
        if unseen > 0 && !self.sure {
            let claims = counted(count, "claim");
            let text = match occasion.gives {
                true => format!("{claims} of {name}, {unseen} out of view: give {outlet} to all of them?"),
                false => format!("{claims} of {name} through {outlet}, {unseen} out of view: remove it from all of them?"),
            };
            self.ask_before(Command::Occasion, text);
            return;
        }
        let choices: Vec<OutletChoice> = occasion.via.iter().cloned().map(OutletChoice::Existing).collect();
        let Some(applied) = self.apply(Edit::SetVia(occasion.claims, choices), effects) else {
            return;
        };
        self.report(&applied);
        let claims = counted(count, "claim");
        let text = match occasion.gives {
            true => format!("{outlet} given to {claims} of {name}"),
            false => format!("{outlet} removed from {claims} of {name}"),
        };
        let undo = self.look.keymap.shown(Command::Undo);
        if self.desk.read_only.is_none() {
            self.tell(Tone::Plain, format!("{text}; {undo} undoes it"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::review::Decision;
    use crate::review::tests::{id, session};
    use crate::tui::model::Layer;
    use crate::tui::tests::Player;

    /// An interview: the outlet is named once.
    fn interview(lines: usize) -> String {
        let mut text = String::from("<Bo Lund> {told} ‹Radio Skerry› that [the ferry was full].\n");
        for number in 0..lines {
            text.push_str(&format!("<Bo Lund> {{said}} that [cabin number {number} was wet].\n"));
        }
        text + "<Ana Diaz> {said} that [it was not].\n"
    }

    fn via(player: &Player) -> Vec<usize> {
        player.model.desk.session.claims().iter().map(|claim| claim.via().len()).collect()
    }

    #[test]
    fn one_key_gives_an_occasion_to_all_of_it_and_takes_it_off_and_undo_is_one_step() {
        let mut player = Player::over(session(&interview(3)), 140, 40);
        assert_eq!(via(&player), [1, 0, 0, 0, 0]);
        player.keys("j V");
        assert_eq!(via(&player), [1, 1, 1, 1, 0], "{}", player.screen());
        assert!(player.screen().contains("Radio Skerry given to 3 claims of Bo Lund"), "{}", player.screen());
        player.keys("V");
        assert_eq!(via(&player), [0, 0, 0, 0, 0]);
        player.keys("u");
        assert_eq!(via(&player), [1, 1, 1, 1, 0]);
        player.keys("u");
        assert_eq!(via(&player), [1, 0, 0, 0, 0]);
        assert!(player.model.desk.session.claims().iter().all(|claim| claim.decision == Decision::Unreviewed));
    }

    #[test]
    fn what_was_taken_off_comes_back_and_another_outlet_ends_the_occasion() {
        let two = "<Bo Lund> {told} ‹Radio Skerry› that [the ferry was full].\n<Bo Lund> {said} that [it sank].\n\
            <Bo Lund> {told} ‹Coastal Courier› that [nobody drowned].\n<Bo Lund> {said} that [he was glad].\n";
        let mut player = Player::over(session(two), 140, 40);
        player.keys("V");
        assert_eq!(via(&player), [0, 0, 1, 0]);
        player.keys("V");
        assert_eq!(via(&player), [1, 0, 1, 0]);
        player.keys("j V");
        assert_eq!(via(&player), [1, 1, 1, 0]);
        assert_eq!(
            player.model.desk.session.claim(&id(1)).unwrap().via(),
            player.model.desk.session.claim(&id(0)).unwrap().via()
        );
        // Somebody who never spoke through an outlet has no occasion.
        let mut player = Player::over(session("<Ana Diaz> {said} that [it was not].\n"), 140, 40);
        player.keys("V");
        assert!(player.screen().contains("speaks through no outlet"), "{}", player.screen());
    }

    #[test]
    fn claims_out_of_view_are_asked_about() {
        let mut player = Player::over(session(&interview(60)), 100, 20);
        player.keys("j V");
        assert!(matches!(player.model.layers.last(), Some(Layer::Question(_))), "{}", player.screen());
        assert!(player.screen().contains("out of view"));
        player.keys("n");
        assert_eq!(via(&player).iter().sum::<usize>(), 1);
        player.keys("V y");
        assert_eq!(via(&player).iter().sum::<usize>(), 61);
    }
}
