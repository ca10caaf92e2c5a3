//! The layer of spans and the relations between them, as TSV and CAS JSON have them.

use std::collections::BTreeMap;

use crate::claim::Part;
use crate::interchange::export::escaped;
use crate::interchange::export::marks::{DONE, DoneMark, Marks, NOTHING_HERE, Signed, done_at};
use crate::interchange::export::rows::ExportEntry;
use crate::interchange::export::sent::{Cast, Sent, Shown};
use crate::interchange::import::grouping::{self, Label, Labelled};
use crate::interchange::import::marks::Mark;
use crate::interchange::import::parsed::{ParsedArticle, ParsedClaim, ParsedSpan, in_words};
use crate::interchange::import::returned::Returned;
use crate::interchange::words::Word;
use crate::review::Decision;
use crate::text::{Span, Unit, UnitIndex};

/// The layer of spans, and that of relations.
pub(in crate::interchange) const ATTRIBUTION: &str = "webanno.custom.Attribution";
pub(in crate::interchange) const SAID_BY: &str = "webanno.custom.SaidBy";

/// The features of a span, in the header's order.
pub(in crate::interchange) const FEATURES: [&str; 5] = ["claim", "details", "name", "role", "status"];

/// A span of the layer.
pub(in crate::interchange) struct Layered {
    pub span: Span,
    /// The values of [`FEATURES`].
    pub features: [String; 5],
    /// The spans that relations to it come from, by their index, and of which kind.
    pub relations: Vec<(usize, &'static str)>,
}

/// The spans of an article's claims as the layer has them.
pub(in crate::interchange) fn layered(entry: &ExportEntry<'_>) -> Vec<Layered> {
    let index = UnitIndex::new(&entry.article.text, Unit::Utf16);
    let place = |span: Span| {
        let range = index.of_span(span);
        [range.start, range.end]
    };
    let mut layer: Vec<Layered> = Vec::new();
    let mut outlets: BTreeMap<Span, usize> = BTreeMap::new();
    for row in &entry.claims {
        let sent = Sent { name_at: None, ..Sent::of(entry, row, &place) };
        let status = sent.details.decision.unwrap_or_default().word();
        let speaker = row.speaker.map_or("", |speaker| speaker.name.as_str());
        let mut head = None;
        let parts = [(Part::Cue, row.parts.cue), (Part::Content, row.parts.content), (Part::Source, row.parts.source)];
        for (part, span) in parts.into_iter().flat_map(|(part, spans)| spans.iter().map(move |span| (part, *span))) {
            // The first span is the cue, a word or two: what stands at every token of it stands there least often.
            let json = if head.is_none() { escaped::text(&sent) } else { String::new() };
            let names = part == Part::Source || (head.is_none() && row.parts.source.is_empty());
            let name = if names { speaker.to_owned() } else { String::new() };
            let features = [row.id.to_owned(), json, name, part.as_str().to_owned(), status.to_owned()];
            let relation = head.map(|head| (head, if part == Part::Source { "said by" } else { "said" }));
            head.get_or_insert(layer.len());
            layer.push(Layered { span, features, relations: relation.into_iter().collect() });
        }
        for (span, outlet) in Shown::of(entry, row).via.into_iter().zip(&row.via) {
            let (Some(span), Some(head)) = (span, head) else { continue };
            match outlets.get(&span).and_then(|at| layer.get_mut(*at)) {
                Some(known) => known.relations.push((head, "via")),
                None => {
                    outlets.insert(span, layer.len());
                    let role = outlet.role.word().to_owned();
                    let features = [String::new(), String::new(), outlet.name.clone(), "outlet".to_owned(), role];
                    layer.push(Layered { span, features, relations: vec![(head, "via")] });
                }
            }
        }
    }
    let Marks { nothing_here, done } = Marks::of_text(entry, &place);
    let mark = |span: Span, json: String, role: &str| {
        let features = [String::new(), json, String::new(), role.to_owned(), String::new()];
        Layered { span, features, relations: Vec::new() }
    };
    for (read, passage) in entry.nothing_here.iter().zip(&nothing_here) {
        layer.push(mark(read.span, escaped::text(&passage.signed), NOTHING_HERE));
    }
    if let Some((at, done)) = done_at(entry).zip(done) {
        layer.push(mark(at, escaped::text(&done), DONE));
    }
    layer
}

/// The spans of the layer as they are read.
#[derive(Default)]
pub(in crate::interchange) struct Layer {
    pub spans: Vec<Labelled>,
    sent: Vec<Sent>,
    status: BTreeMap<String, Decision>,
    passages: Vec<(ParsedSpan, Signed)>,
    done: Option<DoneMark>,
}

impl Layer {
    /// Takes in a span; gives its index, if it is of a claim, an outlet or a name.
    ///
    /// # Errors
    /// Its features do not say what it is.
    pub fn add<'f>(
        &mut self,
        line: usize,
        feature: &dyn Fn(&str) -> Option<&'f str>,
        mark: ParsedSpan,
    ) -> Result<Option<usize>, String> {
        match feature("role").and_then(Mark::of) {
            Some(Mark::NothingHere) => {
                let signed = feature("details").and_then(|json| serde_json::from_str(json).ok());
                self.passages.push((mark, signed.unwrap_or_default()));
                return Ok(None);
            }
            Some(Mark::Done) => {
                let json = feature("details").ok_or("the done mark does not say of which text it is; it was left out")?;
                self.done = Some(serde_json::from_str(json).map_err(|error| in_words(&error))?);
                return Ok(None);
            }
            None => {}
        }
        let label = feature("role").and_then(grouping::label_of);
        let label = label.ok_or("an annotation without a role: source, cue, content, outlet or nothing here")?;
        let claim = feature("claim").map(str::to_owned);
        if let (Some(claim), Label::Part(_)) = (&claim, label) {
            if let Some(json) = feature("details") {
                let mut known: Sent = serde_json::from_str(json).map_err(|error| in_words(&error))?;
                // Every content said it in files of older versions.
                if !self.sent.iter().any(|sent| sent.details.id == *claim) {
                    known.details.id.clone_from(claim);
                    self.sent.push(known);
                }
            }
            if let Some(given) = feature("status").and_then(Decision::of) {
                // The status stands at every span of a claim: one that differs from the rest was changed.
                let out = self.sent.iter().find(|sent| sent.details.id == *claim).and_then(|sent| sent.details.decision);
                let known = self.status.entry(claim.clone()).or_insert(given);
                if Some(*known) == out {
                    *known = given;
                }
            }
        }
        let said = feature("name").map(str::to_owned);
        self.spans.push(Labelled { line, label, mark, claim, said });
        Ok(Some(self.spans.len() - 1))
    }

