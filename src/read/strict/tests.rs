//! Tests of the rules, a row each: the text, and what is told of it.

use super::{Layout, check};

fn told(text: &[u8], layout: Layout) -> Vec<String> {
    check("f", text, layout).diagnostics.iter().map(ToString::to_string).collect()
}

fn feature(geometry: &str, properties: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"id\":\"a\",\"geometry\":{geometry},\"properties\":{properties}}}"
    )
}

fn collection(members: &str, features: &str) -> String {
    format!("{{\"type\":\"FeatureCollection\",{members}\"features\":[{features}]}}")
}

#[test]
fn what_follows_the_rules_is_told_nothing_of() {
    let geometries = [
        "null",
        "{\"type\":\"Point\",\"coordinates\":[-180,90]}",
        "{\"type\":\"Point\",\"coordinates\":[40.123456,36,700.5]}",
        "{\"type\":\"MultiPoint\",\"coordinates\":[]}",
        "{\"type\":\"LineString\",\"coordinates\":[[0,0],[1e0,1]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[3,0],[3,3],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[-180,80],[0,80],[180,80],[180,90],[-180,90],[-180,80]]]}",
        "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[3,0],[3,3],[0,0]]]]}",
        "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[0,0]}]}",
        "{\"type\":\"Point\",\"coordinates\":[0,0],\"bbox\":[0,0,0,0],\"note\":{\"a\":[1,\"\"]}}",
    ];
    for geometry in geometries {
        for text in [
            geometry.to_owned(),
            feature(geometry, "null"),
            feature(geometry, "{\"a\":1,\"b\":{\"c\":[null]}}"),
            collection("", &feature(geometry, "{}")),
        ] {
            if text != "null" {
                assert_eq!(told(text.as_bytes(), Layout::Document), [""; 0], "{text}");
            }
        }
    }
    let none = collection("\"bbox\":[179,-1,-179,1],\"who\":{\"we\":1},", "");
    assert_eq!(told(none.as_bytes(), Layout::Document), [""; 0]);
}

