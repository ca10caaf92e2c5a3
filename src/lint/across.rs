//! Circular sourcing across articles, of a folder or a stream: who cites whom for the same matter.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use super::finding::{Basis, Finding, Related};
use super::graph::Graph;
use super::level::Level;
use super::rule::Findings;
use super::rules::about;
use super::view::View;
use crate::claim::{ClaimId, OutletRole, Part};
use crate::text::Span;

const RULE: &str = "sourcing.circular";

/// Content words in a row that two claims must share to be compared.
const RUN: usize = 3;
/// Share of the content words of the shorter of two claims that both must have to be about the same matter.
const SAME: f64 = 0.5;
/// Claims with the same run of words that are compared.
const REFRAIN: usize = 24;

/// Words that say nothing of a matter.
const EMPTY: &[&str] = &[
    "about", "after", "again", "also", "and", "are", "been", "before", "but", "can", "could", "for", "from", "had", "has",
    "have", "her", "him", "his", "into", "its", "more", "not", "now", "our", "over", "said", "says", "she", "should", "some",
    "than", "that", "the", "their", "them", "then", "there", "they", "this", "was", "were", "what", "when", "which", "who",
    "will", "with", "would", "you", "your",
];

/// A claim that an article has from other outlets.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The article, by the order in which it came.
    article: usize,
    span: Span,
    claim: ClaimId,
    basis: Basis,
    /// The outlets as keys, the article's own publisher first.
    outlets: Vec<String>,
    words: Vec<Box<str>>,
}

/// What one article has from other outlets.
#[derive(Clone, Debug, Default)]
pub struct Cited {
    level: Level,
    min: usize,
    chains: Vec<Chain>,
    /// How outlets are written, by their keys.
    names: BTreeMap<String, String>,
    /// Other forms of the names.
    aliases: BTreeMap<String, String>,
}

/// The claims of several articles that came through other outlets.
#[derive(Debug, Default)]
pub struct Across {
    level: Level,
    min: usize,
    articles: usize,
    chains: VecDeque<Chain>,
    /// So many chains are kept; `None`: all.
    most: Option<usize>,
    names: BTreeMap<String, String>,
    aliases: BTreeMap<String, String>,
}

/// The key of an outlet's name.
fn key(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
}

impl Cited {
    /// What an article has from other outlets, by its reviews: one or several.
    pub fn of(reviews: &[View<'_>]) -> Self {
        let mut cited = Self::default();
        reviews.iter().for_each(|view| cited.add(view));
        cited
    }

    /// The passages of its claims.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.chains.iter().map(|chain| chain.span)
    }

    fn add(&mut self, view: &View<'_>) {
        let setting = view.setting(RULE);
        if setting.level == Level::Off {
            return;
        }
        self.level = self.level.max(setting.level);
        self.min = least(self.min, setting.min.max(2));
        for outlet in view.session.outlets() {
            let name = key(&outlet.name);
            self.names.entry(name.clone()).or_insert_with(|| outlet.name.clone());
            for alias in &outlet.aliases {
                self.aliases.entry(key(alias)).or_insert_with(|| name.clone());
            }
        }
        let published =
            view.session.outlets().find(|outlet| outlet.role == OutletRole::Publisher).map(|outlet| outlet.name.clone());
        let Some(publisher) = view.session.article().metadata.publisher.clone().or(published) else { return };
        self.names.entry(key(&publisher)).or_insert_with(|| publisher.clone());
        for claim in view.claims() {
            let via = claim.via().iter().filter_map(|id| view.session.outlet(id)).map(|outlet| key(&outlet.name));
            let mut outlets = vec![key(&publisher)];
            outlets.extend(via);
            outlets.dedup();
            if outlets.len() < 2 {
                continue;
            }
            let words = content_words(&view.words(claim, Part::Content));
            if words.len() >= RUN {
                let (span, basis) = (view.place_of_source(claim), view.basis(claim));
                self.chains.push(Chain { article: 0, span, claim: claim.id.clone(), basis, outlets, words });
            }
        }
    }
}

/// The smaller of two numbers; 0 is none yet.
fn least(one: usize, other: usize) -> usize {
    if one == 0 { other } else { one.min(other) }
}

impl Across {
    /// No articles yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with memory for the last `most` claims only.
    pub fn keeping(most: usize) -> Self {
        Self { most: Some(most), ..Self::default() }
    }

    /// Takes in what an article cites; returns its index.
    pub fn add(&mut self, cited: Cited) -> usize {
        let article = self.articles;
        self.articles += 1;
        if cited.level == Level::Off {
            return article;
        }
        self.level = self.level.max(cited.level);
        self.min = least(self.min, cited.min);
        // Of an article that cites nobody only what it is called matters, and that is in the chains of the others.
        if cited.chains.is_empty() {
            return article;
        }
        for (key, name) in cited.names {
            self.names.entry(key).or_insert(name);
        }
        for (key, name) in cited.aliases {
            self.aliases.entry(key).or_insert(name);
        }
        self.chains.extend(cited.chains.into_iter().map(|chain| Chain { article, ..chain }));
        if let Some(most) = self.most {
            let over = self.chains.len().saturating_sub(most);
            self.chains.drain(..over);
        }
        article
    }

