//! Corrections: what an analyst says wins over what the machine read and merged.
//!
//! A row that speaks of reports changes them before they are merged, so that they are merged as they ought to be; then reports
//! are split off and events joined; last, rows that speak of events change those. docs/corrections.md tells users the order.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Known, assembled, id};
use crate::model::{
    CoordinateStatus, Correction, Count, Edit, Event, EventId, EventReport, Location,
    PlacePrecision, PlacedReport, Quote, Report, Subject, Tie, UnplacedReport,
};

/// What a point that an analyst gives is good for: a hundred metres.
const POINT_RADIUS_M: u32 = 100;

/// What became of the rows of a table.
#[derive(Debug, Default)]
pub struct Followed {
    /// The lines of those that changed something, or found it right.
    lines: FxHashSet<u64>,
    /// How many reports were struck.
    pub rejected: usize,
}

/// A row that could not be followed, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Idle {
    /// The row.
    pub correction: Arc<Correction>,
    /// Why, and what to do.
    pub why: String,
}

impl Followed {
    fn note(&mut self, correction: &Correction) {
        self.lines.insert(correction.line);
    }

    /// Those of `corrections` that changed nothing, for what they speak of is not there.
    pub fn idle(&self, corrections: &[Arc<Correction>]) -> Vec<Idle> {
        let idle = corrections.iter().filter(|row| !self.lines.contains(&row.line));
        idle.map(|row| Idle { correction: Arc::clone(row), why: gone(row) }).collect()
    }
}

fn gone(correction: &Correction) -> String {
    match &correction.subject {
        Subject::Event(event) => match &correction.edit {
            Edit::Merge(into) => format!(
                "{event} or {into} is no event of this build; look up their ids, or remove the row"
            ),
            _ => format!("{event} is no event of this build; look up its id, or remove the row"),
        },
        Subject::Reports(Quote { source, words: Some(_) }) => {
            format!(
                "no report of {source} quotes these words; copy them from its sentence, or remove the row"
            )
        }
        Subject::Reports(Quote { source, words: None }) => {
            format!(
                "{source} is no source that tells an event; correct the path, or remove the row"
            )
        }
    }
}

/// Rows that speak of reports, by the source that they name.
struct ByReport<'c> {
    rows: FxHashMap<&'c str, Vec<(&'c Quote, &'c Arc<Correction>)>>,
}

impl<'c> ByReport<'c> {
    fn of(corrections: &'c [Arc<Correction>]) -> Self {
        let mut rows: FxHashMap<&str, Vec<_>> = FxHashMap::default();
        for correction in corrections {
            if let Subject::Reports(quote) = &correction.subject {
                rows.entry(&quote.source).or_default().push((quote, correction));
            }
        }
        Self { rows }
    }

    /// Those that speak of `report`, in the order of the table.
    fn that_speak_of(&self, report: &Report) -> Vec<&'c Arc<Correction>> {
        let origin = &report.origin;
        let by_path = self.rows.get(origin.path.as_str());
        let by_id = self.rows.get(origin.id.as_str()).filter(|_| origin.path != origin.id.as_str());
        let rows = by_path.into_iter().chain(by_id).flatten();
        let mut rows: Vec<_> =
            rows.filter(|(quote, _)| quotes(quote, report)).map(|(_, row)| *row).collect();
        rows.sort_by_key(|row| row.line);
        rows
    }
}

fn quotes(quote: &Quote, report: &Report) -> bool {
    let Some(words) = &quote.words else { return true };
    let sentence: Vec<&str> = report.evidence.sentence.split_whitespace().collect();
    sentence.join(" ").contains(words.as_str())
}

/// Changes reports as the rows say that speak of them; a report that gets a place is placed.
pub(super) fn reports(
    placed: Vec<PlacedReport>,
    unplaced: Vec<UnplacedReport>,
    corrections: &[Arc<Correction>],
    known: &Known<'_>,
    followed: &mut Followed,
) -> (Vec<PlacedReport>, Vec<UnplacedReport>) {
    let by_report = ByReport::of(corrections);
    if by_report.rows.is_empty() {
        return (placed, unplaced);
    }
    let mut corrected = (Vec::with_capacity(placed.len()), Vec::new());
    let all = placed.into_iter().map(Ok).chain(unplaced.into_iter().map(Err));
    for told in all {
        let report = match &told {
            Ok(placed) => &placed.report,
            Err(unplaced) => &unplaced.report,
        };
        let rows = by_report.that_speak_of(report);
        match with(told, &rows, known, followed) {
            Some(Ok(placed)) => corrected.0.push(placed),
            Some(Err(unplaced)) => corrected.1.push(unplaced),
            None => followed.rejected += 1,
        }
    }
    corrected
}

