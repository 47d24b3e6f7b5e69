//! `kharita review`: the loop of an analyst. Build, review, paste a ready row, build again.

use std::collections::BTreeMap;
use std::fs;

use kharita::model::KindId;
use kharita::read;
use sha2::{Digest as _, Sha256};

use crate::project::Project;

/// The columns of a table of corrections.
const COLUMNS: [&str; 8] = ["event", "source", "quote", "change", "to", "by", "on", "why"];

type Row = BTreeMap<String, String>;

/// An article with its day of publication.
fn article(published: &str, text: &str) -> String {
    format!("---\npublished: {published}\n---\n{text}\n")
}

/// The work list of `project`: one row for each answer.
pub(crate) fn review(project: &Project) -> Vec<Row> {
    project.run(&["review", "-q"]).ends(0);
    let list = fs::read(project.path("review/review.csv")).unwrap();
    csv::Reader::from_reader(&*list).deserialize().collect::<Result<_, _>>().unwrap()
}

/// The last cells of `row` as a line of a table of corrections.
fn ready(row: &Row) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS.map(|column| row[column].as_str())).unwrap();
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn paste(project: &Project, rows: &[&Row]) {
    let rows: String = rows.iter().map(|row| ready(row)).collect();
    project.write("corrections.csv", format!("{}\n{rows}", COLUMNS.join(",")).as_bytes());
}

fn find<'r>(rows: &'r [Row], topic: &str, answer: &str) -> &'r Row {
    let found = rows.iter().find(|row| row["topic"] == topic && row["answer"].contains(answer));
    found.unwrap_or_else(|| panic!("no {topic} that is answered “{answer}”: {rows:#?}"))
}

fn has(rows: &[Row], topic: &str) -> bool {
    rows.iter().any(|row| row["topic"] == topic)
}

#[test]
fn each_answer_settles_its_question_and_changes_the_map() {
    let bomb = "A car bomb exploded in Raqqa on Thursday, 5 May 2022, killing";
    let three = article("2022-05-06", &format!("{bomb} three civilians near the bridge."));
    let nine = article("2022-05-06", &format!("{bomb} nine civilians, officials say."));
    let coarse = "A car bomb went off in Raqqa Governorate on 5 May 2022.";
    let prison = article("2022-05-06", "فرّ عشرة سجناء من السجن المركزي مساء الخميس 5 أيار 2022.");
    let nowhere = article("2022-05-06", "A car bomb exploded on Thursday, an agency said.");
    let undated = "A car bomb exploded in Tabqa, killing two civilians.".to_owned();
    let rumour = article("2022-05-06", "Rumours say a car bomb exploded in Tabqa on 5 May 2022.");
    // The sources; the topic; words of an answer; a column of the map and what it says before and after, `|` between events.
    let cases: [(&[&str], [&str; 5]); 8] = [
        (&[&three, &nine], ["counts", "it is 3", "killed_civilians", "null", "3"]),
        (&[&prison], ["ambiguous", "ayed-prison", "place_id", "", "\"ayed-prison\""]),
        (&[&nowhere], ["unplaced", "do not publish", "kind", "", ""]),
        (&[&undated], ["undated", "nobody knows", "start", "null", "null"]),
        (&[&rumour], ["kind", "it is reported", "status", "\"unconfirmed\"", "\"reported\""]),
        (&[&rumour], ["kind", "do not publish", "status", "\"unconfirmed\"", ""]),
        (&[&three, coarse], ["merge", "another event", "report_count", "2", "1|1"]),
        (&[&three, coarse], ["merge", "about the event", "report_count", "2", "2"]),
    ];
    for (sources, [topic, answer, column, before, after]) in cases {
        let project = Project::new();
        for (number, text) in sources.iter().enumerate() {
            project.write(&format!("sources/{number}.txt"), text.as_bytes());
        }
        let told = || {
            let run = project.run(&["build"]);
            run.ends(0);
            run.check(!run.stderr.contains("warning"), "a ready row is warned of");
            let cells = run.events().into_iter().map(|event| event[column].to_string());
            (cells.collect::<Vec<_>>().join("|"), run)
        };
        let (was, run) = told();
        run.check(was == before, &format!("{topic}: {column} was {was}"));
        let rows = review(&project);
        paste(&project, &[find(&rows, topic, answer)]);
        let (is, run) = told();
        run.check(is == after, &format!("{topic}: {column} is {is}"));
        run.check(!has(&review(&project), topic), &format!("{topic} is still open"));
    }
}

