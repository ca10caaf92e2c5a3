//! Transcripts and interviews inside an article: paragraphs that begin with a speaker's label ("DIAZ: We are ready."),
//! and questions with their answers.
//!
//! No cue word stands there and often no quotation mark, so neither engine can know them by their words; their
//! form is certain once labels come back in turn.

mod interview;
mod label;
mod procedure;

use std::collections::HashMap;

use crate::article::{Article, Block, BlockKind};
use crate::extract::names::lexicon::{Kinds, kinds};
use crate::extract::outlets::words::{Says, says};
use crate::text::{QuoteState, Scan, Shape, Span, WordRange};
use label::{Form, Label};

/// Labelled paragraphs that make a transcript, of two speakers at least, one of whom speaks twice.
const FEWEST_TURNS: usize = 4;
/// Words that a turn has on average; lists of figures ("Diaz: 1,769") have fewer.
const WORDS_A_TURN: usize = 4;
/// Paragraphs without a label that may carry on a turn where no quotation mark says so; longer turns become several.
const LONGEST_TURN: usize = 6;
/// Paragraphs that a turn may have where the form is that of recorders, who set a label at every change.
const LONGEST_RECORD: usize = 120;
/// Words of a question that stands alone.
const QUESTION: usize = 60;
/// Words of an interviewer's turn that is not worth a claim ("Go ahead.").
const ASIDE: usize = 8;

/// Words of a sentence that says anything beside a question.
const FRAGMENT: usize = 5;

/// What one speaker says before the next one does. Indices into the document's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Index of its first paragraph, the labelled one.
    pub paragraph: usize,
    /// Its first word: the label's, or where the speaker goes on after a question.
    pub(super) first: usize,
    /// The name before it; none in an interview without labels.
    pub(super) label: Option<WordRange>,
    /// The name that this label, an office, had beside it before: "The Minister for Sport (Ana Diaz):".
    pub(super) named: Option<WordRange>,
    /// The sign behind the name.
    pub(super) sign: Option<usize>,
    pub(super) content: Vec<WordRange>,
    /// Whether it asks, and states nothing.
    pub(super) asks: bool,
    /// Whether the speaker is whoever is interviewed: "A.", or no label at all.
    pub(super) answers: bool,
}

/// A paragraph that begins with a label.
struct Labelled {
    paragraph: usize,
    label: Label,
    /// What tells its speaker from the others: the last word of the name.
    key: String,
    /// Who holds the office that the label names, as a label before it says.
    named: Option<Span>,
}

