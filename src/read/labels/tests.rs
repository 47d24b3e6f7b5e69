//! Labels and predictions as they are written, and what is told where they are not.

use super::*;
use crate::model::{CharSpan, LabelledDate};

/// A labelled report with one event, whose members are `event`.
fn label_with(event: &str) -> String {
    format!(
        "{{\"id\":\"r\",\"lang\":\"ar\",\"publication_date\":null,\"gold\":{{\"mentions\":[],\"events\":[{{\
         \"type\":\"clash\",\"place\":\"hol\",\"place_precision\":\"site\",\"evidence_start\":0,\"evidence_end\":9,{event}}}]}}}}"
    )
}

const DAY: &str =
    "\"date\":{\"start\":\"2022-01-20\",\"end\":\"2022-01-20\",\"precision\":\"day\"}";

fn counts(written: &str) -> String {
    let line = label_with(&format!("{DAY},\"counts\":{written}"));
    let read = labels("gold.jsonl", line.as_bytes());
    match &*read.rows {
        [(report, _)] => {
            let counts = report.events[0].counts.0.iter();
            let told: Vec<_> = counts.map(|(name, told)| format!("{name} {told:?}")).collect();
            let warned = read.diagnostics.iter().map(ToString::to_string);
            told.into_iter().chain(warned).collect::<Vec<_>>().join("; ")
        }
        _ => read.diagnostics[0].message.clone(),
    }
}

#[test]
fn counts_are_numbers_lists_and_groups() {
    let cases = [
        ("{}", ""),
        ("null", ""),
        ("{\"escaped\":4}", "escaped [4]"),
        ("{\"escaped\":[20,22],\"wounded\":null}", "escaped [20, 22]"),
        ("{\"killed\":{\"sdf\":2,\"is\":[5,6],\"army\":null}}", "killed.is [5, 6]; killed.sdf [2]"),
        ("{\"killed\":3}", "killed.unknown [3]"),
        ("{\"wounded\":{\"sdf\":2,\"civilians\":[3,4]}}", "wounded [5]"),
        (
            "{\"injured\":3}",
            "gold.jsonl:1:1: warning: count `injured` is not scored; docs/eval.md names those that are",
        ),
        (
            "{\"escaped\":[]}",
            "an empty list; give a number, or leave the key out; correct the value",
        ),
        (
            "{\"killed\":-1}",
            "invalid type: integer `-1`, expected a whole number, a list of them, or an object of them by group; correct the value",
        ),
        ("{\"killed\":{\"is\":{\"a\":1}}}", "groups within a group; correct the value"),
    ];
    for (written, expected) in cases {
        assert_eq!(counts(written), expected, "{written}");
    }
    let many = format!("[{}]", ["1"; 70].join(","));
    let bomb = counts(&format!("{{\"killed\":{{\"is\":{many},\"sdf\":{many}}}}}"));
    assert!(bomb.starts_with("more than 4096 ways to add up the dead"), "{bomb}");
}

#[test]
fn a_date_is_its_days_and_their_alternatives() {
    let day = |text: &str| text.parse().expect(text);
    let days =
        |start: Option<&str>, end| LabelledDate::Days { start: start.map(day), end: day(end) };
    let cases = [
        (
            "\"start\":\"2022-01-20\",\"end\":\"2022-01-21\",\"precision\":\"night\"",
            Ok(vec![days(Some("2022-01-20"), "2022-01-21")]),
        ),
        (
            "\"start\":null,\"end\":\"2022-01-21\",\"precision\":\"before\"",
            Ok(vec![days(None, "2022-01-21")]),
        ),
        (
            "\"start\":\"2022-01-20\",\"end\":\"2022-01-20\",\"precision\":\"reported\",\"alt\":[{\"start\":null,\"end\":null,\"precision\":\"unresolved\"}]",
            Ok(vec![
                LabelledDate::Reported { start: day("2022-01-20"), end: day("2022-01-20") },
                LabelledDate::Unresolved,
            ]),
        ),
        (
            "\"start\":null,\"end\":null,\"precision\":\"unresolved\",\"partial\":\"--01-20\"",
            Ok(vec![LabelledDate::Unresolved]),
        ),
        (
            "\"start\":null,\"end\":null,\"precision\":\"reported\"",
            Err("`reported` needs the days of the report"),
        ),
        (
            "\"start\":\"2022-01-20\",\"end\":null,\"precision\":\"day\"",
            Err("a date without an end is `unresolved`"),
        ),
        (
            "\"start\":\"2022-01-20\",\"end\":\"2022-01-19\",\"precision\":\"range\"",
            Err("starts on 2022-01-20, after its end 2022-01-19"),
        ),
        (
            "\"start\":\"2022-02-30\",\"end\":\"2022-03-01\",\"precision\":\"day\"",
            Err("`2022-02-30` is no day of the calendar"),
        ),
    ];
    for (written, expected) in cases {
        let read = labels("gold.jsonl", label_with(&format!("\"date\":{{{written}}}")).as_bytes());
        match expected {
            Ok(dates) => assert_eq!(read.rows[0].0.events[0].dates, dates, "{written}"),
            Err(message) => {
                let told = read.diagnostics[0].to_string();
                assert!(told.starts_with("gold.jsonl:1:") && told.contains(message), "{told}");
            }
        }
    }
}

