//! What the words around a name say: that it is an outlet, and which part it plays.

use std::ops::Range;

use super::ties::{before, is_piece, tie_before};
use crate::article::BlockKind;
use crate::claim::OutletRole;
use crate::extract::Document;
use crate::text::Shape;

/// Whether the words around an ambiguous name speak of news.
pub(super) fn speaks_of_news(document: &Document<'_>, words: &Range<usize>) -> bool {
    let after = document.word(words.end);
    if matches!(
        after,
        "magazine"
            | "newspaper"
            | "reporter"
            | "reporters"
            | "reported"
            | "reports"
            | "editorial"
            | "columnist"
            | "correspondent"
            | "tabloid"
            | "newspapers"
            | "website"
    ) {
        return true;
    }
    if matches!(after, "'s" | "’s") && is_piece(document.word(words.end + 2)) {
        return true;
    }
    let close = before(document, words.start).take(4).any(|(_, word)| {
        matches!(
            word,
            "told"
                | "citing"
                | "According"
                | "according"
                | "tells"
                | "newspaper"
                | "magazine"
                | "wrote"
                | "interview"
                | "reported"
                | "published"
                | "editor"
                | "column"
                | "editorial"
                | "telling"
        )
    });
    close && tie_before(document, words).is_some()
}

/// Whether the text itself calls the name an outlet: "the Vell newspaper", "news agency Norpress".
pub(super) fn is_called_outlet(document: &Document<'_>, words: &Range<usize>) -> bool {
    let after = document.word(words.end);
    let next = document.word(words.end + 1);
    if matches!(after, "newspaper" | "magazine" | "newspapers" | "tabloid" | "broadcaster" | "podcast")
        || (matches!(after, "news" | "radio" | "television" | "TV")
            && matches!(
                next,
                "agency"
                    | "site"
                    | "website"
                    | "channel"
                    | "station"
                    | "network"
                    | "outlet"
                    | "program"
                    | "programme"
                    | "service"
            ))
    {
        return true;
    }
    let mut back = before(document, words.start);
    let last = back.next().map_or("", |(_, word)| word);
    let earlier = back.next().map_or("", |(_, word)| word);
    matches!(last, "newspaper" | "magazine" | "broadcaster" | "tabloid")
        || (matches!(last, "agency" | "website" | "site" | "outlet" | "channel" | "network" | "station")
            && matches!(earlier, "news" | "radio" | "television" | "TV" | "media" | "broadcasting"))
}

/// The part that the mention at `words` plays.
pub(super) fn role(document: &Document<'_>, words: &Range<usize>) -> OutletRole {
    let block = document.article.blocks.get(document.scan.paragraph_of(words.start)).map(|block| block.kind);
    let back: Vec<String> = before(document, words.start).map(|(_, word)| word.to_lowercase()).collect();
    let near = |wanted: &[&str]| back.iter().take(4).any(|word| wanted.contains(&word.as_str()));
    if near(&["owned", "published", "copyright", "©", "appeared"])
        && !matches!(block, Some(BlockKind::Paragraph | BlockKind::Headline) if !near(&["owned", "©", "copyright", "appeared"]))
    {
        return OutletRole::Publisher;
    }
    let slash = words.start > 0 && matches!(document.word(words.start - 1), "/" | "|" | "©");
    let photo = near(&["photo", "photograph", "picture", "image", "images", "video", "credit", "courtesy", "via", "file"]);
    match block {
        Some(BlockKind::Boilerplate | BlockKind::Byline) => OutletRole::Credit,
        Some(BlockKind::Caption) if slash || photo || ends_block(document, words.end) => OutletRole::Credit,
        _ if slash && ends_block(document, words.end) => OutletRole::Credit,
        _ if photo && (ends_block(document, words.end) || matches!(document.word(words.end), ")" | "]")) => OutletRole::Credit,
        _ if dateline(document, words) => OutletRole::Publisher,
        _ if document.word(words.start) == "Getty" => OutletRole::Credit,
        _ => OutletRole::Cited,
    }
}

/// Whether nothing but a closing sign follows in the paragraph.
fn ends_block(document: &Document<'_>, at: usize) -> bool {
    let paragraph = document.scan.paragraphs.get(document.scan.paragraph_of(at.saturating_sub(1)));
    paragraph.is_some_and(|paragraph| {
        (at..paragraph.end_word as usize)
            .all(|index| document.scan.words.get(index).is_some_and(|word| word.shape == Shape::Punctuation))
    })
}

/// "PORT VELL (Norpress) - ".
fn dateline(document: &Document<'_>, words: &Range<usize>) -> bool {
    words.start >= 2
        && document.word(words.start - 1) == "("
        && document.word(words.end) == ")"
        && matches!(document.word(words.end + 1), "-" | "—" | "–" | "--")
        && document.scan.words.get(words.start - 2).is_some_and(|word| word.shape == Shape::Upper)
}
