//! Records in JSON, JSON Lines and GeoJSON.

use super::{Folder, check};

#[test]
fn a_line_of_json_is_a_record_or_is_told_with_its_column_in_characters() {
    let kind = r#""kind":"bombing""#;
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "good",
            r#"{"id":"x","kind":"bombing","lon":40.5,"lat":36,"killed":3}"#,
            &["e.jsonl#x bombing 40.5,36 3/3/3"],
        ),
        ("record separator", "\u{1e}{\"kind\":\"bombing\"}", &["e.jsonl#1 bombing"]),
        (
            "long numbers",
            r#"{"id":123456789012345678901234567890,"kind":"bombing"}"#,
            &["e.jsonl#123456789012345678901234567890 bombing"],
        ),
        ("null", r#"{"kind":"bombing","lat":null,"lon":null,"date":""}"#, &["e.jsonl#1 bombing"]),
        (
            "syntax",
            r#"{"kind":"حلب",}"#,
            &["e.jsonl:1:15: rejected: key must be a string; JSON has double quotes", "rejected 1"],
        ),
        (
            "single quotes",
            "{'kind':'bombing'}",
            &["e.jsonl:1:2: rejected: key must be a string; JSON has double quotes", "rejected 1"],
        ),
        (
            "concatenated",
            "{}{}",
            &["e.jsonl:1:3: rejected: trailing characters; write one value", "rejected 1"],
        ),
        (
            "a list",
            "[]",
            &["e.jsonl:1:1: rejected: expected an object {…}, found a list", "rejected 1"],
        ),
        (
            "nothing",
            "null",
            &["e.jsonl:1:1: rejected: expected an object {…}, found null", "rejected 1"],
        ),
        (
            "unknown keys",
            &format!(r#"{{{kind},"__proto__":{{}},"titel":"x"}}"#),
            &[
                "e.jsonl#1 bombing",
                "e.jsonl:1:31: warning: not read, for no column goes by this name: `__proto__`, `titel` (did you mean `title`?)",
            ],
        ),
        (
            "pretty",
            "{\n \"kind\": \"bombing\"\n}\n",
            &["e.jsonl:1:1: rejected: one record goes over several lines", "rejected 1"],
        ),
        (
            "several lines",
            "\u{feff}{\"kind\":\"bombing\"}\r\n\r\nx\r{\"kind\":\"bombing\"}",
            &["e.jsonl#1", "e.jsonl#4", "e.jsonl:3:1: rejected: expected value", "rejected 1"],
        ),
        (
            "deep",
            &"[".repeat(100_000),
            &["e.jsonl:1:100000: rejected: EOF while parsing a list", "rejected 1"],
        ),
        (
            "deep and whole",
            &format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)),
            &["e.jsonl:1:1: rejected: expected an object {…}, found a list", "rejected 1"],
        ),
    ];
    for (name, text, expected) in cases {
        check(name, &Folder::of("e.jsonl", text).told(), expected);
    }
    let bad_line =
        Folder::of("e.jsonl", b"{\"kind\":\"bombing\"}\n{\"\xff\":1}\n{\"kind\":\"bombing\"}");
    let expected =
        ["e.jsonl#1", "e.jsonl#3", "e.jsonl:2:3: rejected: bytes that are not UTF-8", "rejected 1"];
    check("a bad byte", &bad_line.told(), &expected);
}

