//! The command line, one file a subcommand.
//!
//! Data goes to standard output, everything else to standard error. Exit codes: 0 done, 1 something was wrong
//! with the input (the rest was still done), 2 wrong usage. A closed pipe is no error.

mod adjudicate;
mod agree;
mod arguments;
mod charts;
mod check;
mod compare;
mod engine;
mod export;
mod extract;
mod folder;
mod import;
mod keys;
mod merge;
mod output;
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

use arguments::{Arguments, Command};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All was done.
    Done,
    /// Something was wrong with the input; the rest was done.
    Trouble,
    /// It was asked for in a way that cannot be done; nothing was.
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
    let arguments = match Arguments::of(arguments) {
        Ok(arguments) => arguments,
        Err(usage) if usage.use_stderr() => {
            // It repeats what was typed, file names among it.
            output::usage(&usage.render().to_string());
            return ExitCode::from(2);
        }
        Err(asked) => {
            // Help and version are asked for: they go to standard output and are no error.
            let _ = asked.print();
            return ExitCode::SUCCESS;
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
        Some(Command::Keys) => keys::run(),
        Some(Command::Themes) => themes::run(),
        Some(Command::Completions { shell }) => shells::completions(*shell),
        Some(Command::Man) => shells::manual(),
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

/// Whether whoever read our output has gone: `saidby extract folder | head`.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|error| error.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}
