//! Whether a report and an occurrence may be one: their kinds, their places, their days and their numbers.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::Occurrence;
use super::index::numbers;
use crate::model::{
    DatePrecision, DateSpan, DayFit, Fit, KindFit, Location, NumberFit, PlaceFit, PlaceId,
    PlacePrecision, PlacedReport,
};

/// How many days the day of publication may come after what is told, within one source, and loosely of another's.
pub(super) const REPORTED_LATE: i32 = 3;
/// The same for another source: news is a day old as a rule.
const REPORTED_NEXT_DAY: i32 = 1;

impl Occurrence {
    /// How `report`, of a source that has told of it or of another, fits; `around` are the places that enclose its own.
    pub(super) fn fit(
        &self,
        report: &PlacedReport,
        around: &[PlaceId],
        same_text: bool,
    ) -> Option<Fit> {
        let founder = self.founder();
        let kind =
            if founder.report.kind == report.report.kind { KindFit::Same } else { KindFit::Joins };
        let place = self.place(report, around, same_text)?;
        let (one, other) = (founder.report.dates.as_ref(), report.report.dates.as_ref());
        let days = days(one, other, same_text)?;
        Some(Fit { kind, place, days, numbers: self.numbers(report) })
    }

    /// How the place of `report` goes with its own. Of other sources, sites beside each other only go together on one day.
    fn place(
        &self,
        report: &PlacedReport,
        around: &[PlaceId],
        same_text: bool,
    ) -> Option<PlaceFit> {
        let founder = self.founder();
        let (one, other) = (&founder.location, &report.location);
        if is_same(one, other) {
            return Some(PlaceFit::Same);
        }
        if other.place.as_ref().is_some_and(|outer| self.around.contains(&outer.id)) {
            return Some(PlaceFit::Around);
        }
        if one.place.as_ref().is_some_and(|outer| around.contains(&outer.id)) {
            return Some(PlaceFit::Within);
        }
        let undated = |report: &PlacedReport| {
            let dates = report.report.dates.as_ref();
            dates.is_none_or(|dates| dates.precision == DatePrecision::Reported)
        };
        let reach = f64::from(one.radius_m + other.radius_m);
        let beside = same_text
            && (undated(founder) || undated(report))
            && one.precision == PlacePrecision::Site
            && other.precision == PlacePrecision::Site
            && one.lonlat.distance_m(other.lonlat) <= reach;
        beside.then_some(PlaceFit::Beside)
    }

    fn numbers(&self, report: &PlacedReport) -> NumberFit {
        let mut told = numbers(&report.report.counts).peekable();
        if told.peek().is_none() {
            return NumberFit::Open;
        }
        let mut other = false;
        for number in told {
            if self.numbers.contains(&number) {
                return NumberFit::Same;
            }
            let (measure, group, _) = number;
            let of_these = (measure, group, 0)..=(measure, group, u64::MAX);
            other |= self.numbers.range(of_these).next().is_some();
        }
        if other { NumberFit::Other } else { NumberFit::Open }
    }
}

fn is_same(one: &Location, other: &Location) -> bool {
    match (&one.place, &other.place) {
        (Some(one), Some(other)) => one.id == other.id,
        (None, None) => one.lonlat == other.lonlat,
        _ => false,
    }
}

/// How two reports' days go together, if they may speak of the same. A date that is only the day of publication goes with one
/// shortly before it.
fn days(one: Option<&DateSpan>, other: Option<&DateSpan>, same_text: bool) -> Option<DayFit> {
    let (Some(one), Some(other)) = (one, other) else { return Some(DayFit::Unknown) };
    let told = |dates: &DateSpan| dates.precision <= DatePrecision::Range;
    let late = if same_text { REPORTED_LATE } else { REPORTED_NEXT_DAY };
    if overlap(widened(one, late), widened(other, late)) {
        return Some(if told(one) && told(other) { DayFit::Shared } else { DayFit::Possible });
    }
    let next =
        |a: &DateSpan, b: &DateSpan| a.end.saturating_add(1.day()) == b.start.unwrap_or(Date::MIN);
    if told(one) && told(other) && (next(one, other) || next(other, one)) {
        return Some(DayFit::Next);
    }
    overlap(widened(one, REPORTED_LATE), widened(other, REPORTED_LATE)).then_some(DayFit::Late)
}

/// First and last day.
type Days = (Option<Date>, Date);

fn overlap(one: Days, other: Days) -> bool {
    let starts_by = |a: Days, b: Days| a.0.is_none_or(|start| start <= b.1);
    starts_by(one, other) && starts_by(other, one)
}

/// A publication day stands for the news it carries: of the `late` days before it.
fn widened(dates: &DateSpan, late: i32) -> Days {
    let late = if dates.precision == DatePrecision::Reported { late } else { 0 };
    (dates.start.map(|day| day.saturating_sub(late.days())), dates.end)
}
