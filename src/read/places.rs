//! The place table: one place of the gazetteer in each row.
//!
//! | column | holds |
//! |---|---|
//! | `id` | required: lower-case letters, digits and hyphens, unique |
//! | `class` | required: a word of [`PlaceClass`] |
//! | `parent` | the id of the place around it |
//! | `name_en`, `name_ar`, `name_ku`, `name_tr` | names with `\|` between, the first is shown; `name_en` or `name_ar` is required |
//! | `lon`, `lat` | required: WGS 84 decimal degrees |
//! | `radius_m` | metres around the point inside which it lies; by class where empty |
//! | `status` | a word of [`CoordinateStatus`]; `unverified` where empty |
//! | `pcode`, `geonames`, `wikidata` | codes in other tables |
//! | `scope` | `context` for a place outside the area of the map; empty otherwise |
//! | `near`, `not_near`, `not_beside` | words with `\|` between |
//!
//! Which names are dangerous in text is the gazetteer's business.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Position};
use crate::model::{Codes, CoordinateStatus, LonLat, Names, Place, PlaceClass, PlaceId, Scope};
use crate::read::coordinate::{self, Axis};
use crate::read::known::unread_columns;
use crate::read::suggest::{did_you_mean, quote};
use crate::table::{Row, Table};

/// 2000 km: more than the largest country of the region measures across.
pub(super) const MAX_RADIUS_M: u32 = 2_000_000;

const COLUMNS: [&str; 19] = [
    "id",
    "class",
    "parent",
    "name_en",
    "name_ar",
    "name_ku",
    "name_tr",
    "lon",
    "lat",
    "radius_m",
    "status",
    "pcode",
    "geonames",
    "wikidata",
    "scope",
    "near",
    "not_near",
    "not_beside",
    "notes",
];

/// A place table as read.
#[derive(Debug, Clone)]
pub struct PlaceTable {
    /// The places, in the order of the table.
    pub places: Vec<Place>,
    /// The line of the file on which each of [`places`](Self::places) begins.
    pub lines: Vec<u64>,
    /// What is wrong with the rows; those left out are `Rejected`.
    pub diagnostics: Vec<Diagnostic>,
    /// The table, for the positions of its cells.
    table: Table,
    /// The row of each of [`places`](Self::places).
    rows: Vec<usize>,
}

/// Reads the place table `bytes`, which messages call `file`.
///
/// # Errors
/// Fatal where the header is bad, no row is a place, or places enclose each other in a circle.
pub fn places(file: &str, bytes: &[u8]) -> Result<PlaceTable, Diagnostic> {
    let mut table = Table::parse(file, bytes, &["id", "class", "lon", "lat"])?;
    if !table.has("name_en") && !table.has("name_ar") {
        let message = "missing column name_en or name_ar; a place has a name in one of them";
        return Err(Diagnostic::fatal(table.header_position(""), message));
    }
    let mut diagnostics = std::mem::take(&mut table.diagnostics);
    warn_of_unread_columns(&table, &mut diagnostics);

    let mut places = Vec::new();
    let mut lines = Vec::new();
    let mut rows = Vec::new();
    let mut first_lines = BTreeMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        let place = match place(&table, row, &mut diagnostics) {
            Ok(place) => place,
            Err(rejected) => {
                diagnostics.push(rejected);
                continue;
            }
        };
        if let Some(line) = first_lines.get(&place.id) {
            let message = format!("id `{}` is taken by line {line}; choose another", place.id);
            diagnostics.push(Diagnostic::rejected(table.position(row, "id"), message));
            continue;
        }
        first_lines.insert(place.id.clone(), row.line);
        places.push(place);
        lines.push(row.line);
        rows.push(index);
    }
    if places.is_empty() {
        let reasons =
            diagnostics.first().map(|d| format!("; first fault: {d}")).unwrap_or_default();
        let message = format!("no row is a place; nothing can be put on a map{reasons}");
        return Err(Diagnostic::fatal(Position::file(file), message));
    }
    let mut read = PlaceTable { places, lines, diagnostics, table, rows };
    read.check_parents(file)?;
    Ok(read)
}

