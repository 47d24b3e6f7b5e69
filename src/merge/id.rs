//! Event ids: readable, and made of the event alone.

use std::collections::BTreeMap;

use crate::model::{DateSpan, Event, EventId, KindId, Location};

/// `2022-01-20-sinaa-prison-prison-attack`; an undated event says so.
pub(super) fn of(kind: &KindId, dates: Option<&DateSpan>, location: &Location) -> EventId {
    let day = dates.map(|dates| dates.start.unwrap_or(dates.end).to_string());
    let place = location.place.as_ref().map_or_else(
        || coordinate(location.lonlat.lon(), location.lonlat.lat()),
        |place| place.id.to_string(),
    );
    let day = day.unwrap_or_else(|| "undated".to_owned());
    EventId::new(&format!("{day}-{place}-{}", kind.as_str().replace('_', "-")))
}

/// A point without a name, in thousandths of a degree, which is about 100 m.
fn coordinate(lon: f64, lat: f64) -> String {
    let part = |degrees: f64, positive: char, negative: char| {
        let hemisphere = if degrees < 0.0 { negative } else { positive };
        format!("{:.3}{hemisphere}", degrees.abs()).replace('.', "")
    };
    format!("at-{}-{}", part(lon, 'e', 'w'), part(lat, 'n', 's'))
}

/// Sorts `events` by id and sets a number behind each but the first of one id.
pub(super) fn number(mut events: Vec<Event>) -> Vec<Event> {
    // Stable, and the events of one id come in the order of their finest reports, which is total.
    events.sort_by(|a, b| a.id.cmp(&b.id));
    let mut seen: BTreeMap<EventId, usize> = BTreeMap::new();
    for event in &mut events {
        let count = seen.entry(event.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            event.id = EventId::new(&format!("{}-{count}", event.id));
        }
    }
    events.sort_by(|a, b| a.id.cmp(&b.id));
    events
}
