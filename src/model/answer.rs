//! What a name that stands alone means: an argument, a line, a cell. Choosing is `geocode`'s.

use std::sync::Arc;

use super::{Candidate, LonLat, Place, Why};

/// The answer to one name.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What it means.
    pub meaning: Meaning,
    /// Every place that it may mean, best first; the chosen one is among them.
    pub candidates: Vec<Candidate>,
    /// Names of the table that are written much like it, nearest first; empty where there are candidates.
    pub alike: Vec<Alike>,
    /// The name of the table as which it was read, where it is written otherwise.
    pub read_as: Option<String>,
    /// How it was understood, or why it was not, as a phrase for the user.
    pub note: String,
    /// Why it means no one place or position; `None` where it means one.
    pub open: Option<Why>,
}

/// What a name means.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// This place.
    Place(Arc<Place>),
    /// This position: the "name" is a coordinate.
    Position {
        /// The position.
        lonlat: LonLat,
        /// The nearest place, if one is near.
        near: Option<Arc<Place>>,
    },
    /// One of the candidates; which one is not said.
    Open,
    /// No place of the table.
    Unknown,
}

/// A name of the table that is written much like another.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// Its place.
    pub place: Arc<Place>,
    /// The name, as the table writes it.
    pub name: String,
    /// How many letters differ (Damerau–Levenshtein), after folding.
    pub distance: usize,
}

impl Answer {
    /// Whether the name means one place or position.
    pub fn is_resolved(&self) -> bool {
        matches!(self.meaning, Meaning::Place(_) | Meaning::Position { .. })
    }
}
