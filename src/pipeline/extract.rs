//! What each source tells by itself, as lines of JSON: of files, or of a stream that is never held. docs/extract.md is
//! the contract.

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::num::NonZero;
use std::ops::ControlFlow;

use super::in_order::in_order;
use super::understand::{Reader, each_of};
use super::{Failure, Input, Material, Outcome, Progress, Summary, Tables, finish, read_input};
use crate::diagnostic::{Diagnostic, Level, Position};
use crate::extract::doubtful_day;
use crate::geocode::Geocoded;
use crate::model::{Article, Source};
use crate::read::RejectedSource;
use crate::read::stream::{Block, Blocks, RejectedLine, UnreadKey};
use crate::write::extraction::{self, Extraction, Rejection, Stamp};

/// What messages call the stream.
const STREAM: &str = "standard input";

/// How many keys that are not read are told of, so that a stream of ever new ones does not fill the memory.
const UNREAD_KEYS_TOLD: usize = 32;

/// How many lines of a stream there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Those that were read.
    pub articles: usize,
    /// Those that cannot be read.
    pub rejected: usize,
}

/// Writes a line on each source of `input` to `out`, and on each that was rejected, in the order of the input.
///
/// A closed `out` ends the work and is no failure: whoever reads a pipe may have seen enough, as `head` has.
pub fn files(input: &Input, strict: bool, progress: Progress<'_>, mut out: impl Write) -> Outcome {
    let mut diagnostics = Vec::new();
    let result = try_files(input, strict, progress, &mut out, &mut diagnostics);
    Outcome { result, diagnostics }
}

