//! Figures over a corpus as one page: SVG, no scripts, nothing from elsewhere, light and dark, and on paper.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::svg::{self, Row, escaped};
use crate::analysis::Voice;
use crate::analysis::corpus::{Corpus, Counts, Named};
use crate::cli::output::thousands;
use crate::lint::Counts as Findings;

/// Bars of a picture, at most.
const LONGEST: usize = 20;
/// Lines of the net, at most.
const EDGES: usize = 40;
/// Days that are drawn one by one; more are drawn as months.
const DAYS: usize = 92;

/// The page.
pub fn page(corpus: &Corpus, rules: Findings) -> String {
    let mut out = String::new();
    let articles = counted(corpus.read, "article");
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"saidby {}\">\n\
         <title>Who is quoted in {articles}</title>\n<style>\n{}</style>\n</head>\n<body>\n<header>\n\
         <h1>Who is quoted in {articles}</h1>\n<p class=\"soft\">{}</p>\n</header>\n<main>\n",
        env!("CARGO_PKG_VERSION"),
        include_str!("page.css"),
        escaped(&summary(corpus))
    );
    let all = &corpus.all;
    let voice = |name: &str, voice: &Voice| Row {
        name: name.to_owned(),
        parts: vec![voice.quoted, voice.paraphrased],
        value: format!("{}, {}", counted(voice.words(), "word"), counted(voice.claims, "claim")),
    };
    let rows = [voice("Named", &all.named), voice("Anonymous", &all.anonymous), voice("Unattributed", &all.unattributed)];
    section(&mut out, "Named and anonymous", QUOTED, &svg::bars("Named and anonymous", &rows, 0));
    let kinds = [("Direct", all.direct), ("Mixed", all.mixed), ("Indirect", all.indirect)].map(|(name, count)| Row {
        name: name.to_owned(),
        parts: vec![count],
        value: format!("{}, {}", counted(count, "claim"), share(count, all.claims())),
    });
    section(&mut out, "Quotation types", &[], &svg::bars("Quotation types", &kinds, all.claims()));
    names(&mut out, "Speakers", &corpus.speakers, QUOTED);
    if rules.total() > 0 {
        let rows = rules.named().map(|(name, count)| Row {
            name: format!("{}{}", name.get(..1).unwrap_or_default().to_uppercase(), name.get(1..).unwrap_or_default()),
            parts: vec![count],
            value: counted(count, "finding"),
        });
        section(&mut out, "House rules", &[], &svg::bars("House rules", &rows, 0));
    }
    let columns = days(corpus);
    if columns.len() > 1 {
        let legend = &["named", "anonymous", "unattributed"];
        section(&mut out, "Claims over time", legend, &svg::columns("Claims over time", &columns));
        let legend = &["direct", "mixed", "indirect"];
        section(&mut out, "Quotation types over time", legend, &svg::columns("Quotation types over time", &kinds_over(corpus)));
    }
    names(&mut out, "Publishers", &corpus.publishers, QUOTED);
    names(&mut out, "Cited outlets", &corpus.cited, &[]);
    let edges = corpus.strongest();
    if !edges.is_empty() {
        let shown = edges.get(..EDGES.min(edges.len())).unwrap_or_default();
        section(
            &mut out,
            "Which outlet cites which",
            &["left cites right; width: claims"],
            &svg::net("Which outlet cites which", shown),
        );
    }
    let _ = write!(
        out,
        "</main>\n<footer><p class=\"soft\">Words are those of the claims. Claims without a review are suggestions of the engine, \
         which makes mistakes. Made with saidby {}.</p></footer>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    );
    out
}

const QUOTED: &[&str] = &["quoted", "paraphrased"];

fn summary(corpus: &Corpus) -> String {
    let mut text = format!("{}, {}", counted(corpus.all.claims(), "claim"), counted(corpus.all.words(), "word"));
    let span: Vec<&str> = corpus.days.by_name().map(|(day, _)| day).collect();
    if let [first, .., last] = span.as_slice() {
        text += &format!(", {first} to {last}");
    }
    for (count, what) in [(corpus.failed, "could not be read"), (corpus.other_language, "in other languages")] {
        if count > 0 {
            text += &format!("; {} {what}", counted(count, "article"));
        }
    }
    if corpus.is_approximate() {
        text += "; figures of rare names are too low";
    }
    text
}

