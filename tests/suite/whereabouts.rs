//! Where the reports of the texts of `tests/cases/whereabouts.txt` happened; the head of that file tells its form.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::texts;

#[test]
fn every_report_happened_where_its_words_put_it() {
    texts::check(include_str!("../cases/whereabouts.txt"), 25, show);
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
