//! Decisions and corrections: every key that changes the review.

use super::trail::Retrace;
use super::{Layer, Model, Status};
use crate::claim::{ClaimId, CueClass, Directness, OutletId, SpeakerId};
use crate::review::{Applied, Decision, Edit, How, OutletChoice, SpeakerChoice};
use crate::text::motion::Way;
use crate::tui::command::Command;
use crate::tui::layer::{Input, Reply};
use crate::tui::message::{Effect, Moment, Tone};
use crate::tui::screen::cast::current_outlet;

/// A correction that can be repeated on another claim.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Correction {
    Speaker(SpeakerChoice),
    Via(Vec<OutletChoice>),
    Directness(Option<Directness>),
    Class(Option<CueClass>),
}

/// What a confirmation says of a claim that was corrected.
const KEPT: &str = "kept as corrected";

/// The claims that an act on marked ones is about.
fn subjects(edit: &Edit) -> Vec<ClaimId> {
    match edit {
        Edit::Confirm(ids)
        | Edit::Reject(ids)
        | Edit::Undecide(ids)
        | Edit::SetSpeaker(ids, _)
        | Edit::SetVia(ids, _)
        | Edit::SetDirectness(ids, _)
        | Edit::SetClass(ids, _)
        | Edit::SetFlag(ids, _)
        | Edit::SetCheck(ids, _)
        | Edit::JoinClaims(ids) => ids.clone(),
        Edit::Adopt(all) => all.iter().map(|one| one.claim.clone()).collect(),
        _ => Vec::new(),
    }
}

/// What on the screen no longer agrees with the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stale {
    /// The rows of the lists.
    Rows,
    /// The spans in the article as well, and what is found by them.
    Spans,
}

impl Stale {
    /// After `edit`.
    fn after(edit: &Edit) -> Self {
        if edit.moves_spans() { Self::Spans } else { Self::Rows }
    }
}

/// What is said of a claim with one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judgement {
    /// This person said it.
    Confirm,
    /// It is not a claim.
    Reject,
}

impl Judgement {
    const fn command(self) -> Command {
        match self {
            Self::Confirm => Command::Confirm,
            Self::Reject => Command::Reject,
        }
    }
}

impl Model {
    /// Makes a change and asks for it to be saved. `None` where it was refused; the status line says why.
    pub(super) fn apply(&mut self, edit: Edit, effects: &mut Vec<Effect>) -> Option<Applied> {
        if self.waits_for_article(effects) {
            return None;
        }
        let stale = Stale::after(&edit);
        let used = subjects(&edit);
        match self.perform(edit) {
            Ok(applied) => {
                // Marks are for one act.
                self.panes.claims.unmark(&used);
                if let Some(adjudication) = &mut self.desk.adjudication {
                    adjudication.looked_at(&used);
                }
                if applied.changed {
                    self.changed(stale, effects);
                }
                Some(applied)
            }
            Err(error) => {
                self.tell(Tone::Warning, error.to_string());
                None
            }
        }
    }

    /// After a change: rows and marks follow, and it is saved.
    pub(super) fn changed(&mut self, stale: Stale, effects: &mut Vec<Effect>) {
        self.refresh(stale);
        if self.desk.read_only.is_none() {
            let state = self.desk.handed_over();
            effects.push(Effect::Save(state));
        } else if self.desk.lock_is_free {
            effects.push(Effect::Lock);
        }
    }

    pub(super) fn report(&mut self, applied: &Applied) {
        self.report_on(applied, &applied.claims);
    }

    /// The same, where the act was about `claims`, whether or not anything changed.
    fn report_on(&mut self, applied: &Applied, claims: &[ClaimId]) {
        let mut text = self.done_in_words(applied, claims);
        let mut tone = Tone::Plain;
        // A decision is one key, and the next one; what reaches further says how it is undone.
        let far = applied.claims.len() > 1 || applied.claims.is_empty();
        if applied.changed && applied.how == How::Done && far {
            text = format!("{text}; {} undoes it", self.look.keymap.shown(Command::Undo));
        }
        if applied.changed
            && let Some(why) = &self.desk.read_only
        {
            text = format!("{text} (not saved: {why})");
            tone = Tone::Warning;
        }
        self.status = Status { text, tone };
    }

