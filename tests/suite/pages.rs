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

/// Where and when each event of an article is, as `extract` reads it.
fn told(text: &str) -> Vec<String> {
    let run = Project::new().article("page.txt", text).run(&["extract"]);
    let lines = run.lines();
    let show = |event: &serde_json::Value| {
        let word = |value: &serde_json::Value| value.as_str().unwrap_or("none").to_owned();
        let (kind, place) = (word(&event["type"]), word(&event["place"]));
        format!("{kind} {place} {}", word(&event["date"]["start"]))
    };
    lines[0]["events"].as_array().unwrap().iter().map(show).collect()
}

#[test]
fn a_text_pasted_below_neither_takes_nor_gives_a_day_a_place_or_a_story() {
    let arabic = "تاريخ النشر: 15 آذار 2023\nفر خمسة سجناء من سجن غويران في مدينة الحسكة مساء أمس، وقال حراس إنهم يبحثون عنهم.\n\n";
    let english = "Published on 15 March 2023\nFive inmates escaped from Ghwayran prison in Hasakah yesterday, the guards said.\n\n";
    let escape = "prison_escape sinaa-prison 2023-03-14";
    let cases = [
        (
            arabic,
            "خبر سابق (12 آب 2020): أعيد القبض على ثلاثة من الفارين أمس.",
            "recapture none 2020-08-11",
        ),
        (arabic, "خبر سابق: أعيد القبض على ثلاثة من الفارين أمس.", "recapture none none"),
        // The same prison, and another escape: it is not the first one.
        (
            arabic,
            "من الأرشيف\nفر عشرة سجناء من سجن غويران في الحسكة أمس، بحسب ما قالت مصادر محلية.",
            "prison_escape sinaa-prison none",
        ),
        (
            arabic,
            "مقتل طفل بانفجار لغم\nدير الزور - قُتل طفل أمس بانفجار لغم في بلدة الصور.",
            "bombing suwar none",
        ),
        (
            arabic,
            "***\nكتب: سامر المحمد\nانفجرت عبوة ناسفة في سوق البلدة يوم الاثنين وجرحت ثلاثة من الباعة.",
            "bombing none none",
        ),
        (
            english,
            "Earlier story (12 August 2020): Three of the escaped inmates were recaptured yesterday.",
            "recapture none 2020-08-11",
        ),
        (
            english,
            "From our archive\nTen inmates escaped from Ghwayran prison in Hasakah on Monday, officials said.",
            "prison_escape sinaa-prison none",
        ),
        (
            english,
            "Child killed by mine in the fields\nDEIR EZ-ZOR (North Press) – A child was killed on Monday when a mine exploded in al-Suwar.",
            "bombing suwar none",
        ),
        (
            english,
            "* * *\nBy Jane Doe\nA car bomb exploded in the market on Monday and killed three civilians, a doctor said.",
            "bombing none none",
        ),
        (
            english,
            "QAMISHLI, Syria (AP) — Gunmen attacked the prison on Monday and killed two guards, officials said.",
            "prison_attack qamishli none",
        ),
    ];
    for (first, second, expected) in cases {
        let found = told(&format!("{first}{second}\n"));
        assert_eq!(found, [escape, expected], "{second}");
    }
}

#[test]
fn explain_says_that_an_event_is_of_a_further_text_and_of_which_day_that_is() {
    let first =
        "Ten inmates escaped from Ghwayran prison in Hasakah yesterday, the guards said.\n\n";
    let bomb =
        "A car bomb exploded in Raqqa on Monday and killed three civilians, a doctor said.\n";
    for (label, told) in [
        ("Earlier story (12 August 2020):", "which states this day for itself"),
        ("From our archive:", "which states no day of its own"),
    ] {
        let text = format!("{first}{label}\n{bomb}");
        let run = Project::new().article("page.txt", &text).run(&["explain", "sources/page.txt"]);
        let told = format!("told in a further text on the page, {told}");
        run.ends(0).check(run.stdout.contains(&told), &told);
    }
}

#[test]
fn a_stated_day_that_may_be_two_is_told_with_both() {
    let page = PAGE.replace("24 January 2022", "03/04/2023");
    let run = Project::new().article("page.txt", &page).run(&["extract"]);
    run.says("sources/page.txt:4:11: warning: \"on 03/04/2023\" may be 2023-04-03 or 2023-03-04");
    let stated = &run.lines()[0]["stated"];
    assert_eq!((&stated["published"], &stated["or"]), (&"2023-04-03".into(), &"2023-03-04".into()));
    assert_eq!(run.lines()[0]["events"][0]["date"]["start"], "2023-04-02");
    // What is given tells which it is.
    let given = format!("---\npublished: 2023-03-04\n---\n{page}");
    let run = Project::new().article("page.txt", &given).run(&["extract"]);
    run.check(!run.stderr.contains("warning"), "a given day tells which is meant");
}

/// A day that cannot be dates nothing, and is told of where it stands.
#[test]
fn a_day_that_no_month_has_is_warned_of() {
    let text = "On Monday nothing happened.\nOn 30 February 2022 gunmen attacked a post in Raqqa.\n\
                واندلعت اشتباكات في الطبقة بتاريخ 31 نيسان 2022.\n";
    let run = Project::new().article("m.txt", text).build();
    run.ends(0).says(
        "sources/m.txt:2:4: warning: \"30 February 2022\" is a day that its month does not have",
    );
    run.says("sources/m.txt:3:").says("31 نيسان 2022");
    let events = run.rows("events.csv");
    run.check(
        events.len() == 2 && events.iter().all(|event| event["start"].is_empty()),
        "a day is guessed",
    );
}
