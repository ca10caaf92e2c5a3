//! A report for readers: the article with its claims marked, and what was found out about each, as Markdown
//! and as one HTML file.
//!
//! Claims that were rejected are not claims: they are counted and left out. Every word that comes from outside
//! is escaped, and its control and bidi characters are made visible.

mod escape;
mod html;
mod markdown;
mod passages;
mod picture;

pub use html::html;
pub use markdown::markdown;

use std::sync::Arc;

use crate::claim::{Directness, Outlet, Part, Speaker};
use crate::review::{Decision, ReviewedClaim, Session};
use crate::text::single_line;
use crate::text::visible::{Breaks, visible};

/// What a report is made of.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// The article and its review.
    pub session: &'a Session,
    /// The article's file name, for an article without a headline.
    pub name: &'a str,
    /// Whose review it is; empty for the one that everybody shares.
    pub annotator: &'a str,
    /// Whether only claims are shown that somebody decided on.
    pub decided: bool,
    /// Figures to be shown with it.
    pub figures: Vec<ReportFigures>,
}

/// A small table of figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportFigures {
    /// What they are about.
    pub title: String,
    /// The rows.
    pub rows: Vec<Figure>,
}

/// One figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// Of what.
    pub name: String,
    /// As it is shown ("34 words").
    pub value: String,
    /// The length of its bar, 0 to 1; `None`: no bar.
    pub share: Option<f64>,
}

/// A claim that is shown, with everything looked up.
#[derive(Clone, Debug)]
struct ReportRow<'a> {
    number: usize,
    claim: &'a Arc<ReviewedClaim>,
    speaker: Option<&'a Speaker>,
    via: Vec<&'a Outlet>,
    directness: Directness,
}

impl<'a> Report<'a> {
    /// The headline, else the file's name.
    fn title(&self) -> &'a str {
        let title = self.session.article().metadata.title.as_deref();
        title.filter(|title| !title.trim().is_empty()).unwrap_or(self.name)
    }

    /// The claims that are shown, numbered in the order of the text.
    fn rows(&self) -> Vec<ReportRow<'a>> {
        let shown =
            |claim: &&Arc<ReviewedClaim>| claim.decision != Decision::Rejected && (claim.decision.is_decided() || !self.decided);
        let claims = self.session.claims().iter().filter(shown).enumerate();
        claims
            .map(|(index, claim)| ReportRow {
                number: index + 1,
                claim,
                speaker: self.session.speaker_of(claim),
                via: self.session.via_of(claim),
                directness: self.session.directness(claim),
            })
            .collect()
    }

    /// Byline, date, publisher: what the article says of itself.
    fn imprint(&self) -> Vec<String> {
        let metadata = &self.session.article().metadata;
        let parts = [&metadata.byline, &metadata.date, &metadata.publisher];
        parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).map(|part| one_line(part)).collect()
    }

    /// Who reviewed how much, in a sentence.
    fn summary(&self, rows: &[ReportRow<'_>]) -> String {
        let decided = rows.iter().filter(|row| row.claim.decision.is_decided()).count();
        let rejected = self.session.claims().iter().filter(|claim| claim.decision == Decision::Rejected).count();
        let mut reviewers: Vec<&str> =
            rows.iter().filter_map(|row| row.claim.decided.as_ref()).map(|stamp| stamp.by.as_str()).collect();
        reviewers.sort_unstable();
        reviewers.dedup();
        if reviewers.is_empty() && !self.annotator.is_empty() {
            reviewers.push(self.annotator);
        }
        let mut summary = format!("{}, {decided} reviewed", count(rows.len(), "claim"));
        if !reviewers.is_empty() {
            summary.push_str(&format!(" by {}", one_line(&reviewers.join(", "))));
        }
        if rejected > 0 {
            summary.push_str(&format!("; {} rejected", count(rejected, "suggestion")));
        }
        summary + "."
    }
}

