//! `kharita extract`: what was read in each source, one line of JSON a source.

use std::fs::File;
use std::io;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::project::{KHARITA, Project, Run};

/// Two scripts, characters of one to four bytes, front matter and a Windows line end before the names.
const ARTICLE: &str = "---\r\ntitle: عنوان\r\n---\r\n🔥🔥 عاجل: انفجرت سيارة مفخخة في مدينة الحسكة.\r\n\r\n\
                       A mutiny began in Ghwayran prison on 29 March 2020, the Asayish said.\r\n";

fn text() -> &'static str {
    ARTICLE.splitn(3, "---\r\n").nth(2).unwrap()
}

/// The characters of the article's text from `start` to `end`, the end exclusive.
fn slice(row: &Value, start: &str, end: &str) -> String {
    let number = |key: &str| usize::try_from(row[key].as_u64().unwrap()).unwrap();
    let (start, end) = (number(start), number(end));
    text().chars().skip(start).take(end - start).collect()
}

#[test]
fn offsets_count_characters_and_slice_to_what_they_name() {
    let run = Project::new().article("a.md", ARTICLE).run(&["extract"]);
    run.ends(0);
    let lines = run.lines();
    run.check(lines.len() == 1, "one source makes one line");
    let mentions = lines[0]["mentions"].as_array().unwrap();
    for mention in mentions {
        assert_eq!(slice(mention, "char_start", "char_end"), mention["surface"].as_str().unwrap());
    }
    let places: Vec<_> = mentions.iter().filter_map(|m| m["place"].as_str()).collect();
    run.check(places == ["hasakah", "sinaa-prison"], &format!("{places:?}"));

    let events = lines[0]["events"].as_array().unwrap();
    for event in events {
        assert_eq!(
            slice(event, "evidence_start", "evidence_end"),
            event["evidence"].as_str().unwrap()
        );
    }
    let mut kinds: Vec<_> = events.iter().map(|e| e["type"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    run.check(kinds == ["bombing", "prison_riot"], &format!("{kinds:?}"));
}

#[test]
fn the_language_of_an_article_is_seen_by_its_letters_where_nobody_tells_it() {
    let arabic = "انفجرت سيارة مفخخة في الرقة (Raqqa) يوم 5 أيار 2022.";
    let english = "On 5 May 2022 a car bomb exploded in Raqqa («الرقة»).";
    let turkish = "Rakka'da bomba yüklü bir araç patladı, üç kişi öldü.";
    for (text, lang) in [
        (arabic, "ar"),
        (english, "en"),
        (turkish, ""),
        (&format!("---\nlang: en\n---\n{arabic}"), "en"),
    ] {
        let run = Project::new().article("a.txt", text).build();
        run.check(run.rows("sources.csv")[0]["lang"] == lang, &format!("{text} is not `{lang}`"));
        let told = run.rows("reports.csv");
        run.check(told.iter().all(|report| report["lang"] == lang), "the quote is of another");
    }
}

#[test]
fn every_source_has_its_line_and_nothing_is_written() {
    let project = Project::new().article("b.txt", "The sun shone.").article("a.txt", "\0").records(
        "id,date,kind,place\n7,2022-01-20,bombing,Hasakah\n8,2022-01-20,bombing,Nowhere\n",
    );
    let run = project.run(&["extract"]);
    run.ends(0).says("a.txt:1:1: rejected: ");
    run.check(run.site.is_empty(), "a site was written");
    let (rejected, lines): (Vec<_>, Vec<_>) =
        run.lines().into_iter().partition(|line| line["rejected"].is_object());
    assert_eq!((rejected.len(), &rejected[0]["path"]), (1, &"a.txt".into()));
    let of = |key: &str| lines.iter().map(|line| line[key].clone()).collect::<Vec<_>>();
    assert_eq!(of("report_id"), ["b.txt", "records.csv#7", "records.csv#8"]);
    assert_eq!(of("line"), [Value::Null, 2.into(), 3.into()]);
    let events = of("events");
    assert_eq!(events[0], Value::Array(vec![]));
    assert_eq!((&events[1][0]["place"], &events[2][0]["place"]), (&"hasakah".into(), &Value::Null));
}

#[test]
fn strict_prints_nothing_where_anything_is_rejected() {
    let project = Project::new().article("a.txt", "Raqqa").article("b.txt", "\0");
    let run = project.run(&["extract", "--strict"]);
    run.ends(1);
    run.check(run.stdout.is_empty(), "something was printed");
}

#[test]
fn two_runs_print_the_same_bytes() {
    let run = || -> Run { Project::sample().run(&["extract"]) };
    assert_eq!(run().stdout, run().stdout);
}

#[test]
fn a_reader_that_leaves_early_is_no_fault_and_a_full_disk_is_one() {
    let project = Project::sample();
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    let run = project.run_into(&["extract"], Stdio::from(writer), Stdio::piped());
    run.ends(0);
    run.check(run.stderr.is_empty(), "a closed pipe is told of");

    let full = File::options().write(true).open("/dev/full").unwrap();
    let run = project.run_into(&["extract"], Stdio::from(full), Stdio::piped());
    run.ends(3).says("standard output: error: cannot be written: ");
}

#[test]
fn help_names_every_exit_code() {
    let help = Command::new(KHARITA).args(["extract", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for code in 0..=3 {
        assert!(help.contains(&format!("\n  {code}  ")), "{help}");
    }
}
