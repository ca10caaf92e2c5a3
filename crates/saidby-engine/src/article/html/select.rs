//! Which blocks of a page are its article: those that the reader view kept, less what is plainly not
//! text, and with what it lost between them.

use std::collections::HashMap;

use super::blocks::{Draft, Place};
use super::candidate::{Candidate, WhyLeftOut, first_prose, last_prose};
use super::data::{PageData, words_of};
use crate::article::BlockKind;
use crate::article::words::MORE_STORIES;

/// Chooses among the blocks of the `whole` page. `reader` are the blocks that the reader view kept.
pub(super) fn select(whole: Vec<Draft>, reader: &[Draft], data: &PageData, headline: Option<&str>) -> Vec<Candidate> {
    let mut blocks = matched(whole, reader);
    let title = title_at(&blocks, headline);
    let mut step = |why: WhyLeftOut, step: &dyn Fn(&mut [Candidate])| {
        let before: Vec<bool> = blocks.iter().map(|block| block.kept).collect();
        step(&mut blocks);
        for (block, was) in blocks.iter_mut().zip(before) {
            if was && !block.kept {
                block.why = why;
            }
        }
    };
    step(WhyLeftOut::BeforeHeadline, &|blocks| drop_before_title(blocks, title));
    step(WhyLeftOut::Outside, &|blocks| fill_gaps(blocks, title));
    step(WhyLeftOut::Links, &|blocks| drop_link_runs(blocks));
    step(WhyLeftOut::Stories, &|blocks| drop_lists_of_stories(blocks));
    step(WhyLeftOut::Outside, &|blocks| keep_lead(blocks, title, data));
    step(WhyLeftOut::Form, &|blocks| super::by_form::drop_by_form(blocks, data, title));
    step(WhyLeftOut::Twin, &|blocks| drop_twins(blocks, title));
    step(WhyLeftOut::Tail, &|blocks| drop_tail(blocks));
    step(WhyLeftOut::Tail, &|blocks| cut_after_body(blocks, data));
    step(WhyLeftOut::Caption, &super::pictures::drop_bare);
    blocks
}

/// The blocks of the whole page, those that the reader view has too marked as kept. A block that only the
/// reader view has goes behind the last one that both have.
fn matched(whole: Vec<Draft>, reader: &[Draft]) -> Vec<Candidate> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, draft) in whole.iter().enumerate() {
        places.entry(draft.text.as_str()).or_default().push(index);
    }
    let mut kept = vec![false; whole.len()];
    let mut extra: Vec<(usize, Draft)> = Vec::new();
    let mut next = 0;
    for draft in reader {
        // The first place not yet passed; else any that is free, as the reader view may move a block.
        let found = places.get(draft.text.as_str()).and_then(|all| {
            let ahead = all.iter().find(|index| **index >= next && !kept.get(**index).copied().unwrap_or(true));
            ahead.or_else(|| all.iter().find(|index| !kept.get(**index).copied().unwrap_or(true))).copied()
        });
        match found {
            Some(index) => {
                if let Some(flag) = kept.get_mut(index) {
                    *flag = true;
                }
                next = next.max(index + 1);
            }
            None if places.contains_key(draft.text.as_str()) => {}
            None => extra.push((next, draft.clone())),
        }
    }
    let mut all = Vec::with_capacity(whole.len() + extra.len());
    let mut extra = extra.into_iter().peekable();
    for (index, (draft, kept)) in whole.into_iter().zip(kept).enumerate() {
        while let Some((_, draft)) = extra.next_if(|(at, _)| *at <= index) {
            all.push(Candidate { draft, kept: true, why: WhyLeftOut::default() });
        }
        all.push(Candidate { draft, kept, why: WhyLeftOut::default() });
    }
    all.extend(extra.map(|(_, draft)| Candidate { draft, kept: true, why: WhyLeftOut::default() }));
    all
}

/// Where the headline is.
fn title_at(blocks: &[Candidate], headline: Option<&str>) -> Option<usize> {
    let words = words_of(headline?);
    let same = |block: &Candidate| words_of(&block.draft.text) == words;
    let is_title = |block: &Candidate| block.draft.place == Place::Title && same(block);
    blocks.iter().position(is_title).or_else(|| blocks.iter().position(same))
}

/// What is printed before the headline is navigation, unless it is running prose or a caption.
fn drop_before_title(blocks: &mut [Candidate], title: Option<usize>) {
    let Some(title) = title else { return };
    // A headline below the text is one of a list of articles.
    if first_prose(blocks).is_some_and(|first| first < title) && last_prose(blocks).is_some_and(|last| last < title) {
        return;
    }
    for block in blocks.iter_mut().take(title) {
        block.kept &= block.draft.is_prose() || block.draft.kind == BlockKind::Caption;
    }
}

/// Words that the line below a quotation has at most.
const SOURCE_LINE: usize = 24;

