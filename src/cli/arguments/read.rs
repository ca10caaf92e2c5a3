//! Options of `saidby read`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::ValueHint;

/// `saidby read`.
#[derive(Debug, Args)]
pub struct Read {
    /// Print what of a web page is not in its article, one part per line, each with the reason
    #[arg(long)]
    pub left_out: bool,
    /// Repair a text that was encoded twice (“â€œ” for “)
    #[arg(long, conflicts_with = "left_out")]
    pub repair: bool,
    /// Articles (.txt, .md, .html, .htm), saved pages and mail (.mhtml, .eml), captions (.srt, .vtt), or folders; `-` is
    /// standard input
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}
