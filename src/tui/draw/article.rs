//! What the article's pane shows of the model: the current claim or name, and what the open layers select.

use crate::claim::{Part, Parts};
use crate::review::ReviewedClaim;
use crate::text::Span;
use crate::tui::model::{Layer, Model};
use crate::tui::screen::article::{Highlight, Page, Work};
use crate::tui::screen::frame::{Front, Tab};
use crate::tui::screen::spans::Spans;
use crate::tui::theme::Meaning;

/// The article's pane of `model`.
pub fn page(model: &Model) -> Page<'_> {
    Page {
        state: &model.panes.article,
        session: &model.desk.session,
        highlight: highlight(model),
        work: work(model),
        labels: model.layers.last().and_then(Layer::labels),
        focused: model.panes.front == Front::Article,
    }
}

/// What each part of the claim in hand is shown as; the later ones lie above.
const PARTS: [(Part, Meaning); 3] =
    [(Part::Content, Meaning::HandContent), (Part::Source, Meaning::HandSource), (Part::Cue, Meaning::HandCue)];

/// What is highlighted in the article.
fn highlight(model: &Model) -> Highlight {
    let session = &model.desk.session;
    if let Some(spans) = edited(model) {
        let index = model.hand().and_then(|id| session.position(id));
        return Highlight { index, parts: spans.preview(), here: None };
    }
    if let Some(Layer::Select(select)) = model.layers.last()
        && !select.offered().is_empty()
    {
        let of = |parts: &Parts<Vec<Span>>| {
            PARTS.map(|(part, meaning)| parts[part].iter().map(|span| (*span, meaning)).collect::<Vec<_>>())
        };
        let parts = select.offered().iter().flat_map(of).flatten().collect();
        return Highlight { index: None, parts, here: None };
    }
    if let Some(walk) = model.layers.iter().rev().find_map(|layer| if let Layer::Walk(walk) = layer { Some(walk) } else { None })
    {
        let index = walk.in_hand().and_then(|id| session.position(id));
        let spans = |part| walk.place().map_or(&[][..], |place| place.spans(part));
        let parts = PARTS.iter().flat_map(|(part, meaning)| spans(*part).iter().map(|span| (*span, *meaning))).collect();
        return Highlight { index, parts, here: None };
    }
    if model.panes.tab != Tab::Claims {
        return mentions(model);
    }
    let Some(claim) = model.hand().and_then(|id| session.claim(id)) else {
        return Highlight::default();
    };
    let index = model.hand().and_then(|id| session.position(id));
    if let Some(reading) = model.reading_in_view() {
        return Highlight { index, parts: difference(claim, reading), here: None };
    }
    let mut parts: Vec<(Span, Meaning)> = Vec::new();
    for (part, meaning) in PARTS {
        parts.extend(claim.spans(part).iter().map(|span| (*span, meaning)));
    }
    parts.extend(reasons(claim));
    Highlight { index, parts, here: model.panes.article.span }
}

/// The words of a claim in another reading: those that it would lose are struck through, those that it would gain stand
/// out.
fn difference(claim: &ReviewedClaim, reading: &ReviewedClaim) -> Vec<(Span, Meaning)> {
    let mut parts: Vec<(Span, Meaning)> = Vec::new();
    for (part, meaning) in PARTS {
        parts.extend(reading.spans(part).iter().map(|span| (*span, meaning)));
    }
    for (part, _) in PARTS {
        let (was, now) = (claim.spans(part), reading.spans(part));
        let elsewhere = |words: &Span| Part::ALL.iter().any(|part| reading.spans(*part).iter().any(|span| span.overlaps(*words)));
        parts.extend(without(was, now).into_iter().filter(|lost| !elsewhere(lost)).map(|lost| (lost, Meaning::Rejected)));
        parts.extend(without(now, was).into_iter().map(|gained| (gained, Meaning::Selection)));
    }
    parts
}

/// What `spans` cover and `others` do not.
fn without(spans: &[Span], others: &[Span]) -> Vec<Span> {
    let mut left = spans.to_vec();
    for other in others {
        let cut = |span: Span| {
            let inside = |at: usize| at.clamp(span.start, span.end);
            let parts = [Span::new(span.start, inside(other.start)), Span::new(inside(other.end), span.end)];
            if span.overlaps(*other) { parts } else { [span, Span::default()] }
        };
        left = left.into_iter().flat_map(cut).filter(|span| !span.is_empty()).collect();
    }
    left
}

/// While speakers or outlets are shown: every place that stands for the one in hand.
fn mentions(model: &Model) -> Highlight {
    let meaning = if model.panes.tab == Tab::Speakers { Meaning::HandSource } else { Meaning::HandOutlet };
    let parts = model.mentions_in_hand().into_iter().map(|span| (span, meaning)).collect();
    Highlight { index: None, parts, here: model.panes.article.span }
}

/// The other places that belong to a claim: the mention that the source was resolved by, the words about outlets.
fn reasons(claim: &ReviewedClaim) -> Vec<(Span, Meaning)> {
    let Some(suggestion) = &claim.suggestion else {
        return Vec::new();
    };
    let mut spans = Vec::new();
    if !claim.anchor.is_lost() {
        if claim.correction.via.is_none() {
            spans.extend(suggestion.reason.via_spans.iter().map(|span| (*span, Meaning::HandOutlet)));
        }
        if claim.correction.speaker.is_keep() {
            spans.extend(suggestion.reason.antecedent.map(|span| (span, Meaning::Antecedent)));
        }
    }
    spans
}

/// The spans that are being edited, whether or not something is open above them.
fn edited(model: &Model) -> Option<&Spans> {
    model.layers.iter().find_map(|layer| if let Layer::Spans(spans) = layer { Some(&**spans) } else { None })
}

/// What is selected by the open layers.
fn work(model: &Model) -> Work {
    let mut work = Work { selection: None, cursor: model.caret() };
    for layer in &model.layers {
        match layer {
            Layer::Select(select) => {
                work = Work { selection: Some(select.span()), cursor: Some(select.cursor()) };
            }
            Layer::Spans(spans) => work = Work { selection: spans.span(), cursor: spans.cursor() },
            Layer::Rules(rules) => work = Work { selection: rules.span(), cursor: None },
            Layer::Coverage(coverage) => work = Work { selection: coverage.span(), cursor: None },
            _ => {}
        }
    }
    work
}
