//! `kharita extract -`: a filter from JSON Lines to JSON Lines, as docs/extract.md promises.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::project::{KHARITA, Project, ROOT};

/// Texts with something to read in each, of very different lengths.
fn stream(lines: usize) -> String {
    let sentences = [
        "انفجرت سيارة مفخخة في مدينة الحسكة أمس وقتل 3 مدنيين. ",
        "Ten prisoners escaped from Ghwayran prison on 20 January 2022. ",
        "نفت قوات سوريا الديمقراطية فرار سجناء من سجن الصناعة. ",
    ];
    let line = |number: usize| {
        let text =
            sentences[number % 3].repeat(if number.is_multiple_of(97) { 400 } else { number % 7 });
        json!({"id": format!("t{number}"), "text": text, "published": "2022-01-24"}).to_string()
    };
    (0..lines).map(|number| line(number) + "\n").collect()
}

fn column<'a>(lines: &'a [Value], key: &str) -> Vec<&'a Value> {
    lines.iter().map(|line| &line[key]).collect()
}

#[test]
fn every_line_that_is_not_blank_has_its_line_in_order_and_a_bad_one_is_rejected_alone() {
    let input = "\u{feff}{\"id\":\"a\",\"text\":\"انفجرت سيارة مفخخة في الحسكة.\",\"published\":\"2022-01-21\"}\r\n\
                 \n\
                 {\"id\":\"b\",\"text\":5}\n\
                 {\"id\":\"c\",\"text\":\"\",\"url\":\"https://a.example/\",\"seen\":true}\n\
                 {\"id\":\"d\"\n";
    let run = Project::new().input(input).run(&["extract", "-"]);
    run.ends(0)
        .says("standard input:3:18: rejected: `text` is no string; put it in quotes\n")
        .says("standard input:4:55: warning: key `seen` is not read\n")
        .says("standard input:5:9: rejected: EOF while parsing an object");
    let lines = run.lines();
    assert_eq!(column(&lines, "report_id"), [&json!("a"), &json!("b"), &json!("c"), &Value::Null]);
    assert_eq!(column(&lines, "line"), [1, 3, 4, 5]);
    assert_eq!(lines[0]["events"][0]["place"], "hasakah");
    let message = "`text` is no string; put it in quotes";
    assert_eq!(lines[1]["rejected"], json!({"line": 3, "column": 18, "message": message}));
    assert_eq!(lines[2]["url"], "https://a.example/");
    assert_eq!(lines[2]["events"], json!([]));
    for line in &lines {
        assert_eq!(line["kharita"], env!("CARGO_PKG_VERSION"));
        assert_eq!(line["tables"], lines[0]["tables"]);
        assert!(line["path"].is_null());
    }
}

#[test]
fn an_event_carries_its_numbers_and_the_words_and_rules_of_its_fields() {
    let text = "🔥 انفجرت سيارة مفخخة في مدينة الحسكة أمس وقتل أكثر من 3 مدنيين.";
    let line = json!({"id": 1, "text": text, "published": "2022-01-21"}).to_string();
    let run = Project::new().input(line).run(&["extract", "-"]);
    let event = &run.ends(0).lines()[0]["events"][0];
    let slice = |row: &Value| {
        let number = |key: &str| usize::try_from(row[key].as_u64().unwrap()).unwrap();
        let (start, end) = (number("char_start"), number("char_end"));
        text.chars().skip(start).take(end - start).collect::<String>()
    };
    let number = &event["numbers"][0];
    assert_eq!((&number["measure"], &number["group"]), (&json!("killed"), &json!("civilians")));
    assert_eq!((&number["low"], &number["high"]), (&json!(3), &Value::Null));
    assert_eq!(slice(number), number["words"].as_str().unwrap());
    let grounds = event["grounds"].as_array().unwrap();
    for field in ["kind", "place"] {
        let ground = grounds.iter().find(|ground| ground["field"] == field);
        run.check(ground.is_some(), &format!("no ground for {field}"));
        let ground = ground.unwrap();
        assert_eq!(slice(ground), ground["words"].as_str().unwrap());
        assert!(!ground["rule"].as_str().unwrap().is_empty());
    }
}

#[test]
fn what_is_told_only_as_denied_stands_apart() {
    let text =
        "نفى مسؤولون فرار سجناء من سجن غويران.\nA car bomb exploded in Hasakah on 20 January 2022.";
    let run = Project::new().input(json!({"id": 1, "text": text}).to_string());
    let run = run.run(&["extract", "-"]);
    let line = &run.ends(0).lines()[0];
    let kinds = |key: &str| -> Vec<(&Value, &Value)> {
        let events = line[key].as_array().unwrap();
        events.iter().map(|event| (&event["type"], &event["status"])).collect()
    };
    assert_eq!(kinds("events"), [(&json!("bombing"), &json!("reported"))]);
    assert_eq!(kinds("unasserted"), [(&json!("prison_escape"), &json!("denied"))]);
}