#[test]
fn a_bad_line_is_told_with_its_line_and_column() {
    let good = label_with(DAY);
    let text = format!(
        "{good}\n\n{{\"id\":\"x\",\n{{\"id\":7}}\n{{\"id\":\"y\",\"gold\":{{\"mentions\":[]}}}}\n"
    );
    let read = labels("gold.jsonl", text.as_bytes());
    assert_eq!(read.rows.len(), 1);
    let told: Vec<_> = read.diagnostics.iter().map(ToString::to_string).collect();
    let expected = [
        "gold.jsonl:3:10: rejected: EOF while parsing a value; the value breaks off; close it",
        "gold.jsonl:4:7: rejected: invalid type: integer `7`, expected a string; correct the value",
        "gold.jsonl:5:32: rejected: missing field `events`; correct the value",
    ];
    assert_eq!(told, expected);
    let pretty = labels("gold.jsonl", b"{\n \"id\": \"x\"\n}\n");
    assert!(pretty.diagnostics[0].message.contains("on one line"), "{:?}", pretty.diagnostics);
}

#[test]
fn a_prediction_may_leave_out_what_it_does_not_know() {
    let line = "{\"report_id\":\"r.txt\",\"mentions\":[{\"place\":\"a\",\"char_start\":0,\"char_end\":2}],\"events\":[\
                {\"type\":\"fight\",\"date\":{\"start\":\"2022-01-20\",\"end\":null},\"canonical_place\":\"b\"},\
                {\"type\":\"clash\",\"date\":null,\"place\":null,\"evidence_start\":3,\"evidence_end\":9,\"main\":false}]}";
    let mut renaming = Renaming::default();
    renaming
        .add("map.csv", b"place,a,hol\nplace,b,other\nplace,b,roj\nkind,x,y\ntype,fight,clash\n")
        .expect("a map");
    let read = predictions("p.jsonl", line.as_bytes(), &renaming);
    assert_eq!(read.diagnostics, []);
    let prediction = &read.rows[0].0;
    assert_eq!(prediction.mentions[0].place, Some(PlaceId::new("hol")));
    let [first, second] = &*prediction.events else { panic!("two events") };
    assert_eq!((first.kind.as_str(), first.end), ("clash", first.start));
    assert_eq!(
        (&first.place, first.main, first.evidence),
        (&Some(PlaceId::new("roj")), None, None)
    );
    assert_eq!((second.start, second.end, &second.place), (None, None, &None));
    assert_eq!((second.main, second.evidence), (Some(false), Some(CharSpan::new(3, 9))));
}

#[test]
fn a_renaming_that_renames_nothing_is_a_mistake() {
    let cases: [(&[u8], &str); 3] = [
        (b"", "map.csv:1:1: error: no row `place,THEIRS,OURS`"),
        (b"theirs,ours\na,b\n", "map.csv:1:1: error: no row"),
        (b"place,\xff,b\n", "map.csv:1:7: error: bytes that are not UTF-8"),
    ];
    for (table, expected) in cases {
        let fault = Renaming::default().add("map.csv", table).expect_err("no map").to_string();
        assert!(fault.starts_with(expected), "{fault}");
    }
}

#[test]
fn figures_are_named_from_the_outside_in_and_numbers_of_cases_are_none() {
    let text = b"{\"events\":{\"P\":0.5,\"n\":4},\"  place\":{\"acc\":null,\"n\":0},\"by lang\":{\"ar\":{\"date\":{\"acc\":1,\"n\":2}}}}";
    let read = figures("figures.json", text).expect("figures");
    let expected = [("by lang: ar: date: acc", 1.0), ("events: P", 0.5)];
    assert_eq!(
        read.iter().map(|(name, value)| (name.as_str(), *value)).collect::<Vec<_>>(),
        expected
    );
    for (text, message) in
        [("{}", "no figures"), ("{\"a\":}", "figures.json:1:6: error: expected value")]
    {
        let fault = figures("figures.json", text.as_bytes()).expect_err(text).to_string();
        assert!(fault.contains(message), "{fault}");
    }
}
