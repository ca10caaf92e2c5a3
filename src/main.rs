//! The `saidby` binary: exit codes, nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    saidby::cli::run(std::env::args_os())
}
