//! Which events may be one and are two: what an analyst is asked for. Each is paired with the nearest of a sort: of the same
//! days; beside it, with its number; told again in the same words; of the same days of another year.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Known;
use super::apart::{away, by_others, coders, counted, difference, is_coded_by_one_of, is_related};
use super::copies::repeats;
use super::fit::{REPORTED_LATE, TELLING, clash, gap};
use crate::model::{
    DatePrecision, Difference, Event, KindId, Neighbours, NumberFit, Place, PlaceId, PlacePrecision,
};

/// With how many events of a town, of a site or of its days one is compared, and how many of their sentences.
const MOST: usize = 64;

/// Which of `events` are told as facts or rumours and are nearly one: on one day, or on two in a row, at one place or at one in the
/// other; at two sites or quarters of one town, with one number; by one publisher in the same words; at one site on the same days
/// of another year. For each the nearest, every two once.
pub fn neighbours(events: &[Event], known: &Known<'_>) -> Vec<Neighbours> {
    let nearby = Nearby::of(events, known);
    let all = (0..events.len()).flat_map(|index| {
        let close = [nearby.nearest(index), nearby.once_more(index)];
        close.into_iter().chain([nearby.beside(index), nearby.of_another_year(index)]).flatten()
    });
    let mut pairs: Vec<Neighbours> = all.collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| (pair.one, pair.other));
    pairs
}

/// Events by kind and place, each with its first and last day: those of which the days are told finely.
type Spots<'e> = FxHashMap<(&'e KindId, PlaceId), Vec<(Date, Date, usize)>>;

/// Where what was near an event is looked for.
struct Nearby<'e> {
    events: &'e [Event],
    known: &'e Known<'e>,
    /// By their own places.
    at: Spots<'e>,
    /// Those at a site or in a quarter, by the town in which that lies.
    in_town: Spots<'e>,
    /// The most days from a first to a last.
    longest: i32,
}

impl<'e> Nearby<'e> {
    fn of(events: &'e [Event], known: &'e Known<'e>) -> Self {
        let (at, in_town) = (Spots::default(), Spots::default());
        let mut nearby = Self { events, known, at, in_town, longest: 0 };
        for (index, event) in events.iter().enumerate() {
            let Some((place, start, end)) = fine(event) else { continue };
            nearby.longest = nearby.longest.max((end - start).get_days());
            let kind = &event.kind.id;
            let spot = nearby.at.entry((kind, place.id.clone())).or_default();
            spot.push((start, end, index));
            for town in nearby.towns(event, place) {
                nearby.in_town.entry((kind, town)).or_default().push((start, end, index));
            }
        }
        for spot in nearby.at.values_mut().chain(nearby.in_town.values_mut()) {
            spot.sort_unstable();
        }
        nearby
    }

    /// The towns in which the site or quarter `place` of `event` lies.
    fn towns(&self, event: &Event, place: &Place) -> Vec<PlaceId> {
        if event.location.precision > PlacePrecision::Neighbourhood {
            return Vec::new();
        }
        let mut around = (self.known.around)(place);
        around.retain(|id| {
            let outer = (self.known.place)(id);
            outer.is_some_and(|outer| outer.class.precision() == PlacePrecision::Town)
        });
        around
    }

