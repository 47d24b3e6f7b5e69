//! What a table that somebody writes by hand may name: columns, and ids of places and kinds.

use std::collections::BTreeSet;

use super::suggest::{did_you_mean, quote};
use crate::diagnostic::Position;
use crate::model::{KindId, PlaceId};
use crate::table::Table;

/// The columns of `table` that are none of `known`, where the header names them, with what is wrong.
pub(super) fn unread_columns<'t>(
    table: &'t Table,
    known: impl IntoIterator<Item = &'static str> + Clone + 't,
) -> impl Iterator<Item = (Position, String)> + 't {
    table.columns().filter_map(move |name| {
        if known.clone().into_iter().any(|known| known == name) {
            return None;
        }
        let hint = did_you_mean(name, known.clone());
        Some((table.header_position(name), format!("column {} is not read{hint}", quote(name))))
    })
}

/// The ids that there are.
#[derive(Clone, Copy)]
pub(super) struct Ids<'t> {
    pub(super) kinds: &'t BTreeSet<KindId>,
    pub(super) has_place: &'t dyn Fn(&PlaceId) -> bool,
}

impl Ids<'_> {
    /// The place that `written` names.
    pub(super) fn place(self, written: &str) -> Result<PlaceId, String> {
        let id = PlaceId::new(written);
        if (self.has_place)(&id) {
            return Ok(id);
        }
        Err(format!(
            "{} is no id of the place table; look it up there, or add a row",
            quote(written)
        ))
    }

    /// The kind `id`, which is `written` so.
    pub(super) fn kind(self, id: KindId, written: &str) -> Result<KindId, String> {
        if self.kinds.contains(&id) {
            return Ok(id);
        }
        let hint = did_you_mean(written, self.kinds.iter().map(KindId::as_str));
        Err(format!("{} is no kind of the kinds table{hint}", quote(written)))
    }
}
