//! The command line, one file per subcommand.
//!
//! Data goes to standard output, everything else to standard error. Exit codes: 0 success, 1 an input failed (the
//! others were processed), 2 wrong usage. A closed pipe is not an error.

mod adjudicate;
mod agree;
mod arguments;
mod charts;
mod check;
mod compare;
mod corpus;
mod engine;
mod export;
mod extract;
mod folder;
mod houses;
mod import;
mod keys;
mod lint;
mod manual;
mod merge;
mod output;
mod pages;
mod parse;
mod read;
mod records;
mod report;
mod review;
mod shells;
mod stats;
mod subjects;
mod table;
mod themes;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use arguments::Command;

pub use manual::reference;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Success.
    Done,
    /// An input failed; the others were processed.
    Trouble,
    /// Wrong usage; nothing was done.
    Usage,
}

impl Outcome {
    fn of(trouble: bool) -> Self {
        if trouble { Self::Trouble } else { Self::Done }
    }
}

/// Runs the program with its arguments, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    std::panic::set_hook(Box::new(|info| output::mistake(&info.to_string())));
    let arguments = match parse::parse(arguments) {
        Ok(arguments) => arguments,
        Err(usage) if usage.use_stderr() => {
            // The message repeats what was typed, file names included.
            output::usage(&usage.render().to_string());
            return ExitCode::from(2);
        }
        Err(asked) => {
            // Help was asked for: it goes to standard output and is not an error.
            return match asked.print() {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    output::complain(&format!("standard output: {error}"));
                    ExitCode::FAILURE
                }
                _ => ExitCode::SUCCESS,
            };
        }
    };
    let outcome = match &arguments.command {
        None if arguments.version => engine::version(arguments.common.verbose),
        None => review::run(&arguments),
        Some(Command::Extract(options)) => extract::run(options, &arguments.common),
        Some(Command::Check(options)) => check::run(options, &arguments.common),
        Some(Command::Stats(options)) => stats::run(options, &arguments.common),
        Some(Command::Adjudicate(options)) => adjudicate::run(options, &arguments.common),
        Some(Command::Agree(options)) => agree::run(options, &arguments.common),
        Some(Command::Export(options)) => export::run(options, &arguments.common),
        Some(Command::Import(options)) => import::run(options, &arguments.common),
        Some(Command::Merge(options)) => merge::run(options),
        Some(Command::Compare(options)) => compare::run(options, &arguments.common),
        Some(Command::Report(options)) => report::run(options, &arguments.common),
        Some(Command::Read(options)) => read::run(options, &arguments.common),
        Some(Command::Lint(options)) => lint::run(options, &arguments.common),
        Some(Command::Keys) => keys::run(),
        Some(Command::Themes) => themes::run(),
        Some(Command::Completions { shell }) => shells::completions(*shell),
        Some(Command::Man { output }) => manual::run(output.as_deref()),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Trouble) => ExitCode::FAILURE,
        Ok(Outcome::Usage) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Whether the reader of our output is gone: `saidby extract folder | head`.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|error| error.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}
