//! `kharita extract`: sources in, a line of JSON on each out.

use std::io;
use std::process::ExitCode;

use clap::Args;

use super::build::{InputArgs, ThreadArgs};
use super::{Teller, Verbosity, exit_code, progress_bar, say, show, tell};
use crate::pipeline::{Input, extract};

#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    threads: ThreadArgs,
    /// Fail if anything is rejected
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    verbosity: Verbosity,
}

pub(super) fn extract(args: ExtractArgs) -> ExitCode {
    if args.input.is_stream() {
        return stream(args);
    }
    if args.input.names_stream() {
        say("error: `-` is standard input, and stands alone; give files, or `-`");
        return ExitCode::from(2);
    }
    let bar = progress_bar(args.verbosity);
    let input = Input { threads: args.threads.number(), ..args.input.into_input() };
    let outcome = extract::files(
        &input,
        args.strict,
        &|what, done, of| show(&bar, what, done, of),
        io::stdout(),
    );
    bar.finish_and_clear();
    tell(&outcome.diagnostics, args.verbosity);
    exit_code(outcome.result)
}

fn stream(args: ExtractArgs) -> ExitCode {
    if args.input.meta.is_some() {
        say("error: --meta tells of files; each line of standard input tells of itself");
        return ExitCode::from(2);
    }
    let mut teller = Teller::new(args.verbosity);
    let input = Input { threads: args.threads.number(), ..args.input.into_stream() };
    let (stdin, stdout) = (io::stdin(), io::stdout());
    let result = extract::stream(&input, args.strict, stdin, stdout, &mut |d| teller.tell(&d));
    teller.finish();
    exit_code(result)
}
