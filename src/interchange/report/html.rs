//! The report as one HTML file: no script, nothing that is fetched from elsewhere.
//!
//! Who speaks is told by colour and by name, direct and indirect by the kind of line beneath, so that paper
//! and readers without colours lose nothing. Every number leads from the text to its claim and back.

use std::fmt::Write as _;

use super::escape::escaped;
use super::passages::{Ink, Step, passages};
use super::picture::picture;
use super::{Report, ReportFigures, ReportRow, count, one_line};
use crate::article::{Block, BlockKind};
use crate::claim::{Directness, Part, SpeakerId};
use crate::interchange::export::is_web_address;
use crate::review::{CheckState, Decision, Evidence};
use crate::text::visible::{Breaks, visible};

/// The style sheet, which is in the file.
pub(super) const STYLE: &str = include_str!("report.css");

/// Speakers that have a colour of their own; the others share one.
const COLOURS: usize = 7;

/// Columns that a speaker's name takes next to a number in the text.
const LABEL_WIDTH: usize = 22;

/// The report as one HTML file.
pub fn html(report: &Report<'_>) -> String {
    let rows = report.rows();
    let page = Page { report, colours: colours(&rows), rows };
    let mut out = String::new();
    page.head(&mut out);
    out.push_str(&picture(&page.rows, &report.session.article().text, &|row| page.colour(row)));
    page.article(&mut out);
    page.claims(&mut out);
    page.cast(&mut out);
    for figures in &report.figures {
        table(figures, &mut out);
    }
    out.push_str("</main>\n<footer>\n<p>Made with saidby. Attributions were extracted from the article; reviewed ones are marked.</p>\n</footer>\n</body>\n</html>\n");
    out
}

