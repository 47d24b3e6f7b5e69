//! The place table itself: checked, or made from the table of somebody else.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::Failure;
use super::tables::place_table;
use crate::diagnostic::{Diagnostic, Position};
use crate::gazetteer::lint;
use crate::read::{self, import};
use crate::write;
use crate::write::diagnostics::{Format, line};

pub use crate::read::import::{Bbox, Imported, Mapping, Selection, pairs};

/// Something wrong or doubtful in a place table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// Where and what.
    pub diagnostic: Diagnostic,
    /// The rule that found it, as one word: `row` where the row cannot be read as it stands.
    pub rule: &'static str,
}

impl Remark {
    /// As a line of JSON, without a line end.
    pub fn json(&self) -> String {
        line(&self.diagnostic, Some(self.rule), Format::Json)
    }
}

/// Everything wrong or doubtful in the place table `path`, or the built-in one, by position.
///
/// # Errors
/// If the table cannot be read at all.
pub fn check(path: Option<&Path>) -> Result<Vec<Remark>, Diagnostic> {
    let mut table = place_table(path)?;
    let findings = lint::lint(&table.places, &table.lines).into_iter().map(|finding| {
        let at = table.position(finding.place, finding.column, finding.nth);
        let diagnostic = Diagnostic::warning(at, finding.message);
        Remark { diagnostic, rule: finding.rule.as_str() }
    });
    let mut remarks: Vec<Remark> = findings.collect();
    let of_rows = std::mem::take(&mut table.diagnostics);
    remarks.extend(of_rows.into_iter().map(|diagnostic| Remark { diagnostic, rule: "row" }));
    remarks.sort();
    Ok(remarks)
}

/// The place table of somebody else, to be made one of ours.
#[derive(Debug, Clone)]
pub struct Foreign {
    /// A dump of GeoNames or a CSV; the input where none is given.
    pub file: Option<PathBuf>,
    /// Which columns of a CSV are which.
    pub mapping: Mapping,
    /// Which places are taken.
    pub selection: Selection,
    /// Where the table goes; nowhere but to the caller where none is given.
    pub out: Option<PathBuf>,
    /// Whether a rejected row fails the import.
    pub strict: bool,
}

/// A table made of another.
#[derive(Debug, Clone)]
pub struct Import {
    /// What came of the rows.
    pub imported: Imported,
    /// The table as a file.
    pub table: Vec<u8>,
}

/// Makes a place table of `foreign`; `input` is read only where it names no file. What is wrong with single rows is told
/// at once. The table is read back before it is called done: it loads.
pub fn import(
    foreign: &Foreign,
    input: impl Read,
    tell: &mut dyn FnMut(Diagnostic),
) -> Result<Import, Failure> {
    let (name, reader): (String, Box<dyn BufRead + '_>) = match &foreign.file {
        None => ("standard input".to_owned(), Box::new(BufReader::new(input))),
        Some(path) => {
            let name = path.display().to_string();
            let file = File::open(path).map_err(|error| {
                let message = format!("cannot be read: {error}; check the path");
                Failure::Input(Diagnostic::fatal(Position::file(&name), message))
            })?;
            (name, Box::new(BufReader::new(file)))
        }
    };
    let mut imported = import::import(&name, reader, &foreign.mapping, &foreign.selection, tell)
        .map_err(Failure::Input)?;
    if imported.places.is_empty() {
        let Imported { rows, rejected, classless, unselected, .. } = imported;
        let message = format!(
            "no place to take: of {rows} rows {rejected} were rejected, {classless} are of no class of ours, {unselected} were not selected"
        );
        return Err(Failure::Input(Diagnostic::fatal(Position::file(name), message)));
    }
    if foreign.strict && imported.rejected > 0 {
        let rejected = usize::try_from(imported.rejected).unwrap_or(usize::MAX);
        return Err(Failure::Strict { rejected, written: false });
    }
    for place in &mut imported.places {
        let names = &mut place.names;
        for names in [&mut names.en, &mut names.ar, &mut names.ku, &mut names.tr] {
            lint::keep_distinct(names);
        }
    }
    let table = write::places::table(&imported.places);
    read::places(&name, &table).map_err(Failure::Input)?;
    if let Some(path) = &foreign.out {
        write::save(path, &table).map_err(Failure::Output)?;
    }
    Ok(Import { imported, table })
}
