//! The command line: options in, the pipeline run, a summary and an exit code out.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, Parser, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diagnostic::{Diagnostic, Level};
use crate::pipeline::{self, Failure, Input, Output, Summary};

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
    Build(BuildArgs),
    /// Say what was read in each source, one line of JSON a source, and write no site.
    #[command(after_help = EXIT_CODES)]
    Extract(ExtractArgs),
}

/// What to read.
#[derive(Debug, Args)]
struct InputArgs {
    /// Folders and files of sources: .txt and .md articles; .csv, .jsonl, .json and .geojson records [default: sources]
    #[arg(value_name = "SOURCES")]
    sources: Vec<PathBuf>,
    /// A table that tells what saved pages leave out: path,lang,published,url,publisher,title
    #[arg(long, value_name = "FILE")]
    meta: Option<PathBuf>,
    /// The place table [default: places.csv where it exists, otherwise the built-in one]
    #[arg(long, value_name = "FILE")]
    places: Option<PathBuf>,
    /// The table of kinds of event [default: the built-in one]
    #[arg(long, value_name = "FILE")]
    kinds: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct BuildArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Templates that replace built-in ones of the same name [default: templates where it exists]
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// Where the site goes; an earlier site there is replaced
    #[arg(long, value_name = "DIR", default_value = "site")]
    out: PathBuf,
    /// The title of the English page
    #[arg(long, value_name = "TEXT", default_value = "North-east Syria, event by event")]
    title: String,
    /// The title of the Arabic page
    #[arg(long, value_name = "TEXT", default_value = "شمال شرق سوريا، حدثاً بحدث")]
    title_ar: String,
    /// Fail if anything is rejected
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    verbosity: Verbosity,
}

#[derive(Debug, Args)]
struct ExtractArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Fail if anything is rejected
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    verbosity: Verbosity,
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

/// Runs the command that `cli` holds.
pub fn run(cli: Cli) -> ExitCode {
    match cli.command {
        Command::Build(args) => build(args),
        Command::Extract(args) => extract(args),
    }
}

fn build(args: BuildArgs) -> ExitCode {
    let start = Instant::now();
    let verbosity = args.verbosity;
    let input = args.input.into_input();
    let output = Output {
        out: args.out,
        templates: args
            .templates
            .or_else(|| Path::new("templates").is_dir().then(|| "templates".into())),
        title_en: args.title,
        title_ar: args.title_ar,
        strict: args.strict,
    };
    let bar = progress_bar(verbosity);
    let outcome = pipeline::build(&input, &output, &|what, done, of| show(&bar, what, done, of));
    bar.finish_and_clear();
    tell(&outcome.diagnostics, verbosity);
    if let Ok(summary) = &outcome.result
        && !verbosity.quiet
    {
        say(&summarise(summary, &output.out, start.elapsed().as_secs_f64()));
    }
    exit_code(outcome.result)
}

fn extract(args: ExtractArgs) -> ExitCode {
    let bar = progress_bar(args.verbosity);
    let mut out = io::stdout().lock();
    let outcome = pipeline::extract(
        &args.input.into_input(),
        args.strict,
        &|what, done, of| show(&bar, what, done, of),
        |line| writeln!(out, "{line}"),
    );
    bar.finish_and_clear();
    tell(&outcome.diagnostics, args.verbosity);
    exit_code(outcome.result)
}

fn exit_code(result: Result<Summary, Failure>) -> ExitCode {
    match result {
        Ok(_) => ExitCode::SUCCESS,
        Err(Failure::Strict { rejected }) => {
            say(&format!(
                "error: {rejected} rejected, and --strict was given; nothing was written"
            ));
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

impl InputArgs {
    fn into_input(self) -> Input {
        let sources = if self.sources.is_empty() { vec!["sources".into()] } else { self.sources };
        let places = self.places.or_else(|| existing("places.csv"));
        Input { sources, meta: self.meta, places, kinds: self.kinds }
    }
}

fn existing(path: &str) -> Option<PathBuf> {
    Path::new(path).is_file().then(|| path.into())
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
    let mut warnings = 0;
    for diagnostic in diagnostics {
        let warning = diagnostic.level == Level::Warning;
        warnings += usize::from(warning);
        let shown = if verbosity.quiet { !warning } else { warnings <= WARNINGS_SHOWN };
        if shown || verbosity.verbose || !warning && !verbosity.quiet {
            say(&diagnostic.to_string());
        }
    }
    if warnings > WARNINGS_SHOWN && !verbosity.verbose && !verbosity.quiet {
        say(&format!("{} more warnings; -v shows them", warnings - WARNINGS_SHOWN));
    }
}

fn summarise(summary: &Summary, out: &Path, seconds: f64) -> String {
    let Summary {
        articles,
        records,
        empty,
        rejected,
        placed,
        unplaced,
        undated,
        events,
        files,
        bytes,
    } = *summary;
    let read = placed + unplaced + rejected;
    let empty = if empty > 0 { format!(", {empty} empty") } else { String::new() };
    format!(
        "sources   {articles} articles, {records} records, {rejected} rejected{empty}\n\
         read      {read} = {placed} placed + {unplaced} unplaced + {rejected} rejected\n\
         undated   {undated}\n\
         events    {events}\n\
         written   {files} files, {} kB, to {} in {seconds:.2} s",
        bytes.div_ceil(1000),
        out.display(),
    )
}

/// A line on stderr. What cannot be said to a closed stderr is no reason to fail.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
