//! `kharita places check` and `kharita places import`: the place table itself.

use crate::project::{Project, Run};

const HEADER: &str = "id,class,parent,name_en,name_ar,lon,lat,radius_m,status,near,not_near";

/// A governorate, a city in it and a village without context words, lines 2 to 4.
const AROUND: &str = "\
nahr-gov,governorate,,Nahr Governorate,محافظة نهر,40.5,35.5,60000,verified,,
nahr,city,nahr-gov,Nahr,نهر,40.51234,35.51234,4000,verified,,
karm,village,nahr-gov,Karm,كرم,40.61234,35.61234,1500,verified,,";

fn check(table: &str) -> Run {
    Project::new().file("t.csv", table).run(&["places", "check", "t.csv"])
}

#[test]
fn a_doubtful_row_is_told_with_its_cell() {
    // A row in line 5, and what is told of it after `t.csv:`; nothing where it is good.
    let cases = [
        ("x,town,nahr-gov,Tall,تل,40.71234,35.71234,2500,verified,,", ""),
        (
            "x,town,nahr-gov,Abyad|Abiad| Abyad,تل,40.71234,35.71234,2500,verified,,",
            "5:30: warning: «Abyad» stands here twice; delete one [repeated-name]",
        ),
        (
            "x,town,nahr-gov,Tall,تل أبيض|تل ابيض,40.71234,35.71234,2500,verified,,",
            "5:30: warning: «تل ابيض» is read like «تل أبيض» before it; delete one [repeated-name]",
        ),
        // The columns are those of the file, quotes and all.
        (
            "x,town,nahr-gov,\"Tall \"\"A\"\"|Rukn|Rukn\",تل,40.71234,35.71234,2500,verified,,",
            "5:34: warning: «Rukn» stands here twice",
        ),
        (
            "x,village,nahr-gov,Tall|Karm,تل,40.71234,35.71234,2500,verified,,",
            "5:25: warning: «Karm» is also a name of the village `karm` in line 4; add words to `near`",
        ),
        ("x,village,nahr-gov,Tall|Karm,تل,40.71234,35.71234,2500,verified,تل,", ""),
        ("x,town,nahr-gov,Tall|Karm,تل,40.71234,35.71234,2500,verified,,", ""),
        (
            "x,town,nahr-gov,Tall,اليوم,40.71234,35.71234,2500,verified,,",
            "5:22: warning: «اليوم» is an ordinary word; add words to `near`",
        ),
        ("x,town,nahr-gov,Tall,اليوم,40.71234,35.71234,2500,verified,تل,", ""),
        (
            "x,town,nahr-gov,Tall|From,تل,40.71234,35.71234,2500,verified,,",
            "5:22: warning: «From» is an ordinary word",
        ),
        (
            "x,town,nahr-gov,Tall|T,تل,40.71234,35.71234,2500,verified,,",
            "5:22: warning: «T» has one letter and is found in no text; delete it [empty-name]",
        ),
        (
            "x,prison,nahr-gov,Tall prison|Prison,سجن تل,40.71234,35.71234,2500,verified,,",
            "5:31: warning: «Prison» is read as nothing but a word for its class",
        ),
        (
            "x,town,nahr-gov,T\u{430}ll,تل,40.71234,35.71234,2500,verified,,",
            "5:17: warning: «T\u{430}ll» mixes Latin and Cyrillic letters; type it again",
        ),
        (
            "x,town,nahr-gov,Tall,Tall,40.71234,35.71234,2500,verified,,",
            "5:22: warning: «Tall» has no Arabic letter; put it into the column of its language",
        ),
        (
            "x,town,nahr-gov,تل,تل,40.71234,35.71234,2500,verified,,",
            "5:17: warning: «تل» has Arabic letters; put it into name_ar or name_ku",
        ),
        (
            "x,town,nahr-gov,Tall,ت\u{200f}ل,40.71234,35.71234,2500,verified,,",
            "5:22: warning: a hidden character, U+200F, stands in «ت\\u{200f}ل»; delete it",
        ),
        (
            "x,town,nahr-gov,Tall,تل,43.71234,35.71234,2500,verified,,",
            "5:25: warning: 291 km from `nahr-gov`, farther than both reach (62 km); correct the point",
        ),
        (
            "x,village,nahr-gov,Tall,تل,40.71,35.7,1500,verified,,",
            "5:28: warning: two decimals are 1 km apart, too coarse for a place as small",
        ),
        ("x,village,nahr-gov,Tall,تل,40.71,35.7,1500,single-source,,", ""),
        ("x,town,nahr-gov,Tall,تل,40.71,35.7,2500,verified,,", ""),
        (
            "x,town,nahr,Tall,تل,40.51234,35.51234,2500,verified,,",
            "5:21: warning: the point is that of `nahr`; give its own, or the status `unverified`",
        ),
        ("x,town,nahr,Tall,تل,40.51234,35.51234,2500,unverified,,", ""),
        (
            "x,town,nahr-gov,Tall,تل,40.71234,35.71234,3,verified,,",
            "5:43: warning: radius_m 3 is small for a town, which reaches 200 m at least; is it in kilometres?",
        ),
        (
            "x,district,nahr,Tall,تل,40.71234,35.71234,60000,verified,,",
            "5:12: warning: a district in a city; is `nahr` the place around it? [finer-parent]",
        ),
        (
            "x,town,nahr-gov,Tall,تل,40.71234,35.71234,2500,verified,تل|النهر,كرم|نهر",
            "5:70: warning: «نهر» stands in `near` too, after folding; delete it from one of them",
        ),
        // What the reader of the table finds stands among the rest.
        (
            "x,town,nahr-gov,Tall,تل,40.71234,95.7,2500,verified,,",
            "5:34: rejected: latitude 95.7 is out of range",
        ),
        (
            "x,town,nahr-go,Tall,تل,40.71234,35.71234,2500,verified,,",
            "5: warning: parent `nahr-go` of `x` is no id of this table (did you mean `nahr-gov`?) [row]",
        ),
    ];
    for (row, told) in cases {
        let run = check(&format!("{HEADER}\n{AROUND}\n{row}\n"));
        run.ends(0);
        let lines: Vec<&str> = run.stdout.lines().collect();
        let expected = usize::from(!told.is_empty());
        assert_eq!(lines.len(), expected, "{row}\n{}", run.stdout);
        let begins = format!("t.csv:{told}");
        assert!(lines.iter().all(|line| line.starts_with(&begins)), "{row}\n{}", run.stdout);
    }
}

