//! The definition of the command line: subcommands and options, a file for each command.
//!
//! Long descriptions, exit codes and examples are in `pages`; `parse` puts both together and reads what was typed.

mod adjudicate;
mod agree;
mod check;
mod compare;
mod export;
mod extract;
mod import;
mod lint;
mod merge;
mod read;
mod report;
mod stats;

use std::path::PathBuf;

use clap::builder::ValueHint;
use clap::{Args, Parser, Subcommand};

use super::engine::EngineChoice;
pub use adjudicate::Adjudicate;
pub use agree::{Agree, AgreeFormat};
pub use check::Check;
pub use compare::{Compare, CompareFormat, FailOn};
pub use export::Export;
pub use extract::{Extract, ExtractFormat};
pub use import::{Import, KeepOrTake};
pub use lint::{Lint, LintFormat};
pub use merge::Merge;
pub use read::Read;
pub use report::{Report, ReportFormat};
pub use stats::{Stats, StatsFormat};

/// Extract and review who said what in English news articles
#[derive(Debug, Parser)]
#[command(
    name = "saidby",
    disable_help_subcommand = true,
    override_usage = "saidby [OPTIONS] [PATH]...\n       saidby [--annotator NAME] [--sidecar-dir DIR] [--verbose] <COMMAND>"
)]
pub struct Arguments {
    /// What to do; without it, review.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Articles (.txt, .md, .html, .htm) or folders; `-` is standard input [default: the current folder]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Save standard input as NAME.txt, with its sidecar, in the current folder; without it, nothing is saved
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Theme to use (see `saidby themes`)
    #[arg(long, value_name = "NAME", value_hint = ValueHint::Other)]
    pub theme: Option<String>,
    /// The engine.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// Print the version; with --verbose, also details of the built-in model
    #[arg(short = 'V', long)]
    pub version: bool,
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Options of every command.
#[derive(Clone, Debug, Default, Args)]
pub struct Common {
    /// Use the sidecar of NAME (ARTICLE.NAME.claims.ron). check, stats, agree, export and report accept a
    /// comma-separated list [default: the shared sidecar]
    #[arg(long, value_name = "NAME", global = true, value_hint = ValueHint::Other)]
    pub annotator: Option<String>,
    /// Keep sidecars in DIR instead of next to the articles
    #[arg(long, value_name = "DIR", global = true, value_hint = ValueHint::DirPath)]
    pub sidecar_dir: Option<PathBuf>,
    /// Print progress and timings to standard error
    #[arg(long, global = true)]
    pub verbose: bool,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Extract the claims of articles and write them to standard output
    Extract(Extract),
    /// Validate sidecars: syntax, text of spans, references
    Check(Check),
    /// Show statistics on decisions, speakers, outlets and engine accuracy
    Stats(Stats),
    /// Measure inter-annotator agreement and list the differences
    Agree(Agree),
    /// Adjudicate several annotators' reviews into a new sidecar
    Adjudicate(Adjudicate),
    /// Export reviewed claims to other formats
    Export(Export),
    /// Import claims from other formats into sidecars
    Import(Import),
    /// Merge two sidecars with a common ancestor; usable as a git merge driver
    Merge(Merge),
    /// Check an article's quotations against speeches, transcripts or press releases
    Compare(Compare),
    /// Generate a report: the annotated article with the result of each fact-check
    Report(Report),
    /// Print the text of articles as it is read; show what was left out of a web page
    Read(Read),
    /// Check articles against a newsroom's rules for attribution
    Lint(Lint),
    /// List the keys and commands of the review screen
    Keys,
    /// List the themes
    Themes,
    /// Print a completion script for a shell
    Completions {
        /// Shell to print the script for
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write one page per command
    Man {
        /// Write one page per command into DIR, creating it if necessary
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        output: Option<PathBuf>,
    },
}
