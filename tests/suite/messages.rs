//! Faults of the input, and what the user is told: where, and what to do.

use crate::project::Project;

const GOOD: &str = "On 20 January 2022 a car bomb exploded in Hasakah.";
const HEADER: &str = "id,date,kind,place,lon,lat\n";
const GOOD_ROW: &str = "1,2022-01-20,bombing,Hasakah,,\n";

/// A row of `sources/r.csv` behind a good one, and what is said of it, `sources/r.csv:` before.
const ROWS: [(&str, &str); 20] = [
    (
        "2,2022-01-20,bombing,Hasakah,40.7,132.4",
        "3:35: rejected: latitude 132.4 is out of range (-90 to 90); are longitude and latitude swapped?",
    ),
    (
        "2,2022-01-20,bombing,Hasakah,190,36",
        "3:30: rejected: longitude 190 is out of range (-180 to 180)",
    ),
    (
        "2,2022-01-20,bombing,Hasakah,36.5,40.7",
        "3:35: warning: longitude 36.5 and latitude 40.7 lie far from Syria and Iraq, and inside if swapped",
    ),
    ("2,2022-01-20,bombing,Hasakah,NaN,36", "3:30: rejected: a coordinate is not a number"),
    ("2,2022-01-20,bombing,Hasakah,40,inf", "3:33: rejected: a coordinate is not a number"),
    ("2,2022-01-20,bombing,Hasakah,0,0", "3:30: rejected: 0,0 lies in the Gulf of Guinea"),
    (
        "2,2022-01-20,bombing,Hasakah,40,",
        "3:30: rejected: a longitude without a latitude; give both",
    ),
    (
        "2,2022-01-20,bombing,Hasakah,40,\"36,5\"",
        "3:33: rejected: `36,5` is not a number; write a decimal point, not a comma",
    ),
    (
        "2,2022-01-20,bombing,الحسكة,٤٠,36",
        "3:29: rejected: `٤٠` is not a number; write the digits 0 to 9",
    ),
    (
        "هجوم على السجن,2022-01-20,bombing,الحسكة,40.7,x",
        "3:47: rejected: `x` is not a number; write decimal degrees such as 40.74",
    ),
    (
        "2,2022-01-20,bombnig,Hasakah,,",
        "3:14: rejected: unknown kind `bombnig` (did you mean `bombing`?); one of ",
    ),
    ("انفجار,2022-01-20,انفجار,الحسكة,,", "3:19: rejected: unknown kind `انفجار`; one of "),
    ("2,2022-01-20,,Hasakah,,", "3:1: rejected: a record needs a kind, such as prison_escape"),
    (
        "2,20 Jan 2022,bombing,Hasakah,,",
        "3:3: rejected: `20 Jan 2022` is no date; write 2022-01-20, 2022-01 or 2022",
    ),
    ("خبر,2022-02-30,bombing,Hasakah,,", "3:5: rejected: `2022-02-30` is no day of the calendar"),
    (
        "2,2022-01-20,bombing",
        "3:1: rejected: row has 3 cells where the header has 6; add the missing separators",
    ),
    (
        "2,2022-01-20,bombing,Hasakah, Syria,,",
        "3:38: rejected: row has 7 cells where the header has 6; put quotes around a cell",
    ),
    ("2,2022-01-20,bombing,\"الحسكة,,", "3:22: rejected: this quote is never closed"),
    ("2,2022-01-20,bombing,Has\"akah\",,", "3:25: warning: stray quote, kept as text"),
    ("1,2022-01-21,bombing,Raqqa,,", "3:1: warning: id `r.csv#1` is taken by sources/r.csv:2:1"),
];

/// Rows with several faults, and what is said of each: the first is why the row is left out.
const FAULTS: [(&str, &[&str]); 3] = [
    (
        "2,2022-02-30,bombnig,Hasakah,40.7,132.4",
        &[
            "3:3: rejected: `2022-02-30` is no day",
            "3:14: rejected: unknown kind `bombnig`",
            "3:35: rejected: latitude 132.4 is out of range",
        ],
    ),
    (
        "2,x,,xyzzy,40,",
        &[
            "3:1: rejected: a record needs a kind",
            "3:3: rejected: `x` is no date",
            "3:12: rejected: a longitude without a latitude",
        ],
    ),
    ("2,x,bombing,Hasakah,,", &["3:3: rejected: `x` is no date"]),
];