impl PlaceTable {
    /// Where the cell under `column` of place `index` stands, or the `nth` of the names or words in it.
    pub fn position(&self, index: usize, column: &str, nth: Option<usize>) -> Position {
        let row = &self.table.rows[self.rows[index]];
        let offset = nth.and_then(|nth| {
            let cell = self.table.cell(row, column)?;
            let name = parts(cell).nth(nth)?;
            // Both point into one text, so this is where the name begins.
            Some(name.as_ptr().addr() - cell.as_ptr().addr())
        });
        match offset {
            Some(offset) => self.table.position_in(row, column, offset),
            None => self.table.position(row, column),
        }
    }

    /// Drops parents that no row describes, and refuses circles.
    fn check_parents(&mut self, file: &str) -> Result<(), Diagnostic> {
        let ids: BTreeSet<_> = self.places.iter().map(|place| place.id.clone()).collect();
        let known = || ids.iter().map(PlaceId::as_str);
        for (place, &line) in self.places.iter_mut().zip(&self.lines) {
            let unknown = place.parent.take_if(|parent| !ids.contains(parent));
            if let Some(parent) = unknown {
                let hint = did_you_mean(parent.as_str(), known());
                let message =
                    format!("parent `{parent}` of `{}` is no id of this table{hint}", place.id);
                let at = Position::at(file, line, 0);
                self.diagnostics.push(Diagnostic::warning(at, message));
            }
        }
        let parents: BTreeMap<_, _> =
            self.places.iter().map(|place| (&place.id, place.parent.as_ref())).collect();
        let mut grounded = BTreeSet::new();
        for (place, &line) in self.places.iter().zip(&self.lines) {
            let mut path = BTreeSet::new();
            let mut above = Some(&place.id);
            while let Some(id) = above.filter(|id| !grounded.contains(id)) {
                if !path.insert(id) {
                    let message = format!("place `{id}` lies inside itself; correct the parents");
                    return Err(Diagnostic::fatal(Position::at(file, line, 0), message));
                }
                above = parents[id];
            }
            grounded.extend(path);
        }
        Ok(())
    }
}

fn warn_of_unread_columns(table: &Table, diagnostics: &mut Vec<Diagnostic>) {
    let unread = unread_columns(table, COLUMNS);
    diagnostics.extend(unread.map(|(at, message)| Diagnostic::warning(at, message)));
}

fn place(table: &Table, row: &Row, diagnostics: &mut Vec<Diagnostic>) -> Result<Place, Diagnostic> {
    let text = |column: &str| table.cell(row, column).map(str::to_owned);
    let id =
        id(table, row, "id")?.ok_or_else(|| reject(table, row, "id", "a place needs an id"))?;
    let class =
        word(table, row, "class", PlaceClass::parse, PlaceClass::ALL.map(PlaceClass::as_str))?
            .ok_or_else(|| reject(table, row, "class", "a place needs a class, such as town"))?;
    let status = word(
        table,
        row,
        "status",
        CoordinateStatus::parse,
        CoordinateStatus::ALL.map(CoordinateStatus::as_str),
    )?;
    let names = Names {
        en: names(table, row, "name_en")?,
        ar: names(table, row, "name_ar")?,
        ku: names(table, row, "name_ku")?,
        tr: names(table, row, "name_tr")?,
    };
    if names.en.is_empty() && names.ar.is_empty() {
        return Err(reject(table, row, "name_en", "a place needs a name_en or a name_ar"));
    }
    let lonlat = point(table, row)?;
    let scope = word(table, row, "scope", Scope::parse, Scope::WORDS)?.unwrap_or_default();
    // Far away is where a place of context may well be.
    if let Some(message) = coordinate::doubt(lonlat).filter(|_| scope == Scope::Covered) {
        diagnostics.push(Diagnostic::warning(table.position(row, "lat"), message));
    }
    Ok(Place {
        id,
        names,
        class,
        parent: self::id(table, row, "parent")?,
        lonlat,
        radius_m: radius_m(table, row)?.unwrap_or_else(|| default_radius_m(class)),
        status: status.unwrap_or(CoordinateStatus::Unverified),
        codes: Codes {
            pcode: text("pcode"),
            geonames: text("geonames"),
            wikidata: text("wikidata"),
        },
        scope,
        near: list(table.cell(row, "near")),
        not_near: list(table.cell(row, "not_near")),
        not_beside: list(table.cell(row, "not_beside")),
    })
}

