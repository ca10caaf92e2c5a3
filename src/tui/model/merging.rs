//! What somebody else saved meanwhile: merged at once, and shown side by side where it contradicts ours.

use std::collections::BTreeSet;
use std::time::Duration;

use super::deciding::Stale;
use super::{Layer, Model};
use crate::analysis::closing::Subject;
use crate::claim::ClaimId;
use crate::review::contrast::Contrast;
use crate::review::merge::{CameIn, came_in};
use crate::review::{Conflict, Edit, Field, Record, Side, Stamp, Whose};
use crate::tui::command::Command;
use crate::tui::layer::Answer;
use crate::tui::message::{Effect, Moment, Theirs, Tone};
use crate::tui::screen::question::Question;
use crate::tui::screen::sides::Sides;

/// So many claims are named where several decisions come in.
const NAMED: usize = 3;

impl Model {
    /// The sidecar on disk is not the one that was read or written last.
    ///
    /// While something is open that was begun on the review as it is, it waits.
    pub(super) fn changed_on_disk(&mut self, theirs: Result<Theirs, String>, effects: &mut Vec<Effect>) {
        let theirs = match theirs {
            Ok(theirs) if theirs.record.is_some() && theirs.text != self.desk.session.article().text => {
                // It was compared with a text that is not in review any more.
                self.look_again_at_sidecar(effects);
                return;
            }
            Ok(theirs) if self.layers.iter().all(Layer::bears_a_merge) => theirs,
            Ok(theirs) => {
                self.theirs = Some(theirs);
                return;
            }
            Err(why) => {
                let key = self.look.keymap.shown(Command::Save);
                let why = format!("cannot read the sidecar: {why}; repair it, then {key} tries again");
                self.failed_to_save(format!("not saved: {why}"), why);
                return;
            }
        };
        let other_text = theirs.other_text;
        match theirs.record.clone() {
            Some(record) => self.merge_with(record, theirs, effects),
            None => {
                // Nobody's work is there any more: ours is written again.
                self.desk.seen.left(Record::default());
                self.desk.failed = None;
                let state = self.desk.handed_over();
                effects.push(Effect::TakenIn(theirs.known, Some(state)));
                self.tell(Tone::Warning, "the sidecar was deleted on disk; it was written again".to_owned());
            }
        }
        if other_text {
            let key = self.look.keymap.shown(Command::ReadAgain);
            let text = format!("{}; they had another text of the article: {key} reloads it here", self.status.text);
            self.tell(Tone::Warning, text);
        }
    }

    /// Lets the writer find out once more that the sidecar is another one than it knows.
    pub(super) fn look_again_at_sidecar(&mut self, effects: &mut Vec<Effect>) {
        let state = self.desk.handed_over();
        effects.extend([Effect::Save(state), Effect::Retry]);
    }

    fn merge_with(&mut self, mut record: Record, theirs: Theirs, effects: &mut Vec<Effect>) {
        let before = self.desk.session.record();
        let on_disk = record.clone();
        // What their engine proposed and ours did not is not work of theirs.
        record.claims.retain(|claim| claim.is_touched() || self.desk.session.claim(&claim.id).is_some());
        if theirs.other_text {
            // What they have no suggestion for may not be in their text; it is in ours.
            let there: BTreeSet<ClaimId> = record.claims.iter().map(|claim| claim.id.clone()).collect();
            let ours = before.claims.iter().filter(|claim| !claim.is_touched() && !there.contains(&claim.id));
            record.claims.extend(ours.cloned());
        }
        let open_before = before.conflicts();
        let merged = self.desk.seen.take_in(&before, record);
        let news = came_in(&before, &merged.record);
        let lost = self.desk.session.adopt(merged.record);
        self.desk.seen.left(on_disk);
        self.desk.sent.clear();
        self.after_merge();
        let conflicts = self.desk.session.conflicts();
        let are_new = conflicts.iter().any(|conflict| !open_before.contains(conflict));
        let contradicted = conflicts.iter().filter(|conflict| !open_before.contains(conflict));
        let mut parts: Vec<String> = self.contradiction_in_words(contradicted).into_iter().collect();
        parts.extend(self.news_in_words(&news).filter(|_| parts.is_empty() || !news.decided.is_empty()));
        let is_shown = self.layers.iter().any(|layer| matches!(layer, Layer::Sides(_)));
        let comes_up = are_new && !is_shown && !self.is_in_the_middle();
        if !conflicts.is_empty() {
            let key = self.look.keymap.shown(Command::Conflicts);
            let how = if is_shown || comes_up { String::new() } else { format!(" ({key} shows {})", them(conflicts.len())) };
            parts.push(format!("{}{how}", open(conflicts.len())));
        }
        if lost > 0 {
            let steps = if lost == 1 { "1 earlier step".to_owned() } else { format!("{lost} earlier steps") };
            parts.push(format!("{steps} can no longer be undone"));
        }
        self.desk.failed = None;
        // Somebody has to see a new conflict; until it is settled the file holds both sides of it.
        self.leaving &= !are_new;
        self.write_over(theirs.known, effects);
        // In a shared folder one's own words come back all the time: what was reported of the last key stays.
        if !parts.is_empty() {
            self.tell(if conflicts.is_empty() { Tone::Plain } else { Tone::Warning }, parts.join("; "));
        }
        self.times.conflict_waits |= are_new && !is_shown && !comes_up;
        if is_shown || comes_up {
            self.show_conflicts_unasked(comes_up);
        }
    }

