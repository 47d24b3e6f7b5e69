//! Which reports of `tests/cases/merges.txt` are one; the head of that file tells its form.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kharita::model::Event;
use serde_json::Value;

use crate::merged::{Reader, Told, merge};
use crate::project::Project;

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

#[test]
fn a_headline_without_a_day_tells_what_its_text_is_about() {
    let reader = Reader::new();
    let texts = [
        "Prisoners escape from Sina'a prison\nOn 27 August 2023 seven prisoners escaped from Sina'a prison.\n\
         A similar escape took place at Sina'a prison on 20 January 2022.",
        "سجناء يفرون من سجن الصناعة\nفي 27 آب 2023 فر سبعة سجناء من سجن الصناعة.\n\
         وكان عشرات السجناء قد فروا من سجن الصناعة في 20 كانون الثاني 2022.",
    ];
    for text in texts {
        let told = [reader.read("a", text, Some("2023-08-28"), "publisher a")];
        let events = merge(&told);
        let headline = text.lines().next().expect("a headline");
        let tells = |event: &&Event| {
            event.reports.iter().any(|told| told.report.evidence.sentence.contains(headline))
        };
        let told: Vec<&str> = events.iter().filter(tells).map(|event| event.id.as_str()).collect();
        assert_eq!(told, ["2023-08-27-sinaa-prison-prison-escape"], "{headline}");
        assert_eq!(events.len(), 2, "{headline}");
    }
}

/// Whoever lists the rows of a table in another order has told nothing else.
#[test]
fn the_order_of_rows_decides_nothing() {
    let rows = [
        "r1,bombing,2022-03-01,raqqa,2,,A bomb killed two civilians,W1",
        "r2,bombing,2022-03-01,raqqa,,2,A bomb killed two soldiers,W2",
        "r3,bombing,2022-03-01,raqqa,,,A bomb exploded,W3",
        "r4,bombing,2022-03-01,raqqa,,,Windows broke in a blast,W4",
    ];
    let built = |order: [usize; 4]| {
        let rows = order.map(|row| rows[row]).join("\n");
        let head = "id,kind,start,place_id,killed_civilians,killed_army,text,publisher";
        let run = Project::new().records(&format!("{head}\n{rows}\n")).build();
        run.ends(0);
        let told = |event: &Value| [event["event_id"].to_string(), event["sources"].to_string()];
        run.events().iter().map(told).collect::<BTreeSet<_>>()
    };
    let first = built([0, 1, 2, 3]);
    assert_eq!(first.len(), 2, "{first:?}");
    for order in [[3, 2, 1, 0], [2, 3, 0, 1], [1, 0, 3, 2], [2, 0, 1, 3], [3, 1, 0, 2]] {
        assert_eq!(built(order), first, "{order:?}");
    }
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
