//! Names of months that are misspelt by a letter, taken only where a weekday or a year beside says that a date is meant.

use std::sync::OnceLock;

use super::calendar::{Calendar, Month};
use super::reader::Reader;
use super::sense::Time;
use crate::text::{Folded, Script, Words};

/// Shorter names have too many neighbours.
const SHORTEST: usize = 4;

/// A month, by the words of its name.
struct Name {
    words: Vec<Folded>,
    month: i8,
}

fn names() -> &'static [Name] {
    static NAMES: OnceLock<Vec<Name>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = Vec::new();
        let table = include_str!("../../../tables/dates.csv");
        for row in csv::Reader::from_reader(table.as_bytes()).records() {
            let row = row.expect("the built-in table is well formed");
            if let Some(Time::Month(month)) = Time::parse(&row[0], &row[1]) {
                let name = |name| Name { words: Words::of(name).to_folded(), month };
                names.extend(row[3].split('|').map(name));
            }
        }
        names.retain(|name| name.words[0].0.len() >= SHORTEST);
        names
    })
}

impl Reader<'_, '_> {
    /// The month that is misspelt at `at`, after the day at `day`.
    pub(super) fn misspelt_month(
        &self,
        calendar: Calendar,
        day: usize,
        at: usize,
    ) -> Option<(Calendar, usize)> {
        let script = self.script(at).filter(|script| *script != Script::Digits)?;
        let word = self.words.folded(at);
        // Nothing else is meant by it.
        if !self.joined(at) || word.len() < SHORTEST || self.hits.at(at).next().is_some() {
            return None;
        }
        let weekday = (1..=2).any(|back| {
            day.checked_sub(back).is_some_and(|before| self.weekday_name(before).is_some())
        });
        let mut meant = names().iter().filter_map(|name| {
            let end = at + name.words.len();
            let rest = &name.words[1..];
            let same = end <= self.end
                && rest.iter().enumerate().all(|(i, part)| self.words.folded(at + 1 + i) == part.0);
            let near = same && self.script(at) == Some(script) && is_near(word, &name.words[0].0);
            near.then_some((name.month, end))
        });
        let (month, end) = meant.next()?;
        if meant.any(|(other, _)| other != month) {
            return None;
        }
        let calendar = Calendar { month: Some(Month::Named(month)), ..calendar };
        let (calendar, after) = self.with_year(calendar, end);
        (weekday || after > end).then_some((calendar, after))
    }
}

/// Whether the words are one slip apart: a letter more, less or other, or two exchanged.
fn is_near(one: &[u8], other: &[u8]) -> bool {
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[head..], &other[head..]);
    let exchanged = one.len() >= 2
        && other.len() >= 2
        && (one[0], one[1]) == (other[1], other[0])
        && one[2..] == other[2..];
    let tail = |word: &[u8], skip: usize| word.get(skip..).map(<[u8]>::to_vec);
    exchanged
        || tail(one, 1) == tail(other, 1)
        || tail(one, 1).as_deref() == Some(other)
        || tail(other, 1).as_deref() == Some(one)
}
