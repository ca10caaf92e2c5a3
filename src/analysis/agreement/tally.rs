//! What is counted, article by article, before the figures are made of it.

use std::collections::BTreeMap;

use super::alpha::Coincidences;
use super::f1::Overlap;
use super::kappa::Crosstab;
use super::unitising::{Continuum, UnitisedSpan};
use super::{AgreementFigures, FieldAgreement, PairAgreement};
use crate::analysis::versions::{FieldValue, Group, Stand, VersionComparison, VersionField, lexical, shared, words_of};
use crate::claim::Part;
use crate::review::ReviewedClaim;
use crate::text::{CodePoints, Scan, Span, span};

/// A label: speakers and outlets are told apart within their article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    /// Speakers or outlets of the article with this number.
    In(usize, FieldValue),
    /// The same everywhere.
    Word(&'static str),
}

/// What two annotators have in common in the spans of a part.
#[derive(Clone, Debug, Default)]
struct Spans {
    strict: Overlap,
    overlap: Overlap,
    token: Overlap,
    words: Crosstab<bool>,
}

/// What two annotators have in common.
#[derive(Clone, Debug, Default)]
struct Pair {
    spans: BTreeMap<VersionField, Spans>,
    labels: BTreeMap<VersionField, Crosstab<Label>>,
}

/// Everything that is counted.
pub(super) struct Tally<'a> {
    annotators: &'a [String],
    pairs: BTreeMap<(usize, usize), Pair>,
    units: BTreeMap<VersionField, Continuum<()>>,
    labels: BTreeMap<VersionField, Coincidences<Label>>,
    claims: usize,
    undecided: usize,
}

impl<'a> Tally<'a> {
    pub(super) fn new(annotators: &'a [String]) -> Self {
        let (pairs, units, labels) = Default::default();
        Self { annotators, pairs, units, labels, claims: 0, undecided: 0 }
    }

    /// Claims that were compared, and how many of them somebody left undecided.
    pub(super) fn claims(&self) -> (usize, usize) {
        (self.claims, self.undecided)
    }

    /// Counts article number `number`.
    pub(super) fn count(&mut self, number: usize, comparison: &VersionComparison<'_>) {
        let versions = comparison.versions();
        let Some(first) = versions.first() else {
            return;
        };
        let scan = words_of(&first.session);
        let text = first.session.article().text.clone();
        let decided: Vec<&Group> = comparison.groups().iter().filter(|group| comparison.is_decided(group)).collect();
        self.claims += decided.len();
        let is_open = |group: &&&Group| (0..versions.len()).any(|at| comparison.stand(group, at).is_open());
        self.undecided += decided.iter().filter(is_open).count();

        let place = |at: usize| {
            let name = versions.get(at).map(|version| &version.annotator);
            self.annotators.iter().position(|annotator| Some(annotator) == name).unwrap_or_default()
        };
        let mut order: Vec<(usize, usize)> = (0..versions.len()).map(|at| (place(at), at)).collect();
        order.sort_unstable();
        for (index, (one, first)) in order.iter().enumerate() {
            for (two, second) in order.iter().skip(index + 1) {
                let pair = self.pairs.entry((*one, *two)).or_default();
                count_pair(pair, number, comparison, &scan, (*first, *second));
            }
        }

        for field in VersionField::ALL {
            match field.part() {
                Some(part) => {
                    let (length, units) = continuum(comparison, part, &text);
                    self.units.entry(field).or_default().add(length, &units);
                }
                None => {
                    let labels = self.labels.entry(field).or_default();
                    for group in comparison.groups() {
                        let stands = (0..versions.len()).map(|at| (at, comparison.stand(group, at)));
                        let values: Vec<Label> =
                            stands.filter_map(|(at, stand)| label(number, comparison, field, at, stand)).collect();
                        if comparison.is_decided(group) {
                            labels.count(&values);
                        }
                    }
                }
            }
        }
    }

