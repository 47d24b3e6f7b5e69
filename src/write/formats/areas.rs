//! The circle inside which something happened, as an area: a polygon for programs that draw what a file says and no more.

use std::f64::consts::TAU;

use super::geojson::Geometry;
use crate::model::LonLat;
use crate::write::json::rounded;
use crate::write::tables::{Row, Spot};

/// The mean radius of the earth in metres (IUGG 1980), as for every distance.
const EARTH_M: f64 = 6_371_008.8;

/// So many corners that no side leaves the circle by more than a seven-hundredth of its radius.
const CORNERS: u32 = 64;

/// In radians, short of half the earth: a circle that holds one pole does not hold the other.
const MOST: f64 = 1.57;

type Ring = Vec<[f64; 2]>;

/// The circle of `row`; none without a point.
///
/// Its ring is counter-clockwise (RFC 7946, 3.1.6); where it crosses the antimeridian it is cut there (3.1.9), and one that holds a
/// pole goes along the edge of the map.
pub(super) fn circle(row: &Row<'_>) -> Option<Geometry> {
    let Spot { lonlat, radius_m, decimals } = row.spot?;
    let ring = boundary(lonlat, (f64::from(radius_m) / EARTH_M).min(MOST));
    let closed = |ring| closed(ring, decimals);
    let (west, east) =
        (lons(&ring).fold(f64::INFINITY, f64::min), lons(&ring).fold(f64::NEG_INFINITY, f64::max));
    Some(match (west < -180.0, east > 180.0) {
        (false, false) => Geometry::Polygon([closed(ring)]),
        (true, true) => Geometry::Polygon([closed(
            ring.into_iter().map(|[lon, lat]| [lon.clamp(-180.0, 180.0), lat]).collect(),
        )]),
        (true, false) => Geometry::MultiPolygon([
            [closed(moved(part(&ring, -180.0, -1.0), 360.0))],
            [closed(part(&ring, -180.0, 1.0))],
        ]),
        (false, true) => Geometry::MultiPolygon([
            [closed(part(&ring, 180.0, -1.0))],
            [closed(moved(part(&ring, 180.0, 1.0), -360.0))],
        ]),
    })
}

fn lons(ring: &Ring) -> impl Iterator<Item = f64> {
    ring.iter().map(|[lon, _]| *lon)
}

/// The corners of the circle of `angle` around `centre`, counter-clockwise from the east, its longitudes as they go on over the
/// antimeridian. Where it holds a pole, those of the area between it and the pole, over all longitudes.
fn boundary(centre: LonLat, angle: f64) -> Ring {
    let (lon, lat) = (centre.lon(), centre.lat().to_radians());
    // `Haversine::destination` of `geo`, but for the sine kept within one: that gives no number for circles that end at a pole.
    let corner = |number: u32| {
        // The bearing, from north by east; counted back, so that the ring runs counter-clockwise.
        let bearing = TAU / 4.0 - TAU * f64::from(number) / f64::from(CORNERS);
        let sine = lat.sin() * angle.cos() + lat.cos() * angle.sin() * bearing.cos();
        let there = sine.clamp(-1.0, 1.0).asin();
        let east = (bearing.sin() * angle.sin() * lat.cos()).atan2(angle.cos() - lat.sin() * sine);
        [lon + east.to_degrees(), there.to_degrees()]
    };
    let ring: Ring = (0..CORNERS).map(corner).collect();
    let pole = TAU / 4.0;
    if lat.abs() + angle < pole { ring } else { cap(ring, 90.0_f64.copysign(lat)) }
}

/// The area between `ring`, which goes around the pole at the latitude `pole`, and that pole.
fn cap(mut ring: Ring, pole: f64) -> Ring {
    for position in &mut ring {
        // Into the range of a map, where the ring becomes a line from its one edge to the other.
        position[0] = (position[0] + 180.0).rem_euclid(360.0) - 180.0;
    }
    ring.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let (first, last) = (ring[0], ring[ring.len() - 1]);
    // The latitude at which the line between the outermost corners meets the edge.
    let share = (180.0 - last[0]) / (first[0] + 360.0 - last[0]);
    let edge = last[1] + (first[1] - last[1]) * share;
    ring.insert(0, [-180.0, edge]);
    ring.extend([[180.0, edge], [180.0, pole], [-180.0, pole]]);
    if pole < 0.0 {
        ring.reverse();
    }
    ring
}

/// What of `ring` lies east of `meridian` where `side` is 1, and west of it where it is -1.
fn part(ring: &Ring, meridian: f64, side: f64) -> Ring {
    let is_in = |position: &[f64; 2]| (position[0] - meridian) * side >= 0.0;
    let mut part = Ring::new();
    for (i, here) in ring.iter().enumerate() {
        let next = &ring[(i + 1) % ring.len()];
        if is_in(here) {
            part.push(*here);
        }
        if is_in(here) != is_in(next) {
            let share = (meridian - here[0]) / (next[0] - here[0]);
            part.push([meridian, here[1] + (next[1] - here[1]) * share]);
        }
    }
    part
}

fn moved(ring: Ring, east: f64) -> Ring {
    ring.into_iter().map(|[lon, lat]| [lon + east, lat]).collect()
}

/// `ring` with its first position again as the last, as finely as files tell; positions that become one stand once.
fn closed(ring: Ring, decimals: u8) -> Ring {
    let told = |[lon, lat]: [f64; 2]| {
        [rounded(lon.clamp(-180.0, 180.0), decimals), rounded(lat.clamp(-90.0, 90.0), decimals)]
    };
    let mut ring: Ring = ring.into_iter().map(told).collect();
    ring.dedup();
    if ring.first() != ring.last() {
        ring.extend(ring.first().copied());
    }
    ring
}
