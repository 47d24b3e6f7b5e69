//! Reports that tell no day, but at most that of publication, and repeat, nearly word by word, one that has a day: a reprint, a
//! post.

use rustc_hash::FxHashMap;

use super::copies::{MOST_TELLERS, SHARE, repeats, shingles};
use super::fit::gap;
use super::index::{Spot, numbers};
use super::{Merging, Occurrence};
use crate::model::{
    DatePrecision, DateSpan, DayFit, Fit, KindFit, KindId, NumberFit, PlaceFit, PlacedReport,
};

/// A sentence of fewer runs of words may be anyone's: "A riot broke out at the prison in town."
const LEAST: usize = 8;
/// How many days after the first an article is printed again; in the same words of later days the same happened once more.
const PRINTED_LATE: i32 = 14;
/// How many days after he told it a publisher tells the same once more: what he tells in the same words later happens daily.
const TOLD_TWICE: i32 = 1;

/// The words of dated reports, where one without a day asks for them: of each kind and place of which something is told without a
/// day, the occurrences that are told in a run of words, by the number of that run.
#[derive(Debug, Default)]
pub(super) struct Reprints(FxHashMap<(KindId, Spot), FxHashMap<u64, Vec<usize>>>);

fn key(report: &PlacedReport) -> (KindId, Spot) {
    (report.report.kind.clone(), Spot::of(&report.location))
}

/// The day that `report` tells, which that of publication is not.
fn day(report: &PlacedReport) -> Option<&DateSpan> {
    report.report.dates.as_ref().filter(|dates| dates.precision != DatePrecision::Reported)
}

impl Reprints {
    /// None yet, of those that `reports` without a day may repeat.
    pub(super) fn awaited_by(reports: &[PlacedReport]) -> Self {
        let undated = reports.iter().filter(|report| day(report).is_none());
        Self(undated.map(|report| (key(report), FxHashMap::default())).collect())
    }

    /// Notes that `report` tells of the occurrence `number`.
    pub(super) fn tell(&mut self, number: usize, report: &PlacedReport) {
        if self.0.is_empty() || report.report.dates.is_none() {
            return;
        }
        let Some(runs) = self.0.get_mut(&key(report)) else { return };
        for shingle in shingles(&report.report.evidence.sentence) {
            let told = runs.entry(shingle).or_default();
            if told.last() != Some(&number) && told.len() < MOST_TELLERS {
                told.push(number);
            }
        }
    }

    /// The occurrences in the words of which most of what `report` says is told.
    fn of(&self, report: &PlacedReport) -> Vec<usize> {
        let Some(runs) = self.0.get(&key(report)) else { return Vec::new() };
        let shingles = shingles(&report.report.evidence.sentence);
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for number in shingles.iter().filter_map(|shingle| runs.get(shingle)).flatten() {
            *shared.entry(*number).or_default() += 1;
        }
        let is_most = |&(_, shared): &(usize, usize)| shared * 100 >= shingles.len() * SHARE;
        let most = shared.into_iter().filter(is_most).map(|(number, _)| number);
        if shingles.len() < LEAST { Vec::new() } else { most.collect() }
    }
}

impl Occurrence {
    /// Whether `witness` is among the first who tell of it.
    fn is_told_by(&self, witness: &str) -> bool {
        let mut first = self.reports.iter().take(MOST_TELLERS);
        first.any(|(told, _)| told.report.origin.witness() == witness)
    }
}

impl Merging<'_> {
    /// Whether its publisher told the occurrence in the words of `report` more than a day before: who tells the same every few days
    /// has a formula for it, and it happened once more.
    pub(super) fn is_formula(&self, report: &PlacedReport, number: usize) -> bool {
        let own = &report.report;
        let mut first = self.occurrences[number].reports.iter().take(MOST_TELLERS);
        first.any(|(told, _)| {
            let told = &told.report;
            let days = match (own.origin.published, told.origin.published) {
                (Some(one), Some(other)) => (one - other).get_days().abs(),
                _ => own.dates.as_ref().zip(told.dates.as_ref()).map_or(0, |(a, b)| gap(a, b)),
            };
            told.origin.witness() == own.origin.witness()
                && days > TOLD_TWICE
                && repeats(&told.evidence.sentence, &own.evidence.sentence)
        })
    }

    /// The occurrence whose report `report` repeats, if it tells no day itself.
    pub(super) fn reprinted(&self, report: &PlacedReport) -> Option<(Fit, usize)> {
        if day(report).is_some() {
            return None;
        }
        let published = report.report.dates.as_ref();
        let told = self.reprints.of(report).into_iter();
        let told = told.filter(|number| !self.are_held_apart(*number, report));
        let told = told.filter_map(|number| {
            let occurrence = &self.occurrences[number];
            let founder = occurrence.founder();
            let numbers = occurrence.numbers_of(numbers(&report.report.counts));
            let late =
                published.zip(founder.report.dates.as_ref()).map(|(one, other)| gap(one, other));
            let most = if occurrence.is_told_by(report.report.origin.witness()) {
                TOLD_TWICE
            } else {
                PRINTED_LATE
            };
            let is_one = key(founder) == key(report)
                && !occurrence.is_another_row(report)
                && numbers < NumberFit::Other
                && late.is_none_or(|late| late <= most);
            is_one.then_some((late, numbers, number))
        });
        let mut told: Vec<_> = told.collect();
        told.sort_unstable();
        // Of several that are told in these words, a day of publication tells which is meant; but who tells the same every few
        // days has a formula for it, and is reprinted at once.
        let (&(late, numbers, number), rest) = told.split_first()?;
        if let Some(next) = rest.first()
            && (next.0 == late || late.is_none_or(|late| late > TOLD_TWICE))
        {
            return None;
        }
        let (kind, place, days) = (KindFit::Same, PlaceFit::Same, DayFit::Copied);
        Some((Fit { kind, place, days, numbers }, number))
    }
}
