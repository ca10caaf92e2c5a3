//! Where in a transcript a quotation stands: candidates by rows of three words, the best alignment at each,
//! and from the longest passage outwards the others near it.

use std::collections::HashMap;

use super::alignment::{Alignment, Step, align, similarity};
use super::quoted::{Gap, Quoted};
use super::transcript::Transcript;
use super::{ELLIPSIS_WORDS, FOUND, INSERTION_WORDS, JOINT_WORDS, SKIPPED_WORDS, STITCH_COVER, STITCH_WORDS, Verdict};
use crate::text::WordRange;

/// Places that are looked at closely for a passage.
const CANDIDATES: usize = 8;
/// Places of one row of words that are counted; what stands more often tells little.
const MOST_PLACES: usize = 512;
/// Words around a candidate that the alignment may use.
const MARGIN: usize = 24;
/// Places that differ by no more words than this count as one candidate.
const BUCKET: usize = 8;
/// Words that an alignment takes at once; longer passages are looked up in pieces.
const LONGEST: usize = 400;
/// From this similarity on a place near the passage before is taken without a look elsewhere.
const NEAR: f64 = 0.75;
/// From this similarity on a place near the passage before is taken where there is no better one elsewhere: its
/// neighbourhood speaks for it.
const NEARBY: f64 = 0.5;

/// Words in a row as they are looked up.
#[derive(Clone, Debug)]
struct Stretch {
    before: Option<Gap>,
    ids: Vec<u32>,
    /// Index of its first word in the quotation.
    first: usize,
    /// Whether the sentence ends behind each word.
    ends: Vec<bool>,
}

/// A passage where it was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// What is before it in the quotation; of the first part nothing.
    pub before: Option<Gap>,
    /// Whether the paper joined it to the part before without a sign.
    pub joined_silently: bool,
    /// Words of the quotation, counted through all passages.
    pub quoted: WordRange,
    /// Words of the transcript; empty where it is not there.
    pub at: WordRange,
    /// From the first word to the last.
    pub steps: Vec<Step>,
}

/// A quotation as it was found in one transcript.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub verdict: Verdict,
    pub score: f64,
    pub parts: Vec<Part>,
    /// Words between the parts, to choose between places that are equally good.
    pub spread: usize,
}

/// Looks a quotation up; `text` is the article's.
pub(super) fn look_up(quoted: &Quoted, text: &str, transcript: &Transcript) -> Found {
    let stretches = stretches(quoted, text, transcript);
    let Some(anchor) = (0..stretches.len()).max_by_key(|at| (stretches[*at].ids.len(), std::cmp::Reverse(*at))) else {
        return Found { verdict: Verdict::NotFound, score: 0.0, parts: Vec::new(), spread: 0 };
    };
    let mut best: Option<Found> = None;
    for alignment in candidates(&stretches[anchor].ids, transcript) {
        let found = judge(extend(&stretches, anchor, alignment, transcript), &stretches, transcript);
        if best.as_ref().is_none_or(|best| found.beats(best)) {
            best = Some(found);
        }
    }
    let nowhere = || {
        let parts = stretches.iter().map(Stretch::missing).collect();
        judge(parts, &stretches, transcript)
    };
    best.unwrap_or_else(nowhere)
}

impl Found {
    fn beats(&self, other: &Self) -> bool {
        let rank = |found: &Self| u8::from(found.verdict == Verdict::Exact);
        rank(self)
            .cmp(&rank(other))
            .then(self.score.total_cmp(&other.score))
            .then((self.verdict != Verdict::Stitched).cmp(&(other.verdict != Verdict::Stitched)))
            .then(other.spread.cmp(&self.spread))
            .is_gt()
    }
}

impl Stretch {
    fn missing(&self) -> Part {
        self.part(Alignment { range: WordRange::new(0, 0), steps: vec![Step::Added; self.ids.len()], same: 0 })
    }

    /// The passage where `alignment` has it. Words at either end that have no equal were replaced, as long as no
    /// sentence of the transcript ends between that goes on in the quotation; else they were put in.
    fn placed(&self, mut alignment: Alignment, transcript: &Transcript) -> Part {
        if alignment.same == 0 {
            return self.part(alignment);
        }
        let unequal = |step: &Step| matches!(step, Step::Added | Step::Replaced);
        let breaks = |there: usize, own: usize| transcript.ends(there) && !self.ends.get(own).copied().unwrap_or(true);
        let count = |steps: &mut dyn Iterator<Item = &Step>| {
            let run: Vec<&Step> = steps.take_while(|step| unequal(step)).collect();
            (run.len(), run.iter().filter(|step| **step == &Step::Replaced).count())
        };
        let (tail, replaced) = count(&mut alignment.steps.iter().rev());
        alignment.range.end -= replaced;
        let first = alignment.steps.len() - tail;
        for (index, own) in (first..first + tail).zip(self.ids.len() - tail..) {
            let next = alignment.range.end;
            let open =
                next < transcript.len() && !breaks(next - 1, own - 1) && alignment.steps.get(index - 1) != Some(&Step::Added);
            alignment.steps[index] = if open { Step::Replaced } else { Step::Added };
            alignment.range.end += usize::from(open);
        }
        let (head, replaced) = count(&mut alignment.steps.iter());
        alignment.range.start += replaced;
        for index in (0..head).rev() {
            let next = alignment.range.start;
            let open = next > 0 && !breaks(next - 1, index) && alignment.steps.get(index + 1) != Some(&Step::Added);
            alignment.steps[index] = if open { Step::Replaced } else { Step::Added };
            alignment.range.start -= usize::from(open);
        }
        self.part(alignment)
    }

