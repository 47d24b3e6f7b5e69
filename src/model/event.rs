//! Occurrences, each with every report of it.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::{
    Correction, Count, DateSpan, EarlierEvent, Field, Grid, Kind, Location, PlacedReport, Report,
    SourceId, Status, Tie,
};

/// The id of an event, readable and made of the event alone: `2022-01-20-sinaa-prison-prison-attack`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(Arc<str>);

/// Reports of one occurrence.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Unique in one build.
    pub id: EventId,
    /// Further ids that lead here: those that a part of its reports, or the event before a correction, would have. Sorted.
    pub aliases: Vec<EventId>,
    /// What happened.
    pub kind: Arc<Kind>,
    /// When, as finely as its reports tell; `None` is undated.
    pub dates: Option<DateSpan>,
    /// Where, as finely as its reports tell.
    pub location: Location,
    /// How it is told.
    pub status: Status,
    /// Every report of it, never empty, in a stable order.
    pub reports: Vec<EventReport>,
    /// What an analyst says of it.
    pub amendments: Amendments,
    /// The grid to which its place was coarsened before publication; `None` where it is as fine as it is known.
    pub generalised: Option<Grid>,
}

/// A report as part of its event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventReport {
    /// The claim.
    pub report: Report,
    /// Where it happened, by this report.
    pub location: Location,
    /// What holds it to the event.
    pub tie: Tie,
    /// The source whose words it repeats; `None` where it has words of its own, or is the first to have them.
    pub copy_of: Option<SourceId>,
}

/// What corrections say of an event, beyond its fields.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Amendments {
    /// What it is called in English.
    pub title_en: Option<String>,
    /// What it is called in Arabic.
    pub title_ar: Option<String>,
    /// Numbers that stand above those of the reports.
    pub counts: Vec<Count>,
    /// Whether somebody looked at it and found it right.
    pub accepted: bool,
    /// Every correction of it, in the order of their table; those of single reports stand with these.
    pub corrections: Vec<Arc<Correction>>,
}

impl Event {
    /// The event that `reports` tell, as the firmest of them tells it, with nothing said of it by an analyst.
    ///
    /// A fact outweighs a rumour; a rumour that it happened outweighs the fear that it may; and only what every source denies is
    /// denied. A record coded by hand stands above prose, a correction above both.
    pub fn new(
        id: EventId,
        kind: Arc<Kind>,
        dates: Option<DateSpan>,
        location: Location,
        reports: Vec<EventReport>,
    ) -> Self {
        let told =
            reports.iter().map(|told| (told.report.voice(Field::Status), told.report.status));
        // The voice first: what a record or an analyst says of it stands above prose.
        let status = told.min().map_or(Status::Unconfirmed, |(_, status)| status);
        let aliases = Vec::new();
        let mut amendments = Amendments::default();
        let mut generalised = None;
        for told in &reports {
            let Some(earlier) = told.report.origin.earlier_event() else { continue };
            amendments.title_en = amendments.title_en.or_else(|| earlier.title_en.clone());
            amendments.title_ar = amendments.title_ar.or_else(|| earlier.title_ar.clone());
            generalised = [generalised, earlier.generalised].into_iter().flatten().min();
        }
        Self { id, aliases, kind, dates, location, status, reports, amendments, generalised }
    }

    /// What earlier builds published of it.
    pub fn earlier(&self) -> impl Iterator<Item = &EarlierEvent> {
        self.reports.iter().filter_map(|told| told.report.origin.earlier_event())
    }

    /// How many tell it in words of their own: publishers, for all articles of one are one witness, and sources whose publisher
    /// is not known; a table without publishers is one. Who denies or plans what others saw is no witness of it. What an earlier build
    /// published has the witnesses that it had; of several, those of the one that had most, for they may be the same.
    pub fn witnesses(&self) -> usize {
        let own = self.reports.iter().filter(|told| told.copy_of.is_none());
        let is_asserted = |told: &&EventReport| told.report.status.is_asserted();
        let is_seen = self.reports.iter().any(|told| is_asserted(&told));
        let own = own.filter(|told| !is_seen || is_asserted(told));
        let (earlier, own): (Vec<_>, Vec<_>) =
            own.partition(|told| told.report.origin.earlier_event().is_some());
        let earlier = earlier.iter().filter_map(|told| told.report.origin.earlier_event());
        let known: BTreeSet<&str> = earlier.clone().flat_map(EarlierEvent::signatures).collect();
        let own = own.iter().map(|told| &*told.report.origin);
        let own = own.map(|who| who.publisher.as_deref().unwrap_or(&who.path));
        let own: BTreeSet<&str> = own.collect();
        let before = earlier.map(|earlier| earlier.witness_count).max().unwrap_or_default();
        before.saturating_add(own.difference(&known).count())
    }

    /// The days on which its sources were published, each once.
    pub fn publication_days(&self) -> BTreeSet<Date> {
        self.reports.iter().flat_map(|told| told.report.origin.publication_days()).collect()
    }

    /// Whether a sentence that tells it is covered.
    pub fn is_covered(&self) -> bool {
        self.earlier().any(|earlier| earlier.covered)
            || self.reports.iter().any(|told| told.report.evidence.covered)
    }

    /// The report whose sentence speaks for it: of the firmest, the first that is what its source is about.
    ///
    /// # Panics
    /// If the event has no report.
    pub fn lead(&self) -> &EventReport {
        let firmness = |told: &&EventReport| (told.report.status, !told.report.main);
        self.reports.iter().min_by_key(firmness).expect("an event is made of its reports")
    }
}

/// The events to which `id` leads: the one that bears it, whatever else goes by it; else all that list it among their aliases.
pub fn led_to<'e>(id: &EventId, events: &'e [Event]) -> Vec<&'e Event> {
    match claimants(id, events)[..] {
        [bearer, ..] if bearer.id == *id => vec![bearer],
        ref all => all.to_vec(),
    }
}

/// The events that claim `id`: the one that bears it, first, and all that list it among their aliases.
pub fn claimants<'e>(id: &EventId, events: &'e [Event]) -> Vec<&'e Event> {
    let bearer = events.iter().filter(|event| event.id == *id);
    bearer.chain(events.iter().filter(|event| event.aliases.contains(id))).collect()
}

impl EventReport {
    /// `placed` as the report that founds an event.
    pub fn founding(PlacedReport { report, location }: PlacedReport) -> Self {
        Self { report, location, tie: Tie::Founds, copy_of: None }
    }
}

impl EventId {
    /// An id from its word.
    pub fn new(word: &str) -> Self {
        Self(word.into())
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
