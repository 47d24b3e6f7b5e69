//! Which occurrences a report may belong to, found without asking them all.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::fit::REPORTED_LATE;
use crate::model::{
    Count, DateSpan, Group, KindId, Location, Measure, PlaceId, PlacedReport, SourceId,
};

/// How many days around a report's own an occurrence is near it. A publication day reaches back, that of the report and that of
/// the occurrence; and at one place what happened within a week is told apart.
const A_WEEK: i32 = 7;

/// The occurrences so far, as numbers, by what reports of them must share.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// By kind, and the very place or point.
    at: FxHashMap<(KindId, Spot), Timeline>,
    /// By kind, and each place that encloses the occurrence's own.
    inside: FxHashMap<(KindId, PlaceId), Timeline>,
    /// By kind and each text that tells of it, with whether that is about it: what was pasted below a source is another text.
    of_text: FxHashMap<(KindId, SourceId, usize), Told>,
}

/// Where something is: a place of the table, or a point that is near none, as the bits of its longitude and latitude.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Spot {
    Place(PlaceId),
    Point(u64, u64),
}

/// What a text tells of one kind.
#[derive(Debug, Default)]
struct Told {
    own: Vec<Own>,
    /// Where a sentence with a day begins, and the occurrence that it tells of.
    dated: BTreeMap<usize, usize>,
}

/// An occurrence that a text tells of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    pub(super) number: usize,
    /// Whether the text is about it, as far as its sentences with a day say.
    pub(super) is_main: bool,
}

/// A number of something, as sources that tell the same have it in common.
pub(super) type Number = (Measure, Option<Group>, u64);

/// Occurrences by their days.
#[derive(Debug, Default)]
struct Timeline {
    /// By first day, with the last.
    dated: BTreeMap<Date, Vec<(Date, usize)>>,
    /// The most days from a first to a last.
    longest: i32,
    /// With a last day but no first.
    open: Vec<usize>,
    /// By each number that is told of them.
    by_number: FxHashMap<Number, Vec<usize>>,
}

impl Spot {
    pub(super) fn of(location: &Location) -> Self {
        match &location.place {
            Some(place) => Self::Place(place.id.clone()),
            None => Self::Point(location.lonlat.lon().to_bits(), location.lonlat.lat().to_bits()),
        }
    }
}

fn text_of(kind: &KindId, placed: &PlacedReport) -> (KindId, SourceId, usize) {
    let report = &placed.report;
    (kind.clone(), report.origin.id.clone(), report.evidence.text)
}

/// The numbers that a report tells exactly.
pub(super) fn numbers(counts: &[Count]) -> impl Iterator<Item = Number> + Clone {
    counts.iter().filter_map(|count| Some((count.measure, count.group, count.best?)))
}

impl Index {
    /// Adds the occurrence `number`, which `founder` founds; `around` are the places that enclose its own.
    pub(super) fn found(&mut self, number: usize, founder: &PlacedReport, around: &[PlaceId]) {
        let kind = &founder.report.kind;
        let dates = founder.report.dates.as_ref();
        let spot = (kind.clone(), Spot::of(&founder.location));
        self.at.entry(spot).or_default().add(number, dates);
        for place in around {
            self.inside.entry((kind.clone(), place.clone())).or_default().add(number, dates);
        }
    }

    /// Notes that `report` tells of the occurrence `number`, which is of this kind.
    pub(super) fn join(&mut self, number: usize, kind: &KindId, report: &PlacedReport) {
        let told = self.of_text.entry(text_of(kind, report)).or_default();
        let is_dated = report.report.dates.is_some();
        let is_main = report.report.main && is_dated;
        match told.own.last_mut() {
            Some(own) if own.number == number => own.is_main |= is_main,
            _ => told.own.push(Own { number, is_main }),
        }
        if let Some(span) = report.report.evidence.span.filter(|_| is_dated) {
            told.dated.insert(span.start, number);
        }
    }

    /// Notes which `numbers` are told of the occurrence `number` in `location`.
    pub(super) fn tell(
        &mut self,
        number: usize,
        kind: &KindId,
        location: &Location,
        around: &[PlaceId],
        numbers: &[Number],
    ) {
        for &told in numbers {
            let spot = (kind.clone(), Spot::of(location));
            self.at.entry(spot).or_default().tell(number, told);
            for place in around {
                self.inside.entry((kind.clone(), place.clone())).or_default().tell(number, told);
            }
        }
    }

    /// Those of `kind` that the text of `report` tells of.
    pub(super) fn of_text(&self, kind: &KindId, report: &PlacedReport) -> &[Own] {
        self.of_text.get(&text_of(kind, report)).map_or(&[], |told| &told.own)
    }

    /// Of which of them its sentences with a day tell, `most` before `report`, the nearest first, and `most` after it.
    pub(super) fn told_around(
        &self,
        kind: &KindId,
        report: &PlacedReport,
        most: usize,
    ) -> (Vec<usize>, Vec<usize>) {
        let told = self.of_text.get(&text_of(kind, report));
        let Some((told, span)) = told.zip(report.report.evidence.span) else {
            return Default::default();
        };
        let before = told.dated.range(..=span.start).rev().take(most);
        let after = told.dated.range(span.start + 1..).take(most);
        (before.map(|(_, number)| *number).collect(), after.map(|(_, number)| *number).collect())
    }

