//! Rows of a site's own tables, edited by hand.

use std::collections::BTreeMap;

use super::{Folder, check};

/// A row of events as a site writes it, by column.
const ROW: [(&str, &str); 27] = [
    ("event_id", "2021-05-01-raqqa-bombing"),
    ("title", "Bombing, Raqqa"),
    ("title_ar", "تفجير، الرقة"),
    ("kind", "bombing"),
    ("kind_label", "Bombing"),
    ("kind_label_ar", "تفجير"),
    ("status", "reported"),
    ("start", "2021-05-01"),
    ("end", "2021-05-01"),
    ("date_precision", "day"),
    ("place_id", "raqqa"),
    ("place", "Raqqa"),
    ("place_ar", "الرقة"),
    ("place_precision", "town"),
    ("radius_m", "6000"),
    ("coordinate_status", "verified"),
    ("source_count", "2"),
    ("sources", "A; B"),
    ("urls", "https://example.org/a; https://example.org/b"),
    ("evidence", "It exploded."),
    ("aliases", ""),
    ("coded", "dates; counts"),
    ("generalised_deg", ""),
    ("covered", "false"),
    ("killed_best", "4"),
    ("lon", "39.01"),
    ("lat", "35.95"),
];

/// The table of that row with some cells changed, those of further columns among them.
fn table(changes: &[(&str, &str)]) -> String {
    let mut row: BTreeMap<&str, &str> = ROW.into();
    row.extend(changes.iter().copied());
    let cells = row.values().map(|cell| format!("\"{cell}\""));
    let names = row.keys().copied().collect::<Vec<_>>().join(",");
    format!("{names}\n{}\n", cells.collect::<Vec<_>>().join(","))
}

const ID: &str = "e.csv#2021-05-01-raqqa-bombing";

#[test]
fn a_row_is_read_as_it_was_published_whatever_its_file_is_called() {
    let told = Folder::of("e.csv", table(&[])).told();
    let row = format!(
        "{ID} A; B bombing 2021-05-01..2021-05-01 day Raqqa 39.01,35.95 ?/4/? (killed_best 4) It exploded."
    );
    assert_eq!(told, [row]);
}

#[test]
fn what_makes_no_sense_is_told_where_it_stands() {
    let cases: [(&str, &str, &str); 20] = [
        ("kind", "picnic", "unknown kind `picnic`"),
        ("status", "rumoured", "unknown status `rumoured`"),
        ("start", "2021-13-01", "`2021-13-01` is no day of the calendar"),
        ("end", "2020-01-01", "the event ends before it starts"),
        ("event_id", "<script>", "`<script>` is no id of an event"),
        ("event_id", "../../index.html", "`../../index.html` is no id of an event"),
        ("place_precision", "street", "unknown place_precision `street`"),
        ("coordinate_status", "sure", "unknown coordinate_status `sure`"),
        ("radius_m", "1e300", "`1e300` is no whole number"),
        ("radius_m", "99999999999", "wider than the earth"),
        ("radius_m", "0", "no place is known to less than a metre"),
        ("radius_m", "-5", "`-5` is no whole number"),
        ("evidence_line", "0", "lines count from 1"),
        ("source_count", "-1", "`-1` is no whole number"),
        ("source_count", "9007199254740992", "`9007199254740992` is larger than any count"),
        ("coded", "dates; weather", "`weather` is nothing that a record decides"),
        ("generalised_deg", "0.5", "`0.5` is no width of a cell"),
        ("covered", "maybe", "`maybe` is neither true nor false"),
        ("killed_low", "900", "the numbers low, best and high are not in order"),
        ("lat", "99", "latitude 99 is out of range"),
    ];
    for (column, cell, message) in cases {
        let told = Folder::of("e.csv", table(&[(column, cell)])).told();
        let fault = told.iter().find(|line| line.starts_with("e.csv:2:"));
        let fault = fault.unwrap_or_else(|| panic!("{column} {cell}: {told:#?}"));
        assert!(fault.contains(message), "{column} {cell}: {fault}");
        assert_eq!(told.last().map(String::as_str), Some("rejected 1"), "{column} {cell}");
    }
    let kept = [
        (
            "urls",
            "javascript:alert(1); https://example.org/a",
            "link left out: `javascript:alert(1)`",
        ),
        ("urls", "https://me:secret@example.org/a", "user name and password taken out"),
        ("aliases", "a b", "alias `a b` left out"),
        ("witness_count", "3", "more witnesses than its 2 sources"),
        ("published", "2021-02-30", "publication day left out"),
        ("published_days", "2021-05-01; 2021-02-30", "publication day left out"),
        ("weather", "fair", "not read, for no column goes by this name: `weather`"),
    ];
    for (column, cell, message) in kept {
        let told = Folder::of("e.csv", table(&[(column, cell)])).told();
        assert!(told[0].starts_with(ID), "{column}: {told:#?}");
        assert!(told[1].contains(message), "{column}: {told:#?}");
        assert_eq!(told.len(), 2, "{column}: {told:#?}");
    }
    let days = [("published", "2021-05-01"), ("published_days", "2021-04-30; 2021-05-02")];
    let told = Folder::of("e.csv", table(&days)).told();
    assert!(told[1].contains("2021-05-02 is later than `published`; correct one"), "{told:#?}");
}

