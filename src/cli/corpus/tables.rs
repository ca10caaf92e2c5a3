//! Figures over a corpus as tables for people, as JSON and as CSV.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::analysis::Voice;
use crate::analysis::corpus::{Corpus, Counts, Named};
use crate::cli::charts::{self, Bar, Chart, Pen};
use crate::cli::houses;
use crate::cli::output::{self, counted, percent};
use crate::interchange::csv;
use crate::interchange::json::write_value;
use crate::lint::Counts as Findings;
use crate::text::visible::{Breaks, visible};

/// Bars of a chart, at most.
const LONGEST: usize = 15;

fn in_articles(counts: &Counts) -> String {
    format!("{} in {}", counted(counts.claims(), "claim"), counted(counts.articles, "article"))
}

/// Tables and charts for people.
pub fn table(out: &mut dyn Write, corpus: &Corpus, rules: Findings) -> io::Result<()> {
    for (name, count) in [
        ("articles", corpus.read),
        ("  not read", corpus.failed),
        ("  other languages", corpus.other_language),
        ("claims", corpus.all.claims()),
        ("words", corpus.all.words()),
        ("speakers", corpus.speakers.len()),
        ("days", corpus.days.len()),
    ] {
        writeln!(out, "{name:<20} {count:>9}")?;
    }
    for (name, count) in houses::rows(rules) {
        writeln!(out, "{name:<20} {count:>9}")?;
    }
    let pen = Pen { columns: output::columns(), colours: output::colours(), unicode: charts::unicode() };
    let all = &corpus.all;
    let by_words = |name: &str, voice: &Voice| Bar {
        name: name.to_owned(),
        parts: vec![voice.quoted, voice.paraphrased],
        value: format!(
            "{:>4} {}, {}",
            percent(voice.words(), all.words()),
            counted(voice.words(), "word"),
            counted(voice.claims, "claim")
        ),
    };
    let attribution = vec![
        by_words("named speakers", &all.named),
        by_words("anonymous speakers", &all.anonymous),
        by_words("unattributed", &all.unattributed),
    ];
    let legend = || vec!["quoted", "paraphrased"];
    pen.write(out, &Chart { title: "Named and anonymous".into(), legend: legend(), bars: attribution, full: all.words() })?;
    let kinds = [("direct", all.direct), ("mixed", all.mixed), ("indirect", all.indirect)];
    let kind = |(name, count): (&str, usize)| Bar {
        name: name.to_owned(),
        parts: vec![count],
        value: format!("{:>4} {}", percent(count, all.claims()), counted(count, "claim")),
    };
    let bars = kinds.into_iter().map(kind).collect();
    pen.write(out, &Chart { title: "Quotation types".into(), bars, full: all.claims(), ..Chart::default() })?;
    let names = |title: &str, names: &Named| {
        let ranked = names.by_weight();
        let bar = |(name, counts): &(&str, &Counts)| Bar {
            name: (*name).to_owned(),
            parts: if counts.words() > 0 { vec![counts.quoted(), counts.paraphrased()] } else { vec![counts.claims()] },
            value: match counts.words() {
                0 => in_articles(counts),
                words => format!("{}, {}", counted(words, "word"), in_articles(counts)),
            },
        };
        let mut bars: Vec<Bar> = ranked.iter().take(LONGEST).map(bar).collect();
        if ranked.len() > LONGEST {
            bars.push(Bar { name: format!("and {} more", ranked.len() - LONGEST), ..Bar::default() });
        }
        Chart { title: format!("{title} ({})", ranked.len()), legend: Vec::new(), bars, full: 0 }
    };
    pen.write(out, &Chart { legend: legend(), ..names("Speakers", &corpus.speakers) })?;
    pen.write(out, &names("Cited outlets", &corpus.cited))?;
    pen.write(out, &Chart { legend: legend(), ..names("Publishers", &corpus.publishers) })?;
    let days: Vec<(&str, &Counts)> = corpus.days.by_name().collect();
    let bar = |(day, counts): &(&str, &Counts)| Bar {
        name: (*day).to_owned(),
        parts: vec![counts.quoted(), counts.paraphrased()],
        value: format!("{}, {}", counted(counts.words(), "word"), in_articles(counts)),
    };
    let last = days.len().saturating_sub(LONGEST);
    let title = if last > 0 { format!("Days (the last {LONGEST} of {})", days.len()) } else { "Days".to_owned() };
    let bars = days.get(last..).unwrap_or_default().iter().map(bar).collect();
    pen.write(out, &Chart { title, legend: legend(), bars, full: 0 })
}

