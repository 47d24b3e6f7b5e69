//! Where a row happened whose table says how finely its place is known: never finer than that.

use std::sync::Arc;

use super::Geocoder;
use super::location::{Unplaced, happened_at};
use crate::model::{Extent, Location, LonLat, Place, PlacePrecision};

/// The location of what happened in `name`, known as finely as `extent` tells; `lonlat` stands for it.
///
/// What is coarser than a town is put where the table has it: the coordinate is that of some town in it, and tells no more.
pub(super) fn location(
    geocoder: &Geocoder<'_>,
    name: Option<&str>,
    lonlat: LonLat,
    extent: Extent,
) -> Result<Location, Unplaced> {
    let place = name.and_then(|name| named(geocoder, name, lonlat, extent));
    let outside = || {
        let at = geocoder.gazetteer.place_at(lonlat).filter(|at| at.is_elsewhere());
        at.filter(|_| geocoder.gazetteer.is_elsewhere(lonlat))
    };
    let elsewhere = match &place {
        Some(place) => Some(place).filter(|place| place.is_elsewhere()),
        None => outside(),
    };
    if let Some(outside) = elsewhere {
        return Err(Unplaced { toponym: name.map(str::to_owned), ..happened_at(outside) });
    }
    let Extent { radius_m, precision, status } = extent;
    Ok(match place {
        Some(place) if precision > PlacePrecision::Town => {
            // The centre of a place that is wider than its table tells is no finer.
            let of_place = Location::of_place(&place);
            Location { precision: of_place.precision.max(precision), ..of_place }
        }
        place => {
            let radius_m = radius_m.max(place.as_ref().map_or(0, |place| place.radius_m));
            Location { place, lonlat, radius_m, precision, status }
        }
    })
}

/// The place called `name` that is as fine as `extent` tells and holds `lonlat`; where none is called so, the one around it.
fn named(
    geocoder: &Geocoder<'_>,
    name: &str,
    lonlat: LonLat,
    extent: Extent,
) -> Option<Arc<Place>> {
    let is_as_fine = |place: &Place| match extent.precision {
        // A quarter is a named place too, and its town is as fine.
        PlacePrecision::Town => place.class.precision() <= PlacePrecision::Town,
        coarse => place.class.precision() == coarse,
    };
    let is_there = |place: &Place| {
        place.lonlat.distance_m(lonlat) <= f64::from(place.radius_m) + f64::from(extent.radius_m)
    };
    let candidates = geocoder.answer(name).candidates.into_iter().map(|found| found.place);
    candidates.into_iter().find(|place| is_as_fine(place) && is_there(place)).or_else(|| {
        let at = geocoder.gazetteer.place_at(lonlat)?;
        let around = [at].into_iter().chain(geocoder.gazetteer.ancestors(at));
        around.into_iter().find(|place| place.class.precision() == extent.precision).cloned()
    })
}
