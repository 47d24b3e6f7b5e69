//! Values as JSON.

use serde::Serialize;

use crate::model::LonLat;

/// `value` as a text of one line.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("keys are strings and every number is finite")
}

/// Adds `value` to `out`.
pub(super) fn write_json<T: Serialize>(value: &T, out: &mut Vec<u8>) {
    serde_json::to_writer(out, value).expect("keys are strings and every number is finite");
}

/// Adds `value` to `out`, on a line of its own.
pub(super) fn json_line<T: Serialize>(value: &T, out: &mut Vec<u8>) {
    write_json(value, out);
    out.push(b'\n');
}

/// Longitude and latitude to six decimals, 11 cm at the equator (RFC 7946, 11.2: more is noise).
pub(super) fn position(lonlat: LonLat) -> [f64; 2] {
    [lonlat.lon(), lonlat.lat()].map(|degrees| rounded(degrees, 6))
}

/// `degrees` to so many decimals.
pub(super) fn rounded(degrees: f64, decimals: u8) -> f64 {
    let scale = 10_f64.powi(decimals.into());
    // Adding positive zero turns the -0 of a rounded -0.0000001 into 0.
    (degrees * scale).round() / scale + 0.0
}
