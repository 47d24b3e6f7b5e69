//! Where a report happened: the finest place that its words support.

use std::sync::Arc;

use super::Geocoder;
use crate::model::{
    Candidate, Clue, Location, LonLat, Meaning, Place, PlaceClass, PlacePrecision, Report,
    ResolvedMention, Whereabouts,
};

/// A coordinate this near to a place of the table, beyond its radius, still belongs to it: the rounding of a
/// coordinate to two decimals is up to 0.8 km.
const ROUNDING_M: u32 = 800;

/// Why a report has no place.
pub(super) struct Unplaced {
    pub(super) toponym: Option<String>,
    pub(super) candidates: Vec<Candidate>,
    pub(super) reason: String,
}

/// The location of `report`.
pub(super) fn of_report(
    geocoder: &Geocoder<'_>,
    report: &Report,
    mentions: &[ResolvedMention],
) -> Result<Location, Unplaced> {
    match &report.whereabouts {
        Whereabouts::Clues { clues, at } => of_clues(geocoder, clues, at, mentions),
        Whereabouts::Coded { name, lonlat } => of_code(geocoder, name.as_deref(), *lonlat),
    }
}

/// The finest place among the nearest clues. A place farther off in the text counts only where the nearer ones resolve to
/// nothing, or where it is of a class in `at` and lies inside what they say: "a riot broke out in Hasakah", after a
/// sentence about the prison there.
fn of_clues(
    geocoder: &Geocoder<'_>,
    clues: &[Clue],
    at: &[PlaceClass],
    mentions: &[ResolvedMention],
) -> Result<Location, Unplaced> {
    let mut best: Option<(&ResolvedMention, PlacePrecision, &Clue)> = None;
    for clue in clues {
        if best.is_some_and(|(.., nearest)| clue.rank > nearest.rank) {
            break;
        }
        let Some(resolved) = referent(clue, mentions) else { continue };
        let Some(precision) = precision(resolved) else { continue };
        // Farther off, a finer place counts that lies inside the nearest.
        let inside = |outer: &ResolvedMention| match (&outer.place, &resolved.place) {
            (Some(outer), Some(inner)) => geocoder.gazetteer.encloses(outer, inner),
            _ => true,
        };
        if best.is_none_or(|(nearest, finest, at)| {
            precision < finest && (clue.distance == at.distance || inside(nearest))
        }) {
            best = Some((resolved, precision, clue));
        }
    }
    let Some((resolved, ..)) = best else { return Err(unplaced(clues, mentions)) };
    if let Some(lonlat) = resolved.mention.lonlat {
        return Ok(at_coordinate(lonlat, resolved.place.as_ref()));
    }
    let near = resolved.place.as_ref().expect("a precision is of a place or a coordinate");
    let usual = |place: &Place| at.is_empty() || at.contains(&place.class);
    let finer = || {
        let places = clues.iter().filter_map(|clue| referent(clue, mentions)?.place.as_ref());
        places.into_iter().find(|place| usual(place) && goes_with(geocoder, near, place))
    };
    let place = if usual(near) { None } else { finer() };
    Ok(Location::of_place(place.unwrap_or(near)))
}

/// Whether a place that the text named before may be meant by `near`: it lies inside it or, of two sites, beside it.
fn goes_with(geocoder: &Geocoder<'_>, near: &Place, place: &Place) -> bool {
    let site = |place: &Place| place.class.precision() == PlacePrecision::Site;
    let beside =
        || near.lonlat.distance_m(place.lonlat) <= f64::from(near.radius_m + place.radius_m);
    geocoder.gazetteer.encloses(near, place) || (site(near) && site(place) && beside())
}

fn unplaced(clues: &[Clue], mentions: &[ResolvedMention]) -> Unplaced {
    let open = clues.iter().find_map(|clue| referent(clue, mentions));
    Unplaced {
        toponym: open.map(|resolved| resolved.mention.toponym.clone()),
        candidates: open.map(|resolved| resolved.candidates.clone()).unwrap_or_default(),
        reason: open
            .and_then(|resolved| resolved.refusal.clone())
            .unwrap_or_else(|| "the source names no place of the table near this".to_owned()),
    }
}

/// How finely a mention places something; `None` where it does not.
fn precision(resolved: &ResolvedMention) -> Option<PlacePrecision> {
    match resolved.mention.lonlat {
        Some(_) => Some(PlacePrecision::Coordinates),
        None => resolved.place.as_ref().map(|place| place.class.precision()),
    }
}

/// What a clue points to: its mention, or for «السجن» and "the camp" the last place of that class before it. Where the
/// text has named no place yet, as in a headline, it is the first one after.
fn referent<'m>(clue: &Clue, mentions: &'m [ResolvedMention]) -> Option<&'m ResolvedMention> {
    if clue.classes.is_empty() {
        return mentions.get(clue.mention);
    }
    let of_class = |resolved: &&ResolvedMention| {
        resolved.place.as_ref().is_some_and(|place| clue.classes.contains(&place.class))
    };
    let (before, after) = mentions.split_at(clue.mention.min(mentions.len()));
    let named_before = before.iter().any(|resolved| resolved.place.is_some());
    before
        .iter()
        .rev()
        .find(of_class)
        .or_else(|| if named_before { None } else { after.iter().find(of_class) })
}

/// The location of a record: its place by id or name, its coordinate, or both.
fn of_code(
    geocoder: &Geocoder<'_>,
    name: Option<&str>,
    lonlat: Option<LonLat>,
) -> Result<Location, Unplaced> {
    let named = name.map(|name| place_named(geocoder, name));
    match (named, lonlat) {
        (Some(Ok(location)), None) => Ok(location),
        // The row's own coordinate is finer than the table's point; the place gives it its name.
        (Some(Ok(named)), Some(lonlat)) => Ok(at_coordinate(lonlat, named.place.as_ref())),
        (_, Some(lonlat)) => Ok(at_coordinate(lonlat, geocoder.gazetteer.place_at(lonlat))),
        (Some(Err(unplaced)), None) => Err(unplaced),
        (None, None) => Err(Unplaced {
            toponym: None,
            candidates: Vec::new(),
            reason: "the record gives neither a place nor a coordinate".to_owned(),
        }),
    }
}

fn at_coordinate(lonlat: LonLat, place: Option<&Arc<Place>>) -> Location {
    Location {
        place: place.cloned(),
        lonlat,
        radius_m: ROUNDING_M,
        precision: PlacePrecision::Coordinates,
        status: crate::model::CoordinateStatus::SingleSource,
    }
}

/// The location that a record names: an id, a name that stands alone, or a coordinate in its words.
fn place_named(geocoder: &Geocoder<'_>, name: &str) -> Result<Location, Unplaced> {
    let answer = geocoder.answer(name);
    match answer.meaning {
        Meaning::Place(place) => Ok(Location::of_place(&place)),
        Meaning::Position { lonlat, near } => Ok(at_coordinate(lonlat, near.as_ref())),
        Meaning::Open | Meaning::Unknown => Err(Unplaced {
            toponym: Some(name.to_owned()),
            candidates: answer.candidates,
            reason: format!("{name}: {}", answer.note),
        }),
    }
}
