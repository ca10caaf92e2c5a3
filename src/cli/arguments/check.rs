//! Options of `saidby check`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::ValueHint;

/// `saidby check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Articles (all their sidecars), sidecars, or folders
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}
