//! Ids of events: what changes them and what does not, and where those lead that an event bore.

use std::collections::{BTreeMap, BTreeSet};

use kharita::model::{Event, EventId, EventReport, claimants};
use serde_json::Value;

use crate::merged::{Reader, Told, merge};
use crate::project::{Project, Run};

const PLAIN: &str = "2022-03-10-raqqa-bombing";
const BAKERY: &str = "On 10 March 2022 a car bomb killed three civilians near a bakery in Raqqa.";
const PATROL: &str = "On 10 March 2022 a motorcycle bomb killed two soldiers on patrol in Raqqa.";
const SCHOOL: &str = "On 10 March 2022 a roadside bomb killed nine policemen at a school in Raqqa.";

/// Reports of the three, each with who tells it and when it was published: `A 11 bakery`.
fn told(reader: &Reader, reports: &[&str]) -> Vec<Told> {
    let read = |report: &&str| {
        let mut parts = report.splitn(3, ' ');
        let mut next = || parts.next().expect("a publisher, a day and a bomb");
        let (publisher, day, text) = (next(), next(), next());
        let text = match text {
            "bakery" => BAKERY,
            "patrol" => PATROL,
            "school" => SCHOOL,
            other => other,
        };
        let published = (day != "-").then(|| format!("2022-03-{day}"));
        reader.read(publisher, text, published.as_deref(), publisher)
    };
    reports.iter().map(read).collect()
}

/// What each of the three is called: `=` is the plain id, `-` one with a mark behind it, `~` another.
fn called(events: &[Event]) -> String {
    let called = ["bakery", "patrol", "school"].into_iter().filter_map(|bomb| {
        let id = &of(bomb, events)?.id;
        let marked = id.as_str().strip_prefix(PLAIN).unwrap_or("~");
        Some(format!("{bomb}{}", if marked.is_empty() { "=" } else { &marked[..1] }))
    });
    called.collect::<Vec<_>>().join(" ")
}

/// The event that tells of `bomb`.
fn of<'e>(bomb: &str, events: &'e [Event]) -> Option<&'e Event> {
    let tells = |event: &&Event| {
        event.reports.iter().any(|told| told.report.evidence.sentence.contains(bomb))
    };
    let mut own = events.iter().filter(tells);
    let first = own.next();
    assert!(own.next().is_none(), "{bomb} is told of several events");
    first
}

/// What is known, what comes later, what the events are called before and after, and of which bombs the id changes.
const COMES: [(&[&str], &str, &str, &str, &str); 15] = [
    // News comes in the order of publication: whoever is there keeps what he is called.
    (&["A 11 bakery"], "B 12 patrol", "bakery=", "bakery= patrol-", ""),
    (
        &["A 11 bakery", "B 12 patrol"],
        "C 13 school",
        "bakery= patrol-",
        "bakery= patrol- school-",
        "",
    ),
    (
        &["A 11 bakery", "B 12 patrol"],
        "C 12 school",
        "bakery= patrol-",
        "bakery= patrol- school-",
        "",
    ),
    (&["A 11 bakery", "B 12 patrol"], "C 13 patrol", "bakery= patrol-", "bakery= patrol-", ""),
    (&["A 11 bakery", "B 12 patrol"], "C 13 bakery", "bakery= patrol-", "bakery= patrol-", ""),
    (&["A 11 bakery"], "B - patrol", "bakery=", "bakery= patrol-", ""),
    // Nothing says which was first of one day.
    (&["A 11 bakery"], "B 11 patrol", "bakery=", "bakery- patrol-", "bakery"),
    (&["A - bakery"], "B - patrol", "bakery=", "bakery- patrol-", "bakery"),
    (
        &["A 11 bakery", "B 11 patrol"],
        "C 12 school",
        "bakery- patrol-",
        "bakery- patrol- school-",
        "",
    ),
    // What was published before all that was known.
    (&["A 12 bakery"], "B 11 patrol", "bakery=", "bakery- patrol=", "bakery"),
    (&["A - bakery"], "B 11 patrol", "bakery=", "bakery- patrol=", "bakery"),
    (
        &["A 11 bakery", "B 11 patrol"],
        "C 10 school",
        "bakery- patrol-",
        "bakery- patrol- school=",
        "",
    ),
    (
        &["A 11 bakery", "B 11 patrol"],
        "C 10 bakery",
        "bakery- patrol-",
        "bakery= patrol-",
        "bakery",
    ),
    // Who told no day, or another place, claimed nothing as yet.
    (&["A 12 bakery", OF_NO_DAY], "C 13 patrol", "bakery= patrol~", "bakery= patrol-", "patrol"),
    (
        &["A 12 bakery"],
        "B 10 A bomb killed two soldiers at a school in Hasakah.",
        "bakery=",
        "bakery= school~",
        "",
    ),
];
const OF_NO_DAY: &str = "B 10 A motorcycle bomb killed two soldiers on patrol in Raqqa.";

