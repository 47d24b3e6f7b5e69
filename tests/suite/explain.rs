//! `kharita explain`: what was read in a source and why, as text and as a page.

use std::fs;
use std::io;
use std::process::Stdio;

use sha2::{Digest as _, Sha256};

use crate::golden;
use crate::project::{Project, Run};

const SOURCES: [&str; 3] =
    ["2022/sinaa-attack.ar.md", "2020/hasakah-mutiny.en.txt", "2022/hundreds-at-large.en.txt"];

/// What is told of a source of the sample.
fn of_sample(name: &str, arguments: &[&str]) -> (Project, Run) {
    let project = Project::sample();
    let source = format!("sources/{name}");
    let explain = ["explain", &source, "--meta", "sources/sources.csv"];
    let run = project.run(&[&explain, arguments].concat());
    run.ends(0);
    (project, run)
}

/// The page that `project` holds now, without the fingerprint of the tables, which every new row changes.
fn page(project: &Project) -> String {
    let page = fs::read_to_string(project.path("page.html")).unwrap();
    let (before, rest) = page.split_once(", tables ").unwrap();
    format!("{before}, tables …{}", &rest[rest.find('<').unwrap()..])
}

#[test]
fn sources_of_the_sample_are_explained_in_the_blessed_words() {
    for name in SOURCES {
        let (_, run) = of_sample(name, &[]);
        let file = name.replace('/', "-");
        let fault = golden::against(&format!("explain/{file}.out"), &run.stdout);
        run.check(fault.is_empty(), &fault);
        let (project, run) = of_sample(name, &["--html", "page.html"]);
        run.check(run.stdout.is_empty(), "a page, and text too");
        let fault = golden::against(&format!("explain/{file}.html"), &page(&project));
        run.check(fault.is_empty(), &fault);
    }
}

#[test]
fn every_event_that_extract_tells_is_explained_with_its_words() {
    for name in SOURCES {
        let (project, run) = of_sample(name, &[]);
        let source = format!("sources/{name}");
        let told = project.run(&["extract", &source, "--meta", "sources/sources.csv"]);
        let line = &told.lines()[0];
        let of = |key: &str| line[key].as_array().unwrap().clone();
        let events = [of("events"), of("unasserted")].concat();
        for event in &events {
            run.check(
                run.stdout.contains(&format!("({})", event["type"].as_str().unwrap())),
                "a kind",
            );
            for ground in event["grounds"].as_array().unwrap() {
                let rule = ground["rule"].as_str().unwrap();
                // The sentence stands above already.
                let words = ground["words"].as_str().filter(|words| *words != event["evidence"]);
                let words = words.map(|words| format!(": “{words}”"));
                let why = format!("{rule}{}\n", words.unwrap_or_default());
                run.check(run.stdout.contains(&why), &format!("no {why}"));
            }
        }
        let titles = run.stdout.lines().filter(|line| line.starts_with("     kind "));
        assert_eq!(titles.count(), events.len());
    }
}

