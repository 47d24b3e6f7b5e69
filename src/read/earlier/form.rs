//! Which table of a site, or of a dataset of others, something is: known by its columns.

use std::collections::BTreeSet;

use crate::read::column::Column;
use crate::read::dataset::Layout;
use crate::table::column_name;

/// Which known table a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Form {
    /// Events, placed.
    Events,
    /// Reports, placed or not.
    Reports,
    /// Rows of a dataset of others.
    Dataset(&'static Layout),
}

/// The columns by which a table of events is known: `kind` and three of these, for who leaves one out may not make what is known
/// coarsely fine. And those of one of reports. Nobody else's table has them.
const EVENTS: [&str; 7] = [
    "event_id",
    "place_precision",
    "radius_m",
    "coordinate_status",
    "generalised_deg",
    "witness_count",
    "evidence_source",
];
const FEWEST_OF_EVENTS: usize = 3;
const REPORTS: [&str; 5] = ["report_id", "event_id", "source_id", "kind", "reason"];

/// The other columns of both, but those that every record may have.
const OF_EVENTS: [&str; 23] = [
    "id",
    "fid",
    "title",
    "title_ar",
    "kind_label",
    "kind_label_ar",
    "place_ar",
    "place_precision",
    "radius_m",
    "coordinate_status",
    "source_count",
    "report_count",
    "sources",
    "urls",
    "evidence_source",
    "evidence_line",
    "aliases",
    "witness_count",
    "coded",
    "corrections",
    "generalised_deg",
    "covered",
    "published_days",
];
const OF_REPORTS: [&str; 20] = [
    "id",
    "fid",
    "event_id",
    "source_id",
    "path",
    "line",
    "kind_label",
    "kind_label_ar",
    "main",
    "place_ar",
    "place_precision",
    "radius_m",
    "coordinate_status",
    "toponym",
    "candidates",
    "reason",
    "covered",
    "copy_of",
    "corrections",
    "counts",
];

/// The tables of a site that are not read back: by which columns each is known, and what to give instead.
const PASSED_OVER: [(&[&str], &str); 3] = [
    (
        &["source_id", "path", "form", "reports", "placed", "unplaced"],
        "the list of what a site read, and no table of sources; not read",
    ),
    (
        &["source_id", "path", "line", "toponym", "candidates", "reason", "sentence", "kind"],
        "the list of a site's reports without a place; not read, `unplaced.geojson` or `reports.csv` beside it brings them back",
    ),
    (
        &["source_id", "path", "line", "toponym", "candidates", "reason", "sentence"],
        "the list of a site's open names; not read, it tells of no event",
    ),
];

impl Form {
    /// Of which table something with columns called `names` is, if it is of one.
    pub(in crate::read) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Option<Self> {
        let names: BTreeSet<&str> = names.collect();
        let has = |columns: &[&str]| columns.iter().all(|column| names.contains(column));
        // A table of reports has the precision of places too.
        let of_events = || {
            let known = EVENTS.iter().filter(|column| names.contains(**column)).count();
            (has(&["kind"]) && known >= FEWEST_OF_EVENTS).then_some(Self::Events)
        };
        let ours = if has(&REPORTS) { Some(Self::Reports) } else { of_events() };
        ours.or_else(|| Layout::of(&names).map(Self::Dataset))
    }

    /// Whether it is a table of a site.
    pub(in crate::read) fn is_ours(self) -> bool {
        !matches!(self, Self::Dataset(_))
    }

    /// The column that goes by `name` in such a table.
    pub(in crate::read) fn column(self, name: &str) -> Option<Column> {
        let name = column_name(name);
        let (key, sentence, own): (_, _, &[&'static str]) = match self {
            Self::Events => ("event_id", "evidence", &OF_EVENTS),
            Self::Reports => ("report_id", "sentence", &OF_REPORTS),
            Self::Dataset(layout) => return layout.column(&name),
        };
        if name == key {
            return Some(Column::Id);
        }
        if name == sentence {
            return Some(Column::Text);
        }
        // As GDAL and QGIS write the point of a row.
        let axes = [("x", Column::Lon), ("y", Column::Lat)];
        if let Some((_, axis)) = axes.into_iter().find(|(axis, _)| *axis == name) {
            return Some(axis);
        }
        let own = own.iter().find(|own| **own == name);
        own.map(|own| Column::Own(own)).or_else(|| Column::named(&name))
    }
}

/// Why a table with columns called `names` is not read, where it is one of a site that is not read back.
pub(in crate::read) fn passed_over<'n>(
    names: impl Iterator<Item = &'n str>,
) -> Option<&'static str> {
    let names: BTreeSet<&str> = names.collect();
    if names.contains("report_id") || names.contains("event_id") {
        return None;
    }
    let is_it = |columns: &[&str]| columns.iter().all(|column| names.contains(column));
    PASSED_OVER.iter().find(|(columns, _)| is_it(columns)).map(|(_, why)| *why)
}
