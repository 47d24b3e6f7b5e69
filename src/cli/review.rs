//! `kharita review`: sources in, a work list out.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::build::ProjectArgs;
use super::{Verbosity, exit_code, progress_bar, say, show, tell};
use crate::pipeline::review::{self, Request};

#[derive(Debug, Args)]
pub(super) struct ReviewArgs {
    #[command(flatten)]
    project: ProjectArgs,
    /// Where review.csv and review.html go; an earlier list there is replaced
    #[arg(long, value_name = "DIR", default_value = "review")]
    out: PathBuf,
    /// Who reviews: the column `by` of the ready rows
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day of the review, as 2022-01-21: the column `on` of the ready rows
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    #[command(flatten)]
    verbosity: Verbosity,
}

pub(super) fn review(args: ReviewArgs) -> ExitCode {
    let verbosity = args.verbosity;
    let (input, templates) = args.project.into_parts();
    let request = Request { input, out: args.out, templates, by: args.by, on: args.on };
    let bar = progress_bar(verbosity);
    let mut diagnostics = Vec::new();
    let progress = |what: &str, done, of| show(&bar, what, done, of);
    let result = review::review(&request, &progress, &mut diagnostics);
    bar.finish_and_clear();
    tell(&diagnostics, verbosity);
    if let Ok(questions) = &result
        && !verbosity.quiet
    {
        let page = request.out.join("review.html");
        say(&format!("open      {questions} questions, in {}", page.display()));
    }
    exit_code(result)
}
