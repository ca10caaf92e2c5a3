//! What the desk remembers of other articles: taking over an earlier check or an office, and what it folds away.

use std::sync::Arc;

use super::Model;
use super::casting::claims;
use crate::claim::{ClaimId, SpeakerId};
use crate::memory::Memory;
use crate::review::{Description, Edit, FactCheck};
use crate::tui::command::Command;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::claims::Folded;
use crate::tui::screen::frame::Tab;

/// Of longer articles nothing is folded: looking through all claims whenever one is found would take too long.
const MOST_CLAIMS: usize = 3_000;

impl Model {
    /// What the reviews of the folder know has been read.
    pub(super) fn remembered(&mut self, memory: Arc<Memory>) {
        if self.desk.adjudication.is_some() {
            return;
        }
        self.memory = Some(memory);
        self.fold();
        self.panes.claims.refresh(&self.desk.session);
    }

    /// Folds away what the desk always rejects; never what is being looked at.
    pub(super) fn fold(&mut self) {
        let Some(memory) = self.memory.as_ref().filter(|_| self.desk.session.claims().len() <= MOST_CLAIMS) else {
            return;
        };
        let mut folded = memory.folded(&self.desk.session);
        let hand = self.panes.claims.hand.clone();
        folded.claims.retain(|id| Some(id) != hand.as_ref());
        let claims = &mut self.panes.claims;
        let open = claims.folded.as_ref().is_some_and(|folded| folded.open);
        let why = folded.why.iter().map(|(habit, _)| habit.words()).collect();
        claims.folded = (!folded.claims.is_empty()).then(|| Box::new(Folded { claims: folded.claims, why, open }));
    }

    /// Shows what is folded away, or folds it again.
    pub(super) fn unfold(&mut self) {
        // What was decided since is not folded.
        self.fold();
        let Some(folded) = &mut self.panes.claims.folded else {
            self.tell(Tone::Plain, "nothing is folded away in this article".to_owned());
            return;
        };
        folded.open = !folded.open;
        let (open, count) = (folded.open, folded.claims.len());
        let why = folded.why.join("; ");
        self.panes.claims.refresh(&self.desk.session);
        self.show(Tab::Claims);
        let claims = claims(count);
        let key = self.look.keymap.shown(Command::Unfold);
        let text = if open {
            format!("{claims} unfolded that you always reject: {why}")
        } else {
            format!("{claims} folded away; {key} shows them")
        };
        self.tell(Tone::Plain, text);
    }

    /// How many undecided claims are folded away.
    pub(super) fn folded_away(&self) -> usize {
        let folded = self.panes.claims.folded.as_ref().filter(|folded| !folded.open);
        let claims = folded.into_iter().flat_map(|folded| &folded.claims);
        claims.filter(|id| self.desk.session.claim(id).is_some_and(|claim| !claim.decision.is_decided())).count()
    }

    /// Takes over what the desk knows: an earlier check of the current claim, else the office of its speaker.
    pub(super) fn recall(&mut self, effects: &mut Vec<Effect>) {
        let Some(memory) = self.memory.clone() else {
            self.tell(Tone::Plain, "nothing is remembered from other articles in this folder".to_owned());
            return;
        };
        let speaker = match self.panes.tab {
            Tab::Speakers => self.speaker_in_hand(),
            Tab::Outlets => None,
            Tab::Claims => {
                let Some(id) = self.begin_current(Command::Recall) else {
                    return;
                };
                if self.recall_check(&memory, &id, effects) {
                    return;
                }
                self.desk
                    .session
                    .claim(&id)
                    .and_then(|claim| self.desk.session.speaker_of(claim))
                    .map(|speaker| speaker.id.clone())
            }
        };
        if !speaker.is_some_and(|id| self.recall_office(&memory, &id, effects)) {
            self.tell(Tone::Plain, "nothing is known of this from another article".to_owned());
        }
    }

    /// Takes over the record of an earlier check; false where there is none.
    fn recall_check(&mut self, memory: &Memory, id: &ClaimId, effects: &mut Vec<Effect>) -> bool {
        let session = &self.desk.session;
        let Some(claim) = session.claim(id) else {
            return false;
        };
        let precedents = memory.precedents_of(session, claim);
        let Some(first) = precedents.first() else {
            return false;
        };
        let mut record = FactCheck::clone(&claim.check);
        // What is recorded here weighs more than what was found elsewhere.
        record.state = record.state.or(first.checked.check.state);
        for evidence in &first.checked.check.evidence {
            if !record.evidence.contains(evidence) {
                record.evidence.push(evidence.clone());
            }
        }
        let from = first.article.to_owned();
        let Some(applied) = self.apply(Edit::SetCheck(vec![id.clone()], record), effects) else {
            return true;
        };
        self.report(&applied);
        if self.desk.read_only.is_some() {
            return true;
        }
        let undo = self.look.keymap.shown(Command::Undo);
        let text = match applied.changed {
            true => format!("fact-check copied from “{from}”; check its evidence; {undo} undoes it"),
            false => "already recorded here".to_owned(),
        };
        self.tell(Tone::Plain, text);
        true
    }

