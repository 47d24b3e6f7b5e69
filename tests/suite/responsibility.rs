//! What is withheld, under embargo, generalised or covered: nowhere in any byte that is written.

use serde_json::Value;

use crate::project::{Project, Run};

/// The mutiny is told with a headline, a path and an address that name its place.
const MUTINY: &str = "---\ntitle: Mutiny shakes Ghwayran prison\n\
    url: https://example.org/2020/ghwayran-prison-mutiny\npublisher: Daily Sample\n---\n\
    On 29 March 2020 a mutiny began in Ghwayran prison in Hasakah.\n\n\
    On 2 April 2020 a car bomb exploded in Raqqa and killed 4 people.\n";
/// One source of which nothing else is told.
const RAID: &str = "---\ntitle: Secret raid at Tabqa\nurl: https://example.org/raid-at-tabqa\n---\n\
    On 5 May 2021 the SDF arrested 3 men in Tabqa.\n";
const BOMB: &str = "---\ntitle: Bodies in the street\nurl: https://example.org/qamishli\npublisher: Other Daily\n---\n\
    On 7 June 2021 a car bomb exploded in Qamishli and tore 11 people to pieces.\n";

fn project(rules: &str) -> Project {
    Project::new()
        .article("ghwayran-prison.txt", MUTINY)
        .article("raid.txt", RAID)
        .article("bomb.txt", BOMB)
        .file("responsibility.csv", format!("class,place,kind,event,action,to,why\n{rules}\n"))
}

fn build(rules: &str, arguments: &[&str]) -> Run {
    let run = project(rules).run_every_format(arguments);
    run.ends(0);
    run.figures();
    run
}

/// Checks that none of `words` is in any file or its name, in any letter case.
fn tells_nothing_of(run: &Run, words: &[&str]) {
    for (name, bytes) in &run.site {
        // What every site carries whatever was read.
        if name.starts_with("assets/") {
            continue;
        }
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for word in words {
            let word = word.to_lowercase();
            run.check(
                !text.contains(&word) && !name.contains(&word),
                &format!("{name} tells {word}"),
            );
        }
    }
}

fn event<'r>(events: &'r [Value], kind: &str) -> Option<&'r Value> {
    events.iter().find(|event| event["kind"] == kind)
}

/// The id of the one event of `kind` that a build without rules makes.
fn id_of(place: &str) -> String {
    let project = project("");
    project.remove("responsibility.csv");
    let events = project.build().events();
    let event = events.iter().find(|event| event["place_id"] == place);
    event.expect("told where nothing is hidden")["event_id"].as_str().unwrap().to_owned()
}

const RAID_WORDS: [&str; 5] = ["tabqa-", "-tabqa", "arrested 3", "raid.txt", "raid-at-tabqa"];

#[test]
fn what_is_withheld_is_nowhere() {
    let id = id_of("tabqa");
    let run = build(&format!(",,,{id},withhold,,\"a source is in danger\""), &[]);
    tells_nothing_of(&run, &RAID_WORDS);
    tells_nothing_of(&run, &[&id, "Secret raid", "a source is in danger"]);
    run.says("1 withheld").says("1 sources not listed");
    run.check(!run.events().is_empty(), "the others are published");
    run.check(run.rows("sources.csv").len() == 2, "a source that tells nothing else is not listed");
}

#[test]
fn an_embargo_ends_on_the_day_that_is_given_and_on_no_other() {
    let rule = format!(",,,{},embargo,2026-12-01,", id_of("tabqa"));
    for arguments in [&[][..], &["--today", "2026-11-30"]] {
        tells_nothing_of(&build(&rule, arguments), &RAID_WORDS);
    }
    for day in ["2026-12-01", "2027-01-01"] {
        let run = build(&rule, &["--today", day]);
        run.check(run.text("events.geojson").contains("arrested 3 men"), "the embargo has ended");
    }
    project(&rule).run(&["build", "--today", "soon"]).ends(2).says("--today");
}

#[test]
fn a_generalised_event_is_told_by_its_cell_alone() {
    let id = id_of("sinaa-prison");
    for rule in ["prison,,,,generalise,0.1,", &format!(",,,{id},generalise,0.1,")] {
        let run = build(rule, &[]);
        let hidden = [
            "sinaa-prison",
            "ghwayran prison",
            "ghwayran-prison",
            "سجن غويران",
            "سجن الصناعة",
            "a mutiny began",
            &id,
        ];
        tells_nothing_of(&run, &hidden);
        let events = run.events();
        let told = event(&events, "prison_riot").expect("it is told");
        run.check(told["generalised_deg"] == 0.1, "the feature says so");
        run.check(told["covered"] == true, "its sentence named the place");
        run.check(told["radius_m"].as_u64() >= Some(7_000), "not finer than the cell");
        run.check(told["place_precision"] != "site", "no site is told");
        let file: Value = serde_json::from_str(run.text("events.geojson")).unwrap();
        let features = file["features"].as_array().unwrap();
        let feature = features.iter().find(|f| f["id"] == told["event_id"]).unwrap();
        let degrees = &feature["geometry"]["coordinates"];
        run.check(
            *degrees == serde_json::json!([40.75, 36.45]),
            &format!("{degrees} is no centre"),
        );
        for page in ["index.html", "ar.html"] {
            run.check(run.text(page).contains("0.1"), "the page says so");
        }
        // What else the source tells is told as it was.
        let bomb = event(&events, "bombing").expect("the car bomb is told");
        run.check(bomb["generalised_deg"].is_null(), "another event is as fine as it was");
    }
}

