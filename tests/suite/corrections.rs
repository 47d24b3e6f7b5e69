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
fn a_report_that_is_corrected_leaves_the_old_id_of_its_event_as_an_alias() {
    for row in [",escape.txt,,place,tabqa,,,\n", ",escape.txt,,date,2022-05-30,,,\n"] {
        let run = corrected(row);
        let moved = run.events().into_iter().find(|event| event["kind"] == "prison_escape");
        let aliases = moved.map(|event| event["aliases"].to_string()).unwrap_or_default();
        run.check(aliases.contains(ESCAPE), &format!("{row}: {aliases}"));
    }
    // What another event bears stays its own.
    let run = corrected(",one.txt,,date,2022-03-05,,,\n");
    has(&run, &event(&run, BOMBING), &json!({"source_count": 1}));
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
    // What bore the id before bears it still; what is split off is another.
    let of_killed = |killed: u64| {
        let found = run.events().into_iter().find(|event| event["killed_best"] == killed).unwrap();
        found["event_id"].as_str().unwrap().to_owned()
    };
    let (rest, own) = (of_killed(3), of_killed(4));
    assert_eq!(rest, BOMBING);
    has(&run, &event(&run, &rest), &json!({"report_count": 1, "corrections": 0}));
    let wanted = json!({"report_count": 1, "corrections": 1, "aliases": BOMBING});
    has(&run, &event(&run, &own), &wanted);

    // The row may stand before the one that makes the id.
    let titles = format!(
        "{own},,,title,The second bomb,,,\n{BOMBING},,,killed,2,,,\n{BOMBING},,,title,The first bomb,,,\n"
    );
    let run = corrected(&format!("{titles}{split}"));
    has(&run, &event(&run, &own), &json!({"title": "The second bomb", "corrections": 2}));
    let wanted = json!({"title": "The first bomb", "killed_best": 2, "corrections": 2});
    has(&run, &event(&run, &rest), &wanted);
    run.check(!run.stderr.contains("corrections.csv:"), "a row that is followed is warned of");
}

#[test]
fn an_id_that_several_claim_leads_to_none_of_them_after_a_split() {
    let bakery = "On 10 March 2022 a car bomb killed three civilians near a bakery in Raqqa.";
    let patrol = "On 10 March 2022 a motorcycle bomb killed two soldiers on patrol in Raqqa.";
    let other =
        "On 10 March 2022 a car bomb exploded in Raqqa, killing three civilians, a monitor said.";
    let rows = format!("{HEADER},c.txt,,split,,,,another one\n{BOMBING},,,killed,9,,,\n");
    let project = Project::new().article("a.txt", bakery).article("b.txt", patrol);
    let run = project.article("c.txt", other).file("corrections.csv", &rows).build();
    run.says(&format!("corrections.csv:3:1: warning: {BOMBING} may mean several events"));
    run.check(run.events().iter().all(|event| event["killed_best"] != 9), "it is followed for one");
    run.check(run.events().len() == 3, "the report is not split off");
}

