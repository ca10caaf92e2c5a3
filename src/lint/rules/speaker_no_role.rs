//! `speaker.no-role`: a name, and nothing says who that is.

use crate::claim::{Part, Speaker, SpeakerKind};
use crate::lint::about::{About, Choice};
use crate::lint::introduced::{is_introduced, is_signature};
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Rule, Voice};
use crate::lint::view::View;
use crate::review::ReviewedClaim;
use crate::text::Span;

/// Reports people who are quoted without a word on who they are.
pub struct SpeakerNoRole;

const ABOUT: About = About {
    id: "speaker.no-role",
    level: Level::Off,
    what: "A person is quoted, and the article does not say who that is.",
    why: "A name alone does not tell readers why the person's word counts. The rule reports named people whose speaker has neither \
          a role nor an affiliation, if the text has no description next to the name either (\"dock worker Ana Diaz\", \"Ana Diaz, \
          who built the crane\"), no role in the same sentence or the one before, and no quotation that the name signs. It is off by default: in \
          many articles someone needs no introduction. List such people under `known`.",
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
    measured: "Findings of the neural engine in PolNeAR and GUM were drawn by chance and read with the whole article at hand. 15 of 40 \
               were right at first, and 17 of 40 after the rule was taught to read descriptions next to the name; then roles in the \
               sentence before were added. Of 387 findings in 385 articles 31 were left (in 7% of the articles), and all were \
               read: 14 right, nine of them politicians whom readers know. Wrong ones: descriptions elsewhere (8; two of these are \
               recognised now), names that are not people (4), commenters and writers of letters (4), words given to the wrong \
               person (1). That is too few for a default, so the rule is off until a house asks for it.",
};

impl Rule for SpeakerNoRole {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn marks(&self, view: &View<'_>, claim: &ReviewedClaim) -> u8 {
        if !view.speaker(claim).is_some_and(is_unknown) {
            return 0;
        }
        let introduces = |source: Span| {
            let named = source.slice(view.text()).is_some_and(|words| words.starts_with(char::is_uppercase));
            named && (is_introduced(view.index, source) || is_signature(view.index, source))
        };
        if view.hull(claim, Part::Source).is_some_and(introduces) { INTRODUCES } else { 0 }
    }

    /// Whether the text says who the person is next to the name.
    fn is_known(&self, view: &View<'_>, speaker: &Speaker) -> bool {
        is_unknown(speaker) && is_introduced_anywhere(view, speaker)
    }

    fn speaker(&self, view: &View<'_>, voice: &Voice<'_>, found: &mut Findings) {
        let speaker = voice.speaker;
        let is_known = |name: &String| {
            let known = &view.setting(ABOUT.id).known;
            known.iter().any(|known| known.eq_ignore_ascii_case(name))
        };
        if !is_unknown(speaker) {
            return;
        }
        if is_known(&speaker.name)
            || speaker.aliases.iter().any(is_known)
            || voice.is_known()
            || voice.marked(INTRODUCES).next().is_some()
        {
            return;
        }
        if let Some(claim) = voice.claims().next() {
            let message = format!("{}: say who this is", speaker.name);
            found.add(view.basis(claim), view.place_of_source(claim), message).of(claim, Some(speaker));
        }
    }
}

/// Whether the review says nothing of a person with a name.
fn is_unknown(speaker: &Speaker) -> bool {
    // One word is a nickname or a slip of the engine.
    let one_word = !speaker.name.trim().contains(char::is_whitespace);
    let described = speaker.role.is_some() || speaker.affiliation.is_some();
    !speaker.anonymous && !described && !one_word && speaker.kind == SpeakerKind::Person
}

/// Marks claims whose source has a description next to the name.
const INTRODUCES: u8 = 1;

/// Whether one of the first mentions says who somebody is: by what is next to the name, or because it is a description
/// ("the former harbour master").
fn is_introduced_anywhere(view: &View<'_>, speaker: &Speaker) -> bool {
    /// Whoever was not introduced by then is not introduced.
    const FIRST: usize = 8;
    let last = speaker.name.split_whitespace().next_back().unwrap_or_default();
    speaker.mentions.iter().take(FIRST).any(|mention| {
        let words = mention.slice(view.text()).unwrap_or_default();
        if !words.contains(last) {
            let mut words = words.split_whitespace();
            let described = matches!(words.next().map(str::to_lowercase).as_deref(), Some("the" | "a" | "an"));
            return described && words.any(|word| word.starts_with(char::is_lowercase));
        }
        is_introduced(view.index, *mention) || is_signature(view.index, *mention)
    })
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{found, found_with};

    #[test]
    fn a_name_without_a_role_is_reported_unless_it_is_known() {
        let text = "[The crane is unsafe], {said} <Ana Diaz>.\n[It is old], {said} <Ana Diaz>.\n[Nonsense], {said} <a clerk>.";
        assert_eq!(found("speaker.no-role", text), ["Ana Diaz: Ana Diaz: say who this is"]);
        for introduced in [
            "[The crane is unsafe], {said} safety officer <Ana Diaz>.",
            "[The crane is unsafe], {said} <Ana Diaz>, 59, of Coast Town.",
            "[The crane is unsafe], {said} <Ana Diaz>.\n[It is old], {said} <Ana Diaz>, who built it.",
            "[“The crane is unsafe.”] {–} <Ana Diaz>",
        ] {
            assert_eq!(found("speaker.no-role", introduced), [""; 0], "{introduced}");
        }
        assert_eq!(found_with("speaker.no-role", text, |setting| setting.known = vec!["ana diaz".into()]), [""; 0]);
    }
}
