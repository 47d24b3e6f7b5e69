//! Which reports of `tests/cases/merges.txt` are one; the head of that file tells its form.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kharita::model::Event;

use crate::merged::{Reader, Told, merge};

/// A case: its line, its reports and, kind by kind, which of them are one.
struct Case<'c> {
    line: usize,
    told: Vec<Told>,
    expected: Vec<(&'c str, &'c str)>,
}

#[test]
fn every_case_of_a_few_reports_is_as_many_events_as_it_should_be() {
    let cases = cases(include_str!("../cases/merges.txt"));
    let mut wrong = String::new();
    for case in &cases {
        let events = merge(&case.told);
        for (kind, expected) in &case.expected {
            let found = groups(&events, kind);
            if found != *expected {
                let _ = writeln!(wrong, "{}: {kind}: {expected}\n    found {found}", case.line);
            }
        }
        let backwards: Vec<_> = case.told.iter().rev().collect();
        assert_eq!(merge(backwards.iter().copied()), events, "line {}: order", case.line);
    }
    assert!(cases.len() >= 30, "only {} cases", cases.len());
    assert!(wrong.is_empty(), "of {} cases\n{wrong}", cases.len());
}

fn cases(table: &str) -> Vec<Case<'_>> {
    let reader = Reader::new();
    let mut cases = Vec::new();
    let mut line = 1;
    for block in table.split("\n\n") {
        let rows = || block.lines().filter(|row| !row.starts_with('#') && !row.is_empty());
        let told = rows().filter(|row| !row.starts_with('='));
        let told: Vec<Told> = told
            .map(|row| {
                let mut parts = row.splitn(3, ' ');
                let mut next = || parts.next().expect("a letter, a day and a text");
                let (name, published, text) = (next(), next(), next());
                let published = Some(published).filter(|day| *day != "-");
                reader.read(
                    name,
                    &text.replace("\\n", "\n"),
                    published,
                    &format!("publisher {name}"),
                )
            })
            .collect();
        let expected = rows().filter_map(|row| row.strip_prefix("= "));
        let expected = expected.map(|row| row.split_once(": ").expect("a kind and its events"));
        let case = Case { line, told, expected: expected.collect() };
        line += block.lines().count() + 1;
        if !case.told.is_empty() {
            cases.push(case);
        }
    }
    cases
}

/// Which articles tell each event of `kind`: `a b | c`.
fn groups(events: &[Event], kind: &str) -> String {
    let of_kind = events.iter().filter(|event| event.kind.id.as_str() == kind);
    let tellers = |event: &Event| -> Vec<String> {
        let names = event.reports.iter().map(|told| told.report.origin.id.to_string());
        names.collect::<BTreeSet<_>>().into_iter().collect()
    };
    let groups: BTreeSet<String> = of_kind.map(|event| tellers(event).join(" ")).collect();
    groups.into_iter().collect::<Vec<_>>().join(" | ")
}
