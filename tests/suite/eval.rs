//! `kharita eval`: labelled reports in, figures out.
//!
//! The figures of `tests/cases/eval` were counted by another program, too.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::project::{Project, ROOT, Run, tree};

/// A report with its text, a toponym and an event.
fn labelled() -> Value {
    let text = "انفجرت سيارة مفخخة في مدينة الحسكة أمس.";
    json!({"id": "r1", "lang": "ar", "publication_date": "2022-01-21", "text": text, "gold": {
        "mentions": [{"canonical_place": "hasakah", "char_start": 28, "char_end": 34, "surface": "الحسكة"}],
        "decoys": [],
        "events": [{"type": "bombing", "date": {"start": "2022-01-20", "end": "2022-01-20", "precision": "day"},
            "place": "hasakah", "place_precision": "town", "counts": {}, "evidence_start": 0, "evidence_end": 39,
            "main": true}]}})
}

/// `labelled()` without its text.
fn textless() -> String {
    let mut report = labelled();
    report.as_object_mut().unwrap().remove("text");
    report.to_string()
}

fn text() -> String {
    labelled()["text"].as_str().unwrap().to_owned()
}

/// What `--json` wrote.
fn figures(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap()
}

/// The project with the cases that were scored elsewhere, too.
fn cases() -> Project {
    let folder = Path::new(ROOT).join("tests/cases/eval");
    let names = ["gold.jsonl", "predictions.jsonl", "map.csv", "places_needed.csv"];
    names.iter().fold(Project::new(), |project, name| {
        project.file(name, fs::read(folder.join(name)).unwrap())
    })
}

const SCORED: [&str; 6] =
    ["eval", "gold.jsonl", "--predictions", "predictions.jsonl", "--map", "map.csv"];

#[test]
fn predictions_make_the_blessed_figures() {
    let project = cases();
    let folder = Path::new(ROOT).join("tests/golden/eval");
    let cases: [(&str, &[&str]); 3] = [
        ("figures.json", &["--json"]),
        ("strict.json", &["--json", "--strict-places", "--by", "lang,kind", "--errors"]),
        ("table.txt", &["--by", "lang,kind", "--errors"]),
    ];
    for (name, options) in cases {
        let run = project.run(&[&SCORED, options].concat());
        run.ends(0).check(run.stderr.is_empty(), "nothing is wrong with the cases");
        if std::env::var_os("KHARITA_BLESS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(name), &run.stdout).unwrap();
        }
        let blessed = fs::read_to_string(folder.join(name)).unwrap_or_default();
        run.check(blessed == run.stdout, &format!("{name} differs; it is\n{}", run.stdout));
    }
}

#[test]
fn a_report_is_read_from_its_own_text_with_its_own_day() {
    let run = Project::new().file("gold.jsonl", labelled().to_string()).run(&[
        "eval",
        "gold.jsonl",
        "--json",
    ]);
    let figures = figures(run.ends(0));
    for figure in ["mentions, exact span", "events, type + place"] {
        assert_eq!(figures[figure]["F1"], 1.0, "{figure}");
    }
    for figure in ["date exact start and end (dated events)", "headline event found and flagged"] {
        assert_eq!(figures[figure]["acc"], 1.0, "{figure}");
    }
}

#[test]
fn the_text_of_a_report_is_that_of_the_source_with_its_name() {
    // The source, the id of the report, the sources as given.
    let cases = [
        ("r1.txt", "r1", "sources"),
        ("r1.txt", "r1.txt", "sources"),
        ("deep/r1.md", "r1", "sources"),
        ("deep/r1.txt", "deep/r1", "sources"),
        ("r1.txt", "r1", "sources/r1.txt"),
    ];
    for (file, id, sources) in cases {
        let label = textless().replace("\"r1\"", &format!("\"{id}\""));
        let project = Project::new().article(file, &text()).file("gold.jsonl", label);
        let run = project.run(&["eval", "gold.jsonl", sources, "--json"]);
        let told = figures(run.ends(0));
        assert_eq!(told["events, type + place"]["F1"], 1.0, "{file} {id}");
        assert_eq!(told["date exact start and end (dated events)"]["acc"], 1.0, "{file} {id}");
    }
    let project = Project::new().article("other.txt", &text()).file("gold.jsonl", textless());
    let run = project.run(&["eval", "gold.jsonl", "sources"]);
    run.ends(0).says("gold.jsonl:1:1: warning: no source is called `r1`; scored as empty");
    run.check(run.stdout.contains("reports without a prediction: 1"), "it is counted");
}

