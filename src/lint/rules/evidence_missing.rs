//! `evidence.missing`: a verdict without evidence, or a figure that was never checked.

use crate::analysis::worth;
use crate::claim::Part;
use crate::lint::about::{About, Choice};
use crate::lint::finding::Basis;
use crate::lint::house::Setting;
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Rule};
use crate::lint::view::View;
use crate::review::{CheckState, ReviewedClaim};

/// Reports verdicts without evidence and claims that were not checked.
pub struct EvidenceMissing;

const ABOUT: About = About {
    id: "evidence.missing",
    level: Level::Warning,
    what: "A verdict without evidence, or a figure that was not checked.",
    why: "A verdict is only as good as its evidence. The rule reports reviewed claims that are marked verified or wrong without a \
          piece of evidence. Reviewed claims with a figure (worth checking from `min` in 100) that have no verdict are reported \
          one level lighter. Wishes, forecasts and questions are left alone, and so are figures that are only a year.",
    sources: &[
        "Knight Science Journalism Program at MIT, Fact-Checking Project: record a source for every fact",
        "Brooke Borel, The Chicago Guide to Fact-Checking: keep the backup of each check",
    ],
    bad: "Verdict: verified. Evidence: none.",
    good: "Verdict: verified. Evidence: harbour statistics 2025, table 4.",
    options: &[Choice { name: "min", default: "60", what: "How much a claim must be worth checking, of 100." }],
    measured: "A verdict without evidence is a matter of fact. Figures were read in 40 of 1,181 findings on claims that annotators of PolNeAR \
               marked: 30 were right, so that they are a suggestion, one level below the verdicts.",
};

impl Rule for EvidenceMissing {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn setting(&self) -> Setting {
        Setting { min: 60, ..Setting::at(ABOUT.level) }
    }

    fn claim(&self, view: &View<'_>, claim: &ReviewedClaim, found: &mut Findings) {
        let Some(content) = view.hull(claim, Part::Content).filter(|_| view.basis(claim) == Basis::Review) else { return };
        let check = &claim.check;
        match check.state {
            Some(state @ (CheckState::Verified | CheckState::Wrong)) if check.evidence.is_empty() => {
                let message = format!("the verdict is “{}”, and there is no evidence", state.word());
                found.add(Basis::Review, content, message).of(claim, view.speaker(claim));
            }
            None | Some(CheckState::ToCheck) => {
                let worth = worth(&view.words(claim, Part::Content));
                // The score orders claims well and is too high for news as a number, so a figure must be seen too.
                let Some(why) = figure(&worth.reasons).filter(|_| worth.score * 100.0 >= view.setting(ABOUT.id).min as f32)
                else {
                    return;
                };
                let message = format!("worth checking ({why}), and not checked");
                found.add_at(found.level().lighter(), Basis::Review, content, message).of(claim, view.speaker(claim));
            }
            _ => {}
        }
    }
}

/// The sign of a figure, where nothing says that the claim cannot be checked.
fn figure(reasons: &[String]) -> Option<&str> {
    let against = |reason: &String| ["wish", "question", "short"].iter().any(|sign| reason.starts_with(sign));
    if reasons.iter().any(against) {
        return None;
    }
    let figure = reasons.iter().find(|reason| reason.starts_with("figure: "))?;
    let mut numbers = figure.trim_start_matches("figure: ").split(", ");
    let is_year = |word: &str| word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1500..2200).contains(&year));
    // "the 90s", "H-1B" and "25-year-old" count nothing.
    let is_mixed = |word: &str| word.contains(char::is_alphabetic) && word.contains(char::is_numeric);
    numbers.any(|word| !is_year(word) && !is_mixed(word)).then_some(figure.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::{lint_session, session};
    use crate::review::tests::{id, stamp};
    use crate::review::{Edit, Evidence, FactCheck};

    const TEXT: &str =
        "<Bo Ek> {said} [the bridge cost 90 million crowns, more than any other because of the most expensive steel].";

    #[test]
    fn a_verdict_needs_evidence() {
        let mut session = session(TEXT);
        let mut check = FactCheck { state: Some(CheckState::Verified), ..FactCheck::default() };
        session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
        session.apply(Edit::SetCheck(vec![id(0)], check.clone()), &stamp("mw")).unwrap();
        let found = lint_session("evidence.missing", &session);
        assert_eq!((found.len(), found[0].level), (1, Level::Warning));
        check.evidence.push(Evidence::read("https://stats.example/t4 primary supports").unwrap());
        session.apply(Edit::SetCheck(vec![id(0)], check), &stamp("mw")).unwrap();
        assert_eq!(lint_session("evidence.missing", &session), []);
    }

    #[test]
    fn a_figure_that_was_not_checked_is_a_suggestion() {
        let mut session = session(TEXT);
        assert_eq!(lint_session("evidence.missing", &session), [], "nothing is reviewed");
        session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
        assert_eq!(lint_session("evidence.missing", &session)[0].level, Level::Suggestion);
        session.apply(Edit::SetDone(Some("1".to_owned())), &stamp("mw")).unwrap();
        assert_eq!(lint_session("evidence.missing", &session)[0].level, Level::Suggestion);
    }

    #[test]
    fn wishes_forecasts_questions_and_years_are_no_figures_to_check() {
        for text in [
            "<Bo Ek> {said} [the bridge would cost 90 million crowns by the end of the decade].",
            "<Bo Ek> {said} [the harbour board repaired the largest bridge in 1998 because of rust].",
            "<Bo Ek> {asked} [did the bridge really cost 90 million crowns?].",
            "<Bo Ek> {said} [the harbour board never repaired the largest bridge because of rust].",
            "<Bo Ek> {said} [90 crowns].",
            "<Bo Ek> {said} [the harbour board repaired the largest bridge in the 1990s because of rust].",
        ] {
            let mut session = session(text);
            session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
            assert_eq!(lint_session("evidence.missing", &session), [], "{text}");
        }
    }
}