impl ReportRow<'_> {
    /// The words of the content: as the article has them, else as they were stored.
    fn words(&self, text: &str) -> String {
        let in_text = || self.claim.spans(Part::Content).iter().filter_map(|span| span.slice(text)).map(one_line);
        let kept = || {
            let kept = self.claim.kept.as_ref()?;
            let corrected = Some(&kept.correction.content).filter(|words| !words.is_empty());
            Some(corrected.unwrap_or(&kept.suggestion.content).iter().map(|words| one_line(words)).collect::<Vec<_>>())
        };
        let mut words: Vec<String> = in_text().collect();
        if words.is_empty() {
            words = kept().unwrap_or_default();
        }
        words.join(" … ")
    }

    /// The words of another part, one line.
    fn part(&self, part: Part, text: &str) -> String {
        let words: Vec<String> = self.claim.spans(part).iter().filter_map(|span| span.slice(text)).map(one_line).collect();
        words.join(" … ")
    }

    fn speaker_name(&self) -> String {
        self.speaker.map_or_else(|| "no one named".to_owned(), |speaker| one_line(&speaker.name))
    }

    /// Office, organisation, whether unnamed; empty where nothing is known.
    fn speaker_remark(&self) -> String {
        let Some(speaker) = self.speaker else {
            return String::new();
        };
        let role = speaker.role.as_deref().unwrap_or_default();
        let affiliation = speaker.affiliation.as_deref().filter(|affiliation| !role.contains(affiliation)).unwrap_or_default();
        let unnamed = if speaker.anonymous { "unnamed" } else { "" };
        let parts = [role, affiliation, unnamed].into_iter().filter(|part| !part.is_empty()).map(one_line);
        parts.collect::<Vec<_>>().join(", ")
    }

    /// The way that the words took: this article ← outlet ← speaker.
    fn way(&self) -> String {
        let mut way = vec!["this article".to_owned()];
        way.extend(self.via.iter().map(|outlet| one_line(&outlet.name)));
        if let Some(speaker) = self.speaker.filter(|speaker| !self.via.iter().any(|outlet| outlet.is_called(&speaker.name))) {
            way.push(one_line(&speaker.name));
        }
        way.join(" ← ")
    }

    /// "direct quotation".
    fn kind(&self) -> &'static str {
        match self.directness {
            Directness::Direct => "direct quotation",
            Directness::Mixed => "partly quoted",
            Directness::Indirect => "paraphrased",
        }
    }

    /// "confirmed by mw, 2026-11-22".
    fn decision(&self) -> String {
        let word = match self.claim.decision {
            Decision::Unreviewed => return "not reviewed: the program's suggestion".to_owned(),
            Decision::Confirmed => "confirmed",
            Decision::Corrected if self.claim.suggestion.is_none() => "added",
            Decision::Corrected => "corrected",
            Decision::Rejected => "rejected",
        };
        match &self.claim.decided {
            Some(stamp) => {
                let day = stamp.at.get(..10).unwrap_or(&stamp.at);
                format!("{word} by {}, {}", one_line(&stamp.by), one_line(day))
            }
            None => word.to_owned(),
        }
    }

    /// Everything that is known of the claim's truth, as names and words; evidence is not among it.
    fn findings(&self) -> Vec<(&'static str, String)> {
        let check = &self.claim.check;
        let mut findings = Vec::new();
        findings.extend(check.state.map(|state| ("Fact-check", state.word().to_owned())));
        if !check.stated.is_empty() {
            findings.push(("Said on", one_line(&check.stated)));
        }
        if !check.asked.is_empty() {
            let asked: Vec<String> = check.asked.iter().map(|inquiry| one_line(&inquiry.line())).collect();
            findings.push(("Asked", asked.join("; ")));
        }
        findings
    }
}

/// Single spaces, nothing hidden.
fn one_line(text: &str) -> String {
    visible(&single_line(text), Breaks::Mark).into_owned()
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests;
