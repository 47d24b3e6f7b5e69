//! GeoPackage 1.3 (OGC 12-128r17): the tables as layers of one SQLite file, with their styles for QGIS.
//!
//! The file is the same each time: no time of the build stands in it.

use jiff::civil::Date;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, Error, params, params_from_iter};

use super::geojson::bounds;
use super::{qgis, wkb};
use crate::write::Site;
use crate::write::findable::{imprint, last_day};
use crate::write::json::position;
use crate::write::tables::{Cell, Column, Table, Tables, Type};

/// `GPKG`, as the standard wants in the head of the file; and the version, 1.3.0.
const HEAD: &str = "PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;";

/// The tables that describe the others. The definition of WGS 84 is that of EPSG.
const CATALOGUE: &str = "
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
INSERT INTO gpkg_extensions VALUES
  ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec/#extension_schema', 'read-write'),
  ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec/#extension_schema', 'read-write');
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT(30), ui TEXT(30), update_time DATETIME);
";

/// The tables of what is told of the file as a whole.
const METADATA: &str = "
CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
INSERT INTO gpkg_extensions VALUES
  ('gpkg_metadata', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec/#extension_metadata', 'read-write'),
  ('gpkg_metadata_reference', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec/#extension_metadata', 'read-write');
";

/// The file of `tables`.
pub(super) fn file(tables: &Tables<'_>, site: &Site<'_>) -> Vec<u8> {
    written(tables, site).expect("a database in memory takes rows that fit its columns")
}

fn written(tables: &Tables<'_>, site: &Site<'_>) -> Result<Vec<u8>, Error> {
    let mut database = Connection::open_in_memory()?;
    database.execute_batch("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; BEGIN;")?;
    database.execute_batch(HEAD)?;
    database.execute_batch(CATALOGUE)?;
    // The standard wants a time; that of the build would make another file of the same input each time.
    let day = last_day(site).unwrap_or(Date::constant(1970, 1, 1));
    let changed = format!("{day}T00:00:00.000Z");
    for table in [&tables.events, &tables.reports, &tables.places] {
        layer(&database, table, &changed)?;
    }
    if let Some(told) = imprint(site) {
        database.execute_batch(METADATA)?;
        database.execute(
            "INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'https://schema.org/', 'application/ld+json', ?1)",
            [told.to_string()],
        )?;
        database.execute(
            "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?1, 1, NULL)",
            [&changed],
        )?;
    }
    let style = "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, \
                 styleSLD, useAsDefault, description, owner, update_time) VALUES ('', '', ?1, 'geom', ?1, ?2, '', 1, ?3, '', ?4)";
    for (table, qml) in qgis::styles(tables, site) {
        database.execute(style, params![table.name, qml, table.title, changed])?;
    }
    let registered = "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) \
                      VALUES ('layer_styles', 'attributes', 'layer_styles', ?1)";
    database.execute(registered, [&changed])?;
    database.execute_batch("COMMIT; VACUUM;")?;
    Ok(database.serialize("main")?.to_vec())
}

fn layer(database: &Connection, table: &Table<'_>, changed: &str) -> Result<(), Error> {
    let Table { name, title, what, columns, .. } = table;
    let declared: String =
        columns.iter().enumerate().map(|(i, c)| declaration(c, i == 0)).collect();
    database.execute_batch(&format!(
        "CREATE TABLE \"{name}\" (fid INTEGER PRIMARY KEY NOT NULL, geom POINT{declared});"
    ))?;
    let marks = ", ?".repeat(columns.len());
    let mut insert = database.prepare(&format!("INSERT INTO \"{name}\" VALUES (?, ?{marks})"))?;
    let mut points = Vec::new();
    for (fid, row) in (1_i64..).zip(table.rows()) {
        let point = row.spot.map(|spot| position(spot.lonlat));
        points.extend(point.map(|[lon, lat]| [lon, lat, lon, lat]));
        let geometry = point.map(blob);
        let head: [&dyn ToSql; 2] = [&fid, &geometry];
        let cells = row.cells.iter().map(|cell| cell as &dyn ToSql);
        insert.execute(params_from_iter(head.into_iter().chain(cells)))?;
    }
    // A box of the whole map where it goes over the antimeridian: this format has no other way to say so.
    let box_ = bounds(&points).map(|[west, south, east, north]| {
        if west <= east { [west, south, east, north] } else { [-180.0, south, 180.0, north] }
    });
    let [west, south, east, north] = box_.map_or([None; 4], |ends| ends.map(Some));
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?1, 'features', ?2, ?3, ?4, ?5, ?6, ?7, ?8, 4326)",
        params![name, title, what, changed, west, south, east, north],
    )?;
    database.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', 'POINT', 4326, 0, 0)",
        [name],
    )?;
    let described =
        "INSERT INTO gpkg_data_columns (table_name, column_name, description) VALUES (?1, ?2, ?3)";
    for column in columns {
        database.execute(described, params![name, column.name, column.description()])?;
    }
    Ok(())
}

fn declaration(column: &Column, is_key: bool) -> String {
    let of = match column.of {
        Type::Text => "TEXT",
        Type::Integer => "INTEGER",
        Type::Number => "DOUBLE",
        Type::Boolean => "BOOLEAN",
        Type::Date => "DATE",
    };
    let null = if column.always { " NOT NULL" } else { "" };
    let unique = if is_key { " UNIQUE" } else { "" };
    format!(", \"{}\" {of}{null}{unique}", column.name)
}

/// A point as the format keeps it: a head with the id of its reference system, no box, and the point in well-known binary.
fn blob(point: [f64; 2]) -> Vec<u8> {
    let mut blob = vec![b'G', b'P', 0, 1];
    blob.extend(4326_i32.to_le_bytes());
    blob.extend(wkb::point(point));
    blob
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>, Error> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Integer(number) => i64::try_from(*number).unwrap_or(i64::MAX).into(),
            Self::Number(number) => (*number).into(),
            Self::Boolean(holds) => (*holds).into(),
            Self::Date(day) => day.to_string().into(),
        })
    }
}

#[cfg(test)]
#[path = "geopackage_tests.rs"]
mod tests;
