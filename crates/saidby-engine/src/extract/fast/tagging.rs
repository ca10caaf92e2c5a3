//! What each word of a paragraph is: the lexicon's senses, decided by the neighbours.

use crate::extract::Document;
use crate::extract::lexicon::{Lexeme, Lexicon, Senses};
use crate::text::{QuoteState, Shape, Word};

/// What a word does in its sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tag {
    /// A common noun, and whatever is unknown.
    #[default]
    Noun,
    /// A capitalised word that is not an ordinary sentence start.
    Name,
    /// A pronoun that can be a subject.
    Pronoun,
    /// An article, demonstrative or quantity.
    Determiner,
    /// "his", "Diaz's".
    Possessive,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
    /// A number.
    Number,
    /// A preposition.
    Preposition,
    /// "and", "or", "but".
    Conjunction,
    /// A word that opens a clause.
    Subordinator,
    /// "to".
    To,
    /// "will", "would".
    Modal,
    /// A form of be, have or do.
    Auxiliary,
    /// "not".
    Negation,
    /// A finite verb.
    Finite,
    /// An infinitive.
    Infinitive,
    /// A past participle.
    Participle,
    /// An -ing form.
    Gerund,
    /// ","
    Comma,
    /// ".", "?", "!".
    Stop,
    /// ":" or ";".
    Colon,
    /// "—" or "--".
    Dash,
    /// A quotation mark.
    Quote,
    /// A bracket and every other sign.
    Sign,
}

impl Tag {
    /// How many there are.
    pub const COUNT: usize = Tag::Sign as usize + 1;

    /// Whether it can be inside a noun phrase without ending it.
    pub const fn is_nominal(self) -> bool {
        matches!(
            self,
            Self::Noun | Self::Name | Self::Pronoun | Self::Determiner | Self::Possessive | Self::Adjective | Self::Number
        )
    }

    /// Whether it can be the last word of a subject.
    pub const fn ends_noun_phrase(self) -> bool {
        matches!(self, Self::Noun | Self::Name | Self::Pronoun | Self::Number)
    }
}

/// A word as the rules see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Token {
    /// What it does.
    pub tag: Tag,
    /// What is listed of it.
    pub lexeme: Lexeme,
    /// Whether it is inside a quotation or a mark of one.
    pub quoted: bool,
}

/// The longest word that the lexicon is asked for, in bytes.
const LONGEST: usize = 24;

/// Fills `tokens` with the words at `from..to` of `document`.
pub fn tag(document: &Document<'_>, lexicon: &Lexicon, from: usize, to: usize, tokens: &mut Vec<Token>) {
    tokens.clear();
    let Some(words) = document.scan.words.get(from..to) else {
        return;
    };
    let text = document.text();
    let titled = is_titled(words);
    for word in words {
        let letters = word.text(text);
        let quoted = !matches!(word.quote, QuoteState::Outside);
        let mut token = Token { quoted, ..Token::default() };
        match word.shape {
            Shape::Punctuation => token.tag = if word.quote == QuoteState::Mark { Tag::Quote } else { sign(letters) },
            Shape::Number => token.tag = Tag::Number,
            _ => {
                if letters.len() <= LONGEST {
                    token.lexeme = lexicon.get(letters);
                }
                if token.lexeme.senses.is_empty() {
                    let senses = if word.shape == Shape::Lower { by_suffix(letters) } else { Senses::default() };
                    token.lexeme.senses = senses;
                    token.lexeme.usual = senses;
                }
                let start = tokens.last().is_none_or(|before| matches!(before.tag, Tag::Stop | Tag::Quote | Tag::Colon));
                let shape = if titled && token.lexeme.verb | token.lexeme.adjective != 0 { Shape::Lower } else { word.shape };
                token.tag = decide(tokens, token.lexeme, shape, start, letters);
            }
        }
        tokens.push(token);
    }
    repair(tokens);
}

/// Whether the words are set as a headline is, with a capital on most of them.
fn is_titled(words: &[Word]) -> bool {
    let long = || words.iter().filter(|word| word.is_lexical() && word.end - word.start > 3);
    words.len() < 40 && long().filter(|word| word.shape == Shape::Lower).count() * 4 < long().count()
}

fn sign(letters: &str) -> Tag {
    match letters {
        "," => Tag::Comma,
        "." | "?" | "!" | "..." | "…" => Tag::Stop,
        ":" | ";" => Tag::Colon,
        "—" | "―" | "--" | "–" | "-" | "---" => Tag::Dash,
        "&" => Tag::Conjunction,
        "\"" | "”" | "“" | "''" | "``" => Tag::Quote,
        _ => Tag::Sign,
    }
}

