//! A CSV of places with columns of its own.

use std::collections::BTreeMap;

use super::assemble::{Foreign, assemble};
use super::names::{Names, Tally, slug};
use super::{FeatureClasses, Imported, MAX_PLACES, Mapping, Selection};
use crate::diagnostic::{Diagnostic, Level, Position};
use crate::model::{Codes, CoordinateStatus, PlaceClass, Scope};
use crate::read::places::{parts, point, radius_m, reject, word};
use crate::read::suggest::{did_you_mean, quote};
use crate::table::{Row, Table};

/// Reads the places of the CSV `bytes`. Columns that are not mapped are those of our names.
pub(super) fn csv(
    file: &str,
    bytes: &[u8],
    mapping: &Mapping,
    selection: &Selection,
    tell: &mut dyn FnMut(Diagnostic),
) -> Result<Imported, Diagnostic> {
    let mut table = Table::parse(file, bytes, &[])?;
    for (ours, theirs) in &mapping.columns {
        if !table.alias(ours, theirs) {
            let hint = did_you_mean(&theirs.to_lowercase(), table.columns());
            let found: Vec<_> = table.columns().collect();
            let message = format!("no column {}{hint}; found {}", quote(theirs), found.join(","));
            return Err(Diagnostic::fatal(table.header_position(""), message));
        }
    }
    require(&table, mapping)?;
    let mut imported = Imported::default();
    for diagnostic in std::mem::take(&mut table.diagnostics) {
        imported.rejected += u64::from(diagnostic.level == Level::Rejected);
        tell(diagnostic);
    }
    imported.rows = table.rows.len() as u64 + imported.rejected;
    let rows = Rows { table: &table, mapping, classes: FeatureClasses::built_in() };
    let mut selected = Vec::new();
    let mut tally = Tally::default();
    for row in &table.rows {
        match rows.foreign(row, selection, &mut tally) {
            Ok(Some(foreign)) => selected.push(foreign),
            Ok(None) => imported.unselected += 1,
            Err(rejected) => {
                imported.rejected += 1;
                tell(rejected);
            }
        }
    }
    if selected.len() > MAX_PLACES {
        let message = "more than a million places; narrow them with --bbox or --class";
        return Err(Diagnostic::fatal(Position::file(file), message));
    }
    imported.places = assemble(selected, BTreeMap::new());
    imported.unread_names = tally.unread;
    Ok(imported)
}

fn require(table: &Table, mapping: &Mapping) -> Result<(), Diagnostic> {
    let has = |column: &&str| table.has(column) || mapping.constants.contains_key(*column);
    let mut missing: Vec<_> =
        ["class", "lon", "lat"].into_iter().filter(|column| !has(column)).collect();
    if !["names", "name_en", "name_ar"].iter().any(has) {
        missing.push("name_en");
    }
    if missing.is_empty() {
        return Ok(());
    }
    let found: Vec<_> = table.columns().collect();
    let message = format!(
        "missing {}; found {}; say which they are with --map {}=COLUMN, or set one for all rows with --set class=town",
        missing.join(", "),
        found.join(","),
        missing[0]
    );
    Err(Diagnostic::fatal(table.header_position(""), message))
}

/// The rows of a table under the names of our columns.
struct Rows<'t> {
    table: &'t Table,
    mapping: &'t Mapping,
    classes: FeatureClasses,
}

impl Rows<'_> {
    /// A row; `None` where it is not selected.
    fn foreign(
        &self,
        row: &Row,
        selection: &Selection,
        tally: &mut Tally,
    ) -> Result<Option<Foreign>, Diagnostic> {
        let text = |column: &str| self.cell(row, column).map(str::to_owned);
        let population = match self.cell(row, "population") {
            None => 0,
            Some(text) => text.parse().map_err(|_error: std::num::ParseIntError| {
                let message = format!("population {} is no whole number", quote(text));
                reject(self.table, row, "population", message)
            })?,
        };
        let class = self.class(row, population)?;
        let lonlat = point(self.table, row)?;
        let names = self.names(row, tally)?;
        if !selection.takes(class, lonlat, population) {
            return Ok(None);
        }
        let status = word(
            self.table,
            row,
            "status",
            CoordinateStatus::parse,
            CoordinateStatus::ALL.map(CoordinateStatus::as_str),
        )?;
        let shown = names.en.first().or(names.ar.first()).expect("names were asked for");
        Ok(Some(Foreign {
            slug: self.cell(row, "id").and_then(slug).or_else(|| slug(shown)).unwrap_or_default(),
            apart: row.line.to_string(),
            key: text("id"),
            parents: text("parent").into_iter().collect(),
            class,
            lonlat,
            radius_m: radius_m(self.table, row)?,
            status: status.unwrap_or(CoordinateStatus::SingleSource),
            codes: Codes {
                pcode: text("pcode"),
                geonames: text("geonames"),
                wikidata: text("wikidata"),
            },
            scope: self.scope(row)?,
            names,
        }))
    }

    fn cell<'r>(&'r self, row: &'r Row, column: &str) -> Option<&'r str> {
        let constant = self.mapping.constants.get(column).map(String::as_str);
        self.table.cell(row, column).or(constant)
    }

    fn scope(&self, row: &Row) -> Result<Scope, Diagnostic> {
        let Some(text) = self.cell(row, "scope") else { return Ok(Scope::Covered) };
        Scope::parse(&text.to_lowercase()).ok_or_else(|| {
            let known = Scope::WORDS.join(", ");
            let message = format!("unknown scope {}; one of {known}, or nothing", quote(text));
            reject(self.table, row, "scope", message)
        })
    }

    /// A word of ours, or a feature code of GeoNames.
    fn class(&self, row: &Row, population: u64) -> Result<PlaceClass, Diagnostic> {
        let text = self.cell(row, "class").unwrap_or_default();
        let class = PlaceClass::parse(&text.to_lowercase());
        class.or_else(|| self.classes.class(text, population)).ok_or_else(|| {
            let known = PlaceClass::ALL.map(PlaceClass::as_str);
            let hint = did_you_mean(&text.to_lowercase(), known);
            let message = format!(
                "unknown class {}{hint}; one of {}, or a feature code of GeoNames",
                quote(text),
                known.join(", ")
            );
            reject(self.table, row, "class", message)
        })
    }

    fn names(&self, row: &Row, tally: &mut Tally) -> Result<crate::model::Names, Diagnostic> {
        let list = |column: &str| -> Vec<String> {
            parts(self.cell(row, column).unwrap_or_default()).map(str::to_owned).collect()
        };
        let mut by_script = Names::default();
        for name in self.cell(row, "names").unwrap_or_default().split(['|', ';', ',']) {
            by_script.add(name, tally);
        }
        let mut names = by_script.gathered();
        for (own, column) in [
            (&mut names.en, "name_en"),
            (&mut names.ar, "name_ar"),
            (&mut names.ku, "name_ku"),
            (&mut names.tr, "name_tr"),
        ] {
            own.splice(0..0, list(column));
        }
        if names.en.is_empty() && names.ar.is_empty() {
            let column = if self.table.has("name_en") { "name_en" } else { "names" };
            return Err(reject(
                self.table,
                row,
                column,
                "a place needs a name in Latin or Arabic letters",
            ));
        }
        Ok(names)
    }
}
