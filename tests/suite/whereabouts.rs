//! Where the reports of the texts of `tests/cases/whereabouts.txt` happened; the head of that file tells its form.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use crate::project::Project;

#[test]
fn every_report_happened_where_its_words_put_it() {
    let rows = include_str!("../cases/whereabouts.txt").lines().enumerate();
    let cases: Vec<(usize, &str, &str)> = rows
        .filter(|(_, row)| !row.trim().is_empty() && !row.starts_with('#'))
        .map(|(index, row)| {
            let (text, expected) = row.split_once(" | ").expect("a text and its places");
            (index + 1, text, expected)
        })
        .collect();
    assert!(cases.len() >= 25, "only {} cases", cases.len());
    let mut stream = String::new();
    for (line, text, _) in &cases {
        let text = text.replace("\\n", "\n");
        let row =
            serde_json::json!({"id": line.to_string(), "text": text, "published": "2024-05-06"});
        let _ = writeln!(stream, "{row}");
    }
    let run = Project::new().input(stream).run(&["extract", "-"]);
    run.ends(0);
    let mut wrong = String::new();
    for ((line, text, expected), found) in cases.iter().zip(run.lines()) {
        let found = show(&found);
        if found != *expected {
            let _ =
                writeln!(wrong, "{line}: {text}\n    expected {expected}\n    found    {found}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn show(line: &Value) -> String {
    let rows = |key: &str| line[key].as_array().unwrap().clone();
    let here = rows("events").into_iter().map(|event| ("@", event));
    let elsewhere = rows("elsewhere").into_iter().map(|event| (">", event));
    let shown: BTreeSet<String> = here
        .chain(elsewhere)
        .map(|(mark, event)| {
            let place = event["place"].as_str().unwrap_or("?");
            format!("{}{mark}{place}", event["type"].as_str().unwrap())
        })
        .collect();
    shown.into_iter().collect::<Vec<_>>().join(" ")
}
