//! Reports without a day that repeat, nearly word by word, one that has a day: a reprint, a post.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Merging;
use super::copies::{SHARE, shingles};
use super::index::{Spot, numbers};
use crate::model::{DayFit, Fit, KindFit, KindId, NumberFit, PlaceFit, PlacedReport};

/// A sentence of fewer runs of words may be anyone's: "A riot broke out at the prison in town."
const LEAST: usize = 8;

/// The words of dated reports, where one without a day asks for them.
#[derive(Debug, Default)]
pub(super) struct Reprints {
    /// Of which kinds, and where, something is told without a day.
    awaited: FxHashSet<(KindId, Spot)>,
    /// The occurrences that are told in a run of words, by the number of that run.
    told: FxHashMap<u64, Vec<usize>>,
}

fn key(report: &PlacedReport) -> (KindId, Spot) {
    (report.report.kind.clone(), Spot::of(&report.location))
}

impl Reprints {
    /// None yet, of those that `reports` without a day may repeat.
    pub(super) fn awaited_by(reports: &[PlacedReport]) -> Self {
        let undated = reports.iter().filter(|report| report.report.dates.is_none());
        Self { awaited: undated.map(key).collect(), told: FxHashMap::default() }
    }

    /// Notes that `report` tells of the occurrence `number`.
    pub(super) fn tell(&mut self, number: usize, report: &PlacedReport) {
        let asked = !self.awaited.is_empty() && report.report.dates.is_some();
        if asked && self.awaited.contains(&key(report)) {
            for shingle in shingles(&report.report.evidence.sentence) {
                let told = self.told.entry(shingle).or_default();
                if told.last() != Some(&number) {
                    told.push(number);
                }
            }
        }
    }

    /// The occurrences in the words of which most of `sentence` is told.
    fn of(&self, sentence: &str) -> Vec<usize> {
        let shingles = shingles(sentence);
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for number in shingles.iter().filter_map(|shingle| self.told.get(shingle)).flatten() {
            *shared.entry(*number).or_default() += 1;
        }
        let is_most = |&(_, shared): &(usize, usize)| shared * 100 >= shingles.len() * SHARE;
        let most = shared.into_iter().filter(is_most).map(|(number, _)| number);
        if shingles.len() < LEAST { Vec::new() } else { most.collect() }
    }
}

impl Merging<'_> {
    /// The occurrence whose report `report` repeats, if it tells no day itself.
    pub(super) fn reprinted(&self, report: &PlacedReport) -> Option<(Fit, usize)> {
        if report.report.dates.is_some() {
            return None;
        }
        let mut told = self.reprints.of(&report.report.evidence.sentence);
        told.retain(|number| {
            let founder = self.occurrences[*number].founder();
            key(founder) == key(report)
                && self.occurrences[*number].numbers_of(numbers(&report.report.counts))
                    < NumberFit::Other
        });
        let &[number] = told.as_slice() else { return None };
        let numbers = self.occurrences[number].numbers_of(numbers(&report.report.counts));
        let (kind, place, days) = (KindFit::Same, PlaceFit::Same, DayFit::Copied);
        Some((Fit { kind, place, days, numbers }, number))
    }
}