fn section(out: &mut String, title: &str, legend: &[&str], picture: &str) {
    let _ = writeln!(out, "<section>\n<h2>{}</h2>", escaped(title));
    if !legend.is_empty() {
        let _ = write!(out, "<p class=\"legend\">");
        for (part, name) in legend.iter().enumerate() {
            let key = if legend.len() > 1 { format!("<span class=\"key k{part}\"></span>") } else { String::new() };
            let _ = write!(out, "<span>{key}{}</span> ", escaped(name));
        }
        let _ = writeln!(out, "</p>");
    }
    let _ = writeln!(out, "{picture}</section>");
}

fn names(out: &mut String, title: &str, names: &Named, legend: &[&str]) {
    let ranked = names.by_weight();
    if ranked.is_empty() {
        return;
    }
    let row = |(name, counts): &(&str, &Counts)| Row {
        name: (*name).to_owned(),
        parts: if counts.words() > 0 { vec![counts.quoted(), counts.paraphrased()] } else { vec![counts.claims()] },
        value: match counts.words() {
            0 => counted(counts.claims(), "claim"),
            words => format!("{}, {}", counted(words, "word"), counted(counts.claims(), "claim")),
        },
    };
    let rows: Vec<Row> = ranked.iter().take(LONGEST).map(row).collect();
    let more = ranked.len().saturating_sub(LONGEST);
    let title = if more > 0 { format!("{title} (the first {LONGEST} of {})", number(ranked.len())) } else { title.to_owned() };
    section(out, &title, legend, &svg::bars(&title, &rows, 0));
}

fn over_time(corpus: &Corpus, parts: impl Fn(&Counts) -> Vec<usize>) -> Vec<(String, Vec<usize>)> {
    let length = if corpus.days.len() > DAYS { 7 } else { 10 };
    let mut sums: BTreeMap<String, Counts> = BTreeMap::new();
    for (day, counts) in corpus.days.by_name() {
        *sums.entry(day.chars().take(length).collect()).or_default() += *counts;
    }
    sums.iter().map(|(day, counts)| (day.clone(), parts(counts))).collect()
}

fn days(corpus: &Corpus) -> Vec<(String, Vec<usize>)> {
    over_time(corpus, |counts| vec![counts.named.claims, counts.anonymous.claims, counts.unattributed.claims])
}

fn kinds_over(corpus: &Corpus) -> Vec<(String, Vec<usize>)> {
    over_time(corpus, |counts| vec![counts.direct, counts.mixed, counts.indirect])
}

/// So many of something, in groups of three digits: "1 claim", "1,204 claims".
fn counted(count: usize, what: &str) -> String {
    format!("{} {what}{}", number(count), if count == 1 { "" } else { "s" })
}

fn number(count: usize) -> String {
    thousands(count as u64)
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "0%".to_owned() } else { format!("{:.0}%", 100.0 * part as f64 / whole as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_whole_without_anything_from_elsewhere() {
        let text = "[“The hull is cracked,”] <Ana> {said}, ‹The Herald› wrote.\n<Ana> {said} [it was “a big mess” there].\n";
        let session = crate::review::tests::session(text);
        let mut corpus = Corpus::of(&session, Some("Port <Vell> Star"), Some("2026-11-27"));
        corpus += &Corpus::of(&session, Some("Port <Vell> Star"), Some("2026-11-28"));
        let rules = Findings { warnings: 3, ..Findings::default() };
        let page = page(&corpus, rules);
        for part in [
            "<h2>Speakers</h2>",
            "Ana",
            "Port &lt;Vell&gt; Star cites The Herald: 2",
            "2026-11-27 to 2026-11-28",
            "<title>Warnings: 3 findings</title>",
            "prefers-color-scheme: dark",
            "@media print",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        for part in ["<script", "src=", "href=", "url(", "@import", "<Vell>"] {
            assert!(!page.contains(part), "{part}");
        }
        assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
        assert!(super::page(&Corpus::default(), Findings::default()).contains("Who is quoted in 0 articles"));
    }
}
