//! Very many events as the page's program reads them: numbers in columns, what many share in tables, and the rest in shards, scripts
//! that the page loads when somebody reads an event. `web/src/columns.ts` is the other end.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::Files;
use super::block::Packed;
use super::card::EventCard;
use super::policy::base64;

/// So many events stand whole in a page; more would make it slow to open.
pub(super) const INLINE: usize = 20_000;

/// How many events a shard holds: some 400 kB, a moment's reading from a disk.
const SHARD: usize = 500;

/// What stands in the page.
#[derive(Debug, Serialize)]
pub(super) struct Columns {
    count: usize,
    per_shard: usize,
    /// The path of shard `n` is this, `n` and `.js`.
    shards: String,
    /// One to a line, as the columns.
    ids: String,
    /// Further ids of events, by row.
    aliases: BTreeMap<usize, Value>,
    /// The rows that the columns of the same name refer to; `Table` tells their fields.
    tables: BTreeMap<&'static str, Vec<Value>>,
    /// For each event a number of one, two or four bytes, the least first, in Base64.
    #[serde(rename = "columns")]
    of: BTreeMap<&'static str, String>,
}

/// Fields that many events have alike; where several are named, together.
const TABLES: [(&str, &[&str]); 4] = [
    ("title", &["title"]),
    ("day", &["start", "end", "dates", "date_precision", "codes.date"]),
    (
        "place",
        &[
            "place",
            "place_id",
            "place_precision",
            "coordinate_status",
            "extent",
            "radius_m",
            "codes.place",
        ],
    ),
    ("kind", &["kind", "status", "codes.status", "codes.number"]),
];

#[derive(Debug, Default)]
struct Column {
    known: BTreeMap<String, u32>,
    rows: Vec<Value>,
    of: Vec<u32>,
}

impl Column {
    fn add(&mut self, value: Value) {
        let rows = &mut self.rows;
        let number = *self.known.entry(value.to_string()).or_insert_with(|| {
            rows.push(value);
            u32::try_from(rows.len() - 1).expect("there are fewer events than that")
        });
        self.of.push(number);
    }
}

impl Columns {
    /// The columns of `events`, and the shards with the rest of them, by their path; `lang` is part of it.
    pub(super) fn new(events: &[EventCard<'_>], lang: &str) -> (Self, Files) {
        let mut tables: BTreeMap<&str, Column> = BTreeMap::new();
        let mut numbers: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        let mut ids = Vec::with_capacity(events.len());
        let mut aliases = BTreeMap::new();
        let mut files = Files::new();
        let shards = format!("assets/events-{lang}-");
        for (shard, chunk) in events.chunks(SHARD).enumerate() {
            for card in chunk {
                let event = serde_json::to_value(card).expect("cards have texts as keys");
                for (name, fields) in TABLES {
                    let row = fields.iter().map(|field| field_of(&event, field)).collect();
                    tables.entry(name).or_default().add(row);
                }
                tables.entry("publishers").or_default().add(publishers(&event));
                let reports = event["reports"].as_array().map_or(0, Vec::len);
                let reports = u32::try_from(reports).unwrap_or(u32::MAX);
                numbers.entry("reports").or_default().push(reports);
                for axis in ["lon", "lat"] {
                    numbers.entry(axis).or_default().push(millionths(&event[axis]));
                }
                if event["aliases"].as_array().is_some_and(|all| !all.is_empty()) {
                    aliases.insert(ids.len(), event["aliases"].clone());
                }
                ids.push(event["id"].as_str().unwrap_or_default().to_owned());
            }
            let packed = serde_json::to_string(&Packed::new(chunk))
                .expect("cards hold strings and finite numbers only");
            let script = format!("window.kharitaShard({shard},{packed});\n");
            files.insert(format!("{shards}{shard}.js"), script.into_bytes());
        }
        let columns = tables.iter().map(|(name, column)| (*name, column.of.as_slice()));
        let columns = columns.chain(numbers.iter().map(|(name, of)| (*name, of.as_slice())));
        let columns = columns.map(|(name, of)| (name, encoded(of))).collect();
        let tables = tables.into_iter().map(|(name, column)| (name, column.rows)).collect();
        let page = Self {
            count: ids.len(),
            per_shard: SHARD,
            shards,
            ids: ids.join("\n"),
            aliases,
            tables,
            of: columns,
        };
        (page, files)
    }
}

/// A field of an event, or of the object that it holds: `codes.date`.
fn field_of(event: &Value, path: &str) -> Value {
    path.split('.').fold(event, |value, name| &value[name]).clone()
}

/// The publishers of an event's reports, each once.
fn publishers(event: &Value) -> Value {
    let mut all: Vec<&Value> = Vec::new();
    for report in event["reports"].as_array().into_iter().flatten() {
        let publisher = &report["publisher"];
        if !publisher.is_null() && !all.contains(&publisher) {
            all.push(publisher);
        }
    }
    all.into_iter().cloned().collect()
}

/// Degrees as millionths above the least that there is, -180.
fn millionths(degrees: &Value) -> u32 {
    let above = (degrees.as_f64().unwrap_or_default() + 180.0) * 1e6;
    // At most 360 million, and no less than nothing.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "of 0 to 360e6")]
    let whole = above.round().clamp(0.0, 360e6) as u32;
    whole
}

/// Each number in as few bytes as the greatest needs: one, two or four.
fn encoded(numbers: &[u32]) -> String {
    let most = numbers.iter().copied().max().unwrap_or_default();
    let width = if most < 1 << 8 {
        1
    } else if most < 1 << 16 {
        2
    } else {
        4
    };
    let bytes: Vec<u8> =
        numbers.iter().flat_map(|n| n.to_le_bytes().into_iter().take(width)).collect();
    base64(&bytes)
}

#[cfg(test)]
mod tests {
    use super::super::card::Phrasebook;
    use super::*;
    use crate::model::Lang;
    use crate::write::sample::Sample;

    #[test]
    fn numbers_take_the_bytes_that_the_greatest_needs() {
        let cases: [(&[u32], &str); 4] =
            [(&[], ""), (&[1, 255], "Af8="), (&[1, 256], "AQAAAQ=="), (&[65_536], "AAABAA==")];
        for (numbers, text) in cases {
            assert_eq!(encoded(numbers), text, "{numbers:?}");
        }
    }

    #[test]
    fn every_event_has_a_place_in_each_column_and_its_text_in_a_shard() {
        let sample = Sample::new();
        let strings = BTreeMap::new();
        let phrases = Phrasebook { lang: Lang::English, strings: &strings };
        let cards: Vec<_> = sample.events.iter().map(|e| EventCard::new(e, &phrases)).collect();
        let (columns, files) = Columns::new(&cards, "en");
        assert_eq!(columns.ids.lines().count(), cards.len());
        assert_eq!(files.keys().collect::<Vec<_>>(), ["assets/events-en-0.js"]);
        let shard = String::from_utf8_lossy(&files["assets/events-en-0.js"]);
        assert!(shard.starts_with("window.kharitaShard(0,{\"sources\":["));
        for event in &sample.events {
            assert!(shard.contains(&format!("\"id\":\"{}\"", event.id)));
        }
        for (name, text) in &columns.of {
            assert!(text.len() * 3 / 4 >= cards.len(), "{name}");
        }
        let kinds = &columns.tables["kind"];
        assert!(kinds.len() <= cards.len() && kinds.iter().all(|row| row[0].is_string()));
    }
}
