//! Writes a sidecar as RON, byte for byte the same every time.
//!
//! `ron`'s own printer either escapes every apostrophe or lets control characters through. Here a text
//! stands as it is; with quotation marks or backslashes in it, it becomes a raw string; and only with a
//! control or bidi character in it, an escaped one.

use std::borrow::Borrow;
use std::fmt::Write as _;

use super::schema::*;
use crate::claim::CueClass;
use crate::review::{Decision, Evidence, FactCheck};
use crate::text::visible::mark;

/// The file's text, with `claims` in place of the sidecar's own: a long article has more of them than ought to
/// stand in memory twice.
pub(super) fn emit(sidecar: &Sidecar, claims: impl ExactSizeIterator<Item = ClaimEntry>) -> String {
    let mut out = Emitter { text: String::with_capacity(1024 + claims.len() * 1024), depth: 0 };
    out.text.push_str("(\n");
    out.depth = 1;
    out.field("version", |out| out.number(sidecar.version as usize));
    out.field("article", |out| {
        out.text.push('(');
        let mut list = List::default();
        list.item(out, |out| out.inline("file", |out| out.string(&sidecar.article.file)));
        list.item(out, |out| out.inline("bytes", |out| out.number(sidecar.article.bytes)));
        list.item(out, |out| out.inline("blake3", |out| out.string(&sidecar.article.blake3)));
        if !sidecar.article.title.is_empty() {
            list.item(out, |out| out.inline("title", |out| out.string(&sidecar.article.title)));
        }
        for (name, value) in sidecar.article.of_page().into_iter().filter(|(_, value)| !value.is_empty()) {
            list.item(out, |out| out.inline(name, |out| out.string(value)));
        }
        out.text.push(')');
    });
    out.field("engine", |out| out.string(&sidecar.engine));
    out.strings_field("adjudicates", &sidecar.adjudicates);
    if let Some(done) = &sidecar.done {
        out.field("done", |out| out.done(done));
    }
    out.blocks("speakers", &sidecar.speakers, Emitter::speaker);
    out.blocks("outlets", &sidecar.outlets, Emitter::outlet);
    out.blocks("claims", claims, Emitter::claim);
    if !sidecar.nothing_here.is_empty() {
        out.blocks("nothing_here", &sidecar.nothing_here, Emitter::nothing_here);
    }
    out.text.push_str(")\n");
    out.text
}

struct Emitter {
    text: String,
    depth: usize,
}

/// Puts commas between the items of one line.
#[derive(Default)]
struct List {
    begun: bool,
}

impl List {
    fn item(&mut self, out: &mut Emitter, write: impl FnOnce(&mut Emitter)) {
        if std::mem::replace(&mut self.begun, true) {
            out.text.push_str(", ");
        }
        write(out);
    }
}

