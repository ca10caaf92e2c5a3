//! Speakers and outlets: merging, splitting off, renaming, saying what they are.

use super::{Layer, Model, answer};
use crate::claim::{ClaimId, Outlet, OutletId, OutletRole, SpeakerKind};
use crate::review::{
    Applied, Description, Edit, OutletChoice, claims_of_outlet_form, claims_of_speaker_form, likeness, unnamed_because,
};
use crate::text::counted;
use crate::tui::layer::{Answer, NameRef};
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::cast::{OutletRow, outlet_rows};
use crate::tui::screen::frame::Tab;
use crate::tui::screen::picker::{Picker, Purpose, Row, Value};
use crate::tui::screen::prompt::{Asked, Prompt};

/// The forms of a name, the name itself first.
fn forms<'a>(name: &'a str, aliases: &'a [String]) -> Vec<&'a str> {
    std::iter::once(name).chain(aliases.iter().map(String::as_str)).collect()
}

pub(super) fn claims(count: usize) -> String {
    counted(count, "claim")
}

impl Model {
    /// Whether a speaker or an outlet is current.
    pub fn has_cast_in_hand(&self) -> bool {
        match self.panes.tab {
            Tab::Claims => false,
            Tab::Speakers => self.speaker_in_hand().is_some(),
            Tab::Outlets => self.outlet_in_hand().is_some(),
        }
    }

    /// The current speaker or outlet; says so where there is none.
    pub(super) fn cast_in_hand(&mut self) -> Option<NameRef> {
        let hand = match self.panes.tab {
            Tab::Speakers => self.speaker_in_hand().map(NameRef::Speaker),
            Tab::Outlets => self.outlet_in_hand().map(NameRef::Outlet),
            Tab::Claims => None,
        };
        if hand.is_none() {
            self.tell(Tone::Plain, "no speaker or outlet is selected".to_owned());
        }
        hand
    }

    /// Name and other forms of the current one.
    fn names(&self, hand: &NameRef) -> (String, Vec<String>) {
        let session = &self.desk.session;
        match hand {
            NameRef::Speaker(id) => session.speaker(id).map(|speaker| (speaker.name.clone(), speaker.aliases.clone())),
            NameRef::Outlet(id) => session.outlet(id).map(|outlet| (outlet.name.clone(), outlet.aliases.clone())),
        }
        .unwrap_or_default()
    }

    /// Makes a change of speakers and outlets; the list stays on the one that was changed.
    pub(super) fn recast(&mut self, edit: Edit, effects: &mut Vec<Effect>) {
        if let Some(applied) = self.apply(edit, effects) {
            self.follow_cast(&applied);
            self.report(&applied);
        }
    }

    /// Makes the row current that was changed.
    pub(super) fn follow_cast(&mut self, applied: &Applied) {
        let session = &self.desk.session;
        let speaker = applied.speakers.first().and_then(|id| session.speaker(id));
        if let Some(at) = speaker.and_then(|one| session.speakers().position(|other| other.id == one.id)) {
            self.panes.speakers.at = at;
        }
        if let Some(outlet) = applied.outlets.first().and_then(|id| session.outlet(id)).map(|outlet| outlet.id.clone()) {
            self.show_outlet(&outlet);
        }
    }

    /// Goes to the row of an outlet, which is unfolded for it.
    pub(super) fn show_outlet(&mut self, id: &OutletId) {
        let session = &self.desk.session;
        let is_it = |row: &OutletRow<'_>| matches!(row, OutletRow::Outlet(outlet) if outlet.id == *id);
        for open in [self.panes.outlets.open, true] {
            if let Some(at) = outlet_rows(session, open).iter().position(is_it) {
                self.panes.outlets.open = open;
                self.panes.outlets.at = at;
                break;
            }
        }
        self.panes.outlets.clamp(outlet_rows(session, self.panes.outlets.open).len());
    }

    /// Shows the outlets that are folded, or folds them again; false where the current row is none of theirs.
    pub(super) fn turn_fold(&mut self) -> bool {
        let state = self.panes.outlets;
        let rows = outlet_rows(&self.desk.session, state.open);
        if self.panes.tab != Tab::Outlets || !matches!(rows.get(state.at), Some(OutletRow::Fold(_))) {
            return false;
        }
        self.panes.outlets.open = !state.open;
        self.panes.outlets.clamp(outlet_rows(&self.desk.session, !state.open).len());
        true
    }

