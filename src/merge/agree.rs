//! Whether a report and an occurrence may be one: their places, their days and their numbers.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::Occurrence;
use super::index::numbers;
use crate::model::{DatePrecision, DateSpan, Location, PlacePrecision, PlacedReport};

/// How many days the day of publication may come after what is told, within one source.
pub(super) const REPORTED_LATE: i32 = 3;
/// The same for another source: news is a day old at the most.
const REPORTED_LATE_ELSEWHERE: i32 = 1;

/// How well a report fits an occurrence; the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fit {
    pub(super) place: Where,
    pub(super) days: When,
    pub(super) numbers: HowMany,
}

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

/// How the days of a report go with those of an occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum When {
    /// Both are told finely, and they share a day.
    Shared,
    /// They may share a day, as far as the coarser of them tells, or the day of publication.
    Possible,
    /// One is the day after the other, as the two days of a night are.
    Next,
    /// Neither source, or one of them, tells a day.
    Unknown,
}

/// How the numbers of a report go with those of an occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum HowMany {
    /// One of them is the same.
    Same,
    /// Nothing is counted by both.
    Open,
    /// What both count they count differently.
    Other,
}

impl Occurrence {
    /// How `report`, of a source that has told of it or of another, fits.
    pub(super) fn fit(&self, report: &PlacedReport, same_source: bool) -> Option<Fit> {
        let founder = self.founder();
        let place = self.place(report, same_source)?;
        let (one, other) = (founder.report.dates.as_ref(), report.report.dates.as_ref());
        let days = days(one, other, same_source)?;
        Some(Fit { place, days, numbers: self.how_many(report) })
    }

    /// How the place of `report` goes with its own. Of other sources, sites beside each other only go together on one day.
    fn place(&self, report: &PlacedReport, same_source: bool) -> Option<Where> {
        let founder = self.founder();
        let (one, other) = (&founder.location, &report.location);
        if is_same(one, other) {
            return Some(Where::Same);
        }
        if other.place.as_ref().is_some_and(|outer| self.around.contains(&outer.id)) {
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

    fn how_many(&self, report: &PlacedReport) -> HowMany {
        let mut told = numbers(&report.report.counts).peekable();
        if told.peek().is_none() {
            return HowMany::Open;
        }
        let mut other = false;
        for number in told {
            if self.numbers.contains(&number) {
                return HowMany::Same;
            }
            let (measure, group, _) = number;
            let of_these = (measure, group, 0)..=(measure, group, u64::MAX);
            other |= self.numbers.range(of_these).next().is_some();
        }
        if other { HowMany::Other } else { HowMany::Open }
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
fn days(one: Option<&DateSpan>, other: Option<&DateSpan>, same_source: bool) -> Option<When> {
    let (Some(one), Some(other)) = (one, other) else { return Some(When::Unknown) };
    let told = |dates: &DateSpan| dates.precision <= DatePrecision::Range;
    if overlap(widened(one, same_source), widened(other, same_source)) {
        return Some(if told(one) && told(other) { When::Shared } else { When::Possible });
    }
    let next = |a: &DateSpan, b: &DateSpan| a.end.saturating_add(1.day()) == b.start.unwrap_or(Date::MIN);
    let is_next = told(one) && told(other) && (next(one, other) || next(other, one));
    is_next.then_some(When::Next)
}

/// First and last day.
type Days = (Option<Date>, Date);

fn overlap(one: Days, other: Days) -> bool {
    let starts_by = |a: Days, b: Days| a.0.is_none_or(|start| start <= b.1);
    starts_by(one, other) && starts_by(other, one)
}

/// A publication day stands for the news it carries: of the day before, or within one source of the days before that.
fn widened(dates: &DateSpan, same_source: bool) -> Days {
    let late = match (dates.precision, same_source) {
        (DatePrecision::Reported, true) => REPORTED_LATE,
        (DatePrecision::Reported, false) => REPORTED_LATE_ELSEWHERE,
        _ => 0,
    };
    (dates.start.map(|day| day.saturating_sub(late.days())), dates.end)
}
