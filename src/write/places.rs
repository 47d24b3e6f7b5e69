//! A place table as a file, with the columns that docs/places.md tells.

use serde::Serialize;

use super::json::position;
use crate::model::Place;

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    class: &'a str,
    parent: Option<&'a str>,
    name_en: String,
    name_ar: String,
    name_ku: String,
    name_tr: String,
    lon: f64,
    lat: f64,
    radius_m: u32,
    status: &'a str,
    pcode: Option<&'a str>,
    geonames: Option<&'a str>,
    wikidata: Option<&'a str>,
    scope: Option<&'a str>,
    near: String,
    not_near: String,
    not_beside: String,
}

/// The table of `places`, in their order.
///
/// # Panics
/// Never: memory does not fail to be written.
pub fn table(places: &[Place]) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for place in places {
        let [lon, lat] = position(place.lonlat);
        let row = Row {
            id: place.id.as_str(),
            class: place.class.as_str(),
            parent: place.parent.as_ref().map(crate::model::PlaceId::as_str),
            name_en: place.names.en.join("|"),
            name_ar: place.names.ar.join("|"),
            name_ku: place.names.ku.join("|"),
            name_tr: place.names.tr.join("|"),
            lon,
            lat,
            radius_m: place.radius_m,
            status: place.status.as_str(),
            pcode: place.codes.pcode.as_deref(),
            geonames: place.codes.geonames.as_deref(),
            wikidata: place.codes.wikidata.as_deref(),
            scope: place.scope.as_str(),
            near: place.near.join("|"),
            not_near: place.not_near.join("|"),
            not_beside: place.not_beside.join("|"),
        };
        writer.serialize(row).expect("rows are flat and memory does not fail to be written");
    }
    writer.into_inner().expect("memory does not fail to be flushed")
}
