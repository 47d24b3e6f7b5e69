//! `kharita diff`: what changed between two builds, for people, programs and feeds.

use serde_json::{Value, json};

use crate::project::{Project, Run};

const ROWS: &str = "id,kind,date,place,killed,title\n\
                    1,bombing,2022-05-05,Raqqa,3,\n\
                    2,bombing,2022-06-05,Tabqa,,\n\
                    3,raid,2022-07-05,Kobani,,\n";

/// A project of two builds, `old` and `new`, of `ROWS` and of `rows`, with `corrections` for the second.
fn two_builds(rows: &str, corrections: &str) -> Project {
    let project = Project::new().records(ROWS);
    project.run(&["build", "-q", "--out", "old"]).ends(0);
    project.write("sources/records.csv", rows.as_bytes());
    let corrections = format!("event,source,quote,change,to,by,on,why\n{corrections}");
    project.write("corrections.csv", corrections.as_bytes());
    project.run(&["build", "-q", "--out", "new"]).ends(0);
    project
}

fn changes(project: &Project) -> (Run, Value) {
    let run = project.run(&["diff", "old", "new", "--format", "json"]);
    run.ends(0);
    let changes = serde_json::from_str(&run.stdout).unwrap();
    (run, changes)
}

#[test]
fn two_builds_of_the_same_differ_in_nothing() {
    let project = two_builds(ROWS, "");
    let (_, changes) = changes(&project);
    let nothing = json!({"added": [], "gone": [], "renamed": [], "changed": [], "unchanged": 3});
    assert_eq!(changes, nothing);
    let run = project.run(&["diff", "old", "new/events.geojson"]);
    run.ends(0);
    assert_eq!(run.stdout, "0 added, 0 gone, 0 renamed, 0 changed, 3 unchanged\n");
}

#[test]
fn what_came_went_and_changed_is_told_column_by_column() {
    let rows = ROWS
        .replace("Raqqa,3", "Raqqa,4")
        .replace("3,raid,2022-07-05,Kobani", "4,raid,2022-08-05,Shaddadi");
    let project = two_builds(&rows, "");
    let (_, changes) = changes(&project);
    let ids = |list: &str| -> Vec<Value> {
        changes[list].as_array().unwrap().iter().map(|it| it["id"].clone()).collect()
    };
    assert_eq!(ids("added"), ["2022-08-05-shaddadi-raid"]);
    assert_eq!(ids("gone"), ["2022-07-05-kobani-raid"]);
    assert_eq!(ids("changed"), ["2022-05-05-raqqa-bombing"]);
    assert_eq!(changes["changed"][0]["columns"]["killed_best"], json!({"old": 3, "new": 4}));
    let text = project.run(&["diff", "old", "new"]).stdout;
    assert!(
        text.starts_with(
            "1 added, 1 gone, 0 renamed, 1 changed, 1 unchanged\nadded    2022-08-05-shaddadi-raid"
        ),
        "{text}"
    );
    assert!(text.contains("\n         killed_best: 3 → 4\n"), "{text}");
}

#[test]
fn a_correction_renames_an_event_and_taking_it_back_does_too() {
    let project = two_builds(ROWS, "2022-06-05-tabqa-bombing,,,date,2022-06-06,,,\n");
    let (_, changes) = changes(&project);
    let renamed = &changes["renamed"][0];
    assert_eq!(renamed["was"], "2022-06-05-tabqa-bombing");
    assert_eq!(renamed["id"], "2022-06-06-tabqa-bombing");
    assert_eq!(renamed["columns"]["start"], json!({"old": "2022-06-05", "new": "2022-06-06"}));
    let back = project.run(&["diff", "new", "old"]);
    assert!(back.stdout.contains("renamed  2022-06-05-tabqa-bombing"), "{}", back.stdout);
}