    /// What was done, undone or redone, and to which claim: `confirmed: Psaki, “speak for themselves”`.
    fn done_in_words(&self, applied: &Applied, claims: &[ClaimId]) -> String {
        let what = applied.what.as_str();
        let claim = if let [only] = claims { self.in_words(only) } else { None };
        let of_claim = |text: &str| match &claim {
            Some(claim) if text.contains(": ") => format!("{text} ({claim})"),
            Some(claim) => format!("{text}: {claim}"),
            None => text.to_owned(),
        };
        let decides = [KEPT, "confirmed", "rejected", "undecided"].contains(&what);
        let names_claim = decides || ["flagged", "unflagged"].contains(&what);
        match applied.how {
            How::Done if !applied.changed && what == KEPT => of_claim(what),
            How::Done if !applied.changed && names_claim => of_claim(&format!("{what} already")),
            How::Done if !applied.changed => of_claim(&format!("no change: {what} already")),
            How::Done if what == "undecided" => of_claim("back to undecided"),
            How::Done if names_claim => of_claim(what),
            How::Done => of_claim(what),
            How::Redone => of_claim(&applied.message()),
            How::Undone => {
                let told = of_claim(&applied.message());
                // A note or a flag changes nothing in what is decided.
                let claim = claims.first().and_then(|id| self.desk.session.claim(id)).filter(|_| decides);
                claim.map_or(told.clone(), |claim| format!("{told}; back to {}", claim.decision.shown()))
            }
        }
    }

    /// The same, and to how many other claims it could be applied.
    fn report_with_others(&mut self, applied: &Applied) {
        self.report(applied);
        if let ([only], true) = (applied.claims.as_slice(), self.desk.read_only.is_none()) {
            let others = self.offer_others(only);
            self.status.text.push_str(&others);
        }
    }

    /// Confirms or rejects, then takes the next undecided claim in hand.
    pub(super) fn decide(&mut self, judgement: Judgement, effects: &mut Vec<Effect>) {
        if judgement == Judgement::Confirm && self.is_doubled() {
            return;
        }
        if let Some(targets) = self.begin(judgement.command()) {
            self.decide_on(targets, judgement, effects);
        }
    }

    /// The same for these claims.
    pub(super) fn decide_on(&mut self, targets: Vec<ClaimId>, judgement: Judgement, effects: &mut Vec<Effect>) {
        let edit = match judgement {
            Judgement::Confirm => Edit::Confirm(targets.clone()),
            Judgement::Reject => Edit::Reject(targets.clone()),
        };
        self.decide_with(edit, targets, effects);
    }

    /// Makes an edit that decides `targets`, then takes the next undecided claim in hand.
    pub(super) fn decide_with(&mut self, edit: Edit, targets: Vec<ClaimId>, effects: &mut Vec<Effect>) {
        let next = self.next_to_decide(&targets, Way::Forward);
        let Some(applied) = self.apply(edit, effects) else {
            return;
        };
        self.report_on(&applied, &targets);
        match next {
            Some(next) => self.take(next),
            None => {
                self.all_decided();
                // Whoever adds claims to an article without suggestions is not through after the first.
                let proposed = |id: &ClaimId| self.desk.session.claim(id).is_some_and(|claim| !claim.is_added());
                if targets.iter().any(proposed) {
                    self.close_after_last(effects);
                }
            }
        }
    }

    pub(super) fn all_decided(&mut self) {
        let progress = self.desk.session.progress();
        let left = progress.total - progress.decided;
        let text = if left == 0 && self.desk.read_only.is_some() {
            "no undecided claims left".to_owned()
        } else if left == 0 {
            match progress.total {
                1 => "the only claim is decided".to_owned(),
                total => format!("all {total} claims are decided"),
            }
        } else {
            let place = if self.panes.claims.filters.is_empty() { "not shown" } else { "outside the filter" };
            match self.folded_away() {
                0 => format!("no undecided claims left here; {left} {place}"),
                away if away == left => format!("no undecided claims left but {left} folded away"),
                away => format!("no undecided claims left here; {} {place}, {away} folded away", left - away),
            }
        };
        let done = std::mem::take(&mut self.status);
        let text = if done.text.is_empty() { text } else { format!("{}; {text}", done.text) };
        self.tell(done.tone, text);
    }

