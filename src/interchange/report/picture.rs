//! One picture of the article: who speaks how much, and through which outlets the words came. Every line is a claim,
//! as broad as its words are many, and leads to it.

use std::fmt::Write as _;

use super::escape::escaped;
use super::{ReportRow, one_line};
use crate::interchange::svg::fitted;
use crate::text::visible::fit;

/// The width of the drawing.
const WIDTH: f64 = 720.0;
/// Where the speakers' bars are, and those of the ways that the words took.
const COLUMNS: [f64; 2] = [212.0, 496.0];
/// The width of a bar.
const BAR: f64 = 8.0;
/// The height that all words share, and the most that one of them takes.
const HEIGHT: f64 = 260.0;
const WORD: f64 = 3.0;
/// The least height of a line, and the height that a label needs.
const LINE: (f64, f64) = (1.5, 17.0);
/// Space between two bars.
const GAP: f64 = 8.0;
/// Bars of a column; what is beyond shares the last.
const BARS: usize = 12;
/// Columns that a label takes.
const LABEL: usize = 26;
/// The size of its font, as the style sheet has it.
const FONT: f64 = 13.0;

/// A bar of one column: what it stands for, its claims (by index), and their words.
struct Bar {
    name: String,
    claims: Vec<usize>,
    words: usize,
    top: f64,
}

/// The picture with a sentence that says its most telling figures; empty without a claim. `colour`: the class of a
/// row's speaker.
pub(super) fn picture(rows: &[ReportRow<'_>], text: &str, colour: &dyn Fn(&ReportRow<'_>) -> String) -> String {
    let words: Vec<usize> = rows.iter().map(|row| row.words(text).split_whitespace().count().max(1)).collect();
    let total: usize = words.iter().sum();
    if total == 0 {
        return String::new();
    }
    let speakers = bars(rows.iter().map(|row| row.speaker_name()), &words, "other speakers");
    let ways = bars(rows.iter().map(way), &words, "other ways");
    let scale = (HEIGHT / total as f64).min(WORD);
    let broad = |claim: usize| words.get(claim).map_or(LINE.0, |words| (*words as f64 * scale).max(LINE.0));
    let (speakers, left) = placed(speakers, &broad);
    let (ways, right) = placed(ways, &broad);
    let height = left.max(right) + 26.0;
    let mut out = String::from("<section aria-labelledby=\"picture\">\n<h2 id=\"picture\">Who speaks, and through whom</h2>\n");
    let _ = writeln!(out, "<p class=\"legend\">{}</p>", escaped(&sentence(&speakers, &ways, total)));
    let _ = write!(
        out,
        "<div class=\"picture\">\n<svg viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"group\" aria-label=\"Speakers on the left, \
         the ways their words took on the right; every line is a claim\">\n\
         <text class=\"head\" x=\"{:.0}\" y=\"12\" text-anchor=\"end\">speaker</text>\
         <text class=\"head\" x=\"{:.0}\" y=\"12\">came to this article</text>\n",
        COLUMNS[0] - 6.0,
        COLUMNS[1] + BAR + 6.0,
    );
    // Where each claim's line begins and ends.
    let mut starts = vec![0.0; rows.len()];
    let mut ends = vec![0.0; rows.len()];
    for (column, tops) in [(&speakers, &mut starts), (&ways, &mut ends)] {
        for bar in column {
            let mut at = bar.top;
            for claim in &bar.claims {
                if let Some(slot) = tops.get_mut(*claim) {
                    *slot = at;
                }
                at += broad(*claim);
            }
        }
    }
    for (claim, row) in rows.iter().enumerate() {
        let (from, to) = (starts.get(claim).copied().unwrap_or_default(), ends.get(claim).copied().unwrap_or_default());
        let half = broad(claim) / 2.0;
        let (x, end) = (COLUMNS[0] + BAR, COLUMNS[1]);
        let middle = f64::midpoint(x, end);
        let told = format!("Claim {}, {}: {}", row.number, row.speaker_name(), fit(&row.words(text), 120));
        let _ = writeln!(
            out,
            "<a href=\"#claim-{}\"><path class=\"flow {}\" stroke-width=\"{:.1}\" d=\"M{x:.0} {:.1}C{middle:.0} {:.1} {middle:.0} {:.1} {end:.0} {:.1}\"><title>{}</title></path></a>",
            row.number,
            colour(row),
            half * 2.0,
            from + half,
            from + half,
            to + half,
            to + half,
            escaped(&told),
        );
    }
    for (column, x, label, anchor) in
        [(&speakers, COLUMNS[0], COLUMNS[0] - 6.0, " text-anchor=\"end\""), (&ways, COLUMNS[1], COLUMNS[1] + BAR + 6.0, "")]
    {
        for bar in column {
            let tall: f64 = bar.claims.iter().map(|claim| broad(*claim)).sum();
            let share = percent(bar.words, total);
            let room = if anchor.is_empty() { WIDTH - label } else { label } - 4.0;
            let _ = writeln!(
                out,
                "<rect class=\"node\" x=\"{x:.0}\" y=\"{:.1}\" width=\"{BAR}\" height=\"{tall:.1}\"></rect>\
                 <text x=\"{label:.0}\" y=\"{:.1}\"{anchor}{}>{} <tspan class=\"share\">{share}</tspan></text>",
                bar.top,
                bar.top + (tall / 2.0).max(6.0) + 4.5,
                fitted(&format!("{} {share}", fit(&bar.name, LABEL)), FONT, room),
                escaped(&fit(&bar.name, LABEL)),
            );
        }
    }
    out.push_str("</svg>\n</div>\n</section>\n");
    out
}

