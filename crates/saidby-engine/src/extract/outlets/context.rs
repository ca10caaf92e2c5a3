//! What the words around a name say: that it is an outlet, and which part it plays.

use super::ties::{Tie, before, capital, piece_after, possessive};
use super::words::{Says, says};
use crate::article::BlockKind;
use crate::claim::OutletRole;
use crate::extract::Document;
use crate::extract::names::lexicon::{Kinds, kinds};
use crate::text::{QuoteState, Shape, WordRange};

/// Whether the noun phrase that ends before `end`, or begins at `start`, is one for an outlet.
fn is_media(noun: &str, before: &str) -> bool {
    let noun = says(noun);
    noun.any(Says::MEDIA) || noun.any(Says::NEWS_MEDIA) && says(before).any(Says::NEWSY)
}

/// "the radio show", "the newspaper" right before the word at `start`.
pub(super) fn is_named_after(document: &Document<'_>, start: usize) -> bool {
    let mut back = before(document, start).map(|(_, word)| word);
    let noun = back.next().unwrap_or_default();
    is_media(noun, back.next().unwrap_or_default())
}

/// Whether the text itself calls the name an outlet: "the Vell newspaper", "news agency Norpress",
/// "Norpress, a state news agency".
pub(super) fn is_called_outlet(document: &Document<'_>, words: WordRange) -> bool {
    let lower = |at: usize| document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower);
    let after = words.end;
    // "the Vell newspaper", but not "the Vell newspaper Norpress".
    let noun = [after, after + 1].into_iter().find(|at| {
        lower(*at)
            && (*at == after || lower(after))
            && is_media(document.word(*at), if *at == after { "" } else { document.word(after) })
    });
    if let Some(noun) = noun {
        let several = document.word(noun).ends_with('s') && !matches!(document.word(noun), "news" | "series");
        let other = matches!(document.word(noun + 1), "companies" | "group" | "company") || possessive(document, after);
        // "a Vell newspaper" is one of those in Vell.
        let one_of = words.start.checked_sub(1).is_some_and(|at| matches!(document.word(at), "a" | "A" | "an" | "An"));
        return !several && !other && !one_of && !capital(document, noun + 1);
    }
    // "news outlets such as Vell Today, Tarn and Norpress".
    let listed = |(at, word): &(usize, &str)| capital(document, *at) || matches!(*word, "," | "and" | "or");
    let mut back = before(document, words.start);
    let last = back.next();
    let earlier = back.next();
    if let Some((at, last)) = last
        && lower(at)
        && is_media(last, earlier.map_or("", |(_, word)| word))
    {
        return true;
    }
    let last = before(document, words.start).find(|word| !listed(word));
    if matches!(last, Some((_, "as" | "like" | "including"))) {
        let phrase: Vec<&str> = before(document, words.start).skip_while(listed).map(|(_, word)| word).take(6).collect();
        return phrase.windows(2).any(|pair| is_media(pair[0], pair[1]));
    }
    // An apposition: ", a local news site".
    if document.word(after) == "," && matches!(document.word(after + 1), "a" | "an" | "the" | "one") {
        for at in after + 2..after + 9 {
            if document.word(at) == "," || document.word(at) == "." || matches!(document.word(at), "that" | "which" | "of" | "in")
            {
                break;
            }
            if lower(at) && is_media(document.word(at), document.word(at - 1)) {
                return true;
            }
        }
    }
    false
}

