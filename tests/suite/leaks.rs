//! What is hidden is in no byte of a site: each way to hide, against each place where a secret could stand, in each spelling.

use crate::project::{Project, Run};

/// How the secret could be told: whether as text, and the words by which a reader would know it.
const TELLING: &[(&str, &str)] = &[
    // Names, as the table has them, without their class word, in both languages, behind a preposition, misspelt, in one.
    ("the search around Alaya prison went on", "around alaya prison"),
    ("a hunt round the jail at Alaya began", "jail at alaya"),
    ("people wait at the Alaya gate", "alaya gate"),
    ("men of #AlayaPrison were seen", "alayaprison"),
    ("they had fled from Alayah prison", "alayah"),
    ("بعد الفرار من سجن علايا", "سجن علايا"),
    ("بعد أحداث علايا", "أحداث علايا"),
    ("بعد التمرد بعلايا", "بعلايا"),
    // Written small, as an account, spelled out, doubled, in other letters.
    ("people had fled alaya by then", "fled alaya"),
    ("as @alaya_now wrote", "@alaya_now"),
    ("as @alayanow wrote", "@alayanow"),
    ("on the road alaya-qamishli", "alaya-qamishli"),
    ("men fled from A l a y a by night", "a l a y a"),
    ("men fled from A-l-a-y-a by night", "a-l-a-y-a"),
    ("men fled from Alayya by night", "alayya"),
    ("men fled from Alaaya by night", "alaaya"),
    ("men fled from Alaya2022 by night", "alaya2022"),
    ("men fled from Ａｌａｙａ by night", "ａｌａｙａ"),
    ("men fled from Аlауа by night", "аlауа"),
    ("men fled from Αlaya by night", "αlaya"),
    ("بعد الفرار من العلايا", "العلايا"),
    ("بعد الفرار من علاية", "علاية"),
    ("بعد الفرار من علايه", "علايه"),
    ("بعد الفرار من ع ل ا ي ا", "ع ل ا ي ا"),
    // The point of the table and that of the record, in the spellings of people.
    ("near 37.048 N 41.225 E", "37.048 n"),
    ("near 37.0480, 41.2252", "37.0480, 41"),
    ("at 37°02'52\"N 41°13'30\"E", "37°02"),
    ("عند ٣٧٫٠٤٨ شمالاً و٤١٫٢٢٥ شرقاً", "٣٧٫٠٤٨"),
    ("at 41.2252 / 37.048 on the map", "41.2252 / 37"),
    // The name that only the record gives.
    ("as the Black Falcon site was searched", "black falcon"),
];

/// Addresses, publishers, headlines and file names of sources that tell something else.
const ELSEWHERE: &[(&str, &str)] = &[
    ("url: https://example.org/alaya-prison-2022", "alaya-prison-2022"),
    (
        "url: https://example.org/?q=%D8%B9%D9%84%D8%A7%D9%8A%D8%A7",
        "%d8%b9%d9%84%d8%a7%d9%8a%d8%a7",
    ),
    ("url: https://example.org/@37.0480,41.2252,15z", "@37.0480"),
    ("url: https://example.org/?q=37.0480%2C41.2252", "37.0480%2c"),
    ("url: https://example.org/?lat=37.048&zoom=9&lon=41.2252", "lat=37.048"),
    ("url: https://example.org/#map=15/37.0480/41.2252", "map=15"),
    ("url: https://alayamonitor.example.org/x", "alayamonitor"),
    ("publisher: Alaya Monitor", "alaya monitor"),
    ("publisher: desk of alaya", "desk of alaya"),
    ("publisher: alayawatch", "alayawatch"),
    ("title: breakout at alaya", "breakout at alaya"),
    ("title: راديو العلايا", "راديو العلايا"),
    ("title: Breakout at 37.0480, 41.2252", "breakout at 37"),
    ("title: سجن علايا", "سجن علايا"),
    ("title: Calm after Alaya", "calm after alaya"),
    ("title: The Black Falcon files", "black falcon"),
];

