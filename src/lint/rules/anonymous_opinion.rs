//! `anonymous.opinion`: a judgement by someone who is not named.

use crate::claim::{Part, SpeakerKind};
use crate::lint::about::{About, Choice};
use crate::lint::anonymous::is_source;
use crate::lint::folded::folded;
use crate::lint::house::Setting;
use crate::lint::level::Level;
use crate::lint::lists::{CALLING, JUDGEMENTS};
use crate::lint::rule::{Findings, Rule};
use crate::lint::view::View;
use crate::lint::words;
use crate::review::{CheckState, ReviewedClaim};

/// Reports judgements of anonymous sources.
pub struct AnonymousOpinion;

const ABOUT: About = About {
    id: "anonymous.opinion",
    level: Level::Suggestion,
    what: "An anonymous source gives an opinion or passes judgement.",
    why: "Anonymity is for information that cannot be had otherwise. An attack or an opinion belongs to a name. The rule reports \
          claims of anonymous sources that a reviewer marked as opinion or that hold a word of judgement (\"disgraceful\", \
          \"incompetent\").",
    sources: &[
        "AP, News Values and Principles, Anonymous sources: information, not opinion or speculation",
        "Reuters Handbook of Journalism, The Essentials of Reuters Sourcing: no opinion, no attack behind a cloak of anonymity",
    ],
    bad: "“The harbour board is a disgrace,” said one official.",
    good: "“The harbour board has not met since March,” said one official.",
    options: &[
        Choice { name: "words", default: "[\"absurd\", \"appalling\", …]", what: "Words of judgement; replaces the list." },
        Choice { name: "more", default: "[]", what: "Further words of judgement." },
        Choice { name: "kinds", default: "[Person, Group]", what: "The kinds of speakers: Person, Group, Organisation." },
    ],
    measured: "In 9,201 articles of 2004 to 2024: 14 findings, 6 of them right. The others were people named next to their \
               description, and judgements of others that the source reports, as was the 1 finding in 936 articles of \
               PolNeAR and GUM (both engines). Neither is reported any more. Too few are left to judge, so it is a \
               suggestion.",
};

impl Rule for AnonymousOpinion {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn setting(&self) -> Setting {
        Setting {
            words: JUDGEMENTS.entries().iter().map(|word| (*word).to_owned()).collect(),
            kinds: vec![SpeakerKind::Person, SpeakerKind::Group],
            ..Setting::at(ABOUT.level)
        }
    }

    fn claim(&self, view: &View<'_>, claim: &ReviewedClaim, found: &mut Findings) {
        let setting = view.setting(ABOUT.id);
        let Some(speaker) = view.speaker(claim).filter(|speaker| speaker.anonymous && setting.kinds.contains(&speaker.kind))
        else {
            return;
        };
        if !is_source(view, speaker, claim) {
            return;
        }
        let Some(content) = view.hull(claim, Part::Content) else { return };
        let message = if claim.check.state == Some(CheckState::Opinion) {
            format!("“{}” gives an opinion: name the source or leave it out", speaker.name)
        } else {
            let judges = |word: &&str| setting.words.iter().any(|known| known == word);
            let held: Vec<Box<str>> = claim.spans(Part::Content).iter().flat_map(|span| folded(view.text(), *span)).collect();
            let words = || held.iter().map(AsRef::as_ref);
            let Some(word) = words().find(judges) else { return };
            // What others think, the source only reports: "the crew called the plan absurd".
            let is_reported =
                words().take_while(|other| *other != word).any(|other| words::says(other) || CALLING.contains(other));
            if is_reported {
                return;
            }
            format!("“{}” passes judgement (“{word}”): name the source or leave it out", speaker.name)
        };
        found.add(view.basis(claim), content, message).of(claim, Some(speaker));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::{found, lint_session, session};
    use crate::review::Edit;
    use crate::review::tests::{id, stamp};

    #[test]
    fn a_judgement_without_a_name_is_reported() {
        assert_eq!(
            found("anonymous.opinion", "[The board is a disgrace], {said} <one official>."),
            ["The board is a disgrace: “one official” passes judgement (“disgrace”): name the source or leave it out"]
        );
        for text in [
            "[The board is a disgrace], {said} <Ilse Brandt>.",
            "[The board has not met since March], {said} <one official>.",
            "[The board is a disgrace], {said} <critics>.",
            "[The crew called the plan absurd], {said} <one official>.",
        ] {
            assert_eq!(found("anonymous.opinion", text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_reviewers_word_that_it_is_an_opinion_counts() {
        let mut session = session("[The board should go], {said} <one official>.");
        let check = crate::review::FactCheck { state: Some(CheckState::Opinion), ..Default::default() };
        session.apply(Edit::SetCheck(vec![id(0)], check), &stamp("mw")).unwrap();
        assert_eq!(lint_session("anonymous.opinion", &session).len(), 1);
    }
}
