//! The tables by which sources are read, and the fingerprint that says which they were.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::{Input, file, text_file};
use crate::diagnostic::Diagnostic;
use crate::extract::{Kinds, Manners};
use crate::gazetteer::Gazetteer;
use crate::merge::{self, Known};
use crate::model::{Event, Kind, PlacedReport};
use crate::read::{self, PlaceTable};

/// The tables that the program carries and that shape what is read; a user may replace the first two.
const BUILT_IN: [(&str, &str); 13] = [
    ("places.csv", include_str!("../../places.csv")),
    ("kinds.toml", include_str!("../../tables/kinds.toml")),
    ("actors.csv", include_str!("../../tables/actors.csv")),
    ("class_words.csv", include_str!("../../tables/class_words.csv")),
    ("context_words.csv", include_str!("../../tables/context_words.csv")),
    ("counts.csv", include_str!("../../tables/counts.csv")),
    ("dates.csv", include_str!("../../tables/dates.csv")),
    ("line_ends.csv", include_str!("../../tables/line_ends.csv")),
    ("narration.csv", include_str!("../../tables/narration.csv")),
    ("not_places.csv", include_str!("../../tables/not_places.csv")),
    ("numbers.csv", include_str!("../../tables/numbers.csv")),
    ("page.csv", include_str!("../../tables/page.csv")),
    ("whereabouts.csv", include_str!("../../tables/whereabouts.csv")),
];

/// How many bytes of the hash are told: two sets of tables of one user do not meet by chance, and it fits a line.
const FINGERPRINT_BYTES: usize = 8;

/// The tables by which sources are read.
#[derive(Debug)]
pub struct Tables {
    pub(super) gazetteer: Gazetteer,
    pub(super) kinds: Kinds,
    manners: Manners,
    fingerprint: String,
}

impl Tables {
    /// Reads the tables of `input`, or takes the built-in ones. What is wrong with single rows goes to `diagnostics`.
    ///
    /// # Errors
    /// If a table cannot be read at all.
    pub fn read(input: &Input, diagnostics: &mut Vec<Diagnostic>) -> Result<Self, Diagnostic> {
        let kinds_text = input.kinds.as_deref().map(text_file).transpose()?;
        let kinds = match (&input.kinds, &kinds_text) {
            (Some(path), Some(text)) => Kinds::parse(&path.display().to_string(), text)?,
            _ => Kinds::built_in(),
        };
        let (name, bytes) = place_file(input.places.as_deref())?;
        let table = read::places(&name, &bytes)?;
        diagnostics.extend(table.diagnostics);
        let built_in = BUILT_IN.map(|(name, text)| match name {
            "places.csv" => (name, &*bytes),
            "kinds.toml" if !kinds.extends() => {
                (name, kinds_text.as_deref().unwrap_or(text).as_bytes())
            }
            _ => (name, text.as_bytes()),
        });
        // A kinds table of the user's that extends the built-in one: both are told.
        let own_kinds = kinds_text
            .as_deref()
            .filter(|_| kinds.extends())
            .map(|text| ("--kinds", text.as_bytes()));
        let fingerprint = fingerprint(built_in.into_iter().chain(own_kinds));
        let (gazetteer, manners) = (Gazetteer::new(table.places), Manners::new(&kinds));
        Ok(Self { gazetteer, kinds, manners, fingerprint })
    }

    /// The gazetteer.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Which tables these are: other tables, another word, on every machine.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub(super) fn kind(&self, id: &crate::model::KindId) -> Arc<Kind> {
        self.kinds.get(id).expect("every report has a kind of the table").clone()
    }

    pub(super) fn merge(&self, placed: Vec<PlacedReport>) -> Vec<Event> {
        self.with_known(|known| merge::events(placed, &Known { joins: false, ..*known }))
    }

    /// What `work` makes of the kinds and places of these tables.
    pub(super) fn with_known<T>(&self, work: impl FnOnce(&Known<'_>) -> T) -> T {
        work(&Known {
            kind: &|id| self.kind(id),
            place: &|id| self.gazetteer.place(id).cloned(),
            around: &|place| self.gazetteer.around(place),
            manner: &|report| self.manners.of(report),
            joins: true,
        })
    }
}

/// The place table in `path`, or the built-in one.
pub(super) fn place_table(path: Option<&Path>) -> Result<PlaceTable, Diagnostic> {
    let (name, bytes) = place_file(path)?;
    read::places(&name, &bytes)
}

/// The bytes of the place table in `path`, or of the built-in one, and what messages call it.
fn place_file(path: Option<&Path>) -> Result<(String, Cow<'static, [u8]>), Diagnostic> {
    let (name, built_in) = BUILT_IN[0];
    Ok(match path {
        Some(path) => (path.display().to_string(), Cow::Owned(file(path)?)),
        None => (name.to_owned(), Cow::Borrowed(built_in.as_bytes())),
    })
}

/// The first hexadecimal digits of the SHA-256 of `tables`, by name and content. Carriage returns do not count: a checkout
/// may write them or not.
fn fingerprint<'a>(tables: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in tables {
        let bytes: Vec<u8> = bytes.iter().copied().filter(|&byte| byte != b'\r').collect();
        // With their lengths before them, no two lists of tables run together into the same bytes.
        for part in [name.as_bytes(), &bytes] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().take(FINGERPRINT_BYTES).fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::*;

    /// Tables that other commands use, and that shape no reading.
    const OTHERS: [&str; 2] = ["feature_codes.csv", "stop_words.csv"];

    #[test]
    fn every_table_that_shapes_a_reading_is_in_the_fingerprint() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tables");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut there: BTreeSet<String> = files.map(|name| name.into_string().unwrap()).collect();
        there.insert("places.csv".into());
        let known = BUILT_IN.map(|(name, _)| name).into_iter().chain(OTHERS);
        assert_eq!(there, known.map(str::to_owned).collect());
    }

    #[test]
    fn the_fingerprint_is_of_names_and_contents_and_of_nothing_else() {
        let of = |tables: &[(&'static str, &'static str)]| {
            fingerprint(tables.iter().map(|(name, text)| (*name, text.as_bytes())))
        };
        // The same on every machine, so it may stand here.
        assert_eq!(of(&[("a", "x\n"), ("b", "y\n")]), "a4604ffd32ddc199");
        assert_eq!(of(&[("a", "x\r\n")]), of(&[("a", "x\n")]), "line ends");
        let others: [&[_]; 5] = [
            &[("a", "x\n")],
            &[("a", "x\ny\n")],
            &[("b", "y\n"), ("a", "x\n")],
            &[("a", "x\n"), ("b", "z\n")],
            &[("a", ""), ("x\nb", "y\n")],
        ];
        let all: BTreeSet<_> = others.into_iter().map(of).collect();
        assert_eq!(all.len(), others.len());
    }
}