#[test]
fn swapped_coordinates_are_told_in_any_region() {
    let run = check(
        "id,class,parent,name_en,lon,lat\nsee,governorate,,See,10.1,50.2\nau,town,see,Au,50.25,10.15\n",
    );
    let told = "t.csv:3:16: warning: far from `see` and inside it if swapped; are longitude and latitude swapped? [swapped]\n";
    assert_eq!(run.stdout, told);
}

#[test]
fn remarks_stand_in_the_order_of_the_file_as_text_or_json() {
    let table = format!(
        "{HEADER}\n{AROUND}\nb,town,nahr-gov,Tall|T,تل,40.71234,35.71234,3,verified,,\na,town,,Rukn|R,ركن,40,35,2500,verified,,\nz,town\n"
    );
    let text = check(&table);
    let positions: Vec<String> =
        text.stdout.lines().map(|line| line.split(": ").next().unwrap().to_owned()).collect();
    assert_eq!(positions, ["t.csv:5:22", "t.csv:5:45", "t.csv:6:14", "t.csv:7:1"]);
    let project = Project::new().file("t.csv", &table);
    let json = project.run(&["places", "check", "t.csv", "--format", "json"]);
    let told: Vec<_> = json.lines();
    assert_eq!(told.len(), 4);
    assert_eq!(told[0]["rule"], "empty-name");
    assert_eq!((told[0]["line"].as_u64(), told[0]["column"].as_u64()), (Some(5), Some(22)));
    assert_eq!((&told[3]["level"], &told[3]["rule"]), (&"rejected".into(), &"row".into()));
    project.run(&["places", "check", "t.csv", "--strict"]).ends(1);
    project.run(&["places", "check", "no.csv"]).ends(2).says("no.csv: error: cannot be read");
    Project::new()
        .places("id,class\n")
        .run(&["places", "check"])
        .ends(2)
        .says("places.csv:1:1: error");
}

