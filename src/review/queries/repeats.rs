//! Claims that say the same thing, so that one check ticks all of them.
//!
//! Two claims say the same when at least four of five weighty words are shared and nothing tells them apart
//! that turns the meaning: numbers, negations and names must be the same. Found for the whole article at once
//! by a set-similarity join with prefix filtering (Chaudhuri, Ganti and Kaushik 2006): of each claim only pairs of its
//! rarest words are looked up, so that the cost grows with the text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use crate::claim::ClaimId;
use crate::claim::Part;
use crate::review::session::Session;
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::decision::Decision;
use crate::review::state::words::{LIGHT_WORDS, TURNING_WORDS};

/// Of so few weighty words nothing can be told.
const FEWEST: usize = 3;

/// Which claims of an article say the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repeats {
    /// For each claim, by its index in the session: its wording.
    wordings: Vec<Option<u32>>,
    /// The claims of each wording.
    claims: Vec<Vec<u32>>,
    /// Other wordings that say the same.
    near: Vec<Vec<u32>>,
    /// A hash of where all contents are: while it is the same, nothing is to be found again.
    places: u64,
}

/// A content reduced to what tells it from others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wording {
    /// Weighty words as hashes, sorted.
    words: Vec<u64>,
    /// Numbers, negations and names among them.
    telling: Vec<u64>,
}

/// FNV-1a over the lower-case letters of a word.
fn hash(word: &str) -> u64 {
    let add = |hash: u64, letter: u32| (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3);
    let start = 0xcbf2_9ce4_8422_2325;
    if word.is_ascii() {
        return word.bytes().fold(start, |hash, letter| add(hash, u32::from(letter.to_ascii_lowercase())));
    }
    word.chars().flat_map(char::to_lowercase).fold(start, |hash, letter| add(hash, letter as u32))
}

fn is_light(word: &str) -> bool {
    word.len() <= 4 && LIGHT_WORDS.entries().iter().any(|light| light.eq_ignore_ascii_case(word))
}

fn is_telling(word: &str, first: bool) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        || word.len() <= 7 && TURNING_WORDS.entries().iter().any(|turning| turning.eq_ignore_ascii_case(word))
        || word.ends_with("n't")
        || word.ends_with("n’t")
        // A capital inside a sentence is a name.
        || !first && word.starts_with(char::is_uppercase)
}

impl Wording {
    /// The wording of a claim; `None` where it has too few weighty words.
    fn of(text: &str, claim: &ReviewedClaim) -> Option<Self> {
        let mut wording = Self::default();
        for span in claim.spans(Part::Content) {
            let piece = span.slice(text)?;
            let mut first = true;
            for word in piece.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '%' | '\'' | '’')) {
                let stops = word.ends_with('.');
                let word = word.trim_matches(['.', '\'', '’']);
                if !word.is_empty() {
                    if !is_light(word) {
                        let hash = hash(word);
                        wording.words.push(hash);
                        if is_telling(word, first) {
                            wording.telling.push(hash);
                        }
                    }
                    first = stops;
                }
            }
        }
        for words in [&mut wording.words, &mut wording.telling] {
            words.sort_unstable();
            words.dedup();
        }
        (wording.words.len() >= FEWEST).then_some(wording)
    }

    /// A bit for each word; several words may share one.
    fn sign(&self) -> u128 {
        self.words.iter().fold(0, |sign, word| sign | 1 << (word % 128))
    }

    /// Whether the bits of both leave it open that they share four of five words: each bit that differs is a
    /// word that is not shared, and of these there may be one in nine of both together.
    fn may_be_near(&self, sign: u128, other: &Self, other_sign: u128) -> bool {
        (sign ^ other_sign).count_ones() as usize * 9 <= self.words.len() + other.words.len()
    }

    /// Whether both share four of five words.
    fn is_near(&self, other: &Self) -> bool {
        let (mut a, mut b, mut shared) = (0, 0, 0);
        while let (Some(one), Some(two)) = (self.words.get(a), other.words.get(b)) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => a += 1,
                std::cmp::Ordering::Greater => b += 1,
                std::cmp::Ordering::Equal => {
                    (a, b) = (a + 1, b + 1);
                    shared += 1;
                }
            }
        }
        shared * 5 >= (self.words.len() + other.words.len() - shared) * 4
    }
}

/// Keys that are hashes already.
type ByHash<V> = HashMap<u64, V, BuildHasherDefault<Given>>;

/// Takes a hash as it is given.
#[derive(Default)]
struct Given(u64);

impl Hasher for Given {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| mixed(hash, u64::from(*byte)));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A hash of several in their order.
fn mixed(hash: u64, next: u64) -> u64 {
    (hash ^ next).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
}

/// A hash of where the contents of all claims are.
fn places(session: &Session) -> u64 {
    let spans = |claim: &Arc<ReviewedClaim>| {
        claim.spans(Part::Content).iter().fold(1, |hash, span| mixed(mixed(hash, span.start as u64), span.end as u64))
    };
    session.claims().iter().map(spans).fold(0, mixed)
}

