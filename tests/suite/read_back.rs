//! What Kharita wrote is its own input: nothing is lost, nothing is told twice, and what somebody changed is what is read.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::project::{Project, Run};

/// A folder of sources with one file of a site, or several.
fn given(site: &Run, files: &[&str]) -> Project {
    let project = Project::new();
    for file in files {
        project.write(&format!("sources/{file}"), &site.site[*file]);
    }
    project
}

/// The features of a GeoJSON file of a site, as they are written.
fn features<'r>(run: &'r Run, name: &str) -> Vec<&'r str> {
    run.text(name).lines().filter(|line| line.starts_with("{\"type\":\"Feature\"")).collect()
}

/// Builds in every format.
fn rebuilt(project: &Project) -> Run {
    let run = project.run_every_format(&[]);
    run.ends(0);
    run
}

/// Two events that three sources tell.
fn small() -> Project {
    Project::new()
        .article("a.txt", "A car bomb exploded in Raqqa on 1 May 2021 and killed 4 people.")
        .article(
            "b.txt",
            "On 1 May 2021 a car bomb in Raqqa killed four civilians, a doctor told us.",
        )
        .article(
            "c.txt",
            "Gunmen attacked a checkpoint in Hasakah on 3 May 2021; two soldiers were killed.",
        )
        .file(
            "sources/sources.csv",
            "path,published,url,publisher\n\
             a.txt,2021-05-02,https://example.org/a,Daily A\n\
             b.txt,2021-05-02,https://example.org/b,Agency B\n\
             c.txt,2021-05-04,https://example.org/c,Daily A\n",
        )
}

/// The event of `kind`.
fn of_kind(run: &Run, kind: &str) -> Value {
    let mut events = run.events().into_iter().filter(|event| event["kind"] == kind);
    let event = events.next();
    run.check(event.is_some() && events.next().is_none(), &format!("not one {kind}"));
    event.unwrap()
}

/// `events.geojson` of `site` with the properties of the event of `kind` changed.
fn edited(site: &Run, kind: &str, change: impl Fn(&mut Value)) -> Vec<u8> {
    let mut collection: Value = serde_json::from_str(site.text("events.geojson")).unwrap();
    for feature in collection["features"].as_array_mut().unwrap() {
        if feature["properties"]["kind"] == kind {
            change(feature);
        }
    }
    collection.to_string().into_bytes()
}

#[test]
fn the_sample_is_the_same_again_from_each_of_its_files() {
    let site = rebuilt(&Project::sample());
    let events = [
        "events.geojson",
        "events.geojsonl",
        "events.csv",
        "events-spreadsheet.csv",
        "events.gpkg",
    ];
    for file in events {
        let again = rebuilt(&given(&site, &[file]));
        for same in ["events.csv", "events.geojsonl", "events.kml", "events-spreadsheet.csv"] {
            again.check(again.site[same] == site.site[same], &format!("{same} of {file}"));
        }
        for same in ["events.geojson", "areas.geojson"] {
            let is_same = features(&again, same) == features(&site, same);
            again.check(is_same, &format!("{same} of {file}"));
        }
        let tray = features(&again, "unplaced.geojson");
        let known =
            if file == "events.gpkg" { features(&site, "unplaced.geojson") } else { vec![] };
        again.check(tray == known, &format!("the tray of {file}"));
    }
}

#[test]
fn reports_without_a_place_come_back_from_their_own_files() {
    let site = rebuilt(&Project::sample());
    let tray = features(&site, "unplaced.geojson");
    assert!(tray.len() > 1);
    for file in ["unplaced.geojson", "reports-spreadsheet.csv"] {
        let again = rebuilt(&given(&site, &["events.csv", file]));
        again.check(features(&again, "unplaced.geojson") == tray, file);
        again.check(features(&again, "events.geojson") == features(&site, "events.geojson"), file);
        let parts = "rows are reports of events, which `events.csv` or `events.geojson` beside it tells whole";
        again.check(again.stderr.contains(parts) == file.starts_with("reports"), file);
    }
}