impl Emitter {
    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("    ");
        }
    }

    /// A field on a line of its own.
    fn field(&mut self, name: &str, value: impl FnOnce(&mut Self)) {
        self.indent();
        self.inline(name, value);
        self.text.push_str(",\n");
    }

    fn inline(&mut self, name: &str, value: impl FnOnce(&mut Self)) {
        self.text.push_str(name);
        self.text.push_str(": ");
        value(self);
    }

    fn text_field(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.field(name, |out| out.string(value));
        }
    }

    fn optional(&mut self, name: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.field(name, |out| out.string(value));
        }
    }

    fn truth(&mut self, name: &str, value: bool) {
        if value {
            self.field(name, |out| out.text.push_str("true"));
        }
    }

    fn strings_field(&mut self, name: &str, values: &[String]) {
        if !values.is_empty() {
            self.field(name, |out| out.strings(values));
        }
    }

    fn spans_field(&mut self, name: &str, values: &[SpanEntry]) {
        if !values.is_empty() {
            self.field(name, |out| out.spans(values));
        }
    }

    /// A list of things that take several lines each.
    fn blocks<T, I>(&mut self, name: &str, items: I, write: impl Fn(&mut Self, &T))
    where
        I: IntoIterator<Item: Borrow<T>, IntoIter: ExactSizeIterator>,
    {
        let items = items.into_iter();
        self.indent();
        self.text.push_str(name);
        self.text.push_str(": [");
        if items.len() > 0 {
            self.text.push('\n');
            self.depth += 1;
            for item in items {
                self.indent();
                self.block(|out| write(out, item.borrow()));
                self.text.push_str(",\n");
            }
            self.depth -= 1;
            self.indent();
        }
        self.text.push_str("],\n");
    }

    /// Fields in parentheses, a line each.
    fn block(&mut self, fields: impl FnOnce(&mut Self)) {
        self.text.push_str("(\n");
        self.depth += 1;
        fields(self);
        self.depth -= 1;
        self.indent();
        self.text.push(')');
    }

    fn speaker(&mut self, speaker: &SpeakerEntry) {
        self.field("id", |out| out.string(&speaker.id));
        self.field("name", |out| out.string(&speaker.name));
        self.field("kind", |out| out.word(&speaker.kind));
        self.optional("role", speaker.role.as_ref());
        self.optional("affiliation", speaker.affiliation.as_ref());
        self.strings_field("aliases", &speaker.aliases);
        self.truth("anonymous", speaker.anonymous);
        self.optional("unnamed_because", speaker.unnamed_because.as_ref());
        self.spans_field("mentions", &speaker.mentions);
        self.truth("by_hand", speaker.by_hand);
        self.optional("merged_into", speaker.merged_into.as_ref());
        self.name_conflict(speaker.conflict.as_ref());
    }

    fn outlet(&mut self, outlet: &OutletEntry) {
        self.field("id", |out| out.string(&outlet.id));
        self.field("name", |out| out.string(&outlet.name));
        self.field("role", |out| out.word(&outlet.role));
        self.strings_field("aliases", &outlet.aliases);
        self.spans_field("mentions", &outlet.mentions);
        self.truth("by_hand", outlet.by_hand);
        self.optional("merged_into", outlet.merged_into.as_ref());
        self.name_conflict(outlet.conflict.as_ref());
    }

    fn name_conflict(&mut self, conflict: Option<&NameConflict>) {
        if let Some(conflict) = conflict {
            self.field("conflict", |out| {
                out.block(|out| {
                    out.field("name", |out| out.string(&conflict.name));
                    out.optional("merged_into", conflict.merged_into.as_ref());
                    out.text_field("description", &conflict.description);
                });
            });
        }
    }

    fn done(&mut self, done: &DoneEntry) {
        self.text.push('(');
        let mut list = List::default();
        for (name, value) in [("by", &done.by), ("at", &done.at), ("blake3", &done.blake3), ("engine", &done.engine)] {
            list.item(self, |out| out.inline(name, |out| out.string(value)));
        }
        self.text.push(')');
    }

    fn nothing_here(&mut self, stretch: &NothingHereEntry) {
        self.field("span", |out| out.span(&stretch.span));
        self.field("by", |out| out.string(&stretch.by));
        self.field("at", |out| out.string(&stretch.at));
        self.text_field("prefix", &stretch.prefix);
        self.text_field("suffix", &stretch.suffix);
    }

    fn claim(&mut self, claim: &ClaimEntry) {
        self.field("id", |out| out.string(&claim.id));
        if claim.decision != Decision::Unreviewed {
            self.field("decision", |out| out.word(&claim.decision));
        }
        self.text_field("by", &claim.by);
        self.text_field("at", &claim.at);
        self.strings_field("from", &claim.from);
        if let Some(suggestion) = &claim.suggestion {
            self.field("suggestion", |out| out.block(|out| out.suggestion(suggestion)));
        }
        self.correction(&claim.correction);
        if let Some(anchor) = &claim.anchor {
            self.field("anchor", |out| out.word(anchor));
        }
        self.truth("cut", claim.cut);
        self.text_field("prefix", &claim.prefix);
        self.text_field("suffix", &claim.suffix);
        self.text_field("note", &claim.note);
        self.truth("flag", claim.flag);
        self.check(&claim.check);
        self.log(&claim.log);
        if let Some(conflict) = &claim.conflict {
            self.field("conflict", |out| {
                out.block(|out| {
                    out.field("theirs", |out| out.block(|out| out.side(&conflict.theirs)));
                    if conflict.base != SideEntry::default() {
                        out.field("base", |out| out.block(|out| out.side(&conflict.base)));
                    }
                    if !conflict.others.is_empty() {
                        out.blocks("others", &conflict.others, Self::side);
                    }
                });
            });
        }
    }

    fn side(&mut self, side: &SideEntry) {
        if side.decision != Decision::Unreviewed {
            self.field("decision", |out| out.word(&side.decision));
        }
        self.text_field("by", &side.by);
        self.text_field("at", &side.at);
        self.strings_field("from", &side.from);
        self.correction(&side.correction);
        self.text_field("note", &side.note);
        self.check(&side.check);
        self.log(&side.log);
    }

    fn check(&mut self, check: &FactCheck) {
        if check.is_empty() {
            return;
        }
        self.field("check", |out| {
            out.block(|out| {
                if let Some(state) = &check.state {
                    out.field("state", |out| out.word(state));
                }
                out.rows("evidence", &check.evidence, Self::evidence);
                out.rows("asked", &check.asked, |out, inquiry| {
                    let mut list = List::default();
                    list.item(out, |out| out.inline("whom", |out| out.string(&inquiry.whom)));
                    if !inquiry.at.is_empty() {
                        list.item(out, |out| out.inline("at", |out| out.string(&inquiry.at)));
                    }
                });
                out.text_field("stated", &check.stated);
            });
        });
    }

    fn evidence(&mut self, evidence: &Evidence) {
        let mut list = List::default();
        list.item(self, |out| out.inline("link", |out| out.string(&evidence.link)));
        if !evidence.locator.is_empty() {
            list.item(self, |out| out.inline("locator", |out| out.string(&evidence.locator)));
        }
        if let Some(kind) = &evidence.kind {
            list.item(self, |out| out.inline("kind", |out| out.word(kind)));
        }
        if let Some(stance) = &evidence.stance {
            list.item(self, |out| out.inline("stance", |out| out.word(stance)));
        }
        if !evidence.date.is_empty() {
            list.item(self, |out| out.inline("date", |out| out.string(&evidence.date)));
        }
    }

    /// A list with a line in parentheses for each item; nothing for an empty one.
    fn rows<T>(&mut self, name: &str, items: &[T], write: impl Fn(&mut Self, &T)) {
        if items.is_empty() {
            return;
        }
        self.field(name, |out| {
            out.text.push_str("[\n");
            out.depth += 1;
            for item in items {
                out.indent();
                out.text.push('(');
                write(out, item);
                out.text.push_str("),\n");
            }
            out.depth -= 1;
            out.indent();
            out.text.push(']');
        });
    }

    fn suggestion(&mut self, suggestion: &SuggestionEntry) {
        self.field("content", |out| out.spans(&suggestion.content));
        self.spans_field("cue", &suggestion.cue);
        self.spans_field("source", &suggestion.source);
        self.optional("speaker", suggestion.speaker.as_ref());
        self.strings_field("via", &suggestion.via);
        if suggestion.directness != crate::claim::Directness::Indirect {
            self.field("directness", |out| out.word(&suggestion.directness));
        }
        if suggestion.class != CueClass::default() {
            self.field("class", |out| out.word(&suggestion.class));
        }
        self.field("score", |out| out.word(&suggestion.score));
        self.reason(&suggestion.reason);
    }

    fn reason(&mut self, reason: &ReasonEntry) {
        if *reason == ReasonEntry::default() {
            return;
        }
        self.field("reason", |out| {
            out.text.push('(');
            let mut list = List::default();
            if !reason.found_by.is_empty() {
                list.item(out, |out| out.inline("found_by", |out| out.string(&reason.found_by)));
            }
            if let Some(speaker) = &reason.speaker {
                list.item(out, |out| out.inline("speaker", |out| out.string(speaker)));
            }
            if let Some(antecedent) = &reason.antecedent {
                list.item(out, |out| out.inline("antecedent", |out| out.span(antecedent)));
            }
            if let Some(via) = &reason.via {
                list.item(out, |out| out.inline("via", |out| out.string(via)));
            }
            if !reason.via_spans.is_empty() {
                list.item(out, |out| out.inline("via_spans", |out| out.spans(&reason.via_spans)));
            }
            out.text.push(')');
        });
    }

    /// One changed field stays on the line; several stand on a line each.
    fn correction(&mut self, correction: &CorrectionEntry) {
        type Write<'a> = Box<dyn Fn(&mut Emitter) + 'a>;
        let mut fields: Vec<(&str, Write<'_>)> = Vec::new();
        for (name, spans) in [("content", &correction.content), ("cue", &correction.cue), ("source", &correction.source)] {
            if let Some(spans) = spans {
                fields.push((name, Box::new(move |out| out.spans(spans))));
            }
        }
        if let Some(speaker) = &correction.speaker {
            fields.push((
                "speaker",
                Box::new(move |out| match speaker {
                    Some(id) => out.string(id),
                    None => out.text.push_str("None"),
                }),
            ));
        }
        if let Some(via) = &correction.via {
            fields.push(("via", Box::new(move |out| out.strings(via))));
        }
        if let Some(directness) = &correction.directness {
            fields.push(("directness", Box::new(move |out| out.word(directness))));
        }
        if let Some(class) = &correction.class {
            fields.push(("class", Box::new(move |out| out.word(class))));
        }
        match fields.as_slice() {
            [] => {}
            [(name, write)] => self.field("correction", |out| {
                out.text.push('(');
                out.inline(name, write);
                out.text.push(')');
            }),
            _ => self.field("correction", |out| {
                out.block(|out| {
                    for (name, write) in &fields {
                        out.field(name, write);
                    }
                });
            }),
        }
    }

    /// One entry stays on the line; several stand on a line each.
    fn log(&mut self, log: &[LogLine]) {
        match log {
            [] => {}
            [only] => self.field("log", |out| {
                out.text.push('[');
                out.log_line(only);
                out.text.push(']');
            }),
            _ => self.field("log", |out| {
                out.text.push_str("[\n");
                out.depth += 1;
                for line in log {
                    out.indent();
                    out.log_line(line);
                    out.text.push_str(",\n");
                }
                out.depth -= 1;
                out.indent();
                out.text.push(']');
            }),
        }
    }

    fn log_line(&mut self, line: &LogLine) {
        self.text.push('(');
        let mut list = List::default();
        list.item(self, |out| out.inline("from", |out| out.word(&line.from)));
        list.item(self, |out| out.inline("to", |out| out.word(&line.to)));
        list.item(self, |out| out.inline("by", |out| out.string(&line.by)));
        list.item(self, |out| out.inline("at", |out| out.string(&line.at)));
        if !line.was.is_empty() {
            list.item(self, |out| out.inline("was", |out| out.string(&line.was)));
        }
        self.text.push(')');
    }

    fn spans(&mut self, spans: &[SpanEntry]) {
        self.text.push('[');
        let mut list = List::default();
        for span in spans {
            list.item(self, |out| out.span(span));
        }
        self.text.push(']');
    }

    fn span(&mut self, span: &SpanEntry) {
        let _ = write!(self.text, "(at: {}..{}, text: ", span.at.start, span.at.end);
        self.string(&span.text);
        self.text.push(')');
    }

    fn strings(&mut self, values: &[String]) {
        self.text.push('[');
        let mut list = List::default();
        for value in values {
            list.item(self, |out| out.string(value));
        }
        self.text.push(']');
    }

    fn number(&mut self, number: usize) {
        let _ = write!(self.text, "{number}");
    }

    /// A variant or a number as Rust and RON both spell it.
    fn word(&mut self, word: &impl std::fmt::Debug) {
        let _ = write!(self.text, "{word:?}");
    }

    fn string(&mut self, text: &str) {
        push_string(&mut self.text, text);
    }
}