/// The turns of an article's transcript, in the order of the text; none where there is no transcript.
pub(super) fn turns(article: &Article, scan: &Scan) -> Vec<Turn> {
    let (text, blocks) = (&*article.text, article.blocks.as_slice());
    let mut labelled: Vec<Labelled> = Vec::new();
    // Who holds an office, as the first label with it says.
    let mut offices: HashMap<&str, Span> = HashMap::new();
    for (paragraph, block) in blocks.iter().enumerate() {
        let Some(mut label) = label::of(text, block.span) else {
            // "(Mr. REED assumed the Chair.)": whoever presided does no longer.
            if !offices.is_empty() && procedure::changes_chair(block.span.slice(text).unwrap_or_default()) {
                offices.clear();
            }
            continue;
        };
        label.coded |= article.origin.captions && label.form == Form::Colon;
        let printed = label.name.slice(text).unwrap_or_default();
        if let Some(office) = label.office.and_then(|office| office.slice(text)) {
            offices.insert(office, label.name);
        }
        let named = offices.get(printed).copied();
        let key = key(named.and_then(|name| name.slice(text)).unwrap_or(printed));
        let one = Labelled { paragraph, label, key, named };
        let label = &one.label;
        if matches!(block.kind, BlockKind::Headline | BlockKind::Caption)
            && !(label.coded || label.form == Form::Alone && under_code(text, blocks, &one))
        {
            continue;
        }
        if holds_turns(block) || label.coded || label.form == Form::Alone {
            labelled.push(one);
        }
    }
    if labelled.len() >= 2 {
        mark_captions(text, blocks, &mut labelled);
        same_keys(text, &mut labelled);
        keep_families(text, scan, blocks, &mut labelled);
    } else {
        labelled.clear();
    }
    if labelled.is_empty() {
        return interview::turns(text, scan, blocks);
    }
    let record = labelled.iter().any(|one| one.label.coded || matches!(one.label.form, Form::Dotted | Form::Answer));
    let longest = if record { LONGEST_RECORD } else { LONGEST_TURN };
    let asking = interviewers(text, scan, &labelled);
    let mut turns: Vec<Turn> = Vec::with_capacity(labelled.len());
    for (at, one) in labelled.iter().enumerate() {
        let next = labelled.get(at + 1);
        let asker = asking.binary_search(&one.key).is_ok() || one.label.form == Form::Question;
        let split = !asker && !asking.is_empty();
        for (part, (paragraph, content)) in parts(text, scan, blocks, one, next, longest, split).into_iter().enumerate() {
            let Some(begin) = content.first().map(|words| words.start) else { continue };
            // A caption ends where the line is full, not where the speaker does.
            let goes_on =
                part == 0 && at > 0 && one.label.coded && labelled[at - 1].key == one.key && under_code(text, blocks, one);
            if goes_on
                && let Some(last) = turns.last_mut()
                && !last.asks
                && last.content.len() <= LONGEST_TURN
            {
                last.content.extend(content);
                continue;
            }
            let label = scan.words_in(one.label.name);
            let first = if part == 0 { label.start } else { begin };
            let sign = one.label.sign.map(|sign| scan.words_in(sign).start).filter(|sign| !label.contains(*sign));
            let asks = only_asks(text, scan, &content)
                || one.label.numbered && part == 0
                || procedure::is_effect(one.label.name.slice(text).unwrap_or_default())
                || asker && (one.label.form == Form::Question || is_outlet(text, one) || ends_asking(text, scan, &content))
                || asker && content.iter().map(|words| words.len()).sum::<usize>() < ASIDE;
            let answers = one.label.form == Form::Answer;
            let named = one.named.map(|name| scan.words_in(name));
            turns.push(Turn { paragraph, first, label: Some(label), named, sign, content, asks, answers });
        }
    }
    turns
}

/// A label of a transcript: the stretch that nobody says, and the name in it, or the one that an office stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TurnLabel {
    /// From the start of the paragraph to where the words begin.
    pub whole: Span,
    /// Who speaks.
    pub name: Span,
}

/// The labels of an article's turns, in the order of the text; none where it is no transcript.
pub fn labels(article: &Article) -> Vec<TurnLabel> {
    let scan = article.scan();
    let label = |turn: Turn| {
        let name = scan.span_of(turn.label?);
        let paragraph = scan.paragraphs.get(turn.paragraph)?.span;
        // A long turn is several, of which the first has the label.
        if !paragraph.encloses(name) {
            return None;
        }
        let words = turn.content.first().map_or(paragraph.end, |words| scan.span_of(*words).start);
        let whole = Span::new(paragraph.start, words.clamp(name.end, paragraph.end));
        Some(TurnLabel { whole, name: turn.named.map_or(name, |named| scan.span_of(named)) })
    };
    turns(article, &scan).into_iter().filter_map(label).collect()
}

/// Headlines and captions have labels of another kind ("Diaz: Ferry to sail").
fn holds_turns(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem)
}

/// In captions, whose lines stand under their times, every label is a recorder's.
fn mark_captions(text: &str, blocks: &[Block], labelled: &mut [Labelled]) {
    let code = |block: &Block| label::is_caption_code(block.span.slice(text).unwrap_or_default());
    if blocks.iter().take(64).filter(|block| code(block)).count() < 2 {
        return;
    }
    for one in labelled {
        one.label.coded |= one.label.form == Form::Colon || under_code(text, blocks, one);
    }
}

