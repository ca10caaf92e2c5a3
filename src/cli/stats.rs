//! `saidby stats`: decisions, speakers and outlets, and how often the engine was right.

use std::io::{self, Write};
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::arguments::{Common, Stats, StatsFormat};
use super::charts::{self, Bar, Chart, Pen};
use super::houses::{self, Houses};
use super::output::{counted, percent};
use super::subjects::{Named, Subject, Target};
use super::{Outcome, corpus, output, subjects};
use crate::analysis::{Share, Statistics, Voice};
use crate::interchange::json::write_value;
use crate::lint::{Counts, House, Index, Unreviewed, lint_indexed};

/// Bars that a chart of names has at most.
const LONGEST_LIST: usize = 12;

/// What the reviews of an article come to, or of several.
#[derive(Default)]
struct Sum {
    /// Articles with a review that could be read, however many each has.
    articles: usize,
    /// Of all reviews.
    statistics: Statistics,
    /// Findings of the house rules; what several reviews of an article give cause for is one.
    rules: Counts,
    /// What could not be read.
    failed: Vec<String>,
}

impl Sum {
    /// Of the reviews of one article.
    fn of(subjects: &[Subject], house: Option<&Arc<House>>) -> Self {
        let mut sum = Self::default();
        let mut sessions = Vec::new();
        for subject in subjects {
            match subjects::open(subject) {
                Ok(session) => {
                    let scan = session.article().scan();
                    sum.statistics += &Statistics::of_some(&session, &scan, |_| true);
                    let index = house.map(|_| Arc::new(Index::of_all(session.article(), scan)));
                    sessions.push((session, index));
                }
                Err(message) => sum.failed.push(message),
            }
        }
        sum.articles = usize::from(!sessions.is_empty());
        let reviews = sessions.iter().map(|(session, index)| (session, index.clone())).collect();
        sum.rules = house.map(|house| lint_indexed(reviews, house, Unreviewed::Skip)).iter().flatten().collect();
        sum
    }
}

