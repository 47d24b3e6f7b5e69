//! The forms in which dates are told, as a table, and what holds for every text.

use std::sync::OnceLock;

use jiff::civil::date;
use proptest::prelude::*;

use super::super::{Kinds, Lexicon};
use super::*;

/// The table of cases; its head tells its columns.
const CASES: &str = include_str!("../../../tests/cases/dates.txt");

fn show(told: &Told) -> String {
    let aside = if told.aside { " aside" } else { "" };
    let Some(dates) = &told.dates else {
        return told.partial.map_or("open".to_owned(), |partial| format!("open {partial}"));
    };
    let start = dates.start.map_or(String::new(), |day| day.to_string());
    let days =
        if dates.start == Some(dates.end) { start } else { format!("{start}..{}", dates.end) };
    format!("{} {days}{aside}", dates.precision.as_str())
}

#[test]
fn every_case_of_the_table_tells_the_dates_that_a_careful_coder_reads() {
    let mut wrong = Vec::new();
    let mut read = 0;
    for (number, line) in CASES.lines().enumerate().map(|(number, line)| (number + 1, line)) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let [published, text, expected] = cells[..] else {
            panic!("dates.txt:{number}: three cells are wanted");
        };
        read += 1;
        let published = (published != "-").then(|| published.parse().expect("a day"));
        let text = text.replace("\\n", "\n");
        let words = Words::of(&text);
        let found = dates(&words, &lexicon().hits(&words), 0..words.len(), published);
        let mut shown: Vec<String> = found.told.iter().map(show).collect();
        if shown.is_empty() {
            shown.push("none".to_owned());
        }
        let shown = shown.join("; ");
        if shown != expected {
            wrong
                .push(format!("dates.txt:{number}: {text}\n  wanted {expected}\n  read   {shown}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {read}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(read >= 250, "the table is short: {read}");
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic_and_dates_stand_in_order_inside_it(
        parts in prop::collection::vec(part(), 0..40),
        published in prop::option::of((1900_i16..2100, 1_i8..=12, 1_i8..=28)),
    ) {
        let text = parts.concat();
        let published = published.map(|(year, month, day)| date(year, month, day));
        let words = Words::of(&text);
        let found = dates(&words, &lexicon().hits(&words), 0..words.len(), published);
        let mut end = 0;
        for told in &found.told {
            prop_assert!(end <= told.first && told.first < told.end && told.end <= words.len());
            end = told.end;
            if let Some(DateSpan { start: Some(start), end, .. }) = told.dates {
                prop_assert!(start <= end);
            }
        }
        for refused in &found.refused {
            prop_assert!(text.get(refused.span.start..refused.span.end).is_some());
        }
    }
}

/// A phrase of the tables, a number, a mark, or anything.
fn part() -> impl Strategy<Value = String> {
    let phrases: Vec<String> =
        [include_str!("../../../tables/dates.csv"), include_str!("../../../tables/numbers.csv")]
            .iter()
            .flat_map(|table| table.lines().skip(1))
            .filter_map(|line| line.splitn(4, ',').nth(3))
            .flat_map(|phrases| phrases.split(['|', '/']))
            .map(|phrase| format!("{phrase} "))
            .collect();
    prop_oneof![
        6 => prop::sample::select(phrases),
        3 => (0_u32..2100).prop_map(|number| format!("{number}")),
        1 => (0_u64..u64::MAX).prop_map(|number| format!("{number} ")),
        3 => prop::sample::select(vec!["/", "-", ".", " ", ", ", "\n", ": ", "«", "» ", "\"", " و", "ال", "ب", "th ", "(", "،"])
            .prop_map(str::to_owned),
        1 => ".{0,6}",
    ]
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::new(&Kinds::built_in()))
}

#[test]
fn days_that_do_not_exist_are_told_and_refused_and_never_shifted() {
    for text in ["في 31 نيسان 2022", "30 February 2022", "on June 31"] {
        let words = Words::of(text);
        let found = dates(&words, &lexicon().hits(&words), 0..words.len(), Some(date(2022, 6, 15)));
        assert_eq!(found.told.len(), 1, "{text}");
        assert_eq!(found.told[0].dates, None, "{text}");
        assert_eq!(found.refused[0].rule, "a day that its month does not have", "{text}");
    }
}

#[test]
fn a_text_without_a_stop_is_read_in_time_that_grows_with_its_length_alone() {
    // Each would take hours if a word looked back over the whole sentence.
    for text in
        ["for 3 days ", "يوم ", "20 و", "بعد يومين ", "since ", "قال «اليوم ", "20-", "ثلاثة و"]
    {
        let text = text.repeat(10_000);
        let words = Words::of(&text);
        dates(&words, &lexicon().hits(&words), 0..words.len(), Some(date(2022, 6, 15)));
    }
}
