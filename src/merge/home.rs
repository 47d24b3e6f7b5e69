//! Where a report belongs: which of the occurrences that it fits is meant.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::index::numbers;
use super::{Merging, PlaceId, wording};
use crate::model::{
    DatePrecision, DateSpan, DayFit, Fit, KindFit, KindId, Manner, NumberFit, PlaceFit,
    PlacePrecision, PlacedReport,
};

/// With how many occurrences a report is compared. Where there are more, nothing that it tells says which it means.
const MOST: usize = 64;

impl Merging<'_> {
    /// The occurrence that `report` tells of, if one fits better than all others.
    pub(super) fn home(
        &self,
        report: &PlacedReport,
        manner: Manner,
        around: &[PlaceId],
    ) -> Option<(Fit, usize)> {
        let own_kind = &report.report.kind;
        if !self.known.joins {
            return self.home_in(own_kind, (manner, report), around);
        }
        let home = self.reprinted(report);
        let home = home.or_else(|| self.home_in(own_kind, (manner, report), around));
        let home = home.or_else(|| {
            let kind = (self.known.kind)(own_kind);
            let others = kind.joins.iter();
            let others = others.filter_map(|kind| self.home_in(kind, (manner, report), around));
            let others: Vec<_> = others.collect();
            // What happened at one place and time is told together: the toll is of the kind that the table names first.
            let here = others.iter().copied().filter(|(fit, _)| fit.place == PlaceFit::Same);
            let here: Vec<_> = here.collect();
            let first = here.first().copied();
            self.decide(report, if here.is_empty() { others } else { here }).or(first)
        });
        home.or_else(|| self.told_before(report, manner, around))
    }

    /// The same among the occurrences of `kind`.
    fn home_in(
        &self,
        kind: &KindId,
        (manner, report): (Manner, &PlacedReport),
        around: &[PlaceId],
    ) -> Option<(Fit, usize)> {
        let by = (manner, report);
        let own = self.index.of_text(kind, report);
        let mut of_own = self.fitting(own.iter().map(|own| own.number), by, around, true);
        of_own.retain(|(fit, _)| match fit.days {
            DayFit::Next => false,
            DayFit::Late => fit.kind == KindFit::Joins,
            _ => true,
        });
        let here = of_own.iter().filter(|(fit, _)| fit.place == PlaceFit::Same);
        // Two occurrences at the report's very place differ in their days; the earlier founded is the finer dated.
        let is_late = |fit: Fit| fit.days == DayFit::Late;
        let told = self.told_in_order(kind, report);
        let meant = |&&(fit, number): &&(Fit, usize)| {
            let of_text = (fit.days == DayFit::Unknown).then(|| {
                let at = told.iter().position(|told| *told == number);
                (fit.numbers != NumberFit::Same, at.unwrap_or(told.len()))
            });
            (is_late(fit), of_text, number)
        };
        if let Some(home) = here.min_by_key(meant) {
            return Some(*home);
        }
        // Where much is told of one day, as of a governorate, only the same number says which is meant.
        let of_numbers = || compared(self.index.of_numbers(kind, report));
        let at = compared(self.index.at(kind, report));
        let at = at.or_else(|| is_fine(report).then(of_numbers)?)?;
        let is_alone = at.len() == 1;
        let mut at = self.fitting(at.into_iter(), by, around, false);
        at.retain(|(fit, number)| {
            // A toll told by its month alone is the last word: of those that grew none is higher.
            let is_fine = is_fine(report) || self.is_no_lower(report, *number);
            self.is_one_here(*fit, *number, is_alone, is_fine)
                && !(fit.days == DayFit::Late && self.is_formula(report, *number))
        });
        if !at.is_empty() {
            // What is told of the town at large may be of one of its sites, in words or numbers that say which of them.
            let is_open = at.iter().all(|(fit, _)| fit.numbers > NumberFit::Same);
            let is_large = report.location.precision >= PlacePrecision::Town;
            let inside = (is_open && is_large).then(|| self.near(kind, by, around)).flatten();
            let inside = inside.filter(|inside| inside.len() > 1);
            let inside = inside.and_then(|inside| self.decide(report, inside));
            return inside.or_else(|| self.home_here(report, at));
        }
        if !of_own.is_empty() {
            return only(&of_own);
        }
        let near = self.near(kind, by, around)?;
        self.decide(report, near).or_else(|| self.beside(kind, by, around))
    }

    /// The occurrences of `kind` that the text of `report` tells with a day, if that tells none itself, in the order in which it
    /// may mean them: the one told nearest before it; what follows on a headline, first that which the text is about.
    fn told_in_order(&self, kind: &KindId, report: &PlacedReport) -> Vec<usize> {
        if report.report.dates.is_some() {
            return Vec::new();
        }
        let (mut order, mut after) = self.index.told_around(kind, report, MOST);
        if report.report.main {
            let own = self.index.of_text(kind, report).iter();
            let main: FxHashSet<usize> =
                own.filter(|own| own.is_main).map(|own| own.number).collect();
            after.sort_by_key(|number| !main.contains(number));
        }
        order.append(&mut after);
        order
    }

    /// The only occurrence of `kind` beside the place of a report, as far as the extents of both reach, that it may be one with.
    fn beside(
        &self,
        kind: &KindId,
        told: (Manner, &PlacedReport),
        around: &[PlaceId],
    ) -> Option<(Fit, usize)> {
        let (_, report) = told;
        if report.location.precision > PlacePrecision::Neighbourhood {
            return None;
        }
        let is_town = |id: &&PlaceId| {
            (self.known.place)(id)
                .is_some_and(|place| place.class.precision() <= PlacePrecision::Town)
        };
        let towns = around.iter().filter(is_town);
        let there = towns.flat_map(|town| self.index.inside_of(kind, town, report));
        let mut there = self.fitting(compared(there)?.into_iter(), told, around, false);
        there.retain(|(fit, _)| fit.place == PlaceFit::Beside);
        only(&there)
    }

    /// The occurrences of `kind` in the place of a report and in those around it that it may be one with; `None` where there are
    /// more than any report can be told from.
    fn near(
        &self,
        kind: &KindId,
        (manner, report): (Manner, &PlacedReport),
        around: &[PlaceId],
    ) -> Option<Vec<(Fit, usize)>> {
        let told = (manner, report);
        let elsewhere =
            self.index.inside(kind, report).chain(self.index.around(kind, report, around));
        let near = compared(elsewhere)?;
        let mut near = self.fitting(near.into_iter(), told, around, false);
        let is_alone = near.len() == 1;
        near.retain(|(fit, number)| {
            let founder = self.occurrences[*number].founder();
            let precisions = (founder.location.precision, report.location.precision);
            // A site in a town is told of by the town as often as not: the same means are told of the same.
            let is_site = precisions.0.min(precisions.1) <= PlacePrecision::Site
                && fit.kind == KindFit::Same
                && self.occurrences[*number].manner.means & manner.means != 0;
            let precision = match precisions.0.max(precisions.1) {
                PlacePrecision::Town if is_site && fit.days == DayFit::Shared => {
                    PlacePrecision::Neighbourhood
                }
                coarser => coarser,
            };
            // Who tells of both a site and its town tells of two.
            let of_text =
                || self.index.of_text(kind, report).iter().any(|own| own.number == *number);
            is_one_inside(*fit, precision, is_alone && !of_text())
        });
        Some(near)
    }

    /// How `report` goes with those of `numbers` that it may be one with, each once.
    fn fitting(
        &self,
        numbers: impl Iterator<Item = usize>,
        told: (Manner, &PlacedReport),
        around: &[PlaceId],
        same_text: bool,
    ) -> Vec<(Fit, usize)> {
        let fit =
            |number: usize| Some((self.occurrences[number].fit(told, around, same_text)?, number));
        let may_be_one = |number: &usize| !self.are_held_apart(*number, told.1);
        let mut fitting: Vec<_> = numbers.filter(may_be_one).filter_map(fit).collect();
        fitting.sort_unstable_by_key(|(_, number)| *number);
        fitting.dedup_by_key(|(_, number)| *number);
        fitting
    }

    /// Whether what another source tells of the very place is the same occurrence; `is_alone` says that there is no other of
    /// its kind within a week, `is_fine` that the source tells a day, be it that of publication.
    fn is_one_here(&self, fit: Fit, number: usize, is_alone: bool, is_fine: bool) -> bool {
        let founder = self.occurrences[number].founder();
        let precision = founder.location.precision;
        match fit.days {
            // Agencies differ in their tolls; but the larger the place, the more happens there on one day.
            DayFit::Shared => {
                fit.kind == KindFit::Joins
                    || match fit.numbers {
                        NumberFit::Same | NumberFit::Open => true,
                        NumberFit::Other => precision <= PlacePrecision::Town,
                        NumberFit::OfOthers => precision <= PlacePrecision::Neighbourhood,
                    }
            }
            DayFit::Possible => {
                let differ = fit.numbers == NumberFit::Other
                    && is_alone
                    && is_fine
                    && precision <= PlacePrecision::Neighbourhood;
                differ || fit.numbers < NumberFit::Other || fit.kind == KindFit::Joins
            }
            DayFit::Late if fit.numbers == NumberFit::Open => {
                let is_told = |dates: &DateSpan| dates.precision <= DatePrecision::Range;
                is_alone
                    && precision <= PlacePrecision::Neighbourhood
                    && founder.report.dates.as_ref().is_some_and(is_told)
            }
            _ => fit.numbers == NumberFit::Same,
        }
    }

    /// Which of `at`, all at the very place of `report`, it tells of.
    fn home_here(&self, report: &PlacedReport, mut at: Vec<(Fit, usize)>) -> Option<(Fit, usize)> {
        let days = at.iter().map(|(fit, _)| fit.days).min()?;
        at.retain(|(fit, _)| fit.days == days);
        // On a day that is told there is no third: where nothing decides, the first founded is as good as any.
        let least = at.iter().min_by_key(|(fit, number)| (fit.numbers, *number)).copied();
        let least = least.filter(|_| days == DayFit::Shared);
        let best_known = self.best_known(&at).filter(|_| days == DayFit::Possible);
        self.decide(report, at).or(least).or(best_known)
    }

    /// The one of `fitting` that more than twice as many sources tell of as of any other: whoever looks back means that.
    fn best_known(&self, fitting: &[(Fit, usize)]) -> Option<(Fit, usize)> {
        let sources = |number: usize| {
            let reports = self.occurrences[number].reports.iter().take(MOST);
            reports.map(|(told, _)| &told.report.origin.id).collect::<BTreeSet<_>>().len()
        };
        let mut told: Vec<_> = fitting.iter().map(|home| (sources(home.1), *home)).collect();
        told.sort_unstable_by_key(|(sources, (_, number))| (Reverse(*sources), *number));
        match told[..] {
            [(most, home), (next, _), ..] if most > next * 2 => Some(home),
            _ => None,
        }
    }

    /// Which of `fitting` it is: the only one, the only one of its number (and of the same people, if one is), or the one that is
    /// told in its words.
    pub(super) fn decide(
        &self,
        report: &PlacedReport,
        fitting: Vec<(Fit, usize)>,
    ) -> Option<(Fit, usize)> {
        let same = |(fit, _): &&(Fit, usize)| fit.numbers == NumberFit::Same;
        let of_number: Vec<_> = fitting.iter().filter(same).copied().collect();
        let told = || numbers(&report.report.counts);
        let of_people = |(_, number): &&(Fit, usize)| {
            told().any(|told| self.occurrences[*number].numbers.contains(&told))
        };
        let of_people: Vec<_> = of_number.iter().filter(of_people).copied().collect();
        let narrowest = [of_people, of_number, fitting].into_iter().find(|some| !some.is_empty());
        let fitting = narrowest.unwrap_or_default();
        only(&fitting).or_else(|| {
            let told = fitting.iter().map(|(_, number)| {
                let reports = &self.occurrences[*number].reports;
                reports.iter().map(|(told, _)| told.report.evidence.sentence.as_str())
            });
            let of_words = wording::nearest(&report.report.evidence.sentence, told)?;
            fitting.get(of_words).copied()
        })
    }
}

