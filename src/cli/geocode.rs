//! `kharita geocode`: names in, places out.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, ValueEnum};

use super::build::SettingsArgs;
use super::{Cli, Teller, Verbosity, existing, exit_code, say};
use crate::pipeline::geocode::{self, Format, Names, Request, Tally};

pub(super) const EXIT_CODES: &str = "Exit codes:
  0  done; a name without a place is an answer too
  1  --strict, and a name means no place, or several
  2  the command line or the input stops the work
  3  the output cannot be written";

#[derive(Debug, Args)]
pub(super) struct GeocodeArgs {
    /// Names, ids, names with what they lie in ("Mansura, Raqqa") or coordinates [default: the lines of standard input]
    #[arg(value_name = "NAME", conflicts_with_all = ["csv", "column"])]
    names: Vec<String>,
    /// A table with a column of names; `-` is standard input
    #[arg(long, visible_alias = "file", value_name = "FILE", requires = "column")]
    csv: Option<PathBuf>,
    /// The column of the table that holds the names [the table: --csv, otherwise standard input]
    #[arg(long, value_name = "COLUMN")]
    column: Option<String>,
    /// How the answers are written [default: csv for --column, otherwise table]
    #[arg(long, value_enum)]
    format: Option<FormatArg>,
    /// Tell every candidate, its score and the reasons
    #[arg(long)]
    explain: bool,
    /// The place table [default: places.csv where it exists, otherwise the built-in one]
    #[arg(long, value_name = "FILE")]
    places: Option<PathBuf>,
    /// Fail if a name means no place, or several
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    settings: SettingsArgs,
    #[command(flatten)]
    verbosity: Verbosity,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatArg {
    /// Aligned, for the eye
    Table,
    /// With the columns of the input
    Csv,
    /// An object a line
    Jsonl,
    /// A collection of features
    Geojson,
}

pub(super) fn geocode(args: GeocodeArgs) -> ExitCode {
    let stdin = io::stdin();
    if args.names.is_empty() && args.column.is_none() && stdin.is_terminal() {
        let usage = Cli::command().find_subcommand_mut("geocode").map(clap::Command::render_usage);
        say("error: no names; give them as arguments, pipe them in, or name a table with --csv");
        say(&usage.map(|usage| usage.to_string()).unwrap_or_default());
        return ExitCode::from(2);
    }
    let format = args.format.map(Format::from);
    let request = Request {
        places: args.places.or_else(|| existing("places.csv")),
        format: format.unwrap_or(if args.column.is_some() { Format::Csv } else { Format::Table }),
        names: match args.column {
            Some(column) => {
                Names::Column { file: args.csv.filter(|path| path != Path::new("-")), column }
            }
            None if args.names.is_empty() => Names::Lines,
            None => Names::Given(args.names),
        },
        explain: args.explain,
        strict: args.strict,
    };
    let mut teller = Teller::new(args.verbosity);
    let result = geocode::geocode(&request, stdin, io::stdout(), &mut |d| teller.tell(&d));
    teller.finish();
    if let (Ok(tally), false, Names::Lines | Names::Column { .. }) =
        (&result, args.verbosity.quiet, &request.names)
    {
        let Tally { resolved, unresolved, rejected } = tally;
        say(&format!("names     {resolved} resolved, {unresolved} not, {rejected} rejected"));
    }
    exit_code(result)
}

impl From<FormatArg> for Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Table => Self::Table,
            FormatArg::Csv => Self::Csv,
            FormatArg::Jsonl => Self::JsonLines,
            FormatArg::Geojson => Self::GeoJson,
        }
    }
}
