//! Tests of the GeoPackage: its head, its rows as they were, and that its own database finds nothing wrong.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{blob, file};
use crate::write::Site;
use crate::write::sample::{Sample, event_at};
use crate::write::tables::Tables;

/// The database in `bytes`.
fn opened(bytes: &[u8]) -> Connection {
    let mut database = Connection::open_in_memory().unwrap();
    database.deserialize_read_exact("main", bytes, bytes.len(), true).unwrap();
    database
}

fn built(site: &Site<'_>) -> Vec<u8> {
    file(&Tables::of(site), site)
}

fn text(database: &Connection, query: &str) -> String {
    let cell = |row: &rusqlite::Row<'_>| row.get::<_, rusqlite::types::Value>(0);
    format!("{:?}", database.query_row(query, [], cell).unwrap())
}

#[test]
fn its_head_is_that_of_a_geopackage_and_its_bytes_are_the_same_again() {
    let sample = Sample::new();
    let bytes = built(&sample.site());
    assert_eq!(&bytes[..16], b"SQLite format 3\0");
    assert_eq!(&bytes[68..72], b"GPKG");
    assert_eq!(bytes[60..64], 10_300_u32.to_be_bytes());
    assert_eq!(bytes, built(&sample.site()));
}

#[test]
fn its_database_finds_nothing_wrong_however_much_there_is() {
    let (sample, empty) = (Sample::new(), Sample::empty());
    let list = vec![event_at("a", 179.9, 10.0), event_at("b", -179.9, 90.0)];
    let across = Site { events: &list, ..empty.site() };
    for (site, events) in [(sample.site(), 2), (empty.site(), 0), (across, 2)] {
        let database = opened(&built(&site));
        assert_eq!(text(&database, "PRAGMA integrity_check"), "Text(\"ok\")");
        let mut broken = database.prepare("PRAGMA foreign_key_check").unwrap();
        assert!(broken.query([]).unwrap().next().unwrap().is_none());
        assert_eq!(text(&database, "SELECT count(*) FROM events"), format!("Integer({events})"));
        let layers = "SELECT count(*) FROM gpkg_contents WHERE data_type = 'features'";
        assert_eq!(text(&database, layers), "Integer(3)");
        assert_eq!(text(&database, "SELECT count(*) FROM layer_styles"), "Integer(3)");
    }
    let west = "SELECT min_x FROM gpkg_contents WHERE table_name = 'events'";
    assert_eq!(text(&opened(&built(&across)), west), "Real(-180.0)");
    assert_eq!(text(&opened(&built(&empty.site())), west), "Null");
}

#[test]
fn cells_are_as_they_were() {
    let sample = Sample::new();
    let site = sample.site();
    let database = opened(&built(&site));
    for table in [Tables::of(&site).events, Tables::of(&site).reports] {
        for (fid, row) in (1..).zip(table.rows()) {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                let query = format!(
                    "SELECT CAST({} AS TEXT) FROM {} WHERE fid = {fid}",
                    column.name, table.name
                );
                let told: Option<String> =
                    database.query_row(&query, [], |row| row.get(0)).unwrap();
                let expected = table.text(&row, &column.name);
                let as_number = |text: &str| match text {
                    "true" => "1".to_owned(),
                    "false" => "0".to_owned(),
                    other => other.to_owned(),
                };
                let expected = expected.map(|text| match cell {
                    crate::write::tables::Cell::Boolean(_) => as_number(&text),
                    _ => text,
                });
                assert_eq!(told, expected, "{}.{}", table.name, column.name);
            }
        }
    }
    let geometries: BTreeMap<String, Option<Vec<u8>>> = database
        .prepare("SELECT report_id, geom FROM reports")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(geometries["en/escape.txt@1"].as_deref(), None);
    assert_eq!(geometries["en/escape.txt@2"], Some(blob([40.75, 36.5])));
    assert_eq!(blob([1.0, 2.0])[..9], [b'G', b'P', 0, 1, 0xe6, 0x10, 0, 0, 1]);
}

#[test]
fn every_column_is_described_and_every_kind_has_a_category() {
    let sample = Sample::new();
    let site = sample.site();
    let database = opened(&built(&site));
    let tables = Tables::of(&site);
    for table in [&tables.events, &tables.reports, &tables.places] {
        let described = format!(
            "SELECT count(*) FROM gpkg_data_columns WHERE table_name = '{}' AND description <> ''",
            table.name
        );
        assert_eq!(text(&database, &described), format!("Integer({})", table.columns.len()));
    }
    let style = text(&database, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'events'");
    assert!(style.contains("Prison escape · فرار من سجن") && style.contains("170,51,119,255"));
}
