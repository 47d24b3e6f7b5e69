//! The `kharita` command.

/// Reading makes many small things, on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::process::ExitCode;

use clap::Parser;
use kharita::cli::{self, Cli};

fn main() -> ExitCode {
    cli::run(Cli::parse())
}
