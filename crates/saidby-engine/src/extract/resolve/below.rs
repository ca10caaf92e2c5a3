//! Quotations whose speaker stands in a line of its own: "— Ana Diaz, pilot" below a block, "Diaz wrote on Monday:"
//! above one.

use std::ops::Range;

use super::entities::Entities;
use super::nested;
use crate::article::BlockKind;
use crate::claim::Parts;
use crate::extract::names::{Mention, MentionKind};
use crate::extract::outlets::words::{Says, says};
use crate::extract::{Attribution, Document};
use crate::text::{Paragraph, QuoteState, Shape, Span, WordRange};

/// Words of a line that says whose the quotation above it is.
const SIGNATURE: usize = 24;
/// Attributions before a quotation that may reach into it.
const NEAR: usize = 24;
/// Blocks that one quotation may have.
const BLOCKS: usize = 12;
/// How sure it is that such a quotation is a claim.
const CONFIDENCE: f32 = 0.85;

/// Gives quotations in blocks of their own the speaker whom the line below or above names.
pub(super) fn add(document: &Document<'_>, entities: &Entities, attributions: &mut Vec<Attribution>) {
    let blocks = &document.article.blocks;
    let sorted = attributions.len();
    for index in 0..blocks.len() {
        if let Some(source) = signature(document, entities, index)
            && let Some(first) = quoted_above(document, entities, index)
        {
            give(document, (attributions, sorted), first..index, Vec::new(), source, "name in the line below the quotation");
        }
        if let Some((source, body)) = answered_mail(document, entities, index) {
            give(document, (attributions, sorted), body, Vec::new(), source, "sender of the mail that is answered");
        }
        if let Some(end) = quoted_below(document, index)
            && let Some((source, cue)) = introduction(document, entities, index)
        {
            // What an engine made of the name and the address above an answer is worth less.
            if is_mail_line(document, index) {
                for known in attributions[..sorted].iter_mut().filter(|known| known.parts.cue.first() == Some(&cue)) {
                    known.parts.source = vec![source];
                }
            }
            give(document, (attributions, sorted), index + 1..end, vec![cue], source, "name in the line above the quotation");
        }
    }
    // A quotation that is given another speaker may begin elsewhere, too.
    if !attributions.is_sorted_by(|one, next| super::order(one, next).is_le()) {
        attributions.sort_by(super::order);
    }
}

/// The words of a block.
fn words(document: &Document<'_>, index: usize) -> WordRange {
    document.scan.paragraphs.get(index).map(Paragraph::words).unwrap_or_default()
}

fn is_block_quotation(document: &Document<'_>, index: usize) -> bool {
    document.article.blocks.get(index).is_some_and(|block| block.kind == BlockKind::Quotation)
}

/// Whether the block is nothing but a quotation in marks.
fn is_whole_quotation(document: &Document<'_>, index: usize) -> bool {
    let words = words(document, index);
    let state = |at: usize| document.scan.words.get(at).map(|word| word.quote);
    words.len() > 2
        && state(words.start) == Some(QuoteState::Mark)
        && words.iter().all(|at| state(at) != Some(QuoteState::Outside))
}

/// The name in a line such as "— Ana Diaz, pilot", with its title.
fn signature(document: &Document<'_>, entities: &Entities, index: usize) -> Option<Span> {
    let words = words(document, index);
    if words.is_empty() || words.len() > SIGNATURE || index == 0 {
        return None;
    }
    let dash = matches!(document.word(words.start), "—" | "–" | "--" | "―" | "-" | "~");
    let stopped = matches!(document.word(words.end - 1), "." | "!" | "?") && words.len() > 6;
    // Without a dash, the last line of a quotation of several blocks that is nothing but a name.
    let last = is_block_quotation(document, index) && is_block_quotation(document, index - 1) && words.len() <= 10 && !stopped;
    if !dash && !last {
        return None;
    }
    let first = words.start + usize::from(dash);
    let index = entities.mentions_in(WordRange::new(first, words.end)).next()?;
    let mention = entities.mentions.get(index)?;
    let begin = mention.title.as_ref().map_or(mention.words.start, |title| title.start);
    let the = usize::from(document.word(first) == "The");
    let opens = begin <= first + the && mention.kind != MentionKind::Place;
    let closed =
        !dash || matches!(document.word(mention.words.end), "" | "," | "(" | "." | "|" | "-") || mention.words.end >= words.end;
    (opens && closed).then(|| document.scan.span_of(WordRange::new(begin, mention.words.end)))
}

