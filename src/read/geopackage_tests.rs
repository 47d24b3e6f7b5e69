//! Files as programs write them, and as nobody should.

use super::*;
use crate::model::{KindId, LonLat, PlaceDoubts, Source};
use crate::read::Coding;
use crate::read::attributes::Attributes;

/// What is read in `bytes`: how many records, and what is told.
fn read(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let kinds = [KindId::new("bombing")].into_iter().collect();
    let attributes = Attributes::default();
    let coding = Coding { codebook: &kinds, doubts: &|_| PlaceDoubts::default() };
    let source = RecordFile { file: "e.gpkg", path: "e.gpkg", coding, attributes: &attributes };
    let mut harvest = Harvest::default();
    layers(source, bytes, &mut harvest);
    let records = harvest.sources.iter().map(|(source, _)| match source {
        Source::Record(record) => {
            format!("{} {:?}", record.origin.id, record.lonlat.map(LonLat::lon))
        }
        Source::Article(_) => "an article".to_owned(),
    });
    (records.collect(), harvest.diagnostics.iter().map(ToString::to_string).collect())
}

/// A file with a catalogue, made by `statements`.
fn file(statements: &str) -> Vec<u8> {
    let mut database = Connection::open_in_memory().unwrap();
    database
        .execute_batch(&format!(
            "PRAGMA application_id = 0x47504B47; \
             CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT); \
             CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT); \
             {statements}"
        ))
        .unwrap();
    database.serialize("main").unwrap().to_vec()
}

/// A layer of one event called `id`, at the point that `geom` is.
fn layer(id: &str, geom: &str) -> String {
    format!(
        "CREATE TABLE events (fid INTEGER PRIMARY KEY, geom, event_id, kind, place_precision, coordinate_status, radius_m, covered BOOLEAN); \
         INSERT INTO events VALUES (7, {geom}, '{id}', 'bombing', 'town', 'verified', 50, 0); \
         INSERT INTO gpkg_contents VALUES ('events', 'features'); \
         INSERT INTO gpkg_geometry_columns VALUES ('events', 'geom'); "
    )
}

/// The point 40, 36 in the order of bytes `order`, behind a head with `flags` and a box of `around` bytes.
fn geometry(flags: u8, around: usize, of: u32) -> String {
    let mut blob = vec![b'G', b'P', 0, flags];
    blob.extend(4326_i32.to_le_bytes());
    blob.extend(vec![0; around]);
    blob.push(1);
    blob.extend(of.to_le_bytes());
    blob.extend(40_f64.to_le_bytes());
    blob.extend(36_f64.to_le_bytes());
    let digits: Vec<String> = blob.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("x'{}'", digits.concat())
}

#[test]
fn points_are_read_as_the_format_keeps_them() {
    let cases = [
        (geometry(1, 0, 1), Ok(Some(40.0))),
        (geometry(0b11, 32, 1), Ok(Some(40.0))),
        (geometry(0b1001, 64, 1), Ok(Some(40.0))),
        (geometry(1, 0, 1001), Ok(Some(40.0))),
        (geometry(1, 0, 0x8000_0001), Ok(Some(40.0))),
        (geometry(0b1_0001, 0, 1), Ok(None)),
        ("NULL".to_owned(), Ok(None)),
        (geometry(1, 0, 3), Err("its geometry is no point")),
        (geometry(0b1111, 0, 1), Err("its geometry is no point")),
        (geometry(0, 0, 1), Err("its point is not in degrees of WGS 84")),
        ("x'4750'".to_owned(), Err("its geometry is no point")),
        ("x''".to_owned(), Err("its geometry is no point")),
    ];
    for (geom, expected) in cases {
        let (records, told) = read(&file(&layer("a", &geom)));
        match expected {
            Ok(lon) => assert_eq!(records, [format!("e.gpkg#a {lon:?}")], "{geom} {told:?}"),
            Err(why) => {
                let fault = format!("e.gpkg:1: rejected: {why}");
                assert!(told[0].starts_with(&fault), "{told:?}");
            }
        }
    }
}

#[test]
fn a_layer_that_is_no_table_is_not_read_and_nothing_of_a_file_is_run() {
    let view = "CREATE TABLE own (event_id, kind, place_precision, coordinate_status); \
        INSERT INTO own VALUES ('a', 'bombing', 'town', 'verified'); \
        CREATE VIEW seen AS SELECT * FROM own; \
        INSERT INTO gpkg_contents VALUES ('seen', 'features'), ('sqlite_schema', 'features'), ('nowhere', 'features');";
    let (records, told) = read(&file(view));
    assert!(records.is_empty());
    assert!(told[0].contains("warning: the layer `seen` is a view, which would run"), "{told:?}");
    assert!(told[1].contains("no layer of a site's events"), "{told:?}");

    let mut catalogue = Connection::open_in_memory().unwrap();
    catalogue
        .execute_batch(
            "PRAGMA application_id = 0x47504B47; \
             CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT); \
             CREATE VIEW gpkg_contents AS SELECT 'events' AS table_name;",
        )
        .unwrap();
    let (_, told) = read(&catalogue.serialize("main").unwrap());
    assert!(told[0].contains("a damaged GeoPackage (it has no catalogue)"), "{told:?}");

    let computed = layer("a", "NULL")
        + "ALTER TABLE events ADD COLUMN place AS (hex(zeroblob(100000000))) VIRTUAL; \
           CREATE TRIGGER t AFTER INSERT ON events BEGIN SELECT load_extension('x'); END;";
    let (records, told) = read(&file(&computed));
    assert_eq!(records, ["e.gpkg#a None"], "{told:?}");
}

#[test]
fn names_of_layers_and_columns_are_no_commands() {
    let odd = layer("a", "NULL").replace("events", "\"a'b\"\"; DROP TABLE x\"");
    let odd = odd.replace("'\"a'b\"\"; DROP TABLE x\"'", "'a''b\"; DROP TABLE x'");
    let (records, told) = read(&file(&odd));
    assert_eq!(records, ["e.gpkg#a None"], "{told:?}");
}

#[test]
fn a_file_that_is_none_or_is_damaged_is_rejected() {
    let whole = file(&layer("a", &geometry(1, 0, 1)));
    for bytes in [&b""[..], b"SQLite format 3\0", b"PK\x03\x04", &[0; 200]] {
        let (_, told) = read(bytes);
        assert!(told[0].contains("rejected: no GeoPackage"), "{told:?}");
    }
    // The log of its own that a program leaves on is in another file.
    let mut logged = whole.clone();
    logged[VERSIONS].fill(2);
    assert_eq!(read(&logged).0, ["e.gpkg#a Some(40.0)"]);
    // Whatever is broken, nothing breaks down.
    for at in (0..whole.len()).step_by(7) {
        let mut broken = whole.clone();
        broken[at] ^= 0x5a;
        let (records, told) = read(&broken);
        assert!(!records.is_empty() || !told.is_empty(), "{at}");
        let (records, told) = read(&whole[..at]);
        assert!(records.is_empty() && told[0].contains("rejected"), "{at}: {told:?}");
    }
}
