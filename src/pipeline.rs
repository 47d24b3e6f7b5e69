//! The order of the stages, and nowhere else: read, extract, geocode, merge, write.

pub mod eval;
pub mod explain;
pub mod extract;
pub mod geocode;
mod in_order;
pub mod places;
mod tables;
mod understand;

use std::env;
use std::io::{self, Read as _};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Level, Position};
use crate::extract::doubtful_day;
use crate::geocode::Geocoded;
use crate::merge::{self, Followed, Merged};
use crate::model::{
    Correction, Origin, PlaceId, PlacedReport, Source, UnplacedReport, UnresolvedMention,
};
use crate::read::{self, Sources};
use crate::write::site::{SiteFolder, Surroundings};
use crate::write::templates::Templates;
use crate::write::{self, Site};
pub use tables::Tables;
use understand::understand_all;

/// What to read.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Folders and files of sources.
    pub sources: Vec<PathBuf>,
    /// A sidecar table for them.
    pub meta: Option<PathBuf>,
    /// The place table; the built-in one where none is given.
    pub places: Option<PathBuf>,
    /// The kinds table; the built-in one where none is given.
    pub kinds: Option<PathBuf>,
    /// The table of corrections; none where none is given.
    pub corrections: Option<PathBuf>,
    /// How many threads read the sources; one where none is given. The outputs do not depend on it.
    pub threads: Option<NonZero<usize>>,
}

/// What to write.
#[derive(Debug, Clone)]
pub struct Output {
    /// The folder of the site.
    pub out: PathBuf,
    /// Templates that replace built-in ones of the same name.
    pub templates: Option<PathBuf>,
    /// The title in English.
    pub title_en: String,
    /// The title in Arabic.
    pub title_ar: String,
    /// Whether anything rejected fails the build.
    pub strict: bool,
}

/// How long work gets on; called with what is at work, how much is done, and of how much if that is known.
pub type Progress<'a> = &'a dyn Fn(&str, usize, Option<usize>);

/// How much there was of everything. Every claim that was read is placed, unplaced or rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Summary {
    pub articles: usize,
    pub records: usize,
    pub empty: usize,
    pub rejected: usize,
    pub placed: usize,
    pub unplaced: usize,
    /// Reports that corrections rejected.
    pub struck: usize,
    /// Rows of the table of corrections that can be followed.
    pub corrections: usize,
    /// Reports without a date, among the placed and the unplaced.
    pub undated: usize,
    /// Toponyms that may mean several places.
    pub unresolved: usize,
    pub events: usize,
    pub files: usize,
    pub bytes: usize,
}

/// Why there is no new site.
#[derive(Debug)]
pub enum Failure {
    /// The input stops the build.
    Input(Diagnostic),
    /// Something was rejected, and the build is strict.
    Strict {
        /// How many sources and rows of tables were rejected.
        rejected: usize,
        /// Whether the others were written nevertheless, as those of a stream are.
        written: bool,
    },
    /// Names mean no place, or several, and the run is strict.
    Unresolved {
        /// How many names.
        names: usize,
    },
    /// Figures are lower than they must be.
    Below {
        /// How many figures.
        figures: usize,
    },
    /// The site cannot be written; the old one is as it was.
    Output(Diagnostic),
}

/// What became of a build: its figures or why it failed, and everything there is to tell of the input.
#[derive(Debug)]
pub struct Outcome {
    /// The figures, or why there are none.
    pub result: Result<Summary, Failure>,
    /// In the order of the input.
    pub diagnostics: Vec<Diagnostic>,
}

impl Summary {
    fn count(&mut self, source: &Source, placed: usize, unplaced: usize) {
        match source {
            Source::Article(_) => self.articles += 1,
            Source::Record(_) => self.records += 1,
        }
        self.placed += placed;
        self.unplaced += unplaced;
    }

    fn add(&mut self, other: &Self) {
        self.articles += other.articles;
        self.records += other.records;
        self.placed += other.placed;
        self.unplaced += other.unplaced;
        self.unresolved += other.unresolved;
        self.events += other.events;
    }
}

