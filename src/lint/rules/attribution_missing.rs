//! `attribution.missing`: a quotation that nobody is said to have said.

use crate::claim::Part;
use crate::lint::about::{About, Choice};
use crate::lint::finding::Basis;
use crate::lint::house::Setting;
use crate::lint::index::{Index, Quoted};
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Rule};
use crate::lint::spoken::is_orphan;
use crate::lint::view::View;
use crate::review::{Decision, ReviewedClaim};
use crate::text::Span;

/// Reports quotations without an attribution.
pub struct AttributionMissing;

const ABOUT: About = About {
    id: "attribution.missing",
    level: Level::Suggestion,
    what: "A quotation is attributed to no one.",
    why: "Words between quotation marks are someone's words, and readers must learn whose. The rule reports quotations of at least \
          `min` words that no claim covers, and reviewed claims that quote but name no source. Since an attribution may have been \
          overlooked, it reports a quotation only if it is a whole sentence in a paragraph of prose, without a reporting \
          verb, another quotation or a signature nearby. Titles and passages that a reviewer dismissed (`x` in the list of missed passages) are \
          left alone.",
    sources: &[
        "AP, When is it OK to use anonymous sources?, On attribution: whatever was not witnessed is attributed to its source",
        "Reuters Handbook of Journalism, The Essentials of Reuters Sourcing: source every statement",
    ],
    bad: "“We will not sell a single ferry this year.” The board meets again in May.",
    good: "“We will not sell a single ferry this year,” said the chairman, Bo Ek. The board meets again in May.",
    options: &[Choice { name: "min", default: "4", what: "How many words a quotation must have." }],
    measured: "In 9,201 articles of 2004 to 2024: 7 findings, 3 of them right; the others were slogans and phrases. Too few to judge, so it \
               is a suggestion.",
};

impl Rule for AttributionMissing {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn setting(&self) -> Setting {
        Setting { min: 4, ..Setting::at(ABOUT.level) }
    }

    fn places(&self, index: &Index, near: Span) -> Vec<usize> {
        index.quotations_in(near).collect()
    }

    fn place(&self, view: &View<'_>, place: usize, found: &mut Findings) {
        let Some(quoted) = view.index.quotations().get(place) else { return };
        if quoted.words.len() < view.setting(ABOUT.id).min || is_name(view, quoted) || is_covered(view, quoted.span) {
            return;
        }
        // An attribution may have been overlooked: the text around has the last word.
        if view.index.judged(place, || is_orphan(view.index, quoted.span)) {
            found.add(Basis::Text, quoted.span, "quotation without an attribution: say whose words these are".to_owned());
        }
    }

    fn claim(&self, view: &View<'_>, claim: &ReviewedClaim, found: &mut Findings) {
        let quotes = view.session.directness(claim) == crate::claim::Directness::Direct;
        let is_open = claim.spans(Part::Source).is_empty() && view.speaker(claim).is_none();
        let reviewed = view.basis(claim) == Basis::Review;
        let Some(content) = view.hull(claim, Part::Content).filter(|_| quotes && is_open && reviewed) else { return };
        let words = content.slice(view.text()).unwrap_or_default().split_whitespace().count();
        // Nobody may have marked the source, although the text has one.
        if words >= view.setting(ABOUT.id).min && is_orphan(view.index, content) {
            found
                .add(view.basis(claim), content, "quotation without a source: say whose words these are".to_owned())
                .of(claim, None);
        }
    }
}

/// Whether a claim has words of the quotation, or a reviewer read them and found no claim.
fn is_covered(view: &View<'_>, quoted: Span) -> bool {
    let kept = |claim: &&std::sync::Arc<ReviewedClaim>| claim.decision != Decision::Rejected;
    let mut read = view.session.nothing_here().iter().filter(|passage| !passage.anchor.is_lost());
    view.claims_over(quoted).any(|claim| kept(&claim)) || read.any(|passage| passage.span.overlaps(quoted))
}

/// Whether a quotation is a title or a saying: most of its longer words begin with a capital letter.
fn is_name(view: &View<'_>, quoted: &Quoted) -> bool {
    let text = quoted.span.slice(view.text()).unwrap_or_default();
    let long =
        text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).filter(|word| word.len() > 3);
    let (all, capital) =
        long.fold((0, 0), |(all, capital), word| (all + 1, capital + usize::from(word.starts_with(char::is_uppercase))));
    all > 0 && capital * 3 >= all * 2
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{found, lint_session, session, session_with};
    use crate::review::tests::{id, stamp};
    use crate::review::{Edit, ReadMark};

    #[test]
    fn a_quotation_without_a_claim_is_reported() {
        assert_eq!(
            found(
                "attribution.missing",
                "It rained. “We will not sell a ferry.” The board was silent.\nThe weather is bad.\n[“It leaks a lot here,”] <Bo Ek> {said}."
            ),
            ["“We will not sell a ferry.”: quotation without an attribution: say whose words these are"]
        );
    }

    #[test]
    fn names_short_ones_and_quotations_with_a_claim_are_fine() {
        for text in [
            "[“We will not sell a ferry,”] <Bo Ek> {said}.",
            "They call it “the iron ship”.",
            "She wrote “A Short History of Ferries”.",
        ] {
            assert_eq!(found("attribution.missing", text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_rejected_claim_covers_nothing_and_a_dismissed_passage_does() {
        let mut session = session("It rained. [“We will not sell a ferry.”] The board was silent.\n");
        assert_eq!(lint_session("attribution.missing", &session).len(), 0);
        session.apply(Edit::Reject(vec![id(0)]), &stamp("mw")).unwrap();
        let found = lint_session("attribution.missing", &session);
        assert_eq!(found.len(), 1);
        session.apply(Edit::SetNothingHere(vec![found[0].span], ReadMark::Set), &stamp("mw")).unwrap();
        assert_eq!(lint_session("attribution.missing", &session).len(), 0);
    }

    #[test]
    fn a_reviewed_claim_needs_a_source() {
        let quoted = |found: &mut crate::extract::Extraction| found.claims[0].directness = crate::claim::Directness::Direct;
        let mut session = session_with("It rained. [“We will not sell a ferry.”] The board was silent.\n", quoted);
        session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
        assert_eq!(lint_session("attribution.missing", &session).len(), 1);
        // The text has a source that nobody marked, or it is a title.
        for text in [
            "It rained. The chairman was firm, telling the crew: [“We will not sell a ferry.”]\n",
            "The band played [“Harbour Lights on a Sunday,”] and it rained.\n",
        ] {
            let mut session = session_with(text, quoted);
            session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
            assert_eq!(lint_session("attribution.missing", &session), [], "{text}");
        }
    }
}
