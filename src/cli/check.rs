//! `kharita check`: everything of a build but writing, for a desk's own CI.

use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::build::{DiscretionArgs, ProjectArgs};
use super::{Verbosity, exit_code, progress_bar, say, show};
use crate::diagnostic::Level;
use crate::pipeline::check::{self, Checked, Conformed, Finding};
use crate::pipeline::{Failure, Output};

pub(super) const EXIT_CODES: &str = "Exit codes:
  0  nothing but warnings, if anything
  1  something is rejected; with --strict, there is something to tell
  2  the command line or the input stops the work
  3  the output cannot be written";

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    project: ProjectArgs,
    #[command(flatten)]
    discretion: DiscretionArgs,
    /// How it is told
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail if there is anything to tell, be it a warning
    #[arg(long)]
    strict: bool,
    /// Say nothing but what was found
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A line each, as a compiler tells it
    Text,
    /// An object a line
    Json,
    /// Annotations of GitHub Actions
    Github,
}

/// What was found, and what is said of it.
struct Told {
    findings: Vec<Finding>,
    /// Of what; `None` where the input stops the work.
    checked: Option<String>,
}

pub(super) fn check(args: CheckArgs) -> ExitCode {
    let (format, strict, quiet) = (args.format, args.strict, args.quiet);
    let told = match args.project.geojson() {
        Some(files) => files_alone(files),
        None => match input(args) {
            Ok(told) => told,
            Err(failure) => return exit_code::<()>(Err(failure)),
        },
    };
    match write(&told.findings, format) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("standard output: error: cannot be written: {error}"));
            return ExitCode::from(3);
        }
        Ok(()) | Err(_) => {}
    }
    if !quiet {
        say(&told.summary());
    }
    let fails = told.count(Level::Rejected) > 0 || strict && !told.findings.is_empty();
    match told.checked {
        None => ExitCode::from(2),
        Some(_) => ExitCode::from(u8::from(fails)),
    }
}

/// What there is to tell of files of GeoJSON as such.
fn files_alone(files: &[PathBuf]) -> Told {
    let Conformed { findings, features, stopped } = check::conformed(files);
    let checked =
        (!stopped).then(|| format!("{} files of GeoJSON, {features} features", files.len()));
    Told { findings, checked }
}

/// What there is to tell of the input of a build.
fn input(args: CheckArgs) -> Result<Told, Failure> {
    let (input, templates) = args.project.into_parts();
    let input = args.discretion.into_input(input);
    let output = Output { templates, ..Output::default() };
    let bar = progress_bar(Verbosity { quiet: args.quiet, verbose: false });
    let checked = check::check(&input, &output, &|what, done, of| show(&bar, what, done, of));
    bar.finish_and_clear();
    let Checked { findings, summary } = checked?;
    let checked = summary.map(|summary| {
        let (articles, records) = (summary.articles, summary.records);
        let (corrections, events) = (summary.corrections, summary.events);
        format!(
            "{articles} articles, {records} records, {corrections} corrections, {events} events"
        )
    });
    Ok(Told { findings, checked })
}

impl Told {
    /// How many findings are of `level`.
    fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.diagnostic.level == level).count()
    }

    fn summary(&self) -> String {
        let (warnings, rejected) = (self.count(Level::Warning), self.count(Level::Rejected));
        match &self.checked {
            None => format!(
                "checked   in part: the input stops the work; {warnings} warnings, {rejected} rejected"
            ),
            Some(checked) => format!(
                "checked   {checked}\n\
                 found     {warnings} warnings, {rejected} rejected"
            ),
        }
    }
}

fn write(findings: &[Finding], format: Format) -> io::Result<()> {
    let format = match format {
        Format::Text => check::Format::Text,
        Format::Json => check::Format::Json,
        Format::Github => check::Format::Github,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    for finding in findings {
        writeln!(out, "{}", finding.line(format))?;
    }
    out.flush()
}
