//! The order of the stages, and nowhere else: read, extract, geocode, merge, write.

mod build;
pub mod check;
pub mod diff;
pub mod eval;
pub mod explain;
pub mod extract;
mod findings;
pub mod geocode;
mod ground;
mod in_order;
pub mod places;
mod publish;
pub mod review;
mod tables;
mod understand;

use std::cell::OnceCell;
use std::io::{self, Read as _};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Level, Position};
use crate::geocode::Doubter;
use crate::model::{Correction, PlaceCells, PlaceId};
pub use crate::read::day;
use crate::read::{self, Coding, Sources};
pub use build::{Format, Outcome, Output, Wanted, build};
pub use findings::Summary;
pub use tables::Tables;

/// What to read.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Folders and files of sources.
    pub sources: Vec<PathBuf>,
    /// The file that says so, where one was named.
    pub config: Option<PathBuf>,
    /// A sidecar table for them.
    pub meta: Option<PathBuf>,
    /// The place table; the built-in one where none is given.
    pub places: Option<PathBuf>,
    /// The kinds table; the built-in one where none is given.
    pub kinds: Option<PathBuf>,
    /// The table of corrections; none where none is given.
    pub corrections: Option<PathBuf>,
    /// The table of what is withheld, generalised or covered; none where none is given.
    pub responsibility: Option<PathBuf>,
    /// The day of publication, by which embargoes end; no embargo ends where none is given.
    pub today: Option<Date>,
    /// How many threads read the sources; one where none is given. The outputs do not depend on it.
    pub threads: Option<NonZero<usize>>,
}

/// How long work gets on; called with what is at work, how much is done, and of how much if that is known.
pub type Progress<'a> = &'a dyn Fn(&str, usize, Option<usize>);

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

/// What the input holds.
#[derive(Debug)]
struct Material {
    tables: Tables,
    corrections: Vec<Arc<Correction>>,
    sources: Sources,
}

/// Reads tables, corrections and sources. Where no source can be read there is nothing to tell, and no reason to replace what
/// an earlier build told, unless a table says that there is nothing.
fn read_input(
    input: &Input,
    strict: bool,
    progress: Progress<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Material, Failure> {
    let tables = Tables::read(input, diagnostics).map_err(Failure::Input)?;
    let codebook = tables.kinds.codebook();
    let corrections = corrections(input, &tables, diagnostics)?;
    let (meta, followed) = (input.meta.as_deref(), input.corrections.as_deref());
    let hidden = input.responsibility.as_deref();
    let found = |files| progress("finding files", files, None);
    let doubter = OnceCell::new();
    let doubts = |cells: PlaceCells<'_>| {
        doubter.get_or_init(|| Doubter::new(&tables.gazetteer)).doubts(cells)
    };
    let coding = Coding { codebook: &codebook, doubts: &doubts };
    let mut sources = read::sources(&input.sources, meta, followed, hidden, coding, &found)
        .map_err(Failure::Input)?;
    diagnostics.append(&mut sources.diagnostics);
    let is_nothing_told = sources.rowless > 0 && sources.rejected.is_empty() && sources.empty == 0;
    if sources.sources.is_empty() && is_nothing_told {
        let message = "no table has a row, so the map is empty; fill one, if it is not to be";
        diagnostics.push(Diagnostic::warning(roots(input), message));
    } else if sources.sources.is_empty() {
        let message = format!(
            "nothing could be read: {} rejected, {} empty; correct what is told above, or give other sources",
            sources.rejected.len(),
            sources.empty
        );
        return Err(Failure::Input(Diagnostic::fatal(roots(input), message)));
    }
    // Rows of tables count as well as sources: a place that was rejected is missed by what names it.
    let rejected = diagnostics.iter().filter(|d| d.level == Level::Rejected).count();
    if strict && rejected > 0 {
        return Err(Failure::Strict { rejected, written: false });
    }
    Ok(Material { tables, corrections, sources })
}

/// What is read, as a place to tell something of.
fn roots(input: &Input) -> Position {
    let roots: Vec<_> = input.sources.iter().map(|root| root.display().to_string()).collect();
    Position::file(roots.join(", "))
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
