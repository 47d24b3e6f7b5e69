//! Event ids: readable, and made of the event alone.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::is_coarse;
use crate::model::{
    Count, DatePrecision, DateSpan, Event, EventId, EventReport, Field, Group, KindId, Location,
    Mark, PlacePrecision, ReadAs, Report, SourceId, Voice, Whereabouts, in_one_line,
};

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

/// Of how many ids it is told that they are near to one.
const MOST_NEAR: usize = 3;

/// The ids of `events` that are most like `id`, at least as like as `least` of one, the nearest first.
pub fn near<'e>(id: &str, events: &'e [Event], least: f64) -> Vec<&'e str> {
    // Which counts the beginning for more: an id begins with its day.
    let likeness =
        |event: &'e Event| (strsim::jaro_winkler(id, event.id.as_str()), event.id.as_str());
    let mut near: Vec<_> = events.iter().map(likeness).filter(|near| near.0 >= least).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.into_iter().take(MOST_NEAR).map(|(_, id)| id).collect()
}

/// Every id that a part of `reports` would have as an event of its own kind.
pub(super) fn of_parts(reports: &[EventReport]) -> BTreeSet<EventId> {
    let mut parts = BTreeSet::new();
    let distinct = distinct(reports);
    for dated in &distinct {
        for placed in distinct.iter().filter(|placed| are_a_part(dated, placed)) {
            parts.insert(of(&dated.report.kind, dated.report.dates.as_ref(), &placed.location));
        }
    }
    parts
}

/// Whether an event of some reports could be dated by `dated` and placed by `placed`: by neither is the other one finer. Not so
/// where a record or a correction speaks, which counts however coarse it is.
fn are_a_part(dated: &EventReport, placed: &EventReport) -> bool {
    let fineness = |told: &EventReport| {
        told.report.dates.as_ref().map_or(u8::MAX, |dates| dates.precision as u8)
    };
    let is_loud = |told: &EventReport, field| told.report.voice(field) < Voice::Read;
    (fineness(dated) <= fineness(placed) || is_loud(dated, Field::Dates))
        && (placed.location.precision <= dated.location.precision || is_loud(placed, Field::Place))
}

/// The first of `reports` of each kind, date and place.
fn distinct(reports: &[EventReport]) -> Vec<&EventReport> {
    let mut seen = FxHashSet::default();
    let distinct = reports.iter().filter(|told| {
        let EventReport { report, location, .. } = told;
        let place = location.place.as_ref().map(|place| place.id.clone());
        let dates = report.dates.as_ref().map(|d| (d.start, d.end, d.precision));
        seen.insert((report.kind.clone(), dates, place, location.lonlat.lon().to_bits()))
    });
    distinct.take(MOST_PARTS).collect()
}

/// Of how many different reports all pairs of date and place are told as aliases. An event has a handful.
const MOST_PARTS: usize = 24;

/// Whether what is known of it is so coarse that others may be known as coarsely, and by its id: it is undated, or of a month,
/// of an area larger than a town, or of the town where `told` is of a prison in it.
fn is_vague(told: &Report, dates: Option<&DateSpan>, location: &Location) -> bool {
    let of_others = match (&told.whereabouts, &location.place) {
        (Whereabouts::Clues { at, .. }, Some(place)) => {
            !at.is_empty() && !at.contains(&place.class)
        }
        _ => false,
    };
    let is_large = location.precision > PlacePrecision::Town;
    of_others || is_large || dates.is_none_or(|dates| is_coarse(dates.precision))
}

/// The same of an event as a whole.
fn is_known_vaguely(event: &Event) -> bool {
    let own = event.reports.iter().find(|told| told.report.kind == event.kind.id);
    let own = own.unwrap_or(&event.reports[0]);
    is_vague(&own.report, event.dates.as_ref(), &event.location)
}

/// What `event` is called if no other lays claim to it.
pub(super) fn plain(event: &Event) -> EventId {
    of(&event.kind.id, event.dates.as_ref(), &event.location)
}