/// `told` as `rows` say; `None` where they reject it.
fn with(
    told: Result<PlacedReport, UnplacedReport>,
    rows: &[&Arc<Correction>],
    known: &Known<'_>,
    followed: &mut Followed,
) -> Option<Result<PlacedReport, UnplacedReport>> {
    let (mut report, mut location, unplaced) = match told {
        Ok(PlacedReport { report, location }) => (report, Some(location), None),
        Err(unplaced) => (unplaced.report.clone(), None, Some(unplaced)),
    };
    for row in rows {
        match &row.edit {
            // Of events that are not made yet.
            Edit::Split | Edit::Merge(_) | Edit::TitleEn(_) | Edit::TitleAr(_) => continue,
            Edit::Reject => {
                followed.note(row);
                return None;
            }
            Edit::Accept => {}
            Edit::Place(_) | Edit::Point(_) => location = known.location(&row.edit),
            Edit::Dates(dates) => report.dates.clone_from(dates),
            Edit::Kind(kind) => report.kind = kind.clone(),
            Edit::Status(status) => report.status = *status,
            Edit::Count(count) => recount(&mut report.counts, count),
        }
        followed.note(row);
        report.corrections.push(Arc::clone(row));
    }
    Some(match (location, unplaced) {
        (Some(location), _) => Ok(PlacedReport { report, location }),
        (None, Some(unplaced)) => Err(UnplacedReport { report, ..unplaced }),
        (None, None) => unreachable!("a placed report keeps its location"),
    })
}

/// Puts `count` in the place of what was counted alike; one without bounds only takes that away.
fn recount(counts: &mut Vec<Count>, count: &Count) {
    counts.retain(|old| (old.measure, old.group) != (count.measure, count.group));
    if count.told().is_some() {
        counts.push(count.clone());
    }
}

impl Known<'_> {
    /// Where the edit sets it.
    fn location(&self, edit: &Edit) -> Option<Location> {
        match edit {
            Edit::Place(place) => (self.place)(place).map(|place| Location::of_place(&place)),
            Edit::Point(lonlat) => Some(Location {
                place: None,
                lonlat: *lonlat,
                radius_m: POINT_RADIUS_M,
                precision: PlacePrecision::Coordinates,
                status: CoordinateStatus::SingleSource,
            }),
            _ => None,
        }
    }
}

/// Events that corrections change, by their ids.
struct Desk<'k> {
    /// `None` where one was rejected or joined to another.
    events: Vec<Option<Event>>,
    by_id: FxHashMap<EventId, usize>,
    known: &'k Known<'k>,
}

/// Splits, joins and changes `events` as the rows say.
pub(super) fn events(
    events: Vec<Event>,
    corrections: &[Arc<Correction>],
    known: &Known<'_>,
    followed: &mut Followed,
) -> Vec<Event> {
    if corrections.is_empty() {
        return events;
    }
    let mut desk = Desk::new(events, known);
    desk.split(corrections, followed);
    let (joins, others): (Vec<_>, Vec<_>) =
        corrections.iter().partition(|row| matches!(row.edit, Edit::Merge(_)));
    for row in joins.into_iter().filter(|row| desk.join(row)) {
        followed.note(row);
    }
    for row in others {
        if let Subject::Event(event) = &row.subject
            && let Some(&index) = desk.by_id.get(event)
            && desk.change(index, row, followed)
        {
            followed.note(row);
        }
    }
    id::distinguish(desk.events.into_iter().flatten().collect())
}

impl<'k> Desk<'k> {
    fn new(events: Vec<Event>, known: &'k Known<'k>) -> Self {
        let mut by_id = FxHashMap::default();
        for (index, event) in events.iter().enumerate() {
            for alias in &event.aliases {
                by_id.entry(alias.clone()).or_insert(index);
            }
        }
        // An id leads to its own event, whatever else goes by it.
        by_id.extend(events.iter().enumerate().map(|(index, event)| (event.id.clone(), index)));
        Self { events: events.into_iter().map(Some).collect(), by_id, known }
    }

    /// Takes the reports of which rows say so out of their events; those that one row names stay together.
    fn split(&mut self, corrections: &[Arc<Correction>], followed: &mut Followed) {
        let splits: Vec<_> =
            corrections.iter().filter(|row| row.edit == Edit::Split).cloned().collect();
        let by_report = ByReport::of(&splits);
        if by_report.rows.is_empty() {
            return;
        }
        for index in 0..self.events.len() {
            let Some(event) = self.events[index].take() else { continue };
            let mut off: BTreeMap<u64, (Arc<Correction>, Vec<EventReport>)> = BTreeMap::new();
            let mut stay = Vec::new();
            for told in event.reports.clone() {
                match by_report.that_speak_of(&told.report).first() {
                    Some(row) => {
                        let (_, reports) =
                            off.entry(row.line).or_insert_with(|| (Arc::clone(row), Vec::new()));
                        reports.push(EventReport { tie: Tie::Linked(Arc::clone(row)), ..told });
                    }
                    None => stay.push(told),
                }
            }
            for (row, _) in off.values() {
                followed.note(row);
            }
            // Where nothing would stay, the first row has split nothing off.
            if off.is_empty() || (stay.is_empty() && off.len() == 1) {
                self.events[index] = Some(event);
                continue;
            }
            if stay.is_empty() {
                stay = off.pop_first().map(|(_, (_, reports))| reports).unwrap_or_default();
            }
            for (row, reports) in off.into_values() {
                let kind = (self.known.kind)(&reports[0].report.kind);
                let mut event = assembled(kind, reports);
                event.amendments.corrections.push(row);
                self.add(event);
            }
            self.replace(index, event, stay);
        }
    }

