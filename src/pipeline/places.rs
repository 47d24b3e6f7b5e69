//! The place table itself: checked, or made from the table of somebody else.

use std::path::Path;

use super::place_table;
use crate::diagnostic::Diagnostic;
use crate::gazetteer::lint;
use crate::write;

/// Something wrong or doubtful in a place table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// Where and what.
    pub diagnostic: Diagnostic,
    /// The rule that found it, as one word: `row` where the row cannot be read as it stands.
    pub rule: &'static str,
}

impl Remark {
    /// As a line of JSON, without a line end.
    pub fn json(&self) -> String {
        write::lint::line(&self.diagnostic, self.rule)
    }
}

/// Everything wrong or doubtful in the place table `path`, or the built-in one, by position.
///
/// # Errors
/// If the table cannot be read at all.
pub fn check(path: Option<&Path>) -> Result<Vec<Remark>, Diagnostic> {
    let mut table = place_table(path)?;
    let findings = lint::lint(&table.places, &table.lines).into_iter().map(|finding| {
        let at = table.position(finding.place, finding.column, finding.nth);
        let diagnostic = Diagnostic::warning(at, finding.message);
        Remark { diagnostic, rule: finding.rule.as_str() }
    });
    let mut remarks: Vec<Remark> = findings.collect();
    let of_rows = std::mem::take(&mut table.diagnostics);
    remarks.extend(of_rows.into_iter().map(|diagnostic| Remark { diagnostic, rule: "row" }));
    remarks.sort();
    Ok(remarks)
}
