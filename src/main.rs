//! The `kharita` command.

use std::process::ExitCode;

use clap::Parser;
use kharita::cli::{self, Cli};

/// Reading makes many small things, on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(Cli::parse())
}
