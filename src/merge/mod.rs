//! Merging: reports of one occurrence become one event, which keeps every report.
//!
//! Reports of one kind belong together where their places and dates agree: the same place, or one that encloses it;
//! days that overlap. Finer reports found events, coarser ones join them, and where a coarser one could join two it joins
//! neither. The outcome does not depend on the order of the reports.

mod id;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan as _;

use crate::model::{
    Count, DatePrecision, DateSpan, Event, Kind, KindId, Location, Place, PlacePrecision,
    PlacedReport, Report,
};

/// The events that `reports` tell, sorted by id. `kind` gives the row of a kind, `encloses` whether the first place
/// encloses the second or is it.
pub fn events(
    mut reports: Vec<PlacedReport>,
    kind: impl Fn(&KindId) -> Arc<Kind>,
    encloses: impl Fn(&Place, &Place) -> bool,
) -> Vec<Event> {
    // Finest first, and a total order after that, so that the input's order cannot matter.
    reports.sort_by_key(order);
    let mut by_kind: BTreeMap<KindId, Vec<Occurrence>> = BTreeMap::new();
    for report in reports {
        let occurrences = by_kind.entry(report.report.kind.clone()).or_default();
        match home(occurrences, &report, &encloses) {
            Some(index) => occurrences[index].reports.push(report),
            None => occurrences.push(Occurrence { reports: vec![report] }),
        }
    }
    let events = by_kind.into_iter().flat_map(|(id, occurrences)| {
        let kind = kind(&id);
        occurrences.into_iter().map(move |occurrence| occurrence.into_event(Arc::clone(&kind)))
    });
    id::number(events.collect())
}

/// The reports of one occurrence so far; the first is the finest.
struct Occurrence {
    reports: Vec<PlacedReport>,
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

/// The occurrence that `report` tells of, if exactly one fits: of the same place before one inside it, of the same
/// source before one of another.
fn home(
    occurrences: &[Occurrence],
    report: &PlacedReport,
    encloses: &impl Fn(&Place, &Place) -> bool,
) -> Option<usize> {
    let fitting: Vec<(usize, Fit)> = occurrences
        .iter()
        .enumerate()
        .filter_map(|(index, occurrence)| Some((index, occurrence.fit(report, encloses)?)))
        .collect();
    let best = fitting.iter().map(|(_, fit)| *fit).min()?;
    let mut of_best = fitting.into_iter().filter(|(_, fit)| *fit == best);
    let (index, _) = of_best.next()?;
    let alone = of_best.next().is_none();
    // Two occurrences at the report's very place differ in their days; the earlier founded is the finer dated.
    (alone || best.same_place).then_some(index)
}

/// How well a report fits an occurrence; the least is the best.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Fit {
    same_place: bool,
    same_source: bool,
}

impl Fit {
    fn rank(self) -> (bool, bool) {
        (!self.same_place, !self.same_source)
    }
}

impl Ord for Fit {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Fit {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Occurrence {
    fn fit(
        &self,
        report: &PlacedReport,
        encloses: &impl Fn(&Place, &Place) -> bool,
    ) -> Option<Fit> {
        let founder = &self.reports[0];
        let same_source = self.reports.iter().any(|known| same_text(&known.report, &report.report));
        let same_place = same_place(&founder.location, &report.location);
        // Two sites as near to each other as their extents reach, told by one source, once without a date.
        let beside = || {
            let (one, other) = (&founder.location, &report.location);
            let reach = f64::from(one.radius_m + other.radius_m);
            let undated = |report: &PlacedReport| {
                let dates = report.report.dates.as_ref();
                dates.is_none_or(|dates| dates.precision == DatePrecision::Reported)
            };
            same_source
                && (undated(founder) || undated(report))
                && one.precision == PlacePrecision::Site
                && other.precision == PlacePrecision::Site
                && one.lonlat.distance_m(other.lonlat) <= reach
        };
        let around = || match (&report.location.place, &founder.location.place) {
            (Some(outer), Some(inner)) => encloses(outer, inner),
            _ => false,
        };
        let agrees =
            agree(founder.report.dates.as_ref(), report.report.dates.as_ref(), same_source, || {
                self.reports.iter().any(|known| same_number(&known.report, &report.report))
            });
        (agrees && (same_place || around() || beside())).then_some(Fit { same_place, same_source })
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

/// Whether two reports stand in one text. What was pasted below a source is another.
fn same_text(one: &Report, other: &Report) -> bool {
    one.origin.id == other.origin.id && one.evidence.text == other.evidence.text
}

fn same_place(one: &Location, other: &Location) -> bool {
    match (&one.place, &other.place) {
        (Some(one), Some(other)) => one.id == other.id,
        (None, None) => one.lonlat == other.lonlat,
        _ => false,
    }
}

/// Whether two reports may speak of the same days. A date that is only the day of publication goes with one shortly before
/// it. An undated report goes with its own source, where it goes on with what the source told before, and with another
/// undated one that gives the same number.
fn agree(
    one: Option<&DateSpan>,
    other: Option<&DateSpan>,
    same_source: bool,
    same_number: impl Fn() -> bool,
) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            let one = widened(one, same_source);
            let other = widened(other, same_source);
            let starts_by = |a: &DateSpan, b: &DateSpan| a.start.is_none_or(|start| start <= b.end);
            starts_by(&one, &other) && starts_by(&other, &one)
        }
        (None, None) => same_source || same_number(),
        _ => same_source,
    }
}

/// Whether two reports give the same number of the same thing.
fn same_number(one: &Report, other: &Report) -> bool {
    one.counts.iter().any(|a| {
        let same = |b: &Count| (a.measure, a.group, a.best) == (b.measure, b.group, b.best);
        a.best.is_some() && other.counts.iter().any(same)
    })
}

/// A publication day stands for the news it carries: of the day before, or within one source of the days before that.
fn widened(dates: &DateSpan, same_source: bool) -> DateSpan {
    let mut wide = dates.clone();
    if dates.precision == DatePrecision::Reported {
        let days = if same_source { 3 } else { 1 };
        wide.start = dates.start.map(|day| day.saturating_sub(days.days()));
    }
    wide
}
