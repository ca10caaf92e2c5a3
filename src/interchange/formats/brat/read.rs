//! Reads an `.ann`.

use std::collections::{HashMap, HashSet};

use super::known::Known;
use crate::claim::{OutletRole, Part};
use crate::interchange::export::details::{Person, Through};
use crate::interchange::export::marks::{DoneMark, Marks, Signed};
use crate::interchange::export::sent::{Cast, Sent};
use crate::interchange::import::grouping::{self, Label, Labelled};
use crate::interchange::import::marks::Mark;
use crate::interchange::import::parsed::{ParsedArticle, ParsedClaim, ParsedFile, ParsedSpan, in_words};
use crate::interchange::import::returned::{Returned, name_in, unchanged};
use crate::interchange::words::Word;
use crate::review::Decision;
use crate::text::{Unit, UnitIndex, UnitRange, single_line};

/// Reads an `.ann`; `text` is the `.txt` that its offsets count in, where it is at hand.
pub fn read(annotations: &str, text: Option<&str>) -> ParsedFile {
    let mut reading = ParsedFile::default();
    let mut lines = Lines::default();
    for (index, line) in annotations.trim_start_matches('\u{feff}').split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if lines.goes_on(line) {
            continue;
        }
        if !line.trim().is_empty()
            && let Err(reason) = lines.take(index + 1, line)
        {
            reading.leave_out(index + 1, reason);
        }
    }
    let index = text.map(|text| UnitIndex::new(text, Unit::CodePoint));
    let mut claims = Vec::new();
    let mut article = None;
    let mut changed = 0;
    for event in &lines.events {
        match lines.claim(event, index.as_ref()) {
            Ok((draft, of, differs)) => {
                article = article.or(of);
                changed += usize::from(differs);
                claims.push(draft);
            }
            Err(reason) => reading.leave_out(event.line, reason),
        }
    }
    let mut remarks = Vec::new();
    if changed > 0 {
        remarks.push(format!("{changed} {} changed in brat", if changed == 1 { "claim" } else { "claims" }));
    }
    claims.extend(lines.without_events(index.as_ref(), &mut reading));
    let text = text.map(str::to_owned);
    let mut document =
        ParsedArticle { line: 1, article, text, unit: Unit::CodePoint, claims, remarks, ..ParsedArticle::default() };
    if let Err((line, reason)) = lines.put_marks(index.as_ref(), &mut document) {
        reading.leave_out(line, reason);
    }
    reading.documents.push(document);
    reading
}

struct Bound {
    line: usize,
    label: String,
    pieces: Vec<(usize, usize)>,
    words: String,
    /// Whether its words may go on in the next line.
    open: bool,
}

/// A relation of two annotations.
struct Link {
    line: usize,
    id: String,
    kind: String,
    ends: Vec<String>,
}

struct Event {
    line: usize,
    id: String,
    /// Trigger first, each with its role's name without a number.
    arguments: Vec<(String, String)>,
}

#[derive(Default)]
struct Lines {
    bound: HashMap<String, Bound>,
    /// The names of [`Lines::bound`] in the order of the file.
    order: Vec<String>,
    events: Vec<Event>,
    links: Vec<Link>,
    /// By target: type and value.
    attributes: HashMap<String, Vec<(String, String)>>,
    references: HashMap<String, String>,
    notes: HashMap<String, String>,
    details: HashMap<String, (usize, String)>,
}

impl Lines {
    /// Whether `line` goes on with the words of the entity before it: brat breaks the line of one that was moved over
    /// the end of a line of the text.
    fn goes_on(&mut self, line: &str) -> bool {
        let is_new = line.split_once('\t').is_some_and(|(id, _)| {
            let mut letters = id.chars();
            letters.next().is_some_and(|c| c.is_ascii_uppercase() || matches!(c, '*' | '#'))
                && letters.all(|c| c.is_ascii_digit())
        });
        let last = self.order.last().and_then(|id| self.bound.get_mut(id)).filter(|bound| bound.open);
        let Some(bound) = last.filter(|_| !is_new) else {
            self.bound.values_mut().for_each(|bound| bound.open = false);
            return false;
        };
        let length: usize = bound.pieces.iter().map(|(start, end)| end.saturating_sub(*start)).sum();
        if bound.words.chars().count() >= length {
            bound.open = false;
            return false;
        }
        bound.words.push('\n');
        bound.words.push_str(line);
        true
    }

