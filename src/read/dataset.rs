//! Datasets of others: a file of ACLED or UCDP GED is known by its columns, whatever it is called, and each row is a record.
//!
//! What their codes mean is in the tables here, never finer than their codebooks say it; which kind a type is, the kinds table
//! says. docs/datasets.md tells it to users.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::model::{
    CodedPlace, CoordinateStatus, Count, Dataset, DatePrecision, DateSpan, Extent, Group, KindId,
    Lang, Measure, PlaceCells, PlacePrecision, Record, SourceId, Status, ToldPlace,
};
use crate::read::attributes::Attributes;
use crate::read::column::Column;
use crate::read::date;
use crate::read::record::{Draft, Faults, RecordFile, Value};
use crate::read::suggest::quote;
use crate::table::column_name;

/// How a dataset is written.
#[derive(Debug)]
pub(super) struct Layout {
    dataset: Dataset,
    id: &'static str,
    /// The columns that are read, by all of which it is known; nobody else's table has them.
    read: &'static [&'static str],
    /// Its other columns, of which some are read where they are there.
    others: &'static [&'static str],
    /// The column of its types, and that of each code.
    kind: &'static str,
    date_code: &'static str,
    /// The column that names the governorate of the coordinate.
    governorate: &'static str,
    place_code: &'static str,
    /// The columns of the first and the last day.
    days: [&'static str; 2],
    /// The columns that say it in words, the first that is filled counts; and that of the row's own sources.
    texts: &'static [&'static str],
    sources: &'static str,
    /// How finely each code of dates tells the days.
    dates: &'static [(&'static str, DatePrecision)],
    places: &'static [PlaceCode],
}

/// What a code of places means.
#[derive(Debug)]
struct PlaceCode {
    code: &'static str,
    /// How finely the place is known, and within how many metres of the coordinate where no table has it; `None`: on no land.
    extent: Option<(PlacePrecision, u32)>,
    /// The column that names a place so fine; none where the coordinate stands for something without a name.
    named_by: Option<&'static str>,
}

const LAYOUTS: [Layout; 2] = [
    Layout {
        dataset: Dataset::Acled,
        id: "event_id_cnty",
        read: &[
            "event_id_cnty",
            "event_date",
            "time_precision",
            "sub_event_type",
            "admin1",
            "location",
            "latitude",
            "longitude",
            "geo_precision",
            "fatalities",
        ],
        others: &[
            "admin2",
            "notes",
            "source",
            "data_id",
            "event_id_no_cnty",
            "year",
            "disorder_type",
            "event_type",
            "actor1",
            "assoc_actor_1",
            "inter1",
            "actor2",
            "assoc_actor_2",
            "inter2",
            "interaction",
            "civilian_targeting",
            "iso",
            "iso3",
            "region",
            "country",
            "admin3",
            "source_scale",
            "tags",
            "timestamp",
            "population_1km",
            "population_2km",
            "population_5km",
            "population_best",
        ],
        kind: "sub_event_type",
        date_code: "time_precision",
        governorate: "admin1",
        place_code: "geo_precision",
        days: ["event_date", "event_date"],
        texts: &["notes"],
        sources: "source",
        dates: &[
            ("1", DatePrecision::Day),
            ("2", DatePrecision::Approx),
            ("3", DatePrecision::Month),
        ],
        places: &[
            PlaceCode::named("1", PlacePrecision::Town, 5_000, "location"),
            PlaceCode::named("2", PlacePrecision::District, 25_000, "admin2"),
            PlaceCode::named("3", PlacePrecision::Governorate, 100_000, "admin1"),
        ],
    },
    Layout {
        dataset: Dataset::UcdpGed,
        id: "id",
        read: &[
            "id",
            "type_of_violence",
            "where_prec",
            "where_coordinates",
            "adm_1",
            "adm_2",
            "latitude",
            "longitude",
            "date_prec",
            "date_start",
            "date_end",
            "best",
            "high",
            "low",
        ],
        others: &[
            "country",
            "source_article",
            "source_headline",
            "dyad_name",
            "deaths_civilians",
            "deaths_unknown",
            "relid",
            "year",
            "active_year",
            "code_status",
            "conflict_dset_id",
            "conflict_new_id",
            "conflict_name",
            "dyad_dset_id",
            "dyad_new_id",
            "side_a_dset_id",
            "side_a_new_id",
            "side_a",
            "side_b_dset_id",
            "side_b_new_id",
            "side_b",
            "number_of_sources",
            "source_office",
            "source_date",
            "source_original",
            "where_description",
            "geom_wkt",
            "priogrid_gid",
            "country_id",
            "region",
            "event_clarity",
            "deaths_a",
            "deaths_b",
            "gwnoa",
            "gwnob",
        ],
        kind: "type_of_violence",
        date_code: "date_prec",
        governorate: "adm_1",
        place_code: "where_prec",
        days: ["date_start", "date_end"],
        texts: &["source_headline", "dyad_name"],
        sources: "source_article",
        dates: &[
            ("1", DatePrecision::Day),
            ("2", DatePrecision::Approx),
            ("3", DatePrecision::Week),
            ("4", DatePrecision::Month),
            ("5", DatePrecision::Year),
        ],
        places: &[
            PlaceCode::named("1", PlacePrecision::Town, 5_000, "where_coordinates"),
            PlaceCode::around("2", PlacePrecision::District, 25_000),
            PlaceCode::named("3", PlacePrecision::District, 50_000, "adm_2"),
            PlaceCode::named("4", PlacePrecision::Governorate, 100_000, "adm_1"),
            // A road, a river, a border, a region without borders.
            PlaceCode::around("5", PlacePrecision::Governorate, 100_000),
            PlaceCode::named("6", PlacePrecision::Country, 500_000, "country"),
            PlaceCode { code: "7", extent: None, named_by: None },
        ],
    },
];

