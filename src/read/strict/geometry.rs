//! The rules of geometries: positions, rings, boxes.

use serde_json::value::RawValue;

use super::{Check, DEPTH, TYPES};
use crate::model::LonLat;
use crate::read::json::{Entries, shape};

/// How many decimals of a degree make sense (RFC 7946, 11.2): six are 11 cm.
pub(super) const DECIMALS: usize = 6;

/// Half of the last decimal that makes sense: boxes and positions are rounded each for itself.
const SLACK: f64 = 1e-6;

type Line = Vec<[f64; 2]>;

impl<'a> Check<'a> {
    /// A geometry of type `of`, with these `members`.
    pub(super) fn geometry(
        &mut self,
        of: &str,
        object: &'a RawValue,
        members: &Entries<'a>,
        depth: usize,
    ) {
        if depth > DEPTH {
            return self
                .reject(object.get(), format!("is nested deeper than {DEPTH} levels; flatten it"));
        }
        let wanted = if of == "GeometryCollection" { "geometries" } else { "coordinates" };
        let list = members.iter().find(|(key, _)| key == wanted).map(|(_, value)| *value);
        let Some(list) = list.filter(|it| it.get().starts_with('[')) else {
            return self.reject(object.get(), format!("a {of} needs a list `{wanted}`"));
        };
        match of {
            "Point" => {
                self.position(list);
            }
            "MultiPoint" => self.line(list, 0, "a MultiPoint"),
            "LineString" => self.line(list, 2, "a LineString"),
            "MultiLineString" => self.each(list, |check, line| check.line(line, 2, "a line")),
            "Polygon" => self.polygon(list),
            "MultiPolygon" => self.each(list, Self::polygon),
            _ => {
                if self.collections > 0 {
                    let message = "a collection within a collection, which few programs read; make one of them";
                    self.warn(object.get(), message);
                }
                self.collections += 1;
                self.each(list, |check, inner| check.object(inner, &TYPES[2..], depth + 1));
                self.collections -= 1;
            }
        }
    }

