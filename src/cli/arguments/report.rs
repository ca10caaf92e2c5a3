//! Options of `saidby report`.

use std::path::PathBuf;

use clap::builder::ValueHint;
use clap::{Args, ValueEnum};

use crate::cli::engine::EngineChoice;

/// `saidby report`.
#[derive(Debug, Args)]
pub struct Report {
    /// Output format
    #[arg(long, value_enum, default_value_t = ReportFormat::Html)]
    pub format: ReportFormat,
    /// Write one file per sidecar into DIR, creating it if necessary; required for several HTML reports
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// Include reviewed claims only
    #[arg(long)]
    pub decided: bool,
    /// If an article has no sidecar, use the engine's suggestions; findings of house rules include unreviewed claims
    #[arg(long)]
    pub suggestions: bool,
    /// The engine.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// Overwrite existing files
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Articles (all their sidecars), sidecars, or folders
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}

/// The formats of `saidby report`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Markdown
    Md,
    /// A single file without scripts or external resources
    Html,
}