/// A day that is known "within a week": the week may begin or end with it.
const WITHIN_A_WEEK: i64 = 6;

/// The circle of a governorate is not its border, so a point may lie this far beyond.
const BEYOND_GOVERNORATE_M: f64 = 25_000.0;

impl PlaceCode {
    const fn named(
        code: &'static str,
        precision: PlacePrecision,
        radius_m: u32,
        by: &'static str,
    ) -> Self {
        Self { code, extent: Some((precision, radius_m)), named_by: Some(by) }
    }

    const fn around(code: &'static str, precision: PlacePrecision, radius_m: u32) -> Self {
        Self { code, extent: Some((precision, radius_m)), named_by: None }
    }
}

impl Layout {
    /// The dataset of which something with columns called `names` is a part, if it is of one.
    pub(super) fn of(names: &BTreeSet<&str>) -> Option<&'static Self> {
        LAYOUTS.iter().find(|layout| layout.read.iter().all(|column| names.contains(column)))
    }

    /// Which dataset it is.
    pub(super) fn dataset(&self) -> Dataset {
        self.dataset
    }

    /// The column that goes by `name` in it.
    pub(super) fn column(&self, name: &str) -> Option<Column> {
        let name = column_name(name);
        if name == self.id {
            return Some(Column::Id);
        }
        // A feature has its point in its geometry, too.
        if let Some(axis @ (Column::Lon | Column::Lat)) = Column::named(&name) {
            return Some(axis);
        }
        let own = self.read.iter().chain(self.others).find(|own| **own == name);
        own.map(|own| Column::Own(own))
    }
}

impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        self.dataset == other.dataset
    }
}

impl Eq for Layout {}

