//! Options of `saidby extract` that belong to records.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::ValueHint;
use clap::{Args, ValueEnum};

use saidby_records::arrow::Rows;

use super::progress::When;
use crate::text::Unit;

/// What the inputs of `saidby extract` hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RecordFormat {
    /// One JSON object per line, one per article: {"id": ..., "text": "..."}
    Jsonl,
}

/// What offsets count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Offsets {
    /// Unicode code points, as Python counts
    #[default]
    Codepoints,
    /// UTF-16 code units, as Java and JavaScript count
    Utf16,
    /// Bytes of UTF-8, as Rust and Go count
    Bytes,
}

impl Offsets {
    /// The unit.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Codepoints => Unit::CodePoint,
            Self::Utf16 => Unit::Utf16,
            Self::Bytes => Unit::Byte,
        }
    }
}

/// What a row of Arrow is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ArrowRows {
    /// One row per article, with its claims as a list; records that could not be read have a row, too
    #[default]
    Articles,
    /// One row per claim
    Claims,
}

impl ArrowRows {
    /// The rows.
    pub const fn rows(self) -> Rows {
        match self {
            Self::Articles => Rows::Articles,
            Self::Claims => Rows::Claims,
        }
    }
}

/// One part of an input that is divided between several runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 1.
    pub index: u64,
    /// Of how many.
    pub count: u64,
}

/// The keys of a record that are read.
#[derive(Clone, Debug, Args)]
pub struct RecordKeys {
    /// Key of a record's identity
    #[arg(long, value_name = "KEY", default_value = "id", requires = "from")]
    pub id: String,
    /// Key of a record's text
    #[arg(long, value_name = "KEY", default_value = "text", requires = "from")]
    pub text: String,
}

/// Options for records.
#[derive(Debug, Args)]
#[command(next_help_heading = "Records (--from jsonl)")]
pub struct RecordArguments {
    /// Read articles from JSON Lines instead of files; every record has exactly one line of output
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub from: Option<RecordFormat>,
    /// Where a record has what.
    #[command(flatten)]
    pub keys: RecordKeys,
    /// Keys of a record to copy to the output, comma-separated
    #[arg(long, value_name = "KEYS", value_delimiter = ',', requires = "from")]
    pub keep: Vec<String>,
    /// Unit of offsets
    #[arg(long, value_enum, value_name = "UNIT", default_value_t, requires = "from")]
    pub offsets: Offsets,
    /// With --format arrow, what a row is [default: articles]
    #[arg(long, value_enum, value_name = "ROWS", requires = "from")]
    pub rows: Option<ArrowRows>,
    /// Add the words of each span
    #[arg(long, requires = "from")]
    pub words: bool,
    /// Leave out the lists of speakers and outlets; claims have their names
    #[arg(long, requires = "from")]
    pub lean: bool,
    /// Reject texts of more than N words
    #[arg(long, value_name = "N", requires = "from")]
    pub max_words: Option<usize>,
    /// Let the fast engine read what takes the deep one more than SECONDS
    #[arg(long, value_name = "SECONDS", value_parser = seconds, requires = "from")]
    pub timeout: Option<Duration>,
    /// Read texts in other languages than English too, instead of skipping them
    #[arg(long, requires = "from")]
    pub any_language: bool,
    /// Append to FILE, continuing after the last record in it; FILE is created if necessary
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "from")]
    pub resume: Option<PathBuf>,
    /// Read only part I of N; records are divided by their identity
    #[arg(long, value_name = "I/N", value_parser = shard, requires = "from")]
    pub shard: Option<Shard>,
    /// Exit with 1 if a record could not be read
    #[arg(long, requires = "from")]
    pub strict: bool,
}

/// Options for large inputs of every kind.
#[derive(Debug, Args)]
pub struct LargeInput {
    /// Read the names of the inputs from FILE, one per line; `-` is standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files_from: Option<PathBuf>,
    /// When to show progress on standard error
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub progress: When,
}

fn seconds(given: &str) -> Result<Duration, String> {
    let wrong = || "expected a number of seconds, such as 5 or 0.5".to_owned();
    let seconds: f64 = given.parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds).ok().filter(|limit| !limit.is_zero()).ok_or_else(wrong)
}

fn shard(given: &str) -> Result<Shard, String> {
    let wrong = || "expected I/N with I from 1 to N, such as 3/64".to_owned();
    let (index, count) = given.split_once('/').ok_or_else(wrong)?;
    let (index, count) = (index.parse().map_err(|_| wrong())?, count.parse().map_err(|_| wrong())?);
    (1..=count).contains(&index).then_some(Shard { index, count }).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_checked() {
        assert_eq!(shard("3/64"), Ok(Shard { index: 3, count: 64 }));
        assert!(["0/4", "5/4", "1/0", "1", "a/b"].iter().all(|given| shard(given).is_err()));
        assert_eq!(seconds("0.5"), Ok(Duration::from_millis(500)));
        assert!(["0", "-1", "NaN", "inf", "x"].iter().all(|given| seconds(given).is_err()));
    }
}
