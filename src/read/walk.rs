//! Finding the files to read, in an order that is the same on every machine.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, FileType};
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::RejectedSource;
use crate::diagnostic::{Diagnostic, Position};

/// The file that marks a folder as a site written by Kharita, which is never read as input.
pub const SITE_MARKER: &str = ".kharita-site";

/// The file name of a sidecar table.
const SIDECAR: &str = "sources.csv";

/// The file name of a table of corrections.
const CORRECTIONS: &str = "corrections.csv";

/// The file name of a table of responsibility, in whatever case: taken for a source it would publish what it is to hide.
const RESPONSIBILITY: &str = "responsibility.csv";

/// The file name extensions of sources, for messages.
pub(super) const EXTENSIONS: &str = if cfg!(feature = "geopackage") {
    ".txt, .md, .csv, .jsonl, .json, .geojson, .geojsonl, .gpkg"
} else {
    ".txt, .md, .csv, .jsonl, .json, .geojson, .geojsonl"
};

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) files: Vec<FoundFile>,
    /// The sidecar tables by absolute path.
    pub(super) sidecars: BTreeMap<PathBuf, PathBuf>,
    /// The tables of corrections by absolute path: what an analyst says of sources is none.
    pub(super) corrections: BTreeMap<PathBuf, PathBuf>,
    /// The tables of responsibility by absolute path: what is not to be published is no source either.
    pub(super) responsibility: BTreeMap<PathBuf, PathBuf>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Files that would be sources but cannot be read; their faults are among the diagnostics.
    pub(super) rejected: Vec<RejectedSource>,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundFile {
    /// Where to open it.
    pub(super) path: PathBuf,
    /// The path below its root, `/` between its parts.
    pub(super) relative: String,
    /// The name of its root.
    pub(super) root: String,
    /// The absolute path, to compare files by.
    pub(super) key: PathBuf,
    pub(super) format: Format,
}

/// What a file holds, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Article,
    Rows,
    JsonLines,
    /// JSON and GeoJSON, which tell themselves apart.
    Json,
    /// A GeoPackage, of which a site's is read.
    #[cfg(feature = "geopackage")]
    GeoPackage,
}

