//! The spans of a claim: the cheapest of several ways to bring them to the truth.

use std::sync::Arc;

use saidby::claim::ClaimId;
use saidby::review::{Part, ReviewedClaim};
use saidby::text::Span;
use saidby::tui::command::Command;
use saidby::tui::model::{Layer, Model};

use super::letters;
use super::plan;
use super::reviewer::{Press, Reviewer, Stroke, is_settled, of_part, pressed, presses, typed, wanted, words};
use super::tally::Purpose;
use super::truth::Truth;

impl Reviewer<'_> {
    /// Brings the spans in order; whether the claim was confirmed with the same keys.
    pub(super) fn spans(&mut self, id: &ClaimId, truth: &Truth, go_on: bool) -> bool {
        let claim = Arc::clone(self.model.session_in_view().claim(id).expect("the claim is there"));
        let wrong: Vec<Part> = Part::ALL.into_iter().filter(|part| !self.accepts(&claim, *part, truth)).collect();
        if wrong.is_empty() {
            return false;
        }
        let is_right = |model: &Model| {
            let claim = model.desk.session.claim(id);
            is_settled(model) && claim.is_some_and(|claim| Part::ALL.iter().all(|part| self.accepts(claim, *part, truth)))
        };
        let mut best: Option<(usize, Vec<Stroke>, bool)> = None;
        if let Some(row) = self.by_letters(truth, &wrong) {
            let (model, keys) = self.after(&self.model, &presses(&row));
            best = is_right(&model).then_some((keys.len(), row, true));
        }
        // What else there is takes three keys at least, and seldom less where the letters take a few.
        if let Some((_, row, _)) = best.take_if(|(keys, ..)| *keys <= 5) {
            self.press_each(&row);
            return true;
        }
        // Each wrong part is moved by its ends with the others, or selected anew.
        let anew: Vec<Option<Vec<Press>>> = wrong.iter().map(|part| self.selected(*part, self::wanted(truth, *part))).collect();
        for choice in 0..1usize << wrong.len() {
            let mut row: Vec<Stroke> = Vec::new();
            let mut moved: Vec<Part> = Vec::new();
            let mut possible = true;
            for (index, part) in wrong.iter().enumerate() {
                if choice >> index & 1 == 1 {
                    match &anew[index] {
                        Some(keys) => row.extend(keys.iter().map(|press| Stroke(of_part(*part), *press))),
                        None => possible = false,
                    }
                } else {
                    moved.push(*part);
                }
            }
            if !moved.is_empty() {
                match self.moved(&claim, truth, &moved, go_on) {
                    Some(keys) => row.extend(keys),
                    None => possible = false,
                }
            }
            let ends_it = go_on && !moved.is_empty();
            if !possible || best.as_ref().is_some_and(|(least, ..)| row.len() >= *least) {
                continue;
            }
            let (model, keys) = self.after(&self.model, &presses(&row));
            let keys = keys.len() + usize::from(go_on && !ends_it);
            if is_right(&model) && best.as_ref().is_none_or(|(least, ..)| keys < *least) {
                best = Some((keys, row, ends_it));
            }
        }
        let (_, row, ended) = best.unwrap_or_else(|| panic!("the spans of {:?} can be corrected", words(&self.model, truth)));
        self.press_each(&row);
        ended
    }

    /// The keys that bring `parts` to the truth by the letters on the words, and confirm the claim.
    fn by_letters(&self, truth: &Truth, parts: &[Part]) -> Option<Vec<Stroke>> {
        self.lettered(vec![Stroke(Purpose::Spans, Press::Command(Command::Labels))], 0, truth, parts)
    }

    /// The same for a claim that was just added, whose cue has the letters; whether that led to the truth.
    pub(super) fn finish_by_letters(&mut self, id: &ClaimId, truth: &Truth) -> bool {
        let Some(claim) = self.model.desk.session.claim(id).cloned() else { return false };
        let wrong: Vec<Part> = Part::ALL.into_iter().filter(|part| !self.accepts(&claim, *part, truth)).collect();
        let Some(row) = self.lettered(Vec::new(), 1, truth, &wrong) else { return false };
        self.press_each(&row);
        let claim = self.model.desk.session.claim(id).cloned();
        claim.is_some_and(|claim| {
            is_settled(&self.model)
                && Part::ALL.iter().all(|part| self.accepts(&claim, *part, truth))
                && self.is_named(&claim, truth)
        })
    }

    /// The letters that bring `parts` to the truth, from `row` on, where the part at `at` has them.
    fn lettered(&self, mut row: Vec<Stroke>, mut at: usize, truth: &Truth, parts: &[Part]) -> Option<Vec<Stroke>> {
        let text = &self.model.desk.session.article().text;
        let open = |command| Stroke(Purpose::Spans, Press::Command(command));
        for part in parts {
            let index = Part::ALL.iter().position(|other| other == part)?;
            match (index + Part::ALL.len() - at) % Part::ALL.len() {
                0 => {}
                1 => row.push(open(Command::NextPart)),
                _ => row.push(open(Command::PreviousPart)),
            }
            at = index;
            let (model, _) = self.after(&self.model, &presses(&row));
            let spans = |layer: &Layer| if let Layer::Spans(spans) = layer { spans.spans_of(*part).to_vec() } else { Vec::new() };
            let good = |spans: &[Span]| self.standard.accepts(text, *part, spans, wanted(truth, *part));
            let steps = letters::by_letters(text, model.layers.last()?, wanted(truth, *part), &spans, &good)?;
            row.extend(steps.into_iter().map(|step| Stroke(of_part(*part), pressed(step))));
        }
        row.push(open(Command::LabelsKeepOn));
        Some(row)
    }

    /// The keys that select one part anew.
    fn selected(&self, part: Part, wanted: &[Span]) -> Option<Vec<Press>> {
        let (target, more) = wanted.split_first()?;
        let command = match part {
            Part::Content => Command::SelectContent,
            Part::Cue => Command::SelectCue,
            Part::Source => Command::SelectSource,
        };
        // The mention that was offered with the speaker.
        let offered = vec![Press::Command(Command::TakeSource)];
        let (model, _) = self.after(&self.model, &offered);
        let taken = model.hand().and_then(|id| model.desk.session.claim(id));
        if part == Part::Source && taken.is_some_and(|claim| claim.spans(part) == wanted) {
            return Some(offered);
        }
        let mut row = self.selection(&self.model, *target, command)?;
        for target in more {
            let (model, _) = self.after(&self.model, &row);
            row.extend(self.selection(&model, *target, Command::SelectMore)?);
        }
        Some(row)
    }

    /// The keys that select `target` and end with `command`.
    fn selection(&self, model: &Model, target: Span, command: Command) -> Option<Vec<Press>> {
        let row = |opening: Opening| {
            let (model, _) = self.after(model, &opening.keys);
            let row = plan::select(model.layers.last()?, target, &|span| span == target)?;
            Some(opening.with(row, command))
        };
        self.openings(target).into_iter().filter_map(row).min_by_key(Vec::len)
    }

    /// The ways to begin a selection for `target`: where the claim in hand is, or at words that are searched.
    pub(super) fn openings(&self, target: Span) -> Vec<Opening> {
        let select = Press::Command(Command::Select);
        let mut openings = vec![Opening { keys: vec![select], searched: false }];
        let words: Vec<char> =
            target.slice(&self.model.desk.session.article().text).unwrap_or_default().chars().take(14).collect();
        let found = (2..=words.len()).map(|count| {
            let letters: String = words.iter().take(count).collect();
            let mut keys = vec![Press::Command(Command::Search)];
            keys.extend(typed(&letters));
            keys.extend([Press::Command(Command::PromptTake), select]);
            Opening { keys, searched: true }
        });
        let begins = |opening: &Opening| {
            let (model, _) = self.after(&self.model, &opening.keys);
            matches!(model.layers.last(), Some(Layer::Select(select)) if select.span().start == target.start)
        };
        openings.extend(found.into_iter().find(begins));
        openings
    }

    /// The keys that bring `parts` in order by moving ends, adding and dropping spans.
    fn moved(&self, claim: &ReviewedClaim, truth: &Truth, parts: &[Part], go_on: bool) -> Option<Vec<Stroke>> {
        let open = |command| Stroke(Purpose::Spans, Press::Command(command));
        let mut row = vec![open(Command::EditSpans)];
        let mut at = 0;
        for part in parts {
            let index = Part::ALL.iter().position(|other| other == part)?;
            let forward = (index + Part::ALL.len() - at) % Part::ALL.len();
            if forward == 2 {
                row.push(open(Command::PreviousPart));
            } else {
                row.extend(std::iter::repeat_n(open(Command::NextPart), forward));
            }
            at = index;
            let mut keys = presses(&row);
            let before = keys.len();
            self.one_part(&mut keys, claim.spans(*part), wanted(truth, *part))?;
            row.extend(keys.drain(before..).map(|press| Stroke(of_part(*part), press)));
        }
        row.push(open(if go_on { Command::SpansKeepOn } else { Command::SpansKeep }));
        Some(row)
    }

    fn one_part(&self, row: &mut Vec<Press>, now: &[Span], wanted: &[Span]) -> Option<()> {
        let free: Vec<Span> = wanted.iter().filter(|span| !now.iter().any(|other| other.overlaps(**span))).copied().collect();
        let mut kept: Vec<Span> = now.to_vec();
        let mut at = 0;
        // What is not wanted goes first, but for a last one that would leave the part empty.
        while let Some(index) = kept.iter().position(|span| !wanted.iter().any(|other| other.overlaps(*span))) {
            if kept.len() == 1 && !wanted.is_empty() {
                break;
            }
            go(row, &mut at, index, kept.len());
            row.push(Press::Command(Command::SpansDrop));
            kept.remove(index);
            at = at.min(kept.len().saturating_sub(1));
        }
        let mut free = free.into_iter();
        for index in 0..kept.len() {
            let span = kept[index];
            let target = wanted.iter().find(|other| other.overlaps(span)).copied().or_else(|| free.next())?;
            if target == span {
                continue;
            }
            go(row, &mut at, index, kept.len());
            let (model, _) = self.after(&self.model, row);
            row.extend(plan::ends(model.layers.last()?, target)?.into_iter().map(Press::Command));
            // The other end may be in hand now; the next span begins as this one ends.
            kept[index] = target;
        }
        for target in free
            .chain(wanted.iter().filter(|span| !kept.contains(span) && kept.iter().any(|other| other.overlaps(**span))).copied())
        {
            row.push(Press::Command(Command::SpansAdd));
            let (model, _) = self.after(&self.model, row);
            let more = plan::select(model.layers.last()?, target, &|span| span == target)?;
            row.extend(more.into_iter().chain([Command::SelectTake]).map(Press::Command));
        }
        Some(())
    }
}

/// The beginning of a selection.
pub(super) struct Opening {
    pub keys: Vec<Press>,
    /// Whether a search stands then, which is to be closed again.
    pub searched: bool,
}

impl Opening {
    /// All keys of the selection, with what it becomes.
    pub fn with(&self, row: Vec<Command>, end: Command) -> Vec<Press> {
        let close = self.searched.then_some(Command::Close);
        let rest = row.into_iter().chain([end]).chain(close).map(Press::Command);
        self.keys.iter().copied().chain(rest).collect()
    }
}

fn go(row: &mut Vec<Press>, at: &mut usize, to: usize, count: usize) {
    let steps = (to + count - *at) % count.max(1);
    row.extend(std::iter::repeat_n(Press::Command(Command::SpansNext), steps));
    *at = to;
}
