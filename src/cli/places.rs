//! `kharita places`: the place table checked, or made from the table of somebody else.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use super::{Teller, Verbosity, existing, exit_code, say};
use crate::model::PlaceClass;
use crate::pipeline::places::{self, Bbox, Foreign, Import, Imported, Mapping, Selection};

const CHECK_EXIT_CODES: &str = "Exit codes:
  0  nothing but warnings, if anything
  1  --strict, and there is something to tell
  2  the command line or the table stops the work
  3  the output cannot be written";

const IMPORT_EXIT_CODES: &str = "Exit codes:
  0  done; single rows may have been rejected, each with a message
  1  --strict, and a row was rejected
  2  the command line or the input stops the work
  3  the output cannot be written; what was there before is unchanged";

#[derive(Debug, Subcommand)]
pub(super) enum PlacesCommand {
    /// Tell what is wrong or doubtful in a place table, with line and column
    #[command(after_help = CHECK_EXIT_CODES)]
    Check(CheckArgs),
    /// Make a place table for any region from a dump of GeoNames or a CSV
    #[command(after_help = IMPORT_EXIT_CODES)]
    Import(ImportArgs),
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

#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// A dump of GeoNames (SY.txt, allCountries.txt) or a CSV; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where the table goes; an earlier one there is replaced [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Only places inside: west,south,east,north in degrees
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true)]
    bbox: Option<Bbox>,
    /// Only places of these classes, and what they lie in
    #[arg(long, value_name = "CLASS", num_args = 1.., value_delimiter = ',', value_parser = class)]
    class: Vec<PlaceClass>,
    /// Only cities, towns and villages of so many people
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    min_population: u64,
    #[arg(
        long,
        help = "Which columns of a CSV are ours: id=code,name_en=Name,lon=X,lat=Y",
        value_name = "OURS=THEIRS,…"
    )]
    map: Option<Mapping>,
    /// What a column of ours holds in every row of a CSV: class=town
    #[arg(long, value_name = "OURS=VALUE")]
    set: Vec<String>,
    /// Fail if a row is rejected
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    verbosity: Verbosity,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum CheckFormat {
    /// A line each, as a compiler tells it
    Text,
    /// An object a line
    Json,
}

pub(super) fn run(command: PlacesCommand) -> ExitCode {
    match command {
        PlacesCommand::Check(args) => check(args),
        PlacesCommand::Import(args) => import(args),
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

fn import(args: ImportArgs) -> ExitCode {
    let mut mapping = args.map.unwrap_or_default();
    match places::pairs(args.set.iter().map(String::as_str)) {
        Ok(constants) => mapping.constants = constants,
        Err(message) => {
            say(&format!("error: --set: {message}"));
            return ExitCode::from(2);
        }
    }
    let foreign = Foreign {
        file: Some(args.file).filter(|file| file != Path::new("-")),
        mapping,
        selection: Selection {
            bbox: args.bbox,
            classes: args.class,
            min_population: args.min_population,
        },
        out: args.out,
        strict: args.strict,
    };
    let mut teller = Teller::new(args.verbosity);
    let result = places::import(&foreign, io::stdin(), &mut |d| teller.tell(&d));
    teller.finish();
    if let Ok(Import { imported, table }) = &result {
        if foreign.out.is_none()
            && let Err(error) = io::stdout().write_all(table)
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            say(&format!("standard output: error: cannot be written: {error}"));
            return ExitCode::from(3);
        }
        if !args.verbosity.quiet {
            say(&summary(imported));
        }
    }
    exit_code(result)
}

fn summary(imported: &Imported) -> String {
    let Imported { places, rows, rejected, classless, unselected, unread_names } = imported;
    let mut summary = format!(
        "rows      {rows} = {} places + {unselected} not selected + {classless} of no class of ours + {rejected} rejected\n\
         names     {unread_names} left out: codes, addresses, and alphabets that are not read",
        places.len()
    );
    for class in PlaceClass::ALL {
        let count = places.iter().filter(|place| place.class == class).count();
        if count > 0 {
            let _ = write!(summary, "\n{:<13} {count}", class.as_str());
        }
    }
    summary
}

fn class(word: &str) -> Result<PlaceClass, String> {
    PlaceClass::parse(word).ok_or_else(|| {
        let known = PlaceClass::ALL.map(PlaceClass::as_str);
        format!("no class; one of {}", known.join(", "))
    })
}
