//! Merging: reports of one occurrence become one event, which keeps every report.
//!
//! Reports of one kind belong together where their places and dates agree: the same place, or one that encloses it;
//! days that overlap. Finer reports found events, coarser ones join them, and where a coarser one could join two it joins
//! neither. The outcome does not depend on the order of the reports.

mod agree;
mod id;
mod index;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{Event, Kind, KindId, Place, PlaceId, PlacedReport, SourceId};
use agree::Where;
use index::{Index, Number, numbers};

/// The events that `reports` tell, sorted by id. `kind` gives the row of a kind, `around` the ids of the places that enclose one
/// and are not it.
pub fn events(
    mut reports: Vec<PlacedReport>,
    kind: impl Fn(&KindId) -> Arc<Kind>,
    around: impl Fn(&Place) -> Vec<PlaceId>,
) -> Vec<Event> {
    // Finest first, and a total order after that, so that the input's order cannot matter.
    reports.sort_by_cached_key(order);
    let mut merging = Merging::new(around);
    for report in reports {
        merging.add(report);
    }
    let events = merging.occurrences.into_iter().map(|occurrence| {
        let kind = kind(&occurrence.reports[0].report.kind);
        occurrence.into_event(kind)
    });
    id::number(events.collect())
}

/// By which reports are told apart and put in order.
fn order(report: &PlacedReport) -> impl Ord + use<> {
    let PlacedReport { report, location } = report;
    let span = report.evidence.span.map(|span| (span.start, span.end));
    (
        location.precision,
        report.dates.as_ref().map_or(u8::MAX, |dates| dates.precision as u8),
        report.dates.as_ref().map(|dates| (dates.start, dates.end)),
        Reverse(report.main),
        report.origin.id.clone(),
        (report.origin.line, span),
        report.evidence.cue.clone(),
    )
}

/// The occurrences so far.
struct Merging<F> {
    occurrences: Vec<Occurrence>,
    index: Index,
    around: F,
    /// What `around` gave.
    known: FxHashMap<PlaceId, Arc<[PlaceId]>>,
}

/// The reports of one occurrence so far; the first is the finest.
struct Occurrence {
    /// The places that enclose that of the first.
    around: Arc<[PlaceId]>,
    reports: Vec<PlacedReport>,
    sources: BTreeSet<SourceId>,
    numbers: BTreeSet<Number>,
}

/// How well a report fits an occurrence; the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    other_place: bool,
    other_source: bool,
}

impl<F: Fn(&Place) -> Vec<PlaceId>> Merging<F> {
    fn new(around: F) -> Self {
        let (index, known) = (Index::default(), FxHashMap::default());
        Self { occurrences: Vec::new(), index, around, known }
    }

    /// Puts `report` where it belongs.
    fn add(&mut self, report: PlacedReport) {
        let number = self.home(&report).unwrap_or_else(|| self.found(&report));
        let occurrence = &mut self.occurrences[number];
        self.index.join(number, &report);
        if occurrence.reports.first().unwrap_or(&report).report.dates.is_none() {
            let new = numbers(&report.report.counts).filter(|told| !occurrence.numbers.contains(told));
            let location = &occurrence.reports.first().unwrap_or(&report).location;
            self.index.tell(number, &report.report.kind, location, &occurrence.around, new);
        }
        occurrence.numbers.extend(numbers(&report.report.counts));
        occurrence.sources.insert(report.report.origin.id.clone());
        occurrence.reports.push(report);
    }

    /// Makes room for an occurrence that `report` is the first to tell.
    fn found(&mut self, report: &PlacedReport) -> usize {
        let around = self.around(report);
        let number = self.occurrences.len();
        self.index.found(number, report, &around);
        let (reports, sources, numbers) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        self.occurrences.push(Occurrence { around, reports, sources, numbers });
        number
    }

    fn around(&mut self, report: &PlacedReport) -> Arc<[PlaceId]> {
        let Some(place) = &report.location.place else { return Arc::new([]) };
        if let Some(known) = self.known.get(&place.id) {
            return Arc::clone(known);
        }
        let around: Arc<[PlaceId]> = (self.around)(place).into();
        self.known.insert(place.id.clone(), Arc::clone(&around));
        around
    }

    /// The occurrence that `report` tells of, if exactly one fits: of the same place before one inside it, of the same
    /// source before one of another.
    fn home(&self, report: &PlacedReport) -> Option<usize> {
        let own = self.index.of_source(report).iter().copied();
        let fit = |number: usize| Some((self.occurrences[number].fit(report)?, number));
        let of_own: Vec<(Fit, usize)> = own.filter_map(fit).collect();
        let best = of_own.iter().map(|(fit, _)| *fit).min();
        if let Some(best) = best.filter(|best| !best.other_place) {
            // Two occurrences at the report's very place differ in their days; the earlier founded is the finer dated.
            return of_own.into_iter().filter(|(fit, _)| *fit == best).map(|(_, number)| number).min();
        }
        let at = self.index.at(report).filter_map(fit).map(|(_, number)| number).min();
        if at.is_some() {
            return at;
        }
        let alone = |mut fitting: Box<dyn Iterator<Item = usize> + '_>| {
            let first = fitting.next()?;
            fitting.all(|other| other == first).then_some(first)
        };
        if best.is_some() {
            return alone(Box::new(of_own.into_iter().map(|(_, number)| number)));
        }
        alone(Box::new(self.index.inside(report).filter_map(fit).map(|(_, number)| number)))
    }
}

impl Occurrence {
    fn fit(&self, report: &PlacedReport) -> Option<Fit> {
        let founder = &self.reports[0];
        let same_source = self.sources.contains(&report.report.origin.id);
        let place = agree::place(founder, &self.around, report, same_source)?;
        let same_number =
            || numbers(&report.report.counts).any(|told| self.numbers.contains(&told));
        let (one, other) = (founder.report.dates.as_ref(), report.report.dates.as_ref());
        agree::days(one, other, same_source, same_number)
            .then_some(Fit { other_place: place != Where::Same, other_source: !same_source })
    }

    fn into_event(self, kind: Arc<Kind>) -> Event {
        let founder = &self.reports[0];
        let dates = self
            .reports
            .iter()
            .filter_map(|report| report.report.dates.as_ref())
            .min_by_key(|dates| dates.precision)
            .cloned();
        let location = founder.location.clone();
        let id = id::of(&kind.id, dates.as_ref(), &location);
        Event { id, kind, dates, location, reports: self.reports }
    }
}
