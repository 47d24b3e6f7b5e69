//! `kharita build`: a folder of sources in, all of a site out or nothing.

use std::fs;
use std::fs::File;
use std::path::Path;
use std::process::Stdio;

use crate::project::{Project, ROOT, Run, Tree, tree};

/// One event in a place of the built-in table.
const MUTINY: &str = "On 29 March 2020 a mutiny began in Ghwayran prison in Hasakah.";

/// Another place table, and what happened in it.
const ATLANTIS: &str = "id,class,name_en,name_ar,lon,lat,radius_m,status\n\
                        atlantis,town,Atlantis,أطلنطس,39.5,36.5,500,verified\n";
const AT_ATLANTIS: &str = "On 29 March 2020 a car bomb exploded in Atlantis.";

#[test]
fn the_command_alone_in_a_folder_makes_a_whole_site() {
    let run = Project::new().article("a.txt", MUTINY).build();
    let names: Vec<_> = run.site.keys().map(String::as_str).collect();
    let wanted = [
        ".kharita-site",
        "ar.html",
        "assets/LICENSES.txt",
        "assets/app.css",
        "assets/app.js",
        "assets/arabic.woff2",
        "assets/basemap.js",
        "assets/events.js",
        "datapackage.json",
        "events.csv",
        "events.geojson",
        "events.schema.json",
        "index.html",
        "reports.csv",
        "sources.csv",
        "table.ar.html",
        "table.html",
        "unplaced.csv",
        "unplaced.geojson",
        "unplaced.schema.json",
        "unresolved.csv",
    ];
    run.check(names == wanted, "these are not the files of a site");
    let events = run.events();
    run.check(events.iter().any(|e| e["kind"] == "prison_riot"), "the mutiny is not told");
    run.check(events.iter().all(|e| e["evidence"] == MUTINY), "an event has not its sentence");
}

#[test]
fn a_single_file_for_each_language_holds_everything_and_replaces_a_site() {
    let project = Project::new().article("a.txt", MUTINY);
    project.run(&["build"]).ends(0);
    let run = project.run(&["build", "--single-file"]);
    run.ends(0);
    let names: Vec<_> = run.site.keys().map(String::as_str).collect();
    run.check(names == [".kharita-site", "ar.html", "index.html"], "these are not single files");
    for file in ["index.html", "ar.html"] {
        let page = String::from_utf8_lossy(&run.site[file]);
        run.check(page.contains(MUTINY), "an event has not its sentence");
        run.check(page.contains("window.kharitaBasemap="), "there is no basemap");
        run.check(!page.contains("src=\"assets/"), "it asks for a file beside it");
    }
}

#[test]
fn a_site_whose_address_is_known_has_a_picture_and_a_feed_that_lead_there() {
    let project =
        Project::new().article("a.txt", &format!("---\npublished: 2020-03-30\n---\n{MUTINY}"));
    let run = project.run(&["build", "--url", "https://example.org/map"]);
    run.ends(0);
    run.check(run.site["assets/preview.png"].starts_with(b"\x89PNG"), "there is no picture");
    for (page, feed) in [("index.html", "feed.xml"), ("ar.html", "feed.ar.xml")] {
        let html = run.text(page);
        let picture =
            "property=\"og:image\" content=\"https://example.org/map/assets/preview.png\"";
        run.check(html.contains(picture), "a page does not tell of the picture");
        run.check(html.matches(&format!("href=\"{feed}\"")).count() == 2, "no link to the feed");
        run.check(run.text(feed).contains(MUTINY), "the feed has not the sentence");
    }
    run.check(!project.build().site.contains_key("feed.xml"), "a feed without an address");
    project.run(&["build", "--url", "example.org"]).ends(2).says("https://example.org/map/");
}

#[test]
fn the_same_sources_make_the_same_bytes_anywhere() {
    let plain = Project::sample().build().site;
    let elsewhere = [
        Project::sample().environment("TZ", "Pacific/Kiritimati"),
        Project::sample().environment("LANG", "ar_SY.UTF-8").environment("LC_ALL", "tr_TR.UTF-8"),
        Project::sample().environment("RAYON_NUM_THREADS", "1"),
        Project::sample().umask("077"),
        backwards(),
    ];
    for project in elsewhere {
        same(&project.build(), &plain);
    }

    let project = Project::sample().current("far/away");
    let sources = project.path("sources");
    let out = project.path("site");
    let run = project.run(&["build", "../../sources", "--out", out.to_str().unwrap()]);
    same(run.ends(0), &plain);
    let run = project.run(&["build", sources.to_str().unwrap(), "--out", "../../site"]);
    same(run.ends(0), &plain);
}

