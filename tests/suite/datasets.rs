//! Exports of ACLED and UCDP GED are sources as they are. All rows here are invented.

use crate::project::Project;

/// Two rows of one day and town, one of a month in a governorate, one near a town, one whose type is no kind.
const ACLED: &str = "\
event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,country,admin1,admin2,location,latitude,longitude,geo_precision,source,notes,fatalities
SYR1,12 May 2031,2031,1,Political violence,Battles,Armed clash,A,Syria,Al Hasakeh,Al Hasakeh,Al-Hasakeh,36.5,40.75,1,Daily A; Agency B,An invented clash.,2
SYR2,12 May 2031,2031,1,Political violence,Battles,Armed clash,C,Syria,Al Hasakeh,Al Hasakeh,Al-Hasakeh,36.5,40.75,1,Daily A,Another invented clash.,0
SYR3,12 May 2031,2031,3,Political violence,Battles,Armed clash,A,Syria,Al Hasakeh,Al Hasakeh,Al-Hasakeh,36.5,40.75,3,Daily A,A third.,1
SYR4,12 May 2031,2031,2,Political violence,Battles,Armed clash,A,Syria,Al Hasakeh,Nowhere,Al-Hasakeh,36.5,40.75,2,Daily A,A fourth.,1
SYR5,12 May 2031,2031,1,Demonstrations,Protests,Peaceful protest,A,Syria,Al Hasakeh,Al Hasakeh,Al-Hasakeh,36.5,40.75,1,Daily A,No kind.,0
";

const UCDP: &str = "\
id,relid,year,type_of_violence,dyad_name,source_article,source_headline,where_prec,where_coordinates,adm_1,adm_2,country,latitude,longitude,date_prec,date_start,date_end,deaths_civilians,deaths_unknown,best,high,low
7,SYR-2031-1,2031,3,A - Civilians,\"Daily A, 2031-06-03\",An invented attack,4,Al Hasakah town,Al Hasakah governorate,,Syria,36.5,40.75,2,2031-06-01,2031-06-03,3,0,3,5,2
9,SYR-2031-3,2031,2,A - C,,An invented fight,2,near Al Hasakah,,,Syria,36.5,40.75,1,2031-06-20,2031-06-20,0,1,1,1,1
8,SYR-2031-2,2031,1,A - B,,An invented battle,7,the sea,,,Syria,36.5,40.75,1,2031-06-01,2031-06-01,0,1,1,1,1
";

#[test]
fn exports_of_datasets_are_read_as_records_no_finer_than_they_say() {
    let project = Project::new().file("sources/any.csv", ACLED).file("sources/ged.csv", UCDP);
    let run = project.build();
    let rows = run.rows("events.csv");
    let told: Vec<String> = rows
        .iter()
        .map(|row| {
            let columns = [
                "kind",
                "start",
                "end",
                "date_precision",
                "place_id",
                "place_precision",
                "killed_best",
                "killed_civilians",
                "sources",
                "report_count",
            ];
            columns.map(|column| row.get(column).map_or("?", String::as_str)).join(" ")
        })
        .collect();
    let expected = [
        "clash 2031-05-01 2031-05-31 month hasakah-governorate governorate 1  ACLED 1",
        "clash 2031-05-06 2031-05-18 approx hasakah-district district 1  ACLED 1",
        "clash 2031-05-12 2031-05-12 day hasakah town 2  ACLED 1",
        "clash 2031-05-12 2031-05-12 day hasakah town   ACLED 1",
        "armed_attack 2031-06-01 2031-06-03 range hasakah-governorate governorate 3 3 UCDP GED 1",
        "clash 2031-06-20 2031-06-20 day  district 1  UCDP GED 1",
    ];
    let mut told: Vec<&str> = told.iter().map(String::as_str).collect();
    told.sort_unstable();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    run.check(told == expected, &format!("{told:#?}"));
    // Whose point would be that of a town is drawn where the governorate is.
    let of_governorate = rows.iter().filter(|row| row["place_precision"] == "governorate");
    run.check(of_governorate.clone().all(|row| row["lat"] != "36.5"), "a dot in the town");
    run.check(of_governorate.count() == 2, "two are known by their governorate");
    run.check(run.text("unplaced.csv").contains("An invented battle"), "the sea is no place");
    for said in [
        "sources/any.csv: warning: read as rows of ACLED, whose terms of use hold",
        "sources/ged.csv: warning: read as rows of UCDP GED, whose terms of use hold",
        "sources/any.csv:6:",
        "no kind is sub_event_type `Peaceful protest`; list it under `from_acled`",
    ] {
        run.check(run.stderr.matches(said).count() == 1, &format!("not told once: {said}"));
    }
}

