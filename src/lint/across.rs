//! Circular sourcing across articles, of a folder or a stream: who cites whom for the same matter.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use super::cited::{Chain, Cited, Names, RULE, RUN, least};
use super::finding::{Finding, Related};
use super::graph::Graph;
use super::level::Level;
use super::rule::Findings;
use super::rules::about;

/// Share of the content words of the shorter of two claims that both must have to be about the same matter.
const SAME: f64 = 0.5;
/// Claims with the same run of words that are compared.
const REFRAIN: usize = 24;

/// The claims of several articles that came through other outlets.
#[derive(Debug, Default)]
pub struct Across {
    level: Level,
    min: usize,
    articles: usize,
    chains: VecDeque<Chain>,
    /// So many chains are kept; `None`: all.
    most: Option<usize>,
    names: Names,
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
        self.names.add_all(cited.names);
        self.chains.extend(cited.chains.into_iter().map(|chain| Chain { article, ..chain }));
        if let Some(most) = self.most {
            let over = self.chains.len().saturating_sub(most);
            self.chains.drain(..over);
        }
        article
    }

    /// The first article of which claims are kept.
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
                if let Some(full) = self.names.full(outlet) {
                    outlet.clone_from(full);
                }
            }
            chain.outlets.dedup();
        }
        let mut found = Vec::new();
        let chains = in_order(std::mem::take(&mut self.chains));
        let mut seen = Vec::new();
        for matter in matters(&chains) {
            self.rounds(&matter, &mut found);
            self.counted_often(&matter, &mut seen, &mut found);
        }
        found.sort_by_key(|(article, finding)| (*article, finding.span));
        found
    }

    /// What there is to report of one article, at its own passages: to be used where only that article is shown.
    pub fn findings_of(self, article: usize) -> Vec<Finding> {
        let at_home = |(first, mut finding): (usize, Finding)| {
            if first != article {
                let here = finding.related.iter().find(|related| related.article == Some(article))?;
                (finding.span, finding.claim) = (here.span, None);
            }
            // The message and the chains name the others; their passages are not in this article.
            finding.related.clear();
            Some(finding)
        };
        self.findings().into_iter().filter_map(at_home).collect()
    }

    fn in_words(&self, outlets: &[String]) -> String {
        self.names_of(outlets).join(" cites ")
    }

    fn names_of(&self, outlets: &[String]) -> Vec<String> {
        outlets.iter().map(|outlet| self.names.written(outlet).to_owned()).collect()
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
    fn counted_often<'c>(
        &self,
        matter: &[&'c Chain],
        known: &mut Vec<(&'c str, BTreeSet<usize>)>,
        found: &mut Vec<(usize, Finding)>,
    ) {
        let ends: BTreeSet<&String> = matter.iter().filter_map(|chain| chain.outlets.last()).collect();
        let publishers: BTreeSet<&String> = matter.iter().filter_map(|chain| chain.outlets.first()).collect();
        let mut seen = BTreeSet::new();
        let places: Vec<&Chain> = matter.iter().copied().filter(|chain| seen.insert(chain.article)).collect();
        let mut ends = ends.into_iter();
        let (Some(end), None) = (ends.next(), ends.next()) else { return };
        if publishers.len() < self.min || publishers.contains(end) {
            return;
        }
        // One story has many claims: articles that are known to have it from there are not reported again.
        let articles: BTreeSet<usize> = places.iter().map(|chain| chain.article).collect();
        if known.iter().any(|(other, all)| *other == end.as_str() && articles.is_subset(all)) {
            return;
        }
        known.push((end, articles));
        if let Some((first, others)) = places.split_first() {
            let mut chains: Vec<Vec<String>> = places.iter().map(|chain| self.names_of(&chain.outlets)).collect();
            chains.sort_unstable();
            let words: Vec<String> = chains.iter().map(|chain| chain.join(" cites ")).collect();
            let message = format!("{} articles, one source ({}): {}", places.len(), self.names.written(end), words.join("; "));
            self.report(first, others, message, chains, found);
        }
    }
}

/// The chains by their articles, these by name and by what they cite: so the order in which they came does not matter.
fn in_order(chains: VecDeque<Chain>) -> Vec<Chain> {
    let mut articles: Vec<Vec<Chain>> = Vec::new();
    for chain in chains {
        match articles.last_mut().filter(|last| last.first().is_some_and(|first| first.article == chain.article)) {
            Some(last) => last.push(chain),
            None => articles.push(vec![chain]),
        }
    }
    let key = |chain: &Chain| (chain.span, chain.outlets.clone(), chain.words.clone());
    articles.sort_by_cached_key(|chains| {
        let called = chains.first().map(|chain| Arc::clone(&chain.called));
        (called, chains.iter().map(key).collect::<Vec<_>>())
    });
    articles.into_iter().flatten().collect()
}

/// Chains of claims about the same matter, two at least together; those in many articles first.
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
            // Same as the first of its matter too: a row of likenesses leads anywhere.
            let first = root(&mut parent, earlier);
            let same = |at: usize| chains.get(at).is_some_and(|other| is_same(&other.words, &chain.words));
            if same(earlier) && same(first) {
                let (one, other) = (first, root(&mut parent, later));
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
    let mut groups: Vec<Vec<&Chain>> = groups.into_values().filter(|group| group.len() > 1).collect();
    let articles = |group: &Vec<&Chain>| group.iter().map(|chain| chain.article).collect::<BTreeSet<usize>>().len();
    // What all of a story's articles share says it all: parts of it need no finding of their own.
    groups.sort_by_cached_key(|group| std::cmp::Reverse(articles(group)));
    groups
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

    use proptest::prelude::*;

    use super::super::tests::session;
    use super::super::{House, Index, Unreviewed, View};
    use super::*;
    use crate::article::Article;
    use crate::review::Session;
    use crate::text::Span;

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
        for (number, session) in sessions.iter().enumerate() {
            let index = Index::new(session.article());
            across.add(Cited::of(&[View::new(session, &index, &house, Unreviewed::Check)]).called(&number.to_string()));
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
    fn an_article_has_the_finding_at_its_own_place() {
        let text = "[The harbour board will sell the old ferry in May], ‹Coast Wire› {reported}.\n";
        let house = House::default();
        let mut across = Across::new();
        for by in ["Harbour Post", "Evening Tide", "Radio Weir"] {
            let session = published(text, by);
            let index = Index::new(session.article());
            across.add(Cited::of(&[View::new(&session, &index, &house, Unreviewed::Check)]));
        }
        let found = across.findings_of(2);
        assert_eq!(found.len(), 1);
        assert!(found[0].related.is_empty() && found[0].chains.len() == 3, "{found:?}");
        assert_eq!(Across::new().findings_of(0), []);
    }

    /// A finding with the names of its articles.
    type Named = (String, Span, String, Vec<(String, String)>);

    /// What is found in articles by their texts, publishers and names.
    fn found_in(articles: &[(usize, usize, usize)]) -> Vec<Named> {
        const TEXTS: &[&str] = &[
            "[The harbour board will sell the old ferry in May], ‹Coast Wire› {reported}.\n",
            "[the harbour board wants to sell the old ferry in May], ‹Harbour Post› {wrote}.\n",
            "[The old ferry in May goes to the highest bidder of the harbour], ‹The Coast Wire› {reported}.\n\
             [The harbour board will sell the old ferry in May], ‹Coast Wire› {reported}.\n",
            "[The highest bidder of the harbour pays ten million in cash], ‹Coast Wire› {reported}.\n",
            "[The price of the night ferry is ten million in cash], ‹Evening Tide› {reported}.\n\
             [The harbour board will sell the old ferry in May], ‹Coast Wire› {reported}.\n",
            "[Rain is expected on the southern coast], ‹Radio Weir› {said}.\n",
        ];
        const PUBLISHERS: &[&str] =
            &["Harbour Post", "The Harbour Post", "Evening Tide", "Coast Wire", "Radio Weir", "Port News"];
        let house = House::default();
        let mut across = Across::new();
        for (text, publisher, name) in articles {
            let session = published(TEXTS[*text], PUBLISHERS[*publisher]);
            let index = Index::new(session.article());
            across.add(Cited::of(&[View::new(&session, &index, &house, Unreviewed::Check)]).called(&name.to_string()));
        }
        let called = |at: usize| format!("{:?}", articles[at]);
        let mut found: Vec<_> = across
            .findings()
            .into_iter()
            .map(|(article, finding)| {
                let related = finding.related.iter().map(|related| (called(related.article.unwrap()), related.message.clone()));
                (called(article), finding.span, finding.message.clone(), related.collect())
            })
            .collect();
        found.sort();
        found
    }

    proptest! {
        #[test]
        fn the_order_of_the_articles_does_not_matter(
            (articles, shuffled) in prop::collection::vec((0usize..6, 0usize..6, 0usize..9), 2..12)
                .prop_flat_map(|articles| (Just(articles.clone()), Just(articles).prop_shuffle()))
        ) {
            prop_assert_eq!(found_in(&articles), found_in(&shuffled));
        }
    }

    #[test]
    fn what_fewer_articles_say_is_no_finding_of_its_own() {
        // The second matter is in three of the four articles that the first one is in, and came first.
        let more = "[The price of the night ferry is ten million in cash], ‹Coast Wire› {reported}.\n\
                    [The harbour board will sell the old ferry in May], ‹Coast Wire› {reported}.\n";
        let less = "[The harbour board will sell the old ferry in May], ‹Coast Wire› {reported}.\n";
        let sessions = [("Harbour Post", more), ("Evening Tide", more), ("Radio Weir", more), ("Port News", less)]
            .map(|(by, text)| published(text, by));
        let found = messages(&sessions);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].1.starts_with("4 articles, one source (Coast Wire)"), "{found:?}");
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
            across.add(Cited::of(&[View::new(&session, &index, &house, Unreviewed::Check)]));
        }
        assert_eq!(across.first_kept(), 7);
        let found = across.findings();
        assert_eq!((found.len(), found[0].0), (1, 7));
        assert!(found[0].1.message.starts_with("3 articles, one source (Coast Wire)"), "{}", found[0].1.message);
    }

    #[test]
    fn a_story_is_reported_once_and_an_outlet_may_speak_of_itself() {
        let text = "[The harbour board will sell the old ferry in May], ‹Coast Wire› {reported}.\n\
                    [The price of the night ferry is ten million in cash], ‹Coast Wire› {reported}.\n";
        let sessions = ["Harbour Post", "Evening Tide", "Radio Weir"].map(|by| published(text, by));
        assert_eq!(messages(&sessions).len(), 1);
        let own = "[We stand by our report on the sale of the ferry], <Coast Wire> {said} in ‹Coast Wire›.\n";
        let sessions = ["Harbour Post", "Evening Tide", "Radio Weir"].map(|by| published(own, by));
        assert_eq!(messages(&sessions), []);
    }

    #[test]
    fn one_agency_counted_three_times_is_reported() {
        let text = "[The harbour board will sell the old ferry in May], ‹Coast Wire› {reported}.\n";
        let sessions = ["Harbour Post", "Evening Tide", "Radio Weir"].map(|by| published(text, by));
        let expected = "3 articles, one source (Coast Wire): Evening Tide cites Coast Wire; Harbour Post cites Coast Wire; Radio Weir cites Coast Wire";
        assert_eq!(messages(&sessions), [(0, expected.to_owned(), 2)]);
        assert_eq!(messages(&sessions[..2]), []);
    }
}
