//! `kharita diff`: two builds in, what changed between them out.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::exit_code;
use crate::pipeline::diff::{self, Form, Request};

pub(super) const EXIT_CODES: &str = "Exit codes:
  0  told, whether or not anything changed
  2  the command line, or a file that cannot be read
  3  standard output cannot be written";

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The earlier build: the folder of a site, or a GeoJSON file
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The later build
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How to tell it
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: Format,
    /// The day of the entry, as 2022-01-21; for atom, and needed there
    #[arg(long, value_name = "DATE", required_if_eq("format", "atom"))]
    updated: Option<String>,
    /// Tell nothing that the later build does not: for whatever is published
    #[arg(long)]
    public: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Lines to read
    Text,
    /// One object
    Json,
    /// An entry of an Atom feed
    Atom,
}

pub(super) fn diff(args: DiffArgs) -> ExitCode {
    let form = match (args.format, args.updated) {
        (Format::Json, _) => Form::Json,
        (Format::Atom, Some(updated)) => Form::Atom { updated },
        (Format::Text | Format::Atom, _) => Form::Text,
    };
    let request = Request { old: args.old, new: args.new, form, public: args.public };
    exit_code(diff::diff(&request, io::stdout().lock()))
}
