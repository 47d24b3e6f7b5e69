//! Coded rows: which of one table are one event, and who counts as a witness of it.

use crate::project::Project;
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

fn table(rows: &[&str]) -> String {
    let rows: Vec<String> =
        rows.iter().map(|row| format!("armed_attack,2023-05-03,Hasakah,{row}")).collect();
    format!("kind,start,place,id,killed,publisher,text\n{}\n", rows.join("\n"))
}

#[test]
fn rows_to_which_their_table_gives_two_ids_are_two_events() {
    for (told, rows, expected) in ROWS {
        let run = Project::new().records(&table(rows)).build();
        let made: Vec<String> = run
            .rows("events.csv")
            .iter()
            .map(|event| format!("{}/{}", event["report_count"], event["witness_count"]))
            .collect();
        run.check(made.join(" ") == expected, &format!("{told}: {}", made.join(" ")));
        let asked = review(&Project::new().records(&table(rows)));
        assert!(asked.iter().all(|row| row["topic"] != "apart"), "{told}: {asked:?}");
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
