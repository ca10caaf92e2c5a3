//! Bulk operations: marking claims, and applying a change to all of them.

use std::sync::Arc;

use super::{Layer, Model};
use crate::claim::{ClaimId, OutletId, SpeakerId};
use crate::review::{Edit, OutletChoice, ReviewedClaim, SpeakerChoice, alike, same_source, source_words};
use crate::tui::command::Command;
use crate::tui::layer::Given;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::claims::words;
use crate::tui::screen::frame::{Front, Tab};
use crate::tui::screen::picker::{Picker, Purpose, Row, Value};

/// The claims that an act is about, and those that it leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Targets {
    pub(super) claims: Vec<ClaimId>,
    /// Marked claims that the filter hides: nobody decides about what is not shown.
    pub(super) hidden: usize,
}

impl Model {
    /// The marked claims that are shown, else the current one.
    pub(super) fn targets(&self) -> Targets {
        let claims = &self.panes.claims;
        if claims.marked.is_empty() {
            return Targets { claims: self.claim_in_hand().cloned().into_iter().collect(), hidden: 0 };
        }
        let all = self.desk.session.claims();
        let mut rows = claims.rows.clone();
        rows.sort_unstable();
        let shown = rows.iter().filter_map(|row| all.get(*row)).map(|claim| &claim.id);
        let shown: Vec<ClaimId> = shown.filter(|id| claims.marked.contains(*id)).cloned().collect();
        Targets { hidden: claims.marked.len() - shown.len(), claims: shown }
    }

    /// How many claims are marked, those left out that the filter hides.
    pub fn marked_and_shown(&self) -> usize {
        if self.panes.claims.marked.is_empty() { 0 } else { self.targets().claims.len() }
    }

    /// The current claim where it is the one that the screen is about: not while speakers or outlets are.
    pub fn claim_in_hand(&self) -> Option<&ClaimId> {
        if self.panes.tab == Tab::Claims { self.hand() } else { None }
    }

    /// Says why no claim is there to act on.
    pub(super) fn tell_no_claim(&mut self) {
        let key = |command| self.look.keymap.shown(command);
        let text = match self.panes.tab {
            Tab::Claims => "there is no claim".to_owned(),
            _ => format!(
                "no claim is current on this tab: {} shows the claims, {} marks them",
                key(Command::Open),
                key(Command::Mark)
            ),
        };
        self.tell(Tone::Plain, text);
    }

    /// Marks the current row, or all claims of a speaker or outlet, and goes one on.
    pub(super) fn mark(&mut self) {
        let session = &self.desk.session;
        let of: Option<Vec<ClaimId>> = match (self.panes.front, self.panes.tab) {
            (Front::Review, Tab::Speakers) => {
                self.speaker_in_hand().map(|id| session.claims_of_speaker(&id).map(|claim| claim.id.clone()).collect())
            }
            (Front::Review, Tab::Outlets) => {
                self.outlet_in_hand().map(|id| session.claims_of_outlet(&id).map(|claim| claim.id.clone()).collect())
            }
            _ => None,
        };
        match (of, self.claim_in_hand().cloned()) {
            (Some(claims), _) if claims.is_empty() => {
                self.tell(Tone::Plain, "it has no claims to mark".to_owned());
                return;
            }
            (Some(claims), _) => self.panes.claims.mark_all(claims),
            (None, Some(hand)) => {
                self.panes.claims.mark(hand);
                self.step(1);
            }
            (None, None) => {
                self.tell_no_claim();
                return;
            }
        }
        self.tell_marked();
    }

    /// Marks all claims that are shown; where all are marked, takes their marks off.
    pub(super) fn mark_shown(&mut self) {
        let all = self.desk.session.claims();
        let shown: Vec<ClaimId> =
            self.panes.claims.rows.iter().filter_map(|row| all.get(*row)).map(|claim| claim.id.clone()).collect();
        if shown.is_empty() {
            self.tell(Tone::Plain, "no claim is shown".to_owned());
            return;
        }
        self.panes.claims.mark_all(shown);
        self.tell_marked();
    }

    /// Takes all marks off, also those that the filter hides.
    pub(super) fn unmark_all(&mut self) {
        let count = self.panes.claims.marked.len();
        self.panes.claims.marked.clear();
        self.tell(Tone::Plain, if count == 0 { "no claim is marked".to_owned() } else { format!("{count} marks cleared") });
    }

    fn tell_marked(&mut self) {
        let text = self.marked_in_words().unwrap_or_else(|| "no claim is marked".to_owned());
        self.tell(Tone::Plain, text);
    }

    /// How many claims are marked, and how the marks go again; `None` where none is.
    pub fn marked_in_words(&self) -> Option<String> {
        let marked = self.panes.claims.marked.len();
        let hidden = if marked == 0 { 0 } else { self.targets().hidden };
        let hidden = if hidden == 0 { String::new() } else { format!(", {hidden} of them hidden by the filter") };
        let key = self.look.keymap.shown(Command::UnmarkAll);
        match marked {
            0 => None,
            1 => Some(format!("1 claim is marked{hidden}; {key} clears the mark")),
            _ => Some(format!("{marked} claims are marked{hidden}; {key} clears the marks")),
        }
    }

