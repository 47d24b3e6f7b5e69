//! The events as the page's program reads them: what many reports share stands once, and what is not told is left out.
//! `web/src/packed.ts` is the other end.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::card::EventCard;

/// What a report tells of its source alone, and shares with the others of it.
const OF_SOURCE: [&str; 6] = ["source", "publisher", "headline", "published", "url", "lang"];

/// Events, and the sources that their reports refer to by number.
#[derive(Debug, Default, Serialize)]
pub(super) struct Packed {
    sources: Vec<Value>,
    events: Vec<Value>,
}

impl Packed {
    pub(super) fn new<'a>(events: impl IntoIterator<Item = &'a EventCard<'a>>) -> Self {
        let mut packed = Self::default();
        let mut known = BTreeMap::new();
        for event in events {
            let mut event = map(serde_json::to_value(event).expect("cards have texts as keys"));
            if let Some(Value::Array(reports)) = event.get_mut("reports") {
                for report in reports {
                    *report = packed.pack(map(report.take()), &mut known);
                }
            }
            event.retain(|_, value| is_told(value));
            packed.events.push(event.into());
        }
        packed
    }

    /// A report that names its source by number; `known` are the numbers of those met so far.
    fn pack(
        &mut self,
        mut report: Map<String, Value>,
        known: &mut BTreeMap<String, usize>,
    ) -> Value {
        let (path, line) = place(report.remove("origin").as_ref());
        let shared = OF_SOURCE.into_iter().filter_map(|name| report.remove_entry(name));
        let mut source: Map<_, _> = shared.filter(|(_, value)| is_told(value)).collect();
        source.insert("path".to_owned(), path.into());
        let number = *known.entry(Value::from(source.clone()).to_string()).or_insert_with(|| {
            self.sources.push(source.into());
            self.sources.len() - 1
        });
        report.retain(|_, value| is_told(value));
        report.insert("of".to_owned(), number.into());
        report.insert("line".to_owned(), line.into());
        report.into()
    }
}

/// The path and the line of an origin, `path:line`.
fn place(origin: Option<&Value>) -> (String, u64) {
    let origin = origin.and_then(Value::as_str).unwrap_or_default();
    let (path, line) = origin.rsplit_once(':').unwrap_or((origin, ""));
    (path.to_owned(), line.parse().unwrap_or_default())
}

fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// What is neither missing, nor false, nor an empty list.
fn is_told(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(is) => *is,
        Value::Array(all) => !all.is_empty(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::card::Phrasebook;
    use super::*;
    use crate::model::Lang;
    use crate::write::sample::Sample;

    #[test]
    fn each_source_stands_once_and_each_report_leads_to_it() {
        let sample = Sample::new();
        let strings = BTreeMap::new();
        let phrases = Phrasebook { lang: Lang::English, strings: &strings };
        let cards: Vec<_> =
            sample.events.iter().map(|event| EventCard::new(event, &phrases)).collect();
        let packed = Packed::new(&cards);
        let whole: Vec<_> = cards.iter().map(|card| serde_json::to_value(card).unwrap()).collect();
        let reports = |event: &Value| event["reports"].as_array().unwrap().clone();
        for (event, wanted) in packed.events.iter().zip(&whole) {
            for (report, wanted) in reports(event).iter().zip(reports(wanted)) {
                let number = usize::try_from(report["of"].as_u64().unwrap()).unwrap();
                let source = &packed.sources[number];
                for name in OF_SOURCE {
                    assert_eq!(source.get(name).unwrap_or(&Value::Null), &wanted[name], "{name}");
                }
                let origin = format!("{}:{}", source["path"].as_str().unwrap(), report["line"]);
                assert_eq!(origin, wanted["origin"]);
                assert_eq!(report["sentence"], wanted["sentence"]);
            }
        }
        let mut distinct = packed.sources.iter().map(Value::to_string).collect::<Vec<_>>();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), packed.sources.len());
        let text = serde_json::to_string(&packed).unwrap();
        assert!(!text.contains(":null") || text.contains("claims"), "{text}");
    }
}
