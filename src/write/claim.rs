//! What one source claims of one occurrence, put together from its reports of it: for outputs that tell single sources.
//!
//! How it is written is the business of who writes it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{
    Count, DateSpan, Event, EventReport, Field, Ground, Location, Place, Report, UnplacedReport,
};

/// An occurrence as one source tells it.
#[derive(Debug, Clone)]
pub(super) struct Claim<'a> {
    /// The report that tells it best.
    pub(super) lead: &'a Report,
    /// Whether this is what the source is about.
    pub(super) main: bool,
    /// When.
    pub(super) dates: Option<&'a DateSpan>,
    /// Where, or why that is unknown.
    pub(super) place: Result<&'a Location, &'a UnplacedReport>,
    /// Every number once, in the order of the reports.
    pub(super) counts: Vec<&'a Count>,
    /// What gave the fields, in the order of [`Field::ALL`].
    pub(super) grounds: Vec<&'a Ground>,
}

/// The claims of a source: its `events`, which are its own reports merged, and its `unplaced` reports, in the order of its
/// text.
pub(super) fn claims<'a>(events: &'a [Event], unplaced: &'a [UnplacedReport]) -> Vec<Claim<'a>> {
    let placed = events.iter().map(Claim::of_event);
    let mut claims: Vec<_> = placed.chain(unplaced.iter().map(Claim::of_unplaced)).collect();
    claims.sort_by(|a, b| a.order().cmp(&b.order()));
    claims
}

impl<'a> Claim<'a> {
    fn of_event(event: &'a Event) -> Self {
        // What is told as a fact outweighs what the same source says was denied or planned, numbers included.
        let asserted = event.reports.iter().any(|placed| placed.report.status.is_asserted());
        let reports = event.reports.iter();
        let mut reports: Vec<&EventReport> =
            reports.filter(|placed| placed.report.status.is_asserted() == asserted).collect();
        let counts = distinct(reports.iter().flat_map(|placed| &placed.report.counts), number);
        reports.sort_by_key(|placed| rank(&placed.report));
        let lead = &reports.first().expect("an event has a report").report;
        let main = reports.iter().any(|placed| placed.report.main);
        let dates = event.dates.as_ref();
        let grounds = Field::ALL.into_iter().flat_map(|field| {
            let told = |placed: &&&EventReport| match field {
                Field::Kind | Field::Status | Field::Counts => true,
                Field::Main => placed.report.main == main,
                Field::Dates => placed.report.dates.as_ref() == dates,
                Field::Place => placed.location == event.location,
            };
            let of = |placed: &&'a EventReport| grounds_of(&placed.report, field);
            if field == Field::Counts {
                distinct(reports.iter().flat_map(of), |ground| (ground.rule, ground.span))
            } else {
                reports.iter().find(told).map(of).unwrap_or_default()
            }
        });
        Self { lead, main, dates, place: Ok(&event.location), counts, grounds: grounds.collect() }
    }

    fn of_unplaced(unplaced: &'a UnplacedReport) -> Self {
        let lead = &unplaced.report;
        Self {
            lead,
            main: lead.main,
            dates: lead.dates.as_ref(),
            place: Err(unplaced),
            counts: distinct(&lead.counts, number),
            grounds: Field::ALL.into_iter().flat_map(|field| grounds_of(lead, field)).collect(),
        }
    }

    /// The place outside the area of the map where it happened, if it did.
    pub(super) fn elsewhere(&self) -> Option<&'a Arc<Place>> {
        self.place.err().and_then(|unplaced| unplaced.elsewhere.as_ref())
    }

    /// Whether the source tells it as something that happened, firmly or not.
    pub(super) fn is_asserted(&self) -> bool {
        self.lead.status.is_asserted()
    }

    fn order(&self) -> impl Ord + use<'_, 'a> {
        let cue = |ground: &&&Ground| ground.field == Field::Kind;
        let cue = self.grounds.iter().find(cue).and_then(|ground| ground.span);
        let place = self.place.ok().and_then(|location| Some(location.place.as_ref()?.id.as_str()));
        (self.lead.evidence.span, cue, self.lead.kind.as_str(), place)
    }
}

/// The report that tells an event best has the least: one with numbers, of what the source is about, earliest in the text.
fn rank(report: &Report) -> impl Ord + use<> {
    (report.counts.is_empty(), !report.main, report.evidence.span.map(|span| span.start))
}

fn grounds_of(report: &Report, field: Field) -> Vec<&Ground> {
    report.evidence.grounds.iter().filter(|ground| ground.field == field).collect()
}

/// Each of `all` once by its `key`, where it stands first.
fn distinct<'a, T, K: Ord>(
    all: impl IntoIterator<Item = &'a T>,
    key: impl Fn(&'a T) -> K,
) -> Vec<&'a T> {
    let mut seen = BTreeSet::new();
    all.into_iter().filter(|one| seen.insert(key(one))).collect()
}

fn number(count: &Count) -> impl Ord + use<'_> {
    let Count { measure, group, low, best, high, words, span } = count;
    (*measure, *group, *low, *best, *high, words, *span)
}
