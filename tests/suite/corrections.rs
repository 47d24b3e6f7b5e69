//! `corrections.csv`: what an analyst says wins over what was read, wherever it is shown.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::project::{Project, ROOT, Run};

const HEADER: &str = "event,source,quote,change,to,by,on,why\n";
const BOMBING: &str = "2022-03-10-raqqa-bombing";
const ESCAPE: &str = "2022-06-01-sinaa-prison-prison-escape";

/// Two tell a bombing, one tells it of a town that nobody knows, and one tells an escape.
fn project() -> Project {
    let article = |publisher: &str, text: &str| {
        format!("---\npublisher: {publisher}\npublished: 2022-06-02\n---\n{text}\n")
    };
    let one = "On 10 March 2022 a car bomb exploded in Raqqa and killed three people.";
    let two = "Residents of the quarter said that on 10 March 2022 a car bomb\nexploded in Raqqa, and four people were killed.";
    let lost = "On 10 March 2022 a car bomb exploded in Newtown and killed six people.";
    let escape = "On 1 June 2022 five prisoners escaped from Ghwayran prison in Hasakah.";
    Project::new()
        .article("one.txt", &article("Desk One", one))
        .article("two.txt", &article("Desk Two", two))
        .article("lost.txt", &article("Desk Three", lost))
        .article("escape.txt", &article("Desk One", escape))
}

fn corrected(rows: &str) -> Run {
    project().file("corrections.csv", format!("{HEADER}{rows}")).build()
}

fn ids(run: &Run) -> Vec<String> {
    run.events().iter().map(|event| event["event_id"].as_str().unwrap().to_owned()).collect()
}

/// The event whose id is `id`, which has to be there.
fn event(run: &Run, id: &str) -> Value {
    let event = run.events().into_iter().find(|event| event["event_id"] == id);
    run.check(event.is_some(), &format!("no event {id} among {:?}", ids(run)));
    event.unwrap()
}