/// Prose that the reader view lost for the names of its containers, and the headings that belong to it:
/// between kept blocks, and beyond them inside the element that holds the article.
fn fill_gaps(blocks: &mut [Candidate], title: Option<usize>) {
    let (Some(mut first), Some(mut last)) = (first_prose(blocks), last_prose(blocks)) else { return };
    let fills = |block: &Candidate| {
        let draft = &block.draft;
        draft.place == Place::Body && draft.is_prose() && draft.ends() && 4 * draft.linked < draft.text.len()
    };
    if let Some(title) = title.filter(|title| *title < first) {
        let ahead = |at: &usize| blocks.get(*at).is_some_and(|block| block.draft.inside && fills(block));
        first = (title + 1..first).find(ahead).unwrap_or(first);
    }
    // Behind the last kept block, while there is prose with at most two other blocks between.
    let mut at = last + 1;
    while at <= last + 3 {
        let goes_on = |block: &Candidate| {
            let draft = &block.draft;
            // A quotation in a sentence of its own is text, however short, and though a name in it is a link.
            let quoted = draft.place == Place::Body
                && matches!(draft.kind, BlockKind::Paragraph | BlockKind::ListItem)
                && draft.text.contains(['“', '"', '„', '«'])
                && draft.words() >= 4
                && draft.ends()
                && 4 * draft.linked < draft.text.len();
            draft.inside && (quoted || draft.linked == 0 && fills(block))
        };
        if blocks.get(at).is_some_and(goes_on) {
            last = at;
            if let Some(block) = blocks.get_mut(at) {
                block.kept = true;
            }
        }
        at += 1;
    }
    for block in blocks.iter_mut().take(last + 1).skip(first).filter(|block| !block.kept) {
        let quotation = block.draft.kind == BlockKind::Quotation && block.draft.place == Place::Body && block.draft.words() >= 3;
        block.kept = fills(block) || quotation;
    }
    // The line below a quotation that names its source, wherever the quotation stands.
    for at in 1..blocks.len() {
        let quotation = |block: Option<&Candidate>| block.is_some_and(|block| block.draft.kind == BlockKind::Quotation);
        let below =
            quotation(blocks.get(at)) && quotation(blocks.get(at - 1)) && blocks.get(at - 1).is_some_and(|block| block.kept);
        if let Some(block) = blocks.get_mut(at).filter(|_| below) {
            block.kept |= block.draft.words() <= SOURCE_LINE && !block.draft.is_linked();
        }
    }
    for at in (first..last).rev() {
        let before_kept = blocks.get(at + 1).is_some_and(|next| next.kept && next.draft.kind != BlockKind::Heading);
        if let Some(block) = blocks.get_mut(at)
            && !block.kept
            && block.draft.kind == BlockKind::Heading
            && block.draft.linked == 0
            && before_kept
        {
            block.kept = true;
        }
    }
}

/// Links to other articles: blocks that are links only, in runs or as list items or without an end, with the
/// heading over a list that is gone.
fn drop_link_runs(blocks: &mut [Candidate]) {
    let linked: Vec<bool> = blocks.iter().map(|block| block.kept && block.draft.is_linked()).collect();
    let is = |at: Option<usize>| at.and_then(|at| linked.get(at)).copied().unwrap_or(false);
    for at in 0..blocks.len() {
        let Some(block) = blocks.get_mut(at).filter(|_| is(Some(at))) else { continue };
        let draft = &block.draft;
        let wholly = 10 * draft.linked >= 9 * draft.text.len();
        let run = is(at.checked_sub(1)) || is(Some(at + 1));
        let item = draft.kind == BlockKind::ListItem;
        // A short line that is a link may be a thing of a list in the text; a headline is longer.
        let loose =
            !draft.ends() && matches!(draft.kind, BlockKind::Paragraph | BlockKind::Heading) && (5..=30).contains(&draft.words());
        if draft.place != Place::Title && (wholly && (item || loose) || run && (item || !draft.ends())) {
            block.kept = false;
        }
    }
    // The heading over a list that is gone.
    for at in 0..blocks.len().saturating_sub(1) {
        let next = blocks.get(at + 1);
        let over = next.is_some_and(|next| !next.kept && next.draft.is_linked());
        if let Some(block) = blocks.get_mut(at)
            && over
            && (block.draft.kind == BlockKind::Heading && block.draft.place != Place::Title
                || block.draft.words() <= 6 && block.draft.text.ends_with(':'))
        {
            block.kept = false;
        }
    }
}

