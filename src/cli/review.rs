//! `kharita review`: sources in, a work list out.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::build::{EditorialArgs, InputArgs, ThreadArgs};
use super::{Verbosity, exit_code, progress_bar, say, show, tell};
use crate::pipeline::Input;
use crate::pipeline::review::{self, Request};

#[derive(Debug, Args)]
pub(super) struct ReviewArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    editorial: EditorialArgs,
    #[command(flatten)]
    threads: ThreadArgs,
    /// Templates that replace built-in ones of the same name [default: templates where it exists]
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
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
    let input = args.editorial.into_input(args.input.into_input());
    let input = Input { threads: args.threads.number(), ..input };
    let beside = || Path::new("templates").is_dir().then(|| "templates".into());
    let templates = args.templates.or_else(beside);
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