fn by_suffix(letters: &str) -> Senses {
    match letters.as_bytes() {
        [_, _, _, .., b'i', b'n', b'g'] => Senses::GERUND,
        [_, _, _, .., b'e', b'd'] => Senses::PAST.and(Senses::PARTICIPLE),
        [_, _, _, .., b'l', b'y'] => Senses::ADVERB,
        [.., b'o', b'u', b's'] | [.., b'f', b'u', b'l'] | [.., b'i', b'v', b'e'] | [.., b'l', b'e', b's', b's'] => {
            Senses::ADJECTIVE
        }
        [.., b'a' | b'i', b'b', b'l', b'e'] => Senses::ADJECTIVE,
        bytes if bytes.contains(&b'-') => Senses::ADJECTIVE,
        _ => Senses::NOUN,
    }
}

/// The nearest word to the left that is not an adverb or negation.
fn governor(tokens: &[Token]) -> Option<&Token> {
    tokens.iter().rev().take(4).find(|token| !matches!(token.tag, Tag::Adverb | Tag::Negation))
}

fn decide(before: &[Token], lexeme: Lexeme, shape: Shape, start: bool, letters: &str) -> Tag {
    let senses = lexeme.senses;
    let previous = governor(before);
    let last = before.last().map(|token| token.tag);
    let clitic_s = matches!(letters, "'s" | "’s" | "'S" | "’S");
    if clitic_s && senses.any(Senses::BE) {
        return match last {
            Some(Tag::Pronoun | Tag::Subordinator | Tag::Adverb) => Tag::Auxiliary,
            _ => Tag::Possessive,
        };
    }
    if senses.any(Senses::TO) {
        return Tag::To;
    }
    let capital = !matches!(shape, Shape::Lower);
    let closed = Senses::DETERMINER
        .and(Senses::POSSESSIVE)
        .and(Senses::PRONOUN)
        .and(Senses::PREPOSITION)
        .and(Senses::CONJUNCTION)
        .and(Senses::SUBORDINATOR);
    if capital && !start && !senses.any(closed) && !senses.any(Senses::NEGATION.and(Senses::BE).and(Senses::HAVE).and(Senses::DO))
    {
        return Tag::Name;
    }
    if senses.any(Senses::BE.and(Senses::HAVE).and(Senses::DO)) {
        return Tag::Auxiliary;
    }
    if senses.any(Senses::MODAL) && (start || !capital) {
        return Tag::Modal;
    }
    if senses.any(Senses::NEGATION) {
        return Tag::Negation;
    }
    if senses.any(Senses::CONJUNCTION) {
        return Tag::Conjunction;
    }
    if senses.any(closed) {
        return closed_class(senses, last);
    }
    if senses.is_empty() {
        return if capital { Tag::Name } else { Tag::Noun };
    }
    open_class(senses, lexeme.usual, previous, last)
}

fn closed_class(senses: Senses, last: Option<Tag>) -> Tag {
    let after_noun = matches!(last, Some(Tag::Noun | Tag::Name));
    if senses.any(Senses::RELATIVE) {
        return Tag::Subordinator;
    }
    if senses.any(Senses::POSSESSIVE) {
        return Tag::Possessive;
    }
    if senses.any(Senses::SUBORDINATOR) && (!senses.any(Senses::PREPOSITION) || !after_noun) {
        return Tag::Subordinator;
    }
    if senses.any(Senses::DETERMINER) {
        return Tag::Determiner;
    }
    if senses.any(Senses::PREPOSITION) {
        return Tag::Preposition;
    }
    if senses.any(Senses::PRONOUN.and(Senses::OBJECT)) { Tag::Pronoun } else { Tag::Subordinator }
}

fn open_class(senses: Senses, usual: Senses, previous: Option<&Token>, last: Option<Tag>) -> Tag {
    let governing = previous.map(|token| token.tag);
    let aux = previous.map_or(Senses::default(), |token| token.lexeme.senses);
    match governing {
        Some(Tag::To | Tag::Modal) if senses.any(Senses::BASE) => return Tag::Infinitive,
        Some(Tag::Auxiliary) => {
            if aux.any(Senses::DO) && senses.any(Senses::BASE) {
                return Tag::Infinitive;
            }
            if senses.any(Senses::PARTICIPLE) {
                return Tag::Participle;
            }
            if senses.any(Senses::GERUND) {
                return Tag::Gerund;
            }
        }
        Some(Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Preposition | Tag::Number)
            if senses.any(Senses::NOUN) && !matches!(last, Some(Tag::Adverb)) =>
        {
            return Tag::Noun;
        }
        Some(Tag::Determiner | Tag::Possessive)
            if senses.any(Senses::PARTICIPLE.and(Senses::ADJECTIVE)) && !usual.any(Senses::FINITE.and(Senses::NOUN)) =>
        {
            return Tag::Adjective;
        }
        Some(Tag::Pronoun | Tag::Subordinator) if senses.any(Senses::FINITE) && !usual.any(Senses::NOUN) => return Tag::Finite,
        Some(Tag::Pronoun) if senses.any(Senses::FINITE) => return Tag::Finite,
        _ => {}
    }
    most_usual(senses, usual)
}