#[test]
fn events_made_one_say_so() {
    let merged = "2022-06-05-tabqa-bombing,,,merge,2022-05-05-raqqa-bombing,,,\n";
    let project = two_builds(ROWS, merged);
    let (_, changes) = changes(&project);
    assert_eq!(changes["gone"][0]["id"], "2022-06-05-tabqa-bombing");
    assert_eq!(changes["gone"][0]["into"], "2022-05-05-raqqa-bombing");
    let back = project.run(&["diff", "new", "old"]).stdout;
    assert!(back.contains("(was part of 2022-05-05-raqqa-bombing)"), "{back}");
}

#[test]
fn an_entry_of_a_feed_is_xml_whatever_the_events_are_called() {
    let title = "2022-05-05-raqqa-bombing,,,title,<b>&]]> \u{202e}\"x\",,,\n";
    let project = two_builds(ROWS, title);
    let atom = ["diff", "old", "new", "--format", "atom"];
    let run = project.run(&[&atom[..], &["--updated", "2026-11-21"]].concat());
    run.ends(0);
    let entry = &run.stdout;
    assert!(entry.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<entry "), "{entry}");
    assert!(entry.contains("<updated>2026-11-21T00:00:00Z</updated>"));
    assert!(entry.contains("&lt;b&gt;&amp;]]&gt; \\u{202e}"), "{entry}");
    let tags = entry.matches('<').count();
    assert_eq!(tags, entry.matches('>').count());
    // The same changes are the same entry, on another day another one.
    let again = project.run(&[&atom[..], &["--updated", "2026-11-21"]].concat());
    assert_eq!(again.stdout, *entry);
    let later = project.run(&[&atom[..], &["--updated", "2026-11-22"]].concat());
    let id = |entry: &str| entry.lines().find(|line| line.contains("<id>")).unwrap().to_owned();
    assert_ne!(id(&later.stdout), id(entry));
    project.run(&atom).ends(2).says("--updated");
    project.run(&[&atom[..], &["--updated", "today"]].concat()).ends(2).says("--updated: error: ");
}

#[test]
fn what_is_no_map_is_told_with_its_file() {
    let project =
        two_builds(ROWS, "").file("broken.geojson", "{\"features\":\n[}").file("list.json", "[]");
    let cases = [
        ("nothing", "nothing: error: cannot be read"),
        ("sources", "sources/events.geojson: error: cannot be read"),
        ("broken.geojson", "broken.geojson:2:2: error: no JSON"),
        ("list.json", "list.json: error: no FeatureCollection"),
    ];
    for (file, expected) in cases {
        project.run(&["diff", "old", file]).ends(2).says(expected);
        project.run(&["diff", file, "new"]).ends(2).says(expected);
    }
}

#[test]
fn for_the_public_nothing_is_told_of_what_the_later_build_hides() {
    let project = two_builds(&ROWS.replace("Raqqa,3", "Raqqa,4"), "");
    let rules = "event,action,to\n2022-06-05-tabqa-bombing,withhold,\n2022-07-05-kobani-raid,generalise,0.1\n";
    project.write("responsibility.csv", rules.as_bytes());
    project.run(&["build", "-q", "--out", "new"]).ends(0);
    for format in [
        &["--format", "text"][..],
        &["--format", "json"],
        &["--format", "atom", "--updated", "2022-09-01"],
    ] {
        let run = project.run(&[&["diff", "old", "new", "--public"], format].concat());
        run.ends(0);
        for hidden in ["tabqa", "kobani-raid", "search, Kobani", "3 →", "\"old\""] {
            run.check(!run.stdout.to_lowercase().contains(&hidden.to_lowercase()), &run.stdout);
        }
        run.check(run.stdout.contains("killed_best"), &run.stdout);
    }
    let text = project.run(&["diff", "old", "new", "--public"]).stdout;
    assert!(text.starts_with("1 added, 2 gone, 0 renamed, 1 changed, 0 unchanged\n"), "{text}");
    assert!(text.contains("\n         killed_best: 4\n"), "{text}");
}
