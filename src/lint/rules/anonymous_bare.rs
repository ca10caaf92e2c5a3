//! `anonymous.bare`: "a source", "officials" and nothing more.

use crate::claim::{Part, Speaker};
use crate::lint::about::{About, Choice};
use crate::lint::anonymous::in_headline;
use crate::lint::house::Setting;
use crate::lint::level::Level;
use crate::lint::rule::{Findings, Rule, Voice};
use crate::lint::view::View;
use crate::lint::words;
use crate::review::ReviewedClaim;
use crate::text::Span;

/// Reports anonymous sources of whom the article says nothing.
pub struct AnonymousBare;

const ABOUT: About = About {
    id: "anonymous.bare",
    level: Level::Error,
    what: "An anonymous source is not described at all.",
    why: "\"A source said\" gives readers nothing by which to judge the source. Handbooks ask for the most specific \
          description that does not give the person away: which organisation, which side, how the person knows. The rule \
          reports a speaker whose every mention is a bare noun (\"a source\", \"two sources\"). A description earlier in the \
          article, or in the two sentences that follow, is enough. Highlights and lists of references are left alone. \"Officials\" alone is not reported by default: most articles make clear whose officials they \
          are. Add such words with `more`.",
    sources: &[
        "AP, News Values and Principles, Anonymous sources: attribution must establish the source's credibility; \"a source\" is not enough",
        "NPR Ethics Handbook, Transparency: \"officials say\" is not enough",
        "BBC Editorial Guidelines, 3 Accuracy: give the audience what information you can about an anonymous source",
    ],
    bad: "The bridge will close in May, a source said.",
    good: "The bridge will close in May, said an engineer who has seen the plans.",
    options: &[
        Choice { name: "words", default: "[\"source\", \"sources\"]", what: "The bare nouns; replaces the list." },
        Choice { name: "more", default: "[]", what: "Further bare nouns." },
    ],
    measured: "2 findings in 84 articles of PolNeAR (1% of them), none in 12 news articles of GUM (neural engine). All 4 \
               findings in 840 other articles of PolNeAR (neural engine): 3 right. In 9,201 articles of 2004 to 2024 (rule- \
               based engine) 40 of 73 findings were drawn and read: 34 right. Wrong ones: \"sources\" that are other media, \
               and sources described in other words. Some of these are recognised now; of the other 32 findings that are \
               left 30 are right. Read with the whole article at hand: 4 of all 5 findings in 936 articles of PolNeAR and \
               GUM (both engines) are right; one source is a document.",
};

const BARE: &[&str] = &["source", "sources"];

impl Rule for AnonymousBare {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn setting(&self) -> Setting {
        Setting { words: BARE.iter().map(|word| (*word).to_owned()).collect(), ..Setting::at(ABOUT.level) }
    }

    fn marks(&self, view: &View<'_>, claim: &ReviewedClaim) -> u8 {
        let Some(source) = view.hull(claim, Part::Source) else { return 0 };
        if is_described(view, source) {
            return if is_pronoun(view, source) { 0 } else { DESCRIBED };
        }
        let mention = source.slice(view.text()).unwrap_or_default();
        let publishes = |cue: &Span| words::are_publications(mention, cue.slice(view.text()).unwrap_or_default());
        let is_bare = !words::is_owned(mention)
            && !in_headline(view, source)
            && !is_label(view, source)
            && !claim.spans(Part::Cue).iter().any(publishes);
        if is_bare { BARE_SOURCE } else { 0 }
    }

    /// Whether the speaker is described: by a role, or in a mention.
    fn is_known(&self, view: &View<'_>, speaker: &Speaker) -> bool {
        speaker.role.is_some()
            || speaker.affiliation.is_some()
            || (speaker.anonymous && speaker.mentions.iter().any(|mention| is_described(view, *mention)))
    }

