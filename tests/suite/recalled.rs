//! What the texts of `tests/cases/recalled.txt` tell as news and what they recall; the head of that file tells its form.

use std::fmt::Write as _;

use serde_json::Value;

use crate::texts;

#[test]
fn what_is_recalled_keeps_its_own_date_place_and_numbers_and_is_no_news_beside_news() {
    texts::check(include_str!("../cases/recalled.txt"), 60, show);
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
