//! The command line: options in, the pipeline run, a summary and an exit code out.

mod build;
mod check;
mod config;
mod diff;
mod eval;
mod explain;
mod extract;
mod geocode;
mod places;
mod review;
mod values;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, Parser, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diagnostic::{Diagnostic, Level};
use crate::pipeline::Failure;

use build::BuildArgs;
use check::CheckArgs;
use diff::DiffArgs;
use eval::EvalArgs;
use explain::ExplainArgs;
use extract::ExtractArgs;
use geocode::GeocodeArgs;
use places::PlacesCommand;
use review::ReviewArgs;

/// Turns a folder of news reports into a map of events that leads every pin back to its sentence.
#[derive(Debug, Parser)]
#[command(name = "kharita", version, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes:
  0  done; single sources may have been rejected, each with a message
  1  --strict, and something was rejected
  2  the command line or the input stops the work
  3  the output cannot be written; what was there before is unchanged";

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site: events.geojson, the tables, and the pages in English and Arabic.
    #[command(after_help = EXIT_CODES)]
    Build(Box<BuildArgs>),
    /// Tell everything wrong or doubtful in sources, tables and corrections, and write nothing.
    #[command(after_help = check::EXIT_CODES)]
    Check(CheckArgs),
    /// Say what was read in each source, one line of JSON a source, and write no site.
    #[command(after_help = EXIT_CODES)]
    Extract(ExtractArgs),
    /// Show what was read in a source and why: marked in its text, event by event, and what was not taken.
    #[command(after_help = explain::EXIT_CODES)]
    Explain(ExplainArgs),
    /// List what is open, what gains the map most first, with ready rows for corrections.csv.
    #[command(after_help = EXIT_CODES)]
    Review(ReviewArgs),
    /// Tell what changed between two builds: events added, gone, renamed and changed.
    #[command(after_help = diff::EXIT_CODES)]
    Diff(DiffArgs),
    /// Measure how well labelled reports are read: mentions, places, kinds, dates, counts, headlines.
    #[command(after_help = eval::EXIT_CODES)]
    Eval(EvalArgs),
    /// Say which place each name means: names from arguments, lines or a column of a table.
    #[command(after_help = geocode::EXIT_CODES)]
    Geocode(GeocodeArgs),
    /// Check a place table, or make one for another region.
    #[command(subcommand)]
    Places(PlacesCommand),
}

#[derive(Debug, Clone, Copy, Args)]
struct Verbosity {
    /// Say nothing but errors and what was rejected
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Say every warning, not only the first of many
    #[arg(short, long)]
    verbose: bool,
}

/// How many warnings are told before `-v` is asked for; what is rejected is always told.
const WARNINGS_SHOWN: usize = 10;

/// Runs the command that `arguments` name, the name of the program before them; what they leave unsaid a file of settings may say.
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let matches = Cli::command().get_matches_from(&arguments);
    let arguments = match config::complete(arguments, &matches) {
        Ok(arguments) => arguments,
        Err(faults) => {
            for fault in faults {
                say(&fault.to_string());
            }
            return ExitCode::from(2);
        }
    };
    match Cli::parse_from(arguments).command {
        Command::Build(args) => build::build(*args),
        Command::Check(args) => check::check(args),
        Command::Extract(args) => extract::extract(args),
        Command::Explain(args) => explain::explain(args),
        Command::Review(args) => review::review(args),
        Command::Diff(args) => diff::diff(args),
        Command::Eval(args) => eval::eval(args),
        Command::Geocode(args) => geocode::geocode(args),
        Command::Places(command) => places::run(command),
    }
}

fn exit_code<T>(result: Result<T, Failure>) -> ExitCode {
    match result {
        Ok(_) => ExitCode::SUCCESS,
        Err(Failure::Strict { rejected, written }) => {
            let rest = if written { "the others were written" } else { "nothing was written" };
            say(&format!("error: {rejected} rejected, and --strict was given; {rest}"));
            ExitCode::from(1)
        }
        Err(Failure::Unresolved { names }) => {
            say(&format!("error: {names} names mean no single place, and --strict was given"));
            ExitCode::from(1)
        }
        Err(Failure::Below { figures }) => {
            say(&format!("error: {figures} figures are lower than in the file of --floors"));
            ExitCode::from(1)
        }
        Err(Failure::Input(diagnostic)) => {
            say(&diagnostic.to_string());
            ExitCode::from(2)
        }
        Err(Failure::Output(diagnostic)) => {
            say(&diagnostic.to_string());
            ExitCode::from(3)
        }
    }
}

fn existing(path: &str) -> Option<PathBuf> {
    Path::new(path).is_file().then(|| path.into())
}

/// The user's templates beside the sources, if there are any.
fn own_templates() -> Option<PathBuf> {
    Path::new("templates").is_dir().then(|| "templates".into())
}

/// Progress on a terminal's stderr; elsewhere, and with `-q`, none.
fn progress_bar(verbosity: Verbosity) -> ProgressBar {
    let hidden = verbosity.quiet || !io::stderr().is_terminal();
    let target =
        if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(10) };
    let bar = ProgressBar::with_draw_target(None, target);
    bar.set_style(ProgressStyle::with_template("{msg} {human_pos}").expect("a valid template"));
    bar
}

fn show(bar: &ProgressBar, what: &str, done: usize, of: Option<usize>) {
    bar.set_message(of.map_or_else(|| what.to_owned(), |of| format!("{what} (of {of})")));
    bar.set_position(done as u64);
}

fn tell(diagnostics: &[Diagnostic], verbosity: Verbosity) {
    let mut teller = Teller::new(verbosity);
    for diagnostic in diagnostics {
        teller.tell(diagnostic);
    }
    teller.finish();
}

/// Tells diagnostics as they come, but only the first of many warnings.
struct Teller {
    verbosity: Verbosity,
    warnings: usize,
}

impl Teller {
    fn new(verbosity: Verbosity) -> Self {
        Self { verbosity, warnings: 0 }
    }

    fn tell(&mut self, diagnostic: &Diagnostic) {
        if diagnostic.level == Level::Warning {
            self.warnings += 1;
            let Verbosity { quiet, verbose } = self.verbosity;
            if quiet || self.warnings > WARNINGS_SHOWN && !verbose {
                return;
            }
        }
        say(&diagnostic.to_string());
    }

    fn finish(self) {
        let Verbosity { quiet, verbose } = self.verbosity;
        if self.warnings > WARNINGS_SHOWN && !quiet && !verbose {
            say(&format!("{} more warnings; -v shows them", self.warnings - WARNINGS_SHOWN));
        }
    }
}

/// A line on stderr. What cannot be said to a closed stderr is no reason to fail.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