impl Repeats {
    /// Brings these repeats of the same article in step with its claims.
    pub fn renew(&mut self, session: &Session) {
        if self.wordings.len() != session.claims().len() || self.places != places(session) {
            *self = Self::of(session);
        }
    }

    /// The repeats of a session, as its claims are now.
    pub fn of(session: &Session) -> Self {
        let text = &session.article().text;
        let mut known: ByHash<u32> = ByHash::default();
        let mut repeats = Self { places: places(session), ..Self::default() };
        let mut list: Vec<Wording> = Vec::new();
        for (index, claim) in session.claims().iter().enumerate() {
            let wording = Wording::of(text, claim).map(|wording| {
                let key = wording.words.iter().chain(&wording.telling).copied().fold(0, mixed);
                let same = known.get(&key).copied().filter(|at| list.get(*at as usize) == Some(&wording));
                let at = same.unwrap_or_else(|| {
                    list.push(wording);
                    repeats.claims.push(Vec::new());
                    let at = list.len() as u32 - 1;
                    known.insert(key, at);
                    at
                });
                if let Some(claims) = repeats.claims.get_mut(at as usize) {
                    claims.push(index as u32);
                }
                at
            });
            repeats.wordings.push(wording);
        }
        repeats.near = near(&list);
        repeats
    }

    /// The other claims that say what claim `id` says, in the order of the text. Rejected ones are left out.
    pub fn others(&self, session: &Session, id: &ClaimId) -> Vec<ClaimId> {
        let others = self.first_others(session, id, usize::MAX);
        others.into_iter().filter_map(|other| session.claims().get(other)).map(|claim| claim.id.clone()).collect()
    }

    /// The first of these, at most so many, by their index in the session.
    pub fn first_others(&self, session: &Session, id: &ClaimId, most: usize) -> Vec<usize> {
        let Some(index) = session.position(id) else {
            return Vec::new();
        };
        let mut others: Vec<usize> =
            self.same(index).flat_map(|claims| standing(session, claims).filter(|other| *other != index).take(most)).collect();
        others.sort_unstable();
        others.truncate(most);
        others
    }

    /// Whether two claims that say the same are given to different people: one of them may be wrong.
    pub fn speakers_differ(session: &Session, one: &ReviewedClaim, other: &ReviewedClaim) -> bool {
        let id = |claim| session.speaker_of(claim).map(|speaker| &speaker.id);
        id(one) != id(other)
    }

    /// How often the article says what the claim at `index` of the session says: 1 where it is not repeated.
    /// Nothing beyond `most` is counted: it is asked for each row of a frame.
    pub fn count(&self, session: &Session, index: usize, most: usize) -> usize {
        let others = self.same(index).flat_map(|claims| standing(session, claims)).filter(|other| *other != index);
        1 + others.take(most.saturating_sub(1)).count()
    }

    /// The claims of all wordings that say what the claim at `index` says, itself included; each in the order of
    /// the text.
    fn same(&self, index: usize) -> impl Iterator<Item = &[u32]> {
        let own = self.wordings.get(index).copied().flatten();
        let near = own.and_then(|wording| self.near.get(wording as usize)).into_iter().flatten().copied();
        own.into_iter().chain(near).filter_map(|wording| self.claims.get(wording as usize)).map(Vec::as_slice)
    }
}

/// Those of these claims that are not rejected.
fn standing<'a>(session: &'a Session, claims: &'a [u32]) -> impl Iterator<Item = usize> + 'a {
    let stands = |index: &usize| session.claims().get(*index).is_some_and(|claim| claim.decision != Decision::Rejected);
    claims.iter().map(|index| *index as usize).filter(stands)
}

