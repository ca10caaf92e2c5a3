//! `allow.unused`: an allowance that allows nothing any more.

use std::sync::Arc;

use crate::claim::Part;
use crate::lint::about::About;
use crate::lint::allowances::{is_for, of_known_claim};
use crate::lint::finding::{Basis, Finding};
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Rule};
use crate::lint::view::{Unreviewed, View};
use crate::review::{Allowance, Decision};
use crate::text::Span;

/// Reports allowances that allow nothing any more.
pub struct AllowUnused;

const ABOUT: About = About {
    id: "allow.unused",
    level: Level::Warning,
    what: "An allowance that allows nothing any more.",
    why: "An allowance that is left over hides the next finding in its place. The rule reports allowances whose words changed, and \
          those whose rule has nothing to report there any more: the source was named, or the claim rejected. Allowances of \
          rules that are off are left alone, and so are those of `sourcing.circular` that only the whole folder may need.",
    sources: &[
        "Ruff, rule RUF100, and ESLint, --report-unused-disable-directives: a suppression that suppresses nothing is reported",
        "Clippy, the attribute expect: an expected warning that does not come is a warning",
    ],
    bad: "Allowed for “a source said”: the editor knows the name. Now: “Bo Ek said”.",
    good: "Allowed for “a source said”: the editor knows the name. Now: “a source said”.",
    options: &[],
    measured: "It compares the reviewers' own allowances with the findings: there is nothing to misjudge. Corpora have no allowances.",
};

/// The rule that looks at several articles: one article alone does not show whether its allowance is used.
const OVER_FOLDERS: &str = "sourcing.circular";

impl Rule for AllowUnused {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn after(&self, view: &View<'_>, before: &[Arc<Finding>], found: &mut Findings) {
        let is_used = |allowance: &Allowance| {
            let allowance = of_known_claim(view.session, allowance);
            let span = allowance.what.span;
            let first = before.partition_point(|finding| finding.span.start < span.start);
            let near = before.get(first..).unwrap_or_default().iter().take_while(|finding| finding.span.start <= span.end);
            near.into_iter().any(|finding| is_for(&allowance, finding))
        };
        for allowance in view.session.allowances() {
            let rule = &allowance.what.rule;
            if view.setting(rule).level == Level::Off {
                continue;
            }
            let lost = allowance.anchor.is_lost();
            let message = if lost {
                format!("the words for which {rule} was allowed have changed: take the allowance back, or allow the new words")
            } else if may_be_used(view, allowance) || is_used(allowance) {
                continue;
            } else {
                format!("{rule} has nothing to report here any more: take the allowance back")
            };
            found.add(Basis::Text, place(view, allowance), message).claim.clone_from(&allowance.what.claim);
        }
    }
}

/// Whether the rule did not look where the allowance is.
fn may_be_used(view: &View<'_>, allowance: &Allowance) -> bool {
    let claim = allowance.what.claim.as_ref().and_then(|id| view.session.claim(id));
    // A claim that is not in the review may be one of the engine's: where these do not count, nobody knows.
    let unread = view.unreviewed == Unreviewed::Skip && claim.is_none_or(|claim| claim.decision == Decision::Unreviewed);
    unread || allowance.what.rule == OVER_FOLDERS
}

/// Where the allowance is shown: at its words, at its claim where they are gone, else at the beginning.
fn place(view: &View<'_>, allowance: &Allowance) -> Span {
    if !allowance.anchor.is_lost() {
        return allowance.what.span;
    }
    let claim = allowance.what.claim.as_ref().and_then(|id| view.session.claim(id)).filter(|claim| !claim.anchor.is_lost());
    let first = || view.index.article.blocks.first().map(|block| block.span);
    claim.and_then(|claim| view.hull(claim, Part::Content)).or_else(first).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::lint::tests::{lint_session, session};
    use crate::lint::{Finding, House, Level, Unreviewed, bound, lint};
    use crate::review::tests::{article, id, stamp};
    use crate::review::{Edit, Session};

    const TEXT: &str = "It rained on the quay all night.\n[The weir leaks], <a source> {said} on the bridge near the old mill.\n";

    /// A session in which a bare source is allowed.
    fn allowing() -> Session {
        let mut session = session(TEXT);
        let found = lint_session("anonymous.bare", &session);
        let allowed = bound(&session, &found[0]);
        session.apply(Edit::SetAllowance(allowed, Some("the editor knows the name".into())), &stamp("mw")).unwrap();
        session
    }

    fn unused(session: &Session, unreviewed: Unreviewed) -> Vec<Finding> {
        let found = lint(session, &House::default(), unreviewed);
        found.into_iter().filter(|finding| finding.rule == "allow.unused").collect()
    }

    #[test]
    fn an_allowance_that_is_used_is_fine() {
        let mut session = allowing();
        assert_eq!(unused(&session, Unreviewed::Check), []);
        assert_eq!(unused(&session, Unreviewed::Skip), [], "the rule does not look at unreviewed claims here");
        session.apply(Edit::Confirm(vec![id(1)]), &stamp("mw")).unwrap();
        assert_eq!(unused(&session, Unreviewed::Skip), []);
        let house = |change: fn(&mut House)| {
            let mut house = House::default();
            change(&mut house);
            lint(&session, &house, Unreviewed::Skip)
        };
        let off = house(|house| house.setting_mut("anonymous.bare").unwrap().level = Level::Off);
        assert!(off.iter().all(|finding| finding.rule != "allow.unused"), "{off:?}");
    }

    #[test]
    fn an_allowance_without_a_finding_is_reported() {
        let mut session = allowing();
        session.apply(Edit::Reject(vec![id(1)]), &stamp("mw")).unwrap();
        let found = unused(&session, Unreviewed::Skip);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span.slice(&session.article().text), Some("The weir leaks, a source"));
        assert!(found[0].message.contains("anonymous.bare has nothing to report here"), "{}", found[0].message);
    }

    #[test]
    fn an_allowance_for_a_suggestion_may_be_used_where_suggestions_do_not_count() {
        let mut bare = Session::new(Arc::new(session(TEXT).article().as_ref().clone()));
        let words = bare.article().text.find("a source").unwrap();
        let span = crate::text::Span::new(words, words + "a source".len());
        let what = crate::review::Allowed { span, rule: "anonymous.bare".to_owned(), claim: None };
        bare.apply(Edit::SetAllowance(what, Some("an old archive".into())), &stamp("mw")).unwrap();
        assert_eq!(unused(&bare, Unreviewed::Skip), []);
        assert_eq!(unused(&bare, Unreviewed::Check).len(), 1, "the engine found nothing there");
    }

    #[test]
    fn changed_words_bring_the_finding_back() {
        let mut session = allowing();
        session.apply(Edit::Confirm(vec![id(1)]), &stamp("mw")).unwrap();
        let text = session.article().text.clone();
        session.read_again(Arc::new(article(&text.replace("It rained", "It had rained"))), []);
        let found = lint(&session, &House::default(), Unreviewed::Skip);
        assert!(found.iter().any(|finding| finding.rule == "anonymous.bare" && finding.allowed.is_some()), "{found:?}");
        session.read_again(Arc::new(article(&text.replace("leaks, a source", "leaks badly, a source"))), []);
        let found = unused(&session, Unreviewed::Skip);
        assert!(found.len() == 1 && found[0].message.contains("have changed"), "{found:?}");
    }
}
