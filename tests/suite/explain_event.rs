//! `kharita explain --event`: what an event is made of, and what it is held apart from.

use crate::project::Project;

/// A riot that two sources tell, another on the next day, and one that no source dates.
fn riots() -> Project {
    let article = |publisher: &str, published: &str, text: &str| {
        let published = match published {
            "" => String::new(),
            day => format!("published: {day}\n"),
        };
        format!("---\npublisher: {publisher}\n{published}---\n{text}\n")
    };
    Project::new()
        .article(
            "a.txt",
            &article(
                "Plains Wire",
                "2022-06-15",
                "Inmates rioted at Alaya prison in Qamishli on 14 June 2022, and five prisoners were injured.",
            ),
        )
        .article(
            "b.txt",
            &article(
                "Orient Desk",
                "2022-06-16",
                "Inmates rioted at Alaya prison in Qamishli on 14 June 2022, and eight prisoners were injured.",
            ),
        )
        .article(
            "c.txt",
            &article(
                "Orient Desk",
                "2022-06-20",
                "A riot broke out at Alaya prison in Qamishli on 18 June 2022.",
            ),
        )
        .article(
            "d.txt",
            &article("Steppe Radio", "", "A riot broke out at Alaya prison in Qamishli."),
        )
}

const ID: &str = "2022-06-14-alaya-prison-prison-riot";

#[test]
fn an_event_is_explained_with_its_numbers_its_reports_and_what_it_is_not() {
    let run = riots().run(&["explain", "--event", ID]);
    run.ends(0);
    for words in [
        "2022-06-14-alaya-prison-prison-riot\n",
        "  kind     prison_riot · ",
        "  days     14 June 2022 · ",
        "  place    alaya-prison · site · ",
        "  wounded, Islamic State: 5 to 8 · sources differ\n    8  Orient Desk (“eight”)\n    5  Plains Wire (“five”)\n",
        "  2  a.txt:5 · Plains Wire · published 2022-06-15\n     “Inmates rioted at Alaya",
        "     the finest report of it\n",
        "     same place · a shared day · another number\n",
        "  2022-06-18-alaya-prison-prison-riot  18 June 2022\n    their days do not meet; days between them: 3\n",
        "  undated\n    one of them has no date, and no number holds them together\n",
    ] {
        run.check(run.stdout.contains(words), &format!("{words:?} is not in\n{}", run.stdout));
    }
}

#[test]
fn corrections_are_told_with_who_and_why_and_an_alias_leads_to_the_event() {
    let table = "event,source,quote,change,to,by,on,why\n\
        2022-06-18-alaya-prison-prison-riot,,,merge,2022-06-14-alaya-prison-prison-riot,Rim,2026-11-02,one riot told twice\n";
    let project = riots().file("corrections.csv", table);
    for id in [ID, "2022-06-18-alaya-prison-prison-riot"] {
        let run = project.run(&["explain", "--event", id]);
        run.ends(0);
        run.check(run.stdout.starts_with(&format!("{ID}\n")), "another event");
        run.check(run.stdout.contains("     put here by a correction\n"), "no tie");
        run.check(
            run.stdout.contains(" · by Rim · on 2026-11-02 · “one riot told twice”\n"),
            "who",
        );
    }
}

#[test]
fn what_is_no_event_is_told_with_ids_that_are_written_alike() {
    let run = riots().run(&["explain", "--event", "2022-06-14-alya-prison-prison-riot"]);
    run.ends(2);
    run.says("--event: error: 2022-06-14-alya-prison-prison-riot is no event of these sources");
    run.says(&format!("near it are {ID}, 2022-06-18-alaya-prison-prison-riot"));
    let run = riots().input("A riot.").run(&["explain", "-", "--event", ID]);
    run.ends(2);
    run.says("an event is explained from files");
}

#[test]
fn hostile_words_of_a_report_steer_no_terminal() {
    let text = "Inmates rioted at Alaya prison\u{1b}[31m in Qamishli\u{202e} on 14 June 2022.";
    let run = Project::new().article("a.txt", text).run(&["explain", "--event", ID]);
    run.ends(0);
    run.check(!run.stdout.contains(['\u{1b}', '\u{202e}']), "a control character");
    run.check(run.stdout.contains("\\u{1b}[31m"), "the character is not told");
}

