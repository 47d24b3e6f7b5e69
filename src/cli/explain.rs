//! `kharita explain`: a source in, what was read in it and why out; or an event, and what it is made of.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::{Args, ValueEnum};

use super::build::{EditorialArgs, InputArgs};
use super::{Verbosity, exit_code, own_templates, say, tell};
use crate::pipeline::explain::{self, Form, Request};

pub(super) const EXIT_CODES: &str = "Exit codes:
  0  done; single sources may have been rejected, each with a message
  2  the command line or the input stops the work
  3  the output cannot be written; what was there before is unchanged";

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Explain this event instead, by its id or an alias: all that the sources tell of it, and what it is held apart from
    #[arg(long, value_name = "ID", conflicts_with_all = ["published", "html"])]
    event: Option<String>,
    #[command(flatten)]
    editorial: EditorialArgs,
    /// The day on which the text was published, as 2022-01-21, whatever else says
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Whether the text has colours [default: auto, which is where a terminal reads it]
    #[arg(
        long,
        visible_alias = "color",
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true
    )]
    colour: Colour,
    /// Write a page of HTML instead
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Templates that replace built-in ones of the same name [default: templates where it exists]
    #[arg(long, value_name = "DIR", requires = "html")]
    templates: Option<PathBuf>,
    #[command(flatten)]
    verbosity: Verbosity,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Colour {
    /// Where a terminal reads it and `NO_COLOR` is not set
    Auto,
    Always,
    Never,
}

pub(super) fn explain(args: ExplainArgs) -> ExitCode {
    let stream = args.input.is_stream();
    if !stream && args.input.names_stream() {
        say("error: `-` is standard input, and stands alone; give files, or `-`");
        return ExitCode::from(2);
    }
    let stdout = io::stdout();
    let choice = match args.colour {
        Colour::Auto => AutoStream::choice(&stdout),
        Colour::Always => ColorChoice::Always,
        Colour::Never => ColorChoice::Never,
    };
    if let Some(id) = &args.event {
        if stream {
            say("error: an event is explained from files; give them instead of `-`");
            return ExitCode::from(2);
        }
        let input = args.editorial.into_input(args.input.into_input());
        let colour = choice != ColorChoice::Never;
        let mut diagnostics = Vec::new();
        let mut out = AutoStream::new(stdout, choice);
        let result = explain::event(&input, id, colour, &mut out, &mut diagnostics);
        tell(&diagnostics, args.verbosity);
        return exit_code(result);
    }
    let form = match args.html {
        None => Form::Text { colour: choice != ColorChoice::Never },
        Some(out) => Form::Page { out, templates: args.templates.or_else(own_templates) },
    };
    let input = args.input.into_input();
    let request = Request { input, stream, published: args.published, form };
    let mut diagnostics = Vec::new();
    let mut out = AutoStream::new(stdout, choice);
    let result = explain::explain(&request, io::stdin(), &mut out, &mut diagnostics);
    tell(&diagnostics, args.verbosity);
    exit_code(result)
}
