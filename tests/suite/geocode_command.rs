//! `kharita geocode`: names in, places out.

use std::io::Read as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::project::{KHARITA, Project, Run};

/// Two towns of one name, a city that shares its name with its governorate, a field whose name is a word, two crossings
/// that only context tells apart, a camp without a coordinate of its own.
const PLACES: &str = "\
id,class,parent,name_en,name_ar,lon,lat,radius_m,status,near
nahr-governorate,governorate,,Nahr Governorate|Nahr,محافظة نهر|نهر,40.5,35.5,90000,verified,
nahr,city,nahr-governorate,Nahr,نهر,40.51234,35.51234,4000,verified,
wadi-governorate,governorate,,Wadi Governorate,محافظة الوادي,38.5,35.5,90000,verified,
safra-nahr,town,nahr-governorate,Safra,الصفرة,40.61234,35.61234,2000,verified,
safra-wadi,town,wadi-governorate,Safra,الصفرة,38.61234,35.61234,2000,single-source,
umr-field,oilfield,nahr-governorate,Umr field|Umr,حقل العمر|العمر,40.7,35.7,5000,single-source,حقل|field
bab-north,crossing,nahr-governorate,Bab crossing,معبر الباب,40.8,35.9,3000,verified,
bab-south,crossing,wadi-governorate,Bab crossing,معبر الباب,38.8,35.1,3000,verified,وادي|Wadi
rukn-camp,camp,nahr-governorate,Rukn camp,مخيم الركن,40.5,35.5,90000,unverified,
";

fn project() -> Project {
    Project::new().places(PLACES)
}

/// The answers to `names` as objects.
fn answers(names: &[&str]) -> Vec<Value> {
    let arguments = [&["geocode", "--format", "jsonl", "--"], names].concat();
    let run = project().run(&arguments);
    run.ends(0);
    run.lines()
}

#[test]
fn a_name_that_stands_alone_means_one_place_or_stays_open_or_is_unknown() {
    // The name, the place or how it was taken, and what the note holds.
    let cases = [
        ("Nahr", "nahr", "likelier than Nahr Governorate (governorate)"),
        ("nahr", "nahr", ""),
        ("نهر", "nahr", ""),
        ("في نهر", "nahr", ""),
        ("محافظة نهر", "nahr-governorate", "the only place"),
        ("Nahr governorate", "nahr-governorate", ""),
        ("مدينة نهر", "nahr", ""),
        ("nahr-governorate", "nahr-governorate", "the only place"),
        ("rukn-camp", "rukn-camp", ""),
        ("safra-wadi", "safra-wadi", "by its id"),
        // No word of context is missed where there is no text.
        ("العمر", "umr-field", "the only place"),
        ("Umr", "umr-field", ""),
        ("Safra", "open", "may be any of Safra (town), Safra (town)"),
        ("Safra, Nahr", "safra-nahr", ""),
        ("Safra (Nahr)", "safra-nahr", ""),
        ("الصفرة، محافظة الوادي", "safra-wadi", ""),
        ("Wadi Governorate: Safra", "safra-wadi", ""),
        ("معبر الباب", "open", "may be any of Bab crossing"),
        ("Umr, Wadi Governorate", "unknown", "the table has no Umr that lies in Wadi"),
        ("Nahr camp", "unknown", "the table has Nahr, but not with camp"),
        ("New Nahr University", "unknown", "the table has Nahr, but not with New"),
        ("مخيم الركن", "rukn-camp", ""),
        ("Atlantis", "unknown", "not in the table"),
        ("the", "unknown", "not in the table"),
        ("", "unknown", "no name"),
        ("…", "unknown", "no name"),
        ("35.51, 40.51", "nahr", "a coordinate 0.3 km from Nahr"),
        ("35°30'45\"N 40°30'45\"E", "nahr", "a coordinate"),
        ("٣٥٫٥١٢٣ شمالاً ٤٠٫٥١٢٣ شرقاً", "nahr", "a coordinate"),
        ("10.5, 20.5", "coordinate", "km from"),
        ("95.5, 40.5", "unknown", ""),
    ];
    let names: Vec<&str> = cases.iter().map(|(name, ..)| *name).collect();
    let answers = answers(&names);
    assert_eq!(answers.len(), cases.len());
    for ((name, expected, note), answer) in cases.into_iter().zip(answers) {
        let found = answer["place_id"].as_str().or(answer["match"].as_str());
        assert_eq!(found, Some(expected), "{name}: {answer}");
        assert!(answer["note"].as_str().unwrap().contains(note), "{name}: {answer}");
        let resolved = matches!(answer["match"].as_str(), Some("place" | "coordinate"));
        assert_eq!(answer["lon"].is_f64(), resolved, "{name}: {answer}");
    }
}