/// Whoever deletes a cell or a column does not know more of the place than before.
#[test]
fn a_point_without_how_finely_it_is_known_is_rejected() {
    for column in ["place_precision", "radius_m", "coordinate_status"] {
        let told = Folder::of("e.csv", table(&[(column, "")])).told();
        assert!(told[0].contains("a point without how finely it is known"), "{column}: {told:#?}");
        let lines = table(&[]).replace(&format!("{column},"), &format!("my_{column},"));
        let told = Folder::of("e.csv", lines).told();
        let rejected = told.iter().any(|line| line.contains("a point without how finely"));
        assert!(rejected, "no {column}: {told:#?}");
    }
    let all = [("place_precision", ""), ("radius_m", ""), ("coordinate_status", "")];
    let told = Folder::of("e.csv", table(&all)).told();
    assert!(told[0].contains("a point without how finely it is known"), "{told:#?}");
    // Without the point its place says where it was; a row of one's own needs none of it.
    let told = Folder::of("e.csv", table(&[all[1], ("lon", ""), ("lat", "")])).told();
    assert!(told[0].starts_with(ID), "{told:#?}");
    let told = Folder::of("e.csv", table(&[&all[..], &[("event_id", "")]].concat())).told();
    assert!(told[0].starts_with("e.csv#2 "), "{told:#?}");
}

#[test]
fn the_point_of_a_cell_is_its_centre_wherever_it_is_moved() {
    let moved = |lon, lat| table(&[("generalised_deg", "0.1"), ("lon", lon), ("lat", lat)]);
    let told = Folder::of("e.csv", moved("39.0123", "35.987")).told();
    assert!(told[0].contains(" 39.05,35.95 "), "{told:#?}");
    let told = Folder::of("e.csv", moved("39.05", "35.95")).told();
    assert!(told[0].contains(" 39.05,35.95 "), "{told:#?}");
    let told = Folder::of("e.csv", moved("", "")).told();
    assert!(told[0].contains("without its point"), "{told:#?}");
}

#[test]
fn the_same_event_in_two_files_is_read_once_and_told_where_it_differs() {
    let folder = || Folder::of("a.csv", table(&[]));
    let line = "a.csv#2021-05-01-raqqa-bombing A; B bombing";
    let same = folder().with("b.csv", table(&[("radius_m", "6000.0")])).told();
    check("same", &same, &[line, "b.csv: warning: 1 of its rows stand alike in "]);
    let other = folder().with("b.csv", table(&[("radius_m", "7000")])).told();
    let differs = "b.csv:2:1: warning: told otherwise at ";
    check("other", &other, &[line, "b.csv#2021-05-01-raqqa-bombing A; B bombing", differs]);
    let copied = table(&[]) + table(&[]).lines().nth(1).unwrap_or_default();
    let copied = Folder::of("a.csv", copied).told();
    let second = "a.csv#2021-05-01-raqqa-bombing-2 A; B bombing";
    check("copied", &copied, &[line, second, "a.csv:3:1: warning: id `a.csv#"]);
}

#[test]
fn a_row_without_an_id_is_a_record_as_any_other() {
    let told = Folder::of("e.csv", table(&[("event_id", ""), ("urls", "")])).told();
    check("new", &told, &["e.csv#2 bombing 2021-05-01..2021-05-01 day raqqa 39.01,35.95"]);
}

#[test]
fn an_apostrophe_before_a_formula_is_that_of_a_table_for_spreadsheets() {
    let formula = table(&[("evidence", "'=1+1")]);
    let told = Folder::of("e.csv", &formula).told();
    assert!(told[0].ends_with(" '=1+1"), "{told:?}");
    let told = Folder::of("e.csv", format!("\u{feff}{formula}")).told();
    assert!(told[0].ends_with(" =1+1"), "{told:?}");
}
