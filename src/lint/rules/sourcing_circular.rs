//! `sourcing.circular`: outlets that cite each other, or several that are one source.

use std::collections::BTreeSet;

use crate::claim::{OutletId, OutletRole};
use crate::lint::about::{About, Choice};
use crate::lint::graph::Graph;
use crate::lint::house::Setting;
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Picked, Rule};
use crate::lint::view::View;
use crate::review::ReviewedClaim;
use crate::text::Span;

/// Reports outlets that cite each other and outlets that all go back to the same one.
pub struct SourcingCircular;

const ABOUT: About = About {
    id: "sourcing.circular",
    level: Level::Warning,
    what: "Outlets cite each other, or several outlets go back to the same one.",
    why: "Three papers that quote the same agency are one source, and an outlet that is quoted for its own report confirms nothing. \
          The rule reports outlet chains that come back to where they began, chains of different outlets that all end in the \
          same one, and, over a folder of articles, claims that articles cite each other for and claims that at least `min` \
          publishers have from one outlet. The chain is printed.",
    sources: &[
        "Knight Science Journalism Program at MIT, Fact-Checking Project: go back to the primary source",
        "AP, News Values and Principles: credit the outlet that first reported a story",
    ],
    bad: "The Harbour Post reported the sale, citing the Coast Wire. The Evening Tide, citing the Coast Wire, also reported it.",
    good: "The Coast Wire reported the sale, and the buyer confirmed it to the Harbour Post.",
    options: &[Choice {
        name: "min",
        default: "3",
        what: "Over a folder: how many publishers must have a claim from one outlet.",
    }],
    measured: "Nothing in 924 articles of PolNeAR and 12 news articles of GUM (neural engine). 1,000 articles that tell the same \
               stories in several outlets were checked as if each had a publisher of its own (rule-based engine): all 38 findings were \
               read, 35 of them right. Wrong ones: two stories joined, a report that several outlets had, and an outlet's own statement. \
               Before the last mend 35 of 40 were right.",
};

impl Rule for SourcingCircular {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn setting(&self) -> Setting {
        Setting { min: 3, ..Setting::at(ABOUT.level) }
    }

    fn picks(&self, _view: &View<'_>, claim: &ReviewedClaim) -> bool {
        !claim.via().is_empty()
    }

    fn looks_at_outlets(&self) -> bool {
        true
    }

    fn article(&self, view: &View<'_>, picked: &Picked<'_>, found: &mut Findings) {
        let mut graph: Graph<OutletId, &ReviewedClaim> = Graph::default();
        let mut chains: Vec<(&ReviewedClaim, Vec<OutletId>)> = Vec::new();
        let publisher = publisher(view);
        // The same outlets are named together again and again; the first claim with them says it all.
        for (claim, _) in &picked.by_outlets {
            let claim: &ReviewedClaim = claim;
            // Of one outlet nothing was done together.
            if claim.via().len() > 1 && is_joint(view, claim) {
                continue;
            }
            let chain: Vec<OutletId> =
                claim.via().iter().filter_map(|id| view.session.outlet(id)).map(|outlet| outlet.id.clone()).collect();
            for pair in chain.windows(2) {
                if let [from, to] = pair {
                    graph.add(from.clone(), to.clone(), claim);
                }
            }
            // The article itself comes first in every chain.
            if let (Some(publisher), [first, _, ..]) = (&publisher, chain.as_slice()) {
                graph.add(publisher.clone(), first.clone(), claim);
            }
            chains.push((claim, chain));
        }
        for round in graph.rounds() {
            let mut names: Vec<OutletId> = round.iter().map(|(from, ..)| from.clone()).collect();
            names.extend(round.first().map(|(from, ..)| from.clone()));
            let Some((_, _, first)) = round.first() else { continue };
            let message = format!("the outlets cite each other: {}", chain_in_words(view, &names));
            let finding = found.add(view.basis(first), view.place_of_source(first), message).of(first, view.speaker(first));
            finding.citing(vec![names_of(view, &names)]);
            for (_, _, claim) in round.iter().skip(1).filter(|(_, _, claim)| claim.id != first.id) {
                finding.beside(view.place_of_source(claim), "part of the round");
            }
        }
        self.shared_end(view, &chains, found);
    }
}