    /// What the current claim could give to others, and who they are: those with the same source, or with the
    /// same suggested speaker, that have another speaker (or came another way).
    fn others_like(&self, id: &ClaimId) -> Option<(Given, Vec<ClaimId>)> {
        let session = &self.desk.session;
        let claim = session.claim(id)?;
        let by_way = claim.correction.speaker.is_keep() && claim.correction.via.is_some();
        // What the article gives to another source in words is not like it, whoever the engine took that for.
        let own = source_words(session, claim);
        let like = |other: &&Arc<ReviewedClaim>| source_words(session, other).is_none_or(|words| own.as_ref() == Some(&words));
        let others = alike(session, id).into_iter().filter_map(|other| session.claim(&other)).filter(like);
        let names =
            |outlets: Vec<&crate::claim::Outlet>| outlets.iter().map(|outlet| outlet.id.clone()).collect::<Vec<OutletId>>();
        if by_way {
            let via = names(session.via_of(claim));
            let others = others.filter(|other| names(session.via_of(other)) != via).map(|claim| claim.id.clone()).collect();
            return Some((Given::Via(via.into_iter().map(OutletChoice::Existing).collect()), others));
        }
        let speaker = |claim| session.speaker_of(claim).map(|speaker| speaker.id.clone());
        let own: Option<SpeakerId> = speaker(claim);
        let others = others.filter(|other| speaker(other) != own).map(|claim| claim.id.clone()).collect();
        Some((Given::Speaker(own.map_or(SpeakerChoice::Nobody, SpeakerChoice::Existing)), others))
    }

    /// How many others could get what was just set on claim `id`, to be reported after it.
    pub(super) fn offer_others(&self, id: &ClaimId) -> String {
        let count = self.others_like(id).map_or(0, |(_, others)| others.len());
        let key = self.look.keymap.shown(Command::ApplyToAll);
        match count {
            0 => String::new(),
            1 => format!("; {key}: the same for 1 other claim like it"),
            count => format!("; {key}: the same for {count} other claims like it"),
        }
    }

    /// Shows which other claims would get the speaker or the outlets of the current one.
    pub(super) fn open_apply_to_all(&mut self) {
        let Some(id) = self.claim_in_hand().cloned() else {
            self.tell_no_claim();
            return;
        };
        let Some((given, others)) = self.others_like(&id) else {
            return;
        };
        let session = &self.desk.session;
        let new = match &given {
            Given::Speaker(SpeakerChoice::Existing(id)) => session.speaker(id).map_or_else(String::new, |one| one.name.clone()),
            Given::Speaker(_) => "nobody".to_owned(),
            Given::Via(via) => self.chain_of(via),
        };
        let what = if matches!(given, Given::Via(_)) { "way" } else { "speaker" };
        if others.is_empty() {
            self.tell(Tone::Plain, format!("no other claim with this source or suggestion differs in its {what}: {new}"));
            return;
        }
        let rows = others.iter().filter_map(|other| {
            let claim = session.claim(other)?;
            let old = match given {
                Given::Speaker(_) => session.speaker_of(claim).map_or("nobody", |speaker| &speaker.name).to_owned(),
                Given::Via(_) => self.chain_of(
                    &session.via_of(claim).iter().map(|outlet| OutletChoice::Existing(outlet.id.clone())).collect::<Vec<_>>(),
                ),
            };
            // What a person has decided already, or what the article gives to another source, is changed only where a
            // person ticks it.
            let ticked = !claim.decision.is_decided() && same_source(session, &id, other);
            Some((self.change_row(other, &old, &new)?, ticked))
        });
        let rows = rows.collect();
        let picker = Picker::ticked(Purpose::ApplyToAll(given), format!("The same {what} for these too?"), rows);
        self.layers.push(Layer::Picker(picker));
    }

    /// The names of outlets, nearest first; without any: no outlet.
    pub(super) fn chain_of(&self, via: &[OutletChoice]) -> String {
        let session = &self.desk.session;
        let names = via.iter().map(|choice| match choice {
            OutletChoice::Existing(id) => session.outlet(id).map_or("?", |outlet| &outlet.name),
            OutletChoice::New(name) => name,
        });
        let names: Vec<&str> = names.collect();
        if names.is_empty() { "no outlet".to_owned() } else { names.join(", ") }
    }

    /// A claim that would change, as a row: its number, what it has and would get, its first words.
    pub(super) fn change_row(&self, id: &ClaimId, old: &str, new: &str) -> Option<Row> {
        let session = &self.desk.session;
        let claim = session.claim(id)?;
        let number = session.position(id)? + 1;
        let width = session.claims().len().to_string().len();
        let sign = crate::tui::screen::claims::decided(claim).0;
        Some(Row {
            label: format!("{sign} {number:>width$}  {old} ⇒ {new}"),
            hint: words(session, claim),
            value: Value::Claim(id.clone()),
        })
    }

    /// Gives the ticked claims what the current one has.
    pub(super) fn apply_to_all(&mut self, given: Given, claims: Vec<ClaimId>, effects: &mut Vec<Effect>) {
        if claims.is_empty() {
            self.tell(Tone::Plain, "nothing selected; nothing was changed".to_owned());
            return;
        }
        let edit = match given {
            Given::Speaker(choice) => Edit::SetSpeaker(claims, choice),
            Given::Via(choices) => Edit::SetVia(claims, choices),
        };
        if let Some(applied) = self.apply(edit, effects) {
            self.report(&applied);
        }
    }
}