#[test]
fn what_is_told_later_of_another_event_takes_no_id_away() {
    let reader = Reader::new();
    for (known, comes, before, after, changed) in COMES {
        let (known, all) = (told(&reader, known), told(&reader, &[known, &[comes]].concat()));
        let (old, new) = (merge(&known), merge(&all));
        assert_eq!((&*called(&old), &*called(&new)), (before, after), "{comes}");
        let backwards: Vec<&Told> = all.iter().rev().collect();
        assert_eq!(merge(backwards), new, "{comes}: the order of the input");
        let bombs = ["bakery", "patrol", "school"].into_iter();
        let now = bombs.filter(|bomb| {
            of(bomb, &old).is_some_and(|was| of(bomb, &new).map(|now| &now.id) != Some(&was.id))
        });
        assert_eq!(now.collect::<Vec<_>>().join(" "), changed, "{comes}");
        // Whatever an event was called leads to it, or to who bears that now and is shown with it.
        let evidence =
            |told: &EventReport| (told.report.origin.id.clone(), told.report.evidence.span);
        for was in &old {
            let own: BTreeSet<_> = was.reports.iter().map(evidence).collect();
            let mut claimed = claimants(&was.id, &new).into_iter();
            let leads = claimed.any(|led| led.reports.iter().any(|it| own.contains(&evidence(it))));
            assert!(leads, "{} leads nowhere: {comes}", was.id);
        }
        let ids: BTreeSet<&EventId> = new.iter().map(|event| &event.id).collect();
        assert_eq!(ids.len(), new.len(), "two events have one id");
    }
}

/// Whatever was known of the three, told by nobody or by several, on the days from the 10th to the 12th or on none.
#[test]
fn whoever_was_first_published_bears_the_plain_id_and_no_later_report_changes_one() {
    let bombs = ["bakery", "patrol", "school"];
    let days = ["10", "11", "12", "-"];
    let reports: Vec<String> =
        bombs.iter().flat_map(|bomb| days.map(|day| format!("{bomb}{day} {day} {bomb}"))).collect();
    let reports: Vec<&str> = reports.iter().map(String::as_str).collect();
    let all = told(&Reader::new(), &reports);
    // The place of a day in `days` orders them as it should.
    let (bomb, day) = (|at: usize| at / days.len(), |at: usize| at % days.len());
    let built = |chosen: u16| {
        let chosen = (0..all.len()).filter(|at| chosen & 1 << at != 0);
        let events = merge(chosen.clone().map(|at| &all[at]));
        [0, 1, 2].map(|own| {
            let first = chosen.clone().filter(|at| bomb(*at) == own).map(day).min();
            first.map(|first| (first, of(bombs[own], &events).unwrap().id.clone()))
        })
    };
    let few = (1..1_u16 << all.len()).filter(|chosen| chosen.count_ones() <= 4);
    let worlds: BTreeMap<u16, _> = few.map(|chosen| (chosen, built(chosen))).collect();
    for (chosen, known) in &worlds {
        let firsts = || known.iter().flatten().map(|(first, _)| *first);
        let alone = |day: usize| {
            firsts().min() == Some(day) && firsts().filter(|it| *it == day).count() == 1
        };
        for (first, id) in known.iter().flatten() {
            assert_eq!(id.as_str() == PLAIN, alone(*first), "{chosen:b}: {known:?}");
        }
        for (comes, report) in reports.iter().enumerate() {
            let Some(after) = worlds.get(&(chosen | 1 << comes)) else { continue };
            for (was, now) in known.iter().zip(after) {
                if let Some((first, id)) = was
                    && *first < day(comes)
                {
                    let now = now.as_ref().map(|(_, id)| id);
                    assert_eq!(now, Some(id), "{chosen:b} and {report}");
                }
            }
        }
    }
}

const HEADER: &str = "event,source,quote,change,to,by,on,why\n";

/// The ids of the event near the bakery and of the other one.
fn ids(run: &Run) -> (String, String) {
    let (bakery, others): (Vec<_>, Vec<_>) =
        run.events().into_iter().partition(|event| event["killed_civilians"] == 3);
    let id = |event: Option<&Value>| event.unwrap()["event_id"].as_str().unwrap().to_owned();
    (id(bakery.first()), id(others.first()))
}

fn article(day: u8, text: &str) -> String {
    format!("---\npublished: 2022-03-{day}\n---\n{text}\n")
}

