//! What an event might be taken for and is not: the nearest other events, each with why it is another.

use std::collections::BTreeSet;

use super::Known;
use super::fit::{clash, gap};
use super::index::Number;
use super::index::numbers;
use super::year::are_years_apart;
use crate::model::{Apart, Difference, Event, Manner, NumberFit, PlaceId};

/// How many days may lie between two events that might be taken for one.
const NEAR_DAYS: i32 = 31;
/// How many metres, where neither place encloses the other.
const NEAR_M: f64 = 10_000.0;
/// How many are told.
const MOST: usize = 12;

/// Those of `events` that are nearest to `event` by kind, place and days and are not it; the nearest first.
pub fn apart(event: &Event, events: &[Event], known: &Known<'_>) -> Vec<Apart> {
    let others = events.iter().filter(|other| other.id != event.id && is_akin(event, other));
    let mut near: Vec<_> = others.filter_map(|other| nearness(event, other, known)).collect();
    near.sort_by(|a, b| a.order().cmp(&b.order()));
    near.truncate(MOST);
    near.into_iter().map(|near| near.apart).collect()
}

/// Another event and how near it is.
struct Near {
    apart: Apart,
    /// Whether neither place is or encloses the other.
    is_beside: bool,
    /// Whether one of them has no date.
    is_undated: bool,
    days: i32,
}

impl Near {
    fn order(&self) -> impl Ord + '_ {
        (self.is_beside, self.is_undated, self.days, &self.apart.other)
    }
}

/// Whether one's reports may tell of the other, by their kinds.
fn is_akin(one: &Event, other: &Event) -> bool {
    one.kind.id == other.kind.id
        || one.kind.joins.contains(&other.kind.id)
        || other.kind.joins.contains(&one.kind.id)
}

/// How near `other` is to `event`; `None` where it is far.
fn nearness(event: &Event, other: &Event, known: &Known<'_>) -> Option<Near> {
    let days = match (&event.dates, &other.dates) {
        (Some(one), Some(other)) => Some(gap(one, other)),
        _ => None,
    };
    if let Some(days) = days.filter(|days| *days > NEAR_DAYS) {
        let apart = Apart { other: other.id.clone(), why: Difference::Year };
        return are_years_apart(event, other, known).then_some(Near {
            apart,
            is_beside: false,
            is_undated: false,
            days,
        });
    }
    let metres = event.location.lonlat.distance_m(other.location.lonlat);
    let is_beside = !is_related(event, other, known);
    if is_beside && metres > NEAR_M {
        return None;
    }
    let why = if is_beside { away(metres) } else { difference(event, other, days, known) };
    let apart = Apart { other: other.id.clone(), why };
    Some(Near { apart, is_beside, is_undated: days.is_none(), days: days.unwrap_or(0) })
}

/// That two points lie `metres` apart.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a distance on the earth fits"
)]
pub(super) fn away(metres: f64) -> Difference {
    Difference::Place(metres as u32)
}

/// Why `other` is another than `event`, `days` from it, at its place or at one that holds the other.
pub(super) fn difference(
    event: &Event,
    other: &Event,
    days: Option<i32>,
    known: &Known<'_>,
) -> Difference {
    match days {
        None => Difference::Undated,
        Some(days @ 1..) => Difference::Days(days.unsigned_abs() - 1),
        Some(_) if are_rows_of_one_table(event, other) => Difference::Rows,
        Some(_) => by_others(event, other, known).unwrap_or_else(|| by_numbers(event, other)),
    }
}

/// Whether one table gives an id to a row that tells of the one and to a row that tells of the other.
fn are_rows_of_one_table(one: &Event, other: &Event) -> bool {
    let own: BTreeSet<_> = coders(one).collect();
    is_coded_by_one_of(other, &own)
}

/// Who coded the rows that tell `event` and have ids of their own.
pub(super) fn coders(event: &Event) -> impl Iterator<Item = (&str, Option<&str>)> {
    event.reports.iter().filter_map(|told| told.report.origin.coder())
}

/// Whether one of `those` coded a row of `event`.
pub(super) fn is_coded_by_one_of(event: &Event, those: &BTreeSet<(&str, Option<&str>)>) -> bool {
    !those.is_empty() && coders(event).any(|coder| those.contains(&coder))
}

/// Whether their places are one, or one encloses the other.
pub(super) fn is_related(one: &Event, other: &Event, known: &Known<'_>) -> bool {
    let (Some(a), Some(b)) = (&one.location.place, &other.location.place) else {
        return one.location.lonlat == other.location.lonlat;
    };
    let holds = |outer: &PlaceId, around: Vec<PlaceId>| around.contains(outer);
    a.id == b.id || holds(&a.id, (known.around)(b)) || holds(&b.id, (known.around)(a))
}

/// Whether what both count they count differently, or of other people.
fn by_numbers(one: &Event, other: &Event) -> Difference {
    let told = counted(other);
    match clash(&counted(one), told.iter().copied(), 0) {
        NumberFit::Other => Difference::Numbers,
        NumberFit::OfOthers => Difference::People,
        NumberFit::Same | NumberFit::Open => Difference::Several,
    }
}

/// The numbers that the reports of `event` tell.
pub(super) fn counted(event: &Event) -> BTreeSet<Number> {
    event.reports.iter().flat_map(|told| numbers(&told.report.counts)).collect()
}

/// What the reports of one name that those of the other do not: other means, or others who did it.
pub(super) fn by_others(one: &Event, other: &Event, known: &Known<'_>) -> Option<Difference> {
    let manner = |event: &Event| {
        let mut all = Manner::default();
        for told in event.reports.iter().filter(|told| told.report.kind == event.kind.id) {
            all.add((known.manner)(&told.report));
        }
        all
    };
    let (own, others) = (manner(one), manner(other));
    if own.is_by_another_side(others) {
        Some(Difference::Side)
    } else {
        let are_means = one.kind.id == other.kind.id && own.is_by_other_means(others);
        are_means.then_some(Difference::Means)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;

    use crate::model::{DatePrecision, DateSpan};

    #[test]
    fn days_between_two_spans_are_counted_from_the_last_to_the_first() {
        let day = |day: i8| Date::constant(2022, 1, day);
        let cases =
            [((1, 1), (1, 1), 0), ((1, 3), (2, 5), 0), ((1, 1), (2, 2), 1), ((5, 9), (1, 2), 3)];
        for ((a, b), (c, d), expected) in cases {
            let one = DateSpan::between(day(a), day(b), DatePrecision::Range);
            let other = DateSpan::between(day(c), day(d), DatePrecision::Range);
            assert_eq!(gap(&one, &other), expected, "{a}-{b}, {c}-{d}");
        }
    }
}
