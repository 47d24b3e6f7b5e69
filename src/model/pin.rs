//! A point that a row gives, beside the place that it says it is of.

use super::{LonLat, PlaceId};

/// Such a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {
    /// The point.
    pub lonlat: LonLat,
    /// What it is said to lie in.
    pub within: Within,
    /// So many metres beyond that it may lie, as finely as the row tells it.
    pub reach_m: f64,
}

/// What a point is said to lie in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Within {
    /// The place with this id.
    Place(PlaceId),
    /// The governorate called so.
    Governorate(String),
}
