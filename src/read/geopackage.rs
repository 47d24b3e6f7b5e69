//! The GeoPackage of a site, read back: rows of its layers are records.
//!
//! A file of SQLite may come from anybody: it is read in memory and as it lies there. Nothing that it brings is run: no trigger, no
//! view, no virtual table; only real tables that its catalogue names are read, after they are found whole.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error, Params, Row};

use crate::diagnostic::{Diagnostic, Position};
use crate::read::Harvest;
use crate::read::earlier::Form;
use crate::read::record::{Draft, RecordFile, Shape, Value};
use crate::read::suggest::quote;
use crate::read::unread::Unread;

/// Where the head of a file tells its application, and that of a GeoPackage.
const APPLICATION: std::ops::Range<usize> = 68..72;
const GEOPACKAGE: &[u8] = b"GPKG";
/// Where it tells which versions of the format wrote it: 2 is one with a log of its own beside it, which a file in memory has not.
const VERSIONS: std::ops::Range<usize> = 18..20;
/// What a row takes at the least. Where there are more rows than fit, a page is told twice.
const LEAST_ROW: usize = 8;
/// WGS 84.
const DEGREES: i32 = 4326;

/// A layer of a file.
struct Layer {
    name: String,
    form: Form,
    columns: Vec<String>,
    /// The number of the column of points, where there is one.
    geometry: Option<usize>,
}

/// Reads the layers of events and reports.
pub(super) fn layers(source: RecordFile<'_>, bytes: &[u8], harvest: &mut Harvest) {
    if bytes.get(APPLICATION) != Some(GEOPACKAGE) {
        let message = "no GeoPackage; save the layer again, or as GeoJSON";
        return harvest.reject(Diagnostic::rejected(Position::file(source.file), message));
    }
    let read = open(bytes).and_then(|database| {
        let (layers, passed_over) = catalogue(&database)?;
        for name in passed_over {
            let message = format!(
                "the layer {} is a view, which would run what the file brings; not read, save it as a layer of its own",
                quote(&name)
            );
            harvest.diagnostics.push(Diagnostic::warning(Position::file(source.file), message));
        }
        for layer in &layers {
            let most = bytes.len() / LEAST_ROW;
            let mut unread = rows(&database, layer, most, source, harvest)?;
            if layers.iter().any(|layer| layer.form == Form::Events) {
                unread.told_whole();
            }
            harvest.diagnostics.extend(unread.warnings(source.file));
        }
        Ok(!layers.is_empty())
    });
    match read {
        Ok(true) => {}
        Ok(false) => {
            let message =
                "no layer of a site's events; not read, save what is to be read as GeoJSON";
            harvest.diagnostics.push(Diagnostic::warning(Position::file(source.file), message));
        }
        Err(Damage(what)) => {
            let message = format!("a damaged GeoPackage ({what}); write it again");
            harvest.reject(Diagnostic::rejected(Position::file(source.file), message));
        }
    }
}

/// Why a file cannot be read any further.
struct Damage(String);

