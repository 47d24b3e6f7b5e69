//! Merging: reports of one occurrence become one event, which keeps every report.
//!
//! Reports belong together where their kinds, places, days and numbers agree: the same place, or one that encloses it; days
//! that overlap. Finer reports found events, coarser ones join them, and where a coarser one could join two it joins neither.
//! The outcome does not depend on the order of the reports. docs/merging.md tells users the rules.

mod apart;
mod breath;
mod copies;
mod correct;
mod desk;
mod editions;
mod either;
mod fit;
mod home;
pub mod id;
mod index;
mod later;
mod leads;
mod neighbours;
mod reprints;
mod tellers;
mod wording;
mod year;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, BuildHasherDefault};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::model::{
    Correction, DatePrecision, DateSpan, DayFit, Event, EventReport, Field, Kind, KindId, Location,
    Manner, Place, PlaceId, PlacePrecision, PlacedReport, Report, SourceId, Tie, UnplacedReport,
    as_told_before, loudest,
};
pub use apart::apart;
pub use correct::{Followed, Idle};
use editions::Editions;
pub use either::either;
use index::{Index, Number, numbers};
pub use neighbours::neighbours;
use reprints::Reprints;

/// What merging must know of kinds and places.
pub struct Known<'k> {
    /// The row of a kind.
    pub kind: &'k dyn Fn(&KindId) -> Arc<Kind>,
    /// The row of a place.
    pub place: &'k dyn Fn(&PlaceId) -> Option<Arc<Place>>,
    /// The ids of the places that enclose one and are not it.
    pub around: &'k dyn Fn(&Place) -> Vec<PlaceId>,
    /// In what manner a report tells of its event.
    pub manner: &'k dyn Fn(&Report) -> Manner,
    /// Whether a report may join an event of another kind: not where one source is told alone, which tells a toll and an attack
    /// apart.
    pub joins: bool,
}

/// What became of reports.
#[derive(Debug)]
pub struct Merged {
    /// The events, sorted by id.
    pub events: Vec<Event>,
    /// The reports that have no place still.
    pub unplaced: Vec<UnplacedReport>,
    /// What became of the corrections.
    pub followed: Followed,
}

/// The events that reports tell, as `corrections` say.
pub fn merge(
    placed: Vec<PlacedReport>,
    unplaced: Vec<UnplacedReport>,
    corrections: &[Arc<Correction>],
    known: &Known<'_>,
) -> Merged {
    let mut followed = Followed::default();
    let (placed, unplaced) = correct::reports(placed, unplaced, corrections, known, &mut followed);
    let events = events(placed, known);
    let (events, unplaced) = desk::events(events, unplaced, corrections, known, &mut followed);
    Merged { events, unplaced, followed }
}

/// The events that `reports` tell, sorted by id. Those of one source alone have no ids of their own and no aliases: nobody else
/// claims any.
pub fn events(reports: Vec<PlacedReport>, known: &Known<'_>) -> Vec<Event> {
    // One source prints nothing of another.
    let reprints = if known.joins { Reprints::awaited_by(&reports) } else { Reprints::default() };
    let mut merging = Merging::new(known, reprints, Editions::of(&reports));
    let contents = contents(&reports, known);
    let alike = either::alike_rows(&reports);
    let mut of_kind: FxHashMap<KindId, usize> = FxHashMap::default();
    for told in &reports {
        *of_kind.entry(told.report.kind.clone()).or_default() += 1;
    }
    // What one source tells once is compared with nothing.
    let is_compared = |told: &PlacedReport| known.joins || of_kind[&told.report.kind] > 1;
    let (reports, alone): (Vec<_>, Vec<_>) = reports.into_iter().partition(is_compared);
    for report in alone {
        merging.found_alone(report);
    }
    let told = |report: PlacedReport| ((known.manner)(&report.report), report);
    let mut reports: Vec<(Manner, PlacedReport)> = reports.into_iter().map(told).collect();
    // Finest first, and a total order after that, so that the input's order cannot matter.
    reports
        .sort_by_cached_key(|(manner, report)| merging.order(*manner, report, &contents, &alike));
    for (manner, report) in reports {
        merging.add(manner, report);
    }
    let open: Vec<bool> = merging.occurrences.iter().map(|told| told.is_year_open).collect();
    let occurrences = merging.occurrences.into_iter();
    if known.joins {
        let events = occurrences.map(|told| told.into_event(assembled)).collect();
        let events = breath::joined(year::joined(events, &open, known), known);
        return id::distinguish(events);
    }
    let mut events: Vec<Event> = occurrences.map(|told| told.into_event(without_aliases)).collect();
    events.sort_by(|a, b| a.id.cmp(&b.id));
    events
}

