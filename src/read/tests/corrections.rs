//! The table of corrections: what each row says, or the cell at fault.

use std::collections::BTreeSet;

use jiff::civil::date;

use crate::model::{
    Count, DatePrecision as P, DateSpan, Edit, EventId, Group, KindId, LonLat, Measure, PlaceId,
    Quote, Status, Subject,
};
use crate::read::{CorrectionTable, corrections};

fn read(text: &str) -> CorrectionTable {
    let kinds = BTreeSet::from(["bombing", "prison_escape"].map(KindId::new));
    corrections("c.csv", text.as_bytes(), &kinds, &|place| place.as_str() == "raqqa").unwrap()
}

#[test]
fn a_row_says_what_is_changed_and_to_what() {
    let count = |group, low, best, high, words: &str| {
        let words = words.to_owned();
        Edit::Count(Count { low, best, high, ..Count::exactly(Measure::Killed, group, 0, words) })
    };
    let days =
        |from, until, precision| Edit::Dates(Some(DateSpan::between(from, until, precision)));
    let (first, last) = (date(2022, 1, 20), date(2022, 1, 26));
    let by = |end| Edit::Dates(Some(DateSpan { start: None, end, precision: P::Before }));
    let cases = [
        ("place,raqqa", Edit::Place(PlaceId::new("raqqa"))),
        ("Place,40.7471 36.5112", Edit::Point(LonLat::new(40.7471, 36.5112).unwrap())),
        ("date,2022-01-20", days(first, first, P::Day)),
        ("date,2022-01", days(date(2022, 1, 1), date(2022, 1, 31), P::Month)),
        ("date,2022-01-20/2022-01-26", days(first, last, P::Range)),
        ("date,~2022-01-20", days(first, first, P::Approx)),
        ("date,../2022-01-26", by(last)),
        ("date,undated", Edit::Dates(None)),
        ("kind,bombing", Edit::Kind(KindId::new("bombing"))),
        ("kind,Prison escape", Edit::Kind(KindId::new("prison_escape"))),
        ("status,denied", Edit::Status(Status::Denied)),
        ("title,The escape", Edit::TitleEn("The escape".into())),
        ("title_ar,الفرار", Edit::TitleAr("الفرار".into())),
        ("killed,20", count(None, Some(20), Some(20), Some(20), "killed 20")),
        ("killed,0", count(None, Some(0), Some(0), Some(0), "killed 0")),
        ("killed,20..22", count(None, Some(20), None, Some(22), "killed 20..22")),
        ("killed,20..", count(None, Some(20), None, None, "killed 20..")),
        ("killed,..22", count(None, None, None, Some(22), "killed ..22")),
        ("killed_sdf,none", count(Some(Group::Sdf), None, None, None, "killed_sdf none")),
        ("accept,", Edit::Accept),
        ("REJECT,", Edit::Reject),
        ("merge,other", Edit::Merge(EventId::new("other"))),
    ];
    for (cells, edit) in cases {
        let table = read(&format!("event,change,to,by,on,why\ne,{cells},L.,2022-02-01,seen\n"));
        assert_eq!(table.diagnostics, [], "{cells}");
        let row = &*table.corrections[0];
        assert_eq!((&row.edit, &row.subject), (&edit, &Subject::Event(EventId::new("e"))));
        assert_eq!((row.line, row.on), (2, Some(date(2022, 2, 1))));
        let said = (row.by.as_deref(), row.reason.as_deref());
        assert_eq!(said, (Some("L."), Some("seen")), "{cells}");
    }
}

#[test]
fn a_row_speaks_of_an_event_or_of_reports() {
    let reports = |source: &str, words: Option<&str>| {
        Subject::Reports(Quote { source: source.into(), words: words.map(Into::into) })
    };
    let cases = [
        ("e,,", Subject::Event(EventId::new("e"))),
        (",a/b.txt,", reports("a/b.txt", None)),
        (",r.csv#7,ten men", reports("r.csv#7", Some("ten men"))),
        // A sentence may stand on several lines in the source and in the table.
        (",a.txt,\" ten\n  men \"", reports("a.txt", Some("ten men"))),
    ];
    for (cells, subject) in cases {
        let table = read(&format!("event,source,quote,change\n{cells},accept\n"));
        assert_eq!(table.corrections[0].subject, subject, "{cells}");
    }
}

