//! Claims that went out as labelled spans and came back: what another program or person changed in them.
//!
//! Other programs give every span a new id, drop fields that they do not know, and some drop spans that overlap. So
//! nothing is joined by ids of theirs: a claim that comes back is the one that went out with the same content at the
//! same place, or with the same cue there. What it says next to its spans is what went out, unless something was
//! changed that says otherwise: then that counts, and whose decision it was no longer holds.

use super::grouping::{Draft, Label, Labelled};
use super::parsed::{ParsedArticle, ParsedClaim, ParsedSpan};
use crate::claim::{Outlet, OutletId, Part, Speaker, SpeakerId};
use crate::interchange::export::details::{Person, Through};
use crate::interchange::export::sent::{Cast, Place, Sent};
use crate::review::cast::Member as _;
use crate::review::{Decision, Override};
use crate::text::{UnitIndex, UnitRange, counted};

/// What went out, next to what came back.
pub(in crate::interchange) struct Returned<'a> {
    pub sent: &'a [Sent],
    pub cast: &'a Cast,
    /// Whether the file that came back can say which spans belong together.
    pub linked: bool,
    /// Whether spans were dropped because they overlap others.
    thinned: bool,
}

impl<'a> Returned<'a> {
    /// `spans`: all that came back. `linked`: whether there are links or names of claims among them.
    pub fn new(sent: &'a [Sent], cast: &'a Cast, spans: &[Labelled], linked: bool) -> Self {
        let back: Vec<Place> = spans.iter().filter_map(|span| place(&span.mark)).collect();
        let parts = sent.iter().flat_map(|sent| sent.parts.values().flatten().copied());
        // A name or an outlet is one span for all of its claims.
        let names = sorted(sent.iter().filter_map(|sent| sent.name_at));
        let outlets = sorted(sent.iter().flat_map(|sent| sent.via_at.iter().copied().flatten()));
        let thinned = !overlap(back) && overlap(parts.chain(names).chain(outlets).collect());
        Self { sent, cast, linked, thinned }
    }

    /// Of a file that keeps each claim together, with what went out next to it.
    fn together(sent: &'a [Sent], cast: &'a Cast) -> Self {
        Self { sent, cast, linked: true, thinned: false }
    }

    /// The claim of each span, where the file says nothing of what belongs together: the one that it went out with.
    /// A span that went out with several claims and came back once is of all of them.
    pub fn name_by_place(&self, spans: &mut Vec<Labelled>) {
        if self.linked {
            return;
        }
        let mut further = Vec::new();
        for (part, sent, at) in self
            .sent
            .iter()
            .flat_map(|sent| sent.parts.iter().flat_map(move |(part, places)| places.iter().map(move |at| (part, sent, *at))))
        {
            let here = |span: &Labelled| span.label == Label::Part(part) && place(&span.mark) == Some(at);
            let id = Some(sent.details.id.clone());
            match spans.iter_mut().find(|span| here(span) && span.claim.is_none()) {
                Some(span) => span.claim = id,
                None => further.extend(spans.iter().find(|span| here(span)).map(|span| Labelled { claim: id, ..span.clone() })),
            }
        }
        spans.extend(further);
    }

    /// The claims with what is known of them, and remarks on what did not come back as it went out.
    pub fn settle(&self, drafts: Vec<Draft>, text: Option<&UnitIndex<'_>>) -> (Vec<ParsedClaim>, Vec<String>) {
        let mut met = vec![false; self.sent.len()];
        let mut of = vec![None; drafts.len()];
        for how in [same_name, same_content, same_cue] {
            for (draft, of) in drafts.iter().zip(&mut of).filter(|(_, of)| of.is_none()) {
                let candidates = self.sent.iter().enumerate().filter(|(at, _)| !met.get(*at).copied().unwrap_or(true));
                let best = candidates.filter(|(_, sent)| how(draft, sent)).max_by_key(|(at, sent)| {
                    (same(draft, sent, Part::Cue), same(draft, sent, Part::Source), std::cmp::Reverse(*at))
                });
                if let Some((at, _)) = best {
                    *of = Some(at);
                    if let Some(slot) = met.get_mut(at) {
                        *slot = true;
                    }
                }
            }
        }
        let mut told = Told::default();
        let claims = drafts
            .into_iter()
            .zip(of)
            .map(|(draft, of)| match of.and_then(|at| self.sent.get(at)) {
                Some(sent) => self.known(draft, sent, text, &mut told),
                None => self.new_claim(draft, text),
            })
            .collect();
        told.gone = met.iter().filter(|met| !**met).count();
        (claims, told.remarks(self.thinned))
    }

