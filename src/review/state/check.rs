//! The record of a fact-check: whether what a claim says is true. It is separate from the decision, which
//! is about who said it.

use serde::{Deserialize, Serialize};

/// What is known of a claim's truth. Everything is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FactCheck {
    /// How far the check is; `None`: nobody asked for one.
    pub state: Option<CheckState>,
    /// What speaks for or against it.
    pub evidence: Vec<Evidence>,
    /// Who was asked.
    pub asked: Vec<Inquiry>,
    /// When the statement was made, as far as known; free text or a date.
    pub stated: String,
}

/// How far a check is, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CheckState {
    /// It is to be checked.
    ToCheck,
    /// Somebody was asked; the answer is awaited.
    Asked,
    /// It is true.
    Verified,
    /// It is not.
    Wrong,
    /// It cannot be found out.
    Unverifiable,
    /// It is an opinion: nothing to check.
    Opinion,
}

impl CheckState {
    /// All of them, in the order of a check's life.
    pub const ALL: [Self; 6] = [Self::ToCheck, Self::Asked, Self::Verified, Self::Wrong, Self::Unverifiable, Self::Opinion];

    /// In a word or two.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ToCheck => "to check",
            Self::Asked => "asked",
            Self::Verified => "verified",
            Self::Wrong => "wrong",
            Self::Unverifiable => "unverifiable",
            Self::Opinion => "opinion",
        }
    }
}

/// One piece of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Evidence {
    /// A web address or the name of a file.
    pub link: String,
    /// Where in it: a page, a table, a minute.
    pub locator: String,
    /// Whether it is the source itself or somebody's report of it.
    pub kind: Option<EvidenceKind>,
    /// What it says of the claim.
    pub stance: Option<Stance>,
    /// Of when it is, YYYY-MM-DD.
    pub date: String,
}

/// How near a piece of evidence is to the fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EvidenceKind {
    /// The document, the figures, the recording itself.
    Primary,
    /// A report of it.
    Secondary,
}

saidby_engine::enum_words!(EvidenceKind { Primary = "primary", Secondary = "secondary" });

/// What a piece of evidence says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stance {
    /// It bears the claim out.
    Supports,
    /// It says otherwise.
    Contradicts,
    /// Some of it.
    Partly,
}

saidby_engine::enum_words!(Stance { Supports = "supports", Contradicts = "contradicts", Partly = "partly" });

/// A question that was put to somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Inquiry {
    /// Who was asked.
    pub whom: String,
    /// When, YYYY-MM-DD.
    pub at: String,
}

impl FactCheck {
    /// Whether nothing is recorded.
    pub fn is_empty(&self) -> bool {
        let Self { state, evidence, asked, stated } = self;
        state.is_none() && evidence.is_empty() && asked.is_empty() && stated.is_empty()
    }
}

/// A word of a typed line; what is between quotation marks is one word, and means nothing but itself.
struct Typed {
    text: String,
    quoted: bool,
}

/// The words of a line.
fn typed(line: &str) -> Vec<Typed> {
    let mut words: Vec<Typed> = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(Typed { text: part.to_owned(), quoted: true });
        } else {
            words.extend(part.split_whitespace().map(|word| Typed { text: word.to_owned(), quoted: false }));
        }
    }
    words.retain(|word| !word.text.trim().is_empty());
    words
}

/// `words` as they are typed: in quotation marks where they would be read as something else.
fn quoted(words: &str, apart: bool) -> String {
    let special = |word: &str| is_date(word) || KEYWORDS.contains(&word.to_lowercase().as_str());
    let needs = apart && words.contains(char::is_whitespace) || words.split_whitespace().any(special);
    if needs && !words.contains('"') { format!("\"{words}\"") } else { words.to_owned() }
}

/// Words of a typed line that say what a piece of evidence is worth.
const KEYWORDS: &[&str] = &["primary", "secondary", "supports", "contradicts", "partly"];

