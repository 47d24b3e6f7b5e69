//! Days that are recalled without their year: "last January", in a paragraph carried on from article to article, may be the
//! January before.
//!
//! That a text errs is seen once all reports are put together: nobody else tells of such a thing then, and more than twice as many
//! sources tell of one on the same days of the year before or after. What it tells joins that one, and moves no day of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use jiff::ToSpan as _;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::apart::{by_others, counted};
use super::fit::{clash, gap, overlap};
use super::index::numbers;
use super::neighbours::share_a_source;
use super::{Known, assembled, copies};
use crate::model::{
    DatePrecision, DateSpan, DayFit, Event, EventReport, Field, Fit, KindFit, KindId, NumberFit,
    PlaceFit, PlaceId, PlacePrecision, SourceId, Tie, Voice,
};

/// Whoever writes so few days after a month, a quarter of a year, does not err in its year.
const FRESH_DAYS: i32 = 92;
/// With how many events of some days one is compared; where there are more, none is meant.
const MOST: usize = 64;
/// Of how many years later it may be.
const NEXT: [i32; 2] = [-1, 1];
/// In how many months an event is looked for that took so long.
const MOST_MONTHS: i32 = 12;

/// `events`, of which those that are recalled of a wrong year are joined to those that are meant; `open` says of each whether all who
/// date it leave its year open.
pub(super) fn joined(events: Vec<Event>, open: &[bool], known: &Known<'_>) -> Vec<Event> {
    let open = events.iter().zip(open).enumerate();
    let recalled = open.filter(|(_, (event, open))| **open && is_told_in_passing(event));
    let recalled: Vec<usize> = recalled.map(|(index, _)| index).collect();
    if recalled.is_empty() {
        return events;
    }
    let into = Years::of(&events, &recalled, known).meant();
    put_together(events, into)
}

/// Whether `event` is a site's and told in passing alone, of a month or a day.
fn is_told_in_passing(event: &Event) -> bool {
    let is_fine = event.location.precision <= PlacePrecision::Neighbourhood
        && event.location.place.is_some()
        && event.dates.as_ref().is_some_and(|dates| dates.precision <= DatePrecision::Month);
    is_fine
        && event.reports.iter().all(|EventReport { report, .. }| {
            !report.main
                && !report.another
                && report.evidence.text == 0
                && report.voice(Field::Dates) == Voice::Read
                && (report.dates.is_none() || report.dates == event.dates)
        })
}

/// The same, where all who date it leave its year open.
fn is_recalled(event: &Event, known: &Known<'_>) -> bool {
    is_told_in_passing(event)
        && event.reports.iter().all(|EventReport { report, .. }| {
            report.dates.is_none() || (known.manner)(report).year_open
        })
}

/// Events by kind, place and month, counted from the year 0.
type Months = FxHashMap<(KindId, PlaceId, i32), Vec<usize>>;

/// What is recalled, and what it may be.
struct Years<'e> {
    events: &'e [Event],
    recalled: &'e [usize],
    /// Those of the months, and of the same in the years before and after, in which something is recalled.
    of: Months,
    known: &'e Known<'e>,
}

impl<'e> Years<'e> {
    fn of(events: &'e [Event], recalled: &'e [usize], known: &'e Known<'e>) -> Self {
        let mut years = Self { events, recalled, of: Months::default(), known };
        for event in recalled.iter().map(|index| &events[*index]) {
            for place in years.places(event) {
                for month in event.dates.iter().flat_map(months) {
                    for month in [month - 12, month, month + 12] {
                        let key = (event.kind.id.clone(), place.clone(), month);
                        years.of.entry(key).or_default();
                    }
                }
            }
        }
        for (index, event) in events.iter().enumerate() {
            let Some(place) = &event.location.place else { continue };
            for month in event.dates.iter().flat_map(months) {
                let key = (event.kind.id.clone(), place.id.clone(), month);
                if let Some(those) = years.of.get_mut(&key) {
                    those.push(index);
                }
            }
        }
        years
    }

