//! Options of `saidby extract`.

use std::path::PathBuf;

use clap::builder::ValueHint;
use clap::{Args, ValueEnum};

use crate::cli::engine::{EngineChoice, scope};
use crate::cli::records::arguments::{LargeInput, RecordArguments};
use crate::extract::Scope;

/// `saidby extract`.
#[derive(Debug, Args)]
pub struct Extract {
    /// Output format [default: table; jsonl with --from jsonl]
    #[arg(long, value_enum)]
    pub format: Option<ExtractFormat>,
    /// The engine.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// Omit claims with a score below X (0 to 1); 0 shows weak suggestions too [default: chosen by the engine]
    #[arg(long, value_name = "X", value_parser = score)]
    pub min_score: Option<f32>,
    /// Claims worth a review, or all [default: default; all with --min-score or fast]
    #[arg(long, value_name = "SCOPE", value_parser = scope())]
    pub scope: Option<Scope>,
    /// In JSON, add why each claim was suggested and how its speaker was found
    #[arg(long)]
    pub reasons: bool,
    /// In JSON, add the next-best readings of each claim, best first
    #[arg(long)]
    pub readings: bool,
    /// Number of articles to process in parallel [default: number of processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroU16>,
    /// Options for large inputs.
    #[command(flatten)]
    pub large: LargeInput,
    /// Options for records.
    #[command(flatten)]
    pub records: RecordArguments,
    /// Articles or folders, or files of records; `-` is standard input
    #[arg(value_name = "PATH", required_unless_present = "files_from", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}

/// The formats of `saidby extract`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// Aligned columns, for people
    Table,
    /// One JSON array, one object per article
    Json,
    /// One JSON object per line, one per article
    Jsonl,
    /// An unreviewed sidecar
    Ron,
    /// One row per claim, for spreadsheets
    Csv,
    /// A stream of Apache Arrow, for data frames and SQL; only with --from jsonl
    Arrow,
}

fn score(given: &str) -> Result<f32, String> {
    let wrong = || "expected a number from 0 to 1".to_owned();
    let score: f32 = given.parse().map_err(|_| wrong())?;
    (0.0..=1.0).contains(&score).then_some(score).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_shares() {
        assert_eq!(score("0.5"), Ok(0.5));
        assert!(score("1.5").is_err() && score("NaN").is_err() && score("much").is_err());
    }
}
