//! Names to look up: the lines of a stream, or a column of a table. What they mean is not this room's business.

use std::io::{self, BufRead, Read as _};

use super::suggest::{did_you_mean, quote};
use crate::diagnostic::{Diagnostic, Position};
use crate::table::{Table, column_name};

/// 64 KiB: no name is as long, and a stream without line ends must not fill the memory.
const MAX_LINE_BYTES: u64 = 64 << 10;

/// A name to look up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The name, trimmed; empty where a row has none.
    pub name: String,
    /// The line on which it stands, from 1; 0 where it comes from no file.
    pub line: u64,
    /// The other cells of its row, and its own, as written; empty where it comes from no table.
    pub cells: Vec<String>,
}

/// A table with a column of names.
#[derive(Debug, Clone)]
pub struct NameTable {
    /// The header as written.
    pub header: Vec<String>,
    /// The names with their rows.
    pub rows: Vec<Asked>,
    /// What is wrong with rows; those left out are `Rejected`.
    pub diagnostics: Vec<Diagnostic>,
}

/// The names on the lines of a stream, in order; blank lines are none.
#[derive(Debug)]
pub struct NameLines<R> {
    file: String,
    reader: R,
    line: u64,
}

impl<R: BufRead> NameLines<R> {
    /// The lines of `reader`, which messages call `file`.
    pub fn new(file: impl Into<String>, reader: R) -> Self {
        Self { file: file.into(), reader, line: 0 }
    }

    /// The stream.
    pub fn reader(&self) -> &R {
        &self.reader
    }

    /// The next line; `None` at the end.
    fn line(&mut self) -> io::Result<Option<Result<String, Diagnostic>>> {
        let mut bytes = Vec::new();
        let read = (&mut self.reader).take(MAX_LINE_BYTES).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        self.line += 1;
        if !bytes.ends_with(b"\n") && read as u64 == MAX_LINE_BYTES {
            self.reader.skip_until(b'\n')?;
            let message = "a line of more than 64 KiB is no name; put each name on its own line";
            return Ok(Some(Err(self.reject(0, message))));
        }
        let bytes = match bytes.as_slice() {
            [0xef, 0xbb, 0xbf, rest @ ..] if self.line == 1 => rest,
            all => all,
        };
        Ok(Some(match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.trim().to_owned()),
            Err(error) => {
                let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                let column = before.chars().count() as u64 + 1;
                Err(self.reject(column, "bytes that are not UTF-8; save the names as UTF-8"))
            }
        }))
    }

    fn reject(&self, column: u64, message: &str) -> Diagnostic {
        Diagnostic::rejected(Position::at(&self.file, self.line, column), message)
    }
}

impl<R: BufRead> Iterator for NameLines<R> {
    /// A name; `Rejected` where a line is none, `Fatal` and the last where the stream breaks.
    type Item = Result<Asked, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.line() {
                Ok(None) => return None,
                Ok(Some(Ok(name))) if name.is_empty() => {}
                Ok(Some(Ok(name))) => {
                    return Some(Ok(Asked { name, line: self.line, cells: Vec::new() }));
                }
                Ok(Some(Err(rejected))) => return Some(Err(rejected)),
                Err(error) => {
                    let message = format!("cannot be read: {error}");
                    return Some(Err(Diagnostic::fatal(Position::file(&self.file), message)));
                }
            }
        }
    }
}

/// The names under `column` of the table `bytes`, which messages call `file`.
///
/// # Errors
/// Fatal where the table has no header or no such column.
pub fn column(file: &str, bytes: &[u8], column: &str) -> Result<NameTable, Diagnostic> {
    let mut table = Table::parse(file, bytes, &[])?;
    let wanted = column_name(column);
    if !table.has(&wanted) {
        let hint = did_you_mean(&wanted, table.columns());
        let found: Vec<_> = table.columns().collect();
        let message = format!("no column {}{hint}; found {}", quote(column), found.join(","));
        return Err(Diagnostic::fatal(table.header_position(""), message));
    }
    let rows = table.rows.iter().map(|row| Asked {
        name: table.cell(row, &wanted).unwrap_or_default().to_owned(),
        line: row.line,
        cells: table.cells(row).map(str::to_owned).collect(),
    });
    let rows = rows.collect();
    let header = table.header().map(str::to_owned).collect();
    Ok(NameTable { header, rows, diagnostics: std::mem::take(&mut table.diagnostics) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_name_or_told_as_none() {
        let long = "x".repeat(70_000);
        let text = [
            b"\xef\xbb\xbfHasakah\r\n\n  \n".as_slice(),
            "الهول\n".as_bytes(),
            b"ab\xff\n",
            long.as_bytes(),
            b"\nRaqqa",
        ]
        .concat();
        let told: Vec<String> = NameLines::new("names", text.as_slice())
            .map(|line| match line {
                Ok(asked) => format!("{}: {}", asked.line, asked.name),
                Err(fault) => fault.to_string(),
            })
            .collect();
        let expected = [
            "1: Hasakah",
            "4: الهول",
            "names:5:3: rejected: bytes that are not UTF-8; save the names as UTF-8",
            "names:6: rejected: a line of more than 64 KiB is no name; put each name on its own line",
            "7: Raqqa",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_column_of_a_table_keeps_its_rows_as_written() {
        let csv = "No;Place Name\n1; Hasakah \n2;\n3\n";
        let table = column("t.csv", csv.as_bytes(), "place-name").expect("a table");
        assert_eq!(table.header, ["No", "Place Name"]);
        let rows: Vec<_> = table.rows.iter().map(|row| (row.name.as_str(), row.line)).collect();
        assert_eq!(rows, [("Hasakah", 2), ("", 3)]);
        assert_eq!(table.rows[0].cells, ["1", " Hasakah "]);
        assert_eq!(table.diagnostics.len(), 2, "semicolons, and a short row");
        let fault = column("t.csv", csv.as_bytes(), "place_nam").expect_err("no such column");
        assert!(fault.message.contains("did you mean `place_name`?"), "{fault}");
    }
}
