//! One harness: a folder of files is read, and what came of it is told in lines.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use super::{SITE_MARKER, sources};
use crate::model::{KindId, Source};

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for the test"))
    }

    fn of(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        Self::new().with(name, bytes)
    }

    fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn told(&self) -> Vec<String> {
        self.told_of(&["."], None)
    }

    /// The sources, then the diagnostics, then the numbers where they are not zero.
    fn told_of(&self, roots: &[&str], meta: Option<&str>) -> Vec<String> {
        let roots: Vec<PathBuf> = roots
            .iter()
            .map(|root| if *root == "." { self.path().into() } else { self.path().join(root) })
            .collect();
        let meta = meta.map(|meta| self.path().join(meta));
        let kinds = ["bombing", "prison_escape"].map(KindId::new).into_iter().collect();
        let prefix = format!("{}/", self.path().display());
        let read = match sources(&roots, meta.as_deref(), &kinds, &|_| ()) {
            Ok(read) => read,
            Err(fatal) => return vec![fatal.to_string().replace(&prefix, "")],
        };
        let mut lines: Vec<_> = read.sources.iter().map(line).collect();
        lines.extend(read.diagnostics.iter().map(|d| d.to_string().replace(&prefix, "")));
        if read.rejected > 0 {
            lines.push(format!("rejected {}", read.rejected));
        }
        if read.empty > 0 {
            lines.push(format!("empty {}", read.empty));
        }
        lines
    }
}

fn line(source: &Source) -> String {
    let origin = source.origin();
    let mut words = vec![origin.id.to_string()];
    words.extend(origin.title.clone());
    words.extend(origin.published.map(|day| day.to_string()));
    words.extend(origin.url.clone());
    words.extend(origin.publisher.clone());
    words.extend(origin.lang.map(|lang| lang.as_str().to_owned()));
    match source {
        Source::Article(article) => {
            words.push(format!("{}: {:?}", article.first_line, article.text));
        }
        Source::Record(record) => {
            words.push(record.kind.to_string());
            words.extend(record.dates.as_ref().map(|dates| {
                let start = dates.start.map(|day| day.to_string()).unwrap_or_default();
                format!("{start}..{} {}", dates.end, dates.precision.as_str())
            }));
            words.extend(record.place_name.clone());
            words.extend(record.lonlat.map(|point| format!("{},{}", point.lon(), point.lat())));
            words.extend(record.counts.iter().map(|count| {
                let number = |n: Option<u64>| n.map_or("?".to_owned(), |n| n.to_string());
                let numbers = [count.low, count.best, count.high].map(number).join("/");
                format!("{numbers} ({})", count.words)
            }));
            words.extend(record.text.clone());
        }
    }
    words.join(" ")
}

/// Holds what is told of each case against the beginnings of the lines expected.
#[track_caller]
fn check(name: &str, told: &[String], expected: &[&str]) {
    let alike = told.len() == expected.len()
        && told.iter().zip(expected).all(|(told, expected)| told.starts_with(expected));
    assert!(alike, "{name}\nexpected {expected:#?}\nfound {told:#?}");
}

