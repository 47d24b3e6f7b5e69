//! `kharita.toml`: what it says, what overrules it, and what is told of its faults.

use std::fs;

use clap::{Command, CommandFactory as _};
use kharita::cli::Cli;

use crate::project::{Project, ROOT};

const BOMB: &str = "A car bomb exploded in Raqqa on 1 May 2021.";

fn build() -> Command {
    let cli = Cli::command();
    cli.find_subcommand("build").expect("the command").clone()
}

#[test]
fn every_option_of_a_build_is_a_key_that_is_read_and_told() {
    let told = fs::read_to_string(format!("{ROOT}/docs/configuration.md")).unwrap();
    let rows: Vec<_> = told.lines().filter(|line| line.starts_with("| `")).collect();
    for option in build().get_arguments() {
        let key = option.get_long().unwrap_or(option.get_id().as_str());
        // A file does not name itself.
        if key == "config" {
            continue;
        }
        let heading = option.get_help_heading().map(str::to_lowercase);
        let whole = heading.as_ref().map_or(key.to_owned(), |heading| format!("{heading}.{key}"));
        let cell = format!("`{whole}`");
        let is_told = rows.iter().any(|row| row.split('|').nth(1).unwrap().contains(&cell));
        assert!(is_told, "docs/configuration.md does not tell {cell}");
        // Wrong for every option, so that each is refused, but none as unknown.
        let table = heading.map_or(String::new(), |heading| format!("[{heading}]\n"));
        let project = Project::new().file("kharita.toml", format!("{table}{key} = [0.5]\n"));
        let run = project.run(&["build"]);
        run.ends(2).check(!run.stderr.contains("there is no key"), "an option is no key");
    }
}

#[test]
fn a_project_says_in_its_file_what_nobody_types_and_paths_begin_there() {
    let config = "title = \"Ours\"\n\"title-ar\" = 'خريطتنا'\nsources = ['news', 'more/a.txt']\nmeta = \"m.csv\"\n\
                  out = \"site\"\nthreads = 2\ntoday = 2026-12-01\nstrict = false\nquiet = false\n";
    let project = Project::new()
        .file("desk/kharita.toml", config)
        .file("desk/news/a.txt", "Ten people fled the Kasra prison on Monday.")
        .file("desk/more/a.txt", BOMB)
        .file("desk/m.csv", "path,published,publisher\nnews/a.txt,2022-01-25,The Desk\n");
    let run = project.run(&["build", "--config", "desk/kharita.toml", "--out", "site"]);
    run.ends(0).figures();
    run.check(run.events().len() == 2, "not both sources were read");
    assert_eq!(run.rows("sources.csv")[1]["publisher"], "The Desk");
    run.check(run.text("index.html").contains("<title>Ours</title>"), "another title");
    run.check(run.text("ar.html").contains("<title>خريطتنا</title>"), "another title");
    // In its own folder it is found by itself; its own `out` lies beside it.
    let project = project.current("desk");
    project.run(&["build"]).ends(0);
    assert!(project.path("desk/site/index.html").exists());
    let lines = project.run(&["extract"]).ends(0).lines();
    assert_eq!(lines.len(), 2);
    project.run(&["review", "-q"]).ends(0);
    assert!(project.path("desk/review/review.csv").exists(), "`out` is of a build alone");
}

#[test]
fn what_is_typed_wins_and_drives_out_what_cannot_stand_beside_it() {
    let config = "title = \"Of the file\"\nurl = \"https://example.org/map\"\nsources = \"none\"\nquiet = true\n";
    let project = Project::new().article("a.txt", BOMB).file("kharita.toml", config);
    let run = project.run(&["build", "sources", "--title", "As typed", "-v"]);
    run.ends(0).says("events ");
    run.check(run.text("index.html").contains("<title>As typed</title>"), "the file wins");
    run.check(run.text("index.html").contains("https://example.org/map/index.html"), "no address");
    let run = project.run(&["build", "sources", "--single-file"]);
    run.ends(0).check(!run.site.contains_key("feed.xml"), "the address was kept");
}