    fn take(&mut self, number: usize, line: &str) -> Result<(), String> {
        let shape = || "not a brat annotation line; expected id, tab, type and target, tab, text".to_owned();
        let mut fields = line.splitn(3, '\t');
        let (id, middle) = (fields.next().unwrap_or_default(), fields.next().ok_or_else(shape)?);
        let last = fields.next().unwrap_or_default();
        let (kind, rest) = middle.split_once(' ').unwrap_or((middle, ""));
        match id.chars().next() {
            Some('T') => {
                let pieces: Option<Vec<(usize, usize)>> = rest
                    .split(';')
                    .map(|piece| {
                        let (start, end) = piece.trim().split_once(' ')?;
                        Some((start.parse().ok()?, end.parse().ok()?))
                    })
                    .collect();
                let pieces =
                    pieces.ok_or_else(|| format!("invalid offsets {rest:?}; expected START END, several joined by ;"))?;
                let bound = Bound { line: number, label: kind.to_owned(), pieces, words: last.to_owned(), open: true };
                if self.bound.insert(id.to_owned(), bound).is_none() {
                    self.order.push(id.to_owned());
                }
            }
            Some('E') => {
                let arguments = middle.split_whitespace().filter_map(|argument| argument.split_once(':'));
                let arguments: Vec<(String, String)> = arguments
                    .map(|(role, id)| (role.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned(), id.to_owned()))
                    .collect();
                self.events.push(Event { line: number, id: id.to_owned(), arguments });
            }
            Some('A' | 'M') => {
                let (target, value) = rest.split_once(' ').unwrap_or((rest, ""));
                self.attributes.entry(target.to_owned()).or_default().push((kind.to_owned(), value.trim().to_owned()));
            }
            Some('N') => {
                let target = rest.split_whitespace().next().unwrap_or_default();
                self.references.insert(target.to_owned(), last.to_owned());
            }
            Some('#') if kind == "saidby" => {
                self.details.insert(rest.trim().to_owned(), (number, last.to_owned()));
            }
            Some('#') => {
                self.notes.insert(rest.trim().to_owned(), last.to_owned());
            }
            Some('R') => {
                let ends = rest.split_whitespace().filter_map(|end| end.split_once(':'));
                let ends = ends.map(|(_, id)| id.to_owned()).collect();
                self.links.push(Link { line: number, id: id.to_owned(), kind: kind.to_owned(), ends });
            }
            // Equivalences say nothing of who said what.
            Some('*') => {}
            _ => return Err(shape()),
        }
        Ok(())
    }

    /// The claim of an event, the article that it names, and whether it was changed since it was exported.
    fn claim(&self, event: &Event, text: Option<&UnitIndex<'_>>) -> Result<(ParsedClaim, Option<String>, bool), String> {
        let mut draft = ParsedClaim { line: event.line, ..ParsedClaim::default() };
        let mut via = Vec::new();
        let mut speaker = None;
        let trigger = event.arguments.first().map(|(_, id)| id);
        for (index, (role, id)) in event.arguments.iter().enumerate() {
            let part = match role.as_str() {
                "Uncued" if index == 0 => Part::Content,
                _ if index == 0 => Part::Cue,
                "Content" => Part::Content,
                "Cue" => Part::Cue,
                "Source" | "Speaker" => Part::Source,
                "Via" => {
                    via.extend(self.outlet(id));
                    continue;
                }
                _ => continue,
            };
            if id.starts_with('E') {
                return Err(format!(
                    "{} has another event, {id}, as its {}; nested claims are not supported",
                    event.id,
                    part.as_str()
                ));
            }
            let bound = self.bound.get(id).ok_or_else(|| format!("{} names {id}, which is not in the file", event.id))?;
            draft.parts[part].extend(marks(bound, text));
            if part == Part::Source && speaker.is_none() {
                speaker = self.person(id);
            }
        }
        if draft.parts.content.is_empty() {
            return Err(format!("{} has no content", event.id));
        }
        let speaker = speaker.or_else(|| self.person(trigger?));
        let note = self.notes.get(&event.id).cloned().unwrap_or_default();
        let attributes = self.attributes.get(&event.id).map_or(&[][..], Vec::as_slice);
        let value = |name: &str| attributes.iter().rev().find(|(kind, _)| kind == name).map(|(_, value)| value.as_str());
        let (status, kind) = (value("Status").and_then(Decision::of), value("Directness").and_then(Word::of));
        let flag = value("Flagged").is_some();
        let Some((line, json)) = self.details.get(&event.id) else {
            let named = || draft.parts.source.iter().filter_map(|mark| mark.words.as_deref()).find_map(name_in);
            draft.details.speaker = speaker.or_else(|| Person::named(&named()?));
            (draft.details.via, draft.details.note, draft.details.flag) = (via, note, flag);
            (draft.details.decision, draft.details.kind) = (status, kind);
            return Ok((draft, None, false));
        };
        let known: Known = serde_json::from_str(json).map_err(|error| format!("line {line}: {}", in_words(&error)))?;
        // What was changed in brat counts, not what was exported to it.
        let Known { article, sent } = known;
        draft.details = sent.details.clone();
        let details = &mut draft.details;
        let mut changed = false;
        match &speaker {
            Some(seen) => {
                let same = details.speaker.as_ref().is_some_and(|known| single_line(&known.name).trim() == seen.name);
                changed |= !same;
                match &mut details.speaker {
                    Some(known) if same => {
                        changed |= known.anonymous != seen.anonymous;
                        known.anonymous = seen.anonymous;
                    }
                    other => *other = speaker,
                }
            }
            // A file without any reference was written by a program that does not know them.
            None if details.speaker.is_some()
                && !self.references.is_empty()
                && (sent.has_places() || !sent.parts.source.is_empty()) =>
            {
                let named = || draft.parts.source.iter().filter_map(|mark| mark.words.as_deref()).find_map(name_in);
                let moved = !unchanged(&draft.parts.source, &sent.parts.source);
                details.speaker = named().filter(|_| moved).and_then(|name| Person::named(&name));
                changed = true;
            }
            None => {}
        }
        if let Some(via) = changed_via(&sent, via) {
            details.via = via;
            changed = true;
        }
        if note != single_line(&details.note) {
            details.note = note;
        }
        details.flag = flag;
        if let Some(kind) = kind {
            changed |= details.kind.is_some_and(|known| known != kind);
            details.kind = Some(kind);
        }
        if sent.has_places() {
            let same = [
                (&draft.parts.content, &sent.parts.content),
                (&draft.parts.cue, &sent.parts.cue),
                (&draft.parts.source, &sent.parts.source),
            ];
            changed |= !same.into_iter().all(|(marks, places)| unchanged(marks, places));
        }
        let was = sent.details.decision;
        if status.is_some_and(|status| Some(status) != was) {
            details.decision = status;
        } else if changed {
            details.decision = Some(Decision::Corrected);
        }
        if changed || details.decision != was {
            // Who decided has not seen this.
            details.by.clear();
            details.at.clear();
            details.score = details.score.filter(|_| !changed);
        }
        let differs = changed || details.decision != was;
        Ok((draft, article, differs))
    }

