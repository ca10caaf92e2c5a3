//! The logs of a claim tell descent: whoever has our entry knew of it; whoever has not decided without it.

use crate::review::state::decision::LogEntry;
use crate::review::state::rival::Side;

/// Whether two entries are the same step. What came before it may differ: a merge puts steps of others between.
fn same_step(a: &LogEntry, b: &LogEntry) -> bool {
    (a.to, &a.stamp, &a.was) == (b.to, &b.stamp, &b.was)
}

/// Those of `steps` that are not in `log`; a step that was taken twice must be there twice.
pub(in crate::review) fn missing_in<'a>(steps: &'a [LogEntry], log: &[LogEntry]) -> Vec<&'a LogEntry> {
    let mut left: Vec<&LogEntry> = log.iter().collect();
    let mut missing = Vec::new();
    for step in steps {
        match left.iter().position(|other| same_step(step, other)) {
            Some(at) => {
                left.remove(at);
            }
            None => missing.push(step),
        }
    }
    missing
}

/// Whether all steps of `part` are in `log`.
pub(in crate::review) fn contains(log: &[LogEntry], part: &[LogEntry]) -> bool {
    part.len() <= log.len() && missing_in(part, log).is_empty()
}

/// Whether the two logs have a step in common.
pub(in crate::review) fn share_a_step(a: &[LogEntry], b: &[LogEntry]) -> bool {
    a.iter().any(|step| b.iter().any(|other| same_step(step, other)))
}

/// Whether `side` was made by somebody who knew of `other`: its log has all of theirs, the last word included.
pub(in crate::review) fn knows(side: &Side, other: &Side) -> bool {
    let last_word = other
        .decided
        .as_ref()
        .is_none_or(|stamp| side.decided.as_ref() == Some(stamp) || side.log.iter().any(|entry| entry.stamp == **stamp));
    last_word && contains(&side.log, &other.log)
}

/// Both logs as one, for a claim that keeps the decision at the end of `last`: what both begin with, what only
/// `first` has, what only `last` has. Each step begins where the one before ended.
pub(in crate::review) fn joined(first: &[LogEntry], last: &[LogEntry]) -> Vec<LogEntry> {
    chained(first, last, |_, _| true)
}

/// The same for two that end with the same decision: steps by time, those of one side in their order.
pub(in crate::review) fn agreed(ours: &[LogEntry], theirs: &[LogEntry]) -> Vec<LogEntry> {
    chained(ours, theirs, |a, b| (&a.stamp.at, &a.stamp.by) <= (&b.stamp.at, &b.stamp.by))
}

/// `takes_first`: whether the next step of the first log comes before the next of the second.
fn chained(first: &[LogEntry], second: &[LogEntry], takes_first: impl Fn(&LogEntry, &LogEntry) -> bool) -> Vec<LogEntry> {
    let common = first.iter().zip(second).take_while(|(a, b)| same_step(a, b)).count();
    let (before, rest) = second.split_at(common);
    let mut own = missing_in(first.get(common..).unwrap_or_default(), rest).into_iter().peekable();
    let mut others = rest.iter().peekable();
    let mut log = before.to_vec();
    loop {
        let next = match (own.peek(), others.peek()) {
            (Some(a), Some(b)) if takes_first(a, b) => own.next(),
            (Some(_), None) => own.next(),
            _ => others.next(),
        };
        let Some(next) = next else { break };
        let from = log.last().map_or(next.from, |last| last.to);
        log.push(LogEntry { from, ..next.clone() });
    }
    log
}
