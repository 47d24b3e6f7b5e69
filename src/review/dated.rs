//! What happened on a day, by kind and place: what an undated event may be one with.

use std::cmp::Reverse;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::model::{DatePrecision, Event, KindId, PlaceId, PlacePrecision};

/// How many an undated event is put beside.
const MOST: usize = 3;

/// The events that are told of days and as facts or rumours, by kind and place, those of most sources first.
pub(super) struct Dated<'a>(FxHashMap<(&'a KindId, &'a PlaceId), Vec<&'a Event>>);

impl<'a> Dated<'a> {
    pub(super) fn of(events: &'a [Event]) -> Self {
        let mut there: FxHashMap<_, Vec<&Event>> = FxHashMap::default();
        let is_fine = |event: &&Event| {
            let dates = event.dates.as_ref();
            event.status.is_asserted()
                && dates.is_some_and(|dates| {
                    dates.precision <= DatePrecision::Range
                        || dates.precision == DatePrecision::Reported
                })
        };
        for event in events.iter().filter(is_fine) {
            if let Some(place) = &event.location.place {
                there.entry((&event.kind.id, &place.id)).or_default().push(event);
            }
        }
        for there in there.values_mut() {
            there.sort_by_cached_key(|event| (Reverse(event.witnesses()), event.id.clone()));
        }
        Self(there)
    }

    /// Those that `event`, which was told by `published`, may be one with: of its kind, or of one of which it may tell the toll.
    pub(super) fn near(&self, event: &Event, published: Option<Date>) -> Vec<&'a Event> {
        let place = event.location.place.as_ref();
        // In a district much happens.
        let place = place.filter(|_| event.location.precision <= PlacePrecision::Town);
        let Some(place) = place else { return Vec::new() };
        let kinds = std::iter::once(&event.kind.id).chain(&event.kind.joins);
        let there = kinds.filter_map(|kind| self.0.get(&(kind, &place.id))).flatten().copied();
        let is_before = |other: &&Event| {
            let start = other.dates.as_ref().and_then(|dates| dates.start);
            published.is_none_or(|published| start.is_none_or(|start| start <= published))
        };
        there.filter(is_before).take(MOST).collect()
    }
}
