//! What the documentation says of files and options, held against them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use walkdir::WalkDir;

use crate::project::{KHARITA, Project, ROOT};

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(name)).unwrap()
}

/// The Markdown files of the repository, by their paths.
fn documents() -> Vec<String> {
    let hidden = |name: &str| name.starts_with('.') || matches!(name, "node_modules" | "target");
    let walk = WalkDir::new(ROOT).into_iter();
    let seen =
        walk.filter_entry(move |e| e.depth() == 0 || !hidden(&e.file_name().to_string_lossy()));
    let paths =
        seen.filter_map(Result::ok).map(|e| e.path().strip_prefix(ROOT).unwrap().to_owned());
    // The sample's articles are Markdown of another kind.
    paths
        .filter(|path| path.extension().is_some_and(|e| e == "md") && !path.starts_with("sources"))
        .map(|path| path.to_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_link_between_documents_leads_to_a_file() {
    let documents = documents();
    assert!(documents.iter().any(|name| name == "README.md"));
    let mut broken = Vec::new();
    for name in documents {
        let text = read(&name);
        let folder = Path::new(ROOT).join(&name).parent().unwrap().to_owned();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap();
            if !target.contains("://") && !file.is_empty() && !folder.join(file).exists() {
                broken.push(format!("{name}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_readme_names_every_option_and_every_exit_code() {
    let readme = read("README.md");
    let mut options = 0;
    for command in ["build", "check", "extract", "explain"] {
        let help = Command::new(KHARITA).args([command, "--help"]).output().unwrap();
        let help = String::from_utf8(help.stdout).unwrap();
        for word in help.split_whitespace().filter(|word| word.starts_with("--")) {
            let option = word.trim_end_matches(|c: char| !c.is_ascii_lowercase());
            options += 1;
            let told =
                readme.contains(&format!("`{option}`")) || readme.contains(&format!("`{option} "));
            assert!(told || option == "--help", "README.md does not name {option}");
        }
    }
    assert!(options > 10, "the help was not read");
    for code in 0..=3 {
        assert!(
            readme.contains(&format!("\n| {code} | ")),
            "README.md does not name exit code {code}"
        );
    }
}

#[test]
fn every_table_is_told_with_its_columns_and_senses() {
    let text = read("docs/tables.md");
    let mut tables = 0;
    for entry in fs::read_dir(Path::new(ROOT).join("tables")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        tables += 1;
        assert!(text.contains(&format!("`{name}`")), "docs/tables.md does not name {name}");
        let mut table = csv::Reader::from_path(&path).unwrap();
        let header = table.headers().unwrap().iter().collect::<Vec<_>>().join(",");
        assert!(text.contains(&format!("`{header}`")), "{name}: {header}");
        if header.starts_with("sense,") || header.starts_with("role,") {
            for row in table.records() {
                let sense = row.unwrap()[0].to_owned();
                assert!(text.contains(&format!("`{sense}`")), "{name}: {sense}");
            }
        }
    }
    assert!(tables > 0, "there are tables");
}

#[test]
fn every_key_of_the_kinds_table_is_told() {
    let text = read("docs/kinds.md");
    let table = read("tables/kinds.toml");
    // The names of the lists before the first kind are the table's own.
    let (_, kinds) = table.split_once("\n[[kind]]\n").expect("a kind");
    let keys: BTreeSet<_> = kinds.lines().filter_map(|line| line.split_once(" = ")).collect();
    assert!(!keys.is_empty());
    for (key, _) in keys {
        assert!(text.contains(&format!("`{key}`")), "docs/kinds.md does not tell {key}");
    }
}

#[test]
fn every_column_of_the_place_table_is_told() {
    let text = read("docs/places.md");
    let places = read("places.csv");
    for column in places.lines().next().unwrap().split(',') {
        assert!(text.contains(&format!("`{column}`")), "docs/places.md does not tell {column}");
    }
}

/// The examples of a document that are of one language, as they stand there.
fn examples(document: &str, lang: &str) -> Vec<String> {
    let text = read(document);
    let open = format!("\n```{lang}\n");
    let blocks = text.split(open.as_str()).skip(1);
    blocks.map(|block| block.split("\n```").next().unwrap().to_owned()).collect()
}

/// One object on one line.
fn line(example: &str) -> String {
    serde_json::from_str::<Value>(example).expect("an example is one object").to_string()
}

#[test]
fn the_examples_of_labels_and_predictions_are_true() {
    let [labels, predictions] = &examples("docs/eval.md", "json")[..] else {
        panic!("docs/eval.md has an example of labels and one of predictions");
    };
    let project = Project::new()
        .file("gold.jsonl", line(labels))
        .file("predictions.jsonl", line(predictions));
    for arguments in [&["gold.jsonl"][..], &["gold.jsonl", "--predictions", "predictions.jsonl"]] {
        let run = project.run(&[&["eval", "--json", "--errors"], arguments].concat());
        let figures: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(figures["errors"], json!([]), "{arguments:?}");
        assert_eq!(figures["headline event found"]["n"], 1, "{arguments:?}: nothing was scored");
    }
}

#[test]
fn the_example_of_extraction_tells_what_is_written() {
    let example = examples("docs/extract.md", "").into_iter().find(|it| it.starts_with("$ echo '"));
    let example = example.expect("docs/extract.md has an example");
    let (input, rest) = example["$ echo '".len()..].split_once("' |\n").expect("a line of input");
    let filter =
        "kharita extract - | jq -c '.events[] | [.type, .place, .date.start, .counts.escaped]'\n";
    let told = rest.trim_start().strip_prefix(filter).expect("the command of the example");
    let run = Project::new().input(input).run(&["extract", "-"]);
    let out: Value = serde_json::from_str(&run.stdout).unwrap();
    let events = out["events"].as_array().unwrap().iter();
    let written: Vec<String> = events
        .map(|it| json!([it["type"], it["place"], it["date"]["start"], it["counts"]["escaped"]]))
        .map(|event| event.to_string())
        .collect();
    assert_eq!(written.join("\n"), told);
}
