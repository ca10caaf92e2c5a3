//! Who counts as an anonymous source.

use super::rule::Voice;
use super::view::View;
use super::words;
use crate::article::{Block, BlockKind};
use crate::claim::{Part, Speaker};
use crate::review::ReviewedClaim;
use crate::text::Span;

/// The place where a source without a name is introduced ("a port official", "two people familiar with it"); `None` where
/// the speaker has a name, is somebody's in particular ("the mayor's aide"), or is only mentioned in a headline.
///
/// The rule has given `mark` to the claims with such a place.
pub fn introduction<'a>(view: &View<'_>, voice: &Voice<'a>, mark: u8) -> Option<(&'a ReviewedClaim, Span)> {
    if !voice.speaker.anonymous {
        return None;
    }
    voice.marked(mark).find_map(|claim| Some((&**claim, introduced_in(view, claim)?)))
}

/// The source of a claim, if it introduces someone without a name who says something.
pub fn introduced_in(view: &View<'_>, claim: &ReviewedClaim) -> Option<Span> {
    let source = view.hull(claim, Part::Source)?;
    let mention = source.slice(view.text())?;
    let says = claim.spans(Part::Cue).iter().filter_map(|cue| cue.slice(view.text())).any(words::says);
    let confidential = words::is_confidential(mention) && words::is_indefinite(mention);
    let refuses = claim.spans(Part::Cue).iter().any(|cue| is_refused(view, source, *cue));
    let public = claim.spans(Part::Cue).iter().any(|cue| is_to_an_audience(view, *cue));
    let introduces = says && !refuses && !public && confidential && !in_headline(view, source) && !is_named(view, source);
    introduces.then_some(source)
}

/// Whether someone does not say something: "an official would not tell", "a clerk declined to say".
fn is_refused(view: &View<'_>, source: Span, cue: Span) -> bool {
    let between = Span::new(source.end.min(cue.end), cue.end).slice(view.text()).unwrap_or_default();
    words::words(between).iter().any(|word| {
        matches!(word.as_str(), "not" | "never" | "declined" | "refused") || word.ends_with("n't") || word.ends_with("n’t")
    })
}

/// Whether somebody is told who is not a reporter: "told workers", "tells the crowd that", "told an inquest".
fn is_to_an_audience(view: &View<'_>, cue: Span) -> bool {
    let tells = cue.slice(view.text()).is_some_and(|cue| matches!(cue.to_lowercase().as_str(), "told" | "tells" | "tell"));
    let sentence = view.index.sentence_span(view.index.sentence_at(cue.start)).filter(|_| tells);
    let after = sentence.and_then(|sentence| view.text().get(cue.end..sentence.end.max(cue.end))).unwrap_or_default();
    words::begins_with_audience(after)
}

/// Whether the text names the person after all: right before ("Ana Diaz, an official at the port"), right behind
/// ("an official named Ana Diaz"), or at the start of one of the next two sentences.
fn is_named(view: &View<'_>, source: Span) -> bool {
    let text = view.text();
    let before = text.get(..source.start).unwrap_or_default().trim_end();
    let last_word = before.strip_suffix(',').and_then(|before| before.split_whitespace().next_back());
    if last_word.is_some_and(|word| word.starts_with(char::is_uppercase)) {
        return true;
    }
    let after = text.get(source.end..).unwrap_or_default();
    let mention = source.slice(text).unwrap_or_default();
    // "Her agent, Mark Moss, said".
    let mut apposed = after.strip_prefix(", ").unwrap_or_default().split([' ', ',']).take(2);
    let is_name = |word: &str| word.len() > 1 && word.starts_with(char::is_uppercase);
    if apposed.next().is_some_and(is_name) && apposed.next().is_some_and(is_name) {
        return true;
    }
    if mention.contains(" named ") || after.trim_start_matches([',', ' ']).starts_with("named ") {
        return true;
    }
    let here = view.index.sentence_at(source.start);
    let head = words::head(mention).unwrap_or_default();
    // "A campaign official said so. … Campaign official Ana Diaz also said": named after all.
    let rest = Span::new(source.end, view.index.sentence_span(here + 2).map_or(source.end, |sentence| sentence.end));
    let described_so = |speaker: &Speaker| {
        let before = speaker.mentions.first().and_then(|mention| text.get(rest.start..mention.start)).unwrap_or_default();
        !speaker.anonymous && speaker.name.contains(' ') && before.split_whitespace().next_back() == Some(head.as_str())
    };
    if view.introduced_within(rest).any(described_so) {
        return true;
    }
    (here + 1..=here + 2).any(|next| {
        let Some(sentence) = view.index.sentence_span(next) else { return false };
        let beginning = Span::new(sentence.start.saturating_sub(2), sentence.start + 3);
        view.introduced_within(beginning).any(|speaker| !speaker.anonymous && speaker.name.contains(' '))
    })
}

/// Whether a claim's speaker is an anonymous source in this or an earlier claim.
pub fn is_source(view: &View<'_>, speaker: &Speaker, claim: &ReviewedClaim) -> bool {
    let source = view.hull(claim, Part::Source).filter(|source| !in_headline(view, *source));
    let source = source.filter(|source| speaker.anonymous && !is_named(view, *source));
    let here = source.and_then(|source| source.slice(view.text()));
    here.is_some_and(|mention| words::is_confidential(mention) && !words::is_owned(mention))
}

/// Whether the words are in a headline, a teaser or a list of highlights: no paragraph, or one that does not end as a
/// sentence does.
pub fn in_headline(view: &View<'_>, span: Span) -> bool {
    let article = &view.index.article;
    let is_headline = |block: &Block| {
        let text = block.span.slice(&article.text).unwrap_or_default();
        let end = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»'));
        block.kind != BlockKind::Paragraph || !end.ends_with(['.', '!', '?', '…', ':', ';', ',', '—', '–', '-'])
    };
    article.blocks.get(article.block_index(span.start)).is_some_and(is_headline)
}
