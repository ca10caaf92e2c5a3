//! Quotations looked up in a transcript: asking for it, showing what was found, writing it down.

use super::{Layer, Model};
use crate::claim::ClaimId;
use crate::review::{Edit, Evidence};
use crate::text::Span;
use crate::tui::command::Command;
use crate::tui::layer::Answer;
use crate::tui::message::{Compared, Effect, Tone};
use crate::tui::screen::comparison::Findings;
use crate::tui::screen::picker::{Picker, Purpose, Row, Value};
use crate::tui::screen::question::Question;

impl Model {
    /// Asks for a transcript, or shows what one told while something else was open.
    pub(super) fn open_comparison(&mut self, effects: &mut Vec<Effect>) {
        match self.compared.take() {
            Some(found) => self.show_comparison(found),
            None => effects.push(Effect::FindTranscripts),
        }
    }

    /// Lets the reviewer choose among `files`; the first `known` of them were used before.
    pub(super) fn choose_transcripts(&mut self, files: Vec<String>, known: usize) {
        if !self.layers.is_empty() {
            return;
        }
        // The field that was asked for is there now.
        self.stray = None;
        let rows = files.into_iter().enumerate().map(|(index, file)| Row {
            label: file.clone(),
            hint: if index < known { "used before".to_owned() } else { String::new() },
            value: Value::File(file),
        });
        let heading = "Which transcript? A file next to the article, or a path";
        self.layers.push(Layer::Picker(Picker::new(Purpose::Transcripts, heading, rows.collect())));
    }

    pub(super) fn compare(&mut self, files: Vec<String>, effects: &mut Vec<Effect>) {
        self.tell(Tone::Plain, format!("looking up the quotations in {}", files.join(", ")));
        effects.push(Effect::Compare(files));
    }

    /// What transcripts that were used before say, for the closing sheet: nothing opens for it.
    pub(super) fn compared_again(&mut self, found: Compared) {
        self.findings.get_or_insert(found);
        self.refresh_closing();
    }

    /// Shows what was found; at once where nothing is open.
    pub(super) fn compared(&mut self, found: Result<Compared, String>) {
        match found {
            Err(why) => self.tell(Tone::Trouble, why),
            Ok(found) if found.findings.is_empty() => {
                self.tell(Tone::Plain, "the article has no quotations to look up".to_owned());
            }
            Ok(found) if self.layers.is_empty() => self.show_comparison(found),
            Ok(found) => {
                self.findings = Some(found.clone());
                self.refresh_closing();
                self.compared = Some(found);
                let key = self.look.keymap.shown(Command::Compare);
                self.tell(Tone::Plain, format!("the quotations are looked up; {key} shows them"));
            }
        }
    }

    fn show_comparison(&mut self, found: Compared) {
        self.findings = Some(found.clone());
        let findings = Findings::new(found, &self.desk.session);
        let findings = match self.hand() {
            Some(hand) => findings.on(hand),
            None => findings,
        };
        self.tell(Tone::Plain, String::new());
        self.layers.push(Layer::Comparison(Box::new(findings)));
    }

    pub(super) fn go_to_finding(&mut self, claim: Option<ClaimId>, span: Span) {
        match claim.as_ref().and_then(|id| self.desk.session.position(id)) {
            Some(at) => self.go_to(at + 1),
            None => {
                self.leave_here();
                self.panes.article.follow(span, span);
                let key = self.look.keymap.shown(Command::NextGap);
                self.tell(Tone::Plain, format!("no claim covers this quotation; {key} selects the next such one"));
            }
        }
    }

    pub(super) fn write_evidence(&mut self, evidence: Vec<(ClaimId, Evidence)>, effects: &mut Vec<Effect>) {
        let Some(applied) = self.apply(Edit::AddEvidence(evidence), effects) else {
            return;
        };
        let undo = self.look.keymap.shown(Command::Undo);
        let text = match applied.claims.len() {
            _ if !applied.changed => "already recorded".to_owned(),
            1 => format!("written to the claim's evidence; {undo} undoes it"),
            count => format!("written to the evidence of {count} claims; {undo} undoes it"),
        };
        self.tell(Tone::Plain, text);
    }

    pub(super) fn ask_evidence(&mut self, evidence: Vec<(ClaimId, Evidence)>) {
        let mut claims: Vec<&ClaimId> = evidence.iter().map(|(id, _)| id).collect();
        claims.dedup();
        let text = match claims.len() {
            1 => "1 claim is quoted word for word. Add its position to its evidence?".to_owned(),
            count => format!("{count} claims are quoted word for word. Add their positions to their evidence?"),
        };
        self.layers.push(Layer::Question(Question { text, yes: Answer::Evidence(evidence), elsewhere: false }));
    }
}
