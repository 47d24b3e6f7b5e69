//! Occurrences, each with every report of it.

use std::fmt;
use std::sync::Arc;

use super::{DateSpan, Kind, Location, PlacedReport};

/// The id of an event, readable and made of the event alone: `2022-01-20-sinaa-prison-prison-attack`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(Arc<str>);

/// Reports of one occurrence.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Unique in one build.
    pub id: EventId,
    /// What happened.
    pub kind: Arc<Kind>,
    /// When, as finely as its reports tell; `None` is undated.
    pub dates: Option<DateSpan>,
    /// Where, as finely as its reports tell.
    pub location: Location,
    /// Every report of it, never empty, in a stable order.
    pub reports: Vec<PlacedReport>,
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
