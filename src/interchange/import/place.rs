//! From what a file says to spans of the article: accepted only where the words that belong there stand there.
//!
//! 1. The offsets are tried in every unit and text that programs count in; the pair under which most words
//!    stand where they should is taken for the whole file.
//! 2. Where the counted text is the article's, a span whose words stand there is accepted.
//! 3. Otherwise the claim is looked for by its words and what stands around them ([`anchor`]), and at last
//!    span by span by its quotation, which has to stand in the article exactly once.
//!
//! What is found by none of these is left out with its reason. Nothing is ever shifted to something near.

use super::normal::Normal;
use super::reading::{Document, Draft, Mark};
use crate::article::Article;
use crate::claim::{ClaimId, Part};
use crate::review::anchor::{self, Stored};
use crate::review::{Anchor, Correction, Decision, Kept, KeptWords, ReviewedClaim};
use crate::text::{Span, Unit, UnitIndex, context, span};

/// The spans of a claim in the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// What is attributed: sorted, disjoint, at least one.
    pub content: Vec<Span>,
    /// The words that attribute; `None` where the format cannot say which.
    pub cue: Option<Vec<Span>>,
    /// The mention that it is attributed to; `None` where the format cannot say which.
    pub source: Option<Vec<Span>>,
    /// Whether the offsets did not lead there, but the words did.
    pub by_words: bool,
}

/// What became of the claims of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// In the order of the document. `Err`: why the claim is left out.
    pub claims: Vec<Result<Placed, String>>,
    /// What the offsets were found to count in; `None`: nothing that fits.
    pub counted: Option<Counted>,
    /// Spans that came without words, so that only their offsets speak for them.
    pub unchecked: usize,
    /// Mentions of the speakers, each list in order; those that do not fit are left out.
    pub speaker_mentions: Vec<Vec<Span>>,
    /// The same of outlets.
    pub outlet_mentions: Vec<Vec<Span>>,
}

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

/// How the words of a document are compared with what stands in a text.
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
    fn of(document: &Document) -> Self {
        match document {
            Document { any_white_space: true, .. } => Self::ByTokens,
            Document { cells: true, .. } => Self::AsCells,
            _ => Self::Exactly,
        }
    }
}

/// A text that offsets may count in.
struct Reference {
    kind: CountedText,
    text: String,
    /// The same with single line ends, and the way there.
    normal: Normal,
    /// How far on in the article it stands, in bytes: it is the article, the article without the white space at its
    /// ends, or a piece of it that stands there once. `None`: it is another text.
    shift: Option<isize>,
    compared: Compared,
}

impl Reference {
    fn new(kind: CountedText, text: String, article: &Article, compared: Compared) -> Self {
        let normal = Normal::of(&text);
        let shift = shift(&normal.text, &article.text);
        Self { kind, text, normal, shift, compared }
    }

    fn is_article(&self) -> bool {
        self.shift.is_some()
    }

    /// A span of the normalised text in the article, where that is known to hold the text; else as it is.
    fn moved(&self, span: Span) -> Option<Span> {
        let shift = self.shift.unwrap_or_default();
        Some(Span::new(span.start.checked_add_signed(shift)?, span.end.checked_add_signed(shift)?))
    }

