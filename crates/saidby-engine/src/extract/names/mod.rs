//! Names in running text, found by their form: capitalised runs, titles before them, particles inside.
//!
//! No model and no list of famous people: first names, titles, heads of organisations and places come
//! from small lexicons, everything else from the article itself. Who is whom is settled later, by
//! [`resolve`](mod@super::resolve).

mod doubtful;
pub mod lexicon;
mod organisation;
mod person;
mod phrases;
mod runs;

use super::Document;
use super::lexicon::Lexicon;
use crate::article::BlockKind;
use crate::text::{Shape, Word, WordRange};
pub use lexicon::Gender;
use lexicon::{Kinds, kinds};
pub use phrases::{apposed, is_human, organisation_nouns};

/// What a name names, as far as its form tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// A human being.
    Person,
    /// A company, authority, party.
    Organisation,
    /// A country, state or city.
    Place,
    /// People by nation or party ("Republicans").
    Group,
    /// The form does not tell.
    Unknown,
}

/// One place that names someone or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words of the name, without title and article (indices into [`crate::text::Scan::words`]).
    pub words: WordRange,
    /// What it names.
    pub kind: MentionKind,
    /// The words of the title or trade before the name ("White House Press Secretary").
    pub title: Option<WordRange>,
    /// The words of an apposition after it ("a clerk at Acme"), without the commas.
    pub apposition: Option<WordRange>,
    /// The words of an apposition before it ("the port's director"), without the comma.
    pub before: Option<WordRange>,
    /// The age that stands behind it.
    pub age: Option<u32>,
    /// What the title or first name tells.
    pub gender: Gender,
    /// A single word at the start of a sentence or headline, which may be no name at all.
    pub weak: bool,
}

impl Mention {
    /// A name of this kind without anything around it.
    pub fn bare(words: WordRange, kind: MentionKind) -> Self {
        Self { words, kind, title: None, apposition: None, before: None, age: None, gender: Gender::Unknown, weak: false }
    }

    /// Words that may be no name at all.
    pub fn weak(words: WordRange) -> Self {
        Self { weak: true, ..Self::bare(words, MentionKind::Unknown) }
    }
}

/// All names of the article in order; headlines, whose capitals tell nothing, are left out.
pub fn find(document: &Document<'_>) -> Vec<Mention> {
    let mut found = Vec::new();
    for (index, paragraph) in document.scan.paragraphs.iter().enumerate() {
        if is_headline(document, index) {
            continue;
        }
        for sentence in paragraph.first_sentence..paragraph.end_sentence {
            if let Some(sentence) = document.scan.sentences.get(sentence as usize) {
                runs::find(document, sentence.words(), &mut found);
            }
        }
    }
    doubtful::drop_unsupported(document, &mut found);
    runs::find_months(document, &mut found);
    found
}

/// Whether a paragraph is printed with a capital on nearly every word.
pub fn is_headline(document: &Document<'_>, paragraph: usize) -> bool {
    let kind = document.article.blocks.get(paragraph).map(|block| block.kind);
    let headline = matches!(kind, Some(BlockKind::Headline | BlockKind::Heading));
    let Some(paragraph) = document.scan.paragraphs.get(paragraph) else {
        return headline;
    };
    let words = paragraph.first_word as usize..(paragraph.end_word as usize).min(paragraph.first_word as usize + 40);
    // "Ana Diaz (Tarn): Order.", "— Ana Diaz, May 3": a speaker's label, or the line below a quotation.
    let dashed = matches!(document.word(words.start), "—" | "–" | "--" | "―");
    let turn = document.turns.get(document.turns.partition_point(|turn| turn.first < words.start));
    if !headline && (dashed || turn.is_some_and(|turn| turn.label.is_some() && words.contains(&turn.first))) {
        return false;
    }
    let Some(words) = document.scan.words.get(words) else {
        return headline;
    };
    let (mut capital, mut small) = (0, 0);
    for word in words.iter().filter(|word| word.end - word.start > 3) {
        match word.shape {
            Shape::Capitalised | Shape::Upper => capital += 1,
            Shape::Lower => small += 1,
            _ => {}
        }
    }
    // Headlines end without a full stop.
    let stopped = document.word((paragraph.end_word as usize).saturating_sub(1)) == ".";
    if headline {
        // A first sentence that stands where the headline would is printed as running text is.
        return !(stopped && small >= 4 && small >= 2 * capital);
    }
    // A heading of a list with a full stop: one sentence of capitals only.
    let lone = capital >= 4 && small == 0 && paragraph.end_sentence == paragraph.first_sentence + 1;
    capital >= 3 && small * 5 <= capital && (!stopped || lone)
}

