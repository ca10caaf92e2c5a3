//! What an article has from other outlets: the chains of its claims, ready to be compared with those of other articles.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::finding::Basis;
use super::level::Level;
use super::view::View;
use crate::claim::{ClaimId, OutletRole, Part};
use crate::lint::lists::UNTELLING;
use crate::text::Span;

/// The rule that looks at several articles.
pub(super) const RULE: &str = "sourcing.circular";

/// Content words in a row that two claims must share to be compared.
pub(super) const RUN: usize = 3;

/// A claim that an article has from other outlets.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The article, by the order in which it came.
    pub(super) article: usize,
    /// What the article is called.
    pub(super) called: Arc<str>,
    pub(super) span: Span,
    pub(super) claim: ClaimId,
    pub(super) basis: Basis,
    /// The outlets as keys, the article's own publisher first.
    pub(super) outlets: Vec<String>,
    pub(super) words: Vec<Box<str>>,
}

/// What one article has from other outlets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cited {
    pub(super) level: Level,
    pub(super) min: usize,
    pub(super) chains: Vec<Chain>,
    pub(super) names: Names,
}

/// How outlets are called. It is the same in whatever order it comes together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    /// How they are written, by their keys.
    written: BTreeMap<String, String>,
    /// The keys of outlets by the keys of their other names; `None`: several have that name.
    aliases: BTreeMap<String, Option<String>>,
}

impl Names {
    /// Of several spellings ("the Post", "The Post") the longest counts.
    fn add(&mut self, key: String, name: &str) {
        let written = self.written.entry(key).or_default();
        if (name.len(), written.as_str()) > (written.len(), name) {
            name.clone_into(written);
        }
    }

    fn add_alias(&mut self, alias: String, of: Option<String>) {
        match self.aliases.entry(alias) {
            Entry::Vacant(entry) => {
                entry.insert(of);
            }
            Entry::Occupied(mut entry) if *entry.get() != of => {
                entry.insert(None);
            }
            Entry::Occupied(_) => {}
        }
    }

    /// Adds those of another article.
    pub(super) fn add_all(&mut self, others: Self) {
        others.written.into_iter().for_each(|(key, name)| self.add(key, &name));
        others.aliases.into_iter().for_each(|(alias, of)| self.add_alias(alias, of));
    }

    /// The key of the outlet that is called so somewhere; `None`: it is an outlet's own, or that of several.
    pub(super) fn full(&self, key: &str) -> Option<&String> {
        self.aliases.get(key).and_then(Option::as_ref).filter(|_| !self.written.contains_key(key))
    }

    /// How an outlet is written.
    pub(super) fn written<'a>(&'a self, key: &'a str) -> &'a str {
        self.written.get(key).map_or(key, String::as_str)
    }
}

/// The key of an outlet's name.
pub(super) fn key(name: &str) -> String {
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

    /// The same of an article that is called so: what several articles give cause for is reported at the first one by
    /// name, in whatever order they come.
    #[must_use]
    pub fn called(mut self, name: &str) -> Self {
        let name: Arc<str> = name.into();
        self.chains.iter_mut().for_each(|chain| chain.called = Arc::clone(&name));
        self
    }

    /// The passages of its claims.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.chains.iter().map(|chain| chain.span)
    }

    /// Whether it has nothing from other outlets.
    pub fn is_empty(&self) -> bool {
        self.chains.is_empty()
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
            for alias in &outlet.aliases {
                self.names.add_alias(key(alias), Some(name.clone()));
            }
            self.names.add(name, &outlet.name);
        }
        let published =
            view.session.outlets().find(|outlet| outlet.role == OutletRole::Publisher).map(|outlet| outlet.name.clone());
        let Some(publisher) = view.session.article().metadata.publisher.clone().or(published) else { return };
        self.names.add(key(&publisher), &publisher);
        for claim in view.claims().filter(|claim| !claim.via().is_empty()) {
            let via = claim.via().iter().filter_map(|id| view.session.outlet(id)).map(|outlet| key(&outlet.name));
            let mut outlets = vec![key(&publisher)];
            outlets.extend(via);
            outlets.dedup();
            if outlets.len() < 2 || is_about_itself(view, claim) {
                continue;
            }
            let words = content_words(&view.words(claim, Part::Content));
            if words.len() >= RUN {
                let (span, basis) = (view.place_of_source(claim), view.basis(claim));
                self.chains.push(Chain {
                    article: 0,
                    called: Arc::default(),
                    span,
                    claim: claim.id.clone(),
                    basis,
                    outlets,
                    words,
                });
            }
        }
    }
}

/// Whether an outlet speaks of itself ("we stand by our report", the Post said): that comes from nobody else.
fn is_about_itself(view: &View<'_>, claim: &crate::review::ReviewedClaim) -> bool {
    let (Some(speaker), Some(outlet)) = (view.speaker(claim), claim.via().last().and_then(|id| view.session.outlet(id))) else {
        return false;
    };
    let content = view.words(claim, Part::Content);
    let words = super::folded::folded(&content, Span::new(0, content.len()));
    let own = |word: &str| matches!(word, "we" | "our" | "ours" | "us");
    key(&speaker.name) == key(&outlet.name) && (content.contains(&outlet.name) || words.iter().any(|word| own(word)))
}

/// The smaller of two numbers; 0 is none yet.
pub(super) fn least(one: usize, other: usize) -> usize {
    if one == 0 { other } else { one.min(other) }
}

/// The words of a content that say what it is about.
fn content_words(content: &str) -> Vec<Box<str>> {
    let words = super::folded::folded(content, Span::new(0, content.len()));
    words.into_iter().filter(|word| word.len() > 2 && !UNTELLING.contains(word)).collect()
}