    /// The first article whose claims are all kept.
    pub fn first_kept(&self) -> usize {
        self.chains.front().map_or(self.articles, |chain| chain.article)
    }

    /// What the articles together give cause for: the index of the article with the finding.
    pub fn findings(mut self) -> Vec<(usize, Finding)> {
        if self.level == Level::Off || about(RULE).is_none() {
            return Vec::new();
        }
        for chain in &mut self.chains {
            for outlet in &mut chain.outlets {
                if let Some(full) = self.aliases.get(outlet).filter(|_| !self.names.contains_key(outlet.as_str())) {
                    outlet.clone_from(full);
                }
            }
            chain.outlets.dedup();
        }
        let mut found = Vec::new();
        let chains = std::mem::take(&mut self.chains);
        for matter in matters(&Vec::from(chains)) {
            self.rounds(&matter, &mut found);
            self.counted_often(&matter, &mut found);
        }
        found.sort_by_key(|(article, finding)| (*article, finding.span));
        found
    }

    fn name<'a>(&'a self, outlet: &'a str) -> &'a str {
        self.names.get(outlet).map_or(outlet, String::as_str)
    }

    fn in_words(&self, outlets: &[String]) -> String {
        self.names_of(outlets).join(" cites ")
    }

    fn names_of(&self, outlets: &[String]) -> Vec<String> {
        outlets.iter().map(|outlet| self.name(outlet).to_owned()).collect()
    }

    fn report(
        &self,
        first: &Chain,
        others: &[&Chain],
        message: String,
        chains: Vec<Vec<String>>,
        found: &mut Vec<(usize, Finding)>,
    ) {
        let mut findings = Findings::new(RULE, self.level);
        let finding = findings.add(first.basis, first.span, message).citing(chains);
        finding.claim = Some(first.claim.clone());
        finding.related = others
            .iter()
            .map(|chain| Related { article: Some(chain.article), span: chain.span, message: self.in_words(&chain.outlets) })
            .collect();
        found.extend(findings.into_list().into_iter().map(|finding| (first.article, finding)));
    }

    /// Articles that cite each other for the same matter.
    fn rounds(&self, matter: &[&Chain], found: &mut Vec<(usize, Finding)>) {
        let mut graph: Graph<String, usize> = Graph::default();
        for (index, chain) in matter.iter().enumerate() {
            for pair in chain.outlets.windows(2) {
                if let [from, to] = pair {
                    graph.add(from.clone(), to.clone(), index);
                }
            }
        }
        for round in graph.rounds() {
            let mut places: Vec<&Chain> = round.iter().filter_map(|(_, _, index)| matter.get(*index).copied()).collect();
            places.dedup_by_key(|chain| (chain.article, chain.span));
            let articles: BTreeSet<usize> = places.iter().map(|chain| chain.article).collect();
            // A round within one article is the business of the article's own run.
            let Some((first, others)) = places.split_first().filter(|_| articles.len() > 1) else { continue };
            let mut names: Vec<String> = round.iter().map(|(from, ..)| from.clone()).collect();
            names.extend(round.first().map(|(from, ..)| from.clone()));
            let message = format!("the articles cite each other for this: {}", self.in_words(&names));
            self.report(first, others, message, vec![self.names_of(&names)], found);
        }
    }

    /// The same matter in several articles, all from one outlet.
    fn counted_often(&self, matter: &[&Chain], found: &mut Vec<(usize, Finding)>) {
        let ends: BTreeSet<&String> = matter.iter().filter_map(|chain| chain.outlets.last()).collect();
        let publishers: BTreeSet<&String> = matter.iter().filter_map(|chain| chain.outlets.first()).collect();
        let mut seen = BTreeSet::new();
        let places: Vec<&Chain> = matter.iter().copied().filter(|chain| seen.insert(chain.article)).collect();
        let mut ends = ends.into_iter();
        let (Some(end), None) = (ends.next(), ends.next()) else { return };
        if publishers.len() < self.min || publishers.contains(end) {
            return;
        }
        if let Some((first, others)) = places.split_first() {
            let chains: Vec<String> = places.iter().map(|chain| self.in_words(&chain.outlets)).collect();
            let message = format!("{} articles, one source ({}): {}", places.len(), self.name(end), chains.join("; "));
            let chains = places.iter().map(|chain| self.names_of(&chain.outlets)).collect();
            self.report(first, others, message, chains, found);
        }
    }
}

/// The words of a content that say what it is about.
fn content_words(content: &str) -> Vec<Box<str>> {
    let words = super::index::folded(content, Span::new(0, content.len()));
    words.into_iter().filter(|word| word.len() > 2 && !EMPTY.contains(&word.as_ref())).collect()
}

