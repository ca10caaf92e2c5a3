//! Writes an `.ann`.

use std::collections::HashMap;
use std::io::{self, Write};

use super::known::Known;
use crate::article::FileOffsets;
use crate::claim::OutletRole;
use crate::interchange::export::escaped;
use crate::interchange::export::marks::{Marks, done_at};
use crate::interchange::export::rows::ExportEntry;
use crate::interchange::export::sent::Sent;
use crate::interchange::words::Word;
use crate::text::{Span, Unit, UnitIndex, UnitRange, single_line};

/// Which text the offsets count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// The article's own file, beside which the annotations will lie.
    File,
    /// The article with single line ends, as it is written beside them.
    Collapsed,
}

/// Writes the `.ann`.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, entry: &ExportEntry<'_>, text: Text) -> io::Result<()> {
    let counter = match text {
        Text::File => Counter::File(FileOffsets::new(entry.article)),
        Text::Collapsed => Counter::Collapsed(UnitIndex::new(&entry.article.text, Unit::CodePoint)),
    };
    let mut writer = Writer { out, text: &entry.article.text, counter, bound: 0, attributes: 0, comments: 0, references: 0 };
    for (index, row) in entry.claims.iter().enumerate() {
        let event = format!("E{}", index + 1);
        let source = writer.bind("Source", row.parts.source)?;
        let mut roles: Vec<(&str, String)> = source.iter().map(|id| ("Source", id.clone())).collect();
        let (kind, trigger) = if row.parts.cue.is_empty() {
            let mut bound = writer.bind("Uncued", row.parts.content)?.into_iter();
            let trigger = bound.next();
            roles.extend(bound.map(|id| ("Content", id)));
            ("Uncued", trigger)
        } else {
            let mut bound = writer.bind("Attribution", row.parts.cue)?.into_iter();
            let trigger = bound.next();
            roles.extend(bound.map(|id| ("Cue", id)));
            roles.extend(writer.bind("Content", row.parts.content)?.into_iter().map(|id| ("Content", id)));
            ("Attribution", trigger)
        };
        let Some(trigger) = trigger else { continue };
        let mut via_at = Vec::new();
        for outlet in &row.via {
            let mention = nearest(&outlet.mentions, row.parts.content);
            via_at.push(mention.map(|mention| writer.place(mention)));
            if let Some(mention) = mention
                && let [id] = writer.bind("Outlet", &[mention])?.as_slice()
            {
                writer.reference(id, "Outlet", &outlet.name)?;
                if outlet.role != OutletRole::Cited {
                    writer.attribute(&format!("OutletRole {id} {}", outlet.role.word()))?;
                }
                roles.push(("Via", id.clone()));
            }
        }
        // Without a source the trigger says who speaks: somebody has to see it.
        if let (Some(speaker), Some(id)) = (row.speaker, source.first().or(Some(&trigger))) {
            writer.reference(id, "Speaker", &speaker.name)?;
            if speaker.anonymous {
                writer.attribute(&format!("Anonymous {id}"))?;
            }
        }
        writer.event(&event, kind, &trigger, &roles)?;
        let article = entry.portable_path().filter(|_| index == 0).map(str::to_owned);
        let sent = Sent::of(entry, row, &|span| writer.place(span));
        let known = Known { article, sent: Sent { name_at: None, via_at, ..sent } };
        let details = &known.sent.details;
        writer.attribute(&format!("Status {event} {}", details.decision.unwrap_or_default().word()))?;
        writer.attribute(&format!("Directness {event} {}", row.directness.word()))?;
        if details.flag {
            writer.attribute(&format!("Flagged {event}"))?;
        }
        if !details.note.is_empty() {
            writer.comment("AnnotatorNotes", &event, &single_line(&details.note))?;
        }
        writer.comment("saidby", &event, &escaped::text(&known))?;
    }
    let Marks { nothing_here, done } = Marks::of_text(entry, &|span| writer.place(span));
    for (read, passage) in entry.nothing_here.iter().zip(nothing_here) {
        writer.mark("NothingHere", read.span, &escaped::text(&passage.signed))?;
    }
    if let Some((at, done)) = done_at(entry).zip(done) {
        writer.mark("Done", at, &escaped::text(&done))?;
    }
    Ok(())
}

