//! `kharita check`: everything that a build would tell, and no site.

use serde_json::{Value, json};

use crate::project::{Project, Run};

const GOOD: &str = "On 20 January 2022 a car bomb exploded in Raqqa.";
const RECORDS: &str = "id,date,kind,place\n1,2022-01-20,bombing,Raqqa\n";
const BAD_ROW: &str = "2,2022-02-30,bombing,Raqqa\n";
const IDLE: &str = "event,change,to\ngone,accept,\n";

fn checked(project: &Project, arguments: &[&str]) -> Run {
    let run = project.run(&[&["check"], arguments].concat());
    run.check(run.site.is_empty(), "a check has written");
    run
}

#[test]
fn clean_input_is_told_in_figures_alone() {
    let project = Project::new().article("a.txt", GOOD).records(RECORDS);
    for arguments in [&[][..], &["--strict"], &["sources", "--format", "github", "--strict"]] {
        let run = checked(&project, arguments);
        run.ends(0).says("checked   1 articles, 1 records, 0 corrections, 1 events");
        run.check(run.stdout.is_empty(), "something is told of clean input");
    }
    assert_eq!(checked(&project, &["-q"]).ends(0).stderr, "");
}

#[test]
fn every_stage_is_told_and_warnings_fail_a_strict_check_alone() {
    let project = Project::new()
        .article("a.txt", GOOD)
        .records(RECORDS)
        .file("sources/x.pdf", "")
        .file("corrections.csv", IDLE)
        .places("id,class,name_en,lon,lat\nraqqa,city,Raqqa,39.0,35.95\nhere,town,T,10,10\n");
    let run = checked(&project, &[]);
    run.ends(0).says(", 0 rejected");
    for said in [
        // The place table.
        "places.csv:3:",
        "sources: warning: 1 file is not read (.pdf)",
        "corrections.csv:2:1: warning: gone is no event of this build",
    ] {
        run.check(run.stdout.contains(said), &format!("`{said}` is not told:\n{}", run.stdout));
    }
    let strict = checked(&project, &["--strict"]);
    assert_eq!((strict.ends(1).stdout.as_str(), strict.code), (run.stdout.as_str(), Some(1)));
}

#[test]
fn what_is_rejected_fails_a_check_and_what_stops_the_work_ends_it() {
    let bad = Project::new().article("a.txt", GOOD).records(&format!("{RECORDS}{BAD_ROW}"));
    checked(&bad, &[]).ends(1).says("found     0 warnings, 1 rejected");
    let cases = [
        ("places.csv", "", "places.csv:1:1: error: empty file"),
        ("corrections.csv", "event\n", "corrections.csv:1:1: error: missing column change"),
        ("templates/page.html", "{{ nothing }}", "templates/page.html:1:"),
    ];
    for (name, text, said) in cases {
        let project = Project::new().article("a.txt", GOOD).file(name, text);
        let run = checked(&project, &[]);
        run.ends(2).says("the input stops the work");
        run.check(run.stdout.contains(said), &format!("`{said}` is not told:\n{}", run.stdout));
    }
    checked(&Project::new(), &["nowhere"]).ends(2);
}

#[test]
fn findings_are_told_to_programs_and_to_github() {
    let name = "sources/a, 100%:b.csv";
    let project = Project::new().article("a.txt", GOOD).file(name, format!("{RECORDS}{BAD_ROW}"));
    let json = checked(&project, &["--format", "json"]);
    let rows: Vec<Value> = json.ends(1).lines();
    let wanted = json!({
        "file": name, "line": 3, "column": 3, "level": "rejected", "rule": null,
        "message": "`2022-02-30` is no day of the calendar; correct it",
    });
    assert_eq!(rows, [wanted]);
    let github = checked(&project, &["--format", "github"]);
    let wanted = "::error file=sources/a%2C 100%25%3Ab.csv,line=3,col=3::`2022-02-30` is no day of the calendar; correct it\n";
    assert_eq!(github.ends(1).stdout, wanted);
}
