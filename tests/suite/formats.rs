//! The files for other programs: which there are, that they follow their standards, and that they are the same each time.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::project::{Project, Run};

const BOMB: &str = "A car bomb exploded in Raqqa on 1 May 2021 and killed 4 people.";
const NOWHERE: &str = "A car bomb exploded on 1 May 2021 and killed 4 people.";
const RECORDS: &str = "id,date,kind,lon,lat,place,text,killed\n\
    1,2021-05-01,bombing,179.99999,10,,\"=a, «ب»\",3\n\
    2,2021-05-02,bombing,-179.99999,10,,,\n\
    3,2021-05-03,bombing,-180,-90,,,0\n\
    4,,bombing,180,90,,,9007199254740991\n";

/// Projects at the edges of what there may be: of the world, and of nothing.
fn edges() -> [(&'static str, Project); 5] {
    [
        ("no event at all", Project::new().article("a.txt", "Nothing happened.")),
        ("one event", Project::new().article("a.txt", BOMB)),
        ("no event with a place", Project::new().article("a.txt", NOWHERE)),
        ("both sides of the antimeridian, and the poles", Project::new().records(RECORDS)),
        ("the sample", Project::sample()),
    ]
}

/// The files of `run` that end in one of `endings`, as arguments.
fn named<'r>(run: &'r Run, endings: &[&str]) -> Vec<String> {
    let is_of = |name: &&'r String| endings.iter().any(|ending| name.ends_with(ending));
    run.site.keys().filter(is_of).map(|name| format!("site/{name}")).collect()
}

#[test]
fn every_geojson_that_we_write_passes_our_own_strict_check() {
    for (what, project) in edges() {
        let run = project.run_every_format(&[]);
        run.ends(0).figures();
        let files = named(&run, &[".geojson", ".geojsonl"]);
        assert_eq!(files.len(), 4, "{what}: {files:?}");
        let mut arguments = vec!["check", "--strict"];
        arguments.extend(files.iter().map(String::as_str));
        let check = project.run(&arguments);
        check.ends(0).says("0 warnings, 0 rejected");
        check.check(check.stdout.is_empty(), what);
    }
}

#[test]
fn a_build_in_every_format_is_the_same_again_and_on_any_number_of_threads() {
    for (what, project) in edges() {
        let one = project.run_every_format(&["--threads", "1"]);
        let two = project.run_every_format(&["--threads", "2"]);
        for (name, bytes) in &one.ends(0).site {
            two.check(two.site.get(name) == Some(bytes), &format!("{what}: {name} differs"));
        }
    }
}

type Words = &'static [&'static str];

#[test]
fn formats_are_chosen_by_name_on_the_command_line_and_in_the_file() {
    let project = Project::new().article("a.txt", BOMB);
    let has = |run: &Run, name: &str| run.ends(0).site.contains_key(name);
    // Arguments, the settings, and then which files are there and which are not.
    let cases: [(Words, &str, Words, Words); 6] = [
        (
            &[],
            "",
            &["events.geojson", "unplaced.geojson", "events.schema.json"],
            &["events.geojsonl", "areas.geojson", "events-spreadsheet.csv"],
        ),
        (
            &["--format", "geojsonl"],
            "",
            &["events.geojson", "events.geojsonl"],
            &["unplaced.geojson"],
        ),
        (
            &["--format", "geojsonl,geojson"],
            "",
            &["events.geojsonl", "unplaced.geojson"],
            &["areas.geojson"],
        ),
        (&["--format", "all"], "", &["events.geojsonl", "unplaced.geojson"], &[]),
        (
            &[],
            "format = [\"geojson\", \"geojsonl\"]\nareas = true\n",
            &["events.geojsonl", "unplaced.geojson", "areas.geojson"],
            &[],
        ),
        (
            &["--format", "geojson"],
            "format = \"geojsonl\"\n",
            &["unplaced.geojson"],
            &["events.geojsonl"],
        ),
    ];
    for (arguments, settings, there, not_there) in cases {
        project.write("kharita.toml", settings.as_bytes());
        let run = project.run(&[&["build"], arguments].concat());
        for name in there {
            run.check(has(&run, name), &format!("no {name}"));
        }
        for name in not_there {
            run.check(!has(&run, name), &format!("there is {name}"));
        }
    }
    project.write("kharita.toml", b"\nformat = [\"geojson\", \"shapefile\"]\n");
    project
        .run(&["build"])
        .ends(2)
        .says("kharita.toml:2:22: error: there is no format `shapefile`; name some of geojson, ");
    project.write("kharita.toml", b"format = \"geojsonl\"\n");
    let single = project.run(&["build", "--single-file"]);
    single.check(single.ends(0).site.len() == 3, "a single file has others beside it");
    project.run(&["build", "--single-file", "--format", "all"]).ends(2);
}

