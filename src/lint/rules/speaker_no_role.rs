//! `speaker.no-role`: a name, and nothing says who that is.

use crate::claim::SpeakerKind;
use crate::lint::about::{About, Choice};
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Rule, Voice};
use crate::lint::view::View;

/// Reports people who are quoted without a word on who they are.
pub struct SpeakerNoRole;

const ABOUT: About = About {
    id: "speaker.no-role",
    level: Level::Suggestion,
    what: "A person is quoted, and the article does not say who that is.",
    why: "A name alone does not tell readers why the person's word counts. The rule reports named people whose speaker has neither \
          a role nor an affiliation. It is a suggestion: in most articles someone needs no introduction. List such people \
          under `known`.",
    sources: &[
        "BBC Editorial Guidelines, 3 Accuracy: identify sources and give their credentials",
        "Reuters Handbook of Journalism, The Essentials of Reuters Sourcing: identify sources by name and position",
    ],
    bad: "“The crane is unsafe,” said Ana Diaz.",
    good: "“The crane is unsafe,” said Ana Diaz, the harbour's safety officer.",
    options: &[
        Choice { name: "known", default: "[]", what: "People who need no introduction." },
        Choice { name: "known_file", default: "none", what: "A file with one such name per line, next to the configuration." },
    ],
    measured: "96 findings in 84 articles of PolNeAR (in half of them), 4 in 12 news articles of GUM (neural engine). 30 of 851 findings \
               in 840 other articles of PolNeAR were drawn and judged by the first three mentions: 15 right, most of them politicians \
               whom readers know. The others had a role or an outlet next to the name that the engine missed. It fires often, so it is \
               a suggestion.",
};

impl Rule for SpeakerNoRole {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn speaker(&self, view: &View<'_>, voice: &Voice<'_>, found: &mut Findings) {
        let speaker = voice.speaker;
        let is_known = |name: &String| {
            let known = &view.setting(ABOUT.id).known;
            known.iter().any(|known| known.eq_ignore_ascii_case(name))
        };
        let introduced = speaker.role.is_some() || speaker.affiliation.is_some();
        // One word is a nickname or a slip of the engine.
        let one_word = !speaker.name.trim().contains(char::is_whitespace);
        if speaker.anonymous || introduced || one_word || speaker.kind != SpeakerKind::Person {
            return;
        }
        if is_known(&speaker.name) || speaker.aliases.iter().any(is_known) {
            return;
        }
        if let Some(claim) = voice.claims().next() {
            let message = format!("{}: say who this is", speaker.name);
            found.add(view.basis(claim), view.place_of_source(claim), message).of(claim, Some(speaker));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{found, found_with};

    #[test]
    fn a_name_without_a_role_is_reported_unless_it_is_known() {
        let text = "[The crane is unsafe], {said} <Ana Diaz>.\n[It is old], {said} <Ana Diaz>.\n[Nonsense], {said} <a clerk>.";
        assert_eq!(found("speaker.no-role", text), ["Ana Diaz: Ana Diaz: say who this is"]);
        assert_eq!(found_with("speaker.no-role", text, |setting| setting.known = vec!["ana diaz".into()]), [""; 0]);
    }
}
