//! The output folder: all of the new site or all of the old one, never a mixture and never somebody else's files.
//!
//! The files are staged in a fresh folder beside the output and swapped in; one build at a time holds its lock.
//! A build that was killed leaves its staging folder behind, and the next one clears it away. What the files say
//! is not known here.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::Files;
use crate::diagnostic::{Diagnostic, Position};

/// The file that says that a folder is ours, and lists what we wrote into it.
const MARKER: &str = ".kharita-site";

/// The first line of the marker.
const MARKER_HEAD: &str = "Kharita wrote this folder and replaces it at each build. README.md and .gitignore are kept. Its files:";

/// Files of the user that move on into the new site untouched: a repository keeps its empty `site/` with them.
const KEPT: [&str; 2] = ["README.md", ".gitignore"];

/// What desktops leave in folders that were looked at; gone with the old site.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// What an output folder must keep clear of.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings<'a> {
    /// Files and folders that the build reads as sources: neither inside nor around the output.
    pub inputs: &'a [PathBuf],
    /// Other paths that the output must not be, nor hold: the home folder, the current folder, tables, templates.
    pub precious: &'a [PathBuf],
}

/// An output folder, checked and locked until dropped.
#[derive(Debug)]
pub struct SiteFolder {
    /// The folder, absolute, without links; it need not exist yet.
    path: PathBuf,
    /// The folder that holds it.
    parent: PathBuf,
    _lock: Lock,
}

/// A file beside the output that the one build at work holds locked.
#[derive(Debug)]
struct Lock {
    path: PathBuf,
    _file: File,
}

impl SiteFolder {
    /// Takes the output folder `out` for one build, before the work begins.
    ///
    /// What a killed build left beside it is cleared away, and an old site that it had moved aside is put back.
    ///
    /// # Errors
    /// If `out` is no folder that we may replace, if another build holds it, or if nothing can be written beside it.
    pub fn open(out: &Path, surroundings: &Surroundings<'_>) -> Result<Self, Diagnostic> {
        let (parent, name) = resolve(out)?;
        let path = parent.join(&name);
        keep_clear(&path, surroundings)?;
        fs::create_dir_all(&parent)
            .map_err(|e| at(&parent, &format!("cannot be made: {e}; give another --out")))?;
        let lock = Lock::take(sibling(&path, "lock"), &path)?;
        let folder = Self { path, parent, _lock: lock };
        folder.clear_stale()?;
        folder.check_ours()?;
        Ok(folder)
    }

    /// Replaces the site by `files`. The warnings are of what went wrong after the new site was in place.
    ///
    /// # Errors
    /// If the files cannot be written or put in place; the old site is then as it was.
    pub fn replace(&self, files: &Files) -> Result<Vec<Diagnostic>, Diagnostic> {
        // Somebody may have put a file there while the build was at work.
        self.check_ours()?;
        let unchanged = |e: io::Error| {
            at(&self.path, &format!("cannot be written: {e}; the old site is unchanged"))
        };
        let staging = tempfile::Builder::new()
            .prefix(&sibling_name(&self.path, "staging-"))
            .tempdir_in(&self.parent)
            .map_err(unchanged)?;
        // The staging folder is private, the site inside it has the permissions that the user's umask gives.
        let new = staging.path().join("new");
        self.stage(&new, files)?;
        let aside = staging.path().join("old");
        if let Err(e) = self.swap(&new, &aside) {
            if aside.exists() {
                // The old site could not even be put back; the next build does it, see `clear_stale`.
                let _ = staging.keep();
            }
            return Err(unchanged(e));
        }
        let mut warnings = Vec::new();
        if let Err(e) = sync_folder(&self.parent) {
            warnings.push(warn(
                &self.parent,
                &format!("cannot be synced to disk: {e}; the site is in place"),
            ));
        }
        let staging = staging.keep();
        if let Err(e) = fs::remove_dir_all(&staging) {
            let message =
                format!("the old site cannot be removed: {e}; the next build tries again");
            warnings.push(warn(&staging, &message));
        }
        Ok(warnings)
    }

