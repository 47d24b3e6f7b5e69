//! What the texts of `tests/cases/recalled.txt` tell as news and what they recall; the head of that file tells its form.

use std::fmt::Write as _;

use serde_json::Value;

use crate::project::Project;

#[test]
fn what_is_recalled_keeps_its_own_date_place_and_numbers_and_is_no_news_beside_news() {
    let rows = include_str!("../cases/recalled.txt").lines().enumerate();
    let cases: Vec<(usize, &str, &str)> = rows
        .filter(|(_, row)| !row.trim().is_empty() && !row.starts_with('#'))
        .map(|(index, row)| {
            let (text, expected) = row.split_once(" | ").expect("a text and its events");
            (index + 1, text, expected)
        })
        .collect();
    assert!(cases.len() >= 60, "only {} cases", cases.len());
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
    let mut events: Vec<String> = line["events"].as_array().unwrap().iter().map(event).collect();
    events.sort();
    if events.is_empty() { "none".to_owned() } else { events.join("; ") }
}

fn event(event: &Value) -> String {
    let word = |value: &Value| value.as_str().map(str::to_owned);
    let main = if event["main"] == true { "*" } else { "" };
    let (start, end) = (word(&event["date"]["start"]), word(&event["date"]["end"]));
    let dates = match (start, end) {
        (Some(start), Some(end)) if start == end => start,
        (start, Some(end)) => format!("{}/{end}", start.unwrap_or_default()),
        _ => "undated".to_owned(),
    };
    let place = word(&event["place"]).unwrap_or("?".to_owned());
    let mut shown = format!("{main}{}@{place} {dates}", event["type"].as_str().unwrap());
    for (measure, count) in event["counts"].as_object().unwrap() {
        match count.as_object() {
            Some(groups) => groups.iter().for_each(|(group, count)| {
                let _ = write!(shown, " {measure}.{group}={count}");
            }),
            None => {
                let _ = write!(shown, " {measure}={count}");
            }
        }
    }
    shown
}
