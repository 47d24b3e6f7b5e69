//! The tables as CSV (RFC 4180, UTF-8): lossless for programs, and for spreadsheets, which take some texts for formulas.
//!
//! A cell that is not known is empty, and no text is.

use std::borrow::Cow;

use crate::table::guarded;
use crate::write::json::position;
use crate::write::tables::{Cell, Column, Row, Table};

/// For whom a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// A program: every cell as it is, lines end in LF.
    Program,
    /// A spreadsheet: a mark tells that it is UTF-8, an apostrophe that a text is no formula; lines end in CR LF.
    Spreadsheet,
}

/// The columns of `table` in a file: its own, then the longitude and latitude of the point.
pub(super) fn columns(table: &Table<'_>) -> Vec<Column> {
    table.columns.iter().cloned().chain(table.axes()).collect()
}

/// `table` for `reader`. Where `hxl` is asked for, a row of tags stands below the header.
pub(super) fn file(table: &Table<'_>, reader: Reader, hxl: bool) -> Vec<u8> {
    let (out, terminator) = match reader {
        Reader::Program => (Vec::new(), ::csv::Terminator::Any(b'\n')),
        Reader::Spreadsheet => ("\u{feff}".as_bytes().to_vec(), ::csv::Terminator::CRLF),
    };
    let mut writer = ::csv::WriterBuilder::new().terminator(terminator).from_writer(out);
    let mut write = |record: Vec<Cow<'_, str>>| {
        let record = record.iter().map(|cell| cell.as_bytes());
        writer
            .write_record(record)
            .expect("rows are alike, and memory does not fail to be written");
    };
    let columns = columns(table);
    write(columns.iter().map(|column| Cow::Borrowed(&*column.name)).collect());
    if hxl {
        write(columns.iter().map(|column| Cow::Borrowed(&*column.hxl)).collect());
    }
    for row in table.rows() {
        write(cells(&row).iter().map(|cell| text(cell, reader)).collect());
    }
    writer.into_inner().expect("memory does not fail to be flushed")
}

/// The cells of `row`, then those of its point.
pub(super) fn cells<'e>(row: &Row<'e>) -> Vec<Cell<'e>> {
    let axes = match row.spot {
        Some(spot) => position(spot.lonlat).map(Cell::Number),
        None => [Cell::Null, Cell::Null],
    };
    row.cells.iter().cloned().chain(axes).collect()
}

fn text<'c>(cell: &'c Cell<'_>, reader: Reader) -> Cow<'c, str> {
    match (cell, reader) {
        (Cell::Text(text), Reader::Program) => Cow::Borrowed(text),
        (Cell::Text(text), Reader::Spreadsheet) => guarded(text),
        (cell, _) => cell.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::write::sample::{Sample, check_golden};
    use crate::write::tables::Tables;

    type Read = Vec<BTreeMap<String, String>>;

    fn read(bytes: &[u8]) -> Read {
        ::csv::Reader::from_reader(bytes).deserialize().map(Result::unwrap).collect()
    }

    #[test]
    fn tables_are_as_blessed() {
        let sample = Sample::new();
        let tables = Tables::of(&sample.site());
        check_golden("events.csv", &file(&tables.events, Reader::Program, false));
        check_golden("reports.csv", &file(&tables.reports, Reader::Program, true));
        check_golden("reports-spreadsheet.csv", &file(&tables.reports, Reader::Spreadsheet, false));
    }

    #[test]
    fn a_table_without_rows_has_its_header_and_its_tags() {
        let empty = Sample::empty();
        let events = Tables::of(&empty.site()).events;
        let text = String::from_utf8(file(&events, Reader::Program, true)).unwrap();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("event_id,title,") && lines[0].ends_with(",lon,lat"));
        assert!(lines[1].starts_with("#event+id,#event+name+i_en,"));
        assert!(lines[1].ends_with(",#geo+lon,#geo+lat"));
    }

    #[test]
    fn cells_for_programs_are_lossless_and_those_for_spreadsheets_no_formulas() {
        let sample = Sample::new();
        let reports = Tables::of(&sample.site()).reports;
        let told = read(&file(&reports, Reader::Program, false));
        let sentences: Vec<_> = told.iter().map(|row| row["sentence"].as_str()).collect();
        assert!(
            sentences.contains(&"=Others fled, \"it is said\",\r\nat Newtown."),
            "{sentences:?}"
        );
        assert!(sentences.contains(&"Ten men, it said,\nfled \"the prison\"."));
        let sheet = file(&reports, Reader::Spreadsheet, false);
        let plain = sheet.strip_prefix("\u{feff}".as_bytes()).expect("a mark");
        let safe = read(plain);
        assert!(safe.iter().any(|row| row["sentence"].starts_with("'=Others")));
        for (row, column, cell) in
            safe.iter().flat_map(|row| row.iter().map(move |(c, t)| (row, c, t)))
        {
            let begins = cell.trim_start_matches([' ', '\n']).chars().next();
            let is_number = cell.parse::<f64>().is_ok();
            assert!(
                is_number || !begins.is_some_and(|c| "=+-@\t\r".contains(c)),
                "{column} of {row:?}"
            );
        }
        assert_eq!(told.len(), safe.len());
    }
}
