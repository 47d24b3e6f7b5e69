//! Rows of ACLED and UCDP GED. All of them are invented.

use super::{Folder, check};

const ACLED: [(&str, &str); 16] = [
    ("event_id_cnty", "SYR1"),
    ("event_date", "2031-05-12"),
    ("time_precision", "1"),
    ("event_type", "Explosions/Remote violence"),
    ("sub_event_type", "Suicide bomb"),
    ("actor1", "Nobody"),
    ("country", "Syria"),
    ("admin1", "Al Hasakeh"),
    ("admin2", "Markada"),
    ("location", "Tell Invented"),
    ("latitude", "36.5"),
    ("longitude", "40.7"),
    ("geo_precision", "1"),
    ("source", "Daily A; Agency B"),
    ("notes", "An invented blast."),
    ("fatalities", "0"),
];

const UCDP: [(&str, &str); 20] = [
    ("id", "7"),
    ("type_of_violence", "1"),
    ("dyad_name", "A - B"),
    ("source_article", "Daily A, 2031-05-13"),
    ("source_headline", "Invented clash"),
    ("where_prec", "1"),
    ("where_coordinates", "Invented town"),
    ("adm_1", "Al Hasakah governorate"),
    ("adm_2", "Al Hasakah district"),
    ("country", "Syria"),
    ("latitude", "36.5"),
    ("longitude", "40.7"),
    ("date_prec", "1"),
    ("date_start", "2031-05-12 00:00:00.000"),
    ("date_end", "2031-05-12 00:00:00.000"),
    ("deaths_civilians", "0"),
    ("deaths_unknown", "0"),
    ("low", "0"),
    ("best", "0"),
    ("high", "0"),
];

const TERMS: &str = "e.csv: warning: read as rows of ";

/// A table of one row, with other cells where `changes` has them.
fn table(of: &[(&str, &str)], changes: &[(&str, &str)]) -> String {
    let cell = |(name, usual): &(&str, &str)| {
        let changed = changes.iter().find(|(changed, _)| changed == name);
        format!("\"{}\"", changed.map_or(*usual, |(_, cell)| cell))
    };
    let names: Vec<&str> = of.iter().map(|(name, _)| *name).collect();
    let cells: Vec<String> = of.iter().map(cell).collect();
    format!("{}\n{}\n", names.join(","), cells.join(","))
}

/// What is read of a row with `changes`: a record, or the rejection of it.
#[track_caller]
fn reads(of: &[(&str, &str)], changes: &[(&str, &str)], expected: &str) {
    let told = Folder::of("e.csv", table(of, changes)).told();
    let kept = expected.starts_with("e.csv#");
    let lines = if kept { vec![expected, TERMS] } else { vec![expected, TERMS, "rejected 1"] };
    check(&format!("{changes:?}"), &told, &lines);
    assert!(!kept || told[0] == expected, "{changes:?}\nexpected {expected}\nfound    {}", told[0]);
}

#[test]
fn a_row_of_acled_is_a_record_no_finer_than_its_codes() {
    let head = "e.csv#SYR1 Sources: Daily A; Agency B ACLED en bombing";
    let town = "Tell Invented 40.7,36.5 in 5000 m, town An invented blast.";
    let day = "2031-05-12..2031-05-12 day";
    let of_day: [(&[(&str, &str)], &str); 6] = [
        (&[], day),
        (&[("event_date", "12 May 2031")], day),
        (&[("time_precision", "1.0")], day),
        (&[("time_precision", "2")], "2031-05-06..2031-05-18 approx"),
        (&[("time_precision", "3")], "2031-05-01..2031-05-31 month"),
        (&[("sub_event_type", "SUICIDE BOMB")], day),
    ];
    for (changes, days) in of_day {
        reads(&ACLED, changes, &format!("{head} {days} {town}"));
    }
    let of_place: [(&[(&str, &str)], &str); 5] = [
        (
            &[("geo_precision", "3"), ("latitude", ""), ("longitude", "")],
            "in 100000 m, governorate",
        ),
        (&[("geo_precision", "2")], "Markada 40.7,36.5 in 25000 m, district"),
        (&[("geo_precision", "3")], "Al Hasakeh 40.7,36.5 in 100000 m, governorate"),
        (&[("geo_precision", "3"), ("admin1", "")], "40.7,36.5 in 100000 m, governorate"),
        (&[("fatalities", "12")], "Tell Invented 40.7,36.5 in 5000 m, town ?/12/? (fatalities 12)"),
    ];
    for (changes, place) in of_place {
        reads(&ACLED, changes, &format!("{head} {day} {place} An invented blast."));
    }
}

