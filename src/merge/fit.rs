//! Whether a report and an occurrence may be one: their kinds, their places, their days and their numbers.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::Occurrence;
use super::index::{Number, numbers};
use crate::model::{
    DatePrecision, DateSpan, DayFit, Fit, Group, KindFit, Location, Manner, NumberFit, PlaceFit,
    PlaceId, PlacePrecision, PlacedReport,
};

/// How many days the day of publication may come after what is told, within one source, and loosely of another's.
pub(super) const REPORTED_LATE: i32 = 3;
/// The same for another source: news is a day old as a rule.
const REPORTED_NEXT_DAY: i32 = 1;
/// How many days before the seven that "last week" tells it may have been: a week may be meant from its first day.
const WEEK_LATE: i32 = 6;
/// How many days after what happened a toll of it may be told, in a text that tells of it too.
const COUNTED_LATE: i32 = 31;
/// With how many reports of its own source a report is compared.
const MOST_OWN: usize = 16;
/// The least number that, told of no day or of another, is no chance: one man is killed every day.
pub(super) const TELLING: u64 = 2;
/// The least number that tells one occurrence though other means or others who did it are named: two or three are hit every day.
const UNMISTAKABLE: u64 = 5;

impl Occurrence {
    /// How `report`, of a source that has told of it or of another, fits; `around` are the places that enclose its own.
    pub(super) fn fit(
        &self,
        (manner, report): (Manner, &PlacedReport),
        around: &[PlaceId],
        same_text: bool,
    ) -> Option<Fit> {
        if self.is_told_apart(report) || self.is_another_row(report) {
            return None;
        }
        let founder = self.founder();
        let kind =
            if founder.report.kind == report.report.kind { KindFit::Same } else { KindFit::Joins };
        let place = self.place(report, around, same_text)?;
        let (one, other) = (founder.report.dates.as_ref(), report.report.dates.as_ref());
        let is_toll = same_text && kind == KindFit::Joins && place == PlaceFit::Same;
        let days = days(one, other, same_text)
            .or_else(|| if same_text { self.days_of_text(report) } else { None })
            .or_else(|| if is_toll { told_after(one?, other?) } else { None })?;
        // A prison to one is the quarter around it to another, if both count the same of one day.
        let is_beside = place == PlaceFit::Beside && !same_text;
        let least = if days <= DayFit::Possible && !is_beside { 0 } else { TELLING };
        let told = numbers(&report.report.counts);
        let numbers = clash(&self.numbers, told.clone(), least);
        if is_beside && (days != DayFit::Shared || numbers != NumberFit::Same) {
            return None;
        }
        // Of one day at one site, agencies differ in what they saw; in a town, on two days, or in one text, they are two.
        let is_one = || {
            place == PlaceFit::Same && founder.location.precision <= PlacePrecision::Neighbourhood
                || !is_beside && clash(&self.numbers, told, UNMISTAKABLE) == NumberFit::Same
        };
        if self.is_by_others(report, manner) && (days != DayFit::Shared || same_text || !is_one()) {
            return None;
        }
        Some(Fit { kind, place, days, numbers })
    }

    /// Whether the text of `report` says of it, or of one that it tells of this occurrence, that it is another than the one before.
    fn is_told_apart(&self, report: &PlacedReport) -> bool {
        let place = |it: &PlacedReport| it.report.evidence.span.map(|span| span.start);
        let is_apart = |told: &PlacedReport| {
            let later = if place(told) < place(report) { report } else { told };
            told.report.origin.id == report.report.origin.id
                && told.report.kind == report.report.kind
                && later.report.another
        };
        (report.report.another || self.is_another)
            && self.reports.iter().any(|(told, _)| is_apart(told))
    }

    /// Whether `report` is a row to which its table gives another id than to one that tells of it: whoever coded both saw two.
    pub(super) fn is_another_row(&self, report: &PlacedReport) -> bool {
        let origin = &report.report.origin;
        let Some((path, publisher)) = origin.coder().filter(|_| !self.rows.is_empty()) else {
            return false;
        };
        let coder = (path.to_owned(), publisher.map(str::to_owned));
        self.rows.get(&coder).is_some_and(|row| *row != origin.id)
    }

    /// Whether `report` names other means than its own reports do, or others who did it.
    pub(super) fn is_by_others(&self, report: &PlacedReport, manner: Manner) -> bool {
        self.manner.is_by_another_side(manner)
            || (self.kind.id == report.report.kind && self.manner.is_by_other_means(manner))
    }

    /// How the days of `report` go with those that its own source tells of the occurrence, whatever the founder tells.
    fn days_of_text(&self, report: &PlacedReport) -> Option<DayFit> {
        let own = |told: &&PlacedReport| {
            told.report.origin.id == report.report.origin.id && told.report.dates.is_some()
        };
        let told = self.reports.iter().map(|(told, _)| told).filter(own).take(MOST_OWN);
        told.filter_map(|told| days(told.report.dates.as_ref(), report.report.dates.as_ref(), true))
            .min()
    }

    /// How the place of `report` goes with its own.
    pub(super) fn place(
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
        let metres = one.lonlat.distance_m(other.lonlat);
        let coarser = one.precision.max(other.precision);
        let beside = if same_text {
            (undated(founder) || undated(report))
                && coarser == PlacePrecision::Site
                && metres <= f64::from(one.radius_m + other.radius_m)
        } else {
            holds(one, other, metres) || holds(other, one, metres)
        };
        beside.then_some(PlaceFit::Beside)
    }