/// The part that the mention at `words` plays, and the words that say so.
pub(super) fn role(
    document: &Document<'_>,
    words: WordRange,
    tie: Option<&Tie>,
    titled: bool,
) -> (OutletRole, Option<WordRange>) {
    let block = document.article.blocks.get(document.scan.paragraph_of(words.start)).map(|block| block.kind);
    let back: Vec<String> = before(document, words.start).map(|(_, word)| word.to_lowercase()).take(9).collect();
    let near = |wanted: &[&str]| back.iter().take(4).any(|word| wanted.contains(&word.as_str()));
    if near(&["owned", "published", "copyright", "©", "appeared"])
        && !matches!(block, Some(BlockKind::Paragraph | BlockKind::Headline) if !near(&["owned", "©", "copyright"]) || tie.is_some())
    {
        return (OutletRole::Publisher, None);
    }
    let slash = words.start > 0 && matches!(document.word(words.start - 1), "/" | "|" | "©");
    let photo = near(&["photo", "photograph", "picture", "image", "images", "video", "credit", "courtesy", "via", "file"]);
    let ends = ends_block(document, words.end);
    let closed = matches!(document.word(words.end), ")" | "]" | "}");
    let credit = match block {
        Some(BlockKind::Boilerplate | BlockKind::Byline) => true,
        Some(BlockKind::Caption) => slash || photo || ends,
        _ => {
            slash && (ends || document.word(words.end) == "/")
                || photo && (ends || closed)
                || document.word(words.start) == "Getty"
                || document.word(words.end) == "via" && document.word(words.end + 1) == "Getty"
                || back.first().is_some_and(|word| matches!(word.as_str(), "h/t" | "via") && ends)
                || ends
                    && back.len() <= 2
                    && back
                        .iter()
                        .all(|word| matches!(word.as_str(), "-" | "—" | "–" | "--" | "the" | "source" | ":" | "by" | "/" | "["))
                || back.iter().take(3).any(|word| word == "files") && near(&["from", "with"])
        }
    };
    if credit {
        return (OutletRole::Credit, None);
    }
    if dateline(document, words) {
        return (OutletRole::Publisher, None);
    }
    if let Some(tie) = tie {
        return (OutletRole::Cited, Some(tie.words));
    }
    let inside = !titled && document.scan.words.get(words.start).is_some_and(|word| word.quote == QuoteState::Inside);
    match piece_after(document, words) {
        Some(piece) if !inside && !is_scheduled(document, piece) => {
            (OutletRole::Cited, Some(WordRange::new(words.start, piece + 1)))
        }
        _ => reporting_staff(document, words)
            .map_or((OutletRole::Mentioned, None), |verb| (OutletRole::Cited, Some(WordRange::new(words.start, verb + 1)))),
    }
}

/// A piece of which the text says nothing but that there is one: "refused a CNN interview".
fn is_scheduled(document: &Document<'_>, piece: usize) -> bool {
    before(document, piece).any(|(_, word)| {
        matches!(word, "refused" | "declined" | "cancelled" | "canceled" | "criticized" | "criticised" | "attacked")
    })
}

/// "A reporter for the Herald saw her and reported": its staff, with a verb of reporting behind.
fn reporting_staff(document: &Document<'_>, words: WordRange) -> Option<usize> {
    let mut back = before(document, words.start).skip_while(|(_, word)| {
        matches!(*word, "the" | "The")
            || says(word).any(Says::FILLER) && !says(word).any(Says::PREPOSITION)
            || kinds(word).any(Kinds::DEMONYM)
    });
    let link = back.next().is_some_and(|(_, word)| matches!(word, "for" | "from" | "at" | "with" | "of"));
    let staff = back.next().is_some_and(|(_, word)| says(word).any(Says::STAFF));
    if !(link && staff) || possessive(document, words.end) {
        return None;
    }
    let sentence = document.scan.words.get(words.start)?.sentence;
    (words.end..words.end + 12)
        .take_while(|at| document.scan.words.get(*at).is_some_and(|word| word.sentence == sentence))
        .find(|at| matches!(document.word(*at), "reported" | "reports" | "wrote" | "writes" | "tweeted" | "quoted"))
}

/// Whether nothing but a closing sign follows in the paragraph.
fn ends_block(document: &Document<'_>, at: usize) -> bool {
    let paragraph = document.scan.paragraphs.get(document.scan.paragraph_of(at.saturating_sub(1)));
    paragraph.is_some_and(|paragraph| {
        (at..paragraph.end_word as usize)
            .take(4)
            .all(|index| document.scan.words.get(index).is_some_and(|word| word.shape == Shape::Punctuation))
    })
}

/// "PORT VELL (Norpress) - ", "PORT VELL, Ohio, May 4 (Norpress) — ".
fn dateline(document: &Document<'_>, words: WordRange) -> bool {
    let Some(paragraph) = document.scan.paragraphs.get(document.scan.paragraph_of(words.start)) else { return false };
    let first = paragraph.first_word as usize;
    words.start > first
        && words.start - first < 14
        && document.word(words.start - 1) == "("
        && document.word(words.end) == ")"
        && matches!(document.word(words.end + 1), "-" | "—" | "–" | "--")
        && document
            .scan
            .words
            .get(first)
            .is_some_and(|word| word.shape == Shape::Upper || word.shape == Shape::Capitalised && words.start - first <= 4)
}

/// Whether a listed name goes on, so that it is only a part of another: "Tarn Times Forum".
pub(super) fn goes_on(document: &Document<'_>, end: usize) -> bool {
    capital(document, end) && says(document.word(end)).any(Says::BODY)
}