#[test]
fn all_files_of_a_site_in_one_folder_tell_it_once() {
    let site = rebuilt(&Project::sample());
    let project = Project::new();
    let is_read =
        |name: &str| !name.contains('/') && !name.starts_with('.') && !name.contains(".html");
    for (name, bytes) in site.site.iter().filter(|(name, _)| is_read(name)) {
        project.write(&format!("sources/{name}"), bytes);
    }
    let again = project.run(&["build", "-v", "--format", "all"]);
    again.ends(0);
    for same in ["events.geojson", "unplaced.geojson"] {
        again.check(features(&again, same) == features(&site, same), same);
    }
    for (file, why) in [
        ("areas.geojson", "the areas around a site's events"),
        ("datapackage.json", "the description of a site's tables"),
        ("events.csv", "30 of its rows stand alike in sources/events-spreadsheet.csv; read once"),
        (
            "events.geojson",
            "30 of its rows stand alike in sources/events-spreadsheet.csv; read once",
        ),
        ("events.geojsonl", "30 of its rows stand alike"),
        ("events.gpkg", "30 of its rows stand alike"),
        ("events.schema.json", "the JSON Schema of a site's file"),
        ("reports.csv", "4 of its rows stand alike"),
        ("sources.csv", "the list of what a site read"),
        ("unplaced.csv", "the list of a site's reports without a place"),
        ("unplaced.geojson", "4 of its rows stand alike"),
        ("unplaced.schema.json", "the JSON Schema of a site's file"),
        ("unresolved.csv", "the list of a site's open names"),
    ] {
        let told =
            again.stderr.lines().filter(|line| line.starts_with(&format!("sources/{file}:")));
        let told: Vec<_> = told.collect();
        again.check(told.iter().any(|line| line.contains(why)), &format!("{file}: {told:?}"));
    }
    again.check(!again.stderr.contains("error"), "something is rejected");
}

#[test]
fn a_copy_of_a_site_is_read_back_and_a_site_itself_is_told_to_be_one() {
    let project = small();
    let site = rebuilt(&project);
    let told = project.run(&["build", "site", "--out", "other"]).ends(2).stderr.clone();
    assert!(told.contains("site: error: is a site that kharita wrote, and no folder of sources; to read it back give files of it"), "{told}");
    let copy = Project::new();
    for (name, bytes) in site.site.iter().filter(|(name, _)| *name != ".kharita-site") {
        copy.write(&format!("sources/{name}"), bytes);
    }
    let again = copy.run(&["build", "-v"]);
    again.ends(0).says("assets/LICENSES.txt: warning: the licences of a site's program; not read");
    again.says("sources   0 articles, 2 records");
    assert_eq!(features(&again, "events.geojson"), features(&site, "events.geojson"));
}

#[test]
fn a_point_that_was_moved_far_from_its_place_is_told() {
    let site = rebuilt(&small());
    let moved = |lon: f64| {
        let change = |feature: &mut Value| feature["geometry"]["coordinates"] = json!([lon, 36.0]);
        let project = Project::new();
        project.write("sources/mine.geojson", &edited(&site, "bombing", change));
        project.run(&["build", "-v"]).ends(0).stderr.clone()
    };
    let told = moved(41.0);
    assert!(
        told.contains("sources/mine.geojson:1:")
            && told.contains("km from Raqqa (`raqqa`), which the row names"),
        "{told}"
    );
    assert!(!moved(39.1).contains("warning"));
}

