//! Tests of `events.geojson`: its bytes, its rules, and what GDAL makes of it.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use super::{bounding_box, events};
use crate::model::Event;
use crate::write::Site;
use crate::write::sample::{Sample, check_golden, event_at};

#[test]
fn events_are_as_blessed() {
    check_golden("events.geojson", &events(&Sample::new().site()));
}

#[test]
fn a_site_without_events_is_a_valid_collection_without_bbox() {
    let bytes = events(&Sample::empty().site());
    let collection: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(collection["features"], serde_json::json!([]));
    assert!(collection.get("bbox").is_none());
}

#[test]
fn the_order_of_events_does_not_change_the_file() {
    let mut sample = Sample::new();
    let before = events(&sample.site());
    sample.events.reverse();
    assert_eq!(events(&sample.site()), before);
}

#[test]
fn the_bbox_is_the_shortest_arc_that_holds_every_position() {
    // positions as lon lat, then west south east north
    let cases: [(&[[f64; 2]], [f64; 4]); 6] = [
        (&[[40.0, 36.0]], [40.0, 36.0, 40.0, 36.0]),
        (&[[40.0, 36.0], [38.5, 37.0], [41.0, 35.0]], [38.5, 35.0, 41.0, 37.0]),
        (&[[179.0, 1.0], [-179.0, -1.0]], [179.0, -1.0, -179.0, 1.0]),
        (&[[-180.0, 0.0], [180.0, 0.0]], [180.0, 0.0, -180.0, 0.0]),
        (&[[-10.0, 0.0], [10.0, 90.0]], [-10.0, 0.0, 10.0, 90.0]),
        (&[[-120.0, 0.0], [0.0, 0.0], [130.0, 0.0]], [130.0, 0.0, 0.0, 0.0]),
    ];
    for (positions, bbox) in cases {
        assert_eq!(bounding_box(positions), Some(bbox), "{positions:?}");
    }
    assert_eq!(bounding_box(&[]), None);
}

/// Positions all over the earth, from a linear congruential generator (Knuth, MMIX) with a fixed seed.
fn scattered(seed: u64, count: usize) -> Vec<Event> {
    let mut state = seed;
    let mut unit = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let edges = [-180.0, 180.0, -0.0, 1e-9, -1e-7, 0.123_456_75];
    (0..count)
        .map(|i| {
            let lon = edges.get(i).copied().unwrap_or_else(|| unit() * 360.0 - 180.0);
            event_at(&format!("event-{i}"), lon, unit() * 180.0 - 90.0)
        })
        .collect()
}

#[test]
fn any_positions_make_strict_geojson() {
    let empty = Sample::empty();
    for seed in 0..50 {
        let list = scattered(seed, 1 + usize::try_from(seed).unwrap());
        let site = Site { events: &list, ..empty.site() };
        let text = String::from_utf8(events(&site)).unwrap();
        let collection: Value = serde_json::from_str(&text).unwrap();
        let features = collection["features"].as_array().unwrap();
        let ids: BTreeSet<&str> = features.iter().map(|f| f["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), list.len());
        assert!(!text.contains("-0.0,") && !text.contains("-0.0]"), "negative zero in {text}");
        let bbox: Vec<f64> = numbers(&collection["bbox"]);
        let width = (bbox[2] - bbox[0]).rem_euclid(360.0);
        for feature in features {
            let position = numbers(&feature["geometry"]["coordinates"]);
            assert_eq!(position.len(), 2);
            for degrees in &position {
                let micro = degrees * 1e6;
                assert!((micro - micro.round()).abs() < 1e-6, "{degrees} has more than 6 decimals");
            }
            let east_of_west = (position[0] - bbox[0]).rem_euclid(360.0);
            assert!(east_of_west <= width + 1e-6, "{position:?} lies outside {bbox:?}");
            assert!((bbox[1]..=bbox[3]).contains(&position[1]));
        }
    }
}

#[test]
fn every_feature_has_the_same_keys_once_and_never_an_empty_string() {
    let text = String::from_utf8(events(&Sample::new().site())).unwrap();
    let collection: Value = serde_json::from_str(&text).unwrap();
    let features = collection["features"].as_array().unwrap();
    let keys = |feature: &Value| -> Vec<String> {
        feature["properties"].as_object().unwrap().keys().cloned().collect()
    };
    for (feature, line) in features.iter().zip(text.lines().skip(4)) {
        assert_eq!(keys(feature), keys(&features[0]));
        for (key, value) in feature["properties"].as_object().unwrap() {
            assert_ne!(value, "", "{key} is empty");
            assert!(!value.is_object() && !value.is_array(), "{key} is not flat");
            assert_eq!(line.matches(&format!("\"{key}\":")).count(), 1, "{key} stands twice");
            assert!(key.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{key}");
        }
    }
}

#[test]
fn the_contract_names_every_property_in_order() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/events-geojson.md");
    let contract = std::fs::read_to_string(path).unwrap();
    let text = String::from_utf8(events(&Sample::new().site())).unwrap();
    // serde_json sorts keys on reading, so the order is taken from the text itself.
    let line = text.lines().nth(4).unwrap();
    let properties = &line[line.find("\"properties\":{").unwrap() + 14..];
    let mut rest = contract.as_str();
    for part in properties.split(",\"").chain([""]) {
        let Some((key, _)) = part.trim_start_matches('"').split_once("\":") else { continue };
        let row = format!("| `{key}` |");
        let found = rest.find(&row);
        rest = &rest[found.unwrap_or_else(|| panic!("no row {row} in its place in {path}"))..];
    }
}

#[test]
fn gdal_reads_every_column_with_its_type() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("events.geojson");
    std::fs::write(&file, events(&Sample::new().site())).unwrap();
    let output = Command::new("ogrinfo").args(["-ro", "-al", "-so"]).arg(&file).output();
    let output = output.expect("ogrinfo must be installed: apt-get install gdal-bin");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    for line in [
        "Geometry: Point",
        "Feature Count: 2",
        "start: Date ",
        "end: Date ",
        "event_id: String ",
        "title_ar: String ",
        "radius_m: Integer ",
        "source_count: Integer ",
        "aliases: String ",
        "witness_count: Integer ",
        "coded: String ",
        "corrections: Integer ",
        "escaped_low: Integer ",
        "killed_is: Integer ",
        "evidence_line: Integer ",
    ] {
        assert!(said.contains(line), "no `{line}` in\n{said}");
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect()
}