/// Chains of claims about the same matter, two at least together.
fn matters(chains: &[Chain]) -> Vec<Vec<&Chain>> {
    let mut parent: Vec<usize> = (0..chains.len()).collect();
    let mut runs: HashMap<&[Box<str>], Vec<usize>> = HashMap::new();
    for (later, chain) in chains.iter().enumerate() {
        let mut candidates: Vec<usize> = Vec::new();
        for run in chain.words.windows(RUN) {
            let seen = runs.entry(run).or_default();
            candidates.extend(seen.iter().rev().take(REFRAIN));
            seen.push(later);
        }
        candidates.sort_unstable();
        candidates.dedup();
        for earlier in candidates {
            if chains.get(earlier).is_some_and(|other| is_same(&other.words, &chain.words)) {
                let (one, other) = (root(&mut parent, earlier), root(&mut parent, later));
                if let Some(slot) = parent.get_mut(one.max(other)) {
                    *slot = one.min(other);
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<&Chain>> = BTreeMap::new();
    for (index, chain) in chains.iter().enumerate() {
        groups.entry(root(&mut parent, index)).or_default().push(chain);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while let Some(up) = parent.get(at).copied().filter(|up| *up != at) {
        let above = parent.get(up).copied().unwrap_or(up);
        if let Some(slot) = parent.get_mut(at) {
            *slot = above;
        }
        at = up;
    }
    at
}

fn is_same(one: &[Box<str>], other: &[Box<str>]) -> bool {
    let (one, other): (BTreeSet<_>, BTreeSet<_>) = (one.iter().collect(), other.iter().collect());
    let common = one.intersection(&other).count();
    common as f64 >= SAME * one.len().min(other.len()) as f64
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::tests::session;
    use super::super::{House, Index};
    use super::*;
    use crate::article::Article;
    use crate::review::Session;

    fn published(text: &str, by: &str) -> Session {
        let old = session(text);
        let article = Article {
            metadata: crate::article::Metadata { publisher: Some(by.into()), ..Default::default() },
            ..(**old.article()).clone()
        };
        Session::restore(Arc::new(article), old.record())
    }

    fn messages(sessions: &[Session]) -> Vec<(usize, String, usize)> {
        let house = House::default();
        let mut across = Across::new();
        for session in sessions {
            let index = Index::new(session.article());
            across.add(Cited::of(&[View { session, index: &index, house: &house, suggestions: true }]));
        }
        across.findings().into_iter().map(|(article, finding)| (article, finding.message, finding.related.len())).collect()
    }

    #[test]
    fn articles_that_cite_each_other_are_reported_with_the_chain() {
        let sessions = [
            published("[The harbour board will sell the old ferry in May], ‹Coast Wire› {reported}.\n", "The Harbour Post"),
            published("[the harbour board wants to sell the old ferry in May], ‹Harbour Post› {wrote}.\n", "Coast Wire"),
            published("[Rain is expected on the southern coast], ‹Radio Weir› {said}.\n", "Coast Wire"),
        ];
        let expected = "the articles cite each other for this: Coast Wire cites The Harbour Post cites Coast Wire";
        assert_eq!(messages(&sessions), [(1, expected.to_owned(), 1)]);
    }

    #[test]
    fn other_matters_are_no_round() {
        let sessions = [
            published("[The harbour board will sell the old ferry in May], ‹Coast Wire› {reported}.\n", "Harbour Post"),
            published("[Rain is expected on the southern coast tonight], ‹Harbour Post› {wrote}.\n", "Coast Wire"),
        ];
        assert_eq!(messages(&sessions), []);
    }

    #[test]
    fn only_the_last_claims_are_kept_where_memory_is_bounded() {
        let text = "[The harbour board will sell the old ferry in May], ‹Coast Wire› {reported}.\n";
        let house = House::default();
        let mut across = Across::keeping(3);
        for number in 0..10 {
            let session = published(text, &format!("Paper {number}"));
            let index = Index::new(session.article());
            across.add(Cited::of(&[View { session: &session, index: &index, house: &house, suggestions: true }]));
        }
        assert_eq!(across.first_kept(), 7);
        let found = across.findings();
        assert_eq!((found.len(), found[0].0), (1, 7));
        assert!(found[0].1.message.starts_with("3 articles, one source (Coast Wire)"), "{}", found[0].1.message);
    }

    #[test]
    fn one_agency_counted_three_times_is_reported() {
        let text = "[The harbour board will sell the old ferry in May], ‹Coast Wire› {reported}.\n";
        let sessions = ["Harbour Post", "Evening Tide", "Radio Weir"].map(|by| published(text, by));
        let expected = "3 articles, one source (Coast Wire): Harbour Post cites Coast Wire; Evening Tide cites Coast Wire; Radio Weir cites Coast Wire";
        assert_eq!(messages(&sessions), [(0, expected.to_owned(), 2)]);
        assert_eq!(messages(&sessions[..2]), []);
    }
}