impl RecordFile<'_> {
    /// The record that a row of a dataset is, or everything that is wrong with it.
    pub(super) fn row_of(
        &self,
        layout: &Layout,
        draft: &Draft<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Record, Vec<Diagnostic>> {
        let mut faults = Faults::default();
        let id = faults.of(draft.id().and_then(|id| {
            let missing = || format!("it has no `{}`; give it its own", layout.id);
            id.ok_or_else(|| draft.reject(None, missing()))
        }));
        let sources = faults.of(draft.own(layout.sources)).flatten();
        let mut attributes = Attributes {
            title: sources.map(|sources| format!("Sources: {sources}")),
            publisher: Some(layout.dataset.as_str().to_owned()),
            lang: Some(Lang::English),
            ..Attributes::default()
        };
        attributes.fill(&Attributes { title: None, ..self.attributes.clone() });
        let id = SourceId::new(&format!("{}#{}", self.path, id.unwrap_or_default()));
        let mut origin = attributes.into_origin(id, self.path.to_owned(), Some(draft.line()));
        origin.dataset = Some(layout.dataset);
        let kind = faults.of(self.kind_of(layout, draft));
        let dates = faults.of(draft.coded_dates(layout));
        let place = faults.of(draft.code(layout.place_code, layout.places, |place| place.code));
        let extent = place.and_then(|place| place.extent).map(|(precision, radius_m)| Extent {
            radius_m,
            precision,
            status: CoordinateStatus::SingleSource,
        });
        let lonlat = faults.of(draft.lonlat(diagnostics)).flatten().filter(|_| extent.is_some());
        if let Ok(Some(name)) = draft.own(layout.governorate) {
            let told = ToldPlace::Governorate(name);
            let cells = PlaceCells { told, lonlat, reach_m: BEYOND_GOVERNORATE_M };
            self.doubt(draft, cells, diagnostics);
        }
        let named_by = place.and_then(|place| place.named_by);
        let named_by = named_by.and_then(|column| faults.of(draft.own(column)).flatten());
        let text = layout.texts.iter().fold(None, |text: Option<&str>, column| {
            text.or(faults.of(draft.own(column)).flatten())
        });
        let counts = faults.of(match layout.dataset {
            Dataset::Acled => draft.acled_counts(),
            Dataset::UcdpGed => draft.ucdp_counts(),
        });
        match (kind, counts) {
            (Some(kind), Some(counts)) if faults.none() => Ok(Record {
                origin: Arc::new(origin),
                kind,
                status: Status::Reported,
                dates,
                // Alone, the name of a governorate would be that of its town.
                place: named_by
                    .filter(|_| lonlat.is_some())
                    .map(|name| CodedPlace::Name(name.to_owned())),
                lonlat,
                extent,
                counts,
                text: text.map(str::to_owned),
            }),
            _ => Err(faults.all()),
        }
    }

    fn kind_of(&self, layout: &Layout, draft: &Draft<'_>) -> Result<KindId, Diagnostic> {
        let value = draft.required(layout.kind)?;
        let written = whole(&value.text);
        self.coding.codebook.kind_of(layout.dataset, written).cloned().ok_or_else(|| {
            let (column, written, key) = (layout.kind, quote(written), layout.dataset.key());
            let message = format!(
                "no kind is {column} {written}; list it under `{key}` of one in a table of kinds (--kinds), or delete the row"
            );
            draft.reject(Some(value), message)
        })
    }
}

impl<'a> Draft<'a> {
    /// The text of a column of its own.
    fn own(&self, name: &'static str) -> Result<Option<&str>, Diagnostic> {
        self.text(Column::Own(name))
    }

