//! What tells what: the events and unplaced reports of a source, by its path and by its id.

use rustc_hash::FxHashMap;

use crate::model::{Event, Report, UnplacedReport};

/// Events and unplaced reports by their sources.
pub(super) struct Tellers {
    events: FxHashMap<String, Vec<usize>>,
    unplaced: FxHashMap<String, Vec<usize>>,
}

impl Tellers {
    /// Those of `events` and `unplaced`, by their indices there.
    pub(super) fn of(events: &[Option<Event>], unplaced: &[Option<UnplacedReport>]) -> Self {
        let mut tellers = Self { events: FxHashMap::default(), unplaced: FxHashMap::default() };
        for (index, event) in events.iter().enumerate() {
            for told in event.iter().flat_map(|event| &event.reports) {
                tellers.add(&told.report, index);
            }
        }
        for (index, told) in unplaced.iter().enumerate() {
            if let Some(told) = told {
                note(&mut tellers.unplaced, &told.report, index);
            }
        }
        tellers
    }

    /// The event at `index` has this report now.
    pub(super) fn add(&mut self, report: &Report, index: usize) {
        note(&mut self.events, report, index);
    }

    /// The events and the unplaced reports that `source` tells or told, which is a path or an id.
    pub(super) fn of_source(&self, source: &str) -> (Vec<usize>, Vec<usize>) {
        let of = |tellers: &FxHashMap<String, Vec<usize>>| {
            let mut indices = tellers.get(source).cloned().unwrap_or_default();
            indices.sort_unstable();
            indices.dedup();
            indices
        };
        (of(&self.events), of(&self.unplaced))
    }
}

fn note(tellers: &mut FxHashMap<String, Vec<usize>>, report: &Report, index: usize) {
    let origin = &report.origin;
    tellers.entry(origin.path.clone()).or_default().push(index);
    if origin.path != origin.id.as_str() {
        tellers.entry(origin.id.to_string()).or_default().push(index);
    }
}
