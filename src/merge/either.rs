//! Which reports go as well with another event: one table gives an id to each of two that are alike, and prose that tells of one of
//! them does not say which.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Known;
use super::apart::coders;
use super::fit::{clash, gap};
use super::index::{Number, numbers};
use super::wording;
use crate::model::{
    DatePrecision, Either, Event, EventReport, KindId, Manner, NumberFit, PlaceId, PlacedReport,
    SourceId, Tie,
};

/// With how many events of its day and place one is compared.
const MOST: usize = 64;

/// The reports of `events` that are held to a row and fit others of its table as well: for each source of an event the first.
pub fn either(events: &[Event], known: &Known<'_>) -> Vec<Either> {
    let mut at: FxHashMap<(&KindId, &PlaceId), Vec<usize>> = FxHashMap::default();
    for (index, event) in events.iter().enumerate() {
        if let Some(place) =
            event.location.place.as_ref().filter(|_| coders(event).next().is_some())
        {
            at.entry((&event.kind.id, &place.id)).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    for there in at.values().filter(|there| there.len() > 1) {
        for &index in there {
            let others: Vec<usize> =
                there.iter().copied().filter(|at| *at != index).take(MOST).collect();
            found.extend(of_event(events, index, &others, known));
        }
    }
    found.sort_unstable_by_key(|either| (either.event, either.report));
    found
}

/// The rows of `reports` that one table tells beside others of their kind, place and first day.
pub(super) fn alike_rows(reports: &[PlacedReport]) -> FxHashSet<SourceId> {
    let mut rows: FxHashMap<_, Vec<&SourceId>> = FxHashMap::default();
    for PlacedReport { report, location } in reports {
        if let (Some(coder), Some(place)) = (report.origin.coder(), &location.place) {
            let start = report.dates.as_ref().and_then(|dates| dates.start);
            let alike = rows.entry((coder, &report.kind, &place.id, start)).or_default();
            alike.push(&report.origin.id);
        }
    }
    rows.into_values().filter(|rows| rows.len() > 1).flatten().cloned().collect()
}

/// The reports of the event at `index` that go as well with some of `others`, at its place.
fn of_event(events: &[Event], index: usize, others: &[usize], known: &Known<'_>) -> Vec<Either> {
    let event = &events[index];
    let mut asked: FxHashSet<&SourceId> = FxHashSet::default();
    let mut found = Vec::new();
    for (report, told) in event.reports.iter().enumerate() {
        let is_prose = told.report.origin.line.is_none() && told.report.kind == event.kind.id;
        let is_held = told.copy_of.is_none() && !matches!(told.tie, Tie::Linked(_));
        if !is_prose || !is_held || !asked.insert(&told.report.origin.id) {
            continue;
        }
        let goes = |other: &usize| goes_as_well(told, event, &events[*other], known);
        let others: Vec<usize> = others.iter().copied().filter(goes).collect();
        if !others.is_empty() {
            found.push(Either { event: index, report, others });
        }
    }
    found
}

/// Whether `told`, of `event`, goes as well with `other`: by its days, its numbers, its means and its words.
fn goes_as_well(told: &EventReport, event: &Event, other: &Event, known: &Known<'_>) -> bool {
    let those: BTreeSet<_> = coders(other).collect();
    let shared: Vec<_> = coders(event).filter(|coder| those.contains(coder)).collect();
    let rows = |reports| -> Vec<&EventReport> {
        let coded = |told: &&EventReport| {
            told.report.origin.coder().is_some_and(|coder| shared.contains(&coder))
        };
        <[EventReport]>::iter(reports).filter(coded).collect()
    };
    let (own, others) = (rows(&event.reports), rows(&other.reports));
    if own.is_empty() || others.iter().all(|row| place(row) != place(told)) {
        return false;
    }
    let days = |rows: &[&EventReport]| {
        let tells_a_day = |precision| precision <= DatePrecision::Range;
        let told = told.report.dates.as_ref().filter(|dates| tells_a_day(dates.precision));
        rows.iter().filter_map(|row| Some(gap(told?, row.report.dates.as_ref()?))).min()
    };
    let by_number = |rows: &[&EventReport]| -> NumberFit {
        let of_rows = rows.iter().flat_map(|row| numbers(&row.report.counts));
        let of_rows: BTreeSet<Number> = of_rows.collect();
        clash(&of_rows, numbers(&told.report.counts), 0)
    };
    let is_other_manner = |rows: &[&EventReport]| {
        let own = (known.manner)(&told.report);
        let mut all = Manner::default();
        for row in rows {
            all.add((known.manner)(&row.report));
        }
        own.is_by_other_means(all) || own.is_by_another_side(all)
    };
    let sentences = |rows: &[&EventReport]| -> Vec<String> {
        rows.iter().map(|row| row.report.evidence.sentence.clone()).collect()
    };
    let of_words = || {
        let both = [sentences(&own), sentences(&others)];
        let both = both.iter().map(|told| told.iter().map(String::as_str));
        wording::nearest(&told.report.evidence.sentence, both)
    };
    days(&own) == Some(0)
        && days(&others) == Some(0)
        && by_number(&others) <= by_number(&own)
        && !is_other_manner(&others)
        && of_words() != Some(0)
}

fn place(told: &EventReport) -> Option<&PlaceId> {
    told.location.place.as_ref().map(|place| &place.id)
}
