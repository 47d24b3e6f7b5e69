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
use agree::{Fit, HowMany, When, Where};
use index::{Index, Number, numbers};

/// The events that `reports` tell, sorted by id. `kind` gives the row of a kind, `around` the ids of the places that enclose one
/// and are not it.
pub fn events(
    mut reports: Vec<PlacedReport>,
    kind: impl Fn(&KindId) -> Arc<Kind>,
    around: impl Fn(&Place) -> Vec<PlaceId>,
) -> Vec<Event> {
    let mut merging = Merging::new(around);
    // Finest first, and a total order after that, so that the input's order cannot matter.
    reports.sort_by_cached_key(|report| merging.order(report));
    for report in reports {
        merging.add(report);
    }
    let events = merging.occurrences.into_iter().map(|occurrence| {
        let kind = kind(&occurrence.reports[0].report.kind);
        occurrence.into_event(kind)
    });
    id::number(events.collect())
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
        let new: Vec<Number> = numbers(&report.report.counts)
            .filter(|told| !occurrence.numbers.contains(told))
            .collect();
        let location = &occurrence.reports.first().unwrap_or(&report).location;
        self.index.tell(number, &report.report.kind, location, &occurrence.around, &new);
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

    /// By which reports are told apart and put in order: the finest first. A base in a field is finer than the field.
    fn order(&mut self, placed: &PlacedReport) -> impl Ord + use<F> {
        let depth = self.around(placed).len();
        let PlacedReport { report, location } = placed;
        let span = report.evidence.span.map(|span| (span.start, span.end));
        (
            (location.precision, Reverse(depth)),
            report.dates.as_ref().map_or(u8::MAX, |dates| dates.precision as u8),
            report.dates.as_ref().map(|dates| (dates.start, dates.end)),
            Reverse(report.main),
            report.origin.id.clone(),
            (report.origin.line, span),
            report.evidence.cue.clone(),
        )
    }

    /// The occurrence that `report` tells of, if one fits better than all others.
    fn home(&self, report: &PlacedReport) -> Option<usize> {
        let own = self.index.of_source(report).iter().copied();
        let of_own = self.fitting(own, report, true, |fit| fit.days != When::Next);
        let here = of_own.iter().filter(|(fit, _)| fit.place == Where::Same);
        // Two occurrences at the report's very place differ in their days; the earlier founded is the finer dated.
        if let Some((_, number)) = here.min_by_key(|(_, number)| *number) {
            return Some(*number);
        }
        let at = self.fitting(self.index.at(report), report, false, is_one_here);
        if let Some((_, number)) = at.iter().min_by_key(|(fit, number)| (fit.days, fit.numbers, *number)) {
            return Some(*number);
        }
        if !of_own.is_empty() {
            return only(&of_own);
        }
        let inside = self.fitting(self.index.inside(report), report, false, is_one_inside);
        let same = |(fit, _): &&(Fit, usize)| fit.numbers == HowMany::Same;
        let of_same_number: Vec<_> = inside.iter().filter(same).copied().collect();
        only(if of_same_number.is_empty() { &inside } else { &of_same_number })
    }

    /// Those of `numbers` that fit and `are` one with `report`.
    fn fitting(
        &self,
        numbers: impl Iterator<Item = usize>,
        report: &PlacedReport,
        same_source: bool,
        are: impl Fn(&Fit) -> bool,
    ) -> Vec<(Fit, usize)> {
        let fit = |number: usize| Some((self.occurrences[number].fit(report, same_source)?, number));
        let mut fitting: Vec<_> = numbers.filter_map(fit).filter(|(fit, _)| are(fit)).collect();
        fitting.sort_unstable_by_key(|(_, number)| *number);
        fitting.dedup_by_key(|(_, number)| *number);
        fitting
    }
}

/// Whether what another source tells of the very place is the same occurrence.
fn is_one_here(fit: &Fit) -> bool {
    match fit.days {
        When::Shared => true,
        When::Possible => fit.numbers != HowMany::Other,
        When::Next | When::Unknown => fit.numbers == HowMany::Same,
    }
}

/// Whether what another source tells of a place around it may be the same occurrence.
fn is_one_inside(fit: &Fit) -> bool {
    match fit.days {
        When::Shared | When::Possible => fit.numbers != HowMany::Other,
        When::Next | When::Unknown => fit.numbers == HowMany::Same,
    }
}

fn only(fitting: &[(Fit, usize)]) -> Option<usize> {
    match fitting {
        [(_, number)] => Some(*number),
        _ => None,
    }
}

impl Occurrence {
    /// The finest of its reports.
    fn founder(&self) -> &PlacedReport {
        &self.reports[0]
    }

    fn into_event(self, kind: Arc<Kind>) -> Event {
        let founder = self.founder();
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
