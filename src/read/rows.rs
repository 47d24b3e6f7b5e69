//! Records in a CSV table.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Level};
use crate::read::column::Column;
use crate::read::record::{Draft, RecordFile, Shape, UnreadNames, Value};
use crate::read::{Harvest, decode};
use crate::table::Table;

/// Reads every row of a table; a row that is no record is rejected alone.
pub(super) fn rows(source: RecordFile<'_>, bytes: &[u8], harvest: &mut Harvest) {
    let read = decode::to_utf8(source.file, bytes)
        .and_then(|bytes| Table::parse(source.file, &bytes, &[]));
    let mut table = match read {
        Ok(table) => table,
        // One unreadable table leaves the other sources whole.
        Err(fault) => return harvest.reject(Diagnostic { level: Level::Rejected, ..fault }),
    };
    harvest.diagnostics.append(&mut table.diagnostics);

    let mut unread = UnreadNames::default();
    let (columns, others): (Vec<&str>, Vec<&str>) =
        table.columns().partition(|name| Column::named(name).is_some());
    for name in others {
        let at = table.header_position(name);
        unread.note(name, (at.line, at.column));
    }
    for row in &table.rows {
        let mut draft = Draft::new(source.file, (row.line, 1));
        for &name in &columns {
            let Some(text) = table.cell(row, name) else { continue };
            let at = table.line_column(row, name);
            let value = Value {
                name: Cow::Borrowed(name),
                text: Cow::Borrowed(text),
                shape: Shape::Cell,
                at,
            };
            draft.put(value, &mut unread, &mut harvest.diagnostics);
        }
        source.keep(&draft, harvest);
    }
    harvest.diagnostics.extend(unread.warning(source.file));
}