/// A number for what each source tells, whatever its file is called and on whatever line it tells it; none where one is told
/// alone.
fn contents(reports: &[PlacedReport], known: &Known<'_>) -> FxHashMap<SourceId, u64> {
    let hasher = BuildHasherDefault::<FxHasher>::default();
    let mut contents: FxHashMap<SourceId, u64> = FxHashMap::default();
    if !known.joins {
        return contents;
    }
    for PlacedReport { report, .. } in reports {
        let Report { origin, evidence, .. } = report;
        let told = (&evidence.sentence, &evidence.cue, &origin.publisher, origin.published);
        // A sum, for the reports come in any order.
        let content = contents.entry(origin.id.clone()).or_default();
        *content = content.wrapping_add(hasher.hash_one(told));
    }
    contents
}

/// The occurrences so far.
struct Merging<'k> {
    occurrences: Vec<Occurrence>,
    index: Index,
    reprints: Reprints,
    editions: Editions,
    known: &'k Known<'k>,
    /// The places around those that were asked for.
    around: FxHashMap<PlaceId, Arc<[PlaceId]>>,
}

/// The reports of one occurrence so far; the first founded it.
struct Occurrence {
    kind: Arc<Kind>,
    /// The places that enclose that of the first.
    around: Arc<[PlaceId]>,
    reports: Vec<(PlacedReport, Tie)>,
    numbers: BTreeSet<Number>,
    /// The means that its reports name, and who did it.
    manner: Manner,
    /// Whether the text of one of its reports told of others of its kind before.
    is_another: bool,
    /// The rows that tell it and have ids of their own, by who coded them.
    rows: FxHashMap<(String, Option<String>), SourceId>,
    /// Whether all who date it leave its year open.
    is_year_open: bool,
}

impl<'k> Merging<'k> {
    fn new(known: &'k Known<'k>, reprints: Reprints, editions: Editions) -> Self {
        let (index, around) = (Index::default(), FxHashMap::default());
        Self { occurrences: Vec::new(), index, reprints, editions, known, around }
    }

    /// Puts `report` where it belongs.
    fn add(&mut self, manner: Manner, report: PlacedReport) {
        let around = self.around(&report);
        let home = || self.home(&report, manner, &around);
        let (number, tie) = if let Some(number) = self.of_its_id(&report) {
            (number, Tie::Founds)
        } else if let Some((fit, number)) = home() {
            (number, Tie::Joins(fit))
        } else {
            (self.found(&report, around), Tie::Founds)
        };
        self.editions.tell(number, &report);
        let occurrence = &mut self.occurrences[number];
        self.index.join(number, &occurrence.kind.id, &report);
        self.reprints.tell(number, &report);
        occurrence.is_year_open &= manner.year_open || report.report.dates.is_none();
        if occurrence.kind.id == report.report.kind {
            occurrence.manner.add(manner);
        }
        let new: Vec<Number> = numbers(&report.report.counts)
            .filter(|told| !occurrence.numbers.contains(told))
            .collect();
        let location =
            occurrence.reports.first().map_or(&report.location, |(first, _)| &first.location);
        self.index.tell(number, &occurrence.kind.id, location, &occurrence.around, &new);
        occurrence.numbers.extend(numbers(&report.report.counts));
        occurrence.is_another |= report.report.another;
        if let Some((path, publisher)) = report.report.origin.coder() {
            let coder = (path.to_owned(), publisher.map(str::to_owned));
            occurrence.rows.insert(coder, report.report.origin.id.clone());
        }
        occurrence.reports.push((report, tie));
    }

    /// Makes an occurrence of `report`, which no other is to join.
    fn found_alone(&mut self, report: PlacedReport) {
        let kind = (self.known.kind)(&report.report.kind);
        let mut alone = Occurrence::new(kind, Arc::new([]));
        alone.reports.push((report, Tie::Founds));
        self.occurrences.push(alone);
    }

    /// Makes room for an occurrence that `report` is the first to tell.
    fn found(&mut self, report: &PlacedReport, around: Arc<[PlaceId]>) -> usize {
        let number = self.occurrences.len();
        self.index.found(number, report, &around);
        let kind = (self.known.kind)(&report.report.kind);
        self.occurrences.push(Occurrence::new(kind, around));
        number
    }

    fn around(&mut self, report: &PlacedReport) -> Arc<[PlaceId]> {
        let Some(place) = &report.location.place else { return Arc::new([]) };
        if let Some(around) = self.around.get(&place.id) {
            return Arc::clone(around);
        }
        let around: Arc<[PlaceId]> = (self.known.around)(place).into();
        self.around.insert(place.id.clone(), Arc::clone(&around));
        around
    }

