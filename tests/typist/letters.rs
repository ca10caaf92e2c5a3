//! The cheapest way to bring a part to its words by the letters on the words.

use std::collections::HashSet;

use saidby::text::Span;
use saidby::tui::command::Command;
use saidby::tui::key::KeyPress;
use saidby::tui::layer::Input;
use saidby::tui::model::Layer;

/// A letter that is pressed on a word, with or without the shift key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lettered {
    /// The letters of the word at this span; with the shift key where `begins`.
    Word { word: Span, begins: bool },
    /// A command beside the letters.
    Command(Command),
}

/// The letters of a word; `None` where it has no label.
fn letters(layer: &Layer, word: Span, begins: bool) -> Option<Vec<char>> {
    let label = layer.labels()?.of(word)?;
    let letters = label.letters.into_iter().flatten();
    let last = usize::from(label.letters[1].is_some());
    Some(
        letters.enumerate().map(|(at, letter)| if begins && at == last { letter.to_ascii_uppercase() } else { letter }).collect(),
    )
}

/// A letter or a command.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// A letter of a label.
    Letter(char),
    /// A command beside them.
    Command(Command),
}

fn lettered(layer: &Layer, press: Lettered) -> Option<(Layer, Vec<Step>)> {
    match press {
        Lettered::Word { word, begins } => {
            let keys = letters(layer, word, begins)?;
            let mut next = layer.clone();
            for letter in &keys {
                next.update(Input::Typed(KeyPress::letter(*letter)));
            }
            Some((next, keys.into_iter().map(Step::Letter).collect()))
        }
        Lettered::Command(command) => Some((
            {
                let mut next = layer.clone();
                next.update(Input::Command(command));
                next
            },
            vec![Step::Command(command)],
        )),
    }
}

/// The words at the edges of `spans`, without the signs around them.
fn edges(text: &str, spans: &[Span]) -> Vec<Span> {
    let mut words = Vec::new();
    for span in spans {
        let Some(inside) = span.slice(text) else { continue };
        let divides = |letter: char| letter.is_whitespace() || matches!(letter, '—' | '–');
        let runs: Vec<&str> = inside.split(divides).filter(|run| run.contains(char::is_alphanumeric)).collect();
        for run in runs.first().into_iter().chain(runs.last()) {
            let start = span.start + (run.as_ptr() as usize - inside.as_ptr() as usize);
            let trimmed = run.trim_start_matches(|letter: char| !letter.is_alphanumeric());
            let start = start + run.len() - trimmed.len();
            let bare = trimmed.trim_end_matches(|letter: char| !letter.is_alphanumeric());
            words.push(Span::new(start, start + bare.len()));
        }
    }
    words.dedup();
    words
}

/// The cheapest way to bring the part in hand of `from`, where words have letters, to spans for which `good` holds: by
/// the letters of the first and last words of `wanted`.
pub fn by_letters(
    text: &str,
    from: &Layer,
    wanted: &[Span],
    spans: &dyn Fn(&Layer) -> Vec<Span>,
    good: &dyn Fn(&[Span]) -> bool,
) -> Option<Vec<Step>> {
    let words = edges(text, wanted);
    let mut presses: Vec<Lettered> = Vec::new();
    for word in &words {
        presses.extend([false, true].map(|begins| Lettered::Word { word: *word, begins }));
    }
    if matches!(from, Layer::Spans(_)) && (wanted.len() > 1 || spans(from).len() > 1) {
        presses.extend([Command::SpansAdd, Command::SpansDrop].map(Lettered::Command));
    }
    let most = 5 + 3 * wanted.len();
    let mut seen: HashSet<(Vec<Span>, String)> = HashSet::new();
    let mut waiting: Vec<Vec<(Layer, Vec<Step>)>> = vec![vec![(from.clone(), Vec::new())]];
    let mut cost = 0;
    while cost < waiting.len() && cost <= most && seen.len() < 400 {
        for (layer, row) in std::mem::take(&mut waiting[cost]) {
            if good(&spans(&layer)) && row.len() > usize::from(matches!(layer, Layer::Select(_))) {
                return Some(row);
            }
            if !seen.insert((spans(&layer), layer.caption())) {
                continue;
            }
            for press in &presses {
                let Some((next, keys)) = lettered(&layer, *press) else { continue };
                if next.labels().is_none() {
                    continue;
                }
                while waiting.len() <= cost + keys.len() {
                    waiting.push(Vec::new());
                }
                let more = keys.len();
                let row = row.iter().copied().chain(keys).collect();
                waiting[cost + more].push((next, row));
            }
        }
        cost += 1;
    }
    None
}
