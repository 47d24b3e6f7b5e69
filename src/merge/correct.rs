//! Corrections of reports, and what became of every correction.
//!
//! A row that speaks of reports changes them before they are merged, so that they are merged as they ought to be. What rows say
//! of events is the business of `desk`, after. docs/corrections.md tells users the order.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Known, id};
use crate::model::{
    CoordinateStatus, Correction, Count, Edit, Event, EventId, Location, PlacePrecision,
    PlacedReport, Quote, ReadAs, Report, Subject, Tie, UnplacedReport, in_one_line,
};

/// What a point that an analyst gives is good for: a hundred metres.
const POINT_RADIUS_M: u32 = 100;

/// What became of the rows of a table.
#[derive(Debug, Default)]
pub struct Followed {
    /// The lines of those that changed something, or found it right.
    lines: FxHashSet<u64>,
    /// The lines of those that a rejection leaves nothing to change, with the line of the rejection.
    outdone: FxHashMap<u64, u64>,
    /// The lines of those that another takes back, with the line of that.
    undone: FxHashMap<u64, u64>,
    /// The ids in rows that were not followed, as they may mean several events, by their lines.
    doubtful: FxHashMap<u64, EventId>,
    /// What there is to tell of rows that were followed.
    remarks: FxHashMap<u64, String>,
    /// How many reports were struck.
    pub rejected: usize,
}

/// A row that could not be followed, or did more than it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Idle {
    /// The row.
    pub correction: Arc<Correction>,
    /// Why, or what it did, and what to do.
    pub why: String,
}

impl Followed {
    /// `correction` changed something, or found it right.
    pub(super) fn note(&mut self, correction: &Correction) {
        self.lines.insert(correction.line);
    }

    /// `correction` speaks of what the row on line `by` rejects.
    pub(super) fn outdo(&mut self, correction: &Correction, by: u64) {
        self.outdone.insert(correction.line, by);
    }

    /// The row on line `by` takes back what `correction` says.
    pub(super) fn undo(&mut self, correction: &Correction, by: u64) {
        self.undone.insert(correction.line, by);
    }

    /// There is something to tell of `correction`, which was followed.
    pub(super) fn remark(&mut self, correction: &Correction, what: String) {
        self.remarks.insert(correction.line, what);
    }

    /// `correction` is not followed, for `id`, which it names, may mean several events.
    pub(super) fn doubt(&mut self, correction: &Correction, id: &EventId) {
        self.doubtful.insert(correction.line, id.clone());
    }

    fn is_told(&self, line: u64) -> bool {
        !self.is_followed(line) || self.remarks.contains_key(&line)
    }

    fn is_followed(&self, line: u64) -> bool {
        self.lines.contains(&line) && !self.undone.contains_key(&line)
    }

    /// How many of `corrections` changed something, or found it right.
    pub fn count(&self) -> usize {
        self.lines.iter().filter(|line| self.is_followed(**line)).count()
    }

    /// Those of `corrections` of which there is something to tell: they changed nothing, for what they speak of is not there or
    /// may be several of `events`, or more than they say, or they name an id that several claim.
    pub fn idle(&self, corrections: &[Arc<Correction>], events: &[Event]) -> Vec<Idle> {
        if corrections.is_empty() {
            return Vec::new();
        }
        let told = corrections.iter().filter(|row| self.is_told(row.line)).count();
        let led = Led::of(events, told <= MOST_LOOKED_UP);
        let why = |row: &Correction| {
            if let Some(remark) = self.remarks.get(&row.line) {
                Some(remark.clone())
            } else if self.is_followed(row.line) {
                led.claimed(row)
            } else if let Some(by) = self.undone.get(&row.line) {
                Some(format!(
                    "line {by} says the contrary and comes later, so it counts; remove one of the two"
                ))
            } else if let Some(by) = self.outdone.get(&row.line) {
                Some(format!("what it speaks of is rejected on line {by}; remove one of the two"))
            } else if let Some(id) = self.doubtful.get(&row.line) {
                Some(led.several(id))
            } else {
                Some(led.gone(row))
            }
        };
        let idle =
            |row: &Arc<Correction>| Some(Idle { why: why(row)?, correction: Arc::clone(row) });
        corrections.iter().filter_map(idle).collect()
    }
}