/// Runs the command.
pub fn run(arguments: &Stats, common: &Common) -> anyhow::Result<Outcome> {
    // Of a corpus, decisions are not the question.
    if arguments.suggestions || matches!(arguments.format, StatsFormat::Csv | StatsFormat::Html) {
        return corpus::run(arguments, common);
    }
    let (subjects, mut trouble) = subjects::of(&arguments.paths, common);
    let articles = subjects::by_article(subjects.into_iter().map(Named::Subject).map(Ok));
    let reviewed = |target| if let Ok(Target::Reviewed(subjects)) = target { Some(subjects) } else { None };
    let articles: Vec<Vec<Subject>> = articles.into_iter().filter_map(reviewed).collect();
    let mut houses = Houses::new();
    let mut sum = Sum::default();
    for batch in articles.chunks(subjects::BATCH) {
        let house = |subjects: &Vec<Subject>| subjects.first().and_then(|subject| houses.or_complain(&subject.article));
        let rules: Vec<Option<Arc<House>>> = batch.iter().map(house).collect();
        for part in batch.par_iter().zip(&rules).map(|(subjects, house)| Sum::of(subjects, house.as_ref())).collect::<Vec<_>>() {
            trouble |= !part.failed.is_empty();
            part.failed.iter().for_each(|message| output::complain(message));
            sum.articles += part.articles;
            sum.statistics += &part.statistics;
            sum.rules += part.rules;
        }
    }
    let Sum { articles, statistics: sum, rules, .. } = sum;
    let mut out = output::data();
    match arguments.format {
        StatsFormat::Json => write_value(&mut out, &object(articles, &sum, rules))?,
        _ => {
            counts(&mut out, &[("articles", articles)])?;
            counts(&mut out, &figures(&sum))?;
            counts(&mut out, &houses::rows(rules))?;
            let pen = Pen { columns: output::columns(), colours: output::colours(), unicode: charts::unicode() };
            for chart in [voices(&sum), speakers(&sum), outlets(&sum), directness(&sum), fields(&sum), certainty(&sum)] {
                pen.write(&mut out, &chart)?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::of(trouble))
}

/// The counts with their names, in the order in which they are shown.
fn figures(sum: &Statistics) -> [(&'static str, usize); 13] {
    [
        ("sidecars", sum.reviews),
        ("  done", sum.done),
        ("claims", sum.claims),
        ("  confirmed", sum.confirmed),
        ("  corrected", sum.corrected),
        ("  rejected", sum.rejected),
        ("  added", sum.added),
        ("  unreviewed", sum.unreviewed()),
        ("flagged", sum.flagged),
        ("direct", sum.direct),
        ("mixed", sum.mixed),
        ("indirect", sum.indirect),
        ("of unnamed speakers", sum.anonymous),
    ]
}

fn counts(out: &mut dyn Write, figures: &[(&str, usize)]) -> io::Result<()> {
    figures.iter().try_for_each(|(name, count)| writeln!(out, "{name:<20} {count:>6}"))
}

/// How much is said by name, by people without one, and by nobody.
pub fn voices(sum: &Statistics) -> Chart {
    let voices = sum.voices();
    let all: usize = voices.iter().map(|(_, voice)| voice.words()).sum();
    let bar = |(name, voice): &(&str, Voice)| Bar {
        name: if *name == "nobody" { "unattributed".to_owned() } else { format!("{name} speakers") },
        parts: vec![voice.quoted, voice.paraphrased],
        value: format!(
            "{:>4} {}, {}",
            percent(voice.words(), all),
            counted(voice.words(), "word"),
            counted(voice.claims, "claim")
        ),
    };
    let bars = voices.iter().filter(|(_, voice)| voice.claims > 0).map(bar).collect();
    Chart { title: "Named and anonymous speakers".to_owned(), legend: vec!["quoted", "paraphrased"], bars, full: all }
}

/// Who speaks how much.
pub fn speakers(sum: &Statistics) -> Chart {
    let loudest = sum.loudest();
    let bar = |(name, voice): &(&str, Voice)| Bar {
        name: (*name).to_owned(),
        parts: vec![voice.quoted, voice.paraphrased],
        value: format!("{}, {}", counted(voice.words(), "word"), counted(voice.claims, "claim")),
    };
    let mut bars: Vec<Bar> = loudest.iter().take(LONGEST_LIST).map(bar).collect();
    bars.extend(rest(loudest.len()));
    Chart { title: format!("Speakers ({})", loudest.len()), legend: vec!["quoted", "paraphrased"], bars, full: 0 }
}

/// Which outlets carry the article.
fn outlets(sum: &Statistics) -> Chart {
    let ranked = Statistics::ranked(&sum.outlets);
    let bar = |name: &str, count: usize| Bar { name: name.to_owned(), parts: vec![count], value: counted(count, "claim") };
    let mut bars: Vec<Bar> = ranked.iter().take(LONGEST_LIST).map(|(name, count)| bar(name, *count)).collect();
    bars.extend(rest(ranked.len()));
    if sum.heard > 0 {
        bars.push(bar("no other outlet", sum.heard));
    }
    Chart { title: format!("Outlets ({})", ranked.len()), bars, ..Chart::default() }
}

fn rest(total: usize) -> Option<Bar> {
    (total > LONGEST_LIST).then(|| Bar { name: format!("and {} more", total - LONGEST_LIST), ..Bar::default() })
}

/// Direct against indirect.
pub fn directness(sum: &Statistics) -> Chart {
    let all = sum.direct + sum.mixed + sum.indirect;
    let bar = |name: &str, count: usize| Bar {
        name: name.to_owned(),
        parts: vec![count],
        value: format!("{:>4} {}", percent(count, all), counted(count, "claim")),
    };
    let bars = vec![bar("direct", sum.direct), bar("mixed", sum.mixed), bar("indirect", sum.indirect)];
    Chart { title: "Quotation types".to_owned(), bars: if all > 0 { bars } else { Vec::new() }, full: all, ..Chart::default() }
}

/// How often the engine was right, field by field.
fn fields(sum: &Statistics) -> Chart {
    let bar = |(name, share): (&str, Share)| {
        let percent = share.percent()?;
        let value = format!("{percent:>3.0}%  ({} of {})", share.part, share.whole);
        Some(Bar { name: name.to_owned(), parts: vec![(percent * 10.0) as usize], value })
    };
    let bars = sum.engine.shares().into_iter().filter_map(bar).collect();
    Chart { title: "Engine accuracy on reviewed claims".to_owned(), bars, full: 1000, ..Chart::default() }
}

/// What became of its suggestions, by how sure it was.
fn certainty(sum: &Statistics) -> Chart {
    let worst = sum.engine.worst();
    let rows = sum.engine.by_score.iter().enumerate().rev().filter(|(_, judged)| judged.total() > 0);
    let bar = |(index, judged): (usize, &crate::analysis::Judged)| Bar {
        name: format!("{:.1} to {:.1}", index as f64 / 10.0, (index + 1) as f64 / 10.0),
        parts: vec![judged.confirmed, judged.corrected, judged.rejected],
        value: format!(
            "{:>4} right of {}{}",
            percent(judged.confirmed, judged.total()),
            judged.total(),
            if worst == Some(index) { "  (worst)" } else { "" }
        ),
    };
    let legend = vec!["confirmed", "corrected", "rejected"];
    Chart { title: "By confidence".to_owned(), legend, bars: rows.map(bar).collect(), full: 0 }
}

fn object(articles: usize, sum: &Statistics, rules: Counts) -> Value {
    let mut object = Map::new();
    object.insert("house_rules".into(), houses::object(rules));
    object.insert("articles".into(), articles.into());
    for (name, count) in figures(sum) {
        object.insert(name.trim().replace(' ', "_"), count.into());
    }
    let voice =
        |voice: &Voice| json!({"claims": voice.claims, "words_quoted": voice.quoted, "words_paraphrased": voice.paraphrased});
    let named = |(name, who): &(&str, Voice)| {
        let mut value = voice(who);
        value["name"] = (*name).into();
        value["anonymous"] = who.anonymous.into();
        value
    };
    let [known, unnamed, nobody] = sum.voices();
    object.insert("voices".into(), json!({"named": voice(&known.1), "unnamed": voice(&unnamed.1), "nobody": voice(&nobody.1)}));
    object.insert("speakers".into(), sum.loudest().iter().map(named).collect());
    let outlet = |(name, count): &(&str, usize)| json!({"name": name, "claims": count});
    object.insert("outlets".into(), Statistics::ranked(&sum.outlets).iter().map(outlet).collect());
    object.insert("no_other_outlet".into(), sum.heard.into());
    let share = |(name, share): (&str, Share)| (name.replace(' ', "_"), json!({"right": share.part, "of": share.whole}));
    object.insert("engine".into(), Value::Object(sum.engine.shares().into_iter().map(share).collect()));
    let tenth = |(index, judged): (usize, &crate::analysis::Judged)| {
        json!({
            "from": index as f64 / 10.0,
            "confirmed": judged.confirmed,
            "corrected": judged.corrected,
            "rejected": judged.rejected,
        })
    };
    object.insert("by_score".into(), sum.engine.by_score.iter().enumerate().map(tenth).collect());
    Value::Object(object)
}
