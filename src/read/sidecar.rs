//! Sidecar tables: what is known about files that are not edited by hand, such as saved pages.
//!
//! Columns `path,title,published,url,publisher,lang`, all but `path` optional; a path is relative to the
//! folder of the table. Of two rows for one file the first wins; a table named on the command line wins over
//! the `sources.csv` of a folder, and the one nearer to the file over the one farther up.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Diagnostic, Position};
use crate::read::attributes::Attributes;
use crate::read::known::unread_columns;
use crate::read::suggest::quote;
use crate::read::{decode, earlier};
use crate::table::{Row, Table};

/// The rows of all sidecar tables, by the absolute path of the file that each is about.
#[derive(Debug, Default)]
pub(super) struct Sidecars {
    rows: BTreeMap<PathBuf, SidecarRow>,
}

/// What a sidecar table says of one file.
#[derive(Debug)]
pub(super) struct SidecarRow {
    pub(super) attributes: Attributes,
    pub(super) position: Position,
}

impl Sidecars {
    /// Adds the table `bytes` of the file `file`, which stands in `folder`, an absolute path.
    ///
    /// `is_source` tells of an absolute path whether it is worth a row.
    ///
    /// # Errors
    /// Fatal where the header is bad: what it would say of every file is lost.
    pub(super) fn add(
        &mut self,
        file: &str,
        folder: &Path,
        bytes: &[u8],
        is_source: &dyn Fn(&Path) -> bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let bytes = decode::to_utf8(file, bytes)
            .map_err(|fault| Diagnostic::fatal(fault.position, fault.message))?;
        let mut table = Table::parse(file, &bytes, &["path"])?;
        diagnostics.append(&mut table.diagnostics);
        let unread = unread_columns(&table, Attributes::NAMES.into_iter().chain(["path"]));
        diagnostics.extend(unread.map(|(at, message)| Diagnostic::warning(at, message)));
        for row in &table.rows {
            self.add_row(&table, row, folder, is_source, diagnostics);
        }
        Ok(())
    }

    /// What the tables say of the file with the absolute path `key`.
    pub(super) fn get(&self, key: &Path) -> Option<&SidecarRow> {
        self.rows.get(key)
    }

    fn add_row(
        &mut self,
        table: &Table,
        row: &Row,
        folder: &Path,
        is_source: &dyn Fn(&Path) -> bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let position = table.position(row, "path");
        let Some(path) = table.cell(row, "path") else {
            let message = "a row without a path says nothing; name the file, or delete the row";
            diagnostics.push(Diagnostic::warning(position, message));
            return;
        };
        let key = plain(&folder.join(path));
        if !is_source(&key) {
            let message = format!("{} is no file that is read; correct the path", quote(path));
            diagnostics.push(Diagnostic::warning(position.clone(), message));
        }
        if let Some(first) = self.rows.get(&key) {
            let message = format!(
                "{} is told of at {} already; that row counts",
                quote(path),
                first.position
            );
            diagnostics.push(Diagnostic::warning(position, message));
            return;
        }
        let mut attributes = Attributes::default();
        for name in Attributes::NAMES {
            if let Some(text) = table.cell(row, name) {
                attributes.set(name, text, &table.position(row, name), diagnostics);
            }
        }
        self.rows.insert(key, SidecarRow { attributes, position });
    }
}

/// Why a table is not read, where it is the one that a site has of its own sources.
pub(super) fn is_of_a_site(file: &str, bytes: &[u8]) -> Option<&'static str> {
    let header = bytes.split(|&byte| byte == b'\n').next()?;
    earlier::passed_over(Table::parse(file, header, &[]).ok()?.columns())
}

/// The absolute folder in which the file `path` stands.
pub(super) fn folder_of(path: &Path) -> std::io::Result<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    std::fs::canonicalize(folder.unwrap_or(Path::new(".")))
}

/// `path` without `.` and `..`; the folder before a `..` is taken to be no link.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}
