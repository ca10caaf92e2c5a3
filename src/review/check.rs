//! The record of a fact-check: whether what a claim says is true. It stands apart from the decision, which
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
        *self == Self::default()
    }
}

impl Evidence {
    /// Reads a line such as `https://stats.example/t4 table 4 primary contradicts 2026-11-01`: the first word
    /// is the link; what is no date, kind or stance is the locator. `None` for a blank line.
    pub fn read(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let mut evidence = Self { link: words.next()?.to_owned(), ..Self::default() };
        let mut locator = Vec::new();
        for word in words {
            match word.to_lowercase().as_str() {
                "primary" => evidence.kind = Some(EvidenceKind::Primary),
                "secondary" => evidence.kind = Some(EvidenceKind::Secondary),
                "supports" => evidence.stance = Some(Stance::Supports),
                "contradicts" => evidence.stance = Some(Stance::Contradicts),
                "partly" => evidence.stance = Some(Stance::Partly),
                _ if is_date(word) => evidence.date = word.to_owned(),
                _ => locator.push(word),
            }
        }
        evidence.locator = locator.join(" ");
        Some(evidence)
    }

    /// The same as one line.
    pub fn line(&self) -> String {
        let kind = self.kind.map(|kind| format!("{kind:?}").to_lowercase()).unwrap_or_default();
        let stance = self.stance.map(|stance| format!("{stance:?}").to_lowercase()).unwrap_or_default();
        let parts = [self.link.as_str(), &self.locator, &kind, &stance, &self.date];
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

/// Whether `word` is a date as YYYY, YYYY-MM or YYYY-MM-DD.
fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let digits = |part: &&str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year, month, day] => digits(year, 4) && digits(month, 2) && digits(day, 2),
        [year, month] => digits(year, 4) && digits(month, 2),
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
    }

    #[test]
    fn an_inquiry_has_a_day() {
        let asked = Inquiry::read("the press office", "2026-11-22").unwrap();
        assert_eq!((asked.whom.as_str(), asked.at.as_str()), ("the press office", "2026-11-22"));
        assert_eq!(Inquiry::read("2026-11-20 Ana Diaz", "2026-11-22").unwrap().line(), "Ana Diaz 2026-11-20");
        assert_eq!(Inquiry::read("2026-11-20", "2026-11-22"), None);
    }
}