#[test]
fn a_table_of_kinds_says_what_a_type_is() {
    let kinds = "extends = true\n[[kind]]\nid = \"prison_riot\"\nfrom_acled = [\"Peaceful protest\", \"Armed clash\"]\n";
    let project = Project::new().file("sources/any.csv", ACLED).file("kinds.toml", kinds);
    let run = project.run(&["build", "--kinds", "kinds.toml"]);
    let rows = run.rows("events.csv");
    run.check(
        rows.len() == 5 && rows.iter().all(|row| row["kind"] == "prison_riot"),
        "not as told",
    );
    let twice = kinds.replace("\"Armed clash\"", "\"peaceful protest\"");
    let run = Project::new().file("sources/any.csv", ACLED).file("kinds.toml", twice).run(&[
        "build",
        "--kinds",
        "kinds.toml",
    ]);
    run.check(
        run.code == Some(2) && run.stderr.contains("`from_acled` of prison_riot"),
        "told twice",
    );
}

#[test]
fn what_an_article_and_a_dataset_tell_is_one_event() {
    let article = "On 12 May 2031 two people were killed in clashes in Hasakah city.";
    let one: Vec<&str> = ACLED.lines().take(2).collect();
    let run =
        Project::new().file("sources/any.csv", one.join("\n")).article("a.txt", article).build();
    let rows = run.rows("events.csv");
    let counts: Vec<&str> = rows.iter().map(|row| row["report_count"].as_str()).collect();
    run.check(counts == ["2"], &format!("{counts:?}"));
}

#[test]
fn a_point_far_outside_the_governorate_of_its_row_is_told() {
    let moved = |table: &str| table.replace("36.5,40.75", "36.2,37.15");
    let run = Project::new()
        .file("sources/any.csv", moved(ACLED))
        .file("sources/ged.csv", moved(UCDP))
        .run(&["check", "--format", "text"]);
    let told = run.stdout.lines().filter(|line| line.contains("which the row names"));
    let told: Vec<_> = told.collect();
    for place in ["sources/any.csv:2:", "sources/any.csv:4:", "sources/ged.csv:2:"] {
        let line = told.iter().find(|line| line.starts_with(place));
        let is_it = |line: &&str| line.contains("km from Hasakah") && line.contains("warning");
        run.check(line.is_some_and(is_it), &format!("{place} {told:?}"));
    }
    // Without a name of a governorate there is nothing to hold it against, and near its border it is right.
    run.check(!told.iter().any(|line| line.starts_with("sources/ged.csv:3:")), "no name");
    let right = Project::new().file("sources/any.csv", ACLED).file("sources/ged.csv", UCDP);
    let right = right.run(&["check"]);
    right.check(!right.stdout.contains("which the row names"), "a point in its governorate");
}

#[test]
fn every_fault_of_a_row_is_told() {
    let good = ACLED.lines().take(2).collect::<Vec<_>>().join("\n");
    let bad = "SYR2,soon,2031,1,,,Armed clash,A,Syria,Al Hasakeh,Al Hasakeh,Al-Hasakeh,96.5,40.75,9,Daily A,Notes.,two";
    let run = Project::new().file("sources/a.csv", format!("{good}\n{bad}\n")).build();
    let told = run.stderr.lines().filter(|line| line.contains("rejected: "));
    let told: Vec<&str> = told.filter_map(|line| line.strip_prefix("sources/a.csv:3:")).collect();
    let expected = [
        "6: rejected: `soon` is no date; write 2022-01-20, 2022-01 or 2022",
        "73: rejected: latitude 96.5 is out of range (-90 to 90); are longitude and latitude swapped?",
        "84: rejected: geo_precision `9` is none of 1, 2, 3; correct it",
        "101: rejected: `two` is no whole number; write digits only: 12",
    ];
    run.check(told == expected, &format!("{told:#?}"));
}
