//! The `saidby` binary: the allocator and the exit code, nothing else.

use std::process::ExitCode;

/// Reviews and extractions are many small allocations: this allocator takes an eighth to a quarter less time than the
/// system's, and no more memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    saidby::cli::run(std::env::args_os())
}
