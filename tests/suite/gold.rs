//! The project's own labelled reports, `tests/gold`: that they keep the rules by which they are labelled, and that no
//! figure of `kharita eval` drops on them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kharita::gazetteer::Gazetteer;
use kharita::model::{DatePrecision, Group, Measure, PlacePrecision};
use kharita::read;
use serde_json::Value;

use crate::project::{Project, ROOT};

/// Labels that hold more than these are misspelt.
const REPORT: [&str; 7] = ["id", "lang", "voice", "trap", "publication_date", "text", "gold"];
const MENTION: [&str; 6] =
    ["canonical_place", "char_start", "char_end", "surface", "alt_places", "optional"];
const DECOY: [&str; 5] = ["char_start", "char_end", "surface", "reason", "looks_like"];
const EVENT: [&str; 15] = [
    "type",
    "date",
    "place",
    "place_precision",
    "counts",
    "evidence_start",
    "evidence_end",
    "main",
    "place_alt",
    "type_alt",
    "evidence_alt",
    "place_to",
    "status",
    "optional",
    "means",
];
const DATE: [&str; 5] = ["start", "end", "precision", "alt", "partial"];

/// What encloses the places of the area, but al-Tanf and the far bank of a crossing.
const AREA: [&str; 4] =
    ["hasakah-governorate", "deir-ez-zor-governorate", "raqqa-governorate", "ayn-al-arab-district"];

fn folder() -> PathBuf {
    Path::new(ROOT).join("tests/gold")
}

/// The labelled reports, each with the name of its file and its line.
fn reports() -> Vec<(String, Value)> {
    let mut files: Vec<_> = fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "jsonl"));
    files.sort();
    let mut reports = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for (line, number) in fs::read_to_string(&file).unwrap().lines().zip(1..) {
            let report = serde_json::from_str(line).unwrap();
            reports.push((format!("{name}:{number}"), report));
        }
    }
    reports
}

fn words<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    let list = value[key].as_array().into_iter().flatten();
    list.chain([&value[key]]).filter_map(Value::as_str).collect()
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().into_iter().flatten()
}

/// What is wrong with labels, gathered.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn check(&mut self, holds: bool, at: &str, what: &str) {
        if !holds {
            self.0.push(format!("tests/gold/{at}: {what}"));
        }
    }

    fn keys(&mut self, value: &Value, known: &[&str], at: &str) {
        for key in value.as_object().into_iter().flatten().map(|(key, _)| key) {
            self.check(known.contains(&key.as_str()), at, &format!("no label is called `{key}`"));
        }
    }

    fn words(&mut self, found: Vec<&str>, known: &BTreeSet<&str>, at: &str) {
        for word in found {
            self.check(known.contains(word), at, &format!("`{word}` is not in our tables"));
        }
    }

    fn tell(self) {
        assert!(self.0.is_empty(), "\n{}\n", self.0.join("\n"));
    }
}

#[test]
fn the_set_is_large_mixed_and_full_of_traps() {
    let reports = reports();
    let count = |holds: &dyn Fn(&Value) -> bool| reports.iter().filter(|(_, r)| holds(r)).count();
    assert!(reports.len() >= 80, "{} reports", reports.len());
    let arabic = count(&|report| report["lang"] == "ar");
    assert!(arabic >= 60, "{arabic} reports in Arabic");
    let traps = count(&|report| report["trap"].is_string());
    assert!(traps * 3 >= reports.len(), "{traps} traps of {}", reports.len());
    let ids: BTreeSet<&str> = reports.iter().filter_map(|(_, r)| r["id"].as_str()).collect();
    assert_eq!(ids.len(), reports.len(), "ids are unique");
    let texts: BTreeSet<&str> = reports.iter().filter_map(|(_, r)| r["text"].as_str()).collect();
    assert_eq!(texts.len(), reports.len(), "texts are unique");
    let events = reports.iter().flat_map(|(_, r)| list(&r["gold"], "events"));
    let told: BTreeSet<&str> = events.filter_map(|event| event["type"].as_str()).collect();
    let missing: Vec<_> =
        kinds().into_iter().filter(|kind| !told.contains(kind.as_str())).collect();
    assert!(missing.is_empty(), "no report tells of {missing:?}");
}

fn kinds() -> Vec<String> {
    let kinds = kharita::extract::Kinds::built_in();
    kinds.ids().iter().map(ToString::to_string).collect()
}

fn gazetteer() -> Gazetteer {
    let table = read::places("places.csv", include_bytes!("../../places.csv")).unwrap();
    Gazetteer::new(table.places)
}

#[test]
fn every_label_uses_our_words_and_fits_its_text() {
    let kinds = kinds();
    let kinds: BTreeSet<&str> = kinds.iter().map(String::as_str).collect();
    let gazetteer = gazetteer();
    let places: BTreeSet<&str> = gazetteer.places().iter().map(|place| place.id.as_str()).collect();
    let mut faults = Faults::default();
    for (at, report) in reports() {
        faults.keys(&report, &REPORT, &at);
        faults.check(["ar", "en"].contains(&report["lang"].as_str().unwrap()), &at, "no language");
        let text: Vec<char> = report["text"].as_str().unwrap().chars().collect();
        let gold = &report["gold"];
        for (key, known) in [("mentions", &MENTION[..]), ("decoys", &DECOY)] {
            for label in list(gold, key) {
                faults.keys(label, known, &at);
                let under = slice(&text, &label["char_start"], &label["char_end"]);
                let surface = label["surface"].as_str().unwrap_or_default();
                let fits = under.as_deref() == Some(surface) && surface.trim() == surface;
                faults.check(fits, &at, &format!("«{surface}» is not under its offsets"));
                faults.words(words(label, "canonical_place"), &places, &at);
                faults.words(words(label, "alt_places"), &places, &at);
            }
        }
        for event in list(gold, "events") {
            faults.keys(event, &EVENT, &at);
            check_event(event, &text, &kinds, &places, &at, &mut faults);
        }
    }
    faults.tell();
}