enum Counter<'a> {
    File(FileOffsets<'a>),
    Collapsed(UnitIndex<'a>),
}

impl Counter<'_> {
    fn range(&self, span: Span) -> UnitRange {
        match self {
            Self::File(offsets) => offsets.to_file(span),
            Self::Collapsed(index) => index.of_span(span),
        }
    }
}

struct Writer<'a> {
    out: &'a mut dyn Write,
    text: &'a str,
    counter: Counter<'a>,
    bound: usize,
    attributes: usize,
    comments: usize,
    references: usize,
}

impl Writer<'_> {
    /// Writes text-bound lines for the spans of a part, and gives their ids. Spans with words between them
    /// share a line; ones with only white space between would come back as one, and get a line each.
    fn bind(&mut self, label: &str, spans: &[Span]) -> io::Result<Vec<String>> {
        let mut lines: Vec<Vec<Span>> = Vec::new();
        for span in spans {
            let apart = |last: &Span| self.text.get(last.end..span.start).is_some_and(|gap| !gap.trim().is_empty());
            match lines.last_mut() {
                Some(line) if line.last().is_some_and(apart) => line.push(*span),
                _ => lines.push(vec![*span]),
            }
        }
        let mut ids = Vec::with_capacity(lines.len());
        for line in lines {
            let pieces: Vec<Span> = line.iter().flat_map(|span| pieces(self.text, *span)).collect();
            if pieces.is_empty() {
                continue;
            }
            let at = |piece: &Span| {
                let range = self.counter.range(*piece);
                format!("{} {}", range.start, range.end)
            };
            let places: Vec<String> = pieces.iter().map(at).collect();
            let words: Vec<&str> = pieces.iter().filter_map(|piece| piece.slice(self.text)).collect();
            self.bound += 1;
            let id = format!("T{}", self.bound);
            writeln!(self.out, "{id}\t{label} {}\t{}", places.join(";"), words.join(" "))?;
            ids.push(id);
        }
        Ok(ids)
    }

    /// Writes an annotation that is no part of a claim, with what it says as JSON.
    fn mark(&mut self, label: &str, span: Span, json: &str) -> io::Result<()> {
        for id in self.bind(label, &[span])? {
            self.comment("saidby", &id, json)?;
        }
        Ok(())
    }

    fn place(&self, span: Span) -> [usize; 2] {
        let range = self.counter.range(span);
        [range.start, range.end]
    }

    fn event(&mut self, id: &str, kind: &str, trigger: &str, roles: &[(&str, String)]) -> io::Result<()> {
        write!(self.out, "{id}\t{kind}:{trigger}")?;
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (role, argument) in roles {
            let count = seen.entry(role).and_modify(|count| *count += 1).or_insert(1);
            // A role that repeats is numbered from the second on.
            let number = if *count > 1 { count.to_string() } else { String::new() };
            write!(self.out, " {role}{number}:{argument}")?;
        }
        writeln!(self.out)
    }

    fn attribute(&mut self, what: &str) -> io::Result<()> {
        self.attributes += 1;
        writeln!(self.out, "A{}\t{what}", self.attributes)
    }

    fn reference(&mut self, target: &str, base: &str, name: &str) -> io::Result<()> {
        self.references += 1;
        let slug = crate::extract::resolve::ids::slug(name);
        writeln!(self.out, "N{}\tReference {target} {base}:{slug}\t{}", self.references, single_line(name))
    }

    fn comment(&mut self, kind: &str, target: &str, words: &str) -> io::Result<()> {
        self.comments += 1;
        writeln!(self.out, "#{}\t{kind} {target}\t{words}", self.comments)
    }
}

/// Whether brat's reader ends a line, or a field, at this character.
fn ends_a_line(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `span` cut where a line or field would end, without the white space around the cuts.
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let Some(words) = span.slice(text) else { return Vec::new() };
    if !words.contains(ends_a_line) {
        return vec![span];
    }
    let mut found = Vec::new();
    let mut start = span.start;
    for piece in words.split(ends_a_line) {
        let place = Span::new(start, start + piece.len()).trimmed(text);
        if !place.is_empty() {
            found.push(place);
        }
        let after = start + piece.len();
        start = after + text.get(after..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

/// The mention nearest to the content.
fn nearest(mentions: &[Span], content: &[Span]) -> Option<Span> {
    let at = content.first()?.start;
    mentions.iter().copied().min_by_key(|mention| mention.start.abs_diff(at))
}
