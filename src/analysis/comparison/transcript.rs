//! A transcript made ready for look-ups: its words, an index of every three in a row, who is speaking where.
//!
//! Building it takes time linear in the text but for one sort of the index, and some 30 bytes a word.

use std::collections::HashMap;
use std::sync::Arc;

use super::captions::Captions;
use super::labels::{labels, without_time};
use super::tokens::{Token, word_at};
use super::turns::is_of;
use crate::article::Article;
use crate::claim::Speaker;
use crate::extract::{self, TurnLabel};
use crate::text::span::overlapping;
use crate::text::{LineIndex, Span, WordRange};

/// Words in a row that are indexed.
const GRAM: usize = 3;
/// Bytes that a remark in brackets may have ("[applause]").
const REMARK: usize = 80;
/// Words that tell a remark in round brackets from what was said.
const REMARKS: &[&str] = &[
    "applause",
    "audience",
    "cheers",
    "crosstalk",
    "inaudible",
    "indiscernible",
    "laughs",
    "laughter",
    "off mic",
    "pause",
    "sic",
];
/// A speech, transcript or press release in which quotations are looked up.
#[derive(Clone, Debug)]
pub struct Transcript {
    /// Its file, as it is named to people.
    pub name: String,
    /// Its text.
    pub article: Arc<Article>,
    pub(super) tokens: Vec<Token>,
    pub(super) ids: Vec<u32>,
    words: HashMap<Box<str>, u32>,
    /// Places of each word, by id: `places[starts[id]..starts[id + 1]]`.
    starts: Vec<u32>,
    places: Vec<u32>,
    /// Keys of three words in a row with the place of the first, sorted.
    grams: Vec<(u64, u32)>,
    lines: LineIndex,
    /// The index of the first word of each turn, with the label in the text.
    turns: Vec<(u32, Span)>,
    /// The index of the first word of each caption, with its time in the text.
    times: Vec<(u32, Span)>,
}

impl Transcript {
    /// Indexes a transcript.
    pub fn new(name: impl Into<String>, article: Arc<Article>) -> Self {
        let text = Arc::clone(&article.text);
        let mut transcript = Self {
            name: name.into(),
            article,
            tokens: Vec::new(),
            ids: Vec::new(),
            words: HashMap::new(),
            starts: Vec::new(),
            places: Vec::new(),
            grams: Vec::new(),
            lines: LineIndex::new(&text),
            turns: Vec::new(),
            times: Vec::new(),
        };
        transcript.read(&text);
        transcript.index();
        transcript
    }