/// Places of a build that hides none, each with a word as the search of the page knows it: of other names that it alone has, not what is
/// around it.
const SEARCHED: [(&str, &str); 3] =
    [("sinaa-prison", "zindana"), ("tabqa", "madinat"), ("qamishli", "kamicly")];

/// What the page of `run` searches of places beside what it shows: words of their names, and the governorates around them.
fn searched(run: &Run, page: &str) -> [serde_json::Map<String, Value>; 2] {
    let block = run.text(page).split(r#"id="events">"#).nth(1).expect("it has a block of events");
    let block: Value = serde_json::from_str(block.split("</script>").next().unwrap()).unwrap();
    ["names", "within"].map(|key| block[key].as_object().expect("it is by place").clone())
}

#[test]
fn the_search_of_the_page_knows_no_name_of_a_place_that_is_hidden() {
    let pages = ["index.html", "ar.html"];
    let open = project(",raqqa,,,cover,,").build();
    for page in pages {
        let [names, _] = searched(&open, page);
        for (place, word) in SEARCHED {
            let words = names[place].as_str().unwrap();
            open.check(words.split(' ').any(|it| it == word), &format!("{page} {place}: {words}"));
        }
    }
    for action in ["withhold,", "embargo,2030-01-01", "generalise,0.1"] {
        let rules = SEARCHED.map(|(place, _)| format!(",{place},,,{action},"));
        let run = project(&rules.join("\n")).build();
        let events = run.events();
        for page in pages {
            let [names, within] = searched(&run, page);
            let told = |place: &str| {
                events.iter().any(|event| event["place_id"] == place)
                    || within.values().any(|around| around == place)
            };
            for place in names.keys().chain(within.keys()) {
                run.check(told(place), &format!("{page}: {place} is of no event that is told"));
            }
            run.check(names.contains_key("raqqa"), &format!("{page}: what is open is searched"));
        }
        let words = SEARCHED.map(|(place, word)| {
            run.check(events.iter().all(|event| event["place_id"] != place), place);
            word
        });
        tells_nothing_of(&run, &words);
    }
}

#[test]
fn a_covered_event_is_told_without_its_words() {
    let run = build(",qamishli,,,cover,,", &[]);
    tells_nothing_of(&run, &["tore 11", "to pieces", "11 people"]);
    let events = run.events();
    let told = events.iter().find(|event| event["place_id"] == "qamishli").expect("it is told");
    run.check(told["covered"] == true && told["evidence"].is_null(), "the feature says so");
    run.check(told["urls"] == "https://example.org/qamishli", "the link to the source stays");
    run.check(
        told["killed_best"] == 11 || told["killed_low"] == 11 || told["kind"] == "bombing",
        "told",
    );
    run.check(run.text("index.html").contains("The sentence is covered"), "the page says so");
    run.check(run.text("ar.html").contains("حُجبت الجملة"), "so does the Arabic one");
}

#[test]
fn a_table_without_a_match_changes_no_byte_and_one_that_cannot_be_followed_stops_the_build() {
    let plain = project("");
    plain.remove("responsibility.csv");
    let idle = build("camp,,,,withhold,,", &[]);
    idle.says("responsibility.csv:2:1: warning: matches nothing");
    idle.check(idle.site == plain.run_every_format(&[]).site, "nothing was to be hidden");
    let cases = [
        (",,,no-such-event,withhold,,", "responsibility.csv:2:1: error: matches no event"),
        ("prisn,,,,withhold,,", "responsibility.csv:2:1: error: `prisn` is no class of place"),
    ];
    for (rule, fault) in cases {
        let run = project(rule).run(&["build"]);
        run.ends(2).says(fault);
        run.check(run.site.is_empty(), "nothing is published");
    }
}

#[test]
fn all_at_once_hides_as_much_as_each_alone() {
    let rules = format!(
        "prison,,,,generalise,0.01,\n,,,{},embargo,2030-01-01,\n,raqqa,,,withhold,,\n,qamishli,,,cover,,",
        id_of("tabqa")
    );
    let run = build(&rules, &[]);
    tells_nothing_of(&run, &RAID_WORDS);
    tells_nothing_of(
        &run,
        &[
            "ghwayran prison",
            "ghwayran-prison",
            "سجن غويران",
            "04-02-raqqa",
            "killed 4",
            "to pieces",
        ],
    );
    run.says("1 events withheld, 1 under embargo").says("1 generalised");
    let again = build(&rules, &[]);
    run.check(run.site == again.site, "the same bytes");
}

#[test]
fn the_method_section_tells_in_numbers_what_was_read_and_what_is_hidden() {
    let rules = format!("prison,,,,generalise,0.01,\n,,,{},withhold,,", id_of("tabqa"));
    let run = build(&rules, &[]);
    for (page, rows) in [
        (
            "index.html",
            [
                "articles</dt><dd>2",
                "events withheld</dt><dd>1",
                "told less finely than known</dt><dd>1",
            ],
        ),
        ("ar.html", ["المقالات</dt><dd>2", "أحداث محجوبة</dt><dd>1", "بأقل مما يُعرف</dt><dd>1"]),
    ] {
        let text = run.text(page);
        let method = text.split("<section id=\"method\">").nth(1).expect("a section");
        let method = method.split("</section>").next().expect("its end");
        for row in rows {
            run.check(method.contains(row), &format!("{page} does not tell {row}"));
        }
        run.check(!method.contains("method_") && !method.contains("{n}"), "every key has its text");
        run.check(method.contains(env!("CARGO_PKG_VERSION")), "it can be cited");
    }
}

#[test]
fn commands_for_the_desk_take_no_table_that_they_would_not_follow() {
    let project = project("prison,,,,withhold,,");
    for command in ["review", "explain"] {
        for option in ["--responsibility", "--today"] {
            project.run(&[command, option, "2026-12-01"]).ends(2).says("unexpected argument");
        }
    }
    project.run(&["check", "--today", "2026-12-01", "-q"]).ends(0);
}

#[test]
fn a_table_of_responsibility_is_no_source_and_one_that_is_not_followed_stops_the_build() {
    let rules =
        "class,place,kind,event,action,to,why\n,tabqa,arrest,,withhold,,our man lives there\n";
    let message = "a table of responsibility that is not followed, so nothing would be hidden by it; give it as --responsibility";
    for name in ["sources/responsibility.csv", "sources/deep/Responsibility.CSV"] {
        let project = project("").file(name, rules);
        project.remove("responsibility.csv");
        for command in ["build", "check"] {
            let run = project.run(&[command]);
            run.ends(2);
            let told = format!("{}{}", run.stdout, run.stderr);
            run.check(told.contains(&format!("{name}: error: {message}")), "it says why");
            run.check(run.site.is_empty(), "there is no site");
        }
        // Followed, it is no source, and what it hides is hidden.
        let run = project.run(&["build", "--responsibility", name]);
        run.ends(0).figures();
        tells_nothing_of(&run, &RAID_WORDS);
        tells_nothing_of(&run, &["our man lives there", "responsibility.csv"]);
        // The desk's own commands follow none, and read none as a source.
        let run = project.run(&["explain", "--event", "2021-05-05-tabqa-arrest"]);
        run.ends(0);
        run.check(!run.stdout.contains("our man lives there"), "it tells no event");
    }
    // A second one beside the one that is followed.
    let project = project(",tabqa,,,withhold,,").file("sources/responsibility.csv", rules);
    project.run(&["build"]).ends(2).says(message);
    // Under another name it is no source where it is followed.
    let project = self::project("").file("sources/hidden.csv", rules);
    let run = project.run(&["build", "--responsibility", "sources/hidden.csv"]);
    tells_nothing_of(run.ends(0), &RAID_WORDS);
    run.check(run.rows("sources.csv").len() == 2, "no row of it is a source");
}

#[test]
fn a_table_of_responsibility_that_is_odd_says_that_it_stops_the_build() {
    let table = "class;action;to\nprison;generalise;0.1\n";
    let run = project("").file("responsibility.csv", table).run(&["build"]);
    run.ends(2).says(
        "responsibility.csv:1:1: error: separated by semicolons, not commas; save with commas to be sure",
    );
}

/// Derik is a town too, which is no secret.
#[test]
fn a_word_that_begins_as_a_class_word_tells_a_site_that_shares_its_name() {
    let bomb = |day: usize, ends: &str| {
        format!("On {day} April 2022 a car bomb exploded in Tabqa, {ends}.\n")
    };
    let head =
        "---\npublished: 2022-05-02\npublisher: D\nurl: https://x.example/derik-jailbreak\n---\n";
    let run = Project::new()
        .article(
            "a.txt",
            &format!(
                "{head}Seven inmates escaped from Derik prison on 1 April 2022. {}",
                bomb(3, "far off")
            ),
        )
        .article("b.txt", &bomb(5, "as prisoners who left Derik were sought"))
        .article("c.txt", &bomb(7, "وسط بحث عن سجناء ديريك"))
        .article("d.txt", &bomb(9, "on the road that leads to Derik market"))
        .file("responsibility.csv", "class,place,kind,event,action,to,why\nprison,,,,withhold,,\n")
        .run(&["build"]);
    run.ends(0);
    assert_eq!(run.events().len(), 4);
    tells_nothing_of(&run, &["jailbreak", "prisoners who left", "سجناء ديريك", "inmates"]);
    let told =
        |(_, bytes): (&String, &Vec<u8>)| String::from_utf8_lossy(bytes).contains("Derik market");
    run.check(run.site.iter().any(told), "the town is no secret");
}
