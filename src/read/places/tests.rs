//! The place table, row by row: what is a place, and what is told of the rest.

use super::places;
use crate::model::{CoordinateStatus, PlaceClass, PlaceId};

const HEADER: &str = "id,class,parent,name_en,name_ar,lon,lat,radius_m,status";

/// The faults of a table that has `row` in line 2, and a good place below it.
fn faults(row: &str) -> Vec<String> {
    let table = format!("{HEADER}\n{row}\nhasakah,city,,Hasakah,الحسكة,40.74,36.5,,verified\n");
    let read = places("places.csv", table.as_bytes()).expect("one place is good");
    read.diagnostics.iter().map(ToString::to_string).collect()
}

#[test]
fn a_row_is_a_place_with_its_names_and_what_its_class_implies() {
    let table = "\u{feff}LAT,lon,Name AR,name_en,class,id,parent,near,pcode\r\n\
                 36.4822,40.7378,سجن الصناعة|الثانوية الصناعية,Sinaa prison | Ghwayran prison,Prison,sinaa-prison,hasakah,سجن|معتقل,\r\n\
                 36.5,40.74,,Hasakah,city,hasakah,,,C4360\r\n";
    let read = places("places.csv", table.as_bytes()).expect("a good table");
    assert_eq!(read.diagnostics, []);
    assert_eq!(read.lines, [2, 3]);
    let [prison, city] = &*read.places else { panic!("two places: {read:?}") };
    assert_eq!(prison.names.en, ["Sinaa prison", "Ghwayran prison"]);
    assert_eq!(prison.names.ar, ["سجن الصناعة", "الثانوية الصناعية"]);
    assert_eq!((prison.class, prison.radius_m), (PlaceClass::Prison, 2_000));
    assert_eq!(prison.parent, Some(PlaceId::new("hasakah")));
    assert_eq!(prison.status, CoordinateStatus::Unverified);
    assert_eq!(prison.near, ["سجن", "معتقل"]);
    assert_eq!((city.radius_m, city.codes.pcode.as_deref()), (5_000, Some("C4360")));
    assert_eq!((city.lonlat.lon(), city.lonlat.lat()), (40.74, 36.5));
}

#[test]
fn a_place_belongs_to_the_map_unless_its_own_row_says_otherwise() {
    let table = "id,class,parent,name_en,lon,lat,scope\n\
                 a,city,,A,40.74,36.5,\nb,city,,B,44.4,33.3,Context\nc,town,b,C,44.5,33.3,\nd,town,,D,44.5,33.3,far\n";
    let read = places("places.csv", table.as_bytes()).expect("a good table");
    let elsewhere: Vec<bool> = read.places.iter().map(crate::model::Place::is_elsewhere).collect();
    assert_eq!(elsewhere, [false, true, false]);
    let faults: Vec<_> = read.diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(faults, ["places.csv:5:21: rejected: unknown scope `far`; one of context"]);
}

#[test]
fn a_bad_row_is_told_with_its_cell_and_left_out() {
    let cases = [
        ("x,town,,X,,40,91,,", "2:15: rejected: latitude 91 is out of range"),
        ("x,town,,X,,181,36,,", "2:12: rejected: longitude 181 is out of range"),
        ("x,town,,X,,NaN,36,,", "2:12: rejected: a coordinate is not a number"),
        ("x,town,,X,,40,1e999,,", "2:15: rejected: a coordinate is not a number"),
        ("x,town,,X,,0,0,,", "2:12: rejected: 0,0 lies"),
        (
            "x,town,,X,,40,\"36,5\",,",
            "2:15: rejected: `36,5` is not a number; write a decimal point",
        ),
        ("x,town,,X,,,36,,", "2:12: rejected: a place needs a lon"),
        ("x,twon,,X,,40,36,,", "2:3: rejected: unknown class `twon` (did you mean `town`?)"),
        (",town,,X,,40,36,,", "2:1: rejected: a place needs an id"),
        ("../x,town,,X,,40,36,,", "2:1: rejected: `../x` is no id"),
        ("x,town,,,,40,36,,", "2:9: rejected: a place needs a name_en or a name_ar"),
        ("x,town,, | ,,40,36,,", "2:9: rejected: a place needs a name_en or a name_ar"),
        ("x,town,,X|\u{64e}\u{640},,40,36,,", "2:9: rejected: name `\u{64e}\u{640}` has no letter"),
        ("x,town,,X,,40,36,-5,", "2:18: rejected: radius_m `-5` is no whole number"),
        ("x,town,,X,,40,36,,sure", "2:19: rejected: unknown status `sure`"),
        ("hasakah,town,,X,,40,36,,", "3:1: rejected: id `hasakah` is taken by line 2"),
        (
            "x,town,hasaka,X,,40,36,,",
            "2: warning: parent `hasaka` of `x` is no id of this table (did you mean `hasakah`?)",
        ),
        ("x,town,,X,,36.5,40.74,,", "2:17: warning: longitude 36.5 and latitude 40.74 lie far"),
    ];
    for (row, expected) in cases {
        let faults = faults(row);
        let expected = format!("places.csv:{expected}");
        assert!(faults.len() == 1 && faults[0].starts_with(&expected), "{row}: {faults:#?}");
    }
}

#[test]
fn a_name_is_taken_literally() {
    let table = format!("{HEADER}\nx,town,,\"a \"\"b\"\"\t.* (\",,40,36,,\n");
    let read = places("places.csv", table.as_bytes()).expect("a good table");
    assert_eq!(read.places[0].names.en, ["a \"b\"\t.* ("]);
}

#[test]
fn a_table_that_cannot_be_a_gazetteer_is_fatal() {
    let row = |id, parent| format!("{id},town,{parent},X,,40,36,,");
    let cases = [
        (
            String::new(),
            "places.csv:1:1: error: empty file, expected a header line id,class,lon,lat",
        ),
        ("id,class,lon\n".into(), "places.csv:1:1: error: missing column lat"),
        ("id,class,lon,lat\n".into(), "places.csv:1:1: error: missing column name_en or name_ar"),
        (format!("{HEADER}\n"), "places.csv: error: no row is a place"),
        (
            format!("{HEADER}\n{}\n", row("A", "")),
            "places.csv: error: no row is a place; nothing can be put on a map; first fault: places.csv:2:1",
        ),
        (
            format!("{HEADER}\n{}\n", row("a", "a")),
            "places.csv:2: error: place `a` lies inside itself",
        ),
        (
            format!("{HEADER}\n{}\n{}\n{}\n", row("c", "a"), row("a", "b"), row("b", "a")),
            "places.csv:2: error: place `a` lies inside itself",
        ),
    ];
    for (table, expected) in cases {
        let fatal = places("places.csv", table.as_bytes()).expect_err(&table).to_string();
        assert!(fatal.starts_with(expected), "{table}: {fatal}");
    }
}
