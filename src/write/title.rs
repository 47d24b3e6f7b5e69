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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample::{Sample, event_at};

    #[test]
    fn a_title_is_the_kind_and_the_finest_name_of_the_place() {
        let sample = Sample::new();
        let cases = [
            (&sample.events[1], "Prison escape, Sample prison", "فرار من سجن، سجن المثال"),
            (
                &sample.events[0],
                "Prison escape, Nowhere on the list",
                "فرار من سجن، Nowhere on the list",
            ),
            (
                &event_at("x", -40.75, -36.5),
                "Prison escape, 36.500°S 40.750°W",
                "فرار من سجن، 36.500°S 40.750°W",
            ),
        ];
        for (event, en, ar) in cases {
            assert_eq!(title(event, Lang::English), en);
            assert_eq!(title(event, Lang::Arabic), ar);
        }
    }
}