impl Walk {
    /// Walks `root`, a folder or a file, and adds what is there.
    ///
    /// Entries of a folder come in the order of the bytes of their names. Hidden entries are skipped, links
    /// are told and not followed, folders that bear the [`SITE_MARKER`] are told and skipped.
    ///
    /// # Errors
    /// Fatal where `root` is not there.
    pub(super) fn add(&mut self, root: &Path) -> Result<(), Diagnostic> {
        let canonical = fs::canonicalize(root).map_err(|error| {
            let message = format!("cannot be read: {error}; give a folder of sources, or a file");
            Diagnostic::fatal(Position::file(shown(root)), message)
        })?;
        let name = shown(Path::new(canonical.file_name().unwrap_or_default()));
        let mut unread: BTreeMap<PathBuf, UnreadFiles> = BTreeMap::new();
        let mut entries = WalkDir::new(root)
            .sort_by(|a, b| a.file_name().as_encoded_bytes().cmp(b.file_name().as_encoded_bytes()))
            .into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let reason = error.io_error().map_or(error.to_string(), ToString::to_string);
                    let path = error.path().unwrap_or(root);
                    let inside = joined(path.strip_prefix(root).unwrap_or(Path::new("")));
                    let relative = if inside.is_empty() { name.clone() } else { inside };
                    self.reject(path, relative, &format!("cannot be read: {reason}"));
                    continue;
                }
            };
            let below = entry.depth() > 0;
            // A root may be a link, which is followed.
            let is_dir = entry.file_type().is_dir() || (!below && entry.path().is_dir());
            if below && entry.file_name().as_encoded_bytes().starts_with(b".") {
                if is_dir {
                    entries.skip_current_dir();
                }
            } else if is_dir && is_site(entry.path()) {
                self.warn(entry.path(), "a site written by kharita; not read as input");
                entries.skip_current_dir();
            } else if !is_dir && below && entry.path_is_symlink() {
                self.warn(entry.path(), "a symbolic link; not followed, give its target instead");
            } else if !is_dir {
                let inside = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_owned();
                let is_root = inside.as_os_str().is_empty();
                let found = FoundFile {
                    relative: if is_root { name.clone() } else { joined(&inside) },
                    key: if is_root { canonical.clone() } else { canonical.join(&inside) },
                    root: name.clone(),
                    path: entry.path().to_owned(),
                    format: Format::Article,
                };
                self.take(&entry, found, &mut unread);
            }
        }
        self.diagnostics.extend(unread.into_iter().map(|(folder, files)| files.warning(&folder)));
        Ok(())
    }

    fn take(
        &mut self,
        entry: &DirEntry,
        found: FoundFile,
        unread: &mut BTreeMap<PathBuf, UnreadFiles>,
    ) {
        // A root that is a link was followed, so its own type is asked for.
        let file_type =
            fs::metadata(entry.path()).map_or(entry.file_type(), |file| file.file_type());
        match Format::of(entry.path()) {
            Some(_) if file_type.is_file() && entry.file_name() == SIDECAR => {
                self.sidecars.insert(found.key, found.path);
            }
            Some(_) if file_type.is_file() && entry.file_name() == CORRECTIONS => {
                self.corrections.insert(found.key, found.path);
            }
            Some(_)
                if file_type.is_file()
                    && entry.file_name().eq_ignore_ascii_case(RESPONSIBILITY) =>
            {
                self.responsibility.insert(found.key, found.path);
            }
            Some(_) if !file_type.is_file() => {
                let message = format!("{}, not a file", special(file_type));
                self.reject(entry.path(), found.relative, &message);
            }
            Some(_) if entry.depth() > 0 && is_of_a_program(entry.path()) => {
                self.warn(entry.path(), "the licences of a site's program; not read");
            }
            Some(format) => self.files.push(FoundFile { format, ..found }),
            None if entry.depth() == 0 => {
                let message = format!("not a source; sources are {EXTENSIONS}");
                self.reject(entry.path(), found.relative, &message);
            }
            None => {
                let folder = entry.path().parent().unwrap_or(Path::new("")).to_owned();
                unread.entry(folder).or_default().add(entry.path());
            }
        }
    }

    /// Sets aside the table of corrections that is `followed`, whatever its name, and warns of those that are not.
    pub(super) fn set_aside_corrections(&mut self, followed: Option<&Path>) {
        let followed = followed.and_then(|path| fs::canonicalize(path).ok());
        self.files.retain(|file| Some(&file.key) != followed.as_ref());
        for (key, path) in std::mem::take(&mut self.corrections) {
            if Some(key) != followed {
                let message = "a table of corrections, which is no source; not followed, give it as --corrections";
                self.warn(&path, message);
            }
        }
    }

    /// Sets aside the table of responsibility that is `followed`, whatever its name. What is left of these tables is not followed.
    pub(super) fn set_aside_responsibility(&mut self, followed: Option<&Path>) {
        if let Some(followed) = followed.and_then(|path| fs::canonicalize(path).ok()) {
            self.files.retain(|file| file.key != followed);
            self.responsibility.remove(&followed);
        }
    }

    fn warn(&mut self, path: &Path, message: &str) {
        self.diagnostics.push(Diagnostic::warning(Position::file(shown(path)), message));
    }

    fn reject(&mut self, path: &Path, relative: String, message: &str) {
        let fault = Diagnostic::rejected(Position::file(shown(path)), message);
        self.diagnostics.push(fault.clone());
        // Told before all sources: nothing of it was read.
        self.rejected.push(RejectedSource { before: 0, path: relative, fault });
    }
}

/// Whether `path` is a site that was written.
pub(super) fn is_site(path: &Path) -> bool {
    path.join(SITE_MARKER).exists()
}

/// Whether `path` is the text of licences beside the program of a site, which a copy of a site brings along.
fn is_of_a_program(path: &Path) -> bool {
    path.ends_with("assets/LICENSES.txt") && path.with_file_name("app.js").is_file()
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" | "md" => Some(Self::Article),
            "csv" => Some(Self::Rows),
            "jsonl" | "geojsonl" | "geojsons" => Some(Self::JsonLines),
            "json" | "geojson" => Some(Self::Json),
            #[cfg(feature = "geopackage")]
            "gpkg" => Some(Self::GeoPackage),
            _ => None,
        }
    }
}

/// Files of one folder that are no sources.
#[derive(Debug, Default)]
struct UnreadFiles {
    count: usize,
    extensions: BTreeSet<String>,
}

impl UnreadFiles {
    fn add(&mut self, path: &Path) {
        self.count += 1;
        let extension = path.extension().map(|text| format!(".{}", shown(Path::new(text))));
        self.extensions.insert(extension.unwrap_or_else(|| "no extension".to_owned()));
    }

    fn warning(&self, folder: &Path) -> Diagnostic {
        let files =
            if self.count == 1 { "1 file is" } else { &format!("{} files are", self.count) };
        let told: Vec<_> = self.extensions.iter().take(8).map(String::as_str).collect();
        let message = format!("{files} not read ({}); sources are {EXTENSIONS}", told.join(", "));
        Diagnostic::warning(Position::file(shown(folder)), message)
    }
}

/// `path` as text; bytes that are no UTF-8 are written out as `\xff`, so that two names stay two.
pub(super) fn shown(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// `path` with `/` between its parts, whatever the system writes.
fn joined(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(shown(Path::new(name))),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(unix)]
pub(super) fn special(file_type: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if file_type.is_fifo() {
        "a pipe"
    } else if file_type.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
pub(super) fn special(_: FileType) -> &'static str {
    "a device"
}
