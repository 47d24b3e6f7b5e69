//! Event ids: readable, and made of the event alone.

use std::cmp::Ordering;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{is_coarse, told_by};
use crate::model::{
    self, Count, DatePrecision, DateSpan, EarlierEvent, Event, EventId, EventReport, Field, Group,
    KindId, Location, Mark, PlacePrecision, ReadAs, Report, SourceId, Voice, Whereabouts,
    as_told_before, in_one_line,
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

/// Those of `events` whose ids are most like `id`, at least as like as `least` of one, the nearest first.
pub fn near<'e>(id: &str, events: &'e [Event], least: f64) -> Vec<&'e Event> {
    // Which counts the beginning for more: an id begins with its day.
    let likeness = |event: &'e Event| (strsim::jaro_winkler(id, event.id.as_str()), event);
    let mut near: Vec<_> = events.iter().map(likeness).filter(|near| near.0 >= least).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    near.into_iter().take(MOST_NEAR).map(|(_, event)| event).collect()
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
    let earlier = reports.iter().filter_map(|told| told.report.origin.earlier_event());
    parts.extend(earlier.flat_map(EarlierEvent::ids).cloned());
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
    is_vague(speaker(event, event.reports.iter()), event.dates.as_ref(), &event.location)
}

/// Of `reports` of `event` the one that tells its kind, if one does, else the first.
fn speaker<'e>(
    event: &Event,
    mut reports: impl Iterator<Item = &'e EventReport> + Clone,
) -> &'e Report {
    let own = reports.clone().find(|told| told.report.kind == event.kind.id);
    &own.or_else(|| reports.next()).expect("an event is made of its reports").report
}

/// What `event` is called if no other lays claim to it. What an earlier build published is called as it was.
pub(super) fn plain(event: &Event) -> EventId {
    if let Some(before) = as_told_before(&event.reports) {
        return before.id.clone();
    }
    of(&event.kind.id, event.dates.as_ref(), &event.location)
}

/// Gives `events` their ids and aliases, and sorts them by id.
///
/// An id that several claim, each for itself or for a part of its reports, is borne by the one that was called so first, had
/// each source been read on the day of its publication; so what is told later of another event takes it from nobody. The others
/// bear a mark behind it, and all of them do where two were first on one day: nothing that is told of either says which, but
/// what a further report may change. All who claim an id list it, so that who follows it learns that it may mean several. What is
/// known vaguely bears its mark from the first, as it has neighbours more often than not. What an earlier build published bears the
/// id that it had, whoever else claims that.
pub(super) fn distinguish(events: Vec<Event>) -> Vec<Event> {
    let claims = Claims::of(&events, &[]);
    let first = claims.first(&events);
    named(claims.by_first(&first, events), &claims)
}

/// The same of events that were corrected, each with whether it is what it was. Those keep the ids that they have; one that was
/// moved, or is new, takes none that another claims. What events claimed that are `gone` is theirs still.
pub(super) fn resettle(mut events: Vec<(bool, Event)>, gone: &[EventId]) -> Vec<Event> {
    for (keeps, event) in &mut events {
        let plain = plain(event);
        *keeps |= is_published(event);
        if *keeps {
            list(event, [plain]);
        } else {
            rename(event, plain);
        }
    }
    let claims = Claims::of(events.iter().map(|(_, event)| event), gone);
    for (keeps, event) in &mut events {
        *keeps |= !is_known_vaguely(event) && !claims.are_several(&event.id);
    }
    named(events, &claims)
}

/// `events` as they are called where nothing is told of what claims `gone`: a mark or an alias that it gave to one of them would
/// tell that something happened there on that day. The others are called as they were.
pub fn without(events: Vec<Event>, gone: &BTreeSet<EventId>) -> Vec<Event> {
    let claims_gone = |event: &Event| {
        event.aliases.iter().chain([&event.id]).any(|claimed| gone.contains(claimed))
    };
    let is_renamed = |event: &Event| claims_gone(event) && !is_published(event);
    let (mut events, mut others): (Vec<Event>, Vec<Event>) =
        events.into_iter().partition(is_renamed);
    for event in others.iter_mut().filter(|event| is_published(event)) {
        event.aliases.retain(|alias| !gone.contains(alias));
    }
    let anew = events.len();
    for event in &mut events {
        let was = std::mem::take(&mut event.aliases).into_iter().chain([event.id.clone()]);
        // What rows changed was called something else before, with a mark or without.
        let was = was.filter(|_| !event.amendments.corrections.is_empty()).map(|id| {
            let plain = without_mark(&id).filter(|plain| is_marked(event, &id, plain));
            plain.unwrap_or(id)
        });
        let was: Vec<EventId> = was.collect();
        event.id = plain(event);
        let parts = of_parts(&event.reports);
        if !was.is_empty() {
            let (dates, location) = told_by(&event.reports.iter());
            let read = of(&speaker(event, event.reports.iter()).kind, dates.as_ref(), &location);
            let marked = of_marked_parts(event, &read, |_| false);
            list(event, marked);
        }
        list(event, parts.into_iter().chain(was));
    }
    events.extend(others);
    let claims = Claims::of(&events, &[]);
    let first = claims.first(&events);
    let others = events.split_off(anew);
    let mut events = named(claims.by_first(&first, events), &claims);
    events.extend(others);
    events.sort_by(|a, b| a.id.cmp(&b.id));
    events
}