#[test]
fn a_value_of_json_has_the_type_of_its_column() {
    let kind = r#""kind":"bombing""#;
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "a key twice",
            r#"{"id":1,"id":2}"#,
            &["e.jsonl:1:14: rejected: `id` is given twice", "rejected 1"],
        ),
        (
            "text for a number",
            &format!(r#"{{{kind},"lat":"36","lon":40}}"#),
            &["e.jsonl:1:25: rejected: `lat` is a string; write a number", "rejected 1"],
        ),
        (
            "a number for text",
            &format!(r#"{{{kind},"date":2022}}"#),
            &["e.jsonl:1:26: rejected: `date` is a number; write a string", "rejected 1"],
        ),
        (
            "an object for text",
            r#"{"kind":{}}"#,
            &["e.jsonl:1:9: rejected: `kind` is an object; write a string", "rejected 1"],
        ),
        (
            "an id that is none",
            &format!(r#"{{{kind},"id":[1]}}"#),
            &["e.jsonl:1:24: rejected: `id` is a list; write a string or a number", "rejected 1"],
        ),
        (
            "too large",
            &format!(r#"{{{kind},"lat":1e999,"lon":40}}"#),
            &["e.jsonl:1:25: rejected: a coordinate is not a number", "rejected 1"],
        ),
        (
            "no number of JSON",
            &format!(r#"{{{kind},"lat":NaN,"lon":40}}"#),
            &["e.jsonl:1:25: rejected: expected value", "rejected 1"],
        ),
        (
            "lone surrogate",
            &format!(r#"{{{kind},"text":"\ud800"}}"#),
            &["e.jsonl:1:33: rejected:", "rejected 1"],
        ),
        (
            "NUL",
            &format!(r#"{{{kind},"text":"a\u0000"}}"#),
            &["e.jsonl:1:26: rejected: NUL character", "rejected 1"],
        ),
    ];
    for (name, text, expected) in cases {
        check(name, &Folder::of("e.jsonl", text).told(), expected);
    }
}

#[test]
fn a_json_document_is_a_list_an_object_of_events_or_geojson() {
    let feature = |geometry: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","id":7,"geometry":{geometry},"properties":{{"kind":"bombing"}}}}]}}"#
        )
    };
    let point = |numbers: &str| feature(&format!(r#"{{"type":"Point","coordinates":{numbers}}}"#));
    let crs = |name: &str| {
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{name}"}}}},"features":[]}}"#
        )
    };
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "list",
            "\u{feff}[\n {\"kind\":\"bombing\"},\n {\"kind\":\"x\"}\n]",
            &["e.json#2 bombing", "e.json:3:10: rejected: unknown kind `x`", "rejected 1"],
        ),
        ("events", r#"{"events":[{"id":"a","kind":"bombing"}]}"#, &["e.json#a bombing"]),
        (
            "something else",
            r#"{"kind":"bombing"}"#,
            &["e.json:1:1: rejected: no records: expected a list", "rejected 1"],
        ),
        ("broken", "[\n {},\n", &["e.json:3:1: rejected: EOF while parsing a value", "rejected 1"]),
        (
            "empty",
            "",
            &[
                "e.json:1:1: rejected: EOF while parsing a value; the value breaks off",
                "rejected 1",
            ],
        ),
        ("point", &point("[40.7,36.5,300,1]"), &["e.json#7 bombing 40.7,36.5"]),
        ("null geometry", &feature("null"), &["e.json#7 bombing"]),
        (
            "swapped",
            &point("[36.5,140.7]"),
            &[
                "e.json:1:77: rejected: latitude 140.7 is out of range (-90 to 90); are longitude",
                "rejected 1",
            ],
        ),
        ("too few numbers", &point("[40.7]"), &["e.json:1:", "rejected 1"]),
        ("no numbers", &point("[]"), &["e.json:1:", "rejected 1"]),
        (
            "polygon",
            &feature(
                r#"{"type":"Polygon","coordinates":[[[40,36],[41,36],[41,37],[40,37],[40,36]]]}"#,
            ),
            &["e.json#7 bombing 40.5,36.5", "e.json:1:77: warning: only points are placed"],
        ),
        (
            "empty polygon",
            &feature(r#"{"type":"Polygon","coordinates":[]}"#),
            &["e.json:1:77: rejected: an empty geometry", "rejected 1"],
        ),
        ("deep", &point(&"[".repeat(100_000)), &["e.json:1:", "rejected 1"]),
        (
            "deep and whole",
            &point(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
            &["e.json:1:", "rejected 1"],
        ),
        ("CRS84", &crs("urn:ogc:def:crs:OGC:1.3:CRS84"), &[]),
        (
            "metres",
            &crs("urn:ogc:def:crs:EPSG::32637"),
            &["e.json:1:35: rejected: `crs` is not CRS84", "rejected 1"],
        ),
        (
            "a feature alone",
            r#"{"type":"Feature","geometry":null,"properties":{"kind":"bombing"}}"#,
            &["e.json#1 bombing"],
        ),
        (
            "no feature",
            r#"{"type":"Topology"}"#,
            &["e.json:1:1: rejected: no records", "rejected 1"],
        ),
        (
            "a bare point in a collection",
            r#"{"type":"FeatureCollection","features":[{"type":"Point"}]}"#,
            &["e.json:1:41: rejected: expected a GeoJSON Feature", "rejected 1"],
        ),
    ];
    for (name, text, expected) in cases {
        check(name, &Folder::of("e.json", text).told(), expected);
    }
}
