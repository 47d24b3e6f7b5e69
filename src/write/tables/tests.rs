//! Tests of the tables: what every format can rely on, and that the documents tell every column.

use std::collections::BTreeSet;

use super::*;
use crate::write::sample::Sample;

fn tables<'e>(site: &Site<'e>) -> [Table<'e>; 4] {
    let Tables { events, reports, unplaced, places } = Tables::of(site);
    [events, reports, unplaced, places]
}

#[test]
fn every_cell_is_of_its_column_and_says_something() {
    let (sample, empty) = (Sample::new(), Sample::empty());
    for table in tables(&sample.site()).into_iter().chain(tables(&empty.site())) {
        for row in table.rows() {
            assert_eq!(row.cells.len(), table.columns.len());
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                let fits = match (cell, column.of) {
                    (Cell::Null, _) => !column.always,
                    (Cell::Text(text), Type::Text) => {
                        let is_known = |word: &&str| *word == text;
                        !text.is_empty()
                            && (column.words.is_empty() || column.words.iter().any(is_known))
                    }
                    (Cell::Number(number), Type::Number) => number.is_finite(),
                    (Cell::Integer(_), Type::Integer)
                    | (Cell::Boolean(_), Type::Boolean)
                    | (Cell::Date(_), Type::Date) => true,
                    _ => false,
                };
                assert!(fits, "{}.{}: {cell:?}", table.name, column.name);
            }
        }
    }
}

#[test]
fn names_and_tags_stand_once_and_suit_every_program() {
    // What GDAL, SQLite, GeoPackage and GeoParquet take for themselves.
    let reserved = ["id", "fid", "ogc_fid", "geom", "geometry", "wkb_geometry", "bbox", "rowid"];
    let empty = Sample::empty();
    for table in tables(&empty.site()) {
        let (mut names, mut tags) = (BTreeSet::new(), BTreeSet::new());
        for Column { name, hxl, .. } in &table.columns {
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{name}");
            assert!(!reserved.contains(&&**name), "{name}");
            assert!(names.insert(name), "{}.{name} stands twice", table.name);
            assert!(tags.insert(hxl), "{}.{name}: {hxl} stands twice", table.name);
            let parts = hxl.strip_prefix('#').unwrap().split('+');
            let is_part = |part: &str| {
                part.starts_with(|c: char| c.is_ascii_lowercase())
                    && part.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            };
            assert!(parts.clone().all(is_part), "{hxl}");
        }
        let key = &table.columns[0];
        assert!(key.always && key.of == Type::Text && key.words.is_empty());
    }
}

#[test]
fn keys_are_unique() {
    let sample = Sample::new();
    for table in tables(&sample.site()) {
        let ids: BTreeSet<String> = table.rows().map(|row| row.id().to_owned()).collect();
        assert_eq!(ids.len(), table.rows().len(), "{}", table.name);
    }
}

#[test]
fn every_report_is_a_row_and_those_without_a_place_are_rows_again() {
    let sample = Sample::new();
    let tables = Tables::of(&sample.site());
    let placed: usize = sample.events.iter().map(|event| event.reports.len()).sum();
    assert_eq!(tables.reports.rows().len(), placed + sample.unplaced.len());
    assert_eq!(tables.unplaced.rows().len(), sample.unplaced.len());
    assert!(tables.unplaced.rows().all(|row| row.spot.is_none()));
    let ids: Vec<String> = tables.reports.rows().map(|row| row.id().to_owned()).collect();
    let expected =
        ["ar/فرار.txt@1", "ar/فرار.txt@2", "en/escape.txt@1", "en/escape.txt@2", "records.csv#7@1"];
    assert_eq!(ids, expected);
}

#[test]
fn a_description_has_the_texts_of_its_links_alone() {
    let column = text("x", "#x").what("a [link](y.md#z) and [another](z.md)");
    assert_eq!(column.description(), "a link and another");
}

#[test]
fn the_documents_tell_every_column_in_its_order() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/events-geojson.md");
    let told = std::fs::read_to_string(path).unwrap();
    let empty = Sample::empty();
    let Tables { events, reports, places, .. } = Tables::of(&empty.site());
    for table in [events, reports, places] {
        let heading = format!("<a id=\"{}\"></a>", table.name);
        let Some((_, mut rest)) = told.split_once(&heading) else {
            panic!("{path} has no {heading}")
        };
        for column in &table.columns {
            let row = column.documentation();
            let Some((_, after)) = rest.split_once(&row) else {
                panic!("{path} lacks, or has in another place, for {}:\n{row}", table.name)
            };
            rest = after;
        }
    }
}
