//! The verb that stands right beside words of which somebody says that they are a claim, and its subject.
//!
//! The rules know verbs of speech. Where a person selects "around 600 deaths" after "the office recorded", the verb that
//! governs the words is the cue, whether or not it is listed.

use std::ops::Range;

use super::sources::{group_start, subject_before};
use super::tagging::{self, Tag};
use super::view::View;
use super::{Attribution, Document, FastFinder};
use crate::claim::Parts;
use crate::text::Span;

/// How many words a subject behind the content may have before its verb.
const FAR: usize = 14;

impl FastFinder {
    /// The attribution whose verb stands directly before or after `content`, in the same sentence; `None` where no verb
    /// with a subject does.
    pub fn beside(&self, document: &Document<'_>, content: Span) -> Option<Attribution> {
        let scan = &document.scan;
        let words = scan.words_in(content);
        let paragraph = scan.paragraphs.get(scan.paragraph_of(words.start))?;
        let (from, to) = (paragraph.first_word as usize, paragraph.end_word as usize);
        if words.is_empty() || words.start < from || words.end > to {
            return None;
        }
        let mut tokens = Vec::new();
        tagging::tag(document, self.lexicon, from, to, &mut tokens);
        let view = View { document, tokens: &tokens, base: from, quotations: &[] };
        let (first, end) = (words.start - from, words.end - from);
        let (verb, source) = before(&view, first).or_else(|| after(&view, end))?;
        let span = |words: Range<usize>| scan.span_of(view.in_scan(&words));
        let cue = span(verb..verb + 1);
        Some(Attribution {
            parts: Parts { content: vec![content], cue: vec![cue], source: vec![span(source)] },
            confidence: 0.0,
            check_worthiness: None,
            found_by: format!("'{}' beside it", cue.slice(document.text()).unwrap_or_default()),
        })
    }
}

const fn is_verb(tag: Tag) -> bool {
    matches!(tag, Tag::Finite | Tag::Participle | Tag::Infinitive | Tag::Gerund)
}

/// Words for whoever is told something: they stand between a verb and what is said.
const TOLD: &[&str] = &["me", "us", "him", "her", "them", "you"];

/// `X recorded [content]`, `X found that [content]`, `X came in and told me [content]`.
fn before(view: &View<'_>, first: usize) -> Option<(usize, Range<usize>)> {
    let start = view.sentence(first).start;
    let mut at = first;
    while at > start && (matches!(view.tag(at - 1), Tag::Comma | Tag::Colon | Tag::Quote) || view.is(at - 1, "that")) {
        at -= 1;
    }
    if at > start + 1 && is_verb(view.tag(at - 2)) && TOLD.iter().any(|word| view.is(at - 1, word)) {
        at -= 1;
    }
    let verb = at.checked_sub(1).filter(|verb| *verb >= start && is_verb(view.tag(*verb)))?;
    let group = group_start(view, verb);
    let source = subject_before(view, group).or_else(|| shared_subject(view, start, group))?;
    (source.end <= verb).then_some((verb, source))
}

/// The subject of the verb before `group` that it is joined to by "and": `X came in and told`.
fn shared_subject(view: &View<'_>, start: usize, group: usize) -> Option<Range<usize>> {
    let joint = group.checked_sub(1).filter(|joint| *joint > start && view.is(*joint, "and"))?;
    let verb = (start..joint).rev().find(|at| matches!(view.tag(*at), Tag::Finite))?;
    subject_before(view, group_start(view, verb))
}

/// `[content], X recorded`.
fn after(view: &View<'_>, end: usize) -> Option<(usize, Range<usize>)> {
    let sentence = view.sentence(end.checked_sub(1)?).end;
    let mut at = end;
    while at < sentence && matches!(view.tag(at), Tag::Comma | Tag::Quote | Tag::Dash) {
        at += 1;
    }
    let verb = (at..sentence.min(at + FAR)).find(|place| matches!(view.tag(*place), Tag::Finite))?;
    let source = subject_before(view, group_start(view, verb))?;
    // Only where the subject follows the content at once.
    (at > end && source.start == at).then_some((verb, source))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Block, BlockKind, Metadata, Origin};

    /// Cue and source of what stands between `{` and `}`.
    fn beside(marked: &str) -> Option<(String, String)> {
        let start = marked.find('{')?;
        let end = marked.find('}')? - 1;
        let text = marked.replace(['{', '}'], "");
        let blocks = vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }];
        let article = Article { text: text.as_str().into(), blocks, metadata: Metadata::default(), origin: Origin::default() };
        let document = Document::new(&article);
        let found = FastFinder::new().beside(&document, Span::new(start, end))?;
        let words = |spans: &[Span]| spans.first().and_then(|span| span.slice(&text)).unwrap_or_default().to_owned();
        Some((words(&found.parts.cue), words(&found.parts.source)))
    }

    #[test]
    fn the_verb_beside_the_words_is_the_cue_and_its_subject_the_source() {
        let found = |cue: &str, source: &str| Some((cue.to_owned(), source.to_owned()));
        assert_eq!(
            beside("By then the regional water office recorded {around 40 broken pipes}. It is believed that more will follow."),
            found("recorded", "the regional water office")
        );
        assert_eq!(beside("Ilse Brandt has counted {ninety leaks} since May."), found("counted", "Ilse Brandt"));
        assert_eq!(beside("{Ninety pipes broke}, the water office recorded."), found("recorded", "the water office"));
        assert_eq!(beside("A neighbour told me {the pipes had burst}."), found("told", "A neighbour"));
        assert_eq!(beside("Then a neighbour came in and told us {the pipes had burst}."), found("told", "a neighbour"));
    }

    #[test]
    fn a_verb_of_the_next_sentence_is_none() {
        assert_eq!(beside("There were {around 40 broken pipes}. Officials believed that more would follow."), None);
        assert_eq!(beside("{Forty pipes}"), None);
    }
}
