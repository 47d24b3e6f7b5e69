//! A point on the earth, longitude first.

use std::fmt;

use geo::{Distance, Haversine, Point};

/// A WGS 84 position in degrees, longitude before latitude as in RFC 7946, always finite and in range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LonLat(Point<f64>);

/// Why a pair of numbers is no position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LonLatError {
    /// NaN or infinite.
    NotFinite,
    /// The latitude, outside -90 to 90.
    Latitude(f64),
    /// The longitude, outside -180 to 180.
    Longitude(f64),
}

impl LonLat {
    /// Makes a position of `lon` and `lat` in degrees; `-0` becomes `0`.
    ///
    /// # Errors
    /// If a number is not finite or out of range. Nothing is wrapped or swapped.
    pub fn new(lon: f64, lat: f64) -> Result<Self, LonLatError> {
        if !lon.is_finite() || !lat.is_finite() {
            Err(LonLatError::NotFinite)
        } else if !(-90.0..=90.0).contains(&lat) {
            Err(LonLatError::Latitude(lat))
        } else if !(-180.0..=180.0).contains(&lon) {
            Err(LonLatError::Longitude(lon))
        } else {
            // Adding positive zero turns -0 into 0, which some JSON readers tell apart.
            Ok(Self(Point::new(lon + 0.0, lat + 0.0)))
        }
    }

    /// Degrees east.
    pub fn lon(self) -> f64 {
        self.0.x()
    }

    /// Degrees north.
    pub fn lat(self) -> f64 {
        self.0.y()
    }

    /// The great-circle distance in metres on the mean sphere (haversine, radius 6 371 008.8 m as in IUGG 1980).
    pub fn distance_m(self, other: Self) -> f64 {
        Haversine.distance(self.0, other.0)
    }
}

impl fmt::Display for LonLatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite => {
                write!(f, "a coordinate is not a number; write decimal degrees such as 40.74")
            }
            Self::Latitude(lat) if (-180.0..=180.0).contains(lat) => write!(
                f,
                "latitude {lat} is out of range (-90 to 90); are longitude and latitude swapped?"
            ),
            Self::Latitude(lat) => write!(
                f,
                "latitude {lat} is out of range (-90 to 90); are these projected metres? give WGS 84 degrees"
            ),
            Self::Longitude(lon) if (180.0..=360.0).contains(lon) => write!(
                f,
                "longitude {lon} is out of range (-180 to 180); for 0-360 longitudes subtract 360"
            ),
            Self::Longitude(lon) => {
                write!(f, "longitude {lon} is out of range (-180 to 180); give WGS 84 degrees")
            }
        }
    }
}

impl std::error::Error for LonLatError {}
