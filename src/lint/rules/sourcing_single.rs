//! `sourcing.single`: a story that rests on one other outlet.

use crate::claim::{Outlet, OutletRole};
use crate::lint::about::{About, Choice};
use crate::lint::cited::key;
use crate::lint::house::Setting;
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Picked, Rule};
use crate::lint::view::View;
use crate::review::ReviewedClaim;

/// Reports articles that rest on one other outlet.
pub struct SourcingSingle;

const ABOUT: About = About {
    id: "sourcing.single",
    level: Level::Suggestion,
    what: "The article rests on one other outlet.",
    why: "If one other outlet is wrong, so is the article. The rule reports an article in which at least `min` claims, and at least \
          half of all, came through other outlets and go back to a single one. What was said to the article's own outlet is its own \
          reporting, so the rule needs to know that outlet: web pages say who published them, and a reviewer can set the role of an \
          outlet to publisher. With `ask`, articles whose own outlet is not known are reported too.",
    sources: &[
        "BBC Editorial Guidelines, 3 Accuracy: be reluctant to rely on a single source",
        "Reuters Handbook of Journalism, The Essentials of Reuters Sourcing: two or more sources are better than one",
    ],
    bad: "The ferry will be sold, the Coast Wire reported. The price is ten million, it said. The buyer is a bank, according to the Wire.",
    good: "The ferry will be sold, the Coast Wire reported. The buyer, a bank, confirmed the price.",
    options: &[
        Choice { name: "min", default: "3", what: "How many claims must have come through the outlet." },
        Choice { name: "ask", default: "false", what: "Also report articles whose own outlet is not known." },
    ],
    measured: "The texts of PolNeAR and GUM do not say who published them. With `ask`: 7 findings in 84 articles of PolNeAR (8% of \
               them), none in 12 news articles of GUM (neural engine). All 23 findings in 385 articles of PolNeAR and GUM were read \
               with the whole article at hand: 16 right, six about the article's own outlet, and one claim that came through \
               another outlet. Where the outlet is known, that makes 16 of 17. An article about one interview is legitimate, so it \
               is a suggestion.",
};

impl Rule for SourcingSingle {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn setting(&self) -> Setting {
        Setting { min: 3, ..Setting::at(ABOUT.level) }
    }

    fn picks(&self, _view: &View<'_>, claim: &ReviewedClaim) -> bool {
        !claim.via().is_empty()
    }

    fn counts_all(&self) -> bool {
        true
    }

    fn looks_at_outlets(&self) -> bool {
        true
    }

    fn article(&self, view: &View<'_>, picked: &Picked<'_>, found: &mut Findings) {
        let (all, min) = (picked.of, view.setting(ABOUT.id).min.max(1));
        if picked.claims.len() < min || picked.claims.len() * 2 < all {
            return;
        }
        let own = publishers(view);
        if own.is_empty() && !view.setting(ABOUT.id).ask {
            return;
        }
        let end_of = |claim: &ReviewedClaim| claim.via().last().and_then(|id| view.session.outlet(id));
        let ends: Vec<(&Outlet, usize)> =
            picked.by_outlets.iter().filter_map(|(claim, count)| Some((end_of(claim)?, *count))).collect();
        let through: usize = ends.iter().map(|(_, count)| count).sum();
        let Some((end, _)) = ends.first().copied().filter(|(end, _)| ends.iter().all(|(outlet, _)| outlet.id == end.id)) else {
            return;
        };
        if own.iter().any(|publisher| is_same(publisher, &key(&end.name))) || through < min || through * 2 < all {
            return;
        }
        let mut shown = picked.claims.iter().filter(|claim| end_of(claim).is_some());
        let Some(first) = shown.next() else { return };
        let message = format!("{through} of {all} claims go back to {}, and to no other outlet", end.name);
        let finding = found.add(view.basis(first), view.place_of_source(first), message).of(first, view.speaker(first));
        for claim in shown.take(SHOWN) {
            finding.beside(view.place_of_source(claim), format!("also from {}", end.name));
        }
    }
}

/// How many further claims are shown: the message says how many there are.
const SHOWN: usize = 20;

/// The keys of the outlets that published the article: what was said to them is its own reporting.
fn publishers(view: &View<'_>) -> Vec<String> {
    let given = view.session.article().metadata.publisher.iter().map(String::as_str);
    let marked = view.session.outlets().filter(|outlet| outlet.role == OutletRole::Publisher).map(|outlet| outlet.name.as_str());
    given.chain(marked).map(key).filter(|key| !key.is_empty()).collect()
}

/// Whether two keys are of one outlet: the same, or one with another word ("Coast Wire", "Coast Wire News").
fn is_same(one: &str, other: &str) -> bool {
    let begins = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    begins(one, other) || begins(other, one)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::lint::tests::{found_with, lint_session, session};
    use crate::review::Session;

    #[test]
    fn three_claims_of_one_outlet_are_reported_unless_others_confirm() {
        let one = "[The ferry will go], <Bo Ek> {said} to ‹Coast Wire›.\n[The price is ten], <Ana Diaz> {said} to ‹Coast Wire›.\n[A bank buys it], ‹Coast Wire› {reported}.\n";
        let found = |text: &str| found_with("sourcing.single", text, |setting| setting.ask = true);
        assert_eq!(found(one), ["Bo Ek: 3 of 3 claims go back to Coast Wire, and to no other outlet"]);
        let other = format!("{one}[It is true], <Ana Diaz> {{said}} to ‹Harbour Post›.\n");
        assert_eq!(found(&other), [""; 0]);
        let own = format!("{one}{}", "[It is true], <Ana Diaz> {said}.\n".repeat(4));
        assert_eq!(found(&own), [""; 0], "most of it is the article's own reporting");
    }

    #[test]
    fn what_was_said_to_the_articles_own_outlet_is_its_own() {
        let text = "[The ferry will go], <Bo Ek> {said} to ‹Coast Wire›.\n[The price is ten], <Ana Diaz> {said} to ‹Coast Wire›.\n[A bank buys it], ‹Coast Wire› {reported}.\n";
        let count = |publisher: Option<&str>| {
            let old = session(text);
            let mut article = (**old.article()).clone();
            article.metadata.publisher = publisher.map(str::to_owned);
            lint_session("sourcing.single", &Session::restore(Arc::new(article), old.record())).len()
        };
        assert_eq!([None, Some("Harbour Post")].map(count), [0, 1], "it may be its own where it is not known");
        assert_eq!([Some("Coast Wire"), Some("The Coast Wire"), Some("Coast Wire News")].map(count), [0, 0, 0]);
    }
}