#[test]
fn a_row_of_ucdp_is_a_record_no_finer_than_its_codes() {
    let head = "e.csv#7 Sources: Daily A, 2031-05-13 UCDP GED en bombing";
    let town = "Invented town 40.7,36.5 in 5000 m, town";
    let day = "2031-05-12..2031-05-12 day";
    let until = |code, end| [("date_prec", code), ("date_end", end)];
    let of_day = [
        (until("1", "2031-05-12"), day),
        (until("1", "2031-05-13"), "2031-05-12..2031-05-13 range"),
        (until("2", "2031-05-15"), "2031-05-12..2031-05-15 range"),
        (until("2", "2031-05-12"), "2031-05-06..2031-05-18 approx"),
        (until("3", "2031-05-18"), "2031-05-12..2031-05-18 week"),
        (until("3", "2031-05-19"), "2031-05-12..2031-05-19 range"),
        (until("4", "2031-05-12"), "2031-05-01..2031-05-31 month"),
        (until("4", "2031-06-02"), "2031-05-12..2031-06-02 range"),
        (until("5", "2031-05-12"), "2031-01-01..2031-12-31 year"),
        (until("5", "2031-11-30"), "2031-05-12..2031-11-30 range"),
    ];
    for (changes, days) in of_day {
        reads(&UCDP, &changes, &format!("{head} {days} {town} Invented clash"));
    }
    let of_place = [
        ("2", "40.7,36.5 in 25000 m, district "),
        ("3", "Al Hasakah district 40.7,36.5 in 50000 m, district "),
        ("4", "Al Hasakah governorate 40.7,36.5 in 100000 m, governorate "),
        ("5", "40.7,36.5 in 100000 m, governorate "),
        ("6", "Syria 40.7,36.5 in 500000 m, country "),
        ("7", ""),
    ];
    for (code, place) in of_place {
        reads(&UCDP, &[("where_prec", code)], &format!("{head} {day} {place}Invented clash"));
    }
    let of_dead: [(&[(&str, &str)], &str); 5] = [
        (&[], ""),
        (&[("high", "4")], "?/?/4 (low 0, best 0, high 4) "),
        (
            &[("low", "2"), ("best", "3"), ("high", "4"), ("deaths_civilians", "1")],
            "2/3/4 (low 2, best 3, high 4) ?/1/? (deaths_civilians 1) ",
        ),
        (
            &[("best", "3"), ("high", "4")],
            "0/3/4 (low 0, best 3, high 4) ?/0/? (deaths_civilians 0) ",
        ),
        (
            &[("best", "3"), ("high", "4"), ("deaths_unknown", "3")],
            "0/3/4 (low 0, best 3, high 4) ",
        ),
    ];
    for (changes, dead) in of_dead {
        reads(&UCDP, changes, &format!("{head} {day} {town} {dead}Invented clash"));
    }
    let unsaid = [("source_headline", ""), ("source_article", "")];
    reads(&UCDP, &unsaid, &format!("e.csv#7 UCDP GED en bombing {day} {town} A - B"));
}