/// Whether a caption's time stands right above the label.
fn under_code(text: &str, blocks: &[Block], one: &Labelled) -> bool {
    let above = one.paragraph.checked_sub(1).and_then(|above| blocks.get(above));
    above.is_some_and(|block| label::is_caption_code(block.span.slice(text).unwrap_or_default()))
}

/// The word of a label that its shorter and longer forms share.
fn key(name: &str) -> String {
    let name = name.split(" of ").next().unwrap_or(name);
    // Chairs of one house are several people.
    if name.ends_with("Deputy Speaker") {
        return "deputy speaker".to_owned();
    }
    name.split_whitespace().next_back().unwrap_or(name).to_lowercase()
}

/// "Ana:" after "Ana Diaz:" is the same speaker.
fn same_keys(text: &str, labelled: &mut [Labelled]) {
    let mut longer: HashMap<String, Option<String>> = HashMap::new();
    for one in labelled.iter() {
        let name = one.label.name.slice(text).unwrap_or_default();
        for word in name.split_whitespace().rev().skip(1).filter(|_| name.contains(' ')) {
            let known = longer.entry(word.to_lowercase()).or_insert_with(|| Some(one.key.clone()));
            if known.as_ref().is_some_and(|known| *known != one.key) {
                *known = None;
            }
        }
    }
    for one in labelled {
        let lone = !one.label.name.slice(text).unwrap_or_default().contains(' ');
        if let Some(Some(key)) = longer.get(&one.key).filter(|_| lone) {
            one.key.clone_from(key);
        }
    }
}

/// Leaves the labels that are a transcript's, or none.
fn keep_families(text: &str, scan: &Scan, blocks: &[Block], labelled: &mut Vec<Labelled>) {
    let count = |labelled: &[Labelled], form: Form| labelled.iter().filter(|one| one.label.form == form).count();
    let (questions, answers) = (count(labelled, Form::Question), count(labelled, Form::Answer));
    let letters = questions > 0 && answers > 0 && questions + answers > 2;
    let dotted = count(labelled, Form::Dotted) > 1;
    labelled.retain(|one| match one.label.form {
        Form::Question | Form::Answer => letters,
        Form::Dotted => dotted,
        Form::Colon | Form::Alone => true,
    });
    // A name alone in its paragraph is a label where the same name has one elsewhere, or where names take turns.
    let mut firm: HashMap<String, usize> = HashMap::new();
    let mut alone: HashMap<String, usize> = HashMap::new();
    for one in labelled.iter() {
        let certain = one.label.form != Form::Alone || one.label.coded || one.label.sign.is_some();
        *(if certain { &mut firm } else { &mut alone }).entry(one.key.clone()).or_default() += 1;
    }
    let twice = alone.values().filter(|times| **times > 1).count() > 1;
    let prose = |one: &Labelled| {
        let next = blocks.get(one.paragraph + 1).zip(scan.paragraphs.get(one.paragraph + 1));
        next.is_some_and(|(block, words)| {
            holds_turns(block) && (words.end_word - words.first_word) as usize >= WORDS_A_TURN
                || label::is_caption_code(block.span.slice(text).unwrap_or_default())
        })
    };
    labelled.retain(|one| {
        let certain = one.label.form != Form::Alone || one.label.coded || one.label.sign.is_some();
        // A list of members is none of what they say.
        let listed = one.label.form == Form::Alone && one.label.member && !prose(one);
        certain && !listed
            || prose(one) && (firm.contains_key(&one.key) || twice && alone.get(&one.key).is_some_and(|times| *times > 1))
    });
    let coded = labelled.iter().filter(|one| one.label.coded).count() > 1;
    if letters || dotted || coded {
        let mut times: HashMap<&str, usize> = HashMap::new();
        for one in labelled.iter() {
            *times.entry(&one.key).or_default() += 1;
        }
        let certain: Vec<bool> = labelled
            .iter()
            .map(|one| {
                let marked = one.label.coded || matches!(one.label.form, Form::Question | Form::Answer | Form::Dotted);
                marked
                    || one.label.upper
                    || is_full_name(text, one)
                    || times.get(one.key.as_str()).is_some_and(|times| *times > 1)
            })
            .collect();
        let mut certain = certain.into_iter();
        labelled.retain(|_| certain.next().unwrap_or(false));
        return;
    }
    if !is_transcript(scan, labelled) {
        labelled.clear();
    }
}

