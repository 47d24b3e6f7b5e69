//! Everything of a build but writing: what there is to tell of the input, place table and templates among it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::build::{files, templates};
use super::findings::Findings;
use super::{Failure, Input, Output, Progress, Summary, file, places};
use crate::diagnostic::Diagnostic;
use crate::read::strict::{self, Conformity, Layout};
use crate::write::diagnostics::line;

pub use crate::write::diagnostics::Format;

/// Something to tell of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where and what.
    pub diagnostic: Diagnostic,
    /// The rule of `kharita places check` that found it, where one did.
    pub rule: Option<&'static str>,
}

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    /// In the order of a build: tables, corrections, sources, what they tell, templates.
    pub findings: Vec<Finding>,
    /// How much there is of everything; `None` where the input stops the work.
    pub summary: Option<Summary>,
}

impl Finding {
    /// As one line of `format`, without a line end.
    pub fn line(&self, format: Format) -> String {
        line(&self.diagnostic, self.rule, format)
    }
}

/// Checks what a build of `input` to `output` would read; nothing is written, and the folder of `output` not looked at.
///
/// # Errors
/// Only where something is wrong with the system, not the input.
pub fn check(input: &Input, output: &Output, progress: Progress<'_>) -> Result<Checked, Failure> {
    let mut diagnostics = Vec::new();
    let found = Findings::of(input, false, progress, &mut diagnostics).and_then(|findings| {
        let findings = findings.published(input, &mut diagnostics)?;
        let templates = templates(output.templates.as_deref())?;
        files(&findings, output, &templates, &mut diagnostics).map(|_| findings.summary)
    });
    let told: BTreeSet<_> = diagnostics.iter().cloned().collect();
    let mut findings = doubts_of_places(input, &told);
    findings.extend(diagnostics.into_iter().map(|diagnostic| Finding { diagnostic, rule: None }));
    let summary = match found {
        Ok(summary) => Some(summary),
        Err(Failure::Input(diagnostic)) => {
            findings.push(Finding { diagnostic, rule: None });
            None
        }
        Err(failure) => return Err(failure),
    };
    Ok(Checked { findings, summary })
}

/// What holding files of GeoJSON against their standards found.
#[derive(Debug, Default)]
pub struct Conformed {
    /// File by file, in their order.
    pub findings: Vec<Finding>,
    /// How many features they have.
    pub features: usize,
    /// Whether a file could not be read.
    pub stopped: bool,
}

/// Whether `path` is named as a file of GeoJSON is.
pub fn is_geojson(path: &Path) -> bool {
    layout(path).is_some()
}

/// Holds `files` against the standards of GeoJSON; what their properties mean is not asked.
pub fn conformed(files: &[PathBuf]) -> Conformed {
    let mut conformed = Conformed::default();
    for path in files {
        let name = path.display().to_string();
        let layout = layout(path).unwrap_or(Layout::Document);
        let found = match file(path) {
            Ok(bytes) => {
                let Conformity { features, diagnostics } = strict::check(&name, &bytes, layout);
                conformed.features += features;
                diagnostics
            }
            Err(fault) => {
                conformed.stopped = true;
                vec![fault]
            }
        };
        let found = found.into_iter().map(|diagnostic| Finding { diagnostic, rule: None });
        conformed.findings.extend(found);
    }
    conformed
}

fn layout(path: &Path) -> Option<Layout> {
    match path.extension()?.to_ascii_lowercase().to_str()? {
        "geojson" => Some(Layout::Document),
        "geojsonl" | "geojsons" => Some(Layout::Sequence),
        _ => None,
    }
}

/// What `kharita places check` tells of the place table beyond what reading it has `told`.
fn doubts_of_places(input: &Input, told: &BTreeSet<Diagnostic>) -> Vec<Finding> {
    // A table that cannot be read has stopped the work already.
    let remarks = places::check(input.places.as_deref()).unwrap_or_default();
    let new = remarks.into_iter().filter(|remark| !told.contains(&remark.diagnostic));
    new.map(|remark| Finding { diagnostic: remark.diagnostic, rule: Some(remark.rule) }).collect()
}
