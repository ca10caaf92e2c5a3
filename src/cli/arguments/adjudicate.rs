//! Options of `saidby adjudicate`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::ValueHint;

/// `saidby adjudicate`.
#[derive(Debug, Args)]
pub struct Adjudicate {
    /// Annotators to include, comma-separated [default: all except adjudicated reviews]
    #[arg(long, value_name = "NAMES")]
    pub from: Option<String>,
    /// Theme to use (see `saidby themes`)
    #[arg(long, value_name = "NAME", value_hint = ValueHint::Other)]
    pub theme: Option<String>,
    /// Articles reviewed by at least two annotators, or folders
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}
