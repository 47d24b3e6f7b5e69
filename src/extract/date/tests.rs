//! The forms in which dates are told, as a table, and what holds for every text.

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
    let lexicon = Lexicon::new(&Kinds::built_in());
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
        let found = dates(&words, &lexicon.hits(&words), 0..words.len(), published);
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