/// What looks like the secret and is none: it is told as before.
const LOOKALIKES: &[&str] = &[
    "while a market opened in Amuda",
    "after 37 people and 41 others had left",
    "near 36.5070, 40.7450",
    "on the road to Qamishli district",
    "while a black market and a falcon fair were held",
    "and the price rose to 37.04 liras",
    "though an industry of black glass had closed",
    "as a b c d were the marks of a test",
    "behind a layer of clay",
    "as the green village fair of military police schools ended",
    "بعد علاج المصابين",
    "عند أعالي النهر",
    "بحسب علي وعلياء",
    "رغم العلاوة الجديدة",
    "as @aleppo_now wrote of an ally",
];

const TOWNS: [&str; 6] = ["Raqqa", "Tabqa", "Manbij", "Kobani", "Shaddadi", "Tal Abyad"];

/// A source of its own for each way to tell; an explosion each, in another town or on another day.
fn project() -> Project {
    let mut project = Project::new();
    let explosion = |number: usize, ends: &str| {
        let (town, day) = (TOWNS[number % TOWNS.len()], 1 + number % 28);
        format!("On {day} July 2022 a car bomb exploded in {town}, {ends}.\n")
    };
    for (number, (told, _)) in TELLING.iter().enumerate() {
        project = project.article(&format!("t{number}.txt"), &explosion(number, told));
    }
    for (number, (head, _)) in ELSEWHERE.iter().enumerate() {
        let text = explosion(number, &format!("killing {} soldiers", number + 3));
        project = project.article(&format!("e{number}.txt"), &format!("---\n{head}\n---\n{text}"));
    }
    for (number, told) in LOOKALIKES.iter().enumerate() {
        // In other words: eight of a withheld sentence would be taken for a copy of it.
        let text = format!("A mine blew up in Raqqa on {} May 2021, {told}.\n", number + 1);
        project = project.article(&format!("l{number}.txt"), &text);
    }
    let own = "---\ntitle: Five flee\npublished: 2022-06-02\nurl: https://example.org/five\n---\n\
               Five prisoners escaped from Alaya prison in Qamishli on 1 June 2022.\n\n\
               On 9 August 2022 a car bomb exploded in Raqqa and killed 4 people.\n";
    let bomb = "On 20 August 2022 a car bomb exploded in Tabqa and killed 2 people.\n";
    project
        .article("own.txt", own)
        .article("alaya_prison-files.txt", bomb)
        .article("سجن علايا.txt", &bomb.replace("20 August", "22 August"))
        .records(
            "id,kind,start,place,lon,lat,title,text,publisher,url\n\
             alaya-7,prison_escape,2022-06-05,Black Falcon site,41.2345678,37.0123456,\
             Breakout at Black Falcon,five fled the Black Falcon site,Falcon Desk,\
             https://x.example/?q=37.0123456%2C41.2345678\n\
             alaya-8,bombing,2022-09-02,raqqa,,,,three killed,Desk,\n",
        )
        .file(
            "corrections.csv",
            "event,source,quote,change,to,by,on,why\n\
             2022-08-09-raqqa-bombing,,,accept,,,,\"as in Alaya prison, see 2022-06-01-alaya-prison-prison-escape\"\n\
             2022-08-20-tabqa-bombing,,,title,Revenge for the Alaya jailbreak,,,\n\
             2022-06-05-alaya-prison-prison-escape,,,title_ar,فرار من الصقر الأسود,,,\n\
             2022-06-05-at-41235e-37012n-prison-escape,,,title_ar,فرار من الصقر الأسود,,,\n",
        )
}

/// By what a reader would know what is hidden, beside the tables above.
const OWN: &[&str] = &[
    "escaped from alaya",
    "41225",
    "37048",
    "37.012",
    "41.234",
    "37.04802",
    "41.22516",
    "fled the black",
    "falcon desk",
    "الصقر",
    "breakout at black",
    "alaya_prison-files",
    "سجن علايا.txt",
    "alaya-7",
    "alaya-8",
    "as in alaya",
    "alaya jailbreak",
    "alaya-prison-prison-escape",
];