#[test]
fn reports_without_a_place_are_told_as_in_their_table() {
    let project = Project::new()
        .article("a.txt", NOWHERE)
        .article("b.txt", "\"Raqqa\" was hit on 3 May 2021.");
    let run = project.build();
    let file: Value = serde_json::from_str(run.text("unplaced.geojson")).unwrap();
    let features = file["features"].as_array().unwrap();
    let rows = run.rows("unplaced.csv");
    assert!(!rows.is_empty());
    assert_eq!(features.len(), rows.len());
    for (feature, row) in features.iter().zip(&rows) {
        let told = &feature["properties"];
        assert_eq!(told["sentence"], row["sentence"]);
        assert_eq!(told["path"], row["path"]);
        assert_eq!(told["reason"], row["reason"]);
    }
}

#[test]
fn a_generalised_point_has_no_more_decimals_than_its_cell() {
    let rules = "place,action,to\nraqqa,generalise,0.1\n";
    let project = Project::new().article("a.txt", BOMB).file("responsibility.csv", rules);
    let run = project.run_every_format(&[]);
    run.ends(0);
    let file: Value = serde_json::from_str(run.text("events.geojson")).unwrap();
    let coordinates = file["features"][0]["geometry"]["coordinates"].to_string();
    assert_eq!(coordinates, "[39.05,35.95]");
}

#[test]
fn what_is_wrong_with_a_file_of_geojson_is_told_as_any_other_finding() {
    let swapped = "{\"type\":\"Point\",\n\"coordinates\":[36.5,140]}";
    let project = Project::new()
        .file("a.geojson", swapped)
        .file("b.GEOJSON", "{\"type\":\"Point\",\"coordinates\":[1.12345678,2]}")
        .file("c.geojsonl", "{\"type\":\"Point\",\"coordinates\":[1,2]}\n");
    let run = project.run(&["check", "a.geojson", "b.GEOJSON", "c.geojsonl"]);
    run.ends(1).says("checked   3 files of GeoJSON, 0 features").says("1 warnings, 1 rejected");
    let told: Vec<_> = run.stdout.lines().collect();
    assert!(
        told[0].starts_with("a.geojson:2:15: rejected: latitude 140 is out of range"),
        "{told:?}"
    );
    assert!(told[1].starts_with("b.GEOJSON:1:32: warning: "), "{told:?}");
    assert_eq!(told.len(), 2);
    project.run(&["check", "b.GEOJSON"]).ends(0);
    project.run(&["check", "b.GEOJSON", "--strict"]).ends(1);
    let json = project.run(&["check", "a.geojson", "--format", "json"]);
    assert_eq!(json.ends(1).lines()[0]["level"], "rejected");
    let gone = project.run(&["check", "none.geojson"]);
    gone.ends(2).says("the input stops the work");
    assert!(gone.stdout.starts_with("none.geojson: error: cannot be read"), "{}", gone.stdout);
}

#[test]
fn tables_for_programs_tell_every_event_and_every_report_as_they_are() {
    let project = Project::new().records(RECORDS).article("a.txt", BOMB).article("b.txt", NOWHERE);
    let run = project.build();
    let events = run.rows("events.csv");
    let features = run.events();
    assert_eq!(events.len(), features.len());
    for (row, told) in events.iter().zip(&features) {
        for (name, cell) in told.as_object().unwrap() {
            let text = cell.as_str().map_or_else(|| cell.to_string(), str::to_owned);
            let text = if cell.is_null() { "" } else { &text };
            assert_eq!(row[name], text, "{name}");
        }
    }
    let reports = run.rows("reports.csv");
    let figures = run.figures();
    assert_eq!(reports.len(), figures.placed + figures.unplaced);
    assert!(reports.iter().any(|row| row["sentence"] == "=a, «ب»"));
    for row in &reports {
        let is_told = events.iter().any(|event| event["event_id"] == row["event_id"]);
        assert!(is_told || row["event_id"].is_empty(), "{row:?}");
        assert_eq!(row["event_id"].is_empty(), row["lon"].is_empty());
    }
}

