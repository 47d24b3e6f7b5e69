//! Reading: files become [`Source`]s, and the place table becomes [`Place`](crate::model::Place)s.
//!
//! - An article is a `.txt` or `.md` file: prose, with optional front matter. No file name is special: a
//!   `README.md` among the sources is an article like any other.
//! - A record is a row of a `.csv` file, a line of a `.jsonl` file, or a member of a `.json` or `.geojson`
//!   file.
//! - A file of Kharita's own, or a part of ACLED or UCDP GED, is known by its columns, whatever it is called.
//! - `sources.csv`, in any folder, is a sidecar table: it tells what the files beside it leave out.
//! - `corrections.csv`, in any folder, is what an analyst says of sources, and no source; nor is `responsibility.csv`, which says
//!   what of them is not published.
//!
//! Where two tell the same attribute of a source, its own file wins over a sidecar table, with a warning.
//! What happened, where and when is not this room's business: `extract` reads the text.

mod article;
mod attributes;
mod basemap;
mod column;
mod coordinate;
mod corrections;
mod dataset;
mod date;
mod decode;
mod earlier;
mod geojson;
mod geonames;
#[cfg(feature = "geopackage")]
mod geopackage;
pub mod import;
mod json;
mod known;
pub mod labels;
mod link;
pub mod names;
pub mod places;
pub mod pmtiles;
mod record;
mod responsibility;
mod rows;
mod sidecar;
mod snapshot;
pub mod stream;
pub mod strict;
mod unread;
mod walk;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Level, Position, suggest};
use crate::model::{Article, Codebook, Origin, PlaceCells, PlaceDoubts, Source, SourceId};

use self::record::RecordFile;
use self::sidecar::Sidecars;
use self::walk::{Format, FoundFile, Walk};

pub use self::basemap::basemap;
pub use self::corrections::{CorrectionTable, corrections};
pub use self::places::{PlaceTable, places};
pub use self::responsibility::responsibility;
pub use self::snapshot::snapshot;
pub use self::walk::SITE_MARKER;

/// 64 MiB: a thousand novels. A larger "article" is a dump that belongs in a table.
pub const MAX_ARTICLE_BYTES: u64 = 64 << 20;

/// 256 MiB of records, so that a build stays within the memory of a small machine.
const MAX_TABLE_BYTES: u64 = 256 << 20;

/// What the tables know of the cells of records.
#[derive(Clone, Copy)]
pub struct Coding<'t> {
    /// The kinds that a record may have.
    pub codebook: &'t Codebook,
    /// What is doubtful in how a row tells its place.
    pub doubts: &'t dyn Fn(PlaceCells<'_>) -> PlaceDoubts,
}

/// Everything that was read.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The sources, file by file in the order of the walk, records in the order of their file.
    pub sources: Vec<Source>,
    /// What there is to tell of them.
    pub diagnostics: Vec<Diagnostic>,
    /// Sources left out, in the order of the input: files, rows and objects that cannot be read. (A bad row of a sidecar
    /// table is a `Rejected` diagnostic too, but no source.)
    pub rejected: Vec<RejectedSource>,
    /// Articles without any text, left out with a warning each.
    pub empty: usize,
    /// Tables that were read whole and have no row: what was written of a map without events, or is still to be filled.
    pub rowless: usize,
    /// Tables of responsibility that lie among the sources and are not the one that is followed, as the user named them.
    pub unfollowed: Vec<String>,
}

/// A source that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedSource {
    /// How many sources stand before it in the input.
    pub before: usize,
    /// Its file, relative to the folder it was found in.
    pub path: String,
    /// Why; also among the diagnostics.
    pub fault: Diagnostic,
}

/// What the readers of single files add to.
#[derive(Debug, Default)]
struct Harvest {
    /// The sources, each with its place in the input.
    sources: Vec<(Source, Position)>,
    diagnostics: Vec<Diagnostic>,
    rejected: Vec<RejectedSource>,
    empty: usize,
    rowless: usize,
}