    /// The place of `event` and those around it.
    fn places(&self, event: &Event) -> Vec<PlaceId> {
        let place = event.location.place.iter();
        place
            .flat_map(|place| [vec![place.id.clone()], (self.known.around)(place)])
            .flatten()
            .collect()
    }

    /// Which of those that are recalled means which other event, and how it fits.
    fn meant(&self) -> BTreeMap<usize, (usize, Fit)> {
        let known = |index: &usize| Some((*index, self.best_known(*index)?));
        let mut into: BTreeMap<_, _> = self.recalled.iter().filter_map(known).collect();
        let told: FxHashMap<_, usize> = into
            .iter()
            .flat_map(|(index, (other, _))| {
                sentences(&self.events[*index]).map(move |sentence| (sentence, *other))
            })
            .collect();
        let rest = self.recalled.iter().filter(|index| !into.contains_key(index));
        let beside = rest.filter_map(|index| {
            let mut others = sentences(&self.events[*index]).map(|sentence| told.get(&sentence));
            let other = others.next()?.filter(|other| others.all(|next| next == Some(other)))?;
            Some((*index, self.nearest(*index, *other)?))
        });
        let beside: Vec<_> = beside.collect();
        into.extend(beside);
        into
    }

    /// The event that more than twice as many sources tell as any other, and as recall the one at `index`.
    fn best_known(&self, index: usize) -> Option<(usize, Fit)> {
        let event = &self.events[index];
        let mut there = self.of_other_years(index);
        there.sort_by_cached_key(|(other, _)| (self.events[*other].witnesses(), *other));
        let (other, fit) = there.pop()?;
        let next = there.last().map_or(0, |(next, _)| self.events[*next].witnesses());
        let other_event = &self.events[other];
        let is_known = other_event.witnesses() > 2 * next.max(event.witnesses());
        let is_told = event.status.is_asserted() && other_event.status.is_asserted();
        // Who tells of both tells of two.
        (is_known && is_told && !share_a_source(event, other_event)).then_some((other, fit))
    }

    /// The event nearest to that at `meant`, which a sentence means that tells of the one at `index` too.
    fn nearest(&self, index: usize, meant: usize) -> Option<(usize, Fit)> {
        let days = self.events[meant].dates.as_ref()?;
        let away = |other: usize| self.events[other].dates.as_ref().map(|other| gap(other, days));
        let mut there = self.of_other_years(index);
        there.sort_by_key(|(other, _)| (away(*other), *other));
        let is_one = there.len() < 2 || away(there[0].0) < away(there[1].0);
        there.first().copied().filter(|_| is_one)
    }

    /// What the event at `index` may be of those on the same days of the year before and after; nothing where anybody tells of
    /// such a thing on its own days.
    fn of_other_years(&self, index: usize) -> Vec<(usize, Fit)> {
        let event = &self.events[index];
        let Some((place, dates)) = event.location.place.as_ref().zip(event.dates.as_ref()) else {
            return Vec::new();
        };
        let is_told = |place: &PlaceId| self.on(event, place, dates).any(|other| other != index);
        if self.places(event).iter().any(is_told) {
            return Vec::new();
        }
        let of = |years| {
            let days = moved(dates, years);
            self.on(event, &place.id, &days).take(MOST + 1).collect::<BTreeSet<usize>>()
        };
        let there: BTreeSet<usize> = NEXT.into_iter().flat_map(of).collect();
        let known = there.iter().filter(|other| self.recalled.binary_search(other).is_err());
        let fit = known.filter_map(|other| Some((*other, self.fit(event, &self.events[*other])?)));
        if there.len() > MOST { Vec::new() } else { fit.collect() }
    }