/// A line such as "More stories" with the list under it, to the next running text.
fn drop_lists_of_stories(blocks: &mut [Candidate]) {
    let mut inside = false;
    for block in blocks.iter_mut().filter(|block| block.kept && block.draft.place != Place::Title) {
        let draft = &block.draft;
        let short = draft.words() <= 8 && matches!(draft.kind, BlockKind::Heading | BlockKind::Paragraph | BlockKind::ListItem);
        if short && !draft.text.ends_with(['.', '”']) && {
            let words = words_of(&draft.text).join(" ");
            MORE_STORIES
                .entries()
                .iter()
                .any(|start| words.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        } {
            inside = true;
            block.kept = false;
        } else if inside {
            let text = matches!(draft.kind, BlockKind::Paragraph | BlockKind::Quotation) && draft.ends() && !draft.is_linked();
            if text || draft.kind == BlockKind::Heading {
                inside = false;
            } else {
                block.kept &= draft.kind == BlockKind::Caption;
            }
        }
    }
}

/// The standfirst, the captions and the list of key points between headline and text.
fn keep_lead(blocks: &mut [Candidate], title: Option<usize>, data: &PageData) {
    let Some(title) = title else { return };
    let Some(first) = blocks.iter().skip(title + 1).position(|block| block.kept && block.draft.is_prose()) else { return };
    let first = title + 1 + first;
    let descriptions: Vec<Vec<String>> = data.descriptions.iter().map(|text| words_of(text)).collect();
    let opening = blocks.get(first).map(|block| words_of(&block.draft.text)).unwrap_or_default();
    let mut heading = None;
    for at in title + 1..first {
        let Some(block) = blocks.get_mut(at) else { continue };
        let draft = &block.draft;
        let words = words_of(&draft.text);
        let summary = words.len() >= 4
            && descriptions.iter().any(|known| {
                let same = words.iter().filter(|word| known.contains(word)).count();
                10 * same >= 9 * words.len() && 10 * words.len() >= 6 * known.len().min(words.len() * 2)
            })
            && !opening.starts_with(&words);
        let item = draft.kind == BlockKind::ListItem && !draft.is_linked() && draft.words() >= 5;
        if draft.kind == BlockKind::Heading && draft.linked == 0 && draft.place != Place::Title {
            heading = Some(at);
        }
        if summary || draft.place == Place::Standfirst && draft.words() >= 5 && !draft.is_linked() {
            block.kept = true;
            if matches!(block.draft.kind, BlockKind::Heading | BlockKind::ListItem) {
                block.draft.kind = BlockKind::Paragraph;
            }
        } else if draft.kind == BlockKind::Caption {
            block.kept = true;
        } else if item {
            block.kept = true;
            if let Some(block) = heading.take().and_then(|at| blocks.get_mut(at)) {
                block.kept = true;
            }
        }
    }
}

/// The same block twice, as for phones and desks; a quotation set large that repeats the text.
fn drop_twins(blocks: &mut [Candidate], title: Option<usize>) {
    let all: String = blocks
        .iter()
        .filter(|block| block.kept && block.draft.place != Place::PullQuote && block.draft.kind != BlockKind::Quotation)
        .map(|block| block.draft.text.replace(['“', '”', '"', '’', '‘'], "") + "\n")
        .collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (at, block) in blocks.iter_mut().enumerate() {
        if !block.kept {
            continue;
        }
        let bare = block.draft.text.replace(['“', '”', '"', '’', '‘'], "");
        let long = block.draft.words() >= 6 || block.draft.kind == BlockKind::Caption;
        if long && seen.insert(bare.clone(), at).is_some() && title != Some(at) {
            block.kept = false;
        }
        let quotes = block.draft.place == PULL || block.draft.kind == BlockKind::Quotation;
        let inside = bare.trim_end_matches(['.', ',', '!', '?']);
        if quotes && inside.split_whitespace().count() >= 4 && all.contains(inside) {
            block.kept = false;
        }
        if block.draft.place == PULL && block.draft.words() < 8 {
            block.kept = false;
        }
    }
}

const PULL: Place = Place::PullQuote;

/// What follows the last running prose: labels, tags, links. A short sentence may end an article.
fn drop_tail(blocks: &mut [Candidate]) {
    let Some(last) = last_prose(blocks) else { return };
    for block in blocks.iter_mut().skip(last + 1) {
        let draft = &block.draft;
        let sentence = draft.ends() && !draft.text.ends_with(':') && draft.words() >= 3 && !draft.is_linked();
        let row = draft.kind == BlockKind::Table;
        let plain = matches!(draft.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem | BlockKind::Caption);
        let source = draft.kind == BlockKind::Quotation;
        block.kept &= row || source || draft.kind == BlockKind::Caption || plain && (sentence || draft.text.starts_with('—'));
    }
}

/// Where the page's data has the whole text, what follows its last paragraph is not the article.
fn cut_after_body(blocks: &mut [Candidate], data: &PageData) {
    let words: usize = data.body.iter().map(|text| text.split_whitespace().count()).sum();
    if words < 80 {
        return;
    }
    let body: String = data.body.iter().map(|text| words_of(text).join(" ") + " ").collect();
    let witnessed: Vec<bool> = blocks
        .iter()
        .map(|block| block.kept && block.draft.is_prose() && body.contains(&words_of(&block.draft.text).join(" ")))
        .collect();
    let prose = blocks.iter().filter(|block| block.kept && block.draft.is_prose()).count();
    let count = witnessed.iter().filter(|seen| **seen).count();
    if 100 * count < 85 * prose.max(1) {
        return;
    }
    if let Some(last) = witnessed.iter().rposition(|seen| *seen) {
        for block in blocks.iter_mut().skip(last + 1) {
            let quoted = matches!(block.draft.kind, BlockKind::Caption | BlockKind::Quotation | BlockKind::Table);
            block.kept &= quoted || block.draft.ends() && !block.draft.is_prose() && !block.draft.is_linked();
        }
    }
}
