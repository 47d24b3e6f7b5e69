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
    run.check(!run.stderr.contains("names nobody"), "who is named is missed");
    let map = basemap(&run);
    assert_eq!(map["credit"], "Our <b>survey");
    assert_eq!(map["waters"][0]["names"]["ar"], "بحيرة المربع");
    assert_eq!(map["box"], serde_json::json!([36.0, 32.5, 44.0, 38.5]));
    run.check(!run.text("assets/LICENSES.txt").contains("GSHHG"), "what is not there is named");
    let unnamed = Project::new().article("a.txt", BOMB).file("b.geojson", square());
    let unnamed = unnamed.run(&["build", "--basemap", "b.geojson"]);
    unnamed.ends(0).check(
        unnamed.stderr.contains("b.geojson: warning: the corner of the map names nobody for it"),
        "nobody is told that nobody is named",
    );
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

/// An archive of `tests/cases`, which the reference implementation of the format wrote.
fn archive(name: &str) -> Vec<u8> {
    fs::read(format!("{ROOT}/tests/cases/{name}")).unwrap()
}

#[test]
fn an_archive_of_shapes_is_drawn_as_one_map_without_the_seams_of_its_tiles() {
    let project =
        Project::new().article("a.txt", BOMB).file("m.pmtiles", archive("shapes.pmtiles"));
    let run = project.run(&["build", "--basemap", "m.pmtiles"]);
    run.ends(0).check(!run.stderr.contains("m.pmtiles"), "there is something to tell");
    let map = basemap(&run);
    assert_eq!(map["credit"], "© Surveyors");
    // A lake that lies in four tiles is one, and its name stands there once.
    let count = |layer: &str| map[layer].as_array().unwrap().len();
    assert_eq!((count("land"), count("lakes"), count("waters"), count("rivers")), (1, 1, 1, 1));
    assert_eq!(map["rivers"][0]["names"]["ar"], "النهر المستقيم");
    assert!(count("border") > 0 && count("governorates") > 0 && count("roads") > 0);
    run.check(!run.site.contains_key("assets/tiles.js"), "shapes need no tiles");
    project.run(&["build", "--basemap", "m.pmtiles", "--single-file"]).ends(0);
}

#[test]
fn an_archive_of_pictures_is_unpacked_beside_the_page_around_the_events() {
    let project =
        Project::new().article("a.txt", BOMB).file("m.pmtiles", archive("pictures.pmtiles"));
    let run = project.run(&["build", "--basemap", "m.pmtiles"]);
    run.ends(0);
    let pictures: Vec<_> =
        run.site.keys().filter(|name| name.starts_with("assets/tiles/")).collect();
    assert!(
        pictures.len() > 4 && pictures.iter().all(|name| name.contains(".png")),
        "{pictures:?}"
    );
    let page = run.text("index.html");
    run.check(
        page.contains("data-url=\"assets/tiles/{z}/{x}/{y}.png\"")
            && page.contains("img-src 'self' data:;"),
        "another policy",
    );
    run.check(page.contains("The page asks no other server"), "a server is told of");
    let single = project.run(&["build", "--basemap", "m.pmtiles", "--single-file"]);
    single.ends(2).says("m.pmtiles: error: holds pictures, which no single file can carry");
    let both = [
        "build",
        "--basemap=m.pmtiles",
        "--tiles=https://t.example.org/{z}/{x}/{y}.png",
        "--attribution=x",
    ];
    project.run(&both).ends(2).says("m.pmtiles: error: holds pictures, and so do");
}

#[test]
fn an_archive_that_cannot_be_drawn_is_told() {
    let changed = |at: usize, byte: u8| {
        let mut bytes = archive("shapes.pmtiles");
        bytes[at] = byte;
        bytes
    };
    let cases = [
        (changed(7, 2), "is PMTiles of version 2; convert it to version 3"),
        (changed(98, 3), "is packed with brotli or zstd"),
        (changed(99, 9), "holds tiles of a kind that is not known (9)"),
        (changed(101, 0), "tells no zooms or no bounds"),
        (changed(130, 255), "is damaged: "),
        (archive("shapes.pmtiles")[..900].to_vec(), "is damaged: "),
        (b"PMTiles".to_vec(), "ends within its header"),
    ];
    for (bytes, told) in cases {
        let project = Project::new().article("a.txt", BOMB).file("m.pmtiles", bytes);
        project
            .run(&["build", "--basemap", "m.pmtiles"])
            .ends(2)
            .says(&format!("m.pmtiles: error: {told}"));
    }
    let far = Project::new().records("kind,start,lon,lat\nbombing,2022-01-01,10,50\n");
    let far = far.file("m.pmtiles", archive("shapes.pmtiles"));
    far.run(&["build", "--basemap", "m.pmtiles"]).ends(2).says("has no tile where the events are");
}
