//! The table, from bytes to cells with their places, held against the `csv` crate.

use proptest::prelude::*;

use super::Table;
use crate::diagnostic::Level;

/// A name, a file, and what is told of it.
type Case = (&'static str, &'static [u8], &'static [&'static str]);

const CASES: &[Case] = &[
    ("plain", b"id,text\na,b\n", &["2: a|b"]),
    ("no end of line", b"id,text\na,b", &["2: a|b"]),
    ("byte order mark", b"\xef\xbb\xbfid,text\na,b\n", &["2: a|b"]),
    ("CRLF", b"id,text\r\na,b\r\nc,d\r\n", &["2: a|b", "3: c|d"]),
    ("lone CR", b"id,text\ra,b\rc,d\r", &["2: a|b", "3: c|d"]),
    ("mixed ends", b"id,text\r\na,b\rc,d\ne,f", &["2: a|b", "3: c|d", "4: e|f"]),
    ("trimmed", b" ID , Text \n a , b \n", &["2: a|b"]),
    ("quotes", b"id,text\na,\"b,\"\"c\"\"\"\n", &["2: a|b,\\\"c\\\""]),
    ("empty cells", b"id,text\na,\n", &["2: a|-"]),
    (
        "several lines in a cell",
        b"id,text\na,\"b\r\nc\"\nd\n",
        &[
            "2: a|b\\r\\nc",
            "t.csv:4:1: rejected: row has 1 cells where the header has 2; add the missing separators",
        ],
    ),
    (
        "blank lines",
        b"id,text\n\n\r\n\na,b,c\nd,e\n",
        &[
            "6: d|e",
            "t.csv:5:5: rejected: row has 3 cells where the header has 2; put quotes around a cell that holds a separator",
        ],
    ),
    (
        "columns in characters",
        "id,text\nحلب,ب,x\n".as_bytes(),
        &[
            "t.csv:2:7: rejected: row has 3 cells where the header has 2; put quotes around a cell that holds a separator",
        ],
    ),
    (
        "unclosed quote in a middle column",
        b"id,text\na,b\n\"c,d\ne,f\n",
        &[
            "2: a|b",
            "4: e|f",
            "t.csv:3:1: rejected: this quote is never closed, or closed in a later row; close it, or double it",
        ],
    ),
    (
        "unclosed quote in the last column",
        b"id,text\na,\"b\nc,d\n",
        &[
            "3: c|d",
            "t.csv:2:3: rejected: this quote is never closed, or closed in a later row; close it, or double it",
        ],
    ),
    (
        "a quote closed by the next row's",
        b"id,text\na,\"b\nc,\"d\"\ne,f\n",
        &[
            "3: c|d",
            "4: e|f",
            "t.csv:2:3: rejected: this quote is never closed, or closed in a later row; close it, or double it",
        ],
    ),
    (
        "stray quotes",
        b"id,text\na\"b,c\nd,\"q\"x\n",
        &[
            "2: a\\\"b|c",
            "3: d|qx",
            "t.csv:2:2: warning: stray quote, kept as text; put quotes around the whole cell and double those inside",
            "t.csv:3:6: warning: stray quote, kept as text; put quotes around the whole cell and double those inside",
        ],
    ),
    (
        "bytes that are not UTF-8",
        b"id,text\n\xd8\xad\xff,b\nc,d\n\xc0\xaf,e\nf,\xed\xa0\x80\ng,\xd8",
        &[
            "3: c|d",
            "t.csv:2:2: rejected: bytes that are not UTF-8; save the table as UTF-8",
            "t.csv:4:1: rejected: bytes that are not UTF-8; save the table as UTF-8",
            "t.csv:5:3: rejected: bytes that are not UTF-8; save the table as UTF-8",
            "t.csv:6:3: rejected: bytes that are not UTF-8; save the table as UTF-8",
        ],
    ),
    (
        "a bad byte in a later line of its row",
        b"id,text\na,\"b\nc\xff\"\n",
        &["t.csv:3:2: rejected: bytes that are not UTF-8; save the table as UTF-8"],
    ),
    (
        "NUL",
        b"id,text\na\0,b\n",
        &[
            "t.csv:2:2: rejected: NUL character; save as UTF-8 text (UTF-16 without a mark looks like this)",
        ],
    ),
    (
        "semicolons",
        b"id;text\na;b,c\n",
        &[
            "2: a|b,c",
            "t.csv:1:1: warning: separated by semicolons, not commas; read as such, save with commas to be sure",
        ],
    ),
    (
        "tabs",
        b"id\ttext\na\tb\n",
        &[
            "2: a|b",
            "t.csv:1:1: warning: separated by tabs, not commas; read as such, save with commas to be sure",
        ],
    ),
    ("Excel's first line", b"sep=;\r\nid;text\r\na;b\r\n", &["3: a|b"]),
    (
        "rows of commas",
        b"id,text\na,b\n,\n , \n",
        &["2: a|b", "t.csv:3:1: warning: 2 rows of empty cells are not read, here the first"],
    ),
    (
        "HXL",
        b"id,text\n#event+id,#description\na,b\n",
        &["3: a|b", "t.csv:2:1: warning: a row of HXL hashtags, not read as a row"],
    ),
    (
        "comment",
        b"id,text\n# by hand\na,b\n",
        &[
            "3: a|b",
            "t.csv:2:1: rejected: row has 1 cells where the header has 2; comment lines are no part of CSV, delete it",
        ],
    ),
    (
        "unnamed column",
        b"id,text,\na,b,\n",
        &[
            "2: a|b",
            "t.csv:1:9: warning: a column without a name is not read; name it, or delete it",
        ],
    ),
    ("header only", b"id,text\n", &[]),
];