    fn known(&self, draft: Draft, sent: &Sent, text: Option<&UnitIndex<'_>>, told: &mut Told) -> ParsedClaim {
        let mut claim = ParsedClaim { details: sent.details.clone(), ..draft.claim.clone() };
        if !sent.has_places() {
            // A file of an older version does not say where its spans stood.
            return claim;
        }
        let mut changed = false;
        for part in Part::ALL {
            if same(&draft, sent, part) {
                continue;
            }
            let out = &sent.parts[part];
            let kept = draft.claim.parts[part].iter().all(|mark| place(mark).is_some_and(|at| out.contains(&at)));
            let lost_link = part != Part::Content && !self.linked;
            if kept && (self.thinned || lost_link) && part != Part::Content {
                claim.parts[part] = out.iter().map(|at| mark_at(*at, text)).collect();
                continue;
            }
            changed = true;
            if part == Part::Content {
                claim.details.kind = None;
            }
        }
        let speaker = self.speaker(&draft, sent, &claim, text);
        if !speaker.is_keep() {
            let speaker = speaker.named();
            let name = |person: &Option<Person>| person.as_ref().map(|person| person.name.trim().to_owned());
            if name(&speaker) != name(&claim.details.speaker) {
                told.speakers += 1;
                told.nobody += usize::from(speaker.is_none());
                claim.details.speaker = speaker;
                changed = true;
            }
        }
        if let Some(via) = self.via(&draft, sent, text) {
            claim.details.via = via;
            told.outlets += 1;
            changed = true;
        }
        if changed {
            told.changed += 1;
            // Who decided has not seen this: it is the word of whoever changed it.
            if !claim.machine {
                claim.details.decision = Some(Decision::Corrected);
            }
            claim.details.by = String::new();
            claim.details.at = String::new();
            claim.details.score = None;
        }
        claim
    }

    /// The speaker, where what came back says another than what went out.
    fn speaker(&self, draft: &Draft, sent: &Sent, claim: &ParsedClaim, text: Option<&UnitIndex<'_>>) -> Override<Person> {
        let known = sent.details.speaker.as_ref();
        if let Some(said) = draft.said.as_deref().map(str::trim)
            && said != known.map_or("", |person| person.name.trim())
        {
            return Override::to(self.named(said));
        }
        let shown: Vec<Place> = draft.names.iter().filter_map(place).collect();
        if let Some(other) = shown.iter().find(|at| Some(**at) != sent.name_at)
            && !shown.iter().any(|at| Some(*at) == sent.name_at)
        {
            return Override::to(self.who(&[mark_at(*other, text)]));
        }
        let source_says = draft.said.is_none() && shown.is_empty();
        if !source_says || unchanged(&claim.parts.source, &sent.parts.source) {
            return Override::Keep;
        }
        if claim.parts.source.is_empty() {
            // Nobody is left at it: the attribution was taken away there.
            return if sent.parts.source.is_empty() { Override::Keep } else { Override::Nobody };
        }
        let overlaps = |mark: &ParsedSpan| place(mark).is_some_and(|at| sent.parts.source.iter().any(|was| touch(at, *was)));
        let holds_name = |mark: &ParsedSpan| {
            known.is_some_and(|person| mark.words.as_ref().is_some_and(|words| words.contains(person.name.as_str())))
        };
        if claim.parts.source.iter().any(|mark| overlaps(mark) || holds_name(mark)) {
            return Override::Keep;
        }
        Override::to(self.who(&claim.parts.source))
    }

    /// The outlets, where others are linked than went out.
    fn via(&self, draft: &Draft, sent: &Sent, text: Option<&UnitIndex<'_>>) -> Option<Vec<Through>> {
        if !self.linked {
            return None;
        }
        let said = |name: &Option<String>| name.as_deref().and_then(Through::named);
        let now: Vec<(Place, Option<Through>)> =
            draft.outlets.iter().filter_map(|(mark, name)| Some((place(mark)?, said(name)))).collect();
        let mut via = Vec::new();
        for (index, outlet) in sent.details.via.iter().enumerate() {
            let at = sent.via_at.get(index).copied().flatten();
            let shown = at.and_then(|at| now.iter().find(|(now, _)| *now == at));
            match (at, shown) {
                // What nobody could see nobody took away.
                (None, _) => via.push(outlet.clone()),
                (Some(_), Some((_, Some(named)))) if named.name != outlet.name.trim() => via.push(self.listed(named.clone())),
                (Some(_), Some(_)) => via.push(outlet.clone()),
                (Some(_), None) if self.thinned => via.push(outlet.clone()),
                (Some(_), None) => {}
            }
        }
        for (at, named) in now.into_iter().filter(|(at, _)| !sent.via_at.iter().flatten().any(|was| was == at)) {
            via.extend(named.map(|named| self.listed(named)).or_else(|| self.outlet(at, text)));
        }
        (via != sent.details.via).then_some(via)
    }

