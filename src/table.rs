//! A table in CSV, with the place in the file of every cell.
//!
//! The `csv` crate swallows the rest of a file behind an unclosed quote, reads an empty file as a table
//! without rows, forgives stray quotes in silence, loses count of physical lines after blank ones, and does
//! not tell columns. Whoever answers for every row needs all five, so the file is cut here.
//!
//! What the columns mean is not this module's business.

mod guard;
mod scan;

use std::collections::BTreeMap;

pub use self::guard::{guarded, unguarded};
use self::scan::{Mark, RawRow, Scan};
use crate::diagnostic::{Diagnostic, Position, line_column};

/// What is told of a table with other separators than commas, for whoever reads it nevertheless.
pub const READ_AS_SUCH: &str = "read as such, ";

/// A table whose every row has as many cells as the header.
#[derive(Debug, Clone)]
pub struct Table {
    /// The rows, in the order of the file.
    pub rows: Vec<Row>,
    /// What is wrong with rows: those left out are `Rejected`, those kept but odd are warnings.
    pub diagnostics: Vec<Diagnostic>,
    file: String,
    columns: Vec<Column>,
    by_name: BTreeMap<String, usize>,
}

/// One row of a [`Table`].
#[derive(Debug, Clone)]
pub struct Row {
    /// The physical line on which it begins, from 1.
    pub line: u64,
    /// The texts of all cells on end: one allocation for a row, for tables have millions of cells.
    text: Box<str>,
    cells: Box<[Cell]>,
}

#[derive(Debug, Clone)]
struct Cell {
    /// Where the text of the cell ends in that of its row; it begins where the one before it ends.
    end: usize,
    line: u64,
    column: u64,
}

#[derive(Debug, Clone)]
struct Column {
    /// As compared: lower case, `_` for spaces and hyphens.
    name: String,
    written: String,
    position: Position,
}