fn check_event(
    event: &Value,
    text: &[char],
    kinds: &BTreeSet<&str>,
    places: &BTreeSet<&str>,
    at: &str,
    faults: &mut Faults,
) {
    let evidence = slice(text, &event["evidence_start"], &event["evidence_end"]);
    let fits = evidence.is_some_and(|words| !words.trim().is_empty() && words.trim() == words);
    faults.check(fits, at, "the evidence is no words of the text");
    for span in list(event, "evidence_alt") {
        faults.check(slice(text, &span[0], &span[1]).is_some(), at, "no text under evidence_alt");
    }
    faults.words([words(event, "type"), words(event, "type_alt")].concat(), kinds, at);
    let named = ["place", "place_alt", "place_to"].map(|key| words(event, key)).concat();
    faults.words(named, places, at);
    let size = event["place_precision"].as_str().unwrap_or_default();
    let known = PlacePrecision::ALL.into_iter().any(|known| known.as_str() == size);
    faults.check(known, at, &format!("place precision `{size}`"));
    for date in [&event["date"]].into_iter().chain(list(&event["date"], "alt")) {
        faults.keys(date, &DATE, at);
        let precision = date["precision"].as_str().unwrap_or_default();
        let known = precision == "unresolved" || DatePrecision::parse(precision).is_some();
        faults.check(known, at, &format!("date precision `{precision}`"));
    }
    for (key, told) in event["counts"].as_object().into_iter().flatten() {
        faults.check(Measure::parse(key).is_some(), at, &format!("nothing counts `{key}`"));
        for group in told.as_object().into_iter().flatten().map(|(group, _)| group) {
            let known = group == "unknown" || Group::parse(group).is_some();
            faults.check(known, at, &format!("no group is called `{group}`"));
        }
    }
    let both = event["main"] == true && event["optional"] == true;
    faults.check(!both, at, "the news is not optional");
}

/// The characters from `start` to `end`, where there are such.
fn slice(text: &[char], start: &Value, end: &Value) -> Option<String> {
    let number = |value: &Value| value.as_u64().and_then(|n| usize::try_from(n).ok());
    text.get(number(start)?..number(end)?).map(|chars| chars.iter().collect())
}

#[test]
fn every_place_of_the_area_is_scored() {
    let gazetteer = gazetteer();
    let listed = fs::read_to_string(folder().join("places_needed.csv")).unwrap();
    let listed: BTreeSet<&str> = listed.lines().skip(1).collect();
    let by_id = |id: &str| gazetteer.places().iter().find(|place| place.id.as_str() == id);
    let unknown: Vec<_> = listed.iter().filter(|id| by_id(id).is_none()).collect();
    assert!(unknown.is_empty(), "not in places.csv: {unknown:?}");
    let area = AREA.map(|id| by_id(id).expect(id));
    let inside = gazetteer
        .places()
        .iter()
        .filter(|place| area.iter().any(|outer| gazetteer.encloses(outer, place)));
    let missing: Vec<_> = inside.filter(|place| !listed.contains(place.id.as_str())).collect();
    let missing: Vec<_> = missing.iter().map(|place| place.id.as_str()).collect();
    assert!(missing.is_empty(), "add to tests/gold/places_needed.csv:\n{}", missing.join("\n"));
}

/// Rises are blessed with `KHARITA_BLESS=1`; a drop never is: CONTRIBUTING.md tells what to do.
#[test]
fn no_figure_of_the_set_drops() {
    let floors = folder().join("figures.json");
    let (gold, floors) = (folder().display().to_string(), floors.display().to_string());
    let project = Project::new();
    let json = project.run(&["eval", &gold, "--by", "lang", "--json"]);
    json.ends(0).check(json.stderr.is_empty(), "the labels are read without a word");
    let bless = std::env::var_os("KHARITA_BLESS").is_some();
    if Path::new(&floors).exists() {
        let run = project.run(&["eval", &gold, "--by", "lang", "--floors", &floors]);
        let advice = "a figure dropped; a drop is not blessed: CONTRIBUTING.md tells what to do";
        run.check(run.code == Some(0), &format!("{advice}\n{}", run.stdout));
    } else {
        assert!(bless, "no tests/gold/figures.json; KHARITA_BLESS=1 cargo test writes it");
    }
    if bless {
        fs::write(&floors, &json.stdout).unwrap();
    }
    let blessed: Value = serde_json::from_str(&fs::read_to_string(&floors).unwrap()).unwrap();
    let now: Value = serde_json::from_str(&json.stdout).unwrap();
    let unguarded: Vec<String> =
        names(&now).difference(&names(&blessed)).map(|path| path.join(": ")).collect();
    assert!(unguarded.is_empty(), "bless, so that these may not drop: {unguarded:#?}");
}

/// The names of all numbers in `value`, from the outside in.
fn names(value: &Value) -> BTreeSet<Vec<String>> {
    match value {
        Value::Object(members) => {
            let under = |(name, member): (&String, &Value)| {
                let inside = names(member).into_iter();
                let path = |path: Vec<String>| [vec![name.clone()], path].concat();
                inside.map(path).collect::<Vec<_>>()
            };
            members.iter().flat_map(under).collect()
        }
        Value::Number(_) => BTreeSet::from([Vec::new()]),
        _ => BTreeSet::new(),
    }
}