    /// How long it is until a conflict that waits comes up, if the reader goes on doing nothing; `None`: none waits, or
    /// something else is open or begun.
    pub fn conflicts_due(&self, now: Moment) -> Option<Duration> {
        (self.times.conflict_waits && !self.has_begun()).then(|| self.pause_left(now.since_start))
    }

    /// Shows a conflict that came in while the reader was in the middle of something, once they pause.
    pub(super) fn show_waiting_conflicts(&mut self) {
        if self.conflicts_due(self.times.now).is_some_and(|left| left.is_zero()) {
            self.show_conflicts_unasked(true);
        }
    }

    /// Shows the conflicts without a key of the reader's. What is shown under their hand now is another one than before:
    /// the next keys were not meant for it.
    fn show_conflicts_unasked(&mut self, comes_up: bool) {
        let shown = |model: &Self| {
            let sides = model.layers.iter().find_map(|layer| if let Layer::Sides(sides) = layer { Some(sides) } else { None });
            sides.map(|sides| sides.shown().cloned())
        };
        let (before, place) = (shown(self), self.hand().cloned());
        self.show_conflicts(None);
        if comes_up && let Some(Layer::Sides(sides)) = self.layers.pop() {
            self.layers.push(Layer::Sides(sides.going_back_to(place)));
        }
        if shown(self) != before {
            self.times.unasked = Some(self.times.now.since_start);
        }
    }

    /// The conflicts that are shown are those that are open now.
    pub(super) fn renew_conflicts(&mut self) {
        if self.layers.iter().any(|layer| matches!(layer, Layer::Sides(_))) {
            self.show_conflicts_unasked(false);
        }
    }

    /// What came in, with the claims and the people: `km rejected claim 3 (Psaki, “speak for themselves”)`.
    fn news_in_words(&self, news: &CameIn) -> Option<String> {
        let session = &self.desk.session;
        let by =
            |id: &ClaimId| session.claim(id).and_then(|claim| claim.decided.as_deref()).map(|stamp: &Stamp| stamp.by.as_str());
        let word = |id: &ClaimId| session.claim(id).map_or("", |claim| claim.decision.shown());
        match (news.decided.as_slice(), news.others) {
            ([], 0) => None,
            ([], 1) => Some("1 other change was merged".to_owned()),
            ([], others) => Some(format!("{others} other changes were merged")),
            ([only], _) => Some(format!("{} {} {}", by(only).unwrap_or("somebody"), word(only), self.numbered(only))),
            (several, _) => {
                let names: BTreeSet<&str> = several.iter().filter_map(by).collect();
                let names = names.into_iter().collect::<Vec<_>>().join(" and ");
                let mut claims: Vec<String> =
                    several.iter().take(NAMED).map(|id| format!("{} {}", self.numbered(id), word(id))).collect();
                if several.len() > NAMED {
                    claims.push(format!("{} more", several.len() - NAMED));
                }
                Some(format!("{} decisions by {names} were merged: {}", several.len(), claims.join(", ")))
            }
        }
    }

