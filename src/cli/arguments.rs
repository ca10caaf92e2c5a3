//! What can be written on the command line. Help, man page and completions all come from here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::engine::EngineChoice;

/// Who said what, in which words, and through whom: review the attributions of a news article, or extract them.
///
/// Without a subcommand, opens the reviewer on a file, several files, or the articles of a folder.
#[derive(Debug, Parser)]
#[command(name = "saidby", args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do; without it: review.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Articles, or folders of them (.txt, .md, .html, .htm); `-` is standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Save the review of standard input as NAME.txt and its sidecar, here
    #[arg(long)]
    pub name: Option<String>,
    /// A theme for this time; `saidby themes` lists them
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Which engine reads the article.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// Say the version, and with --verbose the model and its figures
    #[arg(short = 'V', long)]
    pub version: bool,
    /// What every command understands.
    #[command(flatten)]
    pub common: Common,
}

/// What every command understands.
#[derive(Clone, Debug, Default, Args)]
pub struct Common {
    /// Whose sidecars: NAME's own (ARTICLE.NAME.claims.ron); several names, separated by commas, where several
    /// are read [default: everybody's common one]
    #[arg(long, value_name = "NAME", global = true)]
    pub annotator: Option<String>,
    /// Keep sidecars in DIR instead of beside the articles
    #[arg(long, value_name = "DIR", global = true)]
    pub sidecar_dir: Option<PathBuf>,
    /// Say on standard error what is done and how long it takes
    #[arg(long, global = true)]
    pub verbose: bool,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find the claims of articles and write them to standard output
    Extract(Extract),
    /// Check sidecars: they parse, spans hold their text, ids resolve
    Check(Check),
    /// Count decisions, speakers and outlets; how often the engine was right
    Stats(Stats),
    /// Say how far several annotators agree on the same articles, and list where they differ
    Agree(Agree),
    /// Decide between several annotators' reviews; the outcome is a sidecar of its own
    Adjudicate(Adjudicate),
    /// Write reviewed claims for other programs
    Export(Export),
    /// Look up the quotations of an article in speeches, transcripts and press releases
    Compare(Compare),
    /// Write a report for readers: the article with its claims marked, and what was found out about each
    Report(Report),
    /// List the commands of the reviewer and their keys
    Keys,
    /// List the themes of the reviewer
    Themes,
    /// Write completions for a shell to standard output
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual page to standard output
    Man,
}

/// `saidby extract`.
#[derive(Debug, Args)]
pub struct Extract {
    /// How the claims are written
    #[arg(long, value_enum, default_value_t = ExtractFormat::Table)]
    pub format: ExtractFormat,
    /// Which engine reads the articles.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// Leave out claims with a lower score (0 to 1)
    #[arg(long, value_name = "X", value_parser = score)]
    pub min_score: Option<f32>,
    /// In JSON: why the engine proposes each claim, and how it knew the speaker
    #[arg(long)]
    pub reasons: bool,
    /// Articles at work at the same time [default: one a processor]
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroU16>,
    /// Articles, or folders of them; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
}

/// The formats of `saidby extract`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// Aligned columns, for people
    Table,
    /// One array of objects
    Json,
    /// One object an article, each on a line
    Jsonl,
    /// The sidecar as it would be, undecided
    Ron,
    /// A row a claim, for spreadsheets
    Csv,
}

/// `saidby check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Articles (all their sidecars), sidecars, or folders
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
}

/// `saidby stats`.
#[derive(Debug, Args)]
pub struct Stats {
    /// How the figures are written
    #[arg(long, value_enum, default_value_t = StatsFormat::Table)]
    pub format: StatsFormat,
    /// Articles (all their sidecars), sidecars, or folders
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
}

/// `saidby agree`.
///
/// Compares the sidecars of two or more annotators, article by article: those that --annotator names, separated
/// by commas, else all but the outcome of an adjudication.
#[derive(Debug, Args)]
pub struct Agree {
    /// How the figures are written
    #[arg(long, value_enum, default_value_t = AgreeFormat::Table)]
    pub format: AgreeFormat,
    /// Articles (all their sidecars), sidecars, or folders
    #[arg(value_name = "PATH", required = true)]
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
    /// Figures and charts, for people
    Table,
    /// One object
    Json,
}

/// `saidby adjudicate`.
///
/// Opens the reviewer on everybody's claims, their versions side by side: a digit takes one, n goes to the next
/// claim on which they differ, E takes what all agree on. The outcome goes to ARTICLE.gold.claims.ron, or to
/// the annotator that --annotator names; the reviews are only read.
#[derive(Debug, Args)]
pub struct Adjudicate {
    /// Whose reviews, separated by commas [default: everybody's but the outcomes of adjudications]
    #[arg(long, value_name = "NAMES")]
    pub from: Option<String>,
    /// A theme for this time; `saidby themes` lists them
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Articles that at least two annotators reviewed, or folders of them
    #[arg(value_name = "ARTICLE", required = true)]
    pub paths: Vec<PathBuf>,
}

/// `saidby export`.
#[derive(Debug, Args)]
pub struct Export {
    /// How the claims are written
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// Write a file for each sidecar into FOLDER, which is made if need be
    #[arg(long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Only claims that somebody decided on
    #[arg(long)]
    pub decided: bool,
    /// Articles (all their sidecars), sidecars, or folders
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
}

/// The formats of `saidby export`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One object a sidecar, each on a line
    Jsonl,
    /// A row a claim, for spreadsheets
    Csv,
}

/// `saidby compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// How the findings are written
    #[arg(long, value_enum, default_value_t = CompareFormat::Table)]
    pub format: CompareFormat,
    /// Which engine reads the article, where it has no sidecar.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// The article, or a sidecar of it
    #[arg(value_name = "ARTICLE")]
    pub article: PathBuf,
    /// Speeches, transcripts, press releases (.txt, .md, .html)
    #[arg(value_name = "TRANSCRIPT", required = true)]
    pub transcripts: Vec<PathBuf>,
}

/// The formats of `saidby compare`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// For people
    Table,
    /// One object
    Json,
}

/// `saidby report`.
#[derive(Debug, Args)]
pub struct Report {
    /// How the report is written
    #[arg(long, value_enum, default_value_t = ReportFormat::Html)]
    pub format: ReportFormat,
    /// Write a file for each sidecar into FOLDER, which is made if need be; needed for several articles as HTML
    #[arg(long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Only claims that somebody decided on
    #[arg(long)]
    pub decided: bool,
    /// Where there is no sidecar: what the engine says
    #[arg(long)]
    pub suggestions: bool,
    /// Which engine reads the articles.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// Articles (all their sidecars), sidecars, or folders
    #[arg(value_name = "ARTICLE", required = true)]
    pub paths: Vec<PathBuf>,
}

/// The formats of `saidby report`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Markdown
    Md,
    /// One file, without scripts and without anything from elsewhere
    Html,
}

fn score(given: &str) -> Result<f32, String> {
    let wrong = || "a score is a number from 0 to 1".to_owned();
    let score: f32 = given.parse().map_err(|_| wrong())?;
    (0.0..=1.0).contains(&score).then_some(score).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn scores_are_shares() {
        assert_eq!(score("0.5"), Ok(0.5));
        assert!(score("1.5").is_err() && score("NaN").is_err() && score("much").is_err());
    }
}
