//! `anonymous.plural`: "sources", and then "the source".

use std::collections::HashMap;

use crate::claim::Part;
use crate::lint::about::{About, Choice};
use crate::lint::house::Setting;
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Picked, Rule};
use crate::lint::view::View;
use crate::lint::words;
use crate::review::ReviewedClaim;
use crate::text::Span;

/// Reports anonymous sources that are several in one place and one in another.
pub struct AnonymousPlural;

const ABOUT: About = About {
    id: "anonymous.plural",
    level: Level::Suggestion,
    what: "Anonymous sources are several in one place and one in another.",
    why: "A plural for a single source makes a story look better confirmed than it is. The rule reports a plural (\"sources\", \
          \"officials\") if the article later speaks of \"the source\" or \"the official\" as the one just quoted, although no \
          single one was introduced. With `ask`, every plural of anonymous sources is reported as a suggestion.",
    sources: &[
        "Reuters Handbook of Journalism, The Essentials of Reuters Sourcing: never cite sources in the plural when there is one",
    ],
    bad: "Union sources said the talks had failed. The source said a strike was likely.",
    good: "Two union sources said the talks had failed. One of them said a strike was likely.",
    options: &[Choice { name: "ask", default: "false", what: "Also report each plural, as a suggestion to count the sources." }],
    measured: "In 9,201 articles of 2004 to 2024: 13 findings; 10 of them leave a reader in doubt how many sources there \
               are. The 1 finding in 936 articles of PolNeAR and GUM (both engines) overlooked \"a source at the station\" in \
               between, which is recognised now. It asks a question that only the reporter can answer, so it is a \
               suggestion.",
};

/// An anonymous source in the plural that does not say how many.
struct Several<'a> {
    claim: &'a ReviewedClaim,
    span: Span,
}

/// Marks claims of "the source".
const THE_ONE: u8 = 1;
/// Marks claims of "a source".
const ONE: u8 = 2;

/// What a mention says. Sources are mentioned in the same words over and over.
struct Mention {
    /// Its noun in the singular.
    noun: String,
    plural: bool,
    /// Whether it says how many.
    counted: bool,
    /// Whether it is about somebody who is known already ("the source").
    definite: bool,
}

impl Mention {
    fn of(mention: &str) -> Option<Self> {
        let (head, words) = (words::head(mention)?, words::words(mention));
        let definite = words.first().is_some_and(|first| matches!(first.as_str(), "the" | "this" | "that"));
        Some(Self { noun: words::singular(&head), plural: words::is_plural(&head), counted: is_counted(&words), definite })
    }
}

impl Rule for AnonymousPlural {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn setting(&self) -> Setting {
        Setting::at(ABOUT.level)
    }

    fn picks(&self, view: &View<'_>, claim: &ReviewedClaim) -> bool {
        let anonymous = view.speaker(claim).is_some_and(|speaker| speaker.anonymous);
        let source = view.hull(claim, Part::Source).filter(|_| anonymous).and_then(|span| span.slice(view.text()));
        source.is_some_and(|mention| words::is_confidential(mention) && words::head(mention).is_some())
    }

    fn marks(&self, view: &View<'_>, claim: &ReviewedClaim) -> u8 {
        let source = view.hull(claim, Part::Source).filter(|_| self.picks(view, claim));
        match source.and_then(|span| Mention::of(span.slice(view.text())?)) {
            Some(mention) if !mention.plural => {
                if mention.definite {
                    THE_ONE
                } else {
                    ONE
                }
            }
            _ => 0,
        }
    }