    /// Takes out the passages without a claim and the done mark, and puts them into `document`.
    pub fn put_marks(&mut self, document: &mut ParsedArticle) {
        let marks = Marks { nothing_here: Vec::new(), done: self.done.take() };
        marks.put_seen(std::mem::take(&mut self.passages), document);
    }

    /// The claims, remarks on them, and the spans without a claim.
    pub fn finish(
        self,
        links: &[(usize, usize)],
        text: Option<&UnitIndex<'_>>,
    ) -> (Vec<ParsedClaim>, Vec<String>, Vec<Labelled>) {
        let Self { spans, sent, status, .. } = self;
        let cast = Cast::default();
        let returned = Returned::new(&sent, &cast, &spans, true);
        let (drafts, alone) = grouping::claims(spans, links);
        let (mut claims, remarks) = returned.settle(drafts, text);
        for details in claims.iter_mut().map(|claim| &mut claim.details) {
            let known = sent.iter().find(|sent| sent.details.id == details.id).and_then(|sent| sent.details.decision);
            if let Some(given) = status.get(&details.id).copied()
                && Some(given) != known
            {
                // Somebody decided otherwise there.
                details.decision = Some(given);
                details.by.clear();
                details.at.clear();
            }
        }
        (claims, remarks, alone)
    }
}