    /// Those of `spots` that share a day with those from `start` to `end`, but not the event at `index`.
    fn on(
        &self,
        spots: Option<&'e Vec<(Date, Date, usize)>>,
        (start, end): (Date, Date),
        index: usize,
    ) -> impl Iterator<Item = usize> + use<'e> {
        let spots = spots.map_or(&[][..], Vec::as_slice);
        let first = start.saturating_sub(self.longest.days());
        let from = spots.partition_point(|(start, ..)| *start < first);
        let those = spots[from..].iter().take_while(move |(start, ..)| *start <= end);
        let those = those.filter(move |(_, end, other)| *end >= start && *other != index);
        those.map(|(_, _, other)| *other)
    }

    /// How many days lie between two events.
    fn days(&self, one: usize, other: usize) -> i32 {
        let days = self.events[one].dates.as_ref().zip(self.events[other].dates.as_ref());
        days.map_or(0, |(one, other)| gap(one, other))
    }

    /// The one nearest to the event at `index` by days and place.
    fn nearest(&self, index: usize) -> Option<Neighbours> {
        let event = &self.events[index];
        let (place, start, end) = fine(event)?;
        let around = (self.known.around)(place);
        let places = || std::iter::once(&place.id).chain(&around).enumerate();
        let days = (start.saturating_sub(1.day()), end.saturating_add(1.day()));
        let coders = coders(event).collect();
        let mut found: Vec<(bool, i32, usize)> = Vec::new();
        for kind in std::iter::once(&event.kind.id).chain(&event.kind.joins) {
            for (away, place) in places() {
                let near = self.on(self.at.get(&(kind, place.clone())), days, index);
                let near = near.filter(|other| !is_coded_by_one_of(&self.events[*other], &coders));
                found.extend(near.map(|other| (away > 0, self.days(index, other), other)));
            }
        }
        let (away, days, other) = found.into_iter().min()?;
        let why = difference(event, &self.events[other], Some(days), self.known);
        // Many things happen in a district on one day: that one of them may be meant is no question.
        let is_told = self.events[other].location.precision <= PlacePrecision::Town
            || matches!(why, Difference::Numbers | Difference::People);
        (!away || is_told).then(|| pair(index, other, why))
    }

    /// The one at another site or in another quarter of the town, on a day that both tell, that has a number of the event at
    /// `index` and was done by no other means: one bomb of which two quarters are named.
    fn beside(&self, index: usize) -> Option<Neighbours> {
        let event = &self.events[index];
        let (place, start, end) = fine(event).filter(|_| tells_a_day(event))?;
        let towns = self.towns(event, place);
        let there = towns.iter().flat_map(|town| {
            let spots = self.in_town.get(&(&event.kind.id, town.clone()));
            self.on(spots, (start, end), index).take(MOST)
        });
        let own = counted(event);
        let metres = |other: &Event| event.location.lonlat.distance_m(other.location.lonlat);
        let is_one = |other: &Event| {
            let told = counted(other);
            tells_a_day(other)
                && !is_related(event, other, self.known)
                && clash(&own, told.iter().copied(), TELLING) == NumberFit::Same
                && by_others(event, other, self.known).is_none()
                && !share_a_source(event, other)
        };
        let there = there.filter(|other| is_one(&self.events[*other]));
        let nearest = there.min_by(|one, other| {
            let metres = |index: usize| metres(&self.events[index]);
            metres(*one).total_cmp(&metres(*other)).then(one.cmp(other))
        })?;
        Some(pair(index, nearest, away(metres(&self.events[nearest]))))
    }

    /// The one before the event at `index`, told by the same publisher in the same words some days ago: once more, or once.
    fn once_more(&self, index: usize) -> Option<Neighbours> {
        let event = &self.events[index];
        let (place, start, end) = fine(event).filter(|_| !tells_a_day(event))?;
        let since = start.saturating_sub(REPORTED_LATE.days());
        let spots = self.at.get(&(&event.kind.id, place.id.clone()));
        let before = self.on(spots, (since, end), index).take(MOST);
        let before = before.filter(|other| self.days(index, *other) > 1);
        let is_told_alike = |other: &usize| tell_alike(event, &self.events[*other]);
        let nearest = before.filter(is_told_alike).min_by_key(|other| self.days(index, *other))?;
        let days = Some(self.days(index, nearest));
        Some(pair(index, nearest, difference(event, &self.events[nearest], days, self.known)))
    }

    /// The one that more sources tell of the same days of the year before or after, where the event at `index` is only looked back
    /// at: "last January" may be that of the year before.
    fn of_another_year(&self, index: usize) -> Option<Neighbours> {
        let event = &self.events[index];
        let dates = event.dates.as_ref().filter(|dates| dates.precision <= DatePrecision::Month)?;
        let (place, start) = (event.location.place.as_ref()?, dates.start?);
        let looks_back = event.location.precision <= PlacePrecision::Neighbourhood
            && event.status.is_asserted()
            && event.reports.iter().all(|told| !told.report.main);
        if !looks_back {
            return None;
        }
        let spots = self.at.get(&(&event.kind.id, place.id.clone()));
        let nearest = [-1, 1].into_iter().find_map(|years: i32| {
            let moved = |day: Date| day.saturating_add(years.years());
            let those = self.on(spots, (moved(start), moved(dates.end)), index).take(MOST);
            let known = those.filter(|other| self.events[*other].witnesses() > event.witnesses());
            known.filter(|other| self.days(index, *other) > 0).min()
        })?;
        Some(pair(index, nearest, Difference::Year))
    }
}

fn pair(one: usize, other: usize, why: Difference) -> Neighbours {
    Neighbours { one: one.min(other), other: one.max(other), why }
}

/// The place and the days of an event that are known finely, if somebody tells that it happened.
fn fine(event: &Event) -> Option<(&Place, Date, Date)> {
    let dates = event.dates.as_ref()?;
    let place = event.location.place.as_ref()?;
    let fine =
        dates.precision <= DatePrecision::Range || dates.precision == DatePrecision::Reported;
    (fine && event.status.is_asserted()).then_some((place, dates.start?, dates.end))
}

/// Whether somebody tells its day, be it a range.
fn tells_a_day(event: &Event) -> bool {
    event.dates.as_ref().is_some_and(|dates| dates.precision <= DatePrecision::Range)
}

/// Whether one source tells of both: who does so tells of two.
pub(super) fn share_a_source(one: &Event, other: &Event) -> bool {
    let sources = |event: &Event| -> Vec<_> {
        event.reports.iter().take(MOST).map(|told| told.report.origin.id.clone()).collect()
    };
    let told = sources(other);
    sources(one).iter().any(|source| told.contains(source))
}

/// Whether a publisher tells both in the same words.
fn tell_alike(one: &Event, other: &Event) -> bool {
    one.reports.iter().take(MOST).any(|own| {
        let witness = own.report.origin.witness();
        let mut told = other.reports.iter().take(MOST);
        told.any(|told| {
            told.report.origin.witness() == witness
                && repeats(&own.report.evidence.sentence, &told.report.evidence.sentence)
        })
    })
}
