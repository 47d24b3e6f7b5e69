//! The columns of a record table and keys of a JSON record, and the other names that they go by.

use crate::model::{Group, Measure};

/// What a value of a record is. The order is that of the model's counts, see [`Column::Count`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Id,
    Kind,
    Status,
    Start,
    End,
    DatePrecision,
    PlaceId,
    Place,
    Lon,
    Lat,
    Text,
    /// One of [`Attributes::NAMES`](super::attributes::Attributes::NAMES).
    Attribute(&'static str),
    Count(Measure, Option<Group>, Bound),
    /// A column that the tables of a site alone have, see `earlier`.
    Own(&'static str),
}

/// Which end of a number a column gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bound {
    Low,
    Best,
    High,
}

/// Every name, the one that documentation uses first.
const NAMES: [(Column, &[&str]); 16] = [
    (Column::Id, &["id", "event_id"]),
    (Column::Kind, &["kind", "event_type", "type"]),
    (Column::Status, &["status"]),
    (Column::Start, &["start", "date", "start_date", "date_start", "event_date"]),
    (Column::End, &["end", "end_date", "date_end"]),
    (Column::DatePrecision, &["date_precision"]),
    (Column::PlaceId, &["place_id"]),
    (Column::Place, &["place", "place_name", "location"]),
    (Column::Lon, &["lon", "longitude", "lng", "long"]),
    (Column::Lat, &["lat", "latitude"]),
    (Column::Text, &["text", "description", "notes"]),
    (Column::Attribute("title"), &["title", "headline"]),
    (Column::Attribute("published"), &["published", "publication_date"]),
    (Column::Attribute("url"), &["url", "link", "source_url"]),
    (Column::Attribute("publisher"), &["publisher", "source"]),
    (Column::Attribute("lang"), &["lang", "language"]),
];

impl Column {
    /// The column that goes by `name`, in any case, with `_` for spaces and hyphens.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        let listed = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()));
        listed.map(|&(column, _)| column).or_else(|| Self::count(&name))
    }

    /// The names that a misspelt one may have meant.
    pub(super) fn known_names() -> impl Iterator<Item = &'static str> {
        let listed = NAMES.iter().flat_map(|(_, names)| names.iter().copied());
        listed.chain(Measure::ALL.map(Measure::as_str))
    }

    /// `killed`, `killed_high`, `killed_sdf`, `killed_sdf_low`.
    fn count(name: &str) -> Option<Self> {
        let bounds = [("_low", Bound::Low), ("_best", Bound::Best), ("_high", Bound::High)];
        let (name, bound) = bounds
            .into_iter()
            .find_map(|(suffix, bound)| Some((name.strip_suffix(suffix)?, bound)))
            .unwrap_or((name, Bound::Best));
        let (measure, group) = match name.split_once('_') {
            Some((measure, group)) => (measure, Some(Group::parse(group)?)),
            None => (name, None),
        };
        Some(Self::Count(Measure::parse(measure)?, group, bound))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_goes_by_several_names() {
        let killed = |group, bound| Some(Column::Count(Measure::Killed, group, bound));
        let cases = [
            ("LONGITUDE", Some(Column::Lon)),
            (" Start Date ", Some(Column::Start)),
            ("event-type", Some(Column::Kind)),
            ("killed", killed(None, Bound::Best)),
            ("killed_high", killed(None, Bound::High)),
            ("killed_sdf", killed(Some(Group::Sdf), Bound::Best)),
            ("Killed IS low", killed(Some(Group::Is), Bound::Low)),
            ("killed_by", None),
            ("__proto__", None),
            ("", None),
        ];
        for (name, column) in cases {
            assert_eq!(Column::named(name), column, "{name}");
        }
    }
}