/// Reads every source in `roots`, folders or single files, with the sidecar table `meta` where one is given. The table of
/// `corrections` and that of `responsibility` that are followed are no sources, wherever they lie and whatever they are called.
///
/// `coding` is what records may say. `progress` is called with the number of files read so far. An `Ok` may
/// hold no source, where all were rejected or empty.
///
/// # Errors
/// Fatal where a root is missing, no root holds a file to read, or a sidecar table is unreadable.
pub fn sources(
    roots: &[PathBuf],
    meta: Option<&Path>,
    corrections: Option<&Path>,
    responsibility: Option<&Path>,
    coding: Coding<'_>,
    progress: &dyn Fn(usize),
) -> Result<Sources, Diagnostic> {
    let mut walk = Walk::default();
    for root in roots {
        walk.add(root)?;
    }
    walk.set_aside_corrections(corrections);
    walk.set_aside_responsibility(responsibility);
    let unfollowed = walk.responsibility.values().map(|path| walk::shown(path)).collect();
    let mut harvest =
        Harvest { diagnostics: walk.diagnostics, rejected: walk.rejected, ..Harvest::default() };
    let mut files = without_repeats(walk.files, &mut harvest.diagnostics);
    if let Some(key) = meta.and_then(|meta| fs::canonicalize(meta).ok()) {
        walk.sidecars.remove(&key);
        files.retain(|file| file.key != key);
    }
    let sidecars = sidecars(&files, &walk.sidecars, meta, &mut harvest.diagnostics)?;
    if files.is_empty() && harvest.rejected.is_empty() {
        return Err(nothing_to_read(roots));
    }
    name_apart(&mut files);
    for (index, file) in files.iter().enumerate() {
        let (sources, told) = (harvest.sources.len(), harvest.diagnostics.len());
        read(file, &sidecars, coding, &mut harvest);
        harvest.put_rejected_between(file, sources, told);
        progress(index + 1);
    }
    Ok(Sources { unfollowed, ..harvest.finish() })
}

impl Harvest {
    fn reject(&mut self, fault: Diagnostic) {
        self.diagnostics.push(fault);
    }

    /// The same where a source has several faults: each is told, and the first in the file is why it is left out.
    fn reject_for(&mut self, mut faults: Vec<Diagnostic>) {
        faults.sort();
        faults.dedup();
        for further in faults.iter_mut().skip(1) {
            further.level = Level::Further;
        }
        self.diagnostics.append(&mut faults);
    }

    /// Lists what was rejected in `file`, each at its place between the sources. The first source of the file is
    /// `sources`, the first diagnostic `told`.
    fn put_rejected_between(&mut self, file: &FoundFile, sources: usize, told: usize) {
        let place = |position: &Position| (position.line, position.column);
        let faults = self.diagnostics[told..].iter().filter(|d| d.level == Level::Rejected);
        let mut rejected: Vec<_> = faults
            .map(|fault| {
                let earlier = |(_, at): &(Source, Position)| place(at) <= place(&fault.position);
                let before = sources + self.sources[sources..].partition_point(earlier);
                RejectedSource { before, path: file.relative.clone(), fault: fault.clone() }
            })
            .collect();
        rejected.sort_by_key(|rejected| place(&rejected.fault.position));
        self.rejected.append(&mut rejected);
    }