    /// Puts the passages without a claim and the done mark into `document`.
    ///
    /// # Errors
    /// The line of a done mark that does not say of which text it is, and why it is left out.
    fn put_marks(&self, text: Option<&UnitIndex<'_>>, document: &mut ParsedArticle) -> Result<(), (usize, String)> {
        let mut seen = Vec::new();
        let mut done = Ok(None);
        for (id, bound) in self.order.iter().filter_map(|id| Some((id, self.bound.get(id)?))) {
            let json = self.details.get(id).map(|(_, json)| json.as_str());
            match Mark::of(&bound.label) {
                Some(Mark::NothingHere) => {
                    let signed: Signed = json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
                    // A passage is one stretch, over the ends of lines too.
                    let ends =
                        bound.pieces.first().zip(bound.pieces.last()).map(|((start, _), (_, end))| UnitRange::new(*start, *end));
                    let words = ends.and_then(|ends| text?.slice(ends)).unwrap_or(&bound.words);
                    seen.push((ParsedSpan { at: ends, words: Some(words.to_owned()), context: None }, signed));
                }
                Some(Mark::Done) => {
                    let json = json.ok_or_else(|| "the done mark does not say of which text it is; it was left out".to_owned());
                    let mark = json.and_then(|json| serde_json::from_str(json).map_err(|error| in_words(&error)));
                    done = mark.map(Some).map_err(|reason| (bound.line, reason));
                }
                None => {}
            }
        }
        Marks::default().put_seen(seen, document);
        document.done = done?.map(DoneMark::mark);
        Ok(())
    }

    /// Who an annotation refers to.
    fn person(&self, id: &str) -> Option<Person> {
        let mut person = self.references.get(id).and_then(|name| Person::named(name))?;
        person.anonymous = self.attributes.get(id).into_iter().flatten().any(|(kind, _)| kind == "Anonymous");
        Some(person)
    }

    /// The outlet that an annotation names.
    fn outlet(&self, id: &str) -> Option<Through> {
        let name = self.references.get(id).or_else(|| self.bound.get(id).map(|bound| &bound.words))?;
        let role = self.attributes.get(id).into_iter().flatten().find(|(kind, _)| kind == "OutletRole");
        let role = role.and_then(|(_, value)| OutletRole::of(value));
        Some(Through { role, ..Through::named(name)? })
    }