/// The sample, its files made in the opposite order.
fn backwards() -> Project {
    let files = tree(&Path::new(ROOT).join("sources"));
    let project = Project::new();
    for (name, bytes) in files.iter().rev() {
        project.write(&format!("sources/{name}"), bytes);
    }
    project
}

fn same(run: &Run, wanted: &Tree) {
    let differing: Vec<_> =
        wanted.iter().filter(|(name, bytes)| run.site.get(*name) != Some(bytes)).collect();
    let names: Vec<_> = differing.into_iter().map(|(name, _)| name).collect();
    run.check(names.is_empty(), &format!("{names:?} differ"));
    run.check(run.site.len() == wanted.len(), "there are files that the other build did not write");
}

#[test]
fn a_place_table_in_the_folder_or_on_the_command_line_wins_over_the_built_in_one() {
    let unknown = Project::new().article("a.txt", AT_ATLANTIS).build();
    assert_eq!((unknown.figures().placed, unknown.figures().unplaced), (0, 1));

    let run = Project::new().article("a.txt", AT_ATLANTIS).places(ATLANTIS).build();
    assert_eq!(run.events()[0]["place_id"], "atlantis");

    let project = Project::new().article("a.txt", AT_ATLANTIS).file("mine.csv", ATLANTIS);
    let run = project.run(&["build", "--places", "mine.csv"]);
    assert_eq!(run.ends(0).events()[0]["place_id"], "atlantis");
}

#[test]
#[cfg(unix)]
fn a_table_that_is_a_pipe_is_refused_and_not_waited_for() {
    let project = Project::new().article("a.txt", MUTINY);
    let made = std::process::Command::new("mkfifo").arg(project.path("pipe")).status();
    assert!(made.unwrap().success());
    for option in ["--places", "--kinds", "--meta"] {
        let run = project.run(&["build", option, "pipe"]);
        run.ends(2).says("pipe: error: cannot be read: a pipe, not a file");
    }
}

#[test]
fn a_template_of_the_user_wins_over_the_built_in_one() {
    let page = "<title>{{ title }}</title><p>{{ figures.events }} events</p>";
    let project = Project::new().article("a.txt", MUTINY).file("templates/page.html", page);
    let run = project.run(&["build", "--title", "Mine & yours"]);
    let events = run.ends(0).figures().events;
    let wanted = format!("<title>Mine &amp; yours</title><p>{events} events</p>");
    assert_eq!(run.text("index.html"), wanted);

    project.write("others/page.html", b"{{ dir }}");
    let run = project.run(&["build", "--templates", "others"]);
    assert_eq!((run.ends(0).text("index.html"), run.text("ar.html")), ("ltr", "rtl"));
}

#[test]
fn a_kinds_table_of_the_user_replaces_the_built_in_one() {
    let kinds = "[[kind]]\nid = \"wedding\"\nen = \"Wedding\"\nar = \"عرس\"\ncolour = \"#00aa00\"\nsymbol = \"star\"\n\
                 [[kind.cue]]\nlang = \"en\"\nwords = [\"wedding\"]\n";
    let text = "A wedding was held in Hasakah on 29 March 2020. A car bomb exploded in Hasakah.";
    let project = Project::new().article("a.txt", text).file("kinds.toml", kinds);
    let run = project.run(&["build", "--kinds", "kinds.toml"]);
    let events = run.ends(0).events();
    let kinds: Vec<_> = events.iter().map(|e| e["kind"].as_str().unwrap()).collect();
    run.check(kinds == ["wedding"], &format!("{kinds:?}"));
    run.check(run.text("ar.html").contains("عرس"), "the Arabic name is not on the page");
}

