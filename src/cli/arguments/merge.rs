//! Options of `saidby merge`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::ValueHint;

/// `saidby merge`.
#[derive(Debug, Args)]
pub struct Merge {
    /// Common ancestor; an empty file if there is none
    #[arg(value_name = "BASE", value_hint = ValueHint::FilePath)]
    pub base: PathBuf,
    /// Our version; the result is written here
    #[arg(value_name = "OURS", value_hint = ValueHint::FilePath)]
    pub ours: PathBuf,
    /// Their version
    #[arg(value_name = "THEIRS", value_hint = ValueHint::FilePath)]
    pub theirs: PathBuf,
    /// Write the result to FILE instead; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// File name to use in messages
    #[arg(long, value_name = "NAME")]
    pub path: Option<PathBuf>,
}