/// Gives `events` their ids and aliases, and sorts them by id.
///
/// An id that several claim, each for itself or for a part of its reports, belongs to none: whoever would bear it bears a mark
/// behind it, and all who claim it list it. So an id never passes in silence from one event to another, whichever of them came
/// first; who follows it learns that it may mean several. What is known vaguely bears its mark from the first, lest a further
/// source of another event change its id. What events claimed that are `gone` by a correction is theirs still.
pub(super) fn distinguish(mut events: Vec<Event>, gone: &[EventId]) -> Vec<Event> {
    let mut claims: FxHashMap<EventId, u32> = FxHashMap::default();
    for event in &mut events {
        let plain = plain(event);
        rename(event, plain);
        for id in event.aliases.iter().chain([&event.id]) {
            *claims.entry(id.clone()).or_default() += 1;
        }
    }
    for id in gone.iter().collect::<BTreeSet<_>>() {
        *claims.entry(id.clone()).or_default() += 1;
    }
    let is_shared = |id: &EventId| claims.get(id).is_some_and(|claims| *claims > 1);
    for event in &mut events {
        let former = former(&event.reports, |id| claims.contains_key(id));
        list(event, former);
        let marked = of_marked_parts(event, is_shared);
        list(event, marked);
        if is_shared(&event.id) || is_known_vaguely(event) {
            let marked = mark(event).behind(&event.id, Mark::LENGTHS[0]);
            rename(event, marked);
        }
    }
    // Digits are alike by chance, or because the same is told of two events; all of those get more of them.
    for digits in &Mark::LENGTHS[1..] {
        for alike in alike(&mut events) {
            for event in alike {
                let marked = mark(event).behind(&plain(event), *digits);
                rename(event, marked);
            }
        }
    }
    for alike in alike(&mut events) {
        for (number, event) in (2..).zip(&mut alike[1..]) {
            let numbered = EventId::new(&format!("{}-{number}", event.id));
            rename(event, numbered);
        }
    }
    events.sort_by(|a, b| a.id.cmp(&b.id));
    events
}

/// What an event of each of `reports` that were corrected was called before. An id that somebody claims, as `is_claimed` tells,
/// stays with him: of that the marked one, which then it had.
fn former(reports: &[EventReport], is_claimed: impl Fn(&EventId) -> bool) -> Vec<EventId> {
    let corrected = reports.iter().filter_map(|told| Some((told, told.report.read_as.as_ref()?)));
    let former = corrected.flat_map(|(told, read)| {
        let ReadAs { kind, dates, location } = &**read;
        let plain = of(kind, dates.as_ref(), location);
        let marked = mark_of(&told.report).behind(&plain, Mark::LENGTHS[0]);
        [Some(plain).filter(|plain| !is_claimed(plain)), Some(marked)]
    });
    former.flatten().collect()
}

/// Those of `events` that have one id, put side by side.
fn alike(events: &mut [Event]) -> impl Iterator<Item = &mut [Event]> {
    let founder = |event: &Event| {
        let report = &event.reports[0].report;
        (report.origin.id.clone(), report.evidence.line)
    };
    events.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| founder(a).cmp(&founder(b))));
    events.chunk_by_mut(|a, b| a.id == b.id).filter(|alike| alike.len() > 1)
}

/// Calls `event` so; what it was called leads to it still.
fn rename(event: &mut Event, id: EventId) {
    let was = std::mem::replace(&mut event.id, id);
    if was != event.id {
        list(event, [was]);
    }
    if let Ok(own) = event.aliases.binary_search(&event.id) {
        event.aliases.remove(own);
    }
}

/// Adds `aliases` to those of `event`.
fn list(event: &mut Event, aliases: impl IntoIterator<Item = EventId>) {
    let own = &event.id;
    event.aliases.extend(aliases.into_iter().filter(|alias| alias != own));
    event.aliases.sort();
    event.aliases.dedup();
}

