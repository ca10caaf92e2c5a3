//! Options of `saidby stats`.

use std::path::PathBuf;

use clap::builder::ValueHint;
use clap::{Args, ValueEnum};

use crate::cli::engine::EngineChoice;
use crate::cli::records::arguments::RecordFormat;

/// `saidby stats`.
#[derive(Debug, Args)]
pub struct Stats {
    /// Output format
    #[arg(long, value_enum, default_value_t = StatsFormat::Table)]
    pub format: StatsFormat,
    /// If an article has no sidecar, use the engine's suggestions; shows who speaks how much, by outlet and by day
    #[arg(long)]
    pub suggestions: bool,
    /// Read articles from JSON Lines instead of files, as `saidby extract --from jsonl` does
    #[arg(long, value_enum, value_name = "FORMAT", requires = "suggestions")]
    pub from: Option<RecordFormat>,
    /// The engine, for articles without a sidecar.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// Number of articles to process in parallel [default: number of processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroU16>,
    /// Articles (all their sidecars), sidecars, or folders
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}

/// The formats of `saidby stats`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatsFormat {
    /// Tables and charts, for people
    Table,
    /// One object
    Json,
    /// One row per speaker, outlet, day, and pair of outlets
    Csv,
    /// One page with charts, without scripts or external resources
    Html,
}