#[test]
fn no_number_is_too_large_for_those_who_read_numbers_as_doubles() {
    let records = "id,date,kind,place,killed\n1,2021-05-01,bombing,Raqqa,18446744073709551615\n";
    let project = Project::new().article("a.txt", BOMB).records(records);
    let run = project.run(&["build"]);
    let told = run.ends(0).text("events.geojson");
    run.check(!told.contains("18446744073709551615"), "a number that programs read wrongly");
}

/// What `program` says of `file`; it has to be content.
fn said(program: &str, arguments: &[&str], file: &std::path::Path) -> String {
    let output = std::process::Command::new(program).args(arguments).arg(file).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}; tests/run installs it"));
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && errors.is_empty(), "{program} {}: {errors}", file.display());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn gdal_reads_every_format_with_its_rows_and_types() {
    for (what, project) in edges() {
        let run = project.run_every_format(&[]);
        let figures = run.ends(0).figures();
        let all = figures.placed + figures.unplaced;
        let ids =
            run.events().into_iter().filter_map(|it| it["place_id"].as_str().map(str::to_owned));
        let places = ids.collect::<BTreeSet<_>>().len();
        // A file that GDAL opens, how many rows it has, and types of columns that it has to see.
        let typed =
            ["start: Date ", "radius_m: Integer ", "event_id: String ", "published_days: String "];
        let cases: [(&str, usize, &[&str]); 5] = [
            ("events.geojson", figures.events, &typed),
            ("events.geojsonl", figures.events, &[]),
            ("unplaced.geojson", figures.unplaced, &[]),
            ("events.kml", figures.events, &[]),
            // Its reports, and the styles of its three layers, are rows as well.
            ("events.gpkg", figures.events + all + places + 3, &typed[..1]),
        ];
        for (name, rows, types) in cases {
            // Nothing tells a program the columns of a file without rows, and of the sequence not even that it is one.
            if rows == 0 {
                continue;
            }
            let told =
                said("ogrinfo", &["-ro", "-al", "-so"], &project.path(&format!("site/{name}")));
            let counted: usize = told
                .lines()
                .filter_map(|line| line.strip_prefix("Feature Count: "))
                .map(|count| count.parse::<usize>().unwrap())
                .sum();
            assert_eq!(counted, rows, "{what}: {name}\n{told}");
            for of in types.iter().filter(|_| what == "the sample") {
                assert!(told.contains(of), "{what}: {name} has no {of}\n{told}");
            }
        }
        assert_eq!(run.rows("reports.csv").len(), all + 1, "{what}: reports and the row of tags");
    }
}

#[test]
fn a_published_site_tells_search_engines_and_whoever_cites_it() {
    let article = format!("---\ntitle: </script>\npublished: 2021-05-02\n---\n{BOMB}");
    let project = Project::new().article("a.txt", &article);
    let title = "A </script><script>alert(1)</script> & \"b\"";
    let run = project.run(&["build", "--url", "https://example.org/map/", "--title", title]);
    run.ends(0);
    for name in ["sitemap.xml", "feed.xml"] {
        said("xmllint", &["--noout", "--nonet"], &project.path(&format!("site/{name}")));
    }
    let page = run.text("index.html");
    let (_, block) = page.split_once("<script type=\"application/ld+json\">").unwrap();
    let dataset: Value = serde_json::from_str(block.split("</script>").next().unwrap()).unwrap();
    assert_eq!(dataset["name"], title);
    assert_eq!(dataset["temporalCoverage"], "2021-05-01/2021-05-01");
    run.check(dataset["description"].as_str().unwrap().len() > 50, "too short for a search");
    run.check(run.text("sitemap.xml").matches("<loc>").count() == 4, "not every page");
    let without = project.run(&["build"]);
    for name in ["sitemap.xml", "robots.txt", "CITATION.cff"] {
        without.check(!without.site.contains_key(name), name);
    }
    without.check(!without.text("index.html").contains("ld+json"), "it says where it is not");
}