    /// Makes ids unique: of two sources with one id the second gets `-2`, with a warning; a row that stands twice is read once.
    fn finish(mut self) -> Sources {
        earlier::without_repeats(&mut self);
        // Where an id was used first, and the number that its next namesake gets.
        let mut used: BTreeMap<SourceId, (usize, usize)> = BTreeMap::new();
        let mut kept: Vec<(Source, Position)> = Vec::with_capacity(self.sources.len());
        let mut dropped = Vec::new();
        for (index, (mut source, at)) in self.sources.into_iter().enumerate() {
            let id = source.origin().id.clone();
            if let Some(&(first, mut number)) = used.get(&id) {
                let (known, known_at) = &kept[first];
                if earlier::are_alike(known, &source) {
                    let message = format!("stands alike at {known_at}; read once, delete one");
                    self.diagnostics.push(Diagnostic::warning(at, message));
                    dropped.push(index);
                    continue;
                }
                let mut unique = SourceId::new(&format!("{id}-{number}"));
                while used.contains_key(&unique) {
                    number += 1;
                    unique = SourceId::new(&format!("{id}-{number}"));
                }
                let message = format!(
                    "id `{id}` is taken by {known_at}; read as `{unique}`, which may be the same event told otherwise: choose another, or delete one"
                );
                self.diagnostics.push(Diagnostic::warning(at.clone(), message));
                used.insert(id, (first, number + 1));
                rename(&mut source, unique);
            }
            used.insert(source.origin().id.clone(), (kept.len(), 2));
            kept.push((source, at));
        }
        for rejected in &mut self.rejected {
            rejected.before -= dropped.partition_point(|index| *index < rejected.before);
        }
        Sources {
            sources: kept.into_iter().map(|(source, _)| source).collect(),
            diagnostics: self.diagnostics,
            rejected: self.rejected,
            empty: self.empty,
            rowless: self.rowless,
            unfollowed: Vec::new(),
        }
    }
}

/// Gives `source` an id that its file does not give it. Of a row no table says then that it is another event than any.
fn rename(source: &mut Source, id: SourceId) {
    let origin = match source {
        Source::Article(article) => &mut article.origin,
        Source::Record(record) => &mut record.origin,
    };
    let named = origin.named && origin.earlier.is_some();
    *origin = Arc::new(Origin { id, named, ..Origin::clone(origin) });
}

/// Drops files that an earlier root has brought already.
fn without_repeats(files: Vec<FoundFile>, diagnostics: &mut Vec<Diagnostic>) -> Vec<FoundFile> {
    let mut seen = BTreeSet::new();
    let mut kept = Vec::new();
    for file in files {
        if seen.insert(file.key.clone()) {
            kept.push(file);
        } else {
            let at = Position::file(walk::shown(&file.path));
            diagnostics.push(Diagnostic::warning(at, "given twice; read once"));
        }
    }
    kept
}

/// Reads the sidecar tables `tables`, by absolute path, and `meta`.
fn sidecars(
    files: &[FoundFile],
    tables: &BTreeMap<PathBuf, PathBuf>,
    meta: Option<&Path>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Sidecars, Diagnostic> {
    let mut sidecars = Sidecars::default();
    let mut read = |path: &Path, is_source: &dyn Fn(&Path) -> bool| {
        let file = walk::shown(path);
        let fail = |error: io::Error| {
            let message = format!("cannot be read: {error}; give a table with a column `path`");
            Diagnostic::fatal(Position::file(&file), message)
        };
        let folder = sidecar::folder_of(path).map_err(fail)?;
        let bytes = bytes(path, MAX_TABLE_BYTES).map_err(fail)?;
        if let Some(why) = sidecar::is_of_a_site(&file, &bytes) {
            diagnostics.push(Diagnostic::warning(Position::file(&file), why));
            return Ok(());
        }
        sidecars.add(&file, &folder, &bytes, is_source, diagnostics)
    };
    if let Some(meta) = meta {
        // One table may tell of more folders than this build reads.
        read(meta, &Path::exists)?;
    }
    let keys: BTreeSet<_> = files.iter().map(|file| &*file.key).collect();
    let mut nearest_first: Vec<_> = tables.iter().collect();
    nearest_first.sort_by_key(|(key, _)| Reverse(key.components().count()));
    for (_, path) in nearest_first {
        read(path, &|key| keys.contains(key))?;
    }
    Ok(sidecars)
}

/// Puts the name of its root before every path that files of two roots share.
fn name_apart(files: &mut [FoundFile]) {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for file in &*files {
        *uses.entry(file.relative.clone()).or_default() += 1;
    }
    for file in files.iter_mut().filter(|file| uses[&file.relative] > 1) {
        file.relative = format!("{}/{}", file.root, file.relative);
    }
}

fn nothing_to_read(roots: &[PathBuf]) -> Diagnostic {
    if let Some(site) = roots.iter().find(|root| walk::is_site(root)) {
        let message = "is a site that kharita wrote, and no folder of sources; to read it back give files of it, as its events.geojson and unplaced.geojson";
        return Diagnostic::fatal(Position::file(walk::shown(site)), message);
    }
    let shown: Vec<_> = roots.iter().map(|root| walk::shown(root)).collect();
    let message = format!("no sources here; put files into it that end in {}", walk::EXTENSIONS);
    Diagnostic::fatal(Position::file(shown.join(", ")), message)
}

/// Reads one file into `harvest`.
fn read(file: &FoundFile, sidecars: &Sidecars, coding: Coding<'_>, harvest: &mut Harvest) {
    let shown = walk::shown(&file.path);
    let limit = if file.format == Format::Article { MAX_ARTICLE_BYTES } else { MAX_TABLE_BYTES };
    let bytes = match bytes(&file.path, limit) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot be read: {error}");
            return harvest.reject(Diagnostic::rejected(Position::file(shown), message));
        }
    };
    let said = sidecars.get(&file.key);
    let attributes = said.map(|row| row.attributes.clone()).unwrap_or_default();
    let records =
        RecordFile { file: &shown, path: &file.relative, coding, attributes: &attributes };
    match file.format {
        Format::Article => article(file, &shown, &bytes, said, harvest),
        Format::Rows => rows::rows(records, &bytes, harvest),
        Format::JsonLines => json::lines(records, &bytes, harvest),
        Format::Json => json::document(records, &bytes, harvest),
        #[cfg(feature = "geopackage")]
        Format::GeoPackage => geopackage::layers(records, &bytes, harvest),
    }
}