/// The first block of the quotation that ends right above block `index`; a line that signs another one ends it.
fn quoted_above(document: &Document<'_>, entities: &Entities, index: usize) -> Option<usize> {
    let last = index.checked_sub(1)?;
    if is_block_quotation(document, last) {
        let mut first = last;
        while first > 0
            && index - first < BLOCKS
            && is_block_quotation(document, first - 1)
            && !is_dashed(document, first - 1)
            && signature(document, entities, first - 1).is_none()
        {
            first -= 1;
        }
        return Some(first);
    }
    is_whole_quotation(document, last).then_some(last)
}

fn is_dashed(document: &Document<'_>, index: usize) -> bool {
    matches!(document.word(words(document, index).start), "—" | "–" | "--" | "―" | "-")
}

/// One past the last block of the quotation that the block `index` introduces with its colon.
fn quoted_below(document: &Document<'_>, index: usize) -> Option<usize> {
    let own = words(document, index);
    let holds = document.article.blocks.get(index).is_some_and(|block| block.kind.holds_claims());
    if own.len() < 2 || document.word(own.end - 1) != ":" || !holds || !is_block_quotation(document, index + 1) {
        return None;
    }
    let mut end = index + 2;
    while end - index < BLOCKS
        && is_block_quotation(document, end)
        && !is_dashed(document, end)
        && !introduces_an_answer(document, end)
    {
        end += 1;
    }
    Some(end)
}

/// Whether a quoted block is the line above what somebody else wrote: "On 2 March, Ana Diaz wrote:" in an answer to an
/// answer.
fn introduces_an_answer(document: &Document<'_>, index: usize) -> bool {
    let words = words(document, index);
    words.len() > 2
        && document.word(words.end - 1) == ":"
        && matches!(document.word(words.end - 2), "wrote" | "writes")
        && is_block_quotation(document, index + 1)
}

/// "On 5 May 2026 at 08:40, Ravi Anand wrote:", as mail programs write above an answer.
fn is_mail_line(document: &Document<'_>, index: usize) -> bool {
    let words = words(document, index);
    let dated = words.iter().take(8).any(|at| document.word(at).starts_with(|c: char| c.is_ascii_digit()));
    words.len() > 4 && document.word(words.start) == "On" && dated && matches!(document.word(words.end - 2), "wrote" | "writes")
}

/// The sender of a mail that another one answers, and the blocks of what it said: "From: Ravi Anand", "Sent: ...",
/// "Subject: ...", as Outlook writes them above it.
fn answered_mail(document: &Document<'_>, entities: &Entities, index: usize) -> Option<(Span, Range<usize>)> {
    let line = |at: usize| document.article.blocks.get(at).and_then(|block| block.span.slice(document.text()));
    let header = |at: usize| {
        let (name, value) = line(at)?.trim_start_matches(['>', ' ']).split_once(':')?;
        let known = matches!(name, "From" | "Sent" | "Date" | "To" | "Cc" | "CC" | "Subject");
        (known && !value.trim().is_empty()).then_some(name)
    };
    // What a mail begins with is its own head.
    if index == 0 || header(index)? != "From" || header(index - 1).is_some() {
        return None;
    }
    let first = (index + 1..).find(|at| header(*at).is_none())?;
    if first - index < 3 {
        return None;
    }
    // The name below the last words signs them.
    let signs =
        |at: usize| words(document, at).len() <= 6 && line(at).is_some_and(|line| !line.ends_with(['.', '!', '?', '”', '"']));
    let ends =
        |at: usize| header(at) == Some("From") || line(at).is_none_or(|line| line.starts_with("--") || line.starts_with("__"));
    let end = (first..first + BLOCKS).find(|at| ends(*at) || signs(*at)).unwrap_or(first + BLOCKS);
    let mention = entities.mentions_in(words(document, index)).filter_map(|index| entities.mentions.get(index)).next()?;
    (first < end).then(|| (document.scan.span_of(mention.words), first..end))
}

