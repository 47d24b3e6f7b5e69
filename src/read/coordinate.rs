//! Coordinates as people write them.

use crate::model::{LonLat, LonLatError};
use crate::read::suggest::quote;

/// Which of the two numbers is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Lon,
    Lat,
}

/// Why two texts are no position, and which of them is to blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CoordinateFault {
    pub(super) axis: Axis,
    pub(super) message: String,
}

/// Reads a position in decimal degrees.
pub(super) fn lonlat(lon: &str, lat: &str) -> Result<LonLat, CoordinateFault> {
    let read = |axis, text| degrees(text).map_err(|message| CoordinateFault { axis, message });
    let (east, north) = (read(Axis::Lon, lon)?, read(Axis::Lat, lat)?);
    if east == 0.0 && north == 0.0 {
        let message = "0,0 lies in the Gulf of Guinea; leave both empty where they are not known";
        return Err(CoordinateFault { axis: Axis::Lon, message: message.into() });
    }
    LonLat::new(east, north).map_err(|error| {
        let axis = match error {
            LonLatError::Latitude(_) => Axis::Lat,
            LonLatError::NotFinite if east.is_finite() => Axis::Lat,
            LonLatError::NotFinite | LonLatError::Longitude(_) => Axis::Lon,
        };
        CoordinateFault { axis, message: error.to_string() }
    })
}

/// Why a position is doubtful, if it is.
///
/// The field is Syria and Iraq, 29 to 37.5 N and 35.5 to 48.8 E. A point outside that would lie inside with
/// its numbers swapped is more likely a mistake than an event in Anatolia; it is told, never changed.
pub(super) fn doubt(point: LonLat) -> Option<String> {
    let in_field =
        |lon: f64, lat: f64| (35.5..=48.8).contains(&lon) && (29.0..=37.5).contains(&lat);
    let (lon, lat) = (point.lon(), point.lat());
    (!in_field(lon, lat) && in_field(lat, lon)).then(|| {
        format!(
            "longitude {lon} and latitude {lat} lie far from Syria and Iraq, and inside if swapped; \
             are the two swapped?"
        )
    })
}

fn degrees(text: &str) -> Result<f64, String> {
    text.parse().map_err(|_error: std::num::ParseFloatError| {
        let eastern = |c: char| matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}');
        let hint = if text.contains(eastern) {
            "write the digits 0 to 9 and a point: 40.74"
        } else if text.contains([',', '\u{66b}']) {
            "write a decimal point, not a comma: 40.74"
        } else {
            "write decimal degrees such as 40.74"
        };
        format!("{} is not a number; {hint}", quote(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coordinate_that_is_none_is_told_with_its_axis_and_a_remedy() {
        let cases = [
            ("40.74", "33,5", Axis::Lat, "decimal point"),
            ("40.74", "٣٣٫٥", Axis::Lat, "digits 0 to 9"),
            ("40.74", "33°20'N", Axis::Lat, "decimal degrees"),
            ("33.5E", "36", Axis::Lon, "decimal degrees"),
            ("NaN", "36", Axis::Lon, "not a number"),
            ("40", "inf", Axis::Lat, "not a number"),
            ("40", "1e999", Axis::Lat, "not a number"),
            ("null", "36", Axis::Lon, "`null` is not a number"),
            ("36.5", "91", Axis::Lat, "swapped"),
            ("181", "36", Axis::Lon, "subtract 360"),
            ("360", "36", Axis::Lon, "subtract 360"),
            ("40", "3685000", Axis::Lat, "projected"),
            ("444000", "36", Axis::Lon, "WGS 84"),
            ("0", "-0", Axis::Lon, "0,0"),
        ];
        for (lon, lat, axis, words) in cases {
            let fault = lonlat(lon, lat).expect_err(lon);
            assert_eq!(fault.axis, axis, "{lon},{lat}");
            assert!(fault.message.contains(words), "{lon},{lat}: {}", fault.message);
        }
    }

    #[test]
    fn the_edges_of_the_world_and_long_decimals_are_positions() {
        for (lon, lat) in [("180", "90"), ("-180", "-90"), ("40.7400000000000000000000001", "36")] {
            lonlat(lon, lat).expect(lon);
        }
        assert!(lonlat("-0", "36").expect("a position").lon().is_sign_positive());
    }

    #[test]
    fn only_a_point_that_swapping_brings_home_is_doubtful() {
        let cases = [
            (40.74, 36.5, false),
            (36.5, 40.74, true),
            (35.5, 44.4, true),
            (2.35, 48.85, false),
            (36.2, 37.1, false),
        ];
        for (lon, lat, doubtful) in cases {
            let point = LonLat::new(lon, lat).expect("in range");
            assert_eq!(doubt(point).is_some(), doubtful, "{lon} {lat}");
        }
    }
}
