//! Records in tables.

use super::{Folder, check};

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
            "id,kind,killed\n1,bombing,1\n1,bombing,2\n1-2,bombing,3\n1,bombing,1\n",
            &[
                "e.csv#1 bombing 1/1/1",
                "e.csv#1-2 bombing 2/2/2",
                "e.csv#1-2-2 bombing 3/3/3",
                "e.csv:3:1: warning: id `e.csv#1` is taken by e.csv:2:1; read as `e.csv#1-2`",
                "e.csv:4:1: warning: id `e.csv#1-2` is taken by e.csv:3:1; read as `e.csv#1-2-2`",
                "e.csv:5:1: warning: stands alike at e.csv:2:1; read once, delete one",
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
