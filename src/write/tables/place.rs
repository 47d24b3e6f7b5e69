//! The table of places: those at which events are. What else the gazetteer knows is its own table's business.

use std::collections::{BTreeMap, BTreeSet};

use super::{DECIMALS, Field, Spot, Table, integer, text};
use crate::model::{CoordinateStatus, Place, PlaceClass, PlaceId};
use crate::write::Site;

/// A place, and how many events are there.
#[derive(Debug, Clone, Copy)]
struct Told<'e> {
    place: &'e Place,
    events: usize,
}

/// The places at which the events of `site` are, by id.
pub(super) fn table<'e>(site: &Site<'e>) -> Table<'e> {
    let mut told: BTreeMap<&PlaceId, Told<'e>> = BTreeMap::new();
    let listed: BTreeSet<&PlaceId> = site.places.iter().map(|place| &place.id).collect();
    let places = site.events.iter().filter_map(|event| event.location.place.as_deref());
    for place in places.filter(|place| listed.contains(&place.id)) {
        told.entry(&place.id).or_insert(Told { place, events: 0 }).events += 1;
    }
    let told: Vec<Told<'e>> = told.into_values().collect();
    let about = ["places", "Places", "A place at which events are"];
    let spot = |told: &Told<'_>| {
        let Place { lonlat, radius_m, .. } = *told.place;
        Some(Spot { lonlat, radius_m, decimals: DECIMALS })
    };
    Table::new(about, true, fields(), told.len(), move |number| told[number], spot)
}

fn fields<'e>() -> Vec<Field<'e, Told<'e>>> {
    vec![
        text("place_id", "#loc+code")
            .always()
            .what("id of the place, a row of `places.csv`")
            .by(|it: &Told<'e>| it.place.id.as_str()),
        text("place", "#loc+name+i_en")
            .always()
            .what("its name in English")
            .by(|it: &Told<'e>| it.place.name_en()),
        text("place_ar", "#loc+name+i_ar")
            .always()
            .what("its name in Arabic")
            .by(|it: &Told<'e>| it.place.name_ar()),
        text("class", "#loc+type")
            .always()
            .words(PlaceClass::ALL.map(PlaceClass::as_str))
            .what("what it is, a [class](places.md)")
            .by(|it: &Told<'e>| it.place.class.as_str()),
        text("pcode", "#loc+code+v_pcode")
            .what("its OCHA P-code")
            .by(|it: &Told<'e>| it.place.codes.pcode.as_deref()),
        text("geonames", "#loc+code+v_geonames")
            .what("its GeoNames id")
            .by(|it: &Told<'e>| it.place.codes.geonames.as_deref()),
        text("wikidata", "#loc+code+v_wikidata")
            .what("its Wikidata item")
            .by(|it: &Told<'e>| it.place.codes.wikidata.as_deref()),
        integer("radius_m", "#geo+radius+m")
            .always()
            .what("metres around the point inside which it lies")
            .by(|it: &Told<'e>| it.place.radius_m),
        text("coordinate_status", "#geo+status")
            .always()
            .words(CoordinateStatus::ALL.map(CoordinateStatus::as_str))
            .what("how far to trust the point, as of an event")
            .by(|it: &Told<'e>| it.place.status.as_str()),
        integer("event_count", "#event+num")
            .always()
            .what("how many events are there")
            .by(|it: &Told<'e>| it.events),
    ]
}
