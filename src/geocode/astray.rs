//! Points that lie far from what their row says they lie in. Where it happened is not decided here.

use std::sync::Arc;

use super::Geocoder;
use crate::model::{Pin, Place, PlacePrecision, Within};

/// So far apart may two tables, or two centres of one town, put a place.
const SLACK_M: f64 = 10_000.0;

impl Geocoder<'_> {
    /// That the point of `pin` lies far from where it is said to lie, in words. What the table does not know contradicts nothing.
    pub fn astray(&self, pin: &Pin) -> Option<String> {
        let places: Vec<Arc<Place>> = match &pin.within {
            Within::Place(id) => self.gazetteer.place(id).cloned().into_iter().collect(),
            Within::Governorate(name) => {
                let found = self.answer(name).candidates.into_iter().map(|found| found.place);
                found
                    .filter(|place| place.class.precision() == PlacePrecision::Governorate)
                    .collect()
            }
        };
        let away_m = |place: &Place| place.lonlat.distance_m(pin.lonlat);
        let reach_m = |place: &Place| f64::from(place.radius_m) + pin.reach_m + SLACK_M;
        let nearest = places.iter().min_by(|a, b| away_m(a).total_cmp(&away_m(b)))?;
        let at = self.gazetteer.place_at(pin.lonlat);
        let is_in = |place: &Place| {
            at.is_some_and(|at| at.id == place.id || self.gazetteer.encloses(place, at))
        };
        if places.iter().any(|place| away_m(place) <= reach_m(place) || is_in(place)) {
            return None;
        }
        let (km, name, id) = (away_m(nearest) / 1000.0, nearest.name_en(), &nearest.id);
        Some(format!(
            "the point lies {km:.0} km from {name} (`{id}`), which the row names; correct one of them"
        ))
    }
}