/// Every text of the site in the forms in which a reader may meet it.
fn forms(run: &Run) -> Vec<(String, String)> {
    let mut forms = Vec::new();
    // A database may have a long text in parts, so its cells are read beside its bytes.
    forms.push(("events.gpkg".to_owned(), cells(&run.site["events.gpkg"]).to_lowercase()));
    for (name, bytes) in run.site.iter().filter(|(name, _)| !name.starts_with("assets/")) {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        let unmarked = text.replace("&#x27;", "'").replace("&quot;", "\"").replace("&#x2f;", "/");
        let unescaped = percent(&unmarked.replace("\\u002f", "/").replace("\\\"", "\""));
        forms.extend([text, unmarked, unescaped].map(|text| (name.clone(), text)));
        forms.push((name.clone(), name.to_lowercase()));
    }
    forms
}

/// Every cell of every table of a database.
fn cells(database: &[u8]) -> String {
    let mut open = rusqlite::Connection::open_in_memory().unwrap();
    open.deserialize_read_exact("main", database, database.len(), true).unwrap();
    let mut tables = open.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").unwrap();
    let tables = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let mut text = String::new();
    for table in tables.map(Result::unwrap) {
        let mut rows = open.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let width = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..width {
                if let Ok(cell) = row.get::<_, String>(column) {
                    text.push_str(&cell);
                    text.push('\n');
                }
            }
        }
    }
    text
}

