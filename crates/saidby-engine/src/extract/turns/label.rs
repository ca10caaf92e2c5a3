//! What a paragraph of a transcript begins with: a name and a colon, "Q.", a time code, "Mr. DIAZ.".

use memchr::{memchr, memmem};

use crate::extract::lexicon::lists::{FORMAL_TITLES, LABEL_TITLES};
use crate::extract::names::lexicon::{Kinds, kinds};
use crate::text::Span;

/// Bytes within which a label ends.
const LONGEST: usize = 120;
/// Words that a name may have.
const NAME_WORDS: usize = 5;
/// Words that an office may have.
const OFFICE_WORDS: usize = 12;
/// Letters in a pair of brackets behind a name.
const ASIDE: usize = 60;

/// How a label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `DIAZ: `, `Ana Diaz (Tarn): `.
    Colon,
    /// `Mr. DIAZ. Mr. Speaker, I rise`.
    Dotted,
    /// `Q. `, `Q: `.
    Question,
    /// `A. `, `A: `.
    Answer,
    /// The name is all that the paragraph has.
    Alone,
}

/// The label of a paragraph, in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// How it is written.
    pub form: Form,
    /// The name, without brackets and time code.
    pub name: Span,
    /// The office before the name in brackets: "The Minister for Sport" in "The Minister for Sport (Ana Diaz):".
    pub office: Option<Span>,
    /// The sign behind it, if there is one.
    pub sign: Option<Span>,
    /// Where the words begin.
    pub words: usize,
    /// Whether a quotation mark stands before it.
    pub quoted: bool,
    /// Whether a time code or another sign of recorders stands beside it.
    pub coded: bool,
    /// Whether the name has capital letters only.
    pub upper: bool,
    /// Whether place and party stand behind it in brackets, as behind a member of a parliament: "(Tarn) (Lab)".
    pub member: bool,
    /// Whether the number of a question stands before it.
    pub numbered: bool,
}

/// Bytes of the time code that `text` begins with, in brackets or with seconds: `[00:09]`, `00:00:09,500`, `0:09`.
/// `bare` allows one without either.
fn clock(text: &str, bare: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let bracket = matches!(bytes.first(), Some(b'[' | b'('));
    let mut at = usize::from(bracket);
    let mut parts = 0;
    loop {
        let digits = bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 || digits > 2 {
            return None;
        }
        at += digits;
        parts += 1;
        if parts < 3 && bytes.get(at) == Some(&b':') {
            at += 1;
        } else {
            break;
        }
    }
    if parts < 2 {
        return None;
    }
    if matches!(bytes.get(at), Some(b'.' | b',')) {
        let digits = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at += if digits > 0 { digits + 1 } else { 0 };
    }
    if bracket {
        matches!(bytes.get(at), Some(b']' | b')')).then_some(at + 1)
    } else {
        let ends = bytes.get(at).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        (ends && (bare || parts == 3)).then_some(at)
    }
}

/// Whether a paragraph is no words at all but a number or times of captions.
pub(super) fn is_caption_code(text: &str) -> bool {
    let text = text.trim();
    text.len() < 80
        && (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
            || memmem::find(text.as_bytes(), b"-->").is_some()
            || text.starts_with("WEBVTT")
            || clock(text, true) == Some(text.len()))
}

/// The label that the paragraph at `span` begins with.
pub(super) fn of(text: &str, span: Span) -> Option<Label> {
    let whole = span.slice(text)?;
    let line = head(whole);
    // Most paragraphs have none of what makes a label, and need not be read.
    let short = whole.len() <= 60;
    let first = *line.as_bytes().first()?;
    let colon = memchr(b':', line.as_bytes()).is_some();
    let letter = matches!(first, b'Q' | b'A') && matches!(line.as_bytes().get(1), Some(b'.' | b':' | b')'));
    let marked = matches!(first, b'[' | b'(' | b'<' | b'>') || first.is_ascii_digit();
    let dotted = ["Mr", "Ms", "Mrs", "Miss", "Dr", "The ", "Sen", "Chair"].iter().any(|title| line.starts_with(title));
    if !(short || colon || letter || marked || dotted) {
        return None;
    }
    Reader { at: 0, line, whole, base: span.start }.read()
}