#[test]
fn the_table_of_this_repository_is_clean() {
    let run = Project::new().run(&["places", "check", "--strict"]);
    assert_eq!(run.stdout, "");
    run.ends(0);
}

/// A dump in the form of GeoNames, of a country that is none. Cells by `|`, which no cell holds; the last seven are empty
/// but for the population.
const DUMP: [&str; 14] = [
    "900001|Wadistan|Wadistan|وادستان,Вадистан|35.0|40.0|A|PCLI|XW||00|",
    "900009|Jazira|Jazira||35.3|40.3|H|ISL|XW||01|0101",
    "900004|Saḩar|Sahar|Saher,سحر,سَحَر,SHR,تەل سەحەر,https://example.org/Sahar|35.61|40.61|P|PPLA|XW||01|0101|||120000",
    "900005|Tall Nūr|Tall Nur|تل نور|35.65|40.65|P|PPL|XW||01|0101|||900",
    "900006|Tall Nūr|Tall Nur||36.95|40.75|P|PPL|XW||01|0101|||7000",
    "900007|Sijn Saḩar|Sijn Sahar|سجن سحر|35.62|40.62|S|PRN|XW||01|0101",
    "900003|Minţaqat Saḩar|Mintaqat Sahar|منطقة سحر|35.6|40.6|A|ADM2|XW||01|0101",
    "900002|Muḩāfaz̧at Nahr|Muhafazat Nahr|Nahr,محافظة نهر,XW-01|35.5|40.5|A|ADM1|XW||01|",
    "900010|Ba‘īd|Baid|بعيد|-10.5|170.2|P|PPL|XZ||09||||50000",
    "900011|جزيرة|||35.3|40.31|P|PPL|XW||01|",
    "900012|Rīḩ|Rih||95.3|40.3|P|PPL|XW||01|0101",
    "900013|Rīḩ|Rih||35.3|NaN|P|PPL|XW||01|0101",
    "900014|Rīḩ|Rih||35.3|40.3|P|PPL|XW||01|0101|||many",
    "x|Rīḩ|Rih||35.3|40.3|P|PPL|XW||01|0101",
];