#[test]
fn neighbours_that_are_held_apart_are_asked_for_and_can_be_joined() {
    let told = |day: &str, killed: &str| {
        article(
            "2022-06-01",
            &format!("A car bomb exploded in Raqqa on {day} May 2022, killing {killed} soldiers."),
        )
    };
    let project =
        Project::new().article("a.txt", &told("5", "three")).article("b.txt", &told("6", "forty"));
    assert_eq!(project.build().events().len(), 2);
    let rows = review(&project);
    paste(&project, &[find(&rows, "apart", "they are two")]);
    assert!(!has(&review(&project), "apart"));
    paste(&project, &[find(&rows, "apart", "they are one")]);
    let run = project.build();
    assert_eq!(run.events().len(), 1);
    assert_eq!(run.events()[0]["source_count"], 2);
    assert!(!has(&review(&project), "apart"));
}

#[test]
fn what_has_no_day_may_be_what_is_known_there() {
    let told = "Inmates rioted at Derik prison on 2 June 2021, and a guard was hurt.";
    let project = Project::new()
        .article("a.txt", &article("2021-06-03", told))
        .article("b.txt", "Inmates rioted at Derik prison once, a teacher recalled.");
    assert_eq!(project.build().events().len(), 2);
    let rows = review(&project);
    let row = find(&rows, "undated", "it is one with 2021-06-02-derik-prison-prison-riot");
    assert!(row["candidates"].contains(told), "{row:?}");
    paste(&project, &[row]);
    let run = project.build();
    let events = run.events();
    assert_eq!((events.len(), &events[0]["source_count"]), (1, &2.into()));
    assert!(!has(&review(&project), "undated"));
}

#[test]
fn a_name_that_means_one_place_where_it_stands_alone_is_offered() {
    let text = "انفجار في الصالحية يوم 6 أيار 2023 أسفر عن مقتل ثلاثة مدنيين.";
    let project = Project::new().article("one.txt", &article("2023-05-07", text));
    let rows = review(&project);
    let place = rows.iter().find(|row| row["change"] == "place");
    let place = place.unwrap_or_else(|| panic!("no place is offered: {rows:#?}"));
    assert!(place["candidates"].contains(&place["to"]), "{place:?}");
    paste(&project, &[place]);
    let run = project.build();
    assert_eq!((run.figures().events, run.figures().unplaced), (1, 0));
    // A name that means nothing where it stands alone offers nothing.
    let unknown = "On 10 March 2022 a car bomb exploded in Newtown and killed three people.";
    let project = Project::new().article("one.txt", &article("2022-03-11", unknown));
    assert!(review(&project).iter().all(|row| row["change"] != "place"));
}

#[test]
fn a_village_that_no_table_has_is_put_into_no_place_that_was_told_before() {
    let told = "A car bomb exploded in Raqqa on 5 May 2022.";
    for village in [
        "Gunmen attacked a post in the village of Umm Zarzur on 5 May 2022.",
        "وفي 5 أيار 2022 هاجم مسلحون حاجزاً في قرية أم زرزور.",
    ] {
        let project =
            Project::new().article("a.txt", &article("2022-05-06", &format!("{told} {village}")));
        let rows = review(&project);
        let row = find(&rows, "unplaced", "it is no event");
        assert!(row["open"].contains("add it there"), "{row:?}");
        assert!(rows.iter().all(|row| row["change"] != "place"), "{rows:#?}");
    }
}

