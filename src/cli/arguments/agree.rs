//! Options of `saidby agree`.

use std::path::PathBuf;

use clap::builder::ValueHint;
use clap::{Args, ValueEnum};

/// `saidby agree`.
#[derive(Debug, Args)]
pub struct Agree {
    /// Output format
    #[arg(long, value_enum, default_value_t = AgreeFormat::Table)]
    pub format: AgreeFormat,
    /// Articles (all their sidecars), sidecars, or folders
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}

/// The formats of `saidby agree`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AgreeFormat {
    /// Aligned columns, for people
    Table,
    /// One object
    Json,
}