    fn each(&mut self, list: &'a RawValue, mut check: impl FnMut(&mut Self, &'a RawValue)) {
        if !list.get().starts_with('[') {
            return self.reject(list.get(), format!("expected a list, found {}", shape(list).1));
        }
        for member in self.read(|it| it.list(list), list.get()).unwrap_or_default() {
            check(self, member);
        }
    }

    /// At least `least` positions, of what is called `what`.
    fn line(&mut self, list: &'a RawValue, least: usize, what: &str) {
        let line = self.positions_of(list);
        if line.len() < least {
            self.reject(list.get(), format!("{what} has at least {least} positions"));
        } else if least > 0 {
            self.crossing(list, &line);
        }
    }

    fn positions_of(&mut self, list: &'a RawValue) -> Line {
        let mut line = Line::new();
        self.each(list, |check, position| line.extend(check.position(position)));
        line
    }

    fn crossing(&mut self, list: &'a RawValue, line: &Line) {
        // Along a pole it goes nowhere.
        let is_long = |a: &[f64; 2], b: &[f64; 2]| {
            (a[0] - b[0]).abs() > 180.0 && a[1].abs().min(b[1].abs()) < 90.0
        };
        if line.array_windows().any(|[a, b]| is_long(a, b)) {
            let message = "a side goes the long way around the earth; cut the shape at the antimeridian (RFC 7946, 3.1.9)";
            self.warn(list.get(), message);
        }
    }

    fn polygon(&mut self, rings: &'a RawValue) {
        let mut is_outer = true;
        self.each(rings, |check, ring| {
            check.ring(ring, is_outer);
            is_outer = false;
        });
    }

    fn ring(&mut self, list: &'a RawValue, is_outer: bool) {
        let ring = self.positions_of(list);
        if ring.len() < 4 {
            return self.reject(
                list.get(),
                "a ring has at least four positions, the last the same as the first",
            );
        }
        if ring.first() != ring.last() {
            self.reject(list.get(), "the ring is open; end it with its first position");
        }
        self.crossing(list, &ring);
        let doubled: f64 = ring.array_windows().map(|[a, b]| a[0] * b[1] - b[0] * a[1]).sum();
        if doubled < 0.0 && is_outer {
            self.warn(
                list.get(),
                "an outer ring runs counter-clockwise (RFC 7946, 3.1.6); turn it around",
            );
        } else if doubled > 0.0 && !is_outer {
            self.warn(
                list.get(),
                "the ring of a hole runs clockwise (RFC 7946, 3.1.6); turn it around",
            );
        }
    }

    /// A position; `None` where it is none.
    fn position(&mut self, position: &'a RawValue) -> Option<[f64; 2]> {
        if !position.get().starts_with('[') {
            self.reject(
                position.get(),
                format!("expected a position [longitude, latitude], found {}", shape(position).1),
            );
            return None;
        }
        let numbers = self.read(|it| it.list(position), position.get())?;
        if numbers.len() < 2 {
            self.reject(position.get(), "a position has a longitude and a latitude; give both");
            return None;
        }
        if numbers.len() > 3 {
            self.warn(
                position.get(),
                "what stands after the height has no meaning, and programs drop it; take it out",
            );
        }
        for number in numbers.iter().take(2).filter(|number| decimals(number.get()) > DECIMALS) {
            let at = self.document.offset(number.get());
            let (first, count) = self.overfine.unwrap_or((at, 0));
            self.overfine = Some((first, count + 1));
        }
        let read: Vec<_> = numbers.iter().map(|number| self.number(number)).collect();
        let [Some(lon), Some(lat)] = read[..2] else { return None };
        if let Err(fault) = LonLat::new(lon, lat) {
            self.reject(position.get(), fault.to_string());
            return None;
        }
        self.positions.push([lon, lat]);
        Some([lon, lat])
    }

    /// A box around the positions from `first`.
    pub(super) fn bbox(&mut self, bbox: &'a RawValue, first: usize) {
        if !bbox.get().starts_with('[') {
            return self.reject(
                bbox.get(),
                format!("expected a list of numbers, found {}", shape(bbox).1),
            );
        }
        let list = self.read(|it| it.list(bbox), bbox.get()).unwrap_or_default();
        let numbers: Vec<f64> = list.iter().filter_map(|number| self.number(number)).collect();
        let [west, south, east, north] = match numbers[..] {
            _ if numbers.len() < list.len() => return,
            [west, south, east, north] | [west, south, _, east, north, _] => [west, south, east, north],
            _ => return self.reject(bbox.get(), "a box is west, south, east, north, or each end with a height; give four or six numbers"),
        };
        for (lon, lat) in [(west, south), (east, north)] {
            if let Err(fault) = LonLat::new(lon, lat) {
                return self.reject(bbox.get(), fault.to_string());
            }
        }
        if south > north {
            return self.reject(
                bbox.get(),
                "its south lies north of its north; write west, south, east, north",
            );
        }
        let is_in = |[lon, lat]: &[f64; 2]| {
            let (after, before) = (*lon >= west - SLACK, *lon <= east + SLACK);
            let lon = if west <= east { after && before } else { after || before };
            lon && (south - SLACK..=north + SLACK).contains(lat)
        };
        if let Some([lon, lat]) = self.positions[first..].iter().find(|position| !is_in(position)) {
            let message =
                format!("the position [{lon}, {lat}] lies outside this box; make the box anew");
            self.reject(bbox.get(), message);
        }
    }
}

/// How many decimals a number is written with, as it is when its exponent is taken away.
fn decimals(number: &str) -> usize {
    let (digits, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let after = digits.split_once('.').map_or(0, |(_, after)| after.trim_end_matches('0').len());
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let shift = exponent.parse::<i64>().unwrap_or(0);
    usize::try_from(after.saturating_sub(shift)).unwrap_or(0)
}
