//! Coded rows: which of one table are one event, and who counts as a witness of it.

use crate::project::{Project, Run};
use crate::review::review;

/// What is told of two rows of one table, and the numbers of reports and witnesses of each event that they make.
const ROWS: [(&str, &[&str], &str); 6] = [
    ("each with an id of its own", &["a,2,,", "b,5,,"], "1/1 1/1"),
    ("each with an id of its own, alike in all else", &["a,2,,", "b,2,,"], "1/1 1/1"),
    ("one publisher, each with an id of its own", &["a,2,Monitor,", "b,5,Monitor,"], "1/1 1/1"),
    ("two publishers, who each tell it once", &["a,2,Monitor,", "b,5,Agency,"], "2/2"),
    ("without ids or publishers: one coder", &[",2,,", ",5,,"], "2/1"),
    ("without ids, by two publishers", &[",2,Monitor,", ",5,Agency,"], "2/2"),
];

/// What a row tells of its place, where it is put then, and what is told of that; "" for nothing.
const PLACES: [(&str, &str, &str); 13] = [
    ("raqqa,,,", "raqqa", ""),
    ("raqqa,الرقة,,", "raqqa", ""),
    ("sinaa-prison,Hasakah,,", "sinaa-prison", ""),
    ("raqqa,the bakery,,", "raqqa", ""),
    (
        "raqqaa,,,",
        "",
        "2:20: warning: `raqqaa` is no id of the place table (did you mean `raqqa`?); it has no place until",
    ),
    (
        "الرقة,,,",
        "",
        "2:20: warning: `الرقة` is no id of the place table (did you mean `raqqa`?); it has no place until",
    ),
    ("xyzzy,,,", "", "2:20: warning: `xyzzy` is no id of the place table; it has no place until"),
    (
        "sinaa_prison,Hasakah,,",
        "hasakah",
        "2:20: warning: `sinaa_prison` is no id of the place table (did you mean `sinaa-prison`?); its name counts",
    ),
    (
        "xyzzy,,39.01,35.95",
        "al-aqtan-prison",
        "2:20: warning: `xyzzy` is no id of the place table; its coordinate counts",
    ),
    (
        "raqqa,Hasakah,,",
        "raqqa",
        "2:26: warning: names Hasakah (`hasakah`), and the id Raqqa (`raqqa`), which counts; correct one",
    ),
    (
        ",سجن غوران,,",
        "sinaa-prison",
        "2:21: warning: `سجن غوران` is no name of the place table, and read as Al-Sina'a prison (`sinaa-prison`)",
    ),
    (",Xyzzy,,", "", ""),
    (
        "raqqa,,40.74,36.50",
        "raqqa",
        "2:27: warning: lies 167 km from Raqqa (`raqqa`), which the row names; correct one",
    ),
];

#[test]
fn an_id_is_that_of_one_place_and_what_is_doubtful_of_a_place_is_told_at_its_cell() {
    for (cells, place, said) in PLACES {
        let table = format!("kind,start,place_id,place,lon,lat\nbombing,2022-01-20,{cells}\n");
        let run = Project::new().records(&table).build();
        let ids: Vec<String> =
            run.rows("events.csv").iter().map(|event| event["place_id"].clone()).collect();
        run.check(ids.join(" ") == place, &format!("`{cells}` is put into `{}`", ids.join(" ")));
        if said.is_empty() {
            run.check(!run.stderr.contains("warning"), cells);
        } else {
            run.says(&format!("sources/records.csv:{said}"));
        }
    }
}

fn table(rows: &[&str]) -> String {
    let rows: Vec<String> =
        rows.iter().map(|row| format!("armed_attack,2023-05-03,Hasakah,{row}")).collect();
    format!("kind,start,place,id,killed,publisher,text\n{}\n", rows.join("\n"))
}

/// The reports and the witnesses of each event that was made.
fn made(run: &Run) -> String {
    let events = run.rows("events.csv");
    let told = events.iter().map(|it| format!("{}/{}", it["report_count"], it["witness_count"]));
    told.collect::<Vec<_>>().join(" ")
}

#[test]
fn rows_to_which_their_table_gives_two_ids_are_two_events() {
    for (told, rows, expected) in ROWS {
        let run = Project::new().records(&table(rows)).build();
        let made = made(&run);
        run.check(made == expected, &format!("{told}: {made}"));
        let asked = review(&Project::new().records(&table(rows)));
        assert!(asked.iter().all(|row| row["topic"] != "apart"), "{told}: {asked:?}");
    }
}