#[test]
fn a_new_source_takes_over_neither_the_id_of_an_event_nor_its_links_nor_its_corrections() {
    let bakery = "On 10 March 2022 a car bomb killed three civilians near a bakery in Raqqa.";
    let patrol = "On 10 March 2022 a motorcycle bomb killed two soldiers on patrol in Raqqa.";
    let rows = format!("{HEADER}{BOMBING},,,title,The bakery bomb,,,\n,m.txt,,accept,,,,\n");
    let project = Project::new().article("m.txt", bakery).file("corrections.csv", &rows);
    let alone = project.build();
    has(&alone, &event(&alone, BOMBING), &json!({"title": "The bakery bomb", "aliases": null}));
    alone.says("corrected 2 rows");

    // Whatever the file of the other is called, and whichever is read first.
    let mut marked = Vec::new();
    for name in ["sources/a.txt", "sources/z.txt"] {
        project.write(name, patrol.as_bytes());
        let run = project.build();
        fs::remove_file(project.path(name)).unwrap();
        run.check(!ids(&run).contains(&BOMBING.to_owned()), "the id passed to one of two");
        for event in run.events() {
            has(&run, &event, &json!({"title": "Bombing, Raqqa", "aliases": BOMBING}));
        }
        run.says(&format!("corrections.csv:2:1: warning: {BOMBING} may mean several events"));
        run.says("corrected 1 rows");
        marked.push(ids(&run));
    }
    assert_eq!(marked[0], marked[1], "ids tell what files are called");

    // By the id that is its own, the row is followed, and so is what hides it.
    project.write("sources/a.txt", patrol.as_bytes());
    let run = project.build();
    let of_bakery = run.events().into_iter().find(|event| event["killed_civilians"] == 3).unwrap();
    let own = of_bakery["event_id"].as_str().unwrap();
    project.write("corrections.csv", rows.replace(BOMBING, own).as_bytes());
    let run = project.build();
    has(&run, &event(&run, own), &json!({"title": "The bakery bomb", "corrections": 2}));
    let hide = |id: &str| {
        let rule = format!("class,place,kind,event,action,to,why\n,,,{id},withhold,,\n");
        project.write("responsibility.csv", rule.as_bytes());
        project.run(&["build"])
    };
    hide(BOMBING).ends(2).says(&format!("{BOMBING} may mean several events"));
    let hidden = hide(own);
    assert_eq!(hidden.ends(0).figures().events, 1);
    project.run(&["explain", "sources", "--event", BOMBING]).ends(2).says(own);

    // The mark stays its own when the other is gone: it leads there, or nowhere.
    fs::remove_file(project.path("responsibility.csv")).unwrap();
    fs::remove_file(project.path("sources/a.txt")).unwrap();
    let run = project.build();
    has(&run, &event(&run, BOMBING), &json!({"title": "The bakery bomb", "corrections": 2}));
}

#[test]
fn of_two_rows_that_say_the_contrary_the_later_counts_and_the_other_is_told() {
    let join = format!(",two.txt,,merge,{ESCAPE},,,\n");
    let split = ",two.txt,,split,,,,\n";
    let contrary = |line: u8, by: u8| {
        format!("corrections.csv:{line}:1: warning: line {by} says the contrary and comes later")
    };
    let run = corrected(&format!("{join}{split}"));
    run.says(&contrary(2, 3)).says("corrected 1 rows");
    assert_eq!(run.figures().events, 3);
    // Split off here and joined there is no contradiction; joined to what it was split from is one.
    let run = corrected(&format!("{split}{join}"));
    run.says("corrected 2 rows");
    assert_eq!(run.figures().events, 2);
    let back = format!("{split},two.txt,,merge,{BOMBING},,,\n");
    let run = corrected(&back);
    run.says(&contrary(2, 3)).says("corrected 1 rows");
    has(&run, &event(&run, BOMBING), &json!({"report_count": 2}));
}

#[test]
fn who_rejects_what_was_joined_is_told_what_goes_along() {
    let rows = format!("{ESCAPE},,,merge,{BOMBING},,,\n{ESCAPE},,,reject,,,,a drill\n");
    let run = corrected(&rows);
    assert_eq!((run.figures().events, run.figures().rejected), (0, 3));
    run.says("corrections.csv:3:1: warning: rejects as well what line 2 joins to it");
    // Nothing is said where nothing was joined.
    let run = corrected(&format!("{ESCAPE},,,reject,,,,\n"));
    run.check(!run.stderr.contains("corrections.csv:"), "a plain rejection is warned of");
}

#[test]
fn a_point_whose_numbers_seem_to_be_swapped_is_told() {
    let run = corrected(&format!("{BOMBING},,,place,36.5112 40.7471,,,\n"));
    run.says("corrections.csv:2:34: warning: longitude 36.5112 and latitude 40.7471 lie far");
    let run = corrected(&format!("{BOMBING},,,place,40.7471 36.5112,,,\n"));
    run.check(!run.stderr.contains("swapped"), "a point of the area is doubted");
}