/// `events` with all their aliases, sorted: one that `keeps` its id with that, any other with a mark behind its plain one.
fn named(mut events: Vec<(bool, Event)>, claims: &Claims) -> Vec<Event> {
    for (keeps, event) in events.iter_mut().filter(|(_, event)| !is_published(event)) {
        let former = former(&event.reports, |id| claims.0.contains_key(id));
        list(event, former);
        let parts = of_marked_parts(event, &plain(event), |id| claims.are_several(id));
        list(event, parts);
        if !*keeps {
            let marked = mark(event).behind(&plain(event), Mark::LENGTHS[0]);
            rename(event, marked);
        } else if claims.are_several(&event.id) {
            let own = beyond_doubt(event);
            list(event, [own]);
        }
    }
    // Digits are alike by chance, or because the same is told of two events; all of those get more of them.
    for digits in &Mark::LENGTHS[1..] {
        let mut borne: FxHashMap<EventId, u32> = FxHashMap::default();
        for (_, event) in &events {
            *borne.entry(event.id.clone()).or_default() += 1;
        }
        for (_, event) in events.iter_mut().filter(|(keeps, it)| !keeps && borne[&it.id] > 1) {
            let marked = mark(event).behind(&plain(event), *digits);
            rename(event, marked);
        }
    }
    let order = |(keeps, event): &(bool, Event)| {
        let report = &event.reports[0].report;
        (event.id.clone(), !keeps, report.origin.id.clone(), report.evidence.line)
    };
    events.sort_by_cached_key(order);
    let mut events: Vec<Event> = events.into_iter().map(|(_, event)| event).collect();
    for alike in events.chunk_by_mut(|a, b| a.id == b.id) {
        for (number, event) in (2..).zip(&mut alike[1..]) {
            let numbered = EventId::new(&format!("{}-{number}", event.id));
            rename(event, numbered);
        }
    }
    events.sort_by(|a, b| a.id.cmp(&b.id));
    events
}

/// By which id `event` is named beyond doubt, whatever other events claim: where it bears its plain one, by that with its mark.
pub fn beyond_doubt(event: &Event) -> EventId {
    let plain = plain(event);
    if event.id == plain { mark(event).behind(&plain, Mark::LENGTHS[0]) } else { event.id.clone() }
}

/// The events that claim `id`, the one that bears it first; where none does, the one that `id` names beyond doubt though that has
/// no need of a mark, as no other claims its plain id.
pub fn claimants<'e>(id: &EventId, events: &'e [Event]) -> Vec<&'e Event> {
    let claimants = model::claimants(id, events);
    match without_mark(id) {
        Some(plain) if claimants.is_empty() => {
            let mut alike = model::claimants(&plain, events);
            alike.retain(|event| is_marked(event, id, &plain));
            alike
        }
        _ => claimants,
    }
}

/// `id` without what may be a mark behind it.
pub(super) fn without_mark(id: &EventId) -> Option<EventId> {
    id.as_str().rsplit_once('-').map(|(plain, _)| EventId::new(plain))
}

/// Whether `id` is `plain` with the mark of a report of `event` behind it.
pub(super) fn is_marked(event: &Event, id: &EventId, plain: &EventId) -> bool {
    event.reports.iter().any(|told| mark_of(&told.report).is_behind(id, plain))
}

/// Whether `event` is what an earlier build published, and nothing else tells of it.
fn is_published(event: &Event) -> bool {
    as_told_before(&event.reports).is_some()
}

/// How many events claim each id.
struct Claims(FxHashMap<EventId, u32>);