#[test]
fn a_cell_that_makes_no_sense_rejects_its_row_with_what_to_do() {
    let cases = [
        (
            "sub_event_type",
            "Peaceful protest",
            "e.csv:2:",
            "no kind is sub_event_type `Peaceful protest`; list it under `from_acled`",
        ),
        ("sub_event_type", "", "e.csv:2:", "it has no `sub_event_type`"),
        ("event_id_cnty", "", "e.csv:2:", "it has no `event_id_cnty`"),
        ("event_date", "31 April 2031", "e.csv:2:", "`31 April 2031` is no date"),
        ("event_date", "2031-05", "e.csv:2:", "`2031-05` is no day"),
        ("time_precision", "4", "e.csv:2:", "time_precision `4` is none of 1, 2, 3"),
        ("time_precision", "", "e.csv:2:", "it has no `time_precision`"),
        ("geo_precision", "<b>", "e.csv:2:", "geo_precision `<b>` is none of 1, 2, 3"),
        ("latitude", "NaN", "e.csv:2:", "a coordinate is not a number"),
        ("latitude", "", "e.csv:2:", "a longitude without a latitude"),
        ("fatalities", "-1", "e.csv:2:", "`-1` is no whole number"),
        ("fatalities", "1e9", "e.csv:2:", "`1e9` is no whole number"),
    ];
    for (name, cell, at, what) in cases {
        let told = Folder::of("e.csv", table(&ACLED, &[(name, cell)])).told();
        let told = told.iter().find(|line| line.starts_with(at)).map_or("", String::as_str);
        assert!(told.contains("rejected") && told.contains(what), "{name} {cell}: {told}");
    }
    let cases = [
        ("type_of_violence", "3", "no kind is type_of_violence `3`; list it under `from_ucdp`"),
        ("date_end", "2031-05-11", "ends before it starts"),
        ("best", "9", "not in order"),
        ("where_prec", "8", "none of 1, 2, 3, 4, 5, 6, 7"),
    ];
    for (name, cell, what) in cases {
        let told = Folder::of("e.csv", table(&UCDP, &[(name, cell)])).told();
        assert!(
            told.iter().any(|line| line.contains("rejected") && line.contains(what)),
            "{told:?}"
        );
    }
}

#[test]
fn an_event_that_two_exports_tell_is_read_once() {
    let same = Folder::of("a.csv", table(&ACLED, &[])).with("b.csv", table(&ACLED, &[])).told();
    assert_eq!(same.iter().filter(|line| line.contains("#SYR1")).count(), 1, "{same:#?}");
    assert!(
        same.iter().any(|line| line.starts_with("b.csv: warning: 1 of its rows stand alike in")),
        "{same:#?}"
    );
    let newer = Folder::of("a.csv", table(&ACLED, &[]))
        .with("b.csv", table(&ACLED, &[("fatalities", "3")]))
        .told();
    assert_eq!(newer.iter().filter(|line| line.contains("#SYR1")).count(), 1, "{newer:#?}");
    let told = "b.csv:2:1: warning: told otherwise at a.csv:2:1; that is read, keep the newer one";
    assert!(newer.iter().any(|line| line == told), "{newer:#?}");
}

#[test]
fn a_list_of_rows_in_json_is_read_whether_numbers_are_texts_or_not() {
    let entries = |quoted: bool| {
        let entries = ACLED.iter().map(|(name, cell)| match cell.parse::<f64>() {
            Ok(_) if !quoted => format!("\"{name}\":{cell}"),
            _ => format!("\"{name}\":\"{cell}\""),
        });
        format!("[{{{}}}]", entries.collect::<Vec<_>>().join(","))
    };
    for quoted in [false, true] {
        let told = Folder::of("e.json", entries(quoted)).told();
        let expected = [
            "e.json#SYR1 Sources: Daily A; Agency B ACLED en bombing 2031-05-12..2031-05-12 day",
            "e.json: warning: read as rows of ACLED",
        ];
        check("json", &told, &expected);
    }
}

#[test]
fn a_table_with_half_of_the_columns_is_a_table_as_any_other() {
    let some: Vec<_> = ACLED.into_iter().filter(|(name, _)| *name != "geo_precision").collect();
    let told = Folder::of("e.csv", table(&some, &[("event_type", "bombing")])).told();
    assert!(told[0].starts_with("e.csv#2 ") && told[0].contains("bombing"), "{told:#?}");
    assert!(!told.iter().any(|line| line.contains("terms")), "{told:#?}");
}