/// The radius of a place that gives none, in metres.
///
/// Generous on purpose, so that nothing is drawn finer than it is known: the sizes are those of the larger
/// members of each class in north-east Syria, rounded up.
pub(super) fn default_radius_m(class: PlaceClass) -> u32 {
    match class {
        PlaceClass::Country => 400_000,
        PlaceClass::Governorate => 120_000,
        PlaceClass::District | PlaceClass::Area => 60_000,
        PlaceClass::City => 5_000,
        PlaceClass::Town => 2_500,
        PlaceClass::Village => 1_500,
        PlaceClass::Neighbourhood
        | PlaceClass::Landmark
        | PlaceClass::Prison
        | PlaceClass::Camp
        | PlaceClass::Base
        | PlaceClass::Oilfield
        | PlaceClass::Crossing => 2_000,
    }
}

/// Ids go into the ids of events and into addresses, hence the narrow alphabet.
fn id(table: &Table, row: &Row, column: &str) -> Result<Option<PlaceId>, Diagnostic> {
    let Some(text) = table.cell(row, column) else { return Ok(None) };
    let narrow = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    if text.bytes().all(narrow) && text.len() <= 64 {
        return Ok(Some(PlaceId::new(text)));
    }
    let message =
        format!("{} is no id; write at most 64 of a-z, 0-9 and hyphen: `ras-al-ain`", quote(text));
    Err(reject(table, row, column, message))
}

pub(super) fn word<T, const N: usize>(
    table: &Table,
    row: &Row,
    column: &str,
    parse: fn(&str) -> Option<T>,
    known: [&str; N],
) -> Result<Option<T>, Diagnostic> {
    let Some(text) = table.cell(row, column) else { return Ok(None) };
    let lower = text.to_lowercase();
    parse(&lower).map(Some).ok_or_else(|| {
        let hint = did_you_mean(&lower, known);
        let message =
            format!("unknown {column} {}{hint}; one of {}", quote(text), known.join(", "));
        reject(table, row, column, message)
    })
}

fn names(table: &Table, row: &Row, column: &str) -> Result<Vec<String>, Diagnostic> {
    let names = list(table.cell(row, column));
    // Tashkeel and tatweel count as letters in Unicode, but a name of nothing else matches nothing.
    let mark = |c| matches!(c, '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}');
    let empty = names.iter().find(|name| !name.contains(|c: char| c.is_alphanumeric() && !mark(c)));
    match empty {
        Some(name) => {
            let message = format!("name {} has no letter; correct it, or delete it", quote(name));
            Err(reject(table, row, column, message))
        }
        None => Ok(names),
    }
}

fn list(cell: Option<&str>) -> Vec<String> {
    parts(cell.unwrap_or_default()).map(str::to_owned).collect()
}

/// The names or words in a cell.
pub(super) fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|part| !part.is_empty())
}

pub(super) fn point(table: &Table, row: &Row) -> Result<LonLat, Diagnostic> {
    let need = |column| {
        let message = format!("a place needs a {column} in decimal degrees");
        table.cell(row, column).ok_or_else(|| reject(table, row, column, message))
    };
    coordinate::lonlat(need("lon")?, need("lat")?).map_err(|fault| {
        let column = if fault.axis == Axis::Lon { "lon" } else { "lat" };
        reject(table, row, column, fault.message)
    })
}

pub(super) fn radius_m(table: &Table, row: &Row) -> Result<Option<u32>, Diagnostic> {
    let Some(text) = table.cell(row, "radius_m") else { return Ok(None) };
    match text.parse() {
        Ok(radius) if (1..=MAX_RADIUS_M).contains(&radius) => Ok(Some(radius)),
        _ => {
            let message = format!(
                "radius_m {} is no whole number of metres from 1 to {MAX_RADIUS_M}",
                quote(text)
            );
            Err(reject(table, row, "radius_m", message))
        }
    }
}

pub(super) fn reject(
    table: &Table,
    row: &Row,
    column: &str,
    message: impl Into<String>,
) -> Diagnostic {
    Diagnostic::rejected(table.position(row, column), message)
}

#[cfg(test)]
mod tests;