    /// How the numbers `told` go with its own.
    pub(super) fn numbers_of(&self, told: impl Iterator<Item = Number> + Clone) -> NumberFit {
        clash(&self.numbers, told, 0)
    }
}

/// How the numbers `told` go with those `known`; less than `least` is no same number.
pub(super) fn clash(
    known: &BTreeSet<Number>,
    told: impl Iterator<Item = Number> + Clone,
    least: u64,
) -> NumberFit {
    let mut fit = NumberFit::Open;
    for number in told.clone() {
        let (measure, group, n) = number;
        let is_told = is_told(known, number);
        if n >= least && is_told {
            return NumberFit::Same;
        }
        let of_these = (measure, group, 0)..=(measure, group, u64::MAX);
        if known.range(of_these).next().is_some() && !is_told {
            fit = NumberFit::Other;
        }
    }
    if fit == NumberFit::Open && are_of_others(known, told) { NumberFit::OfOthers } else { fit }
}

/// Whether `number` is told among those `known`, be it that only one of the two says whose dead they are.
fn is_told(known: &BTreeSet<Number>, (measure, group, n): Number) -> bool {
    let is = |group| known.contains(&(measure, group, n));
    is(group)
        || match group {
            None => Group::ALL.into_iter().any(|group| is(Some(group))),
            Some(_) => is(None),
        }
}

/// Whether all that both count alike is of other people: of one, soldiers are counted, of the other, civilians.
fn are_of_others(known: &BTreeSet<Number>, told: impl Iterator<Item = Number>) -> bool {
    let is_part = |group: Option<Group>| group.is_some_and(|group| group != Group::Total);
    let mut others = false;
    for (measure, group, _) in told {
        let is_counted =
            |group| known.range((measure, group, 0)..=(measure, group, u64::MAX)).next().is_some();
        let groups = std::iter::once(None).chain(Group::ALL.map(Some));
        for known in groups.filter(|group| is_counted(*group)) {
            if known == group || !is_part(known) || !is_part(group) {
                return false;
            }
            others = true;
        }
    }
    others
}

/// Whether `quarter` is one, and holds the point of `site`, `metres` off: two that are both named are two.
fn holds(quarter: &Location, site: &Location, metres: f64) -> bool {
    quarter.precision == PlacePrecision::Neighbourhood
        && site.precision < PlacePrecision::Neighbourhood
        && metres <= f64::from(quarter.radius_m)
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
    let night = |dates: &DateSpan| dates.precision == DatePrecision::Night;
    if night(one) && night(other) && one.start != other.start {
        // One night and the next share a day, and no hour.
        return overlap((one.start, one.end), (other.start, other.end)).then_some(DayFit::Next);
    }
    let late = if same_text { REPORTED_LATE } else { REPORTED_NEXT_DAY };
    if overlap(widened(one, late), widened(other, late)) {
        return Some(if told(one) && told(other) { DayFit::Shared } else { DayFit::Possible });
    }
    let next =
        |a: &DateSpan, b: &DateSpan| a.end.saturating_add(1.day()) == b.start.unwrap_or(Date::MIN);
    if told(one) && told(other) && (next(one, other) || next(other, one)) {
        return Some(DayFit::Next);
    }
    overlap(loosely(one), loosely(other)).then_some(DayFit::Late)
}

/// How the day of a toll goes with that of what it is the toll of, in a text that tells both: the dead are counted for weeks.
fn told_after(of: &DateSpan, toll: &DateSpan) -> Option<DayFit> {
    let since = of.start?;
    let until = since.saturating_add(COUNTED_LATE.days());
    (since <= toll.end && toll.start? <= until).then_some(DayFit::Late)
}

/// How many days lie between the last of one and the first of the other, that day included; none where they share one.
pub(super) fn gap(one: &DateSpan, other: &DateSpan) -> i32 {
    let after = |a: &DateSpan, b: &DateSpan| b.start.map_or(0, |start| (start - a.end).get_days());
    after(one, other).max(after(other, one)).max(0)
}

/// First and last day.
pub(super) type Days = (Option<Date>, Date);

/// Whether both have a day in common.
pub(super) fn overlap(one: Days, other: Days) -> bool {
    let starts_by = |a: Days, b: Days| a.0.is_none_or(|start| start <= b.1);
    starts_by(one, other) && starts_by(other, one)
}

/// A publication day stands for the news it carries: of the `late` days before it.
fn widened(dates: &DateSpan, late: i32) -> Days {
    let late = if dates.precision == DatePrecision::Reported { late } else { 0 };
    (dates.start.map(|day| day.saturating_sub(late.days())), dates.end)
}

/// The same with the days before that are loosely told: "last week" is the seven days before or a week of the calendar, and a
/// range is told from when the teller saw it.
fn loosely(dates: &DateSpan) -> Days {
    let late = match dates.precision {
        DatePrecision::Reported | DatePrecision::Range => REPORTED_LATE,
        DatePrecision::Week => WEEK_LATE,
        _ => 0,
    };
    (dates.start.map(|day| day.saturating_sub(late.days())), dates.end)
}
