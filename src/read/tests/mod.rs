//! One harness: a folder of files is read, and what came of it is told in lines.

mod articles;
mod corrections;
mod dataset;
mod earlier;
mod folders;
mod json;
mod rows;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use super::{Coding, sources};
use crate::model::{Codebook, Dataset, KindId, PlaceDoubts, Source};

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for the test"))
    }

    fn of(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        Self::new().with(name, bytes)
    }

    fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn told(&self) -> Vec<String> {
        self.told_of(&["."], None)
    }

    /// The sources, then the diagnostics, then the numbers where they are not zero.
    fn told_of(&self, roots: &[&str], meta: Option<&str>) -> Vec<String> {
        let roots: Vec<PathBuf> = roots
            .iter()
            .map(|root| if *root == "." { self.path().into() } else { self.path().join(root) })
            .collect();
        let meta = meta.map(|meta| self.path().join(meta));
        let mut codebook: Codebook =
            ["bombing", "prison_escape"].map(KindId::new).into_iter().collect();
        let taken = [(Dataset::Acled, "suicide bomb"), (Dataset::UcdpGed, "1")];
        let bombing = KindId::new("bombing");
        codebook.types =
            taken.map(|(of, word)| ((of, word.to_owned()), bombing.clone())).into_iter().collect();
        let prefix = format!("{}/", self.path().display());
        let read = match sources(&roots, meta.as_deref(), None, None, coding(&codebook), &|_| ()) {
            Ok(read) => read,
            Err(fatal) => return vec![fatal.to_string().replace(&prefix, "")],
        };
        let mut lines: Vec<_> = read.sources.iter().map(line).collect();
        lines.extend(read.diagnostics.iter().map(|d| d.to_string().replace(&prefix, "")));
        if !read.rejected.is_empty() {
            lines.push(format!("rejected {}", read.rejected.len()));
        }
        if read.empty > 0 {
            lines.push(format!("empty {}", read.empty));
        }
        lines
    }
}

/// A codebook beside which every place is known.
fn coding(codebook: &Codebook) -> Coding<'_> {
    Coding { codebook, doubts: &|_| PlaceDoubts::default() }
}

fn line(source: &Source) -> String {
    let origin = source.origin();
    let mut words = vec![origin.id.to_string()];
    words.extend(origin.title.clone());
    words.extend(origin.published.map(|day| day.to_string()));
    words.extend(origin.url.clone());
    words.extend(origin.publisher.clone());
    words.extend(origin.lang.map(|lang| lang.as_str().to_owned()));
    match source {
        Source::Article(article) => {
            words.push(format!("{}: {:?}", article.first_line, article.text));
        }
        Source::Record(record) => {
            words.push(record.kind.to_string());
            words.extend(record.dates.as_ref().map(|dates| {
                let start = dates.start.map(|day| day.to_string()).unwrap_or_default();
                format!("{start}..{} {}", dates.end, dates.precision.as_str())
            }));
            words.extend(record.place.as_ref().map(|place| place.as_str().to_owned()));
            words.extend(record.lonlat.map(|point| format!("{},{}", point.lon(), point.lat())));
            words.extend(
                record.extent.map(|extent| {
                    format!("in {} m, {}", extent.radius_m, extent.precision.as_str())
                }),
            );
            words.extend(record.counts.iter().map(|count| {
                let number = |n: Option<u64>| n.map_or("?".to_owned(), |n| n.to_string());
                let numbers = [count.low, count.best, count.high].map(number).join("/");
                format!("{numbers} ({})", count.words)
            }));
            words.extend(record.text.clone());
        }
    }
    words.join(" ")
}

/// Holds what is told of each case against the beginnings of the lines expected.
#[track_caller]
fn check(name: &str, told: &[String], expected: &[&str]) {
    let alike = told.len() == expected.len()
        && told.iter().zip(expected).all(|(told, expected)| told.starts_with(expected));
    assert!(alike, "{name}\nexpected {expected:#?}\nfound {told:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_a_reader_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..64),
        json in "[\\[\\]{}:,\"a0e\\\\u\n\r\u{1e} ]{0,40}",
        numbers in "[\\[\\]0-9,.e-]{0,24}",
    ) {
        let geometry = format!(r#"{{"type":"Feature","geometry":{{"type":"LineString","coordinates":{numbers}}},"properties":{{}}}}"#);
        let front = [b"---\n", &*bytes, b"\n---\nx"].concat();
        let folder = Folder::of("a.txt", &bytes)
            .with("b.txt", front)
            .with("c.csv", &bytes)
            .with("d.json", &bytes)
            .with("e.jsonl", &bytes)
            .with("f.json", &json)
            .with("g.jsonl", &json)
            .with("h.geojson", geometry);
        prop_assert!(!folder.told().is_empty());
    }
}
