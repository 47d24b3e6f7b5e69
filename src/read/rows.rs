//! Records in a CSV table.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Level, Position};
use crate::read::column::Column;
use crate::read::earlier::{self, Form};
use crate::read::record::{Draft, RecordFile, Shape, Value};
use crate::read::unread::Unread;
use crate::read::{Harvest, decode};
use crate::table::{Table, unguarded};

/// With which a site's tables for spreadsheets begin: their texts are guarded against being taken for formulas.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

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

    if let Some(why) = earlier::passed_over(table.columns()) {
        let at = Position::file(source.file);
        return harvest.diagnostics.push(Diagnostic::warning(at, why));
    }
    let form = Form::of(table.columns());
    let is_guarded = form.is_some_and(Form::is_ours) && bytes.starts_with(BYTE_ORDER_MARK);
    let mut unread = Unread::default();
    let is_column = |name: &str| match form {
        Some(form) => form.column(name).is_some(),
        None => Column::named(name).is_some(),
    };
    let (columns, others): (Vec<&str>, Vec<&str>) =
        table.columns().partition(|name| is_column(name));
    for name in others {
        let at = table.header_position(name);
        unread.note(name, (at.line, at.column));
    }
    harvest.rowless += usize::from(table.rows.is_empty());
    for row in &table.rows {
        let mut draft = Draft::new(source.file, (row.line, 1), form);
        for &name in &columns {
            let Some(text) = table.cell(row, name) else { continue };
            let text = if is_guarded { unguarded(text) } else { text };
            let at = table.line_column(row, name);
            let value = Value {
                name: Cow::Borrowed(name),
                text: Cow::Borrowed(text),
                shape: Shape::Cell,
                at,
            };
            draft.put(value, &mut unread, &mut harvest.diagnostics);
        }
        source.keep(&draft, &mut unread, harvest);
    }
    harvest.diagnostics.extend(unread.warnings(source.file));
}
