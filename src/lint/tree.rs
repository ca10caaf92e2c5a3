//! Chains of outlets as a small tree: at its root the outlet that all go back to.

use std::collections::BTreeMap;

/// A place of the tree: the outlets that cite it.
#[derive(Debug, Default)]
struct Node<'a> {
    citing: BTreeMap<&'a str, Node<'a>>,
}

/// The lines of the tree. In each chain every outlet cites the next one. An outlet that comes again below itself is
/// marked: there the chain goes round.
pub fn tree(chains: &[Vec<String>]) -> Vec<String> {
    let mut roots = Node::default();
    for chain in chains {
        let mut at = &mut roots;
        for outlet in chain.iter().rev() {
            at = at.citing.entry(outlet).or_default();
        }
    }
    let mut lines = Vec::new();
    for (root, node) in &roots.citing {
        lines.push((*root).to_owned());
        branches(node, "", &mut vec![*root], &mut lines);
    }
    lines
}

fn branches<'a>(node: &Node<'a>, indent: &str, above: &mut Vec<&'a str>, lines: &mut Vec<String>) {
    let last = node.citing.len().saturating_sub(1);
    for (place, (outlet, below)) in node.citing.iter().enumerate() {
        let (branch, rest) = if place == last { ("└ ", "  ") } else { ("├ ", "│ ") };
        let again = if above.contains(outlet) { ": round again" } else { "" };
        lines.push(format!("{indent}{branch}cited by {outlet}{again}"));
        above.push(outlet);
        branches(below, &format!("{indent}{rest}"), above, lines);
        above.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(chains: &[&[&str]]) -> String {
        let chains: Vec<Vec<String>> = chains.iter().map(|chain| chain.iter().map(|name| (*name).to_owned()).collect()).collect();
        tree(&chains).join("\n")
    }

    #[test]
    fn the_outlet_that_all_go_back_to_is_the_root() {
        assert_eq!(
            drawn(&[
                &["Harbour Post", "Coast Wire"],
                &["Radio Weir", "Evening Tide", "Coast Wire"],
                &["Evening Tide", "Coast Wire"]
            ]),
            "Coast Wire\n├ cited by Evening Tide\n│ └ cited by Radio Weir\n└ cited by Harbour Post"
        );
    }

    #[test]
    fn a_round_ends_where_it_began() {
        assert_eq!(
            drawn(&[&["Coast Wire", "Harbour Post", "Coast Wire"]]),
            "Coast Wire\n└ cited by Harbour Post\n  └ cited by Coast Wire: round again"
        );
        assert_eq!(drawn(&[]), "");
    }
}
