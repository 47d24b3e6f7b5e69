//! Event ids: readable, and made of the event alone.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest as _, Sha256};

use crate::model::{DatePrecision, DateSpan, Event, EventId, EventReport, KindId, Location};

/// `2022-01-20-sinaa-prison-prison-attack`; a date that is known less finely is written less finely, and an undated event says
/// so.
pub fn of(kind: &KindId, dates: Option<&DateSpan>, location: &Location) -> EventId {
    let place = location.place.as_ref().map_or_else(
        || coordinate(location.lonlat.lon(), location.lonlat.lat()),
        |place| place.id.to_string(),
    );
    let day = dates.map_or_else(|| "undated".to_owned(), day);
    EventId::new(&format!("{day}-{place}-{}", kind.as_str().replace('_', "-")))
}

/// The first day, as finely as it is known.
fn day(dates: &DateSpan) -> String {
    use DatePrecision as P;
    let start = dates.start.unwrap_or(dates.end);
    match dates.precision {
        P::Day | P::Night | P::Range | P::Approx => start.to_string(),
        P::Reported => format!("by-{}", dates.end),
        P::Before => format!("before-{}", dates.end),
        P::Week => format!("{start}-week"),
        P::MonthPart => {
            let part = match start.day() {
                ..=10 => "early",
                11..=20 => "middle",
                21.. => "late",
            };
            format!("{}-{part}", start.strftime("%Y-%m"))
        }
        P::Month => start.strftime("%Y-%m").to_string(),
        P::Year => start.strftime("%Y").to_string(),
    }
}

/// A point without a name, in thousandths of a degree, which is about 100 m.
fn coordinate(lon: f64, lat: f64) -> String {
    let part = |degrees: f64, positive: char, negative: char| {
        let hemisphere = if degrees < 0.0 { negative } else { positive };
        format!("{:.3}{hemisphere}", degrees.abs()).replace('.', "")
    };
    format!("at-{}-{}", part(lon, 'e', 'w'), part(lat, 'n', 's'))
}

/// Every id that a part of `reports` would have as an event of its own kind: each kind, date and place that one of them tells.
pub(super) fn of_parts(reports: &[EventReport]) -> BTreeSet<EventId> {
    let mut parts = BTreeSet::new();
    let mut seen = FxHashSet::default();
    let distinct: Vec<&EventReport> = reports
        .iter()
        .filter(|told| {
            let EventReport { report, location, .. } = told;
            let place = location.place.as_ref().map(|place| place.id.clone());
            let dates = report.dates.as_ref().map(|d| (d.start, d.end, d.precision));
            seen.insert((report.kind.clone(), dates, place, location.lonlat.lon().to_bits()))
        })
        .take(MOST_PARTS)
        .collect();
    for dated in &distinct {
        for placed in &distinct {
            parts.insert(of(&dated.report.kind, dated.report.dates.as_ref(), &placed.location));
        }
    }
    parts
}

/// Of how many different reports all pairs of date and place are told as aliases. An event has a handful.
const MOST_PARTS: usize = 24;

/// Sorts `events` by id, adds to the id of each but the first of one id what tells it from them, and drops aliases that lead
/// elsewhere.
pub(super) fn distinguish(mut events: Vec<Event>) -> Vec<Event> {
    // Stable, and the events of one id come in the order of their finest reports, which is total.
    events.sort_by(|a, b| a.id.cmp(&b.id));
    let mut taken: FxHashSet<EventId> = FxHashSet::default();
    for event in &mut events {
        if !taken.insert(event.id.clone()) {
            event.id = marked(&event.id, event, |id| taken.contains(id));
            taken.insert(event.id.clone());
        }
    }
    let mut claimed: FxHashMap<EventId, usize> = FxHashMap::default();
    for alias in events.iter().flat_map(|event| &event.aliases) {
        *claimed.entry(alias.clone()).or_default() += 1;
    }
    for event in &mut events {
        event.aliases.retain(|alias| !taken.contains(alias) && claimed[alias] == 1);
    }
    events.sort_by(|a, b| a.id.cmp(&b.id));
    events
}

/// `id` with a mark of the finest report of `event` behind it, which is not `taken`.
pub(super) fn marked(id: &EventId, event: &Event, taken: impl Fn(&EventId) -> bool) -> EventId {
    let founder = &event.reports[0].report;
    let mut hash = Sha256::new();
    for part in [founder.origin.id.as_str(), &founder.evidence.sentence, &founder.evidence.cue] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digits = hash.finalize().iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    let longer = (4..=digits.len()).map(|end| format!("{id}-{}", &digits[..end]));
    // Reports that are the same to the letter are told apart by a number.
    let numbered = (2_u64..).map(|number| format!("{id}-{digits}-{number}"));
    let mut free = longer.chain(numbered).map(|id| EventId::new(&id)).filter(|id| !taken(id));
    free.next().expect("numbers do not end")
}
