//! `saidby stats`: decisions, speakers and outlets, and how often the engine was right.

use std::io::Write;

use super::arguments::{Common, Stats};
use super::{Outcome, output, subjects};
use crate::analysis::Statistics;
use crate::text::visible::{Breaks, visible};

/// Names that a list shows at most.
const LONGEST_LIST: usize = 20;

/// Runs the command.
pub fn run(arguments: &Stats, common: &Common) -> anyhow::Result<Outcome> {
    let (subjects, mut trouble) = subjects::of(&arguments.paths, common);
    let mut sum = Statistics::default();
    for subject in &subjects {
        match subjects::open(subject) {
            Ok(session) => sum += &Statistics::of(&session),
            Err(message) => {
                output::complain(&message);
                trouble = true;
            }
        }
    }
    let mut out = output::data();
    write(&mut out, &sum)?;
    out.flush()?;
    Ok(Outcome::of(trouble))
}

fn write(out: &mut dyn Write, sum: &Statistics) -> std::io::Result<()> {
    let counts = [
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
    ];
    for (name, count) in counts {
        writeln!(out, "{name:<20} {count:>6}")?;
    }
    if sum.judged() + sum.added > 0 {
        writeln!(out, "\nthe engine, by what was decided")?;
        for (name, share) in sum.engine.shares() {
            if let Some(percent) = share.percent() {
                writeln!(out, "{name:<26} {percent:>4.0}%  ({} of {})", share.part, share.whole)?;
            }
        }
    }
    for (title, counts) in [("speakers", &sum.speakers), ("outlets", &sum.outlets)] {
        let ranked = Statistics::ranked(counts);
        if ranked.is_empty() {
            continue;
        }
        writeln!(out, "\n{title} ({}), by claims", ranked.len())?;
        for (name, count) in ranked.iter().take(LONGEST_LIST) {
            writeln!(out, "{count:>6}  {}", visible(name, Breaks::Mark))?;
        }
        if ranked.len() > LONGEST_LIST {
            writeln!(out, "        and {} more", ranked.len() - LONGEST_LIST)?;
        }
    }
    Ok(())
}