    /// How what is recalled as `event` goes with `other`, if it may be that.
    fn fit(&self, event: &Event, other: &Event) -> Option<Fit> {
        let (told, known) = (event.dates.as_ref()?, other.dates.as_ref()?);
        let is_old = event.reports.iter().all(|EventReport { report, .. }| {
            report.origin.published.is_some_and(|published| {
                known.start.is_some_and(|start| start <= published)
                    && (known.end > told.end || (published - told.end).get_days() > FRESH_DAYS)
            })
        });
        let is_fine =
            known.precision <= DatePrecision::Month || known.precision == DatePrecision::Reported;
        let told = event.reports.iter().flat_map(|told| numbers(&told.report.counts));
        let numbers = clash(&counted(other), told, 0);
        let is_one = is_old
            && is_fine
            && numbers < NumberFit::Other
            && by_others(event, other, self.known).is_none();
        let (kind, place, days) = (KindFit::Same, PlaceFit::Same, DayFit::OtherYear);
        is_one.then_some(Fit { kind, place, days, numbers })
    }

    /// Those of the kind of `event` in `place` that share a day with `days`.
    fn on(&self, event: &Event, place: &PlaceId, days: &DateSpan) -> impl Iterator<Item = usize> {
        let span = (days.start, days.end);
        let key = |month: i32| (event.kind.id.clone(), place.clone(), month);
        let those = months(days).filter_map(move |month| self.of.get(&key(month))).flatten();
        those.copied().filter(move |other| {
            let dates = self.events[*other].dates.as_ref();
            dates.is_some_and(|dates| overlap((dates.start, dates.end), span))
        })
    }
}

/// Whether one of two events is recalled without its year, and the other is of that place and those days a year before or after.
pub(super) fn are_years_apart(one: &Event, other: &Event, known: &Known<'_>) -> bool {
    let place = |event: &Event| event.location.place.as_ref().map(|place| place.id.clone());
    let days = |dates: &DateSpan| (dates.start, dates.end);
    let dates = one.dates.as_ref().zip(other.dates.as_ref());
    let is_next = |a: &DateSpan, b: &DateSpan| {
        NEXT.into_iter().any(|years| overlap(days(&moved(a, years)), days(b)))
    };
    one.kind.id == other.kind.id
        && place(one) == place(other)
        && dates.is_some_and(|(a, b)| is_next(a, b))
        && (is_recalled(one, known) || is_recalled(other, known))
}

/// The same days so many `years` later.
fn moved(dates: &DateSpan, years: i32) -> DateSpan {
    let day = |day: Date| day.saturating_add(years.years());
    DateSpan { start: dates.start.map(day), end: day(dates.end), ..dates.clone() }
}

/// The months of `dates`, counted from the year 0.
fn months(dates: &DateSpan) -> RangeInclusive<i32> {
    let month = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    let last = month(dates.end);
    let first = dates.start.map_or(last, month);
    first..=last.min(first + MOST_MONTHS)
}

/// The sentences of an event.
pub(super) fn sentences(event: &Event) -> impl Iterator<Item = (SourceId, usize)> {
    event.reports.iter().map(|EventReport { report, .. }| {
        let at = report.evidence.span.map_or(0, |span| span.start);
        (report.origin.id.clone(), at)
    })
}

/// `events`, each that goes `into` another put into it.
pub(super) fn put_together(events: Vec<Event>, into: BTreeMap<usize, (usize, Fit)>) -> Vec<Event> {
    let mut events: Vec<Option<Event>> = events.into_iter().map(Some).collect();
    let mut grown: BTreeMap<usize, Vec<EventReport>> = BTreeMap::new();
    for (from, (other, fit)) in into {
        let reports = events[from].take().into_iter().flat_map(|event| event.reports);
        let joins = reports.map(|told| {
            // What hung by one that errs in the year hangs by it still.
            let is_meant = told.report.dates.is_some() || fit.days != DayFit::OtherYear;
            let tie = if is_meant { Tie::Joins(fit) } else { told.tie.clone() };
            EventReport { tie, ..told }
        });
        grown.entry(other).or_default().extend(joins);
    }
    for (index, more) in grown {
        if let Some(mut event) = events[index].take() {
            event.reports.extend(more);
            copies::mark(&mut event.reports);
            events[index] = Some(assembled(event.kind, event.reports));
        }
    }
    events.into_iter().flatten().collect()
}