    fn speaker(&self, view: &View<'_>, voice: &Voice<'_>, found: &mut Findings) {
        let speaker = voice.speaker;
        if !speaker.anonymous || voice.is_known() || voice.marked(DESCRIBED).next().is_some() {
            return;
        }
        // What may describe it is long: it is read for the first one that needs it, not for every claim.
        let is_bare = |source: Span| {
            let mention = source.slice(view.text()).unwrap_or_default();
            !words::is_described_in(described_by(view, source), mention)
        };
        let mut sources = voice.marked(BARE_SOURCE).filter_map(|claim| Some((claim, view.hull(claim, Part::Source)?)));
        let first = sources.find(|(_, source)| is_bare(*source));
        if let Some((claim, source)) = first {
            let message = format!("“{}”: the source is not described; say how they know", view.excerpt(source));
            found.add(view.basis(claim), source, message).of(claim, Some(speaker));
        }
    }
}

/// Marks claims whose source says how it knows.
const DESCRIBED: u8 = 1;
/// Marks claims whose source says nothing of itself.
const BARE_SOURCE: u8 = 2;

/// Whether a mention says more than that there is a source.
fn is_described(view: &View<'_>, mention: Span) -> bool {
    let words = mention.slice(view.text()).unwrap_or_default();
    let after = view.text().get(mention.end..).unwrap_or_default();
    !words::is_bare(words, &view.setting(ABOUT.id).words) || words::is_described_after(after)
}

/// The text that may describe a source: what comes before it, and two sentences behind.
fn described_by<'a>(view: &View<'a>, source: Span) -> &'a str {
    /// Nobody remembers a description from further away.
    const BEFORE: usize = 100_000;
    let last = view.index.sentence_at(source.start) + 2;
    let end = view.index.sentence_span(last).map(|sentence| sentence.end);
    let text = view.text();
    let mut start = source.start.saturating_sub(BEFORE);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..end.unwrap_or(text.len())).unwrap_or_default()
}

/// Whether the word is a label of a list of references ("Sources: Coast Wire, Harbour Post").
fn is_label(view: &View<'_>, source: Span) -> bool {
    view.text().get(source.end..).is_some_and(|after| after.trim_start().starts_with(':'))
}

/// Whether the source is a word that stands for a mention elsewhere.
fn is_pronoun(view: &View<'_>, source: Span) -> bool {
    let words = words::words(source.slice(view.text()).unwrap_or_default());
    matches!(words.as_slice(), [word] if matches!(word.as_str(), "he" | "she" | "they" | "who" | "it" | "one" | "others" | "another"))
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::found;

    #[test]
    fn a_source_without_a_description_is_reported_once() {
        assert_eq!(
            found("anonymous.bare", "[The weir leaks], <a source> {said}.\n[It is old], <a source> {added}."),
            ["a source: “a source”: the source is not described; say how they know"]
        );
        assert_eq!(found("anonymous.bare", "<Two senior sources> {said} [the weir leaks].").len(), 1);
    }

    #[test]
    fn highlights_are_no_place_for_a_description() {
        let highlight = "[The weir leaks], <a source> {says}\n";
        assert_eq!(found("anonymous.bare", &format!("{highlight}The weir by the mill leaks.")), [""; 0]);
        assert_eq!(found("anonymous.bare", &format!("{highlight}[The weir leaks], <a source> {{said}}.")).len(), 1);
    }

    #[test]
    fn a_description_anywhere_is_enough() {
        for text in [
            "[The weir leaks], {said} <a water board engineer>.",
            "[The weir leaks], <a source> close to the water board {said}.",
            "[The weir leaks], {said} <a source>, who has seen the report.",
            "[The weir leaks], {said} <Ilse Brandt>.",
            "[The weir leaks], {said} <critics>.",
            "Union sources had warned of it. [The weir leaks], {said} <sources>.",
            "[The weir leaks], <the source> {said}.",
            "[The weir leaks], {said} <sources>. It has leaked since May, according to water board sources.",
            "<Sources>{:} [Harbour Post, Coast Wire].",
            "<Numerous sources> {reported} [that the weir leaks].",
            "<Some sources> {suggest} [that the weir leaks].",
            "[The weir leaks], {said} <a source> said by the Wire to be close to the board.",
            "[The weir leaks], {according to} <sources> cited by the media.",
        ] {
            assert_eq!(found("anonymous.bare", text), [""; 0], "{text}");
        }
    }
}