#[test]
fn templates_of_the_file_are_for_pages_and_a_filter_is_the_same_everywhere() {
    let project = Project::new()
        .article("a.txt", BOMB)
        .file("kharita.toml", "templates = \"mine\"\nplaces = \"none.csv\"\n")
        .file("mine/page.html", "<p>{{ title }}</p>");
    let told = "kharita.toml:2:10: error: there is no file none.csv; correct the path";
    project.run(&["build"]).ends(2).says(told);
    project.run(&["geocode", "Raqqa"]).ends(2).says(told);
    project.run(&["extract", "-"]).ends(0);
    project.run(&["extract", "-", "--config", "kharita.toml"]).ends(2);
    project.write("kharita.toml", b"templates = \"mine\"\n");
    project.run(&["explain"]).ends(0);
    assert!(project.run(&["build"]).text("index.html").starts_with("<p>North-east Syria"));
}

#[test]
fn every_fault_is_told_with_its_place_and_what_to_do() {
    let cases = [
        (
            "titel = 'x'",
            "1:1: error: there is no key `titel` (did you mean `title`?); docs/configuration.md tells all",
        ),
        ("title_ar = 'x'", "1:1: error: there is no key `title_ar` (did you mean `title-ar`?)"),
        ("\n[titles]\nx = 1", "2:2: error: there is no key `titles` (did you mean `title`?)"),
        ("title = 3.5", "1:9: error: is no text; write it in quotes"),
        ("url = 'example.org'", "1:7: error: relative URL without a base; give it whole"),
        (
            "\nlicence = 'CC-BY-4'",
            "2:11: error: is no licence of spdx.org/licenses (did you mean `CC-BY-4.0`?), nor an address of the web; say in some words",
        ),
        (
            "licence = 'ftp://example.org/terms'",
            "1:11: error: is no licence of spdx.org/licenses, nor",
        ),
        ("author = ''", "1:10: error: "),
        (
            "languages = [\n  'en',\n  'fr']",
            "3:3: error: there are no pages in `fr`; name some of en, ar",
        ),
        ("title = 5", "1:9: error: is no text; write it in quotes"),
        ("url = 'https://me:secret@example.org/'", "1:7: error: has a user name or password"),
        ("title = \"a\\u202eb\"", "1:9: error: has the character U+202E, which is not seen"),
        ("author = \"a\\nb\"", "1:10: error: has a line break; write it on one line"),
        ("licence = \"Some\\u0007 words\"", "1:11: error: has the character U+0007"),
        ("\ntoday = '2026-02-30'", "2:9: error: "),
        ("today = 2026-02-30", "1:9: error: "),
        ("today = 20261201", "1:9: error: is no day; write it as 2026-12-01"),
        ("threads = 0", "1:11: error: is no number of threads; write a whole one from 1 to 1024"),
        ("threads = -1", "1:11: error: is no number of threads"),
        ("threads = 1000000", "1:11: error: is no number of threads"),
        ("threads = 2.5", "1:11: error: is no whole number; write one, without quotes"),
        ("threads = '2'", "1:11: error: is no whole number; write one, without quotes"),
        ("sources = [\n  'a.txt',\n  5]", "3:3: error: is no text; write it in quotes"),
        ("format = [\n  'csv',\n  'xls']", "3:3: error: there is no format `xls`"),
        (
            "[map]\ntiles = 'https://t.example.org/{z}/{x}/{y}.png'",
            "2:9: error: needs `attribution` beside it",
        ),
        ("single-file = 'yes'", "1:15: error: is neither true nor false"),
        ("places = ''", "1:10: error: is empty; name a file or take the key out"),
        ("quiet = true\nverbose = true", "2:11: error: cannot stand beside another key above it"),
        ("title = ", "1:9: error: "),
        ("title = 'a'\ntitle = 'b'", "2:1: error: duplicate key"),
        ("config = 'x'", "1:1: error: there is no key `config`"),
    ];
    for (text, told) in cases {
        let project = Project::new().article("a.txt", BOMB).file("kharita.toml", text);
        for command in ["build", "check", "extract", "explain", "review"] {
            let run = project.run(&[command]);
            run.ends(2).says(&format!("kharita.toml:{told}"));
            run.check(run.site.is_empty() && run.stdout.is_empty(), "it went on");
        }
    }
    // All of them at once, in their order.
    let project = Project::new().file("kharita.toml", "strict = 1\ntitel = 'x'\nquiet = 2\n");
    let told = project.run(&["build"]).stderr;
    assert_eq!(
        told.lines().map(|line| &line[..14]).collect::<Vec<_>>(),
        ["kharita.toml:1", "kharita.toml:2", "kharita.toml:3"]
    );
    Project::new()
        .run(&["build", "--config", "no.toml"])
        .ends(2)
        .says("no.toml: error: cannot be read");
}