    fn read(&mut self, text: &str) {
        let captions = Captions::of(text);
        let voices = !captions.names.is_empty();
        let known = if voices { captions.names } else { labels(text) };
        let mut labels = with_turns(known, &self.article);
        // "Language: en" at the head of captions is nobody.
        labels.retain(|label| voices || overlapping(&captions.skipped, label.whole).is_empty());
        let mut labels = labels.iter().peekable();
        let mut skipped = captions.skipped.iter().peekable();
        let mut times = captions.times.iter().peekable();
        let (mut at, mut folded) = (0, String::new());
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            if let Some(time) = times.next_if(|time| time.start <= at) {
                self.times.push((self.tokens.len() as u32, *time));
                continue;
            }
            if let Some(label) = labels.next_if(|label| label.whole.start <= at) {
                self.turns.push((self.tokens.len() as u32, label.name));
                at = at.max(label.whole.end);
                continue;
            }
            if let Some(span) = skipped.next_if(|span| span.start <= at) {
                at = at.max(span.end);
                continue;
            }
            if matches!(c, '[' | '(')
                && let Some(end) = remark(text, at)
            {
                at = end;
                continue;
            }
            let end = word_at(text, at, &mut folded);
            if end == at {
                at += c.len_utf8();
                continue;
            }
            if !folded.is_empty() {
                let new = self.words.len() as u32;
                let id = match self.words.get(folded.as_str()) {
                    Some(id) => *id,
                    None => {
                        self.words.insert(folded.as_str().into(), new);
                        new
                    }
                };
                self.tokens.push(Token { span: Span::new(at, end) });
                self.ids.push(id);
            }
            at = end;
        }
    }

    fn index(&mut self) {
        // A counting sort of the places by word.
        self.starts = vec![0; self.words.len() + 1];
        for id in &self.ids {
            if let Some(count) = self.starts.get_mut(*id as usize + 1) {
                *count += 1;
            }
        }
        for at in 1..self.starts.len() {
            self.starts[at] += self.starts[at - 1];
        }
        let mut next = self.starts.clone();
        self.places = vec![0; self.ids.len()];
        for (place, id) in self.ids.iter().enumerate() {
            let slot = &mut next[*id as usize];
            self.places[*slot as usize] = place as u32;
            *slot += 1;
        }
        self.grams = self.ids.windows(GRAM).enumerate().map(|(at, words)| (key(words), at as u32)).collect();
        self.grams.sort_unstable();
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no word in it.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// What a folded word is called here; `u32::MAX` for one that does not occur.
    pub(super) fn id(&self, folded: &str) -> u32 {
        self.words.get(folded).copied().unwrap_or(u32::MAX)
    }

    /// Where a word is, ascending.
    pub(super) fn places(&self, id: u32) -> &[u32] {
        let at = id as usize;
        let (Some(start), Some(end)) = (self.starts.get(at), at.checked_add(1).and_then(|next| self.starts.get(next))) else {
            return &[];
        };
        self.places.get(*start as usize..*end as usize).unwrap_or_default()
    }

    /// Where the first three of `words` stand in a row, ascending by key collisions aside; none for fewer words.
    pub(super) fn gram(&self, words: &[u32]) -> impl Iterator<Item = u32> + '_ {
        let key = words.get(..GRAM).filter(|words| !words.contains(&u32::MAX)).map(key);
        let range = key.map_or(0..0, |key| {
            let start = self.grams.partition_point(|(other, _)| *other < key);
            start..start + self.grams.get(start..).unwrap_or_default().partition_point(|(other, _)| *other == key)
        });
        self.grams.get(range).unwrap_or_default().iter().map(|(_, place)| *place)
    }

    /// The place of words in the text; empty for none.
    pub(super) fn span(&self, words: WordRange) -> Span {
        match self.tokens.get(words.range()) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }

    /// Whether a sentence or a turn ends behind a word.
    pub(super) fn ends(&self, word: usize) -> bool {
        let (Some(this), Some(next)) = (self.tokens.get(word), self.tokens.get(word + 1)) else {
            return true;
        };
        let between = self.article.text.get(this.span.end..next.span.start).unwrap_or_default();
        between.contains(['.', '!', '?']) || self.turn(word) != self.turn(word + 1)
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.lines.line_of(offset) + 1
    }

    /// Index of the turn that a word belongs to; `None` before the first label.
    pub(super) fn turn(&self, word: usize) -> Option<usize> {
        self.turns.partition_point(|(first, _)| *first as usize <= word).checked_sub(1)
    }

    /// Whether it says who speaks.
    pub(super) fn has_turns(&self) -> bool {
        !self.turns.is_empty()
    }

    /// The turns of `speaker` alone; `None` where there are none.
    pub(super) fn turns_of(&self, speaker: &Speaker) -> Option<Self> {
        let own: Vec<bool> =
            (0..self.turns.len()).map(|turn| self.label(turn).is_some_and(|label| is_of(&label, speaker))).collect();
        if !own.contains(&true) {
            return None;
        }
        let mut only = Self {
            tokens: Vec::new(),
            ids: Vec::new(),
            starts: Vec::new(),
            places: Vec::new(),
            grams: Vec::new(),
            turns: Vec::new(),
            times: Vec::new(),
            ..self.clone()
        };
        let mut times = self.times.iter().peekable();
        let mut last = None;
        for (word, (token, id)) in self.tokens.iter().zip(&self.ids).enumerate() {
            let mut time = None;
            while let Some((_, span)) = times.next_if(|(first, _)| *first as usize <= word) {
                time = Some(*span);
            }
            let Some(turn) = self.turn(word).filter(|turn| own.get(*turn) == Some(&true)) else { continue };
            let at = only.tokens.len() as u32;
            if last != Some(turn) {
                only.turns.extend(self.turns.get(turn).map(|(_, label)| (at, *label)));
                last = Some(turn);
            }
            only.times.extend(time.map(|time| (at, time)));
            only.tokens.push(*token);
            only.ids.push(*id);
        }
        only.index();
        Some(only)
    }

    /// When a word is spoken, where the transcript is of captions.
    pub(super) fn time(&self, word: usize) -> Option<String> {
        let at = self.times.partition_point(|(first, _)| *first as usize <= word).checked_sub(1)?;
        let (_, time) = self.times.get(at)?;
        let time = time.slice(&self.article.text)?.trim();
        // Thousandths of a second help nobody to find it.
        Some(time.split(['.', ',']).next().unwrap_or(time).to_owned())
    }

    fn label(&self, turn: usize) -> Option<String> {
        let (_, label) = self.turns.get(turn)?;
        let label = label.slice(&self.article.text)?;
        let label = without_time(label).trim().trim_end_matches(':').trim_matches(|c: char| matches!(c, '*' | '_'));
        Some(label.trim().to_owned())
    }

    /// Whether a word is in a turn of `speaker`.
    pub(super) fn is_said_by(&self, word: usize, speaker: &Speaker) -> bool {
        self.speaker(word).is_some_and(|label| is_of(&label, speaker))
    }

    /// Who is speaking at a word, by its label.
    pub(super) fn speaker(&self, word: usize) -> Option<String> {
        self.label(self.turn(word)?)
    }
}

