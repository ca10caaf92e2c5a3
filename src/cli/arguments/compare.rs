//! Options of `saidby compare`.

use std::path::PathBuf;

use clap::builder::ValueHint;
use clap::{Args, ValueEnum};

use crate::cli::engine::EngineChoice;

/// `saidby compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// Output format
    #[arg(long, value_enum, default_value_t = CompareFormat::Table)]
    pub format: CompareFormat,
    /// Exit with status 1 if a quotation is one of these; comma-separated
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    pub fail_on: Vec<FailOn>,
    /// The engine, for an article without a sidecar.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// The article, or one of its sidecars
    #[arg(value_name = "ARTICLE", value_hint = ValueHint::FilePath)]
    pub article: PathBuf,
    /// Speeches, transcripts, press releases (.txt, .md, .html), captions (.srt, .vtt)
    #[arg(value_name = "TRANSCRIPT", required = true, value_hint = ValueHint::AnyPath)]
    pub transcripts: Vec<PathBuf>,
}

/// What `saidby compare` may fail on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Quoted with other words
    Changed,
    /// Put together from several places
    Stitched,
    /// Found only in another speaker's turn
    OtherSpeaker,
    /// Not in any transcript
    NotFound,
}

/// The formats of `saidby compare`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// Text, for people
    Table,
    /// One object
    Json,
}