    /// By which reports are told apart and put in order: first those whose kind joins no other, then those that tell of
    /// something new, then those that tell a town and a day, then the finest. A base in a
    /// field is finer than the field; and a night comes before its days, for it holds both together.
    fn order(
        &mut self,
        manner: Manner,
        placed: &PlacedReport,
        contents: &FxHashMap<SourceId, u64>,
        alike: &FxHashSet<SourceId>,
    ) -> impl Ord + use<> {
        let depth = self.around(placed).len();
        let PlacedReport { report, location } = placed;
        let span = report.evidence.span.map(|span| (span.start, span.end));
        let kind = (self.known.kind)(&report.kind);
        (
            !kind.joins.is_empty(),
            // One source alone tells in its own order what goes on and what it looks back at.
            self.known.joins.then(|| {
                let dates = report.dates.as_ref();
                let looks_back = dates.is_some_and(|dates| is_coarse(dates.precision));
                let goes_on = manner.rises || (manner.goes_on && kind.lasts > 0);
                let is_large = location.precision > PlacePrecision::Town;
                // What names several means, or sides, may be of several.
                let is_mixed = manner.means.count_ones() > 1 || manner.sides.count_ones() > 1;
                (dates.is_none(), goes_on, is_large, looks_back, is_mixed)
            }),
            (location.precision, Reverse(depth)),
            report.dates.as_ref().map_or(u8::MAX, |dates| match dates.precision {
                DatePrecision::Day | DatePrecision::Night => DatePrecision::Day as u8,
                coarser => coarser as u8,
            }),
            report.dates.as_ref().map(|dates| (dates.start, Reverse(dates.end))),
            // Prose goes to the row that it fits best, where there are several.
            !alike.contains(&report.origin.id),
            Reverse(report.main),
            // Who publishes later knows more. What files are called must not say which reports are one: it comes last.
            Reverse(report.origin.published),
            contents.get(&report.origin.id).copied(),
            report.origin.id.clone(),
            (report.origin.line, span),
            report.evidence.cue.clone(),
        )
    }
}

/// Whether a span of days is told in which others may have happened: who looks back finds what they told who saw it.
fn is_coarse(precision: DatePrecision) -> bool {
    use DatePrecision as P;
    !matches!(precision, P::Day | P::Night | P::Range | P::Reported)
}

impl Occurrence {
    /// One of which nothing is told yet.
    fn new(kind: Arc<Kind>, around: Arc<[PlaceId]>) -> Self {
        let (reports, numbers, manner) = (Vec::new(), BTreeSet::new(), Manner::default());
        let (is_another, rows, is_year_open) = (false, FxHashMap::default(), true);
        Self { kind, around, reports, numbers, manner, is_another, rows, is_year_open }
    }

    /// The report that founded it.
    fn founder(&self) -> &PlacedReport {
        &self.reports[0].0
    }

    fn into_event(self, assembled: impl Fn(Arc<Kind>, Vec<EventReport>) -> Event) -> Event {
        let reports = self.reports.into_iter().map(|(PlacedReport { report, location }, tie)| {
            EventReport { report, location, tie, copy_of: None }
        });
        let mut reports: Vec<EventReport> = reports.collect();
        copies::mark(&mut reports);
        assembled(self.kind, reports)
    }
}

/// The event of `kind` that `reports` tell, with what follows from them: days, place, status and ids. A record coded by hand
/// stands above prose, a correction above both.
///
/// # Panics
/// If there are no reports.
pub fn assembled(kind: Arc<Kind>, reports: Vec<EventReport>) -> Event {
    let parts = id::of_parts(&reports);
    let event = without_aliases(kind, reports);
    let before = as_told_before(&event.reports);
    let aliases = match before {
        Some(before) => before.aliases.clone(),
        None => parts.into_iter().filter(|alias| *alias != event.id).collect(),
    };
    Event { aliases, ..event }
}

fn without_aliases(kind: Arc<Kind>, reports: Vec<EventReport>) -> Event {
    let (dates, location) = told_by(&reports.iter());
    let before = as_told_before(&reports).map(|before| before.id.clone());
    let id = before.unwrap_or_else(|| id::of(&kind.id, dates.as_ref(), &location));
    Event::new(id, kind, dates, location, reports)
}

/// When and where it was that `reports` tell, of which there are some.
fn told_by<'e>(
    reports: &(impl Iterator<Item = &'e EventReport> + Clone),
) -> (Option<DateSpan>, Location) {
    // Who errs in the year says nothing of the day.
    let errs =
        |told: &EventReport| matches!(told.tie, Tie::Joins(fit) if fit.days == DayFit::OtherYear);
    let dates = loudest(
        reports,
        Field::Dates,
        |told| told.report.dates.as_ref().filter(|_| !errs(told)),
        |dates| dates.precision,
        |read, coded| read.start >= coded.start && read.end <= coded.end,
    );
    let location = loudest(
        reports,
        Field::Place,
        |told| Some(&told.location),
        |location| location.precision,
        |read, coded| read.lonlat.distance_m(coded.lonlat) <= f64::from(coded.radius_m),
    );
    let location = location.expect("an event is made of its reports");
    (dates.cloned(), location.clone())
}