fn counts_of(counts: &Counts) -> Value {
    let voice =
        |voice: &Voice| json!({"claims": voice.claims, "words_quoted": voice.quoted, "words_paraphrased": voice.paraphrased});
    json!({
        "articles": counts.articles,
        "claims": counts.claims(),
        "words_quoted": counts.quoted(),
        "words_paraphrased": counts.paraphrased(),
        "named": voice(&counts.named),
        "anonymous": voice(&counts.anonymous),
        "unattributed": voice(&counts.unattributed),
        "direct": counts.direct,
        "mixed": counts.mixed,
        "indirect": counts.indirect,
    })
}

/// One object.
pub fn json(out: &mut dyn Write, corpus: &Corpus, rules: Findings) -> io::Result<()> {
    let brief = |(name, counts): (&str, &Counts)| {
        json!({"name": name, "articles": counts.articles, "claims": counts.claims(),
            "words_quoted": counts.quoted(), "words_paraphrased": counts.paraphrased(),
            "anonymous": counts.anonymous.claims > 0})
    };
    let whole = |key: &str, (name, counts): (&str, &Counts)| {
        let mut value = counts_of(counts);
        value[key] = name.into();
        value
    };
    let edge = |(from, to, claims): (&str, &str, usize)| json!({"from": from, "to": to, "claims": claims});
    let object = json!({
        "schema": saidby_records::SCHEMA,
        "articles": corpus.read,
        "failed": corpus.failed,
        "other_language": corpus.other_language,
        "undated": corpus.undated,
        "approximate": corpus.is_approximate(),
        "house_rules": houses::object(rules),
        "all": counts_of(&corpus.all),
        "speakers": corpus.speakers.by_weight().into_iter().map(brief).collect::<Vec<_>>(),
        "cited": corpus.cited.by_weight().into_iter()
            .map(|(name, counts)| json!({"name": name, "articles": counts.articles, "claims": counts.claims()}))
            .collect::<Vec<_>>(),
        "publishers": corpus.publishers.by_weight().into_iter().map(|row| whole("name", row)).collect::<Vec<_>>(),
        "days": corpus.days.by_name().map(|row| whole("day", row)).collect::<Vec<_>>(),
        "cites": corpus.strongest().into_iter().map(edge).collect::<Vec<_>>(),
    });
    write_value(out, &object)
}

/// One table: a row for the whole, each level of the house rules, speaker, cited outlet, publisher, day, and each pair of
/// outlets.
pub fn csv(out: &mut dyn Write, corpus: &Corpus, rules: Findings) -> io::Result<()> {
    writeln!(
        out,
        "group,name,cites,articles,claims,words_quoted,words_paraphrased,named,anonymous,unattributed,direct,mixed,indirect,findings"
    )?;
    let row = |out: &mut dyn Write, group: &str, name: &str, counts: &Counts, findings: &str| {
        writeln!(
            out,
            "{group},{},,{},{},{},{},{},{},{},{},{},{},{findings}",
            cell(name),
            counts.articles,
            counts.claims(),
            counts.quoted(),
            counts.paraphrased(),
            counts.named.claims,
            counts.anonymous.claims,
            counts.unattributed.claims,
            counts.direct,
            counts.mixed,
            counts.indirect
        )
    };
    row(out, "all", "", &corpus.all, &rules.total().to_string())?;
    for (level, count) in rules.named() {
        writeln!(out, "house rules,{level},,,,,,,,,,,,{count}")?;
    }
    for (name, counts) in corpus.speakers.by_weight() {
        let (quoted, said) = (counts.quoted(), counts.paraphrased());
        let (named, anonymous) = (counts.named.claims, counts.anonymous.claims);
        writeln!(
            out,
            "speaker,{},,{},{},{quoted},{said},{named},{anonymous},,,,,",
            cell(name),
            counts.articles,
            counts.claims()
        )?;
    }
    for (name, counts) in corpus.cited.by_weight() {
        writeln!(out, "cited,{},,{},{},,,,,,,,,", cell(name), counts.articles, counts.claims())?;
    }
    for (name, counts) in corpus.publishers.by_weight() {
        row(out, "publisher", name, counts, "")?;
    }
    for (day, counts) in corpus.days.by_name() {
        row(out, "day", day, counts, "")?;
    }
    for (from, to, claims) in corpus.strongest() {
        writeln!(out, "cites,{},{},,{claims},,,,,,,,,", cell(from), cell(to))?;
    }
    Ok(())
}

/// A name as a cell, with what a terminal would obey made visible.
fn cell(text: &str) -> String {
    csv::quoted(&visible(text, Breaks::Mark), csv::Separator::Comma)
}