    /// The figures of a field.
    pub(super) fn field(&self, field: VersionField) -> FieldAgreement {
        let name = |at: usize| self.annotators.get(at).cloned().unwrap_or_default();
        let pairs: Vec<PairAgreement> = self
            .pairs
            .iter()
            .map(|((one, two), pair)| PairAgreement { one: name(*one), two: name(*two), figures: pair.figures(field) })
            .collect();
        let alpha = match field.part() {
            Some(_) => self.units.get(&field).and_then(Continuum::alpha),
            None => self.labels.get(&field).and_then(Coincidences::alpha),
        };
        let mut whole = Pair::default();
        for pair in self.pairs.values() {
            whole.add(pair);
        }
        let mut all = whole.figures(field);
        let kappas: Vec<f64> = pairs.iter().filter_map(|pair| pair.figures.kappa).collect();
        all.kappa = (!kappas.is_empty()).then(|| kappas.iter().sum::<f64>() / kappas.len() as f64);
        FieldAgreement { field, all, alpha, pairs }
    }
}

impl Pair {
    fn add(&mut self, other: &Self) {
        for (field, spans) in &other.spans {
            let own = self.spans.entry(*field).or_default();
            own.strict += spans.strict;
            own.overlap += spans.overlap;
            own.token += spans.token;
            own.words.add(&spans.words);
        }
        for (field, labels) in &other.labels {
            self.labels.entry(*field).or_default().add(labels);
        }
    }

    fn figures(&self, field: VersionField) -> AgreementFigures {
        if field.part().is_some() {
            let Some(spans) = self.spans.get(&field) else {
                return AgreementFigures::default();
            };
            AgreementFigures {
                claims: spans.strict.one.max(spans.strict.two),
                strict: spans.strict.f1(),
                overlap: spans.overlap.f1(),
                token: spans.token.f1(),
                kappa: spans.words.kappa(),
            }
        } else {
            let Some(labels) = self.labels.get(&field) else {
                return AgreementFigures::default();
            };
            AgreementFigures {
                claims: labels.total(),
                strict: labels.observed(),
                kappa: labels.kappa(),
                ..AgreementFigures::default()
            }
        }
    }
}

/// The label of an annotator's claim in a field that has one; `None` where he says nothing of it.
fn label(number: usize, comparison: &VersionComparison<'_>, field: VersionField, at: usize, stand: Stand<'_>) -> Option<Label> {
    if field == VersionField::Decision {
        return match stand {
            Stand::Open(_) => None,
            Stand::Rejected(_) | Stand::Absent => Some(Label::Word("no claim")),
            Stand::Marked(claim) => match comparison.value(at, claim, field) {
                FieldValue::Word(word) => Some(Label::Word(word)),
                other => Some(Label::In(number, other)),
            },
        };
    }
    Some(match comparison.value(at, stand.marked()?, field) {
        FieldValue::Word(word) => Label::Word(word),
        FieldValue::Nothing => Label::Word("nobody"),
        FieldValue::Who(outlets) if outlets.is_empty() => Label::Word("none"),
        other => Label::In(number, other),
    })
}

/// Counts what two reviews of an article have in common.
fn count_pair(pair: &mut Pair, number: usize, comparison: &VersionComparison<'_>, scan: &Scan, (one, two): (usize, usize)) {
    let said: Vec<(&Group, Stand<'_>, Stand<'_>)> =
        comparison.groups().iter().map(|group| (group, comparison.stand(group, one), comparison.stand(group, two))).collect();
    for field in VersionField::ALL {
        if let Some(part) = field.part() {
            let spans = pair.spans.entry(field).or_default();
            count_claims(spans, comparison, scan, field, part, (one, two), &said);
            count_words(spans, scan, part, &said);
            continue;
        }
        let labels = pair.labels.entry(field).or_default();
        for (group, first, second) in &said {
            let decided = [first, second].iter().any(|stand| matches!(stand, Stand::Marked(_) | Stand::Rejected(_)));
            let first = label(number, comparison, field, one, *first);
            let second = label(number, comparison, field, two, *second);
            if let (true, Some(first), Some(second), true) = (decided, first, second, comparison.is_decided(group)) {
                labels.count(first, second, 1);
            }
        }
    }
}