#[test]
fn what_has_no_place_or_no_date_is_listed_and_counted() {
    let records = "id,date,kind,place\n\
                   1,2022-01-20,bombing,Hasakah\n\
                   2,2022-01-20,bombing,Nowhere at all\n\
                   3,,bombing,Hasakah\n\
                   4,,bombing,\n";
    let run = Project::new().records(records).build();
    let figures = run.figures();
    let told = (figures.placed, figures.unplaced, figures.rejected, figures.undated);
    run.check(told == (2, 2, 0, 2), &format!("{figures:?}"));

    let unplaced = run.rows("unplaced.csv");
    let of = |column: &str| unplaced.iter().map(|row| row[column].clone()).collect::<Vec<_>>();
    assert_eq!(of("source_id"), ["records.csv#2", "records.csv#4"]);
    assert_eq!(of("toponym"), ["Nowhere at all", ""]);
    assert_eq!(of("start"), ["2022-01-20", ""]);
    run.check(of("reason").iter().all(|reason| !reason.is_empty()), "no reason is given");

    let undated: Vec<_> = run.events().into_iter().filter(|e| e["end"].is_null()).collect();
    run.check(undated.len() == 1 && undated[0]["date_precision"].is_null(), "event 3 has a date");
}

#[test]
fn every_source_is_in_the_table_of_sources_with_what_became_of_it() {
    let project = Project::new()
        .article("a.txt", MUTINY)
        .article(
            "deep/er/b.md",
            "---\ntitle: Nothing\nurl: https://a.example/b\n---\nThe sun shone.\n",
        )
        .records("id,date,kind,place\n7,2022-01-20,bombing,Nowhere\n");
    let run = project.build();
    let rows = run.rows("sources.csv");
    let told: Vec<_> = rows
        .iter()
        .map(|row| [&row["source_id"], &row["form"], &row["unplaced"]].map(String::as_str))
        .collect();
    let wanted = [
        ["a.txt", "article", "0"],
        ["deep/er/b.md", "article", "0"],
        ["records.csv#7", "record", "1"],
    ];
    assert_eq!(told, wanted);
    assert_eq!((rows[1]["title"].as_str(), rows[1]["reports"].as_str()), ("Nothing", "0"));
    assert_eq!(rows[1]["url"], "https://a.example/b");
}

#[test]
fn a_failed_build_leaves_the_old_site_as_it_was() {
    let cases: [(&str, &[u8], &[&str], i32); 7] = [
        ("places.csv", b"id,class\n", &["build"], 2),
        ("templates/page.html", b"{{ nothing_of_this_name }}", &["build"], 2),
        ("templates/en.json", b"{", &["build"], 2),
        ("kinds.toml", b"[[kind]", &["build", "--kinds", "kinds.toml"], 2),
        ("sources/sources.csv", b"file\n", &["build"], 2),
        ("sources/b.txt", b"\xff", &["build", "--strict"], 1),
        ("site/notes.txt", b"of the user", &["build"], 3),
    ];
    for (name, bytes, arguments, code) in cases {
        let project = Project::new().article("a.txt", MUTINY);
        project.build();
        project.write(name, bytes);
        let before = tree(&project.path(""));
        let run = project.run(arguments);
        run.ends(code);
        run.check(tree(&project.path("")) == before, "something changed");
    }
}

#[test]
fn sources_that_all_fail_do_not_replace_a_good_site() {
    for bad in [&b"\xff"[..], b" \n", b"%PDF-1.7"] {
        let project = Project::new().article("a.txt", MUTINY);
        let before = project.build().site;
        project.write("sources/a.txt", bad);
        let run = project.run(&["build"]);
        run.ends(2).says("sources: error: nothing could be read");
        run.check(run.site == before, "the old site is gone");
    }
}

#[test]
fn strict_fails_where_anything_is_rejected_and_writes_nothing() {
    let project = Project::new()
        .article("a.txt", MUTINY)
        .records("id,date,kind,place,lat,lon\n1,2022-01-20,bombing,Hasakah,,\n2,soon,bombing,,,\n");
    let run = project.run(&["build", "--strict"]);
    run.ends(1).says("error: 1 rejected, and --strict was given; nothing was written");
    run.check(run.site.is_empty(), "a site was written");

    let figures = project.build().figures();
    assert_eq!(figures.rejected, 1);

    // A warning is no rejection.
    let project = Project::new().article("a.txt", MUTINY).article("picture.png", "");
    let run = project.run(&["build", "--strict"]);
    run.ends(0).says("warning: 1 file is not read (.png)");

    let run = Project::new()
        .article("a.txt", MUTINY)
        .places("id,class,name_en,lon,lat\na,town,A,40,36\nb,town,B,40,99\n")
        .run(&["build", "--strict"]);
    run.ends(1).says("places.csv:3:13: rejected: latitude 99");
}

