//! `sourcing.single`: a story that rests on one other outlet.

use crate::lint::about::{About, Choice};
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
          half of all, came through other outlets and go back to a single one.",
    sources: &[
        "BBC Editorial Guidelines, 3 Accuracy: be reluctant to rely on a single source",
        "Reuters Handbook of Journalism, The Essentials of Reuters Sourcing: two or more sources are better than one",
    ],
    bad: "The ferry will be sold, the Coast Wire reported. The price is ten million, it said. The buyer is a bank, according to the Wire.",
    good: "The ferry will be sold, the Coast Wire reported. The buyer, a bank, confirmed the price.",
    options: &[Choice { name: "min", default: "3", what: "How many claims must have come through the outlet." }],
    measured: "7 findings in 84 articles of PolNeAR (8% of them), none in 12 news articles of GUM. An article about one interview is \
               legitimate, so it is a suggestion.",
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

    fn article(&self, view: &View<'_>, picked: &Picked<'_>, found: &mut Findings) {
        let (all, min) = (picked.of, view.setting(ABOUT.id).min.max(1));
        if picked.claims.len() < min || picked.claims.len() * 2 < all {
            return;
        }
        let end = |claim: &ReviewedClaim| claim.via().last().and_then(|id| view.session.outlet(id));
        let through: Vec<_> = picked.claims.iter().filter_map(|claim| Some((claim, end(claim)?))).collect();
        let Some((first, end)) = through.first().copied() else { return };
        if through.len() < min || through.len() * 2 < all || through.iter().any(|(_, outlet)| outlet.id != end.id) {
            return;
        }
        let message = format!("{} of {all} claims go back to {}, and to no other outlet", through.len(), end.name);
        let finding = found.add(view.basis(first), view.place_of_source(first), message).of(first, view.speaker(first));
        for (claim, _) in through.iter().skip(1) {
            finding.beside(view.place_of_source(claim), format!("also from {}", end.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::found;

    #[test]
    fn three_claims_of_one_outlet_are_reported_unless_others_confirm() {
        let one = "[The ferry will go], <Bo Ek> {said} to ‹Coast Wire›.\n[The price is ten], <Ana Diaz> {said} to ‹Coast Wire›.\n[A bank buys it], ‹Coast Wire› {reported}.\n";
        assert_eq!(found("sourcing.single", one), ["Bo Ek: 3 of 3 claims go back to Coast Wire, and to no other outlet"]);
        let other = format!("{one}[It is true], <Ana Diaz> {{said}} to ‹Harbour Post›.\n");
        assert_eq!(found("sourcing.single", &other), [""; 0]);
        let own = format!("{one}{}", "[It is true], <Ana Diaz> {said}.\n".repeat(4));
        assert_eq!(found("sourcing.single", &own), [""; 0], "most of it is the article's own reporting");
    }
}