fn most_usual(senses: Senses, usual: Senses) -> Tag {
    let pick = if usual.is_empty() { senses } else { usual };
    if pick.any(Senses::FINITE) {
        Tag::Finite
    } else if pick.any(Senses::NOUN.and(Senses::TIME)) {
        Tag::Noun
    } else if pick.any(Senses::ADJECTIVE) {
        Tag::Adjective
    } else if pick.any(Senses::ADVERB) {
        Tag::Adverb
    } else if pick.any(Senses::GERUND) {
        Tag::Gerund
    } else if pick.any(Senses::PARTICIPLE) {
        Tag::Participle
    } else if pick.any(Senses::BASE) {
        Tag::Infinitive
    } else {
        Tag::Noun
    }
}

/// What can follow a verb and hardly a noun.
fn opens_complement(token: &Token) -> bool {
    matches!(
        token.tag,
        Tag::Determiner | Tag::Pronoun | Tag::Possessive | Tag::Subordinator | Tag::Quote | Tag::Name | Tag::To | Tag::Adverb
    )
}

/// Whether another verb can be the main one of the clause around `index`.
fn has_other_verb(tokens: &[Token], index: usize) -> bool {
    let verb = |token: &&Token| matches!(token.tag, Tag::Finite | Tag::Modal | Tag::Auxiliary);
    let ends =
        |token: &&Token| !matches!(token.tag, Tag::Comma | Tag::Stop | Tag::Subordinator | Tag::Colon | Tag::Quote | Tag::Dash);
    tokens[..index].iter().rev().take(20).take_while(ends).any(|token| verb(&token))
        || tokens[index + 1..].iter().take(20).take_while(ends).any(|token| verb(&token))
}

/// Second look, now that what follows is known: a noun that must be a verb, a participle that must be a past tense.
fn repair(tokens: &mut [Token]) {
    for index in 0..tokens.len() {
        let senses = tokens[index].lexeme.senses;
        let tag = tokens[index].tag;
        let after = tokens.get(index + 1).copied().unwrap_or_default();
        let at_end = index + 1 == tokens.len() || matches!(after.tag, Tag::Stop | Tag::Comma);
        let Some(left) = governor(&tokens[..index]).map(|token| token.tag) else {
            continue;
        };
        // "…," retired judge Ana Diaz said.
        if tag == Tag::Finite
            && tokens[index].lexeme.verb == 0
            && senses.any(Senses::PARTICIPLE)
            && matches!(tokens[index - 1].tag, Tag::Quote | Tag::Comma)
            && matches!(after.tag, Tag::Noun | Tag::Name)
        {
            tokens[index].tag = Tag::Adjective;
            continue;
        }
        let subject = matches!(left, Tag::Noun | Tag::Name | Tag::Pronoun);
        match tag {
            Tag::Noun | Tag::Infinitive | Tag::Adjective
                if subject && senses.any(Senses::FINITE) && (opens_complement(&after) || after.quoted) =>
            {
                tokens[index].tag = Tag::Finite;
            }
            Tag::Noun | Tag::Infinitive if subject && tokens[index].lexeme.verb != 0 && senses.any(Senses::THIRD) && at_end => {
                tokens[index].tag = Tag::Finite;
            }
            Tag::Infinitive if matches!(left, Tag::Noun | Tag::Name | Tag::Pronoun) => tokens[index].tag = Tag::Finite,
            Tag::Participle if !matches!(left, Tag::Auxiliary) && senses.any(Senses::PAST) => {
                let passive = after.tag == Tag::Preposition && (after.lexeme.senses.is_empty() || has_other_verb(tokens, index));
                if subject && !passive || matches!(left, Tag::Subordinator | Tag::Conjunction) {
                    tokens[index].tag = Tag::Finite;
                }
            }
            _ => {}
        }
    }
}