/// For each wording those that say nearly the same, in order.
fn near(list: &[Wording]) -> Vec<Vec<u32>> {
    let mut frequency: ByHash<u32> = ByHash::default();
    for word in list.iter().flat_map(|wording| &wording.words) {
        *frequency.entry(*word).or_default() += 1;
    }
    // Two that share four of five words share two of so many of their rarest. Pairs are looked up and not single
    // words, which in a long article many wordings have.
    let mut pairs: Vec<(u64, u32)> = Vec::new();
    let mut rarest: Vec<(u32, u64)> = Vec::new();
    for (at, wording) in list.iter().enumerate() {
        rarest.clear();
        rarest.extend(wording.words.iter().map(|word| (frequency.get(word).copied().unwrap_or_default(), *word)));
        rarest.sort_unstable();
        rarest.truncate(wording.words.len() - (wording.words.len() * 4).div_ceil(5) + 2);
        let telling = wording.telling.iter().copied().fold(0, mixed);
        for (first, (_, word)) in rarest.iter().enumerate() {
            let others = rarest.iter().skip(first + 1);
            pairs.extend(others.map(|(_, other)| (mixed(mixed(telling, *word), *other), at as u32)));
        }
    }
    pairs.sort_unstable();
    let signs: Vec<u128> = list.iter().map(Wording::sign).collect();
    let mut near: Vec<Vec<u32>> = vec![Vec::new(); list.len()];
    for same in pairs.chunk_by(|one, other| one.0 == other.0) {
        for (first, (_, one)) in same.iter().enumerate() {
            for (_, other) in same.iter().skip(first + 1) {
                let (a, b) = (*one as usize, *other as usize);
                if list[a].may_be_near(signs[a], &list[b], signs[b])
                    && list[a].telling == list[b].telling
                    && list[a].is_near(&list[b])
                {
                    near[a].push(*other);
                    near[b].push(*one);
                }
            }
        }
    }
    for others in &mut near {
        others.sort_unstable();
        others.dedup();
    }
    near
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::review::Edit;
    use crate::review::tests::{id, session, stamp};

    /// For each line, with which others it says the same.
    fn groups(lines: &[&str]) -> Vec<Vec<usize>> {
        let marked: String = lines.iter().map(|line| format!("[{line}], {{said}} <Ana>.\n")).collect();
        let session = session(&marked);
        let repeats = Repeats::of(&session);
        let number = |claim: &ClaimId| (0..lines.len()).find(|line| id(*line) == *claim).unwrap();
        (0..lines.len()).map(|line| repeats.others(&session, &id(line)).iter().map(number).collect()).collect()
    }

    #[test]
    fn the_same_in_other_small_words_is_a_repeat() {
        let same = ["the old bridge will stay open all winter", "That old bridge will stay open all winter", "it rained"];
        assert_eq!(groups(&same), [vec![1], vec![0], vec![]]);
        let nearly =
            ["the old bridge over the Skerry will stay open all winter", "the bridge over the Skerry will stay open all winter"];
        assert_eq!(groups(&nearly), [[1], [0]]);
    }

    #[test]
    fn a_number_a_negation_or_a_name_tells_two_claims_apart() {
        for pair in [
            ["the toll brings in 40 million crowns a year", "the toll brings in 50 million crowns a year"],
            ["the bridge will open before the end of spring", "the bridge will not open before the end of spring"],
            ["the bridge doesn't leak at the southern end any more", "the bridge does leak at the southern end any more"],
            ["we have paid all that Norrbau has asked of us", "we have paid all that Skerry has asked of us"],
        ] {
            assert_eq!(groups(&pair), [vec![], vec![]] as [Vec<usize>; 2], "{pair:?}");
        }
    }

    #[test]
    fn rejected_claims_do_not_count() {
        let line = "[the old bridge will stay open], {said} <Ana>.\n";
        let mut session = session(&line.repeat(3));
        assert_eq!(Repeats::of(&session).count(&session, 0, 99), 3);
        assert_eq!(Repeats::of(&session).count(&session, 0, 2), 2);
        assert_eq!(Repeats::of(&session).first_others(&session, &id(2), 1), [0]);
        session.apply(Edit::Reject(vec![id(1)]), &stamp("mw")).unwrap();
        let repeats = Repeats::of(&session);
        assert_eq!((repeats.count(&session, 0, 99), repeats.others(&session, &id(0))), (2, vec![id(2)]));
        assert_eq!((repeats.count(&session, 9, 99), repeats.others(&session, &ClaimId::new("c-x"))), (1, vec![]));
    }

    #[test]
    fn they_are_found_anew_where_a_content_changed() {
        let line = "[the old bridge will stay open], {said} <Ana>.\n";
        let mut session = session(&line.repeat(2));
        let mut repeats = Repeats::default();
        repeats.renew(&session);
        assert_eq!(repeats, Repeats::of(&session));
        let first = session.claims()[0].spans(Part::Content)[0];
        let shorter = vec![crate::text::Span::new(first.start, first.start + "the old bridge will".len())];
        session.apply(Edit::SetSpans(id(0), Part::Content, shorter), &stamp("mw")).unwrap();
        repeats.renew(&session);
        assert_eq!(repeats.others(&session, &id(1)), []);
        session.undo();
        repeats.renew(&session);
        assert_eq!(repeats.others(&session, &id(1)), [id(0)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn the_index_finds_what_a_comparison_of_all_finds(
            lines in prop::collection::vec(prop::collection::vec("[a-f]{2}", 3..9), 1..12)
        ) {
            let lines: Vec<String> = lines.iter().map(|words| words.join(" ")).collect();
            let found = groups(&lines.iter().map(String::as_str).collect::<Vec<_>>());
            let marked: String = lines.iter().map(|line| format!("[{line}], {{said}} <Ana>.\n")).collect();
            let session = session(&marked);
            let wordings: Vec<_> =
                session.claims().iter().map(|claim| Wording::of(&session.article().text, claim)).collect();
            for (at, others) in found.iter().enumerate() {
                let near = |other: usize| match (&wordings[at], &wordings[other]) {
                    (Some(a), Some(b)) => a.telling == b.telling && a.is_near(b),
                    _ => false,
                };
                let expected: Vec<usize> = (0..lines.len()).filter(|other| *other != at && near(*other)).collect();
                prop_assert_eq!(others, &expected);
            }
        }
    }
}
