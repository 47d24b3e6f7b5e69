//! `kharita places`: the place table checked, or made from the table of somebody else.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use super::{existing, say};
use crate::pipeline::places;

const CHECK_EXIT_CODES: &str = "Exit codes:
  0  nothing but warnings, if anything
  1  --strict, and there is something to tell
  2  the command line or the table stops the work
  3  the output cannot be written";

#[derive(Debug, Subcommand)]
pub(super) enum PlacesCommand {
    /// Tell what is wrong or doubtful in a place table, with line and column
    #[command(after_help = CHECK_EXIT_CODES)]
    Check(CheckArgs),
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// The place table [default: places.csv where it exists, otherwise the built-in one]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// How it is told
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    format: CheckFormat,
    /// Fail if there is anything to tell
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum CheckFormat {
    /// file:line:column: what, and what to do
    Text,
    /// An object a line
    Json,
}

pub(super) fn run(command: PlacesCommand) -> ExitCode {
    match command {
        PlacesCommand::Check(args) => check(args),
    }
}

fn check(args: CheckArgs) -> ExitCode {
    let file = args.file.or_else(|| existing("places.csv"));
    let remarks = match places::check(file.as_deref()) {
        Ok(remarks) => remarks,
        Err(fatal) => {
            say(&fatal.to_string());
            return ExitCode::from(2);
        }
    };
    let mut out = io::stdout().lock();
    for remark in &remarks {
        let line = match args.format {
            CheckFormat::Text => format!("{} [{}]", remark.diagnostic, remark.rule),
            CheckFormat::Json => remark.json(),
        };
        match writeln!(out, "{line}") {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => break,
            Err(error) => {
                say(&format!("standard output: error: cannot be written: {error}"));
                return ExitCode::from(3);
            }
        }
    }
    ExitCode::from(u8::from(args.strict && !remarks.is_empty()))
}