#[test]
fn a_map_without_events_is_read_back_from_each_of_its_files() {
    let nothing = "path,published\n";
    let project = Project::new().records("id,kind,start,place\n");
    let site = rebuilt(&project);
    site.says("sources: warning: no table has a row, so the map is empty");
    let files = [
        "events.geojson",
        "events.geojsonl",
        "events.csv",
        "events-spreadsheet.csv",
        "events.gpkg",
        "unplaced.geojson",
        "reports.csv",
    ];
    for file in files {
        let again = rebuilt(&given(&site, &[file]));
        for (name, bytes) in &site.site {
            again.check(again.site.get(name) == Some(bytes), &format!("{name} of {file}"));
        }
    }
    // What cannot be read says nothing, and a table of sources is none.
    let broken = Project::new().records("id,kind,start,place\n").file("sources/a.json", "{");
    broken.run(&["build"]).ends(2).says("nothing could be read");
    let alone = Project::new().file("sources/sources.csv", nothing);
    alone.run(&["build"]).ends(2).says("no sources here");
}

#[test]
fn the_days_of_the_sources_come_back_and_with_them_feeds_and_citations() {
    let at = ["--url", "https://example.org/map/", "--format", "all"];
    let of = |project: &Project| {
        let run = project.run(&[&["build"], &at[..]].concat());
        run.ends(0);
        run
    };
    let project = small();
    let days = "path,published\na.txt,2021-05-02\nb.txt,2021-05-03\nc.txt,2021-05-05\n";
    project.write("sources/sources.csv", days.as_bytes());
    let site = of(&project);
    let bombing = of_kind(&site, "bombing");
    assert_eq!(bombing["published"], "2021-05-03");
    assert_eq!(bombing["published_days"], "2021-05-02; 2021-05-03");
    let method = |run: &Run| {
        let told = run.text("index.html").lines().find(|line| line.contains("<dt>published</dt>"));
        told.expect("the days of the method section").to_owned()
    };
    assert!(method(&site).contains("2–5 May 2021"), "{}", method(&site));
    for file in ["events.geojson", "events.csv", "events.gpkg"] {
        let again = of(&given(&site, &[file]));
        for same in ["CITATION.cff", "sitemap.xml", "events.csv"] {
            again.check(again.site[same] == site.site[same], &format!("{same} of {file}"));
        }
        let days = |run: &Run| {
            let feed = run.text("feed.xml").lines();
            feed.filter(|line| line.contains("<updated>")).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(days(&again), days(&site), "{file}");
        assert_eq!(method(&again), method(&site), "{file}");
        // Of several days none is that of the one row that an event is now.
        let told: BTreeMap<_, _> =
            again.rows("reports.csv").into_iter().map(|row| (row["kind"].clone(), row)).collect();
        assert_eq!(told["bombing"]["published"], "", "{file}");
        assert_eq!(told["armed_attack"]["published"], "2021-05-05", "{file}");
    }
}

#[test]
fn what_somebody_changed_is_what_is_read() {
    let site = rebuilt(&small());
    let before = of_kind(&site, "bombing");
    let changes = [
        ("killed_high", json!(7)),
        ("status", json!("unconfirmed")),
        ("title", json!("The bomb at the market")),
        ("evidence", json!(null)),
        ("covered", json!(true)),
        ("radius_m", json!(50.0)),
        ("coded", json!("counts")),
    ];
    let change = |feature: &mut Value| {
        feature["geometry"]["coordinates"] = json!([39.1, 35.9]);
        for (column, cell) in &changes {
            feature["properties"][column] = cell.clone();
        }
    };
    let project = Project::new();
    project.write("sources/mine.geojson", &edited(&site, "bombing", change));
    let again = rebuilt(&project);
    again.check(!again.stderr.contains("warning"), "a warning");
    assert!(again.text("events.geojsonl").contains("[39.1,35.9]"));
    let after = of_kind(&again, "bombing");
    for (column, was) in before.as_object().unwrap() {
        let changed = changes.iter().find(|(name, _)| name == column);
        let expected = changed.map_or(was, |(_, cell)| cell);
        assert_eq!(after[column].as_f64(), expected.as_f64(), "{column}");
        assert!(after[column].is_number() || after[column] == *expected, "{column}");
    }
    // A row that is gone is gone, and a row that is new is a record as any other.
    let mut rows: Vec<&str> = site.text("events.csv").lines().collect();
    let gone = rows.remove(2);
    let columns = rows[0].split(',').count();
    let mut cells = vec![""; columns];
    for (name, cell) in [("kind", "arrest"), ("start", "2021-06-01"), ("place_id", "raqqa")] {
        cells[rows[0].split(',').position(|column| column == name).unwrap()] = cell;
    }
    let new = cells.join(",");
    rows.push(&new);
    let again = rebuilt(&Project::new().file("sources/e.csv", format!("{}\n", rows.join("\n"))));
    assert_eq!(again.events().len(), 2);
    assert_eq!(of_kind(&again, "arrest")["place"], "Raqqa");
    assert!(!again.text("events.csv").contains(gone.split(',').next().unwrap()));
}

#[test]
fn beside_other_sources_a_published_event_is_one_more_that_tells_it() {
    let site = rebuilt(&small());
    let before = of_kind(&site, "bombing");
    let id = before["event_id"].as_str().unwrap();
    let project = given(&site, &["events.geojson"])
        .article(
            "new.txt",
            "Six people were killed when a car bomb exploded in Raqqa on 1 May 2021.",
        )
        .file("sources/sources.csv", "path,published,publisher\nnew.txt,2021-06-01,Observer D\n");
    let again = rebuilt(&project);
    let after = of_kind(&again, "bombing");
    assert_eq!(after["event_id"], id);
    assert_eq!(before["source_count"], 2);
    assert_eq!(after["source_count"], 3);
    assert_eq!(after["report_count"], 3);
    assert_eq!(after["witness_count"], 3);
    assert_eq!(parts(&after["sources"]), BTreeSet::from(["Daily A", "Agency B", "Observer D"]));
    assert_eq!(parts(&after["urls"]), parts(&before["urls"]));
    let numbers = ["killed_low", "killed_best", "killed_high"].map(|column| after[column].clone());
    assert_eq!(numbers, [json!(4), json!(null), json!(6)], "tolls are not summed");

    // The articles that it was made of are no news.
    let project = given(&site, &["events.csv"]);
    for (name, bytes) in &small_sources() {
        project.write(name, bytes);
    }
    let again = rebuilt(&project);
    let after = of_kind(&again, "bombing");
    for column in ["source_count", "report_count", "witness_count", "killed_best"] {
        assert_eq!(after[column], before[column], "{column}");
    }
    assert_eq!(parts(&after["urls"]), parts(&before["urls"]));
    assert_eq!(again.events().len(), 2);
    let ids = format!("{}; {}", after["event_id"], after["aliases"]);
    assert!(ids.contains(id), "{ids}");
}

/// The parts of a cell.
fn parts(cell: &Value) -> BTreeSet<&str> {
    cell.as_str().unwrap().split("; ").collect()
}

/// The files of [`small`].
fn small_sources() -> BTreeMap<String, Vec<u8>> {
    let project = small();
    let files = ["a.txt", "b.txt", "c.txt", "sources.csv"];
    let read = |file| {
        let name = format!("sources/{file}");
        let bytes = std::fs::read(project.path(&name)).unwrap();
        (name, bytes)
    };
    files.into_iter().map(read).collect()
}

#[test]
fn two_editions_that_differ_are_told_and_are_one_event_under_one_id() {
    let site = rebuilt(&small());
    let change = |feature: &mut Value| feature["properties"]["killed_high"] = json!(9);
    let project = given(&site, &["events.csv"]);
    project.write("sources/mine.geojson", &edited(&site, "bombing", change));
    let again = project.run(&["build", "-v"]);
    again.ends(0).says("told otherwise at sources/events.csv:3:1; both are read");
    again.says("sources/mine.geojson: warning: 1 of its rows stand alike in sources/events.csv");
    let (before, after) = (of_kind(&site, "bombing"), of_kind(&again, "bombing"));
    for column in ["event_id", "source_count", "witness_count", "report_count", "sources", "urls"] {
        assert_eq!(after[column], before[column], "{column}");
    }
    assert_eq!(again.events().len(), 2);
}

#[test]
fn a_place_that_the_table_lacks_keeps_its_point_its_names_and_its_id() {
    let site = rebuilt(&small());
    let places = "id,name_en,name_ar,class,parent,lon,lat,radius_m,status\n\
        elsewhere,Elsewhere,مكان آخر,town,,10,10,500,verified\n";
    let project = given(&site, &["events.geojson", "events.gpkg"]).places(places);
    let again = rebuilt(&project);
    assert_eq!(features(&again, "events.geojson"), features(&site, "events.geojson"));
}

#[test]
fn what_was_generalised_or_covered_stays_so_and_rules_still_hold() {
    let rules =
        "class,place,kind,event,action,to,why\n,raqqa,,,generalise,0.1,\n,hasakah,,,cover,,\n";
    let project = small().file("responsibility.csv", rules);
    let site = rebuilt(&project);
    assert_eq!(of_kind(&site, "bombing")["generalised_deg"], 0.1);
    let again = rebuilt(&given(&site, &["events.csv"]));
    assert_eq!(again.site["events.csv"], site.site["events.csv"]);
    // The same rules change nothing more.
    let same = rebuilt(&given(&site, &["events.geojson"]).file("responsibility.csv", rules));
    assert_eq!(features(&same, "events.geojson"), features(&site, "events.geojson"));
    // Who tells the place does not undo what was decided.
    let told = "A car bomb exploded in Raqqa on 1 May 2021 and killed 4 people.";
    let open = rebuilt(&given(&site, &["events.csv"]).article("a.txt", told));
    for event in open.events().iter().filter(|event| event["report_count"] != 1) {
        assert_eq!(event["generalised_deg"], 0.1, "{event}");
    }
    let withheld = format!("{rules},,bombing,,withhold,,\n");
    let none = given(&site, &["events.csv"]).file("responsibility.csv", withheld);
    let none = rebuilt(&none);
    assert_eq!(none.events().len(), 1);
    assert!(!none.text("events.geojson").contains("bombing"));
    assert!(!none.text("reports.csv").contains("bombing"));
}

/// The name of a source may tell what is withheld; the event is then told without it.
#[test]
fn an_event_whose_sources_may_not_be_told_is_in_every_file() {
    let rows = "id,kind,start,place,publisher\n\
                1,bombing,2021-05-01,Raqqa,Hajin Post\n2,bombing,2021-06-01,Hajin,Another\n";
    let site = rebuilt(&Project::new().records(rows));
    let rules = "class,place,kind,event,action,to,why\n,hajin,,,withhold,,\n";
    let again = rebuilt(&given(&site, &["events.csv"]).file("responsibility.csv", rules));
    let told = again.events();
    again.check(told.len() == 1, "one event may be told");
    again.check(told[0]["sources"].is_string(), "it has something that it comes from");
    again.check(!again.text("events.csv").contains("Hajin"), "its source tells what is withheld");
}

/// A place outside the map is none of an event, but it is named, and so it can be withheld.
#[test]
fn what_is_withheld_by_a_place_outside_the_map_stays_hidden() {
    let rows = "id,kind,start,place,text\n1,bombing,2021-05-01,Manbij,It exploded at the mill.\n";
    let site = rebuilt(&Project::new().records(rows));
    assert!(site.text("reports.csv").contains("the mill"));
    let rules = "class,place,kind,event,action,to,why\n,manbij,,,withhold,,\n";
    for file in ["unplaced.geojson", "reports.csv"] {
        let run = rebuilt(&given(&site, &[file]).file("responsibility.csv", rules));
        for (name, bytes) in &run.site {
            let told = String::from_utf8_lossy(bytes).contains("the mill");
            run.check(!told, &format!("{name}, read from {file}, tells what is withheld"));
        }
    }
}
