//! Tables of texts and what `kharita extract` tells of each: `text | expected`, one a line, `\n` for a line end.

use std::fmt::Write as _;

use serde_json::Value;

use crate::project::Project;

/// Checks each text of `table`, published on 6 May 2024: `show` puts its line of output as the table has it. There must be `fewest`.
pub(crate) fn check(table: &str, fewest: usize, show: impl Fn(&Value) -> String) {
    let rows = table.lines().enumerate();
    let cases: Vec<(usize, &str, &str)> = rows
        .filter(|(_, row)| !row.trim().is_empty() && !row.starts_with('#'))
        .map(|(index, row)| {
            let (text, expected) = row.split_once(" | ").expect("a text and what it tells");
            (index + 1, text, expected)
        })
        .collect();
    assert!(cases.len() >= fewest, "only {} cases", cases.len());
    let mut stream = String::new();
    for (line, text, _) in &cases {
        let text = text.replace("\\n", "\n");
        let row =
            serde_json::json!({"id": line.to_string(), "text": text, "published": "2024-05-06"});
        let _ = writeln!(stream, "{row}");
    }
    let run = Project::new().input(stream).run(&["extract", "-"]);
    run.ends(0);
    let mut wrong = String::new();
    for ((line, text, expected), found) in cases.iter().zip(run.lines()) {
        let found = show(&found);
        if found != *expected {
            let _ =
                writeln!(wrong, "{line}: {text}\n    expected {expected}\n    found    {found}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
