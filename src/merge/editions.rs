//! What earlier builds published, read back: a file that tells two events tells them apart, and an event that two files tell
//! under one id is one.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Merging;
use crate::model::{EventId, Origin, PlacedReport};

/// Which file tells which events, and which occurrences these are so far.
#[derive(Debug, Default)]
pub(super) struct Editions {
    /// The ids of the events of each file.
    files: FxHashMap<String, FxHashSet<EventId>>,
    /// The occurrences that are told under an id.
    occurrences: FxHashMap<EventId, Vec<usize>>,
}

impl Editions {
    /// Those that `reports` read back.
    pub(super) fn of(reports: &[PlacedReport]) -> Self {
        let mut editions = Self::default();
        for origin in reports.iter().map(|placed| &placed.report.origin) {
            if let Some(earlier) = origin.earlier_event() {
                let file = editions.files.entry(origin.path.clone()).or_default();
                file.insert(earlier.id.clone());
            }
        }
        editions
    }

    /// Notes that `report` tells of the occurrence `number`.
    pub(super) fn tell(&mut self, number: usize, report: &PlacedReport) {
        if let Some(earlier) = report.report.origin.earlier_event() {
            self.occurrences.entry(earlier.id.clone()).or_default().push(number);
        }
    }

    /// Whether one file tells both, or one of them and, under its id, the other.
    fn hold_apart(&self, one: &Origin, other: &Origin) -> bool {
        let (Some(a), Some(b)) = (one.earlier_event(), other.earlier_event()) else { return false };
        let tells =
            |file: &Origin, id| self.files.get(&file.path).is_some_and(|it| it.contains(id));
        one.path == other.path || (a.id != b.id && (tells(one, &b.id) || tells(other, &a.id)))
    }
}

impl Merging<'_> {
    /// The occurrence that another file tells under the id of `report`. Within one file nobody knows what a copy is to be.
    pub(super) fn of_its_id(&self, report: &PlacedReport) -> Option<usize> {
        let earlier = report.report.origin.earlier_event()?;
        let told = self.editions.occurrences.get(&earlier.id)?.iter().copied();
        told.into_iter().find(|number| !self.are_held_apart(*number, report))
    }

    /// Whether an earlier build told `report` and something of the occurrence `number` apart.
    pub(super) fn are_held_apart(&self, number: usize, report: &PlacedReport) -> bool {
        let own = &report.report.origin;
        let of = |told: &PlacedReport| self.editions.hold_apart(&told.report.origin, own);
        own.earlier.is_some() && self.occurrences[number].reports.iter().any(|(told, _)| of(told))
    }
}