#[test]
fn who_answers_for_the_events_and_their_licence_are_told_wherever_a_format_has_words_for_it() {
    let article = format!("---\npublished: 2021-05-02\n---\n{BOMB}");
    let project = Project::new().article("a.txt", &article);
    // What is said, what it is called, and where its text is.
    let cases = [
        ("cc-by-4.0", "CC-BY-4.0", Some("https://spdx.org/licenses/CC-BY-4.0.html")),
        ("https://example.org/a&b", "https://example.org/a&b", Some("https://example.org/a&b")),
        ("For reading \"only\" & no more", "For reading \"only\" & no more", None),
    ];
    for (said_, name, address) in cases {
        let settings =
            format!("url = 'https://example.org/'\nauthor = 'Desk <A>'\nlicence = '{said_}'\n");
        project.write("kharita.toml", settings.as_bytes());
        let run = project.run_every_format(&[]);
        let json = |name: &str| serde_json::from_str::<Value>(run.ends(0).text(name)).unwrap();
        for name_ in ["events.geojson", "unplaced.geojson", "areas.geojson"] {
            let told = &json(name_)["kharita"];
            assert_eq!((&told["author"], &told["licence"]), (&"Desk <A>".into(), &name.into()));
        }
        let escaped = name.replace('&', "&amp;");
        for file in ["index.html", "ar.html"] {
            let link = address.map(|it| {
                format!("<a rel=\"license\" href=\"{}\"><bdi>", it.replace('&', "&amp;"))
            });
            let shown = format!(
                "{}{}</bdi>",
                link.as_deref().unwrap_or(" <bdi>"),
                escaped.replace('"', "&quot;")
            );
            run.check(run.text(file).contains(&shown), &format!("{file} has no {shown}"));
            run.check(
                run.text(file).contains("<bdi>Desk &lt;A&gt;</bdi>. <cite>"),
                "nobody is cited",
            );
        }
        let (_, block) = run.text("index.html").split_once("ld+json\">").unwrap();
        let dataset: Value =
            serde_json::from_str(block.split("</script>").next().unwrap()).unwrap();
        assert_eq!(dataset["creator"]["name"], "Desk <A>");
        assert_eq!(dataset["license"].as_str(), address);
        let package = json("datapackage.json");
        assert_eq!(package["contributors"][0]["title"], "Desk <A>");
        assert_eq!(package["licenses"][0]["path"].as_str(), address);
        let feed = run.text("feed.xml");
        run.check(feed.contains("<author><name>Desk &lt;A&gt;</name></author>"), "no author");
        run.check(
            feed.contains(&format!("<rights type=\"text\">{}", escaped.replace('"', "&quot;"))),
            "no rights",
        );
        assert_eq!(feed.contains("rel=\"license\""), address.is_some());
        let citation = run.text("CITATION.cff");
        run.check(citation.contains("\n  - name: \"Desk <A>\"\n"), "nobody is cited");
        let key = match address {
            Some(_) if name == "CC-BY-4.0" => "\nlicense: \"CC-BY-4.0\"\n",
            Some(_) => "\nlicense-url: \"https://example.org/a&b\"\n",
            None => "\nurl: \"https://example.org/\"\ndate-released",
        };
        run.check(citation.contains(key), key);
        let layers = said("ogrinfo", &["-ro"], &project.path("site/events.gpkg"));
        assert!(layers.contains("Desk <A>"), "{layers}");
    }
}

#[test]
fn the_project_for_qgis_is_an_archive_of_one_file_that_names_the_layers() {
    for (what, project) in edges() {
        let run = project.run_every_format(&[]);
        run.ends(0);
        let told = said("ogrinfo", &["-ro", "-so"], &project.path("site/events.gpkg"));
        for layer in ["events (Point)", "reports (Point)", "places (Point)"] {
            assert!(told.contains(layer), "{what}: {told}");
        }
        let bytes = &run.site["events.qgz"];
        let begin = 30 + "events.qgs".len();
        let end = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        project.write("project.xml", &bytes[begin..end]);
        said("xmllint", &["--noout", "--nonet"], &project.path("project.xml"));
        let text = std::str::from_utf8(&bytes[begin..end]).unwrap();
        assert_eq!(text.matches("./events.gpkg|layername=").count(), 6, "{what}");
    }
}
