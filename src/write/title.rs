//! What an event is called: its kind and its place. Days stand beside a title, never in it.

use super::words::pick;
use crate::model::{Event, Lang, LonLat, Whereabouts};

/// The title of `event`: `Prison escape, Ghwayran prison`, «فرار من سجن، سجن غويران».
///
/// An analyst may have given it another. Where the gazetteer knows no place, the record's own name of it stands in, else its coordinate.
pub fn title(event: &Event, lang: Lang) -> String {
    let amended = &event.amendments;
    if let Some(title) = pick((&amended.title_en, &amended.title_ar), lang) {
        return title.clone();
    }
    let (kind, comma) = match lang {
        Lang::English => (&event.kind.label_en, ","),
        Lang::Arabic => (&event.kind.label_ar, "،"),
    };
    let place = match (&event.location.place, lang) {
        (Some(place), Lang::English) => place.name_en().to_owned(),
        (Some(place), Lang::Arabic) => place.name_ar().to_owned(),
        (None, _) => match coded_name(event) {
            Some(name) => name.to_owned(),
            None => degrees(event.location.lonlat, lang),
        },
    };
    format!("{kind}{comma} {place}")
}

/// The first name that a record of `event` gives its place.
pub(super) fn coded_name(event: &Event) -> Option<&str> {
    event.reports.iter().find_map(|placed| match &placed.report.whereabouts {
        Whereabouts::Coded { place: Some(place), .. } => {
            Some(place.as_str().trim()).filter(|n| !n.is_empty())
        }
        _ => None,
    })
}

/// A coordinate for reading, `36.500°N 40.750°E`: three decimals are 100 m, finer than any eye needs.
///
/// Arabic spells the directions out: Latin letters would turn the numbers around in right-to-left text.
fn degrees(lonlat: LonLat, lang: Lang) -> String {
    let (lon, lat) = (lonlat.lon(), lonlat.lat());
    let (north, east) = match lang {
        Lang::English => (["N", "S"], ["E", "W"]),
        Lang::Arabic => ([" شمالًا", " جنوبًا"], [" شرقًا", " غربًا"]),
    };
    let (north, east) = (north[usize::from(lat < 0.0)], east[usize::from(lon < 0.0)]);
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
                "فرار من سجن، 36.500° جنوبًا 40.750° غربًا",
            ),
            (
                &event_at("x", 40.75, 36.5),
                "Prison escape, 36.500°N 40.750°E",
                "فرار من سجن، 36.500° شمالًا 40.750° شرقًا",
            ),
        ];
        for (event, en, ar) in cases {
            assert_eq!(title(event, Lang::English), en);
            assert_eq!(title(event, Lang::Arabic), ar);
        }
    }
}
