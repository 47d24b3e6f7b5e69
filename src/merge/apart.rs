//! What an event might be taken for and is not: the nearest other events, each with why it is another.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Known;
use super::fit::{clash, gap};
use super::index::numbers;
use crate::model::{
    Apart, DatePrecision, Difference, Event, KindId, Manner, Neighbours, NumberFit, Place, PlaceId,
    PlacePrecision,
};

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
    if days.is_some_and(|days| days > NEAR_DAYS) {
        return None;
    }
    let metres = event.location.lonlat.distance_m(other.location.lonlat);
    let is_beside = !is_related(event, other, known);
    if is_beside && metres > NEAR_M {
        return None;
    }
    let why = if is_beside {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most ten kilometres"
        )]
        Difference::Place(metres as u32)
    } else {
        difference(event, other, days, known)
    };
    let apart = Apart { other: other.id.clone(), why };
    Some(Near { apart, is_beside, is_undated: days.is_none(), days: days.unwrap_or(0) })
}

/// Why `other` is another than `event`, `days` from it, at its place or at one that holds the other.
fn difference(event: &Event, other: &Event, days: Option<i32>, known: &Known<'_>) -> Difference {
    match days {
        None => Difference::Undated,
        Some(days @ 1..) => Difference::Days(days.unsigned_abs() - 1),
        Some(_) => by_others(event, other, known).unwrap_or_else(|| {
            if count_otherwise(event, other) { Difference::Numbers } else { Difference::Several }
        }),
    }
}

/// Whether their places are one, or one encloses the other.
fn is_related(one: &Event, other: &Event, known: &Known<'_>) -> bool {
    let (Some(a), Some(b)) = (&one.location.place, &other.location.place) else {
        return one.location.lonlat == other.location.lonlat;
    };
    let holds = |outer: &PlaceId, around: Vec<PlaceId>| around.contains(outer);
    a.id == b.id || holds(&a.id, (known.around)(b)) || holds(&b.id, (known.around)(a))
}

/// Whether what both count they count differently, or of other people.
fn count_otherwise(one: &Event, other: &Event) -> bool {
    let of = |event: &Event| -> BTreeSet<_> {
        event.reports.iter().flat_map(|told| numbers(&told.report.counts)).collect()
    };
    let told = of(other);
    clash(&of(one), told.iter().copied(), 0) >= NumberFit::Other
}

/// What the reports of one name that those of the other do not: other means, or others who did it.
fn by_others(one: &Event, other: &Event, known: &Known<'_>) -> Option<Difference> {
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

/// The events by kind and place, each with its first and last day: those of which the days are told finely.
type Spots<'e> = FxHashMap<(&'e KindId, &'e PlaceId), Vec<(Date, Date, usize)>>;

/// Which of `events` are told as facts or rumours of one day, or of two in a row, at one place or at one in the other, and are
/// two: for each the nearest, every two once.
pub fn neighbours(events: &[Event], known: &Known<'_>) -> Vec<Neighbours> {
    let mut spots = Spots::default();
    let mut longest = 0;
    for (index, event) in events.iter().enumerate() {
        if let Some((place, start, end)) = fine(event) {
            longest = longest.max((end - start).get_days());
            let spot = spots.entry((&event.kind.id, &place.id)).or_default();
            spot.push((start, end, index));
        }
    }
    for spot in spots.values_mut() {
        spot.sort_unstable();
    }
    let all = (0..events.len()).filter_map(|index| nearest(index, events, &spots, longest, known));
    let mut pairs: Vec<Neighbours> = all.collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| (pair.one, pair.other));
    pairs
}

/// The place and the days of an event that are known finely, if somebody tells that it happened.
fn fine(event: &Event) -> Option<(&Place, Date, Date)> {
    let dates = event.dates.as_ref()?;
    let place = event.location.place.as_ref()?;
    let fine =
        dates.precision <= DatePrecision::Range || dates.precision == DatePrecision::Reported;
    (fine && event.status.is_asserted()).then_some((place, dates.start?, dates.end))
}

/// The one of `spots` nearest to the event at `index`.
fn nearest(
    index: usize,
    events: &[Event],
    spots: &Spots<'_>,
    longest: i32,
    known: &Known<'_>,
) -> Option<Neighbours> {
    let event = &events[index];
    let (place, start, end) = fine(event)?;
    let around = (known.around)(place);
    let places = || std::iter::once(&place.id).chain(&around).enumerate();
    let (first, last) = (start.saturating_sub((longest + 1).days()), end.saturating_add(1.day()));
    let mut found: Vec<(bool, i32, usize)> = Vec::new();
    for kind in std::iter::once(&event.kind.id).chain(&event.kind.joins) {
        for (away, place) in places() {
            let Some(spot) = spots.get(&(kind, place)) else { continue };
            let from = spot.partition_point(|(start, ..)| *start < first);
            let near = spot[from..].iter().take_while(|(start, ..)| *start <= last);
            for &(_, _, other) in near.filter(|&&(_, _, other)| other != index) {
                let days = event.dates.as_ref().zip(events[other].dates.as_ref());
                let days = days.map_or(0, |(one, other)| gap(one, other));
                if days <= 1 {
                    found.push((away > 0, days, other));
                }
            }
        }
    }
    let (away, days, other) = found.into_iter().min()?;
    let why = difference(event, &events[other], Some(days), known);
    // Many things happen in a district on one day: that one of them may be meant is no question.
    let is_told =
        events[other].location.precision <= PlacePrecision::Town || why == Difference::Numbers;
    let (one, other) = (index.min(other), index.max(other));
    (!away || is_told).then_some(Neighbours { one, other, why })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DateSpan;

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
