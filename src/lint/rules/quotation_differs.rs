//! `quotation.differs`: the same quotation twice, in different words.

use crate::claim::Part;
use crate::lint::about::About;
use crate::lint::finding::Basis;
use crate::lint::index::{Double, Index};
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Rule};
use crate::lint::view::View;
use crate::review::ReviewedClaim;
use crate::text::Span;

/// Reports quotations that the article gives twice, in different words.
pub struct QuotationDiffers;

const ABOUT: About = About {
    id: "quotation.differs",
    level: Level::Suggestion,
    what: "The article gives the same quotation twice, in different words.",
    why: "Words between quotation marks are never altered. If one speaker is quoted twice with nearly the same words, one of the \
          two is wrong. Words left out with an ellipsis and words in brackets are open changes and are not reported. To compare \
          with a transcript, use `saidby compare`.",
    sources: &["AP Stylebook, Quotations in the news: never alter quotations, not even to correct a slip"],
    bad: "“We will sell no ferry before the summer,” Bo Ek said. … Ek had promised that “we will sell no ferry before the autumn”.",
    good: "“We will sell no ferry before the summer,” Bo Ek said. … Ek had promised to sell “no ferry before the summer”.",
    options: &[],
    measured: "In 9,201 articles of 2004 to 2024: 6 findings, 3 of them right; the others were speakers who take up their \
               own words again. 2 findings in 936 articles of PolNeAR and GUM: a few words said again and again, which are \
               no longer reported, and a phrase of two speeches. Too few to judge, so it is a suggestion.",
};

impl Rule for QuotationDiffers {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn places(&self, index: &Index, near: Span) -> Vec<usize> {
        // The later ones of pairs: each is reported once, however often the same was quoted before.
        let later = |pair: usize| index.doubles().get(pair).map(|double| double.later);
        let mut places: Vec<usize> = index.quotations_in(near).flat_map(|at| index.doubles_of(at)).filter_map(later).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn place(&self, view: &View<'_>, place: usize, found: &mut Findings) {
        let pairs = view.index.doubles_of(place).filter_map(|pair| view.index.doubles().get(pair));
        for double in pairs.filter(|double| double.later == place) {
            if report(view, double, found) {
                return;
            }
        }
    }
}

/// Reports the later one of two quotations; whether there is cause to.
fn report(view: &View<'_>, double: &Double, found: &mut Findings) -> bool {
    let quotations = view.index.quotations();
    let Some((first, later)) = quotations.get(double.first).zip(quotations.get(double.later)) else { return false };
    // One speech that takes up its own words again.
    let near = view.index.article.block_index(first.span.start) == view.index.article.block_index(later.span.start);
    if near || is_open(view, first.span) || is_open(view, later.span) {
        return false;
    }
    let Some((one, other)) = claim_over(view, first.span).zip(claim_over(view, later.span)) else { return false };
    let same = view.speaker(one).zip(view.speaker(other)).is_some_and(|(one, other)| one.id == other.id);
    if !same || one.id == other.id {
        return false;
    }
    let message = format!("quoted differently before: {}", view.excerpt(first.span));
    let basis = weaker(view.basis(one), view.basis(other));
    let finding = found.add(basis, later.span, message).of(other, view.speaker(other));
    finding.beside(first.span, "the same words, differently");
    true
}

/// Whether a quotation says itself that it was changed.
fn is_open(view: &View<'_>, span: Span) -> bool {
    let text = span.slice(view.text()).unwrap_or_default();
    text.contains(['[', '…', '(']) || text.contains("...") || text.contains(". . .")
}

/// The claim whose content covers most of a quotation.
fn claim_over<'a>(view: &View<'a>, span: Span) -> Option<&'a ReviewedClaim> {
    let near = view.claims_over(span).filter(|claim| view.counts(claim));
    let shared = |claim: &ReviewedClaim| crate::text::span::shared_len(claim.spans(Part::Content), &[span]);
    near.map(|claim| (shared(claim), claim))
        .filter(|(shared, _)| shared * 2 > span.len())
        .max_by_key(|(shared, _)| *shared)
        .map(|(_, claim)| &**claim)
}

/// The basis that bears less.
fn weaker(one: Basis, other: Basis) -> Basis {
    match (one, other) {
        (Basis::Engine(a), Basis::Engine(b)) => Basis::Engine(a.min(b)),
        (engine @ Basis::Engine(_), _) | (_, engine) => engine,
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::found;

    #[test]
    fn one_speakers_words_in_two_forms_are_reported() {
        assert_eq!(
            found(
                "quotation.differs",
                "[“We will sell no ferry before the summer,”] <Bo Ek> {said}.\nBefore that, <Bo Ek> {promised} that [“we will sell no ferry before the autumn”]."
            ),
            ["“we will sell no ferry before the autumn”: quoted differently before: “We will sell no ferry before the summer,”"]
        );
    }

    #[test]
    fn a_quotation_is_reported_once_however_often_it_came_before() {
        let forms =
            ["summer", "autumn", "winter"].map(|when| format!("[“We will sell no ferry before the {when},”] <Bo Ek> {{said}}."));
        assert_eq!(
            found("quotation.differs", &forms.join("\nIt rained.\n")),
            ["autumn", "winter"].map(|when| format!(
                "“We will sell no ferry before the {when},”: quoted differently before: “We will sell no ferry before the summer,”"
            ))
        );
    }

    #[test]
    fn open_changes_and_other_speakers_are_fine() {
        for text in [
            "[“We will sell no ferry before the summer,”] <Bo Ek> {said}.\n<Bo Ek> {promised} that [“we will sell no ferry before the [hot] season”].",
            "[“We will sell no ferry before the summer,”] <Bo Ek> {said}.\n<Ana Diaz> {promised} that [“we will sell no ferry before the autumn”].",
            "[“We will sell no ferry before the summer,”] <Bo Ek> {said}.\n<Bo Ek> {promised} to sell [“no ferry before the summer”].",
        ] {
            assert_eq!(found("quotation.differs", text), [""; 0], "{text}");
        }
    }
}