    pub(super) fn undecide(&mut self, effects: &mut Vec<Effect>) {
        if let Some(targets) = self.begin(Command::Undecide)
            && let Some(applied) = self.apply(Edit::Undecide(targets), effects)
        {
            if applied.changed {
                self.report(&applied);
            } else {
                self.tell(Tone::Plain, "there is no decision to clear here".to_owned());
            }
        }
    }

    pub(super) fn retrace_step(&mut self, step: Retrace, effects: &mut Vec<Effect>) {
        let added = self.hand().and_then(|id| Some((id.clone(), self.in_words(id)?)));
        let before = self.desk.session.claims().to_vec();
        let read = self.desk.session.nothing_here().to_vec();
        let Some((applied, current)) = self.retrace(step) else {
            self.tell(Tone::Plain, step.nothing_left().to_owned());
            return;
        };
        self.changed(Stale::Spans, effects);
        self.follow_cast(&applied);
        self.report(&applied);
        if step == Retrace::Undo {
            let changed = applied.claims.first().and_then(|id| before.iter().find(|claim| claim.id == *id));
            let mut content = self.content_of_undo(&applied, changed.map(|claim| &**claim));
            if applied.claims.is_empty() {
                content = self.read_again_in_words(&read, self.desk.session.nothing_here()).unwrap_or_default();
            }
            if !content.is_empty() {
                self.status.text.push_str(&format!("; {content}"));
            }
        }
        // Of a claim that is gone only what was known before can be said.
        if let (Some((id, words)), [only]) = (added, applied.claims.as_slice())
            && id == *only
            && self.desk.session.claim(only).is_none()
        {
            self.status.text.push_str(&format!(" ({words})"));
        }
        match current {
            Some(current) => self.take(current),
            None if self.hand().is_none_or(|id| self.desk.session.claim(id).is_none()) => {
                self.panes.claims.first(&self.desk.session);
                self.follow();
            }
            None => {}
        }
    }

    pub(super) fn set_speaker(&mut self, claims: Vec<ClaimId>, choice: SpeakerChoice, effects: &mut Vec<Effect>) {
        self.offered_source = None;
        let first = claims.first().cloned();
        let choice = self.as_spelt(choice);
        let Some(applied) = self.apply(Edit::SetSpeaker(claims, choice.clone()), effects) else {
            return;
        };
        // A new name is somebody from now on.
        let speaker = first.as_ref().and_then(|id| self.desk.session.claim(id)?.speaker().cloned());
        self.last = Some(Correction::Speaker(speaker.map_or(choice, SpeakerChoice::Existing)));
        self.report_with_others(&applied);
        if let ([only], true) = (applied.claims.as_slice(), applied.changed) {
            self.offer_source(only);
        }
    }

    pub(super) fn set_outlets(&mut self, claims: Vec<ClaimId>, choices: Vec<OutletChoice>, effects: &mut Vec<Effect>) {
        let first = claims.first().cloned();
        let Some(applied) = self.apply(Edit::SetVia(claims, choices.clone()), effects) else {
            return;
        };
        let via =
            first.and_then(|id| Some(self.desk.session.claim(&id)?.via().iter().cloned().map(OutletChoice::Existing).collect()));
        self.last = Some(Correction::Via(via.unwrap_or(choices)));
        self.report_with_others(&applied);
    }

    /// Direct, mixed, indirect, and round; what the spans say themselves is not an override.
    pub(super) fn turn_directness(&mut self, effects: &mut Vec<Effect>) {
        let Some(targets) = self.begin(Command::Directness) else {
            return;
        };
        let Some(claim) = targets.first().and_then(|id| self.desk.session.claim(id)) else {
            return;
        };
        let next = match self.desk.session.directness(claim) {
            Directness::Direct => Directness::Mixed,
            Directness::Mixed => Directness::Indirect,
            Directness::Indirect => Directness::Direct,
        };
        let choice = (next != self.desk.session.directness_of_spans(claim)).then_some(next);
        self.set_directness(targets, choice, effects);
    }

