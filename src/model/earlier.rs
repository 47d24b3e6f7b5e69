//! What an earlier build published of an event, or of a report without a place, as its files say it: read back as a record, with
//! what no record tells.

use jiff::civil::Date;

use super::{
    CoordinateStatus, EventId, EventReport, Field, Grid, Origin, PlaceId, PlacePrecision, SourceId,
};

/// What is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Earlier {
    /// An event.
    Event(Box<EarlierEvent>),
    /// A report without a place.
    Report(Box<EarlierReport>),
}

/// An event as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierEvent {
    /// What it was called.
    pub id: EventId,
    /// Further ids that led to it.
    pub aliases: Vec<EventId>,
    /// What a desk called it in English, where it did.
    pub title_en: Option<String>,
    /// What a desk called it in Arabic, where it did.
    pub title_ar: Option<String>,
    /// Its place, with the names that it had.
    pub place: Option<EarlierPlace>,
    /// How finely the place is known; the point is that of the record.
    pub extent: Option<Extent>,
    /// Its sources, joined by `; `.
    pub sources: String,
    /// Their addresses, `http` or `https`.
    pub urls: Vec<String>,
    /// How many sources told it.
    pub source_count: usize,
    /// How many reports of it there were.
    pub report_count: usize,
    /// How many told it in words of their own.
    pub witness_count: usize,
    /// The source of its sentence, as that build called it; `None` where it may not be told.
    pub evidence_source: Option<SourceId>,
    /// The line on which the sentence begins there.
    pub evidence_line: u64,
    /// What of it a record coded by hand decided.
    pub coded: Vec<Field>,
    /// How many corrections had changed it.
    pub corrections: usize,
    /// The grid to which its place had been coarsened.
    pub generalised: Option<Grid>,
    /// Whether a sentence that told it was covered.
    pub covered: bool,
    /// The days on which sources of it had been published, each once, in their order.
    pub published: Vec<Date>,
}

/// A place as it was published, which need not be in the gazetteer of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierPlace {
    /// Its id.
    pub id: PlaceId,
    /// Its name in English.
    pub name_en: Option<String>,
    /// Its name in Arabic.
    pub name_ar: Option<String>,
}

/// How finely a place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Metres around the point inside which it happened.
    pub radius_m: u32,
    /// In the steps that readers need.
    pub precision: PlacePrecision,
    /// How far the point can be trusted.
    pub status: CoordinateStatus,
}

/// A report without a place as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierReport {
    /// What it was called.
    pub id: String,
    /// Its source, as that build called it.
    pub source: SourceId,
    /// The file of that.
    pub path: String,
    /// The line on which its sentence begins there.
    pub line: u64,
    /// Whether it was what its source was about.
    pub main: bool,
    /// The ids of the places that its toponym might mean, best first.
    pub candidates: Vec<String>,
    /// Why it had no place.
    pub reason: Option<String>,
    /// The source whose words it repeated.
    pub copy_of: Option<String>,
    /// Every number that it told, in words.
    pub counts: Option<String>,
    /// How many corrections had changed it.
    pub corrections: usize,
    /// Whether its sentence was covered.
    pub covered: bool,
}

impl Origin {
    /// The event that was read back, if this is one.
    pub fn earlier_event(&self) -> Option<&EarlierEvent> {
        match &self.earlier {
            Some(Earlier::Event(event)) => Some(event),
            _ => None,
        }
    }

    /// The days on which it was published: of an event that was read back all that are told.
    pub fn publication_days(&self) -> impl Iterator<Item = Date> {
        let earlier = self.earlier_event().into_iter().flat_map(|event| &event.published);
        earlier.copied().chain(self.published)
    }

    /// The report without a place that was read back, if this is one.
    pub fn earlier_report(&self) -> Option<&EarlierReport> {
        match &self.earlier {
            Some(Earlier::Report(report)) => Some(report),
            _ => None,
        }
    }
}

impl EarlierEvent {
    /// Its sources, each once.
    pub fn signatures(&self) -> impl Iterator<Item = &str> {
        self.sources.split("; ")
    }

    /// Every id that led to it.
    pub fn ids(&self) -> impl Iterator<Item = &EventId> {
        self.aliases.iter().chain([&self.id])
    }
}

/// The event that `reports` read back, if they are that one alone: it is told as it was.
pub fn as_told_before(reports: &[EventReport]) -> Option<&EarlierEvent> {
    match reports {
        [only] => only.report.origin.earlier_event(),
        _ => None,
    }
}