/// The dump as a file, with a short row and one that is not UTF-8 at its end.
fn dump() -> Vec<u8> {
    let mut bytes = Vec::new();
    for row in DUMP {
        let mut cells: Vec<&str> = row.split('|').collect();
        cells.resize(19, "");
        bytes.extend_from_slice(cells.join("\t").as_bytes());
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(b"900015\tshort\n900016\tR\xff\t\n");
    bytes
}

/// The ids of a table, in its order.
fn ids(table: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader.records().map(|row| row.unwrap()[0].to_owned()).collect()
}

#[test]
fn a_dump_of_geonames_becomes_a_table_that_checks_and_builds() {
    let project = Project::new().file("dump.txt", dump());
    let run = project.run(&["places", "import", "dump.txt", "--out", "places.csv"]);
    run.ends(0);
    let table = std::fs::read_to_string(project.path("places.csv")).unwrap();
    let expected = "\
id,class,parent,name_en,name_ar,name_ku,name_tr,lon,lat,radius_m,status,pcode,geonames,wikidata,scope,near,not_near,not_beside
wadistan,country,,Wadistan,وادستان,,,40.0,35.0,400000,single-source,,900001,,,,,
muhafazat-nahr,governorate,wadistan,Muhafazat Nahr|Nahr,محافظة نهر,,,40.5,35.5,120000,single-source,,900002,,,,,
mintaqat-sahar,district,muhafazat-nahr,Mintaqat Sahar,منطقة سحر,,,40.6,35.6,151000,single-source,,900003,,,,,
sahar,city,mintaqat-sahar,Sahar|Saher,سحر,تەل سەحەر,,40.61,35.61,5000,single-source,,900004,,,,,
baid,town,,Baid,بعيد,,,170.2,-10.5,2500,single-source,,900010,,,,,
tall-nur-town,town,mintaqat-sahar,Tall Nur,,,,40.75,36.95,2500,single-source,,900006,,,,,
tall-nur-village,village,mintaqat-sahar,Tall Nur,تل نور,,,40.65,35.65,1500,single-source,,900005,,,,,
village,village,muhafazat-nahr,,جزيرة,,,40.31,35.3,1500,single-source,,900011,,,,,
sijn-sahar,prison,mintaqat-sahar,Sijn Sahar,سجن سحر,,,40.62,35.62,2000,single-source,,900007,,,,,
";
    assert_eq!(table, expected);
    for told in [
        "dump.txt:11:17: rejected: latitude 95.3 is out of range",
        "dump.txt:12:22: rejected: a coordinate is not a number",
        "dump.txt:13:47: rejected: population `many` is no whole number",
        "dump.txt:14:1: rejected: `x` is no GeoNames id",
        "dump.txt:15:8: rejected: row has 2 cells, a dump of GeoNames has 19",
        "dump.txt:16:9: rejected: bytes that are not UTF-8",
        "rows      16 = 9 places + 0 not selected + 1 of no class of ours + 6 rejected",
        "names     4 left out",
    ] {
        run.says(told);
    }
    let checked = project.run(&["places", "check"]);
    checked.ends(0);
    assert_eq!(checked.stdout, "");
    let project = project.article("a.txt", "On 20 January 2022 a car bomb exploded in Sahar.");
    assert_eq!(project.build().events()[0]["place_id"], "sahar");
    project.run(&["places", "import", "dump.txt", "--strict"]).ends(1);
}

#[test]
fn places_are_selected_by_box_class_and_population_and_stand_in_their_parents() {
    let all = &["wadistan", "muhafazat-nahr", "mintaqat-sahar"];
    let cases: [(&[&str], &[&str]); 7] = [
        (&["--class", "prison"], &["sijn-sahar"]),
        (&["--class", "prison", "--class", "city"], &["sahar", "sijn-sahar"]),
        (&["--class", "city,prison"], &["sahar", "sijn-sahar"]),
        (&["--bbox", "40.605,35.605,40.615,35.615"], &["sahar"]),
        (
            &["--min-population", "7000", "--class", "city,town,village", "--bbox", "40,35,41,38"],
            &["sahar", "tall-nur"],
        ),
        // Only settlements count people.
        (&["--min-population", "1000000", "--bbox", "40.605,35.605,40.63,35.63"], &["sijn-sahar"]),
        (&["--bbox", "40.6,35.6,40.66,35.66", "--class", "village"], &["tall-nur"]),
    ];
    for (options, expected) in cases {
        let project = Project::new().input(dump());
        let run = project.run(&[&["places", "import", "-"], options].concat());
        run.ends(0);
        assert_eq!(ids(&run.stdout), [all, expected].concat(), "{options:?}");
    }
    // Over the antimeridian; a place without a known country has no parent.
    let run =
        Project::new().input(dump()).run(&["places", "import", "-", "--bbox", "170,-20,-170,0"]);
    assert_eq!(ids(&run.stdout), ["baid"]);
}

#[test]
fn ids_do_not_hang_on_the_order_of_the_rows() {
    let mut lines: Vec<Vec<u8>> =
        dump().split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    lines.truncate(10);
    let forwards = Project::new().input(lines.concat()).run(&["places", "import", "-"]);
    lines.reverse();
    let backwards = Project::new().input(lines.concat()).run(&["places", "import", "-"]);
    assert_eq!(forwards.stdout, backwards.stdout);
}

const FOREIGN: &str = "\
Code,Place,Other names,X,Y,Kind,Within,Pop
W1,Sahar,\"سحر; Саhар\",40.61,35.61,City,,9
w2,Tall Nur,تل نور,40.65,35.65,PPL,W1,6000
w3,Karm,,40.66,35.66,hamlet,W1,
w4,,,40.66,35.66,town,W1,
w5,Karm,,40.66,,town,W1,
";

#[test]
fn the_columns_of_a_csv_are_mapped_to_ours() {
    let project = Project::new().file("f.csv", FOREIGN);
    let map = "id=Code,name_en=Place,names=other names,lon=X,lat=Y,class=Kind,parent=Within,population=Pop";
    let run = project.run(&["places", "import", "f.csv", "--map", map]);
    run.ends(0);
    let expected = "\
w1,city,,Sahar,سحر,,,40.61,35.61,6000,single-source,,,,,,,
w2,town,w1,Tall Nur,تل نور,,,40.65,35.65,2500,single-source,,,,,,,
";
    assert_eq!(run.stdout.split_once('\n').unwrap().1, expected);
    run.says("f.csv:4:22: rejected: unknown class `hamlet`");
    run.says("f.csv:5:4: rejected: a place needs a name");
    run.says("f.csv:6:16: rejected: a place needs a lat in decimal degrees");
    // Without ids they are made of the names; a class for all rows is set.
    let map = "name_en=Place,lon=X,lat=Y,population=Pop";
    let run = project.run(&["places", "import", "f.csv", "--map", map, "--set", "class=town"]);
    assert_eq!(ids(&run.stdout), ["karm", "sahar", "tall-nur"]);
    // So is a scope, which a second import keeps.
    let sets = ["--set", "class=town", "--set", "scope=context"];
    let run = project.run(&[&["places", "import", "f.csv", "--map", map][..], &sets].concat());
    run.check(run.stdout.matches(",context,").count() == 3, "not every row is context");
    let again = Project::new().file("g.csv", run.stdout.clone());
    let again = again.run(&["places", "import", "g.csv"]);
    assert_eq!(again.stdout, run.stdout);
    let wrong = ["--set", "class=town", "--set", "scope=far"];
    let run = project.run(&[&["places", "import", "f.csv", "--map", map][..], &wrong].concat());
    run.says("rejected: unknown scope `far`; one of context, or nothing");
}

#[test]
fn an_import_that_cannot_be_says_why_and_leaves_the_old_table() {
    let cases: [(&[&str], &str); 7] = [
        (&["no.txt"], "no.txt: error: cannot be read"),
        (&["f.csv"], "f.csv:1:1: error: missing class, lon, lat, name_en; found code,place"),
        (&["f.csv", "--map", "lon=XX"], "f.csv:1:1: error: no column `XX`"),
        (&["f.csv", "--map", "long=X"], "no column `long` (did you mean `lon`?)"),
        (&["f.csv", "--set", "class"], "`class` has no `=`"),
        (&["dump.txt", "--bbox", "1,2,3"], "write west,south,east,north in degrees"),
        (
            &["dump.txt", "--bbox", "0,0,1,1"],
            "dump.txt: error: no place to take: of 16 rows 6 were rejected",
        ),
    ];
    for (arguments, words) in cases {
        let project =
            Project::new().file("f.csv", FOREIGN).file("dump.txt", dump()).places("old\n");
        let run = project.run(&[&["places", "import", "--out", "places.csv"], arguments].concat());
        run.ends(2).says(words);
        assert_eq!(std::fs::read_to_string(project.path("places.csv")).unwrap(), "old\n");
    }
    let project = Project::new().file("dump.txt", dump());
    let run = project.run(&["places", "import", "dump.txt", "--out", "no/places.csv"]);
    run.ends(3).says("no/places.csv: error: cannot be written");
}
