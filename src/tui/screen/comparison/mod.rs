//! Quotations next to a transcript: a row each, and what differs in the current one.

mod view;

pub use view::view;

use crate::analysis::Comparison;
use crate::analysis::comparison::Verdict;
use crate::claim::ClaimId;
use crate::review::{Evidence, Session};
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Input, Reply};
use crate::tui::message::Compared;

/// Lines that a quotation is scrolled at most; no longer one is drawn.
const MOST_LINES: u16 = 1000;

/// What was found, and the current quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// The transcripts' files.
    pub transcripts: Vec<String>,
    /// The quotations, in the order of the text.
    pub rows: Vec<FindingRow>,
    /// The current one.
    pub at: usize,
    /// Lines of its words that are scrolled out at the top; the view stops at the last.
    pub top: u16,
}

/// A quotation with whose it is.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingRow {
    /// What was found.
    pub finding: Comparison,
    /// The number of its claim, from 1.
    pub number: Option<usize>,
    /// Who said it; empty where nobody is named.
    pub speaker: String,
}

impl Findings {
    /// The findings with the names of `session`.
    pub fn new(found: Compared, session: &Session) -> Self {
        let row = |finding: Comparison| {
            let claim = finding.claim.as_ref().and_then(|id| session.claim(id));
            let number = finding.claim.as_ref().and_then(|id| session.position(id)).map(|at| at + 1);
            let speaker = claim.and_then(|claim| session.speaker_of(claim)).map(|speaker| speaker.name.clone());
            FindingRow { finding, number, speaker: speaker.unwrap_or_default() }
        };
        Self { transcripts: found.transcripts, rows: found.findings.into_iter().map(row).collect(), at: 0, top: 0 }
    }

    /// With the first quotation of `claim` in hand, where it has one.
    #[must_use]
    pub fn on(mut self, claim: &ClaimId) -> Self {
        self.at = self.rows.iter().position(|row| row.finding.claim.as_ref() == Some(claim)).unwrap_or(0);
        self
    }

    /// How many there are of each verdict, in words.
    pub fn summary(&self) -> String {
        let of = |verdict: Verdict| self.rows.iter().filter(|row| row.finding.verdict == verdict).count();
        let all = [Verdict::Exact, Verdict::Changed, Verdict::Stitched, Verdict::OtherSpeaker, Verdict::NotFound];
        let counts = all.into_iter().map(|verdict| (of(verdict), verdict)).filter(|(count, _)| *count > 0);
        counts.map(|(count, verdict)| format!("{count} {}", verdict.word())).collect::<Vec<_>>().join(" · ")
    }

    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        let last = self.rows.len().saturating_sub(1);
        let Input::Command(command) = input else { return Reply::Stay };
        match command {
            Command::FindingDown => self.take((self.at + 1).min(last)),
            Command::FindingUp => self.take(self.at.saturating_sub(1)),
            Command::FindingFirst => self.take(0),
            Command::FindingLast => self.take(last),
            Command::FindingScrollDown => self.top = self.top.saturating_add(2).min(MOST_LINES),
            Command::FindingScrollUp => self.top = self.top.saturating_sub(2),
            Command::FindingWrong => return self.next_wrong(),
            Command::FindingGo => return self.go(),
            Command::FindingWrite => return self.write(),
            Command::FindingWriteExact => return self.write_exact(),
            Command::Close | Command::Interrupt => return Reply::Close,
            _ => {}
        }
        Reply::Stay
    }

    fn take(&mut self, at: usize) {
        (self.at, self.top) = (at, 0);
    }

    fn tell(text: &str) -> Reply {
        Reply::Show(Answer::Tell(text.to_owned()))
    }

    fn next_wrong(&mut self) -> Reply {
        let is_wrong = |at: &usize| self.rows.get(*at).is_some_and(|row| row.finding.verdict != Verdict::Exact);
        match (self.at + 1..self.rows.len()).chain(0..self.at).find(is_wrong) {
            Some(at) => {
                self.take(at);
                Reply::Stay
            }
            None => Self::tell("every other quotation is exact"),
        }
    }

    fn go(&self) -> Reply {
        let Some(row) = self.rows.get(self.at) else { return Reply::Close };
        let span = row.finding.spans.first().copied().unwrap_or_default();
        Reply::Take(Answer::GoToFinding(row.finding.claim.clone(), span))
    }

    fn write(&self) -> Reply {
        let Some(row) = self.rows.get(self.at) else { return Reply::Stay };
        match (&row.finding.claim, row.finding.evidence(&self.transcripts)) {
            (Some(claim), Some(evidence)) => Reply::Show(Answer::Evidence(vec![(claim.clone(), evidence)])),
            (None, _) => Self::tell("no claim covers this quotation, so there is no evidence to add to"),
            (_, None) => Self::tell("not found, so there is no position to record"),
        }
    }

    /// Every claim of which each quotation is exact.
    fn write_exact(&self) -> Reply {
        let whole = |claim: &ClaimId| {
            let mut own = self.rows.iter().filter(|row| row.finding.claim.as_ref() == Some(claim));
            own.all(|row| row.finding.verdict == Verdict::Exact)
        };
        let evidence: Vec<(ClaimId, Evidence)> = self
            .rows
            .iter()
            .filter_map(|row| {
                let claim = row.finding.claim.clone().filter(|claim| whole(claim))?;
                Some((claim, row.finding.evidence(&self.transcripts)?))
            })
            .collect();
        if evidence.is_empty() {
            Self::tell("no claim is quoted word for word")
        } else {
            Reply::Show(Answer::AskEvidence(evidence))
        }
    }
}

#[cfg(test)]
mod tests;