/// Whether a label is somebody's first name and surname: among labels that are certain, it is one too, though its
/// speaker speaks only once.
fn is_full_name(text: &str, one: &Labelled) -> bool {
    let name = one.label.name.slice(text).unwrap_or_default();
    let titled = ["Mr", "Mrs", "Ms", "Dr", "Sir", "Dame"];
    let first = name.split(' ').next().unwrap_or_default();
    one.label.form == Form::Colon
        && (2..=4).contains(&name.split(' ').count())
        && (kinds(first).any(Kinds::FIRST) || titled.contains(&first.trim_end_matches('.')))
}

/// Whether labels without any sign of recorders come back in turn.
fn is_transcript(scan: &Scan, labelled: &[Labelled]) -> bool {
    if labelled.len() < FEWEST_TURNS {
        return false;
    }
    let mut times: HashMap<&str, usize> = HashMap::new();
    for one in labelled {
        *times.entry(&one.key).or_default() += 1;
    }
    let back = times.values().filter(|times| **times > 1).count();
    // Capital letters are a transcript's own; names as in running text have to come back, both.
    let shouted = labelled.iter().all(|one| one.label.upper);
    let needed = if shouted { 1 } else { 2 };
    let spoken: usize = labelled
        .iter()
        .map(|one| match (one.label.form, scan.paragraphs.get(one.paragraph)) {
            (Form::Alone, _) => WORDS_A_TURN,
            (_, Some(paragraph)) => scan.words_in(Span::new(one.label.words, paragraph.span.end)).len(),
            (_, None) => 0,
        })
        .sum();
    times.len() > 1 && back >= needed && spoken >= WORDS_A_TURN * labelled.len()
}