    /// The others to merge with, the likeliest first; equally likely ones in the order of the text.
    pub(super) fn open_merge(&mut self) {
        let Some(hand) = self.cast_in_hand() else {
            return;
        };
        let (name, aliases) = self.names(&hand);
        let own = forms(&name, &aliases);
        let session = &self.desk.session;
        let mut rows: Vec<(u32, Row)> = Vec::new();
        let row = |label: &str, others: &[String], known: &str, count: usize, value: Value| {
            let like = likeness(&own, &forms(label, others));
            let said =
                [like.why, known, &claims(count)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            (like.score, Row { label: label.to_owned(), hint: said, value })
        };
        match &hand {
            NameRef::Speaker(id) => {
                rows.extend(session.speakers().filter(|other| other.id != *id).map(|other| {
                    let value = Value::Answer(Answer::Edit(Edit::MergeSpeakers(id.clone(), other.id.clone())));
                    let known = other.role.as_deref().unwrap_or_default();
                    row(&other.name, &other.aliases, known, session.count_of_speaker(&other.id), value)
                }));
            }
            NameRef::Outlet(id) => {
                rows.extend(session.outlets().filter(|other| other.id != *id).map(|other| {
                    let value = Value::Answer(Answer::Edit(Edit::MergeOutlets(id.clone(), other.id.clone())));
                    row(&other.name, &other.aliases, other.role.as_str(), session.count_of_outlet(&other.id), value)
                }));
            }
        }
        if rows.is_empty() {
            self.tell(Tone::Plain, format!("there is no other entry to merge {name} with"));
            return;
        }
        rows.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        self.layers.push(Layer::Picker(Picker::new(Purpose::Name, format!("Merge {name} into"), rows)));
    }

    /// Which form of the name is to stand on its own; asked only where there are several.
    pub(super) fn open_split(&mut self, effects: &mut Vec<Effect>) {
        let Some(hand) = self.cast_in_hand() else {
            return;
        };
        let (name, aliases) = self.names(&hand);
        match aliases.as_slice() {
            [] => self.tell(Tone::Plain, format!("{name} has no aliases to split off")),
            [only] => self.split_off(hand, only.clone(), effects),
            _ => {
                let rows = aliases.iter().map(|alias| Row {
                    label: alias.clone(),
                    hint: claims(self.claims_of_form(&hand, alias).len()),
                    value: Value::Answer(Answer::SplitOff(hand.clone(), alias.clone())),
                });
                let rows = rows.collect();
                let picker = Picker::new(Purpose::Name, format!("Which alias of {name} is someone else?"), rows);
                self.layers.push(Layer::Picker(picker));
            }
        }
    }

    fn claims_of_form(&self, hand: &NameRef, alias: &str) -> Vec<ClaimId> {
        match hand {
            NameRef::Speaker(id) => claims_of_speaker_form(&self.desk.session, id, alias),
            NameRef::Outlet(id) => claims_of_outlet_form(&self.desk.session, id, alias),
        }
    }

    /// Splits a form of a name off. The claims that would be handed over with it are shown first.
    pub(super) fn split_off(&mut self, hand: NameRef, alias: String, effects: &mut Vec<Effect>) {
        let follow = self.claims_of_form(&hand, &alias);
        if follow.is_empty() {
            self.split_with(hand, alias, Vec::new(), effects);
            return;
        }
        let (name, _) = self.names(&hand);
        let rows: Vec<(Row, bool)> = follow.iter().filter_map(|id| Some((self.change_row(id, &name, &alias)?, true))).collect();
        let heading = format!("Split off {alias}. Claims to move with it:");
        self.layers.push(Layer::Picker(Picker::ticked(Purpose::Split(hand, alias), heading, rows)));
    }

    /// Splits it off, with these claims.
    pub(super) fn split_with(&mut self, hand: NameRef, alias: String, claims: Vec<ClaimId>, effects: &mut Vec<Effect>) {
        let edit = match hand {
            NameRef::Speaker(id) => Edit::SplitSpeaker(id, alias, claims),
            NameRef::Outlet(id) => Edit::SplitOutlet(id, alias, claims),
        };
        self.recast(edit, effects);
    }

    pub(super) fn open_rename(&mut self) {
        let Some(hand) = self.cast_in_hand() else {
            return;
        };
        let (name, _) = self.names(&hand);
        let asked = match hand {
            NameRef::Speaker(id) => Asked::RenameSpeaker(id),
            NameRef::Outlet(id) => Asked::RenameOutlet(id),
        };
        self.layers.push(Layer::Prompt(Prompt::new(asked, &name)));
    }

    /// The next kind of the speaker, or part of the outlet, in hand.
    pub(super) fn turn_kind(&mut self, effects: &mut Vec<Effect>) {
        match self.cast_in_hand() {
            Some(NameRef::Speaker(id)) => {
                let kind = match self.desk.session.speaker(&id).map(|speaker| speaker.kind) {
                    Some(SpeakerKind::Person) => SpeakerKind::Organisation,
                    Some(SpeakerKind::Organisation) => SpeakerKind::Group,
                    Some(SpeakerKind::Group) => SpeakerKind::Document,
                    Some(SpeakerKind::Document) | None => SpeakerKind::Person,
                };
                self.recast(Edit::DescribeSpeaker(id, Description::Kind(kind)), effects);
            }
            Some(NameRef::Outlet(id)) => {
                let role = match self.desk.session.outlet(&id).map(|outlet| outlet.role) {
                    Some(OutletRole::Cited) => OutletRole::Mentioned,
                    Some(OutletRole::Mentioned) => OutletRole::Publisher,
                    Some(OutletRole::Publisher) => OutletRole::Credit,
                    Some(OutletRole::Credit) | None => OutletRole::Cited,
                };
                self.recast(Edit::SetOutletRole(id, role), effects);
            }
            None => {}
        }
    }

    pub(super) fn open_role(&mut self) {
        let Some(NameRef::Speaker(id)) = self.cast_in_hand() else {
            return;
        };
        let speaker = self.desk.session.speaker(&id);
        // What the desk knows is proposed; it is taken with Enter, or typed over.
        let known = speaker.zip(self.memory.as_ref()).and_then(|(speaker, memory)| memory.office(speaker)?.person.role.clone());
        let role = speaker.and_then(|speaker| speaker.role.clone()).or(known).unwrap_or_default();
        self.layers.push(Layer::Prompt(Prompt::new(Asked::Role(id), &role)));
    }

    pub(super) fn open_affiliation(&mut self) {
        let Some(NameRef::Speaker(id)) = self.cast_in_hand() else {
            return;
        };
        let of = self.desk.session.speaker(&id).and_then(|speaker| speaker.affiliation.clone()).unwrap_or_default();
        self.layers.push(Layer::Prompt(Prompt::new(Asked::Affiliation(id), &of)));
    }

    /// Asks why the article leaves the current speaker unnamed; what it says near the mentions is there.
    pub(super) fn open_unnamed(&mut self) {
        let Some(NameRef::Speaker(id)) = self.cast_in_hand() else {
            return;
        };
        let session = &self.desk.session;
        let stands = session.speaker(&id).and_then(|speaker| speaker.unnamed_because.clone());
        let why = stands.or_else(|| unnamed_because(session, &id));
        if why.is_none() {
            self.tell(Tone::Plain, "the article gives no reason near its mentions; it may stay empty".to_owned());
        }
        self.layers.push(Layer::Prompt(Prompt::new(Asked::Unnamed(id), &why.unwrap_or_default())));
    }

    pub(super) fn set_named(&mut self, effects: &mut Vec<Effect>) {
        if let Some(NameRef::Speaker(id)) = self.cast_in_hand() {
            self.recast(Edit::DescribeSpeaker(id, Description::Named), effects);
        }
    }

    /// All outlets, to choose from.
    pub(super) fn outlet_rows(&self) -> Vec<Row> {
        let mut outlets: Vec<&Outlet> = self.desk.session.outlets().collect();
        // Whoever is credited for a photograph is seldom on the way of the words.
        outlets.sort_by_key(|outlet| outlet.role);
        let outlets = outlets.into_iter().map(|outlet| Row {
            label: outlet.name.clone(),
            hint: answer::aliases(&outlet.aliases),
            value: Value::Outlet(OutletChoice::Existing(outlet.id.clone())),
        });
        outlets.collect()
    }
}
