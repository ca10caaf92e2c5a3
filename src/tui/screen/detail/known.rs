//! What the desk knows from other articles of a claim, and of who said it.

use super::{Words, labelled};
use crate::claim::Speaker;
use crate::memory::{Memory, Precedent};
use crate::review::{CheckState, ReviewedClaim, Session};
use crate::tui::command::Command;
use crate::tui::keymap::Keymap;
use crate::tui::theme::Meaning;

/// Earlier checks that are shown, and pieces of evidence of each.
const CHECKS: usize = 2;
const EVIDENCE: usize = 2;

/// What the desk knows, and the keys that take it.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The memory.
    pub memory: &'a Memory,
    /// The keys.
    pub keymap: &'a Keymap,
}

impl Known<'_> {
    /// The lines of a claim: the office of its speaker, then earlier checks of what it says.
    pub fn claim(&self, session: &Session, claim: &ReviewedClaim) -> Vec<Words> {
        let mut lines: Vec<Words> = session.speaker_of(claim).and_then(|speaker| self.office(speaker)).into_iter().collect();
        let precedents = self.memory.precedents_of(session, claim);
        for (index, precedent) in precedents.iter().take(CHECKS).enumerate() {
            lines.extend(self.precedent(precedent, index == 0 && claim.check.is_empty()));
        }
        if precedents.len() > CHECKS {
            lines.push(labelled("", format!("and {} earlier checks", precedents.len() - CHECKS), Meaning::Quiet));
        }
        lines
    }

    /// The office that the desk knows of a speaker, where the article gives none.
    pub fn office(&self, speaker: &Speaker) -> Option<Words> {
        let known = self.memory.office(speaker)?;
        let key = self.keymap.shown(Command::Recall);
        let name = if known.person.name == speaker.name { String::new() } else { format!("{}, ", known.person.name) };
        let text = format!("{name}{} (“{}”; {key} takes it over)", known.person.office(), known.article);
        Some(labelled("Known as", text, Meaning::Label))
    }

    fn precedent(&self, precedent: &Precedent<'_>, can_take: bool) -> Vec<Words> {
        let checked = precedent.checked;
        let (word, meaning) = match checked.check.state {
            Some(state @ (CheckState::Verified | CheckState::Opinion)) => (state.word(), Meaning::Confirmed),
            Some(state @ CheckState::Wrong) => (state.word(), Meaning::Trouble),
            Some(state) => (state.word(), Meaning::Warning),
            None => ("evidence", Meaning::Flag),
        };
        let day = checked.at.get(..10).unwrap_or(&checked.at);
        let by = if checked.by.is_empty() { String::new() } else { format!(" by {}", checked.by) };
        let when = if day.is_empty() { String::new() } else { format!("  {day}{by},") };
        let mut first = labelled("Before", word, meaning);
        let key = self.keymap.shown(Command::Recall);
        let take = if can_take { format!("; {key} takes it over") } else { String::new() };
        first.push((format!("{when} in “{}” ({}{take})", precedent.article, precedent.alike.words()), Meaning::Quiet));
        let mut lines = vec![first];
        lines.extend(checked.check.evidence.iter().take(EVIDENCE).map(|evidence| labelled("", evidence.line(), Meaning::Quiet)));
        lines
    }
}
