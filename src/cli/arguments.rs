//! What can be written on the command line. Help, man page and completions all come from here.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use super::engine::EngineChoice;
use crate::interchange::Format;

/// Who said what, in which words, and through whom: review the attributions of a news article, or extract them.
///
/// Without a subcommand, opens the reviewer on a file, several files, or the articles of a folder.
#[derive(Debug, Parser)]
#[command(
    name = "saidby",
    disable_help_subcommand = true,
    override_usage = "saidby [OPTIONS] [PATH]...\n       saidby [--annotator NAME] [--sidecar-dir DIR] [--verbose] <COMMAND>"
)]
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

/// Options of the reviewer that no subcommand takes where they stand before it.
const OF_THE_REVIEWER: [&str; 5] = ["name", "theme", "engine", "model", "version"];

impl Arguments {
    /// Reads what was typed, the program's name first.
    ///
    /// # Errors
    /// Wrong usage, or what is printed instead: help.
    pub fn of(typed: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let mut command = Self::command();
        let matches = command.try_get_matches_from_mut(typed)?;
        if let Some(subcommand) = matches.subcommand_name() {
            // Before a subcommand they would be passed over without a word.
            let given = |name: &&&str| matches.value_source(name) == Some(ValueSource::CommandLine);
            if let Some(name) = OF_THE_REVIEWER.iter().find(given) {
                let message = format!("--{name} stands before {subcommand}: write it after it, where {subcommand} has it");
                return Err(command.error(ErrorKind::ArgumentConflict, message));
            }
        }
        Self::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
    }
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
    /// Take claims of other programs into the sidecars of their articles
    Import(Import),
    /// Merge two people's sidecars decision by decision, without the screen; works as a git merge driver
    Merge(Merge),
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

/// `saidby merge`.
///
/// What one side alone decided or changed is taken. Where both changed the same thing differently, OURS stands, what
/// THEIRS says is kept beside it in the sidecar, each conflict is a line on standard error, and the exit status is 1; the
/// reviewer shows both side by side and settles them. Where a side cannot be read, nothing is written.
///
/// As a git merge driver:
///
///   git config merge.saidby.driver "saidby merge --path %P %O %A %B"
///
///   echo "*.claims.ron merge=saidby" >> .gitattributes
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Merge {
    /// The sidecar that both began with; an empty file where there was none
    pub base: PathBuf,
    /// Ours; the result is written here
    pub ours: PathBuf,
    /// Theirs
    pub theirs: PathBuf,
    /// Write the result to FILE instead; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The name under which the sidecar is spoken of
    #[arg(long, value_name = "NAME")]
    pub path: Option<PathBuf>,
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
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    pub format: Format,
    /// Write a file for each article into FOLDER, which is made if need be, and all that goes with it
    #[arg(long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Only claims that somebody decided on
    #[arg(long)]
    pub decided: bool,
    /// Where there is no sidecar, write what the engine says
    #[arg(long, conflicts_with = "decided")]
    pub suggestions: bool,
    /// Which engine says it.
    #[command(flatten)]
    pub choice: EngineChoice,
    /// Replace other files that have the names of those to be written
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Articles (all their sidecars), sidecars, or folders
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
}

/// `saidby import`.
#[derive(Debug, Args)]
pub struct Import {
    /// What the files are; claimreview and markdown can be written only
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    pub format: Format,
    /// The article that the files are about [default: told by the files, or by their names]
    #[arg(long, value_name = "PATH")]
    pub article: Option<PathBuf>,
    /// Say what would be taken in, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Files of another program
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}

/// The formats by name, each with a line in the help.
fn format() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(values).try_map(|name| Format::named(&name).ok_or_else(|| format!("no format is called {name}")))
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
    /// Replace other files that have the names of those to be written
    #[arg(long, requires = "output")]
    pub force: bool,
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
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    fn parsed(line: &str) -> Result<Arguments, String> {
        Arguments::of(std::iter::once("saidby").chain(line.split(' ')).map(OsString::from)).map_err(|error| error.to_string())
    }

    #[test]
    fn common_options_stand_before_or_after_the_subcommand() {
        for line in ["--annotator mw check x", "check --annotator mw x", "check x --annotator mw"] {
            let arguments = parsed(line).unwrap();
            assert!(matches!(&arguments.command, Some(Command::Check(check)) if check.paths == [PathBuf::from("x")]), "{line}");
            assert_eq!((arguments.common.annotator.as_deref(), arguments.paths.len()), (Some("mw"), 0), "{line}");
        }
        let arguments = parsed("--sidecar-dir . adjudicate x").unwrap();
        assert!(matches!(&arguments.command, Some(Command::Adjudicate(_))));
        assert_eq!(arguments.common.sidecar_dir, Some(PathBuf::from(".")));
        assert!(matches!(parsed("--verbose extract --engine fast x").unwrap().command, Some(Command::Extract(_))));
        // Articles come first: what follows them is an article too.
        assert_eq!(parsed("--annotator mw a.txt check").unwrap().paths.len(), 2);
        assert!(parsed("--version --verbose").unwrap().version);
    }

    #[test]
    fn an_option_of_the_reviewer_before_a_subcommand_is_told() {
        for (line, told) in [
            ("--engine fast extract x", "--engine stands before extract: write it after it"),
            ("--theme dark check x", "--theme stands before check"),
        ] {
            let message = parsed(line).unwrap_err();
            assert!(message.contains(told), "{message}");
        }
    }

    #[test]
    fn scores_are_shares() {
        assert_eq!(score("0.5"), Ok(0.5));
        assert!(score("1.5").is_err() && score("NaN").is_err() && score("much").is_err());
    }
}