#[test]
fn what_is_told_as_a_fact_and_denied_too_is_an_event_with_the_numbers_of_the_fact() {
    let text = "Officials denied that 90 prisoners escaped from Ghwayran prison. \
                Ten prisoners escaped from Ghwayran prison, a witness said.";
    let run = Project::new().input(json!({"id": 1, "text": text}).to_string());
    let run = run.run(&["extract", "-"]);
    let line = &run.ends(0).lines()[0];
    assert_eq!(line["unasserted"], json!([]));
    let events = line["events"].as_array().unwrap();
    let told: Vec<_> = events.iter().map(|event| (&event["status"], &event["counts"])).collect();
    assert_eq!(told, [(&json!("reported"), &json!({"escaped": 10}))]);
}

#[test]
fn the_place_of_an_event_says_which_words_gave_it_and_how() {
    let cases: [(&str, &[(&str, &str)]); 7] = [
        (
            "Ten prisoners escaped from Ghwayran prison.",
            &[("the finest place in the words of the claim", "Ghwayran prison")],
        ),
        (
            "A car bomb exploded at dawn, residents of Raqqa said.",
            &[("the finest place in the sentence", "Raqqa")],
        ),
        (
            "Raqqa - A car bomb exploded at dawn.",
            &[("the dateline, as no place is named nearer", "Raqqa")],
        ),
        ("Residents of Raqqa fled. A car bomb exploded.", &[("the place named before", "Raqqa")]),
        (
            "A car bomb exploded. The market of Raqqa burnt.",
            &[("the place named after, as none is nearer", "Raqqa")],
        ),
        (
            "Smoke rose over Ghwayran prison. Ten prisoners escaped from the prison.",
            &[("what a word such as «السجن» or \"the camp\" takes up", "Ghwayran prison")],
        ),
        (
            "Smoke rose over Ghwayran prison. Ten prisoners escaped in Hasakah.",
            &[
                ("the finest place in the words of the claim", "Hasakah"),
                (
                    "named elsewhere in the text, in or beside that, and of a class where such things happen",
                    "Ghwayran prison",
                ),
            ],
        ),
    ];
    for (text, expected) in cases {
        let run = Project::new().input(json!({"id": 1, "text": text}).to_string());
        let run = run.run(&["extract", "-"]);
        let line = &run.ends(0).lines()[0];
        let grounds = line["events"][0]["grounds"].as_array().unwrap();
        let of_place = grounds.iter().filter(|ground| ground["field"] == "place");
        let told = |ground: &Value| {
            [&ground["rule"], &ground["words"]].map(|v| v.as_str().unwrap().to_owned())
        };
        let told: Vec<_> = of_place.map(told).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(rule, words)| [rule, words].map(|text| (*text).to_owned()))
            .collect();
        assert_eq!(told, expected, "{text}");
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let project = Project::sample().input(stream(600) + "no json\n" + &stream(100));
    for arguments in [&["extract", "-"][..], &["extract"], &["build"]] {
        let of = |threads: &'static str| {
            let run = project.run(&[arguments, &["--threads", threads]].concat());
            run.ends(0);
            let seconds = |line: &&str| !line.starts_with("written");
            let said = run.stderr.lines().filter(seconds).map(str::to_owned).collect::<Vec<_>>();
            (run.stdout, said, run.site)
        };
        let one = of("1");
        assert!(one.0.len() + one.2.len() > 5, "{arguments:?} wrote nothing");
        for threads in ["2", "7"] {
            assert!(of(threads) == one, "{threads} threads of {arguments:?} make a difference");
        }
    }
}

#[test]
fn neither_the_folder_nor_the_environment_nor_the_day_counts() {
    let plain = Project::new().input(stream(20)).run(&["extract", "-"]);
    let place = "id,name_en,name_ar,class,lon,lat\nx,Hasakah,الحسكة,prison,1,1\n";
    let elsewhere = Project::sample()
        .places(place)
        .input(stream(20))
        .current("a/b")
        .environment("TZ", "Asia/Damascus")
        .environment("LC_ALL", "ar_SY.UTF-8")
        .run(&["extract", "-"]);
    assert_eq!(plain.ends(0).stdout, elsewhere.ends(0).stdout);
    assert_eq!(plain.stdout.lines().count(), 20);
}

#[test]
fn no_line_tells_an_absolute_path() {
    let project = Project::sample().article("bad.txt", "\0").file("sources/loose.pdf", "x");
    let folder = project.path("sources");
    let run = project.run(&["extract", folder.to_str().unwrap()]);
    run.ends(0);
    let here = project.path("");
    run.check(!run.stdout.contains(here.to_str().unwrap()), "an absolute path");
    let rejected: Vec<_> = run.lines().into_iter().filter(|l| l["rejected"].is_object()).collect();
    assert_eq!(column(&rejected, "path"), ["bad.txt"]);
    assert_eq!(run.stdout, project.run(&["extract"]).stdout, "named in another way");
}