#[test]
fn every_fault_of_a_row_is_told_and_the_row_is_left_out_once() {
    for (row, messages) in FAULTS {
        let text = format!("{HEADER}{GOOD_ROW}{row}\n");
        let project = Project::new().file("sources/r.csv", text);
        let run = project.build();
        let told = run.stderr.lines().filter(|line| line.contains(": rejected: "));
        let told: Vec<&str> = told.collect();
        let alike = told.len() == messages.len()
            && told
                .iter()
                .zip(messages)
                .all(|(told, said)| told.starts_with(&format!("sources/r.csv:{said}")));
        run.check(alike, &format!("{messages:#?} is not what is told"));
        run.check(run.figures().rejected == 1, "the row is left out once");
        let checked = project.run(&["check"]);
        checked.ends(1).says("1 rejected");
        let checked_lines = checked.stdout.lines().count();
        checked.check(checked_lines == messages.len(), "not all is told to who checks");
    }
}

#[test]
fn a_fault_in_a_row_is_told_at_its_cell() {
    for (row, message) in ROWS {
        // What follows the bad row is read.
        let text = format!("{HEADER}{GOOD_ROW}{row}\n3,2022-01-20,bombing,Raqqa,,\n");
        let run = Project::new().file("sources/r.csv", text).build();
        run.says(&format!("sources/r.csv:{message}"));
        let rejected = usize::from(message.contains(": rejected: "));
        let figures = run.figures();
        let wanted = (rejected, 3 - rejected);
        let is = (figures.rejected, figures.placed + figures.unplaced);
        run.check(is == wanted, &format!("{figures:?}"));
    }
}

