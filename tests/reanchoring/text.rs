//! A text that remembers, letter by letter, where it came from while it is edited at random.

/// A letter, and where it was in the text at the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What it was before.
    pub was: char,
    pub is: char,
    /// The byte at which it stood; `None`: it came in.
    pub from: Option<usize>,
    /// Whether it is in a copy, next to the letter that was there.
    pub copied: bool,
}

/// Dice that fall the same way for the same seed (xorshift64*).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % sides.max(1)
    }
}

/// What was done to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    Typo,
    Word,
    SentenceInserted,
    SentenceRemoved,
    SentenceMoved,
    SentenceDoubled,
    PassageDoubled,
    Marks,
    Spaces,
}

impl Edit {
    pub const ALL: [Self; 9] = [
        Self::Typo,
        Self::Word,
        Self::SentenceInserted,
        Self::SentenceRemoved,
        Self::SentenceMoved,
        Self::SentenceDoubled,
        Self::PassageDoubled,
        Self::Marks,
        Self::Spaces,
    ];
}

/// Sentences that come in.
const NEW: &[&str] = &[
    "Nobody at the office would comment before the holiday. ",
    "“We have nothing to add,” a spokesman said. ",
    "The story was updated with a reply from the company. ",
    "It rained. ",
    "She said that it was too early to tell, and that others would know more. ",
];

/// Words that come in for others.
const WORDS: &[&str] = &["however", "old", "would", "it", "reported", "forty", "claimed", "he"];

/// Edits `letters` in place; `false` where there was nothing to edit so.
pub fn apply(letters: &mut Vec<Letter>, edit: Edit, dice: &mut Dice) -> bool {
    let new = |is| Letter { is, was: is, from: None, copied: false };
    let sentences = sentences(letters);
    let sentence = sentences.get(dice.roll(sentences.len())).cloned();
    match (edit, sentence) {
        (Edit::Typo, _) => {
            let places: Vec<usize> = (1..letters.len()).filter(|at| letters[*at].is.is_alphabetic()).collect();
            let Some(at) = places.get(dice.roll(places.len())).copied() else { return false };
            match dice.roll(4) {
                0 => drop(letters.remove(at)),
                1 => letters.insert(at, new('e')),
                2 => letters[at] = Letter { is: if letters[at].is == 'x' { 'y' } else { 'x' }, ..letters[at] },
                _ if letters[at - 1].is == letters[at].is => return false,
                _ => letters.swap(at - 1, at),
            }
        }
        (Edit::Word, _) => {
            let starts: Vec<usize> =
                (1..letters.len()).filter(|at| letters[*at].is.is_alphabetic() && letters[*at - 1].is == ' ').collect();
            let Some(at) = starts.get(dice.roll(starts.len())).copied() else { return false };
            let length = letters[at..].iter().take_while(|letter| letter.is.is_alphabetic()).count();
            let word = WORDS[dice.roll(WORDS.len())];
            if letters[at..at + length].iter().map(|letter| letter.is).eq(word.chars()) {
                return false;
            }
            letters.splice(at..at + length, word.chars().map(new));
        }
        (Edit::SentenceInserted, Some(place)) => {
            let words: Vec<Letter> = NEW[dice.roll(NEW.len())].chars().map(new).collect();
            letters.splice(place.start..place.start, words);
        }
        (Edit::SentenceRemoved, Some(place)) => drop(letters.drain(place)),
        (Edit::SentenceMoved, Some(place)) => {
            let moved: Vec<Letter> = letters.drain(place).collect();
            let sentences = self::sentences(letters);
            let at = sentences.get(dice.roll(sentences.len())).map_or(letters.len(), |to| to.start);
            letters.splice(at..at, moved);
        }
        (Edit::SentenceDoubled, Some(place)) => double(letters, place, &sentences, dice),
        (Edit::PassageDoubled, Some(place)) => {
            let end = (place.start + 400 + dice.roll(800)).min(letters.len());
            double(letters, place.start..end, &sentences, dice);
        }
        (Edit::Marks, _) => {
            let straight = dice.roll(2) == 0;
            for letter in letters.iter_mut() {
                letter.is = match letter.is {
                    '“' | '”' if straight => '"',
                    '‘' | '’' if straight => '\'',
                    '"' if !straight => '“',
                    '\'' if !straight => '’',
                    other => other,
                };
            }
        }
        (Edit::Spaces, _) => {
            let mut at = 0;
            while at < letters.len() {
                if letters[at].is == ' ' && dice.roll(12) == 0 {
                    if dice.roll(2) == 0 {
                        letters[at].is = '\u{a0}';
                    } else {
                        letters.insert(at, new(' '));
                        at += 1;
                    }
                }
                at += 1;
            }
        }
        (_, None) => return false,
    }
    true
}

/// Puts a copy of `place` before some sentence.
fn double(letters: &mut Vec<Letter>, place: std::ops::Range<usize>, sentences: &[std::ops::Range<usize>], dice: &mut Dice) {
    let copy: Vec<Letter> = letters[place].iter().map(|letter| Letter { copied: true, ..*letter }).collect();
    let at = sentences.get(dice.roll(sentences.len())).map_or(letters.len(), |to| to.start);
    letters.splice(at..at, copy);
}

/// Sentences, roughly: up to a full stop and a blank, or a line's end.
fn sentences(letters: &[Letter]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..letters.len() {
        let closes = matches!(letters[at].is, '”' | '"' | '’' | '\'');
        let stop = |at: usize| letters.get(at).is_some_and(|letter| matches!(letter.is, '.' | '!' | '?'));
        let stopped = stop(at) || (closes && at > 0 && stop(at - 1));
        let ends = letters[at].is == '\n' || (stopped && letters.get(at + 1).is_some_and(|next| next.is == ' '));
        if ends {
            let end = (at + 1 + usize::from(letters[at].is != '\n')).min(letters.len());
            if end - start > 20 {
                found.push(start..end);
            }
            start = end;
        }
    }
    found
}