/// Builds a site: all of it or nothing.
pub fn build(input: &Input, output: &Output, progress: Progress<'_>) -> Outcome {
    let mut diagnostics = Vec::new();
    let result = try_build(input, output, progress, &mut diagnostics);
    Outcome { result, diagnostics }
}

fn try_build(
    input: &Input,
    output: &Output,
    progress: Progress<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Summary, Failure> {
    let precious = precious(input, output);
    let surroundings = Surroundings { inputs: &input.sources, precious: &precious };
    // Taken first, so that a build that cannot be written does no work.
    let folder = SiteFolder::open(&output.out, &surroundings).map_err(Failure::Output)?;
    let templates = match &output.templates {
        Some(path) => Templates::read(path),
        None => Templates::built_in(),
    };
    let templates = templates.map_err(Failure::Input)?;
    let (tables, mut sources) = read_input(input, output.strict, progress, diagnostics)?;
    // Whoever names the files in another order gets the same site.
    sources.sources.sort_by_cached_key(|source| {
        let Origin { path, line, id, .. } = &**source.origin();
        (path.split('/').map(str::to_owned).collect::<Vec<_>>(), *line, id.clone())
    });

    let mut summary =
        Summary { rejected: sources.rejected.len(), empty: sources.empty, ..Summary::default() };
    let gathered = Gathered::of(understand_all(&tables, sources.sources, input.threads, progress));
    diagnostics.extend(gathered.diagnostics);
    for source in &gathered.sources {
        summary.count(source, 0, 0);
    }
    summary.unresolved = gathered.unresolved.len();
    progress("merging", 0, None);
    let corrections = corrections(input, &tables, diagnostics)?;
    let Merged { events, unplaced, followed } = tables
        .with_known(|known| merge::merge(gathered.placed, gathered.unplaced, &corrections, known));
    diagnostics.extend(idle(input, &followed, &corrections));
    summary.events = events.len();
    summary.placed = events.iter().map(|event| event.reports.len()).sum();
    summary.unplaced = unplaced.len();
    summary.struck = followed.rejected;
    summary.corrections = corrections.len();

    let site = Site {
        title_en: &output.title_en,
        title_ar: &output.title_ar,
        events: &events,
        unplaced: &unplaced,
        unresolved: &gathered.unresolved,
        sources: &gathered.sources,
        rejected: summary.rejected,
        kinds: tables.kinds.all(),
        places: tables.gazetteer.places(),
    };
    summary.undated = site.undated();
    progress("writing", 0, None);
    let mut files = write::exports(&site);
    files.extend(write::page::pages(&site, &templates).map_err(Failure::Input)?);
    files.extend(write::assets::assets());
    summary.files = files.len();
    summary.bytes = files.values().map(Vec::len).sum();
    diagnostics.extend(folder.replace(&files).map_err(Failure::Output)?);
    Ok(summary)
}

/// Reads tables and sources. Where no source can be read there is nothing to tell, and no reason to replace what
/// an earlier build told.
fn read_input(
    input: &Input,
    strict: bool,
    progress: Progress<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(Tables, Sources), Failure> {
    let tables = Tables::read(input, diagnostics).map_err(Failure::Input)?;
    let kinds = tables.kinds.ids();
    let mut sources = read::sources(&input.sources, input.meta.as_deref(), &kinds, &|files| {
        progress("finding files", files, None);
    })
    .map_err(Failure::Input)?;
    diagnostics.append(&mut sources.diagnostics);
    if sources.sources.is_empty() {
        let message = format!(
            "nothing could be read: {} rejected, {} empty; correct what is told above, or give other sources",
            sources.rejected.len(),
            sources.empty
        );
        let roots: Vec<_> = input.sources.iter().map(|root| root.display().to_string()).collect();
        let position = Position::file(roots.join(", "));
        return Err(Failure::Input(Diagnostic::fatal(position, message)));
    }
    // Rows of tables count as well as sources: a place that was rejected is missed by what names it.
    let rejected = diagnostics.iter().filter(|d| d.level == Level::Rejected).count();
    if strict && rejected > 0 {
        return Err(Failure::Strict { rejected, written: false });
    }
    Ok((tables, sources))
}

/// The rows of the table of corrections, if there is one.
fn corrections(
    input: &Input,
    tables: &Tables,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<Arc<Correction>>, Failure> {
    let Some(path) = &input.corrections else { return Ok(Vec::new()) };
    let bytes = file(path).map_err(Failure::Input)?;
    let has_place = |id: &PlaceId| tables.gazetteer.place(id).is_some();
    let name = path.display().to_string();
    let table = read::corrections(&name, &bytes, &tables.kinds.ids(), &has_place);
    let table = table.map_err(Failure::Input)?;
    diagnostics.extend(table.diagnostics);
    Ok(table.corrections)
}

/// What there is to tell of corrections that changed nothing.
fn idle(
    input: &Input,
    followed: &Followed,
    corrections: &[Arc<Correction>],
) -> impl Iterator<Item = Diagnostic> {
    let file =
        input.corrections.as_deref().map_or_else(String::new, |path| path.display().to_string());
    followed.idle(corrections).into_iter().map(move |idle| {
        Diagnostic::warning(Position::at(&file, idle.correction.line, 1), idle.why)
    })
}

/// Everything that was read, source by source, put together.
#[derive(Default)]
struct Gathered {
    diagnostics: Vec<Diagnostic>,
    sources: Vec<Source>,
    unresolved: Vec<UnresolvedMention>,
    placed: Vec<PlacedReport>,
    unplaced: Vec<UnplacedReport>,
}

impl Gathered {
    fn of(geocoded: Vec<Geocoded>) -> Self {
        let mut all = Self::default();
        for Geocoded { source, stated, mentions: _, unresolved, placed, unplaced, refusals: _ } in
            geocoded
        {
            all.diagnostics.extend(doubtful_day(&source, stated));
            all.sources.push(source);
            all.unresolved.extend(unresolved);
            all.placed.extend(placed);
            all.unplaced.extend(unplaced);
        }
        all
    }
}

/// What the output must not replace.
fn precious(input: &Input, output: &Output) -> Vec<PathBuf> {
    let folders = [env::current_dir().ok(), env::home_dir()].into_iter().flatten();
    let tables = [&input.meta, &input.places, &input.kinds, &input.corrections, &output.templates];
    folders.chain(tables.into_iter().flatten().cloned()).collect()
}

/// A closed pipe is no failure.
fn finish(ended: io::Result<()>) -> Result<(), Failure> {
    match ended {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(output_fault(&error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn output_fault(error: &io::Error) -> Failure {
    let position = Position::file("standard output");
    Failure::Output(Diagnostic::fatal(position, format!("cannot be written: {error}")))
}

/// 256 MiB: a table of two million places, and an end to a file that has none, such as a device.
const MAX_TABLE_BYTES: u64 = 256 << 20;

fn file(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let name = path.display().to_string();
    match read::open(path) {
        Ok(file) => bounded(&name, file),
        Err(error) => {
            let message = format!("cannot be read: {error}; check the path");
            Err(Diagnostic::fatal(Position::file(name), message))
        }
    }
}

/// All of `reader`, which messages call `name`.
fn bounded(name: &str, reader: impl io::Read) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    let fault = match io::Read::take(reader, MAX_TABLE_BYTES + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 <= MAX_TABLE_BYTES => return Ok(bytes),
        Ok(_) => "larger than 256 MiB; cut it into smaller tables".to_owned(),
        Err(error) => format!("cannot be read: {error}; check the path"),
    };
    Err(Diagnostic::fatal(Position::file(name), fault))
}

fn text_file(path: &Path) -> Result<String, Diagnostic> {
    String::from_utf8(file(path)?).map_err(|error| {
        let read = String::from_utf8_lossy(error.as_bytes());
        let position =
            Position::of_byte(path.display().to_string(), &read, error.utf8_error().valid_up_to());
        Diagnostic::fatal(position, "is not UTF-8; save it as UTF-8")
    })
}