/// How the words of a claim came to the article.
fn way(row: &ReportRow<'_>) -> String {
    let own = |name: &str| row.speaker.is_some_and(|speaker| speaker.name == name);
    let chain: Vec<String> = row.via.iter().filter(|outlet| !own(&outlet.name)).map(|outlet| one_line(&outlet.name)).collect();
    match (chain.is_empty(), row.via.is_empty()) {
        (true, true) => "directly".to_owned(),
        // The outlet itself is the source.
        (true, false) => "from the outlet itself".to_owned(),
        (false, _) => format!("through {}", chain.join(" ← ")),
    }
}

/// The bars of a column, the one with most words first.
fn bars(names: impl Iterator<Item = String>, words: &[usize], others: &str) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    for (claim, (name, words)) in names.zip(words).enumerate() {
        match bars.iter_mut().find(|bar| bar.name == name) {
            Some(bar) => {
                bar.claims.push(claim);
                bar.words += words;
            }
            None => bars.push(Bar { name, claims: vec![claim], words: *words, top: 0.0 }),
        }
    }
    bars.sort_by_key(|bar| std::cmp::Reverse(bar.words));
    if bars.len() > BARS {
        let rest = bars.split_off(BARS - 1);
        let name = format!("{} {others}", rest.len());
        let words = rest.iter().map(|bar| bar.words).sum();
        bars.push(Bar { name, claims: rest.into_iter().flat_map(|bar| bar.claims).collect(), words, top: 0.0 });
    }
    bars
}

/// The bars with their places, and where the last one ends.
fn placed(mut bars: Vec<Bar>, broad: &dyn Fn(usize) -> f64) -> (Vec<Bar>, f64) {
    let mut top = 22.0;
    for bar in &mut bars {
        bar.top = top;
        let tall: f64 = bar.claims.iter().map(|claim| broad(*claim)).sum();
        top += tall.max(LINE.1) + GAP;
    }
    (bars, top)
}

/// The figures that matter most: who speaks most, and what came through others.
fn sentence(speakers: &[Bar], ways: &[Bar], total: usize) -> String {
    let mut told = String::new();
    if let Some(first) = speakers.first() {
        let _ = write!(told, "{}: {} of all attributed words.", first.name, percent(first.words, total));
    }
    let through: Vec<&Bar> = ways.iter().filter(|bar| bar.name != "directly").collect();
    let heard: usize = through.iter().map(|bar| bar.words).sum();
    match through.first() {
        Some(first) => {
            let _ = write!(
                told,
                " {} were reported through other outlets, most {} ({}).",
                percent(heard, total),
                first.name,
                percent(first.words, total)
            );
        }
        None => told.push_str(" No claim was reported through another outlet."),
    }
    told + " Each line is a claim; its width is its number of words."
}

fn percent(part: usize, total: usize) -> String {
    format!("{:.0}%", 100.0 * part as f64 / total as f64)
}