/// The keys of those who ask: an outlet, a host, or whoever asks in most turns while the others do not.
fn interviewers(text: &str, scan: &Scan, labelled: &[Labelled]) -> Vec<String> {
    let mut turns: HashMap<&str, (usize, usize)> = HashMap::new();
    for one in labelled {
        let Some(words) = scan.paragraphs.get(one.paragraph).map(|paragraph| paragraph.end_word as usize) else { continue };
        let first = scan.words_in(Span::new(one.label.words, one.label.words)).start;
        let known = turns.entry(&one.key).or_default();
        known.0 += 1;
        known.1 += usize::from(asks(text, scan, WordRange::new(first.min(words), words)));
    }
    let named = |one: &&Labelled| {
        is_outlet(text, one) || matches!(one.key.as_str(), "interviewer" | "host" | "moderator" | "reporter" | "anchor" | "q")
    };
    let mut found: Vec<String> = labelled.iter().filter(named).map(|one| one.key.clone()).collect();
    let asking = |(turns, asked): (usize, usize)| turns > 1 && asked * 10 >= turns * 6;
    let others = turns.values().any(|counts| !asking(*counts));
    if found.is_empty() && others {
        found.extend(turns.iter().filter(|(_, counts)| asking(**counts)).map(|(key, _)| (*key).to_owned()));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// "Tarn Herald:", "HARBOUR RADIO:": the outlet asks.
fn is_outlet(text: &str, one: &Labelled) -> bool {
    let name = one.label.name.slice(text).unwrap_or_default();
    name.contains(' ') && name.split(' ').next_back().is_some_and(|last| says(last).any(Says::PAPER.with(Says::PROGRAMME)))
}

/// Whether the last sentence is a question.
fn ends_asking(text: &str, scan: &Scan, content: &[WordRange]) -> bool {
    content.last().is_some_and(|words| asks(text, scan, *words))
}

/// Whether the last sign of `words` is a question mark.
fn asks(text: &str, scan: &Scan, words: WordRange) -> bool {
    let signs =
        words.iter().rev().take(3).filter_map(|at| scan.words.get(at)).take_while(|word| word.shape == Shape::Punctuation);
    signs.map(|word| word.text(text)).any(|sign| sign.starts_with('?'))
}

/// Whether every sentence is a question.
fn only_asks(text: &str, scan: &Scan, content: &[WordRange]) -> bool {
    ends_asking(text, scan, content)
        && content.iter().all(|words| {
            let Some((first, last)) = scan.words.get(words.start).zip(scan.words.get(words.end.saturating_sub(1))) else {
                return false;
            };
            (first.sentence..=last.sentence).filter_map(|sentence| scan.sentences.get(sentence as usize)).all(|sentence| {
                let end = (sentence.end_word as usize).min(words.end);
                let lexical = WordRange::new((sentence.first_word as usize).max(words.start), end);
                // What an abbreviation cuts off is no sentence.
                lexical.len() < FRAGMENT
                    || lexical.iter().all(|at| scan.words.get(at).is_some_and(|word| word.shape == Shape::Punctuation))
                    || asks(text, scan, lexical)
            })
        })
}

/// What a label's speaker says: paragraph and words of each part. A question between them that has no label of its own
/// begins a new part, where `split` says that somebody asks.
fn parts(
    text: &str,
    scan: &Scan,
    blocks: &[Block],
    turn: &Labelled,
    next: Option<&Labelled>,
    longest: usize,
    split: bool,
) -> Vec<(usize, Vec<WordRange>)> {
    let mut parts = vec![(turn.paragraph, Vec::new())];
    let first = scan.paragraphs.get(turn.paragraph).map(|words| {
        let line = words.span.slice(text).unwrap_or_default();
        let end = words.span.end - line.len() + line.strip_suffix("</v>").unwrap_or(line).len();
        let own = scan.words_in(Span::new(turn.label.words, end.max(turn.label.words)));
        WordRange::new(own.start, own.end.min(words.end_word as usize))
    });
    let first = first.filter(|words| !words.is_empty() && turn.label.form != Form::Alone);
    parts[0].1.extend(first.into_iter().flat_map(|words| procedure::without_asides(text, scan, words)));
    let until = next.map_or(blocks.len(), |next| next.paragraph).min(turn.paragraph + 1 + 4 * longest);
    let mut count = 0;
    for paragraph in turn.paragraph + 1..until {
        let (Some(words), Some(block)) = (scan.paragraphs.get(paragraph), blocks.get(paragraph)) else { break };
        let Some(first) = scan.words.get(words.first_word as usize).filter(|_| words.first_word < words.end_word) else {
            continue;
        };
        let quoted = first.quote == QuoteState::Mark;
        // A paragraph in brackets is what the transcript itself says: "(Crosstalk.)".
        let bare = words.first_word as usize + usize::from(quoted);
        if scan.words.get(bare).is_some_and(|word| matches!(word.text(text), "(" | "["))
            || label::is_caption_code(block.span.slice(text).unwrap_or_default())
            || procedure::is_procedure(block.span.slice(text).unwrap_or_default())
            || procedure::is_mark(block, text)
        {
            continue;
        }
        // The last turn ends with its paragraph, as nothing says that what follows belongs to it.
        let open = next.is_some() || turn.label.form == Form::Alone && count == 0 || turn.label.coded;
        let goes_on = if turn.label.quoted { quoted } else { open && count < longest };
        if !goes_on || !holds_turns(block) && !turn.label.coded {
            break;
        }
        let whole = words.words();
        let answered = next.is_none_or(|next| next.paragraph > paragraph + 1 || next.key == turn.key);
        if split && answered && !quoted && whole.len() <= QUESTION && asks(text, scan, whole) {
            parts.push((paragraph + 1, Vec::new()));
            continue;
        }
        if parts.last().is_some_and(|(_, content)| content.len() > LONGEST_TURN) {
            parts.push((paragraph, Vec::new()));
        }
        count += 1;
        if let Some((_, content)) = parts.last_mut() {
            content.extend(procedure::without_asides(text, scan, whole));
        }
    }
    parts
}

#[cfg(test)]
mod tests;