/// Rows as `line: cell|cell`, then diagnostics.
fn told(bytes: &[u8]) -> Vec<String> {
    let table = match Table::parse("t.csv", bytes, &["id", "text"]) {
        Ok(table) => table,
        Err(fatal) => return vec![fatal.to_string()],
    };
    let rows = table.rows.iter().map(|row| {
        let cells: Vec<_> =
            table.columns().map(|name| table.cell(row, name).unwrap_or("-")).collect();
        format!("{}: {}", row.line, cells.join("|").escape_debug())
    });
    rows.chain(table.diagnostics.iter().map(ToString::to_string)).collect()
}

#[test]
fn every_row_and_every_fault_has_its_physical_line_and_column() {
    for (name, bytes, expected) in CASES {
        assert_eq!(told(bytes), *expected, "{name}");
    }
}

#[test]
fn a_table_without_a_good_header_is_fatal() {
    let cases: &[(&[u8], &str)] = &[
        (b"", "t.csv:1:1: error: empty file, expected a header line id,text"),
        (b"\xef\xbb\xbf\r\n", "t.csv:1:1: error: empty file, expected a header line id,text"),
        (b"sep=,\n", "t.csv:1:1: error: no header line after `sep=`; name the columns"),
        (b"id,name\n", "t.csv:1:1: error: missing column text; found id,name, wanted id,text"),
        (
            b"# places\nid,text\n",
            "t.csv:1:1: error: missing column id, text; found #_places, wanted id,text; comment lines are no part of CSV, delete them",
        ),
        (
            b"id,text,ID\n",
            "t.csv:1:9: error: column `id` appears twice, first as column 1; rename one",
        ),
        (
            b"id,\"text\na,b\n",
            "t.csv:1:4: error: bad header: this quote is never closed, or closed in a later row; close it, or double it",
        ),
        (
            b"id,te\xff\n",
            "t.csv:1:6: error: bad header: bytes that are not UTF-8; save the table as UTF-8",
        ),
        (
            b"i\0d\0,\0t\0",
            "t.csv:1:2: error: bad header: NUL character; save as UTF-8 text (UTF-16 without a mark looks like this)",
        ),
    ];
    for (bytes, expected) in cases {
        assert_eq!(told(bytes), [*expected]);
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_and_every_row_is_kept_or_told(
        bytes in proptest::collection::vec(
            prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), Just(b'a'), any::<u8>()],
            0..200,
        )
    ) {
        let mut whole = b"id,text\n".to_vec();
        whole.extend(bytes);
        let table = Table::parse("t.csv", &whole, &[]).expect("the header is good");
        let rejected = table.diagnostics.iter().filter(|d| d.level == Level::Rejected).count();
        let lines = whole.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
        prop_assert!(table.rows.len() + rejected <= lines);
        prop_assert!(table.rows.iter().all(|row| row.line >= 2 && row.line <= lines as u64));
    }

    #[test]
    fn a_good_table_is_read_as_the_csv_crate_reads_it(
        rows in proptest::collection::vec(("[a-z\",;\r\nح ]{1,8}", "[a-z\",\r\nح ]{1,8}"), 1..20)
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "text"]).expect("memory");
        for (id, text) in &rows {
            writer.write_record([id, text]).expect("memory");
        }
        let bytes = writer.into_inner().expect("memory");
        let mut reader = csv::Reader::from_reader(&*bytes);
        let theirs: Vec<_> = reader.records().map(|record| {
            let record = record.expect("a good table");
            (record[0].trim().to_owned(), record[1].trim().to_owned())
        }).filter(|(id, text)| !id.is_empty() || !text.is_empty()).collect();
        let table = Table::parse("t.csv", &bytes, &[]).expect("the header is good");
        let ours: Vec<_> = table.rows.iter().map(|row| {
            let cell = |name| table.cell(row, name).unwrap_or("").to_owned();
            (cell("id"), cell("text"))
        }).collect();
        prop_assert_eq!(ours, theirs);
    }
}
