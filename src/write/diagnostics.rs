//! What is wrong or doubtful in the input, one to a line: for reading, for programs, for the review of a change on GitHub.

use serde::Serialize;

use super::json::json;
use crate::diagnostic::{Diagnostic, Level, Position, visible};

/// How it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// As a compiler tells it: `file:line:column: level: message`.
    Text,
    /// As an object.
    Json,
    /// As a workflow command of GitHub Actions, which marks the line in a change.
    Github,
}

#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    line: Option<u64>,
    column: Option<u64>,
    level: &'static str,
    rule: Option<&'a str>,
    message: &'a str,
}

/// The line of `diagnostic`, which `rule` found where that is known, without a line end.
pub fn line(diagnostic: &Diagnostic, rule: Option<&str>, format: Format) -> String {
    match format {
        Format::Text => match rule {
            Some(rule) => format!("{diagnostic} [{rule}]"),
            None => diagnostic.to_string(),
        },
        Format::Json => as_json(diagnostic, rule),
        Format::Github => as_annotation(diagnostic, rule),
    }
}

fn as_json(diagnostic: &Diagnostic, rule: Option<&str>) -> String {
    let Position { file, line, column } = &diagnostic.position;
    json(&Row {
        file,
        line: Some(*line).filter(|&line| line > 0),
        column: Some(*column).filter(|&column| column > 0),
        level: diagnostic.level.as_str(),
        rule,
        message: &diagnostic.message,
    })
}

/// `::warning file=…,line=…,col=…::message`. GitHub knows no level between a warning and an error: what is rejected is an error.
fn as_annotation(diagnostic: &Diagnostic, rule: Option<&str>) -> String {
    let Position { file, line, column } = &diagnostic.position;
    let command = match diagnostic.level {
        Level::Warning => "warning",
        Level::Further | Level::Rejected | Level::Fatal => "error",
    };
    let properties = [
        ("file", Some(property(file))),
        ("line", (*line > 0).then(|| line.to_string())),
        ("col", (*line > 0 && *column > 0).then(|| column.to_string())),
        ("title", rule.map(property)),
    ];
    let told =
        properties.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    let told = told.collect::<Vec<_>>().join(",");
    format!("::{command} {told}::{}", escaped(&diagnostic.message))
}

/// `text` as the value of a property, in which a comma and a colon end it as well.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

/// `text` in one line. Control characters are written out first, so that a source starts no command of its own and steers no
/// terminal; what GitHub would decode is encoded.
fn escaped(text: &str) -> String {
    visible(text).replace('%', "%25")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_is_one_line_in_every_format() {
        let cases = [
            (
                Diagnostic::warning(Position::at("a.csv", 2, 7), "odd; correct it"),
                None,
                [
                    "a.csv:2:7: warning: odd; correct it",
                    r#"{"file":"a.csv","line":2,"column":7,"level":"warning","rule":null,"message":"odd; correct it"}"#,
                    "::warning file=a.csv,line=2,col=7::odd; correct it",
                ],
            ),
            (
                Diagnostic::rejected(Position::at("خبر 100%,a:b.csv", 3, 0), "50% of it: x, y"),
                Some("far"),
                [
                    "خبر 100%,a:b.csv:3: rejected: 50% of it: x, y [far]",
                    r#"{"file":"خبر 100%,a:b.csv","line":3,"column":null,"level":"rejected","rule":"far","message":"50% of it: x, y"}"#,
                    "::error file=خبر 100%25%2Ca%3Ab.csv,line=3,title=far::50%25 of it: x, y",
                ],
            ),
            (
                Diagnostic::fatal(Position::file("a\nb"), "no\r\n::error::\u{1b}[0m"),
                None,
                [
                    r"a\u{a}b: error: no\u{d}\u{a}::error::\u{1b}[0m",
                    r#"{"file":"a\nb","line":null,"column":null,"level":"error","rule":null,"message":"no\r\n::error::\u001b[0m"}"#,
                    r"::error file=a\u{a}b::no\u{d}\u{a}::error::\u{1b}[0m",
                ],
            ),
        ];
        for (diagnostic, rule, lines) in cases {
            let formats = [Format::Text, Format::Json, Format::Github];
            assert_eq!(formats.map(|format| line(&diagnostic, rule, format)), lines);
        }
    }
}
