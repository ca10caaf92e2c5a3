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
    what: "A verdict without evidence, or a claim well worth checking that was not checked.",
    why: "A verdict is only as good as its evidence. The rule reports reviewed claims that are marked verified or wrong without a \
          piece of evidence. Reviewed claims with figures, comparisons and the like (worth checking from `min` in 100) that \
          have no verdict are reported one level lighter, and at the full level once the article is marked done.",
    sources: &[
        "Knight Science Journalism Program at MIT, Fact-Checking Project: record a source for every fact",
        "Brooke Borel, The Chicago Guide to Fact-Checking: keep the backup of each check",
    ],
    bad: "Verdict: verified. Evidence: none.",
    good: "Verdict: verified. Evidence: harbour statistics 2025, table 4.",
    options: &[Choice { name: "min", default: "60", what: "How much a claim must be worth checking, of 100." }],
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
                // The score orders claims well and is too high for news as a number, so a sign must be seen too.
                let Some(why) = worth.reasons.first() else { return };
                if worth.score * 100.0 < view.setting(ABOUT.id).min as f32 {
                    return;
                }
                let level = if view.session.done().is_some() { found.level() } else { found.level().lighter() };
                let message = format!("worth checking ({why}), and not checked");
                found.add_at(level, Basis::Review, content, message).of(claim, view.speaker(claim));
            }
            _ => {}
        }
    }
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
    fn a_figure_that_was_not_checked_weighs_more_once_the_article_is_done() {
        let mut session = session(TEXT);
        assert_eq!(lint_session("evidence.missing", &session), [], "nothing is reviewed");
        session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
        assert_eq!(lint_session("evidence.missing", &session)[0].level, Level::Suggestion);
        session.apply(Edit::SetDone(Some("1".to_owned())), &stamp("mw")).unwrap();
        assert_eq!(lint_session("evidence.missing", &session)[0].level, Level::Warning);
    }
}
