//! What the reader of counts makes of the short texts in `tests/cases/counts.txt`; the head of that file tells its form.

use std::fmt::Write as _;

use super::word::rule;
use super::{Counts, Known, counts};
use crate::extract::{Kinds, Lexicon, date};
use crate::model::{Count, Measure};
use crate::text::Words;

#[test]
fn every_number_of_the_cases_counts_what_it_should() {
    let lexicon = Lexicon::new(&Kinds::built_in());
    let mut wrong = String::new();
    let (mut rows, mut failures) = (0, 0);
    for (index, row) in include_str!("../../../tests/cases/counts.txt").lines().enumerate() {
        if row.trim().is_empty() || row.starts_with("# ") || row == "#" {
            continue;
        }
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [text, expected, refused] = cells[..] else { panic!("row {}: {row}", index + 1) };
        let (found, refusals) = read(&lexicon, text);
        rows += 1;
        if found != expected || refusals != refused {
            failures += 1;
            let _ = writeln!(wrong, "{}: {row}\n    found {found} | {refusals}", index + 1);
        }
    }
    assert!(rows >= 200, "only {rows} cases");
    assert!(failures == 0, "{failures} of {rows} cases\n{wrong}");
}

/// The counts of `text` and the rules of its refusals, in the form of the cases.
fn read(lexicon: &Lexicon, text: &str) -> (String, String) {
    let words = Words::of(text);
    let hits = lexicon.hits(&words);
    let dates = date::dates(&words, &hits, 0..words.len(), None).told;
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    let mut known = Known::default();
    for sentence in words.sentences().iter().cloned() {
        let inside: Vec<_> =
            dates.iter().filter(|date| sentence.contains(&date.first)).cloned().collect();
        let Counts { found: read, refusals, .. } =
            counts(&words, &hits, sentence, &inside, &mut known, false);
        found.extend(read.iter().map(show));
        refused.extend(refusals.iter().map(|refusal| name(refusal.rule)));
    }
    let found = if found.is_empty() { "none".to_owned() } else { found.join("; ") };
    (found, refused.join(", "))
}

fn show(count: &Count) -> String {
    let group = count.group.filter(|_| count.measure == Measure::Killed);
    let group = group.map_or(String::new(), |group| format!(":{}", group.as_str()));
    let number = match (count.low, count.best, count.high) {
        (Some(low), Some(best), Some(high)) if low == best && best == high => format!("{best}"),
        (None, Some(best), None) => format!("~{best}"),
        (Some(low), None, None) => format!("{low}+"),
        (None, None, Some(high)) => format!("-{high}"),
        (Some(low), None, Some(high)) => format!("{low}..{high}"),
        (None, None, None) => format!("“{}”", count.words),
        other => format!("{other:?}"),
    };
    format!("{}{group}={number}", count.measure.as_str())
}

/// The name of a rule in the cases.
fn name(rule: &str) -> &'static str {
    const NAMES: [(&str, &str); 16] = [
        (rule::AGE, "age"),
        (rule::TIME, "time"),
        (rule::LENGTH, "length"),
        (rule::MONEY, "money"),
        (rule::PERCENT, "percent"),
        (rule::THINGS, "things"),
        (rule::ORDINAL, "ordinal"),
        (rule::NAME, "name"),
        (rule::PHONE, "phone"),
        (rule::POPULATION, "population"),
        (rule::PART, "part"),
        (rule::TOGETHER, "together"),
        (rule::ACCIDENT, "accident"),
        (rule::OVER_TIME, "over_time"),
        (rule::NOBODY, "nobody"),
        (rule::NOTHING_DONE, "nothing_done"),
    ];
    NAMES.iter().find(|(text, _)| *text == rule).map_or("?", |(_, name)| name)
}
