//! A map as it was published: its events as columns, and what changed between two builds of it.

use std::collections::BTreeMap;
use std::fmt;

use super::EventId;

/// The events of a published map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Snapshot {
    /// What the map is called, where it says so.
    pub title: Option<String>,
    /// Its events, by id.
    pub events: BTreeMap<EventId, PublishedEvent>,
}

/// An event as its feature tells it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PublishedEvent {
    /// What it is called.
    pub title: Option<String>,
    /// Further ids that lead to it, sorted.
    pub aliases: Vec<EventId>,
    /// Every other column that says something, by its name; `coordinates` are those of its point.
    pub columns: BTreeMap<String, Cell>,
}

/// What a column says of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// Anything else, as JSON writes it: a number, `true`, a list.
    Written(String),
}

/// What changed; every list is sorted by id.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// Events that were not there.
    pub added: Vec<Arrival>,
    /// Events that are there no more.
    pub gone: Vec<Departure>,
    /// Events that go by another id now; what else of them changed is told with them.
    pub renamed: Vec<Rename>,
    /// Events of the same id of which a column changed.
    pub changed: Vec<Change>,
    /// How many events are as they were.
    pub unchanged: usize,
    /// Where only what the later build tells is told: how many are gone whose ids it does not tell.
    pub untold: Option<usize>,
}

/// An event that was not there.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// Its id.
    pub id: EventId,
    /// What it is called.
    pub title: Option<String>,
    /// The event of which it was a part.
    pub from: Option<EventId>,
}

/// An event that is there no more.
#[derive(Debug, Clone, PartialEq)]
pub struct Departure {
    /// Its id.
    pub id: EventId,
    /// What it was called.
    pub title: Option<String>,
    /// The event of which it is a part now.
    pub into: Option<EventId>,
}

/// An event that goes by another id.
#[derive(Debug, Clone, PartialEq)]
pub struct Rename {
    /// Its old id.
    pub was: EventId,
    /// Its new id, and what else changed.
    pub now: Change,
}

/// An event of which columns changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its id.
    pub id: EventId,
    /// What it is called now.
    pub title: Option<String>,
    /// The columns that changed, by their names.
    pub columns: BTreeMap<String, Both>,
}

/// What a column said and says; `None` where it said or says nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Both {
    /// What it said.
    pub old: Option<Cell>,
    /// What it says.
    pub new: Option<Cell>,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        let Self { added, gone, renamed, changed, untold, unchanged: _ } = self;
        untold.unwrap_or(0) == 0
            && added.is_empty()
            && gone.is_empty()
            && renamed.is_empty()
            && changed.is_empty()
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Written(text) => f.write_str(text),
        }
    }
}