    /// Does what a row says that joins events, or reports to an event; whether both are there.
    fn join(&mut self, row: &Arc<Correction>) -> bool {
        let Edit::Merge(into) = &row.edit else { return false };
        let Some(&into) = self.by_id.get(into) else { return false };
        match &row.subject {
            Subject::Event(event) => {
                let Some(&from) = self.by_id.get(event) else { return false };
                if from == into {
                    return true;
                }
                let Some(gone) = self.events[from].take() else { return false };
                let ids: Vec<EventId> = gone.aliases.iter().chain([&gone.id]).cloned().collect();
                self.take_in(into, gone.reports, row);
                for id in ids {
                    self.by_id.insert(id.clone(), into);
                    self.alias(into, id);
                }
                true
            }
            Subject::Reports(quote) => {
                let mut moved = Vec::new();
                for index in 0..self.events.len() {
                    let Some(event) = self.events[index].take() else { continue };
                    let speaks = |told: &EventReport| {
                        let origin = &told.report.origin;
                        (quote.source == origin.path || quote.source == origin.id.as_str())
                            && quotes(quote, &told.report)
                    };
                    if index == into || !event.reports.iter().any(speaks) {
                        self.events[index] = Some(event);
                        continue;
                    }
                    let (off, stay): (Vec<_>, Vec<_>) =
                        event.reports.clone().into_iter().partition(speaks);
                    moved.extend(off);
                    if !stay.is_empty() {
                        self.replace(index, event, stay);
                    }
                }
                let found = !moved.is_empty();
                self.take_in(into, moved, row);
                found
            }
        }
    }

    /// Puts `reports` to those of the event at `index`.
    fn take_in(&mut self, index: usize, reports: Vec<EventReport>, row: &Arc<Correction>) {
        let Some(mut event) = self.events[index].take() else { return };
        let linked = reports
            .into_iter()
            .map(|told| EventReport { tie: Tie::Linked(Arc::clone(row)), ..told });
        let all = event.reports.iter().cloned().chain(linked).collect();
        event.amendments.corrections.push(Arc::clone(row));
        self.replace(index, event, all);
    }

    /// Puts the event at `index` together anew, of these reports; links to what it was lead to it.
    fn replace(&mut self, index: usize, old: Event, reports: Vec<EventReport>) {
        let mut event = assembled(Arc::clone(&old.kind), reports);
        event.amendments = old.amendments;
        self.by_id.insert(event.id.clone(), index);
        let new = event.id.clone();
        self.events[index] = Some(event);
        if old.id != new {
            self.alias(index, old.id);
        }
    }

    fn add(&mut self, event: Event) {
        self.by_id.entry(event.id.clone()).or_insert(self.events.len());
        self.events.push(Some(event));
    }

    fn alias(&mut self, index: usize, alias: EventId) {
        if let Some(event) = &mut self.events[index]
            && event.id != alias
            && let Err(at) = event.aliases.binary_search(&alias)
        {
            event.aliases.insert(at, alias);
        }
    }

    /// Changes the event at `index` as `row` says; whether it is there.
    fn change(&mut self, index: usize, row: &Arc<Correction>, followed: &mut Followed) -> bool {
        let Some(event) = &mut self.events[index] else { return false };
        match &row.edit {
            Edit::Reject => {
                followed.rejected += event.reports.len();
                self.events[index] = None;
                return true;
            }
            Edit::Place(_) | Edit::Point(_) => {
                let Some(location) = self.known.location(&row.edit) else { return false };
                event.location = location;
            }
            Edit::Dates(dates) => event.dates.clone_from(dates),
            Edit::Kind(kind) => event.kind = (self.known.kind)(kind),
            Edit::Status(status) => event.status = *status,
            Edit::TitleEn(title) => event.amendments.title_en = Some(title.clone()),
            Edit::TitleAr(title) => event.amendments.title_ar = Some(title.clone()),
            Edit::Count(count) => {
                let counts = &mut event.amendments.counts;
                counts.retain(|old| (old.measure, old.group) != (count.measure, count.group));
                counts.push(count.clone());
            }
            Edit::Accept => event.amendments.accepted = true,
            Edit::Split | Edit::Merge(_) => return false,
        }
        event.amendments.corrections.push(Arc::clone(row));
        let new = id::of(&event.kind.id, event.dates.as_ref(), &event.location);
        if new != event.id {
            let old = std::mem::replace(&mut event.id, new.clone());
            event.aliases.retain(|alias| *alias != new);
            self.by_id.entry(new).or_insert(index);
            self.alias(index, old);
        }
        true
    }
}
