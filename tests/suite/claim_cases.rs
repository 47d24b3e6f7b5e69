//! What the extractor reads in the sentences of `tests/cases/claims.txt`; the head of that file tells its form.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use kharita::extract::{Extractor, Kinds};
use kharita::gazetteer::Gazetteer;
use kharita::model::{Article, Origin, Report, Source, SourceId, Status};
use kharita::read;
use kharita::text::Words;

#[test]
fn every_sentence_claims_what_it_should_and_as_firmly() {
    let table = read::places("places.csv", include_bytes!("../../places.csv")).expect("a table");
    let gazetteer = Gazetteer::new(table.places);
    let kinds = Kinds::built_in();
    let extractor = Extractor::new(&gazetteer, &kinds);
    let mut wrong = String::new();
    let (mut rows, mut failures) = (0, 0);
    for (index, row) in include_str!("../cases/claims.txt").lines().enumerate() {
        if row.trim().is_empty() || row.starts_with('#') {
            continue;
        }
        let (text, expected) = row.split_once(" | ").expect("a text and its claims");
        let text = &text.replace("\\n", "\n");
        let reading = extractor.read(article(text), &Words::of(text));
        let claims: BTreeSet<String> = reading.reports.iter().map(show).collect();
        let found = claims.into_iter().collect::<Vec<_>>().join(" ");
        rows += 1;
        if found != expected.replace("none", "") {
            failures += 1;
            let _ = writeln!(wrong, "{}: {row}\n    found {found}", index + 1);
        }
    }
    assert!(rows >= 90, "only {rows} cases");
    assert!(failures == 0, "{failures} of {rows} cases\n{wrong}");
}

fn article(text: &str) -> Source {
    let origin = Origin {
        id: SourceId::new("case"),
        path: "case.txt".to_owned(),
        line: None,
        named: true,
        title: None,
        published: Some("2024-05-06".parse().expect("a day")),
        published_by: None,
        url: None,
        publisher: None,
        lang: None,
        earlier: None,
        dataset: None,
    };
    Source::Article(Article {
        origin: Arc::new(origin),
        file: "case.txt".to_owned(),
        text: text.to_owned(),
        first_line: 1,
    })
}

fn show(report: &Report) -> String {
    let mark = match report.status {
        Status::Reported => "",
        Status::Unconfirmed => "?",
        Status::Planned => "+",
        Status::Feared => "!",
        Status::Habitual => "~",
        Status::Denied => "-",
    };
    format!("{}{mark}", report.kind)
}
