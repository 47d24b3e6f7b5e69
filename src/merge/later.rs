//! What is told of an occurrence in the days after: that it still goes on, that its toll has risen, or that it happened, without
//! a day.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::index::{Number, numbers};
use super::{Merging, Occurrence, PlaceId, is_coarse};
use crate::model::{
    DayFit, Fit, Group, KindFit, KindId, Manner, NumberFit, PlaceFit, PlacePrecision, PlacedReport,
};

/// How many days after it began the toll of something is told to have risen, by other sources.
const RISES_FOR: i32 = 7;
/// For how many days whoever tells no day means what happened last.
const RECALLED_FOR: i32 = 7;
/// With how many that began in those days it is compared; where there are more, nothing says which is meant.
const MOST: usize = 64;

/// A report whose occurrence is looked for among those that began in some days.
struct Sought<'r> {
    report: &'r PlacedReport,
    manner: Manner,
    around: &'r [PlaceId],
    /// The first and the last day on which it may have begun.
    begun: (Date, Date),
    /// What it tells of the days, if it is one of those.
    days: DayFit,
}

impl Merging<'_> {
    /// The occurrence of some days before that `report` tells of.
    pub(super) fn told_before(
        &self,
        report: &PlacedReport,
        manner: Manner,
        around: &[PlaceId],
    ) -> Option<(Fit, usize)> {
        let kind = (self.known.kind)(&report.report.kind);
        let since = |day: Date, most: i32| (day.saturating_sub(most.days()), day);
        let sought = |begun, days| Sought { report, manner, around, begun, days };
        let Some(dates) = &report.report.dates else {
            let published = report.report.origin.published?;
            return self.recalled(&sought(since(published, RECALLED_FOR), DayFit::Recalled));
        };
        // What is told coarsely has no day before.
        if is_coarse(dates.precision) {
            return None;
        }
        let day = dates.start?;
        let goes_on = manner.goes_on && kind.lasts > 0;
        let on = goes_on
            .then(|| self.going_on(&sought(since(day, i32::from(kind.lasts)), DayFit::GoesOn)));
        on.flatten().or_else(|| {
            let counts = !report.report.counts.is_empty();
            let rises = manner.rises || (counts && !kind.joins.is_empty());
            rises.then(|| self.risen(&sought(since(day, RISES_FOR), DayFit::Risen), &kind.joins))?
        })
    }

    /// What goes on is what began last.
    fn going_on(&self, sought: &Sought<'_>) -> Option<(Fit, usize)> {
        let mut begun = self.begun(&sought.report.report.kind, sought);
        let first = |number: usize| {
            self.occurrences[number].founder().report.dates.as_ref().and_then(|dates| dates.start)
        };
        let last = begun.iter().map(|(_, number)| first(*number)).max()?;
        begun.retain(|(_, number)| first(*number) == last);
        self.decide(sought.report, begun)
    }

    /// The count that rose was told of the one that it is no lower than, if there is one only.
    fn risen(&self, sought: &Sought<'_>, joins: &[KindId]) -> Option<(Fit, usize)> {
        let own = Some(&sought.report.report.kind).filter(|_| sought.manner.rises);
        let kinds = own.into_iter().chain(joins);
        let mut begun: Vec<_> = kinds.flat_map(|kind| self.begun(kind, sought)).collect();
        begun.retain(|(_, number)| self.is_no_lower(sought.report, *number));
        self.decide(sought.report, begun)
    }

    /// Whether no number of `report` is lower than what is known of the occurrence `number`.
    pub(super) fn is_no_lower(&self, report: &PlacedReport, number: usize) -> bool {
        let occurrence = &self.occurrences[number];
        numbers(&report.report.counts).all(|told| occurrence.counts_at_most(told))
    }

    /// Whoever tells of a site without a day means what happened there last, if no other did.
    fn recalled(&self, sought: &Sought<'_>) -> Option<(Fit, usize)> {
        let Sought { report, .. } = sought;
        let is_fine = report.location.precision <= PlacePrecision::Neighbourhood;
        if !is_fine || !report.report.status.is_asserted() {
            return None;
        }
        let begun = self.begun(&report.report.kind, sought);
        match begun[..] {
            [(fit, number)] if fit.numbers < NumberFit::Other && fit.place == PlaceFit::Same => {
                Some((fit, number))
            }
            _ => None,
        }
    }

    /// Those of `kind` that began in the days sought, by no other means; at the very place, or else near it.
    fn begun(&self, kind: &KindId, sought: &Sought<'_>) -> Vec<(Fit, usize)> {
        let Sought { report, manner, around, begun, days } = *sought;
        let fit = |number: usize| {
            let occurrence = &self.occurrences[number];
            let is_same = *kind == report.report.kind;
            let fit = Fit {
                kind: if is_same { KindFit::Same } else { KindFit::Joins },
                place: occurrence.place(report, around, false)?,
                days,
                numbers: occurrence.numbers_of(numbers(&report.report.counts)),
            };
            let is_another = occurrence.is_by_others(report, manner)
                || occurrence.is_another_row(report)
                || self.are_held_apart(number, report);
            (!is_another).then_some((fit, number))
        };
        let few = |numbers: Vec<usize>| if numbers.len() > MOST { Vec::new() } else { numbers };
        let here = few(self.index.begun_at(kind, report, begun).take(MOST + 1).collect());
        let mut found: Vec<_> = here.into_iter().filter_map(fit).collect();
        if found.is_empty() {
            let near = self.index.begun_near(kind, report, around, begun).take(MOST + 1).collect();
            found = few(near).into_iter().filter_map(fit).collect();
        }
        found.sort_unstable_by_key(|(_, number)| *number);
        found.dedup_by_key(|(_, number)| *number);
        found
    }
}

impl Occurrence {
    /// Whether of these people no more were told than `told` tells; of all, if it does not say whose.
    fn counts_at_most(&self, (measure, group, most): Number) -> bool {
        let of_all = group.is_none_or(|group| group == Group::Total);
        let groups = std::iter::once(None).chain(Group::ALL.map(Some));
        groups.filter(|known| of_all || *known == group).all(|group| {
            let of_these = (measure, group, 0)..=(measure, group, u64::MAX);
            self.numbers.range(of_these).next_back().is_none_or(|&(_, _, told)| told <= most)
        })
    }
}
