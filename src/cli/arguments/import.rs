//! Options of `saidby import`.

use std::path::PathBuf;

use clap::builder::ValueHint;
use clap::{Args, ValueEnum};

use super::export::format;
use crate::interchange::Format;

/// `saidby import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Format of the files (claimreview and markdown are export-only)
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    pub format: Format,
    /// Article the files belong to [default: taken from the files or their names]
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub article: Option<PathBuf>,
    /// What to do with a claim that is already reviewed here and differs
    #[arg(long, value_name = "HOW", value_enum, default_value_t = KeepOrTake::Keep)]
    pub on_decided: KeepOrTake,
    /// Show what would be imported without writing anything
    #[arg(long)]
    pub dry_run: bool,
    /// Files to import
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
}

/// What becomes of a claim that is reviewed here and comes in otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KeepOrTake {
    /// Keep the decision here
    Keep,
    /// Replace it with the imported one; the log keeps the old one
    Take,
    /// Keep both, as a conflict to settle in the reviewer
    Conflict,
}