fn percent(text: &str) -> String {
    let mut out = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| first == b'%') {
            Some(byte) => (out.push(byte), rest = &after[2..]).1,
            None => (out.push(first), rest = after).1,
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn leaks(run: &Run) -> Vec<String> {
    let forms = forms(run);
    let tables = TELLING.iter().chain(ELSEWHERE).map(|(_, secret)| *secret);
    let leaks = tables.chain(OWN.iter().copied()).filter_map(|secret| {
        let found = forms.iter().find(|(_, text)| text.contains(&secret.to_lowercase()));
        found.map(|(name, _)| format!("{name}: {secret}"))
    });
    leaks.collect()
}

#[test]
fn every_secret_is_told_where_nothing_is_hidden() {
    let run = project().run_every_format(&[]);
    run.ends(0);
    let forms = forms(&run);
    for secret in TELLING.iter().chain(ELSEWHERE).map(|(_, secret)| *secret) {
        let is_told = forms.iter().any(|(_, text)| text.contains(&secret.to_lowercase()));
        run.check(is_told, &format!("{secret} cannot leak, so no test would see it"));
    }
}

#[test]
fn what_is_hidden_is_nowhere_however_it_is_written() {
    let point = ",own.txt,prisoners escaped,place,41.2252 37.0480,,,GPS of a witness\n";
    for (rules, corrections) in [
        ("prison,,,,withhold,,\n,,prison_escape,,withhold,,", ""),
        ("prison,,,,withhold,,\n,,prison_escape,,withhold,,", point),
        ("prison,,,,embargo,2030-01-01,\n,,prison_escape,,embargo,2030-01-01,", point),
        ("prison,,,,generalise,0.1,\n,,prison_escape,,generalise,0.1,", point),
        (",qamishli,,,withhold,,\n,,prison_escape,,withhold,,", point),
        (",hasakah-governorate,,,generalise,0.1,", ""),
    ] {
        let project = project();
        let mut table = std::fs::read_to_string(project.path("corrections.csv")).unwrap();
        table.push_str(corrections);
        project.write("corrections.csv", table.as_bytes());
        let rules = format!("class,place,kind,event,action,to,why\n{rules}\n");
        project.write("responsibility.csv", rules.as_bytes());
        let run = project.run_every_format(&[]);
        run.ends(0);
        run.figures();
        let leaks = leaks(&run);
        assert!(leaks.is_empty(), "{rules}{corrections}: {leaks:#?}");
        let site = run.text("index.html");
        for told in LOOKALIKES {
            run.check(
                site.contains(told),
                &format!("{told} tells nothing, and is covered by {rules}{corrections}"),
            );
        }
    }
}

#[test]
fn a_headline_above_a_covered_sentence_is_not_told() {
    let text = "---\ntitle: Torn to pieces\npublished: 2022-06-02\n---\n\
                On 1 June 2022 a car bomb exploded in Qamishli and tore 11 people apart.\n";
    let run = Project::new()
        .article("a.txt", text)
        .file("responsibility.csv", "place,action\nqamishli,cover\n")
        .run_every_format(&[]);
    run.ends(0);
    for (name, bytes) in &run.site {
        let text = String::from_utf8_lossy(bytes);
        run.check(!text.contains("Torn to pieces") && !text.contains("tore 11"), name);
    }
}

/// A withheld event, the headline above it, and other sources that tell it in parts. Each with what of it must not be told.
const PARTS: &[(&str, &str, &str)] = &[
    ("b.txt", "title: Masked men shot dead a baker", "masked men shot dead a baker"),
    ("c.txt", "title: A baker paid for his talk", "paid for his talk"),
    ("masked-men-shot-dead-baker.txt", "publisher: D", "masked-men"),
    ("d.txt", "url: https://x.example/2022/masked-men-shot-dead-a-baker-7.html", "masked-men"),
    ("e.txt", "publisher: masked men shot dead a baker", "masked men shot"),
];

/// What only looks like a part of it.
const NO_PARTS: &[&str] = &[
    "title: The Observatory for Rights of Hasakah",
    "title: A baker sold out",
    "title: Masked men sing in a play",
    "publisher: Observatory for Rights of Hasakah",
    "url: https://x.example/observatory-for-rights-of-hasakah/2022/6/1.html",
];

#[test]
fn parts_of_a_withheld_sentence_and_its_headline_are_told_nowhere() {
    let own = "---\ntitle: A baker paid for his talk\npublished: 2022-06-02\n---\n\
        On 1 June 2022 masked men shot dead a baker in Busayrah before dawn, the Observatory for Rights of Hasakah said.\n";
    let bomb = |number: usize, ends: &str| {
        format!("On {number} May 2022 a bomb killed {number} soldiers in Tabqa{ends}.\n")
    };
    let mut project = Project::new().article("own.txt", own);
    for (number, (name, head, _)) in (2..).zip(PARTS) {
        project = project.article(name, &format!("---\n{head}\n---\n{}", bomb(number, "")));
    }
    for (number, head) in (12..).zip(NO_PARTS) {
        let text = format!("---\n{head}\n---\n{}", bomb(number, ""));
        project = project.article(&format!("n{number}.txt"), &text);
    }
    let clause = "; masked men shot dead a baker in Busayrah, he said";
    let said = ", the Observatory for Rights of Hasakah said";
    let near = "---\npublished: 2022-06-20\n---\nMasked men shot dead a baker in Busayrah.\n";
    let project = project
        .article("clause.txt", &bomb(25, clause))
        .article("said.txt", &bomb(26, said))
        .article("near.txt", near);
    let told = project.run_every_format(&[]);
    told.ends(0);
    let open = forms(&told);
    for (_, _, secret) in PARTS {
        let is_told = open.iter().any(|(_, text)| text.contains(secret));
        told.check(is_told, &format!("{secret} cannot leak, so no test would see it"));
    }
    for action in ["withhold,", "embargo,2030-01-01"] {
        let events = told.events();
        let ids = events.iter().filter(|it| it["place_id"] == "busayrah");
        let ids: Vec<_> = ids.map(|it| it["event_id"].as_str().unwrap()).collect();
        // The clause beside a bombing is read as a killing of that day, and so apart from both.
        let of = |day: &str| ids.iter().find(|id| id.starts_with(day)).expect("left apart");
        let (own, near) = (of("2022-06-01"), of("by-2022-06-20"));
        assert_eq!(ids.len(), 3, "{ids:?}");
        let rules = format!("event,action,to\n{own},{action}\n");
        project.write("responsibility.csv", rules.as_bytes());
        let run = project.run_every_format(&[]);
        run.ends(0).says(&format!("responsibility.csv:2:1: warning: hides {own}"));
        // With its mark, by which it is named beyond doubt.
        run.says(&format!("`,,,{near}-")).says(&format!(",{action},`"));
        let forms = forms(&run);
        let secrets = PARTS.iter().map(|(_, _, secret)| *secret);
        for secret in secrets.chain(["shot dead a baker", "before dawn"]) {
            let found = forms.iter().find(|(_, text)| text.contains(secret));
            assert!(found.is_none(), "{action}: {secret} in {:?}", found.map(|(name, _)| name));
        }
        for head in NO_PARTS {
            let (_, told) = head.split_once(": ").unwrap();
            run.check(run.text("sources.csv").contains(told), &format!("{told} is no secret"));
        }
        run.check(run.text("index.html").contains("Hasakah said"), "who said so is no secret");
    }
}
