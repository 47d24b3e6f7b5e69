//! What the geocoder makes of the short texts in `tests/cases/geocode.txt`; the head of that file tells its form.

use std::fmt::Write as _;

use kharita::gazetteer::Gazetteer;
use kharita::geocode::Geocoder;
use kharita::model::{PlaceClass, ResolvedMention};
use kharita::read;
use kharita::text::Words;

#[test]
fn every_toponym_of_the_cases_means_the_place_it_should() {
    let table = read::places("places.csv", include_bytes!("../../places.csv")).expect("a table");
    let gazetteer = Gazetteer::new(table.places);
    let geocoder = Geocoder::new(&gazetteer);
    let mut wrong = String::new();
    let (mut rows, mut failures) = (0, 0);
    for (index, row) in include_str!("../cases/geocode.txt").lines().enumerate() {
        if row.trim().is_empty() || row.starts_with("# ") || row == "#" {
            continue;
        }
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [text, context, expected] = cells[..] else { panic!("row {}: {row}", index + 1) };
        let found = found(&geocoder, text, context);
        rows += 1;
        if found != expected {
            failures += 1;
            let _ = writeln!(wrong, "{}: {row}\n    found {found}", index + 1);
        }
    }
    assert!(rows >= 300, "only {rows} cases");
    assert!(failures == 0, "{failures} of {rows} cases\n{wrong}");
}

/// The places found in `text` read after its context, in the form of the expected column.
fn found(geocoder: &Geocoder<'_>, text: &str, context: &str) -> String {
    let before = context.split_once('=').map_or("", |(_, before)| before);
    let whole = if before.is_empty() { text.to_owned() } else { format!("{before}\n\n{text}") };
    let from = whole.len() - text.len();
    let resolved = geocoder.resolve(&Words::of(&whole));
    let shown: Vec<String> = resolved
        .iter()
        .filter(|found| found.mention.span.start >= from && !is_country(found))
        .filter_map(show)
        .collect();
    if shown.is_empty() { "none".to_owned() } else { shown.join(";") }
}

/// The place, or the candidates of a toponym that stays open; nothing for a name that was refused.
fn show(found: &ResolvedMention) -> Option<String> {
    if let Some(place) = &found.place {
        return Some(place.id.to_string());
    }
    let mut ids: Vec<&str> =
        found.candidates.iter().map(|candidate| candidate.place.id.as_str()).collect();
    ids.sort_unstable();
    (!ids.is_empty()).then(|| format!("?{}", ids.join(",")))
}

fn is_country(found: &ResolvedMention) -> bool {
    found.mention.named.iter().all(|named| named.place.class == PlaceClass::Country)
}