/// What the page's program reads.
fn page(run: &Run) -> Value {
    let text = run.text("index.html");
    let block = text.split(r#"<script type="application/json" id="events">"#).nth(1).unwrap();
    serde_json::from_str(block.split("</script>").next().unwrap()).unwrap()
}

fn has(run: &Run, event: &Value, wanted: &Value) {
    for (key, value) in wanted.as_object().unwrap() {
        run.check(&event[key] == value, &format!("{key} is {}, not {value}", event[key]));
    }
}

#[test]
fn what_was_read_without_corrections() {
    let run = project().build();
    assert_eq!(ids(&run), [BOMBING, ESCAPE]);
    let wanted = json!({"source_count": 2, "witness_count": 2, "corrections": 0, "coded": null});
    has(&run, &event(&run, BOMBING), &wanted);
    assert_eq!((run.figures().placed, run.figures().unplaced), (3, 1));
}

#[test]
fn what_an_analyst_sets_stands_in_the_file_and_on_the_page() {
    let rows = format!(
        "{BOMBING},,,place,hasakah,L. A.,2022-07-01,\"the quarter is in Hasakah <b>\"\n\
         {BOMBING},,,date,2022-03-09,,,\n\
         {BOMBING},,,kind,bombardment,,,\n\
         {BOMBING},,,killed,5,,,\n\
         {BOMBING},,,title,The bomb at the bakery,,,\n\
         {BOMBING},,,title_ar,قنبلة المخبز,,,\n\
         {BOMBING},,,status,unconfirmed,,,\n\
         {ESCAPE},,,accept,,,,\n"
    );
    let run = corrected(&rows);
    run.says("corrected 8 rows, 0 reports rejected");
    let made = event(&run, "2022-03-09-hasakah-bombardment");
    let wanted = json!({
        "place_id": "hasakah", "start": "2022-03-09", "date_precision": "day", "status": "unconfirmed",
        "title": "The bomb at the bakery", "title_ar": "قنبلة المخبز",
        "killed_low": 5, "killed_best": 5, "killed_high": 5, "corrections": 7, "report_count": 2,
    });
    has(&run, &made, &wanted);
    let aliases = made["aliases"].as_str().unwrap();
    run.check(aliases.split("; ").any(|id| id == BOMBING), "the old id leads nowhere");
    has(&run, &event(&run, ESCAPE), &json!({"corrections": 1}));

    let page = page(&run);
    let events = page["events"].as_array().unwrap();
    let shown = events.iter().find(|event| event["id"] == made["event_id"]).unwrap();
    let first = &shown["corrections"][0];
    let wanted =
        json!({"what": "place: hasakah", "by": "L. A.", "why": "the quarter is in Hasakah <b>"});
    has(&run, first, &wanted);
    run.check(!run.text("index.html").contains("Hasakah <b>"), "text of a user became markup");
}

#[test]
fn what_is_rejected_is_counted_and_nowhere_shown() {
    let rows = format!(
        "{ESCAPE},,,reject,,,,a drill\n,two.txt,car bomb exploded in Raqqa,reject,,,,\n,lost.txt,,reject,,,,\n"
    );
    let run = corrected(&rows);
    let figures = run.figures();
    assert_eq!((figures.placed, figures.unplaced, figures.rejected), (1, 0, 3));
    assert_eq!(ids(&run), [BOMBING]);
    has(&run, &event(&run, BOMBING), &json!({"killed_best": 3, "source_count": 1}));
    run.check(!run.text("events.geojson").contains("Ghwayran"), "what is rejected is told");
}

#[test]
fn what_is_split_off_is_an_event_with_an_id_that_rows_can_name() {
    let split = ",two.txt,\"that on 10 March 2022  a car bomb exploded\",split,,,,another street\n";
    let run = corrected(split);
    let own = ids(&run).into_iter().find(|id| id.starts_with(BOMBING) && id != BOMBING).unwrap();
    has(
        &run,
        &event(&run, BOMBING),
        &json!({"report_count": 1, "killed_best": 3, "corrections": 0}),
    );
    has(&run, &event(&run, &own), &json!({"report_count": 1, "killed_best": 4, "corrections": 1}));

    // The row may stand before the one that makes the id, and the other event keeps its own.
    let run = corrected(&format!("{own},,,title,The second bomb,,,\n{split}"));
    has(&run, &event(&run, &own), &json!({"title": "The second bomb", "corrections": 2}));
    has(&run, &event(&run, BOMBING), &json!({"killed_best": 3, "corrections": 0}));
}

#[test]
fn events_and_reports_are_joined_and_old_ids_lead_there() {
    let rows = format!(
        "{ESCAPE},,,merge,{BOMBING},,,one attack\n,lost.txt,exploded in Newtown,merge,{ESCAPE},,,\n"
    );
    let run = corrected(&rows);
    assert_eq!((run.figures().events, run.figures().unplaced), (1, 0));
    let joined = &run.events()[0];
    has(
        &run,
        joined,
        &json!({"event_id": "2022-03-10-sinaa-prison-bombing", "report_count": 4, "corrections": 2, "kind": "bombing"}),
    );
    let aliases = joined["aliases"].as_str().unwrap();
    for id in [BOMBING, ESCAPE] {
        run.check(aliases.split("; ").any(|alias| alias == id), &format!("{id} leads nowhere"));
    }

    // A report is taken out of its event; where it is there already, nothing is said.
    let rows = format!(",two.txt,,merge,{ESCAPE},,,\n,one.txt,,merge,{BOMBING},,,\n");
    let run = corrected(&rows);
    has(&run, &event(&run, BOMBING), &json!({"report_count": 1, "corrections": 0}));
    has(&run, &event(&run, ESCAPE), &json!({"report_count": 2, "corrections": 1}));
    run.check(!run.stderr.contains("corrections.csv:"), "a row that holds is warned of");
}

#[test]
fn a_row_finds_its_event_by_every_id_that_it_had_whatever_the_order_of_rows() {
    let date = format!("{BOMBING},,,date,2022-03-09,,,\n");
    let title = "2022-03-09-raqqa-bombing,,,title,Dated anew,,,\n";
    let place = format!("{BOMBING},,,place,hasakah,,,\n");
    let join = format!("{ESCAPE},,,merge,2022-03-09-hasakah-bombing,,,\n");
    let rows = [&date, title, &place, &join];
    for order in [[0, 1, 2, 3], [3, 1, 0, 2], [1, 3, 0, 2]] {
        let run = corrected(&order.map(|row| rows[row]).concat());
        assert_eq!(ids(&run), ["2022-03-09-hasakah-bombing"]);
        let wanted = json!({"title": "Dated anew", "report_count": 3, "corrections": 4});
        has(&run, &run.events()[0], &wanted);
    }
}

#[test]
fn of_two_rows_that_set_the_same_the_later_counts() {
    let rows = format!("{BOMBING},,,killed,7,,,\n{BOMBING},,,killed,8,,,\n");
    has(&corrected(&rows), &corrected(&rows).events()[0], &json!({"killed_best": 8}));
}

#[test]
fn a_row_whose_subject_is_gone_is_told_with_its_line() {
    let rows = format!(
        "2020-01-01-nowhere-bombing,,,accept,,,,\n\
         ,gone.txt,,reject,,,,\n\
         ,one.txt,words that it has not,kind,bombardment,,,\n\
         {BOMBING},,,merge,gone,,,\n\
         {ESCAPE},,,reject,,,,\n\
         {ESCAPE},,,title,Late,,,\n\
         ,one.txt,,place,nowhere-at-all,,,\n"
    );
    let run = corrected(&rows);
    for said in [
        "corrections.csv:2:1: warning: 2020-01-01-nowhere-bombing is no event of this build",
        "corrections.csv:3:1: warning: gone.txt is no source that tells an event; correct the path",
        "corrections.csv:4:1: warning: no report of one.txt has these words in its sentence",
        "corrections.csv:5:1: warning: 2022-03-10-raqqa-bombing or gone is no event",
        "corrections.csv:7:1: warning: what it speaks of is rejected on line 6; remove one of the two",
        "corrections.csv:8:17: rejected: `nowhere-at-all` is no id of the place table",
    ] {
        run.says(said);
    }
    let file = format!("{HEADER}{rows}");
    project().file("corrections.csv", file).run(&["build", "--strict"]).ends(1);
}

#[test]
fn corrections_survive_what_happens_to_other_sources() {
    let rows = format!("{BOMBING},,,place,hasakah,,,\n,two.txt,four people,killed,5,,,\n");
    let project = project().file("corrections.csv", format!("{HEADER}{rows}"));
    let line = |run: &Run| {
        let mut lines = run.text("events.geojson").lines();
        let line = lines.find(|line| line.contains("2022-03-10-hasakah-bombing"));
        line.map(|line| line.trim_end_matches(',').to_owned())
    };
    let before = line(&project.build());
    assert!(before.as_ref().is_some_and(
        |line| line.contains(r#""killed_best":5"#) || line.contains(r#""killed_high":5"#)
    ));
    project
        .write("sources/escape.txt", b"On 2 June 2022 six prisoners escaped from Ghwayran prison.");
    project.write("sources/new.txt", b"On 3 June 2022 a mutiny began in Ghwayran prison.");
    assert_eq!(line(&project.build()), before);
}

#[test]
fn a_record_stands_above_prose_and_a_correction_above_both() {
    let records = "id,kind,date,place_id,killed,status\n7,bombing,2022-03-10,raqqa,9,unconfirmed\n";
    let run = project().records(records).build();
    let wanted = json!({
        "coded": "status; dates; place; counts", "killed_low": 9, "killed_best": 9, "killed_high": 9,
        "status": "unconfirmed", "report_count": 3,
    });
    has(&run, &event(&run, BOMBING), &wanted);

    // Prose that tells more finely what the record tells is not against it.
    let coarse = records.replace("2022-03-10", "2022-03").replace("raqqa,9", "raqqa-governorate,3");
    let wanted = json!({"coded": "status; counts", "place_id": "raqqa", "killed_best": 3});
    let run = project().records(&coarse).build();
    has(&run, &event(&run, BOMBING), &wanted);

    let rows = format!("{HEADER}{BOMBING},,,status,reported,,,\n,one.txt,,killed,2,,,\n");
    let run = project().records(records).file("corrections.csv", rows).build();
    let wanted = json!({"coded": "dates; place", "killed_best": 2, "status": "reported"});
    has(&run, &event(&run, BOMBING), &wanted);
}

#[test]
fn a_table_of_corrections_among_the_sources_is_no_source() {
    let rows = format!("{HEADER}{ESCAPE},,,reject,,,,\n");
    let inside = project().file("sources/corrections.csv", &rows);
    let run = inside.build();
    run.says("sources/corrections.csv: warning: a table of corrections, which is no source");
    assert_eq!((run.figures().rejected, run.figures().events), (0, 2));

    let mine = project().file("sources/mine.csv", &rows);
    for (project, name) in [(inside, "sources/corrections.csv"), (mine, "sources/mine.csv")] {
        let run = project.run(&["build", "--corrections", name]);
        assert_eq!((run.ends(0).figures().rejected, run.figures().events), (1, 1));
        run.check(!run.stderr.contains("warning"), "the table that is followed is warned of");
    }
}

#[test]
fn the_examples_of_the_contract_can_be_followed() {
    let text = fs::read_to_string(Path::new(ROOT).join("docs/corrections.md")).unwrap();
    let example = text.split("\n```csv\n").nth(1).unwrap().split("```").next().unwrap();
    let run = corrected(example.strip_prefix(HEADER).unwrap());
    run.check(!run.stderr.contains(": rejected: "), "a row of the example cannot be followed");
    run.check(!run.stderr.contains("corrections.csv:"), "a row of the example changes nothing");
    let changes = [
        "place", "date", "kind", "title", "title_ar", "status", "accept", "reject", "split",
        "merge",
    ];
    for change in changes {
        run.check(text.contains(&format!("| `{change}`")), &format!("{change} is not told"));
        run.check(example.contains(&format!(",{change},")), &format!("no example of {change}"));
    }
}