fn try_files(
    input: &Input,
    strict: bool,
    progress: Progress<'_>,
    out: &mut impl Write,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Summary, Failure> {
    let Material { tables, sources, .. } = read_input(input, strict, progress, diagnostics)?;
    let teller = Teller::new(&tables);
    let count = sources.sources.len();
    let mut summary =
        Summary { rejected: sources.rejected.len(), empty: sources.empty, ..Summary::default() };
    let mut rejected = sources.rejected.iter().peekable();
    let mut done = 0;
    let mut ended = Ok(());
    let work = |source| {
        let mut line = Vec::new();
        let told = teller.line(source, &mut line);
        (line, told)
    };
    each_of(sources.sources, input.threads, work, |(line, Told { summary: of_one, doubt })| {
        diagnostics.extend(doubt);
        progress("reading sources", done, Some(count));
        let mut lines = Vec::new();
        while let Some(rejection) = rejected.next_if(|rejection| rejection.before <= done) {
            teller.reject_source(rejection, &mut lines);
        }
        done += 1;
        summary.add(&of_one);
        lines.extend(line);
        ended = out.write_all(&lines);
        if ended.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let mut last = Vec::new();
    rejected.for_each(|rejection| teller.reject_source(rejection, &mut last));
    finish(ended.and_then(|()| out.write_all(&last)).and_then(|()| out.flush()))?;
    Ok(summary)
}

/// Writes a line to `out` on each line of the stream `stream` that is not blank, in order and as they come, and tells
/// at once what is wrong with them. Of `input` only the tables and the number of threads count. Memory is bounded by the
/// tables and a few of the longest lines.
///
/// A closed `out` ends the work and is no failure.
pub fn stream(
    input: &Input,
    strict: bool,
    stream: impl Read + Send,
    out: impl Write,
    tell: &mut dyn FnMut(Diagnostic),
) -> Result<Tally, Failure> {
    let mut of_tables = Vec::new();
    let tables = Tables::read(input, &mut of_tables).map_err(Failure::Input)?;
    let of_rows = of_tables.iter().filter(|d| d.level == Level::Rejected).count();
    of_tables.into_iter().for_each(&mut *tell);
    if strict && of_rows > 0 {
        return Err(Failure::Strict { rejected: of_rows, written: false });
    }
    let threads = input.threads.unwrap_or(NonZero::<usize>::MIN);
    let tally = Teller::new(&tables).stream(threads, stream, out, tell)?;
    if strict && tally.rejected > 0 {
        return Err(Failure::Strict { rejected: tally.rejected, written: true });
    }
    Ok(tally)
}

/// Tells what a source says by itself, by the tables it was made of.
pub struct Teller<'t> {
    tables: &'t Tables,
    reader: Reader<'t>,
    stamp: Stamp<'t>,
}

/// What there is to tell of a source beside its line.
pub(super) struct Told {
    summary: Summary,
    /// The text states another day than the one that is given.
    doubt: Option<Diagnostic>,
}

/// What there is to tell of a block of lines.
#[derive(Default)]
struct ToldBlock {
    /// With their ends.
    lines: Vec<u8>,
    diagnostics: Vec<Diagnostic>,
    unread: Vec<UnreadKey>,
    tally: Tally,
}

impl<'t> Teller<'t> {
    /// One that reads by `tables`; to make it takes far longer than to read an article.
    pub fn new(tables: &'t Tables) -> Self {
        let stamp = Stamp { version: env!("CARGO_PKG_VERSION"), tables: tables.fingerprint() };
        Self { tables, reader: Reader::new(tables), stamp }
    }

    /// What [`stream`] does, once the tables are read.
    pub fn stream(
        &self,
        threads: NonZero<usize>,
        stream: impl Read + Send,
        mut out: impl Write,
        tell: &mut dyn FnMut(Diagnostic),
    ) -> Result<Tally, Failure> {
        let mut tally = Tally::default();
        let mut unread = BTreeSet::new();
        let mut ended = Ok(());
        let mut broken = None;
        let bytes = |block: &io::Result<Block>| block.as_ref().map_or(0, Block::len);
        let work = |block: io::Result<Block>| block.map(|block| self.block(&block));
        in_order(threads, Blocks::new(stream), bytes, work, |told| {
            let told = match told {
                Ok(told) => told,
                Err(error) => {
                    broken = Some(error);
                    return ControlFlow::Break(());
                }
            };
            tally.articles += told.tally.articles;
            tally.rejected += told.tally.rejected;
            let new = told
                .unread
                .iter()
                .filter(|key| unread.len() < UNREAD_KEYS_TOLD && unread.insert(key.key.clone()));
            let mut diagnostics = told.diagnostics;
            diagnostics.extend(new.map(UnreadKey::warning));
            diagnostics.sort_by(|a, b| a.position.cmp(&b.position));
            diagnostics.into_iter().for_each(&mut *tell);
            ended = out.write_all(&told.lines);
            if ended.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        finish(ended.and_then(|()| out.flush()))?;
        if let Some(error) = broken {
            let message = format!("cannot be read: {error}");
            return Err(Failure::Input(Diagnostic::fatal(Position::file(STREAM), message)));
        }
        Ok(tally)
    }

    /// Adds the line of `source`, with its end, to `out`.
    pub(super) fn line(&self, source: Source, out: &mut Vec<u8>) -> Told {
        let Geocoded { source, stated, mentions, unresolved, placed, unplaced, refusals } =
            self.reader.understand(source);
        let mut summary = Summary { unresolved: unresolved.len(), ..Summary::default() };
        summary.count(&source, placed.len(), unplaced.len());
        let events = self.tables.merge(placed);
        summary.events = events.len();
        let extraction = Extraction {
            source: &source,
            stated,
            mentions: &mentions,
            events: &events,
            unplaced: &unplaced,
            refusals: &refusals,
        };
        extraction::line(&extraction, self.stamp, out);
        Told { summary, doubt: doubtful_day(&source, stated) }
    }

    fn block(&self, block: &Block) -> ToldBlock {
        // What is told of a text is mostly somewhat longer than the text.
        let lines = Vec::with_capacity(block.len() * 2);
        let mut told = ToldBlock { lines, ..ToldBlock::default() };
        for line in block.articles(STREAM) {
            told.diagnostics.extend(line.warnings);
            told.unread.extend(line.unread);
            match line.article {
                Ok(article) => told.read(self, article),
                Err(rejected) => told.reject(self, rejected),
            }
        }
        told
    }

    fn reject(&self, rejection: &Rejection<'_>, lines: &mut Vec<u8>) {
        extraction::rejected(rejection, self.stamp, lines);
    }

    fn reject_source(&self, source: &RejectedSource, lines: &mut Vec<u8>) {
        let RejectedSource { path, fault, .. } = source;
        self.reject(&Rejection { id: None, path: Some(path), fault }, lines);
    }
}

impl ToldBlock {
    fn read(&mut self, teller: &Teller<'_>, article: Article) {
        let Told { doubt, .. } = teller.line(Source::Article(article), &mut self.lines);
        self.diagnostics.extend(doubt);
        self.tally.articles += 1;
    }

    fn reject(&mut self, teller: &Teller<'_>, RejectedLine { id, fault }: RejectedLine) {
        let rejection = Rejection { id: id.as_deref(), path: None, fault: &fault };
        teller.reject(&rejection, &mut self.lines);
        self.diagnostics.push(fault);
        self.tally.rejected += 1;
    }
}