/// The ids of events that `correction` names.
pub(super) fn names(correction: &Correction) -> impl Iterator<Item = &EventId> {
    let subject = match &correction.subject {
        Subject::Event(event) => Some(event),
        Subject::Reports(_) => None,
    };
    let into = match &correction.edit {
        Edit::Merge(into) => Some(into),
        _ => None,
    };
    subject.into_iter().chain(into)
}

/// Of how many rows the ids are told that are near to theirs: all events are compared for each.
const MOST_LOOKED_UP: usize = 64;

/// The events that ids lead to.
struct Led<'e> {
    ids: FxHashMap<&'e EventId, &'e Event>,
    aliases: FxHashMap<&'e EventId, Vec<&'e Event>>,
    /// The events that rows changed, by their lines.
    changed: FxHashMap<u64, &'e Event>,
    /// Those that may be told as near.
    events: &'e [Event],
}

/// How like an id must be to one that is gone, to be told: the same but for its day or its mark.
const ALIKE: f64 = 0.9;

impl<'e> Led<'e> {
    fn of(events: &'e [Event], are_near_told: bool) -> Self {
        let mut led = Self {
            ids: FxHashMap::default(),
            aliases: FxHashMap::default(),
            changed: FxHashMap::default(),
            events: if are_near_told { events } else { &[] },
        };
        for event in events {
            led.ids.insert(&event.id, event);
            for alias in &event.aliases {
                led.aliases.entry(alias).or_default().push(event);
            }
            for row in &event.amendments.corrections {
                led.changed.insert(row.line, event);
            }
        }
        led
    }

    /// What is told of a row that names `id`, which may mean several events.
    fn several(&self, id: &EventId) -> String {
        let listing = self.aliases.get(id).into_iter().flatten();
        let all = self.ids.get(id).into_iter().chain(listing);
        let all: Vec<_> = all.map(|event| id::beyond_doubt(event)).collect();
        format!("{id} may mean several events; name one of {}", listed(all.iter()))
    }

    /// What is told of a row that was followed, where another event claims an id that it names. What rows split off is meant by
    /// none that names what was there before.
    fn claimed(&self, correction: &Correction) -> Option<String> {
        let own = self.changed.get(&correction.line).copied();
        let is_read =
            |event: &&Event| event.reports.iter().any(|told| !matches!(told.tie, Tie::Linked(_)));
        names(correction).find_map(|id| {
            let others = self.aliases.get(id)?.iter().copied();
            let others = others.filter(|event| own.is_none_or(|own| own.id != event.id));
            let others: Vec<&EventId> = others.filter(is_read).map(|event| &event.id).collect();
            if others.is_empty() || own.is_some_and(|own| id::beyond_doubt(own) == *id) {
                return None;
            }
            let others = listed(others.into_iter());
            Some(match own {
                Some(own) => format!(
                    "followed for the event that bears {id}, which {others} may be called too; name that one {}, or the other",
                    id::beyond_doubt(own)
                ),
                None => format!("followed for the event that bore {id}, which {others} may be called too; if that is meant, name it"),
            })
        })
    }

    /// What is told of a row that speaks of what is not there.
    fn gone(&self, correction: &Correction) -> String {
        let is_there = |id: &EventId| self.ids.contains_key(id) || self.aliases.contains_key(id);
        if let Some(id) = names(correction).find(|id| !is_there(id)) {
            return self.no_event(id);
        }
        match &correction.subject {
            Subject::Event(event) => self.no_event(event),
            Subject::Reports(Quote { source, words: Some(_) }) => format!(
                "no report of {source} has these words in its sentence; copy them from there, or remove the row"
            ),
            Subject::Reports(Quote { source, .. }) if correction.edit == Edit::Split => format!(
                "{source} is no source of an event with a place; correct the path, or remove the row"
            ),
            Subject::Reports(Quote { source, .. }) => format!(
                "{source} is no source that tells an event; correct the path, or remove the row"
            ),
        }
    }

