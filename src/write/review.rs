//! The work list of an analyst, as a table and as a page that stands alone. docs/review.md is the contract.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::Context;

use super::Files;
use super::corrections;
use super::numbers::{bounds_in_words, voice};
use super::policy::hash;
use super::templates::Templates;
use super::title::title;
use super::{reasons, words};
use crate::diagnostic::{Diagnostic, visible};
use crate::model::{
    Candidate, Claimed, Correction, Doubt, Edit, Event, Kind, KindId, Lang, Part, Question, Report,
    Tie, Topic, in_one_line,
};
use crate::table::guarded;

/// The columns of the table before those of a correction.
const COLUMNS: [&str; 11] = [
    "question",
    "topic",
    "witnesses",
    "about",
    "title",
    "path",
    "line",
    "open",
    "candidates",
    "sentence",
    "answer",
];

/// The files `review.csv` and `review.html` of `questions`; `kinds` and `tables` are the kinds table
/// and the fingerprint of all tables that they come from.
///
/// # Errors
/// If the template cannot be rendered.
pub fn files(
    questions: &[Question<'_>],
    kinds: &[Arc<Kind>],
    tables: &str,
    templates: &Templates,
) -> Result<Files, Diagnostic> {
    let cards: Vec<Card> = (1..).zip(questions).map(|(n, it)| Card::new(n, it, kinds)).collect();
    Ok(Files::from([
        ("review.csv".to_owned(), table(&cards, questions)),
        ("review.html".to_owned(), page(&cards, tables, templates)?.into_bytes()),
    ]))
}

/// A question as it is shown.
#[derive(Debug, Serialize)]
struct Card {
    number: usize,
    topic: &'static str,
    /// The topic in words.
    heading: &'static str,
    witnesses: usize,
    /// The id of the event; `None` where a report is not on the map.
    event: Option<String>,
    /// What the event is called, or the kind of a report.
    title: String,
    /// When, in words.
    dates: String,
    publisher: Option<String>,
    path: String,
    line: u64,
    /// What is open, in words.
    open: String,
    candidates: Vec<String>,
    sentence: String,
    lang: Option<&'static str>,
    answers: Vec<AnswerCard>,
}

#[derive(Debug, Serialize)]
struct AnswerCard {
    /// What it says.
    label: String,
    /// The row for the table of corrections.
    row: String,
}

impl Card {
    fn new(number: usize, question: &Question<'_>, kinds: &[Arc<Kind>]) -> Self {
        let Question { topic, event, report, witnesses, answers } = question;
        let (title, dates) = match event {
            Some(event) => (title(event, Lang::English), event.dates.as_ref()),
            None => (name_of(&report.kind, kinds), report.dates.as_ref()),
        };
        let answers = answers.iter().map(|answer| AnswerCard {
            label: label(topic, answer),
            row: corrections::line(answer),
        });
        Self {
            number,
            topic: topic.as_str(),
            heading: heading(topic),
            witnesses: *witnesses,
            event: event.map(|event| event.id.to_string()),
            title,
            dates: words::dates(dates, Lang::English),
            publisher: report.origin.publisher.clone(),
            path: report.origin.path.clone(),
            line: report.evidence.line,
            open: open(topic),
            candidates: candidates(topic, *event),
            sentence: in_one_line(&report.evidence.sentence).into_owned(),
            lang: report.origin.lang.map(Lang::as_str),
            answers: answers.collect(),
        }
    }

    /// The same for a page: what steers the writing is written out, but not in rows, which are copied as they are.
    fn shown(&self) -> Self {
        let answers = self
            .answers
            .iter()
            .map(|answer| AnswerCard { label: visible(&answer.label), row: answer.row.clone() });
        Self {
            event: self.event.as_deref().map(visible),
            title: visible(&self.title),
            publisher: self.publisher.as_deref().map(visible),
            path: visible(&self.path),
            open: visible(&self.open),
            candidates: self.candidates.iter().map(|it| visible(it)).collect(),
            sentence: visible(&self.sentence),
            answers: answers.collect(),
            dates: self.dates.clone(),
            ..*self
        }
    }
}

/// One row for each answer, one without a correction for a question that has none.
fn table(cards: &[Card], questions: &[Question<'_>]) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let mut write = |row: Vec<&str>| {
        writer.write_record(row).expect("rows are as long as the header, and memory does not fail");
    };
    write(COLUMNS.into_iter().chain(corrections::COLUMNS).collect());
    for (card, question) in cards.iter().zip(questions) {
        let (number, witnesses, line) =
            (card.number.to_string(), card.witnesses.to_string(), card.line.to_string());
        let candidates = card.candidates.join("; ");
        let of_question: [&str; 10] = [
            &number,
            card.topic,
            &witnesses,
            card.event.as_deref().unwrap_or_default(),
            &card.title,
            &card.path,
            &line,
            &card.open,
            &candidates,
            &card.sentence,
        ];
        let of_question = of_question.map(guarded);
        let of_question = || of_question.iter().map(AsRef::as_ref);
        if question.answers.is_empty() {
            write(of_question().chain([""; 9]).collect());
        }
        for (answer, correction) in card.answers.iter().zip(&question.answers) {
            let (label, cells) = (guarded(&answer.label), corrections::cells(correction));
            let rest = [label.as_ref()].into_iter().chain(cells.iter().map(String::as_str));
            write(of_question().chain(rest).collect());
        }
    }
    writer.into_inner().expect("memory does not fail to be flushed")
}

/// The page; docs/templates.md tells what its template gets.
fn page(cards: &[Card], tables: &str, templates: &Templates) -> Result<String, Diagnostic> {
    let shown: Vec<Card> = cards.iter().map(Card::shown).collect();
    let mut topics: BTreeMap<&str, (&str, usize, usize)> = BTreeMap::new();
    for card in cards {
        topics.entry(card.topic).or_insert((card.heading, 0, card.number)).1 += 1;
    }
    let in_order = Topic::WORDS.into_iter().filter_map(|topic| topics.get(topic));
    let style = templates.review_style();
    let mut context = Context::new();
    context.insert("questions", &shown);
    context.insert("topics", &in_order.collect::<Vec<_>>());
    context.insert("header", &corrections::COLUMNS.join(","));
    context.insert("kharita", env!("CARGO_PKG_VERSION"));
    context.insert("tables", tables);
    context.insert("style", style);
    context.insert("style_hash", &hash(style));
    templates.render_review(&context)
}

fn heading(topic: &Topic<'_>) -> &'static str {
    match topic {
        Topic::Disputed(_) => "Conflicting numbers",
        Topic::Merged(_) | Topic::Either(_) => "Doubtful merge",
        Topic::Apart { .. } => "Held apart",
        Topic::Ambiguous { .. } => "Ambiguous place",
        Topic::Unplaced { .. } => "No place",
        Topic::Undated { .. } => "No date",
        Topic::Unsure(_) => "Doubtful kind",
    }
}

/// What is open.
fn open(topic: &Topic<'_>) -> String {
    match topic {
        Topic::Disputed(toll) => {
            let counted = words::counted(toll.measure, toll.group, Lang::English);
            format!("{counted}: sources tell numbers that cannot all be right")
        }
        Topic::Merged(fit) => {
            let tie = reasons::tie(&Tie::Joins(*fit), Lang::English);
            format!("is this sentence about the event? Only this holds it there: {tie}")
        }
        Topic::Either(_) => "is this sentence about the event? It fits another as well, to which the same table gives an id".to_owned(),
        Topic::Apart { why, .. } => {
            let why = reasons::difference(*why, Lang::English);
            format!("are these one event? Only this keeps them apart: {why}")
        }
        Topic::Ambiguous { toponym, why, .. } => format!("which place is “{toponym}”? {why}"),
        Topic::Unplaced { toponym: Some(toponym), .. } if topic.is_unlisted() => {
            format!(
                "where is “{toponym}”? no place of the table is called so: add it there, or write its longitude and latitude into a row of `place`"
            )
        }
        Topic::Unplaced { toponym: Some(toponym), why } => {
            format!("where is “{toponym}”? {why}")
        }
        Topic::Unplaced { toponym: None, why } => format!("where did it happen? {why}"),
        Topic::Undated { .. } => "when did it happen? no source tells a day".to_owned(),
        Topic::Unsure(Doubt::Rumour) => "did it happen? it is told as rumour only".to_owned(),
        Topic::Unsure(Doubt::Far) => {
            "is it that? the words that the kind needs stand far from those that betray it"
                .to_owned()
        }
    }
}

/// What there is to choose from.
fn candidates(topic: &Topic<'_>, event: Option<&Event>) -> Vec<String> {
    match topic {
        Topic::Disputed(toll) => {
            let claims = toll.claims.iter().filter(|it| it.stands()).map(claim);
            claims.chain(toll.denied().map(part)).collect()
        }
        Topic::Merged(_) => {
            event.map(|event| event_in_words(event, &event.reports[0].report)).into_iter().collect()
        }
        Topic::Either(others) => {
            event.into_iter().chain(others.iter().copied()).map(coded_in_words).collect()
        }
        Topic::Apart { other, .. } => vec![event_in_words(other, &other.lead().report)],
        Topic::Ambiguous { candidates, .. } => candidates.iter().map(place).collect(),
        Topic::Undated { near } => {
            near.iter().map(|event| event_in_words(event, &event.lead().report)).collect()
        }
        Topic::Unplaced { .. } | Topic::Unsure(_) => Vec::new(),
    }
}

fn claim(claimed: &Claimed<'_>) -> String {
    let Claimed { count, report, .. } = claimed;
    let number = bounds_in_words(count.low, count.best, count.high, Lang::English);
    let report = &report.report;
    let by = report.origin.publisher.as_deref().unwrap_or_default();
    let words =
        if count.words.is_empty() { String::new() } else { format!(" “{}”", count.words) };
    let number = number.unwrap_or_default();
    format!("{number}{words} {by} {}:{}", report.origin.path, report.evidence.line)
}

fn part(part: &Part<'_>) -> String {
    let by = part.report.map_or("a correction", voice);
    format!("at least {} by groups {by}", part.at_least)
}

fn event_in_words(event: &Event, report: &Report) -> String {
    let dates = words::dates(event.dates.as_ref(), Lang::English);
    let (path, line) = (&report.origin.path, report.evidence.line);
    let sentence = in_one_line(&report.evidence.sentence);
    format!("{}: {}, {dates}; {path}:{line} “{sentence}”", event.id, title(event, Lang::English))
}

/// The event as the row tells it that was coded of it.
fn coded_in_words(event: &Event) -> String {
    let coded = event.reports.iter().find(|told| told.report.origin.coder().is_some());
    event_in_words(event, coded.map_or(&event.lead().report, |told| &told.report))
}

fn place(candidate: &Candidate) -> String {
    let place = &candidate.place;
    let class = words::place_class(place.class, Lang::English);
    format!("{} ({}, {class})", place.id, place.name_en())
}

/// What an answer says.
fn label(topic: &Topic<'_>, answer: &Correction) -> String {
    match (&answer.edit, topic) {
        (Edit::Place(place), _) => format!("it happened in {place}"),
        (Edit::Dates(None), _) => "nobody knows when".to_owned(),
        (Edit::Dates(Some(dates)), _) => {
            format!("it happened {}", words::dates(Some(dates), Lang::English))
        }
        (Edit::Kind(kind), _) => format!("it is of the kind {kind}"),
        (Edit::Count(count), _) => {
            let number = bounds_in_words(count.low, count.best, count.high, Lang::English);
            format!("it is {}", number.unwrap_or_default())
        }
        (Edit::Status(status), _) => {
            format!("it is {}", words::status(*status, Lang::English))
        }
        (Edit::Accept, Topic::Disputed(_)) => "the numbers stand side by side".to_owned(),
        (Edit::Accept, Topic::Merged(_) | Topic::Either(_)) => "it is about the event".to_owned(),
        (Edit::Accept, Topic::Apart { .. }) => "they are two".to_owned(),
        (Edit::Accept, Topic::Unplaced { .. } | Topic::Ambiguous { .. }) => {
            "it stays where it is".to_owned()
        }
        (Edit::Accept, _) => "it is right as it is read".to_owned(),
        (Edit::Reject, _) => "it is no event: do not publish it".to_owned(),
        (Edit::Split, _) => "it is about another event".to_owned(),
        (Edit::Merge(other), Topic::Undated { .. }) => format!("it is one with {other}"),
        (Edit::Merge(other), Topic::Either(_)) => format!("it is about {other}"),
        (Edit::Merge(_), _) => "they are one".to_owned(),
        (Edit::Point(_) | Edit::TitleEn(_) | Edit::TitleAr(_), _) => {
            reasons::correction(answer, Lang::English)
        }
    }
}

/// The name of a kind; its id where the table has none of that id.
fn name_of(id: &KindId, kinds: &[Arc<Kind>]) -> String {
    let kind = kinds.iter().find(|kind| kind.id == *id);
    kind.map_or_else(|| id.to_string(), |kind| kind.label_en.clone())
}
