//! Tests of the GeoParquet file: its schema and what it tells of its geometries, and its rows as they were.

use std::fs::File;
use std::io::Write as _;

use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::printer::print_schema;

use super::*;
use crate::write::Site;
use crate::write::sample::{Sample, check_golden, event_at};
use crate::write::tables::Tables;

/// The file in `bytes`.
fn opened(bytes: &[u8]) -> SerializedFileReader<File> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    SerializedFileReader::new(file).unwrap()
}

/// The rows of `file`.
fn rows(file: &SerializedFileReader<File>) -> Vec<parquet::record::Row> {
    file.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

/// What `file` tells of its geometries.
fn told(file: &SerializedFileReader<File>) -> Value {
    let pairs = file.metadata().file_metadata().key_value_metadata().unwrap();
    assert_eq!(pairs.iter().map(|pair| &*pair.key).collect::<Vec<_>>(), ["geo"]);
    serde_json::from_str(pairs[0].value.as_ref().unwrap()).unwrap()
}

#[test]
fn its_columns_and_what_it_tells_of_its_geometries_are_as_blessed_and_its_bytes_the_same_again() {
    let sample = Sample::new();
    let bytes = file(&Tables::of(&sample.site()).events);
    let opened = opened(&bytes);
    let head = opened.metadata().file_metadata();
    let mut out = Vec::new();
    print_schema(&mut out, head.schema());
    writeln!(out, "\n{:#}", told(&opened)).unwrap();
    check_golden("events.parquet.txt", &out);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(head.created_by(), Some(&*format!("kharita version {version}")));
    assert_eq!(bytes, file(&Tables::of(&sample.site()).events));
}

#[test]
fn cells_are_as_they_were_and_each_row_is_where_it_is() {
    let sample = Sample::new();
    let tables = Tables::of(&sample.site());
    for table in [&tables.events, &tables.reports, &tables.unplaced, &tables.places] {
        let opened = opened(&file(table));
        let rows = rows(&opened);
        assert_eq!(rows.len(), table.rows().len(), "{}", table.name);
        for (row, told) in table.rows().zip(&rows) {
            let mut fields = told.get_column_iter();
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                let (name, field) = fields.next().unwrap();
                assert_eq!(*name, column.name);
                let expected = match cell {
                    Cell::Null => Field::Null,
                    Cell::Text(text) => Field::Str(text.to_string()),
                    Cell::Integer(number) => Field::Long(i64::try_from(*number).unwrap()),
                    Cell::Number(number) => Field::Double(*number),
                    Cell::Boolean(holds) => Field::Bool(*holds),
                    Cell::Date(day) => Field::Date(days(*day)),
                };
                assert_eq!(*field, expected, "{}.{name}", table.name);
            }
            let point = row.spot.map(|spot| position(spot.lonlat));
            let geometry =
                point.map_or(Field::Null, |it| Field::Bytes(wkb::point(it).to_vec().into()));
            assert_eq!(*fields.next().unwrap().1, geometry);
            match (point, &fields.next().unwrap().1) {
                (None, Field::Null) => {}
                (Some([lon, lat]), Field::Group(sides)) => {
                    let expected = SIDES.into_iter().zip([lon, lat, lon, lat].map(Field::Double));
                    assert!(
                        sides
                            .get_column_iter()
                            .map(|(name, side)| (&**name, side.clone()))
                            .eq(expected)
                    );
                }
                (point, other) => panic!("{point:?} is in {other:?}"),
            }
        }
    }
}

#[test]
fn its_box_is_that_of_its_points_also_over_the_antimeridian_and_none_where_there_are_none() {
    let empty = Sample::empty();
    let list = vec![event_at("a", 179.5, 10.0), event_at("b", -179.5, -90.0)];
    let cases: [(&[_], Value); 3] = [
        (&list, json!([179.5, -90.0, -179.5, 10.0])),
        (&list[..1], json!([179.5, 10.0, 179.5, 10.0])),
        (&[], Value::Null),
    ];
    for (events, expected) in cases {
        let site = Site { events, ..empty.site() };
        let opened = opened(&file(&Tables::of(&site).events));
        assert_eq!(told(&opened)["columns"][GEOMETRY]["bbox"], expected);
        let rows = opened.metadata().file_metadata().num_rows();
        assert_eq!(usize::try_from(rows).unwrap(), events.len());
    }
}

#[test]
fn many_rows_are_in_several_groups_and_read_the_same() {
    let sample = Sample::new();
    let tables = Tables::of(&sample.site());
    let [one, many] =
        [ROWS, 2].map(|at_a_time| opened(&written(&tables.reports, at_a_time).unwrap()));
    assert_eq!((one.num_row_groups(), many.num_row_groups()), (1, 3));
    assert_eq!(rows(&one), rows(&many));
    assert_eq!(told(&one), told(&many));
}

#[test]
fn days_are_counted_from_the_first() {
    for (day, number) in [
        ("1970-01-01", 0),
        ("2022-01-20", 19_012),
        ("1969-12-31", -1),
        ("-009999-01-01", -4_371_587),
    ] {
        assert_eq!(days(day.parse().unwrap()), number, "{day}");
    }
}