/// The article in `bytes`, which is no file but is called `name`; front matter is read. `None` where there is no text.
///
/// # Errors
/// Rejected where the bytes are no text.
pub fn lone_article(
    name: &str,
    bytes: &[u8],
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Article>, Diagnostic> {
    let prose = article::article(name, bytes, diagnostics)?;
    Ok(prose.map(|article::Prose { attributes, text, first_line }| {
        let origin = attributes.into_origin(SourceId::new(name), name.to_owned(), None);
        Article { origin: Arc::new(origin), file: name.to_owned(), text, first_line }
    }))
}

/// Reads a whole day, `2022-01-20`.
///
/// # Errors
/// What is wrong with it, in words.
pub fn day(text: &str) -> Result<Date, String> {
    date::day(text)
}

fn article(
    file: &FoundFile,
    shown: &str,
    bytes: &[u8],
    said: Option<&sidecar::SidecarRow>,
    harvest: &mut Harvest,
) {
    let mut prose = match article::article(shown, bytes, &mut harvest.diagnostics) {
        Ok(Some(prose)) => prose,
        Ok(None) => {
            harvest.empty += 1;
            return;
        }
        Err(fault) => return harvest.reject(fault),
    };
    if let Some(said) = said {
        for name in prose.attributes.fill(&said.attributes) {
            let message =
                format!("{name} differs from that in {shown}, whose own front matter counts");
            harvest.diagnostics.push(Diagnostic::warning(said.position.clone(), message));
        }
    }
    let id = SourceId::new(&file.relative);
    let origin = Arc::new(prose.attributes.into_origin(id, file.relative.clone(), None));
    let article =
        Article { origin, file: shown.to_owned(), text: prose.text, first_line: prose.first_line };
    let at = Position::file(shown);
    harvest.sources.push((Source::Article(article), at));
}

/// The content of a file of at most `limit` bytes.
fn bytes(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let message = format!("larger than {} MiB; split it into smaller files", limit >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// Opens the file `path`. Whoever opens a pipe waits for a writer, who may never come.
///
/// # Errors
/// If it cannot be opened, or is no file.
pub fn open(path: &Path) -> io::Result<File> {
    let file_type = fs::metadata(path)?.file_type();
    if file_type.is_file() {
        return File::open(path);
    }
    let what = if file_type.is_dir() { "a folder" } else { walk::special(file_type) };
    Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{what}, not a file")))
}

#[cfg(test)]
mod tests;
