//! Which outlet cites which, and where that goes round.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A graph of outlets. Each edge remembers where it was found.
#[derive(Clone, Debug)]
pub struct Graph<N, E> {
    edges: BTreeMap<N, BTreeMap<N, E>>,
}

impl<N: Clone + Ord, E> Default for Graph<N, E> {
    fn default() -> Self {
        Self { edges: BTreeMap::new() }
    }
}

impl<N: Clone + Ord, E: Clone> Graph<N, E> {
    /// Adds that `from` cites `to`; the first place stays.
    pub fn add(&mut self, from: N, to: N, place: E) {
        self.edges.entry(from).or_default().entry(to).or_insert(place);
    }

    fn next<'a>(&'a self, node: &N) -> impl Iterator<Item = (&'a N, &'a E)> {
        self.edges.get(node).into_iter().flatten()
    }

    /// A shortest round that begins and ends at `start`: its edges in order; `None` where there is none.
    fn round(&self, start: &N) -> Option<Vec<(N, N, E)>> {
        let mut came: BTreeMap<&N, (&N, &E)> = BTreeMap::new();
        let (start, _) = self.edges.get_key_value(start)?;
        let mut waiting = VecDeque::from([start]);
        while let Some(node) = waiting.pop_front() {
            for (next, place) in self.next(node) {
                if next == start {
                    let mut edges = vec![(node.clone(), next.clone(), place.clone())];
                    let mut at = node;
                    while at != start {
                        let (before, place) = came.get(at)?;
                        edges.push(((*before).clone(), at.clone(), (*place).clone()));
                        at = before;
                    }
                    edges.reverse();
                    return Some(edges);
                }
                if let std::collections::btree_map::Entry::Vacant(entry) = came.entry(next) {
                    entry.insert((node, place));
                    waiting.push_back(next);
                }
            }
        }
        None
    }

    /// Rounds of outlets that cite each other: a shortest one for each outlet that is in none of those before.
    pub fn rounds(&self) -> Vec<Vec<(N, N, E)>> {
        let mut seen: BTreeSet<N> = BTreeSet::new();
        let mut rounds = Vec::new();
        for node in self.edges.keys() {
            if seen.contains(node) {
                continue;
            }
            if let Some(round) = self.round(node) {
                seen.extend(round.iter().map(|(from, ..)| from.clone()));
                rounds.push(round);
            }
        }
        rounds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortest_rounds_are_found_once() {
        let mut graph = Graph::default();
        for (place, (from, to)) in
            [("a", "b"), ("b", "c"), ("c", "a"), ("b", "a"), ("d", "a"), ("e", "e")].into_iter().enumerate()
        {
            graph.add(from, to, place);
        }
        let rounds: Vec<String> = graph
            .rounds()
            .iter()
            .map(|round| round.iter().map(|(from, to, place)| format!("{from}{to}{place}")).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(rounds, ["ab0 ba3", "ca2 ab0 bc1", "ee5"]);
    }
}