    fn article(&self, view: &View<'_>, picked: &Picked<'_>, found: &mut Findings) {
        let ask = view.setting(ABOUT.id).ask;
        // Without "the source", or where "a source" comes first, there is nothing to report.
        if !ask && picked.marks.iter().find(|mark| **mark != 0) != Some(&THE_ONE) {
            return;
        }
        let mut mentions: HashMap<&str, Option<Mention>> = HashMap::new();
        let mut plural: Vec<Several<'_>> = Vec::new();
        // The last of them by their noun.
        let mut last: HashMap<String, usize> = HashMap::new();
        // Whether a single source was introduced ("a source", "an aide"): "the source" may be that one.
        let mut introduced = false;
        let mut reported: Vec<String> = Vec::new();
        for claim in picked.claims.iter().copied() {
            let Some(span) = view.hull(claim, Part::Source) else { continue };
            let words = span.slice(view.text()).unwrap_or_default();
            let Some(mention) = mentions.entry(words).or_insert_with(|| Mention::of(words)) else { continue };
            if mention.plural {
                if !mention.counted {
                    last.insert(mention.noun.clone(), plural.len());
                    plural.push(Several { claim, span });
                }
                continue;
            }
            if !mention.definite {
                introduced = true;
                if ask {
                    continue;
                }
                break;
            }
            let earlier = last.get(&mention.noun).and_then(|at| plural.get(*at));
            let introduces = |earlier: &&Several<'_>| is_introduced(view, Span::new(earlier.span.end, span.start), &mention.noun);
            if let Some(earlier) =
                earlier.filter(|_| !introduced && !reported.contains(&mention.noun)).filter(|it| !introduces(it))
            {
                let message = format!(
                    "“{}” here, “{}” later: say how many sources there are",
                    view.excerpt(earlier.span),
                    view.excerpt(span)
                );
                let finding = found.add(view.basis(earlier.claim), earlier.span, message);
                finding.of(earlier.claim, view.speaker(claim)).beside(span, "one source here");
                reported.push(mention.noun.clone());
            }
        }
        for several in plural.iter().filter(|_| ask) {
            let message = format!("“{}”: how many sources?", view.excerpt(several.span));
            let speaker = view.speaker(several.claim);
            found.add_at(Level::Suggestion, view.basis(several.claim), several.span, message).of(several.claim, speaker);
        }
    }
}

/// Whether a text introduces a single one: "a source at the port", "another official".
fn is_introduced(view: &View<'_>, between: Span, noun: &str) -> bool {
    let words = words::words(between.slice(view.text()).unwrap_or_default());
    let places = words.iter().enumerate().filter(|(_, word)| *word == noun);
    let single = |word: &String| matches!(word.as_str(), "a" | "an" | "one" | "another");
    places.into_iter().any(|(at, _)| words.get(at.saturating_sub(4)..at).unwrap_or_default().iter().any(single))
}

/// Whether a mention says how many.
fn is_counted(words: &[String]) -> bool {
    let numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "both", "dozen"];
    words.iter().any(|word| numbers.contains(&word.as_str()) || word.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{found, found_with};

    #[test]
    fn a_plural_that_becomes_one_source_is_reported() {
        assert_eq!(
            found(
                "anonymous.plural",
                "<Union sources> {said} [the talks failed].\n<The source> {added} that [a strike is likely]."
            ),
            ["Union sources: “Union sources” here, “The source” later: say how many sources there are"]
        );
    }

    #[test]
    fn counted_sources_and_single_ones_are_fine() {
        for text in [
            "<Two union sources> {said} [the talks failed].\n<The source> {added} that [a strike is likely].",
            "<Union sources> {said} [the talks failed].\n<a source> {said} [a strike is likely].\n<the source> {added} [it is near].",
            "<Union sources> {said} [the talks failed].\nA source at the port was silent. <The source> {added} that [a strike is likely].",
            "<Port officials> {said} [the talks failed].\n<The source> {added} that [a strike is likely].",
            "<Union sources> {said} [the talks failed].\n<Sources> {added} that [a strike is likely].",
        ] {
            assert_eq!(found("anonymous.plural", text), [""; 0], "{text}");
        }
    }

    #[test]
    fn with_ask_every_plural_is_a_question() {
        let asked = found_with("anonymous.plural", "<Union sources> {said} [the talks failed].", |setting| setting.ask = true);
        assert_eq!(asked, ["Union sources: “Union sources”: how many sources?"]);
    }
}
