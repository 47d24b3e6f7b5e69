//! The `kharita` command.

use std::env;
use std::process::ExitCode;

use kharita::cli;

/// Reading makes many small things, on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(env::args_os().collect())
}
