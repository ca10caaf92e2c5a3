//! The re-anchoring view: claims whose words changed with the article, old and new words side by side, the
//! positions where they may be now, and one key for each answer.

mod view;

pub use view::view;

use crate::claim::{ClaimId, Part};
use crate::review::ReviewedClaim;
use crate::review::anchor::{Candidate, candidates};
use crate::text::Span;
use crate::tui::command::Command;
use crate::tui::layer::{Answer, Input, Reply};
use crate::tui::workspace::OpenArticle;

/// Claims that need a hand, and the current one.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    claims: Vec<Lost>,
    at: usize,
}

/// A claim whose words are not certain any more.
#[derive(Clone, Debug, PartialEq)]
struct Lost {
    id: ClaimId,
    /// Who found it again, where that is not whoever decided on it.
    found_by: Option<String>,
    /// Its words as they were: content, cue, source.
    words: [String; 3],
    /// Where they may stand, best first.
    places: Vec<Candidate>,
    chosen: usize,
}

impl Lost {
    fn new(claim: &ReviewedClaim, places: Vec<Candidate>) -> Self {
        let words = Part::ALL.map(|part| claim.kept_words(part).join(" … "));
        Self { id: claim.id.clone(), found_by: None, words, places, chosen: 0 }
    }

    /// A claim that somebody else found again with other words: it is where they said.
    fn found(claim: &ReviewedClaim, text: &str) -> Self {
        let (was, by) = claim.log.last().map(|entry| (entry.was.clone(), entry.stamp.by.clone())).unwrap_or_default();
        let now = |part| claim.spans(part).iter().filter_map(|span| span.slice(text)).collect::<Vec<_>>().join(" … ");
        let parts = Part::ALL.map(|part| (part, claim.spans(part).to_vec())).to_vec();
        Self {
            id: claim.id.clone(),
            found_by: Some(by),
            words: [was, now(Part::Cue), now(Part::Source)],
            places: vec![Candidate { parts, score: 1.0 }],
            chosen: 0,
        }
    }

    fn place(&self) -> Option<&Candidate> {
        self.places.get(self.chosen)
    }
}

impl Walk {
    /// A walk that begins with `first` or, where that is in no question, with the first claim that is. `None` where no
    /// claim is.
    pub fn of(open: &OpenArticle, first: Option<&ClaimId>) -> Option<Self> {
        let text = &open.session.article().text;
        let asked: Vec<&ReviewedClaim> =
            open.session.claims().iter().map(|claim| &**claim).filter(|claim| open.is_in_question(claim)).collect();
        let lost: Vec<&ReviewedClaim> = asked.iter().copied().filter(|claim| claim.needs_place()).collect();
        let mut places = candidates(text, &lost).into_iter();
        let question = |claim: &ReviewedClaim| match claim.needs_place() {
            true => Lost::new(claim, places.next().unwrap_or_default()),
            false => Lost::found(claim, text),
        };
        let claims: Vec<Lost> = asked.into_iter().map(question).collect();
        let at = claims.iter().position(|lost| Some(&lost.id) == first).unwrap_or(0);
        (!claims.is_empty()).then_some(Self { claims, at })
    }

    /// The current claim.
    pub fn in_hand(&self) -> Option<&ClaimId> {
        self.claims.get(self.at).map(|lost| &lost.id)
    }

    /// The place that is shown for it.
    pub fn place(&self) -> Option<&Candidate> {
        self.claims.get(self.at)?.place()
    }

    /// In how many places the current claim may be.
    pub fn count_of_places(&self) -> usize {
        self.claims.get(self.at).map_or(0, |lost| lost.places.len())
    }

    /// Where the article is to be shown.
    pub fn shown(&self) -> Option<Span> {
        self.place()?.spans(Part::Content).first().copied()
    }

    /// Goes on after a claim was found again. Whether there is another one.
    pub fn found(&mut self, id: &ClaimId) -> bool {
        self.claims.retain(|lost| lost.id != *id);
        if self.at >= self.claims.len() {
            self.at = 0;
        }
        !self.claims.is_empty()
    }

    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        let Input::Command(command) = input else {
            return Reply::Stay;
        };
        let claims = self.claims.len();
        match command {
            Command::Close | Command::Interrupt => return Reply::Close,
            Command::WalkAccept => {
                return match self.claims.get(self.at).and_then(|lost| Some((lost.id.clone(), lost.place()?.parts.clone()))) {
                    Some((id, parts)) => Reply::Show(Answer::Reanchor(id, parts)),
                    None => Reply::Show(Answer::Tell("no position to accept; select the words by hand".to_owned())),
                };
            }
            Command::WalkSelect => {
                return match self.in_hand().cloned() {
                    Some(id) => Reply::Take(Answer::SelectAgain(id, self.shown())),
                    None => Reply::Stay,
                };
            }
            Command::WalkCut => {
                return match self.in_hand().cloned() {
                    Some(id) => Reply::Show(Answer::Cut(id)),
                    None => Reply::Stay,
                };
            }
            Command::WalkNextPlace => self.turn(1),
            Command::WalkPreviousPlace => self.turn(-1),
            Command::WalkNext | Command::WalkLeave => self.at = (self.at + 1) % claims.max(1),
            Command::WalkPrevious => self.at = (self.at + claims.saturating_sub(1)) % claims.max(1),
            _ => return Reply::Stay,
        }
        match (self.shown(), self.in_hand().cloned()) {
            (Some(span), _) => Reply::Show(Answer::Follow(span)),
            _ => Reply::Stay,
        }
    }

    fn turn(&mut self, by: isize) {
        if let Some(lost) = self.claims.get_mut(self.at) {
            let count = lost.places.len().max(1) as isize;
            lost.chosen = (lost.chosen as isize + by).rem_euclid(count) as usize;
        }
    }
}

#[cfg(test)]
mod tests;