/// The speakers with most claims, each the number of its colour.
fn colours<'a>(rows: &[ReportRow<'a>]) -> Vec<&'a SpeakerId> {
    let mut counts: Vec<(&SpeakerId, usize)> = Vec::new();
    for speaker in rows.iter().filter_map(|row| row.speaker) {
        match counts.iter_mut().find(|(id, _)| **id == speaker.id) {
            Some((_, count)) => *count += 1,
            None => counts.push((&speaker.id, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.truncate(COLOURS);
    counts.into_iter().map(|(id, _)| id).collect()
}

struct Page<'r, 'a> {
    report: &'r Report<'a>,
    rows: Vec<ReportRow<'a>>,
    colours: Vec<&'a SpeakerId>,
}

impl Page<'_, '_> {
    fn head(&self, out: &mut String) {
        let title = escaped(&one_line(self.report.title()));
        let _ = write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"saidby {}\">\n\
             <title>{title}: who said what</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#claims\">Skip to the claims</a>\n<header>\n<h1 dir=\"auto\">{title}</h1>\n",
            env!("CARGO_PKG_VERSION"),
        );
        let imprint = self.report.imprint();
        if !imprint.is_empty() {
            let _ = writeln!(out, "<p class=\"imprint\">{}</p>", escaped(&imprint.join(" · ")));
        }
        let _ = writeln!(out, "<p class=\"summary\">{}</p>\n</header>\n<main>", escaped(&self.report.summary(&self.rows)));
    }

    fn article(&self, out: &mut String) {
        let article = self.report.session.article();
        out.push_str("<section aria-labelledby=\"article\">\n<h2 id=\"article\">The article</h2>\n");
        if !self.rows.is_empty() {
            out.push_str(LEGEND);
        }
        out.push_str("<article>\n");
        let mut in_list = false;
        let mut seen = vec![false; self.rows.len()];
        for (block, steps) in article.blocks.iter().zip(passages(article, &self.rows)) {
            let is_item = block.kind == BlockKind::ListItem;
            if is_item != in_list {
                out.push_str(if is_item { "<ul>\n" } else { "</ul>\n" });
                in_list = is_item;
            }
            // The headline is above already, unless something is marked in it.
            if block.kind == BlockKind::Headline && !steps.iter().any(|step| matches!(step, Step::Label(_))) {
                continue;
            }
            self.block(block, &steps, &mut seen, out);
        }
        if in_list {
            out.push_str("</ul>\n");
        }
        out.push_str("</article>\n</section>\n");
    }

    fn block(&self, block: &Block, steps: &[Step], seen: &mut [bool], out: &mut String) {
        let (open, close) = match block.kind {
            BlockKind::Headline => ("<p class=\"headline\" dir=\"auto\">", "</p>"),
            BlockKind::Heading => ("<h3 dir=\"auto\">", "</h3>"),
            BlockKind::Paragraph => ("<p dir=\"auto\">", "</p>"),
            BlockKind::Quotation => ("<blockquote dir=\"auto\"><p>", "</p></blockquote>"),
            BlockKind::ListItem => ("<li dir=\"auto\">", "</li>"),
            BlockKind::Caption => ("<p class=\"caption\" dir=\"auto\">", "</p>"),
            BlockKind::Table => ("<p class=\"row\" dir=\"auto\">", "</p>"),
            BlockKind::Byline | BlockKind::Boilerplate => ("<p class=\"aside\" dir=\"auto\">", "</p>"),
        };
        out.push_str(open);
        let text = &self.report.session.article().text;
        for step in steps {
            match step {
                Step::Open(ink) => self.open(*ink, seen, out),
                Step::Close(ink) => out.push_str(match ink {
                    Ink::Content(_) => "</mark>",
                    Ink::Cue => "</em>",
                    Ink::Source => "</strong>",
                    Ink::Outlet => "</span>",
                    Ink::Struck => "</s>",
                }),
                Step::Text(span) => out.push_str(&escaped(&visible(span.slice(text).unwrap_or_default(), Breaks::Keep))),
                Step::Label(row) => self.label(*row, out),
            }
        }
        out.push_str(close);
        out.push('\n');
    }

    fn open(&self, ink: Ink, seen: &mut [bool], out: &mut String) {
        let row = match ink {
            Ink::Content(row) => row,
            Ink::Cue => return out.push_str("<em class=\"cue\">"),
            Ink::Source => return out.push_str("<strong class=\"source\">"),
            Ink::Struck => return out.push_str("<s>"),
            Ink::Outlet => return out.push_str("<span class=\"outlet\">"),
        };
        let Some(shown) = self.rows.get(row) else {
            return out.push_str("<mark>");
        };
        // Only the first piece of a claim is where the way back leads.
        let first = seen.get_mut(row).is_some_and(|seen| !std::mem::replace(seen, true));
        let id = if first { format!(" id=\"text-{}\"", shown.number) } else { String::new() };
        let _ = write!(out, "<mark{id} class=\"{} {}{}\">", self.colour(shown), line_class(shown), open_class(shown));
    }

    /// The number behind a content, with who said it: the way to the claim.
    fn label(&self, row: usize, out: &mut String) {
        let Some(row) = self.rows.get(row) else { return };
        let name = row.speaker.map(|speaker| {
            let short =
                speaker.aliases.iter().filter(|alias| speaker.name.ends_with(alias.as_str())).min_by_key(|alias| alias.len());
            crate::text::visible::fit(short.unwrap_or(&speaker.name), LABEL_WIDTH)
        });
        let via: String = row
            .via
            .iter()
            .filter(|outlet| row.speaker.is_none_or(|it| it.name != outlet.name))
            .fold(String::new(), |via, outlet| format!("{via} ← {}", crate::text::visible::fit(&outlet.name, LABEL_WIDTH)));
        let shown = format!("{}{}{via}", row.number, name.map(|name| format!(" {name}")).unwrap_or_default());
        let spoken = format!("Claim {}: {}, {}", row.number, row.speaker_name(), row.kind());
        let _ = write!(
            out,
            "<a class=\"number {}\" href=\"#claim-{}\" aria-label=\"{}\">{}</a>",
            self.colour(row),
            row.number,
            escaped(&spoken),
            escaped(&shown),
        );
    }

    fn colour(&self, row: &ReportRow<'_>) -> String {
        let at = row.speaker.and_then(|speaker| self.colours.iter().position(|id| **id == speaker.id));
        at.map_or("s0".to_owned(), |at| format!("s{}", at + 1))
    }

    fn claims(&self, out: &mut String) {
        out.push_str("<section aria-labelledby=\"claims\">\n<h2 id=\"claims\">The claims</h2>\n");
        if self.rows.is_empty() {
            out.push_str("<p>There are none.</p>\n");
        } else {
            out.push_str("<ol class=\"claims\">\n");
            for row in &self.rows {
                self.claim(row, out);
            }
            out.push_str("</ol>\n");
        }
        out.push_str("</section>\n");
    }

    fn claim(&self, row: &ReportRow<'_>, out: &mut String) {
        let text = &self.report.session.article().text;
        let number = row.number;
        let has_place = !row.claim.spans(Part::Content).is_empty();
        let _ = writeln!(out, "<li id=\"claim-{number}\" class=\"claim {}{}\">", self.colour(row), open_class(row));
        let speaker = escaped(&row.speaker_name());
        let _ = if has_place {
            writeln!(
                out,
                "<h3><a href=\"#text-{number}\" aria-label=\"Claim {number}, back to the text\">{number} ↑</a> {speaker}</h3>"
            )
        } else {
            writeln!(out, "<h3>{number} {speaker}</h3>")
        };
        let remark = row.speaker_remark();
        if !remark.is_empty() {
            let _ = writeln!(out, "<p class=\"role\">{}</p>", escaped(&remark));
        }
        let _ = writeln!(
            out,
            "<blockquote dir=\"auto\"><p class=\"{}\">{}</p></blockquote>",
            line_class(row),
            escaped(&row.words(text))
        );
        out.push_str("<dl>\n");
        let mut item = |name: &str, value: &str| {
            let _ = writeln!(out, "<div><dt>{name}</dt><dd>{value}</dd></div>");
        };
        let cue = row.part(Part::Cue, text);
        let cue = if cue.is_empty() { cue } else { format!(", attributed by “{cue}”") };
        item("How", &escaped(&format!("{}{cue}", row.kind())));
        item("Through", &escaped(&row.way()));
        item("Review", &escaped(&row.decision()));
        if !has_place {
            item("Place", "these words are no longer in the article");
        }
        for (name, value) in row.findings() {
            let class = row.claim.check.state.filter(|_| name == "Fact-check").map_or("", verdict_class);
            item(name, &format!("<span class=\"{class}\">{}</span>", escaped(&value)));
        }
        for found in &row.claim.check.evidence {
            item("Evidence", &evidence(found));
        }
        if !row.claim.note.trim().is_empty() {
            let lines: Vec<String> = row.claim.note.lines().map(|note| escaped(&one_line(note))).collect();
            item("Note", &lines.join("<br>"));
        }
        out.push_str("</dl>\n</li>\n");
    }

    /// Who speaks, and through which outlets, each with its claims.
    fn cast(&self, out: &mut String) {
        let links = |own: &[&ReportRow<'_>]| {
            let link = |row: &&ReportRow<'_>| format!("<a href=\"#claim-{0}\" aria-label=\"Claim {0}\">{0}</a>", row.number);
            own.iter().map(link).collect::<Vec<_>>().join(" ")
        };
        let mut lines = String::new();
        for speaker in self.report.session.speakers() {
            let own: Vec<&ReportRow<'_>> =
                self.rows.iter().filter(|row| row.speaker.is_some_and(|it| it.id == speaker.id)).collect();
            if let Some(first) = own.first() {
                let (name, remark) = (escaped(&first.speaker_name()), escaped(&first.speaker_remark()));
                let (colour, many, links) = (self.colour(first), count(own.len(), "claim"), links(&own));
                let _ = writeln!(
                    lines,
                    "<tr><th scope=\"row\"><span class=\"swatch {colour}\">{name}</span></th><td>{remark}</td><td>{many}</td><td>{links}</td></tr>"
                );
            }
        }
        section(out, "speakers", "Who speaks", &["Speaker", "Who", "How often", "Claims"], &lines);
        let mut lines = String::new();
        for outlet in self.report.session.outlets() {
            let own: Vec<&ReportRow<'_>> = self.rows.iter().filter(|row| row.via.iter().any(|it| it.id == outlet.id)).collect();
            if !own.is_empty() {
                let (name, many, links) = (escaped(&one_line(&outlet.name)), count(own.len(), "claim"), links(&own));
                let _ = writeln!(lines, "<tr><th scope=\"row\">{name}</th><td>{many}</td><td>{links}</td></tr>");
            }
        }
        section(out, "outlets", "Through which outlets", &["Outlet", "How often", "Claims"], &lines);
    }
}

const LEGEND: &str = "<p class=\"legend\"><span class=\"direct\">direct quotation</span> <span class=\"mixed\">partly quoted</span> \
    <span class=\"indirect\">paraphrased</span> <strong class=\"source\">who said it</strong> <em class=\"cue\">the attributing words</em> \
    <span class=\"outlet\">news outlet</span> <span class=\"open\">not reviewed</span></p>\n";

fn section(out: &mut String, id: &str, title: &str, columns: &[&str], lines: &str) {
    if lines.is_empty() {
        return;
    }
    let head: String = columns.iter().map(|name| format!("<th scope=\"col\">{name}</th>")).collect();
    let _ = write!(
        out,
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n<table class=\"cast\">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}</tbody>\n</table>\n</section>\n"
    );
}

fn table(figures: &ReportFigures, out: &mut String) {
    if figures.rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "<section>\n<h2>{}</h2>\n<table class=\"figures\">\n<tbody>", escaped(&one_line(&figures.title)));
    for row in &figures.rows {
        let bar = row.share.filter(|share| share.is_finite()).map_or(String::new(), |share| {
            format!("<span class=\"bar\" style=\"width:{:.1}%\"></span>", share.clamp(0.0, 1.0) * 100.0)
        });
        let (name, value) = (escaped(&one_line(&row.name)), escaped(&one_line(&row.value)));
        let _ =
            writeln!(out, "<tr><th scope=\"row\">{name}</th><td class=\"value\">{value}</td><td class=\"room\">{bar}</td></tr>");
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

fn evidence(evidence: &Evidence) -> String {
    if !is_web_address(&evidence.link) {
        return escaped(&one_line(&evidence.line()));
    }
    let rest = Evidence { link: String::new(), ..evidence.clone() };
    let link = escaped(&one_line(&evidence.link));
    let rest = escaped(&one_line(&rest.line()));
    format!("<a href=\"{link}\" rel=\"noopener noreferrer\">{link}</a> {rest}").trim_end().to_owned()
}

const fn line_class(row: &ReportRow<'_>) -> &'static str {
    match row.directness {
        Directness::Direct => "direct",
        Directness::Mixed => "mixed",
        Directness::Indirect => "indirect",
    }
}

fn open_class(row: &ReportRow<'_>) -> &'static str {
    if row.claim.decision == Decision::Unreviewed { " open" } else { "" }
}

const fn verdict_class(state: CheckState) -> &'static str {
    match state {
        CheckState::Verified => "verdict right",
        CheckState::Wrong => "verdict wrong",
        _ => "verdict",
    }
}