    /// An outlet that is named, with the role that it is listed with.
    fn listed(&self, named: Through) -> Through {
        let listed = self.cast.outlets.iter().find(|outlet| outlet.name.trim() == named.name);
        Through { role: listed.and_then(|outlet| outlet.role).or(named.role), ..named }
    }

    fn outlet(&self, at: Place, text: Option<&UnitIndex<'_>>) -> Option<Through> {
        let listed = self.cast.outlets.iter().find(|outlet| outlet.mentions.iter().any(|mention| touch(*mention, at)));
        match listed {
            Some(outlet) => Some(Through { name: outlet.name.clone(), role: outlet.role }),
            None => Through::named(text?.slice(UnitRange::new(at[0], at[1]))?),
        }
    }

    /// A claim that did not go out: somebody made it there.
    fn new_claim(&self, draft: Draft, text: Option<&UnitIndex<'_>>) -> ParsedClaim {
        let mut claim = draft.claim;
        if claim.details.speaker.is_none() {
            claim.details.speaker = match &draft.said {
                Some(said) => self.named(said),
                None if !draft.names.is_empty() => self.who(&draft.names),
                None => self.who(&claim.parts.source),
            };
        }
        if claim.details.via.is_empty() {
            let named = |name: &Option<String>| name.as_deref().and_then(Through::named).map(|named| self.listed(named));
            let outlet = |(mark, name): &(ParsedSpan, Option<String>)| named(name).or_else(|| self.outlet(place(mark)?, text));
            claim.details.via = draft.outlets.iter().filter_map(outlet).collect();
        }
        claim
    }

    fn named(&self, name: &str) -> Option<Person> {
        let listed = self.cast.speakers.iter().map(|listed| &listed.person).find(|person| person.name.trim() == name.trim());
        listed.cloned().or_else(|| Person::named(name))
    }

    /// Who is meant by words of the text: who is known to be mentioned there, else who is named by them. Nobody where
    /// they name no one: "she" says who it is only together with the rest of the text.
    fn who(&self, marks: &[ParsedSpan]) -> Option<Person> {
        let mentions = |at: Place| {
            let listed = self.cast.speakers.iter();
            let mut here = listed.filter(move |listed| listed.mentions.iter().any(|mention| touch(*mention, at)));
            here.next().filter(|_| here.next().is_none())
        };
        if let Some(listed) = marks.iter().filter_map(place).find_map(mentions) {
            return Some(listed.person.clone());
        }
        marks.iter().filter_map(|mark| mark.words.as_deref()).find_map(name_in).and_then(|name| self.named(&name))
    }

    /// The speakers and outlets with their places, for a document that came back.
    pub fn list(&self, document: &mut ParsedArticle, text: Option<&UnitIndex<'_>>) {
        let marks = |places: &[Place]| places.iter().map(|at| mark_at(*at, text)).collect::<Vec<_>>();
        for listed in &self.cast.speakers {
            let mut speaker = Speaker::named(SpeakerId::new(""), listed.person.name.clone());
            speaker.role.clone_from(&listed.person.role);
            speaker.anonymous = listed.person.anonymous;
            speaker.kind = listed.person.kind.unwrap_or(speaker.kind);
            document.speakers.push((speaker, marks(&listed.mentions)));
        }
        for listed in &self.cast.outlets {
            let mut outlet = Outlet::named(OutletId::new(""), listed.name.clone());
            outlet.role = listed.role.unwrap_or(outlet.role);
            document.outlets.push((outlet, marks(&listed.mentions)));
        }
    }
}

/// The claims of a file that keeps each together, and next to it what went out: what was changed in it counts.
pub(in crate::interchange) fn settle_together(drafts: Vec<(Draft, Option<Sent>)>) -> (Vec<ParsedClaim>, Vec<String>) {
    let mut sent = Vec::new();
    let mut of = Vec::with_capacity(drafts.len());
    for (number, (mut draft, known)) in drafts.into_iter().enumerate() {
        if let Some(mut known) = known {
            // A claim whose places are not all at hand is not compared.
            if !draft.claim.parts.values().flatten().all(|mark| mark.at.is_some()) {
                known = known.placeless();
            }
            // Older versions wrote claims without ids.
            if known.details.id.is_empty() {
                known.details.id = format!("#{number}");
            }
            draft.claim.details.id.clone_from(&known.details.id);
            sent.push(known);
        }
        of.push(draft);
    }
    let cast = Cast::default();
    let (mut claims, remarks) = Returned::together(&sent, &cast).settle(of, None);
    for id in claims.iter_mut().map(|claim| &mut claim.details.id).filter(|id| id.starts_with('#')) {
        id.clear();
    }
    (claims, remarks)
}