#[test]
fn neighbours_in_places_that_enclose_one_another_are_asked_for() {
    let told = |place: &str, day: &str| {
        article("2022-06-01", &format!("A car bomb exploded in {place} on {day} May 2022."))
    };
    for (place, day, asked) in [
        ("the Mashlab district of Raqqa", "6", true),
        ("the Mashlab district of Raqqa", "8", false),
        ("Tabqa", "6", false),
    ] {
        let project = Project::new()
            .article("a.txt", &told("Raqqa", "5"))
            .article("b.txt", &told(place, day));
        assert_eq!(project.build().events().len(), 2, "{place}, {day}");
        assert_eq!(has(&review(&project), "apart"), asked, "{place}, {day}");
    }
}

/// An article of a publisher.
fn by(publisher: &str, published: &str, text: &str) -> String {
    format!("---\npublished: {published}\npublisher: {publisher}\n---\n{text}\n")
}

#[test]
fn what_may_be_one_in_other_quarters_words_and_years_is_asked_for_and_can_be_joined() {
    let bomb = |publisher: &str, what: &str, place: &str| {
        let text = format!("A {what} in {place} of Hasakah on 1 March 2022.");
        by(publisher, "2022-03-02", &text)
    };
    let (aziziyah, ghwayran) = ("Aziziyah neighbourhood", "Ghwayran neighbourhood");
    let first = bomb("A", "bomb wounded three people", aziziyah);
    let car = bomb("A", "car bomb wounded three people", aziziyah);
    let motorcycle = bomb("B", "motorcycle bomb wounded three people", ghwayran);
    let both = "A bomb wounded three people in Aziziyah neighbourhood of Hasakah on 1 March 2022. \
                A bomb wounded three people in Ghwayran neighbourhood of Hasakah on 1 March 2022.";
    let shelled = |publisher: &str, published: &str| {
        by(publisher, published, "Mortars were fired at the outskirts of the town of Ain Issa.")
    };
    let attack = |what: &str| {
        let at = "Sina'a prison in Hasakah on 20 January 2022";
        by(what, "2022-01-22", &format!("Gunmen {what} {at}."))
    };
    let last = |text: &str| {
        let news = "Seven prisoners fled from Sina'a prison in Hasakah on Sunday.";
        by("C", "2023-08-28", &format!("{news} {text}, gunmen attacked Sina'a prison."))
    };
    // The sources, and whether two of their events may be one.
    let cases = [
        (vec![first.clone(), bomb("B", "bomb wounded three people", ghwayran)], true),
        (vec![first.clone(), bomb("B", "bomb wounded five people", ghwayran)], false),
        (
            vec![
                bomb("A", "bomb killed a man", aziziyah),
                bomb("B", "bomb killed a man", ghwayran),
            ],
            false,
        ),
        (vec![car, motorcycle], false),
        (vec![by("A", "2022-03-02", both)], false),
        (vec![shelled("A", "2022-03-01"), shelled("A", "2022-03-03")], true),
        (vec![shelled("A", "2022-03-01"), shelled("B", "2022-03-03")], false),
        (vec![shelled("A", "2022-03-01"), shelled("A", "2022-03-06")], false),
        (vec![attack("attacked"), attack("then stormed the gate of"), last("Last January")], true),
        (vec![attack("attacked"), last("Last January")], false),
        (vec![attack("attacked"), attack("then stormed the gate of"), last("Last March")], false),
    ];
    for (sources, asked) in cases {
        let project = Project::new();
        for (number, text) in sources.iter().enumerate() {
            project.write(&format!("sources/{number}.txt"), text.as_bytes());
        }
        let before = project.build().events().len();
        let rows = review(&project);
        assert_eq!(has(&rows, "apart"), asked, "{sources:#?}");
        if asked {
            paste(&project, &[find(&rows, "apart", "they are one")]);
            assert_eq!(project.build().events().len(), before - 1, "{sources:#?}");
            assert!(!has(&review(&project), "apart"), "{sources:#?}");
        }
    }
}