/// The labels that lines show, and those by which the engine knows turns: a minister's with the name in brackets, a name
/// under the time of a caption, a label that comes only once among others.
fn with_turns(known: Vec<Span>, article: &Article) -> Vec<TurnLabel> {
    let mut all = extract::labels(article);
    for label in &mut all {
        // As a line prints it: with what is behind the name in brackets. A name that itself is in them is kept.
        let printed = overlapping(&known, label.name).iter().find(|span| span.encloses(label.name));
        let bracketed = |span: &Span| article.text.get(span.start..label.name.start).is_some_and(|before| before.contains('('));
        label.name = printed.copied().filter(|span| !bracketed(span)).unwrap_or(label.name);
    }
    let wholes: Vec<Span> = all.iter().map(|label| label.whole).collect();
    let apart = |span: &Span| overlapping(&wholes, *span).is_empty();
    let further: Vec<TurnLabel> = known.into_iter().filter(apart).map(|span| TurnLabel { whole: span, name: span }).collect();
    all.extend(further);
    all.sort_by_key(|label| label.whole);
    all
}

/// Words beyond two million share keys, which costs a look and no error.
fn key(words: &[u32]) -> u64 {
    words.iter().fold(0, |key, word| (key << 21) | u64::from(*word & 0x1f_ffff))
}

/// The end of a remark that nobody said and that begins at `at`: anything in square brackets, some words in
/// round ones.
fn remark(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let square = rest.starts_with('[');
    let close = rest.find(if square { ']' } else { ')' }).filter(|close| *close <= REMARK)?;
    let inner = rest.get(1..close)?;
    let told = || {
        let inner = inner.to_lowercase();
        REMARKS.iter().any(|word| inner.contains(word))
    };
    (!inner.contains('\n') && (square || told())).then_some(at + close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transcript(text: &str) -> Transcript {
        Transcript::new("t.txt", Arc::new(Article::from_text(text)))
    }

    #[test]
    fn labels_are_speakers_and_no_words() {
        let text =
            "THE PRESIDENT: We won. [Applause] It was (laughter) close.\nAna Diaz: And then: what?\nBut: no.\nAna Diaz: Oh.\n";
        let transcript = transcript(text);
        let words: Vec<&str> = transcript.tokens.iter().map(|token| token.span.slice(text).unwrap()).collect();
        assert_eq!(words, ["We", "won", "It", "was", "close", "And", "then", "what", "But", "no", "Oh"]);
        assert_eq!(transcript.speaker(1).as_deref(), Some("THE PRESIDENT"));
        assert_eq!(transcript.speaker(6).as_deref(), Some("Ana Diaz"));
        assert_ne!(transcript.turn(8), transcript.turn(10));
        assert_eq!(transcript.line(transcript.tokens[8].span.start), 3);
    }

    #[test]
    fn words_and_rows_of_three_are_found() {
        let transcript = transcript("one two three four. One two three! two three");
        let ids: Vec<u32> = ["one", "two", "three"].map(|word| transcript.id(word)).to_vec();
        assert_eq!(transcript.places(ids[1]), [1, 5, 7]);
        assert_eq!(transcript.gram(&ids).collect::<Vec<_>>(), [0, 4]);
        assert_eq!(transcript.gram(&ids[1..]).count(), 0);
        assert_eq!(transcript.id("nine"), u32::MAX);
        assert_eq!(transcript.places(u32::MAX), [] as [u32; 0]);
    }
}
