//! What is counted by groups and what is counted of all together, side by side in one row.

use serde_json::{Value, json};

use crate::project::Project;
use crate::review::review;

/// Articles of 2 March 2024 and later: publisher, day and text.
fn project(articles: &[(&str, u8, &str)]) -> Project {
    let mut project = Project::new();
    for (number, (publisher, day, text)) in articles.iter().enumerate() {
        let page =
            format!("---\npublisher: {publisher}\npublished: 2024-03-{day:02}\n---\n{text}\n");
        project = project.article(&format!("{number}.txt"), &page);
    }
    project
}

/// The only event of the articles.
fn event(articles: &[(&str, u8, &str)]) -> Value {
    let events = project(articles).build().events();
    assert_eq!(events.len(), 1, "{articles:?}");
    events[0].clone()
}

fn columns(event: &Value, wanted: &Value) {
    for (column, wanted) in wanted.as_object().unwrap() {
        assert_eq!(&event[column], wanted, "{column}: {event:#}");
    }
}

const ATTACK: &str = "Gunmen attacked an SDF checkpoint in Al-Suwar on March 1, 2024, killing";

#[test]
fn no_column_denies_what_a_source_counts_by_groups() {
    let forty = format!("{ATTACK} 40 SDF fighters.");
    let twenty = format!("{ATTACK} 20 SDF fighters.");
    let twelve = format!("{ATTACK} 12 people.");
    let told = [("A", 2, &*forty), ("B", 2, &*twelve), ("C", 2, &*twenty)];
    columns(
        &event(&told),
        &json!({
            "killed_low": 12, "killed_best": null, "killed_high": null,
            "killed_sdf": null, "killed_sdf_low": 20, "killed_sdf_high": 40,
        }),
    );
    // Who tells no group counts all, if others are fewer.
    let nine = format!("{ATTACK} nine SDF fighters.");
    columns(
        &event(&[("A", 2, &nine), ("B", 2, &twelve)]),
        &json!({
            "killed_low": 12, "killed_best": 12, "killed_high": 12,
            "killed_sdf": 9, "killed_sdf_low": 9, "killed_sdf_high": 9,
        }),
    );
    // Where nobody counts all, they are no fewer than one source counts by groups.
    columns(
        &event(&[("A", 2, &forty), ("C", 2, &twenty)]),
        &json!({"killed_low": 20, "killed_best": null, "killed_high": null}),
    );
}

#[test]
fn the_groups_of_one_source_are_one_sum_and_those_of_two_are_none() {
    let prison = "Gunmen attacked Sina'a prison in Hasakah on March 1, 2024, killing";
    let both = format!("{prison} eight SDF fighters and six civilians.");
    let twelve = format!("{prison} 12 people.");
    columns(
        &event(&[("A", 2, &both), ("B", 2, &twelve)]),
        &json!({"killed_low": 12, "killed_best": null, "killed_high": null}),
    );
    let eight = format!("{prison} eight SDF fighters.");
    let six = format!("{prison} six civilians.");
    columns(
        &event(&[("A", 2, &eight), ("B", 2, &six), ("C", 2, &twelve)]),
        &json!({"killed_low": 12, "killed_best": 12, "killed_high": 12}),
    );
}

/// An agency tells five, an outlet prints its words; what the outlet tells of its own later takes the place of what it printed,
/// and not of what the agency says.
#[test]
fn who_printed_a_number_of_others_and_tells_another_since_has_told_that() {
    let agency = "Gunmen on motorcycles opened fire on an SDF checkpoint at the northern entrance of the town of \
                  Al-Suwar on March 1, 2024, killing five SDF fighters.";
    let own = "Nine SDF fighters were killed when a checkpoint in Al-Suwar was attacked on March 1, 2024.";
    let run = project(&[("Hill Agency", 2, agency), ("Post", 2, agency), ("Post", 5, own)]).build();
    columns(
        &run.events()[0],
        &json!({"killed_sdf_low": 5, "killed_sdf": null, "killed_sdf_high": 9}),
    );
    let run = project(&[("Post", 2, agency), ("Post", 5, own)]).build();
    columns(&run.events()[0], &json!({"killed_sdf_low": 9, "killed_sdf": 9}));
    let told = [("Hill Agency", 2, agency), ("Post", 2, agency), ("Post", 5, own)];
    let id = project(&told).build().events()[0]["event_id"].as_str().unwrap().to_owned();
    let run = project(&told).run(&["explain", "--event", &id]);
    let replaced = run.stdout.lines().find(|line| line.contains("Post (“five”)"));
    run.check(
        replaced.is_some_and(|line| line.contains("told otherwise later")),
        "what was printed stands",
    );
}

#[test]
fn explain_and_review_tell_who_counts_more_by_groups() {
    let forty = format!("{ATTACK} 40 SDF fighters.");
    let twelve = format!("{ATTACK} 12 people.");
    let project = project(&[("A", 2, &forty), ("B", 2, &twelve)]);
    let id = project.build().events()[0]["event_id"].as_str().unwrap().to_owned();
    let run = project.run(&["explain", "--event", &id]);
    run.ends(0);
    let all = "  killed, all groups: at least 12 · sources differ\n    12  B (“12”)\n    at least 40  A, by groups\n";
    assert!(run.stdout.contains(all), "{}", run.stdout);
    let rows = review(&project);
    let offered = |answer: &str| rows.iter().any(|row| row["answer"] == answer);
    assert!(offered("it is 12") && offered("it is at least 12"), "{rows:#?}");
    let told = rows.iter().all(|row| row["candidates"].contains("at least 40 by groups A"));
    assert!(told, "{rows:#?}");
}

/// What one source wrote does not decide whether another's earlier total is replaced.
#[test]
fn a_toll_that_rose_replaces_the_earlier_one_whoever_else_counts_groups() {
    let first = (
        "Hill Post",
        2,
        "At least five people were killed when a car bomb went off in Raqqa on 1 March 2024.",
    );
    let risen = (
        "Hill Post",
        4,
        "The death toll from the car bomb in Raqqa on 1 March 2024 has risen to seven people.",
    );
    let other =
        ("Valley News", 2, "A car bomb exploded in Raqqa on 1 March 2024, killing four civilians.");
    for told in [&[first, risen][..], &[first, risen, other], &[other, first, risen]] {
        let wanted = json!({"killed_low": 7, "killed_best": 7, "killed_high": 7});
        columns(&event(told), &wanted);
    }
}
