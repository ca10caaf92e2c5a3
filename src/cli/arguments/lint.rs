//! Options of `saidby lint`.

use std::path::PathBuf;

use clap::builder::ValueHint;
use clap::{Args, ValueEnum};

use crate::cli::engine::EngineChoice;
use crate::cli::records::arguments::{RecordFormat, RecordKeys};

/// `saidby lint`.
#[derive(Debug, Args)]
pub struct Lint {
    /// Output format [default: table; with --from: jsonl]
    #[arg(long, value_enum)]
    pub format: Option<LintFormat>,
    /// Run only these rules or groups; comma-separated or repeated
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_hint = ValueHint::Other)]
    pub select: Vec<String>,
    /// Do not run these rules or groups; comma-separated or repeated
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_hint = ValueHint::Other)]
    pub ignore: Vec<String>,
    /// Use the rules in FILE [default: the nearest saidby.lint.ron upwards from each article]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Exit with 1 if there is a finding of this level or above [default: the configuration's, else error]
    #[arg(long, value_name = "LEVEL")]
    pub fail_on: Option<FailFrom>,
    /// Also check unreviewed suggestions; if an article has no sidecar, use the engine's
    #[arg(long)]
    pub suggestions: bool,
    /// The engine.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// Count the findings of each rule instead of listing them: a table, or JSON with --format json or jsonl
    #[arg(long)]
    pub statistics: bool,
    /// Also list findings that someone allowed, with the reasons (JSON and SARIF always have them)
    #[arg(long)]
    pub allowed: bool,
    /// Accept all open findings for REASON, and write that into the sidecars: only new findings are reported then
    #[arg(long, value_name = "REASON", value_hint = ValueHint::Other, conflicts_with_all = ["from", "statistics", "format"])]
    pub allow_all: Option<String>,
    /// List the rules with their levels
    #[arg(long)]
    pub rules: bool,
    /// Explain a rule: why it exists, what it reports, its options
    #[arg(long, value_name = "RULE", value_hint = ValueHint::Other)]
    pub explain: Option<String>,
    /// Options of a stream.
    #[command(flatten)]
    pub stream: LintStream,
    /// Articles (all their sidecars), sidecars, or folders; with --from: files of records, `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}

/// Options of `saidby lint` that belong to records.
#[derive(Debug, Args)]
#[command(next_help_heading = "Records (--from jsonl)")]
pub struct LintStream {
    /// Read articles from JSON Lines instead of files, run the engine on each, and write one line of findings per record
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub from: Option<RecordFormat>,
    /// Where a record has what.
    #[command(flatten)]
    pub keys: RecordKeys,
    /// After the last record, add a line with what records of different publishers cite each other for
    #[arg(long, requires = "from")]
    pub across: bool,
    /// Number of threads [default: one for each processor]
    #[arg(long, value_name = "N", requires = "from")]
    pub jobs: Option<std::num::NonZeroU16>,
}

/// The formats of `saidby lint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LintFormat {
    /// A table per article, for people
    Table,
    /// One line per finding
    Concise,
    /// One JSON array
    Json,
    /// One JSON object per line
    Jsonl,
    /// SARIF 2.1.0, for code scanning services
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// From which level on findings make `saidby lint` fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailFrom {
    /// Errors only
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Suggestion,
    /// No finding
    Never,
}

impl From<FailFrom> for crate::lint::FailOn {
    fn from(given: FailFrom) -> Self {
        match given {
            FailFrom::Error => Self::Error,
            FailFrom::Warning => Self::Warning,
            FailFrom::Suggestion => Self::Suggestion,
            FailFrom::Never => Self::Never,
        }
    }
}