    /// Claims of entities that no event names, put together by relations; what does not fit is left out with its line.
    fn without_events(&self, text: Option<&UnitIndex<'_>>, reading: &mut ParsedFile) -> Vec<ParsedClaim> {
        let used: HashSet<&str> = self.events.iter().flat_map(|event| &event.arguments).map(|(_, id)| id.as_str()).collect();
        let mut spans: Vec<Labelled> = Vec::new();
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for id in self.order.iter().filter(|id| !used.contains(id.as_str())) {
            let Some(bound) = self.bound.get(id).filter(|bound| Mark::of(&bound.label).is_none()) else { continue };
            let label = match bound.label.as_str() {
                "Uncued" => Some(Label::Part(Part::Content)),
                label => grouping::label_of(label),
            };
            let Some(label) = label else {
                let known = "known types are Content, Source, Cue, Outlet, Name and NothingHere";
                reading.leave_out(bound.line, format!("{id}: unknown entity type {}; {known}", bound.label));
                continue;
            };
            let said = self.references.get(id).cloned();
            for mark in marks(bound, text) {
                places.entry(id).or_default().push(spans.len());
                // The pieces of one annotation belong together.
                let claim = (bound.pieces.len() > 1).then(|| id.clone());
                spans.push(Labelled { line: bound.line, label, mark, claim, said: said.clone() });
            }
        }
        let mut links = Vec::new();
        for link in &self.links {
            let ends: Vec<Option<&Vec<usize>>> = link.ends.iter().map(|id| places.get(id.as_str())).collect();
            match ends.as_slice() {
                [Some(one), Some(other)] => links.extend(one.iter().flat_map(|one| other.iter().map(|other| (*one, *other)))),
                _ => {
                    let why = "it does not link two known entities outside any event";
                    reading.leave_out(link.line, format!("{}: relation {} ignored: {why}", link.id, link.kind));
                }
            }
        }
        let cast = Cast::default();
        let returned = Returned::new(&[], &cast, &spans, true);
        let linked: HashSet<usize> = links.iter().flat_map(|(one, other)| [*one, *other]).collect();
        let beside = spans.iter().enumerate().filter(|(at, span)| !matches!(span.label, Label::Part(_)) && !linked.contains(at));
        for (_, span) in beside {
            reading.leave_out(span.line, grouping::unlinked(span));
        }
        let (mut drafts, alone) = grouping::claims(spans, &links);
        for span in &alone {
            reading.leave_out(span.line, grouping::unlinked(span));
        }
        for draft in &mut drafts {
            draft.claim.details.id.clear();
        }
        returned.settle(drafts, text).0
    }
}

/// The outlets, where brat shows others than were exported: those that the text does not name nobody could change.
fn changed_via(sent: &Sent, now: Vec<Through>) -> Option<Vec<Through>> {
    let name = |outlet: &Through| single_line(&outlet.name).trim().to_owned();
    let was = &sent.details.via;
    let shown = |at: usize| sent.via_at.get(at).is_some_and(Option::is_some);
    let same_role = |was: &Through, now: &Through| was.role.unwrap_or_default() == now.role.unwrap_or_default();
    if sent.via_at.len() != was.len() {
        // A file of an older version does not say which of them it shows.
        let other = now.iter().any(|now| !was.iter().any(|was| name(was) == name(now)));
        return other.then_some(now);
    }
    let seen: Vec<&Through> = was.iter().enumerate().filter(|(at, _)| shown(*at)).map(|(_, outlet)| outlet).collect();
    let same = seen.len() == now.len() && seen.iter().zip(&now).all(|(was, now)| name(was) == name(now) && same_role(was, now));
    if same {
        return None;
    }
    let hidden = was.iter().enumerate().filter(|(at, _)| !shown(*at)).map(|(at, outlet)| (at, outlet.clone()));
    let mut via = now;
    for (at, outlet) in hidden {
        via.insert(at.min(via.len()), outlet);
    }
    Some(via)
}

/// The stretches of a text-bound line: pieces with nothing but white space between them are one.
fn marks(bound: &Bound, text: Option<&UnitIndex<'_>>) -> Vec<ParsedSpan> {
    if let [(start, end)] = bound.pieces.as_slice() {
        return vec![ParsedSpan::with_words(*start, *end, &bound.words)];
    }
    let slice = |start: usize, end: usize| text.and_then(|text| text.slice(UnitRange::new(start, end)));
    let there: Option<Vec<&str>> = bound.pieces.iter().map(|(start, end)| slice(*start, *end)).collect();
    if there.is_none_or(|there| there.join(" ") != bound.words) {
        // The offsets are not where these words are; pieces of unknown lengths cannot be told apart by words alone.
        let whole = bound.pieces.first().zip(bound.pieces.last());
        return whole.map(|((start, _), (_, end))| ParsedSpan::with_words(*start, *end, &bound.words)).into_iter().collect();
    }
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in &bound.pieces {
        match joined.last_mut() {
            Some(last) if slice(last.1, *start).is_some_and(|gap| gap.trim().is_empty()) => last.1 = *end,
            _ => joined.push((*start, *end)),
        }
    }
    let words = |(start, end): (usize, usize)| ParsedSpan::with_words(start, end, slice(start, end).unwrap_or_default());
    joined.into_iter().map(words).collect()
}
