//! Captions and credits of pictures: left out, unless somebody says something in them.
//!
//! A caption between two paragraphs describes a picture and names its photographer: no claims, but names and verbs
//! enough to look like them. One that quotes or reports somebody is part of what the page says.

use super::blocks::Place;
use super::candidate::Candidate;
use crate::article::words::CAPTION_VERBS;
use crate::article::{BlockKind, form};

/// The words in quotation marks from which they are somebody's, and not a title or a name.
const QUOTED_WORDS: usize = 4;

/// Drops captions in which nobody speaks, and lines that only credit a picture. A page whose text is its captions keeps
/// them.
pub(super) fn drop_bare(blocks: &mut [Candidate]) {
    let captions: Vec<bool> = blocks.iter().map(is_caption).collect();
    let words = |is: bool| -> usize {
        let of = blocks.iter().zip(&captions).filter(|(block, caption)| block.kept && **caption == is);
        of.map(|(block, _)| block.draft.words()).sum()
    };
    if words(true) > words(false) {
        return;
    }
    for at in 0..blocks.len() {
        let beside = |other: Option<usize>| other.and_then(|other| blocks.get(other)).filter(|block| block.kept);
        // The source under a quotation, the name over a table.
        let belongs = beside(at.checked_sub(1)).is_some_and(|block| block.draft.kind == BlockKind::Quotation)
            || beside(Some(at + 1)).is_some_and(|block| block.draft.kind == BlockKind::Table);
        if captions.get(at) == Some(&true)
            && !belongs
            && let Some(block) = blocks.get_mut(at)
        {
            block.kept &= speaks(&block.draft.text);
        }
    }
}

fn is_caption(block: &Candidate) -> bool {
    let draft = &block.draft;
    let running = matches!(draft.kind, BlockKind::Paragraph | BlockKind::ListItem) && draft.place == Place::Body;
    draft.kind == BlockKind::Caption
        || running && (form::kind(&draft.text) == Some(BlockKind::Caption) || is_counter(&draft.text))
}

/// The number of a picture in a series: "1of4", "2/7".
fn is_counter(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = text.split_once("of").or_else(|| text.split_once('/'));
    parts.is_some_and(|(at, all)| digits(at.trim()) && digits(all.trim()))
}

/// Whether somebody is quoted or reported in a caption.
fn speaks(text: &str) -> bool {
    let lower = text.to_lowercase();
    let reported = lower.split(|c: char| !c.is_alphanumeric()).any(|word| CAPTION_VERBS.contains(word));
    let marks = ['“', '”', '"', '«', '»', '„'];
    let quoted = text.split(marks).skip(1).step_by(2).any(|inside| inside.split_whitespace().count() >= QUOTED_WORDS);
    reported || quoted || lower.contains("according to")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_that_quote_or_report_speak_and_descriptions_do_not() {
        for text in [
            "Cy Dell, who says the bridge is safe, on Monday. Fenland Images",
            "Ana Renn: “We will not leave this town,” in May",
            "The quay is closed, according to the mayor",
        ] {
            assert!(speaks(text), "{text}");
        }
        for text in ["The bridge on Monday. Fenland Images", "Ana Renn sings “Low Water” in May", "Ana Renn speaks in the hall"]
        {
            assert!(!speaks(text), "{text}");
        }
    }

    #[test]
    fn counters_of_pictures_are_numbers_alone() {
        for text in ["1of4", "2 of 7", "3/12"] {
            assert!(is_counter(text), "{text}");
        }
        for text in ["1 of the 4", "of", "12", "3/12/2019", "1of"] {
            assert!(!is_counter(text), "{text}");
        }
    }
}