    /// Writes `files`, the marker, and what is kept of the old site into the new folder `new`.
    fn stage(&self, new: &Path, files: &Files) -> Result<(), Diagnostic> {
        let unwritten = |name: &str, e: &io::Error| {
            at(&self.path.join(name), &format!("cannot be written: {e}; the old site is unchanged"))
        };
        fs::create_dir(new).map_err(|e| unwritten("", &e))?;
        for name in KEPT {
            let old = self.path.join(name);
            if old.is_file() {
                fs::copy(&old, new.join(name)).map_err(|e| unwritten(name, &e))?;
            }
        }
        for (name, bytes) in files {
            if !is_plain(name) {
                return Err(at(
                    &self.path,
                    &format!("{name:?} is no name for a file of a site; please report this"),
                ));
            }
            write_new(&new.join(name), bytes).map_err(|e| unwritten(name, &e))?;
        }
        write_new(&new.join(MARKER), marker(files).as_bytes())
            .map_err(|e| unwritten(MARKER, &e))?;
        for entry in WalkDir::new(new) {
            let entry = entry.map_err(|e| unwritten("", &e.into()))?;
            if entry.file_type().is_dir() {
                sync_folder(entry.path()).map_err(|e| unwritten("", &e))?;
            }
        }
        Ok(())
    }

    /// Puts the folder `new` in the place of the old site, which then lies at `new` or `aside`.
    fn swap(&self, new: &Path, aside: &Path) -> io::Result<()> {
        if !self.path.exists() {
            fs::rename(new, &self.path)
        } else if exchange(new, &self.path).is_ok() {
            Ok(())
        } else {
            // Not every file system can exchange (NFS, overlays): for a moment there is no site at all.
            swap_by_renames(new, &self.path, aside)
        }
    }

    /// Removes the staging folders of builds that are no more; we hold the lock, so none of them is at work.
    fn clear_stale(&self) -> Result<(), Diagnostic> {
        let advice = |path: &Path, e: &io::Error| {
            at(
                path,
                &format!("left by a build that was killed, cannot be cleared away: {e}; remove it"),
            )
        };
        let prefix = sibling_name(&self.path, "staging-");
        let entries = fs::read_dir(&self.parent).map_err(|e| advice(&self.parent, &e))?;
        for entry in entries {
            let entry = entry.map_err(|e| advice(&self.parent, &e))?;
            let is_staging =
                entry.file_name().as_encoded_bytes().starts_with(prefix.as_encoded_bytes());
            if !is_staging || !entry.file_type().is_ok_and(|t| t.is_dir()) {
                continue;
            }
            let old = entry.path().join("old");
            if !self.path.exists() && old.is_dir() {
                fs::rename(&old, &self.path).map_err(|e| advice(&old, &e))?;
            }
            fs::remove_dir_all(entry.path()).map_err(|e| advice(&entry.path(), &e))?;
        }
        Ok(())
    }

    /// Whether everything in the folder is ours to replace.
    fn check_ours(&self) -> Result<(), Diagnostic> {
        let Ok(metadata) = fs::symlink_metadata(&self.path) else { return Ok(()) };
        if !metadata.is_dir() {
            return Err(at(&self.path, "is a file or a link, not a folder; give another --out"));
        }
        let written = read_marker(&self.path.join(MARKER));
        for entry in WalkDir::new(&self.path).min_depth(1).sort_by_file_name() {
            let entry = entry.map_err(|e| at(&self.path, &format!("cannot be read: {e}")))?;
            let name = entry.path().strip_prefix(&self.path).unwrap_or(entry.path());
            let name = name.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            let is_folder = entry.file_type().is_dir();
            let may_go = is_folder
                || written.contains(&name)
                || LITTER.iter().any(|l| entry.file_name() == *l);
            let stays = KEPT.contains(&name.as_str()) && entry.file_type().is_file();
            if !may_go && !stays {
                let advice = "was not written by kharita and would be lost; move it away or give another --out";
                return Err(at(entry.path(), advice));
            }
        }
        Ok(())
    }
}

impl Lock {
    /// Locks the file `path` for a build of `out`.
    fn take(path: PathBuf, out: &Path) -> Result<Self, Diagnostic> {
        loop {
            let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(|e| {
                at(out, &format!("nothing can be written beside it: {e}; check the permissions or give another --out"))
            })?;
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => return Ok(Self { path, _file: file }),
                // The build before us removed the file between our opening and locking it: take the next one.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(at(
                        out,
                        "another build is writing it; wait for its end or give another --out",
                    ));
                }
                Err(TryLockError::Error(e)) => {
                    return Err(at(
                        &path,
                        &format!("cannot be locked: {e}; give an --out on another disk"),
                    ));
                }
            }
        }
    }
}