    fn part(&self, alignment: Alignment) -> Part {
        Part {
            before: self.before,
            joined_silently: false,
            quoted: WordRange::new(self.first, self.first + self.ids.len()),
            at: alignment.range,
            steps: alignment.steps,
        }
    }
}

impl Part {
    fn same(&self) -> usize {
        self.steps.iter().filter(|step| **step == Step::Same).count()
    }

    pub fn is_exact(&self) -> bool {
        self.steps.iter().all(|step| *step == Step::Same)
    }

    pub fn is_missing(&self) -> bool {
        self.at.is_empty()
    }
}

fn stretches(quoted: &Quoted, text: &str, transcript: &Transcript) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut first = 0;
    for stretch in &quoted.stretches {
        let ids: Vec<u32> = stretch.folded.iter().map(|word| transcript.id(word)).collect();
        let starts = stretch.tokens.iter().skip(1).map(|token| token.span.start).chain([usize::MAX]);
        let between = |(token, next): (&super::tokens::Token, usize)| text.get(token.span.end..next).unwrap_or_default();
        let ends: Vec<bool> = stretch.tokens.iter().zip(starts).map(between).map(|gap| gap.contains(['.', '!', '?'])).collect();
        for (piece, (ids, ends)) in ids.chunks(LONGEST).zip(ends.chunks(LONGEST)).enumerate() {
            let before = if piece == 0 { stretch.before } else { Some(Gap::Joint) };
            stretches.push(Stretch { before, ids: ids.to_vec(), first, ends: ends.to_vec() });
            first += ids.len();
        }
    }
    stretches
}

/// The places where `words` may stand, the best first.
fn candidates(words: &[u32], transcript: &Transcript) -> Vec<Alignment> {
    let mut votes: HashMap<usize, usize> = HashMap::new();
    // Shifted so that a quotation may begin before the transcript does.
    let mut vote = |place: usize, index: usize| *votes.entry((place + LONGEST - index) / BUCKET).or_default() += 1;
    for index in 0..words.len() {
        for place in transcript.gram(&words[index..]).take(MOST_PLACES) {
            vote(place as usize, index);
        }
    }
    if votes.is_empty() {
        // Too short or too much changed for three in a row: rare words tell the place, else the first one that is known.
        let mut vote = |place: usize, index: usize| *votes.entry((place + LONGEST - index) / BUCKET).or_default() += 1;
        for (index, word) in words.iter().enumerate() {
            let places = transcript.places(*word);
            if words.len() < 3 || places.len() <= MOST_PLACES / 8 {
                places.iter().take(MOST_PLACES).for_each(|place| vote(*place as usize, index));
            }
        }
    }
    let mut ranked: Vec<(usize, usize)> =
        votes.iter().map(|(bucket, count)| (*count + votes.get(&(bucket + 1)).copied().unwrap_or(0), *bucket)).collect();
    ranked.sort_by_key(|(count, bucket)| (std::cmp::Reverse(*count), *bucket));
    let mut found: Vec<Alignment> = Vec::new();
    for (_, bucket) in ranked.into_iter().take(CANDIDATES) {
        let start = (bucket * BUCKET).saturating_sub(LONGEST + MARGIN);
        let end = (bucket * BUCKET + words.len() + 2 * BUCKET + MARGIN).saturating_sub(LONGEST);
        let alignment = align_in(words, WordRange::new(start, end), transcript);
        if alignment.same > 0 && !found.contains(&alignment) {
            found.push(alignment);
        }
    }
    found.sort_by(|a, b| b.similarity().total_cmp(&a.similarity()).then(a.range.start.cmp(&b.range.start)));
    found
}

fn align_in(words: &[u32], window: WordRange, transcript: &Transcript) -> Alignment {
    let window = window.start.min(transcript.len())..window.end.min(transcript.len());
    let mut alignment = align(words, transcript.ids.get(window.clone()).unwrap_or_default());
    alignment.range = WordRange::new(alignment.range.start + window.start, alignment.range.end + window.start);
    alignment
}