#[test]
fn a_row_that_names_a_plain_id_which_several_claim_is_followed_for_none_of_them() {
    // Whoever is published first bears the id: the one that the row was written for, neither, or the other.
    for (day, edit) in [(13, "title,The bakery bomb"), (12, "killed,7"), (11, "reject,")] {
        let row = |id: &str| format!("{HEADER}{id},,,{edit},,,\n");
        let project = Project::new().article("b.txt", &article(12, BAKERY));
        let told = project.run(&["explain", "--event", PLAIN]);
        let own = told.stdout.split("  in rows  ").nth(1).unwrap().split(',').next().unwrap();
        assert!(own.starts_with(&format!("{PLAIN}-")), "{own}");
        project.write("sources/a.txt", article(day, PATROL).as_bytes());
        let plain = project.build();
        let (bakery, patrol) = ids(&plain);
        assert_eq!((bakery == PLAIN, patrol == PLAIN), (day == 13, day == 11));
        project.write("corrections.csv", row(PLAIN).as_bytes());
        let run = project.build();
        run.says(own).says(&format!(
            "corrections.csv:2:1: warning: {PLAIN} may mean several events; name one of {PLAIN}-"
        ));
        let same = run.text("events.geojson") == plain.text("events.geojson");
        run.check(same, "the row is followed for one of two");
        // By the other id the row is beyond doubt, whoever bears the plain one.
        project.write("corrections.csv", row(own).as_bytes());
        let run = project.build();
        run.says("corrected 1 rows");
        run.check(!run.stderr.contains("corrections.csv:"), "a row beyond doubt is warned of");
        let of = |run: &Run| run.events().into_iter().find(|it| it["event_id"] == patrol.as_str());
        run.check(of(&run) == of(&plain), "another event is changed");
        let is_bakery = |event: &Value| event["evidence"].to_string().contains("bakery");
        let own = run.events().into_iter().find(is_bakery);
        run.check(own != plain.events().into_iter().find(is_bakery), "its own is as it was");
    }
}

#[test]
fn what_is_rejected_claims_its_id_still() {
    let project = Project::new()
        .article("b.txt", &article(12, BAKERY))
        .article("a.txt", &article(13, PATROL));
    let run = project.build();
    let (_, patrol) = ids(&run);
    let rows = format!("{HEADER}{PLAIN},,,title,The motorcycle,,,\n{patrol},,,reject,,,,\n");
    project.write("corrections.csv", rows.as_bytes());
    let run = project.build();
    run.says("corrected 1 rows").says(&format!(
        "corrections.csv:2:1: warning: {PLAIN} may mean several events; name one of {PLAIN}-"
    ));
    run.check(!run.text("events.geojson").contains("The motorcycle"), "the row is followed");
}

#[test]
fn an_id_that_several_claim_hides_none_and_links_to_who_bears_it() {
    let row = |id: &str| format!("{HEADER}{id},,,title,The bakery bomb,,,\n");
    let project = Project::new().article("b.txt", &article(12, BAKERY));
    project.run(&["build", "-q", "--out", "old"]).ends(0);

    // One that was published later is another, whose id is its own.
    project.write("sources/a.txt", article(13, PATROL).as_bytes());
    let run = project.build();
    let (bakery, patrol) = ids(&run);
    assert_eq!(bakery, PLAIN);
    let told = project.run(&["explain", "--event", PLAIN]);
    told.ends(0).check(told.stdout.contains(&format!("  beside   {patrol}, ")), &told.stdout);
    let own = told.stdout.split("  in rows  ").nth(1).unwrap().split(',').next().unwrap();
    let diff = project.run(&["diff", "old", "site"]);
    assert!(diff.stdout.starts_with("1 added, 0 gone, 0 renamed, 0 changed, 1 unchanged\n"));

    // By the other id nothing is in doubt.
    project.write("corrections.csv", row(own).as_bytes());
    let hide = |id: &str| {
        let rule = format!("class,place,kind,event,action,to,why\n,,,{id},withhold,,\n");
        project.write("responsibility.csv", rule.as_bytes());
        project.run(&["build", "-v"])
    };
    hide(PLAIN).ends(2).says(&format!("may mean several events, so it is not known which it is to hide; name one of {own}, {patrol}, "));
    let hidden = hide(own);
    hidden.ends(0).says("corrected 1 rows");
    assert_eq!(hidden.events().len(), 1);
    let left = &hidden.events()[0];
    hidden.check(left["evidence"] == PATROL, "the other one is hidden");
    hidden.check(left["event_id"] == PLAIN, "what is left shows that there was another");
    project.remove("responsibility.csv");

    // One that was published before takes the id over.
    project.write("sources/a.txt", article(11, PATROL).as_bytes());
    let run = project.build();
    let (bakery, patrol) = ids(&run);
    assert_eq!((bakery.as_str(), patrol.as_str()), (own, PLAIN));
    let diff = project.run(&["diff", "old", "site"]);
    assert!(
        diff.stdout.starts_with("1 added, 0 gone, 1 renamed, 0 changed, 0 unchanged\n"),
        "{}",
        diff.stdout
    );
    assert!(diff.stdout.contains(&format!("(was {PLAIN})")), "{}", diff.stdout);
}