#[test]
fn every_ready_row_of_the_sample_can_be_read() {
    let rows = review(&Project::sample());
    assert!(rows.len() > 20, "a work list");
    let table: String = rows.iter().map(ready).collect();
    let table = format!("{}\n{table}", COLUMNS.join(","));
    let kinds =
        rows.iter().filter(|row| row["change"] == "kind").map(|row| KindId::new(&row["to"]));
    let read = read::corrections("c.csv", table.as_bytes(), &kinds.collect(), &|_| true).unwrap();
    assert_eq!(read.diagnostics, []);
    assert_eq!(read.corrections.len(), rows.len());
    for row in rows {
        assert!(!row["sentence"].is_empty() && row["line"].parse::<u64>().unwrap() > 0, "{row:?}");
    }
}

#[test]
fn who_answers_every_question_of_the_sample_is_asked_nothing_more() {
    let project = Project::sample();
    let rows = review(&project);
    let settles = |row: &&Row| row["change"] == "accept" || row["to"] == "undated";
    paste(&project, &rows.iter().filter(settles).collect::<Vec<_>>());
    let run = project.run(&["review"]);
    run.ends(0).says("open      0 questions");
    run.check(!run.stderr.contains("corrections.csv"), "a row is idle");
}

#[test]
fn no_cell_is_a_formula_and_what_is_guarded_is_read_as_it_was() {
    let text = "=cmd|' /C calc'!A0 and a car bomb exploded on Thursday, an agency said.\n\n@SUM(1) \u{202e}A car bomb exploded on Friday.";
    let project = Project::new().article("=1.txt", &article("2022-05-06", text));
    let rows = review(&project);
    assert!(rows.len() >= 2);
    for row in &rows {
        for (column, cell) in row {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{column}: {cell}");
        }
        assert_eq!(row["source"], "'=1.txt");
    }
    let accepted: Vec<&Row> = rows.iter().filter(|row| row["change"] == "accept").collect();
    paste(&project, &accepted);
    let run = project.run(&["build"]);
    run.ends(0).says(&format!("corrected {} rows", accepted.len()));
    run.check(!run.stderr.contains("warning"), "a row is idle");
    assert!(review(&project).is_empty());
}

#[test]
fn the_page_stands_alone_and_holds_every_row() {
    let project = Project::sample();
    let rows = review(&project);
    let page = fs::read_to_string(project.path("review/review.html")).unwrap();
    let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let policy = page.split("style-src 'sha256-").nth(1).unwrap().split('\'').next().unwrap();
    // As the page of `explain`: a hash of 32 bytes is 44 characters of Base64.
    assert_eq!((policy.len(), Sha256::digest(style).len()), (44, 32));
    for word in ["<script", "http:", "https:", "src=", "onclick"] {
        assert!(!page.contains(word), "{word}");
    }
    assert_eq!(page.matches("<code class=\"row\" dir=\"ltr\">").count(), rows.len());
    let questions =
        rows.iter().map(|row| &row["question"]).max_by_key(|n| n.parse::<u64>().unwrap());
    assert_eq!(page.matches("<article ").count().to_string(), *questions.unwrap());
}

#[test]
fn the_list_is_the_same_however_it_is_read_and_replaces_only_its_own() {
    let project = Project::sample();
    let read = || fs::read(project.path("review/review.csv")).unwrap();
    project.run(&["review", "-q", "--threads", "1"]).ends(0);
    let first = read();
    project.run(&["review", "-q", "--threads", "4"]).ends(0).check(read() == first, "other bytes");
    project.write("review/mine.txt", b"mine");
    project.run(&["review"]).ends(3).says("mine.txt");
    assert_eq!(read(), first);
}

#[test]
fn who_reviews_and_when_stands_in_every_row() {
    let project = Project::new().article("a.txt", "A car bomb exploded, an agency said.");
    project.run(&["review", "--by", "=LM, desk", "--on", "2022-05-06"]).ends(0).says("questions");
    let list = fs::read(project.path("review/review.csv")).unwrap();
    let rows: Vec<Row> =
        csv::Reader::from_reader(&*list).deserialize().map(Result::unwrap).collect();
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row["by"] == "'=LM, desk" && row["on"] == "2022-05-06"));
    project.run(&["review", "--on", "yesterday"]).ends(2).says("--on: error: ");
}