    fn no_event(&self, id: &EventId) -> String {
        let near = id::near(id.as_str(), self.events, ALIKE).into_iter().map(id::beyond_doubt);
        let near: Vec<EventId> = near.collect();
        let what = match near[..] {
            [] => "look up its id".to_owned(),
            _ => format!("near it are {}: name one of them", listed(near.iter())),
        };
        format!("{id} is no event of this build; {what}, or remove the row")
    }
}

fn listed<'e>(ids: impl Iterator<Item = &'e EventId>) -> String {
    ids.map(EventId::as_str).collect::<Vec<_>>().join(", ")
}

/// Rows that speak of reports, by the source that they name.
pub(super) struct ByReport<'c> {
    rows: FxHashMap<&'c str, Vec<(&'c Quote, &'c Arc<Correction>)>>,
}

impl<'c> ByReport<'c> {
    pub(super) fn of(corrections: impl Iterator<Item = &'c Arc<Correction>>) -> Self {
        let mut rows: FxHashMap<&str, Vec<_>> = FxHashMap::default();
        for correction in corrections {
            if let Subject::Reports(quote) = &correction.subject {
                rows.entry(&quote.source).or_default().push((quote, correction));
            }
        }
        Self { rows }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Those that speak of `report`, in the order of the table.
    pub(super) fn that_speak_of(&self, report: &Report) -> Vec<&'c Arc<Correction>> {
        let origin = &report.origin;
        let by_path = self.rows.get(origin.path.as_str());
        let by_id = self.rows.get(origin.id.as_str()).filter(|_| origin.path != origin.id.as_str());
        if by_path.is_none() && by_id.is_none() {
            return Vec::new();
        }
        let sentence = in_one_line(&report.evidence.sentence);
        let rows = by_path.into_iter().chain(by_id).flatten();
        let rows = rows.filter(|(quote, _)| is_quoted(quote, &sentence));
        let mut rows: Vec<_> = rows.map(|(_, row)| *row).collect();
        rows.sort_by_key(|row| row.line);
        rows
    }
}

/// Whether `quote` speaks of `report`.
pub(super) fn quotes(quote: &Quote, report: &Report) -> bool {
    let origin = &report.origin;
    (quote.source == origin.path || quote.source == origin.id.as_str())
        && is_quoted(quote, &in_one_line(&report.evidence.sentence))
}

fn is_quoted(quote: &Quote, sentence: &str) -> bool {
    quote.words.as_ref().is_none_or(|words| sentence.contains(words.as_str()))
}

/// Changes reports as the rows say that speak of them; a report that gets a place is placed.
pub(super) fn reports(
    placed: Vec<PlacedReport>,
    unplaced: Vec<UnplacedReport>,
    corrections: &[Arc<Correction>],
    known: &Known<'_>,
    followed: &mut Followed,
) -> (Vec<PlacedReport>, Vec<UnplacedReport>) {
    let by_report = ByReport::of(corrections.iter());
    if by_report.is_empty() {
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
    if let Some(rejection) = rows.iter().find(|row| row.edit == Edit::Reject) {
        followed.note(rejection);
        for row in rows.iter().filter(|row| row.line != rejection.line) {
            followed.outdo(row, rejection.line);
        }
        return None;
    }
    let moves = |row: &&Arc<Correction>| {
        matches!(row.edit, Edit::Place(_) | Edit::Point(_) | Edit::Dates(_) | Edit::Kind(_))
    };
    if let Some(location) = location.clone().filter(|_| rows.iter().any(moves)) {
        let (kind, dates) = (report.kind.clone(), report.dates.clone());
        report.read_as = Some(Box::new(ReadAs { kind, dates, location }));
    }
    for row in rows {
        match &row.edit {
            // Of events that are not made yet, or found above.
            Edit::Split | Edit::Merge(_) | Edit::TitleEn(_) | Edit::TitleAr(_) | Edit::Reject => {
                continue;
            }
            Edit::Accept => {}
            Edit::Place(_) | Edit::Point(_) => {
                location = known.location(&row.edit);
            }
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
    pub(super) fn location(&self, edit: &Edit) -> Option<Location> {
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