    /// The spans of the normalised text, where the mark's words stand there. More than one only of a cell.
    fn find(&self, index: &UnitIndex<'_>, mark: &Mark) -> Option<Vec<Span>> {
        let span = index.to_span(mark.at.clone()?)?;
        let there = span.slice(&self.text)?;
        let matches = match (&mark.words, self.compared) {
            (Some(words), Compared::ByTokens) => same_tokens(words, there),
            (Some(words), Compared::AsCells) => {
                let spans = crate::interchange::export::cells::stretches(&self.normal.text, self.normal.span(span), words)?;
                return spans.into_iter().map(|span| self.moved(span)).collect();
            }
            (Some(words), Compared::Exactly) => same_words(words, there),
            (None, _) => !cuts_a_word(&self.text, span) && !span.is_empty(),
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
    // Offsets of another text may fall on the blanks beside the words.
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

/// Whether an end of `span` stands between two letters or digits.
fn cuts_a_word(text: &str, span: Span) -> bool {
    let inside = |at: usize| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at..).and_then(|text| text.chars().next());
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
    };
    inside(span.start) || inside(span.end)
}

/// Finds every claim of `document` in `article`.
pub fn place(article: &Article, document: &Document) -> Placement {
    let references = references(article, document);
    let mut placement = Placement {
        claims: Vec::with_capacity(document.claims.len()),
        counted: None,
        unchecked: 0,
        speaker_mentions: Vec::new(),
        outlet_mentions: Vec::new(),
    };
    let mut found: Vec<Found> = document.claims.iter().map(Found::nothing).collect();
    let mut reference = None;
    if let Some((chosen, unit)) = best(&references, document).and_then(|(at, unit)| Some((references.get(at)?, unit))) {
        reference = Some(chosen);
        placement.counted = Some(Counted { unit, text: chosen.kind });
        let index = UnitIndex::new(&chosen.text, unit);
        if chosen.is_article() {
            let mentions = |marks: &Vec<Mark>| -> Vec<Span> {
                let mut spans: Vec<Span> = marks.iter().filter_map(|mark| chosen.find(&index, mark)).flatten().collect();
                span::normalise(&mut spans);
                spans
            };
            placement.speaker_mentions = document.speakers.iter().map(|(_, marks)| mentions(marks)).collect();
            placement.outlet_mentions = document.outlets.iter().map(|(_, marks)| mentions(marks)).collect();
        }
        if document.text.is_none() {
            placement.unchecked = marks(document).filter(|mark| mark.at.is_some() && mark.words.is_none()).count();
        }
        found = document.claims.iter().map(|draft| Found::of(chosen, &index, draft)).collect();
    }
    placement.speaker_mentions.resize(document.speakers.len(), Vec::new());
    placement.outlet_mentions.resize(document.outlets.len(), Vec::new());
    let is_article = reference.is_some_and(Reference::is_article);
    let counted_in = reference.map_or("", |reference| &reference.normal.text);
    let moved = if is_article { Vec::new() } else { moved(article, counted_in, &found) };
    for (index, (draft, found)) in document.claims.iter().zip(found).enumerate() {
        let settled = match moved.get(index).cloned().flatten() {
            Some(placed) => Ok(placed),
            None if is_article => by_quotation(article, draft, &found, document.cells),
            None => {
                let quoting = found.whole().map(|spans| quoting(spans, counted_in));
                by_quotation(article, quoting.as_ref().unwrap_or(draft), &Found::nothing(draft), document.cells)
            }
        };
        placement.claims.push(settled.and_then(sound));
    }
    placement
}

fn marks(document: &Document) -> impl Iterator<Item = &Mark> {
    document.claims.iter().flat_map(|draft| Part::ALL.into_iter().flat_map(|part| draft.part(part)))
}

/// The texts that the offsets of `document` may count in, likeliest first.
fn references(article: &Article, document: &Document) -> Vec<Reference> {
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

/// The text and unit under which most words stand where the offsets say; the first of equals. `None` when no
/// word does though there are some to look for.
fn best(references: &[Reference], document: &Document) -> Option<(usize, Unit)> {
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

/// Where each mark of a claim was found, part by part; `None` where its words do not stand.
struct Found([Vec<Option<Vec<Span>>>; 3]);

impl Found {
    fn of(reference: &Reference, index: &UnitIndex<'_>, draft: &Draft) -> Self {
        Self(Part::ALL.map(|part| draft.part(part).iter().map(|mark| reference.find(index, mark)).collect()))
    }

    fn nothing(draft: &Draft) -> Self {
        Self(Part::ALL.map(|part| vec![None; draft.part(part).len()]))
    }

    /// The spans of content, cue and source, where all were found.
    fn whole(&self) -> Option<[Vec<Span>; 3]> {
        let part = |found: &Vec<Option<Vec<Span>>>| -> Option<Vec<Span>> {
            Some(found.iter().cloned().collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
        };
        let [content, cue, source] = &self.0;
        Some([part(content)?, part(cue)?, part(source)?])
    }
}

/// A claim of another text by its words there, and what stands around each.
fn quoting(spans: [Vec<Span>; 3], reference: &str) -> Draft {
    let mark = |span: Span| Mark {
        at: None,
        words: span.slice(reference).map(str::to_owned),
        context: Some(context(reference, &[span])),
    };
    let [content, cue, source] = spans.map(|spans| spans.into_iter().map(mark).collect());
    Draft { content, cue, source, ..Draft::default() }
}

/// Claims of another text, found again in the article by their words and what stands around them.
fn moved(article: &Article, reference: &str, found: &[Found]) -> Vec<Option<Placed>> {
    let mut stored = Vec::new();
    let mut places = Vec::new();
    for (index, [content, cue, source]) in found.iter().enumerate().filter_map(|(at, found)| Some((at, found.whole()?))) {
        let words = |spans: &[Span]| -> Vec<String> {
            spans.iter().map(|span| span.slice(reference).unwrap_or_default().to_owned()).collect()
        };
        let (prefix, suffix) = context(reference, &content);
        let correction = KeptWords { content: words(&content), cue: words(&cue), source: words(&source) };
        let claim = ReviewedClaim {
            id: ClaimId::new(""),
            suggestion: None,
            correction: Correction { content: Some(content), cue: Some(cue), source: Some(source), ..Correction::default() }
                .into(),
            decision: Decision::Unreviewed,
            decided: None,
            from: crate::review::Rare::default(),
            note: crate::review::Rare::default(),
            flag: false,
            check: Default::default(),
            log: crate::review::Rare::default(),
            anchor: Anchor::Exact,
            kept: None,
            rival: None,
        };
        stored.push(Stored { lost: None, claim, words: Kept { correction, prefix, suffix, ..Kept::default() } });
        places.push(index);
    }
    let mut placed = vec![None; found.len()];
    for (index, claim) in places.into_iter().zip(anchor::anchor(&article.text, stored, false)) {
        if let Some(slot) = placed.get_mut(index).filter(|_| !claim.anchor.is_lost()) {
            let spans = |part| claim.spans(part).to_vec();
            *slot = Some(Placed {
                content: spans(Part::Content),
                cue: Some(spans(Part::Cue)),
                source: Some(spans(Part::Source)),
                by_words: true,
            });
        }
    }
    placed
}

/// The claim where its marks were found and, of those that were not, by the words alone. Of a table's row that
/// says the words of the cue and not their place, what is not certain is left open.
fn by_quotation(article: &Article, draft: &Draft, found: &Found, cells: bool) -> Result<Placed, String> {
    let mut placed = Placed::default();
    for (part, found) in Part::ALL.into_iter().zip(&found.0) {
        let mut spans = Vec::new();
        let mut uncertain = false;
        for (mark, found) in draft.part(part).iter().zip(found) {
            if let Some(found) = found {
                spans.extend_from_slice(found);
                continue;
            }
            placed.by_words |= part == Part::Content || !cells;
            match near(article, mark, part, &placed.content) {
                Ok(span) => spans.push(span),
                Err(_) if cells && part != Part::Content => uncertain = true,
                Err(why) => return Err(told(part, mark, &why)),
            }
        }
        match part {
            Part::Content => placed.content = spans,
            // A row without a cue may be of a table that has none at all.
            Part::Cue => placed.cue = (!(uncertain || cells && spans.is_empty())).then_some(spans),
            Part::Source => placed.source = (!cells).then_some(spans),
        }
    }
    Ok(placed)
}

fn told(part: Part, mark: &Mark, why: &str) -> String {
    match (&mark.words, &mark.at) {
        (Some(words), _) => format!("{} {}: {why}", part.as_str(), shortened(words)),
        (None, Some(at)) => format!("{} at {}..{}: {why}", part.as_str(), at.start, at.end),
        (None, None) => format!("{}: {why}", part.as_str()),
    }
}

/// The one place of the mark's words: a content's anywhere in the article, a cue's or source's in the paragraphs
/// of the content or, where none is there, in those beside.
fn near(article: &Article, mark: &Mark, part: Part, content: &[Span]) -> Result<Span, String> {
    if part == Part::Content {
        return quoted(article, mark, Span::new(0, article.text.len()), &[]);
    }
    let mut result = Err(String::new());
    for around in [0, 1] {
        let Some(window) = neighbourhood(article, content, around) else { break };
        result = quoted(article, mark, window, content);
        // Several places nearby are not made fewer by looking further.
        if result.as_ref().err().is_none_or(|why| !why.starts_with(NOWHERE)) {
            break;
        }
    }
    result
}

/// The paragraphs that `content` touches, and `around` more on either side.
fn neighbourhood(article: &Article, content: &[Span], around: usize) -> Option<Span> {
    let whole = content.iter().copied().reduce(Span::cover)?;
    let blocks = &article.blocks;
    let first = blocks.partition_point(|block| block.span.end <= whole.start).saturating_sub(around);
    let end = blocks.partition_point(|block| block.span.start < whole.end) + around;
    let start = blocks.get(first).map_or(0, |block| block.span.start);
    let end = blocks.get(end.min(blocks.len()).saturating_sub(1)).map_or(article.text.len(), |block| block.span.end);
    Some(Span::new(start.min(whole.start), end.max(whole.end)))
}

const NOWHERE: &str = "these words do not stand";

/// The one place where the words of `mark` stand: in `within`, outside of `taken`, with its context around it
/// where it has one and the words alone do not tell.
fn quoted(article: &Article, mark: &Mark, within: Span, taken: &[Span]) -> Result<Span, String> {
    let Some(words) = mark.words.as_deref() else {
        return Err("its offsets do not fit the article, and no words say what is meant".to_owned());
    };
    let words = Normal::of(words).text;
    if words.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    let text = &*article.text;
    let mut places: Vec<Span> = within
        .slice(text)
        .unwrap_or_default()
        .match_indices(words.as_str())
        .map(|(at, _)| Span::new(within.start + at, within.start + at + words.len()))
        .filter(|span| !cuts_a_word(text, *span) && taken.iter().all(|taken| !taken.overlaps(*span)))
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
        _ if all > 0 => Err(format!("the offsets do not fit, and these words stand {all} times: none of them is certain")),
        _ => Err(format!("{NOWHERE} in the article at the place given, nor exactly once elsewhere")),
    }
}

/// The spans in order; overlapping ones of a part are no claim that the program knows.
fn sound(mut placed: Placed) -> Result<Placed, String> {
    let mut nothing = Vec::new();
    for (part, spans) in [
        (Part::Content, &mut placed.content),
        (Part::Cue, placed.cue.as_mut().unwrap_or(&mut nothing)),
        (Part::Source, placed.source.as_mut().unwrap_or(&mut Vec::new())),
    ] {
        spans.sort_unstable();
        if spans.windows(2).any(|pair| matches!(pair, [one, next] if one.overlaps(*next))) {
            return Err(format!("two stretches of the {} overlap: no claim is made so", part.as_str()));
        }
        span::normalise(spans);
    }
    if placed.content.is_empty() { Err("it has no content: nothing is attributed".to_owned()) } else { Ok(placed) }
}

/// A few words in quotation marks, for a message.
fn shortened(words: &str) -> String {
    const SHOWN: usize = 60;
    let mut few: String = words.chars().take(SHOWN).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().nth(SHOWN).is_some() {
        few.push('…');
    }
    format!("“{few}”")
}