#[test]
fn an_article_is_its_text_with_what_its_front_matter_says() {
    let cases: &[(&str, &[u8], &[&str])] = &[
        ("plain", b"one\r\ntwo\r", &[r#"a.txt 1: "one\r\ntwo\r""#]),
        ("byte order mark", b"\xef\xbb\xbfone", &[r#"a.txt 1: "one""#]),
        ("UTF-16LE", b"\xff\xfeo\0\n\0", &[r#"a.txt 1: "o\n""#]),
        ("UTF-16BE", b"\xfe\xff\x06\x2d", &[r#"a.txt 1: "ح""#]),
        (
            "front matter",
            b"\xef\xbb\xbf---\r\nTitle: \"A: B\"\r\npublished: 2022-01-21T10:00\r\nurl: https://u:p@a.example\r\n\r\n# c\r\npublisher: 'P'\r\nlang: ar-SY\r\n---\r\nText",
            &[
                r#"a.txt A: B 2022-01-21 https://a.example/ P ar 10: "Text""#,
                "a.txt:4:6: warning: user name and password taken out",
            ],
        ),
        (
            "front matter that cannot be read keeps the article",
            b"---\npublished: 21/01/2022\nurl: javascript:alert(1)\nlang: fr\ntilte: x\ntags:\n  - a\n---\nText",
            &[
                r#"a.txt 9: "Text""#,
                "a.txt:2:12: warning: publication day left out: `21/01/2022` is no date",
                "a.txt:3:6: warning: link left out: `javascript:alert(1)` is no web address",
                "a.txt:4:7: warning: language `fr` is not read",
                "a.txt:5:1: warning: key `tilte` is not read (did you mean `title`?)",
                "a.txt:6:1: warning: key `tags` is not read",
            ],
        ),
        ("not closed", b"---\ntitle: x\nText", &["a.txt:1:1: rejected: front matter opened here", "rejected 1"]),
        ("prose between fences", b"---\nText\n---\n", &["a.txt:2:1: rejected: front matter holds lines", "rejected 1"]),
        ("a key twice", b"---\ntitle: x\ntitle: y\n---\nT", &["a.txt:3:1: rejected: `title` stands on line 2", "rejected 1"]),
        ("empty", b"", &["a.txt:1:1: warning: empty", "empty 1"]),
        ("blank", b"---\ntitle: x\n---\n \n", &["a.txt:4:1: warning: empty", "empty 1"]),
        ("lost characters", b"a \xef\xbf\xbd", &["a.txt 1:", "a.txt: warning: 1 characters were lost"]),
        ("bad byte", b"one\r\n\xd8\xad\xff", &["a.txt:2:2: rejected: bytes that are not UTF-8", "rejected 1"]),
        ("cut short", b"ab\xd8", &["a.txt:1:3: rejected: bytes that are not UTF-8", "rejected 1"]),
        ("NUL", b"one\ntw\0o", &["a.txt:2:3: rejected: NUL character", "rejected 1"]),
        ("UTF-16 without a mark", b"o\0n\0e\0 \0t\0w\0o\0 \0o\0n\0", &["a.txt:1:2: rejected: looks like UTF-16", "rejected 1"]),
        ("UTF-16 cut short", b"\xff\xfeo\0n", &["a.txt:1:2: rejected: UTF-16 cut short", "rejected 1"]),
        ("lone surrogate", b"\xff\xfeo\0\0\xd8", &["a.txt:1:2: rejected: broken UTF-16", "rejected 1"]),
        ("UTF-32", b"\xff\xfe\0\0o\0\0\0", &["a.txt:1:1: rejected: text in UTF-32", "rejected 1"]),
        ("PDF", b"%PDF-1.7", &["a.txt:1:1: rejected: a PDF", "rejected 1"]),
        ("Word", b"PK\x03\x04\0\0", &["a.txt:1:1: rejected: a ZIP archive", "rejected 1"]),
        ("HTML", b"\n <!DocType html><p>x", &["a.txt:1:1: rejected: HTML", "rejected 1"]),
    ];
    for (name, bytes, expected) in cases {
        check(name, &Folder::of("a.txt", bytes).told(), expected);
    }
}

#[test]
fn a_row_is_a_record_or_is_told_with_its_cell() {
    let head = "id,date,end,kind,place,lon,lat,killed,killed_low,killed_high,killed_is,url,text,date_precision";
    let good = "e.csv#g 2022-01-20..2022-01-20 day";
    let cases = [
        (
            "a,2022-01-20T10:00Z,,Prison Escape,Ghwayran,40.74,36.5,7.0,,,2,https://a.example,Seven,",
            "e.csv#a https://a.example/ prison_escape 2022-01-20..2022-01-20 day Ghwayran 40.74,36.5 7/7/7 (killed 7.0) 2/2/2 (killed_is 2) Seven",
        ),
        (
            "a,2022-01,,bombing,,,,,3,9,,,,",
            "e.csv#a bombing 2022-01-01..2022-01-31 month 3/?/9 (killed_low 3, killed_high 9)",
        ),
        ("a,2022,2023-02,bombing,,,,,,,,,,", "e.csv#a bombing 2022-01-01..2023-02-28 range"),
        ("a,,2022-01-20,bombing,,,,,,,,,,", "e.csv#a bombing ..2022-01-20 before"),
        ("a,2022-01-20,,bombing,,,,,,,,,,month", "e.csv#a bombing 2022-01-01..2022-01-31 month"),
        ("a,2022-01-20,,bombing,,,,,,,,,,before", "e.csv#a bombing ..2022-01-20 before"),
        (",,,bombing,,,,,,,,,,", "e.csv#2 bombing"),
        (
            "a,2024-02-30,,bombing,,,,,,,,,,",
            "e.csv:2:3: rejected: `2024-02-30` is no day of the calendar",
        ),
        ("a,31/04/2024,,bombing,,,,,,,,,,", "e.csv:2:3: rejected: `31/04/2024` is no date"),
        (
            "a,2022-02,2022-01,bombing,,,,,,,,,,",
            "e.csv:2:11: rejected: the event ends before it starts",
        ),
        (
            "a,,,bombign,,,,,,,,,,",
            "e.csv:2:5: rejected: unknown kind `bombign` (did you mean `bombing`?); one of bombing, prison_escape",
        ),
        ("a,,,,,,,,,,,,,", "e.csv:2:1: rejected: a record needs a kind"),
        ("a,,,bombing,,40,91,,,,,,,", "e.csv:2:17: rejected: latitude 91 is out of range"),
        (
            "a,,,bombing,,360,36,,,,,,,",
            "e.csv:2:14: rejected: longitude 360 is out of range (-180 to 180); for 0-360",
        ),
        ("a,,,bombing,,NaN,36,,,,,,,", "e.csv:2:14: rejected: a coordinate is not a number"),
        ("a,,,bombing,,0,0,,,,,,,", "e.csv:2:14: rejected: 0,0"),
        ("a,,,bombing,,40,,,,,,,,", "e.csv:2:14: rejected: a longitude without a latitude"),
        ("a,,,bombing,,40,36,many,,,,,,", "e.csv:2:20: rejected: `many` is no whole number"),
        ("a,,,bombing,,40,36,-1,,,,,,", "e.csv:2:20: rejected: `-1` is no whole number"),
        (
            "a,,,bombing,,40,36,5,6,,,,,",
            "e.csv:2:20: rejected: the numbers low, best and high are not in order",
        ),
        ("a,,,bombing,,40,36,,,,,,,fine", "e.csv:2:26: rejected: unknown date_precision `fine`"),
        (
            "a,,,bombing,,40,36,,,,99999999999999999999,,,",
            "e.csv:2:23: rejected: `99999999999999999999` is no whole number",
        ),
    ];
    for (row, expected) in cases {
        let table = format!("{head}\n{row}\ng,2022-01-20,,bombing,,,,,,,,,,\n");
        let told = Folder::of("e.csv", table).told();
        let kept = expected.starts_with("e.csv#");
        let good = good.replace("#g ", "#g bombing ");
        let lines =
            if kept { vec![expected, &*good] } else { vec![&*good, expected, "rejected 1"] };
        check(row, &told, &lines);
    }
}

#[test]
fn what_is_odd_in_a_record_table_is_told_and_kept() {
    let cases: &[(&str, &[&str])] = &[
        (
            "kind,lon,lat\nbombing,36.5,40.74\n",
            &["e.csv#2", "e.csv:2:14: warning: longitude 36.5 and latitude 40.74 lie far"],
        ),
        (
            "kind,wounds,plcae\nbombing,1,x\nbombing,1,x\n",
            &[
                "e.csv#2",
                "e.csv#3",
                "e.csv:1:6: warning: not read, for no column goes by this name: `plcae` (did you mean `place`?), `wounds`",
            ],
        ),
        (
            "id,kind\n1,bombing\n1,bombing\n1-2,bombing\n",
            &[
                "e.csv#1 bombing",
                "e.csv#1-2 bombing",
                "e.csv#1-2-2 bombing",
                "e.csv:3:1: warning: id `e.csv#1` is taken by e.csv:2:1; read as `e.csv#1-2`",
                "e.csv:4:1: warning: id `e.csv#1-2` is taken by e.csv:3:1; read as `e.csv#1-2-2`",
            ],
        ),
        (
            "kind,lon,longitude,lat\nbombing,40,41,36\n",
            &[
                "e.csv#2 bombing 40,36",
                "e.csv:2:12: warning: `longitude` differs from `lon` and is not read",
            ],
        ),
        (
            "kind,start,end,date_precision\nbombing,2022-01-01,2022-01-05,day\n",
            &[
                "e.csv#2 bombing 2022-01-01..2022-01-05 range",
                "e.csv:2:31: warning: date_precision `day` does not fit",
            ],
        ),
        ("", &["e.csv:1:1: rejected: empty file", "rejected 1"]),
        (
            "kind,text\nbombing,a\nbombing,\"b\n",
            &["e.csv#2", "e.csv:3:9: rejected: this quote is never closed", "rejected 1"],
        ),
    ];
    for (table, expected) in cases {
        check(table, &Folder::of("e.csv", table).told(), expected);
    }
}

#[test]
fn a_line_of_json_is_a_record_or_is_told_with_its_column_in_characters() {
    let kind = r#""kind":"bombing""#;
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "good",
            r#"{"id":"x","kind":"bombing","lon":40.5,"lat":36,"killed":3}"#,
            &["e.jsonl#x bombing 40.5,36 3/3/3"],
        ),
        ("record separator", "\u{1e}{\"kind\":\"bombing\"}", &["e.jsonl#1 bombing"]),
        (
            "long numbers",
            r#"{"id":123456789012345678901234567890,"kind":"bombing"}"#,
            &["e.jsonl#123456789012345678901234567890 bombing"],
        ),
        ("null", r#"{"kind":"bombing","lat":null,"lon":null,"date":""}"#, &["e.jsonl#1 bombing"]),
        (
            "syntax",
            r#"{"kind":"حلب",}"#,
            &["e.jsonl:1:15: rejected: key must be a string; JSON has double quotes", "rejected 1"],
        ),
        (
            "single quotes",
            "{'kind':'bombing'}",
            &["e.jsonl:1:2: rejected: key must be a string; JSON has double quotes", "rejected 1"],
        ),
        (
            "concatenated",
            "{}{}",
            &["e.jsonl:1:3: rejected: trailing characters; write one value", "rejected 1"],
        ),
        (
            "a list",
            "[]",
            &["e.jsonl:1:1: rejected: expected an object {…}, found a list", "rejected 1"],
        ),
        (
            "nothing",
            "null",
            &["e.jsonl:1:1: rejected: expected an object {…}, found null", "rejected 1"],
        ),
        (
            "a key twice",
            r#"{"id":1,"id":2}"#,
            &["e.jsonl:1:14: rejected: `id` is given twice", "rejected 1"],
        ),
        (
            "text for a number",
            &format!(r#"{{{kind},"lat":"36","lon":40}}"#),
            &["e.jsonl:1:25: rejected: `lat` is a string; write a number", "rejected 1"],
        ),
        (
            "a number for text",
            &format!(r#"{{{kind},"date":2022}}"#),
            &["e.jsonl:1:26: rejected: `date` is a number; write a string", "rejected 1"],
        ),
        (
            "an object for text",
            r#"{"kind":{}}"#,
            &["e.jsonl:1:9: rejected: `kind` is an object; write a string", "rejected 1"],
        ),
        (
            "an id that is none",
            &format!(r#"{{{kind},"id":[1]}}"#),
            &["e.jsonl:1:24: rejected: `id` is a list; write a string or a number", "rejected 1"],
        ),
        (
            "too large",
            &format!(r#"{{{kind},"lat":1e999,"lon":40}}"#),
            &["e.jsonl:1:25: rejected: a coordinate is not a number", "rejected 1"],
        ),
        (
            "no number of JSON",
            &format!(r#"{{{kind},"lat":NaN,"lon":40}}"#),
            &["e.jsonl:1:25: rejected: expected value", "rejected 1"],
        ),
        (
            "lone surrogate",
            &format!(r#"{{{kind},"text":"\ud800"}}"#),
            &["e.jsonl:1:33: rejected:", "rejected 1"],
        ),
        (
            "NUL",
            &format!(r#"{{{kind},"text":"a\u0000"}}"#),
            &["e.jsonl:1:26: rejected: NUL character", "rejected 1"],
        ),
        (
            "unknown keys",
            &format!(r#"{{{kind},"__proto__":{{}},"titel":"x"}}"#),
            &[
                "e.jsonl#1 bombing",
                "e.jsonl:1:31: warning: not read, for no column goes by this name: `__proto__`, `titel` (did you mean `title`?)",
            ],
        ),
        (
            "pretty",
            "{\n \"kind\": \"bombing\"\n}\n",
            &["e.jsonl:1:1: rejected: one record goes over several lines", "rejected 1"],
        ),
        (
            "several lines",
            "\u{feff}{\"kind\":\"bombing\"}\r\n\r\nx\r{\"kind\":\"bombing\"}",
            &["e.jsonl#1", "e.jsonl#4", "e.jsonl:3:1: rejected: expected value", "rejected 1"],
        ),
        (
            "deep",
            &"[".repeat(100_000),
            &["e.jsonl:1:100000: rejected: EOF while parsing a list", "rejected 1"],
        ),
        (
            "deep and whole",
            &format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)),
            &["e.jsonl:1:1: rejected: expected an object {…}, found a list", "rejected 1"],
        ),
    ];
    for (name, text, expected) in cases {
        check(name, &Folder::of("e.jsonl", text).told(), expected);
    }
    let bad_line =
        Folder::of("e.jsonl", b"{\"kind\":\"bombing\"}\n{\"\xff\":1}\n{\"kind\":\"bombing\"}");
    let expected =
        ["e.jsonl#1", "e.jsonl#3", "e.jsonl:2:3: rejected: bytes that are not UTF-8", "rejected 1"];
    check("a bad byte", &bad_line.told(), &expected);
}

#[test]
fn a_json_document_is_a_list_an_object_of_events_or_geojson() {
    let feature = |geometry: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","id":7,"geometry":{geometry},"properties":{{"kind":"bombing"}}}}]}}"#
        )
    };
    let point = |numbers: &str| feature(&format!(r#"{{"type":"Point","coordinates":{numbers}}}"#));
    let crs = |name: &str| {
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{name}"}}}},"features":[]}}"#
        )
    };
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "list",
            "\u{feff}[\n {\"kind\":\"bombing\"},\n {\"kind\":\"x\"}\n]",
            &["e.json#2 bombing", "e.json:3:10: rejected: unknown kind `x`", "rejected 1"],
        ),
        ("events", r#"{"events":[{"id":"a","kind":"bombing"}]}"#, &["e.json#a bombing"]),
        (
            "something else",
            r#"{"kind":"bombing"}"#,
            &["e.json:1:1: rejected: no records: expected a list", "rejected 1"],
        ),
        ("broken", "[\n {},\n", &["e.json:3:1: rejected: EOF while parsing a value", "rejected 1"]),
        (
            "empty",
            "",
            &[
                "e.json:1:1: rejected: EOF while parsing a value; the value breaks off",
                "rejected 1",
            ],
        ),
        ("point", &point("[40.7,36.5,300,1]"), &["e.json#7 bombing 40.7,36.5"]),
        ("null geometry", &feature("null"), &["e.json#7 bombing"]),
        (
            "swapped",
            &point("[36.5,140.7]"),
            &[
                "e.json:1:87: rejected: latitude 140.7 is out of range (-90 to 90); are longitude",
                "rejected 1",
            ],
        ),
        ("too few numbers", &point("[40.7]"), &["e.json:1:", "rejected 1"]),
        ("no numbers", &point("[]"), &["e.json:1:", "rejected 1"]),
        (
            "polygon",
            &feature(
                r#"{"type":"Polygon","coordinates":[[[40,36],[41,36],[41,37],[40,37],[40,36]]]}"#,
            ),
            &["e.json#7 bombing 40.5,36.5", "e.json:1:87: warning: only points are placed"],
        ),
        (
            "empty polygon",
            &feature(r#"{"type":"Polygon","coordinates":[]}"#),
            &["e.json:1:87: rejected: an empty geometry", "rejected 1"],
        ),
        ("deep", &point(&"[".repeat(100_000)), &["e.json:1:", "rejected 1"]),
        (
            "deep and whole",
            &point(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
            &["e.json:1:", "rejected 1"],
        ),
        ("CRS84", &crs("urn:ogc:def:crs:OGC:1.3:CRS84"), &[]),
        (
            "metres",
            &crs("urn:ogc:def:crs:EPSG::32637"),
            &["e.json:1:36: rejected: `crs` is not CRS84", "rejected 1"],
        ),
        (
            "a feature alone",
            r#"{"type":"Feature","geometry":null,"properties":{"kind":"bombing"}}"#,
            &["e.json#1 bombing"],
        ),
        (
            "no feature",
            r#"{"type":"Topology"}"#,
            &["e.json:1:1: rejected: no records", "rejected 1"],
        ),
        (
            "a bare point in a collection",
            r#"{"type":"FeatureCollection","features":[{"type":"Point"}]}"#,
            &["e.json:1:41: rejected: expected a GeoJSON Feature", "rejected 1"],
        ),
    ];
    for (name, text, expected) in cases {
        check(name, &Folder::of("e.json", text).told(), expected);
    }
}

#[test]
fn a_sidecar_table_fills_what_front_matter_leaves_out() {
    let folder = Folder::of("in/a.txt", "---\ntitle: Own\n---\nText")
        .with("in/b/c.txt", "Text")
        .with("in/e.csv", "kind\nbombing\n")
        .with("in/sources.csv", "path,title,lang\r\na.txt,Other,ar\r\n./b/c.txt,Near,en\r\ngone.txt,x,\r\ne.csv,,en\r\n,x,\r\na.txt,x,\r\n")
        .with("meta.csv", "path,published,url\nin/b/../a.txt,2022-01-21,ftp://x\nin/b/c.txt,2022-01-22,\nelsewhere.txt,,\n");
    check(
        "a sidecar in the folder",
        &folder.told_of(&["in"], None),
        &[
            r#"in/a.txt Own ar 4: "Text""#.strip_prefix("in/").expect("it has it"),
            r#"b/c.txt Near en 1: "Text""#,
            "e.csv#2 en bombing",
            "in/sources.csv:4:1: warning: `gone.txt` is no file that is read",
            "in/sources.csv:6:1: warning: a row without a path",
            "in/sources.csv:7:1: warning: `a.txt` is told of at in/sources.csv:2:1 already",
            "in/sources.csv:2:1: warning: title differs from that in in/a.txt",
        ],
    );
    fs::remove_file(folder.path().join("in/sources.csv")).expect("it is there");
    check(
        "a table given by name",
        &folder.told_of(&["in/b", "in/a.txt"], Some("meta.csv")),
        &[
            "c.txt 2022-01-22",
            "a.txt Own 2022-01-21",
            "meta.csv:2:26: warning: link left out: `ftp://x`",
            "meta.csv:4:1: warning: `elsewhere.txt` is no file that is read",
        ],
    );
    check(
        "the table itself is no record table",
        &folder.told_of(&["."], Some("meta.csv")),
        &[
            "in/a.txt Own 2022-01-21",
            "in/b/c.txt 2022-01-22",
            "in/e.csv#2",
            "meta.csv:2:26: warning",
            "meta.csv:4:1: warning",
        ],
    );
    check(
        "a missing table",
        &folder.told_of(&["in"], Some("no.csv")),
        &["no.csv: error: cannot be read"],
    );
    check(
        "a table of something else",
        &folder.told_of(&["in/b"], Some("in/e.csv")),
        &["in/e.csv:1:1: error: missing column path; found kind, wanted path"],
    );
}

#[test]
fn a_walk_has_one_order_and_tells_what_it_passes_by() {
    let folder = Folder::of("b.txt", "x")
        .with("a/z.MD", "x")
        .with("a/.hidden/h.txt", "x")
        .with(".h.txt", "x")
        .with("B.txt", "x")
        .with("a/photo.jpg", "x")
        .with("a/Makefile", "x")
        .with("a/x.html", "x")
        .with("site/index.html", "x")
        .with("site/x.txt", "x")
        .with(&format!("site/{SITE_MARKER}"), "");
    let expected = [
        "B.txt",
        "a/z.MD",
        "b.txt",
        "site: warning: a site written by kharita; not read as input",
        "a: warning: 3 files are not read (.html, .jpg, no extension)",
    ];
    check("a folder", &folder.told(), &expected);
    check("a file", &folder.told_of(&["a/z.MD"], None), &["z.MD"]);
    check(
        "no source",
        &folder.told_of(&["a/photo.jpg"], None),
        &["a/photo.jpg: rejected: not a source", "rejected 1"],
    );
    check("nothing there", &folder.told_of(&["no"], None), &["no: error: cannot be read"]);
    check("no sources there", &folder.told_of(&["site"], None), &["site: error: no sources here"]);
    check(
        "a root twice",
        &folder.told_of(&["a", "a/z.MD"], None),
        &["z.MD", "a: warning: 3 files", "a/z.MD: warning: given twice"],
    );
    let twins = Folder::of("x/a.txt", "x").with("y/a.txt", "x").with("y/b.txt", "x");
    check("two roots", &twins.told_of(&["x", "y"], None), &["x/a.txt", "y/a.txt", "b.txt"]);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_told_and_odd_names_shown() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;

    let folder = Folder::of("a.txt", "x").with("<img onerror=x>\n\u{1b}[31m.txt", "");
    symlink(".", folder.path().join("loop")).expect("a link");
    symlink("/etc/passwd", folder.path().join("passwd.txt")).expect("a link");
    symlink("nowhere", folder.path().join("z.txt")).expect("a link");
    fs::write(folder.path().join(OsStr::from_bytes(b"\xff.txt")), "x").expect("a file");
    let pipe = folder.path().join("pipe.txt");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    check(
        "links",
        &folder.told(),
        &[
            "a.txt",
            r"\xff.txt",
            "loop: warning: a symbolic link",
            "passwd.txt: warning: a symbolic link",
            "pipe.txt: rejected: a pipe, not a file",
            "z.txt: warning: a symbolic link",
            r"<img onerror=x>\u{a}\u{1b}[31m.txt:1:1: warning: empty",
            "rejected 1",
            "empty 1",
        ],
    );
    check(
        "a pipe alone",
        &folder.told_of(&["pipe.txt"], None),
        &["pipe.txt: rejected: a pipe", "rejected 1"],
    );
    check("a link given by name", &folder.told_of(&["loop/a.txt"], None), &["a.txt"]);
}

#[test]
fn progress_counts_the_files() {
    let folder = Folder::of("a.txt", "x").with("b.txt", "").with("c.csv", "kind\n");
    let seen = std::cell::RefCell::new(Vec::new());
    let roots = [folder.path().to_owned()];
    sources(&roots, None, &BTreeSet::new(), &|n| seen.borrow_mut().push(n)).expect("sources");
    assert_eq!(*seen.borrow(), [1, 2, 3]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_a_reader_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..64),
        json in "[\\[\\]{}:,\"a0e\\\\u\n\r\u{1e} ]{0,40}",
        numbers in "[\\[\\]0-9,.e-]{0,24}",
    ) {
        let geometry = format!(r#"{{"type":"Feature","geometry":{{"type":"LineString","coordinates":{numbers}}},"properties":{{}}}}"#);
        let front = [b"---\n", &*bytes, b"\n---\nx"].concat();
        let folder = Folder::of("a.txt", &bytes)
            .with("b.txt", front)
            .with("c.csv", &bytes)
            .with("d.json", &bytes)
            .with("e.jsonl", &bytes)
            .with("f.json", &json)
            .with("g.jsonl", &json)
            .with("h.geojson", geometry);
        prop_assert!(!folder.told().is_empty());
    }
}