    fn required(&self, name: &'static str) -> Result<&Value<'a>, Diagnostic> {
        self.value(Column::Own(name))
            .ok_or_else(|| self.reject(None, format!("it has no `{name}`; give it, as all have")))
    }

    /// The row of `table` whose code, which `code` tells, the column `name` has.
    fn code<'t, T>(
        &self,
        name: &'static str,
        table: &'t [T],
        code: impl Fn(&T) -> &'static str,
    ) -> Result<&'t T, Diagnostic> {
        let value = self.required(name)?;
        let written = whole(&value.text);
        table.iter().find(|row| code(row) == written).ok_or_else(|| {
            let known: Vec<_> = table.iter().map(&code).collect();
            let message =
                format!("{name} {} is none of {}; correct it", quote(written), known.join(", "));
            self.reject(Some(value), message)
        })
    }

    /// The days, no finer than their code says.
    fn coded_dates(&self, layout: &Layout) -> Result<DateSpan, Diagnostic> {
        let (_, precision) = self.code(layout.date_code, layout.dates, |(code, _)| code)?;
        let day = |name| {
            let value = self.required(name)?;
            day(&value.text).map_err(|message| self.reject(Some(value), message))
        };
        let [first, last] = layout.days;
        let (start, end) = (day(first)?, day(last)?);
        if start > end {
            let message = "the event ends before it starts; correct one of the dates";
            return Err(self.reject(self.value(Column::Own(last)), message));
        }
        Ok(within(start, end, *precision))
    }

    /// The number in the column `name`; `None` where it is empty.
    fn dead(&self, name: &'static str) -> Result<Option<u64>, Diagnostic> {
        let column = Column::Own(name);
        self.value(column).map(|_| self.whole_number(column)).transpose()
    }

    /// What ACLED counts; its 0 is nobody or an unknown number, and tells none.
    fn acled_counts(&self) -> Result<Vec<Count>, Diagnostic> {
        let dead = self.dead("fatalities")?.filter(|dead| *dead > 0);
        Ok(dead.map(|dead| best(None, dead, format!("fatalities {dead}"))).into_iter().collect())
    }

    /// What UCDP counts; where its best estimate is 0, some may be dead, and no number of them is told.
    fn ucdp_counts(&self) -> Result<Vec<Count>, Diagnostic> {
        let bounds = [self.dead("low")?, self.dead("best")?, self.dead("high")?];
        if !bounds.into_iter().flatten().is_sorted() {
            let message = "the numbers low, best and high are not in order; correct them";
            return Err(self.reject(self.value(Column::Own("best")), message));
        }
        let [low, dead, high] = bounds;
        let words = ["low", "best", "high"].into_iter().zip(bounds);
        let words = words.filter_map(|(name, number)| Some(format!("{name} {}", number?)));
        let words = words.collect::<Vec<_>>().join(", ");
        let Some(dead) = dead.filter(|dead| *dead > 0) else {
            let high = high.filter(|high| *high > 0);
            let all = |high| Count { high, ..count(None, words) };
            return Ok(high.map(Some).map(all).into_iter().collect());
        };
        let mut counts = vec![Count { low, best: Some(dead), high, ..count(None, words) }];
        let civilians = self.dead("deaths_civilians")?;
        // Of those of whom nobody knows who they were, some may be civilians.
        let is_open = self.dead("deaths_unknown")?.is_some_and(|unknown| unknown > 0);
        let civilians = civilians.filter(|civilians| *civilians > 0 || !is_open);
        counts.extend(civilians.map(|civilians| {
            best(Some(Group::Civilians), civilians, format!("deaths_civilians {civilians}"))
        }));
        Ok(counts)
    }
}

fn count(group: Option<Group>, words: String) -> Count {
    let (low, best, high) = (None, None, None);
    Count { measure: Measure::Killed, group, low, best, high, words, span: None }
}

/// An estimate without bounds.
fn best(group: Option<Group>, number: u64, words: String) -> Count {
    Count { best: Some(number), ..count(group, words) }
}

/// A code as spreadsheets and data frames write it where a column has gaps: `1.0`.
fn whole(code: &str) -> &str {
    code.strip_suffix(".0").unwrap_or(code)
}

/// A day as `2022-01-20` or `20 January 2022`.
fn day(text: &str) -> Result<Date, String> {
    date::day(text).or_else(|fault| Date::strptime("%d %B %Y", text).map_err(|_error| fault))
}

/// The days `start` to `end` as something that is known no finer than `precision`. One day of a longer time stands for that.
fn within(start: Date, end: Date, precision: DatePrecision) -> DateSpan {
    let is_day = start == end;
    let (around, days) = (WITHIN_A_WEEK.days(), (end - start).get_days());
    match precision {
        DatePrecision::Day if is_day => DateSpan::day(start),
        DatePrecision::Approx | DatePrecision::Week if is_day => {
            let (first, last) = (start.saturating_sub(around), end.saturating_add(around));
            DateSpan::between(first, last, DatePrecision::Approx)
        }
        DatePrecision::Week if i64::from(days) <= WITHIN_A_WEEK => {
            DateSpan::between(start, end, precision)
        }
        DatePrecision::Month if start.first_of_month() == end.first_of_month() => {
            DateSpan::between(start.first_of_month(), end.last_of_month(), precision)
        }
        DatePrecision::Year if is_day => {
            DateSpan::between(start.first_of_year(), end.last_of_year(), precision)
        }
        _ => DateSpan::between(start, end, DatePrecision::Range),
    }
}
