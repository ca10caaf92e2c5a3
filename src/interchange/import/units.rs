//! What the offsets of a file count: the unit and the text under which most words are where they should.

use super::normal::Normal;
use super::parsed::{ParsedArticle, ParsedSpan};
use crate::article::Article;
use crate::interchange::export::cells;
use crate::text::{Span, Unit, UnitIndex};

/// What offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The unit.
    pub unit: Unit,
    /// The text.
    pub text: CountedText,
}

/// In which text offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedText {
    /// The text that the file brings along.
    Own,
    /// The same with its line ends as single characters.
    OwnCollapsed,
    /// The article's file.
    File,
    /// The article's text without BOM, each line end one character.
    Collapsed,
}

impl Counted {
    /// In words: "UTF-16 units of the text with single line ends".
    pub fn words(self) -> String {
        let text = match self.text {
            CountedText::Own => "the text that comes with it",
            CountedText::OwnCollapsed => "the text that comes with it, line ends counted once",
            CountedText::File => "the article's file",
            CountedText::Collapsed => "the article without BOM, line ends counted once",
        };
        format!("{} of {text}", self.unit.word())
    }
}

/// How the words of a document are compared with what is in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compared {
    /// Character by character; line ends are the same in every way they are written.
    Exactly,
    /// White space counts the same whatever it is.
    ByTokens,
    /// As the cells of a table.
    AsCells,
}

impl Compared {
    fn of(document: &ParsedArticle) -> Self {
        match document {
            ParsedArticle { any_white_space: true, .. } => Self::ByTokens,
            ParsedArticle { cells: true, .. } => Self::AsCells,
            _ => Self::Exactly,
        }
    }
}

/// A text that offsets may count in.
pub(super) struct Reference {
    pub(super) kind: CountedText,
    pub(super) text: String,
    /// The same with single line ends, and the way there.
    pub(super) normal: Normal,
    /// How far on in the article it stands, in bytes: it is the article, the article without the white space at its
    /// ends, or a piece of it that is there once. `None`: it is another text.
    shift: Option<isize>,
    compared: Compared,
}

impl Reference {
    fn new(kind: CountedText, text: String, article: &Article, compared: Compared) -> Self {
        let normal = Normal::of(&text);
        let shift = shift(&normal.text, &article.text);
        Self { kind, text, normal, shift, compared }
    }

    pub(super) fn is_article(&self) -> bool {
        self.shift.is_some()
    }

    /// A span of the normalised text in the article, where that is known to hold the text; else as it is.
    fn moved(&self, span: Span) -> Option<Span> {
        let shift = self.shift.unwrap_or_default();
        Some(Span::new(span.start.checked_add_signed(shift)?, span.end.checked_add_signed(shift)?))
    }

    /// The spans of the normalised text, where the mark's words are there. More than one only of a cell.
    pub(super) fn find(&self, index: &UnitIndex<'_>, mark: &ParsedSpan) -> Option<Vec<Span>> {
        let span = index.to_span(mark.at?)?;
        let there = span.slice(&self.text)?;
        let matches = match (&mark.words, self.compared) {
            (Some(words), Compared::ByTokens) => same_tokens(words, there),
            (Some(words), Compared::AsCells) => {
                let spans = cells::stretches(&self.normal.text, self.normal.span(span), words)?;
                return spans.into_iter().map(|span| self.moved(span)).collect();
            }
            (Some(words), Compared::Exactly) => same_words(words, there),
            (None, _) => !span.cuts_word(&self.text) && !span.is_empty(),
        };
        if matches { Some(vec![self.moved(self.normal.span(span))?]) } else { None }
    }
}

/// How far on in `article` the `text` stands, if it is that or a piece of it.
fn shift(text: &str, article: &str) -> Option<isize> {
    if text == article {
        return Some(0);
    }
    let words = text.trim();
    let mut places = article.match_indices(words).map(|(at, _)| at);
    let at = places.next().filter(|_| !words.is_empty() && places.next().is_none())?;
    let lead = text.len() - text.trim_start().len();
    Some(isize::try_from(at).ok()? - isize::try_from(lead).ok()?)
}

/// Whether both are the same but for the way that lines end.
fn same_words(one: &str, other: &str) -> bool {
    one == other || Normal::of(one).text == Normal::of(other).text
}

/// Whether both are the same but for white space between words, and for control characters that `words` cannot hold.
fn same_tokens(words: &str, there: &str) -> bool {
    // Offsets of another text may fall on the spaces next to the words.
    if there.trim().len() != there.len() {
        return false;
    }
    let same = |a: char, b: char| a == b || (a == '\u{fffd}' && b.is_control());
    let (mut words, mut there) = (words.split_whitespace(), there.split_whitespace());
    loop {
        match (words.next(), there.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if one.chars().count() == other.chars().count() => {
                if !one.chars().zip(other.chars()).all(|(a, b)| same(a, b)) {
                    return false;
                }
            }
            _ => return false,
        }
    }
}

pub(super) fn marks(document: &ParsedArticle) -> impl Iterator<Item = &ParsedSpan> {
    let claims = document.claims.iter().flat_map(|draft| draft.parts.values().flatten());
    let passages = document.nothing_here.iter().map(|(mark, _)| mark);
    claims.chain(passages).chain(document.allowances.iter().map(|allowance| &allowance.mark))
}

/// The texts that the offsets of `document` may count in, likeliest first.
pub(super) fn references(article: &Article, document: &ParsedArticle) -> Vec<Reference> {
    let compared = Compared::of(document);
    match &document.text {
        Some(text) => {
            let own = Reference::new(CountedText::Own, text.clone(), article, compared);
            let collapsed = own.normal.text.clone();
            let differs = collapsed != own.text;
            let mut found = vec![own];
            if differs {
                found.push(Reference::new(CountedText::OwnCollapsed, collapsed, article, compared));
            }
            found
        }
        None => {
            let file = article.file_text().into_owned();
            let differs = file != *article.text;
            let mut found = vec![Reference::new(CountedText::File, file, article, compared)];
            if differs {
                found.push(Reference::new(CountedText::Collapsed, article.text.to_string(), article, compared));
            }
            found
        }
    }
}

/// The text and unit under which most words are where the offsets say; the first of equals. `None` when no
/// word does though there are some to look for.
pub(super) fn best(references: &[Reference], document: &ParsedArticle) -> Option<(usize, Unit)> {
    let marks = || marks(document);
    let checkable = marks().filter(|mark| mark.at.is_some() && mark.words.is_some()).count();
    if marks().all(|mark| mark.at.is_none()) {
        return None;
    }
    if checkable == 0 {
        return Some((0, document.unit));
    }
    let mut units = vec![document.unit];
    units.extend(Unit::ALL.into_iter().filter(|unit| *unit != document.unit));
    let mut best: Option<(usize, (usize, Unit))> = None;
    for (at, reference) in references.iter().enumerate() {
        for unit in &units {
            let index = UnitIndex::new(&reference.text, *unit);
            let hits = marks().filter(|mark| mark.words.is_some() && reference.find(&index, mark).is_some()).count();
            if hits == checkable {
                return Some((at, *unit));
            }
            if hits > best.map_or(0, |(most, _)| most) {
                best = Some((hits, (at, *unit)));
            }
        }
    }
    best.map(|(_, place)| place)
}
