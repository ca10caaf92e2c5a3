//! Figures over many articles: who speaks, how much, named or not, directly or not, by outlet and by day.
//!
//! Memory does not grow with the corpus: of names only the weightiest are kept.

use std::collections::{BTreeMap, HashSet};
use std::ops::AddAssign;

use super::statistics::{Statistics, Voice};
use crate::claim::ClaimId;
use crate::review::{Decision, ReviewedClaim, Session};

/// Names that are kept of each kind; then the lighter half makes room.
const MOST_NAMES: usize = 50_000;

/// Claims by how they are attributed and quoted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles with at least one such claim.
    pub articles: usize,
    /// Of named speakers.
    pub named: Voice,
    /// Of anonymous ones.
    pub anonymous: Voice,
    /// Attributed to nobody.
    pub unattributed: Voice,
    /// All of the content inside quotation marks.
    pub direct: usize,
    /// Some of it.
    pub mixed: usize,
    /// None of it.
    pub indirect: usize,
}

impl Counts {
    /// All claims.
    pub const fn claims(&self) -> usize {
        self.named.claims + self.anonymous.claims + self.unattributed.claims
    }

    /// Words inside quotation marks.
    pub const fn quoted(&self) -> usize {
        self.named.quoted + self.anonymous.quoted + self.unattributed.quoted
    }

    /// Words outside.
    pub const fn paraphrased(&self) -> usize {
        self.named.paraphrased + self.anonymous.paraphrased + self.unattributed.paraphrased
    }

    /// All words of the claims.
    pub const fn words(&self) -> usize {
        self.quoted() + self.paraphrased()
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.articles += other.articles;
        self.named += other.named;
        self.anonymous += other.anonymous;
        self.unattributed += other.unattributed;
        self.direct += other.direct;
        self.mixed += other.mixed;
        self.indirect += other.indirect;
    }
}

/// Names with their counts, bounded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    counts: BTreeMap<String, Counts>,
    dropped: usize,
}

impl Named {
    fn add(&mut self, name: &str, counts: Counts) {
        match self.counts.get_mut(name) {
            Some(known) => *known += counts,
            None => {
                self.counts.insert(name.to_owned(), counts);
                self.bound(MOST_NAMES);
            }
        }
    }

    /// Drops the lighter half where there are more than `most`.
    fn bound(&mut self, most: usize) {
        if self.counts.len() <= most {
            return;
        }
        let mut weights: Vec<(usize, &String)> = self.counts.iter().map(|(name, counts)| (counts.claims(), name)).collect();
        weights.sort_unstable();
        let light: Vec<String> = weights.iter().take(most / 2).map(|(_, name)| (*name).clone()).collect();
        for name in light {
            self.counts.remove(&name);
            self.dropped += 1;
        }
    }

    /// How many names were dropped because there were too many: the counts of rare names may be too low then.
    pub const fn dropped(&self) -> usize {
        self.dropped
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// In the order of the names.
    pub fn by_name(&self) -> impl Iterator<Item = (&str, &Counts)> {
        self.counts.iter().map(|(name, counts)| (name.as_str(), counts))
    }

    /// Those with most words first.
    pub fn by_weight(&self) -> Vec<(&str, &Counts)> {
        let mut all: Vec<(&str, &Counts)> = self.by_name().collect();
        all.sort_by_key(|(_, counts)| std::cmp::Reverse((counts.words(), counts.claims())));
        all
    }
}

impl AddAssign<&Named> for Named {
    fn add_assign(&mut self, other: &Named) {
        for (name, counts) in &other.counts {
            self.add(name, *counts);
        }
        self.dropped += other.dropped;
    }
}

/// Figures over a corpus. Those of parts add up to those of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    /// Articles that were read.
    pub read: usize,
    /// Articles that could not be read.
    pub failed: usize,
    /// Articles in other languages, which were not read.
    pub other_language: usize,
    /// Everything.
    pub all: Counts,
    /// Speakers.
    pub speakers: Named,
    /// Outlets that claims came through.
    pub cited: Named,
    /// Outlets that published the articles.
    pub publishers: Named,
    /// Days of the articles, as YYYY-MM-DD.
    pub days: Named,
    /// Articles without a date that could be read.
    pub undated: usize,
    /// Which outlet cites which, and in how many claims.
    pub edges: BTreeMap<(String, String), usize>,
    /// Pairs of outlets that were dropped because there were too many.
    pub dropped_edges: usize,
}

impl Corpus {
    /// Counts one article: `session` holds its claims, `publisher` and `date` are what is known of it.
    pub fn of(session: &Session, publisher: Option<&str>, date: Option<&str>) -> Self {
        Self::of_reviews(&[session], publisher, date)
    }

