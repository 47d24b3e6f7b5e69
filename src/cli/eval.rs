//! `kharita eval`: labelled reports in, figures out.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{Verbosity, existing, exit_code, progress_bar, say, show, tell};
use crate::pipeline::eval::{self, Drop, Evaluation, Parts, Request};
use crate::pipeline::{Failure, Input};

pub(super) const EXIT_CODES: &str = "Exit codes:
  0  done, however low the figures
  1  --floors, and a figure is lower
  2  the command line or the input stops the work
  3  the output cannot be written";

#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// Labelled reports, one line of JSON each; or a folder of such files
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// Folders and files with the texts of the reports that hold none themselves
    #[arg(value_name = "SOURCES")]
    sources: Vec<PathBuf>,
    /// Score these predictions, in the form of `kharita extract`, instead of reading the texts
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// What places and kinds of event are called in the labels: rows place,THEIRS,OURS and type,THEIRS,OURS
    #[arg(long, value_name = "FILE")]
    map: Vec<PathBuf>,
    #[arg(
        long,
        help = "The places that are scored, a table with a column canonical_place or id [default: places_needed.csv \
                beside GOLD]",
        value_name = "FILE"
    )]
    known: Option<PathBuf>,
    /// Found places that are not scored count as false ones
    #[arg(long)]
    strict_places: bool,
    /// A table that tells what saved pages leave out: path,lang,published,url,publisher,title
    #[arg(long, value_name = "FILE")]
    meta: Option<PathBuf>,
    /// The place table [default: places.csv where it exists, otherwise the built-in one]
    #[arg(long, value_name = "FILE")]
    places: Option<PathBuf>,
    /// The table of kinds of event [default: the built-in one]
    #[arg(long, value_name = "FILE")]
    kinds: Option<PathBuf>,
    /// Tell the figures of each language or kind of event, too
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    by: Vec<By>,
    /// Tell what was missed, invented or wrong
    #[arg(long)]
    errors: bool,
    /// Write JSON instead of tables
    #[arg(long)]
    json: bool,
    /// Fail if a figure is lower than in this file, which --json has written
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
    #[command(flatten)]
    verbosity: Verbosity,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// Every figure by the language of the report
    Lang,
    /// Precision and recall by the kind of event
    Kind,
}

pub(super) fn eval(args: EvalArgs) -> ExitCode {
    let request = Request {
        gold: args.gold,
        input: Input {
            sources: args.sources,
            meta: args.meta,
            places: args.places.or_else(|| existing("places.csv")),
            kinds: args.kinds,
            ..Input::default()
        },
        predictions: args.predictions,
        renamings: args.map,
        area: args.known,
        strict_places: args.strict_places,
        floors: args.floors,
        parts: Parts {
            by_lang: args.by.contains(&By::Lang),
            by_kind: args.by.contains(&By::Kind),
            misses: args.errors,
        },
    };
    let bar = progress_bar(args.verbosity);
    let outcome = eval::eval(&request, &|what, done, of| show(&bar, what, done, of));
    bar.finish_and_clear();
    tell(&outcome.diagnostics, args.verbosity);
    let Evaluation { table, json, drops } = match outcome.result {
        Ok(evaluation) => evaluation,
        Err(failure) => return exit_code::<()>(Err(failure)),
    };
    let told = if args.json { json } else { table };
    if let Err(error) = io::stdout().write_all(told.as_bytes())
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        say(&format!("standard output: error: cannot be written: {error}"));
        return ExitCode::from(3);
    }
    for drop in &drops {
        say(&sunk(drop));
    }
    exit_code(if drops.is_empty() { Ok(()) } else { Err(Failure::Below { figures: drops.len() }) })
}

fn sunk(drop: &Drop) -> String {
    let Drop { name, floor, now } = drop;
    match now {
        // More digits than the table has: one case of a thousand is a drop.
        Some(now) => format!("{name}: {:.3}, should be at least {:.3}", now * 100.0, floor * 100.0),
        None => format!("{name}: not measured any more, should be at least {:.3}", floor * 100.0),
    }
}