/// Counts claims with the same spans, and with a shared word.
fn count_claims(
    counts: &mut Spans,
    comparison: &VersionComparison<'_>,
    scan: &Scan,
    field: VersionField,
    part: Part,
    (one, two): (usize, usize),
    said: &[(&Group, Stand<'_>, Stand<'_>)],
) {
    let has = |claim: Option<&ReviewedClaim>| usize::from(claim.is_some_and(|claim| !claim.spans(part).is_empty()));
    for (_, first, second) in said.iter().filter(|(_, first, second)| !first.is_open() && !second.is_open()) {
        let (mut strict, mut overlap) = (0, 0);
        if let (Some(a), Some(b)) = (first.marked(), second.marked())
            && has(Some(a)) + has(Some(b)) == 2
        {
            strict = usize::from(comparison.value(one, a, field) == comparison.value(two, b, field));
            // A cue may be a colon: what holds no word shares a character or nothing.
            let met = shared(&lexical(scan, a.spans(part)), &lexical(scan, b.spans(part))) > 0;
            let touch = || a.spans(part).iter().any(|a| b.spans(part).iter().any(|b| a.overlaps(*b)));
            overlap = usize::from(strict == 1 || met || touch());
        }
        let (first, second) = (has(first.marked()), has(second.marked()));
        counts.strict += Overlap { both: strict, one: first, two: second };
        counts.overlap += Overlap { both: overlap, one: first, two: second };
    }
}

/// Counts words that are in a span of both, of one, of neither; the words of undecided claims are left out.
fn count_words(counts: &mut Spans, scan: &Scan, part: Part, said: &[(&Group, Stand<'_>, Stand<'_>)]) {
    let mut kinds = vec![(false, false, false); scan.words.len()];
    for (_, first, second) in said {
        let open = first.is_open() || second.is_open();
        for (is_second, stand) in [(false, first), (true, second)] {
            let claim = if open { stand.claim() } else { stand.marked() };
            for index in claim.map(|claim| lexical(scan, claim.spans(part))).unwrap_or_default() {
                if let Some((one, two, out)) = kinds.get_mut(index) {
                    *one |= !is_second && !open;
                    *two |= is_second && !open;
                    *out |= open;
                }
            }
        }
    }
    for (word, (one, two, out)) in scan.words.iter().zip(kinds) {
        if !word.is_lexical() || out {
            continue;
        }
        counts.token += Overlap { both: usize::from(one && two), one: usize::from(one), two: usize::from(two) };
        counts.words.count(one, two, 1);
    }
}

/// An article as a continuum of code points, with each annotator's spans of a part as units. What somebody has
/// not decided on is cut out.
fn continuum(comparison: &VersionComparison<'_>, part: Part, text: &str) -> (usize, Vec<Vec<UnitisedSpan<()>>>) {
    let count = comparison.versions().len();
    let mut marked: Vec<Vec<Span>> = vec![Vec::new(); count];
    let mut out: Vec<Span> = Vec::new();
    for group in comparison.groups() {
        let stands: Vec<Stand<'_>> = (0..count).map(|at| comparison.stand(group, at)).collect();
        let open = stands.iter().any(|stand| stand.is_open());
        for (stand, spans) in stands.iter().zip(&mut marked) {
            if open {
                out.extend(stand.claim().into_iter().flat_map(|claim| claim.spans(part)));
            } else {
                spans.extend(stand.marked().into_iter().flat_map(|claim| claim.spans(part)));
            }
        }
    }
    span::normalise(&mut out);
    let points = CodePoints::new(text);
    // Where a byte is once what is left out is gone.
    let mut ends = Vec::with_capacity(out.len());
    let mut gone = 0;
    for span in &out {
        gone += points.of_byte(text, span.end) - points.of_byte(text, span.start);
        ends.push(gone);
    }
    let place = |offset: usize| {
        let before = out.partition_point(|span| span.end <= offset);
        let inside = out.get(before).filter(|span| span.start < offset);
        let inside = inside.map_or(0, |span| points.of_byte(text, offset) - points.of_byte(text, span.start));
        let whole = before.checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or(0);
        points.of_byte(text, offset) - whole - inside
    };
    let units = marked.into_iter().map(|mut spans| {
        span::normalise(&mut spans);
        let unit = |span: Span| UnitisedSpan { start: place(span.start), end: place(span.end), value: () };
        spans.into_iter().map(unit).filter(|unit| unit.start < unit.end).collect()
    });
    let units = units.collect();
    (place(text.len()), units)
}
