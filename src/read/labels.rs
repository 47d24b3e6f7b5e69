//! Labelled reports and predictions, one to a line; docs/eval.md tells their shapes.
//!
//! Whether a prediction is right is not this room's business.

mod counts;
mod names;
mod rows;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Position};
use crate::model::{KindId, LabelledReport, PlaceId, Prediction};
use crate::read::decode;
use crate::read::json::{self, Document};
use crate::table::Table;

pub use self::names::ByName;

/// Something read from each line of a file.
#[derive(Debug, Clone)]
pub struct Lines<T> {
    /// What the lines hold, each with its position, in the order of the file.
    pub rows: Vec<(T, Position)>,
    /// What is wrong: lines left out are `Rejected`.
    pub diagnostics: Vec<Diagnostic>,
}

/// What others' places and kinds are called in the labels.
#[derive(Debug, Clone, Default)]
pub struct Renaming {
    places: BTreeMap<PlaceId, PlaceId>,
    kinds: BTreeMap<KindId, KindId>,
}

/// Reads labelled reports.
pub fn labels(file: &str, bytes: &[u8]) -> Lines<LabelledReport> {
    lines(file, bytes, |row: rows::LabelledRow, warn| row.into_report(warn))
}

/// Reads predictions, and calls their places and kinds as `renaming` says.
pub fn predictions(file: &str, bytes: &[u8], renaming: &Renaming) -> Lines<Prediction> {
    lines(file, bytes, |row: rows::PredictionRow, warn| {
        let mut prediction = row.into_prediction(warn);
        renaming.apply(&mut prediction);
        prediction
    })
}

/// Reads a table of places: the ids under `canonical_place`, or else under `id`.
///
/// # Errors
/// Fatal where the table has no such column.
pub fn place_ids(file: &str, bytes: &[u8]) -> Result<Vec<PlaceId>, Diagnostic> {
    let mut table = Table::parse(file, bytes, &[])?;
    if !table.has("canonical_place") && !table.alias("canonical_place", "id") {
        let message = "no column `canonical_place` or `id`; name the column of the place ids so";
        return Err(Diagnostic::fatal(table.header_position(""), message));
    }
    let ids = table.rows.iter().filter_map(|row| table.cell(row, "canonical_place"));
    Ok(ids.map(PlaceId::new).collect())
}

/// Reads figures, by their names from the outside in: `ar: events, type + place: F1`. Numbers of cases are none.
///
/// # Errors
/// Fatal where the file is no JSON.
pub fn figures(file: &str, bytes: &[u8]) -> Result<BTreeMap<String, f64>, Diagnostic> {
    let fatal = |fault: Diagnostic| Diagnostic::fatal(fault.position, fault.message);
    let text = decode::text(file, bytes).map_err(fatal)?;
    let value = Document::new(file, &text, 1).parse(&text).map_err(fatal)?;
    let mut figures = BTreeMap::new();
    gather(&value, &mut Vec::new(), &mut figures);
    if figures.is_empty() {
        let message = "no figures; give a file that `kharita eval --json` has written";
        return Err(Diagnostic::fatal(Position::file(file), message));
    }
    Ok(figures)
}

fn gather(value: &serde_json::Value, path: &mut Vec<String>, figures: &mut BTreeMap<String, f64>) {
    match value {
        serde_json::Value::Object(members) => {
            for (name, member) in members.iter().filter(|(name, _)| *name != "n") {
                path.push(name.trim().to_owned());
                gather(member, path, figures);
                path.pop();
            }
        }
        serde_json::Value::Number(number) => {
            figures.extend(number.as_f64().map(|figure| (path.join(": "), figure)));
        }
        _ => {}
    }
}

impl Renaming {
    /// Adds the rows of a table without a header: `place,THEIRS,OURS` and `type,THEIRS,OURS`. Other rows say nothing
    /// of names; of two for one name the later counts.
    ///
    /// # Errors
    /// Fatal where the table is not UTF-8, or no row renames anything.
    pub fn add(&mut self, file: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        let bytes = decode::utf8(file, bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
            .map_err(|fault| Diagnostic::fatal(fault.position, fault.message))?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes.as_bytes());
        let mut renamed = 0;
        for row in reader.records() {
            let row = row.map_err(|error| {
                let line = error.position().map_or(0, csv::Position::line);
                Diagnostic::fatal(Position::at(file, line, 0), format!("no row of CSV: {error}"))
            })?;
            let cell = |index: usize| row.get(index).unwrap_or_default();
            match (cell(0), cell(1), row.get(2)) {
                ("place", theirs, Some(ours)) => {
                    self.places.insert(PlaceId::new(theirs), PlaceId::new(ours));
                }
                ("type", theirs, Some(ours)) => {
                    self.kinds.insert(KindId::new(theirs), KindId::new(ours));
                }
                _ => continue,
            }
            renamed += 1;
        }
        if renamed == 0 {
            let message = "no row `place,THEIRS,OURS` or `type,THEIRS,OURS`; write such rows, without a header";
            return Err(Diagnostic::fatal(Position::at(file, 1, 1), message));
        }
        Ok(())
    }

    fn apply(&self, prediction: &mut Prediction) {
        let place = |place: &mut Option<PlaceId>| {
            if let Some(ours) = place.as_ref().and_then(|theirs| self.places.get(theirs)) {
                *place = Some(ours.clone());
            }
        };
        prediction.mentions.iter_mut().for_each(|mention| place(&mut mention.place));
        for event in &mut prediction.events {
            place(&mut event.place);
            if let Some(ours) = self.kinds.get(&event.kind) {
                event.kind = ours.clone();
            }
        }
    }
}

/// What a row warns of, as phrases for the user.
type Warn<'a> = &'a mut dyn FnMut(String);

/// Reads a value of JSON from each line that is not blank.
fn lines<R: DeserializeOwned, T>(
    file: &str,
    bytes: &[u8],
    into: impl Fn(R, Warn<'_>) -> T,
) -> Lines<T> {
    let mut lines = Lines { rows: Vec::new(), diagnostics: Vec::new() };
    let text = match decode::text(file, bytes) {
        Ok(text) => text,
        Err(fault) => {
            lines.diagnostics.push(fault);
            return lines;
        }
    };
    if let Some(fault) = json::one_pretty_document(file, text.as_bytes()) {
        lines.diagnostics.push(fault);
        return lines;
    }
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        match Document::new(file, line, number).parse::<R>(line) {
            Ok(row) => {
                let at = Position::at(file, number, 1);
                let mut warn = |message: String| {
                    lines.diagnostics.push(Diagnostic::warning(at.clone(), message));
                };
                let row = into(row, &mut warn);
                lines.rows.push((row, at));
            }
            Err(fault) => lines.diagnostics.push(fault),
        }
    }
    lines
}

#[cfg(test)]
mod tests;