    /// Counts one article once, however many reviewed it: a claim counts as the first of them has it who did not reject
    /// it.
    pub fn of_reviews(reviews: &[&Session], publisher: Option<&str>, date: Option<&str>) -> Self {
        let publisher = publisher.map(str::trim).filter(|name| !name.is_empty());
        let mut statistics = Statistics::default();
        let mut edges: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut seen: HashSet<&ClaimId> = HashSet::new();
        for session in reviews {
            let is_fresh = |claim: &ReviewedClaim| claim.decision != Decision::Rejected && !seen.contains(&claim.id);
            statistics += &Statistics::of_some(session, &session.article().scan(), is_fresh);
            let fresh: Vec<_> = session.claims().iter().filter(|claim| is_fresh(claim)).collect();
            for claim in &fresh {
                let mut citing = publisher.map(str::to_owned);
                for outlet in session.via_of(claim) {
                    if let Some(citing) = citing.filter(|citing| *citing != outlet.name) {
                        *edges.entry((citing, outlet.name.clone())).or_default() += 1;
                    }
                    citing = Some(outlet.name.clone());
                }
            }
            seen.extend(fresh.into_iter().map(|claim| &claim.id));
        }
        let [(_, named), (_, anonymous), (_, unattributed)] = statistics.voices();
        let Statistics { direct, mixed, indirect, .. } = statistics;
        let whole = Counts { articles: 1, named, anonymous, unattributed, direct, mixed, indirect };
        let mut corpus = Self { read: 1, all: whole, edges, ..Self::default() };
        for (name, voice) in &statistics.speakers {
            let mut counts = Counts { articles: 1, ..Counts::default() };
            *(if voice.anonymous { &mut counts.anonymous } else { &mut counts.named }) = *voice;
            corpus.speakers.add(name, counts);
        }
        for (name, claims) in &statistics.outlets {
            let voice = Voice { claims: *claims, ..Voice::default() };
            corpus.cited.add(name, Counts { articles: 1, named: voice, ..Counts::default() });
        }
        if let Some(publisher) = publisher {
            corpus.publishers.add(publisher, whole);
        }
        match date.and_then(day_of) {
            Some(day) => corpus.days.add(&day, whole),
            None => corpus.undated = 1,
        }
        corpus
    }

    /// Edges with their claims, the weightiest first.
    pub fn strongest(&self) -> Vec<(&str, &str, usize)> {
        let mut all: Vec<(&str, &str, usize)> =
            self.edges.iter().map(|((from, to), claims)| (from.as_str(), to.as_str(), *claims)).collect();
        all.sort_by_key(|(.., claims)| std::cmp::Reverse(*claims));
        all
    }

    /// Whether names, or pairs of outlets, were dropped because there were too many.
    pub const fn is_approximate(&self) -> bool {
        self.speakers.dropped() + self.cited.dropped() + self.publishers.dropped() + self.dropped_edges > 0
    }
}

impl AddAssign<&Corpus> for Corpus {
    fn add_assign(&mut self, other: &Corpus) {
        self.read += other.read;
        self.failed += other.failed;
        self.other_language += other.other_language;
        self.undated += other.undated;
        self.dropped_edges += other.dropped_edges;
        self.all += other.all;
        self.speakers += &other.speakers;
        self.cited += &other.cited;
        self.publishers += &other.publishers;
        self.days += &other.days;
        for (edge, claims) in &other.edges {
            *self.edges.entry(edge.clone()).or_default() += claims;
        }
        if self.edges.len() > MOST_NAMES {
            let mut weights: Vec<usize> = self.edges.values().copied().collect();
            weights.sort_unstable();
            let bar = weights.get(MOST_NAMES / 2).copied().unwrap_or(0);
            let before = self.edges.len();
            self.edges.retain(|_, claims| *claims > bar);
            self.dropped_edges += before - self.edges.len();
        }
    }
}