/// Characters that act on the reader's terminal or hide from the eye, and never stand in a file as they
/// are. Joiners stay: words in Persian, Hindi and many emoji are made of them.
fn acts_unseen(c: char) -> bool {
    let joins =
        matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180f}');
    mark(c).is_some() && !joins
}

/// `text` as a RON string.
pub(super) fn push_string(out: &mut String, text: &str) {
    if text.chars().any(acts_unseen) {
        out.push('"');
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                '\r' => out.push_str("\\r"),
                c if acts_unseen(c) => {
                    let _ = write!(out, "\\u{{{:x}}}", c as u32);
                }
                c => out.push(c),
            }
        }
        out.push('"');
    } else if text.contains(['"', '\\']) {
        let mut hashes = 1;
        while text.contains(&format!("\"{}", "#".repeat(hashes))) {
            hashes += 1;
        }
        let hashes = "#".repeat(hashes);
        let _ = write!(out, "r{hashes}\"{text}\"{hashes}");
    } else {
        let _ = write!(out, "\"{text}\"");
    }
}

#[cfg(test)]
mod tests {
    use super::push_string;

    fn quoted(text: &str) -> String {
        let mut out = String::new();
        push_string(&mut out, text);
        assert_eq!(ron::from_str::<String>(&out).as_deref(), Ok(text));
        out
    }

    #[test]
    fn quotation_marks_stay_readable() {
        assert_eq!(quoted("It's “fine”"), "\"It's “fine”\"");
        assert_eq!(quoted("\"No,\" she said"), "r#\"\"No,\" she said\"#");
        assert_eq!(quoted("a \"#tag\" and \\"), "r##\"a \"#tag\" and \\\"##");
    }

    #[test]
    fn what_acts_on_a_terminal_is_escaped() {
        assert_eq!(quoted("one\n\"two\"\t\u{1b}[31m"), "\"one\\n\\\"two\\\"\\t\\u{1b}[31m\"");
        assert_eq!(quoted("a\u{202e}b\u{2066}c\u{85}"), "\"a\\u{202e}b\\u{2066}c\\u{85}\"");
        assert_eq!(quoted("👩\u{200d}🚀"), "\"👩\u{200d}🚀\"");
    }
}