/// Who "Diaz wrote to the islanders on Tuesday:" introduces, with the verb.
fn introduction(document: &Document<'_>, entities: &Entities, index: usize) -> Option<(Span, Span)> {
    let own = words(document, index);
    let sentence = document.scan.words.get(own.end - 1).and_then(|word| document.scan.sentences.get(word.sentence as usize))?;
    let bounds = sentence.words();
    let verb = bounds.iter().rev().find(|at| {
        let word = document.word(*at);
        let lower =
            document.scan.words.get(*at).is_some_and(|word| word.shape == Shape::Lower && word.quote == QuoteState::Outside);
        lower
            && *at > bounds.start
            && (nested::is_say(word) || says(word).any(Says::WRITE) || matches!(word, "posted" | "reads" | "read"))
    })?;
    // "On 5 May 2026 at 08:40, Ravi Anand, Harbour Master wrote:", as mail programs put it: the first name behind the date.
    if is_mail_line(document, index) && verb + 2 == own.end {
        let people = |mention: &&Mention| matches!(mention.kind, MentionKind::Person | MentionKind::Unknown);
        let digits = |at: &usize| document.word(*at).starts_with(|c: char| c.is_ascii_digit());
        let date = (bounds.start..verb).rfind(digits).unwrap_or(bounds.start);
        let mut named = entities.mentions_in(WordRange::new(date, verb)).filter_map(|index| entities.mentions.get(index));
        if let Some(mention) = named.find(people) {
            return Some((document.scan.span_of(mention.words), document.scan.span_of(WordRange::one(verb))));
        }
    }
    // "The council's leader, Ravi Anand, wrote": the comma behind an apposition.
    let comma = verb.checked_sub(1).filter(|comma| document.word(*comma) == ",");
    let apposed = comma.and_then(|comma| {
        let near = entities.mentions_in(WordRange::new(bounds.start, comma)).rev().take(4);
        near.filter_map(|index| entities.mentions.get(index))
            .find(|mention| mention.words.end == comma || mention.apposition.as_ref().is_some_and(|words| words.end == comma))
    });
    if let Some(mention) = apposed {
        let begin = mention.title.as_ref().map_or(mention.words.start, |title| title.start);
        return Some((
            document.scan.span_of(WordRange::new(begin, mention.words.end)),
            document.scan.span_of(WordRange::one(verb)),
        ));
    }
    let (source, cue) = nested::subject(document, entities, bounds, verb)?;
    Some((document.scan.span_of(source), document.scan.span_of(cue)))
}