#[test]
fn a_row_that_cannot_be_followed_is_told_with_its_cell() {
    let cases = [
        (",,,place,raqqa,", "2:1: rejected: says not what it corrects"),
        ("e,a.txt,,place,raqqa,", "2:3: rejected: a row speaks of an event or of reports"),
        ("e,,ten,place,raqqa,", "2:4: rejected: a quote needs its source"),
        (",,ten,place,raqqa,", "2:1: rejected: says not what it corrects"),
        ("e,,,,raqqa,", "2:5: rejected: says not what to change; write one of place, date"),
        (
            "e,,,plce,raqqa,",
            "2:5: rejected: `plce` is nothing that can be changed (did you mean `place`?)",
        ),
        ("e,,,killed_by,3,", "2:5: rejected: `killed_by` is nothing that can be changed"),
        ("e,,,place,,", "2:11: rejected: says not to what `place` is changed"),
        ("e,,,place,raqa,", "2:11: rejected: `raqa` is no id of the place table"),
        ("e,,,place,40 95,", "2:11: rejected: `40 95` is no point"),
        (
            "e,,,kind,bombng,",
            "2:10: rejected: `bombng` is no kind of the kinds table (did you mean `bombing`?)",
        ),
        ("e,,,status,sure,", "2:12: rejected: `sure` is no status; write one of reported, "),
        ("e,,,date,20 Jan,", "2:10: rejected: `20 Jan` is no date"),
        ("e,,,date,2022-02-30,", "2:10: rejected: `2022-02-30` is no day of the calendar"),
        (
            "e,,,date,2022-02-03/2022-02-01,",
            "2:10: rejected: `2022-02-03/2022-02-01` ends before it begins",
        ),
        ("e,,,killed,ten,", "2:12: rejected: `ten` is no number; write 20, 20..22"),
        ("e,,,killed,-3,", "2:12: rejected: `-3` is no number"),
        ("e,,,killed,..,", "2:12: rejected: `..` is no number"),
        ("e,,,killed,22..20,", "2:12: rejected: `22..20` is in the wrong order; write 20..22"),
        ("e,,,split,,", "2:3: rejected: say which reports are split off"),
        (",a.txt,,title,T,", "2:1: rejected: a title is that of an event"),
        ("e,,,accept,,soon", "2:13: rejected: `soon` is no date"),
        ("خبر,,,place,لا,", "2:13: rejected: `لا` is no id of the place table"),
        ("e,,,reject,yes,", "2:12: warning: this change takes no `to`"),
    ];
    for (row, told) in cases {
        let table = read(&format!("event,source,quote,change,to,on\n{row}\ne,,,accept,,\n"));
        let is_kept = usize::from(told.contains("warning"));
        assert_eq!(table.corrections.len(), 1 + is_kept, "{row}");
        let said: Vec<String> = table.diagnostics.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1, "{row}: {said:?}");
        assert!(said[0].starts_with(&format!("c.csv:{told}")), "{row}: {said:?}");
    }
    // The column at fault may not be there.
    let table = read("change,to\nplace,raqqa\nsplit,\n");
    let said: Vec<String> = table.diagnostics.iter().map(ToString::to_string).collect();
    assert!(said[0].starts_with("c.csv:2:1: rejected: says not what it corrects"), "{said:?}");
}

#[test]
fn a_table_without_its_column_is_no_table_of_corrections() {
    let places = |_: &PlaceId| true;
    let fault = corrections("c.csv", b"event,to\n", &BTreeSet::new(), &places).unwrap_err();
    assert!(fault.to_string().starts_with("c.csv:1:1: error: missing column change"), "{fault}");
    let table = read("event,chnge,change\ne,x,accept\n");
    let said = table.diagnostics[0].to_string();
    assert!(
        said.starts_with("c.csv:1:7: warning: column `chnge` is not read (did you mean"),
        "{said}"
    );
}
