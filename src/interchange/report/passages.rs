//! The article cut where marks begin and end, so that they nest as elements must, however claims overlap.

use super::ReportRow;
use crate::article::{Article, Block};
use crate::claim::Part;
use crate::text::Span;

/// Marks that lie one upon another at most; what is deeper is not marked in the text, only listed.
const DEEPEST: usize = 12;

/// What a passage of the article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ink {
    /// Content of the row at this index.
    Content(usize),
    /// Words that attribute.
    Cue,
    /// Whom they attribute to.
    Source,
    /// An outlet that a claim came through.
    Outlet,
    /// Words that the page strikes through.
    Struck,
}

/// One passage that is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Marked {
    span: Span,
    ink: Ink,
}

/// What is written next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A mark begins, or goes on after it was interrupted.
    Open(Ink),
    /// The innermost mark ends.
    Close(Ink),
    /// Words as they stand.
    Text(Span),
    /// The number of the row at this index: its content ends here.
    Label(usize),
}

/// Every mark of `rows` and what is struck through, in the order of the text; those that begin together, longest first.
fn marks(article: &Article, rows: &[ReportRow<'_>]) -> Vec<Marked> {
    let mut marks: Vec<Marked> = article.origin.struck.iter().map(|span| Marked { span: *span, ink: Ink::Struck }).collect();
    for (index, row) in rows.iter().enumerate() {
        let mut add = |spans: &[Span], ink: Ink| marks.extend(spans.iter().map(|span| Marked { span: *span, ink }));
        add(row.claim.spans(Part::Content), Ink::Content(index));
        add(row.claim.spans(Part::Cue), Ink::Cue);
        add(row.claim.spans(Part::Source), Ink::Source);
        for outlet in &row.via {
            // The mention that belongs to this claim is the one nearest to it.
            let near = row.claim.spans(Part::Content).first().copied().unwrap_or_default();
            let mention = outlet.mentions.iter().min_by_key(|mention| mention.start.abs_diff(near.start));
            marks.extend(mention.map(|mention| Marked { span: *mention, ink: Ink::Outlet }));
        }
    }
    marks.retain(|mark| !mark.span.is_empty());
    marks.sort_by_key(order);
    marks.dedup();
    marks
}

/// By place; of those that begin together the longest first.
fn order(mark: &Marked) -> (usize, std::cmp::Reverse<usize>, Ink) {
    (mark.span.start, std::cmp::Reverse(mark.span.end), mark.ink)
}

/// The steps that write the words of each block.
pub(super) fn passages(article: &Article, rows: &[ReportRow<'_>]) -> Vec<Vec<Step>> {
    let blocks = &article.blocks;
    let mut marks = marks(article, rows).into_iter().peekable();
    let mut labels = labels(blocks, rows).into_iter().peekable();
    let mut under_way: Vec<Marked> = Vec::new();
    let mut passages = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        under_way.retain(|mark| mark.span.end > block.span.start);
        while let Some(mark) = marks.next_if(|mark| mark.span.start < block.span.end) {
            under_way.push(mark);
        }
        let mut due = Vec::new();
        while let Some(label) = labels.next_if(|label| label.block == index) {
            due.push(label);
        }
        passages.push(steps(block.span, &under_way, &due));
    }
    passages
}

/// Where the number of a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    block: usize,
    at: usize,
    row: usize,
}

/// A number for every row that has a place in the text: where its content ends.
fn labels(blocks: &[Block], rows: &[ReportRow<'_>]) -> Vec<Place> {
    let place = |(row, shown): (usize, &ReportRow<'_>)| {
        let end = shown.claim.spans(Part::Content).last()?.end;
        let block = blocks.partition_point(|block| block.span.start < end).checked_sub(1)?;
        Some(Place { block, at: end.min(blocks.get(block)?.span.end), row })
    };
    let mut places: Vec<Place> = rows.iter().enumerate().filter_map(place).collect();
    places.sort_unstable();
    places
}

/// The steps of one block; `marks` and `labels` are those that it holds.
fn steps(block: Span, marks: &[Marked], labels: &[Place]) -> Vec<Step> {
    let clip = |mark: &Marked| {
        let span = Span::new(mark.span.start.max(block.start), mark.span.end.min(block.end));
        (!span.is_empty()).then_some(Marked { span, ink: mark.ink })
    };
    let mut waiting: Vec<Marked> = marks.iter().filter_map(clip).collect();
    waiting.sort_by_key(order);
    let ends = waiting.iter().flat_map(|mark| [mark.span.start, mark.span.end]);
    let mut stops: Vec<usize> = ends.chain(labels.iter().map(|label| label.at)).chain([block.end]).collect();
    stops.sort_unstable();
    stops.dedup();
    let (mut steps, mut open, mut at): (Vec<Step>, Vec<Marked>, usize) = (Vec::new(), Vec::new(), block.start);
    let (mut waiting, mut labels) = (waiting.into_iter().peekable(), labels.iter().peekable());
    for stop in stops {
        if stop > at {
            steps.push(Step::Text(Span::new(at, stop)));
            at = stop;
        }
        // What ends here is closed; what lies upon it is closed too, and goes on behind the numbers.
        let keep = open.iter().position(|mark| mark.span.end == stop).unwrap_or(open.len());
        let lifted = open.split_off(keep);
        steps.extend(lifted.iter().rev().map(|mark| Step::Close(mark.ink)));
        while let Some(label) = labels.next_if(|label| label.at == stop) {
            steps.push(Step::Label(label.row));
        }
        for mark in lifted.into_iter().filter(|mark| mark.span.end > stop) {
            steps.push(Step::Open(mark.ink));
            open.push(mark);
        }
        while let Some(mark) = waiting.next_if(|mark| mark.span.start == stop) {
            if open.len() < DEEPEST {
                steps.push(Step::Open(mark.ink));
                open.push(mark);
            }
        }
    }
    steps
}