#[test]
fn a_source_is_predicted_by_the_line_that_extract_writes() {
    let project = Project::sample();
    let lines = project.run(&["extract", "-q"]).stdout;
    let names = tree(&project.path("sources")).into_keys();
    let gold: Vec<String> = names
        .filter(|name| Path::new(name).extension().is_some_and(|e| e == "txt" || e == "md"))
        .map(|name| json!({"id": name, "gold": {"mentions": [], "events": []}}).to_string())
        .collect();
    assert!(gold.len() > 2, "the sample has articles");
    let project = project.file("gold.jsonl", gold.join("\n")).file("lines.jsonl", lines);
    let options = ["--json", "--errors", "--strict-places", "-q"];
    let read = project.run(&[&["eval", "gold.jsonl", "sources"], &options[..]].concat());
    let predicted = project.run(
        &[&["eval", "gold.jsonl", "sources", "--predictions", "lines.jsonl"], &options[..]]
            .concat(),
    );
    read.ends(0).check(read.stdout.contains("event invented"), "events are found");
    read.check(read.stdout == predicted.ends(0).stdout, &predicted.stdout);
}

#[test]
fn what_is_wrong_with_the_input_is_told_with_its_place() {
    let shifted = labelled().to_string().replace(":28", ":27");
    let cut = labelled().to_string().replace("\"id\":\"r1\"", "\"id\":\"r1\",\"char_length\":40");
    let labelled = labelled().to_string();
    let twice = format!("{labelled}\n{labelled}\n");
    let predictions = "{\"report_id\":\"r1\",\"events\":[{\"date\":null}]}";
    let cases: [(&str, &[&str], i32, &str); 10] = [
        ("", &[], 2, "gold.jsonl: error: no labelled reports"),
        ("{\"id\":\"r1\"}", &[], 2, "gold.jsonl:1:11: rejected: missing field `gold`"),
        ("{\"id\":\"r1\"}", &[], 2, "gold.jsonl: error: 1 labelled reports cannot be read"),
        (&twice, &[], 2, "gold.jsonl:2:1: rejected: `r1` is labelled at gold.jsonl:1:1 already"),
        (&textless(), &[], 2, "gold.jsonl:1:1: error: `r1` holds no text; name the folder"),
        (
            &shifted,
            &[],
            0,
            "gold.jsonl:1:1: warning: r1: characters 27 to 34 are « الحسكة», not «الحسكة»",
        ),
        (
            &cut,
            &[],
            0,
            "gold.jsonl:1:1: warning: r1: the labelled text has 40 characters, this one 39",
        ),
        (
            &textless(),
            &["--predictions", "p.jsonl"],
            2,
            "p.jsonl:1:41: rejected: missing field `type`",
        ),
        (&textless(), &["--map", "missing.csv"], 2, "missing.csv: error: cannot be read"),
        (
            &labelled,
            &["--known", "p.jsonl"],
            2,
            "p.jsonl:1:1: error: no column `canonical_place` or `id`",
        ),
    ];
    for (gold, options, code, words) in cases {
        let project = Project::new().file("gold.jsonl", gold).file("p.jsonl", predictions);
        project.run(&[&["eval", "gold.jsonl"], options].concat()).ends(code).says(words);
    }
}

#[test]
fn a_figure_below_its_floor_fails() {
    let project = Project::new().file("gold.jsonl", labelled().to_string());
    let json =
        project.run(&["eval", "gold.jsonl", "--json", "--by", "lang,kind"]).ends(0).stdout.clone();
    let high = json.replace("\"acc\":null", "\"acc\":0.5");
    let low = json.replace("1.0", "0.9");
    for (floors, code, words) in [
        (&json, 0, ""),
        (&low, 0, ""),
        (&high, 1, "decoys left alone: acc: not measured any more, should be at least 50.000"),
        (&high, 1, "by lang: ar: decoys left alone: acc: not measured"),
        (&"[]".to_owned(), 2, "floors.json: error: no figures"),
    ] {
        project.write("floors.json", floors.as_bytes());
        let run = project.run(&["eval", "gold.jsonl", "--floors", "floors.json"]);
        run.ends(code).says(words);
    }
    let wrong = labelled().to_string().replace("bombing", "clash");
    project.write("gold.jsonl", wrong.as_bytes());
    project.write("floors.json", json.as_bytes());
    let run = project.run(&["eval", "gold.jsonl", "--floors", "floors.json"]);
    run.ends(1).says("events, type + place: F1: 0.000, should be at least 100.000");
    run.says("by kind: bombing: P: 0.000, should be at least 100.000");
    run.says("event place precision: acc: not measured any more");
    run.check(run.stdout.contains("== all (1 reports)"), "the figures are told all the same");
}

#[test]
fn the_document_names_every_option_and_every_figure() {
    let text = fs::read_to_string(format!("{ROOT}/docs/eval.md")).unwrap();
    let help = Project::new().run(&["eval", "--help"]).stdout;
    let options: Vec<&str> = help.split_whitespace().filter(|w| w.starts_with("--")).collect();
    assert!(options.len() > 10, "the help was not read: {help}");
    for option in options {
        let option = option.trim_end_matches(|c: char| !c.is_ascii_lowercase());
        let own = matches!(option, "--help" | "--quiet" | "--verbose");
        assert!(own || text.contains(&format!("`{option}")), "{option}");
    }
    for figure in kharita::model::Figure::ALL {
        let name = figure.as_str().trim();
        assert!(text.contains(&format!("| {name} |")), "docs/eval.md does not tell «{name}»");
    }
}