/// The same with the window read backwards: of several places that are equally good, the last.
fn align_before(words: &[u32], window: WordRange, transcript: &Transcript) -> Alignment {
    let window = window.start.min(transcript.len())..window.end.min(transcript.len());
    let backwards = |words: &[u32]| words.iter().rev().copied().collect::<Vec<u32>>();
    let mut alignment = align(&backwards(words), &backwards(transcript.ids.get(window.clone()).unwrap_or_default()));
    alignment.steps.reverse();
    alignment.range = WordRange::new(window.end - alignment.range.end, window.end - alignment.range.start);
    alignment
}

/// How many words of the transcript may lie in a gap.
const fn allowed(gap: Gap) -> usize {
    match gap {
        Gap::Joint => JOINT_WORDS,
        Gap::Ellipsis => ELLIPSIS_WORDS,
        Gap::Insertion => INSERTION_WORDS,
    }
}

/// How far from its neighbour a passage is looked for first. A word put in is at its place; what the paper
/// left out may be longer than it should.
const fn reach(gap: Option<Gap>) -> usize {
    match gap {
        Some(Gap::Insertion) => INSERTION_WORDS,
        _ => ELLIPSIS_WORDS,
    }
}

/// All passages, the one at `anchor` where `alignment` has it, the others near it or wherever they are.
fn extend(stretches: &[Stretch], anchor: usize, alignment: Alignment, transcript: &Transcript) -> Vec<Part> {
    let mut parts: Vec<Part> = stretches.iter().map(Stretch::missing).collect();
    let (mut begin, mut end) = (alignment.range.start, alignment.range.end);
    parts[anchor] = stretches[anchor].placed(alignment, transcript);
    for at in anchor + 1..stretches.len() {
        let words = &stretches[at].ids;
        let reach = reach(stretches[at].before) + 2 * words.len() + BUCKET;
        let near = align_in(words, WordRange::new(end, end + reach), transcript);
        if let Some(alignment) = nearest_or_best(words, near, transcript) {
            end = alignment.range.end;
            parts[at] = stretches[at].placed(alignment, transcript);
        }
    }
    for at in (0..anchor).rev() {
        let words = &stretches[at].ids;
        let reach = reach(stretches[at + 1].before) + 2 * words.len() + BUCKET;
        let near = align_before(words, WordRange::new(begin.saturating_sub(reach), begin), transcript);
        if let Some(alignment) = nearest_or_best(words, near, transcript) {
            begin = alignment.range.start;
            parts[at] = stretches[at].placed(alignment, transcript);
        }
    }
    parts
}

fn nearest_or_best(words: &[u32], near: Alignment, transcript: &Transcript) -> Option<Alignment> {
    // A word or two stand everywhere: elsewhere they prove nothing.
    if near.similarity() >= NEAR || words.len() < STITCH_WORDS {
        return Some(near).filter(|near| near.similarity() >= FOUND);
    }
    let elsewhere = candidates(words, transcript).into_iter().next();
    let better = elsewhere.filter(|elsewhere| elsewhere.similarity() > near.similarity());
    match better {
        Some(better) if better.similarity() >= FOUND => Some(better),
        _ => Some(near).filter(|near| near.similarity() >= NEARBY),
    }
}

fn judge(parts: Vec<Part>, stretches: &[Stretch], transcript: &Transcript) -> Found {
    let parts: Vec<Part> =
        parts.into_iter().zip(stretches).flat_map(|(part, stretch)| split(part, stretch, transcript)).collect();
    let same: usize = parts.iter().map(Part::same).sum();
    let quoted: usize = parts.iter().map(|part| part.quoted.len()).sum();
    let found: usize = parts.iter().map(|part| part.at.len()).sum();
    let score = similarity(same, quoted, found);
    let there: Vec<&Part> = parts.iter().filter(|part| !part.is_missing()).collect();
    let stitched = there.windows(2).any(|pair| !follows(pair[0], pair[1], transcript));
    let spread = there.windows(2).map(|pair| pair[1].at.start.abs_diff(pair[0].at.end)).sum();
    let verdict = if score < FOUND {
        Verdict::NotFound
    } else if stitched {
        Verdict::Stitched
    } else if parts.iter().all(Part::is_exact) {
        Verdict::Exact
    } else {
        Verdict::Changed
    };
    Found { verdict, score, parts, spread }
}

/// Whether the second part follows on the first as closely as the gap between them promises.
fn follows(first: &Part, second: &Part, transcript: &Transcript) -> bool {
    if second.joined_silently || second.at.start < first.at.end {
        return false;
    }
    let same_turn = transcript.turn(first.at.end.saturating_sub(1)) == transcript.turn(second.at.start);
    same_turn && second.at.start - first.at.end <= second.before.map_or(0, allowed)
}