impl Table {
    /// Reads a table in UTF-8, whose header must name the columns `required`.
    ///
    /// The separator is a comma; where the header has none, a semicolon or a tab is taken, with a warning.
    /// A byte order mark, a first line `sep=;`, blank lines and a row of HXL hashtags are no rows. Names of
    /// columns are compared in lower case, trimmed, with `_` for spaces and hyphens.
    ///
    /// # Errors
    /// Fatal where the header is missing, is not UTF-8, names a column twice or lacks a required one. A
    /// fault in a row is no error but one of [`diagnostics`](Self::diagnostics).
    pub fn parse(file: &str, bytes: &[u8], required: &[&str]) -> Result<Self, Diagnostic> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            let wanted =
                if required.is_empty() { "naming the columns" } else { &required.join(",") };
            let message = format!("empty file, expected a header line {wanted}");
            return Err(Diagnostic::fatal(Position::at(file, 1, 1), message));
        }
        let dialect = Dialect::of(bytes);
        let mut scan = Scan::new(bytes, dialect.delimiter);
        if dialect.declared {
            scan.next();
        }
        let Some(header) = scan.next() else {
            let message = "no header line after `sep=`; name the columns";
            return Err(Diagnostic::fatal(Position::at(file, 1, 1), message));
        };
        let mut table = Self::with_header(file, bytes, header)?;
        table.require(required)?;
        if !dialect.declared && dialect.delimiter != b',' {
            let name = if dialect.delimiter == b'\t' { "tabs" } else { "semicolons" };
            let message = format!(
                "separated by {name}, not commas; {READ_AS_SUCH}save with commas to be sure"
            );
            table.diagnostics.push(Diagnostic::warning(table.columns[0].position.clone(), message));
        }
        table.read_rows(bytes, scan);
        Ok(table)
    }

    /// The file, as the user named it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The names of the columns, in the order of the file; an unnamed column is left out.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str()).filter(|name| !name.is_empty())
    }

    /// The header as written, trimmed: one text for each cell of a row.
    pub fn header(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.written.as_str())
    }

    /// The cells of `row` as written, in the order of the header.
    pub fn cells<'a>(&self, row: &'a Row) -> impl Iterator<Item = &'a str> + use<'a> {
        (0..row.cells.len()).map(|index| row.cell(index))
    }

    /// Lets `name` stand for `column`, whatever else had that name. Whether there is such a column.
    pub fn alias(&mut self, name: &str, column: &str) -> bool {
        let Some(&index) = self.by_name.get(&column_name(column)) else { return false };
        self.by_name.insert(name.to_owned(), index);
        true
    }

    /// Whether the header names `column`.
    pub fn has(&self, column: &str) -> bool {
        self.by_name.contains_key(column)
    }

    /// The trimmed text under `column`; `None` where it is empty or the table has no such column.
    pub fn cell<'a>(&self, row: &'a Row, column: &str) -> Option<&'a str> {
        let text = row.cell(*self.by_name.get(column)?).trim();
        (!text.is_empty()).then_some(text)
    }

    /// Where the cell under `column` begins, or the row where there is no such column.
    pub fn position(&self, row: &Row, column: &str) -> Position {
        let (line, column) = self.line_column(row, column);
        Position::at(&self.file, line, column)
    }

    /// The line and column of [`position`](Self::position), for who asks for each cell.
    pub fn line_column(&self, row: &Row, column: &str) -> (u64, u64) {
        let cell = self.by_name.get(column).map(|&index| &row.cells[index]);
        cell.map_or((row.line, 0), |cell| (cell.line, cell.column))
    }

    /// Where byte `offset` of the trimmed text under `column` stands; the cell where it cannot be told.
    pub fn position_in(&self, row: &Row, column: &str, offset: usize) -> Position {
        let mut position = self.position(row, column);
        let Some(&index) = self.by_name.get(column) else { return position };
        let text = row.cell(index);
        let before = text.len() - text.trim_start().len() + offset;
        let Some(before) = text.get(..before).filter(|before| !before.contains(['\n', '\r']))
        else {
            return position;
        };
        position.column += before.chars().count() as u64;
        if row.is_quoted(index) {
            position.column += 1 + before.matches('"').count() as u64;
        }
        position
    }

    /// Where the header names `column`, or the header where it does not.
    pub fn header_position(&self, column: &str) -> Position {
        let index = self.by_name.get(column).copied().unwrap_or(0);
        self.columns[index].position.clone()
    }

    fn with_header(file: &str, bytes: &[u8], raw: RawRow) -> Result<Self, Diagnostic> {
        if let Some(fault) = row_fault(file, bytes, &raw) {
            return Err(Diagnostic::fatal(
                fault.position,
                format!("bad header: {}", fault.message),
            ));
        }
        let mut table = Self {
            rows: Vec::new(),
            diagnostics: Vec::new(),
            file: file.to_owned(),
            columns: Vec::new(),
            by_name: BTreeMap::new(),
        };
        for (index, cell) in raw.cells.into_iter().enumerate() {
            let position = position(file, cell.start);
            let written = String::from_utf8_lossy(&cell.text).trim().to_owned();
            let name = column_name(&written);
            if name.is_empty() {
                let message = "a column without a name is not read; name it, or delete it";
                table.diagnostics.push(Diagnostic::warning(position.clone(), message));
            } else if let Some(first) = table.by_name.insert(name.clone(), index) {
                let message = format!(
                    "column `{name}` appears twice, first as column {}; rename one",
                    first + 1
                );
                return Err(Diagnostic::fatal(position, message));
            }
            table.columns.push(Column { name, written, position });
        }
        Ok(table)
    }

    fn require(&self, required: &[&str]) -> Result<(), Diagnostic> {
        let missing: Vec<_> = required.iter().copied().filter(|name| !self.has(name)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let found: Vec<_> = self.columns().collect();
        let comment = found.first().is_some_and(|name| name.starts_with('#'));
        let hint = if comment { "; comment lines are no part of CSV, delete them" } else { "" };
        let message = format!(
            "missing column {}; found {}, wanted {}{hint}",
            missing.join(", "),
            found.join(","),
            required.join(",")
        );
        Err(Diagnostic::fatal(self.columns[0].position.clone(), message))
    }

    fn read_rows(&mut self, bytes: &[u8], scan: Scan<'_>) {
        let mut empty = Vec::new();
        for (index, raw) in scan.enumerate() {
            if let Some(fault) = row_fault(&self.file, bytes, &raw) {
                self.diagnostics.push(fault);
            } else if raw.cells.iter().all(|cell| cell.text.trim_ascii().is_empty()) {
                empty.push(raw.start);
            } else if index == 0 && raw.cells.len() == self.columns.len() && is_hxl(&raw) {
                let message = "a row of HXL hashtags, not read as a row";
                self.diagnostics
                    .push(Diagnostic::warning(position(&self.file, raw.start), message));
            } else if raw.cells.len() == self.columns.len() {
                self.keep(&raw);
            } else {
                self.reject_length(&raw);
            }
        }
        if let Some(&first) = empty.first() {
            let message =
                format!("{} rows of empty cells are not read, here the first", empty.len());
            self.diagnostics.push(Diagnostic::warning(position(&self.file, first), message));
        }
    }

    fn keep(&mut self, raw: &RawRow) {
        if let Some(stray) = raw.cells.iter().find_map(|cell| cell.stray) {
            let message = "stray quote, kept as text; put quotes around the whole cell and double those inside";
            self.diagnostics.push(Diagnostic::warning(position(&self.file, stray), message));
        }
        let mut text = String::new();
        let cells = raw.cells.iter().map(|cell| {
            let content = std::str::from_utf8(&cell.text);
            text += content.expect("row_fault saw UTF-8, and cells are cut at ASCII bytes");
            Cell { end: text.len(), line: cell.start.line, column: cell.start.column }
        });
        let cells = cells.collect();
        self.rows.push(Row { line: raw.start.line, text: text.into_boxed_str(), cells });
    }

    fn reject_length(&mut self, raw: &RawRow) {
        let (found, wanted) = (raw.cells.len(), self.columns.len());
        let at = raw.cells.get(wanted).map_or(raw.start, |extra| extra.start);
        let hint = if raw.cells[0].text.starts_with(b"#") {
            "comment lines are no part of CSV, delete it"
        } else if found > wanted {
            "put quotes around a cell that holds a separator"
        } else {
            "add the missing separators"
        };
        let message = format!("row has {found} cells where the header has {wanted}; {hint}");
        self.diagnostics.push(Diagnostic::rejected(position(&self.file, at), message));
    }
}