/// Rows that one id names, and the numbers of reports and witnesses of each event that they make.
const ONCE_MORE: [(&str, &[&str], &str, &str); 4] = [
    (
        "copied",
        &["a,2,,", "a,2,,"],
        "1/1",
        "3:1: warning: stands alike at sources/records.csv:2:1; read once",
    ),
    (
        "copied twice",
        &["a,2,,", "b,5,,", "a,2,,", "a,2,,"],
        "1/1 1/1",
        "5:1: warning: stands alike at sources/records.csv:2:1",
    ),
    (
        "told otherwise: one event as without ids",
        &["a,2,,", "a,5,,"],
        "2/1",
        "3:1: warning: id `records.csv#a` is taken by sources/records.csv:2:1; read as `records.csv#a-2`",
    ),
    (
        "a copy of what is told otherwise",
        &["a,2,,", "a,5,,", "a,2,,"],
        "2/1",
        "4:1: warning: stands alike at sources/records.csv:2:1",
    ),
];

#[test]
fn a_row_that_stands_twice_is_read_once_and_an_id_that_is_given_twice_makes_no_second_event() {
    for (told, rows, expected, said) in ONCE_MORE {
        let run = Project::new().records(&table(rows)).build();
        run.says(&format!("sources/records.csv:{said}"));
        let made = made(&run);
        run.check(made == expected, &format!("{told}: {made}"));
    }
}

#[test]
fn it_is_told_why_two_rows_are_two_and_a_correction_joins_them() {
    let rows = table(&["a,2,,", "b,5,,"]);
    let project = Project::new().records(&rows);
    let ids: Vec<String> = project
        .build()
        .events()
        .iter()
        .map(|event| event["event_id"].as_str().unwrap().to_owned())
        .collect();
    let why = project.run(&["explain", "--event", &ids[0]]);
    why.check(why.stdout.contains("two rows of one table"), "it is not told why they are two");
    let joined = format!("event,change,to\n{},merge,{}\n", ids[0], ids[1]);
    let run = Project::new().records(&rows).file("corrections.csv", &joined).build();
    run.check(run.events().len() == 1, "the analyst's word stands above that of the table");
}

#[test]
fn a_row_and_an_article_of_one_event_are_one() {
    let text = "On 3 May 2023 gunmen attacked a post in Hasakah city and killed five guards.";
    let run = Project::new().records(&table(&["a,2,,", "b,5,,"])).article("m.txt", text).build();
    let reports: Vec<String> =
        run.rows("events.csv").iter().map(|event| event["report_count"].clone()).collect();
    run.check(
        reports.len() == 2 && reports.contains(&"2".to_owned()),
        "the article joins the row of its number",
    );
}

#[test]
fn who_tells_of_a_row_and_fits_another_as_well_is_asked_which_is_meant() {
    let told = |killed: &str| {
        let text = "On 3 May 2023 gunmen attacked a post in Hasakah city and killed";
        format!("---\npublished: 2023-05-04\npublisher: Desk\n---\n{text} {killed} guards.\n")
    };
    // The rows; how many the article counts; whether it is asked for.
    let cases: [(&[&str], &str, bool); 5] = [
        (&["a,5,,", "b,5,,"], "five", true),
        (&["a,,,", "b,,,"], "five", true),
        (&["a,2,,", "b,5,,"], "five", false),
        (&["a,2,,", "b,9,,"], "five", true),
        (&["a,5,,"], "five", false),
    ];
    for (rows, killed, is_asked) in cases {
        let project = Project::new().records(&table(rows)).article("m.txt", &told(killed));
        let list = review(&project);
        let asked: Vec<_> = list.iter().filter(|row| row["topic"] == "merge").collect();
        assert_eq!(!asked.is_empty(), is_asked, "{rows:?}: {list:#?}");
        let Some(other) = asked.iter().find(|row| row["change"] == "merge") else { continue };
        assert_eq!(other["candidates"].matches("records.csv:").count(), 2, "{other:?}");
        for row in asked.iter().filter(|row| row["change"] != "split") {
            let columns = ["event", "source", "quote", "change", "to"];
            let cells = columns.map(|column| format!("\"{}\"", row[column]));
            let table = format!("{}\n{}\n", columns.join(","), cells.join(","));
            project.write("corrections.csv", table.as_bytes());
            let run = project.run(&["build"]);
            run.ends(0).check(!run.stderr.contains("warning"), "a ready row is warned of");
            run.check(run.events().len() == 2, "two rows are two events");
            let list = review(&project);
            assert!(list.iter().all(|row| row["topic"] != "merge"), "{rows:?}: {list:#?}");
        }
    }
}