/// What distinguishes `event`: of the reports that place it, the mark of the first published, so that news of it does not change
/// it; of one day the least.
///
/// # Panics
/// If the event has no report.
pub(super) fn mark(event: &Event) -> Mark {
    let place = |location: &Location| location.place.as_ref().map(|place| place.id.clone());
    let at = place(&event.location);
    let placing = event.reports.iter().filter(|told| place(&told.location) == at);
    let of = |told: &EventReport| {
        let published = told.report.origin.published;
        (published.is_none(), published, mark_of(&told.report))
    };
    let first = placing.map(of).min().or_else(|| event.reports.iter().map(of).min());
    first.expect("an event is made of its reports").2
}

/// Made of who tells it when and where, and of the words that betray its kind: not of the name of the file, nor of the sentence,
/// which may be mended. That counts where reports of one source are alike, and where nothing is known of the source. A row of a table has
/// its id, or what it counts where it has none: on which line it stands says nothing.
pub(super) fn mark_of(report: &Report) -> Mark {
    let Report { origin, evidence, counts, .. } = report;
    let published = origin.published.map_or_else(String::new, |day| day.to_string());
    let id = || origin.id.as_str().rsplit_once('#').map_or("", |(_, id)| id).to_owned();
    let row = origin.line.map(|_| if origin.named { id() } else { counted(counts) });
    let row = row.unwrap_or_default();
    let text = |it: &Option<String>| it.clone().unwrap_or_default();
    let source = [text(&origin.publisher), published, text(&origin.url), text(&origin.title), row];
    let sentence = in_one_line(&evidence.sentence);
    let is_known = source.iter().any(|part| !part.is_empty());
    let source = source.iter().map(String::as_str).chain([&*evidence.cue]);
    Mark::of(source.chain((!is_known).then_some(&*sentence)), &sentence)
}

/// What a record counts, as a text.
fn counted(counts: &[Count]) -> String {
    let told = counts.iter().map(|count| {
        let group = count.group.map_or("", Group::as_str);
        let bounds = [count.low, count.best, count.high];
        let bounds = bounds.map(|n| n.map_or_else(String::new, |n| n.to_string()));
        format!("{} {group} {}", count.measure.as_str(), bounds.join("/"))
    });
    told.collect::<Vec<_>>().join(", ")
}

/// The ids that a part of the reports of `event` would bear that is known vaguely, or where others claim what it would be called:
/// other events, as `is_shared` tells, or, of what they are all called, another part of them, which was an event of its own before
/// a further source made them one. A part is called after its finest place, and bears the mark of one of the sources that tell
/// that; of each source the least is told.
fn of_marked_parts(event: &Event, is_shared: impl Fn(&EventId) -> bool) -> BTreeSet<EventId> {
    let Event { id, reports, .. } = event;
    let distinct = distinct(reports);
    let is_marked = |told: &Report, location: &Location, plain: &EventId, several: bool| {
        is_shared(plain)
            || (several && plain == id)
            || is_vague(told, told.dates.as_ref(), location)
    };
    let source = |told: &'_ EventReport| told.report.origin.id.clone();
    let several = reports.windows(2).any(|pair| source(&pair[0]) != source(&pair[1]));
    let mut least: BTreeMap<(EventId, SourceId), Mark> = BTreeMap::new();
    for finest in reports.iter().take(MOST_MARKED) {
        let dated = distinct.iter().filter(|dated| are_a_part(dated, finest));
        let plain = dated.filter_map(|EventReport { report, .. }| {
            let plain = of(&report.kind, report.dates.as_ref(), &finest.location);
            is_marked(report, &finest.location, &plain, several).then_some(plain)
        });
        for plain in plain.collect::<BTreeSet<_>>() {
            let own = mark_of(&finest.report);
            match least.entry((plain, source(finest))) {
                Entry::Occupied(mut known) if own < *known.get() => drop(known.insert(own)),
                Entry::Occupied(_) => {}
                Entry::Vacant(new) => drop(new.insert(own)),
            }
        }
    }
    least.iter().map(|((plain, _), mark)| mark.behind(plain, Mark::LENGTHS[0])).collect()
}

/// Of how many reports marked ids are told as aliases: the first, which are the finest.
const MOST_MARKED: usize = 64;