impl SourcingCircular {
    /// Reports chains that begin with different outlets and all end in the same one.
    fn shared_end(&self, view: &View<'_>, chains: &[(&ReviewedClaim, Vec<OutletId>)], found: &mut Findings) {
        let ends: BTreeSet<&OutletId> = chains.iter().filter_map(|(_, chain)| chain.last()).collect();
        let citing = chains.iter().filter(|(_, chain)| chain.len() > 1);
        let nearest: BTreeSet<&OutletId> = citing.clone().filter_map(|(_, chain)| chain.first()).collect();
        if ends.len() != 1 || nearest.len() < 2 {
            return;
        }
        let mut seen: Vec<&[OutletId]> = Vec::new();
        let mut kinds = citing.filter(|(_, chain)| {
            let fresh = !seen.contains(&chain.as_slice());
            if fresh {
                seen.push(chain);
            }
            fresh
        });
        let Some((first, chain)) = kinds.next() else { return };
        let others: Vec<_> = kinds.collect();
        let mut words = vec![chain_in_words(view, chain)];
        words.extend(others.iter().map(|(_, chain)| chain_in_words(view, chain)));
        let message = format!("{} outlets, one source: {}", nearest.len(), words.join("; "));
        let all = std::iter::once(chain).chain(others.iter().map(|(_, chain)| chain));
        let all = all.map(|chain| names_of(view, chain)).collect();
        let finding = found.add(view.basis(first), view.place_of_source(first), message).of(first, view.speaker(first));
        finding.citing(all);
        for (claim, chain) in others {
            finding.beside(view.place_of_source(claim), chain_in_words(view, chain));
        }
    }
}

/// Whether two outlets did something together: "a Harbour Post/Radio Weir poll".
fn is_joint(view: &View<'_>, claim: &ReviewedClaim) -> bool {
    /// Outlets that do something together are named so where they are first named.
    const FIRST: usize = 500;
    let outlets = claim.via().iter().filter_map(|id| view.session.outlet(id));
    let mut mentions: Vec<Span> = outlets.flat_map(|outlet| outlet.mentions.iter().take(FIRST).copied()).collect();
    mentions.sort_unstable();
    let between = |pair: &[Span]| match pair {
        [one, other] => {
            view.text().get(one.end..other.start).is_some_and(|between| matches!(between.trim(), "/" | "-" | "–" | "and" | "&"))
        }
        _ => false,
    };
    mentions.windows(2).any(between)
}

/// The outlet that published the article.
fn publisher(view: &View<'_>) -> Option<OutletId> {
    let named = view.session.article().metadata.publisher.as_deref();
    let is_publisher = |outlet: &&crate::claim::Outlet| {
        outlet.role == OutletRole::Publisher || named.is_some_and(|name| name.eq_ignore_ascii_case(&outlet.name))
    };
    view.session.outlets().find(is_publisher).map(|outlet| outlet.id.clone())
}

/// A chain in words: "Harbour Post cites Coast Wire".
fn chain_in_words(view: &View<'_>, chain: &[OutletId]) -> String {
    names_of(view, chain).join(" cites ")
}

fn names_of(view: &View<'_>, chain: &[OutletId]) -> Vec<String> {
    chain.iter().map(|id| view.session.outlet(id).map_or_else(|| id.to_string(), |outlet| outlet.name.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::{found, lint_session, session_with};

    #[test]
    fn outlets_that_cite_each_other_are_reported_with_the_chain() {
        assert_eq!(
            found(
                "sourcing.circular",
                "[The ferry goes], <Bo Ek> {said} in ‹Harbour Post›, citing ‹Coast Wire›.\n[It is old], <Ana Diaz> {said} in ‹Coast Wire›, citing ‹Harbour Post›.\n"
            ),
            ["Ana Diaz: the outlets cite each other: Coast Wire cites Harbour Post cites Coast Wire"]
        );
    }

    #[test]
    fn outlets_that_go_back_to_one_are_reported() {
        let one = "[The ferry goes], <Bo Ek> {said} in ‹Harbour Post›, citing ‹Coast Wire›.\n[It is old], <Ana Diaz> {said} in ‹Evening Tide›, citing ‹Coast Wire›.\n";
        assert_eq!(
            found("sourcing.circular", one),
            ["Bo Ek: 2 outlets, one source: Harbour Post cites Coast Wire; Evening Tide cites Coast Wire"]
        );
        let other = format!("{one}[It is true], <Cy Holm> {{said}} to ‹Radio Weir›.\n");
        assert_eq!(found("sourcing.circular", &other), [""; 0], "another outlet confirms it");
    }

    #[test]
    fn a_poll_of_two_outlets_is_no_chain() {
        let text = "[Most want the ferry], a ‹Harbour Post›/‹Coast Wire› poll {found}.\n[It is old], <Ana Diaz> {said} in ‹Coast Wire›, citing ‹Harbour Post›.\n";
        assert_eq!(found("sourcing.circular", text), [""; 0]);
    }

    #[test]
    fn an_article_that_cites_its_own_publisher_is_reported() {
        let session =
            session_with("[The ferry goes], <Bo Ek> {said} in ‹Harbour Post›, citing ‹Coast Wire›.\n", |found| {
                found
                    .outlets
                    .iter_mut()
                    .filter(|outlet| outlet.name == "Coast Wire")
                    .for_each(|outlet| outlet.role = OutletRole::Publisher);
            });
        let found = lint_session("sourcing.circular", &session);
        assert!(found.len() == 1 && found[0].message.contains("Coast Wire cites Harbour Post cites Coast Wire"), "{found:?}");
    }
}
