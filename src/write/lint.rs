//! What is wrong or doubtful in a table, as a line of JSON.

use serde::Serialize;

use super::geojson::json;
use crate::diagnostic::{Diagnostic, Position};

#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    line: Option<u64>,
    column: Option<u64>,
    level: &'static str,
    rule: &'a str,
    message: &'a str,
}

/// The line of `diagnostic`, which `rule` found, without a line end.
pub fn line(diagnostic: &Diagnostic, rule: &str) -> String {
    let Position { file, line, column } = &diagnostic.position;
    json(&Row {
        file,
        line: Some(*line).filter(|&line| line > 0),
        column: Some(*column).filter(|&column| column > 0),
        level: diagnostic.level.as_str(),
        rule,
        message: &diagnostic.message,
    })
}
