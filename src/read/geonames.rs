//! The dump of GeoNames: a row a line, 19 cells with tabs between, no header and no quotes (`readme.txt` beside the
//! dumps of <https://download.geonames.org/export/dump/>). What a row means for a place table is `import`'s business.

use std::io::{self, BufRead};

use super::coordinate::{self, Axis};
use super::suggest::quote;
use crate::diagnostic::{Diagnostic, Position};
use crate::model::LonLat;

/// 1 MiB: a row has at most 10 000 characters of alternate names.
const MAX_LINE_BYTES: u64 = 1 << 20;

/// How many cells a row has.
const CELLS: usize = 19;

/// The cells that are read, by their place in the row.
const ID: usize = 0;
const NAME: usize = 1;
const ASCII_NAME: usize = 2;
const ALTERNATE_NAMES: usize = 3;
const LATITUDE: usize = 4;
const LONGITUDE: usize = 5;
const FEATURE_CODE: usize = 7;
const COUNTRY: usize = 8;
const ADMIN_1: usize = 10;
const ADMIN_2: usize = 11;
const POPULATION: usize = 14;

/// A row, as far as it is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GeoName {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) ascii_name: String,
    pub(super) alternate_names: Vec<String>,
    pub(super) lonlat: LonLat,
    pub(super) feature_code: String,
    /// Two letters of ISO 3166, or nothing.
    pub(super) country: String,
    /// The codes of the divisions around it; empty where none is known.
    pub(super) admin_1: String,
    pub(super) admin_2: String,
    /// 0 where it is not known.
    pub(super) population: u64,
}

/// Whether `line` begins a dump: 19 cells, the first a number.
pub(super) fn is_dump(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    line.split(|&byte| byte == b'\t').count() == CELLS
        && line.first().is_some_and(u8::is_ascii_digit)
}

/// The rows of a dump, one at a time.
#[derive(Debug)]
pub(super) struct GeoNames<R> {
    file: String,
    reader: R,
    line: u64,
    bytes: Vec<u8>,
}

impl<R: BufRead> GeoNames<R> {
    pub(super) fn new(file: &str, reader: R) -> Self {
        Self { file: file.to_owned(), reader, line: 0, bytes: Vec::new() }
    }

    /// Reads the next row whose feature code is `wanted`; other rows are only counted, in `skipped`.
    ///
    /// `None` at the end; a row that cannot be read is `Rejected`, a stream that breaks `Fatal`.
    pub(super) fn next(
        &mut self,
        wanted: impl Fn(&str) -> bool,
        skipped: &mut u64,
    ) -> Option<Result<GeoName, Diagnostic>> {
        loop {
            match self.read_line() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    let message = format!("cannot be read: {error}");
                    return Some(Err(Diagnostic::fatal(Position::file(&self.file), message)));
                }
            }
            let line = match self.text() {
                Ok("") => continue,
                Ok(line) => line,
                Err(fault) => return Some(Err(fault)),
            };
            let row = Row { file: &self.file, line: self.line, cells: line.split('\t').collect() };
            if row.cells.len() == CELLS && !wanted(row.cells[FEATURE_CODE]) {
                *skipped += 1;
                continue;
            }
            return Some(row.read());
        }
    }

    fn read_line(&mut self) -> io::Result<bool> {
        self.bytes.clear();
        let read =
            io::Read::take(&mut self.reader, MAX_LINE_BYTES).read_until(b'\n', &mut self.bytes)?;
        self.line += u64::from(read > 0);
        if read as u64 == MAX_LINE_BYTES && !self.bytes.ends_with(b"\n") {
            self.reader.skip_until(b'\n')?;
        }
        Ok(read > 0)
    }

    fn text(&self) -> Result<&str, Diagnostic> {
        let bytes = match self.bytes.as_slice() {
            [0xef, 0xbb, 0xbf, rest @ ..] if self.line == 1 => rest,
            all => all,
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.trim_end_matches(['\r', '\n'])),
            Err(error) => {
                let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                let at = Position::at(&self.file, self.line, before.chars().count() as u64 + 1);
                Err(Diagnostic::rejected(
                    at,
                    "bytes that are not UTF-8; is this a dump of GeoNames?",
                ))
            }
        }
    }
}

/// A line cut into cells.
struct Row<'a> {
    file: &'a str,
    line: u64,
    cells: Vec<&'a str>,
}

impl Row<'_> {
    fn read(&self) -> Result<GeoName, Diagnostic> {
        let found = self.cells.len();
        if found != CELLS {
            let message =
                format!("row has {found} cells, a dump of GeoNames has {CELLS}, with tabs between");
            return Err(self.reject(found.min(CELLS) - 1, message));
        }
        let id = self.cells[ID];
        if id.is_empty() || id.len() > 12 || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(self.reject(ID, format!("{} is no GeoNames id", quote(id))));
        }
        let (lon, lat) = (self.cells[LONGITUDE], self.cells[LATITUDE]);
        let lonlat = coordinate::lonlat(lon, lat).map_err(|fault| {
            let cell = if fault.axis == Axis::Lon { LONGITUDE } else { LATITUDE };
            self.reject(cell, fault.message)
        })?;
        let population = match self.cells[POPULATION] {
            "" => 0,
            text => text.parse().map_err(|_error: std::num::ParseIntError| {
                self.reject(POPULATION, format!("population {} is no whole number", quote(text)))
            })?,
        };
        let text = |cell: usize| self.cells[cell].trim().to_owned();
        Ok(GeoName {
            id: id.to_owned(),
            name: text(NAME),
            ascii_name: text(ASCII_NAME),
            alternate_names: self.cells[ALTERNATE_NAMES].split(',').map(str::to_owned).collect(),
            lonlat,
            feature_code: text(FEATURE_CODE),
            country: text(COUNTRY),
            admin_1: text(ADMIN_1),
            admin_2: text(ADMIN_2),
            population,
        })
    }

    fn reject(&self, cell: usize, message: impl Into<String>) -> Diagnostic {
        let before = self.cells[..cell].iter().map(|cell| cell.chars().count() as u64 + 1);
        let at = Position::at(self.file, self.line, before.sum::<u64>() + 1);
        Diagnostic::rejected(at, message)
    }
}