impl Drop for Lock {
    /// Removes the file while it is still locked. Where that fails an unlocked file stays, which stops nobody.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether `path` still names the file that is open.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

/// Elsewhere an open file keeps its name.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}

/// The folder that holds `out`, without links where it exists, and the name of `out` in it.
fn resolve(out: &Path) -> Result<(PathBuf, OsString), Diagnostic> {
    // Without a closing `/`, which would lead through a link.
    let out: PathBuf = out.components().collect();
    let no_folder = "is no folder that may be replaced; name one, such as --out site";
    let name = out.file_name().ok_or_else(|| at(&out, no_folder))?.to_owned();
    if fs::symlink_metadata(&out).is_ok_and(|m| m.is_symlink()) {
        return Err(at(&out, "is a link; give the folder that it leads to"));
    }
    let absolute = std::path::absolute(&out)
        .map_err(|e| at(&out, &format!("cannot be resolved: {e}; give an absolute --out")))?;
    let parent = absolute.parent().map_or_else(PathBuf::new, canonical);
    if parent.components().any(|part| part == Component::ParentDir) {
        return Err(at(&out, "leads out of a folder that does not exist; give a plain --out"));
    }
    Ok((parent, name))
}

/// `path` without links and `..` as far as it exists; the rest as it is.
fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => canonical(parent).join(name),
        _ => path.to_owned(),
    })
}

/// Refuses an output that is or holds what the user would miss, or that the build would read again.
fn keep_clear(out: &Path, surroundings: &Surroundings<'_>) -> Result<(), Diagnostic> {
    let absolute =
        |path: &PathBuf| canonical(&std::path::absolute(path).unwrap_or_else(|_| path.clone()));
    for input in surroundings.inputs.iter().map(absolute) {
        if input.starts_with(out) {
            return Err(at(
                out,
                &format!("holds the input {}; give another --out", input.display()),
            ));
        }
        if out.starts_with(&input) {
            let advice = "and would be read as a source next time; give an --out elsewhere";
            return Err(at(out, &format!("lies in the input {} {advice}", input.display())));
        }
    }
    for precious in surroundings.precious.iter().map(absolute) {
        if precious.starts_with(out) {
            let advice = "and an output folder is replaced as a whole; give another --out";
            return Err(at(out, &format!("is or holds {} {advice}", precious.display())));
        }
    }
    Ok(())
}

/// The name `.site.kharita-{suffix}` beside the output `site`.
fn sibling_name(out: &Path, suffix: &str) -> OsString {
    let mut name = OsString::from(".");
    name.push(out.file_name().unwrap_or_default());
    name.push(".kharita-");
    name.push(suffix);
    name
}

fn sibling(out: &Path, suffix: &str) -> PathBuf {
    out.with_file_name(sibling_name(out, suffix))
}

/// Whether `name` is a relative name that every file system and every web server takes as it is.
fn is_plain(name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    name.split('/')
        .all(|part| !part.is_empty() && !part.ends_with('.') && part.chars().all(is_letter))
}

fn marker(files: &Files) -> String {
    let mut text = format!("{MARKER_HEAD}\n");
    for name in files.keys() {
        text += name;
        text.push('\n');
    }
    text
}

/// The names in the marker and the marker itself; none where it is missing or not ours.
fn read_marker(path: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut lines = text.lines();
    if lines.next() != Some(MARKER_HEAD) {
        return BTreeSet::new();
    }
    lines.chain([MARKER]).map(str::to_owned).collect()
}

/// Writes a file that must not exist, with the folders that it needs, and hands it to the disk.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Hands the names in `folder` to the disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Gives each of two folders the other's name in one step, so that a reader finds the old site or the new one.
#[cfg(target_os = "linux")]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_new: &Path, _old: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Moves `site` to `aside` and `new` to `site`; where the second fails, `site` is put back.
fn swap_by_renames(new: &Path, site: &Path, aside: &Path) -> io::Result<()> {
    fs::rename(site, aside)?;
    fs::rename(new, site).inspect_err(|_| {
        let _ = fs::rename(aside, site);
    })
}

fn at(path: &Path, message: &str) -> Diagnostic {
    Diagnostic::fatal(Position::file(path.display().to_string()), message)
}

fn warn(path: &Path, message: &str) -> Diagnostic {
    Diagnostic::warning(Position::file(path.display().to_string()), message)
}

#[cfg(test)]
#[path = "site_tests.rs"]
mod tests;