/// What else the sentence says of who a mention is: "is the port's director", "who leads the ferrymen", "of Acme".
pub(super) fn said_of(document: &Document<'_>, mention: &Mention) -> [Option<WordRange>; 3] {
    let sentence =
        document.scan.words.get(mention.words.start).and_then(|word| document.scan.sentences.get(word.sentence as usize));
    let Some(sentence) = sentence.map(|sentence| sentence.words()) else {
        return [None, None, None];
    };
    let relative = mention.apposition.as_ref().filter(|words| document.word(words.end) == "who");
    [
        relative.and_then(|words| phrases::clause(document, sentence, words.end)),
        phrases::copula(document, sentence, mention.words.end),
        phrases::belongs(document, sentence, mention.words.end),
    ]
}

/// Whether a name whose form tells no kind is made of common words or letters that no person's is ("Border Patrol",
/// "Crosscut Strategies", "Gawker.com", "TarnLink").
pub fn is_thing(document: &Document<'_>, words: WordRange) -> bool {
    let Some(last) = words.iter().next_back() else {
        return false;
    };
    let known = |word: &str| !Lexicon::shared().get(word).senses.is_empty();
    let plural = |word: &str| {
        word.strip_suffix("ies").is_some_and(|one| known(&format!("{one}y")))
            || word.strip_suffix('s').is_some_and(known)
            || word.strip_suffix("es").is_some_and(known)
    };
    if words.len() > 1 {
        let head = kinds(document.word(words.start));
        if head.any(Kinds::FIRST.with(Kinds::ANY_HONORIFIC)) || is_initial(document.word(words.start)) {
            return false;
        }
        let tail = document.word(last);
        let kind = kinds(tail);
        return kind.any(Kinds::THING.with(Kinds::ORGANISATION).with(Kinds::ORGANISATION_NOUN).with(Kinds::DOCUMENT))
            || plural(tail)
            || ["ship", "tion", "sion", "ment", "ness", "ism", "ance", "ence", "dom", "graphy"]
                .iter()
                .any(|ending| tail.len() > 6 && tail.ends_with(ending))
            || words.iter().all(|at| known(document.word(at)) || kinds(document.word(at)) != Kinds::default());
    }
    let word = document.word(last);
    let kind = kinds(word);
    let common = Kinds::THING.with(Kinds::ORGANISATION).with(Kinds::ORGANISATION_NOUN).with(Kinds::DOCUMENT).with(Kinds::DEMONYM);
    if kind.any(common.with(Kinds::ACTOR)) && !kind.any(Kinds::FIRST.with(Kinds::SURNAME).with(Kinds::HUMAN)) {
        return true;
    }
    // "TarnLink", and not "DIAZ" in capitals.
    let inner = word.chars().any(char::is_lowercase)
        && word
            .char_indices()
            .skip(1)
            .any(|(at, c)| c.is_uppercase() && !word[..at].ends_with("Mc") && !word[..at].ends_with("Mac") && at > 2);
    let address =
        word.split_once('.').is_some_and(|(name, end)| name.len() > 1 && end.len() > 1 && end.chars().all(char::is_lowercase));
    word.bytes().any(|byte| byte.is_ascii_digit()) || address || inner && !word.contains(['\'', '’', '-'])
}

/// Whether a word is printed with a capital letter.
#[inline]
pub(super) fn is_capital(word: &Word) -> bool {
    matches!(word.shape, Shape::Capitalised | Shape::Upper)
}

/// Generational suffixes that belong to the name before them.
pub(super) fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV" | "VI" | "XVI")
}

/// Lower-case words inside names.
pub(super) fn is_particle(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && kinds(word).any(Kinds::PARTICLE) || word.starts_with("al-") || word.starts_with("el-")
}

/// `D.`, `J.D.`: an initial.
pub(super) fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    matches!((letters.next(), letters.next()), (Some(first), Some('.')) if first.is_uppercase()) && !kinds(word).any(Kinds::PLACE)
}
