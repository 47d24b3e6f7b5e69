//! The `kharita` command.

use std::process::ExitCode;

use clap::Parser;
use kharita::cli::{self, Cli};

fn main() -> ExitCode {
    cli::run(Cli::parse())
}