    /// Takes over the office of a speaker; false where none is known.
    fn recall_office(&mut self, memory: &Memory, id: &SpeakerId, effects: &mut Vec<Effect>) -> bool {
        let Some(known) = self.desk.session.speaker(id).and_then(|speaker| memory.office(speaker)) else {
            return false;
        };
        let person = known.person;
        let parts = [person.role.clone().map(Description::Role), person.affiliation.clone().map(Description::Affiliation)];
        let mut steps = 0;
        for part in parts.into_iter().flatten() {
            let Some(applied) = self.apply(Edit::DescribeSpeaker(id.clone(), part), effects) else {
                return true;
            };
            steps += usize::from(applied.changed);
            self.report(&applied);
        }
        // Read-only, the message that nothing is saved stays.
        if self.desk.read_only.is_some() {
            return true;
        }
        let undo = self.look.keymap.shown(Command::Undo);
        let undo = if steps > 1 { format!("{undo} {undo}") } else { undo };
        self.tell(Tone::Plain, format!("{}: {}, from “{}”; {undo} undoes it", person.name, person.office(), known.article));
        true
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::claim::SpeakerKind;
    use crate::memory::{Checked, HabitKind, KnownPerson, Memory, Page, Tally};
    use crate::review::tests::{id, session};
    use crate::review::{CheckState, Evidence, FactCheck};
    use crate::tui::message::Message;
    use crate::tui::tests::Player;

    fn memory() -> Memory {
        let person = KnownPerson {
            name: "Bo Lund".into(),
            kind: SpeakerKind::Person,
            role: Some("harbour master".into()),
            affiliation: Some("Port of Velmark".into()),
            at: "2026-11-24T09:00:00Z".into(),
            ..KnownPerson::default()
        };
        let checked = Checked {
            words: "the port of Velmark lost 40,000 crates in 2023".into(),
            speaker: "Ana Diaz".into(),
            check: FactCheck {
                state: Some(CheckState::Wrong),
                evidence: vec![Evidence::read("https://stats.example/t4 table 4 primary contradicts").unwrap()],
                ..FactCheck::default()
            },
            by: "mw".into(),
            at: "2026-11-24T09:00:00Z".into(),
        };
        let habit = |file: &str| Page {
            file: file.into(),
            habits: Tally { kinds: vec![(HabitKind::Phrase, "declined to comment".into(), 3, 0)] },
            ..Page::default()
        };
        let tuesday =
            Page { article: "Crates lost at sea".into(), people: vec![person], checked: vec![checked], ..habit("a.txt") };
        Memory::of([tuesday, habit("b.txt")])
    }

    /// An article of Friday.
    fn friday(width: u16, height: u16) -> Player {
        let text = "<Bo Lund> {said} that [Velmark’s port lost 40000 crates in 2023].\n\
            <The city> {declined} [to comment].\n<Eva Brandt> {said} [it was so].\n<The union> {declined} [to comment].\n";
        let mut player = Player::over(session(text), width, height);
        player.send(Message::Remembered(Arc::new(memory())), 10);
        player
    }

    #[test]
    fn an_earlier_check_and_an_office_are_shown_and_taken_over_with_a_key() {
        let mut player = friday(140, 40);
        insta::assert_snapshot!("recalled_140x40", player.screen());
        player.keys("H");
        let check = |player: &Player| player.model.desk.session.claim(&id(0)).unwrap().check.clone();
        assert_eq!((check(&player).state, check(&player).evidence.len()), (Some(CheckState::Wrong), 1));
        assert_eq!(player.model.desk.session.progress().decided, 0, "nothing is decided by it");
        player.keys("u");
        assert!(check(&player).is_empty());
        player.keys("2 H");
        let speaker = player.model.desk.session.speakers().next().unwrap();
        assert_eq!((speaker.role.as_deref(), speaker.affiliation.as_deref()), (Some("harbour master"), Some("Port of Velmark")));
        player.keys("u u e");
        assert!(player.screen().contains("harbour master"), "the prompt proposes it\n{}", player.screen());
    }

    #[test]
    fn names_that_the_desk_knows_are_offered_last_with_their_office() {
        let mut player = Player::over(session("<Ana Diaz> {said} [so].\n"), 140, 40);
        player.send(Message::Remembered(Arc::new(memory())), 10);
        player.keys("s l u n d");
        assert!(player.screen().contains("known from “Crates lost at sea”"), "{}", player.screen());
        player.keys("enter");
        let session = &player.model.desk.session;
        assert_eq!(session.speaker_of(session.claim(&id(0)).unwrap()).unwrap().name, "Bo Lund");
        assert!(player.screen().contains("Known as   harbour master"), "{}", player.screen());
    }

    #[test]
    fn kinds_that_are_always_rejected_are_folded_with_a_line_that_says_why() {
        let mut player = friday(140, 40);
        let rows = |player: &Player| player.model.panes.claims.rows.clone();
        assert_eq!(rows(&player), [0, 2]);
        assert!(player.screen().contains("2 folded (&): always rejected: “declined to comment”"), "{}", player.screen());
        // Going on passes over them, and the last word says that they are there.
        player.keys("a a");
        assert!(player.screen().contains("2 folded away"), "{}", player.screen());
        player.keys("esc &");
        assert_eq!(rows(&player), [0, 1, 2, 3]);
        assert!(
            player.screen().contains("3 of 3 rejected") || player.screen().contains("6 of 6 rejected"),
            "{}",
            player.screen()
        );
        player.keys("&");
        assert_eq!(rows(&player), [0, 2]);
    }

    #[test]
    fn what_is_known_fits_small_screens_and_what_is_looked_at_is_never_folded() {
        let mut player = friday(80, 24);
        player.keys("j");
        insta::assert_snapshot!("recalled_80x24", player.screen());
        let mut player = Player::over(session("<The city> {declined} [to comment].\n<Bo Lund> {said} [so].\n"), 100, 30);
        assert_eq!(player.model.hand(), Some(&id(0)));
        player.send(Message::Remembered(Arc::new(memory())), 10);
        assert_eq!(player.model.panes.claims.rows, [0, 1]);
    }
}
