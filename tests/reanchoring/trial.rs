//! Reviews of the samples, opened again after their articles were edited at random: what was found again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use saidby::article::{Article, Format};
use saidby::review::anchor::{Candidate, candidates};
use saidby::review::{Anchor, Part, ReviewedClaim, Session};
use saidby::sidecar;
use saidby::text::Span;

use super::text::{Dice, Edit, Letter, apply};

/// A sample with its review.
pub struct Sample {
    pub article: Article,
    pub path: PathBuf,
    pub sidecar: String,
    claims: BTreeMap<String, ReviewedClaim>,
}

/// All samples.
pub fn samples() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".claims.ron"));
    paths.sort();
    paths.into_iter().map(|path| sample(&path)).collect()
}

fn sample(path: &Path) -> Sample {
    let of = sidecar::path::article_of(path).unwrap();
    let format = match of.extension().and_then(|ending| ending.to_str()) {
        Some("md") => Format::Markdown,
        Some("html") => Format::Html,
        _ => Format::Text,
    };
    let article = Article::read(&fs::read(&of).unwrap(), format).unwrap();
    let sidecar = fs::read_to_string(path).unwrap();
    let loaded = sidecar::load_text(path, sidecar.clone(), &article).unwrap();
    assert!(loaded.unchanged);
    let claims = loaded.record.claims.iter().map(|claim| (claim.id.to_string(), (**claim).clone())).collect();
    Sample { article, path: path.to_owned(), sidecar, claims }
}

/// What became of claims, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Edits that were made.
    pub edits: usize,
    /// Claims that were looked for.
    pub claims: usize,
    /// Found where they went.
    pub right: usize,
    /// Taken to another place: must never happen.
    pub wrong: usize,
    /// Asked about, though every word of them still is together, at one place alone.
    pub asked_unchanged: usize,
    /// Of these: because a copy of them, or of the words around them, is in the text too.
    pub beside_a_copy: usize,
    /// Asked about, with their words changed.
    pub asked_changed: usize,
    /// Of these, the first place proposed is where they went.
    pub proposed_right: usize,
    /// Asked about, and nothing is left of them.
    pub gone: usize,
}

impl Figures {
    pub fn add(&mut self, other: &Self) {
        self.edits += other.edits;
        self.claims += other.claims;
        self.right += other.right;
        self.wrong += other.wrong;
        self.asked_unchanged += other.asked_unchanged;
        self.beside_a_copy += other.beside_a_copy;
        self.asked_changed += other.asked_changed;
        self.proposed_right += other.proposed_right;
        self.gone += other.gone;
    }
}

/// Edits a sample a few times at random, saves it in some encoding, and opens its review again.
pub fn trial(sample: &Sample, seed: u64) -> (Figures, Vec<String>) {
    let mut dice = Dice::new(seed);
    let mut letters: Vec<Letter> =
        sample.article.text.char_indices().map(|(at, is)| Letter { is, was: is, from: Some(at), copied: false }).collect();
    let wanted = 1 + dice.roll(4);
    let mut figures = Figures::default();
    let mut made = Vec::new();
    while figures.edits < wanted {
        let edit = Edit::ALL[dice.roll(Edit::ALL.len())];
        if apply(&mut letters, edit, &mut dice) {
            figures.edits += 1;
            made.push(edit);
        }
    }
    let text: String = letters.iter().map(|letter| letter.is).collect();
    let article = Article::read(&encoded(&text, &mut dice), Format::Text).unwrap();
    assert_eq!(&*article.text, text, "the encoding changed the text");

    let starts: BTreeMap<usize, usize> =
        text.char_indices().map(|(at, _)| at).chain([text.len()]).enumerate().map(|(letter, at)| (at, letter)).collect();
    let loaded = sidecar::load_text(&sample.path, sample.sidecar.clone(), &article).unwrap();
    let session = Session::restore(std::sync::Arc::new(article), loaded.record);
    let lost: Vec<&ReviewedClaim> =
        session.claims().iter().map(|claim| &**claim).filter(|claim| claim.anchor.is_lost()).collect();
    let places = candidates(&text, &lost);
    let mut proposed: BTreeMap<&str, Option<&Candidate>> = BTreeMap::new();
    for (claim, places) in lost.iter().zip(&places) {
        proposed.insert(claim.id.as_str(), places.first());
    }
    let mut wrong = Vec::new();
    let truth = Truth { letters: &letters, starts: &starts };
    for claim in session.claims() {
        let Some(before) = sample.claims.get(claim.id.as_str()) else { continue };
        figures.claims += 1;
        let whole = truth.is_whole(before);
        if !claim.anchor.is_lost() {
            if truth.is_right(before, |part| claim.spans(part)) {
                figures.right += 1;
            } else {
                figures.wrong += 1;
                let place = claim.spans(Part::Content).first().copied().unwrap_or_default();
                let around: String = text.chars().skip(starts[&place.start].saturating_sub(60)).take(place.len() + 120).collect();
                let was = before.spans(Part::Content).first().copied().unwrap_or_default();
                let old: String = sample.article.text.get(was.range()).unwrap_or_default().to_owned();
                wrong.push(format!(
                    "{} {:?} in {} after {made:?}: {old:?} taken to {around:?}",
                    claim.id,
                    claim.anchor,
                    sample.path.display()
                ));
            }
        } else if whole {
            figures.asked_unchanged += 1;
            let copy = letters.iter().any(|letter| letter.copied && truth.is_near(before, letter));
            figures.beside_a_copy += usize::from(copy);
        } else if truth.is_gone(before) {
            figures.gone += 1;
        } else {
            figures.asked_changed += 1;
            let first = proposed.get(claim.id.as_str()).copied().flatten();
            figures.proposed_right += usize::from(first.is_some_and(|place| truth.covers(before, place)));
        }
        assert!(claim.anchor != Anchor::Exact || claim.kept.is_none() || !claim.spans(Part::Content).is_empty());
    }
    (figures, wrong)
}

