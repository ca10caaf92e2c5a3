//! The `saidby` binary: exit codes, nothing else.
fn main() {}
