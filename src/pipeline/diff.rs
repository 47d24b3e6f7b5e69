//! What changed between two builds of a map: their files read, compared, told. docs/diff.md tells how to read it.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Failure, file, finish};
use crate::compare;
use crate::diagnostic::{Diagnostic, Position};
use crate::model::Snapshot;
use crate::read;
use crate::write::changes;

/// What to compare, and how to tell it.
#[derive(Debug, Clone)]
pub struct Request {
    /// The earlier build: the folder of a site, or a GeoJSON file.
    pub old: PathBuf,
    /// The later one.
    pub new: PathBuf,
    /// How to tell what changed.
    pub form: Form,
    /// Whether nothing is told that the later one does not tell.
    pub public: bool,
}

/// How changes are told.
#[derive(Debug, Clone)]
pub enum Form {
    /// As lines to read.
    Text,
    /// As one object.
    Json,
    /// As an entry of a feed.
    Atom {
        /// The day of the entry, `2022-01-20`.
        updated: String,
    },
}

/// The file of a site that tells its events.
const EVENTS: &str = "events.geojson";

/// What a map is called that does not say.
const NAMELESS: &str = "Kharita";

/// Tells on `out` what changed. A closed `out` ends the work and is no failure.
///
/// # Errors
/// If a file cannot be read, or the day is none.
pub fn diff(request: &Request, mut out: impl Write) -> Result<(), Failure> {
    let updated = match &request.form {
        Form::Atom { updated } => Some(read::day(updated).map_err(|message| {
            Failure::Input(Diagnostic::fatal(Position::file("--updated"), message))
        })?),
        Form::Text | Form::Json => None,
    };
    let (old, new) = (snapshot(&request.old)?, snapshot(&request.new)?);
    let mut changed = compare::changes(&old, &new);
    if request.public {
        compare::publish(&mut changed, &new);
    }
    let text = match (&request.form, updated) {
        (Form::Json, _) => changes::json(&changed),
        (Form::Atom { .. }, Some(updated)) => {
            let map = new.title.as_deref().or(old.title.as_deref()).unwrap_or(NAMELESS);
            changes::atom(&changed, map, updated)
        }
        _ => changes::text(&changed),
    };
    finish(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

fn snapshot(path: &Path) -> Result<Snapshot, Failure> {
    let path = if path.is_dir() { path.join(EVENTS) } else { path.to_owned() };
    let bytes = file(&path).map_err(Failure::Input)?;
    read::snapshot(&path.display().to_string(), &bytes).map_err(Failure::Input)
}