#[test]
fn an_open_name_has_its_candidates_and_an_unknown_one_the_names_like_it() {
    let [open, misspelt, other] = &*answers(&["Safra", "Sarfa", "Xyzzy"]) else { panic!() };
    let ids = |list: &Value| -> Vec<String> {
        let ids = list.as_array().unwrap().iter();
        ids.map(|entry| entry["place_id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&open["candidates"]), ["safra-nahr", "safra-wadi"]);
    assert_eq!(ids(&open["alike"]), [""; 0]);
    assert_eq!(misspelt["match"], "unknown");
    assert_eq!(ids(&misspelt["alike"]), ["safra-nahr", "safra-wadi"]);
    // A transposition is one edit.
    assert_eq!(misspelt["alike"][0]["distance"], 1);
    assert_eq!(ids(&other["alike"]), [""; 0]);
}

#[test]
fn candidates_scores_and_reasons_are_told_on_demand() {
    let run = project().run(&["geocode", "--explain", "Nahr", "Sarfa"]);
    run.ends(0);
    let lines: Vec<&str> = run.stdout.lines().collect();
    let begins = [
        "NAME ",
        "Nahr ",
        "    nahr (Nahr) 2.00: ",
        "    nahr-governorate (Nahr Governorate) 1.60: ",
        "Sarfa ",
        "    Safra (safra-nahr): 1 letter differs",
        "    Safra (safra-wadi): 1 letter differs",
    ];
    assert_eq!(lines.len(), begins.len(), "{}", run.stdout);
    for (line, begin) in lines.iter().zip(begins) {
        assert!(line.starts_with(begin), "{line}");
    }
    let line = &project().run(&["geocode", "--explain", "--format", "jsonl", "Nahr"]).lines()[0];
    assert!(line["candidates"][0]["score"].is_f64() && line["candidates"][0]["reasons"].is_array());
    let line = &answers(&["Nahr"])[0];
    assert!(line["candidates"][0].get("score").is_none());
}

#[test]
fn names_come_from_standard_input_line_by_line() {
    let project = project().input(b"\xef\xbb\xbfNahr\r\n\nSafra\nab\xff\nAtlantis");
    let run = project.run(&["geocode", "--format", "jsonl"]);
    run.ends(0);
    let found: Vec<_> =
        run.lines().iter().map(|l| (l["line"].clone(), l["match"].clone())).collect();
    let expected = [(1, "place"), (3, "open"), (5, "unknown")];
    assert_eq!(found, expected.map(|(line, how)| (line.into(), how.into())));
    run.says("standard input:4:3: rejected: bytes that are not UTF-8");
    run.says("names     1 resolved, 2 not, 1 rejected");
}

/// A table with a column that is called like one of ours, a row without a name and a short one.
const ROWS: &str = "\
No,Place Name,place
1,\"Safra, Nahr\",\"=a \"\"quoted\"\" cell\"
2,,x
3
4,Atlantis,
";

#[test]
fn a_column_of_a_table_keeps_its_other_columns() {
    let run =
        project().file("t.csv", ROWS).run(&["geocode", "--csv", "t.csv", "--column", "place name"]);
    run.ends(0).says("t.csv:4:1: rejected: row has 1 cells where the header has 3");
    let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
    let header = reader.headers().unwrap().clone();
    let expected = "No,Place Name,place,place_id,geocoded_place,place_ar,class,lon,lat,radius_m,\
                    coordinate_status,match,note,candidates,alike";
    assert_eq!(header.iter().collect::<Vec<_>>().join(","), expected);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cells = |row: usize| rows[row].iter().collect::<Vec<_>>();
    let first = [
        "1",
        "Safra, Nahr",
        "=a \"quoted\" cell",
        "safra-nahr",
        "Safra",
        "الصفرة",
        "town",
        "40.61234",
        "35.61234",
        "2000",
        "verified",
        "place",
        "the only place of that name",
        "safra-nahr",
        "",
    ];
    assert_eq!(cells(0), first);
    assert_eq!(cells(1)[..4], ["2", "", "x", ""]);
    assert_eq!(rows[2].get(11), Some("unknown"));
    assert_eq!(rows.len(), 3);
    // From standard input, as it is.
    let piped = project().input(ROWS).run(&["geocode", "--column", "Place Name"]);
    assert_eq!(piped.stdout, run.stdout);
}

#[test]
fn geojson_is_read_by_gdal_and_has_a_null_geometry_for_what_has_no_place() {
    let names = ["geocode", "--format", "geojson", "Nahr", "Atlantis", "مخيم الركن", "Safra"];
    let run = project().run(&names);
    run.ends(0);
    let file: Value = serde_json::from_str(&run.stdout).unwrap();
    let features = file["features"].as_array().unwrap();
    assert_eq!(features.len(), 4);
    let positions: Vec<&Value> = features.iter().map(|f| &f["geometry"]["coordinates"]).collect();
    assert_eq!(*positions[0], serde_json::json!([40.51234, 35.51234]));
    assert!(features[1]["geometry"].is_null() && features[3]["geometry"].is_null());
    assert_eq!(features[2]["properties"]["coordinate_status"], "unverified");
    for feature in features {
        let flat = |value: &Value| !value.is_object() && !value.is_array() && *value != "";
        assert!(feature["properties"].as_object().unwrap().values().all(flat), "{feature}");
    }
    let project = project().file("names.geojson", &run.stdout);
    let summary = Command::new("ogrinfo")
        .args(["-al", "-so"])
        .arg(project.path("names.geojson"))
        .output()
        .expect("GDAL's ogrinfo: apt-get install gdal-bin");
    let summary = String::from_utf8(summary.stdout).unwrap();
    for line in ["Feature Count: 4", "place_id: String", "radius_m: Integer", "lon: Real"] {
        assert!(summary.contains(line), "no {line} in\n{summary}");
    }
}

#[test]
fn exit_codes_tell_what_came_of_the_names() {
    let cases: [(&[&str], i32, &str); 7] = [
        (&["Nahr"], 0, ""),
        (&["Atlantis"], 0, ""),
        (&["--strict", "Nahr"], 0, ""),
        (&["--strict", "Nahr", "Atlantis", "Safra"], 1, "error: 2 names mean no single place"),
        (&["--places", "missing.csv", "Nahr"], 2, "missing.csv: error: cannot be read"),
        (&["--csv", "t.csv", "--column", "nome"], 2, "t.csv:1:1: error: no column `nome`"),
        (&["--csv", "t.csv"], 2, "--column"),
    ];
    for (arguments, code, words) in cases {
        let project = project().file("t.csv", "id,name\n1,Nahr\n");
        project.run(&[&["geocode"], arguments].concat()).ends(code).says(words);
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let project = project();
    project.write("names.txt", "Nahr\n".repeat(20_000).as_bytes());
    let mut child = Command::new(KHARITA)
        .args(["geocode", "-q"])
        .current_dir(project.path(""))
        .stdin(std::fs::File::open(project.path("names.txt")).unwrap())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn hostile_names_are_told_without_steering_a_terminal() {
    let names =
        ["\u{202e}Nahr\u{1b}[31m", "<script>alert(1)</script>", "a\u{0}b", "=cmd|'/c calc'!A1"];
    let run: Run = project().input(names.join("\n")).run(&["geocode", "--explain"]);
    run.ends(0);
    let steers = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!run.stdout.contains(steers), "{:?}", run.stdout);
    let long = format!("{} نهر", "ن".repeat(20_000));
    project().input(long).run(&["geocode"]).ends(0);
}

#[test]
fn the_document_names_every_option() {
    let text =
        std::fs::read_to_string(format!("{}/docs/geocode.md", crate::project::ROOT)).unwrap();
    let places =
        std::fs::read_to_string(format!("{}/docs/places.md", crate::project::ROOT)).unwrap();
    for (command, text) in [
        (&["geocode"][..], &text),
        (&["places", "check"], &places),
        (&["places", "import"], &places),
    ] {
        let run = Project::new().run(&[command, &["--help"]].concat());
        let options: Vec<&str> =
            run.stdout.split_whitespace().filter(|w| w.starts_with("--")).collect();
        assert!(options.len() > 2, "the help was not read: {}", run.stdout);
        for option in options {
            let option = option.trim_end_matches(|c: char| !c.is_ascii_lowercase());
            let own = matches!(option, "--help" | "--quiet" | "--verbose");
            assert!(own || text.contains(&format!("`{option}")), "{command:?}: {option}");
        }
    }
}