    fn set_directness(&mut self, targets: Vec<ClaimId>, choice: Option<Directness>, effects: &mut Vec<Effect>) {
        if let Some(applied) = self.apply(Edit::SetDirectness(targets, choice), effects) {
            self.last = Some(Correction::Directness(choice));
            self.report(&applied);
        }
    }

    /// Speech, document, attitude, perception, and round; what the cue says itself is not an override.
    pub(super) fn turn_class(&mut self, effects: &mut Vec<Effect>) {
        let Some(targets) = self.begin(Command::Class) else {
            return;
        };
        let Some(claim) = targets.first().and_then(|id| self.desk.session.claim(id)) else {
            return;
        };
        let now = self.desk.session.class(claim);
        let place = CueClass::ALL.iter().position(|class| *class == now).unwrap_or_default();
        let next = CueClass::ALL.iter().cycle().nth(place + 1).copied().unwrap_or_default();
        let choice = (next != self.desk.session.class_of_cue(claim)).then_some(next);
        self.set_class(targets, choice, effects);
    }

    fn set_class(&mut self, targets: Vec<ClaimId>, choice: Option<CueClass>, effects: &mut Vec<Effect>) {
        if let Some(applied) = self.apply(Edit::SetClass(targets, choice), effects) {
            self.last = Some(Correction::Class(choice));
            self.report(&applied);
        }
    }

    pub(super) fn repeat_last(&mut self, effects: &mut Vec<Effect>) {
        let Some(last) = self.last.clone() else {
            self.tell(Tone::Plain, "nothing to repeat yet: correct a speaker, outlets, directness or class first".to_owned());
            return;
        };
        let Some(targets) = self.begin(Command::Repeat) else {
            return;
        };
        match last {
            Correction::Speaker(choice) => self.set_speaker(targets, choice, effects),
            Correction::Via(choices) => self.set_outlets(targets, choices, effects),
            Correction::Directness(choice) => self.set_directness(targets, choice, effects),
            Correction::Class(choice) => self.set_class(targets, choice, effects),
        }
    }

    pub(super) fn flag(&mut self, effects: &mut Vec<Effect>) {
        let Some(targets) = self.begin(Command::Flag) else {
            return;
        };
        let on = targets.iter().filter_map(|id| self.desk.session.claim(id)).any(|claim| !claim.flag);
        if let Some(applied) = self.apply(Edit::SetFlag(targets, on), effects) {
            self.report(&applied);
        }
    }

    pub(super) fn note(&mut self, claim: ClaimId, text: String, effects: &mut Vec<Effect>) {
        if let Some(applied) = self.apply(Edit::SetNote(claim, text), effects)
            && applied.changed
        {
            self.report(&applied);
        }
    }

    /// Keeps what is written in an open note, as closing it would: the program ends, and nobody can close it.
    pub fn keep_open_note(&mut self, now: Moment) -> Vec<Effect> {
        self.times.now = now;
        // A note does not depend on the text: one that changed meanwhile is read when it is opened again.
        self.desk.newer = None;
        let mut effects = Vec::new();
        for layer in std::mem::take(&mut self.layers) {
            if let Layer::Note(mut note) = layer
                && let Reply::Take(answer) = note.update(Input::Command(Command::Close))
            {
                self.answer(answer, &mut effects);
            }
        }
        effects
    }

    pub(super) fn name(&mut self, edit: Edit, effects: &mut Vec<Effect>) {
        if let Some(applied) = self.apply(edit, effects) {
            self.report(&applied);
        }
    }

    /// The current speaker on its tab.
    pub fn speaker_in_hand(&self) -> Option<SpeakerId> {
        self.desk.session.speaker_at(self.panes.speakers.at).map(|speaker| speaker.id.clone())
    }

    /// The current outlet on its tab.
    pub fn outlet_in_hand(&self) -> Option<OutletId> {
        current_outlet(&self.desk.session, self.panes.outlets).map(|outlet| outlet.id.clone())
    }

    /// Whether a person has decided about the current claim.
    pub fn hand_is_decided(&self) -> bool {
        let claim = self.hand().and_then(|id| self.desk.session.claim(id));
        claim.is_some_and(|claim| claim.decision != Decision::Unreviewed)
    }
}