#[test]
fn a_row_that_speaks_of_an_event_changes_the_id_of_no_other() {
    let project = Project::new().article("b.txt", &article(12, BAKERY)).article(
        "c.txt",
        &article(11, "On 9 March 2022 a motorcycle bomb killed two soldiers on patrol in Raqqa."),
    );
    let moved = "2022-03-09-raqqa-bombing,,,date,2022-03-10,,,\n";
    project.write("corrections.csv", format!("{HEADER}{moved}").as_bytes());
    let run = project.build();
    let (bakery, patrol) = ids(&run);
    assert_eq!(bakery, PLAIN);
    assert!(patrol.starts_with(&format!("{PLAIN}-")), "{patrol}");
    let aliases = run.events().into_iter().find(|event| event["event_id"] == patrol.as_str());
    let aliases = aliases.unwrap()["aliases"].to_string();
    run.check(aliases.contains("2022-03-09-raqqa-bombing"), &aliases);

    // Ready rows of a review name beyond doubt what bears an id that others claim, or may claim.
    project.run(&["review", "-q"]).ends(0);
    let rows = std::fs::read_to_string(project.path("review/review.csv")).unwrap();
    let names = |id: &str| rows.contains(&format!(",{id},,,"));
    assert!(!names(PLAIN), "{rows}");
}

#[test]
fn a_hint_of_what_to_hide_as_well_is_followed_and_a_mark_is_understood_where_nobody_needs_it() {
    let header = "class,place,kind,event,action,to,why\n";
    let project = Project::new()
        .article("b.txt", &article(12, BAKERY))
        .article("a.txt", &article(13, PATROL));
    let (_, patrol) = ids(&project.build());
    let rule = |id: &str| format!(",,,{id},withhold,,\n");
    project.write("responsibility.csv", format!("{header}{}", rule(&patrol)).as_bytes());
    let run = project.run(&["build"]);
    let hint = run.stderr.split("add what is to be hidden as well: `").nth(1);
    let hint = hint.expect(&run.stderr).split('`').next().unwrap().to_owned();
    let rules = format!("{header}{}{hint}\n", rule(&patrol));
    project.write("responsibility.csv", rules.as_bytes());
    project.run(&["build", "-v"]).ends(0).says("2 withheld");

    // Nobody else claims the id any more.
    project.remove("sources/a.txt");
    let own = hint.trim_matches(',').split(',').next().unwrap();
    assert!(own.starts_with(&format!("{PLAIN}-")), "{own}");
    let told = project.run(&["explain", "--event", own]);
    told.ends(0).check(told.stdout.starts_with(&format!("{PLAIN}\n")), &told.stdout);
    project.write("responsibility.csv", format!("{header}{}", rule(own)).as_bytes());
    project.run(&["build", "-v"]).ends(0).says("1 withheld");
}

#[test]
fn what_is_withheld_leaves_no_trace_in_the_ids_of_what_is_published() {
    let project = Project::new()
        .article("b.txt", &article(12, BAKERY))
        .article("c.txt", &article(13, &format!("{BAKERY} It stood open.")));
    let own = project.run(&["explain", "--event", PLAIN]);
    let own = own.stdout.split("  in rows  ").nth(1).unwrap().split(',').next().unwrap().to_owned();
    for edit in ["", "title,The bakery bomb", "date,2022-03-09"] {
        if !edit.is_empty() {
            let row = format!("{HEADER}{own},,,{edit},,,\n");
            project.write("corrections.csv", row.as_bytes());
        }
        let alone = project.build();
        let days: &[u8] = if edit.is_empty() { &[11, 12, 13] } else { &[11] };
        for day in days {
            project.write("sources/a.txt", article(*day, PATROL).as_bytes());
            let is_patrol = |event: &Value| event["evidence"].to_string().contains("patrol");
            let patrol = project.build().events().into_iter().find(is_patrol).unwrap();
            let patrol = project.run(&["explain", "--event", patrol["event_id"].as_str().unwrap()]);
            let patrol = patrol.stdout.split("  in rows  ").nth(1).unwrap().split(',').next();
            let rule = format!(
                "class,place,kind,event,action,to,why\n,,,{},withhold,,\n",
                patrol.unwrap()
            );
            project.write("responsibility.csv", rule.as_bytes());
            let run = project.build();
            run.check(
                run.text("events.geojson") == alone.text("events.geojson"),
                &format!("{} is not\n{}", run.text("events.geojson"), alone.text("events.geojson")),
            );
            project.remove("responsibility.csv");
            project.remove("sources/a.txt");
        }
    }
}