#[test]
fn colours_are_for_terminals_and_for_who_asks() {
    let escape = "\u{1b}[";
    let coloured = |arguments: &[&str], environment: &[(&'static str, &str)]| {
        let project = Project::new().article("a.txt", "A car bomb exploded in Hasakah.");
        let set = |project: Project, (name, value): &(&'static str, &str)| {
            project.environment(name, value)
        };
        let run = environment.iter().fold(project, set).run(&[&["explain"], arguments].concat());
        run.ends(0).stdout.contains(escape)
    };
    assert!(!coloured(&[], &[]), "no terminal reads this");
    assert!(coloured(&["--colour", "always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--colour", "never"], &[("CLICOLOR_FORCE", "1")]));
    let (_, plain) = of_sample(SOURCES[0], &[]);
    let (_, coloured) = of_sample(SOURCES[0], &["--colour", "always"]);
    let mark = "[place: سجن غويران]";
    assert!(plain.stdout.contains(mark) && !coloured.stdout.contains(mark));
}

#[test]
fn a_text_on_standard_input_is_explained_as_of_the_day_given() {
    let text = "---\ntitle: T\n---\nA car bomb exploded in Hasakah yesterday.";
    let project = Project::new().input(text);
    let dated = project.run(&["explain", "-", "--published", "2022-01-21"]);
    dated.ends(0);
    dated.check(dated.stdout.starts_with("standard input\n  T\n"), "no title");
    dated.check(dated.stdout.contains("Bombing, Hasakah, 20 January 2022"), &dated.stdout);
    dated.check(dated.stdout.contains("\n    4  "), "the line of the file");
    let undated = project.run(&["explain", "-"]);
    undated.check(undated.stdout.contains("published on no known day"), &undated.stdout);
    undated.check(undated.stdout.contains("Bombing, Hasakah, undated"), &undated.stdout);
}

#[test]
fn records_are_explained_by_their_columns() {
    let project = Project::new()
        .records("id,kind,date,place,killed,text\n7,bombing,2022-01-20,Raqqa,3,It was loud.\n");
    let run = project.run(&["explain"]);
    run.ends(0);
    for told in [
        "records.csv#7\n",
        "Bombing, Raqqa, 20 January 2022",
        "line 2: “It was loud.”",
        "killed: 3",
    ] {
        run.check(run.stdout.contains(told), &format!("{told}\n{}", run.stdout));
    }
}

#[test]
fn hostile_texts_steer_neither_the_terminal_nor_the_page() {
    let evil = "</style><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} \" ' & \u{202e}x \u{2066} \u{1b}[31m \u{7}";
    let text = format!(
        "---\ntitle: {evil}\npublisher: {evil}\n---\n{evil} \u{1b}]0;x\u{7} a car bomb \u{202e} exploded in Hasakah and Omar {evil}\tbeside 3 killed.\n"
    );
    let project = Project::new().article("<b>&\"a.md", &text);
    let run = project.run(&["explain"]);
    run.ends(0);
    let steers = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    run.check(!run.stdout.contains(steers), "the terminal is steered");
    run.check(run.stdout.contains("\\u{1b}[") && run.stdout.contains("\\u{202e}"), "it is hidden");
    let run = project.run(&["explain", "--html", "page.html"]);
    run.ends(0);
    let page = fs::read_to_string(project.path("page.html")).unwrap();
    run.check(!page.contains(steers), "the page is steered");
    for tag in page.split('<').skip(1) {
        let name = tag.split([' ', '>', '\n']).next().unwrap().trim_start_matches('/');
        let own = [
            "!doctype",
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "h1",
            "h2",
            "h3",
            "h4",
            "p",
            "mark",
            "span",
            "main",
            "article",
            "section",
            "bdi",
            "blockquote",
            "dl",
            "dt",
            "dd",
            "q",
            "ul",
            "li",
            "sup",
            "a",
            "footer",
        ];
        run.check(own.contains(&name), &format!("<{name}>"));
        run.check(!tag.split('>').next().unwrap().contains(" onerror="), tag);
    }
    run.check(page.contains("{{ 7*7 }}"), "a source was rendered");
    run.check(page.contains("<mark class=\"kind said\""), "nothing was marked");
}

#[test]
fn a_page_stands_alone_under_a_policy_that_names_its_style() {
    let (project, _) = of_sample(SOURCES[0], &["--html", "page.html"]);
    let page = fs::read_to_string(project.path("page.html")).unwrap();
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let hash = base64(&Sha256::digest(style));
    let policy = format!(
        "content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\""
    );
    assert!(page.contains(&policy), "{policy}");
    // What stands in quotes is text.
    let tags = page.split_inclusive('<').filter_map(|tag| tag.split('>').next());
    let markup: String = tags.flat_map(|tag| tag.split('"').step_by(2)).collect();
    for absent in ["<script", "<link", "<img", " style=", " src=", " on"] {
        assert!(!markup.contains(absent), "{absent}");
    }
    assert!(!style.contains("url(") && !style.contains("@import"));
}

fn base64(bytes: &[u8]) -> String {
    let digits: Vec<char> =
        ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let bits = bytes.iter().flat_map(|byte| (0..8).map(move |place| byte >> (7 - place) & 1));
    let digit = |six: &[u8]| {
        let value = (0..6).fold(0, |value, at| value * 2 + six.get(at).copied().unwrap_or(0));
        digits[usize::from(value)]
    };
    let out: String = bits.collect::<Vec<u8>>().chunks(6).map(digit).collect();
    format!("{out}{}", "=".repeat((4 - out.len() % 4) % 4))
}

#[test]
fn a_template_and_a_style_of_ones_own_replace_the_built_in_ones() {
    let project = Project::new()
        .article("a.txt", "A car bomb exploded in Hasakah.")
        .file(
            "own/explain.html",
            "<style>{{ style | safe }}</style>{{ style_hash }} {{ sources[0].id }}",
        )
        .file("own/explain.css", "p{color:red}\r\n");
    project.run(&["explain", "--html", "page.html", "--templates", "own"]).ends(0);
    let page = fs::read_to_string(project.path("page.html")).unwrap();
    let hash = base64(&Sha256::digest("p{color:red}\n"));
    assert_eq!(page, format!("<style>p{{color:red}}\n</style>sha256-{hash} a.txt"));
}

#[test]
fn what_cannot_be_explained_or_written_is_told() {
    let cases: [(&[&str], i32, &str); 8] = [
        (
            &["explain", "--html", "sources/a.txt"],
            2,
            "sources/a.txt: error: not the name of a page",
        ),
        (&["explain", "none.txt"], 2, "none.txt: error: cannot be read: "),
        (&["explain", "-"], 2, "standard input: error: no text to read"),
        (&["explain", "-", "a.txt"], 2, "`-` is standard input, and stands alone"),
        (&["explain", "--published", "yesterday"], 2, "--published: error: `yesterday` is no date"),
        (&["explain", "--colour", "red"], 2, "--colour"),
        (&["explain", "--html", "none/page.html"], 3, "none/page.html: error: cannot be written: "),
        (
            &["explain", "--html", "page.html", "--templates", "none"],
            2,
            "the templates cannot be read",
        ),
    ];
    for (arguments, code, says) in cases {
        let run = Project::new().article("a.txt", "Raqqa").run(arguments);
        run.ends(code).says(says);
        run.check(run.stdout.is_empty(), "something was told");
    }
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    let run = Project::sample().run_into(&["explain"], Stdio::from(writer), Stdio::piped());
    run.ends(0);
}