/// The day of a date as newspapers and programs write it, as YYYY-MM-DD; `None` where it names no day.
pub fn day_of(date: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let date = date.trim();
    let made = |year: u32, month: u32, day: u32| {
        let sound = (1000..=2999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        sound.then(|| format!("{year:04}-{month:02}-{day:02}"))
    };
    let number = |text: &str| text.parse::<u32>().ok();
    if let Some(head) = date.get(..10)
        && let [year, month, day] = head.split(['-', '/']).collect::<Vec<_>>().as_slice()
        && year.len() == 4
    {
        return made(number(year)?, number(month)?, number(day)?);
    }
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        return made(number(date.get(..4)?)?, number(date.get(4..6)?)?, number(date.get(6..)?)?);
    }
    // "Nov. 27, 2026", "27 November 2026", "Fri, 27 Nov 2026 08:00:00 GMT": the words tell which number is which.
    let (mut year, mut month, mut day) = (None, None, None);
    for word in date.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let lower = word.to_ascii_lowercase();
        let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if let Some(value) = number(digits).filter(|_| !digits.is_empty()) {
            if digits.len() == 4 {
                year = year.or(Some(value));
            } else if digits.len() <= 2 {
                day = day.or(Some(value));
            }
        } else if let Some(at) = MONTHS.iter().position(|name| lower.starts_with(name)) {
            month = month.or(Some(at as u32 + 1));
        }
    }
    made(year?, month?, day?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_dates() {
        for (date, day) in [
            ("2026-11-27", "2026-11-27"),
            ("2026-11-27T18:00:00Z", "2026-11-27"),
            ("2026/03/09 12:00", "2026-03-09"),
            ("20261127", "2026-11-27"),
            ("Nov. 27, 2026", "2026-11-27"),
            ("27 November 2026", "2026-11-27"),
            ("Fri, 7 Nov 2026 08:00:00 GMT", "2026-11-07"),
            ("March 3rd, 2026", "2026-03-03"),
        ] {
            assert_eq!(day_of(date).as_deref(), Some(day), "{date}");
        }
        for date in ["", "yesterday", "2026-13-01", "March 2026", "11/27/26", "99999999"] {
            assert_eq!(day_of(date), None, "{date}");
        }
    }

    #[test]
    fn an_article_is_counted_and_parts_add_up() {
        let session = crate::review::tests::session(
            "[“The hull is cracked,”] <Ana> {said}, ‹The Herald› wrote.\n<Ana> {said} [it was “a big mess” there].\n[It sank].\n",
        );
        let one = Corpus::of(&session, Some("Port Vell Star"), Some("2026-11-27"));
        assert_eq!((one.all.claims(), one.all.words(), one.all.named.claims), (3, 12, 2));
        assert_eq!(one.speakers.by_weight()[0].0, "Ana");
        assert_eq!(one.strongest(), [("Port Vell Star", "The Herald", 1)]);
        let other = Corpus::of(&session, None, Some("2026-11-28"));
        assert!(other.edges.is_empty(), "who published it is not known");
        let mut sum = one.clone();
        sum += &other;
        sum += &Corpus { failed: 1, ..Corpus::default() };
        assert_eq!((sum.read, sum.failed, sum.all.claims(), sum.days.len(), sum.publishers.len()), (2, 1, 6, 2, 1));
        assert_eq!(sum.speakers.by_name().next().map(|(_, counts)| counts.articles), Some(2));
    }

    #[test]
    fn an_article_that_two_reviewed_is_one_article() {
        use crate::review::tests::{id, stamp};
        use crate::review::{Edit, SpeakerChoice};
        let text = "[The hull is cracked], <Ana> {said}.\n[It sank], {said} <Bo>.\n[It rained], {said} <Cy>.\n";
        let (mut first, mut second) = (crate::review::tests::session(text), crate::review::tests::session(text));
        first.apply(Edit::Reject(vec![id(1), id(2)]), &stamp("mw")).unwrap();
        second.apply(Edit::Reject(vec![id(2)]), &stamp("jk")).unwrap();
        second.apply(Edit::SetSpeaker(vec![id(0)], SpeakerChoice::New("Eve".into())), &stamp("jk")).unwrap();
        let corpus = Corpus::of_reviews(&[&first, &second], Some("Port Vell Star"), None);
        assert_eq!((corpus.read, corpus.all.articles, corpus.all.claims(), corpus.undated), (1, 1, 2, 1));
        let names: Vec<(&str, usize)> = corpus.speakers.by_name().map(|(name, counts)| (name, counts.articles)).collect();
        assert_eq!(names, [("Ana", 1), ("Bo", 1)], "the first of both counts who did not reject it");
    }

    #[test]
    fn names_are_bounded_and_the_weighty_ones_stay() {
        let mut named = Named::default();
        let counts = |claims| Counts { named: Voice { claims, ..Voice::default() }, ..Counts::default() };
        for number in 0..100 {
            named.add(&format!("n{number:03}"), counts(number));
        }
        named.bound(50);
        assert!(named.len() <= 75 && named.dropped() == 25 && named.by_name().all(|(_, counts)| counts.claims() >= 25));
    }
}
