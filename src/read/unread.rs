//! What there is to tell of a file of records: once for the file, not once for a record.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Position};
use crate::model::Dataset;
use crate::read::column::Column;
use crate::read::suggest::{did_you_mean, quote};

/// What of a file of records is not read, and whose they are.
#[derive(Debug, Default)]
pub(super) struct Unread {
    first: Option<(u64, u64)>,
    /// Names that no column goes by.
    names: BTreeSet<String>,
    /// How many rows tell of one event what another table tells of all of it.
    parts: usize,
    /// The datasets of which it has rows.
    datasets: BTreeSet<Dataset>,
}

impl Unread {
    pub(super) fn note(&mut self, name: &str, at: (u64, u64)) {
        self.first.get_or_insert(at);
        if !self.names.contains(name) {
            self.names.insert(name.to_owned());
        }
    }

    /// Notes a row that is a part of what another table tells.
    pub(super) fn is_part(&mut self) {
        self.parts += 1;
    }

    /// Notes a row of `dataset`.
    pub(super) fn is_of(&mut self, dataset: Dataset) {
        self.datasets.insert(dataset);
    }

    /// Notes that the same file tells whole of what these are parts.
    #[cfg(feature = "geopackage")]
    pub(super) fn told_whole(&mut self) {
        self.parts = 0;
    }

    /// The warnings for a file.
    pub(super) fn warnings(&self, file: &str) -> impl Iterator<Item = Diagnostic> {
        let parts = (self.parts > 0).then(|| {
            let message = format!(
                "{} rows are reports of events, which `events.csv` or `events.geojson` beside it tells whole; not read, give one of these",
                self.parts
            );
            Diagnostic::warning(Position::file(file), message)
        });
        let terms = self.datasets.iter().map(move |dataset| {
            let message = format!(
                "read as rows of {}, whose terms of use hold for what is made of them: docs/datasets.md",
                dataset.as_str()
            );
            Diagnostic::warning(Position::file(file), message)
        });
        self.of_names(file).into_iter().chain(parts).chain(terms)
    }

    fn of_names(&self, file: &str) -> Option<Diagnostic> {
        // Ten names tell what is wrong; a file can hold a million.
        const SHOWN: usize = 10;
        let (line, column) = self.first?;
        let told = self.names.iter().take(SHOWN).map(|name| {
            let hint = did_you_mean(&name.to_lowercase(), Column::known_names());
            format!("{}{hint}", quote(name))
        });
        let told = told.collect::<Vec<_>>().join(", ");
        let more = match self.names.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let at = Position::at(file, line, column);
        Some(Diagnostic::warning(
            at,
            format!("not read, for no column goes by this name: {told}{more}"),
        ))
    }
}
