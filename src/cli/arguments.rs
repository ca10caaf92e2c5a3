//! The definition of the command line: subcommands and options.
//!
//! Long descriptions, exit codes and examples are in `pages`; `parse` puts both together and reads what was typed.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser, ValueHint};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::engine::{EngineChoice, scope};
use super::records::arguments::{LargeInput, RecordArguments, RecordFormat};
use crate::extract::Scope;
use crate::interchange::Format;

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

/// `saidby extract`.
#[derive(Debug, Args)]
pub struct Extract {
    /// Output format [default: table; jsonl with --from jsonl]
    #[arg(long, value_enum)]
    pub format: Option<ExtractFormat>,
    /// The engine.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// Omit claims with a score below X (0 to 1); 0 shows weak suggestions too [default: chosen by the engine]
    #[arg(long, value_name = "X", value_parser = score)]
    pub min_score: Option<f32>,
    /// Claims worth a review, or all [default: default; all with --min-score or fast]
    #[arg(long, value_name = "SCOPE", value_parser = scope())]
    pub scope: Option<Scope>,
    /// In JSON, add why each claim was suggested and how its speaker was found
    #[arg(long)]
    pub reasons: bool,
    /// In JSON, add the next-best readings of each claim, best first
    #[arg(long)]
    pub readings: bool,
    /// Number of articles to process in parallel [default: number of processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroU16>,
    /// Options for large inputs.
    #[command(flatten)]
    pub large: LargeInput,
    /// Options for records.
    #[command(flatten)]
    pub records: RecordArguments,
    /// Articles or folders, or files of records; `-` is standard input
    #[arg(value_name = "PATH", required_unless_present = "files_from", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}

/// The formats of `saidby extract`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// Aligned columns, for people
    Table,
    /// One JSON array, one object per article
    Json,
    /// One JSON object per line, one per article
    Jsonl,
    /// An unreviewed sidecar
    Ron,
    /// One row per claim, for spreadsheets
    Csv,
    /// A stream of Apache Arrow, for data frames and SQL; only with --from jsonl
    Arrow,
}

/// `saidby check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Articles (all their sidecars), sidecars, or folders
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}

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

/// `saidby stats`.
#[derive(Debug, Args)]
pub struct Stats {
    /// Output format
    #[arg(long, value_enum, default_value_t = StatsFormat::Table)]
    pub format: StatsFormat,
    /// If an article has no sidecar, use the engine's suggestions; shows who speaks how much, by outlet and by day
    #[arg(long)]
    pub suggestions: bool,
    /// Read articles from JSON Lines instead of files, as `saidby extract --from jsonl` does
    #[arg(long, value_enum, value_name = "FORMAT", requires = "suggestions")]
    pub from: Option<RecordFormat>,
    /// The engine, for articles without a sidecar.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// Number of articles to process in parallel [default: number of processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroU16>,
    /// Articles (all their sidecars), sidecars, or folders
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}

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

/// The formats of `saidby stats`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatsFormat {
    /// Tables and charts, for people
    Table,
    /// One object
    Json,
    /// One row per speaker, outlet, day, and pair of outlets
    Csv,
    /// One page with charts, without scripts or external resources
    Html,
}

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

/// The formats by name, each with a line in the help.
fn format() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(values).try_map(|name| Format::named(&name).ok_or_else(|| format!("unknown format {name}")))
}

/// `saidby compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// Output format
    #[arg(long, value_enum, default_value_t = CompareFormat::Table)]
    pub format: CompareFormat,
    /// Exit with status 1 if a quotation is one of these; comma-separated
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    pub fail_on: Vec<FailOn>,
    /// The engine, for an article without a sidecar.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// The article, or one of its sidecars
    #[arg(value_name = "ARTICLE", value_hint = ValueHint::FilePath)]
    pub article: PathBuf,
    /// Speeches, transcripts, press releases (.txt, .md, .html), captions (.srt, .vtt)
    #[arg(value_name = "TRANSCRIPT", required = true, value_hint = ValueHint::AnyPath)]
    pub transcripts: Vec<PathBuf>,
}

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

/// What `saidby compare` may fail on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Quoted with other words
    Changed,
    /// Put together from several places
    Stitched,
    /// Found only in another speaker's turn
    OtherSpeaker,
    /// Not in any transcript
    NotFound,
}

/// The formats of `saidby compare`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// Text, for people
    Table,
    /// One object
    Json,
}

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
    /// If an article has no sidecar, use the engine's suggestions
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
    /// Count the findings of each rule instead of listing them
    #[arg(long)]
    pub statistics: bool,
    /// Also list findings that someone allowed, with the reasons (JSON and SARIF always have them)
    #[arg(long)]
    pub allowed: bool,
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
    /// Key of a record's identity
    #[arg(long, value_name = "KEY", default_value = "id", requires = "from")]
    pub id: String,
    /// Key of a record's text
    #[arg(long, value_name = "KEY", default_value = "text", requires = "from")]
    pub text: String,
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

fn score(given: &str) -> Result<f32, String> {
    let wrong = || "expected a number from 0 to 1".to_owned();
    let score: f32 = given.parse().map_err(|_| wrong())?;
    (0.0..=1.0).contains(&score).then_some(score).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_shares() {
        assert_eq!(score("0.5"), Ok(0.5));
        assert!(score("1.5").is_err() && score("NaN").is_err() && score("much").is_err());
    }
}