/// The text as bytes: UTF-8 with and without a mark, UTF-16 both ways; with the line ends of Windows or not.
fn encoded(text: &str, dice: &mut Dice) -> Vec<u8> {
    let lines = if dice.roll(3) == 0 { text.replace('\n', "\r\n") } else { text.to_owned() };
    let wide = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(lines.encode_utf16().flat_map(bytes)).collect()
    };
    match dice.roll(4) {
        0 => [&b"\xef\xbb\xbf"[..], lines.as_bytes()].concat(),
        1 => wide([0xff, 0xfe], u16::to_le_bytes),
        2 => wide([0xfe, 0xff], u16::to_be_bytes),
        _ => lines.into_bytes(),
    }
}

/// Where everything really went.
struct Truth<'a> {
    letters: &'a [Letter],
    /// Bytes of the edited text to letters.
    starts: &'a BTreeMap<usize, usize>,
}

impl Truth<'_> {
    /// Whether every letter of a claim's spans is in the text still, in one piece a span, and not as a copy.
    fn is_whole(&self, before: &ReviewedClaim) -> bool {
        Part::ALL.iter().flat_map(|part| before.spans(*part)).all(|span| {
            let first = self.letters.iter().position(|letter| letter.from == Some(span.start) && !letter.copied);
            first.is_some_and(|first| self.is_run(first, span.start, span.end))
        })
    }

    /// Whether the letters from `first` on are those that stood from byte `start` to byte `end`, but for the looks of
    /// marks and spaces.
    fn is_run(&self, first: usize, start: usize, end: usize) -> bool {
        let mut at = start;
        for letter in &self.letters[first..] {
            if at >= end {
                break;
            }
            if letter.from.is_none() && look(letter.is) == ' ' {
                continue;
            }
            if letter.from != Some(at) || look(letter.is) != look(letter.was) {
                return false;
            }
            at += letter.was.len_utf8();
        }
        at == end
    }

    /// Whether nothing is left of the content, or nearly so.
    fn is_gone(&self, before: &ReviewedClaim) -> bool {
        let spans = before.spans(Part::Content);
        let all: usize = spans.iter().map(|span| span.len()).sum();
        let left = self.letters.iter().filter(|letter| !letter.copied && within(spans, letter)).count();
        left * 4 < all
    }

    /// Whether the claim was found where its letters went: the letters that were there, or a copy of them where they
    /// are gone. Where a copy was put into the claim itself or right next to it ("one two two"), its very words stand
    /// once and no reader can tell which of them are the copy: there a piece of the content has to be what was there.
    fn is_right<'s>(&self, before: &ReviewedClaim, now: impl Fn(Part) -> &'s [Span]) -> bool {
        let stands = Part::ALL.iter().all(|part| {
            let (old, new) = (before.spans(*part), now(*part));
            let same = |(old, new): (&Span, &Span)| self.is_run(self.starts[&new.start], old.start, old.end);
            old.len() == new.len() && old.iter().zip(new).all(same)
        });
        let is_own = |span: &Span| {
            let letters = &self.letters[self.starts[&span.start]..self.starts[&span.end]];
            letters.iter().filter(|letter| letter.copied).count() * 2 <= letters.len()
        };
        stands && (now(Part::Content).iter().any(is_own) || self.is_gone(before))
    }

    /// Whether most letters of the proposed content are those of the claim.
    fn covers(&self, before: &ReviewedClaim, place: &Candidate) -> bool {
        let (mut own, mut all) = (0, 0);
        for span in place.spans(Part::Content) {
            for letter in &self.letters[self.starts[&span.start]..self.starts[&span.end]] {
                all += 1;
                own += usize::from(within(before.spans(Part::Content), letter));
            }
        }
        own * 2 > all
    }

    /// Whether a copied letter comes from the claim or from what is around it.
    fn is_near(&self, before: &ReviewedClaim, letter: &Letter) -> bool {
        let spans = before.spans(Part::Content);
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return false };
        letter.from.is_some_and(|from| from + 48 >= first.start && from <= last.end + 48)
    }
}

/// The same for marks and for spaces that look the same.
const fn look(letter: char) -> char {
    match letter {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '\u{a0}' => ' ',
        other => other,
    }
}

fn within(spans: &[Span], letter: &Letter) -> bool {
    letter.from.is_some_and(|from| spans.iter().any(|span| span.contains(from)))
}
