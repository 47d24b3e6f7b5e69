//! Counts in labels and predictions: a number, several of which any is right, or numbers by group.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::model::{Counts, Measure};

/// More alternatives for the dead of one event than any source gives; every sum of them is looked at.
const MAX_SUMS: usize = 4096;

/// The counts of an event as they are written.
#[derive(Debug, Default)]
pub(super) struct CountsRow {
    pub(super) counts: Counts,
    /// Keys that count nothing we know.
    pub(super) unread: Vec<String>,
}

impl<'de> Deserialize<'de> for CountsRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rows;
        impl<'de> Visitor<'de> for Rows {
            type Value = CountsRow;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("counts as an object, {\"escaped\": 4}")
            }

            fn visit_unit<E>(self) -> Result<CountsRow, E> {
                Ok(CountsRow::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<CountsRow, A::Error> {
                let mut row = CountsRow::default();
                while let Some(key) = map.next_key::<String>()? {
                    if let Some(measure) = Measure::parse(&key) {
                        row.put(measure, map.next_value()?).map_err(A::Error::custom)?;
                    } else {
                        map.next_value::<IgnoredAny>()?;
                        row.unread.push(key);
                    }
                }
                Ok(row)
            }
        }
        deserializer.deserialize_any(Rows)
    }
}

impl CountsRow {
    fn put(&mut self, measure: Measure, told: Told) -> Result<(), String> {
        let counts = &mut self.counts.0;
        match (measure, told) {
            (_, Told::Nothing) => {}
            (Measure::Killed, Told::Numbers(numbers)) => {
                counts.insert(format!("{}unknown", Counts::KILLED), numbers);
            }
            (Measure::Killed, Told::Groups(groups)) => {
                let sums = groups.values().try_fold(1, |all: usize, n| all.checked_mul(n.len()));
                if sums.is_none_or(|sums| sums > MAX_SUMS) {
                    return Err(format!(
                        "more than {MAX_SUMS} ways to add up the dead; leave some out"
                    ));
                }
                let killed = |(group, numbers)| (format!("{}{group}", Counts::KILLED), numbers);
                counts.extend(groups.into_iter().map(killed));
            }
            (measure, Told::Numbers(numbers)) => {
                counts.insert(measure.as_str().to_owned(), numbers);
            }
            (measure, Told::Groups(groups)) => {
                let sum =
                    groups.values().fold(0, |sum: u64, numbers| sum.saturating_add(numbers[0]));
                counts.insert(measure.as_str().to_owned(), vec![sum]);
            }
        }
        Ok(())
    }
}

/// What is told of one measure; no list is empty.
enum Told {
    Nothing,
    Numbers(Vec<u64>),
    Groups(BTreeMap<String, Vec<u64>>),
}

impl<'de> Deserialize<'de> for Told {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Numbers;
        impl<'de> Visitor<'de> for Numbers {
            type Value = Told;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, a list of them, or an object of them by group")
            }

            fn visit_unit<E>(self) -> Result<Told, E> {
                Ok(Told::Nothing)
            }

            fn visit_u64<E>(self, number: u64) -> Result<Told, E> {
                Ok(Told::Numbers(vec![number]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Told, A::Error> {
                let mut numbers = Vec::new();
                while let Some(number) = list.next_element()? {
                    numbers.push(number);
                }
                if numbers.is_empty() {
                    return Err(A::Error::custom(
                        "an empty list; give a number, or leave the key out",
                    ));
                }
                Ok(Told::Numbers(numbers))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Told, A::Error> {
                let mut groups = BTreeMap::new();
                while let Some((group, told)) = map.next_entry::<String, Told>()? {
                    match told {
                        Told::Nothing => {}
                        Told::Numbers(numbers) => drop(groups.insert(group, numbers)),
                        Told::Groups(_) => return Err(A::Error::custom("groups within a group")),
                    }
                }
                Ok(Told::Groups(groups))
            }
        }
        deserializer.deserialize_any(Numbers)
    }
}
