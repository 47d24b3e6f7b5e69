//! Saved web pages: what of them is read, and which day they count from.

use crate::project::Project;

const PAGE: &str = "Home\nSyria\nInmates escape from Ghwayran prison in Hasakah\nPublished on 24 January 2022\n\
                    Facebook\nTwitter\n\
                    Ten inmates escaped from Ghwayran prison in Hasakah yesterday evening, the guards said.\n\
                    Related Articles\nCar bomb explodes in Raqqa\n";

/// Pasted below a page: a text with a day of its own.
const OLDER: &str = "\nCar bomb explodes at market in Raqqa\n3 May 2021\n\
                     A car bomb exploded at a market in Raqqa on Sunday and wounded three people, doctors said.\n";

#[test]
fn the_day_that_a_page_states_counts_where_no_other_is_given_and_it_is_said_which_did() {
    let front = format!("---\npublished: 2022-01-25\n---\n{PAGE}");
    let run = Project::new()
        .article("front.txt", &front)
        .article("page.txt", PAGE)
        .article("side.txt", PAGE)
        .article("unknown.txt", "Ten inmates escaped from Ghwayran prison yesterday.")
        .file("sources/sources.csv", "path,published\nside.txt,2022-01-24\n")
        .build();
    run.says("sources/front.txt:7:11: warning: the text says 2022-01-24 here (a line that says when the page was published); 2022-01-25 is given and counts");
    let told: Vec<String> = run
        .rows("sources.csv")
        .iter()
        .map(|row| {
            format!("{}/{}/{}", row["published"], row["published_by"], row["published_line"])
        })
        .collect();
    assert_eq!(told, ["2022-01-25/source/", "2022-01-24/page/4", "2022-01-24/sidecar/", "//"]);
    run.check(run.stderr.matches("the text says").count() == 1, "an equal day is told of");
}

#[test]
fn nothing_is_read_in_the_links_below_a_text_and_a_text_pasted_there_has_its_own_day() {
    let run = Project::new().article("page.txt", PAGE).run(&["extract"]);
    let lines = run.lines();
    let events = lines[0]["events"].as_array().unwrap();
    assert!(events.iter().all(|event| event["type"] == "prison_escape"), "{events:?}");
    assert_eq!(events[0]["date"]["start"], "2022-01-23");
    assert_eq!(events[0]["main"], true);
    assert_eq!(lines[0]["published_by"], "page");
    assert_eq!(lines[0]["stated"]["words"], "on 24 January 2022");
    let refusals = lines[0]["refusals"].as_array().unwrap();
    assert!(refusals.iter().any(|r| r["words"] == "Car bomb explodes in Raqqa"), "{refusals:?}");

    let run = Project::new().article("page.txt", &format!("{PAGE}{OLDER}")).run(&["extract"]);
    let lines = run.lines();
    let events = lines[0]["events"].as_array().unwrap();
    let bomb =
        events.iter().find(|event| event["type"] == "bombing").expect("the text below is read");
    assert_eq!((&bomb["date"]["start"], &bomb["main"]), (&"2021-05-02".into(), &false.into()));
}

#[test]
fn on_a_stream_a_text_that_contradicts_its_line_is_told_with_the_number_of_the_line() {
    let text = PAGE.replace('\n', "\\n");
    let line = format!("{{\"id\":\"a\",\"text\":\"{text}\",\"published\":\"2022-01-20\"}}\n");
    let run = Project::new().input(&line).run(&["extract", "-"]);
    run.ends(0).says("standard input:1: warning: the text says 2022-01-24 here");
    assert_eq!(run.lines()[0]["published"], "2022-01-20");
}