impl Evidence {
    /// Reads a line such as `https://stats.example/t4 table 4 primary contradicts 2026-11-01`: the first word
    /// is the link; what is not a date, kind or stance is the locator. A name with spaces, or a locator with such a
    /// word in it, is between quotation marks. `None` for a blank line.
    pub fn read(line: &str) -> Option<Self> {
        let mut words = typed(line).into_iter();
        let mut evidence = Self { link: words.next()?.text, ..Self::default() };
        let mut locator = Vec::new();
        for Typed { text, quoted } in words {
            if quoted {
                locator.push(text);
            } else if let Some(kind) = EvidenceKind::from_word(&text) {
                evidence.kind = Some(kind);
            } else if let Some(stance) = Stance::from_word(&text) {
                evidence.stance = Some(stance);
            } else if is_date(&text) {
                evidence.date = text;
            } else {
                locator.push(text);
            }
        }
        evidence.locator = locator.join(" ");
        Some(evidence)
    }

    /// The same as one line, ready to be read again.
    pub fn line(&self) -> String {
        let kind = self.kind.map_or("", EvidenceKind::as_str).to_owned();
        let stance = self.stance.map_or("", Stance::as_str).to_owned();
        let parts = [quoted(&self.link, true), quoted(&self.locator, false), kind, stance, self.date.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

impl Inquiry {
    /// Reads a line such as `the ministry's press office 2026-11-22`; without a date, `today` is taken.
    pub fn read(line: &str, today: &str) -> Option<Self> {
        let (dates, words): (Vec<&str>, Vec<&str>) = line.split_whitespace().partition(|word| is_date(word));
        if words.is_empty() {
            return None;
        }
        Some(Self { whom: words.join(" "), at: dates.last().map_or(today, |date| date).to_owned() })
    }

    /// The same as one line.
    pub fn line(&self) -> String {
        format!("{} {}", self.whom, self.at).trim().to_owned()
    }
}

/// Whether `word` is a date as YYYY-MM or YYYY-MM-DD.
pub fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let number = |part: &str, count: usize, most: u32| {
        let digits = part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        digits && part.parse().is_ok_and(|number: u32| (1..=most).contains(&number))
    };
    match parts.as_slice() {
        [year, month, day] => number(year, 4, 9999) && number(month, 2, 12) && number(day, 2, 31),
        [year, month] => number(year, 4, 9999) && number(month, 2, 12),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_becomes_evidence_and_back() {
        let line = "https://stats.example/t4 table 4 primary contradicts 2026-11-01";
        let evidence = Evidence::read(line).unwrap();
        assert_eq!(evidence.locator, "table 4");
        assert_eq!(evidence.kind, Some(EvidenceKind::Primary));
        assert_eq!(evidence.stance, Some(Stance::Contradicts));
        assert_eq!(evidence.date, "2026-11-01");
        assert_eq!(evidence.line(), line);
        assert_eq!(Evidence::read("  "), None);
        assert_eq!(Evidence::read("notes.pdf p. 3").unwrap().line(), "notes.pdf p. 3");
        assert_eq!(Evidence::read("x 2026-13 2026-02-32").unwrap().locator, "2026-13 2026-02-32");
    }

    #[test]
    fn names_with_blanks_and_telling_words_are_quoted() {
        let line = "\"board minutes.pdf\" \"primary school, p. 3\" partly";
        let evidence = Evidence::read(line).unwrap();
        assert_eq!((evidence.link.as_str(), evidence.locator.as_str()), ("board minutes.pdf", "primary school, p. 3"));
        assert_eq!((evidence.kind, evidence.stance), (None, Some(Stance::Partly)));
        assert_eq!(evidence.line(), line);
        assert_eq!(Evidence::read("\"minutes.pdf").unwrap().link, "minutes.pdf");
    }

    #[test]
    fn an_inquiry_has_a_day() {
        let asked = Inquiry::read("the press office", "2026-11-22").unwrap();
        assert_eq!((asked.whom.as_str(), asked.at.as_str()), ("the press office", "2026-11-22"));
        assert_eq!(Inquiry::read("2026-11-20 Ana Diaz", "2026-11-22").unwrap().line(), "Ana Diaz 2026-11-20");
        assert_eq!(Inquiry::read("2026-11-20", "2026-11-22"), None);
    }
}