#[test]
fn what_validators_miss_is_told_with_its_place() {
    let point = |numbers: &str| format!("{{\"type\":\"Point\",\"coordinates\":{numbers}}}");
    let feature_at = |numbers: &str| feature(&point(numbers), "{}");
    // text, then what is told, of which the beginning counts
    let cases: Vec<(String, &str)> = vec![
        (point("§[36,140]"), "rejected: latitude 140 is out of range (-90 to 90); are longitude and latitude swapped?"),
        (point("§[181,0]"), "rejected: longitude 181 is out of range"),
        (point("[§1e999,0]"), "rejected: 1e999 is larger than any number"),
        (point("[0,0,§1e999]"), "rejected: 1e999 is larger"),
        (point("[§NaN,0]"), "rejected: expected value"),
        (point("[§40.1234567,0]"), "warning: coordinates with more than 6 decimals, 1 in all"),
        (point("[§4e-7,0]"), "warning: coordinates with more than 6 decimals"),
        (point("[§\"1\",0]"), "rejected: expected a number, found a string"),
        (point("§[1]"), "rejected: a position has a longitude and a latitude"),
        (point("§[1,2,3,4]"), "warning: what stands after the height"),
        (format!("§{}", point("{}")), "rejected: a Point needs a list `coordinates`"),
        (collection("", &format!("{0},\n{1}", feature_at("[0,0]"), feature_at("[0,0]").replace("\"a\"", "§\"a\""))), "rejected: the id \"a\" is that of the feature on line 1 too"),
        (feature("null", "{\"a\":1,\"a\":§1}"), "rejected: the key `a` is given twice"),
        ("{\"type\":\"Point\",\"type\":§\"Point\",\"coordinates\":[0,0]}".to_owned(), "rejected: the key `type` is given twice"),
        (feature("null", "{\"a\":§12345678901234567890}"), "warning: 12345678901234567890 has more digits than programs keep"),
        (collection("", &format!("{0},\n{1}", feature_at("[0,0]").replace("\"a\"", "1"), feature_at("[0,0]").replace("\"a\"", "§1.0"))), "rejected: the id 1.0 is that of the feature on line 1 too"),
        (collection("", &format!("{0},\n{1}", feature_at("[0,0]").replace("\"a\"", "-0"), feature_at("[0,0]").replace("\"a\"", "§\"0\""))), "warning: programs that keep ids as text read the id \"0\" as -0, which is on line 1"),
        (collection("", &format!("{0},\n{1}", feature_at("[0,0]"), feature_at("[0,0]").replace("\"a\"", "§\"\\u0061\""))), "rejected: the id \"\\u0061\" is"),
        (feature("null", "{\"a\":§9007199254740993.0}"), "warning: 9007199254740993.0 has more digits than programs keep"),
        (feature("null", "{\"a\":[§-123456789012345678e3,1e20]}"), "warning: -123456789012345678e3 has more digits"),
        (feature("null", "{\"a\":§\"x\\uffff\"}"), "rejected: U+FFFF is no character"),
        (feature("null", "{\"a\":§\"\\ud83f\\udffe\"}"), "rejected: U+1FFFE is no character"),
        (feature("null", "{\"\u{fdd0}\":§1}"), "rejected: U+FDD0 is no character"),
        (feature("null", "{\"a\":§\"x\\u0000\"}"), "warning: the character U+0000, at which some programs end a text"),
        (feature("null", "{\"a\":{\"b\":[§-1e400]}}"), "rejected: -1e400 is larger"),
        (feature("null", "{\"a\":\"\\ud800§\"}"), "rejected: unexpected end of hex escape"),
        (feature("null", "§[]"), "rejected: expected an object of properties or null, found a list"),
        ("§{\"type\":\"Feature\",\"properties\":null}".to_owned(), "rejected: has no `geometry`"),
        ("§{\"type\":\"Feature\",\"geometry\":null}".to_owned(), "rejected: has no `properties`"),
        ("{\"type\":\"Feature\",\"id\":§{},\"geometry\":null,\"properties\":null}".to_owned(), "rejected: an `id` is a string or a number, not an object"),
        (collection("\"crs\":§null,", ""), "rejected: `crs` is no longer part of GeoJSON"),
        (collection("\"properties\":§{},", ""), "rejected: a FeatureCollection must not have `properties`"),
        (collection("\"bbox\":§[1,2,3],", ""), "rejected: a box is west, south, east, north"),
        (collection("\"bbox\":§[0,1,0,0],", ""), "rejected: its south lies north of its north"),
        (collection("\"bbox\":§[0,0,1,1],", &feature_at("[2,0]")), "rejected: the position [2, 0] lies outside this box"),
        (collection("\"bbox\":§[170,0,-170,1],", &feature_at("[0,0]")), "rejected: the position [0, 0] lies outside"),
        (collection("", "{\"type\":§\"Point\",\"coordinates\":[0,0]}"), "rejected: `Point` cannot stand here; write one of Feature"),
        (collection("", "§7"), "rejected: expected an object of GeoJSON, found a number"),
        ("§{\"type\":\"FeatureCollection\"}".to_owned(), "rejected: has no list `features`"),
        ("{\"type\":§\"point\",\"coordinates\":[0,0]}".to_owned(), "rejected: `point` is no type of GeoJSON"),
        ("§{}".to_owned(), "rejected: has no `type`"),
        ("§[]".to_owned(), "rejected: expected an object of GeoJSON, found a list"),
        ("§{".to_owned(), "rejected: EOF while parsing"),
        ("§\u{feff}{\"type\":\"Point\",\"coordinates\":[0,0]}".to_owned(), "rejected: begins with a byte order mark"),
        ("{\"type\":\"LineString\",\"coordinates\":§[[0,0]]}".to_owned(), "rejected: a LineString has at least 2 positions"),
        ("{\"type\":\"LineString\",\"coordinates\":§[[170,0],[-170,0]]}".to_owned(), "warning: a side goes the long way around the earth"),
        ("{\"type\":\"Polygon\",\"coordinates\":[§[[0,0],[1,1],[1,0],[0,0]]]}".to_owned(), "warning: an outer ring runs counter-clockwise"),
        ("{\"type\":\"Polygon\",\"coordinates\":[§[[0,0],[1,0],[1,1],[0,1]]]}".to_owned(), "rejected: the ring is open"),
        ("{\"type\":\"Polygon\",\"coordinates\":[§[[0,0],[1,0],[0,0]]]}".to_owned(), "rejected: a ring has at least four positions"),
        ("{\"type\":\"GeometryCollection\",\"geometries\":[§{\"type\":\"GeometryCollection\",\"geometries\":[]}]}".to_owned(), "warning: a collection within a collection"),
    ];
    for (marked, expected) in cases {
        let text = marked.replace('§', "");
        let (before, _) = marked.split_once('§').expect("a mark where the fault is");
        let (line, column) = (
            before.lines().count().max(1),
            before.lines().last().unwrap_or_default().chars().count() + 1,
        );
        let told = told(text.as_bytes(), Layout::Document);
        let expected = format!("f:{line}:{column}: {expected}");
        assert!(
            told.len() == 1 && told[0].starts_with(&expected),
            "{text}
{expected}
{told:#?}"
        );
    }
}

#[test]
fn columns_that_programs_would_read_wrongly_are_told() {
    let features = |properties: [&str; 2]| {
        let feature = |properties| feature("null", properties).replace("\"id\":\"a\",", "");
        collection("", &properties.map(feature).join(",\n"))
    };
    let cases = [
        (["{\"a\":null}", "{\"a\":1}"], None),
        (["{\"a\":1}", "{\"a\":2.5}"], None),
        (
            ["{\"a\":1}", "{\"a\":\"\"}"],
            Some("f:2:53: warning: `a` is a string here and a number before"),
        ),
        (["{\"a\":1,\"b\":1}", "{\"a\":1}"], Some("f:2:48: warning: `b` is missing here")),
        (
            ["{\"a\":1}", "{\"a\":1,\"b\":1}"],
            Some("f:2:59: warning: `b` is missing in features before"),
        ),
    ];
    for (properties, expected) in cases {
        let told = told(features(properties).as_bytes(), Layout::Document);
        let told: Vec<_> = told.iter().map(String::as_str).collect();
        match expected {
            None => assert_eq!(told, [""; 0]),
            Some(expected) => assert!(told.len() == 1 && told[0].starts_with(expected), "{told:?}"),
        }
    }
}

#[test]
fn texts_on_lines_are_held_against_each_other() {
    let other = feature("null", "{}").replace("\"a\"", "\"b\"");
    let one = feature("null", "{}");
    let cases = [
        (format!("\u{1e}{one}\n\u{1e}{other}\n"), None),
        (format!("{one}\n\n{other}\r\n"), None),
        (format!("{one}\n{other}"), Some("f:2:1: warning: the last line has no end")),
        (
            format!("\u{1e}{one}\n{other}\n"),
            Some("f:2:1: rejected: some texts stand after a record separator"),
        ),
        (
            format!("{one}\n{one}\n"),
            Some("f:2:24: rejected: the id \"a\" is that of the feature on line 1 too"),
        ),
        (format!("{one}\n{{\n"), Some("f:2:1: rejected: EOF while parsing")),
    ];
    for (text, expected) in cases {
        let told = told(text.as_bytes(), Layout::Sequence);
        match expected {
            None => assert_eq!(told, [""; 0]),
            Some(expected) => assert!(told.len() == 1 && told[0].starts_with(expected), "{told:?}"),
        }
    }
}

#[test]
fn bytes_that_are_no_text_and_what_is_nested_too_deep_are_told() {
    let told_of = |bytes: &[u8]| told(bytes, Layout::Document);
    assert_eq!(
        told_of(b"{\n\"a\":\xff}"),
        ["f:2:5: rejected: is not UTF-8, which JSON has to be; save the file as UTF-8"]
    );
    let deep = |n: usize| feature("null", &format!("{{\"a\":{}{}}}", "[".repeat(n), "]".repeat(n)));
    assert_eq!(told_of(deep(20).as_bytes()), [""; 0]);
    for n in [40, 100_000] {
        let told = told_of(deep(n).as_bytes());
        assert!(told.len() == 1 && told[0].contains("nested deeper"), "{told:?}");
    }
    let nested = |n: usize| {
        let open = "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(n);
        format!("{open}{}", "]}".repeat(n))
    };
    let told = told_of(nested(200).as_bytes());
    assert!(told.iter().any(|told| told.contains("nested deeper")), "{told:?}");
}

#[test]
fn any_bytes_are_read_to_their_end() {
    use proptest::prelude::*;
    proptest!(|(bytes in proptest::collection::vec(any::<u8>(), 0..200))| {
        check("f", &bytes, Layout::Document);
        check("f", &bytes, Layout::Sequence);
    });
    // Texts that are nearly GeoJSON: pieces of it in any order.
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"type\"",
        "\"Feature\"",
        "\"coordinates\"",
        "1",
        "1e999",
        "null",
        "\"bbox\"",
        "\n",
    ];
    proptest!(|(order in proptest::collection::vec(0..pieces.len(), 0..60))| {
        let text: String = order.into_iter().map(|piece| pieces[piece]).collect();
        check("f", text.as_bytes(), Layout::Document);
        check("f", text.as_bytes(), Layout::Sequence);
    });
}
