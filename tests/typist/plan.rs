//! The shortest way of a cursor or of a span's end to where it is to be: a search over the real layers, breadth
//! first, every move a command that the keymap has a key for.

use std::collections::{HashSet, VecDeque};

use saidby::text::Span;
use saidby::tui::command::Command;
use saidby::tui::layer::Input;
use saidby::tui::model::Layer;

/// What moves the cursor of a selection; going down a line hangs on the screen and is left out.
const MOVES: &[Command] = &[
    Command::WordForward,
    Command::WordBack,
    Command::WordEnd,
    Command::SentenceForward,
    Command::SentenceBack,
    Command::QuotationForward,
    Command::QuotationBack,
    Command::ParagraphForward,
    Command::ParagraphBack,
    Command::ParagraphStart,
    Command::ParagraphEnd,
    Command::CharForward,
    Command::CharBack,
];
const OBJECTS: &[Command] =
    &[Command::ObjectWord, Command::ObjectSentence, Command::ObjectQuotation, Command::ObjectMarks, Command::ObjectParagraph];
/// The moves of the current end.
const ENDS: &[Command] = &[
    Command::WordForward,
    Command::WordBack,
    Command::SentenceForward,
    Command::SentenceBack,
    Command::QuotationForward,
    Command::QuotationBack,
    Command::CharForward,
    Command::CharBack,
];
/// The moves of the other end.
const OTHERS: &[Command] =
    &[Command::OtherWordForward, Command::OtherWordBack, Command::OtherCharForward, Command::OtherCharBack];

fn after(layer: &Layer, command: Command) -> Layer {
    let mut next = layer.clone();
    next.update(Input::Command(command));
    next
}

fn all_after(layer: &Layer, commands: &[Command]) -> Layer {
    commands.iter().fold(layer.clone(), |layer, command| after(&layer, *command))
}

fn selected(layer: &Layer) -> Span {
    if let Layer::Select(select) = layer { select.span() } else { Span::default() }
}

fn cursor(layer: &Layer) -> usize {
    if let Layer::Select(select) = layer { select.cursor().start } else { 0 }
}

fn moved(layer: &Layer) -> Option<Span> {
    if let Layer::Spans(spans) = layer { spans.span() } else { None }
}

/// The shortest row of `moves` that leads to a layer for which `good` holds; `place` tells layers apart.
fn shortest(
    from: &Layer,
    moves: &[Command],
    most: usize,
    place: impl Fn(&Layer) -> (usize, usize),
    good: impl Fn(&Layer) -> bool,
) -> Option<Vec<Command>> {
    let mut seen = HashSet::from([place(from)]);
    let mut waiting = VecDeque::from([(from.clone(), Vec::new())]);
    while let Some((layer, row)) = waiting.pop_front() {
        if good(&layer) {
            return Some(row);
        }
        if row.len() >= most {
            continue;
        }
        for command in moves {
            let next = after(&layer, *command);
            if seen.insert(place(&next)) {
                let mut row = row.clone();
                row.push(*command);
                waiting.push_back((next, row));
            }
        }
    }
    None
}

/// How many presses a row of commands takes: an object takes two.
pub fn cost(row: &[Command]) -> usize {
    row.iter().map(|command| if OBJECTS.contains(command) { 2 } else { 1 }).sum()
}

/// The cheapest way, in the selection `from`, to select words for which `good` holds; `target` is one such.
pub fn select(from: &Layer, target: Span, good: &dyn Fn(Span) -> bool) -> Option<Vec<Command>> {
    // By extending what is selected already, as far as it begins there.
    let whole = |layer: &Layer| (selected(layer).start, selected(layer).end);
    let begin = selected(from).start;
    let mut best: Option<Vec<Command>> = None;
    let mut offer = |row: Vec<Command>| {
        if best.as_ref().is_none_or(|best| cost(&row) < cost(best)) {
            best = Some(row);
        }
        best.as_ref().map_or(usize::MAX, |best| cost(best))
    };
    if good(Span::new(begin, selected(from).end)) {
        return Some(Vec::new());
    }
    let mut limit = usize::MAX;
    let at_start = |layer: &Layer| cursor(layer) == target.start;
    // From the start of the target on, wherever the cursor comes from.
    let mut tail: Option<Vec<Command>> = None;
    let mut seen = HashSet::from([cursor(from)]);
    let mut waiting = VecDeque::from([(from.clone(), Vec::<Command>::new())]);
    while let Some((layer, row)) = waiting.pop_front() {
        if row.len() + 1 >= limit {
            break;
        }
        for object in OBJECTS {
            let mut grown = layer.clone();
            for times in 1..=3 {
                grown = after(&grown, *object);
                if good(selected(&grown)) {
                    let mut row = row.clone();
                    row.extend(std::iter::repeat_n(*object, times));
                    limit = offer(row);
                }
            }
        }
        if at_start(&layer) {
            let anew = !(row.is_empty() && begin == target.start);
            let start = if anew { after(&layer, Command::SelectAnew) } else { layer.clone() };
            if tail.is_none() {
                tail = shortest(&start, MOVES, 40, whole, |layer| good(selected(layer)));
            }
            if let Some(tail) = &tail {
                let mut row = row.clone();
                row.extend(anew.then_some(Command::SelectAnew));
                row.extend(tail);
                limit = offer(row);
            }
        }
        for command in MOVES {
            let next = after(&layer, *command);
            if seen.insert(cursor(&next)) {
                let mut row = row.clone();
                row.push(*command);
                waiting.push_back((next, row));
            }
        }
    }
    best
}

/// The cheapest way to bring the current span of the spans that are being edited to `target`.
pub fn ends(from: &Layer, target: Span) -> Option<Vec<Command>> {
    let place = |layer: &Layer| moved(layer).map_or((0, 0), |span| (span.start, span.end));
    let one_end = |from: &Layer, moves: &[Command], end: bool| {
        let right =
            move |layer: &Layer| moved(layer).is_some_and(|s| if end { s.end == target.end } else { s.start == target.start });
        shortest(from, moves, 30, place, right)
    };
    let mut best: Option<Vec<Command>> = None;
    // Either end first, so that neither is in the other's way; with or without taking the other end in hand.
    for end_first in [true, false] {
        for turned in [false, true] {
            let mut row: Vec<Command> = Vec::new();
            let mut layer = from.clone();
            let steps: [(bool, bool); 2] =
                if end_first { [(true, false), (false, turned)] } else { [(false, turned), (true, false)] };
            let mut whole = true;
            for (end, turn) in steps {
                let moves: &[Command] = if end || turn { ENDS } else { OTHERS };
                let is_off = moved(&layer).is_some_and(|span| {
                    if end {
                        span.end != target.end && row.contains(&Command::OtherEnd)
                    } else {
                        turn && span.start != target.start
                    }
                });
                if is_off {
                    row.push(Command::OtherEnd);
                    layer = after(&layer, Command::OtherEnd);
                }
                match one_end(&layer, moves, end) {
                    Some(more) => {
                        layer = all_after(&layer, &more);
                        row.extend(more);
                    }
                    None => whole = false,
                }
            }
            let right = whole && moved(&layer) == Some(target);
            if right && best.as_ref().is_none_or(|best| row.len() < best.len()) {
                best = Some(row);
            }
        }
    }
    best
}