/// Makes what stands in `blocks` a claim of `source`, or completes the one that an engine found there.
fn give(
    document: &Document<'_>,
    (attributions, sorted): (&mut Vec<Attribution>, usize),
    blocks: Range<usize>,
    cue: Vec<Span>,
    source: Span,
    found_by: &str,
) {
    let content: Vec<Span> =
        blocks.clone().map(|index| document.scan.span_of(words(document, index))).filter(|span| !span.is_empty()).collect();
    let (Some(first), Some(last)) = (content.first().copied(), content.last().copied()) else { return };
    let whole = first.cover(last);
    let inside = |attribution: &Attribution| attribution.parts.content.iter().any(|span| whole.encloses(*span));
    // What engines found is sorted by content; what has its first words here or a little before can lie inside.
    let begin = |attribution: &Attribution| attribution.parts.content.first().map_or(0, |span| span.start);
    let from = attributions[..sorted].partition_point(|attribution| begin(attribution) < whole.start).saturating_sub(NEAR);
    let near = attributions[from..sorted].iter_mut().take_while(|attribution| begin(attribution) < whole.end);
    let mut known = near.filter(|attribution| inside(attribution));
    if let Some(known) = known.next() {
        let begins = known.parts.content.first().is_some_and(|span| span.start == first.start);
        if known.parts.source.is_empty() || begins && known.parts.source.iter().all(|known| !whole.encloses(*known)) {
            if known.parts.source.is_empty() {
                known.parts.source = vec![source];
            }
            if known.parts.cue.is_empty() {
                known.parts.cue = cue;
            }
            known.parts.content = content;
        }
        return;
    }
    attributions.push(Attribution {
        parts: Parts { content, cue, source: vec![source] },
        confidence: CONFIDENCE,
        check_worthiness: None,
        found_by: found_by.to_owned(),
    });
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Format};
    use crate::claim::Claim;
    use crate::extract::{Options, extract};

    /// Who says what, by the rules engine.
    fn said(article: &Article) -> Vec<String> {
        let found = extract(article, &Options::fast());
        let line = |claim: &Claim| {
            let speaker = found.speakers.iter().find(|speaker| Some(&speaker.id) == claim.speaker.as_ref());
            let words: Vec<&str> = claim.parts.content.iter().map(|span| span.slice(&article.text).unwrap()).collect();
            format!("{}: {}", speaker.map_or("", |speaker| speaker.name.as_str()), words.join(" … "))
        };
        found.claims.iter().map(line).collect()
    }

    #[test]
    fn an_answer_to_an_answer_is_whose_line_is_above_it() {
        let text = "It is settled now, and nobody will ask again.\n\nOn Tue, 5 May 2026 at 08:40, Runa Falk, Head of Ferries\n\
            <runa@ferries.example> wrote:\n> The ferries stop in June.\n> On Mon, 4 May 2026, Ole Brandt wrote:\n\
            >> Nobody told the crews.\n\nOn Wed, May 6, 2026 at 8:40 AM Ada Moor <ada@ferries.example> wrote:\n> They were late.\n";
        assert_eq!(
            said(&Article::from_text(text)),
            ["Runa Falk: The ferries stop in June.", "Ole Brandt: Nobody told the crews.", "Ada Moor: They were late."]
        );
    }

    #[test]
    fn a_mail_that_is_answered_is_of_its_sender() {
        for (rule, quoted) in [("", ""), ("----- Original Message -----\n", "> ")] {
            let text = format!(
                "Hi Ada,\n\nIt is settled now, and nobody will ask again.\n\n{rule}From: Runa Falk [runa@ferries.example]\nSent: Monday, 4 \
                 May 2026 8:40\nTo: Ada Moor\nSubject: The ferries\n\n{quoted}The ferries stop in June, and not before.\n\nRuna Falk\n"
            );
            let said = said(&Article::from_text(&text));
            let [claim] = said.as_slice() else { panic!("{text}\n{said:?}") };
            assert!(claim.starts_with("Runa Falk: ") && claim.ends_with("The ferries stop in June, and not before."), "{claim}");
        }
    }

    #[test]
    fn two_quotations_below_each_other_have_each_its_own_signature() {
        let page = "<html><head><title>A note from the mill</title></head><body><article><h1>A note from the mill</h1><p>The council \
            did not answer, and the mill stood still for all of the winter. The notes are kept at the mill.</p><blockquote><p>They were \
            alone, and nobody came by.</p><cite>Otto Brand, carpenter</cite></blockquote><blockquote><p>It was a cold year.</p>\
            <footer>— <cite>Lena Voss</cite>, in her diary</footer></blockquote><p>The mill opens again in May, after eleven years \
            of work by forty people who were never paid for any of it.</p></article></body></html>";
        let article = Article::read(page.as_bytes(), Format::Html).unwrap();
        assert_eq!(said(&article), ["Otto Brand: They were alone, and nobody came by.", "Lena Voss: It was a cold year."]);
    }
}
