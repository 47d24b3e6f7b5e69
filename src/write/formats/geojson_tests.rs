//! Tests of the GeoJSON files: their bytes, their rules, and what GDAL makes of them.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use super::{Geometry, bounds, collection, events, point, sequence};
use crate::model::{Event, LonLat};
use crate::write::Site;
use crate::write::formats::areas;
use crate::write::sample::{Sample, check_golden, event_at};
use crate::write::tables::{Row, Spot, Tables};

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
        let boxes: Vec<_> = positions.iter().map(|[lon, lat]| [*lon, *lat, *lon, *lat]).collect();
        assert_eq!(bounds(&boxes), Some(bbox), "{positions:?}");
    }
    assert_eq!(bounds(&[]), None);
    let boxes = [[-180.0, 0.0, -178.0, 1.0], [170.0, 0.0, 175.0, 1.0], [178.0, 0.0, 180.0, 1.0]];
    assert_eq!(bounds(&boxes), Some([170.0, 0.0, -178.0, 1.0]));
    let around = [[-180.0, 80.0, 180.0, 90.0], [3.0, 0.0, 4.0, 1.0]];
    assert_eq!(bounds(&around), Some([-180.0, 0.0, 180.0, 90.0]));
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

#[test]
fn what_has_no_place_has_a_null_geometry_and_no_bbox() {
    let sample = Sample::new();
    let bytes = collection(&Tables::of(&sample.site()).unplaced, &sample.site(), point);
    check_golden("unplaced.geojson", &bytes);
    let unplaced: Value = serde_json::from_slice(&bytes).unwrap();
    assert!(unplaced.get("bbox").is_none());
    let feature = &unplaced["features"][0];
    assert!(feature["geometry"].is_null() && feature["properties"]["event_id"].is_null());
    assert_eq!(feature["id"], feature["properties"]["report_id"]);
    assert_eq!(feature["properties"]["sentence"], sample.unplaced[0].report.evidence.sentence);
}

#[test]
fn a_sequence_has_each_feature_between_a_separator_and_a_line_end() {
    let sample = Sample::new();
    let text = String::from_utf8(sequence(&Tables::of(&sample.site()).events)).unwrap();
    let whole: Value = serde_json::from_slice(&events(&sample.site())).unwrap();
    let texts: Vec<Value> = text
        .split_terminator('\n')
        .map(|line| serde_json::from_str(line.strip_prefix('\u{1e}').unwrap()).unwrap())
        .collect();
    assert_eq!(&texts, whole["features"].as_array().unwrap());
    assert!(text.ends_with("}\n"));
    assert!(sequence(&Tables::of(&Sample::empty().site()).events).is_empty());
}

/// The circle of `radius_m` around a position, ring by ring.
fn circle(lon: f64, lat: f64, radius_m: u32) -> Vec<Vec<[f64; 2]>> {
    let lonlat = LonLat::new(lon, lat).unwrap();
    let spot = Some(Spot { lonlat, radius_m, decimals: 6 });
    match areas::circle(&Row { spot, cells: Vec::new() }).unwrap() {
        Geometry::Point(_) => panic!("a circle is an area"),
        Geometry::Polygon([ring]) => vec![ring],
        Geometry::MultiPolygon(parts) => parts.into_iter().map(|[ring]| ring).collect(),
    }
}

#[test]
fn a_circle_is_wound_as_the_rfc_asks_and_cut_at_the_antimeridian() {
    // longitude, latitude, radius, how many rings
    let cases = [
        (40.75, 36.5, 300, 1),
        (40.75, 36.5, 1, 1),
        (0.0, 0.0, 500_000, 1),
        (179.99, 10.0, 30_000, 2),
        (-180.0, -10.0, 30_000, 2),
        (180.0, 0.0, 1_000, 2),
        (20.0, 89.0, 500_000, 1),
        (-170.0, -89.9, 500_000, 1),
        (0.0, 90.0, 1_000, 1),
        // It ends at the pole, where rounding makes a sine greater than one.
        (10.0, 89.992_832, 797, 1),
        (100.0, 60.0, 2_000_000, 1),
        (170.0, 80.0, 900_000, 2),
        (0.0, 0.0, u32::MAX, 1),
    ];
    for (lon, lat, radius_m, rings) in cases {
        let all = circle(lon, lat, radius_m);
        assert_eq!(all.len(), rings, "{lon} {lat} {radius_m}: {all:?}");
        let mut area = 0.0;
        for ring in &all {
            assert!(ring.len() >= 4 && ring.first() == ring.last());
            let moves = |pair: &[[f64; 2]]| {
                (pair[0][0] - pair[1][0]).abs() + (pair[0][1] - pair[1][1]).abs() > 1e-9
            };
            assert!(ring.windows(2).all(moves), "{ring:?}");
            let inside = |[lon, lat]: &[f64; 2]| lon.abs() <= 180.0 && lat.abs() <= 90.0;
            assert!(ring.iter().all(inside));
            let sides = ring.windows(2);
            // A side along the edge of the map beside a pole is as long as the map is wide.
            let is_short = |pair: &[[f64; 2]]| {
                (pair[0][0] - pair[1][0]).abs() <= 180.0 || pair[0][1].abs() > 89.999_999
            };
            assert!(sides.clone().all(is_short), "{ring:?}");
            let doubled: f64 =
                sides.map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1]).sum();
            assert!(doubled > 0.0, "{lon} {lat} {radius_m} runs clockwise: {ring:?}");
            area += doubled;
        }
        assert!(area > 0.0);
    }
    let centre = LonLat::new(40.75, 36.5).unwrap();
    for [lon, lat] in &circle(40.75, 36.5, 10_000)[0] {
        let away = centre.distance_m(LonLat::new(*lon, *lat).unwrap());
        assert!((away - 10_000.0).abs() < 1.0, "{away}");
    }
}

#[test]
fn areas_are_of_the_events_and_their_box_holds_them() {
    let empty = Sample::empty();
    let list = vec![event_at("a", 179.9999, 10.0), event_at("b", 178.0, 11.0)];
    let site = Site { events: &list, ..empty.site() };
    let bytes = collection(&Tables::of(&site).events, &site, areas::circle);
    let all: Value = serde_json::from_slice(&bytes).unwrap();
    let bbox = numbers(&all["bbox"]);
    assert!(bbox[0] < 178.0 && bbox[0] > 177.9 && bbox[2] < -179.9, "{bbox:?}");
    let shapes: Vec<_> =
        all["features"].as_array().unwrap().iter().map(|f| &f["geometry"]["type"]).collect();
    assert_eq!(shapes, ["MultiPolygon", "Polygon"]);
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect()
}