/// The `numbers` to compare with; `None` where there are more than any report can be told from.
fn compared(numbers: impl Iterator<Item = usize>) -> Option<Vec<usize>> {
    let numbers: Vec<usize> = numbers.take(MOST + 1).collect();
    (numbers.len() <= MOST).then_some(numbers)
}

/// Whether what another source tells of a place around it, or in it, may be the same occurrence: the coarser of the two places
/// is of this `precision`. Within a site or a town tolls differ as they do at one place, where there is no other that it may be.
fn is_one_inside(fit: Fit, precision: PlacePrecision, is_alone: bool) -> bool {
    match fit.days {
        DayFit::Shared | DayFit::Possible => {
            let most = match (fit.days, precision) {
                (DayFit::Shared, precision) if precision <= PlacePrecision::Neighbourhood => {
                    NumberFit::OfOthers
                }
                (DayFit::Shared, PlacePrecision::Town) => NumberFit::Other,
                (_, precision) if precision <= PlacePrecision::Neighbourhood => NumberFit::Other,
                _ => NumberFit::Open,
            };
            fit.numbers < NumberFit::Other
                || fit.kind == KindFit::Joins
                || (is_alone && fit.numbers <= most)
        }
        _ => fit.numbers == NumberFit::Same,
    }
}

/// Whether `report` tells its days so finely that few others are of them: a part of a month at most.
fn is_fine(report: &PlacedReport) -> bool {
    use DatePrecision as P;
    let dates = report.report.dates.as_ref();
    let fine = [P::Day, P::Night, P::Reported, P::Week, P::MonthPart];
    dates.is_some_and(|dates| fine.contains(&dates.precision))
}

fn only(fitting: &[(Fit, usize)]) -> Option<(Fit, usize)> {
    match fitting {
        [home] => Some(*home),
        _ => None,
    }
}