/// A file beside a good article, and what is said of it.
const FILES: [(&str, &[u8], &str); 19] = [
    ("sources/b.txt", b"", "sources/b.txt:1:1: warning: empty"),
    ("sources/b.txt", b" \r\n\t", "sources/b.txt:1:1: warning: empty"),
    ("sources/b.txt", b"one\ntwo \xff", "sources/b.txt:2:5: rejected: bytes that are not UTF-8; save the file as UTF-8"),
    ("sources/b.txt", "الحسكة \u{0}".as_bytes(), "sources/b.txt:1:8: rejected: NUL character"),
    ("sources/b.txt", b"%PDF-1.7\n", "sources/b.txt:1:1: rejected: a PDF, not text"),
    ("sources/b.txt", b"<!DOCTYPE html><p>", "sources/b.txt:1:1: rejected: HTML or XML, not text"),
    ("sources/b.md", b"---\ntitle: x\ntext", "sources/b.md:1:1: rejected: front matter opened here is not closed"),
    ("sources/b.md", b"---\nno colon\n---\ntext", "sources/b.md:2:1: rejected: front matter holds lines `key: value` only"),
    ("sources/b.md", b"---\npublishd: 2022-01-20\n---\ntext", "sources/b.md:2:1: warning: key `publishd` is not read (did you mean `published`?)"),
    ("sources/b.md", b"---\npublished: soon\n---\ntext", "sources/b.md:2:12: warning: publication day left out: `soon` is no date"),
    ("sources/b.md", b"---\nurl: ftp://a.example\n---\ntext", "sources/b.md:2:6: warning: link left out: `ftp://a.example` is no web address"),
    ("sources/r.csv", b"", "sources/r.csv:1:1: rejected: empty file"),
    ("sources/r.csv", b"id,date,date,kind\n", "sources/r.csv:1:9: rejected: column `date` appears twice"),
    ("sources/r.csv", b"id;date;kind;place\n2;2022-01-20;bombing;Raqqa\n", "sources/r.csv:1:1: warning: separated by semicolons, not commas"),
    ("sources/r.csv", b"id,date,kind,longitud\n2,2022-01-20,bombing,\n", "sources/r.csv:1:14: warning: not read, for no column goes by this name: `longitud` (did you mean `longitude`?)"),
    ("sources/r.json", b"[{\"id\": 1,\n  kind: 2}]", "sources/r.json:2:3: rejected: "),
    ("sources/r.jsonl", "{\"id\":\"خبر\",\"kind\":\"عربي\"}".as_bytes(), "sources/r.jsonl:1:20: rejected: unknown kind `عربي`"),
    ("sources/r.geojson", br#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"bombing"},"geometry":{"type":"Point","coordinates":[36.5,140]}}]}"#, "sources/r.geojson:1:"),
    ("sources/sources.csv", b"path,published\nc.txt,2022-01-20\n", "sources/sources.csv:2:1: warning: `c.txt` is no file that is read; correct the path"),
];

#[test]
fn a_fault_in_a_file_is_told_and_the_build_goes_on() {
    for (name, bytes, message) in FILES {
        let run = Project::new().article("a.txt", GOOD).file(name, bytes).build();
        run.says(message);
        run.check(run.figures().placed > 0, "the good article is not read");
    }
}

/// Arguments and a file, if any, that end the work, and the one line that says why.
type Fatal = (&'static [&'static str], Option<(&'static str, &'static str)>, &'static str);

const FATAL: [Fatal; 13] = [
    (
        &["build", "nowhere"],
        None,
        "nowhere: error: cannot be read: No such file or directory (os error 2); give a folder of sources, or a file",
    ),
    (
        &["build", "empty"],
        Some(("empty/.hidden", "")),
        "empty: error: no sources here; put files into it that end in .txt, .md, .csv, .jsonl, .json, .geojson, .geojsonl, .gpkg",
    ),
    (
        &["build", "one"],
        Some(("one/r.csv", "id,kind\n1,\n")),
        "one: error: nothing could be read: 1 rejected, 0 empty",
    ),
    (&["build", "--places", "nowhere.csv"], None, "nowhere.csv: error: cannot be read: "),
    (&["build", "--meta", "nowhere.csv"], None, "nowhere.csv: error: cannot be read: "),
    (&["build", "--kinds", "nowhere.toml"], None, "nowhere.toml: error: cannot be read: "),
    (&["build", "--templates", "nowhere"], None, "nowhere: error: the templates cannot be read: "),
    (
        &["build"],
        Some(("places.csv", "")),
        "places.csv:1:1: error: empty file, expected a header line id,class,lon,lat",
    ),
    (
        &["build"],
        Some(("places.csv", "id,class,name_en\n")),
        "places.csv:1:1: error: missing column lon, lat; found id,class,name_en, wanted id,class,lon,lat",
    ),
    (
        &["build"],
        Some(("places.csv", "id,class,name_en,lon,lat\na,town,A,40,99\n")),
        "places.csv: error: no row is a place",
    ),
    (
        &["build"],
        Some(("sources/sources.csv", "paths\n")),
        "sources/sources.csv:1:1: error: missing column path; found paths, wanted path",
    ),
    (
        &["build"],
        Some(("templates/page.html", "الحسكة {{ nothing }}")),
        "templates/page.html:1:11: error: ",
    ),
    (
        &["build", "--kinds", "k.toml"],
        Some((
            "k.toml",
            "[[kind]]\nid = \"عربي\"\nen = \"\"\nar = \"\"\ncolour = \"\"\nsymbol = \"\"\n",
        )),
        "k.toml:2:6: error: id عربي is not lower-case ASCII with underscores",
    ),
];

#[test]
fn what_ends_the_work_is_told_in_one_line() {
    for (arguments, file, message) in FATAL {
        let mut project = Project::new().article("a.txt", GOOD);
        if let Some((name, text)) = file {
            project = project.file(name, text);
        }
        let run = project.run(arguments);
        run.ends(2).says(message);
        let errors = run.stderr.lines().filter(|line| line.contains(": error: ")).count();
        run.check(errors == 1, "one line says why");
        run.check(run.site.is_empty(), "a site was written");
    }
}

#[test]
fn byte_order_marks_and_line_ends_of_other_systems_change_nothing() {
    let table = format!("{HEADER}{GOOD_ROW}");
    let utf16: Vec<u8> =
        format!("\u{feff}{GOOD}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&str, Vec<u8>); 7] = [
        ("sources/a.txt", GOOD.into()),
        ("sources/a.txt", format!("\u{feff}{GOOD}").into()),
        ("sources/a.txt", utf16),
        ("sources/r.csv", table.clone().into()),
        ("sources/r.csv", format!("\u{feff}{table}").into()),
        ("sources/r.csv", table.replace('\n', "\r\n").into()),
        ("sources/r.csv", table.replace('\n', "\r").into()),
    ];
    for (name, bytes) in cases {
        let run = Project::new().file(name, bytes).build();
        let told: Vec<_> = run.stderr.lines().filter(|line| line.starts_with("sources/")).collect();
        run.check(told.is_empty(), "something is told");
        let events = run.events();
        let days: Vec<_> =
            events.iter().map(|e| (&e["kind"], &e["start"], &e["place_id"])).collect();
        let wanted = (&"bombing".into(), &"2022-01-20".into(), &"hasakah".into());
        run.check(days == [wanted], &format!("{days:?}"));
    }
}
