//! What an event is called: its kind and its place. Days stand beside a title, never in it.

use crate::model::{Event, Lang, LonLat, Whereabouts};

/// The title of `event`: `Prison escape, Ghwayran prison`, «فرار من سجن، سجن غويران».
///
/// Where the gazetteer knows no place, the record's own name of it stands in, else its coordinate.
pub fn title(event: &Event, lang: Lang) -> String {
    let (kind, comma) = match lang {
        Lang::English => (&event.kind.label_en, ","),
        Lang::Arabic => (&event.kind.label_ar, "،"),
    };
    let place = match (&event.location.place, lang) {
        (Some(place), Lang::English) => place.name_en().to_owned(),
        (Some(place), Lang::Arabic) => place.name_ar().to_owned(),
        (None, _) => match coded_name(event) {
            Some(name) => name.to_owned(),
            None => degrees(event.location.lonlat),
        },
    };
    format!("{kind}{comma} {place}")
}

/// The first name that a record of `event` gives its place.
pub(super) fn coded_name(event: &Event) -> Option<&str> {
    event.reports.iter().find_map(|placed| match &placed.report.whereabouts {
        Whereabouts::Coded { name: Some(name), .. } => Some(name.trim()).filter(|n| !n.is_empty()),
        _ => None,
    })
}

/// A coordinate for reading, `36.500°N 40.750°E`: three decimals are 100 m, finer than any eye needs.
fn degrees(lonlat: LonLat) -> String {
    let (lon, lat) = (lonlat.lon(), lonlat.lat());
    let north = if lat < 0.0 { 'S' } else { 'N' };
    let east = if lon < 0.0 { 'W' } else { 'E' };
    format!("{:.3}°{north} {:.3}°{east}", lat.abs(), lon.abs())
}
