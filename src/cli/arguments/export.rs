//! Options of `saidby export`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser, ValueHint};

use crate::cli::engine::EngineChoice;
use crate::interchange::Format;

/// `saidby export`.
#[derive(Debug, Args)]
pub struct Export {
    /// Output format
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    pub format: Format,
    /// Write one file per article into DIR, creating it if necessary
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// Include reviewed claims only
    #[arg(long)]
    pub decided: bool,
    /// Include rejected claims too; jsonl always includes them
    #[arg(long)]
    pub rejected: bool,
    /// Leave rejected claims out of jsonl as well
    #[arg(long, conflicts_with = "rejected")]
    pub no_rejected: bool,
    /// Include passages marked as holding no claim; jsonl always includes them
    #[arg(long)]
    pub nothing_here: bool,
    /// Include the done mark; jsonl always includes it
    #[arg(long)]
    pub done_mark: bool,
    /// Begin csv and tsv with a byte-order mark, which Excel needs to recognise UTF-8
    #[arg(long)]
    pub bom: bool,
    /// If an article has no sidecar, use the engine's suggestions
    #[arg(long, conflicts_with = "decided")]
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

/// The formats by name, each with a line in the help.
pub(super) fn format() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(values).try_map(|name| Format::named(&name).ok_or_else(|| format!("unknown format {name}")))
}