/// A part that was put together from several places without a sign, as those; else the part as it is.
fn split(part: Part, stretch: &Stretch, transcript: &Transcript) -> Vec<Part> {
    if part.is_exact() {
        return vec![part];
    }
    skipped(&part, stretch).or_else(|| covered(&part, stretch, transcript)).unwrap_or_else(|| vec![part])
}

/// Splits where the quotation skips more words than a slip of the pen does: many, or a few behind a sentence.
fn skipped(part: &Part, stretch: &Stretch) -> Option<Vec<Part>> {
    let (mut quoted, mut at, mut index) = (part.quoted.start, part.at.start, 0);
    while index < part.steps.len() {
        let run = part.steps[index..].iter().take_while(|step| **step == Step::Removed).count();
        let ends = quoted.checked_sub(part.quoted.start + 1).and_then(|word| stretch.ends.get(word)).copied().unwrap_or(false);
        if run > if ends { JOINT_WORDS } else { SKIPPED_WORDS } {
            let first = Part {
                quoted: WordRange::new(part.quoted.start, quoted),
                at: WordRange::new(part.at.start, at),
                steps: part.steps[..index].to_vec(),
                ..part.clone()
            };
            let second = Part {
                before: None,
                joined_silently: true,
                quoted: WordRange::new(quoted, part.quoted.end),
                at: WordRange::new(at + run, part.at.end),
                steps: part.steps[index + run..].to_vec(),
            };
            if first.same() >= STITCH_WORDS && second.same() >= STITCH_WORDS {
                let rest =
                    skipped(&second, &Stretch { ends: stretch.ends[quoted - part.quoted.start..].to_vec(), ..stretch.clone() });
                return Some([vec![first], rest.unwrap_or_else(|| vec![second])].concat());
            }
        }
        let step = part.steps[index];
        quoted += usize::from(step != Step::Removed);
        at += usize::from(step != Step::Added);
        index += 1;
    }
    None
}

/// Covers the passage with places where it is word for word; `None` where too much is left over, or where
/// they are one place after all.
fn covered(part: &Part, stretch: &Stretch, transcript: &Transcript) -> Option<Vec<Part>> {
    let ids = &stretch.ids;
    let mut pieces: Vec<(usize, WordRange)> = Vec::new();
    let (mut index, mut after) = (0, part.at.start);
    while index < ids.len() {
        match longest(ids, index, after, transcript) {
            Some(at) if at.len() >= STITCH_WORDS => {
                after = at.end;
                index += at.len();
                pieces.push((index - at.len(), at));
            }
            _ => index += 1,
        }
    }
    let words: usize = pieces.iter().map(|(_, at)| at.len()).sum();
    let apart = pieces.windows(2).any(|pair| {
        let between = pair[1].0 - (pair[0].0 + pair[0].1.len());
        pair[1].1.start < pair[0].1.end || pair[1].1.start - pair[0].1.end > SKIPPED_WORDS + between
    });
    if !apart || (words as f64) < STITCH_COVER * ids.len() as f64 {
        return None;
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for (number, (index, at)) in pieces.iter().enumerate() {
        // Words that no place has go with the piece before them, those at the start with the first.
        let next = pieces.get(number + 1).map_or(ids.len(), |(next, _)| *next);
        let lead = if number == 0 { *index } else { 0 };
        let tail = next - (index + at.len());
        let mut steps = vec![Step::Added; lead];
        steps.extend(std::iter::repeat_n(Step::Same, at.len()));
        steps.extend(std::iter::repeat_n(Step::Added, tail));
        let quoted = WordRange::new(part.quoted.start + from, part.quoted.start + next);
        let before = if number == 0 { part.before } else { None };
        parts.push(Part { before, joined_silently: number > 0, quoted, at: *at, steps });
        from = next;
    }
    Some(parts)
}

/// The longest run of `ids` from `index` on that is in the transcript; soon after `after` where it is
/// there for at least [`STITCH_WORDS`] words.
fn longest(ids: &[u32], index: usize, after: usize, transcript: &Transcript) -> Option<WordRange> {
    let run = |place: usize| {
        let there = transcript.ids.get(place..).unwrap_or_default();
        ids[index..].iter().zip(there).take_while(|(a, b)| a == b && **a != u32::MAX).count()
    };
    let mut best: Option<WordRange> = None;
    for place in transcript.gram(&ids[index..]).take(MOST_PLACES).map(|place| place as usize) {
        let found = WordRange::new(place, place + run(place));
        if (after..=after + SKIPPED_WORDS).contains(&place) && found.len() >= STITCH_WORDS {
            return Some(found);
        }
        if best.as_ref().is_none_or(|best| found.len() > best.len()) {
            best = Some(found);
        }
    }
    best
}
