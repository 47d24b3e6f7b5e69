//! What is told without a day in one sentence with what has one: "the attack on the prison, the mutiny in it and the clashes".
//!
//! Where one of them is known to be of a day, the others are of that day too, if such things are known to have happened there then.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Known;
use super::apart::{by_others, counted};
use super::fit::{clash, gap};
use super::year::{put_together, sentences};
use crate::model::{
    DatePrecision, DayFit, Event, Fit, KindFit, KindId, NumberFit, PlaceFit, PlaceId,
    PlacePrecision, SourceId,
};

/// Within how many days of what is known the others began: what a prison sees goes on for a few.
const BEGUN_NEAR: i32 = 3;
/// With how many events of those days one is compared; where there are more, none is meant.
const MOST: usize = 16;

/// A sentence: its source, and where it begins.
type Sentence = (SourceId, usize);

/// `events`, of which those without a day are joined to those that their sentences mean.
pub(super) fn joined(events: Vec<Event>, known: &Known<'_>) -> Vec<Event> {
    let undated: Vec<usize> = (0..events.len()).filter(|at| is_undated(&events[*at])).collect();
    if undated.is_empty() {
        return events;
    }
    let told = Told::of(&events, &undated, known);
    let into = undated.iter().filter_map(|at| Some((*at, told.meant(*at)?))).collect();
    put_together(events, into)
}

/// Whether `event` is told of a site, as a fact, and by nobody with a day.
fn is_undated(event: &Event) -> bool {
    event.dates.is_none()
        && event.status.is_asserted()
        && event.location.precision <= PlacePrecision::Neighbourhood
        && event.location.place.is_some()
        && event
            .reports
            .iter()
            .all(|told| !told.report.another && told.report.corrections.is_empty())
}

/// The place of an event, and its first day if it is known to a day.
fn place_and_day(event: &Event) -> Option<(&PlaceId, Option<Date>)> {
    let fine = |precision| matches!(precision, DatePrecision::Day | DatePrecision::Night);
    let dates = event.dates.as_ref().filter(|dates| fine(dates.precision));
    Some((&event.location.place.as_ref()?.id, dates.and_then(|dates| dates.start)))
}

/// What is told of the sentences and places of undated events.
struct Told<'e> {
    events: &'e [Event],
    /// The events of a day that a sentence tells without one.
    of: FxHashMap<Sentence, BTreeSet<usize>>,
    /// By kind and place, by first day.
    begun: FxHashMap<(&'e KindId, &'e PlaceId), BTreeMap<Date, Vec<usize>>>,
    known: &'e Known<'e>,
}

impl<'e> Told<'e> {
    fn of(events: &'e [Event], undated: &[usize], known: &'e Known<'e>) -> Self {
        let undated = || undated.iter().map(|at| &events[*at]);
        let asked: FxHashSet<Sentence> = undated().flat_map(sentences).collect();
        let spot = |event: &'e Event| Some((&event.kind.id, place_and_day(event)?.0));
        let spots: FxHashSet<_> = undated().filter_map(spot).collect();
        let mut told =
            Self { events, of: FxHashMap::default(), begun: FxHashMap::default(), known };
        for (index, event) in events.iter().enumerate() {
            let Some((place, Some(day))) = place_and_day(event) else { continue };
            for (sentence, report) in sentences(event).zip(&event.reports) {
                if report.report.dates.is_none() && asked.contains(&sentence) {
                    told.of.entry(sentence).or_default().insert(index);
                }
            }
            let spot = (&event.kind.id, place);
            if spots.contains(&spot) {
                told.begun.entry(spot).or_default().entry(day).or_default().push(index);
            }
        }
        told
    }

    /// The event that the one at `index` is, and how it fits: the nearest of its kind there, of the days of what all its sentences
    /// tell beside it.
    fn meant(&self, index: usize) -> Option<(usize, Fit)> {
        let event = &self.events[index];
        let (place, _) = place_and_day(event)?;
        let is_here =
            |other: &&usize| place_and_day(&self.events[**other]).is_some_and(|it| it.0 == place);
        let mut beside = BTreeSet::new();
        for sentence in sentences(event) {
            beside.extend(self.of.get(&sentence)?.iter().filter(is_here));
        }
        let days: BTreeSet<Date> =
            beside.iter().filter_map(|other| place_and_day(&self.events[*other])?.1).collect();
        let (first, last) = (days.first()?, days.last()?);
        // Of two that are days apart, nothing says with which it was.
        if (*last - *first).get_days() > BEGUN_NEAR {
            return None;
        }
        let near = first.saturating_sub(BEGUN_NEAR.days())..=last.saturating_add(BEGUN_NEAR.days());
        let there = self.begun.get(&(&event.kind.id, place))?.range(near);
        let there: Vec<usize> =
            there.flat_map(|(_, those)| those).copied().take(MOST + 1).collect();
        let dates = |at: usize| self.events[at].dates.as_ref();
        let away = |other: usize| -> Option<i32> {
            let gaps = beside.iter().filter_map(|at| Some(gap(dates(*at)?, dates(other)?)));
            gaps.min()
        };
        let mut fitting: Vec<_> = there
            .iter()
            .filter_map(|other| {
                Some((away(*other)?, *other, self.fit(event, &self.events[*other])?))
            })
            .collect();
        fitting.sort_unstable_by_key(|(days, other, _)| (*days, *other));
        match fitting[..] {
            _ if there.len() > MOST => None,
            [(_, other, fit)] => Some((other, fit)),
            [(days, other, fit), (next, ..), ..] if days < next => Some((other, fit)),
            _ => None,
        }
    }

    /// How `event` goes with `other`, if it may be that.
    fn fit(&self, event: &Event, other: &Event) -> Option<Fit> {
        let told = counted(event);
        let numbers = clash(&counted(other), told.iter().copied(), 0);
        let is_one = other.status.is_asserted()
            && numbers < NumberFit::Other
            && by_others(event, other, self.known).is_none();
        let (kind, place, days) = (KindFit::Same, PlaceFit::Same, DayFit::Together);
        is_one.then_some(Fit { kind, place, days, numbers })
    }
}