/// A name among the words of a source: up to the first comma, if it has a word with a capital that is not a pronoun.
pub(in crate::interchange) fn name_in(words: &str) -> Option<String> {
    const NO_NAMES: [&str; 12] = ["he", "she", "they", "it", "who", "we", "i", "you", "his", "her", "their", "the"];
    let name = words.split([',', ';', '(']).next().unwrap_or_default().trim();
    let names = |word: &str| {
        let is_name = word.starts_with(char::is_uppercase);
        is_name && !NO_NAMES.contains(&word.to_lowercase().as_str())
    };
    name.split_whitespace().any(names).then(|| name.to_owned())
}

/// What is worth telling of what came back.
#[derive(Default)]
struct Told {
    changed: usize,
    speakers: usize,
    nobody: usize,
    outlets: usize,
    gone: usize,
}

impl Told {
    fn remarks(&self, thinned: bool) -> Vec<String> {
        let claims = |count: usize| counted(count, "claim");
        let mut remarks = Vec::new();
        if self.changed > 0 {
            let mut what = Vec::new();
            what.extend((self.speakers > 0).then(|| format!("{} of them in the speaker", self.speakers)));
            what.extend((self.outlets > 0).then(|| format!("{} in the outlets", self.outlets)));
            let what = if what.is_empty() { String::new() } else { format!(", {}", what.join(", ")) };
            remarks.push(format!("{} changed in the other program{what}", claims(self.changed)));
        }
        if self.nobody > 0 {
            remarks.push(format!("{} now without a speaker: the new source names no one", claims(self.nobody)));
        }
        if thinned {
            remarks.push(
                "the other program dropped spans that overlap others; the dropped spans keep their exported state".to_owned(),
            );
        }
        if self.gone > 0 {
            remarks.push(format!("{} exported to this file did not come back; they are unchanged here", claims(self.gone)));
        }
        remarks
    }
}

fn same(draft: &Draft, sent: &Sent, part: Part) -> bool {
    unchanged(&draft.claim.parts[part], &sent.parts[part])
}

fn same_name(draft: &Draft, sent: &Sent) -> bool {
    !draft.claim.details.id.is_empty() && draft.claim.details.id == sent.details.id
}

fn same_content(draft: &Draft, sent: &Sent) -> bool {
    !sent.parts.content.is_empty() && same(draft, sent, Part::Content)
}

/// The same cue, with content that is partly the same.
fn same_cue(draft: &Draft, sent: &Sent) -> bool {
    let mut places = draft.claim.parts.content.iter().filter_map(place);
    !sent.parts.cue.is_empty()
        && same(draft, sent, Part::Cue)
        && places.any(|at| sent.parts.content.iter().any(|was| touch(at, *was)))
}

/// Whether the spans are where they stood.
pub(in crate::interchange) fn unchanged(marks: &[ParsedSpan], places: &[Place]) -> bool {
    sorted(marks.iter().filter_map(place)) == sorted(places.iter().copied())
}

fn place(mark: &ParsedSpan) -> Option<Place> {
    mark.at.as_ref().map(|at| [at.start, at.end])
}

fn sorted(places: impl Iterator<Item = Place>) -> Vec<Place> {
    let mut places: Vec<Place> = places.collect();
    places.sort_unstable();
    places.dedup();
    places
}

const fn touch(one: Place, other: Place) -> bool {
    one[0] < other[1] && other[0] < one[1]
}

/// Whether two of the places overlap.
fn overlap(mut places: Vec<Place>) -> bool {
    places.sort_unstable();
    let mut end = 0;
    for [start, stop] in places {
        if start < end {
            return true;
        }
        end = end.max(stop);
    }
    false
}

/// A passage with its words, where the text is at hand.
pub(in crate::interchange) fn mark_at(at: Place, text: Option<&UnitIndex<'_>>) -> ParsedSpan {
    match text.and_then(|text| text.slice(UnitRange::new(at[0], at[1]))) {
        Some(words) => ParsedSpan::with_words(at[0], at[1], words),
        None => ParsedSpan::at(at[0], at[1]),
    }
}