    /// Those of `kind` at the very place of `report` that its days or numbers may fit.
    pub(super) fn at(&self, kind: &KindId, report: &PlacedReport) -> impl Iterator<Item = usize> {
        let key = (kind.clone(), Spot::of(&report.location));
        self.at.get(&key).into_iter().flat_map(|timeline| timeline.near(report, A_WEEK))
    }

    /// Those of `kind` at the very place of `report` of which one of its numbers is told, whatever their days.
    pub(super) fn of_numbers(
        &self,
        kind: &KindId,
        report: &PlacedReport,
    ) -> impl Iterator<Item = usize> {
        let key = (kind.clone(), Spot::of(&report.location));
        self.at.get(&key).into_iter().flat_map(|timeline| timeline.of_numbers(report))
    }

    /// Those of `kind` whose place is one of `around`, and that the days or numbers of `report` may fit.
    pub(super) fn around(
        &self,
        kind: &KindId,
        report: &PlacedReport,
        around: &[PlaceId],
    ) -> impl Iterator<Item = usize> {
        let spots = around.iter().map(|place| (kind.clone(), Spot::Place(place.clone())));
        let timelines = spots.filter_map(|key| self.at.get(&key));
        timelines.flat_map(|timeline| timeline.near(report, REPORTED_LATE))
    }

    /// The same of those whose place lies inside that of `report`.
    pub(super) fn inside<'i>(
        &'i self,
        kind: &KindId,
        report: &'i PlacedReport,
    ) -> impl Iterator<Item = usize> {
        let place = report.location.place.as_ref();
        place.into_iter().flat_map(|place| self.inside_of(kind, &place.id, report))
    }

    /// The same of those whose place lies inside `place`.
    pub(super) fn inside_of<'i>(
        &'i self,
        kind: &KindId,
        place: &PlaceId,
        report: &'i PlacedReport,
    ) -> impl Iterator<Item = usize> + use<'i> {
        let timeline = self.inside.get(&(kind.clone(), place.clone()));
        timeline.into_iter().flat_map(|timeline| timeline.near(report, REPORTED_LATE))
    }
}

impl Index {
    /// Those of `kind` that began in `days`, first and last, at the very place of `report`.
    pub(super) fn begun_at(
        &self,
        kind: &KindId,
        report: &PlacedReport,
        days: (Date, Date),
    ) -> impl Iterator<Item = usize> {
        let key = (kind.clone(), Spot::of(&report.location));
        self.at.get(&key).into_iter().flat_map(move |timeline| timeline.begun(days))
    }

    /// The same at the places in it, and at those `around` it.
    pub(super) fn begun_near(
        &self,
        kind: &KindId,
        report: &PlacedReport,
        around: &[PlaceId],
        days: (Date, Date),
    ) -> impl Iterator<Item = usize> {
        let spots = around.iter().map(|place| (kind.clone(), Spot::Place(place.clone())));
        let around = spots.filter_map(|key| self.at.get(&key));
        let place = report.location.place.as_ref();
        let inside = place.and_then(|place| self.inside.get(&(kind.clone(), place.id.clone())));
        around.chain(inside).flat_map(move |timeline| timeline.begun(days))
    }
}

impl Timeline {
    /// Those whose first day is one of `days`.
    fn begun(&self, (first, last): (Date, Date)) -> impl Iterator<Item = usize> {
        let those = (first <= last).then(|| self.dated.range(first..=last));
        those.into_iter().flatten().flat_map(|(_, those)| those).map(|(_, number)| *number)
    }

    fn add(&mut self, number: usize, dates: Option<&DateSpan>) {
        match dates {
            Some(DateSpan { start: Some(start), end, .. }) => {
                self.longest = self.longest.max((*end - *start).get_days());
                self.dated.entry(*start).or_default().push((*end, number));
            }
            Some(DateSpan { start: None, .. }) => self.open.push(number),
            None => {}
        }
    }

    fn tell(&mut self, number: usize, told: Number) {
        let known = self.by_number.entry(told).or_default();
        if known.last() != Some(&number) {
            known.push(number);
        }
    }

    /// Those of which one of the numbers of `report` is told.
    fn of_numbers<'s>(&'s self, report: &PlacedReport) -> impl Iterator<Item = usize> + use<'s> {
        let told: Vec<Number> = numbers(&report.report.counts).collect();
        told.into_iter().filter_map(|told| self.by_number.get(&told)).flatten().copied()
    }

    /// Those that may share a day with `report`, or begin or end `reach` days from it; if it tells no day, those of its numbers.
    fn near(&self, report: &PlacedReport, reach: i32) -> Box<dyn Iterator<Item = usize> + '_> {
        let Some(dates) = &report.report.dates else {
            return Box::new(self.of_numbers(report));
        };
        let until = dates.end.saturating_add(reach.days());
        let since = dates.start.map(|start| start.saturating_sub(reach.days()));
        let first = since.map_or(Date::MIN, |since| since.saturating_sub(self.longest.days()));
        let overlaps = move |(end, _): &&(Date, usize)| since.is_none_or(|since| *end >= since);
        let dated = self.dated.range(first..=until).flat_map(|(_, those)| those);
        let dated = dated.filter(overlaps).map(|(_, number)| *number);
        Box::new(dated.chain(self.open.iter().copied()))
    }
}
