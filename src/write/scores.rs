//! How well a reader did, as tables for people and as JSON; docs/eval.md is the contract.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::json::json;
use crate::diagnostic::visible;
use crate::model::{Figure, Figures, Miss, Score, Tally};

/// A score as a whole and by what it was asked for.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// All reports.
    pub all: Score,
    /// The reports of each language.
    pub by_lang: BTreeMap<String, Score>,
}

/// What of the scores is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// The figures of each language.
    pub by_lang: bool,
    /// Precision and recall of each kind.
    pub by_kind: bool,
    /// What went wrong.
    pub misses: bool,
}

/// The scores as tables for people.
pub fn table(scores: &Scores, parts: Parts) -> String {
    let mut out = String::new();
    section(&mut out, "all", &scores.all);
    if parts.by_lang {
        for (lang, score) in &scores.by_lang {
            out.push('\n');
            section(&mut out, &visible(lang), score);
        }
    }
    if parts.by_kind {
        out += "\n== events, type + place, by kind\n";
        for (kind, tally) in &scores.all.kinds {
            line(&mut out, &visible(kind.as_str()), *tally, false);
        }
    }
    if parts.misses {
        out.push('\n');
        scores.all.misses.iter().for_each(|miss| out += &miss_line(miss));
    }
    out
}

fn section(out: &mut String, title: &str, score: &Score) {
    let Score { reports, absent, unlisted, placeless, figures, .. } = score;
    let _ = writeln!(out, "== {title} ({reports} reports)");
    for (figure, tally) in figures.iter() {
        line(out, figure.as_str(), tally, figure.is_share());
    }
    if *absent > 0 {
        let _ = writeln!(out, "reports without a prediction: {absent}, scored as empty");
    }
    if unlisted + placeless > 0 {
        let _ = writeln!(
            out,
            "toponyms that are not scored: {unlisted} of a place outside the list, {placeless} without a place"
        );
    }
}

fn line(out: &mut String, name: &str, tally: Tally, is_share: bool) {
    let _ = write!(out, "{name:<44}");
    let percent = |figure: f64| format!("{:6.1}", figure * 100.0);
    let _ = if is_share {
        let share = tally.share().map_or_else(|| "     -".to_owned(), percent);
        write!(out, "   {share}{:24}", "")
    } else {
        let [p, r, f1] = [tally.precision(), tally.recall(), tally.f1()].map(percent);
        write!(out, " P {p}   R {r}   F1 {f1}")
    };
    let _ = writeln!(out, "   n={}", tally.wanted);
}

fn miss_line(miss: &Miss) -> String {
    let Miss { report, what, of, wanted, found, words } = miss;
    let mut line = format!("{report}: {what}");
    for (before, part) in [(": ", of), (": wanted ", wanted), (": found ", found)] {
        if !part.is_empty() {
            line += before;
            line += part;
        }
    }
    if !words.is_empty() {
        let _ = write!(line, ": «{}»", words.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    visible(&line) + "\n"
}

/// The scores as JSON: each figure under its name, and what else was asked for under `by lang`, `by kind`, `errors`.
pub fn document(scores: &Scores, parts: Parts) -> String {
    let mut members = members_of(&scores.all.figures);
    if parts.by_lang {
        let each = scores.by_lang.iter();
        let langs =
            each.map(|(lang, score)| (lang.clone(), Node::Object(members_of(&score.figures))));
        members.push(("by lang".to_owned(), Node::Object(langs.collect())));
    }
    if parts.by_kind {
        let each = scores.all.kinds.iter();
        let kinds = each.map(|(kind, tally)| (kind.to_string(), Node::Line(matching(*tally))));
        members.push(("by kind".to_owned(), Node::Object(kinds.collect())));
    }
    if parts.misses {
        let misses = scores.all.misses.iter().map(|miss| json(&MissRow::of(miss)));
        members.push(("errors".to_owned(), Node::List(misses.collect())));
    }
    let mut out = String::new();
    Node::Object(members).write(&mut out, 0);
    out.push('\n');
    out
}

/// Every number of [`document`] but those of cases, by its names from the outside in: `by lang: ar: …: F1`.
pub fn figures(scores: &Scores) -> BTreeMap<String, f64> {
    let mut named = BTreeMap::new();
    let mut add = |before: &str, figures: &Figures| {
        for (figure, tally) in figures.iter() {
            let name = format!("{before}{}", figure.as_str().trim());
            if figure.is_share() {
                named.extend(tally.share().map(|share| (format!("{name}: acc"), share)));
            } else {
                named.extend(
                    parts_of(tally).map(|(part, value)| (format!("{name}: {part}"), value)),
                );
            }
        }
    };
    add("", &scores.all.figures);
    for (lang, score) in &scores.by_lang {
        add(&format!("by lang: {lang}: "), &score.figures);
    }
    for (kind, &tally) in &scores.all.kinds {
        named.extend(
            parts_of(tally).map(|(part, value)| (format!("by kind: {kind}: {part}"), value)),
        );
    }
    named
}

fn parts_of(tally: Tally) -> [(&'static str, f64); 3] {
    [("P", tally.precision()), ("R", tally.recall()), ("F1", tally.f1())]
}

fn members_of(figures: &Figures) -> Vec<(String, Node)> {
    let line = |(figure, tally): (Figure, Tally)| {
        let share = || json(&ShareRow { acc: tally.share(), n: tally.wanted });
        let line = if figure.is_share() { share() } else { matching(tally) };
        (figure.as_str().to_owned(), Node::Line(line))
    };
    figures.iter().map(line).collect()
}

fn matching(tally: Tally) -> String {
    let [(_, p), (_, r), (_, f1)] = parts_of(tally);
    json(&MatchingRow { p, r, f1, n: tally.wanted })
}

/// A piece of a document that is read in diffs: a figure is one line.
enum Node {
    /// JSON on one line.
    Line(String),
    Object(Vec<(String, Node)>),
    List(Vec<String>),
}

impl Node {
    fn write(&self, out: &mut String, depth: usize) {
        let indent = " ".repeat(depth + 1);
        let (open, lines, close): (_, Vec<String>, _) = match self {
            Self::Line(line) => {
                *out += line;
                return;
            }
            Self::Object(members) => {
                let line = |(name, node): &(String, Self)| {
                    let mut line = format!("{}: ", json(name));
                    node.write(&mut line, depth + 1);
                    line
                };
                ('{', members.iter().map(line).collect(), '}')
            }
            Self::List(lines) => ('[', lines.clone(), ']'),
        };
        out.push(open);
        for (index, line) in lines.iter().enumerate() {
            *out += if index == 0 { "\n" } else { ",\n" };
            *out += &indent;
            *out += line;
        }
        let _ = write!(out, "\n{}{close}", &indent[1..]);
    }
}

#[derive(Serialize)]
struct MatchingRow {
    #[serde(rename = "P")]
    p: f64,
    #[serde(rename = "R")]
    r: f64,
    #[serde(rename = "F1")]
    f1: f64,
    n: usize,
}

#[derive(Serialize)]
struct ShareRow {
    /// Null where there is no case.
    acc: Option<f64>,
    n: usize,
}

#[derive(Serialize)]
struct MissRow<'a> {
    report: &'a str,
    what: &'a str,
    of: &'a str,
    wanted: &'a str,
    found: &'a str,
    words: &'a str,
}

impl<'a> MissRow<'a> {
    fn of(miss: &'a Miss) -> Self {
        let Miss { report, what, of, wanted, found, words } = miss;
        Self { report, what, of, wanted, found, words }
    }
}
