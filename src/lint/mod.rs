//! House rules for attribution: what a newsroom's handbook asks of an article, checked over its claims.
//!
//! A [`Rule`] describes itself ([`About`]) and looks at claims, speakers or the whole article. A [`House`] says which
//! rules run, at which level and with which options. A [`Linter`] runs them over a session and remembers the results,
//! so that running it again after a decision costs only what the decision touched.

mod about;
mod across;
mod allowances;
mod anonymous;
mod catalogue;
mod cited;
mod config;
mod configs;
mod counts;
mod finding;
mod fingerprint;
mod folded;
mod glob;
mod graph;
mod house;
mod houses;
mod index;
mod introduced;
mod level;
mod linter;
mod lists;
mod nearest;
mod refusals;
mod reviews;
mod rule;
mod rules;
mod spoken;
mod tree;
mod view;
mod words;

pub use about::{About, Choice};
pub use across::Across;
pub use allowances::{InForce, bound, in_force};
pub use cited::{Chain, Cited};
pub use config::{Config, ConfigError, FILE};
pub use configs::Configs;
pub use counts::Counts;
pub use finding::{Basis, Finding, Related};
pub use fingerprint::fingerprint;
pub use house::{House, Setting};
pub use houses::{HOUSES, NamedHouse};
pub use index::Index;
pub use level::{FailOn, Level};
pub use linter::{Linter, Work, lint};
pub use nearest::nearest;
pub use reviews::{Merged, is_same, keep_outcomes, lint_indexed, lint_reviews};
pub use rule::{Findings, Picked, Rule, Voice};
pub use rules::{RULES, about, named};
pub use tree::tree;
pub use view::{Unreviewed, View};

#[cfg(test)]
mod tests;