#[test]
fn what_is_told_in_the_days_after_says_why_it_is_of_the_event() {
    // A report, one of later days, and what ties them.
    let cases = [
        (
            ("2023-08-04", "The Asayish imposed a curfew in Tabqa on Friday."),
            ("2023-08-06", "لا تزال مدينة الطبقة تحت حظر التجول اليوم الأحد."),
            "2023-08-04-tabqa-curfew",
            "told as still going on",
        ),
        (
            ("2023-10-02", "انفجرت سيارة مفخخة في بلدة مركدة اليوم الاثنين وقتل أربعة أشخاص."),
            ("2023-10-05", "The death toll from the car bomb in Markada rose to nine."),
            "2023-10-02-markada-bombing",
            "a count told as it rose since",
        ),
        (
            ("2023-04-16", "شهد سجن ديريك استعصاء نفذه معتقلون اليوم الأحد."),
            ("2023-04-18", "وكان سجن ديريك قد شهد استعصاء."),
            "2023-04-16-derik-prison-prison-riot",
            "no day, and the only one in the week before its publication",
        ),
        (
            (
                "2023-04-16",
                "Dozens of inmates rioted in Derik prison on Sunday over bad food and crowded cells.",
            ),
            (
                "",
                "Dozens of inmates rioted in Derik prison on Sunday over bad food and crowded cells.",
            ),
            "2023-04-16-derik-prison-prison-riot",
            "no day, but the words of a dated report",
        ),
    ];
    for ((day, first), (later, then), id, why) in cases {
        let article = |published: &str, text: &str| {
            let published = if published.is_empty() {
                String::new()
            } else {
                format!("published: {published}\n")
            };
            format!("---\n{published}---\n{text}\n")
        };
        let project = Project::new()
            .article("a.txt", &article(day, first))
            .article("b.txt", &article(later, then));
        let run = project.run(&["explain", "--event", id]);
        run.ends(0);
        assert!(run.stdout.contains(why), "{id}: {}", run.stdout);
    }
}

#[test]
fn other_means_are_told_as_what_holds_two_events_apart() {
    let article = |text: &str| format!("---\npublished: 2023-11-22\n---\n{text}\n");
    let project = Project::new()
        .article("a.txt", &article("A car bomb exploded in Tal Abyad on Wednesday."))
        .article("b.txt", &article("انفجرت دراجة نارية مفخخة في تل أبيض اليوم الأربعاء."));
    let events = project.build().events();
    assert_eq!(events.len(), 2);
    for event in events {
        let run = project.run(&["explain", "--event", event["event_id"].as_str().unwrap()]);
        run.ends(0);
        assert!(run.stdout.contains("they were done with other means"), "{}", run.stdout);
    }
}

#[test]
fn other_people_are_told_as_what_holds_two_events_apart() {
    let told = |who: &str| {
        format!("---\npublished: 2024-05-02\n---\nA bomb killed {who} in Raqqa on May 1, 2024.\n")
    };
    let project = Project::new()
        .article("a.txt", &told("two civilians"))
        .article("b.txt", &told("nine soldiers"));
    let ids = project.build().events();
    assert_eq!(ids.len(), 2);
    let run = project.run(&["explain", "--event", ids[0]["event_id"].as_str().unwrap()]);
    run.ends(0);
    run.check(run.stdout.contains("    they count other people\n"), &run.stdout);
}

#[test]
fn a_month_of_another_year_says_why_it_is_of_the_event_or_is_held_apart() {
    const ATTACK: &str = "2022-03-15-derik-prison-prison-attack";
    let told = |publisher: &str, published: &str, text: &str| {
        format!("---\npublisher: {publisher}\npublished: {published}\n---\n{text}\n")
    };
    let news = "Gunmen attacked Derik prison on 15 March 2022";
    let recalled = "Inmates rioted in Derik prison on Saturday. Last March gunmen attacked Derik prison and held a wing of it.";
    let told_by = |tellers: &[&str]| {
        let project = Project::new().article("z.txt", &told("Z", "2023-09-10", recalled));
        for teller in tellers {
            let text = format!("{news}, {teller} says.");
            project.write(
                &format!("sources/{teller}.txt"),
                told(teller, "2022-03-16", &text).as_bytes(),
            );
        }
        project
    };
    let cases = [
        (
            &["A", "B", "C"][..],
            ATTACK,
            "prison_attack · derik-prison · March 2023\n     same place · that month without a year, and a year apart from",
        ),
        (&["A", "B", "C"], "2023-03-derik-prison-prison-attack", "days     15 March 2022 · day\n"),
        (&["A", "B"], ATTACK, "March 2023\n    the same days of another year\n"),
    ];
    for (tellers, id, words) in cases {
        let run = told_by(tellers).run(&["explain", "--event", id]);
        run.ends(0).check(run.stdout.starts_with(&format!("{ATTACK}\n")), "another event");
        run.check(run.stdout.contains(words), &format!("{words:?} is not in\n{}", run.stdout));
    }
    let project = told_by(&["A", "B", "C"]);
    project.run(&["review", "-q"]).ends(0);
    let asked = std::fs::read_to_string(project.path("review/review.csv")).unwrap();
    assert!(asked.contains("a year apart from what all others tell"), "{asked}");
}
