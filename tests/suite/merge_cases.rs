//! Which reports of `tests/cases/merges.txt` are one; the head of that file tells its form.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kharita::model::{Event, Measure};
use serde_json::Value;

use crate::merged::{Reader, Told, merge};
use crate::project::Project;

/// A case: its line, its reports and, kind by kind, which of them are one.
struct Case<'c> {
    line: usize,
    told: Vec<Told>,
    expected: Vec<(&'c str, &'c str)>,
}

#[test]
fn every_case_of_a_few_reports_is_as_many_events_as_it_should_be() {
    let cases = cases(include_str!("../cases/merges.txt"));
    let mut wrong = String::new();
    for case in &cases {
        let events = merge(&case.told);
        for (kind, expected) in &case.expected {
            let found = groups(&events, kind);
            if found != *expected {
                let _ = writeln!(wrong, "{}: {kind}: {expected}\n    found {found}", case.line);
            }
        }
        let backwards: Vec<_> = case.told.iter().rev().collect();
        assert_eq!(merge(backwards.iter().copied()), events, "line {}: order", case.line);
    }
    assert!(cases.len() >= 30, "only {} cases", cases.len());
    assert!(wrong.is_empty(), "of {} cases\n{wrong}", cases.len());
}

/// Who did it is told in many ways; what is done to him tells of no side.
#[test]
fn two_sides_are_told_apart_in_whatever_words() {
    let reader = Reader::new();
    let told = |text: &str| {
        [
            reader.read("a", text, Some("2023-03-07"), "publisher a"),
            reader.read("b", SIDES[0].1, Some("2023-03-07"), "publisher b"),
        ]
    };
    let mut wrong = String::new();
    for (events, text) in SIDES {
        let found = merge(&told(text)).len();
        if found != events {
            let _ = writeln!(wrong, "{events}, not {found}: {text}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// How many events each sentence and the first one tell.
const SIDES: [(usize, &str); 37] = [
    (1, "On 6 March 2023 tribal fighters attacked a post in Busayrah."),
    (1, "On 6 March 2023 gunmen attacked a post in Busayrah."),
    (2, "On 6 March 2023 ISIS members attacked a post in Busayrah."),
    (2, "On 6 March 2023 an ISIS sleeper cell attacked a post in Busayrah."),
    (2, "On 6 March 2023 Daesh terrorists attacked a post in Busayrah."),
    (2, "On 6 March 2023 Islamic State group fighters attacked a post in Busayrah."),
    (2, "On 6 March 2023 IS attacked a post in Busayrah."),
    (2, "On 6 March 2023 a post in Busayrah was attacked by ISIS."),
    (2, "On 6 March 2023 a post in Busayrah was attacked by the Islamic State group."),
    (2, "On 6 March 2023 gunmen believed to be from ISIS attacked a post in Busayrah."),
    (2, "On 6 March 2023 ISIS gunmen on two motorcycles attacked a post in Busayrah."),
    (2, "هاجمت خلايا تابعة لتنظيم الدولة نقطة في البصيرة في 6 آذار 2023."),
    (2, "هاجم مسلحون يتبعون لتنظيم داعش نقطة في البصيرة في 6 آذار 2023."),
    (2, "هاجم عناصر من \"داعش\" نقطة في البصيرة في 6 آذار 2023."),
    (2, "هاجم عناصر من تنظيم داعش نقطة في البصيرة في 6 آذار 2023."),
    (2, "تعرضت نقطة في البصيرة لهجوم من تنظيم داعش في 6 آذار 2023."),
    (2, "هاجم مسلحون يُعتقد أنهم من داعش نقطة في البصيرة في 6 آذار 2023."),
    (2, "هاجم عنصران من التنظيم نقطة في البصيرة في 6 آذار 2023."),
    (2, "تعرضت نقطة في البصيرة لهجوم مسلح على يد خلايا داعش في 6 آذار 2023."),
    // Other words for the same side.
    (1, "On 6 March 2023 a post in Busayrah was attacked by local tribes."),
    (1, "On 6 March 2023 gunmen of the Uqaydat tribe attacked a post in Busayrah."),
    (1, "هاجم مسلحون من العشائر نقطة في البصيرة في 6 آذار 2023."),
    (1, "هاجم مسلحون عشائريون نقطة في البصيرة في 6 آذار 2023."),
    (1, "هاجمت العشائر العربية نقطة في البصيرة في 6 آذار 2023."),
    (1, "هاجمت مجموعة عشائرية نقطة في البصيرة في 6 آذار 2023."),
    // Who is hit, held, fought or blamed by somebody else did nothing here.
    (1, "On 6 March 2023 gunmen attacked a post in Busayrah where two ISIS fighters were held."),
    (1, "On 6 March 2023 gunmen attacked a post in Busayrah set up against ISIS."),
    (1, "On 6 March 2023 gunmen attacked a post in Busayrah of those who fight ISIS."),
    (1, "On 6 March 2023 gunmen attacked a post in Busayrah, and ISIS was not named."),
    (1, "On 6 March 2023 a post in Busayrah was attacked, the Turkish army said."),
    (1, "هاجم مسلحون نقطة أقيمت ضد داعش في البصيرة في 6 آذار 2023."),
    (1, "هاجم مسلحون في البصيرة نقطة فيها سجناء من داعش في 6 آذار 2023."),
    (1, "هاجم مسلحون في البصيرة نقطة تشارك في الحرب على تنظيم داعش في 6 آذار 2023."),
    (1, "هاجم مسلحون نقطة في البصيرة بعد ملاحقة خلايا داعش في 6 آذار 2023."),
    (1, "هاجم مسلحون نقطة في البصيرة قرب مواقع لداعش في 6 آذار 2023."),
    // Both are named.
    (1, "On 6 March 2023 ISIS gunmen and tribal fighters attacked a post in Busayrah."),
    (1, "هاجم مسلحو داعش ومسلحو العشائر نقطة في البصيرة في 6 آذار 2023."),
];

#[test]
fn a_headline_without_a_day_tells_what_its_text_is_about() {
    let reader = Reader::new();
    let texts = [
        "Prisoners escape from Sina'a prison\nOn 27 August 2023 seven prisoners escaped from Sina'a prison.\n\
         A similar escape took place at Sina'a prison on 20 January 2022.",
        "سجناء يفرون من سجن الصناعة\nفي 27 آب 2023 فر سبعة سجناء من سجن الصناعة.\n\
         وكان عشرات السجناء قد فروا من سجن الصناعة في 20 كانون الثاني 2022.",
    ];
    for text in texts {
        let told = [reader.read("a", text, Some("2023-08-28"), "publisher a")];
        let events = merge(&told);
        let headline = text.lines().next().expect("a headline");
        let tells = |event: &&Event| {
            event.reports.iter().any(|told| told.report.evidence.sentence.contains(headline))
        };
        let told: Vec<&str> = events.iter().filter(tells).map(|event| event.id.as_str()).collect();
        assert_eq!(told, ["2023-08-27-sinaa-prison-prison-escape"], "{headline}");
        assert_eq!(events.len(), 2, "{headline}");
    }
}

#[test]
fn what_tells_no_day_belongs_to_what_is_told_nearest_before_it() {
    let reader = Reader::new();
    let texts = [
        "On 29 March 2020 prisoners rioted at Sina'a prison. Guards wounded six prisoners in the riot.\n\n\
         A smaller riot broke out at Sina'a prison on 27 August 2023.",
        "في 29 آذار 2020 نفذ سجناء استعصاء في سجن الصناعة. وأصيب ستة سجناء خلال الاستعصاء في سجن الصناعة.\n\n\
         وفي 27 آب 2023 نفذ سجناء استعصاء آخر في سجن الصناعة.",
    ];
    for text in texts {
        let told = [reader.read("a", text, Some("2023-09-10"), "publisher a")];
        let events = merge(&told);
        let wounded = |event: &&Event| {
            event.reports.iter().any(|told| told.report.counts.iter().any(|n| n.best == Some(6)))
        };
        let told: Vec<&str> =
            events.iter().filter(wounded).map(|event| event.id.as_str()).collect();
        assert_eq!(told, ["2020-03-29-sinaa-prison-prison-riot"], "{text}");
    }
}

#[test]
fn a_toll_that_rose_takes_the_place_of_the_first_number_of_its_publisher() {
    let reader = Reader::new();
    let tolls = [
        [
            "A bomb killed three people in Raqqa on 1 March 2022.",
            "The death toll of the bombing in Raqqa on 1 March 2022 rose to seven.",
        ],
        [
            "قتل ثلاثة أشخاص بانفجار عبوة ناسفة في مدينة الرقة يوم 1 آذار 2022.",
            "ارتفعت حصيلة قتلى انفجار مدينة الرقة يوم 1 آذار 2022 إلى سبعة.",
        ],
    ];
    for [first, last] in tolls {
        for (publisher, low) in [("x", Some(7)), ("y", Some(3))] {
            let told = [
                reader.read("a", first, Some("2022-03-02"), "x"),
                reader.read("b", last, Some("2022-03-03"), publisher),
            ];
            let events = merge(&told);
            let tolls: Vec<_> = events.iter().flat_map(Event::tolls).collect();
            assert_eq!(tolls.len(), 1, "one row: {first}");
            assert_eq!(tolls[0].bounds().low, low, "{publisher}: {first}");
        }
    }
}

#[test]
fn of_the_numbers_of_one_sentence_the_fewer_are_of_the_more() {
    let reader = Reader::new();
    let texts = [
        "The death toll of the bombing in Raqqa rose to nine after two of the wounded died.",
        "ارتفعت حصيلة قتلى انفجار مدينة الرقة إلى تسعة، بعد وفاة جريحين متأثرين بجراحهما.",
        "بعد وفاة جريحين متأثرين بجراحهما ارتفعت حصيلة قتلى انفجار مدينة الرقة إلى تسعة.",
    ];
    for text in texts {
        let events = merge(&[reader.read("a", text, Some("2022-03-03"), "a")]);
        let killed = events.iter().flat_map(Event::tolls);
        let killed = killed.filter(|toll| toll.measure == Measure::Killed);
        let told: BTreeSet<_> = killed.map(|toll| toll.bounds().best).collect();
        assert_eq!(told, BTreeSet::from([Some(9)]), "{text}");
    }
}

#[test]
fn the_dead_of_another_place_are_not_those_of_the_event() {
    let reader = Reader::new();
    // A text, and whether its number is of the event in it.
    let texts = [
        (
            "The attack on Sina'a prison in Hasakah on 2 May 2022 came as another killed 11 soldiers in Diyala.",
            false,
        ),
        (
            "تزامن الهجوم على سجن الصناعة في الحسكة يوم 2 أيار 2022 مع هجوم قتل فيه المسلحون 11 من الجنود في محافظة ديالى.",
            false,
        ),
        (
            "The attack on Sina'a prison in Hasakah on 2 May 2022 killed 11 soldiers from Baqubah in Diyala.",
            true,
        ),
        (
            "The attack on Sina'a prison in Hasakah on 2 May 2022 killed 11 soldiers, a source said in Baghdad.",
            true,
        ),
        ("قتل المسلحون 11 من الجنود في الهجوم على سجن الصناعة في الحسكة يوم 2 أيار 2022.", true),
    ];
    for (text, counts) in texts {
        let events = merge(&[reader.read("a", text, Some("2022-05-03"), "a")]);
        let mut prison = events.iter().filter(|event| event.id.as_str().contains("sinaa-prison"));
        let is_counted = prison.any(|event| !event.tolls().is_empty());
        assert_eq!(is_counted, counts, "{text}");
    }
}

/// On which line a row without an id stands says nothing of its event.
#[test]
fn ids_of_rows_without_an_id_do_not_hang_on_their_lines() {
    let rows = [
        "bombing,2022-03-01,hasakah-governorate,2,A bomb killed two soldiers,W1",
        "bombing,2022-03-01,hasakah-governorate,5,A bomb killed five soldiers,W1",
        "arrest,2020-01-01,tabqa,,An arrest in Tabqa,W",
    ];
    let built = |order: &[usize]| {
        let rows: Vec<&str> = order.iter().map(|&row| rows[row]).collect();
        let rows = rows.join("\n");
        let head = "kind,start,place_id,killed,text,publisher";
        let run = Project::new().records(&format!("{head}\n{rows}\n")).build();
        run.ends(0);
        let ids = run.events().into_iter().map(|event| event["event_id"].to_string());
        ids.filter(|id| id.contains("bombing")).collect::<BTreeSet<_>>()
    };
    let first = built(&[0, 1]);
    assert_eq!(first.len(), 2, "{first:?}");
    for order in [[2, 0, 1], [1, 2, 0]] {
        assert_eq!(built(&order), first, "{order:?}");
    }
}

/// Whoever lists the rows of a table in another order has told nothing else.
#[test]
fn the_order_of_rows_decides_nothing() {
    let rows = [
        "r1,bombing,2022-03-01,raqqa,2,,A bomb killed two civilians,W1",
        "r2,bombing,2022-03-01,raqqa,,2,A bomb killed two soldiers,W2",
        "r3,bombing,2022-03-01,raqqa,,,A bomb exploded,W3",
        "r4,bombing,2022-03-01,raqqa,,,Windows broke in a blast,W4",
    ];
    let built = |order: [usize; 4]| {
        let rows = order.map(|row| rows[row]).join("\n");
        let head = "id,kind,start,place_id,killed_civilians,killed_army,text,publisher";
        let run = Project::new().records(&format!("{head}\n{rows}\n")).build();
        run.ends(0);
        let told = |event: &Value| [event["event_id"].to_string(), event["sources"].to_string()];
        run.events().iter().map(told).collect::<BTreeSet<_>>()
    };
    let first = built([0, 1, 2, 3]);
    assert_eq!(first.len(), 2, "{first:?}");
    for order in [[3, 2, 1, 0], [2, 3, 0, 1], [1, 0, 3, 2], [2, 0, 1, 3], [3, 1, 0, 2]] {
        assert_eq!(built(order), first, "{order:?}");
    }
}

fn cases(table: &str) -> Vec<Case<'_>> {
    let reader = Reader::new();
    let mut cases = Vec::new();
    let mut line = 1;
    for block in table.split("\n\n") {
        let rows = || block.lines().filter(|row| !row.starts_with('#') && !row.is_empty());
        let told = rows().filter(|row| !row.starts_with('='));
        let told: Vec<Told> = told
            .map(|row| {
                let mut parts = row.splitn(3, ' ');
                let mut next = || parts.next().expect("a letter, a day and a text");
                let (name, published, text) = (next(), next(), next());
                let published = Some(published).filter(|day| *day != "-");
                let (name, publisher) = name.split_once('@').unwrap_or((name, name));
                let text = text.replace("\\n", "\n");
                reader.read(name, &text, published, &format!("publisher {publisher}"))
            })
            .collect();
        let expected = rows().filter_map(|row| row.strip_prefix("= "));
        let expected = expected.map(|row| row.split_once(": ").expect("a kind and its events"));
        let case = Case { line, told, expected: expected.collect() };
        line += block.lines().count() + 1;
        if !case.told.is_empty() {
            cases.push(case);
        }
    }
    cases
}

/// Which articles tell each event of `kind`: `a b | c`.
fn groups(events: &[Event], kind: &str) -> String {
    let of_kind = events.iter().filter(|event| event.kind.id.as_str() == kind);
    let tellers = |event: &Event| -> Vec<String> {
        let names = event.reports.iter().map(|told| told.report.origin.id.to_string());
        names.collect::<BTreeSet<_>>().into_iter().collect()
    };
    let groups: BTreeSet<String> = of_kind.map(|event| tellers(event).join(" ")).collect();
    groups.into_iter().collect::<Vec<_>>().join(" | ")
}