#[test]
fn a_file_that_a_key_names_and_is_not_there_is_told_at_the_key() {
    let cases = [
        ("places = 'none.csv'", "1:10: error: there is no file desk/none.csv"),
        ("meta = 'news'", "1:8: error: there is no file desk/news"),
        ("sources = [\n  'news',\n  'nwes']", "3:3: error: there is no file or folder desk/nwes"),
        ("templates = 'news/a.txt'", "1:13: error: there is no folder desk/news/a.txt"),
        ("[map]\nbasemap = 'b.geojson'", "2:11: error: there is no file desk/b.geojson"),
    ];
    for (text, told) in cases {
        let project = Project::new().file("desk/kharita.toml", text).file("desk/news/a.txt", BOMB);
        let run = project.run(&["build", "--config", "desk/kharita.toml"]);
        run.ends(2).says(&format!("desk/kharita.toml:{told}"));
        run.says("; correct the path, which begins where this file lies");
    }
    // What is typed wins, and what another command does not read it does not miss.
    let project = Project::new().article("a.txt", BOMB).file(
        "kharita.toml",
        "sources = 'none'\n[map]\ntiles = 'https://t.example.org/{z}/{x}/{y}.png'\n",
    );
    project.run(&["build", "sources", "--attribution", "Mappers"]).ends(0);
    project.write("kharita.toml", b"[map]\nbasemap = 'none.geojson'\n");
    project.run(&["check", "-q"]).ends(0);
}

#[test]
fn the_languages_of_a_site_are_chosen_and_the_first_has_the_plain_names() {
    let config = "languages = ['ar', 'en']\ntitle = 'Ours'\ntitle-ar = 'خريطتنا'\nurl = 'https://example.org/'\n";
    let dated = format!("---\npublished: 2021-05-02\n---\n{BOMB}");
    let project = Project::new().article("a.md", &dated).file("kharita.toml", config);
    let run = project.build();
    for (file, lang, other) in [
        ("index.html", "ar", "en.html"),
        ("en.html", "en", "index.html"),
        ("table.html", "ar", "table.en.html"),
        ("table.en.html", "en", "table.html"),
    ] {
        let page = run.text(file);
        run.check(page.contains(&format!("<html lang=\"{lang}\"")), file);
        run.check(page.contains(&format!("<a class=\"language\" href=\"{other}\"")), other);
    }
    run.check(run.text("feed.xml").contains("خريطتنا"), "the first feed is in another language");
    run.check(
        run.text("feed.en.xml").contains("https://example.org/en.html#"),
        "it leads elsewhere",
    );
    run.check(run.text("CITATION.cff").contains("title: \"خريطتنا\""), "another title is cited");
    let one = project.run(&["build", "--languages", "en", "--single-file"]);
    assert_eq!(one.site.keys().collect::<Vec<_>>(), [".kharita-site", "index.html"]);
    let one = project.run(&["build", "--languages", "en,en"]);
    let pages: Vec<_> = one.site.keys().filter(|name| name.split_once(".html").is_some()).collect();
    assert_eq!(pages, ["index.html", "table.html"]);
    for page in pages {
        let page = one.text(page);
        one.check(!page.contains("hreflang"), "it leads to a page that is not there");
        one.check(page.contains("<html lang=\"en\""), "another language");
    }
    one.check(!one.text("sitemap.xml").contains("ar.html"), "a page that is not there");
}

#[test]
fn a_theme_of_the_user_brings_a_style_sheet_and_is_told_what_browsers_refuse() {
    let project = Project::new()
        .article("a.txt", BOMB)
        .file("kharita.toml", "templates = 'theme'\n")
        .file("theme/app.css", "body { color: teal }")
        .file("theme/figures.html", "<p>\n  <b style=\"color: red\">{{ figures.events }}</b></p>");
    let run = project.build();
    run.says("theme/figures.html:2:3: warning: has a style of its own");
    assert_eq!(run.text("assets/app.css"), "body { color: teal }");
    let single = project.run(&["build", "--single-file"]);
    single.ends(0).check(
        single.text("ar.html").contains("<style>body { color: teal }</style>"),
        "another style",
    );
}