impl From<Error> for Damage {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

/// The database in `bytes`, of which nothing is trusted.
fn open(bytes: &[u8]) -> Result<Connection, Damage> {
    let mut own = bytes.to_vec();
    own[VERSIONS].fill(1);
    let mut database = Connection::open_in_memory()?;
    database.deserialize_read_exact("main", &*own, own.len(), true)?;
    for (config, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ] {
        database.set_db_config(config, on)?;
    }
    Ok(database)
}

/// The layers that are of a site: those of the catalogue that are real tables with the columns of one. And the names of its views.
fn catalogue(database: &Connection) -> Result<(Vec<Layer>, Vec<String>), Damage> {
    let real = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'";
    let real: BTreeSet<String> = texts(database, real, [])?.into_iter().collect();
    if !["gpkg_contents", "gpkg_geometry_columns"].iter().all(|table| real.contains(*table)) {
        return Err(Damage("it has no catalogue".to_owned()));
    }
    let named = texts(database, "SELECT table_name FROM gpkg_contents ORDER BY rowid", [])?;
    let views = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'view'";
    let mut views = texts(database, views, [])?;
    views.retain(|view| named.contains(view));
    let mut layers: Vec<Layer> = Vec::new();
    for name in named {
        if !real.contains(&name) || layers.iter().any(|layer| layer.name == name) {
            continue;
        }
        // Columns that are computed of others are left out: 0 is a plain one.
        let plain = "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid";
        let columns = texts(database, plain, [&name])?;
        let Some(form) = Form::of(columns.iter().map(String::as_str)) else { continue };
        let of_points = "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?1";
        let of_points = texts(database, of_points, [&name])?;
        let geometry = columns.iter().position(|column| of_points.contains(column));
        layers.push(Layer { name, form, columns, geometry });
    }
    Ok((layers, views))
}

/// The first column of what `query` finds.
fn texts(database: &Connection, query: &str, params: impl Params) -> Result<Vec<String>, Damage> {
    let mut query = database.prepare(query)?;
    let texts = query.query_map(params, |row| row.get::<_, String>(0))?;
    Ok(texts.collect::<Result<_, _>>()?)
}

/// Reads the rows of `layer`, at most `most`.
fn rows(
    database: &Connection,
    layer: &Layer,
    most: usize,
    source: RecordFile<'_>,
    harvest: &mut Harvest,
) -> Result<Unread, Damage> {
    let Layer { name, columns, .. } = layer;
    let found = texts(database, &format!("PRAGMA quick_check({})", quoted(name)), [])?;
    if let Some(fault) = found.into_iter().find(|found| found != "ok") {
        return Err(Damage(fault));
    }
    let listed: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
    let select = format!("SELECT {} FROM {} ORDER BY rowid", listed.join(", "), quoted(name));
    let mut select = database.prepare(&select)?;
    let mut rows = select.query([])?;
    let mut unread = Unread::default();
    let mut number = 0;
    while let Some(row) = rows.next()? {
        number += 1;
        if number > most {
            return Err(Damage("it tells more rows than it can hold".to_owned()));
        }
        match draft(source.file, layer, number as u64, row, &mut unread, harvest) {
            Ok(draft) => source.keep(&draft, &mut unread, harvest),
            Err(fault) => harvest.reject(fault),
        }
    }
    harvest.rowless += usize::from(number == 0);
    Ok(unread)
}

/// The record in `row`, the one of this `number`.
fn draft<'a>(
    file: &'a str,
    layer: &'a Layer,
    number: u64,
    row: &Row<'_>,
    unread: &mut Unread,
    harvest: &mut Harvest,
) -> Result<Draft<'a>, Diagnostic> {
    let at = (number, 0);
    let reject = |message: &str| Diagnostic::rejected(Position::at(file, at.0, at.1), message);
    let mut draft = Draft::new(file, at, Some(layer.form));
    let mut put = |name: &'a str, text: String, shape| {
        if !text.trim().is_empty() {
            let text = Cow::Owned(text.trim().to_owned());
            let value = Value { name: Cow::Borrowed(name), text, shape, at };
            draft.put(value, unread, &mut harvest.diagnostics);
        }
    };
    for (index, name) in layer.columns.iter().enumerate() {
        let cell = row.get_ref(index).map_err(|error| reject(&error.to_string()))?;
        match cell {
            ValueRef::Null => {}
            ValueRef::Blob(blob) if Some(index) == layer.geometry => {
                if let Some([lon, lat]) = point(blob).map_err(reject)? {
                    put("lon", lon.to_string(), Shape::Number);
                    put("lat", lat.to_string(), Shape::Number);
                }
            }
            ValueRef::Blob(_) => put(name, "(bytes)".to_owned(), Shape::Other("bytes")),
            ValueRef::Integer(number) => put(name, number.to_string(), Shape::Number),
            ValueRef::Real(number) => put(name, number.to_string(), Shape::Number),
            ValueRef::Text(text) => {
                let text = std::str::from_utf8(text)
                    .map_err(|_error| reject("bytes that are not UTF-8; write the text again"))?;
                if text.contains('\0') {
                    return Err(reject("NUL character; delete it"));
                }
                put(name, text.to_owned(), Shape::String);
            }
        }
    }
    Ok(draft)
}

/// The longitude and latitude of a point as the format keeps it; `None` of an empty one.
fn point(blob: &[u8]) -> Result<Option<[f64; 2]>, &'static str> {
    const NO_POINT: &str = "its geometry is no point; draw one, or delete it";
    let head = blob.get(..8).filter(|head| head.starts_with(b"GP")).ok_or(NO_POINT)?;
    let flags = head[3];
    let system: [u8; 4] = head[4..8].try_into().map_err(|_error| NO_POINT)?;
    let little = flags & 1 == 1;
    let system = if little { i32::from_le_bytes(system) } else { i32::from_be_bytes(system) };
    if system != DEGREES {
        return Err("its point is not in degrees of WGS 84; save the layer as EPSG:4326");
    }
    if flags & 0b1_0000 != 0 {
        return Ok(None);
    }
    let around = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(NO_POINT),
    };
    let shape = blob.get(8 + around..).ok_or(NO_POINT)?;
    let little = *shape.first().ok_or(NO_POINT)? == 1;
    let of: [u8; 4] = shape.get(1..5).and_then(|it| it.try_into().ok()).ok_or(NO_POINT)?;
    let of = if little { u32::from_le_bytes(of) } else { u32::from_be_bytes(of) };
    // With heights, measures or both, by either way to say so.
    if (of & 0x0fff_ffff) % 1000 != 1 {
        return Err(NO_POINT);
    }
    let number = |from: usize| -> Result<f64, &'static str> {
        let bytes: [u8; 8] =
            shape.get(from..from + 8).and_then(|it| it.try_into().ok()).ok_or(NO_POINT)?;
        Ok(if little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    };
    let (lon, lat) = (number(5)?, number(13)?);
    Ok((!lon.is_nan() || !lat.is_nan()).then_some([lon, lat]))
}

/// `name` as SQL has it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
#[path = "geopackage_tests.rs"]
mod tests;
