//! GeoParquet 1.1: a table as typed columns, for data frames and query engines.
//!
//! The file is the same each time: no time and no random number stands in it.

use std::sync::Arc;

use jiff::civil::Date;
use parquet::basic::{Compression, GzipLevel, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type as Node, TypePtr};
use serde_json::{Map, Value, json};

use super::geojson::bounds;
use super::wkb;
use crate::write::json::position;
use crate::write::tables::{Cell, Column, Row, Table, Type};

/// So many rows are held in memory at a time, and can be left out at once by who reads.
const ROWS: usize = 1 << 16;

/// The day that the format counts from.
const FIRST: Date = Date::constant(1970, 1, 1);

const GEOMETRY: &str = "geometry";

/// The column of the box of each geometry, and its fields in the order of the standard.
const BOX: &str = "bbox";
const SIDES: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// The file of `table`.
pub(super) fn file(table: &Table<'_>) -> Vec<u8> {
    written(table, ROWS).expect("cells fit the columns that the same description makes")
}

/// The same in groups of so many rows.
fn written(table: &Table<'_>, at_a_time: usize) -> Result<Vec<u8>, ParquetError> {
    let properties = WriterProperties::builder()
        .set_created_by(concat!("kharita version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::GZIP(GzipLevel::default()));
    let mut file =
        SerializedFileWriter::new(Vec::new(), schema(table)?, Arc::new(properties.build()))?;
    let mut boxes = Vec::new();
    let mut rows = table.rows();
    loop {
        let some: Vec<Row<'_>> = rows.by_ref().take(at_a_time).collect();
        if some.is_empty() {
            break;
        }
        let points: Vec<Option<[f64; 2]>> =
            some.iter().map(|row| row.spot.map(|spot| position(spot.lonlat))).collect();
        boxes.extend(points.iter().flatten().map(|[lon, lat]| [*lon, *lat, *lon, *lat]));
        let mut group = file.next_row_group()?;
        for (number, column) in table.columns.iter().enumerate() {
            write_column(&mut group, column, some.iter().map(|row| &row.cells[number]))?;
        }
        let points = points.iter();
        let geometries = points.clone().map(|point| point.map(|it| wkb::point(it).to_vec().into()));
        write::<ByteArrayType>(&mut group, table.placed, geometries)?;
        // The box of a point is twice the point.
        for axis in [0, 1, 0, 1] {
            let side = points.clone().map(|point| point.map(|it| it[axis]));
            write::<DoubleType>(&mut group, table.placed, side)?;
        }
        group.close()?;
    }
    file.append_key_value_metadata(KeyValue::new("geo".to_owned(), geo(&boxes).to_string()));
    file.into_inner()
}

/// The columns of `table`, then where its rows are.
fn schema(table: &Table<'_>) -> Result<TypePtr, ParquetError> {
    let mut nodes: Vec<TypePtr> = Vec::new();
    for Column { name, of, always, .. } in &table.columns {
        let (physical, logical) = match of {
            Type::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Type::Integer => (Physical::INT64, None),
            Type::Number => (Physical::DOUBLE, None),
            Type::Boolean => (Physical::BOOLEAN, None),
            Type::Date => (Physical::INT32, Some(LogicalType::Date)),
        };
        nodes.push(leaf(name, physical, logical, *always)?);
    }
    nodes.push(leaf(GEOMETRY, Physical::BYTE_ARRAY, None, table.placed)?);
    let sides = SIDES.map(|side| leaf(side, Physical::DOUBLE, None, true));
    let sides = sides.into_iter().collect::<Result<_, _>>()?;
    let group = Node::group_type_builder(BOX).with_repetition(repetition(table.placed));
    nodes.push(group.with_fields(sides).build()?.into());
    Ok(Node::group_type_builder("schema").with_fields(nodes).build()?.into())
}

fn leaf(
    name: &str,
    physical: Physical,
    logical: Option<LogicalType>,
    always: bool,
) -> Result<TypePtr, ParquetError> {
    let leaf = Node::primitive_type_builder(name, physical)
        .with_logical_type(logical)
        .with_repetition(repetition(always));
    Ok(leaf.build()?.into())
}

fn repetition(always: bool) -> Repetition {
    if always { Repetition::REQUIRED } else { Repetition::OPTIONAL }
}

type Group<'w> = SerializedRowGroupWriter<'w, Vec<u8>>;

/// `cells`, each of which is of `column` or null, as the next column of `group`.
fn write_column<'c, 'e: 'c>(
    group: &mut Group<'_>,
    Column { of, always, .. }: &Column,
    cells: impl Iterator<Item = &'c Cell<'e>>,
) -> Result<(), ParquetError> {
    match of {
        Type::Text => write::<ByteArrayType>(
            group,
            *always,
            cells.map(|cell| if let Cell::Text(it) = cell { Some((&**it).into()) } else { None }),
        ),
        Type::Integer => write::<Int64Type>(
            group,
            *always,
            cells.map(
                |cell| if let Cell::Integer(it) = cell { (*it).try_into().ok() } else { None },
            ),
        ),
        Type::Number => write::<DoubleType>(
            group,
            *always,
            cells.map(|cell| if let Cell::Number(it) = cell { Some(*it) } else { None }),
        ),
        Type::Boolean => write::<BoolType>(
            group,
            *always,
            cells.map(|cell| if let Cell::Boolean(it) = cell { Some(*it) } else { None }),
        ),
        Type::Date => write::<Int32Type>(
            group,
            *always,
            cells.map(|cell| if let Cell::Date(it) = cell { Some(days(*it)) } else { None }),
        ),
    }
}

/// `cells` as the next column of `group`; a null is a level of definition, and no value.
fn write<T: DataType>(
    group: &mut Group<'_>,
    always: bool,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    for cell in cells {
        levels.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    let mut column = group.next_column()?.expect("as many columns as the schema has");
    column.typed::<T>().write_batch(&values, (!always).then_some(&levels), None)?;
    column.close()
}

/// How many days `day` is after the first.
fn days(day: Date) -> i32 {
    let days = day.duration_since(FIRST).as_hours() / 24;
    days.try_into().expect("the calendar has four digits of years")
}

/// What the standard wants to know of the geometries, whose boxes are `boxes`. Without `crs` they are longitude and latitude of WGS 84.
fn geo(boxes: &[[f64; 4]]) -> Value {
    let covering: Map<String, Value> =
        SIDES.map(|side| (side.to_owned(), json!([BOX, side]))).into_iter().collect();
    let mut column = json!({
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": {"bbox": covering},
    });
    if let Some(bbox) = bounds(boxes) {
        column["bbox"] = json!(bbox);
    }
    json!({"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}})
}

#[cfg(test)]
#[path = "geoparquet_tests.rs"]
mod tests;
