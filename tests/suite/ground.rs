//! What the map is drawn upon: a basemap of the user's.

use std::fs;

use serde_json::Value;

use crate::project::{Project, ROOT, Run};

const BOMB: &str = "A car bomb exploded in Raqqa on 1 May 2021.";

fn square() -> String {
    fs::read_to_string(format!("{ROOT}/tests/cases/basemap.geojson")).unwrap()
}

fn basemap(run: &Run) -> Value {
    let script = run.text("assets/basemap.js");
    let json = script.strip_prefix("window.kharitaBasemap=").unwrap().trim_end();
    serde_json::from_str(json.strip_suffix(';').unwrap()).unwrap()
}

#[test]
fn the_map_is_drawn_upon_a_file_of_the_user_and_names_whose_it_is() {
    let config = "url = 'https://example.org/'\n[map]\nbasemap = 'b.geojson'\nattribution = 'Our <b>survey'\n";
    let project = Project::new()
        .article("a.txt", BOMB)
        .file("b.geojson", square())
        .file("kharita.toml", config);
    let run = project.build();
    let map = basemap(&run);
    assert_eq!(map["credit"], "Our <b>survey");
    assert_eq!(map["waters"][0]["names"]["ar"], "بحيرة المربع");
    assert_eq!(map["box"], serde_json::json!([36.0, 32.5, 44.0, 38.5]));
    run.check(!run.text("assets/LICENSES.txt").contains("GSHHG"), "what is not there is named");
    let ours =
        Project::new().article("a.txt", BOMB).run(&["build", "--url", "https://example.org"]);
    let picture = "assets/preview.png";
    run.check(run.site[picture] != ours.site[picture], "the picture has another ground");
    let single = project.run(&["build", "--single-file"]);
    single.ends(0).check(
        single.text("ar.html").contains("بحيرة المربع"),
        "the single file has another ground",
    );
}

#[test]
fn a_basemap_that_cannot_be_drawn_stops_the_build_and_leaves_the_old_site() {
    let project = Project::new().article("a.txt", BOMB);
    let before = project.build().site;
    let cases = [
        (
            square().replacen("\"focus\"", "\"fokus\"", 1),
            "b.geojson:3:47: error: there is no layer `fokus` (did you mean `focus`?)",
        ),
        (
            square().replacen("36, 32.5", "3600000, 32.5", 1),
            "b.geojson:2:68: error: longitude 3600000",
        ),
        (
            "{\"type\": \"FeatureCollection\", \"features\": []}".to_owned(),
            "b.geojson: error: has neither lines nor areas",
        ),
        ("nonsense".to_owned(), "b.geojson:1:"),
    ];
    for (text, told) in cases {
        project.write("b.geojson", text.as_bytes());
        let run = project.run(&["build", "--basemap", "b.geojson"]);
        run.ends(2).says(told).check(run.site == before, "the old site changed");
    }
    project.run(&["build", "--basemap", "none.geojson"]).ends(2).says("none.geojson: error: ");
}

#[test]
fn tiles_are_asked_for_only_where_the_user_says_so_and_names_whose_they_are() {
    let config = "[map]\ntiles = 'https://tiles.example.org:8080/a/{z}/{x}/{y}.png?k=1&b=2'\nattribution = '© \"Mappers\"'\n";
    let project = Project::new().article("a.txt", BOMB).file("kharita.toml", config);
    let run = project.build();
    for page in ["index.html", "ar.html"] {
        let text = run.text(page);
        let policy = text.split("content=\"").nth(1).unwrap().split('"').next().unwrap();
        let pictures = "img-src 'self' data: https://tiles.example.org:8080;";
        assert!(policy.contains(pictures) && policy.matches("example").count() == 1, "{policy}");
        assert!(text.contains("<bdi>tiles.example.org:8080</bdi>"), "the reader is not told");
        assert!(
            text.contains(
                "data-url=\"https://tiles.example.org:8080/a/{z}/{x}/{y}.png?k=1&amp;b=2\""
            ),
            "{text}"
        );
        assert!(text.contains("data-credit=\"© &quot;Mappers&quot;\""));
        let order = ["assets/basemap.js\"", "assets/tiles.js\"", "assets/app.js\""]
            .map(|it| text.find(it).unwrap());
        assert!(order.is_sorted());
    }
    // A single file is opened as a file, where it asks for nothing.
    let single = project.run(&["build", "--single-file"]);
    single.ends(0).check(!single.text("index.html").contains("tiles.example"), "it would ask");
    project.remove("kharita.toml");
    let run = project.build();
    run.check(!run.site.contains_key("assets/tiles.js"), "what nobody asked for is there");
    run.check(!run.text("index.html").contains("tiles."), "what nobody asked for is there");
}

#[test]
fn an_address_of_tiles_that_would_not_work_is_told() {
    let cases = [
        ("https://t.example.org/{z}/{x}.png", "has no {y}"),
        ("https://{s}.example.org/{z}/{x}/{y}.png", "has another part in braces"),
        ("t.example.org/{z}/{x}/{y}.png", "is no address of the web"),
        ("file:///{z}/{x}/{y}.png", "is no address of the web"),
        ("https://me:secret@t.example.org/{z}/{x}/{y}.png", "is no address of the web"),
    ];
    for (url, told) in cases {
        let config = format!("[map]\ntiles = \"{url}\"\nattribution = \"x\"\n");
        let run =
            Project::new().article("a.txt", BOMB).file("kharita.toml", config).run(&["build"]);
        run.ends(2).says(&format!("kharita.toml:2:9: error: {told}"));
    }
    let tiles = "--tiles=https://t.example.org/{z}/{x}/{y}.png";
    Project::new().run(&["build", tiles]).ends(2).says("--tiles needs --attribution");
}
