//! Whether a report and an occurrence may be one: their places and their days.

use jiff::ToSpan as _;

use crate::model::{DatePrecision, DateSpan, Location, PlaceId, PlacePrecision, PlacedReport};

/// How many days the day of publication may come after what is told, within one source.
pub(super) const REPORTED_LATE: i32 = 3;
/// The same for another source: news is a day old at the most.
const REPORTED_LATE_ELSEWHERE: i32 = 1;

/// How the place of a report goes with that of an occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Where {
    /// It is the same.
    Same,
    /// It encloses it.
    Around,
    /// Both are sites, as near to each other as their extents reach.
    Beside,
}

/// How the place of `report` goes with that of an occurrence, which `founder` founds and the places `around` enclose, if it does. Places beside each other only go together within one
/// source that dates one of the two only.
pub(super) fn place(
    founder: &PlacedReport,
    around: &[PlaceId],
    report: &PlacedReport,
    same_source: bool,
) -> Option<Where> {
    let (one, other) = (&founder.location, &report.location);
    if is_same(one, other) {
        return Some(Where::Same);
    }
    if other.place.as_ref().is_some_and(|outer| around.contains(&outer.id)) {
        return Some(Where::Around);
    }
    let undated = |report: &PlacedReport| {
        let dates = report.report.dates.as_ref();
        dates.is_none_or(|dates| dates.precision == DatePrecision::Reported)
    };
    let reach = f64::from(one.radius_m + other.radius_m);
    let beside = same_source
        && (undated(founder) || undated(report))
        && one.precision == PlacePrecision::Site
        && other.precision == PlacePrecision::Site
        && one.lonlat.distance_m(other.lonlat) <= reach;
    beside.then_some(Where::Beside)
}

fn is_same(one: &Location, other: &Location) -> bool {
    match (&one.place, &other.place) {
        (Some(one), Some(other)) => one.id == other.id,
        (None, None) => one.lonlat == other.lonlat,
        _ => false,
    }
}

/// Whether two reports may speak of the same days. A date that is only the day of publication goes with one shortly before
/// it. An undated report goes with its own source, where it goes on with what the source told before, and with another
/// undated one that gives the same number.
pub(super) fn days(
    one: Option<&DateSpan>,
    other: Option<&DateSpan>,
    same_source: bool,
    same_number: impl Fn() -> bool,
) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            let one = widened(one, same_source);
            let other = widened(other, same_source);
            let starts_by = |a: &DateSpan, b: &DateSpan| a.start.is_none_or(|start| start <= b.end);
            starts_by(&one, &other) && starts_by(&other, &one)
        }
        (None, None) => same_source || same_number(),
        _ => same_source,
    }
}

/// A publication day stands for the news it carries: of the day before, or within one source of the days before that.
fn widened(dates: &DateSpan, same_source: bool) -> DateSpan {
    let mut wide = dates.clone();
    if dates.precision == DatePrecision::Reported {
        let days = if same_source { REPORTED_LATE } else { REPORTED_LATE_ELSEWHERE };
        wide.start = dates.start.map(|day| day.saturating_sub(days.days()));
    }
    wide
}