impl Row {
    fn cell(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.cells[before].end);
        &self.text[start..self.cells[index].end]
    }

    /// Whether the cell stands between quotes: it has to, or the next one begins farther off than its text is long.
    fn is_quoted(&self, index: usize) -> bool {
        let (cell, text) = (&self.cells[index], self.cell(index));
        let next = self.cells.get(index + 1).filter(|next| next.line == cell.line);
        text.contains([',', '"', '\n', '\r'])
            || next.is_some_and(|next| next.column > cell.column + text.chars().count() as u64 + 1)
    }
}

/// How the cells of a table are separated.
struct Dialect {
    delimiter: u8,
    /// Whether the first line says so, as Excel writes it: `sep=;`.
    declared: bool,
}

impl Dialect {
    fn of(bytes: &[u8]) -> Self {
        let first = bytes
            .split(|byte| matches!(byte, b'\n' | b'\r'))
            .find(|line| !line.trim_ascii().is_empty())
            .unwrap_or_default();
        if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter @ (b',' | b';' | b'\t')] =
            *first
        {
            return Self { delimiter, declared: true };
        }
        let others = [b';', b'\t'].into_iter().find(|byte| first.contains(byte));
        let delimiter = if first.contains(&b',') { b',' } else { others.unwrap_or(b',') };
        Self { delimiter, declared: false }
    }
}

/// What makes a row worthless whatever its columns mean.
fn row_fault(file: &str, bytes: &[u8], raw: &RawRow) -> Option<Diagnostic> {
    if let Some(opened) = raw.runaway {
        let message =
            "this quote is never closed, or closed in a later row; close it, or double it";
        return Some(Diagnostic::rejected(position(file, opened), message));
    }
    let row = &bytes[raw.start.offset..raw.end];
    let (valid, message) = match std::str::from_utf8(row) {
        Ok(text) => (
            text.split_once('\0')?.0,
            "NUL character; save as UTF-8 text (UTF-16 without a mark looks like this)",
        ),
        Err(error) => (
            std::str::from_utf8(&row[..error.valid_up_to()]).unwrap_or_default(),
            "bytes that are not UTF-8; save the table as UTF-8",
        ),
    };
    let (line, column) = line_column(valid, valid.len());
    let at = Position::at(file, raw.start.line + line - 1, column);
    Some(Diagnostic::rejected(at, message))
}

/// Whether every cell is empty or a hashtag of the Humanitarian Exchange Language, `#loc+name`.
fn is_hxl(raw: &RawRow) -> bool {
    let is_tag = |text: &[u8]| matches!(text, [b'#', letter, ..] if letter.is_ascii_alphabetic());
    raw.cells.iter().all(|cell| cell.text.is_empty() || is_tag(&cell.text))
}

/// `text` as names of columns are compared.
pub fn column_name(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '-'], "_")
}

fn position(file: &str, mark: Mark) -> Position {
    Position::at(file, mark.line, mark.column)
}

#[cfg(test)]
mod tests;
