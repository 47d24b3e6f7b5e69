//! `kharita check`: everything of a build but writing, for a desk's own CI.

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::build::{DiscretionArgs, ProjectArgs};
use super::{Verbosity, exit_code, progress_bar, say, show};
use crate::diagnostic::Level;
use crate::pipeline::Output;
use crate::pipeline::check::{self, Checked};

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

pub(super) fn check(args: CheckArgs) -> ExitCode {
    let (input, templates) = args.project.into_parts();
    let input = args.discretion.into_input(input);
    let output = Output { templates, ..Output::default() };
    let bar = progress_bar(Verbosity { quiet: args.quiet, verbose: false });
    let checked = check::check(&input, &output, &|what, done, of| show(&bar, what, done, of));
    bar.finish_and_clear();
    let checked = match checked {
        Ok(checked) => checked,
        Err(failure) => return exit_code::<()>(Err(failure)),
    };
    match write(&checked, args.format) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("standard output: error: cannot be written: {error}"));
            return ExitCode::from(3);
        }
        Ok(()) | Err(_) => {}
    }
    if !args.quiet {
        say(&summarise(&checked));
    }
    let fails = checked.count(Level::Rejected) > 0 || args.strict && !checked.findings.is_empty();
    match checked.summary {
        None => ExitCode::from(2),
        Some(_) => ExitCode::from(u8::from(fails)),
    }
}

fn write(checked: &Checked, format: Format) -> io::Result<()> {
    let format = match format {
        Format::Text => check::Format::Text,
        Format::Json => check::Format::Json,
        Format::Github => check::Format::Github,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    for finding in &checked.findings {
        writeln!(out, "{}", finding.line(format))?;
    }
    out.flush()
}

fn summarise(checked: &Checked) -> String {
    let (warnings, rejected) = (checked.count(Level::Warning), checked.count(Level::Rejected));
    let Some(summary) = &checked.summary else {
        return format!(
            "checked   in part: the input stops the work; {warnings} warnings, {rejected} rejected"
        );
    };
    let (articles, records) = (summary.articles, summary.records);
    let (corrections, events) = (summary.corrections, summary.events);
    format!(
        "checked   {articles} articles, {records} records, {corrections} corrections, {events} events\n\
         found     {warnings} warnings, {rejected} rejected"
    )
}