/// The beginning of a paragraph within which a label ends.
fn head(whole: &str) -> &str {
    let mut end = whole.len().min(LONGEST);
    while !whole.is_char_boundary(end) {
        end -= 1;
    }
    &whole[..end]
}

struct Reader<'t> {
    at: usize,
    line: &'t str,
    whole: &'t str,
    base: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.line[self.at..]
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.base + from, self.base + to)
    }

    fn read(mut self) -> Option<Label> {
        let mut coded = false;
        let quoted = self.rest().starts_with(['“', '"', '‘', '«']);
        if quoted {
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        }
        while self.rest().starts_with('>') {
            self.at += 1;
            coded = true;
        }
        self.blanks();
        if let Some(length) = clock(self.rest(), false) {
            self.at += length;
            coded = true;
            self.blanks();
            if let Some(sign) = self.rest().chars().next().filter(|sign| matches!(sign, '-' | '–' | '—' | '|')) {
                self.at += sign.len_utf8();
                self.blanks();
            }
        }
        let number = self.question_number();
        self.at += number;
        let label = self.voice().or_else(|| self.letter()).or_else(|| self.dotted()).or_else(|| self.named())?;
        let more = label.words < self.base + self.whole.trim_end().len();
        let lexical = !more || !self.whole[label.words - self.base..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        let whole = label.form == Form::Alone;
        let numbered = number > 0;
        let fits = whole != more && lexical && (!numbered || label.member);
        fits.then_some(Label { quoted, numbered, coded: coded || label.coded, ..label })
    }

    /// Bytes of the number of a question before a member's name: "1. ", "Q3. [901234] ".
    fn question_number(&self) -> usize {
        let rest = self.rest();
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let letter = usize::from(rest.starts_with('Q'));
        let count = digits(rest.get(letter..).unwrap_or_default());
        let Some(behind) = rest.get(letter + count..).and_then(|behind| behind.strip_prefix(". ")) else { return 0 };
        if !(1..=3).contains(&count) {
            return 0;
        }
        let inner = behind.strip_prefix('[').map_or(0, digits);
        let reference = if inner > 0 && behind.get(inner + 1..).is_some_and(|end| end.starts_with(']')) { inner + 2 } else { 0 };
        let gap = behind.get(reference..).unwrap_or_default();
        let gap = gap.len() - gap.trim_start_matches(['.', ' ']).len();
        letter + count + 2 + reference + gap
    }

    fn label(&self, form: Form, name: (usize, usize), sign: Option<(usize, usize)>, words: usize) -> Label {
        let letters = &self.line[name.0..name.1];
        Label {
            form,
            name: self.span(name.0, name.1),
            office: None,
            sign: sign.map(|(from, to)| self.span(from, to)),
            words: self.base + words,
            quoted: false,
            coded: false,
            upper: letters.chars().any(char::is_alphabetic) && !letters.chars().any(char::is_lowercase),
            member: false,
            numbered: false,
        }
    }

    /// `<v Ana Diaz>words</v>`.
    fn voice(&self) -> Option<Label> {
        let rest = self.rest();
        let close = memchr(b'>', rest.as_bytes())?;
        let name = rest[..close].strip_prefix("<v")?;
        let blank = name.find(' ')?;
        let (from, to) = (self.at + 2 + blank + 1, self.at + close);
        (from < to).then(|| Label { coded: true, ..self.label(Form::Colon, (from, to), Some((to, to + 1)), to + 1) })
    }

    /// `Q.`, `A:`, `Question:`.
    fn letter(&self) -> Option<Label> {
        let rest = self.rest();
        let signs = [("Question", Form::Question), ("Answer", Form::Answer), ("Q", Form::Question), ("A", Form::Answer)];
        let (word, form) = signs.into_iter().find(|(word, _)| rest.starts_with(word))?;
        let behind = &rest[word.len()..];
        let sign = behind.starts_with([':', '.', ')']);
        let blank = behind[usize::from(sign)..].starts_with(|c: char| c.is_whitespace());
        if !(sign && blank) || word.len() > 1 && !behind.starts_with(':') {
            return None;
        }
        let end = self.at + word.len();
        Some(self.label(form, (self.at, end), Some((end, end + 1)), end + 1))
    }

    /// `Mr. DIAZ. Mr. Speaker, I rise`, `The PRESIDING OFFICER. Without objection`.
    fn dotted(&self) -> Option<Label> {
        let title = LABEL_TITLES.entries().iter().find(|title| self.rest().starts_with(**title))?;
        let mut at = self.at + title.len();
        let mut shouted = 0;
        for word in self.line[at..].split_inclusive(' ').take(7) {
            // "The SPEAKER pro tempore (Ms. ODELL). The gentleman is recognized."
            if shouted > 0 && word.starts_with('(') {
                let (from, to) = self.person_in_brackets(at)?;
                let end = to + 1;
                let office = Some(self.span(self.at, self.line[..at].trim_end().len()));
                let label = self.label(Form::Dotted, (from, to), Some((end, end + 1)), end + 1);
                return self.line[end..].starts_with('.').then_some(Label { upper: true, office, ..label });
            }
            let bare = word.trim_end();
            let stem = bare.strip_suffix('.').unwrap_or(bare);
            let upper = stem.chars().filter(|c| c.is_alphabetic()).count() > 1
                && stem.trim_start_matches("Mc").chars().all(|c| c.is_uppercase() || matches!(c, '-' | '\'' | '’'));
            shouted += usize::from(upper);
            let of = shouted > 0 && (matches!(stem, "of" | "pro" | "tempore") || stem.starts_with(char::is_uppercase));
            if !upper && !of {
                return None;
            }
            if bare.ends_with('.') && shouted > 0 {
                let end = at + stem.len();
                return Some(Label { upper: true, ..self.label(Form::Dotted, (self.at, end), Some((end, end + 1)), end + 1) });
            }
            at += word.len();
        }
        None
    }

    /// The name of a person, which alone stands in the brackets at `at`: "(Sir Tom Reed)", not "(Tarn)" and not "(on film)".
    fn person_in_brackets(&self, at: usize) -> Option<(usize, usize)> {
        let close = memchr(b')', &self.line.as_bytes()[at..]).filter(|close| *close <= ASIDE)?;
        let inner = &self.line[at + 1..at + close];
        let names =
            |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || ".-'’".contains(c));
        let count = inner.split(' ').count();
        let titled = FORMAL_TITLES.entries().iter().any(|title| inner.starts_with(title));
        let first = inner.split(' ').next().is_some_and(|first| kinds(first).any(Kinds::FIRST));
        ((2..=NAME_WORDS).contains(&count) && (titled || first) && inner.split(' ').all(names)).then_some((at + 1, at + close))
    }

    /// `Ana Diaz:`, `DIAZ (on film):`, `Ms Lund (Eastwick) (Green):`, `ANA DIAZ, HOST:`, `Ana Diaz  0:09`, `[Ana Diaz] 10:02:03`.
    fn named(&self) -> Option<Label> {
        let rest = self.rest();
        let bracket = rest.starts_with('[');
        let start = self.at + usize::from(bracket);
        let mut at = start;
        let mut end = start;
        let mut words = 0;
        // "The Minister for Sport", "The Secretary of State for Health and Care".
        let article = self.line[start..].starts_with("The ");
        loop {
            let behind = &self.line[at..];
            let word = behind.split([' ', ':', '(', ',', ']', '\u{a0}', '\t']).next().unwrap_or_default();
            if word.is_empty() {
                break;
            }
            let numbered = words > 0 && word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() < 3;
            let small = words > 0
                && matches!(word, "de" | "van" | "von" | "der" | "den" | "da" | "di" | "bin" | "al" | "la" | "le")
                || article && words > 1 && matches!(word, "for" | "of" | "the" | "and");
            let plain = word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-' | '&'));
            let named = word.starts_with(char::is_uppercase) && plain;
            if !(named || small || numbered) || clock(behind, true).is_some() {
                break;
            }
            words += 1;
            if words > if article { OFFICE_WORDS } else { NAME_WORDS } {
                return None;
            }
            end = at + word.len();
            at = end;
            let blanks = self.line[at..].len() - self.line[at..].trim_start_matches([' ', '\u{a0}', '\t']).len();
            if blanks == 0 {
                break;
            }
            at += blanks;
        }
        if words == 0 {
            return None;
        }
        // "Dear Ms. Diaz:" is who is written to.
        if words > 1 && self.line[start..].get(..5).is_some_and(|dear| dear.eq_ignore_ascii_case("dear ")) {
            return None;
        }
        let mut name = (start, end);
        let mut at = end;
        if bracket {
            at += usize::from(self.line[at..].starts_with(']'));
            // "[Pages S1432-S1434]" is nobody, and neither is the house.
            let house =
                ["Senate", "House", "House of Representatives", "Extensions of Remarks"].contains(&&self.line[start..end]);
            if at == end
                || house
                || self.line[start..end].contains(|c: char| c.is_ascii_digit()) && !self.line[start..].starts_with("Speaker")
            {
                return None;
            }
        }
        let blank = |at: usize| at + (self.line[at..].len() - self.line[at..].trim_start_matches([' ', '\u{a0}', '\t']).len());
        at = blank(at);
        // "ANA DIAZ, HOST:".
        let shouted = !self.line[name.0..name.1].chars().any(char::is_lowercase) && end - start > 2;
        if shouted && self.line[at..].starts_with(',') {
            let colon = memchr(b':', &self.line.as_bytes()[at..])?;
            let role = &self.line[at + 1..at + colon];
            if role.contains(['.', '?', '!']) || role.split_whitespace().count() > 8 {
                return None;
            }
            at += colon;
        }
        // "The Minister for Sport (Ana Diaz) (Tarn) (Lab):" is Ana Diaz.
        // "Madam Deputy Speaker (Jane Holt):" is Jane Holt.
        let chair = ["Madam ", "Mr ", "Mr. "].iter().any(|title| self.line[start..end].starts_with(title))
            && ["Speaker", "Chair", "Chairman", "President"].iter().any(|office| self.line[start..end].ends_with(office));
        let is_office =
            chair || article && self.line[start..end].split(' ').any(|word| kinds(word).any(Kinds::TITLE.with(Kinds::HUMAN)));
        let mut office = None;
        if is_office
            && self.line[at..].starts_with('(')
            && let Some(person) = self.person_in_brackets(at)
        {
            office = Some(self.span(start, end));
            name = person;
        }
        let mut brackets = 0;
        for _ in 0..3 {
            if !self.line[at..].starts_with('(') {
                break;
            }
            let close = memchr(b')', &self.line.as_bytes()[at..]).filter(|close| *close <= ASIDE)?;
            // "Diaz (0:09)" has its time in the brackets; "Mr DIAZ (Tarn) (12:14):" has it behind the rest.
            if clock(&self.line[at..], false) == Some(close + 1) && !self.line[at + close + 1..].starts_with(':') {
                break;
            }
            at = blank(at + close + 1);
            brackets += 1;
        }
        let member = brackets > 1 && words > 1 || office.is_some();
        // "Ms Lund (Eastwick):" is how parliaments write.
        let formal = is_office || FORMAL_TITLES.entries().iter().any(|title| self.line[start..].starts_with(title));
        if self.line[at..].starts_with(':') {
            let open = self.line[at + 1..].chars().next().is_none_or(char::is_whitespace);
            let alone = self.whole[at + 1..].trim().is_empty();
            let form = if alone { Form::Alone } else { Form::Colon };
            let words = if alone { self.whole.len() } else { at + 1 };
            return open.then(|| Label {
                coded: formal && !alone,
                office,
                member,
                ..self.label(form, name, Some((at, at + 1)), words)
            });
        }
        if let Some(length) = clock(&self.line[at..], true) {
            let alone = self.whole[at + length..].trim().is_empty();
            return alone.then(|| Label { coded: true, ..self.label(Form::Alone, name, None, self.whole.len()) });
        }
        let alone = self.whole[at..].trim().is_empty();
        let member = member || chair;
        let coded = bracket || member;
        alone.then(|| Label { coded, office, member, ..self.label(Form::Alone, name, None, self.whole.len()) })
    }
}