impl Claims {
    fn of<'e>(events: impl IntoIterator<Item = &'e Event>, gone: &[EventId]) -> Self {
        let gone: BTreeSet<&EventId> = gone.iter().collect();
        let own = events.into_iter().flat_map(|event| event.aliases.iter().chain([&event.id]));
        let mut claims: FxHashMap<EventId, u32> = FxHashMap::default();
        for id in own.chain(gone) {
            *claims.entry(id.clone()).or_default() += 1;
        }
        Self(claims)
    }

    fn are_several(&self, id: &EventId) -> bool {
        self.0.get(id).is_some_and(|claims| *claims > 1)
    }

    /// `events`, each with whether it bears its plain id, as those do that were `first` called so.
    fn by_first(&self, first: &FxHashSet<usize>, events: Vec<Event>) -> Vec<(bool, Event)> {
        let published = events.iter().filter(|event| is_published(event));
        let published: FxHashSet<EventId> = published.map(|event| event.id.clone()).collect();
        let bears = |(at, event): (usize, Event)| {
            let is_alone = || !self.are_several(&event.id);
            let is_free = !is_known_vaguely(&event) && !published.contains(&event.id);
            let bears = is_free && (first.contains(&at) || is_alone());
            (bears || is_published(&event), event)
        };
        events.into_iter().enumerate().map(bears).collect()
    }

    /// Which of `events` were called by what is their id before all others that claim it.
    fn first(&self, events: &[Event]) -> FxHashSet<usize> {
        let mut first: FxHashMap<EventId, (Published, Option<usize>)> = FxHashMap::default();
        for (at, event) in events.iter().enumerate() {
            if !event.aliases.iter().chain([&event.id]).any(|id| self.are_several(id)) {
                continue;
            }
            for (id, since) in called_since(event) {
                let earliest = first.entry(id).or_insert((since, Some(at)));
                match since.cmp(&earliest.0) {
                    Ordering::Less => *earliest = (since, Some(at)),
                    Ordering::Equal if earliest.1 != Some(at) => earliest.1 = None,
                    Ordering::Equal | Ordering::Greater => {}
                }
            }
        }
        let first = first.iter().filter_map(|(id, (_, at))| Some((id, (*at)?)));
        first.filter(|(id, at)| events[*at].id == **id).map(|(_, at)| at).collect()
    }
}

/// On which day a report was published; where nobody tells, after all that are known.
type Published = (bool, Option<Date>);

fn published(told: &EventReport) -> Published {
    let day = told.report.origin.published;
    (day.is_none(), day)
}

/// By which plain ids `event` would have been called, each from the day on, had its sources been read on the days of their
/// publication.
fn called_since(event: &Event) -> impl Iterator<Item = (EventId, Published)> {
    let days: BTreeSet<Published> = event.reports.iter().map(published).collect();
    days.into_iter().filter_map(move |day| {
        let known = event.reports.iter().filter(|told| published(told) <= day);
        let (dates, location) = told_by(&known);
        let first = speaker(event, known);
        let is_vague = is_vague(first, dates.as_ref(), &location);
        (!is_vague).then(|| (of(&first.kind, dates.as_ref(), &location), day))
    })
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
    let of = |told: &EventReport| (published(told), mark_of(&told.report));
    let first = placing.map(of).min().or_else(|| event.reports.iter().map(of).min());
    first.expect("an event is made of its reports").1
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
/// other events, as `is_shared` tells, or, of what they are all called, `own`, another part of them, which was an event of its own before
/// a further source made them one. A part is called after its finest place, and bears the mark of one of the sources that tell
/// that; of each source the least is told.
fn of_marked_parts(
    event: &Event,
    own: &EventId,
    is_shared: impl Fn(&EventId) -> bool,
) -> BTreeSet<EventId> {
    let reports = &event.reports;
    let distinct = distinct(reports);
    let is_marked = |told: &Report, location: &Location, plain: &EventId, several: bool| {
        is_shared(plain)
            || (several && plain == own)
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
            let mark = mark_of(&finest.report);
            match least.entry((plain, source(finest))) {
                Entry::Occupied(mut known) if mark < *known.get() => drop(known.insert(mark)),
                Entry::Occupied(_) => {}
                Entry::Vacant(new) => drop(new.insert(mark)),
            }
        }
    }
    least.iter().map(|((plain, _), mark)| mark.behind(plain, Mark::LENGTHS[0])).collect()
}

/// Of how many reports marked ids are told as aliases: the first, which are the finest.
const MOST_MARKED: usize = 64;