#[test]
fn a_copy_keeps_no_number_alive_that_its_original_replaced() {
    let told = |publisher: &str, day: u8, killed: &str| {
        format!(
            "---\npublisher: {publisher}\npublished: 2023-07-0{day}\n---\nA car bomb exploded in Tabqa on 1 July 2023 near the old market, killing {killed} civilians, the hospital said.\n"
        )
    };
    // The names of the files would make a copy the first.
    let project = Project::new()
        .article("a.txt", &told("Daily", 1, "two"))
        .article("b.txt", &told("Evening", 1, "two"))
        .article("x.txt", &told("Euphrates Agency", 1, "two"))
        .article("y.txt", &told("Euphrates Agency", 2, "six"));
    let run = project.build();
    let wanted = json!({"killed_civilians": 6, "source_count": 4, "witness_count": 1});
    has(&run, &run.events()[0], &wanted);
    let page = page(&run);
    let copies: Vec<&Value> = page["events"][0]["reports"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|report| Some(&report["copy_of"]).filter(|of| !of.is_null()))
        .collect();
    assert!(copies.len() >= 2 && copies.iter().all(|of| *of == "x.txt"), "{copies:?}");
}

#[test]
fn identical_short_texts_and_articles_of_one_publisher_are_one_witness() {
    let article = |publisher: &str, text: &str| {
        format!("---\npublisher: {publisher}\npublished: 2023-05-02\n---\n{text}\n")
    };
    let short = "Bomb kills five soldiers in Raqqa on 1 May 2023.";
    let own = "Five soldiers died on 1 May 2023 when a bomb exploded in Raqqa, a medic told us.";
    let english = [("A", short), ("B", short)];
    let arabic =
        [("A", "مقتل خمسة جنود بانفجار في الرقة"), ("B", "مقتل خمسة جنود بانفجار في الرقة")];
    let one_voice = [("A", short), ("A", own)];
    let two = [("A", short), ("B", own)];
    let cases = [(english, 1), (arabic, 1), (one_voice, 1), (two, 2)];
    for (told, witnesses) in cases {
        let mut project = Project::new();
        for (index, (publisher, text)) in told.iter().enumerate() {
            project = project.article(&format!("{index}.txt"), &article(publisher, text));
        }
        let run = project.build();
        assert_eq!(run.figures().events, 1, "{told:?}");
        has(&run, &run.events()[0], &json!({"source_count": 2, "witness_count": witnesses}));
    }
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
        "corrections.csv:5:1: warning: gone is no event of this build; look up its id, or remove",
        "corrections.csv:7:1: warning: what it speaks of is rejected on line 6; remove one of the two",
        "corrections.csv:8:17: rejected: `nowhere-at-all` is no id of the place table",
    ] {
        run.says(said);
    }
    let file = format!("{HEADER}{rows}");
    project().file("corrections.csv", file).run(&["build", "--strict"]).ends(1);
    // Of eight rows one was followed, and the page counts no more.
    run.says("corrected 1 rows");
}

#[test]
fn a_row_whose_id_is_nearly_one_is_told_which() {
    let run = corrected("2022-03-11-raqqa-bombing,,,accept,,,,\n");
    let near = format!("near it are {BOMBING}");
    run.says("corrections.csv:2:1: warning: 2022-03-11-raqqa-bombing is no event of this build")
        .says(&near);
}

/// The mark of what is known to no day is made of its source: its words may be mended.
#[test]
fn a_row_with_a_marked_id_holds_when_a_sentence_is_mended() {
    let told = |source: &str| {
        let text = format!("Five detainees escaped from Alaya prison in Qamishli, {source} said.");
        Project::new().article("a.txt", &format!("---\npublisher: P\n---\n{text}\n"))
    };
    let id = told("a security source").build().events()[0]["event_id"].clone();
    let row = format!("{HEADER}{},,,date,2023-01-02,,,\n", id.as_str().unwrap());
    let run = told("security sources").file("corrections.csv", row).build();
    has(&run, &run.events()[0], &json!({"start": "2023-01-02", "corrections": 1}));
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