#[test]
fn an_output_that_would_cost_the_user_something_is_refused() {
    let cases = [
        ("sources", "holds the input"),
        ("sources/site", "lies in the input"),
        (".", "is no folder that may be replaced"),
        ("..", "is no folder that may be replaced"),
        ("tables", "holds"),
        ("precious", "was not written by kharita"),
        ("sources/a.txt", "lies in the input"),
    ];
    for (out, words) in cases {
        let project = Project::new()
            .article("a.txt", MUTINY)
            .file("tables/places.csv", ATLANTIS)
            .file("precious/thesis.txt", "years of work");
        let before = tree(&project.path(""));
        let arguments = ["build", "--places", "tables/places.csv", "--out", out];
        let run = project.run(&arguments);
        run.ends(3).says(words);
        run.check(tree(&project.path("")) == before, "something changed");
    }
    let project = Project::new().article("a.txt", MUTINY).file("home/letter.txt", "");
    let home = project.path("home");
    project.run(&["build", "--out", home.to_str().unwrap()]).ends(3).says("is or holds");
}

#[test]
fn quiet_tells_faults_only_and_verbose_tells_every_warning() {
    let mut project = Project::new().article("a.txt", MUTINY).article("bad.txt", "\0");
    for number in 0..15 {
        project = project.article(&format!("empty-{number}.txt"), "");
    }
    let warnings = |run: &Run| run.stderr.matches(": warning: ").count();
    let run = project.run(&["build", "-q"]);
    run.ends(0);
    let lines: Vec<_> = run.stderr.lines().collect();
    run.check(lines.len() == 1 && lines[0].contains("bad.txt:1:1: rejected: "), "more is told");

    let run = project.build();
    run.says("5 more warnings; -v shows them").says(": rejected: ");
    run.check(warnings(&run) == 10, "ten warnings are told");
    let run = project.run(&["build", "-v"]);
    run.check(warnings(&run) == 15, "every warning is told");
    project.run(&["build", "-q", "-v"]).ends(2);
}

#[test]
fn two_folders_and_a_table_given_by_name_make_one_site() {
    let project = Project::new()
        .file("one/a.txt", "Ten people fled the Kasra prison on Monday.")
        .file("two/a.txt", MUTINY)
        .file("meta.csv", "path,published,publisher\none/a.txt,2022-01-25,The Desk\n");
    let run = project.run(&["build", "one", "two", "--meta", "meta.csv"]);
    run.ends(0).figures();
    let sources = run.rows("sources.csv");
    let ids: Vec<_> = sources.iter().map(|row| row["source_id"].as_str()).collect();
    assert_eq!(ids, ["one/a.txt", "two/a.txt"]);
    assert_eq!(sources[0]["publisher"], "The Desk");
    let escape = run.events().into_iter().find(|e| e["kind"] == "prison_escape").unwrap();
    run.check(escape["start"] == "2022-01-24", "Monday is not the one before the publication");
}

#[test]
fn a_stream_that_nobody_reads_does_not_stop_a_build() {
    let project = Project::new().article("a.txt", MUTINY).article("b.txt", "\0");
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    project.run_into(&["build"], full(), full()).ends(0);
    project.run_into(&["build", "--strict"], full(), full()).ends(1);
    project.run_into(&["--help"], full(), full()).ends(0);
    project.run_into(&["build", "--nonsense"], full(), full()).ends(2);
}

#[test]
fn the_readme_of_the_output_folder_outlives_the_build() {
    let project = Project::new().article("a.txt", MUTINY).file("site/README.md", "Mine.");
    let run = project.build();
    assert_eq!(run.text("README.md"), "Mine.");
    project.remove("sources/a.txt");
    project.write("sources/b.txt", b"A car bomb exploded in Raqqa on 1 May 2021.");
    let run = project.build();
    assert_eq!(run.text("README.md"), "Mine.");
    run.check(!run.text("sources.csv").contains("a.txt"), "the old site shows through");
    let left: Vec<_> = fs::read_dir(project.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}
