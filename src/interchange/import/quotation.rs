//! Spans by their quotation: the words have to occur once where they are looked for.

use super::found::{Found, LocatedClaim, NotFound, NotLocated};
use super::normal::Normal;
use super::parsed::{ParsedClaim, ParsedSpan};
use crate::article::Article;
use crate::claim::Part;
use crate::text::{Span, single_line};

/// The claim where its marks were found and, of those that were not, by the words alone. Of a table's row that
/// says the words of the cue and not their place, what is not certain is left open.
pub(super) fn by_quotation(
    article: &Article,
    draft: &ParsedClaim,
    found: &Found,
    cells: bool,
) -> Result<LocatedClaim, NotLocated> {
    let mut placed = LocatedClaim::default();
    for (part, found) in found.0.iter() {
        let mut spans = Vec::new();
        let mut uncertain = false;
        for (mark, found) in draft.parts[part].iter().zip(found) {
            if let Some(found) = found {
                spans.extend_from_slice(found);
                continue;
            }
            placed.by_words |= part == Part::Content || !cells;
            match near(article, mark, part, placed.parts.content.as_deref().unwrap_or_default()) {
                Ok(span) => spans.push(span),
                Err(_) if cells && part != Part::Content => uncertain = true,
                Err(why) => return Err(not_placed(part, mark, why)),
            }
        }
        let is_known = match part {
            Part::Content => true,
            // A row without a cue may be of a table that has none at all.
            Part::Cue => !(uncertain || cells && spans.is_empty()),
            Part::Source => !cells,
        };
        placed.parts[part] = is_known.then_some(spans);
    }
    Ok(placed)
}

fn not_placed(part: Part, mark: &ParsedSpan, why: NotFound) -> NotLocated {
    let what = match (&mark.words, &mark.at) {
        (Some(words), _) => Some(shortened(words)),
        (None, Some(at)) => Some(format!("at {}..{}", at.start, at.end)),
        (None, None) => None,
    };
    NotLocated::Span { part, what, why }
}

/// The one place of the mark's words: a content's anywhere in the article, a cue's or source's in the paragraphs
/// of the content or, where none is there, in those beside.
fn near(article: &Article, mark: &ParsedSpan, part: Part, content: &[Span]) -> Result<Span, NotFound> {
    if part == Part::Content {
        return quoted(article, mark, Span::new(0, article.text.len()), &[]);
    }
    let mut result = Err(NotFound::Nowhere);
    for around in [0, 1] {
        let Some(window) = neighbourhood(article, content, around) else { break };
        result = quoted(article, mark, window, content);
        // Several places nearby are not made fewer by looking further.
        if result != Err(NotFound::Nowhere) {
            break;
        }
    }
    result
}

/// The paragraphs that `content` touches, and `around` more on either side.
fn neighbourhood(article: &Article, content: &[Span], around: usize) -> Option<Span> {
    let whole = content.iter().copied().reduce(Span::cover)?;
    let blocks = &article.blocks;
    let touched = article.blocks_touching(whole);
    let start = blocks.get(touched.start.saturating_sub(around)).map_or(0, |block| block.span.start);
    let last = (touched.end + around).min(blocks.len()).saturating_sub(1);
    let end = blocks.get(last).map_or(article.text.len(), |block| block.span.end);
    Some(Span::new(start.min(whole.start), end.max(whole.end)))
}

/// The one place where the words of `mark` stand: in `within`, outside of `taken`, with its context around it
/// where it has one and the words alone do not tell.
fn quoted(article: &Article, mark: &ParsedSpan, within: Span, taken: &[Span]) -> Result<Span, NotFound> {
    let Some(words) = mark.words.as_deref() else {
        return Err(NotFound::NoWords);
    };
    let words = Normal::of(words).text;
    if words.trim().is_empty() {
        return Err(NotFound::Empty);
    }
    let text = &*article.text;
    let mut places: Vec<Span> = within
        .slice(text)
        .unwrap_or_default()
        .match_indices(words.as_str())
        .map(|(at, _)| Span::new(within.start + at, within.start + at + words.len()))
        .filter(|span| !span.cuts_word(text) && taken.iter().all(|taken| !taken.overlaps(*span)))
        .collect();
    let all = places.len();
    if let (Some((prefix, suffix)), true) = (&mark.context, all > 1) {
        let (prefix, suffix) = (Normal::of(prefix).text, Normal::of(suffix).text);
        places.retain(|span| {
            text.get(..span.start).is_some_and(|before| before.ends_with(prefix.as_str()))
                && text.get(span.end..).is_some_and(|after| after.starts_with(suffix.as_str()))
        });
    }
    match places.as_slice() {
        [only] => Ok(*only),
        _ if all > 0 => Err(NotFound::Several(all)),
        _ => Err(NotFound::Nowhere),
    }
}

/// A few words in quotation marks, for a message.
fn shortened(words: &str) -> String {
    const SHOWN: usize = 60;
    let few: String = words.chars().take(SHOWN).collect();
    let mut few = single_line(&few);
    if words.chars().nth(SHOWN).is_some() {
        few.push('…');
    }
    format!("“{few}”")
}