    /// Who contradicts what, of the first of these conflicts.
    fn contradiction_in_words<'a>(&self, mut conflicts: impl Iterator<Item = &'a Conflict>) -> Option<String> {
        let session = &self.desk.session;
        let by = |id: &ClaimId, field: Field| {
            let claim = session.claim(id)?;
            // The file may hold the word of the reader as the other one.
            let sides = [&claim.rival.as_ref()?.theirs, &Side::of(claim)].map(|side| side.stamp_of(field).cloned());
            sides.into_iter().flatten().map(|stamp| stamp.by).find(|by| *by != self.desk.annotator)
        };
        Some(match conflicts.next()? {
            Conflict::Claim(id, field) => {
                let (who, what) = match field {
                    Field::Note => ("another reviewer", "wrote a different note on"),
                    Field::Check => ("another reviewer", "entered a different result of the fact-check of"),
                    _ => ("another session", "decided differently on"),
                };
                format!("{} {what} {}", by(id, *field).as_deref().unwrap_or(who), self.numbered(id))
            }
            Conflict::Speaker(id) => format!("another reviewer describes {} differently", session.speaker(id)?.name),
            Conflict::Outlet(id) => format!("another reviewer describes {} differently", session.outlet(id)?.name),
        })
    }

    /// `claim 3 (Psaki, “speak for themselves”)`.
    pub(super) fn numbered(&self, id: &ClaimId) -> String {
        let number = self.desk.session.position(id).map_or(0, |at| at + 1);
        match self.in_words(id) {
            Some(words) => format!("claim {number} ({words})"),
            None => format!("claim {number}"),
        }
    }

    /// Rows, marks and the current claim follow a merge.
    fn after_merge(&mut self) {
        self.refresh(Stale::Spans);
        if self.hand().is_none_or(|id| self.desk.session.claim(id).is_none()) {
            self.panes.claims.first(&self.desk.session);
        }
    }

    /// What is on disk is known and contained in ours: ours may take its place.
    fn write_over(&mut self, known: crate::disk::writer::Known, effects: &mut Vec<Effect>) {
        if self.desk.session.record().says_the_same(self.desk.seen.now()) {
            // Nothing of ours is new: the file stays as they wrote it.
            self.desk.saved = self.desk.session.revision();
            effects.push(Effect::TakenIn(known, None));
            if self.leaving {
                effects.push(Effect::Quit);
            }
        } else {
            let state = self.desk.handed_over();
            effects.push(Effect::TakenIn(known, Some(state)));
        }
    }

    /// Shows the open conflicts, at the one about `subject` where one is named, or says that there are none.
    pub(super) fn open_conflicts(&mut self, subject: Option<&Subject>) {
        if !self.show_conflicts(subject) {
            self.tell(Tone::Plain, "no conflicts".to_owned());
        }
    }

    /// Asks before several conflicts are settled at once: what they touch may be out of view.
    pub(super) fn ask_to_settle(&mut self, conflicts: Vec<Conflict>, whose: Whose) {
        const LISTED: usize = 8;
        let mut named: Vec<String> = Vec::new();
        let mut others = 0;
        for conflict in &conflicts {
            match conflict {
                Conflict::Claim(id, _) => {
                    let words = self.in_words(id).unwrap_or_default();
                    if !named.contains(&words) {
                        named.push(words);
                    }
                }
                _ => others += 1,
            }
        }
        let (count, claims) = (conflicts.len(), named.len());
        let by = &self.desk.annotator;
        let mut sides: Vec<String> = self.contrasts(&conflicts).iter().map(|words| words.choosing(by, whose)).collect();
        sides.dedup();
        let side = match sides.as_slice() {
            [only] => only.as_str(),
            _ if matches!(whose, Whose::Ours | Whose::Mine) => "Keep the first version",
            _ => "Accept the second version",
        };
        let mut text = match count {
            1 => format!("{side} in the only open conflict"),
            _ => format!("{side} in all {count} open conflicts"),
        };
        if claims > 0 {
            text.push_str(&format!(": {}", named.iter().take(LISTED).cloned().collect::<Vec<_>>().join("; ")));
        }
        if claims > LISTED {
            text.push_str(&format!("; and {} more claims", claims - LISTED));
        }
        match others {
            0 => {}
            1 => text.push_str("; 1 about no claim"),
            _ => text.push_str(&format!("; {others} about no claim")),
        }
        text.push('?');
        self.layers.push(Layer::Question(Question { text, yes: Answer::Settle(conflicts, whose), elsewhere: false }));
    }

    /// These conflicts in words, as far as they are still open.
    fn contrasts(&self, conflicts: &[Conflict]) -> Vec<Contrast> {
        let open = Sides::of(&self.desk.session, self.desk.adjudication.as_ref());
        let open = open.as_ref().map_or(&[][..], Sides::all);
        open.iter().filter(|(conflict, _)| conflicts.contains(conflict)).map(|(_, words)| words.clone()).collect()
    }

    /// Shows the conflicts that are open now; `false` where there are none.
    fn show_conflicts(&mut self, subject: Option<&Subject>) -> bool {
        self.times.conflict_waits = false;
        let shown = self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Sides(sides) => sides.refreshed(&self.desk.session, self.desk.adjudication.as_ref()),
            _ => None,
        });
        self.layers.retain(|layer| !matches!(layer, Layer::Sides(_)));
        let Some(sides) = shown.or_else(|| Sides::of(&self.desk.session, self.desk.adjudication.as_ref())) else {
            return false;
        };
        let sides = match subject {
            Some(subject) => sides.on(subject),
            None => sides,
        };
        if let Some(Conflict::Claim(id, _)) = sides.in_hand().cloned() {
            self.take(id);
        }
        self.layers.push(Layer::Sides(sides));
        true
    }

    /// Settles conflicts for one side.
    pub(super) fn settle_conflicts(&mut self, conflicts: Vec<Conflict>, whose: Whose, effects: &mut Vec<Effect>) {
        let mut sides: Vec<String> =
            self.contrasts(&conflicts).iter().map(|words| words.chosen(&self.desk.annotator, whose)).collect();
        sides.dedup();
        let count = conflicts.len();
        let Some(applied) = self.apply(Edit::Settle(conflicts, whose), effects) else {
            return;
        };
        let told = match sides.as_slice() {
            // Between reviewers more is known of whose names these are than the review itself has.
            [only] if count == 1 => only.clone(),
            _ => applied.message(),
        };
        let back = self.layers.iter().find_map(|layer| match layer {
            Layer::Sides(sides) => sides.back().cloned(),
            _ => None,
        });
        if self.show_conflicts(None) {
            self.tell(Tone::Plain, told);
        } else {
            self.times.closed = Some(self.times.now.since_start);
            if let Some(back) = back.filter(|id| self.desk.session.claim(id).is_some()) {
                self.take(back);
            }
            self.tell(Tone::Plain, format!("{told}; all conflicts are resolved"));
        }
    }

    /// The answer to another try to lock the sidecar.
    pub(super) fn locked(&mut self, result: Result<(), String>, effects: &mut Vec<Effect>) {
        match result {
            Ok(()) => {
                (self.desk.read_only, self.desk.lock_is_free) = (None, false);
                self.tell(Tone::Plain, "decisions are saved from now on".to_owned());
                if self.desk.is_unsaved() {
                    let state = self.desk.handed_over();
                    effects.push(Effect::Save(state));
                }
            }
            Err(why) => {
                self.tell(Tone::Warning, format!("not saved: {why}"));
                self.desk.read_only = Some(why);
            }
        }
    }

    /// Whether the lock that another session held is free. What was decided meanwhile is saved then; without that it is
    /// left to whoever comes first.
    pub(super) fn lock_seen(&mut self, is_free: bool, effects: &mut Vec<Effect>) {
        if self.desk.read_only.is_none() {
            return;
        }
        self.desk.lock_is_free = is_free;
        if !is_free || self.desk.is_lost_on_leaving() {
            // Taken, or refused with the words of who has it now.
            effects.push(Effect::Lock);
            return;
        }
        let key = self.look.keymap.shown(Command::Save);
        let text = format!("no one else has it open now; your next decision will be saved, {key} saves at once");
        self.desk.read_only = Some("the lock is free".to_owned());
        self.tell(Tone::Plain, text);
    }

    /// What a reviewer ought to know of the review at its opening.
    pub fn greet(&mut self) {
        let mut parts: Vec<String> = Vec::new();
        let key = |command| self.look.keymap.shown(command);
        // Suggestions that nobody touched are the engine's to find again.
        match self.desk.questions() {
            0 => {}
            1 => parts.push(format!("the article changed: 1 claim needs re-anchoring ({} shows it)", key(Command::FindAgain))),
            count => parts
                .push(format!("the article changed: {count} claims need re-anchoring ({} shows them)", key(Command::FindAgain))),
        }
        let conflicts = self.desk.session.conflicts().len();
        if conflicts > 0 {
            parts.push(format!("{} ({} shows {})", open(conflicts), key(Command::Conflicts), them(conflicts)));
        }
        if !parts.is_empty() {
            if !self.status.text.is_empty() {
                // Behind what has to be done: the line may be cut.
                parts.push(self.status.text.clone());
            }
            self.tell(Tone::Warning, parts.join("; "));
        }
    }
}

const fn them(conflicts: usize) -> &'static str {
    if conflicts == 1 { "it" } else { "them" }
}

fn open(conflicts: usize) -> String {
    if conflicts == 1 { "1 conflict is open".to_owned() } else { format!("{conflicts} conflicts are open") }
}
