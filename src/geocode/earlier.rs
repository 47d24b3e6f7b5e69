//! Where something happened that an earlier build published: where it was put then.

use std::sync::Arc;

use super::Geocoder;
use super::location::Unplaced;
use crate::model::{
    Candidate, Codes, EarlierPlace, EarlierReport, Extent, Filling, Location, LonLat, Meaning,
    Names, Obstacle, Place, PlaceClass, PlaceId, PlacePrecision, Points, Scope, Why,
};

/// The location at `lonlat`, known as finely as `extent` tells.
pub(super) fn location(
    geocoder: &Geocoder<'_>,
    place: Option<&EarlierPlace>,
    extent: Extent,
    lonlat: LonLat,
) -> Location {
    let Extent { radius_m, precision, status } = extent;
    let known = |place: &EarlierPlace| geocoder.gazetteer.place(&place.id).cloned();
    let place = place
        .map(|place| known(place).unwrap_or_else(|| Arc::new(unlisted(place, extent, lonlat))));
    Location { place, lonlat, radius_m, precision, status }
}

/// A place that the gazetteer does not list, as it was published.
fn unlisted(place: &EarlierPlace, extent: Extent, lonlat: LonLat) -> Place {
    let names = |name: &Option<String>| name.iter().cloned().collect();
    Place {
        id: place.id.clone(),
        names: Names { en: names(&place.name_en), ar: names(&place.name_ar), ..Names::default() },
        class: match extent.precision {
            PlacePrecision::Coordinates | PlacePrecision::Site => PlaceClass::Landmark,
            PlacePrecision::Neighbourhood => PlaceClass::Neighbourhood,
            PlacePrecision::Town => PlaceClass::Town,
            PlacePrecision::District => PlaceClass::District,
            PlacePrecision::Governorate => PlaceClass::Governorate,
            PlacePrecision::Country => PlaceClass::Country,
        },
        parent: None,
        lonlat,
        radius_m: extent.radius_m,
        status: extent.status,
        codes: Codes::default(),
        scope: Scope::Covered,
        near: Vec::new(),
        not_near: Vec::new(),
        not_beside: Vec::new(),
    }
}

/// Why `report`, which was published without a place, has none; `toponym` is the place as its source writes it.
pub(super) fn unplaced(
    geocoder: &Geocoder<'_>,
    report: &EarlierReport,
    toponym: Option<&str>,
) -> Unplaced {
    let candidate = |id: &String| {
        let place = Arc::clone(geocoder.gazetteer.place(&PlaceId::new(id))?);
        Some(Candidate { place, score: Points::default(), reasons: Vec::new() })
    };
    // Where it lies outside the map, whoever withholds that place withholds this too.
    let outside = toponym.and_then(|name| match geocoder.answer(name).meaning {
        Meaning::Place(place) if place.is_elsewhere() => Some(place),
        _ => None,
    });
    Unplaced {
        toponym: toponym.map(str::to_owned),
        elsewhere: outside,
        candidates: report.candidates.iter().filter_map(candidate).collect(),
        reason: report.reason.as_deref().map(why).unwrap_or_default(),
        grounds: Vec::new(),
    }
}

/// The words of a reason as one: that of ours which says so, or else as they are.
fn why(words: &str) -> Why {
    let whole = Obstacle::ALL.into_iter().find(|obstacle| obstacle.english() == words);
    whole.map_or_else(|| Why::of(Obstacle::Before, [Filling::from(words)]), Why::only)
}