#[test]
fn rejects_of_files_stand_at_their_place_in_the_order() {
    let run = Project::new()
        .article("a.txt", "Raqqa")
        .article("b.txt", "\0")
        .article("d.txt", "Raqqa")
        .file("sources/c.csv", "kind,place\nbombing,Raqqa\nnone,Raqqa\nbombing,Raqqa\n")
        .file("sources/e.json", "{")
        .run(&["extract"]);
    let told: Vec<_> = run
        .ends(0)
        .lines()
        .iter()
        .map(|line| {
            let told = |key: &str| line[key].to_string();
            (told("path"), told("line"), line["rejected"].is_object())
        })
        .collect();
    let told: Vec<_> = told.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), *c)).collect();
    let expected = [
        ("\"a.txt\"", "null", false),
        ("\"b.txt\"", "1", true),
        ("\"c.csv\"", "2", false),
        ("\"c.csv\"", "3", true),
        ("\"c.csv\"", "4", false),
        ("\"d.txt\"", "null", false),
        ("\"e.json\"", "1", true),
    ];
    assert_eq!(told, expected);
}

#[test]
fn other_tables_have_another_fingerprint_and_the_same_ones_the_same() {
    let read = |name: &str| std::fs::read_to_string(format!("{ROOT}/{name}")).unwrap();
    let (places, kinds) = (read("places.csv"), read("tables/kinds.toml"));
    let project = Project::new()
        .input(r#"{"id":"a","text":"x"}"#)
        .file("same.csv", &places)
        .file("windows.csv", places.replace('\n', "\r\n"))
        .file("fewer.csv", places.lines().take(50).collect::<Vec<_>>().join("\n"))
        .file("same.toml", &kinds)
        .file("other.toml", kinds.replace("#b5121b", "#b5121c") + "\n# more");
    let tables = |arguments: &[&str]| {
        let run = project.run(&[&["extract", "-", "-q"], arguments].concat());
        run.ends(0).lines()[0]["tables"].as_str().unwrap().to_owned()
    };
    let built_in = tables(&[]);
    assert_eq!(built_in.len(), 16);
    for same in [["--places", "same.csv"], ["--places", "windows.csv"], ["--kinds", "same.toml"]] {
        assert_eq!(tables(&same), built_in, "{same:?}");
    }
    let others = [tables(&["--places", "fewer.csv"]), tables(&["--kinds", "other.toml"])];
    assert!(others[0] != built_in && others[1] != built_in && others[0] != others[1]);
}

#[test]
fn strict_writes_what_it_can_and_fails() {
    let run =
        Project::new().input("{\"id\":1,\"text\":\"x\"}\n{}\n").run(&["extract", "-", "--strict"]);
    run.ends(1).says("error: 1 rejected, and --strict was given; the others were written");
    assert_eq!(run.lines().len(), 2);
}

#[test]
fn a_stream_without_lines_has_no_lines_and_is_no_fault() {
    for input in ["", "\n\n \r\n", "\u{feff}"] {
        let run = Project::new().input(input).run(&["extract", "-"]);
        run.ends(0);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    }
}

#[test]
fn what_cannot_be_a_stream_is_refused() {
    let cases: [(&[u8], &[&str], &str); 4] = [
        (b"", &["extract", "-", "a.txt"], "`-` is standard input, and stands alone"),
        (b"", &["extract", "-", "--meta", "m.csv"], "--meta tells of files"),
        (b"", &["extract", "-", "--threads", "0"], "--threads"),
        (
            b"\xff\xfe{\0",
            &["extract", "-"],
            "standard input: error: cannot be read: text in UTF-16",
        ),
    ];
    for (input, arguments, says) in cases {
        let run = Project::new().article("a.txt", "Raqqa").input(input).run(arguments);
        run.ends(2).says(says);
        run.check(run.stdout.is_empty(), "something was written");
    }
}

#[test]
fn a_reader_that_leaves_early_ends_a_stream_quietly_and_a_full_disk_is_a_fault() {
    for threads in ["1", "3"] {
        let project = Project::new().input(stream(3000));
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let arguments = ["extract", "-", "--threads", threads];
        let run = project.run_into(&arguments, Stdio::from(writer), Stdio::piped());
        run.ends(0);
        run.check(run.stderr.is_empty(), "a closed pipe is told of");

        let full = File::options().write(true).open("/dev/full").unwrap();
        let run = project.run_into(&arguments, Stdio::from(full), Stdio::piped());
        run.ends(3).says("standard output: error: cannot be written: ");
    }
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    let mut command = Command::new(KHARITA)
        .args(["extract", "-", "--threads", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = command.stdin.take().unwrap();
    let mut answers = BufReader::new(command.stdout.take().unwrap()).lines();
    for id in ["a", "b"] {
        writeln!(input, "{{\"id\":\"{id}\",\"text\":\"Raqqa\"}}").unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["report_id"], id);
    }
    drop(input);
    assert!(answers.next().is_none());
    assert!(command.wait().unwrap().success());
}
