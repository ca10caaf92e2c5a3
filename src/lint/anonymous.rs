//! Who counts as an anonymous source.

use super::rule::Voice;
use super::view::View;
use super::words;
use crate::article::BlockKind;
use crate::claim::{Part, Speaker};
use crate::review::ReviewedClaim;
use crate::text::Span;

/// The place where a source without a name is introduced ("a port official", "two people familiar with it"); `None` where
/// the speaker has a name, is somebody's in particular ("the mayor's aide"), or is only mentioned in a headline.
pub fn introduction<'a>(view: &View<'_>, voice: &Voice<'a>) -> Option<(&'a ReviewedClaim, Span)> {
    if !voice.speaker.anonymous {
        return None;
    }
    voice.claims.iter().find_map(|claim| Some((&***claim, introduced_in(view, claim)?)))
}

/// The source of a claim, if it introduces someone without a name who says something.
pub fn introduced_in(view: &View<'_>, claim: &ReviewedClaim) -> Option<Span> {
    let source = view.hull(claim, Part::Source)?;
    let mention = source.slice(view.text())?;
    let says = claim.spans(Part::Cue).iter().filter_map(|cue| cue.slice(view.text())).any(words::says);
    let confidential = words::is_confidential(mention) && words::is_indefinite(mention);
    let introduces = says && confidential && !in_headline(view, source) && !is_named(view, source);
    introduces.then_some(source)
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
    if mention.contains(" named ") || after.trim_start_matches([',', ' ']).starts_with("named ") {
        return true;
    }
    let here = view.index.sentence_at(source.start);
    (here + 1..=here + 2).any(|next| {
        let Some(sentence) = view.index.sentence_span(next) else { return false };
        let starts = |speaker: &Speaker| {
            let first = speaker.mentions.first().is_some_and(|mention| mention.start.abs_diff(sentence.start) <= 2);
            first && !speaker.anonymous && speaker.name.contains(' ')
        };
        view.session.speakers().any(starts)
    })
}

/// Whether a claim's speaker is an anonymous source in this or an earlier claim.
pub fn is_source(view: &View<'_>, speaker: &Speaker, claim: &ReviewedClaim) -> bool {
    let source = view.hull(claim, Part::Source).filter(|source| !in_headline(view, *source));
    let here = source.and_then(|source| source.slice(view.text()));
    speaker.anonymous && here.is_some_and(|mention| words::is_confidential(mention) && !words::is_owned(mention))
}

fn in_headline(view: &View<'_>, span: Span) -> bool {
    let article = &view.index.article;
    article.blocks.get(article.block_index(span.start)).is_some_and(|block| block.kind != BlockKind::Paragraph)
}
